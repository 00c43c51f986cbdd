"""Which forms are one organisation, and how it is called: decided in the sums, one group of forms after another.

Four things join two forms, in this order:

1. one ОГРН or ИНН (a branch, филиал, bears the numbers of its head and is left out);
2. one name, letter case, quotes and ё aside, unless the numbers known under it differ («СОШ № 5» of two towns);
3. the lexicon of federal bodies, which knows each by its short and its full name (`federal`);
4. a short name, when the letters give it to one organisation only and it tells (`telling`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

from pipeline.registry.forms import Form, abbreviated, federal, fold_name, telling
from pipeline.registry.joining import Joined, identifier, most
from pipeline.registry.organization_facts import Facts
from pipeline.registry.sums import Sums
from pipeline.rows import Row

#: An ИНН that goes with one ОГРН is that ОГРН.
_ONE_OGRN = """
UPDATE forms SET number = (SELECT ogrn FROM ogrn_of WHERE inn = identity)
WHERE identity IN (SELECT inn FROM ogrn_of GROUP BY inn HAVING count(*) = 1)
"""
_BY_NAME = "SELECT named, form, number FROM forms ORDER BY named"
_BY_NUMBER = "SELECT number, form FROM forms WHERE number <> '' ORDER BY number"
_SHORT_NAMES = """
SELECT s.value, f.root FROM said s JOIN forms f ON f.form = s.form WHERE s.what IN ('alias', 'short_name')
"""
_CLAIMED = """
SELECT f.form, f.root, c.root FROM claims c CROSS JOIN forms f ON f.named = c.named
WHERE f.scope = '' ORDER BY c.named, f.form
"""
_SAID = "SELECT f.root, s.form, s.what, s.value, s.times FROM said s JOIN forms f ON f.form = s.form ORDER BY f.root"
_OF_ROOT = "SELECT root, form, name, scope, identity FROM forms ORDER BY root"
_ALIKE = """
SELECT f.name, f.scope, f.number, o.root FROM organizations o JOIN forms f ON f.form = o.canonical
WHERE o.named IN (SELECT named FROM organizations GROUP BY named HAVING count(*) > 1)
"""
_UNDER = """
SELECT f.root, g.root FROM parents p JOIN forms f ON f.form = p.form JOIN forms g ON g.form = p.parent
WHERE f.root <> g.root GROUP BY f.root, p.parent ORDER BY f.root, sum(p.times) DESC, g.name, g.scope, g.identity
"""

_first = itemgetter(0)


def register(sums: Sums) -> None:
    """Make the organisations out of the forms."""
    sums.do(_ONE_OGRN)
    sums.do("CREATE INDEX forms_named ON forms (named, form, number)")
    joined = Joined()
    _join_by_number(sums, joined)
    _join_each(joined, _groups(sums.ask(_BY_NAME)))
    _join_each(joined, _by_lexicon(sums))
    _keep(sums, joined)
    sums.do("CREATE INDEX forms_root ON forms (root)")
    _join_by_alias(sums, joined)
    _keep(sums, joined)
    sums.insert("organizations", _described(sums))
    told_apart = ((identifier("o", "|".join(words)), root) for *words, root in sums.ask(_ALIKE))
    sums.each("UPDATE organizations SET id = ? WHERE root = ?", told_apart)
    parents = ((next(rows)[1], root) for root, rows in groupby(sums.ask(_UNDER), _first))
    sums.each("UPDATE organizations SET parent = ? WHERE root = ?", parents)


def _keep(sums: Sums, joined: Joined) -> None:
    sums.each("UPDATE forms SET root = ? WHERE form = ?", ((root, form) for form, root in joined.moved()))


def _join_by_number(sums: Sums, joined: Joined) -> None:
    for _, rows in groupby(sums.ask(_BY_NUMBER), _first):
        first, *others = (form for _, form in rows)
        for form in others:
            joined.join(first, form)


def _groups(rows: Iterable[Row]) -> Iterator[list[tuple[int, str]]]:
    return ([(form, number) for _, form, number in group] for _, group in groupby(rows, _first))


def _by_lexicon(sums: Sums) -> Iterable[list[tuple[int, str]]]:
    by_body: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for name, form, number in sums.ask("SELECT name, form, number FROM forms WHERE scope = ''"):
        body = federal(name)
        if body:
            by_body[body].append((form, number))
    return by_body.values()


def _join_each(joined: Joined, groups: Iterable[list[tuple[int, str]]]) -> None:
    """Make one of the forms of each group whose numbers do not differ."""
    for forms in groups:
        if len(forms) > 1 and len({number for _, number in forms} - {""}) < 2:
            for form, _ in forms[1:]:
                joined.join(forms[0][0], form)


def _join_by_alias(sums: Sums, joined: Joined) -> None:
    """Decided by the roots as they are kept, before any is joined, so that the order of forms does not matter."""
    claims = ((Form(fold_name(alias)).key, root) for alias, root in sums.ask(_SHORT_NAMES) if telling(alias))
    sums.insert("claims", claims)
    for _, rows in groupby(sums.ask(_CLAIMED), _first):
        owners = {root for _, *roots in rows for root in roots}
        if len(owners) == 2 and len(_numbers(sums, owners)) < 2:
            joined.join(*owners)


def _numbers(sums: Sums, roots: Iterable[int]) -> set[Any]:
    query = "SELECT DISTINCT number FROM forms WHERE root = ? AND number <> ''"
    return {number for root in roots for (number,) in sums.ask(query, (root,))}


def _described(sums: Sums) -> Iterator[Row]:
    """The organisations without their parents; the identifiers are those of organisations whose name no other has."""
    said, forms_of = groupby(sums.ask(_SAID), _first), groupby(sums.ask(_OF_ROOT), _first)
    for (root, rows), (_, group) in zip(said, forms_of, strict=True):
        facts: dict[int, Facts] = defaultdict(Facts)
        for _, form, what, value, times in rows:
            facts[form].say(what, value, times)
        forms = [(form, Form(*words)) for _, form, *words in group]
        key, canonical = min(forms, key=lambda one: _rank(facts[one[0]], one[1])) if len(forms) > 1 else forms[0]
        name = most(facts[key].counts("name"))
        whole = facts.pop(key)
        for other in facts.values():
            whole.take(other)
        own = identifier("o", "|".join((canonical.name, canonical.scope, "")))
        yield (root, key, canonical.named, own, name, *whole.row(name), None)


def _rank(facts: Facts, form: Form) -> tuple[bool, int, int, str, str, str]:
    """The form that names the group comes first: written out rather than abbreviated, then the most frequent, then the
    longest.
    """
    names = facts.counts("name")
    return abbreviated(most(names)), -sum(names.values()), -len(form.name), *form
