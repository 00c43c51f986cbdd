"""What the words of a post say of its organisation where they do not name it: «директор гимназии», «наш юрист», «методист ИРО».

Each decision takes a post and answers with the post and its organisation, None where its words say nothing of that sort.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.mention import Kind
from extractors.russian.morph import parses
from extractors.russian.post_heads import is_head
from extractors.russian.wordforms import Token, lemmas, tokenize
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.posts.body_words import attributes_from, bodies, is_kind, kinds_at, kinds_led, lemmas_of, telling
from pipeline.resolve.posts.gaps import POINTING
from pipeline.resolve.posts.homes import is_of_sort
from pipeline.resolve.posts.post import EDGES, KEPT, TRAILING, Post, Said
from pipeline.resolve.posts.roles import is_chair
from pipeline.resolve.posts.sentences import one_paragraph, sentence_ends

#: «методист той же школы», «реставратор этого музея»: words that point at a body named elsewhere.
_SAME: Final = re.compile(rf"\s{{1,3}}{POINTING}\s{{1,2}}(?P<body>[а-я-]{{3,30}})")
_OUR: Final = re.compile(r"\bнаш(?:его|ей|ему|им|ем|а|у)?\s{0,3}$", re.IGNORECASE)
_YOUR: Final = re.compile(r"\bваш(?:его|ей|ему|им|ем|а|у)?\s{0,3}$", re.IGNORECASE)
_MINE: Final = re.compile(r"\bмо(?:ему|его|им|ей|ю|й|я)\s{0,3}$", re.IGNORECASE)
#: «инженер | вашей организации», «начальник | нашего финансового отдела».
_WHOSE: Final = re.compile(r"\s(?P<whose>наш|ваш)(?:его|ей)\s(?P<of>[А-Яа-яёЁ-]{3,30})(?P<rest>(?:\s.{0,120})?)$", re.IGNORECASE)
_PARAGRAPH: Final = re.compile(r"[.!?;:]\s{0,3}\n|\n\s{0,3}\n")  # where one ends, whatever the reader has taken for one
_SENTENCE: Final = 240
#: Parties of a contract or of a case, that a letter speaks of as of others.
_PARTIES: Final = frozenset(
    ("покупатель", "продавец", "заказчик", "подрядчик", "перевозчик", "поставщик", "исполнитель", "арендатор", "арендодатель", "истец",
     "ответчик", "должник", "страхователь", "страховщик", "собственник")
)  # fmt: skip
_TRIED: Final = frozenset(("истец", "ответчик", "должник"))  # whoever writes of them is neither
_QUOTED: Final = re.compile("«([^«»]{2,80})»")
#: Bodies whose names go on with «по …»: what follows is not the field of the post.
_WITH_FIELDS: Final = frozenset(("управление", "комитет", "департамент", "служба", "агентство", "министерство", "инспекция"))
#: Common words for a body as a whole: no part of a post, whether or not the text names the body.
_WHOLE: Final = frozenset(
    (
        "школа", "гимназия", "лицей", "университет", "институт", "академия", "колледж", "техникум", "училище", "вуз", "интернат",
        "сад", "больница", "поликлиника", "госпиталь", "санаторий", "диспансер", "музей", "библиотека", "театр", "филармония", "завод",
        "комбинат", "фабрика", "банк", "компания", "фирма", "предприятие", "учреждение", "организация", "общество", "холдинг",
        "концерн", "корпорация", "газета", "журнал", "совхоз", "колхоз", "леспромхоз", "агрофирма", "товарищество", "кооператив",
    )
)  # fmt: skip
#: Bodies that others have inside: «начальник управления» of a ministry, «заведующая музея» of a school.
_INNER: Final = frozenset(
    (
        "управление", "департамент", "служба", "центр", "институт", "филиал", "комитет", "инспекция", "отделение", "музей",
        "библиотека", "клуб", "архив", "лагерь", "станция", "база", "редакция", "издательство", "типография", "школа", "фонд",
        "агентство", "дирекция", "академия", "колледж", "общежитие", "представительство", "столовая", "театр", "мастерская",
    )
)  # fmt: skip


class PostWords:
    """Finds the organisations that words of posts mean. `own`: the body whose paper it is, `addressed`: that it is for;
    `told`: it tells of many bodies (news, articles), so that the one named last is meant rather than the own one."""

    def __init__(
        self, findings: Findings, organizations: Organizations, own: int | None, addressed: int | None, *, told: bool, site: int | None
    ) -> None:
        self._findings = findings
        self._organizations = organizations
        self._own = own
        self._addressed = addressed
        self._told = told
        self._site = site

    # ------------------------------------------------------------ decisions

    def mine(self, said: Said) -> Post | None:
        """«моему помощнику»: he is of the one who writes, at no body."""
        return said.post if self._before(said.post, _MINE, 20) else None

    def ours(self, said: Said) -> Post | None:
        """«наш юрист», «ваш бухгалтер», «начальник нашего финансового отдела»."""
        post = said.post
        if self._own is not None and self._before(post, _OUR, 30):
            return post.at(self._own)
        found = _WHOSE.search(post.position)
        if found is not None:
            return self._of_body(post, found)
        return post.at(self._addressed) if self._before(post, _YOUR, 30) else None

    def _of_body(self, post: Post, found: re.Match[str]) -> Post | None:
        """The post as held by us or by you: the word for the whole body is no part of it, that for a unit inside is."""
        body, before = self._speaker(found["whose"]), post.position[: found.start()]
        body = self._site if body is None and found["whose"].lower() == "наш" else body
        kinds = lemmas(found["of"]) & bodies()
        if not kinds or found["rest"].strip():
            return post.at(body, f"{before} {found['of']}{found['rest']}")
        if body is None or not is_of_sort(self._organizations.all[body], kinds):
            if found["whose"].lower() == "наш":
                return None
            body = self.meant(kinds, frozenset(), post.start)  # «учитель Вашей школы» in a letter to a firm and a school
            body = None if body == self._own else body
        return post.at(body, TRAILING.sub("", before.strip(EDGES)))

    def whose(self, post: Post, said: str) -> Post | None:
        """The post as held by us or by you."""
        body = self._speaker(said)
        return post.at(body) if body is not None else None

    def _speaker(self, word: str) -> int | None:
        """Whose a «наш» or a «ваш» is: the body of the paper, the body written to."""
        return self._own if word.lower().startswith("наш") else self._addressed

    def same(self, said: Said) -> Post | None:
        """«методист той же школы»; «специалист того же отдела» is of the body that the sentence named."""
        found = _SAME.match(self._findings.document.folded, said.end)
        if found is None:
            return None
        body = self.meant(lemmas(found["body"]), frozenset(), said.post.start, pointed=True)
        return said.post.at(self._of_sentence(said.post.start) if body is None else body)

    def pointed(self, said: Said) -> Post | None:
        """«директор гимназии» where one gymnasium is named, «методист ИРО», «директор «Берега»»."""
        post = said.post
        if KEPT.search(post.position + " "):
            return None
        tokens = tokenize(post.position, 0, len(post.position))
        for k in range(1, len(tokens)):
            body, kept = self._body_at(post, tokens, k)
            if body is not None:
                return post.at(body, kept)
            if k + 1 == len(tokens) and lemmas(tokens[k].text) & _PARTIES and not self._told:
                tried = lemmas(tokens[k].text) & _TRIED
                return post.at(None if tried else self._addressed, _cut(post.position, tokens, k))  # «бухгалтер | покупателя»
            if is_chair(post.position) and (kinds_at(tokens, k) or kinds_at(tokens, k, units=True)):
                return None  # «председатель профсоюзной организации | больницы»
        return None

    def bare(self, post: Post) -> Post:
        """A post without the common word for the body that it is held in: for a whole one, named or not («директор | школы»),
        for one of levels where it is what the body is («заместитель начальника | отделения – старший пристав»)."""
        said = tokenize(post.position, 0, len(post.position))
        its = self._organizations.all[post.organization] if post.organization is not None else None
        for k in range(1, 0 if is_chair(post.position) else len(said)):
            following = said[k + 1].lower if k + 1 < len(said) else ""
            if said[k].capital or following not in ("", "по", "-") or not is_head(said[attributes_from(said, k) - 1].text):
                continue
            if _is_whole(said, k) or (following == "-" and its is not None and is_kind(its, kinds_at(said, k), frozenset())):
                field = post.position[said[k].end :]
                return replace(post, position=f"{_cut(post.position, said, k)}{field}")
        return post

    # -------------------------------------------------------------- meaning

    def speaks_of_another(self, position: str, body: int) -> bool:
        """Whether the words tell of a body of another sort than this one: «директор гимназии» on a paper of a ministry."""
        tokens = tokenize(position, 0, len(position))
        if any(lemmas(token.text) & _PARTIES for token in tokens[1:]) or "управляющей " in position:
            return True  # «коммерческий директор перевозчика», «экономист управляющей организации»
        its = self._organizations.all[body]
        said = (kinds_at(tokens, k) for k in range(1, len(tokens)))
        return any(kinds and not kinds & _INNER and not is_of_sort(its, kinds) for kinds in said)

    def meant(
        self, kinds: frozenset[str], tail: frozenset[str], at: int, *, later: bool = True, pointed: bool = False
    ) -> int | None:
        """The organisation of that kind which was named last before `at`, else the own one, else the only one where it
        may be named `later`: «ректор Университета» is of the one whose page it is. A paper means its own first where the
        last one was named in another paragraph, unless a word has `pointed` at that: «этого музея»."""
        bodies = self._organizations.all
        fitting = [i for i, body in enumerate(bodies) if body.mentions and is_kind(body, kinds, tail)]
        last = max(((max((m.start for m in bodies[i].mentions if m.start < at), default=-1), i) for i in fitting), default=None)
        if last is not None and last[0] >= 0:
            near = one_paragraph(self._findings, last[0], at) and _PARAGRAPH.search(self._findings.document.text, last[0], at) is None
            if pointed:
                return last[1]
            if self._told and not tail:
                return self._site if self._site in fitting and not near else self._most_named(fitting, last[1] if near else None)
            return self._own if self._own in fitting and not near and not self._told and not tail else last[1]
        if self._own in fitting:
            return self._own
        return fitting[0] if later and len(fitting) == 1 else None

    def _most_named(self, fitting: Sequence[int], last: int | None) -> int:
        """Of bodies of one kind that which a text names more often than any other, else the one named last, else the first."""
        named = {i: self._organizations.all[i].mentions for i in fitting}
        most = [i for i in fitting if len(named[i]) == max(map(len, named.values()))]
        if len(most) == 1:
            return most[0]
        return last if last is not None else min(most, key=lambda i: min(m.start for m in named[i]))

    def _of_sentence(self, at: int) -> int | None:
        """The organisation that the sentence named last before `at`."""
        low = max(0, at - _SENTENCE)
        ends = sentence_ends(self._findings, low, at)
        found = reversed(self._findings.within(Kind.ORGANIZATION, ends[-1] if ends else low, at))
        return next((index for m in found if (index := self._organizations.of(m)) is not None), None)

    def _before(self, post: Post, pattern: re.Pattern[str], reach: int) -> bool:
        return pattern.search(self._findings.document.folded, max(0, post.start - reach), post.start) is not None

    def _body_at(self, post: Post, said: Sequence[Token], k: int) -> tuple[int | None, str]:
        """The organisation that the words from `k` on point at, and the post without them."""
        position, rest = post.position, post.position[said[k].start :]
        if said[k].abbreviation or said[k].kind == "open":  # «методист ИРО», «директор «Берега»»
            body = self._organizations.by_name(rest)
            if body is None and said[k].kind == "open":
                body = self._quoted(rest)
            return body, _cut(position, said, k)
        kinds = kinds_at(said, k) or kinds_led(said, k)
        alias = self._organizations.by_name(min(lemmas(said[k].text))) if said[k].capital and lemmas(said[k].text) else None
        if alias is None and said[k].capital and len(said) == k + 1 and not kinds:
            alias = self._begun_by(lemmas(said[k].text))  # «директор Гидрометцентра», the «Гидрометцентр России»
        if alias is not None and len(said) == k + 1:  # «кладовщик Общества», «(далее – Общество)»
            return alias, _cut(position, said, k)
        unit = kinds_at(said, k, units=True) if not kinds else frozenset()
        if unit and parses(said[k - 1].text)[0].tag.pos == "ADJF":  # «начальник | территориального отдела»
            return self.meant(unit, telling(said[k - 1 :]), post.start), _cut(position, said, k)
        if not kinds:
            return None, ""
        purpose = next((j for j in range(k + 1, len(said)) if said[j].lower == "по"), len(said))
        first = attributes_from(said, k)  # «областной клинической больницы» is not the children's one
        tail = telling(said[first:k]) | telling(said[k + 1 :])
        body = self.meant(kinds, tail, post.start, later=not said[k].capital or bool(tail))
        if body is None and purpose < len(said) and not kinds & _WITH_FIELDS:  # «проректор института | по развитию»: the field of the post
            body = self.meant(kinds, telling(said[k + 1 : purpose]), post.start)
        kept = _cut(position, said, k)
        return body, f"{kept} {position[said[purpose].start :]}" if purpose == k + 1 < len(said) else kept

    def _begun_by(self, words: frozenset[str]) -> int | None:
        """The one organisation whose name one of these words begins."""
        fitting = [i for i, body in enumerate(self._organizations.all) if body.mentions and body.name.lower().split(maxsplit=1)[0] in words]
        return fitting[0] if len(fitting) == 1 else None

    def _quoted(self, rest: str) -> int | None:
        """«заместитель директора | «Берега»»: the one organisation with that name in quotes, in whatever case."""
        wanted = lemmas_of(rest)
        fitting = [
            i for i, body in enumerate(self._organizations.all)
            if body.mentions and any(lemmas_of(inner) == wanted for inner in _QUOTED.findall(body.name))
        ]  # fmt: skip
        return fitting[0] if len(fitting) == 1 else None


def _is_whole(said: Sequence[Token], k: int) -> bool:
    """Whether a word in the genitive says a whole body: «школы», «торфопредприятия»."""
    if kinds_at(said, k) & _WHOLE:
        return True
    compound = said[k].kind == "word" and any(lemma.endswith(_COMPOUNDS) for lemma in lemmas(said[k].text))
    return compound and not is_head(said[k].text)


#: What words for bodies of some branch end with: «торфопредприятие», «металлозавод», «автошкола».
_COMPOUNDS: Final = ("предприятие", "завод", "комбинат", "школа", "колледж", "учреждение")


def _cut(position: str, said: Sequence[Token], k: int) -> str:
    """The words before the body, the adjectives that agree with it left out: «директор | областной библиотеки»."""
    k = attributes_from(said, k)
    return TRAILING.sub("", position[: said[k].start].strip(EDGES))
