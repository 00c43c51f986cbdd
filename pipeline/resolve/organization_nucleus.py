"""What is left of a name when its legal form and its attributes are left out: by it two spellings of one name are known.

>>> nucleus("МБОУ «СОШ № 5» г. Шуи") == nucleus("Муниципальное учреждение «Средняя школа № 5» города Шуи")
True
>>> alike("школа № 5", "МБОУ «СОШ № 5 имени А.А. Лещенко»"), alike("школа № 5", "музыкальная школа № 5")
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import Final

from extractors.russian.bodies import agencies, short_base
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.wordforms import listed

_WORD: Final = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
#: Small words, kinds of towns and honours: one spelling has them, another has not.
_SMALL: Final = listed(
    "и по в на при для с о г гор город город-герой пос поселок село деревня станица им имя р п рп пгт герой"
)
#: Attributes that tell no body from another of the same head and place.
_ATTRIBUTES: Final = listed(
    "государственный федеральный муниципальный бюджетный автономный казенный средний общеобразовательный "
    "образовательный национальный исследовательский публичный открытый закрытый акционерный негосударственный частный "
    "общероссийский всероссийский"
)
#: Nouns of legal forms, each with the attributes before or behind it that make it one: «Владимирская областная |
#: организация профсоюза» has no legal form.
_FORM_NOUNS: Final = {
    "учреждение": _ATTRIBUTES, "общество": listed("акционерный ограниченный"), "предприятие": listed("унитарный"),
    "организация": listed("некоммерческий"),
}  # fmt: skip
#: Words of legal forms behind their nouns.
_FORM_WORDS: Final = listed(
    "высший средний дополнительный профессиональный образование наука здравоохранение культура социальный обслуживание "
    "дошкольный общий ограниченный ответственность ребенок спорт унитарный"
)
_SHORTENED: Final = {
    "мо": ("муниципальный", "образование"), "мр": ("район",), "обл": ("область",), "респ": ("республика",),
    "рф": ("российский", "федерация"), "россия": ("российский", "федерация"), "ур": ("удмуртский", "республика"),
    "рт": ("республика", "татарстан"), "рб": ("республика", "башкортостан"), "рд": ("республика", "дагестан"),
    "нсо": ("новосибирский", "область"), "дво": ("дальневосточный", "отделение"), "уро": ("уральский", "отделение"),
    "госуниверситет": ("университет",), "пединститут": ("педагогический", "институт"),
    "мединститут": ("медицинский", "институт"), "педуниверситет": ("педагогический", "университет"),
    "медуниверситет": ("медицинский", "университет"), "горбольница": ("городской", "больница"),
}  # fmt: skip
_LEAST: Final = 2  # words of a nucleus that may begin a longer one


@lru_cache(maxsize=CACHE_WORDS)
def nucleus(name: str) -> tuple[str, ...]:
    """The telling words of a name by their likeliest lemmas, letters spelled out; () where nothing is left."""
    words = list(_spelled(name))
    start = _behind_noun(words)
    while 0 < start < len(words) and words[start] in _FORM_WORDS:
        start += 1
    return tuple(word for word in words[start:] if word not in _ATTRIBUTES)


def _behind_noun(words: Sequence[str]) -> int:
    """Index behind the noun of a legal form, 0 where the name has none."""
    for n, word in enumerate(words):
        if word in _FORM_NOUNS and _FORM_NOUNS[word] & {*words[:n], *words[n + 1 : n + 2]}:
            return n + 1
    return 0


def alike(short: str, full: str) -> bool:
    """Whether two names may be of one body: the same nucleus, or a nucleus with a number that begins the other."""
    a, b = nucleus(short), nucleus(full)
    if not a or not b or (_form(short) != _form(full) and _form(short) and _form(full)):
        return False
    if a == b:
        return len(a) >= _LEAST and _attributes(short) <= _attributes(full) | _attributes_of_forms(full)
    fewer, more = sorted((a, b), key=len)
    return len(fewer) >= _LEAST and any(c.isdigit() for c in fewer[-1]) and more[: len(fewer)] == fewer


def _spelled(name: str) -> Iterator[str]:
    for word in _WORD.findall(name):
        if (form := _forms().get(word)) is not None:
            yield from (lemma for lemma in form if lemma not in _SMALL)
            continue
        base = short_base(word) if word[:1].isupper() else ""
        if base and base in _agencies():
            yield from _agencies()[base]
            continue
        lemma = _lemma(word)
        if lemma in _SHORTENED:
            yield from _SHORTENED[lemma]
        elif lemma not in _SMALL:
            yield lemma


@lru_cache(maxsize=CACHE_WORDS)
def _lemma(word: str) -> str:
    return parses(word.lower())[0].lemma.replace("ё", "е")


@cache
def _forms() -> dict[str, tuple[str, ...]]:
    """Legal forms and kinds in letters -> lemmas of what they stand for."""
    return {row["short"]: tuple(map(_lemma, _WORD.findall(row["full"]))) for row in lexicon("legal_forms")}


@cache
def _agencies() -> dict[str, tuple[str, ...]]:
    """Short names of one word -> lemmas of full ones."""
    found = {short.removesuffix(" России"): full for short, full in agencies().items()}
    return {
        short: tuple(lemma for lemma in map(_lemma, _WORD.findall(full)) if lemma not in _SMALL)
        for short, full in found.items()
        if " " not in short
    }


@lru_cache(maxsize=CACHE_WORDS)
def _form(name: str) -> str:
    """The first word of the legal form: «муниципальный», «государственный», «общество»; "" without one."""
    words = list(_spelled(name.split("«", maxsplit=1)[0]))
    return words[0] if _behind_noun(words) else ""


def _attributes(name: str) -> frozenset[str]:
    return frozenset(_spelled(name)) & _ATTRIBUTES


def _attributes_of_forms(name: str) -> frozenset[str]:
    """Attributes that a spelled legal form may have and its letters not."""
    return _ATTRIBUTES if _form(name) else frozenset()
