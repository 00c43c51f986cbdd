"""Anchors: the words that a name of an organisation may be found by, told by the word alone.

Of some 260 words of a letter thirty are one; the rules are asked of them, whatever stands beside them.

>>> [word for word in "Прошу МБОУ Лицей направить в Минфин ответ школы".split() if is_anchor(word)]
['МБОУ', 'Лицей', 'Минфин', 'школы']
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extractors.russian.beginnings import Beginnings
from extractors.russian.bodies import begins_phrase, short_base
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS
from extractors.russian.organization_heads import head_of, may_be_head, plural_head
from extractors.russian.organization_names import forms
from extractors.russian.wordforms import abbreviation, lemmas

POSTS: Final = frozenset(row["lemma"] for row in lexicon("posts") if row["rank"] != "attribute")
#: What a person is who is an organisation, with the adjective before it.
OF_ONE: Final = frozenset((("индивидуальный", "предприниматель"), ("адвокатский", "кабинет")))
_ONES: Final = frozenset(noun for _, noun in OF_ONE)
_BEGIN_ONES: Final = Beginnings(_ONES)


@lru_cache(maxsize=CACHE_WORDS)
def is_anchor(word: str) -> bool:
    """Whether a name may begin with a word or have it for its head."""
    if begins_letters(word) or is_proprietor(word):
        return True
    return may_be_head(word) and (may_head(word) or plural_head(word) is not None)


def begins_letters(word: str) -> bool:
    """Whether a name may begin with the word as letters or as a short name: «МБОУ», «Минфин», «ИП», «Банк»."""
    if word in forms():
        return True
    return word[:1].isupper() and (abbreviation(word) or bool(short_base(word)) or begins_phrase(word))


def is_proprietor(word: str) -> bool:
    """«предприниматель», «кабинет»."""
    return _BEGIN_ONES.has(word) and not lemmas(word).isdisjoint(_ONES)


def may_head(word: str) -> bool:
    """Whether the word is a head of a name and no post: «министерство», «школа»."""
    head = head_of(word) if len(word) > 1 else None
    return head is not None and (head.needs == "letterhead" or lemmas(word).isdisjoint(POSTS))
