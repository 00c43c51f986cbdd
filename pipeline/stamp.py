"""What a result depends on besides the file: the program, its data, its libraries, its configuration - as one short
hash.

A content read under another stamp is read again. The code itself is part of the stamp, so that a changed rule is never
taken for an unchanged one because nobody raised the version.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from pipeline import __version__

_HOUSE = Path(__file__).parent
_GROUND_FLOOR = _HOUSE.parent / "extractors"

#: Libraries that decide what is read; the others carry it.
_LIBRARIES = (
    "natasha",
    "slovnet",
    "navec",
    "razdel",
    "pymorphy3",
    "pymorphy3-dicts-ru",
    "phonenumbers",
    "pypdfium2",
    "pdfplumber",
    "lxml",
)

#: Rooms of the pipeline that make the rows out of what was read; the rooms in neither list below decide what is read.
_OF_ROWS = frozenset({"rows", "schema", "columns", "document_tables", "tables", "registry", "enclosures"})

#: Rooms that carry, keep and show.
_OF_CARRIAGE = frozenset({
    "__init__", "accounting", "batch", "beside", "calls", "cli", "cluster", "common_forms", "console", "contents",
    "evaluation", "explain", "fields", "frames", "intake", "locking", "messages", "pool", "publish", "reading",
    "rehearsal", "scan", "seen", "settings", "show", "sql", "stamp", "store", "store_file", "summary", "watch",
    "worker", "writers",
})  # fmt: skip

_OF_NO_READING = _OF_ROWS | _OF_CARRIAGE


def reading_stamp(configuration: str) -> str:
    """The stamp of a reading under this configuration (any text that names its values)."""
    return _digest([__version__, _libraries(), _code(reading=True), configuration])


def rows_stamp() -> str:
    """The stamp of what makes rows out of letters."""
    return _digest([__version__, _code(reading=False)])


def _digest(parts: list[str]) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def _libraries() -> str:
    return " ".join(f"{name}={_version(name)}" for name in _LIBRARIES)


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "none"


@lru_cache(maxsize=2)
def _code(*, reading: bool) -> str:
    digest = hashlib.sha256()
    for path in sorted(_files(reading=reading)):
        digest.update(path.relative_to(_HOUSE.parent).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _files(*, reading: bool) -> Iterator[Path]:
    rooms = {path: path.relative_to(_HOUSE).parts[0].removesuffix(".py") for path in _HOUSE.rglob("*")}
    paths = [path for path, room in rooms.items() if (room not in _OF_NO_READING if reading else room in _OF_ROWS)]
    if reading:
        paths += _GROUND_FLOOR.rglob("*")
    return (path for path in paths if path.suffix in {".py", ".tsv", ".txt", ".json"})
