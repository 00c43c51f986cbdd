"""Cues of the words and the shape of one line, whatever stands around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import pairwise

from extractors.russian.lexicon import words
from extractors.russian.morph import parses
from pipeline.zones.cue_needs import NEEDS
from pipeline.zones.cue_patterns import WORD_CUES
from pipeline.zones.line_patterns import Patterns

_PATTERNS = Patterns(WORD_CUES, NEEDS)
_WEB = next(pattern for name, pattern in WORD_CUES if name == "web")
_SEEN = 240  # characters of a line that are looked at: what tells a zone stands at its beginning

_WORD = re.compile(r"[А-Яа-яІіӘәӨөҮүҢңҺһӝӟӥӧӵҪҫҠҡҒғӐӑӖӗӲӳҔҕA-Za-z]+")
_FOREIGN = re.compile(r"[ӘәӨөҮүҢңҺһӝӟӥӧӵҪҫҠҡҒғӐӑӖӗӲӳҔҕІіЎўҚқҰұ]|ӥ|ӧ")
_ENDS = {".": "ends_period", ";": "ends_period", ":": "ends_colon", ",": "ends_comma"}
_SHORT, _MIDDLE, _LONG = 25, 60, 110  # characters: a name, a line of a corner letterhead, a line of prose


#: Posts that the dictionary has as participles alone: «Заведующая», «Исполняющий обязанности …».
_POSTS_BY_PARTICIPLE = ("заведующ", "управляющ", "исполняющ", "командующ")


@cache
def _bodies() -> frozenset[str]:
    """Heads of organisations; «Пост № 2» of a table is one only behind «таможенный»."""
    return words("organization_heads") - {"пост"}


#: Posts that are shortened: «Зам. гл. врача», «Врио министра», «Вр.и.о. начальника»; not «гл. 5».
_SHORT_POSTS = re.compile(
    r"(?:(?:зам|зав|нач|гл|ген|исп|отв)\. ?(?=[а-я])|вр(?:ио |\. ?и\. ?о\.)|временно исполн|вице-[а-я])", re.IGNORECASE
)


@lru_cache(maxsize=10_000)
def _first_word_cues(word: str) -> tuple[str, ...]:
    """Cues of the first whole word of a line: its case, and whether it is a post or heads an organisation."""
    found: list[str] = []
    readings = parses(word)[:4]
    cases = {p.tag.case for p in readings if p.tag.pos in ("NOUN", "ADJF", "PRTF")}
    lemmas = {p.lemma.replace("ё", "е") for p in readings}
    if cases and "nomn" not in cases and "datv" in cases:
        found.append("first:dative")
    elif "datv" in cases:
        found.append("first:may_be_dative")
    if "nomn" in cases:
        found.append("first:nominative")
        if "datv" not in cases:
            found.append("first:subject")
    elif "gent" in cases:
        found.append("first:genitive")
    if lemmas & words("posts") or word.lower().startswith(_POSTS_BY_PARTICIPLE):
        found.append("first:post")
        if any(p.tag.case == "nomn" and p.tag.number == "plur" for p in readings[:1]):
            found.append("first:many")
    if lemmas & _bodies():
        found.append("first:organization")
    if any("Surn" in p.tag for p in readings):
        found.append("first:surname")
    if any(p.tag.pos in ("VERB", "INFN") for p in readings[:1]):
        found.append("first:verb")
    if any(p.tag.pos in ("PREP", "CONJ", "ADVB") for p in readings[:1]):
        found.append("first:function")
    return tuple(found)


def menu_words(text: str) -> bool:
    """Whether a line has words of the frame of a site: «Версия для слабовидящих», «Подпишитесь на рассылку»."""
    return bool(_WEB.search(text))


_NAME_WORDS = 9  # words of a line at most that is read for a name: «Нора Эйдельман, заместитель директора»


def _given_name(tokens: Sequence[str]) -> bool:
    """Whether a given name stands beside a capitalised word: «Нора Эйдельман», «Эльвира Шмидт»."""
    return any(a[0].isupper() and b[0].isupper() and (_is_given(a) or _is_given(b)) for a, b in pairwise(tokens))


@lru_cache(maxsize=10_000)
def _is_given(word: str) -> bool:
    return word[0].isupper() and len(word) > 2 and any("Name" in p.tag for p in parses(word)[:4])


def word_cues(line: str) -> list[str]:
    """Cues of the words and the shape of a folded line, without layout and neighbours.

    >>> "salutation" in word_cues("Уважаемые коллеги!"), "first:dative" in word_cues("Министру образования")
    (True, True)
    """
    return cues_of_lines([line])[0]


def cues_of_lines(lines: Sequence[str]) -> list[list[str]]:
    """`word_cues` of many lines, whose patterns are asked together."""
    shown = _PATTERNS.shown([line[:_SEEN] for line in lines])
    return [_word_cues(line, found) for line, found in zip(lines, shown, strict=True)]


def _word_cues(line: str, found: list[str]) -> list[str]:
    """The patterns that were found in a line, with its other cues."""
    head = line[:_SEEN]
    if len(line) > _SEEN and line[-1] in _ENDS:
        found.append(_ENDS[line[-1]])
    tokens = _WORD.findall(head)
    if tokens:
        first = next((token for token in tokens if len(token) > 1), tokens[0])
        found.extend(_first_word_cues(first))
        if first[0].isupper():
            found.append("first:capital")
        if "first:post" not in found and _SHORT_POSTS.match(head):
            found.append("first:post")
        if first is not tokens[0]:
            found.append("letter_first")  # «В Рязани …»: what stands behind a preposition is no addressee
    if 1 < len(tokens) <= _NAME_WORDS and _given_name(tokens):
        found.append("name_words")
    letters = "".join(tokens)
    if len(letters) > 3 and not letters[1:].islower() and sum(map(str.isupper, letters)) > 0.8 * len(letters):
        found.append("capitals")
    if _FOREIGN.search(line):
        found.append("foreign")
    if not _bodies().isdisjoint(" ".join(tokens[:8]).lower().replace("ё", "е").split()):
        found.append("organization_word")
    size = len(line)
    found.append("short" if size < _SHORT else "middling" if size < _MIDDLE else "wide" if size < _LONG else "long")
    return found
