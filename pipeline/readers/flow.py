"""What a word processor's file holds, before it is lines: paragraphs, grids of cells, text boxes, page breaks.

The readers of DOCX, ODT and HTML make these nodes; `pour` turns them into the lines of a Document. Whether a grid is
a data table or only a means of layout (a corner letterhead, a signature row) is decided here, once for all formats.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise, takewhile
from typing import Final

from extractors.document import Part
from pipeline.readers.abreast import abreast, has_gap
from pipeline.readers.builder import MAX_TABLE_CELLS, Builder
from pipeline.readers.seams import parted


@dataclass(slots=True)
class Paragraph:
    """A paragraph; `text` holds line feeds for soft breaks and TABs. `breaks`: a page begins before it."""

    text: str
    align: str | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False
    part: Part = Part.BODY
    breaks: bool = False


@dataclass(slots=True)
class GridCell:
    """A cell: where it stands in the grid, how far it reaches, what it holds."""

    row: int
    column: int
    content: list[Node] = field(default_factory=list)
    columns: int = 1
    rows: int = 1

    def text(self) -> str:
        """All text of the cell on one line."""
        return " ".join(" ".join(paragraph.text.split()) for paragraph in paragraphs(self.content)).strip()


@dataclass(slots=True)
class Grid:
    """A table of the file; `ruled`: lines are drawn between its cells; `data`: the file itself says that it is data."""

    cells: list[GridCell]
    ruled: bool = False
    data: bool = False


@dataclass(slots=True)
class Frame:
    """A text box: a block of its own."""

    content: list[Node]


Node = Paragraph | Grid | Frame


def paragraphs(nodes: Sequence[Node]) -> Iterator[Paragraph]:
    """All paragraphs in nodes, whatever they are nested in, in order."""
    stack: list[Node] = list(reversed(nodes))
    while stack:
        node = stack.pop()
        if isinstance(node, Paragraph):
            yield node
        elif isinstance(node, Frame):
            stack.extend(reversed(node.content))
        else:
            for cell in reversed(node.cells):
                stack.extend(reversed(cell.content))


#: From this indent on, in twentieths of a point (6.3 cm), a paragraph stands in the right half of the page, as
#: addressees do.
_RIGHT_INDENT: Final = 3600
_TAB_STOP: Final = 708


def aligned(align: str | None, indent: int, text: str) -> str | None:
    """The alignment that a reader of the page sees: a wide indent, or TABs before the text, put it at the right.

    >>> aligned("left", 5000, "Директору"), aligned("both", 0, "Текст")
    ('right', 'both')
    """
    tabs = len(text) - len(text.lstrip("\t"))
    return "right" if align in (None, "left", "both") and indent + tabs * _TAB_STOP >= _RIGHT_INDENT else align


#: Deeper than this no table is a layout that a person made: what lies deeper is poured out as plain paragraphs.
MAX_DEPTH: Final = 20

# A cell that is only the label of a blank to be filled in: «от», «№», «На №». Such a row is one line: «от 24.05.2024
# № 909».
_LABEL: Final = re.compile(r"(?:от|№|N|No|на\s+№|исх\.?(?:\s*№)?)\.?:?", re.IGNORECASE)
# «И. О. Фамилия» as the last words of a row: a row of signature. «Фамилия И. О.» is how an addressee is written too,
# so it counts only where every row ends so.
_SIGNED: Final = re.compile(r"[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.)?\s?[А-ЯЁ][А-Яа-яё-]{1,40}$")
_LISTED: Final = re.compile(r"[А-ЯЁ][А-Яа-яё-]{1,40}\s[А-ЯЁ]\.\s?[А-ЯЁ]\.$")
#: What may stand behind the name in a sheet of agreement: «___» ______ 2025 г., «20» февраля 2025 г., 20.02.2025.
_DATED: Final = re.compile(r"[«\"“_]{0,3}[\d_ ]{1,12}[»\"”_.]{0,3}[ _.]{0,3}[а-я\d_.]{2,20}[ .]{0,2}(?:20[\d_]{2}\s?(?:г\.?|года)?)?")
#: A name at the end of a row is not longer.
_LONGEST_NAME: Final = 60
# The number of a page in a header or footer, as the word processor last counted it.
_PAGE_NUMBER: Final = re.compile(r"[\W_]{0,6}\d{1,4}[\W_]{0,6}")
#: A cell of a data table seldom holds more paragraphs.
_CELL_PARAGRAPHS: Final = 4


def _filled(grid: Grid) -> list[tuple[GridCell, str]]:
    return [(cell, text) for cell in grid.cells if (text := cell.text())]


def is_data(grid: Grid) -> bool:
    """Whether a grid is a data table: ruled with two rows and columns at least, or unruled but plainly tabular."""
    rows = {cell.row for cell in grid.cells}
    columns = {cell.column for cell in grid.cells}
    if len(rows) < 2 or len(columns) < 2:
        return False
    if any(isinstance(node, Grid) for cell in grid.cells for node in cell.content):
        return False
    filled = _filled(grid)
    if not filled:
        return False
    sizes = sorted(sum(1 for p in paragraphs(cell.content) if p.text.strip()) for cell, _ in filled)
    if sizes[len(sizes) // 2] > _CELL_PARAGRAPHS or sizes[-1] > 6 * _CELL_PARAGRAPHS:
        return False
    if grid.data or grid.ruled:
        return True
    head = sum(1 for cell, _ in filled if cell.row == min(rows))
    return (
        len(rows) >= 3
        and len(columns) >= 3
        and head >= 3
        and len(filled) >= 0.8 * len(rows) * len(columns)
        and sizes[-1] <= 2
    )


def pour(builder: Builder, nodes: Sequence[Node], *, part: Part | None = None, depth: int = 0) -> None:
    """Adds nodes to a Document in the making; `part` overrides that of the paragraphs."""
    blank = 0
    for node in _set_abreast(nodes) if not depth and part is None else nodes:
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
    for text in (piece for row in paragraph.text.split("\n") for piece in parted(row)):
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
    if _places(grid) <= MAX_TABLE_CELLS and is_data(grid):
        _break_before(builder, grid)
        builder.table(_matrix(grid), part=part or Part.CELL)
        return
    for cell in layout_order(grid):
        if isinstance(cell, Paragraph):
            _pour_paragraph(builder, cell, part)
            builder.gap()
        else:
            pour(builder, cell.content, part=part or Part.CELL, depth=depth)
            builder.gap()


def _break_before(builder: Builder, grid: Grid) -> None:
    first = next(paragraphs([grid]), None)
    if first is not None and first.breaks and builder.has_text_on_page:
        builder.page()


def _places(grid: Grid) -> int:
    """Rows times columns: few cells far apart would make a vast table."""
    return max((c.row + 1 for c in grid.cells), default=0) * max((c.column + 1 for c in grid.cells), default=0)


def _matrix(grid: Grid) -> list[list[str]]:
    """The texts of a data table row by row; a cell that reaches over several places stands in the first of them."""
    height = max(cell.row for cell in grid.cells) + 1
    width = max(cell.column for cell in grid.cells) + 1
    matrix = [[""] * width for _ in range(height)]
    for cell in grid.cells:
        matrix[cell.row][cell.column] = cell.text()
    return matrix


def layout_order(grid: Grid) -> Iterator[GridCell | Paragraph]:
    """The cells of a layout grid in the order a person reads them: band by band, in a band row by row.

    A band is a run of grid columns that no cell crosses: a letterhead of several rows stays together beside its
    addressee. A grid of signatures is read row by row, so that each post keeps its name. Cells that fill in a form
    («от», «24.05.2024», «№», «909») come as one line.
    """
    filled = _filled(grid)
    for band in _bands(filled):
        rows: dict[int, list[tuple[GridCell, str]]] = {}
        for cell, text in band:
            rows.setdefault(cell.row, []).append((cell, text))
        for _, row in sorted(rows.items()):
            row.sort(key=lambda item: item[0].column)
            if (
                len(row) > 1
                and any(_LABEL.fullmatch(text) for _, text in row)
                and all(_is_short(cell) for cell, _ in row)
            ):
                first = next(paragraphs(row[0][0].content))
                yield replace(first, text="\t".join(text for _, text in row), part=Part.CELL)
            else:
                yield from (cell for cell, _ in row)


def _is_short(cell: GridCell) -> bool:
    lines = [line for p in paragraphs(cell.content) for line in p.text.split("\n") if line.strip()]
    return len(lines) == 1


def _bands(filled: list[tuple[GridCell, str]]) -> list[list[tuple[GridCell, str]]]:
    """The cells by bands of columns; one band where reading by rows is right."""
    rows = {cell.row for cell, _ in filled}
    if len(rows) < 2 or _has_signatures(filled):
        return [filled]
    width = max(cell.column + cell.columns for cell, _ in filled)
    starts = {cell.column for cell, _ in filled}
    crossed = {edge for cell, _ in filled for edge in range(cell.column + 1, cell.column + cell.columns)}
    edges = [*sorted(starts - crossed), width]
    bands = [[item for item in filled if a <= item[0].column < b] for a, b in pairwise(edges)]
    bands = [band for band in bands if band]
    # Only blocks of text are columns: «от | 24.05.2024 | № | 909» over «На № | 5 | от | 20.05.2024» are two rows.
    if any(_LABEL.fullmatch(text) for _, text in filled) and all(len(text) < 25 for _, text in filled):
        return [filled]
    return bands


def _has_signatures(filled: list[tuple[GridCell, str]]) -> bool:
    """Rows that end in a name with initials and begin with something else: posts and names, a date to be filled in."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell, text in filled:
        if not _DATED.fullmatch(text):
            rows.setdefault(cell.row, []).append((cell.column, text))
    ends = [max(row)[1] for row in rows.values() if len(row) > 1]
    names = [text for text in ends if len(text) < _LONGEST_NAME]
    return any(_SIGNED.search(text) for text in names) or (bool(ends) and all(map(_LISTED.search, ends)))
