"""A run on a cluster: the same phases as `pipeline.batch`, their work sent to the machines.

    address -> listed -> hashed -> what is not known yet -> read, kept in parts -> tallies -> registry -> rows -> views
                         machines                           machines               machines   DuckDB      machines
"""

from __future__ import annotations

import shutil
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from pipeline import enclosures, publish
from pipeline.accounting import Entry
from pipeline.batch import Progress, begin_reading, refuse_if_gone, understanding
from pipeline.cluster import parts, views, who, work
from pipeline.cluster.address import Place, place_of
from pipeline.cluster.parts import Parts
from pipeline.cluster.ray_engine import Machines, machines
from pipeline.cluster.work import Chosen, Hashing, Job, Reading, RowMaking, Tallying, block, of_file, problem_of
from pipeline.errors import StoreError
from pipeline.groups import in_groups
from pipeline.intake import Known, read_new
from pipeline.locking import output_folder
from pipeline.registry import Registry
from pipeline.scan import Listed
from pipeline.seen import Seen
from pipeline.settings import Settings
from pipeline.store import FILE_NAME, Store
from pipeline.summary import Clock, Summary, count, left_behind, write_log
from pipeline.tables import table
from pipeline.worker import Task

#: Files in a block: many enough that a part is worth a file of its own, few enough that each actor gets several.
MOST_IN_BLOCK = 256
_BLOCKS_AN_ACTOR = 4

#: Letters in a block that are only looked at again.
_LETTERS = 2_000


def run(inbox: str, output: Path, settings: Settings, progress: Progress) -> Summary:
    """One run over the files of a path or address.

    Raises what `batch.run` raises, and UsageError when there is no cluster to be had.
    """
    output = output.absolute()
    place = place_of(inbox, output)
    summary = Summary(inbox, output)
    settings = replace(settings, engine="ray")
    with machines(settings.workers) as cluster:
        listed = place.listed()
        with output_folder(output):
            try:
                _Run(place, cluster, settings, summary, progress).do(listed)
            except OSError as error:
                message = f"{output} can not be written ({error.strerror or error}): mend that and run again"
                raise StoreError(f"{message}, what was read is kept") from error
    return summary


class _Run:
    """What the phases share."""

    def __init__(
        self, place: Place, cluster: Machines, settings: Settings, summary: Summary, progress: Progress
    ) -> None:
        self._place, self._cluster, self._settings = place, cluster, settings
        self._summary, self._progress = summary, progress
        self._kept = Parts(summary.output)

    def do(self, listed: list[Listed]) -> None:
        clock = Clock(self._summary.seconds)
        self._progress.phase("scan", len(listed))
        listed = self._hashed(listed)
        clock.lap("scan")
        known = Known(self._kept, self._settings.stamp, force=self._settings.force)
        tasks = known.tasks(listed)
        begin_reading(tasks, listed, self._summary, self._progress)
        entries = read_new(tasks, known, listed, partial(self._read, known))
        clock.lap("read")
        if entries is None:
            self._summary.interrupted = True
            return
        if not self._settings.force and (self._summary.output / FILE_NAME).exists():
            with Store.open(self._summary.output) as store:
                refuse_if_gone(store, entries, self._summary)
        self._publish(entries, known.read_now)
        clock.lap("publish")
        write_log(self._summary, self._settings)

    def _hashed(self, listed: list[Listed]) -> list[Listed]:
        seen = Seen(self._summary.output)
        known = [replace(one, sha256=seen.hash_of(one)) for one in listed]
        new = [one for one in known if not (one.sha256 or one.problem or one.skipped)]
        rows: dict[str, Mapping[str, Any]] = {}
        for answer in self._over(map(of_file, new), len(new), Hashing, self._place.files):
            rows |= {row["name"]: row for row in answer.to_pylist()}
            self._progress.step(answer.num_rows)
        found = [_with_hash(one, rows[one.name]) if one.name in rows else one for one in known]
        seen.keep(found)
        return found

    def _over(self, rows: Iterable[Mapping[str, Any]], number: int, what: type, *made_from: Any) -> Iterator[Any]:
        size = min(MOST_IN_BLOCK, -(-number // (_BLOCKS_AN_ACTOR * self._cluster.actors)) or 1)
        return self._cluster.over(map(block, in_groups(rows, size)), what, *made_from)

    def _read(self, known: Known, tasks: list[Task], only: Mapping[str, str] | None) -> bool:
        settings = self._settings
        understand = settings.understand or understanding(settings.witness)
        job = Job(
            self._place.files,
            settings.limits,
            understand,
            settings.stamp,
            settings.configuration,
            settings.pack_seconds,
            self._kept.folder,
            only,
        )
        wanted = {task.sha256 for task in tasks}
        try:
            for answer in self._over(map(of_file, tasks), len(tasks), Reading, job):
                rows = answer.to_pylist()
                known.add(self._kept.offer(rows), only)
                mine = [row for row in rows if row["sha256"] in wanted]
                self._progress.step(len(mine), sum(row["status"] != "ok" for row in mine))
        except KeyboardInterrupt:
            return False
        finally:
            known.commit()
        return True

    # The tables
    # ----------------------------------------------------------------------------------------------------------

    def _publish(self, entries: list[Entry], read_now: Container[str]) -> None:
        summary, kept = self._summary, self._kept
        count(entries, summary, read_now)
        summary.removed = kept.keep_only(entry.sha256 for entry in entries)
        mark = publish.files_fingerprint(entries)
        if not summary.removed and kept.mark == mark and self._are_there():
            return
        self._progress.phase("publish")
        kept.forget_mark()
        chosen = sorted(_chosen(entries, kept), key=lambda one: (one.part, one.sha256))
        summary.shown = len(chosen) <= views.MOST_DOCUMENTS
        scratch = kept.fresh("scratch")
        database = who.connection(scratch)
        with self._registry(chosen, database) as registry:
            self._rows(chosen, registry)
            summary.changed = len(chosen)
            if chosen:
                registry.count(who.documents(kept.folder / "tallies" / "named", database))
            of_all = {**registry.tables(), "files": [entry.row() for entry in entries]}
            for name, rows in of_all.items():
                work.write_rows(kept.folder / "tables" / name / "all.parquet", rows, parts.schema_of(table(name)))
        tables = views.ParquetTables(kept.folder, database)
        if summary.shown:
            views.write(tables, kept, summary.output, entries, self._settings)
        database.close()
        for name in ("scratch", "store", "tallies"):
            shutil.rmtree(kept.folder / name, ignore_errors=True)
        kept.set_mark(mark)

    def _are_there(self) -> bool:
        left = left_behind(self._summary.output, self._settings)
        return left == publish.inventory(self._summary.output)

    def _registry(self, chosen: list[Chosen], database: Any) -> Registry:
        tallies = self._kept.fresh("tallies")
        if not chosen:
            return Registry(())
        for _ in self._cluster.over(_blocks(chosen), Tallying, self._kept.folder):
            pass
        return who.registry(tallies, database)

    def _rows(self, chosen: list[Chosen], registry: Registry) -> None:
        self._kept.fresh("tables")
        output = self._summary.output if self._summary.shown else None
        if output is not None:
            (output / "text").mkdir(exist_ok=True)
        for _ in self._cluster.over(_blocks(chosen), RowMaking, self._kept.folder, registry.whole_directory(), output):
            pass


def _with_hash(one: Listed, row: Mapping[str, Any]) -> Listed:
    return replace(one, sha256=row["sha256"], size=row["size"], problem=problem_of(row))


def _chosen(entries: list[Entry], kept: Parts) -> Iterator[Chosen]:
    """The letters that the tables are made of."""
    came_with = enclosures.beside(entries)
    for entry in entries:
        if entry.status == "ok" and entry.document_id:
            one = kept.standing[entry.sha256]
            yield Chosen(one.part, entry.sha256, one.content.context, entry.path, came_with.get(entry.path, ()))


def _blocks(chosen: Iterable[Chosen]) -> Iterator[Any]:
    return (block(map(asdict, group)) for group in in_groups(chosen, _LETTERS))
