"""Who is addressed: people, posts and organisations of the address, classes of them, copies."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import pairwise

from extractors.document import Zone, ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.morph import known, parses
from extractors.russian.phrases import nominative_phrase
from pipeline.records import Addressee, Source
from pipeline.resolve.classes import CLAUSE, OWNERS, class_start, clause_of, is_plural, is_to_many
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.people import People
from pipeline.resolve.petitioner import addressed
from pipeline.resolve.posts.post import Post, names_itself, singular, split

#: A class rank on a line of its own below the post of an addressee.
_CLASS_RANK = re.compile(
    r"(?:(?:действительный|старший|младший|государственный)\s){0,2}советник\s(?:юстиции|государственной|муниципальной|налоговой)"
    r"|(?:гвардии\s)?(?:генерал|полковник|подполковник|майор|капитан|(?:старший\s)?(?:лейтенант|прапорщик|мичман))(?:-[а-я]+)?"
    r"(?:\s(?:полиции|юстиции|внутренней|таможенной|медицинской|запаса|[123]\sранга)|$)"
    r"|(?:профессор|доцент|академик|член-корреспондент)(?:\s(?:РА[НО]|Российской\sакадемии\s(?:наук|образования)))?$",
    re.IGNORECASE,
)
_COPY = re.compile(r"^\W{0,3}(?:копи[яи](?:\sв)?|кому|куда|адресат(?:ы)?)\b\s{0,2}:?\s{0,3}", re.IGNORECASE)
_BY_LIST = re.compile(
    r"\(?\s{0,2}(?:по|согласно)\s{1,2}(?:прилагаемому\s)?спис(?:ку|кам)(?:\sрассылки)?\s{0,2}\)?", re.IGNORECASE
)
_ASIDE = re.compile(r"\((?:для|через|по\sобращени|обращени|заявлени|от)\s?[^()\n]{2,80}\)", re.IGNORECASE)
#: «Собственникам помещений дома по адресу: …»
_WHERE = re.compile(r"\sпо\sадресу\W{0,3}$", re.IGNORECASE)
#: With these words a headline begins, never an address: «У директора школы нет забот».
_HEADLINE = re.compile(r"\W{0,3}(?:у|о|об|за|из|при|про|почему|как|кто|что|где)\s", re.IGNORECASE)
_ITEM = re.compile(r"(?<![^\n])[ \t]{0,80}\d{1,2}[.)][ ]{1,4}(?=[А-Я])")
_TOWN = re.compile(r"\s{0,9}(?:г|пос|с|д|пгт|рп|ст)\.\s?[А-Я][а-я-]{2,30}\s{0,9},?$")
_CONTACT_LINE = re.compile(r"@|\d{6}|\bул\.|\bд\.\s?\d|\bтел\b|факс|а/я|www\.", re.IGNORECASE)


@dataclass
class _Entry:
    """An addressee while its lines are read."""

    start: int
    end: int
    post: Post | None = None
    organization: int | None = None
    class_name: str = ""
    person: int | None = None
    email: str = ""
    confidence: float = 0.95
    spans: list[Mention] = field(default_factory=list)


def addressees(findings: Findings, people: People, organizations: Organizations) -> list[Addressee]:
    """Those the letter is addressed to, in order; classes of officials and «Копия:» too."""
    found: list[Addressee] = []
    for whole in findings.document.zones_of(ZoneRole.ADDRESSEE):
        if _HEADLINE.match(findings.document.folded, whole.start):
            continue
        for zone in (item for start, end in addressed(findings, whole) for item in _items(findings, whole, start, end)):
            entries = _entries(findings, people, organizations, zone)
            found.extend(_addressee(findings, organizations, entry, zone) for entry in entries)
    return found or _greeted(findings, people)


def _items(findings: Findings, zone: Zone, start: int, end: int) -> Iterator[Zone]:
    """The stretch [start, end) of an address cut where the items of a list begin: «Копии:⏎1. Банку …⏎2. Мингазову Р.Т.»."""
    marks = list(_ITEM.finditer(findings.document.folded, start, end))
    if len(marks) > 1:
        yield from (replace(zone, start=a, end=b) for a, b in pairwise([start, *(mark.end() for mark in marks), end]) if a < b)
    else:
        yield replace(zone, start=start, end=end)


def _greeted(findings: Findings, people: People) -> list[Addressee]:
    """Whom a letter without an address greets by name: «Уважаемая Надежда Фёдоровна!»."""
    named = [(m, people.of(m)) for m in findings.in_zones(Kind.PERSON, ZoneRole.SALUTATION)]
    return [
        Addressee(None, "", "", person, "", findings.span(m.start, m.end, "addressee:salutation", round(0.85 * m.confidence, 3)))
        for m, person in named
        if person is not None
    ]


def _addressee(findings: Findings, organizations: Organizations, entry: _Entry, zone: Zone) -> Addressee:
    name = organizations.all[entry.organization].name if entry.organization is not None else entry.class_name
    source: Source = findings.span(
        entry.start, entry.end, "addressee:zone", round(min(entry.confidence, zone.confidence), 3)
    )
    position = entry.post.position if entry.post else ""
    if not position[1:2].isupper():  # «ГИП» stays
        position = position[:1].lower() + position[1:]
    return Addressee(entry.organization, name, position, entry.person, entry.email, source)


def _entries(findings: Findings, people: People, organizations: Organizations, zone: Zone) -> list[_Entry]:
    """The zone cut into addressees: a new post, organisation or person begins one when its place is taken."""
    kinds = (Kind.POSITION, Kind.ORGANIZATION, Kind.PERSON, Kind.EMAIL)
    places = findings.within(Kind.ADDRESS, zone.start, zone.end)  # «ул. Строителей» is no post
    said = (m for kind in kinds for m in findings.within(kind, zone.start, zone.end))
    events = sorted(
        (m for m in said if m.kind is not Kind.POSITION or not any(a.start < m.start and m.end <= a.end for a in places)),
        key=lambda m: (m.start, -m.end),
    )
    entries: list[_Entry] = []
    consumed = zone.start
    asides = [match.span() for match in _ASIDE.finditer(findings.document.folded, zone.start, zone.end)]
    for event in events:
        if any(start < event.start < end for start, end in asides):
            continue  # «(для передачи Каргаполову М.С.)»
        if event.start < consumed and event.kind in (Kind.POSITION, Kind.ORGANIZATION):
            continue
        waits = bool(entries) and entries[-1].person is None and entries[-1].post is not None
        if event.kind is Kind.POSITION and waits and _CLASS_RANK.match(event.value):
            # «Прокурору района⏎старшему советнику юстиции⏎Миронову А.Е.», «… академику РАН Ладыгину Г. Г.»
            behind = findings.within(Kind.ORGANIZATION, event.end, event.end + 2)
            consumed = entries[-1].end = max(event.end, *(m.end for m in behind), 0)
            continue
        if event.kind is Kind.POSITION:
            entry = _new_or_waiting(entries, event, partial(_waits_for_post, findings, organizations, event))
            entry.post, consumed = _addressed_post(findings, organizations, event, entry, zone)
        elif event.kind is Kind.ORGANIZATION:
            index = organizations.of(event)
            if index is None:
                continue
            before = entries[-1] if entries else None
            entry = _new_or_waiting(entries, event, partial(_waits_for_body, findings, event))
            entry.organization, consumed = index, event.end
            if event.rule == "organization:list" and before is not None and before is not entry:
                _share_post(before, entry)
        elif event.kind is Kind.PERSON:
            index = people.of(event)
            if index is None:
                continue
            entry = _new_or_waiting(entries, event, lambda e: e.person is None)
            entry.person = index
        else:
            if entries:
                entries[-1].email = entries[-1].email or event.value
            continue
        entry.end = max(entry.end, event.end, consumed if event.kind is Kind.POSITION else 0)
        entry.confidence = min(entry.confidence, event.confidence)
    return entries or _plain(findings, zone)


def _office(findings: Findings, organizations: Organizations, event: Mention, entry: _Entry) -> bool:
    """Whether a post stands under the organisation it is held in: «ПАО «Банк»⏎Управляющему филиалом⏎Исмаилову Р. Т.»."""
    bodies = findings.within(Kind.ORGANIZATION, event.start, event.end + 3)
    named = any(organizations.of(m) is not None for m in bodies)
    lines = findings.document.folded[entry.end : event.start].split("\n")
    near = all(_CONTACT_LINE.search(line) or _TOWN.match(line) or not line.strip(" ,;") for line in lines)
    return not named and near and not is_plural(event.value.split()[0]) and not names_itself(event.value)


def _share_post(before: _Entry, entry: _Entry) -> None:
    """«Директорам школ № 2, № 5 и № 9»: each school has a director."""
    if before.post is not None and before.person is None and before.organization is not None:
        before.post = entry.post = replace(before.post, position=singular(before.post.position))


def _waits_for_post(findings: Findings, organizations: Organizations, event: Mention, entry: _Entry) -> bool:
    """Whether the post is that of an addressee already begun: it has none yet, and its organisation is the post's own."""
    if entry.post is not None or entry.person is not None:
        return False
    return entry.organization is None or _office(findings, organizations, event, entry)


def _waits_for_body(findings: Findings, event: Mention, entry: _Entry) -> bool:
    """Whether an organisation is that of an addressee already begun; heads of many lands have none: «Главам муниципальных
    образований⏎⏎АО «Газ»».
    """
    if entry.organization is not None or entry.class_name or entry.person is not None:
        return False
    words = entry.post.position.split() if entry.post else []
    apart = "\n\n" in findings.document.folded[entry.end : event.start]
    return not (apart and len(words) > 1 and is_plural(words[0]))


def _new_or_waiting(entries: list[_Entry], event: Mention, free: Callable[[_Entry], object]) -> _Entry:
    if entries and free(entries[-1]):
        return entries[-1]
    entries.append(_Entry(event.start, event.end))
    return entries[-1]


def _addressed_post(
    findings: Findings, organizations: Organizations, event: Mention, entry: _Entry, zone: Zone
) -> tuple[Post, int]:
    """The post of an addressee; what a plural post governs is a class of organisations."""
    person = next(iter(findings.within(Kind.PERSON, event.start, event.end)), None)
    end = person.start if person else event.end
    if clause := CLAUSE.search(findings.document.folded, event.start, zone.end):
        end = min(end, clause.start())  # «Руководителям учреждений, находящихся в | ведении Комитета»
    beside = findings.within(Kind.ORGANIZATION, event.start, min(end + 3, zone.end))
    following = [m for m in beside if organizations.of(m) is not None and "\n\n" not in findings.document.folded[event.end : m.start]]
    if following:
        end = max(end, following[0].end)
    post = split(findings, organizations, event.start, end)
    post = replace(post, position=_BY_LIST.sub("", post.position).strip(" ,;"))
    if post.organization is not None:
        entry.organization = post.organization
        return post, end
    post = replace(post, position=_WHERE.sub("", post.position))
    words = post.position.split()
    if words and words[0].lower() in OWNERS:
        entry.class_name = " ".join(words).lower()
        return replace(post, position=""), end
    if len(words) > 1 and words[0].lower() == "заведующие":  # «заведующим | муниципальными библиотеками»
        entry.class_name = nominative_phrase(" ".join(words[1:]), case="ablt")
        return replace(post, position="заведующие"), end
    if len(words) > 1 and (is_plural(words[0]) or is_to_many(findings.document.folded, event)):
        n = class_start(words)
        entry.class_name = nominative_phrase(" ".join(words[n:]), case="gent")
        post = replace(post, position=" ".join(words[:n]).lower())
        if clause := CLAUSE.match(findings.document.folded, end, zone.end):
            end = clause.end()
            entry.class_name += clause_of(findings.document.text[slice(*clause.span("said"))])
    return post, end


def _plain(findings: Findings, zone: Zone) -> list[_Entry]:
    """An address of no known post or organisation: its text is a class in the dative.

    «Образовательным организациям».
    """
    entries: list[_Entry] = []
    document = findings.document
    block: list[tuple[int, int]] = []
    lines: Sequence[tuple[int, int]] = [
        (line.start, line.end)
        for line in document.lines_in(zone)
        if not _CONTACT_LINE.search(document.folded[line.start : line.end])
    ]
    for n, (start, end) in enumerate(lines):
        if block and document.text.count("\n", block[-1][1], start) > 1:
            entries += _class_entry(findings, block)
            block = []
        block.append((start, end))
        if n == len(lines) - 1:
            entries += _class_entry(findings, block)
    return entries


def _class_entry(findings: Findings, block: Sequence[tuple[int, int]]) -> list[_Entry]:
    start, end = block[0][0], block[-1][1]
    text = " ".join(findings.document.text[start:end].split())
    text = _BY_LIST.sub("", _COPY.sub("", text)).strip(" ,;:()*")
    if not text or not any(c.isalpha() for c in text) or _no_address(text):
        return []
    return [_Entry(start, end, class_name=nominative_phrase(text, case="datv"), confidence=0.75)]


def _no_address(text: str) -> bool:
    """What stands where an address would and has no reader: a name of a page («Документы»), a land alone («Московской
    области»), hours, a phrase whose first word is in no dative.
    """
    if _NO_READER.search(text):
        return True
    first = next((word for word in _WORDS.findall(text) if len(word) > 1), "")
    if not first or not known(first) or first.isupper():
        return False
    return not any(p.tag.case == "datv" for p in parses(first.lower()))


_WORDS = re.compile(r"[А-Яа-яЁё-]{1,40}")
_NO_READER = re.compile(
    r"\d\d[.:]\d\d|^(?:[А-Яа-яё-]{3,30}(?:ой|ого)\s(?:области|края|республики|района|округа)|республик[аи]\s[А-Яа-яё -]{2,30}"
    r"|[А-Яа-яё-]{3,30}(?:ая|ий|ый)\s(?:область|край|республика|район|округ))$",
    re.IGNORECASE,
)
