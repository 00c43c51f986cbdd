"""How well the posts of a letter are read: triples of person, post and organisation against a gold record.

A triple is right when the person, the post and the organisation are: the person by surname and initials, the post by
its words (with or without what follows it: «директор» is «директор школы»), the organisation by any of its forms, and
nothing where the record has null.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.records import PERSON, Letter

#: Person, post, the forms of the organisation (empty for none).
Triple = tuple[str, str, frozenset[str]]


@dataclass
class PostsScore:
    """Right, false and missed triples, and the doubtful ones in words."""

    right: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    def __iadd__(self, other: PostsScore) -> PostsScore:
        self.right += other.right
        self.false += other.false
        self.missed += other.missed
        return self

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall.

        >>> PostsScore(right=3, false=["x"], missed=[]).f1
        0.8571428571428571
        """
        total = 2 * self.right + len(self.false) + len(self.missed)
        return 2 * self.right / total if total else 1.0


def posts_score(letter: Letter, gold: Mapping[str, Any]) -> PostsScore:
    """The triples of a letter against those of its gold record."""
    wanted = list(_wanted(gold))
    free = list(range(len(wanted)))
    score = PostsScore()
    for triple in _said(letter):
        hit = next((k for k in free if _same(triple, wanted[k])), None)
        if hit is not None:
            free.remove(hit)
            score.right += 1
        elif not any(_same(triple, one) for one in wanted):
            score.false.append(_words(triple))
    score.missed = [_words(wanted[k]) for k in free]
    return score


def _said(letter: Letter) -> list[Triple]:
    found: dict[Triple, None] = {}
    for mention in letter.mentions:
        if mention.entity_type == PERSON and mention.position:
            found[_triple(letter, mention.entity, mention.position, mention.organization)] = None
    for signatory in letter.signatories:
        if signatory.person is not None and signatory.position:
            found[_triple(letter, signatory.person, signatory.position, signatory.organization)] = None
    for addressee in letter.addressees:
        if addressee.person is not None and addressee.position:
            found[_triple(letter, addressee.person, addressee.position, addressee.organization)] = None
    return list(found)


def _triple(letter: Letter, person: int, position: str, organization: int | None) -> Triple:
    forms: Iterable[str] = ()
    if organization is not None:
        body = letter.organizations[organization]
        forms = (body.name, body.short_name, *body.aliases)
    return plain_person(letter.people[person].full_name), plain(position), frozenset(filter(None, map(plain, forms)))


def _wanted(gold: Mapping[str, Any]) -> Iterable[Triple]:
    aliases: Mapping[str, Sequence[str]] = gold.get("organization_aliases") or {}
    for post in gold.get("posts") or []:
        name = post["organization"]
        forms = [name, *aliases.get(name, ())] if name else []
        yield plain_person(post["person"]), plain(post["position"] or ""), frozenset(map(plain, forms))


def _same(one: Triple, other: Triple) -> bool:
    if one[0] != other[0] or bool(one[2]) != bool(other[2]) or (one[2] and not one[2] & other[2]):
        return False
    return one[1] == other[1] or one[1].startswith(other[1] + " ") or other[1].startswith(one[1] + " ")


def _words(triple: Triple) -> str:
    return f"{triple[0]} | {triple[1]} | {max(triple[2], key=len, default='-')}"


def plain(text: str) -> str:
    """Small letters, е for ё, one kind of dash, no quotes, single blanks."""
    text = re.sub(r"[«»\"“”„'`*_]", " ", text.lower().replace("ё", "е"))
    return re.sub(r"\s+", " ", re.sub(r"[–—−]", "-", text)).strip(" .,;:")


def plain_person(name: str) -> str:
    """Surname and initials, so that «Петрова А. И.» and «Петрова Анна Ильинична» are one.

    >>> plain_person("Петрова А. И."), plain_person("Петрова Анна Ильинична")
    ('петрова аи', 'петрова аи')
    """
    words = plain(name).replace(".", ". ").split()
    initials = [word[0] for word in words if len(word.rstrip(".")) == 1]
    spelled = [word for word in words if len(word.rstrip(".")) > 1]
    return " ".join([*spelled[:1], "".join(initials or [word[0] for word in spelled[1:]])])
