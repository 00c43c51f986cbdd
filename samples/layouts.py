"""Blocks of lines laid out as a Document, as one of the formats would: boxes, alignment, blank lines, wrapping by chance."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.document import Box, Document, Line, Page, Part


@dataclass(frozen=True)
class Block:
    """A run of lines of one zone; `prose` lines are wrapped by the layout."""

    zone: str
    lines: tuple[str, ...]
    prose: bool = False
    at: str = ""
    bold: bool = False
    new_page: bool = False


class Layout:
    """Lays blocks out as a Document, as one of the formats would: seeded chance decides."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.boxes = chance.random() < 0.4
        self.wrap = chance.choice((0, 0, 62, 72, 84, 96)) if not self.boxes else chance.choice((70, 84, 92))
        self.corner = chance.random() < 0.5
        self.blank_between = chance.random() < 0.8
        self.knows_align = chance.random() < 0.6
        self.cells = (
            not self.boxes and chance.random() < 0.35
        )  # letterhead and address stand in a table without borders

    def document(self, blocks: Sequence[Block]) -> tuple[Document, list[str]]:
        text, lines, labels = "", [], []
        paragraph = 0
        page, top = 1, 60.0
        for block_number, block in enumerate(blocks, start=1):
            if block.new_page:
                page, top = page + 1, 60.0
            if text:
                text += "\n" if not self.blank_between and self.chance.random() < 0.7 else "\n\n"
            for content in block.lines:
                paragraph += 1
                pieces = textwrap.wrap(content, self.wrap) if block.prose and self.wrap else [content]
                for piece in pieces or [content]:
                    top += 14
                    if top > 780:
                        page, top = page + 1, 60.0
                    box, align = self._place(block, piece, top)
                    start = len(text)
                    text += piece
                    lines.append(
                        Line(
                            start,
                            len(text),
                            page,
                            block_number,
                            paragraph,
                            self._part(block),
                            box,
                            align,
                            12.0 if self.boxes else None,
                            block.bold,
                        )
                    )
                    labels.append(block.zone)
                    text += "\n"
            text = text[:-1]
        pages = tuple(Page(n + 1, 0, len(text), 595.0, 842.0) for n in range(page)) if self.boxes else ()
        if not self.boxes:
            lines = [Line(x.start, x.end, 1, x.block, x.paragraph, x.part, None, x.align, None, x.bold) for x in lines]
        return Document(text, tuple(lines), pages), labels

    def _part(self, block: Block) -> Part:
        return (
            Part.CELL
            if self.cells and block.zone in ("letterhead", "registration", "addressee", "signature", "heading")
            else Part.BODY
        )

    def _place(self, block: Block, piece: str, top: float) -> tuple[Box | None, str | None]:
        head = block.zone in ("letterhead", "registration")
        if self.corner and head:
            box, align = Box(60, top, 270, top + 12), "center" if self.chance.random() < 0.5 else "left"
        elif block.zone in ("addressee", "approval", "access_mark") or block.at == "right":
            box, align = (
                Box(330, top, 540, top + 12),
                "right" if block.at == "right" and self.chance.random() < 0.5 else "left",
            )
        elif block.at == "center" or block.zone in ("salutation", "kind") or (head and not self.corner):
            box, align = Box(150, top, 450, top + 12), "center"
        else:
            box, align = Box(60, top, min(540.0, 60 + 6.2 * len(piece)), top + 12), "both" if block.prose else "left"
        return (box if self.boxes else None), (align if self.knows_align else None)
