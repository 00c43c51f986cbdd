"""Forms of the names of people: what is compared."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.records import Person


class Name(NamedTuple):
    """A form of a name: folded parts; `organization` is an identifier for a form with initials, "" for a fuller one."""

    surname: str
    given: str
    patronymic: str
    organization: str = ""

    @property
    def whole(self) -> bool:
        """Name and patronymic are both written out."""
        return written(self.given) and written(self.patronymic)

    @property
    def initials(self) -> tuple[str, str, str]:
        """Surname with the first letters of name and patronymic."""
        return self.surname, self.given[:1], self.patronymic[:1]


def written(part: str) -> bool:
    """Whether a part of a name is written out: «иван», not «и.» or «и»."""
    return len(part) > 1 and not part.endswith(".")


def name_of(person: Person, organization: str) -> Name:
    """The form of a person of a letter, who holds a post in this organisation ("" where not said).

    >>> name_of(Person("Шестакова Е. А.", "Шестакова", "Е.", "А."), "o1")
    Name(surname='шестакова', given='е.', patronymic='а.', organization='o1')
    """
    surname, given, patronymic = (
        _fold(part) for part in (person.surname or person.full_name, person.given_name, person.patronymic)
    )
    return Name(surname, given, patronymic, "" if written(given) else organization)


def _fold(part: str) -> str:
    return " ".join(part.lower().replace("ё", "е").split())
