"""Posts and names that stand beside each other: «директор Петров», «Петров, директор», «директором назначен Петров».

A link joins a block (`blocks`) with a name by what stands between them; its score says how telling that
is, and whether their cases agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.atoms import line_around
from extractors.document import ZoneRole
from extractors.frozen import dataclass
from extractors.mention import Kind, Mention
from extractors.russian.morph import parses
from extractors.segments import PROSE
from pipeline.resolve.findings import Findings
from pipeline.resolve.posts.blocks import Block, cases_of, numbers_of
from pipeline.resolve.posts.gaps import CHAIN, LEFT, LEFT_POST, LIST, PAST, RIGHT, THEN, Between
from pipeline.resolve.posts.items import ITEM, begins_item
from pipeline.resolve.posts.roles import is_post
from pipeline.resolve.posts.sentences import FULL_LINE, begins_line
from pipeline.resolve.posts.tellings import behind_post, serves, telling

#: Farther apart a post and a name have nothing to do with each other.
FARTHEST: Final = 90
_CLAUSE: Final = 45  # characters before a name: «В 2010–2015 гг. Петров работал директором»
_APPOSED_ABLATIVE: Final = 2.2  # «назначить Петрова директором»
_TOLD_BEFORE: Final = 24  # characters before a post that may say «на должность»
_VERB: Final = 40  # characters behind a name that may tell what it did
_APPOINTED: Final = 2.6  # «назначить директором Петрова»
_APPOINTS: Final = re.compile(r"(?:назнач|избра|утверд|утвержд|считать)\w{0,6}\s{1,3}(?:нов\w{2}\s)?$", re.IGNORECASE)
_YEARS_BELOW: Final = re.compile(r"\n[^\n]{0,12}\d{4}")
_DISAGREEING: Final = 0.3
_UNTOLD: Final = 0.8  # behind a comma, a name that shows no case
_ACROSS_LINES: Final = 0.65  # in prose
#: «Петров – первый | директор», «Петрова, бывшая | заведующая»: what tells of the holder.
_OF_HOLDER: Final = re.compile(r"(?<![а-я])(?:перв|бывш|нынешн|прежн|тогдашн|последн)\w{2,3}\s{1,2}$", re.IGNORECASE)
_DOUBLE: Final = re.compile(r"\s{0,3},\s{0,3},\s{0,3}")
_COMMA: Final = re.compile(r"\s{0,2},\s")
_ASIDE: Final = re.compile(r"(?:\s{0,2}\([^()\n]{2,90}\))?\s{0,2},\s")
_HEADING: Final = 0.45  # «Сотрудники отдела⏎Ноготкова Лада»: the heading of a list
_BYLINE: Final = 0.85  # of a line that names fill, commas between them
_PARALLEL: Final = 0.8  # «доцента А, психолога Б»: «психолога» goes with what follows, as «доцента» does
_TELLING: Final = 1.9


@dataclass(frozen=True, slots=True)
class Link:
    """A block and a name by their numbers; `right`: the name stands behind the post; `former`: the post was left."""

    score: float
    block: int
    person: int
    right: bool
    former: bool = False


def links(findings: Findings, found: Sequence[Block], persons: Sequence[Mention], *, zoned: bool = True) -> Iterator[Link]:
    """Every pair of a post and a name beside each other; `zoned`: in one zone of a letter, which pages have none of."""
    n = 0
    telling = -1  # the last name that a post stands before
    for b, block in enumerate(found):
        while n < len(persons) and persons[n].start < block.start:
            n += 1
        right = left = 0.0
        if n < len(persons) and persons[n].start - block.end < FARTHEST:
            nearest = b + 1 == len(found) or found[b + 1].start > persons[n].start
            right = _link(findings, block, persons[n], right=True, nearest=nearest, zoned=zoned)
        if n and block.start - persons[n - 1].end < FARTHEST:
            nearest = not b or found[b - 1].start < persons[n - 1].start
            left = _link(findings, block, persons[n - 1], right=False, nearest=nearest, zoned=zoned)
            if block.plural and not _listed(findings, persons, n - 1):
                left = 0.0  # «Косилов, начальники управлений»: others come behind him
        if left and telling == n - 1 and _leads_on(findings, found, persons, b, n):
            left = 0.0
        if _closes_list(findings, found, persons, b, n):
            right = 0.0
        if left and right and _parted_by_blank(findings, block, persons[n - 1], persons[n]):
            right = 0.0  # «Ким Пётр⏎архитектор⏎⏎Юшкова Ирина»
        tells = right > 0 and right >= _TELLING * block.weight
        if tells and telling == n - 1:
            left *= _PARALLEL
        elif left and right and b + 1 < len(found) and _COMMA.fullmatch(findings.document.folded, persons[n].end, found[b + 1].start):
            right *= _PARALLEL  # «Ямской, | директор, | Котова, методист»: the name behind has a post behind it
        if right:
            yield Link(right, b, n, True, _left_post(findings, block, persons[n]))
        if left:
            yield Link(left, b, n - 1, False, _left_post(findings, block, persons[n - 1]))
        telling = n if tells else telling


def _leads_on(findings: Findings, found: Sequence[Block], persons: Sequence[Mention], b: int, n: int) -> bool:
    """Whether a post behind a name that has its own before it is one of several before the next name: «ректор Зорин, | член
    палаты, директор музея Котова».
    """
    folded, last = findings.document.folded, b
    if n == len(persons) or ";" in folded[found[b].end : persons[n].start]:
        return False
    if _ASIDE.fullmatch(folded, persons[n - 1].end, found[b].start) is None:
        return False
    while last + 1 < len(found) and found[last + 1].start < persons[n].start:
        if THEN.fullmatch(folded, found[last].end, found[last + 1].start) is None:
            return False
        last += 1
    return last > b and not folded[found[last].end : persons[n].start].strip()


def _closes_list(findings: Findings, found: Sequence[Block], persons: Sequence[Mention], b: int, n: int) -> bool:
    """Whether a post is the last of several behind a name, in a list whose next name has its own behind it too: «Зорин,
    ректор, | председатель совета, Котова, директор музея».
    """
    if not 0 < b < len(found) - 1 or not 0 < n < len(persons) or found[b - 1].start < persons[n - 1].end:
        return False
    folded = findings.document.folded
    commas = ((found[b].end, persons[n].start), (persons[n].end, found[b + 1].start), (persons[n - 1].end, found[b - 1].start))
    return all(_COMMA.fullmatch(folded, *gap) for gap in commas) and CHAIN.fullmatch(folded, found[b - 1].end, found[b].start) is not None


def _parted_by_blank(findings: Findings, block: Block, before: Mention, behind: Mention) -> bool:
    """Whether a blank line stands between a post and the name behind it, and none between it and the name on the line above."""
    folded = findings.document.folded
    above, below = folded[before.end : block.start], folded[block.end : behind.start]
    return not above.strip() and above.count("\n") == 1 and not below.strip() and below.count("\n") > 1


def _byline(findings: Findings, person: Mention) -> bool:
    """Whether the line of a name holds names and nothing else: the authors of a text."""
    text = findings.document.text
    start, stop = line_around(text, person.start, person.end)
    found = findings.within(Kind.PERSON, start, stop)
    return len(found) > 1 and sum(m.end - m.start for m in found) >= _BYLINE * len(text[start:stop].strip())


def _listed(findings: Findings, persons: Sequence[Mention], n: int) -> bool:
    """Whether a name ends a list of names, so that a post of many behind it is of them all: «Гутнова и Хосроев, психологи»."""
    return n > 0 and LIST.fullmatch(findings.document.folded, persons[n - 1].end, persons[n].start) is not None


def _link(findings: Findings, block: Block, person: Mention, *, right: bool, nearest: bool, zoned: bool) -> float:
    """How surely the person holds the post, by what stands between; 0 where they have nothing to do with each other. `nearest`:
    no other post stands between."""
    document = findings.document
    role = document.role_at(block.start)
    other = document.role_at(person.start)
    apart = zoned or (ZoneRole.HEADING in (role, other) and not (right and _card(document.folded, block, person)))
    if apart and role is not other and (ZoneRole.SIGNATURE not in (role, other) or (right and _signed(findings, block, other))):
        return 0.0
    start, end = (block.end, person.start) if right else (person.end, block.start)
    gap = document.folded[start:end] if right or block.cases == {"ablt"} else _OF_HOLDER.sub("", document.folded[start:end])
    if right and "\n" in gap and begins_item(findings, block.start, person):
        return 0.0  # «Зорина – директор⏎Ким – юрист»: each line has a name and his post
    if not right and _inserted(document.folded, block, person):
        return 0.0
    patterns = RIGHT if right else LEFT
    kind = next((its for its in patterns if its.pattern.fullmatch(gap)), None)
    masked = _masked(findings, start, end) if kind is None else gap
    if kind is None and not right and masked != gap:
        kind = next((its for its in patterns if its.pattern.fullmatch(masked)), None)
    if kind is None and (bare := _without_ranks(findings, start, end)) != gap:
        kind = next((its for its in patterns if its.pattern.fullmatch(bare)), None)
    wrapped = "\n" in gap and _wrapped(document.folded, start, person.end if right else end)
    if kind is None and nearest:
        before = document.folded[max(0, block.start - _TOLD_BEFORE) : block.start]
        kind = telling(masked.replace("\n", " ") if wrapped else masked, before, block.cases or block.cases_of_many, right=right)
    if kind is None or (right and _YEARS_BELOW.search(gap) and not block.cases_of_many):
        return 0.0  # «…, позже директор⏎1998–2014 Котова»: the years are hers
    if right and "\n" in gap and role in PROSE and _byline(findings, person) and not begins_line(document.folded, block.start):
        return 0.0  # «… компетентностей будущего учителя⏎В.П. Тарасов, Л.М. Тарасова»: a headline over its authors
    score = _by_cases(document.folded, block, person, kind, gap, right=right)
    if "\n" in gap and role in PROSE and "|" not in document.text[start:end] and not wrapped:
        score *= _HEADING if right and block.plural and begins_line(document.folded, block.start) else _ACROSS_LINES
    return score * block.weight


def _by_cases(folded: str, block: Block, person: Mention, kind: Between, gap: str, *, right: bool) -> float:
    """What stands between weighed by the cases of the post and of the name."""
    mine, its_cases = block.cases or block.cases_of_many, cases_of(person)
    before = folded[max(0, block.start - _TOLD_BEFORE) : block.start]
    if kind.name and its_cases and kind.name not in its_cases:
        return 0.0
    if right and "ablt" in mine and _APPOINTS.search(before):
        return _APPOINTED
    if not right and not gap.strip() and "\n" not in gap and mine == {"ablt"} and "ablt" not in its_cases:
        return _APPOSED_ABLATIVE
    if right and gap.strip() == "," and not its_cases and "\n" not in gap:
        return kind.score * _UNTOLD
    if kind.agrees and mine and its_cases and not mine & its_cases:
        if right and "nomn" in its_cases and (behind_post(before) or ("ablt" in mine and serves(folded[person.end : person.end + _VERB]))):
            return kind.score  # «в должности директора Петров …», «врачом Осинова проработала …»
        of_many = block.cases_of_many & its_cases and gap.strip() == ""
        return kind.score if of_many else kind.score * _DISAGREEING
    return kind.score


#: «Сейчас, | отметил Петров, врач учится»: words said of what he tells.
_TOLD: Final = re.compile(
    r"[,-]\s(?:как\s)?(?:отме[тч]|сообщ|сказал|говор|расска|подчерк|поясн|уточн|добав|заяв|счита|призна|замет|объясн|напомн|увер)[а-я]{1,6}\s"
    r"(?:[^.,;\n]{3,80}\s)?$"
)
_NEXT_WORD: Final = re.compile(r"\s{1,2}(?:не\s|уже\s|еще\s|сейчас\s)?([а-я]{3,20})(?![а-я-])")


def _inserted(folded: str, block: Block, person: Mention) -> bool:
    """Whether a name stands inside the sentence that a post behind it begins to tell: «…, отметил Петров, | врач учится»."""
    if folded[person.end : block.start] != ", " or "nomn" not in block.cases:
        return False
    if _TOLD.search(folded, max(0, person.start - 110), person.start) is None:
        return False
    behind = _NEXT_WORD.match(folded, block.end)
    return behind is not None and parses(behind[1])[0].tag.pos == "VERB"


def _card(folded: str, block: Block, person: Mention) -> bool:
    """Whether a post fills its line and a name the next one: «Директор⏎Петров Пётр Ильич», whatever the zones are."""
    return (
        not folded[block.end : person.start].strip(" :\n\t")
        and begins_line(folded, block.start)
        and begins_line(folded, person.start)
        and folded[person.end : person.end + 1] in ("\n", "")
    )


def _without_ranks(findings: Findings, start: int, end: int) -> str:
    """What stands between, without ranks and the like that are no posts: «заместитель прокурора | юрист 1 класса Петров»."""
    folded, pieces, at = findings.document.folded, [], start
    for found in findings.within(Kind.POSITION, start, end):
        if found.end <= end and not is_post(found.value) and not numbers_of(folded[found.start : found.end])[0]:
            pieces.append(folded[at : found.start])
            at = found.end
    return _DOUBLE.sub(", ", "".join((*pieces, folded[at:end])))


def _masked(findings: Findings, start: int, end: int) -> str:
    """What stands between with «@» for the organisation named there."""
    folded = findings.document.folded
    found = next((m for m in findings.within(Kind.ORGANIZATION, start, end) if m.end <= end), None)
    return folded[start:end] if found is None else f"{folded[start : found.start]}@{folded[found.end : end]}"


def _wrapped(folded: str, start: int, end: int) -> bool:
    """Whether the line ends between only because it was full: in a paragraph broken into lines it means nothing."""
    at = folded.find("\n", start, end)
    first, stop = line_around(folded, at, end)
    around = folded[first:stop]
    listed = "\t" in around or folded.startswith("\n", at + 1) or ITEM.match(folded, end) is not None
    return at - first > FULL_LINE and not listed


def _signed(findings: Findings, block: Block, other: ZoneRole | None) -> bool:
    """Whether a post of a signature has its name before it, so that the executor below does not hold it."""
    if other is not ZoneRole.EXECUTOR:
        return False
    before = findings.within(Kind.PERSON, max(0, block.start - FARTHEST), block.start)
    signed = [m for m in before if findings.role(m) is ZoneRole.SIGNATURE]
    own = signed and findings.within(Kind.POSITION, findings.document.folded.rfind("\n", 0, signed[-1].start) + 1, signed[-1].start)
    return bool(signed) and not own  # «Директор школы      Г. Ф. Шумова⏎Заместитель директора⏎Дулова Алёна»


def _left_post(findings: Findings, block: Block, person: Mention) -> bool:
    """Whether what stands between a post and a name, or before both, tells that the post was left."""
    folded = findings.document.folded
    start, end = sorted((block.start, block.end, person.start, person.end))[1:3]
    gap = folded[start:end]
    if gap.lstrip(" :").startswith("\n") or (start == block.end and _YEARS_BELOW.search(gap)):
        return False  # «Директора школы⏎1952-1967 Петров»
    if LEFT_POST.search(gap):
        return True
    first = min(block.start, person.start)
    before = folded[max(0, first - _CLAUSE) : first].rpartition(". ")[2]
    return LEFT_POST.search(before) is not None and (PAST.search(gap) is not None or (start == block.end and behind_post(before)))
