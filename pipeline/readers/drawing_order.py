"""Words of a text layer that was written strangely: letter by letter in any order, set wide, or askew as its scan lies.

PDFium ends a word where the next letter drawn stands elsewhere; what was drawn in the order of a printer's plate is put
together by place, and so is a name whose letters are set wide. Recognisers write their text at the slant of the paper,
where the ends of a line stand a row apart.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.readers.rows import Row, rows_of
from pipeline.readers.words import Word

#: A layer is drawn letter by letter where more than this share of its words has one character.
_LETTERS: Final = 0.6
#: Letters of one word stand no further apart, in type sizes; they may overlap by kerning.
_APART: Final = 0.1
#: So many letters apart by the same gap are words set wide: «О . В . Ш е с т а к о в а».
_SPACED: Final = 6
_MARKS: Final = frozenset(".-–«»\"(),")
#: The least gap of such letters is no wider than this, in type sizes; a blank between words no wider than that.
_WIDE, _WIDEST_BLANK = 0.5, 1.2
#: A gap is that of a blank where it is so many times as wide as that of letters, and this much more, in type sizes.
_BLANK, _ALIKE = 1.6, 0.12
#: Fewer steps from word to word say nothing of the slant of a page.
_FEWEST_STEPS: Final = 20
#: A word drawn next on the same line stands at most so many type sizes above or below.
_SAME_LINE: Final = 0.4
#: The slants that are mended, as rise over run: less does no harm, more is a stamp or a table turned.
_LEAST_SLANT, _MOST_SLANT = 0.002, 0.09


def mended(words: list[Word]) -> list[Word]:
    """The words whole and level; a layer written in the usual way comes back as it is.

    >>> mended([Word(c, 6.0 * x, 0, 6.0 * x + 6, 10, 10, 10) for x, c in ((1, "е"), (4, "№"), (0, "П"), (2, "р"))])[0].text
    'Пер'
    """
    if len(words) > 1 and sum(len(word.text) == 1 for word in words) > _LETTERS * len(words):
        words = [word for row in rows_of(words) for word in _put_together(row)]
    return _levelled(_closed_up(words))


def _closed_up(words: list[Word]) -> list[Word]:
    """The words with those that are set wide put together."""
    found: list[Word] = []
    at = 0
    while at < len(words):
        end = _end_of_spaced(words, at) if len(words[at].text) == 1 else at + 1
        if end - at < _SPACED:
            found.append(words[at])
            at += 1
            continue
        run = words[at:end]
        gap = min(word.x0 - before.x1 for before, word in pairwise(run))
        found.append(run[0])
        for before, word in pairwise(run):
            if word.x0 - before.x1 > _BLANK * gap + _ALIKE * word.size:
                found.append(word)
            else:
                found[-1] = _joined(found[-1], word)
        at = end
    return found


def _end_of_spaced(words: list[Word], at: int) -> int:
    """The index behind the letters from `at` on that stand in one row, apart by the same gap or by a blank more."""
    least = _WIDE * words[at].size
    end = at + 1
    while end < len(words) and _is_letter(words[end - 1].text) and _is_letter(words[end].text):
        before, word = words[end - 1], words[end]
        gap = word.x0 - before.x1
        if abs(word.base - before.base) > 1.0 or not _APART * word.size < gap < _WIDEST_BLANK * word.size:
            break
        least = min(least, gap)
        end += 1
    return end if least < _WIDE * words[at].size else at + 1


def _is_letter(text: str) -> bool:
    return len(text) == 1 and (text.isalpha() or text in _MARKS)


def _put_together(row: Row) -> Row:
    """The words of a row whose letters touch each other."""
    found: Row = []
    for word in row:
        before = found[-1] if found else None
        if before is None or word.x0 - before.x1 > _APART * word.size or "_" in (before.text[-1], word.text[0]):
            found.append(word)
            continue
        found[-1] = _joined(before, word)
    return found


def _joined(before: Word, word: Word) -> Word:
    text, right = before.text + word.text, max(before.x1, word.x1)
    return replace(before, text=text, x1=right, top=min(before.top, word.top), bottom=max(before.bottom, word.bottom))


def _levelled(words: list[Word]) -> list[Word]:
    """The words turned back around the first of them where the lines of the page rise or fall."""
    slant = _slant(words)
    if not _LEAST_SLANT < abs(slant) < _MOST_SLANT:
        return words
    angle = math.atan(slant)
    along, down = math.cos(angle), math.sin(angle)
    x, y = words[0].x0, words[0].base
    return [_turned(word, x, y, along, down) for word in words]


def _slant(words: Sequence[Word]) -> float:
    """By how much the lines fall on their way to the right: the median of the steps from word to word."""
    steps = [
        (word.base - before.base) / (word.x0 - before.x0)
        for before, word in pairwise(words)
        if word.x0 > before.x1 and abs(word.base - before.base) < _SAME_LINE * before.size
    ]
    return median(steps) if len(steps) >= _FEWEST_STEPS else 0.0


def _turned(word: Word, x: float, y: float, along: float, down: float) -> Word:
    width = word.x1 - word.x0
    left = x + (word.x0 - x) * along + (word.base - y) * down
    shift = y + (word.base - y) * along - (word.x0 - x) * down - word.base
    return replace(word, x0=left, x1=left + width, top=word.top + shift, bottom=word.bottom + shift, base=word.base + shift)
