"""Where the letters of a run lie: a folder that every machine sees, or an address that fsspec knows (s3://, zip://, …).

    place = place_of("s3://letters/2024", output) -> place.listed(): what lies there; place.files: how a machine reads it

Letters of an address are fetched one by one into a folder of the machine that reads them, so that everything after is
as with a file of its own.
"""

from __future__ import annotations

import hashlib
import os
import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Protocol

from pipeline.errors import ErrorCode, ReadError, UsageError
from pipeline.readers.limits import Limits
from pipeline.readers.walk import Found
from pipeline.reading import FileReader
from pipeline.scan import (
    OLD_PASSPORT,
    PASSPORT,
    PASSPORT_HEAD,
    Listed,
    is_passport,
    shown_name,
    walk,
    why_skipped,
)
from pipeline.seen import read_hash
from pipeline.worker import Read, Task

_CHUNK = 1 << 20

#: What file systems say of a version of a file; the names differ from one to the next.
_MARKS = ("ETag", "etag", "md5", "checksum", "mtime", "LastModified", "last_modified", "updated", "created", "date_time")


class Files(Protocol):
    """How a machine gets at the files of a place; sent to every one of them."""

    def hashed(self, one: Listed) -> Listed:
        """The same with its hash, or the problem of reading it."""

    def reader(self, limits: Limits) -> Read:
        """Reads a file with all that it holds."""


@dataclass(frozen=True, slots=True)
class Place:
    """What lies there and how it is read."""

    listed: Callable[[], list[Listed]]
    files: Files


def place_of(inbox: str, output: Path) -> Place:
    """The place of a path or an address. UsageError when there is no such place."""
    if "://" not in inbox or inbox.startswith("file://"):
        folder = Path(os.path.abspath(inbox.removeprefix("file://")))
        return Place(lambda: walk(folder, leave_out=output), LocalFiles())
    import fsspec

    try:
        system, root = fsspec.core.url_to_fs(inbox)
    except (ImportError, ValueError, OSError) as error:
        raise UsageError(f"{inbox} can not be opened: {error}") from error
    return Place(lambda: _listed(system, root, inbox), RemoteFiles(system))


class LocalFiles:
    """Files of a folder that every machine sees under one path."""

    def hashed(self, one: Listed) -> Listed:
        """See `Files`."""
        return read_hash(one)

    def reader(self, limits: Limits) -> Read:
        """See `Files`."""
        return FileReader(limits)


@dataclass(frozen=True)
class RemoteFiles:
    """Files of a file system of fsspec."""

    system: Any

    def hashed(self, one: Listed) -> Listed:
        """See `Files`. The bytes pass through and are not kept."""
        digest, size = hashlib.sha256(), 0
        try:
            if one.folder:
                return replace(one, sha256=self._folder_hash(one.path))
            with self.system.open(one.path, "rb") as stream:
                while chunk := stream.read(_CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
        except Exception as error:  # each file system has errors of its own
            return replace(one, problem=_problem(error))
        return replace(one, sha256=digest.hexdigest(), size=size)

    def _folder_hash(self, folder: str) -> str:
        """As `scan` makes it of a folder of the disk."""
        digest = hashlib.sha256()
        names = sorted(found["name"] for found in self.system.ls(folder, detail=True) if found["type"] == "file")
        for path in names:
            part = hashlib.sha256(self.system.cat_file(path)).hexdigest()
            digest.update(f"{shown_name(posixpath.basename(path))}\0{part}\0".encode())
        return digest.hexdigest()

    def reader(self, limits: Limits) -> Read:
        """See `Files`."""
        return _FetchingReader(self.system, limits)


class _FetchingReader:
    """Fetches a file, reads it as one of the disk, lets it go."""

    def __init__(self, system: Any, limits: Limits) -> None:
        self._system, self._limits, self._reader = system, limits, FileReader(limits)

    def __call__(self, task: Task, alive: Callable[[], None]) -> list[Found]:
        with TemporaryDirectory(prefix="pismo-") as folder:
            here = Path(folder) / "file"
            try:
                self._fetch(task, here)
            except Exception as error:  # each file system has errors of its own
                return [Found(task.name, suffix=task.suffix, error=_problem(error))]
            return self._reader(replace(task, path=str(here)), alive)

    def _fetch(self, task: Task, here: Path) -> None:
        if task.folder:
            here.mkdir()
            for found in self._system.ls(task.path, detail=True):
                if found["type"] == "file":
                    self._system.get_file(found["name"], str(here / posixpath.basename(found["name"])))
        elif task.size > self._limits.file_bytes:
            # The reader refuses it by its size: a file of that size without bytes says as much.
            here.touch()
            os.truncate(here, task.size)
        else:
            self._system.get_file(task.path, str(here))


def _problem(error: Exception) -> ReadError:
    if isinstance(error, FileNotFoundError):
        return ReadError(
            ErrorCode.VANISHED, "the file was there when the folder was listed and is gone now: run again"
        )
    if isinstance(error, PermissionError):
        return ReadError(ErrorCode.UNREADABLE, "no permission to read the file: change its access rights")
    detail = " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return ReadError(ErrorCode.UNREADABLE, f"the file can not be read: {detail}")


def _listed(system: Any, root: str, inbox: str) -> list[Listed]:
    """Everything under an address, in the order of shown names."""
    try:
        found = system.find(root, detail=True)
    except Exception as error:
        raise UsageError(f"{inbox} can not be listed: {error}") from error
    if not found and not system.exists(root):
        raise UsageError(f"no such folder: {inbox}")
    by_folder: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for one in found.values():
        if one["type"] == "file" and not one["name"].endswith("/"):
            by_folder[posixpath.dirname(one["name"])].append(one)
    listed = (one for folder, files in by_folder.items() for one in _of_folder(system, root, folder, files))
    return sorted(listed, key=lambda one: one.name)


def _of_folder(system: Any, root: str, folder: str, files: list[dict[str, Any]]) -> Iterator[Listed]:
    if _is_message(system, folder, files):
        size, looks = sum(one["size"] or 0 for one in files), sorted(map(_look, files))
        yield Listed(_name(folder, root), folder, size=size, changed=_number(looks), folder=True)
        return
    for one in files:
        name = _name(one["name"], root)
        skipped = why_skipped(posixpath.basename(one["name"]))
        yield Listed(name, one["name"], size=one["size"] or 0, changed=_number(_look(one)), skipped=skipped)


def _is_message(system: Any, folder: str, files: list[dict[str, Any]]) -> bool:
    names = {posixpath.basename(one["name"]) for one in files}
    if PASSPORT in names or OLD_PASSPORT not in names:
        return PASSPORT in names
    try:
        return is_passport(system.cat_file(posixpath.join(folder, OLD_PASSPORT), 0, PASSPORT_HEAD))
    except Exception:  # what can not be read is told when it is read
        return False


def _name(path: str, root: str) -> str:
    """How the run shows a file: by its path from the root, or by its name when it is the root itself."""
    inside = path.strip("/").removeprefix(root.strip("/")).lstrip("/")
    return shown_name(inside or posixpath.basename(path))


def _look(one: dict[str, Any]) -> tuple[str, str]:
    return one["name"], repr([(key, str(one[key])) for key in _MARKS if key in one] or os.urandom(8))


def _number(look: Any) -> int:
    """Signs of a version as one number, in place of the time of change of a disk."""
    return int(hashlib.sha256(repr(look).encode("utf-8", "replace")).hexdigest()[:15], 16)
