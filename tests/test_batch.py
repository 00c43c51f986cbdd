"""A run: every file accounted for, nothing lost to a dying worker, the same bytes however it went."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

import standins
from extractors.document import Document
from pipeline import batch, intake, pool, scan
from pipeline.accounting import account
from pipeline.batch import Progress, Settings, Summary
from pipeline.beside import beside
from pipeline.errors import ErrorCode, LockedError, ReadError, StoreError, UsageError
from pipeline.locking import output_folder
from pipeline.pool import Done, Lost, Pool
from pipeline.readers.walk import Found
from pipeline.scan import Listed, Seen, hashed, shown_name, walk
from pipeline.store import Content, Member, Store
from pipeline.worker import Task
from pipeline.writers.csv_tables import PLAIN

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def one_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code may be edited while its tests run; what was read before is then read again, which is not what is
    tested.
    """
    monkeypatch.setattr(batch, "reading_stamp", lambda configuration: configuration)


SETTINGS = Settings(PLAIN, workers=1, read=standins.read_text, understand=standins.understand)

#: What may differ between two runs over the same letters: the log, and what is known of the disk.
NOT_COMPARED = {"run.json", ".seen.json", ".lock"}


def run(inbox: Path, output: Path, settings: Settings = SETTINGS) -> Summary:
    return batch.run(inbox, output, settings, Progress())


def letters(folder: Path, number: int, text: str = "Письмо № {n}\nтекст") -> Path:
    folder.mkdir(exist_ok=True)
    for n in range(number):
        (folder / f"{n:04}.txt").write_text(text.format(n=n), encoding="utf-8")
    return folder


def rows(output: Path, name: str = "files") -> list[dict[str, str]]:
    with (output / f"{name}.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def by_path(output: Path) -> dict[str, dict[str, str]]:
    return {row["path"]: row for row in rows(output)}


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and path.name not in NOT_COMPARED)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def differences(left: Path, right: Path) -> list[str]:
    mine, its = contents(left), contents(right)
    return sorted(name for name in mine.keys() | its.keys() if mine.get(name) != its.get(name))


class TestAccounting:
    def test_every_file_has_its_row(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 2)
        (inbox / "deep" / "er").mkdir(parents=True)
        (inbox / "deep" / "er" / "same.txt").write_bytes((inbox / "0000.txt").read_bytes())
        (inbox / "empty.txt").touch()
        (inbox / "bad.txt").write_text("BAD")
        (inbox / "raise.txt").write_text("RAISE № 1")
        (inbox / "link.txt").symlink_to(inbox / "nowhere")
        (inbox / "also.txt").symlink_to(inbox / "0001.txt")
        (inbox / "loop").symlink_to(inbox, target_is_directory=True)
        (inbox / "folder.pdf").mkdir()
        (inbox / "folder.pdf" / "inside.txt").write_text("Письмо № 77")
        (inbox / "~$0000.docx").write_text("lock")
        os.mkfifo(inbox / "pipe.txt")
        with socket.socket(socket.AF_UNIX) as server:
            server.bind(str(inbox / "socket"))
        summary = run(inbox, tmp_path / "output")
        found = {path: (row["status"], row["error_code"]) for path, row in by_path(tmp_path / "output").items()}
        assert found == {
            "0000.txt": ("ok", ""),
            "0001.txt": ("ok", ""),
            "also.txt": ("duplicate", ""),
            "deep/er/same.txt": ("duplicate", ""),
            "empty.txt": ("empty", "empty"),
            "bad.txt": ("failed", "damaged"),
            "raise.txt": ("failed", "crashed"),
            "link.txt": ("failed", "broken_link"),
            "loop": ("skipped", ""),
            "folder.pdf": ("failed", "not_a_file"),
            "folder.pdf/inside.txt": ("ok", ""),
            "~$0000.docx": ("skipped", ""),
            "pipe.txt": ("failed", "not_a_file"),
            "socket": ("failed", "not_a_file"),
        }
        first = by_path(tmp_path / "output")
        assert first["deep/er/same.txt"]["document_id"] == first["0000.txt"]["document_id"] != ""
        assert all(row["error_message"] for row in first.values() if row["error_code"])
        assert summary.failed == 7
        assert summary.documents == len(rows(tmp_path / "output", "documents")) == 3
        assert {path.stem for path in (tmp_path / "output" / "text").iterdir()} == {
            row["document_id"] for row in rows(tmp_path / "output", "documents")
        }

    def test_odd_names(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 0)
        names = [
            "пробел и ё.txt",
            "line\nbreak.txt",
            "tab\t.txt",
            "=formula.txt",
            "a\\x0ab.txt",
            'quote";.txt',
            "-o.txt",
        ]
        for n, name in enumerate(names):
            (inbox / name).write_text(f"Письмо № {n}")
        Path(os.fsdecode(os.fsencode(inbox) + b"/\xcf\xe8\xf1\xfc\xec\xee.txt")).write_text("Письмо № 99")
        run(inbox, tmp_path / "output")
        assert set(by_path(tmp_path / "output")) == {
            "пробел и ё.txt",
            "line\\x0abreak.txt",
            "tab\\x09.txt",
            "=formula.txt",
            "a\\\\x0ab.txt",
            'quote";.txt',
            "-o.txt",
            "\\xcf\\xe8\\xf1\\xfc\\xec\\xee.txt",
        }
        assert {row["status"] for row in rows(tmp_path / "output")} == {"ok"}

    def test_shown_names_differ_when_names_do(self) -> None:
        names = ["a\\x0a", "a\n", "a\\\\x0a", "a\\", "a\udcff", "a\\xff", "aÿ", "a\x85", "a\\u0085"]
        assert len({shown_name(name) for name in names}) == len(names)

    @pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
    def test_no_permission(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 2)
        (inbox / "0000.txt").chmod(0)
        run(inbox, tmp_path / "output")
        assert by_path(tmp_path / "output")["0000.txt"]["error_code"] == "unreadable"

    def test_a_file_gone_between_listing_and_reading(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 1)
        listed = walk(inbox)
        (inbox / "0000.txt").unlink()
        found = hashed(listed, Seen(tmp_path))
        assert found[0].problem is not None
        assert found[0].problem.code is ErrorCode.VANISHED

    def test_a_file_changed_between_hashing_and_reading(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        inbox = letters(tmp_path / "inbox", 2)
        whole = batch.hashed

        def and_change(*args: object) -> list[Listed]:
            found = whole(*args)  # type: ignore[arg-type]
            (inbox / "0000.txt").write_text("Письмо № 100")
            return found

        monkeypatch.setattr(batch, "hashed", and_change)
        run(inbox, tmp_path / "output")
        assert by_path(tmp_path / "output")["0000.txt"]["error_code"] == "vanished"
        monkeypatch.undo()
        run(inbox, tmp_path / "output")
        assert by_path(tmp_path / "output")["0000.txt"]["status"] == "ok"

    def test_members_of_containers(self) -> None:
        a, b, c = "aa" * 32, "bb" * 32, "cc" * 32
        held = {
            a: Content(
                a, ".zip", "s", 1, "zip", members=(Member("in.eml", b), Member("../x", "", "unsafe_name", "no"))
            ),
            b: Content(b, ".eml", "s", 2, "eml", has_letter=True, members=(Member("l.txt", c), Member("l.txt", c))),
            c: Content(c, ".txt", "s", 3, "txt", has_letter=True),
        }
        listed = [Listed("box.zip", "box.zip", 1, sha256=a), Listed("z.txt", "z.txt", 3, sha256=c)]
        found = [(entry.path, entry.status, bool(entry.document_id)) for entry in account(listed, held)]
        assert found == [
            ("box.zip", "ok", False),
            ("box.zip!../x", "failed", False),
            ("box.zip!in.eml", "ok", True),
            ("box.zip!in.eml!l.txt", "ok", True),
            ("box.zip!in.eml!l.txt~2", "duplicate", True),
            ("z.txt", "duplicate", True),
        ]

    def test_an_archive_of_itself_ends(self) -> None:
        a = "aa" * 32
        held = {a: Content(a, ".zip", "s", 1, "zip", members=(Member("r.zip", a),))}
        entries = account([Listed("r.zip", "r.zip", 1, sha256=a)], held)
        assert entries[-1].error_code == ErrorCode.ARCHIVE_TOO_DEEP.value
        assert len(entries) < 20


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
        run(inbox, tmp_path / "output", replace(SETTINGS, profile=batch.PROFILES["excel"]))
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


def committed(output: Path) -> int:
    """How many contents a run that goes on has brought to its store."""
    try:
        with contextlib.closing(sqlite3.connect(f"file:{output}/letters.sqlite?mode=ro", uri=True)) as store:
            return int(store.execute("SELECT count(*) FROM _contents").fetchone()[0])
    except sqlite3.Error:
        return 0


KILLED_RUN = """
import sys
from pathlib import Path
sys.path[:0] = [{root!r}, {tests!r}]
import standins
from extractors.document import Document
from pipeline import batch, intake
from pipeline.writers.csv_tables import PLAIN
intake.GROUP_CONTENTS, intake.PACK_FILES = 4, 2
batch.reading_stamp = lambda configuration: configuration
settings = batch.Settings(PLAIN, workers=2, read=standins.read_text, understand=standins.understand)
batch.run(Path(sys.argv[1]), Path(sys.argv[2]), settings, batch.Progress())
"""


def start(inbox: Path, output: Path) -> subprocess.Popen[bytes]:
    """A run in a process of its own, which can be killed."""
    code = KILLED_RUN.format(root=str(ROOT), tests=str(ROOT / "tests"))
    return subprocess.Popen([sys.executable, "-c", code, str(inbox), str(output)])


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
                    process.wait(chance.uniform(0.3, 4.0))
                if process.poll() is not None:
                    break
                process.kill()
                process.wait()
                kills += 1
            assert process.returncode == 0
            assert differences(tmp_path / "whole", output) == []
        assert kills

    def test_stopped_by_a_person(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 40, "Письмо № {n}\nSLOW")
        process = start(inbox, tmp_path / "output")
        deadline = time.monotonic() + 60
        while not committed(tmp_path / "output") and time.monotonic() < deadline:
            time.sleep(0.05)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
        with Store.open(tmp_path / "output") as store:
            kept = sum(1 for _ in store.contents())
        assert 0 < kept < 40
        assert run(inbox, tmp_path / "output", replace(SETTINGS, workers=2)).known == kept

    def test_a_worker_killed_by_its_file_costs_that_file(self, tmp_path: Path) -> None:
        inbox = letters(tmp_path / "inbox", 40)
        (inbox / "0017.txt").write_text("KILL")
        run(inbox, tmp_path / "output", replace(SETTINGS, workers=2))
        failed = [row for row in rows(tmp_path / "output") if row["status"] == "failed"]
        assert [(row["path"], row["error_code"]) for row in failed] == [("0017.txt", "crashed")]
        assert len(rows(tmp_path / "output", "documents")) == 39


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

    def test_leaving_early_ends_the_workers(self) -> None:
        def work(tasks: list[int], alive: object) -> int:
            time.sleep(0.05 if tasks[0] < 2 else 30)
            return os.getpid()

        outcomes = Pool(2, work, seconds=60).run([n] for n in range(8))
        began = time.monotonic()
        next(outcomes)
        outcomes.close()
        assert time.monotonic() - began < 10


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


def test_the_inbox_is_untouched(tmp_path: Path) -> None:
    inbox = letters(tmp_path / "inbox", 3)
    (inbox / "bad.txt").write_text("BAD")
    before = {path: (path.stat(), path.read_bytes()) for path in inbox.iterdir()}
    run(inbox, tmp_path / "output")
    for path, (found, data) in before.items():
        assert path.read_bytes() == data
        assert path.stat().st_mtime_ns == found.st_mtime_ns
    assert set(inbox.iterdir()) == set(before)


def test_a_file_changed_just_now_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")
    listed = hashed(walk(path), Seen(tmp_path))
    Seen(tmp_path).keep(listed)
    assert Seen(tmp_path).hash_of(listed[0]) == ""
    old = time.time_ns() - 10 * scan._SETTLED_NS
    os.utime(path, ns=(old, old))
    listed = hashed(walk(path), Seen(tmp_path))
    Seen(tmp_path).keep(listed)
    assert Seen(tmp_path).hash_of(listed[0]) == listed[0].sha256
    (tmp_path / scan.SEEN_FILE).write_text("{broken")
    assert Seen(tmp_path).hash_of(listed[0]) == ""


def test_an_error_is_a_message_for_a_person() -> None:
    assert str(ReadError(ErrorCode.EMPTY, "the file is empty")) == "the file is empty"


def test_the_output_folder_is_made(tmp_path: Path) -> None:
    with output_folder(tmp_path / "a" / "b") as folder:
        assert folder.is_dir()


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
