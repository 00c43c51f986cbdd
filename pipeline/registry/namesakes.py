"""Which fuller form of a name a shorter one stands for.

A shorter form joins a fuller one when the batch has exactly one that it can stand for and nothing speaks against it:
another gender, another organisation. Where several could be meant, the organisation decides or nobody does. A surname
alone joins nothing outside its letter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.registry.names import Name, written
from pipeline.registry.person_facts import Facts

#: More namesakes than this and initials say nothing without an organisation; also bounds the work for one form.
_MOST_NAMESAKES = 50


class Meant:
    """Which fuller form a shorter one stands for. Decided on the forms as met, so that their order does not matter."""

    def __init__(self, facts: dict[Name, Facts]) -> None:
        self._facts = facts
        self._fuller: dict[tuple[str, ...], list[Name]] = defaultdict(list)
        self._initials: dict[tuple[str, str, str], list[Name]] = defaultdict(list)
        for name in sorted(facts):  # whom the bound below leaves out is settled
            if not written(name.given):
                self._initials[name.surname, name.given, name.patronymic].append(name)
                continue
            for key in self._keys(name):
                self._fuller[key].append(name)
                for organization in facts[name].organizations:
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
        if written(name.given):
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
