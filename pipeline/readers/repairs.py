"""What recognition misread and something proves: a dictionary, a check digit, or a pattern that allows one reading only.

A letter is read in two alphabets whose capitals look alike, and О is 0, З is 3 in many founts. What is mended, and by
what proof, is said in `repair_rules`. Repairs are made on the words of a page, before its text is put together, so that
every offset is true.

>>> from pipeline.readers.words import Word
>>> line = [Word(text, 0, 0, 9, 9, 9, 9) for text in "Ha Ne 118-y or 02.03.2023 г.".split()]
>>> " ".join(word.text for word in repaired([line])[0])
'На № 118-у от 02.03.2023 г.'
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from pipeline.readers.look_alikes import CYRILLIC, LATIN
from pipeline.readers.repair_rules import RULES, Seen
from pipeline.readers.words import Word

#: So many words before are looked at: «Федеральным законом от 29 декабря 2012 года № 273-ФЗ» is nine words.
_REACH: Final = 12
#: A longer word is a line of a table or a smear: no pattern is tried on it.
_LONGEST: Final = 60

#: So long a word of Latin letters is no misreading of a short one.
_LATIN_WORD: Final = re.compile(r"[A-Za-z]{5,}")


def repaired(lines: Iterable[list[Word]]) -> list[list[Word]]:
    """The lines of a page with their words mended; strays are left out, words run together by a rule are parted."""
    lines = list(lines)
    page = "".join(word.text for line in lines for word in line)
    in_russian = len(CYRILLIC.findall(page)) > len(LATIN.findall(page))
    said: list[str] = []
    done = []
    for line in lines:
        texts = [word.text for word in line]
        russian = any(CYRILLIC.search(text) for text in texts) or (
            in_russian and not any(_LATIN_WORD.search(text) for text in texts)
        )
        kept: list[Word] = []
        for place, word in enumerate(line):
            seen = Seen(word.text, said[-_REACH:], texts[place + 1 : place + 4], russian, not place)
            text = _mended(seen) if len(word.text) <= _LONGEST else word.text
            if text:
                said += text.split()
                kept += _parted(word, text)
        if kept:
            done.append(kept)
    return done


def _mended(seen: Seen) -> str:
    for rule in RULES:
        text = rule(seen)
        if text != seen.text:
            seen = replace(seen, text=text)
        if not text:
            return ""
    return seen.text


def _parted(word: Word, text: str) -> list[Word]:
    """The word with its text; several words share its room by their lengths."""
    parts = text.split()
    if len(parts) == 1:
        word.text = text
        return [word]
    step = (word.x1 - word.x0) / len(text)
    places = [(text.index(part) if n == 0 else text.index(" " + part) + 1) for n, part in enumerate(parts)]
    return [
        replace(word, text=part, x0=word.x0 + step * at, x1=word.x0 + step * (at + len(part)))
        for part, at in zip(parts, places, strict=True)
    ]
