"""Enclosures (отметка о приложении, ГОСТ Р 7.0.97 п. 5.19): titles with their sheets and copies.

Приложение: на 3 л. в 1 экз.
Приложение: 1. Список участников на 2 л. в 1 экз.
            2. План мероприятий на 5 л. в 2 экз.
… форма заявки (Приложение 2) …            only a mention in the text
Приложение № 1 к письму …                  the first line of a sheet
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.document import Document, Zone, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.values import AppendixValue

_HEAD = re.compile(
    r"^\s{0,8}прил(?:ожени[ея]\b|\.?(?=\s{0,3}:))\s{0,3}(?:№\s?)?(?P<number>\d{1,3})?\s{0,3}(?P<colon>[:.–-])?",
    re.IGNORECASE | re.MULTILINE,
)
_ITEM = re.compile(
    r"(?:^|\n|(?<=[:;.)])[ ])[ \t]{0,30}(?:приложение\s{1,2}(?:№\s?)?)?(?P<number>\d{1,2})[.)]\s{1,3}(?=\S)",
    re.IGNORECASE,
)
_SHEETS = re.compile(
    r"(?:на\s{1,3})?(?P<sheets>\d{1,4})\s{0,3}(?:\([а-я -]{3,40}\)\s{0,3})?"
    r"(?:л\b\.?|лист(?:е|ах|а|ов)?\b|стр\b\.?|с\.)",
    re.IGNORECASE,
)
_COPIES = re.compile(r"(?:в|по)\s{1,3}(?P<copies>\d{1,3})\s{0,3}(?:\([а-я -]{3,40}\)\s{0,3})?экз", re.IGNORECASE)
#: Behind the sheets of an enclosure where another begins; «на 5 л., из них 2 л. цветных» is one.
_NEXT_PART = re.compile(
    r"[)\s.]{0,4}(?:(?:в|по)\s{1,3}\d{1,3}\s{0,3}экз\w{0,9}\.?)?[)\s]{0,3}(?:[,;.)]|\n)\s{0,40}"
    r"(?=(?:[–—-]\s{0,3})?(?!(?:из|в|на|и|с|по|всего|каждый|только|экз)\b)[А-Яа-яё«\"])",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"[\s,;:.(–-]{0,6}(?:(?:всего\s)?на\s{1,3}\d{1,4}\s{0,3}(?:\([а-я -]{3,40}\)\s{0,3})?(?:л\b|лист|стр|с\.)"
    r"|\d{1,4}\s?(?:л(?:\b|ист)|стр\b)|в\s{1,3}\d{1,3}\s{0,3}(?:\([а-я -]{3,40}\)\s{0,3})?экз"
    r"|\(?в\s(?:электронном|формате)|упомянутое).*$",
    re.IGNORECASE | re.DOTALL,
)
_SHEET_HEAD = re.compile(
    r"^\s{0,60}приложение(?:\s{0,2}(?:№\s?)?(?P<number>\d{1,3}))?(?=\s{0,3}(?:$|\n|к\s|утвержд))",
    re.IGNORECASE | re.MULTILINE,
)
_IN_TEXT = re.compile(r"\bприложени(?:е|и|ю|ем|я)\s{1,3}(?:№\s?)?(?P<number>\d{1,2})\b(?!\s{0,3}к\s)", re.IGNORECASE)


def find(document: Document) -> Iterator[Mention]:
    """Enclosures, each once; an enclosure named only in the text has the number and no title."""
    seen: set[str] = set()
    marks = [m for zone in _joined(document) for m in _of_zone(document, zone)]
    for found in marks:
        seen.add(found.value.number)
        yield found
    if not any(m.value.number for m in marks) and marks:
        return
    for zone in document.zones_of(ZoneRole.APPENDIX):
        for head in _SHEET_HEAD.finditer(document.folded, zone.start, zone.end):
            number = head["number"] or ""
            if number not in seen:
                seen.add(number)
                yield _make(document, head.start(), head.end(), AppendixValue(number), "appendix:sheet", 0.85)
    if marks:
        return
    for match in _IN_TEXT.finditer(document.folded):
        if match["number"] not in seen and document.role_at(match.start()) in (None, ZoneRole.BODY):
            seen.add(match["number"])
            yield _make(document, match.start(), match.end(), AppendixValue(match["number"]), "appendix:text", 0.8)


def _joined(document: Document) -> list[Zone]:
    """The enclosure zones, those with nothing but blanks between them as one."""
    zones: list[Zone] = []
    for zone in document.zones_of(ZoneRole.ENCLOSURE):
        if zones and not document.text[zones[-1].end : zone.start].strip():
            zones[-1] = replace(zones[-1], end=zone.end)
        else:
            zones.append(zone)
    return zones


def _make(document: Document, start: int, end: int, value: AppendixValue, rule: str, confidence: float) -> Mention:
    raw = document.text[start:end]
    start += len(raw) - len(raw.lstrip())
    return mention(document, Kind.APPENDIX, start, end, value, rule=rule, confidence=confidence)


def _of_zone(document: Document, zone: Zone) -> Iterator[Mention]:
    """The enclosures of an enclosure mark: its items, or the one that it is."""
    folded = document.folded
    head = _HEAD.match(folded, zone.start, zone.end)
    start = head.end() if head and not head["number"] else zone.start
    items = list(_ITEM.finditer(folded, start, zone.end)) if head is None or not head["number"] else []
    if head is None and not items and not _SHEETS.search(folded, zone.start, zone.end):
        return  # «Лауреатами стали:»: nothing says that it is an enclosure
    more_heads = [m for m in _HEAD.finditer(folded, zone.start, zone.end) if m["number"]]
    if items:
        bounds = [
            (m.end(), n.start() if n else zone.end, m["number"]) for m, n in zip(items, [*items[1:], None], strict=True)
        ]
    elif more_heads:
        bounds = [
            (m.end(), n.start() if n else zone.end, m["number"])
            for m, n in zip(more_heads, [*more_heads[1:], None], strict=True)
        ]
    else:
        edges = [start, *_ends_of_parts(folded, start, zone.end), zone.end]
        bounds = [(first, last, "") for first, last in pairwise(edges)]
    for first, last, number in bounds:
        text = folded[first:last]
        if not text.strip():
            continue
        begin = first + len(text) - len(text.lstrip())
        end = last - (len(text) - len(text.rstrip()))
        yield _make(document, begin, end, _value(document.text[begin:end], number), "appendix:mark", 0.93)


def _ends_of_parts(folded: str, start: int, end: int) -> list[int]:
    """Where each enclosure of a list without numbers ends, if each says its sheets: «акт (2 л.), протокол (5 л.)»."""
    sheets = list(_SHEETS.finditer(folded, start, end))
    ends = [_NEXT_PART.match(folded, said.end(), end) for said in sheets[:-1]]
    return [part.end() for part in ends if part] if all(ends) else []


def _value(text: str, number: str) -> AppendixValue:
    sheets, copies = _SHEETS.search(text), _COPIES.search(text)
    title = " ".join(_TAIL.sub("", text).split()).strip(" .,;:–—-")
    return AppendixValue(
        number=number,
        title=title if any(c.isalpha() for c in title) else "",
        sheets=int(sheets["sheets"]) if sheets else None,
        copies=int(copies["copies"]) if copies else None,
    )
