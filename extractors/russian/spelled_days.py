"""Days written in words: «двадцать пятого мая 2024 года», as notaries and courts have them.

>>> text = "до тридцать первого мая две тысячи двадцать третьего года"
>>> [span.value.iso for span in spelled_day(text, text.index("мая")) or ()]
['2023-05-31']
"""

from __future__ import annotations

import re
from typing import Final

from extractors.russian.date_pieces import FAIR, GENITIVE, YEAR, YEARLESS, DateSpan, G, day_value, month_of, year_of

_UNITS: Final = ("первого", "второго", "третьего", "четвертого", "пятого", "шестого", "седьмого", "восьмого", "девятого")
_TEENS: Final = (
    "десятого", "одиннадцатого", "двенадцатого", "тринадцатого", "четырнадцатого", "пятнадцатого", "шестнадцатого", "семнадцатого",
    "восемнадцатого", "девятнадцатого",
)  # fmt: skip
_ORDINALS: Final = {word: number for number, word in enumerate((*_UNITS, *_TEENS, "двадцатого"), 1)} | {"тридцатого": 30}
_TENS: Final = {"двадцать": 20, "тридцать": 30}
#: The longest of them: «двадцать четвертого».
_LONGEST: Final = 24
_ORDINAL = rf"(?:(?P<tens>{'|'.join(_TENS)})[ \n]{{1,2}})?(?P<ordinal>{'|'.join(sorted(_ORDINALS, key=len, reverse=True))})"
_BEFORE = re.compile(rf"(?<![а-я]){_ORDINAL}[ \n]{{1,2}}\Z")
_MONTH = re.compile(rf"(?P<m>{GENITIVE})(?:[ \n]{{1,2}}(?:(?P<y>{YEAR}){G}?|две[ \n]тысячи[ \n]{_ORDINAL}[ \n]года(?![а-я])))?")


def spelled_day(text: str, at: int) -> list[DateSpan] | None:
    """The day whose month begins at a place: its number stands before it in words."""
    if not text.endswith(("го ", "го\n"), 0, at):
        return None
    day, month = _BEFORE.search(text, max(0, at - _LONGEST), at), _MONTH.match(text, at)
    if day is None or month is None:
        return None
    year = 2000 + _number(month) if month["ordinal"] else year_of(month["y"]) if month["y"] else None
    value = day_value(year, month_of(month["m"]), _number(day))
    return [DateSpan(day.start(), month.end(), value, "day in words", FAIR if year else YEARLESS)] if value else None


def _number(match: re.Match[str]) -> int:
    tens = _TENS.get(match["tens"] or "", 0)
    number = _ORDINALS[match["ordinal"]]
    return tens + number if not tens or number < len(_UNITS) + 1 else 0
