"""Calibration: a table that makes sense, and confidences that mean a share of rows right on letters held out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.document import Document
from pipeline import calibration
from pipeline.calibration import BANDS, band, calibrated, share, table
from pipeline.letter import understand
from pipeline.records import DateRecord, Letter, Source
from samples.calibrate import SETS, judged, letters

(EMPTY,) = (letter for letter in understand([Document("")]) if isinstance(letter, Letter))


def test_the_table_is_shares_by_known_bands() -> None:
    assert table()
    for (kind, rule, low), value in table().items():
        assert kind
        assert rule
        assert low in BANDS
        assert 0 <= value <= 1


def test_an_unmeasured_rule_has_the_share_of_its_kind() -> None:
    assert share("phone", "a rule of tomorrow", 0.97) == table()["phone", "*", band(0.97)]
    assert share("a kind of tomorrow", "*", 0.61) == 0.61


@pytest.mark.parametrize(("name", "inbox", "gold"), [(name, inbox, gold) for name, inbox, gold, _ in SETS])
def test_at_nine_tenths_and_above_97_of_100_rows_are_right(name: str, inbox: object, gold: object) -> None:
    right = total = 0
    for letter, record in letters(inbox, gold):  # type: ignore[arg-type]
        for _, _, confidence, good in judged(letter, record):
            if confidence >= 0.9:
                right += good
                total += 1
    assert total > 500, name
    assert right / total >= 0.97


def test_a_deadline_less_sure_than_may_be_shown_is_still_a_date(monkeypatch: pytest.MonkeyPatch) -> None:
    shares = {("deadline", "column", 0.93): 0.2, ("deadline", "*", 0.93): 0.95, ("date", "*", 0.93): 0.99}
    monkeypatch.setattr(calibration, "table", lambda: shares)
    source = Source("до 5 мая", 0, 8, 1, "asked", 0.95)
    sure = DateRecord("deadline", "2024-05-05", "2024-05-05", "2024-05-05", source)
    doubtful = replace(sure, date="2024-06-05", source=replace(source, rule="column"))
    rows = calibrated(replace(EMPTY, dates=(sure, doubtful)), Document("до 5 мая")).dates
    assert [(row.role, row.date) for row in rows] == [("deadline", "2024-05-05"), ("event", "2024-06-05")]
