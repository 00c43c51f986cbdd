"""What a worker does: files -> readings -> letters -> contents for the store, many files at a time.

Reading is done file by file, each in a child with limits (`pipeline.isolation`); understanding is done for all
documents of the pack at once, since the NER model is fast over many texts together. No trouble of one file is trouble
of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from extractors.document import Document
from pipeline.codec import encode_entities, encode_letter
from pipeline.errors import ErrorCode, ReadError
from pipeline.records import Letter
from pipeline.rows import own_reference
from pipeline.store import Content, Member

#: Refused because of where a member stands, not of what it is: the same bytes may be read elsewhere.
_OF_THE_PLACE = frozenset({ErrorCode.ARCHIVE_TOO_DEEP, ErrorCode.ARCHIVE_BOMB, ErrorCode.UNSAFE_NAME})


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: its shown name, where it lies, the hash it had when the folder was listed."""

    name: str
    path: str
    sha256: str
    size: int
    suffix: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one file or member: a document, or an error, or (a container) neither. `holder` is the index of the
    container in the list of readings, None for the file itself; `name` the name within it."""

    name: str
    holder: int | None = None
    sha256: str = ""
    size: int = 0
    suffix: str = ""
    format: str = ""
    document: Document | None = None
    error: ReadError | None = None


class Read(Protocol):
    """Read a file with all that it holds; containers before their members."""

    def __call__(self, task: Task, alive: Callable[[], None]) -> list[Reading]: ...


class Understand(Protocol):
    """Documents to letters, one for one; the exception in the place of a document that failed."""

    def __call__(self, documents: Sequence[Document]) -> Sequence[Letter | Exception]: ...


@dataclass(frozen=True)
class Worker:
    """The work of a pool: a list of tasks to the contents found in them."""

    read: Read
    understand: Understand
    stamp: str

    def __call__(self, tasks: list[Task], alive: Callable[[], None]) -> list[Content]:
        """All contents of the pack; each content once."""
        readings: list[list[Reading]] = []
        for task in tasks:
            readings.append(self.read(task, alive))
            alive()
        flat = [reading for of_task in readings for reading in of_task]
        letters = self._letters(flat)
        contents: dict[str, Content] = {}
        for of_task in readings:
            for content in self._contents(of_task, letters):
                contents.setdefault(content.sha256, content)
        return list(contents.values())

    def _letters(self, readings: Iterable[Reading]) -> dict[str, Letter | Exception]:
        """By hash: the same bytes are understood once."""
        documents = {reading.sha256: reading.document for reading in readings if reading.document is not None}
        return dict(zip(documents, self.understand(list(documents.values())), strict=True)) if documents else {}

    def _contents(self, readings: Sequence[Reading], letters: dict[str, Letter | Exception]) -> Iterable[Content]:
        members: dict[int, list[Member]] = {}
        for reading in readings:
            if reading.holder is not None:
                members.setdefault(reading.holder, []).append(_member(reading))
        for place, reading in enumerate(readings):
            if reading.sha256 and not _refused(reading):
                yield self._content(reading, letters.get(reading.sha256), tuple(members.get(place, ())))

    def _content(self, reading: Reading, letter: Letter | Exception | None, members: tuple[Member, ...]) -> Content:
        head = (reading.sha256, reading.suffix, self.stamp, reading.size, reading.format)
        if reading.error is not None:
            status = "empty" if reading.error.code is ErrorCode.EMPTY else "failed"
            return Content(*head, status, reading.error.code.value, reading.error.message, members)
        if isinstance(letter, Exception):
            return Content(*head, "failed", ErrorCode.CRASHED.value, failed_message(letter), members)
        if letter is None:
            return Content(*head, members=members)
        _, date = own_reference(letter)
        return Content(
            *head,
            members=members,
            has_letter=True,
            letter=encode_letter(letter),
            entities=encode_entities(date, letter),
        )


def failed_message(error: Exception) -> str:
    """What files.csv says of a document that the program failed on: its own fault, not the file's."""
    return f"the program failed on this document ({type(error).__name__}: {error}); please report it"[:500]


def _refused(reading: Reading) -> bool:
    return reading.holder is not None and reading.error is not None and reading.error.code in _OF_THE_PLACE


def _member(reading: Reading) -> Member:
    if reading.error is not None and (_refused(reading) or not reading.sha256):
        return Member(reading.name, "", reading.error.code.value, reading.error.message)
    return Member(reading.name, reading.sha256)


def changed_since(task: Task, data: bytes) -> ReadError | None:
    """Whether the bytes are still those that were listed; else the next run reads them under their own hash."""
    if hashlib.sha256(data).hexdigest() == task.sha256:
        return None
    return ReadError(ErrorCode.VANISHED, "the file changed while the run was reading: run again")
