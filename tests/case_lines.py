"""Case files: a line a case, what is expected marked inside the line, and the reason after it.

    Исх. [[24.05.2024 => 2024-05-24]] № 909        ## the plainest form

`[[quote => value]]` marks a span and what is read from it; a line without marks must give nothing. `⏎` stands for a line
end, `@registration ` at the head of a line puts it into that zone (a case with a zone has zones on all its lines, "body" where
none is said), `!` before a case says that it is known to fail: it must fail, or the mark goes. Lines that begin with `#` are remarks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.document import Document, Line, Zone, ZoneRole

FOLDER = Path(__file__).with_name("cases")
_MARK = re.compile(r"\[\[(?P<quote>.*?) => (?P<value>.*?)\]\]", re.DOTALL)
_ZONE = re.compile(r"(?m)^@(?P<role>[a-z_]+) ?")


@dataclass(frozen=True)
class Case:
    """A text, its zones, and the (start, end, value) that a room must find in it."""

    document: Document
    expected: tuple[tuple[int, int, str], ...]
    reason: str
    xfail: bool
    line: int


def read(line: str, number: int = 0) -> Case:
    body, _, reason = line.partition(" ## ")
    xfail = body.startswith("!")
    body = body.lstrip("!").strip(" ").replace("⏎", "\n").replace("⇥", "\t")
    text, expected = "", []
    at = 0
    lines, zones = [], []
    zoned = bool(_ZONE.search(body))
    for raw in body.split("\n"):
        zone = _ZONE.match(raw)
        raw = raw[zone.end() :] if zone else raw
        role = zone["role"] if zone else "body"
        start, at = len(text), 0
        for mark in _MARK.finditer(raw):
            text += raw[at : mark.start()]
            expected.append((len(text), len(text) + len(mark["quote"]), mark["value"]))
            text += mark["quote"]
            at = mark.end()
        text += raw[at:]
        if text[start:].strip():
            lines.append(Line(start, len(text)))
            zones.append(Zone(ZoneRole(role), start, len(text)))
        text += "\n"
    # A mark may hold line ends: such a case is read whole.
    if not zoned and _MARK.search(body) and any("\n" in mark["quote"] for mark in _MARK.finditer(body)):
        return _whole(body, reason, xfail, number)
    document = Document(text=text[:-1], lines=tuple(lines), zones=tuple(zones) if zoned else ())
    return Case(document, tuple(expected), reason.strip(), xfail, number)


def _whole(body: str, reason: str, xfail: bool, number: int) -> Case:
    text, expected, at = "", [], 0
    for mark in _MARK.finditer(body):
        text += body[at : mark.start()]
        expected.append((len(text), len(text) + len(mark["quote"]), mark["value"]))
        text += mark["quote"]
        at = mark.end()
    text += body[at:]
    starts = [0] + [match.end() for match in re.finditer("\n", text)]
    spans = [(start, len(text[start:].split("\n", 1)[0]) + start) for start in starts]
    lines = tuple(Line(start, end) for start, end in spans if text[start:end].strip())
    return Case(Document(text=text, lines=lines), tuple(expected), reason.strip(), xfail, number)


def load(room: str) -> list[pytest.ParameterSet]:
    """The cases of `cases/<room>.txt` as parameters of a test; a known failure is a strict xfail."""
    params = []
    for number, line in enumerate((FOLDER / f"{room}.txt").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        case = read(line, number)
        marks = [pytest.mark.xfail(strict=True, reason=case.reason)] if case.xfail else []
        params.append(pytest.param(case, marks=marks, id=f"{number}: {case.reason[:60]}"))
    return params


HOSTILE = {
    "dashes": "1-1-1-",
    "quotes": "«",
    "signs": "№ ",
    "digits": "0123456789",
    "blanks": " ",
    "days": "5 мая ",
    "numbers": "1 ",
    "commas": "1, ",
    "brackets": "(",
    "words": "от ",
    "letters": "а",
    "latin": "a.",
    "ats": "@a",
    "lines": "\n",
    "acts": "приказ от ",
    "streets": "ул. ",
    "phones": "тел. 22-30-42, ",
}
HOSTILE_SIZE = 1_000_000
HOSTILE_SECONDS = 20.0  # some three seconds on a quiet core; a quadratic pattern takes hours
