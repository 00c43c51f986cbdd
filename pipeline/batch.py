"""A folder of letters to tables: files accounted for, read by workers, kept in the store, shown in the output folder.

    inbox -> scan -> what is not known yet -> pool of workers -> store, in groups -> publish -> output folder, run.json

A run may be killed at any moment: what was committed is not read again, and the next run ends with the bytes that an
uninterrupted one would have left.
"""

from __future__ import annotations

import json
import os
import platform
import time
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from extractors.russian.ner import ModelMissingError
from pipeline import __version__, publish
from pipeline.accounting import Entry, first_paths
from pipeline.errors import GoneError, StoreError, UsageError
from pipeline.intake import Known, read_files, read_new
from pipeline.locking import output_folder
from pipeline.readers.limits import DEFAULT_LIMITS, Limits, limits_of
from pipeline.reading import FileReader
from pipeline.scan import Listed, Seen, hashed, walk
from pipeline.stamp import reading_stamp
from pipeline.store import Store
from pipeline.worker import Read, Task, Understand, Worker
from pipeline.writers import replacing
from pipeline.writers.csv_tables import PROFILES, Profile

RUN_FILE = "run.json"

#: Who reads: the processes of this machine, or a Ray cluster (`pipeline.cluster`).
ENGINES = ("local", "ray")

#: natasha's slovnet, in the packed evaluation of `extractors.russian.ner`.
DEFAULT_WITNESS = "slovnet"

#: Understanding a pack takes under a second; a document of the greatest length allowed, a few minutes.
UNDERSTAND_SECONDS = 300.0


#: A folder of fewer documents may lose most of them by somebody's hand.
_MANY_DOCUMENTS = 20


class Progress:
    """What a run tells while it goes; the command line draws it, by default nobody hears it."""

    def phase(self, name: str, total: int | None = None) -> None:
        """A phase begins: scan, read, publish; `tables` where they are made for the store alone."""

    def step(self, done: int = 1, failed: int = 0) -> None:
        """So many files of the phase are done, so many of them in vain."""


@dataclass(frozen=True)
class Settings:
    """How a run goes.

    `workers` None is one for each core; `witness` names the NER model (`extractors.russian.ner`); `ready` tells which
    files may be looked at yet; without `outputs` the tables of the store are all that is made.
    """

    profile: Profile = PROFILES["excel"]
    workers: int | None = None
    limits: Limits = DEFAULT_LIMITS
    force: bool = False
    spacy: bool = False
    witness: str = DEFAULT_WITNESS
    ready: Callable[[Listed], bool] | None = None
    outputs: bool = True
    engine: str = "local"
    read: Read | None = None
    understand: Understand | None = None

    @property
    def stamp(self) -> str:
        """What a reading depends on besides the file."""
        return reading_stamp(self.configuration)

    @property
    def configuration(self) -> str:
        """The settings that a reading depends on."""
        return json.dumps([self.witness, asdict(self.limits)], sort_keys=True)

    @property
    def pack_seconds(self) -> float:
        """How long a pack may be silent: the reader of files has a clock of its own, which ends a slow file first."""
        return self.limits.seconds + UNDERSTAND_SECONDS

    @property
    def worker_count(self) -> int:
        """How many workers there are to be."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass
class Summary:
    """What a run did: files by status and errors by code, as they stand in files.csv; documents in the tables, and how
    many of them were read now; contents `read` (in vain too), `known` before and `removed`; whether the tables are
    `shown`, or there as Parquet alone.
    """

    inbox: Path | str
    output: Path
    files: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    documents_read: int = 0
    read: int = 0
    known: int = 0
    removed: int = 0
    changed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    interrupted: bool = False
    shown: bool = True
    failures: list[tuple[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for programs."""
        counts = {"files": dict(sorted(self.files.items())), "errors": dict(sorted(self.errors.items()))}
        folders = {"inbox": str(self.inbox), "output": str(self.output)}
        documents = {"documents": self.documents, "documents_read": self.documents_read}
        contents = {**documents, "read": self.read, "known": self.known, "removed": self.removed}
        return {**folders, **counts, **contents, "seconds": self.seconds, "interrupted": self.interrupted}

    @property
    def failed(self) -> int:
        """Files that could not be read."""
        return self.files["failed"] + self.files["empty"]


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


def settings_of(
    *,
    profile: str = "excel",
    headers: str = "en",
    workers: int | None = None,
    force: bool = False,
    spacy: bool = False,
    witness: str = DEFAULT_WITNESS,
    engine: str = "local",
    limits: Sequence[str] = (),
) -> Settings:
    """Settings by the words of the command line; UsageError when a word is not known."""
    if profile not in PROFILES:
        raise UsageError(f"no such profile: {profile} (there are {', '.join(PROFILES)})")
    if headers not in {"en", "ru"}:
        raise UsageError(f"no such heads: {headers} (there are en, ru)")
    if engine not in ENGINES:
        raise UsageError(f"no such engine: {engine} (there are {', '.join(ENGINES)})")
    chosen = replace(PROFILES[profile], russian_headers=headers == "ru")
    return Settings(
        profile=chosen,
        workers=workers,
        limits=limits_of(limits),
        force=force,
        spacy=spacy,
        witness=witness,
        engine=engine,
    )


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
    clock = Clock(summary.seconds)
    progress.phase("scan", len(listed))
    seen = Seen(summary.output)
    listed = hashed(listed, seen, progress.step)
    seen.keep(listed)
    clock.lap("scan")
    with Store.open(summary.output) as store:
        known = Known(store, settings.stamp, force=settings.force)
        tasks = known.tasks(listed)
        begin_reading(tasks, listed, summary, progress)
        entries = read_new(tasks, known, listed, partial(_read, known, settings, progress))
        clock.lap("read")
        if entries is None:
            summary.interrupted = True
            return
        if settings.outputs and not settings.force:
            refuse_if_gone(store, entries, summary)
        _publish(store, known, entries, settings, summary, progress)
    clock.lap("publish")
    if settings.outputs:
        write_log(summary, settings)


class Clock:
    """Seconds of the phases."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds, self._since = seconds, time.monotonic()

    def lap(self, name: str) -> None:
        """The phase of this name ends."""
        now = time.monotonic()
        self._seconds[name] = round(now - self._since, 3)
        self._since = now


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


def _publish(
    store: Store, known: Known, entries: list[Entry], settings: Settings, summary: Summary, progress: Progress
) -> None:
    """Tables and files, if anything differs from what the last run left."""
    count(entries, summary, known.read_now)
    unused = set(known.contents) - {entry.sha256 for entry in entries}
    summary.removed = len(unused)
    if unused:
        store.forget(sorted(unused))
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
    last = _log(summary.output).get("inbox")
    return not isinstance(last, str) or last == _absolute(summary.inbox)


def _absolute(inbox: Path | str) -> str:
    """The inbox whatever the folder it was named from; an address stays as it is."""
    return inbox if isinstance(inbox, str) and "://" in inbox else os.path.abspath(inbox)


def count(entries: list[Entry], summary: Summary, read_now: Container[str]) -> None:
    """The files of a run into its summary; `read_now` holds the hashes of what this run read."""
    summary.files.update(entry.status for entry in entries)
    summary.errors.update(entry.error_code for entry in entries if entry.error_code)
    summary.failures = [(entry.path, entry.error_code) for entry in entries if entry.error_code]
    documents = [entry.sha256 for entry in entries if entry.status == "ok" and entry.document_id]
    summary.documents = len(documents)
    summary.documents_read = sum(sha256 in read_now for sha256 in documents)


def left_behind(output: Path, settings: Settings) -> dict[str, Any]:
    """The outputs as the last run left them, if they were to be as now; nothing when there was none."""
    log = _log(output)
    same = log.get("profile") == asdict(settings.profile) and log.get("spacy") == settings.spacy
    outputs = log.get("outputs") if same else None
    return outputs if isinstance(outputs, dict) else {}


def _log(output: Path) -> dict[str, Any]:
    """run.json of the last run; nothing when there was none."""
    try:
        log = json.loads((output / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return log if isinstance(log, dict) else {}


def write_log(summary: Summary, settings: Settings) -> None:
    """run.json: versions, configuration, counts, durations; all that differs between two runs over the same letters."""
    log: dict[str, Any] = {
        "program": f"pismo {__version__}",
        "python": platform.python_version(),
        "system": platform.platform(),
        "stamp": settings.stamp,
        "inbox": _absolute(summary.inbox),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": summary.seconds,
        "engine": settings.engine,
        "workers": settings.worker_count,
        "profile": asdict(settings.profile),
        "spacy": settings.spacy,
        "limits": asdict(settings.limits),
        "files": dict(sorted(summary.files.items())),
        "errors": dict(sorted(summary.errors.items())),
        "documents": summary.documents,
        "contents_read": summary.read,
        "contents_known": summary.known,
        "contents_removed": summary.removed,
        "outputs": publish.inventory(summary.output),
    }
    with replacing(summary.output / RUN_FILE) as fresh:
        fresh.write_text(json.dumps(log, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="replace")
