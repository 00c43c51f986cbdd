"""Tokens of a segment as it is folded: what several rooms read, cut once a document."""

from __future__ import annotations

from extractors.document import Document
from extractors.russian.wordforms import Token, tokenize, tokens_of
from extractors.segments import Segment


def segment_tokens(document: Document, segment: Segment) -> list[Token]:
    """The tokens of the folded text of a segment, in order. They are shared: nobody may change the list."""
    kept: dict[object, list[Token]] = document.kept
    key = (segment_tokens, segment.start, segment.end)
    if key not in kept:
        kept[key] = tokenize(document.folded, segment.start, segment.end)
    return kept[key]


def spoken_tokens(document: Document, segment: Segment, spoken: str) -> list[Token]:
    """The tokens of a segment as it is spoken (`extractors.spoken`), which mostly is as it is folded."""
    folded, start = document.folded, segment.start
    apart = start == 0 or folded[start - 1].isspace()  # else the sign before it tells how it begins
    if apart and folded.startswith(spoken, start):
        return segment_tokens(document, segment)
    return tokens_of(spoken, 0, len(spoken), start)
