"""The hostile set: every file gets its row, within its time and memory, and the files beside it are read."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from make_files import sound
from make_hostile import HOSTILE, whole_files
from pipeline.errors import ErrorCode, ReadError
from pipeline.isolation import IsolatedReader
from pipeline.readers import READERS, Limits, Source
from pipeline.readers.walk import Found

pytestmark = pytest.mark.xdist_group("clock")

# Small limits of memory, so that the set runs in a minute; of time enough for a busy machine.
LIMITS = Limits(
    seconds=40,
    memory_bytes=700 << 20,
    ocr_pages=2,
    ocr_page_seconds=20,
    unpacked_bytes=200 << 20,
    member_bytes=100 << 20,
)


@pytest.fixture(scope="module")
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader(LIMITS) as isolated:
        yield isolated


def outcome(found: Found) -> str:
    error = found.error or found.members_error
    return error.code.value if error else "ok"


def check(found: list[Found]) -> None:
    """What holds for every reading: messages for a person, sound documents, no fault of the program."""
    for item in found:
        for error in (item.error, item.members_error):
            assert error is None or (len(error.message) > 10 and "Error" not in error.message), error
        if item.document is not None:
            sound(item.document)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile(name: str, reader: IsolatedReader) -> None:
    make, allowed = HOSTILE[name]
    data = make()
    started = time.monotonic()
    found = reader.read_all(Source.of(data, name))
    spent = time.monotonic() - started
    assert outcome(found[0]) in allowed.split(), (outcome(found[0]), found[0].error, found[0].members_error)
    # A death is tried once more, a time-out is not.
    assert spent < 2 * LIMITS.seconds + 2
    check(found)


def test_nothing_of_the_machine_is_read(reader: IsolatedReader) -> None:
    found = reader.read_all(Source.of(HOSTILE["outside_entities.docx"][0](), "a.docx"))
    assert found[0].document is None or "root:" not in found[0].document.text


def test_members_beside_a_bomb_are_read(reader: IsolatedReader) -> None:
    found = reader.read_all(Source.of(HOSTILE["bomb.zip"][0](), "bomb.zip"))
    assert [outcome(item) for item in found] == ["ok", "archive_bomb", "ok"]
    names = reader.read_all(Source.of(HOSTILE["names.zip"][0](), "names.zip"))
    assert sum(item.error is not None and item.error.code is ErrorCode.UNSAFE_NAME for item in names) == 4
    assert not any(c in item.name for item in names for c in "\x1b\u202e\n")
    locked = reader.read_all(Source.of(HOSTILE["password.zip"][0](), "password.zip"))
    assert outcome(locked[1]) == "encrypted"
    deep = reader.read_all(Source.of(HOSTILE["in.zip"][0](), "in.zip"))
    assert outcome(deep[-1]) == "archive_too_deep"


WHOLE = dict(whole_files())


@pytest.mark.parametrize("name", WHOLE)
def test_truncations_at_every_tenth(name: str, reader: IsolatedReader) -> None:
    data = WHOLE[name]
    assert outcome(reader.read_all(Source.of(data, name))[0]) == "ok"
    for tenth in range(10):
        found = reader.read_all(Source.of(data[: len(data) * tenth // 10], name))
        assert outcome(found[0]) in {"ok", "damaged", "empty", "no_text", "unsupported_format"}, (tenth, found[0].error)
        check(found)


@pytest.mark.parametrize("name", WHOLE)
def test_wrong_suffixes(name: str, reader: IsolatedReader) -> None:
    right = reader.read_all(Source.of(WHOLE[name], name))[0]
    for suffix in ("pdf", "docx", "txt", "jpg", "exe", ""):
        found = reader.read_all(Source.of(WHOLE[name], f"file.{suffix}"))[0]
        assert (found.format, outcome(found)) == (right.format, "ok")


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"7z\xbc\xaf'\x1c" + b"x" * 100, ErrorCode.UNSUPPORTED_FORMAT),
        (b"Rar!\x1a\x07\x00" + b"x" * 100, ErrorCode.UNSUPPORTED_FORMAT),
        (b"\x1f\x8b" + b"x" * 100, ErrorCode.UNSUPPORTED_FORMAT),
        (b"\x7fELF" + b"\x00" * 100, ErrorCode.UNSUPPORTED_FORMAT),
        (bytes(range(256)) * 20, ErrorCode.UNSUPPORTED_FORMAT),
        (b"", ErrorCode.EMPTY),
        (b"\x00" * 10_000, ErrorCode.DAMAGED),
    ],
)
def test_unknown_content(head: bytes, code: ErrorCode, reader: IsolatedReader) -> None:
    with pytest.raises(ReadError) as caught:
        reader.read(Source.of(head, "file.bin"))
    assert caught.value.code is code


def test_things_that_are_no_files(tmp_path: Path, reader: IsolatedReader) -> None:
    (tmp_path / "folder.pdf").mkdir()
    (tmp_path / "nowhere.pdf").symlink_to(tmp_path / "missing")
    os.mkfifo(tmp_path / "pipe.pdf")
    locked = tmp_path / "locked.txt"
    locked.write_text("Письмо", encoding="utf-8")
    locked.chmod(0)
    expected = {
        "folder.pdf": "not_a_file",
        "nowhere.pdf": "broken_link",
        "pipe.pdf": "not_a_file",
        "gone.pdf": "vanished",
    }
    if os.geteuid():
        expected["locked.txt"] = "unreadable"
    for name, code in expected.items():
        assert outcome(reader.read_all(Source.of(tmp_path / name, name))[0]) == code, name
    with pytest.raises(ReadError) as caught:
        reader.read(Source.of(Path("/dev/zero"), "zero"))
    assert caught.value.code is ErrorCode.NOT_A_FILE


def test_file_larger_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50 << 20)
    with IsolatedReader(Limits(file_bytes=1 << 20)) as reader, pytest.raises(ReadError) as caught:
        reader.read(Source.of(path, "large.txt"))
    assert caught.value.code is ErrorCode.TOO_LARGE


def test_every_reader_meets_a_cut_file() -> None:
    formats = {"docx", "odt", "pdf", "rtf", "eml", "msg", "html", "doc"}
    assert formats <= set(READERS)
