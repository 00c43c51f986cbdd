"""Styles and numbering of a DOCX: what a run or a paragraph looks like, and the number Word puts before it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL: Final = f"{W}val"
#: A chain of `basedOn` longer than this is a loop.
_LONGEST_CHAIN: Final = 30
_OFF: Final = frozenset({"0", "false", "off", "none"})
_BOLD, _ITALIC, _SIZE, _HIDDEN = f"{W}b", f"{W}i", f"{W}sz", f"{W}vanish"
_JC, _IND, _NUMBERING, _BREAK = f"{W}jc", f"{W}ind", f"{W}numPr", f"{W}pageBreakBefore"
_LEFT, _START = f"{W}left", f"{W}start"

_ALIGN: Final = {
    "left": "left", "start": "left", "center": "center", "right": "right", "end": "right", "both": "both",
    "distribute": "both",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How characters look; `size` in points."""

    bold: bool = False
    italic: bool = False
    size: float | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph style gives: alignment, left indent in twips, look, number of its list, page break."""

    align: str | None = None
    indent: int = 0
    look: Look = Look()
    list_id: str = ""
    list_level: int = 0
    breaks: bool = False


def value(parent: etree._Element, name: str) -> str | None:
    """The `w:val` of a child, "" for a child without one, None for no child."""
    child = first(parent, W + name)
    return None if child is None else (child.get(_VAL) or "")


def first(parent: etree._Element, tag: str) -> etree._Element | None:
    """The first child with a tag: what `find` does, without its parsing of paths."""
    return next(parent.iterchildren(tag), None)


def _number(text: str | None, default: int = 0) -> int:
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def look_over(base: Look, properties: etree._Element | None) -> Look:
    """The look that `w:rPr` makes of the look below it."""
    if properties is None:
        return base
    bold, italic, size, hidden = base.bold, base.italic, base.size, base.hidden
    for child in properties:
        tag = child.tag
        if tag == _BOLD:
            bold = child.get(_VAL) not in _OFF
        elif tag == _ITALIC:
            italic = child.get(_VAL) not in _OFF
        elif tag == _SIZE:
            half_points = _number(child.get(_VAL))
            size = half_points / 2 if half_points > 0 else size
        elif tag == _HIDDEN:
            hidden = child.get(_VAL) not in _OFF
    return Look(bold, italic, size, hidden)


def style_over(base: ParagraphStyle, properties: etree._Element | None) -> ParagraphStyle:
    """The paragraph style that `w:pPr` makes of the style below it (its mark's look does not count)."""
    if properties is None:
        return base
    align, indent, breaks = base.align, base.indent, base.breaks
    list_id, level = base.list_id, base.list_level
    for child in properties:
        tag = child.tag
        if tag == _JC:
            align = _ALIGN.get(child.get(_VAL) or "", align)
        elif tag == _IND:
            indent = _number(child.get(_LEFT) or child.get(_START), indent)
        elif tag == _NUMBERING:
            list_id = value(child, "numId") or list_id
            level = max(0, min(_number(value(child, "ilvl"), level), 8))
        elif tag == _BREAK:
            breaks = child.get(_VAL) not in _OFF
    return ParagraphStyle(align, indent, base.look, list_id, level, breaks)


class Styles:
    """The styles of `styles.xml`, each resolved once with what it is based on."""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default = ""
        self._paragraphs: dict[str, ParagraphStyle] = {}
        self._tables: dict[str, bool] = {}
        self._base = ParagraphStyle()
        if root is None:
            return
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self._base = ParagraphStyle(look=look_over(Look(), defaults))
        for style in root.iterfind(f"{W}style"):
            name = style.get(f"{W}styleId") or ""
            self._styles[name] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true"}:
                self._default = name

    def _chain(self, name: str) -> list[etree._Element]:
        """A style and what it is based on, the root first."""
        chain: list[etree._Element] = []
        while name in self._styles and len(chain) < _LONGEST_CHAIN:
            chain.append(self._styles[name])
            name = value(chain[-1], "basedOn") or ""
        return chain[::-1]

    def paragraph(self, name: str | None) -> ParagraphStyle:
        """A paragraph style by its id, the default one for None."""
        name = name or self._default
        if name not in self._paragraphs:
            style = self._base
            for element in self._chain(name):
                style = style_over(style, element.find(f"{W}pPr"))
                style = replace(style, look=look_over(style.look, element.find(f"{W}rPr")))
            self._paragraphs[name] = style
        return self._paragraphs[name]

    def character(self, name: str, base: Look) -> Look:
        """The look that a character style makes of the look below it."""
        for element in self._chain(name):
            base = look_over(base, element.find(f"{W}rPr"))
        return base

    def ruled(self, name: str) -> bool:
        """Whether a table style draws lines between cells."""
        if name not in self._tables:
            borders = [element.find(f"{W}tblPr/{W}tblBorders") for element in self._chain(name)]
            self._tables[name] = any(draws_inside(border) for border in borders if border is not None)
        return self._tables[name]


def draws(borders: etree._Element, *sides: str) -> bool:
    """Whether one of these sides has a visible line."""
    for side in sides:
        style = value(borders, side)
        if style and style not in {"nil", "none"}:
            return True
    return False


def draws_inside(borders: etree._Element) -> bool:
    """Whether the borders of a table draw lines between its columns."""
    return draws(borders, "insideV")


_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """
    >>> roman(2024)
    'MMXXIV'
    """
    text = ""
    for size, letters in _ROMAN:
        while number >= size:
            text, number = text + letters, number - size
    return text


def _letter(alphabet: str) -> Callable[[int], str]:
    return lambda number: alphabet[(number - 1) % len(alphabet)] * ((number - 1) // len(alphabet) + 1)


_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
# Word's own list leaves out ё, й, ъ, ы, ь.
_CYRILLIC: Final = "абвгдежзиклмнопрстуфхцчшщэюя"
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    "lowerLetter": _letter(_LATIN),
    "upperLetter": _letter(_LATIN.upper()),
    "russianLower": _letter(_CYRILLIC),
    "russianUpper": _letter(_CYRILLIC.upper()),
    "lowerRoman": lambda number: roman(number).lower(),
    "upperRoman": roman,
    "decimalZero": lambda number: f"{number:02d}",
    "none": lambda _: "",
}
#: Counters above this are of no list that a person wrote; formats that repeat letters would grow without bound.
_MOST: Final = 3999


class Numbering:
    """The numbers of automatic lists, counted paragraph by paragraph; `load` gives `numbering.xml` if a list is met."""

    def __init__(self, load: Callable[[], etree._Element | None]) -> None:
        self._load: Callable[[], etree._Element | None] | None = load
        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counters: dict[str, list[int]] = {}

    def _read(self) -> None:
        root = self._load() if self._load is not None else None
        self._load = None
        if root is None:
            return
        for abstract in root.iterfind(f"{W}abstractNum"):
            self._read_levels(abstract.get(f"{W}abstractNumId") or "", abstract.iterfind(f"{W}lvl"))
        for number in root.iterfind(f"{W}num"):
            self._read_number(number)

    def _read_levels(self, key: str, levels: object) -> None:
        for level in levels:  # type: ignore[attr-defined]
            index = _number(level.get(f"{W}ilvl"))
            form = value(level, "numFmt") or "decimal"
            self._levels[key, index] = (form, value(level, "lvlText") or "", _number(value(level, "start"), 1))

    def _read_number(self, number: etree._Element) -> None:
        own = number.get(f"{W}numId") or ""
        key = value(number, "abstractNumId") or ""
        overrides = number.findall(f"{W}lvlOverride")
        if overrides:
            # A list that starts anew counts apart from its fellows.
            for (other, index), level in list(self._levels.items()):
                if other == key:
                    self._levels[f"#{own}", index] = level
            for override in overrides:
                index = _number(override.get(f"{W}ilvl"))
                self._read_levels(f"#{own}", override.iterfind(f"{W}lvl"))
                start = value(override, "startOverride")
                if start and (f"#{own}", index) in self._levels:
                    form, text, _ = self._levels[f"#{own}", index]
                    self._levels[f"#{own}", index] = (form, text, _number(start, 1))
            key = f"#{own}"
        self._abstract[own] = key

    def next(self, list_id: str, level: int) -> str:
        """The number of the next paragraph of a list as it is printed, "" where the list is unknown."""
        if self._load is not None:
            self._read()
        key = self._abstract.get(list_id)
        if key is None or (key, level) not in self._levels:
            return ""
        form, text, _ = self._levels[key, level]
        if form == "bullet":
            return "–"
        counters = self._counters.setdefault(key, [0] * 9)
        counters[level] = counters[level] + 1 if counters[level] else self._start(key, level)
        counters[level + 1 :] = [0] * (8 - level)
        for index in range(level + 1):
            if counters[index] == 0:
                counters[index] = self._start(key, index)
            shape = self._levels.get((key, index), (form, "", 1))[0]
            number = min(max(counters[index], 0), _MOST)
            text = text.replace(f"%{index + 1}", _FORMATS.get(shape, str)(number) if number else "0")
        return text.strip()[:40]

    def _start(self, key: str, level: int) -> int:
        return self._levels.get((key, level), ("", "", 1))[2]
