"""Words and punctuation of a text: the tokens of razdel, token for token, some ten times faster.

    >>> tokens("Приказ от 05.06.2024 № 01-10/768, т. е. кто-то...")
    ['Приказ', 'от', '05.06.2024', '№', '01-10/768', ',', 'т', '.', 'е', '.', 'кто-то', '...']

razdel (the tokenizer that the NER model was trained with) cuts a text into atoms and asks seven rules of each pair of
neighbours whether to join them. Almost all that those rules can say fits one regular expression, written out below.
What does not fit, a join that depends on the word before a space («слово -то», «5 ,6») and the word yahoo!, is
recognised first, and such a text goes to razdel itself. The two are proven equal by tests: on every character of
Unicode, on prose and at random.
"""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

# razdel's classes of atoms. It compares letters without case, so a few curious ones belong to an alphabet: variants of
# в, д, о, с, т, ъ in old Cyrillic, long s, dotted and dotless i, the sign of kelvin. `{` is no punctuation to it.
_CYRILLIC: Final = "а-яА-ЯёЁ\u1c80-\u1c86"
_LATIN: Final = "a-zA-Z\u0130\u0131\u017f\u212a"
_DASHES: Final = re.escape("‑–—−-")
_PUNCT: Final = re.escape("\\/!#$%&*+,.:;<=>?@^_`|~№…«“‘»”’\"„'([)]}") + _DASHES

_LETTERS: Final = rf"(?:[{_CYRILLIC}]+|[{_LATIN}]+)"  # two atoms where they touch: «абвabc» is «абв» and «abc»
_OTHER: Final = (
    rf"[^\s\d{_CYRILLIC}{_LATIN}{_PUNCT}]"  # «Δ», «§», «°», «é»: glued to letters of any kind, never to digits
)
_WORD: Final = rf"(?:\d+ | {_LETTERS}? (?:{_OTHER}+ {_LETTERS}?)+ | {_LETTERS})"
_JOINT: Final = rf"[_{_DASHES}]"  # joins any two words: «01-10», «кто-то», «a_b»
_WORDY: Final = rf"[^\s{_PUNCT}]"

_TOKEN: Final = re.compile(
    rf"""
      [{_CYRILLIC}]+ (?=[\s.,;:)»"])            # a plain word, three tokens of four: nothing can be joined to it
    | {_WORD}
      (?: (?<=\d) [.,/\\] \d+                   # «05.06.2024», «10/04768»: a point between digits
        | {_JOINT} {_WORD} )*
      (?: (?<=\d) [.,/\\] (?=\s+\d)             # «5, 6»: razdel looks across the space, and the token is «5,»
        | {_JOINT} (?=\s+{_WORDY}) )?           # «научно- технический»: «научно-»
    | [.?!…]+                                   # «...», «?!»
    | -+ | \*+                                  # «-----»
    | [=:;] [()]{{0,3}}                         # «:)))»
    | [{_PUNCT}]
    """,
    re.VERBOSE,
)

# A join across a space to the left, or (very likely) razdel's exception for yahoo!. The rare character comes first and
# looks back, which makes the search ten times cheaper than one that stops at every space.
_LEFTWARD: Final = re.compile(
    rf"""[_{_DASHES}.,/\\!]
    (?: (?<=\s{_JOINT}) {_WORDY}                # «слово -то»
      | (?<=\s[.,/\\]) \d                       # «5 ,6»
      | (?<=[oO][oO]!) )
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[str]:
    """The tokens of the text in order; spaces belong to none of them."""
    return _razdel(text)[0] if _LEFTWARD.search(text) else _TOKEN.findall(text)


def located_tokens(text: str) -> tuple[list[str], Callable[[int], tuple[int, int]]]:
    """The tokens of the text, and a function that says where the token of a number starts and ends in it.

    >>> words, bounds = located_tokens("№ 5-а")
    >>> [(word, bounds(number)) for number, word in enumerate(words)]
    [('№', (0, 1)), ('5-а', (2, 5))]
    """
    if _LEFTWARD.search(text):
        words, places = _razdel(text)
        return words, places.__getitem__
    words = _TOKEN.findall(text)
    found: list[tuple[int, int]] = []

    def bounds(number: int) -> tuple[int, int]:
        at = found[-1][1] if found else 0
        for word in words[len(found) : number + 1]:  # nothing but blanks stands between two tokens
            start = text.index(word, at)
            at = start + len(word)
            found.append((start, at))
        return found[number]

    return words, bounds


def _razdel(text: str) -> tuple[list[str], list[tuple[int, int]]]:
    found = list(import_module("razdel").tokenize(text))
    return [token.text for token in found], [(token.start, token.stop) for token in found]


# The shape of a token is the second input of the NER model: alphabet and capitals, or the punctuation mark itself.
_MARKS: Final = frozenset("!#$%&()[]\\/*+,.:;<=>?@^_{|}~-‐−‒⁃–—―`\"'«»„“ʼʻ”№…")
_FIRST_LETTER: Final = re.compile(rf"(?P<RU>[{_CYRILLIC}])|(?P<EN>[{_LATIN}])|(?P<NUM>[+-]?\d)")


def shape(token: str) -> str:
    """The shape by which the NER model knows a token.

    >>> [shape(token) for token in ("Приказ", "МЧС", "и", "Санкт-Петербург", "iPhone", "-5", "«", "...", "§")]
    ['RU_Xx', 'RU_XX', 'RU_x', 'RU_Xx-Xx', 'EN_OTHER', 'NUM', 'PUNCT_«', 'PUNCT_OTHER', 'OTHER']
    """
    match = _FIRST_LETTER.match(token)
    kind = match.lastgroup if match else None
    if kind == "NUM":
        return kind
    if kind is not None:
        return f"{kind}_{_capitals(token)}"
    if token[:1] in _MARKS:
        return f"PUNCT_{token}" if len(token) == 1 else "PUNCT_OTHER"
    return "OTHER"


def _capitals(word: str) -> str:
    if len(word) == 1:
        return "X" if word.isupper() else "x"
    if word.isupper():
        return "XX"
    if word.islower():
        return "xx"
    if _capitalised(word):
        return "Xx"
    first, dash, rest = word.partition("-")
    return "Xx-Xx" if dash and _capitalised(first) and _capitalised(rest) else "OTHER"


def _capitalised(word: str) -> bool:
    return len(word) > 1 and word[0].isupper() and word[1:].islower()
