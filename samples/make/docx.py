"""Render a source as DOCX: corner letterheads as borderless tables, text boxes, headers, notes, tracked changes."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from io import BytesIO

import docx
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm, Pt

from samples.make import ooxml
from samples.make.ooxml import Format, Pen, element, paragraph
from samples.make.source import Block, Source, split_head

FONTS = {
    "serif": "Times New Roman",
    "sans": "Arial",
    "pt": "PT Serif",
    "ptsans": "PT Sans",
    "dejavu": "DejaVu Serif",
    "mono": "Courier New",
}
MARGINS = (30, 20, 10, 20)  # left, top, right, bottom in mm
PAGE_WIDTH = 21.0  # cm
CORNER = 8.0  # width of a corner letterhead, cm
GAP = 1.2  # the empty cell between letterhead and addressee, cm
LINE = 1.45  # height of a line in font sizes, of the tallest font
RED_LINE = 1.25
CENTRED = frozenset(("letterhead", "kind"))
MADE = dt.datetime(2024, 1, 15, 9, 0, 0)


class Writer:
    """Writes blocks into a container: the body, a cell, a header, a text box."""

    def __init__(self, source: Source, pen: Pen, width: float) -> None:
        self.source = source
        self.pen = pen
        self.width = width
        self.size = source.number("size", 14)
        self.head_size = source.number("letterhead_size", min(self.size, 11))

    def blocks(self, container: BaseOxmlElement, blocks: list[Block], width: float | None = None) -> None:
        for n, block in enumerate(blocks):
            self.block(container, block, width or self.width, first=n == 0)

    def block(self, container: BaseOxmlElement, block: Block, width: float, *, first: bool = False) -> None:
        if block.page_break:
            _add(container, element('<w:p><w:r><w:br w:type="page"/></w:r></w:p>'))
        elif block.zone in self.source.zones("textbox"):
            self._text_box(container, block)
        elif block.zone in self.source.zones("content_controls"):
            holder = element("<w:body/>")
            self._plain(holder, block, width, first=first)
            _add(container, ooxml.control(list(holder), block.zone, self.pen))
        elif block.box:
            frame, cells = ooxml.table([min(width, 8.5)], 1, border=True)
            self._plain(cells[0][0], block, width, first=True)
            _add(container, frame)
        else:
            self._plain(container, block, width, first=first)

    def _plain(self, container: BaseOxmlElement, block: Block, width: float, *, first: bool) -> None:
        if block.table:
            self._table(container, block, width)
        elif block.columns:
            widths = [width / len(block.columns)] * len(block.columns)
            made, cells = ooxml.table(widths, 1, border=False)
            for cell, lines in zip(cells[0], block.columns, strict=True):
                self._lines(cell, lines, self._look(block, first=True), block)
            _add(container, made)
        elif block.signature:
            self._signature(container, block, width)
        else:
            self._lines(container, tuple(block.texts()), self._look(block, first=first), block)

    def _lines(self, container: BaseOxmlElement, lines: tuple[str, ...], look: Format, block: Block) -> None:
        if block.zone in self.source.zones("breaks") and block.lines:
            lines = ("\n".join(lines),)
        for text in lines:
            _add(container, paragraph(text, look, self.pen))
            look = replace(look, before=0)

    def _look(self, block: Block, *, first: bool = False) -> Format:
        size = block.size or {
            "letterhead": self.head_size,
            "executor": 10,
            "e_signature": 9,
            "receipt_stamp": 9,
            "furniture": 10,
        }.get(block.zone, self.size)
        look = Format(
            bold=block.bold,
            italic=block.italic,
            size=size,
            before=block.gap if block.gap is not None else (0 if first else 10),
        )
        at = block.at
        if block.paragraphs:
            return replace(look, align="left" if block.ragged else "both", first=RED_LINE if block.indent else 0)
        if block.zone in CENTRED or (block.zone == "salutation" and at is None):
            at = at or "center"
        if at == "center":
            return replace(look, align="center")
        aside = block.zone in ("addressee", "approval") and at != "left"
        if self.source.layout != "corner" and (aside or at == "right"):
            return replace(look, left=self.width / 2)
        if at == "right" and block.zone not in ("addressee", "approval"):
            return replace(look, align="right")
        tab = self.width if any("\t" in t for t in block.lines) else 0
        return replace(look, tab=tab)

    def _table(self, container: BaseOxmlElement, block: Block, width: float) -> None:
        assert block.table
        count = len(block.table.rows[0])
        shares = list(block.table.widths) or [1.0] * count
        made, cells = ooxml.table(
            [width * s / sum(shares) for s in shares], len(block.table.rows), border=block.table.border
        )
        for n, (row, texts) in enumerate(zip(cells, block.table.rows, strict=True)):
            look = Format(size=block.size or self.size - 2, bold=block.table.header and n == 0)
            for cell, text in zip(row, texts, strict=True):
                for line in text.split("\n"):
                    _add(cell, paragraph(line, look, self.pen))
        _add(container, paragraph("", Format(size=6), self.pen))
        _add(container, made)
        _add(container, paragraph("", Format(size=6), self.pen))

    def _signature(self, container: BaseOxmlElement, block: Block, width: float) -> None:
        sign = block.signature
        assert sign
        look = Format(size=block.size or self.size, before=block.gap if block.gap is not None else 24, bold=block.bold)
        if sign.form == "cells":
            shares = [0.42, 0.25, 0.33]
            made, cells = ooxml.table([width * s for s in shares], 1, border=False)
            small = replace(look, size=9, before=0)
            self._lines(cells[0][0], sign.position or ("",), replace(look, before=0), block)
            self._lines(cells[0][1], sign.middle or ("",), small, block)
            name = [""] * (len(sign.position) - 1) + [sign.name]
            self._lines(cells[0][2], tuple(name), replace(look, before=0, align="right"), block)
            _add(container, paragraph("", replace(look, size=8), self.pen))
            _add(container, made)
            return
        if sign.form == "lines" or not sign.position:
            self._lines(container, (*sign.position, sign.name), look, block)
            return
        *upper, last = sign.position
        tab = sign.form == "tabs"
        gap = "\t" if tab else " " * max(8, int(115 - 1.9 * len(last + sign.name)))
        self._lines(container, (*upper, last + gap + sign.name), replace(look, tab=self.width if tab else 0), block)

    def _text_box(self, container: BaseOxmlElement, block: Block) -> None:
        holder = element("<w:body/>")
        self._lines(holder, tuple(block.texts()), replace(self._look(block, first=True), left=0, first=0), block)
        lines = sum(len(t) // 34 + 1 for t in block.texts())
        height = lines * self._look(block).size * LINE + 6
        side = block.at or ("right" if block.zone in ("addressee", "access_mark", "approval") else "left")
        self.pen.ids += 1
        _add(container, ooxml.text_box(list(holder), (CORNER * 28.35, height), side, self.pen.ids))

    def corner(self, container: BaseOxmlElement, left: list[Block], right: list[Block]) -> None:
        """Letterhead and addressee side by side, as the cells of one borderless table."""
        gap = [GAP] if self.source.flag("corner_gap") else []
        widths = [CORNER, *gap, self.width - CORNER - sum(gap)]
        made, cells = ooxml.table(widths, 1, border=False)
        self.blocks(cells[0][0], left, CORNER)
        self.blocks(cells[0][-1], right, widths[-1])
        for cell in cells[0]:
            if len(cell) < 2 or cell[-1].tag != qn("w:p"):  # a cell must end in a paragraph
                cell.append(paragraph("", Format(size=self.size), self.pen))
        if self.source.flag("nested"):
            outer, outer_cells = ooxml.table([self.width], 1, border=False)
            outer_cells[0][0].append(made)
            outer_cells[0][0].append(paragraph("", Format(size=6), self.pen))
            made = outer
        _add(container, made)


def _add(container: BaseOxmlElement, item: BaseOxmlElement) -> None:
    """Append before the section's properties, with a small paragraph between two tables, which would grow together."""
    last = container.find(qn("w:sectPr"))
    before = last.getprevious() if last is not None else (container[-1] if len(container) else None)
    both = before is not None and before.tag == qn("w:tbl") and item.tag == qn("w:tbl")
    for new in ([element('<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>')] if both else []) + [item]:
        if last is not None:
            last.addprevious(new)
        else:
            container.append(new)


def render(source: Source) -> bytes:
    document = docx.Document()
    left, top, right, bottom = (float(m) for m in source.options.get("margins") or MARGINS)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.top_margin, section.right_margin, section.bottom_margin = (
        Mm(left),
        Mm(top),
        Mm(right),
        Mm(bottom),
    )
    font = FONTS[source.family]
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = font, Pt(source.number("size", 14))
    normal.element.rPr.rFonts.set(qn("w:cs"), font)
    normal.paragraph_format.space_after = Pt(0)
    pen = Pen(
        document.part,
        random.Random(source.id),
        source.flag("split_runs"),
        source.flag("hyperlinks"),
        source.flag("tracked_changes"),
    )
    writer = Writer(source, pen, PAGE_WIDTH - (left + right) / 10)
    _margins(document, source, writer)
    corner_left, corner_right, rest = split_head(source)
    margins = _margin_zones(source)
    body = document.element.body
    corner_left = [b for b in corner_left if b.zone not in margins]
    if corner_left or corner_right:
        writer.corner(body, corner_left, corner_right)
    writer.blocks(body, [b for b in rest if b.zone not in margins])
    if pen.notes:
        ooxml.add_footnotes(document.part.package, document.part, pen)
    _properties(document)
    out = BytesIO()
    document.save(out)
    return ooxml.same_bytes(out.getvalue())


def _margin_zones(source: Source) -> frozenset[str]:
    names = ("header", "first_header", "footer", "first_footer")
    return frozenset().union(*(source.zones(n) for n in names))


def _margins(document: docx.document.Document, source: Source, writer: Writer) -> None:
    """Headers and footers; where the first page has its own, the others begin on the second."""
    section = document.sections[0]
    parts = {
        "header": section.header,
        "first_header": section.first_page_header,
        "footer": section.footer,
        "first_footer": section.first_page_footer,
    }
    section.different_first_page_header_footer = bool(
        source.zones("first_header") or source.zones("first_footer") or source.zones("header")
    )
    for option, part in parts.items():
        zones = source.zones(option)
        if not zones:
            continue
        part.is_linked_to_previous = False
        made = part._element
        for old in list(made):
            made.remove(old)
        links, writer.pen.links = writer.pen.links, False  # a relation of the body is none of a header
        writer.blocks(made, [b for b in source.blocks if b.zone in zones and not b.page_break])
        writer.pen.links = links
        if not len(made) or made[-1].tag != qn("w:p"):
            made.append(paragraph("", Format(size=6), writer.pen))


def _properties(document: docx.document.Document) -> None:
    core = document.core_properties
    core.author, core.title, core.comments = "Канцелярия", "", ""
    core.created = core.modified = MADE
