"""Runs over folders of stand-in letters, and what they left: for the tests of a batch."""

from __future__ import annotations

import contextlib
import csv
import sqlite3
import subprocess
import sys
from pathlib import Path

import standins
from pipeline import batch
from pipeline.batch import Progress
from pipeline.settings import Settings
from pipeline.summary import Summary
from pipeline.writers.csv_tables import PLAIN

ROOT = Path(__file__).parent.parent

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
from pipeline import batch, intake, settings
from pipeline.writers.csv_tables import PLAIN
intake.GROUP_CONTENTS, intake.PACK_FILES = 4, 2
settings.reading_stamp = lambda configuration: configuration
chosen = settings.Settings(PLAIN, workers=2, read=standins.read_text, understand=standins.understand)
batch.run(Path(sys.argv[1]), Path(sys.argv[2]), chosen, batch.Progress())
"""


def start(inbox: Path, output: Path) -> subprocess.Popen[bytes]:
    """A run in a process of its own, which can be killed."""
    code = KILLED_RUN.format(root=str(ROOT), tests=str(ROOT / "tests"))
    return subprocess.Popen([sys.executable, "-c", code, str(inbox), str(output)])
