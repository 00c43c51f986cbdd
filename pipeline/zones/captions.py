"""Captions: the lines by which a page names the act or the letter that it shows, above the text or in its place.

«Письмо Роструда от 25 марта 2010 г. N ТЗ/4259-0 «О выплатах»», or over lines: «ПОСТАНОВЛЕНИЕ Администрации⏎Чухломского
района от 20.10.2006 № 277⏎«О создании⏎комиссии»». A caption has the kind, the number and the date of the document, often
its author and its title. «ПРИКАЗ» alone on a line is a requisite of the document itself, no caption; acts that follow
each other are a list of documents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from extractors.document import Document, Line
from pipeline.zones.cue_patterns import MONTH

_DATE: Final = rf"[«\"]?(?:\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}|\d{{1,2}}[»\"]?\s{MONTH}\s\d{{4}})(?:\s?г(?:ода|\.)?)?"
_NUMBER: Final = r"(?:№|N|No)\s?[\w/@.-]{1,40}(?:\s\d[\w/@.-]{1,30})?"
_BARE: Final = r"(?:\d[\d/-]{1,30}|(?:№|N|No)\s?[\w/@.-]{1,40}(?:\s\d[\w/@.-]{1,30})?)"
#: Kinds of documents that pages are captioned with.
_KINDS: Final = (
    r"(?:приказ|распоряжение|постановление|решение|указ|указание|(?:информационное\s|совместное\s)?письмо"
    r"|(?:правительственная\s)?телеграмма|телефонограмма|телетайпограмма)"
)
_CAPTION: Final = re.compile(
    rf"^\W{{0,3}}{_KINDS}\s{{1,3}}(?:[^№\d«\"]{{1,200}}?\s)?(?:от\s{_DATE}\s{{0,3}}{_NUMBER}|{_BARE}\s{{1,2}}от\s{_DATE})"
    rf"|^\W{{0,3}}{_KINDS}\s{{1,3}}{_DATE}\s{{0,3}}{_NUMBER}",
    re.IGNORECASE,
)
_BEGINS: Final = re.compile(rf"^\W{{0,3}}{_KINDS}\s{{1,3}}\S", re.IGNORECASE)
#: Below these an act is that of the one who approved, «УТВЕРЖДЕНО⏎приказом от … № …».
_APPROVED: Final = re.compile(r"^\W{0,3}(?:утвержд|согласовано|принято|приложени)", re.IGNORECASE)
_OPENS_TITLE: Final = re.compile(r"^[«\"]?О(?:б|бо|Б|БО)?\s[а-яёА-ЯЁ«\"]")
_TOP: Final = 10  # lines in which a caption stands
_LINES: Final = 4  # lines that one takes
_TITLE_LINES: Final = 8
_LONGEST: Final = 400  # characters of one
_PROSE: Final = 160  # characters: below a paragraph nothing names the document


@dataclass(frozen=True, slots=True)
class Caption:
    """Indices of the lines that name a document, and of those that hold its title in quotes below."""

    lines: range
    title: range


def caption(document: Document, lines: Sequence[Line]) -> Caption:
    """The caption among these lines of the document; empty where there is none.

    >>> doc = Document("Решение Думы\\nот 5 мая 2014 г. N 18", (Line(0, 12), Line(13, 34)))
    >>> caption(doc, doc.lines)
    Caption(lines=range(0, 2), title=range(0, 0))
    """
    folded = document.folded
    top = [folded[line.start : line.end][:_LONGEST].strip() for line in lines[: _TOP + _LINES + _TITLE_LINES]]
    for first, text in enumerate(top[:_TOP]):
        size = _size(top[first : first + _LINES]) if _BEGINS.match(text) else 0
        if size:
            after = first + size
            if _said_again(top[first:after], top[after:]):
                after += size
            elif _size(top[after : after + _LINES]):
                break  # a list of documents
            if first and after == len(lines):
                break  # a page ends with it: it leads to the document
            return Caption(range(first, after), _title(top, after))
        if len(text) > _PROSE or _APPROVED.match(text):
            break
    return Caption(range(0), range(0))


def _said_again(named: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the lines below name the same document once more, as the crumbs of a menu above its text do."""
    return " ".join(below[: len(named)]).lstrip("-•* ") == " ".join(named).lstrip("-•* ")


def _size(lines: Sequence[str]) -> int:
    """How many of the lines a caption takes that begins the first of them; 0 for none."""
    for count in range(1, len(lines) + 1):
        if _CAPTION.match(" ".join(lines[:count])):
            return count
        if len(lines[count - 1]) > _PROSE:
            break
    return 0


def _title(lines: Sequence[str], first: int) -> range:
    """The line with «Об …»; in quotes, the lines to where they close."""
    if first >= len(lines) or not _OPENS_TITLE.match(lines[first]):
        return range(0)
    if lines[first][0] not in "«\"":
        return range(first, first + 1) if len(lines[first]) < _LONGEST else range(0)
    closing = "»" if lines[first][0] == "«" else '"'
    for last in range(first, min(first + _TITLE_LINES, len(lines))):
        if lines[last].endswith(closing):
            return range(first, last + 1)
    return range(first, first + 1)
