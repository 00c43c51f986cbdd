"""Noun phrases declined as a whole: posts and organisations in the nominative, or in any other case.

The head of a phrase and what agrees with it change; the genitive tail and all that follows stay as they are written:

    >>> nominative_phrase("Министерству науки и высшего образования Российской Федерации")
    'Министерство науки и высшего образования Российской Федерации'
    >>> nominative_phrase("заместителю директора – главному бухгалтеру")
    'заместитель директора – главный бухгалтер'
    >>> nominative_phrase("руководителям муниципальных органов"), nominative_phrase("и.о. министра")
    ('руководители муниципальных органов', 'и.о. министра')
    >>> decline_phrase("временно исполняющий обязанности министра", "ablt")
    'временно исполняющим обязанности министра'

Of forms that may stand in several cases («администрации») the likeliest is taken; who knows the case says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.russian.capitals import is_abbreviation, restore_case, unmixed
from extractors.russian.declension import CASES
from extractors.russian.lexicon import lexicon, words
from extractors.russian.morph import CACHE_WORDS, Parse, inflect, parses, spell_like

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

__all__ = ["decline_phrase", "nominative_phrase", "phrase_case", "restore_case"]

#: How often a phrase stands in a case when nothing is known of its place. The nominative outweighs the accusative that looks
#: like it; the genitive singular outweighs the plural that looks like it («администрации города», «директора школы»).
PRIOR: Final = {"nomn": 1.0, "gent": 0.6, "datv": 0.6, "ablt": 0.5, "loct": 0.2, "accs": 0.15}
PLURAL: Final = 0.35
#: «директора школ»: small letter and a plural tail speak for a plural head.
PLURAL_TAIL: Final = 3.0
#: A case that the caller knows outweighs every prior.
STATED: Final = 100.0
#: The head is a word that posts or organisations begin with: «банка» is of «банк», not «банка».
LISTED_HEAD: Final = 8.0
#: A phrase longer than this is prose; only its beginning is looked at.
LONGEST: Final = 60

_WORD: Final = re.compile(r"\d{1,2}-[а-яё]{1,3}(?!\w)|[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+){0,4}")
_ACTING: Final = re.compile(r"(?:вр(?:ем)?\s?\.?\s{0,2})?и\s?\.\s{0,2}о\s?\.|врио\b|ио\b|вр\.?\s?и\.?\s?о\.?", re.IGNORECASE)
_ABBREVIATION_FORM: Final = re.compile(r"(?P<base>[А-ЯЁ]{2,7})(?P<ending>а|у|ом|ем|е|ы|ов|ам|ами|ах)(?!\w)")
_DASH: Final = re.compile(r"\s+[-–—]\s+")
_CONJUNCTIONS: Final = frozenset(("и", "или"))
#: Heads after which a place name in the same case belongs to the name: «городу Якутску», but «городскому округу Самара».
_PLACES: Final = frozenset(("город", "село", "посёлок", "деревня", "станица", "хутор", "аул", "столица"))
_HARD: Final = tuple("бвгджзклмнпрстфхцчшщ")
_OBLIQUE: Final = ("ом", "ем", "у", "ю", "ой", "ам", "ям", "ами", "ями")
_PREPOSITIONS: Final = frozenset(
    ("по", "на", "в", "во", "при", "с", "со", "за", "над", "под", "между", "для", "от", "до", "из", "к", "о", "об", "у", "без")
)


@dataclass(frozen=True, slots=True)
class _Word:
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
class _Group:
    """Agreeing words with their head, read in one case and number."""

    case: str
    number: str
    head: Parse
    score: float
    items: tuple[tuple[_Word, Parse], ...]
    next: int  # index of the first word after the group

    @property
    def animate(self) -> bool:
        return self.head.tag.animacy == "anim" or self.head.tag.pos != "NOUN"


def nominative_phrase(text: str, case: str | None = None) -> str:
    """The phrase in the nominative, number and capitals kept; `case` is the case it stands in, when the caller knows.

    >>> nominative_phrase("Уполномоченному по правам ребёнка"), nominative_phrase("заведующей отделом")
    ('Уполномоченный по правам ребёнка', 'заведующая отделом')
    """
    return _declined(text, "nomn", case)


def decline_phrase(text: str, case: str) -> str:
    """A phrase in the nominative put into another case.

    >>> decline_phrase("Первый заместитель министра", "datv")
    'Первому заместителю министра'
    """
    return _declined(text, case, "nomn")


def phrase_case(text: str) -> dict[str, float]:
    """The cases that the phrase may stand in, with shares that sum to 1; empty when it has no head that is known.

    >>> list(phrase_case("Первому заместителю министра"))
    ['datv']
    """
    weights: dict[str, float] = {}
    for group in _phrase_readings(text, None):
        weights[group.case] = weights.get(group.case, 0.0) + group.score
    total = sum(weights.values())
    return {case: round(weight / total, 4) for case, weight in sorted(weights.items(), key=lambda item: -item[1])}


@lru_cache(maxsize=CACHE_WORDS)
def _declined(text: str, target: str, stated: str | None) -> str:
    if target == "nomn" and _ABBREVIATION_FORM.match(text):
        return _bare_abbreviation(text)
    found = _phrase_readings(text, stated)
    if not found:
        return text
    best = found[0]
    if best.case == target:
        return text
    all_words = _words(text)
    changes = list(best.items)
    changes += _apposed(all_words, best, text)
    pieces: list[str] = []
    position = 0
    for word, parse in sorted(changes, key=lambda item: item[0].start):
        pieces += (text[position : word.start], _form(word, parse, target))
        position = word.end
    return "".join(pieces) + text[position:]


def _form(word: _Word, parse: Parse, case: str) -> str:
    """The word in the case, its number and gender kept, its capitals too."""
    if word.text[0].isdigit():
        return _ordinal(word.text, parse, case)
    if parse.tag.pos == "NOUN" and parse.tag.number == "plur" and case == "nomn":
        plural = _plurals().get(parse.lemma)
        if plural is not None:
            return spell_like(plural, word.text)
    wanted = {case}
    if parse.tag.number:
        wanted.add(parse.tag.number)
    if parse.tag.pos != "NOUN" and parse.tag.number == "sing" and parse.tag.gender:
        wanted.add(parse.tag.gender)
    form = inflect(parse, wanted)
    return word.text if form is None else spell_like(form.word, word.text)


@lru_cache(maxsize=1)
def _plurals() -> dict[str, str]:
    return {row["lemma"]: row["plural"] for row in lexicon("plurals")}


_ORDINAL_ENDINGS: Final = {
    "masc": {"nomn": "й", "gent": "го", "datv": "му", "accs": "го", "ablt": "м", "loct": "м"},
    "femn": {"nomn": "я", "gent": "й", "datv": "й", "accs": "ю", "ablt": "й", "loct": "й"},
}


def _ordinal(text: str, parse: Parse, case: str) -> str:
    endings = _ORDINAL_ENDINGS.get(parse.tag.gender or "masc", _ORDINAL_ENDINGS["masc"])
    return text.split("-")[0] + "-" + endings[case]


@lru_cache(maxsize=CACHE_WORDS)
def _phrase_readings(text: str, stated: str | None) -> tuple[_Group, ...]:
    """Readings of the beginning of a phrase, one a case and number, the best first."""
    if _ACTING.match(text.lstrip()):
        return ()  # «и.о. министра»: the abbreviation has no cases, and what follows it is its tail
    found = _words(text)
    start = 0
    if found and found[0].lower.replace("ё", "е") in _fixed_names():
        return ()  # «Минпросвещения России» is its own nominative
    while start < len(found) and _is_prefix(found[start].text, text):
        start += 1
    groups = list(_groups(found, start))
    if start:  # «МБДОУ детскому саду № 5»; a genitive after an abbreviation is its tail: «ФГБУ науки»
        groups = [group for group in groups if group.case in ("datv", "ablt", "nomn")]
        if any(group.case == "nomn" for group in groups):
            return ()
    weighed = [_weighed(group, found, text, stated) for group in groups]
    return tuple(sorted(weighed, key=lambda g: (-g.score, CASES.index(g.case), g.number)))


def _is_prefix(word: str, text: str) -> bool:
    return is_abbreviation(word, alone=text.isupper())


def _weighed(group: _Group, found: Sequence[_Word], text: str, stated: str | None) -> _Group:
    score = group.score * PRIOR[group.case]
    if group.number == "plur":
        score *= PLURAL
        tail = found[group.next : group.next + 2]
        plural_tail = any(p.tag.number == "plur" and p.tag.case == "gent" for word in tail[-1:] for p in word.readings[:1])
        if plural_tail and found[0].text[:1].islower():
            score *= PLURAL_TAIL
    if stated is not None and group.case == stated:
        score *= STATED
    return _Group(group.case, group.number, group.head, score, group.items, group.next)


@lru_cache(maxsize=2048)
def _words(text: str) -> tuple[_Word, ...]:
    """Words of the phrase with what stands between them and whether quotes are open around them."""
    result: list[_Word] = []
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
        result.append(_Word(word, match.start(), match.end(), gap, depth > 0 or straight, _readings_of(word)))
        position = match.end()
        if len(result) >= LONGEST:
            break
    return tuple(result)


@lru_cache(maxsize=CACHE_WORDS)
def _readings_of(word: str) -> tuple[Parse, ...]:
    """Readings of the dictionary; of a compound that it does not know, those in which its first part changes too:
    «директору-координатору» is of «директор-координатор»."""
    if word[0].isdigit():
        return tuple(p for p in parses("перв" + {"му": "ому", "го": "ого", "м": "ым", "й": "ый", "я": "ая"}.get(word.split("-")[1], "ый")))
    found = parses(unmixed(word))
    service = tuple(p for p in found if p.tag.pos in ("PREP", "CONJ"))
    if service and found[0].tag.pos != "ADJF":
        return service  # «по» is a noun to the dictionary too (программное обеспечение), «и» a letter
    if "-" in word and not found[0].known:
        first = word.lower().split("-")[0]
        both = [p for p in found if p.tag.pos == "NOUN" and not p.lemma.startswith(first + "-")]
        if both:
            return tuple(both)
    return found


def _groups(found: Sequence[_Word], start: int) -> Iterator[_Group]:
    """Every reading of the words from `start` as modifiers and their head."""
    modifiers, head = _span(found, start)
    if head is None:
        if not modifiers:
            return
        *modifiers, head = modifiers  # «Уполномоченному по правам»: an adjective is the head
    substantive = any(p.tag.pos == "NOUN" for p in found[head].readings)
    total: dict[tuple[str, str], _Group] = {}
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
        group = _Group(tag.case, tag.number, parse, score, (*items, (found[head], parse)), head + 1)
        old = total.get((tag.case, tag.number))
        if old is None or group.score > old.score:
            total[tag.case, tag.number] = group
    yield from total.values()


def _span(found: Sequence[_Word], start: int) -> tuple[list[int], int | None]:
    """Indexes of the modifiers from `start`, and of the noun they lead to (None if they lead to none)."""
    modifiers: list[int] = []
    index = start
    while index < len(found):
        word = found[index]
        if index > start and word.gap.strip() not in ("", ","):
            break
        if index > start and word.gap.strip() == "," and not _is_modifier(word):
            break
        if _is_modifier(word) and (not _is_noun(word) or _leads_on(found, index)):
            modifiers.append(index)
        elif _is_noun(word):
            agrees = not modifiers or any(_agreeing(found, modifiers, p) is not None for p in word.readings if p.tag.pos == "NOUN")
            return modifiers, index if agrees else None
        elif not (_is_link(word) and index + 1 < len(found) and _is_modifier(found[index + 1])):
            break
        index += 1
    return modifiers, None


def _is_modifier(word: _Word) -> bool:
    return any(p.tag.pos in ("ADJF", "PRTF") and p.tag.case for p in word.readings)


def _is_noun(word: _Word) -> bool:
    return any(p.tag.pos == "NOUN" for p in word.readings)


def _is_link(word: _Word) -> bool:
    """«временно исполняющему», «государственному и муниципальному управлению»."""
    return word.lower in _CONJUNCTIONS or any(p.tag.pos == "ADVB" for p in word.readings)


def _leads_on(found: Sequence[_Word], index: int) -> bool:
    """Whether a word that is both adjective and noun («рабочей группе», «заведующему отделом») goes with the next one."""
    if index + 1 >= len(found) or found[index + 1].gap.strip():
        return False
    following = found[index + 1]
    mine = [p for p in found[index].readings if p.tag.pos in ("ADJF", "PRTF")]
    return any(_agree(p, q) for p in mine for q in following.readings if q.tag.pos in ("NOUN", "ADJF", "PRTF"))


def _agree(modifier: Parse, head: Parse) -> bool:
    mine, its = modifier.tag, head.tag
    if mine.case is None or mine.number != its.number or (mine.case != its.case and "Fixd" not in its):
        return False
    if mine.case == "accs" and mine.animacy and its.animacy and mine.animacy != its.animacy:
        return False
    return mine.number == "plur" or its.gender is None or mine.gender is None or mine.gender == its.gender


def _agreeing(found: Sequence[_Word], modifiers: Sequence[int], head: Parse) -> tuple[tuple[_Word, Parse], ...] | None:
    """The readings of the modifiers that agree with the head; None when one has none."""
    chosen = []
    for index in modifiers:
        fitting = [p for p in found[index].readings if p.tag.pos in ("ADJF", "PRTF") and _agree(p, head)]
        if not fitting:
            return None
        # «исполняющему»: the adjective of the lexicon before the participle
        chosen.append((found[index], max(fitting, key=lambda p: (p.tag.pos == "ADJF", p.score))))
    return tuple(chosen)


def _lemma_share(readings: Sequence[Parse], parse: Parse) -> float:
    """How likely the lemma is at all: «банка» is of «банк» in 95 of 100."""
    return sum(p.score for p in readings if p.lemma == parse.lemma and p.tag.pos == parse.tag.pos)


@lru_cache(maxsize=1)
def _fixed_names() -> frozenset[str]:
    return words("fixed_names", "name")


@lru_cache(maxsize=1)
def _heads() -> frozenset[str]:
    return words("posts") | words("organization_heads")


def _bonus(parse: Parse) -> float:
    lemma = parse.lemma.replace("ё", "е")
    listed = lemma in _heads() or lemma.rsplit("-", 1)[-1] in _heads()
    factor = LISTED_HEAD if listed else 1.0
    if not parse.known:  # «Росстатом» is of «Росстат», whatever the ending suggests
        factor *= 3.0 if parse.tag.gender == "masc" and parse.lemma.endswith(_HARD) else 1.0
        factor *= 0.1 if parse.tag.case == "nomn" and parse.word.endswith(_OBLIQUE) else 1.0
    if "Surn" in parse.tag or "Name" in parse.tag or "Abbr" in parse.tag:
        factor *= 0.1
    return factor


def _apposed(found: Sequence[_Word], group: _Group, text: str) -> list[tuple[_Word, Parse]]:
    """What else changes with the head: «... – главному бухгалтеру», «... и заместителю», «городу Якутску»,
    «организациям, осуществляющим ...»."""
    changes: list[tuple[_Word, Parse]] = []
    current, index = group, group.next
    while index < len(found):
        word = found[index]
        if word.quoted:
            index += 1
            continue
        direct = index == current.next
        step = _apposition(found, index, current, direct=direct)
        if step is None:
            index += 1
            continue
        changes += step.items
        current, index = (step, step.next) if step.head.tag.pos == "NOUN" else (current, step.next)
    return changes


def _apposition(found: Sequence[_Word], index: int, head: _Group, *, direct: bool) -> _Group | None:
    """The group at `index` that stands on the same footing as the head, in its case; None if there is none."""
    word = found[index]
    if _DASH.fullmatch(word.gap):
        return _same_case(found, index, head)
    if word.gap.strip() == ",":
        participle = _participle(found, index, head, direct=direct)
        if participle is not None:
            return participle
        other = _same_case(found, index, head)
        return other if other is not None and (direct or (head.animate and _listed(other))) else None
    if word.lower in _CONJUNCTIONS and not word.gap.strip() and index + 1 < len(found) and not found[index + 1].gap.strip():
        other = _same_case(found, index + 1, head)
        if other is None or not (direct or _coordinates(found, index, head, other)):
            return None
        return other
    if direct and not word.gap.strip():
        return _direct(found, index, head)
    return None


def _same_case(found: Sequence[_Word], index: int, head: _Group) -> _Group | None:
    fitting = [group for group in _groups(found, index) if group.case == head.case and group.head.tag.pos == "NOUN"]
    return max(fitting, key=lambda group: (group.number == head.number, group.score), default=None)


def _listed(group: _Group) -> bool:
    return group.head.lemma.replace("ё", "е") in _heads() or group.animate


def _coordinates(found: Sequence[_Word], index: int, head: _Group, other: _Group) -> bool:
    """«директору школы и главному бухгалтеру», but «Комитету по образованию и науке», «Департамента образования и науки»."""
    tail = found[head.next : index]
    if any(word.lower in _PREPOSITIONS for word in tail):
        return head.animate and other.head.tag.animacy == "anim" and head.case != "gent"
    if head.animate and other.head.tag.animacy == "anim":
        last_animate = any(p.tag.animacy == "anim" for p in tail[-1].readings if p.tag.case == "gent")
        return head.case != "gent" or not last_animate
    return head.case != "gent" and other.head.lemma.replace("ё", "е") in words("organization_heads")


def _participle(found: Sequence[_Word], index: int, head: _Group, *, direct: bool) -> _Group | None:
    """«организациям, осуществляющим ...», «специалисту, ответственному за ...»: it agrees with the head, and not with the
    last noun of the tail («руководителям организаций, реализующих ...»)."""
    for parse in found[index].readings:
        if parse.tag.pos not in ("PRTF", "ADJF") or not _agree(parse, head.head):
            continue
        last = found[index - 1]
        if not direct and any(_agree(p, q) for p in found[index].readings for q in last.readings if q.tag.case == "gent"):
            continue
        if any(p.tag.pos == "NOUN" for p in found[index].readings):
            continue
        _, noun = _span(found, index)
        if noun is not None and noun > index:
            return None
        return _Group(head.case, head.number, parse, 1.0, ((found[index], parse),), index + 1)
    return None


def _direct(found: Sequence[_Word], index: int, head: _Group) -> _Group | None:
    """The word right after the head: a place name after «город», a second post after a post («врачу терапевту»)."""
    for parse in found[index].readings:
        tag = parse.tag
        if tag.pos != "NOUN" or tag.case != head.case or tag.number != "sing":
            continue
        place = head.head.lemma in _PLACES and "Geox" in tag
        post = head.head.tag.animacy == tag.animacy == "anim" and head.case != "gent" and not ({"Surn", "Name"} & tag.grammemes)
        if place or (post and head.number == "sing"):
            return _Group(head.case, head.number, parse, 1.0, ((found[index], parse),), index + 1)
    return None


def _bare_abbreviation(text: str) -> str:
    """«МИДу России» -> «МИД России», «ВУЗам» -> «ВУЗы»."""
    match = _ABBREVIATION_FORM.match(text)
    if match is None:
        return text
    plural = "ы" if match["ending"] in ("ы", "ов", "ам", "ами", "ах") else ""
    return match["base"] + plural + text[match.end() :]
