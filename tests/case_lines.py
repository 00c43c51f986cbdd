"""Case files: a line a case, what is expected marked inside the line, and the reason after it.

    Исх. [[24.05.2024 => 2024-05-24]] № 909        ## the plainest form

`[[quote => value]]` marks a span and what is read from it; a line without marks must give nothing. `⏎` stands for a
line end, `@registration ` at the head of a line puts it into that zone (a case with a zone has zones on all its lines,
"body" where none is said), `!` before a case says that it is known to fail: it must fail, or the mark goes. Lines that
begin with `#` are remarks.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest

from budget import WIDTH
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


#: What broken or hostile files hold, fed to every room by the megabyte …
_SIGNS = {
    "dashes": "1-1-1-",
    "quotes": "«",
    "signs": "№ ",
    "digits": "0123456789",
    "blanks": " ",
    "lines": "\n",
    "brackets": "(",
    "letters": "а",
    "latin": "a.",
    "ats": "@a",
}
#: … and what a room finds something in at every step, a fifth of that.
_WORDS = {
    "days": "5 мая ",
    "limits": "до 5 мая ",
    "numbers": "1 ",
    "commas": "1, ",
    "words": "от ",
    "sites": "a.ru ",
    "acts": "приказ от ",
    "whole acts": "приказ от 5.05.2024 № 5 ",
    "dated letters": "5.05.2024 письмо № 5 ",
    "streets": "ул. ",
    "towns": "г. Москва, ",
    "postcodes": "664007, ",
    "codes": "ИНН/",
    "phones": "тел. 22-30-42, ",
    "coded phones": "(3412) 22-30-42, 22-30-43 ",
}
MEGABYTE = 1_000_000
#: A third tells as much as the whole megabyte, which `make fuzz` takes.
LENGTH = MEGABYTE // 3 if WIDTH == 1 else MEGABYTE
HOSTILE = {name: piece * (LENGTH // len(piece)) for name, piece in _SIGNS.items()}
HOSTILE |= {name: piece * (LENGTH // 5 // len(piece)) for name, piece in _WORDS.items()}
# Of processor time, some ten times what a quiet core needs; a quadratic pattern takes hours.
HOSTILE_SECONDS = 15.0 * LENGTH / MEGABYTE


def spend(find: Callable[[Document], Iterable[object]], document: Document) -> float:
    """Seconds of processor time that a room spends on a document."""
    started = time.process_time()
    for _ in find(document):
        pass
    return time.process_time() - started
