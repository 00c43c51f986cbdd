"""What a text that is no letter is: a news item, an article, a page of a site, a paper that is published on one.

Every cue of a page (`page_cues`) has a weight for each kind (`page_weights.tsv`, made by `samples/train_pages.py`); the kind
whose weights sum up to most is that of the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from extractors.document import Document
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_choice import weights_of
from pipeline.resolve.headline_patterns import PAGE_NAME
from pipeline.resolve.page_cues import page_cues
from pipeline.resolve.page_shapes import WIDE_LINE

KINDS: Final = ("news", "article", "web_page", "other")
_BIOGRAPHY: Final = frozenset(("life", "lived", "contacts:0"))  # headed by whom it tells of, with the birth: too few to learn from


def page_kind(findings: Findings) -> str:
    """What a text that is no letter is: news, article, web_page or other."""
    if not findings.document.lines:
        return "other"
    cues = page_cues(findings)
    return "article" if cues >= _BIOGRAPHY else likeliest(cues, weights())


def likeliest(cues: Iterable[str], of_cues: Mapping[str, float]) -> str:
    """The kind that cues speak for most; a cue that is not known weighs nothing."""
    told = sorted(cues)
    return max(KINDS, key=lambda kind: sum(of_cues.get(f"{kind} {cue}", 0.0) for cue in told))


@cache
def weights() -> Mapping[str, float]:
    """The weights of the package, each known by a kind, a blank and a cue."""
    return weights_of(files("pipeline.resolve").joinpath("page_weights.tsv").read_text(encoding="utf-8"))


def named_page(document: Document) -> bool:
    """Whether the first line is what a page of a site calls itself: «Структура министерства»."""
    line = next(iter(document.own_lines), None)
    text = document.folded[line.start : line.end].strip("*# ") if line else ""
    return 0 < len(text) <= WIDE_LINE and PAGE_NAME.match(text) is not None
