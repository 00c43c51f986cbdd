"""What may go wrong around a run: a clear message or a row with an error, and everything committed is kept."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import standins
from batches import ROOT, SETTINGS, by_path, committed, differences, letters, rows, run, start
from pipeline import batch, store
from pipeline.errors import GoneError, StoreError, UsageError
from pipeline.readers.walk import Found
from pipeline.settings import Settings
from pipeline.store import FILE_NAME, Store
from pipeline.worker import Task
from pipeline.writers import csv_tables

pytestmark = [pytest.mark.usefixtures("one_stamp"), pytest.mark.xdist_group("clock")]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    return letters(tmp_path / "inbox", 12)


@pytest.fixture
def fresh(inbox: Path, tmp_path: Path) -> Path:
    """What an untroubled run leaves."""
    run(inbox, tmp_path / "fresh")
    return tmp_path / "fresh"


def kept(output: Path) -> int:
    with Store.open(output) as store:
        return sum(1 for _ in store.contents())


class TestFullDisk:
    def test_in_the_store(self, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("pipeline.intake.GROUP_CONTENTS", 1)
        monkeypatch.setattr("pipeline.intake.PACK_FILES", 1)
        for path in inbox.iterdir():
            path.write_text(f"{path.stem}\n{os.urandom(20_000).hex()}")
        run(inbox, tmp_path / "fresh")
        whole = store.connected

        def small(path: Path) -> sqlite3.Connection:
            connection = whole(path)
            connection.execute("PRAGMA max_page_count=60")
            return connection

        with monkeypatch.context() as patch:
            patch.setattr(store, "connected", small)
            with pytest.raises(StoreError, match="no room left on the disk"):
                run(inbox, tmp_path / "output")
        assert 0 < kept(tmp_path / "output") <= 12
        assert run(inbox, tmp_path / "output").known > 0
        assert differences(tmp_path / "fresh", tmp_path / "output") == []

    def test_in_a_table(self, inbox: Path, fresh: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*_: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(csv_tables, "write", full)
            with pytest.raises(StoreError, match=r"No space left on device.*what was read is kept"):
                run(inbox, tmp_path / "output")
        assert run(inbox, tmp_path / "output").read == 0
        assert differences(fresh, tmp_path / "output") == []


class TestStores:
    def test_a_newer_one_is_left_alone(self, inbox: Path, fresh: Path) -> None:
        with sqlite3.connect(fresh / FILE_NAME) as connection:
            connection.execute("PRAGMA user_version=99")
        connection.close()
        before = (fresh / FILE_NAME).read_bytes()
        with pytest.raises(StoreError, match="written by a newer pismo"):
            run(inbox, fresh)
        assert (fresh / FILE_NAME).read_bytes() == before

    def test_a_file_that_is_none_is_left_alone(self, inbox: Path, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).write_text("quarterly report\n" * 1000)
        with pytest.raises(StoreError, match="not a store of pismo"):
            run(inbox, tmp_path)
        assert (tmp_path / FILE_NAME).read_text() == "quarterly report\n" * 1000

    def test_a_damaged_one_says_what_to_do(self, inbox: Path, fresh: Path, tmp_path: Path) -> None:
        shutil.copytree(fresh, tmp_path / "output")
        store = tmp_path / "output" / FILE_NAME
        data = bytearray(store.read_bytes())
        data[16384:-8192:7] = b"\x55" * len(data[16384:-8192:7])
        store.write_bytes(data)
        (inbox / "new.txt").write_text("Письмо № 77")
        with pytest.raises(StoreError, match="damaged"):
            run(inbox, tmp_path / "output")
        store.unlink()
        (inbox / "new.txt").unlink()
        run(inbox, tmp_path / "output")
        assert differences(fresh, tmp_path / "output") == []


def after(number: int, act: Callable[[], None]) -> Settings:
    """Settings under which something happens when so many files have been read."""
    left = [number]

    def read(task: Task, alive: Callable[[], None]) -> list[Found]:
        found = standins.read_text(task, alive)
        left[0] -= 1
        if left[0] == 0:
            act()
        return found

    return replace(SETTINGS, read=read)


class TestInbox:
    def test_it_disappears_during_the_run(self, inbox: Path, fresh: Path, tmp_path: Path) -> None:
        away, output = tmp_path / "away", tmp_path / "output"
        summary = run(inbox, output, after(5, lambda: inbox.rename(away)))
        statuses = [row["status"] for row in rows(output)]
        assert (statuses.count("ok"), statuses.count("failed")) == (5, 7)
        assert summary.failed == 7
        assert all(row["error_message"] for row in rows(output) if row["status"] == "failed")
        before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
        with pytest.raises(UsageError, match="no such folder"):
            run(inbox, output)
        assert before == {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
        away.rename(inbox)
        assert run(inbox, output).read == 7
        assert differences(fresh, output) == []

    def test_a_file_goes_before_it_is_read(self, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """By the reader of the program itself, in its child."""
        hashed = batch.hashed

        def and_remove(*args: object) -> object:
            found = hashed(*args)  # type: ignore[arg-type]
            (inbox / "0003.txt").unlink()
            return found

        monkeypatch.setattr(batch, "hashed", and_remove)
        run(inbox, tmp_path / "output", replace(SETTINGS, read=None))
        found = by_path(tmp_path / "output")
        assert [(path, row["error_code"]) for path, row in found.items() if row["status"] != "ok"] == [
            ("0003.txt", "vanished")
        ]


class TestEmptied:
    """A share that is not mounted looks like an empty folder; the tables do not follow it."""

    def test_an_empty_folder_is_refused(self, inbox: Path, fresh: Path, tmp_path: Path) -> None:
        output, away = tmp_path / "output", tmp_path / "away"
        run(inbox, output)
        inbox.rename(away)
        inbox.mkdir()
        with pytest.raises(GoneError, match=r"no longer holds 12 of the 12 documents .*--force"):
            run(inbox, output)
        assert differences(fresh, output) == []
        inbox.rmdir()
        away.rename(inbox)
        assert run(inbox, output).read == 0

    def test_force_follows_it(self, inbox: Path, tmp_path: Path) -> None:
        output = tmp_path / "output"
        run(inbox, output)
        for path in inbox.iterdir():
            path.unlink()
        assert run(inbox, output, replace(SETTINGS, force=True)).removed == 12
        assert rows(output, "documents") == rows(output) == []
        assert run(inbox, output).documents == 0

    @pytest.mark.parametrize(("number", "left", "refused"), [(24, 11, True), (24, 12, False), (20, 1, False)])
    def test_most_of_a_large_folder(self, tmp_path: Path, number: int, left: int, refused: bool) -> None:
        inbox, output = letters(tmp_path / "inbox", number), tmp_path / "output"
        run(inbox, output)
        for path in sorted(inbox.iterdir())[left:]:
            path.unlink()
        if refused:
            with pytest.raises(GoneError, match=f"{number - left} of the {number}"):
                run(inbox, output)
        else:
            assert run(inbox, output).documents == left

    def test_letters_moved_or_written_anew_are_not_gone(self, tmp_path: Path) -> None:
        inbox, output = letters(tmp_path / "inbox", 24), tmp_path / "output"
        run(inbox, output)
        (inbox / "2024").mkdir()
        for number, path in enumerate(sorted(inbox.glob("*.txt"))):
            if number % 2:
                path.rename(inbox / "2024" / path.name)
            else:
                path.write_text(f"Письмо № {number}, исправленное")
        assert run(inbox, output).documents == 24

    def test_another_inbox_may_take_the_place(self, tmp_path: Path) -> None:
        run(letters(tmp_path / "inbox", 24), tmp_path / "output")
        other = letters(tmp_path / "other", 3, "Приказ № {n}")
        assert run(other, tmp_path / "output").documents == 3


class TestSignals:
    def test_a_worker_killed_from_outside_costs_nothing(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 60, "Письмо № {n}\nSLOW")
        assert start(inbox, tmp_path / "whole").wait() == 0
        process = start(inbox, tmp_path / "output")
        until(lambda: committed(tmp_path / "output") > 0)
        workers = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        os.kill(int(workers[0]), signal.SIGKILL)
        assert process.wait(60) == 0
        assert differences(tmp_path / "whole", tmp_path / "output") == []

    def test_ctrl_c_in_a_terminal(self, tmp_path: Path) -> None:
        """It reaches the whole group of processes: the run, its workers, the children that read."""
        inbox, output = tmp_path / "inbox", tmp_path / "output"
        inbox.mkdir()
        for number in range(400):
            (inbox / f"{number}.txt").write_text(f"Исх. № {number}\n" + "Направляем сведения о семинаре. " * 300)
        words = [sys.executable, "-m", "pipeline.cli", "extract", str(inbox), "-o", str(output), "--lang", "en"]
        with subprocess.Popen(
            words, env={**os.environ, "PYTHONPATH": str(ROOT)}, stderr=subprocess.PIPE, text=True, start_new_session=True
        ) as process:
            until(lambda: committed(output) > 0)
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=60)
        assert process.returncode == 130
        assert "Stopped. What was read is kept" in said
        assert "Traceback" not in said
        assert 0 < kept(output) < 400


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
