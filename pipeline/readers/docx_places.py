"""Where the frames and text boxes of a DOCX stand on its page: all that is told is whether in the right half."""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

from pipeline.readers.docx_styles import W

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ANCHOR: Final = f"{_WP}anchor"
_TXBX_CONTENT: Final = f"{W}txbxContent"
_SHAPES: Final = frozenset(f"{{urn:schemas-microsoft-com:vml}}{name}" for name in ("shape", "rect"))
_LENGTH: Final = re.compile(r"(\d{1,6}(?:\.\d{1,6})?)(pt|cm|mm|in|pc|px)")
_POINTS: Final = {"pt": 1.0, "cm": 72 / 2.54, "mm": 7.2 / 2.54, "in": 72.0, "pc": 12.0, "px": 0.75}
#: From this distance on, in points, a frame stands in the right half: from the left edge of the page, from that of its text.
_FROM_PAGE: Final = 255
_FROM_TEXT: Final = 180
_EMU: Final = 12_700  # in a point
_TWIPS: Final = 20
_FAR: Final = 2_000  # points: no page is wider


def is_right_frame(frame: etree._Element) -> bool:
    """Whether a `w:framePr` puts its paragraph into the right half."""
    if frame.get(f"{W}xAlign"):
        return bool(frame.get(f"{W}xAlign") == "right")
    least = _FROM_PAGE if frame.get(f"{W}hAnchor") == "page" else _FROM_TEXT
    return least <= _number(frame.get(f"{W}x")) / _TWIPS < _FAR


def is_right_table(table: etree._Element) -> bool:
    """Whether a table floats in the right half of the page (`w:tblpPr`)."""
    place = table.find(f"{W}tblPr/{W}tblpPr")
    if place is None:
        return False
    if place.get(f"{W}tblpXSpec"):
        return bool(place.get(f"{W}tblpXSpec") == "right")
    least = _FROM_PAGE if place.get(f"{W}horzAnchor") == "page" else _FROM_TEXT
    return least <= _number(place.get(f"{W}tblpX")) / _TWIPS < _FAR


def is_right_box(content: etree._Element) -> bool:
    """Whether the shape that holds a `w:txbxContent` is anchored in the right half; one inside a line is not."""
    for holder in content.iterancestors():
        if holder.tag == _ANCHOR:
            return _is_right_anchor(holder)
        if holder.tag in _SHAPES:
            return _is_right_shape(holder)
        if holder.tag == _TXBX_CONTENT:
            break
    return False


def _is_right_shape(shape: etree._Element) -> bool:
    """Whether a shape of VML stands in the right half; its place is told in its style, as in CSS."""
    told = [part.partition(":") for part in (shape.get("style") or "").lower().split(";")]
    style = {name.strip(): value.strip() for name, _, value in told}
    side = style.get("mso-position-horizontal", "absolute")
    if side != "absolute":
        return side == "right"
    least = _FROM_PAGE if style.get("mso-position-horizontal-relative") == "page" else _FROM_TEXT
    margin = _LENGTH.fullmatch(style.get("margin-left", ""))
    return margin is not None and least <= float(margin.group(1)) * _POINTS[margin.group(2)] < _FAR


def _is_right_anchor(anchor: etree._Element) -> bool:
    position = anchor.find(f"{_WP}positionH")
    if position is None:
        return False
    least = _FROM_PAGE if position.get("relativeFrom") == "page" else _FROM_TEXT
    if position.findtext(f"{_WP}align") == "right":
        return True
    return least <= _number(position.findtext(f"{_WP}posOffset")) / _EMU < _FAR


def _number(text: str | None) -> int:
    body = (text or "").strip()
    return int(body) if body.isdecimal() and len(body) < 12 else 0
