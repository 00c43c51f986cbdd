"""Who writes, said under the addressee: «Директору МБОУ «Лицей № 4»⏎Зиминой О.П.⏎от Крутова Д.И.» (заявления, записки)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.document import Zone, ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.morph import parses
from pipeline.resolve.findings import Findings
from pipeline.resolve.posts.blocks import numbers_of

_FROM: Final = re.compile(
    r"(?<![а-я])от\s{1,8}(?:гр(?:ажданина|ажданки|\.)\s{1,4})?(?=[А-Яа-я])|(?<![А-Яа-я])От(?:\sкого\b[:\s|]{1,8}|\s?:\s{0,8})(?=[А-Яа-я])"
)
#: «Кому | …⏎От кого | …⏎Копия | …»: whoever is written to besides stands below whoever writes.
_TOO: Final = re.compile(r"\n\s{0,8}(?=(?:копия|копии|кому)(?![а-я]))", re.IGNORECASE)
_FROM_FIELD: Final = re.compile(r"\s{0,8}От(?:\sкого\b[:\s|]{1,8}|\s?:\s{0,8})(?=\S)")  # «От: ТСЖ «Лесная поляна»⏎Кому: …»
#: «от совета многоквартирного дома», «от инициативной группы жителей»
_MANY: Final = re.compile(
    r"(?:[а-я]{4,20}(?:ых|их|ого|ой)\s)?(?:совет|жител|жильц|коллектив|родител|член|собственник|групп|правлени|общин|садовод|ветеран)[а-я]{1,4}\s"
)
#: Sides of a case under the court it is before: «Истец: …», «Взыскатель: …», «Дело № …». Who applies, and the others.
_APPLIES: Final = re.compile(r"\s*(?:(?:административный\s)?истец|заявител\w{1,2}|взыскатель|апеллянт)\s?:\s{0,8}", re.IGNORECASE)
_OPPOSES: Final = re.compile(
    r"\s*(?:(?:(?:административный\s)?ответчик|должник|(?:третье|заинтересованное)\s(?:лицо|лица)|цена\sиска|госпошлина)\s?[:(]"
    r"|дело\s№)",
    re.IGNORECASE,
)
_NEAR: Final = 40  # characters between «от» and the name or the body it points at: «от родителей учащихся 5 «Б» класса»


def addressed(findings: Findings, zone: Zone) -> Iterator[tuple[int, int]]:
    """The stretches of an address that say to whom it goes: without a first line «От: …» of the author, up to «от …» of the author
    or the sides of a case, and what stands below that once more: «Кому | …⏎От кого | …⏎Копия | …»."""
    start = zone.start
    if _FROM_FIELD.match(findings.document.folded, start, zone.end) is not None:
        start = next((line.start for line in findings.document.lines_in(zone)[1:]), start)
    end = _parts(findings, zone)[0]
    yield start, end
    too = _TOO.search(findings.document.folded, end, zone.end)
    if too:
        yield too.end(), zone.end


def _from(findings: Findings, zone: Zone) -> int:
    """Where «от …» stands before whoever writes; the end of the zone where it does not."""
    for found in _FROM.finditer(findings.document.folded, zone.start + 1, zone.end):
        stop = min(zone.end, found.end() + _NEAR)
        kinds = (Kind.PERSON, Kind.POSITION, Kind.ORGANIZATION)
        if _MANY.match(findings.document.folded, found.end()):
            return found.start()
        if any(findings.within(kind, found.end(), stop) for kind in kinds):
            return found.start()
    return _genitive(findings, zone)


def _genitive(findings: Findings, zone: Zone) -> int:
    """Where a line begins with the post of whoever writes, in the genitive without «от»: «Директору школы⏎Зиминой О. П.⏎учителя
    химии⏎Крутова Д. И.»; the end of the zone where none does."""
    named = findings.within(Kind.PERSON, zone.start, zone.end)
    for found in findings.within(Kind.POSITION, named[0].end, named[-1].start) if len(named) > 1 else ():
        line = findings.document.folded.rfind("\n", 0, found.start) + 1
        if line > named[0].end and not findings.document.folded[line : found.start].strip():
            _, one, _ = numbers_of(findings.document.folded[found.start : found.end])
            one = one or _cases(found.text.split()[0])  # «заместителя директора», «социального работника»
            if found.rule != "position:acting" and "gent" in one and "datv" not in one:  # «И.о. | директора»
                return found.start
    return zone.end


def _cases(word: str) -> frozenset[str]:
    return frozenset(parse.tag.case for parse in parses(word)[:3] if parse.tag.case and parse.tag.number != "plur")


def _sides(findings: Findings, zone: Zone) -> Iterator[tuple[int, bool]]:
    """(start of the line, whether who is named on it applies) of the sides of a case."""
    for line in findings.document.lines_in(zone):
        for pattern, applies in ((_APPLIES, True), (_OPPOSES, False)):
            if pattern.match(findings.document.folded, line.start, line.end):
                yield line.start, applies


def _parts(findings: Findings, zone: Zone) -> tuple[int, int, int]:
    """(end of the address, start and end of the stretch that names who writes)."""
    return findings.once(("parts of an address", zone), lambda: _cut(findings, zone))


def _cut(findings: Findings, zone: Zone) -> tuple[int, int, int]:
    sides, start, stop = list(_sides(findings, zone)), zone.end, zone.end
    for at, applies in sides:
        if applies and start == zone.end:
            start = at
        elif not applies and at > start:
            stop = min(stop, at)
    said = _from(findings, zone)
    too = _TOO.search(findings.document.folded, said, zone.end)
    stop = min(stop, too.end()) if too else stop
    return min([said, *(at for at, _ in sides)]), min(start, said), stop


def author_posts(findings: Findings) -> Iterator[Mention]:
    """The posts behind «от …»: «от учителя химии Тюминой И. С.»."""
    for zone in findings.document.zones_of(ZoneRole.ADDRESSEE):
        yield from findings.within(Kind.POSITION, *_parts(findings, zone)[1:])


def author_bodies(findings: Findings) -> Iterator[Mention]:
    """The organisations behind «от …»: «от главного врача ГБУЗ «Городская больница № 3»»."""
    for zone in findings.document.zones_of(ZoneRole.ADDRESSEE):
        said = findings.within(Kind.ORGANIZATION, *_parts(findings, zone)[1:])
        yield from (m for m in said if not _LAWYER.search(findings.document.folded, max(0, m.start - _LAWYER_LENGTH), m.start))
        field = _FROM_FIELD.match(findings.document.folded, zone.start, zone.end)
        if field is not None:
            yield from findings.within(Kind.ORGANIZATION, field.end(), field.end() + 1)


#: «адвоката | областной коллегии адвокатов»: a lawyer writes himself, for whom he defends.
_LAWYER: Final = re.compile(r"адвоката?\s{1,3}\Z", re.IGNORECASE)
_LAWYER_LENGTH: Final = 12


#: «Передала: Цой И.О., тел. 3-44-20      Приняла: секретарь Дурново»: whoever takes a message down is its reader's.
_RECEIVES: Final = re.compile(r"(?<![А-Яа-я])принял[аи]?\s{0,2}:[^\n:]{0,60}\Z", re.IGNORECASE)


def receives(findings: Findings, mention: Mention) -> bool:
    """Whether a mention stands behind «Принял: …» of a message, beside whoever passed it on."""
    return _RECEIVES.search(findings.document.folded, max(0, mention.start - 80), mention.start) is not None


def writes(findings: Findings, mention: Mention) -> bool:
    """Whether a mention stands behind «от …» in an address."""
    zone = findings.document.zone_at(mention.start)
    if zone is None or zone.role is not ZoneRole.ADDRESSEE:
        return False
    _, start, stop = _parts(findings, zone)
    field = _FROM_FIELD.match(findings.document.folded, zone.start, zone.end)
    return start <= mention.start < stop or (field is not None and mention.start == field.end())
