"""The parts of a person's name in a string: which word is the surname, the given name, the patronymic, in any order
and case.

    >>> parts = parse_name("Н.С.Барановой")
    >>> parts.surname.text, parts.given.text, parts.patronymic.initial
    ('Барановой', 'Н.', True)
    >>> [part.kind for part in parse_name("Людмила Анатольевна СТЕЛЬМАШЕВА").parts]
    ['given', 'patronymic', 'surname']
    >>> parse_name("Министра А.В. Моисеев") is None
    True

The string must be a name and nothing else: what stands before and after it is the business of who found it. Words are
given roles by templates («Фамилия Имя Отчество», «И. О. Фамилия» ...), and the template whose words agree in gender
and case best wins."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from extractors.russian.declension import readings
from extractors.russian.lexicon import words
from extractors.russian.morph import CACHE_RARE, CACHE_WORDS, dictionary_parses
from extractors.russian.name_paradigms import CASES, Kind, eastern_surnames, fold, given_names, lexical

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: A longer string is no name, even «Ахмедов-Гаджиев Абдурахман Магомедрасулович оглы».
LONGEST: Final = 90
#: Below this the words are hardly a name: no part of them is in a dictionary or has the ending of a name.
LEAST: Final = 0.005

#: A given name that no list has, after an eastern surname: «Ли Кэцян», «Ким Чен Ын».
EASTERN_GIVEN: Final = 0.25
#: ... which comes first: «Кэцян Ли» is rare.
WESTERN_ORDER: Final = 0.1

_TOKEN: Final = re.compile(
    r"""
    (?P<initial> (?:[ДН]ж|[А-ЯЁA-Z]) \. )           # «Н.», «Дж.», a Latin look-alike «H.»
    | (?P<bare> [А-ЯЁ] (?![\w.’'`-]) )               # «Баранова Н С»
    | (?P<word>
        [^\W\d_] [^\W\d_]{0,39}
        (?: [’'`-] [^\W\d_]{1,39} ){0,3}              # «Иванова-Петрова», «О'Нил»
      )
    """,
    re.VERBOSE,
)
_BETWEEN: Final = re.compile(r"[\s\u00a0]*")

#: Words that join the father's name before them into one patronymic: «Рафик оглы», «Бейсенбек кызы».
FILIAL: Final = frozenset(
    (
        "оглы", "оглу", "огли", "кызы", "гызы", "кизи", "улы", "уулу", "угли", "ууль", "зода",
    )
)  # fmt: skip
#: Words that belong to the surname after them: «фон Дервиз», «ван дер Варден».
PARTICLES: Final = frozenset(
    (
        "фон", "ван", "дер", "ден", "де", "да", "ди", "дель", "дю", "ле", "ла", "аль", "эль", "бен", "бин", "ибн", "дос",
    )
)  # fmt: skip

_PATRONYMIC: Final = re.compile(
    r"(?:[оеё]вич|[ьи]ич|[лкмнт]ич)(?:а|у|[еёо]м|е)?$|(?:[оеё]вн|ичн)(?:а|ы|е|у|ой|ою)$", re.IGNORECASE
)
#: «-ич» without «-ов» makes few patronymics; all other words in -ич are surnames (Вучич, Бабич).
_SHORT_PATRONYMIC: Final = re.compile(
    r"^(?:[а-яё]*(?:кузьм|лук|фом|никит|савв|иль|мин|фок)ич[а-яё]{0,2}|лукинич[а-яё]*)$", re.IGNORECASE
)


class Part(NamedTuple):
    """One part: its text in the string, half-open offsets into it, what it is; `initial` when only a letter is
    given."""

    text: str
    start: int
    end: int
    kind: Kind
    initial: bool = False


class NameParts(NamedTuple):
    """A name taken apart. `score` 0..1: how like a name the words are (a dictionary surname with initials is near
    1)."""

    text: str
    parts: tuple[Part, ...]
    score: float

    @property
    def surname(self) -> Part | None:
        return self._of("surname")

    @property
    def given(self) -> Part | None:
        return self._of("given")

    @property
    def patronymic(self) -> Part | None:
        return self._of("patronymic")

    @property
    def start(self) -> int:
        return min(part.start for part in self.parts)

    @property
    def end(self) -> int:
        return max(part.end for part in self.parts)

    def _of(self, kind: Kind) -> Part | None:
        for part in self.parts:
            if part.kind == kind:
                return part
        return None


class _Token(NamedTuple):
    text: str
    start: int
    end: int
    initial: bool


@lru_cache(maxsize=CACHE_RARE)
def parse_name(text: str) -> NameParts | None:
    """The parts of the name that the string is, or None where it is none."""
    tokens = _tokens(text)
    if not tokens:
        return None
    spelled = [token for token in tokens if not token.initial]
    if not spelled or any(_is_service(word.text) for word in spelled):
        return None
    shape = "".join("I" if token.initial else "W" for token in tokens)
    best: tuple[float, tuple[Kind, ...]] | None = None
    for roles, prior in TEMPLATES.get(shape, ()):
        score = prior * _fit(tokens, roles)
        if best is None or score > best[0]:
            best = (score, roles)
    if best is None or best[0] < LEAST:
        return None
    return NameParts(text, _merge(text, tokens, best[1]), min(1.0, best[0]))


_ROLES: Final[dict[str, Kind]] = {"s": "surname", "g": "given", "p": "patronymic"}


def _template(letters: str, prior: float) -> tuple[tuple[Kind, ...], float]:
    return tuple(_ROLES[letter] for letter in letters), prior


#: Shape of the tokens (W a word, I an initial) -> the roles they may have, with how usual the order is.
TEMPLATES: Final = {
    "W": (_template("s", 0.8), _template("g", 0.8), _template("p", 0.8)),
    "IW": (_template("gs", 1.0), _template("gp", 0.1)),
    "WI": (_template("sg", 1.0), _template("gs", 0.05), _template("gp", 0.02)),
    "IIW": (_template("gps", 1.0),),
    "WII": (_template("sgp", 1.0),),
    "IWI": (),
    "WW": (_template("sg", 1.0), _template("gp", 1.0), _template("gs", 0.9), _template("ps", 0.02)),
    "WIW": (_template("gps", 1.0),),
    "WWI": (_template("sgp", 1.0), _template("gps", 0.02)),
    "IWW": (_template("gps", 0.6),),
    "WWW": (_template("sgp", 1.0), _template("gps", 1.0), _template("sgg", 0.6), _template("ggs", 0.05)),
    "WWWW": (_template("sggp", 0.3), _template("ggps", 0.3)),
}


def _tokens(text: str) -> list[_Token]:
    """The string as words and initials, «Рафик оглы» and «фон Дервиз» joined; empty when anything else stands in it."""
    stripped = text.strip(" \t\n\r\u00a0,;:")
    if not stripped or len(text) > LONGEST:
        return []
    position, end = text.index(stripped), text.index(stripped) + len(stripped)
    found: list[_Token] = []
    while position < end:
        match = _TOKEN.match(text, position, end)
        if match is None:
            return []
        found.append(_Token(match.group(), match.start(), match.end(), match.lastgroup != "word"))
        gap = _BETWEEN.match(text, match.end(), end)
        position = gap.end() if gap else match.end()
        if position < end and position == match.end() and match.lastgroup == "word":
            return []  # «Петров/Иванов», «Петров3»
    bare = any(token.initial and not token.text.endswith(".") for token in found)
    if sum(token.initial for token in found) > 2 or (bare and any(token.text.islower() for token in found)):
        return []  # «С уважением»
    return _joined(text, found)


def _joined(text: str, tokens: Sequence[_Token]) -> list[_Token]:
    result: list[_Token] = []
    for token in tokens:
        previous = result[-1] if result else None
        if previous is not None and not previous.initial and not token.initial:
            filial = fold(token.text) in FILIAL
            particle = fold(previous.text.split()[-1]) in PARTICLES
            if filial or particle:
                result[-1] = _Token(text[previous.start : token.end], previous.start, token.end, initial=False)
                continue
        result.append(token)
    return result


def _fit(tokens: Sequence[_Token], roles: Sequence[Kind]) -> float:
    """How well the words play the roles: the best product of their weights over one gender and one case."""
    weights = [_weights(token.text, role) for token, role in zip(tokens, roles, strict=True) if not token.initial]
    eastern = fold(tokens[0].text) in eastern_surnames() and len(weights) > 1 and "patronymic" not in roles
    if eastern and roles[0] == "surname":
        weights = [_at_least(table) if role == "given" else table for table, role in zip(weights, roles, strict=False)]
    shared = set(weights[0]).intersection(*weights[1:])
    agreed = max((_product(w[key] for w in weights) for key in shared), default=0.0)
    loose = 0.05 * _product(max(w.values(), default=0.0) for w in weights)
    order = WESTERN_ORDER if eastern and roles[0] == "given" else 1.0
    return max(agreed, loose) * order * _capitals(tokens, roles)


def _at_least(table: dict[tuple[str, str], float]) -> dict[tuple[str, str], float]:
    """A given name that no list has, after an eastern surname."""
    return {key: max(weight, EASTERN_GIVEN) for key, weight in table.items()}


def _product(weights: Iterator[float]) -> float:
    result = 1.0
    for weight in weights:
        result *= min(weight, 1.0)
    return result


@lru_cache(maxsize=CACHE_RARE)
def _weights(text: str, role: Kind) -> dict[tuple[str, str], float]:
    """(gender, case) -> the weight of the word in this role; a common word is a poor surname and no given name."""
    if role == "patronymic":
        return _patronymic_weights(text)
    word = text.rsplit(maxsplit=1)[-1]
    best: dict[tuple[str, str], float] = {}
    for reading in readings(word, role):
        weight = reading.weight
        if role == "surname":
            facts = lexical(reading.nominative)
            given = facts & {"Name m", "Name f", "Patr"} or fold(reading.nominative) in given_names()
            if given and "Surn" not in facts:
                weight *= 0.3  # «Сергей», «Ольга»: a given name first of all
            elif "Patr" in facts:
                weight *= 0.3  # «Александрович» after a given name is no surname
            elif "Geox" in facts and "Surn" not in facts:
                weight *= 0.1  # «Иркутск», «Новгород»
        key = (reading.gender, reading.case)
        best[key] = max(best.get(key, 0.0), weight)
    return best


def _patronymic_weights(text: str) -> dict[tuple[str, str], float]:
    several = text.split()
    joined = several[0].split("-")
    if len(several) > 1 or fold(joined[-1]) in FILIAL or re.search("(?:оглы|кызы)$", fold(text)):
        gender = "f" if re.search("(?:[кг]ызы|кизи)$", fold(text)) else "m"
        return {(gender, case): 1.0 for case in CASES}
    if not _PATRONYMIC.search(text):
        return {}
    weight = 1.0
    short = _SHORT_PATRONYMIC.match(text) is not None
    if not re.search("[оеё]в(?:ич|н)", fold(text)) and not short and "ичн" not in fold(text):
        weight = 0.05
    known = list(dictionary_parses(text))
    if known and not short and not any("Patr" in parse.tag for parse in known):
        weight *= 0.3  # «Мицкевич», «Маркевич»: surnames by the dictionary
    best: dict[tuple[str, str], float] = {}
    for reading in readings(text, "patronymic"):
        best[reading.gender, reading.case] = weight
    return best


def _capitals(tokens: Sequence[_Token], roles: Sequence[Kind]) -> float:
    """«Людмила Анатольевна СТЕЛЬМАШЕВА»: the one word in capitals is the surname. Small letters are hardly a name."""
    factor = 1.0
    spelled = [(token.text, role) for token, role in zip(tokens, roles, strict=True) if not token.initial]
    upper = [role for text, role in spelled if text.isupper() and len(text) > 1]
    if len(upper) == 1 and len(spelled) > 1 and upper[0] != "surname":
        factor *= 0.05
    if any(not word[:1].isupper() for text, _ in spelled for word in text.split()[-1:] if fold(word) not in FILIAL):
        factor *= 0.3
    return factor


@lru_cache(maxsize=CACHE_WORDS)
def _is_service(word: str) -> bool:
    """«Министра», «Приложение», «Тел»: words that stand beside names and are taken for surnames."""
    lower = fold(word)
    if lower in words("not_surnames"):
        return True
    listed = [p for p in dictionary_parses(word) if fold(p.lemma) in words("not_surnames")]
    surname = any("Surn" in p.tag or "Name" in p.tag for p in dictionary_parses(word))
    return bool(listed) and not surname


def _merge(text: str, tokens: Sequence[_Token], roles: Sequence[Kind]) -> tuple[Part, ...]:
    """Tokens of one role side by side are one part: the given name of «Ким Чен Ын»."""
    parts: list[Part] = []
    for token, role in zip(tokens, roles, strict=True):
        if parts and parts[-1].kind == role:
            start = parts[-1].start
            parts[-1] = Part(text[start : token.end], start, token.end, role, token.initial)
        else:
            parts.append(Part(token.text, token.start, token.end, role, token.initial))
    return tuple(parts)


__all__ = ["NameParts", "Part", "parse_name"]
