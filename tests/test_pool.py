"""Work in processes of its own: every task has an outcome, and none outlives its pool."""

from __future__ import annotations

import os
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from pipeline import pool
from pipeline.beside import beside
from pipeline.errors import StoreError
from pipeline.pool import Done, Lost, Pool

pytestmark = pytest.mark.xdist_group("clock")


class TestPool:
    def test_every_task_has_an_outcome(self) -> None:
        def work(tasks: list[int], alive: object) -> int:
            if 13 in tasks:
                os.kill(os.getpid(), signal.SIGKILL)
            return sum(tasks)

        outcomes = list(Pool(3, work, seconds=30).run([n, n + 1] for n in range(0, 40, 2)))
        assert sorted(task for one in outcomes if isinstance(one, Done) for task in one.tasks) == sorted(
            set(range(40)) - {13}
        )
        assert [one.task for one in outcomes if isinstance(one, Lost)] == [13]

    def test_a_task_that_hangs_is_given_up(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pool, "_LOOK_SECONDS", 0.05)

        def work(tasks: list[int], alive: object) -> None:
            time.sleep(60 if 3 in tasks else 0)

        outcomes = list(Pool(2, work, seconds=0.4).run([n] for n in range(6)))
        assert [(one.task, one.timeout) for one in outcomes if isinstance(one, Lost)] == [(3, True)]
        assert len(outcomes) == 6

    def test_signs_of_life_keep_a_long_task(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(pool, "_LOOK_SECONDS", 0.05)

        def work(tasks: list[int], alive: object) -> str:
            for _ in range(8):
                time.sleep(0.1)
                alive()  # type: ignore[operator]
            return "done"

        assert [one for one in Pool(1, work, seconds=0.4).run([[1]]) if isinstance(one, Done)]

    def test_an_error_of_the_program_is_told(self) -> None:
        def work(tasks: list[int], alive: object) -> None:
            raise ValueError("broken rule")

        lost = [one for one in Pool(1, work, seconds=30).run([[1]]) if isinstance(one, Lost)]
        assert "broken rule" in lost[0].words

    @pytest.mark.parametrize(("tasks", "most", "workers"), [(4, 5, 8), (1000, 40, 2)])
    def test_workers_are_replaced_after_so_many_tasks(self, tasks: int, most: int, workers: int) -> None:
        def work(tasks: list[int], alive: object) -> int:
            time.sleep(0.01)
            return os.getpid()

        outcomes = list(Pool(2, work, seconds=30, tasks=tasks).run([n, n + 1] for n in range(0, 40, 2)))
        assert sorted(task for one in outcomes if isinstance(one, Done) for task in one.tasks) == list(range(40))
        done = Counter(one.result for one in outcomes if isinstance(one, Done) for _ in one.tasks)
        assert max(done.values()) <= most
        assert workers - 1 <= len(done) <= workers + 2

    def test_leaving_early_ends_the_workers(self) -> None:
        def work(tasks: list[int], alive: object) -> int:
            time.sleep(0.05 if tasks[0] < 2 else 30)
            return os.getpid()

        outcomes = Pool(2, work, seconds=60).run([n] for n in range(8))
        began = time.monotonic()
        next(outcomes)
        outcomes.close()
        assert time.monotonic() - began < 10


class TestBeside:
    """A share of the work in a process of its own."""

    def test_it_is_done_when_the_block_ends(self, tmp_path: Path) -> None:
        with beside(lambda: (time.sleep(0.2), (tmp_path / "done").write_text(str(os.getpid())))):
            assert not (tmp_path / "done").exists()
        assert int((tmp_path / "done").read_text()) != os.getpid()

    def test_an_error_is_raised_here(self) -> None:
        def work() -> None:
            raise StoreError("the disk is full")

        with pytest.raises(StoreError, match="the disk is full"), beside(work):
            pass

    def test_an_error_of_the_block_ends_it(self, tmp_path: Path) -> None:
        began = time.monotonic()
        with pytest.raises(KeyError), beside(lambda: time.sleep(30)):
            raise KeyError
        assert time.monotonic() - began < 10
