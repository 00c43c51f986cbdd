"""What a table is made of: columns with their types, keys, foreign keys; how several values stand in one cell.

The tables themselves are declared in `tables` and `document_tables`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

#: Several values in one cell stand apart by this.
SEPARATOR = " | "

#: ISO 8601 as far as the text is precise: a day, a month, a year, a quarter, or a range of two of them.
_DATE_POINT = r"\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?"
DATE_PATTERN = rf"{_DATE_POINT}(/{_DATE_POINT})?"


class Type(StrEnum):
    """What a column holds. A CODE is digits that are no number (ИНН, индекс, телефон, номер документа): text
    everywhere.
    """

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `title` heads it in Russian, `values` is the closed list of what it may hold.

    `many`: the cell may hold several values, separated by `SEPARATOR`. In a sheet it is `width` characters wide; `wraps`:
    what is longer goes on below, within its cell, where else the next column hides it.
    """

    name: str
    title: str
    description: str
    type: Type = Type.TEXT
    values: tuple[str, ...] = ()
    required: bool = False
    width: int = 0
    many: bool = False
    wraps: bool = False

    @property
    def pattern(self) -> str:
        """The regular expression a value of a date column must match whole; "" where anything goes."""
        if self.type is not Type.DATE:
            return ""
        return rf"({DATE_PATTERN})( \| {DATE_PATTERN})*" if self.many else DATE_PATTERN


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` of this table is `target` of `table`, or empty."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Table:
    """A table: `key` identifies a row, `indexes` are the columns a reader would filter by."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...] = ()
    indexes: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name; KeyError when there is none."""
        return self.columns[self.index(name)]

    def index(self, name: str) -> int:
        """The place of a column, from 0; KeyError when there is none."""
        if name not in self.names:
            raise KeyError(f"table {self.name} has no column {name}")
        return self.names.index(name)

    @property
    def of_documents(self) -> bool:
        """Whether its rows belong to one document each, numbered within it."""
        return self.key[0] == "document_id"
