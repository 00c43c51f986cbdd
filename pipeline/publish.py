"""The end of a run: what was read becomes the tables of the store and the files of the output folder.

Only documents whose rows would differ from those that stand in the tables are written again. CSV, XLSX and the rest are
views of the store and are made anew when anything changed, or when one of them is not as the last run left it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline import enclosures
from pipeline.accounting import Entry, first_paths
from pipeline.beside import beside
from pipeline.codec import Entities
from pipeline.groups import in_groups
from pipeline.registry import Registry, without_collections
from pipeline.rows import Ids, Row, rows_of
from pipeline.stamp import rows_stamp
from pipeline.store import FILE_NAME, Store, fingerprint, fingerprint_of
from pipeline.tables import TABLES
from pipeline.writers import csv_tables, datapackage, spacy_docs, texts, xlsx
from pipeline.writers.csv_tables import Profile

#: Documents whose rows go into one transaction.
_GROUP = 500


def fill_tables(store: Store, folder: Path, entries: list[Entry]) -> int:
    """Bring the tables of the store up to what was read; how many documents changed."""
    paths = first_paths(entries)
    store.hide([document for document in store.shown() if document not in paths])
    changed = 0
    (folder / texts.FOLDER).mkdir(exist_ok=True)
    came_with = enclosures.beside(entries)
    with Registry.of(entities for entities, _ in store.entities()) as registry:
        changes = _changes(store, registry, paths, came_with)
        with without_collections():
            for group in in_groups(changes, _GROUP):
                store.show(_with_rows(store, folder, group, paths, came_with))
                changed += len(group)
        store.replace({**registry.tables(), "files": (entry.row() for entry in entries)})
    store.mark_published(files_fingerprint(entries))
    return changed


def gone(store: Store, entries: list[Entry]) -> tuple[int, int]:
    """How many documents of the tables would go with no file under their path any more, and how many there are."""
    staying = first_paths(entries)
    shown, going = 0, set()
    for document in store.shown():
        shown += 1
        if document not in staying:
            going.add(document)
    if not going:
        return 0, shown
    paths = {entry.path for entry in entries}
    return sum(document in going and path not in paths for document, path in store.paths()), shown


def files_fingerprint(entries: list[Entry]) -> str:
    """What the tables were filled from, beside the contents: the files as accounted, and the code that makes rows."""
    return fingerprint_of(chain([rows_stamp()], (entry.row() for entry in entries)))


def _changes(
    store: Store,
    registry: Registry,
    paths: Mapping[str, str],
    came_with: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str, Ids]]:
    """Documents whose rows are not those that would be made now: identifier, fingerprint of those, identifiers in
    it.
    """
    stamp = rows_stamp()
    for entities, shown in store.entities():
        ids = registry.ids(entities)
        path = paths[entities.document_id]
        place = (path, *came_with.get(path, ()))
        mark = mark_of(stamp, place, ids, entities)
        if shown != mark:
            yield entities.document_id, mark, ids


def mark_of(stamp: str, place: tuple[str, ...], ids: Ids, entities: Entities) -> str:
    """The fingerprint of the rows of a document: `stamp` of the code that makes them, `place` its path and the files
    that came with it. Of the names of the registry, that of the sender alone stands in them.
    """
    sender = "" if entities.sender is None else ids.names[entities.sender]
    return fingerprint(stamp, place, ids.people, ids.organizations, sender)


def _with_rows(
    store: Store,
    folder: Path,
    group: list[tuple[str, str, Ids]],
    paths: Mapping[str, str],
    came_with: Mapping[str, tuple[str, ...]],
) -> Iterator[tuple[str, str, dict[str, list[Row]]]]:
    for document, mark, ids in group:
        letter = store.letter(document)
        texts.write(folder, document, letter.text)
        path = paths[document]
        held = enclosures.holders(letter.appendices, came_with.get(path, ()))
        yield document, mark, rows_of(letter, document, path, ids, held)


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files are to be written: `spoiled` texts are all written anew, `apart` lets another process take a
    share.
    """

    profile: Profile
    spacy: bool = False
    spoiled: bool = False
    apart: bool = False


def write_outputs(store: Store, documents: Iterable[str], wanted: Wanted) -> None:
    """All files of the folder that are views of the store, and the store itself laid anew and closed."""
    folder = store.path.parent
    there = sorted(documents)
    with beside(partial(_write_workbook, folder), apart=wanted.apart):
        missing = texts.sweep(folder, there)
        for document in there if wanted.spoiled else sorted(missing):
            texts.write(folder, document, store.text(document))
        csv_tables.write(store, folder, wanted.profile)
        datapackage.write(folder, wanted.profile)
        if wanted.spacy:
            spacy_docs.write(store, folder)
        else:
            (folder / spacy_docs.FILE_NAME).unlink(missing_ok=True)
    store.settle()


def _write_workbook(folder: Path) -> None:
    """The workbook takes as long as all other files together."""
    with Store.open(folder) as store:
        xlsx.write(store, folder)


def output_names() -> list[str]:
    """The files that a run leaves, besides the texts and its own log."""
    return [
        *(f"{one.name}.csv" for one in TABLES),
        xlsx.FILE_NAME,
        FILE_NAME,
        datapackage.FILE_NAME,
        spacy_docs.FILE_NAME,
    ]


def inventory(folder: Path) -> dict[str, Any]:
    """Size and time of change of every output, and how many texts there are: by this the next run sees that they are
    intact.
    """
    files = {}
    for name in output_names():
        try:
            found = (folder / name).stat()
        except OSError:
            continue
        files[name] = [found.st_size, found.st_mtime_ns]
    return {"files": files, "texts": texts.measure(folder)}
