"""What is written with capitals whoever writes it: abbreviations, places, official names; and words of two alphabets
made one.

    >>> is_abbreviation("ЦНППМ"), is_abbreviation("ШКОЛА"), unmixed("Министерствo")
    (True, False, 'Министерство')
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS, dictionary_parses, known, parses
from extractors.russian.name_paradigms import fold

#: An unknown word in capitals of at most this length is an abbreviation: «ЦНППМ», «КОГОАУ».
ABBREVIATION: Final = 6

WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+){0,4}")
_VOWELS: Final = frozenset("АЕЁИОУЫЭЮЯ")
#: Two letters that are words first: «ПО НАДЗОРУ»; as abbreviations they stand after another one («ФГБОУ ВО»).
SHORT_WORDS: Final = frozenset(
    (
        "ПО", "НА", "ОТ", "ДО", "ЗА", "ИЗ", "ОБ", "ВО", "СО", "КО", "НЕ", "ИМ", "ПРИ", "ДЛЯ", "БЕЗ", "НАД", "ПОД",
        "ЖЕ", "ИЛИ", "ГО",
    )
)  # fmt: skip
_TO_CYRILLIC: Final = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_LOOK_LATIN: Final = frozenset("aceopxyABCEHKMOPTX")


def unmixed(word: str) -> str:
    """A word of two alphabets in Cyrillic, where every Latin letter in it looks like one; any other word untouched.

    >>> unmixed("Министерствo")  # the last letter is Latin
    'Министерство'
    """
    latin = [char for char in word if "a" <= char.lower() <= "z"]
    if not latin or not all(char in _LOOK_LATIN for char in latin):
        return word
    folded = word.translate(_TO_CYRILLIC)
    # Wholly Latin letters are a Latin word («HTC») unless they spell a Russian one («PECПУБЛИКА», «CAXA» beside it).
    return folded if len(latin) < sum(map(str.isalpha, word)) or (len(word) > 3 and known(folded)) else word


@lru_cache(maxsize=1)
def abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"].upper() for row in lexicon("abbreviations"))


@lru_cache(maxsize=CACHE_WORDS)
def is_abbreviation(word: str, *, alone: bool = False) -> bool:
    """Whether a word in capitals is an abbreviation. `alone`: the text around it is in capitals too, so that they say
    little.

    >>> is_abbreviation("МБОУ"), is_abbreviation("ЦНППМ"), is_abbreviation("ШКОЛА"), is_abbreviation("Школа")
    (True, True, False, False)
    """
    word = unmixed(word)
    letters = word.replace("-", "")
    if len(letters) < 2 or (not letters[1:].isupper() and letters not in ("СПб",)):
        return False
    if alone and letters in SHORT_WORDS:
        return False
    if letters in abbreviations() or (len(letters) == 2 and not alone):
        return True
    if not _VOWELS & set(letters):
        return True
    tags = [parse.tag for parse in dictionary_parses(word)]
    if tags:
        if all(parse.lemma != word.lower() for parse in parses(word)):
            return False  # «ВУЗОВ», «МИДОМ»: an abbreviation that is declined is a word
        return all("Abbr" in tag for tag in tags) or (len(letters) <= 3 and not alone)
    return len(letters) <= ABBREVIATION and not _like_word(word)


def _like_word(word: str) -> bool:
    """An unknown word that has the shape of one: «ЭЛЬБАН» after «ПОСЁЛОК» is asked elsewhere; «КУЮЛЬСКИЙ» is decided
    here."""
    adjective = re.search("(?:СК|ЦК)(?:ИЙ|ОГО|ОМУ|ИМ|ОМ|АЯ|ОЙ|УЮ|ОЕ|ИЕ|ИХ|ИМИ)$", word)
    return len(word) > 4 and bool(adjective or re.search("(?:ОВ|ЕВ|ИН)(?:А|У|ЫМ|ОЙ|О)?$", word))


@lru_cache(maxsize=CACHE_WORDS)
def proper_marks(word: str) -> frozenset[str]:
    """Marks of proper names that every known noun reading of the word shares, and marks that some have (with «?»)."""
    nouns = [parse.tag for parse in dictionary_parses(word) if parse.tag.pos == "NOUN"]
    others = [parse.tag for parse in dictionary_parses(word) if parse.tag.pos not in ("NOUN",)]
    marks = ("Geox", "Name", "Surn", "Patr")
    some = {f"{mark}?" for mark in marks if any(mark in tag for tag in nouns)}
    if nouns and not others and all(any(mark in tag for mark in marks) for tag in nouns):
        some |= {mark for mark in marks if any(mark in tag for tag in nouns)}
    return frozenset(some)


@lru_cache(maxsize=1)
def place_adjectives() -> frozenset[str]:
    return frozenset(fold(row["adjective"]).replace("-", "") for row in lexicon("toponyms"))


@lru_cache(maxsize=1)
def regions() -> frozenset[str]:
    """Names of regions and countries: «Индии» is of a country whatever the chemist says."""
    return frozenset(row["nominative"] for row in lexicon("regions"))


@lru_cache(maxsize=1)
def listed_phrases() -> dict[str, tuple[tuple[tuple[frozenset[str], str], ...], ...]]:
    """Lemma of the first word -> phrases as ((lemmas, spelling), ...), the longest first."""
    spelled = [row["nominative"] for row in lexicon("regions")] + [row["phrase"] for row in lexicon("proper_phrases")]
    spelled += [row["place"] for row in lexicon("toponyms") if row["kind"] == "town"]
    index: dict[str, list[tuple[tuple[frozenset[str], str], ...]]] = {}
    for phrase in spelled:
        entry = tuple((lemmas(word), word) for word in WORD.findall(phrase))
        for lemma in entry[0][0]:
            index.setdefault(lemma, []).append(entry)
    return {lemma: tuple(sorted(entries, key=len, reverse=True)) for lemma, entries in index.items()}


@lru_cache(maxsize=CACHE_WORDS)
def lemmas(word: str) -> frozenset[str]:
    return frozenset(fold(parse.lemma) for parse in parses(word)) | {fold(word)}
