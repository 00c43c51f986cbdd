"""Where the text of an RTF goes: the body, a header, a note, a text box. Paragraphs and tables grow there."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from extractors.document import Part
from pipeline.readers.nodes import Node, Paragraph, aligned
from pipeline.readers.rtf_tables import CellShape, grid_of

#: Text boxes anchored this near the top stand before the paragraph they hang on: letterheads are drawn so.
_TOP_CHARACTERS: Final = 300


@dataclass(slots=True)
class Group:
    """The state of a group: characters, paragraph, where its text goes."""

    target: str = "body"
    skip: bool = False
    font: int = 0
    unicode_skip: int = 1
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    size: float = 12.0
    align: str | None = None
    indent: int = 0
    in_table: bool = False
    breaks: bool = False


@dataclass(slots=True)
class Target:
    """What text goes to. A table grows here row by row."""

    kind: str
    nodes: list[Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    cell: list[Node] = field(default_factory=list)
    row: list[list[Node]] = field(default_factory=list)
    rows: list[tuple[list[list[Node]], list[CellShape]]] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    weights: list[int] = field(default_factory=lambda: [0, 0, 0])
    size: float | None = None
    seen: int = 0

    @property
    def has_text(self) -> bool:
        """Whether a paragraph has begun."""
        return bool("".join(self.text).strip())

    def put(self, text: str, group: Group) -> None:
        """More text of the paragraph, in the characters of the group."""
        self.text.append(text)
        self.weights[0] += len(text)
        self.weights[1] += group.bold * len(text)
        self.weights[2] += group.italic * len(text)
        if self.size is None and text.strip():
            self.size = group.size

    def end_paragraph(self, group: Group, shapes: list[CellShape], *, breaks: bool) -> str:
        """The paragraph ends, after a page break where `breaks`; its text."""
        text = "".join(self.text)
        total, bold, italic = self.weights
        paragraph = Paragraph(
            text,
            aligned(group.align, group.indent, text),
            self.size,
            2 * bold > total,
            2 * italic > total,
            Part.BODY,
            breaks or group.breaks,
        )
        at_top = self.seen <= _TOP_CHARACTERS
        self.seen += len(text)
        nodes = [*self.boxes, paragraph] if at_top else [paragraph, *self.boxes]
        self.text, self.weights, self.size, self.boxes = [], [0, 0, 0], None, []
        if group.in_table:
            self.cell += nodes
        else:
            self.end_table(shapes)
            self.nodes += nodes
        return text

    def end_cell(self) -> None:
        """What stands since the last cell is one."""
        self.row.append(self.cell)
        self.cell = []

    def end_row(self, shapes: list[CellShape]) -> None:
        """The cells since the last row are one; a nested cell that was not ended is lost with it."""
        if self.row:
            self.rows.append((self.row, shapes))
        self.row, self.cell = [], []

    def end_table(self, shapes: list[CellShape]) -> None:
        """The rows since the last table are one, the last of them as far as it came."""
        if self.row or self.cell:
            self.rows.append(([*self.row, *([self.cell] if self.cell else [])], shapes))
            self.row, self.cell = [], []
        if self.rows:
            self.nodes.append(grid_of(self.rows))
            self.rows = []
