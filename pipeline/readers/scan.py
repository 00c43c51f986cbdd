"""The picture of a page made ready for recognition: grey, upright, straight, evenly lit, without seals and specks."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from pipeline.readers.ink import without_seals
from pipeline.readers.sheet import evenly_lit, flattened

#: Recognition is best at this resolution; coarser pictures are enlarged, finer ones reduced.
DPI: Final = 300
#: A sheet of A2 at that resolution; larger ones are recognised more coarsely, since memory goes with the area.
MOST_PIXELS: Final = 40_000_000
#: Width of a page in inches, for pictures that do not say their resolution.
PAGE_WIDTH: Final = 8.27
#: Scanners skew a page by a degree or two; more than this is a photograph, and turning it would cut it.
_MOST_SKEW: Final = 6.0
#: A turn smaller than this changes no letter and costs sharpness.
_LEAST_SKEW: Final = 0.15
#: The first search goes by whole degrees.
_COARSE: Final = 1.0
#: Width in pixels at which the skew is looked for.
_SKETCH: Final = 900
#: Mean difference to the neighbours' median, in grey levels, from which a page is noisy.
_NOISY: Final = 4.0

#: This share of a page is ink at its darkest, even where only a few lines stand.
_INK_SHARE: Final = 0.0005
#: Less contrast than this is an empty sheet: stretching would make letters of its grain.
_FAINTEST: Final = 50
_SIDEWAYS: Final = 1.5

_Grey = NDArray[np.uint8]


def prepare(image: Image.Image, dpi: float) -> tuple[Image.Image, float]:
    """The picture for recognition, and its resolution."""
    grey = without_seals(ImageOps.exif_transpose(image)).convert("L")
    if (sheet := flattened(grey)) is not None:
        grey, dpi = sheet, min(sheet.size) / PAGE_WIDTH
    if is_noisy(grey):
        grey = grey.filter(ImageFilter.MedianFilter(3))
    if lies_on_its_side(grey):
        grey = grey.transpose(Image.Transpose.ROTATE_90)
    angle = skew(grey)
    scale = DPI / dpi if dpi < 0.9 * DPI or dpi > 1.6 * DPI else 1.0
    scale = min(scale, (MOST_PIXELS / (grey.width * grey.height)) ** 0.5)
    if scale != 1.0:
        size = (max(1, round(grey.width * scale)), max(1, round(grey.height * scale)))
        grey = grey.resize(size, Image.Resampling.BICUBIC)
    if abs(angle) >= _LEAST_SKEW:
        grey = grey.rotate(angle, Image.Resampling.BICUBIC, expand=False, fillcolor=_paper(grey))
    return _stretched(evenly_lit(grey)), dpi * scale


def _stretched(grey: Image.Image) -> Image.Image:
    """Paper white and ink black. The ink is told by its darkest share, since a page may hold three lines only."""
    histogram = np.cumsum(grey.histogram())
    black = int(np.searchsorted(histogram, _INK_SHARE * histogram[-1]))
    white = _paper(grey)
    if white - black < _FAINTEST:
        return grey
    return grey.point([max(0, min(255, round(255 * (level - black) / (white - black)))) for level in range(256)])


def lies_on_its_side(grey: Image.Image) -> bool:
    """Whether lines run up and down: at their best angles, columns of ink are much more uneven than rows."""
    upright = _sketch(grey)
    if upright is None:
        return False
    sideways = upright.transpose(Image.Transpose.ROTATE_90)
    return _best(sideways, _COARSE)[1] > _SIDEWAYS * _best(upright, _COARSE)[1]


def _paper(grey: Image.Image) -> int:
    """The level of the paper: the commonest bright one."""
    histogram = grey.histogram()[128:]
    return 128 + max(range(128), key=histogram.__getitem__)


def is_noisy(grey: Image.Image) -> bool:
    """Whether specks or grain cover the page: a piece from its middle differs much from its own median."""
    width, height = grey.size
    side = min(600, width, height)
    piece = grey.crop(((width - side) // 2, (height - side) // 2, (width + side) // 2, (height + side) // 2))
    smooth = np.asarray(piece.filter(ImageFilter.MedianFilter(3)), dtype=np.int16)
    difference = np.abs(np.asarray(piece, dtype=np.int16) - smooth)
    # Edges of letters differ too, so only paper counts: what is bright after smoothing.
    paper = difference[smooth > np.percentile(smooth, 40)]
    return bool(paper.size) and float(paper.mean()) > _NOISY


def skew(grey: Image.Image) -> float:
    """By how many degrees (anticlockwise) to turn the page so that its lines run level.

    Level lines make the sums of ink by rows uneven: the angle with the most uneven sums wins, first coarsely, then
    finely.
    """
    page = _sketch(grey)
    if page is None:
        return 0.0
    best = 0.0
    for step, reach in ((_COARSE, _MOST_SKEW), (0.25, 0.75), (0.1, 0.2)):
        best = _best(page, step, around=best, reach=reach)[0]
    return round(best, 2) if abs(best) <= _MOST_SKEW else 0.0


def _sketch(grey: Image.Image) -> Image.Image | None:
    """The ink of a page in small; None for an empty sheet and for one that is black all over."""
    small = grey.resize((_SKETCH, max(1, round(grey.height * _SKETCH / grey.width))), Image.Resampling.BILINEAR)
    ink = _ink(np.asarray(small))
    return Image.fromarray(ink) if 0.002 < float(ink.mean()) / 255 < 0.5 else None


def _best(page: Image.Image, step: float, around: float = 0.0, reach: float = _MOST_SKEW) -> tuple[float, float]:
    """The angle at which the rows of ink are most uneven, and how uneven they are."""
    count = round(reach / step)
    scores = {(angle := around + step * number): _unevenness(page, angle) for number in range(-count, count + 1)}
    best = max(scores, key=scores.__getitem__)
    return best, scores[best]


def _ink(grey: _Grey) -> _Grey:
    """255 where there is ink: darker than the threshold that best parts paper from ink (Otsu)."""
    counts = np.bincount(grey.ravel(), minlength=256).astype(np.float64)
    weights = np.cumsum(counts)
    sums = np.cumsum(counts * np.arange(256))
    total, mass = weights[-1], sums[-1]
    below, above = weights, total - weights
    with np.errstate(divide="ignore", invalid="ignore"):
        between = below * above * (sums / below - (mass - sums) / above) ** 2
    threshold = int(np.argmax(np.nan_to_num(between, nan=0.0, posinf=0.0, neginf=0.0)))
    return np.where(grey <= threshold, np.uint8(255), np.uint8(0))


def _unevenness(page: Image.Image, angle: float) -> float:
    rows = np.asarray(page.rotate(angle, Image.Resampling.NEAREST), dtype=np.float32).sum(axis=1)
    return float(np.square(np.diff(rows)).sum())
