"""The forms of a date in Russian letters: an ordered list of rules (`RULES`), each a pattern and what it reads.

A rule takes the lower-case folded text, with underscores as blanks, and a place in it, and gives the spans it read
there (several for a list of days), or None. `extractors.russian.calendar` finds the places and asks the rules in order.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from extractors.russian import period_rules, printed_rules, rare_days
from extractors.russian.date_pieces import (
    AND,
    ANY_CASE,
    CLOSED,
    DAY,
    DOUBTFUL,
    ENGLISH,
    FAIR,
    GAP,
    GENITIVE,
    NUMERIC,
    OPEN,
    OTHER_MONTHS,
    REL,
    STAMP_AFTER,
    SURE,
    TO,
    WHOLE,
    WORD_GAP,
    YEAR,
    YEAR4,
    YEARLESS,
    DateSpan,
    G,
    NumericDay,
    day_value,
    is_birth,
    iso_day,
    latest_year,
    lent_year,
    month_of,
    numeric_day,
    range_value,
    year_of,
)
from extractors.russian.spelled_days import spelled_day
from extractors.values import DateValue

Rule = Callable[[str, int], "list[DateSpan] | None"]

_ISO_DATE = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>[01]?\d)(?P=s)(?P<d>[0-3]?\d)(?!\d)" + WHOLE)


def _rule_iso(text: str, at: int) -> list[DateSpan] | None:
    """«2024-05-24», «2024.05.24», «2024/05/24»."""
    match = _ISO_DATE.match(text, at)
    value = match and day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "iso", SURE)] if match and value else None


# «2024 ж. «08» шілде», «2024-yil 17-aprel»
_YEAR_FIRST = re.compile(
    r"(?P<y>20\d\d)[ -]{0,2}(?:ж\.|жыл[а-яғңәі]{0,4}|yil|елның|йылдың)[ ]{0,3}[«\"]?(?P<d>[0-3]?\d)[»\"]?[ -]{0,3}"
    rf"(?P<m>{'|'.join(OTHER_MONTHS)})"
)


def _rule_year_first(text: str, at: int) -> list[DateSpan] | None:
    """«2024 ж. «08» шілде»: the order of Kazakh and Uzbek letters."""
    match = _YEAR_FIRST.match(text, at)
    value = match and day_value(int(match["y"]), OTHER_MONTHS[match["m"]], int(match["d"]))
    return [DateSpan(at, match.end(), value, "day", FAIR)] if match and value else None


_NUMERIC_RANGE = re.compile(
    rf"(?P<left>{NUMERIC}|[0-3]?\d\.[01]?\d(?!\d)\.?|{DAY}){G}?(?P<to>{TO})(?P<right>{NUMERIC}){WHOLE}(?P<g>{G}?)"
)


#: «переносится с 15 на 17 января»: two days.
_MOVED = re.compile(r"(?:перен[еои]|сдвин|сдвиг|перелож)[а-я]{1,9}[^.;\n]{0,60}\Z")
_UP_TO = re.compile(r"до|на")  # «в ночь с 27 на 28 июня»
_FROM = re.compile(r"(?<![а-я])со?[ \n]{1,4}[«\"']?\Z")  # «с 3 до 7 июня» is a range, «24.05 до 05.06» two dates


def _rule_numeric_range(text: str, at: int) -> list[DateSpan] | None:
    """«с 01.01.2024 по 31.03.2024», «01.03-05.03.2024», «05 - 06.06.2023»."""
    match = _NUMERIC_RANGE.match(text, at)
    right = numeric_day(match["right"]) if match else None
    if not match or not right:
        return None
    if _UP_TO.search(match["to"]) and not _FROM.search(text, max(0, at - 8), at):
        return None
    left = (
        numeric_day(match["left"])
        if "." in match["left"] or "/" in match["left"] or len(match["left"]) > 2
        else NumericDay(None, right.month, int(match["left"]), False)
    )
    if not left:
        return None
    year = left.year or lent_year(right.year, (left.month, left.day), (right.month, right.day))
    value = range_value(iso_day(year, left.month, left.day), iso_day(right.year, right.month, right.day))
    return [DateSpan(at, match.end(), value, "numeric range", FAIR)] if value else None


_NUMERIC_DATE = re.compile(rf"(?P<date>{NUMERIC}){WHOLE}(?P<g>{G}?)")
# What makes a date of «05.06.24», which may as well be a code or a section.
_BEFORE_SHORT = re.compile(
    r"(?:(?<![а-я])(?:от|до|с|со|по|на|к|исх|дата|датой|вх|после|за|позднее|позже|-)[ .:]{0,6}[«\"]?|^[ ]{0,80}"
    r"|\n[ ]{0,80}|№[ ]?\S{1,30}[ ]{1,40})\Z"
)
_AFTER_SHORT = re.compile(r"[ ]{0,8}(?:г(?![а-я])|год|№|n[ ]?\d|в[ ]\d{1,2}[:.-]\d\d|\)|\n|\Z|[|\t])")
_CODE_AFTER = re.compile(r"[ ]{0,3}[«\"(-]{0,2}[ ]?(?!год|г\b|вх|исх)[а-яa-z]{3}")


def _rule_numeric(text: str, at: int) -> list[DateSpan] | None:
    """«24.05.2024», «5.06.20г.», «03 .09.2013», «24/05/2024»."""
    match = _NUMERIC_DATE.match(text, at)
    found = numeric_day(match["date"]) if match else None
    value = day_value(found.year, found.month, found.day) if found else None
    if not match or not found or not value:
        return None
    confidence = SURE
    if found.short and found.year and found.year > 2000 and is_birth(text, at, match.end()):
        latest = latest_year(text)
        if latest and found.year > latest:  # «родился 3.02.34» in a text that knows no year after 2014
            value = day_value(found.year - 100, found.month, found.day)
        return [DateSpan(at, match.end(), value, "birth", FAIR)] if value else None
    if found.short and _COUNCIL.search(text, max(0, at - 4), at):
        return None  # «в совете Д 02.08.02»
    if found.short and not match["g"]:
        before = _BEFORE_SHORT.search(text, max(0, at - 80), at)
        said = bool(before and (before.group().strip(' \n«"') or STAMP_AFTER.match(text, match.end())))
        if not said and _CODE_AFTER.match(text, match.end()):
            return None  # «09.02.07 Информационные системы»: a speciality
        if not said and not (before and _AFTER_SHORT.match(text, match.end())):
            confidence = DOUBTFUL
    return [DateSpan(at, match.end(), value, "numeric", confidence)]


#: The letter before the code of a dissertation council.
_COUNCIL = re.compile(r"(?<![а-я.])[дк][ ]{1,2}\Z")


# «"24" 05 2024 г.», «« 24 » 05. 2024»: the quotes tell the day.
_QUOTED_NUMERIC = re.compile(
    rf"(?P<d>{DAY})[ ]{{0,6}}[»\"'][ ]{{0,6}}\.?[ ]{{0,6}}(?P<m>0?[1-9]"
    rf"|1[0-2])(?!\d)[ ]{{0,6}}\.?[ ]{{0,6}}(?P<y>{YEAR4}){G}?"
)


def _rule_quoted_numeric(text: str, at: int) -> list[DateSpan] | None:
    """«"24" 05 2024 г.»."""
    match = _QUOTED_NUMERIC.match(text, at)
    value = match and day_value(year_of(match["y"]), int(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "numeric", FAIR)] if match and value else None


_TEXT_RANGE = re.compile(
    rf"""
    (?P<d1>{DAY}){CLOSED}
    (?:{GAP}(?P<m1>{GENITIVE})(?:{GAP}(?:(?P<y1>{YEAR}){G}?|{REL}))?)?
    (?P<to>{TO}){OPEN}(?P<d2>{DAY}){CLOSED}{GAP}(?P<m2>{GENITIVE})
    (?:{GAP}(?:(?P<y2>{YEAR}){G}?|(?P<rel>{REL})))?
    """,
    re.VERBOSE,
)


def _rule_text_range(text: str, at: int) -> list[DateSpan] | None:
    """«с 3 по 7 июня 2024 г.», «28 февраля – 2 марта», «с 1 сентября 2024 г. по 31 мая 2025 г.»."""
    match = _TEXT_RANGE.match(text, at)
    if not match or (_UP_TO.search(match["to"]) and not _FROM.search(text, max(0, at - 8), at)):
        return None
    m2, d2, d1 = month_of(match["m2"]), int(match["d2"]), int(match["d1"])
    if match["to"].strip() == "на" and not match["m1"] and _MOVED.search(text, max(0, at - 80), at):
        return _moved(match, at)
    m1 = month_of(match["m1"]) if match["m1"] else m2
    y2 = year_of(match["y2"]) if match["y2"] else None
    y1 = year_of(match["y1"]) if match["y1"] else lent_year(y2, (m1, d1), (m2, d2))
    listed = None if y2 or match["rel"] else _YEAR_OF_LIST.match(text, match.end())
    if listed and (m2, d2) <= (month_of(listed["m"]), int(listed["d"])):  # «27 - 28 января и 4 февраля 2020 года»
        y2 = year_of(listed["y"])
        y1 = y1 or lent_year(y2, (m1, d1), (m2, d2))
    if y1 and not y2:
        y2 = y1
    relative = "current" if match["rel"] else ""
    left, right = iso_day(y1, m1, d1), iso_day(y2, m2, d2)
    value = DateValue(f"{left}/{right}", "range", relative) if left and right and (left < right or not y2) else None
    confidence = FAIR if y2 else YEARLESS
    return [DateSpan(at, match.end(), value, "day range", confidence)] if value and left != right else None


def _moved(match: re.Match[str], at: int) -> list[DateSpan] | None:
    year, month = year_of(match["y2"]) if match["y2"] else None, month_of(match["m2"])
    relative = "current" if match["rel"] else ""
    before, after = (day_value(year, month, int(match[day]), relative) for day in ("d1", "d2"))
    if before is None or after is None:
        return None
    sure = FAIR if year else YEARLESS
    return [
        DateSpan(at, match.end("d1"), before, "day list", sure),
        DateSpan(match.start("d2"), match.end(), after, "day", sure),
    ]


_DAYS_HEAD = re.compile(
    rf"(?P<d>{DAY}){CLOSED}(?=(?:{AND}{OPEN}{DAY}{CLOSED}){{1,8}}{GAP}(?P<m>{GENITIVE})(?:{GAP}(?:(?P<y>{YEAR})"
    rf"|(?P<rel>{REL})))?)"
)
_DAYS_BEFORE = re.compile(r"(?:\d{1,2},[ ]){1,8}\Z")
_LEAST_DAYS = 3


def _goes_up(text: str, at: int, month: int) -> bool:
    """Whether the days around a place, up to the month, are three or more in a rising row."""
    before = _DAYS_BEFORE.search(text, max(0, at - 32), at)
    days = [int(day) for day in re.findall(r"\d{1,2}", text[before.start() if before else at : month])]
    return len(days) >= _LEAST_DAYS and days == sorted(set(days))


_LAST_AND = re.compile(r"[ \n](?:и|или)[ \n]")


def _rule_day_list(text: str, at: int) -> list[DateSpan] | None:
    """The days of «12, 14 и 19 марта 2024 г.» but the last, which the next rule reads; commas alone are a list where
    three days and more go up to a year, «5, 7, 8 января 2018 года».
    """
    match = _DAYS_HEAD.match(text, at)
    if not match or not (_LAST_AND.search(text, at, match.start("m")) or (match["y"] and _goes_up(text, at, match.start("m")))):
        return None
    value = day_value(
        year_of(match["y"]) if match["y"] else None,
        month_of(match["m"]),
        int(match["d"]),
        "current" if match["rel"] else "",
    )
    return [DateSpan(at, match.end("d"), value, "day list", FAIR if match["y"] else YEARLESS)] if value else None


_TEXT_DAY = re.compile(
    rf"(?P<d>{DAY}){CLOSED}(?:{GAP}(?P<m>{GENITIVE})(?:[»\"'](?=[ ]?\d))?(?:{GAP}(?:[,]?[ ]?(?P<y>{YEAR}){G}?"
    rf"|(?P<rel>{REL})))?"
    rf"|{GAP}(?P<mn>{ANY_CASE}|{ENGLISH}){GAP},?[ ]?(?P<yn>{YEAR4}){G}?)"
)
# «7 февраля и 10 апреля 2024 года»: the year stands once, at the end of the list.
_YEAR_OF_LIST = re.compile(
    rf"(?:{AND}(?:до{WORD_GAP}"
    rf"|с{WORD_GAP})?{OPEN}(?P<d>{DAY}){CLOSED}{GAP}(?P<m>{GENITIVE})){{1,6}}{GAP}(?P<y>{YEAR})"
)


def _rule_text_day(text: str, at: int) -> list[DateSpan] | None:
    """«24 мая 2024 г.», «05» июня 2024 г., " 3 " февраля 2026, «1-му ноября», «до 1 июля т.г.»."""
    match = _TEXT_DAY.match(text, at)
    if not match or (match["mn"] and text[max(0, at - 2) : at - 1].isdigit()):
        return None  # «060-111-220 17 январь 2024 года»: cells of a table
    month, day = month_of(match["m"] or match["mn"]), int(match["d"])
    year = year_of(match["y"] or match["yn"]) if match["y"] or match["yn"] else None
    confidence = SURE if year else YEARLESS
    evidence: tuple[str, ...] = ()
    listed = None if year or match["rel"] else _YEAR_OF_LIST.match(text, match.end())
    if listed and (month, day) <= (month_of(listed["m"]), int(listed["d"])):
        year, confidence, evidence = year_of(listed["y"]), FAIR, ("год назван в конце перечня",)
    value = day_value(year, month, day, "current" if match["rel"] else "")
    return [DateSpan(at, match.end(), value, "day", confidence, evidence)] if value else None


#: The algorithm: at a place where a date may begin the first rule that fits decides.
RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "digit": (
        _rule_iso,
        _rule_year_first,
        printed_rules.day_of_paper,
        rare_days.roman_month,
        rare_days.both_calendars,
        _rule_numeric_range,
        _rule_numeric,
        _rule_quoted_numeric,
        rare_days.without_year,
        _rule_text_range,
        _rule_day_list,
        _rule_text_day,
        period_rules.school_year,
        period_rules.year_range,
        period_rules.year,
        period_rules.year_by_ear,
        printed_rules.span_of_years,
        printed_rules.of_a_path,
        printed_rules.printed,
        period_rules.quarter_range,
        period_rules.quarter,
    ),
    "month": (spelled_day, period_rules.month_day, period_rules.month_range, period_rules.month, period_rules.english),
    "quarter": (period_rules.quarter_range, period_rules.quarter),
}
