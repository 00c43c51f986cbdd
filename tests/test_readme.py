"""What the README tells a newcomer to run does run, and says what the README says it says."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("readme")

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.ru.md")

#: These run this very test, or the set-up it stands on.
NOT_RUN = {"make test"}

#: Exit code 1 says that some files were not read: a scan, on a machine without recognition.
FINE = {0, 1}


@dataclass
class Command:
    """A command of a console block, and the lines that stand under it."""

    line: str
    told: list[str] = field(default_factory=list)


def commands(name: str) -> list[Command]:
    found: list[Command] = []
    for block in re.findall(r"```console\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append(Command(line.removeprefix("$ ")))
            else:
                found[-1].told.append(line)
    return found


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like the checkout, so that its own `output` is left alone."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in ("Makefile", "samples", "requirements.lock", "pyproject.toml", "README.md", "pipeline", "extractors"):
        (folder / name).symlink_to(ROOT / name)
    (folder / ".venv" / "bin").mkdir(parents=True)
    for name in ("python", "pismo"):
        (folder / ".venv" / "bin" / name).write_text(_script(name), encoding="utf-8")
        (folder / ".venv" / "bin" / name).chmod(0o755)
    (folder / ".venv" / ".installed").touch()
    return folder


def _script(name: str) -> str:
    words = "-m pipeline.cli" if name == "pismo" else ""
    return f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" {words} "$@"\n'


@pytest.fixture(scope="module")
def run(checkout: Path) -> Callable[[str], subprocess.CompletedProcess[str]]:
    """Runs a command where a newcomer would; one that stands in both READMEs runs once."""
    environment = {**os.environ, "LC_ALL": "C.UTF-8", "COLUMNS": "160"}

    @cache
    def of(line: str) -> subprocess.CompletedProcess[str]:
        words = ["/bin/sh", "-c", line]
        return subprocess.run(words, cwd=checkout, env=environment, capture_output=True, text=True, check=False)

    return of


@pytest.mark.parametrize("name", READMES)
def test_commands_run(name: str, run: Callable[[str], subprocess.CompletedProcess[str]]) -> None:
    found = commands(name)
    assert len(found) > 4
    for command in found:
        if command.line in NOT_RUN:
            continue
        done = run(command.line)
        output = done.stdout + done.stderr
        assert done.returncode in FINE, f"{command.line}\n{output[-3000:]}"
        for line in command.told:
            assert line in output.splitlines(), f"{command.line} does not say «{line}»:\n{output[-3000:]}"


@pytest.mark.parametrize("name", READMES)
def test_python_runs(name: str, checkout: Path) -> None:
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    for block in blocks:
        done = subprocess.run(
            [sys.executable, "-c", block],
            cwd=checkout,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-3000:]
        assert done.stdout


@pytest.mark.parametrize("name", READMES)
def test_every_command_of_the_program_is_named(name: str) -> None:
    from pipeline.cli import app

    text = (ROOT / name).read_text(encoding="utf-8")
    missing = [
        one.callback.__name__ for one in app.registered_commands if one.callback and one.callback.__name__ not in text
    ]
    assert not missing


def test_every_target_of_make_is_explained() -> None:
    done = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True)
    for target in ("setup", "extract", "test", "lint", "types", "evaluate", "bench", "soak", "clean", "setup-ocr"):
        assert f"make {target} " in done.stdout
