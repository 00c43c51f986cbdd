"""«Имя Фамилия», «Фамилия Имя» and runs of three words with no patronymic: how surely they are a name read so.

    >>> from extractors.russian.name_words import fitness
    >>> words = ("Лилиана", "Мокану")
    >>> fits = [fitness(word) for word in words]
    >>> two_words(words, fits, "gs", None) > two_words(words, fits, "sg", None)
    True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.russian.declension import readings
from extractors.russian.morph import Parse, dictionary_parses
from extractors.russian.name_paradigms import eastern_surnames, fold, spanish_surnames
from extractors.russian.name_words import COMMON, GIVEN_FIRST, PLACE, POSSESSIVE, SURE, TYPICAL, UNKNOWN, Fitness

#: Of a word that may be nothing but a given name read as a surname: «Гай Нина».
_GIVEN_NAMES: Final = 0.8
#: Probability of the common sense of a word from which it counts.
_COMMON_SENSE: Final = 0.4
_EASTERN: Final = 0.8
#: Syllables as Chinese is written in Russian, and an ending of a case; two of Korean with a hyphen, «Ю-Джин», «Ен-Сук».
_SYLLABLES: Final = re.compile(
    "(?:(?:чж|цз|[бпмфдтнлгкхцчшжсв])?(?:юань|юнь|юэ|янь|ян|яо|инь|ин|ань|ан|энь|эн|унь|ун|уань|уан|инг|уэй|уй|ай|эй"
    "|ао|оу|юй|юн|(?<![бпмфдтгкхвжш])[яю]|е|и|у|а|о|э)){1,3}(?:а|у|ом|е|я|ю|ем)?"
    "|(?:дж|чж|[бвгдзйклмнпрстхцчш])?ь?[аеиоуыэюя]{1,2}[кглмнпрт]?-(?:дж|чж|[бвгдзйклмнпрстхцчш])?ь?[аеиоуыэюя]{1,2}[кглмнпрт]?"
)


def two_words(words: Sequence[str], fits: Sequence[Fitness], letters: str, said: float | None) -> float:
    """The quality of a run read by a template of surname and given names, 0..1; `said` is the opinion of a model."""
    surname = next(fit.surname for fit, letter in zip(fits, letters, strict=True) if letter == "s")
    given = min(fit.given for fit, letter in zip(fits, letters, strict=True) if letter == "g")
    if said == 1.0 and letters in ("gs", "sg") and given >= SURE and PLACE <= surname < GIVEN_FIRST:
        surname = GIVEN_FIRST  # «Владимир Ведро», «Наталья Со»: any word beside a given name, where a model sees a person
    if _is_phrase(words, fits, letters, said) or any(fit.patronymic >= TYPICAL for fit in fits[1:]):
        return 0.0
    first = fold(words[0]).partition("-")[0] in eastern_surnames()  # «Буй-Тхи Лан»
    eastern = first and letters[0] == "s"
    if len(letters) == 2 and first and _syllables(words[1], fits[1]):
        return _EASTERN if eastern else 0.0  # «Ли Вэньмин»: the surname comes first
    possessive = letters[0] == "s" and POSSESSIVE.search(fold(words[0])) and not POSSESSIVE.search(fold(words[1]))
    # «Пак Ен Су»: any syllables may follow; so may any word behind «Боргояков», where a model sees a person
    if said == 1.0:
        any_given = eastern or (possessive and surname >= TYPICAL) or (letters == "gs" and _led(words, surname))
    else:
        any_given = eastern and len(letters) == 3
    least = 0.0 if any_given else 0.1
    if (surname < GIVEN_FIRST and not (eastern and said == 1.0)) or given <= least:
        return 0.0
    if len(letters) == 3:
        return _three(fits, letters, surname, given, eastern=eastern)
    if given < UNKNOWN:
        if _is_given(fits[letters.index("s")]):
            return 0.0  # «Лилиана Мокану», «Еске Марк»: of a known given name and an unknown word that one is it
        odd = possessive or (letters == "gs" and any_given)
        return 0.45 if eastern else 0.32 if odd else 0.3 if surname >= UNKNOWN else 0.1  # «Ташухаджиева Яхита»
    return _known_given(words, fits, letters, surname) * (1.0 if given > UNKNOWN else 0.85)


def is_double(words: Sequence[str], fits: Sequence[Fitness], letters: str) -> bool:
    """Whether the two surnames of a template are a Spaniard's, «Прието Гонсалес П. М.», «Инес Лопе де Вега-Сомова»."""
    last = letters.rindex("s")
    if fits[last - 1].common or min(fits[last - 1].surname, fits[last].surname) < COMMON:
        return False
    second = words[last]
    return second.startswith("де ") or any(fold(r.nominative) in spanish_surnames() for r in readings(second, "surname"))


def _led(words: Sequence[str], surname: float) -> bool:
    """«Бату Хасиков»: any word that is of nobody alive before a surname that shows it."""
    if surname < TYPICAL or not POSSESSIVE.search(fold(words[1])) or POSSESSIVE.search(fold(words[0])):
        return False
    return not any(p.tag.animacy == "anim" or p.tag.pos in ("ADJF", "PRTF") for p in dictionary_parses(words[0].lower()))


def _is_given(fit: Fitness) -> bool:
    """Whether a word is a given name before all else."""
    return fit.only_given or (fit.given >= SURE and fit.surname < UNKNOWN)


def _three(fits: Sequence[Fitness], letters: str, surname: float, given: float, *, eastern: bool) -> float:
    """«Иванова Анна Мария», «Пак Ен Су»."""
    if letters == "gss":
        return 0.75 if given >= UNKNOWN else 0.3
    if given >= UNKNOWN and surname >= UNKNOWN:
        return 0.7 if letters == "ggs" else 0.5
    if eastern:
        return 0.45
    ends = fits[0 if letters == "ggs" else 2]
    if ends.given < UNKNOWN and ends.surname >= TYPICAL:
        return 0.0  # «братьев Сайтиевых Юнус Явбатиров»: what shows itself a surname is no given name
    if letters == "sgg" and fits[0].surname < TYPICAL and fits[1].given >= UNKNOWN and fits[2].surname >= UNKNOWN:
        return 0.0  # «Пасечник Йозас Кубилюс»: the word before a given name and its surname is another's
    return (0.3 if letters == "ggs" else 0.25) * min(1.0, surname / UNKNOWN)


def _known_given(words: Sequence[str], fits: Sequence[Fitness], letters: str, surname: float) -> float:
    """A given name of the lists and a surname."""
    fit = 0.86 if surname >= TYPICAL else 0.75 if surname >= UNKNOWN else 0.45
    if fits[letters.index("s")].only_given:
        fit *= _GIVEN_NAMES  # «Гай Нина»: the one that may be nothing but a given name is it
        if letters == "gs" and fold(words[1])[-1] in "ая" and fold(words[0])[-1] not in "ая":
            fit *= _GIVEN_NAMES  # «Гюнтер Фрида»: ... a woman's, behind a surname
    return fit


def _is_phrase(words: Sequence[str], fits: Sequence[Fitness], letters: str, said: float | None) -> bool:
    """Whether words in capitals, or an adjective with a noun that is a name of old too, make a phrase of common words:
    «МОСКОВСКАЯ ОЛИМПИАДА», «VII Международной Олимпиады»."""
    if not said and all(word.isupper() for word in words):
        return _common_phrase(words)
    return said != 1.0 and letters == "sg" and fits[0].common and fits[0].surname < TYPICAL and _common_phrase(words)


def _common_phrase(words: Sequence[str]) -> bool:
    """Whether words make a phrase of common ones: «МОСКОВСКАЯ ОЛИМПИАДА», «ОЛИМПИАДА ШКОЛЬНИКОВ»."""
    shares = [
        (
            sum(p.score for p in found if p.tag.pos == "NOUN" and p.tag.animacy == "inan"),
            sum(p.score for p in found if p.tag.pos == "ADJF" or (p.tag.pos == "NOUN" and p.tag.number == "plur")),
        )
        for found in (_plain(word) for word in words)
    ]
    things, others = (sum(share[k] > _COMMON_SENSE for share in shares) for k in (0, 1))
    return things > 0 and others > 0


def _plain(word: str) -> list[Parse]:
    return [p for p in dictionary_parses(word.lower()) if not {"Surn", "Name", "Patr"} & p.tag.grammemes]


def _syllables(word: str, fit: Fitness) -> bool:
    """«Вэньмин», «Сяофэн», in any case: a Chinese or Korean given name that no list has."""
    if fold(word) in eastern_surnames():
        return True  # «Вэй Линь»
    if fit.given >= UNKNOWN or fit.patronymic or fit.common:
        return False
    return _SYLLABLES.fullmatch(fold(word)) is not None
