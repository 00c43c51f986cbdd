"""Official names that a lexicon spells, found in a text in any case: «РОССИЙСКОЙ ФЕДЕРАЦИИ» is «Российской Федерации»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.russian.place_capitals import Written, after_place
from extractors.russian.proper_names import lemmas, listed_phrases, proper_marks, regions

#: Listed words that are written with a capital wherever they stand.
_ALONE: Final = frozenset(("Министерство", "Росгвардия", "Правительство", "Курултай"))


def listed_forms(tokens: Sequence[Written]) -> dict[int, str]:
    """Index of a word -> its spelling in the listed phrase that begins at it or before it: «РОССИЙСКОЙ ФЕДЕРАЦИИ» in
    any case."""
    found: dict[int, str] = {}
    phrases = listed_phrases()
    index = 0
    while index < len(tokens):
        step = 1
        for entry in _candidates(phrases, tokens[index]):
            if not _matches(tokens, index, entry):
                continue
            found.update({index + offset: spelling for offset, (_, spelling) in enumerate(entry)})
            step = len(entry)
            break
        index += step
    return found


def _matches(tokens: Sequence[Written], index: int, entry: tuple[tuple[frozenset[str], str], ...]) -> bool:
    """Whether the listed phrase stands at the word, in any case."""
    window = tokens[index : index + len(entry)]
    if len(window) < len(entry):
        return False
    if not all(lemmas(token.text) & its for token, (its, _) in zip(window, entry, strict=True)):
        return False
    if len(entry) > 1 or entry[0][1] in _ALONE or entry[0][1] in regions():
        return True
    # «ОРЁЛ», «КЛИН» are towns only where a town is named
    return "Geox" in proper_marks(tokens[index].text) or after_place(tokens, index)


def _candidates(
    phrases: dict[str, tuple[tuple[tuple[frozenset[str], str], ...], ...]], token: Written
) -> list[tuple[tuple[frozenset[str], str], ...]]:
    entries = {entry for lemma in lemmas(token.text) for entry in phrases.get(lemma, ())}
    return sorted(entries, key=lambda entry: (-len(entry), [spelling for _, spelling in entry]))
