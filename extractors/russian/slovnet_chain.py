"""The chain of tags on top of the NER network: the best tags of many chains at once, and the entities they spell."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Floats = NDArray[np.float32]
Ids = NDArray[np.intp]


def decode(emissions: Floats, starts: Ids, sizes: Ids, transitions: Floats) -> Ids:
    """The best tags (Viterbi) of all chains; -1 in the rows that belong to none.

    Chains lie side by side, the longest first: step t of all that are so long is one operation on a contiguous slice.
    """
    tags = np.full(len(emissions), -1, np.intp)
    order = np.argsort(-sizes, kind="stable")[: np.count_nonzero(sizes)]
    if len(order) == 0:
        return tags
    lengths = sizes[order]
    counts = len(order) - np.searchsorted(lengths[::-1], np.arange(lengths[0]), side="right")  # chains longer than t
    ends = np.cumsum(counts)
    step = np.repeat(np.arange(lengths[0]), counts)
    rows = starts[order[np.arange(ends[-1]) - (ends - counts)[step]]] + step
    slices = [slice(end - count, end) for end, count in zip(ends.tolist(), counts.tolist(), strict=True)]

    best = np.ascontiguousarray(emissions[rows].T)  # tag x row: the score of the best chain that ends there
    matrix = np.ascontiguousarray(transitions)[:, :, None]
    for before, here in pairwise(slices):
        count = here.stop - here.start
        best[:, here] += np.max(best[:, None, before.start : before.start + count] + matrix, axis=0)

    found = np.empty(len(rows), np.intp)
    found[slices[-1]] = best[:, slices[-1]].argmax(axis=0)
    for after, here in pairwise(reversed(slices)):
        score = best[:, here]
        score[:, : after.stop - after.start] += transitions[:, found[after]]  # the chains that go on
        found[here] = score.argmax(axis=0)
    tags[rows] = found
    return tags


def runs(rows: Sequence[int], tags: Sequence[str], *, repair_bio: bool) -> Iterator[tuple[int, int, str]]:
    """Entities among the tagged rows (all but those of O, ascending): positions of first and last in them, and label.

    An I- tag goes on with what is open, whatever its label; one that nothing precedes is dropped, as slovnet does, or
    opens an entity if `repair_bio`. Any other tag (there is <pad>, hardly ever used) neither opens nor closes.

    >>> list(runs([4, 5, 9], ["B-PER", "I-PER", "I-ORG"], repair_bio=False))
    [(0, 1, 'PER')]
    >>> list(runs([4, 5, 9], ["B-PER", "I-PER", "I-ORG"], repair_bio=True))
    [(0, 1, 'PER'), (2, 2, 'ORG')]
    """
    first = last = before = -1
    label = ""
    for position, (row, tag) in enumerate(zip(rows, tags, strict=True)):
        part, _, kind = tag.partition("-")
        apart = row != before + 1
        if label and (apart or part == "B"):
            yield first, last, label
            label = ""
        if part == "B" or (part == "I" and repair_bio and not label):
            first, last, label = position, position, kind
        elif part == "I":
            last = position
        before = row
    if label:
        yield first, last, label
