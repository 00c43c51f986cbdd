"""Runs of lines: lines with no gap between them, by the cues that they show."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.whole_texts import Rows


def under(rows: Rows, roles: Sequence[ZoneRole], i: int, role: ZoneRole) -> bool:
    """Whether line `i` stands right under one of a role, in one run with it."""
    return i > 0 and roles[i - 1] is role and "gap_before" not in rows[i]


def begins(rows: Rows, index: int, cue: str) -> bool:
    """Whether the first line of the run that line `index` is in shows the cue."""
    return cue in rows[first_of_run(rows, index)]


def above(roles: Sequence[ZoneRole], i: int, role: ZoneRole) -> bool:
    """Whether a line above line `i` has the role."""
    try:
        return roles.index(role, 0, i) >= 0
    except ValueError:
        return False


#: No requisite has so many lines: a run is followed no farther, so that a text without gaps takes no square of its lines.
_FARTHEST: Final = 400


def end_of_run(rows: Rows, index: int) -> int:
    """Behind the last line of the run that line `index` is in."""
    last = min(len(rows), index + _FARTHEST)
    while index + 1 < last and "gap_before" not in rows[index + 1]:
        index += 1
    return index + 1


def first_of_run(rows: Rows, index: int) -> int:
    """The first line of the run that line `index` is in."""
    first = max(0, index - _FARTHEST)
    while index > first and "gap_before" not in rows[index]:
        index -= 1
    return index
