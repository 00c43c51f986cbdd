"""References and dates by role.

The letter's own number and date, what it answers, what it cites, what it asks by when.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.values import DateValue, ReferenceValue
from pipeline.records import DateRecord, Reference
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.years import Years

_ROLES = ("document", "in_reply_to", "deadline", "cited", "event", "other")


def references(findings: Findings, organizations: Organizations) -> list[Reference]:
    """The document's own requisites first, then what it answers, then what it cites; each once."""
    chosen = _own(findings.of(Kind.REFERENCE))
    own = [m.value for m in chosen]
    replies = _distinct(m for m in findings.of(Kind.REFERENCE) if m.value.role == "in_reply_to")
    cited = _distinct(m for m in findings.of(Kind.REFERENCE) if m.value.role == "cited")
    answered = {(m.value.number, m.value.date) for m in replies}
    cited = [
        m
        for m in cited
        if not any(_repeats(m.value, o) for o in own) and (m.value.number, m.value.date) not in answered
    ]
    return [_record(findings, organizations, m) for m in (*chosen, *replies, *cited)]


def _own(found: Iterable[Mention]) -> list[Mention]:
    """The best reading of the own number and date: one mention with both, else the best of each."""
    own = sorted((m for m in found if m.value.role == "own"), key=lambda m: (-m.confidence, m.start))
    whole = [m for m in own if m.value.number and m.value.date]
    if whole:
        return whole[:1]
    numbers = [m for m in own if m.value.number][:1]
    dates = [m for m in own if m.value.date][:1]
    return sorted(numbers + dates, key=lambda m: m.start)


def _repeats(cited: ReferenceValue, own: ReferenceValue) -> bool:
    """«Приложение к приказу от … № …» on a later page names the document itself, with its date alone too."""
    if not cited.number:
        return bool(own.date) and (cited.kind, cited.date) == (own.kind, own.date)
    return (
        bool(own.number) and cited.number == own.number and (not cited.date or not own.date or cited.date == own.date)
    )


def _distinct(found: Iterable[Mention]) -> list[Mention]:
    seen: set[tuple[str, str, str]] = set()
    kept: list[Mention] = []
    for mention in found:
        value = mention.value
        mark = (value.kind, value.number, value.date)
        if mark not in seen and (value.number or value.date):
            seen.add(mark)
            kept.append(mention)
    return kept


def _record(findings: Findings, organizations: Organizations, found: Mention) -> Reference:
    value: ReferenceValue = found.value
    issuer = organizations.by_name(value.issuer) if value.issuer else None
    if issuer is None and value.role == "cited":
        inside = [organizations.of(m) for m in findings.within(Kind.ORGANIZATION, found.start, found.end)]
        issuer = next((i for i in inside if i is not None), None)
    return Reference(value.role, value.kind, value.number, value.date, issuer, value.title, findings.source(found))


def dates(findings: Findings, letter: Iterable[Reference]) -> list[DateRecord]:
    """Every date once a role; the role of a date follows from what it stands in."""
    known = list(letter)
    years = Years(findings, known)
    by_role: dict[tuple[str, str], DateRecord] = {}
    covered: set[tuple[int, int]] = set()
    for found in findings.of(Kind.DEADLINE):
        for span in findings.within(Kind.DATE, found.start, found.end):
            covered.add((span.start, span.end))
        _put(by_role, findings, found, "deadline", years)
    marks = findings.of(Kind.SIGNATURE_MARK)
    for mark in marks:
        if mark.value.valid_from and mark.value.valid_to:
            value = DateValue(f"{mark.value.valid_from}/{mark.value.valid_to}", "range")
            _put(by_role, findings, replace(mark, value=value), "other", years)
    for found in findings.of(Kind.DATE):
        if (found.start, found.end) in covered or any(m.start <= found.start < m.end for m in marks):
            continue
        _put(by_role, findings, found, _role(findings, found, known), years)
    for reference in known:
        if reference.role == "own" and reference.date and ("document", reference.date) not in by_role:
            by_role["document", reference.date] = DateRecord(
                "document", reference.date, *_ends(reference.date), reference.source
            )
    return _without_shadows(by_role)


def _without_shadows(by_role: dict[tuple[str, str], DateRecord]) -> list[DateRecord]:
    """A date that has a telling role is not «other» too."""
    telling = {date for role, date in by_role if role not in ("other", "event")}
    kept = [record for (role, date), record in by_role.items() if role not in ("other", "event") or date not in telling]
    return sorted(kept, key=lambda r: (_ROLES.index(r.role), r.source.start, r.date))


def _put(
    by_role: dict[tuple[str, str], DateRecord], findings: Findings, found: Mention, role: str, years: Years
) -> None:
    value: DateValue = found.value
    iso, evidence = value.iso, ""
    if not iso:
        return
    if not value.complete:
        if (year := years.of(found)) is None:
            return
        iso, evidence = _in_order(iso.replace("????", str(year)), year), "the year is that of the document"
    source = findings.source(found)
    if evidence:
        source = replace(source, evidence=evidence, confidence=round(source.confidence * 0.95, 3))
    by_role.setdefault((role, iso), DateRecord(role, iso, *_ends(iso), source))


def _role(findings: Findings, found: Mention, known: Iterable[Reference]) -> str:
    for reference in known:
        if reference.source.start <= found.start < reference.source.end:
            return {"own": "document", "in_reply_to": "in_reply_to"}.get(reference.role, "cited")
    zone = findings.role(found)
    if zone in (ZoneRole.BODY, ZoneRole.HEADING, ZoneRole.APPENDIX, ZoneRole.ENCLOSURE):
        return "event" if found.value.precision in ("day", "range") else "other"
    return "other"


def _ends(iso: str) -> tuple[str, str]:
    first, _, last = iso.partition("/")
    return first, last or first


def _in_order(iso: str, year: int) -> str:
    """A range over the turn of the year with the next one at its end: «с 1 сентября до 31 мая»."""
    first, stroke, last = iso.partition("/")
    return f"{first}/{last.replace(str(year), str(year + 1), 1)}" if stroke and last < first else iso
