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

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.frozen import dataclass
from extractors.russian.morph import CACHE_RARE
from extractors.russian.name_forms import decline, nominatives
from extractors.russian.name_paradigms import CASES, fold, given_names, lexical
from extractors.russian.name_parts import NameParts, Part, parse_name
from extractors.russian.person_name import Gender, PersonName, complete, is_initial, same_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
#: ... and where no reading stands in a case that the place allows: «экспертом И. Чернега».
LEFT_UNDECLINED: Final = 0.05
#: Parts that do not agree in case («Барановой Наталья Сергеевна») are read apart, at this price.
DISAGREEMENT: Final = 0.02
#: A reading against the stated gender; a salutation or a verb errs rarely, but it may be another person's.
AGAINST_GENDER: Final = 0.01
#: A reading that a known full name of the same document confirms.
CONFIRMED: Final = 12.0
#: ... with given name and patronymic, be it by their initials, or with the whole given name: «Слушали: 2. Перелыгина И.С.»
#: after «Перелыгин Интигам Сергеевич»; hardly anybody has a namesake of the other sex.
CONFIRMED_WHOLLY: Final = 60.0
#: What is left to readings that we have not thought of.
UNSEEN: Final = 0.01
#: A reading with less of all of them is not worth telling.
LEAST_SHARE: Final = 0.005
#: The one case that a place wants, the shares of several, or nothing.
Expected = str | tuple[tuple[str, float], ...] | None

#: (gender, case) -> the weight of a reading.
_Cells = dict[tuple[str, str], float]
_Named = tuple[str | None, str | None, str | None]  # surname, given name, patronymic
_CELLS: Final = tuple((sex, case) for sex in ("m", "f") for case in CASES)
_ALIKE: Final = ("accs", "gent")  # of a man


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
    of_case = _case_weights(expected)
    agreeing = _agreeing(parts)
    if not any(of_case[case] > UNEXPECTED for _, read in agreeing for _, case in read):
        of_case = {**of_case, "nomn": LEFT_UNDECLINED}
    ranked: list[tuple[PersonName, _Cells, float, PersonName | None]] = []
    total = 0.0
    for name, read in agreeing:
        cells = {cell: weight * of_case[cell[1]] for cell, weight in read.items()}
        if gender is not None:
            for cell, weight in cells.items():
                if cell[0] != gender:
                    cells[cell] = weight * AGAINST_GENDER
        twin = _twin(name, known)
        if twin is not None:
            for cell, weight in cells.items():
                cells[cell] = weight * (_confirmed(name, twin) if twin.gender in (None, cell[0]) else AGAINST_GENDER)
        heavy = sum(cells.values())
        total += heavy
        ranked.append((name, cells, heavy, twin))
    if not total:
        return ()
    shares = [round(heavy / (total * (1 + UNSEEN)), 4) for _, _, heavy, _ in ranked]
    told = [i for i, share in enumerate(shares) if share >= LEAST_SHARE]
    order = sorted(told or range(len(ranked)), key=lambda i: (-shares[i], ranked[i][0].full))
    return tuple(_candidate(ranked[i], gender, parts, shares[i]) for i in (order if told else order[:1]))


def _twin(name: PersonName, known: tuple[PersonName, ...]) -> PersonName | None:
    """The known name that this may be another mention of."""
    if not known:
        return None
    twin = max(known, key=lambda other: same_person(name, other))
    return twin if same_person(name, twin) >= 0.5 else None


def _confirmed(name: PersonName, twin: PersonName) -> float:
    whole = name.patronymic and twin.patronymic and not is_initial(twin.patronymic)
    whole = whole or (name.surname == twin.surname and name.given == twin.given and name.given and not is_initial(name.given))
    return CONFIRMED_WHOLLY if whole else CONFIRMED


def _candidate(
    read: tuple[PersonName, _Cells, float, PersonName | None], gender: Gender | None, parts: NameParts, share: float
) -> NameCandidate:
    name, cells, weight, twin = read
    by_case, by_sex = dict.fromkeys(CASES, 0.0), {"m": 0.0, "f": 0.0}
    for (its, case), part in cells.items():
        by_case[case] += part
        by_sex[its] += part
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
    whole = PersonName(name.surname, name.given, name.patronymic, sex, evidence)
    return NameCandidate(whole, max(CASES, key=by_case.__getitem__), share, twin)


def _genders_of_given(given: str | None) -> str:
    """«m», «f», «mf», or nothing for a name that no list has."""
    name = (given or "").split(" ")[0]
    listed = given_names().get(fold(name))
    if listed is not None:
        return listed[1]
    facts = lexical(name.lower())
    return "".join(sex for sex in "mf" if f"Name {sex}" in facts)


def _case_weights(expected: Expected) -> Mapping[str, float]:
    if expected is None:
        return CASE_PRIOR
    if not isinstance(expected, str):
        said = dict(expected)
        return {case: max(UNEXPECTED, said.get(case, 0.0)) for case in CASES}
    weights = dict.fromkeys(CASES, UNEXPECTED) | {"nomn": LEFT_NOMINATIVE}
    if expected in _ALIKE:
        weights |= dict.fromkeys(_ALIKE, EXPECTED / 2)
    return weights | {expected: EXPECTED}


@lru_cache(maxsize=CACHE_RARE)
def _agreeing(parts: NameParts) -> tuple[tuple[PersonName, _Cells], ...]:
    """The names that the parts may be, each with the weights of its readings in which the declined parts agree; else
    of the parts read apart."""
    words = [part for part in parts.parts if not part.initial]
    tables = [nominatives(part.text, part.kind) for part in words]
    shared = set(_CELLS).intersection(*tables)
    agreed = [cell for cell in _CELLS if cell in shared]
    found: dict[_Named, _Cells] = {}
    for cell in agreed:
        _combine(parts, [table[cell] for table in tables], cell, 1.0, found)
    if not agreed:
        for cell in _CELLS:
            if any(cell in table for table in tables):
                loose = [table.get(cell) or _any_case(table, cell[0]) or ((part.text, DISAGREEMENT),) for table, part in
                         zip(tables, words, strict=True)]  # fmt: skip
                _combine(parts, loose, cell, DISAGREEMENT, found)
    return tuple((PersonName(*named), cells) for named, cells in found.items())


def _any_case(table: dict[tuple[str, str], tuple[tuple[str, float], ...]], sex: str) -> tuple[tuple[str, float], ...]:
    for case in CASES:
        if (sex, case) in table:
            return table[sex, case]
    return ()


def _combine(
    parts: NameParts,
    options: list[tuple[tuple[str, float], ...]],
    cell: tuple[str, str],
    factor: float,
    found: dict[_Named, _Cells],
) -> None:
    """Adds every choice of nominatives, one a part, as a name; parts have two or three options each at most."""
    chosen: list[tuple[_Named, float]] = [((None, None, None), factor)]
    spelled = iter(options)
    for part in parts.parts:
        nominatives = ((_initial(part.text), 1.0),) if part.initial else next(spelled)
        if part.kind == "surname":
            chosen = [((form, g, p), weight * w) for (_, g, p), weight in chosen for form, w in nominatives]
        elif part.kind == "given":
            chosen = [((s, form, p), weight * w) for (s, _, p), weight in chosen for form, w in nominatives]
        else:
            chosen = [((s, g, form), weight * w) for (s, g, _), weight in chosen for form, w in nominatives]
    for named, weight in chosen:
        found.setdefault(named, {})[cell] = weight


def _initial(text: str) -> str:
    """«н.» or «Н» as «Н.», a Latin look-alike as the Cyrillic letter."""
    return text.rstrip(".").translate(_LOOK_ALIKES) + "."


_LOOK_ALIKES: Final = str.maketrans("ABCEHKMOPTXY", "АВСЕНКМОРТХУ")


def name_of(text: str, gender: Gender | None = None, expected_case: str | None = None) -> PersonName | None:
    """The best reading of a string as a name, or None: a shorthand for where no candidates are weighed.

    >>> name_of("Н.С. Барановой").full
    'Баранова Н. С.'
    """
    found = nominative(text, gender, expected_case=expected_case)
    return found[0].name if found else None
