"""A piece of work in a process of its own, beside what goes on here."""

from __future__ import annotations

import ctypes
import gc
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_PR_SET_PDEATHSIG = 1


@contextmanager
def beside(work: Callable[[], object], *, apart: bool = True) -> Iterator[None]:
    """Do `work` while the block runs, and have it done when the block ends.

    Where it can not be done apart, or fails there, it is done here after the block, so that its error is raised here. A
    child dies with its parent: a run that is started after a killed one meets nobody else's work.
    """
    child = _fork(work) if apart and hasattr(os, "fork") else 0
    try:
        yield
    except BaseException:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        raise
    done = bool(child) and os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    if not done:
        work()


def _fork(work: Callable[[], object]) -> int:
    """The child's number; 0 where a child could not be bound to its parent."""
    gc.freeze()
    parent = os.getpid()
    child = os.fork()
    gc.unfreeze()
    if child:
        return child
    status = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _die_with_parent(parent)
        work()
        status = 0
    finally:
        # Without the farewell of the interpreter: what is open here belongs to the parent, its errors are told there.
        os._exit(status)


def _die_with_parent(parent: int) -> None:
    """Linux can do it; where it can not be had, the child gives up and the work is done in the parent."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0 or os.getppid() != parent:
        raise OSError("a child can not be bound to its parent here")
