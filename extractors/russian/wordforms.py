"""Tokens of a phrase and what grammar says of each: the letters that `chunks` and `places` spell phrases with.

    >>> [t.text for t in tokenize("МБОУ «Лицей № 3» г. Шуи", 0, 23)]
    ['МБОУ', '«', 'Лицей', '№ 3', '»', 'г', '.', 'Шуи']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.russian.declension import given_names
from extractors.russian.morph import CACHE_WORDS, Parse, known, parses

_TOKEN: Final = re.compile(
    r"""(?P<break>\n\s*\n|\x1f)                                        # a blank line, a tabulator
      | (?P<letter_number>N\s?\d+(?![\w/-]))                                  # «школа N 7»
      | (?P<spaced>(?<![^\W_])[А-Я](?:[ ][А-Я]){3,30}(?![^\W_]))               # «М И Н И С Т Е Р С Т В О»
      | (?P<word>[^\W\d_]+(?:(?:['-]|-\s{0,3}\n\s{0,40}(?=[а-я]))[^\W_]+){0,6})   # «научно-⏎исследовательский»
      | (?P<number>№{1,2}\s?\d+(?:[-/][\dА-Яа-я]+)?|\d+(?:-[а-я]{1,3})?)
      | (?P<open>«|(?<![^\s(«])"(?=\S))
      | (?P<close>[»"])
      | (?P<punct>[^\w\s]|_+)
    """,
    re.VERBOSE,
)
_LINE_END: Final = re.compile(r"-\s{0,3}\n\s{0,40}")
_READINGS: Final = 12  # of a word; what comes after them is improbable
_LEAST_SCORE: Final = 0.001
_LEAST_CUT: Final = 3  # letters of the first part of a word that a blank has cut
_LONGEST_QUOTE: Final = 320  # characters: a quoted name is no longer
_UNCLOSED: Final = 15  # tokens of a quote that never closes


def listed(text: str) -> frozenset[str]:
    """The words of a list that is kept as prose, so that it can be read."""
    return frozenset(text.split())


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a folded text; offsets count from the beginning of the document's text.

    `text` is the word as it is read: a line-end hyphen or a soft one inside it is left out where the dictionary says so.
    """

    start: int
    end: int
    text: str
    kind: str

    @property
    def lower(self) -> str:
        return self.text.lower()

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def abbreviation(self) -> bool:
        """«РФ», «ДПО», «МБОУ», «ВлГУ», «МГППУ», «ИК-5»: two or more capitals in a word."""
        letters, _, number = self.text.partition("-")
        return sum(c.isupper() for c in letters) >= 2 and len(letters) <= 12 and (not number or number.isdigit())


def tokenize(folded: str, start: int, end: int) -> list[Token]:
    """Tokens of `folded[start:end]` in order; blanks belong to none."""
    return tokens_of(folded, start, end, 0)


def tokens_of(text: str, start: int, end: int, offset: int) -> list[Token]:
    """Tokens of `text[start:end]`, their places counted from `-offset`: a piece is read as if it stood in the whole."""
    found: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        token = _token(match, offset)
        if found and token.kind == "word" and _cut_in_two(found[-1], token):
            token = Token(found[-1].start, token.end, found.pop().text + token.text, "word")
        found.append(token)
    return found


def _cut_in_two(left: Token, right: Token) -> bool:
    """«програм мы», «обра щение»: one word that an old blank has cut."""
    if left.kind != "word" or right.start != left.end + 1 or len(left.text) < _LEAST_CUT or not right.text[0].islower():
        return False
    return left.text[1:].islower() and not known(left.text) and known(left.text + right.text)


def _token(match: re.Match[str], offset: int) -> Token:
    text, kind = match.group(), match.lastgroup or "punct"
    if kind == "word" and "-" in text:
        text = _whole(text)
    elif kind == "spaced":
        text, kind = text.replace(" ", "").capitalize(), "word"
    elif kind == "letter_number":
        text, kind = "№" + text[1:], "number"
    elif kind == "punct" and text[0] == "_":
        text = "_"
    return Token(match.start() + offset, match.end() + offset, text, kind)


@lru_cache(maxsize=CACHE_WORDS)
def _whole(word: str) -> str:
    """«образова-⏎ния» and «образо-вания» (a soft hyphen) are one word; «научно-⏎исследовательский» keeps its hyphen."""
    broken = "\n" in word
    word = _LINE_END.sub("-", word)
    joined = word.replace("-", "")
    return joined if known(joined) and (broken or not known(word)) else word


@lru_cache(maxsize=CACHE_WORDS)
def readings(word: str) -> tuple[Parse, ...]:
    """The nominal readings of a word, without the improbable ones."""
    nominal = ("NOUN", "ADJF", "PRTF", "NUMR")
    return tuple(p for p in parses(word)[:_READINGS] if p.tag.pos in nominal and p.score > _LEAST_SCORE)


@lru_cache(maxsize=CACHE_WORDS)
def cases(word: str) -> frozenset[str]:
    """The cases that a noun, adjective or participle may stand in; empty for other words."""
    return frozenset(p.tag.case for p in readings(word) if p.tag.case)


@lru_cache(maxsize=CACHE_WORDS)
def noun_cases(word: str) -> frozenset[str]:
    """The cases of the readings as a noun."""
    return frozenset(p.tag.case for p in readings(word) if p.tag.case and p.tag.pos == "NOUN")


@lru_cache(maxsize=CACHE_WORDS)
def lemmas(word: str) -> frozenset[str]:
    """Lemmas of the nominal readings, е for ё."""
    return frozenset(p.lemma.replace("ё", "е") for p in readings(word))


@lru_cache(maxsize=CACHE_WORDS)
def is_adjective(word: str) -> bool:
    """Whether the word is first of all an adjective or a participle."""
    return parses(word)[0].tag.pos in ("ADJF", "PRTF")


@lru_cache(maxsize=CACHE_WORDS)
def may_be_adjective(word: str) -> bool:
    """Whether any probable reading is an adjective or a participle."""
    return any(p.tag.pos in ("ADJF", "PRTF") for p in readings(word))


@lru_cache(maxsize=CACHE_WORDS)
def may_be_noun(word: str) -> bool:
    """Whether any probable reading is a noun."""
    return any(p.tag.pos == "NOUN" for p in readings(word))


@lru_cache(maxsize=CACHE_WORDS)
def is_verb(word: str) -> bool:
    """Whether the word can only be a verb, an adverb, a conjunction or the like: nothing a name is made of."""
    return not readings(word)


@lru_cache(maxsize=CACHE_WORDS)
def is_place(word: str) -> bool:
    """Whether the word may be a place («Иркутска», «Удмуртской»)."""
    return any("Geox" in p.tag for p in parses(word)[:6])


@lru_cache(maxsize=CACHE_WORDS)
def is_known_place(word: str) -> bool:
    """Whether the dictionary has the word as a place: what it only guesses to be one may be a surname."""
    return any("Geox" in p.tag and p.known for p in parses(word)[:6])


@lru_cache(maxsize=CACHE_WORDS)
def place_cases(word: str) -> frozenset[str]:
    """The cases of the readings as a place: «Ощепкова» may be a village, but in the nominative only."""
    return frozenset(p.tag.case for p in parses(word)[:_READINGS] if "Geox" in p.tag and p.tag.case)


@lru_cache(maxsize=CACHE_WORDS)
def is_given_name(word: str) -> bool:
    """Whether the word is most probably a given name that is known, or a patronymic."""
    first = parses(word)[0]
    return "Patr" in first.tag or ("Name" in first.tag and (first.known or first.lemma.replace("ё", "е") in given_names()))


@lru_cache(maxsize=CACHE_WORDS)
def goes_in_names(word: str) -> bool:
    """Whether the word is first of all one that names are made of: «готов», «под» are not, though «гот», «пода» are nouns."""
    return parses(word)[0].tag.pos in ("NOUN", "ADJF", "PRTF", "NUMR", None)


@lru_cache(maxsize=CACHE_WORDS)
def is_person_name(word: str) -> bool:
    """Whether the word is a given name, a patronymic or (most probably) a surname, and no place."""
    found = parses(word)[:3]
    named = any("Name" in p.tag or "Patr" in p.tag for p in found[:2])
    return named or ("Surn" in found[0].tag and not is_place(word))


def agree(adjective: str, noun: str) -> bool:
    """Whether an adjective can stand with a noun: same case, number and, in the singular, gender."""
    return bool(agreement(adjective, noun))


@lru_cache(maxsize=CACHE_WORDS)
def agreement(adjective: str, noun: str) -> frozenset[tuple[str, str]]:
    """The (case, number) in which an adjective stands with a noun.

    >>> sorted(agreement("областной", "больницы"))
    [('gent', 'sing')]
    """
    found = set()
    for a in readings(adjective):
        if a.tag.pos not in ("ADJF", "PRTF") or not a.tag.case or not a.tag.number:
            continue
        for n in readings(noun):
            alike = a.tag.case == n.tag.case and a.tag.number == n.tag.number
            if a.tag.animacy and n.tag.animacy and a.tag.animacy != n.tag.animacy:
                continue  # «города Волжского | департамент»
            if alike and (a.tag.number == "plur" or a.tag.gender in (None, n.tag.gender)):
                found.add((a.tag.case, a.tag.number))
    return frozenset(found)


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
    if not is_given_name(following.text) or is_place(following.text):
        return False
    return not is_place(token.text) or not known(token.text) or _surname(token.text)


def is_initial(tokens: Sequence[Token], i: int) -> bool:
    """«Т.» before another initial or a capitalised word, or behind one."""
    token = tokens[i]
    if len(token.text) != 1 or not token.capital or i + 1 >= len(tokens) or tokens[i + 1].text != ".":
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
_ADDRESS_WORDS: Final = listed("ул пер пл просп пр пр-т пр-кт шос наб мкр б-р тел телефон факс телефакс каб оф корп стр эл e-mail д")


def begins_address(tokens: Sequence[Token], i: int) -> bool:
    """«пер. Интернациональный», «тел.», «ул. Мира»: an address or contacts begin at `i`."""
    if tokens[i].lower not in _ADDRESS_WORDS or i + 1 >= len(tokens):
        return False
    return tokens[i + 1].text in (".", ":", "/") and tokens[i + 1].start <= tokens[i].end + 1


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


def _unclosed_end(tokens: Sequence[Token], i: int) -> int:
    """Index behind the words of a quote that never closes: up to a sign, a verb, a bracket."""
    j = i + 1
    while j < len(tokens) and j - i <= _UNCLOSED:
        token = tokens[j]
        if token.kind == "break" or (token.kind == "punct" and token.text not in ".-") or _ends_name(token):
            break
        if begins_address(tokens, j):
            break
        if token.text == "." and _ends_sentence(tokens, j):
            break
        j += 1
    while j > i + 1 and tokens[j - 1].lower in (*_NAME_WORDS, ".", "-", "и"):
        j -= 1
    return j
