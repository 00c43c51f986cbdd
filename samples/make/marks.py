"""Marks inside the text of a sample: tracked changes, footnotes, values over a blank, the page number."""

from __future__ import annotations

import re
from dataclasses import dataclass

MARK = re.compile(
    r"""
      \{\+(?P<ins>.{0,2000}?)\+\}      # {+inserted+}
    | \{-(?P<dele>.{0,2000}?)-\}       # {-deleted-}
    | \{\^(?P<note>.{0,2000}?)\^\}     # {^a footnote^}
    | \{_(?P<blank>.{0,200}?)_\}       # {_24.05.2024_}
    | (?P<page>\{page\})
    """,
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Span:
    """A piece of a line: kind is text, ins, dele, note, blank or page."""

    kind: str
    text: str


def spans(text: str) -> list[Span]:
    """Split a text at its marks: `spans("№ {_12_}")` is [Span(text, "№ "), Span(blank, "12")]."""
    out, at = [], 0
    for match in MARK.finditer(text):
        if match.start() > at:
            out.append(Span("text", text[at : match.start()]))
        kind = match.lastgroup or "page"
        out.append(Span(kind, match[kind]))
        at = match.end()
    if at < len(text):
        out.append(Span("text", text[at:]))
    return out


def plain(text: str) -> str:
    """The text as read after accepting all changes, without notes and page numbers."""
    return "".join(s.text for s in spans(text) if s.kind in ("text", "ins", "blank"))


def notes(text: str) -> list[str]:
    return [s.text for s in spans(text) if s.kind == "note"]
