"""Words that say which body is meant: «гимназии», «правового управления», «СОШ № 5» is a school."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from extractors.russian.lexicon import words
from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.post_heads import is_head
from extractors.russian.wordforms import Token, lemmas, tokenize
from pipeline.resolve.organizations import Body

#: Words for a body by kind, beside the heads of names of organisations.
_GENERIC: Final = frozenset(("учреждение", "заведение", "ведомство", "предприятие", "компания", "фирма", "вуз", "холдинг"))
#: Units inside a body: they name no organisation by themselves.
_UNITS: Final = frozenset(
    (
        "отдел", "сектор", "кафедра", "факультет", "группа", "комиссия", "лаборатория", "отделение", "кабинет", "цех",
        "аппарат", "секретариат", "канцелярия", "совет", "коллегия", "студия", "орган", "часть", "подразделение",
        "корпус", "бюро", "дом", "штаб", "отряд", "хозяйство", "движение", "регистр", "уполномоченный", "губернатор",
    )
)  # fmt: skip
_LIMITED: Final = re.compile(r"\b(?:ООО|[ПНЗО]?АО|АОЗТ|АООТ|ТОО)\b")
#: How the kind of a body looks in its name where the word itself does not stand there: «СОШ № 5» is a school.
_SHORT_KINDS: Final = {
    "школа": re.compile(r"\b(?:[А-Я]{0,6}СОШ|ООШ|НОШ|СШ|ДШИ|ДМШ|ДХШ|СШОР|ДЮСШ)\b"), "сад": re.compile(r"ДОУ\b"),
    "общество": _LIMITED, "компания": _LIMITED, "фирма": _LIMITED,
    "предприятие": re.compile(r"\b(?:[А-Я]{0,3}УП|ООО|[ПНЗО]?АО)\b"),
    "ведомство": re.compile(
        r"[Мм]инистерств|[Дд]епартамент|[Кк]омитет|[Сс]лужб|[Аа]гентств|[Ии]нспекци|\bМин[а-я]{3}|надзор\b|\bРос[а-я]{5}"
    ),
    "служба": re.compile(r"надзор\b|\bРос[а-я]{5}"), "агентство": re.compile(r"\bРос[а-я]{5}"),
    "учреждение": re.compile(
        r"\b[А-Я]{0,8}У\b|[Ии]нститут|[Шш]кол|[Мм]узе[йя]|[Тт]еатр|[Бб]ольниц|[Бб]иблиотек|[Кк]олледж|[Тт]ехникум"
    ),
    "товарищество": re.compile(r"\b(?:СНТ|ТС[НЖ]|ДН[ТП]|СТ)\b"),
    "клуб": re.compile(r"\b[ФХБВ]К\b"), "кооператив": re.compile(r"\b(?:[А-Я]{1,2}ПК|[ЖГ]СК)\b"),
    "академия": re.compile(r"\b[А-Я]{1,4}(?:СХА|ГМА|ГХА|ГЭА|ГА)\b"),
    "университет": re.compile(r"\b[А-Я][А-Яа-я]{0,3}(?:ГУ|ФУ|ТУ|ПУ|МУ|ЭУ)\b"),
    "вуз": re.compile(r"[Уу]ниверситет|[Ии]нститут|[Аа]кадеми|ВО\b"),
    "больница": re.compile(r"\b[А-Я]{0,3}(?:ЦРБ|ГКБ|ГБ|РБ|ОКБ)\b"), "организация": re.compile(r"\bА?НО\b"),
}  # fmt: skip


def attributes_from(said: Sequence[Token], k: int) -> int:
    """Where the adjectives before `k` begin: «начальник | правового управления»."""
    while k > 1 and parses(said[k - 1].text)[0].tag.pos in ("ADJF", "PRTF"):
        k -= 1
    return k


def kinds_at(said: Sequence[Token], k: int, *, units: bool = False) -> frozenset[str]:
    """The kinds of body that the word at `k` may be, in the genitive: «гимназии», «управления»; those of units apart."""
    return _kinds_in(said[k], "gent") & (_UNITS if units else bodies())


def kinds_led(said: Sequence[Token], k: int) -> frozenset[str]:
    """The same for «заведующая | музеем»: the word stands in the instrumental."""
    leads = {"заведующий", "заведовать", "заведующая", "управляющий"} & lemmas(said[attributes_from(said, k) - 1].text)
    return _kinds_in(said[k], "ablt") & bodies() if leads else frozenset()


def _kinds_in(token: Token, case: str) -> frozenset[str]:
    if token.kind != "word" or is_head(token.text) or not any(p.tag.case == case for p in parses(token.text)[:6]):
        return frozenset()
    return lemmas(token.text)


@cache
def bodies() -> frozenset[str]:
    return (words("organization_heads") | _GENERIC) - _UNITS


def telling(tail: Sequence[Token]) -> frozenset[str]:
    """The lemmas of the words behind the kind of body that must stand in its name: «управления | образования»."""
    words_behind = (t for t in tail if t.kind == "word" and len(t.text) > 2 and "Apro" not in parses(t.text)[0].tag)
    return frozenset(min(lemmas(token.text), default=token.lower) for token in words_behind) - _POINTING


#: «главный врач | указанной больницы»: they point at a body, and stand in no name.
_POINTING: Final = frozenset(
    ("указанный", "вышеуказанный", "данный", "названный", "вышеназванный", "упомянутый", "упомянуть", "указать", "назвать")
)


def is_kind(body: Body, kinds: frozenset[str], tail: frozenset[str]) -> bool:
    """Whether a body is a «гимназия», and its name holds the words of the tail."""
    for name in (body.name, *body.aliases):
        short = any(_SHORT_KINDS[kind].search(name) for kind in kinds if kind in _SHORT_KINDS)
        its = lemmas_of(name)
        if (short or _heads(kinds, name)) and all(word in its or _LEVELS.get(word, "") in its or word in _LOCAL for word in tail):
            return True
    return False


#: «глава | регионального минздрава» is of the one that is named, «краевого» of that of a «край».
_LOCAL: Final = frozenset(("региональный", "местный", "здешний"))
_LEVELS: Final = {"областной": "область", "краевой": "край", "республиканский": "республика", "окружной": "округ", "районный": "район"}


def _heads(kinds: frozenset[str], name: str) -> bool:
    """Whether a name has a head of these kinds, or a compound of one: «станкозавод» is a «завод»."""
    heads = heads_of(name)
    return bool(kinds & heads) or any(
        head.endswith(kind) and len(head) - len(kind) > _LEAST_PREFIX for kind in kinds if len(kind) > _LEAST_COMPOUND for head in heads
    )


_LEAST_COMPOUND: Final = 4  # letters
_LEAST_PREFIX: Final = 2  # a «дистанция» is no «станция»


@lru_cache(maxsize=CACHE_WORDS)
def heads_of(name: str) -> frozenset[str]:
    """The nouns that stand in the nominative in a name: what the body is."""
    found: set[str] = set()
    for token in tokenize(name, 0, len(name)):
        if token.kind == "word":
            nouns = (p for p in parses(token.text) if p.tag.pos == "NOUN" and p.tag.case == "nomn" and p.score > 0.05)
            found |= {p.lemma.replace("ё", "е") for p in nouns if p.tag.number == "sing"}
    return frozenset(found)


@lru_cache(maxsize=CACHE_WORDS)
def lemmas_of(name: str) -> frozenset[str]:
    return frozenset().union(*(lemmas(token.text) for token in tokenize(name, 0, len(name)) if token.kind == "word"))
