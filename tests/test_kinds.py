"""The kind of a document, from its first lines and its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from test_resolve import letter_of

_CASES = [
    line.split(" | ", 1)
    for line in Path(__file__).with_name("cases").joinpath("kinds.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("kind", "text"), _CASES, ids=range(len(_CASES)))
def test_the_kind_of_a_document(kind: str, text: str) -> None:
    assert letter_of(text.replace("⏎", "\n")).kind == kind
