"""Postal addresses: the case file, and the promises of the room."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, Case, load, spend
from extractors import address_parts, address_runs, addresses
from extractors.document import Document
from extractors.mention import Mention


def said(mention: Mention) -> str:
    value = mention.value
    return " | ".join(part or "-" for part in (value.postcode, value.region, value.city, value.street, value.house))


@pytest.mark.parametrize("case", load("addresses"))
def test_case(case: Case) -> None:
    found = tuple((m.start, m.end, said(m)) for m in addresses.find(case.document))
    assert found == case.expected


@pytest.mark.parametrize("module", [address_parts, address_runs, addresses])
def test_examples_in_docstrings_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert spend(addresses.find, Document(text=text)) < HOSTILE_SECONDS


@given(st.text(alphabet="гулдомкрпМира1234567890 .,-«»\n()/", max_size=80))
def test_mentions_are_cut_from_the_text(text: str) -> None:
    end = 0
    for found in addresses.find(Document(text="ул. Мира, д. 5, " + text)):
        assert found.text == ("ул. Мира, д. 5, " + text)[found.start : found.end]
        assert found.start >= end
        end = found.end
