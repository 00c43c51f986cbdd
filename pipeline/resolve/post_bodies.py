"""The organisation that a post is held in where its own words name none.

    by its words     «директор гимназии» where one gymnasium is named, «методист ИРО», «хранитель нашего музея»
    beside the name  «Петров (ООО «Заря»)», «ООО «Заря» (директор Петров)», the other cells of the row
    by the place     who signs, executes, approves or answers questions belongs to the author (`post_places`)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.mention import Kind, Mention
from extractors.russian.morph import parses
from extractors.russian.wordforms import Token, lemmas, tokenize
from pipeline.resolve.body_words import attributes_from, bodies, is_kind, kinds_at, lemmas_of, telling
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.people import People
from pipeline.resolve.post_places import PostPlaces
from pipeline.resolve.post_roles import is_chair
from pipeline.resolve.posts import EDGES, TRAILING, Post, names_itself

#: «методист той же школы», «сотрудник нашего музея»: words that point at a body named elsewhere.
_SAME: Final = re.compile(r"\s{1,3}(?:той|того|этой|этого)\s{1,2}же\s{1,2}(?P<body>[а-я-]{3,30})")
#: «От академии в группу войдут декан …», «со стороны университета – ректор …»: on whose behalf people are named.
_ON_BEHALF: Final = re.compile(r"(?<!\w)(?:от|со\s{1,2}стороны)\s{1,3}(?P<body>[А-Яа-я-]{3,30})", re.IGNORECASE)
_SENTENCE_BEFORE: Final = 240
_LIST_BEFORE: Final = 400
_CLAUSE: Final = re.compile(r"(?<!\w)(?:что|чтобы|котор\w{2,3}|где|когда|так\sкак)(?!\w)", re.IGNORECASE)
_OUR: Final = re.compile(r"\bнаш(?:его|ей|ему|им|ем|а|у)?\s{0,3}$", re.IGNORECASE)
_YOUR: Final = re.compile(r"\bваш(?:его|ей|ему|им|ем|а|у)?\s{0,3}$", re.IGNORECASE)
_MINE: Final = re.compile(r"\bмо(?:ему|его|им|ей|ю|й|я)\s{0,3}$", re.IGNORECASE)
_WHOSE: Final = re.compile(r"\s(наш|ваш)(?:его|ей)\s(?=[а-я]{3,30}\s)", re.IGNORECASE)
_QUOTED: Final = re.compile("«([^«»]{2,80})»")
#: Bodies whose names go on with «по …»: what follows is not the field of the post.
_WITH_FIELDS: Final = frozenset(("управление", "комитет", "департамент", "служба", "агентство", "министерство", "инспекция"))
#: «Петров (ООО «Заря»)», «Петров, ООО «Заря»»: what stands between a name and its organisation.
_BEHIND: Final = re.compile(r"\s{0,3}[(,]\s{0,2}(?:из\s|от\s)?")
#: «ООО «Заря» (директор Петров)», «ООО «Заря» в лице директора Петрова», «ООО «Заря», директор Петров».
#: «…, которое представлял директор Петров», «учащиеся школы под руководством учителя Петрова».
_BEFORE: Final = re.compile(
    r"\s{0,3}\(\s{0,2}|\s{0,2},?\s{1,3}в\s{1,2}лице\s{1,3}|\s{0,2}[:,]\s{0,3}|\s{0,3}-\s{1,3}"
    r"|\s{0,3}\((?:далее[^()\n]{2,60}|[А-Я][^()\n]{1,30})\)\s{0,2}[:,-]\s{0,3}"
    r"|,\s{1,2}(?:котор\w{2,3}|его|ее|их)\s{1,2}(?:представля|возглавля|руковод)\w{1,4}\s{1,3}|\s{1,3}под\sруководством\s{1,3}"
)
_SENTENCE: Final = re.compile(r"[а-я]{3}[.!?]\s{1,3}[А-Я]|\n\n")
_LONGEST_ROW: Final = 1200


class PostBodies:
    """Finds the organisations of posts in one document."""

    def __init__(
        self, findings: Findings, people: People, organizations: Organizations,
        sender: int | None, kind: str, addressed: int | None = None,
    ) -> None:  # fmt: skip
        self._findings = findings
        self._organizations = organizations
        self._places = PostPlaces(findings, people, organizations, sender, kind, addressed)
        self._sender = sender
        self._addressed = addressed

    @property
    def claimed(self) -> frozenset[int]:
        """Where organisations begin that stand in the phrase of a post."""
        return self._places.claimed

    @claimed.setter
    def claimed(self, starts: frozenset[int]) -> None:
        self._places.claimed = starts

    def placed(self, post: Post, start: int, end: int, person: Mention) -> Post:
        """The post with its organisation; [start, end) is the phrase of the post, `person` who holds it."""
        if _MINE.search(self._findings.document.folded, max(0, post.start - 20), post.start):
            return post  # «моему помощнику»: he is of the one who writes
        post = self.referred(post, end)
        if post.organization is not None:
            return post
        body = self._beside(min(start, person.start), max(end, person.end))
        if body is None:
            body = self.in_row(start, person)
        if body is None and not names_itself(post.position) and not is_chair(post.position):
            body = self._labelled(post.start)
            body = self._on_behalf(post.start) if body is None else body
        return replace(post, organization=self._places.of(post, person) if body is None else body)

    # --------------------------------------------------------- by its words

    def referred(self, post: Post, end: int) -> Post:
        """The post with the organisation that its words point at; unchanged where they point at none."""
        if post.organization is not None:
            return post
        folded = self._findings.document.folded
        if self._sender is not None and _OUR.search(folded, max(0, post.start - 30), post.start):
            return replace(post, organization=self._sender)
        whose = _WHOSE.search(post.position)
        if whose is not None:  # «начальник | нашего финансового отдела»
            body = self._sender if whose[1].lower() == "наш" else self._addressed
            return replace(post, organization=body, position=post.position[: whose.start()] + " " + post.position[whose.end() :])
        if self._addressed is not None and _YOUR.search(folded, max(0, post.start - 30), post.start):
            return replace(post, organization=self._addressed)
        same = _SAME.match(folded, end)
        if same is not None:
            return replace(post, organization=self._meant(lemmas(same["body"]), frozenset(), post.start))
        said = tokenize(post.position, 0, len(post.position))
        for k in range(1, len(said)):
            body, kept = self._body_at(post, said, k)
            if body is not None:
                return replace(post, organization=body, position=kept or post.position)
        return post

    def _body_at(self, post: Post, said: Sequence[Token], k: int) -> tuple[int | None, str]:
        """The organisation that the words from `k` on point at, and the post without them."""
        position, rest = post.position, post.position[said[k].start :]
        if said[k].abbreviation or said[k].kind == "open":  # «методист ИРО», «директор «Берега»»
            body = self._organizations.by_name(rest)
            if body is None and said[k].kind == "open":
                body = self._quoted(rest)
            return body, _cut(position, said, k)
        kinds = kinds_at(said, k)
        unit = kinds_at(said, k, units=True) if not kinds else frozenset()
        if unit and parses(said[k - 1].text)[0].tag.pos == "ADJF":  # «начальник | территориального отдела»
            return self._meant(unit, telling(said[k - 1 :]), post.start), _cut(position, said, k)
        if not kinds:
            return None, ""
        if said[k - 1].lower.startswith("наш") and self._sender is not None:
            return self._sender, TRAILING.sub("", position[: said[k - 1].start].strip(EDGES))
        purpose = next((j for j in range(k + 1, len(said)) if said[j].lower == "по"), len(said))
        first = attributes_from(said, k)  # «областной клинической больницы» is not the children's one
        tail = telling(said[first:k]) | telling(said[k + 1 :])
        body = self._meant(kinds, tail, post.start, later=not said[k].capital or bool(tail))
        if body is None and purpose < len(said) and not kinds & _WITH_FIELDS:  # «проректор института | по развитию»: the field of the post
            body = self._meant(kinds, telling(said[k + 1 : purpose]), post.start)
        kept = _cut(position, said, k)
        return body, f"{kept} {position[said[purpose].start :]}" if purpose == k + 1 < len(said) else kept

    def _quoted(self, rest: str) -> int | None:
        """«заместитель директора | «Берега»»: the one organisation with that name in quotes, in whatever case."""
        wanted = lemmas_of(rest)
        fitting = [
            i for i, body in enumerate(self._organizations.all)
            if body.mentions and any(lemmas_of(inner) == wanted for inner in _QUOTED.findall(body.name))
        ]  # fmt: skip
        return fitting[0] if len(fitting) == 1 else None

    def _meant(self, kinds: frozenset[str], tail: frozenset[str], at: int, *, later: bool = True) -> int | None:
        """The organisation of that kind which was named last before `at`, else the author, else the only one where it
        may be named `later`: «ректор Университета» is of the one whose page it is."""
        bodies = self._organizations.all
        fitting = [i for i, body in enumerate(bodies) if body.mentions and is_kind(body, kinds, tail)]
        last = max(((max((m.start for m in bodies[i].mentions if m.start < at), default=-1), i) for i in fitting), default=None)
        if last is not None and last[0] >= 0:
            return last[1]
        if self._sender in fitting:
            return self._sender
        return fitting[0] if later and len(fitting) == 1 else None

    # ------------------------------------------------------ beside the name

    def _is_body(self, found: Mention) -> bool:
        return self._organizations.of(found) is not None

    def _beside(self, start: int, end: int) -> int | None:
        """The organisation behind [start, end), a post with its holder, or before it."""
        folded = self._findings.document.folded
        for found in self._findings.within(Kind.ORGANIZATION, end, end + 12):
            if _BEHIND.fullmatch(folded, end, found.start) and self._is_body(found):
                return self._organizations.of(found)
        for found in reversed(self._findings.within(Kind.ORGANIZATION, max(0, start - 300), start)):
            if found.end <= start:
                fits = _BEFORE.fullmatch(folded, found.end, start) is not None and found.start not in self.claimed
                return self._organizations.of(found) if fits else None
        return None

    def in_row(self, start: int, person: Mention) -> int | None:
        """The one organisation of the line of a table: «Директор | Петров П. П. | МКОУ «Школа»»."""
        text = self._findings.document.text
        line, stop = text.rfind("\n", 0, person.start) + 1, text.find("\n", person.end)
        stop = stop if stop >= 0 else len(text)
        if not line <= start < stop or stop - line > _LONGEST_ROW or not re.search(r"[\t|]", text[line:stop]):
            return None
        bodies = {self._organizations.of(m) for m in self._findings.within(Kind.ORGANIZATION, line, stop)} - {None}
        return bodies.pop() if len(bodies) == 1 else None

    def _labelled(self, start: int) -> int | None:
        """The organisation that a list in one sentence is of: «Комитет: председатель А, 2-33-08; | заместитель Б»."""
        folded = self._findings.document.folded
        for found in reversed(self._findings.within(Kind.ORGANIZATION, max(0, start - _LIST_BEFORE), start)):
            if _SENTENCE.search(folded, found.end, start):
                return None
            if folded.startswith(":", found.end) and ";" in folded[found.end : start] and self._is_body(found):
                return self._organizations.of(found)
        return None

    def _on_behalf(self, start: int) -> int | None:
        """The organisation that the sentence of a post names with «от» or «со стороны» before it."""
        folded = self._findings.document.folded
        first = max(0, start - _SENTENCE_BEFORE)
        ends = [m.end() - 1 for m in _SENTENCE.finditer(folded, first, start)]
        said = list(_ON_BEHALF.finditer(folded, ends[-1] if ends else first, start))
        if not said or _CLAUSE.search(folded, said[-1].end(), start):
            return None
        at = said[-1].start("body")
        found = next((m for m in self._findings.within(Kind.ORGANIZATION, at, at + 1) if self._is_body(m)), None)
        if found is not None:
            return self._organizations.of(found)
        return self._meant(lemmas(said[-1]["body"]) & bodies(), frozenset(), start)


def _cut(position: str, said: Sequence[Token], k: int) -> str:
    """The words before the body, the adjectives that agree with it left out: «директор | областной библиотеки»."""
    k = attributes_from(said, k)
    return TRAILING.sub("", position[: said[k].start].strip(EDGES))
