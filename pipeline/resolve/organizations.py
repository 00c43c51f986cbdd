"""One organisation, one entry: full names, short names, abbreviations and «(далее – …)» of a letter joined."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.bodies import short_base
from extractors.russian.organization_units import WEAK
from extractors.values import OrganizationValue
from pipeline.resolve.findings import Findings
from pipeline.resolve.organization_forms import (
    agency,
    bare_of_place,
    content,
    in_letters,
    inner,
    key,
    prefixes,
    said_of,
    same,
)
from pipeline.resolve.organization_nucleus import nucleus

_LEADING = 4  # words of a name that its letters may begin with: «ИРО» of «Ивановский областной институт …»
_LEAST_NOISE = 0.85  # confidence that a name among the odds and ends of a page must have


@dataclass
class Body:
    """An organisation of the letter while it is being resolved."""

    name: str
    value: OrganizationValue
    mentions: list[Mention] = field(default_factory=list)
    aliases: dict[str, None] = field(default_factory=dict)
    short_name: str = ""
    parent: int | None = None
    requisites: dict[str, str] = field(default_factory=dict)


class Organizations:
    """The organisations of a letter; `of` gives the index of the one a mention speaks of."""

    def __init__(self, findings: Findings) -> None:
        self.all: list[Body] = []
        self._index: dict[int, int] = {}
        self._keys: dict[str, int] = {}
        self._said: dict[str, int | None] = {}  # bare mentions by their keys
        self._shelves: dict[tuple[str, str], list[int]] = {}
        mentions = [m for m in findings.of(Kind.ORGANIZATION) if _believed(findings, m)]
        for found in sorted((m for m in mentions if m.confidence > WEAK), key=lambda m: (-len(m.value.name), m.start)):
            self._join(found)
        self._take_aliases(findings)
        for found in (m for m in mentions if m.confidence <= WEAK):
            self._take_mention(found)
        self._take_parents(findings)

    def of(self, found: Mention) -> int | None:
        """The index of the organisation of a mention, None where the mention was not believed."""
        return self._index.get(id(found))

    def by_name(self, name: str) -> int | None:
        """The index of an organisation by any form of its name, letters that stand for it among them: «ИРО»."""
        form = key(name)
        if form not in self._keys and name[:3].isupper() and " " not in name:
            return self._find_letters(name)
        return self._keys.get(form)

    def _join(self, found: Mention) -> None:
        """A mention to the organisation it names, or to a new one."""
        index = self._find(found.value)
        if index is None:
            index = len(self.all)
            self.all.append(Body(found.value.name, found.value))
            self._file(index)
        body = self.all[index]
        self._add(index, found)
        form = key(found.value.name)
        if form != key(body.name) and form not in self._keys:
            body.aliases[found.value.name] = None
        self._keys.setdefault(form, index)

    def _find(self, value: OrganizationValue) -> int | None:
        form = key(value.name)
        if form in self._keys:
            return self._keys[form]
        full = agency(form)
        if full in self._keys:
            return self._keys[full]
        near = {i for shelf in _shelves(value.name) for i in self._shelves.get(shelf, ())}
        candidates = [i for i in sorted(near) if same(value.name, self.all[i].name)]
        return candidates[0] if len(candidates) == 1 else None  # of two that it may be it is neither

    def _find_letters(self, name: str) -> int | None:
        """The one organisation that letters may stand for."""
        near = (i for i in self._shelves.get(("letters", key(name)[:1]), ()) if self.all[i].mentions)
        fitting = [i for i in near if same(name, self.all[i].name)]
        return fitting[0] if len(fitting) == 1 else None

    def _file(self, index: int) -> None:
        """The name put where another form of it will be looked for: a page of two thousand schools is no square of
        them.
        """
        name = self.all[index].name
        shelves = {("prefix", form) for form in prefixes(name) | bare_of_place(name)} | {("quoted", inner(name)), *_nuclei(name)}
        words = key(name).split()
        shelves |= {("ministry", words[0][:3])} if words else set()
        shelves |= {("letters", word[:1]) for word in words[:_LEADING]} | {("quoted letters", inner(name)[:1])}
        for shelf in shelves:
            self._shelves.setdefault(shelf, []).append(index)

    def _add(self, index: int, found: Mention) -> None:
        self.all[index].mentions.append(found)
        self._index[id(found)] = index

    def _take_mention(self, found: Mention) -> None:
        """«Министерство», «управление образования», «администрация города»: a use of the one name it can be of."""
        form = key(found.value.name)
        if form not in self._keys and form not in self._said:
            meant = [i for i, body in enumerate(self.all) if body.mentions and said_of(found.value.name, body.name)]
            self._said[form] = meant[0] if len(meant) == 1 else None
        index = self._keys.get(form, self._said.get(form))
        if index is not None and (form in self._keys or self.all[index].mentions[0].start < found.start):
            self._add(index, found)  # «ректор Университета» before any university is named is of the one that writes

    def _take_aliases(self, findings: Findings) -> None:
        ends = {m.end: m for m in findings.of(Kind.ORGANIZATION) if m.confidence > WEAK}
        for found in findings.of(Kind.ALIAS):
            target = ends.get(found.value.target_end)
            index = self._index.get(id(target)) if target else None
            if index is None:
                continue
            alias = found.value.alias
            other = self._keys.get(key(alias))
            if other is not None and other != index:
                self._merge(other, index)
            self.all[index].aliases[alias] = None
            self._keys[key(alias)] = index
            if _is_short(alias) and not self.all[index].short_name:
                self.all[index].short_name = alias

    def _merge(self, gone: int, kept: int) -> None:
        """Everything of one organisation given to another; the entry stays, empty, so that indexes hold."""
        source, target = self.all[gone], self.all[kept]
        target.mentions += source.mentions
        target.aliases.update(source.aliases)
        target.aliases[source.name] = None
        for found in source.mentions:
            self._index[id(found)] = kept
        for form, index in self._keys.items():
            if index == gone:
                self._keys[form] = kept
        source.mentions = []
        source.aliases = {}

    def _take_parents(self, findings: Findings) -> None:
        """Levels of a letterhead one under another, and parents that a name itself says: «управление … администрации
        …».
        """
        above: int | None = None
        for found in findings.in_zones(Kind.ORGANIZATION, ZoneRole.LETTERHEAD):
            index = self.of(found)
            if index is None or index == above:
                continue
            if above is not None and self.all[index].parent is None and self.all[above].parent != index:
                self.all[index].parent = above
            above = index
        whole = {content(body.name): i for i, body in enumerate(self.all) if body.mentions}
        for words, i in whole.items():
            ends = (words[n:] for n in range(1, len(words) - 1))  # the longest end first
            said = next((whole[end] for end in ends if end in whole), None)
            if said is not None:
                self.all[i].parent = said


def _shelves(name: str) -> Iterator[tuple[str, str]]:
    """Where the longer form of a name may stand."""
    form, first = key(name), name.split(maxsplit=1)[0] if name else ""
    yield from _nuclei(name)
    yield "prefix", form
    yield "quoted", form
    if inner(name):
        yield "quoted", inner(name)
        if in_letters(name):
            yield "quoted letters", inner(name)[:1]
    if short_base(first):
        yield "ministry", form[:3]
    if sum(c.isupper() for c in first) > 1 and not inner(name) and not any(c.isdigit() for c in name):
        yield "letters", form[:1]


def _nuclei(name: str) -> Iterator[tuple[str, str]]:
    """The nucleus of a name, whole and up to its number."""
    words = nucleus(name)
    if words:
        yield "nucleus", " ".join(words)
        number = next((n for n, word in enumerate(words) if any(c.isdigit() for c in word)), None)
        if number:
            yield "nucleus", " ".join(words[: number + 1])


def _believed(findings: Findings, found: Mention) -> bool:
    return findings.role(found) is not ZoneRole.NOISE or found.confidence > _LEAST_NOISE


def _is_short(alias: str) -> bool:
    """«ЦНППМ», «Минобрнауки РБ»; «Министерство» is no name by itself."""
    return sum(c.isupper() for c in alias) > 1
