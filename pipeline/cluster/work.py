"""What the machines do: blocks of rows in, blocks of rows out, by the functions of a local run.

    Hashing     files -> their hashes, or the problem of reading them
    Reading     files -> contents with letters, kept as a part -> the contents without letters
    Tallying    letters of some parts -> tallies for the registry, kept
    RowMaking   letters of some parts, whom their forms mean -> rows of the tables, texts, kept

Nothing here knows who sends the blocks. Each object lives on one machine for many blocks; what it is made from can be
sent there.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa

from pipeline import enclosures
from pipeline.cluster import parts
from pipeline.cluster.address import Files
from pipeline.codec import Entities, decode_entities, decode_letter
from pipeline.contents import Content, document_id
from pipeline.errors import ErrorCode, ReadError, StoreError
from pipeline.intake import lost, packs
from pipeline.pool import Lost, Pool
from pipeline.publish import mark_of
from pipeline.readers.limits import Limits
from pipeline.registry import Directory, Gathering, named
from pipeline.registry.organizations import OrganizationTally
from pipeline.registry.people import PersonTally
from pipeline.rows import Row, rows_of
from pipeline.scan import Listed
from pipeline.stamp import reading_stamp, rows_stamp
from pipeline.tables import table
from pipeline.worker import Task, Understand, Worker
from pipeline.writers import texts

#: A part is closed when its letters come to so many bytes: it is held in memory until then.
PART_BYTES = 64 << 20

#: A content by its hash and by what its reading depended on.
_Key = tuple[str, str]

HASHED = pa.schema([
    ("name", pa.string()), ("sha256", pa.string()), ("size", pa.int64()), ("code", pa.string()), ("message", pa.string()),
])  # fmt: skip

_FORM = ("name", "scope", "identity")
_SAID = ("full_name", "surname", "given_name", "patronymic", "gender", "position")
_ALSO = ("kind", "also_position", *(f"also_{name}" for name in _FORM))
PEOPLE = pa.schema([(name, pa.string()) for name in (*_SAID, *_FORM, *_ALSO)] + [
    ("times", pa.int64()), ("first", pa.string()), ("last", pa.string()),
])  # fmt: skip
ORGANIZATIONS = pa.schema(
    [(name, pa.string()) for name in (*_FORM, "what", "value", *(f"other_{name}" for name in _FORM))]
    + [("times", pa.int64())]
)
SHOWN = pa.schema([("document_id", pa.string()), ("mark", pa.string())])
NAMED = pa.schema([("id", pa.string()), ("documents", pa.int64())])


def block(rows: Iterable[Mapping[str, Any]], schema: pa.Schema | None = None) -> pa.Table:
    """Rows as a block that can be sent."""
    return pa.Table.from_pylist(list(rows), schema=schema)


def of_file(one: Listed | Task) -> dict[str, Any]:
    """A file as a row: its path as bytes, since a name on a disk need not be text."""
    known = asdict(one) if isinstance(one, Task) else {"name": one.name, "size": one.size, "folder": one.folder}
    return {**known, "path": os.fsencode(one.path)}


def _file(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**row, "path": os.fsdecode(row["path"])}


class Hashing:
    """Files to hashes."""

    def __init__(self, files: Files) -> None:
        self._files = files

    def __call__(self, files: pa.Table) -> pa.Table:
        """Rows of `of_file` to rows of HASHED."""
        return block((self._row(Listed(**_file(row))) for row in files.to_pylist()), HASHED)

    def _row(self, one: Listed) -> dict[str, Any]:
        found = self._files.hashed(one)
        problem = found.problem
        said = {"code": problem.code.value, "message": problem.message} if problem else {"code": "", "message": ""}
        return {"name": found.name, "sha256": found.sha256, "size": found.size, **said}


@dataclass(frozen=True)
class Job:
    """How files are read. `seconds` is the longest a pack may be silent; `only`: hashes wanted, with their contexts."""

    files: Files
    limits: Limits
    understand: Understand
    stamp: str
    configuration: str
    seconds: float
    folder: Path
    only: Mapping[str, str] | None = None


class Reading:
    """Files to contents, by one worker of a pool: what kills it costs its file and not the machine."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._same = reading_stamp(job.configuration) == job.stamp
        worker = Worker(job.files.reader(job.limits), job.understand, job.stamp)
        # Started afresh: the process that calls is full of the threads of its framework, and threads do not fork well.
        self._pool: Pool[Task, list[Content]] = Pool(1, worker, seconds=job.seconds, apart=True, lasting=True)

    def __call__(self, files: pa.Table) -> pa.Table:
        """Rows of `of_file` (tasks) to rows of `parts.LIGHT`, and how many tasks they stand for."""
        if not self._same:
            raise StoreError("a machine of the cluster has another pismo than the one that was started: install the same")
        tasks = [Task(**_file(row)) for row in files.to_pylist()]
        rows: list[dict[str, Any]] = []
        held: dict[_Key, Content] = {}
        size = 0
        for one in self._contents(tasks):
            if self._job.only is not None and self._job.only.get(one.sha256) != one.context:
                continue
            if held.setdefault((one.sha256, one.context), one) is one:
                size += len(one.letter or b"")
            if size > PART_BYTES:
                rows += self._keep(held)
                held, size = {}, 0
        return block([*rows, *self._keep(held)], parts.LIGHT)

    def _contents(self, tasks: list[Task]) -> Iterator[Content]:
        for outcome in self._pool.run(packs(tasks)):
            if isinstance(outcome, Lost):
                yield lost(outcome, self._job.stamp)
            else:
                yield from outcome.result

    def _keep(self, held: Mapping[_Key, Content]) -> list[dict[str, Any]]:
        return parts.write_part(self._job.folder, list(held.values()))[1] if held else []


@dataclass(frozen=True, slots=True)
class Chosen:
    """A letter that stands: where it lies, the path it is known by, what came with it."""

    part: str
    sha256: str
    context: str
    path: str
    came_with: tuple[str, ...] = ()


def _by_part(chosen: pa.Table) -> dict[str, dict[_Key, Chosen]]:
    found: dict[str, dict[_Key, Chosen]] = defaultdict(dict)
    for row in chosen.to_pylist():
        one = Chosen(**{**row, "came_with": tuple(row["came_with"])})
        found[one.part][one.sha256, one.context] = one
    return found


class Tallying:
    """Letters to tallies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __call__(self, chosen: pa.Table) -> pa.Table:
        """Rows of `Chosen` to the number of letters gathered."""
        gathering, letters = Gathering(), 0
        for part, wanted in _by_part(chosen).items():
            for sha256, _, entities in parts.letters(self._folder, part, wanted):
                gathering.add(decode_entities(document_id(sha256), entities))
                letters += 1
        people, organizations = gathering.tallies()
        name = f"{uuid4().hex}.parquet"
        write_rows(self._folder / "tallies" / "people" / name, map(person_row, people), PEOPLE)
        write_rows(self._folder / "tallies" / "organizations" / name, map(organization_row, organizations), ORGANIZATIONS)
        return block([{"letters": letters}])


def person_row(tally: PersonTally) -> Row:
    """A tally as a row of PEOPLE."""
    said, form, also, times, first, last = tally
    return (*said, *form, *also, times, first, last)


def person_tally(row: Row) -> PersonTally:
    """The tally of such a row."""
    return row[:6], row[6:9], row[9:14], row[14], row[15], row[16]


def organization_row(tally: OrganizationTally) -> Row:
    """A tally as a row of ORGANIZATIONS."""
    form, what, value, other, times = tally
    return (*form, what, value, *other, times)


def organization_tally(row: Row) -> OrganizationTally:
    """The tally of such a row."""
    return row[:3], row[3], row[4], row[5:8], row[8]


class RowMaking:
    """Letters to rows."""

    def __init__(self, folder: Path, directory: Directory, output: Path | None) -> None:
        """`output`: where the texts go, None for nowhere."""
        self._folder, self._directory, self._output, self._stamp = folder, directory, output, rows_stamp()

    def __call__(self, chosen: pa.Table) -> pa.Table:
        """Rows of `Chosen` to the number of letters."""
        tables: dict[str, list[Row]] = defaultdict(list)
        shown: list[Row] = []
        counts: Counter[str] = Counter()
        for part, wanted in _by_part(chosen).items():
            of_hash = {sha256: one for (sha256, _), one in wanted.items()}
            for sha256, letter, entities in parts.letters(self._folder, part, wanted):
                self._add(of_hash[sha256], letter, decode_entities(document_id(sha256), entities), tables, shown, counts)
        name = f"{uuid4().hex}.parquet"
        for one, rows in tables.items():
            write_rows(self._folder / "tables" / one / name, rows, parts.schema_of(table(one)))
        write_rows(self._folder / "tallies" / "shown" / name, shown, SHOWN)
        write_rows(self._folder / "tallies" / "named" / name, sorted(counts.items()), NAMED)
        return block([{"letters": len(shown)}])

    def _add(
        self,
        one: Chosen,
        data: bytes,
        entities: Entities,
        tables: dict[str, list[Row]],
        shown: list[Row],
        counts: Counter[str],
    ) -> None:
        document, letter, ids = entities.document_id, decode_letter(data), self._directory.ids(entities)
        held = enclosures.holders(letter.appendices, one.came_with)
        for name, rows in rows_of(letter, document, one.path, ids, held).items():
            tables[name] += rows
        shown.append((document, mark_of(self._stamp, (one.path, *one.came_with), ids, entities)))
        counts.update(named(ids))
        if self._output is not None:
            texts.write(self._output, document, letter.text)


def write_rows(path: Path, rows: Iterable[Row], schema: pa.Schema) -> None:
    """Rows as a Parquet file."""
    columns = list(zip(*rows, strict=True)) or [()] * len(schema)
    parts.write(path, dict(zip(schema.names, columns, strict=True)), schema)


def problem_of(row: Mapping[str, Any]) -> ReadError | None:
    """The problem of a row of HASHED."""
    return ReadError(ErrorCode(row["code"]), row["message"]) if row["code"] else None
