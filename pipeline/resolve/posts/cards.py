"""Pages that list people a line a name, a line a post: which of the two names beside a post is that of its holder.

«Грушин Аким Павлович⏎директор⏎Лосева Анна Ильинична⏎методист»: read post by post, either name may be meant; the list as
a whole tells. A blank line keeps a post with one of its names; without one, a list that begins with a name has its posts
under the names, one that begins with a post above them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractors.document import Line, ZoneRole
from extractors.frozen import dataclass
from extractors.mention import Kind, Mention
from pipeline.resolve.findings import Findings
from pipeline.resolve.posts.blocks import Block
from pipeline.resolve.posts.links import Link

#: Of a line that a name fills.
_FILLED: Final = 0.75
_LONGEST: Final = 160  # characters of a line that is a post
#: Zones where letters have posts of their own order.
_OF_LETTERS: Final = frozenset({ZoneRole.SIGNATURE, ZoneRole.EXECUTOR, ZoneRole.ADDRESSEE, ZoneRole.APPROVAL, ZoneRole.E_SIGNATURE})
_NEUTRAL: Final = re.compile(
    r"\W{0,3}(?:час|прием|тел|факс|каб|ауд|e-?mail|эл\.|почт|моб|дни|график|стаж|образован|категори|пн|вт)", re.IGNORECASE
)
_CONTACTS: Final = (Kind.PHONE, Kind.EMAIL, Kind.URL, Kind.ADDRESS)


@dataclass(frozen=True, slots=True)
class _Card:
    """A line of a list: the index of its name or of its post, or of neither (a phone, hours); `apart`: a blank line
    stands before it."""

    name: int | None
    post: int | None
    apart: bool


_SURE: Final = 2.2  # score of a post on the line beside its holder's


def of_cards(found: Iterable[Link], told: Mapping[int, bool]) -> Iterator[Link]:
    """The links but those that a list tells to be of the name on the other side of the post."""
    for link in found:
        if link.block not in told:
            yield link
        elif link.right is told[link.block]:
            yield replace(link, score=max(link.score, _SURE))


def sides(findings: Findings, blocks: Sequence[Block], persons: Sequence[Mention], *, zoned: bool) -> dict[int, bool]:
    """The posts of lists by their numbers: True where the holder's name stands behind the post, False where before;
    `zoned`: not in those zones of a letter, which pages have none of."""
    found: dict[int, bool] = {}
    for run in _runs(findings, blocks, persons, _OF_LETTERS if zoned else frozenset()):
        told = [card for card in run if card.name is not None or card.post is not None]
        if sum(card.name is not None for card in told) < 2:
            continue
        behind = told[0].post is not None
        for n, card in enumerate(told):
            if card.post is None or not _between_names(told, n):
                continue
            parted = card.apart, told[n + 1].apart
            found[card.post] = parted == (True, False) or (behind and parted[0] == parted[1])
    return found


def _between_names(told: Sequence[_Card], n: int) -> bool:
    """Whether names stand on both sides of a post."""
    return 0 < n < len(told) - 1 and told[n - 1].name is not None and told[n + 1].name is not None


def _runs(
    findings: Findings, blocks: Sequence[Block], persons: Sequence[Mention], silent: frozenset[ZoneRole]
) -> Iterator[list[_Card]]:
    """Lines of names, posts and contacts that stand together, outside the zones that have lists of their own order."""
    document = findings.document
    run: list[_Card] = []
    before = 0
    for line in document.own_lines:
        apart = document.text.count("\n", before, line.start) > 1
        told = document.role_at(line.start) not in silent
        card = _card(findings, line, blocks, persons, apart=apart) if told else None
        before = line.end
        if card is None:
            if run:
                yield run
            run = []
        else:
            run.append(card)
    if run:
        yield run


def _card(
    findings: Findings, line: Line, blocks: Sequence[Block], persons: Sequence[Mention], *, apart: bool
) -> _Card | None:
    """What a line of a list holds; None for a line that is none of one."""
    document = findings.document
    size = line.end - line.start
    if size > _LONGEST:
        return None
    names = [n for n, person in enumerate(persons) if line.start <= person.start < line.end]
    if names:
        person = persons[names[0]]
        alone = len(names) == 1 and person.end <= line.end and person.end - person.start >= _FILLED * size
        return _Card(names[0], None, apart) if alone else None
    posts = [b for b, block in enumerate(blocks) if line.start <= block.start <= line.start + 2]
    if posts:
        return None if blocks[posts[0]].plural else _Card(None, posts[0], apart)
    contact = any(findings.within(kind, line.start, line.end) for kind in _CONTACTS)
    return _Card(None, None, apart) if contact or _NEUTRAL.match(document.folded, line.start, line.end) else None
