"""From words with places to lines in reading order, with blocks, paragraphs and alignment. For PDF and for scans.

words -> rows -> [above | left column | right column | below] -> lines of blocks and paragraphs
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from extractors.document import Box
from pipeline.readers.gutters import flows_of
from pipeline.readers.rows import BLANK_LINE, Row, pitch_of, rows_of
from pipeline.readers.tangles import TAB_GAP, untangled
from pipeline.readers.words import Word

_STANDS_OUT: Final = 1.6

_ITEM: Final = re.compile(r"(?:[-–—•▪]|\d{1,2}[.)]|[а-яa-z]\))\s")


@dataclass(slots=True)
class TextLine:
    """A line of text with its place; `block` and `paragraph` number within the page."""

    text: str
    words: list[Word]
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    block: int = 0
    paragraph: int = 0
    align: str | None = None

    @property
    def box(self) -> Box:
        return Box(round(self.x0, 1), round(self.top, 1), round(self.x1, 1), round(self.bottom, 1))

    @property
    def bold(self) -> bool:
        return 2 * sum(len(w.text) for w in self.words if w.bold) > sum(len(w.text) for w in self.words)

    @property
    def italic(self) -> bool:
        return 2 * sum(len(w.text) for w in self.words if w.italic) > sum(len(w.text) for w in self.words)


def line_of(words: Row) -> TextLine:
    """The line that the words of a row make: wide gaps as TABs, others as blanks."""
    parts = [words[0].text]
    gaps = sorted(word.x0 - before.x1 for before, word in pairwise(words))
    # A line set wide to both edges has wide gaps everywhere: a TAB stands out from the others.
    usual = gaps[len(gaps) // 4] if len(gaps) >= 3 else 0.0
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        size = max(before.size, word.size)
        if gap > max(TAB_GAP * size, _STANDS_OUT * usual):
            parts.append("\t")
        elif (gap > 0.12 * size and not (before.text in "«(" or word.text in "»)")) or (
            gap > -0.5 * size and (before.text[-1].isalnum() == word.text[0].isalnum() or word.text[0] == "№")
        ):
            parts.append(" ")
        parts.append(word.text)
    return TextLine(
        "".join(parts),
        words,
        min(w.x0 for w in words),
        min(w.top for w in words),
        max(w.x1 for w in words),
        max(w.bottom for w in words),
        median(w.base for w in words),
        median(w.size for w in words),
    )


def _alignment(line: TextLine, left: float, right: float) -> str:
    before, after = line.x0 - left, right - line.x1
    slack = 0.35 * line.size
    if abs(before - after) <= max(6.0, 0.03 * (right - left)) and before > 2 * line.size:
        return "center"
    if before > 0.35 * (right - left) and after <= 3 * line.size:
        return "right"
    return "both" if before <= 4 * line.size and abs(after) <= slack else "left"


def _begins_paragraph(above: TextLine, line: TextLine, left: float, right: float) -> bool:
    """Whether a line begins a paragraph: the one above had room for its first word, it is indented, it is an item."""
    if abs(above.size - line.size) > 0.15 * line.size:
        return True
    first = line.words[0].x1 - line.words[0].x0
    room = right - left - (above.x1 - above.x0) if above.align == "center" else right - above.x1
    if room > first + 0.6 * line.size:
        return True
    if _ITEM.match(above.text) and len(above.words) > 1 and abs(line.x0 - above.words[1].x0) < 0.4 * line.size:
        return False  # it hangs under the text of the item
    level = line.align not in ("center", "right") and above.align not in ("center", "right")
    if level and line.x0 > above.x0 + 0.8 * line.size and line.x0 > left + 0.8 * line.size:
        return True
    return bool(_ITEM.match(line.text)) and above.text.rstrip().endswith((";", ":", ".", ","))


def lines_in_order(words: Sequence[Word], height: float, *, first_page: bool = True) -> list[TextLine]:
    """The lines of a page in reading order, with blocks, paragraphs and alignment.

    >>> def word(text, x, y): return Word(text, x, y - 9, x + 6 * len(text), y, y, 10)
    >>> page = [word("МИНИСТЕРСТВО", 60, 60), word("Руководителям", 330, 64)]
    >>> page += [word("КУЛЬТУРЫ", 70, 72), word("музеев", 330, 76)]
    >>> [line.text for line in lines_in_order(page, 842)]
    ['МИНИСТЕРСТВО', 'КУЛЬТУРЫ', 'Руководителям', 'музеев']
    """
    if not words:
        return []
    rows = rows_of(words)
    page_left, page_right = min(w.x0 for w in words), max(w.x1 for w in words)
    lines: list[TextLine] = []
    block = paragraph = 0
    for flow in flows_of(rows, height, first_page=first_page):
        left, right = _bounds(flow, page_left, page_right)
        pitch = pitch_of(flow)
        above: TextLine | None = None
        for row, joined in untangled(flow):
            line = line_of(row)
            line.align = _alignment(line, left, right)
            if above is None or line.base - above.base > BLANK_LINE * max(pitch, 1.1 * line.size):
                block, paragraph = block + 1, paragraph + 1
            elif not joined and (line.base - above.base > 1.25 * pitch or _begins_paragraph(above, line, left, right)):
                paragraph += 1
            line.block, line.paragraph = block, paragraph
            lines.append(line)
            above = line
    return lines


def _bounds(flow: list[Row], page_left: float, page_right: float) -> tuple[float, float]:
    """The edges of the column a flow stands in: those of the page's text where it crosses the middle."""
    left, right = min(row[0].x0 for row in flow), max(row[-1].x1 for row in flow)
    if right - left > 0.6 * (page_right - page_left):
        return page_left, page_right
    return left, right
