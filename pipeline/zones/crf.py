"""A linear-chain model over lines: weights of cues and of transitions, and the best path through them.

The weights are data (`weights.tsv`), trained by `samples/train_zones.py`; this module only reads and decodes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_TOGETHER = 64  # lines weighed at once: a call of numpy costs more than the sum of a line


class Chain:
    """Weights: `cue_weights[cue]` is one row a label, `transitions[i, j]` the weight of label j after label i."""

    def __init__(self, labels: Sequence[str], cue_weights: dict[str, Floats], transitions: Floats) -> None:
        self.labels = tuple(labels)
        self.transitions = transitions
        self._row = {cue: i for i, cue in enumerate(cue_weights)}
        weights = np.array(list(cue_weights.values())).reshape(len(cue_weights), len(self.labels))
        self._weights = np.vstack((weights, np.zeros(len(self.labels))))

    def emissions(self, rows: Sequence[Sequence[str]]) -> Floats:
        """Weights of every label for every line, shape (lines, labels)."""
        out = np.zeros((len(rows), len(self.labels)))
        known = self._row
        for start in range(0, len(rows), _TOGETHER):
            numbers = [[known[cue] for cue in row if cue in known] for row in rows[start : start + _TOGETHER]]
            longest = max(map(len, numbers))
            # those that are shorter are filled up with a cue that weighs nothing
            filled = np.array([row + [-1] * (longest - len(row)) for row in numbers], dtype=np.intp)
            out[start : start + _TOGETHER] = self._weights[filled].sum(axis=1)
        return out

    def decode(
        self, rows: Sequence[Sequence[str]], added: Sequence[Mapping[str, float]] = ()
    ) -> list[tuple[str, float]]:
        """The best label of every line with its marginal probability; [] for no lines.

        `added` gives, for every line, weights of labels that are known from elsewhere.
        """
        if not rows:
            return []
        emissions = self.emissions(rows)
        for i, weights in enumerate(added):
            for label, weight in weights.items():
                emissions[i, self.labels.index(label)] += weight
        path = _viterbi(emissions, self.transitions)
        sure = marginals(emissions, self.transitions)
        return [(self.labels[label], float(sure[i, label])) for i, label in enumerate(path)]


def _viterbi(emissions: Floats, transitions: Floats) -> list[int]:
    count = len(emissions)
    score = emissions[0]
    back = np.zeros((count, emissions.shape[1]), dtype=np.int64)
    for i in range(1, count):
        ways = score[:, None] + transitions
        back[i] = ways.argmax(axis=0)
        score = np.maximum.reduce(ways) + emissions[i]
    path = [int(score.argmax())]
    for i in range(count - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def marginals(emissions: Floats, transitions: Floats) -> Floats:
    """The probability of every label at every line over all paths, shape (lines, labels); rows sum to 1.

    Forward and backward sums are kept scaled to 1 a line, so that long documents neither overflow nor need logarithms.
    """
    ways = np.exp(transitions)
    local = np.exp(emissions - emissions.max(axis=1, keepdims=True))
    forward = np.empty_like(local)
    backward = np.ones_like(local)
    total = np.add.reduce  # `ndarray.sum` of rows as short as these is mostly its own overhead
    forward[0] = local[0] / total(local[0])
    for i in range(1, len(local)):
        row = (forward[i - 1] @ ways) * local[i]
        forward[i] = row / total(row)
    for i in range(len(local) - 2, -1, -1):
        row = ways @ (local[i + 1] * backward[i + 1])
        backward[i] = row / total(row)
    both = forward * backward
    out: Floats = both / both.sum(axis=1, keepdims=True)
    return out


@cache
def chain() -> Chain:
    """The chain kept in `weights.tsv`."""
    return chain_of(files("pipeline.zones").joinpath("weights.tsv").read_text(encoding="utf-8"))


def chain_of(table: str) -> Chain:
    """The chain that a table of weights holds: rows "cue<TAB>label=weight …", transitions as cues "after:LABEL"."""
    header, *rows = (line for line in table.splitlines() if line and not line.startswith("#"))
    labels = header.split("\t")[1:]
    index = {label: i for i, label in enumerate(labels)}
    weights: dict[str, Floats] = {}
    transitions = np.zeros((len(labels), len(labels)))
    for line in rows:
        cue, *cells = line.split("\t")
        row = np.zeros(len(labels))
        for cell in cells:
            label, _, weight = cell.partition("=")
            row[index[label]] = float(weight)
        if cue.startswith("after:"):
            transitions[index[cue.removeprefix("after:")]] = row
        else:
            weights[cue] = row
    return Chain(labels, weights, transitions)
