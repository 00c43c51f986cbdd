"""Why a value is what it is, or why there is none: the candidates, what decided, what spoke against the others.

    explain(path, "registration_number") -> Explanation

The letter is read again exactly as a run reads it; nothing is kept from the run, so that the answer can not differ
from what the program does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from extractors.document import Document, Zone, ZoneRole
from extractors.mention import Kind, Mention
from pipeline.errors import UsageError
from pipeline.letter import DEFAULT_WITNESS, trace
from pipeline.records import Letter, Source
from pipeline.resolve.findings import Findings


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reading that was weighed for a field; `reason` says what decided, in words."""

    value: str
    quote: str
    start: int
    end: int
    page: int
    zone: str
    rule: str
    confidence: float
    chosen: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """A field: its values, the candidates in the order of the text, and where such a value was looked for."""

    field: str
    values: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    looked_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Field:
    """How a field is explained: kinds of mentions that may give it, zones it is looked for in, the rows it became."""

    kinds: tuple[Kind, ...]
    zones: tuple[ZoneRole, ...]
    rows: Callable[[Letter], Iterable[tuple[str, Source]]]
    fits: Callable[[Mention], str] = lambda _: ""


def _reference(wanted: str) -> Callable[[Mention], str]:
    """Why a reference of another role is not this field's; "" where it may be."""
    words = {
        "own": "it is the document's own",
        "in_reply_to": "it is what the document answers",
        "cited": "it is cited in the text",
    }
    return lambda mention: "" if mention.value.role == wanted else words[mention.value.role]


def _of_contacts(*kinds: str) -> Callable[[Letter], Iterable[tuple[str, Source]]]:
    return lambda letter: (
        (c.value + (f" доб. {c.extension}" if c.extension else ""), c.source)
        for c in letter.contacts
        if c.kind in kinds
    )


def _people_as(role: str) -> Callable[[Letter], Iterable[tuple[str, Source]]]:
    return lambda letter: (
        (letter.people[m.entity].full_name, m.source)
        for m in letter.mentions
        if m.entity_type == "person" and m.role == role
    )


def _signed(letter: Letter) -> Iterable[tuple[str, Source]]:
    for row in letter.signatories:
        name = letter.people[row.person].full_name if row.person is not None else ""
        yield ", ".join(part for part in (name, row.position) if part), row.source


def _addressed(letter: Letter) -> Iterable[tuple[str, Source]]:
    for row in letter.addressees:
        name = letter.people[row.person].full_name if row.person is not None else ""
        yield ", ".join(part for part in (row.position, row.organization_name, name) if part), row.source


def _sender(letter: Letter) -> Iterable[tuple[str, Source]]:
    for row in letter.mentions:
        if row.entity_type == "organization" and row.entity == letter.sender:
            yield letter.organizations[row.entity].name, row.source


def _own(part: str) -> Callable[[Letter], Iterable[tuple[str, Source]]]:
    return lambda letter: (
        (getattr(r, part), r.source) for r in letter.references if r.role == "own" and getattr(r, part)
    )


def _cited(role: str) -> Callable[[Letter], Iterable[tuple[str, Source]]]:
    return lambda letter: (
        (
            " ".join(x for x in (r.kind, f"№ {r.number}" if r.number else "", f"от {r.date}" if r.date else "") if x),
            r.source,
        )
        for r in letter.references
        if r.role == role
    )


def _dated(*roles: str) -> Callable[[Letter], Iterable[tuple[str, Source]]]:
    return lambda letter: ((d.date, d.source) for d in letter.dates if not roles or d.role in roles)


def _entities(entity_type: str) -> Callable[[Letter], Iterable[tuple[str, Source]]]:
    def rows(letter: Letter) -> Iterable[tuple[str, Source]]:
        for m in letter.mentions:
            if m.entity_type == entity_type:
                yield (
                    (
                        letter.people[m.entity].full_name
                        if entity_type == "person"
                        else letter.organizations[m.entity].name
                    ),
                    m.source,
                )

    return rows


_HEAD = (ZoneRole.REGISTRATION, ZoneRole.LETTERHEAD, ZoneRole.KIND)

#: Every field that can be asked about.
FIELDS: dict[str, _Field] = {
    "registration_number": _Field((Kind.REFERENCE,), _HEAD, _own("number"), _reference("own")),
    "registration_date": _Field((Kind.REFERENCE,), _HEAD, _own("date"), _reference("own")),
    "in_reply_to": _Field(
        (Kind.REFERENCE,), (ZoneRole.REGISTRATION, ZoneRole.BODY), _cited("in_reply_to"), _reference("in_reply_to")
    ),
    "references": _Field((Kind.REFERENCE,), (ZoneRole.BODY, ZoneRole.APPENDIX), _cited("cited"), _reference("cited")),
    "sender": _Field((Kind.ORGANIZATION,), (ZoneRole.LETTERHEAD, ZoneRole.SIGNATURE), _sender),
    "addressee": _Field((Kind.PERSON, Kind.ORGANIZATION, Kind.POSITION), (ZoneRole.ADDRESSEE,), _addressed),
    "signatory": _Field((Kind.PERSON,), (ZoneRole.SIGNATURE, ZoneRole.E_SIGNATURE), _signed),
    "executor": _Field((Kind.PERSON,), (ZoneRole.EXECUTOR,), _people_as("executor")),
    "title": _Field((), (ZoneRole.HEADING,), lambda _: ()),
    "dates": _Field((Kind.DATE, Kind.DEADLINE), tuple(ZoneRole), _dated()),
    "deadline": _Field((Kind.DEADLINE, Kind.DATE), (ZoneRole.BODY,), _dated("deadline")),
    "phones": _Field((Kind.PHONE,), tuple(ZoneRole), _of_contacts("phone", "fax")),
    "emails": _Field((Kind.EMAIL,), tuple(ZoneRole), _of_contacts("email")),
    "urls": _Field((Kind.URL,), tuple(ZoneRole), _of_contacts("url")),
    "addresses": _Field((Kind.ADDRESS,), tuple(ZoneRole), _of_contacts("address")),
    "people": _Field((Kind.PERSON,), tuple(ZoneRole), _entities("person")),
    "organizations": _Field((Kind.ORGANIZATION,), tuple(ZoneRole), _entities("organization")),
    "appendices": _Field(
        (Kind.APPENDIX,),
        (ZoneRole.ENCLOSURE, ZoneRole.APPENDIX),
        lambda letter: ((a.title or a.number, a.source) for a in letter.appendices),
    ),
}  # fmt: skip


def explain(path: str | Path, field: str, *, witness_name: str = DEFAULT_WITNESS) -> Explanation:
    """What was weighed for a field of the letter in a file.

    Raises UsageError for an unknown field and `pipeline.errors.ReadError` for a file that can not be read.
    """
    from pipeline.readers import Source as File
    from pipeline.readers import read

    if field not in FIELDS:
        raise UsageError(f"no field {field!r}; there are: {', '.join(FIELDS)}")
    document, mentions, letter = trace(read(File.of(Path(path))), witness_name=witness_name)
    return of_letter(document, mentions, letter, field)


def of_letter(document: Document, mentions: Iterable[Mention], letter: Letter, field: str) -> Explanation:
    """The same for a letter that is already understood."""
    asked = FIELDS[field]
    findings = Findings(document, mentions)
    rows = list(asked.rows(letter))
    rivals = {id(lost): winner for lost, winner in findings.lost}
    weighed = [m for m in findings.mentions if m.kind in asked.kinds] + [
        m for m, _ in findings.lost if m.kind in asked.kinds
    ]
    candidates = [
        _candidate(findings, asked, mention, rows, rivals.get(id(mention)))
        for mention in sorted(weighed, key=lambda m: (m.start, m.end))
    ]
    if field == "title":
        rows = (
            [
                (letter.title, findings.span(z.start, z.end, z.rule, z.confidence))
                for z in list(document.zones_of(ZoneRole.HEADING))[:1]
            ]
            if letter.title
            else []
        )
        candidates = [
            _heading(document, zone, number == 0) for number, zone in enumerate(document.zones_of(ZoneRole.HEADING))
        ]
    values = tuple(dict.fromkeys(value for value, _ in rows))
    return Explanation(
        field,
        values,
        tuple(candidates),
        tuple(str(zone) for zone in asked.zones) if len(asked.zones) < len(ZoneRole) else ("everywhere",),
    )


def _candidate(
    findings: Findings, asked: _Field, mention: Mention, rows: list[tuple[str, Source]], rival: Mention | None
) -> Candidate:
    role = findings.role(mention)
    chosen = rival is None and any(
        source.start <= mention.start < source.end and not asked.fits(mention) for _, source in rows
    )
    return Candidate(
        value=_said(mention),
        quote=mention.text,
        start=mention.start,
        end=mention.end,
        page=findings.document.page_at(mention.start),
        zone=str(role or ""),
        rule=mention.rule,
        confidence=mention.confidence,
        chosen=chosen,
        reason="; ".join(mention.evidence) or f"rule {mention.rule}"
        if chosen
        else _against(asked, mention, role, rows, rival),
    )


def _against(
    asked: _Field, mention: Mention, role: ZoneRole | None, rows: list[tuple[str, Source]], rival: Mention | None
) -> str:
    """What spoke against a candidate, in words."""
    if rival is not None:
        return f"the text belongs to {rival.kind.value} «{' '.join(rival.text.split())}» ({rival.rule})"
    other = asked.fits(mention)
    if other:
        return other
    if role not in asked.zones:
        return f"stands in the zone {role or 'of no role'}"
    said = _said(mention)
    if any(said == value for value, _ in rows):
        return "says the same as the one chosen"
    better = max((source.confidence for _, source in rows), default=0.0)
    if better > mention.confidence:
        return f"less sure than the one chosen ({mention.confidence:.2f} < {better:.2f})"
    return "another candidate stands in a stronger place" if rows else "not sure enough to be written"


def _said(mention: Mention) -> str:
    """The value of a mention in one line."""
    value = mention.value
    if mention.kind is Kind.PERSON:
        return str(value.full)
    if mention.kind is Kind.REFERENCE:
        return " ".join(
            x
            for x in (value.kind, f"№ {value.number}" if value.number else "", f"от {value.date}" if value.date else "")
            if x
        )
    for name in ("iso", "name", "number", "title"):
        if not isinstance(value, str) and hasattr(value, name):
            return str(getattr(value, name))
    if mention.kind is Kind.PHONE:
        return f"{value.value} доб. {value.extension}" if value.extension else str(value.value)
    if mention.kind is Kind.ADDRESS:
        return ", ".join(x for x in (value.postcode, value.region, value.city, value.street, value.house) if x)
    return str(value)


def _heading(document: Document, zone: Zone, chosen: bool) -> Candidate:
    """A heading zone as a candidate for the title."""
    text = document.at(zone)
    reason = "the first heading of the document" if chosen else "a heading stands before it"
    return Candidate(
        " ".join(text.split()),
        text,
        zone.start,
        zone.end,
        zone.page,
        "heading",
        zone.rule,
        zone.confidence,
        chosen,
        reason,
    )
