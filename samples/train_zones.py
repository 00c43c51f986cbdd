"""Train the weights of `pipeline/zone_weights.tsv` on the letters of `samples/source/dev`.

    python -m samples.train_zones [--letters 800] [--check | --held]

The letters are few and their zones are many, so they are recombined: the order of zones comes from one letter,
the content of each zone from another letter of the set, the layout (boxes, alignment, blank lines, wrapping)
from chance with a fixed seed. `--check` cross-validates: each third of the letters is read by weights trained on the
other two; `--held` measures the weights of the package on `samples/held`.
Needs python-crfsuite (the `dev` extra); the program itself only reads the weights.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
import textwrap
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pycrfsuite
import yaml

from extractors.document import Box, Document, Line, Page, Part
from pipeline.crf import Chain, chain_of
from pipeline.cues import cues
from pipeline.errors import ReadError
from pipeline.readers import Source, read
from pipeline.zones import lines_of, roles

SOURCES = Path("samples/source/dev")
INBOX, GOLD = Path("samples/inbox"), Path("samples/gold")
HELD = Path("samples/held")
LETTERS = 800
WEIGHTS = Path("pipeline/zone_weights.tsv")
LABELS = (
    "letterhead", "registration", "place", "access_mark", "addressee", "approval", "kind", "heading",
    "salutation", "body", "enclosure", "signature", "e_signature", "executor", "receipt_stamp", "appendix",
    "furniture", "noise",
)  # fmt: skip
# Of the cues of a line this share is hidden in training, other ones each time, so that no single word carries a zone:
# by line, each document read by weights that did not see it, .894 without, .909 at .15, .914 at .4.
CUES_LOST = 0.4
C1, C2 = 0.5, 1.0  # elastic net; the cross-validation hardly moves between .1 and 1
# Times that each letter as the readers see it is learnt, other cues hidden each time: nearer to what is read than
# letters made anew.
REAL = 8
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


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """Source documents by id."""
    return {path.stem: yaml.safe_load(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.yaml"))}


def recombined(
    sources: Sequence[dict[str, Any]], count: int, chance: random.Random
) -> Iterator[tuple[Document, list[str]]]:
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


def rendered(names: Sequence[str], inbox: Path = INBOX, gold: Path = GOLD) -> list[tuple[Document, list[str]]]:
    """The letters of the inbox as the readers see them, their lines labelled from the zones of the gold record.

    The frame of a site is told by the reader, not by weights: its lines are left out.
    """
    found = []
    for name in names:
        path = next((p for p in inbox.glob(f"{name}.*")), None)
        if path is None:
            continue
        try:
            document = read(Source.of(path))
        except (ReadError, ModuleNotFoundError):
            continue
        document = lines_of(document)
        record = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        labels = _aligned(document, [(z["role"], z["text"]) for z in record["zones"]])
        own = [label for line, label in zip(document.lines, labels, strict=True) if line.part is not Part.FRAME]
        found.append((replace(document, lines=document.own_lines), own))
    return found


def _aligned(document: Document, zones: Sequence[tuple[str, str]]) -> list[str]:
    """The role of every line: of the gold line that holds its letters, the nearest ahead of the last one met."""
    whole = [(role, _letters(text)) for role, text in zones]
    labels: list[str] = []
    place = 0
    for line in document.lines:
        letters = _letters(document.at(line))
        places = [
            k
            for k, (_, text) in enumerate(whole)
            if letters and (letters in text or (len(text) > 3 and text in letters))
        ]
        if places:
            place = min(places, key=lambda k: abs(k - place) + (0 if k >= place else 3))
            labels.append(whole[place][0])
        else:
            labels.append(labels[-1] if labels else whole[0][0])
    return _boxed(document, labels)


#: The box of an electronic signature that stands between post and name
#: is laid by the sample maker as part of the signature.
_BOX = re.compile(
    r"подписан|электронной|подписью|сертификат|владел|действ|^срок с|[0-9A-F]{16}|^[\W\d]+$", re.IGNORECASE
)


def _boxed(document: Document, labels: list[str]) -> list[str]:
    """The labels with the box of an electronic signature inside a signature told apart from it."""
    found = list(labels)
    for i, (line, label) in enumerate(zip(document.lines, labels, strict=True)):
        begun = i > 0 and found[i - 1] == "e_signature"
        text = document.at(line)
        if label == "signature" and (
            re.search(r"подписан|подписью|сертификат", text, re.IGNORECASE) or (begun and _BOX.search(text))
        ):
            found[i] = "e_signature"
    return found


def _letters(text: str) -> str:
    return "".join(c for c in clean(text).lower() if c.isalnum())


def train(letters: Sequence[tuple[Document, list[str]]], path: str) -> None:
    """Fit a linear-chain CRF (L-BFGS, elastic net) and leave its model file at `path`."""
    trainer = pycrfsuite.Trainer(verbose=False)
    chance = random.Random(17)
    for document, labels in letters:
        trainer.append(
            [[c for c in row if c == "bias" or chance.random() >= CUES_LOST] for row in cues(document)], labels
        )
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": 150, "feature.possible_transitions": True})
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
    body = [
        "# weights of cues (pipeline/cues.py) for the zones; made by samples/train_zones.py",
        "\t".join(["cue", *LABELS]),
    ]
    for cue in sorted(rows):
        cells = [f"{label}={weight:.3f}" for label, weight in sorted(rows[cue].items())]
        body.append("\t".join([cue, *cells]))
    out.write_text("\n".join(body) + "\n", encoding="utf-8")


def letters_for(sources: dict[str, dict[str, Any]], count: int, seed: int) -> list[tuple[Document, list[str]]]:
    """What is trained on: letters made anew, and the letters themselves as the readers see them."""
    made = list(recombined(list(sources.values()), count, random.Random(seed)))
    return made + rendered(sorted(sources)) * REAL


Confusion = Counter[tuple[str, str]]


def confusion(letters: Sequence[tuple[Document, list[str]]], model: Chain | None = None) -> Confusion:
    """How many lines of each role the program gives to each role, by the weights of the package or by others."""
    found: Confusion = Counter()
    for document, labels in letters:
        for want, (got, _) in zip(labels, roles(document, model), strict=True):
            found[want, got.value] += 1
    return found


def cross_validated(sources: dict[str, dict[str, Any]], count: int, folds: int = 3) -> Confusion:
    """The confusion where each document, as the readers see it, is read by weights that did not see it."""
    names = sorted(sources)
    found: Confusion = Counter()
    with tempfile.TemporaryDirectory() as folder:
        model, table = f"{folder}/zones.model", Path(folder) / "zones.tsv"
        for fold in range(folds):
            train(letters_for({n: sources[n] for i, n in enumerate(names) if i % folds != fold}, count, fold), model)
            export(model, table)
            found += confusion(
                rendered([n for i, n in enumerate(names) if i % folds == fold]),
                chain_of(table.read_text(encoding="utf-8")),
            )
    return found


def report(found: Confusion) -> str:
    """Accuracy by line, recall and precision of every role, the commonest confusions."""
    total, right = sum(found.values()), sum(n for (want, got), n in found.items() if want == got)
    rows = [
        f"{right}/{total} lines right ({right / max(1, total):.4f})",
        f"{'role':14}{'lines':>6}{'recall':>8}{'precision':>11}  taken for",
    ]
    for role in LABELS:
        lines = sum(n for (want, _), n in found.items() if want == role)
        given = sum(n for (_, got), n in found.items() if got == role)
        others = sorted(((n, got) for (want, got), n in found.items() if want == role != got), reverse=True)[:3]
        taken = ", ".join(f"{got} {n}" for n, got in others)
        right = found[role, role]
        rows.append(f"{role:14}{lines:6}{right / max(1, lines):8.3f}{right / max(1, given):11.3f}  {taken}")
    return "\n".join(rows)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--letters", type=int, default=LETTERS)
    parser.add_argument("--check", action="store_true", help="cross-validate and train nothing")
    parser.add_argument(
        "--held", action="store_true", help="measure the weights of the package on the letters held out, totals only"
    )
    options = parser.parse_args()
    if options.held:
        names = sorted(path.stem for path in (HELD / "gold").glob("*.json"))
        sys.stdout.write(report(confusion(rendered(names, HELD / "inbox", HELD / "gold"))) + "\n")
        return
    sources = load(SOURCES)
    if options.check:
        sys.stdout.write(report(cross_validated(sources, options.letters)) + "\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        train(letters_for(sources, options.letters, 20260101), f"{folder}/zones.model")
        export(f"{folder}/zones.model", WEIGHTS)


if __name__ == "__main__":
    main()
