"""What a run leaves in the output folder, each kind by a module with one verb: `write(store, folder, …)`.

    csv_tables     register.csv … files.csv, in two profiles
    datapackage    datapackage.json: what the CSV files are
    xlsx           letters.xlsx
    texts          text/ID.txt
    spacy_docs     letters.spacy, when asked for

Every file is written under another name and moved in place when it is whole: a reader of the folder never sees half a
table.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from pipeline.rows import Row


class Rows(Protocol):
    """What the tables are written from: the store, or what stands for it."""

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a table as an analyst reads them."""

    def count(self, name: str) -> int:
        """How many rows a table has."""


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `path` when the block ends well and vanishes when it does not."""
    fresh = path.with_name(f".{path.name}.new")
    try:
        yield fresh
        fresh.replace(path)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
