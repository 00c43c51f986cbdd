"""Words of a PDF page that run across its rows: stamps set askew, the word КОПИЯ over the text, the ring of a seal.

Read row by row with the text they would stand in the middle of its lines, so they are put aside and read after it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.layout import TextLine, line_of
from pipeline.readers.rows import rows_of
from pipeline.readers.words import Tilted, Word


def lines_askew(words: Sequence[Tilted]) -> list[TextLine]:
    """The lines of such words, those of one turn together.

    >>> def word(text, x, y): return Tilted(Word(text, x, y, x + 20, y + 20, y, 10), 45)
    >>> [line.text for line in lines_askew([word("ДЛЯ", 100, 100), word("КОПИЙ", 115, 115), word("Архив", 70, 120)])]
    ['ДЛЯ КОПИЙ', 'Архив']
    """
    found: list[TextLine] = []
    for turn in dict.fromkeys(round(tilted.degrees) for tilted in words):
        level = [_turned_back(tilted) for tilted in words if round(tilted.degrees) == turn]
        found += [replace(line_of(row), words=[]) for row in rows_of(level)]
    return found


def _turned_back(tilted: Tilted) -> Word:
    """The word with its box level, as wide as the type is."""
    word, angle = tilted.word, math.radians(tilted.degrees)
    x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
    across, down = x * math.cos(angle) + y * math.sin(angle), y * math.cos(angle) - x * math.sin(angle)
    half = max(math.hypot(word.x1 - word.x0, word.bottom - word.top) - word.size, 0.3 * word.size) / 2
    return replace(word, x0=across - half, x1=across + half, top=down - word.size / 2, bottom=down + word.size / 2, base=down)
