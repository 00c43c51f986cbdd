"""A post as said at one place: its words in the nominative, and the organisation that it is held in apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import Final

from extractors.document import ZoneRole
from extractors.mention import Kind
from extractors.positions import nominative as in_nominative
from extractors.positions import one_line
from extractors.russian.lexicon import words
from extractors.russian.morph import CACHE_WORDS, inflect, parses, spell_like
from extractors.russian.post_phrases import is_head
from extractors.russian.wordforms import Token, lemmas, tokenize
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Body, Organizations

_FORMER: Final = re.compile(r"\b(?:бывш\w{2,3}|экс-|в\sпрошлом|ранее)\s{0,2}-?\s?$", re.IGNORECASE)
_IS_FORMER: Final = re.compile(r"^(?:бывш\w{2,4}\s|экс-)", re.IGNORECASE)
_TRAILING: Final = re.compile(r"(?:\s+(?:и|в|во|на|по|при|с|со|от|из|имени))+$")
_EDGES: Final = ' ,;:–-—("«_/|'
#: «методист той же школы», «сотрудник нашего музея»: words that point at a body named elsewhere.
_SAME: Final = re.compile(r"\s{1,3}(?:той|того|этой|этого)\s{1,2}же\s{1,2}(?P<body>[а-я-]{3,30})")
_OUR: Final = re.compile(r"\bнаш(?:его|ей|ему|им|ем|и)?\s{1,3}(?P<body>[а-я-]{3,30})$|\bнаш(?:его|ей|ему|им|ем|а|у)?\s{0,3}$")

#: Officials who are named by what they are over: «глава города …», «министр … края».
_ITSELF: Final = re.compile(
    r"(?<![а-я])(?:министр[ау]?|губернатор\w?|глав[аы]|мэр[ау]?|прокурор[ау]?|уполномоченн\w{2,3}|комиссар[ау]?)(?![а-я])"
    r"|(?P<alone>(?<![а-я])(?:предпринимател[ья]|нотариус[ау]?|депутат[ау]?|сенатор[ау]?|адвокат[ау]?)(?![а-я]))"
)
_QUOTED: Final = re.compile("«([^«»]{2,80})»")
#: Words for a body by kind, beside the heads of names of organisations.
_GENERIC: Final = frozenset(("учреждение", "заведение", "ведомство", "предприятие", "компания", "фирма", "вуз", "холдинг"))
#: Units inside a body: they name no organisation by themselves.
_UNITS: Final = frozenset(
    (
        "отдел", "сектор", "кафедра", "факультет", "группа", "комиссия", "лаборатория", "отделение", "кабинет", "цех",
        "аппарат", "секретариат", "канцелярия", "совет", "коллегия", "студия", "орган", "часть", "подразделение",
        "корпус", "бюро", "дом", "штаб", "отряд", "хозяйство", "движение", "регистр", "уполномоченный", "губернатор",
    )
)  # fmt: skip
#: How the kind of a body looks in its name where the word itself does not stand there: «СОШ № 5» is a school.
_SHORT_KINDS: Final = {
    "школа": re.compile(r"\b(?:[А-Я]{0,6}СОШ|ООШ|НОШ|СШ|ДШИ|ДМШ|ДХШ|СШОР|ДЮСШ)\b"),
    "сад": re.compile(r"ДОУ\b"),
    "общество": re.compile(r"\b(?:ООО|[ПНЗО]?АО|АОЗТ|АООТ|ТОО)\b"),
    "компания": re.compile(r"\b(?:ООО|[ПНЗО]?АО|АОЗТ|АООТ|ТОО)\b"),
    "фирма": re.compile(r"\b(?:ООО|[ПНЗО]?АО|АОЗТ|АООТ|ТОО)\b"),
    "предприятие": re.compile(r"\b(?:[МФ]?[ГК]?УП|ООО|[ПНЗО]?АО)\b"),
    "учреждение": re.compile(r"\b[А-Я]{0,5}[БКА]?[А-Я]{0,3}У\b"),
    "вуз": re.compile(r"[Уу]ниверситет|[Ии]нститут|[Аа]кадеми|ВО\b"),
    "больница": re.compile(r"\b[А-Я]{0,3}(?:ЦРБ|ГКБ|ГБ|РБ|ОКБ)\b"),
    "организация": re.compile(r"\b(?:[АО]?НО|[Оо]рганизаци)"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Post:
    """A post as said at one place: nominative, without its organisation where that is named."""

    position: str
    organization: int | None
    start: int
    end: int
    former: bool = False


def split(findings: Findings, organizations: Organizations, start: int, end: int, *, nominative: bool = False) -> Post:
    """The post that stands in [start, end), its organisation apart.

    `nominative` says that the text stands in the nominative already (a signature).
    """
    text = findings.document.text
    inner = [m for m in findings.within(Kind.ORGANIZATION, start, end) if organizations.of(m) is not None]
    cut, organization = end, None
    for found in inner:
        if found.start > start and text[start : found.start].strip(" \n\t,"):
            cut, organization = found.start, organizations.of(found)
            break
    if organization is None and inner and inner[0].start == start and inner[0].end < end:
        start, organization = inner[0].end, organizations.of(inner[0])
    raw = _TRAILING.sub("", one_line(text[start:cut]).strip(_EDGES))
    case = "datv" if findings.document.role_at(start) is ZoneRole.ADDRESSEE else None
    position = raw if nominative else in_nominative(raw, case)
    former = _FORMER.search(findings.document.folded, max(0, start - 20), start) is not None
    return Post(position, organization, start, cut, former or _IS_FORMER.match(position) is not None)


def referred(findings: Findings, organizations: Organizations, post: Post, end: int, sender: int | None) -> Post:
    """The post with the organisation that its words point at: «директор гимназии» where one gymnasium is named before,
    «методист той же школы», «хранитель нашего музея». Unchanged where they point at none, or one is named already.

    `end` is where the phrase of the post ends in the text."""
    if post.organization is not None:
        return post
    folded = findings.document.folded
    if sender is not None and _OUR.search(folded, max(0, post.start - 30), post.start):
        return replace(post, organization=sender)
    same = _SAME.match(folded, end)
    if same is not None:
        body = _meant(organizations, lemmas(same["body"]), frozenset(), post.start, sender)
        return replace(post, organization=body)
    said = tokenize(post.position, 0, len(post.position))
    for k in range(1, len(said)):
        body, kept = _body_at(organizations, post, said, k, sender)
        if body is not None:
            return replace(post, organization=body, position=kept or post.position)
    return post


def _body_at(
    organizations: Organizations, post: Post, said: Sequence[Token], k: int, sender: int | None
) -> tuple[int | None, str]:
    """The organisation that the words from `k` on point at, and the post without them."""
    position, rest = post.position, post.position[said[k].start :]
    if said[k].abbreviation or said[k].kind == "open":  # «методист ИРО», «директор «Берега»»
        body = organizations.by_name(rest)
        if body is None and said[k].kind == "open":
            body = _quoted(organizations, rest)
        return body, _cut(position, said, k)
    kinds = _kinds(said, k)
    if not kinds:
        return None, ""
    if said[k - 1].lower.startswith("наш") and sender is not None:
        return sender, _TRAILING.sub("", position[: said[k - 1].start].strip(_EDGES))
    purpose = next((j for j in range(k + 1, len(said)) if said[j].lower == "по"), len(said))
    body = _meant(organizations, kinds, _telling(said[k + 1 :]), post.start, sender)
    if body is None and purpose < len(said):  # «проректор института | по развитию»: the field of the post
        body = _meant(organizations, kinds, _telling(said[k + 1 : purpose]), post.start, sender)
    kept = _cut(position, said, k)
    if body is not None and purpose < len(said) and purpose == k + 1:
        kept = f"{kept} {position[said[purpose].start :]}"
    return body, kept


def _quoted(organizations: Organizations, rest: str) -> int | None:
    """«заместитель директора | «Берега»»: the one organisation with that name in quotes, in whatever case."""
    wanted = _lemmas_of(rest)
    fitting = [
        i for i, body in enumerate(organizations.all)
        if body.mentions and any(_lemmas_of(inner) == wanted for inner in _QUOTED.findall(body.name))
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


def names_itself(position: str) -> bool:
    """Whether a post tells whom it serves by itself, so that the author of the letter is no answer: «глава города
    Бердска», «заместитель министра образования Пермского края», «индивидуальный предприниматель».

    >>> names_itself("министр образования Пермского края"), names_itself("заместитель министра")
    (True, False)
    """
    said = _ITSELF.search(position.lower().replace("ё", "е"))
    if said is None:
        return False
    return said["alone"] is not None or re.search(r"\s[А-ЯЁ][а-яё]{2}", position[said.end() :]) is not None


def _cut(position: str, said: Sequence[Token], k: int) -> str:
    """The words before the body, the adjectives that agree with it left out: «директор | областной библиотеки»."""
    while k > 1 and parses(said[k - 1].text)[0].tag.pos in ("ADJF", "PRTF"):
        k -= 1
    return _TRAILING.sub("", position[: said[k].start].strip(_EDGES))


def _kinds(said: Sequence[Token], k: int) -> frozenset[str]:
    """The kinds of body that the word at `k` may be, in the genitive: «гимназии», «управления»; empty for a unit."""
    token = said[k]
    if token.kind != "word" or is_head(token.text) or not any(p.tag.case == "gent" for p in parses(token.text)[:6]):
        return frozenset()
    return lemmas(token.text) & _bodies()


@cache
def _bodies() -> frozenset[str]:
    return (words("organization_heads") | _GENERIC) - _UNITS


def _telling(tail: Sequence[Token]) -> frozenset[str]:
    """The lemmas of the words behind the kind of body that must stand in its name: «управления | образования»."""
    found: set[str] = set()
    for token in tail:
        if token.kind == "word" and len(token.text) > 2:
            found |= {min(lemmas(token.text), default=token.lower)}
    return frozenset(found)


def _meant(
    organizations: Organizations, kinds: frozenset[str], tail: frozenset[str], at: int, sender: int | None
) -> int | None:
    """The organisation of that kind which was named last before `at`, else the sender, else the only one."""
    fitting = [i for i, body in enumerate(organizations.all) if body.mentions and _is_kind(body, kinds, tail)]
    before = [(max((m.start for m in organizations.all[i].mentions if m.start < at), default=-1), i) for i in fitting]
    last = max(before, default=(-1, -1))
    if last[0] >= 0:
        return last[1]
    if sender in fitting:
        return sender
    return fitting[0] if len(fitting) == 1 else None


def _is_kind(body: Body, kinds: frozenset[str], tail: frozenset[str]) -> bool:
    """Whether a body is a «гимназия», and its name holds the words of the tail."""
    for name in (body.name, *body.aliases):
        short = any(_SHORT_KINDS[kind].search(name) for kind in kinds if kind in _SHORT_KINDS)
        if (short or kinds & _heads_of(name)) and tail <= _lemmas_of(name):
            return True
    return False


@lru_cache(maxsize=CACHE_WORDS)
def _heads_of(name: str) -> frozenset[str]:
    """The nouns that stand in the nominative in a name: what the body is."""
    found: set[str] = set()
    for token in tokenize(name, 0, len(name)):
        if token.kind == "word":
            nominative = (p for p in parses(token.text) if p.tag.pos == "NOUN" and p.tag.case == "nomn" and p.score > 0.05)
            found |= {p.lemma.replace("ё", "е") for p in nominative if p.tag.number == "sing"}
    return frozenset(found)


@lru_cache(maxsize=CACHE_WORDS)
def _lemmas_of(name: str) -> frozenset[str]:
    return frozenset().union(*(lemmas(token.text) for token in tokenize(name, 0, len(name)) if token.kind == "word"))


def singular(position: str) -> str:
    """A post of many as the post of one: the head and its adjectives in the singular.

    >>> singular("классные руководители"), singular("члены комиссии"), singular("учитель")
    ('классный руководитель', 'член комиссии', 'учитель')
    """
    said = tokenize(position, 0, len(position))
    pieces: list[str] = []
    at = 0
    for token in said:
        parse = next((p for p in parses(token.text) if p.tag.case == "nomn" and p.tag.number == "plur"), None)
        if token.kind != "word" or parse is None:
            break
        wanted = "sing nomn" if parse.tag.pos == "NOUN" else "sing nomn masc"
        form = inflect(parse, wanted)
        if form is None:
            break
        pieces += (position[at : token.start], spell_like(form.word, token.text))
        at = token.end
        if parse.tag.pos == "NOUN" or is_head(token.text):
            break
    return "".join(pieces) + position[at:]
