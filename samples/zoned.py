"""Whole letters of `samples/letters` with the zone of every line: more letters to learn the zones from.

A file holds the letter, its card and its zones, with lines of equal signs between them. The zones are runs,
`addressee 4`: so many lines, as the readers see them, are of that zone. `python -m samples.zoned` appends the zones that
the program finds to the files that have none yet; they must be read and put right by hand.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, groupby, repeat
from pathlib import Path

from extractors.document import Document
from pipeline.readers import Source, read
from pipeline.zones import roles
from pipeline.zones.run_together import lines_of
from samples.layouts import Block

LETTERS = Path("samples/letters")
BETWEEN = "\n==========\n"


@dataclass(frozen=True)
class Zoned:
    """A letter and the zone of each of its lines."""

    name: str
    document: Document
    labels: tuple[str, ...]

    def blocks(self) -> list[Block]:
        """The letter as blocks of lines, from which other letters are made."""
        lines = zip(self.labels, self.document.lines, strict=True)
        return [
            Block(zone, tuple(self.document.at(line).strip() for _, line in run), prose=zone == "body")
            for zone, run in groupby(lines, key=lambda pair: pair[0])
        ]


def zoned(folder: Path = LETTERS) -> Iterator[Zoned]:
    """The letters of a folder that tell their zones, by name; ValueError where zones and lines differ in number."""
    for path in sorted(folder.glob("*.txt")):
        letter, _, zones = _parts(path)
        if not zones:
            continue
        document = _read(letter, path.name)
        runs = (line.split() for line in zones.splitlines())
        labels = tuple(chain.from_iterable(repeat(zone, int(count)) for zone, count in runs))
        if len(labels) != len(document.lines):
            raise ValueError(f"{path}: zones of {len(labels)} lines, {len(document.lines)} lines read")
        yield Zoned(path.stem, document, labels)


def _parts(path: Path) -> tuple[str, str, str]:
    """The letter, its card and its zones, "" where it tells none; ValueError for a letter without a card."""
    letter, *rest = path.read_text(encoding="utf-8").split(BETWEEN)
    if not rest:
        raise ValueError(f"{path}: no card below the letter")
    return letter, rest[0], rest[1] if len(rest) > 1 else ""


def _read(letter: str, name: str) -> Document:
    return lines_of(read(Source.of(letter.encode(), name)))


def main() -> None:
    """The command: zones for the letters that have none."""
    for path in sorted(LETTERS.glob("*.txt")):
        letter, card, zones = _parts(path)
        if zones:
            continue
        found = groupby(role.value for role, _ in roles(_read(letter, path.name)))
        runs = "".join(f"{zone} {sum(1 for _ in run)}\n" for zone, run in found)
        path.write_text(letter + BETWEEN + card.rstrip("\n") + BETWEEN + runs, encoding="utf-8")
        sys.stdout.write(f"{path}\n")


if __name__ == "__main__":
    main()
