"""Where a post is at home: a surgeon in a hospital, a keeper in a museum, a deputy minister in the ministry of his minister.

    HERE       it is held in bodies like this one
    ELSEWHERE  it is held in bodies of another kind
    ANYWHERE   every body has it: director, bookkeeper, head of a department
    NOWHERE    it is a calling or an office of its own: writer, notary
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache
from typing import Final

from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_RARE, CACHE_WORDS
from extractors.russian.post_heads import is_head
from extractors.russian.wordforms import Token, lemmas, may_be_adjective, tokenize
from pipeline.resolve.organizations import Body
from pipeline.resolve.posts.body_words import heads_of, lemmas_of, telling
from pipeline.resolve.posts.post import is_official
from pipeline.resolve.posts.roles import is_chair, is_lone_chair

_DASH: Final = re.compile(r"\s[-–—]\s")
#: Posts that are at home where the post is that they serve: «помощник прокурора района».
_SERVES: Final = frozenset(
    (
        "заместитель", "помощник", "советник", "секретарь", "консультант", "представитель", "и", "о", "врио", "врид", "ио",
        "исполнять", "исполняющий", "обязанность", "временно", "зам", "пом", "замначальника", "пресс-секретарь",
    )
)  # fmt: skip
#: Heads that say the form of a body rather than what it does.
_FORMS: Final = frozenset(("учреждение", "организация", "предприятие", "центр", "общество", "объединение", "филиал"))
#: What a legal form says of the work of its body: МБОУ, ГБУЗ, МБУК.
_SORTED_FORMS: Final = (
    (re.compile(r"\b[А-Я]{0,7}(?:ОУ|СОШ|ООШ)\b|\bД(?:ШИ|МШ|ХШ|ЮСШ)\b|школ"), "education"),
    (re.compile(r"\b[А-Я]{0,7}(?:БУЗ|АУЗ|КУЗ|ОУЗ|ЦРБ|ГКБ|ОКБ)\b|больниц|(?:скорой|медицинской) помощи|здравоохранения «"), "health"),
    (re.compile(r"\b[А-Я]{1,6}УК\b"), "culture"),
    (re.compile(r"\bГ?У\s?(?:МВД|МЧС|ФСИН|ФНС|ФССП|ФСБ|ГИБДД)\b|\bГУ\s"), "управление"),
    (re.compile(r"\b[А-Я]{0,3}(?:МВД|ОВД|УВД)\b|ГИБДД"), "полиция"),
    (re.compile(r"\b(?:[ПНЗО]?АО|ООО|[МФГ][А-Я]{0,2}УП)\b"), "company"),
)


#: A calling with one of these is a post: «главный художник», «учёный секретарь».
_SENIOR: Final = frozenset(("главный", "старший", "ведущий", "младший", "ученый"))


class Home(Enum):
    """Where a post is at home, seen from one body."""

    HERE = "here"
    ELSEWHERE = "elsewhere"
    ANYWHERE = "anywhere"
    NOWHERE = "nowhere"


def home(position: str, body: Body | None) -> Home:
    """Where a post in the nominative is at home, seen from a body; without one it is never HERE."""
    found = [_home(part, body) for part in _DASH.split(position)]
    return next((one for one in (Home.HERE, Home.NOWHERE, Home.ELSEWHERE) if one in found), Home.ANYWHERE)


def works_at(position: str, body: Body) -> bool:
    """Whether a post may be the work that somebody has in a body: «главный инженер» on a «завод», no minister, no chair."""
    if is_official(position) or is_chair(position) or is_lone_chair(position):
        return False
    return home(position, body) in (Home.HERE, Home.ANYWHERE)


def _home(position: str, body: Body | None) -> Home:
    said, at, lemma = _read(position)
    if not lemma:
        return Home.ANYWHERE
    homes = _known()[lemma]
    if "-" in homes:
        alone = at + 1 == len(said) and not (at and lemmas(said[at - 1].text) & _SENIOR)
        if alone and body is not None and len(homes) > 1 and _fits(body.name, homes):
            return Home.HERE  # «секретарь» of a commission
        return Home.NOWHERE if alone or may_be_adjective(said[at].text) else Home.ANYWHERE
    if at and lemma in _SERVED_IN_PERSON:
        return Home.NOWHERE
    if body is None or not any(_fits(name, homes) for name in (body.name, *body.aliases)):
        return Home.ELSEWHERE
    field = telling(_until_field(said[at + 1 :])) if lemma in _TOLD_BY_FIELD else frozenset()
    its = any(field <= lemmas_of(name) for name in (body.name, *body.aliases))
    return Home.HERE if its else Home.ELSEWHERE


#: «министр образования» is at home in no ministry of health, «председатель комитета» in no association.
_TOLD_BY_FIELD: Final = frozenset(("министр", "губернатор", "глава", "мэр", "прокурор", "комиссар", "председатель", "сопредседатель"))
#: «помощник депутата» is none of the parliament.
_SERVED_IN_PERSON: Final = frozenset(("депутат", "сенатор"))

_INNER: Final = frozenset(("отдел", "управление", "сектор", "отделение", "департамент"))


def _until_field(said: Sequence[Token]) -> Sequence[Token]:
    """«заместитель главы | по социальным вопросам», «прокурор | отдела»: the field, the unit are no part of the land."""
    return said[: next((n for n, t in enumerate(said) if t.lower == "по" or lemmas(t.text) & _INNER), len(said))]


@lru_cache(maxsize=CACHE_RARE)
def _read(position: str) -> tuple[tuple[Token, ...], int, str]:
    """The words of a post, with `_telling_post` of them: one post is asked of many bodies."""
    said = tuple(tokenize(position, 0, len(position)))
    return said, *_telling_post(said)


def _telling_post(said: Sequence[Token]) -> tuple[int, str]:
    """The post that says where it is held, by its index and lemma: «помощник | прокурора»; (0, "") where every body has it."""
    for n, token in enumerate(said):
        its = lemmas(token.text) if token.kind == "word" else frozenset()
        known = min(its & _known().keys(), default="")
        described = n + 1 < len(said) and is_head(token.text) and is_head(said[n + 1].text) and may_be_adjective(token.text)
        if known and not described:  # «участковый | терапевт»
            return n, known
        served = token.kind != "word" or not (its | {token.lower}).isdisjoint(_SERVES)
        if not served and not described and (is_head(token.text) or not may_be_adjective(token.text)):
            break
    return 0, ""


#: Sorts that say less than the word itself: a court is no prosecutor's office, an «общество» may be anything.
_BROAD: Final = frozenset(("authority", "form", "science", "public"))


def is_of_sort(body: Body, kinds: frozenset[str]) -> bool:
    """Whether a body may be meant by a common word of these kinds: a lyceum is a «школа», a court no «администрация»."""
    sorts = {_sorts().get(kind, "form") for kind in kinds}
    wanted = (kinds | (sorts - _BROAD)) if "form" not in sorts else frozenset()
    return not wanted or any(_fits(name, frozenset(wanted)) for name in (body.name, *body.aliases))


@cache
def _known() -> dict[str, frozenset[str]]:
    return {row["lemma"]: frozenset(row["homes"].split()) for row in lexicon("post_homes")}


@cache
def _sorts() -> dict[str, str]:
    return {row["lemma"]: row["sort"] for row in lexicon("organization_heads")}


def _fits(name: str, homes: frozenset[str]) -> bool:
    """Whether a body is one of the homes, by the heads of its name or by the sort of them."""
    return not homes.isdisjoint(_kinds(name))


@lru_cache(maxsize=CACHE_WORDS)
def _kinds(name: str) -> frozenset[str]:
    """The heads of a name and the sorts of them."""
    heads = heads_of(name)
    sorts = {_sorts()[head] for head in heads - _FORMS if head in _sorts()}
    return heads | sorts | {sort for pattern, sort in _SORTED_FORMS if pattern.search(name)}
