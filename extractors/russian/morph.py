"""Morphology of a single Russian word: a cached, picklable view of pymorphy3 (словарь OpenCorpora).

    >>> [p.lemma for p in parses("министерства")][:1]
    ['министерство']
    >>> genitive = parses("министерства")[0]
    >>> inflect(genitive, "sing nomn").word
    'министерство'
    >>> spell_like("министерство", "МИНИСТЕРСТВА")
    'МИНИСТЕРСТВО'

The analyzer is made at the first question and shared by the whole process (and by children forked after it). Nothing
here changes but the caches, so every answer depends on the question alone. Traps of typing are folded before the
look-up: й and ё written with combining marks, stress marks, soft hyphens, exotic hyphens. ё and е are one letter to a
reader: «Семенова» finds the dictionary's «семёнова», and a ё that the dictionary does not have («министёрство») is
read as е.

    >>> parses("Семенова")[0].word, parses("минист\u0451рство")[0].word
    ('семёнова', 'министерство')
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extractors.russian.dictionary import Dictionary, Reading, is_land
from extractors.russian.guesses import Guesser, guessable

if TYPE_CHECKING:
    from collections.abc import Iterable

# Over 6,000 letters that differ a letter costs the same as with caches of 10,000, and a worker takes 36 MB less.
CACHE_WORDS: Final = 7_000

# Answers that are large and seldom asked for again beyond their letter: of letters that differ, under half was found
# in caches of 10,000, which held 80 MB of the 400 that a worker may have.
CACHE_RARE: Final = 1_000

# A run of letters longer than any word is glued or hostile text; only so much of it is analysed, since predictions take
# time that grows with the square of the length.
LONGEST_WORD: Final = 200

#: Second genitive, second locative and the like, folded into the six cases that a letter is written in.
CASES: Final = {
    "nomn": "nomn", "gent": "gent", "datv": "datv", "accs": "accs", "ablt": "ablt", "loct": "loct", "voct": "voct",
    "gen1": "gent", "gen2": "gent", "acc2": "accs", "loc1": "loct", "loc2": "loct",
}  # fmt: skip

#: Letters of which each has a name in Unicode, as nearly all have.
_PLAIN: Final = re.compile(r"[А-Яа-яЁёA-Za-z-]*").fullmatch

# Marks of stress and of line breaking carry no letters; every hyphen is the hyphen of «Петров-Водкин».
_FOLD: Final = str.maketrans({"\u0300": None, "\u0301": None, "\u00ad": None, "\u2010": "-", "\u2011": "-"})


@dataclass(frozen=True, slots=True)
class Tag:
    """What grammar says about a form; None where the category does not apply (a plural adjective has no gender).

    A word of common gender (Саша, судья) has the gender None, and `"ms-f" in tag` holds. `case` is one of the six or
    the vocative.

    >>> tag = parses("министром")[0].tag
    >>> tag.pos, tag.case, tag.number, tag.gender, tag.animacy
    ('NOUN', 'ablt', 'sing', 'masc', 'anim')
    >>> "Surn" in parses("Семенова")[0].tag
    True
    """

    text: str
    pos: str | None
    case: str | None
    number: str | None
    gender: str | None
    animacy: str | None
    grammemes: frozenset[str]

    def __contains__(self, grammeme: str) -> bool:
        return grammeme in self.grammemes


class Parse(NamedTuple):
    """One reading of a word: lower-case form with ё restored, dictionary form, tag, probability.

    `known` is False when the reading is predicted from the ending, a hyphen or capitals, not found in the dictionary.
    `source` and `rank` name the word and the reading it came from: a Parse is plain data, equal and picklable, and
    `inflect` can still find its paradigm.
    """

    word: str
    lemma: str
    tag: Tag
    score: float
    known: bool
    source: str
    rank: int


def parses(word: str) -> tuple[Parse, ...]:
    """All readings of a word, the most probable first; never empty (an unreadable token has the tag UNKN).

    Capitals matter to initials only: «А» may be a first name cut to its letter, «а» may not.
    """
    return _parses(_asked(word))


def dictionary_parses(word: str) -> tuple[Parse, ...]:
    """The readings that the dictionary has, the most probable first: those of `parses` that are known.

    A word that it has not is not guessed at, which is most of the work for such a word.

    >>> [p.lemma for p in dictionary_parses("барабаняка")], dictionary_parses("Приказом")[0].lemma
    ([], 'приказ')
    """
    return _found(_asked(word))


def known(word: str) -> bool:
    """Whether the dictionary has the word, with ё or е in any place.

    >>> known("приказом"), known("учетного"), known("министёрство"), known("барабаняка")
    (True, True, True, False)
    """
    return _known(_fold(word).lower())


def inflect(parse: Parse, grammemes: str | Iterable[str]) -> Parse | None:
    """The form of the same word with these grammemes, the rest kept where the paradigm allows; None if there is none.

    Grammemes come as one string ("sing nomn", "sing,nomn") or as any collection. An unknown grammeme is a ValueError.

    >>> inflect(parses("столами")[0], {"gent"}).word
    'столов'
    >>> inflect(parses("весьма")[0], "plur gent") is None
    True
    """
    wanted = grammemes.replace(",", " ").split() if isinstance(grammemes, str) else grammemes
    return _inflect(parse, frozenset(wanted))


def spell_like(form: str, model: str) -> str:
    """The form written as the model is: its capitals, part by part at hyphens, and е for ё when the model has no ё.

    >>> spell_like("петров-водкин", "Петровым-Водкиным"), spell_like("ростов-на-дону", "Ростове-на-Дону")
    ('Петров-Водкин', 'Ростов-на-Дону')
    >>> spell_like("южноуральский", "Южно-Уральского")
    'Южно-Уральский'
    >>> spell_like("семёнов", "Семенову"), spell_like("семёнов", "СЕМЁНОВУ")
    ('Семенов', 'СЕМЁНОВ')
    """
    if "ё" not in model.lower():
        form = form.replace("ё", "е").replace("Ё", "Е")
    letters = [char for char in model if char.isalpha()]
    if len(letters) > 1 and all(char.isupper() for char in letters):
        return form.upper()
    models, parts = model.split("-"), form.split("-")
    if len(models) == 2 and len(parts) == 1 and form.startswith(models[0].lower()):
        parts = [models[0].lower(), form[len(models[0]) :]]  # the dictionary has «южноуральский»
    if len(models) != len(parts):
        return _title(form) if model[:1].isupper() else form
    return "-".join(_title(part) if its[:1].isupper() else part for part, its in zip(parts, models, strict=True))


def _title(word: str) -> str:
    return word[:1].upper() + word[1:]


@lru_cache(maxsize=CACHE_WORDS)
def _asked(word: str) -> str:
    """The word as it is looked up: «Школа» and «школа» are one question, «А» and «а», «XX» and «xx» are two."""
    word = _fold(word)
    return word.lower() if len(word) > 1 and word.isalpha() and not word.isascii() else word


def _fold(word: str) -> str:
    """Composed letters without marks; a word of plain letters, which nearly every word is, passes untouched.

    >>> _fold("Андреи\u0306"), _fold("за\u0301мок"), _fold("мини\u00adстр")
    ('Андрей', 'замок', 'министр')
    """
    if word.isalpha():
        return word[:LONGEST_WORD]
    composed = unicodedata.normalize("NFC", word[:LONGEST_WORD].translate(_FOLD))
    return composed.encode("utf-8", "replace").decode("utf-8")  # lone surrogates come out of broken PDF maps


@lru_cache(maxsize=1)
def _analyzer() -> Any:
    """The analyzer of the process.

    The dictionary is named by its path: entry points would be searched among all packages, and an environment variable
    left by pymorphy2 would silently swap the dictionary.
    """
    pymorphy3, dictionary = import_module("pymorphy3"), import_module("pymorphy3_dicts_ru")  # neither has type hints
    return pymorphy3.MorphAnalyzer(path=dictionary.get_path(), lang="ru")


@lru_cache(maxsize=CACHE_RARE)
def _native(word: str) -> tuple[Any, ...]:
    """Readings as pymorphy3 gives them, over the spelling (with this ё, or with е for it) that the dictionary has."""
    if not word.isascii() and not _PLAIN(word):  # letters without a Unicode name (Tangut, out of broken PDF maps) stop pymorphy3
        word = "".join(char if unicodedata.name(char, "") else "?" for char in word)
    found = _analyzer().parse(word)
    if not _from_dictionary(found[0]) and "ё" in word.lower():
        folded = _analyzer().parse(word.replace("ё", "е").replace("Ё", "Е"))
        if _from_dictionary(folded[0]):
            found = folded
    return tuple(found)


@lru_cache(maxsize=1)
def _dictionary() -> Dictionary:
    return Dictionary(_analyzer())


@lru_cache(maxsize=1)
def _guesser() -> Guesser:
    return Guesser(_analyzer(), _dictionary())


@lru_cache(maxsize=CACHE_WORDS)
def _parses(word: str) -> tuple[Parse, ...]:
    found = _found(word) if len(word) > 1 else ()
    if found:
        return found
    lower = word.lower()
    if guessable(lower):
        return _made(_guesser().readings(lower), word, known=False)
    return tuple(_parse(native, word, index) for index, native in enumerate(_native(word)))


@lru_cache(maxsize=CACHE_WORDS)
def _found(word: str) -> tuple[Parse, ...]:
    if len(word) == 1:  # an initial has readings of both kinds, which the analyzer numbers through
        return tuple(parse for parse in _parses(word) if parse.known)
    lower = word.lower()
    rows = _dictionary().readings(lower)
    if not rows and "ё" in lower:
        rows = _dictionary().readings(lower.replace("ё", "е"))
    return _made(rows, word, known=True)


def _made(rows: list[Reading], word: str, *, known: bool) -> tuple[Parse, ...]:
    return tuple(
        Parse(spelled, lemma, _tag(tag), score, known, word, rank)
        for rank, (spelled, lemma, tag, score, _) in enumerate(rows)
    )


@lru_cache(maxsize=CACHE_WORDS)
def _known(word: str) -> bool:
    has = _analyzer().word_is_known
    return bool(has(word) or ("ё" in word and has(word.replace("ё", "е"))) or is_land(word))


_STEM: Final = 4  # letters that the forms of one superlative share


@lru_cache(maxsize=CACHE_RARE)
def _inflect(parse: Parse, grammemes: frozenset[str]) -> Parse | None:
    plain = parse.known and "Supr" not in parse.tag
    if plain and (place := _dictionary().place(parse.word, parse.lemma, parse.tag.text)) is not None:
        made = _dictionary().inflected(parse.word, place, grammemes)
        return made and parse._replace(word=made[0], tag=_tag(made[1]), score=1.0)
    form = root = _native(parse.source)[parse.rank]
    if (root.word, str(root.tag)) != (parse.word, parse.tag.text):
        # The parse is itself an inflected form: its place in the paradigm of the word it came from.
        form = next(item for item in root.lexeme if (item.word, str(item.tag)) == (parse.word, parse.tag.text))
    inflected = form.inflect(set(grammemes))
    if "Supr" in parse.tag and inflected is not None and inflected.word[:_STEM] != parse.word[:_STEM]:  # «высшей»: not «высочайшая»
        like = (item for item in root.lexeme if item.word[:_STEM] == parse.word[:_STEM] and grammemes <= item.tag.grammemes)
        inflected = next(like, inflected)
    return None if inflected is None else _parse(inflected, parse.source, parse.rank, known=parse.known)


def _parse(native: Any, source: str, index: int, *, known: bool | None = None) -> Parse:
    found = _from_dictionary(native) if known is None else known
    return Parse(native.word, native.normal_form, _tag(str(native.tag)), float(native.score), found, source, index)


def _from_dictionary(native: Any) -> bool:
    method, *others = native.methods_stack
    return not others and type(method[0]).__name__ == "DictionaryAnalyzer"


@lru_cache(maxsize=CACHE_WORDS)
def _tag(text: str) -> Tag:
    """A tag by its OpenCorpora notation; there are some 5,000 of them, so each is built once."""
    tag = _analyzer().TagClass(text)
    case = None if tag.case is None else CASES[tag.case]
    grammemes = frozenset(map(str, tag.grammemes))
    return Tag(text, _text(tag.POS), case, _text(tag.number), _text(tag.gender), _text(tag.animacy), grammemes)


def _text(grammeme: Any) -> str | None:
    return None if grammeme is None else str(grammeme)
