"""Dates: every explicit calendar date of a document, in every form that letters use.

What a date means (of the document, of a reply, of a cited act, a deadline) is for the resolver to say, by its zone and
its neighbours; here it is read. A date without a year keeps "????" (`extractors.values.DateValue`).

    >>> doc = Document(text="Исх. 24.05.2024 № 909")
    >>> [(m.text, m.value.iso, m.rule) for m in find(doc)]
    [('24.05.2024', '2024-05-24', 'numeric')]
"""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.russian.calendar import scan


def find(document: Document) -> Iterator[Mention]:
    """The dates of a document, in order."""
    for span in scan(document.folded):
        yield mention(
            document,
            Kind.DATE,
            span.start,
            span.end,
            span.value,
            rule=span.rule,
            confidence=span.confidence,
            evidence=span.evidence,
        )
