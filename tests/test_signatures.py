"""Marks of electronic signatures and access marks, and enclosures: the case files."""

from __future__ import annotations

import pytest

from case_lines import Case, load
from extractors import appendices, signatures
from extractors.mention import Kind, Mention
from extractors.values import AppendixValue, SignatureMarkValue


def said(mention: Mention) -> str:
    value = mention.value
    if isinstance(value, SignatureMarkValue):
        return "|".join((value.certificate, value.owner, value.valid_from, value.valid_to))
    if isinstance(value, AppendixValue):
        return "|".join((value.number, value.title, str(value.sheets), str(value.copies)))
    return str(value)


@pytest.mark.parametrize("case", load("signatures"))
def test_signature_marks(case: Case) -> None:
    assert [(m.text, said(m)) for m in signatures.find(case.document)] == [
        (case.document.text[a:b], value) for a, b, value in case.expected
    ]


@pytest.mark.parametrize("case", load("appendices"))
def test_enclosures(case: Case) -> None:
    assert [(m.text, said(m)) for m in appendices.find(case.document)] == [
        (case.document.text[a:b], value) for a, b, value in case.expected
    ]


def test_spans_are_cut_from_the_text() -> None:
    for room, find in (("signatures", signatures.find), ("appendices", appendices.find)):
        found = [(case.values[0].document, m) for case in load(room) for m in find(case.values[0].document)]  # type: ignore[attr-defined]
        assert found
        for document, mention in found:
            assert document.text[mention.start : mention.end] == mention.text
            assert mention.kind in (Kind.SIGNATURE_MARK, Kind.ACCESS_MARK, Kind.APPENDIX)
