"""A stretch of text with its quoted titles and bracketed asides stepped over.

>>> view = window("приказ «О мерах (в ред. от 5.05.2021)» (далее – Приказ) от 6.05.2021", 6, 69)
>>> view.plain(6, 60).split(), view.hides(10), view.hides(58)
(['от', '6'], True, False)
"""

from __future__ import annotations

import re
from typing import Final

from extractors.frozen import dataclass

# A title in quotes and an aside in brackets are no longer than this; a longer one never closes.
LONGEST_TITLE: Final = 400

_MARK = re.compile(r"[«»\"()]")
#: A straight quote; one that opens stands behind a blank, before a word.
_STRAIGHT = re.compile(r"(?P<opens>(?<=[\s(])\"(?=\w))|\"")
# «приказ (от 12.03.2024 № 45)»: such brackets hold the tail itself.
_TAIL_INSIDE = re.compile(r"\([ ]?(?:от[ ]\d|от[ ]«|№|исх|вх|рег\.|сери[яи]|все[ ]от[ ]\d)")


@dataclass(frozen=True, slots=True)
class Window:
    """text[start:end] with hidden stretches; `end` is where an outer quote or bracket closes, at the latest."""

    text: str
    start: int
    end: int
    hidden: tuple[tuple[int, int], ...]
    folded: str = ""

    def hides(self, offset: int) -> bool:
        """Whether an offset lies in a hidden stretch."""
        return any(start <= offset < end for start, end in self.hidden)

    def plain(self, start: int, end: int, text: str | None = None) -> str:
        """[start, end) without what is hidden; of another text of the same length if one is given."""
        source = self.text if text is None else text
        parts, at = [], start
        for left, right in self.hidden:
            if left >= end:
                break
            if right > at:
                parts.append(source[at : max(at, left)])
                at = max(at, right)
        parts.append(source[at:end])
        return "".join(parts)


def window(text: str, start: int, end: int, folded: str = "") -> Window:
    """The window over text[start:end]; `folded` is the same text with its capitals."""
    hidden: list[tuple[int, int]] = []
    at = start
    while match := _MARK.search(text, at, end):
        mark, place = match.group(), match.start()
        if mark in "»)":
            if mark == ")" and _opened_inside(text, start, place):
                at = match.end()
                continue
            return Window(text, start, place, tuple(hidden), folded or text)
        if mark == "(" and _TAIL_INSIDE.match(text, place):
            at = match.end()
            continue
        close = _closing(text, place, min(end, place + LONGEST_TITLE))
        if close:
            hidden.append((place, close))
        at = close or match.end()
    return Window(text, start, end, tuple(hidden), folded or text)


def _opened_inside(text: str, start: int, place: int) -> bool:
    opening = text.rfind("(", start, place)
    return opening >= 0 and bool(_TAIL_INSIDE.match(text, opening))


def _closing(text: str, place: int, end: int) -> int:
    """Where the quote or bracket that opens at `place` ends; nested quotes may share one closing mark; 0 if it never
    closes."""
    mark = text[place]
    if mark == '"':
        return _straight_closing(text, place, end)
    opening, closing = ("(", ")") if mark == "(" else ("«", "»")
    depth, last = 0, 0
    for match in _MARK.finditer(text, place, end):
        if match.group() == opening:
            depth += 1
        elif match.group() == closing:
            depth -= 1
            last = match.end()
            if depth == 0:
                return last
    return last


def _straight_closing(text: str, place: int, end: int) -> int:
    """The same of a straight quote, which opens and closes alike: «"Лицей "Заря" от …», «"Лицей "Заря" города" от …»."""
    nested, last = False, 0
    for match in _STRAIGHT.finditer(text, place + 1, end):
        opens = match["opens"] is not None
        if opens and (last or nested):
            return last  # a third that opens before any has closed: the first never closes
        if not opens and not nested:
            return match.end()
        nested = nested or opens
        last = last if opens else match.end()
        if not opens and text[match.end() - 2] == '"':
            return last
    return last
