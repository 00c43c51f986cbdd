"""Rows of words of a page, and the stretches of a row that text covers."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from pipeline.readers.words import Word

#: Two words are on one row if their baselines differ by at most this share of the smaller type.
_SAME_ROW: Final = 0.35
#: A gap of so many type sizes is no blank between words, not even in a justified line.
_WIDE_GAP: Final = 1.3
#: A line of so many gaps, the least of them more than half as wide as the widest, is set to both edges …
_JUSTIFIED: Final = 5
#: … and none of its gaps that is not so many times as wide as the others parts it.
_STANDS_OUT: Final = 1.6
#: A piece on the right begins so far from its row, and is met again at the same edge in two of the rows below.
_FAR: Final = 120.0
_NEAR_ROWS: Final = 5
_EDGES_BELOW: Final = 2
_SAME_EDGE: Final = 1.0
#: … or the row beside shows the edge behind a wide gap, and this one has at least such a gap, in type sizes.
_NARROW_GAP: Final = 0.6
_BESIDE: Final = 3  # rows
_FEW_WORDS: Final = 3
#: A distance of lines this much above the usual one is a blank line.
BLANK_LINE: Final = 1.55
#: Half of the strip that must be free of text, in points.
HALF_GUTTER: Final = 3.0

Row = list[Word]


def rows_of(words: Sequence[Word]) -> list[Row]:
    """Words by rows from top to bottom, each row from left to right; blanks that are written on are left out."""
    rows: list[Row] = []
    base = size = 0.0
    for word in sorted(words, key=lambda w: (w.base, w.x0)):
        if rows and abs(word.base - base) <= _SAME_ROW * min(word.size, size):
            rows[-1].append(word)
        else:
            rows.append([word])
            base, size = word.base, word.size
    for index, row in enumerate(rows):
        row.sort(key=lambda w: w.x0)
        if any(w.text[0] == "_" for w in row) and len(row) > 1:
            rows[index] = _written_over(row)
    return rows


def _written_over(row: Row) -> Row:
    """A row without the underscores that something is written on; blanks that were left blank stay.

    What is written takes the room of its underscores, so that no gap seems to stand there.
    """
    written = [w for w in row if w.text[0] != "_"]
    kept = []
    for blank in row:
        if blank.text[0] != "_":
            continue
        on = [w for w in written if 2 * (min(blank.x1, w.x1) - max(blank.x0, w.x0)) > w.x1 - w.x0]
        if on:
            on[0].x0, on[-1].x1 = min(on[0].x0, blank.x0), max(on[-1].x1, blank.x1)
        else:
            kept.append(blank)
    return sorted(kept + written, key=lambda w: w.x0)


def right_starts(rows: Sequence[Row], bottom: float) -> list[float]:
    """For rows above `bottom`, where in a row a piece begins that goes on in the rows below it, at their left edge; 0 where
    none does: «… от 17.12.2024 № 2801-13/6612 Начальникам управлений» over «социальной защиты населения».
    """
    found = [0.0] * len(rows)
    for index, row in enumerate(rows):
        if row[0].top > bottom:
            break
        below = [other[0].x0 for other in rows[index + 1 : index + 1 + _NEAR_ROWS]]
        usual = median([word.x0 - before.x1 for before, word in pairwise(row)]) if len(row) > 1 else 0.0
        for before, word in pairwise(row):
            gap = word.x0 - before.x1
            far = word.x0 - row[0].x0 > _FAR and gap > 2 * HALF_GUTTER
            apart = gap > _NARROW_GAP * word.size and (gap > _STANDS_OUT * usual or len(row) <= _FEW_WORDS)
            shown = far and apart and _edge_beside(rows, index, word.x0)
            if shown or (far and sum(abs(x - word.x0) < _SAME_EDGE for x in below) >= _EDGES_BELOW):
                found[index] = word.x0
    return found


def _edge_beside(rows: Sequence[Row], index: int, x: float) -> bool:
    """Whether a wide gap ends at `x` in a row near above or below: «ПО УПРАВЛЕНИЮ      Директору» over «ИМУЩЕСТВОМ Вахрину М.А.»."""
    beside = rows[max(0, index - _BESIDE) : index + _BESIDE + 1]
    pairs = (pair for row in beside for pair in pairwise(row))
    return any(abs(word.x0 - x) < 2 * _SAME_EDGE and word.x0 - before.x1 > 2 * _WIDE_GAP * word.size for before, word in pairs)


def stretches_of(row: Row, start: float = 0.0) -> list[tuple[float, float]]:
    """The stretches of a row that text covers, blanks between words included; a word at `start` begins one."""
    stretches: list[tuple[float, float]] = []
    # A line of few words set to both edges has wide gaps everywhere: that between columns stands out from the others.
    gaps = sorted(word.x0 - before.x1 for before, word in pairwise(row))
    usual = gaps[len(gaps) // 2] if len(gaps) >= _JUSTIFIED and gaps[0] > 0.5 * gaps[-1] else 0.0
    for word in row:
        if word.x0 != start and stretches and word.x0 - stretches[-1][1] <= max(_WIDE_GAP * word.size, _STANDS_OUT * usual):
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], word.x1))
        else:
            stretches.append((word.x0, word.x1))
    return stretches


def pitch_of(rows: Sequence[Row]) -> float:
    """The usual distance of the baselines of neighbouring rows; a type size and a fifth where there is one row."""
    sizes = [w.size for row in rows for w in row]
    usual = 1.2 * median(sizes)
    steps = [b[0].base - a[0].base for a, b in pairwise(rows)]
    near = [step for step in steps if 0.6 * usual < step < 2.2 * usual]
    # The median of the smaller half: lines with space between paragraphs do not widen it.
    return median(sorted(near)[: len(near) // 2 + 1]) if near else usual
