"""What the words around a name say of it: the case it stands in, and whether it is a man's or a woman's.

>>> text = "возложить на первого заместителя министра Лаврову Н.А."
>>> said = before(text, 0, text.index("Лаврову"))
>>> max(said.cases, key=said.cases.get)
'accs'
>>> before("гражданки ", 0, 10).gender
'f'
>>> after(" сообщила, что", 0, 14).gender, after(" обеспечить явку", 0, 16).cases
('f', {'datv': 0.9, 'nomn': 0.1})
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Final, NamedTuple, cast

from extractors.russian.declension import CASES
from extractors.russian.lexicon import Row, lexicon
from extractors.russian.morph import CACHE_WORDS, Parse, parses
from extractors.russian.person_name import Gender
from extractors.russian.post_heads import rank_of

#: Marks that end the sentence whatever stands behind them.
_STOPS: Final = ";:!?"
#: How far back a phrase is looked for, in characters and in words.
_REACH: Final = 240
_WORDS: Final = 22
_TOKEN: Final = re.compile(r"[А-Яа-яA-Za-zІіЎў]+(?:-[А-Яа-я]+){0,3}\.?|\d+|[^\w\s]|\n\s*\n")
#: Prepositions and the cases they want of a person, the usual one first.
_PREPOSITIONS: Final[Mapping[str, str]] = {
    "у": "gent", "от": "gent", "до": "gent", "для": "gent", "из": "gent", "без": "gent", "кроме": "gent",
    "против": "gent", "вместо": "gent", "ради": "gent", "после": "gent", "к": "datv", "ко": "datv", "по": "datv",
    "благодаря": "datv", "согласно": "datv", "вопреки": "datv", "с": "ablt gent", "со": "ablt gent", "над": "ablt",
    "перед": "ablt", "между": "ablt gent", "под": "ablt accs", "за": "accs ablt", "на": "accs loct", "в": "accs loct",
    "через": "accs", "про": "accs", "о": "loct", "об": "loct", "обо": "loct", "при": "loct",
}  # fmt: skip
_USUAL: Final = 0.7
#: Prepositions that may stand inside the phrase of a post: «заместителя директора по учебной работе».
_INNER: Final = frozenset(("по", "при", "в", "на", "с", "за", "для", "во"))
#: What is done to people, so that the names behind a plural are its objects: «слушали Петрова», «наградили Петрову»;
#: behind «получили», «прибыли», «рассказали» they are its subjects.
_DONE_TO: Final = re.compile(
    r"(?:за)?слуша|назнач|избра|выбра|наград|награжд|поздрав|приглас|включ|утверд|освобод|направ|увол|приня|переве|допуст|отмет|поощр"
    r"|чествова|(?:по)?благодар|поддерж|встре[тч]|провод|привлек|вызва|командир|представ|призна|счита|увид|зна|просил|попросил",
    re.IGNORECASE,
)
_POLITE: Final = re.compile("(?:глубоко|много|высоко)?уважаем|дорог(?:ой|ая)")
_LIST: Final = re.compile(r"\s{0,3}(?:\([^()\n]{2,60}\)\s{0,2})?(?:,|\bи\b|\bили\b|,\s{0,2}а\s{1,2}также)\s{0,3}")
_LONGEST_LIST_GAP: Final = 80
#: The word behind a name, an apposition between commas passed over: «Петров, директор школы, сообщил».
_BEHIND: Final = re.compile(r"\s{0,3}(?:[,(][^,()\n.]{0,90}[,)]\s{1,3})?([а-я]{3,25})")

#: Objects of set phrases, whose subject follows: «приняли участие Акимова …», «взял слово Котов».
_SET_OBJECTS: Final = frozenset(("участие", "слово", "надежду", "уверенность", "интервью", "старт", "лекцию", "доклад"))
#: Shares of the cases beside verbs and nouns, from how letters are worded.
_SUBJECT: Final = {"nomn": 0.95, "gent": 0.02, "datv": 0.02}  # «Петрова сообщила»
_AFTER_VERB: Final = {"nomn": 0.85, "accs": 0.1, "datv": 0.05}  # «сообщила Петрова»
_OBJECT: Final = {"accs": 0.6, "nomn": 0.25, "datv": 0.15}  # «слушали Петрова», «назначают Петрова»
_OF_INFINITIVE: Final = {"accs": 0.75, "datv": 0.25}  # «поздравить Петрова»
_ORDERED: Final = {"datv": 0.9, "nomn": 0.1}  # «Петровой обеспечить»
_AGENT: Final = {"ablt": 0.55, "nomn": 0.45}  # «подписано Петровой», «назначен Петров»
_OF_NOUN: Final = {"gent": 0.8, "nomn": 0.1, "datv": 0.1}  # «на имя Петровой», «заявление Петровой»
_OF_HEAD: Final = {"gent": 0.85, "datv": 0.1, "nomn": 0.05}  # «приветствие директора Петровой»
_OF_ACTING: Final = {"nomn": 0.65, "datv": 0.1, "gent": 0.1, "ablt": 0.1, "accs": 0.05}  # «и.о. начальника Белова»
_LABELLED: Final = {"nomn": 0.8, "datv": 0.1, "gent": 0.1}  # «Контактное лицо: …»
#: Of a case that a preposition or a verb does not want.
_UNWANTED: Final = 0.02


@dataclass(frozen=True, slots=True)
class Said:
    """Shares of the cases that the place allows (empty when nothing is said), and the gender that is said.

    `headed`: a word for a person governs the phrase before the name («координатор программы …»); `apposed`: it stands
    right before the name; `titled`: and it is a form of address («т.», «г-жа», «гражданин»)."""

    cases: Mapping[str, float] = field(default_factory=dict)
    gender: Gender | None = None
    headed: bool = False
    apposed: bool = False
    titled: bool = False


_NOTHING: Final = Said()


class _Word(NamedTuple):
    text: str
    lower: str


def before(folded: str, start: int, end: int) -> Said:
    """What [start, end), the text right before a name, says of it."""
    label = folded[max(start, end - _REACH) : end].rstrip()
    if label.endswith(":"):
        return _label(_tokens(label, 0, len(label) - 1))
    found = _tokens(folded, max(start, end - _REACH), end)
    if not found:
        return _NOTHING
    last = found[-1]
    if last.lower in _PREPOSITIONS:
        return Said(_wanted(last.lower))
    if last.text == "-" and len(found) > 1:
        return _equated(found[:-1])
    if not last.text[0].isalpha():
        return _apposition(found) if last.text in '»)"' else _NOTHING
    if last.lower in _SET_OBJECTS and len(found) > 1 and (said := _verb(found[-2].text)) and said is not _NOTHING:
        return Said(_SUBJECT, said.gender) if said.cases in (_AFTER_VERB, _OBJECT) else said  # «приняла участие Петрова»
    return _polite(last.lower) or _verb(last.text) or _apposition(found)


def _label(found: Sequence[_Word]) -> Said:
    """«Автор: …», «Слушали: …»: the case of the word before a colon, the nominative where it shows none."""
    if not found:
        return _NOTHING
    verb = _verb(found[-1].text)
    if verb is not None:
        return verb
    said = _apposition(found)
    return Said(said.cases if said.headed and said.cases else _LABELLED, said.gender, headed=said.headed)


def _equated(found: Sequence[_Word]) -> Said:
    """«Главный врач ГБУЗ «Шуйская ЦРБ» – …»: who holds a post that stands in the nominative."""
    said = _apposition(found)
    return Said(_LABELLED, said.gender, headed=True) if said.headed and said.cases.get("nomn") else _NOTHING


def after(folded: str, start: int, end: int) -> Said:
    """What the text right behind a name says of it: a verb of its gender, an infinitive of an order."""
    match = _BEHIND.match(folded, start, end)
    if match is None:
        return _NOTHING
    tag = parses(match[1])[0].tag
    if tag.pos == "INFN":
        return Said(_ORDERED)
    if tag.pos == "VERB" and tag.number == "sing" and (tag.gender in ("masc", "femn") or "3per" in tag):
        return Said(_SUBJECT, _gender(tag.gender))
    return _NOTHING


def listed_with(folded: str, end: int, start: int) -> bool:
    """Whether a name that ends at `end` and one that begins at `start` stand in one list: «А. Иванову и Б. Петрову»."""
    return start - end < _LONGEST_LIST_GAP and _LIST.fullmatch(folded, end, start) is not None


def _tokens(folded: str, start: int, end: int) -> list[_Word]:
    """The words of the sentence before a name, at most `_WORDS` of them."""
    start = max(start, *[folded.rfind(mark, start, end) + 1 for mark in _STOPS])
    texts: list[str] = _TOKEN.findall(folded, start, end)
    least = max(0, len(texts) - _WORDS)
    first = next((i + 1 for i in range(len(texts) - 1, least - 1, -1) if _ends_sentence(texts, i)), least)
    return [_Word(text, text.lower().rstrip(".")) for text in texts[first:]]


def _ends_sentence(texts: Sequence[str], i: int) -> bool:
    text = texts[i]
    if "\n" in text:
        return True
    if i + 1 == len(texts) or not text.endswith("."):
        return False
    return text == "." or (len(text) > 5 and texts[i + 1][0].isupper())  # «… работы. Директору»


def _wanted(preposition: str) -> dict[str, float]:
    first, *other = _PREPOSITIONS[preposition].split()
    return {first: _USUAL, other[0]: 1 - _USUAL} if other else {first: 1.0}


def _gender(grammeme: str | None) -> Gender | None:
    return "m" if grammeme == "masc" else "f" if grammeme == "femn" else None


def _polite(word: str) -> Said | None:
    """«Уважаемая», «Дорогой»: the nominative, and the gender of the one addressed."""
    if not _POLITE.match(word):
        return None
    tags = (p.tag for p in parses(word) if p.tag.pos in ("ADJF", "PRTF"))
    tag = next((tag for tag in tags if tag.case == "nomn" and tag.number == "sing"), None)
    return Said({"nomn": 1.0}, _gender(tag.gender)) if tag else None


def _verb(word: str) -> Said | None:
    """«сообщила Петрова», «слушали Петрова», «поздравить Петрова»; None where the word is no verb."""
    tag = parses(word)[0].tag
    if tag.pos in ("INFN", "GRND"):
        return Said(_OF_INFINITIVE)
    if tag.pos == "PRTS":
        return Said(_AGENT)
    if tag.pos != "VERB":
        return None
    if tag.number == "sing" and (tag.gender in ("masc", "femn") or "3per" in tag):
        return Said(_AFTER_VERB, _gender(tag.gender))
    return Said(_OBJECT if "past" not in tag or _DONE_TO.match(word) else _AFTER_VERB)


def _apposition(found: Sequence[_Word]) -> Said:
    """The case of the phrase that the name ends: «заместителем главы администрации …», «художника …», «г-же …»."""
    head = _head(found)
    if head is None:
        noun = next(iter(_nouns(found[-1].lower)), None)  # «Письмо Петровой»: a capital begins the sentence
        common = noun is not None and noun.known and (found[-1].text[0].islower() or len(found) == 1)
        return Said(_OF_NOUN) if common else _NOTHING
    word = found[head].lower
    apposed = head == len(found) - 1 or (head == len(found) - 2 and found[-1].text == ".")
    row = _short_words().get(word)
    if row is not None:
        cases: Mapping[str, float] = {row["case"]: 1.0} if row["case"] else {}
        titled = apposed and row["kind"] == "short_title"
    else:
        acting = head and found[head - 1].lower in ("врио", "врип", "ио", "о", "обязанности")
        cases = _OF_ACTING if acting else _limited(_shares(word), found, head)
        row = next((_people()[lemma] for lemma in _lemmas(word) if lemma in _people()), None)
        titled = apposed and row is not None and row["kind"] == "title"
    gender = cast("Gender", row["gender"]) if row and row["gender"] else _of_participle(word)
    return Said(cases, gender, headed=True, apposed=apposed, titled=titled)


def _of_participle(word: str) -> Gender | None:
    """«заведующая» is a woman; a «заведующий» may be one."""
    tags = [p.tag for p in _nouns(word)]
    women = bool(tags) and all(tag.pos in ("ADJF", "PRTF") and tag.gender == "femn" for tag in tags)
    return "f" if women else None


def _head(found: Sequence[_Word]) -> int | None:
    """The index of the post or the word for a person that governs the phrase: the first of a chain of genitives."""
    head: int | None = None
    i = len(found)
    while i > 0:
        i -= 1
        word = found[i]
        if word.text in '»"':
            i = _opening(found, i)
        elif word.text in ",(" or (
            word.text == "-" and head is not None and not _is_person(found[max(0, i - 1)].lower)
        ):
            break
        elif _is_person(word.lower):
            if head is not None and not _may_depend(found[head].lower):
                break
            head = i
        elif word.text[0].isalpha() and not _goes_on(word):
            break
    return head


def _may_depend(word: str) -> bool:
    """Whether a word for a person may stand in the genitive behind another one; «т.», «г-жа» do not."""
    return word not in _short_words() and any(p.tag.case == "gent" for p in _nouns(word))


def _opening(found: Sequence[_Word], closing: int) -> int:
    """The index of the quote that opens what closes at `closing`; itself where none does."""
    return next((i for i in range(closing - 1, -1, -1) if found[i].text in '«"'), closing)


def _goes_on(word: _Word) -> bool:
    """Whether a word may stand inside the phrase of a post; a verb, an adverb, «у», «от» may not."""
    if word.text in _PREPOSITIONS:
        return word.text in _INNER
    return word.lower == "и" or word.text.endswith(".") or word.text.isupper() or bool(_nouns(word.lower))


@lru_cache(maxsize=CACHE_WORDS)
def _nouns(word: str) -> tuple[Parse, ...]:
    """The readings of a word as a noun, an adjective or a participle, no surname among them."""
    found = (p for p in parses(word)[:8] if p.tag.case and p.tag.pos in ("NOUN", "ADJF", "PRTF"))
    return tuple(p for p in found if "Surn" not in p.tag and p.score > 0.001)


@lru_cache(maxsize=CACHE_WORDS)
def _lemmas(word: str) -> frozenset[str]:
    return frozenset(p.lemma.replace("ё", "е") for p in _nouns(word))


@cache
def _people() -> dict[str, Row]:
    """Words for people that are no posts, by lemma; a post shows no gender: a «директор» may be a woman."""
    return {row["word"].replace("ё", "е"): row for row in lexicon("person_words") if row["kind"] in ("person", "title")}


@cache
def _short_words() -> dict[str, Row]:
    """«т», «г-жа», «зам»: shortened words before a name."""
    return {row["word"]: row for row in lexicon("person_words") if row["kind"] in ("short_title", "short_post")}


@lru_cache(maxsize=CACHE_WORDS)
def _is_person(word: str) -> bool:
    """Whether the word is a post or another word for a person."""
    if word in _short_words():
        return True
    nouns = (p for p in _nouns(word) if p.known and p.tag.pos == "NOUN" and p.score > 0.3)
    if any(p.tag.animacy == "anim" and not {"Name", "Patr"} & p.tag.grammemes for p in nouns):
        return True
    return bool(rank_of(word)) or any(lemma in _people() for lemma in _lemmas(word))


@lru_cache(maxsize=CACHE_WORDS)
def _shares(word: str) -> dict[str, float]:
    """The cases that a noun may stand in, by probability."""
    shares: dict[str, float] = {}
    for parse in _nouns(word):
        if parse.tag.case in CASES:
            shares[parse.tag.case] = shares.get(parse.tag.case, 0.0) + parse.score
    total = sum(shares.values())
    return {case: weight / total for case, weight in shares.items()} if total else {}


def _limited(cases: Mapping[str, float], found: Sequence[_Word], head: int) -> Mapping[str, float]:
    """The cases that agree with the adjectives, and with the preposition, verb or noun before them."""
    i = head - 1
    while i >= 0 and found[i].text[0].isalpha():
        readings = parses(found[i].lower)
        if readings[0].tag.pos not in ("ADJF", "PRTF"):
            break
        agreeing = {p.tag.case for p in readings if p.tag.pos in ("ADJF", "PRTF")}
        cases = {case: weight for case, weight in cases.items() if case in agreeing} or cases
        i -= 1
    if i < 0 or not found[i].text[0].isalpha():
        return cases
    wanted = _governed(found[i].lower)
    if not wanted:
        return cases
    joint = {case: weight * wanted.get(case, _UNWANTED) for case, weight in cases.items()}
    total = sum(joint.values())
    return {case: weight / total for case, weight in joint.items()} if total else cases


def _governed(word: str) -> Mapping[str, float]:
    """The cases that the word before a phrase wants of it."""
    if word in _PREPOSITIONS:
        return _wanted(word)
    verb = _verb(word)
    if verb is not None:
        return verb.cases
    return _OF_HEAD if _nouns(word) else {}
