"""Posts of a life told sentence by sentence: «До этого он работал проректором …», «С 1926 по 1931 г. – ординатор», «В 1938 г.
был назначен директором …». No name stands beside them: they are of the person with whom the last sentence before began.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.document import ZoneRole
from extractors.mention import Mention
from pipeline.resolve.findings import Findings
from pipeline.resolve.post_blocks import Block, cases_of
from pipeline.resolve.post_gaps import LEFT_POST, PAST
from pipeline.resolve.post_links import Link

_SCORE: Final = 2.0
_FARTHEST: Final = 1500  # characters back to the sentence that begins with a name
_NEXT: Final = 120  # from the one subject of a sentence to the next
_LONGEST: Final = 160  # of a sentence up to its post
_SENTENCE_END: Final = re.compile(r"(?:[а-я»)]{2}|\d)[.!?]\*{0,2}\s{1,3}(?=[А-Я*])|\n")
_WORDS: Final = r"(?:[^.;:()\n«»]|(?<=[ г]г)\.)"  # «в январе 1938 г.»
_WHEN: Final = (
    r"(?:(?:в|с|до|по|затем|потом|позже|позднее|ранее|раньше|прежде|после|сейчас|ныне|теперь|сегодня|спустя)\s"
    rf"{_WORDS}{{0,60}}?)?"
)
_VERB: Final = (
    r"(?:был[аи]?\s)?(?:работа(?:л|ет)|труди(?:л|т)|служи[лт]|назнач(?:ен|ил)|избра(?:н|л)|избира(?:л|ет)|утвержд[её]?н|ста(?:л|нет)"
    r"|явля(?:л|ет)|был|переш[её]?л|перевед[её]?н|возглави?л)(?P<she>а|ась)?(?:ся|сь)?"
)
#: What stands in a sentence before the post: when, «он», a verb; or when and a dash.
_HELD: Final = re.compile(
    rf"\W{{0,4}}{_WHEN}\s{{0,2}}(?:(?:он|(?P<her>она))\s{{1,2}})?(?:также\s)?{_VERB}\s{{1,2}}(?:(?:там|здесь|вновь|на\sдолжность)\s)?",
    re.IGNORECASE,
)
_DASHED: Final = re.compile(rf"\W{{0,4}}(?:в|с|до|по)\s[^.;:()\n«»-]{{0,12}}\d{{4}}{_WORDS}{{0,30}}?\s-\s{{1,2}}", re.IGNORECASE)
_ENDS: Final = re.compile(r"\.(?:\s{1,3}(?=[А-Я])|\s{0,3}$)")
#: What begins a clause of its own: «…, где его учителем был Осоргин».
_CLAUSE: Final = re.compile(r",\s(?:где|котор|что|чьим|которого)|\s(?:его|ее|их)\s", re.IGNORECASE)


def careers(findings: Findings, blocks: Sequence[Block], persons: Sequence[Mention]) -> Iterator[Link]:
    """Links of posts with the person that the text tells of."""
    folded = findings.document.folded
    for b, block in enumerate(blocks):
        if findings.document.role_at(block.start) is not ZoneRole.BODY:
            continue
        first = _sentence(folded, block.start)
        before = folded[first : block.start]
        held = _HELD.fullmatch(before) if "ablt" in block.cases else _DASHED.fullmatch(before) or _bare(folded, block)
        n = _subject(findings, persons, first) if held is not None else None
        if n is None or held is None or any(first <= m.start < block.start for m in persons):
            continue
        she = any(held.groupdict().values())
        if (persons[n].value.gender or "") == ("m" if she else "f") and "ablt" in block.cases:
            continue
        past = PAST.search(before) is not None or LEFT_POST.search(before) is not None
        yield Link(_SCORE * min(1.0, block.weight), b, n, right=False, former=past)


def _bare(folded: str, block: Block) -> re.Match[str] | None:
    """«Ботаник. | Профессор университета. Родился …»: a post that is a sentence between others of its line."""
    opens = folded[max(0, block.start - 2) : block.start] == ". " and "nomn" in block.cases
    return _ENDS.match(folded, block.end) if opens else None


def _sentence(folded: str, at: int) -> int:
    """Where the sentence of a post begins."""
    low = max(0, at - _LONGEST)
    ends = [m.end() for m in _SENTENCE_END.finditer(folded, low, at)]
    return ends[-1] if ends else low


def _subject(findings: Findings, persons: Sequence[Mention], before: int) -> int | None:
    """The last person before `before` whom a sentence tells of: it begins with the name, or has no other and that as its
    subject."""
    folded = findings.document.folded
    alone = before
    for n in range(len(persons) - 1, -1, -1):
        person = persons[n]
        if person.start >= before:
            continue
        if before - person.start > _FARTHEST:
            return None
        first = _sentence(folded, person.start)
        if not folded[first : person.start].strip(' *"-•#'):
            return n
        others = any(first <= m.start < alone and m is not person for m in persons)
        clause = _CLAUSE.search(folded, first, person.start) is not None
        if not others and not clause and before - person.end < _NEXT and "nomn" in cases_of(person):
            return n
    return None
