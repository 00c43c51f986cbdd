"""Names of towns: those that may stand without «г.», those told by their grammar, those in an oblique case."""

from __future__ import annotations

from functools import cache

from extractors.russian.lexicon import lexicon
from extractors.russian.morph import inflect, parses, spell_like


@cache
def known_towns() -> frozenset[str]:
    """Towns that may stand in an address without «г.»."""
    return frozenset(row["city"] for row in lexicon("area_codes")) | frozenset(
        row["place"] for row in lexicon("toponyms") if row["kind"] == "town"
    )


def is_town(name: str) -> bool:
    """Whether a word is the name of a place in the nominative and no surname: «Красногорск», not «Пушкин», «Иваново»."""
    if "-на-" in name:
        return True  # «Камень-на-Оби»
    found = [parse.tag for parse in parses(name)]
    return any("Geox" in tag and tag.case == "nomn" for tag in found) and not any("Surn" in tag for tag in found)


def town_in_nominative(name: str) -> str:
    """«Пскове» is Псков, «Новосокольниках» Новосокольники; "" where the word is no place in the locative.

    >>> town_in_nominative("Пскове"), town_in_nominative("Нижнем Тагиле"), town_in_nominative("Директоре")
    ('Псков', 'Нижний Тагил', '')
    """
    if name in known_towns():
        return name
    words = name.split()
    for parse in parses(words[-1]):
        if "Geox" not in parse.tag or parse.tag.case not in ("loct", "gent"):
            continue
        head = inflect(parse, "nomn")
        if head is None:
            continue
        gender = f" {parse.tag.gender}" if parse.tag.number == "sing" and parse.tag.gender else ""
        before = [_nominative_of(word, f"nomn {parse.tag.number}{gender}") for word in words[:-1]]
        if all(before):
            return " ".join([*before, spell_like(head.word, words[-1])])
    return ""


def _nominative_of(word: str, wanted: str) -> str:
    for parse in parses(word):
        if parse.tag.pos == "ADJF" and (found := inflect(parse, wanted)):
            return spell_like(found.word, word)
    return ""
