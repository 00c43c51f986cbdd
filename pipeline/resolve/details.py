"""Contacts with their owners, requisites of organisations, enclosures and tables."""

from __future__ import annotations

import re

from extractors.atoms import line_around
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention
from pipeline.records import Appendix, Contact, TableCell
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.others import is_beside
from pipeline.resolve.people import People

_OWNERS = {
    ZoneRole.LETTERHEAD: "sender", ZoneRole.REGISTRATION: "sender", ZoneRole.EXECUTOR: "executor",
    ZoneRole.ADDRESSEE: "addressee", ZoneRole.SIGNATURE: "sender",
}  # fmt: skip
#: «Диспетчерская: 8 (3012) 20-15-15» above or below the executor: a phone of the house, none of his.
_OF_OFFICE = re.compile(
    r"(?:диспетчерская(?:\sслужба)?|при[её]мная(?:\s[а-яё]{4,20}){0,2}|канцелярия|горячая\sлиния|телефон\s(?:доверия|горячей\sлинии)|справочная)"
    r"[\s:–-]{1,4}(?:тел[а-я]{0,5}\.?:?\s)?\Z",
    re.IGNORECASE,
)
_LABEL = 60  # characters
_BEFORE_ADDRESS = 10  # characters of a line before its address
_NEAR = 250  # characters from a person's name within which a phone in the text is that person's


def contacts(findings: Findings, people: People, organizations: Organizations, sender: int | None) -> list[Contact]:
    """Phones, faxes, e-mails, sites and addresses, each value once; what the executor's mark repeats (the phone of the
    letterhead, of a contact person) once more, as the executor's.

    The owner is the one that the zone or the nearest name gives.
    """
    found: dict[tuple[str, str, str, bool], Contact] = {}
    kinds = (Kind.PHONE, Kind.EMAIL, Kind.URL, Kind.ADDRESS)
    for mention in sorted((m for kind in kinds for m in findings.of(kind)), key=lambda m: (m.start, m.end)):
        contact = _contact(findings, people, organizations, sender, mention)
        mark = (
            contact.kind if contact.kind not in ("phone", "fax") else "phone",
            contact.value.lower(),
            contact.extension,
            contact.owner == "executor",
        )
        found.setdefault(mark, contact)
    return list(found.values())


def _contact(
    findings: Findings, people: People, organizations: Organizations, sender: int | None, mention: Mention
) -> Contact:
    role = findings.role(mention)
    owner = _OWNERS.get(role, "other") if role else "other"
    person = organization = None
    if owner == "executor" and _is_of_the_house(findings, mention):
        owner = "sender"
    if owner == "executor":
        person = _nearest_person(findings, people, mention, ZoneRole.EXECUTOR)
    elif owner == "sender":
        organization = sender
    elif owner == "other":
        person = _nearest_person(findings, people, mention, role)
        owner = "contact_person" if person is not None else "other"
    if owner == "addressee":
        organization = next(
            (organizations.of(m) for m in findings.in_zones(Kind.ORGANIZATION, ZoneRole.ADDRESSEE)), None
        )
    source, value = findings.source(mention), mention.value
    if mention.kind is Kind.PHONE:
        return Contact(
            "fax" if value.fax else "phone",
            value.value,
            source,
            extension=value.extension,
            owner=owner,
            person=person,
            organization=organization,
        )
    if mention.kind is Kind.ADDRESS:
        return Contact(
            "address", _line(value), source, postcode=value.postcode, region=value.region, city=value.city,
            street=value.street, house=value.house, owner=owner, person=person, organization=organization,
        )  # fmt: skip
    return Contact(str(mention.kind), value, source, owner=owner, person=person, organization=organization)


def _is_of_the_house(findings: Findings, mention: Mention) -> bool:
    """Whether a contact in the executor's mark is the author's: behind a label of its own («Приёмная:»), or in one line with an
    address, as letterheads at the foot of the page have it.
    """
    text = findings.document.folded
    if _OF_OFFICE.search(text, max(0, mention.start - _LABEL), mention.start):
        return True
    start, end = line_around(text, mention.start, mention.end)
    places = findings.within(Kind.ADDRESS, start, end)
    return any(place.value.postcode and place.start - start <= _BEFORE_ADDRESS for place in places)


def _line(value: object) -> str:
    """An address on one line."""
    parts = (getattr(value, name) for name in ("postcode", "region", "city", "street", "house"))
    return ", ".join(part for part in parts if part)


def _nearest_person(findings: Findings, people: People, mention: Mention, role: ZoneRole | None) -> int | None:
    """The person named last before the contact, in the same paragraph; behind it only in the executor's mark."""
    before = [
        m
        for m in findings.within(Kind.PERSON, max(0, mention.start - _NEAR), mention.start)
        if people.of(m) is not None
    ]
    before = [
        m for m in before if findings.role(m) is role and "\n\n" not in findings.document.text[m.end : mention.start]
    ]
    if before:
        return people.of(before[-1])
    if role is ZoneRole.EXECUTOR:
        inside = [m for m in findings.in_zones(Kind.PERSON, ZoneRole.EXECUTOR) if people.of(m) is not None]
        return people.of(inside[0]) if len(inside) == 1 else None
    return None


def give_requisites(findings: Findings, organizations: Organizations, sender: int | None) -> None:
    """ИНН, КПП, ОГРН, ОКПО given to the organisation they stand with.

    Those of the letterhead go to the sender, others to the organisation named before that is no founder and no bank.
    """
    for mention in findings.of(Kind.REQUISITE):
        role = findings.role(mention)
        index = sender if role in (ZoneRole.LETTERHEAD, ZoneRole.REGISTRATION, ZoneRole.FURNITURE) else None
        if index is None:
            before = [
                m
                for m in findings.within(Kind.ORGANIZATION, max(0, mention.start - 1200), mention.start)
                if organizations.of(m) is not None
            ]
            own = [m for m in before if not is_beside(findings.document, m)] or before
            index = organizations.of(own[-1]) if own else sender
        if index is not None:
            organizations.all[index].requisites.setdefault(mention.value.code, mention.value.number)


def appendices(findings: Findings) -> list[Appendix]:
    """The enclosures in order."""
    return [
        Appendix(m.value.number, m.value.title, m.value.sheets, m.value.copies, findings.source(m))
        for m in findings.of(Kind.APPENDIX)
    ]


def tables(document: Document) -> list[TableCell]:
    """The cells of the data tables that hold something."""
    cells: list[TableCell] = []
    for table in document.tables:
        for cell in table.cells:
            value = " ".join(document.at(cell).split())
            if value:
                cells.append(
                    TableCell(table.number, cell.row, cell.column, cell.header, value, document.page_at(cell.start))
                )
    return cells
