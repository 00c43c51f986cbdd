"""Posts and names that stand beside each other: «директор Петров», «Петров, директор», «директором назначен Петров».

A block is the phrase of a post with its organisation, cut where a name begins. A link joins a block with a name by what
stands between them; its score says how telling that is, and whether their cases agree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.declension import CASES, fold
from extractors.russian.morph import CACHE_WORDS
from extractors.russian.names import PersonName, decline
from extractors.russian.person_name import is_initial
from extractors.russian.post_heads import is_deputy, rank_of
from extractors.russian.wordforms import lemmas, readings, tokenize
from extractors.segments import PROSE
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.post_gaps import BEFORE_POST, LEFT, LEFT_POST, LIST, PAST, RIGHT
from pipeline.resolve.post_items import ITEM, begins_item
from pipeline.resolve.post_roles import OF_EVENT, ROLES, is_chair, is_lone_chair, is_post
from pipeline.resolve.posts import Post, split

#: Farther apart a post and a name have nothing to do with each other.
FARTHEST: Final = 90
_NONE: Final[frozenset[str]] = frozenset()  # «врио руководителя» shows no case
_LEAST_BLOCK: Final = 3  # characters
_LONGEST_NAME: Final = 300  # characters of an organisation
_CLAUSE: Final = 45  # characters before a name: «В 2010–2015 гг. Петров работал директором»
_APPOSED_ABLATIVE: Final = 2.2  # «назначить Петрова директором»
_APPOINTED: Final = 2.6  # «назначить директором Петрова»
_APPOINTS: Final = re.compile(r"(?:назнач|избра|утверд|утвержд|считать)\w{0,6}\s{1,3}$", re.IGNORECASE)
_DISAGREEING: Final = 0.3
_ACROSS_LINES: Final = 0.65  # in prose
_FULL_LINE: Final = 55  # characters
#: «Петров – первый | директор», «Петрова, бывшая | заведующая»: what tells of the holder.
_OF_HOLDER: Final = re.compile(r"(?<![а-я])(?:перв|бывш|нынешн|прежн|тогдашн|последн)\w{2,3}\s{1,2}$", re.IGNORECASE)
_DOUBLE: Final = re.compile(r"\s{0,3},\s{0,3},\s{0,3}")
_HEADING: Final = 0.45  # «Сотрудники отдела⏎Ноготкова Лада»: the heading of a list
_BYLINE: Final = 0.85  # of a line that names fill, commas between them
_PARALLEL: Final = 0.8  # «доцента А, психолога Б»: «психолога» goes with what follows, as «доцента» does
_TELLING: Final = 1.9
_RANKS: Final = {"church": 0.95, "trade": 0.95, "study": 0.9, "rank": 0.5, "degree": 0.5}
_EVENT: Final = 0.7  # a role in an event
_LASTING: Final = 0.9
#: Titles that stand before a name whatever its post: «профессор Петров, директор института».
_BARE_TITLES: Final = frozenset(("профессор", "доцент", "академик", "член-корреспондент", "адвокат"))
_BARE: Final = 0.45
#: «директор | ООО «Заря»», «доцент, | ООО «Заря»», «представитель от | ООО «Заря»».
_OF: Final = re.compile(r"[\s«]{0,3}(?:,\s{1,2})?(?:(?:от|из)\s{1,2})?«?")


@dataclass(frozen=True, slots=True)
class Block:
    """A post in the text with the organisation named in it. `plural`: the head is of many for certain; `cases`: those
    that the head may stand in, of one and of many."""

    start: int
    end: int
    post: Post
    weight: float
    plural: bool
    cases: frozenset[str]
    cases_of_many: frozenset[str]

    def of_many(self, following: Mention | None) -> bool:
        """Whether the head is of many before this name: «учителя: Кучумова Ольга Сергеевна, …», not «учителя Кучумовой»."""
        its = cases_of(following) if following is not None else _NONE
        return self.plural or bool(its & self.cases_of_many and self.cases and not its & self.cases)

    @property
    def chair(self) -> bool:
        """Whether it is the head of a commission, a jury or a meeting."""
        said = self.post.position
        return (is_chair(said) or is_lone_chair(said)) and not said.lower().startswith("представител")

    @property
    def title(self) -> bool:
        """Whether it is a title alone, which is a post where nothing else is said of the person's work."""
        return self.weight <= _BARE

    @property
    def lasting(self) -> bool:
        """Whether it is a post beside others; a title, a rank or a role in an event says nothing where one is said."""
        return self.weight >= _LASTING or self.chair


@dataclass(frozen=True, slots=True)
class Link:
    """A block and a name by their numbers; `right`: the name stands behind the post; `former`: the post was left."""

    score: float
    block: int
    person: int
    right: bool
    former: bool = False


def blocks(findings: Findings, organizations: Organizations) -> Iterator[Block]:
    """The posts of a document, each cut where a name begins and joined with the organisation behind it."""
    folded = findings.document.folded
    last = 0
    for found in findings.of(Kind.POSITION):
        start = max(found.start, last)
        around = next(reversed(findings.within(Kind.ORGANIZATION, max(0, start - _LONGEST_NAME), start)), None)
        if around is not None and found.end <= around.end and organizations.of(around) is not None:
            continue  # «Ассоциация | дизайнеров Северного Кавказа»
        person = next(iter(findings.within(Kind.PERSON, start, found.end)), None)
        end = min(found.end, person.start) if person else found.end
        if end - start < _LEAST_BLOCK:
            continue
        body = next(iter(findings.within(Kind.ORGANIZATION, start, end + 6)), None)
        if body is not None and findings.within(Kind.PERSON, start, body.end):
            body = None  # «индивидуальный предприниматель Кутырев Н. Ф.» is an organisation as a whole
        if body is not None and _OF.fullmatch(folded, min(end, body.start), body.start):
            end = max(end, body.end)
        last = end
        post = split(findings, organizations, start, end)
        if post.position and is_post(post.position, placed=post.organization is not None):
            plural, one, many = (False, _NONE, _NONE) if found.rule == "position:acting" else _numbers(folded[start : post.end])
            weight = _weight(found.rule.partition(":")[2], post.position, placed=post.organization is not None)
            yield Block(start, end, post, weight, plural, one, many)


def _weight(rank: str, position: str, *, placed: bool) -> float:
    """How much a post says: a rank, a title, a role in an event less than the post held. `placed`: its words name the
    body that it is held in."""
    said = position.split()
    weight = _RANKS.get(rank, 1.0)
    lone = lemmas(said[0]) if len(said) == 1 else _NONE
    if lone & _BARE_TITLES and not placed:
        return min(weight, _BARE)
    on_behalf = not placed and said[0].lower().startswith("представител")
    if OF_EVENT.search(position) or (lone & ROLES and not placed) or on_behalf:
        weight *= _EVENT
    return weight


@lru_cache(maxsize=CACHE_WORDS)
def _numbers(text: str) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Whether the head of a post is of many for certain, its cases in the singular, and in the plural."""
    for token in tokenize(text, 0, len(text)):
        if token.kind != "word" or token.lower in ("зам", "зав", "нач") or is_deputy(token.text):
            break
        if rank_of(token.text):
            said = [p for p in readings(token.text) if p.tag.case]
            found = [p.tag for p in said if p.tag.pos == "NOUN"] or [p.tag for p in said]  # «главой» of «глава», of no adjective
            one = frozenset(tag.case for tag in found if tag.number != "plur" and tag.case)
            many = frozenset(tag.case for tag in found if tag.number == "plur" and tag.case)
            return not one, one, many
    return False, frozenset(), frozenset()


def links(findings: Findings, found: Sequence[Block], persons: Sequence[Mention], *, zoned: bool = True) -> Iterator[Link]:
    """Every pair of a post and a name beside each other; `zoned`: in one zone of a letter, which pages have none of."""
    n = 0
    telling = -1  # the last name that a post stands before
    for b, block in enumerate(found):
        while n < len(persons) and persons[n].start < block.start:
            n += 1
        right = left = 0.0
        if n < len(persons) and persons[n].start - block.end < FARTHEST:
            right = _link(findings, block, persons[n], right=True, zoned=zoned)
        if n and block.start - persons[n - 1].end < FARTHEST:
            left = _link(findings, block, persons[n - 1], right=False, zoned=zoned)
            if block.plural and not _listed(findings, persons, n - 1):
                left = 0.0  # «Косилов, начальники управлений»: others come behind him
        if right >= _TELLING and telling == n - 1:
            left *= _PARALLEL
        if right:
            yield Link(right, b, n, True, _left_post(findings, block, persons[n]))
        if left:
            yield Link(left, b, n - 1, False, _left_post(findings, block, persons[n - 1]))
        telling = n if right >= _TELLING else telling


def _byline(findings: Findings, person: Mention) -> bool:
    """Whether the line of a name holds names and nothing else: the authors of a text."""
    text = findings.document.text
    start, stop = text.rfind("\n", 0, person.start) + 1, text.find("\n", person.end)
    line = text[start : stop if stop >= 0 else len(text)]
    found = findings.within(Kind.PERSON, start, start + len(line))
    return len(found) > 1 and sum(m.end - m.start for m in found) >= _BYLINE * len(line.strip())


def _listed(findings: Findings, persons: Sequence[Mention], n: int) -> bool:
    """Whether a name ends a list of names, so that a post of many behind it is of them all: «Гутнова и Хосроев, психологи»."""
    return n > 0 and LIST.fullmatch(findings.document.folded, persons[n - 1].end, persons[n].start) is not None


def _link(findings: Findings, block: Block, person: Mention, *, right: bool, zoned: bool) -> float:
    """How surely the person holds the post, by what stands between; 0 where they have nothing to do with each other."""
    document = findings.document
    role = document.role_at(block.start)
    other = document.role_at(person.start)
    apart = zoned or ZoneRole.HEADING in (role, other)
    if apart and role is not other and (ZoneRole.SIGNATURE not in (role, other) or (right and _signed(findings, block, other))):
        return 0.0
    start, end = (block.end, person.start) if right else (person.end, block.start)
    gap = document.folded[start:end] if right else _OF_HOLDER.sub("", document.folded[start:end])
    if right and "\n" in gap and begins_item(findings, block.start, person):
        return 0.0  # «Зорина – директор⏎Ким – юрист»: each line has a name and his post
    patterns = RIGHT if right else LEFT
    kind = next((its for its in patterns if its.pattern.fullmatch(gap)), None)
    if kind is None and (bare := _without_ranks(findings, start, end)) != gap:
        kind = next((its for its in patterns if its.pattern.fullmatch(bare)), None)
    if kind is None:
        return 0.0
    if right and "\n" in gap and role in PROSE and _byline(findings, person) and not _begins_line(document.folded, block.start):
        return 0.0  # «… компетентностей будущего учителя⏎В.П. Тарасов, Л.М. Тарасова»: a headline over its authors
    score = kind.score
    mine, its_cases = block.cases or block.cases_of_many, cases_of(person)
    before = document.folded[max(0, block.start - 24) : block.start]
    if kind.ablative and mine and "ablt" not in mine and BEFORE_POST.search(before) is None:
        score *= _DISAGREEING
    elif right and "ablt" in mine and _APPOINTS.search(before):
        score = _APPOINTED
    elif not right and not gap.strip() and "\n" not in gap and mine == {"ablt"} and "ablt" not in its_cases:
        score = _APPOSED_ABLATIVE
    elif kind.agrees and mine and its_cases and not mine & its_cases:
        score *= 1.0 if block.cases_of_many & its_cases and gap.strip() == "" else _DISAGREEING
    wrapped = "\n" in gap and _wrapped(document.folded, start, person.end if right else end)
    if "\n" in gap and role in PROSE and "|" not in document.text[start:end] and not wrapped:
        score *= _HEADING if right and block.plural and _begins_line(document.folded, block.start) else _ACROSS_LINES
    return score * block.weight


def _without_ranks(findings: Findings, start: int, end: int) -> str:
    """What stands between, without ranks and the like that are no posts: «заместитель прокурора | юрист 1 класса Петров»."""
    folded, pieces, at = findings.document.folded, [], start
    for found in findings.within(Kind.POSITION, start, end):
        if found.end <= end and not is_post(found.value) and not _numbers(folded[found.start : found.end])[0]:
            pieces.append(folded[at : found.start])
            at = found.end
    return _DOUBLE.sub(", ", "".join((*pieces, folded[at:end])))


def _wrapped(folded: str, start: int, end: int) -> bool:
    """Whether the line ends between only because it was full: in a paragraph broken into lines it means nothing."""
    at = folded.find("\n", start, end)
    first, stop = folded.rfind("\n", 0, at) + 1, folded.find("\n", end)
    around = folded[first : stop if stop >= 0 else len(folded)]
    listed = "\t" in around or folded.startswith("\n", at + 1) or ITEM.match(folded, end) is not None
    return at - first > _FULL_LINE and not listed


def _signed(findings: Findings, block: Block, other: ZoneRole | None) -> bool:
    """Whether a post of a signature has its name before it, so that the executor below does not hold it."""
    before = findings.within(Kind.PERSON, max(0, block.start - FARTHEST), block.start)
    return other is ZoneRole.EXECUTOR and any(findings.role(m) is ZoneRole.SIGNATURE for m in before)


def _begins_line(folded: str, start: int) -> bool:
    return not folded[folded.rfind("\n", 0, start) + 1 : start].strip()


def _left_post(findings: Findings, block: Block, person: Mention) -> bool:
    """Whether what stands between a post and a name, or before both, tells that the post was left."""
    folded = findings.document.folded
    start, end = sorted((block.start, block.end, person.start, person.end))[1:3]
    gap = folded[start:end]
    if gap.lstrip(" :").startswith("\n"):
        return False  # «Директора школы⏎1952-1967 Петров»
    if LEFT_POST.search(gap):
        return True
    first = min(block.start, person.start)
    before = folded[max(0, first - _CLAUSE) : first].rpartition(". ")[2]
    return PAST.search(gap) is not None and LEFT_POST.search(before) is not None


def cases_of(found: Mention) -> frozenset[str]:
    """The cases that a name may stand in as the text has it; empty where only initials show."""
    return _cases_of_name(found.value, fold(" ".join(found.text.split())))


@lru_cache(maxsize=CACHE_WORDS)
def _cases_of_name(name: PersonName, text: str) -> frozenset[str]:
    written = set(re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text))
    if not any(part and not is_initial(part) for part in (name.surname, name.given, name.patronymic)):
        return frozenset()
    found = set()
    for case in CASES:
        form = decline(name, case)
        spelled = [fold(part) for part in (form.surname, form.given, form.patronymic) if part and not is_initial(part)]
        if all(set(part.split()) <= written for part in spelled):
            found.add(case)
    return frozenset(found)
