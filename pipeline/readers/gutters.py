"""The gutters between columns of rows of words.

A corner letterhead and the addressee stand side by side, so rows alone interleave them. A gutter is a vertical strip
that several neighbouring rows leave free with text on both sides; the left side is then read before the right one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from extractors.atoms import INITIAL
from pipeline.readers.column_words import BELOW, is_post, is_reader
from pipeline.readers.rows import BLANK_LINE, HALF_GUTTER, Row, pitch_of, right_starts, rows_of, stretches_of
from pipeline.readers.words import Word

#: A line whose middle is so near to that of the page is set in the middle of it.
_CENTRED: Final = 8.0
#: A side narrower than this is a column of numbers, not of text.
_NARROWEST: Final = 45.0
#: Columns begin in this upper part of the page, or are told by lines that do not stand level.
_TOP_SHARE: Final = 0.4
_DEEPEST: Final = 6
_PAIR: Final = 2  # stretches of a row in two columns
#: No page has more rows; looking for columns takes time that grows with their number times that of the places to look
# at.
_MOST_ROWS: Final = 400
_MOST_PLACES: Final = 120

_STAMP: Final = re.compile(r"электронной\s+подписью|сертификат", re.IGNORECASE)

#: How a signatory is written.
NAME: Final = re.compile(
    rf"(?:{INITIAL}\s?){{1,2}}\s?[А-ЯЁ][А-Яа-яё-]{{1,40}}"  # И. О. Фамилия
    rf"|[А-ЯЁ][А-Яа-яё-]{{1,40}}\s(?:{INITIAL}\s?){{1,2}}"  # Фамилия И. О.
    r"|[А-ЯЁ][а-яё]{1,30}\s[А-ЯЁ][а-яё]{1,30}\s[А-ЯЁ][а-яё]{1,40}"  # Имя Отчество Фамилия
)

_TWO_WORDS: Final = r"[А-ЯЁ][а-яё]{1,30}\s[А-ЯЁ][а-яё]{1,30}(?:-[А-ЯЁ][а-яё]{1,30})?"  # Имя Фамилия
_NAME_AND_DAY: Final = re.compile(rf"(?:{NAME.pattern}|{_TWO_WORDS})(?:\s\d\d?\.\d\d\.(?:20)?\d\d)?")  # of a visa

#: What a form says below the lines to sign on: «(подпись) (расшифровка подписи)».
_LABELS: Final = re.compile(r"\([^()]{2,40}\)(?:\s\([^()]{2,40}\)){0,2}")

#: The number and the date of a letter have few letters: «Исх. № 88-ЦР/25⏎от 01.09.2025».
_NUMBERED: Final = re.compile(
    r"(?=(?:.{0,60}№|исх\.)\s?\S{0,20}\d)(?:исх\.?\s?|рег\.?\s?)?(?:№|от\s|«?\d{1,2}[».]|(?<=исх\.\s)\S{1,20}\d)"
    r"(?=.{0,60}20\d\d(?!\d))", re.IGNORECASE
)  # fmt: skip
_ROWS_OF_NUMBER: Final = 3
#: Lines from one row of a column to the next, past which a heading on the left parts them.
_FAR_BELOW: Final = 4.0



def _gutter_places(solid: list[list[tuple[float, float]]]) -> list[float]:
    """Where a gutter may run: in gaps of rows, and between a row and its neighbour that stands beside it."""
    places: set[float] = set()
    for index, row in enumerate(solid):
        for (_, right), (left, _) in pairwise(row):
            places.add(round((right + left) / 2))
            places.add(round(left - HALF_GUTTER - 1))
        for below in solid[index + 1 : index + 3]:
            for first, second in ((row, below), (below, row)):
                if first[-1][1] + 2 * HALF_GUTTER < second[0][0]:
                    places.add(round((first[-1][1] + second[0][0]) / 2))
    found = sorted(places)
    return found[:: 1 + len(found) // _MOST_PLACES]


@dataclass(slots=True)
class _Columns:
    """Rows [first, last) stand in two columns on both sides of `x`; `level` says how many rows have text on both."""

    first: int
    last: int
    x: float
    left: int
    right: int
    level: int
    overlap: int


def _columns_at(solid: list[list[tuple[float, float]]], x: float) -> Iterator[_Columns]:
    """The runs of rows that leave a strip at `x` free and stand on both sides of it."""
    start = 0
    for end in range(len(solid) + 1):
        if end < len(solid) and not any(a < x + HALF_GUTTER and b > x - HALF_GUTTER for a, b in solid[end]):
            continue
        lefts = [i for i in range(start, end) if solid[i][0][0] < x]
        rights = [i for i in range(start, end) if solid[i][-1][1] > x]
        if len(lefts) == 1 and len(rights) > 1 and lefts[0] == rights[0]:
            yield _Columns(start, end, x, 1, len(rights), 1, _PAIR)
        if len(lefts) >= 2 and len(rights) >= 2:
            top, bottom = max(lefts[0], rights[0]), min(lefts[-1], rights[-1])
            shared = [sum(top <= i <= bottom for i in side) for side in (lefts, rights)]
            level = len(set(lefts) & set(rights))
            if min(shared) >= 1 and (sum(shared) >= 3 or level == 0):
                yield _Columns(start, end, x, len(lefts), len(rights), level, sum(shared))
        start = end + 1


def _side(rows: Sequence[Row], x: float, *, left: bool) -> list[Word]:
    return [w for row in rows for w in row if (w.x0 < x) == left]


def _is_text(words: list[Word], rows: int) -> bool:
    """A column of text, not of numbers or ticks."""
    letters = sum(c.isalpha() for w in words for c in w.text)
    return letters >= 4 * rows and max(w.x1 for w in words) - min(w.x0 for w in words) >= _NARROWEST


def _are_columns(left: list[Word], right: list[Word], found: _Columns) -> bool:
    """Two columns of text, or one beside the number and the date of the letter."""
    sides = ((left, found.left), (right, found.right))
    text = [_is_text(words, rows) for words, rows in sides]
    number = [rows <= _ROWS_OF_NUMBER and bool(_NUMBERED.match(" ".join(w.text for w in words))) for words, rows in sides]
    if found.left == 1:  # «Исх. № 03-441 от 30.06.2025    Директору …»
        return number[0] and text[1] and is_reader(" ".join(w.text for w in right))
    return any(text) and all(a or b for a, b in zip(text, number, strict=True))


def _find_columns(rows: list[Row], page_height: float, *, first_page: bool) -> _Columns | None:
    """The best pair of columns on the page, None where the text is in one."""
    if len(rows) > _MOST_ROWS:
        return None
    starts = right_starts(rows, _TOP_SHARE * page_height) if first_page else [0.0] * len(rows)
    solid = [stretches_of(row, start) for row, start in zip(rows, starts, strict=True)]
    sums = [_ends_in_sum(row, stretches) for row, stretches in zip(rows, solid, strict=True)]
    listed = [index for index, pair in enumerate(pairwise(sums)) if all(pair)]
    best: _Columns | None = None
    for x in _gutter_places(solid):
        for found in _columns_at(solid, x):
            if best is not None and (found.overlap, found.last - found.first) <= (best.overlap, best.last - best.first):
                continue
            if any(found.first <= index < found.last - 1 for index in listed):
                continue
            block = rows[found.first : found.last]
            left, right = _side(block, x, left=True), _side(block, x, left=False)
            if not _are_columns(left, right, found):
                continue
            top = min(w.top for w in block[0]) < _TOP_SHARE * page_height
            if (first_page and top and not _are_signed(block, found.x)) or _independent(block, found, left, right):
                best = found
    return best


def _ends_in_sum(row: Row, stretches: Sequence[tuple[float, float]]) -> bool:
    """Whether a row is one of a table: «ноябрь   № 1118   112 400,00»; two of them below each other are no columns of text."""
    last = "".join(word.text for word in row if word.x0 >= stretches[-1][0]) if len(stretches) > _PAIR else ""
    return any(map(str.isdigit, last)) and not any(map(str.isalpha, last))


def _are_signed(block: list[Row], x: float) -> bool:
    """Whether names alone stand on the right, of posts: «Президент   П.П. Грушин», «Вице-президент   Е.Ю. Цой»."""
    right = [_text(row, x, left=False) for row in block if row[-1].x0 >= x]
    names = [text for text in right if not _LABELS.fullmatch(text)]
    if names and all(map(_NAME_AND_DAY.fullmatch, names)):
        return any(_signs(row, x) for row in block)
    level = [row for row in block if row[0].x0 < x <= row[-1].x0]  # «Секретарь   Цой М.Е., доцент кафедры» of a committee
    named = sum(NAME.match(_text(row, x, left=False)) is not None for row in level)
    return len(level) > 1 and 2 * named >= len(level) and all(is_post(_text(row, x, left=True)) for row in level)


def _signs(row: Row, x: float) -> bool:
    return row[0].x0 < x and _NAME_AND_DAY.fullmatch(_text(row, x, left=False)) is not None and is_post(_text(row, x, left=True))


def _text(row: Row, x: float, *, left: bool) -> str:
    return " ".join(w.text for w in row if (w.x0 < x) == left)


def _independent(block: list[Row], found: _Columns, left: list[Word], right: list[Word]) -> bool:
    """Columns that are not a table without lines: their lines do not stand level, or both are set solid."""
    text = " ".join(w.text for row in block for w in row)
    if _STAMP.search(text) and found.overlap >= 4:
        return True
    if found.level <= 0.4 * min(found.left, found.right) and min(found.left, found.right) >= 3:
        return True
    return found.level >= 8 and _full_share(left) > 0.7 and _full_share(right) > 0.7


def _full_share(words: list[Word]) -> float:
    """The share of rows that reach the right edge of their column: running text."""
    edges = [row[-1].x1 for row in rows_of(words)]
    return sum(edge > max(edges) - 25 for edge in edges) / len(edges)


def _is_centred(row: Row, rows: Sequence[Row]) -> bool:
    """Whether a row stands in the middle of the text of the page, alone."""
    middle = (min(r[0].x0 for r in rows) + max(r[-1].x1 for r in rows)) / 2
    return abs((row[0].x0 + row[-1].x1) / 2 - middle) < _CENTRED and len(stretches_of(row)) == 1


def _of_pair_above(rows: list[Row], found: _Columns) -> int:
    """How many rows at the top of the columns go on with a pair right above them whose gutter runs elsewhere: a letterhead in two
    languages over the number and the address."""
    if not found.first or len(stretches_of(rows[found.first - 1])) != _PAIR:
        return 0
    gap = BLANK_LINE * pitch_of(rows[found.first - 1 : found.last])
    for index in range(found.first, found.last - 1):
        if rows[index][0].base - rows[index - 1][0].base > gap or len(stretches_of(rows[index])) > _PAIR:
            return 0
        if rows[index + 1][0].base - rows[index][0].base > gap:
            return index + 1 - found.first
    return 0


def _trimmed(rows: list[Row], found: _Columns) -> _Columns:
    """The columns without what follows them on one side after a blank line (a heading under the registration), and without
    the centred lines of a letterhead above them, which reach over the middle of the page."""
    found.first += _of_pair_above(rows, found)
    while found.last - found.first > 2 and _is_centred(rows[found.first], rows):
        found.first += 1
    level = next((i for i in range(found.first, found.last) if rows[i][0].x0 < found.x), found.first)
    if is_reader(" ".join(w.text for w in rows[level] if w.x0 >= found.x)):
        found.first = level  # a letterhead at the right edge stands above the addressee
    block = rows[found.first : found.last]
    pitch = pitch_of(block)
    lefts = [i for i, row in enumerate(block) if row[0].x0 < found.x]
    rights = [i for i, row in enumerate(block) if row[-1].x1 > found.x]
    end = min(lefts[-1], rights[-1])
    for index in range(end + 1, len(block)):
        gap = block[index][0].base - max(w.base for w in block[index - 1])
        if gap > BLANK_LINE * pitch:
            found.last = found.first + index
            break
    return _above_heading(rows, found, pitch)


def _above_heading(rows: list[Row], found: _Columns, pitch: float) -> _Columns:
    """The columns without the heading, the text and the names of those who sign, where the text is so short that no line of it
    reaches over the gutter: the right side has nothing beside a heading, and goes on far below it."""
    rights = [index for index in range(found.first, found.last) if rows[index][-1].x1 > found.x]
    for index in range(rights[0] + 1, found.last):
        above = [right for right in rights if right < index][-1]
        below = next((right for right in rights if right >= index), None)
        apart = below is not None and rows[below][0].base - rows[above][0].base > _FAR_BELOW * pitch
        if index not in rights and apart and BELOW.match(_text(rows[index], found.x, left=True)):
            found.last = index
            break
    return found


def _end_of_signatures(block: list[Row], x: float, height: float) -> int:
    """How many rows of columns are post and name with a blank line below; 0 where there are none."""
    if _STAMP.search(" ".join(w.text for row in block for w in row)):
        return 0
    gap = BLANK_LINE * pitch_of(block)
    for index, (row, below) in reversed(list(enumerate(pairwise(block)))):
        name = " ".join(w.text for w in row if w.x0 >= x)
        level = row[0].x0 < x and row[0].top > _TOP_SHARE * height
        if (level or _signs(row, x)) and below[0].base - row[0].base > gap and NAME.fullmatch(name):
            return index + 1
    return 0


def flows_of(rows: list[Row], height: float, *, first_page: bool, depth: int = 0) -> Iterator[list[Row]]:
    """Runs of rows that are read from top to bottom, in reading order."""
    while rows:
        found = _find_columns(rows, height, first_page=first_page) if depth < _DEEPEST and len(rows) > 1 else None
        if found is None:
            yield rows
            return
        signed = _end_of_signatures(rows[found.first : found.last], found.x, height)
        if signed:  # a stamp stands below the name, at the right of the executor: no columns
            yield from flows_of(rows[: found.first + signed], height, first_page=first_page, depth=depth + 1)
            rows = rows[found.first + signed :]
            continue
        found = _trimmed(rows, found)
        block, rest = rows[found.first : found.last], rows[found.last :]
        if found.first:  # a pair of columns less wide may stand above the best one
            yield from flows_of(rows[: found.first], height, first_page=first_page, depth=depth + 1)
        for left in (True, False):
            side = rows_of(_side(block, found.x, left=left))
            yield from flows_of(side, height, first_page=first_page, depth=depth + 1)
        rows = rest
