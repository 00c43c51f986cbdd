"""The year of a day that the text names without one: lent by a full date of the same document, or left out.

A letter lends the year of its own date; a page that of the stamp above the item, of the same month named just before,
or the one year that all its full dates share.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import cached_property
from typing import Final

from extractors.atoms import lower
from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.date_pieces import is_birth
from extractors.values import DateValue
from pipeline.records import Reference
from pipeline.resolve.findings import Findings
from pipeline.resolve.stamps import stands_alone

_STAMP_LINES: Final = 4  # the headline, perhaps a menu, the stamp
_STAMP_LEAD: Final = 16  # characters: «Опубликовано: » may stand before the date
_LATE_MONTHS, _EARLY_MONTHS = (11, 12), (1, 2)  # a January without a year in a December letter may be the next year's
_JUST_BEFORE: Final = 400  # characters within which «в декабре 2020 года» says the year of «19 декабря»

_LAW = re.compile(r"закон|указ|кодекс|конституци")


class Years:
    """The years that a document lends."""

    def __init__(self, findings: Findings, known: Iterable[Reference]) -> None:
        self._findings = findings
        self._known = list(known)
        self._own = next((r.date for r in self._known if r.role == "own" and r.date[:4].isdigit()), "")

    def of(self, found: Mention) -> int | None:
        """The year of a date without one; None where the document does not say it, or two years are possible."""
        value: DateValue = found.value
        months = [int(month) for month in re.findall(r"\?{4}-(\d\d)", value.iso)]
        if self._own:
            year = int(self._own[:4])
            late = int(self._own[5:7] or 0) in _LATE_MONTHS
            return None if not value.relative_year and late and _touch(months, _EARLY_MONTHS) else year
        if not value.relative_year and (near := self._just_before(found, months)):
            return near
        if stamp := self._stamp_over(found):
            year, month = int(stamp[:4]), int(stamp[5:7])
            early = month in _EARLY_MONTHS and _touch(months, _LATE_MONTHS)
            return None if not value.relative_year and early else year
        if self._shared and not value.relative_year and self._in_winter(months):
            return None  # «31 декабря – санитарный день» above «8 января 2018 года»
        return self._shared

    def _in_winter(self, months: list[int]) -> bool:
        """Whether the full dates are days of January or February and the month is one of the end of a year."""
        lent = {int(month) for date in self._full for month in re.findall(r"\d{4}-(\d\d)-\d\d", date.value.iso)}
        return lent <= set(_EARLY_MONTHS) and _touch(months, _LATE_MONTHS)

    def _just_before(self, found: Mention, months: list[int]) -> int | None:
        """The year of the same month, named in the text just before: «в декабре 2020 года … – Да, 19 декабря»."""
        for date in reversed(self._findings.within(Kind.DATE, found.start - _JUST_BEFORE, found.start)):
            if date.value.complete and date.value.precision in ("month", "day", "range") and not self._is_cited(date):
                said = re.findall(r"(\d{4})-(\d\d)", date.value.iso)
                years = {int(year) for year, month in said if int(month) in months}
                if len(years) == 1:
                    return years.pop()
        return None

    def _is_cited(self, date: Mention) -> bool:
        return any(r.role == "cited" and r.source.start <= date.start < r.source.end for r in self._known)

    def _is_of_law(self, date: Mention) -> bool:
        """A law or a decree stands for years: «День культуры 25 марта установлен Указом … от 27 августа 2007 года»."""
        return any(r.role == "cited" and _LAW.search(r.kind) and r.source.start <= date.start < r.source.end for r in self._known)

    def _stamp_over(self, found: Mention) -> str:
        """The stamp of the item that a date stands in: the last one above it, else the first of the page."""
        if not self._stamps:
            return ""
        index = bisect_right([start for start, _ in self._stamps], found.start)
        return self._stamps[max(0, index - 1)][1]

    @cached_property
    def _stamps(self) -> list[tuple[int, str]]:
        """The full dates that stand alone on their lines, or lead one of the first; with their places."""
        document = self._findings.document
        lines = document.own_lines
        head = lines[min(_STAMP_LINES, len(lines)) - 1].end if lines else 0
        found = []
        for date in self._findings.of(Kind.DATE):
            if not date.value.complete or date.value.precision != "day" or self._is_cited(date):
                continue
            if is_birth(lower(document.folded), date.start, date.end):
                continue
            start = document.text.rfind("\n", 0, date.start) + 1
            leads = date.start < head and date.start - start < _STAMP_LEAD
            if leads or stands_alone(document, date):
                found.append((date.start, date.value.iso))
        return found

    @cached_property
    def _shared(self) -> int | None:
        """The one year of all full dates."""
        years = {year for date in self._full for year in re.findall(r"(\d{4})-\d\d-\d\d", date.value.iso)}
        return int(years.pop()) if len(years) == 1 else None

    @cached_property
    def _full(self) -> list[Mention]:
        """The full dates, those of cited documents aside where there are others, and of births."""
        full = [
            date
            for date in self._findings.of(Kind.DATE)
            if date.value.complete
            and date.value.precision in ("day", "range")
            and re.match(r"\d{4}-\d\d-\d\d", date.value.iso)
            and self._findings.role(date) is not ZoneRole.NOISE
        ]
        text = lower(self._findings.document.folded)
        full = [date for date in full if not self._is_of_law(date) and not is_birth(text, date.start, date.end)]
        return [date for date in full if not self._is_cited(date)] or full


def _touch(months: Iterable[int], others: Iterable[int]) -> bool:
    return bool(set(months) & set(others))
