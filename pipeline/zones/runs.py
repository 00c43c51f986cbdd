"""Runs of lines: lines with no gap between them, by the cues that they show."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.document import ZoneRole
from pipeline.zones.whole_texts import Rows


def under(rows: Rows, roles: Sequence[ZoneRole], i: int, role: ZoneRole) -> bool:
    """Whether line `i` stands right under one of a role, in one run with it."""
    return i > 0 and roles[i - 1] is role and "gap_before" not in rows[i]


def begins(rows: Rows, index: int, cue: str) -> bool:
    """Whether the first line of the run that line `index` is in shows the cue."""
    return cue in rows[first_of_run(rows, index)]


def end_of_run(rows: Rows, index: int) -> int:
    while index + 1 < len(rows) and "gap_before" not in rows[index + 1]:
        index += 1
    return index + 1


def first_of_run(rows: Rows, index: int) -> int:
    while index and "gap_before" not in rows[index]:
        index -= 1
    return index
