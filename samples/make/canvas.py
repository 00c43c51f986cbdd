"""Pages of text objects for a PDF: collected line by line, drawn in the order that the source asks for."""

from __future__ import annotations

import random
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont
from reportlab.pdfgen.canvas import Canvas

from samples.make.hyphens import hyphenate
from samples.make.source import SourceError

PAGE = (595.28, 841.89)  # A4
FOLDER = Path("/usr/share/fonts/truetype")
FACES = {  # family: (Debian package, file of each style)
    "serif": ("fonts-liberation", "liberation/LiberationSerif-{}.ttf", ("Regular", "Bold", "Italic")),
    "sans": ("fonts-liberation", "liberation/LiberationSans-{}.ttf", ("Regular", "Bold", "Italic")),
    "mono": ("fonts-liberation", "liberation/LiberationMono-{}.ttf", ("Regular", "Bold", "Italic")),
    "pt": ("fonts-paratype", "paratype/PTF{}F.ttf", ("55", "75", "56")),
    "ptsans": ("fonts-paratype", "paratype/PTS{}F.ttf", ("55", "75", "56")),
    "dejavu": ("fonts-dejavu", "dejavu/DejaVuSerif{}.ttf", ("", "-Bold", "-Italic")),
}


@dataclass(frozen=True)
class Text:
    """A text object: its lower left corner in points from the lower left of the page."""

    x: float
    y: float
    text: str
    font: str
    size: float


@dataclass(frozen=True)
class Stroke:
    x1: float
    y1: float
    x2: float
    y2: float


def load_fonts(family: str) -> tuple[str, str, str]:
    """Names of the regular, bold and italic font; SourceError names the package that is missing."""
    package, pattern, styles = FACES[family]
    names = tuple(f"{family}-{s}" for s in ("regular", "bold", "italic"))
    for name, style in zip(names, styles, strict=True):
        if name in pdfmetrics.getRegisteredFontNames():
            continue
        try:
            pdfmetrics.registerFont(TTFont(name, str(FOLDER / pattern.format(style))))
        except TTFError as error:
            raise SourceError(f"font {family}: apt-get install {package}") from error
    return names[0], names[1], names[2]


def width(text: str, font: str, size: float) -> float:
    return float(pdfmetrics.stringWidth(text, font, size))


def wrap(text: str, room: float, font: str, size: float, *, first: float = 0, hyphens: bool = False) -> list[str]:
    """Lines no wider than `room`; the first one is shorter by `first`. A word that fits nowhere stands alone."""
    lines: list[str] = []
    line = ""
    space = room - first
    for word in text.split(" "):
        longer = f"{line} {word}" if line else word
        if width(longer, font, size) <= space or not line:
            line = longer
            continue
        head, tail = "", word
        if hyphens:
            left = space - width(line + " -", font, size)
            fit = sum(1 for n in range(1, len(word)) if width(word[:n], font, size) <= left)
            head, tail = hyphenate(word, fit)
        lines.append(f"{line} {head}-" if head else line)
        line, space = tail, room
    return [*lines, line]


class Book:
    """Pages in the making: what is drawn is kept until the end, for the order of objects is part of the sample."""

    def __init__(self, margins: tuple[float, float, float, float], seed: str) -> None:
        self.left, self.top, self.right, self.bottom = (m * 72 / 25.4 for m in margins)
        self.dice = random.Random(seed)
        self.pages: list[list[Text | Stroke]] = [[]]
        self.y = PAGE[1] - self.top

    @property
    def room(self) -> float:
        return PAGE[0] - self.left - self.right

    def turn(self) -> None:
        self.pages.append([])
        self.y = PAGE[1] - self.top

    def need(self, height: float) -> None:
        if self.y - height < self.bottom:
            self.turn()

    def put(self, item: Text | Stroke, page: int = -1) -> None:
        self.pages[page].append(item)

    def save(self, order: str, title: str) -> bytes:
        """The file; the order is flow (as put), rows (top to bottom whatever the columns) or shuffled."""
        out = BytesIO()
        canvas = Canvas(out, pagesize=PAGE, invariant=1, pageCompression=1)
        canvas.setTitle(title)
        canvas.setLineWidth(0.6)
        for page in self.pages:
            items = list(page)
            if order == "rows":
                items.sort(key=lambda i: (-round(i.y, 1), i.x) if isinstance(i, Text) else (1.0, 0.0))
            elif order == "shuffled":
                self.dice.shuffle(items)
            for item in items:
                if isinstance(item, Stroke):
                    canvas.line(item.x1, item.y1, item.x2, item.y2)
                    continue
                missing = [c for c in item.text if ord(c) not in pdfmetrics.getFont(item.font).face.charToGlyph]
                if missing:
                    raise SourceError(f"{title}: {item.font} has no {''.join(missing)!r}; try font: pt")
                canvas.setFont(item.font, item.size)
                canvas.drawString(item.x, item.y, item.text)
            canvas.showPage()
        canvas.save()
        return out.getvalue()
