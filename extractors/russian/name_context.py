"""What the words before a name say of it: the case it stands in, and whether it is a man's or a woman's.

>>> text = "возложить на первого заместителя министра Лаврову Н.А."
>>> said = before(text, 0, text.index("Лаврову"))
>>> max(said.cases, key=said.cases.get)
'accs'
>>> before("гражданки ", 0, 10).gender
'f'
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.name_heads import PREPOSITIONS, Word, head_index
from extractors.russian.person_grammar import (
    AFTER_VERB,
    APPOINTED,
    BESIDE_BODY,
    LABELLED,
    MEMBERS,
    NOTHING,
    OBJECT,
    OBJECT_ALONE,
    OF_ACTING,
    OF_HEAD,
    OF_NOUN,
    SUBJECT,
    UNWANTED,
    Said,
    appoints,
    gender_of,
    gender_of_person,
    is_person,
    is_transitive,
    lemmas,
    nouns,
    of_adjective,
    of_verb,
    people,
    shares_of,
    short_words,
)

#: Marks that end the sentence whatever stands behind them.
_STOPS: Final = ";:!?"
#: How far back a phrase is looked for, in characters and in words.
_REACH: Final = 240
_WORDS: Final = 22
_TOKEN: Final = re.compile(r"[А-Яа-яA-Za-zІіЎў]+(?:-[А-Яа-я]+){0,3}\.?|\d+|[^\w\s]|\n\s*\n")
_USUAL: Final = 0.7
_POLITE: Final = re.compile("(?:глубоко|много|высоко)?уважаем|дорог(?:ой|ая)")
#: Objects of set phrases, whose subject follows: «приняли участие Акимова …», «взял слово Котов».
_SET_OBJECTS: Final = frozenset(("участие", "слово", "надежду", "уверенность", "интервью", "старт", "лекцию", "доклад"))


def before(folded: str, start: int, end: int) -> Said:
    """What [start, end), the text right before a name, says of it."""
    label = folded[max(start, end - _REACH) : end].rstrip()
    if label.endswith(":"):
        return _label(_tokens(label, 0, len(label) - 1))
    if label.endswith(("исп.", "Исп.")) and not label[-5:-4].isalpha():
        return Said(LABELLED, headed=True)
    found = _tokens(folded, max(start, end - _REACH), end)
    if not found:
        return NOTHING
    last = found[-1]
    if last.lower in PREPOSITIONS and not (last.text[0].isupper() and last.text.endswith(".")):  # «Фомин О.С.⏎Котова М.М.»
        acting = last.text == "о." and len(found) > 1 and found[-2].text.lower() == "и."  # «и.о. Кяримова Динара»
        return Said(OF_ACTING, headed=True) if acting else Said(_wanted(last.lower))
    if last.text == "-" and len(found) > 1:
        return _equated(found[:-1])
    if not last.text[0].isalpha():
        beside = len(found) > 1 and last.text == "(" and _is_body(found[-2])
        return Said(BESIDE_BODY) if beside else _apposition(found) if last.text in '»)"' else NOTHING
    aside = last.lower in _SET_OBJECTS or _is_means(last.lower)  # «поделилась планами Петрова»
    if aside and len(found) > 1 and (said := of_verb(found[-2].text)) and said is not NOTHING:
        return Said(SUBJECT, said.gender) if said.cases in (AFTER_VERB, OBJECT) else said  # «приняла участие Петрова»
    return _polite(last.lower) or _of_verb(found) or _apposition(found)


def _is_body(word: Word) -> bool:
    """«МВД России | (Горовой А.В., письмо от …)», «Минфин (Лавров А.М.)»: who speaks for it stands in brackets, by himself."""
    return word.text.isupper() or (word.text[0].isupper() and not is_person(word.lower))


def _is_means(word: str) -> bool:
    """«планами», «опытом»: a thing in the instrumental for certain, behind a verb no word that a name depends on."""
    found = nouns(word)
    return bool(found) and all(p.tag.case == "ablt" for p in found) and not is_person(word)


#: Whoever acts, before a verb: «он сменил Гольц-Миллера», «который поддержал Петрову».
_ACTORS: Final = frozenset(("я", "он", "она", "мы", "они", "кто", "который", "которая", "которые"))


def _of_verb(found: Sequence[Word]) -> Said | None:
    """What a verb right before the name says; a verb that has its subject has the name for its object."""
    verb = of_verb(found[-1].text)
    if verb is None or verb.cases != AFTER_VERB or len(found) < 2:
        return verb
    return Said(OBJECT_ALONE) if found[-2].lower in _ACTORS and is_transitive(found[-1].text) else verb


def _label(found: Sequence[Word]) -> Said:
    """«Автор: …», «Слушали: …»: the case of the word before a colon, the nominative where it shows none."""
    if not found:
        return NOTHING
    verb = of_verb(found[-1].text)
    if verb is not None:  # «Разместил: Мякотина Ю.»: the masculine is that of the form
        sex, one = (None if verb.gender == "m" else verb.gender), verb.gender is not None
        return replace(verb, gender=sex, headed=one, titled=one)
    if found[-1].lower == "составе":
        return Said(MEMBERS)
    said = _apposition(found)
    return Said(said.cases if said.headed and said.cases else LABELLED, said.gender, headed=said.headed)


def _equated(found: Sequence[Word]) -> Said:
    """«Главный врач ГБУЗ «Шуйская ЦРБ» – …»: who holds a post that stands in the nominative."""
    said = _apposition(found)
    if not said.headed:
        return NOTHING
    if said.cases.get("nomn"):
        return Said(LABELLED, said.gender, headed=True, titled=True)
    # «избрать казначеем – Костюк»
    return Said(LABELLED, said.gender, headed=True, titled=True) if said.cases.get("ablt") else NOTHING


def _tokens(folded: str, start: int, end: int) -> list[Word]:
    """The words of the sentence before a name, at most `_WORDS` of them."""
    start = max(start, *[folded.rfind(mark, start, end) + 1 for mark in _STOPS])
    texts: list[str] = _TOKEN.findall(folded, start, end)
    least = max(0, len(texts) - _WORDS)
    first = next((i + 1 for i in range(len(texts) - 1, least - 1, -1) if _ends_sentence(texts, i)), least)
    return [*map(_word, texts[first:])]


@lru_cache(maxsize=CACHE_WORDS)
def _word(text: str) -> Word:
    return Word(text, text.lower().rstrip("."))


def _ends_sentence(texts: Sequence[str], i: int) -> bool:
    text = texts[i]
    if "\n" in text:
        return True
    if i + 1 == len(texts) or not text.endswith("."):
        return False
    return text == "." or (len(text) > 5 and texts[i + 1][0].isupper())  # «… работы. Директору»


def _wanted(preposition: str) -> dict[str, float]:
    first, *other = PREPOSITIONS[preposition].split()
    return {first: _USUAL, other[0]: 1 - _USUAL} if other else {first: 1.0}


def _polite(word: str) -> Said | None:
    """«Уважаемая», «Дорогой»: the nominative, and the gender of the one addressed."""
    if not _POLITE.match(word):
        return None
    tags = (p.tag for p in parses(word) if p.tag.pos in ("ADJF", "PRTF"))
    tag = next((tag for tag in tags if tag.case == "nomn" and tag.number == "sing"), None)
    return Said({"nomn": 1.0}, gender_of(tag.gender)) if tag else None


def _apposition(found: Sequence[Word]) -> Said:
    """The case of the phrase that the name ends: «заместителем главы администрации …», «художника …», «г-же …»."""
    head = head_index(found)
    if head is None:
        if found[-1].text[0].islower() and (said := of_adjective(found[-1].text)) is not None:
            return said
        noun = next(iter(nouns(found[-1].lower)), None)  # «Письмо Петровой»: a capital begins the sentence
        common = noun is not None and noun.known and (found[-1].text[0].islower() or len(found) == 1)
        return Said(OF_NOUN) if common else NOTHING
    word = found[head].lower
    apposed = head == len(found) - 1 or (head == len(found) - 2 and found[-1].text == ".")
    row = short_words().get(word)
    if row is not None:
        cases: Mapping[str, float] = {row["case"]: 1.0} if row["case"] else {}
        titled = apposed and row["kind"] == "short_title"
    else:
        acting = head and found[head - 1].lower in ("врио", "врип", "ио", "о", "обязанности")
        cases = OF_ACTING if acting else _limited(shares_of(word), found, head)
        row = next((people()[lemma] for lemma in lemmas(word) if lemma in people()), None)
        titled = apposed and row is not None and row["kind"] == "title"
    return Said(cases, gender_of_person(word), headed=True, apposed=apposed, titled=titled)


def _limited(cases: Mapping[str, float], found: Sequence[Word], head: int) -> Mapping[str, float]:
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
    if "ablt" in cases and appoints(found[i].lower):
        return APPOINTED
    wanted = _governed(found[i].lower)
    if not wanted:
        return cases
    joint = {case: weight * wanted.get(case, UNWANTED) for case, weight in cases.items()}
    total = sum(joint.values())
    return {case: weight / total for case, weight in joint.items()} if total else cases


def _governed(word: str) -> Mapping[str, float]:
    """The cases that the word before a phrase wants of it."""
    if word in PREPOSITIONS:
        return _wanted(word)
    verb = of_verb(word)
    if verb is not None:
        return verb.cases
    return OF_HEAD if nouns(word) else {}
