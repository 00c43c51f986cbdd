"""What the merging of people and that of organisations share: keys, sets that grow together, the value said most,
identifiers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from hashlib import blake2b, sha256

#: Of two million forms, two would have one key once in ten million batches.
_KEY_BYTES = 8


def key_of(*parts: str) -> int:
    """A number that stands for these words: what is looked up and sorted by it is small.

    >>> key_of("институт", "") == key_of("институт", "") != key_of("", "институт")
    True
    """
    words = "\0".join(parts).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(words, digest_size=_KEY_BYTES).digest(), "big", signed=True)


class Joined:
    """Disjoint sets of keys; a key that was never joined is a set of its own and takes no memory. Roots are for look-up
    only, which key it is means nothing.

    >>> joined = Joined()
    >>> joined.join(3, 1)
    >>> joined.root(1) == joined.root(3), joined.root(2), list(joined.moved())
    (True, 2, [(1, 3)])
    """

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def root(self, key: int) -> int:
        """The key that stands for the whole set."""
        above = self._above
        while (higher := above.get(key, key)) != key:
            above[key] = key = above.get(higher, higher)
        return key

    def join(self, left: int, right: int) -> None:
        """Make one set of the two."""
        top, other = self.root(left), self.root(right)
        if top != other:
            self._above[other] = top

    def moved(self) -> Iterator[tuple[int, int]]:
        """The keys that do not stand for themselves, each with its root."""
        return ((key, self.root(key)) for key in list(self._above))


def most(counts: Mapping[str, int]) -> str:
    """The most frequent value that is not empty; of several, the longest, then the first by letters. "" when there is
    none.
    """
    if len(counts) < 2:  # nearly always
        return next(iter(counts), "")
    return min((value for value in counts if value), key=lambda value: (-counts[value], -len(value), value), default="")


def identifier(prefix: str, key: str) -> str:
    """A stable identifier made from a canonical key.

    >>> identifier("p", "баранова|наталья|сергеевна") == identifier("p", "баранова|наталья|сергеевна")
    True
    """
    return prefix + sha256(key.encode("utf-8", "replace")).hexdigest()[:12]
