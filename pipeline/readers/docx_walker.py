"""WordprocessingML to nodes of `flow`: paragraphs, tables, text boxes, the numbers of lists, page breaks."""

from __future__ import annotations

from typing import Final

from lxml import etree

from extractors.document import Part
from pipeline.readers.docx_styles import (
    Look,
    Numbering,
    ParagraphStyle,
    Styles,
    W,
    draws_inside,
    look_over,
    style_over,
    value,
)
from pipeline.readers.docx_tables import THROUGH, cells, goes_on, grid_before, is_drawn, rows, span
from pipeline.readers.flow import MAX_DEPTH, Frame, Grid, GridCell, Node, Paragraph, aligned

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Deleted text, properties, field codes, what stands beside characters: none of it is read.
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "pPr", "rPr", "delText", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "rt", "tblPr",
        "tblGrid", "tcPr", "trPr", "sectPr", "annotationRef", "commentReference", "smartTagPr", "customXmlPr", "ffData",
    )
) | {f"{_MC}Fallback"}  # fmt: skip

_PAGE_FIELDS: Final = ("PAGE", "NUMPAGES", "SECTIONPAGES")
#: Anchored before this many characters of text a text box belongs to the letterhead and is read before its anchor.
_TOP_CHARACTERS: Final = 300
# Bullets of symbol fonts by their code points; what is not here says nothing as text.
_SYMBOLS: Final = {
    "F0B7": "•",
    "F0A7": "•",
    "F02D": "-",
    "F0FC": "✓",
    "F0FE": "☒",
    "F0A8": "☐",
    "F06F": "☐",
    "F0D8": "•",
}


class Walker:
    """Turns WordprocessingML into nodes of `flow`; one walker for all parts, so that lists count through."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields: list[str] = []
        self._codes: list[str] = []
        self._breaks = False
        self._seen = 0
        self.part = Part.BODY
        self.notes: list[tuple[str, str]] = []

    def nodes(self, parent: etree._Element, depth: int = 0) -> list[Node]:
        """The nodes of a block container: a body, a cell, a text box, a header."""
        nodes: list[Node] = []
        stack = list(reversed(parent))
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag == f"{W}p":
                nodes.extend(self._paragraph(element, depth))
            elif tag == f"{W}tbl":
                if depth < MAX_DEPTH:
                    nodes.append(self._table(element, depth + 1))
                else:
                    nodes.extend(self._flat(element))
            elif tag in THROUGH:
                stack.extend(reversed(element))
            elif tag == f"{_MC}AlternateContent":
                stack.extend(reversed(_alternative(element)))
        return _frames_joined(nodes)

    def _flat(self, element: etree._Element) -> list[Node]:
        """The paragraphs of a table nested too deep, without its form."""
        nodes: list[Node] = []
        for paragraph in element.iter(f"{W}p"):
            nodes.extend(self._paragraph(paragraph, MAX_DEPTH))
        return nodes

    def _table(self, element: etree._Element, depth: int) -> Grid:
        properties = element.find(f"{W}tblPr")
        ruled = False
        if properties is not None:
            ruled = self._styles.ruled(value(properties, "tblStyle") or "")
            borders = properties.find(f"{W}tblBorders")
            if borders is not None:
                ruled = draws_inside(borders)
        grid = Grid([], ruled)
        above: dict[int, GridCell] = {}
        drawn = total = 0
        for number, row in enumerate(rows(element)):
            column = grid_before(row)
            for cell in cells(row):
                cell_properties = cell.find(f"{W}tcPr")
                columns = span(cell_properties)
                total += 1
                drawn += is_drawn(cell_properties)
                if goes_on(cell_properties) and column in above:
                    above[column].rows += 1
                else:
                    above[column] = GridCell(number, column, self.nodes(cell, depth), columns)
                    grid.cells.append(above[column])
                column += columns
        grid.ruled = grid.ruled or drawn * 2 > total > 1
        return grid

    def _paragraph(self, element: etree._Element, depth: int) -> list[Node]:
        """The paragraph, with text boxes anchored in it before or after, in pieces where pages break."""
        properties = element.find(f"{W}pPr")
        style = self._styles.paragraph(None if properties is None else value(properties, "pStyle"))
        style = style_over(style, properties)
        text, look, boxes = self._inline(element, style, depth)
        number = ""
        if style.list_id and style.list_id != "0" and text.strip():
            number = self._numbering.next(style.list_id, style.list_level)
        if number:
            text = f"{number} {text.lstrip()}"
        if style.breaks:
            self._breaks = True
        nodes: list[Node] = []
        for index, piece in enumerate(text.split("\f")):
            paragraph = Paragraph(
                piece,
                aligned(style.align, style.indent, piece),
                look.size,
                look.bold,
                look.italic,
                self.part,
                self._breaks or index > 0,
            )
            if piece.strip():
                self._breaks = False
            nodes.append(paragraph)
        if text.endswith("\f"):
            self._breaks = True
        section = None if properties is None else properties.find(f"{W}sectPr")
        if section is not None and value(section, "type") != "continuous":
            self._breaks = True
        at_top = self._seen <= _TOP_CHARACTERS
        self._seen += len(text)
        nodes = [*boxes, *nodes] if at_top else [*nodes, *boxes]
        frame = None if properties is None else properties.find(f"{W}framePr")
        if frame is not None and frame.get(f"{W}dropCap") is None:
            return [Frame(nodes)]
        return nodes

    def _inline(  # noqa: PLR0912 - one branch for each kind of element
        self, paragraph: etree._Element, style: ParagraphStyle, depth: int
    ) -> tuple[str, Look, list[Node]]:
        """Text of a paragraph, the look of most of it, and the text boxes anchored in it."""
        parts: list[str] = []
        boxes: list[Node] = []
        weights = {"bold": 0, "italic": 0, "all": 0}
        size: float | None = None
        stack: list[tuple[etree._Element, Look]] = [(child, style.look) for child in reversed(paragraph)]
        while stack:
            element, look = stack.pop()
            tag = element.tag
            if tag in _SKIPPED:
                if tag == f"{W}instrText" and self._fields:
                    self._codes[-1] += element.text or ""
            elif tag in (f"{W}t", f"{_MATH}t"):
                text = element.text or ""
                if text and not look.hidden and "code" not in self._fields:
                    parts.append(text)
                    weights["all"] += len(text)
                    weights["bold"] += look.bold * len(text)
                    weights["italic"] += look.italic * len(text)
                    size = size or look.size
            elif tag == f"{W}r":
                look = self._run_look(element, style.look)
                stack.extend((child, look) for child in reversed(element))
            elif tag == f"{W}fldChar":
                self._field(element.get(f"{W}fldCharType") or "")
            elif tag == f"{W}lastRenderedPageBreak":
                if any(part.strip() for part in parts):
                    self._breaks = True
                else:
                    parts.append("\f")
            elif tag == f"{W}txbxContent":
                if depth < MAX_DEPTH:
                    boxes.append(Frame(self.nodes(element, depth + 1)))
            elif tag == f"{_MC}AlternateContent":
                stack.extend((child, look) for child in reversed(_alternative(element)))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                self.notes.append((str(tag).removeprefix(W)[:-9], element.get(f"{W}id") or ""))
            elif tag == f"{W}fldSimple" and self._is_page_number(element.get(f"{W}instr") or ""):
                continue
            else:
                parts.append(_character(element))
                stack.extend((child, look) for child in reversed(element))
        # A field code does not run on into the next paragraph, except in a broken file that would lose all its text.
        self._fields = [state for state in self._fields if state != "code"]
        self._codes = self._codes[: len(self._fields)]
        half = weights["all"] / 2
        return "".join(parts), Look(weights["bold"] > half, weights["italic"] > half, size or style.look.size), boxes

    def _run_look(self, run: etree._Element, base: Look) -> Look:
        properties = run.find(f"{W}rPr")
        if properties is None:
            return base
        name = value(properties, "rStyle")
        return look_over(self._styles.character(name, base) if name else base, properties)

    def _field(self, kind: str) -> None:
        """Follows a field: its code is skipped, its result is text, but for page numbers in headers and footers."""
        if kind == "begin":
            self._fields.append("code")
            self._codes.append("")
        elif kind == "separate" and self._fields:
            if not self._is_page_number(self._codes[-1]):
                self._fields[-1] = "result"
        elif kind == "end" and self._fields:
            self._fields.pop()
            self._codes.pop()

    def _is_page_number(self, code: str) -> bool:
        return self.part is not Part.BODY and code.split()[:1] in [[name] for name in _PAGE_FIELDS]


def _character(element: etree._Element) -> str:
    """What an element inside a run is as text."""
    tag = element.tag
    if tag in (f"{W}tab", f"{W}ptab"):
        return "\t"
    if tag == f"{W}br":
        return "\f" if element.get(f"{W}type") == "page" else "\n"
    if tag == f"{W}cr":
        return "\n"
    if tag == f"{W}noBreakHyphen":
        return "\u2011"
    if tag == f"{W}sym":
        code = (element.get(f"{W}char") or "").upper()
        if code in _SYMBOLS:
            return _SYMBOLS[code]
        try:
            point = int(code, 16)
        except ValueError:
            return ""
        return chr(point - 0xF000) if 0xF020 <= point <= 0xF07E else chr(point) if 0x20 <= point < 0xD800 else ""
    return ""


def _alternative(element: etree._Element) -> list[etree._Element]:
    """The one branch of alternative content to read: the XML holds a text box twice."""
    choice = element.find(f"{_MC}Choice")
    fallback = element.find(f"{_MC}Fallback")
    if choice is not None and (fallback is None or next(choice.iter(f"{W}txbxContent", f"{W}t"), None) is not None):
        return list(choice)
    return [] if fallback is None else list(fallback)


def _is_plain(frame: Frame) -> bool:
    return all(isinstance(node, Paragraph) for node in frame.content)


def _frames_joined(nodes: list[Node]) -> list[Node]:
    """Neighbouring framed paragraphs are one frame, as Word draws them."""
    joined: list[Node] = []
    for node in nodes:
        last = joined[-1] if joined else None
        if isinstance(node, Frame) and isinstance(last, Frame) and _is_plain(node) and _is_plain(last):
            last.content.extend(node.content)
        else:
            joined.append(node)
    return joined
