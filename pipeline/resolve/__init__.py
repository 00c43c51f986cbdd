"""Mentions -> Letter: rivals settled, entities joined, roles given by zone.

findings       rivals for the same text settled; mentions by kind and place
people         one person, one entry        organizations  one organisation, one entry (organization_forms, _acronyms, _nucleus)
signatories    who signed, with posts (signature_columns)   addressees  to whom it goes (classes)  petitioner  who writes under «от …»
acts           references and dates (years)  details       contacts, requisites, enclosures, tables
kinds          letter, order, news … (page_kinds, page_cues, page_shapes)
titles         heading of a letter, of a page (headline_choice, headline_top, headline_cues, headline_words, headlines)
sender         the author (others: who is none; co_authors: the second of two; named_authors: without a letterhead)
card           language, what is doubtful

Who holds which post where is a wing of its own, `posts`, with a plan of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention
from pipeline.calibration import calibrated, share
from pipeline.records import Addressee, EntityMention, HeldPost, Letter, Organization, Person, Signatory
from pipeline.resolve import acts, addressees, card, details, kinds, signatories, titles
from pipeline.resolve import sender as authors
from pipeline.resolve.co_authors import co_author
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.page_shapes import spoken_of
from pipeline.resolve.people import People, Someone, gender_of
from pipeline.resolve.petitioner import receives, writes
from pipeline.resolve.posts.holders import Holders
from pipeline.resolve.posts.papers import addressed_at, parted, signed_for
from pipeline.resolve.posts.post import Post, plain
from pipeline.resolve.posts.roles import is_part

_ROLE_OF_ZONE = {
    ZoneRole.ADDRESSEE: "addressee", ZoneRole.SIGNATURE: "signatory", ZoneRole.EXECUTOR: "executor",
    ZoneRole.APPROVAL: "approver", ZoneRole.SALUTATION: "addressee", ZoneRole.E_SIGNATURE: "signatory",
}  # fmt: skip
_SIGNED_PAGES = ("article", "news")
_NO_POST = Post("", None, 0, 0)


def resolve(document: Document, mentions: Iterable[Mention]) -> Letter:
    """What the document says, from what the extractors found in it."""
    findings = Findings(document, mentions)
    people, organizations = People(findings), Organizations(findings)
    sender, sender_sure = authors.sender(findings, organizations, ())
    signed = signatories.signatories(findings, people, organizations, sender)
    if sender is None:
        sender, sender_sure = authors.sender(findings, organizations, signed)
    addressed = addressees.addressees(findings, people, organizations)
    second = co_author(findings, organizations, signed, addressed, sender)
    if second is not None:
        sender, addressed = second, [a for a in addressed if a.organization != second]
    references = acts.references(findings, organizations)
    dates = acts.dates(findings, references)
    kind = kinds.kind(findings, references, addressed, signed)
    if kind in kinds.PAGES:  # a page of a site is neither signed nor addressed nor registered
        signed, addressed, sender = [], [], None
        references = [r for r in references if r.role == "cited" or (r.role == "own" and r.number and r.date)]
        dates = acts.dates(findings, references)
    signed = signed_for(findings, organizations, signed, sender, kind)
    addressed = addressed_at(findings, organizations, addressed, sender)
    to = next((a.organization for a in addressed if a.organization is not None), None)
    holders = Holders(findings, people, organizations, sender, kind, to)
    signed = [replace(one, organization=holders.told(one)) for one in signed]
    title, title_sure, _ = titles.title(findings, kind, page=kind in kinds.PAGES)
    details.give_requisites(findings, organizations, sender)
    access = next((m.value for m in findings.of(Kind.ACCESS_MARK)), "")
    entity_mentions = _entity_mentions(findings, people, organizations, holders, sender, signed, addressed, kind)
    letter = Letter(
        text=document.text,
        format=document.format,
        kind=kind,
        language=card.language(document.text),
        title=title,
        pages=max(1, len(document.pages)),
        text_source=document.text_source,
        access_mark=access,
        sender=sender,
        confidence=0.0,
        needs_review=False,
        people=tuple(_person(someone) for someone in people.all),
        organizations=_organizations(organizations),
        references=tuple(references),
        dates=tuple(dates),
        signatories=tuple(signed),
        addressees=tuple(addressed),
        contacts=tuple(details.contacts(findings, people, organizations, sender)),
        mentions=tuple(entity_mentions),
        appendices=tuple(details.appendices(findings)),
        tables=tuple(details.tables(document)),
        meta=dict(document.meta),
        field_confidence={"sender": sender_sure, "title": title_sure},
    )
    return _weighed(calibrated(letter, document), document, by_person=_writes_himself(findings, signed))


def _writes_himself(findings: Findings, signed: Sequence[Signatory]) -> bool:
    """Whether a person writes and no organisation: an official on a letterhead of his own, a citizen."""
    if findings.in_zones(Kind.POSITION, ZoneRole.LETTERHEAD):
        return True
    headed = any(True for _ in findings.document.zones_of(ZoneRole.LETTERHEAD))
    return not headed and bool(signed) and not any(s.position for s in signed)


def _weighed(letter: Letter, document: Document, *, by_person: bool) -> Letter:
    """The letter with the confidence of its card, and with words for what is doubtful in it."""
    own = [r for r in letter.references if r.role == "own"]
    sure = {name: share(name, "*", value) for name, value in letter.field_confidence.items()}
    fields: dict[str, float | None] = {
        "registration_number": next((r.source.confidence for r in own if r.number), None),
        "registration_date": next((r.source.confidence for r in own if r.date), None),
        "sender": sure["sender"] if letter.sender is not None else None,
        "signatory": min((s.source.confidence for s in letter.signatories), default=None),
        "addressee": min((a.source.confidence for a in letter.addressees), default=None),
        "title": sure["title"] if letter.title else None,
    }
    if by_person and letter.sender is None:
        del fields["sender"]  # there is no organisation to find
    confidence, warnings = card.doubts(document, letter.kind, fields)
    return replace(letter, confidence=confidence, warnings=warnings, needs_review=bool(warnings), field_confidence=sure)


def _person(someone: Someone) -> Person:
    name = someone.name
    return Person(
        full_name=name.full,
        surname=name.surname or "",
        given_name=name.given or "",
        patronymic=name.patronymic or "",
        gender=gender_of(name),
        position=someone.position,
        organization=someone.organization,
        also=tuple(_others(someone)),
    )


def _others(someone: Someone) -> Iterator[HeldPost]:
    """The posts of a person beside the one said most firmly, each once, however it is spelled."""
    met = {(plain(someone.position), someone.organization)}
    for post in someone.posts:
        key = plain(post.position), post.organization
        if key not in met:
            met.add(key)
            yield post


def _organizations(organizations: Organizations) -> tuple[Organization, ...]:
    return tuple(
        Organization(
            name=body.name,
            short_name=body.short_name,
            legal_form=body.value.legal_form,
            parent=body.parent,
            aliases=tuple(body.aliases),
            registrable=bool(body.mentions),
            inn=body.requisites.get("inn", ""),
            kpp=body.requisites.get("kpp", ""),
            ogrn=body.requisites.get("ogrn", ""),
            okpo=body.requisites.get("okpo", ""),
        )
        for body in organizations.all
    )


def _entity_mentions(
    findings: Findings, people: People, organizations: Organizations, holders: Holders, sender: int | None,
    signed: list[Signatory], addressed: list[Addressee], kind: str,
) -> list[EntityMention]:  # fmt: skip
    """Every mention of a person and of an organisation with its role, and the post that is said beside it."""
    found: list[EntityMention] = []
    posts = {s.person: Post(s.position, s.organization, 0, 0) for s in signed}
    posts |= {
        a.person: Post(a.position, a.organization, 0, 0)
        for a in addressed
        if a.person is not None and a.person not in posts
    }
    visas = signatories.approvers(findings, people, organizations, holders.paper)
    holders.agree({index: post for index, post in posts.items() if index is not None})
    seen_at: set[int] = set()
    for mention in findings.of(Kind.PERSON):
        index = people.of(mention)
        if index is None:
            continue
        zone = findings.role(mention)
        role = _ROLE_OF_ZONE.get(zone, "mentioned") if zone and kind not in kinds.PAGES else "mentioned"
        by = writes if role == "addressee" else _is_author if role == "mentioned" and kind in _SIGNED_PAGES else None
        if by is not None and by(findings, mention):
            role = "author"
        if role == "executor" and receives(findings, mention):
            role = "mentioned"
        firm = posts.get(index) if role in ("signatory", "addressee") else None
        said = parted(firm) if firm is not None and firm.position else list(holders.of(mention))
        if role == "approver" and index in visas and (not said or plain(said[0].position) in plain(visas[index].position)):
            said = [visas[index]]
        if role in ("signatory", "addressee") and is_part(said[0].position if said else ""):
            said = []
        _hold(people, index, said, strong=role in ("signatory", "addressee"))
        seen_at.add(index)
        for post in said or (_NO_POST,):
            held = (post.position, post.organization, findings.source(mention), post.former)
            found.append(EntityMention("person", index, role, *held))
    for mark in findings.of(Kind.SIGNATURE_MARK):
        owner = next(
            (s.person for s in signed if s.certificate_owner == mark.value.owner and s.person is not None), None
        )
        if owner is not None and owner not in seen_at:
            found.append(EntityMention("person", owner, "signatory", "", None, findings.source(mark)))
    for mention in findings.of(Kind.ORGANIZATION):
        index = organizations.of(mention)
        if index is not None:
            zone = findings.role(mention)
            role = (
                "sender"
                if index == sender and zone is ZoneRole.LETTERHEAD
                else "addressee"
                if zone is ZoneRole.ADDRESSEE and not writes(findings, mention)
                else "mentioned"
            )
            found.append(EntityMention("organization", index, role, "", None, findings.source(mention)))
    return sorted(found, key=lambda m: (m.source.start, m.source.end, m.entity_type))


def _hold(people: People, index: int, said: Sequence[Post], *, strong: bool) -> None:
    """The post of a person is the one said most firmly: in a signature or an address before the text."""
    someone = people.all[index]
    for post in said:
        if not post.position or post.former:
            continue
        someone.posts.setdefault(HeldPost(post.position, post.organization))
        strength = 2.0 if strong else 1.0
        if strength > someone.strength:
            someone.position, someone.organization, someone.strength = post.position, post.organization, strength


def _is_author(findings: Findings, mention: Mention) -> bool:
    """A name on a line of its own near the top of an article that does not tell of its holder."""
    if spoken_of(findings, mention):
        return False
    for line in findings.document.own_lines[:10]:
        if line.start <= mention.start < line.end:
            return mention.end - mention.start >= 0.8 * (line.end - line.start)
    return False
