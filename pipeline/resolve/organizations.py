"""One organisation, one entry: full names, short names, abbreviations and «(далее – …)» of a letter joined."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.lexicon import lexicon
from extractors.values import OrganizationValue
from pipeline.resolve.findings import Findings

_LONE = 0.35  # confidence of a bare head («Министерство»): only an alias of something named elsewhere
_LEAST_ACRONYM = 3  # letters
_QUOTED = re.compile(r"«(.+)»")


@dataclass
class Body:
    """An organisation of the letter while it is being resolved."""

    name: str
    value: OrganizationValue
    mentions: list[Mention] = field(default_factory=list)
    aliases: dict[str, None] = field(default_factory=dict)
    short_name: str = ""
    requisites: dict[str, str] = field(default_factory=dict)


def key(name: str) -> str:
    """What two spellings of one name share: no quotes, no case, ё as е, «России» as «Российской Федерации».

    >>> key("Министерство просвещения России") == key("МИНИСТЕРСТВО просвещения Российской Федерации")
    True
    """
    plain = re.sub(r"[«»\"'.,]", " ", name.lower().replace("ё", "е"))
    plain = re.sub(r"\b(?:россии|рф)\b", "российской федерации", plain)
    return " ".join(plain.split())


@cache
def _agencies() -> dict[str, str]:
    """Keys of short names of federal bodies -> keys of their full names."""
    table: dict[str, str] = {}
    for row in lexicon("agencies"):
        table[key(row["short"])] = key(row["full"])
        table.setdefault(key(row["short"].replace(" России", "")), key(row["full"]))
    return table


@cache
def _forms() -> dict[str, str]:
    return {row["short"].lower(): row["full"] for row in lexicon("legal_forms")}


class Organizations:
    """The organisations of a letter; `of` gives the index of the one a mention speaks of."""

    def __init__(self, findings: Findings) -> None:
        self.all: list[Body] = []
        self._index: dict[int, int] = {}
        self._keys: dict[str, int] = {}
        mentions = [m for m in findings.of(Kind.ORGANIZATION) if findings.role(m) is not ZoneRole.NOISE or m.confidence > 0.85]
        named = [m for m in mentions if m.confidence > _LONE]
        for found in sorted(named, key=lambda m: (-len(m.value.name), m.start)):
            self._join(found)
        self._take_aliases(findings)
        for found in (m for m in mentions if m.confidence <= _LONE):
            index = self._keys.get(key(found.value.name))
            if index is not None:
                self._index[id(found)] = index
                self.all[index].mentions.append(found)

    def of(self, found: Mention) -> int | None:
        """The index of the organisation of a mention, None where the mention was not believed."""
        return self._index.get(id(found))

    def by_name(self, name: str) -> int | None:
        """The index of an organisation by any form of its name."""
        return self._keys.get(key(name))

    def _join(self, found: Mention) -> None:
        index = self._find(found.value)
        if index is None:
            index = len(self.all)
            self.all.append(Body(found.value.name, found.value))
        body = self.all[index]
        body.mentions.append(found)
        self._index[id(found)] = index
        form = key(found.value.name)
        if form != key(body.name) and self._keys.get(form) is None:
            body.aliases[found.value.name] = None
        self._keys.setdefault(form, index)

    def _find(self, value: OrganizationValue) -> int | None:
        form = key(value.name)
        if form in self._keys:
            return self._keys[form]
        full = _agencies().get(form)
        if full in self._keys:
            return self._keys[full]
        candidates = {i for i, body in enumerate(self.all) if _same(value.name, body.name)}
        return candidates.pop() if len(candidates) == 1 else None

    def _take_aliases(self, findings: Findings) -> None:
        ends = {m.end: m for m in findings.of(Kind.ORGANIZATION) if m.confidence > _LONE}
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
            if len(alias) > 1 and sum(c.isupper() for c in alias) > 1 and not self.all[index].short_name:
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


def _same(short: str, full: str) -> bool:
    """Whether a shorter name is another form of a longer one."""
    a, b = key(short), key(full)
    if a == b:
        return True
    quoted_a, quoted_b = _QUOTED.search(short), _QUOTED.search(full)
    if quoted_b and key(quoted_b[1]) == a:
        return True
    if quoted_a and quoted_b and key(quoted_a[1]) == key(quoted_b[1]) and (_form_matches(short, full) or not short.split("«")[0].strip()):
        return True
    if len(a.split()) > 1 and b.startswith(a + " ") and not re.search(r"[№\d]", b[len(a) :]):
        return True
    return _acronym(short, full)


def _form_matches(short: str, full: str) -> bool:
    """«ФГБОУ ВО» against «Федеральное государственное бюджетное образовательное учреждение высшего образования»."""
    head, whole = short.split("«")[0].split(), key(full.split("«")[0])
    if not head:
        return False
    expanded = _forms().get(head[0].lower(), "")
    return bool(expanded) and key(expanded).split()[0][:4] == whole.split()[0][:4] if whole else False


def _acronym(short: str, full: str) -> bool:
    """«ГАУ ДПО ИРО», «ЦНППМ»: capitals that are initials of the long name, in order."""
    capitals = re.sub(r"[^А-ЯЁ]", "", short)
    lower = sum(c.islower() for c in short)
    if len(capitals) < _LEAST_ACRONYM or lower > len(capitals) // 2:
        return False
    initials = [w[0].upper() for w in re.findall(r"[А-Яа-яЁё]+", full) if len(w) > 1]
    if len(full.split()) < _LEAST_ACRONYM or not initials or initials[0] != capitals[0]:
        return False
    rest = iter(initials)
    return all(letter in rest for letter in capitals)
