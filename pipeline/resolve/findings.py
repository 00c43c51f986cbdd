"""Findings: the mentions of one document, rivals settled, ready to be asked by kind and place."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any, TypeVar

from extractors.document import Document, Zone, ZoneRole
from extractors.mention import Kind, Mention
from extractors.organizations import organization
from extractors.person_undotted import UNDOTTED
from pipeline.records import Source

T = TypeVar("T")

#: Where two mentions overlap the kind that stands earlier here keeps the text; kinds that are not named live together.
_PRECEDENCE: tuple[tuple[Kind, ...], ...] = (
    (Kind.SIGNATURE_MARK,),
    (Kind.EMAIL, Kind.URL, Kind.REQUISITE),
    (Kind.PHONE,),
    (Kind.ADDRESS,),
    (Kind.ORGANIZATION,),
    (Kind.PERSON,),
)
_PROPRIETOR = ("ип ", "индивидуальн", "кфх ", "нотариус ")
_WEAK = 0.72  # an organisation the witness alone believes in yields to a person


class Findings:
    """All mentions of a document, in the order of the text.

    `lost` are those whose text a rival keeps, each with that rival.
    """

    def __init__(self, document: Document, mentions: Iterable[Mention]) -> None:
        self.document = document
        ordered = sorted(mentions, key=lambda m: (m.start, -m.end, m.kind))
        self.mentions, self.lost = _settled(_trimmed(document, ordered))
        self._answers: dict[Hashable, Any] = {}
        self._by_kind: dict[Kind, list[Mention]] = defaultdict(list)
        for found in self.mentions:
            self._by_kind[found.kind].append(found)

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """An answer about this document that several rooms ask for: worked out for the first of them."""
        if question not in self._answers:
            self._answers[question] = answer()
        found: T = self._answers[question]
        return found

    def of(self, kind: Kind) -> Sequence[Mention]:
        """The mentions of a kind in order."""
        return self._by_kind[kind]

    def within(self, kind: Kind, start: int, end: int) -> list[Mention]:
        """The mentions of a kind that begin in [start, end)."""
        found = self._by_kind[kind]
        starts = self._starts[kind]
        return found[bisect_left(starts, start) : bisect_left(starts, end)]

    @cached_property
    def _starts(self) -> dict[Kind, list[int]]:
        return defaultdict(list, {kind: [m.start for m in found] for kind, found in self._by_kind.items()})

    def in_zones(self, kind: Kind, *roles: ZoneRole) -> list[Mention]:
        """The mentions of a kind in zones of these roles."""
        return [m for zone in self.document.zones_of(*roles) for m in self.within(kind, zone.start, zone.end)]

    def role(self, found: Mention) -> ZoneRole | None:
        """The role of the zone a mention stands in."""
        return self.document.role_at(found.start)

    def source(self, found: Mention, confidence: float | None = None) -> Source:
        """Where a mention was read, for the records."""
        page = self.document.page_at(found.start)
        sure = found.confidence if confidence is None else confidence
        return Source(
            found.text, found.start, found.end, page, found.rule, self._seen(sure, page), "; ".join(found.evidence)
        )

    def span(self, start: int, end: int, rule: str, confidence: float, evidence: str = "") -> Source:
        """Where a value that is more than one mention was read."""
        page = self.document.page_at(start)
        return Source(self.document.text[start:end], start, end, page, rule, self._seen(confidence, page), evidence)

    def _seen(self, confidence: float, page: int) -> float:
        """Confidence lowered by that of the recognition of the page."""
        pages = self.document.pages
        seen = pages[page - 1].confidence if 0 < page <= len(pages) else 1.0
        return round(confidence * min(1.0, seen), 3)

    def text_of(self, zone: Zone) -> str:
        """The text of a zone on one line."""
        return " ".join(self.document.at(zone).split())


def _trimmed(document: Document, mentions: Sequence[Mention]) -> list[Mention]:
    """An organisation that runs into a person's name ends before it: «администрации Н. П. Голубева»."""
    people = [m for m in mentions if m.kind is Kind.PERSON and len(m.text.split()) + m.text.count(".") > 1]
    starts = [m.start for m in people]
    kept: list[Mention] = []
    for mention in mentions:
        found = mention
        if found.kind is Kind.ORGANIZATION:
            i = bisect_right(starts, found.start)
            crossing = next((p for p in people[i : i + 8] if p.start < found.end < p.end), None)
            if crossing is not None:
                end = len(document.text[: crossing.start].rstrip())
                if end <= found.start:
                    continue
                text = document.text[found.start : end]
                found = replace(found, end=end, text=text, value=organization(" ".join(text.split())))
        kept.append(found)
    return kept


def _settled(mentions: Sequence[Mention]) -> tuple[list[Mention], list[tuple[Mention, Mention]]]:
    """The mentions without those whose text a rival of earlier precedence keeps; and those, with the rival."""
    rank = {kind: level for level, kinds in enumerate(_PRECEDENCE) for kind in kinds}
    rivals = sorted((m for m in mentions if m.kind in rank), key=lambda m: (_rank(m, rank), m.start))
    taken: list[Mention] = []
    starts: list[int] = []
    lost: list[tuple[Mention, Mention]] = []
    for found in rivals:
        level = _rank(found, rank)
        i = bisect_left(starts, found.start)
        around = [taken[k] for k in (i - 2, i - 1, i, i + 1) if 0 <= k < len(taken)]
        rival = next(
            (
                m
                for m in around
                if m.start < found.end
                and found.start < m.end
                and _yields(level, _rank(m, rank))
                and not _owns(found, m)
                and not _runs_into(found, m)
            ),
            None,
        )
        if rival is not None:
            lost.append((found, rival))
        elif found.kind is not Kind.SIGNATURE_MARK:
            taken.insert(i, found)
            starts.insert(i, found.start)
    gone = {id(found) for found, _ in lost}
    return [m for m in mentions if id(m) not in gone], lost


def _owns(person: Mention, body: Mention) -> bool:
    """«ИП Салмин Д. Д.» is an organisation and a person."""
    return person.kind is Kind.PERSON and body.kind is Kind.ORGANIZATION and body.text.lower().startswith(_PROPRIETOR)


def _runs_into(body: Mention, address: Mention) -> bool:
    """«СОВЕТ ДЕПУТАТОВ … ОРЕНБУРГСКОЙ ОБЛАСТИ⏎461500, г. …»: the land ends the name and begins the address."""
    if body.kind is not Kind.ORGANIZATION or address.kind is not Kind.ADDRESS or body.start >= address.start:
        return False
    said = "\n" in body.text or body.text.split()[0].lower() == body.value.name.split()[0].lower()  # as in a letterhead
    return said and address.text[body.end - address.start :].startswith("\n")


def _yields(level: float, other: float) -> bool:
    """Whether a mention of one level gives its text up to one of the other.

    Always to an earlier kind, and names to names.
    """
    return other < level or other >= len(_PRECEDENCE) - 2


def _rank(found: Mention, rank: dict[Kind, int]) -> float:
    if found.kind is Kind.ORGANIZATION and found.confidence < _WEAK:
        return rank[Kind.PERSON] + 0.5
    if found.rule == UNDOTTED:
        return rank[Kind.ORGANIZATION] - 0.5  # «РС БЕРДНИК» looks like a firm
    return rank[found.kind]
