"""Which patterns of a table lines show, at the least price: the answer of searching for each of them, and its order.

A line is asked some seventy patterns, and shows a few. Five things make that cheap, none of which changes an answer:

- a pattern without regard to case is matched, in small letters, against the line in small letters, where the engine
  may use its tables of first letters;
- one whose every alternative begins with `^` is tried at the beginning only;
- one that needs a certain letter or word in the line is not tried where that is missing (`needs`); what a document has
  nowhere is looked for once, not line by line;
- those that tell a line by how it begins are first asked together, by one pattern: most lines begin with none of them;
- what all patterns share, the line in small letters and whether it has a digit, is found out once.

A search is quick where a pattern begins with letters or signs of its own, since the engine leaps from one to the next;
so what stands before («\\b», «(?<!\\d)») is better asked behind the first sign: `\\d(?<!\\d\\d)`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple

#: A need that any digit meets.
DIGIT: Final = "0"
_DIGIT: Final = re.compile(r"\d")
_CAPITAL: Final = re.compile(r"(?<!\\)[A-ZА-ЯЁ]")


class _Asked(NamedTuple):
    """A pattern as it is asked."""

    name: str
    find: Callable[[str], object]
    pattern: str
    in_small: bool  # of the line in small letters
    needs: tuple[str, ...]
    opens: bool  # it tells a line in small letters by how it begins, and needs nothing else


class Patterns:
    """A table of (name, pattern); `needs` says, by name, what of a line in small letters one of must be there."""

    def __init__(
        self, table: Sequence[tuple[str, re.Pattern[str]]], needs: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self._asked = [_asked(name, pattern, (needs or {}).get(name, ())) for name, pattern in table]
        self._opened = re.compile("|".join(f"(?:{asked.pattern})" for asked in self._asked if asked.opens)).match
        self._needed = {need for asked in self._asked for need in asked.needs} - {DIGIT}

    def shown(self, lines: Sequence[str]) -> list[list[str]]:
        """For each line the names of the patterns that are found in it, in the order of the table."""
        small = [line.lower() for line in lines]
        having = self._having(lines, small)
        opened = [i for i, line in enumerate(small) if self._opened(line)]
        found: list[list[str]] = [[] for _ in lines]
        for name, find, _, in_small, needs, opens in self._asked:
            texts = small if in_small else lines
            where: Iterable[int] = range(len(lines))
            if opens:
                where = opened
            elif needs:
                where = having[needs[0]] if len(needs) == 1 else set().union(*(having[need] for need in needs))
            for i in where:
                if find(texts[i]):
                    found[i].append(name)
        return found

    def _having(self, lines: Sequence[str], small: Sequence[str]) -> dict[str, list[int]]:
        """Need -> the lines that meet it."""
        text = "\n".join(small)
        having = {need: [i for i, line in enumerate(small) if need in line] if need in text else [] for need in self._needed}
        return having | {DIGIT: [i for i, line in enumerate(lines) if _DIGIT.search(line)]}


def _asked(name: str, pattern: re.Pattern[str], needs: tuple[str, ...]) -> _Asked:
    small = bool(pattern.flags & re.IGNORECASE)
    if small:
        text = _CAPITAL.sub(lambda m: m.group().lower(), pattern.pattern)
        pattern = re.compile(text, pattern.flags & ~re.IGNORECASE)
    first = begins(pattern.pattern)
    find = pattern.match if first else pattern.search
    return _Asked(name, find, pattern.pattern, small, needs, first and small and not needs)


def begins(pattern: str) -> bool:
    """Whether every alternative of a pattern can match at the beginning of a text only.

    >>> begins("^исх|^вх[|.]"), begins("^исх|вх"), begins("^(?:а|б)"), begins("(?:^а)")
    (True, False, True, False)
    """
    return all(alternative.startswith("^") for alternative in _alternatives(pattern))


def _alternatives(pattern: str) -> list[str]:
    """The pattern cut at the bars that stand in no brackets."""
    pieces, depth, in_class, start, i = [], 0, False, 0, 0
    while i < len(pattern):
        char = pattern[i]
        if char == "\\":
            i += 1
        elif in_class:
            in_class = char != "]"
        elif char == "[":
            in_class = True
        elif char in "()":
            depth += 1 if char == "(" else -1
        elif char == "|" and depth == 0:
            pieces.append(pattern[start:i])
            start = i + 1
        i += 1
    return [*pieces, pattern[start:]]
