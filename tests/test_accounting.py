"""Every file of the inbox is accounted for, and left as it was."""

from __future__ import annotations

import os
import socket
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from batches import by_path, letters, rows, run
from pipeline import batch, publish, seen
from pipeline.accounting import account
from pipeline.contents import Content, Member
from pipeline.errors import ErrorCode
from pipeline.scan import Listed, shown_name, walk
from pipeline.seen import SEEN_FILE, Seen, hashed

pytestmark = pytest.mark.usefixtures("one_stamp")


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
    old = time.time_ns() - 10 * seen._SETTLED_NS
    os.utime(path, ns=(old, old))
    listed = hashed(walk(path), Seen(tmp_path))
    Seen(tmp_path).keep(listed)
    assert Seen(tmp_path).hash_of(listed[0]) == listed[0].sha256
    (tmp_path / SEEN_FILE).write_text("{broken")
    assert Seen(tmp_path).hash_of(listed[0]) == ""


def test_a_letter_takes_little_memory_when_the_tables_are_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was listed, known and read is let go of by then: a file is a row of the account (500 bytes), a letter no more."""
    held: list[int] = []

    def looked_at(*arguments: Any) -> int:
        held.append(tracemalloc.get_traced_memory()[0])
        return fill_tables(*arguments)

    fill_tables = publish.fill_tables
    monkeypatch.setattr(publish, "fill_tables", looked_at)
    few, many = letters(tmp_path / "few", 100), letters(tmp_path / "many", 600)
    for inbox in (few, few, many):  # the first run loads what a run needs
        tracemalloc.start()
        run(inbox, tmp_path / f"output{len(held)}")
        tracemalloc.stop()
    assert (held[2] - held[1]) / 500 < 800
