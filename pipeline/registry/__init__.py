"""The people and organisations of a whole batch: one row each, whatever the number of letters that name them.

    entities of every letter -> Gathering.add -> Gathering.registry() -> Registry.ids: identifiers for the rows of one
    letter
                                                                       Registry.tables: the tables people and
                                                                       organizations

Gathering is a matter of counting, so that a batch may be gathered in parts: `Gathering.tallies` of each part, summed by
whoever sums best, are what `Gathering.take` makes the whole of.

Merging is conservative: two rows for one person cost an analyst a glance, one row for two people costs the truth. What
may join is said in `organizations` and `people`. Nothing depends on the order in which letters are added,
and nothing is compared pair by pair: every question is a look-up, so that a million letters cost ten times a hundred
thousand.

organizations   which forms are one organisation     forms   forms of their names
people          which forms are one person           names, person_facts   forms of their names, what is said of them
                                                     namesakes             the fuller form that a shorter one stands for
joining         what both share
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.codec import Entities
from pipeline.registry.forms import Form, forms_of
from pipeline.registry.names import Name, name_of
from pipeline.registry.organizations import OrganizationGathering, OrganizationTally, Registered
from pipeline.registry.people import PeopleGathering, PersonTally, RegisteredPerson
from pipeline.rows import Ids, Row


class Gathering:
    """First walk over the letters: takes in what each says."""

    def __init__(self) -> None:
        self._organizations = OrganizationGathering()
        self._people = PeopleGathering()

    def add(self, entities: Entities) -> None:
        """Take in the people and organisations of one letter."""
        forms = self._organizations.add(entities)
        self._people.add(entities.date, entities.people, forms)

    def tallies(self) -> tuple[Iterable[PersonTally], Iterable[OrganizationTally]]:
        """What was added, counted, as plain rows."""
        return self._people.tallies(), self._organizations.tallies()

    def take(self, people: Iterable[PersonTally], organizations: Iterable[OrganizationTally]) -> None:
        """Take in the tallies of gatherings of other letters."""
        for person in people:
            self._people.take(person)
        for organization in organizations:
            self._organizations.take(organization)

    def registry(self) -> Registry:
        """Who is who, by all that was added. Takes the gathering apart."""
        with without_collections():
            organizations = self._organizations.registered()
            return Registry(organizations, self._people.registered(organizations))


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


@dataclass(frozen=True, slots=True)
class Directory:
    """Whom each form means: organisations by identifier and name, people by identifier. All that the rows of a letter
    need, small enough to be sent about.
    """

    organizations: Mapping[Form, tuple[str, str]]
    people: Mapping[Name, str]

    def ids(self, entities: Entities) -> Ids:
        """The identifiers of the people and organisations of a letter that was gathered."""
        organizations = [None if form is None else self.organizations[form] for form in forms_of(entities)]
        where = [None if one is None else one[0] for one in organizations]
        people = []
        for person in entities.people:
            organization = None if person.organization is None else where[person.organization]
            people.append(self.people[name_of(person, organization or "")])
        names = (
            one.name if known is None else known[1]
            for one, known in zip(entities.organizations, organizations, strict=True)
        )
        return Ids(tuple(people), tuple(where), tuple(names))


def named(ids: Ids) -> set[str]:
    """The people and organisations that a letter with these identifiers counts for, each once."""
    return {one for one in (*ids.people, *ids.organizations) if one}


@dataclass
class Registry:
    """Second walk: gives identifiers, and counts the documents that name each person and organisation."""

    organizations: dict[Form, Registered]
    people: dict[Name, RegisteredPerson]
    documents: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        who = {one.organization_id: (one.organization_id, one.name) for one in self.organizations.values()}
        self.directory = Directory(
            {form: who[one.organization_id] for form, one in self.organizations.items()},
            {name: one.person_id for name, one in self.people.items()},
        )

    def ids(self, entities: Entities) -> Ids:
        """The identifiers of the people and organisations of a letter that was added; each call counts one document."""
        ids = self.directory.ids(entities)
        self.documents.update(named(ids))
        return ids

    def tables(self) -> dict[str, list[Row]]:
        """The rows of people and organizations: of those whom `ids` gave, that is, whom letters name."""
        organizations = {one.organization_id: one for one in self.organizations.values()}
        names = {identifier: one.name for identifier, one in organizations.items()}
        people = {one.person_id: one for one in self.people.values()}
        rows = []
        for identifier, one in organizations.items():
            parent = None if one.parent is None else self.organizations[one.parent].organization_id
            rows.append(one.row(parent, self.documents[identifier]))
        return {
            "organizations": rows,
            "people": [one.row(names, self.documents[identifier]) for identifier, one in people.items()],
        }
