"""Heads that run over the pages: what is told apart at their edges, and how long that takes."""

from __future__ import annotations

import time

import pytest

from pipeline.readers.layout import TextLine
from pipeline.readers.pages import PageContent, _edge_keys, _said_again


@pytest.mark.parametrize("told", ["№ 12-3", "№ 3-12"])
def test_the_number_of_a_page_inside_another_number_is_that_number(told: str) -> None:
    lines = [TextLine(told, [], 60, 20, 200, 30, 30, 10), TextLine("Лист 1 из 2", [], 60, 40, 200, 50, 50, 10)]
    assert set(_edge_keys(PageContent(595, 842, lines), 1, 2).values()) == {("top", told), ("top", "Лист # из #")}


@pytest.mark.parametrize("step", [0.0, 0.001])
def test_lines_without_number_at_an_edge_take_no_long_time(step: float) -> None:
    lines = [TextLine(f"слово {n}", [], n, 20, n + 1, 30, 30 + n * step, 10) for n in range(6_000)]
    started = time.process_time()
    keys = _edge_keys(PageContent(595, 842, lines), 1, 2)
    assert time.process_time() - started < 3  # many times as long where each line looks at all
    assert len(keys) == 6_000


def test_a_head_of_dashes_is_not_said_again_by_the_letterhead() -> None:
    dashes, name, body = (TextLine(text, [], 60, 20, 200, 30, 30, 10) for text in ("————", "Школа № 5", "ШКОЛА № 5 г. Шуи"))
    assert _said_again([dashes, name], [body]) == [name]
