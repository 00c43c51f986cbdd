"""Days in the rarer ways of writing: a month in Roman figures, a day of both calendars."""

from __future__ import annotations

import re
from typing import Final

from extractors.russian.date_pieces import (
    DAY,
    FAIR,
    GENITIVE,
    SURE,
    WHOLE,
    YEAR,
    DateSpan,
    G,
    day_value,
    month_of,
    year_of,
)

_ROMANS: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_MONTHS: Final = {roman: month for month, roman in enumerate(_ROMANS, 1)}
_ROMAN = re.compile(rf"(?P<d>{DAY})[ ]?[./-][ ]?(?P<m>[ivxх]{{1,4}})[ ]?[./-][ ]?(?P<y>(?:1[89]|20)\d\d)(?!\d){WHOLE}{G}?")


def roman_month(text: str, at: int) -> list[DateSpan] | None:
    """«11/XI-2023», «5.III.1998 г.»; the letter Х of either alphabet."""
    match = _ROMAN.match(text, at)
    month = _MONTHS.get(match["m"].replace("х", "x")) if match else None
    value = match and month and day_value(int(match["y"]), month, int(match["d"]))
    return [DateSpan(at, match.end(), value, "roman month", SURE)] if match and value else None


_BOTH = re.compile(rf"(?P<old>{DAY})[ ]?/[ ]?(?P<d>{DAY})[ ](?P<m>{GENITIVE})[ ](?P<y>{YEAR}){G}?")
_BETWEEN_CALENDARS: Final = (11, 12, 13)  # days, in the 18th, 19th and 20th centuries and after


def both_calendars(text: str, at: int) -> list[DateSpan] | None:
    """«6/19 декабря 2018 г.»: the day of the church calendar before that of the civil one, which is the date."""
    match = _BOTH.match(text, at)
    if not match or int(match["d"]) - int(match["old"]) not in _BETWEEN_CALENDARS:
        return None
    value = day_value(year_of(match["y"]), month_of(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "both calendars", FAIR)] if value else None
