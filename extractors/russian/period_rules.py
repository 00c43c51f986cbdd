"""The forms of years, school years, quarters and months: rules of `extractors.russian.date_rules`, in its order."""

from __future__ import annotations

import re

from extractors.russian.date_pieces import (
    AND,
    ANY_CASE,
    DAY,
    ENGLISH,
    FAIR,
    GAP,
    GENITIVE,
    ORDINAL,
    ORDINAL_WORD,
    REL,
    SCHOOL,
    SURE,
    TO,
    WORD_GAP,
    YEAR4,
    YEARLESS,
    YEARS,
    DateSpan,
    G,
    day_value,
    lent_year,
    month_of,
    ordinal,
    range_value,
    year_of,
)
from extractors.values import DateValue

_PAIR = r"(?:19|20)\d\d[ ]{0,3}[-/][ ]{0,3}(?:20)?\d\d"
_SCHOOL_YEAR = re.compile(
    rf"(?P<a>(?:19|20)\d\d)[ ]{{0,3}}(?P<s>[-/])[ ]{{0,3}}(?:\n[ ]{{0,40}})?(?P<b>(?:19|20)?\d\d)(?!\d)"
    rf"(?:(?P<tail>[ ]{{0,3}}(?:\n[ ]{{0,40}})?{SCHOOL})|(?P<listed>(?=(?:{AND}{_PAIR}){{1,4}}{GAP}{SCHOOL}))"
    r"|(?P<bare>(?<=/\d{4})(?![-/.\d]))|(?P<term>(?![-/.\d])))"
)
_TERM_BEFORE = re.compile(r"(?:семестр|полугоди|четверт|триместр)[а-я]{0,2}[ \n]\Z")  # «весенний семестр 2024/25»


_IN_YEAR = re.compile(
    r"(?<![а-я])(?:в|на|за|с|по)[ \n]\Z"
)  # «в 2022/2023 учебном году – 86 человек, в 2023/2024 – уже 130»


def school_year(text: str, at: int) -> list[DateSpan] | None:
    """«2023/24 учебный год», «2023-2024 уч. г.», and the first of «2022/2023 и 2023/2024 учебные годы»."""
    match = _SCHOOL_YEAR.match(text, at)
    if not match:
        return None
    first = int(match["a"])
    if match["term"] is not None and not _TERM_BEFORE.search(text, max(0, at - 14), at):
        return None
    if match["bare"] is not None and not _TERM_BEFORE.search(text, max(0, at - 14), at) and not _IN_YEAR.search(text, max(0, at - 4), at):
        return None
    if int(match["b"]) % 100 != (first + 1) % 100:
        return None
    return [DateSpan(at, match.end(), DateValue(f"{first}/{first + 1}", "school_year"), "school year", SURE)]


_YEAR_RANGE = re.compile(
    rf"(?P<a>(?:1[89]|20)\d\d)(?!\d)(?:{GAP}-{{1,2}}{GAP}|[ ]?/[ ]?|(?:{G})?{WORD_GAP}по{WORD_GAP})(?P<b>(?:1[89]"
    rf"|20)\d\d|\d\d(?=[ ]{{0,3}}г))(?!\d)"
    rf"[ ]{{0,3}}(?:\n[ ]{{0,40}})?{YEARS}"
)


def year_range(text: str, at: int) -> list[DateSpan] | None:
    """«1999-2001 гг.», «В 2023-2024 годах», «с 2017 по 2019 год»."""
    match = _YEAR_RANGE.match(text, at)
    if not match:
        return None
    first = match["a"]
    last = match["b"] if len(match["b"]) == 4 else first[:2] + match["b"]
    value = range_value(first, last)
    return [DateSpan(at, match.end(), value, "year range", SURE)] if value else None


_YEAR_ALONE = re.compile(
    rf"(?P<y>(?:1[89]|20)\d\d|1[5-7]\d\d(?=[ \n]год(?:а|у|ом|е)?(?![а-я])))(?!\d)(?:(?P<tail>{GAP}(?:(?:календарн|финансов|отчетн"
    rf"|бюджетн)[а-я]{{2,3}}[ ]{{1,3}})?{YEARS}"
    rf"|-(?:й|ый|го|ого|му|ому|м|ом)[ ]{{1,3}}год[а-я]{{0,2}}(?![а-я]))"
    rf"|(?=(?:{AND}(?:1[89]|20)\d\d){{1,6}}{GAP}(?:гг|годы|годов|годах|годам))"
    r"|(?P<issue>(?=\.[ ]{1,3}(?:№|вып|т\.[ ]\d))))"
)
# «в 1988-м», «с 2019-го», «к 2030-му», «называл 2022-й.»: the word «год» is left to the ear; «1980-х» and «2000-й
# посетитель» are none.
_YEAR_BY_EAR = re.compile(r"(?P<y>(?:1[89]|20)\d\d)-(?P<e>м|го|му|й)(?![а-я])")
_EAR_BEFORE = {
    "м": re.compile(r"(?<![а-я])в[ \n]\Z"),
    "го": re.compile(r"(?<![а-я])(?:с|до|от|из|после)[ \n]\Z"),
    "му": re.compile(r"(?<![а-я])к[ \n]\Z"),
    "й": re.compile(r"(?<![а-я])(?:за|на|по)[ \n]\Z"),
}
_ENDS = re.compile(r"[ ]?(?:[.,;!?)]|\Z)")


def year_by_ear(text: str, at: int) -> list[DateSpan] | None:
    """«в 1988-м», «с 2019-го», «к 2030-му», «на 2025-й»."""
    match = _YEAR_BY_EAR.match(text, at)
    if not match:
        return None
    ends = match["e"] == "й" and match["y"] != "2000" and _ENDS.match(text, match.end())
    if not ends and not _EAR_BEFORE[match["e"]].search(text, max(0, at - 8), at):
        return None
    return [DateSpan(at, match.end(), DateValue(match["y"], "year"), "year", FAIR)]


def year(text: str, at: int) -> list[DateSpan] | None:
    """«в 2024 году», «2007 года рождения», each of «2025 и 2026 годов»; four digits alone are no year."""
    match = _YEAR_ALONE.match(text, at)
    if not match:
        return None
    return [DateSpan(at, match.end(), DateValue(match["y"], "year"), "year", SURE if match["tail"] else FAIR)]


_AND = re.compile(r"[ \n]и[ \n]")
_QUARTER = re.compile(
    rf"(?P<a>{ORDINAL}|{ORDINAL_WORD})(?:(?:[ ]?-[ ]?|{WORD_GAP}(?:и|по){WORD_GAP})(?P<b>{ORDINAL}|{ORDINAL_WORD}))?"
    rf"{WORD_GAP}(?P<what>квартал[а-я]{{0,3}}|кв\.|полугоди[а-я]{{1,2}}){GAP}(?:(?P<y>{YEAR4}){G}?|(?P<rel>{REL}))"
)


_QUARTER_RANGE = re.compile(
    rf"(?P<a>{ORDINAL}){WORD_GAP}квартал[а-я]{{0,2}}{GAP}(?P<y1>{YEAR4}){G}?{TO}"
    rf"(?P<b>{ORDINAL}){WORD_GAP}квартал[а-я]{{0,2}}{GAP}"
    rf"(?P<y2>{YEAR4}){G}?"
)


def quarter_range(text: str, at: int) -> list[DateSpan] | None:
    """«IV квартал 2025 года – III квартал 2027 года» is 2025-10/2027-09."""
    match = _QUARTER_RANGE.match(text, at)
    if not match:
        return None
    first, last = ordinal(match["a"]), ordinal(match["b"])
    left = f"{match['y1'].replace(' ', '')}-{first * 3 - 2:02d}"
    value = range_value(left, f"{match['y2'].replace(' ', '')}-{last * 3:02d}") if first and last else None
    return [DateSpan(at, match.end(), value, "quarter range", FAIR)] if value else None


def quarter(text: str, at: int) -> list[DateSpan] | None:
    """«II квартал 2024 года» is 2024-04/2024-06, «I полугодие 2024 г.» 2024-01/2024-06."""
    match = _QUARTER.match(text, at)
    if not match:
        return None
    length = 6 if match["what"].startswith("пол") else 3
    relative = "current" if match["rel"] else ""
    first, last = ordinal(match["a"]), ordinal(match["b"]) if match["b"] else ordinal(match["a"])
    if not 1 <= first <= last <= 12 // length:
        return None
    year = match["y"].replace(" ", "") if match["y"] else "????"
    sure = FAIR if match["y"] else YEARLESS
    if length == 3 and match["b"] and last == first + 1 and _AND.search(text, match.end("a"), match.start("b")):
        spans = ((at, match.end("a")), (match.start("b"), match.end()))  # «III и IV кварталы 2022 года» are two
        return [
            DateSpan(*span, DateValue(f"{year}-{n * 3 - 2:02d}/{year}-{n * 3:02d}", "quarter", relative), "quarter", sure)
            for span, n in zip(spans, (first, last), strict=True)
        ]
    iso = f"{year}-{(first - 1) * length + 1:02d}/{year}-{last * length:02d}"
    value = DateValue(iso, "quarter" if length == 3 and first == last else "range", relative)
    return [DateSpan(at, match.end(), value, "quarter", sure)]


_MONTH_RANGE = re.compile(
    rf"(?P<m1>{ANY_CASE})(?:{GAP}(?P<y1>{YEAR4}){G}?)?{TO}(?P<m2>{ANY_CASE}){GAP}(?:(?P<y2>{YEAR4}){G}?"
    rf"|(?P<rel>{REL}))"
)


def month_range(text: str, at: int) -> list[DateSpan] | None:
    """«в марте – апреле 2013 года», «с сентября 2023 года по май 2024 года»."""
    match = _MONTH_RANGE.match(text, at)
    if not match:
        return None
    m1, m2 = month_of(match["m1"]), month_of(match["m2"])
    y2 = int(match["y2"].replace(" ", "")) if match["y2"] else None
    y1 = int(match["y1"].replace(" ", "")) if match["y1"] else lent_year(y2, (m1, 0), (m2, 0))
    left, right = f"{y1 or '????'}-{m1:02d}", f"{y2 or '????'}-{m2:02d}"
    value = range_value(left, right, "range", "current" if match["rel"] else "")
    return [DateSpan(at, match.end(), value, "month range", FAIR if y2 else YEARLESS)] if value else None


_MONTH_YEAR = re.compile(
    rf"(?P<m>{ANY_CASE})(?:{GAP}(?:(?P<y>{YEAR4}){G}?|(?P<rel>{REL}))"
    rf"|(?=(?:{AND}(?:в{WORD_GAP})?{ANY_CASE}){{1,4}}{GAP}(?:(?P<yl>{YEAR4})|(?P<rell>{REL}))))"
)
# «июня 1, 2018»: the day behind the month, as engines of sites stamp their items
_MONTH_DAY = re.compile(rf"(?P<m>{GENITIVE})[ ](?P<d>{DAY}),[ ](?P<y>{YEAR4})(?!\d)")
_ENGLISH_DAY = re.compile(rf"(?P<m>{ENGLISH})[ ](?P<d>{DAY})(?:st|nd|rd|th)?,?[ ](?P<y>{YEAR4})")


def month_day(text: str, at: int) -> list[DateSpan] | None:
    """«июня 1, 2018»."""
    match = _MONTH_DAY.match(text, at)
    value = match and day_value(int(match["y"]), month_of(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "day", FAIR)] if match and value else None


def month(text: str, at: int) -> list[DateSpan] | None:
    """«в начале декабря 2022 года», «в июне т.г.», each of «в январе и марте 2024 г.»; a month without a year is no
    date."""
    match = _MONTH_YEAR.match(text, at)
    if not match:
        return None
    said = match["y"] or match["yl"]
    year = year_of(said) if said else None
    if said and not year:
        return None
    relative = "current" if match["rel"] or match["rell"] else ""
    value = DateValue(f"{year or '????'}-{month_of(match['m']):02d}", "month", relative)
    return [DateSpan(at, match.end(), value, "month", SURE if match["y"] else FAIR)]


def english(text: str, at: int) -> list[DateSpan] | None:
    """«May 24, 2024» in a letter to or from abroad."""
    match = _ENGLISH_DAY.match(text, at)
    value = match and day_value(int(match["y"]), month_of(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "day", FAIR)] if match and value else None
