"""letters.xlsx: the same tables as sheets - Russian heads, typed cells, a frozen header, filters, widths that fit.

Rows are streamed (constant memory of XlsxWriter). A sheet holds a million rows at most; what is more goes on in the
next sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from pipeline.rows import Row
from pipeline.store import Store
from pipeline.tables import TABLES, Column, Table, Type
from pipeline.writers import replacing

FILE_NAME = "letters.xlsx"

#: Excel's own limits.
MOST_ROWS = 1_048_576
MOST_CHARACTERS = 32_767

#: Told to a person where a text did not fit: the whole stands in the CSV.
CUT = " …[обрезано]"

#: The time of creation stands in the file: a fixed one, so that the same tables make the same bytes.
_CREATED = datetime(2020, 1, 1)

_DEFAULT_WIDTH = 18

#: Excel counts days since 1900 and knows none before.
_FIRST_YEAR = 1900


def write(store: Store, folder: Path) -> Path:
    """One workbook with a sheet for each table; its path."""
    path = folder / FILE_NAME
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with replacing(path) as fresh, xlsxwriter.Workbook(str(fresh), options) as book:
        book.set_properties({"title": "pismo", "created": _CREATED})
        formats = {
            "head": book.add_format(
                {"bold": True, "bg_color": "#DDE6EE", "bottom": 1, "text_wrap": True, "valign": "top"}
            ),
            "text": book.add_format({"num_format": "@", "valign": "top"}),
            "date": book.add_format({"num_format": "dd.mm.yyyy", "valign": "top", "align": "left"}),
            "number": book.add_format({"num_format": "0.00", "valign": "top"}),
            "plain": book.add_format({"valign": "top"}),
        }
        for one in TABLES:
            _write_table(book, one, store.rows(one.name), formats)
    return path


def _write_table(book: xlsxwriter.Workbook, one: Table, rows: Iterator[Row], formats: dict[str, Format]) -> None:
    part = 1
    while True:
        chunk = islice(rows, MOST_ROWS - 1)
        first = next(chunk, None)
        if first is None and part > 1:
            return
        sheet = book.add_worksheet(one.name if part == 1 else f"{one.name} {part}")
        last = _write_sheet(sheet, one, first, chunk, formats)
        if last < MOST_ROWS - 1:
            return
        part += 1


def _write_sheet(
    sheet: Worksheet, one: Table, first: Row | None, rows: Iterator[Row], formats: dict[str, Format]
) -> int:
    """Fill a sheet; the number of its rows below the header."""
    for place, column in enumerate(one.columns):
        sheet.set_column(place, place, column.width or _DEFAULT_WIDTH)
        sheet.write_string(0, place, column.title, formats["head"])
    sheet.freeze_panes(1, 0)
    writers = [_writer(sheet, column, formats) for column in one.columns]
    number = 0
    if first is not None:
        for number, row in enumerate(_chain(first, rows), 1):
            for place, (value, put) in enumerate(zip(row, writers, strict=True)):
                if value is not None:
                    put(number, place, value)
    sheet.autofilter(0, 0, max(number, 1), len(one.columns) - 1)
    return number


def _chain(first: Row, rows: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rows


def _writer(sheet: Worksheet, column: Column, formats: dict[str, Format]) -> Callable[[int, int, Any], object]:
    plain, text = formats["plain"], formats["text"]
    if column.type is Type.INTEGER:
        return lambda row, place, value: sheet.write_number(row, place, value, plain)
    if column.type is Type.NUMBER:
        return lambda row, place, value: sheet.write_number(row, place, value, formats["number"])
    if column.type is Type.BOOLEAN:
        return lambda row, place, value: sheet.write_boolean(row, place, bool(value), plain)
    if column.type is Type.CODE:
        return lambda row, place, value: sheet.write_string(row, place, _cut(value), text)
    if column.type is Type.DATE:
        return lambda row, place, value: _write_date(sheet, row, place, value, formats)
    return lambda row, place, value: sheet.write_string(row, place, _cut(value), plain)


def _write_date(sheet: Worksheet, row: int, place: int, value: str, formats: dict[str, Format]) -> None:
    """A whole day as a date; a month, a year or a range as text, since a spreadsheet would invent the rest."""
    day = _day(value)
    if day is None:
        sheet.write_string(row, place, _cut(value), formats["text"])
    else:
        sheet.write_datetime(row, place, day, formats["date"])


def _day(value: str) -> date | None:
    if len(value) != len("2024-05-24"):
        return None
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None


def _cut(text: str) -> str:
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - len(CUT)] + CUT
