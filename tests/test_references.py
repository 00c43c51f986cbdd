"""References: the case file, and the promises of the room."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, Case, load, spend
from extractors import act_forms, act_numbers, brackets, references, replies
from extractors.document import Document
from extractors.russian import document_kinds
from extractors.russian.lexicon import lexicon
from extractors.values import ReferenceValue


def said(value: ReferenceValue, *, issuer: bool) -> str:
    role = "reply: " if value.role == replies.IN_REPLY_TO else ""
    parts = [value.kind or "-", value.number or "-", value.date or "-"] + (
        [value.issuer] if issuer and value.issuer else []
    )
    return role + " | ".join(parts)


@pytest.mark.parametrize("case", load("references"))
def test_case(case: Case) -> None:
    found: dict[tuple[int, int], list[str]] = {}
    for m in references.find(case.document):
        wanted = next((value for start, end, value in case.expected if (start, end) == (m.start, m.end)), "")
        found.setdefault((m.start, m.end), []).append(said(m.value, issuer=wanted.count(" | ") != 2))
    assert tuple((*span, " + ".join(values)) for span, values in found.items()) == case.expected


@pytest.mark.parametrize("module", [act_forms, act_numbers, brackets, document_kinds, references, replies])
def test_examples_in_docstrings_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert result.attempted
    assert not result.failed


def test_title_stands_behind_the_tail_or_before_it() -> None:
    law = "Федерального закона от 29.12.2012 № 273-ФЗ «Об образовании в Российской Федерации»"
    text = f"{law}, договор о дружбе от 5.05.2024 № 7"
    assert [m.value.title for m in references.find(Document(text=text))] == [
        "Об образовании в Российской Федерации",
        "о дружбе",
    ]


def test_every_kind_has_its_forms_and_source() -> None:
    rows = lexicon("document_kinds")
    assert len(rows) > 50
    assert len({row["kind"] for row in rows}) == len(rows)
    for row in rows:
        assert row["weight"] in ("strong", "weak")
        assert row["sort"] in ("letter", "act", "contract", "other")
        assert row["kind"] in row["forms"].split("|")
        assert len(row["forms"].split("|")) >= 5
        assert row["source"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert spend(references.find, Document(text=text)) < HOSTILE_SECONDS


@given(st.text(alphabet="01259 .-/«»()\n,;№", max_size=30), st.sampled_from(["приказ ", "На № ", "письма ", "закон "]))
def test_mentions_are_cut_from_the_text(text: str, head: str) -> None:
    text = head + text + " от 05.05.2024 № 5" + text
    for found in references.find(Document(text=text)):
        assert text[found.start : found.end] == found.text
        assert found.value.number or found.value.date
