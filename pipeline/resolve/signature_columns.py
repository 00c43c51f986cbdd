"""Posts of those who sign side by side, all posts in one row, or several, and all names in another; or each behind his name."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from extractors.document import Zone
from extractors.mention import Kind, Mention
from extractors.russian.post_heads import is_head
from pipeline.resolve.findings import Findings
from pipeline.resolve.posts.post import Post

#: The post that is signed in [start, end) of the text.
Signed = Callable[[int, int], Post]

_POST_WORDS: Final = 3  # «И.о. главного врача»
_APART: Final = re.compile(r"\s{3}|\t|\||\n\s*\n|_{2}|\n")
_GAP: Final = re.compile(r"[ ]{3,}|[ ]{0,20}\t[ \t]{0,20}")


def in_columns(findings: Findings, zone: Zone, persons: Sequence[Mention], signed: Signed) -> list[Post]:
    """The post of each of those who sign side by side; [] where they do not."""
    if len(persons) < 2:
        return []
    return _over_lines(findings, zone, persons, signed) or _in_a_row(findings, zone, persons, signed)


def _in_a_row(findings: Findings, zone: Zone, persons: Sequence[Mention], signed: Signed) -> list[Post]:
    """«Президент⇥Главный бухгалтер⏎Г.Д. Телегин⇥Н.В. Смолина»: the first name goes with the first post."""
    posts = findings.within(Kind.POSITION, zone.start, zone.end)
    if len(posts) != len(persons):
        return []
    before = posts[-1].end <= persons[0].start
    if not before and persons[-1].end > posts[0].start:
        return []
    ends = [post.start for post in posts[1:]] + [persons[0].start if before else zone.end]
    folded = findings.document.folded
    if not all(
        _APART.search(folded, post.end - 1, end) for post, end in zip(posts, ends, strict=True) if end != zone.end
    ):
        return []
    return [signed(post.start, end) for post, end in zip(posts, ends, strict=True)]


def _over_lines(findings: Findings, zone: Zone, persons: Sequence[Mention], signed: Signed) -> list[Post]:
    """«Врио министра    Директор⏎Алтайского края    центра⏎П. Г. Ощепков    Н. Б. Дамдинова»: each row has a piece of each."""
    text = findings.document.text
    rows: list[list[tuple[int, int]]] = []
    for line in findings.document.lines_in(zone):
        pieces = _pieces(text, line.start, line.end)
        if len(pieces) != len(persons):
            return []
        if any(start <= person.start < end for person, (start, end) in zip(persons, pieces, strict=True)):
            break
        rows.append(pieces)
    else:
        return []
    one = rows[0] if len(rows) == 1 else []  # a row of dates or seals is no row of posts
    posts = all(any(map(is_head, text[start:end].split()[:_POST_WORDS])) for start, end in one)
    if not rows or not posts or not all(start <= m.start < end for m, (start, end) in zip(persons, pieces, strict=True)):
        return []
    return [_whole(text, column, signed) for column in zip(*rows, strict=True)]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The pieces of a line that wide gaps part."""
    found, at = [], start
    for gap in _GAP.finditer(text, start, end):
        if gap.start() > at:
            found.append((at, gap.start()))
        at = gap.end()
    return [*found, (at, end)] if at < end else found


def _whole(text: str, column: Sequence[tuple[int, int]], signed: Signed) -> Post:
    """The post of a column: its first piece with the others, but for one that names its organisation already."""
    first = signed(*column[0])
    if first.organization is not None:
        return first
    return replace(first, position=" ".join([first.position, *(text[start:end].strip() for start, end in column[1:])]))


#: «Антуфьева М.Г., староста», «Обрядин В.Е. – учитель»: what parts a name from the post behind it.
_BEHIND: Final = re.compile(r"[ ]{0,3}(?:,|[-–—](?=\s)|\()[ ]{0,3}(?=[а-яёА-ЯЁ])")


def behind_names(findings: Findings, zone: Zone, persons: Sequence[Mention], signed: Signed) -> list[Post]:
    """The posts of several who sign a line each, name first: «Антуфьева М.Г., староста⏎Обрядин В.Е., пенсионер⏎Т. Клюшина»; []
    where a name does not begin its line or no post stands behind any."""
    folded = findings.document.folded
    if len(persons) < 2 or any(_HEAD.search(folded, max(0, m.start - _HEAD_LENGTH), m.start) is None for m in persons):
        return []
    ends = [folded.find("\n", m.end, zone.end) for m in persons]
    behind = [_BEHIND.match(folded, m.end, zone.end) for m in persons]
    first = behind[0]
    if first is None or not any(map(is_head, _WORDS.findall(folded[first.end() : ends[0]])[:_WORDS_BEHIND])):
        return []
    return [
        signed(match.end(), end if end >= 0 else zone.end) if match else Post("", None, m.end, m.end)
        for m, match, end in zip(persons, behind, ends, strict=True)
    ]


_WORDS_BEHIND: Final = 6  # «д.б.н., заведующий лабораторией»
_WORDS: Final = re.compile(r"[А-Яа-яё-]{1,40}")
_HEAD: Final = re.compile(r"(?:\A|\n)[ \t]{0,60}(?:\d{1,3}[.)][ ]?|[-–—•][ ])?\Z")
_HEAD_LENGTH: Final = 70
