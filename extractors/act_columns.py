"""Kinds that the head of a column names for its cells: «Договор» above «№ 2217 от 01.07.2014»."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.atoms import lower
from extractors.document import Document
from extractors.russian.document_kinds import KindSpan, kinds

#: More than a kind and a word («Договор (номер, дата)») in a head says what the column tells of it: «Сумма по договору».
_LONGEST_HEAD: Final = 40
_NUMBERED = re.compile(r"\s{0,4}(?:№|N[ ]?\d|от[ ]\d)")


def kinds_of_columns(document: Document) -> Iterator[KindSpan]:
    """The kinds of such cells, each of no width at the head of its cell."""
    for table in document.tables:
        for cell in table.cells:
            if len(cell.header) > _LONGEST_HEAD or not _NUMBERED.match(document.folded, cell.start, cell.end):
                continue
            head = lower(cell.header.strip().replace("ё", "е").replace("Ё", "Е"))
            kind = next(kinds(head), None)
            if kind and kind.start == 0:
                yield KindSpan(cell.start, cell.start, kind.kind, kind.strong, kind.sort)
