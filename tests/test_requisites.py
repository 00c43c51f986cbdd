"""Codes of organisations: the case file, and the promises of the room."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, Case, load, spend
from extractors import requisites
from extractors.document import Cell, Document, Table
from extractors.mention import Mention


def said(mention: Mention) -> str:
    doubt = "?" if mention.confidence < requisites.FORMED else ""
    return f"{mention.value.code} {mention.value.number}{doubt}"


@pytest.mark.parametrize("case", load("requisites"))
def test_case(case: Case) -> None:
    found = tuple((m.start, m.end, said(m)) for m in requisites.find(case.document))
    assert found == case.expected


def test_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(requisites)
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert spend(requisites.find, Document(text=text)) < HOSTILE_SECONDS


@given(st.text(alphabet="0123456789 /:ИНКПОГР\n", max_size=60))
def test_mentions_are_cut_from_the_text(text: str) -> None:
    for found in requisites.find(Document(text="ИНН " + text)):
        assert ("ИНН " + text)[found.start : found.end] == found.text
        assert len(found.value.number) in requisites.LENGTHS[found.value.code]


def test_a_column_of_a_table_names_its_codes() -> None:
    text = "Завод | 3811107416 | 384901001 / 1073811000196 | 3811107416"
    headers = ("Наименование", "ИНН", "КПП / ОГРН", "Телефон")
    cells, at = [], 0
    for column, piece in enumerate(text.split(" | ")):
        cells.append(Cell(2, column + 1, at, at + len(piece), header=headers[column]))
        at += len(piece) + 3
    document = Document(text=text, tables=(Table(1, 1, 0, len(text), tuple(cells)),))
    found = [(m.value.code, m.value.number) for m in requisites.find(document)]
    assert found == [("inn", "3811107416"), ("kpp", "384901001"), ("ogrn", "1073811000196")]
