"""Readings and forms of a word straight from the tables of the dictionary of pymorphy3: what its analyzer says, faster.

Nearly every word of a letter stands in the dictionary. The analyzer asks it through layers that also serve unknown
words, and builds three tuples a reading; here a reading is two look-ups in tables that are read once. Words that the
dictionary has not are guessed at (`guesses`); single letters, which may be initials, are the analyzer's business
(`morph`). The two are proven equal by tests.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import itemgetter
from typing import Any, Final

#: A reading: the word with its ё restored, its lemma, the notation of its tag, its probability, the number of its
#: paradigm (-1 for none).
Reading = tuple[str, str, str, float, int]

_SCORE: Final = itemgetter(3)
#: Lands called after what they lie at («Приангарье»), of which the tables have the commonest: the others decline like those.
_LAND: Final = re.compile(r"(?:при|за|меж|верхне|нижне|средне)[а-яё]{3,12}ь(е|я|ю|ем)")
_LIKE: Final = "заволжь"
#: Changes of one form into another that are kept; most letters ask for the same hundred.
_CHANGES: Final = 4_000
#: Places in paradigms that are kept; letters need some thousands of the 700,000 that there are.
_SHAPES: Final = 20_000


def is_land(word: str) -> bool:
    """Whether a word in small letters is called like a land: «приангарья», «заволжье»."""
    return _LAND.fullmatch(word) is not None


class Dictionary:
    """The tables of an analyzer (`pymorphy3.MorphAnalyzer`)."""

    def __init__(self, analyzer: Any) -> None:
        tables = analyzer.dictionary
        self._listed = tables.words.similar_items
        self._substitutes = analyzer.char_substitutes
        self._paradigms, self._gramtab = tables.paradigms, tables.gramtab
        self._prefixes, self._suffixes = tables.paradigm_prefixes, tables.suffixes
        estimator = analyzer.prob_estimator.p_t_given_w
        self._millionths, self._million = estimator.get, estimator.MULTIPLIER
        self._shape = lru_cache(maxsize=_SHAPES)(self._shape_of)
        self._form_like = lru_cache(maxsize=_CHANGES)(self._form_like_of)
        self._common_cases = analyzer.TagClass.fix_rare_cases
        self._productive: dict[str, bool] = {str(tag): tag.is_productive() for tag in self._gramtab}

    def _similar(self, word: str) -> list[tuple[str, list[tuple[int, int]]]]:
        """The spellings of a word, with ё or without, each with its places in paradigms."""
        found = self._listed(word, self._substitutes)
        if not found and (land := _LAND.fullmatch(word)):
            found = [(word, places) for _, places in self._listed(_LIKE + land[1], self._substitutes)]
        return list(found)

    def readings(self, word: str) -> list[Reading]:
        """Readings of a word in small letters, the most probable first; [] where the dictionary has no such word."""
        return self.weighed(word, self.entries(word))

    def entries(self, word: str) -> list[Reading]:
        """What the dictionary has of a word in small letters, in its own order, all equally probable."""
        found: list[Reading] = []
        for spelled, places in self._similar(word):
            for paradigm, form in places:
                tag, lemma = self.formed(spelled, paradigm, form)
                found.append((spelled, lemma, tag, 1.0, paradigm))
        return found

    def weighed(self, word: str, entries: list[Reading]) -> list[Reading]:
        """Entries of a word by their probability: as it was met in texts, or else the shares that they have."""
        met = self._millionths
        known = [
            (spelled, lemma, tag, met(f"{word}:{tag}", 0) / self._million, paradigm)
            for spelled, lemma, tag, _, paradigm in entries
        ]
        if any(map(_SCORE, known)):
            known.sort(key=_SCORE, reverse=True)
            return known
        share = 1.0 / sum(map(_SCORE, entries)) if entries else 0.0
        return [(spelled, lemma, tag, score * share, paradigm) for spelled, lemma, tag, score, paradigm in entries]

    def place(self, word: str, lemma: str, tag: str) -> tuple[int, int] | None:
        """(paradigm, form) of a form that was read; None where no paradigm has it, or several have."""
        found = {
            place[0]: place
            for spelled, places in self._similar(word)
            for place in places
            if spelled == word and self.formed(spelled, *place) == (tag, lemma)
        }
        return found.popitem()[1] if len(found) == 1 else None

    def inflected(self, word: str, place: tuple[int, int], wanted: frozenset[str]) -> tuple[str, str] | None:
        """(spelled, tag) of the form with these grammemes that is most like a form of a paradigm; None where there is none.

        An unknown grammeme is a ValueError.
        """
        paradigm, form = place
        like = self._form_like(paradigm, form, wanted)
        if like is None:
            return None
        row, size = self._paradigms[paradigm], len(self._paradigms[paradigm]) // 3
        _, prefix, suffix, _, _ = self._shape(paradigm, form)
        stem = word[prefix : len(word) - suffix]
        return f"{self._prefixes[row[size * 2 + like]]}{stem}{self._suffixes[row[like]]}", self.tag(paradigm, like)

    def _form_like_of(self, paradigm: int, form: int, wanted: frozenset[str]) -> int | None:
        """The form of a paradigm with these grammemes that shares most others with a form."""
        row, size = self._paradigms[paradigm], len(self._paradigms[paradigm]) // 3
        tags = [self._gramtab[row[size + n]] for n in range(size)]
        for asked in (wanted, self._common_cases(wanted)):
            having = [n for n in range(size) if asked <= tags[n].grammemes]
            if having:
                break
        kept = tags[form].updated_grammemes(asked)
        shared = [len(kept & tags[n].grammemes) - 0.1 * len(kept ^ tags[n].grammemes) for n in having]
        return having[shared.index(max(shared))] if having else None

    def formed(self, spelled: str, paradigm: int, form: int) -> tuple[str, str]:
        """(tag, lemma) of a word that has a place in a paradigm."""
        tag, prefix, suffix, first, last = self._shape(paradigm, form)
        return tag, spelled if form == 0 else first + spelled[prefix : len(spelled) - suffix] + last

    def tag(self, paradigm: int, form: int) -> str:
        """The notation of the tag of a place in a paradigm."""
        return self._shape(paradigm, form)[0]

    def productive(self, tag: str) -> bool:
        """Whether words with a tag may be made anew: nouns, adjectives, verbs; no pronouns, prepositions, particles."""
        return self._productive.get(tag, True)

    def _shape_of(self, paradigm: int, form: int) -> tuple[str, int, int, str, str]:
        """(tag, letters of the prefix, letters of the ending, prefix and ending of the lemma) of a place."""
        row = self._paradigms[paradigm]
        size = len(row) // 3
        prefix, suffix = self._prefixes[row[size * 2 + form]], self._suffixes[row[form]]
        first, last = self._prefixes[row[size * 2]], self._suffixes[row[0]]
        return str(self._gramtab[row[size + form]]), len(prefix), len(suffix), first, last
