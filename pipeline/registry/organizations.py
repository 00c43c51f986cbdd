"""Organisations of a batch: which forms are one organisation, and how it is called.

Four things join two forms, in this order:

1. one ОГРН or ИНН (a branch, филиал, bears the numbers of its head and is left out);
2. one name, letter case, quotes and ё aside, unless the numbers known under it differ («СОШ № 5» of two towns);
3. the lexicon of federal bodies, which knows each by its short and its full name (`federal`);
4. a short name, when the letters give it to one organisation only and it tells (`telling`).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.codec import Entities
from pipeline.records import Organization
from pipeline.registry.forms import Form, abbreviated, federal, fold_name, forms_of, telling
from pipeline.registry.joining import Joined, identifier, most
from pipeline.rows import Row
from pipeline.schema import SEPARATOR

#: Other forms of one organisation that a cell will hold; the rest are spelling noise.
MOST_ALIASES = 40

class _Facts:
    """What the letters say of a form: how often which value of what. One table for all, since a batch has many
    forms.
    """

    __slots__ = ("parents", "said")

    def __init__(self) -> None:
        self.said: dict[tuple[str, str], int] = {}
        self.parents: dict[Form, int] = {}

    def say(self, what: str, value: str, times: int = 1) -> None:
        """The letters say this value, so many times; "" says nothing."""
        if value:
            self.said[what, value] = self.said.get((what, value), 0) + times

    def under(self, parent: Form, times: int = 1) -> None:
        """The letters put it under this organisation."""
        self.parents[parent] = self.parents.get(parent, 0) + times

    def counts(self, *whats: str) -> dict[str, int]:
        """How often which value was said of this."""
        found: dict[str, int] = {}
        for (what, value), times in self.said.items():
            if what in whats:
                found[value] = found.get(value, 0) + times
        return found

    def take(self, other: _Facts) -> None:
        """Take in what is said of another form of the same organisation."""
        for (what, value), times in other.said.items():
            self.say(what, value, times)
        for parent, times in other.parents.items():
            self.under(parent, times)


_NUMBERS = ("inn", "kpp", "ogrn", "okpo")


@dataclass(frozen=True, slots=True)
class Registered:
    """An organisation of the batch."""

    organization_id: str
    name: str
    facts: _Facts
    parent: Form | None

    def row(self, parent_id: str | None, documents: int) -> Row:
        """Its row in the table of organisations."""
        facts = self.facts
        short_names = facts.counts("short_name")
        short_names.pop(self.name, None)
        short_name = most(short_names)
        others = facts.counts("name", "alias", "short_name").items()
        told = {self.name, short_name}
        aliases = [form for form, _ in sorted(others, key=lambda item: (-item[1], item[0])) if form not in told]
        numbers = (most(facts.counts(code)) or None for code in _NUMBERS)
        joined = SEPARATOR.join(aliases[:MOST_ALIASES]) or None
        legal_form = most(facts.counts("legal_form")) or None
        return (self.organization_id, self.name, short_name or None, legal_form, parent_id, *numbers, joined, documents)


#: A form (name, scope, identity), what is said of it, the value, the form that the value names ("" where it is plain),
#: how often.
OrganizationTally = tuple[tuple[str, str, str], str, str, tuple[str, str, str], int]

#: What a tally says besides the facts of a form: its parent; the ОГРН (the value) that goes with an ИНН (the name).
_PARENT, _OGRN_OF = "parent", "ogrn of inn"


class OrganizationGathering:
    """Forms met so far; `registered` joins them. Nothing depends on the order of adding."""

    def __init__(self) -> None:
        self._facts: dict[Form, _Facts] = defaultdict(_Facts)
        self._ogrn_of: dict[str, set[str]] = defaultdict(set)

    def add(self, entities: Entities) -> list[Form | None]:
        """Take in the organisations of a letter; their forms, for the people who hold posts there."""
        forms = forms_of(entities)
        for one, form in zip(entities.organizations, forms, strict=True):
            if form is not None:
                parent = None if one.parent is None else forms[one.parent]
                self._add(one, form, parent)
        return forms

    def _add(self, one: Organization, form: Form, parent: Form | None) -> None:
        facts = self._facts[form]
        for what in ("name", "short_name", "legal_form", *_NUMBERS):
            facts.say(what, getattr(one, what))
        for alias in one.aliases:
            facts.say("alias", alias)
        if parent is not None and parent != form:
            facts.under(parent)
        if form.identity and one.ogrn and one.inn:
            self._ogrn_of[one.inn].add(one.ogrn)

    def tallies(self) -> Iterator[OrganizationTally]:
        """What was added, as plain rows."""
        nothing = ("", "", "")
        for form, facts in self._facts.items():
            key = (form.name, form.scope, form.identity)
            for (what, value), times in facts.said.items():
                yield key, what, value, nothing, times
            for parent, times in facts.parents.items():
                yield key, _PARENT, "", (parent.name, parent.scope, parent.identity), times
        for inn, numbers in self._ogrn_of.items():
            yield from (((inn, "", ""), _OGRN_OF, ogrn, nothing, 1) for ogrn in numbers)

    def take(self, tally: OrganizationTally) -> None:
        """Take in a row of other letters."""
        key, what, value, other, times = tally
        if what == _OGRN_OF:
            self._ogrn_of[key[0]].add(value)
        elif what == _PARENT:
            self._facts[Form(*key)].under(Form(*other), times)
        else:
            self._facts[Form(*key)].say(what, value, times)

    def registered(self) -> dict[Form, Registered]:
        """The organisation of each form."""
        joined = Joined(self._facts)
        self._join_by_number(joined)
        self._join_by_name(joined)
        self._join_by_lexicon(joined)
        self._join_by_alias(joined)
        groups = joined.groups()
        names = {root: self._canonical(forms) for root, forms in groups.items()}
        namesakes = Counter((form.name, form.scope) for form in names.values())
        return dict(self._register(groups, names, namesakes))

    def _identity(self, form: Form) -> str:
        """The ОГРН where the ИНН is known to go with one."""
        known = self._ogrn_of.get(form.identity, ())
        return next(iter(known)) if len(known) == 1 else form.identity

    def _join_by_number(self, joined: Joined[Form]) -> None:
        by_number: dict[str, Form] = {}
        for form in self._facts:
            identity = self._identity(form)
            if identity:
                joined.join(by_number.setdefault(identity, form), form)

    def _join_by_name(self, joined: Joined[Form]) -> None:
        by_name: dict[tuple[str, str], list[Form]] = defaultdict(list)
        for form in self._facts:
            by_name[form.name, form.scope].append(form)
        self._join_each(joined, by_name.values())

    def _join_by_lexicon(self, joined: Joined[Form]) -> None:
        by_body: dict[str, list[Form]] = defaultdict(list)
        for form in self._facts:
            body = "" if form.scope else federal(form.name)
            if body:
                by_body[body].append(form)
        self._join_each(joined, by_body.values())

    def _join_each(self, joined: Joined[Form], groups: Iterable[list[Form]]) -> None:
        """Make one of the forms of each group whose numbers do not differ."""
        for forms in groups:
            if len({self._identity(form) for form in forms} - {""}) < 2:
                for form in forms[1:]:
                    joined.join(forms[0], form)

    def _join_by_alias(self, joined: Joined[Form]) -> None:
        """Decided for all short names before any is joined, so that the order of forms does not matter."""
        claims: dict[str, set[Form]] = defaultdict(set)
        for form, facts in self._facts.items():
            for alias in facts.counts("alias", "short_name"):
                if telling(alias):
                    claims[fold_name(alias)].add(joined.root(form))
        numbers: dict[Form, set[str]] = defaultdict(set)
        for form in self._facts:
            numbers[joined.root(form)].add(self._identity(form))
        pairs = []
        for form in self._facts:
            owners = claims.get(form.name, set()) | {joined.root(form)} if not form.scope else set()
            if len(owners) == 2 and len(set().union(*(numbers[owner] for owner in owners)) - {""}) < 2:
                pairs.append(tuple(owners))
        for left, right in pairs:
            joined.join(left, right)

    def _canonical(self, forms: list[Form]) -> Form:
        """The form that names the group: written out rather than abbreviated, then the most frequent, then the
        longest.
        """

        def rank(form: Form) -> tuple[bool, int, int, str, str, str]:
            names = self._facts[form].counts("name")
            return abbreviated(most(names)), -sum(names.values()), -len(form.name), form.name, form.scope, form.identity

        return min(forms, key=rank)

    def _register(
        self, groups: dict[Form, list[Form]], names: dict[Form, Form], namesakes: Counter[tuple[str, str]]
    ) -> Iterator[tuple[Form, Registered]]:
        displays = {root: most(self._facts[canonical].counts("name")) for root, canonical in names.items()}
        for root, forms in groups.items():
            canonical = names[root]
            facts = self._facts[root]
            for form in forms:
                if form != root:
                    facts.take(self._facts[form])
            identity = self._identity(canonical) if namesakes[canonical.name, canonical.scope] > 1 else ""
            key = "|".join((canonical.name, canonical.scope, identity))
            parents = {parent: count for parent, count in facts.parents.items() if parent not in forms}
            parent = min(parents, key=lambda form: (-parents[form], form.name, form.scope, form.identity), default=None)
            one = Registered(identifier("o", key), displays[root], facts, parent)
            yield from ((form, one) for form in forms)
