"""Letters as the registry takes them in: whom they name."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.codec import Entities
from pipeline.records import Organization, Person


def letter(
    name: str,
    *organizations: Organization,
    people: tuple[Person, ...] = (),
    date: str = "2024-01-01",
    sender: int | None = None,
) -> Entities:
    return Entities(name, date, sender, people, organizations)


def person(full: str, gender: str = "", position: str = "", where: int | None = None) -> Person:
    surname, given, patronymic = (*full.split(), "", "")[:3]
    return Person(full, surname, given, patronymic, gender, position, where)


def new_names(letters: int, *, joined: bool = False) -> Iterator[Entities]:
    """Letters of which every one names an organisation and two people that no other names; `joined`: the organisation by
    two names.
    """
    for number in range(letters):
        where = Organization(f"Школа «Росток {number}»", inn=str(10**9 + number))
        people = (person(f"Иванова{number} И. И.", where=0), person(f"Петрова{number} Анна Ивановна", where=0))
        again = (Organization(f"Росток № {number}", inn=where.inn),) if joined else ()
        yield letter(f"d{number}", where, *again, people=people)
