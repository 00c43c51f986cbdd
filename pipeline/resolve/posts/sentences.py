"""Where sentences end: behind a full stop with a capital after it, behind the initials of a name, at a blank line; where
lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from extractors.mention import Kind
from pipeline.resolve.findings import Findings

_END: Final = re.compile(r"[а-я»)]{3}[.!?]\s{1,3}(?=[А-Я])|\n\n")
#: «… подписал Пунегов Э.В. | Инженер Сажина …».
_BEHIND_NAME: Final = re.compile(r"(?<=[А-Я]\.)\s{1,3}(?=[А-Я][а-я]{2})")


def sentence_ends(findings: Findings, start: int, stop: int) -> list[int]:
    """Where the sentences that end in [start, stop) do: offsets of what follows them, in order."""
    folded = findings.document.folded
    found = {m.end() for m in _END.finditer(folded, start, stop + 1) if m.end() <= stop}
    for person in findings.within(Kind.PERSON, start, stop):
        behind = _BEHIND_NAME.match(folded, person.end, stop + 3)
        if behind is not None and behind.end() <= stop:
            found.add(behind.end())
    return sorted(found)


def one_sentence(findings: Findings, start: int, stop: int) -> bool:
    """Whether no sentence ends between two offsets."""
    return not sentence_ends(findings, start, stop)


def one_paragraph(findings: Findings, start: int, stop: int) -> bool:
    """Whether two offsets stand in one paragraph, however its lines are wrapped."""
    lines = findings.document.lines
    starts = findings.once("line starts", lambda: [line.start for line in lines])
    first, last = (max(0, bisect_right(starts, at) - 1) for at in (start, stop))
    return not lines or lines[first].paragraph == lines[last].paragraph


FULL_LINE: Final = 55  # characters: a shorter line was ended by its writer
_SOFT: Final = re.compile(rf"(?<=[^\n]{{{FULL_LINE}}})(?<![.:;|!?])\n(?=[ ]{{0,8}}[а-яa-z(«0-9](?![.)]))")


def unwrapped(folded: str) -> str:
    """The text with a blank for the end of a line that was only full: the offsets stay.

    >>> line = "В 1960 году окончил Ленинградский горный институт, работал"
    >>> unwrapped(f"{line}\\nинженером") == f"{line} инженером", unwrapped("О вузе\\nректор")
    (True, 'О вузе\\nректор')
    """
    return _SOFT.sub(" ", folded)


def begins_line(folded: str, start: int, marks: str | None = None) -> bool:
    """Whether nothing stands before a place on its line but marks, as `str.strip` has them: white space where none are given.

    >>> begins_line("О вузе\\n- Ректор", 9), begins_line("О вузе\\n- Ректор", 9, " -")
    (False, True)
    """
    return not folded[folded.rfind("\n", 0, start) + 1 : start].strip(marks)
