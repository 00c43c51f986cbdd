"""Other names, places, numbers and words in the same text, so that no two letters are alike.

    Template.of(text, people) is made once; Variation(random).fill(template) gives another text each time

A cache of words must gain on generated letters no more than on real mail, so a share of the common words of every
letter gives way to words of a large vocabulary, taken by Zipf's law and put in the same case and number; names,
numbers, dates and places change in every letter. `benchmarks.letters --novelty` shows how fast new words come.
Grammar is kept as far as speed can depend on it; sense is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import accumulate
from random import Random

from stdnum.ru import inn, ogrn

from benchmarks.templates import UNWANTED, Slot, Template, morph, words

#: Of the common words that may change, the share that does: so the rate of new word forms is that of real texts.
REPLACED = 0.6
#: Zipf: the word of rank r comes as often as 1 / (r + _FLAT).
_FLAT = 100.0
#: Of the new nouns and adjectives, the share that gets a first half from `words.txt`: so new words never end.
_COMPOUNDED = 0.1


@cache
def vocabulary() -> dict[str, tuple[tuple[str, ...], tuple[float, ...]]]:
    """Words by gender («» for adjectives) in an order of chance, with their cumulative Zipf weights."""
    found: dict[str, list[str]] = {"masc": [], "femn": [], "neut": [], "": []}
    for beginning in words("beginnings"):
        for word, tag, normal, _, index in morph().dictionary.iter_known_words(beginning):
            if index or word != normal or not 6 <= len(word) <= 14 or tag.grammemes & UNWANTED:
                continue
            if tag.POS == "NOUN" and "inan" in tag and tag.gender:
                found[tag.gender].append(word)
            elif tag.POS == "ADJF":
                found[""].append(word)
    chosen = {}
    for gender, gathered in found.items():
        order = sorted(set(gathered))
        Random(gender).shuffle(order)
        chosen[gender] = (tuple(order), tuple(accumulate(1 / (rank + _FLAT) for rank in range(len(order)))))
    return chosen


@lru_cache(maxsize=200_000)
def _inflected(word: str, form: str) -> str | None:
    wanted = set(form.split())
    for parse in morph().parse(word):
        if parse.normal_form == word and (made := parse.inflect(wanted)):
            return str(made.word)
    return None


@cache
def _given_forms(name: str, case: str) -> str:
    return _inflected(name.lower(), case) or name.lower()


def _as_written(new: str, old: str) -> str:
    """In the capitals of the old word."""
    if old.isupper() and len(old) > 1:
        return new.upper()
    return new[:1].upper() + new[1:] if old[:1].isupper() else new


@dataclass
class Variation:
    """What one letter puts into its slots: who stands for whom stays the same throughout the letter."""

    chance: Random
    women: frozenset[str] = frozenset()
    _chosen: dict[tuple[str, str], str] = field(default_factory=dict)

    def fill(self, template: Template) -> str:
        """A text of the template."""
        return "".join(piece if isinstance(piece, str) else self._new(piece) for piece in template.pieces)

    def _new(self, slot: Slot) -> str:
        made: str = getattr(self, f"_{slot.kind}")(slot)
        return made

    def _same(self, kind: str, key: str, options: Sequence[str]) -> str:
        """One of the options, the same for the same key."""
        if (kind, key) not in self._chosen:
            self._chosen[kind, key] = self.chance.choice(options)
        return self._chosen[kind, key]

    def _surname(self, slot: Slot) -> str:
        root = self._root(slot.key)
        kind, length = slot.form.split()
        suffix = {"ов": self._same("suffix", slot.key, ("ов", "ев", "ин", "ов")), "ск": "овск"}.get(kind, kind)
        return _as_written(root.lower() + suffix + slot.old[int(length) :].lower(), slot.old)

    def _root(self, key: str) -> str:
        return self._same("root", key, words("roots")) + self._same("link", key, words("links"))

    def _name(self, slot: Slot) -> str:
        return _as_written(_given_forms(self._given_name(slot.key), slot.form), slot.old)

    def _given_name(self, key: str) -> str:
        return self._same("name", key, words("women") if key in self.women else words("men"))

    def _father(self, key: str) -> str:
        return self._same("father", key, words("fathers"))

    def _patronymic(self, slot: Slot) -> str:
        made = self._father(slot.key).lower() + ("овна" if slot.key in self.women else "ович")
        return _as_written(_given_forms(made, slot.form), slot.old)

    def _initials(self, slot: Slot) -> str:
        name, father = self._given_name(slot.key), self._father(slot.key)
        return f"{name[0]}{slot.old[1:-2]}{father[0]}."

    def _place(self, slot: Slot) -> str:
        stem = self._same("place", slot.key, words("places"))
        if self._same("known", slot.key, ("yes", "yes", "no")) == "no":  # a place that no list knows
            stem = self._root(slot.key).lower() + "овск"
        return _as_written(stem + slot.form, slot.old)

    def _town(self, slot: Slot) -> str:
        return _as_written(self._same("town", slot.key, words("towns")).lower(), slot.old)

    def _proper(self, slot: Slot) -> str:
        options, weights = vocabulary()["femn"]
        if ("proper", slot.key) not in self._chosen:
            self._chosen["proper", slot.key] = self.chance.choices(options, cum_weights=weights)[0]
        return _as_written(self._chosen["proper", slot.key], slot.old)

    def _latin(self, slot: Slot) -> str:
        if len(slot.old) < 4 or slot.old.isupper():
            return slot.old
        if ("latin", slot.key) not in self._chosen:
            count = max(2, len(slot.key) // 3)
            self._chosen["latin", slot.key] = "".join(self.chance.choices(words("syllables"), k=count))
        return _as_written(self._chosen["latin", slot.key], slot.old)

    def _noun(self, slot: Slot) -> str:
        return self._vocabulary_word(slot.key, slot)

    def _adjective(self, slot: Slot) -> str:
        return self._vocabulary_word("", slot)

    def _vocabulary_word(self, gender: str, slot: Slot) -> str:
        if self.chance.random() >= REPLACED:
            return slot.old
        options, weights = vocabulary()[gender]
        made = _inflected(self.chance.choices(options, cum_weights=weights)[0], slot.form)
        if made is None:
            return slot.old
        first = self.chance.choice(words("compounds")) if self.chance.random() < _COMPOUNDED else ""
        return _as_written(first + made, slot.old)

    def _date(self, slot: Slot) -> str:
        day, month = f"{self.chance.randint(1, 28):02}", f"{self.chance.randint(1, 12):02}"
        year = self.chance.randint(2015, 2026)
        if "-" in slot.old:
            return f"{year}-{month}-{day}"
        sign = "/" if "/" in slot.old else "."
        return sign.join((day, month, str(year if slot.old[-4:].isdigit() else year % 100)))

    def _day(self, slot: Slot) -> str:
        if slot.old.startswith("0") or len(slot.old) == 1:
            return f"{self.chance.randint(1, 9):0{len(slot.old)}}"
        return str(self.chance.randint(10, 28))

    def _year(self, slot: Slot) -> str:
        return self._same("year", slot.old, [str(year) for year in range(2015, 2027)])

    def _digits(self, slot: Slot) -> str:
        old = slot.old
        if slot.key == "ИНН" and len(old) == 10:
            nine = str(self.chance.randint(10**8, 10**9 - 1))
            return nine + inn.calc_company_check_digit(nine)
        if slot.key == "ОГРН" and len(old) == 13:
            twelve = "1" + str(self.chance.randint(10**10, 10**11 - 1))
            return twelve + ogrn.calc_check_digit(twelve + "0")
        if len(old) < 3:  # sheets, copies, points, houses: of the same size
            return old if old in ("0", "00") else self._day(slot)
        return old[0] + "".join(self.chance.choices("0123456789", k=len(old) - 1))
