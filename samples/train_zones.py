"""Train the weights of `pipeline/zones/weights.tsv` on the letters of `samples/source/dev`.

    python -m samples.train_zones [--letters 800] [--check | --held]

The letters are few and their zones are many, so they are recombined: the order of zones comes from one letter,
the content of each zone from another letter of the set, the layout (boxes, alignment, blank lines, wrapping)
from chance with a fixed seed. `--check` cross-validates: each third of the letters is read by weights trained on the
other two; `--held` measures the weights of the package on `samples/held`.
Needs python-crfsuite (the `train` extra); the program itself only reads the weights.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pycrfsuite

from extractors.document import Document
from pipeline.zones import roles
from pipeline.zones.crf import Chain, chain_of
from pipeline.zones.cues import cues
from samples.labelled import rendered
from samples.recombined import load, recombined

SOURCES = Path("samples/source/dev")
HELD = Path("samples/held")
LETTERS = 800
WEIGHTS = Path("pipeline/zones/weights.tsv")
LABELS = (
    "letterhead", "registration", "place", "access_mark", "addressee", "approval", "kind", "heading",
    "salutation", "body", "enclosure", "signature", "e_signature", "executor", "receipt_stamp", "appendix",
    "furniture", "noise",
)  # fmt: skip
# Of the cues of a line this share is hidden in training, other ones each time, so that no single word carries a zone:
# by line, each document read by weights that did not see it, .894 without, .909 at .15, .914 at .4.
CUES_LOST = 0.4
C1, C2 = 0.5, 1.0  # elastic net; the cross-validation hardly moves between .1 and 1
# Times that each letter as the readers see it is learnt, other cues hidden each time: nearer to what is read than
# letters made anew.
REAL = 8
SMALLEST_WEIGHT = 0.02  # smaller ones change no path and fill the file


def train(letters: Sequence[tuple[Document, list[str]]], path: str) -> None:
    """Fit a linear-chain CRF (L-BFGS, elastic net) and leave its model file at `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    chance = random.Random(17)
    for document, labels in letters:
        trainer.append(
            [[c for c in row if c == "bias" or chance.random() >= CUES_LOST] for row in cues(document)], labels
        )
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": 150, "feature.possible_transitions": True})
    trainer.train(path)


def export(path: str, out: Path) -> None:
    """The model file as the table of weights that the program reads."""
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    for (cue, label), weight in info.state_features.items():
        if abs(weight) >= SMALLEST_WEIGHT:
            rows[cue][label] = weight
    for (before, label), weight in info.transitions.items():
        rows[f"after:{before}"][label] = weight
    body = [
        "# weights of cues (pipeline/zones/cues.py) for the zones; made by samples/train_zones.py",
        "\t".join(["cue", *LABELS]),
    ]
    for cue in sorted(rows):
        cells = [f"{label}={weight:.3f}" for label, weight in sorted(rows[cue].items())]
        body.append("\t".join([cue, *cells]))
    out.write_text("\n".join(body) + "\n", encoding="utf-8")


def letters_for(sources: dict[str, dict[str, Any]], count: int, seed: int) -> list[tuple[Document, list[str]]]:
    """What is trained on: letters made anew, and the letters themselves as the readers see them."""
    made = list(recombined(list(sources.values()), count, random.Random(seed)))
    return made + rendered(sorted(sources)) * REAL


Confusion = Counter[tuple[str, str]]


def confusion(letters: Sequence[tuple[Document, list[str]]], model: Chain | None = None) -> Confusion:
    """How many lines of each role the program gives to each role, by the weights of the package or by others."""
    found: Confusion = Counter()
    for document, labels in letters:
        for want, (got, _) in zip(labels, roles(document, model), strict=True):
            found[want, got.value] += 1
    return found


def cross_validated(sources: dict[str, dict[str, Any]], count: int, folds: int = 3) -> Confusion:
    """The confusion where each document, as the readers see it, is read by weights that did not see it."""
    names = sorted(sources)
    found: Confusion = Counter()
    with tempfile.TemporaryDirectory() as folder:
        model, table = f"{folder}/zones.model", Path(folder) / "zones.tsv"
        for fold in range(folds):
            train(letters_for({n: sources[n] for i, n in enumerate(names) if i % folds != fold}, count, fold), model)
            export(model, table)
            found += confusion(
                rendered([n for i, n in enumerate(names) if i % folds == fold]),
                chain_of(table.read_text(encoding="utf-8")),
            )
    return found


def report(found: Confusion) -> str:
    """Accuracy by line, recall and precision of every role, the commonest confusions."""
    total, right = sum(found.values()), sum(n for (want, got), n in found.items() if want == got)
    rows = [
        f"{right}/{total} lines right ({right / max(1, total):.4f})",
        f"{'role':14}{'lines':>6}{'recall':>8}{'precision':>11}  taken for",
    ]
    for role in LABELS:
        lines = sum(n for (want, _), n in found.items() if want == role)
        given = sum(n for (_, got), n in found.items() if got == role)
        others = sorted(((n, got) for (want, got), n in found.items() if want == role != got), reverse=True)[:3]
        taken = ", ".join(f"{got} {n}" for n, got in others)
        right = found[role, role]
        rows.append(f"{role:14}{lines:6}{right / max(1, lines):8.3f}{right / max(1, given):11.3f}  {taken}")
    return "\n".join(rows)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--check", action="store_true", help="cross-validate and train nothing")
    parser.add_argument(
        "--held", action="store_true", help="measure the weights of the package on the letters held out, totals only"
    )
    options = parser.parse_args()
    if options.held:
        names = sorted(path.stem for path in (HELD / "gold").glob("*.json"))
        sys.stdout.write(report(confusion(rendered(names, HELD / "inbox", HELD / "gold"))) + "\n")
        return
    sources = load(SOURCES)
    if options.check:
        sys.stdout.write(report(cross_validated(sources, options.letters)) + "\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        train(letters_for(sources, options.letters, 20260101), f"{folder}/zones.model")
        export(f"{folder}/zones.model", WEIGHTS)


if __name__ == "__main__":
    main()
