"""Marks that stand across the rows of a page: the mark of an electronic signature between post and name.

    И.о. директора      ДОКУМЕНТ ПОДПИСАН            Т. В. Прищепа
                        ЭЛЕКТРОННОЙ ПОДПИСЬЮ
                        Сертификат 7C2E…

Such a mark is cut out before rows are made, and read after the row it stands at: by the frame drawn around it, or by
its words and its small type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median
from typing import Final

from extractors.document import Box
from pipeline.readers.words import Word

#: A mark is wider than a stamp of a date, narrower than a page; higher than a line, lower than a letterhead.
_WIDTHS: Final = (80.0, 360.0)
_HEIGHTS: Final = (22.0, 170.0)

# «Документ подписан», «подписано электронной подписью», «Сертификат 00D1…», «Владелец …», «Действителен с … по …».
_MARK: Final = re.compile(r"подписан[оа]?\b|подписью\b|сертификат|владелец", re.IGNORECASE)
#: So many of the words above make a mark.
_MARKS: Final = 2
#: Type this much smaller than the usual one of the page is that of a mark.
_SMALL: Final = 0.86
#: More words of small type than this are notes or a form.
_MOST_WORDS: Final = 600


def cut_marks(words: list[Word], frames: Sequence[Box]) -> tuple[list[list[Word]], list[Word]]:
    """The words of each mark, and the words that stand in none."""
    marks: list[list[Word]] = []
    for frame in frames:
        if not (
            _WIDTHS[0] <= frame.x1 - frame.x0 <= _WIDTHS[1] and _HEIGHTS[0] <= frame.bottom - frame.top <= _HEIGHTS[1]
        ):
            continue
        inside = [w for w in words if frame.x0 <= (w.x0 + w.x1) / 2 <= frame.x1 and frame.top <= w.base <= frame.bottom]
        if _is_mark(inside):
            marks.append(inside)
            words = _without(words, inside)
    while (small := _small_mark(words)) is not None:
        marks.append(small)
        words = _without(words, small)
    return marks, words


def _is_mark(words: Sequence[Word]) -> bool:
    return sum(bool(_MARK.search(word.text)) for word in words) >= _MARKS


def _without(words: list[Word], taken: Sequence[Word]) -> list[Word]:
    gone = {id(word) for word in taken}
    return [word for word in words if id(word) not in gone]


def _small_mark(words: list[Word]) -> list[Word] | None:
    """The words of small type that hang together with a word of a mark."""
    if not any(_MARK.search(word.text) for word in words):
        return None
    usual = median(word.size for word in words)
    small = [word for word in words if word.size < _SMALL * usual]
    if len(small) > _MOST_WORDS:
        return None
    for seed in small:
        if _MARK.search(seed.text):
            mark = _connected(seed, small)
            if _is_mark(mark):
                return mark
    return None


def _connected(seed: Word, words: list[Word]) -> list[Word]:
    """The words that hang together with one: beside it by a blank, or under and over it by a line."""
    found = [seed]
    rest = [word for word in words if word is not seed]
    index = 0
    while index < len(found):
        word = found[index]
        near = [other for other in rest if _touches(word, other)]
        if near:
            found.extend(near)
            rest = _without(rest, near)
        index += 1
    return sorted(found, key=lambda w: (w.base, w.x0))


def _touches(word: Word, other: Word) -> bool:
    size = max(word.size, other.size)
    if abs(word.base - other.base) < 0.5 * size:
        return max(word.x0, other.x0) - min(word.x1, other.x1) < 2.5 * size
    return abs(word.base - other.base) < 2.2 * size and min(word.x1, other.x1) > max(word.x0, other.x0) - size
