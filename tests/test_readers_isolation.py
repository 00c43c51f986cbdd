"""A child that dies, hangs or swells costs its file and nothing else."""

from __future__ import annotations

import io
import os
import pickle
import resource
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.document import Document
from make_files import docx, p, zipped
from pipeline import forked
from pipeline.errors import ErrorCode, ReadError
from pipeline.isolation import IsolatedReader, read_isolated
from pipeline.readers import Limits, Source, txt

pytestmark = pytest.mark.xdist_group("clock")

MEGABYTE = 1 << 20
LIMITS = Limits(seconds=1.5, memory_bytes=300 * MEGABYTE)
#: Where nothing hangs: on a busy machine a child may get a tenth of a core.
PATIENT = Limits(seconds=60, memory_bytes=300 * MEGABYTE)


@pytest.fixture(autouse=True)
def traps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader of text that does what the text says; the children of these tests inherit it."""
    plain = txt.read

    def read(source: Source) -> Document:
        word = source.data.decode().strip()
        if word == "die":
            os.kill(os.getpid(), 9)
        elif word == "hang":
            time.sleep(60)
        elif word == "swell":
            kept = [bytearray(10 * MEGABYTE) for _ in range(200)]
            assert kept
        elif word == "network":
            import socket

            socket.socket(socket.AF_INET).connect(("127.0.0.1", 9))
        elif word == "fail":
            raise KeyError("nobody foresaw this")
        elif word.startswith("once"):
            mark = Path(word.split()[1])
            if not mark.exists():
                mark.touch()
                os.kill(os.getpid(), 9)
        return plain(source)

    monkeypatch.setattr(txt, "read", read)


@pytest.fixture
def reader() -> Iterator[IsolatedReader]:
    with IsolatedReader(PATIENT) as isolated:
        yield isolated


@pytest.fixture
def hasty() -> Iterator[IsolatedReader]:
    with IsolatedReader(LIMITS) as isolated:
        yield isolated


def code(reader: IsolatedReader, word: str) -> ErrorCode:
    with pytest.raises(ReadError) as caught:
        reader.read(Source.of(word.encode(), "a.txt"))
    assert caught.value.message
    return caught.value.code


def test_codes(reader: IsolatedReader) -> None:
    assert code(reader, "die") is ErrorCode.CRASHED
    assert code(reader, "swell") is ErrorCode.MEMORY
    assert code(reader, "fail") is ErrorCode.CRASHED
    assert code(reader, "") is ErrorCode.EMPTY
    assert reader.read(Source.of("Исх. № 5".encode(), "a.txt")).text == "Исх. № 5"


def test_time_is_kept_to_a_second(hasty: IsolatedReader) -> None:
    started = time.monotonic()
    assert code(hasty, "hang") is ErrorCode.TIMEOUT
    assert time.monotonic() - started < LIMITS.seconds + 1


def test_no_network(reader: IsolatedReader) -> None:
    with pytest.raises(ReadError, match=r"Network is unreachable|no network|socket was asked for"):
        reader.read(Source.of(b"network", "a.txt"))


def test_a_death_is_tried_once_more(reader: IsolatedReader, tmp_path: Path) -> None:
    text = f"once {tmp_path / 'mark'}"
    assert reader.read(Source.of(text.encode(), "a.txt")).text == text


def test_only_the_member_is_lost(hasty: IsolatedReader) -> None:
    inner = zipped({"d.txt": "Внутри", "e.txt": "die"})
    box = zipped(
        {"a.txt": "Первое", "die.txt": "die", "hang.txt": "hang", "in.zip": inner, "z.docx": docx(p("Последнее"))}
    )
    found = hasty.read_all(Source.of(box, "box.zip"))
    assert [(f.name, f.holder, f.error and f.error.code) for f in found] == [
        ("box.zip", None, None),
        ("a.txt", 0, None),
        ("die.txt", 0, ErrorCode.CRASHED),
        ("hang.txt", 0, ErrorCode.TIMEOUT),
        ("in.zip", 0, None),
        ("d.txt", 4, None),
        ("e.txt", 4, ErrorCode.CRASHED),
        ("z.docx", 0, None),
    ]
    assert [f.document.text for f in found if f.document] == ["Первое", "Внутри", "Последнее"]
    assert all(f.sha256 for f in found)


def test_one_child_reads_many_files(reader: IsolatedReader) -> None:
    pids = set()
    for number in range(20):
        reader.read(Source.of(f"Письмо {number}".encode(), "a.txt"))
        assert reader._child is not None
        pids.add(reader._child._pid)
    assert len(pids) == 1


def test_children_are_replaced_and_leave_nothing() -> None:
    with IsolatedReader(PATIENT, files_per_child=2) as reader:
        for _ in range(6):
            reader.read(Source.of("Письмо".encode(), "a.txt"))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_read_isolated_and_paths(tmp_path: Path) -> None:
    path = tmp_path / "письмо.docx"
    path.write_bytes(docx(p("Исх. № 5")))
    document = read_isolated(Source.of(path, "письмо.docx"))
    assert (document.text, document.source) == ("Исх. № 5", "письмо.docx")
    for name, expected in (("нет", ErrorCode.VANISHED), (".", ErrorCode.NOT_A_FILE)):
        with pytest.raises(ReadError) as caught:
            read_isolated(Source.of(tmp_path / name))
        assert caught.value.code is expected


def test_a_child_may_hand_back_only_documents() -> None:
    dotted = b"\x80\x04\x8c\x16pipeline.readers.walk\x94\x8c\x0dhashlib.blake\x94\x93\x94."
    for data in (pickle.dumps(os.system), dotted.replace(b"\x16", b"\x15")):
        with pytest.raises(pickle.UnpicklingError, match="may not hand back"):
            forked._Unpickler(io.BytesIO(data)).load()


def test_the_parent_is_not_limited(reader: IsolatedReader) -> None:
    before = resource.getrlimit(resource.RLIMIT_AS)
    reader.read(Source.of("Письмо".encode(), "a.txt"))
    assert resource.getrlimit(resource.RLIMIT_AS) == before


def test_a_reader_survives_a_fork_and_a_pickle(reader: IsolatedReader) -> None:
    reader.read(Source.of("Письмо".encode(), "a.txt"))
    twin = pickle.loads(pickle.dumps(reader))
    with twin:
        assert twin.read(Source.of("Письмо".encode(), "a.txt")).text == "Письмо"
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            status = 0 if reader.read(Source.of("Дитя".encode(), "a.txt")).text == "Дитя" else 1
            reader.close()
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0
    assert reader.read(Source.of("Отец".encode(), "a.txt")).text == "Отец"
