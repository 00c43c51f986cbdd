"""Words of a noun phrase that agree: modifiers and their head, read together in one case and number.

>>> [(g.case, g.number, g.head.lemma) for g in groups(phrase_words("Первому заместителю министра"), 0)]
[('datv', 'sing', 'заместитель')]
"""

from __future__ import annotations

import re
from dataclasses import field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.frozen import dataclass
from extractors.russian.lexicon import words
from extractors.russian.morph import CACHE_WORDS, Parse, inflect, parses
from extractors.russian.name_paradigms import CASES
from extractors.russian.proper_names import unmixed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

#: The head is a word that posts or organisations begin with: «банка» is of «банк», not «банка».
LISTED_HEAD: Final = 25.0
#: A phrase longer than this is prose; only its beginning is looked at.
LONGEST: Final = 60

_WORD: Final = re.compile(r"\d{1,2}-[а-яё]{1,3}(?!\w)|[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+){0,4}")
CONJUNCTIONS: Final = frozenset(("и", "или"))
_HARD: Final = tuple("бвгджзклмнпрстфхцчшщ")
_OBLIQUE: Final = ("ом", "ем", "у", "ю", "ой", "ам", "ям", "ами", "ями")


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    start: int
    end: int
    gap: str  # what stands between the word before and this one
    quoted: bool
    readings: tuple[Parse, ...] = field(repr=False)

    @property
    def lower(self) -> str:
        return self.text.lower()


@dataclass(frozen=True, slots=True)
class Group:
    """Agreeing words with their head, read in one case and number."""

    case: str
    number: str
    head: Parse
    score: float
    items: tuple[tuple[Word, Parse], ...]
    next: int  # index of the first word after the group

    @property
    def animate(self) -> bool:
        return self.head.tag.animacy == "anim" or self.head.tag.pos != "NOUN" or self.head.lemma in words("posts")


@lru_cache(maxsize=2048)
def phrase_words(text: str) -> tuple[Word, ...]:
    """Words of the phrase with what stands between them and whether quotes are open around them."""
    result: list[Word] = []
    depth = position = 0
    straight = False
    leading = re.match(r"[\s«\"„“]*", text)
    opening = leading.end() if leading else 0  # a phrase that begins with its quoted name is read inside the quotes
    for match in _WORD.finditer(text):
        gap = text[position : match.start()]
        if match.start() > opening:
            depth += gap.count("«") + gap.count("„") - gap.count("»") - gap.count("“")
            straight ^= bool(gap.count('"') % 2)
        word = match.group()
        result.append(Word(word, match.start(), match.end(), gap, depth > 0 or straight, _readings_of(word)))
        position = match.end()
        if len(result) >= LONGEST:
            break
    return tuple(result)


_ORDINALS: Final = {"му": "ому", "го": "ого", "м": "ым", "й": "ый", "я": "ая"}


@lru_cache(maxsize=CACHE_WORDS)
def _readings_of(word: str) -> tuple[Parse, ...]:
    """Readings of the dictionary; of a compound that it does not know, those in which its first part changes too:
    «директору-координатору» is of «директор-координатор»."""
    if word[0].isdecimal():  # «1-му» is read as «первому»
        return parses("перв" + _ORDINALS.get(word.partition("-")[2], "ый"))
    found = parses(unmixed(word))
    service = tuple(p for p in found if p.tag.pos in ("PREP", "CONJ"))
    if service and not any(p.tag.pos == "ADJF" for p in found):
        return service  # «по» is a noun to the dictionary too (программное обеспечение), «и» a letter
    if "-" in word and not found[0].known:
        first = word.lower().split("-")[0]
        both = [p for p in found if p.tag.pos == "NOUN" and not _first_part_stays(p, first)]
        if both:
            return tuple(both)
    return found


def _first_part_stays(parse: Parse, first: str) -> bool:
    if parse.tag.case != "nomn":
        return parse.lemma.startswith(first + "-")
    genitive = inflect(parse, "gent")
    return genitive is None or genitive.word.startswith(first + "-")


def groups(found: Sequence[Word], start: int) -> Iterator[Group]:
    """Every reading of the words from `start` as modifiers and their head."""
    modifiers, head = span(found, start)
    if head is None:
        if not modifiers:
            return
        *modifiers, head = modifiers  # «Уполномоченному по правам»: an adjective is the head
    substantive = any(p.tag.pos == "NOUN" for p in found[head].readings)
    total: dict[tuple[str, str], Group] = {}
    for parse in found[head].readings:
        tag = parse.tag
        if tag.case not in CASES or tag.number is None or (substantive and tag.pos != "NOUN"):
            continue
        if not substantive and (tag.pos not in ("ADJF", "PRTF") or tag.gender == "neut"):
            continue
        items = _agreeing(found, modifiers, parse)
        if items is None:
            continue
        score = _lemma_share(found[head].readings, parse) * _bonus(parse) * (1.0 if parse.known else parse.score)
        group = Group(tag.case, tag.number, parse, score, (*items, (found[head], parse)), head + 1)
        old = total.get((tag.case, tag.number))
        if old is None or group.score > old.score:
            total[tag.case, tag.number] = group
    yield from total.values()


def span(found: Sequence[Word], start: int) -> tuple[list[int], int | None]:
    """Indexes of the modifiers from `start`, and of the noun they lead to (None if they lead to none)."""
    modifiers: list[int] = []
    index = start
    while index < len(found):
        word = found[index]
        if index > start and word.gap.strip() not in ("", ","):
            break
        if index > start and word.gap.strip() == "," and not _is_modifier(word):
            break
        if _is_modifier(word) and not _is_head(word) and (not is_noun(word) or _leads_on(found, index)):
            if modifiers and not _chained(found[modifiers[-1]], word):
                break  # «заведующей | детским садом»
            if _governs(found, index):
                return [*modifiers, index], None
            modifiers.append(index)
        elif is_noun(word):
            nouns = [p for p in word.readings if p.tag.pos == "NOUN"]
            agrees = not modifiers or any(_agreeing(found, modifiers, p) is not None for p in nouns)
            return modifiers, index if agrees else None
        elif not (_is_link(word) and index + 1 < len(found) and _is_modifier(found[index + 1])):
            break
        index += 1
    return modifiers, None


def _is_modifier(word: Word) -> bool:
    return any(p.tag.pos in ("ADJF", "PRTF") and p.tag.case for p in word.readings)


def is_noun(word: Word) -> bool:
    return any(p.tag.pos == "NOUN" for p in word.readings)


def _is_head(word: Word) -> bool:
    """«Главой» is of «глава» though the dictionary has an adjective that sounds so."""
    nouns = [p.lemma for p in word.readings if p.tag.pos == "NOUN" and p.lemma in listed_heads()]
    return any(not lemma.endswith(("ий", "ый", "ой", "ая")) for lemma in nouns)


def _chained(one: Word, other: Word) -> bool:
    mine = [p for p in one.readings if p.tag.pos in ("ADJF", "PRTF")]
    return any(agree(p, q) for p in mine for q in other.readings if q.tag.pos in ("ADJF", "PRTF"))


#: They rule the instrumental: «заведующим отделом» is not one group.
GOVERNING: Final = frozenset(
    ("заведующий", "заведующая", "заведовать", "управляющий", "управлять", "командующий", "командовать")
)
#: ... but «управляющей компанией» is.
_GOVERNED: Final = frozenset(("компания", "организация", "совет", "комитет", "банк", "партнёр"))


def _governs(found: Sequence[Word], index: int) -> bool:
    if index + 1 >= len(found):
        return False
    readings = found[index + 1].readings
    if any(p.lemma in ("исполняющий", "исполнять") for p in found[index].readings):
        return any(p.lemma == "обязанность" for p in readings)
    if not any(p.lemma in GOVERNING for p in found[index].readings):
        return False
    return any(p.tag.case == "ablt" for p in readings) and not any(p.lemma in _GOVERNED for p in readings)


def _is_link(word: Word) -> bool:
    """«временно исполняющему», «государственному и муниципальному управлению»."""
    return word.lower in CONJUNCTIONS or any(p.tag.pos == "ADVB" for p in word.readings)


def _leads_on(found: Sequence[Word], index: int) -> bool:
    """Whether a word that is both adjective and noun («рабочей группе», «заведующему отделом») goes with the next
    one."""
    if index + 1 >= len(found) or found[index + 1].gap.strip():
        return False
    following = found[index + 1]
    mine = [p for p in found[index].readings if p.tag.pos in ("ADJF", "PRTF")]
    return any(agree(p, q) for p in mine for q in following.readings if q.tag.pos in ("NOUN", "ADJF", "PRTF"))


def agree(modifier: Parse, head: Parse) -> bool:
    mine, its = modifier.tag, head.tag
    if mine.case is None or mine.number != its.number or (mine.case != its.case and "Fixd" not in its):
        return False
    if mine.case == "accs" and mine.animacy and its.animacy and mine.animacy != its.animacy:
        return False
    if its.gender is None and mine.number == "sing":
        return mine.gender != "neut"  # «федерального судьи»: a man or a woman
    return mine.number == "plur" or mine.gender is None or mine.gender == its.gender


def _agreeing(found: Sequence[Word], modifiers: Sequence[int], head: Parse) -> tuple[tuple[Word, Parse], ...] | None:
    """The readings of the modifiers that agree with the head; None when one has none."""
    chosen = []
    for index in modifiers:
        fitting = [p for p in found[index].readings if p.tag.pos in ("ADJF", "PRTF") and agree(p, head)]
        if not fitting:
            return None
        # «исполняющему»: the adjective of the lexicon before the participle
        best = max(fitting, key=lambda p: (p.tag.pos == "ADJF", p.tag.gender == "masc", p.score))
        chosen.append((found[index], best))
    return tuple(chosen)


def _lemma_share(readings: Sequence[Parse], parse: Parse) -> float:
    """How likely the lemma is at all: «банка» is of «банк» in 95 of 100."""
    return sum(p.score for p in readings if p.lemma == parse.lemma and p.tag.pos == parse.tag.pos)


@lru_cache(maxsize=1)
def listed_heads() -> frozenset[str]:
    return words("posts") | words("organization_heads") | words("phrase_heads")


def _bonus(parse: Parse) -> float:
    lemma = parse.lemma.replace("ё", "е")
    listed = lemma in listed_heads() or lemma.rsplit("-", 1)[-1] in listed_heads()
    factor = LISTED_HEAD if listed else 1.0
    if not parse.known:  # «Росстатом» is of «Росстат», whatever the ending suggests
        factor *= 3.0 if parse.tag.gender == "masc" and parse.lemma.endswith(_HARD) else 1.0
        factor *= 0.1 if parse.tag.case == "nomn" and parse.word.endswith(_OBLIQUE) else 1.0
    if "Surn" in parse.tag or "Name" in parse.tag or "Abbr" in parse.tag:
        factor *= 0.1
    return factor
