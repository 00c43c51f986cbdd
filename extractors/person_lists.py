"""Surnames that stand alone in one list: «депутаты Грачёв, Сидоренко и Нурмухаметова»."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.person_lines import Alone
from extractors.russian.name_behind import listed_with
from extractors.russian.name_windows import Piece
from extractors.russian.name_words import TYPICAL, UNKNOWN
from extractors.russian.wordforms import is_known_place

_OF_PLACES: Final = re.compile(r"(?:о|[сц]к(?:ий|ая|ое|ие|ого|ой|ую|их|им|ими))$")

#: «…, Назарбаев Университет»: another word of a name.
_GOES_ON: Final = re.compile(r"[ ][А-ЯЁA-Z«\"]")


def lists_of_surnames(folded: str, alone: Sequence[Alone]) -> Iterator[list[Alone]]:
    """Two and more words that may be surnames, with nothing but commas and «и» between them."""
    run: list[Alone] = []
    for word in sorted((word for word in alone if word.piece.fit.surname >= UNKNOWN), key=lambda word: word.piece.start):
        if run and not (word.segment == run[-1].segment and listed_with(folded, run[-1].piece.end, word.piece.start)):
            if len(run) > 1:
                yield run
            run = []
        run.append(word)
    if len(run) > 1:
        yield run


def behind_names(folded: str, alone: Sequence[Alone], ends: Sequence[int]) -> Iterator[Alone]:
    """Usual surnames that a list of whole names goes on with: «Лена Явтысая, Даниил Сядэй и Апицын»; `ends` are where the whole
    names end."""
    for word in alone:
        before = ends[bisect_left(ends, word.piece.start) - 1] if ends and ends[0] < word.piece.start else -1
        alone_there = is_usual(word.piece) and not _GOES_ON.match(folded, word.piece.end)
        if alone_there and before >= word.segment.start and listed_with(folded, before, word.piece.start):
            yield word


def is_usual(piece: Piece) -> bool:
    """Whether a word is a surname in all likelihood: «Баташев», not «Королёв», a town too, nor «Сосново», «Садовская»."""
    return piece.fit.surname >= TYPICAL and not is_known_place(piece.text) and not _OF_PLACES.search(piece.text)
