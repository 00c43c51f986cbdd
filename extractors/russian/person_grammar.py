"""What single words say of a name beside them: verbs, nouns, posts and other words for people.

>>> of_verb("сообщила").gender, of_verb("слушали").cases["accs"], shares_of("директора")["gent"] > 0.4
('f', 0.6, True)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from functools import cache, lru_cache
from typing import Final, cast

from extractors.frozen import dataclass
from extractors.russian.lexicon import Row, lexicon
from extractors.russian.morph import CACHE_WORDS, Parse, parses
from extractors.russian.name_paradigms import CASES
from extractors.russian.person_name import Gender
from extractors.russian.post_heads import rank_of

#: Shares of the cases beside verbs and nouns, from how letters are worded.
SUBJECT: Final = {"nomn": 0.95, "gent": 0.02, "datv": 0.02}  # «Петрова сообщила»
AFTER_VERB: Final = {"nomn": 0.85, "accs": 0.1, "datv": 0.05}  # «сообщила Петрова»
OBJECT: Final = {"accs": 0.6, "nomn": 0.25, "datv": 0.15}  # «слушали Петрова», «назначают Петрова»
OBJECT_ALONE: Final = {"accs": 0.8, "datv": 0.2}  # «он сменил Петрова»
OF_INFINITIVE: Final = {"accs": 0.75, "datv": 0.25}  # «поздравить Петрова»
ORDERED: Final = {"datv": 0.9, "nomn": 0.1}  # «Петровой обеспечить»
AGENT: Final = {"ablt": 0.55, "nomn": 0.45}  # «подписано Петровой», «назначен Петров»
OF_NOUN: Final = {"gent": 0.8, "nomn": 0.1, "datv": 0.1}  # «на имя Петровой», «заявление Петровой»
OF_HEAD: Final = {"gent": 0.85, "datv": 0.1, "nomn": 0.05}  # «приветствие директора Петровой»
OF_ACTING: Final = {"nomn": 0.65, "datv": 0.1, "gent": 0.1, "ablt": 0.1, "accs": 0.05}  # «и.о. начальника Белова»
LABELLED: Final = {"nomn": 0.8, "datv": 0.1, "gent": 0.1}  # «Контактное лицо: …»
MEMBERS: Final = {"gent": 0.55, "nomn": 0.4, "datv": 0.05}  # «в составе: …»
BESIDE_BODY: Final = {"nomn": 0.97, "gent": 0.01, "datv": 0.01, "ablt": 0.01}  # «МВД России (Горовой А.В., письмо …)»
#: Of a case that a preposition or a verb does not want.
UNWANTED: Final = 0.02
#: What is done to people, so that the names behind a plural are its objects: «слушали Петрова», «наградили Петрову»;
#: behind «получили», «прибыли», «рассказали» they are its subjects.
_DONE_TO: Final = re.compile(
    r"(?:за)?слуша|назнач|избра|выбра|наград|награжд|поздрав|приглас|включ|утверд|освобод|направ|увол|приня|переве|допуст|отмет|поощр"
    r"|чествова|(?:по)?благодар|поддерж|встре[тч]|провод|привлек|вызва|командир|представ|призна|счита|увид|зна|просил|попросил",
    re.IGNORECASE,
)


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


NOTHING: Final = Said()


def gender_of(grammeme: str | None) -> Gender | None:
    return "m" if grammeme == "masc" else "f" if grammeme == "femn" else None


def of_verb(word: str) -> Said | None:
    """«сообщила Петрова», «слушали Петрова», «поздравить Петрова»; None where the word is no verb."""
    found = parses(word)
    tag = found[0].tag
    if tag.pos in ("INFN", "GRND"):
        return Said(OF_INFINITIVE)
    passive = tag.pos in ("PRTF", "ADJF") and any(p.tag.pos == "PRTF" and "pssv" in p.tag for p in found)
    if tag.pos == "PRTS" or passive:
        return Said(AGENT)  # «обобщённые Ф.А. Липпом данные»
    if tag.pos != "VERB":
        return None
    if tag.number == "sing" and (tag.gender in ("masc", "femn") or "3per" in tag):
        return Said(AFTER_VERB, gender_of(tag.gender))
    object_ = "intr" not in tag if "past" not in tag else _DONE_TO.match(word) is not None
    return Said(OBJECT if object_ else AFTER_VERB)  # «участвуют Петрова, …» has no object


def of_adjective(word: str) -> Said | None:
    """«великая Саяна Цыдыпова», «неутомимого Ивана Долгих»: the case of the name, and its gender; None for another word."""
    if parses(word)[0].tag.pos not in ("ADJF", "PRTF"):
        return None
    agreeing = [p.tag for p in parses(word) if p.tag.pos in ("ADJF", "PRTF") and p.tag.number == "sing"]
    cases, genders = {tag.case for tag in agreeing if tag.case}, {tag.gender for tag in agreeing}
    if not cases:
        return None
    return Said({case: 1 / len(cases) for case in sorted(cases)}, gender_of(genders.pop()) if len(genders) == 1 else None)


@lru_cache(maxsize=CACHE_WORDS)
def is_transitive(word: str) -> bool:
    """Whether a verb has an object in the accusative."""
    return "tran" in parses(word)[0].tag


_APPOINTED: Final = re.compile("назнач|избра|избер|выбра|утверд|провозгла|объяв|призна|представ|сдела")
#: Of whom they make what stands in the instrumental: «избрали спикером Ивана Петрова».
APPOINTED: Final = {"accs": 0.8, "nomn": 0.1, "ablt": 0.1}


def appoints(word: str) -> bool:
    """Whether a verb makes somebody what the word behind it says: «избрали», «назначить»; «избран» does not."""
    return _APPOINTED.match(word) is not None and parses(word)[0].tag.pos in ("VERB", "INFN", "GRND")


def gender_of_person(word: str) -> Gender | None:
    """What a word for a person says of the gender: «гражданка», «заведующая»; a «директор» may be a woman."""
    row = short_words().get(word) or next((people()[lemma] for lemma in lemmas(word) if lemma in people()), None)
    return cast("Gender", row["gender"]) if row and row["gender"] else of_participle(word)


def of_participle(word: str) -> Gender | None:
    """«заведующая» is a woman; a «заведующий» may be one."""
    tags = [p.tag for p in nouns(word)]
    women = bool(tags) and all(tag.pos in ("ADJF", "PRTF") and tag.gender == "femn" for tag in tags)
    return "f" if women else None


@lru_cache(maxsize=CACHE_WORDS)
def nouns(word: str) -> tuple[Parse, ...]:
    """The readings of a word as a noun, an adjective or a participle, no surname among them."""
    head = word.partition("-")[0]
    if head != word and rank_of(head) and not any(p.known for p in parses(word)):
        word = head  # «инженер-баллистик», which the endings take for many «баллистики»
    found = (p for p in parses(word)[:8] if p.tag.case and p.tag.pos in ("NOUN", "ADJF", "PRTF"))
    return tuple(p for p in found if "Surn" not in p.tag and p.score > 0.001)


@lru_cache(maxsize=CACHE_WORDS)
def lemmas(word: str) -> frozenset[str]:
    return frozenset(p.lemma.replace("ё", "е") for p in nouns(word))


@cache
def people() -> dict[str, Row]:
    """Words for people that are no posts, by lemma; a post shows no gender: a «директор» may be a woman."""
    return {row["word"].replace("ё", "е"): row for row in lexicon("person_words") if row["kind"] in ("person", "title")}


@cache
def short_words() -> dict[str, Row]:
    """«т», «г-жа», «зам»: shortened words before a name."""
    return {row["word"]: row for row in lexicon("person_words") if row["kind"] in ("short_title", "short_post")}


@lru_cache(maxsize=CACHE_WORDS)
def is_person(word: str) -> bool:
    """Whether the word is a post or another word for a person."""
    if word in short_words():
        return True
    if "-" in word and not any(p.known for p in parses(word)):
        word = word.rpartition("-")[2] if not rank_of(word.partition("-")[0]) else word  # «учёного-богослова»
    alive = (p for p in nouns(word) if p.known and p.tag.pos == "NOUN" and p.score > 0.3)
    if any(p.tag.animacy == "anim" and not {"Name", "Patr"} & p.tag.grammemes for p in alive):
        return True
    return bool(rank_of(word)) or any(lemma in people() for lemma in lemmas(word))


@lru_cache(maxsize=CACHE_WORDS)
def is_surname_alone(word: str) -> bool:
    """Whether a word is a surname to the dictionary and nothing else, no place either.

    >>> is_surname_alone("Абдуллин"), is_surname_alone("Горобченко"), is_surname_alone("Лыкова"), is_surname_alone("Заречная")
    (True, True, False, False)
    """
    found = [p for p in parses(word)[:8] if p.known] or list(parses(word)[:8])
    return all("Surn" in p.tag and "Geox" not in p.tag for p in found)


@lru_cache(maxsize=CACHE_WORDS)
def shares_of(word: str) -> dict[str, float]:
    """The cases that a noun may stand in, by probability."""
    shares: dict[str, float] = {}
    for parse in nouns(word):
        if parse.tag.case in CASES:
            shares[parse.tag.case] = shares.get(parse.tag.case, 0.0) + parse.score
    total = sum(shares.values())
    return {case: weight / total for case, weight in shares.items()} if total else {}


def joint(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Shares of the cases that two independent hints give together.

    >>> joint({"gent": 0.5, "accs": 0.5}, {"accs": 1.0})["accs"] > 0.9
    True
    """
    if not one or not other:
        return dict(one or other)
    shares = {case: one.get(case, 0.02) * other.get(case, 0.02) for case in CASES}
    total = sum(shares.values())
    return {case: weight / total for case, weight in shares.items()}
