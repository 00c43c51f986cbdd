"""ODT: a walk over content.xml, with headers and footers of the page styles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from extractors.document import Document, Part
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.builder import Builder
from pipeline.readers.flow import pour
from pipeline.readers.nodes import MAX_DEPTH, Frame, Grid, GridCell, Node, Paragraph
from pipeline.readers.ooxml import Package, damaged
from pipeline.readers.source import Source

_OFFICE: Final = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT: Final = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_DRAW: Final = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE: Final = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_SVG: Final = "{urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0}"
_FO: Final = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"

# Deletions, remarks, numbers of pages, what a field was made from.
_SKIPPED: Final = frozenset(
    [f"{_TEXT}{name}" for name in ("tracked-changes", "page-number", "page-count", "note-citation", "sequence-decls",
                                   "variable-decls", "user-field-decls", "ruby-text", "list-header", "hidden-text")]
    + [f"{_SVG}title", f"{_SVG}desc"]  # what a picture is called, for those who can not see it
    + [f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_OFFICE}forms", f"{_OFFICE}scripts"]
)  # fmt: skip
_BOXES: Final = frozenset(
    f"{_DRAW}{name}" for name in ("text-box", "custom-shape", "rect", "ellipse", "polygon", "path")
)
_ALIGN: Final = {
    "start": "left",
    "left": "left",
    "center": "center",
    "end": "right",
    "right": "right",
    "justify": "both",
}
_CENTIMETRES: Final = {"cm": 1.0, "mm": 0.1, "in": 2.54, "pt": 2.54 / 72, "pc": 2.54 / 6}
#: From this indent on a paragraph stands in the right half of a page.
_RIGHT_CENTIMETRES: Final = 6.3
_LONGEST_CHAIN: Final = 30
_TOP_CHARACTERS: Final = 300


@dataclass(frozen=True, slots=True)
class _Style:
    align: str | None = None
    indent: float = 0.0
    size: float | None = None
    bold: bool = False
    italic: bool = False
    breaks: bool = False
    ruled: bool = False
    hidden: bool = False


def read(source: Source) -> Document:
    """The Document of an ODT: headers, body, notes, footers."""
    package = Package(source)
    if "META-INF/manifest.xml" in package and b"encryption-data" in package.data("META-INF/manifest.xml"):
        raise ReadError(ErrorCode.ENCRYPTED, "the file asks for a password; save it without one")
    content = package.xml("content.xml")
    styles = package.xml("styles.xml") if "styles.xml" in package else None
    body = content.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        raise damaged("no text")
    walker = _Walker([root for root in (styles, content) if root is not None])
    builder = Builder(source, "odt")
    builder.page()
    _pour_furniture(builder, walker, styles, "header", Part.HEADER)
    pour(builder, walker.nodes(body))
    if walker.notes:
        builder.gap()
        pour(builder, walker.notes, part=Part.NOTE)
    _pour_furniture(builder, walker, styles, "footer", Part.FOOTER)
    return builder.build()


def _pour_furniture(builder: Builder, walker: _Walker, styles: etree._Element | None, kind: str, part: Part) -> None:
    seen: set[str] = set()
    for name in (f"{kind}-first", kind):
        for element in () if styles is None else styles.iterfind(f".//{_STYLE}master-page/{_STYLE}{name}"):
            if element.get(f"{_STYLE}display") == "false":
                continue
            text = etree.tostring(element, method="text", encoding="unicode")
            if text.strip() and text not in seen:
                seen.add(text)
                builder.gap()
                pour(builder, walker.nodes(element), part=part)
                builder.gap()


class _Walker:
    """Turns OpenDocument text into nodes of `flow`."""

    def __init__(self, roots: list[etree._Element]) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._styles: dict[str, _Style] = {}
        self._seen = 0
        self.notes: list[Node] = []
        for root in roots:
            for style in root.iter(f"{_STYLE}style"):
                self._elements[f"{style.get(f'{_STYLE}family')}:{style.get(f'{_STYLE}name')}"] = style

    def nodes(self, parent: etree._Element, depth: int = 0) -> list[Node]:
        """The nodes of a container of paragraphs; lists and sections are looked through."""
        nodes: list[Node] = []
        stack = list(reversed(parent))
        while stack:
            element = stack.pop()
            tag = element.tag
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag in (f"{_TEXT}p", f"{_TEXT}h"):
                nodes += self._paragraph(element, depth)
            elif tag == f"{_TABLE}table":
                if depth < MAX_DEPTH:
                    nodes.append(self._table(element, depth + 1))
            elif tag == f"{_TEXT}list-item":
                self._number(element)
                stack.extend(reversed(element))
            elif tag in _BOXES:
                if depth < MAX_DEPTH:
                    nodes.append(Frame(self.nodes(element, depth + 1)))
            else:
                stack.extend(reversed(element))
        return nodes

    def _number(self, item: etree._Element) -> None:
        """A list item gets its number where the file keeps it, a dash where it does not."""
        first = item.find(f"{_TEXT}p")
        number = item.find(f"{_TEXT}number")
        if first is None:
            return
        mark = (number.text or "") if number is not None else "–"
        first.text = f"{mark} {first.text or ''}"

    def _paragraph(self, element: etree._Element, depth: int) -> list[Node]:  # noqa: PLR0912 - a branch for each kind
        style = self.style("paragraph", element.get(f"{_TEXT}style-name"))
        parts: list[str] = []
        boxes: list[Node] = []
        weights = [0, 0, 0]
        size: float | None = None
        breaks = style.breaks
        stack: list[tuple[etree._Element, bool, _Style]] = [(element, True, style)]
        while stack:
            item, entering, look = stack.pop()
            tag = item.tag
            if not entering:
                self._add(parts, weights, item.tail, look)
                continue
            if item is not element:
                stack.append((item, False, look))
            if tag in _SKIPPED or not isinstance(tag, str):
                continue
            if tag == f"{_TEXT}soft-page-break":
                breaks = breaks or not parts
            elif tag == f"{_TEXT}note":
                note = item.find(f"{_TEXT}note-body")
                if note is not None and depth < MAX_DEPTH:
                    self.notes += self.nodes(note, depth + 1)
            elif tag in _BOXES:
                if depth < MAX_DEPTH:
                    boxes.append(Frame(self.nodes(item, depth + 1)))
            elif tag == f"{_TABLE}table":
                if depth < MAX_DEPTH:
                    boxes.append(self._table(item, depth + 1))
            else:
                if tag == f"{_TEXT}span":
                    look = self.style("text", item.get(f"{_TEXT}style-name"), look)
                if item.text and item.text.strip():
                    size = size or look.size
                self._add(parts, weights, _character(item) + (item.text or ""), look)
                stack.extend((child, True, look) for child in reversed(item))
        text = "".join(parts)
        total, bold, italic = weights
        align = "right" if style.indent >= _RIGHT_CENTIMETRES and style.align in (None, "left", "both") else style.align
        paragraph = Paragraph(text, align, size or style.size, 2 * bold > total, 2 * italic > total, breaks=breaks)
        at_top = self._seen <= _TOP_CHARACTERS
        self._seen += len(text)
        return [*boxes, paragraph] if at_top else [paragraph, *boxes]

    def _add(self, parts: list[str], weights: list[int], text: str | None, look: _Style) -> None:
        if text and not look.hidden:
            parts.append(text if text in ("\t", "\n") else " ".join(text.replace("\n", " ").split(" ")))
            weights[0] += len(text)
            weights[1] += look.bold * len(text)
            weights[2] += look.italic * len(text)

    def _table(self, element: etree._Element, depth: int) -> Grid:
        grid = Grid([])
        drawn = total = 0
        number = 0
        rows = [
            row for row in element.iter(f"{_TABLE}table-row") if next(row.iterancestors(f"{_TABLE}table")) is element
        ]
        for row in rows:
            column = 0
            for cell in row:
                if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
                    continue
                repeated = _count(cell.get(f"{_TABLE}number-columns-repeated"))
                if cell.tag == f"{_TABLE}table-cell":
                    columns = _count(cell.get(f"{_TABLE}number-columns-spanned"))
                    spanned = _count(cell.get(f"{_TABLE}number-rows-spanned"))
                    grid.cells.append(GridCell(number, column, self.nodes(cell, depth), columns, spanned))
                    total += 1
                    drawn += self.style("table-cell", cell.get(f"{_TABLE}style-name")).ruled
                column += repeated
            number += 1
        grid.ruled = 2 * drawn > total > 1
        return grid

    def style(self, family: str, name: str | None, base: _Style | None = None) -> _Style:
        """A style with what it is based on, over another one where it is a character's."""
        key = f"{family}:{name}"
        if base is None and key in self._styles:
            return self._styles[key]
        chain: list[etree._Element] = []
        step: str | None = name
        while step and f"{family}:{step}" in self._elements and len(chain) < _LONGEST_CHAIN:
            chain.append(self._elements[f"{family}:{step}"])
            step = chain[-1].get(f"{_STYLE}parent-style-name")
        style = base or _Style()
        for element in reversed(chain):
            style = _over(style, element)
        if base is None:
            self._styles[key] = style
        return style


def _over(base: _Style, element: etree._Element) -> _Style:
    """The style that an element makes of the one below it."""
    paragraph = element.find(f"{_STYLE}paragraph-properties")
    text = element.find(f"{_STYLE}text-properties")
    cell = element.find(f"{_STYLE}table-cell-properties")
    align, indent, breaks = base.align, base.indent, base.breaks
    size, bold, italic, ruled, hidden = base.size, base.bold, base.italic, base.ruled, base.hidden
    if paragraph is not None:
        align = _ALIGN.get(paragraph.get(f"{_FO}text-align") or "", align)
        indent = _length(paragraph.get(f"{_FO}margin-left"), indent)
        breaks = paragraph.get(f"{_FO}break-before") == "page"
    if text is not None:
        size = _length(text.get(f"{_FO}font-size"), 0.0) * 72 / 2.54 or size
        bold = text.get(f"{_FO}font-weight", "bold" if bold else "normal") in ("bold", "600", "700", "800", "900")
        italic = text.get(f"{_FO}font-style", "italic" if italic else "normal") in ("italic", "oblique")
        hidden = text.get(f"{_TEXT}display", "none" if hidden else "true") == "none"
    if cell is not None:
        sides = [
            cell.get(f"{_FO}border-{side}") or cell.get(f"{_FO}border") or "none"
            for side in ("left", "right", "top", "bottom")
        ]
        drawn = [side not in ("none", "hidden") and not side.startswith("0") for side in sides]
        ruled = (drawn[0] or drawn[1]) and (drawn[2] or drawn[3])
    return _Style(align, indent, round(size, 1) if size else None, bold, italic, breaks, ruled, hidden)


def _length(text: str | None, default: float) -> float:
    """A length in centimetres."""
    if not text or text[-2:] not in _CENTIMETRES:
        return default
    try:
        return float(text[:-2]) * _CENTIMETRES[text[-2:]]
    except ValueError:
        return default


def _count(text: str | None) -> int:
    return max(1, min(int(text), 1000)) if text and text.isdecimal() and len(text) < 6 else 1


def _character(element: etree._Element) -> str:
    if element.tag == f"{_TEXT}tab":
        return "\t"
    if element.tag == f"{_TEXT}line-break":
        return "\n"
    if element.tag == f"{_TEXT}s":
        return " " * min(_count(element.get(f"{_TEXT}c")), 200)
    return ""
