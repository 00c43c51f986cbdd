"""Render a source as plain text, with the marks that converters and mail programs leave."""

from __future__ import annotations

import textwrap

from samples.make.hyphens import hyphenate
from samples.make.marks import plain
from samples.make.source import Block, Source, split_head

WIDTH = 78
LEFT_COLUMN = 40  # of a letterhead beside the addressee
SIGNATURE_GAP = 24  # blanks between post and name
FORM_FEED = "\f"


def render(source: Source) -> bytes:
    left, right, rest = split_head(source)
    out: list[str] = []
    if source.flag("side_by_side"):
        out += _side_by_side(_column(left, LEFT_COLUMN - 3), _column(right, LEFT_COLUMN))
    else:
        rest = [*source.blocks]
    for block in rest:
        if out and not block.page_break and out[-1] != FORM_FEED:
            out += [_empty(source)] * (2 if (block.gap or 0) > 20 else 1)
        out += _block(source, block)
    text = "\n".join(out).replace("\n" + FORM_FEED + "\n", "\n" + FORM_FEED) + "\n"
    if source.flag("one_line"):
        text = " ".join(text.split()) + "\n"
    if source.flag("crlf"):
        text = text.replace("\n", "\r\n")
    return text.encode(source.encoding)


def _empty(source: Source) -> str:
    return "\u00a0" if source.flag("nbsp_lines") else ""


def _block(source: Source, block: Block) -> list[str]:
    if block.page_break:
        return [FORM_FEED]
    if block.table:
        return _table(source, block)
    width = int(source.number("hard_wrap", 0))
    if block.signature and block.signature.form in ("tabs", "spaces", "cells"):
        sign = block.signature
        gap = "\t" if sign.form == "tabs" else " " * SIGNATURE_GAP
        last = sign.position[-1] if sign.position else ""
        return [plain(t) for t in (*sign.position[:-1], *sign.middle, last + gap + sign.name)]
    out: list[str] = []
    if block.columns:
        for column in block.columns:
            out += [_marked(source, block, plain(t)) for t in column] + [_empty(source)]
        return out[:-1]
    for text in block.texts():
        line = plain(text)
        if block.paragraphs and width:
            out += _wrap(line, width, hyphens=source.flag("hyphenate"), indent=block.indent)
        else:
            out.append(_placed(source, block, _marked(source, block, line), width or WIDTH))
        if block.paragraphs and not width:
            out.append(_empty(source))
    return out[:-1] if block.paragraphs and not width else out


def _marked(source: Source, block: Block, line: str) -> str:
    return f"**{line}**" if source.flag("markdown") and block.bold and line.strip() else line


def _placed(source: Source, block: Block, line: str, width: int) -> str:
    if not source.flag("indent"):
        return line
    if block.at == "center":
        return line.center(width).rstrip()
    return " " * (width // 2) + line if block.at == "right" or block.zone == "addressee" else line


def _wrap(text: str, width: int, *, hyphens: bool, indent: bool) -> list[str]:
    first = "    " if indent else ""
    if not hyphens:
        return textwrap.wrap(text, width, initial_indent=first, break_long_words=False, break_on_hyphens=False)
    lines, line = [], first
    for word in text.split():
        glue = "" if not line.strip() else " "
        if len(line) + len(glue) + len(word) <= width:
            line += glue + word
            continue
        head, tail = hyphenate(word, width - len(line) - len(glue) - 1)
        if head:
            line += glue + head + "-"
        lines.append(line)
        line = tail
    return [*lines, line]


def _table(source: Source, block: Block) -> list[str]:
    assert block.table
    rows = [[plain(c) for c in row] for row in block.table.rows]
    if source.flag("markdown"):
        lines = [" | ".join(row) + " |" for row in rows]
        return [lines[0], "---|" * len(rows[0]), *lines[1:]]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return ["  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip() for row in rows]


def _column(blocks: list[Block], width: int) -> list[str]:
    out: list[str] = []
    for block in blocks:
        if out:
            out.append("")
        for text in block.texts():
            out += textwrap.wrap(plain(text), width, break_long_words=False, break_on_hyphens=False) or [""]
    return out


def _side_by_side(left: list[str], right: list[str]) -> list[str]:
    height = max(len(left), len(right))
    left = left + [""] * (height - len(left))
    right = right + [""] * (height - len(right))
    return [(a.ljust(LEFT_COLUMN) + b).rstrip() for a, b in zip(left, right, strict=True)]
