"""Parliaments that are called in two languages: «Государственное Собрание – Курултай Республики Башкортостан»."""

from __future__ import annotations

from typing import Final

from extractors.russian.places import place_end
from extractors.russian.tails import Walk
from extractors.russian.wordforms import lemmas, listed

CHAMBERS: Final = listed("дума собрание совет федерация хурал курултай парламент")
_LONGEST: Final = 2  # words of the other name: «Ил Тумэн», «Эл Курултай»


def other_name_end(walk: Walk) -> int:
    """Index behind the other name of a parliament, or the walker's own: «Государственное Собрание | (Ил Тумэн) Республики Саха».

    The land stands behind it, so that «Государственный Совет – участник проекта» has none.
    """
    tokens, i = walk.tokens, walk.at
    sign = walk.token.text
    if sign not in ("-", "(") or walk.closed or not i or not lemmas(tokens[i - 1].text) & CHAMBERS:
        return i
    j = i + 1
    while j < walk.limit and j - i <= _LONGEST and tokens[j].kind == "word" and tokens[j].capital and not _is_land(walk, j):
        j += 1
    if j == i + 1:
        return i
    if sign == "(":
        j = j + 1 if j < walk.limit and tokens[j].text == ")" else i
    return j if j > i and j < walk.limit and _is_land(walk, j) else i


def _is_land(walk: Walk, j: int) -> bool:
    return place_end(walk.tokens, j, walk.limit, "gent") > j
