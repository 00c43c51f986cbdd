"""How right the tables are when the letters come as scans: sample letters printed, scanned badly, read, compared with gold.

    python -m benchmarks.scans [--letters 48 | --all] [--scanner NAME] [--seed N] [--keep FOLDER] [--json FILE]

Letters of `samples/inbox` in DOCX and PDF go round the scanners of `benchmarks.scanner`, one each; `--all` puts every
letter through every scanner. A DOCX is printed by the sample maker. Printed per scanner: CER (edits of characters, on
the text as a whole, so that columns read in a wrong order count), micro F1 over all fields, F1 of registration number
and date, CPU seconds of the whole program a page (one core; Tesseract included). The same letters read from their text
layer stand beside: what is lost there is not lost by scanning. Exit code 1 where a wanted figure is missed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import command, one_thread

one_thread()

import numpy as np  # noqa: E402 - not before its threads are set

from benchmarks.scanner import SCANNERS, Scanner, scan, suffix  # noqa: E402
from pipeline.evaluation import Evaluation, evaluate  # noqa: E402
from pipeline.readers import Source, ocr, read  # noqa: E402
from samples.make import pdf as printer  # noqa: E402
from samples.make.source import SourceError  # noqa: E402
from samples.make.source import read as read_source  # noqa: E402

SAMPLES = Path(__file__).parents[1] / "samples"
PISMO = (sys.executable, "-c", "from pipeline.cli import main; main()")
FEW = 48
#: What must hold of all scans together.
WANTED = {"micro F1": 0.88, "registration_number": 0.92, "registration_date": 0.92}
MOST_SECONDS = 3.0
AS_PRINTED = "text layer"
_TEXTS = ("lines", "paragraphs")


@dataclass
class Figures:
    """What one scanner's letters came to."""

    letters: int = 0
    pages: int = 0
    seconds: float = 0.0
    edits: int = 0
    characters: int = 0
    result: Evaluation = field(default_factory=Evaluation)

    def row(self, name: str) -> str:
        """A line of the table."""
        fields = [self.result.fields[each].f1 for each in ("registration_number", "registration_date")]
        cells = [self.edits / self.characters if self.characters else None, self.result.micro_f1, *fields]
        shown = "".join(f"{'–':>8}" if cell is None else f"{cell:8.3f}" for cell in cells)
        return f"{name:26}{self.letters:8}{self.pages:7}{shown}{self.seconds / max(self.pages, 1):9.2f}"

    def add(self, other: Figures) -> None:
        """Take in the figures of other letters."""
        for name in ("letters", "pages", "seconds", "edits", "characters"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name, counts in other.result.fields.items():
            self.result.fields[name].add(counts.right, counts.false, counts.missed)
        self.result.errors.update(other.result.errors)


def printed(path: Path) -> bytes:
    """A sample letter as a PDF with a text layer."""
    if path.suffix == ".pdf":
        return path.read_bytes()
    source = read_source(SAMPLES / "source" / "dev" / f"{path.stem}.yaml")
    blocks = (replace(b, **{part: tuple(map(_untabbed, getattr(b, part))) for part in _TEXTS}) for b in source.blocks)
    source = replace(source, blocks=tuple(blocks))
    try:
        return printer.render(source)
    except SourceError:  # letters of Tatar or Yakut, which the font of the letter does not have
        return printer.render(replace(source, options={**source.options, "font": "dejavu"}))


def _untabbed(text: str) -> str:
    """A font has no TAB: so many blanks stand as wide."""
    return text.replace("\t", " " * 12)


def chosen(count: int | None) -> list[Path]:
    """Sample letters in DOCX and PDF, `count` of them strewn over the whole set."""
    paths = sorted(path for path in (SAMPLES / "inbox").iterdir() if path.suffix in (".docx", ".pdf"))
    if count is None or count >= len(paths):
        return paths
    return [paths[number * len(paths) // count] for number in range(count)]


def edits(right: str, seen: str) -> int:
    """The edit distance of two texts, white space collapsed.

    >>> edits("Исх. № 5", "Исх № 5б")
    2
    """
    a, b = (np.array([ord(c) for c in " ".join(text.split())], dtype=np.int64) for text in (right, seen))
    steps = np.arange(len(b) + 1)
    row = steps.copy()
    for char in a:
        above = row + 1
        above[1:] = np.minimum(above[1:], row[:-1] + (b != char))
        # A run of insertions from the best cell to the left: a running minimum, slid along the diagonal.
        row = np.minimum.accumulate(above - steps) + steps
    return int(row[-1])


def measured(letters: Sequence[Path], scanner: Scanner | None, folder: Path, seed: int = 0) -> Figures:
    """The figures of some letters by one scanner; None: as they were printed."""
    figures = Figures()
    inbox, gold, output = (folder / name for name in ("inbox", "gold", "output"))
    for place in (inbox, gold):
        place.mkdir(parents=True)
    texts = {}
    for path in letters:
        try:
            page = printed(path)
        except SourceError as error:  # a sign that no font has
            sys.stderr.write(f"left out: {error}\n")
            continue
        figures.letters += 1
        texts[path.stem] = read(Source.of(page, "letter.pdf")).text
        shutil.copy(SAMPLES / "gold" / f"{path.stem}.json", gold)
        data, name = page, f"{path.stem}.pdf"
        if scanner is not None:
            data, pages = scan(page, scanner, zlib.crc32(path.stem.encode(), seed))
            figures.pages += pages
            name = f"{path.stem}.{suffix(scanner, pages)}"
        (inbox / name).write_bytes(data)
    figures.seconds = command([*PISMO, "extract", str(inbox), "-o", str(output), "--workers", "1"]).cpu
    figures.result = evaluate(output, gold)
    for stem, seen in _texts(output):
        figures.characters += len(" ".join(texts[stem].split()))
        figures.edits += edits(texts[stem], seen)
    return figures


def _texts(output: Path) -> Iterator[tuple[str, str]]:
    """By stem: the text that each letter was read to."""
    import csv

    with (output / "documents.csv").open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream, delimiter=";"):
            text = (output / "text" / f"{row['document_id']}.txt").read_bytes().decode("utf-8")
            yield Path(row["path"]).stem, text


def fields_table(found: Evaluation, beside: Evaluation) -> Iterator[str]:
    """Precision, recall, F1 by field, and the F1 of the text layer."""
    yield f"{'field':22}{'P':>7}{'R':>7}{'F1':>7}{AS_PRINTED:>13}"
    for name, one in found.fields.items():
        cells = (one.precision, one.recall, one.f1)
        shown = "".join(f"{'–':>7}" if cell is None else f"{cell:7.3f}" for cell in cells)
        other = beside.fields[name].f1
        yield f"{name:22}{shown}" + (f"{'–':>13}" if other is None else f"{other:13.3f}")


def missed(total: Figures) -> list[str]:
    """The wanted figures that are not met."""
    found = {name: counts.f1 or 0.0 for name, counts in total.result.fields.items()}
    found["micro F1"] = total.result.micro_f1
    short = [f"{name} {found[name]:.3f} < {least}" for name, least in WANTED.items() if found[name] < least]
    seconds = total.seconds / max(total.pages, 1)
    return [*short, *([f"{seconds:.2f} s a page > {MOST_SECONDS}"] if seconds > MOST_SECONDS else [])]


def run(scanners: Iterable[str], letters: Sequence[Path], *, every: bool, folder: Path, seed: int) -> tuple[Figures, Figures]:
    """Print a line a scanner; the figures of all scans together, and of the text layers."""
    print(f"{'':26}{'letters':>8}{'pages':>7}{'CER':>8}{'micro':>8}{'number':>8}{'date':>8}{'s/page':>9}", flush=True)
    names = list(scanners)
    total = Figures()
    for number, name in enumerate(names):
        own = letters if every else letters[(number + seed) % len(names) :: len(names)]
        one = measured(own, SCANNERS[name], folder / str(number), seed)
        print(one.row(name), flush=True)
        total.add(one)
    plain = measured(letters, None, folder / "plain")
    plain.pages, plain.characters = 0, 0
    print(total.row("all scans"))
    print(plain.row(AS_PRINTED)[:-9])
    return total, plain


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, default=FEW, help="how many letters, strewn over the set")
    parser.add_argument("--all", action="store_true", help="every letter by every scanner (an hour and more)")
    parser.add_argument("--seed", type=int, default=0, help="other turns and grain, and each letter by another scanner")
    parser.add_argument("--scanner", choices=sorted(SCANNERS), action="append", help="only this one")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where the scans and the tables stay")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the figures and the errors")
    options = parser.parse_args()
    if not ocr.languages():
        sys.stderr.write("Tesseract with Russian is missing: make setup-ocr\n")
        return 2
    letters = chosen(None if options.all else options.letters)
    with TemporaryDirectory(prefix="pismo-scans-") as scratch:
        folder = options.keep or Path(scratch)
        total, plain = run(options.scanner or SCANNERS, letters, every=options.all, folder=folder, seed=options.seed)
    print("\n".join(("", *fields_table(total.result, plain.result))))
    if options.json:
        options.json.write_text(json.dumps(total.result.as_dict(), ensure_ascii=False, indent=1), encoding="utf-8")
    short = missed(total)
    print("\n" + ("Missed: " + "; ".join(short) if short else "All wanted figures are met."))
    return 1 if short else 0


if __name__ == "__main__":
    sys.exit(main())
