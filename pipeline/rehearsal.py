"""A run before it is done: what would be read, and which values would change (`pismo extract --dry-run`).

The store is copied aside and the run is made on the copy, as it would be made on the store; then the two are compared.
Nothing in the output folder is touched. So the answer is exact, the registry of the batch included, at the price of the
run itself.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.batch import Progress, run
from pipeline.scan import Listed
from pipeline.schema import Table
from pipeline.seen import SEEN_FILE
from pipeline.settings import Settings
from pipeline.store import FILE_NAME, Store
from pipeline.summary import Summary
from pipeline.tables import REGISTER, TABLES

#: Values of cards that are named one by one; the counts tell of all.
MOST_VALUES = 1000


@dataclass(frozen=True, slots=True)
class ChangedValue:
    """A value of a registration card that would be another."""

    path: str
    column: str
    old: str
    new: str


@dataclass
class Rehearsal:
    """What a run would do: documents that would come, go and change; rows that would come and go, by table."""

    summary: Summary
    added: int = 0
    removed: int = 0
    changed: int = 0
    rows: dict[str, tuple[int, int]] = field(default_factory=dict)
    values: list[ChangedValue] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """As plain data, for programs."""
        documents = {"read": self.summary.read, "added": self.added, "removed": self.removed, "changed": self.changed}
        values = [{"path": one.path, "column": one.column, "old": one.old, "new": one.new} for one in self.values]
        rows = {name: {"added": added, "removed": removed} for name, (added, removed) in self.rows.items()}
        return {"documents": documents, "rows": rows, "values": values}


def rehearse(inbox: Path, output: Path, settings: Settings, progress: Progress) -> Rehearsal:
    """What `run` with these settings would do."""
    with TemporaryDirectory(prefix="pismo-") as folder:
        aside = Path(folder)
        for name in (FILE_NAME, SEEN_FILE):
            if (output / name).is_file():
                shutil.copy2(output / name, aside / name)
        before = aside / "before.sqlite"
        if (aside / FILE_NAME).exists():
            shutil.copy2(aside / FILE_NAME, before)
        else:
            with Store.open(aside) as empty:
                shutil.copy2(empty.path, before)
        summary = run(inbox, aside, replace(settings, outputs=False, ready=_outside(output)), progress)
        result = Rehearsal(replace(summary, output=output))
        if not summary.interrupted:
            _compare(before, aside / FILE_NAME, result)
        return result


def _outside(output: Path) -> Callable[[Listed], bool]:
    """Whether a file lies outside the output folder, which may stand within the inbox."""
    inside = str(output.resolve()) + os.sep
    return lambda one: not (os.path.realpath(one.path) + os.sep).startswith(inside)


def _compare(before: Path, after: Path, result: Rehearsal) -> None:
    with closing(sqlite3.connect(after)) as connection:
        connection.execute("ATTACH ? AS old", (str(before),))
        for one in TABLES:
            come, gone = (_difference(connection, one, new, old) for new, old in (("main", "old"), ("old", "main")))
            if come or gone:
                result.rows[one.name] = (come, gone)
        old = _documents(connection, "old")
        new = _documents(connection, "main")
        result.added, result.removed = len(new - old), len(old - new)
        result.changed = len(_changed(connection) & old & new)
        result.values = list(islice(_values(connection), MOST_VALUES))


def _difference(connection: sqlite3.Connection, one: Table, of: str, without: str) -> int:
    query = f'SELECT count(*) FROM (SELECT * FROM {of}."{one.name}" EXCEPT SELECT * FROM {without}."{one.name}")'
    return int(connection.execute(query).fetchone()[0])


def _documents(connection: sqlite3.Connection, of: str) -> set[str]:
    return {row[0] for row in connection.execute(f"SELECT document_id FROM {of}.documents")}


def _changed(connection: sqlite3.Connection) -> set[str]:
    """Documents with a row in any table that is not the same on both sides."""
    found: set[str] = set()
    for one in TABLES:
        if one.of_documents:
            for of, without in (("main", "old"), ("old", "main")):
                query = f'SELECT * FROM {of}."{one.name}" EXCEPT SELECT * FROM {without}."{one.name}"'
                found |= {row[0] for row in connection.execute(f"SELECT document_id FROM ({query})")}
    return found


def _values(connection: sqlite3.Connection) -> Iterator[ChangedValue]:
    """Cells of the register that differ, for documents that stand on both sides."""
    names = REGISTER.names
    columns = ", ".join(f'o."{name}", n."{name}"' for name in names)
    query = f"SELECT {columns} FROM old.register o JOIN main.register n USING (document_id) ORDER BY n.path"
    for row in connection.execute(query):
        for place, name in enumerate(names):
            old, new = row[2 * place], row[2 * place + 1]
            if old != new:
                path = row[2 * names.index("path") + 1]
                yield ChangedValue(path, name, "" if old is None else str(old), "" if new is None else str(new))
