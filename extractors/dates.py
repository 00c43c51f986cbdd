"""Dates: every explicit calendar date of a document, in every form that letters use.

What a date means (of the document, of a reply, of a cited act, a deadline) is for the resolver to say, by its zone and
its neighbours; here it is read. A date without a year keeps "????" (`extractors.values.DateValue`).

    >>> doc = Document(text="Исх. 24.05.2024 № 909")
    >>> [(m.text, m.value.iso, m.rule) for m in find(doc)]
    [('24.05.2024', '2024-05-24', 'numeric')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.russian.calendar import scan
from extractors.russian.date_pieces import FAIR
from extractors.values import DateValue

#: Heads of columns whose cells are years: «Год», «Стаж с», «Работает с», «Год выпуска».
_OF_YEARS: Final = re.compile(r"год(?:ы)?(?:[ ,]|$)|(?:стаж|работает|состоит|в должности)[ ]с$|с какого года", re.IGNORECASE)
_YEAR: Final = re.compile(r"\s{0,4}(?P<y>(?:19|20)\d\d)\s{0,4}")


def find(document: Document) -> Iterator[Mention]:
    """The dates of a document, in order."""
    written = [
        mention(document, Kind.DATE, span.start, span.end, span.value, rule=span.rule, confidence=span.confidence, evidence=span.evidence)
        for span in scan(document.folded)
    ]
    yield from sorted((*written, *_columns(document)), key=lambda m: m.start)


def _columns(document: Document) -> Iterator[Mention]:
    """The years that are cells of a column of years, where the head alone says what the four digits are."""
    for table in document.tables:
        for cell in table.cells:
            if not _OF_YEARS.match(cell.header.strip()):
                continue
            year = _YEAR.fullmatch(document.folded, cell.start, cell.end)
            if year is not None:
                value = DateValue(year["y"], "year")
                yield mention(document, Kind.DATE, *year.span("y"), value, rule="column of years", confidence=FAIR)
