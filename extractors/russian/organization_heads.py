"""Heads of names of organisations: which words begin one, and what each needs beside it to be a name (see the lexicon).

>>> head_of("Министерству").needs, head_of("инвестбанка").lemma, head_of("конкурса")
('any', 'инвестбанк', None)
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from extractors.frozen import dataclass
from extractors.russian.beginnings import Beginnings, stem
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.wordforms import listed, readings

#: Words glued before a head make a head: «райпотребсоюз», «медколледж», «госархив», «агрофирма».
_GLUED: Final = (
    "больница", "поликлиника", "колледж", "техникум", "институт", "университет", "академия", "училище", "библиотека",
    "музей", "архив", "театр", "завод", "комбинат", "фабрика", "банк", "фонд", "центр", "союз", "комитет", "исполком",
    "прокуратура", "управление", "агентство", "издательство", "компания", "корпорация", "холдинг", "хоз", "школа",
    "интернат", "инспекция", "палата", "избирком",
)  # fmt: skip
#: ... but these are no organisations.
_NOT_GLUED: Final = listed(
    "школа-конференция школа-семинар лагерь-семинар форум-школа "
    "оргкомитет подкомитет колл-центр пресс-центр пресс-служба эпицентр самоуправление соуправление спецслужба"
)


@dataclass(frozen=True, slots=True)
class Head:
    """A head: its lemma, the sort of organisation, what it needs (any, place, proper, quote, form, branch, parent,
    …).
    """

    lemma: str
    sort: str
    needs: str


@cache
def heads() -> dict[str, Head]:
    """The lexicon by lemma."""
    return {row["lemma"]: Head(row["lemma"], row["sort"], row["needs"]) for row in lexicon("organization_heads")}


@cache
def head_lemmas() -> frozenset[str]:
    """The lemmas of the lexicon."""
    return frozenset(heads())


@cache
def _beginnings() -> Beginnings:
    return Beginnings(heads())


@cache
def _glued_stem() -> re.Pattern[str]:
    return re.compile("|".join(stem(end) for end in _GLUED))


def may_be_head(word: str) -> bool:
    """Whether the letters of a word let it be a head: of nearly all words they do not, and grammar is not asked."""
    return _beginnings().has(word) or "-" in word or _glued_stem().search(word.lower()) is not None


@lru_cache(maxsize=CACHE_WORDS)
def head_of(word: str) -> Head | None:
    """The head a word is in any case of the singular, None where it is none."""
    if not may_be_head(word):
        return None
    if word.isupper() and word.lower() in heads():
        return heads()[word.lower()]
    for parse in readings(word):
        lemma = parse.lemma.replace("ё", "е")
        if parse.tag.number == "sing" and lemma in heads() and heads()[lemma].needs == "letterhead":
            return heads()[lemma]  # «уполномоченный» is a participle to the dictionary
        if parse.tag.pos != "NOUN" or parse.tag.number != "sing":
            continue
        found = _head(parse.lemma.replace("ё", "е"))
        if found is not None:
            return found
    return None


@lru_cache(maxsize=CACHE_WORDS)
def plural_head(word: str) -> Head | None:
    """The head that a word is the plural of: «школы», «министерствами»."""
    if not may_be_head(word):
        return None
    for parse in readings(word):
        if parse.tag.pos == "NOUN" and parse.tag.number == "plur":
            found = _head(parse.lemma.replace("ё", "е"))
            if found is not None:
                return found
    return None


def _head(lemma: str) -> Head | None:
    if lemma in heads():
        return heads()[lemma]
    if lemma in _NOT_GLUED:
        return None
    for part in lemma.split("-")[::-1] if "-" in lemma else ():
        if part in heads():
            return Head(lemma, heads()[part].sort, heads()[part].needs)
    if lemma.startswith(("мин", "рос")):
        return None  # «Минсельхоз» is read by `bodies`
    for end in _GLUED:
        if lemma.endswith(end) and len(lemma) > len(end) + 1:
            model = heads().get(end)
            return Head(lemma, model.sort if model else "company", model.needs if model else "proper")
    return None


@lru_cache(maxsize=CACHE_WORDS)
def head_cases(word: str) -> frozenset[tuple[str, str | None]]:
    """(case, gender) of the singular readings of a head."""
    return frozenset(
        (p.tag.case, p.tag.gender)
        for p in readings(word)
        if p.tag.case and p.tag.number == "sing" and p.tag.pos == "NOUN" and _head(p.lemma.replace("ё", "е"))
    )


def is_letterhead_post(word: str) -> bool:
    """«УПОЛНОМОЧЕННЫЙ» as it heads a letterhead."""
    head = head_of(word)
    return head is not None and head.needs == "letterhead" and any(p.tag.case == "nomn" for p in readings(word))


@lru_cache(maxsize=CACHE_WORDS)
def determiner(word: str) -> bool:
    """A word before a head that makes a class or a mention of it: «каждая», «все», «наш», «данное», «указанный»."""
    readings = parses(word)
    first = readings[0]
    if "Apro" in first.tag and first.lemma not in ("который", "чей"):
        return True
    return any(one.lemma.replace("ё", "е") in _DETERMINERS for one in readings)  # «данным» is of «данные» too


_DETERMINERS: Final = listed(
    "данный указанный вышеуказанный нижеуказанный соответствующий следующий подведомственный названный упомянутый "
    "отдельный любой другой иной прочий некоторый многие каждый ближайший соседний новый старый бывший прежний "
    "крупный крупнейший ведущий известный лучший хороший большой современный настоящий конкретный один единый "
    "единственный типовой обычный вечерний заинтересованный принимающий направляющий проверяющий вышестоящий "
    "участвующий базовый опорный пилотный родной наш ваш свой самый первый второй третий очередной здешний "
    "собственный целый уважаемый знаменитый старейший сильный успешный"
)
