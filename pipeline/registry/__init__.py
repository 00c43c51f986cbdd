"""The people and organisations of a whole batch: one row each, whatever the number of letters that name them.

    entities of every letter -> Gathering.add -> tallies -> Sums -> Registry.ids: identifiers for the rows of one letter
                                                                    Registry.tables: the tables people and organizations

Gathering is a matter of counting, so that a batch is gathered in parts, here or on other machines: the tallies of all
parts, summed in a file (`sums`), make the registry of the whole, and memory holds one part, one organisation, the people
of one surname, and the keys of the forms of organisations that are joined.

Merging is conservative: two rows for one person cost an analyst a glance, one row for two people costs the truth. What
may join is said in `organization_joining` and `person_joining`. Nothing depends on the order in which letters are added,
and nothing is compared pair by pair: every question is a look-up, so that a million letters cost ten times a hundred
thousand.

organizations, people   what letters say, counted       forms, names   forms of names: what is compared
organization_joining    which forms are one organisation               organization_facts   what is said of it
person_joining          which forms are one person      person_facts   what is said of a person
namesakes               the fuller form that a shorter one stands for
joining, sums           what both share
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pipeline.codec import Entities
from pipeline.groups import in_groups
from pipeline.registry import organization_joining, organizations, people, person_joining
from pipeline.registry.forms import forms_of
from pipeline.registry.names import name_of
from pipeline.registry.organizations import OrganizationGathering, OrganizationTally
from pipeline.registry.people import PeopleGathering, PersonTally
from pipeline.registry.sums import Lookup, Sums
from pipeline.rows import Ids, Row

T_co = TypeVar("T_co", covariant=True)

#: What some letters say, counted.
Tallies = tuple[Iterable[PersonTally], Iterable[OrganizationTally]]

#: Letters that are gathered in memory before their tallies are put down.
_PART = 500

#: People and organisations whose documents are counted in memory before the counts are put down.
_COUNTED = 5_000

_ORGANIZATION = "SELECT o.id, o.name FROM forms f JOIN organizations o ON o.root = f.root WHERE f.form = ?"
_ALL_ORGANIZATIONS = "SELECT f.form, o.id, o.name FROM forms f JOIN organizations o ON o.root = f.root"
_PERSON = "SELECT id FROM who WHERE name = ?"
_COUNT = """
INSERT INTO named VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET documents = documents + excluded.documents
"""
_ORGANIZATIONS = """
SELECT o.id, o.name, o.short_name, o.legal_form, p.id, o.inn, o.kpp, o.ogrn, o.okpo, o.aliases, coalesce(n.documents, 0)
FROM organizations o LEFT JOIN organizations p ON p.root = o.parent LEFT JOIN named n ON n.id = o.id ORDER BY o.id
"""
_PEOPLE = """
SELECT p.id, p.full_name, p.surname, p.given_name, p.patronymic, p.gender, p.last_position, p.organization_id,
  coalesce(n.documents, 0), p.posts
FROM people p LEFT JOIN named n ON n.id = p.id ORDER BY p.id
"""


class Gathering:
    """What letters say of people and organisations, counted."""

    def __init__(self) -> None:
        self._organizations = OrganizationGathering()
        self._people = PeopleGathering()

    def add(self, entities: Entities) -> None:
        """Take in the people and organisations of one letter."""
        forms = self._organizations.add(entities)
        self._people.add(entities.date, entities.people, forms)

    def tallies(self) -> Tallies:
        """What was added, as plain rows."""
        return self._people.tallies(), self._organizations.tallies()


def _parts(letters: Iterable[Entities]) -> Iterator[Tallies]:
    for part in in_groups(letters, _PART):
        gathering = Gathering()
        for one in part:
            gathering.add(one)
        yield gathering.tallies()


@contextmanager
def without_collections() -> Iterator[None]:
    """No search for cycles while millions of plain values are made: there are none, and searching is a third of it.

    So it is while letters become rows.
    """
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


class Asked(Protocol[T_co]):
    """What tells by the key of a form: a dict, or the sums."""

    def __getitem__(self, key: int, /) -> T_co: ...


def _one(row: Row) -> str:
    return str(row[0])


def _two(row: Row) -> tuple[str, str]:
    return str(row[0]), str(row[1])


@dataclass(frozen=True, slots=True)
class Directory:
    """Whom each form means, by its key: organisations by identifier and name, people by identifier. All that the rows of
    a letter need.
    """

    organizations: Asked[tuple[str, str]]
    people: Asked[str]

    def ids(self, entities: Entities) -> Ids:
        """The identifiers of the people and organisations of a letter that was gathered."""
        organizations = [None if form is None else self.organizations[form.key] for form in forms_of(entities)]
        where = [None if one is None else one[0] for one in organizations]
        people = []
        for person in entities.people:
            organization = None if person.organization is None else where[person.organization]
            surname = person.surname or person.full_name
            name = name_of(surname, person.given_name, person.patronymic, organization or "")
            people.append(self.people[name.key])
        names = (
            one.name if known is None else known[1]
            for one, known in zip(entities.organizations, organizations, strict=True)
        )
        return Ids(tuple(people), tuple(where), tuple(names))


def named(ids: Ids) -> set[str]:
    """The people and organisations that a letter with these identifiers counts for, each once."""
    return {one for one in (*ids.people, *ids.organizations) if one}


def _sum_up(sums: Sums, parts: Iterable[Tallies]) -> None:
    """Take the tallies into the sums, and make organisations and people out of them."""
    for of_people, of_organizations in parts:
        people.put(sums, of_people)
        organizations.put(sums, of_organizations)
    organization_joining.register(sums)
    person_joining.register(sums)


class Registry:
    """Who is who, by all tallies: gives identifiers, and counts the documents that name each person and organisation.

    A context manager: the sums behind it are let go of at the end.
    """

    def __init__(self, parts: Iterable[Tallies]) -> None:
        self._documents: Counter[str] = Counter()
        self._sums = sums = Sums()
        self.directory = Directory(Lookup(sums, _ORGANIZATION, _two), Lookup(sums, _PERSON, _one))
        try:
            with without_collections():
                _sum_up(sums, parts)
        except BaseException:
            sums.close()
            raise

    @classmethod
    def of(cls, letters: Iterable[Entities]) -> Registry:
        """The registry of these letters."""
        return cls(_parts(letters))

    def __enter__(self) -> Registry:
        return self

    def __exit__(self, *_: object) -> None:
        self._sums.close()

    def whole_directory(self) -> Directory:
        """All of the directory in memory, to be sent about."""
        organizations = {form: (str(one), str(name)) for form, one, name in self._sums.ask(_ALL_ORGANIZATIONS)}
        return Directory(organizations, {name: str(one) for name, one in self._sums.ask("SELECT name, id FROM who")})

    def ids(self, entities: Entities) -> Ids:
        """The identifiers of the people and organisations of a letter that was added; each call counts one document."""
        ids = self.directory.ids(entities)
        self._documents.update(named(ids))
        if len(self._documents) > _COUNTED:
            self.count(())
        return ids

    def count(self, documents: Iterable[tuple[str, int]]) -> None:
        """Count so many more documents for these people and organisations."""
        self._sums.each(_COUNT, sorted(self._documents.items()))
        self._documents.clear()
        self._sums.each(_COUNT, documents)

    def tables(self) -> dict[str, Iterator[Row]]:
        """The rows of people and organizations, in the order of their identifiers."""
        self.count(())
        return {"organizations": self._sums.ask(_ORGANIZATIONS), "people": self._sums.ask(_PEOPLE)}
