"""A file with all that it holds, read one after another: the container first, then its members, depth first."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from extractors.document import Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import CONTAINERS, READERS, members, read, sniff
from pipeline.readers.source import MEMBER_SIGN, Source


@dataclass(frozen=True, slots=True)
class Found:
    """What came of one file or member: a document, or an error, or (a pure container) neither.

    `name` is the name of the file, or of the member within its container; `holder` is the index of the container in the
    walk, None for the file itself; `members_error` says why a container could not be looked through to its end.
    """

    name: str
    holder: int | None = None
    sha256: str = ""
    size: int = 0
    suffix: str = ""
    format: str = ""
    document: Document | None = None
    error: ReadError | None = None
    members_error: ReadError | None = None


def walk(
    source: Source,
    *,
    begin: Callable[[int, Found], None] | None = None,
    done: frozenset[int] = frozenset(),
    lost: frozenset[int] = frozenset(),
) -> Iterator[tuple[int, Found]]:
    """(index, what was found) for a file and its members; a container that broke off comes a second time, with the
    reason.

    `begin` is told of each file before it is read. Files in `done` are gone through for their members but not read
    again; nothing of files in `lost` is touched: a child died of them (`pipeline.isolation`).
    """
    index = 0
    stack: list[tuple[int | None, Iterator[Source], Found | None]] = [(None, iter((source,)), None)]
    while stack:
        holder, sources, container = stack[-1]
        try:
            item = next(sources, None)
        except Exception as error:
            stack.pop()
            if container is not None and holder is not None:
                yield holder, replace(container, members_error=trouble(error))
            continue
        if item is None:
            stack.pop()
            continue
        place, index = index, index + 1
        if place in lost:
            continue
        head = _head(item, holder)
        if begin is not None and place not in done:
            begin(place, head)
        found = head if head.error is not None else _read(item, head, wanted=place not in done)
        if place not in done:
            yield place, found
        if found.format in CONTAINERS:
            light = replace(found, document=None) if place in done else found
            stack.append((place, members(item, found.format), light))


def _head(source: Source, holder: int | None) -> Found:
    name = source.name.rsplit(MEMBER_SIGN, 1)[-1] if holder is not None else source.name
    head = Found(name, holder, suffix=source.suffix)
    if source.refusal is not None:
        return replace(head, error=source.refusal)
    if source.is_folder:
        return head
    try:
        return replace(head, size=source.size, sha256=hashlib.sha256(source.data).hexdigest())
    except ReadError as error:
        return replace(head, error=error)


def _read(source: Source, head: Found, *, wanted: bool) -> Found:
    try:
        head = replace(head, format=sniff(source))
        if head.format in READERS and wanted:
            return replace(head, document=read(source, head.format))
        return head
    except MemoryError:
        raise
    except Exception as error:
        found = trouble(error)
        if found.code is ErrorCode.NO_TEXT and head.format in CONTAINERS:
            # A mail that only carries files is a container like any other.
            return head
        return replace(head, error=found)


def trouble(error: Exception) -> ReadError:
    """An error as files.csv says it; one that no reader foresaw is the program's fault and says so."""
    if isinstance(error, ReadError):
        return error
    if isinstance(error, MemoryError):
        return ReadError(ErrorCode.MEMORY, "the file needs more memory than it may have; split it or raise the limit")
    if isinstance(error, RecursionError):
        return ReadError(ErrorCode.DAMAGED, "the file is nested too deep to be a letter; open and save it anew")
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return ReadError(ErrorCode.CRASHED, f"the program failed on this file ({detail}); please report it")
