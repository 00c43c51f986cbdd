"""Following a folder, and saying what a run would do before it does it."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

import standins
from extractors.document import Document
from pipeline.batch import Progress, run
from pipeline.errors import GoneError, UsageError
from pipeline.records import Letter
from pipeline.rehearsal import rehearse
from pipeline.settings import Settings
from pipeline.summary import Summary
from pipeline.watch import Rhythm, watch

SETTINGS = Settings(workers=1, read=standins.read_text, understand=standins.understand)
QUICK = Rhythm(settle=0.3, pause=0.05, sweep=30.0)


pytestmark = [pytest.mark.usefixtures("one_stamp"), pytest.mark.xdist_group("clock")]


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"Письмо № {n}")
    return folder


@contextmanager
def followed(inbox: Path, output: Path, rhythm: Rhythm = QUICK, **more: object) -> Iterator[list[Summary]]:
    told: list[Summary] = []
    stop = threading.Event()
    options = {"told": told.append, "rhythm": rhythm, "stop": stop, **more}
    thread = threading.Thread(target=watch, args=(inbox, output, SETTINGS, Progress()), kwargs=options)
    thread.start()
    try:
        yield told
    finally:
        stop.set()
        thread.join(20)
        assert not thread.is_alive()


def until(condition: Callable[[], bool], seconds: float = 40.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.05)
    return False


class TestWatch:
    def test_what_arrives_is_read(self, inbox: Path, tmp_path: Path) -> None:
        with followed(inbox, tmp_path / "output") as told:
            assert until(lambda: bool(told) and told[-1].documents == 3)
            (inbox / "new.txt").write_text("Письмо № 10")
            assert until(lambda: told[-1].documents == 4)
            (inbox / "0.txt").unlink()
            assert until(lambda: told[-1].documents == 3)

    def test_a_file_that_grows_is_waited_for(self, inbox: Path, tmp_path: Path) -> None:
        with followed(inbox, tmp_path / "output", replace(QUICK, settle=0.6)) as told:
            assert until(lambda: bool(told))
            with (inbox / "slow.txt").open("w") as stream:
                for n in range(8):
                    stream.write(f"строка {n}\n")
                    stream.flush()
                    time.sleep(0.2)
            assert until(lambda: told[-1].documents == 4)
        texts = [path.read_text(encoding="utf-8") for path in (tmp_path / "output" / "text").iterdir()]
        assert [text for text in texts if "строка" in text] == ["".join(f"строка {n}\n" for n in range(8))]
        assert sum(summary.read for summary in told) == 4

    def test_missed_events_are_made_up_by_the_sweep(
        self, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import watchfiles

        def deaf(*_: object, stop_event: threading.Event, rust_timeout: int, **__: object) -> Iterator[set[object]]:
            while not stop_event.wait(rust_timeout / 1000):
                yield set()

        monkeypatch.setattr(watchfiles, "watch", deaf)
        with followed(inbox, tmp_path / "output", replace(QUICK, sweep=0.4)) as told:
            assert until(lambda: bool(told))
            (inbox / "new.txt").write_text("Письмо № 10")
            assert until(lambda: told[-1].documents == 4)

    def test_a_folder_that_emptied_may_come_back(self, inbox: Path, tmp_path: Path) -> None:
        refused: list[GoneError] = []
        with followed(inbox, tmp_path / "output", refused=refused.append) as told:
            assert until(lambda: bool(told))
            letters = {path: path.read_bytes() for path in inbox.iterdir()}
            for path in letters:
                path.unlink()
            assert until(lambda: bool(refused))
            assert told[-1].documents == 3
            for path, data in letters.items():
                path.write_bytes(data)
            (inbox / "new.txt").write_text("Письмо № 10")
            assert until(lambda: told[-1].documents == 4)

    def test_output_within_the_inbox_does_not_wake_the_watcher(self, inbox: Path) -> None:
        with followed(inbox, inbox / "output") as told:
            assert until(lambda: bool(told))
            time.sleep(2.5)
            assert len(told) == 1

    def test_no_inbox(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError):
            watch(tmp_path / "nowhere", tmp_path / "output", SETTINGS, Progress(), told=lambda _: None, rhythm=QUICK)


class TestRehearsal:
    def test_the_first_run(self, inbox: Path, tmp_path: Path) -> None:
        found = rehearse(inbox, tmp_path / "output", SETTINGS, Progress())
        assert (found.summary.read, found.added, found.removed, found.changed) == (3, 3, 0, 0)
        assert not (tmp_path / "output").exists()

    def test_changes_of_the_rules(self, inbox: Path, tmp_path: Path) -> None:
        output = tmp_path / "output"
        run(inbox, output, SETTINGS, Progress())
        before = {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}
        (inbox / "new.txt").write_text("Письмо № 10")
        (inbox / "0.txt").unlink()

        def better(documents: Sequence[Document]) -> list[Letter | Exception]:
            letters = (standins.letter(document.text) for document in documents)
            return [replace(one, kind="order") if one.title.endswith("2") else one for one in letters]

        changed = replace(SETTINGS, understand=better, limits=replace(SETTINGS.limits, pages=7))
        found = rehearse(inbox, output, changed, Progress())
        assert (found.summary.read, found.added, found.removed, found.changed) == (3, 1, 1, 1)
        assert [(one.path, one.column, one.old, one.new) for one in found.values] == [
            ("2.txt", "kind", "letter", "order")
        ]
        assert found.rows["register"] == (2, 2)
        assert found.as_dict()["documents"] == {"read": 3, "added": 1, "removed": 1, "changed": 1}
        assert before == {path: path.read_bytes() for path in output.rglob("*") if path.is_file()}

    def test_nothing_to_do(self, inbox: Path, tmp_path: Path) -> None:
        run(inbox, tmp_path / "output", SETTINGS, Progress())
        found = rehearse(inbox, tmp_path / "output", SETTINGS, Progress())
        assert (found.summary.read, found.added, found.removed, found.changed, found.rows) == (0, 0, 0, 0, {})

    def test_output_within_the_inbox_is_left_out(self, inbox: Path) -> None:
        run(inbox, inbox / "output", SETTINGS, Progress())
        found = rehearse(inbox, inbox / "output", SETTINGS, Progress())
        assert found.summary.files.total() == 3


def test_a_file_of_the_future_is_read(inbox: Path, tmp_path: Path) -> None:
    future = time.time() + 10_000
    os.utime(inbox / "0.txt", (future, future))
    assert run(inbox, tmp_path / "output", SETTINGS, Progress()).documents == 3
    assert run(inbox, tmp_path / "output", SETTINGS, Progress()).read == 0
