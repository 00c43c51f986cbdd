"""What a reader is given: a file, or a member of a container, with its name as the run shows it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Final

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.limits import DEFAULT_LIMITS, Limits

# Enough for every signature: those of PDF may stand up to 1024 bytes in, headers of a mail may be longer.
HEAD_BYTES: Final = 8192

#: Between the name of a container and the name of a member: `box.eml!letter.docx`.
MEMBER_SIGN: Final = "!"


def _nothing() -> None:
    """The default of `Source.tick`."""


@dataclass(frozen=True)
class Source:
    """A file by its path, or bytes out of a container. Nothing is read before it is asked for.

    `name` is the name as the run shows it; `refusal` marks a member that was seen and must not be read (an unsafe name,
    a bomb): asking for its data raises it. `meta` is what the container says of the member (subject and date of the
    mail, passport of a МЭДО message) and goes into `Document.meta`. `tick` is called by a reader that goes on working
    lawfully for long (a page was recognised), so that the clock of `pipeline.isolation` starts again.

    >>> Source.of(b"text", "box.zip!note.txt").suffix
    'txt'
    """

    name: str
    path: Path | None = None
    content: bytes | None = None
    limits: Limits = DEFAULT_LIMITS
    depth: int = 0
    refusal: ReadError | None = None
    meta: Mapping[str, str] = field(default_factory=dict, compare=False)
    tick: Callable[[], None] = field(default=_nothing, compare=False, repr=False)

    @classmethod
    def of(cls, data: bytes | str | Path, name: str | None = None, limits: Limits = DEFAULT_LIMITS) -> Source:
        """A source of bytes with a name, or of a path."""
        if isinstance(data, bytes):
            return cls(name=name or "", content=data, limits=limits)
        return cls(name=name or str(data), path=Path(data), limits=limits)

    @property
    def suffix(self) -> str:
        """The suffix of the last name in lower case, without the dot."""
        return self.name.rsplit(MEMBER_SIGN, 1)[-1].rsplit("/", 1)[-1].rpartition(".")[2].lower()

    @property
    def is_folder(self) -> bool:
        """A folder that is read as one thing: a Maildir, an unpacked МЭДО message."""
        return self.path is not None and self.path.is_dir()

    @cached_property
    def size(self) -> int:
        """The size in bytes."""
        if self.content is not None:
            return len(self.content)
        return self._stat().st_size

    @cached_property
    def head(self) -> bytes:
        """The first bytes, for telling the format."""
        self._refuse()
        if self.content is not None:
            return self.content[:HEAD_BYTES]
        return self._load(HEAD_BYTES)

    @cached_property
    def data(self) -> bytes:
        """All bytes; raises `ReadError` where the file is refused, too large or can not be read."""
        self._refuse()
        if self.size > self.limits.file_bytes:
            raise ReadError(
                ErrorCode.TOO_LARGE,
                f"the file is larger than {self.limits.file_bytes // 2**20} MB; split it or raise the limit",
            )
        if self.content is not None:
            return self.content
        return self._load(self.limits.file_bytes)

    def member(self, name: str, data: bytes, meta: Mapping[str, str] | None = None) -> Source:
        """A source for a member of this container."""
        return Source(
            name=f"{self.name}{MEMBER_SIGN}{name}",
            content=data,
            limits=self.limits,
            depth=self.depth + 1,
            meta={**self.meta, **(meta or {})},
            tick=self.tick,
        )

    def refused(self, name: str, code: ErrorCode, message: str) -> Source:
        """A source for a member that is accounted for and not read."""
        return Source(
            name=f"{self.name}{MEMBER_SIGN}{name}",
            limits=self.limits,
            depth=self.depth + 1,
            refusal=ReadError(code, message),
        )

    def _refuse(self) -> None:
        if self.refusal is not None:
            raise self.refusal

    def _stat(self) -> os.stat_result:
        self._refuse()
        assert self.path is not None
        try:
            return self.path.stat()
        except OSError as error:
            raise self._trouble(error) from error

    def _load(self, limit: int) -> bytes:
        """Up to `limit` bytes of a regular file: a pipe or a device is never opened."""
        assert self.path is not None
        if not self.path.is_file():
            self._stat()
            raise ReadError(ErrorCode.NOT_A_FILE, "this is not a regular file; nothing to read here")
        try:
            with self.path.open("rb") as stream:
                return stream.read(limit)
        except OSError as error:
            raise self._trouble(error) from error

    def _trouble(self, error: OSError) -> ReadError:
        assert self.path is not None
        if isinstance(error, FileNotFoundError):
            if self.path.is_symlink():
                return ReadError(ErrorCode.BROKEN_LINK, "the link points to nothing; put the file itself here")
            return ReadError(
                ErrorCode.VANISHED, "the file is gone since the folder was listed; run again if it is back"
            )
        if isinstance(error, PermissionError):
            return ReadError(ErrorCode.UNREADABLE, "no permission to read the file; change its access rights")
        return ReadError(ErrorCode.UNREADABLE, f"the file can not be read: {error.strerror or error}")
