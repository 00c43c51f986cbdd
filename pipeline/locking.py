"""One run at a time in an output folder."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from pipeline.errors import LockedError, UsageError
from pipeline.scan import LOCK_FILE

#: «s3:/bucket/tables»: what a path makes of an address.
_ADDRESS: Final = re.compile(r"[a-z][a-z\d+.-]+:/")


@contextmanager
def output_folder(folder: Path) -> Iterator[Path]:
    """The output folder, made when there is none, held by this process until the block ends.

    UsageError when it is an address or can not be written, LockedError when another run holds it. The lock ends with the process,
    however it ends; the file stays and means nothing by itself.
    """
    if _ADDRESS.match(os.fspath(folder)):
        raise UsageError(f"the output is a folder, {folder} is an address: choose a folder with -o")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o644)
    except FileExistsError as error:
        raise UsageError(f"the output folder {folder} is a file: choose another with -o") from error
    except OSError as error:
        raise UsageError(
            f"the output folder {folder} can not be written ({error.strerror}): choose another with -o"
        ) from error
    try:
        _lock(descriptor, folder)
        yield folder
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows: no advisory locks; SQLite's own lock still keeps the store whole
        return
    try:
        # A record lock belongs to this process alone: workers forked from it do not keep it alive after a kill.
        fcntl.lockf(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        holder = os.pread(descriptor, 32, 0).decode("ascii", "replace").strip() or "?"
        raise LockedError(
            f"another run (process {holder}) works in {folder}: wait for it, or choose another folder with -o"
        ) from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, str(os.getpid()).encode(), 0)
