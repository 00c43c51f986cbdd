"""Posts in tables: in another cell of the row, as the head of a column; a column of names beside one of posts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.document import Cell
from extractors.frozen import dataclass
from extractors.mention import Kind, Mention
from extractors.positions import nominative
from extractors.russian.phrases import decline_phrase
from extractors.russian.post_phrases import phrases
from extractors.russian.wordforms import lemmas, tokenize
from pipeline.resolve.findings import Findings
from pipeline.resolve.posts.blocks import Block
from pipeline.resolve.posts.links import FARTHEST, Link
from pipeline.resolve.posts.post import singular
from pipeline.resolve.posts.sentences import begins_line

_ROW: Final = 2.7  # score of a post in another cell of the row
_COLUMN: Final = 2.9  # of a column of posts beside a column of names
_HEAD_OF_COLUMN: Final = 60  # characters: a longer head is no post
_COLUMN_GAP: Final = re.compile(r"[\s,;.–-]{0,8}")
_BRACKET: Final = re.compile(r"\s?\([^()]{1,40}\)$")  # «Директор (заведующий)»
_ACTING: Final = re.compile(r"(?<![а-яё])(?:(?:вр\.?\s?)?и\.\s?о\.|врио)(?![а-яё])", re.IGNORECASE)
#: Heads of departments, with the case of what they head; departments that a row begins with.
_HEADS: Final = {"начальник": "gent", "руководитель": "gent", "заведующий": "ablt", "заведующая": "ablt"}
_DEPARTMENTS: Final = frozenset(("отдел", "сектор", "отделение", "служба", "кафедра", "лаборатория", "цех", "участок", "группа"))
_LONGEST_DEPARTMENT: Final = 80
_MARKS: Final = " -•*\t|0123456789.)"  # of an item, at the head of its line


@dataclass(frozen=True, slots=True)
class HeadPost:
    """Somebody in a column whose head is a post; `row`: the cells of his row."""

    person: Mention
    position: str
    cell: Cell
    row: Sequence[Cell]


def rows(findings: Findings, found: Sequence[Block], persons: Sequence[Mention]) -> Iterator[Link]:
    """Posts and people in cells of one row of a table, where the row has one person."""
    for table in findings.document.tables:
        for cells in _rows_of(table.cells).values():
            people = [n for n, m in enumerate(persons) if _inside(m.start, cells)]
            if len(people) == 1:
                yield from (Link(_ROW * block.weight, b, people[0], right=block.start < persons[people[0]].start)
                            for b, block in enumerate(found) if _inside(block.start, cells))  # fmt: skip


def head_posts(findings: Findings) -> Iterator[HeadPost]:
    """People in columns whose head is a post, «и.о.» and the department of the row with it."""
    for table in findings.document.tables:
        by_row = _rows_of(table.cells)
        for cell in table.cells:
            post = _head_post(cell)
            for person in findings.within(Kind.PERSON, cell.start, cell.end) if post is not None else ():
                row = by_row[cell.row]
                yield HeadPost(person, _as_held(findings, str(post), cell, row), cell, row)


def columns(findings: Findings, found: Sequence[Block], persons: Sequence[Mention]) -> Iterator[Link]:
    """A column of names read before a column of as many posts: «Петров⏎Ильина⏎директор⏎методист»."""
    folded = findings.document.folded
    run: list[int] = []
    for n, person in enumerate(persons):
        if run and not _COLUMN_GAP.fullmatch(folded, persons[run[-1]].end, person.start):
            yield from _beside_column(findings, found, persons, run)
            run = []
        if run or begins_line(folded, person.start, _MARKS):
            run.append(n)
    yield from _beside_column(findings, found, persons, run)


def _beside_column(
    findings: Findings, found: Sequence[Block], persons: Sequence[Mention], run: Sequence[int]
) -> Iterator[Link]:
    if len(run) < 2:
        return
    folded, at = findings.document.folded, persons[run[-1]].end
    following = [b for b, block in enumerate(found) if block.start >= at][: 2 * len(run) + 1]
    column = [b for b in following if begins_line(folded, found[b].start, _MARKS)][: len(run)]
    if len(column) < len(run) or found[column[0]].start - at > FARTHEST:
        return
    ends = [at, *(found[b].end for b in column)]
    near = all(start - end < FARTHEST for end, start in zip(ends, (found[b].start for b in column), strict=False))
    further = next((b for b in following if b > column[-1] and begins_line(folded, found[b].start, _MARKS)), None)
    more = further is not None and not folded[ends[-1] : found[further].start].strip()
    if near and not more and not findings.within(Kind.PERSON, at, ends[-1]):
        yield from (Link(_COLUMN, b, n, right=False) for n, b in zip(run, column, strict=True))


def _head_post(cell: Cell) -> str | None:
    """The post that the head of a column is, in the singular nominative; None where it is none."""
    head = _BRACKET.sub("", " ".join(cell.header.split()))
    if not head or len(head) > _HEAD_OF_COLUMN:
        return None
    said = tokenize(head, 0, len(head))
    first = next(phrases(said), None)
    if first is None or first.first != 0 or first.end != len(said):
        return None
    post = singular(nominative(head))
    return post[:1].lower() + post[1:]


def _as_held(findings: Findings, post: str, cell: Cell, row: Sequence[Cell]) -> str:
    """The post of a head of a column as a row has it: «начальник | отдела кадров», «и.о. директора»."""
    text = findings.document.text
    case = _HEADS.get(post)
    others = (" ".join(text[c.start : c.end].split()) for c in row if c is not cell and c.end - c.start < _LONGEST_DEPARTMENT)
    department = next((words for words in others if _is_department(words)), None) if case else None
    if case and department:
        post = f"{post} {decline_phrase(department[:1].lower() + department[1:], case)}"
    acts = _ACTING.search(text, cell.start, cell.end)
    return f"{acts.group().lower()} {decline_phrase(post, 'gent')}" if acts else post


def _is_department(words: str) -> bool:
    """«Отдел кадров», «Финансовый отдел»."""
    return any(lemmas(t.text) & _DEPARTMENTS for t in tokenize(words, 0, len(words))[:2] if t.kind == "word")


def _rows_of(cells: Sequence[Cell]) -> dict[int, list[Cell]]:
    found: dict[int, list[Cell]] = defaultdict(list)
    for cell in cells:
        found[cell.row].append(cell)
    return found


def _inside(at: int, cells: Sequence[Cell]) -> bool:
    return any(cell.start <= at < cell.end for cell in cells)


