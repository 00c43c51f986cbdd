"""Tables of a page by pdfplumber's search along its lines, be they drawn in a PDF or seen on a scan."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from extractors.document import Box
from pipeline.readers.drawn import Edge
from pipeline.readers.hyphens import rejoin_all
from pipeline.readers.layout import lines_in_order
from pipeline.readers.pages import PageTable
from pipeline.readers.words import Word

_SETTINGS: Final = {"vertical_strategy": "lines", "horizontal_strategy": "lines"}


@dataclass(slots=True)
class _Page:
    """All that the search asks of a page."""

    edges: list[Edge]


def cut_tables(edges: list[Edge], words: list[Word]) -> tuple[list[PageTable], list[Word]]:
    """The data tables of a page that draws these edges, and the words that stand in none of them.

    A frame with one cell, a letterhead between rules and a signature mark are no tables: two rows and two columns
    with text are asked for.
    """
    from pdfplumber.table import TableFinder

    tables: list[PageTable] = []
    page: Any = _Page(edges)
    for found in TableFinder(page, _SETTINGS).tables:
        inside = [word for word in words if _holds(found.bbox, word)]
        texts = [[_text(cell, inside) for cell in row.cells] for row in found.rows]
        if not _is_table(texts):
            continue
        tables.append(PageTable(found.bbox[1], texts, [Box(*_rounded(row.bbox)) for row in found.rows]))
        taken = {id(word) for word in inside}
        words = [word for word in words if id(word) not in taken]
    return tables, words


def _rounded(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = (round(value, 1) for value in box)
    return x0, top, x1, bottom


def _holds(box: tuple[float, float, float, float] | None, word: Word) -> bool:
    if box is None:
        return False
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _text(box: tuple[float, float, float, float] | None, words: list[Word]) -> str:
    inside = [word for word in words if _holds(box, word)]
    if not inside:
        return ""
    lines = [line.text for line in lines_in_order(inside, 1e6, first_page=False)]
    return " ".join(" ".join(rejoin_all(lines)).split())


def _is_table(texts: list[list[str]]) -> bool:
    filled = [[cell for cell in row if cell] for row in texts]
    columns = {index for row in texts for index, cell in enumerate(row) if cell}
    if sum(bool(row) for row in filled) < 2 or len(columns) < 2:
        return False
    # A form to be filled in has its head alone.
    return sum(len(row) >= 2 for row in filled) >= 2 or len(filled[0]) >= 3
