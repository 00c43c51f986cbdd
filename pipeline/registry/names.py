"""Forms of the names of people: what is compared."""

from __future__ import annotations

from typing import NamedTuple

from pipeline.registry.joining import key_of


class Name(NamedTuple):
    """A form of a name: folded parts; `organization` is an identifier for a form with initials, "" for a fuller one."""

    surname: str
    given: str
    patronymic: str
    organization: str = ""

    @property
    def key(self) -> int:
        """The number that stands for the form."""
        return key_of(*self)

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


def name_of(surname: str, given: str, patronymic: str, organization: str) -> Name:
    """The form of a name as a letter writes it, of a person who holds a post in this organisation ("" where not said).

    >>> name_of("Шестакова", "Е.", "А.", "o1")
    Name(surname='шестакова', given='е.', patronymic='а.', organization='o1')
    """
    given = fold(given)
    return Name(fold(surname), given, fold(patronymic), "" if written(given) else organization)


def fold(part: str) -> str:
    """A part of a name as it is compared."""
    return " ".join(part.lower().replace("ё", "е").split())
