"""Train the weights of `pipeline/resolve/headline_weights.tsv` on the pages of `samples/inbox` and `samples/pages`.

    python -m samples.train_headlines [--check]

A page is a choice among its candidates and none (a softmax over them, weights kept small). Pages are few, so they are
recombined too: what stands above the headline of one page over the headline and the text of another. `--check` trains on
five sixths of the pages and tells how many headlines of the rest are found, for each sixth; a page made of two is left out
with either.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from extractors import find_all
from extractors.document import Document
from extractors.russian.ner import witness
from pipeline.letter import DEFAULT_WITNESS, witnessed
from pipeline.readers import Source, read
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_choice import chosen
from pipeline.resolve.headline_cues import Candidate, candidates
from pipeline.resolve.headline_top import Top
from pipeline.resolve.kinds import PAGES
from pipeline.zones import lay
from samples.labelled import GOLD, INBOX

FOLDER = Path("samples/pages")
WEIGHTS = Path("pipeline/resolve/headline_weights.tsv")
PARTS = 6
MADE = 5  # pages made of each with the tops of others
MADE_WEIGHT = 0.05  # of one of them beside a page as it is: from .02 to .1 alike
DECAY = 0.5  # of the weights (L2): from .1 to 1 alike
STEPS, RATE = 400, 0.06  # of Adam
LONGEST_TOP = 2500  # characters above a headline that are lent to another page
SMALLEST_WEIGHT = 0.02


@dataclass(frozen=True)
class Known:
    """A page whose kind and title are known; `parts` are the pages that it is made of."""

    parts: tuple[str, ...]
    document: Document
    kind: str
    title: str


@dataclass(frozen=True)
class Choice:
    """The candidates of a page with which of them is right; the weight of the page in training."""

    page: Known
    offered: tuple[Candidate, ...]
    right: tuple[bool, ...]
    weight: float = 1.0


def letters(text: str) -> str:
    """What two titles are compared by."""
    return re.sub(r"\W+", " ", text.lower().replace("ё", "е")).strip()


def pages_of(path: Path) -> Iterator[tuple[str, str, str, str]]:
    """The pages of a file: name, kind, title, text. «=== a.txt | news | Title» stands above each, remarks with # above that."""
    for part in re.split(r"^=== ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        head, _, text = part.partition("\n")
        name, kind, title = (field.strip() for field in f"{head} ".split("|", 2))
        yield name, kind, title, re.sub(r"(?:\n# [^\n]*)+\n*\Z", "", text.rstrip("\n"))


def known_pages() -> list[Known]:
    """The pages of the inbox, and those of the files."""
    found = []
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        if gold["doc_type"] in PAGES or (gold["doc_type"] == "other" and gold["zones"][0]["role"] == "noise"):
            source = next(INBOX.glob(f"{path.stem}.*"))
            found.append(Known((path.stem,), read(Source.of(source)), gold["doc_type"], gold["subject"] or ""))
    for file in sorted(FOLDER.glob("*.txt")):
        for name, kind, title, text in pages_of(file):
            if kind not in ("letter", "order"):
                found.append(Known((f"{file.stem}/{name}",), read(Source.of(text.encode(), name)), kind, title))
    return found


def choices(pages: Sequence[Known], weight: float = 1.0) -> list[Choice]:
    """The candidates of each page."""
    ready = witnessed([lay(page.document) for page in pages], witness(DEFAULT_WITNESS))
    found = []
    for page, document in zip(pages, ready, strict=True):
        offered = tuple(candidates(Top(Findings(document, find_all(document)))))
        right = tuple(bool(page.title) and letters(one.text) == letters(page.title) for one in offered)
        found.append(Choice(replace(page, document=document), offered, right, weight))
    return found


def recombined(found: Sequence[Choice], chance: random.Random) -> Iterator[Known]:
    """Pages made of two: the top of one, in which its own headline is that of the other, and the rest of the other."""
    split = []
    for choice in found:
        hit = next((one for one, right in zip(choice.offered, choice.right, strict=True) if right), None)
        if hit is not None:
            text = choice.page.document.text
            split.append((choice.page, text[: hit.start], text[hit.start : hit.end].strip(), text[hit.end :]))
    for page, _, said, below in split:
        for other, above, instead, _ in chance.sample(split, MADE):
            if other.parts != page.parts and len(above) <= LONGEST_TOP:
                text = above.replace(instead, said) + said + below
                yield Known(other.parts + page.parts, read(Source.of(text.encode(), "a.txt")), page.kind, page.title)


def train(found: Sequence[Choice]) -> dict[str, float]:
    """The weight of every cue."""
    usable = [choice for choice in found if any(choice.right) or not choice.page.title]
    cues = sorted({cue for choice in usable for one in choice.offered for cue in one.cues})
    number = {cue: n for n, cue in enumerate(cues)}
    rows = [[number[cue] for cue in one.cues] for choice in usable for one in choice.offered]
    shown = np.zeros((len(rows) + len(usable), len(cues)))
    page, right, weight = (np.zeros(len(shown)) for _ in range(3))
    row = 0
    for n, choice in enumerate(usable):
        for one, yes in zip((*choice.offered, None), (*choice.right, not any(choice.right)), strict=True):
            if one is not None:
                shown[row, [number[cue] for cue in one.cues]] = 1
            page[row], right[row], weight[row] = n, yes, choice.weight
            row += 1
    return dict(zip(cues, fitted(shown, page.astype(int), right, weight, DECAY).tolist(), strict=True))


Floats = NDArray[np.float64]


def fitted(shown: Floats, page: NDArray[np.int_], right: Floats, weight: Floats, decay: float) -> Floats:
    """The weights that make the right rows of every page the most probable (Adam)."""

    def shares(scores: Floats, among: Floats | float = 1.0) -> Floats:
        odds = np.exp(np.clip(scores, -50, 50)) * among
        whole: Floats = odds / np.bincount(page, odds)[page].clip(1e-12)
        return whole

    weights, mean, square = (np.zeros(shown.shape[1]) for _ in range(3))
    for step in range(1, STEPS + 1):
        scores = shown @ weights
        slope = decay * weights + shown.T @ (weight * (shares(scores) - shares(scores, right)))
        mean, square = 0.9 * mean + 0.1 * slope, 0.999 * square + 0.001 * slope**2
        weights = weights - RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


def headline(choice: Choice, weights: Mapping[str, float]) -> str:
    """The headline that the weights choose."""
    found = chosen(choice.offered, weights)
    return found[0].text if found else ""


def check(found: Sequence[Choice], made: Sequence[Choice]) -> str:
    """How many headlines are found on pages that were not learnt, by the folder or file that the pages are of."""
    part = {choice.page.parts[0]: n % PARTS for n, choice in enumerate(found)}
    score: dict[str, list[int]] = {}
    for left in range(PARTS):
        learnt = [choice for choice in (*found, *made) if all(part[name] != left for name in choice.page.parts)]
        weights = train(learnt)
        for choice in found:
            if part[choice.page.parts[0]] == left:
                right = letters(headline(choice, weights)) == letters(choice.page.title)
                counts = score.setdefault(choice.page.parts[0].rpartition("/")[0] or "inbox", [0, 0])
                counts[0], counts[1] = counts[0] + right, counts[1] + 1
    return "\n".join(f"{name:12}{right:5} of {whole}" for name, (right, whole) in sorted(score.items()))


def keep(path: Path, head: str, weights: Mapping[str, float]) -> None:
    """Write weights as the table that the program reads, those that count for something."""
    rows = [f"{cue}\t{weight:.2f}" for cue, weight in sorted(weights.items()) if abs(weight) >= SMALLEST_WEIGHT]
    path.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="cross-validate and train nothing")
    options = parser.parse_args()
    found = choices(known_pages())
    made = choices(list(recombined(found, random.Random(17))), MADE_WEIGHT)
    if options.check:
        sys.stdout.write(check(found, made) + "\n")
        return
    head = "# weights of the cues of headlines (pipeline/resolve/headline_cues.py); made by samples/train_headlines.py"
    keep(WEIGHTS, head, train([*found, *made]))


if __name__ == "__main__":
    main()
