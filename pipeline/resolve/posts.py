"""Who holds which post where: a post beside a person, and the organisation the post is held in."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.phrases import nominative_phrase
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations

_BETWEEN_LEFT = re.compile(r"^[\s,«»\"_/]{0,40}(?:п/п|подпись)?[\s_/]{0,40}$", re.IGNORECASE)  # post, then name
_BETWEEN_RIGHT = re.compile(
    r"^\s{0,3}(?:[,(]|\s-\s|-|:)\s{0,3}(?:[а-я]{4,14}(?:ый|ий|ой|ая)\s)?$|^\s{0,3}\n\s{0,3}$|^\s{0,3}[\t|]{1,2}\s{0,3}\|?\s{0,3}$"
)  # name, post
_FORMER = re.compile(r"\b(?:бывш\w{2,3}|экс-|в\sпрошлом|ранее)\s{0,2}-?\s?$", re.IGNORECASE)
_TRAILING = re.compile(r"(?:\s+(?:и|в|на|по|при|с|от|имени))+$")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as said at one place: nominative, without its organisation where that is named."""

    position: str
    organization: int | None
    start: int
    end: int
    former: bool = False


def split(findings: Findings, organizations: Organizations, start: int, end: int, *, nominative: bool = False) -> Post:
    """The post that stands in [start, end), its organisation apart.

    `nominative` says that the text stands in the nominative already (a signature).
    """
    text = findings.document.text
    inner = [m for m in findings.within(Kind.ORGANIZATION, start, end) if organizations.of(m) is not None]
    cut, organization = end, None
    for found in inner:
        before = text[start : found.start].strip(" \n\t,")
        if found.start > start and before:
            cut, organization = found.start, organizations.of(found)
            break
    if organization is None and inner and inner[0].start == start and inner[0].end < end:
        start, organization = inner[0].end, organizations.of(inner[0])
    raw = _TRAILING.sub("", " ".join(_joined(text[start:cut]).split()).strip(' ,;:–-—("«_/'))
    position = raw if nominative else nominative_phrase(raw)
    former = _FORMER.search(findings.document.folded, max(0, start - 20), start) is not None
    return Post(position, organization, start, cut, former)


def _joined(text: str) -> str:
    """A word cut by a line-end hyphen whole again: «заме-⏎ститель»."""
    return re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", text)


def beside(findings: Findings, organizations: Organizations, person: Mention) -> Post | None:
    """The post said right before or right after a person's name in running text, None where none is."""
    return _before(findings, organizations, person) or _after(findings, organizations, person)


def _before(findings: Findings, organizations: Organizations, person: Mention) -> Post | None:
    """«заместитель Министра просвещения России Денис Грибов»."""
    nearby = list(findings.within(Kind.POSITION, max(0, person.start - 260), person.start))
    for found in reversed(nearby):
        end = min(found.end, person.start)
        gap = findings.document.folded[end : person.start]
        within = [m for m in findings.within(Kind.ORGANIZATION, found.start, person.start) if m.end <= person.start]
        if within:
            gap = findings.document.folded[max(end, within[-1].end) : person.start]
            end = max(end, within[-1].end)
        if _BETWEEN_LEFT.match(gap) and not _crosses(findings, found, person):
            return split(findings, organizations, found.start, end)
        return None
    return None


def _after(findings: Findings, organizations: Organizations, person: Mention) -> Post | None:
    """«Барановой Наталье Сергеевне, руководителю ЦНППМ»; a line or a cell below the name counts too."""
    for found in findings.within(Kind.POSITION, person.end, person.end + 40)[:1]:
        gap = findings.document.folded[person.end : found.start]
        if not _BETWEEN_RIGHT.match(gap):
            return None
        if any(
            found.end >= other.start > found.start - 1 and other.start - found.end <= 1
            for other in findings.within(Kind.PERSON, found.start, found.end + 3)
        ):
            return None  # «…, директор Петров П. П.»: the post of the next one
        end = found.end
        following = findings.within(Kind.ORGANIZATION, end, end + 4)
        if following and not findings.document.folded[end : following[0].start].strip():
            end = following[0].end
        return split(findings, organizations, found.start, end)
    return None


def _crosses(findings: Findings, position: Mention, person: Mention) -> bool:
    """Whether another person stands between the post and this one, or the zones differ."""
    if findings.within(Kind.PERSON, position.start, person.start):
        return True
    document = findings.document
    return (
        document.role_at(position.start) is not document.role_at(person.start)
        and document.role_at(person.start) is not ZoneRole.SIGNATURE
    )
