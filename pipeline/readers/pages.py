"""Pages of lines, from a PDF or a scan, poured into a Document; paragraphs are kept whole over page breaks."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from extractors.document import Box, Part
from pipeline.readers.builder import Builder
from pipeline.readers.frames import cut_marks
from pipeline.readers.hyphens import rejoin
from pipeline.readers.layout import TextLine, lines_in_order
from pipeline.readers.words import Word

#: Page numbers and running heads stand within this share of the height from the edge.
_EDGE: Final = 0.1
_COUNTED: Final = re.compile(r"(?<!\w-)(?<!\d)\d+(?!\d|-\w)")
#: Lines of one row do not stand further apart, in type sizes.
_LEVEL: Final = 0.4
#: No row is cut into more; where more stand on a level, as only junk does, each is looked at alone.
_PIECES: Final = 60
#: A letterhead has no more lines.
_HEAD_LINES: Final = 15
_PAGE_NUMBER: Final = re.compile(
    r"[-–—\s]*(?:(?:стр(?:аница|\.)?|лист|page)\s*)?\d{1,4}(?:\s*(?:из|/|of)\s*\d{1,4})?[-–—\s.]*", re.IGNORECASE
)


@dataclass(slots=True)
class PageTable:
    """A table of a page: its place, the texts of its cells row by row, the boxes of its rows."""

    top: float
    rows: list[list[str]]
    boxes: list[Box]


@dataclass(slots=True)
class PageContent:
    """What one page holds, lines in reading order."""

    width: float
    height: float
    lines: list[TextLine]
    tables: list[PageTable] = field(default_factory=list)
    source: str = "text"
    confidence: float = 1.0
    header: set[int] = field(default_factory=set)
    footer: set[int] = field(default_factory=set)
    note: str = ""
    #: What stands across the rows: stamps, the word КОПИЯ over the text.
    askew: list[TextLine] = field(default_factory=list)


def lines_with_marks(words: list[Word], height: float, frames: Sequence[Box], *, first_page: bool) -> list[TextLine]:
    """The lines of a page in reading order; a mark of electronic signature comes after the rows it stands at."""
    marks, words = cut_marks(words, frames)
    lines = lines_in_order(words, height, first_page=first_page)
    for mark in marks:
        own = lines_in_order(mark, height, first_page=False)
        bottom = max(word.bottom for word in mark)
        level = [i for i, line in enumerate(lines) if own[0].top - 2 < line.base < bottom + 2]
        above = [i for i, line in enumerate(lines) if line.base <= own[0].top]
        place = (max(level) if level else max(above, default=-1)) + 1
        block = max((line.block for line in lines), default=0) + 1
        paragraph = max((line.paragraph for line in lines), default=0) + 1
        for line in own:
            line.block, line.paragraph = block, paragraph + line.paragraph
        lines[place:place] = own
    return lines


def mark_running_heads(pages: list[PageContent]) -> None:
    """Marks page numbers, and lines that stand at the same edge of several pages, as headers and footers."""
    repeated: Counter[tuple[str, str]] = Counter()
    edges = [_edge_keys(page, number, len(pages)) for number, page in enumerate(pages, start=1)]
    for keys in edges:
        repeated.update(set(keys.values()))
    for page, keys in zip(pages, edges, strict=True):
        for index, key in keys.items():
            text = page.lines[index].text
            if _PAGE_NUMBER.fullmatch(text) or (repeated[key] >= max(2, len(pages) // 2) and len(pages) > 1):
                (page.header if key[0] == "top" else page.footer).add(index)


def _edge_keys(page: PageContent, number: int, total: int) -> dict[int, tuple[str, str]]:
    """index of a line near an edge -> (edge, its text without the number of the page and of pages).

    Other figures count: «Приложение № 1» and «Приложение № 2» at the top of two pages are no running head; nor is the
    page told inside a number («№ 7-1-2024»).
    """
    own = {str(number), str(total)}
    by_base = sorted(page.lines, key=lambda line: line.base)
    bases = [line.base for line in by_base]
    keys = {}
    for index, line in enumerate(page.lines):
        edge = "top" if line.bottom < _EDGE * page.height else "bottom" if line.top > (1 - _EDGE) * page.height else ""
        if edge:
            reach = _LEVEL * line.size
            first, last = bisect_right(bases, line.base - reach), bisect_left(bases, line.base + reach)
            row = _row_of(by_base[first:last] if 0 < last - first <= _PIECES else [line])
            keys[index] = (edge, _COUNTED.sub(lambda match: "#" if match.group() in own else match.group(), row))
    return keys


def _row_of(level: Sequence[TextLine]) -> str:
    """What stands on one level: on one page a head may be read as one line, as two columns on another."""
    return " ".join(" ".join(line.text for line in sorted(level, key=lambda line: line.x0)).split())


def _said_again(heads: Sequence[TextLine], body: Sequence[TextLine]) -> list[TextLine]:
    """The heads of the first page that its letterhead says again below: they run over pages, and are no level of it."""
    below = _squashed(body[:_HEAD_LINES])
    return [line for line in heads if _PAGE_NUMBER.fullmatch(line.text) or ((own := _squashed([line])) and own in below)]


def _squashed(lines: Sequence[TextLine]) -> str:
    """The letters and digits of lines, in small."""
    return "".join(c for line in lines for c in line.text.casefold() if c.isalnum())


def _flows_on(above: PageContent, below: PageContent) -> bool:
    """Whether the last paragraph of a page goes on at the top of the next one."""
    last = [line for i, line in enumerate(above.lines) if i not in above.header and i not in above.footer]
    first = [line for i, line in enumerate(below.lines) if i not in below.header and i not in below.footer]
    if not last or not first or any(table.top < first[0].top for table in below.tables):
        return False
    if any(table.top > last[-1].top for table in above.tables):
        return False
    return (
        last[-1].align == "both"
        and not last[-1].text.rstrip().endswith((".", ":", ";", "!", "?"))
        and (first[0].text[0].islower() or first[0].text[0].isdigit())
        and abs(first[0].x0 - last[-1].x0) < 4 * first[0].size
    )


def pour_pages(builder: Builder, pages: list[PageContent]) -> None:
    """Adds the pages; heads and numbers of a page stand where no paragraph that runs over the break is torn."""
    flows = [_flows_on(above, below) for above, below in pairwise(pages)]
    for number, page in enumerate(pages):
        flows_in = number > 0 and flows[number - 1]
        flows_out = number < len(flows) and flows[number]
        builder.page(page.width, page.height, source=page.source, confidence=page.confidence, flows=flows_in)
        _pour_page(builder, page, number, flows_in=flows_in, flows_out=flows_out)


def _pour_page(builder: Builder, page: PageContent, number: int, *, flows_in: bool, flows_out: bool) -> None:
    body = [line for i, line in enumerate(page.lines) if i not in page.header and i not in page.footer]
    heads = [page.lines[i] for i in sorted(page.header)]
    again = [] if number else _said_again(heads, body)
    heads = [line for line in heads if line not in again]
    feet = [page.lines[i] for i in sorted(page.footer)]
    first: list[TextLine] = []
    if flows_in:
        first = [line for line in body if line.paragraph == body[0].paragraph]
        body = body[len(first) :]
        _pour_lines(builder, first, goes_on=True)
    _pour_furniture(builder, heads, Part.HEADER)
    if flows_out:
        _pour_furniture(builder, feet, Part.FOOTER)
    for lines, table in _around_tables(body, page.tables):
        upper: list[TextLine] = []
        if flows_out and again and table is None:  # above what goes on on the next page
            upper = [line for line in lines if line.block != lines[-1].block]
            _pour_lines(builder, upper)
            _pour_furniture(builder, again, Part.HEADER)
        _pour_lines(builder, lines[len(upper) :])
        if table is not None:
            builder.table(table.rows, boxes=table.boxes)
    if not flows_out:
        _pour_furniture(builder, again, Part.HEADER)
        _pour_furniture(builder, feet, Part.FOOTER)
        _pour_furniture(builder, page.askew, Part.FRAME)


def _pour_furniture(builder: Builder, lines: list[TextLine], part: Part) -> None:
    if lines:
        builder.gap()
        _pour_lines(builder, lines, part=part)
        builder.gap()


def _around_tables(lines: list[TextLine], tables: list[PageTable]) -> Iterator[tuple[list[TextLine], PageTable | None]]:
    """Lines up to each table, the table, and the lines below the last one."""
    for table in sorted(tables, key=lambda t: t.top):
        above = [line for line in lines if line.base < table.top + 1]
        lines = [line for line in lines if line.base >= table.top + 1]
        yield above, table
    yield lines, None


def _pour_lines(builder: Builder, lines: list[TextLine], *, part: Part = Part.BODY, goes_on: bool = False) -> None:
    """Adds lines; a word cut at a line end is made whole on the line it begins on."""
    texts = [line.text for line in lines]
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        if above is None:
            if not goes_on:
                builder.gap()
        elif line.block != above.block:
            builder.gap()
        elif line.paragraph != above.paragraph:
            builder.paragraph()
        if index + 1 < len(lines) and lines[index + 1].block == line.block:
            texts[index], texts[index + 1] = rejoin(texts[index], texts[index + 1])
        builder.line(
            texts[index].replace("\ufffe", "-"),
            part=part,
            box=line.box,
            align=line.align,
            size=round(line.size, 1),
            bold=line.bold,
            italic=line.italic,
        )
