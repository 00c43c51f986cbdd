"""The NER network over many texts at once, in plain numpy.

The network is small (three convolutions over three words, a chain of tags on top), so its cost is in how it is fed.
Here the texts of a batch lie in one matrix with a gap row between them, and:

- the first convolution is what a word gives to the word after it, to itself and to the word before it. That depends on
  the word and its shape alone; it is computed once and kept in a bounded table, and two thirds of the arithmetic are
  gone;
- the other convolutions are one matrix product each, over blocks that fit the cache of a core;
- the chains of all texts are decoded together, a step for all of them at a time.

What a text gets does not depend on the others in the batch: a row sees three words to either side and nothing across a
gap. On processors with AVX-512 that is so to the last bit; where a BLAS rounds by the place of a row (AVX2), to the
sixth digit.
"""

from __future__ import annotations

from contextlib import nullcontext
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, cast

import numpy as np
from numpy.typing import NDArray

from extractors.frozen import dataclass
from extractors.russian.slovnet_chain import Ids, decode, runs
from extractors.russian.slovnet_weights import Floats, Layer, Weights
from extractors.russian.tokens import shape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from contextlib import AbstractContextManager

#: Rows of the first layer that are kept, 3 KB each: 36 MB when full. A letter brings about a hundred new ones.
TABLE_ROWS: Final = 12_288
#: Distinct tokens whose row is remembered.
TABLE_TOKENS: Final = 50_000
#: Matrix products have a multiple of so many rows. A BLAS has other kernels for the rows left over, which round in
#: their own way, and what a text gets would hang on the size of the batch. 24 is what the kernels of OpenBLAS divide.
_ALIGN: Final = 24
#: Rows that go through the network together: what they become on the way fits the second-level cache of a core. Four
#: more are computed around them, and the sum is a multiple of the above, so that nothing is wasted.
BLOCK_ROWS: Final = 22 * _ALIGN - 4
#: A tag sees as many words on either side as there are convolutions.
_CONTEXT: Final = 3
_GAP: Final = ""  # stands between texts; no token is empty


@dataclass(frozen=True, slots=True)
class Entity:
    """Tokens `first` to `last`, both included, are a PER, LOC or ORG; `score` is that of the least certain token."""

    first: int
    last: int
    label: str
    score: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """Tags of a batch: those of text i are `tags[starts[i] : starts[i] + sizes[i]]`, one for each of its tokens.

    Before and after every text there is a row that belongs to none, with the tag -1.
    """

    starts: Ids
    sizes: Ids
    tags: Ids
    emissions: Floats


class PackedTagger:
    """The network with its table of first-layer rows. Not for two threads at once: the table grows as it works."""

    def __init__(self, weights: Weights) -> None:
        self.weights = weights
        self._first = _FirstLayer(weights)
        widths = [len(layer.floor) for layer in weights.others]
        # Buffers serve every block: fresh memory for each would cost a good part of the time that is saved.
        self._products = [np.zeros((_MOST_ROWS, 3 * width), np.float32) for width in widths]
        self._hidden = [np.zeros((_MOST_ROWS, width), np.float32) for width in widths]
        self._one_thread = _thread_limit()
        self._transitions = np.pad(weights.transitions, (0, 1))  # the tag -1 is bound to no other

    def entities(self, texts: Sequence[Sequence[str]], *, repair_bio: bool) -> list[list[Entity]]:
        """Entities in each text, given as its tokens; `repair_bio` as in `runs`."""
        tagged = self.tag(texts)
        outside = self.weights.tags.index("O")
        rows = np.flatnonzero((tagged.tags >= 0) & (tagged.tags != outside))
        owners = np.searchsorted(tagged.starts, rows, side="right") - 1
        tokens = (rows - tagged.starts[owners]).tolist()
        scores = self._certainty(tagged, rows)
        names = [self.weights.tags[tag] for tag in tagged.tags[rows].tolist()]
        found: list[list[Entity]] = [[] for _ in texts]
        for first, last, label in runs(rows.tolist(), names, repair_bio=repair_bio):
            score = min(scores[first : last + 1])
            found[owners[first]].append(Entity(tokens[first], tokens[last], label, score))
        return found

    def tag(self, texts: Sequence[Sequence[str]]) -> Tagged:
        """Tags for the tokens of each text."""
        edge = [_GAP] * _CONTEXT
        flat = edge.copy()
        for tokens in texts:
            flat.extend(tokens)
            flat.append(_GAP)
        flat.extend(edge)
        sizes = np.fromiter(map(len, texts), np.intp, len(texts))
        starts = np.cumsum(sizes + 1) - sizes - 1 + _CONTEXT
        with self._one_thread():
            emissions = self._emissions(flat)
        return Tagged(starts, sizes, decode(emissions, starts, sizes, self.weights.transitions), emissions)

    def _certainty(self, tagged: Tagged, rows: Ids) -> list[float]:
        """How probable the tag of each row is, the tags of its neighbours being what they are: 0..1."""
        tags = tagged.tags
        scores = (
            tagged.emissions[rows] + self._transitions[tags[rows - 1], :-1] + self._transitions.T[tags[rows + 1], :-1]
        )
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        chosen = scores[np.arange(len(rows)), tags[rows]] / scores.sum(axis=1)
        return [round(number, 2) for number in chosen.tolist()]

    def _emissions(self, flat: list[str]) -> Floats:
        """Scores of every tag for every row. What stands in rows of gaps means nothing."""
        result = np.zeros((len(flat), len(self.weights.tags)), np.float32)
        for start in range(_CONTEXT, len(flat) - _CONTEXT, BLOCK_ROWS):
            stop = min(start + BLOCK_ROWS, len(flat) - _CONTEXT)
            window = flat[start - _CONTEXT : stop + _CONTEXT]
            rows, gaps = self._first(window)
            for number, layer in enumerate(self.weights.others, start=2):
                rows = self._convolve(rows, len(window) - 2 * number, layer, number - 2)
                gaps = gaps[1:-1]
                rows[: len(gaps)][gaps] = layer.gap
            result[start:stop] = (rows[: _aligned(stop - start)] @ self.weights.projection)[: stop - start]
        result += self.weights.projection_bias
        return result

    def _convolve(self, rows: Floats, count: int, layer: Layer, number: int) -> Floats:
        """A folded convolution; `count` rows come out of two more. What follows them in the buffers means nothing."""
        width = len(layer.floor)
        given = rows[: _aligned(count + 2)]
        product = np.matmul(given, layer.kernel, out=self._products[number][: len(given)])
        result = self._hidden[number]
        hidden = result[:count]
        np.add(product[:count, :width], product[1 : count + 1, width : 2 * width], out=hidden)
        hidden += product[2 : count + 2, 2 * width :]
        np.maximum(hidden, layer.floor, out=hidden)
        return result


def _thread_limit() -> Callable[[], AbstractContextManager[object]]:
    """A context in which the BLAS keeps to one thread, if threadpoolctl is installed to say so.

    The products are small: on a busy machine threads that wait for one another cost four times the work, and on an idle
    one letters are better spread over processes.
    """
    if find_spec("threadpoolctl") is None:
        return nullcontext
    controller = import_module("threadpoolctl").ThreadpoolController().select(user_api="blas")
    return lambda: cast("AbstractContextManager[object]", controller.limit(limits=1))


def _aligned(rows: int) -> int:
    return -(-rows // _ALIGN) * _ALIGN


_MOST_ROWS: Final = _aligned(BLOCK_ROWS + 2 * _CONTEXT)


class _Rows(dict[str, int]):
    """Row of the table by token; a token met for the first time is admitted."""

    def __init__(self, admit: Callable[[str], int]) -> None:
        self._admit = admit

    def __missing__(self, token: str) -> int:
        row = self[token] = self._admit(token)
        return row


class _FirstLayer:
    """The first convolution, looked up: what a word of this shape gives to the words around it and to itself.

    The table is bounded. When it is full, the half of the rows that served fewer blocks makes room; a row computed anew
    is the same row, so what was met before never changes an answer.
    """

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        parts, width = weights.codes.shape[1], len(weights.first.floor)
        self._unknown = weights.unknown
        self._part = np.arange(parts, dtype=np.intp) * (len(weights.centroids) // parts)
        self._table = np.zeros((TABLE_ROWS * 3, width), np.float32)  # three rows a word: to the next, itself, the last
        self._total, self._term = (np.zeros((_MOST_ROWS, width), np.float32) for _ in range(2))
        self._vectors = np.zeros((_MOST_ROWS, len(weights.first.kernel)), np.float32)
        self._given, self._shaped = (np.empty((_MOST_ROWS, 3 * width), np.float32) for _ in range(2))
        self._uses = np.zeros(TABLE_ROWS, np.uint32)
        self._pairs: dict[int, tuple[int, int]] = {}  # by row: the word and the shape it stands for
        self._rows: dict[tuple[int, int], int] = {}
        self._free = list(range(TABLE_ROWS - 1, 0, -1))  # row 0 is the gap: it gives nothing
        self._new: list[int] = []
        self._tokens = _Rows(self._admit)
        self._tokens[_GAP] = 0

    def __call__(self, tokens: list[str]) -> tuple[Floats, NDArray[np.bool_]]:
        """The first layer for all tokens but the outer two (in a longer buffer), and which of these rows are gaps."""
        if len(self._free) < len(tokens) or len(self._tokens) > TABLE_TOKENS:
            self._make_room()
        ids = np.fromiter(map(self._tokens.__getitem__, tokens), np.intp, len(tokens))
        if self._new:
            self._compute()
        self._uses[ids] += 1
        total, term, at = self._total[: len(ids) - 2], self._term[: len(ids) - 2], ids * 3
        np.take(self._table, at[:-2], axis=0, out=total, mode="clip")
        np.take(self._table, at[1:-1] + 1, axis=0, out=term, mode="clip")
        total += term
        np.take(self._table, at[2:] + 2, axis=0, out=term, mode="clip")
        total += term
        np.maximum(total, self._weights.first.floor, out=total)
        gaps = ids[1:-1] == 0
        total[gaps] = self._weights.first.gap
        return self._total, gaps

    def _admit(self, token: str) -> int:
        pair = self._weights.words.get(token.lower(), self._unknown), self._weights.shapes[shape(token)]
        row = self._rows.get(pair)
        if row is None:
            row = self._rows[pair] = self._free.pop()
            self._pairs[row] = pair
            self._new.append(row)
        return row

    def _compute(self) -> None:
        """Fills the rows of words that are new in the table."""
        count, weights = len(self._new), self._weights
        words, shapes = np.array([self._pairs[row] for row in self._new], np.intp).T
        vectors = self._vectors[: _aligned(count)]
        centroids = vectors[:count].reshape(count, weights.codes.shape[1], -1)
        np.take(weights.centroids, weights.codes[words] + self._part, axis=0, out=centroids, mode="clip")
        given = np.matmul(vectors, weights.first.kernel, out=self._given[: len(vectors)])[:count]
        given += np.take(weights.first_of_shape, shapes, axis=0, out=self._shaped[:count], mode="clip")
        self._table.reshape(len(self._uses), -1)[self._new] = given
        self._uses[self._new] = 0
        self._new.clear()

    def _make_room(self) -> None:
        """Frees the less used half of the rows; what the others were used counts half from now on."""
        if self._new:  # left by a call that was interrupted
            self._compute()
        rows = np.fromiter(self._pairs, np.intp, len(self._pairs))
        for row in rows[np.argsort(self._uses[rows], kind="stable")[: len(rows) // 2]].tolist():
            del self._rows[self._pairs.pop(row)]
            self._free.append(row)
        self._uses //= 2
        kept = [(token, row) for token, row in self._tokens.items() if row in self._pairs]
        self._tokens.clear()
        self._tokens[_GAP] = 0
        if len(kept) <= TABLE_TOKENS // 2:  # more are rare tokens with one row in common, soon found again
            self._tokens.update(kept)
