"""Who holds which post: the posts of a document joined with the people beside them.

    cards      a line a name, a line a post: the side of a post's holder is told by the list (`cards`)
    beside     the best link of every post goes to its name, the best of each side stays (`links`)
    lists      a post of many goes to every name of the list behind it
    tables     posts in the other cells of a row, a post as the head of a column, a column of names beside one of posts
    bodies     the organisation of a post that names none (`bodies`)
    agreed     two mentions of one post agree on its organisation
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from extractors.mention import Kind, Mention
from pipeline.records import Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.people import People
from pipeline.resolve.posts.blocks import Block, blocks
from pipeline.resolve.posts.bodies import PostBodies
from pipeline.resolve.posts.cards import of_cards, sides
from pipeline.resolve.posts.careers import careers, successions
from pipeline.resolve.posts.gaps import CHAIN, DATED, DISTRIBUTED, LIST, ROLE_AND_POST, THEN
from pipeline.resolve.posts.links import FARTHEST, Link, links
from pipeline.resolve.posts.post import Post, plain, same_post, singular, spelled_out
from pipeline.resolve.posts.roles import is_chair
from pipeline.resolve.posts.tables import HeadPost, columns, head_posts, rows
from pipeline.resolve.posts.tellings import became, behind_post

_LEAST: Final = 0.9
_ASIDE: Final = re.compile(r"\s{0,3}[(-]\s{0,2}")  # «директор лицея (председатель)», «директор лицея – председатель»
_NEXT_ITEM: Final = re.compile(r"\n\s{0,3}\d")  # «учителя: А, Б⏎3. В»
_NEXT_CHAIR: Final = re.compile(r"[^:;\n]{0,180}(?:;\s{0,3}|[;,]?\n[ ]{0,4}[-•*]?\s{0,2})")  # «…, ректор; | Мирзоев»
_OF_SECOND: Final = re.compile(r"\s{0,3}[(-]?\s{0,3}")  # «Зориной, МБОУ «Лицей» | Котову»
_LEADS: Final = ("руководител", "заместитель руководител")  # … of a group: «заместителем руководителя – педагога Грекова»
_BEFORE: Final = 24  # characters before a post that may say «на должность»
_BESIDE_ROLE: Final = frozenset(("nomn", "accs"))
_THEN_ROLE: Final = re.compile(r"\s{0,3}[,-]\s{1,3}")


class Holders:
    """The posts that people of a letter hold where they are named; `of` gives those of a mention."""

    def __init__(
        self, findings: Findings, people: People, organizations: Organizations,
        sender: int | None, kind: str = "", addressed: int | None = None,
    ) -> None:  # fmt: skip
        self._findings = findings
        self._people = people
        self._organizations = organizations
        self._persons = list(findings.of(Kind.PERSON))
        self._blocks = list(blocks(findings, organizations))
        own = [block for block in self._blocks if not block.plural]  # «Сотрудники института» heads a list
        claimed = frozenset(m.start for block in own for m in findings.within(Kind.ORGANIZATION, block.start, block.end))
        self._bodies = PostBodies(findings, people, organizations, sender, kind, addressed, claimed)
        self._posts: dict[int, list[Post]] = defaultdict(list)
        self._named: list[tuple[Mention, Post]] = []  # posts said with their bodies
        zoned = kind != "web_page"
        near = links(findings, self._blocks, self._persons, zoned=zoned)
        beside = of_cards(near, sides(findings, self._blocks, self._persons, zoned=zoned))
        found = [*beside, *rows(findings, self._blocks, self._persons), *columns(findings, self._blocks, self._persons)]
        self._assign(sorted(found, key=lambda link: (-link.score, link.block, link.person)))
        self._head_columns()

    @property
    def paper(self) -> int | None:
        """The body whose paper it is, whether or not a letterhead says so."""
        return self._bodies.paper

    def of(self, person: Mention) -> Sequence[Post]:
        """The posts said beside a name, the weightiest first: «председатель жюри, ректор Петров»."""
        return self._posts.get(id(person), ())

    def told(self, signed: Signatory) -> int | None:
        """The organisation of a signatory; where the signature names none, that which the text names with the same post."""
        if signed.organization is not None or signed.person is None:
            return signed.organization
        mine = (post for person in self._persons if self._people.of(person) == signed.person for post in self.of(person))
        return next((p.organization for p in mine if p.organization is not None and same_post(p.position, signed.position)), None)

    def agree(self, fixed: Mapping[int, Post]) -> None:
        """Mentions of one person in one post agree on the organisation; `fixed` are posts of signatories and others,
        by the index of the person."""
        self._spell_out(fixed)
        self._as_named()
        known: dict[tuple[int, str], int] = {}
        for holder, post in fixed.items():
            if post.organization is not None:
                known[holder, plain(post.position)] = post.organization
        held = [(self._people.of(person), person) for person in self._persons]
        for index, person in held:
            for post in self._posts.get(id(person), ()):
                if index is not None and post.organization is not None:
                    known.setdefault((index, plain(post.position)), post.organization)
        for index, person in held:
            found = self._posts.get(id(person), [])
            for k, post in enumerate(found):
                if index is not None and post.organization is None:
                    found[k] = replace(post, organization=known.get((index, plain(post.position))))

    def _as_named(self) -> None:
        """A post that is said with its body once is of that body where the same person is said to hold it without one: «Котову,
        методисту МБУ «Центр»; … 2. Методисту Котову разместить протоколы»."""
        named: dict[tuple[int | None, str], set[int]] = defaultdict(set)
        for person, post in self._named:
            if post.organization is not None:
                named[self._people.of(person), plain(post.position)].add(post.organization)
        for person in self._persons if named else ():
            held = self._posts.get(id(person), [])
            for k, post in enumerate(held):
                bodies = named.get((self._people.of(person), plain(post.position)), ())
                held[k] = replace(post, organization=next(iter(bodies))) if len(bodies) == 1 else post

    def _spell_out(self, fixed: Mapping[int, Post]) -> None:
        """A post that is shortened once is the one said whole elsewhere: «гл. бухгалтеру» of «главный бухгалтер»."""
        whole: dict[int, list[str]] = defaultdict(list)
        for person in self._persons:
            index = self._people.of(person)
            if index is not None:
                whole[index] += [post.position for post in self._posts.get(id(person), ())]
        for index, post in fixed.items():
            whole[index].append(post.position)
        for person in self._persons:
            held, index = self._posts.get(id(person), []), self._people.of(person)
            for k, post in enumerate(held):
                if index is not None:
                    held[k] = replace(post, position=spelled_out(post.position, whole[index]))

    def _head_columns(self) -> None:
        """People in a column whose head is a post: «Заведующая», «Начальник лагеря»; a chair is held beside a post of one's own."""
        for head in head_posts(self._findings):
            person, cell = head.person, head.cell
            if is_chair(head.position):
                self._posts[id(person)].append(Post(head.position, None, cell.start, cell.start))
            if id(person) in self._posts:
                continue
            body = self._bodies.of_row(person.start, person)
            said = Post(head.position, body if body is not None else self._in_cells(head), cell.start, cell.start)
            self._posts[id(person)].append(self._bodies.placed(said, cell.start, cell.start, person))

    def _in_cells(self, head: HeadPost) -> int | None:
        """The one organisation in the row of a cell."""
        row = (m for cell in head.row for m in self._findings.within(Kind.ORGANIZATION, cell.start, cell.end))
        found = {self._organizations.of(m) for m in row} - {None}
        return found.pop() if len(found) == 1 else None

    # --------------------------------------------------------------- choice

    def _assign(self, found: Sequence[Link]) -> None:
        """Every post to the name of its best link; a name takes one post from each side, the weightier first."""
        taken: set[int] = set()
        sides: set[tuple[int, bool]] = set()
        given: dict[int, list[Link]] = defaultdict(list)
        before_names = {link.block for link in found if link.right and link.score >= _LEAST}
        leading = {b - 1 for b in before_names if b and self._leads(b - 1, b)}
        for link in found:
            if link.block in leading and not link.right:
                continue  # «Гельфанд, | представитель профсоюза – преподаватель Ульчун»
            if link.score >= _LEAST and link.block not in taken and (link.person, link.right) not in sides:
                taken.add(link.block)
                sides.add((link.person, link.right))
                given[link.person].append(link)
        lived = [link for link in careers(self._findings, self._blocks, self._persons) if link.block not in taken | before_names]
        taken.update(link.block for link in lived)
        for mine in given.values():
            mine += list(self._goes_on(mine, taken, before_names))
        for n, mine in sorted(given.items()):
            for link in self._said_of_work(mine):
                block = self._blocks[link.block]
                if block.of_many(self._persons[n] if link.right and not link.former else None):
                    self._share(n, block, given, right=link.right)
                else:
                    self._hold(n, block, former=link.former)
        for link in [*lived, *successions(self._findings, self._blocks, self._persons)]:
            self._hold(link.person, self._blocks[link.block], former=link.former)
        for person in self._persons:
            if len(self._posts.get(id(person), ())) > 1:
                self._posts[id(person)] = self._bodies.in_one_breath(self._posts[id(person)])

    def _said_of_work(self, mine: Sequence[Link]) -> Sequence[Link]:
        """The posts of a name, without titles and parts in an event beside them; beside a chair alone a title stays."""
        lasting = [link for link in mine if self._blocks[link.block].lasting]
        lasting = [link for link in lasting if not self._heads_list(link)] or lasting
        if lasting and all(self._blocks[link.block].chair for link in lasting):
            lasting += [link for link in mine if self._blocks[link.block].title][:1]
        return lasting or mine[:1]

    def _heads_list(self, link: Link) -> bool:
        """Whether a post of many stands on a line above the name: «Врачи⏎Цой Н. Д., врач-хирург» says no post beside his own."""
        block = self._blocks[link.block]
        return link.right and block.plural and "\n" in self._findings.document.text[block.end : self._persons[link.person].start]

    def _goes_on(self, mine: Sequence[Link], taken: set[int], before_names: set[int]) -> Iterator[Link]:
        """The further posts of an enumeration: «Петров, профессор МГУ, | научный руководитель АНО «Заря»», «председатель
        жюри, | ректор Петров»."""
        for link in mine:
            step = -1 if link.right else 1
            b = link.block + step
            while 0 <= b < len(self._blocks) and b not in taken and (link.right or b not in before_names):
                one, two = sorted((b - step, b))
                if not self._in_one_breath(one, two, THEN if link.right else CHAIN):
                    break
                if self._blocks[b].lasting:
                    taken.add(b)
                    yield replace(link, block=b)
                elif not self._blocks[b].title:
                    break  # a title between two posts is passed over: «проректор, профессор, | депутат»
                b += step

    def _in_one_breath(self, one: int, two: int, between: re.Pattern[str]) -> bool:
        """Whether two posts stand side by side in one case: «учитель истории, руководитель музея»; or the first says as
        what the second serves: «председатель – ректор Петров»."""
        left, right = self._blocks[one], self._blocks[two]
        if left.plural:
            return False
        gap = self._findings.document.folded[left.end : right.start]
        if right.chair and right.cases == {"ablt"} and "accs" in left.cases and _THEN_ROLE.fullmatch(gap):
            return True  # «Дятлова – начальника отдела, заместителем председателя»
        near = between.fullmatch(gap) or (_ASIDE.fullmatch(gap) and right.chair) or (left.chair and not gap.strip())
        return bool(near and left.cases & right.cases) or (self._leads(one, two) and (left.chair or self._is_given(left)))

    def _leads(self, one: int, two: int) -> bool:
        """«председатель – | ректор Петров», «руководителем назначен | декан Петров»."""
        left, right = self._blocks[one], self._blocks[two]
        gap = self._findings.document.folded[left.end : right.start]
        if len(gap) > FARTHEST:
            return False
        if self._is_given(left):
            role = left.chair or left.post.position.lower().startswith(_LEADS)
            beside = role and bool(_BESIDE_ROLE & right.cases) and _THEN_ROLE.fullmatch(gap) is not None
            return beside or became(gap, taken="ablt" not in left.cases)
        return bool(left.cases & right.cases) and ROLE_AND_POST.fullmatch(gap) is not None

    def _is_given(self, block: Block) -> bool:
        """Whether a post stands as one that is given or taken: in the instrumental, behind «должность»."""
        return "ablt" in block.cases or behind_post(self._findings.document.folded[max(0, block.start - _BEFORE) : block.start])

    def _hold(self, n: int, block: Block, *, former: bool) -> None:
        person = self._persons[n]
        post = replace(block.post, former=True) if former else block.post
        if block.cases:  # «Абрамову, учителя школы»: what looks like a head of many is of this one
            post = replace(post, position=singular(post.position))
        placed = self._bodies.placed(post, block.start, block.end, person)
        self._posts[id(person)].append(placed)
        if block.post.organization is not None:
            self._named.append((person, placed))

    def _share(self, n: int, block: Block, given: Mapping[int, list[Link]], *, right: bool) -> None:
        """A post of many to every name of the list: «психологи Д. Гутнова и Р. Хосроев», «Гутнова и Хосроев, психологи»."""
        post = replace(block.post, position=singular(block.post.position))
        members, own = [n], {n: block.post.organization}
        inline = "\n" not in self._findings.document.text[block.end : self._persons[n].start]
        order = range(n + 1, len(self._persons)) if right else range(n - 1, -1, -1)
        for following in order:
            one, two = sorted((self._persons[members[-1]], self._persons[following]), key=lambda m: m.start)
            gap, body = self._list_gap(one, two)
            if right and block.chair and self._next_of_chairs(block, one, two):
                members.append(following)
                own[following] = None
                continue
            dated = right and not inline and DATED.fullmatch(self._findings.document.folded, one.end, two.start) is not None
            if dated:
                members.append(following)
                own[following] = None
                continue
            if following in given or len(gap) > FARTHEST or (inline and _NEXT_ITEM.search(gap)):
                break
            if (DISTRIBUTED if body is not None else LIST).fullmatch(gap) is None:
                break
            members.append(following)
            own[following] = body
        if len(members) == 1 and block.plural and not inline and len(given[n]) > 1:
            return  # «Эксперты⏎Грушин П. И.⏎агроном»: the heading of a list that says the post of each
        each = [replace(post, organization=own[m]) for m in members]
        placed = [self._bodies.placed(said, block.start, block.end, self._persons[m]) for m, said in zip(members, each, strict=True)]
        common = next((said.organization for said in placed if said.organization is not None), None)
        for m, said in zip(members, placed, strict=True):
            self._posts[id(self._persons[m])].append(replace(said, organization=own[m] if own[m] is not None else common))

    def _next_of_chairs(self, block: Block, one: Mention, two: Mention) -> bool:
        """«Сопредседатели: Толстов, ректор; | Мирзоев, директор»: the next of several who head something, with a post of his own."""
        folded = self._findings.document.folded
        gap = folded[one.end : two.start]
        return block.plural and folded.startswith(":", block.end) and len(gap) < 2 * FARTHEST and _NEXT_CHAIR.fullmatch(gap) is not None

    def _list_gap(self, one: Mention, two: Mention) -> tuple[str, int | None]:
        """What stands between two names of a list, and the organisation that stands there before the second: «Директорам
        МБОУ «Лицей» Зориной | , МБОУ «Гимназия» | Котову»."""
        folded = self._findings.document.folded
        between = [m for m in self._findings.within(Kind.ORGANIZATION, one.end, two.start) if m.end <= two.start]
        if len(between) != 1 or not _OF_SECOND.fullmatch(folded, between[0].end, two.start):
            return folded[one.end : two.start], None
        body = self._organizations.of(between[0])
        return folded[one.end : between[0].start] + "@" + folded[between[0].end : two.start], body
