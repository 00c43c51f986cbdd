"""The own number and date of a document: the case file, and the promises of the room."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, Case, load, spend
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


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("zoned", [True, False], ids=["zone", "no zones"])
def test_hostile_text_takes_linear_time(text: str, zoned: bool) -> None:
    zones = (Zone(ZoneRole.REGISTRATION, 0, len(text)),) if zoned else ()
    assert spend(numbers.find, Document(text=text, zones=zones)) < HOSTILE_SECONDS


@given(st.text(alphabet='0123456789 .-/«»"_\nгодмаяот№Nисх,@', max_size=60))
def test_a_mention_is_cut_from_the_text(text: str) -> None:
    for found in numbers.find(Document(text=text)):
        assert text[found.start : found.end] == found.text
        assert found.value.number or found.value.date
