"""Worker processes that may die: a pool that loses nothing but the one task that kills its worker twice.

    Pool(workers, work).run(packs) -> Done(tasks, result) … Lost(task, why)

A pack is a list of tasks done together (letters go through the NER model many at a time). When a worker dies, the tasks
of its pack are tried again one by one; a task that takes its worker with it again is lost, and only that one. Workers
are forked, so that what the parent loaded is shared with them; where the system can not fork they are spawned and load
their own.
"""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Result = TypeVar("Result")

#: A pack waits at the worker while it does another, so that it is never idle while the parent writes to the store.
_PACKS_AHEAD = 2

#: So many tasks, and a worker is followed by a fresh one: what it remembers of words is bounded, but the memory it lies in
#: is in pieces that grow for a long time. A fresh worker has all models at once and some thousand words to learn.
_TASKS_OF_A_WORKER = 2_500

#: How often the clock of a worker is looked at.
_LOOK_SECONDS = 1.0

#: When a worker looks for cycles to free: seldom, since letters are made of plain values that need no search, and each
#: search goes through all that the worker remembers of words (a tenth of its time at the thresholds of Python).
_COLLECTED_AFTER = (200_000, 20, 50)


@dataclass(frozen=True, slots=True)
class Done(Generic[Task, Result]):
    """A pack that was done, with what `work` returned."""

    tasks: Sequence[Task]
    result: Result


@dataclass(frozen=True, slots=True)
class Lost(Generic[Task]):
    """A task that took its worker with it twice: `timeout` when the clock of the pool ended it, `words` what the worker
    said last.
    """

    task: Task
    timeout: bool
    words: str = ""


@dataclass(slots=True)
class _Pack(Generic[Task]):
    tasks: list[Task]
    retried: bool = False


@dataclass(eq=False)
class _Worker(Generic[Task]):
    process: BaseProcess
    pipe: Connection
    packs: deque[_Pack[Task]] = field(default_factory=deque)
    given: int = 0
    since: float = 0.0
    late: bool = False
    words: str = ""


class Pool(Generic[Task, Result]):
    """`work` runs in the workers on one pack after another; `seconds` is the longest a pack may take between two signs
    of life.

    `work` is called with the pack and a function `alive`, to be called when a long pack has made a step. `apart` starts
    workers afresh instead of forking them: for a process full of threads. `lasting` workers wait for the next `run`.
    After some `tasks` a worker is replaced.
    """

    def __init__(
        self,
        workers: int,
        work: Callable[[list[Task], Callable[[], None]], Result],
        *,
        seconds: float,
        apart: bool = False,
        lasting: bool = False,
        tasks: int = _TASKS_OF_A_WORKER,
    ) -> None:
        forked = not apart and "fork" in multiprocessing.get_all_start_methods()
        self._context: Any = multiprocessing.get_context("fork" if forked else "spawn")
        self._lasting = lasting
        self._number = max(1, workers)
        self._work = work
        self._seconds = seconds
        self._tasks = tasks
        self._workers: list[_Worker[Task]] = []

    def run(self, packs: Iterable[list[Task]]) -> Iterator[Done[Task, Result] | Lost[Task]]:
        """Outcomes as they come, in no order. Leaving the loop early ends the workers."""
        waiting = iter(packs)
        again: deque[_Pack[Task]] = deque()
        done = False
        try:
            while not done:
                self._feed(waiting, again)
                done = not any(worker.packs for worker in self._workers)
                if not done:
                    yield from self._outcomes(again)
        finally:
            if not (done and self._lasting):
                self._end()

    def _feed(self, waiting: Iterator[list[Task]], again: deque[_Pack[Task]]) -> None:
        """Give every worker its packs; workers are started when there is something to do, ended when they are tired."""
        for tired in [worker for worker in self._workers if worker.given >= self._tasks and not worker.packs]:
            tired.pipe.close()
            tired.process.join()
            self._workers.remove(tired)
        for depth in range(1, _PACKS_AHEAD + 1):
            for place in range(self._number):
                worker = self._workers[place] if place < len(self._workers) else None
                if worker is not None and (len(worker.packs) >= depth or worker.given >= self._tasks):
                    continue
                pack = _next(waiting, again)
                if pack is None:
                    return
                if worker is None:
                    worker = self._start()
                    self._workers.append(worker)
                self._send(worker, pack)

    @staticmethod
    def _send(worker: _Worker[Task], pack: _Pack[Task]) -> None:
        if not worker.packs:
            worker.since = time.monotonic()
        worker.packs.append(pack)
        worker.given += len(pack.tasks)
        try:
            worker.pipe.send(pack.tasks)
        except OSError:
            return  # it died just now: the sentinel tells, and the pack is in its list

    def _start(self) -> _Worker[Task]:
        ours, theirs = self._context.Pipe()
        # A forked worker holds copies of the parent's ends of all pipes; unless it closes them, none would see the
        # parent end.
        others = (
            [ours, *(worker.pipe for worker in self._workers)] if self._context.get_start_method() == "fork" else []
        )
        process = self._context.Process(target=_serve, args=(theirs, others, self._work), daemon=False)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _outcomes(self, again: deque[_Pack[Task]]) -> Iterator[Done[Task, Result] | Lost[Task]]:
        ready = wait(
            [worker.pipe for worker in self._workers] + [worker.process.sentinel for worker in self._workers],
            _LOOK_SECONDS,
        )
        for worker in list(self._workers):
            if worker.pipe in ready or worker.process.sentinel in ready:
                yield from self._answers(worker, again)
            elif worker.packs and time.monotonic() - worker.since > self._seconds:
                worker.late = True
                worker.process.kill()  # the sentinel tells in the next turn

    def _answers(self, worker: _Worker[Task], again: deque[_Pack[Task]]) -> Iterator[Done[Task, Result] | Lost[Task]]:
        try:
            while worker.pipe.poll():
                kind, result = worker.pipe.recv()
                worker.since = time.monotonic()
                if kind == "done":
                    yield Done(worker.packs.popleft().tasks, result)
                elif kind == "broken":
                    worker.words = result
            if worker.process.is_alive():
                return
        except (EOFError, OSError):
            pass  # the pipe of a dead worker; what it had begun is taken up below
        yield from self._bury(worker, again)

    def _bury(self, worker: _Worker[Task], again: deque[_Pack[Task]]) -> Iterator[Lost[Task]]:
        worker.process.join()
        worker.pipe.close()
        self._workers.remove(worker)
        if not worker.packs:
            return
        begun = worker.packs.popleft()
        if begun.retried:
            yield Lost(begun.tasks[0], worker.late, worker.words)
        else:
            again.extend(_Pack([task], retried=True) for task in begun.tasks)
        again.extendleft(reversed(worker.packs))

    def _end(self) -> None:
        for worker in self._workers:
            if worker.packs:
                worker.process.kill()
            worker.pipe.close()
        for worker in self._workers:
            worker.process.join()
        self._workers.clear()


def _next(waiting: Iterator[list[Task]], again: deque[_Pack[Task]]) -> _Pack[Task] | None:
    if again:
        return again.popleft()
    tasks = next(waiting, None)
    return None if tasks is None else _Pack(tasks)


def _serve(pipe: Connection, others: list[Connection], work: Callable[[list[Any], Callable[[], None]], Any]) -> None:
    """The life of a worker: until the parent closes the pipe. Ctrl-C is the parent's business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(*_COLLECTED_AFTER)
    for other in others:
        other.close()
    try:
        while True:
            tasks = pipe.recv()
            pipe.send(("done", work(tasks, lambda: pipe.send(("alive", None)))))
    except (EOFError, OSError):
        pass  # the parent has gone
    except Exception:
        pipe.send(("broken", traceback.format_exc()))
    finally:
        # Without the farewell of the interpreter: what is open here belongs to the parent.
        os._exit(0)
