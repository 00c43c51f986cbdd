"""Capitals: upper-case letterheads in normal case, abbreviations told from words, words of two alphabets made one.

    >>> restore_case("МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ УДМУРТСКОЙ РЕСПУБЛИКИ")
    'Министерство образования и науки Удмуртской Республики'
    >>> restore_case("ГАУ ДПО «ИНСТИТУТ РАЗВИТИЯ ОБРАЗОВАНИЯ ИРКУТСКОЙ ОБЛАСТИ»")
    'ГАУ ДПО «Институт развития образования Иркутской области»'

Words that are not in capitals stay as they are. Places, people and the few official names that are written with capitals come
from lexicons (`regions`, `toponyms`, `proper_phrases`, `abbreviations`) and from the tags of the dictionary.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.russian.declension import fold, given_names
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS, known, parses, spell_like

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A text whose words are mostly in capitals is one in which capitals mean nothing.
SHOUTED: Final = 0.5
#: An unknown word in capitals of at most this length is an abbreviation: «ЦНППМ», «КОГОАУ».
ABBREVIATION: Final = 6

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+){0,4}")
_VOWELS: Final = frozenset("АЕЁИОУЫЭЮЯ")
#: Two letters that are words first: «ПО НАДЗОРУ»; as abbreviations they stand after another one («ФГБОУ ВО»).
_SHORT_WORDS: Final = frozenset(
    (
        "ПО", "НА", "ОТ", "ДО", "ЗА", "ИЗ", "ОБ", "ВО", "СО", "КО", "НЕ", "ИМ", "ПРИ", "ДЛЯ", "БЕЗ", "НАД", "ПОД",
        "ЖЕ", "ИЛИ", "ГО",
    )
)  # fmt: skip
#: What stands before a name of a place or of a person; written small.
_SHORTENED: Final = frozenset(
    (
        "г", "гор", "им", "ул", "пос", "с", "д", "пгт", "рп", "р", "п", "ст", "пр", "просп", "обл", "респ", "пер",
        "мкр", "б-р", "наб", "пл", "оф", "каб", "корп", "стр", "тел",
    )
)  # fmt: skip
_PLACE_HEADS: Final = frozenset(
    (
        "город", "г", "гор", "село", "с", "посёлок", "поселок", "пос", "пгт", "рп", "деревня", "д", "станица", "ст",
        "хутор", "аул", "улус", "улица", "ул", "проспект", "площадь",
    )
)  # fmt: skip
#: Nouns before which an adjective in -ский is of a place: «Завьяловского района».
_DIVISIONS: Final = frozenset(
    (
        "область", "край", "район", "округ", "республика", "улус", "уезд", "кожуун", "волость", "губерния",
        "наместничество",
    )
)  # fmt: skip
#: Adjectives that stand before those nouns and are of no place.
_PLAIN: Final = frozenset(
    (
        "городской", "сельский", "муниципальный", "автономный", "федеральный", "национальный", "административный",
        "избирательный", "военный", "судебный", "таможенный", "внутригородской", "учебный", "общероссийский",
        "российский", "русский", "районный", "областной", "краевой", "республиканский", "юношеский", "детский",
        "медицинский", "педагогический", "технический", "исторический", "академический", "гражданский", "физический",
        "методический",
    )
)  # fmt: skip

#: Listed words that are written with a capital wherever they stand.
ALONE: Final = frozenset(("Министерство", "Росгвардия"))

_TO_CYRILLIC: Final = str.maketrans("aceopxyABCEHKMOPTX", "асеорхуАВСЕНКМОРТХ")
_LOOK_LATIN: Final = frozenset("aceopxyABCEHKMOPTX")


@dataclass(frozen=True, slots=True)
class _Token:
    text: str
    start: int
    end: int
    gap: str  # before it
    after: str  # the one character after it


def unmixed(word: str) -> str:
    """A word of two alphabets in Cyrillic, where every Latin letter in it looks like one; any other word untouched.

    >>> unmixed("Министерствo")  # the last letter is Latin
    'Министерство'
    """
    latin = [char for char in word if "a" <= char.lower() <= "z"]
    if not latin or not all(char in _LOOK_LATIN for char in latin):
        return word
    folded = word.translate(_TO_CYRILLIC)
    # Wholly Latin letters are a Latin word («HTC») unless they spell a Russian one («PECПУБЛИКА», «CAXA» beside it).
    return folded if len(latin) < sum(map(str.isalpha, word)) or (len(word) > 3 and known(folded)) else word


@lru_cache(maxsize=1)
def _abbreviations() -> frozenset[str]:
    return frozenset(row["abbreviation"].upper() for row in lexicon("abbreviations"))


@lru_cache(maxsize=CACHE_WORDS)
def is_abbreviation(word: str, *, alone: bool = False) -> bool:
    """Whether a word in capitals is an abbreviation. `alone`: the text around it is in capitals too, so that they say little.

    >>> is_abbreviation("МБОУ"), is_abbreviation("ЦНППМ"), is_abbreviation("ШКОЛА"), is_abbreviation("Школа")
    (True, True, False, False)
    """
    word = unmixed(word)
    letters = word.replace("-", "")
    if len(letters) < 2 or not letters[1:].isupper() and letters not in ("СПб",):
        return False
    if alone and letters in _SHORT_WORDS:
        return False
    if letters in _abbreviations() or (len(letters) == 2 and not alone):
        return True
    if not _VOWELS & set(letters):
        return True
    tags = [parse.tag for parse in parses(word) if parse.known]
    if tags:
        return all("Abbr" in tag for tag in tags) or (len(letters) <= 3 and not alone)
    return len(letters) <= ABBREVIATION and not _like_word(word)


def _like_word(word: str) -> bool:
    """An unknown word that has the shape of one: «ЭЛЬБАН» after «ПОСЁЛОК» is asked elsewhere; «КУЮЛЬСКИЙ» is decided here."""
    return bool(re.search("(?:СК|ЦК)(?:ИЙ|ОГО|ОМУ|ИМ|ОМ|АЯ|ОЙ|УЮ|ОЕ|ИЕ|ИХ|ИМИ)$|(?:ОВ|ЕВ|ИН)(?:А|У|ЫМ|ОЙ|О)?$", word)) and len(word) > 4


def restore_case(text: str) -> str:
    """The text with words in capitals written as usual; blanks, signs and all other words stay.

    >>> restore_case("АДМИНИСТРАЦИЯ ГОРОДА ЯКУТСКА"), restore_case("РЕСПУБЛИКИ САХА (ЯКУТИЯ)")
    ('Администрация города Якутска', 'Республики Саха (Якутия)')
    """
    return _restored(text)


@lru_cache(maxsize=2048)
def _restored(text: str) -> str:
    tokens = _tokens(text)
    upper = [token for token in tokens if len(token.text) > 1 and token.text.isupper()]
    long_words = [token for token in tokens if len(token.text) > 1]
    if not upper:
        return text
    shouted = len(upper) > SHOUTED * len(long_words)
    listed = _listed_forms(tokens)
    pieces: list[str] = []
    position = 0
    for index, token in enumerate(tokens):
        pieces += (text[position : token.start], _written(tokens, index, listed, shouted=shouted))
        position = token.end
    return "".join(pieces) + text[position:]


def _tokens(text: str) -> list[_Token]:
    found: list[_Token] = []
    position = 0
    for match in _WORD.finditer(text):
        gap = text[position : match.start()]
        found.append(_Token(unmixed(match.group()), match.start(), match.end(), gap, text[match.end() : match.end() + 1]))
        position = match.end()
    return found


def _written(tokens: Sequence[_Token], index: int, listed: dict[int, str], *, shouted: bool) -> str:
    """One word as it is to be written."""
    token = tokens[index]
    word = token.text
    if not word.isupper():
        return word
    if index in listed:
        return spell_like(word.lower(), listed[index]) if "ё" in word.lower() else _like(word, listed[index])
    if len(word) == 1:
        return _letter(tokens, index, shouted=shouted)
    if _begins(tokens, index) and not _stays(tokens, index, shouted=shouted):
        return _proper(word) if _is_proper(tokens, index) else _capitalized(word)
    if _stays(tokens, index, shouted=shouted):
        return word
    if _is_proper(tokens, index):
        return _proper(word)
    return word.lower()


def _like(word: str, model: str) -> str:
    """The word's own letters with the capitals of the model."""
    parts, models = word.lower().split("-"), model.split("-")
    if len(parts) != len(models):
        return _capitalized(word) if model[:1].isupper() else word.lower()
    return "-".join(part.capitalize() if its[:1].isupper() else part for part, its in zip(parts, models, strict=True))


def _letter(tokens: Sequence[_Token], index: int, *, shouted: bool) -> str:
    """A lone letter: an initial, «г.» before a town, or a preposition or conjunction in a text of capitals."""
    token = tokens[index]
    if token.after == ".":
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        town = following is not None and len(following.text) > 1 and "Geox" in _tags(following.text)
        town = town and not (index and _is_initial(tokens, index - 1))
        return token.text.lower() if token.text in "ГСПД" and town else token.text
    if shouted and token.text in "ИВКСОУА" and token.after in (" ", "\n", "\u00a0", "\t") and not _begins(tokens, index):
        return token.text.lower()
    return token.text


def _begins(tokens: Sequence[_Token], index: int) -> bool:
    """Whether the word opens the text or a quoted name, or follows the abbreviated legal form that opens it."""
    token = tokens[index]
    if token.gap.rstrip()[-1:] in ("«", '"', "„", "“", "."):
        opened = token.gap.rstrip()[-1:]
        if opened != ".":
            return opened != '"' or token.gap.endswith('"')
        before = tokens[index - 1].text if index else ""
        return len(before) > 4
    return all(is_abbreviation(t.text, alone=True) and not t.gap.strip() for t in tokens[:index])


def _stays(tokens: Sequence[_Token], index: int, *, shouted: bool) -> bool:
    """Whether the capitals belong to the word: it is an abbreviation, or the text has too few of them to tell."""
    token = tokens[index]
    word = token.text
    if token.after == "." and fold(word) in _SHORTENED:
        return False
    if word in _SHORT_WORDS:
        after_abbreviation = index > 0 and is_abbreviation(tokens[index - 1].text, alone=True) and token.gap == " "
        listed = word in _abbreviations()
        return listed and (after_abbreviation if shouted else True)
    if _after_place(tokens, index) or (index and _is_initial(tokens, index - 1)):
        return is_abbreviation(word, alone=True) and word in _abbreviations()
    if is_abbreviation(word, alone=True):
        return True
    return not shouted and (len(word) <= 3 or not known(word))


def _is_initial(tokens: Sequence[_Token], index: int) -> bool:
    return len(tokens[index].text) == 1 and tokens[index].after == "." and tokens[index].text.isupper()


def _after_place(tokens: Sequence[_Token], index: int) -> bool:
    if not index or tokens[index].gap.strip(" .\u00a0\n\t"):
        return False
    before = tokens[index - 1].text
    if fold(before) in _PLACE_HEADS:
        return len(before) > 1 or tokens[index - 1].after == "."
    return len(before) > 3 and any(fold(parse.lemma) in _PLACE_HEADS for parse in parses(before))


@lru_cache(maxsize=CACHE_WORDS)
def _tags(word: str) -> frozenset[str]:
    """Marks of proper names that every known noun reading of the word shares, and marks that some have (with «?»)."""
    nouns = [parse.tag for parse in parses(word) if parse.known and parse.tag.pos == "NOUN"]
    others = [parse.tag for parse in parses(word) if parse.known and parse.tag.pos not in ("NOUN",)]
    marks = ("Geox", "Name", "Surn", "Patr")
    some = {f"{mark}?" for mark in marks if any(mark in tag for tag in nouns)}
    if nouns and not others and all(any(mark in tag for mark in marks) for tag in nouns):
        some |= {mark for mark in marks if any(mark in tag for tag in nouns)}
    return frozenset(some)


def _is_proper(tokens: Sequence[_Token], index: int) -> bool:
    """A place, an adjective of a place, a person's name."""
    token = tokens[index]
    if token.after == "." and fold(token.text) in _SHORTENED:
        return False
    marks = _tags(token.text)
    if marks & {"Geox", "Name", "Patr", "Surn"} or _is_local(tokens, index) or fold(token.text) in given_names():
        return not _is_local_plain(token.text)
    beside = [tokens[i] for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    if (index and _is_initial(tokens, index - 1)) or _after_place(tokens, index):
        return _is_nominal(token.text)
    if marks & {"Name?", "Surn?"}:
        return any(_tags(other.text) & {"Name", "Patr"} for other in beside)
    unknown = not known(token.text)
    return unknown and any(_tags(other.text) & {"Name", "Patr"} for other in beside)


def _is_local_plain(word: str) -> bool:
    return any(fold(parse.lemma) in _PLAIN for parse in parses(word) if parse.tag.pos == "ADJF")


def _is_nominal(word: str) -> bool:
    return any(parse.tag.pos in ("NOUN", "ADJF", None) for parse in parses(word))


@lru_cache(maxsize=1)
def _place_adjectives() -> frozenset[str]:
    return frozenset(fold(row["adjective"]) for row in lexicon("toponyms"))


def _is_local(tokens: Sequence[_Token], index: int) -> bool:
    """An adjective of a place: by the lexicon, or in -ский before «район», «область» and their like."""
    adjectives = [fold(parse.lemma) for parse in parses(tokens[index].text) if parse.tag.pos == "ADJF"]
    if any(lemma in _place_adjectives() for lemma in adjectives):
        return True
    if not any(lemma.endswith(("ский", "цкий", "ской")) and lemma not in _PLAIN for lemma in adjectives):
        return False
    for following in tokens[index + 1 : index + 3]:
        lemmas = {fold(parse.lemma) for parse in parses(following.text)}
        if lemmas & _DIVISIONS:
            return True
        if not lemmas & _PLAIN:
            return False
    return False


def _capitalized(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


def _proper(word: str) -> str:
    """«РОСТОВ-НА-ДОНУ» -> «Ростов-на-Дону»."""
    return "-".join(part.lower() if part in ("НА", "ДЕ", "ЛЕ") else part.capitalize() for part in word.split("-"))


@lru_cache(maxsize=1)
def _listed_phrases() -> dict[str, tuple[tuple[tuple[frozenset[str], str], ...], ...]]:
    """Lemma of the first word -> phrases as ((lemmas, spelling), ...), the longest first."""
    spelled = [row["nominative"] for row in lexicon("regions")] + [row["phrase"] for row in lexicon("proper_phrases")]
    spelled += [row["place"] for row in lexicon("toponyms") if row["kind"] == "town"]
    index: dict[str, list[tuple[tuple[frozenset[str], str], ...]]] = {}
    for phrase in spelled:
        entry = tuple((_lemmas(word), word) for word in _WORD.findall(phrase))
        for lemma in entry[0][0]:
            index.setdefault(lemma, []).append(entry)
    return {lemma: tuple(sorted(entries, key=len, reverse=True)) for lemma, entries in index.items()}


@lru_cache(maxsize=CACHE_WORDS)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(fold(parse.lemma) for parse in parses(word)) | {fold(word)}


def _listed_forms(tokens: Sequence[_Token]) -> dict[int, str]:
    """Index of a word -> its spelling in the listed phrase that begins at it or before it: «РОССИЙСКОЙ ФЕДЕРАЦИИ» in any case."""
    found: dict[int, str] = {}
    phrases = _listed_phrases()
    index = 0
    while index < len(tokens):
        step = 1
        for entry in _candidates(phrases, tokens[index]):
            window = tokens[index : index + len(entry)]
            if len(window) == len(entry) and all(_lemmas(t.text) & lemmas for t, (lemmas, _) in zip(window, entry, strict=True)):
                if len(entry) == 1 and entry[0][1] not in ALONE and not (_tags(tokens[index].text) & {"Geox"} or _after_place(tokens, index)):
                    continue  # «ОРЁЛ», «КЛИН» are towns only where a town is named
                found.update({index + offset: spelling for offset, (_, spelling) in enumerate(entry)})
                step = len(entry)
                break
        index += step
    return found


def _candidates(
    phrases: dict[str, tuple[tuple[tuple[frozenset[str], str], ...], ...]], token: _Token
) -> list[tuple[tuple[frozenset[str], str], ...]]:
    entries = {entry for lemma in _lemmas(token.text) for entry in phrases.get(lemma, ())}
    return sorted(entries, key=lambda entry: (-len(entry), [spelling for _, spelling in entry]))
