"""The lines of tables on a scanned page: found among its ink, taken off it, told as edges in points.

Recognition reads a table in columns, and its lines as letters («|», «[»). Here a line is a run of ink that no word has:
level and long, or upright and higher than a row. A blank to be filled in is one too, but only lines that cross others
are those of a table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from pipeline.readers.drawn import Edge, Point, edge

#: Lines are looked for on a copy of this resolution; a hairline of half a point has a pixel there.
_DPI: Final = 150
#: Points in a pixel of the copy.
_PIXEL: Final = 72 / _DPI
#: Ink is darker than this on a page whose paper is white and whose ink is black.
_INK: Final = 150
#: Lines of tables are at least so long, in pixels: no word is a level run of ink of 40 points, no letter as high as 22.
_LEVEL: Final = round(40 / _PIXEL)
_UPRIGHT: Final = round(22 / _PIXEL)
#: A line may be broken by specks: so much of it is ink.
_WHOLE: Final = 0.93
#: A line of a page turned by a tenth of a degree climbs by a point; what is thicker than five is a picture or a bar.
_THICKEST: Final = 5 / _PIXEL
#: Lines meet where they come so near; a line of a table meets two.
_NEAR: Final = 4 / _PIXEL
_CROSSED: Final = 2
#: Rows looked at at once.
_BAND: Final = 128
#: More lines than this are a drawing or a map.
_MOST: Final = 600

_Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the copy in pixels: from `start` to `end` along, from `first` to `last` across."""

    start: int
    end: int
    first: int
    last: int

    @property
    def middle(self) -> float:
        return (self.first + self.last + 1) / 2


def without_lines(page: Image.Image, dpi: float) -> tuple[Image.Image, list[Edge]]:
    """A grey page without the lines of its tables, and these lines; the page as it is where it has no table."""
    if dpi < _DPI:  # a sheet larger than a table is printed on
        return page, []
    scale = dpi / _DPI
    size = (max(1, round(page.width / scale)), max(1, round(page.height / scale)))
    ink = np.asarray(page.resize(size, Image.Resampling.BOX)) < _INK
    level = _lines(ink, _LEVEL)
    upright = _lines(np.ascontiguousarray(ink.T), _UPRIGHT)
    if len(level) + len(upright) > _MOST:
        return page, []
    rows = [row for row in level if sum(_meet(row, column) for column in upright) >= _CROSSED]
    columns = [column for column in upright if sum(_meet(row, column) for row in level) >= _CROSSED]
    if not rows or not columns:
        return page, []
    boxes = [(row.start, row.first, row.end, row.last) for row in rows]
    boxes += [(column.first, column.start, column.last, column.end) for column in columns]
    ends: list[tuple[Point, Point]] = [((row.start, row.middle), (row.end, row.middle)) for row in rows]
    ends += [((column.middle, column.start), (column.middle, column.end)) for column in columns]
    edges = [edge((x0 * _PIXEL, y0 * _PIXEL), (x1 * _PIXEL, y1 * _PIXEL)) for (x0, y0), (x1, y1) in ends]
    return _erased(page, boxes, scale), edges


def _meet(row: _Line, column: _Line) -> bool:
    x, y = column.middle, row.middle
    return row.start - _NEAR <= x <= row.end + _NEAR and column.start - _NEAR <= y <= column.end + _NEAR


def _lines(ink: _Mask, least: int) -> list[_Line]:
    """The level runs of ink at least `least` pixels long, those of neighbouring rows joined to one line."""
    growing: list[_Line] = []
    found: list[_Line] = []
    for run in _runs(ink, least):
        found += [line for line in growing if line.last < run.first - 1]
        growing = [line for line in growing if line.last >= run.first - 1]
        touching = [line for line in growing if line.start <= run.end and run.start <= line.end]
        growing = [line for line in growing if line not in touching]
        growing.append(_joined([*touching, run]))
    return [line for line in found + growing if line.last - line.first <= _THICKEST]


def _runs(ink: _Mask, least: int) -> Iterator[_Line]:
    """The runs of ink of each row, its neighbours helping out; a band of rows at a time, for the sake of memory."""
    height = ink.shape[0]
    for top in range(0, height if ink.shape[1] >= least else 0, _BAND):
        bottom = min(top + _BAND, height)
        thick = ink[top:bottom].copy()
        for shift in (-1, 1):
            first, last = max(top + shift, 0), min(bottom + shift, height)
            thick[first - top - shift : last - top - shift] |= ink[first:last]
        sums = np.cumsum(np.pad(thick, ((0, 0), (1, 0))), axis=1, dtype=np.int32)
        full = sums[:, least:] - sums[:, :-least] >= _WHOLE * least
        for y in np.flatnonzero(full.any(axis=1)).tolist():
            turns = np.flatnonzero(np.diff(np.pad(full[y], 1).astype(np.int8))).tolist()
            for start, end in zip(turns[::2], turns[1::2], strict=True):
                yield _Line(start, end + least - 1, top + y, top + y)


def _joined(lines: list[_Line]) -> _Line:
    return _Line(min(line.start for line in lines), max(line.end for line in lines),
                 min(line.first for line in lines), max(line.last for line in lines))  # fmt: skip


def _erased(page: Image.Image, boxes: list[tuple[int, int, int, int]], scale: float) -> Image.Image:
    """The page with white over boxes of the copy."""
    cleaned = page.copy()
    draw = ImageDraw.Draw(cleaned)
    for left, top, right, bottom in boxes:
        corners = ((left - 1) * scale, (top - 1) * scale, (right + 2) * scale, (bottom + 2) * scale)
        draw.rectangle(corners, fill=255)
    return cleaned
