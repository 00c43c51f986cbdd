"""The organisation that a post is held in: an ordered set of decisions, the first that answers is taken.

    its phrase     named      «директор ООО «Заря»»
    its words      mine       «моему помощнику»: nobody's
                   ours       «наш юрист», «ваш бухгалтер»
                   same       «методист той же школы»
                   pointed    «директор гимназии» where one gymnasium is named, «методист ИРО»
    what is near   behind     «Петров (ООО «Заря»)»
                   before     «ООО «Заря» (директор Петров)»
                   in_row     the other cells of the row
                   bracketed  «РАО (заключение утвердил директор Мирный)»
                   told       «в лицее № 22, где их встретил директор Дубова»
                   working    «в лицее № 22 работают психолог Дубова и завуч Рау»
                   labelled   «Комитет: председатель А; заместитель Б»
                   on_behalf  «от академии – декан Петров»
    the place      of_place   whose people are that are named in such a place (`places`)
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from typing import Final

from extractors.mention import Mention
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.people import People
from pipeline.resolve.posts.homes import works_at
from pipeline.resolve.posts.near import PostNear
from pipeline.resolve.posts.papers import approving_body, inner_paper, own_body, petitioner, site_body
from pipeline.resolve.posts.places import PostPlaces
from pipeline.resolve.posts.post import Post, Said
from pipeline.resolve.posts.words import PostWords

#: Kinds of papers that somebody made, whether or not a letterhead says who; kinds of texts that tell of others.
_PAPERS: Final = ("other", "order")
_TALES: Final = ("news", "article", "web_page")

#: «заведующая отделением | , | врач больницы», «коллектором | , затем | начальником партии в «Заре»».
_THEN: Final = re.compile(r"\s?(?:,\s{1,2}(?:(?:а\s)?(?:затем|потом|позже|позднее|также)\s(?:-\s)?)?|\sи\s)")
#: Posts beside one's own: their bodies are not those that one works at.
_OF_MEMBERS: Final = re.compile(
    r"(?:(?:действительн|ассоциированн)\w{2} )?(?:член|депутат|академик|представител|(?:со)?предсе|(?:вице-)?президент|сенатор"
    r"|эксперт|руководитель (?:местн|региональн|общественн))",
    re.IGNORECASE,
)
_OF_PROJECT: Final = re.compile(r"(?:руководител|координатор|менеджер)\w{0,2} (?:проект|групп|программ)", re.IGNORECASE)


class PostBodies:
    """Finds the organisations of posts in one document. `claimed`: where organisations begin that stand in the phrase of a
    post; `addressed`: the body that the letter is written to."""

    def __init__(
        self, findings: Findings, people: People, organizations: Organizations,
        sender: int | None, kind: str, addressed: int | None, claimed: frozenset[int],
    ) -> None:  # fmt: skip
        paper = sender
        if sender is None and kind in _PAPERS:
            paper = own_body(findings, organizations)
        elif sender is None and kind == "web_page":
            paper = approving_body(findings, organizations)
        if paper is None and kind not in _TALES and inner_paper(findings, organizations, addressed):
            paper = addressed
        own = petitioner(findings, organizations) if paper is None and kind == "letter" else paper
        site = site_body(findings, organizations) if kind in _TALES else None
        words = PostWords(findings, organizations, own, addressed, told=kind in _TALES, site=site)
        near = PostNear(findings, organizations, words, claimed)
        self.paper = paper
        self._findings = findings
        self._organizations = organizations
        self._words = words
        self._places = PostPlaces(findings, people, organizations, paper, kind, addressed, claimed)
        self.of_row = near.of_row
        self._decisions: tuple[Callable[[Said], Post | None], ...] = (
            words.mine, _named, words.ours, words.same, words.pointed,
            near.behind, near.before, near.in_row, near.bracketed, near.told, near.working, near.labelled, near.on_behalf,
        )  # fmt: skip

    def placed(self, post: Post, start: int, end: int, person: Mention) -> Post:
        """The post with its organisation; [start, end) is the phrase of the post, `person` who holds it."""
        said = Said(post, start, end, person)
        answers = (answer for decide in self._decisions if (answer := decide(said)) is not None)
        return self._words.bare(next(answers, None) or self._of_place(said))

    def in_one_breath(self, posts: Sequence[Post]) -> list[Post]:
        """The posts of one person, one without a body being of the body said with the next: «заведующая отделением, | врач
        больницы № 5», «коллектором, затем | начальником партии в «Заре»»; not «директор, депутат Думы»."""
        held = list(posts)
        order = sorted(range(len(held)), key=lambda n: held[n].start, reverse=True)
        for two, one in itertools.pairwise(order):
            said, body = held[one], held[two].organization
            if said.organization is not None or body is None or _OF_MEMBERS.match(held[two].position):
                continue
            near = _THEN.fullmatch(self._findings.document.folded, said.end, held[two].start)
            fits = works_at(said.position, self._organizations.all[body]) and not _OF_PROJECT.match(said.position)
            if near and fits and not self._words.speaks_of_another(said.position, body):
                held[one] = said.at(body)
        return held

    def _of_place(self, said: Said) -> Post:
        body = self._places.of(said.post, said.person)
        if body is None or self._words.speaks_of_another(said.post.position, body):
            return said.post
        return said.post.at(body)


def _named(said: Said) -> Post | None:
    return said.post if said.post.organization is not None else None
