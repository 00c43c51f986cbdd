"""docs/formats.md names every limit with its default, every code, every format."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from pipeline.errors import ErrorCode
from pipeline.readers import CONTAINERS, READERS, Limits
from pipeline.readers.limits import limits_of

PAGE = (Path(__file__).parent.parent / "docs" / "formats.md").read_text(encoding="utf-8")


def table(heading: str) -> dict[str, str]:
    """First and second column of the table under a heading."""
    part = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (\S[^|]*?) \| ([^|]*?) \|", part, re.MULTILINE)
    return dict(rows[1:])


def test_limits() -> None:
    rows = table("Limits")
    assert [each.name for each in fields(Limits)] == list(rows)
    assert limits_of([f"{name}={value}" for name, value in rows.items()]) == Limits()


def test_codes() -> None:
    assert list(table("Codes of files that were not read")) == [code.value for code in ErrorCode]


def test_formats() -> None:
    words = PAGE.partition("## What is read")[2].partition("\n## ")[0].lower()
    other = {"txt": "text", "medo": "мэдо"}
    for form in {*READERS, *CONTAINERS}:
        assert re.search(rf"\b{other.get(form, form)}\b", words), form
