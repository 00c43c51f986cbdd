"""A name over two lines, or with a line of its own: «ФЁДОРОВ⏎Иван Петрович», «… имуществу Мелентьева⏎Архипа Кузьмича»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.document import Document, ZoneRole
from extractors.russian.name_paradigms import Kind
from extractors.russian.name_parts import NameParts, Part
from extractors.russian.name_quality import read
from extractors.russian.name_windows import Piece
from extractors.russian.name_words import TYPICAL, UNKNOWN
from extractors.russian.person_grammar import Said
from extractors.segments import Segment

#: Quality of a name that may go on over the border of two zones.
_READS_ON: Final = 0.9
#: A line is indented so far at most; what so many blanks part from the words before it stands in a column of its own.
_INDENT: Final = 160
_COLUMN: Final = (" " * 8, "\t")
_NEXT_LINE: Final = re.compile(r"[ \t]{0,10}\n[ \t]{0,160}(?=\S)")


class Found(NamedTuple):
    """A name in the text; `said` is what its place says of its case and gender, `listed` that it follows another name
    in one list."""

    start: int
    end: int
    parts: NameParts
    role: ZoneRole | None
    quality: float
    said: Said
    witnessed: bool
    listed: bool = False


class Alone(NamedTuple):
    """A capitalised word that belongs to no name, and the segment it stands in."""

    piece: Piece
    segment: Segment


def with_surname_lines(document: Document, found: list[Found], alone: Sequence[Alone]) -> list[Found]:
    """«ФЁДОРОВ⏎Иван Петрович», «Иван Петрович⏎ФЁДОРОВ»: a surname that has a line of its own joins the name beside it;
    so does one that ends the line above where zones part them («… имуществу Мелентьева⏎Архипа Кузьмича»)."""
    folded = document.folded
    fitting = [word.piece for word in alone if word.piece.fit.surname >= UNKNOWN]
    lines = {piece.start: piece for piece in fitting if fills_line(folded, piece.start, piece.end)}
    ends = {piece.end: piece for piece in fitting}
    whole = []
    for item in found:
        if item.parts.surname is not None or item.parts.given is None or item.parts.patronymic is None:
            whole.append(item)
            continue
        above = ends.get(_line_above(folded, item.start))
        if above is not None and above.start not in lines and not _reads_on(above, item):
            above = None
        above = above or _in_alphabet(folded, ends.get(item.start - 2), item)
        whole.append(_joined(item, above, lines.get(_line_below(folded, item.end))))
    return whole


def _in_alphabet(folded: str, before: Piece | None, item: Found) -> Piece | None:
    """The surname of «Грушин, Аким Павлович» on a line of its own, as encyclopedias head their articles."""
    if before is None or folded[before.end : item.start] != ", " or not fills_line(folded, before.start, item.end):
        return None
    return before if before.fit.surname >= TYPICAL else None


def _reads_on(above: Piece, item: Found) -> bool:
    """Whether a surname at the end of a line and a name at the head of the next agree in case and gender."""
    words = (above.text, *(part.text for part in item.parts.parts))
    return above.fit.surname >= TYPICAL and len(words) == 3 and read(words, None)[0] > _READS_ON


def _line_above(folded: str, start: int) -> int:
    """Where the line above ends, if the name begins its own; -1 if not."""
    line = folded.rfind("\n", max(0, start - _INDENT), start)
    if line < 0 or folded[line:start].strip(" \n•*-"):
        return -1
    return line - 1 if folded[line - 1 : line] == " " else line


def _line_below(folded: str, end: int) -> int:
    """Where the words of the line below begin, if the name ends its own line; -1 if not."""
    below = _NEXT_LINE.match(folded, end)
    return below.end() if below else -1


def fills_line(folded: str, start: int, end: int) -> bool:
    """Whether [start, end) has its line, or the right side of it, to itself, a mark of a list apart."""
    left, right = folded.rfind("\n", max(0, start - _INDENT), start), folded.find("\n", end, end + 20)
    before = folded[left + 1 : start] if left >= 0 else folded[max(0, start - _INDENT) : start]
    behind = folded[end:right] if right >= 0 else folded[end : end + 20]
    return (not before.strip(" \n•*-") or before.endswith(_COLUMN)) and not behind.strip()


def _joined(item: Found, above: Piece | None, below: Piece | None) -> Found:
    piece = above or below
    if piece is None:
        return item
    words: list[tuple[str, Kind]] = [(part.text, part.kind) for part in item.parts.parts]
    words.insert(0 if above else len(words), (piece.text, "surname"))
    parts: list[Part] = []
    at = 0
    for text, kind in words:
        parts.append(Part(text, at, at + len(text), kind))
        at += len(text) + 1
    name = NameParts(" ".join(text for text, _ in words), tuple(parts), item.quality)
    return item._replace(start=min(item.start, piece.start), end=max(item.end, piece.end), parts=name)
