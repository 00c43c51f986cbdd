"""Frames that float beside the letterhead: whoever typed the letter anchored the addressee above all else.

    Отдел судебных приставов  <- a frame on the right,     БАНК «ЗАУРАЛЬЕ»        Отдел судебных приставов
    БАНК «ЗАУРАЛЬЕ»              first in the file          25.10.2023 № 03-5      Хомутовой Е. Н.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipeline.readers.column_words import BELOW, REGISTRATION, is_reader
from pipeline.readers.nodes import Frame, Grid, Node, Paragraph, paragraphs

#: A frame that interrupts a letterhead stands so near the top.
_INSIDE: Final = 6
#: A letterhead with its number has not more paragraphs.
_LONGEST: Final = 30
#: A paragraph that is longer is the text of the letter.
_WIDEST: Final = 100


def floated(nodes: Sequence[Node]) -> Sequence[Node]:
    """The nodes with a frame of the addressee at their head, or among the lines of the letterhead, put behind the letterhead and
    the number that stand on its left.

    >>> reader = Frame([Paragraph("Директору школы")])
    >>> rows = [Paragraph(text) for text in ("БАНК «ЗАУРАЛЬЕ»", "25.10.2023 № 03-5", "", "О сроках")]
    >>> [next(paragraphs([node])).text for node in floated([reader, *rows])][1:3]
    ['25.10.2023 № 03-5', 'Директору школы']
    """
    at = next((i for i, node in enumerate(nodes) if _text(node) and not _is_of_letterhead(node)), None)
    frame = None if at is None else nodes[at]
    if at is None or at > _INSIDE or not isinstance(frame, Frame) or not (frame.right or is_reader(_text(frame))):
        return nodes
    end = _end_of_left(nodes, at + 1)
    return nodes if end is None else [*nodes[:at], *nodes[at + 1 : end], frame, *nodes[end:]]


def _is_of_letterhead(node: Node) -> bool:
    """Whether a node may stand in a letterhead above a frame that interrupts it: a short paragraph that is no number yet."""
    text = _text(node)
    return isinstance(node, Paragraph) and len(text) <= _WIDEST and not REGISTRATION.match(text) and not BELOW.match(text)


def _end_of_left(nodes: Sequence[Node], first: int) -> int | None:
    """The index behind what stands on the left of a frame, down to its number; None where that can not be told."""
    numbered = said = False
    for index, node in enumerate(nodes[first : first + _LONGEST], start=first):
        texts = [line.strip() for paragraph in paragraphs([node]) for line in paragraph.text.split("\n")]
        if isinstance(node, Grid) or any(BELOW.match(text) or len(text) > _WIDEST for text in texts):
            return index if said else None
        if numbered and not any(texts):
            return index
        said = said or any(texts)
        numbered = numbered or any(REGISTRATION.match(text) for text in texts)
    return None


def _text(node: Node) -> str:
    """The first line of a node that has one."""
    return next((p.text.strip() for p in paragraphs([node]) if p.text.strip()), "")
