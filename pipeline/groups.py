"""Things in groups, so that no more of them than a group stand in memory at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

T = TypeVar("T")


def in_groups(things: Iterable[T], size: int) -> Iterator[list[T]]:
    """Groups of so many things, in order; the last may be smaller.

    >>> list(in_groups("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    waiting = iter(things)
    while group := list(islice(waiting, size)):
        yield group
