"""What the words behind a name say of it: a verb of its gender, an infinitive of an order, an apposition in its case.

>>> after(" сообщила, что", 0, 14).gender, after(" обеспечить явку", 0, 16).cases
('f', {'datv': 0.9, 'nomn': 0.1})
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from extractors.russian.morph import Parse, parses
from extractors.russian.person_grammar import (
    NOTHING,
    ORDERED,
    SUBJECT,
    Said,
    gender_of,
    gender_of_person,
    is_person,
    nouns,
    shares_of,
)

_LIST: Final = re.compile(r"\s{0,3}(?:\([^()\n]{2,60}\)\s{0,2})?(?:,|\bи\b|\bили\b|,\s{0,2}а\s{1,2}также)\s{0,3}")
_LONGEST_LIST_GAP: Final = 80
#: The word behind a name, an apposition between commas passed over: «Петров, директор школы, сообщил».
_BEHIND: Final = re.compile(r"\s{0,3}(?:[,(][^,()\n.]{0,90}[,)]\s{1,3})?([а-я]{3,25})")


#: «Заике А.А. до 10 сентября представить график»: a term before the infinitive of an order.
_TERM_AND_ORDER: Final = re.compile(
    r"\s{0,3}(?:до|к|ко|не позднее|не позже|в срок|в течение|ежедневно|ежемесячно)\s[^,;:()\n]{1,50}?\s"
    r"(?P<order>[а-я]{3,20}(?:ть|ти|чь)(?:ся)?)(?![а-я])"
)
#: What begins an apposition, and its words: «Сабитову А. Н., директора …», «Юшкову Евлампию, ведущего психолога …».
_APPOSED: Final = re.compile(r"(?P<mark>,|\s{0,2}-)\s{1,3}(?=[а-я])")
_WORD: Final = re.compile(r"[а-я]{2,25}(?:-[а-я]{2,25}){0,2}(?![а-я.-])")
_NEXT: Final = re.compile(r"\s{1,2}([а-я]{3,25})(?![а-я-])")
_LONGEST_APPOSITION: Final = 4
#: Share of the nominative that is left to a name before an apposition in another case, and of the other cases before
#: one in the nominative: writers leave a post in it («Слушали: Петрова И.И. – директор»).
_LEFT: Final = 0.03
_LEFT_SO: Final = 0.1


def after(folded: str, start: int, end: int) -> Said:
    """What the text right behind a name says of it: an apposition in its case, a verb of its gender, an infinitive of
    an order."""
    if (ordered := _TERM_AND_ORDER.match(folded, start, end)) and parses(ordered["order"])[0].tag.pos == "INFN":
        return Said(ORDERED)
    apposed = _apposition(folded, start, end)
    match = _BEHIND.match(folded, start, end)
    if match is None:
        return apposed
    tag = parses(match[1])[0].tag
    if tag.pos == "INFN":
        return apposed if apposed.cases else Said(ORDERED)
    if tag.pos == "VERB" and tag.number == "sing" and (tag.gender in ("masc", "femn") or "3per" in tag):
        return Said(SUBJECT, gender_of(tag.gender) or apposed.gender)
    return apposed


def _apposition(folded: str, start: int, end: int) -> Said:
    """The case of a post or another word for one person behind a comma or a dash, and the gender that it shows; of
    «, который …» the gender alone.

    >>> said = _apposition(", ведущего психолога того же учреждения", 0, 39)
    >>> sorted(case for case, share in said.cases.items() if share > 0.1)
    ['accs', 'gent']
    >>> _apposition(", выращивающая под Лысковом овощи", 0, 33).gender
    'f'
    """
    match = _APPOSED.match(folded, start, end)
    if match is None:
        return NOTHING
    at, agreeing = match.end(), None
    for _ in range(_LONGEST_APPOSITION):
        word = _WORD.match(folded, at, end)
        if word is None:
            return NOTHING
        text = word.group()
        if _acts(folded, word.end(), end) and parses(text)[0].lemma != "который":
            return NOTHING  # «пояснила следователь Юлия Дым, подозреваемый признал вину»
        if is_person(text):
            return Said(_shared(text, agreeing), gender_of_person(text))
        modifiers = [p for p in parses(text) if p.tag.pos in ("ADJF", "PRTF") and p.tag.number == "sing"]
        if not modifiers:
            return NOTHING
        if modifiers[0].tag.pos == "PRTF" or modifiers[0].lemma == "который":
            return _of_clause(modifiers)
        agreeing = {p.tag.case for p in modifiers} & (agreeing or {p.tag.case for p in modifiers})
        at = word.end() + 1
    return NOTHING


def _acts(folded: str, at: int, end: int) -> bool:
    """Whether a finite verb stands right behind."""
    behind = _NEXT.match(folded, at, end)
    return behind is not None and parses(behind[1])[0].tag.pos == "VERB"


def _shared(word: str, agreeing: set[str | None] | None) -> Mapping[str, float]:
    """The shares of the cases that the name may have before an apposition; empty where it is one of several people."""
    cases = {case: share for case, share in shares_of(word).items() if agreeing is None or case in agreeing}
    if not any(p.tag.number == "sing" for p in nouns(word)) or not cases:
        return {}
    left = _LEFT_SO if cases.get("nomn", 0.0) > 0.5 else _LEFT
    total = sum(cases.values()) / (1 - left)
    shares = {case: share / total for case, share in cases.items()}
    if left == _LEFT:
        return {"nomn": _LEFT} | shares
    return dict.fromkeys(("gent", "datv", "accs", "ablt"), left / 4) | shares


def _of_clause(modifiers: list[Parse]) -> Said:
    """«, который …» shows the gender, «, окончившую …» the case too."""
    genders = {p.tag.gender for p in modifiers}
    gender = gender_of(next(iter(genders))) if len(genders) == 1 else None
    if modifiers[0].lemma == "который":
        return Said(gender=gender)
    return Said({case: 1 / len(modifiers) for p in modifiers if (case := p.tag.case)}, gender)


def listed_with(folded: str, end: int, start: int) -> bool:
    """Whether a name that ends at `end` and one that begins at `start` stand in one list: «А. Иванову и Б. Петрову»."""
    return start - end < _LONGEST_LIST_GAP and _LIST.fullmatch(folded, end, start) is not None
