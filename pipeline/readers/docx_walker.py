"""WordprocessingML to nodes of `flow`: paragraphs, tables, text boxes, the numbers of lists, page breaks."""

from __future__ import annotations

from typing import Final

from lxml import etree

from extractors.document import Part
from pipeline.readers.docx_characters import character
from pipeline.readers.docx_fields import Fields, is_page_number
from pipeline.readers.docx_places import is_right_box, is_right_frame, is_right_table
from pipeline.readers.docx_styles import (
    Look,
    Numbering,
    ParagraphStyle,
    Styles,
    W,
    draws_inside,
    first,
    look_over,
    style_over,
    value,
)
from pipeline.readers.docx_tables import THROUGH, cells, goes_on, grid_before, is_drawn, rows, span
from pipeline.readers.nodes import MAX_DEPTH, Frame, Grid, GridCell, Node, Paragraph, aligned

_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

# Names of WordprocessingML, made once: they are compared with every element.
_DROP_CAP: Final = f"{W}dropCap"
_ENDNOTE_REFERENCE: Final = f"{W}endnoteReference"
_FLD_CHAR: Final = f"{W}fldChar"
_FLD_CHAR_TYPE: Final = f"{W}fldCharType"
_FLD_SIMPLE: Final = f"{W}fldSimple"
_FOOTNOTE_REFERENCE: Final = f"{W}footnoteReference"
_FRAME_PR: Final = f"{W}framePr"
_ID: Final = f"{W}id"
_INSTR: Final = f"{W}instr"
_INSTR_TEXT: Final = f"{W}instrText"
_LAST_RENDERED_PAGE_BREAK: Final = f"{W}lastRenderedPageBreak"
_P: Final = f"{W}p"
_P_PR: Final = f"{W}pPr"
_R: Final = f"{W}r"
_R_PR: Final = f"{W}rPr"
_SECT_PR: Final = f"{W}sectPr"
_T: Final = f"{W}t"
_TBL: Final = f"{W}tbl"
_TBL_BORDERS: Final = f"{W}tblBorders"
_TBL_PR: Final = f"{W}tblPr"
_TC_PR: Final = f"{W}tcPr"
_TXBX_CONTENT: Final = f"{W}txbxContent"
_MATH_T: Final = f"{_MATH}t"
_MC_CHOICE: Final = f"{_MC}Choice"
_MC_FALLBACK: Final = f"{_MC}Fallback"
_MC_ALTERNATECONTENT: Final = f"{_MC}AlternateContent"

# Deleted text, properties, field codes, what stands beside characters: none of it is read.
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "pPr", "rPr", "delText", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "rt", "tblPr",
        "tblGrid", "tcPr", "trPr", "sectPr", "annotationRef", "commentReference", "smartTagPr", "customXmlPr", "ffData",
    )
) | {_MC_FALLBACK}  # fmt: skip

#: Anchored before this many characters of text a text box belongs to the letterhead and is read before its anchor.
_TOP_CHARACTERS: Final = 300
class Walker:
    """Turns WordprocessingML into nodes of `flow`; one walker for all parts, so that lists count through."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self._styles = styles
        self._numbering = numbering
        self._fields = Fields()
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
            if tag == _P:
                nodes.extend(self._paragraph(element, depth))
            elif tag == _TBL:
                if depth < MAX_DEPTH:
                    grid = self._table(element, depth + 1)
                    nodes.append(Frame([grid], right=True) if is_right_table(element) else grid)
                else:
                    nodes.extend(self._flat(element))
            elif tag in THROUGH:
                stack.extend(reversed(element))
            elif tag == _MC_ALTERNATECONTENT:
                stack.extend(reversed(_alternative(element)))
        return _frames_joined(nodes)

    def _flat(self, element: etree._Element) -> list[Node]:
        """The paragraphs of a table nested too deep, without its form."""
        nodes: list[Node] = []
        for paragraph in element.iter(_P):
            nodes.extend(self._paragraph(paragraph, MAX_DEPTH))
        return nodes

    def _table(self, element: etree._Element, depth: int) -> Grid:
        properties = first(element, _TBL_PR)
        ruled = False
        if properties is not None:
            ruled = self._styles.ruled(value(properties, "tblStyle") or "")
            borders = first(properties, _TBL_BORDERS)
            if borders is not None:
                ruled = draws_inside(borders)
        grid = Grid([], ruled)
        above: dict[int, GridCell] = {}
        drawn = total = 0
        for number, row in enumerate(rows(element)):
            column = grid_before(row)
            for cell in cells(row):
                cell_properties = first(cell, _TC_PR)
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
        properties = first(element, _P_PR)
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
        section = None if properties is None else first(properties, _SECT_PR)
        if section is not None and value(section, "type") != "continuous":
            self._breaks = True
        at_top = self._seen <= _TOP_CHARACTERS
        self._seen += len(text)
        nodes = [*boxes, *nodes] if at_top else [*nodes, *boxes]
        frame = None if properties is None else first(properties, _FRAME_PR)
        if frame is not None and frame.get(_DROP_CAP) is None:
            return [Frame(nodes, is_right_frame(frame))]
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
                if tag == _INSTR_TEXT:
                    self._fields.code(element.text or "")
            elif tag in (_T, _MATH_T):
                text = element.text or ""
                if text and not look.hidden and not self._fields.in_code:
                    parts.append(text)
                    weights["all"] += len(text)
                    weights["bold"] += look.bold * len(text)
                    weights["italic"] += look.italic * len(text)
                    size = size or look.size
            elif tag == _R:
                look = self._run_look(element, style.look)
                stack.extend((child, look) for child in reversed(element))
            elif tag == _FLD_CHAR:
                self._fields.mark(element.get(_FLD_CHAR_TYPE) or "", no_pages=self.part is not Part.BODY)
            elif tag == _LAST_RENDERED_PAGE_BREAK:
                if any(part.strip() for part in parts):
                    self._breaks = True
                else:
                    parts.append("\f")
            elif tag == _TXBX_CONTENT:
                if depth < MAX_DEPTH:
                    boxes.append(Frame(self.nodes(element, depth + 1), is_right_box(element)))
            elif tag == _MC_ALTERNATECONTENT:
                stack.extend((child, look) for child in reversed(_alternative(element)))
            elif tag in (_FOOTNOTE_REFERENCE, _ENDNOTE_REFERENCE):
                self.notes.append((str(tag).removeprefix(W)[:-9], element.get(_ID) or ""))
            elif tag == _FLD_SIMPLE and self.part is not Part.BODY and is_page_number(element.get(_INSTR) or ""):
                continue
            else:
                parts.append(character(element))
                stack.extend((child, look) for child in reversed(element))
        self._fields.end_paragraph()
        half = weights["all"] / 2
        return "".join(parts), Look(weights["bold"] > half, weights["italic"] > half, size or style.look.size), boxes

    def _run_look(self, run: etree._Element, base: Look) -> Look:
        properties = first(run, _R_PR)
        if properties is None:
            return base
        name = value(properties, "rStyle")
        return look_over(self._styles.character(name, base) if name else base, properties)


def _alternative(element: etree._Element) -> list[etree._Element]:
    """The one branch of alternative content to read: the XML holds a text box twice."""
    choice = first(element, _MC_CHOICE)
    fallback = first(element, _MC_FALLBACK)
    if choice is not None and (fallback is None or next(choice.iter(_TXBX_CONTENT, _T), None) is not None):
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
