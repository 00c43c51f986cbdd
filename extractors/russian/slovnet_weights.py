"""The NER model of natasha (slovnet over navec), read from its wheel and folded for `slovnet_packed`.

natasha itself is never imported: its package pulls in pymorphy2, which is dead and does not start on a new Python.
What is wanted is two archives inside its wheel: navec, 250,000 words whose vectors are 100 codes of one byte, and the
weights of the network.

Folding. A layer of the network is `norm(relu(conv(x) + bias))`. The norm is a scale and a shift of each channel, so it
moves into the convolution that follows; the bias moves too, since relu(x + b) = max(x, -b) + b. What is left of a layer
is one product and one comparison with a floor. A gap row holds the value that the moved scale and shift turn into zero,
which is what the zero padding of the original is.
"""

from __future__ import annotations

import gzip
import json
import tarfile
from array import array
from bisect import bisect_left
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final, NoReturn

import numpy as np
from numpy.typing import NDArray

from extractors.frozen import dataclass

Floats = NDArray[np.float32]

EMBEDDING: Final = "data/emb/navec_news_v1_1B_250K_300d_100q.tar"
MODEL: Final = "data/model/slovnet_ner_news_v1.tar"
UNKNOWN: Final = "<unk>"
_PROTOCOL: Final = 1


@dataclass(frozen=True, slots=True)
class Layer:
    """A folded convolution over three words: `max(sum of products, floor)`."""

    kernel: Floats  # in x (3 * out): what a row gives to the row after it, to itself, to the row before it
    floor: Floats  # out
    gap: Floats  # out: what stands in a gap row after this layer


class Vocabulary:
    """Number of a word among many: 3 MB for 250,000 words, of which a dictionary makes 38 MB.

    The words themselves are not kept, only their hashes in order (64 bits, salted by the process). That a foreign word
    has the hash of one of them is as good as impossible: 1 to 10¹⁴.
    """

    def __init__(self, words: Sequence[str]) -> None:
        hashes = np.fromiter(map(hash, words), np.int64, len(words))
        order = np.argsort(hashes)
        self._hashes, self._numbers = array("q"), array("i")  # what `bisect` reads faster than an array of numpy
        self._hashes.frombytes(hashes[order].tobytes())
        self._numbers.frombytes(order.astype(np.intc).tobytes())

    def get(self, word: str, default: int) -> int:
        """The place of the word in what the vocabulary was made of; the default where it is not there."""
        wanted = hash(word)
        at = bisect_left(self._hashes, wanted)
        return self._numbers[at] if at < len(self._hashes) and self._hashes[at] == wanted else default

    def __reduce__(self) -> NoReturn:
        raise TypeError("a vocabulary holds hashes of this process alone")


@dataclass(frozen=True, slots=True)
class Weights:
    """The network folded, and its vocabularies."""

    words: Vocabulary
    unknown: int  # the number of a word that is not in the vocabulary
    shapes: dict[str, int]
    tags: tuple[str, ...]
    codes: NDArray[np.uint8]  # words x 100: which of 256 centroids stands for each part of the vector; mapped from disk
    centroids: Floats  # (100 * 256) x 3
    first: Layer  # over the 300 numbers of a word
    first_of_shape: Floats  # shapes x (3 * 256): what the shape adds, with the bias in the middle third
    others: tuple[Layer, ...]
    projection: Floats  # 64 x tags
    projection_bias: Floats
    transitions: Floats  # from x to


def load_weights(folder: Path | None = None) -> Weights:
    """Weights from the installed natasha wheel, or from a folder that has its `data`.

    Raises FileNotFoundError when they are not there, ValueError when they are of another format.
    """
    root = folder or model_folder()
    model = _Archive(root / MODEL)
    if json.loads(model.read("meta.json"))["protocol"] != _PROTOCOL:
        raise ValueError(f"{root / MODEL} is of a format that this version cannot read")
    words, shapes, tags = (
        gzip.decompress(model.read(f"vocabs/{name}.gz")).decode().splitlines() for name in ("word", "shape", "tag")
    )
    codes, centroids = _embedding(root / EMBEDDING)
    scheme = _Scheme(model, json.loads(model.read("model.json")))
    first_of_shape, layers, projection, bias = scheme.folded(vector=codes.shape[1] * centroids.shape[1])
    return Weights(
        words=Vocabulary(words),
        unknown=words.index(UNKNOWN),
        shapes=dict(zip(shapes, range(len(shapes)), strict=True)),
        tags=tuple(tags),
        codes=codes,
        centroids=centroids,
        first=layers[0],
        first_of_shape=first_of_shape,
        others=layers[1:],
        projection=projection,
        projection_bias=bias,
        transitions=scheme.array("head", "crf", "transitions"),
    )


def model_folder() -> Path:
    """Where natasha is installed. The spec of a top-level package is found without running the package."""
    spec = find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("there is no package `natasha`")
    return Path(spec.submodule_search_locations[0])


def _embedding(path: Path) -> tuple[NDArray[np.uint8], Floats]:
    """navec: the codes mapped from the file, so that processes share them, and the centroids they stand for."""
    archive = _Archive(path)
    vectors, _, parts, _ = (int(number) for number in np.frombuffer(archive.read("pq.bin", 0, 16), np.uint32))
    offset, size = archive.members["pq.bin"]
    codes = np.memmap(path, np.uint8, "r", offset + 16, (vectors, parts))
    body = np.frombuffer(archive.read("pq.bin", 16 + vectors * parts, size), np.float32)
    return codes, body.reshape(parts * 256, -1)


class _Archive:
    """An uncompressed tar: where each member lies in the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with tarfile.open(path, "r:") as tar:
            self.members = {member.name: (member.offset_data, member.size) for member in tar.getmembers()}

    def read(self, name: str, start: int = 0, stop: int | None = None) -> bytes:
        """Bytes of a member from start to stop, or to its end."""
        offset, size = self.members[name]
        with self.path.open("rb") as file:
            file.seek(offset + start)
            return file.read(min(size, size if stop is None else stop) - start)


class _Scheme:
    """The tree of modules that slovnet stores as JSON, whose leaves are numbers of arrays."""

    def __init__(self, archive: _Archive, tree: Any) -> None:
        self.archive, self.tree = archive, tree

    def array(self, *path: str | int) -> Floats:
        leaf = self.tree
        for step in path:
            leaf = leaf[step]
        data = np.frombuffer(self.archive.read(f"arrays/{leaf['array']}.bin"), leaf["dtype"])
        return data.reshape(leaf["shape"])

    def folded(self, *, vector: int) -> tuple[Floats, tuple[Layer, ...], Floats, Floats]:
        """What shapes give in the first layer, the layers, the projection and its bias."""
        emb = self.array("emb", "shape", "weight")
        scale, shift = np.ones(vector + emb.shape[1], np.float32), np.zeros(vector + emb.shape[1], np.float32)
        layers: list[Layer] = []
        first_of_shape = np.zeros(0, np.float32)
        for number in range(len(self.tree["encoder"]["layers"])):
            at = ("encoder", "layers", number)
            kernel, bias = self.array(*at, "conv", "weight"), self.array(*at, "conv", "bias")  # out x in x 3
            weight, beta, mean, std = (self.array(*at, "norm", name) for name in ("weight", "bias", "mean", "std"))
            bias = bias + np.einsum("oik,i->o", kernel, shift)
            flat = (kernel * scale[:, None]).transpose(1, 2, 0).reshape(kernel.shape[1], -1)
            if number == 0:  # its products are looked up by word and by shape, and the bias goes with the shape
                first_of_shape = emb @ flat[vector:]
                first_of_shape[:, len(bias) : 2 * len(bias)] += bias
                flat, bias = flat[:vector], np.zeros_like(bias)
            scale = weight / std
            shift = beta - mean * scale + bias * scale
            layers.append(Layer(np.ascontiguousarray(flat), -bias, -shift / scale))
        projection, bias = self.array("head", "proj", "weight"), self.array("head", "proj", "bias")
        bias = np.asarray(bias + shift @ projection, np.float32)
        return first_of_shape, tuple(layers), scale[:, None] * projection, bias
