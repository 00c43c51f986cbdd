"""Posts: the case file; spans cut from the text."""

from __future__ import annotations

import pytest

from case_lines import Case, load
from extractors import positions


@pytest.mark.parametrize("case", load("positions"))
def test_case(case: Case) -> None:
    found = tuple((m.start, m.end, m.value) for m in positions.find(case.document))
    assert found == case.expected, [m.text for m in positions.find(case.document)]


def test_acting() -> None:
    assert positions.acting("Врио начальника")
    assert positions.acting("исполняющая обязанности ректора")
    assert not positions.acting("Исполнительный директор")
