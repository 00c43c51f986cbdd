"""DOCX: a walk of our own over the XML, since libraries drop text boxes, headers, notes, controls and insertions.

Text after accepting all changes; comments, field codes, hidden text and the numbers of pages in headers are left out.
The header of the first page comes first, other headers, notes and footers come last. An addressee moved to the right
by an indent counts as aligned right.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Final

from lxml import etree

from extractors.document import Document, Part
from pipeline.readers.builder import Builder
from pipeline.readers.docx_styles import (
    Look,
    Numbering,
    ParagraphStyle,
    Styles,
    W,
    draws,
    draws_inside,
    look_over,
    style_over,
    value,
)
from pipeline.readers.flow import MAX_DEPTH, Frame, Grid, GridCell, Node, Paragraph, pour
from pipeline.readers.ooxml import Package, damaged, parse_xml
from pipeline.readers.source import Source

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R: Final = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_MAIN: Final = re.compile(r"/officeDocument$")

# Deleted text, properties, field codes, what stands beside characters: none of it is read.
_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "del", "moveFrom", "pPr", "rPr", "delText", "instrText", "delInstrText", "sdtPr", "sdtEndPr", "rt", "tblPr",
        "tblGrid", "tcPr", "trPr", "sectPr", "annotationRef", "commentReference", "smartTagPr", "customXmlPr", "ffData",
    )
) | {f"{_MC}Fallback"}  # fmt: skip
_THROUGH: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "body", "smartTag")
)

#: From this indent on (6.3 cm) a paragraph stands in the right half of the page, as addressees do.
_RIGHT_INDENT: Final = 3600
_TAB_STOP: Final = 708
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


class _Walker:
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
            elif tag in _THROUGH:
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
        for number, row in enumerate(_rows(element)):
            column = _grid_before(row)
            for cell in _cells(row):
                cell_properties = cell.find(f"{W}tcPr")
                columns = _span(cell_properties)
                total += 1
                drawn += _is_drawn(cell_properties)
                if _goes_on(cell_properties) and column in above:
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
                piece, _alignment(style, piece), look.size, look.bold, look.italic, self.part, self._breaks or index > 0
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


def _alignment(style: ParagraphStyle, text: str) -> str | None:
    tabs = len(text) - len(text.lstrip("\t"))
    if style.align in (None, "left", "both") and style.indent + tabs * _TAB_STOP >= _RIGHT_INDENT:
        return "right"
    return style.align


def _rows(table: etree._Element) -> list[etree._Element]:
    return _children(table, f"{W}tr")


def _cells(row: etree._Element) -> list[etree._Element]:
    return _children(row, f"{W}tc")


def _children(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Children with a tag, also those wrapped in content controls and insertions; deleted rows are left out."""
    found: list[etree._Element] = []
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            properties = element.find(f"{W}trPr")
            if properties is None or properties.find(f"{W}del") is None:
                found.append(element)
        elif element.tag in _THROUGH:
            stack.extend(reversed(element))
    return found


def _grid_before(row: etree._Element) -> int:
    properties = row.find(f"{W}trPr")
    before = None if properties is None else value(properties, "gridBefore")
    return int(before) if before and before.isdigit() and int(before) < 100 else 0


def _span(properties: etree._Element | None) -> int:
    span = None if properties is None else value(properties, "gridSpan")
    return max(1, min(int(span), 100)) if span and span.isdigit() else 1


def _goes_on(properties: etree._Element | None) -> bool:
    """A cell merged with the one above it."""
    if properties is None:
        return False
    merge = value(properties, "vMerge")
    return merge is not None and merge != "restart"


def _is_drawn(properties: etree._Element | None) -> bool:
    """A cell with lines at its side and above or below: a box, not an underline to write on."""
    borders = None if properties is None else properties.find(f"{W}tcBorders")
    return borders is not None and draws(borders, "left", "right", "start", "end") and draws(borders, "top", "bottom")


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


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """id -> (type, name of the part) of the relations of a part; external targets are left out: nothing is followed."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package:
        return {}
    relations = {}
    for element in package.xml(rels):
        if element.get("TargetMode") == "External":
            continue
        target = element.get("Target") or ""
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        relations[element.get("Id") or ""] = (element.get("Type") or "", target)
    return relations


def _main_part(package: Package) -> str:
    if "word/document.xml" in package:
        return "word/document.xml"
    for kind, target in _relations(package, "").values():
        if _MAIN.search(kind) and target in package:
            return target
    raise damaged("no document part")


def _xml(package: Package, name: str | None) -> etree._Element | None:
    if name is None or name not in package:
        return None
    return _parsed(package.data(name))


def _parsed(data: bytes) -> etree._Element:
    return parse_xml(data.replace(_STRICT, W[1:-1].encode()).replace(_STRICT_R, _R[1:-1].encode()))


@lru_cache(maxsize=16)
def _styles_of(data: bytes) -> Styles:
    """Letters of one office have the same styles, and reading them costs more than reading a letter."""
    return Styles(_parsed(data))


def _styles(package: Package, name: str | None) -> Styles:
    return Styles(None) if name is None or name not in package else _styles_of(package.data(name))


def _headers(body: etree._Element, kind: str) -> tuple[list[str], list[str]]:
    """Ids of the headers (or footers) of the first page, and of the others."""
    first: list[str] = []
    others: list[str] = []
    for number, section in enumerate(body.iter(f"{W}sectPr")):
        title_page = (
            (value(section, "titlePg") or "1") not in {"0", "false"}
            if section.find(f"{W}titlePg") is not None
            else False
        )
        by_type = {ref.get(f"{W}type"): ref.get(f"{_R}id") or "" for ref in section.iterfind(f"{W}{kind}Reference")}
        shown = "first" if title_page else "default"
        for name, target in by_type.items():
            if name == "first" and not title_page:
                continue
            (first if number == 0 and name == shown else others).append(target)
    return first, others


def read(source: Source) -> Document:
    """The Document of a DOCX: headers of the first page, body, notes, other headers, footers."""
    package = Package(source)
    main = _main_part(package)
    root = _xml(package, main)
    assert root is not None
    relations = _relations(package, main)
    by_kind = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    walker = _Walker(_styles(package, by_kind.get("styles")), Numbering(_xml(package, by_kind.get("numbering"))))
    builder = Builder(source, "docx")
    body = root.find(f"{W}body")
    if body is None:
        raise damaged("no body")
    if body.find(f".//{W}altChunk") is not None:
        builder.warnings.append("a part in another format is embedded and was not read")
    first, others = _headers(body, "header")
    first_footers, other_footers = _headers(body, "footer")
    builder.page()
    poured: set[str] = set()

    def pour_parts(ids: list[str], part: Part) -> None:
        walker.part = part
        for target in dict.fromkeys(relations.get(name, ("", ""))[1] for name in ids):
            root = _xml(package, target)
            if root is None:
                continue
            nodes = walker.nodes(root)
            text = etree.tostring(root, method="text", encoding="unicode")
            if text not in poured:
                poured.add(text)
                builder.gap()
                pour(builder, nodes, part=part)
                builder.gap()

    pour_parts(first, Part.HEADER)
    walker.part = Part.BODY
    pour(builder, walker.nodes(body))
    _pour_notes(builder, walker, package, by_kind)
    pour_parts(others, Part.HEADER)
    pour_parts([*first_footers, *other_footers], Part.FOOTER)
    return builder.build()


def _pour_notes(builder: Builder, walker: _Walker, package: Package, by_kind: dict[str, str]) -> None:
    """Foot- and endnotes that the text refers to, in its order."""
    wanted, walker.notes = walker.notes, []
    if not wanted:
        return
    notes: dict[tuple[str, str], etree._Element] = {}
    for kind in ("footnote", "endnote"):
        root = _xml(package, by_kind.get(f"{kind}s"))
        for note in () if root is None else root.iterfind(f"{W}{kind}"):
            notes[kind, note.get(f"{W}id") or ""] = note
    builder.gap()
    for key in dict.fromkeys(wanted):
        if key in notes:
            pour(builder, walker.nodes(notes[key]), part=Part.NOTE)
    builder.gap()
