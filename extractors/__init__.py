"""The ground floor: knows a Document and finds Mentions in it. Usable alone, without the pipeline.

    document.py   Document, Line, Zone, …      fold.py    a same-length copy of the text for matching
    mention.py    Mention, Kind                values.py  what a Mention holds
    segments.py   stretches that grammar may read in one breath
    russian/      morphology, names, noun phrases, lexicons, NER witnesses
    one room for each kind of find: `find(document) -> Iterator[Mention]`

`EXTRACTORS` is the whole composition: what is asked of a document, in this order. An extractor knows nothing of the
others; `pipeline.resolve` joins what they found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.document import Document
    from extractors.mention import Mention

#: Names of the rooms, in the order they are asked.
EXTRACTORS: tuple[str, ...] = (
    "signatures",
    "numbers",
    "references",
    "dates",
    "deadlines",
    "requisites",
    "contacts",
    "addresses",
    "organizations",
    "people",
    "positions",
    "appendices",
)


def extractor(name: str) -> Callable[[Document], Iterator[Mention]]:
    """The `find` of a room, imported when it is first asked for."""
    find: Callable[[Document], Iterator[Mention]] = import_module(f"extractors.{name}").find
    return find


def find_all(document: Document) -> Iterator[Mention]:
    """Everything that every room finds in a document, room by room."""
    for name in EXTRACTORS:
        yield from extractor(name)(document)
