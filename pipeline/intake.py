"""Reading what is not known yet: which files, by which workers, into which groups of the store."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from pipeline.accounting import Entry, account, misread, settled
from pipeline.contents import Content
from pipeline.errors import ErrorCode
from pipeline.pool import Lost, Pool
from pipeline.readers.source import MEMBER_SIGN
from pipeline.scan import Listed
from pipeline.worker import Task, Worker, context_of, suffix_of

#: Letters done together: enough for the NER model to be at its speed, few enough to lose little when a worker dies.
PACK_FILES = 16
PACK_BYTES = 8 << 20

#: Contents go to the store when so many are waiting, or so many bytes, or after so long: a commit costs a flush of the
#: disk.
GROUP_CONTENTS = 256
GROUP_BYTES = 16 << 20
GROUP_SECONDS = 2.0

#: What is told of a file that took its worker with it.
_LOST = {
    ErrorCode.TIMEOUT: "the file took too long and was given up: split it, or report it",
    ErrorCode.CRASHED: "the program crashed on this file, twice: it was left out; please report it",
}


class Keeper(Protocol):
    """What keeps contents: the store."""

    def contents(self) -> Iterable[Content]: ...

    def commit(self, contents: Iterable[Content]) -> None: ...


class Known:
    """The contents that the store knows under one stamp, without their letters, and those waiting to be committed;
    `read_now`: the hashes of those that came in by this run.
    """

    def __init__(self, store: Keeper, stamp: str, *, force: bool = False) -> None:
        self._store, self._stamp, self._force = store, stamp, force
        self._fresh: list[Content] = []
        self._size = 0
        self._since = time.monotonic()
        self.read_now: set[str] = set()
        self.contents = {one.sha256: one for one in store.contents()}

    def tasks(self, listed: Iterable[Listed]) -> list[Task]:
        """The files to read: the first of each content that is not known, or known under another stamp."""
        first: dict[str, Listed] = {}
        for one in listed:
            if one.readable:
                first.setdefault(one.sha256, one)
        return [task_of(one) for one in first.values() if self._force or not self._is_known(one.sha256)]

    def _is_known(self, sha256: str) -> bool:
        known = self.contents.get(sha256)
        return known is not None and known.stamp == self._stamp and settled(known, self.contents)

    def add(self, contents: Iterable[Content], only: Mapping[str, str] | None = None) -> None:
        """Take in what a worker read; it is committed when enough is waiting. `only`: hashes wanted, with their
        contexts.
        """
        for one in contents:
            wanted = self._is_better(one) if only is None else only.get(one.sha256) == one.context
            if wanted:
                self._take(one)
        late = time.monotonic() - self._since > GROUP_SECONDS
        if late or len(self._fresh) >= GROUP_CONTENTS or self._size >= GROUP_BYTES:
            self.commit()

    def _is_better(self, one: Content) -> bool:
        """New, or read under another stamp, or again; else a container met too deep in another has more elsewhere."""
        known = self.contents.get(one.sha256)
        if known is None or known.stamp != one.stamp or not self._is_known(one.sha256):
            return True
        if self._force and one.sha256 not in self.read_now:
            return True
        return _refused(one) < _refused(known)

    def _take(self, one: Content) -> None:
        self.read_now.add(one.sha256)
        self._fresh.append(one)
        self._size += len(one.letter or b"")
        self.contents[one.sha256] = replace(one, letter=None, entities=None)

    def commit(self) -> None:
        """Bring what is waiting to the store."""
        if self._fresh:
            self._store.commit(self._fresh)
            self._fresh, self._size = [], 0
        self._since = time.monotonic()


def lost(outcome: Lost[Task], stamp: str) -> Content:
    """What is kept of a file that took its worker with it."""
    task, code = outcome.task, ErrorCode.TIMEOUT if outcome.timeout else ErrorCode.CRASHED
    one = Content(task.sha256, context_of(task.suffix), stamp, task.size, status="failed")
    return replace(one, error_code=code.value, error_message=_LOST[code])


def _refused(one: Content) -> int:
    return sum(not member.sha256 for member in one.members)


def task_of(one: Listed) -> Task:
    """What a worker is told of a file."""
    return Task(one.name, one.path, one.sha256, one.size, suffix_of(one.name), one.folder)


#: Reads tasks into the contents known, of a second reading only the hashes wanted, with their contexts; False when a
#: person stopped it.
ReadTasks = Callable[[list[Task], Mapping[str, str] | None], bool]


def read_new(tasks: list[Task], known: Known, listed: list[Listed], read: ReadTasks) -> list[Entry] | None:
    """Read the tasks; the account of all files listed, None when a person stopped it."""
    if tasks and not read(tasks, None):
        return None
    entries = account(listed, known.contents)
    wrong = misread(entries, known.contents)
    if not wrong:
        return entries
    # The file at the head of the path where each is known by: read once more, for these contents alone.
    heads = {path.split(MEMBER_SIGN, 1)[0] for _, path in wrong.values()}
    again = [task_of(one) for one in listed if one.readable and one.name.split(MEMBER_SIGN, 1)[0] in heads]
    if not read(again, {sha256: context for sha256, (context, _) in wrong.items()}):
        return None
    return account(listed, known.contents)


def read_files(
    tasks: list[Task],
    known: Known,
    worker: Worker,
    *,
    workers: int,
    seconds: float,
    step: Callable[[int, int], None],
    only: Mapping[str, str] | None = None,
) -> bool:
    """Read the files into the store; False when a person stopped it. What was read by then is kept.

    `seconds` is the longest a pack may be silent; `step` is told how many files are done, how many of them in vain.
    """
    pool: Pool[Task, list[Content]] = Pool(min(workers, len(tasks)), worker, seconds=seconds)
    gc.collect()
    gc.freeze()  # what the workers share with the parent is not looked at, and so not copied, by their collectors
    try:
        for outcome in pool.run(packs(tasks)):
            if isinstance(outcome, Lost):
                known.add([lost(outcome, worker.stamp)])
                step(1, 1)
            else:
                known.add(outcome.result, only)
                of_tasks = {task.sha256 for task in outcome.tasks}
                failed = sum(one.sha256 in of_tasks and one.status != "ok" for one in outcome.result)
                step(len(outcome.tasks), failed)
    except KeyboardInterrupt:
        return False
    finally:
        known.commit()
        gc.unfreeze()
    return True


def packs(tasks: Iterable[Task]) -> Iterator[list[Task]]:
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
