"""Letterheads as they are met, one after another in `letterheads.txt`: its lines, and behind «=> » who writes, or nothing."""

from __future__ import annotations

from pathlib import Path

from pipeline.common_forms import organization_form
from pipeline.letter import understand
from pipeline.readers import Source, read
from pipeline.records import Letter

LETTER = """{letterhead}
170100, г. Тверь, ул. Садовая, 5, тел. (4822) 00-12-30
12.03.2024 № 118-02

Директору ГБУК «Музей яблони»
Грушину И.П.

О заявке

Уважаемый Игорь Павлович!

Сообщаем, что заявка принята.

Начальник                                  Н.В. Вишнякова
"""
LETTERHEADS = Path(__file__).with_name("letterheads.txt").read_text(encoding="utf-8").rstrip("\n").split("\n\n")


def test_letterheads() -> None:
    wanted = dict(entry.split("\n=>", 1) for entry in LETTERHEADS)
    assert len(wanted) > 30
    texts = [LETTER.format(letterhead=letterhead) for letterhead in wanted]
    letters = understand([read(Source.of(text.encode(), f"{n}.txt")) for n, text in enumerate(texts)])
    found = {
        letterhead: letter.organizations[letter.sender].name if letter.sender is not None else ""
        for letterhead, letter in zip(wanted, letters, strict=True)
        if isinstance(letter, Letter)
    }
    wrong = {letterhead: name for letterhead, name in found.items() if organization_form(name) != organization_form(wanted[letterhead])}
    assert not wrong
