"""letters.xlsx: the same tables as sheets - Russian heads, typed cells, a frozen header, filters, text that wraps.

XlsxWriter makes the workbook with empty sheets: styles, heads, widths, filters. The rows are then written into it by
plain string work, ten times as fast, and memory does not grow with their number. A sheet holds a million rows at most;
what is more goes on in the next sheet.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import IO, Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from pipeline.columns import PATH
from pipeline.groups import in_groups
from pipeline.rows import Row
from pipeline.schema import Column, Table, Type
from pipeline.tables import TABLES
from pipeline.writers import Rows, replacing

FILE_NAME = "letters.xlsx"

#: Excel's own limits.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767

#: Told to a person where a text did not fit: the whole stands in the CSV.
CUT = " …[обрезано]"

#: The time of creation stands in the file: a fixed one, so that the same tables make the same bytes.
_CREATED = datetime(2020, 1, 1)

_DEFAULT_WIDTH = 18

#: The height of a line in points, and the lines of a cell that are shown at most.
_LINE = 15
_MOST_LINES = 10

#: A3 as Excel counts papers, and the characters of columns that a page of it holds in readable type.
_A3 = 8
_PAGE_WIDTH = 300

_HEAD = {"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "text_wrap": True, "valign": "top"}

#: Day 0 of Excel, and the first day that it counts right (it believes in 29 February 1900).
_DAY_ZERO = date(1899, 12, 30)
_FIRST_DAY = date(1900, 3, 1)

#: Rows that are joined into one piece for the compressor.
_PIECE = 200

#: Sheets larger than this may pass 2 GB unpacked, for which ZIP has another form of its tables.
_LARGE_SHEET = 300_000

#: Quick beats small: level 6 takes three times as long for a tenth of the size.
_LEVEL = 1

#: What XML can not hold as it is; and `_x0041_`, which Excel would read as an escape of its own.
_TO_ESCAPE = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "_": "_x005F_"}
_COLUMNS = re.compile(r'<col min="(\d+)" max="(\d+)"[^>]* style="(\d+)"')
_DIMENSION = re.compile(r'<dimension ref="[^"]*"/>')


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet to be: the part of a table that it holds."""

    table: Table
    name: str
    rows: int
    last: bool


#: How cells look, by the type of their column; a code is marked as text, so that an edit does not make a number of it.
_LOOKS = {
    Type.CODE: {"num_format": "@"},
    Type.DATE: {"num_format": "dd.mm.yyyy", "align": "left"},
    Type.NUMBER: {"num_format": "0.00", "align": "center"},
    Type.INTEGER: {"align": "center"},
    Type.BOOLEAN: {"align": "center"},
}


def write(store: Rows, folder: Path) -> Path:
    """One workbook with a sheet for each table; its path."""
    path = folder / FILE_NAME
    sheets = [sheet for one in TABLES for sheet in _sheets(one, store.count(one.name))]
    rows = {one.name: store.rows(one.name) for one in TABLES}
    with replacing(path) as fresh, zipfile.ZipFile(_skeleton(sheets)) as empty, _archive(fresh) as book:
        for name in empty.namelist():
            number = re.fullmatch(r"xl/worksheets/sheet(\d+)\.xml", name)
            sheet = sheets[int(number[1]) - 1] if number else None
            # Opened by name and not by `writestr`: that would put the time of the clock in.
            with book.open(name, "w", force_zip64=sheet is not None and sheet.rows > _LARGE_SHEET) as stream:
                if sheet is None:
                    stream.write(empty.read(name))
                else:
                    _fill(stream, empty.read(name).decode("utf-8"), sheet, _part(sheet, rows[sheet.table.name]))
    return path


def _part(sheet: _Sheet, rows: Iterator[Row]) -> Iterator[Row]:
    """The rows of a sheet. Those of the last one of a table are all that is left: an answer that was read to its end holds
    no memory, while it may have been sorted in some.
    """
    return rows if sheet.last else islice(rows, sheet.rows)


def _archive(path: Path) -> zipfile.ZipFile:
    return zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)


def _sheets(one: Table, rows: int) -> Iterator[_Sheet]:
    most = MOST_ROWS - 1
    parts = max(1, -(-rows // most))
    for part in range(1, parts + 1):
        name = one.name if part == 1 else f"{one.name} {part}"
        yield _Sheet(one, name, min(rows - (part - 1) * most, most), last=part == parts)


def _skeleton(sheets: Iterable[_Sheet]) -> io.BytesIO:
    """The workbook with heads and no rows."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        book.set_properties({"title": "pismo", "created": _CREATED})
        head = book.add_format(_HEAD)
        looks = {
            (type_, wraps): book.add_format({**_LOOKS.get(type_, {}), "valign": "top", "text_wrap": wraps})
            for type_ in Type
            for wraps in (True, False)
        }
        for one in sheets:
            sheet = book.add_worksheet(one.name)
            columns = one.table.columns
            for place, column in enumerate(columns):
                sheet.set_column(place, place, _width(column), looks[_shown_as(column), column.wraps])
                sheet.write_string(0, place, column.title, head)
            sheet.set_row(0, 2 * _LINE)
            sheet.freeze_panes(1, one.table.index(PATH.name) + 1 if PATH in columns else 0)
            sheet.autofilter(0, 0, max(one.rows, 1), len(columns) - 1)
            _lay_out(sheet, columns)
    stream.seek(0)
    return stream


def _lay_out(sheet: Any, columns: Sequence[Column]) -> None:
    """For the printer: A3 across, the head on every page, columns on as few pages as can be read."""
    sheet.set_landscape()
    sheet.set_paper(_A3)
    sheet.set_margins(0.4, 0.4, 0.4, 0.4)
    sheet.repeat_rows(0)
    sheet.fit_to_pages(-(-sum(map(_width, columns)) // _PAGE_WIDTH), 0)


def _width(column: Column) -> int:
    return column.width or _DEFAULT_WIDTH


def _shown_as(column: Column) -> Type:
    """The type of the cells of a column. Where a cell may hold several dates all are text: a filter and a sort over cells
    that are dates here and text there would part them, while ISO dates as text stand in their order.
    """
    return Type.CODE if column.type is Type.DATE and column.many else column.type


def _fill(stream: IO[bytes], empty: str, sheet: _Sheet, rows: Iterator[Row]) -> None:
    """Write the sheet with its rows behind its head."""
    corner = f"{xl_col_to_name(len(sheet.table.columns) - 1)}{sheet.rows + 1}"
    before, end, after = _DIMENSION.sub(f'<dimension ref="A1:{corner}"/>', empty, count=1).partition("</sheetData>")
    stream.write(before.encode())
    styles = [style for first, last, style in _COLUMNS.findall(empty) for _ in range(int(first), int(last) + 1)]
    cells = [
        _cell(column, f'<c r="{xl_col_to_name(place)}', f'" s="{style}')
        for (place, column), style in zip(enumerate(sheet.table.columns), styles, strict=True)
    ]
    wrapped = [(place, _room(column)) for place, column in enumerate(sheet.table.columns) if column.wraps]
    for piece in in_groups(enumerate(rows, 2), _PIECE):
        stream.write("".join(_row(str(number), row, cells, wrapped) for number, row in piece).encode("utf-8", "replace"))
    stream.write((end + after).encode())


Cell = Callable[[str, Any], str]


def _row(number: str, row: Row, cells: list[Cell], wrapped: list[tuple[int, int]]) -> str:
    inside = [cell(number, value) for cell, value in zip(cells, row, strict=True) if value is not None]
    more = 0
    for place, room in wrapped:
        value = row[place]
        if value and len(value) > room:
            more = max(more, (len(value) - 1) // room)
    # Excel finds the height by itself, LibreOffice does not.
    height = f' ht="{_LINE * (1 + min(more, _MOST_LINES - 1))}"' if more else ""
    return f'<row r="{number}"{height}>{"".join(inside)}</row>'


def _room(column: Column) -> int:
    """The characters of a line of text in a column: the last word ends before it does."""
    return max(1, _width(column) - 3)


def _cell(column: Column, head: str, style: str) -> Cell:
    """How a value of this column is written, given the number of the row and the value."""
    type_ = _shown_as(column)
    if type_ in {Type.INTEGER, Type.NUMBER}:
        return lambda number, value: f'{head}{number}{style}"><v>{value}</v></c>'
    if type_ is Type.BOOLEAN:
        return lambda number, value: f'{head}{number}{style}" t="b"><v>{1 if value else 0}</v></c>'
    if type_ is Type.DATE:
        return lambda number, value: f"{head}{number}{style}{_date(value)}"
    return lambda number, value: f"{head}{number}{style}{_text(value)}"


def _text(value: str) -> str:
    """A value as text, behind the style of its cell."""
    if len(value) > MOST_CHARACTERS:
        value = value[: MOST_CHARACTERS - len(CUT)] + CUT
    keep = ' xml:space="preserve"' if len(value.strip()) != len(value) or "\n" in value else ""
    # What must be escaped is none of what can be printed, but for these: a look at it is quicker than the expression.
    if not value.isprintable() or "&" in value or "<" in value or ">" in value or "_x" in value:
        value = _TO_ESCAPE.sub(_escape, value)
    return f'" t="inlineStr"><is><t{keep}>{value}</t></is></c>'


def _escape(match: re.Match[str]) -> str:
    char = match.group()
    return _ESCAPES.get(char) or f"_x{ord(char):04X}_"


def _date(value: str) -> str:
    """A whole day as a date, behind the style of its cell; a month, a year or a range as text, since a spreadsheet would
    invent the rest.
    """
    day = _day(value)
    return _text(value) if day is None else f'"><v>{day}</v></c>'


@lru_cache(maxsize=4096)
def _day(value: str) -> int | None:
    """The number of a day as Excel counts, None where there is none."""
    if len(value) != len("2024-05-24"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return (day - _DAY_ZERO).days if day >= _FIRST_DAY else None
