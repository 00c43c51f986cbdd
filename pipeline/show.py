"""One letter on the terminal: its zones and what was found in them, with rule and confidence.

A letter may hold anything, terminal commands too: everything of it is shown through `console.harmless`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from rich.table import Table as RichTable
from rich.text import Text

from extractors import find_all
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.ner import witness
from pipeline.console import Console, harmless
from pipeline.explain import Explanation
from pipeline.letter import DEFAULT_WITNESS, witnessed
from pipeline.readers import Source, read
from pipeline.records import Letter
from pipeline.resolve import resolve
from pipeline.rows import Ids, rows_of
from pipeline.tables import REGISTER
from pipeline.zones import lay

_ZONE_STYLES = {
    ZoneRole.LETTERHEAD: "cyan",
    ZoneRole.REGISTRATION: "bright_yellow",
    ZoneRole.ADDRESSEE: "bright_blue",
    ZoneRole.HEADING: "bright_magenta",
    ZoneRole.SALUTATION: "green",
    ZoneRole.ENCLOSURE: "yellow",
    ZoneRole.SIGNATURE: "bright_green",
    ZoneRole.E_SIGNATURE: "bright_cyan",
    ZoneRole.EXECUTOR: "magenta",
    ZoneRole.APPENDIX: "blue",
    ZoneRole.FURNITURE: "bright_black",
    ZoneRole.NOISE: "bright_black",
}
_FOUND = "bold underline"

#: Room for the name of a zone at the left.
_MARGIN = 15

#: A quote in the list of what was found is cut here; it stands whole in the text above.
_LONGEST = 60


def show(path: Path, console: Console) -> None:
    """Draw the letter in a file. Raises ReadError where it can not be read."""
    document = witnessed([lay(read(Source.of(path)))], witness(DEFAULT_WITNESS))[0]
    mentions = sorted(find_all(document), key=lambda one: (one.start, one.end, one.kind))
    letter = resolve(document, mentions)
    console.heading("zones")
    for line in _lines(document, mentions):
        console.out.print(line)
    console.heading("mentions")
    console.out.print(_found(mentions))
    console.heading("card")
    console.out.print(_card(letter, path))


def draw_explanation(said: Explanation, console: Console) -> None:
    """Draw what was weighed for a field: the value chosen is marked, every other candidate has what spoke against
    it.
    """
    speech = console.speech
    values = "; ".join(said.values) or speech.say("no_value")
    console.out.print(Text(harmless(speech.say("explained", field=said.field, values=values)), style="bold"))
    console.out.print(Text(speech.say("looked_in", zones=", ".join(said.looked_in)), style="dim"))
    if not said.candidates:
        console.out.print(Text(speech.say("no_candidates")))
        return
    view = RichTable(box=None, padding=(0, 2, 0, 0), show_header=False)
    for one in said.candidates:
        mark = Text("✓", style="green") if one.chosen else Text("·", style="dim")
        quote = " ".join(harmless(one.quote).split())
        quote = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
        place = Text(f"{one.page}:{one.start}-{one.end} {one.zone}", style="dim")
        told = Text(harmless(one.reason), style="" if one.chosen else "yellow")
        view.add_row(
            mark, Text(quote, style="bold"), Text(harmless(one.value)), place, Text(f"{one.confidence:.2f}"), told
        )
    console.out.print(view)


def _lines(document: Document, mentions: Iterable[Mention]) -> Iterable[Text]:
    """The text line by line, the name of the zone at the left of its first line."""
    text = Text(harmless(document.text))
    for each in document.zones:
        text.stylize(_ZONE_STYLES.get(each.role, ""), each.start, each.end)
    for one in mentions:
        text.stylize(_FOUND, one.start, one.end)
    named: set[int] = set()
    start = 0
    for line in text.split("\n", allow_blank=True):
        zone = document.zone_at(start)
        first = zone is not None and zone.start not in named
        if zone is not None:
            named.add(zone.start)
        margin = Text((zone.role.value if zone and first else "").ljust(_MARGIN), style="bright_black")
        yield margin + line
        start += len(line) + 1


def _found(mentions: Iterable[Mention]) -> RichTable:
    view = RichTable(box=None, padding=(0, 2, 0, 0), show_header=False)
    for one in mentions:
        quote = " ".join(harmless(one.text).split())
        quote = quote if len(quote) <= _LONGEST else quote[: _LONGEST - 1] + "…"
        confidence = Text(f"{one.confidence:.2f}", style="green" if one.confidence >= 0.9 else "yellow")
        value = "" if one.kind is Kind.POSITION and one.value == one.text else harmless(said(one.value))
        view.add_row(
            Text(one.kind.value), Text(quote, style="bold"), Text(value), Text(one.rule, style="dim"), confidence
        )
    return view


def said(value: Any) -> str:
    """A value of a mention on one line: its filled parts.

    >>> from extractors.values import ReferenceValue
    >>> said(ReferenceValue("own", number="909", date="2024-05-24"))
    'own · 909 · 2024-05-24'
    """
    if not is_dataclass(value):
        return str(value)
    parts = (getattr(value, one.name) for one in fields(value))
    return " · ".join(str(part) for part in parts if part not in ("", None, False, ()) and not is_dataclass(part))


def _card(letter: Letter, path: Path) -> RichTable:
    """The registration card, as the register would hold it."""
    nobody = Ids(
        (None,) * len(letter.people),
        (None,) * len(letter.organizations),
        tuple(one.name for one in letter.organizations),
    )
    row = rows_of(letter, "", path.name, nobody)["register"][0]
    view = RichTable(box=None, padding=(0, 2, 0, 0), show_header=False)
    for column, value in zip(REGISTER.columns, row, strict=True):
        if value not in (None, "") and column.name != "document_id":
            view.add_row(Text(column.title, style="dim"), Text(harmless(str(value))))
    for warning in letter.warnings:
        view.add_row(Text("!", style="yellow"), Text(harmless(warning), style="yellow"))
    return view
