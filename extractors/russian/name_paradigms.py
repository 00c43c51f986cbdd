"""What is known of the parts of people's names: their paradigms, the lists of given names and surnames, the dictionary's marks.

The paradigms are data (`lexicons/paradigms.tsv`): a pattern over the nominative, six endings (`-` is the empty one, `/` parts
the variants, the usual one first) and two weights: how usual such a name is, and what is left of it when the dictionary has
no such word. `declension` reads and declines by them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Literal, cast

from extractors.frozen import dataclass
from extractors.russian.lexicon import lexicon, words
from extractors.russian.morph import CACHE_WORDS, dictionary_parses

Kind = Literal["surname", "given", "patronymic"]
CASES: Final = ("nomn", "gent", "datv", "accs", "ablt", "loct")
GENDERS: Final = {"masc": "m", "femn": "f"}
#: A name that one hardly meets («Руслана» is nearly always the genitive of «Руслан»).
RARE_GIVEN: Final = 0.1
#: First parts of double surnames that stay as they are: «Тер-Петросяна», «Бонч-Бруевичу».
FIXED_PREFIXES: Final = frozenset(
    (
        "тер", "бонч", "аль", "эль", "абу", "абд", "мак", "сен", "сент", "бей", "ибн", "бен", "бан", "дер", "нор",
        "куль", "кара", "лиджи", "очир", "бадма", "санджи", "манджи", "эрдни", "дорджи",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paradigm:
    """One row of the table: which nominatives it takes and how they end in the six cases."""

    kind: Kind
    name: str
    genders: str
    nominative: re.Pattern[str]
    endings: tuple[tuple[str, ...], ...]
    weight: float
    unknown: float
    example: str

    @property
    def fixed(self) -> bool:
        return all(variants == ("",) for variants in self.endings)

    @property
    def fleeting(self) -> bool:
        """Whether the row is chosen by knowledge of the word: «Кравец» loses its vowel, «Гашек» does not."""
        return self.unknown < 1


def fold(word: str) -> str:
    """Lower case with е for ё: how parts of names are compared."""
    return word.lower().replace("ё", "е")


@lru_cache(maxsize=1)
def paradigms() -> tuple[Paradigm, ...]:
    """The table, in its order: the first row that takes a nominative declines it."""
    return tuple(
        Paradigm(
            kind=cast("Kind", row["part"]),
            name=row["name"],
            genders=row["genders"],
            nominative=re.compile(row["nominative"]),
            endings=tuple(tuple(ending.strip("-") for ending in row[case].split("/")) for case in CASES),
            weight=float(row["weight"]),
            unknown=float(row["unknown"]),
            example=row["example"],
        )
        for row in lexicon("paradigms")
    )


@lru_cache(maxsize=8)
def of_kind(kind: Kind, gender: str) -> tuple[Paradigm, ...]:
    """The paradigms of one kind of a part of a name and one gender, in the order of the table."""
    return tuple(row for row in paradigms() if row.kind == kind and gender in row.genders)


@lru_cache(maxsize=1)
def given_names() -> dict[str, tuple[str, str, float]]:
    """Folded name -> (its spelling, genders «m», «f» or «mf», weight)."""
    return {
        fold(row["name"]): (row["name"].lower(), row["gender"], RARE_GIVEN if row["frequency"] == "rare" else 1.0)
        for row in lexicon("given_names")
    }


@lru_cache(maxsize=1)
def listed_surnames() -> frozenset[str]:
    return words("surnames", "surname")


@lru_cache(maxsize=1)
def eastern_surnames() -> frozenset[str]:
    """Korean, Chinese and Vietnamese surnames, after which given names of one or two syllables stand: «Ли Кэцян»."""
    return frozenset(fold(row["surname"]) for row in lexicon("surnames") if row["kind"] == "eastern")


@lru_cache(maxsize=1)
def spanish_surnames() -> frozenset[str]:
    """Spanish and Portuguese surnames, before which another one may stand: «Прието Гонсалес»."""
    return frozenset(fold(row["surname"]) for row in lexicon("surnames") if row["kind"] == "spanish")


@lru_cache(maxsize=CACHE_WORDS)
def lexical(word: str) -> frozenset[str]:
    """What the dictionary says of a nominative: «Surn», «Name m», «Name f», «Patr», «Geox», «noun m», «noun f»,
    «adj»."""
    facts = set()
    for parse in dictionary_parses(word):
        tag = parse.tag
        if tag.case != "nomn" or tag.number != "sing":
            continue
        if tag.pos == "ADJF":
            facts.add("adj")
        if tag.pos != "NOUN":
            continue
        genders = "mf" if tag.gender is None else GENDERS.get(tag.gender, "")
        special = [mark for mark in ("Surn", "Patr", "Geox") if mark in tag]
        facts.update(special)
        if "Name" in tag:
            facts.update(f"Name {gender}" for gender in genders)
        elif not special:
            facts.update(f"noun {gender}" for gender in genders)
    return frozenset(facts)
