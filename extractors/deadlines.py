"""Deadlines: dates by which the reader is asked to do something (срок исполнения).

Three things make one: a date, a word that makes a limit of it («до», «не позднее», «к», «в срок», «включительно»), and
an
ask: a word of asking in the sentence («просим», «необходимо», «направить»), a label («Срок исполнения: …»), or a
heading
above the item («Просим:», «ПРИКАЗЫВАЮ:»). What the author plans, what is valid until, when a contest ends are none.

    >>> doc = Document(text="Просим направить заявки в срок до 4 октября 2024 года. Срок поставки до 5 мая 2024 года.")
    >>> [(m.text, m.value.iso) for m in find(doc)]
    [('в срок до 4 октября 2024 года', '2024-10-04')]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from extractors import deadline_words as words
from extractors.atoms import CACHED_TEXTS, lower, sentence_at
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.calendar import scan
from extractors.russian.date_pieces import DateSpan
from extractors.russian.morph import parses
from extractors.values import DateValue

ASKED: Final = 0.95  # a limit and a word of asking
LABELLED: Final = 0.93  # «Срок исполнения: …», a column «Срок»
ITEM: Final = 0.9  # an item of a list under «Просим:» or of an order
INFINITIVE: Final = 0.88  # «Заявку представить главному судье до 19 июня»
ADMITTED: Final = 0.85  # «заявки принимаются до …»
SEMICOLON_REACH: Final = 400
# How far from a date the ask of its sentence, and the limit before it, may stand.
SENTENCE: Final = 450
LIMIT_REACH: Final = 90
_NEAR: Final = 60  # what is admitted, before its range
SPAN: Final = 0.85  # «в 10-дневный срок»

#: Zones where nobody is asked for anything.
NEVER: Final = frozenset(
    {ZoneRole.E_SIGNATURE, ZoneRole.RECEIPT_STAMP, ZoneRole.REGISTRATION, ZoneRole.LETTERHEAD, ZoneRole.NOISE}
)


def find(document: Document) -> Iterator[Mention]:
    """The deadlines of a document: those with a date first, then spans of time («в 10-дневный срок») with an empty ISO
    form."""
    text = lower(document.folded)
    for span in scan(document.folded):
        if span.value.precision == "range" and document.role_at(span.start) not in NEVER:
            yield from _admission(document, text, span)
        if _is_day(span.value) and document.role_at(span.start) not in NEVER:
            yield from _deadline(document, text, span)
    yield from _columns(document)
    for term in words.TERM.finditer(text):
        start, end = sentence_at(document.folded, term.start())
        if document.role_at(term.start()) not in NEVER and words.ASK.search(text, start, end):
            value = DateValue("", "range")
            yield mention(document, Kind.DEADLINE, term.start(), term.end(), value, rule="span", confidence=SPAN)


#: What makes a limit of a month: «до конца июня», «не позднее марта».
_MONTH_LIMIT: Final = re.compile(r"конца|не\sпоз")


def _admission(document: Document, text: str, span: DateSpan) -> Iterator[Mention]:
    """The last day of «Заявления принимаются с 13 сентября по 4 октября 2021 г. включительно»."""
    last = span.value.iso.partition("/")[2]
    start, end = sentence_at(document.folded, span.start)
    said = words.RANGE.search(text, max(start, span.start - 12), span.start)
    if len(last) != len("2021-10-04") or not said:
        return
    in_term = "срок" in said.group() and (words.ASK.search(text, start, end) or words.DONE_WITH.search(text, start, span.start))
    if in_term or words.ADMITTED_IN.search(text, max(start, span.start - _NEAR), said.end()):
        value = DateValue(last, "day", span.value.relative_year)
        begins = text.rfind(" по ", span.start, span.end) + 1  # the range itself is a date of its own
        if begins:
            yield _mention(document, begins, span.end, replace(span, value=value), "admitted", ADMITTED)


def _is_day(value: DateValue) -> bool:
    """A day, or a month («до конца июня 2024 года»): «до 2030 года» of a programme is no deadline."""
    return value.precision in ("day", "month")


def _deadline(document: Document, text: str, span: DateSpan) -> Iterator[Mention]:
    start, end = sentence_at(document.folded, span.start)
    start, end = max(start, span.start - SENTENCE), min(end, span.end + SENTENCE)
    left = max(start, span.start - LIMIT_REACH)
    limit = words.LIMIT.search(text, left, span.start)
    inclusive = words.INCLUSIVE.match(text, span.end)
    stop = inclusive.end() if inclusive else span.end
    if span.value.precision == "month" and not (limit and _MONTH_LIMIT.search(limit.group())):
        return
    label = words.LABEL.search(text, left, span.start)
    if (
        limit
        and limit.group().split()[0] == "по"
        and not (inclusive or words.DONE_WITH.search(text, start, span.start))
    ):
        return  # «по 3 мая» says how long something lasts; «заявки принимаются по 3 мая» asks
    if label:
        yield _mention(document, label.start(), stop, span, "label", LABELLED)
    elif words.EXPIRES.match(text, span.end):
        yield _mention(document, span.start, span.end, span, "label", LABELLED)
    elif words.CALLED.search(text, start, span.start) and not words.CLAUSE.search(text, max(start, span.start - _NEAR), span.start):
        yield _mention(document, span.start, span.end, span, "called", ASKED)
    elif limit or inclusive or words.UNTIL_HOUR.match(text, span.end):
        asked = _asked(text, span, start, end, limit)
        if asked:
            yield _mention(document, limit.start() if limit else span.start, stop, span, *asked)


def _asked(text: str, span: DateSpan, start: int, end: int, limit: re.Match[str] | None) -> tuple[str, float] | None:
    """(rule, confidence) of what asks: in the clause of the date, in its sentence, or in the heading over its list."""
    left, right = _clause(text, span, start, end)
    if words.PROLONGED.search(text, left, span.start):
        return "asked", ASKED
    lasts = words.LASTS.search(text, left, span.start)
    if lasts and not (words.ASK.search(text, lasts.end(), span.start) or words.ADMISSION.search(text, left, lasts.start())):
        return None  # «для продления льготы Вам нужно до 31 января представить …» asks
    if limit and words.STATE.search(text, max(left, limit.start() - 40), limit.start()):
        return None
    if ask := words.ASK.search(text, left, right):
        own_need = words.SPEAKER_NEEDS.match(ask.group()) and (_is_reply(text, start) or words.TOLD_BY.match(text, start))
        return None if own_need else ("asked", ASKED)
    if words.DONE_WITH.search(text, left, span.start) or (limit and words.SENT_BY.search(text, left, limit.start())):
        return "admitted", ADMITTED
    if words.OWN.search(text, left, right) or words.REASON.match(text, left):
        return None
    if words.ASK.search(text, _whole_sentence(text, start), end):
        return "asked", ASKED
    if _heading_above(text, start) and _opens_item(text, start):
        return "item", ITEM
    if _has_infinitive(text, start, end) and not _is_told(text[left:right]):
        return "infinitive", INFINITIVE
    whole = _whole_sentence(text, start)
    if words.DONE_WITH.search(text, whole, end) or words.ADMISSION.search(text, whole, end):
        return "admitted", ADMITTED
    return None


def _is_reply(text: str, start: int) -> bool:
    """Whether a sentence stands in a line of an interview: «- До 1 мая надо сдать отчёт»."""
    line = text.rfind("\n", 0, start + 1) + 1
    return text.startswith("- ", line) and _has_questions(text)


@lru_cache(maxsize=CACHED_TEXTS)
def _has_questions(text: str) -> bool:
    return words.QUESTION.search(text) is not None


def _opens_item(text: str, start: int) -> bool:
    """Whether a sentence is the first of an item, its number before it or in it: «1. В срок до 23 января – заявки»."""
    number = words.ITEM.match(text, text.rfind("\n", 0, start + 1) + 1)
    return bool(words.ITEM.match(text, start)) or (number is not None and number.end() == start)


def _has_infinitive(text: str, start: int, end: int) -> bool:
    """Whether a verb stands in the infinitive: «представить», not «задолженности»."""
    return any(parses(said.group())[0].tag.pos == "INFN" for said in words.INFINITIVE.finditer(text, start, end))


_WORD = re.compile(r"[а-я]{3,30}")


def _is_told(clause: str) -> bool:
    """Whether a clause tells what somebody does or did: «Губернатор потребовал завершить ремонт до 1 сентября»."""
    for word in _WORD.findall(clause):
        reading = next(iter(parses(word)), None)
        if reading and reading.tag.pos == "VERB" and "impr" not in reading.tag:
            return True
    return False


def _clause(text: str, span: DateSpan, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a date, between the commas where another thought begins."""
    breaks = [match.start() + 1 for match in words.CLAUSE.finditer(text, start, span.start)]
    following = words.CLAUSE.search(text, span.end, end)
    left = breaks[-1] if breaks else start
    while left < span.start and text[left] in " \n":
        left += 1
    return left, following.start() if following else end


_ENDS: Final = (". ", ".\n", ";", "\n", "!", "?")  # «… не позднее 25.03.2026; копию – до 27.03.2026»: no dot of a date


def _whole_sentence(text: str, start: int) -> int:
    """Where the sentence begins of which a part stands behind a semicolon: «…; годовой отчет – не позднее 31
    января»."""
    for _ in range(3):
        before = start
        while before > 0 and text[before - 1] in " \n":
            before -= 1
        if before == 0 or text[before - 1] != ";":
            return start
        start = max(text.rfind(mark, max(0, before - SEMICOLON_REACH), before - 1) for mark in _ENDS) + 1
    return start


# How far above an item the heading of its list may stand.
_LIST_REACH: Final = 6000


def _heading_above(text: str, start: int) -> bool:
    """Whether the sentence stands in a list under «Просим:», «ПРИКАЗЫВАЮ:» or in an order or protocol."""
    heads = _headings(text)
    index = bisect_right(heads, start)
    return bool(index) and start - heads[index - 1] <= _LIST_REACH


@lru_cache(maxsize=CACHED_TEXTS)
def _headings(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in words.HEADING.finditer(text))


# Terms of what is done for the reader, in a column «Срок»: «Рассылка программы | 6 октября».
_LIMITED = re.compile(r"(?<![а-я])(?:не[ \n]позднее|не[ \n]позже|до|к|по)[ \n]")


def _columns(document: Document) -> Iterator[Mention]:
    """Dates in a column headed «Срок», «Срок исполнения».

    Where some cells of a column «Срок» say «до» or «не позднее», the bare dates of the others are days of events.
    """
    text = lower(document.folded)
    spans = scan(document.folded)
    for table in document.tables:
        cells = [cell for cell in table.cells if cell.header.strip().lower().startswith("срок")]
        limited = {cell.column for cell in cells if _LIMITED.search(text, cell.start, cell.end)}
        for cell in cells:
            if cell.column in limited and not _LIMITED.search(text, cell.start, cell.end):
                continue
            first = bisect_left(spans, cell.start, key=lambda span: span.start)
            last = bisect_left(spans, cell.end, key=lambda span: span.start)
            for span in spans[first:last]:
                if span.value.precision == "day":
                    yield _mention(document, span.start, span.end, span, "column", LABELLED)


def _mention(document: Document, start: int, end: int, span: DateSpan, rule: str, confidence: float) -> Mention:
    confidence = min(confidence, span.confidence)
    return mention(
        document, Kind.DEADLINE, start, end, span.value, rule=rule, confidence=confidence, evidence=span.evidence
    )
