"""In = out: the rows of files.csv, one for every file met, members of containers included.

    files of the inbox + what is known of their contents -> Entry … (one a row), and which path each document is known
    by

The first file of a content, in the order of paths, stands for the document; the others are duplicates that point to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.errors import ErrorCode
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.rows import Row
from pipeline.scan import Listed
from pipeline.store import Content, Member, document_id

#: Between a container and what it holds.
MEMBER = "!"

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
        yield from _of_content(one.name, contents[one.sha256], contents, 0)


def _of_content(path: str, content: Content, contents: Mapping[str, Content], depth: int) -> Iterator[Entry]:
    if content.members and depth > MOST_DEPTH:
        message = "archives within archives, too many: unpack it and put the files here"
        code = ErrorCode.ARCHIVE_TOO_DEEP.value
        yield Entry(path, "failed", content.sha256, content.size, content.format, "", code, message)
        return
    document = document_id(content.sha256) if content.has_letter else ""
    yield Entry(
        path,
        content.status,
        content.sha256,
        content.size,
        content.format,
        document,
        content.error_code,
        content.error_message,
    )
    for member in content.members:
        yield from _of_member(f"{path}{MEMBER}{member.name}", member, contents, depth + 1)


def _of_member(path: str, member: Member, contents: Mapping[str, Content], depth: int) -> Iterator[Entry]:
    """A member that was refused has no hash: nothing was unpacked."""
    if member.sha256:
        yield from _of_content(path, contents[member.sha256], contents, depth)
    else:
        yield Entry(path, "failed", error_code=member.error_code, error_message=member.error_message)


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
