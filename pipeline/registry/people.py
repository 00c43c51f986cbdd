"""People of a batch: what letters say of them, counted, and put into the sums.

Which forms of a name are one person is decided there, by `person_joining`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.groups import in_groups
from pipeline.records import Person
from pipeline.registry.forms import Form
from pipeline.registry.joining import key_of
from pipeline.registry.names import fold
from pipeline.registry.sums import GROUP, Sums

#: A form of an organisation: name, scope, identity; empty words for none.
_Place = tuple[str, str, str]
_NOWHERE: _Place = ("", "", "")

#: A person as a letter writes it: full name, surname, name, patronymic, gender, position.
_Said = tuple[str, str, str, str, str, str]

#: A person as letters write it and where; another post held beside that (`_ALSO`, position, where; empty words where the
#: tally is of the first); how many letters say so, their first and last date.
PersonTally = tuple[_Said, _Place, tuple[str, str, *_Place], int, str, str]

_ALSO = "also"


class PeopleGathering:
    """Forms met so far, their organisations still as forms. Nothing depends on the order of adding."""

    def __init__(self) -> None:
        self._met: dict[tuple[_Said, Form | None], _Met] = defaultdict(_Met)

    def add(self, date: str, people: Iterable[Person], organizations: list[Form | None]) -> None:
        """Take in the people of a letter of this date."""
        for person in people:
            where = None if person.organization is None else organizations[person.organization]
            said = (person.full_name, person.surname, person.given_name, person.patronymic)
            met = self._met[(*said, person.gender, person.position), where]
            met.see(date)
            for post in person.also:
                place = None if post.organization is None else organizations[post.organization]
                met.other(post.position, place).see(date)

    def tallies(self) -> Iterator[PersonTally]:
        """What was added, as plain rows."""
        for (said, where), met in self._met.items():
            yield said, _place(where), ("", "", *_NOWHERE), met.count, met.first, met.last
            for (position, elsewhere), held in (met.also or {}).items():
                yield said, _place(where), (_ALSO, position, *_place(elsewhere)), held.count, held.first, held.last


@dataclass(slots=True)
class _Met:
    """How often, and by documents of which dates; `also`: the other posts of the person, and where (few have one)."""

    count: int = 0
    first: str = ""
    last: str = ""
    also: dict[tuple[str, Form | None], _Met] | None = None

    def see(self, date: str) -> None:
        self.count += 1
        if date:
            self.first = min(self.first or date, date)
            self.last = max(self.last, date)

    def other(self, position: str, where: Form | None) -> _Met:
        """Of another post of the person."""
        self.also = self.also or {}
        return self.also.setdefault((position, where), _Met())


def _place(form: Form | None) -> _Place:
    return _NOWHERE if form is None else (form.name, form.scope, form.identity)


def put(sums: Sums, tallies: Iterable[PersonTally]) -> None:
    """Take tallies into the sums."""
    for group in in_groups(tallies, GROUP):
        keys: dict[tuple[str, ...], int | None] = {_NOWHERE: None}
        rows = []
        for said, place, (kind, position, *elsewhere), *seen in group:
            surname = key_of(fold(said[1] or said[0]))
            rows.append((surname, *said, _key(place, keys), kind == _ALSO, position, _key((*elsewhere,), keys), *seen))
        sums.insert("met", rows)


def _key(place: tuple[str, ...], keys: dict[tuple[str, ...], int | None]) -> int | None:
    if place not in keys:
        keys[place] = key_of(*place)
    return keys[place]
