"""A folder of letters to tables: files accounted for, read by workers, kept in the store, shown in the output folder.

    inbox -> scan -> what is not known yet -> pool of workers -> store, in groups -> publish -> output folder, run.json

A run may be killed at any moment: what was committed is not read again, and the next run ends with the bytes that an
uninterrupted one would have left.
"""

from __future__ import annotations

import gc
import json
import os
import platform
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline import __version__, publish
from pipeline.accounting import Entry, account, first_paths, settled
from pipeline.errors import ErrorCode, UsageError
from pipeline.locking import output_folder
from pipeline.pool import Done, Lost, Pool
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.reading import FileReader
from pipeline.scan import Listed, Seen, hashed, walk
from pipeline.stamp import reading_stamp
from pipeline.store import Content, Store
from pipeline.worker import Read, Task, Understand, Worker
from pipeline.writers import replacing
from pipeline.writers.csv_tables import PROFILES, Profile

RUN_FILE = "run.json"

#: Letters done together: enough for the NER model to be at its speed, few enough to lose little when a worker dies.
PACK_FILES = 16
PACK_BYTES = 8 << 20

#: Contents go to the store when so many are waiting, or so many bytes, or after so long: a commit costs a flush of the
#: disk.
GROUP_CONTENTS = 256
GROUP_BYTES = 16 << 20
GROUP_SECONDS = 2.0

#: Understanding a pack takes under a second; a document of the greatest length allowed, a few minutes.
UNDERSTAND_SECONDS = 300.0


class Progress:
    """What a run tells while it goes; the command line draws it, by default nobody hears it."""

    def phase(self, name: str, total: int | None = None) -> None:
        """A phase begins: scan, read, publish."""

    def step(self, done: int = 1, failed: int = 0) -> None:
        """So many files of the phase are done, so many of them in vain."""


@dataclass(frozen=True)
class Settings:
    """How a run goes. `workers` None is one for each core."""

    profile: Profile = PROFILES["excel"]
    workers: int | None = None
    limits: Limits = DEFAULT_LIMITS
    force: bool = False
    read: Read | None = None
    understand: Understand | None = None

    @property
    def stamp(self) -> str:
        """What a reading depends on besides the file."""
        return reading_stamp(json.dumps(asdict(self.limits), sort_keys=True))

    @property
    def worker_count(self) -> int:
        """How many workers there are to be."""
        return (
            self.workers or len(os.sched_getaffinity(0))
            if hasattr(os, "sched_getaffinity")
            else self.workers or os.cpu_count() or 1
        )


@dataclass
class Summary:
    """What a run did: files by status and errors by code, as they stand in files.csv; documents in the tables."""

    inbox: Path
    output: Path
    files: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    read: int = 0
    known: int = 0
    removed: int = 0
    changed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    interrupted: bool = False
    failures: list[tuple[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for programs."""
        counts = {"files": dict(sorted(self.files.items())), "errors": dict(sorted(self.errors.items()))}
        folders = {"inbox": str(self.inbox), "output": str(self.output)}
        contents = {"documents": self.documents, "read": self.read, "known": self.known, "removed": self.removed}
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

    Raises UsageError, LockedError or StoreError when the run can not be carried out; trouble of a file is a row in
    files.csv.
    """
    settings = settings_of(profile=profile, workers=workers, force=force)
    return run(Path(inbox), Path(output), settings, progress or Progress())


def settings_of(
    *, profile: str = "excel", headers: str = "en", workers: int | None = None, force: bool = False
) -> Settings:
    """Settings by the words of the command line; UsageError when a word is not known."""
    if profile not in PROFILES:
        raise UsageError(f"no such profile: {profile} (there are {', '.join(PROFILES)})")
    if headers not in {"en", "ru"}:
        raise UsageError(f"no such heads: {headers} (there are en, ru)")
    chosen = replace(PROFILES[profile], russian_headers=headers == "ru")
    return Settings(profile=chosen, workers=workers, force=force)


def run(inbox: Path, output: Path, settings: Settings, progress: Progress) -> Summary:
    """One run with these settings."""
    summary = Summary(inbox, output)
    clock = _Clock(summary.seconds)
    if output.exists() and inbox.exists() and output.resolve() == inbox.resolve():
        raise UsageError(f"{output} is the inbox itself: choose another output folder with -o")
    listed = walk(inbox, leave_out=output)
    with output_folder(output):
        progress.phase("scan", len(listed))
        seen = Seen(output)
        listed = hashed(listed, seen, progress.step)
        seen.keep(listed)
        clock.lap("scan")
        with Store.open(output) as store:
            known = _Known(store, settings)
            tasks = known.tasks(listed)
            summary.known = len({one.sha256 for one in listed if one.sha256}) - len(tasks)
            progress.phase("read", len(tasks))
            summary.read = len(tasks)
            summary.interrupted = not _read_all(tasks, known, settings, progress)
            clock.lap("read")
            if summary.interrupted:
                return summary
            _publish(store, known, listed, settings, summary, progress)
        clock.lap("publish")
        _write_log(summary, settings)
    return summary


class _Clock:
    """Seconds of the phases."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds, self._since = seconds, time.monotonic()

    def lap(self, name: str) -> None:
        now = time.monotonic()
        self._seconds[name] = round(now - self._since, 3)
        self._since = now


class _Known:
    """The contents that the store knows, without their letters, and those waiting to be committed."""

    def __init__(self, store: Store, settings: Settings) -> None:
        self._store = store
        self._settings = settings
        self._stamp = settings.stamp
        self._fresh: list[Content] = []
        self._since = time.monotonic()
        self.contents = {one.sha256: one for one in store.contents()}

    def tasks(self, listed: Iterable[Listed]) -> list[Task]:
        """The files to read: the first of each content that is not known, or known under another stamp or suffix."""
        first: dict[str, Listed] = {}
        for one in listed:
            if one.sha256 and not one.problem and not one.skipped:
                first.setdefault(one.sha256, one)
        return [
            Task(one.name, one.path, sha, one.size, one.suffix) for sha, one in first.items() if not self._is_known(one)
        ]

    def _is_known(self, one: Listed) -> bool:
        known = self.contents.get(one.sha256)
        if known is None or self._settings.force or known.stamp != self._stamp or known.suffix != one.suffix:
            return False
        return settled(known, self.contents)

    def add(self, contents: Iterable[Content]) -> None:
        """Take in what a worker read; it is committed when enough is waiting."""
        self._fresh += contents
        late = time.monotonic() - self._since > GROUP_SECONDS
        if (
            late
            or len(self._fresh) >= GROUP_CONTENTS
            or sum(len(one.letter or b"") for one in self._fresh) >= GROUP_BYTES
        ):
            self.commit()

    def lost(self, task: Task, *, timeout: bool) -> None:
        """A file that took its worker with it."""
        code = ErrorCode.TIMEOUT if timeout else ErrorCode.CRASHED
        message = (
            "the file took too long and was given up: split it, or report it"
            if timeout
            else "the program crashed on this file, twice: it was left out; please report it"
        )
        self.add([Content(task.sha256, task.suffix, self._stamp, task.size, "", "failed", code.value, message)])

    def commit(self) -> None:
        """Bring what is waiting to the store."""
        if self._fresh:
            self._store.commit(self._fresh)
            self.contents.update((one.sha256, replace(one, letter=None, entities=None)) for one in self._fresh)
            self._fresh = []
        self._since = time.monotonic()


def _read_all(tasks: list[Task], known: _Known, settings: Settings, progress: Progress) -> bool:
    """Read the files into the store; False when a person stopped it. What was read by then is kept."""
    if not tasks:
        return True
    worker = Worker(
        settings.read or FileReader(settings.limits), settings.understand or _understanding(), settings.stamp
    )
    # One child at a time is given more than its limit: the reader's own clock ends it first.
    pool: Pool[Task, list[Content]] = Pool(
        min(settings.worker_count, len(tasks)), worker, seconds=settings.limits.seconds + UNDERSTAND_SECONDS
    )
    gc.collect()
    gc.freeze()
    try:
        for outcome in pool.run(_packs(tasks)):
            if isinstance(outcome, Lost):
                known.lost(outcome.task, timeout=outcome.timeout)
                progress.step(1, 1)
            else:
                known.add(outcome.result)
                _tell(outcome, progress)
    except KeyboardInterrupt:
        return False
    finally:
        known.commit()
        gc.unfreeze()
    return True


def _tell(outcome: Done[Task, list[Content]], progress: Progress) -> None:
    of_tasks = {task.sha256 for task in outcome.tasks}
    failed = sum(one.sha256 in of_tasks and one.status != "ok" for one in outcome.result)
    progress.step(len(outcome.tasks), failed)


def _understanding() -> Understand:
    """The real thing, its models loaded before the workers are forked."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(variable, "1")  # one core a worker: threads of theirs would fight for the same cores
    from pipeline import letter

    letter.prepare()
    return letter.understand


def _packs(tasks: Iterable[Task]) -> Iterator[list[Task]]:
    """Tasks by packs: a large file goes with few others."""
    pack: list[Task] = []
    size = 0
    for task in tasks:
        if pack and (len(pack) >= PACK_FILES or size + task.size > PACK_BYTES):
            yield pack
            pack, size = [], 0
        pack.append(task)
        size += task.size
    if pack:
        yield pack


def _publish(
    store: Store, known: _Known, listed: list[Listed], settings: Settings, summary: Summary, progress: Progress
) -> None:
    """Tables and files, if anything differs from what the last run left."""
    entries = account(listed, known.contents)
    _count(entries, summary)
    unused = set(known.contents) - _used(listed, known.contents)
    summary.removed = len(unused)
    if unused:
        store.forget(sorted(unused))
    current = store.published == publish.files_fingerprint(entries)
    left = _left_behind(summary.output, settings.profile)
    there = publish.inventory(summary.output)
    if current and left == there:
        return
    progress.phase("publish")
    if not current:
        summary.changed = publish.fill_tables(store, summary.output, entries)
    spoiled = current and left.get("texts") != there["texts"]
    publish.write_outputs(store, summary.output, settings.profile, first_paths(entries), spoiled=spoiled)
    store.settle()


def _count(entries: list[Entry], summary: Summary) -> None:
    summary.files.update(entry.status for entry in entries)
    summary.errors.update(entry.error_code for entry in entries if entry.error_code)
    summary.failures = [(entry.path, entry.error_code) for entry in entries if entry.error_code]
    summary.documents = sum(entry.status == "ok" and bool(entry.document_id) for entry in entries)


def _used(listed: Iterable[Listed], contents: Mapping[str, Content]) -> set[str]:
    """Hashes of all contents that some file is or holds."""
    pending = [one.sha256 for one in listed if one.sha256 and not one.problem and not one.skipped]
    used: set[str] = set()
    while pending:
        sha256 = pending.pop()
        if sha256 not in used and sha256 in contents:
            used.add(sha256)
            pending += [member.sha256 for member in contents[sha256].members if member.sha256]
    return used


def _left_behind(output: Path, profile: Profile) -> dict[str, Any]:
    """The outputs as the last run left them in this profile; nothing when there was none."""
    try:
        log = json.loads((output / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    outputs = log.get("outputs") if isinstance(log, dict) and log.get("profile") == asdict(profile) else None
    return outputs if isinstance(outputs, dict) else {}


def _write_log(summary: Summary, settings: Settings) -> None:
    """run.json: versions, configuration, counts, durations; the only file that differs between two runs over the same
    letters.
    """
    log: dict[str, Any] = {
        "program": f"pismo {__version__}",
        "python": platform.python_version(),
        "system": platform.platform(),
        "stamp": settings.stamp,
        "inbox": str(summary.inbox),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": summary.seconds,
        "workers": settings.worker_count,
        "profile": asdict(settings.profile),
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
