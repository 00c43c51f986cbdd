"""Tables drawn with lines, as the dumps of reference systems have them, made tables of pipes: a row a line.

    ┌───┬────────────┐
    │ N │Школа       │          N | Школа
    ├───┼────────────┤    ->    ---|---
    │ 1 │Лицей       │          1 | Лицей города Шуи
    │   │города Шуи  │
    └───┴────────────┘

The cells of a drawn table are broken into lines inside their columns; read line by line nothing in them is whole.

A box of one row is no table but a frame around a letterhead or a stamp, perhaps with the addressee beside it: its cells are
columns, read one after another, line by line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Final

from pipeline.readers.hyphens import rejoin

_BORDER: Final = re.compile(r"\s{0,80}(?=[^\n]{0,400}(?:[─━═]{2}|\+-{2}))[─━═┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝│║|+ -]{3,400}")
_LINES: Final = ("──", "══", "━━", "+--")
_DRAWN: Final = frozenset("│║")
_SIDE: Final = re.compile(r"\s{0,80}[│║|]")
_CELLS: Final = re.compile("[│║|]")
#: A frame has so many lines at least; what is lower is the row of a table.
_FRAMED_LINES: Final = 3
_NUMBER: Final = re.compile(r"\d{1,4}\.?")
#: A mailbox or an address of a site is cut anywhere: «shkola12@exam» over «ple.ru».
_CUT: Final = re.compile(r"[A-Za-z0-9._@-]\Z")
_GOES_ON: Final = re.compile(r"[a-z0-9.@_-]")


def redrawn(rows: list[str]) -> list[str]:
    """The rows of a page with its drawn tables as pipe tables.

    >>> redrawn(["┌──┬────────┐", "│N │Школа   │", "├──┼────────┤", "│1 │Лицей   │", "│  │№ 5     │", "└──┴────────┘"])
    ['N | Школа', '---|---', '1 | Лицей № 5']
    """
    out: list[str] = []
    at = 0
    while at < len(rows):
        end, drawn = _run(rows, at)
        out += _pipes(rows[at:end]) if drawn else rows[at:end]
        at = end
    return out


def unframed(rows: list[str]) -> list[str]:
    """The rows of a page with boxes of one row of cells, each of several lines, taken apart: a cell after another, and what
    stands on the right of the box last.

    >>> box = ["┌──────────┐", "│ ШКОЛА № 5│  Директору", "│ г. Шуя   │  гимназии", "│ тел. 2-11│", "└──────────┘"]
    >>> unframed([*box, "О сроках"])
    ['ШКОЛА № 5', 'г. Шуя', 'тел. 2-11', '', 'Директору', 'гимназии', '', 'О сроках']
    """
    rows = _without_frames_beside(rows)
    if not any(_is_border(row) for row in rows):
        return rows
    out: list[str] = []
    at = 0
    while at < len(rows):
        end, drawn = _run(rows, at)
        columns = _columns(rows[at:end]) if drawn else []
        for column in columns:
            out += [*column, ""]
        if not columns:
            out += rows[at:end]
        at = end
    return out


def _without_frames_beside(rows: list[str]) -> list[str]:
    """The rows with the frame around an addressee on the right of the letterhead made blanks: its words stay in their column.

    Such a frame stands free; what goes on from a border is the last column of a grid.

    >>> _without_frames_beside(["           ╔═══════════╗", "ШКОЛА № 5  ║ Директору ║", "           ╚═══════════╝"])
    ['', 'ШКОЛА № 5    Директору', '']
    """
    out = list(rows)
    for number, row in enumerate(rows):
        top = _BESIDE.search(row) if any(mark in row for mark in _LINES) else None
        if top is None or top.start() < _LEFT_SIDE or not row[top.start() - 1].isspace():
            continue
        place, below = top.start(), rows[number + 1 : number + 1 + _FRAME_ROWS]
        last = next((n for n, line in enumerate(below) if (end := _BESIDE.search(line)) and end.start() == place), 0)
        if last and all(_SIDE.fullmatch(line[place : place + 1]) for line in below[:last]):
            for n in range(number, number + last + 2):
                out[n] = (rows[n][:place] + _FRAME.sub(" ", rows[n][place:])).rstrip()
    return out


_BESIDE: Final = re.compile(r"[╔┌╚└+][═─-]{6,200}[╗┐╝┘+](?=\s{0,80}$)")
_FRAME: Final = re.compile(r"[╔┌╚└╗┐╝┘═─║│|]|\+[-+]{1,200}\+")
_LEFT_SIDE: Final = 10  # columns of text before such a frame
_FRAME_ROWS: Final = 12


def _columns(box: Sequence[str]) -> list[list[str]]:
    """The columns of a box that is a frame: its cells, and what stands on its right; none of a table."""
    if len(box) < _FRAMED_LINES + 2 or not (_is_border(box[0]) and _is_border(box[-1])) or any(map(_is_border, box[1:-1])):
        return []
    inside = [_CELLS.split(row.strip())[1:] for row in box[1:-1]]
    columns = [[cell.strip() for cell in column] for column in zip_longest(*inside, fillvalue="")]
    filled = [column for column in columns if any(column)]
    lines = [sum(bool(cell) for cell in column) for column in filled]
    numbered = bool(filled) and all(_NUMBER.fullmatch(cell) for cell in filled[0] if cell)
    if not lines or numbered or max(lines) < _FRAMED_LINES or len({len(row) for row in inside}) > 1:
        return []
    return [_trimmed(column) for column in filled]


def _trimmed(column: list[str]) -> list[str]:
    """Without blank cells at its ends."""
    full = [index for index, cell in enumerate(column) if cell]
    return column[full[0] : full[-1] + 1]


def _run(rows: Sequence[str], at: int) -> tuple[int, bool]:
    """The index behind a run of borders and sides that begins at a row, and whether it is a drawn table, perhaps cut at its top.

    Any other row is a run of its own. A run that is no table holds none further down either.
    """
    if not (_is_border(rows[at]) or rows[at].lstrip()[:1] in _DRAWN):
        return at + 1, False
    end = at + 1
    while end < len(rows) and (_is_border(rows[end]) or _SIDE.match(rows[end])):
        end += 1
    borders = sum(map(_is_border, rows[at:end]))
    return end, 0 < borders < end - at


def _is_border(row: str) -> bool:
    """Whether a row is a border of a table and no more; the cheap look comes first."""
    return any(mark in row for mark in _LINES) and _BORDER.fullmatch(row) is not None


def _pipes(rows: Sequence[str]) -> Iterator[str]:
    """The rows of a drawn table, the first with a rule under it where it has several cells."""
    band: list[list[str]] = []
    ruled = False
    for row in (*rows, ""):
        if row and not _is_border(row):
            cells = _CELLS.split(row.strip())[1:]
            band.append(cells[:-1] if cells and not cells[-1] else cells)
            continue
        for cells in _rows_of(band):
            yield " | ".join(cells)
            if not ruled and len(cells) > 1:
                ruled = True
                yield "|".join(["---"] * len(cells))
        band = []


def _rows_of(band: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    """The logical rows between two borders: one, or one for every number in the first column."""
    lines = [line for line in band if any(cell.strip() for cell in line)]
    firsts = [line[0].strip() for line in lines if line[0].strip()]
    numbered = len(firsts) > 1 and all(_NUMBER.fullmatch(first) for first in firsts)
    group: list[Sequence[str]] = []
    for line in lines:
        if group and (len(line) != len(group[0]) or (numbered and line[0].strip())):
            yield _joined(group)
            group = []
        group.append(line)
    if group:
        yield _joined(group)


def _joined(lines: Sequence[Sequence[str]]) -> list[str]:
    """The cells of one row, each put together from its lines."""
    out: list[str] = []
    for column in zip(*lines, strict=True):
        text = ""
        for piece in column:
            words = " ".join(piece.split())
            if not words:
                continue
            full = _CUT.search(text) is not None and "@" in text and _GOES_ON.match(words) is not None
            if text.endswith("-"):
                text, words = rejoin(text, words)
            text = text + words if full else f"{text} {words}".strip()
        out.append(text)
    return out
