"""Who signed: posts and names of the signature, the marks of electronic signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from extractors.document import Zone, ZoneRole
from extractors.mention import Kind
from extractors.positions import acting
from extractors.russian.names import nominative
from pipeline.records import Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.people import People
from pipeline.resolve.posts.papers import signed_at
from pipeline.resolve.posts.post import Post, singular, split
from pipeline.resolve.signature_columns import behind_names, in_columns
from pipeline.resolve.signature_words import (
    BRACKET_BEHIND,
    FORMULA,
    HONOUR_LINES,
    HONOURS_BEHIND,
    LABELS,
    RANK_BEFORE,
    bare,
    is_junk,
)


def signatories(
    findings: Findings, people: People, organizations: Organizations, sender: int | None
) -> list[Signatory]:
    """Those who signed, in order: post, name, and the mark of the electronic signature that is theirs."""
    found: list[Signatory] = []
    waiting: Post | None = None  # a post whose name stands behind the box of the electronic signature
    for zone in findings.document.zones_of(ZoneRole.SIGNATURE):
        signed = list(_of_signature(findings, people, organizations, sender, zone, waiting))
        waiting = None
        if not signed:
            post = _signed_post(findings, organizations, zone.start, zone.end)
            waiting = post if post.position and findings.within(Kind.POSITION, zone.start, zone.end) else None
        found += signed
    if len(found) == 1 and not found[0].position:
        found = [_with_letterhead_post(findings, organizations, found[0])]
    return _with_marks(findings, people, found, sender)


def approvers(
    findings: Findings, people: People, organizations: Organizations, sender: int | None
) -> dict[int, Post]:
    """The posts of those who agree or put a visa, by their persons: each stands with a name as in a signature."""
    found: dict[int, Post] = {}
    for zone in findings.document.zones_of(ZoneRole.APPROVAL):
        for one in _of_signature(findings, people, organizations, sender, zone, None):
            if one.person is not None and one.position and len(one.position) < _LONGEST_POST and not _CITED.search(one.position):
                found.setdefault(one.person, Post(one.position, one.organization, 0, 0))
    return found


_LONGEST_POST = 120  # characters
_CITED = re.compile(r"\d|(?:приказ|распоряжени|решени|постановлени|протокол)[а-я]{0,3}\b|[:;]", re.IGNORECASE)


def _of_signature(
    findings: Findings,
    people: People,
    organizations: Organizations,
    sender: int | None,
    zone: Zone,
    waiting: Post | None,
) -> Iterator[Signatory]:
    specimens = _SPECIMEN.finditer(findings.document.folded, zone.start, zone.end)
    begin = max((line.end() for line in specimens), default=zone.start)
    persons = [m for m in findings.within(Kind.PERSON, begin, zone.end) if people.of(m) is not None]
    persons = [m for m in persons if not _ON_BEHALF.search(findings.document.folded, max(begin, m.start - _BEHALF), m.start)]
    signed = partial(_signed_post, findings, organizations)
    columns = in_columns(findings, zone, persons, signed) or behind_names(findings, zone, persons, signed)
    common: Post | None = None  # «Члены комиссии:», which those who sign below hold each
    for n, person in enumerate(persons):
        stop = persons[n + 1].start if n + 1 < len(persons) else zone.end
        post = columns[n] if columns else signed(begin, person.start)
        end = person.end
        if not post.position and n == 0 and waiting is not None:
            post = waiting
        if (not post.position or RANK_BEFORE.match(post.position)) and n + 1 >= len(persons):
            behind = HONOURS_BEHIND.match(findings.document.folded, person.end, stop)
            after = signed(stop if behind else person.end, stop)
            post, end = (after, max(end, after.end)) if after.position else (post, end)
        one = singular(post.position)
        if post.position and one != post.position:
            common = post = replace(post, position=one)
        elif not post.position and common is not None:
            post = common
        else:
            common = None
        start = post.start if post.position and zone.start <= post.start < person.start else person.start
        confidence = round(min(person.confidence, zone.confidence) * (0.98 if post.position else 0.85), 3)
        yield Signatory(
            person=people.of(person),
            position=post.position,
            organization=signed_at(findings, organizations, post, sender),
            acting=acting(post.position),
            electronic_signature=False,
            certificate="",
            certificate_owner="",
            valid_from="",
            valid_to="",
            source=findings.span(start, max(person.end, end), "signatory:zone", confidence),
        )
        begin = end


#: «по поручению судьи Грушиной Д.О.»: she does not sign herself.
_ON_BEHALF = re.compile(r"(?:по поручению|от имени) (?:[^\s_]{2,30} (?! )){1,6}$", re.IGNORECASE)
_BEHALF = 80  # characters
#: «Образец подписи Грушина И.И. ______ удостоверяю» in a power of attorney: he does not sign the paper.
_SPECIMEN = re.compile(r"\bобраз(?:ец|цы)\sподписи[^\n]{0,200}\n", re.IGNORECASE)


def _with_letterhead_post(findings: Findings, organizations: Organizations, signed: Signatory) -> Signatory:
    """A letterhead of an official (бланк должностного лица) names the post that the signature leaves out."""
    posts = findings.in_zones(Kind.POSITION, ZoneRole.LETTERHEAD)
    if not posts:
        return signed
    post = split(findings, organizations, posts[-1].start, posts[-1].end, nominative=True)
    return replace(signed, position=post.position, acting=acting(post.position))


#: «За генерального директора⏎начальник юридического отдела»: whom somebody signs for is no post of his.
_FOR = re.compile(r"за\s[^\n|]{3,120}[\n|]\s{0,80}", re.IGNORECASE)


def _signed_post(findings: Findings, organizations: Organizations, start: int, end: int) -> Post:
    """The post between two names of a signature, without formulas, lines to sign on and seals."""
    folded = findings.document.folded
    aside = BRACKET_BEHIND.match(folded, start, end)
    if aside and not findings.within(Kind.POSITION, start, aside.end()):
        start = aside.end()
    start = max((said.end() for said in _SENTENCE_END.finditer(folded, start, end)), default=start)
    while start < end and folded[start] in " \t\n,;|":
        start += 1
    start += skipped.end() if (skipped := _DAY_ABOVE.match(folded[start:end])) else 0
    start += skipped.end() if (skipped := LABELS.match(folded[start:end])) else 0
    start += skipped.end() if (skipped := FORMULA.match(folded[start:end])) else 0
    start = _post_start(findings, start, end)
    deputy = _FOR.match(folded, start, end)
    if deputy and any(m.start - deputy.end() < 2 for m in findings.within(Kind.POSITION, deputy.end(), end)):
        start = deputy.end()
    while start < end and folded[start] in " \t\n,;|":
        start += 1
    honours = HONOUR_LINES.search(folded, start, end)
    stop = honours.start() if honours else end
    post = split(findings, organizations, start, stop, nominative=True)
    if is_junk(post.position):
        post = _below_address(findings, organizations, start, stop) or post
    position = bare(post.position)
    return replace(post, position=position if any(map(str.isalpha, position)) else "")


#: «25.10.2025⏎По поручению жильцов⏎председатель совета дома»: the day of a petition above whoever signs.
_DAY_ABOVE = re.compile(r"\d{1,2}\.\d\d\.\d{4}(?:\s?г(?:ода|\.))?[ \t]{0,8}\n\s{0,80}")


def _post_start(findings: Findings, start: int, end: int) -> int:
    """Where the post begins behind what stands above it or charges its holder: «… на 12 л.⏎⏎| Председатель правления», «По
    поручению профкома | председатель»."""
    said = findings.within(Kind.POSITION, start, end)
    if not said:
        return start
    folded = findings.document.folded
    if _CHARGED.match(folded, start, end):
        return said[-1].start
    return said[0].start if _BLANK_LINE.search(folded, start, said[0].start) else start


_CHARGED = re.compile(r"\s{0,4}(?:по\sпоручению|от\sимени)\s", re.IGNORECASE)
_BLANK_LINE = re.compile(r"\n[ \t]{0,80}\n")


def _below_address(findings: Findings, organizations: Organizations, start: int, end: int) -> Post | None:
    """The post below the name and the address of a side of a contract: «АНО «Школа»⏎160000, г. …⏎⏎Директор⏎____ М.И. Чадов»."""
    said = findings.within(Kind.POSITION, start, end)
    if not said:
        return None
    bodies = [organizations.of(m) for m in findings.within(Kind.ORGANIZATION, start, said[-1].start)]
    post = split(findings, organizations, said[-1].start, end, nominative=True)
    named = next((body for body in reversed(bodies) if body is not None), None)
    return post if post.organization is not None else replace(post, organization=named)


#: The text above a post: «… поддерживаем это решение!⏎и.о. ректора».
_SENTENCE_END = re.compile(r"(?:[а-яё»)]{4}[.?]|!)[ \t]{0,8}\n")


def _with_marks(findings: Findings, people: People, found: list[Signatory], sender: int | None) -> list[Signatory]:
    """Signatories joined with the marks of electronic signatures: by owner, or the only mark to the only one."""
    marks = findings.of(Kind.SIGNATURE_MARK)
    free = set(range(len(found)))
    for mark in marks:
        ranked = nominative(mark.value.owner) if mark.value.owner else ()
        owner = ranked[0].name if ranked else None
        index = people.by_name(owner) if owner else None
        if owner is not None and index is not None:
            people.add(owner)
        match = next((k for k in sorted(free) if index is not None and found[k].person == index), None)
        if match is None and len(marks) == 1 and len(found) == 1 and index is None:
            match = 0
        signed = {
            "electronic_signature": True, "certificate": mark.value.certificate, "certificate_owner": mark.value.owner,
            "valid_from": mark.value.valid_from, "valid_to": mark.value.valid_to,
        }  # fmt: skip
        if match is not None:
            free.discard(match)
            found[match] = replace(found[match], **signed)
        elif owner is not None and owner.given and not found:
            person = people.add(owner)
            found.append(
                Signatory(
                    person,
                    "",
                    sender,
                    False,
                    True,
                    mark.value.certificate,
                    mark.value.owner,
                    mark.value.valid_from,
                    mark.value.valid_to,
                    findings.source(mark, 0.75),
                )
            )
    return found
