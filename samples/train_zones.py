"""Train the weights of `pipeline/zones/weights.tsv` on the letters of `samples/source/dev` and `samples/letters`.

    python -m samples.train_zones [--letters 1200] [--check | --held]

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
from samples.recombined import blocks_of, family_of, load, recombined
from samples.zoned import zoned

SOURCES = Path("samples/source/dev")
HELD = Path("samples/held")
LETTERS = 1200
MODELS = 4  # their mean is steadier: 25 losses on dev against 31 to 39 of single ones, for the same gains
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
ZONED = 6  # the same of the letters of `samples/letters`
SMALLEST_WEIGHT = 0.02  # smaller ones change no path and fill the file


Weights = dict[str, dict[str, float]]  # of a cue (or `after:` a zone) for each zone


def fitted(letters: Sequence[tuple[Document, list[str]]]) -> Weights:
    """The weights of a linear-chain CRF (L-BFGS, elastic net) that is fitted to the letters."""
    trainer = pycrfsuite.Trainer(verbose=False)
    chance = random.Random(17)
    for document, labels in letters:
        trainer.append(
            [[c for c in row if c == "bias" or chance.random() >= CUES_LOST] for row in cues(document)], labels
        )
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": 150, "feature.possible_transitions": True})
    tagger = pycrfsuite.Tagger()
    with tempfile.TemporaryDirectory() as folder:
        trainer.train(f"{folder}/zones.model")
        tagger.open(f"{folder}/zones.model")
        info = tagger.info()
    found: Weights = defaultdict(dict)
    for (cue, label), weight in info.state_features.items():
        found[cue][label] = weight
    for (before, label), weight in info.transitions.items():
        found[f"after:{before}"][label] = weight
    return found


def averaged(models: Sequence[Weights]) -> Weights:
    """The mean of several models: what single letters made by chance taught one of them weighs little."""
    found: Weights = defaultdict(lambda: defaultdict(float))
    for model in models:
        for cue, row in model.items():
            for label, weight in row.items():
                found[cue][label] += weight / len(models)
    return found


def table(weights: Weights) -> str:
    """The weights as the table that the program reads."""
    lines = [
        "# weights of cues (pipeline/zones/cues.py) for the zones; made by samples/train_zones.py",
        "\t".join(["cue", *LABELS]),
    ]
    for cue in sorted(weights):
        kept = sorted((label, weight) for label, weight in weights[cue].items() if abs(weight) >= SMALLEST_WEIGHT)
        if kept:
            lines.append("\t".join([cue, *(f"{label}={weight:.3f}" for label, weight in kept)]))
    return "\n".join(lines) + "\n"


def trained(sources: dict[str, dict[str, Any]], count: int, seed: int = 20260101) -> str:
    """The table of weights learnt from sources: the mean of `MODELS` models, each of other letters made anew."""
    return table(averaged([fitted(letters_for(sources, count, seed + k)) for k in range(MODELS)]))


def letters_for(sources: dict[str, dict[str, Any]], count: int, seed: int) -> list[tuple[Document, list[str]]]:
    """What is trained on: letters made anew, and the letters themselves as the readers see them."""
    others = list(zoned())
    whole = [blocks_of(source) for source in sources.values()] + [letter.blocks() for letter in others]
    family = [family_of(source) for source in sources.values()] + ["letter"] * len(others)
    made = list(recombined(whole, family, count, random.Random(seed)))
    return made + rendered(sorted(sources)) * REAL + [(x.document, list(x.labels)) for x in others] * ZONED


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
    for fold in range(folds):
        weights = trained({n: sources[n] for i, n in enumerate(names) if i % folds != fold}, count, fold)
        found += confusion(rendered([n for i, n in enumerate(names) if i % folds == fold]), chain_of(weights))
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
    WEIGHTS.write_text(trained(sources, options.letters), encoding="utf-8")


if __name__ == "__main__":
    main()
