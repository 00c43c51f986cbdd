"""Readings of a word that the dictionary has not, by words that begin or end alike: what pymorphy3 predicts, faster.

    «псевдо|кошка»     a known prefix, then a word              «бай|код»   a few letters, then a word of the dictionary
    «бутявкова|ния»    words with the same last letters

Letters are full of such words: surnames, towns, trades. The analyzer goes through the tables of endings anew for each
and compares tags letter by letter; here what an ending says is worked out once and kept. The two are proven equal by
tests. Words with hyphens, digits or Latin letters stay the analyzer's business (`morph`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib import import_module
from operator import itemgetter
from typing import Any, Final, NamedTuple

from extractors.russian.dictionary import Dictionary, Reading

#: A word that is nothing but Cyrillic letters; one letter may be an initial.
guessable: Final = re.compile(r"[а-яё]{2,}").fullmatch

_KNOWN_PREFIX: Final = 0.75  # what a reading is worth that was got by each of the three ways, as pymorphy3 has it
_UNKNOWN_PREFIX: Final = 0.5
_ENDING: Final = 0.5
_LEAST_REST: Final = 3  # letters of what stands behind a prefix
_LONGEST_UNKNOWN: Final = 5  # letters of a prefix that is no known one
_LEAST_WORD: Final = 4  # letters of a word that is read by its ending
_LONGEST_ENDING: Final = 5
#: Endings that are kept: of letters that differ, four of five are found among so many.
_ENDINGS: Final = 2_000

_SCORE: Final = itemgetter(3)
_NOTHING: Final = "UNKN"


class _Pattern(NamedTuple):
    """What words with an ending are: how many of them, their paradigm and the place in it."""

    ending: str  # with its ё restored
    times: int
    paradigm: int
    form: int


class Guesser:
    """The tables of an analyzer (`pymorphy3.MorphAnalyzer`) that tell of unknown words."""

    def __init__(self, analyzer: Any, dictionary: Dictionary) -> None:
        self._dictionary = dictionary
        self._substitutes = analyzer.char_substitutes
        self._prefixes = tuple(
            sorted((p for p in import_module("pymorphy3.lang.ru.config").KNOWN_PREFIXES if p.isalpha()), key=len, reverse=True)
        )
        tables = analyzer.dictionary
        #: Paradigms whose forms begin with «наи», with «по», with nothing: each kind has endings of its own.
        self._kinds = list(zip(tables.paradigm_prefixes, tables.prediction_suffixes_dawgs, strict=False))[::-1]
        self._patterns = lru_cache(maxsize=_ENDINGS)(self._patterns_of)

    def readings(self, word: str) -> list[Reading]:
        """Readings of a word in small letters, of which `guessable` holds and which the dictionary has not."""
        seen: set[tuple[str, str, int]] = set()
        found = self._behind_known(word, seen)
        if not found:
            found = [*self._behind_unknown(word, seen), *self._by_ending(word, seen)]
        if not found:
            return [(word, word, _NOTHING, 1.0, -1)]
        return self._dictionary.weighed(word, found)

    def _behind_known(self, word: str, seen: set[tuple[str, str, int]]) -> list[Reading]:
        """«псевдо|кошка»: the readings of what stands behind the longest known prefix, then behind shorter ones."""
        if not word.startswith(self._prefixes):
            return []
        found: list[Reading] = []
        for prefix in self._prefixes:
            if word.startswith(prefix) and len(word) - len(prefix) >= _LEAST_REST:
                rest = word[len(prefix) :]
                entries = self._dictionary.readings(rest) or self.readings(rest)
                self._add(found, prefix, entries, _KNOWN_PREFIX, seen)
        return found

    def _behind_unknown(self, word: str, seen: set[tuple[str, str, int]]) -> list[Reading]:
        """«бай|код»: what the dictionary says of the word without its first letters."""
        found: list[Reading] = []
        for size in range(1, min(_LONGEST_UNKNOWN, len(word) - _LEAST_REST) + 1):
            self._add(found, word[:size], self._dictionary.entries(word[size:]), _UNKNOWN_PREFIX, seen)
        return found

    def _add(
        self, found: list[Reading], prefix: str, entries: list[Reading], weight: float, seen: set[tuple[str, str, int]]
    ) -> None:
        """Entries with the prefix put back, those of open classes of words that were not seen before."""
        for spelled, lemma, tag, score, paradigm in entries:
            key = (prefix + spelled, tag, paradigm)
            if key not in seen and self._dictionary.productive(tag):
                seen.add(key)
                found.append((key[0], prefix + lemma, tag, score * weight, paradigm))

    def _by_ending(self, word: str, seen: set[tuple[str, str, int]]) -> list[Reading]:
        """«бутявкова|ния»: what words with the longest known ending are, the most frequent first."""
        found: list[Reading] = []
        for kind, (prefix, _) in enumerate(self._kinds if len(word) >= _LEAST_WORD else ()):
            if not word.startswith(prefix):
                continue
            patterns = next(filter(None, (self._patterns(kind, word[-i:]) for i in range(_LONGEST_ENDING, 0, -1))), ())
            total = 1 + sum(pattern.times for pattern in patterns)
            for ending, times, paradigm, form in patterns:
                spelled = word[: len(word) - len(ending)] + ending
                tag, lemma = self._dictionary.formed(spelled, paradigm, form)
                key = (spelled, tag, paradigm)
                if key not in seen:
                    seen.add(key)
                    found.append((spelled, lemma, tag, times / total * _ENDING, paradigm))
        found.sort(key=_SCORE, reverse=True)
        return found

    def _patterns_of(self, kind: int, ending: str) -> tuple[_Pattern, ...]:
        """What words of open classes with an ending are, in the order of the table."""
        return tuple(
            _Pattern(spelled, times, paradigm, form)
            for spelled, places in self._kinds[kind][1].similar_items(ending, self._substitutes)
            for times, paradigm, form in places
            if self._dictionary.productive(self._dictionary.tag(paradigm, form))
        )
