"""Letters made by other programs than the maker of samples: word processors, printers to PDF, mail, pages (`samples/others`)."""

from __future__ import annotations

from pathlib import Path

from pipeline.batch import Progress
from pipeline.evaluation import evaluate_inbox
from pipeline.settings import settings_of

OTHERS = Path(__file__).parents[1] / "samples" / "others"


def test_letters_of_other_programs_keep_their_cards() -> None:
    inbox, gold = OTHERS / "inbox", OTHERS / "gold"
    assert {path.stem for path in inbox.iterdir()} == {path.stem for path in gold.iterdir()}
    found = evaluate_inbox(inbox, gold, None, settings_of(workers=1), Progress())
    assert not found.missing
    assert found.carded == 31
    assert found.touchless >= 30
    assert found.micro_f1 >= 0.985
