"""Chunks: where a Russian noun phrase begins and ends in running text.

A name of an organisation or of a post is a head with agreeing adjectives before it and a tail after it:
nouns and adjectives in the genitive, quoted names, «по …» with its dative, «имени …», numbers with №.
`tail_end` walks the tail token by token; what the tail may hold is a list of small rules, asked in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from extractors.russian.morph import Parse, parses

_TOKEN = re.compile(
    r"""(?P<word>[A-Za-zА-Яа-яЁёІіЎўӘәӨөҮүҢңҺһ]+(?:['-][A-Za-zА-Яа-яЁё\d]+){0,6})
      | (?P<number>№\s?\d+(?:[-/][\dА-Яа-я]+)?|\d+(?:-[а-я]{1,3})?)
      | (?P<open>[«]|(?<![^\s(«])"(?=[^\s]))
      | (?P<close>[»"])
      | (?P<punct>[^\w\s])
      | (?P<break>\n\s*\n)
    """,
    re.VERBOSE,
)
_LONGEST_TAIL = 60  # tokens: no name is longer; a run-on text must not be walked whole
_LONGEST_QUOTE = 300  # characters: «…» that never closes ends with its segment or here


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a folded segment; offsets count from the beginning of the document's text."""

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
        """«РФ», «ДПО», «МБОУ», «ВлГУ», «МГППУ»: two or more capitals in a word."""
        return sum(c.isupper() for c in self.text) >= 2 and len(self.text) <= 12 and "-" not in self.text


def tokenize(folded: str, start: int, end: int) -> list[Token]:
    """Tokens of `folded[start:end]` in order; blanks belong to none."""
    return [Token(m.start(), m.end(), m.group(), m.lastgroup or "punct") for m in _TOKEN.finditer(folded, start, end)]


@lru_cache(maxsize=10_000)
def cases(word: str) -> frozenset[str]:
    """The cases that a noun, adjective or participle may stand in; empty for other words."""
    return frozenset(p.tag.case for p in readings(word) if p.tag.case)


@lru_cache(maxsize=10_000)
def readings(word: str) -> tuple[Parse, ...]:
    """The nominal readings of a word, without the improbable ones."""
    return tuple(p for p in parses(word)[:12] if p.tag.pos in ("NOUN", "ADJF", "PRTF", "NUMR") and p.score > 0.001)


@lru_cache(maxsize=10_000)
def lemmas(word: str) -> frozenset[str]:
    """Lemmas of the nominal readings, е for ё."""
    return frozenset(p.lemma.replace("ё", "е") for p in readings(word))


@lru_cache(maxsize=10_000)
def is_adjective(word: str) -> bool:
    """Whether the word is first of all an adjective or a participle."""
    found = parses(word)
    return bool(found) and found[0].tag.pos in ("ADJF", "PRTF")


@lru_cache(maxsize=10_000)
def may_be_adjective(word: str) -> bool:
    """Whether any probable reading is an adjective or a participle."""
    return any(p.tag.pos in ("ADJF", "PRTF") for p in readings(word))


@lru_cache(maxsize=10_000)
def is_verb(word: str) -> bool:
    """Whether the word can only be a verb, an adverb, a conjunction or the like: nothing a name is made of."""
    return not readings(word)


@lru_cache(maxsize=10_000)
def is_place(word: str) -> bool:
    """Whether the word may be a place («Иркутска», «Удмуртской»)."""
    return any("Geox" in p.tag for p in parses(word)[:6])


@lru_cache(maxsize=10_000)
def is_person_name(word: str) -> bool:
    """Whether the word is a given name, a patronymic or (most probably) a surname, and no place."""
    found = parses(word)[:3]
    return any("Name" in p.tag or "Patr" in p.tag for p in found[:2]) or bool(found and "Surn" in found[0].tag and not is_place(word))


def agree(adjective: str, noun: str) -> bool:
    """Whether an adjective can stand with a noun: same case, number and, in the singular, gender."""
    for a in readings(adjective):
        if a.tag.pos not in ("ADJF", "PRTF"):
            continue
        for n in readings(noun):
            if a.tag.case == n.tag.case and a.tag.number == n.tag.number:
                if a.tag.number == "plur" or a.tag.gender in (None, n.tag.gender):
                    return True
    return False


def quote_end(tokens: Sequence[Token], i: int) -> int:
    """Index behind the quoted name that opens at `i`; a quote that never closes ends with its last inner close.

    «Центр «Орлеу» и «Колледж № 5 – both forms, closed twice or once for two opens.
    """
    depth, last_close = 0, None
    plain = tokens[i].text == '"'
    for j in range(i, len(tokens)):
        token = tokens[j]
        if token.end - tokens[i].start > _LONGEST_QUOTE or token.kind == "break":
            break
        if plain:
            if j > i and token.text == '"':
                return j + 1
        elif token.text == "«":
            if last_close is not None and tokens[last_close].end <= token.start and depth <= 1 and _separate(tokens, last_close, j):
                return last_close + 1  # «Центр «Орлеу», «Школа»: the first never closes
            depth += 1
        elif token.text in "»\"":
            depth -= 1
            last_close = j
            if depth <= 0:
                return j + 1
    return last_close + 1 if last_close is not None else i + 1


def _separate(tokens: Sequence[Token], close: int, opening: int) -> bool:
    """Whether a list comma stands between a closing quote and the next opening one."""
    return any(t.text in ",;" for t in tokens[close + 1 : opening])


@dataclass(frozen=True, slots=True)
class Tail:
    """What the walker may take: `stops` are lemmas that end the phrase (heads of another one)."""

    stops: frozenset[str]
    allow_quotes: bool = True
    allow_numbers: bool = True
    openers: frozenset[str] = frozenset()  # abbreviations that begin another name on a new line or behind a quote: «МБОУ»
    line_ends: frozenset[int] = frozenset()  # offsets of tokens that begin a line of a letterhead or an address


_NAMED_AFTER = frozenset({"имени", "им"})
_GOVERNING = {"по": ("datv",), "при": ("loct",), "с": ("ablt",), "для": ("gent",), "на": ("loct", "accs"), "в": ("loct",)}
_AFTER_IN = frozenset({"сфера", "область", "город", "республика", "край", "округ", "район", "г"})
_AFTER_ON = frozenset({"транспорт", "территория", "железнодорожный", "воздушный"})
_AFTER_WITH = frozenset({"углубленный", "ограниченный", "этнокультурный"})


def tail_end(tokens: Sequence[Token], i: int, tail: Tail) -> int:
    """Index behind the last token of the tail that begins at `i` (equal to `i` where there is none).

    The tail never ends with a preposition, a conjunction or a comma.
    """
    end = i
    limit = min(len(tokens), i + _LONGEST_TAIL)
    while i < limit:
        step = _step(tokens, i, limit, tail)
        if step <= i:
            break
        i = end = step
    return end


def _step(tokens: Sequence[Token], i: int, limit: int, tail: Tail) -> int:
    """Index behind the next piece of a tail, or `i` where the tail ends."""
    token = tokens[i]
    begins_line = token.start in tail.line_ends
    if token.text in tail.openers and (begins_line or (i and tokens[i - 1].kind == "close")):
        return i
    if token.kind == "open":
        return quote_end(tokens, i) if tail.allow_quotes else i
    if token.kind == "number":
        return i + 1 if tail.allow_numbers and (token.text.startswith("№") or "-" in token.text) else i
    if token.text == "(":
        return _bracketed_place(tokens, i, limit)
    if token.text == ",":
        return _listed(tokens, i, limit, tail)
    if token.kind != "word":
        return i
    if token.lower in _NAMED_AFTER:
        return _named_after(tokens, i, limit)
    if token.lower in ("г", "гор", "пос", "с", "ст", "р") and not begins_line and i + 2 < limit and tokens[i + 1].text == "." and tokens[i + 2].capital:
        return i + 3  # «школа г. Ижевска»
    if token.lower in _GOVERNING:
        return _governed(tokens, i, limit, tail)
    if token.lower == "и":
        return _joined(tokens, i, limit, tail)
    return i + 1 if _genitive(tokens, i, limit, tail) else i


def _genitive(tokens: Sequence[Token], i: int, limit: int, tail: Tail) -> bool:
    """Whether the word goes on a genitive tail: «образования», «Иркутской», «РФ», «Беларусь» after «Республики»."""
    token = tokens[i]
    if token.abbreviation:
        return not (lemmas(token.text) & tail.stops)
    word = token.text
    if word.lower() in ("беларусь", "саха", "татарстан", "коми", "марий", "эл", "тыва", "алания", "югра", "город"):
        return True
    before = lemmas(tokens[i - 1].text) if i else frozenset()
    if "gent" not in cases(word):
        if "ablt" in cases(word) and not token.capital and before & _GOVERNING_INSTRUMENTAL:
            return True  # «органов управления образованием»
        # a name in apposition to its generic word: «города Ижевск», «школы деревни Лопатино»
        return token.capital and bool(before & _GENERIC_PLACES) and not may_be_adjective(word)
    if lemmas(word) & tail.stops and not token.capital:
        return False
    if token.capital and is_person_name(word) and not is_place(word):
        return False
    if may_be_adjective(word) and not any(p.tag.pos == "NOUN" for p in readings(word)):
        following = next((t for t in tokens[i + 1 : min(limit, i + 5)] if t.kind == "word" and not may_be_adjective(t.text)), None)
        return following is not None and (following.abbreviation or "gent" in cases(following.text) or following.lower == "и")
    return True


_GOVERNING_INSTRUMENTAL = frozenset({"управление", "руководство", "заведование", "обеспечение"})
_GENERIC_PLACES = frozenset(
    "город село деревня поселок станица район округ аул хутор республика область край слобода улус кожуун пгт рп".split()
)


def _governed(tokens: Sequence[Token], i: int, limit: int, tail: Tail) -> int:
    """A preposition with its noun phrase: «по образованию», «при Правительстве», «в сфере образования»."""
    preposition = tokens[i].lower
    wanted = _GOVERNING[preposition]
    j = i + 1
    while j < limit and tokens[j].kind == "word" and may_be_adjective(tokens[j].text) and set(wanted) & cases(tokens[j].text):
        j += 1
    if j >= limit or tokens[j].kind != "word":
        return i
    first = tokens[i + 1].text
    heads = lemmas(first) | lemmas(tokens[j].text)
    if preposition == "в" and not (heads & _AFTER_IN or (tokens[i + 1].capital and is_place(first)) or first.lower() == "г"):
        return i
    if preposition == "на" and not heads & _AFTER_ON:
        return i
    if preposition == "с" and not heads & _AFTER_WITH:
        return i
    if preposition == "в" and first.lower() in ("г", "гор") and i + 3 < limit and tokens[i + 2].text == ".":
        return i + 4
    if tokens[j].abbreviation or set(wanted) & cases(tokens[j].text):
        return j + 1
    return j if j > i + 1 and tokens[j].lower == "и" else i


def _joined(tokens: Sequence[Token], i: int, limit: int, tail: Tail) -> int:
    """«и» with a like member: «образования и науки», «по образованию и науке», «физической культуры и спорта»."""
    if i + 1 >= limit or i == 0 or tokens[i + 1].kind != "word":
        return i
    before, after = tokens[i - 1].text, tokens[i + 1].text
    if lemmas(after) & tail.stops or (tokens[i + 1].capital and is_person_name(after) and not is_place(after)):
        return i
    if tokens[i + 1].capital and not tokens[i - 1].capital and not is_place(after):
        return i
    common = cases(before) & cases(after) & {"gent", "datv", "loct", "ablt"}
    if not common:
        return i
    if may_be_adjective(after) and not any(p.tag.pos == "NOUN" for p in readings(after)):
        nouns = (t for t in tokens[i + 2 : min(limit, i + 6)] if t.kind == "word" and not may_be_adjective(t.text))
        noun = next(nouns, None)
        if noun is None or lemmas(noun.text) & tail.stops or not common & cases(noun.text):
            return i
        return next(j for j in range(i + 2, limit) if tokens[j] is noun) + 1
    return i + 2


def _listed(tokens: Sequence[Token], i: int, limit: int, tail: Tail) -> int:
    """A comma inside a name: «образования, науки и молодежной политики». Taken only when «и» closes the list."""
    j = i
    for _ in range(6):
        j += 1
        k = j
        while k < limit and tokens[k].kind == "word" and may_be_adjective(tokens[k].text) and not tokens[k].capital:
            k += 1
        if k >= limit or tokens[k].kind != "word" or tokens[k].capital or lemmas(tokens[k].text) & tail.stops:
            return i
        if tokens[k].lower == "по" and k + 1 < limit:  # «культуры, по делам национальностей и архивного дела»
            k += 1
        if not cases(tokens[k].text) & {"gent", "datv"} or is_verb(tokens[k].text):
            return i
        k += 1
        while k < limit and tokens[k].kind == "word" and tokens[k].lower != "и" and not tokens[k].capital and "gent" in cases(tokens[k].text) and not lemmas(tokens[k].text) & tail.stops:
            k += 1
        if k >= limit:
            return i
        if tokens[k].lower == "и":
            after = _joined(tokens, k, limit, tail)
            return after if after > k else i
        if tokens[k].text != ",":
            return i
        j = k
    return i


def _named_after(tokens: Sequence[Token], i: int, limit: int) -> int:
    """«имени Ф. Скорины», «им. М.В. Ломоносова», «имени академика С.П. Королева», «имени 50-летия Победы»."""
    j = i + 1
    if j < limit and tokens[j].text == ".":
        j += 1
    last = i
    while j < limit and j - i < 14:
        token = tokens[j]
        if token.kind == "word" and (token.capital or "gent" in cases(token.text)) and not (token.lower in ("от", "в", "и", "по")):
            last = j
        elif token.kind == "number":
            last = j
        elif token.text == "." and len(tokens[j - 1].text) <= 2 and tokens[j - 1].capital:
            pass
        else:
            break
        j += 1
    return last + 1 if last > i else i


def _bracketed_place(tokens: Sequence[Token], i: int, limit: int) -> int:
    """«Республики Саха (Якутия)»: brackets that belong to the name of a region."""
    if i + 2 < limit and tokens[i + 2].text == ")" and tokens[i + 1].lower in ("якутия", "алания", "югра", "татарстан"):
        return i + 3
    return i
