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
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from extractors.russian.agreement import GOVERNING, Group, Word, agree, groups, is_noun, phrase_words
from extractors.russian.appositions import DASH, apposed
from extractors.russian.capitals import restore_case
from extractors.russian.lexicon import lexicon, words
from extractors.russian.morph import CACHE_RARE, CACHE_WORDS, Parse, inflect, spell_like
from extractors.russian.name_paradigms import CASES
from extractors.russian.proper_names import is_abbreviation

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["decline_phrase", "nominative_phrase", "phrase_case", "restore_case"]

#: How often a phrase stands in a case when nothing is known of its place. The nominative outweighs the accusative
#: that looks like it; the genitive singular outweighs the plural that looks like it («администрации города»,
#: «директора школы»).
PRIOR: Final = {"nomn": 1.0, "gent": 0.6, "datv": 0.6, "ablt": 0.5, "loct": 0.2, "accs": 0.15}
PLURAL: Final = 0.35
#: «директора школ»: small letter and a plural tail speak for a plural head.
PLURAL_TAIL: Final = 3.0
#: «обучающимся», «государственным служащим»: participles that name people name many of them.
PLURAL_CLASS: Final = 3.0
#: A participle after a comma shows the number: «учреждения, подведомственные министерству».
AGAINST_PARTICIPLE: Final = 0.2
#: A case that the caller knows outweighs every prior.
STATED: Final = 100.0

_ACTING: Final = re.compile(
    r"""
      (?:вр(?:ем)?\s?\.?\s{0,2})? и\s?\.\s{0,2}о\s?\.     # «и.о. министра», «Вр. и. о. главы»
    | врио\b | ио\b | вр\.?\s?и\.?\s?о\.?                 # «Врио начальника»
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ABBREVIATION_FORM: Final = re.compile(r"(?P<base>[А-ЯЁ]{2,7})(?P<ending>а|у|ом|ем|е|ы|ов|ам|ами|ах)(?!\w)")


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
    all_words = phrase_words(text)
    changes = list(best.items)
    changes += apposed(all_words, best)
    pieces: list[str] = []
    position = 0
    for word, parse in sorted(changes, key=lambda item: item[0].start):
        pieces += (text[position : word.start], _form(word, parse, target, animate=best.animate))
        position = word.end
    return "".join(pieces) + text[position:]


def _form(word: Word, parse: Parse, case: str, *, animate: bool) -> str:
    """The word in the case, its number and gender kept, its capitals too."""
    if word.text[0].isdecimal():
        return _ordinal(word.text, parse, case)
    if parse.tag.pos == "NOUN" and parse.tag.number == "plur" and case == "nomn":
        plural = _plurals().get(parse.lemma)
        if plural is not None:
            return spell_like(plural, word.text)
    if case == "accs" and (parse.tag.number == "plur" or parse.tag.gender == "masc" or (parse.tag.gender is None)):
        case = _accusative(parse, animate=animate)
    wanted = {case}
    if parse.tag.number:
        wanted.add(parse.tag.number)
    if parse.tag.pos != "NOUN" and parse.tag.number == "sing" and parse.tag.gender:
        wanted.add(parse.tag.gender)
    form = inflect(parse, wanted)
    if form is None:
        return word.text
    if form.word[:4] != parse.word[:4] and parse.word[:4] in _SUPERLATIVES:
        return spell_like(_superlative(parse, case), word.text)
    return _spelled(form.word, word.text)


def _spelled(form: str, model: str) -> str:
    """The form with the capitals of the model; «IT-специалисту» keeps its first part."""
    parts, models = form.split("-"), model.split("-")
    written = spell_like(form, model)
    if len(parts) == len(models) > 1 and models[0].isupper() and len(models[0]) > 1 and not model.isupper():
        return "-".join([models[0], *written.split("-")[1:]])
    return written


def _accusative(parse: Parse, *, animate: bool) -> str:
    """The case whose form serves for the accusative: the living have the genitive, but «судью», «главу» have their
    own."""
    if parse.tag.pos == "NOUN" and parse.tag.number == "sing" and parse.lemma.endswith(("а", "я")):
        return "accs"
    return "gent" if animate else "nomn"


#: «высший» is one word with «высочайший» to the dictionary.
_SUPERLATIVES: Final = frozenset(("высш", "низш"))
_SOFT_ENDINGS: Final = {
    "masc": {"nomn": "ий", "gent": "его", "datv": "ему", "accs": "ий", "ablt": "им", "loct": "ем"},
    "neut": {"nomn": "ее", "gent": "его", "datv": "ему", "accs": "ее", "ablt": "им", "loct": "ем"},
    "femn": {"nomn": "ая", "gent": "ей", "datv": "ей", "accs": "ую", "ablt": "ей", "loct": "ей"},
    "plur": {"nomn": "ие", "gent": "их", "datv": "им", "accs": "ие", "ablt": "ими", "loct": "их"},
}


def _superlative(parse: Parse, case: str) -> str:
    kind = "plur" if parse.tag.number == "plur" else parse.tag.gender or "masc"
    return parse.word[:4] + _SOFT_ENDINGS[kind][case]


@lru_cache(maxsize=1)
def _plurals() -> dict[str, str]:
    return {row["lemma"]: row["plural"] for row in lexicon("plurals")}


_ORDINAL_ENDINGS: Final = {
    "masc": {"nomn": "й", "gent": "го", "datv": "му", "accs": "го", "ablt": "м", "loct": "м"},
    "femn": {"nomn": "я", "gent": "й", "datv": "й", "accs": "ю", "ablt": "й", "loct": "й"},
}


def _ordinal(text: str, parse: Parse, case: str) -> str:
    endings = _ORDINAL_ENDINGS.get(parse.tag.gender or "masc", _ORDINAL_ENDINGS["masc"])
    return text.partition("-")[0] + "-" + endings[case]


@lru_cache(maxsize=CACHE_RARE)
def _phrase_readings(text: str, stated: str | None) -> tuple[Group, ...]:
    """Readings of the beginning of a phrase, one a case and number, the best first."""
    if _ACTING.match(text.lstrip()):
        return ()  # «и.о. министра»: the abbreviation has no cases, and what follows it is its tail
    found = phrase_words(text)
    start = 0
    if found and found[0].lower.replace("ё", "е") in words("fixed_names", "name"):
        return ()  # «Минпросвещения России» is its own nominative
    while start < len(found) and _is_prefix(found[start].text, text):
        start += 1
    read = list(groups(found, start))
    if start:  # «МБДОУ детскому саду № 5»; a genitive after an abbreviation is its tail: «ФГБУ науки»
        read = [group for group in read if group.case in ("datv", "ablt", "nomn")]
        if any(group.case == "nomn" for group in read):
            return ()
    weighed = [_weighed(group, found, stated) for group in read]
    return tuple(sorted(weighed, key=lambda g: (-g.score, CASES.index(g.case), g.number)))


def _is_prefix(word: str, text: str) -> bool:
    return is_abbreviation(word, alone=text.isupper())


def _weighed(group: Group, found: Sequence[Word], stated: str | None) -> Group:
    score = group.score * PRIOR[group.case]
    if group.number == "plur":
        score *= PLURAL
        tail = found[group.next : group.next + 2]
        likeliest = [word.readings[0].tag for word in tail[-1:]]
        plural_tail = any(tag.number == "plur" and tag.case == "gent" for tag in likeliest)
        if plural_tail and (group.animate or found[0].text[:1].islower()):
            score *= PLURAL_TAIL
        lemma = group.head.lemma
        official = lemma in words("posts") or lemma in GOVERNING or lemma == "исполнять"
        if group.head.tag.pos != "NOUN" and not official:
            score *= PLURAL_CLASS
    if stated is not None and group.case == stated:
        score *= STATED
    if any(DASH.fullmatch(found[i].gap) and not _may_stand(found, i, group) for i in range(group.next, len(found))):
        score *= 0.3
    if _contradicted(found, group):
        score *= AGAINST_PARTICIPLE
    return Group(group.case, group.number, group.head, score, group.items, group.next)


def _contradicted(found: Sequence[Word], group: Group) -> bool:
    if group.next >= len(found) or found[group.next].gap.strip() != ",":
        return False
    modifiers = [p for p in found[group.next].readings if p.tag.pos in ("PRTF", "ADJF")]
    if not modifiers or is_noun(found[group.next]):
        return False
    return not any(agree(p, group.head) for p in modifiers)


def _may_stand(found: Sequence[Word], index: int, group: Group) -> bool:
    """Whether what follows a dash has the case of the group, as an apposition would."""
    return any(p.tag.case == group.case for p in found[index].readings)


def _bare_abbreviation(text: str) -> str:
    """«МИДу России» -> «МИД России», «ВУЗам» -> «ВУЗы»."""
    match = _ABBREVIATION_FORM.match(text)
    if match is None:
        return text
    plural = "ы" if match["ending"] in ("ы", "ов", "ам", "ами", "ах") else ""
    return match["base"] + plural + text[match.end() :]
