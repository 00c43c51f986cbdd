"""What became of each distinct content (sha256) of the inbox, and how the store writes it."""

from __future__ import annotations

import json
import sys
from dataclasses import astuple, dataclass

from pipeline.rows import Row

#: What is read back of a content; the letter itself is fetched when it is wanted.
COLUMNS = (
    "sha256, context, stamp, size, format, status, error_code, error_message, members, entities IS NOT NULL"
)


@dataclass(frozen=True, slots=True)
class Member:
    """What a container holds: the name within it, and the hash, "" when it was refused and nothing was unpacked."""

    name: str
    sha256: str = ""
    error_code: str = ""
    error_message: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What became of the bytes with this hash.

    `context` is what the reading depended on beside the bytes (`worker.context_of`), `stamp` the version and
    configuration that read it. `letter` and `entities` are packed (`pipeline.codec`); `Store.contents` leaves them out
    and says `has_letter` alone.
    """

    sha256: str
    context: str
    stamp: str
    size: int
    format: str = ""
    status: str = "ok"
    error_code: str = ""
    error_message: str = ""
    members: tuple[Member, ...] = ()
    has_letter: bool = False
    letter: bytes | None = None
    entities: bytes | None = None


def document_id(sha256: str) -> str:
    """The identifier of the document with this hash: its first 16 digits.

    >>> document_id("12caf0169539a6ca" + "0" * 48)
    '12caf0169539a6ca'
    """
    return sha256[:16]


def rowid(sha256: str) -> int:
    """Where a content stands in its table: by its hash, whatever the order of reading."""
    return int(sha256[:16], 16) >> 1


def row_of(one: Content) -> Row:
    """The content as the store keeps it, behind its place, without the letter."""
    members = json.dumps([astuple(member) for member in one.members], ensure_ascii=False) if one.members else None
    error = (one.error_code or None, one.error_message or None)
    return (one.sha256, one.context, one.stamp, one.size, one.format, one.status, *error, members, one.entities)


def content_of(row: Row) -> Content:
    """The content of a row of COLUMNS."""
    sha256, context, stamp, size, form, status, code, message, members, has_letter = row
    held = tuple(Member(*member) for member in json.loads(members)) if members else ()
    error = (code or "", message or "")
    # Words that nearly all contents share: one copy of each is enough.
    context, stamp, form, status = map(sys.intern, (context, stamp, form, status))
    return Content(sha256, context, stamp, size, form, status, *error, members=held, has_letter=bool(has_letter))
