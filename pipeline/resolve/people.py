"""One person, one entry: mentions of a letter's people joined under the fullest name the letter gives."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.name_paradigms import fold
from extractors.russian.names import PersonName, complete, same_person
from pipeline.records import HeldPost
from pipeline.resolve.findings import Findings

_SAME = 0.5  # of `same_person`: initials against a full name are .9, a surname alone .4
_SURNAME_ONLY = 0.35
_IN_NOISE = 0.9  # a name beside the text of a page must be sure


@dataclass
class Someone:
    """A person of the letter while it is being resolved."""

    name: PersonName
    mentions: list[Mention] = field(default_factory=list)
    position: str = ""
    organization: int | None = None
    strength: float = 0.0  # of the evidence for the post
    posts: dict[HeldPost, None] = field(default_factory=dict)  # all that were not left, as they were met


class People:
    """The people of a letter; `of` gives the index of the person a mention speaks of."""

    def __init__(self, findings: Findings) -> None:
        self.all: list[Someone] = []
        self._index: dict[int, int] = {}
        self._shelves: dict[str, list[int]] = defaultdict(list)
        mentions = [
            m for m in findings.of(Kind.PERSON) if findings.role(m) is not ZoneRole.NOISE or m.confidence > _IN_NOISE
        ]
        for found in sorted(mentions, key=_fullness, reverse=True):
            self._join(found, findings)

    def of(self, found: Mention) -> int | None:
        """The index of the person of a mention, None where the mention was not believed."""
        return self._index.get(id(found))

    def by_name(self, name: PersonName) -> int | None:
        """The index of the one person that a name may be."""
        good = self._like(name, _SAME)
        return max(good, key=lambda pair: (pair[0], -pair[1]))[1] if good else None

    def add(self, name: PersonName) -> int:
        """The index of a person by name, made if new (the owner of a certificate)."""
        index = self.by_name(name)
        if index is None:
            return self._make(name)
        self._complete(index, name)
        return index

    def _join(self, found: Mention, findings: Findings) -> None:
        name: PersonName = found.value
        good = self._like(name, _SURNAME_ONLY if name.surname and not name.given else _SAME)
        if not name.surname:
            good = self._addressed(name, findings) or good
            if len(good) > 1 and good[0][0] == good[1][0]:
                return  # «Александр Николаевич», and two people of the letter may be meant
        if len(good) > 1 and not name.given:
            return  # a surname that two people of the letter bear
        if not good and (said := self._by_patronymic(name)):
            good, name = said, self.all[said[0][1]].name
        if good:
            index = max(good, key=lambda pair: (pair[0], -pair[1]))[1]
            self._complete(index, name)
        elif name.surname is None and findings.role(found) is ZoneRole.SALUTATION and name.patronymic is None:
            return
        else:
            index = self._make(name)
        self.all[index].mentions.append(found)
        self._index[id(found)] = index

    def _addressed(self, name: PersonName, findings: Findings) -> list[tuple[float, int]]:
        """People whose initials are those of «Наталья Геннадьевна»: the likeliest first, the addressee before others."""
        found = []
        for score, index in self._like(name, 0.01):
            someone = self.all[index]
            if someone.name.surname:
                address = any(findings.role(m) is ZoneRole.ADDRESSEE for m in someone.mentions)
                found.append((score + address, index))
        return sorted(found, key=lambda pair: (-pair[0], pair[1]))

    def _by_patronymic(self, name: PersonName) -> list[tuple[float, int]]:
        """«Магомед Гаджидибирович» of whom the letter names whole: what looked like a surname is the patronymic."""
        if not name.surname or not name.given or name.patronymic:
            return []
        said = PersonName(None, name.given, name.surname)
        return [(score, i) for score, i in self._like(said, _SAME) if self.all[i].name.patronymic == name.surname]

    def _like(self, name: PersonName, least: float) -> list[tuple[float, int]]:
        """(how much they share, index) of the people that a name may be; only names on a common shelf can be one."""
        near = sorted({index for shelf in _shelves(name) for index in self._shelves.get(shelf, ())})
        scores = ((same_person(name, self.all[index].name), index) for index in near)
        return [(score, index) for score, index in scores if score >= least]

    def _make(self, name: PersonName) -> int:
        self.all.append(Someone(name))
        self._shelve(len(self.all) - 1)
        return len(self.all) - 1

    def _complete(self, index: int, name: PersonName) -> None:
        someone = self.all[index]
        whole = complete(someone.name, [name])
        if whole != someone.name:
            someone.name = whole
            self._shelve(index)

    def _shelve(self, index: int) -> None:
        name = self.all[index].name
        # Whoever has no surname stands where those with one look for them: it may be anybody with the initial.
        lone = () if name.surname else (_nameless(name),)
        for shelf in (*_halves(name), _initial(name), *lone):
            if index not in self._shelves[shelf][-1:]:
                self._shelves[shelf].append(index)


def _shelves(name: PersonName) -> tuple[str, ...]:
    """Where the like of a name are looked for: by every half of its surname, or by its initial where it has none."""
    return (*_halves(name), _nameless(name)) if name.surname else (_initial(name),)


def _halves(name: PersonName) -> tuple[str, ...]:
    surname = fold(name.surname or "")
    return (*surname.split("-"), surname) if "-" in surname else (surname,) if surname else ()


def _initial(name: PersonName) -> str:
    return "*" + fold(name.given or "")[:1]


def _nameless(name: PersonName) -> str:
    return "?" + _initial(name)


def _fullness(found: Mention) -> tuple[int, int, float, int]:
    """Fuller names first: surname with given name and patronymic, then with initials, then a name without a surname."""
    name: PersonName = found.value
    whole = sum(bool(part) and not str(part).endswith(".") for part in (name.surname, name.given, name.patronymic))
    return (1 if name.surname else 0, whole, found.confidence, -found.start)


def gender_of(name: PersonName) -> str:
    """«m» or «f» where evidence gives it; the surname alone is no evidence."""
    return name.gender or "" if name.gender_evidence not in (None, "surname") else ""


def fullest(names: Sequence[PersonName]) -> PersonName:
    """The fullest of several names of one person."""
    return max(names, key=lambda n: len(n.full))
