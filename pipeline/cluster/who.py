"""The registry of a batch in parts: the tallies of all parts, summed by DuckDB, make the gathering of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from pipeline.cluster.work import NAMED, ORGANIZATIONS, PEOPLE, organization_tally, person_tally
from pipeline.registry import Registry
from pipeline.rows import Row

_FETCH = 10_000

_FIRST = "coalesce(min(nullif(first, '')), '')"


def connection(scratch: Path) -> Any:
    """A DuckDB that spills to this folder and loads nothing from anywhere."""
    import duckdb

    config = {"temp_directory": str(scratch), "autoinstall_known_extensions": "false"}
    found = duckdb.connect(config=config)
    found.execute("SET default_null_order = 'nulls_first'")  # as SQLite orders
    found.execute("SET enable_progress_bar = false")
    return found


def source(folder: Path) -> str:
    """The Parquet files of a folder, for a query."""
    pattern = str(folder / "*.parquet").replace("'", "''")
    return f"read_parquet('{pattern}')"


def fetched(answer: Any) -> Iterator[Row]:
    """The rows of an answer, some at a time."""
    while rows := answer.fetchmany(_FETCH):
        yield from rows


def registry(folder: Path, database: Any) -> Registry:
    """Who is who, by the tallies in this folder."""
    people = _summed(PEOPLE, ["sum(times)::BIGINT", _FIRST, "max(last)"], folder / "people")
    organizations = _summed(ORGANIZATIONS, ["sum(times)::BIGINT"], folder / "organizations")
    said = map(person_tally, fetched(database.cursor().execute(people)))
    return Registry([(said, map(organization_tally, fetched(database.cursor().execute(organizations))))])


def _summed(schema: pa.Schema, sums: list[str], folder: Path) -> str:
    keys = ", ".join(f'"{name}"' for name in schema.names[: -len(sums)])
    return f"SELECT {keys}, {', '.join(sums)} FROM {source(folder)} GROUP BY {keys}"


def documents(folder: Path, database: Any) -> Iterator[tuple[str, int]]:
    """How many letters name each person and organisation."""
    keys, times = NAMED.names
    query = f"SELECT {keys}, sum({times})::BIGINT FROM {source(folder)} GROUP BY {keys}"
    return ((str(one), int(number)) for one, number in fetched(database.execute(query)))
