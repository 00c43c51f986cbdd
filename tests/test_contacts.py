"""Contacts: the case file, and the promises of the room."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, Case, load, spend
from extractors import contacts, net, phone_codes, phones
from extractors.document import Document
from extractors.mention import Kind, Mention
from extractors.russian.lexicon import lexicon
from pipeline.readers import Source, read


def said(mention: Mention) -> str:
    if mention.kind is not Kind.PHONE:
        return f"{mention.kind} {mention.value}"
    value = mention.value
    return ("fax " if value.fax else "phone ") + value.value + (f";ext={value.extension}" if value.extension else "")


@pytest.mark.parametrize("case", load("contacts"))
def test_case(case: Case) -> None:
    found = sorted((m.start, m.end, said(m)) for m in contacts.find(case.document))
    assert tuple(found) == case.expected


@pytest.mark.parametrize("module", [contacts, net, phone_codes, phones])
def test_examples_in_docstrings_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


def test_area_codes_are_codes() -> None:
    rows = lexicon("area_codes")
    assert len(rows) > 150
    for row in rows:
        assert re.fullmatch(r"[348]\d{2,4}", row["code"])
        assert row["city"]
        assert row["region"]
        assert row["source"]
    assert {"3952", "3412", "495", "81841"} <= {row["code"] for row in rows}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert spend(contacts.find, Document(text=text)) < HOSTILE_SECONDS


@given(st.text(alphabet="0123456789 ()-+,.@abтелфксдоб\n/:\u200b\u00ad", max_size=60))
def test_mentions_are_cut_from_the_text(text: str) -> None:
    for found in contacts.find(Document(text=text)):
        assert text[found.start : found.end] == found.text
        if found.kind is Kind.PHONE:
            assert re.fullmatch(r"\+?\d{5,15}", found.value.value)


def test_the_head_of_a_column_says_that_numbers_are_phones() -> None:
    table = "Музей | Адрес | Тел.\nМузей № 1 | Падерина, 9 | 22333\nМузей № 2 | 44444 | 2 14 16\nМузей № 3 | Мира 5 | 2-369-411\n"
    found = [said(m) for m in contacts.find(read(Source.of(table.encode(), "page.txt")))]
    assert found == ["phone 22333", "phone 21416", "phone 2369411"]
