"""The evaluation: the same definitions as the scorer beside the project, and what changed since an earlier one."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import standins
from pipeline import evaluation
from pipeline.batch import Progress, run
from pipeline.common_forms import names_one, person_form, phone_form
from pipeline.errors import UsageError
from pipeline.evaluation import Evaluation, changes, evaluate
from pipeline.records import Letter
from pipeline.settings import Settings

SCORER = Path(__file__).parent.parent.parent / "shared" / "check" / "score.py"

SETTINGS = Settings(workers=1, read=standins.read_text, understand=standins.understand)

RIGHT: dict[str, Any] = {
    "doc_type": "letter",
    "registration": {"number": "№ 5", "date": "2024-05-24"},
    "in_reply_to": [{"number": "01-10/ 04768", "date": "2022-06-20"}],
    "subject": "Письмо № 5",
    "sender_organizations": ["Министерство", "Институт развития образования Иркутской области"],
    "addressees": [
        {"organization": "Управление", "position": "начальник управления", "person": "Гвоздкова Наталья Геннадьевна"}
    ],
    "signatories": [{"person": "Шестакова Е.А.", "position": "Проректор"}],
    "executors": [{"person": "Гвоздкова Н.Г.", "phones": []}],
    "people": ["Шестакова Елена Андреевна", "Гвоздкова Н. Г."],
    "organizations": ["Институт развития образования Иркутской области"],
    "references": [],
    "dates": ["2024-05-24", "2024-06"],
    "deadlines": ["2024-06"],
    "phones": ["+70000000000;ext=12"],
    "emails": ["pоst@example.org"],
    "urls": [],
    "addresses": [{"postcode": "000000", "city": "Иркутск", "street": None, "house": None}],
    "requisites": {"inn": ["3811107416"]},
}


@pytest.fixture
def folders(tmp_path: Path) -> tuple[Path, Path]:
    """An output folder of three letters, and gold with mistakes of several kinds."""
    inbox, gold = tmp_path / "inbox", tmp_path / "gold"
    inbox.mkdir()
    gold.mkdir()
    for n in (5, 6, 7):
        (inbox / f"{n}.txt").write_text(f"Письмо № {n}\nИНН 3811107416")
    records = {
        "5": RIGHT,
        "6": RIGHT
        | {"deadlines": [], "doc_type": "order", "people": ["Баранова Н. С."], "organizations": ["Иное", "Институт"]},
        "7": {"doc_type": "news", "registration": None, "organization_aliases": {"Институт связи": ["ГАУ ДПО ИРО"]}},
        "missing": RIGHT,
    }
    for name, record in records.items():
        (gold / f"{name}.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    run(inbox, tmp_path / "output", SETTINGS, Progress())
    return tmp_path / "output", gold


def test_a_right_card_is_touchless(folders: tuple[Path, Path]) -> None:
    output, gold = folders
    for name in ("6", "7", "missing"):
        (gold / f"{name}.json").unlink()
    result = evaluate(output, gold)
    assert result.errors == {}
    assert result.micro_f1 == 1.0
    assert (result.touchless, result.carded) == (1, 1)


def test_codes_that_other_letters_say_are_not_counted(folders: tuple[Path, Path]) -> None:
    """The row of an organisation has its ИНН from whichever letter says it; this one does not."""
    output, gold = folders
    inbox = output.parent / "inbox"
    (inbox / "5.txt").write_text("Письмо № 5")
    run(inbox, output, SETTINGS, Progress())
    assert evaluate(output, gold).errors["5"] == {"requisites": {"missed": ["inn · 3811107416"], "false": []}}


@pytest.mark.skipif(not SCORER.exists(), reason="the scorer is not beside the project")
def test_the_figures_are_those_of_the_scorer(folders: tuple[Path, Path], tmp_path: Path) -> None:
    output, gold = folders
    mine = evaluate(output, gold)
    subprocess.run(
        [sys.executable, SCORER, output, gold, "--json", tmp_path / "its.json"], check=True, capture_output=True
    )
    its = json.loads((tmp_path / "its.json").read_text(encoding="utf-8"))
    assert mine.micro_f1 == pytest.approx(its.pop("micro_f1"))
    assert mine.touchless / mine.carded == pytest.approx(its.pop("touchless"))
    counts = {name: (one.right, one.false, one.missed) for name, one in mine.fields.items() if name != "posts"}
    assert counts == {name: (one["tp"], one["fp"], one["fn"]) for name, one in its.items()}
    assert mine.missing == ["missing"]


def _posts(folders: tuple[Path, Path], **posts: str | None) -> tuple[Evaluation, Evaluation]:
    """The evaluation without posts in gold, and with the post of each person at the institute of letter 5."""
    output, gold = folders
    before = evaluate(output, gold)
    held = [
        {"person": name, "position": post, "organization": "Институт развития образования Иркутской области"}
        for name, post in posts.items()
    ]
    record = RIGHT | {"posts": held, "organization_aliases": {held[0]["organization"]: ["ГАУ ДПО ИРО"]}}
    (gold / "5.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
    return before, evaluate(output, gold)


def test_posts_are_triples_of_the_records_that_have_them(folders: tuple[Path, Path]) -> None:
    before, after = _posts(folders, **{"Шестакова Е. А.": "проректор по развитию"})
    assert before.fields["posts"].f1 is None
    counts = after.fields["posts"]
    assert (counts.right, counts.false, counts.missed) == (1, 1, 0)  # of the second person gold says nothing
    assert after.errors["5"]["posts"]["false"] == ["гвоздкова нг · начальник · управление образования города № 5"]


def test_a_post_elsewhere_is_another_triple(folders: tuple[Path, Path]) -> None:
    _, after = _posts(folders, **{"Гвоздкова Н. Г.": "начальник"})
    counts = after.fields["posts"]
    assert (counts.right, counts.false, counts.missed) == (0, 2, 1)


def test_posts_are_beside_the_micro_average_and_the_card(folders: tuple[Path, Path]) -> None:
    before, after = _posts(folders, **{"Шестакова Е. А.": "ректор"})
    assert (after.micro_f1, after.touchless) == (before.micro_f1, before.touchless)


def test_gains_and_losses(folders: tuple[Path, Path], tmp_path: Path) -> None:
    output, gold = folders
    old = evaluate(output, gold).as_dict()

    def better(documents: Any) -> list[Letter | Exception]:
        letters = (standins.letter(document.text, number="5" if "6" in document.text else "") for document in documents)
        return [replace(one, title="") for one in letters]

    run(tmp_path / "inbox", output, replace(SETTINGS, understand=better, force=True), Progress())
    found = changes(old, evaluate(output, gold).as_dict())
    said = {(one.document, one.field, one.what, one.gain) for one in found}
    assert ("6", "registration_number", "missed", True) in said
    assert ("6", "registration_number", "false", True) in said
    assert ("5", "subject", "missed", False) in said
    assert not [one for one in found if one.document == "missing"]


def test_an_earlier_evaluation_is_read_back(folders: tuple[Path, Path], tmp_path: Path) -> None:
    output, gold = folders
    result = evaluate(output, gold)
    evaluation.save(result, tmp_path / "old.json")
    assert evaluation.earlier(tmp_path / "old.json", gold) == json.loads(json.dumps(result.as_dict()))
    assert evaluation.earlier(output, gold) == result.as_dict()
    (tmp_path / "bad.json").write_text("[]")
    with pytest.raises(UsageError, match="no evaluation"):
        evaluation.earlier(tmp_path / "bad.json", gold)


def test_an_inbox_is_read_first(folders: tuple[Path, Path], tmp_path: Path) -> None:
    output, gold = folders
    expected = evaluate(output, gold).as_dict()
    assert evaluation.evaluate_inbox(tmp_path / "inbox", gold, None, SETTINGS, Progress()).as_dict() == expected
    assert evaluation.evaluate_inbox(output, gold, None, SETTINGS, Progress()).as_dict() == expected


def test_wrong_usage(tmp_path: Path, folders: tuple[Path, Path]) -> None:
    with pytest.raises(UsageError, match="run `pismo extract`"):
        evaluate(tmp_path, folders[1])
    with pytest.raises(UsageError, match="no gold records"):
        evaluate(folders[0], tmp_path / "inbox")


def test_common_forms() -> None:
    assert person_form("ШЕСТАКОВА Елена Андреевна") == person_form("Шестакова Е. А.") == "шестакова еа"
    assert phone_form("8(395)250-09-04") == "73952500904"
    assert phone_form("22-30-42") == "223042"
    assert [names_one(form) for form in ("ИРО", "Министерство", "Минпросвещения России", "МинОбр")] == [
        True,
        False,
        True,
        True,
    ]


def test_nothing_found_has_no_precision() -> None:
    empty = Evaluation()
    assert empty.micro_f1 == 0.0
    assert empty.fields["people"].precision is None
