"""Witnesses of named entities: who says that a stretch of text names a person, a place or an organisation.

A witness is asked, never obeyed: rules, zones and lexicons weigh what it says. It reads many short texts (paragraphs
and zones of many letters) in one call, which is where its speed comes from. It must not be given whole letters: trained
on news, it joins the signatory with the executor in the line below.

    >>> text = "Министр Е. А. Шестакова провела совещание в Ангарске."
    >>> [(span.label, text[span.start : span.end]) for span in witness().spans([text])[0]]
    [('PER', 'Е. А. Шестакова'), ('LOC', 'Ангарске')]

`witness()` is natasha's slovnet over navec, evaluated by `slovnet_packed`; `witness("spacy:NAME")` is any spaCy model
that is installed under this name or lies in this folder. Nothing is loaded before the first question, or before
`load()`: call that in the parent process, and forked workers share the model.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from threading import Lock
from typing import TYPE_CHECKING, Any, Final, Literal, Protocol, cast

from extractors.frozen import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from extractors.russian.slovnet_packed import PackedTagger

Label = Literal["PER", "LOC", "ORG"]

#: Tokens that are tagged together: enough for the chains of many letters to be decoded side by side, and little memory.
BATCH_TOKENS: Final = 16_384
#: A longer text is cut at a line or a space. No witness looks so far, and the memory of a call stays bounded.
LONGEST_TEXT: Final = 20_000

#: What spaCy models call their entities, and what it is called here. Other labels are not taken.
SPACY_LABELS: Final[dict[str, Label]] = {"PER": "PER", "PERSON": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG"}
#: The parts of a spaCy pipeline that find entities, and the parts that these listen to. The rest is not run.
SPACY_FINDERS: Final = frozenset({"ner", "beam_ner", "entity_ruler", "span_ruler"})
SPACY_INPUTS: Final = frozenset({"tok2vec", "transformer", "curated_transformer"})


class ModelMissingError(RuntimeError):
    """The model of a witness is not installed, or cannot be read; the message says what to do about it."""


@dataclass(frozen=True, slots=True)
class NerSpan:
    """`text[start:end]` is an entity, says `source`.

    `score` (0..1, two digits) is how sure the witness is of the word it is least sure of; None if it cannot tell.
    """

    start: int
    end: int
    label: Label
    source: str
    score: float | None = None


class Witness(Protocol):
    """Anything that reads texts and says where the entities are."""

    @property
    def name(self) -> str:
        """Short and stable: it stands beside every value that rests on this witness."""

    def load(self) -> None:
        """Loads the model now rather than at the first question. Raises ModelMissingError."""

    def spans(self, texts: Sequence[str]) -> list[list[NerSpan]]:
        """For each text, in order, its entities from left to right, none overlapping. Raises ModelMissingError."""


class SlovnetWitness:
    """natasha's NER. The spans are those of slovnet itself, except for `repair_bio`.

    slovnet drops an I- tag that no B- tag precedes; with `repair_bio` it opens a span. That finds more names at the
    price of some false spans in headings, which rules reject more easily than they find a name.
    """

    name: Final = "slovnet"

    def __init__(self, *, repair_bio: bool = True) -> None:
        self.repair_bio = repair_bio
        self._lock = Lock()  # the tagger is not for two threads at once
        self._tagger: PackedTagger | None = None

    def load(self) -> None:
        with self._lock:
            self._loaded()

    def spans(self, texts: Sequence[str]) -> list[list[NerSpan]]:
        from extractors.russian.tokens import located_tokens

        found: dict[str, list[NerSpan]] = {text: [] for text in texts}  # a letterhead met twice is read once
        batch: list[_Piece] = []
        waiting = 0
        with self._lock:
            for text in found:
                for start, part in _parts(text):
                    batch.append(_Piece(text, start, *located_tokens(part)))
                    waiting += len(batch[-1].tokens)
                if waiting >= BATCH_TOKENS:
                    self._read(batch, found)
                    batch, waiting = [], 0
            self._read(batch, found)
        return [list(found[text]) for text in texts]

    def _loaded(self) -> PackedTagger:
        if self._tagger is None:
            from extractors.russian.slovnet_packed import PackedTagger
            from extractors.russian.slovnet_weights import load_weights

            try:
                self._tagger = PackedTagger(load_weights())
            except FileNotFoundError as error:
                raise ModelMissingError(f"{error}; the wheel of `natasha` carries the model: install it") from error
        return self._tagger

    def _read(self, batch: list[_Piece], found: dict[str, list[NerSpan]]) -> None:
        """Adds the spans of each piece to those of its text."""
        everything = self._loaded().entities([piece.tokens for piece in batch], repair_bio=self.repair_bio)
        for piece, entities in zip(batch, everything, strict=True):
            for entity in entities:
                start, end = piece.bounds(entity.first)[0], piece.bounds(entity.last)[1]
                span = NerSpan(
                    piece.start + start, piece.start + end, cast("Label", entity.label), self.name, entity.score
                )
                found[piece.whole].append(span)


class SpacyWitness:
    """Any spaCy model, by the name of its package or by its folder. spaCy is imported when the model is loaded."""

    def __init__(self, model: str) -> None:
        self.model = model
        self._pipeline: Any = None

    @property
    def name(self) -> str:
        return f"spacy:{self.model}"

    def load(self) -> None:
        if self._pipeline is None:
            self._pipeline = _spacy_pipeline(self.model)

    def spans(self, texts: Sequence[str]) -> list[list[NerSpan]]:
        self.load()
        found: dict[str, list[NerSpan]] = {text: [] for text in texts}
        pieces = ((part, (text, start)) for text in found for start, part in _parts(text))
        for document, (text, offset) in self._pipeline.pipe(pieces, as_tuples=True):
            for entity in document.ents:
                if (label := SPACY_LABELS.get(entity.label_)) is not None:
                    found[text].append(NerSpan(offset + entity.start_char, offset + entity.end_char, label, self.name))
        return [list(found[text]) for text in texts]


#: Witnesses by the word before the colon; what stands after it is the argument.
WITNESSES: Final[dict[str, Callable[[str], Witness]]] = {
    "slovnet": lambda _: SlovnetWitness(),
    "spacy": SpacyWitness,
}


def witness(name: str = "slovnet") -> Witness:
    """The witness of this name, one in a process: "slovnet", "spacy:MODEL". An unknown name is a ValueError."""
    return _witness(name)


@lru_cache(maxsize=8)
def _witness(name: str) -> Witness:
    kind, _, argument = name.partition(":")
    if kind not in WITNESSES:
        raise ValueError(f"no witness {name!r}; there are: {', '.join(WITNESSES)}")
    return WITNESSES[kind](argument)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a text, which begins at `start` in the whole; `bounds` are those of a token in the part."""

    whole: str
    start: int
    tokens: list[str]
    bounds: Callable[[int], tuple[int, int]]


def _parts(text: str) -> Iterator[tuple[int, str]]:
    """Parts of no more than LONGEST_TEXT with their offsets: cut at a line, else at a space, else anywhere."""
    start = 0
    while len(text) - start > LONGEST_TEXT:
        middle, limit = start + LONGEST_TEXT // 2, start + LONGEST_TEXT
        cut = text.rfind("\n", middle, limit)
        if cut < 0:
            cut = text.rfind(" ", middle, limit)
        stop = limit if cut < 0 else cut + 1
        yield start, text[start:stop]
        start = stop
    yield start, text[start:] if start else text


def _spacy_pipeline(model: str) -> Any:
    try:
        spacy = import_module("spacy")
        pipeline = spacy.load(model)
    except ImportError as error:
        raise ModelMissingError("the witness needs spaCy: install `spacy`") from error
    except OSError as error:  # what spaCy raises when there is no such package or folder
        raise ModelMissingError(
            f"there is no spaCy model {model!r}: install its package, or give its folder"
        ) from error
    factories = {part: pipeline.get_pipe_meta(part).factory for part in pipeline.pipe_names}
    if not SPACY_FINDERS & set(factories.values()):
        raise ModelMissingError(
            f"the spaCy model {model!r} finds no entities: it has only {', '.join(factories) or 'a tokenizer'}"
        )
    pipeline.select_pipes(
        enable=[part for part, factory in factories.items() if factory in SPACY_FINDERS | SPACY_INPUTS]
    )
    return pipeline
