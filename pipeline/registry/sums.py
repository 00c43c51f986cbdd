"""What the letters of a batch say of people and organisations, summed in a file of the system's temporary folder: memory
does not grow with the letters, but for the forms of organisations that are joined (`joining.Joined`).

SQLite keeps what fits into its cache and spills the rest; the file has no name and goes with the process. What stands
in it:

    forms          forms of the names of organisations; `number`: its ОГРН or ИНН, `root`: the form that stands for all
                   that are one organisation
    said, parents  how often what is said of a form; `what` as in `organization_facts`
    ogrn_of        ОГРН that go with an ИНН
    claims         what short names are given to: the name, the root of an organisation that bears it
    organizations  one row for each root, and how it is called
    met            people as letters write them, by the key of the surname
    who, people    the person of each form of a name; one row for each person
    named          how many documents name whom

Forms are known by their keys (`joining.key_of`).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, Generic, TypeVar

from pipeline.rows import Row
from pipeline.sql import clear_words

T = TypeVar("T")

#: Pages kept in memory, in KiB, and the memory of a sort.
_CACHE_KIB = 16 * 1024

#: Rows that are put down at once.
GROUP = 1_000

#: What SQLite says of trouble, with words that stand for a path.
_IN_CLEAR_WORDS = clear_words(Path("temporary files"))

_TABLES = """
CREATE TABLE forms (
  form INTEGER PRIMARY KEY, named INTEGER, name TEXT, scope TEXT, identity TEXT, number TEXT, root INTEGER
);
CREATE TABLE said (form INTEGER, what TEXT, value TEXT, times INTEGER);
CREATE TABLE parents (form INTEGER, parent INTEGER, times INTEGER);
CREATE TABLE ogrn_of (inn TEXT, ogrn TEXT, PRIMARY KEY (inn, ogrn)) WITHOUT ROWID;
CREATE TABLE claims (named INTEGER, root INTEGER, PRIMARY KEY (named, root)) WITHOUT ROWID;
CREATE TABLE organizations (
  root INTEGER PRIMARY KEY, canonical INTEGER, named INTEGER, id TEXT, name TEXT, short_name TEXT, legal_form TEXT,
  inn TEXT, kpp TEXT, ogrn TEXT, okpo TEXT, aliases TEXT, parent INTEGER
);
CREATE TABLE met (
  surname INTEGER, full_name TEXT, family TEXT, given_name TEXT, patronymic TEXT, gender TEXT, position TEXT,
  place INTEGER, also INTEGER, also_position TEXT, also_place INTEGER, times INTEGER, first TEXT, last TEXT
);
CREATE TABLE who (name INTEGER PRIMARY KEY, id TEXT);
CREATE TABLE people (
  id TEXT, full_name TEXT, surname TEXT, given_name TEXT, patronymic TEXT, gender TEXT, last_position TEXT,
  organization_id TEXT, posts TEXT
);
CREATE TABLE named (id TEXT PRIMARY KEY, documents INTEGER) WITHOUT ROWID;
"""


class Sums:
    """The tables above, and what is asked of them; `close` lets go of them. Trouble with the temporary folder is told as a
    StoreError that a person understands.
    """

    def __init__(self) -> None:
        with _IN_CLEAR_WORDS:
            self._connection = sqlite3.connect("", isolation_level=None)
            for statement in ("PRAGMA journal_mode=OFF", f"PRAGMA cache_size=-{_CACHE_KIB}", *_TABLES.split(";")):
                self._connection.execute(statement)
            # One transaction that never ends: nothing is to be kept.
            self._connection.execute("BEGIN")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def do(self, statement: str) -> None:
        """Carry out a statement."""
        with _IN_CLEAR_WORDS:
            self._connection.execute(statement)

    def insert(self, table: str, rows: Iterable[Row]) -> None:
        """Put rows into a table; a row whose key is there already says nothing new."""
        width = len(self._connection.execute(f"SELECT * FROM {table} LIMIT 0").description)
        self.each(f"INSERT OR IGNORE INTO {table} VALUES ({', '.join('?' * width)})", rows)

    def each(self, statement: str, rows: Iterable[Row]) -> None:
        """Carry out a statement for each row."""
        with _IN_CLEAR_WORDS:
            self._connection.executemany(statement, rows)

    def ask(self, query: str, values: Row = ()) -> Iterator[Row]:
        """The rows of an answer, as they come; it is asked when the first is taken."""
        with _IN_CLEAR_WORDS:
            yield from self._connection.execute(query, values)

    def one(self, query: str, value: Any) -> Row | None:
        """The first row of an answer about one value."""
        with _IN_CLEAR_WORDS:
            found: Row | None = self._connection.execute(query, (value,)).fetchone()
        return found


class Lookup(Generic[T]):
    """What a query tells of a key, made from its row."""

    def __init__(self, sums: Sums, query: str, make: Callable[[Row], T]) -> None:
        self._sums, self._query, self._make = sums, query, make

    def __getitem__(self, key: int) -> T:
        row = self._sums.one(self._query, key)
        if row is None:
            raise KeyError(key)
        return self._make(row)
