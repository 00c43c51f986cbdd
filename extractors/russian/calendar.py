"""Dates as Russian letters write them: one scan over a text, an ordered list of rules, the first that fits claims the
text.

    >>> text = "с 3 по 7 июня 2024 г., «05» июля 2024 года, в 2024/25 учебном году"
    >>> [(span.value.iso, span.rule) for span in scan(text)]
    [('2024-06-03/2024-06-07', 'day range'), ('2024-07-05', 'day'), ('2024/2025', 'school year')]
    >>> [span.value.iso for span in scan("до 1 июля т.г., 27 - 28 ноября")]
    ['????-07-01', '????-11-27/????-11-28']

A year that the text leaves out stays "????"; it is lent only inside one list («7 февраля и 10 апреля 2024 года»).
Two-digit years are of this century up to 39 and of the last one from 60 on; between them there are two readings and
so no date. What looks like a date and is none (numbers of documents, sections, specialities, addresses of the network,
streets) is named in `NOT_A_DATE` and claims its text first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.atoms import CACHED_TEXTS, without_form
from extractors.russian.date_pieces import CLOSED, DAY, GAP, GENITIVE, ORDINAL, ORDINAL_WORD, OTHER_YEAR, DateSpan
from extractors.russian.date_rules import RULES

_HOLIDAY = r"(?:января|февраля|марта|мая|июня|октября|ноября|декабря)"
#: What looks like a date and is none, told by what stands before it …
NOT_A_DATE_AFTER: Final = re.compile(
    r"""
    (?:
      (?:№|\#)[ ]{0,2}(?:[а-я]{1,4}[ ])?[^\s;,]{0,40}             # «№ 7-02-2024/прдп138-24», «№ 05-06-2024», «№ 5»
    | n[ ]?[^\s;,а-яa-z]{0,40}                                        # «n 7-02-2024»
    | п(?:п?\.|ункт[а-я]{0,3}|одпункт[а-я]{0,3})[ ]{0,3}(?:\d{1,3}\.){0,5}   # «п. 3.12.2020»
    | (?:ст|разд|гл|ч)\.[ ]{0,3}(?:\d{1,3}\.){0,5}
    | стат[а-я]{2,3}[ ]{0,3}(?:\d{1,3}\.){0,5}                  # «статьи 12.3.24»
    | раздел[а-я]{0,2}[ ]{0,3}(?:\d{1,3}\.){0,5}
    | верси[а-я]{1,2}[ ]{0,3}(?:\d{1,3}\.){0,5}
    | (?:санпин|снип|гост(?:[ ]р)?|сп|оквэд-?2?|окпд-?2?)[ ]{0,3}(?:\d{1,4}\.){0,5}
      # «код 09.02.07»
    | (?:код|специальност|професси|направлени)[а-я]{0,3}(?:[ ]подготовки)?[ ]{0,3}[«"(]?(?:\d{1,3}\.){0,5}
    | (?:ул|пл|пр-?к?т|просп|пер|им)\.?[ ]{1,3}                       # «ул. 8 Марта», «им. 9 января»
    | (?:улиц|площад|бульвар|имени|парк|переул)[а-я]{0,4}[ ]{1,3}
    | [«"][ ]{1,12}[»"][ ]{1,40}                                      # «___» ______ 2025 г.: a form left open
    )\Z
    """,
    re.VERBOSE,
)
#: … and by itself or by what follows.
NOT_A_DATE: Final = re.compile(
    rf"""
      \d{{1,3}}(?:\.\d{{1,3}}){{3,8}}                                   # 192.168.10.24, 10.3.05.24
    | \d{{1,3}}:\d{{2}}:\d{{4,7}}                                       # кадастровый номер
    | \d{{1,2}}[ ]{_HOLIDAY}[ ](?:ул|пл|пер|пр-т)(?![а-я])              # 8 Марта ул.
    | {DAY}{CLOSED}{GAP}{GENITIVE}{GAP}{OTHER_YEAR}              # «15 января следующего года»
    | {DAY}{CLOSED}{GAP}{GENITIVE}[ ]{{0,40}}20(?!\d)[ ]{{0,40}}(?!\d)г   # «24 мая 20__ г.»: a form left open
    """,
    re.VERBOSE,
)

# Where a date may begin. Each pattern begins with a set of characters and no look-behind, which `re` finds fast; what
# may not stand before it is checked after.
_NUMBER = re.compile(r"[0-9][0-9]{0,20}")
_MONTHS: Final = (
    "янва", "февра", "март", "апрел", "май", "мая", "мае", "маю", "июн", "июл", "август", "сентяб", "октяб", "нояб", "декаб",
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_QUARTER_WORD = re.compile(rf"(?:{ORDINAL}|{ORDINAL_WORD})(?=[ -])")
_NUMBER_BEFORE = re.compile(r"\d[.,/:-]\Z")
_LETTER_BEFORE = re.compile(r"[а-яa-z0-9]-?\Z")
_DAY_BEFORE = re.compile(r"(?<!\d)\d{1,2}[»\"']?[ ]{1,4}\Z")  # «29 февраля 2023» is no day and no month
_GENITIVE_HERE = re.compile(GENITIVE)

# How far back the words that make no date of a date may begin.
CLAIM_WINDOW: Final = 64


@lru_cache(maxsize=CACHED_TEXTS)
def scan(folded: str) -> tuple[DateSpan, ...]:
    """Every date of a folded text, in order, not overlapping."""
    return tuple(_scan(without_form(folded)))


def _triggers(text: str) -> list[tuple[int, int, str]]:
    """Where a date may begin, with the end of the word there and the kind of rules to try."""
    found = [
        (match.start(), match.end(), "digit") for match in _NUMBER.finditer(text) if match.end() - match.start() <= 4
    ]
    for month in _MONTHS:  # looked for one by one, which is three times faster than all together
        at = text.find(month)
        while at >= 0:
            found.append((at, at + len(month), "month"))
            at = text.find(month, at + len(month))
    if "кв" in text or "полугоди" in text:
        found += [(match.start(), match.end(), "quarter") for match in _QUARTER_WORD.finditer(text)]
    return sorted(found)


def _scan(text: str) -> Iterator[DateSpan]:
    at = 0
    for start, end, kind in _triggers(text):
        before = _NUMBER_BEFORE if kind == "digit" else _LETTER_BEFORE
        if start < at or before.search(text, max(0, start - 8), start):
            continue
        if kind == "month" and _DAY_BEFORE.search(text, max(0, start - 8), start) and _GENITIVE_HERE.match(text, start):
            continue
        for rule in RULES[kind]:
            spans = rule(text, start)
            if spans and spans[0].start >= at and not _is_claimed(text, spans[0].start):
                yield from (_with_quote(text, span) for span in spans)
                at = max(spans[-1].end, end)
                break


_LETTER = re.compile(r"[а-яa-z]")


def _is_claimed(text: str, start: int) -> bool:
    """Whether a named look-alike covers the place: asked only of what a rule has read, which is cheap."""
    word = max(text.rfind(" ", 0, start), text.rfind("\n", 0, start)) + 1
    if "://" in text[word:start] or text.startswith("www.", word):
        return True  # «https://…/news/2024/09/02/konkurs»
    if NOT_A_DATE.match(text, start):
        return True
    before = NOT_A_DATE_AFTER.search(text, max(0, start - CLAIM_WINDOW), start)
    if not before or (
        before.start() and _LETTER.match(text, before.start()) and _LETTER.match(text, before.start() - 1)
    ):
        return False
    if before.group().endswith("от"):
        return False  # «№45от12.03.2024»
    # «№ ____ 24.05.2024» and «№24.05.2024»: the number was left out, the date is a date.
    return not (before.group() in _BARE_SIGNS and _DOTTED.match(text, start))


_DOTTED = re.compile(r"\d{1,2}\.\d{1,2}\.\d{4}(?!\d)")
_BARE_SIGNS = frozenset(sign + blank for sign in "№#n" for blank in ("", " ", "  "))


_OPENING_QUOTE = re.compile(r"[«\"'][ ]{0,40}\Z")


def _with_quote(text: str, span: DateSpan) -> DateSpan:
    """The span with the opening quote of «05» in it, where its closing one is."""
    opening = _OPENING_QUOTE.search(text, max(0, span.start - 41), span.start)
    end = span.end
    while end > span.start and text[end - 1] in " \n":
        end -= 1
    if not opening or not re.search("[»\"']", text[span.start : span.start + 12]):
        return (
            span
            if end == span.end
            else DateSpan(span.start, end, span.value, span.rule, span.confidence, span.evidence)
        )
    return DateSpan(opening.start(), end, span.value, span.rule, span.confidence, span.evidence)
