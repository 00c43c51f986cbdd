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
                   labelled   «Комитет: председатель А; заместитель Б»
                   on_behalf  «от академии – декан Петров»
    the place      of_place   whose people are that are named in such a place (`places`)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from extractors.mention import Mention
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.people import People
from pipeline.resolve.posts.near import PostNear
from pipeline.resolve.posts.papers import approving_body, inner_paper, own_body, petitioner
from pipeline.resolve.posts.places import PostPlaces
from pipeline.resolve.posts.post import Post, Said
from pipeline.resolve.posts.words import PostWords

#: Kinds of papers that somebody made, whether or not a letterhead says who; kinds of texts that tell of others.
_PAPERS: Final = ("other", "order")
_TALES: Final = ("news", "article", "web_page")


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
        words = PostWords(findings, organizations, own, addressed, told=kind in _TALES)
        near = PostNear(findings, organizations, words, claimed)
        self.paper = paper
        self._words = words
        self._places = PostPlaces(findings, people, organizations, paper, kind, addressed, claimed)
        self.of_row = near.of_row
        self._decisions: tuple[Callable[[Said], Post | None], ...] = (
            words.mine, _named, words.ours, words.same, words.pointed,
            near.behind, near.before, near.in_row, near.bracketed, near.told, near.labelled, near.on_behalf,
        )  # fmt: skip

    def placed(self, post: Post, start: int, end: int, person: Mention) -> Post:
        """The post with its organisation; [start, end) is the phrase of the post, `person` who holds it."""
        said = Said(post, start, end, person)
        for decide in self._decisions:
            if (answer := decide(said)) is not None:
                return answer
        return self._of_place(said)

    def _of_place(self, said: Said) -> Post:
        body = self._places.of(said.post, said.person)
        if body is None or self._words.speaks_of_another(said.post.position, body):
            return said.post
        return said.post.at(body)


def _named(said: Said) -> Post | None:
    return said.post if said.post.organization is not None else None
