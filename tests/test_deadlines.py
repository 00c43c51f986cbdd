"""Deadlines: the case file, and the promises of the room."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, Case, load, spend
from extractors import deadlines
from extractors.document import Cell, Document, Table
from extractors.mention import Mention


def said(mention: Mention) -> str:
    return (mention.value.iso or "-") + (" now" if mention.value.relative_year else "")


@pytest.mark.parametrize("case", load("deadlines"))
def test_case(case: Case) -> None:
    found = sorted((m.start, m.end, said(m)) for m in deadlines.find(case.document))
    assert tuple(found) == case.expected


def test_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(deadlines)
    assert result.attempted
    assert not result.failed


def test_a_column_headed_with_a_term_holds_deadlines() -> None:
    text = "Мероприятие Срок исполнения\nСеминар 15.05.2024"
    cells = (Cell(2, 1, 28, 35, "Мероприятие"), Cell(2, 2, 36, 46, "Срок исполнения"))
    document = Document(text=text, tables=(Table(1, 1, 0, len(text), cells),))
    assert [(m.value.iso, m.rule) for m in deadlines.find(document)] == [("2024-05-15", "column")]


def test_bare_dates_beside_limits_in_a_column_are_days_of_events() -> None:
    rows = ("до 15 сентября 2025 г.", "не позднее 22.09.2025", "6 октября", "декабрь 2025 г.")
    text, cells = "", []
    for row, said in enumerate(rows, 2):
        cells.append(Cell(row, 2, len(text), len(text) + len(said), "Срок"))
        text += said + "\n"
    document = Document(text=text, tables=(Table(1, 1, 0, len(text), tuple(cells)),))
    assert {m.value.iso for m in deadlines.find(document)} == {"2025-09-15", "2025-09-22"}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert spend(deadlines.find, Document(text=text)) < HOSTILE_SECONDS


@given(st.text(alphabet="0123456789 .,до кмаяпросимгне\n", max_size=60))
def test_mentions_are_cut_from_the_text(text: str) -> None:
    whole = "Просим направить до 5 мая " + text
    for found in deadlines.find(Document(text=whole)):
        assert whole[found.start : found.end] == found.text
