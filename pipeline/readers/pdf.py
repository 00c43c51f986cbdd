"""PDF: words by PDFium, an own reading order, tables where lines are drawn, recognition where there is no text."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Callable
from typing import Any, Final

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from extractors.document import Box, Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.builder import Builder
from pipeline.readers.drawing_order import mended
from pipeline.readers.drawn import edges
from pipeline.readers.encodings import russian_score
from pipeline.readers.page_tables import cut_tables
from pipeline.readers.pages import PageContent, PageTable, lines_with_marks, mark_running_heads, pour_pages
from pipeline.readers.source import Source
from pipeline.readers.tilted import lines_askew
from pipeline.readers.words import TextLayer

#: Fewer drawn paths than this make no table: three lines across and three down, as an office draws two rows.
_TABLE_PATHS: Final = 6
#: So many of the first paths of a page may be frames around marks.
_FRAMES: Final = 8
#: More paths than this are a drawing or a map: finding tables in it would take minutes.
_MOST_PATHS: Final = 5_000

# A text layer with more than a fifth of such characters, or with less than 35 % of letters, is not text.
_MOST_BAD: Final = 0.2
_FEWEST_LETTERS: Final = 0.35
#: Fewer characters say nothing about the layer; a scan may carry a printed page number.
_FEW_CHARACTERS: Final = 30

# A picture over so much of a page is its scan; fewer characters over it are a page number or a mark of signature.
_PAGE_SHARE: Final = 0.6
_MOST_STAMP: Final = 350

_PICTURES: Final = frozenset({pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH})
_LINK_ANNOTATIONS: Final = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})


def open_pdf(source: Source) -> pypdfium.PdfDocument:
    """The open PDF; raises `ReadError` ENCRYPTED, DAMAGED or TOO_MANY_PAGES."""
    data = source.data
    try:
        document = pypdfium.PdfDocument(data)
        pages = len(document)
    except pypdfium.PdfiumError as error:
        # PDFium may tell the reason of the document before: what is locked says so itself.
        if b"/Encrypt" in data and ("password" in str(error).lower() or "security" in str(error).lower()):
            raise ReadError(ErrorCode.ENCRYPTED, "the PDF asks for a password; save it without one") from error
        raise ReadError(ErrorCode.DAMAGED, "the PDF is damaged or was not copied whole; ask for it again") from error
    if pages > source.limits.pages:
        document.close()
        raise ReadError(
            ErrorCode.TOO_MANY_PAGES,
            f"{pages} pages, the limit is {source.limits.pages}; split the file or raise the limit",
        )
    if pages == 0:
        raise ReadError(ErrorCode.DAMAGED, "the PDF has no pages; ask for it again")
    return document


def read(source: Source) -> Document:
    """The Document of a PDF, page by page from its text layer or by recognition."""
    document = open_pdf(source)
    builder = Builder(source, "pdf")
    try:
        pages = _pages(document, source, builder.warnings)
    finally:
        document.close()
    mark_running_heads(pages)
    pour_pages(builder, pages)
    return builder.build()


def _pages(document: pypdfium.PdfDocument, source: Source, warnings: list[str]) -> list[PageContent]:
    pages: list[PageContent] = []
    missing: ReadError | None = None
    recognised = 0
    for number in range(len(document)):
        page = _page(document, number)
        if page is None:
            warnings.append(f"page {number + 1} is damaged and was not read")
            continue
        try:
            content = _printed(page, number)
            if content is None:
                recognised += 1
                content = _recognised(page, source, number, recognised)
        except ReadError as error:
            if error.code not in (ErrorCode.OCR_MISSING, ErrorCode.NO_TEXT_LAYER, ErrorCode.NO_TEXT):
                raise
            missing = error
            warnings.append(f"page {number + 1} was not read: {error.message}")
            continue
        finally:
            page.close()
        if content.note:
            warnings.append(f"page {number + 1}: {content.note}")
        pages.append(content)
    if not any(content.lines or content.tables for content in pages):
        raise missing or ReadError(
            ErrorCode.NO_TEXT, "the PDF opens, but there is no text in it; check that it is the right file"
        )
    return pages


def _page(document: pypdfium.PdfDocument, number: int) -> pypdfium.PdfPage | None:
    """A page with its annotations drawn into it (a signature mark often is one), None where it is broken."""
    try:
        page = document[number]
    except pypdfium.PdfiumError:
        return None
    count = min(pdfium.FPDFPage_GetAnnotCount(page), 1000)
    for index in range(count):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind not in _LINK_ANNOTATIONS:
            if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
                page.close()
                return document[number]
            break
    return page


def _printed(page: pypdfium.PdfPage, number: int) -> PageContent | None:
    """What the text layer says; None where there is none or it is garbage."""
    width, height = page.get_size()
    textpage = pdfium.FPDFText_LoadPage(page)
    if not textpage:
        return None
    try:
        layer = TextLayer(textpage, width, height, page.get_rotation())
        text, note = _sane(layer)
        if text is None:
            return None
        words = mended(layer.words(text))
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    if len(layer.raw) < _MOST_STAMP and _shows_picture(page, _PAGE_SHARE):
        return None
    if not words:
        return None if _shows_picture(page, 0.0) else PageContent(width, height, [])
    tables: list[PageTable] = []
    paths = _paths(page)
    if _TABLE_PATHS <= len(paths) <= _MOST_PATHS:
        tables, words = cut_tables(edges(paths, layer.upright), words)
    frames = [box for item in paths[:_FRAMES] if (box := _box(item, layer)) is not None]
    lines = lines_with_marks(words, layer.height, frames, first_page=number == 0)
    return PageContent(layer.width, layer.height, lines, tables, note=note, askew=lines_askew(layer.tilted))


def _sane(layer: TextLayer) -> tuple[str | None, str]:
    """The characters to believe, and a note: as they are, repaired, or None where only recognition helps."""
    raw = layer.raw
    seen = Counter(raw)
    for char in [c for c in seen if c.isspace() or c in "_.\x00"]:
        del seen[char]
    size = seen.total()
    if not size:
        return "", ""

    def count(kind: Callable[[str], bool]) -> int:
        return sum(times for char, times in seen.items() if kind(char))

    bad, letters = count(_is_bad), count(str.isalpha)
    if size < _FEW_CHARACTERS:
        return ("", "") if bad * 2 > size else (raw, "")
    # cp1251 bytes that a font without a map shows as Western letters: «Ìèíèñòåðñòâî».
    if count(lambda c: "\u00c0" <= c <= "\u00ff") > 0.3 * max(letters, 1):
        repaired = "".join(
            c.encode("cp1252", "replace").decode("cp1251") if "\u00a0" <= c <= "\u00ff" else c for c in raw
        )
        if russian_score(repaired) > 0.4:
            return repaired, "the font has no map to Unicode; its letters were restored from cp1251"
        return None, ""
    if bad > _MOST_BAD * size:
        return None, ""
    cyrillic = count(lambda c: "\u0400" <= c <= "\u04ff")
    if letters < _FEWEST_LETTERS * size and cyrillic < 20:
        return (raw, "") if letters + count(str.isdigit) > 0.7 * size else (None, "")
    if cyrillic < 0.1 * letters and layer.unmapped_share() > _MOST_BAD:
        return None, ""
    return raw, ""


def _is_bad(char: str) -> bool:
    """A control, a private-use character or a mark of the unknown."""
    code = ord(char)
    return code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or code >= 0xF0000


def _paths(page: pypdfium.PdfPage) -> list[Any]:
    """The drawn paths of a page."""
    count = min(pdfium.FPDFPage_CountObjects(page), 2 * _MOST_PATHS)
    objects = (pdfium.FPDFPage_GetObject(page, i) for i in range(count))
    return [item for item in objects if pdfium.FPDFPageObj_GetType(item) == pdfium.FPDF_PAGEOBJ_PATH]


def _box(item: Any, layer: TextLayer) -> Box | None:
    """The place of a path on the upright page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
        return None
    x0, y0 = layer.upright(left.value, bottom.value)
    x1, y1 = layer.upright(right.value, top.value)
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _shows_picture(page: pypdfium.PdfPage, share: float) -> bool:
    """Whether a picture (or drawn letters) covers this share of the page."""
    width, height = page.get_size()
    count = min(pdfium.FPDFPage_CountObjects(page), 2 * _MOST_PATHS)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) not in _PICTURES:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, left, bottom, right, top):
            wide = min(right.value, width) - max(left.value, 0.0)
            high = min(top.value, height) - max(bottom.value, 0.0)
            if max(wide, 0.0) * max(high, 0.0) >= share * width * height:
                return True
    return False


def _recognised(page: pypdfium.PdfPage, source: Source, number: int, count: int) -> PageContent:
    """What recognition makes of a page; raises `ReadError` where it can not be."""
    from pipeline.readers.ocr import recognise
    from pipeline.readers.scan import DPI, MOST_PIXELS

    limits = source.limits
    if limits.ocr_pages == 0:
        raise ReadError(ErrorCode.NO_TEXT_LAYER, "the page is a picture, and recognition is switched off by the limits")
    if count > limits.ocr_pages:
        message = f"more than {limits.ocr_pages} scanned pages; split the file or raise the limit"
        raise ReadError(ErrorCode.TOO_MANY_PAGES, message)
    source.tick()
    width, height = page.get_size()
    dpi = min(DPI, (min(MOST_PIXELS, limits.pixels) / max(width * height, 1.0)) ** 0.5 * 72)
    picture = page.render(scale=dpi / 72, may_draw_forms=False).to_pil()
    return recognise(picture, dpi, limits, first_page=number == 0)
