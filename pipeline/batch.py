"""A folder of letters to tables: files accounted for, read by workers, kept in the store, shown in the output folder.

    inbox -> scan -> what is not known yet -> pool of workers -> store, in groups -> publish -> output folder, run.json

A run may be killed at any moment: what was committed is not read again, and the next run ends with the bytes that an
uninterrupted one would have left.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from extractors.russian.ner import ModelMissingError
from pipeline import publish
from pipeline.accounting import Entry, first_paths
from pipeline.errors import GoneError, StoreError, UsageError
from pipeline.intake import Known, read_files, read_new
from pipeline.locking import output_folder
from pipeline.reading import FileReader
from pipeline.scan import Listed, walk
from pipeline.seen import Seen, hashed
from pipeline.settings import Settings, settings_of
from pipeline.store import Store
from pipeline.summary import Clock, Summary, absolute, count, last_log, left_behind, write_log
from pipeline.worker import Task, Understand, Worker

#: A folder of fewer documents may lose most of them by somebody's hand.
_MANY_DOCUMENTS = 20


class Progress:
    """What a run tells while it goes; the command line draws it, by default nobody hears it."""

    def phase(self, name: str, total: int | None = None) -> None:
        """A phase begins: scan, read, publish; `tables` where they are made for the store alone."""

    def step(self, done: int = 1, failed: int = 0) -> None:
        """So many files of the phase are done, so many of them in vain."""


def extract(
    inbox: str | Path,
    output: str | Path = "output",
    *,
    profile: str = "excel",
    workers: int | None = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Summary:
    """Read a folder of letters into an output folder; what the command `pismo extract` does.

    Raises UsageError, LockedError, StoreError or GoneError when the run can not be carried out; trouble of a file is a
    row in files.csv.
    """
    settings = settings_of(profile=profile, workers=workers, force=force)
    return run(Path(inbox), Path(output), settings, progress or Progress())


def run(inbox: Path, output: Path, settings: Settings, progress: Progress) -> Summary:
    """One run with these settings."""
    if output.exists() and inbox.exists() and output.resolve() == inbox.resolve():
        raise UsageError(f"{output} is the inbox itself: choose another output folder with -o")
    summary = Summary(inbox, output)
    listed = walk(inbox, leave_out=output)
    if settings.ready is not None:
        listed = [one for one in listed if settings.ready(one)]
    with output_folder(output):
        try:
            _run(listed, settings, summary, progress)
        except OSError as error:
            message = f"{output} can not be written ({error.strerror or error}): mend that and run again"
            raise StoreError(f"{message}, what was read is kept") from error
    return summary


def _run(listed: list[Listed], settings: Settings, summary: Summary, progress: Progress) -> None:
    """`listed` is emptied on the way: of what was listed and known the tables need the account alone."""
    clock = Clock(summary.seconds)
    progress.phase("scan", len(listed))
    _hash(listed, summary, progress)
    clock.lap("scan")
    with Store.open(summary.output) as store:
        accounted = _account(store, listed, settings, summary, progress)
        clock.lap("read")
        if accounted is None:
            summary.interrupted = True
            return
        entries, unused = accounted
        if settings.outputs and not settings.force:
            refuse_if_gone(store, entries, summary)
        if unused:
            store.forget(unused)
        _publish(store, entries, settings, summary, progress)
    clock.lap("publish")
    if settings.outputs:
        write_log(summary, settings)


def _hash(listed: list[Listed], summary: Summary, progress: Progress) -> None:
    seen = Seen(summary.output)
    listed[:] = hashed(listed, seen, progress.step)
    seen.keep(listed)


def _account(
    store: Store, listed: list[Listed], settings: Settings, summary: Summary, progress: Progress
) -> tuple[list[Entry], list[str]] | None:
    """What is listed and not known yet, read; the account of the files, and the contents that no file holds any more."""
    known = Known(store, settings.stamp, force=settings.force)
    tasks = known.tasks(listed)
    begin_reading(tasks, listed, summary, progress)
    entries = read_new(tasks, known, listed, partial(_read, known, settings, progress))
    listed.clear()
    if entries is None:
        return None
    count(entries, summary, known.read_now)
    used = {entry.sha256 for entry in entries}
    unused = sorted(sha256 for sha256 in known.contents if sha256 not in used)
    summary.removed = len(unused)
    return entries, unused


def begin_reading(tasks: list[Task], listed: list[Listed], summary: Summary, progress: Progress) -> None:
    """Say how much there is to read."""
    summary.read = len(tasks)
    summary.known = len({one.sha256 for one in listed if one.readable}) - len(tasks)
    progress.phase("read", len(tasks))


def _read(
    known: Known, settings: Settings, progress: Progress, tasks: list[Task], only: Mapping[str, str] | None
) -> bool:
    understand = settings.understand or understanding(settings.witness)
    worker = Worker(settings.read or FileReader(settings.limits), understand, settings.stamp)
    seconds = settings.pack_seconds
    workers = settings.worker_count
    return read_files(tasks, known, worker, workers=workers, seconds=seconds, step=progress.step, only=only)


def understanding(witness: str) -> Understand:
    """The real thing, its models loaded before the workers are forked."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # one core a worker: threads of theirs would fight for the same cores
    from pipeline import letter

    try:
        letter.prepare(witness)
    except ModelMissingError as error:
        raise UsageError(str(error)) from error
    return partial(letter.understand, witness_name=witness)


def refuse_if_gone(store: Store, entries: list[Entry], summary: Summary) -> None:
    """GoneError when the inbox has become empty, or lacks most documents of its last run: a disk that is not mounted and
    a share that is half there look so, and the tables would follow them.
    """
    gone, shown = publish.gone(store, entries)
    emptied = 0 < shown == gone and not first_paths(entries)
    shrunk = shown > _MANY_DOCUMENTS and 2 * gone > shown and _is_the_same_inbox(summary)
    if emptied or shrunk:
        told = f"{summary.inbox} no longer holds {gone} of the {shown} documents of {summary.output}"
        raise GoneError(f"{told}: if the folder is all there, take them out of the tables with --force")


def _is_the_same_inbox(summary: Summary) -> bool:
    """Whether the last run read this inbox, or nobody knows which."""
    last = last_log(summary.output).get("inbox")
    return not isinstance(last, str) or last == absolute(summary.inbox)


def _publish(store: Store, entries: list[Entry], settings: Settings, summary: Summary, progress: Progress) -> None:
    """Tables and files, if anything differs from what the last run left."""
    current = store.published == publish.files_fingerprint(entries)
    left = left_behind(summary.output, settings)
    there = publish.inventory(summary.output)
    if current and left == there:
        return
    progress.phase("publish" if settings.outputs else "tables")
    if not current:
        summary.changed = publish.fill_tables(store, summary.output, entries)
    if not settings.outputs:
        return
    spoiled = current and left.get("texts") != there["texts"]
    wanted = publish.Wanted(settings.profile, settings.spacy, spoiled, apart=settings.worker_count > 1)
    publish.write_outputs(store, first_paths(entries), wanted)
