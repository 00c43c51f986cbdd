"""A forked process that reads, held by its end of the pipe: requests go to it, Documents come back, it dies when told.

What comes back is unpickled by a reader that knows only the classes of a Document, whatever a file made of the process.
"""

from __future__ import annotations

import io
import os
import pickle
import resource
import select
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, Final

from pipeline.errors import ErrorCode
from pipeline.readers.child import LENGTH, be_a_child
from pipeline.readers.limits import Limits

#: A child that died is believed to have run out of memory if it had grown by this share of what it may have.
_MEMORY_SHARE: Final = 0.3
#: A message larger than this is no Document within the limits.
_LONGEST_MESSAGE: Final = 1 << 30

# A child hands back these classes and no others, whatever a file made of it.
_MODULES: Final = frozenset(
    {"extractors.document", "pipeline.readers.child", "pipeline.errors", "pipeline.readers.walk"}
)


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        # A dotted name would lead from these modules to all that they import.
        if module in _MODULES and "." not in name:
            found = super().find_class(module, name)
            if isinstance(found, type) and found.__module__ == module:
                return found
        raise pickle.UnpicklingError(f"a child may not hand back {module}.{name}")


class GoneError(Exception):
    """The child is dead or is not what it was: `code` says of what."""

    def __init__(self, code: ErrorCode) -> None:
        super().__init__(code)
        self.code = code


class Child:
    """A forked process that answers requests; the parent's end of it."""

    def __init__(self, limits: Limits) -> None:
        self.files = 0
        self._limits = limits
        self._resident = _resident_kilobytes()
        ours, theirs = socket.socketpair()
        sys.stdout.flush()
        sys.stderr.flush()
        self._pid = os.fork()
        if self._pid == 0:
            be_a_child(theirs, ours, limits)
        theirs.close()
        self._socket = ours
        self._socket.setblocking(False)

    def send(self, request: object, deadline: float) -> None:
        """Hands over a request; raises `GoneError` if the child does not take it in time."""
        data = pickle.dumps(request, protocol=pickle.HIGHEST_PROTOCOL)
        view = memoryview(LENGTH.pack(len(data)) + data)
        while view:
            self._wait(deadline, write=True)
            try:
                view = view[self._socket.send(view) :]
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._gone() from error

    def receive(self, deadline: float) -> Any:
        """The next message; raises `GoneError` if the child dies or its time is up."""
        (length,) = LENGTH.unpack(self._read(LENGTH.size, deadline))
        if length > _LONGEST_MESSAGE:
            raise GoneError(ErrorCode.CRASHED)
        data = self._read(length, deadline)
        try:
            return _Unpickler(io.BytesIO(data)).load()
        except (
            pickle.UnpicklingError,
            AttributeError,
            EOFError,
            ImportError,
            IndexError,
            TypeError,
            ValueError,
        ) as error:
            raise GoneError(ErrorCode.CRASHED) from error

    def kill(self, *, own: bool = True) -> None:
        """Ends the child at once; `own` is False in a process that was forked later and only holds a copy."""
        self._socket.close()
        if self._pid and own:
            _signal(self._pid)
            _reap(self._pid)
            self._pid = 0

    def _read(self, size: int, deadline: float) -> bytes:
        data = bytearray()
        while len(data) < size:
            self._wait(deadline, write=False)
            try:
                piece = self._socket.recv(min(size - len(data), 1 << 20))
            except BlockingIOError:
                continue
            except OSError as error:
                raise self._gone() from error
            if not piece:
                raise self._gone()
            data += piece
        return bytes(data)

    def _wait(self, deadline: float, *, write: bool) -> None:
        left = deadline - time.monotonic()
        poll = select.poll()
        poll.register(self._socket, select.POLLOUT if write else select.POLLIN)
        if left <= 0 or not poll.poll(left * 1000):
            raise GoneError(ErrorCode.TIMEOUT)

    def _gone(self) -> GoneError:
        """What the child died of: memory, if it had grown much, else a crash."""
        _signal(self._pid)
        grown = _reap(self._pid) - self._resident
        self._pid = 0
        memory = grown * 1024 > _MEMORY_SHARE * self._limits.memory_bytes
        return GoneError(ErrorCode.MEMORY if memory else ErrorCode.CRASHED)


def _signal(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return


def _reap(pid: int) -> int:
    """Waits for a dead child; its largest resident size in kilobytes."""
    try:
        return os.wait4(pid, 0)[2].ru_maxrss
    except ChildProcessError:
        return 0


def _resident_kilobytes() -> int:
    fields = Path("/proc/self/statm").read_text(encoding="ascii").split()
    return int(fields[1]) * resource.getpagesize() // 1024
