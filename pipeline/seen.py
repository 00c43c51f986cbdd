"""The hash of every file of the inbox, at the least price.

A file is known again by size, time of change and inode, so that a second look at an unchanged folder opens nothing;
what was seen is kept in `.seen.json` of the output folder, which can be removed at any time.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

from pipeline.groups import in_groups
from pipeline.scan import Listed, problem_of, shown_name
from pipeline.writers import replacing

#: Kept in the output folder, beside the store.
SEEN_FILE = ".seen.json"

#: A file changed this short a time before it was looked at may change again within the same tick of a coarse clock
#: (FAT: 2 s).
_SETTLED_NS = 2_000_000_000

#: Readers of hashes: disks answer several questions at once, and hashing lets other threads run.
_HASH_THREADS = 4
_HASH_GROUP = 256
_CHUNK = 1 << 20

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Seen:
    """Hashes of files seen before, by name, size, time of change and inode."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / SEEN_FILE
        self._known: dict[str, list[object]] = {}
        try:
            known = json.loads(self._path.read_text(encoding="utf-8"))
            self._known = known if isinstance(known, dict) else {}
        except (OSError, ValueError):
            self._known = {}  # a cache that can not be read is a cache that was not there

    def hash_of(self, one: Listed) -> str:
        """The hash, "" when the file is new or changed."""
        known = self._known.get(one.name)
        if not isinstance(known, list) or known[:3] != [one.size, one.changed, one.inode]:
            return ""
        return str(known[3])

    def keep(self, listed: Iterable[Listed]) -> None:
        """Write down these files for the next run; a file changed just now is left out, it may change again unseen."""
        settled = time.time_ns() - _SETTLED_NS
        kept = [one for one in listed if one.sha256 and (one.folder or one.changed < settled)]
        if len(kept) == len(self._known) and all(self._known.get(one.name) == _looks(one) for one in kept):
            return
        with replacing(self._path) as fresh, fresh.open("w", encoding="utf-8") as stream:
            for place, one in enumerate(kept):
                stream.write(f"{',' if place else '{'}{_encode(one.name)}:{_encode(_looks(one))}")
            stream.write("}" if kept else "{}")


def _looks(one: Listed) -> list[object]:
    return [one.size, one.changed, one.inode, one.sha256]


def hashed(listed: Iterable[Listed], seen: Seen, on_hash: Callable[[], None] = lambda: None) -> list[Listed]:
    """The same list with the hash of every file that can be read, and a problem for every one that can not."""
    result: list[Listed] = []
    with ThreadPoolExecutor(_HASH_THREADS) as threads:
        # Group by group: a future for every file of a large inbox would be most of the memory of the run.
        for group in in_groups(listed, _HASH_GROUP):
            known = [seen.hash_of(one) for one in group]
            new = [one for one, sha in zip(group, known, strict=True) if not (sha or one.problem or one.skipped)]
            read = threads.map(read_hash, new)
            for one, sha256 in zip(group, known, strict=True):
                plain = one.problem is not None or bool(one.skipped)
                result.append(one if plain else replace(one, sha256=sha256) if sha256 else next(read))
                on_hash()
    return result


def read_hash(one: Listed) -> Listed:
    """The same with the hash of its bytes, or the problem of reading them."""
    if one.folder:
        return _folder_hash(one)
    digest = hashlib.sha256()
    size = 0
    try:
        with open(one.path, "rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
                size += len(chunk)
    except OSError as error:
        return replace(one, problem=problem_of(error, one.path))
    return replace(one, sha256=digest.hexdigest(), size=size)


def _folder_hash(one: Listed) -> Listed:
    """The hash of names and hashes of the files of a folder."""
    digest = hashlib.sha256()
    try:
        paths = sorted(entry.path for entry in os.scandir(one.path) if entry.is_file())
    except OSError as error:
        return replace(one, problem=problem_of(error, one.path))
    for path in paths:
        part = read_hash(Listed(os.path.basename(path), path))
        if part.problem is not None:
            return replace(one, problem=part.problem)
        digest.update(f"{shown_name(part.name)}\0{part.sha256}\0".encode())
    return replace(one, sha256=digest.hexdigest())
