"""What the words of a side of columns show: the number of a letter, whom it is addressed to, what stands below both sides, a post."""

from __future__ import annotations

import re
from itertools import islice
from typing import Final

from extractors.russian.lexicon import words
from extractors.russian.morph import parses
from extractors.russian.post_heads import is_head

#: «от « 03 » сентября 2021 г. № 412», «Исх. № 5», «№ 5/ПТО», «На № 55/3 от 14.08.2020», «на №____ от ____».
REGISTRATION: Final = re.compile(
    r"\s*(?:исх[. ]{0,2})?[№N]\s?(?=\S{0,20}\d)\S{1,30}\s*\Z|"
    r"\s*(?:исх|на\s|рег|от\s|№|N\s|[«\"_]{0,3}\s?\d{1,2}[«»\"_. ])(?=.{0,60}(?:№|\bN\s|\d{4}|_{3}))", re.IGNORECASE
)
#: What stands below both columns: a heading, a salutation.
BELOW: Final = re.compile(r"\s*(?:Об?\s|(?:Глубоко|Много)?[Уу]важаем)")
_ADDRESSED: Final = re.compile(r"(?P<word>[А-ЯЁ][а-яё]{3,20})(?=[\s,-]|$)|В\s[А-ЯЁ]|(?:Кому|Куда)\s?:")


def is_addressed(text: str) -> bool:
    """Whether a text begins as an addressee does: with a word in the dative, «В», «Кому:»."""
    found = _ADDRESSED.match(text)
    if found is None or not found["word"]:
        return found is not None
    return any(parse.tag.case == "datv" for parse in parses(found["word"].lower()))


def is_reader(text: str) -> bool:
    """Whether a text begins with a post in the dative, or otherwise as an address alone does: «Руководителю», «В Минфин»."""
    found = _ADDRESSED.match(text)
    if found is None or not found["word"]:
        return found is not None
    return any(parse.tag.case == "datv" and parse.lemma in words("posts") for parse in parses(found["word"].lower()))


def is_post(text: str) -> bool:
    """Whether a text begins with a post in the nominative, as whoever signs is named: «Директор школы», «И.о. ректора».

    >>> is_post("Ведущий специалист"), is_post("Врио министра"), is_post("Директору школы"), is_post("г. Омск")
    (True, True, False, False)
    """
    if _ACTING.match(text):
        return True
    for word in islice(_WORD.finditer(text), _POST_WORDS):
        if not any(parse.tag.case == "nomn" for parse in parses(word.group().lower())[:_READINGS]):
            return False
        if is_head(word.group()):
            return True
    return False


_ACTING: Final = re.compile(r"(?:вр(?:еменно|ио)?\.?\s?)?(?:и\.\s?о\.|исполняющ)|врио\s|(?:зам|зав|нач|вице)[.-]", re.IGNORECASE)
_WORD: Final = re.compile(r"[А-ЯЁа-яё]{3,30}")
_POST_WORDS: Final = 3  # «Первый заместитель», «Исполнительный директор»
_READINGS: Final = 4
