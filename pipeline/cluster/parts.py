"""Parquet in the output folder of a cluster run: what was read, block by block, and which of it stands.

    parquet/contents/PART.parquet    what a block of files held: contents with their letters, written by who read them
    parquet/index/N.parquet          the contents that stand, without letters, and the part where each lies
    parquet/tables/TABLE/PART.parquet  the tables, cut as the contents are
    parquet/tallies/…                what the registry is summed from; made anew by every run

A part is whole or not there; a part that the index does not name means nothing. So a run that was killed goes on from
the last group that its index took in.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.contents import Content, Member
from pipeline.schema import Table, Type
from pipeline.writers import replacing

FOLDER = "parquet"

#: The columns of a content without its letter, as `light` writes them.
LIGHT = pa.schema([
    ("sha256", pa.string()), ("context", pa.string()), ("stamp", pa.string()), ("size", pa.int64()),
    ("format", pa.string()), ("status", pa.string()), ("error_code", pa.string()), ("error_message", pa.string()),
    ("members", pa.string()), ("has_letter", pa.bool_()), ("part", pa.string()),
])  # fmt: skip
WHOLE = pa.schema([*LIGHT, ("letter", pa.large_binary()), ("entities", pa.large_binary())])

_TYPES = {Type.INTEGER: pa.int64(), Type.NUMBER: pa.float64(), Type.BOOLEAN: pa.bool_()}

#: Files of the index are joined into one when there are so many.
_MOST_INDEXES = 64


def schema_of(one: Table) -> pa.Schema:
    """The columns of a table of the output."""
    return pa.schema([(column.name, _TYPES.get(column.type, pa.string())) for column in one.columns])


def write(path: Path, columns: Mapping[str, Sequence[Any]] | Sequence[Mapping[str, Any]], schema: pa.Schema) -> None:
    """A Parquet file, whole or not at all."""
    make = pa.Table.from_pydict if isinstance(columns, Mapping) else pa.Table.from_pylist
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as fresh:
        pq.write_table(make(columns, schema=schema), fresh, compression="zstd")


def light(one: Content, part: str) -> dict[str, Any]:
    """A content as a row of the index."""
    members = json.dumps([astuple(member) for member in one.members], ensure_ascii=False) if one.members else ""
    said = {name: getattr(one, name) for name in LIGHT.names if hasattr(one, name)}
    return {**said, "members": members, "part": part}


def content_of(row: Mapping[str, Any]) -> Content:
    """The content of such a row."""
    members = tuple(Member(*member) for member in json.loads(row["members"])) if row["members"] else ()
    return Content(**{**{name: value for name, value in row.items() if name != "part"}, "members": members})


def write_part(folder: Path, contents: Sequence[Content]) -> tuple[str, list[dict[str, Any]]]:
    """Keep what a block held; the name of the part, and its rows without letters."""
    part = uuid4().hex
    rows = [light(one, part) for one in contents]
    whole = [{**row, "letter": one.letter, "entities": one.entities} for row, one in zip(rows, contents, strict=True)]
    write(folder / "contents" / f"{part}.parquet", whole, WHOLE)
    return part, rows


@dataclass(frozen=True, slots=True)
class Standing:
    """A content that stands, and the part where its letter lies."""

    content: Content
    part: str


class Parts:
    """The contents of a run (`intake.Keeper`), kept as Parquet by those who read them; the index is kept here."""

    def __init__(self, output: Path) -> None:
        self.folder = output / FOLDER
        self._indexes = self.folder / "index"
        self._indexes.mkdir(parents=True, exist_ok=True)
        self._offered: dict[tuple[str, str, str], str] = {}
        self.standing: dict[str, Standing] = {}
        for path in self._files():
            for row in pq.read_table(path).to_pylist():
                self.standing[row["sha256"]] = Standing(content_of(row), row["part"])
        self._number = int(self._files()[-1].stem) + 1 if self._files() else 0

    def _files(self) -> list[Path]:
        return sorted(self._indexes.glob("*.parquet"))

    def contents(self) -> Iterator[Content]:
        """All that stands, without letters."""
        return (one.content for one in self.standing.values())

    def offer(self, rows: Iterable[Mapping[str, Any]]) -> Iterator[Content]:
        """Contents that a part holds: they stand when they are committed."""
        for row in rows:
            self._offered[row["sha256"], row["context"], row["stamp"]] = row["part"]
            yield content_of(row)

    def commit(self, contents: Iterable[Content]) -> None:
        """Let these contents stand, in place of what stood under their hashes."""
        fresh = {}
        for one in contents:
            part = self._offered[one.sha256, one.context, one.stamp]
            fresh[one.sha256] = Standing(replace(one, letter=None, entities=None), part)
        self._offered.clear()
        self._write_index(fresh.values())
        self.standing.update(fresh)
        self.forget_mark()

    def _write_index(self, standing: Iterable[Standing]) -> None:
        rows = [light(one.content, one.part) for one in standing]
        write(self._indexes / f"{self._number:010}.parquet", rows, LIGHT)
        self._number += 1

    def keep_only(self, hashes: Iterable[str]) -> int:
        """Forget all other contents, and parts that hold none of these; how many contents went."""
        wanted = set(hashes)
        kept = {sha256: one for sha256, one in self.standing.items() if sha256 in wanted}
        gone = len(self.standing) - len(kept)
        old = self._files()
        if gone or len(old) > _MOST_INDEXES:
            self.standing = kept
            self._write_index(kept.values())
            for path in old:
                path.unlink()
        used = {one.part for one in self.standing.values()}
        for path in (self.folder / "contents").glob("*.parquet"):
            if path.stem not in used:
                path.unlink()
        return gone

    # What the tables were made from
    # ------------------------------------------------------------------------------------------------

    @property
    def mark(self) -> str:
        """What the tables were made from, "" when contents changed since."""
        try:
            return (self.folder / "published").read_text(encoding="ascii")
        except OSError:
            return ""

    def set_mark(self, mark: str) -> None:
        """Note what the tables were made from."""
        with replacing(self.folder / "published") as fresh:
            fresh.write_text(mark, encoding="ascii")

    def forget_mark(self) -> None:
        """The tables are no longer those of the contents."""
        (self.folder / "published").unlink(missing_ok=True)

    def fresh(self, name: str) -> Path:
        """An empty folder of this name."""
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder


def letters(folder: Path, part: str, wanted: Container[tuple[str, str]]) -> Iterator[tuple[str, bytes, bytes]]:
    """Hash, letter, entities of the letters of a part, by hashes and contexts wanted."""
    columns = ["sha256", "context", "letter", "entities"]
    for row in pq.read_table(folder / "contents" / f"{part}.parquet", columns=columns).to_pylist():
        if row["entities"] is not None and (row["sha256"], row["context"]) in wanted:
            yield row["sha256"], row["letter"], row["entities"]
