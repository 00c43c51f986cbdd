"""Pieces of dates: months, days, years, the words between them, and what is read from each.

Patterns are for the lower-case folded text with underscores as blanks (`extractors.atoms.without_form`).

    >>> year_of("24"), year_of("85"), year_of("50"), month_of("сентября"), iso_day(2023, 2, 29)
    (2024, 1985, None, 9, '')
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache
from typing import Final

from extractors.atoms import CACHED_TEXTS
from extractors.frozen import dataclass
from extractors.values import DateValue

SURE: Final = 0.97  # a whole date, a month or a year in words
FAIR: Final = 0.9  # an interval or a date whose year is lent by its neighbour
YEARLESS: Final = 0.85  # «27 - 28 ноября»
DOUBTFUL: Final = 0.75  # a two-digit year with nothing around it that says "date"

LAST_YEAR_OF_THIS_CENTURY: Final = 39  # «05.06.24» is 2024; certificates run some years ahead
FIRST_YEAR_OF_LAST_CENTURY: Final = 60  # «12.03.85» is 1985


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date and the stretch of the text it was read from."""

    start: int
    end: int
    value: DateValue
    rule: str
    confidence: float
    evidence: tuple[str, ...] = ()


# Genitive («24 мая»), abbreviations, and the months of Belarusian and English letters; any case for a month alone.
GENITIVE = (
    r"(?:января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря"
    r"|янв\.?|февр?\.?|мар\.?|апр\.?|июн\.?|июл\.?|авг\.?|сент?\.?|окт\.?|нояб?\.?|дек\.?"
    r"|студзеня|лютага|сакавіка|красавіка|траўня|чэрвеня|ліпеня|жніўня|верасня|кастрычніка|лістапада|снежня)(?![а-яіў])"
)
ANY_CASE = (
    r"(?:январ(?:ь|я|е|ю|ем)|феврал(?:ь|я|е|ю|ем)|март(?:ом|а|е|у)?|апрел(?:ь|я|е|ю|ем)|ма(?:ем|[йяею])|июн(?:ь|я|е|ю"
    r"|ем)"
    r"|июл(?:ь|я|е|ю|ем)|август(?:ом|а|е|у)?|(?:сент|окт|но|дек)[ая]?бр(?:ь|я|е|ю|ем))(?![а-яіў])"
)
ENGLISH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)(?![a-z])"
MONTHS: Final = {
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

# Months of letters from Kazakhstan and Uzbekistan and of Tatar and Bashkir ones, by number.
OTHER_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            "қаңтар yanvar гыйнвар ғинуар", "ақпан fevral", "наурыз mart", "сәуір aprel", "мамыр may мае майы",
            "маусым iyun", "шілде iyul", "тамыз avgust", "қыркүйек sentabr sentyabr", "қазан oktabr oktyabr",
            "қараша noyabr", "желтоқсан dekabr",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

GAP = r"[ ]{0,40}(?:\n[ ]{0,40})?"  # «20⏎января 2007», «_19_ __апреля__» (underscores are blanks here)
WORD_GAP = r"(?:[ ]{1,40}(?:\n[ ]{0,40})?|\n[ ]{0,40})"
DAY = r"(?:3[01]|[12]\d|0?[1-9])(?!\d)"
CLOSED = r"(?:[ ]{0,6}[»\"'])?(?:[ ]?-?(?:его|ого|го|ому|му|ое|ым|ом|[ем])(?![а-я]))?"  # «05», " 3 ", 1-му, 5го
OPEN = r"(?:[«\"'][ ]{0,6})?"
# The tail of a year; at the head of a line «г.» is that of a year only where no town follows it.
G = (
    r"(?:[ ]{0,6}(?:года|году|годом|год(?![а-я])|г(?![а-я])\.?)"
    r"|[ ]{0,6}\n[ ]{0,20}(?:(?:года|году|годом)(?![а-я])|г\.(?=[ ]{0,3}(?:[№(),;.|\n-]|n[ ]?\d|(?:и|с|по|в|на|до)[ ]|\Z))))"
)
YEAR4 = r"(?:(?:1[89]|20)\d\d|20[ ]{1,4}\d\d(?=[ ]{0,6}г))(?!\d)"  # «20 24 г.»: typed over the «20__ г.» of a form
YEAR = rf"(?:{YEAR4}|\d\d(?=[ ]?(?:г(?![а-я])|год)))"  # «24 мая 24 г.»; «20__ г.» is a form left open
REL = (
    r"(?:[тс]\.[ ]?г(?:\.|ода)|(?:текущего|нынешнего|этого|сего"
    r"|настоящего)[ ]{1,4}(?:календарного[ ]{1,4})?года)(?![а-я])"
)
OTHER_YEAR = r"(?:прошлого|прошедшего|предыдущего|минувшего|следующего|будущего|очередного)[ ]{1,4}года"
TO = rf"(?:[ ]{{0,6}}(?:\n[ ]{{0,40}})?-{{1,2}}{GAP}|{WORD_GAP}(?:по|до|на){WORD_GAP})"
AND = rf"(?:{GAP},{GAP}(?:и{WORD_GAP})?|{WORD_GAP}(?:и|или){WORD_GAP})"

_DOT = r"[ ]{0,2}\.[ ]{0,2}"
# Dots may have blanks («03 .09.2013»); a line break only before a whole year; strokes and dashes only with a whole
# year.
NUMERIC = (
    rf"(?:[0-3]?\d{_DOT}[01]?\d(?:{_DOT}(?:\n[ ]{{0,40}})?(?:1[89]|20)\d\d|{_DOT}\d\d)"
    rf"|[0-3]\d\.[01]\d[ ]{{1,3}}20\d\d(?=[ ]{{0,3}}г)|[0-3]?\d(?:/[01]?\d/|[ ]/[ ][01]?\d[ ]/[ ])(?:19|20)\d\d"
    r"|[0-3]\d-[01]\d-(?:19|20)\d\d)(?!\d)"
)
WHOLE = r"(?![ ]?[./:,-]\d|[/-][а-яa-z]{1,10}[-/]?\d)"  # not the head of a number: «7-02-2024/прдп138»
#: What stands behind the date in the stamp of a page: «21.12.24Опубликовал: админ».
STAMP_AFTER: Final = re.compile(r"[ ]{0,3}(?:опубликов|добавил|добавлен|автор|просмотр|раздел:|категори[яи]:|размещен)")
SCHOOL = r"уч(?:ебн[а-я]{2,3}|\.|(?=[ ]?г))[ ]{0,4}(?:\n[ ]{0,40})?(?:год[а-я]{0,3}|г(?![а-я])\.?)"
YEARS = r"(?:г\.?[ ]?г\.?(?![а-я])|год(?:ами|ах|ам|ом|ов|ы|у|а)?(?![а-я])|г(?![а-я])\.?)"
ROMAN = {
    "i": 1, "і": 1, "1": 1, "перв": 1, "ii": 2, "іі": 2, "п": 2, "2": 2, "втор": 2,
    "iii": 3, "ііі": 3, "ш": 3, "3": 3, "трет": 3, "iv": 4, "іv": 4, "4": 4, "четв": 4,
}  # fmt: skip
ORDINAL = r"(?:i{1,3}|і{1,3}|[iі]v|[1-4]|п|ш)(?:[ ]?-?(?:ый|ой|ого|ому|ом|ий|ем|[йе]))?"
ORDINAL_WORD = r"(?:перв|втор|трет|четверт)[а-я]{2,3}"


def year_of(text: str) -> int | None:
    digits = text.replace(" ", "")
    number = int(digits)
    if len(digits) == 4:
        return number
    if number <= LAST_YEAR_OF_THIS_CENTURY:
        return 2000 + number
    return 1900 + number if number >= FIRST_YEAR_OF_LAST_CENTURY else None


def month_of(text: str) -> int:
    return MONTHS[text[:3]]


def iso_day(year: int | None, month: int, day: int) -> str:
    """The ISO form, "" where there is no such day."""
    try:
        date(year or 2000, month, day)  # 2000 is a leap year: «29 февраля» without a year is a day
    except ValueError:
        return ""
    return f"{year:04d}-{month:02d}-{day:02d}" if year else f"????-{month:02d}-{day:02d}"


def day_value(year: int | None, month: int, day: int, relative: str = "") -> DateValue | None:
    iso = iso_day(year, month, day)
    return DateValue(iso, "day", relative) if iso else None


def range_value(left: str, right: str, precision: str = "range", relative: str = "") -> DateValue | None:
    return DateValue(f"{left}/{right}", precision, relative) if left and right and left < right else None


@dataclass(frozen=True, slots=True)
class NumericDay:
    """One numeric date of a text: its year may be missing on the left of a range."""

    year: int | None
    month: int
    day: int
    short: bool


def numeric_day(text: str) -> NumericDay | None:
    parts = re.findall(r"\d+", text)
    if len(parts) == 2:
        return NumericDay(None, int(parts[1]), int(parts[0]), False)
    year = year_of(parts[2])
    return NumericDay(year, int(parts[1]), int(parts[0]), len(parts[2]) == 2) if year else None


def lent_year(year: int | None, left: tuple[int, int], right: tuple[int, int]) -> int | None:
    """The year of the left end of a range that names it once: «с 25 декабря по 10 января 2025 года» begins in 2024."""
    return year - 1 if year and left > right else year


def ordinal(text: str) -> int:
    word = re.match(r"перв|втор|трет|четв|[1-4пш]|[iі]{1,3}v?", text)
    return ROMAN.get(word.group(), 0) if word else 0


_BORN_BEFORE = re.compile(r"(?:родил|рожд)[а-я]{0,6}[ :-]{1,3}\Z")
_BORN_AFTER = re.compile(r"[ ]?(?:г\.?[ ]?)?(?:р\.|рожд|родил)")


def is_birth(text: str, start: int, end: int) -> bool:
    """Whether somebody was born on the date between these places."""
    return bool(_BORN_BEFORE.search(text, max(0, start - 24), start) or _BORN_AFTER.match(text, end))


_WHOLE_YEAR = re.compile(r"(?<![\d/-])(?:19|20)\d\d(?![\d/-])")


@lru_cache(maxsize=CACHED_TEXTS)
def latest_year(text: str) -> int:
    """The latest year that a text writes with four digits, 0 where it writes none."""
    return max((int(match.group()) for match in _WHOLE_YEAR.finditer(text)), default=0)
