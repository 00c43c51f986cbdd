"""Lines of a second language in a letterhead: Udmurt, Tatar, Chuvash, Yakut, English beside the Russian name.

They repeat the name of the organisation, so that what they hold is its other name, never another organisation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extractors.russian.bodies import short_base
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS, dictionary_parses, known
from extractors.russian.organization_heads import head_of
from extractors.russian.place_words import is_generic_place
from extractors.russian.proper_names import is_abbreviation, unmixed

_WORD: Final = re.compile(r"[^\W\d_]{2,40}(?:-[^\W\d_]{2,40})*")
_RUSSIAN: Final = re.compile(r"[А-Яа-яЁё-]+")
_CONTACT: Final = re.compile(r"@|www|http|e-?mail|\d{3}|\.[a-z]{2,}\b", re.IGNORECASE)
_QUOTED: Final = re.compile(r"[«\"“][^«»\"”]{1,80}(?:[»\"”]|$)")
_LEAST_LETTERS: Final = 6  # of a line that is judged by itself
_LONGEST_LETTERS: Final = 4  # an unknown word in capitals that is no longer is an abbreviation


def foreign_lines(lines: Sequence[str]) -> list[bool]:
    """For each line of a letterhead, whether it is of a second language; a lone «МИНИСТЕРСТВО» goes with its
    neighbours.

    >>> foreign_lines(["МИНИСТЕРСТВО ФИНАНСОВ", "УДМУРТ ЭЛЬКУНЫСЬ", "ТАЗАЛЫКЕЗ УТЁНЪЯ", "МИНИСТЕРСТВО", "г. Ижевск"])
    [False, True, True, True, False]
    """
    strange = [_strange(line) for line in lines]
    for n, line in enumerate(lines):
        if (
            not strange[n]
            and n
            and strange[n - 1]
            and _lone_head(line)
            and not _goes_on(lines[n + 1] if n + 1 < len(lines) else "")
        ):
            strange[n] = True
    for n, line in enumerate(lines):  # «МАРИЙ ЭЛ РЕСПУБЛИКЫН»: one strange word beside a strange line is enough
        beside = (n and strange[n - 1]) or (n + 1 < len(lines) and strange[n + 1])
        if beside and not strange[n] and _half_strange(line):
            strange[n] = True
    return strange


def _half_strange(line: str) -> bool:
    found = _WORD.findall(_QUOTED.sub(" ", line))
    plain = any(head_of(word) or is_generic_place(word) or word in _letters() for word in found)
    return not plain and not _CONTACT.search(line) and any(_unread(word) for word in found)


def _strange(line: str) -> bool:
    if _CONTACT.search(line):
        return False
    bare = _QUOTED.sub(" ", line)  # «Люмен», «ПРОМТАРА-ДОН»: names of any language are quoted in Russian
    if any(word in _letters() for word in _WORD.findall(line)) or (bare != line and not _WORD.search(bare)):
        return False
    found = _WORD.findall(bare)
    if sum(map(len, found)) < _LEAST_LETTERS:
        return False
    telling = sum(not _RUSSIAN.fullmatch(unmixed(word)) for word in found)
    unread = sum(_unread(word) for word in found)
    if telling:  # letters that Russian has not: «Өрлеу» in a Russian name is one word of many
        return unread * 2 >= len(found)
    if unread * 2 < len(found) or any(head_of(word) or is_generic_place(word) for word in found):
        return False
    return unread * 2 > len(found) or not any(_oblique(word) for word in found if not _unread(word))


@lru_cache(maxsize=CACHE_WORDS)
def _unread(word: str) -> bool:
    """Neither a Russian word, nor a place, nor letters of a legal form."""
    if known(word) or word.upper() in _letters() or short_base(word.capitalize()):
        return False
    if word.isupper() and len(word) <= _LONGEST_LETTERS and is_abbreviation(word):
        return False
    return not re.search(r"(?:ский|цкий|ской|ского|цкого|ское|ская|скому|ова|ово|ево|ино)$", word.lower())


@lru_cache(maxsize=CACHE_WORDS)
def _oblique(word: str) -> bool:
    """«ГОРОДА ЭЛЬБАН»: a Russian genitive beside an unknown name."""
    return all(p.tag.case != "nomn" for p in dictionary_parses(word))


@lru_cache(maxsize=1)
def _letters() -> frozenset[str]:
    return frozenset(row["short"].upper() for row in lexicon("legal_forms"))


def _lone_head(line: str) -> bool:
    found = _WORD.findall(line)
    return len(found) == 1 and head_of(found[0]) is not None


def _goes_on(line: str) -> bool:
    """Whether the next line goes on a Russian name: a genitive."""
    found = _WORD.findall(line)
    return bool(found) and not _CONTACT.search(line) and any(p.tag.case == "gent" for p in dictionary_parses(found[0]))
