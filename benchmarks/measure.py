"""CPU seconds of a piece of work, each in a fresh copy of this process, so that none warms the caches of another.

    result, seconds = in_child(task)

The parent loads the models and reads some other letters first, as a run that has been going for a while; every child
begins from there. Seconds are of user and system, those of the child's own children included.
"""

from __future__ import annotations

import ctypes
import gc
import os
import pickle
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

T = TypeVar("T")

#: One thread a library: set before numpy is imported, or it counts for nothing.
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")


def one_thread() -> None:
    """Keep numpy on one thread; call it before anything imports numpy."""
    for name in THREADS:
        os.environ[name] = "1"


_PR_SET_CHILD_SUBREAPER = 36


class ChildFailedError(RuntimeError):
    """The work in a child raised; the message is its traceback."""


def in_child(task: Callable[[], T]) -> tuple[T, float]:
    """What the task returned in a forked child, and the CPU seconds it took there."""
    gc.collect()
    gc.freeze()  # what the parent holds is no work for the collector of the child
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.close(reading)
            with os.fdopen(writing, "wb") as pipe:
                pickle.dump(_outcome(task), pipe)
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        data = pipe.read()
    os.waitpid(child, 0)
    if not data:
        raise ChildFailedError("the child ended without a word")
    error, result, seconds = pickle.loads(data)
    if error:
        raise ChildFailedError(error)
    return result, seconds


def _outcome(task: Callable[[], Any]) -> tuple[str, Any, float]:
    _adopt_orphans()
    started = cpu()
    try:
        result = task()
    except Exception:  # told by the parent
        return traceback.format_exc(), None, 0.0
    _wait_for_orphans()
    return "", result, cpu() - started


def _adopt_orphans() -> None:
    """Become the parent of grandchildren whose parent ends first, or their CPU would be nobody's (Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _wait_for_orphans() -> list[resource.struct_rusage]:
    """What each of the children that are left used, when all have ended."""
    used = []
    while True:
        try:
            used.append(os.wait4(-1, 0)[2])
        except ChildProcessError:
            return used


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


@dataclass
class Clock:
    """CPU seconds by name, added up."""

    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Count what is done inside."""
        started = time.process_time()
        try:
            yield
        finally:
            self.seconds[name] = self.seconds.get(name, 0.0) + time.process_time() - started

    def watch(self, owner: Any, method: str, name: str) -> None:
        """Count every call of a function of a module or a class: in a child only, it is never put back."""
        original = getattr(owner, method)

        def counted(*arguments: Any, **named: Any) -> Any:
            with self.of(name):
                return original(*arguments, **named)

        setattr(owner, method, counted)


@dataclass(frozen=True)
class Run:
    """A command that ended: seconds on the wall, CPU seconds, memory of its largest process in MB."""

    wall: float
    cpu: float
    memory: float


def command(words: Sequence[str]) -> Run:
    """Run a command to its end; CalledProcessError when it fails."""
    _adopt_orphans()
    started = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    said = process.stderr.read()
    process.stderr.close()
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: some files could not be read
        raise subprocess.CalledProcessError(process.returncode, words, stderr=said)
    all_used = (used, *_wait_for_orphans())
    cpu_seconds = sum(one.ru_utime + one.ru_stime for one in all_used)
    return Run(wall, cpu_seconds, max(one.ru_maxrss for one in all_used) / 1024)
