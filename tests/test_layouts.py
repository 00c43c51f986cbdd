"""Whole letters in the layouts that are met, each with the card that a reader would write: `samples/letters`.

A file holds the letter, the card (`field: value`, a line a value, nothing for what the letter does not say) and the zones
of its lines (`samples/zoned.py`), with lines of equal signs between them. Names, numbers and phones are invented.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.document import ZoneRole
from pipeline.letter import understand
from pipeline.readers import Source, read
from pipeline.records import Letter
from samples.zoned import BETWEEN, LETTERS, zoned

FOLDER = LETTERS
LAYOUTS = sorted(FOLDER.glob("*.txt"))


def card(letter: Letter) -> list[str]:
    """The registration card of a letter, a line a value."""
    people = [person.full_name for person in letter.people]
    references = [(r.role, r.kind, r.number, r.date) for r in letter.references]
    rows = [f"own: {number} | {date}" for role, _, number, date in references if role == "own"]
    rows += [f"reply: {number} | {date}" for role, _, number, date in references if role == "in_reply_to"]
    rows += [f"title: {letter.title}"] if letter.title else []
    rows += [f"sender: {letter.organizations[letter.sender].name}"] if letter.sender is not None else []
    for to in letter.addressees:
        rows.append(f"to: {to.organization_name} | {to.position} | {people[to.person] if to.person is not None else ''}")
    for signed in letter.signatories:
        rows.append(f"signed: {people[signed.person] if signed.person is not None else ''} | {signed.position}")
    executors = (m.entity for m in letter.mentions if m.role == "executor" and m.entity_type == "person")
    rows += [f"executor: {people[entity]}" for entity in dict.fromkeys(executors)]
    rows += [f"cited: {kind} | {number} | {date}" for role, kind, number, date in references if role == "cited"]
    return [" ".join(row.split()) for row in rows]


@pytest.mark.parametrize("path", LAYOUTS, ids=lambda path: path.stem)
def test_layout(path: Path) -> None:
    text, said, *_ = path.read_text(encoding="utf-8").split(BETWEEN)
    letter = understand([read(Source.of(text.encode(), path.name))])[0]
    assert isinstance(letter, Letter)
    assert card(letter) == said.splitlines()


def test_every_letter_tells_the_zones_of_its_lines() -> None:
    letters = list(zoned(FOLDER))
    assert [letter.name for letter in letters] == [path.stem for path in LAYOUTS]
    assert {zone for letter in letters for zone in letter.labels} <= set(ZoneRole)
    assert len(letters) > 100
