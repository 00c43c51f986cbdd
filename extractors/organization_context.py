"""What the rules of organisations know of a segment: its tokens, its zone, the witness; and what they all ask of
tokens.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.organization_anchors import POSTS
from extractors.organization_witness import Witnesses
from extractors.russian.bodies import short_base
from extractors.russian.borders import is_initial
from extractors.russian.chunks import walked
from extractors.russian.morph import parses
from extractors.russian.organization_evidence import is_naming
from extractors.russian.organization_heads import Head, head_cases, head_of, heads, is_letterhead_post
from extractors.russian.organization_names import forms
from extractors.russian.place_words import is_local
from extractors.russian.tails import KIND_WORDS, Tail
from extractors.russian.wordforms import Token, agreement, lemmas, listed, may_be_adjective
from extractors.segment_tokens import spoken_tokens
from extractors.segments import Segment
from extractors.spoken import foreign_spans, spoken

#: Zones where a line end is no end of a phrase, but may begin another name.
_HEAD_ZONES: Final = frozenset({ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE, ZoneRole.SIGNATURE})
#: Heads that others belong to, and stand behind their names in the genitive.
_PARENTS: Final = listed(
    "администрация министерство управление департамент комитет правительство профсоюз академия университет мэрия "
    "собрание дума банк отделение коллегия"
)
#: Words of a legal form that may follow the place: «учреждение Ярославской области дополнительного образования».
FORM_WORDS: Final = KIND_WORDS | listed(
    "дополнительного профессионального высшего среднего общего дошкольного начального образования здравоохранения "
    "культуры науки социального обслуживания спорта населения взрослых детей"
)
#: Heads that behind «и» begin another organisation; «строительства и дорожного хозяйства» goes on.
_NEIGHBOURS: Final = frozenset(
    lemma for lemma, head in heads().items() if head.needs in ("any", "place", "parent", "branch")
)
_UNITS: Final = frozenset(short for short, row in forms().items() if row["sort"] == "unit")
_OPENERS: Final = frozenset(forms()) - _UNITS
_SEATED: Final = listed(
    "инспекция госинспекция уполномоченный представительство филиал посольство консульство управление отдел "
    "отделение торгпредство учреждение постпредство землячество аппарат"
)
_OF_ALL: Final = listed("администрация правительство мэрия")  # of no matter: «… администрации города | по социальным вопросам»
_NUMBERED_BODIES: Final = listed("бюро инспекция отделение отдел суд орган представительство")
_ORDINAL: Final = listed("отделение отдел отряд")  # what has its number before it, with nothing between
_UNNUMBERED: Final = listed("партия")  # «партия № 3» is one of goods
_QUOTED_BODIES: Final = listed("агентство служба дирекция бюро коллегия")
_OF_LAW: Final = listed("унитарный казенный государственный муниципальный бюджетный")
_OF_TWO: Final = listed("епархия митрополия отделение управление бюро отдел")
_LONGEST_LEFT: Final = 14  # adjectives before a head
#: Participles that are nouns: «заведующей | Лесной библиотекой», «учащиеся | школы с. Ключи».
PEOPLE: Final = listed(
    "заведующий заведующая заведовать учащийся учащаяся обучающийся обучающаяся обучаться служащий служащая трудящийся "
    "командующий командовать военнослужащий военнослужащая"
)
#: What any word is capitalised behind.
_OPENING: Final = listed(". ! ? : ; - • * )")


@dataclass(frozen=True)
class Context:
    """A segment as the rules see it."""

    document: Document
    segment: Segment
    tokens: list[Token]
    witnesses: Witnesses
    foreign: frozenset[int]  # offsets of the tokens of a second language
    tails: dict[Head, Tail] = field(default_factory=dict)  # by head, made when first asked for

    @classmethod
    def of(cls, document: Document, segment: Segment, witnesses: Witnesses) -> Context:
        """The context of one segment."""
        text = spoken(document, segment)
        tokens = spoken_tokens(document, segment, text)
        foreign = frozenset(_covered(tokens, foreign_spans(document, segment)))
        return cls(document, segment, tokens, witnesses, foreign)

    @cached_property
    def tail(self) -> Tail:
        """What the tail of any name may hold here; most segments have no name and need none."""
        segment = self.segment
        return Tail(
            POSTS,
            strict=True,
            heads=_NEIGHBOURS,
            parents=_PARENTS,
            openers=_OPENERS,
            units=_UNITS,
            walls=self.foreign,
            line_ends=_line_starts(self.document, self.tokens) if segment.role in _HEAD_ZONES else frozenset(),
            bodies=frozenset(t.start for t in self.tokens if t.capital and short_base(t.text)),
            persons=frozenset() if self.letterhead else self.witnesses.person_starts(segment.start, segment.end),
        )

    @property
    def letterhead(self) -> bool:
        return self.segment.role is ZoneRole.LETTERHEAD

    def witnessed(self, i: int) -> bool:
        """Whether the witness sees an organisation at token `i`."""
        return self.witnesses.organization(self.tokens[i].start, self.tokens[i].end)

    def shouted(self, first: int, last: int) -> bool:
        """Whether the document has tokens [first, last) in capitals."""
        return self.document.text[self.tokens[first].start : self.tokens[last - 1].end].isupper()

    def opens(self, i: int) -> bool:
        """Whether token `i` opens a sentence, a line of a list, a cell: any word is capitalised there."""
        return i == 0 or self.tokens[i - 1].text in _OPENING or self.tokens[i - 1].kind in ("number", "break")

    def word(self, i: int) -> Token | None:
        """Token `i` if it is a word."""
        return self.tokens[i] if i < len(self.tokens) and self.tokens[i].kind == "word" else None

    def nominative(self, first: int, i: int) -> bool:
        """Whether the adjectives from `first` and the head at `i` may stand in the nominative."""
        head = self.tokens[i].text
        if not any(case == "nomn" for case, _ in head_cases(head)) and head not in forms():
            return is_letterhead_post(head)
        adjectives = (t.text for t in self.tokens[first:i] if t.kind == "word")
        return all(("nomn", "sing") in agreement(word, head) for word in adjectives)

    def left(self, i: int) -> int:
        """Index of the first adjective of the name: «Федеральное государственное бюджетное | учреждение».

        Adjectives in small letters before the first capital are no part of it.
        """
        tokens, head, first = self.tokens, self.tokens[i], i
        agreed: frozenset[tuple[str, str]] | None = None
        while first > 0 and i - first < _LONGEST_LEFT:
            k = first - 1
            if (
                tokens[k].text == ")"
                and k >= 3
                and tokens[k - 2].text == "("
                and agreement(tokens[k - 1].text, head.text)
            ):
                k -= 3  # «Казанский (Приволжский) федеральный университет»
            before = tokens[k]
            if before.kind == "number" and "-" in before.text and (first < i or lemmas(head.text) & _ORDINAL):
                first = k  # «2-й пожарно-спасательный отряд»
                continue
            numbers_line = before.kind == "number" and before.text.isdigit() and (k == 0 or before.start in self.tail.line_ends)
            if self.letterhead and numbers_line and (first < i or lemmas(head.text) & _ORDINAL):
                first = k  # «305 военный следственный отдел», «114 отделение полиции» on a line of its own
                break
            if before.lower == "и" and head_of(head.text) and (self._of_two_places(first, k, i) or self._of_two_fields(first, k, i)):
                first = k - 1
                continue
            if before.kind != "word" or before.start in self.foreign or head_of(before.text):
                break
            named = before.text if is_naming(before) else _of_double_town(before)
            if not named or (self.letterhead and self._of_line_above(k, first)):
                break
            named_after = k > 1 and tokens[k - 1].text == "." and is_initial(tokens, k - 2)
            if named_after or lemmas(before.text) & PEOPLE or _manages(before, head):
                break  # «кафедра им. Э. В. Шпольского | Института физики»
            both = agreement(named, named if head.text in forms() or head.abbreviation else head.text)
            both = frozenset(pair for pair in both if pair[1] == "sing")  # «Учащиеся | школы № 12»
            agreed = both if agreed is None else agreed & both
            if not agreed:
                break
            first = k
        capital = next((k for k in range(first, i) if tokens[k].capital), None)
        if capital is None and head.capital and first < i and parses(tokens[first].text)[0].tag.pos == "PRTF":
            first += 1  # «проводимой | Администрацией», «подписанного | Министерством»
        if capital is not None and capital > first and tokens[capital - 1].kind == "number":
            capital -= 1  # «2-й Московский медицинский институт»
        return first if capital is None or self.letterhead else capital

    def _of_line_above(self, k: int, first: int) -> bool:
        """Whether an adjective that ends a line is of the noun before it there: «ВОЙСКО ДОНСКОЕ⏎| ХОПЁРСКОЕ КАЗАЧЬЕ ОБЩЕСТВО»."""
        ends = k > 0 and self.tokens[first].start in self.tail.line_ends and self.tokens[k].start not in self.tail.line_ends
        if not ends or self.tokens[k - 1].kind != "word" or may_be_adjective(self.tokens[k - 1].text):
            return False
        return ("nomn", "sing") in agreement(self.tokens[k].text, self.tokens[k - 1].text)

    def _of_two_places(self, first: int, k: int, i: int) -> bool:
        """«Сарапульская | и Можгинская епархия»: an office that serves two places."""
        if k == 0 or first == i or lemmas(self.tokens[i].text).isdisjoint(_OF_TWO):
            return False
        one, two, head = self.tokens[k - 1], self.tokens[first], self.tokens[i].text
        places = one.capital and two.capital and is_local(one.text) and is_local(two.text)
        return places and bool(agreement(one.text, head) & agreement(two.text, head))

    def _of_two_fields(self, first: int, k: int, i: int) -> bool:
        """«… естественно-промышленный | и историко-этнографический музей»: an institution of two fields, a hyphen in one."""
        if k < 2 or first == i:
            return False
        one, two, head = self.tokens[k - 1], self.tokens[first], self.tokens[i].text
        if one.kind != "word" or one.capital or two.capital or "-" not in one.text + two.text:
            return False
        return any(number == "sing" for _, number in agreement(one.text, head) & agreement(two.text, head))

    def tail_of(self, head: Head) -> Tail:
        """What the tail of this head may hold."""
        if head in self.tails:
            return self.tails[head]
        authority = head.sort == "authority"
        self.tails[head] = self.tail._replace(
            allow_quotes=not authority or head.lemma in _QUOTED_BODIES,
            allow_numbers=head.lemma in _NUMBERED_BODIES if authority else head.lemma not in _UNNUMBERED,
            topics=authority and head.lemma not in _OF_ALL,
            towns=head.sort != "company",
            chains=head.needs in ("parent", "branch"),
            seats=head.lemma in _SEATED,
            unites=not authority and (head.needs == "any" or head.sort in ("public", "culture", "science")),
            schooled=head.sort == "education",
            after_place=FORM_WORDS if head.needs == "form" else KIND_WORDS,
        )
        return self.tails[head]

    def apposed(self, i: int, cases: frozenset[str]) -> tuple[int, int, int] | None:
        """(first token, head, index behind) of a name that stands at `i` in one of the cases: «Лицей № 3», «детскому
        саду № 5».
        """
        j = i
        while (
            j - i < _LONGEST_LEFT
            and (token := self.word(j))
            and may_be_adjective(token.text)
            and not head_of(token.text)
        ):
            j += 1
        token = self.word(j)
        if token is None:
            return None
        head = head_of(token.text)
        letters = forms().get(token.text, {}).get("sort") == "type"
        made = head is not None and head.lemma == "предприятие" and j > i and lemmas(self.tokens[j - 1].text).isdisjoint(_OF_LAW)
        if not letters and (head is None or (head.needs in ("form", "letterhead") and not made)):
            return None  # «ООО | Научно-производственное предприятие «Вектор»» is one name
        own = {case for case, _ in head_cases(token.text)} & cases
        for k in range(i, j):
            own &= {case for case, number in agreement(self.tokens[k].text, token.text) if number == "sing"}
        if not own and not letters:
            return None
        end = max(j + 1, walked(self.tokens, j + 1, self.tail_of(head) if head else self.tail).at)
        if end == i + 1 and not letters and not token.capital:
            return None  # «предприятия холдинга»
        return i, j, end


def _manages(before: Token, head: Token) -> bool:
    """«конкурсного управляющего | общества …»: a man; «управляющая компания» is none."""
    return before.lower.startswith("управляющ") and lemmas(head.text).isdisjoint(_MANAGING)


_MANAGING: Final = listed("компания организация совет система холдинг фирма")


def _of_double_town(token: Token) -> str:
    """«Камчатский» of «Петропавловск-Камчатский», which the dictionary has as a town alone; "" for another word."""
    last = token.text.rsplit("-", 1)[-1]
    return last if "-" in token.text and token.capital and last[:1].isupper() and may_be_adjective(last) else ""


def _line_starts(document: Document, tokens: list[Token]) -> frozenset[int]:
    """Offsets of the tokens that begin a line, the first left out."""
    folded = document.folded
    return frozenset(b.start for a, b in pairwise(tokens) if "\n" in folded[a.end : b.start])


def _covered(tokens: list[Token], spans: list[tuple[int, int]]) -> Iterator[int]:
    """Offsets of the tokens that begin in one of the spans (both in order)."""
    left = iter(spans)
    span = next(left, None)
    for token in tokens:
        while span is not None and span[1] <= token.start:
            span = next(left, None)
        if span is not None and span[0] <= token.start:
            yield token.start
