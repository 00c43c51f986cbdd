"""What the hostile set costs: does the batch live, is every file accounted for, are the limits kept, what isolation costs.

    python -m benchmarks.hostile [--seconds 12] [--memory 700] [--letters 200]

Two runs. First each file of `tests/make_hostile.py` alone in an isolated reader: seconds, and the largest resident size
of its child. Then the whole set in one folder among good letters through the program, with small limits: how it ended,
files without a row, good letters not read, and the longest reading. Last, the same small letters read in this process,
in one child, and each in a child of its own. Exit code 1 where a wanted figure is missed.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.measure import in_child, one_thread

one_thread()

sys.path.append(str(Path(__file__).parents[1] / "tests"))

from make_hostile import HOSTILE  # noqa: E402
from pipeline.batch import Progress, run  # noqa: E402
from pipeline.isolation import IsolatedReader, read_isolated  # noqa: E402
from pipeline.readers import Limits, Source, read  # noqa: E402
from pipeline.settings import Settings  # noqa: E402
from pipeline.store import Store  # noqa: E402
from pipeline.tables import table  # noqa: E402

INBOX = Path(__file__).parents[1] / "samples" / "inbox"
#: A death is tried once more; what is over the limit is counted from there.
_TRIES = 2
_GOOD = 40
#: Pages of the program that a child touches first count as its own: so many MB above the limit say nothing.
_SLACK = 16


@dataclass(frozen=True)
class Cost:
    """One hostile file: what became of it, seconds on the wall, megabytes that its child grew by."""

    name: str
    outcome: str
    seconds: float
    megabytes: float


def cost(name: str, limits: Limits) -> Cost:
    """A hostile file read alone; in a child of its own, so that the largest child is the one that read it."""
    data = HOSTILE[name][0]()

    def alone() -> Cost:
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        started = time.monotonic()
        with IsolatedReader(limits) as reader:
            found = reader.read_all(Source.of(data, name))
        spent = time.monotonic() - started
        grown = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss - own
        error = found[0].error or found[0].members_error
        return Cost(name, error.code.value if error else "ok", spent, max(grown, 0) / 1024)

    return in_child(alone)[0]


def allowed(one: Cost, limits: Limits) -> float:
    """Seconds that a file may take: its limit, twice where its child died and was tried again."""
    return limits.seconds * (_TRIES if one.outcome in ("memory", "crashed") else 1)


@dataclass(frozen=True)
class Batch:
    """The set among good letters: files given and files with a row, good letters and those read, seconds of the run."""

    given: int
    accounted: int
    good: int
    read: int
    codes: dict[str, int]
    seconds: float


def batch(folder: Path, limits: Limits) -> Batch:
    """The whole set in one folder through the program."""
    inbox = folder / "inbox"
    inbox.mkdir()
    for name, (make, _) in HOSTILE.items():
        (inbox / name).write_bytes(make())
    letters = sorted(INBOX.iterdir())[:_GOOD]
    for path in letters:
        (inbox / f"good-{path.name}").write_bytes(path.read_bytes())
    given = {path.name for path in inbox.iterdir()}
    started = time.monotonic()
    summary = run(inbox, folder / "output", Settings(workers=2, limits=limits), Progress())
    seconds = time.monotonic() - started
    with Store.open(folder / "output") as store:
        rows = [dict(zip(table("files").names, row, strict=True)) for row in store.rows("files")]
    named = {row["path"] for row in rows}
    good = [row for row in rows if str(row["path"]).startswith("good-")]
    done = sum(row["status"] in ("ok", "duplicate") for row in good)
    return Batch(len(given), len(given & named), len(letters), done, dict(summary.errors), seconds)


def overhead(count: int) -> Iterator[tuple[str, float]]:
    """Milliseconds a letter: here, in one child, in a child each."""
    letters = [path for path in sorted(INBOX.iterdir()) if path.suffix == ".docx"]
    paths = [letters[number % len(letters)] for number in range(count)]
    for path in letters:
        read(Source.of(path))

    def each(reading: Callable[[Source], object]) -> float:
        spent = []
        for path in paths:
            started = time.perf_counter()
            reading(Source.of(path))
            spent.append(time.perf_counter() - started)
        return 1000 * median(spent)

    yield "in this process", each(read)
    with IsolatedReader() as reader:
        reader.read(Source.of(paths[0]))
        yield "in one child for 200 files", each(reader.read)
    yield "in a child of its own", each(read_isolated)


def report(costs: Sequence[Cost], whole: Batch, limits: Limits) -> Iterator[tuple[str, float, float]]:
    """What is wanted: name, figure, the most it may be."""
    memory = limits.memory_bytes / 2**20
    yield "batches that did not end", 0 if whole.accounted else 1, 0
    yield "files without a row", whole.given - whole.accounted, 0
    yield "good letters not read", whole.good - whole.read, 0
    yield "children over their memory", sum(one.megabytes > memory + _SLACK for one in costs), 0
    yield "files over their time by a second", sum(one.seconds > allowed(one, limits) + 1 for one in costs), 0
    yield "largest child, MB", max(one.megabytes for one in costs), memory + _SLACK
    yield "longest reading, s", max(one.seconds for one in costs), _TRIES * limits.seconds + 1


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seconds", type=float, default=12.0, help="limit of a file")
    parser.add_argument("--memory", type=int, default=700, help="limit of a child in MB")
    parser.add_argument("--letters", type=int, default=200, help="letters to measure isolation on")
    options = parser.parse_args()
    limits = Limits(seconds=options.seconds, memory_bytes=options.memory << 20, ocr_pages=2, ocr_page_seconds=20.0)
    costs = []
    print(f"{'file':26}{'became':>20}{'s':>8}{'MB':>7}", flush=True)
    for name in HOSTILE:
        costs.append(cost(name, limits))
        one = costs[-1]
        print(f"{one.name:26}{one.outcome:>20}{one.seconds:8.2f}{one.megabytes:7.0f}", flush=True)
    with TemporaryDirectory(prefix="pismo-hostile-") as folder:
        whole = batch(Path(folder), limits)
    print(f"\nAmong good letters: {whole.given} files, {whole.seconds:.0f} s, errors {whole.codes}")
    for name, milliseconds in overhead(options.letters):
        print(f"a letter read {name:28}{milliseconds:8.2f} ms")
    print()
    failed = False
    for name, figure, most in report(costs, whole, limits):
        failed |= figure > most
        print(f"{name:36}{figure:9.4g}{'  at most':>9} {most:.4g}{'' if figure <= most else '  MISSED'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
