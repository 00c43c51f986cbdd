"""Cues: what one line of a letter shows of its zone, before the lines around it are weighed.

A cue is a name that holds for a line or does not. The words a zone begins with, the shape of the line, its
place on the page and what its neighbours show are all cues; `pipeline.zones` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from extractors.document import Document, Line, Part
from pipeline.zones.word_cues import cues_of_lines


def _layout_cues(document: Document, index: int) -> list[str]:
    lines = document.lines
    line = lines[index]
    before = lines[index - 1] if index else None
    after = lines[index + 1] if index + 1 < len(lines) else None
    found = [f"part:{line.part}"] if line.part is not Part.BODY else []
    if line.align in ("right", "center"):
        found.append(f"align:{line.align}")
    if line.bold:
        found.append("bold")
    page = document.pages[line.page - 1] if 0 < line.page <= len(document.pages) else None
    if line.box and page and page.width:
        found.append(
            "left_half"
            if line.box.x1 < 0.56 * page.width
            else "right_half"
            if line.box.x0 > 0.42 * page.width
            else "across"
        )
        if line.box.top > 0.85 * page.height:
            found.append("page_foot")
    if line.page > 1:
        found.append("later_page")
    if before is None or _gap(document, before, line):
        found.append("gap_before")
    if after is None or _gap(document, line, after):
        found.append("gap_after")
    if before is not None and before.page != line.page:
        found.append("page_top")
    if before is not None and before.block != line.block:
        found.append("block_begins")
    if line.size and before is not None and before.size and line.size < before.size - 0.9:
        found.append("smaller")
    if before is not None and before.paragraph == line.paragraph:
        found.append("continues")
    found.extend(_place_cues(index, len(lines)))
    return found


def _place_cues(index: int, count: int) -> list[str]:
    """Bucketed distance from both ends of the document."""
    left, right = index, count - 1 - index
    head = "0" if left == 0 else "1-2" if left < 3 else "3-7" if left < 8 else "8-15" if left < 16 else "16-"
    tail = "0" if right == 0 else "1-2" if right < 3 else "3-7" if right < 8 else "8-"
    return [f"head:{head}", f"tail:{tail}"]


def _gap(document: Document, before: Line, line: Line) -> bool:
    """Whether a blank line (or a block's end) stands between two lines."""
    return document.text.count("\n", before.end, line.start) > 1 or before.block != line.block


#: Cues of a neighbour that tell something of the line itself.
_TELLING = frozenset({
    "salutation", "date", "number_sign", "only_date_number", "outgoing", "reply_to", "phone", "email",
    "requisites", "enclosure", "e_signature", "executor", "approval", "about_capital", "only_name",
    "only_full_name", "ends_with_name", "first:dative", "first:post", "first:organization", "capitals",
    "document_kind", "long", "short", "page_number", "closing", "certificate", "appendix_head",
    "starts_lower", "ends_period", "ends_comma", "copy_to", "starts_with_name", "web", "orders",
    "foreign", "receipt", "sheets", "list_item", "table_row", "right_half", "left_half", "align:right",
    "ends_hyphen", "menu", "section", "honorific", "mail_field", "legal_form", "stamp_box", "name_words", "access_mark",
})  # fmt: skip


_BEFORE, _AFTER, _SECOND = ({cue: f"{where}:{cue}" for cue in _TELLING} for where in ("prev", "next", "next2"))


def cues(document: Document) -> list[list[str]]:
    """The cues of every line of a document, in order."""
    folded = document.folded
    lines = [_without_pipe(folded[line.start : line.end].strip("* ")) for line in document.lines]
    own = cues_of_lines(lines)
    layout = [_layout_cues(document, index) for index in range(len(document.lines))]
    salutations = [i for i, found in enumerate(own) if "salutation" in found]
    first = salutations[0] if salutations else None
    whole = [*_whole(own, document.format), *(["whole:acts"] if _lists_acts(lines, own) else [])]
    sequence = [a + b + c + whole for a, b, c in zip(own, layout, _memory(own), strict=True)]
    out: list[list[str]] = []
    for i, found in enumerate(sequence):
        row = [*found, "bias"]
        for names, beside in ((_BEFORE, i - 1), (_AFTER, i + 1), (_SECOND, i + 2)):
            row += [names[cue] for cue in _of(sequence, beside) if cue in names]
        row.append("no_salutation" if first is None else "before_salutation" if i < first else "after_salutation")
        row += _pairs(found)
        out.append(row)
    return out


_ACT_NUMBER = re.compile(r"(?:№|(?<![A-Za-z])N) ?([\w/.-]{1,30})")
_ACTS_NEAR = 3  # lines from one act of a list to the next


def _lists_acts(lines: Sequence[str], own: Sequence[list[str]]) -> bool:
    """Whether a page lists acts with numbers of their own, a line an act: none of them is the page itself."""
    found = [(i, set(_ACT_NUMBER.findall(lines[i]))) for i, cues_of in enumerate(own) if "registered_act" in cues_of]
    return any(j - i <= _ACTS_NEAR and a and b and not a & b for (i, a), (j, b) in pairwise(found))


def _without_pipe(line: str) -> str:
    """«Министр |»: the cell of a table that a converter wrote as a line is no row of a table."""
    return line[:-1].rstrip() if line.endswith("|") and line.count("|") == 1 else line


_HEAD_LINES = 30


def _whole(own: Sequence[list[str]], format: str) -> list[str]:
    """What the document as a whole shows: a page of a site, or a letter with its own number and addressee."""
    head = [set(found) for found in own[:_HEAD_LINES]]
    web = format in ("html", "mhtml") or sum("web" in found or "published" in found for found in own) > 1
    registered = any(
        {"only_date_number", "number_sign", "date"} <= found or "outgoing" in found or "reply_to" in found
        for found in head
    )
    addressed = any({"first:dative", "first:post"} <= found for found in head)
    return [
        name
        for name, holds in (("whole:web", web), ("whole:registered", registered), ("whole:addressed", addressed))
        if holds
    ]


_SIGNED = frozenset({"only_name", "closing"})
_NEAR = 5  # lines of an electronic signature's box
#: What is felt so many lines below -> the cue of those lines.
_FELT_NEAR = {cue: f"near:{cue}" for cue in ("e_signature", "enclosure", "receipt", "approval", "executor", "copy_to")}


def _memory(own: Sequence[list[str]]) -> list[list[str]]:
    """What has been met before each line: the text, a signature, the head of an appendix, an electronic signature."""
    out: list[list[str]] = []
    text = signed = appended = False
    met_at = dict.fromkeys(_FELT_NEAR, -_NEAR - 1)
    for i, found in enumerate(own):
        row = [
            name for name, met in (("past:text", text), ("past:signature", signed), ("past:appendix", appended)) if met
        ]
        row += [_FELT_NEAR[cue] for cue, at in met_at.items() if i - at <= _NEAR]
        out.append(row)
        present = set(found)
        for cue in present & _FELT_NEAR.keys():
            met_at[cue] = i
        text = text or "long" in present or "opening" in present or ("wide" in present and "ends_period" in present)
        signed = signed or (
            text and bool(present & _SIGNED or ("post_and_name" in present and "first:post" in present))
        )
        appended = appended or (signed and "appendix_head" in present and "ends_colon" not in present)
    return out


def _of(sequence: Sequence[list[str]], index: int) -> list[str]:
    return sequence[index] if 0 <= index < len(sequence) else []


#: Pairs of cues that say more together than apart.
_PAIRS = (
    ("short", "first:dative"), ("short", "first:post"), ("first:post", "first:nominative"), ("only_name", "gap_before"),
    ("phone", "short"), ("capitals", "organization_word"), ("date", "number_sign"), ("first:capital", "short"),
    ("first:capital", "ends_period"), ("starts_lower", "short"), ("about_capital", "gap_before"),
    ("long", "ends_period"), ("only_full_name", "gap_before"), ("first:post", "ends_with_name"), ("city", "short"),
    ("later_page", "page_top"),
    ("right_half", "first:genitive"), ("first:organization", "first:nominative"), ("only_name", "first:dative"),
    ("names_matter", "gap_before"), ("names_matter", "before_salutation"), ("tail:0", "phone"),
    ("tail:1-2", "starts_with_name"), ("tail:0", "ends_with_name"),
)  # fmt: skip


_NAMED_PAIRS = tuple((a, b, f"{a}&{b}") for a, b in _PAIRS)


def _pairs(found: list[str]) -> list[str]:
    present = set(found)
    return [name for a, b, name in _NAMED_PAIRS if a in present and b in present]
