"""Borders of a name among tokens: where a person, an address, a quote begins or ends.

>>> said = tokenize("«Центр «Орлеу» и «Лицей»", 0, 24)
>>> [t.text for t in said[: quote_end(said, 0)]]
['«', 'Центр', '«', 'Орлеу', '»']
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extractors.russian.morph import CACHE_WORDS, known, parses
from extractors.russian.organization_heads import head_of
from extractors.russian.wordforms import Token, is_given_name, is_place, is_verb, listed, noun_cases, tokenize

__all__ = ["begins_address", "begins_street", "is_initial", "quote_end", "starts_person", "tokenize"]

#: What a street may have behind its name.
_STREETS: Final = listed("ул пер пл просп пр наб ш б-р")
_LONGEST_QUOTE: Final = 320  # characters: a quoted name is no longer
_POSTCODE: Final = 6  # digits
_UNCLOSED: Final = 15  # tokens of a quote that never closes


def starts_person(tokens: Sequence[Token], i: int) -> bool:
    """Whether a person's name begins at `i`: «А. Р. Шмулевичем», «Ощепкова Римма», «Шелковников Т. С.», «Инна».

    A surname alone begins none: nothing tells it from the name of a place.
    """
    token = tokens[i]
    if token.kind != "word" or not token.capital:
        return False
    if is_initial(tokens, i):
        return True
    if is_given_name(token.text) and not is_place(token.text):
        return True
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    if following is None or following.kind != "word" or not following.capital or token.abbreviation:
        return False
    if is_initial(tokens, i + 1):
        behind = _behind_initials(tokens, i + 1)
        theirs = behind < len(tokens) and tokens[behind].kind == "word" and tokens[behind].capital
        return not theirs or (_surname(token.text) and not is_place(token.text))  # «города Бердска Е. А. Шестернин»
    if not is_given_name(following.text) or is_place(following.text) or head_of(token.text) is not None:
        return False  # «комитета Государственной Думы | Пётр Зорин»
    return not is_place(token.text) or not known(token.text) or _surname(token.text)


def is_initial(tokens: Sequence[Token], i: int) -> bool:
    """«Т.» before another initial or a capitalised word, or behind one."""
    token = tokens[i]
    of_two = len(token.text) == 3 and token.text[1] == "-" and token.text.isupper()  # «имени Очирова Л-Г.Б.»
    if not (len(token.text) == 1 or of_two or token.text == "Дж") or not token.capital or i + 1 >= len(tokens) or tokens[i + 1].text != ".":
        return False
    return tokens[i + 1].start == token.end


def _behind_initials(tokens: Sequence[Token], i: int) -> int:
    while i < len(tokens) and is_initial(tokens, i):
        i += 2
    return i


@lru_cache(maxsize=CACHE_WORDS)
def _surname(word: str) -> bool:
    return any("Surn" in p.tag for p in parses(word)[:6])


#: Shortenings of addresses and of contacts; with a dot (or a colon) they end any name.
_ADDRESS_WORDS: Final = listed(
    "ул пер пл просп пр пр-т пр-кт шос наб мкр б-р тел телефон факс телефакс каб оф корп стр эл e-mail д юр факт почт"
)


def begins_address(tokens: Sequence[Token], i: int) -> bool:
    """«пер. Интернациональный», «тел.», «ул. Мира»: an address or contacts begin at `i`."""
    if tokens[i].lower not in _ADDRESS_WORDS or i + 1 >= len(tokens):
        return False
    if tokens[i].lower == "д" and i + 2 < len(tokens) and tokens[i + 2].kind == "word" and tokens[i + 2].capital:
        return len(tokens[i + 2].text) == 1  # «школа д. Лопухи» of a village; «д. А» is a house
    return tokens[i + 1].text in (".", ":", "/") and tokens[i + 1].start <= tokens[i].end + 1


def begins_street(tokens: Sequence[Token], i: int) -> bool:
    """«Каширина ул., 29», «Ленина пр.»: a street said before what it is begins at `i`; «мэрии⏎ул. Ленина» none."""
    if i + 1 >= len(tokens) or not tokens[i].capital or tokens[i + 1].lower not in _STREETS:
        return False
    named_behind = i + 3 < len(tokens) and tokens[i + 3].kind == "word" and tokens[i + 3].capital
    return begins_address(tokens, i + 1) and not named_behind


def quote_end(tokens: Sequence[Token], i: int) -> int:
    """Index behind the quoted name that opens at `i`.

    Quotes nest, and the inner close often serves for both: «Центр «Орлеу» may end there. So behind an inner close the
    name goes on only if what follows is words of a name up to another close: «Центр «Орлеу» институт по области».
    """
    depth, last_close = 0, None
    for j in range(i, len(tokens)):
        token = tokens[j]
        if token.end - tokens[i].start > _LONGEST_QUOTE or token.kind == "break":
            break
        if token.kind == "open":
            if last_close is not None and _separate(tokens, last_close, j):
                return last_close + 1
            depth += 1
        elif token.kind == "close":
            depth -= 1
            last_close = j
            if depth <= 0:
                return j + 1
        elif last_close is not None and _ends_name(token):
            return last_close + 1
        elif token.text in ".!?" and _ends_sentence(tokens, j):
            break
    return last_close + 1 if last_close is not None else _unclosed_end(tokens, i)


def _separate(tokens: Sequence[Token], close: int, opening: int) -> bool:
    """Whether the quote at `opening` begins another name: something stands between that is no part of one name."""
    between = tokens[close + 1 : opening]
    if [t.lower for t in between] == ["филиал"]:
        return True  # «АО «Концерн «Сад» филиал «Яблоня»»
    return any(t.text in ",;:(" or t.lower == "и" or t.abbreviation or _ends_name(t) for t in between)


def _ends_name(token: Token) -> bool:
    """What does not stand in a name behind an inner quote: a verb, a comma, a bracket, «и»."""
    if token.kind == "punct":
        return token.text in ",;:()"
    return token.kind == "word" and not token.abbreviation and is_verb(token.text) and token.lower not in _NAME_WORDS


_NAME_WORDS: Final = frozenset(("по", "имени", "им", "на", "при", "в", "г", "для", "с"))


def _ends_sentence(tokens: Sequence[Token], j: int) -> bool:
    """A full stop that closes no shortening: «г. Шуи», «им. Горького», «М. Горького»."""
    before = tokens[j - 1]
    following = tokens[j + 1] if j + 1 < len(tokens) else None
    return len(before.text) > 3 and following is not None and following.capital and following.start > tokens[j].end


def _joins(tokens: Sequence[Token], j: int) -> bool:
    """«Центр гигиены | и эпидемиологии»: «и» between two nouns in the genitive goes on with the name."""
    if tokens[j].lower != "и" or j + 1 >= len(tokens):
        return False
    return all(t.kind == "word" and t.text.islower() and "gent" in noun_cases(t.text) for t in (tokens[j - 1], tokens[j + 1]))


def _unclosed_end(tokens: Sequence[Token], i: int) -> int:
    """Index behind the words of a quote that never closes: up to a sign, a verb, a bracket; `i` where it holds none of a name
    («учреждение "К», where a text is cut off)."""
    j = i + 1
    while j < len(tokens) and j - i <= _UNCLOSED:
        token = tokens[j]
        if token.kind == "break" or (token.kind == "punct" and token.text not in ".-"):
            break
        if token.kind == "number" and len(token.text) >= _POSTCODE:
            break  # «ОАО «НИИ «Вектор⏎170100, г. Тверь»
        if _ends_name(token) and not _joins(tokens, j):
            break
        if begins_address(tokens, j):
            break
        if token.text == "." and _ends_sentence(tokens, j):
            break
        j += 1
    while j > i + 1 and tokens[j - 1].lower in (*_NAME_WORDS, ".", "-", "и"):
        j -= 1
    return j if j > i + 1 else i
