"""How surely a run of words and initials is a person's name, and which word of it is what.

    >>> quality, letters = read(("Баранова", "Н.", "С."), None)
    >>> letters, quality > 0.95
    ('sgp', True)
    >>> read(("Прошу", "Н.", "С."), None)[0]
    0.0

The letters are the template: s surname, g given name, p patronymic. What an NER model says of the run is weighed in: it
lifts «Оюунчимэг Батбаяр» over the threshold and leaves «Госвеб Решаем» below it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extractors.russian.declension import readings
from extractors.russian.morph import CACHE_RARE, CACHE_WORDS, dictionary_parses
from extractors.russian.name_pairs import is_double, two_words
from extractors.russian.name_paradigms import Kind, eastern_surnames, fold
from extractors.russian.name_parts import NameParts, Part
from extractors.russian.name_words import (
    COMMON,
    GIVEN_FIRST,
    PATRONYMIC_UNKNOWN,
    PLACE,
    TYPICAL,
    UNKNOWN,
    Fitness,
    fitness,
)

#: Shape (W a word, I an initial) -> how its pieces may be read, the usual order first.
TEMPLATES: Final = {
    "WII": ("sgp",), "IIW": ("gps",), "WI": ("sg", "gs"), "IW": ("gs",), "WIW": ("gps",), "WW": ("gs", "sg", "gp"),
    "WWI": ("sgp",), "WWW": ("sgp", "gps", "sgg", "ggs", "gss"), "WWII": ("ssgp",), "WWWW": ("sggp", "ggps", "ssgp"),
}  # fmt: skip
WIDEST: Final = 4
_ROLES: Final[dict[str, Kind]] = {"s": "surname", "g": "given", "p": "patronymic"}
_NOBODY: Final = Fitness(0.0, 0.0, 0.0, common=False)

#: Words that stand in no common gender and case; that do in the nominative if the surname is taken as it is.
_DISAGREEMENT: Final = 0.35
_AS_IT_IS: Final = 0.8
_GIVEN_APART: Final = 0.85
#: Of the heaviest reading of a word: lighter ones do not speak for agreement.
_LIKELY: Final = 0.05
#: One word in capitals that is not the surname.
_WRONG_CAPITALS: Final = 0.1
#: Doubt that is left where a model sees just this span, or a span around it; quality where it sees nothing.
_SEEN: Final = 0.25
#: «Кирилл Гуринович»: the name of no father; with a salutation before it is a patronymic all the same.
_RATHER_SURNAME: Final = 0.5
#: «Детство Василия Петровича»: a thing before a given name and a patronymic is hardly a surname.
_RARELY: Final = 0.7
_AROUND: Final = 0.6
_UNSEEN: Final = 0.85


@lru_cache(maxsize=CACHE_RARE)
def read(words: tuple[str, ...], said: float | None) -> tuple[float, str]:
    """The quality of a run, 0..1, and the template that reads it best; an initial ends with a full stop.

    `said` is the opinion of a model: 1 just this is a person, .5 it lies in one, 0 nothing, None was not asked."""
    shape = "".join("I" if word.endswith(".") else "W" for word in words)
    fits = [_NOBODY if word.endswith(".") else fitness(word) for word in words]
    spelled = [fit for fit, kind in zip(fits, shape, strict=True) if kind == "W"]
    templates = TEMPLATES.get(shape)
    if templates is None or any(fit.useless for fit in spelled):
        return 0.0, ""
    if "I" not in shape and not said and not any(fit.telling for fit in spelled):
        return 0.0, ""
    best = (0.0, templates[0])
    for letters in templates:
        quality = _quality(words, fits, letters, said)
        if quality > best[0]:
            best = quality, letters
    return best


def _quality(words: Sequence[str], fits: Sequence[Fitness], letters: str, said: float | None) -> float:
    """How surely the run, read by one template, is a name."""
    initials = sum(word.endswith(".") for word in words)
    spelled = [(fit, letter) for word, fit, letter in zip(words, fits, letters, strict=True) if not word.endswith(".")]
    surname = next((fit for fit, letter in spelled if letter == "s"), None)
    given = min((fit.given for fit, letter in spelled if letter == "g"), default=None)
    patronymic = next((fit.patronymic for fit, letter in spelled if letter == "p"), None)
    if "ss" in letters and not is_double(words, fits, letters):
        return 0.0
    if surname is not None and not surname.surname and not initials and (patronymic or 0.0) < TYPICAL:
        quality = 0.0  # «Беседовала Анна Гриневич», whatever a model sees
    elif patronymic is not None and given is not None:
        quality = _whole(surname.surname if surname else None, given, patronymic, len(letters))
        if letters == "sgp" and _of_land(words[0]):
            quality = 0.0  # «министр образования Беларуси | Александр Баханович»
        if surname is not None and surname.surname == PLACE and _is_of_thing(words[letters.index("s")]):
            quality *= _RARELY
    elif initials and surname is None:
        quality = _hidden_surname(fits[0])
    elif surname is None or (not initials and given is None):
        quality = 0.0
    elif initials:
        quality = _with_initials(surname, initials, given)
        if not quality and said == 1.0 and any(fold(word) in eastern_surnames() for word in words):
            quality = COMMON  # «Ван Д.»: a particle elsewhere
    else:
        quality = two_words(words, fits, letters, said)
    if not quality:
        return 0.0
    if said == 1.0 or (said is not None and patronymic is None and initials < 2):
        quality = _witnessed(quality, said)
    return quality * _agreement(words, letters) * _capitals(words, letters)


@lru_cache(maxsize=CACHE_RARE)
def _of_land(word: str) -> bool:
    """Whether a word is a place in an oblique case and nothing else to the dictionary: «Беларуси», not «Брест», «Ревякина»."""
    found = dictionary_parses(fold(word)) if fitness(word).surname <= PLACE else ()
    return bool(found) and all("Geox" in p.tag and p.tag.case != "nomn" for p in found)


def _is_of_thing(word: str) -> bool:
    """«Детство», «Имя»: a noun that is neither he nor she, and no place."""
    found = [p.tag for p in dictionary_parses(fold(word)) if p.tag.pos == "NOUN"]
    return bool(found) and all(tag.gender == "neut" and "Geox" not in tag for tag in found)


def _whole(surname: float | None, given: float, patronymic: float, length: int) -> float:
    """«Имя Отчество», with or without a surname."""
    if not patronymic or (length == WIDEST and given < GIVEN_FIRST):  # «Профсоюза Зоя Вениаминовна …»
        return 0.0
    if given < 0.1:  # «Вопрос Ивановича»; with a surname it may be a rare name, «Яр Иванович Петров»
        given_fit = 0.8 if surname is not None and surname >= UNKNOWN else 0.3
    else:
        given_fit = 1.0 if given >= UNKNOWN else 0.96
    if patronymic >= TYPICAL:
        fit = given_fit
    elif patronymic >= PATRONYMIC_UNKNOWN:
        sure = given >= UNKNOWN or (surname is not None and surname >= UNKNOWN and given > 0.1)
        fit = given_fit * (_RATHER_SURNAME if surname is None else 0.9 if sure else 0.4)
    else:
        fit = given_fit * (0.6 if given >= UNKNOWN else 0.1)
    if surname is None:
        return 0.97 * fit
    return fit * (0.99 if surname >= UNKNOWN else 0.95 if surname >= GIVEN_FIRST else 0.75 if surname else 0.1)


def _with_initials(fit: Fitness, initials: int, given: float | None) -> float:
    """«Фамилия И. О.», «И. Фамилия»; `given` is of a given name in words, «Иван П. Петров»."""
    surname = fit.surname
    if given is not None:
        return 0.9 * min(1.0, surname / UNKNOWN) if given >= UNKNOWN else 0.2
    both = initials > 1
    if not both and fit.only_given:
        return 0.0
    if surname >= TYPICAL:
        return 0.98 if both else 0.85
    if surname >= UNKNOWN:
        return 0.96 if both else 0.7
    if surname >= COMMON:
        return 0.88 if both else 0.35
    if surname >= GIVEN_FIRST:
        return 0.85 if both else 0.5
    return 0.4 if both and surname else 0.0


def _hidden_surname(fit: Fitness) -> float:
    """«Станиславом Ю.»: a given name with the first letter of a surname, as news have it."""
    return 0.6 if fit.only_given else 0.0


def _witnessed(quality: float, said: float) -> float:
    """Quality with what a model says of the span."""
    if said == 1.0:
        return 1 - (1 - quality) * _SEEN
    return 1 - (1 - quality) * _AROUND if said else quality * _UNSEEN


def _agreement(words: Sequence[str], letters: str) -> float:
    """1 where the words may stand in one gender and case; somewhat less where they stand in the nominative if a surname
    is taken as it is («Михаил Андреевич Гроссу»)."""
    spelled = [(word, _ROLES[letter]) for word, letter in zip(words, letters, strict=True) if not word.endswith(".")]
    if len(spelled) == 1:
        return 1.0
    for least, factor in ((_LIKELY, 1.0), (0.0, _AS_IT_IS)):
        cells = [found for found in (_cells(word, kind, least) for word, kind in spelled) if found]
        shared = frozenset.intersection(*cells) if cells else None
        if shared is None or (shared if factor == 1.0 else any(case == "nomn" for _, case in shared)):
            return factor
        if letters == "ggs":
            return _DISAGREEMENT  # «театра Камала | Дине Закировой»
    return _GIVEN_APART if _agree_but_given(spelled) else _DISAGREEMENT


def _agree_but_given(spelled: Sequence[tuple[str, Kind]]) -> bool:
    """«Айнур Серикбаевна Жумабекова»: surname and patronymic agree, the given name is one of both men and women, or is
    listed as another's."""
    if sorted(kind for _, kind in spelled) != ["given", "patronymic", "surname"]:
        return False
    cells = [_cells(word, kind, 0.0) for word, kind in spelled if kind != "given"]
    return all(cells) and bool(frozenset.intersection(*cells))


@lru_cache(maxsize=CACHE_WORDS)
def _cells(word: str, kind: Kind, least: float) -> frozenset[tuple[str, str]]:
    """(gender, case) that a word may have in this part; empty where all are possible."""
    if kind == "patronymic" and (" " in word or not re.search("(?:ич|вн|чн|слав)", fold(word))):
        return frozenset()
    found = readings(word.rsplit(maxsplit=1)[-1], kind)
    heaviest = max((r.weight for r in found), default=0.0)
    return frozenset((r.gender, r.case) for r in found if r.weight >= least * heaviest)


def _capitals(words: Sequence[str], letters: str) -> float:
    """«Людмила Анатольевна СТЕЛЬМАШЕВА»: the one word in capitals is the surname."""
    spelled = [(word, letter) for word, letter in zip(words, letters, strict=True) if not word.endswith(".")]
    upper = [letter for word, letter in spelled if word.isupper() and len(word) > 1]
    if len(words) == WIDEST and upper and words[0].isupper() and len(upper) < WIDEST:
        return _WRONG_CAPITALS  # «учитель ОБЖ Романов Эдуард Васильевич»
    return _WRONG_CAPITALS if 0 < len(upper) < len(spelled) and set(upper) != {"s"} else 1.0


def parts(words: Sequence[str], letters: str, quality: float) -> NameParts:
    """The run taken apart by a template; words of one kind side by side are one part, «Чен Ын»."""
    text = ""
    found: list[Part] = []
    for word, letter in zip(words, letters, strict=True):
        text += " " if text else ""
        kind, start = _ROLES[letter], len(text)
        text += word
        if found and found[-1].kind == kind:
            start = found[-1].start
            found[-1] = Part(text[start:], start, len(text), kind)
        else:
            found.append(Part(word, start, len(text), kind, initial=word.endswith(".")))
    return NameParts(text, tuple(found), quality)
