"""Puts lines together into the one text of a Document; the only place of the readers where offsets are counted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from extractors.document import Box, Cell, Document, Line, Page, Part, Table
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.encodings import restored
from pipeline.readers.source import Source

# Controls but TAB and LF, bidirectional controls and isolates, invisible blanks, the soft hyphen, non-characters:
# none of them is a letter, each of them can hide or turn text. Lone surrogates can not even be written to a file.
_UNWANTED: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc\ufffe\uffff\ud800-\udfff]+"
)
# «и» + breve, «е» + diaeresis and the like, as macOS and some PDF producers write them.
_DECOMPOSED: Final = re.compile("[\u0300-\u030c]")
#: The mark of stress over a vowel, as encyclopedias print it: «Аки́мович».
_STRESS: Final = re.compile("(?<=[аеиоуыэюяАЕИОУЫЭЮЯ])[\u0300\u0301]")

#: Sides of a table beyond which a cell says nothing to a person; a sheet made to choke the program has more.
MAX_TABLE_CELLS: Final = 200_000


def clean(text: str) -> str:
    """A text without invisible and harmful characters; TAB and LF stay.

    >>> clean("пись\\u00adмо\\x00 и\\u0306"), clean("Аки\\u0301мович")
    ('письмо й', 'Акимович')
    """
    if _UNWANTED.search(text):
        text = _UNWANTED.sub("", text)
    if _DECOMPOSED.search(text):
        text = unicodedata.normalize("NFC", _STRESS.sub("", text))
    return restored(text)


def _is_head(row: Sequence[str]) -> bool:
    """Whether the first row of a table heads its columns: words in it, no bare number."""
    filled = [cell for cell in row if cell]
    words = any(any(c.isalpha() for c in cell) for cell in filled)
    return words and len(filled) >= 2 and not any(cell.rstrip(".").isdecimal() for cell in filled)


class Builder:
    """Collects lines, tables and pages in reading order.

    >>> builder = Builder(Source.of(b"", "a.txt"), "txt")
    >>> builder.line("Исх. № 5"); builder.gap(); builder.line("Текст")
    >>> builder.build().text
    'Исх. № 5\\n\\nТекст'
    """

    def __init__(self, source: Source, format: str) -> None:
        self._source = source
        self._format = format
        self._parts: list[str] = []
        self._length = 0
        self._lines: list[Line] = []
        self._pages: list[Page] = []
        self._tables: list[Table] = []
        self._pending = ""  # the line ends owed before the next line
        self._block = 0
        self._paragraph = 0
        self.meta: dict[str, str] = {}
        self.warnings: list[str] = []

    @property
    def page_number(self) -> int:
        """The number of the current page."""
        return self._pages[-1].number if self._pages else 1

    @property
    def has_text_on_page(self) -> bool:
        """Whether the current page has a line."""
        return bool(self._lines) and self._lines[-1].page == self.page_number

    def gap(self) -> None:
        """A blank line before the next line: the block and the paragraph end."""
        if self._length and self._pending != "\n\n":
            self._pending = "\n\n"
            self._block += 1
            self._paragraph += 1

    def block(self) -> None:
        """The next line begins another block, with no blank line between."""
        if self._length:
            self._block += 1
            self._paragraph += 1

    def paragraph(self) -> None:
        """The next line begins another paragraph."""
        if self._length:
            self._paragraph += 1

    def page(
        self,
        width: float = 0.0,
        height: float = 0.0,
        *,
        source: str = "text",
        confidence: float = 1.0,
        flows: bool = False,
    ) -> None:
        """Begins a page; `flows`: the paragraph goes on over the page break."""
        limit = self._source.limits.pages
        if len(self._pages) >= limit:
            raise ReadError(ErrorCode.TOO_MANY_PAGES, f"more than {limit} pages; split the file or raise the limit")
        if self._length and not flows:
            self.gap()
        start = self._length + len(self._pending) if self._pages else 0
        if self._pages:
            self._pages[-1] = replace(self._pages[-1], end=start)
        self._pages.append(Page(len(self._pages) + 1, start, start, width, height, source, confidence))

    def line(
        self,
        text: str,
        *,
        part: Part = Part.BODY,
        box: Box | None = None,
        align: str | None = None,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
    ) -> None:
        """Adds a line to the current paragraph; the ends are stripped, a blank line is nothing."""
        self.raw_line(clean(text).strip(), part=part, box=box, align=align, size=size, bold=bold, italic=italic)

    def raw_line(
        self,
        text: str,
        *,
        part: Part = Part.BODY,
        box: Box | None = None,
        align: str | None = None,
        size: float | None = None,
        bold: bool = False,
        italic: bool = False,
    ) -> int:
        """Adds a clean line whose indent stays in the text; returns the offset at which `text` begins."""
        body = text.strip()
        begin = self._length + len(self._pending)
        if not body:
            return begin
        text = text.rstrip()
        self._write(self._pending + text)
        self._pending = "\n"
        start = begin + len(text) - len(body)
        self._lines.append(
            Line(
                start,
                self._length,
                self.page_number,
                self._block,
                self._paragraph,
                part,
                box,
                align,
                size,
                bold,
                italic,
            )
        )
        return begin

    def table(self, rows: Sequence[Sequence[str]], *, boxes: Sequence[Box | None] = (), part: Part = Part.CELL) -> None:
        """Adds a data table: a line a row, its cells separated by TAB, and a `Table` over them.

        The first row heads the columns where it holds words in two columns or more.
        """
        grid = [[" ".join(clean(cell).split()) for cell in row] for row in rows]
        if sum(map(len, grid)) > MAX_TABLE_CELLS:
            raise ReadError(
                ErrorCode.TOO_LARGE, f"a table of more than {MAX_TABLE_CELLS} cells; send it as a spreadsheet"
            )
        self.gap()
        places: list[tuple[int, list[str]]] = []
        for number, row in enumerate(grid):
            box = boxes[number] if number < len(boxes) else None
            self.paragraph()
            if any(row):
                places.append((self.raw_line("\t".join(row).rstrip(), part=part, box=box), row))
        self._add_table(places)
        self.gap()

    def _add_table(self, places: Iterable[tuple[int, list[str]]]) -> None:
        headers: list[str] = []
        cells: list[Cell] = []
        for number, (offset, row) in enumerate(places, start=1):
            if number == 1 and _is_head(row):
                headers = row
            start = offset
            for column, value in enumerate(row):
                header = headers[column] if number > 1 and column < len(headers) else ""
                if value:
                    cells.append(Cell(number, column + 1, start, start + len(value), header))
                start += len(value) + 1
        self.add_table(cells)

    def add_table(self, cells: Sequence[Cell]) -> None:
        """Lays a table over text that stands already."""
        if cells:
            page = self._page_of(cells[0].start)
            self._tables.append(Table(len(self._tables) + 1, page, cells[0].start, cells[-1].end, tuple(cells)))

    def _page_of(self, offset: int) -> int:
        return next((page.number for page in reversed(self._pages) if page.start <= offset), 1)

    def expect(self, length: int) -> None:
        """Raises `ReadError` TOO_LARGE before work is done on a text of this length, if it is over the limit."""
        if length > self._source.limits.characters:
            raise ReadError(
                ErrorCode.TOO_LARGE,
                f"more than {self._source.limits.characters} characters of text; split the file or raise the limit",
            )

    def _write(self, text: str) -> None:
        self._length += len(text)
        self.expect(self._length)
        self._parts.append(text)

    def build(self) -> Document:
        """The Document; raises `ReadError` NO_TEXT where no letter or digit was found."""
        text = "".join(self._parts)
        if not any(c.isalnum() for c in text):
            raise ReadError(
                ErrorCode.NO_TEXT, "the file opens, but there is no text in it; check that it is the right file"
            )
        pages = self._pages or [Page(1, 0, 0)]
        pages[-1] = replace(pages[-1], end=len(text))
        return Document(
            text=text,
            lines=tuple(self._lines),
            pages=tuple(
                replace(page, start=min(page.start, len(text)), end=min(page.end, len(text))) for page in pages
            ),
            tables=tuple(self._tables),
            format=self._format,
            source=self._source.name,
            meta=dict(self.meta),
            warnings=tuple(self.warnings),
        )
