"""Elements of WordprocessingML that stand for a character: tabs, ends of lines and pages, symbols of symbol fonts."""

from __future__ import annotations

from typing import Final

from lxml import etree

from pipeline.readers.docx_styles import W

_BR: Final = f"{W}br"
_CHAR: Final = f"{W}char"
_CR: Final = f"{W}cr"
_NO_BREAK_HYPHEN: Final = f"{W}noBreakHyphen"
_PTAB: Final = f"{W}ptab"
_SYM: Final = f"{W}sym"
_TAB: Final = f"{W}tab"
_TYPE: Final = f"{W}type"

# Bullets of symbol fonts by their code points; what is not here says nothing as text.
_SYMBOLS: Final = {
    "F0B7": "•", "F0A7": "•", "F02D": "-", "F0FC": "✓", "F0FE": "☒", "F0A8": "☐", "F06F": "☐", "F0D8": "•",
}  # fmt: skip


def character(element: etree._Element) -> str:
    """What an element inside a run is as text: a form feed for the end of a page, "" for what is no character."""
    tag = element.tag
    if tag in (_TAB, _PTAB):
        return "\t"
    if tag == _BR:
        return "\f" if element.get(_TYPE) == "page" else "\n"
    if tag == _CR:
        return "\n"
    if tag == _NO_BREAK_HYPHEN:
        return "\u2011"
    return _symbol((element.get(_CHAR) or "").upper()) if tag == _SYM else ""


def _symbol(code: str) -> str:
    if code in _SYMBOLS:
        return _SYMBOLS[code]
    try:
        point = int(code, 16)
    except ValueError:
        return ""
    return chr(point - 0xF000) if 0xF020 <= point <= 0xF07E else chr(point) if 0x20 <= point < 0xD800 else ""
