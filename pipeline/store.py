"""letters.sqlite: the truth of a run, and the file that an analyst opens in Datasette.

What stands in it:

    _meta       version of the store
    _contents   what became of each distinct content (sha256): status, error, members of a container, entities for the
    registry _letters    the letter read from a content, as `pipeline.codec` packs it
    register … files   the tables of `pipeline.tables`, with their keys and indexes: a view of the above, made at the
    end of a run

A content is committed whole or not at all, in groups; a run that was killed goes on from the last group. Nothing in the
file depends on the order in which files were read, on the clock or on the machine, and `Store.settle` lays its pages
anew, so that the same letters make the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.codec import Entities, decode_entities, decode_letter, unpack
from pipeline.contents import COLUMNS, Content, content_of, document_id, row_of, rowid
from pipeline.records import Letter
from pipeline.rows import Row
from pipeline.sql import Transaction, clear_words, insert, select
from pipeline.store_file import connected
from pipeline.tables import TABLES, table

FILE_NAME = "letters.sqlite"

#: Pages kept in memory while the file is laid anew, in KiB.
_COPYING_KIB = 4 * 1024

_encode = json.JSONEncoder(ensure_ascii=False).encode

#: Rows read at once where the store is written to in between.
_PAGE_ROWS = 500


class Store:
    """The store of one output folder; a context manager.

    >>> import tempfile
    >>> with Store.open(Path(tempfile.mkdtemp())) as store:
    ...     store.commit([Content("ab" * 32, ".txt", "1", 5, "txt")])
    ...     [content.status for content in store.contents()]
    ['ok']
    """

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        self._connection = connection
        self.path = path

    @classmethod
    def open(cls, folder: Path) -> Store:
        """The store of an output folder, made when there is none. StoreError when what stands there is not one of
        ours.
        """
        path = folder / FILE_NAME
        return cls(connected(path), path)

    def _transaction(self) -> Transaction:
        return Transaction(self._connection, self.path)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # What was read
    # -----------------------------------------------------------------------------------------------------

    def commit(self, contents: Iterable[Content]) -> None:
        """Keep these contents, all or none; what was known of the same hashes is replaced."""
        with self._transaction():
            self._note("published", "")
            for one in contents:
                place = rowid(one.sha256)
                if self._is_shown(document_id(one.sha256)):
                    self._remove_rows(document_id(one.sha256))
                self._connection.execute(
                    "INSERT OR REPLACE INTO _contents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", (place, *row_of(one))
                )
                self._connection.execute("DELETE FROM _letters WHERE id = ?", (place,))
                if one.letter is not None:
                    self._connection.execute("INSERT INTO _letters VALUES (?, ?)", (place, one.letter))

    def contents(self) -> Iterator[Content]:
        """All that is known, without letters and entities."""
        with clear_words(self.path):
            yield from map(content_of, self._connection.execute(f"SELECT {COLUMNS} FROM _contents"))

    def forget(self, hashes: Iterable[str]) -> None:
        """Drop contents that no file holds any more, with their documents."""
        with self._transaction():
            self._note("published", "")
            for sha256 in hashes:
                for name in ("_contents", "_letters"):
                    self._connection.execute(f"DELETE FROM {name} WHERE id = ?", (rowid(sha256),))
                self._remove_rows(document_id(sha256))

    def entities(self) -> Iterator[tuple[Entities, str]]:
        """People and organisations of every letter, in the order of the identifiers of the documents; with the
        fingerprint of the rows that stand in the tables, "" where there are none.

        Read page by page, so that the store may be written to between two of them.
        """
        query = "SELECT id, sha256, entities, shown FROM _contents WHERE id > ? AND entities IS NOT NULL ORDER BY id LIMIT ?"
        last = -1
        while True:
            with clear_words(self.path):
                page = self._connection.execute(query, (last, _PAGE_ROWS)).fetchall()
            for last, sha256, data, shown in page:  # noqa: B007 - the last one is where the next page begins
                yield decode_entities(document_id(sha256), data), shown or ""
            if len(page) < _PAGE_ROWS:
                return

    def letter(self, document: str) -> Letter:
        """The letter of a document; KeyError when there is none."""
        with clear_words(self.path):
            row = self._connection.execute("SELECT letter FROM _letters WHERE id = ?", (rowid(document),)).fetchone()
        if row is None:
            raise KeyError(document)
        return decode_letter(row[0])

    def text(self, document: str) -> str:
        """The text of a document, without unpacking the rest into records."""
        row = self._connection.execute("SELECT letter FROM _letters WHERE id = ?", (rowid(document),)).fetchone()
        if row is None:
            raise KeyError(document)
        text: str = unpack(row[0])[1][0]
        return text

    # What is shown
    # -----------------------------------------------------------------------------------------------------

    def shown(self) -> Iterator[str]:
        """The documents whose rows stand in the tables."""
        query = "SELECT sha256 FROM _contents WHERE shown IS NOT NULL"
        return (document_id(sha256) for (sha256,) in self._connection.execute(query))

    def show(self, documents: Iterable[tuple[str, str, Mapping[str, Sequence[Row]]]]) -> None:
        """Put the rows of these documents (identifier, fingerprint, rows by table) in place of those that stood
        there.
        """
        gathered: dict[str, list[Row]] = {}
        marks: list[tuple[str, int]] = []
        with self._transaction():
            for document, fingerprint, rows in documents:
                if self._is_shown(document):
                    self._remove_rows(document)
                for name, found in rows.items():
                    gathered.setdefault(name, []).extend(found)
                marks.append((fingerprint, rowid(document)))
            for name, rows_of_all in gathered.items():
                self._connection.executemany(insert(table(name)), rows_of_all)
            self._connection.executemany("UPDATE _contents SET shown = ? WHERE id = ?", marks)

    def mark_shown(self, marks: Iterable[tuple[str, str]]) -> None:
        """Note that the rows of these documents stand in the tables, with their fingerprints."""
        with self._transaction():
            rows = ((mark, rowid(document)) for document, mark in marks)
            self._connection.executemany("UPDATE _contents SET shown = ? WHERE id = ?", rows)

    def hide(self, documents: Iterable[str]) -> None:
        """Take the rows of these documents away."""
        with self._transaction():
            for document in documents:
                self._remove_rows(document)
                self._connection.execute("UPDATE _contents SET shown = NULL WHERE id = ?", (rowid(document),))

    def _is_shown(self, document: str) -> bool:
        row = self._connection.execute("SELECT shown FROM _contents WHERE id = ?", (rowid(document),)).fetchone()
        return row is not None and row[0] is not None

    def _remove_rows(self, document: str) -> None:
        for one in TABLES:
            if one.of_documents:
                self._connection.execute(f'DELETE FROM "{one.name}" WHERE document_id = ?', (document,))

    def replace(self, tables: Mapping[str, Iterable[Row]]) -> None:
        """Fill tables of the whole batch anew (files, people, organizations), all or none."""
        with self._transaction():
            for name, rows in tables.items():
                self._connection.execute(f'DELETE FROM "{name}"')
                self._connection.executemany(insert(table(name)), rows)

    def mark_published(self, mark: str) -> None:
        """Note what the tables were filled from; any later change of contents takes the note away."""
        self._note("published", mark)

    @property
    def published(self) -> str:
        """What the tables were filled from, "" when contents changed since."""
        with clear_words(self.path):
            row = self._connection.execute("SELECT value FROM _meta WHERE key = 'published'").fetchone()
        return str(row[0]) if row else ""

    def _note(self, key: str, value: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO _meta VALUES (?, ?)", (key, value))

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table as an analyst reads them: documents by path, and within a document by its key."""
        with clear_words(self.path):
            yield from self._connection.execute(select(table(name)))

    def paths(self) -> Iterator[tuple[str, str]]:
        """The documents of the tables, with the path each is known by."""
        with clear_words(self.path):
            yield from self._connection.execute("SELECT document_id, path FROM documents")

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self._connection.execute(f'SELECT count(*) FROM "{table(name).name}"').fetchone()[0])

    def dangling(self) -> list[Row]:
        """Rows whose foreign keys point nowhere: (table, row, table meant, key); empty in a sound store."""
        return self._connection.execute("PRAGMA foreign_key_check").fetchall()

    def settle(self) -> None:
        """Lay the file anew, so that its bytes depend on what it holds alone, and close it."""
        fresh = self.path.with_name(f".{self.path.name}.new")
        fresh.unlink(missing_ok=True)
        with clear_words(self.path):
            # Page after page, in order: what a cache remembers would not be asked for again, here and in the fresh file.
            self._connection.execute(f"PRAGMA cache_size=-{_COPYING_KIB}")
            self._connection.execute("VACUUM INTO ?", (str(fresh),))
            laid = sqlite3.connect(fresh)
            # Each VACUUM counts the version of the schema up: the number of runs would be in the bytes.
            laid.execute("PRAGMA schema_version=1")
            laid.close()
        self.close()
        fresh.replace(self.path)


def fingerprint(*parts: Any) -> str:
    """A short hash of plain data."""
    return fingerprint_of([parts])


def fingerprint_of(rows: Iterable[Any]) -> str:
    """A short hash of many rows of plain data."""
    digest = hashlib.sha256()
    for row in rows:
        digest.update(_encode(row).encode("utf-8", "replace"))
    return digest.hexdigest()[:16]
