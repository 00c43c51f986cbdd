"""Letters that look alike in the two alphabets, and words read through them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product
from typing import Final

CYRILLIC: Final = re.compile(r"[\u0400-\u04ff]")
LATIN: Final = re.compile(r"[A-Za-z]")
DIGIT: Final = re.compile(r"\d")
#: A mailbox, or the beginning of the address of a page.
ADDRESS: Final = re.compile(r"[\w.|-]@[\w.,-]+[.,]\w|^\W?(?:https?:|[wW]{3,4}\.)")

_TWINS: Final = str.maketrans("aceopxykABCEHKMOPTXY", "асеорхукАВСЕНКМОРТХУ")
_TWIN_LETTERS: Final = frozenset("aceopxykABCEHKMOPTXY")
_CAPITAL_TWINS: Final = frozenset("ABCEHKMOPTXY")
_TO_LATIN: Final = str.maketrans("асеорхукигдпмтАВСЕНКМОРТХУ", "aceopxykurdnmtABCEHKMOPTXY")
_HAVE_LATIN: Final = frozenset("асеорхукигдпмтАВСЕНКМОРТХУ")
# What a Latin letter or a figure may have been in Russian type, besides its twin.
_SHAPES: Final = {
    "n": "пли", "m": "тмп", "u": "и", "r": "гт", "b": "ьвб", "g": "дг", "t": "т", "6": "б", "3": "зЗ", "0": "оО",
    "9": "э", "N": "И", "F": "Г", "R": "Я", "U": "И", "Y": "УЧ", "d": "ф", "h": "һ", "w": "ш", "y": "у",
}  # fmt: skip
_MOST_READINGS: Final = 60
_FIGURES: Final = str.maketrans({"0": "О", "3": "З", "9": "Э", "8": "В"})


_PATRONYMIC: Final = re.compile(r"([А-ЯЁ][а-яё]{2,20}[оеё]ви)[мнипйгт](?=!)")


def as_patronymic(text: str, before: Sequence[str]) -> str:
    """A patronymic that a man is greeted by, its «ч» taken for another letter before the mark of exclamation.

    >>> as_patronymic("Анатольевим!", ["Уважаемый", "Сергей"]), as_patronymic("Медведевим!", ["с", "господином"])
    ('Анатольевич!', 'Медведевим!')
    """
    greeted = any(word.lower().endswith("уважаемый") for word in before[-2:])
    return _PATRONYMIC.sub(r"\1ч", text) if greeted else text


def to_cyrillic(text: str) -> str:
    """The Latin letters that have a twin, in Cyrillic.

    >>> to_cyrillic("318/OMTC")
    '318/ОМТС'
    """
    return text.translate(_TWINS)


def in_twins(text: str) -> bool:
    """Whether every Latin letter of the text has a twin.

    >>> in_twins("118-y"), in_twins("C-RU")
    (True, False)
    """
    return all(c in _TWIN_LETTERS for c in text if LATIN.match(c))


def in_capitals_twins(text: str) -> bool:
    """Whether the word is of Latin capitals with twins only."""
    return all(c in _CAPITAL_TWINS for c in text)


def as_address(text: str) -> str:
    """A mailbox or a site in Latin letters, as it is where a letter has no twin there.

    >>> as_address("р.shydlouskaja@college.example,by."), as_address("|.chudinova@teplo.example.ru")
    ('p.shydlouskaja@college.example.by.', 'l.chudinova@teplo.example.ru')
    """
    if any(CYRILLIC.match(c) and c not in _HAVE_LATIN for c in text):
        return text
    latin = text.translate(_TO_LATIN)
    latin = re.sub(r"^(\W?)[wW]{3,4}\.", r"\1www.", latin)
    latin = re.sub(r"\|(?=[\w.])", "l", latin)
    return re.sub(r"(?<=\w),(?=[a-z]{2,}\W*$)", ".", latin)


def as_initials(text: str) -> str:
    """Initials in Cyrillic, as they are where a letter has no twin.

    >>> as_initials("9.B.,"), as_initials("JI.B."), as_initials("R.S.")
    ('Э.В.,', 'Л.В.', 'R.S.')
    """
    plain = text.replace("JI", "Л").replace("J.", "Л.")
    return plain.translate(_FIGURES).translate(_TWINS) if in_twins(plain) else text


def cyrillic_readings(text: str) -> Iterator[str]:
    """What a word in Latin letters may have been in Cyrillic, by the shapes of its letters; nothing if one has none.

    >>> "просп" in set(cyrillic_readings("npocn"))
    True
    """
    choices = []
    for char in text:
        if char in _TWIN_LETTERS:
            choices.append(char.translate(_TWINS) + _SHAPES.get(char, ""))
        elif char in _SHAPES:
            choices.append(_SHAPES[char])
        elif CYRILLIC.match(char) or char == "-":
            choices.append(char)
        else:
            return
    yield from islice(("".join(letters) for letters in product(*choices)), _MOST_READINGS)
