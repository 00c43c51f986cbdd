"""The child of `pipeline.isolation`: a process that confines itself and answers requests to read.

Each message over the pipe is its length and a pickle. A request is (source, with members?, indexes done, indexes lost);
the answers are `Begin` before each file, (index, Found) after it, "tick" for a page recognised, None at the end, and
"memory" where there was not enough.
"""

from __future__ import annotations

import ctypes
import faulthandler
import os
import pickle
import resource
import signal
import socket
import struct
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, NoReturn

from pipeline.readers.limits import Limits
from pipeline.readers.walk import Found, trouble, walk

LENGTH: Final = struct.Struct("<Q")

_CLONE_NEWUSER: Final = 0x10000000
_CLONE_NEWNET: Final = 0x40000000
_PR_SET_PDEATHSIG: Final = 1


@dataclass(frozen=True, slots=True)
class Begin:
    """A file is about to be read: should the child die now, it died of this one."""

    index: int
    head: Found


def be_a_child(theirs: socket.socket, ours: socket.socket, limits: Limits) -> NoReturn:
    """Confines the process and answers requests until the parent closes the pipe; never returns."""
    status = 1
    try:
        ours.close()
        theirs.setblocking(True)
        _confine(limits)
        _serve(theirs)
        status = 0
    except (EOFError, BrokenPipeError, ConnectionResetError, KeyboardInterrupt):
        status = 0
    finally:
        os._exit(status)


def _confine(limits: Limits) -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    faulthandler.disable()
    # What libraries print is not for the person at the terminal.
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    _cut_network(libc)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + limits.memory_bytes
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _cut_network(libc: ctypes.CDLL) -> None:
    """A network of its own, without a way out; where the system forbids that, sockets are taken from Python."""
    if libc.unshare(_CLONE_NEWNET) == 0 or libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET) == 0:
        return

    class NoSocket(socket.socket):
        def connect(self, _address: Any) -> NoReturn:
            raise PermissionError("a reader has no network")

        connect_ex = connect

    socket.socket = NoSocket  # type: ignore[misc]


def _serve(pipe: socket.socket) -> None:
    while True:
        (length,) = LENGTH.unpack(_receive(pipe, LENGTH.size))
        source, members, done, lost = pickle.loads(_receive(pipe, length))  # noqa: S301 - the parent's own words
        source = replace(source, tick=lambda: _answer(pipe, "tick"))
        try:
            for index, found in walk(source, begin=lambda i, head: _answer(pipe, Begin(i, head)), done=done, lost=lost):
                _answer(pipe, (index, found))
                if not members:
                    break
            _answer(pipe, None)
        except MemoryError:
            del source
            _answer(pipe, "memory")
        except Exception as error:
            _answer(pipe, (0, Found("", error=trouble(error))))
            _answer(pipe, None)


def _receive(pipe: socket.socket, size: int) -> bytes:
    data = bytearray()
    while len(data) < size:
        piece = pipe.recv(min(size - len(data), 1 << 20))
        if not piece:
            raise EOFError
        data += piece
    return bytes(data)


def _answer(pipe: socket.socket, message: object) -> None:
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    pipe.sendall(LENGTH.pack(len(data)) + data)
