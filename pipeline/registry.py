"""The people and organisations of a whole batch: one row each, whatever the number of letters that name them.

    entities of every letter -> Gathering.add -> Gathering.registry() -> Registry.ids: identifiers for the rows of one
    letter
                                                                       Registry.tables: the tables people and
                                                                       organizations

Merging is conservative: two rows for one person cost an analyst a glance, one row for two people costs the truth. What
may join is said in `merge_organizations` and `merge_people`. Nothing depends on the order in which letters are added,
and nothing is compared pair by pair: every question is a look-up, so that a million letters cost ten times a hundred
thousand.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.codec import Entities
from pipeline.merge_organizations import Form, OrganizationGathering, Registered, forms_of
from pipeline.merge_people import Name, PeopleGathering, RegisteredPerson, name_of
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

    def registry(self) -> Registry:
        """Who is who, by all that was added."""
        organizations = self._organizations.registered()
        return Registry(organizations, self._people.registered(organizations))


@dataclass
class Registry:
    """Second walk: gives identifiers, and counts the documents that name each person and organisation."""

    organizations: dict[Form, Registered]
    people: dict[Name, RegisteredPerson]
    _documents: Counter[str] = field(default_factory=Counter)

    def ids(self, entities: Entities) -> Ids:
        """The identifiers of the people and organisations of a letter that was added; each call counts one document."""
        organizations = [None if form is None else self.organizations[form] for form in forms_of(entities)]
        where = [None if one is None else one.organization_id for one in organizations]
        people = []
        for person in entities.people:
            organization = None if person.organization is None else where[person.organization]
            people.append(self.people[name_of(person, organization or "")].person_id)
        self._documents.update({one for one in (*people, *where) if one})
        names = (
            one.name if known is None else known.name
            for one, known in zip(entities.organizations, organizations, strict=True)
        )
        return Ids(tuple(people), tuple(where), tuple(names))

    def tables(self) -> dict[str, list[Row]]:
        """The rows of people and organizations: of those whom `ids` gave, that is, whom letters name."""
        organizations = {one.organization_id: one for one in self.organizations.values()}
        names = {identifier: one.name for identifier, one in organizations.items()}
        people = {one.person_id: one for one in self.people.values()}
        rows = []
        for identifier, one in organizations.items():
            parent = None if one.parent is None else self.organizations[one.parent].organization_id
            rows.append(one.row(parent, self._documents[identifier]))
        return {
            "organizations": rows,
            "people": [one.row(names, self._documents[identifier]) for identifier, one in people.items()],
        }
