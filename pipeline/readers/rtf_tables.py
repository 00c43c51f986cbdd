"""Tables of RTF: every row defines its cells anew by their right edges."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.readers.nodes import Grid, GridCell, Node
from pipeline.readers.rtf_words import BORDERS


@dataclass(slots=True)
class CellShape:
    """A cell by the definition of its row: right edge in twips, lines around it, merged with the one above."""

    edge: int = 0
    side: bool = False
    level: bool = False
    goes_on: bool = False


class RowDefinition:
    """The cells of the rows that follow, as control words define them: lines, merging, right edges."""

    def __init__(self) -> None:
        self.shapes: list[CellShape] = []
        self._shape = CellShape()
        self._border = ""

    def word(self, word: bytes, number: int | None) -> None:
        """A control word; those that define no cell change nothing."""
        if word == b"trowd":
            self.shapes, self._shape = [], CellShape()
        elif word == b"cellx":
            self._shape.edge = number or 0
            self.shapes.append(self._shape)
            self._shape = CellShape()
        elif word == b"clvmrg":
            self._shape.goes_on = True
        elif word in (b"clbrdrl", b"clbrdrr"):
            self._border = "side"
        elif word in (b"clbrdrt", b"clbrdrb"):
            self._border = "level"
        elif word in BORDERS and self._border:
            if self._border == "side":
                self._shape.side = True
            else:
                self._shape.level = True
            self._border = ""


def grid_of(rows: list[tuple[list[list[Node]], list[CellShape]]]) -> Grid:
    """The grid of a table: columns lie between the edges of all rows."""
    edges = sorted({shape.edge for _, shapes in rows for shape in shapes})
    columns = {edge: number for number, edge in enumerate(edges)}
    grid = Grid([])
    above: dict[int, GridCell] = {}
    drawn = 0
    for number, (cells, shapes) in enumerate(rows):
        start = 0
        for index, content in enumerate(cells):
            shape = shapes[index] if index < len(shapes) else CellShape()
            end = columns[shape.edge] + 1 if shape.edge in columns else start + 1
            drawn += shape.side and shape.level
            if shape.goes_on and start in above:
                above[start].rows += 1
            else:
                above[start] = GridCell(number, start, content, max(1, end - start))
                grid.cells.append(above[start])
            start = max(start + 1, end)
    grid.ruled = 2 * drawn > sum(len(cells) for cells, _ in rows)
    return grid
