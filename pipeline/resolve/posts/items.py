"""Lists whose lines begin with names: the post of an item stands behind its name, never before the next one.

«Зорина – директор⏎Ким – юрист», «Зорина, директор⏎Ким, юрист», «Зорина директор МБОУ «Лицей»⏎Ким, к.п.н., доцент».
"""

from __future__ import annotations

import re
from typing import Final

from extractors.mention import Kind, Mention
from pipeline.resolve.findings import Findings

#: What stands between a name and his post in such a list; a post right behind a name needs none.
ITEM: Final = re.compile(r"\s{0,3}-\s")
_COMMA: Final = re.compile(r"\s{0,2},\s")
_MARKS: Final = " -•*0123456789.)"


def begins_item(findings: Findings, start: int, person: Mention) -> bool:
    """Whether a name begins the next item of a list of that kind, behind the post that begins at `start`."""
    folded = findings.document.folded
    line = folded.rfind("\n", 0, start) + 1
    before = next(iter(findings.within(Kind.PERSON, line, start)), None)
    if before is None or folded[line : before.start].strip(_MARKS):
        return False
    return all(_said_behind(findings, name) for name in (before, person))


def _said_behind(findings: Findings, name: Mention) -> bool:
    """Whether a dash, a comma or a post stands right behind a name."""
    folded = findings.document.folded
    if ITEM.match(folded, name.end) or _COMMA.match(folded, name.end):
        return True
    return bool(findings.within(Kind.POSITION, name.end + 1, name.end + 2)) and folded[name.end] == " "
