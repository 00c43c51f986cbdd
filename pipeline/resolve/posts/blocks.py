"""The posts of a document as blocks: the phrase of a post with its organisation, cut where a name begins; how much it says,
whether it is of many, in which cases it and names may stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from extractors.frozen import dataclass
from extractors.mention import Kind, Mention
from extractors.russian.morph import CACHE_RARE, parses
from extractors.russian.name_forms import cases_among
from extractors.russian.name_paradigms import CASES, fold
from extractors.russian.person_name import PersonName, is_initial
from extractors.russian.post_heads import is_deputy, rank_of
from extractors.russian.wordforms import lemmas, may_be_adjective, readings, tokenize
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.posts.homes import works_at
from pipeline.resolve.posts.post import Post, singular, split
from pipeline.resolve.posts.roles import OF_EVENT, ROLES, is_chair, is_lone_chair, is_post

_NONE: Final[frozenset[str]] = frozenset()  # «врио руководителя» shows no case
_LEAST_BLOCK: Final = 3  # characters
_LONGEST_NAME: Final = 300  # characters of an organisation
_RANKS: Final = {"church": 0.95, "trade": 0.95, "study": 0.9, "rank": 0.5, "degree": 0.5}
_EVENT: Final = 0.7  # a role in an event
_LASTING: Final = 0.9
#: Titles that stand before a name whatever its post: «профессор Петров, директор института».
_BARE_TITLES: Final = frozenset(("профессор", "доцент", "академик", "член-корреспондент", "адвокат", "проф", "доц", "акад"))
_BARE: Final = 0.45
#: «директор | ООО «Заря»», «доцент, | ООО «Заря»», «представитель от | ООО «Заря»».
_OF: Final = re.compile(r"[\s«]{0,3}(?:,\s{1,2})?(?:(?:от|из|в)\s{1,2})?«?")


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
        said = singular(self.post.position) if self.plural else self.post.position
        return (is_chair(said) or is_lone_chair(said)) and not said.lower().startswith("представител")

    @property
    def title(self) -> bool:
        """Whether it is a title alone, which is a post where nothing else is said of the person's work."""
        return self.weight <= _BARE

    @property
    def lasting(self) -> bool:
        """Whether it is a post beside others; a title, a rank or a role in an event says nothing where one is said."""
        return self.weight >= _LASTING or self.chair


#: «работал | инженером | на заводе»: who worked did so where a preposition says.
_WORKED: Final = re.compile(r"(?:работа(?:л|ет)|служи(?:л|т)|труди(?:л|т))[а-я]{0,3}\s{1,3}(?:[а-я]{4,12}\s{1,3})?$", re.IGNORECASE)
_AT: Final = re.compile(r"\s{1,3}(?:на|в|во)\s{1,3}«?")
_VERB: Final = 30  # characters that such a verb takes
#: «учёный секретарь института | чл.-корр. РАН», «начальник | – полковник полиции»: a title, a rank behind a post is none of it.
_TITLE: Final = re.compile(
    r"\s{1,3}(?:-\s{1,3})?(?:чл(?:ен)?\.?-кор{1,2}\.|член\w{0,2}-кор|(?:генерал-)?(?:под)?полковник|майор|(?:старш\w{2,3}\s)?лейтенант"
    r"|прапорщик|капитан\w{0,2}\s(?:полиции|юстиции|внутренней|медицинской|запаса|[1-3]\s)|(?:прото)?иере(?:[йяюе]|ем)(?!\w)|игумен)",
    re.IGNORECASE,
)


#: «Правительство РФ | назначило …».
_DOES: Final = re.compile(r"\s([а-я]{3,20})(?![а-я-])")


def _opens(findings: Findings, body: Mention) -> bool:
    """Whether an organisation is the subject of a sentence that begins with it: a verb stands behind it."""
    behind = _DOES.match(findings.document.folded, body.end)
    return behind is not None and parses(behind[1])[0].tag.pos == "VERB"


def _works_at(post: Post, organizations: Organizations, body: Mention) -> bool:
    """Whether a post is held where «на» or «в» says: «главный инженер | на заводе № 6», not «министр | в Думе»."""
    index = organizations.of(body)
    return index is not None and works_at(post.position, organizations.all[index])


_STREET: Final = re.compile(r"(?<![а-я])(?:ул|пер|пл|просп|пр-т|наб|б-р)\.?\s$")  # «ул. | Механизаторов»


def blocks(findings: Findings, organizations: Organizations) -> Iterator[Block]:
    """The posts of a document, each cut where a name begins and joined with the organisation behind it."""
    folded = findings.document.folded
    last = 0
    for found in findings.of(Kind.POSITION):
        start = max(found.start, last)
        around = next(reversed(findings.within(Kind.ORGANIZATION, max(0, start - _LONGEST_NAME), start)), None)
        if _STREET.search(folded, max(0, start - 6), start):
            continue
        if around is not None and found.end <= around.end and organizations.of(around) is not None:
            continue  # «Ассоциация | дизайнеров Северного Кавказа»
        person = next(iter(findings.within(Kind.PERSON, start, found.end)), None)
        end = min(found.end, person.start) if person else found.end
        title = _TITLE.search(folded, start + 1, end)
        if title is not None and not may_be_adjective(folded[start : title.start()].strip()):  # «дежурный | полковник»
            end = title.start()
        if end - start < _LEAST_BLOCK:
            continue
        body = next(iter(findings.within(Kind.ORGANIZATION, start, end + 6)), None)
        if body is not None and findings.within(Kind.PERSON, start, body.end):
            body = None  # «индивидуальный предприниматель Кутырев Н. Ф.» is an organisation as a whole
        named = body is not None and ("\n" not in folded[end : body.start] or organizations.of(body) is not None)
        if body is not None and "\n" in folded[end : body.start] and _opens(findings, body):
            body = None  # «назначен главой службы⏎Правительство назначило …»
        if body is not None and named and _OF.fullmatch(folded, min(end, body.start), body.start):
            end = max(end, body.end)
        last = end
        post = split(findings, organizations, start, end)
        if body is not None and post.organization is None and _AT.fullmatch(folded, end, body.start):
            worked = _WORKED.search(folded, max(0, start - _VERB), start) is not None
            post = replace(post, organization=organizations.of(body)) if worked or _works_at(post, organizations, body) else post
        if post.position and is_post(post.position, placed=post.organization is not None):
            said = folded[start : post.end]
            plural, one, many = (False, _acting_cases(said), _NONE) if found.rule == "position:acting" else numbers_of(said)
            weight = _weight(found.rule.partition(":")[2], post.position, placed=post.organization is not None)
            yield Block(start, end, post, weight, plural, one, many)


@lru_cache(maxsize=CACHE_RARE)
def _acting_cases(text: str) -> frozenset[str]:
    """The cases of a post held for another, where its first word shows them: «исполняющим обязанности директора»."""
    first = next((t.text for t in tokenize(text, 0, len(text)) if t.lower != "временно"), "")
    return frozenset(p.tag.case for p in readings(first) if p.tag.pos == "PRTF" and p.tag.case and p.tag.number == "sing")


#: Whoever leads a project does so as his work.
_OF_WORK: Final = re.compile(r"(?:главный |технический )?(?:руководител|менеджер)\w{1,3} проект", re.IGNORECASE)


def _weight(rank: str, position: str, *, placed: bool) -> float:
    """How much a post says: a rank, a title, a role in an event less than the post held. `placed`: its words name the
    body that it is held in."""
    said = position.split()
    weight = _RANKS.get(rank, 1.0)
    lone = lemmas(said[0]) | {said[0].lower().rstrip(".")} if len(said) == 1 else _NONE
    if lone & _BARE_TITLES and not placed:
        return min(weight, _BARE)
    on_behalf = not placed and said[0].lower().startswith("представител")
    of_event = OF_EVENT.search(position) is not None and _OF_WORK.match(position) is None
    if of_event or (lone & ROLES and not placed) or on_behalf:
        weight *= _EVENT
    return weight


@lru_cache(maxsize=CACHE_RARE)
def numbers_of(text: str) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Whether the head of a post is of many for certain, its cases in the singular, and in the plural."""
    for token in tokenize(text, 0, len(text)):
        if token.text == ".":
            continue  # «ст. преподаватель»
        if token.kind != "word" or token.lower in ("зам", "зав", "нач") or is_deputy(token.text):
            break
        if rank_of(token.text):
            said = [p for p in readings(token.text) if p.tag.case]
            found = [p.tag for p in said if p.tag.pos == "NOUN"] or [p.tag for p in said]  # «главой» of «глава», of no adjective
            one = frozenset(tag.case for tag in found if tag.number != "plur" and tag.case)
            many = frozenset(tag.case for tag in found if tag.number == "plur" and tag.case)
            return not one, one, many
    return False, frozenset(), frozenset()


def cases_of(found: Mention) -> frozenset[str]:
    """The cases that a name may stand in as the text has it; empty where only initials show."""
    return _cases_of_name(found.value, fold(" ".join(found.text.split())))


@lru_cache(maxsize=CACHE_RARE)
def _cases_of_name(name: PersonName, text: str) -> frozenset[str]:
    written = set(re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text))
    if not any(part and not is_initial(part) for part in (name.surname, name.given, name.patronymic)):
        return frozenset()
    return frozenset(CASES) if _may_be_hers(name, text) else cases_among(name, written)


def _may_be_hers(name: PersonName, text: str) -> bool:
    """Whether only initials stand beside a surname that a woman bears in every case as it is: «Стрижак Е.О.»."""
    surname = fold(name.surname or "")
    bare = not any(part and not is_initial(part) for part in (name.given, name.patronymic))
    return bare and name.gender != "m" and _CONSONANT.search(surname) is not None and surname in text.split()


_CONSONANT: Final = re.compile(r"[бвгджзйклмнпрстфхцчшщь]$")
