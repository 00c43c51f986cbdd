"""Tables drawn with pipes, as converters leave them in plain text: `№ | Страна | Форма` over `---|---|---`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from extractors.document import Cell, Document, Line, Table
from pipeline.readers.builder import MAX_TABLE_CELLS

_RULE: Final = re.compile(r"\s*+\|?\s*+:?-{2,}+:?\s*+(?:\|\s*+:?-{2,}+:?\s*+){0,100}\|?\s*+")
_BREAK: Final = re.compile(r"\s{0,9}<br\s?/?>\s{0,9}", re.IGNORECASE)
#: Without a rule so many rows with the same number of pipes make a table.
_ROWS_WITHOUT_RULE: Final = 3


def _runs(document: Document) -> list[list[Line]]:
    """Runs of neighbouring lines that hold a pipe."""
    runs: list[list[Line]] = []
    previous: Line | None = None
    for line in document.lines:
        if "|" not in document.at(line):
            previous = None
            continue
        if previous is not None and line.block == previous.block:
            runs[-1].append(line)
        else:
            runs.append([line])
        previous = line
    return runs


def _cells_of(text: str, offset: int) -> list[tuple[int, int]]:
    """Spans of the cells of one row, blank ones as empty spans."""
    spans = []
    for match in re.finditer(r"[^|]*", text):
        if match.start() == match.end() and match.start() and text[match.start() - 1] != "|":
            continue
        body = match.group().strip()
        start = offset + match.start() + (len(match.group()) - len(match.group().lstrip()) if body else 0)
        spans.append((start, start + len(body)))
    if text.startswith("|"):
        spans = spans[1:]
    if text.endswith("|") and spans:
        spans = spans[:-1]
    return spans


def _table(document: Document, lines: list[Line], number: int) -> Table | None:
    """The table of a run of lines, None where it is none (a single row is a layout, not a table)."""
    rules = [i for i, line in enumerate(lines) if _RULE.fullmatch(document.at(line))]
    first = rules[0] - 1 if rules and rules[0] > 0 else 0
    rows = [_cells_of(document.at(line), line.start) for i, line in enumerate(lines) if i >= first and i not in rules]
    width = max((len(row) for row in rows), default=0)
    alike = sum(len(row) == width for row in rows)
    if width < 2 or len(rows) < 2 or (not rules and alike < _ROWS_WITHOUT_RULE):
        return None
    headers = [document.text[a:b] for a, b in rows[0]]
    cells = []
    for row_number, row in enumerate(rows, start=1):
        for column, (start, end) in enumerate(row, start=1):
            if end > start:
                header = headers[column - 1] if row_number > 1 and column <= len(headers) else ""
                cells.append(Cell(row_number, column, start, end, header))
    if not cells:
        return None
    return Table(number, lines[0].page, cells[0].start, cells[-1].end, tuple(cells))


def _is_rule(row: str) -> bool:
    """Whether a row is the rule below the head of a table of several columns; the cheap look comes first."""
    return "|" in row and "--" in row and _RULE.fullmatch(row) is not None


def unpiped(rows: list[str], *, below_page: str = "") -> list[str]:
    """The rows of a page with tables of a single row, which converters make of what stands side by side, cell after cell.

    The first row of the next page tells whether a table that ends its page goes on there. A line of dashes alone is no rule.

    >>> unpiped(["| Исх. № 5<br>от 11.11.2024 | Министру |", "|---|---|", "", "О сроках"])
    ['Исх. № 5', 'от 11.11.2024', '', 'Министру', '', '', 'О сроках']
    >>> unpiped(["№ | Школа", "---|---", "1 | Лицей"])
    ['№ | Школа', '---|---', '1 | Лицей']
    """
    if not any(_is_rule(row) for row in rows):
        return rows
    last = max((number for number, row in enumerate(rows) if row.strip()), default=0)
    out: list[str] = []
    skipped = False
    for number, row in enumerate(rows):
        below = rows[number + 1] if number + 1 < len(rows) else ""
        further = rows[number + 2] if number + 2 <= last else below_page if number + 1 == last else ""
        alone = "|" in row and "|" not in further and not (number and "|" in rows[number - 1])
        if alone and _is_rule(below) and not _is_rule(row):
            for start, end in _cells_of(row.strip(), 0):
                out += [*_BREAK.split(row.strip()[start:end]), ""] if end > start else []
            skipped = True
        elif skipped:
            skipped = False
        else:
            out.append(row)
    return out


def add_tables(document: Document) -> Document:
    """The document with its pipe tables; the text keeps the pipes.

    >>> text = "№ | Страна |\\n---|---|\\n1 | Беларусь |"
    >>> lines = (Line(0, 12), Line(13, 21), Line(22, 36))
    >>> [(c.row, c.column, c.header) for c in add_tables(Document(text, lines)).tables[0].cells]
    [(1, 1, ''), (1, 2, ''), (2, 1, '№'), (2, 2, 'Страна')]
    """
    if not 0 < document.text.count("|") < MAX_TABLE_CELLS:
        return document
    tables = list(document.tables)
    for run in _runs(document):
        table = _table(document, run, len(tables) + 1)
        if table is not None:
            tables.append(table)
    return replace(document, tables=tuple(tables))
