"""Organisations of a batch: what letters say of them, counted, and put into the sums.

Which forms are one organisation is decided there, by `organization_joining`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pipeline.codec import Entities
from pipeline.groups import in_groups
from pipeline.records import Organization
from pipeline.registry.forms import Form, forms_of
from pipeline.registry.organization_facts import NUMBERS, Facts
from pipeline.registry.sums import GROUP, Sums

#: A form (name, scope, identity), what is said of it, the value, the form that the value names ("" where it is plain),
#: how often.
OrganizationTally = tuple[tuple[str, str, str], str, str, tuple[str, str, str], int]

#: What a tally says besides the facts of a form: its parent; the ОГРН (the value) that goes with an ИНН (the name).
_PARENT, _OGRN_OF = "parent", "ogrn of inn"


class OrganizationGathering:
    """Forms met so far. Nothing depends on the order of adding."""

    def __init__(self) -> None:
        self._facts: dict[Form, Facts] = defaultdict(Facts)
        self._parents: dict[tuple[Form, Form], int] = defaultdict(int)
        self._ogrn_of: set[tuple[str, str]] = set()

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
        for what in ("name", "short_name", "legal_form", *NUMBERS):
            facts.say(what, getattr(one, what))
        for alias in one.aliases:
            facts.say("alias", alias)
        if parent is not None and parent != form:
            self._parents[form, parent] += 1
        if form.identity and one.ogrn and one.inn:
            self._ogrn_of.add((one.inn, one.ogrn))

    def tallies(self) -> Iterator[OrganizationTally]:
        """What was added, as plain rows."""
        nothing = ("", "", "")
        for form, facts in self._facts.items():
            key = (form.name, form.scope, form.identity)
            for what, counts in facts.said.items():
                yield from ((key, what, value, nothing, times) for value, times in counts.items())
        for (form, parent), times in self._parents.items():
            yield (*form,), _PARENT, "", (*parent,), times
        for inn, ogrn in self._ogrn_of:
            yield (inn, "", ""), _OGRN_OF, ogrn, nothing, 1


def put(sums: Sums, tallies: Iterable[OrganizationTally]) -> None:
    """Take tallies into the sums."""
    for group in in_groups(tallies, GROUP):
        forms: dict[Form, int] = {}
        said, parents, ogrn_of = [], [], []
        for words, what, value, other, times in group:
            if what == _OGRN_OF:
                ogrn_of.append((words[0], value))
                continue
            form = Form(*words)
            key = forms.get(form)
            if key is None:
                key = forms[form] = form.key
            if what == _PARENT:
                parents.append((key, Form(*other).key, times))
            else:
                said.append((key, what, value, times))
        rows = ((key, form.named if form.identity else key, *form, form.identity, key) for form, key in forms.items())
        sums.insert("forms", rows)
        sums.insert("said", said)
        sums.insert("parents", parents)
        sums.insert("ogrn_of", ogrn_of)
