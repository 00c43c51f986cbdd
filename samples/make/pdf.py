"""Render a source as PDF with a text layer: columns side by side, values over underscores, frames, running heads."""

from __future__ import annotations

from dataclasses import dataclass, replace

from samples.make.canvas import PAGE, Book, Stroke, Text, load_fonts, width, wrap
from samples.make.marks import plain, spans
from samples.make.source import Block, Signature, Source, split_head

MARGINS = (30, 20, 15, 20)  # left, top, right, bottom in mm
CORNER = 227.0  # width of a corner letterhead: 8 cm
LINE = 1.18  # of the font size
RED_LINE = 35.4
ABOVE = 1.6  # points that a value stands above its underscores
HEAD_Y = PAGE[1] - 34  # of running heads
FOOT_Y = 30.0
CENTRED = frozenset(("letterhead", "kind", "salutation"))
SMALL = {"letterhead": 10.0, "executor": 9.0, "e_signature": 8.5, "receipt_stamp": 8.5, "furniture": 9.0}


@dataclass(frozen=True)
class Frame:
    """A column to write in, and how."""

    x: float
    room: float
    font: str
    size: float
    align: str = "left"  # left, right, center, both
    first: float = 0
    step: float = LINE


class Page:
    """Writes the blocks of one source into a Book."""

    def __init__(self, source: Source) -> None:
        self.source = source
        left, top, right, bottom = (float(m) for m in source.options.get("margins") or MARGINS)
        self.book = Book((left, top, right, bottom), source.id)
        self.regular, self.bold, self.italic = load_fonts(source.family)
        self.size = source.number("size", 12)

    def frame(self, block: Block, x: float, room: float) -> Frame:
        size = block.size or (
            self.source.number("letterhead_size", 10)
            if block.zone == "letterhead"
            else SMALL.get(block.zone, self.size)
        )
        font = self.bold if block.bold else self.italic if block.italic else self.regular
        base = Frame(x, room, font, size)
        if block.paragraphs:
            ragged = block.ragged or self.source.flag("ragged")
            return replace(base, align="left" if ragged else "both", first=RED_LINE if block.indent else 0)
        if block.at == "center" or (block.zone in CENTRED and block.at in (None, "full")):
            return replace(base, align="center")
        if self.source.layout != "corner" and block.zone in ("addressee", "approval") and block.at != "left":
            return replace(base, x=x + room * 0.52, room=room * 0.48)
        if block.at == "right" and block.zone not in ("addressee", "approval", "access_mark"):
            return replace(base, align="right")
        return base

    def block(self, block: Block, x: float, room: float) -> None:
        book = self.book
        if block.page_break:
            book.turn()
            return
        book.y -= block.gap if block.gap is not None else self.size * 0.8
        if block.table:
            self._table(block, x, room)
        elif block.signature:
            self._signature(block, block.signature, x, room)
        elif block.columns:
            self._columns(block, x, room)
        elif block.box:
            frame = self.frame(block, x + 6, min(room, 230) - 12)
            book.need(frame.size * LINE * (len(block.lines) + 1))
            top = book.y
            book.y -= 4
            self._texts(tuple(block.texts()), frame)
            book.y -= 5
            self._rectangle(x, book.y, x + min(room, 230), top)
        else:
            self._texts(tuple(block.texts()), self.frame(block, x, room))

    def _columns(self, block: Block, x: float, room: float) -> None:
        top, low = self.book.y, self.book.y
        part = room / len(block.columns)
        for n, column in enumerate(block.columns):
            self.book.y = top
            self._texts(column, self.frame(block, x + n * part + 4, part - 8))
            low = min(low, self.book.y)
        self.book.y = low

    def _texts(self, texts: tuple[str, ...], frame: Frame) -> None:
        for text in texts:
            if "{_" in text and self.source.flag("underscores"):
                self._blanks(text, frame)
                continue
            whole = plain(text).replace("\u00ad", "")
            hyphens = self.source.flag("hyphenate") and frame.align == "both"
            lines = wrap(whole, frame.room, frame.font, frame.size, first=frame.first, hyphens=hyphens)
            for n, line in enumerate(lines):
                self.book.need(frame.size * frame.step)
                self.book.y -= frame.size * frame.step
                last = n == len(lines) - 1
                self._line(
                    line, replace(frame, first=frame.first if n == 0 else 0), stretch=frame.align == "both" and not last
                )

    def _line(self, line: str, frame: Frame, *, stretch: bool) -> None:
        wide = width(line, frame.font, frame.size)
        x = frame.x + frame.first
        spare = frame.room - frame.first - wide
        x += {"right": spare, "center": spare / 2}.get(frame.align, 0)
        words = line.split(" ")
        if not (stretch or self.source.flag("words")) or len(words) == 1:
            self.book.put(Text(x, self.book.y, line, frame.font, frame.size))
            return
        gap = width(" ", frame.font, frame.size) + (spare / (len(words) - 1) if stretch else 0)
        for word in words:
            if word:
                self.book.put(Text(x, self.book.y, word, frame.font, frame.size))
            x += width(word, frame.font, frame.size) + gap

    def _blanks(self, text: str, frame: Frame) -> None:
        """Words of the form, its underscores, and the values typed over them: all objects of their own."""
        self.book.need(frame.size * frame.step * 1.2)
        self.book.y -= frame.size * frame.step * 1.2
        x, y = frame.x, self.book.y
        values = []
        for span in spans(text):
            wide = width(span.text, frame.font, frame.size)
            if span.kind == "blank":
                line = "_" * (int(wide / width("_", frame.font, frame.size)) + 3)
                long = width(line, frame.font, frame.size)
                self.book.put(Text(x, y, line, frame.font, frame.size))
                values.append(Text(x + (long - wide) / 2, y + ABOVE, span.text, frame.font, frame.size))
                x += long
            elif span.text:
                self.book.put(Text(x, y, span.text, frame.font, frame.size))
                x += wide
        for value in values:
            self.book.put(value)

    def _rectangle(self, x1: float, y1: float, x2: float, y2: float) -> None:
        for line in ((x1, y1, x2, y1), (x2, y1, x2, y2), (x2, y2, x1, y2), (x1, y2, x1, y1)):
            self.book.put(Stroke(*line))

    def _table(self, block: Block, x: float, room: float) -> None:
        assert block.table
        table, size = block.table, block.size or self.size - 2
        shares = table.widths or (1.0,) * len(table.rows[0])
        widths = [room * s / sum(shares) for s in shares]
        for n, row in enumerate(table.rows):
            font = self.bold if table.header and n == 0 else self.regular
            cells = [
                [line for part in cell.split("\n") for line in wrap(plain(part), w - 8, font, size)]
                for cell, w in zip(row, widths, strict=True)
            ]
            height = max(len(c) for c in cells) * size * LINE + 6
            self.book.need(height)
            at = x
            for cell, w in zip(cells, widths, strict=True):
                for k, line in enumerate(cell):
                    self.book.put(Text(at + 4, self.book.y - (k + 1) * size * LINE, line, font, size))
                if table.border:
                    self._rectangle(at, self.book.y - height, at + w, self.book.y)
                at += w
            self.book.y -= height

    def _signature(self, block: Block, sign: Signature, x: float, room: float) -> None:
        frame = self.frame(block, x, room)
        self.book.y -= self.size
        if sign.form == "lines" or not sign.position:
            self._texts((*sign.position, sign.name), frame)
            return
        self.book.need(frame.size * LINE * (len(sign.position) + 1))
        top = self.book.y
        self._texts(sign.position, replace(frame, room=room * 0.55))
        low = self.book.y
        wide = width(sign.name, frame.font, frame.size)
        self.book.put(Text(x + room - wide - 4, low, sign.name, frame.font, frame.size))
        if sign.middle:
            self.book.y = top
            box = Frame(x + room * 0.42, room * 0.3, self.regular, 7.5)
            self._texts(sign.middle, box)
            self._rectangle(box.x - 3, self.book.y - 4, box.x + box.room, top)
            self.book.y = min(low, self.book.y - 4)

    def corner(self, left: list[Block], right: list[Block]) -> None:
        book = self.book
        top = low = book.y
        second = book.left + CORNER + 26
        for blocks, x, room in ((left, book.left, CORNER), (right, second, PAGE[0] - book.right - second)):
            book.y = top
            for block in blocks:
                self.block(block, x, room)
            low = min(low, book.y)
        book.y = low - 6

    def margins(self, zones: frozenset[str]) -> None:
        """Running heads and page numbers from the second page on; what belongs to the foot of the last page."""
        book = self.book
        blocks = [b for b in self.source.blocks if b.zone in zones]
        for block in blocks:
            low = block.zone in self.source.zones("footer")
            if block.zone != "furniture":
                frame = self.frame(block, book.left, book.room)
                book.y = book.bottom - 12 + 0.0
                book.bottom = 0
                self._texts(tuple(block.texts()), replace(frame, align="left"))
                continue
            for n in range(0 if low else 1, len(book.pages)):
                for k, text in enumerate(block.lines):
                    words = plain(text.replace("{page}", str(n + 1)))
                    wide = width(words, self.regular, SMALL["furniture"])
                    x = {"left": book.left, "right": PAGE[0] - book.right - wide}.get(
                        block.at or "center", (PAGE[0] - wide) / 2
                    )
                    y = (FOOT_Y if low else HEAD_Y) - k * 11
                    book.put(Text(x, y, words, self.regular, SMALL["furniture"]), n)


def render(source: Source) -> bytes:
    page = Page(source)
    margin_zones = source.zones("header") | source.zones("footer")
    left, right, rest = split_head(source)
    if left or right:
        page.corner(left, right)
    for block in rest:
        if block.zone not in margin_zones:
            page.block(block, page.book.left, page.book.room)
    page.margins(margin_zones)
    return page.book.save(str(source.options.get("stream") or "flow"), source.id)
