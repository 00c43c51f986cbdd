"""Where the time of a letter goes, and how that stands beside natasha, in one run on one core.

    python -m benchmarks.bench [--letters 300] [--rounds 5] [--json build/bench.json] [--compare OLD.json]

Everything is CPU seconds of one process with one thread, in rounds: in each round every rival reads the same letters,
which no round before had, each in a fresh copy of a process that has read other letters (so that no cache is warmed by
another rival, or colder than in a long run). What is printed is the median of the rounds; ratios are taken within a
round, so that a busy machine slows both sides. The same letters are made as text, DOCX and PDF (`benchmarks.letters`).

What a run costs whatever the number of letters is taken off: what n letters cost more than one, by n - 1.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from benchmarks.measure import ChildFailedError, command, in_child, one_thread

one_thread()

from benchmarks.report import Limit, Report, columns  # noqa: E402 - numpy must not be imported before its threads are set

if TYPE_CHECKING:
    from benchmarks.letters import Letters
    from benchmarks.natasha_way import Natasha
    from benchmarks.stages import File

LETTERS, ROUNDS = 300, 5
WARM_UP = 200
#: Numbers of the letters that are read before anything is measured.
FIRST_WARM = 1_000_000
#: natasha's extractor of addresses takes a second a letter.
NATASHA_LETTERS = 4
RESULT = Path("build/bench.json")
HEADS = {"txt": "text", "docx": "DOCX", "pdf": "PDF"}
#: What must hold: name of a figure -> (limit, whether it may be at most or must be at least that, what it says).
LIMITS: dict[str, Limit] = {
    "whole program / stock NER": (1.0, "<=", "CPU of the whole program on text to that of slovnet NER alone"),
    "whole program / natasha": (1 / 6, "<=", "to that of natasha with its names, dates and addresses"),
    "DOCX / text": (1.15, "<=", "CPU of the whole program on the same letters as DOCX"),
    "PDF / text": (1.5, "<=", "CPU of the whole program on the same letters as PDF"),
    "NER speedup": (3.0, ">=", "slovnet on whole documents to ours as the program asks it"),
    "start-up s": (0.3, "<=", "`pismo --help`, on the wall"),
    "first letter s": (2.0, "<=", "`pismo extract` on one text letter, on the wall"),
    "peak memory MB": (400.0, "<=", "the largest process of a run with one worker"),
}
UNDERSTOOD = "all of that"
QUICK = "all but addresses"
PISMO = (sys.executable, "-c", "from pipeline.cli import main; main()")


def say(text: str) -> None:
    """Progress, to stderr."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


class Bench:
    """One run: the letters, the rivals, the report."""

    def __init__(self, letters: int, rounds: int, natasha_letters: int, formats: Sequence[str]) -> None:
        self.report = Report({**about(), "letters": letters, "rounds": rounds}, LIMITS)
        self.size, self.rounds, self.formats = max(2, letters // rounds), rounds, formats
        self.natasha_letters = natasha_letters
        self.generated: Letters | None = None
        self.natasha: Natasha | None = None
        self.stock: Callable[[str], Any] | None = None

    def run(self) -> Report:
        """All of it."""
        self._starts()
        self._prepare()
        with TemporaryDirectory(prefix="pismo-bench-") as folder:
            for number in range(self.rounds):
                self._round(number, Path(folder) / str(number))
        self._ratios()
        return self.report

    def _prepare(self) -> None:
        """Load the models and read the letters that stand for those of an hour before."""
        from benchmarks.letters import Letters
        from benchmarks.ner import stock_slovnet
        from pipeline import letter

        say("loading models, reading letters to warm up")
        self.generated = Letters()
        letter.prepare()
        for name in self.formats:
            numbers = range(FIRST_WARM, FIRST_WARM + (WARM_UP if name == "txt" else 3))
            letter.understand([self.generated.document(number, name) for number in numbers])
        self.stock = stock_slovnet()
        self.stock("Прошу Вас направить ответ в Министерство просвещения.")
        if self.natasha_letters:
            try:
                from benchmarks.natasha_way import Natasha, analyser

                self.natasha = Natasha()
                self.natasha.timed("Начальник отдела И. И. Петров, г. Ижевск, 3 июня 2024 г.")
                self.report.about["morphology of natasha"] = analyser()
            except ImportError as error:
                say(f"{error}; its extractors are left out")

    def _round(self, number: int, folder: Path) -> None:
        """Every rival on the letters of this round, in an order that turns from round to round."""
        assert self.generated
        numbers = range(number * self.size, (number + 1) * self.size)
        files = {name: [self.generated.file(n, name) for n in numbers] for name in self.formats}
        tasks = [
            ("stock NER", partial(self._rivals, files["txt"])),
            *((f"stages, {HEADS[name]}", partial(self._stages, name, files[name])) for name in self.formats),
            *((f"whole, {HEADS[name]}", partial(self._whole, name, files[name], folder)) for name in self.formats),
        ]
        if self.natasha:
            tasks.append(("natasha", partial(self._natasha, files["txt"])))
        turn = number % len(tasks)
        for name, task in tasks[turn:] + tasks[:turn]:
            say(f"round {number + 1} of {self.rounds}: {name}")
            task()

    def _stages(self, name: str, files: Sequence[File]) -> None:
        from benchmarks.stages import UNDERSTANDING, understood

        seconds, _ = in_child(lambda: understood(files))
        for stage in UNDERSTANDING:
            self._of_letter(f"{name}.{stage}", seconds[stage])
        self._of_letter(f"{name}.{UNDERSTOOD}", sum(seconds.values()))

    def _whole(self, name: str, files: Sequence[File], folder: Path) -> None:
        """The whole program, less what a run over one letter takes."""
        from benchmarks.stages import put, whole

        inbox, single = put(folder / name, files), put(folder / f"{name}-1", files[:1])
        _, start = in_child(lambda: whole(single))
        documents, seconds = in_child(lambda: whole(inbox))
        if documents < len(files):
            raise ChildFailedError(f"{len(files) - documents} of {len(files)} {name} letters were not read")
        self.report.add(f"{name}.run of one letter s", start)
        self.report.add(f"{name}.whole program", 1000 * (seconds - start) / (len(files) - 1))
        if name == "txt":
            self._keeping(files, inbox, single)

    def _keeping(self, files: Sequence[File], inbox: Path, single: Path) -> None:
        """What the program does after it has understood the letters, less what it does for one."""
        from benchmarks.stages import KEEPING, kept

        base, full = in_child(lambda: kept(single, files[:1]))[0], in_child(lambda: kept(inbox, files))[0]
        for stage in KEEPING:
            self.report.add(f"txt.{stage}", 1000 * (full[stage] - base[stage]) / (len(files) - 1))

    def _rivals(self, files: Sequence[File]) -> None:
        """slovnet as it ships on whole documents; our witness on the same input."""
        from benchmarks.stages import documents_of
        from extractors.russian.ner import witness

        assert self.stock
        stock, texts = self.stock, [document.text for document in documents_of(files)]
        self.report.add("words a letter", sum(len(text.split()) for text in texts) / len(texts))
        _, seconds = in_child(lambda: [stock(text) for text in texts])
        self._of_letter("stock.NER", seconds)
        _, seconds = in_child(lambda: len(witness().spans(texts)))
        self._of_letter("ours.NER, whole documents", seconds)

    def _natasha(self, files: Sequence[File]) -> None:
        """natasha with its extractors, and the whole program's share for the same letters by their words."""
        from benchmarks.natasha_way import PARTS
        from benchmarks.stages import documents_of

        assert self.natasha
        natasha, documents = self.natasha, documents_of(files)
        texts = [document.text for document in documents[: self.natasha_letters]]
        words = sum(len(text.split()) for text in texts)
        scale = sum(len(document.text.split()) for document in documents) / len(documents) / words
        timed, _ = in_child(lambda: [natasha.timed(text) for text in texts])
        for part in PARTS:
            self.report.add(f"natasha.{part}", 1000 * scale * sum(one[part] for one in timed))
        self.report.add("natasha.all", 1000 * scale * sum(sum(one.values()) for one in timed))
        quick = sum(seconds for one in timed for part, seconds in one.items() if part != "addresses")
        self.report.add(f"natasha.{QUICK}", 1000 * scale * quick)

    def _of_letter(self, name: str, seconds: float) -> None:
        """Milliseconds a letter of this round."""
        self.report.add(name, 1000 * seconds / self.size)

    def _starts(self) -> None:
        """Start-up, the first letter, memory: commands of their own."""
        say("start-up")
        from benchmarks.letters import Letters
        from benchmarks.stages import put

        with TemporaryDirectory(prefix="pismo-bench-") as name:
            folder = Path(name)
            letters = Letters()
            one = put(folder / "one", [letters.file(FIRST_WARM - 1)])
            many = put(folder / "many", [letters.file(FIRST_WARM - 2 - n) for n in range(self.size)])
            for turn in range(3):
                self.report.add("start-up s", command([*PISMO, "--help"]).wall)
                run = command([*PISMO, "extract", str(one), "-o", str(folder / f"one-{turn}"), "--workers", "1"])
                self.report.add("first letter s", run.wall)
                self.report.add("first letter CPU s", run.cpu)
            run = command([*PISMO, "extract", str(many), "-o", str(folder / "out"), "--workers", "1"])
            self.report.add("peak memory MB", run.memory)

    def _ratios(self) -> None:
        report = self.report
        report.ratio("whole program / stock NER", "txt.whole program", "stock.NER")
        report.ratio("whole program / natasha", "txt.whole program", "natasha.all")
        report.ratio("whole program / natasha without addresses", "txt.whole program", f"natasha.{QUICK}")
        report.ratio("DOCX / text", "docx.whole program", "txt.whole program")
        report.ratio("PDF / text", "pdf.whole program", "txt.whole program")
        report.ratio("NER speedup", "stock.NER", "txt.NER")
        report.ratio("NER speedup, whole documents", "stock.NER", "ours.NER, whole documents")
        for name in self.formats:
            whole = report.figures[f"{name}.whole program"]
            report.figures[f"{name}.letters a second"] = [1000 / value for value in whole]


def about() -> dict[str, Any]:
    """The program, the machine and the libraries."""
    from pipeline import __version__

    packages = ("numpy", "slovnet", "natasha", "pymorphy3", "lxml", "pypdfium2")
    versions = {name: metadata.version(name) for name in packages}
    kernel = os.environ.get("OPENBLAS_CORETYPE")
    return {
        "program": f"pismo {__version__}",
        "python": platform.python_version(),
        "system": platform.platform(),
        "processor": _processor(),
        "versions": versions,
        **({"OPENBLAS_CORETYPE": kernel} if kernel else {}),
        "load before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def tables(report: Report, formats: Sequence[str]) -> Iterator[str]:
    """All tables, for a person."""
    from benchmarks.natasha_way import PARTS
    from benchmarks.stages import KEEPING, UNDERSTANDING

    known = report.about
    words = report.value("words a letter") or 0
    numpy = known["versions"]["numpy"]
    yield f"{known['program']}, Python {known['python']}, numpy {numpy}, {known['processor']}, one thread"
    yield f"{known['letters']} letters of {words:.0f} words, {known['rounds']} rounds; CPU ms a letter, medians"
    yield ""
    heads = {name: HEADS[name] for name in formats}
    yield from columns((*UNDERSTANDING, UNDERSTOOD, *KEEPING, "whole program"), heads, report)
    yield from list(columns(("letters a second",), heads, report, digits=1))[1:]
    yield ""
    yield "on the same texts, ms a letter and words a second"
    rivals = [("slovnet NER, whole documents", "stock.NER"), ("our NER, as the program asks", "txt.NER")]
    rivals += [("our NER, whole documents", "ours.NER, whole documents")]
    rivals += [(f"natasha: {part}", f"natasha.{part}") for part in (*PARTS, QUICK, "all")]
    for title, name in rivals:
        value = report.value(name)
        if value is not None:
            yield f"{title:32}{value:9.2f}{words / value * 1000:12,.0f}"
    yield ""
    yield from report.limits_table()
    yield ""
    more = ("NER speedup, whole documents", "whole program / natasha without addresses", "first letter CPU s")
    yield from (f"{name} {value:.3g}" for name in more if (value := report.value(name)) is not None)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--natasha-letters", type=int, default=NATASHA_LETTERS, help="a round; 0 leaves natasha out")
    parser.add_argument("--formats", type=lambda text: text.split(","), default=list(HEADS), help="txt,docx,pdf")
    parser.add_argument("--json", type=Path, default=RESULT, metavar="FILE", help=f"where the figures go ({RESULT})")
    parser.add_argument("--compare", type=Path, metavar="OLD", help="an earlier file (else what --json holds)")
    options = parser.parse_args()
    if "txt" not in options.formats or not set(options.formats) <= set(HEADS):
        parser.error("formats are txt and, if wanted, docx and pdf")
    old = _earlier(options.compare or options.json, wanted=options.compare is not None, parser=parser)
    bench = Bench(options.letters, options.rounds, options.natasha_letters, options.formats)
    report = bench.run()
    report.save(options.json)
    for line in tables(report, options.formats):
        print(line)
    if old:
        print("\nagainst the run before")
        for line in report.against(old):
            print(line)
    say(f"figures in {options.json}")
    return 0


def _earlier(path: Path, *, wanted: bool, parser: argparse.ArgumentParser) -> Report | None:
    try:
        return Report.load(path) if wanted or path.exists() else None
    except (OSError, ValueError, json.JSONDecodeError) as error:
        parser.error(f"no earlier figures: {error}")


if __name__ == "__main__":
    sys.exit(main())
