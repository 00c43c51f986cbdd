"""One person, one entry: mentions of a letter's people joined under the fullest name the letter gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.names import PersonName, complete, same_person
from pipeline.resolve.findings import Findings

_SAME = 0.5  # of `same_person`: initials against a full name are .9, a surname alone .4
_SURNAME_ONLY = 0.35


@dataclass
class Someone:
    """A person of the letter while it is being resolved."""

    name: PersonName
    mentions: list[Mention] = field(default_factory=list)
    position: str = ""
    organization: int | None = None
    strength: float = 0.0  # of the evidence for the post


class People:
    """The people of a letter; `of` gives the index of the person a mention speaks of."""

    def __init__(self, findings: Findings) -> None:
        self.all: list[Someone] = []
        self._index: dict[int, int] = {}
        mentions = [m for m in findings.of(Kind.PERSON) if findings.role(m) is not ZoneRole.NOISE or m.confidence > 0.9]
        for found in sorted(mentions, key=_fullness, reverse=True):
            self._join(found, findings)

    def of(self, found: Mention) -> int | None:
        """The index of the person of a mention, None where the mention was not believed."""
        return self._index.get(id(found))

    def by_name(self, name: PersonName) -> int | None:
        """The index of the one person that a name may be."""
        scores = [(same_person(name, someone.name), i) for i, someone in enumerate(self.all)]
        good = [(score, i) for score, i in scores if score >= _SAME]
        return max(good, key=lambda pair: (pair[0], -pair[1]))[1] if good else None

    def add(self, name: PersonName) -> int:
        """The index of a person by name, made if new (the owner of a certificate)."""
        index = self.by_name(name)
        if index is None:
            self.all.append(Someone(name))
            return len(self.all) - 1
        someone = self.all[index]
        someone.name = complete(someone.name, [name])
        return index

    def _join(self, found: Mention, findings: Findings) -> None:
        name: PersonName = found.value
        least = _SURNAME_ONLY if name.surname and not name.given else _SAME
        scores = [(same_person(name, someone.name), i) for i, someone in enumerate(self.all)]
        good = [(score, i) for score, i in scores if score >= least]
        if not name.surname:
            good = [(1.0, i) for i in self._addressed(name)] or good
        if len(good) > 1 and not name.given:
            return  # a surname that two people of the letter bear
        if good:
            _, index = max(good, key=lambda pair: (pair[0], -pair[1]))
            someone = self.all[index]
            someone.name = complete(someone.name, [name])
        elif name.surname is None and findings.role(found) is ZoneRole.SALUTATION and name.patronymic is None:
            return
        else:
            index = len(self.all)
            self.all.append(Someone(name))
        self.all[index].mentions.append(found)
        self._index[id(found)] = index

    def _addressed(self, name: PersonName) -> list[int]:
        """People whose initials are those of «Наталья Геннадьевна»."""
        return [i for i, someone in enumerate(self.all) if someone.name.surname and same_person(name, someone.name) > 0]


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
