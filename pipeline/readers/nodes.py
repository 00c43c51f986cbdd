"""What a word processor's file holds, before it is lines: paragraphs, grids of cells, text boxes, page breaks.

The readers of DOCX, ODT, DOC, RTF and HTML make these nodes; `flow.pour` turns them into the lines of a Document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from extractors.document import Part


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
    """A text box: a block of its own; `right`: the file says that it stands in the right half of the page."""

    content: list[Node]
    right: bool = False


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
