"""The SQL side of the store: statements derived from the declared tables, transactions, and errors in clear words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from pipeline.errors import StoreError
from pipeline.schema import Column, Table, Type
from pipeline.tables import TABLES

_SQL_TYPES = {Type.INTEGER: "INTEGER", Type.NUMBER: "REAL", Type.BOOLEAN: "INTEGER"}


def schema() -> Iterator[str]:
    """The SQL of the tables and their indexes, derived from their declarations."""
    for one in TABLES:
        lines = [_column_sql(column, one) for column in one.columns]
        lines.append(f"PRIMARY KEY ({_names(one.key)})")
        lines += [f'FOREIGN KEY ("{key.column}") REFERENCES "{key.table}" ("{key.target}")' for key in one.foreign]
        yield f'CREATE TABLE "{one.name}" (\n  ' + ",\n  ".join(lines) + "\n) WITHOUT ROWID"
    for one in TABLES:
        for column in one.indexes:
            yield f'CREATE INDEX "{one.name}_{column}" ON "{one.name}" ("{column}")'


def _column_sql(column: Column, of: Table) -> str:
    required = " NOT NULL" if column.required or column.name in of.key else ""
    return f'"{column.name}" {_SQL_TYPES.get(column.type, "TEXT")}{required}'


def _names(names: Iterable[str], prefix: str = "") -> str:
    return ", ".join(f'{prefix}"{name}"' for name in names)


def insert(one: Table) -> str:
    return f'INSERT INTO "{one.name}" VALUES ({", ".join("?" * len(one.columns))})'


def alphabetical(column: str) -> str:
    """An expression that sorts as a dictionary does: ё behind е, where Unicode has Ё before А and ё behind я."""
    return f"replace(replace({column}, 'Ё', 'Е\uffff'), 'ё', 'е\uffff')"


def select(one: Table, *, indexed: bool = True) -> str:
    """The rows of a table as an analyst reads them; `indexed`: SQLite is told by which index to go."""
    columns = _names(one.names, "t.")
    if one.name == "people":
        return f'SELECT {columns} FROM people t ORDER BY {alphabetical("t.full_name")}, t."person_id"'
    if one.name == "organizations":
        return f'SELECT {columns} FROM organizations t ORDER BY {alphabetical("t.name")}, t."organization_id"'
    if "path" in one.names and one.name != "appendices":
        return f'SELECT {columns} FROM "{one.name}" t ORDER BY t."path"'
    # CROSS JOIN keeps documents the outer loop: its index on path gives the order and the key the rows of each.
    joined = 'documents d INDEXED BY "documents_path" CROSS JOIN' if indexed else "documents d JOIN"
    return (
        f'SELECT {columns} FROM {joined} "{one.name}" t '
        f'ON t.document_id = d.document_id ORDER BY d.path, {_names(one.key, "t.")}'
    )


class Transaction:
    """BEGIN IMMEDIATE … COMMIT, or ROLLBACK and clear words."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection, self._path = connection, path

    def __enter__(self) -> None:
        with clear_words(self._path):
            if self._connection.in_transaction:  # Ctrl-C came between the last statement and its COMMIT
                self._connection.execute("ROLLBACK")
            self._connection.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if error is None:
            with clear_words(self._path):
                self._connection.execute("COMMIT")
            return
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error):
            raise _store_error(error, self._path) from error


class clear_words:  # noqa: N801 - reads as a word of the with statement
    """Turn what SQLite says into a StoreError that a person understands."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        if isinstance(error, sqlite3.Error):
            raise _store_error(error, self._path) from error


def _store_error(error: sqlite3.Error, path: Path) -> StoreError:
    name = getattr(error, "sqlite_errorname", "") or ""
    if name.startswith("SQLITE_FULL"):
        return StoreError(f"no room left on the disk for {path}: free some and run again, what is done is kept")
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_IOERR")):
        return StoreError(f"{path} can not be written ({error})")
    if name.startswith("SQLITE_NOTADB"):
        return StoreError(f"{path} is not a store of pismo: move it away, or choose another output folder")
    if name.startswith("SQLITE_CORRUPT"):
        return StoreError(f"{path} is damaged ({error}): remove it and run again, the letters will be read anew")
    if name.startswith("SQLITE_BUSY"):
        return StoreError(f"{path} is held by another program: close it and run again")
    return StoreError(f"{path}: {error}")
