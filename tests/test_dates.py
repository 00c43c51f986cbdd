"""Dates: the case file, and the promises of the calendar."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, Case, load, spend
from extractors import atoms, dates
from extractors.document import Cell, Document, Table
from extractors.mention import Mention
from extractors.russian import calendar, date_pieces, printed_rules


def said(mention: Mention) -> str:
    return mention.value.iso + (" now" if mention.value.relative_year else "")


@pytest.mark.parametrize("case", load("dates"))
def test_case(case: Case) -> None:
    found = tuple((m.start, m.end, said(m)) for m in dates.find(case.document))
    assert found == case.expected, [m.text for m in dates.find(case.document)]


@pytest.mark.parametrize("module", [atoms, calendar, date_pieces, printed_rules, dates])
def test_examples_in_docstrings_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


def test_a_column_of_years_holds_years_and_another_column_numbers() -> None:
    text = "Иванов\t1988\t1905\n"
    cells = (Cell(1, 1, 0, 6, "Ф.И.О."), Cell(1, 2, 7, 11, "Стаж с"), Cell(1, 3, 12, 16, "Кабинет"))
    document = Document(text=text, tables=(Table(1, 1, 0, len(text), cells),))
    assert [(m.text, m.value.iso) for m in dates.find(document)] == [("1988", "1988")]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert spend(dates.find, Document(text=text)) < HOSTILE_SECONDS


@given(st.text(alphabet='0123456789 .-/«»"_\nгодмаяию№сптI,', max_size=60))
def test_spans_are_cut_from_the_text_in_order(text: str) -> None:
    end = 0
    for found in dates.find(Document(text=text)):
        assert text[found.start : found.end] == found.text
        assert found.text.strip()
        assert found.start >= end
        end = found.end
