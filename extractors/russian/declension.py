"""How the parts of a person's name decline: readings of a form, and forms of a nominative.

A reading is a paradigm (`name_paradigms`) run backwards. Nothing here decides: «Петрова» is read both
ways, and names.py weighs the readings of all parts of a name together.

    >>> [(r.nominative, r.gender, r.case) for r in readings("Петрова", "surname") if r.weight > .5]
    [('петрова', 'f', 'nomn'), ('петров', 'm', 'gent'), ('петров', 'm', 'accs')]
    >>> decline_word("Кравец", "surname", "m", "datv"), decline_word("Басюк", "surname", "f", "datv")
    ('Кравцу', 'Басюк')
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.russian.morph import CACHE_RARE, CACHE_WORDS, dictionary_parses, inflect, spell_like
from extractors.russian.name_paradigms import (
    CASES,
    FIXED_PREFIXES,
    RARE_GIVEN,
    Kind,
    Paradigm,
    eastern_surnames,
    fold,
    given_names,
    lexical,
    listed_surnames,
    of_kind,
    paradigms,
)

#: The longest ending of the table, «-йцем» of «Коломиец».
LONGEST_ENDING: Final = 4
_PLACES: Final = {case: place for place, case in enumerate(CASES)}

#: A reading lighter than this decides nothing and is dropped.
LIGHTEST: Final = 0.0005
#: The dictionary knows the nominative as a surname: «Заяц», «Береговой».
IS_SURNAME: Final = 4.0
#: The dictionary knows it as an ordinary noun, as many surnames are: «Мельник», «Сковорода».
IS_NOUN: Final = 3.0
#: ... or as an adjective: «Лихой», «Чужой» (and not «Лихий»).
IS_ADJECTIVE: Final = 3.0
#: Our own list of surnames that the rules would read otherwise: «Трубецкой» (and not «Трубецкий»).
IS_LISTED: Final = 6.0
#: A given name that neither our list nor the dictionary has.
UNKNOWN_GIVEN: Final = 0.03
#: A name of the dictionary only: its list has misprints and a gender is now and then wrong.
DICTIONARY_GIVEN: Final = 0.4
#: ... and what is left of it where a name of our list reads the same form.
UNLISTED_BESIDE: Final = 0.1
_VOWEL: Final = re.compile("[аеёиоуыэюя]")
_FILIAL_END: Final = re.compile("(?:-(?:оглы|оглу|кызы|гызы|улы|уулу|заде)|(?:қызы|ұлы))$")
#: A first part left undeclined although it could be: «Сквозник-Дмухановского», «Жан-Поля».
UNDECLINED_FIRST: Final = 0.05


class Reading(NamedTuple):
    """One way to read a form: lower-case nominative, 'm' or 'f', the case it stands in, and how heavy the reading
    is."""

    nominative: str
    gender: str
    case: str
    weight: float


def readings(word: str, kind: Kind) -> tuple[Reading, ...]:
    """Every reading of a form as a part of a name, the heaviest first; a double name is read part by part.

    >>> [(r.nominative, r.case) for r in readings("Ивановой-Петровой", "surname")][:2]
    [('иванова-петрова', 'gent'), ('иванова-петрова', 'datv')]
    """
    return _readings(word.lower(), kind)


@lru_cache(maxsize=CACHE_RARE)
def _readings(word: str, kind: Kind) -> tuple[Reading, ...]:
    parts = [part for part in word.split("-") if part]
    if not parts or len(parts) > 3:
        return ()
    if kind == "surname" and _FILIAL_END.search(word):  # «Ягья-оглы», «Нұрғалиқызы»: never declined
        return tuple(Reading(word, gender, case, 1.0) for gender in ("m", "f") for case in CASES)
    # A double given name of the lists («Саид-Магомед») is one word; a double surname never is.
    found = _single(word, kind) if len(parts) == 1 or kind == "given" else {}
    if len(parts) > 1 and not any(weight >= DICTIONARY_GIVEN for weight in found.values()):
        found = _joined(parts, kind)
    if kind == "surname" and found and fold(word) in eastern_surnames():
        heaviest = max(found.values())  # «Хань Вэньюанем», «Ким Чен Ыну»: as it is before a given name
        sexes = "mf" if word[-1] in "аеиоуюя" else "m"  # «Ли», «Дю» of a woman; «Ким» of hers never changes anyhow
        found |= {(word, sex, case): heaviest for sex in sexes for case in CASES if found.get((word, sex, case), 0.0) < heaviest}
    rows = sorted((-weight, _PLACES[case], gender, name) for (name, gender, case), weight in found.items())
    return tuple(Reading(name, gender, CASES[place], -weight) for weight, place, gender, name in rows)


#: (nominative, gender, case) -> how heavy the reading is.
_Weights = dict[tuple[str, str, str], float]


def _joined(parts: list[str], kind: Kind) -> _Weights:
    """Readings of the last part with a first part in the same gender and case, or in a form that never changes."""
    found = _single(parts[-1], kind)
    for first in reversed(parts[:-1]):
        own = _single(first, kind)
        joined: _Weights = {}
        for (last, gender, case), weight in found.items():
            firsts = [(name, w) for (name, g, c), w in own.items() if (g, c) == (gender, case)]
            firsts.append((first, _unchanged(first, [name for name, _ in firsts])))
            for name, other in firsts:
                key = (f"{name}-{last}", gender, case)
                joined[key] = max(joined.get(key, 0.0), weight * min(other, 1.0))
        found = joined
    return {key: weight for key, weight in found.items() if weight >= LIGHTEST}


def _unchanged(first: str, declined: list[str]) -> float:
    """How heavy a first part is that is left as it stands, beside the nominatives that it may be a form of: «Инге-» is no
    dative of «Инга» where no dictionary has that for a surname."""
    if first in FIXED_PREFIXES:
        return 1.0
    odd = first[-1] in "еи" and not any(fold(name) in listed_surnames() or "Surn" in lexical(name) for name in declined)
    return 1.0 if odd and declined else LIGHTEST if declined else UNDECLINED_FIRST


def _single(word: str, kind: Kind) -> _Weights:
    """Readings of one undivided word: every paradigm backwards, each kept once with its best weight."""
    best: _Weights = {}
    for ending, last, rows in _endings_of(word[-LONGEST_ENDING:], kind):
        nominative = word[: len(word) - ending] + last
        taken = [row for row in rows if row[0].nominative.search(nominative)]
        if not taken or not _VOWEL.search(nominative):
            continue
        for paradigm, cases in taken:
            for gender in paradigm.genders:
                name, full = _weigh(nominative, gender, paradigm)
                for case, usual in cases:
                    weight, key = full * usual, (name, gender, case)
                    if weight >= LIGHTEST and weight > best.get(key, 0.0):
                        best[key] = weight
    if kind == "given" and any(weight >= 1.0 for weight in best.values()):
        # «Анне» is the dative of «Анна», not an Estonian name that the dictionary has too
        best = {key: weight if weight >= 1.0 else weight * UNLISTED_BESIDE for key, weight in best.items()}
    if kind == "surname":
        _add_nouns(word, best)
    return best


#: Letters of an ending, the ending of the nominative, and the paradigms that have both, each with its cases; the rarer
#: variant of an ending («Петровою», «Чаплином») has a share of the weight.
_Slot = tuple[int, str, tuple[tuple[Paradigm, tuple[tuple[str, float], ...]], ...]]
_RARER: Final = 0.7


@lru_cache(maxsize=4)
def _slots(kind: str) -> dict[str, tuple[_Slot, ...]]:
    """Ending -> what has it, a slot for each ending that the nominative then has."""
    found: dict[str, dict[str, dict[int, tuple[Paradigm, list[tuple[str, float]]]]]] = {}
    for number, paradigm in enumerate(paradigms()):
        if paradigm.kind == kind:
            for case, variants in zip(CASES, paradigm.endings, strict=True):
                for place, ending in enumerate(variants):
                    last = ending if case == "nomn" else paradigm.endings[0][0]
                    rows = found.setdefault(ending, {}).setdefault(last, {})
                    rows.setdefault(number, (paradigm, []))[1].append((case, _RARER if place else 1.0))
    return {
        ending: tuple(
            (len(ending), last, tuple((paradigm, tuple(cases)) for paradigm, cases in rows.values()))
            for last, rows in by_last.items()
        )
        for ending, by_last in found.items()
    }


@lru_cache(maxsize=4096)
def _endings_of(tail: str, kind: Kind) -> tuple[_Slot, ...]:
    """The slots of every ending that a word with these last letters has."""
    slots = _slots(kind)
    return tuple(slot for begin in range(len(tail) + 1) for slot in slots.get(tail[begin:], ()))


#: «Зифой», «Зифы», «Асалии», «Дашиниму»: no given name that no list has ends so in the nominative, or hardly any;
#: letters of the least one («Бом» does).
_OBLIQUE: Final = ("ой", "ою", "ы", "ом", "ии", "му", "ну", "лу")
_SONS: Final = ("улы", "глы", "ызы")  # «Серикулы»
_LEAST_ODD: Final = 4
_OF_CHINESE: Final = ("нем", "ном")  # «Цзюнем» of «Цзюнь», «Мином» of «Мин»
_ODD: Final = 0.1


def _weigh(nominative: str, gender: str, paradigm: Paradigm) -> tuple[str, float]:
    """The nominative as it is to be spelled, and the weight of such a name in this paradigm."""
    if paradigm.kind == "patronymic":
        return nominative, paradigm.weight
    if paradigm.kind == "given":
        listed = given_names().get(fold(nominative))
        if listed is not None:
            name, genders, weight = listed
            return _with_yo(nominative, name), paradigm.weight * weight if gender in genders else 0.0
        # «Романа» is the genitive of «Роман» first of all, whatever rare name the dictionary has; «Айсена» of «Айсен»
        shadowed = gender == "f" and nominative.endswith("а") and fold(nominative[:-1]) in given_names()
        if f"Name {gender}" not in lexical(nominative):
            if shadowed:
                return nominative, paradigm.weight * 2 * RARE_GIVEN
            odd = paradigm.fixed and len(nominative) >= _LEAST_ODD and nominative.endswith(_OBLIQUE) and not nominative.endswith(_SONS)
            odd = odd or nominative.endswith(_OF_CHINESE)
            return nominative, paradigm.weight * UNKNOWN_GIVEN * (_ODD if odd else 1.0)
        return nominative, paradigm.weight * (RARE_GIVEN if shadowed else DICTIONARY_GIVEN)
    facts = lexical(nominative)
    weight = paradigm.weight
    adjective = nominative.endswith(("ой", "ая"))
    if fold(nominative) in listed_surnames() and not (adjective and paradigm.fixed):
        weight = (max(weight, 0.3) if adjective or nominative.endswith(("е", "у")) else weight) * IS_LISTED
    # that entry is «Баранов», not «Баранова»
    elif "Surn" in facts and not (paradigm.fleeting and nominative.endswith("а")):
        weight *= IS_SURNAME
    elif "adj" in facts and paradigm.endings[0][0] in ("ый", "ий", "ой", "ая", "яя"):
        weight *= IS_ADJECTIVE
    elif "noun m" in facts or ("noun f" in facts and nominative[-1] in "аяь"):
        weight *= IS_NOUN
    elif paradigm.fleeting:
        weight *= paradigm.unknown
    return nominative, weight


def _with_yo(form: str, listed: str) -> str:
    """The listed name with е where the form has a plain е: «Петра» gives «Петр» no more and no less than it says."""
    return form if len(form) == len(listed) and "ё" not in form and "е" in form else listed


def _add_nouns(word: str, best: dict[tuple[str, str, str], float]) -> None:
    """Surnames that are nouns of no paradigm of ours: «Лбу» is the dative of «Лоб» by the dictionary."""
    for parse in dictionary_parses(word):
        tag = parse.tag
        if tag.pos != "NOUN" or tag.number != "sing" or tag.gender != "masc" or tag.case is None:
            continue
        case = tag.case
        if not parse.lemma.endswith(("ов", "ев", "ин", "а", "я", "о", "е", "и")) and case in CASES:
            lemma = inflect(parse, "sing nomn")
            # An inanimate noun has its nominative for an accusative; a person never does.
            if (
                lemma is not None
                and (case == "nomn" or lemma.word != word)
                and not (tag.animacy == "inan" and case == "accs")
            ):
                key = (lemma.word, "m", case)
                best.setdefault(key, 0.35)


def decline_word(word: str, kind: Kind, gender: str, case: str) -> str:
    """A nominative part of a name in another case, capitals kept; a form that no paradigm takes stays as it is.

    >>> decline_word("Салтыков-Щедрин", "surname", "m", "ablt"), decline_word("Тер-Петросян", "surname", "m", "gent")
    ('Салтыковым-Щедриным', 'Тер-Петросяна')
    """
    if case == "nomn":
        return word
    parts = word.split("-")
    declined = [
        part if part.lower() in FIXED_PREFIXES and part != parts[-1] else _decline_single(part, kind, gender, case)
        for part in parts
    ]
    return "-".join(declined)


@lru_cache(maxsize=CACHE_WORDS)
def _decline_single(word: str, kind: Kind, gender: str, case: str) -> str:
    lower = word.lower()
    for paradigm in of_kind(kind, gender):
        if not paradigm.nominative.search(lower):
            continue
        ending = next((end for end in paradigm.endings[0] if lower.endswith(end)), None)
        if ending is None or (paradigm.fleeting and not _loses_vowel(lower, ending, paradigm)):
            continue
        stem = lower[: -len(ending)] if ending else lower
        variants = paradigm.endings[CASES.index(case)]
        return spell_like(stem + _stressed(lower, stem, variants, gender, case), word)
    return word


def _loses_vowel(word: str, ending: str, paradigm: Paradigm) -> bool:
    """By the genitive of the dictionary's noun (орёл – орла, but «Чапек»); of an unknown word, by how usual the loss
    is."""
    for parse in dictionary_parses(word):
        if parse.tag.pos == "NOUN" and parse.tag.case == "nomn" and parse.tag.gender == "masc":
            genitive = inflect(parse, "sing gent")
            return genitive is not None and genitive.word == word[: -len(ending)] + paradigm.endings[1][0]
    return paradigm.unknown >= 0.5


def _stressed(word: str, stem: str, variants: tuple[str, ...], gender: str, case: str) -> str:
    """The ending that the dictionary's noun has («Ткачом»), else the usual one («Кулешем»)."""
    if len(variants) > 1 and gender == "m" and case == "ablt":
        for parse in dictionary_parses(word):
            if parse.tag.pos == "NOUN" and parse.tag.case == "nomn" and parse.tag.gender == "masc":
                form = inflect(parse, "sing ablt")
                if form is not None:
                    return next((end for end in variants if stem + end == form.word), variants[0])
    return variants[0]
