"""Surnames alone on the line of an executor: «Скляр 27-66-40», «Исп. Бурак 63-47-18»."""

from __future__ import annotations

import re
from typing import Final

from extractors.document import ZoneRole
from extractors.person_lines import Alone
from extractors.russian.morph import parses
from extractors.russian.name_words import COMMON, is_service

#: «Исп. Скляр 27-66-40», «Овчинникова, т. 5-12», «25-40-11, Лыткина»: what may stand on the line of an executor.
#: ... behind a short post too: «исп. инж. Тихонравова, 5-77-24».
_EXECUTOR_HEAD: Final = re.compile(
    r"[ •*-]{0,8}(?:\d{1,3} )?(?:[\d(][\d() -]{4,20}, ?)?(?:исп(?:\.|олнител[ьи])?[ .:]{0,4}"
    r"(?-i:(?:[а-я-]{2,13}\.? ){0,3}))?",
    re.IGNORECASE,
)
_EXECUTOR_TAIL: Final = re.compile(r"[ ,.;:()]{0,6}(?:\n|$|\+?\d|т(?:ел)?\b|доб\b)")


def is_of_executor(folded: str, word: Alone) -> bool:
    """Whether a common word is the surname of the executor: «Кот 43 18 70», «Исп. Бурак 63-47-18»; not «Вход 43 18 70»."""
    piece = word.piece
    if piece.fit.surname < COMMON or is_service(piece.text) or not executes(folded, word):
        return False
    alive = any(parse.tag.animacy == "anim" for parse in parses(piece.text))
    return alive or folded[max(0, piece.start - 8) : piece.start].lower().strip(" .:").endswith("исп")


def executes(folded: str, word: Alone) -> bool:
    """Whether the word is the surname on the line of an executor."""
    if word.segment.role is not ZoneRole.EXECUTOR:
        return False
    line = folded.rfind("\n", max(0, word.piece.start - 40), word.piece.start) + 1
    head = folded[max(line, word.segment.start) : word.piece.start]
    return _EXECUTOR_HEAD.fullmatch(head) is not None and _EXECUTOR_TAIL.match(folded, word.piece.end) is not None
