"""Which of the lines at the top of a page is its headline: the candidate that its cues speak for most, or none.

Every cue of a candidate has a weight (`headline_weights.tsv`, made by `samples/train_headlines.py`); their sum is its score.
A candidate is taken where its score is above that of all others and above 0, the score of a page without a headline.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_cues import Candidate, candidates
from pipeline.resolve.headline_top import Top

NO_HEADLINE: Final = 0.0  # the score that a headline must be above


def headline(findings: Findings) -> tuple[Candidate, float] | None:
    """The headline of a page with how sure it is (0 to 1); None for none."""
    return findings.once("headline", lambda: chosen(tuple(candidates(Top(findings))), weights()))


def chosen(offered: Sequence[Candidate], of_cues: Mapping[str, float]) -> tuple[Candidate, float] | None:
    """The best of the candidates by these weights, and its share of the odds of all; None where none is better than none."""
    scores = [score(candidate, of_cues) for candidate in offered]
    best = max(range(len(scores)), key=scores.__getitem__, default=None)
    if best is None or scores[best] <= NO_HEADLINE:
        return None
    total = sum(math.exp(one - scores[best]) for one in (NO_HEADLINE, *scores))
    return offered[best], 1 / total


def score(candidate: Candidate, of_cues: Mapping[str, float]) -> float:
    """The sum of the weights of the cues of a candidate; a cue that is not known weighs nothing."""
    return sum(of_cues.get(cue, 0.0) for cue in candidate.cues)


@cache
def weights() -> Mapping[str, float]:
    """The weights of the package."""
    return weights_of(files("pipeline.resolve").joinpath("headline_weights.tsv").read_text(encoding="utf-8"))


def weights_of(table: str) -> Mapping[str, float]:
    """The weights of a table: a cue, a tab and its weight on each line; lines with # are remarks."""
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return {cue: float(weight) for cue, weight in rows}
