"""The parts of a name in other cases: the nominatives that a form may have, the forms of a nominative."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extractors.russian.declension import decline_word, readings
from extractors.russian.morph import CACHE_RARE, CACHE_WORDS
from extractors.russian.name_paradigms import CASES, Kind, eastern_surnames, fold
from extractors.russian.name_parts import FILIAL, PARTICLES
from extractors.russian.person_name import Gender, PersonName, is_initial

#: Surnames of women, by their endings.
_WOMAN: Final = re.compile("(?:[оеё]в|[иы]н|[сц]к)а(?:я)?$")


#: «Цой Чан Сика», «Пак Кен Черу»: the last syllable of a Korean or Chinese name in another case; that such a name ends so
#: itself is rare.
_SYLLABLE_DECLINED: Final = re.compile("[бвгджзйклмнпрстхцчш]{0,2}[ьъ]?[аеиоуыэюя]{1,2}[кглмнпртй](?:а|у|ом|ем|е)")
_WHOLE_SYLLABLE: Final = 0.1


@lru_cache(maxsize=CACHE_RARE)
def nominatives(text: str, kind: Kind) -> dict[tuple[str, str], tuple[tuple[str, float], ...]]:
    """(gender, case) -> the likeliest nominatives of a part, written with the capitals of a name.

    >>> nominatives("СТЕЛЬМАШЕВОЙ", "surname")["f", "datv"]
    (('Стельмашева', 1.0),)
    """
    words = text.split()
    if kind == "patronymic" and (len(words) > 1 or re.search("(?:оглы|оглу|улы|кызы|гызы)$", fold(text))):
        sex = "f" if re.search("(?:[кг]ызы|кизи)$", fold(text)) else "m"
        return {(sex, case): ((" ".join(map(_titled, words)), 1.0),) for case in CASES}
    tables: dict[tuple[str, str], list[tuple[str, float]]] = {}
    *before, last = words
    if before and kind == "given":
        return _forms_of_two(before, last)
    if before and "-" in before[0]:  # «Шульц-Ван дер Берг»
        return _forms_of_halves(*text.split("-", 1))
    prefix = "".join(_titled(word) + " " for word in before)
    written: dict[str, str] = {}  # a nominative has readings in several cases
    for form, gender, case, weight in readings(last, kind):
        cell = tables.setdefault((gender, case), [])
        if len(cell) < 3 and (not cell or weight > 0.1 * cell[0][1]):
            if form not in written:
                written[form] = prefix + _cased(form, last)
            cell.append((written[form], weight))
    return {cell: tuple(options) for cell, options in tables.items()}


def _forms_of_halves(first: str, second: str) -> dict[tuple[str, str], tuple[tuple[str, float], ...]]:
    """A surname joined to one with particles: both are declined where both can be."""
    firsts, seconds = nominatives(first, "surname"), nominatives(second, "surname")
    return {cell: ((f"{firsts[cell][0][0]}-{seconds[cell][0][0]}", seconds[cell][0][1]),) for cell in firsts if cell in seconds}


def _forms_of_two(before: list[str], last: str) -> dict[tuple[str, str], tuple[tuple[str, float], ...]]:
    """A given name of two words, «Мария Анна», «Чен Ын»: each is declined, or the last alone."""
    tables: dict[tuple[str, str], tuple[tuple[str, float], ...]] = {}
    first = nominatives(" ".join(before), "given")
    unchanged = ((" ".join(map(_titled, before)), 0.05),)
    declined = _SYLLABLE_DECLINED.fullmatch(fold(last))
    for cell, options in nominatives(last, "given").items():
        name, weight = options[0]
        if declined and fold(name) == fold(last):
            weight *= _WHOLE_SYLLABLE
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
    sex = gender or name.gender or _shown_by(name.surname)
    return PersonName(
        _declined(name.surname, "surname", sex, case),
        _declined(name.given, "given", sex, case),
        _declined(name.patronymic, "patronymic", sex, case),
        name.gender,
        name.gender_evidence,
    )


def cases_among(name: PersonName, words: set[str]) -> frozenset[str]:
    """The cases in which every part of a name that is no initial stands among folded words.

    A part is declined only into the cases that those before it leave; a patronymic leaves fewest.

    >>> sorted(cases_among(PersonName("Басюк", "Анна", "Ильинична", "f"), {"басюк", "анне", "ильиничне"}))
    ['datv', 'loct']
    """
    sex = name.gender or _shown_by(name.surname)
    parts: tuple[tuple[str | None, Kind], ...] = (
        (name.patronymic, "patronymic"), (name.surname, "surname"), (name.given, "given"),
    )  # fmt: skip
    left = list(CASES)
    for part, kind in parts:
        if kind == "surname" and part and name.given and fold(part) in words and fold(part) in eastern_surnames():
            continue  # «Лим Ен Суну», «Хань Вэньюанем»
        if part and not is_initial(part):
            left = [case for case in left if words.issuperset(fold(_declined(part, kind, sex, case) or "").split())]
    return frozenset(left)


@lru_cache(maxsize=CACHE_RARE)
def surname_forms(surname: str, gender: Gender | None) -> frozenset[str]:
    """The forms of a surname in all cases, folded.

    >>> sorted(surname_forms("Басюк", "m"))
    ['басюк', 'басюка', 'басюке', 'басюком', 'басюку']
    """
    sex = gender or _shown_by(surname)
    return frozenset(fold(_declined(surname, "surname", sex, case) or "") for case in CASES)


def _shown_by(surname: str | None) -> Gender:
    """The gender that a surname is declined by where none is known."""
    return "f" if _WOMAN.search(fold(surname or "")) else "m"


def _declined(part: str | None, kind: Kind, sex: Gender, case: str) -> str | None:
    if not part or is_initial(part):
        return part
    words = part.split(" ")
    if kind == "patronymic" and fold(words[-1]) in FILIAL:
        return part
    return " ".join([word if fold(word) in PARTICLES else decline_word(word, kind, sex, case) for word in words])
