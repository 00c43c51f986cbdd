"""Seals and signatures in coloured ink taken off a scan: they lie over the names and phones that are to be read.

Only what is large and hangs together goes – the ring of a seal with all that stands in it, a flourish, a frame. Coloured
letters stay: a letterhead, a number put by a stamp.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

#: Width in points of a page, and in pixels of the copy in which strokes are followed.
_PAGE_POINTS: Final = 595.0
_SKETCH: Final = 1240
#: A sheet of A2 at 300 dpi; larger pictures take too much room in colour.
_MOST_PIXELS: Final = 40_000_000
#: Size in pixels at which colour is looked for at first.
_GLANCE: Final = (310, 440)
#: Ink is coloured where its channels differ by so much; where even the brightest of them is darker, black type shows through.
_COLOURED: Final = 42
_BLACK: Final = 105
#: … or brighter than this, in the middle of a stroke of dark ink.
_DARKEST: Final = 65
#: … at the edges of a stroke, where colour is blurred, by less.
_FAINTEST: Final = 16
#: More of a page than this in colour is a coloured form or a picture; less is no seal.
_MOST: Final = 0.05
_LEAST: Final = 0.0004
#: A stroke is no word from this length on, in points; a seal is a round one, so wide, its sides so alike – a signature may
#: run out of it, but a stamp in a frame, which may hold the letterhead, is wider.
_LONG: Final = 50.0
_SEAL: Final = (70.0, 190.0)
_ROUND: Final = 1.6
#: Black letters tear the ring of a seal: so much is bridged, in pixels of the copy, one more than both sides together. Letters
#: of a coloured word are joined so too, but no word is so high, in points.
_TORN: Final = 5
_HIGH: Final = 28.0
#: What lies so near to a stroke belongs to it.
_MARGIN: Final = 5

_Mask = NDArray[np.bool_]


def without_seals(picture: Image.Image) -> Image.Image:
    """A picture in colour without seals and flourishes in coloured ink; as it is where there are none."""
    if picture.mode in ("1", "L", "LA", "I", "F", "I;16") or picture.width * picture.height > _MOST_PIXELS:
        return picture
    picture = picture.convert("RGB")
    if not _coloured(np.asarray(picture.resize(_GLANCE, Image.Resampling.NEAREST))).any():
        return picture
    scale = _SKETCH / picture.width
    small = picture.resize((_SKETCH, max(1, round(picture.height * scale))), Image.Resampling.BOX)
    ink = _coloured(np.asarray(small))
    if not _LEAST < float(ink.mean()) < _MOST:
        return picture
    covered = _covered(ink, _SKETCH / _PAGE_POINTS)
    if not covered.any():
        return picture
    box = _box(covered)
    left, top, right, bottom = (round(edge / scale) for edge in box)
    wide = np.asarray(Image.fromarray(covered).resize((right - left, bottom - top), Image.Resampling.NEAREST, box))
    points = np.array(picture.crop((left, top, right, bottom)))
    points[wide & _coloured(points, _FAINTEST)] = 255
    cleaned = picture.copy()
    cleaned.paste(Image.fromarray(points), (left, top))
    return cleaned


def _coloured(points: NDArray[np.uint8], least: int = _COLOURED) -> _Mask:
    red, green, blue = points[..., 0], points[..., 1], points[..., 2]
    brightest = np.maximum(np.maximum(red, green), blue)
    apart = brightest - np.minimum(np.minimum(red, green), blue)
    return ((apart > least) & (brightest > _BLACK)) | ((apart > _COLOURED) & (brightest > _DARKEST))


def _box(mask: _Mask) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is true."""
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


def _covered(ink: _Mask, scale: float) -> _Mask:
    """Where seals and long strokes lie, with a margin; `scale` is in pixels a point."""
    covered = np.zeros(ink.shape, dtype=bool)
    for rows, columns in _strokes(_wider(ink, _TORN)):
        top, left = int(rows.min()), int(columns.min())
        height, width = int(rows.max()) - top + 1, int(columns.max()) - left + 1
        if max(height, width) < _LONG * scale or min(height, width) < _HIGH * scale:
            continue
        round_one = max(height, width) < _ROUND * min(height, width)
        if round_one and _SEAL[0] * scale <= min(height, width) <= max(height, width) <= _SEAL[1] * scale:
            covered[top : top + height, left : left + width] = True
        covered[rows, columns] = True
    return _wider(covered, _MARGIN)


def _wider(mask: _Mask, size: int) -> _Mask:
    return np.asarray(Image.fromarray(mask).convert("L").filter(ImageFilter.MaxFilter(size))) > 0


def _strokes(ink: _Mask) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """The rows and columns of each run of pixels that touch."""
    width = ink.shape[1] + 2
    left = set((np.flatnonzero(np.pad(ink, 1))).tolist())
    steps = (-width - 1, -width, -width + 1, -1, 1, width - 1, width, width + 1)
    found = []
    while left:
        stack = [left.pop()]
        stroke = []
        while stack:
            at = stack.pop()
            stroke.append(at)
            for step in steps:
                if at + step in left:
                    left.remove(at + step)
                    stack.append(at + step)
        rows, columns = np.divmod(np.array(stroke), width)
        found.append((rows - 1, columns - 1))
    return found
