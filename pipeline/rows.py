"""A letter as rows of the tables (`pipeline.tables`): what `store` writes and everything else shows.

    Letter + identifiers of its people and organisations -> {"documents": [(…)], "references": [(…), …], …, "register":
    [(…)]}

Rows are tuples in the order of the columns; None stands for "not said". `files`, `people` and `organizations` are
tables of the whole batch and are not made here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pipeline.records import PERSON, Addressee, Appendix, Contact, Letter, Reference, Source
from pipeline.schema import SEPARATOR

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Ids:
    """Identifiers of the people and organisations of one letter, by its own indexes; None where the registry has none.

    `names` are the canonical names of the organisations.
    """

    people: tuple[str | None, ...] = ()
    organizations: tuple[str | None, ...] = ()
    names: tuple[str, ...] = ()

    def person(self, index: int | None) -> str | None:
        """The identifier of a person of the letter."""
        return None if index is None else self.people[index]

    def organization(self, index: int | None) -> str | None:
        """The identifier of an organisation of the letter."""
        return None if index is None else self.organizations[index]


def own_reference(letter: Letter) -> tuple[str, str]:
    """Registration number and date: of the first own reference that has each.

    A letter has one of each; where a reader found more, the warnings say so.
    """
    own = [one for one in letter.references if one.role == "own"]
    number = next((one.number for one in own if one.number), "")
    date = next((one.date for one in own if one.date), "")
    return number, date


def rows_of(
    letter: Letter, document_id: str, path: str, ids: Ids, files: tuple[str | None, ...] = ()
) -> dict[str, list[Row]]:
    """All rows of one document. `files` are the paths of the files that hold its enclosures, in their order."""
    held = files or (None,) * len(letter.appendices)
    tables: dict[str, Iterable[Row]] = {
        "register": [_register(letter, path, ids)],
        "documents": [_document(letter, path, ids)],
        "references": _references(letter, ids),
        "dates": _dates(letter),
        "signatories": _signatories(letter, ids),
        "addressees": _addressees(letter, ids),
        "contacts": _contacts(letter, ids),
        "mentions": _mentions(letter, ids),
        "appendices": _appendices(letter, held),
    }
    rows = {
        name: list(_numbered(document_id, found, counted=name not in {"register", "documents"}))
        for name, found in tables.items()
    }
    rows["tables"] = [
        (document_id, one.table, one.row, one.column, one.header or None, one.value, one.page or None)
        for one in letter.tables
    ]
    return rows


def _numbered(document_id: str, rows: Iterable[Row], *, counted: bool) -> Iterable[Row]:
    """Rows with the identifier before them, and their number where the key has one; "" becomes None."""
    for n, row in enumerate(rows, 1):
        head = (document_id, n) if counted else (document_id,)
        yield (*head, *[None if value == "" else value for value in row])


def confidence(value: float) -> float:
    """Two decimals: more would promise more than a calibration can keep.

    >>> confidence(0.98765), confidence(1.2)
    (0.99, 1.0)
    """
    return round(min(1.0, max(0.0, value)), 2)


def _place(source: Source) -> Row:
    return source.quote, source.start, source.end, source.page


def _source(source: Source) -> Row:
    return (*_place(source), source.rule, confidence(source.confidence), source.evidence)


def _document(letter: Letter, path: str, ids: Ids) -> Row:
    number, date = own_reference(letter)
    return (
        path,
        letter.format,
        letter.kind,
        letter.language,
        letter.title,
        letter.pages,
        len(letter.text),
        letter.text_source,
        number,
        date,
        ids.organization(letter.sender),
        letter.access_mark,
        confidence(letter.confidence),
        letter.needs_review,
        SEPARATOR.join(letter.warnings),
    )


def _references(letter: Letter, ids: Ids) -> Iterable[Row]:
    for one in letter.references:
        yield (
            one.role,
            one.kind,
            one.number,
            one.date,
            ids.organization(one.organization),
            one.title,
            *_source(one.source),
        )


def _dates(letter: Letter) -> Iterable[Row]:
    met = set()
    for one in letter.dates:
        if (one.role, one.date) not in met:
            met.add((one.role, one.date))
            yield one.role, one.date, one.date_from, one.date_to, *_source(one.source)


def _signatories(letter: Letter, ids: Ids) -> Iterable[Row]:
    for one in letter.signatories:
        yield (
            ids.person(one.person),
            _person_name(letter, one.person),
            one.position,
            ids.organization(one.organization),
            one.acting,
            one.electronic_signature,
            one.certificate,
            one.certificate_owner,
            one.valid_from,
            one.valid_to,
            *_source(one.source),
        )


def _addressees(letter: Letter, ids: Ids) -> Iterable[Row]:
    for one in letter.addressees:
        yield (
            ids.organization(one.organization),
            _addressed(letter, one),
            one.position,
            ids.person(one.person),
            _person_name(letter, one.person),
            one.email,
            *_source(one.source),
        )


def _contacts(letter: Letter, ids: Ids) -> Iterable[Row]:
    for one in letter.contacts:
        yield (
            one.kind,
            one.value,
            one.extension,
            one.postcode,
            one.region,
            one.city,
            one.street,
            one.house,
            one.owner,
            ids.person(one.person),
            ids.organization(one.organization),
            *_source(one.source),
        )


def _mentions(letter: Letter, ids: Ids) -> Iterable[Row]:
    """A mention of a class of organisations («образовательные организации») names no one: it has no row."""
    for one in letter.mentions:
        entity = ids.person(one.entity) if one.entity_type == PERSON else ids.organization(one.entity)
        if entity is not None:
            yield (
                one.entity_type,
                entity,
                one.role,
                one.position,
                ids.organization(one.organization),
                *_source(one.source),
                one.former,
            )


def _appendices(letter: Letter, held: tuple[str | None, ...]) -> Iterable[Row]:
    for one, path in zip(letter.appendices, held, strict=True):
        yield one.number, one.title, one.sheets, one.copies, path, *_place(one.source), one.source.evidence


def _register(letter: Letter, path: str, ids: Ids) -> Row:
    number, date = own_reference(letter)
    executors = {one.entity: None for one in letter.mentions if one.entity_type == PERSON and one.role == "executor"}
    phones = [one for one in letter.contacts if one.kind in {"phone", "fax"}]
    return (
        path,
        letter.kind,
        number,
        date,
        _joined(_cited(one) for one in letter.references if one.role == "in_reply_to"),
        "" if letter.sender is None else ids.names[letter.sender],
        _joined(_addressee(letter, one) for one in letter.addressees),
        letter.title,
        _joined(_person_name(letter, one.person) for one in letter.signatories),
        _joined(one.position for one in letter.signatories),
        _joined(_person_name(letter, person) for person in executors),
        _joined(_phone(one) for one in phones if one.owner == "executor"),
        _joined(sorted({one.date for one in letter.dates if one.role == "deadline"})),
        _joined(_phone(one) for one in phones),
        _joined(one.value for one in letter.contacts if one.kind == "email"),
        _joined(_appendix(one) for one in letter.appendices),
        confidence(letter.confidence),
        letter.needs_review,
    )


def _joined(values: Iterable[str]) -> str:
    """Distinct non-empty values in their order, in one cell."""
    return SEPARATOR.join(dict.fromkeys(value for value in values if value))


def _person_name(letter: Letter, index: int | None) -> str:
    return "" if index is None else letter.people[index].full_name


def _addressed(letter: Letter, one: Addressee) -> str:
    if one.organization_name or one.organization is None:
        return one.organization_name
    return letter.organizations[one.organization].name


def _addressee(letter: Letter, one: Addressee) -> str:
    return ", ".join(part for part in (one.position, _addressed(letter, one), _person_name(letter, one.person)) if part)


def _cited(one: Reference) -> str:
    return " от ".join(part for part in (one.number, one.date) if part)


def _phone(one: Contact) -> str:
    return f"{one.value} доб. {one.extension}" if one.extension else one.value


def _appendix(one: Appendix) -> str:
    title = one.title or ("Приложение " + one.number).strip()
    return f"{title} ({one.sheets} л.)" if one.sheets else title
