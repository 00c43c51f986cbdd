"""A post as said at one place: its words in the nominative, the organisation named in them apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.document import ZoneRole
from extractors.frozen import dataclass
from extractors.mention import Kind, Mention
from extractors.positions import nominative as in_nominative
from extractors.positions import one_line
from extractors.russian.morph import inflect, known, parses, spell_like
from extractors.russian.organization_names import written
from extractors.russian.post_heads import is_head
from extractors.russian.proper_names import is_abbreviation
from extractors.russian.wordforms import tokenize
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations

_FORMER: Final = re.compile(r"\b(?:бывш\w{2,3}|прежн\w{2,3}|предыдущ\w{2,3}|экс-|в\sпрошлом|ранее)\s{0,2}-?\s?$", re.IGNORECASE)
_IS_FORMER: Final = re.compile(r"^(?:бывш\w{2,4}\s|экс-)", re.IGNORECASE)
#: «бывший», «первый», «прежний» tell of the holder and are no part of a post; «первый заместитель» is one.
_PASSED: Final = re.compile(
    r"^(?:бывш|прежн|предыдущ|тогдашн|нынешн|погибш|(?:перв|втор|трет|четверт)(?=\w{2,3}\s(?!зам|вице|помощ|секрет|прорект|совет|председ)))\w{2,3}\s{1,2}",
    re.IGNORECASE,
)
TRAILING: Final = re.compile(r"(?:\s+(?:и|в|во|на|по|при|с|со|от|из|имени|ООО|[ПОЗ]АО|Ф?ГУП|МУП))+$")
EDGES: Final = ' ,;:–-—("«_/|'
#: «заместитель Председателя Правительства области | – министр образования»: a second post behind the organisation.
_DASHED: Final = re.compile(r"\s{1,3}-\s{1,3}(?P<head>[А-Яа-я-]{4,30})")
#: Officials who are named by what they are over: «глава города …», «министр … края».
_OFFICIAL: Final = re.compile(
    r"(?<![а-я])(?:министр[ау]?|губернатор\w?|глав[аы]|мэр[ау]?|прокурор[ау]?|уполномоченн\w{2,3})(?![а-я])",
)
_BY_THEMSELVES: Final = re.compile(
    r"(?<![а-я])(?:предпринимател[ья]|нотариус[ау]?|депутат[ау]?|сенатор[ау]?|арбитражн\w{2,3} управляющ\w{2,3})(?![а-я])"
)
#: «заведующий отделением | в Ачинске», not «уполномоченный в Тверской области».
_IN_TOWN: Final = re.compile(r"(?<=[а-яё])\sво?\s[А-ЯЁ][а-яё-]{2,30}$")
_FIELD: Final = re.compile(r"\sпо\s$")
#: «заместитель главы администрации района | по социальным вопросам»: the field of the post stands behind the body.
_FIELD_BEHIND: Final = re.compile(r"\s{1,2}по\s[а-я\s,-]{4,120}")
KEPT: Final = re.compile(r"хранител\w{1,4}\s{1,2}фонда\s", re.IGNORECASE)  # a collection of a museum
_COMMISSIONER: Final = re.compile(r"(?<![а-я])военн\w{2,3} комиссар[ау]?(?![а-я])")


@dataclass(frozen=True, slots=True)
class Post:
    """A post as said at one place: nominative, without its organisation where that is named."""

    position: str
    organization: int | None
    start: int
    end: int
    former: bool = False

    def at(self, organization: int | None, position: str | None = None) -> Post:
        """The post as held in an organisation, in other words where they are given."""
        return replace(self, organization=organization, position=position or self.position)


@dataclass(frozen=True, slots=True)
class Said:
    """A post with its holder where they stand in the text; [start, end) is the phrase of the post."""

    post: Post
    start: int
    end: int
    person: Mention

    @property
    def first(self) -> int:
        return min(self.start, self.person.start)

    @property
    def last(self) -> int:
        return max(self.end, self.person.end)


def split(findings: Findings, organizations: Organizations, start: int, end: int, *, nominative: bool = False) -> Post:
    """The post that stands in [start, end), its organisation apart.

    `nominative` says that the text stands in the nominative already (a signature).
    """
    text, folded = findings.document.text, findings.document.folded
    inner = [m for m in findings.within(Kind.ORGANIZATION, start, end) if organizations.of(m) is not None]
    cut, cut_end, organization = end, end, None
    for found in inner:
        if found.start > start and text[start : found.start].strip(" \n\t,"):
            if _FIELD.search(folded, start, found.start) or KEPT.search(folded, start, found.end):
                continue  # «заместитель директора по | УПР», «хранитель | фонда «Ткани»»: the field of the post
            if not _goes_on(folded, found, end):
                cut, cut_end, organization = found.start, found.end, organizations.of(found)
            break
    if cut == end and inner and inner[0].start == start and inner[0].end < end:
        start, organization = inner[0].end, organizations.of(inner[0])
    raw = TRAILING.sub("", trimmed(one_line(text[start:cut])))
    field = _FIELD_BEHIND.fullmatch(folded, cut_end, end) if cut < end else None
    raw = f"{raw} {one_line(text[field.start() : end]).strip()}" if field is not None and organization is not None else raw
    case = "datv" if findings.document.role_at(start) is ZoneRole.ADDRESSEE else None
    position = raw if nominative else in_nominative(raw, case)
    position = in_ordinary_letters(_IN_TOWN.sub("", position) or position)
    former = _FORMER.search(folded, max(0, start - 20), start) is not None or _IS_FORMER.match(position) is not None
    return Post(_PASSED.sub("", position), organization, start, cut, former)


def in_ordinary_letters(post: str) -> str:
    """A post in capitals in ordinary letters; lands and bodies keep theirs, abbreviations stay.

    >>> in_ordinary_letters("УПОЛНОМОЧЕННЫЙ ПО ПРАВАМ РЕБЁНКА В НОВОСИБИРСКОЙ ОБЛАСТИ")
    'Уполномоченный по правам ребёнка в Новосибирской области'
    >>> [in_ordinary_letters(post) for post in ("ВРИО ДИРЕКТОРА", "ВрИО КОМАНДИРА", "ДИРЕКТОР ФГУП", "ЗАМ. ГЛ. ВРАЧА", "ГИП")]
    ['Врио директора', 'ВрИО командира', 'Директор ФГУП', 'Зам. гл. врача', 'ГИП']
    """
    first, _, rest = post.partition(" ")
    if first.upper() in ("ВРИО", "ВРИД") and rest.isupper():  # they are in no dictionary and would be left as abbreviations
        rest = written(rest)
        return f"{first.capitalize() if first.isupper() else first} {rest[:1].lower()}{rest[1:]}"
    if not post.isupper():
        return post
    word = post.isalpha() and known(post.lower()) and not is_abbreviation(post, alone=True)
    return post.capitalize() if word else written(post)


def trimmed(words: str) -> str:
    """The words of a post without the marks around it; a quote that is its own stays.

    >>> trimmed('Глава района "Заречный" -'), trimmed('"Директор'), trimmed("Директор «")
    ('Глава района "Заречный"', 'Директор', 'Директор')
    """
    inner = words.strip(EDGES)
    own = inner.count('"') % 2 == 1 and words.rstrip(EDGES.replace('"', "")).endswith('"')
    return inner + '"' if own else inner


def _goes_on(folded: str, body: Mention, end: int) -> bool:
    """Whether a second post stands behind an organisation: «… Правительства области – министр просвещения»."""
    match = _DASHED.match(folded, body.end, end)
    return match is not None and is_head(match["head"])


def plain(position: str) -> str:
    """The words of a post, however they are spelled."""
    return position.lower().replace("ё", "е")


def same_post(one: str, other: str) -> bool:
    """Whether two posts are one, words of either shortened: «гл. бухгалтер» is «главный бухгалтер».

    >>> same_post("Зам. председателя", "заместитель председателя"), same_post("зав. складом", "заведующая складом")
    (True, True)
    >>> same_post("зам. директора", "заместитель директора по науке"), same_post("ст. мастер", "мастер")
    (False, False)
    """
    words, others = _WORDS.findall(plain(one)), _WORDS.findall(plain(other))
    return len(words) == len(others) and all(_same_word(a, b) for a, b in zip(words, others, strict=True))


_OF_LAND: Final = re.compile(r"\s(?:региона|области|края|республики|города|района|округа)$")


def spelled_out(position: str, others: Sequence[str]) -> str:
    """The post in the fullest form among those said of one person: what is shortened whole, the land by its name.

    >>> spelled_out("гл. бухгалтер", ["главный бухгалтер"]), spelled_out("министр культуры региона", ["министр культуры Окского края"])
    ('главный бухгалтер', 'министр культуры Окского края')
    """
    land = _OF_LAND.search(position)
    if land is not None:
        stem = plain(position[: land.start()]) + " "
        others = [one for one in others if plain(one).startswith(stem) and any(map(str.isupper, one[len(stem) :]))]
    elif "." in position:
        others = [one for one in others if len(one) > len(position) and same_post(one, position)]
    else:
        return position
    return max(others, key=len, default=position)


_WORDS: Final = re.compile(r"[^\W_]+\.?|№")


def _same_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return one == other or (short.endswith(".") and long.startswith(short[:-1]))


def names_itself(position: str) -> bool:
    """Whether a post tells whom it serves by itself, so that the author of the letter is no answer: «глава города
    Бердска», «заместитель министра образования Пермского края», «индивидуальный предприниматель».

    >>> names_itself("министр образования Пермского края"), names_itself("заместитель министра")
    (True, False)
    """
    said = plain(position)
    if _BY_THEMSELVES.search(said):
        return True
    official = _OFFICIAL.search(said)
    return official is not None and re.search(r"\s[А-ЯЁ][а-яё]{2}", position[official.end() :]) is not None


def is_official(position: str) -> bool:
    """Whether a post is that of an official or of his deputy, whose body the text need not name.

    >>> is_official("первый заместитель министра"), is_official("методист")
    (True, False)
    """
    said = plain(position)
    return any(pattern.search(said) for pattern in (_OFFICIAL, _BY_THEMSELVES, _COMMISSIONER))


def _of_one(tail: str) -> str:
    """What each of many heads: «начальники | отделов» are each «начальник | отдела»."""
    first, _, rest = tail.lstrip().partition(" ")
    parse = next((p for p in parses(first) if p.tag.number == "plur" and p.tag.case in ("gent", "ablt")), None)
    if parse is None or parse.lemma not in _UNITS:
        return tail
    form = inflect(parse, f"sing {parse.tag.case}")
    return f" {form.word} {rest}".rstrip() if form is not None else tail


#: Parts of a body that have each a head of their own.
_UNITS: Final = frozenset(
    (
        "отдел", "управление", "сектор", "служба", "участок", "цех", "отделение", "филиал", "кафедра", "лаборатория", "бригада", "группа",
        "смена", "караул",
    )
)  # fmt: skip


def _of_one_word(word: str, gender: str = "masc") -> tuple[str, bool]:
    """A noun or an adjective of many in the singular, "" for other words; whether it is a noun. `gender`: of the noun that an
    adjective stands with.

    >>> _of_one_word("Педагоги-организаторы"), _of_one_word("классные"), _of_one_word("директор")
    (('Педагог-организатор', True), ('классный', False), ('', False))
    """
    parse = next((p for p in parses(word) if p.known and p.tag.case == "nomn" and p.tag.number == "plur"), None)
    if parse is None:
        parts = [_of_one_word(part) for part in word.split("-")] if "-" in word else []
        return ("-".join(one for one, _ in parts), True) if parts and all(noun for _, noun in parts) else ("", False)
    form = inflect(parse, "sing nomn" if parse.tag.pos == "NOUN" else f"sing nomn {gender}")
    return (spell_like(form.word, word), parse.tag.pos == "NOUN") if form is not None else ("", False)


def _gender_of_many(word: str) -> str:
    """The gender of a noun of many, "" for other words."""
    first = next((p for p in parses(word)[:2] if p.known and p.tag.case == "nomn" and p.tag.number == "plur"), None)
    one = inflect(first, "sing nomn") if first is not None and first.tag.pos == "NOUN" else None
    return one.tag.gender or "" if one is not None else ""


def singular(position: str) -> str:
    """A post of many as the post of one: the head and its adjectives in the singular.

    >>> singular("классные руководители"), singular("члены комиссии"), singular("начальники отделов"), singular("учитель")
    ('классный руководитель', 'член комиссии', 'начальник отдела', 'учитель')
    >>> singular("старшие медицинские сёстры отделений"), singular("исполняющие обязанности главы")
    ('старшая медицинская сестра отделения', 'исполняющий обязанности главы')
    """
    pieces: list[str] = []
    at, said = 0, tokenize(position, 0, len(position))
    gender = next((found for token in said if (found := _gender_of_many(token.text))), "masc")
    for n, token in enumerate(said):
        acting = token.lower.startswith("исполняющ")  # no word of «обязанности»
        one, noun = _of_one_word(token.text, "masc" if acting else gender) if token.kind == "word" else ("", False)
        if not one:
            break
        pieces += (position[at : token.start], one)
        at = token.end
        described = not noun and n + 1 < len(said) and _of_one_word(said[n + 1].text)[1]  # «участковые | терапевты»
        if noun or acting or (is_head(token.text) and not described):
            return "".join(pieces) + _of_one(position[at:])
    return position
