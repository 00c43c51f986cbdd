"""RTF to nodes of `flow`: a walk of our own over its control words, by the specification of RTF 1.9.1.

Pictures, styles, properties, field codes, deleted and hidden text are left out; headers, footers, notes and text
boxes are kept apart from the body. Nothing is recursive, so nesting costs nothing but memory of one small record a
group.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import Final

from extractors.document import Part
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.flow import Frame, Node, Paragraph, aligned
from pipeline.readers.rtf_tables import CellShape, grid_of
from pipeline.readers.rtf_words import ALIGN, BORDERS, CHARACTERS, CODE_PAGES, PARTS, SKIPPED, STARRED_TEXT

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9a-fA-F]{2})"
    rb"|\\(?P<sign>[^a-zA-Z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n]+)"
    rb"|[\r\n]+|\\"
)

#: Groups inside each other; no word processor nests a hundred.
MAX_GROUPS: Final = 2_000

_TOP_CHARACTERS: Final = 300


@dataclass(slots=True)
class _Group:
    """The state of a group: characters, paragraph, where its text goes."""

    target: str = "body"
    skip: bool = False
    font: int = 0
    unicode_skip: int = 1
    bold: bool = False
    italic: bool = False
    hidden: bool = False
    size: float = 12.0
    align: str | None = None
    indent: int = 0
    in_table: bool = False
    breaks: bool = False


@dataclass(slots=True)
class _Target:
    """What text goes to: the body, a header, a text box. A table grows here row by row."""

    kind: str
    nodes: list[Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    cell: list[Node] = field(default_factory=list)
    row: list[list[Node]] = field(default_factory=list)
    rows: list[tuple[list[list[Node]], list[CellShape]]] = field(default_factory=list)
    boxes: list[Node] = field(default_factory=list)
    weights: list[int] = field(default_factory=lambda: [0, 0, 0])
    size: float | None = None
    seen: int = 0


class Parser:
    """Reads RTF into the nodes of its body, headers, notes and footers."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._groups: list[_Group] = [_Group()]
        self._targets: list[_Target] = [_Target("body")]
        self._fonts: dict[int, str] = {}
        self._code_page = "cp1251"
        self._bytes = bytearray()
        self._skip_units = 0
        self._high = 0
        self._star = False
        self._fresh = False
        self._instruction: list[str] = []
        self._shapes: list[CellShape] = []
        self._shape = CellShape()
        self._border_side = ""
        self._breaks = False
        self._found_font = 0
        self.parts: dict[str, list[list[Node]]] = {"body": [], "header": [], "footer": [], "note": []}

    def parse(self) -> dict[str, list[list[Node]]]:
        """The nodes by part: "body", "header", "footer", "note", each a list of pieces in order."""
        for match in _TOKEN.finditer(self._data):
            kind = match.lastgroup
            if kind == "text":
                self._raw(match["text"])
            elif kind == "hex":
                self._raw(bytes((int(match["hex"], 16),)))
            elif kind == "brace":
                self._brace(match["brace"])
            elif kind == "sign":
                self._sign(match["sign"])
            elif match["word"]:
                self._word(match["word"], int(match["number"]) if match["number"] else None)
        self._flush_bytes()
        while len(self._targets) > 1:
            self._close_target()
        self._end_paragraph(force=bool("".join(self._targets[0].text).strip()))
        self._end_table(self._targets[0])
        self.parts["body"].append(self._targets[0].nodes)
        return self.parts

    # text

    def _raw(self, data: bytes) -> None:
        group = self._groups[-1]
        self._fresh = False
        if self._skip_units:
            taken = min(self._skip_units, len(data))
            self._skip_units -= taken
            data = data[taken:]
        if data and not group.skip:
            self._bytes += data

    def _flush_bytes(self) -> None:
        if self._bytes:
            group = self._groups[-1]
            code_page = self._fonts.get(group.font, self._code_page)
            if code_page == "cp1252":
                # Careless programs write Cyrillic under a Western font; a real Western text has no such runs.
                code_page = self._code_page
            text = self._bytes.decode(code_page, "replace")
            self._bytes.clear()
            self._put(text)

    def _put(self, text: str) -> None:
        group = self._groups[-1]
        if group.skip or group.hidden:
            return
        if group.target == "instruction":
            self._instruction.append(text)
            return
        if group.target == "fonts":
            return
        target = self._targets[-1]
        target.text.append(text)
        target.weights[0] += len(text)
        target.weights[1] += group.bold * len(text)
        target.weights[2] += group.italic * len(text)
        if target.size is None and text.strip():
            target.size = group.size

    def _unit(self, number: int) -> None:
        """A UTF-16 unit of \\u, its substitute to be skipped."""
        self._flush_bytes()
        unit = number & 0xFFFF
        if 0xD800 <= unit < 0xDC00:
            self._high = unit
        elif 0xDC00 <= unit < 0xE000:
            if self._high:
                self._put(chr(0x10000 + ((self._high - 0xD800) << 10) + unit - 0xDC00))
            self._high = 0
        else:
            self._put(chr(unit))
        self._skip_units = self._groups[-1].unicode_skip

    # groups

    def _brace(self, brace: bytes) -> None:
        self._flush_bytes()
        self._skip_units = 0
        if brace == b"{":
            if len(self._groups) >= MAX_GROUPS:
                raise ReadError(ErrorCode.DAMAGED, "the file is nested too deep to be a letter; open and save it anew")
            self._groups.append(replace(self._groups[-1]))
            self._fresh, self._star = True, False
        elif len(self._groups) > 1:
            closed = self._groups.pop()
            if closed.target != self._groups[-1].target and closed.target in ("header", "footer", "note", "box"):
                self._close_target()

    def _close_target(self) -> None:
        self._end_paragraph(force=bool("".join(self._targets[-1].text).strip()))
        target = self._targets.pop()
        self._end_table(target)
        if target.kind == "box":
            self._targets[-1].boxes.append(Frame(target.nodes))
        else:
            self.parts[target.kind].append(target.nodes)

    def _open(self, word: bytes) -> bool:
        """Whether a control word at the head of a group says what the group is for."""
        group = self._groups[-1]
        if word in PARTS and not group.skip:
            group.target = PARTS[word]
            self._targets.append(_Target(group.target))
            group.in_table, group.align, group.indent = False, None, 0
            return True
        if word == b"fldinst":
            group.target = "instruction"
            self._instruction = []
            return True
        if word == b"fldrslt" and group.target in ("header", "footer"):
            code = "".join(self._instruction).split()[:1]
            group.skip = group.skip or code in (["PAGE"], ["NUMPAGES"], ["SECTIONPAGES"])
            return True
        if word == b"fonttbl":
            group.target = "fonts"
            return True
        if word in SKIPPED or (self._star and word not in STARRED_TEXT):
            group.skip = True
            return True
        return self._star

    # control words

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._star = True
            return
        text = {b"~": "\u00a0", b"_": "\u2011", b"\t": "\t"}.get(sign)
        if sign in b"{}\\":
            self._raw(sign)
        elif text:
            self._flush_bytes()
            self._put(text)
        elif sign in (b"\n", b"\r"):
            self._flush_bytes()
            self._end_paragraph()

    def _word(self, word: bytes, number: int | None) -> None:
        if word == b"u" and number is not None:
            if not self._groups[-1].skip:
                self._unit(number)
            return
        if word == b"bin" and number is not None:
            self._skip_units = max(0, number)
            return
        self._flush_bytes()
        self._skip_units = 0
        fresh, self._fresh = self._fresh, False
        if (fresh or self._star) and self._open(word):
            self._star = False
            return
        self._star = False
        group = self._groups[-1]
        if group.target == "fonts":
            self._font(word, number)
        elif not group.skip:
            if word in CHARACTERS:
                self._put(CHARACTERS[word])
            elif not self._of_characters(group, word, number):
                self._of_paragraphs(group, word, number)

    def _font(self, word: bytes, number: int | None) -> None:
        if word == b"f":
            self._found_font = number or 0
        elif word == b"fcharset" and number is not None:
            self._fonts[self._found_font] = CODE_PAGES.get(number, self._code_page)
        elif word == b"cpg" and number is not None:
            self._fonts[self._found_font] = f"cp{number}"

    def _of_characters(self, group: _Group, word: bytes, number: int | None) -> bool:
        """Properties of characters; whether the word was one."""
        on = number != 0
        if word == b"b":
            group.bold = on
        elif word == b"i":
            group.italic = on
        elif word in (b"v", b"deleted", b"htmlrtf"):
            group.hidden = on
        elif word == b"fs":
            group.size = (number or 24) / 2
        elif word == b"f":
            group.font = number or 0
        elif word == b"uc":
            group.unicode_skip = max(0, min(number or 0, 8))
        elif word == b"plain":
            group.bold = group.italic = group.hidden = False
            group.size = 12.0
        elif word == b"ansicpg" and number in (1250, 1251, 1252, 866, 65001, 1253, 1254, 10007):
            # A Western page says nothing in a Russian office: cp1251 reads its Latin letters as well.
            self._code_page = {1252: "cp1251", 65001: "utf-8", 10007: "mac-cyrillic"}.get(number, f"cp{number}")
        else:
            return False
        return True

    def _of_paragraphs(self, group: _Group, word: bytes, number: int | None) -> None:
        if word in (b"par", b"sect"):
            self._end_paragraph()
        elif word == b"page":
            self._end_paragraph(force=bool("".join(self._targets[-1].text).strip()))
            self._breaks = True
        elif word == b"pard":
            group.align, group.indent, group.in_table, group.breaks = None, 0, False, False
        elif word == b"pagebb":
            group.breaks = number != 0
        elif word in ALIGN:
            group.align = ALIGN[word]
        elif word in (b"li", b"lin"):
            group.indent = number or 0
        elif word == b"intbl":
            group.in_table = True
        elif word in (b"cell", b"nestcell"):
            self._end_cell(nested=word == b"nestcell")
        elif word == b"row":
            self._end_row()
        else:
            self._of_rows(word, number)

    def _of_rows(self, word: bytes, number: int | None) -> None:
        """The definition of the cells of a row: lines, merging, right edges."""
        if word == b"trowd":
            self._shapes, self._shape = [], CellShape()
        elif word == b"cellx":
            self._shape.edge = number or 0
            self._shapes.append(self._shape)
            self._shape = CellShape()
        elif word == b"clvmrg":
            self._shape.goes_on = True
        elif word in (b"clbrdrl", b"clbrdrr"):
            self._border_side = "side"
        elif word in (b"clbrdrt", b"clbrdrb"):
            self._border_side = "level"
        elif word in BORDERS and self._border_side:
            if self._border_side == "side":
                self._shape.side = True
            else:
                self._shape.level = True
            self._border_side = ""

    # paragraphs and tables

    def _end_paragraph(self, *, force: bool = True) -> None:
        target, group = self._targets[-1], self._groups[-1]
        if not force:
            return
        text = "".join(target.text)
        total, bold, italic = target.weights
        paragraph = Paragraph(
            text,
            aligned(group.align, group.indent, text),
            target.size,
            2 * bold > total,
            2 * italic > total,
            Part.BODY,
            self._breaks or group.breaks,
        )
        if text.strip():
            self._breaks = False
        at_top = target.seen <= _TOP_CHARACTERS
        target.seen += len(text)
        nodes = [*target.boxes, paragraph] if at_top else [paragraph, *target.boxes]
        target.text, target.weights, target.size, target.boxes = [], [0, 0, 0], None, []
        if group.in_table:
            target.cell += nodes
        else:
            self._end_table(target)
            target.nodes += nodes

    def _end_cell(self, *, nested: bool) -> None:
        target = self._targets[-1]
        self._groups[-1].in_table = True
        self._end_paragraph()
        if not nested:
            target.row.append(target.cell)
            target.cell = []

    def _end_row(self) -> None:
        target = self._targets[-1]
        if target.row:
            target.rows.append((target.row, self._shapes))
        target.row, target.cell = [], []

    def _end_table(self, target: _Target) -> None:
        if target.row or target.cell:
            target.rows.append(([*target.row, *([target.cell] if target.cell else [])], self._shapes))
            target.row, target.cell = [], []
        if target.rows:
            target.nodes.append(grid_of(target.rows))
            target.rows = []
