"""Read the YAML source of a sample document.

A source holds what stands in the document block by block, and the gold record of it::

    id: a01                    # equals the file name
    format: docx               # docx | pdf | txt | html
    layout: corner             # corner | centred | plain | web
    encoding: utf-8            # txt: utf-8, utf-8-sig, utf-16, utf-16-le (no BOM), cp1251, koi8-r, cp866;
                               # html: utf-8, cp1251
    options: {...}             # see below
    allow: ["...", ...]        # parts of messages of check.py that the author has weighed and accepts
    blocks: [...]              # in logical order
    gold: {...}                # the record; fields left out are empty (gold.py)

A block has a `zone` and one content: `lines` (as broken in the letter), `paragraphs` (wrapped by the renderer),
`columns` (lists of lines side by side, as in a bilingual letterhead), `table`, `signature`; or it is `page_break:
true`. It may have `at` (left, right, center, full), `style` (bold, italic),
`size` (points), `box: true` (a frame around it), `gap` (points of white space before it), `indent: false` (paragraphs
without a red line), `ragged: true` (paragraphs not justified).

A table has `border`, `rows`, and may have `widths` (relative) and `header: true` (first row bold). A signature has
`position` (lines), `name`, `form` (cells, tabs, spaces, lines; for cells `middle` holds lines of a cell between them,
such as an e-signature stamp).

Marks inside any text: `{+inserted+}` and `{-deleted-}` are tracked changes, `{^a note^}` is a footnote (docx),
`{_value_}` is a value written over a blank of underscores, `{page}` is the page number. A real soft hyphen (U+00AD)
and no-break hyphen (U+2011) are kept as such.

Options of all formats: `font` (serif, sans, pt, ptsans, dejavu, mono; pt and dejavu hold the letters of Bashkir,
Tatar, Yakut and others), `size`.

Options of docx and pdf: `header`, `footer` (lists of zones that go to the running header and footer; in a pdf a
footer zone stands at the foot of the last page, `furniture` on every page), `first_header`, `first_footer` (docx:
those of the first page only; where there are any, or a `header`, the others begin on the second page),
`letterhead_size`, `heading_at` (corner layout: left, the default, or full), `margins` ([left, top, right, bottom] mm).

Options of docx: `textbox` (zones put into a text box, written twice in the XML as Word does), `breaks` (zones whose
lines are one paragraph with line breaks), `content_controls` (zones inside structured document tags), `split_runs:
true`, `hyperlinks: true`, `tracked_changes: true` (also tracks formatting), `corner_gap: true` (an empty cell between
letterhead and addressee), `nested: true` (the corner table inside a cell of another table).

Options of pdf: `underscores: true` ({_values_} drawn as objects apart from the underscores below them), `hyphenate:
true`, `stream` (flow, rows, shuffled: the order of text objects in the file), `words: true` (every word an object of
its own, as in justified text), `ragged: true`.

Options of txt: `hard_wrap: 72`, `hyphenate: true`, `markdown: true` (bold lines keep **, tables keep pipes),
`one_line: true`, `side_by_side: true` (corner layout: two columns by blanks), `crlf: true`, `indent: true` (centred
and right blocks are moved by blanks), `nbsp_lines: true` (empty lines hold a NBSP).

Options of html: `site` (name in the page title), `description`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

ZONES = frozenset(
    (
        "letterhead",
        "registration",
        "place",
        "access_mark",
        "addressee",
        "approval",
        "kind",
        "heading",
        "salutation",
        "body",
        "enclosure",
        "signature",
        "e_signature",
        "executor",
        "receipt_stamp",
        "appendix",
        "furniture",
        "noise",
    )
)
# Names that word processors give the same faces.
FAMILIES = {
    "times new roman": "serif",
    "arial": "sans",
    "pt astra serif": "pt",
    "pt serif": "pt",
    "courier new": "mono",
}
FORMATS = ("docx", "pdf", "txt", "html")
LAYOUTS = ("corner", "centred", "plain", "web")
# Blocks of these zones, when they open a document, form its head: in a corner layout they stand in two columns.
HEAD_ZONES = frozenset(
    ("letterhead", "registration", "place", "access_mark", "addressee", "approval", "heading", "receipt_stamp")
)
RIGHT_ZONES = frozenset(("access_mark", "addressee", "approval"))


class SourceError(ValueError):
    """A source that cannot be rendered; the message names the file and the fault."""


@dataclass(frozen=True)
class Signature:
    position: tuple[str, ...]
    name: str
    form: str = "cells"
    middle: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    rows: tuple[tuple[str, ...], ...]
    border: bool = True
    header: bool = False
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Block:
    zone: str
    lines: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    columns: tuple[tuple[str, ...], ...] = ()
    table: Table | None = None
    signature: Signature | None = None
    page_break: bool = False
    at: str | None = None
    bold: bool = False
    italic: bool = False
    size: float | None = None
    box: bool = False
    gap: float | None = None
    indent: bool = True
    ragged: bool = False

    def texts(self) -> Iterator[str]:
        """Every line, paragraph, row of cells of the block, marks still inside."""
        yield from self.lines
        yield from self.paragraphs
        for column in self.columns:
            yield from column
        if self.table:
            yield from ("\t".join(row) for row in self.table.rows)
        if self.signature:
            sign = self.signature
            if sign.form in ("tabs", "spaces") and sign.position:
                yield from sign.position[:-1]
                yield f"{sign.position[-1]}\t{sign.name}"
            else:
                yield from (*sign.position, *sign.middle, sign.name)


@dataclass(frozen=True)
class Source:
    id: str
    format: str
    layout: str
    encoding: str
    options: Mapping[str, Any]
    blocks: tuple[Block, ...]
    gold: Mapping[str, Any]
    allow: tuple[str, ...] = field(default=())

    def zones(self, option: str) -> frozenset[str]:
        """The zones that an option such as `textbox` names."""
        return frozenset(self.options.get(option) or ())

    @property
    def family(self) -> str:
        """One of serif, sans, pt, ptsans, dejavu, mono."""
        name = str(self.options.get("font") or "serif")
        return FAMILIES.get(name.lower(), name)

    def number(self, option: str, default: float) -> float:
        value = self.options.get(option)
        return default if value is None else float(value)

    def flag(self, option: str) -> bool:
        return bool(self.options.get(option))


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]  # ten times as fast where libyaml is
    """Everything is a string but true, false and null: `2024-05-24`, `0123`, `12:30` and `no` stay as written."""


_Loader.yaml_implicit_resolvers = {
    "t": [("tag:yaml.org,2002:bool", re.compile("true$"))],
    "f": [("tag:yaml.org,2002:bool", re.compile("false$"))],
    "n": [("tag:yaml.org,2002:null", re.compile("null$"))],
    "<": [("tag:yaml.org,2002:merge", re.compile("<<$"))],
    "": [("tag:yaml.org,2002:null", re.compile("$"))],
}


def split_head(source: Source) -> tuple[list[Block], list[Block], list[Block]]:
    """(left column, right column, the rest) of a corner layout; elsewhere everything is the rest."""
    blocks = list(source.blocks)
    if source.layout != "corner":
        return [], [], blocks
    taken = (
        source.zones("header") | source.zones("first_header") | source.zones("footer") | source.zones("first_footer")
    )
    left: list[Block] = []
    right: list[Block] = []
    while blocks and blocks[0].zone in HEAD_ZONES and not blocks[0].page_break:
        block = blocks[0]
        if block.zone not in taken and (block.at in ("full", "center") or _full_heading(source, block)):
            break
        side = block.at or ("right" if block.zone in RIGHT_ZONES else "left")
        (right if side == "right" and block.zone not in taken else left).append(blocks.pop(0))
    return left, right, blocks


def _full_heading(source: Source, block: Block) -> bool:
    return block.zone == "heading" and block.at is None and source.options.get("heading_at") == "full"


def _block(raw: Mapping[str, Any], where: str) -> Block:
    if raw.get("page_break"):
        return Block(zone=raw.get("zone", "body"), page_break=True)
    known = set(Block.__dataclass_fields__) | {"style"}
    if unknown := set(raw) - known:
        raise SourceError(f"{where}: unknown keys of a block: {sorted(unknown)}")
    if raw.get("zone") not in ZONES:
        raise SourceError(f"{where}: unknown zone {raw.get('zone')!r}")
    style = str(raw.get("style") or "").split()
    table, sign = raw.get("table"), raw.get("signature")
    return Block(
        zone=raw["zone"],
        lines=_strings(raw.get("lines"), where),
        paragraphs=_strings(raw.get("paragraphs"), where),
        columns=tuple(_strings(c, where) for c in raw.get("columns") or ()),
        table=_table(table, where) if table else None,
        signature=_signature(sign, where) if sign else None,
        at=raw.get("at"),
        bold="bold" in style,
        italic="italic" in style,
        size=float(raw["size"]) if raw.get("size") else None,
        box=bool(raw.get("box")),
        gap=float(raw["gap"]) if raw.get("gap") else None,
        indent=raw.get("indent", True) is not False,
        ragged=bool(raw.get("ragged")),
    )


def _strings(raw: Sequence[Any] | None, where: str) -> tuple[str, ...]:
    for value in raw or ():
        if not isinstance(value, str):
            raise SourceError(f"{where}: not a string: {value!r} (quote it)")
    return tuple(raw or ())


def _table(raw: Mapping[str, Any], where: str) -> Table:
    rows = tuple(tuple("" if c is None else str(c) for c in row) for row in raw["rows"])
    if len({len(row) for row in rows}) != 1:
        raise SourceError(f"{where}: rows of a table differ in length")
    return Table(
        rows,
        raw.get("border", True) is not False,
        bool(raw.get("header")),
        tuple(float(w) for w in raw.get("widths") or ()),
    )


def _signature(raw: Mapping[str, Any], where: str) -> Signature:
    form = raw.get("form", "cells")
    if form not in ("cells", "tabs", "spaces", "lines"):
        raise SourceError(f"{where}: unknown form of signature {form!r}")
    return Signature(_strings(raw.get("position"), where), raw["name"], form, _strings(raw.get("middle"), where))


def read(path: Path) -> Source:
    """The source in a YAML file; SourceError says what is wrong with it."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise SourceError(f"{path.name}: {error}") from error
    if unknown := set(raw) - {"id", "format", "layout", "encoding", "options", "blocks", "gold", "allow"}:
        raise SourceError(f"{path.name}: unknown keys {sorted(unknown)}")
    source = Source(
        id=raw["id"],
        format=raw["format"],
        layout=raw.get("layout", "plain"),
        encoding=raw.get("encoding") or "utf-8",
        options=raw.get("options") or {},
        blocks=tuple(_block(b, f"{path.name} block {n}") for n, b in enumerate(raw["blocks"], 1)),
        gold=raw["gold"],
        allow=_strings(raw.get("allow"), path.name),
    )
    if source.id != path.stem or source.format not in FORMATS or source.layout not in LAYOUTS:
        raise SourceError(f"{path.name}: id, format or layout is wrong")
    return source
