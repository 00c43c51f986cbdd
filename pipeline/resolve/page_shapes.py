"""What a page is as a whole: one item or a feed, sentences or lists, a biography, a text with its author above it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from extractors.atoms import line_around
from extractors.document import Document, Line
from extractors.mention import Kind, Mention
from pipeline.resolve.findings import Findings
from pipeline.resolve.stamps import stands_alone
from pipeline.resolve.titles import title

#: How a text of a life begins whose heading is lost, or which tells of years that would be: «исполнилось бы сто лет Петру Грушину».
_BORN_FIRST: Final = re.compile(r"\W{0,8}родил(?:ся|ась)\s|[^\n]{0,60}исполнилось\sбы\s[а-яё\d ]{2,30}\sлет\s", re.IGNORECASE)
_BORN: Final = re.compile(r"(?<!\w)родил(?:ся|ась)(?!\w)", re.IGNORECASE)
#: «К 100-летию со дня рождения …», «… : к 85-летию учителя».
_YEARS_OF: Final = re.compile(r"\bк\s\d{2,3}-лети[юя]\s(?!побед|со\sдня\s(?!рожд)|образован|основан|школ)", re.IGNORECASE)
TOP_LINES: Final = 6
_NEAR: Final = 60  # characters before «родился» with who was
_MANY_NAMES: Final = 4  # names on lines of their own: a list of people
_PROSE_LINE: Final = 120  # characters of a paragraph
WIDE_LINE: Final = 80  # of a text broken into lines; headlines are shorter
_PROSE_SHARE: Final = 0.8
_SENTENCE: Final = re.compile(r"(?:[а-яё]{4}|[»)])[.!?…]\s?$")
_SENTENCE_WORDS: Final = 8
_DEGREE: Final = re.compile(r"\s{0,8}(?:[кд]\.\s?[а-я]{1,6}\.\s?н\.|канд\.|докт\.|кандидат|доктор)[^А-ЯЁ\n]{0,40}", re.IGNORECASE)


def one_stamp(findings: Findings) -> bool:
    """Whether one line of a page is a day and no more: a feed has one for each of its items."""
    days = [m for m in findings.of(Kind.DATE) if m.value.precision == "day"]
    return sum(stands_alone(findings.document, day) for day in days) == 1


def is_one(document: Document) -> bool:
    """Whether a page headed «Новости» has the text of one item rather than many headlines."""
    lines = [line.end - line.start for line in document.own_lines]
    return sum(size for size in lines if size > WIDE_LINE) > sum(lines) / 2


def runs_in_sentences(findings: Findings) -> bool:
    """Whether what stands between the headline of a text and its last sentence is sentences for the most part."""
    document, span = findings.document, title(findings, "news", page=True)[2]
    below = [document.at(line).strip() for line in document.lines if span and line.start >= span[1]]
    told = [bool(_SENTENCE.search(text)) and len(text.split()) >= _SENTENCE_WORDS for text in below]
    while told and not told[-1]:
        del told[-1]
    size = sum(map(len, below[: len(told)]))
    return sum(told) > 1 and sum(len(text) for text, one in zip(below, told, strict=False) if one) > _PROSE_SHARE * size


def has_paragraph(document: Document) -> bool:
    """Whether a text has a paragraph at all: a list of people has none."""
    sizes: Counter[int] = Counter()
    for line in document.own_lines:
        sizes[line.paragraph] += line.end - line.start
    return any(size > WIDE_LINE for size in sizes.values())


def has_byline(findings: Findings) -> bool:
    """A person's name on a line of its own near the top, his degree beside it: the author of an article."""
    lines = findings.document.own_lines
    return any(_is_author(findings, line) for line in lines[:8]) and sum(_is_author(findings, line) for line in lines) < _MANY_NAMES


def spoken_of(findings: Findings, person: Mention) -> bool:
    """Whether a text tells of somebody whose name stands on a line of its own: no author is told of in his paper."""
    surname = person.value.surname
    own = findings.document.text.rfind("\n", 0, person.start) + 1
    return bool(surname) and any(
        other.value.surname == surname and other.start > person.end and in_prose(findings.document, other)
        for other in findings.of(Kind.PERSON)
        if not own <= other.start < person.end
    )


def in_prose(document: Document, found: Mention) -> bool:
    start, end = line_around(document.text, found.start, found.end)
    return end - start > _PROSE_LINE


def is_life(findings: Findings) -> bool:
    """Whether a text is headed by the name of one whom it tells of, or by his years: a biography."""
    lines = findings.document.own_lines[:TOP_LINES]
    if lines and _YEARS_OF.search(findings.document.folded, lines[0].start, lines[0].end):
        return True
    text = next((line for line in findings.document.own_lines if line.end - line.start > WIDE_LINE), None)
    if text and _BORN_FIRST.match(findings.document.folded, text.start, text.end):
        return True
    named = findings.within(Kind.PERSON, lines[0].start, lines[0].end) if lines else []
    if _born_so(findings.document, [m.value.surname for m in named if m.value.surname]):
        return True
    headline = title(findings, "news", page=True)[2]  # below the menus of its site
    top = [*((line.start, line.end) for line in lines), *([headline] if headline else [])]
    heading = (m for start, end in top for m in findings.within(Kind.PERSON, start, end))
    return any(_fills_lines(findings.document, m) and spoken_of(findings, m) for m in heading)


def _born_so(document: Document, surnames: Sequence[str]) -> bool:
    """Whether a text says of one whom it is headed by when he was born: «Иннокентий Слепцов родился 3 марта 1950 года»."""
    born = _BORN.search(document.folded) if surnames else None
    if born is None:
        return False
    before = document.folded[max(0, born.start() - _NEAR) : born.start()].lower()
    return any(surname.lower().replace("ё", "е") in before for surname in surnames)


def _fills_lines(document: Document, found: Mention) -> bool:
    """Whether nothing else stands in the lines of a mention: «ГРУШИН⏎Павел Ильич»."""
    start, end = line_around(document.text, found.start, found.end)
    return not document.text[start : found.start].strip(" *#") and not document.text[found.end : end].strip(" *#.,")


def _is_author(findings: Findings, line: Line) -> bool:
    degree = _DEGREE.match(findings.document.folded, line.start, line.end)
    persons = findings.within(Kind.PERSON, line.start, line.end)
    if len(persons) != 1 or len(persons[0].text.split()) < 2 or spoken_of(findings, persons[0]):
        return False
    if (persons[0].value.surname or "").lower().replace("ё", "е") not in persons[0].text.lower().replace("ё", "е"):
        return False  # «… встреча с писателем⏎Павлом Грушиным»
    return persons[0].end - persons[0].start >= 0.8 * (line.end - (degree.end() if degree else line.start))
