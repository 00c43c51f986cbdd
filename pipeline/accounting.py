"""In = out: the rows of files.csv, one for every file met, members of containers included.

    files of the inbox + what is known of their contents -> Entry … (one a row), and which path each document is known
    by

The first file of a content, in the order of paths, stands for the document; the others are duplicates that point to it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.contents import Content, document_id
from pipeline.errors import ErrorCode
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.readers.source import MEMBER_SIGN
from pipeline.rows import Row
from pipeline.scan import Listed
from pipeline.worker import context_of, suffix_of

#: An archive may hold itself; the reader opens no more levels than this, and neither does the account.
MOST_DEPTH = DEFAULT_LIMITS.archive_depth


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of files.csv."""

    path: str
    status: str
    sha256: str = ""
    size: int | None = None
    format: str = ""
    document_id: str = ""
    error_code: str = ""
    error_message: str = ""
    context: str = ""

    def row(self) -> Row:
        """The entry in the order of the columns."""
        values = (
            self.sha256,
            self.size,
            self.format,
            self.document_id,
            self.status,
            self.error_code,
            self.error_message,
        )
        return (self.path, *(None if value == "" else value for value in values))


def account(listed: Iterable[Listed], contents: Mapping[str, Content]) -> list[Entry]:
    """One entry for every file and member, in the order of paths. Every file with a hash must be among the contents."""
    entries = _distinct(
        sorted((entry for one in listed for entry in _entries(one, contents)), key=lambda entry: entry.path)
    )
    return list(_without_doubles(entries))


def _without_doubles(entries: Iterable[Entry]) -> Iterator[Entry]:
    """The first of each content that was read stays "ok", the others become duplicates."""
    first: set[str] = set()
    for entry in entries:
        double = entry.status == "ok" and entry.sha256 in first
        if entry.status == "ok":
            first.add(entry.sha256)
        yield replace(entry, status="duplicate") if double else entry


def _entries(one: Listed, contents: Mapping[str, Content]) -> Iterator[Entry]:
    if one.problem is not None:
        yield Entry(
            one.name,
            "failed",
            size=one.size or None,
            error_code=one.problem.code.value,
            error_message=one.problem.message,
        )
    elif one.skipped:
        yield Entry(one.name, "skipped", sha256=one.sha256, size=one.size, error_message=one.skipped)
    else:
        yield from _of_content(one.name, contents[one.sha256], contents, sys.intern(context_of(suffix_of(one.name))))


def _of_content(
    path: str, content: Content, contents: Mapping[str, Content], context: str, depth: int = 0
) -> Iterator[Entry]:
    one = Entry(path, content.status, content.sha256, content.size, content.format, context=context)
    if content.members and depth > MOST_DEPTH:
        message = "archives within archives, too many: unpack it and put the files here"
        yield replace(one, status="failed", error_code=ErrorCode.ARCHIVE_TOO_DEEP.value, error_message=message)
        return
    document = document_id(content.sha256) if content.has_letter else ""
    yield replace(one, document_id=document, error_code=content.error_code, error_message=content.error_message)
    for member in content.members:
        inside = f"{path}{MEMBER_SIGN}{member.name}"
        if member.sha256:
            held_in = context_of(suffix_of(member.name), context, content.sha256)
            yield from _of_content(inside, contents[member.sha256], contents, held_in, depth + 1)
        else:
            # Refused: it has no hash, since nothing was unpacked.
            yield Entry(inside, "failed", error_code=member.error_code, error_message=member.error_message)


def _distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    """A container may hold two members of one name, and a folder a file named like one: later ones get «~2»."""
    met: set[str] = set()
    for entry in entries:
        path, n = entry.path, 1
        while path in met:
            n += 1
            path = f"{entry.path}~{n}"
        met.add(path)
        yield entry if path == entry.path else replace(entry, path=path)


def first_paths(entries: Iterable[Entry]) -> dict[str, str]:
    """By document: the path it is known by."""
    return {entry.document_id: entry.path for entry in entries if entry.document_id and entry.status == "ok"}


def misread(entries: Iterable[Entry], contents: Mapping[str, Content]) -> dict[str, tuple[str, str]]:
    """Contents that were read in another place than the one they are known by: context and path of that one, by hash.

    A letter that came by mail and lies in the folder too is read as what comes first in the order of paths: which copy
    a worker met first must not matter.
    """
    first: dict[str, Entry] = {}
    for entry in entries:
        if entry.sha256 and entry.sha256 in contents:
            first.setdefault(entry.sha256, entry)
    return {
        sha: (one.context, one.path)
        for sha, one in first.items()
        if one.context != contents[sha].context and one.context and not contents[sha].members
    }


#: Troubles of the moment, not of the file: the next run tries again.
PASSING = frozenset({ErrorCode.UNREADABLE, ErrorCode.VANISHED, ErrorCode.CRASHED, ErrorCode.OCR_MISSING})


def settled(content: Content, contents: Mapping[str, Content], passing: frozenset[ErrorCode] = PASSING) -> bool:
    """Whether a content, with all that it holds, need not be read again."""
    pending, met = [content], {content.sha256}
    while pending:
        one = pending.pop()
        if one.stamp != content.stamp or one.error_code in {code.value for code in passing}:
            return False
        for sha256 in {member.sha256 for member in one.members if member.sha256} - met:
            if sha256 not in contents:
                return False
            met.add(sha256)
            pending.append(contents[sha256])
    return True
