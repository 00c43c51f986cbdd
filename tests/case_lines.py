"""Case files: a line a case, what is expected marked inside the line, and the reason after it.

    Исх. [[24.05.2024 => 2024-05-24]] № 909        ## the plainest form

`[[quote => value]]` marks a span and what is read from it; a line without marks must give nothing. `⏎` stands for a
line end, `@registration ` at the head of a line puts it into that zone (a case with a zone has zones on all its lines,
"body" where none is said), `!` before a case says that it is known to fail: it must fail, or the mark goes. Lines that
begin with `#` are remarks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from extractors.document import Document, Line, Zone, ZoneRole

FOLDER = Path(__file__).with_name("cases")
_TOKEN = re.compile(r"(?m)^@(?P<role>[a-z_]+) ?|(?P<open>\[\[)|[ ]=>[ ](?P<value>.*?)\]\]")


@dataclass(frozen=True)
class Case:
    """A text, its zones, and the (start, end, value) that a room must find in it."""

    document: Document
    expected: tuple[tuple[int, int, str], ...]
    reason: str
    xfail: bool
    line: int


def read(line: str, number: int = 0) -> Case:
    """The case that a line holds."""
    body, _, reason = line.partition(" ## ")
    xfail = body.startswith("!")
    body = body.removeprefix("!").strip(" ").replace("⏎", "\n").replace("⇥", "\t")
    text, at = "", 0
    opened = 0
    expected: list[tuple[int, int, str]] = []
    roles: list[tuple[int, str]] = []
    for token in _TOKEN.finditer(body):
        text += body[at : token.start()]
        at = token.end()
        if token["role"]:
            roles.append((len(text), token["role"]))
        elif token["open"]:
            opened = len(text)
        else:
            expected.append((opened, len(text), token["value"]))
    text += body[at:]
    lines, zones = [], []
    start = 0
    for raw in text.split("\n"):
        end = start + len(raw)
        if raw.strip():
            role = next((role for place, role in roles if place == start), "body")
            lines.append(Line(start, end))
            zones.append(Zone(ZoneRole(role), start, end))
        start = end + 1
    document = Document(text=text, lines=tuple(lines), zones=tuple(zones) if roles else ())
    return Case(document, tuple(expected), reason.strip(), xfail, number)


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
    "sites": "a.ru ",
    "lines": "\n",
    "acts": "приказ от ",
    "streets": "ул. ",
    "phones": "тел. 22-30-42, ",
}
HOSTILE_SIZE = 1_000_000
HOSTILE_SECONDS = 20.0  # some three seconds on a quiet core; a quadratic pattern takes hours
