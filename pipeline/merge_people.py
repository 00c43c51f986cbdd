"""People of a batch: which forms of a name are one person.

A name written whole (surname, name, patronymic) is one person everywhere. A shorter form joins a fuller one when the
batch has exactly one that it can stand for and nothing speaks against it: another gender, another organisation. Where
several could be meant, the organisation decides or nobody does. A surname alone joins nothing outside its letter.

Forms with initials are kept apart by organisation: «Иванова И. И.» of two schools are two people until proven one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.merge_organizations import Registered
from pipeline.merging import identifier, most
from pipeline.organization_forms import Form
from pipeline.records import Person
from pipeline.rows import Row
from pipeline.schema import SEPARATOR

#: Posts of one person that a cell will hold.
MOST_POSTS = 40


@dataclass(frozen=True, slots=True)
class Name:
    """A form of a name: folded parts; `organization` is an identifier for a form with initials, "" for a fuller one."""

    surname: str
    given: str
    patronymic: str
    organization: str = ""

    @property
    def whole(self) -> bool:
        """Name and patronymic are both written out."""
        return _written(self.given) and _written(self.patronymic)

    @property
    def initials(self) -> tuple[str, str, str]:
        """Surname with the first letters of name and patronymic."""
        return self.surname, self.given[:1], self.patronymic[:1]


def _written(part: str) -> bool:
    return len(part) > 1 and not part.endswith(".")


def name_of(person: Person, organization: str) -> Name:
    """The form of a person of a letter, who holds a post in this organisation ("" where not said).

    >>> name_of(Person("Шестакова Е. А.", "Шестакова", "Е.", "А."), "o1")
    Name(surname='шестакова', given='е.', patronymic='а.', organization='o1')
    """
    surname, given, patronymic = (
        _fold(part) for part in (person.surname or person.full_name, person.given_name, person.patronymic)
    )
    return Name(surname, given, patronymic, "" if _written(given) else organization)


def _fold(part: str) -> str:
    return " ".join(part.lower().replace("ё", "е").split())


@dataclass(slots=True)
class _Post:
    """A post held: by the dates of the documents that say so."""

    first: str
    last: str
    count: int


Spelling = tuple[str, str, str, str]


class _Facts:
    """What the letters say of a form: spellings (full name, surname, name, patronymic), genders, posts at
    organisations.
    """

    __slots__ = ("genders", "names", "posts")

    def __init__(self) -> None:
        self.names: dict[Spelling, int] = {}
        self.genders: dict[str, int] = {}
        self.posts: dict[tuple[str, str], _Post] = {}

    def spelled(self, name: Spelling, gender: str, times: int) -> None:
        """The letters write the name so, and take the person for a man or a woman."""
        self.names[name] = self.names.get(name, 0) + times
        if gender:
            self.genders[gender] = self.genders.get(gender, 0) + times

    def held(self, position: str, organization: str, first: str, last: str, count: int) -> None:
        """The letters of these dates give the person this post."""
        known = self.posts.get((position, organization))
        if known is None:
            self.posts[position, organization] = _Post(first, last, count)
            return
        known.first = min(filter(None, (known.first, first)), default="")
        known.last = max(known.last, last)
        known.count += count

    def take(self, other: _Facts) -> None:
        """Take in what is said of another form of the same person."""
        for name, times in other.names.items():
            self.names[name] = self.names.get(name, 0) + times
        for gender, times in other.genders.items():
            self.genders[gender] = self.genders.get(gender, 0) + times
        for (position, organization), post in other.posts.items():
            self.held(position, organization, post.first, post.last, post.count)

    @property
    def gender(self) -> str:
        """What most letters say, "" where none does."""
        return most(self.genders)

    @property
    def organizations(self) -> set[str]:
        """Where the person holds posts."""
        return {organization for _, organization in self.posts if organization}


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
        facts: dict[Name, _Facts] = defaultdict(_Facts)
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
        self.first = min(filter(None, (self.first, date)), default="")
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
    facts: _Facts

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
    return sum(2 if _written(part) else bool(part) for part in name[1:])


def _said(first: str, last: str, position: str, organization: str) -> str:
    """«2022-06-24/2024-05-24 начальник, Управление образования …»."""
    dates = first if first == last else f"{first}/{last}"
    what = ", ".join(part for part in (position, organization) if part)
    return f"{dates} {what}".strip()


def _register(facts: dict[Name, _Facts]) -> Iterator[tuple[Name, RegisteredPerson]]:
    meant = _Meant(facts)
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


#: More namesakes than this and initials say nothing without an organisation; also bounds the work for one form.
_MOST_NAMESAKES = 50


class _Meant:
    """Which fuller form a shorter one stands for. Decided on the forms as met, so that their order does not matter."""

    def __init__(self, facts: dict[Name, _Facts]) -> None:
        self._facts = facts
        self._fuller: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self._initials: dict[tuple[str, str, str], list[Name]] = defaultdict(list)
        for name, said in facts.items():
            if not _written(name.given):
                self._initials[name.surname, name.given, name.patronymic].append(name)
                continue
            for key in self._keys(name):
                self._fuller[key].append(name)
                for organization in said.organizations:
                    self._fuller[(*key, organization)].append(name)

    @staticmethod
    def _keys(name: Name) -> Iterator[tuple[str, ...]]:
        """Under what a fuller form is looked for: by shorter forms with and without a patronymic."""
        yield "any", name.surname, name.given[:1]
        if name.whole:
            yield "given", name.surname, name.given, ""
            yield "given", name.surname, name.given, name.patronymic[:1]
            yield "initials", name.surname, name.given[:1], name.patronymic[:1]

    def by(self, name: Name) -> Name:
        """The form that names the person whom `name` means: itself when nothing fuller is sure."""
        if not name.given or name.whole:
            return name
        if _written(name.given):
            return self._one(name, ("given", name.surname, name.given, name.patronymic[:1]), alone=True) or name
        # «Петров И.» says too little to be joined on the strength of the name alone, and so does a name without
        # patronymic.
        found = self._one(name, ("initials", *name.initials), alone=True) if name.patronymic else None
        found = found or self._one(name, ("any", *name.initials[:2]), alone=False) or self._placed(name)
        return name if found is None else self.by(found)

    def _one(self, name: Name, key: tuple[str, ...], *, alone: bool) -> Name | None:
        """The one fuller form of the same organisation; with `alone`, the only one there is, if no organisation speaks
        against.
        """
        mine = self._facts[name].organizations
        near = {one for organization in mine for one in self._fuller.get((*key, organization), ())[:_MOST_NAMESAKES]}
        near = {one for one in near if self._agree(name, one)}
        if len(near) == 1:
            return near.pop()
        namesakes = self._fuller.get(key, ())
        if near or not alone or len(namesakes) > _MOST_NAMESAKES:
            return None
        agreeing = [one for one in namesakes if self._agree(name, one)]
        if len(agreeing) != 1 or (mine and self._facts[agreeing[0]].organizations):
            return None
        return agreeing[0]

    def _placed(self, name: Name) -> Name | None:
        """Initials without an organisation: those of the same initials at the only organisation that has them."""
        if name.organization or not name.patronymic:
            return None
        others = [
            one
            for one in self._initials[name.surname, name.given, name.patronymic]
            if one.organization and self._agree(name, one)
        ]
        return others[0] if len(others) == 1 else None

    def _agree(self, left: Name, right: Name) -> bool:
        """Whether the genders and what is said of the patronymics can be of one person."""
        genders = {self._facts[left].gender, self._facts[right].gender} - {""}
        patronymics = left.patronymic[:1], right.patronymic[:1]
        return len(genders) < 2 and (not all(patronymics) or patronymics[0] == patronymics[1])
