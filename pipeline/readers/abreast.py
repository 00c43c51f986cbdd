"""Pieces that TABs or runs of blanks set side by side in the rows of a word processor: the left ones first.

    15 мая 2025 г. № 3316  ⇥  Руководителю
                           ⇥  ООО «Волга»
                           ⇥  Ширманову Г.Д.

Where the type is proportional the gaps of such rows do not stand in one column, so that `columns` can not see them. What
tells the two sides apart here is what stands on the right of the first of these rows: the addressee, in the dative –
beside the number of the letter, or a post beside anything. Below it whatever stands behind a gap, an indent or at the
right edge goes on with the addressee.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.readers.column_words import BELOW, REGISTRATION, is_addressed, is_reader
from pipeline.readers.columns import LONGEST, TOP_OF_REGISTRATION

#: Four blanks are no slip of the finger.
_GAP: Final = re.compile(r"(?<=[^\s])[ \xa0]{0,200}(?:\t[\t \xa0]{0,200}|(?<=[ \xa0]{4}))(?=[^\s])")
_INDENT: Final = re.compile(r"\t|[ \xa0]{12}")
#: «2.⇥Инженеру Клёнову провести инструктаж»: an item, not a letterhead.
_ITEM: Final = re.compile(r"(?:\d{1,3}|[а-яa-z])?[.)–—•-]?\Z", re.IGNORECASE)
#: A row of the left side is not longer: what is longer is the text of the letter.
_WIDEST: Final = 80


@dataclass(frozen=True, slots=True)
class Side:
    """A piece of the row `index` on one side."""

    index: int
    text: str


@dataclass(frozen=True, slots=True)
class Abreast:
    """Rows [first, last) stand side by side: the pieces of both sides in their order."""

    first: int
    last: int
    left: list[Side]
    right: list[Side]


def has_gap(text: str) -> bool:
    """A cheap look whether a row may hold two pieces."""
    return "\t" in text or "    " in text or "\xa0\xa0\xa0\xa0" in text


def abreast(rows: Sequence[tuple[str, bool]]) -> Abreast | None:
    """The rows that stand side by side, if there are any; of each row its text and whether it stands at the right edge.

    >>> found = abreast([("15.05.2025 № 3316\\tРуководителю", False), ("\\tООО «Волга»", False), ("О сроках", False)])
    >>> [side.text for side in found.left], [side.text for side in found.right]
    (['15.05.2025 № 3316'], ['Руководителю', 'ООО «Волга»'])
    >>> abreast([("18.09.2024\\t№ 01-22/1473", False), ("Директор\\tИ. И. Орлов", False)]) is None
    True
    """
    first = next((index for index, (text, _) in enumerate(rows[:TOP_OF_REGISTRATION]) if _begins(rows, index, text)), None)
    if first is None:
        return _mirrored(rows)
    column = _column(rows[first][0])
    first = _first_of_right(rows, first)
    left: list[Side] = []
    right: list[Side] = []
    goes_on = False
    last = first
    for index, (text, at_edge) in enumerate(rows[first : first + LONGEST], start=first):
        before, after = _sides(text, at_edge=at_edge)
        if column and not after and text[column - 2 : column] == "  " and text[column : column + 1].strip():
            before, after = text[:column].strip(), text[column:].strip()
        if not after and before and (goes_on or _lost_indent(left, last, index)) and _addresses(before) and not REGISTRATION.match(before):
            goes_on, before, after = True, "", before
        else:
            goes_on = False
        if _ends(after or before) or (not after and len(before) > _WIDEST):
            break
        if after or not before:
            right.append(Side(index, after))
        if before or not after:
            left.append(Side(index, before))
        if after:
            last = index + 1
    return Abreast(first, last, *([side for side in sides if side.index < last] for sides in (left, right)))


def _column(text: str) -> int:
    """Where in the row the right side begins, if blanks alone have put it there; 0 where a TAB has."""
    gaps = [] if "\t" in text else list(_GAP.finditer(text[:200]))
    return gaps[-1].end() if gaps else 0


def _mirrored(rows: Sequence[tuple[str, bool]]) -> Abreast | None:
    """«Генеральному директору ⇥ «27» июня 2025 г.»: the number stands on the right of the addressee, and is read first."""
    for first, (row, _) in enumerate(rows[:TOP_OF_REGISTRATION]):
        if not has_gap(row) or not _numbered(row)[1] or not is_reader(_numbered(row)[0]):
            continue
        end = (n for n in range(first + 1, len(rows)) if not _numbered(rows[n][0])[1] and not _addresses(rows[n][0]))
        last = next(end, len(rows))
        pieces = [(index, *_numbered(rows[index][0])) for index in range(first, last)]
        number = [Side(index, after) for index, _, after in pieces if after]
        return Abreast(first, last, number, [Side(index, before) for index, before, _ in pieces if before])
    return None


def _numbered(text: str) -> tuple[str, str]:
    """A row cut before the number or the date that stands behind its last gap."""
    body = text.strip()
    gaps = list(_GAP.finditer(body[:200]))
    if not gaps or not REGISTRATION.match(body[gaps[-1].end() :]):
        return body, ""
    return body[: gaps[-1].start()].rstrip(), body[gaps[-1].end() :]


def _lost_indent(left: list[Side], last: int, index: int) -> bool:
    """Whether a row may go on with the addressee, though it has no indent: it stands right under the number and the first
    line of the addressee, as where a format has no indents.
    """
    return len(left) == 1 and last == index == left[0].index + 1 and bool(REGISTRATION.match(left[0].text))


def _addresses(text: str) -> bool:
    """Whether a row goes on with an address: a word in the dative, a name of a firm, a place, a word in small letters."""
    body = text.strip()
    if not body or _ends(body) or len(body) > _WIDEST:
        return False
    return not body[0].isupper() or body.split()[0].isupper() or is_addressed(body)


def _ends(text: str) -> bool:
    return bool(BELOW.match(text)) or len(text) > 2 * _WIDEST


def _begins(rows: Sequence[tuple[str, bool]], index: int, text: str) -> bool:
    """Whether the columns are told by this row."""
    if not has_gap(text):
        return False
    before, after = _sides(text, at_edge=False)
    if not (before and after) or len(after) > _WIDEST or _ITEM.match(before):
        return False
    if not REGISTRATION.match(before):
        return is_reader(after)
    return is_addressed(after) or _first_of_right(rows, index) < index


def _first_of_right(rows: Sequence[tuple[str, bool]], index: int) -> int:
    """Where the right side begins: rows above that stand on the right belong to it, if they begin as an addressee does."""
    first = index
    while first and (above := _sides(rows[first - 1][0], at_edge=rows[first - 1][1]))[1] and not above[0]:
        first -= 1
    return first if first < index and is_addressed(_sides(rows[first][0], at_edge=rows[first][1])[1]) else index


def _sides(text: str, *, at_edge: bool) -> tuple[str, str]:
    """What a row says on the left and on the right; a row of number and date is one piece."""
    body = text.strip()
    if at_edge or _INDENT.match(text):
        return ("", body) if not _GAP.search(body) or at_edge else _parted(body, alone="right")
    return _parted(body, alone="left")


def _parted(body: str, *, alone: str) -> tuple[str, str]:
    """A row cut at its last gap."""
    gaps = list(_GAP.finditer(body[:200]))
    if not gaps or REGISTRATION.match(body[gaps[-1].end() :]):
        return (body, "") if alone == "left" else ("", body)
    return body[: gaps[-1].start()].rstrip(), body[gaps[-1].end() :]
