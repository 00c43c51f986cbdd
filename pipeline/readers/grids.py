"""Whether a grid of cells is a data table or only a means of layout (a corner letterhead, a row of signatures), and in
which order a person reads it then. Decided here, once for all formats.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from extractors.atoms import INITIAL
from extractors.document import Part
from pipeline.readers.column_words import is_reader
from pipeline.readers.nodes import Grid, GridCell, Paragraph, paragraphs

# A cell that is only the label of a blank to be filled in: «от», «№», «На №». Such a row is one line: «от 24.05.2024
# № 909».
_LABEL: Final = re.compile(r"(?:от|№|N|No|на\s+№|исх\.?(?:\s*№)?)\.?:?", re.IGNORECASE)
#: The name of a field of a form, its value in the next cell: «Кому: | Директору лицея | Исходящий № | 41».
_FIELD_NAME: Final = (
    r"(?:кому|куда|от(?:\sкого)?|копия|тема|предмет|касательно|дата|исх(?:\.|одящий)(?:\s(?:номер|№))?|на\s(?:ваш[а-я]{0,2}|вх(?:\.|одящий))"
    r"(?:\s(?:номер|№))?|в\sответ\sна|отправитель|получатель|приложени[ея]|телефон|факс|e-mail|(?:количество|кол-во|число)?\s?(?:листов|страниц))"
)
_FIELD: Final = re.compile(rf"{_FIELD_NAME}\s?[:.]?", re.IGNORECASE)
#: … its value in the same cell: «Кому: директору лицея | Исх. № 41».
_FILLED_IN: Final = re.compile(rf"{_FIELD_NAME}(?:\s?:|(?<=№))\s?\S", re.IGNORECASE)
#: A field of a form that is a letter, not of a list of contacts.
_ADDRESSED: Final = re.compile(r"кому\s?(?::|$)|исх[. о]", re.IGNORECASE)
#: A form has so many fields at least.
_FIELDS: Final = 3
# «И. О. Фамилия» as the last words of a row: a row of signature. «Фамилия И. О.» is how an addressee is written too,
# so it counts only where every row ends so.
_SIGNED: Final = re.compile(rf"{INITIAL}\s?(?:{INITIAL})?\s?[А-ЯЁ][А-Яа-яё-]{{1,40}}$")
_LISTED: Final = re.compile(rf"[А-ЯЁ][А-Яа-яё-]{{1,40}}\s{INITIAL}\s?(?:{INITIAL})?$")
#: What may stand behind the name in a sheet of agreement: «___» ______ 2025 г., «20» февраля 2025 г., 20.02.2025.
_DATED: Final = re.compile(r"[«\"“_]{0,3}[\d_ ]{1,12}[»\"”_.]{0,3}[ _.]{0,3}[а-я\d_.]{2,20}[ .]{0,2}(?:20[\d_]{2}\s?(?:г\.?|года)?)?")
#: A line to sign on.
_BLANK: Final = re.compile(r"_{4,80}")
_BEHIND_DASH: Final = re.compile(r"[–—-]\s?[А-ЯЁа-яё]")
#: A name at the end of a row is not longer.
_LONGEST_NAME: Final = 60
#: A line of an addressee, typed in a row of its own, is not longer.
_LONGEST_LINE: Final = 45
#: A cell of a data table seldom holds more paragraphs.
_CELL_PARAGRAPHS: Final = 4


def _filled(grid: Grid) -> list[tuple[GridCell, str]]:
    return [(cell, text) for cell in grid.cells if (text := cell.text())]


def is_data(grid: Grid) -> bool:
    """Whether a grid is a data table: ruled with two rows and columns at least, or unruled but plainly tabular."""
    rows = {cell.row for cell in grid.cells}
    columns = {cell.column for cell in grid.cells}
    if len(rows) < 2 or len(columns) < 2:
        return False
    if any(isinstance(node, Grid) for cell in grid.cells for node in cell.content):
        return False
    filled = _filled(grid)
    if not filled or (any(_ADDRESSED.match(text) for _, text in filled) and _fields(filled)):
        return False
    sizes = sorted(sum(1 for p in paragraphs(cell.content) if p.text.strip()) for cell, _ in filled)
    if sizes[len(sizes) // 2] > _CELL_PARAGRAPHS or sizes[-1] > 6 * _CELL_PARAGRAPHS:
        return False
    if grid.data or grid.ruled:
        return True
    head = sum(1 for cell, _ in filled if cell.row == min(rows))
    return (
        len(rows) >= 3
        and len(columns) >= 3
        and head >= 3
        and len(filled) >= 0.8 * len(rows) * len(columns)
        and sizes[-1] <= 2
    )


def places(grid: Grid) -> int:
    """Rows times columns: few cells far apart would make a vast table."""
    return max((c.row + 1 for c in grid.cells), default=0) * max((c.column + 1 for c in grid.cells), default=0)


def matrix_of(grid: Grid) -> list[list[str]]:
    """The texts of a data table row by row; a cell that reaches over several places stands in the first of them."""
    height = max(cell.row for cell in grid.cells) + 1
    width = max(cell.column for cell in grid.cells) + 1
    matrix = [[""] * width for _ in range(height)]
    for cell in grid.cells:
        matrix[cell.row][cell.column] = cell.text()
    return matrix


def layout_order(grid: Grid) -> Iterator[GridCell | Paragraph]:
    """The cells of a layout grid in the order a person reads them: band by band, in a band row by row.

    A band is a run of grid columns that no cell crosses: a letterhead of several rows stays together beside its
    addressee. A grid of signatures is read row by row, so that each post keeps its name. Cells that fill in a form
    («от», «24.05.2024», «№», «909») come as one line, as do a name and the post that stands beside it behind a dash.
    """
    filled = _filled(grid)
    if fields := _fields(filled):
        yield from fields
        return
    beside = [(cell, range(cell.row, cell.row + cell.rows - 1)) for cell, _ in filled if cell.rows > 1]
    for band in _bands(filled):
        tied = {row for cell, rows_of in beside if (cell, cell.text()) not in band for row in rows_of}
        rows: dict[int, list[tuple[GridCell, str]]] = {}
        for cell, text in _lines_together(band, tied):
            rows.setdefault(cell.row, []).append((cell, text))
        for _, row in sorted(rows.items()):
            row.sort(key=lambda item: item[0].column)
            labelled = len(row) > 1 and any(_LABEL.fullmatch(text) for _, text in row)
            # «Главный инженер | ________ | И. И. Орлов | «___» ______ 2025 г.»
            to_sign = len(row) > 2 and any(_BLANK.fullmatch(text) for _, text in row)
            # «Зверев Л. Л. | – главный хранитель, секретарь»
            listed = len(row) > 1 and _BEHIND_DASH.match(row[-1][1]) is not None
            if listed or ((labelled or to_sign) and all(_is_short(cell) for cell, _ in row)):
                first = next(paragraphs(row[0][0].content))
                yield replace(first, text="\t".join(text for _, text in row), part=Part.CELL)
            else:
                yield from (cell for cell, _ in row)


def _lines_together(band: list[tuple[GridCell, str]], tied: set[int]) -> list[tuple[GridCell, str]]:
    """A band with an addressee typed a line a row, «Директору лицея | № 5 | Орлову И. И.» down one column, as one cell; so too
    the rows of a letterhead beside one cell that reaches over them: `tied` are rows that such a cell joins with the next.
    """
    alone = Counter(cell.row for cell, _ in band)
    found: list[tuple[GridCell, str]] = []
    last = -2
    for cell, text in sorted(band, key=lambda item: (item[0].row, item[0].column)):
        line = alone[cell.row] == 1 and (len(text) <= _LONGEST_LINE or cell.row in tied or cell.row - 1 in tied) and _is_short(cell)
        follows = line and last == cell.row - 1 and found[-1][0].column == cell.column
        if follows and (is_reader(found[-1][1]) or last in tied):
            above, said = found[-1]
            found[-1] = replace(above, content=[*above.content, *cell.content]), f"{said}\n{text}"
        else:
            found.append((cell, text))
        last = cell.row if line else -2
    return found


def _fields(filled: list[tuple[GridCell, str]]) -> list[GridCell | Paragraph]:
    """A form by its fields, each with its value on a line of its own; [] where the grid is none."""
    said: list[GridCell | Paragraph] = []
    count = 0
    row = None
    label: Paragraph | None = None
    for cell, text in sorted(filled, key=lambda item: (item[0].row, item[0].column)):
        if cell.row != row and label is not None:
            said.append(label)
            label = None
        row = cell.row
        if _FIELD.fullmatch(text):
            said += [label] if label is not None else []
            label = replace(next(paragraphs(cell.content)), text=text, part=Part.CELL)
        elif label is not None:
            said.append(replace(label, text=f"{label.text} {' '.join(text.split())}"))
            label = None
            count += 1
        else:
            said.append(cell)
            count += bool(_FILLED_IN.match(text)) and _is_short(cell)
    said += [label] if label is not None else []
    return said if count >= _FIELDS else []


def _is_short(cell: GridCell) -> bool:
    lines = [line for p in paragraphs(cell.content) for line in p.text.split("\n") if line.strip()]
    return len(lines) == 1


def _bands(filled: list[tuple[GridCell, str]]) -> list[list[tuple[GridCell, str]]]:
    """The cells by bands of columns; one band where reading by rows is right."""
    rows = {cell.row for cell, _ in filled}
    if len(rows) < 2 or _has_signatures(filled):
        return [filled]
    width = max(cell.column + cell.columns for cell, _ in filled)
    starts = {cell.column for cell, _ in filled}
    crossed = {edge for cell, _ in filled for edge in range(cell.column + 1, cell.column + cell.columns)}
    edges = [*sorted(starts - crossed), width]
    bands = [[item for item in filled if a <= item[0].column < b] for a, b in pairwise(edges)]
    bands = [band for band in bands if band]
    # Only blocks of text are columns: «от | 24.05.2024 | № | 909» over «На № | 5 | от | 20.05.2024» are two rows.
    if any(_LABEL.fullmatch(text) for _, text in filled) and all(len(text) < 25 for _, text in filled):
        return [filled]
    return bands


def _has_signatures(filled: list[tuple[GridCell, str]]) -> bool:
    """Rows that end in a name with initials and begin with something else: posts and names, a date to be filled in; or names,
    with posts behind dashes: the members of a commission."""
    rows: dict[int, list[tuple[int, str]]] = {}
    for cell, text in filled:
        if not _DATED.fullmatch(text):
            rows.setdefault(cell.row, []).append((cell.column, text))
    ends = [max(row)[1] for row in rows.values() if len(row) > 1]
    names = [text for text in ends if len(text) < _LONGEST_NAME]
    listed = bool(ends) and (all(map(_LISTED.search, ends)) or (len(ends) > 1 and all(map(_BEHIND_DASH.match, ends))))
    return any(_SIGNED.search(text) for text in names) or listed
