"""Segments: the stretches of a document that grammar and NER may read in one breath.

In the text a segment is a paragraph, however it is wrapped; in the letterhead, the address, the signature it is
a run of lines with no blank line inside, since there a phrase is broken over lines anywhere. A cell of a table
is a segment of its own. No phrase crosses the border of a segment.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.document import Document, Line, ZoneRole
from extractors.frozen import dataclass

#: Zones whose text is prose: the paragraph is the unit.
PROSE = frozenset({None, ZoneRole.BODY, ZoneRole.APPENDIX, ZoneRole.NOISE, ZoneRole.ENCLOSURE, ZoneRole.SALUTATION})


@dataclass(frozen=True, slots=True)
class Segment:
    """A half-open interval of the text with the role of its zone (None before zoning)."""

    start: int
    end: int
    role: ZoneRole | None


def segments(document: Document) -> tuple[Segment, ...]:
    """The segments of a document in order, not overlapping, none blank.

    >>> from extractors.document import Line
    >>> doc = Document("Прошу\\nсообщить.\\n\\nДиректор", (Line(0, 5), Line(6, 15), Line(17, 25, block=1, paragraph=1)))
    >>> [doc.text[s.start:s.end] for s in segments(doc)]
    ['Прошу\\nсообщить.', 'Директор']
    """
    kept: dict[object, tuple[Segment, ...]] = document.kept
    if segments not in kept:
        kept[segments] = tuple(_segments(document))
    return kept[segments]


def _segments(document: Document) -> Iterator[Segment]:
    run: list[Line] = []
    for line in document.lines:
        if run and not _together(document, run[-1], line):
            yield from _cut(document, run)
            run = []
        run.append(line)
    if run:
        yield from _cut(document, run)


def _together(document: Document, before: Line, line: Line) -> bool:
    """Whether a phrase may run on from one line to the next."""
    zone, after = document.zone_at(before.start), document.zone_at(line.start)
    if (zone.role if zone else None) != (after.role if after else None):
        return False
    if before.block != line.block or document.text.count("\n", before.end, line.start) > 1:
        return False
    if _goes_on(document, before, line):
        return True
    # A cell of a layout table is a block like any other: in DOCX every line of a letterhead in it is a paragraph, and a
    # name goes on over them. Cutting there cost sixteen points of `sender` (tests/test_segments.py).
    return (zone.role if zone else None) not in PROSE or before.paragraph == line.paragraph


def _goes_on(document: Document, before: Line, line: Line) -> bool:
    """Whether a line plainly goes on the one before, whatever its reader took for paragraphs: a quote is open, a word
    is cut,
    a sentence goes on in small letters."""
    left, right = document.folded[before.start : before.end].rstrip(), document.folded[line.start : line.end].lstrip()
    if not left or not right or line.part is not before.part:
        return False
    if left.count("«") > left.count("»") and 0 <= right.find("»") < (right.find("«") if "«" in right else len(right)):
        return True
    return right[0].islower() and (left[-1] in "-," or left[-1].isalpha()) and not _ITEM.match(right)


_ITEM = re.compile(r"[а-яa-z]\)|[а-яa-z]\.\s")  # «а) …»: an item of a list


def _cut(document: Document, run: list[Line]) -> Iterator[Segment]:
    """One segment of a run of lines, or several where a table row is cut by tabs or pipes."""
    start, end = run[0].start, run[-1].end
    role = document.role_at(start)
    text = document.text[start:end]
    if role in PROSE and ("\t" in text or "|" in text):
        place = start
        for piece in text.replace("|", "\t").split("\t"):
            if piece.strip():
                yield Segment(place, place + len(piece), role)
            place += len(piece) + 1
    else:
        yield Segment(start, end, role)
