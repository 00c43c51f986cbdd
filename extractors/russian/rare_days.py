"""Days in the rarer ways of writing: a month in Roman figures, a day of both calendars, figures without a year."""

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
    YEARLESS,
    DateSpan,
    G,
    day_value,
    iso_day,
    month_of,
    range_value,
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


#: Two figures of a day and of a month, behind which nothing makes an hour, a price or a longer number of them.
_SHORT: Final = (
    r"(?:0[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])(?!\d|[.,:/-]\d|[ ]?(?:%|ч(?![а-я])|час|мин|руб|коп|тыс|млн|млрд|кг|мм|см|км|га|балл"
    r"|раз|лет|процент|кв\b|куб\b|утра|вечера|дня))"
)
_FROM_TO = re.compile(rf"(?P<d1>{_SHORT})\.?[ \n]{{1,2}}по[ \n]{{1,2}}(?P<d2>{_SHORT})")
_LIMITED = re.compile(_SHORT)
#: «до 10.07», «не позднее 17.05», «с 01.10 по 15.10»: a limit stands before; hours have «с 9.00» before it.
_LIMIT_BEFORE = re.compile(r"(?<![а-я.,\d])(?<!\d )(?:до|не позднее|не позже|начиная с|к)[ \n]{1,3}\Z")
_SINCE = re.compile(r"(?<![а-я])со?[ \n]{1,3}\Z")
_HOUR_NEAR = re.compile(r"\d[:.-]\d\d[ –-]{0,3}(?:ч|час[а-я]{0,3}|мин)?\.?[ \n]{0,2}(?:до|к)[ \n]{1,3}\Z")
_LATEST_HOUR: Final = 23
_REACH: Final = 24


def without_year(text: str, at: int) -> list[DateSpan] | None:
    """«до 10.07», «с 01.10 по 15.10»: the day and the month in figures, where a word makes a limit of them."""
    span = _FROM_TO.match(text, at)
    if span and _SINCE.search(text, max(0, at - 4), at):
        (d1, m1), (d2, m2) = (map(int, span[name].split(".")) for name in ("d1", "d2"))
        value = range_value(iso_day(None, m1, d1), iso_day(None, m2, d2))
        return [DateSpan(at, span.end(), value, "short range", YEARLESS)] if value else None
    match = _LIMITED.match(text, at)
    if match is None or not _LIMIT_BEFORE.search(text, max(0, at - _REACH), at):
        return None
    day, month = map(int, match.group().split("."))
    if day <= _LATEST_HOUR and _HOUR_NEAR.search(text, max(0, at - _REACH), at):
        return None
    value = day_value(None, month, day)
    return [DateSpan(at, match.end(), value, "short", YEARLESS)] if value else None
