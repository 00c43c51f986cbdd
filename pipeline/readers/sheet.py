"""A photograph of a sheet made a scan of it: the sheet cut out of what it lies on, seen from above, evenly lit.

A scan comes back as it is: its edges are as bright as its middle.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

#: Width in pixels at which the sheet is looked for.
_SKETCH: Final = 300
#: The border of a picture in which a table shows beside the sheet: this share of it is much darker than the paper.
_BORDER: Final = 0.02
_DARK: Final = 0.8
_LEAST_BORDER: Final = 0.3
#: A sheet takes so much of its photograph, and its four corners span it but for so much.
_SMALLEST: Final = 0.25
_FITS: Final = 0.93
#: Paper is lit unevenly where its darkest part is so much darker than the brightest one.
_UNEVEN: Final = 0.8
#: Side in pixels of the picture that holds only light and shade.
_LIGHT: Final = 64
_STRIP: Final = 256
#: The edge of the sheet, where the table may still show, is left out: so much of its width and height.
_INSET: Final = 0.01

#: Corners from the top left one clockwise.
_Corners = NDArray[np.float64]


def flattened(grey: Image.Image) -> Image.Image | None:
    """The sheet of a photograph, seen from above; None for a scan, and where no sheet stands out."""
    small = grey.resize((_SKETCH, max(8, round(grey.height * _SKETCH / grey.width))), Image.Resampling.BOX)
    # Letters are no holes in the sheet.
    levels = np.asarray(small.filter(ImageFilter.MaxFilter(5)).filter(ImageFilter.MedianFilter(5)), dtype=np.float64)
    if not _shows_table(levels):
        return None
    corners = _corners(levels)
    return None if corners is None else _from_above(grey, (corners + 0.5) * grey.width / _SKETCH)


def evenly_lit(grey: Image.Image) -> Image.Image:
    """The picture without the shade that lies over its paper; as it is where there is none."""
    wide = max(_LIGHT * grey.width // max(grey.size), 8), max(_LIGHT * grey.height // max(grey.size), 8)
    light = grey.resize((wide[0] * 4, wide[1] * 4), Image.Resampling.BOX).filter(ImageFilter.MaxFilter(9))
    light = light.resize(wide, Image.Resampling.BOX).filter(ImageFilter.MedianFilter(3)).filter(ImageFilter.GaussianBlur(2))
    levels = np.asarray(light, dtype=np.float64)
    dark, bright = np.percentile(levels, (3, 97))
    if dark >= _UNEVEN * bright:
        return grey
    paper = np.asarray(light.resize(grey.size, Image.Resampling.BICUBIC))
    even = np.array(grey)
    for top in range(0, grey.height, _STRIP):  # a strip at a time: numbers take four times the room of points
        lit = float(bright) / np.maximum(paper[top : top + _STRIP].astype(np.float32), 1.0)
        even[top : top + _STRIP] = np.clip(even[top : top + _STRIP] * lit, 0, 255).astype(np.uint8)
    return Image.fromarray(even)


def _shows_table(levels: NDArray[np.float64]) -> bool:
    """Whether much of the border is darker than the paper."""
    height, width = levels.shape
    border = _border(levels)
    middle = levels[height // 6 : -height // 6, width // 6 : -width // 6]
    return float(np.mean(border < _DARK * np.percentile(middle, 40))) > _LEAST_BORDER


def _border(levels: NDArray[np.float64]) -> NDArray[np.float64]:
    edge = max(2, round(_BORDER * levels.shape[1]))
    return np.concatenate([levels[:edge].ravel(), levels[-edge:].ravel(), levels[:, :edge].ravel(), levels[:, -edge:].ravel()])


def _corners(levels: NDArray[np.float64]) -> _Corners | None:
    """The corners of the sheet: at the level between table and paper where they span what is brighter best."""
    border = _border(levels)
    table, paper = float(np.median(border)), float(np.percentile(levels, 90))
    found: list[tuple[float, _Corners]] = []
    for share in (0.2, 0.35, 0.5, 0.65):
        mask = levels > table + share * (paper - table)
        rows, columns = np.nonzero(mask)
        if rows.size < _SMALLEST * levels.size:
            continue
        down, across = columns + rows, columns - rows
        ends = [int(n) for n in (down.argmin(), across.argmax(), down.argmax(), across.argmin())]
        corners = np.array([(columns[n], rows[n]) for n in ends], dtype=np.float64)
        span = _area(corners)
        if span > 0:
            found.append((min(span / rows.size, rows.size / span), corners))
    fit, corners = max(found, key=lambda pair: pair[0], default=(0.0, np.zeros((4, 2))))
    return corners + _INSET * (corners.mean(axis=0) - corners) * 2 if fit > _FITS else None


def _area(corners: _Corners) -> float:
    x, y = corners[:, 0], corners[:, 1]
    return float(abs(np.dot(x, np.roll(y, -1)) - np.dot(y, np.roll(x, -1)))) / 2


def _from_above(grey: Image.Image, corners: _Corners) -> Image.Image:
    """What lies between four corners as a rectangle."""
    sides = [float(np.hypot(*(corners[n] - corners[n - 1]))) for n in range(4)]
    width, height = round(max(sides[1], sides[3])), round(max(sides[0], sides[2]))
    if min(width, height) < 50:
        return grey
    rows, values = [], []
    for (x, y), (u, v) in zip([(0, 0), (width, 0), (width, height), (0, height)], corners, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        values += [u, v]
    try:
        plane = np.linalg.solve(np.array(rows, dtype=np.float64), np.array(values, dtype=np.float64))
    except np.linalg.LinAlgError:
        return grey
    return grey.transform((width, height), Image.Transform.PERSPECTIVE, plane.tolist(), Image.Resampling.BICUBIC)
