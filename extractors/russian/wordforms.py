"""Tokens of a phrase and what grammar says of each: the letters that `chunks` and `places` spell phrases with.

>>> [t.text for t in tokenize("МБОУ «Лицей № 3» г. Шуи", 0, 23)]
['МБОУ', '«', 'Лицей', '№ 3', '»', 'г', '.', 'Шуи']
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from extractors.russian.morph import CACHE_WORDS, Parse, known, parses
from extractors.russian.name_paradigms import given_names

_TOKEN: Final = re.compile(
    r"""(?P<plain>[А-ЯЁ]?[а-яё]+(?=[\s.,;:)»"]))                          # a plain word, three tokens of four: tried first
      | (?P<break>\n\s*\n|\x1f)                                        # a blank line, a tabulator
      | (?P<letter_number>N\s?\d+(?![\w/-]))                                  # «школа N 7»
      | (?P<spaced>(?<![^\W_])[А-Я](?:[ ][А-Я]){3,30}(?![^\W_]))               # «М И Н И С Т Е Р С Т В О»
      | (?P<word>[^\W\d_]+(?:(?:['-]|-\s{0,3}\n\s{0,40}(?=[а-я]))[^\W_]+){0,6})   # «научно-⏎исследовательский»
      | (?P<number>№{1,2}:?\s?\d+(?:[-/][\dА-Яа-я]+)?|\d+(?:-[а-я]{1,3}|(?<=\b\d{5})-[А-Я](?![А-Яа-я]))?)
      | (?P<open>«|(?<![^\s(«])"(?=\S))
      | (?P<close>[»"])
      | (?P<rule>_+)                                                   # of any length, to be filled in: one sign
      | (?P<punct>[^\w\s])
    """,
    re.VERBOSE,
)
_LINE_END: Final = re.compile(r"-\s{0,3}\n\s{0,40}")
_READINGS: Final = 12  # of a word; what comes after them is improbable
_LEAST_SCORE: Final = 0.001
_LEAST_CUT: Final = 3  # letters of the first part of a word that a blank has cut


def listed(text: str) -> frozenset[str]:
    """The words of a list that is kept as prose, so that it can be read."""
    return frozenset(text.split())


class Token(NamedTuple):
    """A token of a folded text; offsets count from the beginning of the document's text.

    `text` is the word as it is read: a line-end hyphen or a soft one inside it is left out where the dictionary says
    so.
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
        return abbreviation(self.text)


@lru_cache(maxsize=CACHE_WORDS)
def abbreviation(word: str) -> bool:
    """Whether a word has two or more capitals, and a number for a second part if it has one."""
    letters, _, number = word.partition("-")
    return sum(c.isupper() for c in letters) >= 2 and len(letters) <= 12 and (not number or number.isdigit())


def tokenize(folded: str, start: int, end: int) -> list[Token]:
    """Tokens of `folded[start:end]` in order; blanks belong to none."""
    return tokens_of(folded, start, end, 0)


def tokens_of(text: str, start: int, end: int, offset: int) -> list[Token]:
    """Tokens of `text[start:end]`, their places counted from `-offset`: a piece is read as if it stood in the whole."""
    found: list[Token] = []
    word, edge = "", -1  # the word that the last token is, and where it ends
    for match in _TOKEN.finditer(text, start, end):
        said, kind = match[0], match.lastgroup or ""
        if kind == "plain":
            kind = "word"
        elif kind in _REWRITTEN:
            said, kind = _rewritten(said, kind)
        begins, ends = match.span()
        if kind == "word":
            if begins == edge + 1 and said[0].islower() and _may_be_cut(word) and known(word + said):
                begins, said = found.pop().start - offset, word + said  # «програм мы», «обра щение»
            word, edge = said, ends
        else:
            edge = -1
        found.append(_made(Token, (begins + offset, ends + offset, said, kind)))
    return found


#: A tuple of a class of tuples in one step, without its `__new__` of names: a letter is seven hundred tokens.
_made: Final = tuple.__new__


@lru_cache(maxsize=CACHE_WORDS)
def _may_be_cut(word: str) -> bool:
    """Whether a word is no word of the dictionary, but may be the first part of one that an old blank has cut."""
    return len(word) >= _LEAST_CUT and word[1:].islower() and not known(word)


#: Kinds of matches that are no kind of token, or whose text is not always as it is written.
_REWRITTEN: Final = frozenset(("word", "number", "rule", "letter_number", "spaced"))


def _rewritten(text: str, kind: str) -> tuple[str, str]:
    """The text and the kind of the token that a match is."""
    if kind == "word":
        return _whole(text) if "-" in text else text, kind
    if kind == "number":
        return text.replace(":", "") if ":" in text else text, kind  # «школы №№: 5, 7»
    if kind == "rule":
        return "_", "punct"
    if kind == "letter_number":
        return "№" + text[1:], "number"
    return text.replace(" ", "").capitalize(), "word"


@lru_cache(maxsize=CACHE_WORDS)
def _whole(word: str) -> str:
    """«образова-⏎ния» and «образо-вания» (a soft hyphen) are one word; «научно-⏎исследовательский» keeps its hyphen."""
    broken = "\n" in word
    word = _LINE_END.sub("-", word)
    joined = word.replace("-", "")
    return joined if known(joined) and (broken or not known(word)) else word


@lru_cache(maxsize=CACHE_WORDS)
def readings(word: str) -> tuple[Parse, ...]:
    """The nominal readings of a word, without the improbable ones; none of letters that are not Russian."""
    if word.isascii():
        return ()
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
    return "Patr" in first.tag or (
        "Name" in first.tag and (first.known or first.lemma.replace("ё", "е") in given_names())
    )


@lru_cache(maxsize=CACHE_WORDS)
def goes_in_names(word: str) -> bool:
    """Whether the word is first of all one that names are made of: «готов», «под» are not, though «гот», «пода» are
    nouns.
    """
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


@lru_cache(maxsize=CACHE_WORDS)
def describes(adjective: str, noun: str) -> bool:
    """Whether a word that may be an adjective is one of the thing behind it, in a case that shows it.

    >>> describes("участковой", "комиссии"), describes("заведующим", "отделом"), describes("дежурного", "врача")
    (True, False, False)
    """
    thing = any(p.tag.pos == "NOUN" and p.tag.animacy == "inan" for p in readings(noun))
    return thing and not may_be_adjective(noun) and any(case != "ablt" for case, _ in agreement(adjective, noun))
