"""Train the weights of `pipeline/resolve/page_weights.tsv`, the kinds of pages, on the pages that train_headlines.py reads.

    python -m samples.train_pages [--check]

`--check` trains on five sixths of the pages and tells how many kinds of the rest are told, for each sixth.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from extractors import find_all
from extractors.russian.ner import witness
from pipeline.letter import DEFAULT_WITNESS, witnessed
from pipeline.resolve.findings import Findings
from pipeline.resolve.page_cues import page_cues
from pipeline.resolve.page_kinds import KINDS, likeliest
from pipeline.zones import lay
from samples.train_headlines import fitted, keep, known_pages

WEIGHTS = Path("pipeline/resolve/page_weights.tsv")
PARTS = 6
DECAY = 3.0  # of the weights (L2): from 1 to 4 alike
LEAST_PAGES = 3  # that have a cue


@dataclass(frozen=True)
class Shown:
    """A page with its kind and its cues."""

    name: str
    kind: str
    cues: frozenset[str]


def shown_pages() -> list[Shown]:
    """The pages whose kind is known."""
    pages = [page for page in known_pages() if page.kind in KINDS]
    ready = witnessed([lay(page.document) for page in pages], witness(DEFAULT_WITNESS))
    return [
        Shown(page.parts[0], page.kind, page_cues(Findings(document, find_all(document))))
        for page, document in zip(pages, ready, strict=True)
    ]


def train(pages: Sequence[Shown]) -> dict[str, float]:
    """The weight of every cue for every kind."""
    having = Counter(cue for page in pages for cue in page.cues)
    known = sorted(cue for cue, times in having.items() if times >= LEAST_PAGES)
    number = {f"{kind} {cue}": n for n, (kind, cue) in enumerate((kind, cue) for kind in KINDS for cue in known)}
    shown = np.zeros((len(pages) * len(KINDS), len(number)))
    right, of_page = np.zeros(len(shown)), np.zeros(len(shown), dtype=int)
    for n, page in enumerate(pages):
        for k, kind in enumerate(KINDS):
            row = n * len(KINDS) + k
            shown[row, [number[f"{kind} {cue}"] for cue in page.cues if f"{kind} {cue}" in number]] = 1
            right[row], of_page[row] = kind == page.kind, n
    return dict(zip(number, fitted(shown, of_page, right, np.ones(len(shown)), DECAY).tolist(), strict=True))


def check(pages: Sequence[Shown]) -> str:
    """How many kinds are told of pages that were not learnt, by the folder or file that they are of."""
    score: dict[str, list[int]] = {}
    for left in range(PARTS):
        weights = train([page for n, page in enumerate(pages) if n % PARTS != left])
        for page in pages[left::PARTS]:
            counts = score.setdefault(page.name.rpartition("/")[0] or "inbox", [0, 0])
            counts[0], counts[1] = counts[0] + (likeliest(page.cues, weights) == page.kind), counts[1] + 1
    return "\n".join(f"{name:12}{right:5} of {whole}" for name, (right, whole) in sorted(score.items()))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate and train nothing")
    options = parser.parse_args()
    pages = shown_pages()
    if options.check:
        sys.stdout.write(check(pages) + "\n")
        return
    head = "# weights of the cues of pages (pipeline/resolve/page_cues.py) for their kinds; made by samples/train_pages.py"
    keep(WEIGHTS, head, train(pages))


if __name__ == "__main__":
    main()
