"""Who holds which post: the posts of a document joined with the people beside them.

    blocks   every phrase of a post with its organisation, cut where a name begins
    links    a block and a name that stand beside each other, by what stands between: «директор Петров», «Петров,
             директор», «директор – Петров», a row of a table, «директором назначен Петров», with a score
    chosen   the best link of every block; a post of many goes to every name of the list behind it
    bodies   the organisation of a post that names none: by the words of the post, by the zone, behind the name
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.declension import CASES, fold
from extractors.russian.morph import CACHE_WORDS
from extractors.russian.names import PersonName, decline
from extractors.russian.person_name import is_initial
from extractors.russian.phrases import phrase_case
from extractors.russian.post_phrases import rank_of
from extractors.russian.wordforms import lemmas, readings, tokenize
from extractors.segments import PROSE
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.posts import Post, names_itself, referred, singular, split

#: Far apart a post and a name have nothing to do with each other.
_FARTHEST: Final = 90
_TITLES: Final = r"(?:г-н[ауе]?|г-ж[аеиу]|господин\w{0,2}|госпож\w|товарищ\w{0,2}|тов\.|т\.)"
_DEGREES: Final = (
    r"(?:(?:кандидат|доктор|к\.|д\.|канд\.|докт\.)[\sа-я.-]{1,40}наук\w?|[кд]\.\s?[а-я-]{1,6}\.\s?н\.|профессор\w{0,2}|доцент\w{0,2}"
    r"|академик\w{0,2}(?:\s[А-Я]{2,6})?|член\w{0,2}-корреспондент\w{0,2}(?:\s[А-Я]{2,6})?|(?:заслуженн|почетн|народн)\w{2,3}\s[^,;\n]{3,60}"
    r"|(?:генерал|полковник|подполковник|майор|капитан|(?:старш\w{2,3}\s)?лейтенант|прапорщик)[\w-]{0,12}(?:\s(?:полиции|юстиции|внутренней\sслужбы|запаса"
    r"|в\sотставке|таможенной\sслужбы))?|[1-3]\sкласса|протоиере\w|иере\w)"
)
_BECAME: Final = (
    r"(?:(?:был[аио]?|будет|единогласно|также|сегодня|вновь)\s{1,2}){0,2}"
    r"(?:назнач\w{2,6}|избра\w{1,4}|утвер\w{3,8}|стал[аи]?|явля[ею]тся|работа(?:ет|л|ла|ют)|служи[тл]а?|выступа(?:ет|л|ла)|трудится|числится)"
)
_IN_POST: Final = r"(?:на|в|с)\s{1,2}должност[ьи]|(?:занима|замеща)ющ\w{2,3}\s{1,2}должность|должность"

#: What may stand between a post and the name behind it: (pattern, score, whether their cases agree).
_RIGHT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), score, agrees)
    for pattern, score, agrees in (
        (r"[\s«\"]{1,12}", 3.0, True),  # «директор Петров»
        (r"\s{0,40}(?:п/п|подпись)?[\s_/]{1,60}", 2.8, True),
        (rf"\s{{1,3}}{_TITLES}\s{{1,3}}", 2.8, True),
        (rf"(?:[\s,]{{1,4}}{_DEGREES}){{1,3}}[\s,]{{1,4}}", 2.6, True),  # «директор, кандидат наук Петров»
        (r"\s{0,3}[-:]\s{0,3}", 2.1, False),  # «директор – Петров», «председатель: Петров»
        (r"\s{0,3}\(\s{0,2}", 2.0, False),  # «директор (Петров)»
        (rf"\s{{1,3}}{_BECAME}\s{{1,3}}", 2.6, False),  # «директором назначен Петров»
        (r"\s{0,3},\s{0,3}", 1.0, True),  # «секретарь, Петров»
        (r"[\s|]{1,40}", 2.0, False),  # the next cell
    )
)
#: ... and between a name and the post behind it.
_LEFT: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), score, agrees)
    for pattern, score, agrees in (
        (r"\s{0,3},\s{0,3}(?:(?:ныне|теперь|сейчас|сегодня|тогда|он\sже|она\sже)\s{1,2}-?\s{0,2})?", 2.2, True),  # «Петров, директор»
        (r"\s{0,3}\(\s{0,2}", 2.5, False),  # «Петров (директор)»
        (r"\s{1,3}-\s{0,3}|\s{0,3}-\s{1,3}|\s?:\s{1,3}", 2.4, False),  # «Петров – директор»
        (rf"\s{{1,3}}{_BECAME}\s{{1,3}}", 2.6, False),  # «Петров назначен директором»
        (rf"[\s,]{{1,3}}(?:{_BECAME}\s{{1,3}})?(?:{_IN_POST})\s{{1,3}}", 2.6, False),  # «Петрова на должность директора»
        (rf"(?:\s{{0,3}},\s{{0,3}}{_DEGREES}){{1,3}}\s{{0,3}},\s{{0,3}}", 2.1, False),  # «Петров, кандидат наук, директор»
        (r"\s{0,3}\n\s{0,3}(?:-\s{0,2})?", 1.5, False),  # the next line
        (r"[ ]{1,3}", 1.2, False),  # «Петров И. И. директор», «назначить Петрова директором»
        (r"[\s|]{1,40}", 1.9, False),  # the next cell
    )
)
_APPOSED_ABLATIVE: Final = 2.2  # «назначить Петрова директором»
_DISAGREEING: Final = 0.3
_ACROSS_LINES: Final = 0.8  # in prose
_ROW: Final = 2.7
_LEAST: Final = 0.9
_RANKS: Final = {"leader": 1.0, "post": 1.0, "church": 0.95, "trade": 0.95, "study": 0.9, "rank": 0.5, "degree": 0.5}
#: A role in an event beside a post: «модератор площадки – Полторанин, старший научный сотрудник» is a researcher.
_ROLES: Final = frozenset(
    (
        "модератор", "координатор", "куратор", "председатель", "сопредседатель", "секретарь", "член", "ответственный",
        "ведущий", "организатор", "эксперт", "судья", "лектор",
    )
)  # fmt: skip
_OF_EVENT: Final = re.compile(
    r"комисси|конкурс|проект|програм|площадк|секци|форум|оргкомитет|комитета конкурса|соревнован|жюри|групп|совещани"
    r"|собрани|заседани|олимпиад|фестивал|конференц|ответственн\w+ специалист",
    re.IGNORECASE,
)
_EVENT_WEIGHT: Final = 0.7
#: What parts the names of one list: «А и Б», «А;⏎Б», «А (Тула), Б».
_LIST: Final = re.compile(r"\s{0,3}(?:\([^()\n]{2,60}\)\s{0,2})?(?:,|;|\bи\b|,\s{0,2}а\sтакже|\n)?[\s\d.)•-]{0,12}")
#: «…, учитель истории, | руководитель музея»: a second post of the same person.
_CHAIN: Final = re.compile(r"\s{0,3}(?:,\s{0,2}(?:а\sтакже\s)?|\bи\b)\s{0,3}")
#: «Петров (ООО «Заря»)», «Петров, ООО «Заря»»: the organisation behind the name.
_BEHIND: Final = re.compile(r"\s{0,3}[(,]\s{0,2}(?:из\s|от\s)?")
_BEFORE: Final = re.compile(r"\s{0,3}\(\s{0,2}|\s{1,3}в\s{1,2}лице\s{1,3}|\s{0,2}:\s{0,3}")
#: «директор | ООО «Заря»», «представитель от | ООО «Заря»».
_OF: Final = re.compile(r"[\s«]{0,3}(?:(?:от|из)\s{1,2})?[«]?")
#: Zones whose people belong to the author of the letter.
_OF_SENDER: Final = frozenset({ZoneRole.SIGNATURE, ZoneRole.EXECUTOR, ZoneRole.APPROVAL, ZoneRole.E_SIGNATURE})


#: How far behind a name the phone of a contact person is looked for; a sentence does not end between.
_CONTACT: Final = 110
_SENTENCE: Final = re.compile(r"[а-я]{3}[.!?]\s{1,3}[А-Я]")
_LONGEST_ROW: Final = 1200


@dataclass(frozen=True, slots=True)
class _Block:
    """A post in the text with the organisation that is named in it."""

    start: int
    end: int
    post: Post
    rank: str
    cases: frozenset[str]
    plural: bool  # the head can be of many only
    weight: float


@dataclass(frozen=True, slots=True)
class _Link:
    score: float
    block: int
    person: int
    right: bool  # the name stands behind the post


class Holders:
    """The posts that people of a letter hold where they are named; `of` gives that of a mention."""

    def __init__(self, findings: Findings, organizations: Organizations, sender: int | None, kind: str = "") -> None:
        self._findings = findings
        self._organizations = organizations
        self._sender = sender
        self._kind = kind
        self._persons = list(findings.of(Kind.PERSON))
        self._blocks = list(self._cut_blocks())
        self._posts: dict[int, list[Post]] = defaultdict(list)
        links = sorted(self._links(), key=lambda link: (-link.score, link.block, link.person))
        self._assign(links)

    def of(self, person: Mention) -> Post | None:
        """The post said beside a name, the weightiest of several; None where none is."""
        found = self._posts.get(id(person))
        return found[0] if found else None

    def all_of(self, person: Mention) -> Sequence[Post]:
        """Every post said beside a name, the weightiest first."""
        return self._posts.get(id(person), ())

    # ------------------------------------------------------------------ blocks

    def _cut_blocks(self) -> Iterator[_Block]:
        """The posts of the document, each cut where a name begins and joined with the organisation behind it."""
        findings, folded = self._findings, self._findings.document.folded
        last = 0
        for found in findings.of(Kind.POSITION):
            start = max(found.start, last)
            person = next((m for m in findings.within(Kind.PERSON, start, found.end)), None)
            end = min(found.end, person.start) if person else found.end
            if end - start < 3:
                continue
            body = next((m for m in findings.within(Kind.ORGANIZATION, start, end + 6) if self._is_body(m)), None)
            if body is not None and _OF.fullmatch(folded, end, body.start):
                end = max(end, body.end)
            last = end
            rank = found.rule.partition(":")[2]
            post = split(findings, self._organizations, start, end)
            if post.position:
                head = " ".join(findings.document.text[start : post.end].split())
                yield _Block(start, end, post, rank, _cases_of_post(head), _plural(head), _weight(rank, post.position))

    def _is_body(self, found: Mention) -> bool:
        return self._organizations.of(found) is not None

    # ------------------------------------------------------------------ links

    def _links(self) -> Iterator[_Link]:
        """Every pair of a post and a name that stand beside each other."""
        starts = [person.start for person in self._persons]
        rows = self._rows()
        for b, block in enumerate(self._blocks):
            n = _index(starts, block.start)
            floor = self._blocks[b - 1].end if b else 0
            if n < len(self._persons) and self._persons[n].start - block.end < _FARTHEST:
                yield from self._link(b, n, block.end, self._persons[n].start, _RIGHT, right=True)
            if n and self._persons[n - 1].end > floor - _FARTHEST and block.start - self._persons[n - 1].end < _FARTHEST:
                yield from self._link(b, n - 1, self._persons[n - 1].end, block.start, _LEFT, right=False)
            yield from (_Link(_ROW, b, other, right=True) for other in rows.get(b, ()))

    def _link(
        self, b: int, n: int, start: int, end: int, patterns: Sequence[tuple[re.Pattern[str], float, bool]], *, right: bool
    ) -> Iterator[_Link]:
        block, person = self._blocks[b], self._persons[n]
        document = self._findings.document
        role, other = document.role_at(block.start), document.role_at(person.start)
        if role is not other and not (other is ZoneRole.SIGNATURE or role is ZoneRole.SIGNATURE):
            return
        gap = document.folded[start:end]
        for pattern, score, agrees in patterns:
            if pattern.fullmatch(gap) is None:
                continue
            mine, its = block.cases, _cases_of_person(person)
            worth = score
            if not right and gap.strip() == "" and "\n" not in gap and mine == {"ablt"} and "ablt" not in its:
                worth = _APPOSED_ABLATIVE
            elif agrees and mine and its and not mine & its:
                worth *= _DISAGREEING
            if "\n" in gap and role in PROSE and not document.text[start:end].count("|"):
                worth *= _ACROSS_LINES
            yield _Link(worth * block.weight, b, n, right)
            return

    def _rows(self) -> dict[int, list[int]]:
        """Block -> people of its row in a table, where they stand in other cells."""
        found: dict[int, list[int]] = {}
        for table in self._findings.document.tables:
            rows: dict[int, list[tuple[int, int]]] = defaultdict(list)
            for cell in table.cells:
                rows[cell.row].append((cell.start, cell.end))
            for cells in rows.values():
                people = [n for n, m in enumerate(self._persons) if any(a <= m.start < b for a, b in cells)]
                blocks = [k for k, m in enumerate(self._blocks) if any(a <= m.start < b for a, b in cells)]
                if len(people) == 1:
                    for k in blocks:
                        found[k] = people
        return found

    # ------------------------------------------------------------------ choice

    def _assign(self, links: Sequence[_Link]) -> None:
        """Every block to the name of its best link; a name takes one post from each side, the weightier first."""
        taken: dict[int, int] = {}
        sides: set[tuple[int, bool]] = set()
        given: dict[int, list[tuple[float, int, bool]]] = defaultdict(list)
        for link in links:
            if link.score < _LEAST or link.block in taken or (link.person, link.right) in sides:
                continue
            taken[link.block] = link.person
            sides.add((link.person, link.right))
            given[link.person].append((link.score, link.block, link.right))
        for n, blocks in sorted(given.items()):
            blocks.sort(key=lambda item: -item[0])
            for _, b, right in blocks:
                post = self._chained(b, taken, right=right)
                block = self._blocks[b]
                if block.plural:
                    self._share(n, replace(post, position=singular(post.position)), block, given, right=right)
                else:
                    self._posts[id(self._persons[n])].append(self._placed(post, block, self._persons[n]))

    def _chained(self, b: int, taken: dict[int, int], *, right: bool) -> Post:
        """The post with the ones said in one breath with it: «учитель истории, руководитель музея Зайцева»."""
        block = self._blocks[b]
        other = b - 1 if right else b + 1
        if not 0 <= other < len(self._blocks) or other in taken:
            return block.post
        one, two = (self._blocks[other], block) if right else (block, self._blocks[other])
        folded = self._findings.document.folded
        if _CHAIN.fullmatch(folded, one.end, two.start) is None or not (one.cases & two.cases) or two.plural or one.plural:
            return block.post
        if not right or min(one.weight, two.weight) < 1.0 or (one.post.organization and two.post.organization):
            return block.post
        organization = one.post.organization if one.post.organization is not None else two.post.organization
        joined = f"{one.post.position}, {two.post.position[:1].lower()}{two.post.position[1:]}"
        taken[other] = taken[b]
        return replace(block.post, position=joined, organization=organization)

    def _share(
        self, n: int, post: Post, block: _Block,
        given: dict[int, list[tuple[float, int, bool]]], *, right: bool,
    ) -> None:  # fmt: skip
        """A post of many to every name of the list: «психологи Д. Гутнова и Р. Хосроев», «Гутнова и Хосроев, психологи»."""
        step = 1 if right else -1
        folded = self._findings.document.folded
        while True:
            self._posts[id(self._persons[n])].append(self._placed(post, block, self._persons[n]))
            following = n + step
            if not 0 <= following < len(self._persons) or following in given:
                return
            one, two = sorted((self._persons[n], self._persons[following]), key=lambda m: m.start)
            if two.start - one.end > _FARTHEST or _LIST.fullmatch(folded, one.end, two.start) is None:
                return
            n = following

    # ------------------------------------------------------------------ bodies

    def _placed(self, post: Post, block: _Block, person: Mention) -> Post:
        """The post with its organisation: by its words, beside the name, in the row, by the zone, by the document."""
        post = referred(self._findings, self._organizations, post, block.end, self._sender)
        if post.organization is not None:
            return post
        beside = self._beside(block, person)
        if beside is None:
            beside = self._in_line(block, person)
        if beside is None and not names_itself(post.position):
            beside = self._by_place(post, person)
        return replace(post, organization=beside)

    def _by_place(self, post: Post, person: Mention) -> int | None:
        """The author of the letter for those who sign, execute, approve, answer questions, or are named in an order;
        the organisation that a page of contacts is of."""
        role = self._findings.document.role_at(person.start)
        if role in _OF_SENDER:
            return self._sender
        if self._kind == "web_page":
            return self._of_page(person)
        event = _OF_EVENT.search(post.position) is not None
        if role is ZoneRole.BODY and not event:
            if self._kind == "order":
                return self._sender
            if self._kind == "letter" and self._answers(person):
                return self._sender
        return None

    def _answers(self, person: Mention) -> bool:
        """Whether a phone or a mailbox stands right behind the name: a contact person."""
        document = self._findings.document
        end = person.end + _CONTACT
        for kind in (Kind.PHONE, Kind.EMAIL):
            for found in self._findings.within(kind, person.end, end):
                gap = document.folded[person.end : found.start]
                if "\n\n" not in gap and _SENTENCE.search(gap) is None:
                    return True
        return False

    def _of_page(self, person: Mention) -> int | None:
        """The organisation of the nearest heading above, else the author, else the first that is named."""
        found = [m for m in self._findings.of(Kind.ORGANIZATION) if self._is_body(m)]
        document = self._findings.document
        above = (m for m in reversed(found) if m.end <= person.start)
        heading = next((m for m in above if _heads(document.folded, m)), None)
        if heading is not None:
            return self._organizations.of(heading)
        if self._sender is not None:
            return self._sender
        return self._organizations.of(found[0]) if found else None

    def _in_line(self, block: _Block, person: Mention) -> int | None:
        """The one organisation of another cell of the row: «Директор | Петров П. П. | МКОУ «Школа»»."""
        text = self._findings.document.text
        start, stop = text.rfind("\n", 0, person.start) + 1, text.find("\n", person.end)
        stop = stop if stop >= 0 else len(text)
        if not start <= block.start < stop or stop - start > _LONGEST_ROW or not re.search(r"[\t|]", text[start:stop]):
            return None
        bodies = {self._organizations.of(m) for m in self._findings.within(Kind.ORGANIZATION, start, stop)} - {None}
        return bodies.pop() if len(bodies) == 1 else None

    def _beside(self, block: _Block, person: Mention) -> int | None:
        """The organisation behind the name in brackets, or before the post: «ООО «Заря» (директор Петров)»."""
        folded = self._findings.document.folded
        end = max(block.end, person.end)
        for found in self._findings.within(Kind.ORGANIZATION, end, end + 12):
            if _BEHIND.fullmatch(folded, end, found.start) and self._is_body(found):
                return self._organizations.of(found)
        start = min(block.start, person.start)
        for found in reversed(self._findings.within(Kind.ORGANIZATION, max(0, start - 300), start)):
            if found.end <= start:
                fits = _BEFORE.fullmatch(folded, found.end, start) is not None
                return self._organizations.of(found) if fits else None
        return None


def _heads(folded: str, found: Mention) -> bool:
    """Whether an organisation fills most of its line: the heading of a page or of a part of it."""
    start, stop = folded.rfind("\n", 0, found.start) + 1, folded.find("\n", found.end)
    line = folded[start : stop if stop >= 0 else len(folded)]
    return "|" not in line and found.end - found.start > 0.6 * len(line.strip())


def _index(starts: Sequence[int], at: int) -> int:
    """How many of the sorted starts lie before `at`."""
    return bisect_left(starts, at)


@lru_cache(maxsize=CACHE_WORDS)
def _cases_of_post(text: str) -> frozenset[str]:
    """The cases that the phrase of a post may stand in; empty where nothing is known."""
    return frozenset(case for case, share in phrase_case(text).items() if share > 0.03)


def _weight(rank: str, position: str) -> float:
    """How much a post says: a rank, a degree, a role in an event less than the post held."""
    weight = _RANKS.get(rank, 1.0)
    role = any(lemma in _ROLES for lemma in lemmas(position.split(maxsplit=1)[0]))
    if _OF_EVENT.search(position) or (role and len(position.split()) == 1):
        weight *= _EVENT_WEIGHT
    return weight


def _plural(text: str) -> bool:
    """Whether the head of a post is of many: «психологи», «членов комиссии»; «учителя» may be one."""
    for token in tokenize(text, 0, len(text)):
        if token.kind == "word" and rank_of(token.text):
            return all(p.tag.number == "plur" for p in readings(token.text) if p.tag.pos == "NOUN" or p.tag.number)
        if token.kind != "word" or token.lower in ("зам", "зав", "нач"):
            return False
    return False


def _cases_of_person(found: Mention) -> frozenset[str]:
    return _cases_of_name(found.value, fold(" ".join(found.text.split())))


@lru_cache(maxsize=CACHE_WORDS)
def _cases_of_name(name: PersonName, text: str) -> frozenset[str]:
    """The cases in which a name is written as the text has it; initials show none."""
    written = set(re.findall(r"[^\W\d_]+(?:['-][^\W\d_]+)*", text))
    parts = [part for part in (name.surname, name.given, name.patronymic) if part and not is_initial(part)]
    if not parts:
        return frozenset()
    found = set()
    for case in CASES:
        form = decline(name, case)
        forms = [form.surname, form.given, form.patronymic]
        spelled = [fold(part) for part in forms if part and not is_initial(part)]
        if all(set(part.split()) <= written for part in spelled):
            found.add(case)
    return frozenset(found)
