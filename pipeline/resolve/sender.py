"""The author of a document: the most specific level of its letterhead, else the one the signature or the text names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Document, Zone, ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.organization_names import forms
from extractors.russian.place_words import is_local
from pipeline.records import Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.named_authors import NAMED, SIGNED, as_written, named_author
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.petitioner import author_bodies

_LEAST = 0.6  # confidence of a level: a bare «МИНИСТЕРСТВО» is none
#: Words of a letterhead after which an organisation is not the author:
#: its bank, its founder, its tax office, a licence.
_OF_OTHERS = re.compile(
    r"""(?:(?:р|к|л)\s?/\s?с(?:ч|чет)?\b|\bсч(?:ет|[её]т)?\b|\bбик\b|\bбанк\b|\bуфк\b|получател|плательщик|учредител|лицензи|аккредит
        |свидетельств|зарегистрир|выдан|член\b|партн[её]р|штамп|вх\.)[^\n]{0,120}\Z""",
    re.IGNORECASE | re.VERBOSE,
)
#: Where an author sits: «460015, г. Оренбург, | Дом Советов».
_SEAT = re.compile(r"(?<!\d)\d{6},(?:[^\n ]|[ ](?![ ]{3})){0,120}\Z")
_FOUNDERS = re.compile(r"учредител\w{1,3}\s?:[^:]{0,120}$", re.IGNORECASE)  # a list of them may go over lines
_IN_BRACKETS = re.compile(r"\([^()\n]{0,20}\Z")  # «(ГБУЗС «Инфекционная больница»)» below the whole name
_WITHIN = re.compile(r"(?<![а-я])(?:в|во|на|от|при|из|с)\s{1,3}$", re.IGNORECASE)
#: Chambers that somebody who writes belongs to.
_CHAMBER = re.compile(r"(?:адвокатская|нотариальная)\sпалата", re.IGNORECASE)
#: «МКУ «Управление благоустройства»⏎МО «Воркута»»: a land says where the level above it is.
_LAND = re.compile(r"(?:МО|ГО|МР|муниципальное\sобразование|городской\sокруг|муниципальный\s(?:район|округ))\s[«\"А-ЯЁ]", re.IGNORECASE)
#: What may be a department inside, and what has such departments.
_UNIT = re.compile(
    r"(?:[А-ЯЁ]?[а-яё-]+\s)?(?:отдел|комитет|управление|сектор|служба|институт|факультет|кафедра|центр|лаборатория|деканат|клиника"
    r"|бухгалтерия|приёмная|приемная|канцелярия|библиотека|архив|музей)(?![а-яё])",
    re.IGNORECASE,
)
_ENTITY = re.compile(
    r"(?<![а-яё])(?:учреждени[ея]|университет|академия|институт|колледж|предприятие|обществ[оа]|епархия|организация"
    r"|(?:союз|палата|ассоциация)(?=[^\n]{0,40}«))",
    re.IGNORECASE,
)
_POST = 60  # characters of a post before the name of what somebody heads
_TOP = 14  # lines of a document that a letterhead takes
_NOT_AUTHORS = frozenset(
    (
        ZoneRole.ADDRESSEE, ZoneRole.RECEIPT_STAMP, ZoneRole.APPROVAL, ZoneRole.ACCESS_MARK, ZoneRole.SIGNATURE,
        ZoneRole.NOISE, ZoneRole.HEADING, ZoneRole.APPENDIX,
    )
)  # fmt: skip


def sender(findings: Findings, organizations: Organizations, signed: Sequence[Signatory]) -> tuple[int | None, float]:
    """(index of the author, confidence); (None, 1.0) where the document names none."""
    zones = list(findings.document.zones_of(ZoneRole.LETTERHEAD))
    text = next(findings.document.zones_of(ZoneRole.SALUTATION, ZoneRole.BODY), None)
    before = [zone for zone in zones if text is None or zone.start < text.start]
    for letterhead in (before, zones):  # a letterhead may stand in the footer
        found = _lowest(findings, organizations, letterhead)
        if found is not None:
            return found
    for mention in author_bodies(findings):
        index = organizations.of(mention)
        if index is not None:
            return index, mention.confidence
    headed = _headed(findings, organizations, before)
    if headed is not None:
        return headed
    top = _at_top(findings, organizations, text.start if text is not None else 0)
    if top is not None:
        return top
    return named_author(findings, organizations, signed)


def _lowest(findings: Findings, organizations: Organizations, zones: Sequence[Zone]) -> tuple[int, float] | None:
    """The lowest level of a letterhead: of the organisations in it, the one that is first said last.

    One said again (its short name in brackets) is no level below.
    """
    first: dict[int, Mention] = {}
    for found in _levels(findings, zones):
        index = organizations.of(found)
        if index is not None:
            first.setdefault(index, found)
    levels = list(first.items())
    levels = [level for level in levels if not _LAND.match(level[1].value.name)] or levels
    levels = [level for level in levels if not _CHAMBER.match(level[1].value.name)] or levels
    while len(levels) > 1 and _is_within(levels[-2][1].value.name, levels[-1][1].value.name):
        levels.pop()
    return (levels[-1][0], levels[-1][1].confidence) if levels else None


def _is_within(above: str, below: str) -> bool:
    """Whether a level is an inner department of the one above, which is what writes.

    A ministry writes through its departments; a university, a bishopric or a firm has none that is a body of its own.

    >>> _is_within("ФГБОУ ВО «Терский университет»", "Институт дополнительного образования")
    True
    >>> _is_within("Министерство культуры", "Департамент музеев"), _is_within("УФНС по Омской области", "Отдел № 4")
    (False, False)
    """
    words = below.split()
    own_name = any(not word.isalpha() or word[0].isupper() for word in words[1:] if len(word) > 1 or word == "№") or is_local(words[0])
    return not own_name and bool(_UNIT.match(below)) and bool(_ENTITY.search(above) or above.split(maxsplit=1)[0] in forms())


def _levels(findings: Findings, zones: Sequence[Zone]) -> Iterator[Mention]:
    """The organisations that stand in the letterhead as its levels, in order."""
    for zone in zones:
        for found in findings.within(Kind.ORGANIZATION, zone.start, zone.end):
            if _IN_BRACKETS.search(findings.document.folded, max(0, found.start - 60), found.start):
                continue  # «(УФСИН России по Ульяновской области)», «(Московский Патриархат)»: another name of what is above
            level = as_written(found) or _opens_line(findings.document, found)
            if found.confidence > _LEAST and level and not _of_others(findings.document, zone, found):
                yield found


def _headed(findings: Findings, organizations: Organizations, zones: Sequence[Zone]) -> tuple[int, float] | None:
    """The firm, the farm, the institution whose head writes on a letterhead of his own: «Глава крестьянского хозяйства
    «Заречье»⏎Байбулатов М. И.».
    """
    for zone in zones:
        for found in findings.within(Kind.ORGANIZATION, zone.start, zone.end):
            index = organizations.of(found)
            posts = findings.within(Kind.POSITION, max(zone.start, found.start - _POST), found.start)
            heads = any(post.end + 1 >= found.start and _opens_line(findings.document, post) for post in posts)
            if index is not None and heads and "«" in found.value.name:
                return index, SIGNED
    return None


def _at_top(findings: Findings, organizations: Organizations, stop: int) -> tuple[int, float] | None:
    """The last organisation that begins a line above the text, whatever zone its line was given.

    It is not the addressee's.
    """
    document, found = findings.document, None
    for line in document.own_lines[:_TOP]:
        if line.start >= stop or document.role_at(line.start) in _NOT_AUTHORS:
            continue
        for mention in findings.within(Kind.ORGANIZATION, line.start, line.start + 3):
            index = organizations.of(mention)
            if index is not None and mention.confidence > SIGNED and as_written(mention):
                found = index, NAMED
    return found


def _of_others(document: Document, zone: Zone, found: Mention) -> bool:
    """«р/с … в АО «Банк»», «Учредитель: администрация …»: an organisation that is beside the author."""
    line = document.folded[max(zone.start, found.start - 160) : found.start]
    return bool(_OF_OTHERS.search(line) or _WITHIN.search(line) or _FOUNDERS.search(line) or _SEAT.search(line))


def _opens_line(document: Document, found: Mention) -> bool:
    """Whether a name begins its line: in «НАЗНАЧЕНИЕ РУКОВОДИТЕЛЯ АДМИНИСТРАЦИИ РАЙОНА» it is part of a phrase."""
    return not document.text[document.text.rfind("\n", 0, found.start) + 1 : found.start].strip(' "«*|')
