"""RTF to nodes of `flow`: a walk of our own over its control words, by the specification of RTF 1.9.1.

Pictures, styles, properties, field codes, deleted and hidden text are left out; headers, footers, notes and text
boxes are kept apart from the body. Nothing is recursive, so nesting costs nothing but memory of one small record a
group.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.nodes import Frame, Node
from pipeline.readers.rtf_tables import RowDefinition
from pipeline.readers.rtf_targets import Group, Target
from pipeline.readers.rtf_words import ALIGN, CHARACTERS, CODE_PAGES, PARTS, SKIPPED, STARRED_TEXT

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


class Parser:
    """Reads RTF into the nodes of its body, headers, notes and footers."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._groups: list[Group] = [Group()]
        self._targets: list[Target] = [Target("body")]
        self._fonts: dict[int, str] = {}
        self._code_page = "cp1251"
        self._bytes = bytearray()
        self._skip_units = 0
        self._high = 0
        self._star = False
        self._fresh = False
        self._instruction: list[str] = []
        self._row = RowDefinition()
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
        self._end_text()
        self._targets[0].end_table(self._row.shapes)
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
        self._targets[-1].put(text, group)

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
        self._end_text()
        target = self._targets.pop()
        target.end_table(self._row.shapes)
        if target.kind == "box":
            self._targets[-1].boxes.append(Frame(target.nodes))
        else:
            self.parts[target.kind].append(target.nodes)

    def _open(self, word: bytes) -> bool:
        """Whether a control word at the head of a group says what the group is for."""
        group = self._groups[-1]
        if word in PARTS and not group.skip:
            group.target = PARTS[word]
            self._targets.append(Target(group.target))
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

    def _of_characters(self, group: Group, word: bytes, number: int | None) -> bool:
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

    def _of_paragraphs(self, group: Group, word: bytes, number: int | None) -> None:
        if word in (b"par", b"sect"):
            self._end_paragraph()
        elif word == b"page":
            self._end_text()
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
            group.in_table = True
            self._end_paragraph()
            if word == b"cell":
                self._targets[-1].end_cell()
        elif word == b"row":
            self._targets[-1].end_row(self._row.shapes)
        else:
            self._row.word(word, number)

    # paragraphs

    def _end_paragraph(self) -> None:
        text = self._targets[-1].end_paragraph(self._groups[-1], self._row.shapes, breaks=self._breaks)
        if text.strip():
            self._breaks = False

    def _end_text(self) -> None:
        """The paragraph that has begun ends; an empty one is none."""
        if self._targets[-1].has_text:
            self._end_paragraph()
