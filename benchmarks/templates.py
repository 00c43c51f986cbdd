"""A text cut at what another letter would say otherwise: people, places, numbers, dates, common words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import pymorphy3


@cache
def words(section: str) -> tuple[str, ...]:
    """The words of a section of `words.txt`."""
    text = Path(__file__).with_name("words.txt").read_text(encoding="utf-8")
    lines = text.partition(f"[{section}]\n")[2].partition("\n[")[0].splitlines()
    found = tuple(word for line in lines if not line.startswith(";") for word in line.split())
    if not found:
        raise KeyError(f"words.txt has no section {section}")
    return found


_TOKEN = re.compile(
    r"""(?P<date>\b\d{1,2}[./]\d{1,2}[./](?:\d{4}|\d\d)\b | \b\d{4}-\d\d-\d\d\b)   # 14.03.2023, 24/05/2024, 2024-05-24
      | (?P<kept>\+7|\b8(?=[ -]?\(\d)|(?<=\()\d{3,5}(?=\)))            # of telephones: countries and areas stay
      | (?P<day>\b\d{1,2}(?=[»"”_\s]{1,3}(?:янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек)))   # «05» июня
      | (?P<year>\b(?:19|20)\d\d\b)
      | (?P<digits>\d+)
      | (?P<latin>[A-Za-z]{3,})                                         # of mailboxes and sites
      | (?P<initials>\b[А-ЯЁ]\.[ \u00a0]?[А-ЯЁ]\.)
      | (?P<word>[А-ЯЁа-яё]+(?:[-\u2011][А-ЯЁа-яё]+)*)""",
    re.VERBOSE,
)
_CODES = re.compile(r"(?P<kind>ИНН|ОГРН)\D{0,8}$")
_OF_PLACE = re.compile(r"(?P<stem>[а-яё]{2,}(?:ск|цк))(?P<ending>ий|ая|ое|ого|ому|им|ом|ой|ую|ие|их|ими)")
_SURNAME = re.compile(r"(?P<root>[а-яё]{2,})(?P<kind>[оеё]в|[иы]н|[сц]к|енко|[иы]х)(?P<ending>а|ий|ая|)")
_SURNAME_ENDINGS = {
    "ов": "(?:а|у|ым|ом|е|ы|ых|ыми|ой|ою)?",
    "ск": "(?:ий|ого|ому|им|ом|ая|ой|ую|ие|их)",
    "енко": "",
    "ых": "",
}
_MONTHS = frozenset(words("months"))
_KEPT_LATIN = frozenset(words("latin"))
#: Words with these marks of the dictionary are neither replaced nor put in.
UNWANTED = frozenset(words("grammemes"))


@dataclass(frozen=True, slots=True)
class Slot:
    """A place in a template: `kind` says what changes, `key` who or what it is, `form` how the new one is to stand."""

    kind: str
    key: str
    form: str = ""
    old: str = ""


@dataclass(frozen=True)
class People:
    """The people of one source: how their surnames, names and patronymics stand in its text."""

    source: str
    patterns: tuple[tuple[re.Pattern[str], str, str], ...]  # how the surname stands, whose it is, its kind
    given: Mapping[str, str]  # lemma of a name or patronymic -> whose it is
    women: frozenset[str]

    @classmethod
    def of(cls, source: str, names: Iterable[str]) -> People:
        """From the gold list: surname first, nominative."""
        patterns, given, women = [], {}, set()
        for name in names:
            surname, *others = name.lower().split()
            key = f"{source}/{surname}"
            women |= {key} if surname.endswith(("ва", "на", "ая")) or name.endswith("на") else set()
            given.update({parse.normal_form: key for other in others for parse in _given_parses(other)})
            match = _SURNAME.fullmatch(surname)
            if match:
                kind = {"ё": "ов", "е": "ов", "о": "ов", "и": "ов", "ы": "ов"}.get(match["kind"][0], "ск")
                kind = "енко" if match["kind"] == "енко" else "ых" if match["kind"][1:] == "х" else kind
                stem = match["root"] + match["kind"]
                patterns.append((re.compile(re.escape(stem) + _SURNAME_ENDINGS[kind]), key, f"{kind} {len(stem)}"))
        return cls(source, tuple(patterns), given, frozenset(women))

    def surname(self, word: str) -> Slot | None:
        """The slot of a word that is a surname of one of them, in any case."""
        low = word.lower()
        for pattern, key, form in self.patterns:
            if pattern.fullmatch(low):
                return Slot("surname", key, form, word)
        return None


@dataclass(frozen=True)
class Template:
    """A text cut at what changes: plain pieces and slots in turn."""

    pieces: tuple[str | Slot, ...]

    @classmethod
    def of(cls, text: str, people: People, kept: frozenset[str] = frozenset()) -> Template:
        """`kept`: lemmas of words that stay, since they are what letters are made of."""
        pieces: list[str | Slot] = []
        at = 0
        for match in _TOKEN.finditer(text):
            slot = _slot(match, text, people, kept)
            if slot is not None:
                pieces += [text[at : match.start()], slot]
                at = match.end()
        return cls((*pieces, text[at:]))


def _slot(match: re.Match[str], text: str, people: People, kept: frozenset[str]) -> Slot | None:
    kind, token = match.lastgroup or "", match.group()
    if kind == "kept":
        return None
    if kind == "digits":
        code = _CODES.search(text, 0, match.start())
        return Slot("digits", code["kind"] if code else "", "", token)
    if kind == "initials":
        near = (*text[: match.start()].split()[-1:], *text[match.end() :].split()[:1])
        slots = (people.surname(word.strip(" ,.;:()«»_{}")) for word in near)
        slot = next((slot for slot in slots if slot), None)
        return slot and Slot("initials", slot.key, "", token)
    if kind == "latin":
        return None if token.lower() in _KEPT_LATIN else Slot("latin", token.lower(), "", token)
    return _word_slot(token, text[: match.start()], people, kept) if kind == "word" else Slot(kind, token, "", token)


def _word_slot(word: str, before: str, people: People, kept: frozenset[str]) -> Slot | None:
    low = word.lower()
    capital = word[0].isupper()
    if capital:
        slot = people.surname(word) or _given(word, people)
        if slot:
            return slot
        place = _OF_PLACE.fullmatch(low)
        if place and not low.startswith("российск"):
            return Slot("place", place["stem"], place["ending"], word)
        if before.endswith(("г. ", "г.", "городе ")) and len(word) > 3:
            return Slot("town", low, "", word)
        if before.endswith("«") and lemma(low) not in kept:
            return Slot("proper", low, "", word)
    if len(low) < 4 or (capital and not word.isupper()) or low in _MONTHS or lemma(low) in kept:
        return None
    return _common(low, word)


def _given(word: str, people: People) -> Slot | None:
    """A name or patronymic of somebody of the source, in any case."""
    for parse in _given_parses(word):
        key = people.given.get(parse.normal_form)
        if key:
            kind = "name" if "Name" in parse.tag else "patronymic"
            return Slot(kind, key, str(parse.tag.case or "nomn"), word)
    return None


def _given_parses(word: str) -> list[Any]:
    """Readings of a word as a name or a patronymic."""
    return [parse for parse in morph().parse(word.lower()) if "Name" in parse.tag or "Patr" in parse.tag]


def _common(low: str, word: str) -> Slot | None:
    parse = morph().parse(low)[0]
    tag = parse.tag
    if tag.POS == "NOUN" and "inan" in tag and tag.gender and tag.case and not UNWANTED & tag.grammemes:
        return Slot("noun", str(tag.gender), f"{tag.case} {tag.number}", word)
    if tag.POS == "ADJF" and tag.case and not UNWANTED & tag.grammemes:
        gender = "" if tag.number == "plur" else str(tag.gender)
        return Slot("adjective", "", f"{tag.case} {tag.number} {gender}".strip(), word)
    return None


@cache
def morph() -> Any:
    """One analyser for all."""
    return pymorphy3.MorphAnalyzer()


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """The lemma of a word, in lower case."""
    return str(morph().parse(word.lower())[0].normal_form)
