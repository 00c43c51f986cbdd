"""The body whose paper a document is, and the posts of those who sign it or to whom it is written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.atoms import line_around
from extractors.document import ZoneRole
from extractors.mention import Kind
from extractors.russian.post_phrases import phrases
from extractors.russian.wordforms import tokenize
from pipeline.records import Addressee, Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.petitioner import author_bodies, author_posts
from pipeline.resolve.posts.body_words import heads_of, kinds_at
from pipeline.resolve.posts.homes import Home, home
from pipeline.resolve.posts.post import Post, is_official
from pipeline.resolve.posts.roles import is_chair, is_lone_chair, is_post

#: Kinds of papers that somebody made, whether or not a letterhead says who.
_PAPERS: Final = ("other", "order")
#: «(далее – Музей)», «(ГБПОУ БАТК)» behind a name: the short form that a text will use.
_INTRODUCES: Final = re.compile(r"\s{0,3}\(\s{0,2}(?:далее|[А-Я]{2})")
_TOP: Final = 300  # characters of a page where its site says whose it is
_FILLED: Final = 0.8  # of its line
_MEMO: Final = re.compile(r"служебная|докладная|объяснительная|рапорт|записка", re.IGNORECASE)


def own_body(findings: Findings, organizations: Organizations) -> int | None:
    """The body whose paper it is where no letterhead says so: who approves it («УТВЕРЖДАЮ⏎Директор ГКОУ …») or is named in
    its heading («ПРОТОКОЛ заседания совета МБДОУ …»), or introduces itself."""
    for roles in ((ZoneRole.APPROVAL,), (ZoneRole.KIND, ZoneRole.HEADING, ZoneRole.REGISTRATION)):
        body = _first_in(findings, organizations, *roles)
        if body is not None:
            return body
    return introduced(findings, organizations)


def approving_body(findings: Findings, organizations: Organizations) -> int | None:
    """The body that approves a paper: «УТВЕРЖДАЮ⏎Директор ГКОУ «Школа»»."""
    return _first_in(findings, organizations, ZoneRole.APPROVAL)


def _first_in(findings: Findings, organizations: Organizations, *roles: ZoneRole) -> int | None:
    found = (organizations.of(m) for m in findings.in_zones(Kind.ORGANIZATION, *roles))
    return next((index for index in found if index is not None), None)


def inner_paper(findings: Findings, organizations: Organizations, addressed: int | None) -> bool:
    """Whether a paper stays inside the body it is written to: a memo, or «Директору МБОУ «Лицей»⏎от учителя Зимина А. П.», whose
    author has a post that such a body has."""
    if addressed is None:
        return False
    if _is_memo(findings):
        return True
    bodies = {index for m in author_bodies(findings) if (index := organizations.of(m)) is not None}
    return not bodies and any(
        home(found.value, organizations.all[addressed]) is Home.HERE and is_post(found.value) for found in author_posts(findings)
    )


def _is_memo(findings: Findings) -> bool:
    named = " ".join(findings.text_of(zone) for zone in findings.document.zones_of(ZoneRole.KIND))
    return _MEMO.search(named) is not None


def petitioner(findings: Findings, organizations: Organizations) -> int | None:
    """The body on whose behalf somebody writes: «от председателя правления РОО «Дыхание»»."""
    return next((index for m in author_bodies(findings) if (index := organizations.of(m)) is not None), None)


def introduced(findings: Findings, organizations: Organizations) -> int | None:
    """The first organisation of a document, where it is introduced: «ГБУ «Музей «Заря» (далее – Музей) объявляет …»."""
    first = next((m for m in findings.of(Kind.ORGANIZATION) if organizations.of(m) is not None), None)
    told = first is not None and _INTRODUCES.match(findings.document.folded, first.end)
    return organizations.of(first) if first is not None and told else None


def site_body(findings: Findings, organizations: Organizations) -> int | None:
    """The body whose site a text is taken from: one that fills a line at the top."""
    folded = findings.document.folded
    for found in findings.within(Kind.ORGANIZATION, 0, _TOP):
        index = organizations.of(found)
        line = folded[slice(*line_around(folded, found.start, found.end))]
        if index is not None and found.end - found.start > _FILLED * len(line.strip()):
            return index
    return None


def addressed_at(
    findings: Findings, organizations: Organizations, addressed: Sequence[Addressee], sender: int | None
) -> list[Addressee]:
    """Addressees with the organisation that a post of theirs is held in: that of the author, where they are at home there or
    the paper is a memo; that of whom they stand under."""
    inner = _is_memo(findings)
    found: list[Addressee] = []
    for one in addressed:
        body = one.organization
        if body is None and one.position and "«" not in one.position and one.person is not None and not one.organization_name:
            at = home(one.position, organizations.all[sender] if sender is not None else None)
            if sender is not None and (at is Home.HERE or (inner and at is Home.ANYWHERE and not is_official(one.position))):
                body = sender
            elif found and at is Home.ANYWHERE and not any(test(one.position) for test in (is_official, is_chair, _placed)):
                body = found[-1].organization
        name = organizations.all[body].name if body is not None and body != one.organization else one.organization_name
        found.append(replace(one, organization=body, organization_name=name))
    return found


def _placed(position: str) -> bool:
    """Whether a post ends with the name of its place: «капитан порта Омск»."""
    return position.rpartition(" ")[2].istitle()


def signed_for(
    findings: Findings, organizations: Organizations, signed: Sequence[Signatory], sender: int | None, kind: str
) -> list[Signatory]:
    """Signatories of a paper without a letterhead, with the body whose paper it is."""
    own = own_body(findings, organizations) if sender is None and kind in _PAPERS else None
    if own is None:
        return list(signed)
    bare = [Post(one.position, one.organization, 0, 0) for one in signed]
    return [replace(one, organization=signed_at(findings, organizations, post, own)) if one.position else one
            for one, post in zip(signed, bare, strict=True)]  # fmt: skip


def signed_at(findings: Findings, organizations: Organizations, post: Post, sender: int | None) -> int | None:
    """The organisation for which somebody signs: the one named with the post, that of the paper; a head of a land signs
    for the author whose land it is, the chair of a meeting for none."""
    if post.organization is not None:
        return post.organization
    level = at_level(findings, organizations, post, sender)
    choosy = any(test(post.position) for test in (is_official, is_chair, is_lone_chair))
    held = level is not None and home(post.position, organizations.all[level]) is Home.HERE
    return level if held or not choosy else None


_DEPARTMENTS: Final = frozenset(("отдел", "сектор"))  # those of a church, of an enterprise are inside it


def at_level(findings: Findings, organizations: Organizations, post: Post, sender: int | None) -> int | None:
    """Of the author and the levels of his letterhead the one that the post says («председатель отделения»), else that where such
    a post is at home, else the author."""
    levels = [organizations.of(m) for m in findings.in_zones(Kind.ORGANIZATION, ZoneRole.LETTERHEAD)]
    bodies = [i for i in (sender, *reversed(levels)) if i is not None]
    words = tokenize(post.position, 0, len(post.position))
    said = (kinds_at(words, 1) | kinds_at(words, 1, units=True)) - _DEPARTMENTS if len(words) == 2 else frozenset()
    called = (i for i in bodies if said & heads_of(organizations.all[i].name))
    at_home = (i for i in bodies if home(post.position, organizations.all[i]) is Home.HERE)
    return next(called, next(at_home, sender))


def parted(post: Post) -> list[Post]:
    """The posts that a signature names together: «Проректор по науке, | председатель Учёного совета», the chair held at no body.

    >>> [one.position for one in parted(Post("Депутат, заместитель председателя комитета", None, 0, 0))]
    ['Депутат', 'заместитель председателя комитета']
    """
    if "," not in post.position:
        return [post]
    said = tokenize(post.position, 0, len(post.position))
    starts = [phrase.first for phrase in phrases(said) if phrase.first == 0 or said[phrase.first - 1].text == ","]
    if len(starts) < 2 or starts[0]:
        return [post]
    ends = [*(said[n].start for n in starts[1:]), len(post.position)]
    parts = [post.position[said[n].start : end].strip(" ,") for n, end in zip(starts, ends, strict=True)]
    return [post.at(post.organization, parts[0]), *(post.at(None if is_chair(one) else post.organization, one) for one in parts[1:])]
