"""People of a batch: which forms of a name are one person.

A name written whole (surname, name, patronymic) is one person everywhere; a shorter form joins a fuller one where
`namesakes` is sure of it. Forms with initials are kept apart by organisation: «Иванова И. И.» of two schools are two
people until proven one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.records import Person
from pipeline.registry.forms import Form
from pipeline.registry.joining import identifier
from pipeline.registry.names import Name, name_of, written
from pipeline.registry.namesakes import Meant
from pipeline.registry.organizations import Registered
from pipeline.registry.person_facts import Facts
from pipeline.rows import Row
from pipeline.schema import SEPARATOR

#: Posts of one person that a cell will hold.
MOST_POSTS = 40


#: A form of an organisation: name, scope, identity; empty words for none.
_Place = tuple[str, str, str]

#: A person as letters write it (full name, surname, name, patronymic, gender, position) and where; another post held
#: beside that (`_ALSO`, position, where; empty words where the tally is of the first); how many letters say so, their
#: first and last date.
PersonTally = tuple[tuple[str, str, str, str, str, str], _Place, tuple[str, str, *_Place], int, str, str]

_ALSO = "also"


class PeopleGathering:
    """Forms met so far, their organisations still as forms; `registered` joins them when organisations are known."""

    def __init__(self) -> None:
        self._met: dict[tuple[Person, Form | None], _Met] = defaultdict(_Met)

    def add(self, date: str, people: Iterable[Person], organizations: list[Form | None]) -> None:
        """Take in the people of a letter of this date."""
        for person in people:
            where = None if person.organization is None else organizations[person.organization]
            met = self._met[_unplaced(person), where]
            met.see(date)
            for post in person.also:
                place = None if post.organization is None else organizations[post.organization]
                met.other(post.position, place).see(date)

    def tallies(self) -> Iterator[PersonTally]:
        """What was added, as plain rows."""
        for (person, where), met in self._met.items():
            said = (person.full_name, person.surname, person.given_name, person.patronymic)
            whole = (*said, person.gender, person.position)
            yield whole, _place(where), ("", "", "", "", ""), met.count, met.first, met.last
            for (position, elsewhere), held in (met.also or {}).items():
                yield whole, _place(where), (_ALSO, position, *_place(elsewhere)), held.count, held.first, held.last

    def take(self, tally: PersonTally) -> None:
        """Take in a row of other letters."""
        said, place, (kind, position, *elsewhere), count, first, last = tally
        met = self._met[Person(*said), Form(*place) if any(place) else None]
        if kind == _ALSO:
            met = met.other(position, Form(*elsewhere) if any(elsewhere) else None)
        met.see(first, count)
        met.see(last, 0)

    def registered(self, organizations: dict[Form, Registered]) -> dict[Name, RegisteredPerson]:
        """The person of each form. Takes the gathering apart."""
        facts: dict[Name, Facts] = defaultdict(Facts)
        while self._met:  # what is joined is let go: both would stand in memory at once
            (person, where), met = self._met.popitem()
            organization = "" if where is None else organizations[where].organization_id
            one = facts[name_of(person, organization)]
            spelling = (person.full_name, person.surname, person.given_name, person.patronymic)
            one.spelled(spelling, person.gender, met.count)
            one.held(person.position, organization, met.first, met.last, met.count)
            for (position, elsewhere), held in (met.also or {}).items():
                other = "" if elsewhere is None else organizations[elsewhere].organization_id
                one.held(position, other, held.first, held.last, held.count)
        return dict(_register(facts))


@dataclass(slots=True)
class _Met:
    """How often, and by documents of which dates; `also`: the other posts of the person, and where (few have one)."""

    count: int = 0
    first: str = ""
    last: str = ""
    also: dict[tuple[str, Form | None], _Met] | None = None

    def see(self, date: str, times: int = 1) -> None:
        self.count += times
        if date:
            self.first = min(self.first or date, date)
            self.last = max(self.last, date)

    def other(self, position: str, where: Form | None) -> _Met:
        """Of another post of the person."""
        self.also = self.also or {}
        return self.also.setdefault((position, where), _Met())


def _place(form: Form | None) -> _Place:
    return ("", "", "") if form is None else (form.name, form.scope, form.identity)


def _unplaced(person: Person) -> Person:
    """The person without the index of the organisation, which means something in its own letter only."""
    return Person(
        person.full_name, person.surname, person.given_name, person.patronymic, person.gender, person.position
    )


@dataclass(frozen=True, slots=True)
class RegisteredPerson:
    """A person of the batch."""

    person_id: str
    facts: Facts

    def row(self, names: dict[str, str], documents: int) -> Row:
        """The row in the table of people; `names` are the organisations by identifier."""
        counts = self.facts.names
        full_name, surname, given, patronymic = min(
            counts, key=lambda name: (-_filled(name), -counts[name], "ё" not in name[0], name)
        )
        posts = sorted(
            (
                (post.last, post.first, position, organization)
                for (position, organization), post in self.facts.posts.items()
                if position
            ),
            reverse=True,
        )
        last_position, organization = (
            (posts[0][2], posts[0][3]) if posts else ("", next(iter(sorted(self.facts.organizations)), ""))
        )
        said = (
            _said(first, last, position, names.get(where, "")) for last, first, position, where in posts[:MOST_POSTS]
        )
        parts = (full_name, surname, given, patronymic, self.facts.gender, last_position, organization)
        return (self.person_id, *(part or None for part in parts), documents, SEPARATOR.join(said) or None)


def _filled(name: tuple[str, str, str, str]) -> int:
    """How much of a name is written out."""
    return sum(2 if written(part) else bool(part) for part in name[1:])


def _said(first: str, last: str, position: str, organization: str) -> str:
    """«2022-06-24/2024-05-24 начальник, Управление образования …»."""
    dates = first if first == last else f"{first}/{last}"
    what = ", ".join(part for part in (position, organization) if part)
    return f"{dates} {what}".strip()


def _register(facts: dict[Name, Facts]) -> Iterator[tuple[Name, RegisteredPerson]]:
    meant = Meant(facts)
    groups: dict[Name, list[Name]] = defaultdict(list)
    for name in facts:
        groups[meant.by(name)].append(name)
    for canonical, names in groups.items():
        whole = facts[canonical]
        for name in names:
            if name != canonical:
                whole.take(facts[name])
        key = "|".join((canonical.surname, canonical.given, canonical.patronymic, canonical.organization))
        one = RegisteredPerson(identifier("p", key), whole)
        yield from ((name, one) for name in names)
