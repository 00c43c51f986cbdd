"""Names of organisations in letters: whether «СмолГУ», «ГАУ ДПО ИРО», «ИФ РАН» may stand for a whole name."""

from __future__ import annotations

import re
from functools import lru_cache

from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.organization_heads import head_of
from extractors.russian.place_words import is_local

LEAST_ACRONYM = 3  # letters
_LEAST_OF_SHARED = 2  # where the whole name has the same end: «ИФ РАН»
#: Words of a name that its letters pass over.
SMALL = frozenset(("и", "по", "в", "на", "при", "для", "с", "о", "г", "им", "имени"))


def initials(words: list[str]) -> str:
    """The first letters of words."""
    return "".join(word[0] for word in words)


def is_acronym(short: str, full: str) -> bool:
    """«ГАУ ДПО ИРО», «ЦНППМ», «СмолГУ»: capitals that are initials of the long name, in order; small letters go on with
    the word that theirs begins.

    >>> is_acronym("СмолГУ", "Смоленский государственный университет"), is_acronym("СмолГУ", "Самарский государственный университет")
    (True, False)
    >>> is_acronym("ИРО", "Ивановский институт развития образования"), is_acronym("ИРО", "Институт связи и транспорта")
    (True, False)
    >>> is_acronym("ТОГУ", "Тихоокеанский государственный университет"), is_acronym("ТОГУ", "Томский государственный университет")
    (True, False)
    >>> is_acronym("УГТУ", "ФГБОУ ВО «Ухтинский государственный технический университет»"), is_acronym("ИФ РАН", "Институт физики РАН")
    (True, True)
    """
    if re.search(r"[\d«]", short):
        return False  # «МБОУ СОШ № 5» is spelled by its number
    bare, whole = _unshared(short, full)
    least = LEAST_ACRONYM if bare == short else _LEAST_OF_SHARED
    short, full = bare, whole
    pieces = _PIECES.findall(short)
    words = [w.lower() for w in re.findall(r"[А-Яа-яЁё]+", full) if len(w) > 1]
    if len(pieces) < least or len(words) < least or len(full.split()) < least:
        return False
    if _runs(pieces, words) or _runs(pieces, [half for word in words for half in _halves(word)]) or _begins_whole(short, words):
        return True
    if len(pieces) < LEAST_ACRONYM:
        return False  # «СО РАН» is not «Санкт-Петербургское отделение РАН»
    spoken_for = sum(c.islower() for c in short) <= len(pieces) // 2
    rest = iter(word[0].upper() for word in words)
    return spoken_for and words[0][0].upper() == pieces[0][0] and all(piece[0] in rest for piece in pieces)


#: «СГУ | им. Н. Г. Чернышевского», «ИФ | РАН»: what a name in letters may share with the whole one.
_SHARED = re.compile(r"\s(?:им\.|имени\s)\s?(?P<who>[^«»]{3,60})$|\s(?P<of>[А-ЯЁ]{2,5})$")


def _unshared(short: str, full: str) -> tuple[str, str]:
    """A name in letters and the whole one without the end that they share: whose name they bear, whose they are."""
    mine, its = _SHARED.search(short), _SHARED.search(full)
    if mine is None or its is None:
        return short, full
    said, whole = (parses(found[0].split()[-1])[0].lemma for found in (mine, its))
    return (short[: mine.start()], full[: its.start()]) if said == whole else (short, full)


_LONGEST_PIECE = 4  # letters of the first word


def _begins_whole(short: str, words: list[str]) -> bool:
    """«ДОННУЭТ» of «Донецкий национальный университет экономики и торговли»: more letters than one of the first word."""
    letters = short.lower()
    if not short.isupper() or not short.isalpha() or len(letters) - 2 < LEAST_ACRONYM:
        return False
    sizes = [n for n in range(2, _LONGEST_PIECE + 1) if words[0].startswith(letters[:n])]
    rest = initials([word for word in words[1:] if word not in SMALL])
    return is_local(words[0]) and any(rest.startswith(letters[n:]) for n in sizes)


_LEAST_HALF = 6  # letters of the second adjective of a compound


@lru_cache(maxsize=CACHE_WORDS)
def _halves(word: str) -> tuple[str, ...]:
    """The adjectives of a compound one: «тихо|океанский», «дальне|восточный»; the word where it is none."""
    ends = (n for n in range(3, len(word) - _LEAST_HALF + 1) if word[n - 1] in "ое")
    n = next((n for n in ends if any(p.known and p.tag.pos == "ADJF" for p in parses(word[n:])[:1])), 0)
    return (word[:n], word[n:]) if n else (word,)


#: «Смол|Г|У», «Дон|Р|И|Д|П|О»: the pieces of a short name.
_PIECES = re.compile(r"[А-ЯЁ][а-яё]*")


def _runs(pieces: list[str], words: list[str]) -> bool:
    """Whether pieces begin the words of a name one by one from some word on, small words passed over where no piece is
    of them: «ИРО» of «… институт развития образования»."""
    for start in range(len(words) - len(pieces) + 1):
        at = start
        for piece in pieces:
            while at < len(words) and words[at] in SMALL and not words[at].startswith(piece.lower()):
                at += 1
            if at == len(words) or not words[at].startswith(piece.lower()):
                break
            at += 1
        else:
            return start == 0 or is_local(words[start]) or head_of(words[start]) is not None
    return False
