"""Lists whose lines begin with names: the post of an item stands behind its name, never before the next one.

«Зорина – директор⏎Ким – юрист», «Зорина, директор⏎Ким, юрист», «Зорина директор МБОУ «Лицей»⏎Ким, к.п.н., доцент»,
«Зорина⏎– директор⏎Ким⏎– юрист», «Зорина⇥директор,⏎председатель Совета⏎Ким⇥юрист».
"""

from __future__ import annotations

import re
from typing import Final

from extractors.mention import Kind, Mention
from pipeline.resolve.findings import Findings

#: What stands between a name and his post in such a list; a post right behind a name needs none.
ITEM: Final = re.compile(r"(?:\s{0,3}|[ ]{0,60})-\s")  # «Ким Пётр Ильич            - юрист» of a list set in columns
_COMMA: Final = re.compile(r"\s{0,2},\s")
_FARTHEST: Final = 60  # characters from the beginning of a name to the line below it
_LONGEST: Final = 300  # … of a cell that takes several lines
_MARKS: Final = " -•*0123456789.)"


def begins_item(findings: Findings, start: int, person: Mention) -> bool:
    """Whether a name begins the next item of a list of that kind, behind the post that begins at `start`."""
    folded = findings.document.folded
    line = folded.rfind("\n", 0, start) + 1
    before = next(iter(findings.within(Kind.PERSON, line, start)), None) or _above(findings, line)
    if before is None or folded[folded.rfind("\n", 0, before.start) + 1 : before.start].strip(_MARKS):
        return False
    return all(_said_behind(findings, name) for name in (before, person))


def _above(findings: Findings, line: int) -> Mention | None:
    """The name that ends right above a line which begins with a dash; or that a cell goes on behind, in small letters."""
    document = findings.document
    dashed = ITEM.match(document.folded, line) is not None
    if not dashed and not document.text[line : line + 1].islower():
        return None
    above = next(reversed(findings.within(Kind.PERSON, max(0, line - (_FARTHEST if dashed else _LONGEST)), line)), None)
    if above is None or not dashed:
        return above if above is not None and document.text.startswith("\t", above.end) else None
    return above if not document.folded[above.end : line].strip() else None


def _said_behind(findings: Findings, name: Mention) -> bool:
    """Whether a dash, a comma, a tab or a post stands right behind a name."""
    folded = findings.document.folded
    if folded.startswith("\t", name.end) or ITEM.match(folded, name.end) or _COMMA.match(folded, name.end):
        return True
    return bool(findings.within(Kind.POSITION, name.end + 1, name.end + 2)) and folded[name.end] == " "
