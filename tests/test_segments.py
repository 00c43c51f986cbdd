"""Segments: what may be read in one breath."""

from __future__ import annotations

import doctest

from extractors import segments as room
from extractors.document import Document, Line, Part, Zone, ZoneRole
from extractors.segments import segments


def cell(start: int, end: int, paragraph: int, block: int = 0) -> Line:
    return Line(start, end, block=block, paragraph=paragraph, part=Part.CELL)


def test_examples_in_docstrings_hold() -> None:
    assert not doctest.testmod(room).failed


def test_the_paragraphs_of_a_letterhead_cell_are_one_stretch() -> None:
    """A layout cell of a DOCX letterhead holds a paragraph a line, and a name is broken over them anywhere."""
    text = "УПРАВЛЕНИЕ\nОБРАЗОВАНИЯ\nГОРОДА ШУИ"
    lines = (cell(0, 10, 0), cell(11, 22, 1), cell(23, 33, 2))
    (found,) = segments(Document(text, lines, zones=(Zone(ZoneRole.LETTERHEAD, 0, 33),)))
    assert text[found.start : found.end] == text


def test_cells_beside_each_other_are_apart() -> None:
    text = "ОТДЕЛ\n\nДиректору"
    lines = (cell(0, 5, 0), cell(7, 16, 1, block=1))
    assert len(list(segments(Document(text, lines, zones=(Zone(ZoneRole.LETTERHEAD, 0, 16),))))) == 2


def test_paragraphs_of_a_data_cell_are_apart() -> None:
    text = "Лицей № 5\nГимназия № 1"
    lines = (cell(0, 9, 0), cell(10, 22, 1))
    assert len(list(segments(Document(text, lines, zones=(Zone(ZoneRole.BODY, 0, 22),))))) == 2
