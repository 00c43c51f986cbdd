"""Words cut by a hyphen at the end of a line, made whole again.

A cut word goes to the line it began on: the text then holds the word, and the next line is shorter.
"""

from __future__ import annotations

import re
from typing import Final

# «обра-» at the end and «зования» at the beginning; PDFium writes the cutting hyphen as U+FFFE, Word as a soft hyphen.
_HEAD: Final = re.compile(r"(?P<word>[А-Яа-яЁёA-Za-z]{1,40}(?:-[А-Яа-яЁё]{1,40})?)(?P<sign>[-\u2010\u00ad\ufffe])\s*$")
_TAIL: Final = re.compile(r"\s*(?P<word>[а-яёa-z]{1,40})(?P<rest>[-\u2010]?[^\s]{0,60})")
# «01-» at the end and «10/04768» at the beginning, «2022-» and «2023»: the hyphen belongs to the number.
_DIGIT_HEAD: Final = re.compile(r"\d[-\u2010\ufffe]\s*$")
_DIGIT_TAIL: Final = re.compile(r"\s*(?P<word>\d[^\s]{0,60})")


def _joined(head: str, tail: str, *, certain: bool) -> str | None:
    """«обра» + «зования» = «образования», «социально» + «экономического» = with the hyphen, None where nobody knows."""
    from extractors.russian.morph import known

    whole, hyphened = head + tail, f"{head}-{tail}"
    if known(whole):
        return whole
    if known(tail) and known(head.rpartition("-")[2]):
        return hyphened
    return whole if certain or not known(tail) else None


def rejoin(first: str, second: str) -> tuple[str, str]:
    """Two lines with a word cut between them made whole; unchanged where there is none.

    >>> rejoin("органов управления обра-", "зованием и наукой")
    ('органов управления образованием', 'и наукой')
    >>> rejoin("о социально-", "экономическом развитии")
    ('о социально-экономическом', 'развитии')
    >>> rejoin("На № 01-", "10/04768 от 20.06.2022")
    ('На № 01-10/04768', 'от 20.06.2022')
    """
    if not first.rstrip().endswith(("-", "\u2010", "\u00ad", "\ufffe")):
        return first, second
    digits, more = _DIGIT_HEAD.search(first), _DIGIT_TAIL.match(second)
    if digits and more:
        return first.rstrip().rstrip("\ufffe-\u2010") + "-" + more["word"], second[more.end() :].lstrip()
    head, tail = _HEAD.search(first), _TAIL.match(second)
    if not head or not tail:
        return first.replace("\ufffe", "-"), second
    word = _joined(head["word"], tail["word"], certain=head["sign"] == "\u00ad")
    if word is None:
        return first.replace("\ufffe", "-"), second
    return first[: head.start()] + word + tail["rest"], second[tail.end() :].lstrip()


#: «про- шел»: a word cut at the end of a line of a column that a converter ran into one row.
_INSIDE: Final = re.compile(r"(?<![А-Яа-яЁё-])(?P<head>[А-Яа-яЁё]{2,30})- (?P<tail>[а-яё]{2,30})(?![а-яё])")
_LEAST_CUT: Final = 2  # such words of a row: one may be a slip


def closed(row: str) -> str:
    """A row of a column with the words whole that its lines cut; «двух- и трёхлетние» stay as they are.

    >>> closed("Чемпионат про- шел в апре- ле"), closed("двух- трёхлетние дети про- шли")
    ('Чемпионат прошел в апреле', 'двух- трёхлетние дети про- шли')
    """
    if "- " not in row:
        return row
    from extractors.russian.morph import known

    cut = [found for found in _INSIDE.finditer(row) if known(found["head"] + found["tail"])]
    if len(cut) < _LEAST_CUT:
        return row
    for found in reversed(cut):
        row = row[: found.start()] + found["head"] + found["tail"] + row[found.end() :]
    return row


def rejoin_all(lines: list[str]) -> list[str]:
    """The lines of one paragraph with cut words made whole; lines that became empty stay as ''."""
    for index in range(len(lines) - 1):
        if lines[index] and lines[index + 1]:
            lines[index], lines[index + 1] = rejoin(lines[index], lines[index + 1])
    return lines
