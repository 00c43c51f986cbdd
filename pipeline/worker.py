"""What a worker does: files -> what was found in them -> letters -> contents for the store, many files at a time.

Reading is done file by file, in a child with limits (`pipeline.isolation`); understanding is done for all documents of
the pack at once, since the NER model is fast over many texts together. No trouble of one file is trouble of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from extractors.document import Document
from pipeline.codec import encode_entities, encode_letter
from pipeline.contents import Content, Member
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.source import Source
from pipeline.readers.walk import Found
from pipeline.records import Letter
from pipeline.rows import own_reference

#: Refused because of where a member stands, not of what it is: the same bytes may be read elsewhere.
_OF_THE_PLACE = frozenset({ErrorCode.ARCHIVE_TOO_DEEP, ErrorCode.ARCHIVE_BOMB, ErrorCode.UNSAFE_NAME})


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read: its shown name, where it lies, the hash and size it had when the folder was listed."""

    name: str
    path: str
    sha256: str
    size: int
    suffix: str
    folder: bool = False


class Read(Protocol):
    """A file with all that it holds, containers before their members; the first found is the file itself."""

    def __call__(self, task: Task, alive: Callable[[], None]) -> list[Found]: ...


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
        found: list[list[Found]] = []
        for task in tasks:
            found.append(_unchanged(task, self.read(task, alive)))
            alive()
        letters = self._letters(one for of_task in found for one in of_task)
        contents: dict[str, Content] = {}
        for of_task in found:
            for content in self._contents(of_task, letters):
                contents.setdefault(content.sha256, content)
        return list(contents.values())

    def _letters(self, found: Iterable[Found]) -> dict[str, Letter | Exception]:
        """By hash: the same bytes are understood once."""
        documents: dict[str, Document] = {}
        for one in found:
            if one.document is not None:
                documents.setdefault(one.sha256, one.document)
        return dict(zip(documents, self.understand(list(documents.values())), strict=True)) if documents else {}

    def _contents(self, found: Sequence[Found], letters: dict[str, Letter | Exception]) -> Iterator[Content]:
        members: dict[int, list[Member]] = {}
        contexts: list[str] = []
        for one in found:
            if one.holder is None:
                contexts.append(context_of(one.suffix))
            else:
                members.setdefault(one.holder, []).append(_member(one))
                contexts.append(context_of(one.suffix, contexts[one.holder], found[one.holder].sha256))
        for place, one in enumerate(found):
            if one.sha256 and not _refused(one):
                held = tuple(members.get(place, ()))
                yield self._content(one, contexts[place], letters.get(one.sha256), held)

    def _content(
        self, one: Found, context: str, letter: Letter | Exception | None, members: tuple[Member, ...]
    ) -> Content:
        head = Content(one.sha256, context, self.stamp, one.size, one.format, members=members)
        if one.error is not None:
            status = "empty" if one.error.code is ErrorCode.EMPTY else "failed"
            return replace(head, status=status, error_code=one.error.code.value, error_message=one.error.message)
        if isinstance(letter, Exception):
            return replace(head, status="failed", error_code=ErrorCode.CRASHED.value, error_message=_failure(letter))
        if one.members_error is not None:
            # A mail whose attachments break off is still a letter; a broken archive is nothing.
            code, message = one.members_error.code.value, one.members_error.message
            head = replace(head, status="failed" if letter is None else "ok", error_code=code, error_message=message)
        if letter is None:
            return head
        _, date = own_reference(letter)
        entities = encode_entities(date, letter)
        return replace(head, has_letter=True, letter=encode_letter(letter), entities=entities)


def context_of(suffix: str, holder: str = "", holder_sha256: str = "") -> str:
    """What the reading of some bytes depends on beside them: the suffix of the name, and for a member what holds it.

    An attachment knows the passport of its message; the same file in the inbox does not.

    >>> context_of("docx"), context_of("docx", "zip", "ab") == context_of("docx", "zip", "cd")
    ('docx', False)
    """
    if not holder_sha256:
        return suffix
    return hashlib.sha256("\0".join((holder, holder_sha256, suffix)).encode("utf-8", "replace")).hexdigest()[:16]


def suffix_of(name: str) -> str:
    """The suffix of a name in the inbox or in a container, as its reader sees it.

    >>> suffix_of("box.zip!a/Letter.DOCX")
    'docx'
    """
    return Source(name=name).suffix


def _failure(error: Exception) -> str:
    """What files.csv says of a document that the program failed on: its own fault, not the file's."""
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return f"the program failed on this document ({detail}); please report it"


def _refused(one: Found) -> bool:
    return one.holder is not None and one.error is not None and one.error.code in _OF_THE_PLACE


def _member(one: Found) -> Member:
    if one.error is not None and (_refused(one) or not one.sha256):
        return Member(one.name, "", one.error.code.value, one.error.message)
    return Member(one.name, one.sha256)


def _unchanged(task: Task, found: list[Found]) -> list[Found]:
    """What was found, under the hash of the list; when the bytes are others now, an error: the next run reads them."""
    whole = found[0]
    if task.folder:
        # A folder has no bytes of its own: its hash is that of the list.
        return [replace(whole, sha256=task.sha256, size=task.size, suffix=task.suffix), *found[1:]]
    if whole.sha256 == task.sha256:
        return found
    plain = Found(whole.name, sha256=task.sha256, size=task.size, suffix=task.suffix, error=whole.error)
    if whole.error is not None and not whole.sha256:
        return [plain]
    message = "the file changed while the run was reading: run again"
    return [replace(plain, error=ReadError(ErrorCode.VANISHED, message))]
