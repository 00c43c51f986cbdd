"""The forms of a date in Russian letters: an ordered list of rules (`RULES`), each a pattern and what it reads.

A rule takes the lower-case folded text, with underscores as blanks, and a place in it, and gives the spans it read there
(several for a list of days), or None. `extractors.russian.calendar` finds the places and asks the rules in order.
"""


from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from extractors.values import DateValue

LAST_YEAR_OF_THIS_CENTURY: Final = 39  # «05.06.24» is 2024; certificates run some years ahead
FIRST_YEAR_OF_LAST_CENTURY: Final = 60  # «12.03.85» is 1985

SURE: Final = 0.97  # a whole date, a month or a year in words
FAIR: Final = 0.9  # an interval or a date whose year is lent by its neighbour
YEARLESS: Final = 0.85  # «27 - 28 ноября»
DOUBTFUL: Final = 0.75  # a two-digit year with nothing around it that says "date"


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date and the stretch of the text it was read from."""

    start: int
    end: int
    value: DateValue
    rule: str
    confidence: float
    evidence: tuple[str, ...] = ()


# --- pieces ------------------------------------------------------------------------------------------------------------

# Genitive («24 мая»), abbreviations, and the months of Belarusian and English letters; any case for a month alone.
GENITIVE = (
    r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|янв\.?|февр?\.?|мар\.|апр\.?|авг\.?|сент?\.?|окт\.?|нояб?\.?|дек\.?"
    r"|студзеня|лютага|сакавіка|красавіка|траўня|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня)(?![а-яіў])"
)
_ANY_CASE = (
    r"(?:январ(?:ь|я|е|ю|ем)|феврал(?:ь|я|е|ю|ем)|март(?:ом|а|е|у)?|апрел(?:ь|я|е|ю|ем)|ма(?:ем|[йяею])|июн(?:ь|я|е|ю|ем)"
    r"|июл(?:ь|я|е|ю|ем)|август(?:ом|а|е|у)?|(?:сент|окт|но|дек)[ая]?бр(?:ь|я|е|ю|ем))(?![а-яіў])"
)
_ENGLISH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z])"
_MONTHS: Final = {
    stem: number
    for number, stems in enumerate(
        (
            "янв сту jan", "фев лют feb", "мар сак mar", "апр кра apr", "мая май мае маю тра may", "июн чэр jun",
            "июл ліп jul", "авг жні aug", "сен вер sep", "окт кас oct", "ноя ліс nov", "дек сне dec",
        ),
        1,
    )
    for stem in stems.split()
}  # fmt: skip

GAP = r"[ ]{0,40}(?:\n[ ]{0,40})?"  # «20⏎января 2007», «_19_ __апреля__» (underscores are blanks here)
_WORD_GAP = r"(?:[ ]{1,40}(?:\n[ ]{0,40})?|\n[ ]{0,40})"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
CLOSED = r"(?:[ ]{0,6}[»\"'])?(?:[ ]?-?(?:его|ого|го|ому|му|ое|ым|ом|[ем])(?![а-я]))?"  # «05», " 3 ", 1-му, 5го
_OPEN = r"(?:[«\"'][ ]{0,6})?"
_G = r"(?:[ ]{0,6}(?:года|году|годом|год(?![а-я])|г(?![а-я])\.?))"  # the tail of a year
_YEAR4 = r"(?:(?:1[89]|20)\d\d|20[ ]{1,4}\d\d(?=[ ]{0,6}г))(?!\d)"  # «20 24 г.»: typed over the «20__ г.» of a form
_YEAR = rf"(?:{_YEAR4}|\d\d(?=[ ]?(?:г(?![а-я])|год)))"  # «24 мая 24 г.»; «20__ г.» is a form left open
_REL = (
    r"(?:[тс]\.[ ]?г(?:\.|ода)|(?:текущего|нынешнего|этого|сего|настоящего)[ ]{1,4}(?:календарного[ ]{1,4})?года)(?![а-я])"
)
OTHER_YEAR = r"(?:прошлого|прошедшего|предыдущего|минувшего|следующего|будущего|очередного)[ ]{1,4}года"
_TO = rf"(?:[ ]{{0,6}}(?:\n[ ]{{0,40}})?-{{1,2}}{GAP}|{_WORD_GAP}(?:по|до){_WORD_GAP})"
_AND = rf"(?:{GAP},{GAP}(?:и{_WORD_GAP})?|{_WORD_GAP}(?:и|или){_WORD_GAP})"

_DOT = r"[ ]{0,2}\.[ ]{0,2}"
# Dots may have blanks («03 .09.2013»); a line break only before a whole year; strokes and dashes only with a whole year.
_NUMERIC = (
    rf"(?:[0-3]?\d{_DOT}[01]?\d(?:{_DOT}(?:\n[ ]{{0,40}})?(?:1[89]|20)\d\d|{_DOT}\d\d)|[0-3]?\d/[01]?\d/(?:19|20)\d\d"
    r"|[0-3]\d-[01]\d-(?:19|20)\d\d)(?!\d)"
)
_WHOLE = r"(?![ ]?[./:,-]\d|[/-][а-яa-z]{1,10}[-/]?\d)"  # not the head of a number: «7-02-2024/прдп138»
_SCHOOL = r"уч(?:ебн[а-я]{2,3}|\.|(?=[ ]?г))[ ]{0,4}(?:\n[ ]{0,40})?(?:год[а-я]{0,3}|г(?![а-я])\.?)"
_YEARS = r"(?:г\.?[ ]?г\.?(?![а-я])|год(?:ами|ах|ам|ов|ы|у|а)?(?![а-я])|г(?![а-я])\.?)"
_ROMAN = {
    "i": 1, "і": 1, "1": 1, "перв": 1, "ii": 2, "іі": 2, "п": 2, "2": 2, "втор": 2, "iii": 3, "ііі": 3, "ш": 3, "3": 3, "трет": 3,
    "iv": 4, "іv": 4, "4": 4, "четв": 4,
}  # fmt: skip
ORDINAL = r"(?:i{1,3}|і{1,3}|[iі]v|[1-4]|п|ш)(?:[ ]?-?(?:ый|ой|ого|ому|ом|ий|ем|[йе]))?"
ORDINAL_WORD = r"(?:перв|втор|трет|четверт)[а-я]{2,3}"

# --- values ------------------------------------------------------------------------------------------------------------


def _year(text: str) -> int | None:
    digits = text.replace(" ", "")
    number = int(digits)
    if len(digits) == 4:
        return number
    if number <= LAST_YEAR_OF_THIS_CENTURY:
        return 2000 + number
    return 1900 + number if number >= FIRST_YEAR_OF_LAST_CENTURY else None


def _month(text: str) -> int:
    return _MONTHS[text[:3]]


def _iso(year: int | None, month: int, day: int) -> str:
    """The ISO form, "" where there is no such day."""
    try:
        date(year or 2000, month, day)  # 2000 is a leap year: «29 февраля» without a year is a day
    except ValueError:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"????-{month:02d}-{day:02d}"


def _day_value(year: int | None, month: int, day: int, relative: str = "") -> DateValue | None:
    iso = _iso(year, month, day)
    return DateValue(iso, "day", relative) if iso else None


def _range_value(left: str, right: str, precision: str = "range", relative: str = "") -> DateValue | None:
    return DateValue(f"{left}/{right}", precision, relative) if left and right and left < right else None


@dataclass(frozen=True, slots=True)
class _Day:
    """One numeric date of a text: its year may be missing on the left of a range."""

    year: int | None
    month: int
    day: int
    short: bool


def _numeric(text: str) -> _Day | None:
    parts = re.findall(r"\d+", text)
    if len(parts) == 2:
        return _Day(None, int(parts[1]), int(parts[0]), False)
    year = _year(parts[2])
    return _Day(year, int(parts[1]), int(parts[0]), len(parts[2]) == 2) if year else None


# --- rules: each takes the text and the place, and gives the spans it read there ---------------------------------------

Rule = Callable[[str, int], "list[DateSpan] | None"]

_ISO_DATE = re.compile(r"(?P<y>(?:19|20)\d\d)(?P<s>[-./])(?P<m>[01]\d)(?P=s)(?P<d>[0-3]\d)(?!\d)" + _WHOLE)


def _rule_iso(text: str, at: int) -> list[DateSpan] | None:
    """«2024-05-24», «2024.05.24», «2024/05/24»."""
    match = _ISO_DATE.match(text, at)
    value = match and _day_value(int(match["y"]), int(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "iso", SURE)] if match and value else None


_NUMERIC_RANGE = re.compile(
    rf"(?P<left>{_NUMERIC}|[0-3]?\d\.[01]?\d(?!\d)\.?|{DAY}){_G}?(?P<to>{_TO})(?P<right>{_NUMERIC}){_WHOLE}(?P<g>{_G}?)"
)


_FROM = re.compile(r"(?<![а-я])со?[ \n]{1,4}[«\"']?\Z")  # «с 3 до 7 июня» is a range, «24.05 до 05.06» two dates


def _rule_numeric_range(text: str, at: int) -> list[DateSpan] | None:
    """«с 01.01.2024 по 31.03.2024», «01.03-05.03.2024», «05 - 06.06.2023»."""
    match = _NUMERIC_RANGE.match(text, at)
    right = _numeric(match["right"]) if match else None
    if not match or not right:
        return None
    if "до" in match["to"] and not _FROM.search(text, max(0, at - 8), at):
        return None
    left = (
        _numeric(match["left"])
        if "." in match["left"] or "/" in match["left"] or len(match["left"]) > 2
        else _Day(None, right.month, int(match["left"]), False)
    )
    if not left:
        return None
    year = left.year or _lent_year(right.year, (left.month, left.day), (right.month, right.day))
    value = _range_value(_iso(year, left.month, left.day), _iso(right.year, right.month, right.day))
    return [DateSpan(at, match.end(), value, "numeric range", FAIR)] if value else None


def _lent_year(year: int | None, left: tuple[int, int], right: tuple[int, int]) -> int | None:
    """The year of the left end of a range that names it once: «с 25 декабря по 10 января 2025 года» begins in 2024."""
    return year - 1 if year and left > right else year


_NUMERIC_DATE = re.compile(rf"(?P<date>{_NUMERIC}){_WHOLE}(?P<g>{_G}?)")
# What makes a date of «05.06.24», which may as well be a code or a section.
_BEFORE_SHORT = re.compile(r"(?:(?<![а-я])(?:от|до|с|со|по|на|к|исх|дата|датой|вх|после|за|позднее|позже|-)[ .:]{0,6}[«\"]?|^[ ]{0,80}|\n[ ]{0,80}|№[ ]?\S{1,30}[ ]{1,40})\Z")
_AFTER_SHORT = re.compile(r"[ ]{0,8}(?:г(?![а-я])|год|№|n[ ]?\d|в[ ]\d{1,2}[:.-]\d\d|\)|\n|\Z|[|\t])")
_CODE_AFTER = re.compile(r"[ ]{0,3}[«\"(-]{0,2}[ ]?(?!год|г\b|вх|исх)[а-яa-z]{3}")


def _rule_numeric(text: str, at: int) -> list[DateSpan] | None:
    """«24.05.2024», «5.06.20г.», «03 .09.2013», «24/05/2024»."""
    match = _NUMERIC_DATE.match(text, at)
    found = _numeric(match["date"]) if match else None
    value = _day_value(found.year, found.month, found.day) if found else None
    if not match or not found or not value:
        return None
    confidence = SURE
    if found.short and not match["g"]:
        before = _BEFORE_SHORT.search(text, max(0, at - 80), at)
        said = bool(before and before.group().strip(" \n«\""))
        if not said and (_CODE_AFTER.match(text, match.end()) or not (before and _AFTER_SHORT.match(text, match.end()))):
            if _CODE_AFTER.match(text, match.end()):
                return None  # «09.02.07 Информационные системы»: a speciality
            confidence = DOUBTFUL
    return [DateSpan(at, match.end(), value, "numeric", confidence)]


_DAY_MONTH = rf"{DAY}{CLOSED}{GAP}{GENITIVE}"
_TEXT_RANGE = re.compile(
    rf"""
    (?P<d1>{DAY}){CLOSED}
    (?:{GAP}(?P<m1>{GENITIVE})(?:{GAP}(?:(?P<y1>{_YEAR}){_G}?|{_REL}))?)?
    (?P<to>{_TO}){_OPEN}(?P<d2>{DAY}){CLOSED}{GAP}(?P<m2>{GENITIVE})
    (?:{GAP}(?:(?P<y2>{_YEAR}){_G}?|(?P<rel>{_REL})))?
    """,
    re.VERBOSE,
)


def _rule_text_range(text: str, at: int) -> list[DateSpan] | None:
    """«с 3 по 7 июня 2024 г.», «28 февраля – 2 марта», «с 1 сентября 2024 г. по 31 мая 2025 г.»."""
    match = _TEXT_RANGE.match(text, at)
    if not match or ("до" in match["to"] and not _FROM.search(text, max(0, at - 8), at)):
        return None
    m2, d2, d1 = _month(match["m2"]), int(match["d2"]), int(match["d1"])
    m1 = _month(match["m1"]) if match["m1"] else m2
    y2 = _year(match["y2"]) if match["y2"] else None
    y1 = _year(match["y1"]) if match["y1"] else _lent_year(y2, (m1, d1), (m2, d2))
    if not y2 and not match["rel"] and (listed := _YEAR_OF_LIST.match(text, match.end())):
        if (m2, d2) <= (_month(listed["m"]), int(listed["d"])):  # «27 - 28 января и 4 февраля 2020 года»
            y2 = _year(listed["y"])
            y1 = y1 or _lent_year(y2, (m1, d1), (m2, d2))
    if y1 and not y2:
        y2 = y1
    relative = "current" if match["rel"] else ""
    left, right = _iso(y1, m1, d1), _iso(y2, m2, d2)
    value = DateValue(f"{left}/{right}", "range", relative) if left and right and (left < right or not y2) else None
    confidence = FAIR if y2 else YEARLESS
    return [DateSpan(at, match.end(), value, "day range", confidence)] if value and left != right else None


_DAYS_HEAD = re.compile(rf"(?P<d>{DAY}){CLOSED}(?=(?:{_AND}{_OPEN}{DAY}{CLOSED}){{1,8}}{GAP}(?P<m>{GENITIVE})(?:{GAP}(?:(?P<y>{_YEAR})|(?P<rel>{_REL})))?)")
_LAST_AND = re.compile(r"[ \n](?:и|или)[ \n]")


def _rule_day_list(text: str, at: int) -> list[DateSpan] | None:
    """The days of «12, 14 и 19 марта 2024 г.» but the last, which the next rule reads; commas alone are no list."""
    match = _DAYS_HEAD.match(text, at)
    if not match or not _LAST_AND.search(text, at, match.start("m")):
        return None
    value = _day_value(_year(match["y"]) if match["y"] else None, _month(match["m"]), int(match["d"]), "current" if match["rel"] else "")
    return [DateSpan(at, match.end("d"), value, "day list", FAIR if match["y"] else YEARLESS)] if value else None


_TEXT_DAY = re.compile(
    rf"(?P<d>{DAY}){CLOSED}(?:{GAP}(?P<m>{GENITIVE})(?:[»\"'](?=[ ]?\d))?(?:{GAP}(?:[,]?[ ]?(?P<y>{_YEAR}){_G}?|(?P<rel>{_REL})))?"
    rf"|{GAP}(?P<mn>{_ANY_CASE}|{_ENGLISH}){GAP},?[ ]?(?P<yn>{_YEAR4}){_G}?)"
)
# «7 февраля и 10 апреля 2024 года»: the year stands once, at the end of the list.
_YEAR_OF_LIST = re.compile(rf"(?:{_AND}(?:до{_WORD_GAP}|с{_WORD_GAP})?{_OPEN}(?P<d>{DAY}){CLOSED}{GAP}(?P<m>{GENITIVE})){{1,6}}{GAP}(?P<y>{_YEAR})")


def _rule_text_day(text: str, at: int) -> list[DateSpan] | None:
    """«24 мая 2024 г.», «05» июня 2024 г., " 3 " февраля 2026, «1-му ноября», «до 1 июля т.г.»."""
    match = _TEXT_DAY.match(text, at)
    if not match or (match["mn"] and text[max(0, at - 2) : at - 1].isdigit()):
        return None  # «060-111-220 17 январь 2024 года»: cells of a table
    month, day = _month(match["m"] or match["mn"]), int(match["d"])
    year = _year(match["y"] or match["yn"]) if match["y"] or match["yn"] else None
    confidence = SURE if year else YEARLESS
    evidence: tuple[str, ...] = ()
    listed = None if year or match["rel"] else _YEAR_OF_LIST.match(text, match.end())
    if listed and (month, day) <= (_month(listed["m"]), int(listed["d"])):
        year, confidence, evidence = _year(listed["y"]), FAIR, ("год назван в конце перечня",)
    value = _day_value(year, month, day, "current" if match["rel"] else "")
    return [DateSpan(at, match.end(), value, "day", confidence, evidence)] if value else None


_PAIR = r"(?:19|20)\d\d[ ]{0,3}[-/][ ]{0,3}(?:20)?\d\d"
_SCHOOL_YEAR = re.compile(
    rf"(?P<a>(?:19|20)\d\d)[ ]{{0,3}}(?P<s>[-/])[ ]{{0,3}}(?:\n[ ]{{0,40}})?(?P<b>(?:19|20)?\d\d)(?!\d)"
    rf"(?:(?P<tail>[ ]{{0,3}}(?:\n[ ]{{0,40}})?{_SCHOOL})|(?P<listed>(?=(?:{_AND}{_PAIR}){{1,4}}{GAP}{_SCHOOL}))"
    r"|(?P<bare>(?<=/\d{4})(?![-/.\d])))"
)


_IN_YEAR = re.compile(r"(?<![а-я])(?:в|на|за|с|по)[ \n]\Z")  # «в 2022/2023 учебном году – 86 человек, в 2023/2024 – уже 130»


def _rule_school_year(text: str, at: int) -> list[DateSpan] | None:
    """«2023/24 учебный год», «2023-2024 уч. г.», and the first of «2022/2023 и 2023/2024 учебные годы»."""
    match = _SCHOOL_YEAR.match(text, at)
    if not match:
        return None
    first = int(match["a"])
    if match["bare"] is not None and not _IN_YEAR.search(text, max(0, at - 4), at):
        return None
    if int(match["b"]) % 100 != (first + 1) % 100:
        return None
    return [DateSpan(at, match.end(), DateValue(f"{first}/{first + 1}", "school_year"), "school year", SURE)]


_YEAR_RANGE = re.compile(
    rf"(?P<a>(?:1[89]|20)\d\d)(?!\d)(?:{GAP}-{{1,2}}{GAP}|[ ]?/[ ]?|(?:{_G})?{_WORD_GAP}по{_WORD_GAP})(?P<b>(?:1[89]|20)\d\d|\d\d(?=[ ]{{0,3}}г))(?!\d)"
    rf"[ ]{{0,3}}(?:\n[ ]{{0,40}})?{_YEARS}"
)


def _rule_year_range(text: str, at: int) -> list[DateSpan] | None:
    """«1999-2001 гг.», «В 2023-2024 годах», «с 2017 по 2019 год»."""
    match = _YEAR_RANGE.match(text, at)
    if not match:
        return None
    first = match["a"]
    last = match["b"] if len(match["b"]) == 4 else first[:2] + match["b"]
    value = _range_value(first, last)
    return [DateSpan(at, match.end(), value, "year range", SURE)] if value else None


_YEAR_ALONE = re.compile(
    rf"(?P<y>(?:1[89]|20)\d\d)(?!\d)(?:(?P<tail>{GAP}(?:(?:календарн|финансов|отчетн|бюджетн)[а-я]{{2,3}}[ ]{{1,3}})?{_YEARS}"
    rf"|-(?:й|ый|го|ого|му|ому|м|ом)[ ]{{1,3}}год[а-я]{{0,2}}(?![а-я]))"
    rf"|(?=(?:{_AND}(?:1[89]|20)\d\d){{1,6}}{GAP}(?:гг|годы|годов|годах|годам))"
    r"|(?P<issue>(?=\.[ ]{1,3}(?:№|вып|т\.[ ]\d))))"
)
_PRINTED = re.compile(r"(?P<a>(?:19|20)\d\d)(?:[ ]?-[ ]?(?P<b>(?:19|20)\d\d))?(?!\d)")
_COPYRIGHT = re.compile(r"(?:©|\(c\)|\(с\))[ ]{0,3}\Z")
_PLACE_OF_PRINT = re.compile(r"\((?:[а-я][а-я-]{2,25}|м\.|спб\.?)[ ]?[,:][ ]\Z")


def _rule_printed(text: str, at: int) -> list[DateSpan] | None:
    """«© 2009-2023», «(Саратов, 2023)»: years of a publication."""
    match = _PRINTED.match(text, at)
    if not match:
        return None
    copyright_sign = _COPYRIGHT.search(text, max(0, at - 8), at)
    if not copyright_sign and not (text[match.end() : match.end() + 1] == ")" and _PLACE_OF_PRINT.search(text, max(0, at - 32), at)):
        return None
    value = _range_value(match["a"], match["b"]) if match["b"] else DateValue(match["a"], "year")
    return [DateSpan(at, match.end(), value, "printed", FAIR)] if value else None


def _rule_year(text: str, at: int) -> list[DateSpan] | None:
    """«в 2024 году», «2007 года рождения», each of «2025 и 2026 годов»; four digits alone are no year."""
    match = _YEAR_ALONE.match(text, at)
    if not match:
        return None
    return [DateSpan(at, match.end(), DateValue(match["y"], "year"), "year", SURE if match["tail"] else FAIR)]


_QUARTER = re.compile(
    rf"(?P<a>{ORDINAL}|{ORDINAL_WORD})(?:(?:[ ]?-[ ]?|{_WORD_GAP}(?:и|по){_WORD_GAP})(?P<b>{ORDINAL}|{ORDINAL_WORD}))?"
    rf"{_WORD_GAP}(?P<what>квартал[а-я]{{0,3}}|кв\.|полугоди[а-я]{{1,2}}){GAP}(?:(?P<y>{_YEAR4}){_G}?|(?P<rel>{_REL}))"
)


def _ordinal(text: str) -> int:
    word = re.match(r"перв|втор|трет|четв|[1-4пш]|[iі]{1,3}v?", text)
    return _ROMAN.get(word.group(), 0) if word else 0


def _rule_quarter(text: str, at: int) -> list[DateSpan] | None:
    """«II квартал 2024 года» is 2024-04/2024-06, «I полугодие 2024 г.» 2024-01/2024-06."""
    match = _QUARTER.match(text, at)
    if not match:
        return None
    length = 6 if match["what"].startswith("пол") else 3
    first, last = _ordinal(match["a"]), _ordinal(match["b"]) if match["b"] else _ordinal(match["a"])
    if not 1 <= first <= last <= 12 // length:
        return None
    year = match["y"].replace(" ", "") if match["y"] else "????"
    iso = f"{year}-{(first - 1) * length + 1:02d}/{year}-{last * length:02d}"
    value = DateValue(iso, "quarter" if length == 3 and first == last else "range", "current" if match["rel"] else "")
    return [DateSpan(at, match.end(), value, "quarter", FAIR if match["y"] else YEARLESS)]


_MONTH_RANGE = re.compile(
    rf"(?P<m1>{_ANY_CASE})(?:{GAP}(?P<y1>{_YEAR4}){_G}?)?{_TO}(?P<m2>{_ANY_CASE}){GAP}(?:(?P<y2>{_YEAR4}){_G}?|(?P<rel>{_REL}))"
)


def _rule_month_range(text: str, at: int) -> list[DateSpan] | None:
    """«в марте – апреле 2013 года», «с сентября 2023 года по май 2024 года»."""
    match = _MONTH_RANGE.match(text, at)
    if not match:
        return None
    m1, m2 = _month(match["m1"]), _month(match["m2"])
    y2 = int(match["y2"].replace(" ", "")) if match["y2"] else None
    y1 = int(match["y1"].replace(" ", "")) if match["y1"] else _lent_year(y2, (m1, 0), (m2, 0))
    left, right = f"{y1 or '????'}-{m1:02d}", f"{y2 or '????'}-{m2:02d}"
    value = _range_value(left, right, "range", "current" if match["rel"] else "")
    return [DateSpan(at, match.end(), value, "month range", FAIR if y2 else YEARLESS)] if value else None


_MONTH_YEAR = re.compile(
    rf"(?P<m>{_ANY_CASE})(?:{GAP}(?:(?P<y>{_YEAR4}){_G}?|(?P<rel>{_REL}))|(?=(?:{_AND}(?:в{_WORD_GAP})?{_ANY_CASE}){{1,4}}{GAP}(?:(?P<yl>{_YEAR4})|(?P<rell>{_REL}))))"
)
_ENGLISH_DAY = re.compile(rf"(?P<m>{_ENGLISH})[ ](?P<d>{DAY})(?:st|nd|rd|th)?,?[ ](?P<y>{_YEAR4})")


def _rule_month(text: str, at: int) -> list[DateSpan] | None:
    """«в начале декабря 2022 года», «в июне т.г.», each of «в январе и марте 2024 г.»; a month without a year is no date."""
    match = _MONTH_YEAR.match(text, at)
    if not match:
        return None
    said = match["y"] or match["yl"]
    year = _year(said) if said else None
    if said and not year:
        return None
    relative = "current" if match["rel"] or match["rell"] else ""
    value = DateValue(f"{year or '????'}-{_month(match['m']):02d}", "month", relative)
    return [DateSpan(at, match.end(), value, "month", SURE if match["y"] else FAIR)]


def _rule_english(text: str, at: int) -> list[DateSpan] | None:
    """«May 24, 2024» in a letter to or from abroad."""
    match = _ENGLISH_DAY.match(text, at)
    value = match and _day_value(int(match["y"]), _month(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "day", FAIR)] if match and value else None


#: The algorithm: at a place where a date may begin the first rule that fits decides.
RULES: Final[dict[str, tuple[Rule, ...]]] = {
    "digit": (
        _rule_iso,
        _rule_numeric_range,
        _rule_numeric,
        _rule_text_range,
        _rule_day_list,
        _rule_text_day,
        _rule_school_year,
        _rule_year_range,
        _rule_printed,
        _rule_year,
        _rule_quarter,
    ),
    "month": (_rule_month_range, _rule_month, _rule_english),
    "quarter": (_rule_quarter,),
}
