"""Nothing is lost to a dying worker, to a killed run, or to Ctrl-C."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path

import pytest

from batches import SETTINGS, committed, differences, letters, rows, run, start
from pipeline.store import Store

pytestmark = [pytest.mark.usefixtures("one_stamp"), pytest.mark.xdist_group("clock")]


class TestKilled:
    def test_killed_at_any_moment(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 40, "Письмо № {n}\nSLOW")
        assert start(inbox, tmp_path / "whole").wait() == 0
        chance = random.Random(5)
        kills = 0
        for attempt in range(4):
            output = tmp_path / f"output{attempt}"
            while True:
                process = start(inbox, output)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    # On a busy machine a run needs longer to get anywhere at all: each is given more than the last.
                    process.wait(chance.uniform(0.1, 1.2 + 0.2 * kills))
                if process.poll() is not None:
                    break
                process.kill()
                process.wait()
                kills += 1
            assert process.returncode == 0
            assert differences(tmp_path / "whole", output) == []
        assert kills

    def test_stopped_by_a_person(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 80, "Письмо № {n}\nSLOW")
        process = start(inbox, tmp_path / "output")
        deadline = time.monotonic() + 60
        while not committed(tmp_path / "output") and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        with Store.open(tmp_path / "output") as store:
            kept = sum(1 for _ in store.contents())
        assert 0 < kept < 80
        assert run(inbox, tmp_path / "output", replace(SETTINGS, workers=2)).known == kept

    def test_a_worker_killed_by_its_file_costs_that_file(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 40)
        (inbox / "0017.txt").write_text("KILL")
        run(inbox, tmp_path / "output", replace(SETTINGS, workers=2))
        failed = [row for row in rows(tmp_path / "output") if row["status"] == "failed"]
        assert [(row["path"], row["error_code"]) for row in failed] == [("0017.txt", "crashed")]
        assert len(rows(tmp_path / "output", "documents")) == 39
