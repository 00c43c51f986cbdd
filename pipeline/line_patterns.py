"""Which patterns of a table a line shows, at the least price: the answer of searching for each of them, and its order.

A line is asked some seventy patterns, and shows a few. Four things make that cheap, none of which changes an answer:

- a pattern without regard to case is matched, in small letters, against the line in small letters, where the engine
  may use its tables of first letters;
- one whose every alternative begins with `^` is tried at the beginning only;
- one that needs a certain letter or word in the line is not tried where that is missing (`needs`);
- what all lines share, the line in small letters and whether it has a digit, is found out once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

#: A need that any digit meets.
DIGIT: Final = "0"
_DIGIT: Final = re.compile(r"\d")
_CAPITAL: Final = re.compile(r"(?<!\\)[A-ZА-ЯЁ]")

_Asked = tuple[str, Callable[[str], object], bool, bool, tuple[str, ...]]


class Patterns:
    """A table of (name, pattern); `needs` says, by name, what of a line in small letters one of must be there."""

    def __init__(
        self, table: Sequence[tuple[str, re.Pattern[str]]], needs: Mapping[str, tuple[str, ...]] | None = None
    ) -> None:
        self._asked = [_asked(name, pattern, (needs or {}).get(name, ())) for name, pattern in table]

    def shown(self, line: str) -> list[str]:
        """Names of the patterns that are found in the line, in the order of the table."""
        small = line.lower()
        digit = _DIGIT.search(line) is not None
        found = []
        for name, find, in_small, of_digit, needs in self._asked:
            if not (digit and of_digit):
                for need in needs:
                    if need in small:
                        break
                else:
                    if needs or of_digit:
                        continue
            if find(small if in_small else line):
                found.append(name)
        return found


def _asked(name: str, pattern: re.Pattern[str], needs: tuple[str, ...]) -> _Asked:
    small = bool(pattern.flags & re.IGNORECASE)
    if small:
        text = _CAPITAL.sub(lambda m: m.group().lower(), pattern.pattern)
        pattern = re.compile(text, pattern.flags & ~re.IGNORECASE)
    find = pattern.match if begins(pattern.pattern) else pattern.search
    return name, find, small, DIGIT in needs, tuple(need for need in needs if need != DIGIT)


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
