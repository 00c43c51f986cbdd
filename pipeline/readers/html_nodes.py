"""The visible text of an HTML page as nodes of `flow`: paragraphs with what is known of their links and their place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import Final

from lxml import etree

from pipeline.readers.nodes import MAX_DEPTH, Grid, GridCell, Node, Paragraph, paragraphs

_SKIPPED: Final = frozenset(
    {
        "script", "style", "noscript", "template", "head", "iframe", "object", "embed", "svg", "canvas", "select",
        "option", "button", "input", "textarea", "video", "audio", "map", "datalist", "math", "del",
    }
)  # fmt: skip
_BLOCKS: Final = frozenset(
    {
        "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
        "h6", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "p", "pre", "section", "summary",
        "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    }
)  # fmt: skip
_CHROME: Final = frozenset({"nav", "header", "footer", "aside"})
_CHROME_NAME: Final = re.compile(
    r"\b(?:nav|menu|breadcrumb|sidebar|side|footer|header|share|social|cookie|banner|pager|related)", re.IGNORECASE
)
_BOLD: Final = frozenset({"b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"})
_ITALIC: Final = frozenset({"i", "em", "cite"})
_HIDDEN: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_TEXT_ALIGN: Final = re.compile(r"text-align\s*:\s*(left|right|center|justify)", re.IGNORECASE)
_LEFT_MARGIN: Final = re.compile(
    r"(?:margin|padding)-left\s*:\s*(\d{1,4}(?:\.\d{1,6})?)\s*(pt|px|cm|mm|in|em)", re.IGNORECASE
)
_BORDER: Final = re.compile(
    r"border(?:-[a-z]{1,10})?\s*:\s*(?!none|0)[^;]*(?:solid|double|dotted|dashed)", re.IGNORECASE
)
_PAGE_BREAK: Final = re.compile(r"page-break-before\s*:\s*always|break-before\s*:\s*page", re.IGNORECASE)
#: From this left margin on (6.3 cm) a paragraph stands in the right half of a page.
_RIGHT_MARGIN: Final = {"pt": 180.0, "px": 240.0, "cm": 6.3, "mm": 63.0, "in": 2.48, "em": 15.0}
_NOTE_MARK: Final = re.compile(r"\s{0,9}(?:\[?\d{1,3}\]?|\*{1,3})\s{0,9}")
#: The mark of a note is one piece of text in two or three tags.
_FEW_PIECES: Final = 10
#: What makes a paragraph without text as high as a line.
_EMPTY_LINE: Final = re.compile(r"[\xa0\n]")
_SPACES: Final = re.compile(r"[ \t\r\n\f]+")


@dataclass(slots=True)
class WebParagraph(Paragraph):
    """A paragraph of a page: characters inside links, whether it stands in the frame of the site, its tag."""

    linked: int = 0
    chrome: bool = False
    tag: str = ""


def has_chrome(root: etree._Element) -> bool:
    """Whether a page has the frame of a site around its text: navigation, many links."""
    if next(root.iter("nav", "aside", "menu"), None) is not None:
        return True
    return sum(1 for _ in root.iter("a")) > 12


def is_hidden(element: etree._Element) -> bool:
    """Hidden from readers: the attribute, the style; `aria-hidden` is for pictures and says nothing of text."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def _is_note_mark(element: etree._Element, tag: str) -> bool:
    """The number of a footnote, a link inside the page: it is no part of the word it stands at («№ 319н²»)."""
    if tag != "a" or not (element.get("href") or "").startswith("#"):
        return False
    return bool(_NOTE_MARK.fullmatch("".join(islice(element.itertext(), _FEW_PIECES))))


class Walker:
    """Collects the nodes of an element without recursion (but for tables), whatever the nesting."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._bold = self._italic = self._link = self._chrome = self._pre = 0
        self._aligns: list[str | None] = [None]
        self._counts = [0, 0, 0, 0]  # all, bold, italic, linked characters
        self._breaks = False
        self._numbers: list[int | None] = []

    def nodes(self, root: etree._Element, depth: int = 0) -> list[Node]:
        """The nodes under an element, in order."""
        nodes: list[Node] = []
        stack: list[tuple[etree._Element, bool]] = [(root, True)]
        while stack:
            element, entering = stack.pop()
            tag = element.tag if isinstance(element.tag, str) else ""
            if not entering:
                self._leave(element, tag, nodes)
                if element is not root:
                    self._add(element.tail)
            elif not tag or tag in _SKIPPED or is_hidden(element) or _is_note_mark(element, tag):
                if element is not root:
                    self._add(element.tail)
            elif tag == "table" and depth < MAX_DEPTH and element is not root:
                self._flush(nodes)
                nodes.append(self._table(element, depth + 1))
                self._add(element.tail)
            else:
                self._enter(element, tag, nodes)
                stack.append((element, False))
                stack.extend((child, True) for child in reversed(element))
        self._flush(nodes)
        return nodes

    def _enter(self, element: etree._Element, tag: str, nodes: list[Node]) -> None:
        style = element.get("style") or ""
        if tag in _BLOCKS:
            self._flush(nodes, tag)
            self._aligns.append(_alignment(element, tag, style) or self._aligns[-1])
            if _PAGE_BREAK.search(style):
                self._breaks = True
        if tag == "br":
            self._text.append("\n")
            if _PAGE_BREAK.search(style):
                self._flush(nodes)
                self._breaks = True
        self._bold += tag in _BOLD
        self._italic += tag in _ITALIC
        self._link += tag == "a"
        self._pre += tag == "pre"
        self._chrome += _is_chrome(element, tag)
        if tag in ("ol", "ul"):
            self._numbers.append(0 if tag == "ol" else None)
        if tag == "li" and self._numbers:
            number = self._numbers[-1]
            if number is None:
                self._text.append("– ")
            else:
                self._numbers[-1] = number + 1
                self._text.append(f"{number + 1}. ")
        self._add(element.text)

    def _leave(self, element: etree._Element, tag: str, nodes: list[Node]) -> None:
        if tag in _BLOCKS:
            self._flush(nodes, tag)
            self._aligns.pop()
        self._bold -= tag in _BOLD
        self._italic -= tag in _ITALIC
        self._link -= tag == "a"
        self._pre -= tag == "pre"
        self._chrome -= _is_chrome(element, tag)
        if tag in ("ol", "ul"):
            self._numbers.pop()

    def _add(self, text: str | None) -> None:
        if not text:
            return
        if not self._pre:
            text = _SPACES.sub(_blank, text)
        self._text.append(text)
        size = len(text.strip())
        self._counts[0] += size
        self._counts[1] += size if self._bold else 0
        self._counts[2] += size if self._italic else 0
        self._counts[3] += size if self._link else 0

    def _flush(self, nodes: list[Node], tag: str = "") -> None:
        text = "".join(self._text)
        everything, bold, italic, linked = self._counts
        if everything:
            lines = [line if self._pre else " ".join(line.split(" ")).strip() for line in text.split("\n")]
            while "  " in (joined := "\n".join(lines)) and not self._pre:
                lines = [re.sub(" {2,}", " ", line) for line in lines]
            nodes.append(
                WebParagraph(
                    joined,
                    align=self._aligns[-1],
                    bold=2 * bold > everything,
                    italic=2 * italic > everything,
                    breaks=self._breaks,
                    linked=linked,
                    chrome=self._chrome > 0,
                    tag=tag,
                )
            )
            self._breaks = False
        elif tag == "p" and _EMPTY_LINE.search(text) and nodes:
            nodes.append(WebParagraph("", chrome=self._chrome > 0, tag=tag))  # «<p>&nbsp;</p>», an empty line on purpose
        if everything or tag:
            self._text, self._counts = ([] if everything or not _is_mark(text) else [text]), [0, 0, 0, 0]

    def _table(self, table: etree._Element, depth: int) -> Grid:
        """The grid of a table; one whose cells have lines around them, or heads, says itself that it is data."""
        grid = Grid([])
        heads = drawn = 0
        held: dict[int, int] = {}  # column -> rows that a cell above still covers
        rows = [row for row in table.iter("tr") if _own_table(row) is table]
        for number, row in enumerate(rows):
            column = 0
            for cell in (child for child in row if child.tag in ("td", "th")):
                while held.get(column, 0):
                    column += 1
                columns, covered = _span(cell, "colspan"), _span(cell, "rowspan")
                walker = Walker()
                walker._chrome, walker._aligns = (
                    self._chrome,
                    [_alignment(cell, str(cell.tag), cell.get("style") or "")],
                )
                grid.cells.append(GridCell(number, column, walker.nodes(cell, depth), columns, covered))
                heads += cell.tag == "th"
                drawn += bool(_BORDER.search(cell.get("style") or ""))
                for place in range(column, column + columns):
                    held[place] = covered
                column += columns
            held = {place: left - 1 for place, left in held.items() if left > 1}
        border = (table.get("border") or "0").strip()
        grid.data = heads > 0 or table.find("caption") is not None
        grid.ruled = (
            border not in ("0", "") or bool(_BORDER.search(table.get("style") or "")) or 2 * drawn > len(grid.cells)
        )
        return grid


def _blank(match: re.Match[str]) -> str:
    """What a run of blanks is: a TAB inside a line was typed by a word processor, one at a line end is the source's."""
    run = match.group()
    return "\t" if "\t" in run and "\n" not in run and "\r" not in run else " "


def _own_table(row: etree._Element) -> etree._Element | None:
    return next(row.iterancestors("table"), None)


def _span(cell: etree._Element, name: str) -> int:
    text = (cell.get(name) or "1").strip()
    return max(1, min(int(text), 100)) if text.isdecimal() and len(text) < 5 else 1


def _is_mark(text: str) -> bool:
    """The mark of a list item waiting for the text of a block inside the item."""
    return bool(re.fullmatch(r"\s*(?:–|\d+\.) ?\s*", text))


def _is_chrome(element: etree._Element, tag: str) -> bool:
    if tag in _CHROME:
        return True
    if tag not in ("div", "section", "ul", "p", "td"):
        return False
    return bool(_CHROME_NAME.match(f"{element.get('class') or ''}") or _CHROME_NAME.match(element.get("id") or ""))


def _alignment(element: etree._Element, tag: str, style: str) -> str | None:
    found = _TEXT_ALIGN.search(style)
    name = (found.group(1) if found else element.get("align") or ("center" if tag == "center" else "")).lower()
    margin = _LEFT_MARGIN.search(style)
    if name in ("", "left", "justify") and margin and float(margin.group(1)) >= _RIGHT_MARGIN[margin.group(2).lower()]:
        return "right"
    return {"justify": "both", "left": "left", "right": "right", "center": "center"}.get(name)


def text_of(nodes: list[Node]) -> str:
    """All text of nodes, one paragraph a line, blanks collapsed."""
    return "\n".join(" ".join(paragraph.text.split()) for paragraph in paragraphs(nodes))
