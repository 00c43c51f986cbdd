"""DOC (Word 97 to 2003) by office-oxide, whose tree of parts becomes nodes of `flow`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from extractors.document import Document, Part
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.builder import Builder
from pipeline.readers.doc_deletions import without_deletions
from pipeline.readers.flow import pour
from pipeline.readers.nodes import MAX_DEPTH, Frame, Grid, GridCell, Node, Paragraph, aligned
from pipeline.readers.ooxml import damaged
from pipeline.readers.source import Source

_ALIGN: Final = {"left": "left", "center": "center", "right": "right", "justify": "both", "both": "both"}
#: The parts of a section that stand before its text, and after it.
_HEADS: Final = ("first_page_header", "header", "even_page_header")
_FEET: Final = ("first_page_footer", "footer", "even_page_footer")
#: How office-oxide marks a remark of a reviewer, which it gives as a note; it is no text of the letter.
_COMMENT: Final = "comment"


def read(source: Source) -> Document:
    """The Document of a DOC; headers first, notes and footers last."""
    tree = _tree(source)
    sections = [section for section in tree.get("sections") or () if isinstance(section, dict)]
    builder = Builder(source, "doc")
    walker = _Walker()
    builder.page()
    _pour_parts(builder, walker, sections, _HEADS, Part.HEADER)
    for number, section in enumerate(sections):
        if number and section.get("break_type") not in (None, "continuous"):
            builder.page()
        pour(builder, walker.nodes(section.get("elements"), 0))
    if walker.notes:
        builder.gap()
        pour(builder, walker.notes, part=Part.NOTE)
    _pour_parts(builder, walker, sections, _FEET, Part.FOOTER)
    return builder.build()


def _tree(source: Source) -> Mapping[str, Any]:
    try:
        import office_oxide
    except ImportError as error:
        raise ReadError(
            ErrorCode.UNSUPPORTED_FORMAT, "DOC needs the package office-oxide; or save it as DOCX"
        ) from error
    try:
        tree: Mapping[str, Any] = office_oxide.Document.from_bytes(without_deletions(source.data), "doc").to_ir()
        return tree
    except (office_oxide.OfficeOxideError, ValueError, OSError, RuntimeError) as error:
        if "encrypt" in str(error).lower() or "password" in str(error).lower():
            raise ReadError(ErrorCode.ENCRYPTED, "the file asks for a password; save it without one") from error
        raise damaged("DOC") from error


def _pour_parts(
    builder: Builder, walker: _Walker, sections: Sequence[Mapping[str, Any]], names: Sequence[str], part: Part
) -> None:
    """Headers or footers, each text once."""
    seen: set[str] = set()
    for section in sections:
        for name in names:
            content = (section.get(name) or {}).get("content")
            if content and str(content) not in seen:
                seen.add(str(content))
                builder.gap()
                pour(builder, walker.nodes(content, 0), part=part)
                builder.gap()


class _Walker:
    """Turns the tree into nodes; notes are kept for the end."""

    def __init__(self) -> None:
        self.notes: list[Node] = []

    def nodes(self, elements: Any, depth: int) -> list[Node]:
        """The nodes of a list of elements; an unknown kind is looked through for its content."""
        nodes: list[Node] = []
        if depth > 2 * MAX_DEPTH or not isinstance(elements, list):
            return nodes
        breaks = False
        for element in elements:
            if not isinstance(element, dict):
                continue
            kind = element.get("type")
            if kind in ("paragraph", "heading"):
                paragraph, boxes = self._paragraph(element, depth)
                paragraph.breaks, breaks = breaks, False
                nodes += [*boxes, paragraph]
            elif kind == "table":
                nodes.append(self._table(element, depth))
            elif kind == "text_box":
                nodes.append(Frame(self.nodes(element.get("content"), depth + 1)))
            elif kind in ("footnote", "endnote"):
                if element.get("marker") != _COMMENT:
                    self.notes += self.nodes(element.get("content"), depth + 1)
            elif kind == "page_break":
                breaks = True
            elif kind == "list":
                nodes += self._list(element, depth)
            elif kind not in ("image", "chart", "shape"):
                nodes += self.nodes(element.get("content") or element.get("elements"), depth + 1)
        return nodes

    def _list(self, element: Mapping[str, Any], depth: int) -> list[Node]:
        nodes: list[Node] = []
        ordered = bool(element.get("ordered"))
        for number, item in enumerate(element.get("items") or (), start=1):
            content = item.get("content") if isinstance(item, dict) else item
            inner = self.nodes(content, depth + 1)
            first = next((node for node in inner if isinstance(node, Paragraph) and node.text.strip()), None)
            if first is not None:
                first.text = f"{number}. {first.text}" if ordered else f"– {first.text}"
            nodes += inner
        return nodes

    def _paragraph(self, element: Mapping[str, Any], depth: int) -> tuple[Paragraph, list[Node]]:
        parts: list[str] = []
        boxes: list[Node] = []
        total = bold = italic = 0
        size: float | None = None
        for run in element.get("content") or ():
            kind = run.get("type") if isinstance(run, dict) else None
            if kind == "text":
                text = str(run.get("text") or "")
                parts.append(text)
                total += len(text)
                bold += len(text) if run.get("bold") else 0
                italic += len(text) if run.get("italic") else 0
                half_points = run.get("font_size_half_pt")
                size = size or (half_points / 2 if isinstance(half_points, int | float) and half_points else None)
            elif kind == "line_break":
                parts.append("\n")
            elif kind in ("footnote", "endnote"):
                if run.get("marker") != _COMMENT:
                    self.notes += self.nodes(run.get("content"), depth + 1)
            elif kind == "text_box":
                boxes.append(Frame(self.nodes(run.get("content"), depth + 1)))
        text = "".join(parts)
        indent = element.get("indent_left_twips") or 0
        align = aligned(_ALIGN.get(str(element.get("alignment") or "").lower()), indent, text)
        return Paragraph(text, align, size, 2 * bold > total, 2 * italic > total), boxes

    def _table(self, element: Mapping[str, Any], depth: int) -> Grid:
        grid = Grid([])
        for number, row in enumerate(element.get("rows") or ()):
            column = 0
            for cell in row.get("cells") or ():
                columns = max(1, min(int(cell.get("col_span") or 1), 100))
                rows = max(1, min(int(cell.get("row_span") or 1), 1000))
                grid.cells.append(GridCell(number, column, self.nodes(cell.get("content"), depth + 1), columns, rows))
                column += columns
        return grid
