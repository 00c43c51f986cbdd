"""A run on a Ray cluster of two nodes ends with the bytes of a local run on the same letters."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from email.message import EmailMessage
from importlib.util import find_spec
from pathlib import Path

import pytest

from make_hostile import zip_of_bad_names
from pipeline.calls import WRONG_USAGE

pytestmark = pytest.mark.xdist_group("cluster")

ROOT = Path(__file__).parent.parent
SAMPLES = ROOT / "samples" / "inbox"

#: What may differ: the log, what is known of the disk, and what a cluster keeps beside the tables.
NOT_COMPARED = ("run.json", ".seen.json", ".lock", "parquet")


def pismo(*words: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """`pismo …` in a process of its own: tests have no network, a cluster needs that of this machine."""
    command = [sys.executable, "-m", "pipeline.cli", *map(str, words), "--lang", "en"]
    path = os.pathsep.join((str(ROOT), os.environ.get("PYTHONPATH", "")))
    return subprocess.run(
        command, env={**os.environ, "PYTHONPATH": path, **environment}, capture_output=True, text=True, check=False
    )


def outputs(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file())
    names = ((path.relative_to(folder), path) for path in found)
    return {name.as_posix(): path.read_bytes() for name, path in names if name.parts[0] not in NOT_COMPARED}


def differences(left: Path, right: Path) -> list[str]:
    mine, its = outputs(left), outputs(right)
    assert "register.csv" in mine
    return sorted(name for name in mine.keys() | its.keys() if mine.get(name) != its.get(name))


def mail(letter: Path) -> bytes:
    message = EmailMessage()
    message["Subject"], message["From"], message["Date"] = "Письмо", "a@example.org", "Tue, 14 Mar 2023 10:00:00 +0300"
    message.set_content("Направляем письмо, приложение 1 на 2 л.\n")
    message.add_attachment(letter.read_bytes(), maintype="application", subtype="x", filename=letter.name)
    return message.as_bytes()


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters of every kind, in archives and mails, twice under other names; and what can not be read."""
    folder = tmp_path_factory.mktemp("cluster") / "inbox"
    folder.mkdir()
    letters = sorted(SAMPLES.iterdir())[::6]
    for path in letters:
        shutil.copy(path, folder)
    texts = [path for path in letters if path.suffix == ".txt"]
    documents = [path for path in letters if path.suffix == ".docx"]
    (folder / "deep").mkdir()
    shutil.copy(texts[0], folder / "deep" / "same.txt")
    shutil.copy(texts[1], folder / "0-the same under another suffix.html")
    with zipfile.ZipFile(folder / "box.zip", "w") as box:
        for path in (texts[2], documents[0], documents[1]):
            box.write(path, path.name)
        box.writestr("mail.eml", mail(documents[2]))
    (folder / "mail.eml").write_bytes(mail(documents[3]))
    (folder / "bad names.zip").write_bytes(zip_of_bad_names())
    (folder / "empty.txt").touch()
    (folder / "broken.docx").write_bytes(documents[0].read_bytes()[:2000])
    (folder / "~$lock.docx").write_text("lock")
    old = time.time() - 1000
    for path in folder.rglob("*"):
        os.utime(path, (old, old))
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    """The address of two nodes."""
    for name in ("ray", "pyarrow", "duckdb", "fsspec"):
        pytest.importorskip(name)
    command = [sys.executable, str(ROOT / "tests" / "two_nodes.py")]
    path = os.pathsep.join((str(ROOT), str(ROOT / "tests"), os.environ.get("PYTHONPATH", "")))
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path}
    ) as nodes:
        assert nodes.stdin
        assert nodes.stdout
        line = next((line for line in nodes.stdout if line.startswith("address ")), "")
        assert line, "no cluster"
        yield line.split()[1]
        nodes.stdin.close()
        nodes.wait(60)


@pytest.fixture(scope="module")
def local(inbox: Path, cluster: str) -> Path:
    output = inbox.parent / "local"
    assert pismo("extract", inbox, "-o", output).returncode == 1
    return output


@pytest.fixture(scope="module")
def done(inbox: Path, cluster: str) -> Path:
    output = inbox.parent / "cluster"
    found = pismo("extract", f"file://{inbox}", "-o", output, "--engine", "ray", RAY_ADDRESS=cluster)
    assert found.returncode == 1, found.stderr
    return output


class TestTwoNodes:
    def test_every_output_is_that_of_a_local_run(self, local: Path, done: Path) -> None:
        assert differences(local, done) == []

    def test_the_tables_are_there_as_parquet(self, done: Path) -> None:
        import duckdb

        from pipeline.store import Store
        from pipeline.tables import TABLES

        with Store.open(done) as store:
            for one in TABLES:
                path = done / "parquet" / "tables" / one.name / "*.parquet"
                found = duckdb.execute(f"SELECT count(*) FROM read_parquet('{path}')").fetchone()
                assert found == (store.count(one.name),)
        assert len(list((done / "parquet" / "contents").iterdir())) > 1

    def test_nothing_is_left_of_the_way(self, done: Path) -> None:
        assert sorted(path.name for path in (done / "parquet").iterdir()) == [
            "contents", "index", "published", "tables",
        ]  # fmt: skip

    def test_a_second_run_reads_and_writes_nothing(self, inbox: Path, done: Path, cluster: str) -> None:
        files = [path for path in done.rglob("*") if path.is_file() and path.name not in NOT_COMPARED]
        before = {path: path.stat().st_mtime_ns for path in files}
        found = pismo("extract", inbox, "-o", done, "--engine", "ray", "--json", RAY_ADDRESS=cluster)
        assert json.loads(found.stdout)["read"] == 0
        assert before == {path: path.stat().st_mtime_ns for path in files}

    def test_a_local_run_goes_on_from_it(self, inbox: Path, done: Path, tmp_path: Path) -> None:
        output = tmp_path / "output"
        shutil.copytree(done, output)
        assert json.loads(pismo("extract", inbox, "-o", output, "--json").stdout)["read"] == 0
        assert differences(done, output) == []

    def test_changes_of_the_folder(self, inbox: Path, done: Path, cluster: str, tmp_path: Path) -> None:
        """Added, moved, removed: what stood is not read again, and the end is that of a fresh local run."""
        changed, output = tmp_path / "inbox", tmp_path / "output"
        shutil.copytree(inbox, changed)
        shutil.copytree(done, output)
        first, second = sorted(changed.glob("*.txt"))[1:3]
        first.unlink()
        second.rename(changed / "moved.txt")
        (changed / "new.txt").write_text("Исх. № 5-17 от 01.02.2024\n\nО новом письме\n\nДиректор И. И. Петров\n")
        words = ("extract", changed, "-o", output, "--engine", "ray", "--json")
        assert json.loads(pismo(*words, RAY_ADDRESS=cluster).stdout)["read"] == 1
        pismo("extract", changed, "-o", tmp_path / "fresh")
        assert differences(tmp_path / "fresh", output) == []

    def test_an_address_of_fsspec(self, inbox: Path, local: Path, cluster: str, tmp_path: Path) -> None:
        """The same files as members of an archive that is mounted: any file system of fsspec is read so."""
        mounted = tmp_path / "letters.zip"
        with zipfile.ZipFile(mounted, "w") as archive:
            for path in sorted(inbox.rglob("*")):
                if path.is_file():
                    archive.write(path, path.relative_to(inbox).as_posix())
        address, output = f"zip://::file://{mounted}", tmp_path / "output"
        found = pismo("extract", address, "-o", output, "--engine", "ray", RAY_ADDRESS=cluster)
        assert found.returncode == 1, found.stderr
        assert differences(local, output) == []

    def test_actors_killed_on_the_way_cost_nothing(
        self, inbox: Path, local: Path, cluster: str, tmp_path: Path
    ) -> None:
        output = tmp_path / "output"
        words = [sys.executable, "-m", "pipeline.cli", "extract", str(inbox), "-o", str(output), "--engine", "ray"]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "RAY_ADDRESS": cluster}
        with subprocess.Popen(words, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as run:
            killed = _kill_an_actor(output)
            assert run.wait(300) == 1
        assert killed
        assert differences(local, output) == []

    def test_no_such_address(self, cluster: str, tmp_path: Path) -> None:
        found = pismo("extract", "nowhere://x", "-o", tmp_path / "o", "--engine", "ray", RAY_ADDRESS=cluster)
        assert (found.returncode, "can not be opened" in found.stderr) == (WRONG_USAGE, True)


#: A server of S3 on a free port of this machine, with the files of a folder in a bucket; it ends with its stdin.
_S3 = """
import os, sys
from moto.server import ThreadedMotoServer
server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
os.environ["AWS_ENDPOINT_URL"] = address = "http://%s:%d" % server.get_host_and_port()
import s3fs
files = s3fs.S3FileSystem()
files.call_s3("create_bucket", Bucket="letters")
files.put(sys.argv[1] + "/", "letters/2024/", recursive=True)
print("address", address, flush=True)
sys.stdin.read()
"""
_KEYS = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture
def bucket(inbox: Path) -> Iterator[dict[str, str]]:
    """The environment in which `s3://letters/2024` holds the letters."""
    for name in ("ray", "s3fs", "moto"):
        if find_spec(name) is None:
            pytest.skip(f"no {name}")
    command, environment = [sys.executable, "-c", _S3, str(inbox)], {**os.environ, **_KEYS}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, text=True, env=environment, **pipes) as server:
        assert server.stdin
        assert server.stdout
        line = next((line for line in server.stdout if line.startswith("address ")), "")
        assert line, "no server"
        yield {**_KEYS, "AWS_ENDPOINT_URL": line.split()[1]}
        server.stdin.close()
        server.wait(60)


def test_a_bucket_of_s3(inbox: Path, bucket: dict[str, str], tmp_path: Path) -> None:
    """On this machine alone: those of a cluster know their keys by themselves."""
    local, output = tmp_path / "local", tmp_path / "output"
    assert pismo("extract", inbox, "-o", local).returncode == 1
    words = ("extract", "s3://letters/2024", "-o", output, "--engine", "ray", "--json")
    found = pismo(*words, RAY_ADDRESS="local", **bucket)
    assert found.returncode == 1, found.stderr
    assert differences(local, output) == []
    again = pismo(*words, RAY_ADDRESS="local", **bucket)
    assert json.loads(again.stdout)["read"] == 0


def _kill_an_actor(output: Path) -> bool:
    """kill -9 the first actor that is at work when the reading has begun."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if (output / ".seen.json").exists():
            for process in Path("/proc").iterdir():
                if process.name.isdigit() and b"ray::MapWorker" in _command(process):
                    os.kill(int(process.name), signal.SIGKILL)
                    return True
        time.sleep(0.05)
    return False


def _command(process: Path) -> bytes:
    try:
        return (process / "cmdline").read_bytes()
    except OSError:
        return b""


def test_a_machine_with_another_pismo_is_refused(tmp_path: Path) -> None:
    pytest.importorskip("pyarrow")
    from pipeline.cluster.address import LocalFiles
    from pipeline.cluster.work import Job, Reading, block
    from pipeline.errors import StoreError
    from pipeline.readers.limits import DEFAULT_LIMITS

    job = Job(LocalFiles(), DEFAULT_LIMITS, list, "the stamp of another", "", 5.0, tmp_path)
    with pytest.raises(StoreError, match="install the same"):
        Reading(job)(block([]))


class TestUsage:
    def test_without_the_libraries(self, tmp_path: Path) -> None:
        (tmp_path / "ray.py").write_text("raise ImportError('no ray', name='ray')")
        (tmp_path / "pyarrow.py").write_text("raise ImportError('no pyarrow', name='pyarrow')")
        found = pismo("extract", SAMPLES, "-o", tmp_path / "o", "--engine", "ray", PYTHONPATH=f"{tmp_path}:{ROOT}")
        assert found.returncode == WRONG_USAGE
        assert "pip install 'pismo[ray]'" in found.stderr
        assert not (tmp_path / "o").exists()

    def test_an_unknown_engine(self, tmp_path: Path) -> None:
        found = pismo("extract", SAMPLES, "-o", tmp_path / "o", "--engine", "steam")
        assert found.returncode == WRONG_USAGE
        assert "no such engine: steam" in found.stderr

    @pytest.mark.parametrize("words", [["s3://bucket/letters"], ["inbox", "--engine", "ray", "--dry-run"]])
    def test_what_does_not_go_together(self, tmp_path: Path, words: list[str]) -> None:
        found = pismo("extract", *words, "-o", tmp_path / "o")
        assert (found.returncode, "--engine ray" in found.stderr) == (WRONG_USAGE, True)

    def test_the_output_is_no_address(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        found = pismo("extract", SAMPLES / "a01.docx", "-o", "s3://bucket/tables")
        assert (found.returncode, "s3:/bucket/tables is an address" in found.stderr) == (WRONG_USAGE, True)
        assert not list(tmp_path.iterdir())
