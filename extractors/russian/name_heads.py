"""Which word governs the phrase before a name: the post or the word for a person at its head.

>>> words = [Word(text, text.lower()) for text in "заместителем министра образования , науки и спорта края".split()]
>>> head_index(words)
0
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from extractors.russian.morph import parses
from extractors.russian.person_grammar import is_person, nouns, short_words

#: Prepositions and the cases they want of a person, the usual one first.
PREPOSITIONS: Final[Mapping[str, str]] = {
    "у": "gent", "от": "gent", "до": "gent", "для": "gent", "из": "gent", "без": "gent", "кроме": "gent",
    "против": "gent", "вместо": "gent", "ради": "gent", "после": "gent", "к": "datv", "ко": "datv", "по": "datv",
    "благодаря": "datv", "согласно": "datv", "вопреки": "datv", "с": "ablt gent", "со": "ablt gent", "над": "ablt",
    "перед": "ablt", "между": "ablt gent", "под": "ablt accs", "за": "accs ablt", "на": "accs loct", "в": "accs loct",
    "через": "accs", "про": "accs", "о": "loct", "об": "loct", "обо": "loct", "при": "loct",
}  # fmt: skip
#: Prepositions that may stand inside the phrase of a post: «заместителя директора по учебной работе».
_INNER: Final = frozenset(("по", "при", "в", "на", "с", "за", "для", "во"))
#: Whoever stands behind them is another: «помощником прокурора с участием инженера Зябликова».
_BESIDES: Final = frozenset(("участием", "участии", "присутствии", "помощью", "содействии"))


class Word(NamedTuple):
    """A word of the sentence before a name, as it is and in small letters without its full stop."""

    text: str
    lower: str


#: What a post has before it that somebody held: «назначил заместителем | бывшего министра …».
_HELD: Final = re.compile("(?:быв|преж|нынеш|тогдаш)")


def head_index(found: Sequence[Word]) -> int | None:
    """The index of the post or the word for a person that governs the phrase: the first of a chain of genitives."""
    head: int | None = None
    i = len(found)
    while i > 0:
        i -= 1
        word = found[i]
        if word.text in '»"':
            i = _opening(found, i)
        elif word.text == "," and head is None and _of_list(found, i):
            continue
        elif word.text in ",(" or (
            word.text == "-" and head is not None and not is_person(found[max(0, i - 1)].lower)
        ):
            break
        elif is_person(word.lower):
            if head is not None and (not _may_depend(found[head].lower) or _of_many(found, i, head)):
                break
            head = i
        elif word.text[0].isalpha() and ((head is not None and _HELD.match(word.text)) or not _goes_on(word)):
            break
    return head


def _of_list(found: Sequence[Word], i: int) -> bool:
    """Whether a comma stands in a list of topics that «и» closes: «министра образования, | науки и спорта», «… культуры, | по
    делам семьи и молодёжи»."""
    for word in found[i + 1 :]:
        if word.lower == "и" and word is not found[i + 1]:
            return True
        if not (word.text.islower() and (word.text == "по" or nouns(word.lower))) and word.text != ",":
            return False
    return False


def _may_depend(word: str) -> bool:
    """Whether a word for a person may stand in the genitive behind another one; «т.», «г-жа» do not."""
    return word not in short_words() and any(p.tag.case == "gent" for p in nouns(word))


def _of_many(found: Sequence[Word], i: int, head: int) -> bool:
    """Whether several people stand at `i`, and a preposition between them and the head: «садоводам по поручению главы …»."""
    parted = any(word.text in PREPOSITIONS for word in found[i:head])
    return parted and all(p.tag.number == "plur" for p in nouns(found[i].lower))


def _opening(found: Sequence[Word], closing: int) -> int:
    """The index of the quote that opens what closes at `closing`; itself where none does."""
    return next((i for i in range(closing - 1, -1, -1) if found[i].text in '«"'), closing)


def _goes_on(word: Word) -> bool:
    """Whether a word may stand inside the phrase of a post; a verb, an adverb, «у», «от» may not."""
    if word.text in PREPOSITIONS:
        return word.text in _INNER
    if word.lower in _BESIDES:
        return False
    return word.lower == "и" or word.text.endswith(".") or word.text.isupper() or bool(nouns(word.lower)) or _is_numeral(word.lower)


def _is_numeral(word: str) -> bool:
    """«мать троих детей»."""
    return parses(word)[0].tag.pos == "NUMR"
