"""Segments: what may be read in one breath."""

from __future__ import annotations

import doctest
import re

from extractors import fold as folding
from extractors import segments as room
from extractors.document import Document, Line, Part, Zone, ZoneRole
from extractors.fold import fold
from extractors.russian import loud
from extractors.russian.wordforms import tokens_of
from extractors.segment_tokens import segment_tokens, spoken_tokens
from extractors.segments import segments
from extractors.spoken import spoken


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


def test_tokens_of_a_segment_are_those_of_its_text_alone(sample_lines: tuple[str, ...]) -> None:
    text = "\n".join(sample_lines[:400])
    document = Document(text, tuple(Line(m.start(), m.end(), paragraph=n) for n, m in enumerate(re.finditer(".+", text))))
    shared = 0
    for segment in segments(document):
        aloud = spoken(document, segment)
        plain = tokens_of(aloud, 0, len(aloud), segment.start)
        assert spoken_tokens(document, segment, aloud) == plain
        shared += spoken_tokens(document, segment, aloud) is segment_tokens(document, segment)
    assert shared > 200


def test_what_is_kept_of_a_document_is_its_own() -> None:
    document = Document("Отдел\nДиректор", (Line(0, 5), Line(6, 14)))
    assert segments(document) is segments(document)
    zoned = document.with_zones((Zone(ZoneRole.BODY, 0, 5), Zone(ZoneRole.SIGNATURE, 6, 14)))
    assert [segment.role for segment in segments(zoned)] == [ZoneRole.BODY, ZoneRole.SIGNATURE]
    assert zoned.folded == document.folded


def test_folding_skips_only_words_of_one_alphabet(sample_lines: tuple[str, ...]) -> None:
    swapped = str.maketrans("аеорс", "aeopc")
    mixed = [line.translate(swapped) if n % 3 else line for n, line in enumerate(sample_lines)]
    for text in ("\n".join(mixed), "\n".join(sample_lines), "aб", "бa", "Бaб", "x" * 70 + "б"):
        plain = folding._PAIRED.sub("«\\1»", text).translate(folding._TABLE)
        assert fold(text) == folding._WORD.sub(folding._unmix, plain)
    assert fold("\n".join(mixed)) != "\n".join(mixed).translate(folding._TABLE)


def test_only_runs_of_capitals_are_made_quiet(sample_lines: tuple[str, ...]) -> None:
    changed = 0
    for line in sample_lines:
        for text in (line, line.upper(), " ".join(word[:4].upper() for word in line.split())):
            plain = text
            if not loud.SPACED.search(text):
                plain = loud._RUN.sub(loud._quietly, text)
                assert loud.quieted(text) == plain
            changed += plain != text
    assert changed > 500
