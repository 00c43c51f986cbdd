"""Rows in which two pieces of text stand side by side and each goes on below: read row by row they would interleave.

Первый заместитель      И. О. Фамилия      |  Шестакова Елена     – проректор, председатель
министра образования                       |  Андреевна             комиссии
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from pipeline.readers.gutters import NAME
from pipeline.readers.rows import Row

#: From this gap on the text shows a TAB: date and number, post and name.
TAB_GAP: Final = 2.2
#: A dash with such a gap on one of its sides stands in a column of its own, or begins one.
_DASH_GAP: Final = 1.2
_DASHES: Final = frozenset({"–", "—", "-"})
#: Rows of one piece of text are not further apart, in type sizes.
_CLOSE: Final = 1.6
_LEVEL: Final = 4.0
_NAME_WORDS: Final = 4


def untangled(rows: list[Row]) -> Iterator[tuple[Row, bool]]:
    """The rows with pieces that belong together put together; True where a row goes on with the one above it."""
    index = 0
    dashes = [_dash(row) for row in rows]
    places = [row[dash].x0 for row, dash in zip(rows, dashes, strict=True) if dash]
    for start, dash in enumerate(dashes):
        if start < index:
            continue
        if dash and sum(abs(place - rows[start][dash].x0) < _LEVEL for place in places) > 1:
            end = _end_of_entry(rows, dashes, start, rows[start][dash].x0)
            if any(row[0].x0 < rows[start][dash].x0 for row in rows[start + 1 : end]):
                yield from ((row, False) for row in _names_last(rows[index:start]))
                yield from _entry(rows[start:end], rows[start][dash].x0)
                index = end
    yield from ((row, False) for row in _names_last(rows[index:]))


def _dash(row: Row) -> int:
    """The index of a dash that parts the row into a name and what is said of it, 0 where there is none."""
    for index in range(1, len(row)):
        if row[index].text in _DASHES:
            gaps = [b.x0 - a.x1 for a, b in pairwise(row[index - 1 : index + 2])]
            if max(gaps) > _DASH_GAP * row[index].size:
                return index
    return 0


def _end_of_entry(rows: list[Row], dashes: list[int], start: int, x: float) -> int:
    """The index after the last row of an entry: close rows without a dash, on one side of `x` or on both."""
    end = start + 1
    while end < len(rows) and not dashes[end]:
        close = rows[end][0].base - rows[end - 1][0].base < _CLOSE * rows[end][0].size
        if not close or any(word.x0 < x < word.x1 for word in rows[end]):
            break
        end += 1
    return end


def _entry(rows: list[Row], x: float) -> Iterator[tuple[Row, bool]]:
    """The left side of an entry, then the right one."""
    sides = [[word for word in row if word.x0 < x] for row in rows], [[w for w in row if w.x0 >= x] for row in rows]
    first = True
    for side in sides:
        for row in side:
            if row:
                yield row, not first
                first = False


def _names_last(rows: list[Row]) -> list[Row]:
    """Rows with the name of a signatory put after the post it interrupts.

    «Первый заместитель   И. О. Фамилия» over «министра образования» is read post first, then name.
    """
    result: list[Row] = []
    held: Row = []
    for whole, below in zip(rows, [*rows[1:], None], strict=False):
        row = whole
        cut = next((i for i in range(1, len(row)) if row[i].x0 - row[i - 1].x1 > TAB_GAP * row[i].size), None)
        if cut is not None and below is not None and not held and _interrupts(row, cut, below):
            row, held = row[:cut], row[cut:]
            result.append(row)
            continue
        if not held and result and below is not None and _stands_between(result[-1], row, below):
            held = row
            continue
        result.append(row)
        if held and (below is None or not _goes_on(row, below, held)):
            result.append(held)
            held = []
    return result


def _interrupts(row: Row, cut: int, below: Row) -> bool:
    name = " ".join(w.text for w in row[cut:] if w.text.strip("_"))  # «Начальник отдела ________ И. О. Фамилия»
    return bool(NAME.fullmatch(name)) and _goes_on(row, below, row[cut:])


def _stands_between(above: Row, name: Row, below: Row) -> bool:
    """Whether a row is a name alone, set halfway between the two rows of its post, as in the middle of a cell."""
    alone = len(name) <= _NAME_WORDS and name[0].x0 - above[-1].x1 > TAB_GAP * name[0].size
    return alone and bool(NAME.fullmatch(" ".join(word.text for word in name))) and _goes_on(above, below, name)


def _goes_on(row: Row, below: Row, name: Row) -> bool:
    """Whether the row below continues the post: level with it on the left, close, in lower case, clear of the name."""
    return (
        abs(below[0].x0 - row[0].x0) < _LEVEL
        and below[0].base - row[0].base < _CLOSE * row[0].size
        and below[-1].x1 < name[0].x0
        and below[0].text[0].islower()
    )
