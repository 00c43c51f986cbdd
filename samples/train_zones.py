"""Train the weights of `pipeline/zone_weights.tsv` on the letters of `samples/source/dev`.

    python -m samples.train_zones [--letters 1200] [--check]

The letters are few and their zones are many, so they are recombined: the order of zones comes from one letter,
the content of each zone from another letter of the set, the layout (boxes, alignment, blank lines, wrapping)
from chance with a fixed seed. `--check` trains on one half of the letters and prints the confusion on the other.
Needs python-crfsuite (the `dev` extra); the program itself only reads the weights.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pycrfsuite
import yaml

from extractors.document import Box, Document, Line, Page, Part
from pipeline.cues import cues
from pipeline.errors import ReadError
from pipeline.readers import Source, read

SOURCES = Path("samples/source/dev")
INBOX, GOLD = Path("samples/inbox"), Path("samples/gold")
WEIGHTS = Path("pipeline/zone_weights.tsv")
LABELS = (
    "letterhead registration place access_mark addressee approval kind heading salutation body enclosure signature "
    "e_signature executor receipt_stamp appendix furniture noise"
).split()
# Of the cues of a line this share is hidden in training, other ones each time, so that no single word carries a zone:
# by line, each document read by weights that did not see it, .894 without, .909 at .15, .914 at .4.
CUES_LOST = 0.4
SMALLEST_WEIGHT = 0.02  # smaller ones change no path and fill the file


@dataclass(frozen=True)
class Block:
    """A run of lines of one zone; `prose` lines are wrapped by the layout."""

    zone: str
    lines: tuple[str, ...]
    prose: bool = False
    at: str = ""
    bold: bool = False
    new_page: bool = False


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


class Layout:
    """Lays blocks out as a Document, as one of the formats would: seeded chance decides."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.boxes = chance.random() < 0.4
        self.wrap = chance.choice((0, 0, 62, 72, 84, 96)) if not self.boxes else chance.choice((70, 84, 92))
        self.corner = chance.random() < 0.5
        self.blank_between = chance.random() < 0.8
        self.knows_align = chance.random() < 0.6

    def document(self, blocks: Sequence[Block]) -> tuple[Document, list[str]]:
        text, lines, labels = "", [], []
        block_number = paragraph = 0
        page, top = 1, 60.0
        for block in blocks:
            block_number += 1
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
                    lines.append(Line(start, len(text), page, block_number, paragraph, Part.BODY, box, align, 12.0 if self.boxes else None, block.bold))
                    labels.append(block.zone)
                    text += "\n"
            text = text[:-1]
        pages = tuple(Page(n + 1, 0, len(text), 595.0, 842.0) for n in range(page)) if self.boxes else ()
        if not self.boxes:
            lines = [Line(x.start, x.end, 1, x.block, x.paragraph, x.part, None, x.align, None, x.bold) for x in lines]
        return Document(text, tuple(lines), pages), labels

    def _place(self, block: Block, piece: str, top: float) -> tuple[Box | None, str | None]:
        head = block.zone in ("letterhead", "registration")
        if self.corner and head:
            box, align = Box(60, top, 270, top + 12), "center" if self.chance.random() < 0.5 else "left"
        elif block.zone in ("addressee", "approval", "access_mark") or block.at == "right":
            box, align = Box(330, top, 540, top + 12), "right" if block.at == "right" and self.chance.random() < 0.5 else "left"
        elif block.at == "center" or block.zone in ("salutation", "kind") or (head and not self.corner):
            box, align = Box(150, top, 450, top + 12), "center"
        else:
            box, align = Box(60, top, min(540.0, 60 + 6.2 * len(piece)), top + 12), "both" if block.prose else "left"
        return (box if self.boxes else None), (align if self.knows_align else None)


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """Source documents by id."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}


def recombined(sources: Sequence[dict[str, Any]], count: int, chance: random.Random) -> Iterator[tuple[Document, list[str]]]:
    """Letters made anew from the zones of the set."""
    whole = [blocks_of(source) for source in sources]
    family = ["letter" if s["gold"].get("doc_type") in ("letter", "order") else "page" for s in sources]
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
        yield Layout(chance).document([_distorted(block, chance) for block in made])


def _groups(blocks: Sequence[Block]) -> list[tuple[str, list[Block]]]:
    groups: list[tuple[str, list[Block]]] = []
    for block in blocks:
        if groups and groups[-1][0] == block.zone:
            groups[-1][1].append(block)
        else:
            groups.append((block.zone, [block]))
    return groups


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


def rendered(names: Sequence[str]) -> list[tuple[Document, list[str]]]:
    """The letters of the inbox as the readers see them, their lines labelled from the zones of the gold record."""
    found = []
    for name in names:
        path = next((p for p in INBOX.glob(f"{name}.*")), None)
        if path is None:
            continue
        try:
            document = read(Source.of(path))
        except (ReadError, ModuleNotFoundError):
            continue
        record = json.loads((GOLD / f"{name}.json").read_text(encoding="utf-8"))
        found.append((document, _aligned(document, [(z["role"], z["text"]) for z in record["zones"]])))
    return found


def _aligned(document: Document, zones: Sequence[tuple[str, str]]) -> list[str]:
    """The role of every line: of the gold line that holds its letters, the nearest ahead of the last one met."""
    whole = [(role, _letters(text)) for role, text in zones]
    labels: list[str] = []
    place = 0
    for line in document.lines:
        letters = _letters(document.at(line))
        places = [k for k, (_, text) in enumerate(whole) if letters and (letters in text or (len(text) > 3 and text in letters))]
        if places:
            place = min(places, key=lambda k: (abs(k - place) + (0 if k >= place else 3)))
            labels.append(whole[place][0])
        else:
            labels.append(labels[-1] if labels else whole[0][0])
    return labels


def _letters(text: str) -> str:
    return "".join(c for c in clean(text).lower() if c.isalnum())


def train(letters: Sequence[tuple[Document, list[str]]], path: str) -> None:
    """Fit a linear-chain CRF (L-BFGS, elastic net) and leave its model file at `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    chance = random.Random(17)
    for document, labels in letters:
        trainer.append([[c for c in row if c == "bias" or chance.random() >= CUES_LOST] for row in cues(document)], labels)
    trainer.set_params({"c1": 0.1, "c2": 0.4, "max_iterations": 150, "feature.possible_transitions": True})
    trainer.train(path)


def export(path: str, out: Path) -> None:
    """The model file as the table of weights that the program reads."""
    tagger = pycrfsuite.Tagger()
    tagger.open(path)
    info = tagger.info()
    rows: dict[str, dict[str, float]] = defaultdict(dict)
    for (cue, label), weight in info.state_features.items():
        if abs(weight) >= SMALLEST_WEIGHT:
            rows[cue][label] = weight
    for (before, label), weight in info.transitions.items():
        rows[f"after:{before}"][label] = weight
    body = ["# weights of cues (pipeline/cues.py) for the zones; made by samples/train_zones.py", "\t".join(["cue", *LABELS])]
    for cue in sorted(rows):
        cells = [f"{label}={weight:.3f}" for label, weight in sorted(rows[cue].items())]
        body.append("\t".join([cue, *cells]))
    out.write_text("\n".join(body) + "\n", encoding="utf-8")


def letters_for(sources: dict[str, dict[str, Any]], count: int, seed: int) -> list[tuple[Document, list[str]]]:
    """What is trained on: letters made anew, and the letters themselves as the readers see them, three times over."""
    made = list(recombined(list(sources.values()), count, random.Random(seed)))
    return made + rendered(sorted(sources)) * 3


def check(sources: dict[str, dict[str, Any]], count: int) -> None:
    """Train on two thirds of the documents, test on the rest as the readers see them: accuracy by line, commonest confusions."""
    names = sorted(sources)
    right = total = 0
    wrong: Counter[tuple[str, str]] = Counter()
    for fold in range(3):
        train(letters_for({n: sources[n] for i, n in enumerate(names) if i % 3 != fold}, count, fold), "/tmp/zones_check.model")
        tagger = pycrfsuite.Tagger()
        tagger.open("/tmp/zones_check.model")
        for document, labels in rendered([n for i, n in enumerate(names) if i % 3 == fold]):
            for want, got in zip(labels, tagger.tag(cues(document)), strict=True):
                total += 1
                right += want == got
                wrong[want, got] += want != got
    print(f"{right}/{total} lines right ({right / max(1, total):.4f}), each document read by weights that did not see it")
    for (want, got), n in (+wrong).most_common(25):
        print(f"  {want} taken for {got}: {n}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=1200)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    sources = load(SOURCES)
    if options.check:
        check(sources, options.letters)
        return
    train(letters_for(sources, options.letters, 20260101), "/tmp/zones.model")
    export("/tmp/zones.model", WEIGHTS)


if __name__ == "__main__":
    main()
