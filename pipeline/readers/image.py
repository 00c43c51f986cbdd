"""PNG, JPEG, TIFF: a scan as a picture, each frame a page."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageSequence, UnidentifiedImageError

from extractors.document import Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.builder import Builder
from pipeline.readers.ocr import recognise
from pipeline.readers.pages import PageContent, mark_running_heads, pour_pages
from pipeline.readers.scan import PAGE_WIDTH
from pipeline.readers.source import Source

#: Resolutions that a scanner has; screens write 72 or 96 into photographs of any size.
_SCANNERS: Final = (120.0, 1300.0)


def read(source: Source) -> Document:
    """The Document of a picture by recognition; raises `ReadError` OCR_MISSING, NO_TEXT, TOO_LARGE or DAMAGED."""
    from pipeline.readers.sniff import sniff

    builder = Builder(source, sniff(source))
    pages = list(_pages(source))
    mark_running_heads(pages)
    pour_pages(builder, pages)
    return builder.build()


def _pages(source: Source) -> Iterator[PageContent]:
    limits = source.limits
    if limits.ocr_pages == 0:
        raise ReadError(ErrorCode.NO_TEXT_LAYER, "the file is a picture, and recognition is switched off by the limits")
    for number, image in enumerate(_frames(source)):
        if number >= limits.ocr_pages:
            message = f"more than {limits.ocr_pages} scanned pages; split the file or raise the limit"
            raise ReadError(ErrorCode.TOO_MANY_PAGES, message)
        source.tick()
        yield recognise(image, _resolution(image), limits, first_page=number == 0)


def _frames(source: Source) -> Iterator[Image.Image]:
    """The pictures of a file one after another; none of them is unpacked before its size is known."""
    most = source.limits.pixels
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file = Image.open(io.BytesIO(source.data), formats=("PNG", "JPEG", "TIFF", "MPO"))
        with file:
            for frame in ImageSequence.Iterator(file):
                if frame.width * frame.height > most:
                    raise _too_large(most)
                frame.load()
                yield frame
    except Image.DecompressionBombError as error:
        raise _too_large(most) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError) as error:
        message = "the picture is damaged or was not copied whole; ask for it again"
        raise ReadError(ErrorCode.DAMAGED, message) from error


def _too_large(most: int) -> ReadError:
    message = f"the picture has more than {most // 10**6} million pixels; scan it at 300 dpi"
    return ReadError(ErrorCode.TOO_LARGE, message)


def _resolution(image: Image.Image) -> float:
    """Dots per inch: what the picture says if a scanner can have said it, else as if it were a page."""
    said = image.info.get("dpi") or (0.0, 0.0)
    try:
        dpi = float(said[0])
    except (TypeError, ValueError, IndexError, ZeroDivisionError):
        dpi = 0.0
    if _SCANNERS[0] <= dpi <= _SCANNERS[1] and image.width / dpi < 2.5 * PAGE_WIDTH:
        return dpi
    return max(60.0, min(image.width, image.height) / PAGE_WIDTH)
