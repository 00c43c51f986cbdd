"""The same letters leave the same bytes, however the run went and whatever was there before."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from batches import NOT_COMPARED, SETTINGS, by_path, contents, differences, letters, run
from extractors.document import Document
from pipeline import intake
from pipeline.readers.walk import Found
from pipeline.store import Store
from pipeline.worker import Task
from pipeline.writers.csv_tables import PROFILES

pytestmark = pytest.mark.usefixtures("one_stamp")


def mail(task: Task, alive: object) -> list[Found]:
    """A reader of containers: `a|b` holds the files «a» and «b»; a member knows its container, as an attachment
    does.
    """
    data = Path(task.path).read_bytes()
    found = [Found(task.name, None, hashlib.sha256(data).hexdigest(), len(data), task.suffix, "txt")]
    texts = data.decode().split("|")
    if len(texts) == 1:
        return [replace(found[0], document=Document(texts[0] + " сам по себе"))]
    for n, text in enumerate(texts):
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        document = Document(f"{text} из {task.name}")
        found.append(Found(f"{n}.txt", 0, sha256, len(text), "txt", "txt", document))
    return found


class TestPlaces:
    """The same bytes in several places are read as what comes first by path, whichever a worker met first."""

    def output(self, tmp_path: Path, name: str, workers: int = 1) -> Path:
        run(tmp_path / "inbox", tmp_path / name, replace(SETTINGS, read=mail, workers=workers))
        return tmp_path / name

    def texts(self, output: Path) -> list[str]:
        return sorted(path.read_text(encoding="utf-8") for path in (output / "text").iterdir())

    def test_the_first_place_counts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(intake, "PACK_FILES", 1)
        inbox = letters(tmp_path / "inbox", 0)
        (inbox / "b.txt").write_text("письмо")
        output = self.output(tmp_path, "output")
        assert self.texts(output) == ["письмо сам по себе"]
        (inbox / "a.eml").write_text("письмо|другое")
        assert self.texts(self.output(tmp_path, "output")) == ["другое из a.eml", "письмо из a.eml"]
        assert by_path(output)["b.txt"]["status"] == "duplicate"
        assert differences(self.output(tmp_path, "fresh", 2), output) == []
        (inbox / "a.eml").unlink()
        assert self.texts(self.output(tmp_path, "output")) == ["письмо сам по себе"]
        (inbox / "c.eml").write_text("письмо|другое")
        assert self.texts(self.output(tmp_path, "output")) == ["другое из c.eml", "письмо сам по себе"]
        assert differences(self.output(tmp_path, "fresh2", 2), output) == []
        with_nothing_to_do = run(inbox, output, replace(SETTINGS, read=mail))
        assert (with_nothing_to_do.read, with_nothing_to_do.changed) == (0, 0)


class TestSameBytes:
    def test_one_and_several_workers(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 60)
        (inbox / "bad.txt").write_text("BAD")
        for workers in (1, 3):
            run(inbox, tmp_path / f"output{workers}", replace(SETTINGS, workers=workers))
        assert len(contents(tmp_path / "output1")) == 60 + 13 + 3
        assert differences(tmp_path / "output1", tmp_path / "output3") == []

    def test_a_second_run_writes_nothing(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 5)
        run(inbox, tmp_path / "output")
        before = {
            path: path.stat().st_mtime_ns for path in (tmp_path / "output").rglob("*") if path.name not in NOT_COMPARED
        }
        summary = run(inbox, tmp_path / "output")
        assert (summary.read, summary.known, summary.changed) == (0, 5, 0)
        assert before == {path: path.stat().st_mtime_ns for path in before}

    @pytest.mark.parametrize("lost", ["register.csv", "letters.xlsx", "datapackage.json", "run.json", "text"])
    def test_an_output_that_was_lost_or_spoiled_is_made_again(self, tmp_path: Path, lost: str) -> None:
        inbox = letters(tmp_path / "inbox", 5)
        run(inbox, tmp_path / "whole")
        run(inbox, tmp_path / "output")
        path = tmp_path / "output" / lost
        if path.is_dir():
            next(path.iterdir()).unlink()
            (path / ".0123456789abcdef.txt.new").write_text("half a te")
        elif lost == "register.csv":
            path.write_text("spoiled")
        else:
            path.unlink()
        assert run(inbox, tmp_path / "output").read == 0
        assert differences(tmp_path / "whole", tmp_path / "output") == []

    def test_changes_of_the_folder(self, tmp_path: Path) -> None:
        """Changed, added, moved, removed: the end is that of a run over the folder as it is now."""
        inbox = letters(tmp_path / "inbox", 12)
        run(inbox, tmp_path / "output")
        (inbox / "0001.txt").write_text("Письмо № 500")
        (inbox / "new.txt").write_text("Письмо № 501")
        (inbox / "moved").mkdir()
        (inbox / "0002.txt").rename(inbox / "moved" / "0002.txt")
        (inbox / "0003.txt").unlink()
        summary = run(inbox, tmp_path / "output")
        assert (summary.read, summary.removed) == (2, 2)
        run(inbox, tmp_path / "fresh")
        assert differences(tmp_path / "fresh", tmp_path / "output") == []

    def test_the_profile_is_changed_without_reading(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 5)
        run(inbox, tmp_path / "output", replace(SETTINGS, profile=PROFILES["excel"]))
        assert run(inbox, tmp_path / "output").read == 0
        run(inbox, tmp_path / "fresh")
        assert differences(tmp_path / "fresh", tmp_path / "output") == []

    def test_force_and_another_stamp_read_again(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        inbox = letters(tmp_path / "inbox", 5)
        run(inbox, tmp_path / "output")
        assert run(inbox, tmp_path / "output", replace(SETTINGS, force=True)).read == 5
        limits = replace(SETTINGS.limits, pages=7)
        assert run(inbox, tmp_path / "output", replace(SETTINGS, limits=limits)).read == 5

    def test_troubles_of_the_moment_are_tried_again(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 2)
        (inbox / "bad.txt").write_text("BAD")
        (inbox / "raise.txt").write_text("RAISE")
        assert run(inbox, tmp_path / "output").read == 4
        assert run(inbox, tmp_path / "output").read == 1

    def test_keys_point_somewhere(self, tmp_path: Path) -> None:
        run(letters(tmp_path / "inbox", 5), tmp_path / "output")
        with Store.open(tmp_path / "output") as store:
            assert store.dangling() == []
