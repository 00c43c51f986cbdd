"""Kinds of documents in a text: «приказом», «Федерального закона», «письма», told by the lexicon of their case forms.

>>> [(found.kind, found.strong) for found in kinds("на письмо и во исполнение федеральных законов")]
[('письмо', True), ('федеральный закон', True)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from extractors.frozen import dataclass
from extractors.russian.lexicon import lexicon

LETTER: Final = "letter"
CONTRACT: Final = "contract"
OTHER: Final = "other"

_WORD = re.compile(r"[а-я]{3,20}(?:-фактур[а-я]{0,2})?")  # «счет-фактура» is another paper than a «счет»
_SHORTENED: Final = frozenset(("доп", "дог"))  # «доп. соглашение», «дог. поставки»


@dataclass(frozen=True, slots=True)
class KindSpan:
    """A kind named at a place. `strong`: a number or a date alone makes a reference; `sort`: letter, act, contract,
    other."""

    start: int
    end: int
    kind: str
    strong: bool
    sort: str


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    strong: bool
    sort: str
    words: tuple[str, ...]


@cache
def _by_last_word() -> dict[str, tuple[_Entry, ...]]:
    """The forms by their last word, those of more words first: «федеральный закон» before «закон»."""
    found: dict[str, list[_Entry]] = {}
    for row in lexicon("document_kinds"):
        for form in row["forms"].split("|"):
            words = tuple(form.split())
            found.setdefault(words[-1], []).append(_Entry(row["kind"], row["weight"] == "strong", row["sort"], words))
    return {last: tuple(sorted(entries, key=lambda entry: -len(entry.words))) for last, entries in found.items()}


def kinds(text: str, start: int = 0, end: int | None = None) -> Iterator[KindSpan]:
    """The kinds named in a lower-case folded text, in order."""
    forms = _by_last_word()
    for match in _WORD.finditer(text, start, len(text) if end is None else end):
        entries = forms.get(match.group())
        if (
            not entries
            or text[match.start() - 1 : match.start()].isalnum()
            or text[match.end() : match.end() + 1].isalnum()
            or (match.group() in _SHORTENED and text[match.end() : match.end() + 1] != ".")
        ):
            continue
        for entry in entries:
            left = _start_of(text, match.start(), entry.words[:-1])
            if left >= 0:
                yield KindSpan(left, match.end(), entry.kind, entry.strong, entry.sort)
                break


def _start_of(text: str, at: int, words: tuple[str, ...]) -> int:
    """Where the words end-to-end before `at` begin, or -1 when other words stand there."""
    for word in reversed(words):
        left = at
        while left and text[left - 1] in (" \n." if word in _SHORTENED else " \n"):
            left -= 1
        if left == at or not text.endswith(word, 0, left):
            return -1
        at = left - len(word)
    return at
