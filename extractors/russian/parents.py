"""The body that a name belongs to, behind it: «… Министерства здравоохранения», «… Роспотребнадзора»."""

from __future__ import annotations

from typing import Final

from extractors.russian.bodies import known_end
from extractors.russian.borders import quote_end
from extractors.russian.organization_heads import head_of
from extractors.russian.tails import Walk
from extractors.russian.wordforms import Token, cases, lemmas, may_be_adjective


def known_parent_end(walk: Walk) -> int:
    """The full name of a parent that the lexicon knows: «Управление | Федеральной службы по надзору в сфере защиты
    прав …».
    """
    if not walk.tail.strict or walk.closed or walk.token.kind != "word":
        return walk.at
    j = walk.at
    while j < walk.limit and _before_head(walk.tokens[j]):
        j += 1
    end = known_end(walk.tokens, j) if j < walk.limit and walk.tokens[j].kind == "word" else 0
    if end:
        walk.close()
    return end or walk.at


def _before_head(token: Token) -> bool:
    """An adjective before a head; «главного» is a noun to the dictionary too."""
    return token.kind == "word" and may_be_adjective(token.text) and head_of(token.text) is None


def letters_end(walk: Walk) -> int:
    """«ДПО», «МВД»: letters that stand for a genitive; behind a closed name only those of a parent."""
    token = walk.token
    if token.kind != "word" or not token.abbreviation or lemmas(token.text) & walk.tail.stops:
        return walk.at
    if token.text in walk.tail.openers:
        if walk.closed and (walk.follows_quote or not walk.numbered) and not walk.tail.chains:
            return walk.at
        walk.reopen(form=True)
    elif walk.closed and token.text in walk.tail.units and not walk.quoted:
        walk.reopen()  # «Отделение судебных приставов № 2 по г. Абакану УФССП России»
    elif walk.closed and not walk.tail.is_body(token):
        return walk.at
    return walk.at + 1


def parent_end(walk: Walk) -> int:
    """The body that a closed name belongs to: «… «Ромашка» Министерства здравоохранения», «… № 8 Роспотребнадзора»."""
    if walk.token.start in walk.tail.bodies and not walk.token.abbreviation:
        if walk.closed and walk.at and walk.tokens[walk.at - 1].lower in ("федерации", "россии"):
            return walk.at  # «письмо Аппарата Правительства Российской Федерации | Минобрнауки России рассмотрело»
        walk.close()  # «Департамент … образования Минсельхоза России»
        return walk.at + 1
    if not walk.closed or not walk.tail.strict or walk.token.kind != "word":
        return walk.at
    j = walk.at
    while j < walk.limit and _before_head(walk.tokens[j]):
        j += 1
    if j >= walk.limit or walk.tokens[j].kind != "word" or not walk.tail.is_body(walk.tokens[j]):
        return walk.at
    # «Отделение по Калужской области главного управления …»: capitals are lost in a letterhead
    serves = walk.place_case == "datv"
    if "gent" not in cases(walk.tokens[j].text) or not (walk.tokens[walk.at].capital or walk.quoted or serves):
        return walk.at
    walk.reopen()
    return j + 1


def company_end(walk: Walk) -> int:
    """The company that an institution belongs to: «… «Дорожная больница»⏎открытого акционерного общества «РЖД»»."""
    words = [token.lower for token in walk.tokens[walk.at : walk.at + 3]]
    if not walk.follows_quote or not walk.tail.strict or words[1:] != ["акционерного", "общества"] or words[0] not in _OPEN:
        return walk.at
    quote = walk.at + 3
    return quote_end(walk.tokens, quote) if quote < walk.limit and walk.tokens[quote].kind == "open" else walk.at


_OPEN: Final = ("открытого", "публичного", "закрытого")
