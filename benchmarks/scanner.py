"""A letter as a scanner gives it: rendered, laid askew, blurred, grained, packed; the same bytes for the same seed.

    scan(pdf, SCANNERS["300 dpi, skewed"], seed) -> bytes of a PNG, TIFF, JPEG or of a PDF without a text layer
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pypdfium2
from PIL import Image, ImageFilter

#: Grey levels of ink and paper as a scanner sees them: toner is no black, paper no white.
INK, PAPER = 35.0, 238.0


@dataclass(frozen=True)
class Scanner:
    """What happens to a page; `skew` is the largest turn in degrees, `blur` in points, `noise` in grey levels (one
    standard deviation), `specks` their number on a square inch, `shade` how much darker one edge of the sheet is.
    """

    dpi: int
    form: str  # png, tif, jpg (of the first page only), pdf
    skew: float
    blur: float
    noise: float
    specks: float = 0.0
    shade: float = 0.0
    quality: int = 75


SCANNERS: Final[dict[str, Scanner]] = {
    "300 dpi, good": Scanner(300, "png", skew=0.4, blur=0.10, noise=4),
    "300 dpi, skewed, noisy": Scanner(300, "tif", skew=2.0, blur=0.15, noise=14, specks=3),
    "200 dpi, skewed": Scanner(200, "pdf", skew=1.5, blur=0.15, noise=6, quality=65),
    "200 dpi, poor": Scanner(200, "pdf", skew=2.5, blur=0.20, noise=16, specks=3, shade=40, quality=45),
}


def scan(pdf: bytes, scanner: Scanner, seed: int) -> tuple[bytes, int]:
    """The scan of a PDF, and of how many pages it is; one of several pages comes as TIFF where PNG can not hold it."""
    chance = np.random.default_rng(seed)
    pages = [degraded(page, scanner, chance) for page in rendered(pdf, scanner.dpi)]
    return packed(pages, scanner), len(pages)


def suffix(scanner: Scanner, pages: int) -> str:
    """The suffix of what `scan` gives."""
    return "tif" if scanner.form == "png" and pages > 1 else scanner.form


def rendered(pdf: bytes, dpi: int) -> Iterator[Image.Image]:
    """The pages as grey pictures."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            yield page.render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
            page.close()
    finally:
        document.close()


def degraded(page: Image.Image, scanner: Scanner, chance: np.random.Generator) -> Image.Image:
    """One page as the scanner sees it."""
    angle = float(chance.uniform(-scanner.skew, scanner.skew))
    page = page.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(scanner.blur * scanner.dpi / 72))
    grey = INK + np.asarray(page, dtype=np.float32) * ((PAPER - INK) / 255)
    grey -= np.linspace(0, scanner.shade, page.width, dtype=np.float32)[None, :]
    grey += chance.normal(0, scanner.noise, grey.shape).astype(np.float32)
    _speckle(grey, scanner, chance)
    return Image.fromarray(grey.clip(0, 255).astype(np.uint8))


def _speckle(grey: np.ndarray[Any, Any], scanner: Scanner, chance: np.random.Generator) -> None:
    """Dust: dark specks of one to three hundredths of an inch."""
    height, width = grey.shape
    count = round(scanner.specks * height * width / scanner.dpi**2)
    for row, column in zip(chance.integers(0, height, count), chance.integers(0, width, count), strict=True):
        side = max(1, round(scanner.dpi * chance.uniform(0.004, 0.012)))
        grey[row : row + side, column : column + side] = INK + 30


def packed(pages: list[Image.Image], scanner: Scanner) -> bytes:
    """The pages as one file of the form that the scanner writes."""
    stream = io.BytesIO()
    resolution = {"dpi": (scanner.dpi, scanner.dpi)}
    form = suffix(scanner, len(pages))
    if form == "pdf":
        # What PIL writes of a PDF holds the time of day; the pictures alone depend on the seed.
        pages[0].save(
            stream, "PDF", save_all=True, append_images=pages[1:], resolution=scanner.dpi, quality=scanner.quality,
            creationDate=None, modDate=None,
        )  # fmt: skip
    elif form == "tif":
        pages[0].save(stream, "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw", **resolution)
    elif form == "jpg":
        pages[0].save(stream, "JPEG", quality=scanner.quality, **resolution)
    else:
        pages[0].save(stream, "PNG", **resolution)
    return stream.getvalue()
