"""Words of a PDF page with their places, by PDFium: text, box, baseline, size, weight.

Coordinates are turned so that the page is read upright with the origin at its top left corner, whatever /Rotate and the
direction of its text say.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

import pypdfium2.raw as pdfium

#: Characters of one page beyond which it is no page of a letter.
MAX_PAGE_CHARACTERS: Final = 200_000

_BLANK: Final = frozenset(" \t\r\n\x0b\x0c\u00a0\u2002\u2003\u2007\u2009\u202f\x00\u200b")
#: The hyphen of a word cut at a line end; PDFium gives it as 0x02 or U+FFFE.
_HYPHEN: Final = "\ufffe"
_WORDLIKE: Final = f"[^_{''.join(sorted(_BLANK))}{_HYPHEN}]"
_RUN: Final = re.compile(f"(?:_+|{_WORDLIKE}+){_HYPHEN}?|{_HYPHEN}")
_FORCE_BOLD: Final = 1 << 18
_ITALIC: Final = 1 << 6
#: Of a page drawn letter by letter so few words have two characters that they do not say which way it runs.
_FEW_LONG: Final = 5
#: Type turned by more degrees than this is no line of a scan that lay askew.
_ASKEW: Final = 5.0


@dataclass(slots=True)
class Word:
    """A run of characters without a blank; `base` is the y of its baseline, `size` the height of the type in points."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    bold: bool = False
    italic: bool = False
    confidence: float = 1.0


class Tilted(NamedTuple):
    """A word that runs `degrees` clockwise from a row of the page."""

    word: Word
    degrees: float


class RawWord(NamedTuple):
    """A run of characters without a blank, by the indexes of its first and its last one."""

    text: str
    first: int
    last: int


class TextLayer:
    """The text layer of one page; `raw` holds its characters as PDFium gives them, one code point each."""

    def __init__(self, textpage: object, width: float, height: float, rotation: int) -> None:
        self._page = textpage
        self.width, self.height = width, height
        self._rotation = rotation
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._x, self._y = ctypes.c_double(), ctypes.c_double()
        self._matrix = pdfium.FS_MATRIX()
        self._first, self._last = pdfium.FS_RECTF(), pdfium.FS_RECTF()
        #: Words that run across the rows, found by `words`.
        self.tilted: list[Tilted] = []
        self._styles: dict[int, tuple[bool, bool]] = {}
        count = max(0, min(pdfium.FPDFText_CountChars(textpage), MAX_PAGE_CHARACTERS))
        self.raw = (self._text_at_once(count) or self._text(count)).replace("\x02", _HYPHEN)

    def _text_at_once(self, count: int) -> str:
        """The characters in one call; "" where they are not one for one, as PDFium leaves out what it can not write."""
        buffer = ctypes.create_string_buffer(2 * (count + 1))
        written = pdfium.FPDFText_GetText(self._page, 0, count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
        if written != count + 1:
            return ""
        text = buffer.raw[: 2 * count].decode("utf-16-le", "replace")
        return text if len(text) == count and "\ufffd" not in text else ""

    def _text(self, count: int) -> str:
        get = pdfium.FPDFText_GetUnicode
        return "".join([chr(code) if (code := get(self._page, i)) <= 0x10FFFF else "\ufffd" for i in range(count)])

    def unmapped_share(self) -> float:
        """The share of characters whose font has no way back to Unicode."""
        marks = [i for i, c in enumerate(self.raw) if c not in _BLANK][:2000]
        bad = sum(pdfium.FPDFText_HasUnicodeMapError(self._page, i) == 1 for i in marks)
        return bad / len(marks) if marks else 0.0

    def words(self, text: str | None = None) -> list[Word]:
        """The words with their places; `text` replaces the characters one for one (a repaired encoding)."""
        raw = _split(text or self.raw)
        placed = [(word, self._place(word)) for word in raw]
        if any(place is not None and _slants(*place) for _, place in placed):
            turns = [self._degrees(word.first) for word in raw]
            askew = [is_askew(turn) for turn in turns]
            if 2 * sum(askew) < len(askew):
                self.tilted = [Tilted(place[0], turn) for (_, place), turn, off in zip(placed, turns, askew, strict=True) if place and off]
                placed = [one for one, off in zip(placed, askew, strict=True) if not off]
        words = [place for _, place in placed if place is not None]
        turned = self._turn(words)
        return [replace_box(word, turned) for word in words] if turned else [word for word, *_ in words]

    def _place(self, raw: RawWord) -> tuple[Word, float, float] | None:
        """The word upright as /Rotate says, and the direction of its baseline."""
        page, x, y, first_box, last_box = self._page, self._x, self._y, self._first, self._last
        if not pdfium.FPDFText_GetCharOrigin(page, raw.first, x, y):
            return None
        pdfium.FPDFText_GetLooseCharBox(page, raw.first, first_box)
        x_first, y_first = x.value, y.value
        if raw.last == raw.first:
            last_box = first_box
        else:
            pdfium.FPDFText_GetLooseCharBox(page, raw.last, last_box)
            pdfium.FPDFText_GetCharOrigin(page, raw.last, x, y)
        size = pdfium.FPDFText_GetFontSize(page, raw.first)
        bold, italic = self.style(raw.first)
        left, right = min(first_box.left, last_box.left), max(first_box.right, last_box.right)
        bottom, top = min(first_box.bottom, last_box.bottom), max(first_box.top, last_box.top)
        x0, y0 = self.upright(left, bottom)
        x1, y1 = self.upright(right, top)
        bx, by = self.upright(x_first, y_first)
        ex, ey = self.upright(x.value, y.value)
        x0, x1 = min(x0, x1), max(x0, x1)
        y0, y1 = min(y0, y1), max(y0, y1)
        # The size of the font knows nothing of the scale of the text matrix: the box of a character does, where it is not
        # drawn tight around «на».
        tall = (x1 - x0) if abs(ey - by) > abs(ex - bx) else (y1 - y0)
        size = size if 0.6 * tall <= size <= 1.6 * tall else size * self._scale(raw.first) or tall / 1.15
        return Word(raw.text, x0, y0, x1, y1, by, max(size, 1.0), bold, italic), ex - bx, ey - by

    def _degrees(self, index: int) -> float:
        """By how many degrees a character is turned, clockwise, on the upright page."""
        return math.degrees(pdfium.FPDFText_GetCharAngle(self._page, index)) + self._rotation

    def _scale(self, index: int) -> float:
        """By how much the text matrix makes a character taller than its font; 0 where PDFium does not know."""
        matrix = self._matrix
        return math.hypot(matrix.c, matrix.d) if pdfium.FPDFText_GetMatrix(self._page, index, matrix) else 0.0

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """Page coordinates (origin at the bottom left) as upright ones (origin at the top left)."""
        if self._rotation == 90:
            return y, x
        if self._rotation == 180:
            return self.width - x, y
        if self._rotation == 270:
            return self.width - y, self.height - x
        return x, self.height - y

    def _turn(self, words: list[tuple[Word, float, float]]) -> Callable[[float, float], tuple[float, float]] | None:
        """How to turn a page whose text runs up, down or upside down, None for upright text.

        Words that run another way than most (a stamp along the margin) keep their boxes and land in lines of their own.
        """
        long = [(dx, dy) for word, dx, dy in words if len(word.text) > 1]
        up = sum(dy < -abs(dx) for dx, dy in long)
        down = sum(dy > abs(dx) for dx, dy in long)
        over = sum(dx < -abs(dy) for dx, dy in long)
        if _FEW_LONG * len(long) < len(words) or max(up, down, over) <= len(long) / 2:
            return None
        width, height = self.width, self.height
        if over == max(up, down, over):
            return lambda x, y: (width - x, height - y)
        self.width, self.height = height, width
        if up >= down:
            return lambda x, y: (height - y, x)
        return lambda x, y: (y, width - x)

    def style(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold and italic: asked once a font."""
        shown = pdfium.FPDFText_GetTextObject(self._page, index)
        font = pdfium.FPDFTextObj_GetFont(shown) if shown else None
        if not font:
            return self._style(index)
        key = ctypes.addressof(font.contents)
        if key not in self._styles:
            self._styles[key] = self._style(index)
        return self._styles[key]

    def _style(self, index: int) -> tuple[bool, bool]:
        length = pdfium.FPDFText_GetFontInfo(self._page, index, self._name, 128, self._flags)
        name = self._name.value.decode("latin-1").lower() if 0 < length <= 128 else ""
        flags = self._flags.value
        heavy = pdfium.FPDFText_GetFontWeight(self._page, index) >= 600
        return (
            heavy or "bold" in name or "black" in name or bool(flags & _FORCE_BOLD),
            "italic" in name or "oblique" in name or bool(flags & _ITALIC),
        )


def is_askew(degrees: float) -> bool:
    """Whether type turned so far is level with no edge of the page.

    >>> [is_askew(turn) for turn in (0.0, 1.5, 90.0, -12.0, 348.0, 271.0)]
    [False, False, False, True, True, False]
    """
    off = degrees % 90.0
    return min(off, 90.0 - off) > _ASKEW


def _slants(word: Word, dx: float, dy: float) -> bool:
    """Whether the first and the last character of a word stand on different rows; a raised mark of a note does so too."""
    return min(abs(dx), abs(dy)) > 0.05 * max(abs(dx), abs(dy), word.size)


def replace_box(placed: tuple[Word, float, float], turn: Callable[[float, float], tuple[float, float]]) -> Word:
    """A word with its box turned."""
    word, _, _ = placed
    ax, ay = turn(word.x0, word.top)
    bx, by = turn(word.x1, word.bottom)
    top, bottom = min(ay, by), max(ay, by)
    return replace(word, x0=min(ax, bx), x1=max(ax, bx), top=top, bottom=bottom, base=bottom - 0.2 * (bottom - top))


def _split(text: str) -> list[RawWord]:
    """Runs without blanks; underscores, on which other words may be written, are runs of their own."""
    # PDFium runs a cut word on into the next line in the order of drawing, which may be another word's: it ends here.
    runs = [(match.group(), *match.span()) for match in _RUN.finditer(text)]
    return [RawWord(run, start, max(start, end - 1 - run.endswith(_HYPHEN))) for run, start, end in runs]
