"""Which forms of a name are one person: decided in the sums, one surname after another.

A name written whole (surname, name, patronymic) is one person everywhere; a shorter form joins a fuller one where
`namesakes` is sure of it. Forms with initials are kept apart by organisation: «Иванова И. И.» of two schools are two
people until proven one. Whoever they are, the forms of one person have one surname.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from pipeline.groups import in_groups
from pipeline.registry.joining import identifier
from pipeline.registry.names import Name, name_of, written
from pipeline.registry.namesakes import Meant
from pipeline.registry.person_facts import Facts
from pipeline.registry.sums import GROUP, Sums
from pipeline.rows import Row
from pipeline.schema import SEPARATOR

#: Posts of one person that a cell will hold.
MOST_POSTS = 40

_MET = """
SELECT m.surname, m.full_name, m.family, m.given_name, m.patronymic, m.gender, m.position, here.id, here.name,
  m.also, m.also_position, there.id, there.name, m.first, m.last, m.times
FROM met m
LEFT JOIN forms f ON f.form = m.place LEFT JOIN organizations here ON here.root = f.root
LEFT JOIN forms g ON g.form = m.also_place LEFT JOIN organizations there ON there.root = g.root
ORDER BY m.surname
"""


def register(sums: Sums) -> None:
    """Make the people out of what was met; the organisations are made before."""
    for group in in_groups(_people(sums), GROUP):
        sums.insert("who", ((name.key, row[0]) for names, row in group for name in names))
        sums.insert("people", (row for _, row in group))


def _people(sums: Sums) -> Iterator[tuple[list[Name], Row]]:
    """The forms of each person, and the row."""
    for _, rows in groupby(sums.ask(_MET), itemgetter(0)):
        facts, called = _facts(rows)
        for canonical, names in _groups(facts).items():
            whole = facts[canonical]
            for name in names:
                if name != canonical:
                    whole.take(facts[name])
            yield names, (identifier("p", "|".join(canonical)), *_row(whole, called))


def _facts(rows: Iterable[Row]) -> tuple[dict[Name, Facts], dict[str, str]]:
    """What is said of each form, and the names of the organisations by their identifiers."""
    found: dict[Name, Facts] = defaultdict(Facts)
    called: dict[str, str] = {}
    for _, full_name, surname, given, patronymic, gender, position, *where, first, last, times in rows:
        here, name, also, other, there, other_name = where
        called[here or ""], called[there or ""] = name or "", other_name or ""
        one = found[name_of(surname or full_name, given, patronymic, here or "")]
        if also:
            one.held(other, there or "", first, last, times)
        else:
            one.spelled((full_name, surname, given, patronymic), gender, times)
            one.held(position, here or "", first, last, times)
    return found, called


def _groups(facts: dict[Name, Facts]) -> dict[Name, list[Name]]:
    """The forms of each person by the one that names the person."""
    if len(facts) == 1:
        return {name: [name] for name in facts}
    meant = Meant(facts)
    groups: dict[Name, list[Name]] = defaultdict(list)
    for name in facts:
        groups[meant.by(name)].append(name)
    return groups


def _row(facts: Facts, called: Mapping[str, str]) -> Row:
    """The row of a person without identifier and number of documents; `called`: organisations by identifier."""
    counts = facts.names
    full_name, surname, given, patronymic = min(
        counts, key=lambda name: (-_filled(name), -counts[name], "ё" not in name[0], name)
    )
    posts = sorted(
        ((post.last, post.first, position, where) for (position, where), post in facts.posts.items() if position),
        reverse=True,
    )
    last_position, organization = (
        (posts[0][2], posts[0][3]) if posts else ("", next(iter(sorted(facts.organizations)), ""))
    )
    said = (_said(first, last, position, called[where]) for last, first, position, where in posts[:MOST_POSTS])
    parts = (full_name, surname, given, patronymic, facts.gender, last_position, organization)
    return (*(part or None for part in parts), SEPARATOR.join(said) or None)


def _filled(name: tuple[str, str, str, str]) -> int:
    """How much of a name is written out."""
    return sum(2 if written(part) else bool(part) for part in name[1:])


def _said(first: str, last: str, position: str, organization: str) -> str:
    """«2022-06-24/2024-05-24 начальник, Управление образования …»."""
    dates = first if first == last else f"{first}/{last}"
    what = ", ".join(part for part in (position, organization) if part)
    return f"{dates} {what}".strip()
