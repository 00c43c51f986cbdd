"""Calibration: what the confidence of a rule is worth, measured on letters whose gold is known.

An extractor says how sure it is of a form; whether rows of that kind are right so often is another matter. The table
`calibration.tsv` gives, for each kind of row, rule and band of confidence, the share of rows that were right;
`samples/calibrate.py` makes it. A row whose calibrated confidence is under `LEAST` is left out:
empty is better than wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from functools import cache, lru_cache
from importlib.resources import files
from operator import attrgetter
from typing import Any, Protocol, TypeVar

from extractors.document import Document
from pipeline.records import Contact, DateRecord, EntityMention, Letter, Reference, Source

#: Kinds of rows with their rules and confidences, of which there are some hundreds.
_ROWS_ALIKE = 4096
#: Rows less sure than this are wrong more often than right.
LEAST = 0.5
#: Bands of confidence, by their lower bounds: rules speak of .95 and .9 when a form is proven, of .8 when it is usual.
BANDS = (0.93, 0.85, 0.7, 0.0)


class _Row(Protocol):
    @property
    def source(self) -> Source: ...


RowT = TypeVar("RowT", bound=_Row)


def band(confidence: float) -> float:
    """The lower bound of the band a confidence lies in.

    >>> band(0.97), band(0.9), band(0.3)
    (0.93, 0.85, 0.0)
    """
    return next(bound for bound in BANDS if confidence >= bound)


@cache
def table() -> dict[tuple[str, str, float], float]:
    """(kind of row, rule, band) -> share right; the rule "*" stands for all rules of the kind."""
    text = files("pipeline").joinpath("calibration.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:] if line and not line.startswith("#"))
    return {(kind, rule, float(low)): float(share) for kind, rule, low, share, *_ in rows}


def family(row: object) -> str:
    """The kind of row that is measured together: own, in_reply_to, cited, date, deadline, phone, person, …"""
    if isinstance(row, Reference):
        return row.role
    if isinstance(row, DateRecord):
        return "deadline" if row.role == "deadline" else "date"
    if isinstance(row, Contact):
        return "phone" if row.kind == "fax" else row.kind
    if isinstance(row, EntityMention):
        return row.entity_type
    return type(row).__name__.lower()


def calibrated(letter: Letter, document: Document) -> Letter:
    """The letter with confidences that mean a share of rows right, without rows under `LEAST`."""
    return replace(
        letter,
        references=tuple(_kept(letter.references, document)),
        dates=tuple(_dates(letter.dates, document)),
        signatories=tuple(_kept(letter.signatories, document)),
        addressees=tuple(_kept(letter.addressees, document)),
        contacts=tuple(_kept(letter.contacts, document)),
        mentions=tuple(_kept(letter.mentions, document)),
    )


def _kept(rows: Iterable[RowT], document: Document) -> Iterable[RowT]:
    for row in rows:
        confidence = _share(row, document)
        if confidence >= LEAST:
            yield _sure(row, confidence)


def _sure(row: RowT, confidence: float) -> RowT:
    """The row with this confidence; made of its values at once, which costs a third of `replace`."""
    make: Callable[..., RowT] = type(row)
    values, place = _parts(type(row))
    said = row.source
    source = Source(said.quote, said.start, said.end, said.page, said.rule, confidence, said.evidence)
    own = values(row)
    return make(*own[:place], source, *own[place + 1 :])


@cache
def _parts(record: type) -> tuple[Callable[[Any], tuple[Any, ...]], int]:
    """The values of a record in the order of its fields, and the place of its source among them."""
    names = [one.name for one in fields(record)]
    return attrgetter(*names), names.index("source")


def _dates(rows: Iterable[DateRecord], document: Document) -> Iterable[DateRecord]:
    """The dates that are sure enough; a deadline that is not is still a date of the text."""
    rows = list(rows)
    kept = list(_kept(rows, document))
    known = {row.date for row in kept}
    plain = [replace(row, role="event") for row in rows if row.role == "deadline" and row.date not in known]
    return [*kept, *_kept(plain, document)]


def _share(row: _Row, document: Document) -> float:
    """The share right of such rows; on a recognised page no more than the recognition itself is sure."""
    page = document.pages[row.source.page - 1] if 0 < row.source.page <= len(document.pages) else None
    seen = min(1.0, page.confidence) if page else 1.0
    raw = min(1.0, row.source.confidence / seen) if seen else 0.0
    return round(share(family(row), row.source.rule, raw) * seen, 3)


@lru_cache(maxsize=_ROWS_ALIKE)
def share(kind: str, rule: str, confidence: float) -> float:
    """The share right of rows of a kind, made by a rule that was this sure.

    `confidence` itself where nothing was measured.
    """
    known, low = table(), band(confidence)
    return known.get((kind, rule, low), known.get((kind, "*", low), confidence))
