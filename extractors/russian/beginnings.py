"""Beginnings: which words may be forms of a listed one, told by their first letters alone.

Of the words of a letter few are a post, a head of a name of an organisation, a given name; grammar is asked of a word
whose letters let it be one. A form shares with its lemma all but the ending and, at most, a vowel that flees.

>>> told = Beginnings(("министерство", "отец", "суд"))
>>> [word for word in "Министерством отцу судьям прошу мы".split() if told.has(word)]
['Министерством', 'отцу', 'судьям']
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_LONGEST: Final = 4
_SHORTEST: Final = 2
#: «отец» has «отца»: of such a stem the last two letters are left out; «дом», «сон» are too short to lose any.
_FLEETING: Final = re.compile("(?<=..)[ео][клмнрц]$")
_ALIKE: Final = str.maketrans("ёэ", "ее")  # «риэлтор» is a «риелтор» to the dictionary


class Beginnings:
    """The first letters of all forms of some lemmas, four at most."""

    def __init__(self, lemmas: Iterable[str]) -> None:
        self._told = frozenset(stem(lemma)[:_LONGEST] for lemma in lemmas)

    def has(self, word: str) -> bool:
        """Whether a word may be a form of one of the lemmas; True says nothing, False that grammar need not be asked."""
        told, start = self._told, word[:_LONGEST].lower().replace("ё", "е").replace("э", "е")
        return start in told or start[:3] in told or start[:_SHORTEST] in told


def stem(lemma: str) -> str:
    """What all forms of a noun or an adjective begin with, two letters at least.

    >>> [stem(lemma) for lemma in ("палата", "музей", "отдел", "заведующий")]
    ['палат', 'муз', 'отд', 'заведующ']
    """
    bare = lemma.translate(_ALIKE).rstrip("аеиоуыюяйь")
    bare = _FLEETING.sub("", bare)
    return bare if len(bare) >= _SHORTEST else lemma[:_SHORTEST].translate(_ALIKE)
