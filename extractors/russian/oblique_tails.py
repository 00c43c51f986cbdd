"""Words of a tail that stand in a case: «Министерства | образования», «органов управления | образованием», «помощи | детям»."""

from __future__ import annotations

from typing import Final

from extractors.russian.tails import Walk
from extractors.russian.wordforms import (
    cases,
    describes,
    goes_in_names,
    lemmas,
    listed,
    may_be_adjective,
    may_be_noun,
    readings,
)

#: «ПАО Сбербанк | г. Москва», «возобновить Министерству | уверения», «передал университету | предложения вузов».
_NO_TAIL: Final = frozenset(("г", "уверения", "предложения", "письма", "заявления", "приветствия", "поздравления", "замечания"))


def oblique_end(walk: Walk) -> int:
    """Index behind the word at which a walk is, where it goes on the tail: «образования», «высшего» before its noun."""
    token, word = walk.token, walk.token.text
    if token.kind != "word" or (walk.closed and walk.tail.strict and token.lower not in walk.tail.after_place):
        return walk.at
    if walk.at + 1 < walk.limit and walk.tokens[walk.at + 1].lower == "созыва":
        return walk.at  # «депутат Государственной Думы восьмого созыва»
    their = token.lower == "их" and "среда" in lemmas(walk.tokens[walk.at - 1].text)  # «среды их обитания»
    if their or (walk.at == walk.start and token.lower == "уполномоченного"):  # «Аппарат Уполномоченного по правам человека»
        return walk.at + 1
    if walk.at == walk.start and [t.lower for t in walk.tokens[walk.at : walk.at + 2]] == ["полномочного", "представителя"]:
        return walk.at + 2  # «Аппарат полномочного представителя Президента Российской Федерации в … федеральном округе»
    if token.lower == "особо" and walk.at + 1 < walk.limit and "gent" in cases(walk.tokens[walk.at + 1].text):
        return walk.at + 1  # «отдел особо охраняемых территорий»
    if "gent" not in cases(word):
        return walk.at + 1 if _dative(walk) else _instrumental(walk)
    if not goes_in_names(word) or (_stops(walk, word) and not token.capital) or word in _NO_TAIL:
        return walk.at
    if may_be_adjective(word) and not may_be_noun(word) and token.lower != "несовершеннолетних":
        return walk.at + 1 if _noun_follows(walk) else walk.at
    return walk.at + 1


#: Officials that bodies are of: «администрация губернатора», «аппарат уполномоченного».
_MASTERS: Final = listed("губернатор президент уполномоченный глава полпред")
_OF_MASTERS: Final = listed("администрация аппарат")


def _stops(walk: Walk, word: str) -> bool:
    """Whether the word is a post, which begins another phrase; «ректоров», «учителей» are those whom a body unites."""
    genitive = [p for p in readings(word) if p.tag.case == "gent"]
    if may_be_adjective(word) and walk.at + 1 < walk.limit and describes(word, walk.tokens[walk.at + 1].text):
        return False  # «управляющего | совета»
    if not all(p.lemma.replace("ё", "е") in walk.tail.stops and p.tag.number == "sing" for p in genitive):
        return False
    first = walk.at == walk.start or bool(lemmas(walk.tokens[walk.at - 1].text) & _OF_MASTERS)  # «управление … администрации | губернатора»
    return not (first and lemmas(word) & _MASTERS)


#: Verbal nouns that rule the instrumental.
_RULING: Final = listed("управление руководство заведование обеспечение распоряжение")


def _instrumental(walk: Walk) -> int:
    """Index behind «образованием» of «органов управления образованием», «государственным имуществом»."""
    before = lemmas(walk.tokens[walk.at - 1].text) if walk.at else frozenset()
    if not before & _RULING:
        return walk.at
    for i in range(walk.at, walk.limit):
        token = walk.tokens[i]
        if token.kind != "word" or token.capital or "ablt" not in cases(token.text):
            return walk.at
        following = walk.tokens[i + 1] if i + 1 < walk.limit else None
        goes_on = following is not None and following.kind == "word" and "ablt" in cases(following.text)
        if not (may_be_adjective(token.text) and goes_on):
            return i + 1
    return walk.at


def _dative(walk: Walk) -> bool:
    """«Фонд содействия инновациям», «помощи детям»."""
    before = lemmas(walk.tokens[walk.at - 1].text) if walk.at > walk.start else frozenset()
    helps = before & {"содействие", "помощь", "противодействие", "служение"}
    return bool(helps) and "datv" in cases(walk.token.text) and not walk.token.capital


def _noun_follows(walk: Walk) -> bool:
    for token in walk.tokens[walk.at + 1 : min(walk.limit, walk.at + 5)]:
        if token.kind != "word":
            return token.text in (",", "-", "(")
        if token.lower == "и" or token.abbreviation:
            return True
        if may_be_noun(token.text) and "gent" in cases(token.text):
            return True
        if not may_be_adjective(token.text):
            return False
    return False
