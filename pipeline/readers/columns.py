"""Columns made of blanks in plain text: a corner letterhead and the addressee beside it.

        МИНИСТЕРСТВО ОБРАЗОВАНИЯ        Руководителям муниципальных
            ИРКУТСКОЙ ОБЛАСТИ           органов управления образованием

Read row by row the two are interleaved; here the left block is put before the right one. Only the top of a page is
looked at, and only a gutter that runs through several rows with text on both sides: lists of people and tables of
figures made of blanks must keep their rows. One row is enough where its words tell what stands beside what: the number
of the letter, and a post in the dative.

    от 3 сентября 2021 г. № 412         Главам сельсоветов

Those who sign side by side are put one after another too, where their posts stand side by side above their names:

    Министр здравоохранения             Министр образования
    Ульяновской области                 Ульяновской области
    ____________ А.Д. Галкин            ____________ Н.С. Козулин
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Final

from extractors.atoms import INITIAL
from pipeline.readers.column_words import BELOW, REGISTRATION, is_addressed, is_post, is_reader

_GUTTER: Final = re.compile(r" {3,}")

#: Rows with text on both sides of the gutter; two can be luck (date and number under a signature).
_ROWS_ON_BOTH_SIDES: Final = 3
#: … but not where the first of them has «Руководителю» or «В Департамент …» on its right.
_ROWS_BESIDE_READER: Final = 2
#: The columns begin within so many rows of the top.
_TOP: Final = 8
#: A corner letterhead is not longer.
LONGEST: Final = 40
#: Rows within which the number of a letter may stand beside its addressee, below a letterhead of one column.
TOP_OF_REGISTRATION: Final = 24

#: Below a number with its addressee beside it the columns end: «Уведомление о вызове».
_ANYTHING: Final = re.compile(r"\s*\S")
#: «Секретарь      – Чуева Д.Р.», a list of those present: its rows stay whole, as those of «Юрист    ______ Д.Р. Чуева» do.
_PAIRED: Final = re.compile(r"[–—-]\s")
#: «Кому      Директору Цой О.Э.⏎От кого   начальника цеха Г.Д. Дурново»: labels of a memo are no column.
_FIELD: Final = re.compile(r"\s*(?:кому|куда|от(?:\sкого)?|копия|дата|тема|касательно|касается)\s?:?", re.IGNORECASE)


def _gaps(row: str) -> list[tuple[int, int]]:
    """The gaps of three blanks and more between two pieces of text in a row."""
    return [match.span() for match in _GUTTER.finditer(row) if match.start() > 0 and row[: match.start()].strip()]


def _fits(row: str, left: int, right: int) -> bool:
    """Whether a row has no text in the gutter [left, right)."""
    return not row[left:right].strip()


def _gutter(rows: list[str], least: int) -> tuple[int, int, int] | None:
    """The widest run from the top: (rows in it, left edge, right edge of its gutter).

    `least`: rows with text on both sides that it must have.
    """
    edges: tuple[int, int] | None = None
    both = last = 0
    for number, row in enumerate(rows[:LONGEST]):
        gaps = _gaps(row)
        if gaps and (_PAIRED.match(row, gaps[-1][1]) or (_SIGNED.fullmatch(row, gaps[-1][1]) and is_post(row.lstrip()))):
            break
        if gaps and _FIELD.fullmatch(row[: gaps[0][0]]):
            break
        if edges is None:
            if len(gaps) == 1:
                edges, both, last = gaps[0], 1, number
            continue
        narrowed = _narrow(edges, row, gaps)
        if narrowed is None:
            break
        if gaps:
            both += 1
        if row.strip():
            last = number
        edges = narrowed
    if edges is None or both < least:
        return None
    return last + 1, edges[0], edges[1]


def _narrow(edges: tuple[int, int], row: str, gaps: list[tuple[int, int]]) -> tuple[int, int] | None:
    """The part of the gutter that a further row leaves free, None where it crosses it."""
    left, right = edges
    if not gaps and row[right - 2 : right] == "  " and row[right : right + 1].strip():
        gaps = [(len(row[:right].rstrip()), right)]  # a narrow gap where the right side begins
    if gaps:
        shared = [(max(left, a), min(right, b)) for a, b in gaps if min(right, b) - max(left, a) >= 2]
        return shared[0] if len(shared) == 1 and len(gaps) == 1 else None
    body = row.strip()
    if not body:
        return edges
    start = len(row) - len(row.lstrip())
    if start >= left:
        right = min(right, start)
    else:
        left = max(left, len(row.rstrip()))
    return (left, right) if right - left >= 2 else None


def _start_of_columns(rows: list[str]) -> int | None:
    """The first row with text on both sides of a gap, if it stands near the top."""
    seen = 0
    for number, row in enumerate(rows):
        if len(_gaps(row)) == 1:
            return number
        seen += bool(row.strip())
        if seen >= _TOP:
            return None
    return None


def _start_of_registration(rows: list[str]) -> int | None:
    """The first row that has the number or the date of the letter on its left and the addressee on its right.

    The addressee may have begun above: the rows down to this one stand wholly on its right.
    """
    for number, row in enumerate(rows[:TOP_OF_REGISTRATION]):
        gaps = _gaps(row)
        if len(gaps) != 1 or not REGISTRATION.match(row[: gaps[0][0]]):
            continue
        first = row[gaps[0][1] :]
        for above in rows[:number][::-1]:
            if not above.strip() or above[: gaps[0][1] - 1].strip():
                break
            first = above.strip()
        if is_addressed(first) or _reader_below(rows[number + 1 :], gaps[0][1]):
            return number
    return None


def _reader_below(rows: list[str], left: int) -> bool:
    """Whether rows wholly on the right, down to a blank one, go on with a reader: «№ 5    ОМВД «Тагил»,⏎       начальнику Цою Э.О.»."""
    for row in takewhile(str.strip, rows[:_ROWS_OF_READER]):
        if row[: left - 1].strip():
            return False
        if is_reader(row.strip()[:1].upper() + row.strip()[1:]):
            return True
    return False


_ROWS_OF_READER: Final = 5  # of the body that he is of and his post


def unravel(rows: list[str]) -> list[str]:
    """The rows of a page with side-by-side columns at its top put one after another.

    >>> rows = ["ШКОЛА № 5      Директору", "г. Омск        гимназии", "тел. 1-22      Ивановой", "Прошу принять меры"]
    >>> unravel(rows)
    ['ШКОЛА № 5', 'г. Омск', 'тел. 1-22', '', 'Директору', 'гимназии', 'Ивановой', '', 'Прошу принять меры']
    """
    start = _start_of_columns(rows)
    least = _ROWS_ON_BOTH_SIDES
    if start is not None and is_reader(rows[start][_gaps(rows[start])[0][1] :]):
        least = _ROWS_BESIDE_READER
    found = _gutter(rows[start:], least) if start is not None else None
    below = BELOW
    if found is None:
        below = _ANYTHING
        start = _start_of_registration(rows)
        found = _gutter(rows[start:], 1) if start is not None else None
    if start is None or found is None:
        return rows
    # A row before the first pair may belong to the longer column: it does if it does not reach the gutter.
    count, left, right = found
    while start and rows[start - 1].strip() and _one_sided(rows[start - 1], left, right):
        start, count = start - 1, count + 1
    middle = (left + right) // 2
    if _in_two_languages(rows[start : start + count], middle):
        below = _ANYTHING
    count = _without_rest(rows[start : start + count], left, below)
    block = rows[start : start + count]
    lefts, rights = zip(*(_cut(row, middle) for row in block), strict=True)
    return [*rows[:start], *_trim(list(lefts)), "", *_trim(list(rights)), "", *rows[start + count :]]


def _in_two_languages(rows: list[str], middle: int) -> bool:
    """Whether a letterhead and its second language stand side by side, with the same address: neither is an addressee.

    >>> _in_two_languages(["КОМИТЕТШЕ              КОМИТЕТ КУЛЬТУРЫ", "424033, Арбан урем, 5  424033, ул. Арбан, 5"], 22)
    True
    >>> _in_two_languages(["КОМИТЕТ КУЛЬТУРЫ       Инспекция труда", "424033, ул. Арбан, 5   424033, ул. Арбан, 8"], 22)
    False
    """
    lefts, rights = zip(*(_cut(row, middle) for row in rows), strict=True)
    last = max((number for number, row in enumerate(rights) if row), default=0)
    left, right = (re.findall(r"\d+", " ".join(side[: last + 1])) for side in (lefts, rights))
    return left == right and any(len(digits) == _POSTCODE for digits in left)


_POSTCODE: Final = 6  # digits


def _without_rest(rows: list[str], left: int, below: re.Pattern[str]) -> int:
    """How many rows stand in columns: what the left side has behind a blank row below the right one is in one again,
    where it is of the kind that stands below.
    """
    last = max((number for number, row in enumerate(rows) if len(row.rstrip()) > left), default=len(rows) - 1)
    for number in range(last + 1, len(rows)):
        if not rows[number].strip() and number + 1 < len(rows) and below.match(rows[number + 1]):
            return number
    return len(rows)


def _one_sided(row: str, left: int, right: int) -> bool:
    """A row that lies wholly on one side of the gutter."""
    return len(row.rstrip()) <= left or len(row) - len(row.lstrip()) >= right


def _trim(rows: list[str]) -> list[str]:
    """Without blank rows at the ends; several blank rows inside stay one."""
    kept: list[str] = []
    for row in rows:
        if row.strip() or (kept and kept[-1]):
            kept.append(row)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept


_INITIALS: Final = rf"{INITIAL}(?:\s?{INITIAL})?"
_SURNAME: Final = r"(?:[А-ЯЁ]?[а-яё]{1,3}\s)?[А-ЯЁ][А-ЯЁа-яё-]{2,30}"
#: A side of the row of names: «____________ /А.Д. Галкин/», «Галкин А.Д. __________».
_SIGNED: Final = re.compile(rf"[\s_/(]*(?:{_INITIALS}\s?{_SURNAME}|{_SURNAME}\s{_INITIALS})[\s_/)]*")
#: Rows of the longest post of those who sign side by side.
_POST_ROWS: Final = 6


def unravel_signatures(rows: list[str]) -> list[str]:
    """The rows with signatures that stand side by side put one after another.

    >>> unravel_signatures(["Министр труда      Министр связи", "Коми               Коми", "А.Б. Юнг           В.Г. Рау"])
    ['Министр труда', 'Коми', 'А.Б. Юнг', '', 'Министр связи', 'Коми', 'В.Г. Рау']
    """
    for number in range(len(rows) - 1, 0, -1):
        gaps = _gaps(rows[number])
        if len(gaps) != 1 or not all(map(_SIGNED.fullmatch, _sides(rows[number], *gaps[0]))):
            continue
        found = _posts_above(rows, number, gaps[0])
        if found is not None:
            start, middle = found
            lefts, rights = zip(*(_cut(row, middle) for row in rows[start : number + 1]), strict=True)
            return [*rows[:start], *_trim(list(lefts)), "", *_trim(list(rights)), *rows[number + 1 :]]
    return rows


def _posts_above(rows: list[str], names: int, gutter: tuple[int, int]) -> tuple[int, int] | None:
    """(First row of the posts above a row of two names, a column in the gutter), where they take more than a row or are posts by
    their words."""
    above = rows[names - 1 :: -1] if names else []
    blank = sum(1 for _ in takewhile(lambda row: not row.strip(), above))
    posts = list(takewhile(str.strip, above[blank : blank + _POST_ROWS + 1]))
    if not 1 <= len(posts) <= _POST_ROWS or not _gaps(posts[-1]):
        return None
    if len(posts) == 1 and not all(is_post(side.strip()) for side in _sides(posts[0], *_gaps(posts[0])[0])):
        return None
    for row in posts:
        narrowed = _narrow(gutter, row, _gaps(row))
        if narrowed is None:
            return None
        gutter = narrowed
    return names - blank - len(posts), sum(gutter) // 2


def _sides(row: str, left: int, right: int) -> tuple[str, str]:
    return row[:left], row[right:]


def _cut(row: str, middle: int) -> tuple[str, str]:
    return row[:middle].rstrip(), row[middle:].strip()
