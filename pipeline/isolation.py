"""Reading in a child process with limits: no file can stop, bloat or lead astray the run.

The child is forked, has a limit on its address space, no network, no core dumps, and dies with its parent. It hands
back Documents over a pipe (`pipeline.forked`). One child reads many files, since forking costs milliseconds; when it
dies, the file it was reading is lost (tried once more in a fresh child, unless its time was up) and the next file gets a
new child.

    with IsolatedReader() as reader:
        for found in reader.read_all(Source.of(Path("box.zip"))): ...
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from extractors.document import Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.forked import Child, GoneError
from pipeline.readers.child import Begin
from pipeline.readers.limits import Limits
from pipeline.readers.source import Source
from pipeline.readers.walk import Found

#: A child is replaced after so many files: what libraries leak stays small.
FILES_PER_CHILD: Final = 200
#: The index of no file.
_BETWEEN: Final = -1

_MESSAGES: Final = {
    ErrorCode.TIMEOUT: "reading took longer than {seconds:g} seconds; split the file or raise the limit",
    ErrorCode.MEMORY: "the file needs more than {memory} MB of memory; split it or raise the limit",
    ErrorCode.CRASHED: "the program that reads this format broke down on it; open the file and save it anew",
}


class IsolatedReader:
    """Reads files one after another in a child; safe to use from one thread. Close it, or use it in a `with`."""

    def __init__(self, limits: Limits | None = None, *, files_per_child: int = FILES_PER_CHILD) -> None:
        self._limits = limits or Limits()
        self._files_per_child = files_per_child
        self._child: Child | None = None
        self._owner = os.getpid()

    def __getstate__(self) -> tuple[Limits, int]:
        return self._limits, self._files_per_child

    def __setstate__(self, state: tuple[Limits, int]) -> None:
        IsolatedReader.__init__(self, state[0], files_per_child=state[1])

    def __enter__(self) -> IsolatedReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Ends the child; that of a process this one was forked from is left alone."""
        if self._child is not None:
            self._child.kill(own=self._owner == os.getpid())
            self._child = None
        self._owner = os.getpid()

    def read(self, source: Source) -> Document:
        """The Document of a file, its members left alone; raises `ReadError`."""
        found = self._run(source, members=False, alive=_nothing)[0]
        if found.error is not None:
            raise found.error
        if found.document is None:
            message = f"a file of the format {found.format} has no text of its own"
            raise ReadError(ErrorCode.UNSUPPORTED_FORMAT, message)
        return found.document

    def read_all(self, source: Source, alive: Callable[[], None] | None = None) -> list[Found]:
        """A file and all its members, containers before their members; `alive` is called as long as it goes on."""
        return self._run(source, members=True, alive=alive or _nothing)

    def _run(self, source: Source, *, members: bool, alive: Callable[[], None]) -> list[Found]:
        found: dict[int, Found] = {}
        lost: set[int] = set()
        tried: set[int] = set()
        while True:
            begun: list[Begin] = []
            try:
                self._ask(source, members, frozenset(found) - lost, frozenset(lost), found, begun, alive)
                break
            except GoneError as gone:
                self.close()
                # Between two files it died while a container was unpacked: the file itself answers for that.
                index = begun[-1].index if begun and begun[-1].index not in found else _BETWEEN
                if index not in tried and gone.code is not ErrorCode.TIMEOUT:
                    tried.add(index)
                    continue
                error = self._error(gone.code)
                if index == _BETWEEN:
                    whole = found.get(0) or Found(source.name, suffix=source.suffix, error=error)
                    found[0] = replace(whole, members_error=error)
                    break
                found[index] = replace(begun[-1].head, error=error)
                lost.add(index)
        order = sorted(found)
        places = {index: place for place, index in enumerate(order)}
        return [_renumbered(found[index], places) for index in order]

    def _ask(
        self,
        source: Source,
        members: bool,
        done: frozenset[int],
        lost: frozenset[int],
        found: dict[int, Found],
        begun: list[Begin],
        alive: Callable[[], None],
    ) -> None:
        """One request to the child; fills `found` and `begun` as it goes."""
        if self._child is None or self._child.files >= self._files_per_child or self._owner != os.getpid():
            self.close()
            self._child = Child(self._limits)
        child = self._child
        child.files += 1
        limits = self._limits
        plain = Source(source.name, source.path, source.content, limits, source.depth, source.refusal, source.meta)
        deadline = time.monotonic() + limits.seconds
        child.send((plain, members, done, lost), deadline)
        while True:
            message = child.receive(deadline)
            alive()
            if message is None:
                return
            if isinstance(message, Begin):
                begun.append(message)
                deadline = time.monotonic() + limits.seconds
            elif message == "tick":
                deadline = max(deadline, time.monotonic() + limits.ocr_page_seconds)
            elif isinstance(message, tuple):
                found[message[0]] = message[1]
                deadline = time.monotonic() + limits.seconds
            else:
                raise GoneError(ErrorCode.MEMORY)

    def _error(self, code: ErrorCode) -> ReadError:
        limits = self._limits
        return ReadError(code, _MESSAGES[code].format(seconds=limits.seconds, memory=limits.memory_bytes >> 20))


def read_isolated(source: Source, limits: Limits | None = None) -> Document:
    """The Document of one file, read in a child of its own; raises `ReadError`.

    >>> read_isolated(Source.of("Исх. № 5".encode(), "a.txt")).text
    'Исх. № 5'
    """
    with IsolatedReader(limits or source.limits, files_per_child=1) as reader:
        return reader.read(source)


def _nothing() -> None:
    """The default of `alive`."""


def _renumbered(found: Found, places: dict[int, int]) -> Found:
    return found if found.holder is None else replace(found, holder=places[found.holder])
