"""A same-length copy of a text for matching: one code point in, one code point out, offsets never move.

What is folded: blanks of every kind to a space, dashes and hyphens to "-", quotes to «» where they have a
direction and to '"' where not, ё to е, Latin look-alikes inside a Cyrillic word to Cyrillic and Cyrillic
ones inside a Latin word to Latin. Case stays. No NFKC: it changes lengths (№ becomes No).
"""

from __future__ import annotations

import re

_BLANKS = (
    "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\u200b\ufeff"
)
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe63\uff0d"
_TABLE = {ord(c): " " for c in _BLANKS} | {ord(c): "-" for c in _DASHES}
_TABLE |= {
    ord("ё"): "е",
    ord("Ё"): "Е",
    ord("“"): "«",
    ord("„"): "«",
    ord("‟"): "«",
    ord("”"): "»",
    ord("″"): '"',
    ord("’"): "'",
}

_FOLDED = tuple((chr(code), usual) for code, usual in _TABLE.items())

_TO_CYRILLIC = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_TO_LATIN = str.maketrans("асеорхуАВСЕНКМОРТХ", "aceopxyABCEHKMOPTX")
#: «школа „Точка“»: the sign that closes here opens elsewhere.
_PAIRED = re.compile("„([^„“”«»\n]{0,300})“")
_WORD = re.compile(r"[A-Za-zА-Яа-яІіЎў]{2,60}")
#: Where two alphabets touch: a word of both has such a place.
_SEAM = re.compile(r"[A-Za-z](?:(?=[А-Яа-яІіЎў])|(?<=[А-Яа-яІіЎў][A-Za-z]))")
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_CYRILLIC_LETTER = re.compile(r"[А-Яа-яІіЎў]")
_LOOK_LATIN = frozenset("aceopxyABCEHKMOPTX")
_LOOK_CYRILLIC = frozenset("асеорхуАВСЕНКМОРТХ")


def _unmix(match: re.Match[str]) -> str:
    """A word of two alphabets in the one that its telling letters belong to, as it is if both tell."""
    word = match.group()
    if not (_LATIN_LETTER.search(word) and _CYRILLIC_LETTER.search(word)):
        return word
    latin_tells = any(_LATIN_LETTER.match(c) and c not in _LOOK_LATIN for c in word)
    cyrillic_tells = any(_CYRILLIC_LETTER.match(c) and c not in _LOOK_CYRILLIC for c in word)
    if latin_tells and cyrillic_tells:
        return word
    return word.translate(_TO_LATIN if latin_tells else _TO_CYRILLIC)


def fold(text: str) -> str:
    """The copy of `text` that patterns are matched against.

    >>> fold("Министерствo\\u00a0—\\u00a0партнёр")  # a Latin «o» at the end of the first word
    'Министерство - партнер'
    >>> fold("«Центр „Сад“»"), fold("“Центр”")
    ('«Центр «Сад»»', '«Центр»')
    >>> len(fold("№ 5")) == len("№ 5")
    True
    """
    plain = _PAIRED.sub("«\\1»", text) if "„" in text else text
    for odd, usual in _FOLDED:
        if odd in plain:  # a letter has two or three of them; a table of all would be asked at every sign
            plain = plain.replace(odd, usual)
    if not _SEAM.search(plain):
        return plain
    return "\n".join(_WORD.sub(_unmix, line) if _SEAM.search(line) else line for line in plain.split("\n"))
