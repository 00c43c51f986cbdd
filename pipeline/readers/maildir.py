"""Maildir: a folder of mails, one file each, in `cur` and `new`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.source import MEMBER_SIGN, Source


def members(source: Source) -> Iterator[Source]:
    """The mails by name, read ones and new ones; each is read when it is asked for."""
    assert source.path is not None
    for folder in ("cur", "new"):
        for path in _files(source.path / folder, source):
            yield replace(
                source, name=f"{source.name}{MEMBER_SIGN}{folder}/{path.name}", path=path, depth=source.depth + 1
            )


def _files(folder: Path, source: Source) -> list[Path]:
    try:
        paths = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise ReadError(ErrorCode.UNREADABLE, f"the folder can not be read: {error.strerror or error}") from error
    if len(paths) > source.limits.members:
        raise ReadError(ErrorCode.ARCHIVE_BOMB, f"more than {source.limits.members} mails; split the mail box")
    return paths
