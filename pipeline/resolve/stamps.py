"""Stamps of publication: the line with a day that a site writes above or under the headline of an item.

«3 августа 2018, 15:00», «Опубликовано: 10 сентября 2025 г.», «Дата публикации: Пятница, 29 апреля 2022 15:54». A page with
many of them is a feed of items, and none of their headlines is its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.atoms import line_around
from extractors.document import Document, Line
from extractors.mention import Kind, Mention
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_patterns import PAGE_NAME
from pipeline.resolve.headlines import (
    is_frame_line,
    is_prose,
    is_row,
    tells,
)
from pipeline.zones.word_cues import menu_words, word_cues

# «Главная / Новости / 12.09.2023», «Дата публикации: 12.09.2023 10:15», «12 мая 2024, воскресенье», «2 мая 2015 года в 14:21»
_BESIDE: Final = re.compile(
    r"[\W\d_]*(?:[^\n]{0,50}[/|>→»]\s*|(?:(?:дата|время|опубликован|публикац|размещен|создан|добавлен|новост|admin|просмотр"
    r"|понедельник|вторник|сред|четверг|пятниц|суббот|воскресень|г|года|в)[а-я]{0,4}(?![а-я])[\W\d_]*){0,3})",
    re.IGNORECASE,
)
_FIELD: Final = re.compile(r":\s(?![«\"])")  # «Ирина Сливина: «Мы сажаем сады»» is a headline
_LENGTH: Final = 80  # characters: a stamp and the path of its page are no longer
_TOP: Final = 14  # lines in which the stamp of an item stands
_AROUND: Final = 4  # lines of a frame that may stand between it and the headline
_FEED: Final = 3  # stamps of a page that has no headline of one item
_SENTENCE: Final = 60  # characters of the rest of a sentence on a line of its own
_LEAST_WORDS: Final = 3  # of a headline
_PROSE: Final = 110  # characters: a longer line is a paragraph
_SHORT: Final = 6  # words of a line of the frame
_LONGEST: Final = 220  # characters of one


def stands_alone(document: Document, date: Mention) -> bool:
    """Whether a date has its line for itself, but for the labels, the hour and the path of a stamp."""
    start, end = line_around(document.text, date.start, date.end)
    return (
        end - start <= _LENGTH
        and _BESIDE.fullmatch(document.folded, start, date.start) is not None
        and _BESIDE.fullmatch(document.folded, date.end, end) is not None
    )


def stamped(findings: Findings) -> Line | None:
    """The headline that stands at the stamp of a page, above it or under it; None where there is none."""
    return findings.once("stamped", lambda: _stamped(findings))


def _stamped(findings: Findings) -> Line | None:
    document, lines = findings.document, findings.document.own_lines
    days = [date for date in findings.of(Kind.DATE) if date.value.precision == "day" and date.value.complete]
    days = [date for date in days if stands_alone(document, date)]
    if not days or len(days) >= _FEED:
        return None
    at = next((n for n, line in enumerate(lines[:_TOP]) if line.start <= days[0].start < line.end), None)
    if at is None:
        return None
    texts = [document.folded[line.start : line.end].strip() for line in lines]
    above = next((n for n in range(at - 1, max(-1, at - 1 - _AROUND), -1) if not _is_aside(texts[n])), None)
    below = next((n for n in range(at + 1, min(len(lines), at + 1 + _AROUND)) if not _is_aside(texts[n])), None)
    for n in (above, below):
        if n is not None and _may_head(document, lines[n], texts[n]) and tells(texts[n]) and not _goes_on(document, n):
            return lines[n]
    last = _above_prose(texts, at)
    if last is not None and _may_head(document, lines[last], texts[last]) and not _names(findings, lines[last], texts[last]):
        return lines[last]
    prose = below is not None and (len(texts[below]) > _PROSE or is_prose(texts[below]) or texts[below].endswith((".", "!")))
    if prose and at and len(texts[at - 1].split()) == _LEAST_WORDS - 1 and not is_frame_line(texts[at - 1]):
        above = at - 1  # «ПАМЯТИ САДОВОДА⏎02.03.2021»
    named = above is not None and prose and _may_head(document, lines[above], texts[above])
    return lines[above] if above is not None and named and not _names(findings, lines[above], texts[above]) else None


def _above_prose(texts: Sequence[str], at: int) -> int | None:
    """The line right above the first paragraph that stands near below a stamp."""
    below = range(at + 1, min(len(texts), at + 2 + _AROUND))
    prose = next((n for n in below if len(texts[n]) > _LONGEST and is_prose(texts[n])), 0)
    return prose - 1 if prose - 1 > at and not _is_aside(texts[prose - 1]) else None


def _goes_on(document: Document, n: int) -> bool:
    """Whether a line is the beginning of a paragraph broken into lines: the next one, right below, ends its sentence."""
    line, following = document.own_lines[n], document.own_lines[n + 1 : n + 2]
    if not following or document.text.count("\n", line.end, following[0].start) > 1:
        return False
    text = document.at(following[0]).strip()
    return len(text) < _SENTENCE and text.endswith(".") and not text.endswith("..")


def _is_aside(text: str) -> bool:
    """A line of the frame between a stamp and its headline: a counter, a button, a rubric of a word."""
    return len(text.split()) < _LEAST_WORDS or is_frame_line(text)


def _names(findings: Findings, line: Line, text: str) -> bool:
    """Whether a line without a verb is somebody's name, his post or a field of a form: «Ректор института», «Раздел: Архив»."""
    named = (*findings.within(Kind.ORGANIZATION, line.start, line.end), *findings.within(Kind.PERSON, line.start, line.end))
    return _FIELD.search(text) is not None or "first:post" in word_cues(text) or 2 * sum(m.end - m.start for m in named) > len(text)


def _may_head(document: Document, line: Line, text: str) -> bool:
    """Whether a line beside a stamp reads like a headline."""
    if len(text) > _LONGEST or text.endswith((".", ":", ";", ",")) or is_prose(text) or is_row(document, line):
        return False
    framed = menu_words(text) and (len(text.split()) <= _SHORT or not tells(text))  # «отличаться от предыдущих» is none
    return not framed and not PAGE_NAME.match(text) and text.lstrip("«\"“")[:1].isupper()
