"""`explain`: the candidates of a field, the one chosen, and words against the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.explain import FIELDS, explain
from test_zones import LETTER


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.txt"
    path.write_text(LETTER, encoding="utf-8")
    return path


def test_the_own_number_against_the_one_answered(letter: Path) -> None:
    said = explain(letter, "registration_number")
    assert said.values == ("05-12/88",)
    chosen = [c for c in said.candidates if c.chosen]
    assert [c.zone for c in chosen] == ["registration"]
    against = {c.value: c.reason for c in said.candidates if not c.chosen}
    assert against == {"№ 17 от 2024-03-01": "it is what the document answers"}


def test_an_absent_value_says_where_it_was_looked_for(letter: Path) -> None:
    said = explain(letter, "deadline")
    assert said.values == ()
    assert said.looked_in == ("body",)


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_can_be_asked_and_quotes_hold(letter: Path, field: str) -> None:
    text = LETTER
    for candidate in explain(letter, field).candidates:
        assert text[candidate.start : candidate.end] == candidate.quote
        assert candidate.reason


def test_an_unknown_field_names_the_known_ones(letter: Path) -> None:
    with pytest.raises(UsageError, match="registration_number"):
        explain(letter, "number")
