"""What is wrong with a call is said before anything is read; what a run leaves beside its tables."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from batches import ROOT, by_path, letters, rows, run
from pipeline.errors import ErrorCode, LockedError, ReadError, StoreError, UsageError
from pipeline.locking import output_folder

pytestmark = pytest.mark.usefixtures("one_stamp")


class TestUsage:
    def test_no_inbox(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="no such folder"):
            run(tmp_path / "nowhere", tmp_path / "output")
        assert not (tmp_path / "output").exists()

    def test_output_is_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "output").touch()
        with pytest.raises(UsageError, match="is a file"):
            run(letters(tmp_path / "inbox", 1), tmp_path / "output")

    def test_output_is_the_inbox(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="inbox itself"):
            run(letters(tmp_path / "inbox", 1), tmp_path / "inbox")

    def test_output_can_not_be_written(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="can not be written"):
            run(letters(tmp_path / "inbox", 1), Path("/proc/output"))

    def test_another_run_holds_the_folder(self, tmp_path: Path) -> None:
        code = f"""
import sys, time
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from pipeline.locking import output_folder
with output_folder(Path({str(tmp_path / "output")!r})):
    print("held", flush=True)
    time.sleep(30)
"""
        with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
            assert holder.stdout is not None
            holder.stdout.readline()
            with pytest.raises(LockedError, match=str(holder.pid)):
                run(letters(tmp_path / "inbox", 1), tmp_path / "output")
            holder.kill()
            holder.wait()
        run(tmp_path / "inbox", tmp_path / "output")

    def test_a_store_that_is_not_one(self, tmp_path: Path) -> None:
        (tmp_path / "output").mkdir()
        (tmp_path / "output" / "letters.sqlite").write_text("reports" * 100)
        with pytest.raises(StoreError, match="not a store of pismo"):
            run(letters(tmp_path / "inbox", 1), tmp_path / "output")

    def test_output_inside_the_inbox_is_left_out(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 2)
        for _ in range(2):
            run(inbox, inbox / "output")
            assert len(rows(inbox / "output")) == 2

    def test_outputs_of_other_runs_are_named_and_not_read(self, tmp_path: Path) -> None:
        """A whole one, and one of a run that was killed before it wrote its tables."""
        inbox = letters(tmp_path / "inbox", 2)
        run(inbox, inbox / "deep" / "old")
        killed = inbox / "killed"
        killed.mkdir()
        for name in ("letters.sqlite", ".lock"):
            (killed / name).write_bytes((inbox / "deep" / "old" / name).read_bytes())
        run(inbox, tmp_path / "output")
        found = {path: (row["status"], row["error_message"]) for path, row in by_path(tmp_path / "output").items()}
        skipped = ("skipped", "an output folder of pismo: what lies in it was made of letters and is none")
        assert found == {"0000.txt": ("ok", ""), "0001.txt": ("ok", ""), "deep/old": skipped, "killed": skipped}

    def test_a_folder_with_a_store_of_somebody_else_is_read(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 2)
        (inbox / "letters.sqlite").write_text("a note")
        run(inbox, tmp_path / "output")
        assert len(rows(tmp_path / "output")) == 3

    def test_an_output_is_no_inbox(self, tmp_path: Path) -> None:
        run(letters(tmp_path / "inbox", 2), tmp_path / "output")
        with pytest.raises(UsageError, match="is an output folder of pismo"):
            run(tmp_path / "output", tmp_path / "again")

    def test_one_file(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 2)
        run(inbox / "0001.txt", tmp_path / "output")
        assert [row["path"] for row in rows(tmp_path / "output")] == ["0001.txt"]

    def test_the_log(self, tmp_path: Path) -> None:
        run(letters(tmp_path / "inbox", 2), tmp_path / "output")
        log = json.loads((tmp_path / "output" / "run.json").read_text(encoding="utf-8"))
        assert log["files"] == {"ok": 2}
        assert log["documents"] == log["contents_read"] == 2
        assert {"program", "python", "stamp", "limits", "seconds", "workers", "profile"} <= set(log)


def test_the_output_folder_is_made(tmp_path: Path) -> None:
    with output_folder(tmp_path / "a" / "b") as folder:
        assert folder.is_dir()


def test_an_error_is_a_message_for_a_person() -> None:
    assert str(ReadError(ErrorCode.EMPTY, "the file is empty")) == "the file is empty"
