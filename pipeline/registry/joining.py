"""What the merging of people and that of organisations share: sets that grow together, the value said most, identifiers."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


class Joined(Generic[T]):
    """Disjoint sets of things; roots are for look-up only, which thing it is means nothing.

    >>> joined = Joined("abc")
    >>> joined.join("c", "a")
    >>> sorted(joined.groups().values())
    [['a', 'c'], ['b']]
    """

    def __init__(self, things: Iterable[T]) -> None:
        self._above = {thing: thing for thing in things}

    def root(self, thing: T) -> T:
        """The thing that stands for the whole set."""
        while self._above[thing] != thing:
            self._above[thing] = self._above[self._above[thing]]
            thing = self._above[thing]
        return thing

    def join(self, left: T, right: T) -> None:
        """Make one set of the two."""
        self._above[self.root(right)] = self.root(left)

    def groups(self) -> dict[T, list[T]]:
        """The sets by their roots."""
        found: dict[T, list[T]] = defaultdict(list)
        for thing in self._above:
            found[self.root(thing)].append(thing)
        return found


def most(counts: Mapping[str, int]) -> str:
    """The most frequent value that is not empty; of several, the longest, then the first by letters. "" when there is
    none.
    """
    return min((value for value in counts if value), key=lambda value: (-counts[value], -len(value), value), default="")


def identifier(prefix: str, key: str) -> str:
    """A stable identifier made from a canonical key.

    >>> identifier("p", "баранова|наталья|сергеевна") == identifier("p", "баранова|наталья|сергеевна")
    True
    """
    return prefix + hashlib.sha256(key.encode("utf-8", "replace")).hexdigest()[:12]
