"""The own number and date of a document: the case file, and the promises of the room."""

from __future__ import annotations

import doctest
import time

import pytest
from case_lines import HOSTILE, HOSTILE_SECONDS, HOSTILE_SIZE, Case, load
from hypothesis import given
from hypothesis import strategies as st

from extractors import numbers
from extractors.document import Document, Zone, ZoneRole
from extractors.mention import Mention


def said(mention: Mention) -> str:
    value = mention.value
    parts = [value.number or "-", value.date or "-"] + ([value.kind] if value.kind else [])
    return " | ".join(parts)


@pytest.mark.parametrize("case", load("numbers"))
def test_case(case: Case) -> None:
    found = tuple((m.start, m.end, said(m)) for m in numbers.find(case.document))
    assert found == case.expected, [m.text for m in numbers.find(case.document)]


def test_examples_in_docstrings_hold() -> None:
    result = doctest.testmod(numbers)
    assert result.attempted
    assert not result.failed


def test_an_appendix_that_repeats_the_number_is_evidence() -> None:
    text = "19.04.2024 № 07-1388/01-05\nПриложение № 1 к письму\nот 19.04.2024 № 07-1388/01-05"
    zones = (Zone(ZoneRole.REGISTRATION, 0, 26), Zone(ZoneRole.APPENDIX, 27, len(text)))
    (found,) = numbers.find(Document(text=text, zones=zones))
    assert found.evidence == ("номер повторен в приложении",)


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("zoned", [True, False], ids=["zone", "no zones"])
def test_hostile_text_takes_linear_time(piece: str, zoned: bool) -> None:
    text = (piece * HOSTILE_SIZE)[:HOSTILE_SIZE]
    document = Document(text=text, zones=(Zone(ZoneRole.REGISTRATION, 0, len(text)),) if zoned else ())
    started = time.perf_counter()
    for _ in numbers.find(document):
        pass
    assert time.perf_counter() - started < HOSTILE_SECONDS


@given(st.text(alphabet="0123456789 .-/«»\"_\nгодмаяот№Nисх,@", max_size=60))
def test_a_mention_is_cut_from_the_text(text: str) -> None:
    for found in numbers.find(Document(text=text)):
        assert text[found.start : found.end] == found.text
        assert found.value.number or found.value.date
