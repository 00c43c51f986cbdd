"""One file -> Letter: reader, zones, witnesses, extractors, resolution.

read_letter(path)         one letter, from a path
understand(documents)     many documents at once: the NER model reads them in one packed batch
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from extractors import EXTRACTORS, extractor, find_all
from extractors.document import Document, WitnessSpan, ZoneRole
from extractors.mention import Mention
from extractors.russian.ner import Witness, witness
from extractors.segments import Segment, segments
from pipeline.records import Letter
from pipeline.resolve import resolve
from pipeline.zones import lay

#: Zones where the witness is asked: elsewhere (numbers, certificates, page numbers) it only errs.
_WITNESSED = frozenset({
    None, ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE, ZoneRole.HEADING, ZoneRole.SALUTATION, ZoneRole.BODY,
    ZoneRole.SIGNATURE, ZoneRole.EXECUTOR, ZoneRole.APPROVAL, ZoneRole.APPENDIX, ZoneRole.ENCLOSURE, ZoneRole.NOISE,
})  # fmt: skip
DEFAULT_WITNESS = "slovnet"


def prepare(witness_name: str = DEFAULT_WITNESS) -> None:
    """Load everything that a letter needs, so that children forked after it share the memory."""
    witness(witness_name).load()
    for name in EXTRACTORS:
        extractor(name)
    understand([Document("")])


def read_letter(path: str | Path, *, witness_name: str = DEFAULT_WITNESS) -> Letter:
    """The letter in a file. Raises `pipeline.errors.ReadError` where it can not be read."""
    from pipeline.readers import Source, read

    result = understand([read(Source.of(Path(path)))], witness_name=witness_name)[0]
    if isinstance(result, Exception):
        raise result
    return result


def understand(documents: Sequence[Document], *, witness_name: str = DEFAULT_WITNESS) -> list[Letter | Exception]:
    """A Letter for every document, in order; an exception stands in the place of a document that broke the rules.

    The documents' zones and witnesses are laid here; what they held of them before is replaced.
    """
    zoned: list[Document | Exception] = [_guarded(lay, document) for document in documents]
    read = witnessed([d for d in zoned if isinstance(d, Document)], witness(witness_name))
    ready = iter(read)
    prepared = [next(ready) if isinstance(d, Document) else d for d in zoned]
    return [_guarded(_resolved, d) if isinstance(d, Document) else d for d in prepared]


def trace(document: Document, *, witness_name: str = DEFAULT_WITNESS) -> tuple[Document, list[Mention], Letter]:
    """The way of one document made visible.

    The document with its zones and witnesses, all that was found in it, and the Letter made of that.
    """
    ready = witnessed([lay(document)], witness(witness_name))[0]
    mentions = list(find_all(ready))
    return ready, mentions, resolve(ready, mentions)


def _resolved(document: Document) -> Letter:
    return resolve(document, find_all(document))


def witnessed(documents: Sequence[Document], asked: Witness) -> list[Document]:
    """The documents with the spans of a witness, asked once for all of them, segment by segment."""
    pieces = [
        (n, segment)
        for n, document in enumerate(documents)
        for segment in segments(document)
        if segment.role in _WITNESSED
    ]
    answers = asked.spans([_piece(documents[n], segment) for n, segment in pieces])
    found: list[list[WitnessSpan]] = [[] for _ in documents]
    for (n, segment), spans in zip(pieces, answers, strict=True):
        found[n] += [WitnessSpan(segment.start + s.start, segment.start + s.end, s.label, s.source) for s in spans]
    return [document.with_witnesses(tuple(spans)) for document, spans in zip(documents, found, strict=True)]


def _piece(document: Document, segment: Segment) -> str:
    """The text of a segment for the witness: line ends as blanks, since its lines are one phrase."""
    return document.text[segment.start : segment.end].replace("\n", " ")


T = TypeVar("T")


def _guarded(step: Callable[[Document], T], document: Document) -> T | Exception:
    """The answer of a step, or the exception it raised: one document never costs the others theirs."""
    try:
        return step(document)
    except Exception as error:  # handed back in the document's place, see `understand`
        return error
