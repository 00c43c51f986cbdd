"""The file of a store: made with its tables when there is none, known again by what stands in its head."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from pipeline.errors import StoreError
from pipeline.sql import Transaction, clear_words, schema

#: Raised when the tables below, or the meaning of what stands in them, change.
STORE_VERSION = 1

#: Told apart from any other SQLite file by this ("PSMO").
_APPLICATION_ID = 0x50534D4F

#: Rows of a letter run to several hundred bytes; larger pages keep the trees flat.
_PAGE_SIZE = 8192

#: Pages kept in memory, in KiB: bounds the memory of the writer however large the store.
_CACHE_KIB = 64 * 1024

_STATE = """
CREATE TABLE _meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE _contents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL,
  context TEXT NOT NULL,
  stamp TEXT NOT NULL,
  size INTEGER NOT NULL,
  format TEXT NOT NULL,
  status TEXT NOT NULL,
  error_code TEXT,
  error_message TEXT,
  members TEXT,
  entities BLOB,
  shown TEXT
);
CREATE TABLE _letters (id INTEGER PRIMARY KEY, letter BLOB NOT NULL);
"""


def connected(path: Path) -> sqlite3.Connection:
    """A connection to the store in this file. StoreError when what stands there is not one of ours."""
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        with clear_words(path):
            # Not the size of the file: where a run was killed while it made the store, what it had written is undone now.
            if not _pragma(connection, "page_count"):
                connection.execute(f"PRAGMA page_size={_PAGE_SIZE}")
                _set_up(connection)
                _make(connection, path)
            else:
                _check(connection, path)
                _set_up(connection)
                connection.execute("SELECT count(*) FROM _meta").fetchone()
    except StoreError:
        connection.close()
        raise
    return connection


def _make(connection: sqlite3.Connection, path: Path) -> None:
    with Transaction(connection, path):
        for statement in (*_STATE.split(";"), *schema()):
            connection.execute(statement)
        connection.execute("INSERT INTO _meta VALUES ('store', ?), ('program', 'pismo')", (str(STORE_VERSION),))
        connection.execute(f"PRAGMA application_id={_APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={STORE_VERSION}")


def _check(connection: sqlite3.Connection, path: Path) -> None:
    if _pragma(connection, "application_id") != _APPLICATION_ID:
        raise StoreError(f"{path} is not a store of pismo: move it away, or choose another output folder")
    version = _pragma(connection, "user_version")
    if version > STORE_VERSION:
        raise StoreError(
            f"{path} was written by a newer pismo (store {version}, this one knows {STORE_VERSION}): upgrade pismo"
        )
    if version < STORE_VERSION:
        raise StoreError(
            f"{path} was written by an older pismo (store {version}): choose a new output folder, or remove it"
        )


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute(f"PRAGMA cache_size=-{_CACHE_KIB}")
    # A rollback journal and not WAL: outputs lie on network folders too, where WAL does not work.
    connection.execute("PRAGMA journal_mode=DELETE")
    connection.execute("PRAGMA synchronous=FULL")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])
