"""Capitals: upper-case letterheads in normal case, abbreviations told from words, words of two alphabets made one.

    >>> restore_case("МИНИСТЕРСТВО ОБРАЗОВАНИЯ И НАУКИ УДМУРТСКОЙ РЕСПУБЛИКИ")
    'Министерство образования и науки Удмуртской Республики'
    >>> restore_case("ГАУ ДПО «ИНСТИТУТ РАЗВИТИЯ ОБРАЗОВАНИЯ ИРКУТСКОЙ ОБЛАСТИ»")
    'ГАУ ДПО «Институт развития образования Иркутской области»'

Words that are not in capitals stay as they are. Places, people and the few official names that are written with
capitals come from lexicons (`regions`, `toponyms`, `proper_phrases`, `abbreviations`) and from the tags of the
dictionary."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.russian.bodies import short_base
from extractors.russian.lexicon import words
from extractors.russian.listed_capitals import listed_forms
from extractors.russian.morph import known, parses, spell_like
from extractors.russian.name_paradigms import fold, given_names
from extractors.russian.name_parts import FILIAL, parse_name
from extractors.russian.place_capitals import PLAIN, Written, after_place, is_nominal, names_land
from extractors.russian.proper_names import (
    SHORT_WORDS,
    WORD,
    abbreviations,
    is_abbreviation,
    lemmas,
    place_adjectives,
    proper_marks,
    unmixed,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A text whose words are mostly in capitals is one in which capitals mean nothing.
SHOUTED: Final = 0.5
#: From this score on a text in capitals is a person's name as a whole.
PERSON: Final = 0.1
#: What stands before a name of a place or of a person; written small.
_SHORTENED: Final = frozenset(
    (
        "г", "гор", "им", "ул", "пос", "с", "д", "пгт", "рп", "р", "п", "ст", "пр", "просп", "обл", "респ", "пер",
        "мкр", "б-р", "наб", "пл", "оф", "каб", "корп", "стр", "тел", "гл", "зам", "зав", "пом",
    )
)  # fmt: skip
#: Nouns before which an adjective in -ский is of a place: «Завьяловского района».
_DIVISIONS: Final = frozenset(
    (
        "область", "край", "район", "округ", "республика", "улус", "уезд", "кожуун", "волость", "губерния",
        "наместничество", "сельсовет", "поселение", "наслег",
    )
)  # fmt: skip

#: Letters that short names of bodies have at least: «Росстат».
_SHORT_BODY: Final = 7
#: Sides of the world that name a land by themselves: «Северо-Западное управление».
_SIDES: Final = ("северо-восточный", "северо-западный", "юго-восточный", "юго-западный")


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
    if all(token.text.isupper() for token in tokens) and _is_person(text):
        return _person(text)
    long_words = [token for token in tokens if len(token.text) > 1]
    if not upper:
        return text
    shouted = len(upper) > SHOUTED * len(long_words)
    listed = listed_forms(tokens)
    pieces: list[str] = []
    position = 0
    for index, token in enumerate(tokens):
        pieces += (text[position : token.start], _written(tokens, index, listed, shouted=shouted))
        position = token.end
    return "".join(pieces) + text[position:]


def _is_person(text: str) -> bool:
    """Whether the whole text is a person's full name: «ВЕБЕР ОЛЕГ МИХАЙЛОВИЧ»."""
    name = parse_name(text)
    return name is not None and name.score >= PERSON and len(name.parts) > 1


def _person(text: str) -> str:
    return WORD.sub(lambda m: m.group().lower() if fold(m.group()) in FILIAL else _proper(m.group()), text)


def _tokens(text: str) -> list[Written]:
    found: list[Written] = []
    position = 0
    for match in WORD.finditer(text):
        gap = text[position : match.start()]
        after = text[match.end() : match.end() + 1]
        found.append(Written(unmixed(match.group()), match.start(), match.end(), gap, after))
        position = match.end()
    return found


def _written(tokens: Sequence[Written], index: int, listed: dict[int, str], *, shouted: bool) -> str:
    """One word as it is to be written."""
    token = tokens[index]
    word = token.text
    if not word.isupper():
        return word
    if index in listed:
        return spell_like(word.lower(), listed[index]) if "ё" in word.lower() else _like(word, listed[index])
    if _is_acting(tokens, index):
        return word.lower()
    if len(word) >= _SHORT_BODY and short_base(word.capitalize()):
        return word.capitalize()  # «УПРАВЛЕНИЕ РОСПРИРОДНАДЗОРА»
    if len(word) == 1:
        return _letter(tokens, index, shouted=shouted)
    if _begins(tokens, index) and not _stays(tokens, index, shouted=shouted):
        return _proper(word) if _is_proper(tokens, index) or "-НА-" in word else _capitalized(word)
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


def _is_acting(tokens: Sequence[Written], index: int) -> bool:
    """«И.О. МИНИСТРА» is «И.о. министра»: two letters that look like initials, and a post."""
    letters = "".join(token.text for token in tokens[:2])
    if letters != "ИО" or index not in (1, 2) or len(tokens) < 3 or tokens[1].gap.strip() != ".":
        return False
    return bool(lemmas(tokens[2].text) & words("posts"))


def _letter(tokens: Sequence[Written], index: int, *, shouted: bool) -> str:
    """A lone letter: an initial, «г.» before a town, or a preposition or conjunction in a text of capitals."""
    token = tokens[index]
    if token.after == ".":
        town = _is_town(tokens, index + 1) and not (index and _is_initial(tokens, index - 1))
        return token.text.lower() if token.text in "ГСПД" and town else token.text
    if shouted and token.text in "ИВКСОУА" and token.after.isspace() and not _begins(tokens, index):
        return token.text.lower()
    return token.text


def _is_town(tokens: Sequence[Written], index: int) -> bool:
    """Whether a town begins at a word: «ТУЛЫ», «НИЖНЕГО ТАГИЛА»."""
    first, *more = (*tokens[index : index + 2], None)
    if first is None or len(first.text) < 2:
        return False
    second = more[0] if more and more[0] is not None and more[0].gap == " " else None
    adjective = second is not None and any(parse.tag.pos == "ADJF" for parse in parses(first.text.lower())[:2])
    return "Geox" in proper_marks(first.text) or (adjective and second is not None and "Geox" in proper_marks(second.text))


def _begins(tokens: Sequence[Written], index: int) -> bool:
    """Whether the word opens the text or a quoted name, or follows the abbreviated legal form that opens it."""
    token = tokens[index]
    if token.gap.rstrip()[-1:] in ("«", '"', "„", "“", "."):
        opened = token.gap.rstrip()[-1:]
        if opened != ".":
            return opened != '"' or token.gap.endswith('"')
        before = tokens[index - 1].text if index else ""
        return len(before) > 4
    return all(is_abbreviation(t.text, alone=True) and not t.gap.strip() for t in tokens[:index])


def _stays(tokens: Sequence[Written], index: int, *, shouted: bool) -> bool:
    """Whether the capitals belong to the word: it is an abbreviation, or the text has too few of them to tell."""
    token = tokens[index]
    word = token.text
    following = tokens[index + 1].gap if index + 1 < len(tokens) else ""
    if token.after == "." and fold(word) in _SHORTENED:
        return False
    if shouted and token.gap.endswith(("«", '"')) and following[:1] in ("»", '"', "") and _sounds(word):
        return False
    if _beside_name(tokens, index):
        return word in abbreviations()
    if word in SHORT_WORDS and following.startswith(("«", " «", ' "')):
        return word in abbreviations()  # «ГО «ГОРОД ЯКУТСК»
    if word in SHORT_WORDS:
        after_abbreviation = index > 0 and is_abbreviation(tokens[index - 1].text, alone=True) and token.gap == " "
        listed = word in abbreviations()
        return listed and (after_abbreviation if shouted else True)
    if after_place(tokens, index) or (index and _is_initial(tokens, index - 1)):
        return is_abbreviation(word, alone=True) and word in abbreviations()
    if is_abbreviation(word, alone=True):
        return True
    return not shouted and (len(word) <= 3 or not known(word))


def _sounds(word: str) -> bool:
    """Whether an unknown word alone in quotes is read as a word («ОРЛЕУ»), not by its letters («ФЦАО»)."""
    return len(word) > 4 and word not in abbreviations() and 3 * len(re.findall("[АЕЁИОУЫЭЮЯ]", word)) >= len(word)


def _beside_name(tokens: Sequence[Written], index: int) -> bool:
    beside = [tokens[i] for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    return any({"Name", "Patr"} & proper_marks(other.text) for other in beside)


def _is_initial(tokens: Sequence[Written], index: int) -> bool:
    return len(tokens[index].text) == 1 and tokens[index].after == "." and tokens[index].text.isupper()


def _is_proper(tokens: Sequence[Written], index: int) -> bool:
    """A place, an adjective of a place, a person's name."""
    token = tokens[index]
    if token.after == "." and fold(token.text) in _SHORTENED:
        return False
    marks = proper_marks(token.text)
    if marks & {"Geox", "Name", "Patr", "Surn"} or _is_local(tokens, index) or fold(token.text) in given_names():
        return not _is_local_plain(token.text)
    if names_land(tokens, index):
        return True
    beside = [tokens[i] for i in (index - 1, index + 1) if 0 <= i < len(tokens)]
    if (index and _is_initial(tokens, index - 1)) or after_place(tokens, index):
        return is_nominal(token.text)
    if marks & {"Name?", "Surn?"}:
        return any(proper_marks(other.text) & {"Name", "Patr"} for other in beside)
    unknown = not known(token.text)
    return unknown and any(proper_marks(other.text) & {"Name", "Patr"} for other in beside)


def _is_local_plain(word: str) -> bool:
    return any(fold(parse.lemma) in PLAIN for parse in parses(word) if parse.tag.pos == "ADJF")


def _is_local(tokens: Sequence[Written], index: int) -> bool:
    """An adjective of a place: by the lexicon, or in -ский before «район», «область» and their like."""
    adjectives = [fold(parse.lemma) for parse in parses(tokens[index].text) if parse.tag.pos == "ADJF"]
    if any(lemma.replace("-", "") in place_adjectives() or lemma in _SIDES for lemma in adjectives):
        return True
    if any("-" in lemma and lemma.rsplit("-", 1)[1] in place_adjectives() for lemma in adjectives):
        return True  # «ЮЖНО-СИБИРСКОЕ УПРАВЛЕНИЕ»
    if not any(lemma.endswith(("ский", "цкий", "ской")) and lemma not in PLAIN for lemma in adjectives):
        return False
    for following in tokens[index + 1 : index + 3]:
        lemmas = {fold(parse.lemma) for parse in parses(following.text)}
        if lemmas & _DIVISIONS:
            return True
        if not lemmas & PLAIN:
            return False
    return False


def _capitalized(word: str) -> str:
    """«СУДОРЕМОНТ-ЛЕНА» -> «Судоремонт-Лена», «ЦЕНТР-МУЗЕЙ» -> «Центр-музей»."""
    first, *others = word.split("-")
    return "-".join([first.capitalize(), *(p.capitalize() if "Geox" in proper_marks(p) else p.lower() for p in others)])


def _proper(word: str) -> str:
    """«РОСТОВ-НА-ДОНУ» -> «Ростов-на-Дону»."""
    return "-".join(part.lower() if part in ("НА", "ДЕ", "ЛЕ") else part.capitalize() for part in word.split("-"))
