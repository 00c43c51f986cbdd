"""Runs killed at random moments: whatever the moment, what the runs end with is what an uninterrupted run leaves.

    python -m benchmarks.kills [KILLS] [--letters 300] [--workers 2] [--seed 1]

Letters are generated (`benchmarks.letters`) and read once without trouble. Then the same command is started over and
over and killed (kill -9, as when the power goes: nothing can be tidied) at moments drawn from the length of a whole
run; whenever it comes to its end, every byte of the output folder is compared, and it begins with an empty one. Exit
code 1 when anything differed.
"""

from __future__ import annotations

import argparse
import filecmp
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.bench import say
from benchmarks.letters import Letters, shares

#: What may differ: the log, and what is known of the disk.
_NOT_COMPARED = {"run.json", ".seen.json", ".lock"}

#: A moment is drawn up to this share of the length of a whole run: some runs come to their end.
_BEYOND = 1.1


def start(inbox: Path, output: Path, workers: int) -> subprocess.Popen[bytes]:
    """The command of a user, in a group of processes of its own."""
    words = [sys.executable, "-m", "pipeline.cli", "extract", str(inbox), "-o", str(output), "--workers", str(workers)]
    return subprocess.Popen(words, stderr=subprocess.DEVNULL, start_new_session=True)


def kill(process: subprocess.Popen[bytes]) -> None:
    """The run and all its children at one blow."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def differing(left: Path, right: Path) -> list[str]:
    """Files that are not the same on both sides."""
    names = {
        path.relative_to(folder).as_posix()
        for folder in (left, right)
        for path in folder.rglob("*")
        if path.is_file() and path.name not in _NOT_COMPARED
    }
    _, wrong, missing = filecmp.cmpfiles(left, right, sorted(names), shallow=False)
    return sorted((*wrong, *missing))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("kills", type=int, nargs="?", default=200)
    parser.add_argument("--letters", type=int, default=300)
    parser.add_argument("--formats", type=shares, default=shares("txt:8,docx:2"))
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with TemporaryDirectory(prefix="pismo-kills-") as folder:
        inbox, whole, output = (Path(folder) / name for name in ("inbox", "whole", "output"))
        for _ in Letters(options.seed).write(inbox, range(options.letters), options.formats):
            pass
        began = time.monotonic()
        if start(inbox, whole, options.workers).wait():
            raise SystemExit("the run without kills failed")
        seconds = time.monotonic() - began
        say(f"a whole run takes {seconds:.1f} s")
        kills = ends = differed = 0
        chance = Random(options.seed)
        while kills < options.kills:
            process = start(inbox, output, options.workers)
            try:
                process.wait(chance.uniform(0, _BEYOND * seconds))
            except subprocess.TimeoutExpired:
                kill(process)
                kills += 1
                if kills % 20 == 0:
                    say(f"{kills} kills, {ends} runs came to their end, {differed} differed")
                if kills < options.kills:
                    continue
                process = start(inbox, output, options.workers)
                process.wait()
            ends += 1
            wrong = differing(whole, output)
            if process.returncode or wrong:
                differed += 1
                say(f"exit code {process.returncode}; differ: {', '.join(wrong)}")
            shutil.rmtree(output)
    print(f"{kills} kills; {ends} runs came to their end, {differed} of them differed")
    return 1 if differed or not ends else 0


if __name__ == "__main__":
    sys.exit(main())
