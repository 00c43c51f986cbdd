"""A long run: rate and memory over time, size of the store, the second run over the same folder.

    python -m benchmarks.soak [LETTERS] [--workers 2] [--formats txt:17,docx:2,pdf:1] [--keep FOLDER] [--json FILE]

Letters are generated into a folder (`benchmarks.letters`, they all differ), read by the batch as `pismo extract` reads
them, in a process of its own, while this one looks at the memory of that process, of its workers and of the children
that read files. Memory is flat when the last fifth of the run holds no more than the second fifth did.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

from benchmarks.bench import about, say
from benchmarks.letters import Letters, shares
from benchmarks.report import Limit, Report

LETTERS = 100_000
FORMATS = "txt:17,docx:2,pdf:1"
RESULT = Path("build/soak.json")
WINDOWS = 10
LIMITS: dict[str, Limit] = {
    "worker MB": (400.0, "<=", "memory of the largest worker, pages shared with the parent included"),
    "worker growth": (1.05, "<=", "memory of workers in the last fifth to that in the second fifth"),
    "CPU growth": (1.1, "<=", "CPU of a letter in the last fifth to that in the second fifth"),
    "files in = rows": (1.0, ">=", "rows of files.csv with status ok to letters"),
    "second run s": (5.0, "<=", "the same folder again (the limit is that of 10,000 letters)"),
}


@dataclass(frozen=True, slots=True)
class Sample:
    """What was seen at a moment: seconds since the start, CPU seconds of all processes, letters done, memory in MB of
    the parent, of the largest worker, of the largest reading child, of all with what they share counted once."""

    seconds: float
    cpu: float
    phase: str
    done: int
    parent: float
    worker: float
    reader: float
    together: float


class Watched:
    """A run of the batch in a process of its own, looked at every few seconds."""

    def __init__(self, inbox: Path, output: Path, workers: int, every: float) -> None:
        words = [sys.executable, "-m", "benchmarks.soak", "--child", str(inbox), str(output), "--workers", str(workers)]
        self.samples: list[Sample] = []
        self.phases: dict[str, float] = {}
        self._phase, self._done, self._every = "start", 0, every
        self._process = subprocess.Popen(words, stdout=subprocess.PIPE, text=True)
        self._started = time.monotonic()

    def watch(self) -> float:
        """Look until it ends; seconds it took. CalledProcessError when it failed."""
        listener = Thread(target=self._listen, daemon=True)
        listener.start()
        told = 0.0
        while self._process.poll() is None:
            self._look()
            if time.monotonic() - told > 30:
                told = time.monotonic()
                say(f"{told - self._started:6.0f} s: {self._phase}, {self._done} letters")
            self._wait()
        listener.join()
        assert self._process.stdout
        self._process.stdout.close()
        if self._process.returncode:
            raise subprocess.CalledProcessError(self._process.returncode, "the batch")
        seconds = time.monotonic() - self._started
        self._ends(seconds)
        return seconds

    def _wait(self) -> None:
        try:
            self._process.wait(self._every)
        except subprocess.TimeoutExpired:
            return

    def _listen(self) -> None:
        """What the run says: `phase NAME` and `done N`, a line each."""
        assert self._process.stdout
        for line in self._process.stdout:
            kind, _, value = line.strip().partition(" ")
            if kind == "phase":
                self._ends(time.monotonic() - self._started)
                self._phase = value
            elif kind == "done" and self._phase == "read":
                self._done += int(value)

    def _ends(self, seconds: float) -> None:
        """The phase ends now: what the earlier ones left is its own."""
        self.phases[self._phase] = seconds - sum(self.phases.values())

    def _look(self) -> None:
        parent = self._process.pid
        workers = _children(parent)
        readers = [child for worker in workers for child in _children(worker)]
        largest = (max((_resident(one) for one in group), default=0.0) for group in ([parent], workers, readers))
        together = sum(_own(one) for one in (parent, *workers, *readers))
        used = sum(_cpu(one) for one in (parent, *workers, *readers))
        seconds = time.monotonic() - self._started
        self.samples.append(Sample(seconds, used, self._phase, self._done, *largest, together))


def _children(process: int) -> list[int]:
    try:
        return [int(one) for one in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []


def _cpu(process: int) -> float:
    """CPU seconds of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def _resident(process: int) -> float:
    return _field(Path(f"/proc/{process}/status"), "VmRSS:")


def _own(process: int) -> float:
    """Memory with what several share counted once among them."""
    return _field(Path(f"/proc/{process}/smaps_rollup"), "Pss:")


def _field(path: Path, name: str) -> float:
    """A field of a file of /proc, in MB; 0 when the process has gone."""
    try:
        line = next(line for line in path.read_text().splitlines() if line.startswith(name))
    except (OSError, StopIteration):
        return 0.0
    return int(line.split()[1]) / 1024


def child(inbox: Path, output: Path, workers: int) -> int:
    """The run itself: what `pismo extract` does, its progress told in plain lines."""
    from pipeline import batch
    from pipeline.settings import settings_of

    class Told(batch.Progress):
        def phase(self, name: str, total: int | None = None) -> None:  # noqa: ARG002 - the protocol has it
            print(f"phase {name}", flush=True)

        def step(self, done: int = 1, failed: int = 0) -> None:  # noqa: ARG002 - the protocol has it
            print(f"done {done}", flush=True)

    batch.run(inbox, output, settings_of(workers=workers), Told())
    return 0


def soak(letters: int, folder: Path, workers: int, formats: Sequence[str], every: float) -> tuple[Report, list[Sample]]:
    """Generate, read, look, read again."""
    inbox, output = folder / "inbox", folder / "output"
    say(f"generating {letters} letters")
    for count, _ in enumerate(Letters(seed=2).write(inbox, range(letters), formats), 1):
        if count % 5000 == 0:
            say(f"{count} letters generated")
    first = Watched(inbox, output, workers, every)
    seconds = first.watch()
    again = Watched(inbox, output, workers, every)
    report = Report({**about(), "letters": letters, "workers": workers, "formats": ",".join(formats)}, LIMITS)
    report.add("second run s", again.watch())
    report.add("run s", seconds)
    for phase, taken in first.phases.items():
        report.add(f"phase {phase} s", taken)
    _measure(report, first.samples, letters)
    for name in ("letters.sqlite", "letters.xlsx", "mentions.csv"):
        report.add(f"{name} MB", (output / name).stat().st_size / 2**20)
    report.add("output MB", sum(one.stat().st_size for one in output.rglob("*") if one.is_file()) / 2**20)
    report.add("inbox MB", sum(one.stat().st_size for one in inbox.rglob("*") if one.is_file()) / 2**20)
    report.add("files in = rows", _rows_ok(output) / letters)
    return report, first.samples


def _measure(report: Report, samples: list[Sample], letters: int) -> None:
    reading = [one for one in samples if one.phase == "read"]
    if len(reading) < 2:
        return
    report.add("letters a second", letters / max(reading[-1].seconds - reading[0].seconds, 1e-9))
    report.add("CPU ms a letter", 1000 * cpu_of_letter(reading))
    report.add("parent MB", max(one.parent for one in samples))
    report.add("worker MB", max((one.worker for one in samples if one.phase == "read"), default=0.0))
    report.add("reading child MB", max(one.reader for one in samples))
    report.add("together MB", max(one.together for one in samples))
    fifths = windows(reading, 5)
    if len(fifths) == 5:
        report.add("worker growth", _middle(fifths[4], "worker") / _middle(fifths[1], "worker"))
        report.add("parent growth", _middle(fifths[4], "parent") / _middle(fifths[1], "parent"))
        report.add("CPU growth", cpu_of_letter(fifths[4]) / max(cpu_of_letter(fifths[1]), 1e-9))


def windows(samples: Sequence[Sample], number: int) -> list[list[Sample]]:
    """Samples in groups of equal numbers of letters, each with the last sample before it; fewer where there are few."""
    most = max((one.done for one in samples), default=0)
    groups: list[list[Sample]] = []
    last: Sample | None = None
    for place in range(number):
        low, high = most * place / number, most * (place + 1) / number
        group = [one for one in samples if low < one.done <= high]
        if group:
            groups.append([last, *group] if last else group)
            last = group[-1]
    return [group for group in groups if len(group) > 1]


def rate(samples: Sequence[Sample]) -> float:
    """Letters a second from the first of the samples to the last."""
    first, last = samples[0], samples[-1]
    return (last.done - first.done) / max(last.seconds - first.seconds, 1e-9)


def cpu_of_letter(samples: Sequence[Sample]) -> float:
    """CPU seconds of all processes for a letter; a worker that has ended no longer counts, so look while they run."""
    alive = [one for one in samples if one.worker] or list(samples)
    first, last = alive[0], alive[-1]
    return max(last.cpu - first.cpu, 0.0) / max(last.done - first.done, 1)


def _middle(samples: Sequence[Sample], name: str) -> float:
    return max(median(getattr(one, name) for one in samples), 1e-9)


def _rows_ok(output: Path) -> int:
    from pipeline.store import Store
    from pipeline.tables import table

    status = table("files").index("status")
    with Store.open(output) as store:
        return sum(row[status] == "ok" for row in store.rows("files"))


def tables(report: Report, samples: Sequence[Sample]) -> Iterator[str]:
    """Rate and memory over time, then the rest."""
    heads = ("s", "letters/s", "CPU ms", "parent MB", "worker MB", "reader MB", "together")
    yield f"{'letters':>9}" + "".join(f"{head:>11}" for head in heads)
    for group in windows([one for one in samples if one.phase == "read"], WINDOWS):
        last = group[-1]
        memory = f"{last.parent:11.0f}{last.worker:11.0f}{last.reader:11.0f}{last.together:11.0f}"
        yield f"{last.done:9}{last.seconds:11.0f}{rate(group):11.1f}{1000 * cpu_of_letter(group):11.1f}{memory}"
    yield ""
    yield from report.unlimited()
    yield ""
    yield from report.limits_table()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("letters", type=int, nargs="?", default=LETTERS)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--formats", type=shares, default=shares(FORMATS), help=FORMATS)
    parser.add_argument("--every", type=float, default=2.0, metavar="S", help="seconds between looks")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where letters and tables stay")
    parser.add_argument("--json", type=Path, default=RESULT, metavar="FILE")
    parser.add_argument("--child", type=Path, nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        return child(*options.child, options.workers)
    with ExitStack() as stack:
        folder = options.keep or Path(stack.enter_context(TemporaryDirectory(prefix="pismo-soak-")))
        report, samples = soak(options.letters, folder, options.workers, options.formats, options.every)
    since = report.keep(options.json, samples=[asdict(one) for one in samples])
    for line in (*tables(report, samples), *since):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
