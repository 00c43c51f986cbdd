"""The text of a segment as it would be spoken: shouted words in normal case, marks of Markdown and columns told apart.

The answer is as long as the segment, so that places in it are places in the document.
"""

from __future__ import annotations

import re
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.russian.foreign import foreign_lines
from extractors.russian.loud import quieted
from extractors.segments import Segment

#: Columns made with blanks: no name goes over them. A page of a site parts its words with two.
_TABULATED: Final = re.compile(r"(?<=\S)[ ]{5,200}(?=\S)")
_PARTED: Final = re.compile(r"(?<=\S)[ ]{2,200}(?=\S)")


def spoken(document: Document, segment: Segment) -> str:
    """The folded text of the segment; a sign of its own (\\x1f) stands where a column ends."""
    text, raw = document.folded[segment.start : segment.end], document.text[segment.start : segment.end]
    if "*" in text:
        text = text.replace("*", " ")
    if "\t" in raw:
        text = "".join("\x1f" if c == "\t" else t for c, t in zip(raw, text, strict=True))
    if "  " in text:
        parted = _PARTED if segment.role is ZoneRole.NOISE else _TABULATED
        text = parted.sub(lambda m: "\x1f" + m.group()[1:], text)
    return quieted(text)


def foreign_spans(document: Document, segment: Segment) -> list[tuple[int, int]]:
    """The lines of a second language in a letterhead, in order."""
    if segment.role is not ZoneRole.LETTERHEAD:
        return []
    spans, place = [], segment.start
    lines = document.text[segment.start : segment.end].split("\n")
    for line, strange in zip(lines, foreign_lines(lines), strict=True):
        if strange:
            spans.append((place, place + len(line)))
        place += len(line) + 1
    return spans
