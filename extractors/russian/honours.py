"""Whom a name is after: «имени Ф. Скорины», «им. дважды Героя Советского Союза маршала П.К. Кошевого», «имени
50-летия Победы».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.russian.borders import is_initial
from extractors.russian.morph import known
from extractors.russian.organization_heads import head_of
from extractors.russian.tails import Walk
from extractors.russian.wordforms import (
    Token,
    agreement,
    cases,
    goes_in_names,
    is_given_name,
    is_place,
    lemmas,
    listed,
    may_be_adjective,
    readings,
)

_OF_FATHERS: Final = ("вича", "ича", "вны", "чны")  # patronymics in the genitive
_NAME_PARTS: Final = 3  # given name, patronymic, surname
_LONGEST_HONOUR: Final = 12  # tokens of «имени дважды Героя Советского Союза маршала …»


def named_after_end(walk: Walk) -> int:
    """«имени Ф. Скорины», «им. М.В. Ломоносова», «имени академика С.П. Королева», «имени 50-летия Победы»."""
    if walk.token.lower not in ("имени", "им", "памяти"):
        return walk.at
    tokens, j = walk.tokens, walk.at + 1
    if j < walk.limit and tokens[j].text == ".":
        j += 1
    first = j
    while j < walk.limit and j - first < _LONGEST_HONOUR and _honours(tokens, j):  # «дважды Героя Советского Союза»
        j += 1
    end = _thing_end(tokens, j, walk.limit) or honoured_end(tokens, j, walk.limit)
    if end == first:
        return walk.at
    walk.honoured = True
    walk.close()
    return end


def _thing_end(tokens: Sequence[Token], j: int, limit: int) -> int:
    """Index behind a body or an event, 0 for anybody: «имени | Верховного Совета РСФСР», «имени | Парижской коммуны»."""
    if j + 1 >= limit or tokens[j].kind != "word" or not tokens[j].capital or any("Surn" in p.tag for p in readings(tokens[j].text)):
        return 0
    noun = tokens[j + 1]
    if not may_be_adjective(tokens[j].text) or ("gent", "sing") not in agreement(tokens[j].text, noun.text):
        return 0
    if noun.capital and lemmas(noun.text).isdisjoint(_THINGS):
        return 0  # «имени Святого Николая», «имени Горького | Министерства …»
    lands = j + 2 < limit and tokens[j + 2].text in ("СССР", "РСФСР")
    return j + 2 + lands


#: What a body is named after that is nobody, written with a capital.
_THINGS: Final = listed("совет революция коммуна комсомол победа армия флот гвардия дивизия интернационал")


def _honours(tokens: Sequence[Token], j: int) -> bool:
    """A rank or a deed in the genitive: «академика», «Героя Советского Союза», «50-летия», «Великой»."""
    token = tokens[j]
    if token.kind == "number":
        return True
    if token.kind != "word" or is_initial(tokens, j) or token.lower in ("от", "в", "по", "на", "с", "и"):
        return False
    if token.text in ("РФ", "СССР", "России") or token.lower in ("дважды", "трижды"):
        return True
    return lemmas(token.text).isdisjoint(_TITLES) is False or (
        not token.capital and "gent" in cases(token.text) and goes_in_names(token.text)
    )


_TITLES: Final = listed(
    "герой советский российский федерация союз маршал генерал генерал-майор генерал-лейтенант адмирал полковник "
    "майор капитан академик профессор доктор космонавт летчик-космонавт летчик князь святой святитель преподобный "
    "император царь граф поэт писатель композитор художник народный заслуженный артист учитель врач труд "
    "социалистический социалист слава орден лауреат патриарх митрополит архимандрит атаман партизан великий "
    "отечественный кавалер полный летчик-испытатель испытатель"
)


def honoured_end(tokens: Sequence[Token], j: int, limit: int) -> int:
    """Index behind the name of the one a body is named after: «М.В. Ломоносова», «Максима Танка», «Иннокентия
    Анненского», «Победы».
    """
    if j < limit and is_initial(tokens, j):
        while j < limit and is_initial(tokens, j):
            j += 2
        return j + 1 if j < limit and tokens[j].kind == "word" and tokens[j].capital else j
    if _foreign_given(tokens, j, limit):
        return j + 2
    parts = 0
    while (
        j < limit
        and parts < _NAME_PARTS
        and tokens[j].kind == "word"
        and tokens[j].capital
        and "gent" in cases(tokens[j].text)
    ):
        given = is_given_name(tokens[j].text)
        j += 1
        parts += 1
        if j < limit and is_initial(tokens, j) and not given and not _others(tokens, j, limit):
            while j < limit and is_initial(tokens, j):  # «имени Ломоносова М.В.»
                j += 2
            return j
        if not given:
            whole = _with_given_names(tokens, j, limit) if parts == 1 else j
            return whole if whole > j else j + _goes_on(tokens, j, limit)
    return j


def _others(tokens: Sequence[Token], j: int, limit: int) -> bool:
    """Whether the initials behind a name are of somebody else: «библиотекарь библиотеки имени Горького | А. Рычагова»."""
    while j < limit and is_initial(tokens, j):
        j += 2
    return j < limit and tokens[j].kind == "word" and tokens[j].capital and not tokens[j].abbreviation and not is_place(tokens[j].text)


def _with_given_names(tokens: Sequence[Token], j: int, limit: int) -> int:
    """Index behind the given name and the patronymic that follow a surname: «имени лётчика Грушина Акима Павловича»."""
    pair = tokens[j : min(j + 2, limit)]
    whole = len(pair) == 2 and all(t.kind == "word" and t.capital and "gent" in cases(t.text) for t in pair)
    return j + 2 if whole and is_given_name(pair[0].text) and pair[1].lower.endswith(_OF_FATHERS) else j


def _goes_on(tokens: Sequence[Token], j: int, limit: int) -> bool:
    """Whether a surname follows a given name that the dictionary has not: «Кузебая | Герда»."""
    if j >= limit or known(tokens[j - 1].text) or tokens[j].kind != "word" or not tokens[j].capital:
        return False
    word = tokens[j].text
    adjective = may_be_adjective(word) and not _POSSESSIVE.search(word)  # «Файзи | Гаскарова»
    return not (tokens[j].abbreviation or adjective or is_place(word) or head_of(word))


_POSSESSIVE: Final = re.compile("(?:[оеё]в|[иы]н)а$")


def _foreign_given(tokens: Sequence[Token], j: int, limit: int) -> bool:
    """A given name whose genitive no dictionary tells, a surname behind it: «имени | Хоца Намсараева», «Мустая Карима»."""
    pair = tokens[j : min(j + 2, limit)]
    if len(pair) < 2 or not all(t.kind == "word" and t.capital and not t.abbreviation for t in pair) or known(pair[0].text):
        return False
    return "gent" not in cases(pair[0].text) and "gent" in cases(pair[1].text) and _goes_on(tokens, j + 1, limit)
