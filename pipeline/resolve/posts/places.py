"""The organisation of a post that the text names with none: by the place where its holder is named, and by where such a
post is at home.

    place      whose the people are                       at home here  anywhere   elsewhere
    SIGNED     signature, executor, approval              paper         paper      paper, no official
    CONTACT    a phone or a mailbox beside the name       paper         paper      nobody
    PAPER      text of an order, a protocol, a report     paper         paper      nobody
    LETTER     text of a letter                           paper         paper      addressee, where it is at home there
    PETITION   text of a letter that no body sends        –             nobody     addressee, where it is at home there
    PAGE       a list on a page: its own staff            page          page       page
    STORY      running text of a page                     page          page       nobody
    PROSE      running text of news and articles          nobody        nobody     nobody

A head of a land is held to his own body («министр» on a paper of the ministry), a calling («писатель») and the chair of
a commission to none.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import Enum
from functools import cached_property
from typing import Final

from extractors.atoms import line_around
from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.values import OrganizationValue
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Body, Organizations
from pipeline.resolve.others import is_beside
from pipeline.resolve.people import People
from pipeline.resolve.posts.blocks import numbers_of
from pipeline.resolve.posts.homes import Home, home
from pipeline.resolve.posts.papers import at_level, introduced
from pipeline.resolve.posts.post import Post, is_official, names_itself
from pipeline.resolve.posts.roles import is_chair, is_lone_chair
from pipeline.resolve.posts.sentences import begins_line, one_sentence


class Place(Enum):
    """The place where somebody is named."""

    SIGNED = "signed"
    CONTACT = "contact"
    PAPER = "paper"
    LETTER = "letter"
    PETITION = "petition"
    PAGE = "page"
    STORY = "story"
    PROSE = "prose"


class Whose(Enum):
    """Whose somebody is."""

    PAPER = "paper"
    PAGE = "page"
    ADDRESSEE = "addressee"
    NOBODY = "nobody"


_OWN: Final = {Home.HERE: Whose.PAPER, Home.ANYWHERE: Whose.PAPER}
#: What is not said here is nobody's.
_WHOSE: Final[Mapping[Place, Mapping[Home, Whose]]] = {
    Place.SIGNED: {**_OWN, Home.ELSEWHERE: Whose.PAPER, Home.NOWHERE: Whose.PAPER},
    Place.CONTACT: {**_OWN, Home.NOWHERE: Whose.PAPER},
    Place.PAPER: _OWN,
    Place.LETTER: {**_OWN, Home.ELSEWHERE: Whose.ADDRESSEE},
    Place.PETITION: {Home.ELSEWHERE: Whose.ADDRESSEE},
    Place.PAGE: dict.fromkeys(Home, Whose.PAGE),
    Place.STORY: {Home.HERE: Whose.PAGE, Home.ANYWHERE: Whose.PAGE},
    Place.PROSE: {},
}

#: Where a lone «председатель» may be that of the body itself rather than of a meeting.
_OF_CHAIRS: Final = frozenset({Place.SIGNED, Place.PAGE})
#: Where heads of lands are held to no body, unless the paper charges them with something.
_TOLD: Final = frozenset({Place.PAPER, Place.LETTER})
#: What a letter asks for of whose people it speaks then.
_ASKS: Final = re.compile(
    r"(?:командировать|делегировать|освободить|отпустить|(?:обеспечить|организовать)\s(?:явку|участие|прибытие|присутствие)"
    r"|направить(?!\s[^.;\n]{0,40}(?:списк|информаци|сведени|заявк|отч[её]т|документ|ответ)))(?![а-я])[^.;!?]{0,160}$",
    re.IGNORECASE,
)
#: Whom a letter thanks is of those that it is written to: «Выражаем признательность | учителю», not «за отзыв об учителе»,
#: not «объявить благодарность».
_THANKS: Final = re.compile(
    r"(?:(?:выража|принос)[а-я]{2,3}\s[^.;!?]{0,30}(?:благодарность|признательность)|(?:благодарность|признательность)\sвыража[а-я]{2,3}"
    r"|благодар(?:им|ит|ят|ю))(?![а-я])(?:(?!\sза\s)[^.;!?]){0,160}$",
    re.IGNORECASE,
)
_RECEIVED: Final = re.compile(r"(?<!\w)(?:телефонограмму\s)?принял(?:а|\(а\))?\s?(?:телефонограмму\s?)?:\s{0,3}$", re.IGNORECASE)
_WITH_READER: Final = re.compile(r"(?<!\w)В(?:ы|ас|ам|ами)(?:\sлично)?\s{0,2}(?:,?\s(?:и|а\sтакже)|,?\sвместе\sс)\s{1,3}$")
_OF_LAND: Final = re.compile(r"(?<![а-я])(?:министр|губернатор)", re.IGNORECASE)  # heads of lands, on pages of their bodies too
_OF_GROUP: Final = re.compile(r"(?:заместитель|зам\.?) руководителя", re.IGNORECASE)
_GROUP: Final = re.compile(r"руководител\w{1,3}\s(?:рабоч\w{2,3}\s)?(?:групп|штаб)", re.IGNORECASE)
_LIST: Final = 500  # characters
_REQUEST: Final = 220  # characters from such a word to the post
_CHARGES: Final = re.compile(r"(?:возложить|возлагаю|оставляю)\s[^.;\n]{0,12}$|поручить\s$|\d\.\s{0,3}$", re.IGNORECASE)
#: Zones whose people belong to the author of the letter.
_OF_SENDER: Final = frozenset({ZoneRole.SIGNATURE, ZoneRole.EXECUTOR, ZoneRole.APPROVAL, ZoneRole.E_SIGNATURE})
#: How far behind a name the phone of a contact person is looked for; a sentence does not end between.
_CONTACT: Final = 110
_LABEL: Final = 60  # characters: «Контактное лицо по вопросам приёма: Петров»
_LISTED_LINE: Final = 200  # characters: a longer line is prose
_LONGEST_ROW: Final = 400  # characters: a longer line with such marks is a page that ran together
_MARKS: Final = ' "«*#-'  # before a heading, at the head of its line
_COPYRIGHT: Final = re.compile(r"\s{0,8}(?:©|\([cс]\)|copyright|официальный\sсайт)[\s\d,.г–-]{0,20}", re.IGNORECASE)  # «© 2024 | ОГУ»
_OF_STAFF: Final = re.compile(
    r"\W{0,8}(?:наши?\s)?(?:контакт|руководств|сотрудник|коллектив|персонал|администраци[яи]\s{0,3}\n)", re.IGNORECASE
)
_NAMED_PART: Final = re.compile(r"[\s*#]{0,4}[А-Я][а-яА-Я\s-]{2,60}\(")
_HEADING: Final = 0.6  # of its line that an organisation fills as a heading


class PostPlaces:
    """Says whose people are by the place where they are named. `sender`: the body whose paper it is, `addressed`: that which
    the letter is written to, `claimed`: where organisations begin that stand in the phrase of a post."""

    def __init__(
        self, findings: Findings, people: People, organizations: Organizations,
        sender: int | None, kind: str, addressed: int | None, claimed: frozenset[int],
    ) -> None:  # fmt: skip
        self._findings = findings
        self._people = people
        self._organizations = organizations
        near = findings.in_zones(Kind.PERSON, ZoneRole.SIGNATURE, ZoneRole.EXECUTOR)
        self._staff = {people.of(m) for m in near} - {None}  # who signs or executes the letter somewhere
        self._sender = sender
        self._addressed = addressed
        self._kind = kind
        self._claimed = claimed

    def of(self, post: Post, person: Mention) -> int | None:
        """The organisation of a post that names none; None where it is nobody's."""
        if _RECEIVED.search(self._findings.document.folded, max(0, post.start - 40), post.start):
            return self._addressed
        place = self._place(post, person)
        body = self._of_page(person) if place in (Place.PAGE, Place.STORY) else self._sender
        at = home(post.position, self._body(body))
        if at is Home.ELSEWHERE and body is not None and body == self._sender:
            body = at_level(self._findings, self._organizations, post, body)
            at = home(post.position, self._body(body))
        if place in _TOLD and names_itself(post.position) and not self._charged(post):
            return None  # «протокол совещания у министра культуры Тверской области»
        if place is Place.LETTER and self._with_reader(post):
            return self._addressed
        if place is Place.LETTER and self._asked_for(post):
            return self._addressed if home(post.position, self._body(self._addressed)) in (Home.HERE, Home.ANYWHERE) else None
        whose = _WHOSE[place].get(at, Whose.NOBODY)
        if post.position.lower() == "секретарь" and self._in_office(post, person):
            return body
        chairs = is_chair(post.position) or is_lone_chair(post.position)
        if at is not Home.HERE and (chairs or is_official(post.position)):
            return None
        if place is Place.PAGE and _OF_LAND.search(post.position):
            return None
        if place is Place.PAPER and _OF_GROUP.fullmatch(post.position) and self._of_group(post):
            return None  # «заместитель руководителя» of a working group
        if chairs and place not in _OF_CHAIRS and not self._charged(post):
            return None
        if whose is Whose.ADDRESSEE:
            return self._addressed if home(post.position, self._body(self._addressed)) is Home.HERE else None
        if whose is Whose.NOBODY:
            return self._introduced_to(post) if place is Place.STORY else None
        return self._introduced_to(post) if body is None and place is not Place.SIGNED else body

    def _charged(self, post: Post) -> bool:
        """Whether the paper charges somebody with something: «Контроль возложить на министра», «3. Министру … подготовить»."""
        return _CHARGES.search(self._findings.document.folded, max(0, post.start - 30), post.start) is not None

    def _in_office(self, post: Post, person: Mention) -> bool:
        """Whether a secretary is one of an office rather than of a meeting: «3. Секретарю Рау ознакомить …», «секретарь Рау, 2-14-12»."""
        if self._charged(post) or self._findings.role(person) is ZoneRole.EXECUTOR:
            return True
        _, stop = line_around(self._findings.document.folded, person.start, person.end)
        return self._answers(person) and bool(self._findings.within(Kind.PHONE, person.end, min(stop, person.end + _CONTACT)))

    def _of_group(self, post: Post) -> bool:
        """Whether the head of a group stands in the list above."""
        return _GROUP.search(self._findings.document.folded, max(0, post.start - _LIST), post.start) is not None

    def _with_reader(self, post: Post) -> bool:
        """Whether somebody is named together with the reader: «Просим Вас и | дежурную по вокзалу», «Вы и | проректор»."""
        return _WITH_READER.search(self._findings.document.folded, max(0, post.start - 40), post.start) is not None

    def _asked_for(self, post: Post) -> bool:
        """Whether the letter asks to send or to free somebody: «Прошу обеспечить явку | эксперта», not «направить списки методисту»."""
        folded = self._findings.document.folded
        low = max(0, post.start - _REQUEST)
        thanked = _THANKS.search(folded, low, post.start) is not None
        if not thanked and _ASKS.search(folded, low, post.start) is None:
            return False
        _, one, many = numbers_of(folded[post.start : post.end])
        if thanked:
            return not (one | many).isdisjoint(("accs", "datv"))
        return not (one | many).isdisjoint(("accs", "gent")) and "datv" not in one | many

    def _body(self, index: int | None) -> Body | None:
        return self._organizations.all[index] if index is not None else None

    def _place(self, post: Post, person: Mention) -> Place:
        if self._kind == "web_page":
            listed = _listed(self._findings.document.text, min(post.start, person.start)) or self._answers(person)
            return Place.PAGE if listed else Place.STORY
        if self._kind in ("news", "article"):
            return Place.PROSE
        if self._findings.role(person) in _OF_SENDER or self._people.of(person) in self._staff:
            return Place.SIGNED
        if self._answers(person):
            return Place.CONTACT
        if self._kind == "letter":
            return Place.LETTER if self._sender is not None else Place.PETITION
        return Place.PAPER

    def _answers(self, person: Mention) -> bool:
        """Whether a phone or a mailbox stands right behind the name: a contact person."""
        near = (m for kind in (Kind.PHONE, Kind.EMAIL) for m in self._findings.within(kind, person.end, person.end + _CONTACT))
        return any(one_sentence(self._findings, person.end - 3, found.start) for found in near)

    @cached_property
    def _bodies(self) -> Sequence[Mention]:
        """The organisations of the document but founders and banks of others, where it has any other."""
        found = [m for m in self._findings.of(Kind.ORGANIZATION) if self._organizations.of(m) is not None]
        return [m for m in found if not is_beside(self._findings.document, m)] or found

    @cached_property
    def _introduced(self) -> int | None:
        return introduced(self._findings, self._organizations)

    def _introduced_to(self, post: Post) -> int | None:
        """The same for a post in the running text; what stands in brackets is of those before them."""
        return None if self._findings.document.folded[post.start - 1 : post.start] == "(" else self._introduced

    def _of_page(self, person: Mention) -> int | None:
        """The organisation of the nearest heading above, else the author, else the first that is named above or begins a line
        below; the rows of a table are of others."""
        folded = self._findings.document.folded
        above = (m for m in reversed(self._bodies) if m.end <= person.start)
        heading = next((m for m in above if _heads(folded, m) and _is_nominative(folded, m)), None)
        if heading is not None:
            return self._organizations.of(heading)
        first = next((m for m in self._bodies if self._may_be_own(m, person)), None)
        if first is not None and (first.start > person.start or not _is_nominative(folded, first)):  # «курсы педагогов Окского управления»
            first = next((m for m in self._bodies if self._is_imprint(m)), first)
        if self._sender is not None or first is None or (first.start in self._claimed and not self._alone):
            return self._sender
        return self._organizations.of(first)

    @cached_property
    def _alone(self) -> bool:
        """Whether a page of contacts or of staff names one body alone: that of its director is that of its engineer."""
        return _OF_STAFF.match(self._findings.document.folded) is not None and len({self._organizations.of(m) for m in self._bodies}) == 1

    def _is_imprint(self, body: Mention) -> bool:
        """Whether the line that a body begins has its requisites or a mark of its right: the foot of its own page."""
        folded = self._findings.document.folded
        start, stop = line_around(folded, body.start, body.end)
        if _COPYRIGHT.fullmatch(folded, start, body.start):
            return True
        return begins_line(folded, body.start, _MARKS) and bool(self._findings.within(Kind.REQUISITE, body.end, stop))

    def _may_be_own(self, body: Mention, person: Mention) -> bool:
        document = self._findings.document
        line = document.folded[slice(*line_around(document.folded, body.start, body.end))]
        row = " | " in line and len(line) < _LONGEST_ROW
        if row or any(table.start <= body.start < table.end for table in document.tables):
            return False
        return body.start < person.start or begins_line(document.folded, body.start, _MARKS)


def _listed(text: str, start: int) -> bool:
    """Whether a post or a name stands at the head of a line or of a cell, or behind a label: a list rather than prose."""
    first, stop = line_around(text, start, start)
    cells = re.split(r"[\t|]", text[first:start])
    if len(cells) == 1 and stop - start > _LISTED_LINE:
        return False
    before = cells[-1].strip(" -–—•*·0123456789.)")
    return not before or (before.endswith((":", "(")) and len(before) < _LABEL)


def _is_nominative(folded: str, found: Mention) -> bool:
    """Whether a name stands as it is called: «педагогов Окского управления» are of others than the page."""
    name = found.value.name if isinstance(found.value, OrganizationValue) else ""
    first = name.lower().replace("ё", "е").split(maxsplit=1)[:1]
    return bool(first) and folded[found.start : found.start + len(first[0])].lower().replace("ё", "е") == first[0]


def _heads(folded: str, found: Mention) -> bool:
    """Whether an organisation fills most of its line, or stands in brackets that close it: the heading of a page or of a part
    of it («Методический кабинет (МКУ «Центр»)»)."""
    first, stop = line_around(folded, found.start, found.end)
    line = folded[first:stop]
    if _NAMED_PART.fullmatch(folded, first, found.start) and folded[found.end : stop].strip() == ")":
        return True
    alone = found.end - found.start > _HEADING * len(line.strip())
    return alone and begins_line(folded, found.start, _MARKS) and "|" not in line and "\t" not in line
