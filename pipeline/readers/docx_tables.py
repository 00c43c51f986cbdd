"""Rows and cells of a DOCX table, whatever they are wrapped in, and what their properties say."""

from __future__ import annotations

from typing import Final

from lxml import etree

from pipeline.readers.docx_styles import W, draws, first, value

#: Wrappers that only say something about what is in them.
THROUGH: Final = frozenset(W + name for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "body", "smartTag"))


def rows(table: etree._Element) -> list[etree._Element]:
    return _children(table, f"{W}tr")


def cells(row: etree._Element) -> list[etree._Element]:
    return _children(row, f"{W}tc")


def _children(parent: etree._Element, tag: str) -> list[etree._Element]:
    """Children with a tag, also those wrapped in content controls and insertions; deleted rows are left out."""
    found: list[etree._Element] = []
    stack = list(reversed(parent))
    while stack:
        element = stack.pop()
        if element.tag == tag:
            properties = first(element, f"{W}trPr")
            if properties is None or first(properties, f"{W}del") is None:
                found.append(element)
        elif element.tag in THROUGH:
            stack.extend(reversed(element))
    return found


def grid_before(row: etree._Element) -> int:
    properties = first(row, f"{W}trPr")
    before = None if properties is None else value(properties, "gridBefore")
    return int(before) if before and before.isdigit() and int(before) < 100 else 0


def span(properties: etree._Element | None) -> int:
    span = None if properties is None else value(properties, "gridSpan")
    return max(1, min(int(span), 100)) if span and span.isdigit() else 1


def goes_on(properties: etree._Element | None) -> bool:
    """A cell merged with the one above it."""
    if properties is None:
        return False
    merge = value(properties, "vMerge")
    return merge is not None and merge != "restart"


def is_drawn(properties: etree._Element | None) -> bool:
    """A cell with lines at its side and above or below: a box, not an underline to write on."""
    borders = None if properties is None else first(properties, f"{W}tcBorders")
    return borders is not None and draws(borders, "left", "right", "start", "end") and draws(borders, "top", "bottom")
