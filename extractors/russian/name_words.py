"""What a capitalised word may be in a person's name: how fit it is for a surname, a given name, a patronymic.

    >>> fitness("Баранова").surname, fitness("Прошу").surname, fitness("Минусинска").surname
    (1.0, 0.0, 0.1)
    >>> fitness("Наталье").given, fitness("Сергеевне").patronymic, fitness("Чанович").patronymic
    (1.0, 1.0, 0.6)

Fitness is read from the word alone. That «Лис» with initials is a surname and without them an animal is decided by
`name_windows`, which sees the words beside it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extractors.frozen import dataclass
from extractors.russian.declension import readings
from extractors.russian.lexicon import words
from extractors.russian.morph import CACHE_WORDS, Parse, dictionary_parses, parses
from extractors.russian.name_paradigms import FIXED_PREFIXES, eastern_surnames, fold, given_names, listed_surnames
from extractors.russian.patronymics import PATRONYMIC_SURNAME, PATRONYMIC_UNKNOWN, SURE, TYPICAL, patronymic_fitness
from extractors.russian.proper_names import is_abbreviation

__all__ = [
    "COMMON", "GIVEN_DICTIONARY", "GIVEN_FIRST", "GIVEN_UNKNOWN", "PATRONYMIC_SURNAME", "PATRONYMIC_UNKNOWN", "PLACE", "POSSESSIVE", "SURE",
    "TYPICAL", "UNKNOWN", "Fitness", "fitness", "is_service",
]  # fmt: skip

#: Fitness for a surname, below SURE (of the dictionary) and TYPICAL (of a surname's ending): of an unknown word; of a
#: word that is a common noun or adjective first of all; of a given name; of a place, of a word of another part of speech.
UNKNOWN: Final = 0.6
COMMON: Final = 0.35
GIVEN_FIRST: Final = 0.3
PLACE: Final = 0.1
#: Fitness for a given name that no list has.
GIVEN_UNKNOWN: Final = 0.25
GIVEN_DICTIONARY: Final = 0.8

#: Endings of surnames, in any case.
_TYPICAL: Final = re.compile(
    r"""(?: [оеё]в | [иы]н | [оеё]в(?:а|у|ым|ой|е) | [иы]н(?:а|у|ым|ой|е)       # Иванов, Ильина
      | [сц]к(?:ий|ого|ому|им|ом|ая|ой|ую) | (?:ых|их)                          # Дубровский, Черных
      | (?:енко|ко|яго|аго|ово) | (?:ук|юк|чук|щук|чак|чек|ник|ик)(?:а|у|ом|е)?  # Шевченко, Дурново, Басюк
      | (?:ич|ыч)(?:а|у|ем|е)? | (?:ец|(?:[йн]ц|(?<=р)ц)(?:а|у|ом|ем|е))         # Бабич, Коломиец
      | (?:ян|янц|анц|ьянц|уни)(?:а|у|ом|ем|е)? | (?:дзе|швили|иани|адзе|ури)    # Мкртчян, Гогоберидзе
      | (?:ман|берг|штейн|штам|ер|фельд|сон|сен)(?:а|у|ом|е)?                   # Финкельштейн
      | (?:аускас|[лнрс]юс|[ауою]йтис|утис|юнас|иньш)(?:а|у|ом|е|ем)? | (?:айте|[ую]те|ене)  # Вайткус, Кубилюте
      | (?:уллин|оглу|заде|пур) )$""",
    re.VERBOSE,
)
#: Endings of the commonest surnames.
POSSESSIVE: Final = re.compile("(?:[оеё]в|[иы]н)(?:а|у|ым|ой|е)?$")
_FILIAL: Final = re.compile(
    r"(?:[ -](?:оглы|оглу|огли|кызы|гызы|кизи|улы|ұлы|қызы|уулу|угли|ууль|зода)|(?:улы|[кқ]ызы|ұлы))$"
)
#: Second halves with a small letter that belong to a name: «Сарыг-оол», «Белек-кыс», «Ягья-оглы».
_SMALL_HALVES: Final = frozenset(
    (
        "оол", "кыс", "оглы", "кызы", "бек", "бей", "хан", "ага", "заде", "улы", "паша", "ханум", "хаджи", "ходжа",
        "сюрюн",
    )
)  # fmt: skip
#: «Глубокоуважаемая», «Многоуважаемый»: forms of address before a name.
_ADDRESS: Final = re.compile(
    r"^(?:(?:глубоко|много|высоко)?уважаем|дорог(?:ой|ая|ие)$|милостив|досточтим|глубокочтим|хөрмәтле|хормэтле|құрметті|урматтуу|ихтирамлы)"
)
#: Short words of other kinds that lists of eastern names have too.
_NEVER: Final = frozenset(
    (
        "по", "из", "на", "но", "не", "за", "от", "до", "во", "со", "об", "ко", "при", "для", "что", "как", "его", "ее",
        "их", "эл", "нам", "вам", "нас", "вас", "это", "или",
    )
)  # fmt: skip
_FUNCTION: Final = frozenset(("NPRO", "CONJ", "PRCL", "PREP", "ADVB", "INTJ"))
_VOWEL: Final = re.compile("[аеиоуыэюяәөүіӱӧ]")


@dataclass(frozen=True, slots=True)
class Fitness:
    """How fit a word is for each part of a name, 0..1; `common` says that the dictionary has it as another word."""

    surname: float
    given: float
    patronymic: float
    common: bool
    only_given: bool = False  # «Станислав»: the dictionary has it as a given name and as nothing else

    @property
    def useless(self) -> bool:
        """Whether no name holds the word."""
        return not (self.surname or self.given or self.patronymic)

    @property
    def telling(self) -> bool:
        """Whether the word by itself speaks of a name near it."""
        return self.given >= UNKNOWN or self.patronymic >= PATRONYMIC_SURNAME


_NONE: Final = Fitness(0.0, 0.0, 0.0, common=True)
#: «ГЕЙКЕР»: long enough and so easily said that it is no abbreviation, though no dictionary has it.
_PRONOUNCED: Final = re.compile(
    r"(?=[а-я]{6})[бвгджзйклмнпрстфхцчшщ]?(?:[аеиоуыэюя]{1,2}[бвгджзйклмнпрстфхцчшщьъ]{1,3}){2,6}[аеиоуыэюя]?$"
)
#: «НЕЧАЙ»: a surname only where initials stand beside it.
_SHORT_SAID: Final = re.compile(
    r"(?=[а-я]{5}$)[бвгджзйклмнпрстфхцчшщ]?(?:[аеиоуыэюя]{1,2}[бвгджзйклмнпрстфхцчшщьъ]{1,2}){1,2}[аеиоуыэюя]?$"
)
_BESIDE_INITIALS: Final = Fitness(COMMON, 0.0, 0.0, common=True)


@lru_cache(maxsize=CACHE_WORDS)
def fitness(word: str) -> Fitness:
    """The fitness of a word in any case; of «фон Дервиз» that of its last part."""
    lower = fold(word)
    if _FILIAL.search(lower):
        # «Мухамедали уулу Бакыт», «Ягья-оглы С.Э.»: by it one may also be called first
        return Fitness(COMMON, 0.1, SURE, common=False)
    last = lower.rsplit(maxsplit=1)[-1]
    odd = (last in _NEVER and last not in eastern_surnames()) or _ADDRESS.match(last) or is_service(last)
    if odd or not _VOWEL.search(last):
        return _NONE
    known = [parse for parse in dictionary_parses(last) if "Init" not in parse.tag and not _of_many(parse)]
    capitals = word.isupper() and len(word) > 2 and not _PRONOUNCED.match(last) and not _named(last, known)
    if capitals and is_abbreviation(word, alone=len(word) > 4):
        return _BESIDE_INITIALS if _SHORT_SAID.match(last) else _NONE
    surname = _surname(word, last, known)
    if " " in lower:
        surname = max(surname, UNKNOWN)  # «де Вега»
    given = 0.0 if " " in lower or _has_small_half(word) else _given(last, known)
    patronymic = 0.0 if " " in lower else patronymic_fitness(last, known)
    names = any(mark in p.tag for p in known for mark in ("Surn", "Name", "Patr"))
    only = given >= SURE and bool(known) and all("Name" in p.tag for p in known)
    return Fitness(surname, given, patronymic, common=bool(known) and not names and given < UNKNOWN, only_given=only)


def _has_small_half(word: str) -> bool:
    """«Гр-ну», «Просвирни-ной»: no name has such a half with a small letter."""
    return any(half[:1].islower() and fold(half) not in _SMALL_HALVES for half in word.split("-")[1:])


def _of_many(parse: Parse) -> bool:
    """«Каюмов» is a surname rather than of several men called Каюм."""
    return "Name" in parse.tag and parse.tag.number == "plur"


def _named(lower: str, known: list[Parse]) -> bool:
    """Whether lists of names have the word, so that its capitals are those of the line: «САНАЛУ», «ПАК»."""
    return (
        _listed_given(lower) >= 0.1
        or lower in eastern_surnames()
        or any("Surn" in p.tag or "Name" in p.tag for p in known)
    )


def _surname(word: str, lower: str, known: list[Parse]) -> float:
    if "-" in lower:
        return _double_surname(word, lower)
    if lower in eastern_surnames() and lower != "ли" and any(p.tag.pos in _FUNCTION for p in known):
        return PLACE  # «Нам», «Так», «По» at the head of a sentence
    if lower in listed_surnames() or lower in eastern_surnames():
        return SURE
    if len(lower) < 2:
        return GIVEN_FIRST if lower in ("ю", "о", "э", "и", "е") else 0.0
    nominal = [p for p in known if p.tag.pos in ("NOUN", "ADJF", "PRTF")]
    if any("Surn" in p.tag for p in nominal):
        others = [p for p in nominal if not {"Surn", "Name", "Patr"} & p.tag.grammemes]
        return TYPICAL if others and max(p.score for p in others) > 0.5 else SURE
    if any("Geox" in p.tag or "Orgn" in p.tag or "Abbr" in p.tag for p in nominal):
        if any(p.tag.animacy == "anim" for p in nominal):
            return COMMON  # «Орёл» is a town and a bird
        return UNKNOWN if POSSESSIVE.search(lower) else PLACE  # «Саратов», «Петушков» are surnames too
    if _listed_given(lower) >= 0.1:
        return GIVEN_FIRST
    if known:
        if all(p.tag.pos == "ADJS" and _OF_STUFF.search(fold(p.lemma)) for p in known):
            return UNKNOWN  # «Ситникова», «Кленова»: short forms that nobody says of «ситниковый»
        if nominal and max(p.score for p in nominal) > 0.05:
            return _common(lower, nominal)
        best = known[0].tag  # «Черномаз» is a short adjective, «Крахмаль» an imperative
        if best.pos == "INTJ":
            return PLACE  # «Роман Чур»
        said = best.number == "sing" and ((best.pos == "ADJS" and best.gender == "masc") or "impr" in best)
        adverb = _LIKE_ADVERB.search(lower) and not any(p.tag.pos in ("CONJ", "PRCL", "PRED") for p in known)
        return COMMON if said or adverb else 0.0
    return TYPICAL if _TYPICAL.search(lower) else 0.0 if _INFINITIVE.search(lower) else UNKNOWN


_LIKE_ADVERB: Final = re.compile("[а-я]{3}ко$")  # «доцент С.Б. Жарко»
#: Verbs of the buttons of sites, that no dictionary has: «Запинить», «Лайкнуть», «Твитнуть».
_INFINITIVE: Final = re.compile("(?:[вжлнт]ить|нуть|[ои]вать)$")
#: Adjectives of stuff and kind, which have no short forms in use; «готова», «здорова», «нова», «сурова» are said.
_OF_STUFF: Final = re.compile(r"(?<!\bгот)(?<!здор)(?<!\bн)(?<!сур)(?<!деш)(?<!толк)[ое]вый$")


def _common(lower: str, nominal: list[Parse]) -> float:
    """Of a common noun or adjective: «Лис» more than «Спасибо», «Седых» more than «Лисий»."""
    if all(p.tag.gender == "neut" for p in nominal if p.tag.pos == "NOUN") and nominal[0].tag.pos == "NOUN":
        return PLACE
    if all(p.tag.number == "plur" for p in nominal) and any(p.tag.case == "nomn" for p in nominal):
        return PLACE  # «Ученики Наливайко»
    return UNKNOWN if re.search("(?<![сц]к)[ыи]х$", lower) else COMMON


def _double_surname(word: str, lower: str) -> float:
    """«Павлова-Зубовская» is as good as its last part, «Статс-секретарь» and «Офис-менеджер» are none."""
    parts, written = lower.split("-"), word.rsplit(maxsplit=1)[-1].split("-")
    if any(is_service(part) for part in parts) or not all(parts):
        return 0.0
    if any(p.tag.pos == "NOUN" and "Surn" not in p.tag for p in dictionary_parses(lower)):
        return 0.0  # the dictionary has the whole: «Пресс-служба», «Санкт-Петербург»
    if any(its[:1].islower() for its in written[1:]):
        return UNKNOWN if parts[-1] in _SMALL_HALVES else 0.0
    fits = [UNKNOWN if part in FIXED_PREFIXES or len(part) < 3 else fitness(part).surname for part in parts]
    return max(UNKNOWN if min(fits) >= GIVEN_FIRST else PLACE, fits[-1] if min(fits) > PLACE else 0.0)


@lru_cache(maxsize=1)
def _given_stems() -> frozenset[str]:
    """The listed given names without what their forms change: «наталь», «павл», «петр»."""
    stems: set[str] = set()
    for name in given_names():
        stem = name.rstrip("аеиоуыэюяьй") if name[-1] in "аеиоуыэюяьй" else name
        stems |= {name, name[:-1], stem}
        if len(name) > 3 and name[-2] in "её":  # «Павел», «Лев»: the vowel flees
            stems |= {name[:-2] + name[-1], name[:-2] + "ь" + name[-1]}
    return frozenset(stems)


@lru_cache(maxsize=CACHE_WORDS)
def _listed_given(lower: str) -> float:
    """The weight of the best reading of a word as a form of a listed given name, 0 where it is none."""
    stems = _given_stems()
    if not any(lower[: len(lower) - cut] in stems for cut in range(min(4, len(lower)))):
        return 0.0
    return max((r.weight for r in readings(lower, "given") if fold(r.nominative) in given_names()), default=0.0)


#: Letters of Kazakh, Tatar, Bashkir, as the same names are written in Russian: «Әлия», «Нұрлан», «Гөлнара».
_IN_RUSSIAN: Final = str.maketrans("әөүұқғңһіҗҡҙҫў", "аоууккнхижкзсу")


def _given(lower: str, known: list[Parse]) -> float:
    weight = _listed_given(lower)
    if not weight and (russian := lower.translate(_IN_RUSSIAN)) != lower:
        weight = _listed_given(russian)
    if weight >= 1.0:
        return SURE
    if "-" in lower:
        return 0.02 if any("Geox" in p.tag for p in known) else _double_given(lower)  # «Улан-Удэ»
    if weight >= 0.4:
        return GIVEN_DICTIONARY
    if weight >= 0.1 or any("Name" in p.tag for p in known):
        return GIVEN_DICTIONARY if any("Name" in p.tag and p.score > 0.1 for p in known) else UNKNOWN
    return 0.02 if known else GIVEN_UNKNOWN


def _double_given(lower: str) -> float:
    """«Анна-Мария», «Эйла-Мария» of one half that no list has; «Анна-Петрова» is none."""
    halves = lower.split("-")
    fits = [_listed_given(half) if len(half) > 1 else 0.0 for half in halves]
    if min(fits) >= 1.0:
        return GIVEN_DICTIONARY
    odd = halves[fits.index(min(fits))]
    if max(fits) >= 1.0 and len(odd) > 1 and _surname(odd, odd, list(parses(odd))) <= UNKNOWN:
        return UNKNOWN
    return GIVEN_UNKNOWN


@lru_cache(maxsize=CACHE_WORDS)
def is_service(word: str) -> bool:
    """«Министра», «Приложение», «Тел», «Справочно»: words that stand beside names and are taken for surnames."""
    lower = fold(word)
    if lower in words("not_surnames"):
        return True
    found = dictionary_parses(word)
    if any("Surn" in parse.tag or "Name" in parse.tag for parse in found):
        return False
    if any(fold(parse.lemma) in words("not_surnames") for parse in found):
        return True
    # «Водолазов», «Шахтёров»: of many divers, and a surname
    held = (parse for parse in found if parse.tag.number != "plur" or not lower.endswith(("ов", "ев")))
    return any(fold(parse.lemma) in words("posts") for parse in held)
