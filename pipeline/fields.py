"""The fields that an evaluation counts: what the tables say of a document, what gold says, in one common form."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.common_forms import (
    email_form,
    folded,
    house_form,
    number_form,
    organization_form,
    organization_forms,
    person_form,
    phone_form,
    url_form,
)
from pipeline.resolve.posts.roles import is_part
from pipeline.rows import Row
from pipeline.schema import SEPARATOR
from pipeline.store import Store
from pipeline.tables import table

Values = set[Any]
Record = Mapping[str, Any]

# What the tables say
# ---------------------------------------------------------------------------------------------------

Cells = dict[str, Any]


@dataclass
class _Found:
    """What the tables say of one document, by table, with the registry beside it; the digits of its text."""

    document: Cells
    tables: Mapping[str, list[Cells]]
    organizations: Mapping[str, Cells]
    people: Mapping[str, Cells]
    digits: str | None

    def person(self, row: Cells, identifier: str = "person_id") -> str:
        known = self.people.get(row.get(identifier) or "")
        return (known or {}).get("full_name") or row.get("person") or ""

    def forms(self, identifier: str | None, otherwise: str = "") -> frozenset[str]:
        known = self.organizations.get(identifier or "")
        if known is None:
            return organization_forms(otherwise, ())
        others = [known["short_name"] or "", *(known["aliases"] or "").split(SEPARATOR)]
        return organization_forms(known["name"], others)

    def mentions(self, entity_type: str) -> list[Cells]:
        return [row for row in self.tables["mentions"] if row["entity_type"] == entity_type]

    def references(self, role: str) -> list[Cells]:
        return [row for row in self.tables["references"] if row["role"] == role]

    def contacts(self, *kinds: str) -> list[Cells]:
        return [row for row in self.tables["contacts"] if row["kind"] in kinds]


_CODES = ("inn", "kpp", "ogrn", "okpo")
_TABLES = ("references", "dates", "signatories", "addressees", "contacts", "mentions")


def found_in(store: Store) -> dict[str, dict[str, Values]]:
    """By stem of the file name: the values of every field."""
    by_document = {name: _grouped(name, store.rows(name)) for name in _TABLES}
    organizations = {row["organization_id"]: row for row in _cells("organizations", store.rows("organizations"))}
    people = {row["person_id"]: row for row in _cells("people", store.rows("people"))}
    documents = {row["document_id"]: row for row in _cells("documents", store.rows("documents"))}
    paths = [(row["path"], row["document_id"]) for row in documents.values()]
    paths += [(row["path"], row["document_id"]) for row in _cells("files", store.rows("files")) if row["document_id"]]
    found: dict[str, dict[str, Values]] = {}
    for path, identifier in paths:
        stem = Path(path.split("!")[-1]).stem
        if stem not in found:
            tables = {name: rows.get(identifier, []) for name, rows in by_document.items()}
            one = _Found(documents[identifier], tables, organizations, people, _digits(store, identifier))
            found[stem] = {name: _without_nothing(of_tables(one)) for name, (of_tables, _) in FIELDS.items()}
    return found


def _said(code: str, digits: str | None) -> bool:
    return digits is None or code in digits


def _digits(store: Store, document: str) -> str | None:
    """The digits of a document; None where the store holds tables alone, made by something else."""
    try:
        return re.sub(r"\D", "", store.text(document))
    except KeyError:
        return None


def _cells(name: str, rows: Iterable[Row]) -> Iterator[Cells]:
    names = table(name).names
    return (dict(zip(names, row, strict=True)) for row in rows)


def _grouped(name: str, rows: Iterable[Row]) -> dict[str, list[Cells]]:
    groups: dict[str, list[Cells]] = defaultdict(list)
    for row in _cells(name, rows):
        groups[row["document_id"]].append(row)
    return groups


def _without_nothing(values: Iterable[Any]) -> Values:
    return {value for value in values if value not in ("", frozenset())}


def _address(row: Record) -> tuple[str, str, str, str]:
    return (
        row.get("postcode") or "",
        folded(row.get("city")),
        folded(row.get("street")),
        house_form(row.get("house") or ""),
    )


def _requisites(one: _Found) -> Values:
    """Codes that stand in the document: the row of an organisation has those of other documents too."""
    identifiers = {row["entity_id"] for row in one.mentions("organization")} | {one.document["sender_organization_id"]}
    known = [one.organizations[identifier] for identifier in identifiers if identifier in one.organizations]
    return {(code, row[code]) for row in known for code in _CODES if row[code] and _said(row[code], one.digits)}


def _posts(one: _Found) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Who holds which post where, wherever a table says so; no forms where no organisation is said."""
    holders = [(one.person(row, "entity_id"), row) for row in one.mentions("person")]
    told = {(person, row["position"]) for person, row in holders}
    formal = [(one.person(row), row) for name in ("signatories", "addressees") for row in one.tables[name]]
    holders += [(person, row) for person, row in formal if not _told_apart(person, row["position"] or "", told)]
    for person, row in holders:
        if person and row["position"] and not is_part(row["position"]):
            forms = one.forms(row["organization_id"]) if row["organization_id"] else frozenset()
            yield person_form(person), folded(row["position"]), forms


def _told_apart(person: str, position: str, told: set[tuple[str, str | None]]) -> bool:
    """Whether the mentions part what a signature names together: «Проректор по науке, председатель Учёного совета»."""
    first, comma, _ = position.partition(",")
    return bool(comma) and (person, first) in told


def _own_dates(one: _Found) -> Values:
    own = {row["date"] for row in one.references("own") if row["date"]}
    return own or {one.document["registration_date"] or ""}


# What gold says
# --------------------------------------------------------------------------------------------------------


def said_by_gold(record: Record) -> dict[str, Values]:
    return {name: _without_nothing(of_gold(record)) for name, (_, of_gold) in FIELDS.items()}


def _each(record: Record, name: str) -> Iterable[Any]:
    return record.get(name) or ()


def _registration(record: Record, part: str) -> str:
    return (record.get("registration") or {}).get(part) or ""


def _organizations_of_gold(record: Record) -> Values:
    whole = {alias: name for name, aliases in (record.get("organization_aliases") or {}).items() for alias in aliases}
    return {organization_form(whole.get(name, name)) for name in _each(record, "organizations")}


def _requisites_of_gold(record: Record) -> Values:
    pairs = (record.get("requisites") or {}).items()
    return {(code, one) for code, found in pairs for one in (found if isinstance(found, list) else [found]) if one}


def _cited(row: Record) -> tuple[str, str, str]:
    return folded(row.get("kind")), number_form(row.get("number") or ""), row.get("date") or ""


def _answered(row: Record) -> tuple[str, str]:
    return number_form(row.get("number") or ""), row.get("date") or ""


def _post_of_gold(row: Record) -> tuple[str, str, str]:
    return person_form(row["person"]), folded(row.get("position")), organization_form(row.get("organization") or "")


def _phone_of_row(row: Cells) -> str:
    return phone_form(row["value"] + (f";ext={row['extension']}" if row["extension"] else ""))


#: The fields in the order of the report: what the tables say of a document, what gold says.
FIELDS: dict[str, tuple[Callable[[_Found], Iterable[Any]], Callable[[Record], Iterable[Any]]]] = {
    "doc_type": (lambda one: {one.document["kind"]}, lambda gold: {gold.get("doc_type") or ""}),
    "registration_number": (
        lambda one: {number_form(row["number"] or "") for row in one.references("own")},
        lambda gold: {number_form(_registration(gold, "number"))},
    ),
    "registration_date": (_own_dates, lambda gold: {_registration(gold, "date")}),
    "in_reply_to": (
        lambda one: {_answered(row) for row in one.references("in_reply_to")},
        lambda gold: {_answered(row) for row in _each(gold, "in_reply_to")},
    ),
    "subject": (lambda one: {folded(one.document["title"])}, lambda gold: {folded(gold.get("subject"))}),
    "sender": (
        lambda one: {one.forms(one.document["sender_organization_id"])},
        lambda gold: {organization_form(name) for name in list(_each(gold, "sender_organizations"))[-1:]},
    ),
    "addressee_people": (
        lambda one: {person_form(one.person(row)) for row in one.tables["addressees"]},
        lambda gold: {person_form(row.get("person") or "") for row in _each(gold, "addressees")},
    ),
    "addressee_positions": (
        lambda one: {folded(row["position"]) for row in one.tables["addressees"]},
        lambda gold: {folded(row.get("position")) for row in _each(gold, "addressees")},
    ),
    "signatories": (
        lambda one: {person_form(one.person(row)) for row in one.tables["signatories"]},
        lambda gold: {person_form(row.get("person") or "") for row in _each(gold, "signatories")},
    ),
    "signatory_positions": (
        lambda one: {folded(row["position"]) for row in one.tables["signatories"]},
        lambda gold: {folded(row.get("position")) for row in _each(gold, "signatories")},
    ),
    "executors": (
        lambda one: {
            person_form(one.person(row, "entity_id")) for row in one.mentions("person") if row["role"] == "executor"
        },
        lambda gold: {person_form(row.get("person") or "") for row in _each(gold, "executors")},
    ),
    "people": (
        lambda one: {person_form(one.person(row, "entity_id")) for row in one.mentions("person")},
        lambda gold: {person_form(name) for name in _each(gold, "people")},
    ),
    "organizations": (
        lambda one: {one.forms(row["entity_id"], row["quote"] or "") for row in one.mentions("organization")},
        _organizations_of_gold,
    ),
    "references": (
        lambda one: {_cited(row) for row in one.references("cited")},
        lambda gold: {_cited(row) for row in _each(gold, "references")},
    ),
    "dates": (lambda one: {row["date"] or "" for row in one.tables["dates"]}, lambda gold: set(_each(gold, "dates"))),
    "deadlines": (
        lambda one: {row["date"] or "" for row in one.tables["dates"] if row["role"] == "deadline"},
        lambda gold: set(_each(gold, "deadlines")),
    ),
    "phones": (
        lambda one: {_phone_of_row(row) for row in one.contacts("phone", "fax")},
        lambda gold: {phone_form(phone) for phone in _each(gold, "phones")},
    ),
    "emails": (
        lambda one: {email_form(row["value"]) for row in one.contacts("email")},
        lambda gold: {email_form(email) for email in _each(gold, "emails")},
    ),
    "urls": (
        lambda one: {url_form(row["value"]) for row in one.contacts("url")},
        lambda gold: {url_form(url) for url in _each(gold, "urls")},
    ),
    "addresses": (
        lambda one: {_address(row) for row in one.contacts("address")},
        lambda gold: {_address(row) for row in _each(gold, "addresses")},
    ),
    "requisites": (_requisites, _requisites_of_gold),
    "posts": (_posts, lambda gold: {_post_of_gold(row) for row in _each(gold, "posts")}),
}
