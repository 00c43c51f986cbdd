"""From the nodes of a word processor's file (`nodes`) to the lines of a Document, in the order a person reads them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from extractors.document import Part
from pipeline.readers.abreast import abreast, has_gap
from pipeline.readers.builder import MAX_TABLE_CELLS, Builder
from pipeline.readers.floating import floated
from pipeline.readers.grids import is_data, layout_order, matrix_of, places
from pipeline.readers.nodes import MAX_DEPTH, Frame, Grid, Node, Paragraph, paragraphs
from pipeline.readers.seams import parted

# The number of a page in a header or footer, as the word processor last counted it.
_PAGE_NUMBER: Final = re.compile(r"[\W_]{0,6}\d{1,4}[\W_]{0,6}")


def pour(builder: Builder, nodes: Sequence[Node], *, part: Part | None = None, depth: int = 0) -> None:
    """Adds nodes to a Document in the making; `part` overrides that of the paragraphs."""
    blank = 0
    for node in _set_abreast(floated(nodes)) if not depth and part is None else nodes:
        if isinstance(node, Paragraph):
            blank = 0 if _pour_paragraph(builder, node, part) else blank + 1
            if blank:
                builder.gap()
        elif isinstance(node, Frame):
            builder.gap()
            pour(builder, node.content, part=part or Part.TEXT_BOX, depth=depth + 1)
            builder.gap()
        elif depth >= MAX_DEPTH:
            for paragraph in paragraphs([node]):
                _pour_paragraph(builder, paragraph, part)
        else:
            _pour_grid(builder, node, part, depth + 1)


#: Nodes among which rows of two pieces are looked for.
_TOP_NODES: Final = 30


def _set_abreast(nodes: Sequence[Node]) -> Sequence[Node]:
    """The nodes with what TABs and blanks set side by side near their top put one after the other."""
    top = nodes[:_TOP_NODES]
    at = next((i for i, node in enumerate(top) if isinstance(node, Paragraph) and has_gap(node.text)), None)
    if at is None:
        return nodes
    start = next((i + 1 for i in range(at, -1, -1) if not isinstance(nodes[i], Paragraph)), 0)
    run = list(takewhile(lambda node: isinstance(node, Paragraph), nodes[start : start + 2 * _TOP_NODES]))
    rows = [replace(p, text=text, breaks=p.breaks and not n)
            for p in run if isinstance(p, Paragraph) for n, text in enumerate(p.text.split("\n"))]  # fmt: skip
    found = abreast([(row.text, row.align == "right") for row in rows])
    if found is None:
        return nodes
    blank = Paragraph("")
    left = [replace(rows[side.index], text=side.text) for side in found.left]
    right = [replace(rows[side.index], text=side.text, align="right", breaks=False) for side in found.right]
    return [*nodes[:start], *rows[: found.first], *left, blank, *right, blank, *rows[found.last :], *nodes[start + len(run) :]]


def _pour_paragraph(builder: Builder, paragraph: Paragraph, part: Part | None) -> bool:
    """Adds the lines of a paragraph; says whether there were any."""
    if paragraph.breaks and builder.has_text_on_page:
        builder.page()
    if not paragraph.text.strip():
        return False
    if part in (Part.HEADER, Part.FOOTER) and _PAGE_NUMBER.fullmatch(paragraph.text):
        return False
    builder.paragraph()
    for text in (piece for row in paragraph.text.strip("\n").split("\n") for piece in parted(row)):
        if not text.strip():
            builder.gap()  # an empty line, told by soft breaks
            continue
        builder.line(
            text,
            part=part or paragraph.part,
            align=paragraph.align,
            size=paragraph.size,
            bold=paragraph.bold,
            italic=paragraph.italic,
        )
    return True


def _pour_grid(builder: Builder, grid: Grid, part: Part | None, depth: int) -> None:
    builder.gap()
    if places(grid) <= MAX_TABLE_CELLS and is_data(grid):
        _break_before(builder, grid)
        builder.table(matrix_of(grid), part=part or Part.CELL)
        return
    one_column = len({cell.column for cell in grid.cells}) == 1
    last = -1
    for cell in layout_order(grid):
        if isinstance(cell, Paragraph):
            _pour_paragraph(builder, cell, part)
            builder.gap()
            continue
        if not one_column or cell.row != last + 1:  # a line a row is text like any other
            builder.gap()
        pour(builder, cell.content, part=part or Part.CELL, depth=depth)
        last = cell.row
    builder.gap()


def _break_before(builder: Builder, grid: Grid) -> None:
    first = next(paragraphs([grid]), None)
    if first is not None and first.breaks and builder.has_text_on_page:
        builder.page()
