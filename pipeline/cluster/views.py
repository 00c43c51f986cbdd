"""The tables of a cluster run as an analyst wants them: CSV, the workbook and the store, out of Parquet in order.

The same writers as after a local run, given the same rows in the same order; the store is made whole, so that a local
run may go on from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline.accounting import Entry
from pipeline.cluster import parts
from pipeline.cluster.parts import Parts, Standing
from pipeline.cluster.who import fetched, source
from pipeline.contents import Content, document_id
from pipeline.publish import files_fingerprint
from pipeline.rows import Row
from pipeline.settings import Settings
from pipeline.sql import select
from pipeline.store import FILE_NAME, Store
from pipeline.tables import TABLES, table
from pipeline.writers import csv_tables, datapackage, spacy_docs, texts, xlsx

#: Above this no workbook, store, CSV or folder of texts serves anybody: the Parquet is the output.
MOST_DOCUMENTS = 5_000_000

#: Contents that go into one transaction of the store.
_GROUP = 256


class ParquetTables:
    """The tables of a run, read from their parts (`writers.Rows`)."""

    def __init__(self, folder: Path, database: Any) -> None:
        self._folder, self._database = folder, database
        for one in TABLES:
            where = folder / "tables" / one.name
            if not any(where.glob("*.parquet")):
                parts.write(where / "empty.parquet", [], parts.schema_of(one))
            database.execute(f'CREATE OR REPLACE VIEW "{one.name}" AS SELECT * FROM {source(where)}')

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table in the order of the store."""
        yield from fetched(self._database.cursor().execute(select(table(name), indexed=False)))

    def count(self, name: str) -> int:
        """How many rows a table has."""
        return int(self._database.cursor().execute(f'SELECT count(*) FROM "{table(name).name}"').fetchone()[0])

    def marks(self) -> Iterator[tuple[str, str]]:
        """By document: the fingerprint of its rows."""
        where = self._folder / "tallies" / "shown"
        if any(where.glob("*.parquet")):
            yield from fetched(self._database.cursor().execute(f"SELECT document_id, mark FROM {source(where)}"))


def write(tables: ParquetTables, kept: Parts, output: Path, entries: list[Entry], settings: Settings) -> None:
    """All files of the output folder that are views of the Parquet."""
    _write_store(tables, kept, output, entries)
    texts.sweep(output, (document_id(sha256) for sha256, one in kept.standing.items() if one.content.has_letter))
    csv_tables.write(tables, output, settings.profile)
    datapackage.write(output, settings.profile)
    xlsx.write(tables, output)
    if settings.spacy:
        with Store.open(output) as store:
            spacy_docs.write(store, output)
    else:
        (output / spacy_docs.FILE_NAME).unlink(missing_ok=True)


def _write_store(tables: ParquetTables, kept: Parts, output: Path, entries: list[Entry]) -> None:
    folder = kept.fresh("store")
    with Store.open(folder) as store:
        for part, standing in _by_part(kept.standing).items():
            store.commit(_contents(kept.folder, part, standing))
        store.replace({one.name: tables.rows(one.name) for one in TABLES})
        store.mark_shown(tables.marks())
        store.mark_published(files_fingerprint(entries))
        store.settle()
    (folder / FILE_NAME).replace(output / FILE_NAME)


def _by_part(standing: Mapping[str, Standing]) -> dict[str, list[Content]]:
    found: dict[str, list[Content]] = {}
    for one in standing.values():
        found.setdefault(one.part, []).append(one.content)
    return found


def _contents(folder: Path, part: str, contents: Iterable[Content]) -> Iterator[Content]:
    """Contents with their letters."""
    plain = {(one.sha256, one.context): one for one in contents}
    held = {sha256: (letter, said) for sha256, letter, said in parts.letters(folder, part, plain)}
    for one in plain.values():
        letter, said = held.get(one.sha256, (None, None))
        yield replace(one, letter=letter, entities=said)
