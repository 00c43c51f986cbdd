"""Years that stand without the word «год»: of publications, of the foot of a site, of a life, of a path of pages.

Rules of `extractors.russian.date_rules`, in its order. Four digits alone are no year: each rule names what makes them one.

    >>> [rule(text, text.index("19")) is not None for rule, text in (
    ...     (span_of_years, "Петров П. П. (1903-1978)"), (span_of_years, "тел. 1903-1978"),
    ...     (printed, "Вяз в степи. Барнаул: Азбука, 1911. 160 с."), (printed, "при цене 1911 и выше"))]
    [True, False, True, False]
"""

from __future__ import annotations

import re

from extractors.russian.date_pieces import (
    ANY_CASE,
    DAY,
    FAIR,
    GENITIVE,
    DateSpan,
    day_value,
    month_of,
    range_value,
)
from extractors.values import DateValue

_YEAR = r"(?:1[89]|20)\d\d(?!\d)"

# --- two years and a dash --------------------------------------------------------------------------------------------

_SPAN = re.compile(
    rf"(?P<a>{_YEAR})[ ]{{0,2}}-[ ]{{0,2}}(?:(?P<b>{_YEAR})|(?P<now>н\.[ ]?в\.|наст(?:\.|оящее)[ ]вр))(?!-?[\dа-яa-z]|[./:]\d)"
)
# What is numbered, counted or dialled and not lived: «с. 1990-1995», «Д. 1905-1910», «тел. 2012-2018», «ГОСТ 1901-2001».
_COUNTED_BEFORE = re.compile(
    r"""(?:
      [\dа-яa-z№#+/@_-] | [.,]\d{0,9} | №[ ]
    | (?<![а-я])(?:сс?|стр|лл?|оп|ф|д|ст|п|тел|факс|доб|гост(?:[ ]р)?(?:[ ][а-яa-z]{2,4})?|iso|исо|ту|сп|снип|санпин
        |номер[а-я]{0,2}|код|pp?)\.?:?[ ]{1,2}
    )\Z""",
    re.VERBOSE,
)
_COUNTED_AFTER = re.compile(
    r"[ ]{0,2}(?:руб|р\.|тыс|млн|млрд|экз|чел|шт|мест|ккал|час|°|%|об/|г/|вт|квт|мгц|гц|знак|слов|символ"
    r"|(?:кг|км|м|мм|см|кв|га|т|л)(?![а-я]))"
)


def span_of_years(text: str, at: int) -> list[DateSpan] | None:
    """«(1903-1978)», «Школа № 5, 2009-2026», «с 2015-2017 работал»; «2019 - н. в.» is the year it begins with."""
    match = _SPAN.match(text, at)
    if not match or _COUNTED_BEFORE.search(text, max(0, at - 24), at) or _COUNTED_AFTER.match(text, match.end()):
        return None
    value = range_value(match["a"], match["b"]) if match["b"] else DateValue(match["a"], "year")
    return [DateSpan(at, match.end(), value, "span of years", FAIR)] if value else None


# --- publications ----------------------------------------------------------------------------------------------------

_DAY_OF_PAPER = re.compile(
    rf"(?P<y>{_YEAR})[.,][ ](?:\n[ ]{{0,20}})?(?P<d>{DAY})[ ](?P<m>{GENITIVE})(?![ ]?(?:1[89]|20)\d\d)"
)
_AFTER_TITLE = re.compile(r"(?:[а-яa-z»\"][.,]|//|[:;/])[ \n]{1,3}\Z")


def day_of_paper(text: str, at: int) -> list[DateSpan] | None:
    """«Наш учитель // Медик Удмуртии. 1978. 2 марта.»: the day of a newspaper, the year first."""
    match = _DAY_OF_PAPER.match(text, at)
    if not match or not _AFTER_TITLE.search(text, max(0, at - 6), at):
        return None
    value = day_value(int(match["y"]), month_of(match["m"]), int(match["d"]))
    return [DateSpan(at, match.end(), value, "day of a paper", FAIR)] if value else None


_ONE = re.compile(rf"(?P<y>{_YEAR})")
# «(Саратов, 2023)», «М., 1987.», «- Рязань, 2015;»
_PLACE = re.compile(r"(?:\(|[.:/-][ ]|^|\n)(?:[а-я][а-я-]{2,25}|м\.|спб\.?|л\.)[ ]?[,:][ ]\Z")
_PLACE_AFTER_DASH = re.compile(r"(?:-|//)[ \n](?:[а-я][а-я-]{2,25}|м\.|спб\.?|л\.)(?:[ ]?[:;][ ][^\n,;]{2,60})?,[ ]\Z")
_END_OF_PRINT = re.compile(r"[ ]?(?:[;,\n]|\Z)")
# «…, 2011. 160 с.», «// Agroforestry. 1997. Vol. 31»
_VOLUME = re.compile(
    r"[.,][ \n](?:-[ ])?(?:\d{1,4}[ ](?:с|p|л)(?![а-яa-z])|№|вып|isbn|issn|doi|url|режим доступа|кн\.|vol"
    r"|(?:т\.|ч\.|сс?\.|стр\.|no\.|n|pp?\.)[ ]?\d)"
)
# «© Школа № 5, 2023», «Все права защищены, 2023»; and «2023 © Школа» from the other side
_RIGHTS = re.compile(r"(?:©|\(c\)|\(с\)|copyright|все права защищены)[^\n©]{0,90}\Z")
_SIGN = re.compile(r"(?:©|\(c\)|\(с\)|copyright)[ ]{0,3}\Z")
_BEFORE_FOOT = re.compile(r"(?:[,.»\")|]|защищены)[ ]{0,3}\Z")
_END_OF_FOOT = re.compile(r"[ ]?(?:[.,;|)]|\n|\Z|г(?![а-я])|все права)")
_RIGHTS_AFTER = re.compile(r"[ ]{0,2}(?:©|\(c\)|\(с\)|,?[ ]все права)")
_SEASON = re.compile(r"(?<![а-я])(?:зим|весн|лет|осен)[а-я]{1,3}[ ]\Z")  # «зима 2024»
_BORN = re.compile(r"\((?:род|р)\.?[ ](?:в[ ])?\Z")  # «(род. 1951)»


def printed(text: str, at: int) -> list[DateSpan] | None:
    """«© 2023», «(Саратов, 2023)», «Барнаул: Азбука, 2011. 160 с.», «// Agroforestry. 1997. Vol. 31»: one year."""
    match = _ONE.match(text, at)
    if not match:
        return None
    end = match.end()
    before = max(0, at - 100)
    told = (
        (_VOLUME.match(text, end) and _AFTER_TITLE.search(text, max(0, at - 6), at))
        or (text[end : end + 1] in (")", ".") and _PLACE.search(text, max(0, at - 32), at))
        or (_END_OF_PRINT.match(text, end) and _PLACE_AFTER_DASH.search(text, before, at))
        or (
            _END_OF_FOOT.match(text, end)
            and _BEFORE_FOOT.search(text, max(0, at - 14), at)
            and _RIGHTS.search(text, before, at)
        )
        or _SIGN.search(text, max(0, at - 14), at)
        or _RIGHTS_AFTER.match(text, end)
        or _SEASON.search(text, max(0, at - 10), at)
        or _BORN.search(text, max(0, at - 10), at)
    )
    return [DateSpan(at, end, DateValue(match["y"], "year"), "printed", FAIR)] if told else None


# --- paths of pages ------------------------------------------------------------------------------------------------

_ARROW = r"[ ]?(?:->|[→›»>/])[ ]"
_CRUMB = re.compile(rf"(?P<y>20\d\d)(?:{_ARROW}(?P<m>{ANY_CASE}))?(?=[ ]?(?:->|[→›»>]|\n|\Z)|[ ]/[ ])")
_CRUMB_BEFORE = re.compile(rf"[а-яa-z]{_ARROW}\Z")


def of_a_path(text: str, at: int) -> list[DateSpan] | None:
    """«Новости → 2021 → Декабрь» is 2021-12, «Конференции » Педагогика » 2025» a year."""
    match = _CRUMB.match(text, at)
    if not match or not _CRUMB_BEFORE.search(text, max(0, at - 6), at):
        return None
    value = (
        DateValue(f"{match['y']}-{month_of(match['m']):02d}", "month") if match["m"] else DateValue(match["y"], "year")
    )
    return [DateSpan(at, match.end(), value, "path", FAIR)]
