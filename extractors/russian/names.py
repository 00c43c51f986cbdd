"""People's names brought to the nominative, declined, compared. Gender comes from evidence, never from a guess.

    >>> best = nominative(parse_name("Барановой Наталье Сергеевне"))[0]
    >>> best.name.full, best.case, best.name.gender, best.name.gender_evidence
    ('Баранова Наталья Сергеевна', 'datv', 'f', 'patronymic')

A form with initials may be read in two ways. All readings come back, the best first; the zone decides between them
through `expected_case` (an addressee stands in the dative, a signature in the nominative, "подписан ..." wants the
instrumental):

    >>> parts = parse_name("Петрова А. С.")
    >>> [(c.name.full, c.case) for c in nominative(parts)][:2]
    [('Петрова А. С.', 'nomn'), ('Петров А. С.', 'gent')]
    >>> nominative(parts, expected_case="gent")[0].name.full
    'Петров А. С.'
    >>> nominative(parse_name("Гвоздковой Н.Г."), expected_case="datv")[0].name.full
    'Гвоздкова Н. Г.'
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.russian.declension import CASES, Kind, decline_word, fold, given_names, lexical, readings
from extractors.russian.morph import CACHE_RARE, CACHE_WORDS
from extractors.russian.name_parts import FILIAL, PARTICLES, NameParts, Part, parse_name
from extractors.russian.person_name import Gender, PersonName, complete, is_initial, same_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = [
    "NameCandidate",
    "NameParts",
    "Part",
    "PersonName",
    "complete",
    "decline",
    "name_of",
    "nominative",
    "parse_name",
    "same_person",
]

#: How often a name stands in each case where nothing is known of its place.
CASE_PRIOR: Final = {"nomn": 0.48, "gent": 0.16, "datv": 0.16, "accs": 0.06, "ablt": 0.1, "loct": 0.04}
#: The place wants one case; writers leave the nominative now and then, other cases are mistakes.
EXPECTED: Final = 1.0
LEFT_NOMINATIVE: Final = 0.12
UNEXPECTED: Final = 0.005
#: Parts that do not agree in case («Барановой Наталья Сергеевна») are read apart, at this price.
DISAGREEMENT: Final = 0.02
#: A reading against the stated gender; a salutation or a verb errs rarely, but it may be another person's.
AGAINST_GENDER: Final = 0.01
#: A reading that a known full name of the same document confirms.
CONFIRMED: Final = 12.0
#: What is left to readings that we have not thought of.
UNSEEN: Final = 0.01
#: The one case that a place wants, the shares of several, or nothing.
Expected = str | tuple[tuple[str, float], ...] | None


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """One way to read a name: the nominative, the case the text has it in, the share of this reading among all (they
    sum to 1 at most), and the known name that confirms it."""

    name: PersonName
    case: str
    confidence: float
    known: PersonName | None = None


def nominative(
    parts: NameParts | str | None,
    gender: Gender | None = None,
    known: Iterable[PersonName] = (),
    *,
    expected_case: str | None = None,
    cases: Mapping[str, float] | None = None,
) -> tuple[NameCandidate, ...]:
    """Readings of a name, the best first; empty for what is no name.

    `gender` is evidence from outside (a salutation, a post of one gender, a verb), `known` are names of the same
    document that this may be another mention of, `expected_case` is the case that the place wants; `cases` are the
    shares of the cases where the place allows several («слушали …»: the accusative rather than the nominative)."""
    if isinstance(parts, str):
        parts = parse_name(parts)
    if parts is None:
        return ()
    return _nominative(parts, gender, tuple(known), tuple(cases.items()) if cases else expected_case)


@lru_cache(maxsize=CACHE_RARE)
def _nominative(
    parts: NameParts, gender: Gender | None, known: tuple[PersonName, ...], expected: Expected
) -> tuple[NameCandidate, ...]:
    shares: dict[PersonName, dict[tuple[str, str], float]] = {}
    for name, sex, case, weight in _agreeing(parts):
        shares.setdefault(name, {})[sex, case] = weight * _case_weight(case, expected)
    ranked = []
    for name, cells in shares.items():
        confirming = None
        for (sex, case), weight in cells.items():
            if gender is not None and sex != gender:
                cells[sex, case] = weight * AGAINST_GENDER
        twin = max(known, key=lambda other: same_person(name, other), default=None)
        if twin is not None and same_person(name, twin) >= 0.5:
            confirming = twin
            for (sex, case), weight in cells.items():
                cells[sex, case] = weight * (CONFIRMED if twin.gender in (None, sex) else AGAINST_GENDER)
        ranked.append((name, cells, confirming))
    total = sum(sum(cells.values()) for _, cells, _ in ranked)
    if not total:
        return ()
    found = [_candidate(name, cells, twin, gender, parts, total) for name, cells, twin in ranked]
    found.sort(key=lambda c: (-c.confidence, c.name.full))
    return tuple(c for c in found if c.confidence >= 0.005) or tuple(found[:1])


def _candidate(
    name: PersonName,
    cells: dict[tuple[str, str], float],
    twin: PersonName | None,
    gender: Gender | None,
    parts: NameParts,
    total: float,
) -> NameCandidate:
    weight = sum(cells.values())
    case = max(CASES, key=lambda c: sum(w for (_, its), w in cells.items() if its == c))
    by_sex = {sex: sum(w for (its, _), w in cells.items() if its == sex) for sex in ("m", "f")}
    sex: Gender | None = "m" if by_sex["m"] >= 0.95 * weight else "f" if by_sex["f"] >= 0.95 * weight else None
    evidence = None
    if sex is not None:
        if parts.patronymic is not None and not parts.patronymic.initial:
            evidence = "patronymic"
        elif parts.given is not None and not parts.given.initial and _genders_of_given(name.given) == sex:
            evidence = "given"
        elif gender is not None:
            evidence = "stated"
        elif twin is not None and twin.gender is not None:
            evidence = "known"
        else:
            evidence = "surname"
    return NameCandidate(
        replace(name, gender=sex, gender_evidence=evidence), case, round(weight / (total * (1 + UNSEEN)), 4), twin
    )


def _genders_of_given(given: str | None) -> str:
    """«m», «f», «mf», or nothing for a name that no list has."""
    name = (given or "").split(" ")[0]
    listed = given_names().get(fold(name))
    if listed is not None:
        return listed[1]
    facts = lexical(name.lower())
    return "".join(sex for sex in "mf" if f"Name {sex}" in facts)


def _case_weight(case: str, expected: Expected) -> float:
    if expected is None:
        return CASE_PRIOR[case]
    if not isinstance(expected, str):
        return max(UNEXPECTED, dict(expected).get(case, 0.0))
    if case == expected or {case, expected} == {"accs", "gent"}:
        return EXPECTED if case == expected else EXPECTED / 2
    return LEFT_NOMINATIVE if case == "nomn" else UNEXPECTED


def _agreeing(parts: NameParts) -> Iterator[tuple[PersonName, str, str, float]]:
    """(name, gender, case, weight) of every reading in which the declined parts agree; else of the parts read apart."""
    words = [part for part in parts.parts if not part.initial]
    tables = [_forms(part.text, part.kind) for part in words]
    cells = [(sex, case) for sex in ("m", "f") for case in CASES]
    produced = False
    for cell in cells:
        if all(cell in table for table in tables):
            produced = True
            yield from _combine(parts, words, [table[cell] for table in tables], cell)
    if produced:
        return
    for sex, case in cells:
        loose = [table.get((sex, case)) or _any_case(table, sex) or ((part.text, DISAGREEMENT),) for table, part in
                 zip(tables, words, strict=True)]  # fmt: skip
        if any((sex, case) in table for table in tables):
            yield from _combine(parts, words, loose, (sex, case), DISAGREEMENT)


def _any_case(table: dict[tuple[str, str], tuple[tuple[str, float], ...]], sex: str) -> tuple[tuple[str, float], ...]:
    for case in CASES:
        if (sex, case) in table:
            return table[sex, case]
    return ()


def _combine(
    parts: NameParts,
    words: list[Part],
    options: list[tuple[tuple[str, float], ...]],
    cell: tuple[str, str],
    factor: float = 1.0,
) -> Iterator[tuple[PersonName, str, str, float]]:
    """Every choice of nominatives, one a part, as a name; parts have two or three options each at most."""
    chosen: list[tuple[dict[str, str], float]] = [({}, factor)]
    for part, nominatives in zip(words, options, strict=True):
        chosen = [({**done, part.kind: form}, weight * w) for done, weight in chosen for form, w in nominatives]
    letters: dict[str, str] = {part.kind: _initial(part.text) for part in parts.parts if part.initial}
    for forms, weight in chosen:
        named = {**forms, **letters}
        yield PersonName(named.get("surname"), named.get("given"), named.get("patronymic")), *cell, weight


def _initial(text: str) -> str:
    """«н.» or «Н» as «Н.», a Latin look-alike as the Cyrillic letter."""
    return text.rstrip(".").translate(_LOOK_ALIKES) + "."


_LOOK_ALIKES: Final = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")


@lru_cache(maxsize=CACHE_WORDS)
def _forms(text: str, kind: Kind) -> dict[tuple[str, str], tuple[tuple[str, float], ...]]:
    """(gender, case) -> the likeliest nominatives of a part, written with the capitals of a name."""
    words = text.split()
    if kind == "patronymic" and (len(words) > 1 or re.search("(?:оглы|оглу|улы|кызы|гызы)$", fold(text))):
        sex = "f" if re.search("(?:[кг]ызы|кизи)$", fold(text)) else "m"
        return {(sex, case): ((" ".join(map(_titled, words)), 1.0),) for case in CASES}
    tables: dict[tuple[str, str], list[tuple[str, float]]] = {}
    *before, last = words
    if before and kind == "given":
        return _forms_of_two(before, last)
    prefix = "".join(_titled(word) + " " for word in before)
    for reading in readings(last, kind):
        cell = tables.setdefault((reading.gender, reading.case), [])
        if len(cell) < 3 and (not cell or reading.weight > 0.1 * cell[0][1]):
            cell.append((prefix + _cased(reading.nominative, last), reading.weight))
    return {cell: tuple(options) for cell, options in tables.items()}


def _forms_of_two(before: list[str], last: str) -> dict[tuple[str, str], tuple[tuple[str, float], ...]]:
    """A given name of two words, «Мария Анна», «Чен Ын»: each is declined, or the last alone."""
    tables: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {}
    first = _forms(" ".join(before), "given")
    unchanged = ((" ".join(map(_titled, before)), 0.05),)
    for cell, options in _forms(last, "given").items():
        name, weight = options[0]
        head, other = (first.get(cell) or unchanged)[0]
        tables[cell] = ((f"{head} {name}", weight * other),)
    return tables


def _cased(name: str, model: str) -> str:
    """A nominative with the capitals of the form it comes from: «Кара-ооловичу» keeps its small letter, «СТЕЛЬМАШЕВА»
    does not."""
    parts, models = name.split("-"), model.split("-")
    if model.isupper() or model.islower() or not model.replace("-", "").isalpha() or len(parts) != len(models):
        return _titled(name)
    return "-".join(
        part[:1].upper() + part[1:] if its[:1].isupper() else part for part, its in zip(parts, models, strict=True)
    )


@lru_cache(maxsize=CACHE_WORDS)
def _titled(word: str) -> str:
    """A part of a name with its capitals: «СТЕЛЬМАШЕВА», «стельмашева» -> «Стельмашева»; «фон», «оглы» stay small."""
    if fold(word) in FILIAL or (fold(word) in PARTICLES and not word[:1].isupper()):
        return word.lower()
    if not word.isupper() and word[:1].isupper():
        return word
    return re.sub(r"(?:^|[-’'`])[^\W\d_]", lambda m: m.group().upper(), word.lower())


def decline(name: PersonName, case: str, gender: Gender | None = None) -> PersonName:
    """The name in another case; initials stay. Without a gender the surname shows it (-ова, -ая), else the name stays
    as it is where a man's and a woman's forms differ.

    >>> decline(PersonName("Басюк", "Анна", "Ильинична", "f"), "datv").full
    'Басюк Анне Ильиничне'
    """
    sex = (
        gender or name.gender or ("f" if re.search("(?:[оеё]в|[иы]н|[сц]к)а(?:я)?$", fold(name.surname or "")) else "m")
    )

    def form(part: str | None, kind: Kind) -> str | None:
        if not part or is_initial(part):
            return part
        words = part.split(" ")
        if kind == "patronymic" and fold(words[-1]) in FILIAL:
            return part
        declined = [word if fold(word) in PARTICLES else decline_word(word, kind, sex, case) for word in words]
        return " ".join(declined)

    return replace(name, surname=form(name.surname, "surname"), given=form(name.given, "given"),
                   patronymic=form(name.patronymic, "patronymic"))  # fmt: skip


def name_of(text: str, gender: Gender | None = None, expected_case: str | None = None) -> PersonName | None:
    """The best reading of a string as a name, or None: a shorthand for where no candidates are weighed.

    >>> name_of("Н.С. Барановой").full
    'Баранова Н. С.'
    """
    found = nominative(text, gender, expected_case=expected_case)
    return found[0].name if found else None
