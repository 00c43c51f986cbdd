"""Names of places behind what they are: in a text of capitals «ПОСЁЛКА УШКОВО», «ОКРУГА ХОРОШЁВО-МНЁВНИКИ» have proper names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.frozen import dataclass
from extractors.russian.lexicon import words
from extractors.russian.morph import known, parses
from extractors.russian.name_paradigms import fold
from extractors.russian.proper_names import lemmas
from extractors.russian.wordforms import agree

_PLACE_HEADS: Final = frozenset(
    (
        "город", "город-курорт", "г", "гор", "село", "с", "посёлок", "поселок", "пос", "пгт", "рп", "деревня", "д", "станица", "ст",
        "хутор", "аул", "улус", "улица", "ул", "проспект", "площадь",
    )
)  # fmt: skip
#: Adjectives that stand before those nouns and are of no place.
PLAIN: Final = frozenset(
    (
        "городской", "сельский", "муниципальный", "автономный", "федеральный", "национальный", "административный",
        "избирательный", "военный", "судебный", "таможенный", "внутригородской", "учебный", "общероссийский",
        "российский", "русский", "районный", "областной", "краевой", "республиканский", "юношеский", "детский",
        "медицинский", "педагогический", "технический", "исторический", "академический", "гражданский", "физический",
        "методический",
    )
)  # fmt: skip
#: Lands that a name in the nominative may stand behind, where nothing but plain adjectives is said before.
_LANDS: Final = frozenset(("округ", "район", "поселение", "образование", "сельсовет"))
_SORTS: Final = ("ТИПА", "ЗНАЧЕНИЯ")
_OF_VILLAGES: Final = re.compile(r"[а-яё-]{2,30}(?:[оеё]во|[иы]но)")
_IN_SKOYE: Final = re.compile(r"[а-яё-]{3,30}(?:ское|цкое|ский|ская)")
_SIDES: Final = frozenset(("северный", "южный", "западный", "восточный", "верхний", "нижний", "новый", "старый", "большой", "малый"))


@dataclass(frozen=True, slots=True)
class Written:
    """A word as it is written, with the signs around it."""

    text: str
    start: int
    end: int
    gap: str  # before it
    after: str  # the one character after it


def after_place(tokens: Sequence[Written], index: int) -> bool:
    """Whether the word is a name behind «ГОРОД», «ПОСЁЛКА ГОРОДСКОГО ТИПА», «г.», or the rest of it: «ДЕРЕВНЯ НИЖНИЕ ПЕТУШКИ»."""
    if not index or tokens[index].gap.strip(" .\u00a0\n\t"):
        return False
    word, before = tokens[index].text, tokens[index - 1].text
    if word in _SORTS or (index + 1 < len(tokens) and tokens[index + 1].text in _SORTS):
        return False  # «ПОСЁЛКА ГОРОДСКОГО ТИПА», «ГОРОДА ФЕДЕРАЛЬНОГО ЗНАЧЕНИЯ»
    if before in _SORTS and index > 2:
        return _is_place_head(tokens, index - 3)
    if _is_place_head(tokens, index - 1):
        return True
    both = index > 1 and _is_place_head(tokens, index - 2) and agree(before.lower(), word.lower())
    return both and any(parse.tag.pos == "ADJF" for parse in parses(before)[:1])


def _is_place_head(tokens: Sequence[Written], index: int) -> bool:
    """«ГОРОДА», «г.»."""
    before = tokens[index].text
    if fold(before) in _PLACE_HEADS:
        return len(before) > 1 or tokens[index].after == "."
    return len(before) > 3 and any(fold(parse.lemma) in _PLACE_HEADS for parse in parses(before))


def names_land(tokens: Sequence[Written], index: int) -> bool:
    """Whether the word is the name of a land: «СЕЛЬСКОГО ПОСЕЛЕНИЯ УСТЬ-БЮР», «ОКРУГ ГАГАРИНСКОЕ», «… БОРИСОВО ЮЖНОЕ».

    «МУНИЦИПАЛЬНОГО ОКРУГА⏎УПРАВЛЕНИЕ ОБРАЗОВАНИЯ» goes on with a body.
    """
    if not index or tokens[index].gap.strip():
        return False
    word, before = tokens[index].text.lower(), tokens[index - 1].text
    if lemmas(word) & _SIDES and names_land(tokens, index - 1) and agree(word, before.lower()):
        return True
    if not lemmas(before) & _LANDS or word in words("organization_heads") or word in _PLACE_HEADS:
        return False
    plain = index > 1 and bool(lemmas(tokens[index - 2].text) & PLAIN)
    if not plain and "район" not in lemmas(before):
        return False
    following = tokens[index + 1].text.lower() if index + 1 < len(tokens) else ""
    if following and lemmas(word) & _SIDES and agree(word, following):
        return not known(following) or any("Geox" in parse.tag for parse in parses(following))  # «НИЖНЯЯ САЛДА»
    if _IN_SKOYE.fullmatch(word):
        return not following or not agree(word, following)
    if not known(word) or _OF_VILLAGES.fullmatch(word):
        return True
    return any("Geox" in parse.tag for parse in parses(word))


def is_nominal(word: str) -> bool:
    """Whether a word may be a name behind what a place is: «УШКОВО» is a short adjective to the dictionary."""
    return bool(_OF_VILLAGES.fullmatch(word.lower())) or any(parse.tag.pos in ("NOUN", "ADJF", None) for parse in parses(word))
