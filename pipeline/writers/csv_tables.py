"""The tables as CSV, in a profile for a spreadsheet or a plain one.

A spreadsheet runs a cell that begins with «=» as a formula. In the profile `excel` a text cell that begins with one of
`GUARDED`, or with the guard itself, gets an apostrophe before it; taking one leading apostrophe away gives the value
back (`unguard`), and `datapackage.json` says so.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.rows import Row
from pipeline.schema import Table, Type
from pipeline.tables import TABLES
from pipeline.writers import Rows, replacing

GUARD = "'"
GUARDED = ("=", "+", "-", "@", "\t", "\r")
_GUARDED_OR_GUARD = frozenset((*GUARDED, GUARD))


@dataclass(frozen=True, slots=True)
class Profile:
    """How a CSV is written; `russian_headers` heads the columns with their titles."""

    name: str
    delimiter: str
    encoding: str
    line_end: str
    guarded: bool
    russian_headers: bool = False


EXCEL = Profile("excel", ";", "utf-8-sig", "\r\n", guarded=True)
PLAIN = Profile("plain", ",", "utf-8", "\n", guarded=False)
PROFILES = {profile.name: profile for profile in (EXCEL, PLAIN)}


def guard(text: str) -> str:
    """The text made harmless to a spreadsheet.

    >>> guard("+73952500904"), guard("письмо"), guard("'=1")
    ("'+73952500904", 'письмо', "''=1")
    """
    return GUARD + text if text[:1] in _GUARDED_OR_GUARD else text


def unguard(text: str) -> str:
    """What `guard` was given.

    >>> [unguard(guard(text)) for text in ("+7", "'", "", "=1+1")]
    ['+7', "'", '', '=1+1']
    """
    return text.removeprefix(GUARD)


def write(store: Rows, folder: Path, profile: Profile) -> list[Path]:
    """One file for each table; returns their paths."""
    return [_write_table(one, store.rows(one.name), folder / f"{one.name}.csv", profile) for one in TABLES]


def headers(one: Table, profile: Profile) -> list[str]:
    """What stands in the first line."""
    return [column.title if profile.russian_headers else column.name for column in one.columns]


def _write_table(one: Table, rows: Iterable[Row], path: Path, profile: Profile) -> Path:
    spelled = [(place, _SPELLED[column.type]) for place, column in enumerate(one.columns) if column.type in _SPELLED]
    guarded = _GUARDED_OR_GUARD if profile.guarded else frozenset[str]()

    def cells(row: Row) -> list[Any]:
        found = [GUARD + value if type(value) is str and value[:1] in guarded else value for value in row]
        for place, spell in spelled:
            found[place] = spell(row[place])
        return found

    with replacing(path) as fresh, fresh.open("w", encoding=profile.encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=profile.delimiter, lineterminator=profile.line_end)
        writer.writerow(headers(one, profile))
        writer.writerows(map(cells, rows))
    return path


def _flag(value: Any) -> str:
    return "" if value is None else "true" if value else "false"


def _number(value: Any) -> str:
    """0.97, 1 - and never «1.0», which a Russian spreadsheet may take for a date."""
    return "" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


#: Types that are not written as they are, or as guarded text.
_SPELLED: Mapping[Type, Callable[[Any], str]] = {Type.BOOLEAN: _flag, Type.NUMBER: _number}
