"""PDF: words by PDFium, an own reading order, tables where lines are drawn, recognition where the text layer is no good."""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import pypdfium2 as pypdfium
import pypdfium2.raw as pdfium

from extractors.document import Box, Document, Part
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.builder import Builder
from pipeline.readers.encodings import russian_score
from pipeline.readers.frames import cut_marks
from pipeline.readers.hyphens import rejoin
from pipeline.readers.layout import TextLine, lines_in_order
from pipeline.readers.source import Source
from pipeline.readers.words import TextLayer, Word

#: Fewer drawn paths than this make no table worth 60 ms of table finding.
_TABLE_PATHS: Final = 8
#: More paths than this is a drawing or a map: finding tables in it would take minutes.
_MOST_PATHS: Final = 20_000

# A text layer with more than a fifth of such characters, or with less than 35 % of letters, is not text.
_MOST_BAD: Final = 0.2
_FEWEST_LETTERS: Final = 0.35
#: Fewer characters say nothing about the layer; a scan may carry a printed page number.
_FEW_CHARACTERS: Final = 30

#: Page numbers and running heads stand within this share of the height from the edge.
_EDGE: Final = 0.1
_PAGE_NUMBER: Final = re.compile(
    r"[-–—\s]*(?:(?:стр(?:аница|\.)?|лист|page)\s*)?\d{1,4}(?:\s*(?:из|/|of)\s*\d{1,4})?[-–—\s.]*", re.IGNORECASE
)
_LINK_ANNOTATIONS: Final = frozenset({pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP})


@dataclass(slots=True)
class PageTable:
    """A table of a page: its place, the texts of its cells row by row, the boxes of its rows."""

    top: float
    rows: list[list[str]]
    boxes: list[Box]


@dataclass(slots=True)
class PageContent:
    """What one page holds, lines in reading order."""

    width: float
    height: float
    lines: list[TextLine]
    tables: list[PageTable] = field(default_factory=list)
    source: str = "text"
    confidence: float = 1.0
    header: set[int] = field(default_factory=set)
    footer: set[int] = field(default_factory=set)
    note: str = ""


def open_pdf(source: Source) -> pypdfium.PdfDocument:
    """The open PDF; raises `ReadError` ENCRYPTED, DAMAGED or TOO_MANY_PAGES."""
    data = source.data
    try:
        document = pypdfium.PdfDocument(data)
        pages = len(document)
    except pypdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
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
            content = _printed(page, source, number)
            if content is None:
                recognised += 1
                content = _recognised(page, source, recognised, warnings)
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


def _printed(page: pypdfium.PdfPage, source: Source, number: int) -> PageContent | None:
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
        words = layer.words(text)
    finally:
        pdfium.FPDFText_ClosePage(textpage)
    if not words:
        return None if _has_image(page) else PageContent(width, height, [])
    tables: list[PageTable] = []
    paths = _paths(page)
    if _TABLE_PATHS <= len(paths) <= _MOST_PATHS:
        from pipeline.readers.pdf_tables import cut_tables

        tables, words = cut_tables(source, number, words)
    lines = lines_with_marks(words, layer, paths, first_page=number == 0)
    return PageContent(layer.width, layer.height, lines, tables, note=note)


def _sane(layer: TextLayer) -> tuple[str | None, str]:
    """The characters to believe, and a note: as they are, repaired, or None where only recognition helps."""
    raw = layer.raw
    seen = [c for c in raw if not c.isspace() and c not in "_.\x00"]
    if not seen:
        return "", ""
    bad = sum(_is_bad(c) for c in seen)
    letters = sum(c.isalpha() for c in seen)
    if len(seen) < _FEW_CHARACTERS:
        return ("", "") if bad * 2 > len(seen) else (raw, "")
    # cp1251 bytes that a font without a map shows as Western letters: «Ìèíèñòåðñòâî».
    western = sum("\u00c0" <= c <= "\u00ff" for c in seen)
    if western > 0.3 * max(letters, 1):
        repaired = "".join(
            c.encode("cp1252", "replace").decode("cp1251") if "\u00a0" <= c <= "\u00ff" else c for c in raw
        )
        if russian_score(repaired) > 0.4:
            return repaired, "the font has no map to Unicode; its letters were restored from cp1251"
        return None, ""
    if bad > _MOST_BAD * len(seen):
        return None, ""
    cyrillic = sum("\u0400" <= c <= "\u04ff" for c in seen)
    if letters < _FEWEST_LETTERS * len(seen) and cyrillic < 20:
        digits = sum(c.isdigit() for c in seen)
        return (raw, "") if letters + digits > 0.7 * len(seen) else (None, "")
    if cyrillic < 0.1 * letters and layer.unmapped_share() > _MOST_BAD:
        return None, ""
    return raw, ""


def _is_bad(char: str) -> bool:
    """A control, a private-use character or a mark of the unknown."""
    code = ord(char)
    return code < 32 or 0x7F <= code < 0xA0 or 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFF) or code >= 0xF0000


def _objects(page: pypdfium.PdfPage, kind: int) -> int:
    count = min(pdfium.FPDFPage_CountObjects(page), 2 * _MOST_PATHS)
    return sum(pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, i)) == kind for i in range(count))


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


def lines_with_marks(words: list[Word], layer: TextLayer, paths: list[Any], *, first_page: bool) -> list[TextLine]:
    """The lines of a page in reading order; a mark of electronic signature comes after the rows it stands at."""
    frames = [box for item in paths[:_TABLE_PATHS] if (box := _box(item, layer)) is not None]
    marks, words = cut_marks(words, frames)
    lines = lines_in_order(words, layer.height, first_page=first_page)
    for mark in marks:
        own = lines_in_order(mark, layer.height, first_page=False)
        bottom = max(word.bottom for word in mark)
        level = [i for i, line in enumerate(lines) if own[0].top - 2 < line.base < bottom + 2]
        above = [i for i, line in enumerate(lines) if line.base <= own[0].top]
        place = (max(level) if level else max(above, default=-1)) + 1
        block = max((line.block for line in lines), default=0) + 1
        paragraph = max((line.paragraph for line in lines), default=0) + 1
        for line in own:
            line.block, line.paragraph = block, paragraph + line.paragraph
        lines[place:place] = own
    return lines


def _has_image(page: pypdfium.PdfPage) -> bool:
    return any(
        _objects(page, kind) for kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM, pdfium.FPDF_PAGEOBJ_PATH)
    )


def _recognised(page: pypdfium.PdfPage, source: Source, count: int, warnings: list[str]) -> PageContent:
    raise ReadError(ErrorCode.NO_TEXT_LAYER, "the page is a picture without text")


def mark_running_heads(pages: list[PageContent]) -> None:
    """Marks page numbers, and lines that stand at the same edge of several pages, as headers and footers."""
    repeated: Counter[tuple[str, str]] = Counter()
    for page in pages:
        repeated.update(set(_edge_keys(page).values()))
    for page in pages:
        for index, key in _edge_keys(page).items():
            text = page.lines[index].text
            if _PAGE_NUMBER.fullmatch(text) or (repeated[key] >= max(2, len(pages) // 2) and len(pages) > 1):
                (page.header if key[0] == "top" else page.footer).add(index)


def _edge_keys(page: PageContent) -> dict[int, tuple[str, str]]:
    """index of a line near an edge -> (edge, its text without digits)."""
    keys = {}
    for index, line in enumerate(page.lines):
        text = re.sub(r"[\d\s]+", "", line.text)
        if line.bottom < _EDGE * page.height:
            keys[index] = ("top", text)
        elif line.top > (1 - _EDGE) * page.height:
            keys[index] = ("bottom", text)
    return keys


def _flows_on(above: PageContent, below: PageContent) -> bool:
    """Whether the last paragraph of a page goes on at the top of the next one."""
    last = [line for i, line in enumerate(above.lines) if i not in above.header and i not in above.footer]
    first = [line for i, line in enumerate(below.lines) if i not in below.header and i not in below.footer]
    if not last or not first or any(table.top < first[0].top for table in below.tables):
        return False
    if any(table.top > last[-1].top for table in above.tables):
        return False
    return (
        last[-1].align == "both"
        and not last[-1].text.rstrip().endswith((".", ":", ";", "!", "?"))
        and (first[0].text[0].islower() or first[0].text[0].isdigit())
    )


def pour_pages(builder: Builder, pages: list[PageContent]) -> None:
    """Adds the pages; heads and numbers of a page stand where no paragraph that runs over the break is torn."""
    flows = [_flows_on(above, below) for above, below in zip(pages, pages[1:], strict=False)]
    for number, page in enumerate(pages):
        flows_in = number > 0 and flows[number - 1]
        flows_out = number < len(flows) and flows[number]
        builder.page(page.width, page.height, source=page.source, confidence=page.confidence, flows=flows_in)
        _pour_page(builder, page, flows_in=flows_in, flows_out=flows_out)


def _pour_page(builder: Builder, page: PageContent, *, flows_in: bool, flows_out: bool) -> None:
    body = [line for i, line in enumerate(page.lines) if i not in page.header and i not in page.footer]
    heads = [page.lines[i] for i in sorted(page.header)]
    feet = [page.lines[i] for i in sorted(page.footer)]
    first: list[TextLine] = []
    if flows_in:
        first = [line for line in body if line.paragraph == body[0].paragraph]
        body = body[len(first) :]
        _pour_lines(builder, first, goes_on=True)
    _pour_furniture(builder, heads, Part.HEADER)
    if flows_out:
        _pour_furniture(builder, feet, Part.FOOTER)
    for lines, table in _around_tables(body, page.tables):
        _pour_lines(builder, lines)
        if table is not None:
            builder.table(table.rows, boxes=table.boxes)
    if not flows_out:
        _pour_furniture(builder, feet, Part.FOOTER)


def _pour_furniture(builder: Builder, lines: list[TextLine], part: Part) -> None:
    if lines:
        builder.gap()
        _pour_lines(builder, lines, part=part)
        builder.gap()


def _around_tables(lines: list[TextLine], tables: list[PageTable]) -> Iterator[tuple[list[TextLine], PageTable | None]]:
    """Lines up to each table, the table, and the lines below the last one."""
    for table in sorted(tables, key=lambda t: t.top):
        above = [line for line in lines if line.base < table.top + 1]
        lines = [line for line in lines if line.base >= table.top + 1]
        yield above, table
    yield lines, None


def _pour_lines(builder: Builder, lines: list[TextLine], *, part: Part = Part.BODY, goes_on: bool = False) -> None:
    """Adds lines; a word cut at a line end is made whole on the line it begins on."""
    texts = [line.text for line in lines]
    for index, line in enumerate(lines):
        above = lines[index - 1] if index else None
        if above is None:
            if not goes_on:
                builder.gap()
        elif line.block != above.block:
            builder.gap()
        elif line.paragraph != above.paragraph:
            builder.paragraph()
        if index + 1 < len(lines) and lines[index + 1].block == line.block:
            texts[index], texts[index + 1] = rejoin(texts[index], texts[index + 1])
        builder.line(
            texts[index].replace("\ufffe", "-"),
            part=part,
            box=line.box,
            align=line.align,
            size=round(line.size, 1),
            bold=line.bold,
            italic=line.italic,
        )
