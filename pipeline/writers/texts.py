"""text/ID.txt: the text that the offsets of a document point into, as UTF-8 with its line ends untouched."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from pipeline.writers import replacing

FOLDER = "text"


def write(folder: Path, document_id: str, text: str) -> Path:
    """Write the text of one document."""
    path = folder / FOLDER / f"{document_id}.txt"
    data = text.encode("utf-8", "replace")
    if not _holds(path, data):
        with replacing(path) as fresh:
            fresh.write_bytes(data)
    return path


def _holds(path: Path, data: bytes) -> bool:
    """Whether the text stands there already: reading it is cheap, replacing a file makes the disk flush."""
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def sweep(folder: Path, documents: Iterable[str]) -> set[str]:
    """Make the folder, take away texts of documents that are no more; the documents whose text is not there.

    Only files named as ours are touched.
    """
    missing = set(documents)
    texts = folder / FOLDER
    texts.mkdir(exist_ok=True)
    needless = []
    for entry in os.scandir(texts):
        stem, suffix = os.path.splitext(entry.name)
        if stem in missing and suffix == ".txt":
            missing.remove(stem)
        elif _is_ours(stem) and suffix == ".txt":
            needless.append(entry.name)
        elif entry.name.startswith(".") and entry.name.endswith(".txt.new"):
            needless.append(entry.name)  # a run was killed while it wrote this
    for name in needless:
        (texts / name).unlink()
    return missing


def _is_ours(stem: str) -> bool:
    return len(stem) == 16 and all(char in "0123456789abcdef" for char in stem)


def measure(folder: Path) -> list[int]:
    """How many texts there are, and their size together."""
    number = size = 0
    try:
        entries = os.scandir(folder / FOLDER)
    except OSError:
        return [0, 0]
    for entry in entries:
        if entry.name.endswith(".txt"):
            number += 1
            size += entry.stat().st_size
    return [number, size]
