"""Letters made anew from the zones of the sample letters.

The order of zones comes from one letter, the content of each zone from another one of the set, the layout from
chance; requisites that few letters have are added, neighbours change places, lines break elsewhere.
"""

from __future__ import annotations

import random
import re
import textwrap
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from extractors.document import Document
from samples.layouts import Block, Layout


def clean(text: str) -> str:
    """The text without the marks of the sample maker."""
    return re.sub(r"[{}]|\[(?:-|\+)\]", "", text).replace("\u00ad", "")


def blocks_of(source: dict[str, Any]) -> list[Block]:
    """The blocks of a source document."""
    found: list[Block] = []
    new_page = False
    for block in source["blocks"]:
        if "page_break" in block:
            new_page = True
            continue
        zone, at, bold = block["zone"], block.get("at", ""), "bold" in str(block.get("style", ""))
        lines = [clean(str(x)) for x in block.get("lines") or [] if str(x).strip()]
        paragraphs = [clean(str(x)) for x in block.get("paragraphs") or []]
        rows = [" | ".join(clean(str(c)) for c in row) for row in (block.get("table") or {}).get("rows", [])]
        signature = block.get("signature")
        if signature:
            lines += _signature_lines(signature)
        for part, prose in ((lines, False), (paragraphs, True), (rows, False)):
            if part:
                found.append(Block(zone, tuple(part), prose, at, bold, new_page))
                new_page = False
    return found


def _signature_lines(signature: dict[str, Any]) -> list[str]:
    posts = [str(x) for x in signature.get("position") or []]
    name, form = str(signature.get("name", "")), signature.get("form")
    if form in ("tabs", "spaces") and posts:
        gap = "\t\t" if form == "tabs" else " " * 40
        return [*posts[:-1], posts[-1] + gap + name]
    return [*posts, name]


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """Source documents by id."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}


def family_of(source: dict[str, Any]) -> str:
    """Whether a source document is laid out as a letter or as a page."""
    return "letter" if source["gold"].get("doc_type") in ("letter", "order") else "page"


def recombined(
    whole: Sequence[Sequence[Block]], family: Sequence[str], count: int, chance: random.Random
) -> Iterator[tuple[Document, list[str]]]:
    """Letters made anew from the zones of the set: `family` says of each whether it is a letter or a page."""
    pools: dict[tuple[str, str], list[list[Block]]] = defaultdict(list)
    for blocks, kind in zip(whole, family, strict=True):
        for zone, group in _groups(blocks):
            pools[kind, zone].append(group)
    for _ in range(count):
        pick = chance.randrange(len(whole))
        made: list[Block] = []
        for zone, group in _groups(whole[pick]):
            if zone not in ("body", "salutation", "noise") and chance.random() < 0.05:
                continue
            made += chance.choice(pools[family[pick], zone]) if chance.random() < 0.7 else group
        if family[pick] == "letter":
            made = _reordered(_with_rare(made, pools, chance), chance)
        yield Layout(chance).document([_distorted(block, chance) for block in made])


def _groups(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    groups: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if groups and groups[-1][0] == block.zone:
            groups[-1][1].append(block)
        else:
            groups.append((block.zone, [block]))
    return groups


#: Requisites that stand before the text in any order: the standard has one, letterheads and typists have many.
_HEAD_ZONES = frozenset(
    {"letterhead", "registration", "place", "access_mark", "addressee", "heading", "kind", "approval", "receipt_stamp"}
)
#: Requisites that few letters have, where they may stand: before the text, or after the signature.
_RARE = (
    ("receipt_stamp", "head"),
    ("access_mark", "head"),
    ("approval", "head"),
    ("e_signature", "tail"),
    ("executor", "tail"),
    ("approval", "tail"),
    ("receipt_stamp", "tail"),
)
_RARELY, _SWAPPED, _FOOT = 0.06, 0.25, 0.08


def _with_rare(
    blocks: list[Block], pools: dict[tuple[str, str], list[list[Block]]], chance: random.Random
) -> list[Block]:
    """The letter with requisites of other letters that it lacks: a receipt stamp, an access mark, a visa."""
    have = {block.zone for block in blocks}
    out = list(blocks)
    for zone, where in _RARE:
        groups = pools.get(("letter", zone))
        if not groups or zone in have or chance.random() >= _RARELY:
            continue
        heads = [
            i for i, block in enumerate(out) if block.zone in _HEAD_ZONES and not any(b.zone == "body" for b in out[:i])
        ]
        signed = [i for i, block in enumerate(out) if block.zone == "signature"]
        places = heads if where == "head" else signed[-1:]
        if places:
            at = chance.choice(places) + 1
            out[at:at] = chance.choice(groups)
    return out


def _reordered(blocks: list[Block], chance: random.Random) -> list[Block]:
    """The letter changed about.

    Two neighbouring requisites before the text change places, or the letterhead's contacts stand at its foot.
    """
    groups = [list(group) for _, group in _groups(blocks)]
    text = next((i for i, group in enumerate(groups) if group[0].zone not in _HEAD_ZONES), len(groups))
    if text > 1 and chance.random() < _SWAPPED:
        i = chance.randrange(text - 1)
        groups[i], groups[i + 1] = groups[i + 1], groups[i]
    if text > 1 and groups[0][0].zone == "letterhead" and chance.random() < _FOOT:
        ends = next((i for i, group in enumerate(groups) if group[0].zone == "appendix"), len(groups))
        groups.insert(ends, groups[0])
        del groups[0]
    return [block for group in groups for block in group]


def _distorted(block: Block, chance: random.Random) -> Block:
    """The same block as another hand would type it: capitals, lines broken elsewhere."""
    lines = block.lines
    if block.zone == "letterhead" and chance.random() < 0.15:
        lines = tuple(line.upper() if "@" not in line else line for line in lines)
    if block.zone in ("letterhead", "addressee", "heading") and len(lines) > 1 and chance.random() < 0.25:
        width = chance.choice((24, 34, 48, 70))
        joined = " ".join(lines)
        lines = tuple(textwrap.wrap(joined, width)) if len(joined) < 500 else lines
    return Block(block.zone, lines, block.prose, block.at, block.bold, block.new_page)
