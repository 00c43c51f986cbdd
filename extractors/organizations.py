"""Organisations: whole names in the nominative, their short forms and «(далее – …)».

A name is found by its head («министерство», «школа», «центр»), its legal form («МБОУ», «ООО»), its short form
(«Минпросвещения России») or, last, by the NER witness; grammar says where it begins and ends, `organization_evidence`
whether it is a name. A class of organisations («образовательные организации»), an event, an inner department is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.organization_parts import (
    Span,
    aliases,
    cell_names,
    fills_cell,
    foreign_names,
    in_title,
    named,
    organization,
    spoken,
    witness_names,
)
from extractors.russian.bodies import known_end, phrase_end, short_base
from extractors.russian.chunks import walked
from extractors.russian.lexicon import lexicon
from extractors.russian.organization_evidence import WEAK, Candidate, is_naming, judge
from extractors.russian.organization_heads import Head, head_cases, head_lemmas, head_of, is_letterhead_post
from extractors.russian.organization_names import forms
from extractors.russian.places import REGION_LETTERS, is_local
from extractors.russian.tails import KIND_WORDS, Tail, Walk
from extractors.russian.wordforms import (
    Token,
    agreement,
    is_initial,
    is_known_place,
    lemmas,
    listed,
    may_be_adjective,
    quote_end,
    starts_person,
    tokens_of,
)
from extractors.segments import Segment, segments

__all__ = ["find", "organization"]

_POSTS = frozenset(row["lemma"] for row in lexicon("posts") if row["rank"] != "attribute")
_SKIPPED = frozenset({ZoneRole.E_SIGNATURE, ZoneRole.REGISTRATION})
_HEAD_ZONES = frozenset({ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE, ZoneRole.SIGNATURE})
#: Zones of odds and ends: only what is beyond doubt is a name there.
_LOOSE_ZONES = frozenset({ZoneRole.NOISE, ZoneRole.FURNITURE})
_LEAST_LOOSE = 0.93
_PARENTS = listed("администрация министерство управление департамент комитет правительство профсоюз академия университет мэрия собрание дума банк")
_FORM_WORDS = KIND_WORDS | listed(
    "дополнительного профессионального высшего среднего общего дошкольного начального образования здравоохранения культуры "
    "науки социального обслуживания спорта населения взрослых детей"
)
_TOPICAL = frozenset(("authority",))
_SEATED = listed("инспекция госинспекция уполномоченный представительство филиал посольство консульство управление отдел отделение торгпредство учреждение")
_QUOTED_BODIES = listed("агентство служба дирекция бюро")
_NUMBERED_BODIES = listed("инспекция отделение отдел суд орган")
#: Letters between a legal form and a name that are no name themselves: «ГАУ ДПО ЯО …».
_BETWEEN = frozenset(("ДПО", "ВО", "ДО", "ПО", "СПО", "ВПО", "ДОД", "РФ")) | REGION_LETTERS
#: Legal forms of two letters mean other things too: «УК РФ», «РБ», «ТО»; they want a quote.
_AMBIGUOUS = listed("СК УК ГК ТК РБ ГО ТО СУ ГУ ПЧ КБ ОП НП ОО МП КУ ГБ ОУ ДОУ УП УД АУ БУ УО МУ СШ ДК УЗ РС")


def find(document: Document) -> Iterator[Mention]:
    """Mentions of organisations (OrganizationValue) and of their aliases (AliasValue), in the order of the text.

    >>> from extractors.document import Line
    >>> text = "по приказу Министерства науки и высшего образования Российской Федерации"
    >>> [m.value.name for m in find(Document(text, (Line(0, len(text)),)))]
    ['Министерство науки и высшего образования Российской Федерации']
    """
    witnesses = _Witnesses(document)
    cells = cell_names(document)
    found: list[Mention] = []
    for segment in segments(document):
        if segment.role not in _SKIPPED:
            found += _Reader(document, segment, witnesses, cells).read()
    yield from found
    yield from foreign_names(document, found)


class _Witnesses:
    """What the NER witness says of a document, to be asked by place."""

    def __init__(self, document: Document) -> None:
        self.organizations = sorted((w.start, w.end) for w in document.witnesses if w.label == "ORG")
        self.people = sorted((w.start, w.end) for w in document.witnesses if w.label == "PER")

    def organization(self, start: int, end: int) -> bool:
        """Whether an organisation is seen anywhere in [start, end)."""
        return bool(self.within(start, end))

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The organisations seen that share a character with [start, end)."""
        i = max(0, bisect_left(self.organizations, (start, 0)) - 1)
        found = []
        while i < len(self.organizations) and self.organizations[i][0] < end:
            if self.organizations[i][1] > start:
                found.append(self.organizations[i])
            i += 1
        return found

    def person_starts(self, start: int, end: int) -> frozenset[int]:
        """Where people seen in [start, end) begin."""
        i, j = bisect_left(self.people, (start, 0)), bisect_left(self.people, (end, 0))
        return frozenset(a for a, _ in self.people[i:j])


class _Reader:
    """One segment read from left to right."""

    def __init__(self, document: Document, segment: Segment, witnesses: _Witnesses, cells: dict[int, int]) -> None:
        self.document = document
        self.segment = segment
        self.witnesses = witnesses
        self.in_head = segment.role in _HEAD_ZONES
        self.letterhead = segment.role is ZoneRole.LETTERHEAD
        text, self.skipped = spoken(document, segment)
        self.tokens = tokens_of(text, 0, len(text), segment.start)
        self.whole_cell = cells.get(self.tokens[0].start, 0) if self.tokens and cells else 0
        starts = self._line_starts() if self.in_head else frozenset()
        self.tail = Tail(
            _POSTS,
            strict=True,
            heads=head_lemmas(),
            parents=_PARENTS,
            openers=frozenset(forms()),
            line_ends=starts,
            bodies=frozenset(t.start for t in self.tokens if t.capital and short_base(t.text)),
            persons=frozenset() if self.letterhead else witnesses.person_starts(segment.start, segment.end),
        )

    def _line_starts(self) -> frozenset[int]:
        folded = self.document.folded
        return frozenset(
            b.start for a, b in zip(self.tokens, self.tokens[1:], strict=False) if "\n" in folded[a.end : b.start]
        )

    def read(self) -> Iterator[Mention]:
        """The mentions of the segment."""
        taken: list[Span] = []
        i = 0
        while i < len(self.tokens):
            token = self.tokens[i]
            if token.kind == "open" and in_title(self.tokens, i):
                end = quote_end(self.tokens, i)
                taken.append(Span(i, i, end))
                i = end
                continue
            span = self._at(i) if token.kind == "word" and not self._foreign(token) else None
            if span is None:
                i += 1
                continue
            taken.append(span)
            i = max(span.last, i + 1)
        yield from self._mentions(taken)

    def _foreign(self, token: Token) -> bool:
        return any(start <= token.start < end for start, end in self.skipped)

    def _mentions(self, taken: Sequence[Span]) -> Iterator[Mention]:
        least = _LEAST_LOOSE if self.segment.role in _LOOSE_ZONES else 0.0
        names = [span for span in taken if span.rule and span.confidence >= least]
        if self.whole_cell and len(names) == 1 and fills_cell(self.tokens, names[0]):
            end = next(k for k in range(len(self.tokens), 0, -1) if self.tokens[k - 1].end <= self.whole_cell)
            names = [Span(0, names[0].at if names[0].first == 0 else -1, end, 0.93, "organization:cell")]
        for span in names:
            yield self._mention(span)
            yield from aliases(self.document, self.tokens[span.last - 1].end, self.tokens, span)
        claimed = [(self.tokens[s.first].start, self.tokens[s.last - 1].end) for s in taken if s.last > s.first]
        for start, end, confidence in witness_names(self.document, self.segment, self.tokens, self.witnesses.within(self.segment.start, self.segment.end), claimed):
            yield mention(
                self.document, Kind.ORGANIZATION, start, end, named(self.document.text[start:end], ""),
                rule="organization:witness", confidence=confidence,
            )  # fmt: skip

    def _mention(self, span: Span) -> Mention:
        start, end = self.tokens[span.first].start, self.tokens[span.last - 1].end
        text = self.document.text
        core_end = self.tokens[min(span.at, span.last - 1)].end if span.at >= 0 else start
        value = named(text[start:core_end], text[core_end:end], span.suffix)
        return mention(self.document, Kind.ORGANIZATION, start, end, value, rule=span.rule, confidence=span.confidence)

    def _at(self, i: int) -> Span | None:
        """The organisation whose head, legal form or short name is token `i`."""
        token = self.tokens[i]
        if token.capital and token.start in self.tail.bodies:
            return self._short(i)
        if token.text == "ИП":
            return self._entrepreneur(i)
        if token.text in forms():
            return self._by_form(i)
        if token.capital:
            end = 0 if head_of(token.text) else phrase_end(self.tokens, i)
            if end:
                return Span(i, i, end, 0.95, "organization:short")
            if token.abbreviation and i + 1 < len(self.tokens) and self.tokens[i + 1].lower in ("имени", "им"):
                return self._honoured(i)
        if len(token.text) > 1:
            head = head_of(token.text)
            if head is not None and not (lemmas(token.text) & _POSTS and head.needs != "letterhead"):
                return self._by_head(i, head)
        return None

    def _entrepreneur(self, i: int) -> Span | None:
        """«ИП Салмин Д. Д.», «ИП Карапетян Сурен Левонович»."""
        tokens, j = self.tokens, i + 1
        if j >= len(tokens) or tokens[j].kind != "word" or not tokens[j].capital or tokens[j].abbreviation:
            return None
        while j < len(tokens) and j - i <= 3 and tokens[j].kind == "word" and tokens[j].capital and not is_initial(tokens, j):
            j += 1
        while j < len(tokens) and is_initial(tokens, j):
            j += 2
        return Span(i, i, j, 0.9, "organization:entrepreneur")

    def _honoured(self, i: int) -> Span | None:
        """«ИРОиПК имени С.Н. Донского»."""
        walk = walked(self.tokens, i + 1, replace(self.tail, closed=True))
        return Span(i, i, walk.at, 0.9, "organization:honoured") if walk.honoured else None

    def _short(self, i: int) -> Span:
        """«Минпросвещения России», «МВД по Республике Коми», «Рособрнадзор»."""
        walk = walked(self.tokens, i + 1, replace(self.tail, allow_quotes=False, allow_numbers=False, closed=True, after_place=frozenset()))
        return Span(i, i, walk.at, 0.97, "organization:short", suffix=self._shared(walk))

    def _shared(self, walk: Walk) -> str:
        """«России» of «Минпросвещения и Минобрнауки России», which the first of the two shares."""
        tokens, i = self.tokens, walk.at
        if walk.places or i + 2 >= len(tokens) or tokens[i].lower not in ("и", ",") or tokens[i + 1].start not in self.tail.bodies:
            return ""
        following = tokens[i + 2]
        starts = tokens[walk.start - 1].text.startswith("Мин") and tokens[i + 1].text.startswith("Мин")
        return "России" if starts and following.text in ("России", "РФ") else ""

    def _by_form(self, i: int) -> Span | None:
        """«МБОУ СОШ № 5», «ФГБОУ ВО «Университет»», «УФК по Псковской области»; a lone form is no name."""
        sort = forms()[self.tokens[i].text]["sort"]
        tail = replace(self.tail, after_place=_FORM_WORDS, seats=True)
        walk = walked(self.tokens, i + 1, tail)
        own = self.tokens[i + 1 : walk.at]
        quoted, numbered = any(t.kind == "open" for t in own), any(t.kind == "number" for t in own)
        first = self._left(i) if sort in ("type", "unit") else i
        if quoted or (numbered and self.tokens[i].text not in _AMBIGUOUS):
            return Span(first, i, walk.at, 0.97, "organization:legal_form")
        if sort == "unit":
            of_body = i + 1 < len(self.tokens) and self.tail.is_body(self.tokens[i + 1])  # «ГУ МЧС России», «ТО Управления …»
            named = of_body or (walk.places and self.tokens[i].text not in _AMBIGUOUS)
            return Span(first, i, walk.at, 0.95, "organization:unit") if named else None
        if sort == "type":
            local = any(t.capital and is_local(t.text) for t in self.tokens[first:i])
            placed = walk.places and self.tokens[walk.places[0][0]].lower in ("с", "пос", "п", "д", "ст", "х", "села", "деревни", "поселка")
            if local or walk.honoured or placed:
                return Span(first, i, walk.at, 0.92, "organization:legal_form")
            named = first < i and self.tokens[first].capital and not self._opens(first)  # «…, Межборная ООШ»
            return Span(first, i, walk.at, 0.85, "organization:legal_form") if named else None
        apposed = self._apposed(walk.at)
        if apposed > walk.at:
            return Span(i, i, apposed, 0.95, "organization:legal_form")
        return self._lettered(i, walk.at)

    def _lettered(self, i: int, last: int) -> Span | None:
        """«ГАУ ДПО ИРО», «АО Гознак»: letters or a word for the name."""
        tokens = self.tokens
        if tokens[i].text in _AMBIGUOUS:
            return None
        if any(t.abbreviation and t.text not in _BETWEEN for t in tokens[i + 1 : last]):
            return Span(i, i, last, 0.92, "organization:legal_form")
        j = last
        while j < len(tokens) and j - last < 3 and self._plain_name(j):
            j += 1
        if j > last and (j == len(tokens) or tokens[j].text not in ("«", '"')):
            return Span(i, i, j, 0.85, "organization:legal_form")
        return None

    def _plain_name(self, j: int) -> bool:
        """A word of an unquoted name: «Гознак», «Газпром нефть» has none in small letters."""
        token = self.tokens[j]
        if token.kind != "word" or not token.capital or token.start in self.tail.line_ends:
            return False
        return not (is_initial(self.tokens, j) or starts_person(self.tokens, j) or token.start in self.tail.persons)

    def _apposed(self, i: int) -> int:
        """Index behind a name in apposition at `i` («Лицей № 3», «Институт развития образования»), or `i`."""
        j = i
        while j < len(self.tokens) and self.tokens[j].kind == "word" and may_be_adjective(self.tokens[j].text) and head_of(self.tokens[j].text) is None:
            j += 1
        if j >= len(self.tokens) or self.tokens[j].kind != "word":
            return i
        head = head_of(self.tokens[j].text)
        letters = self.tokens[j].text in forms() and forms()[self.tokens[j].text]["sort"] == "type"
        if (head is None or head.needs in ("form", "letterhead")) and not letters:
            return i
        if not letters and not any(case == "nomn" and number == "sing" for k in range(i, j) for case, number in agreement(self.tokens[k].text, self.tokens[j].text)) and j > i:
            return i
        return max(j + 1, walked(self.tokens, j + 1, self._tail(head) if head else self.tail).at)

    def _tail(self, head: Head) -> Tail:
        """What the tail of this head may hold."""
        authority = head.sort == "authority"
        return replace(
            self.tail,
            allow_quotes=not authority or head.lemma in _QUOTED_BODIES,
            allow_numbers=not authority or head.lemma in _NUMBERED_BODIES,
            topics=head.sort in _TOPICAL,
            seats=head.lemma in _SEATED,
            unites=head.sort in ("public", "culture", "science"),
            after_place=_FORM_WORDS if head.needs == "form" else KIND_WORDS,
        )

    def _by_head(self, i: int, head: Head) -> Span | None:
        tokens = self.tokens
        first = self._left(i)
        if any(all(number == "plur" for _, number in agreement(t.text, tokens[i].text)) for t in tokens[first:i] if t.kind == "word"):
            return None
        tail = self._tail(head)
        if head.needs in ("proper", "quote") and head.sort in ("education", "culture") and tokens[first].capital:
            tail = replace(tail, stands=not any(is_local(t.text) for t in tokens[first:i]))
        known = known_end(tokens, i) or phrase_end(tokens, i)
        if head.lemma == "отделение" and i + 1 < len(tokens) and tokens[i + 1].capital and is_known_place(tokens[i + 1].text):
            known = known or i + 2  # «Отделение Томск Банка России»
        walk = walked(tokens, known or i + 1, replace(tail, closed=True) if known else tail)
        last = walk.at
        if head.lemma == "часть" and last < len(tokens) and tokens[last].text.isdigit():
            last += 1  # «Войсковая часть 30662»: the number stands without its sign
        apposed = False
        if head.needs in ("form", "branch") and not (walk.quoted or walk.numbered):
            end = self._apposed(last)
            apposed, last = end > last, end
        elif last < len(tokens) and tokens[last].text == "-" and head.sort == "education" and self._apposed(last + 1) > last + 1:
            last = self._apposed(last + 1)  # «Начальная школа – детский сад № 5»
        elif last < len(tokens) and tokens[last].kind == "close" and not any(t.kind == "open" for t in tokens[:i]):
            end = walked(tokens, last + 1, replace(tail, closed=True)).at
            last = end if end > last + 1 else last  # «Институт развития образования» Краснодарского края», never opened
        candidate = Candidate(
            tokens, first, i, last, head, walk, self.segment.role is ZoneRole.EXECUTOR, self.letterhead, self._opens(first),
            self.witnesses.organization(tokens[i].start, tokens[i].end), bool(known),
            self.document.text[tokens[first].start : tokens[last - 1].end].isupper(), self._nominative(first, i), apposed,
        )  # fmt: skip
        confidence, rule = judge(candidate)
        if confidence == WEAK and any(t.kind == "word" and head_of(t.text) for t in tokens[i + 1 : last]):
            return None  # «лаборатория Белгородского завода»: the name is further inside
        return Span(first, i, last, confidence, rule) if confidence else None

    def _nominative(self, first: int, i: int) -> bool:
        """Whether adjectives and head may stand in the nominative."""
        head = self.tokens[i].text
        if ("nomn", "sing") not in {(case, "sing") for case, _ in head_cases(head)} and head not in forms():
            return is_letterhead_post(head)
        adjectives = [t.text for t in self.tokens[first:i] if t.kind == "word"]
        return all(("nomn", "sing") in agreement(word, head) for word in adjectives)

    def _opens(self, i: int) -> bool:
        """Whether token `i` opens a sentence, a line of a list, a cell: any word is capitalised there."""
        if i == 0:
            return True
        before = self.tokens[i - 1]
        return before.text in (".", "!", "?", ":", ";", "-", "•", "*", ")") or before.kind in ("number", "break")

    def _left(self, i: int) -> int:
        """Index of the first adjective of the name: «Федеральное государственное бюджетное | учреждение»."""
        tokens, head, first = self.tokens, self.tokens[i], i
        agreed: frozenset[tuple[str, str]] | None = None
        while first > 0:
            k = first - 1
            if tokens[k].text == ")" and k >= 3 and tokens[k - 2].text == "(" and agreement(tokens[k - 1].text, head.text):
                k -= 3  # «Казанский (Приволжский) федеральный университет»
            before = tokens[k]
            if before.kind == "number" and "-" in before.text and first < i:
                first = k  # «2-й пожарно-спасательный отряд»
                continue
            if before.kind != "word" or not is_naming(before) or self._foreign(before):
                break
            both = agreement(before.text, head.text) if head.text not in forms() else agreement(before.text, before.text)
            agreed = both if agreed is None else agreed & both
            if not agreed or head_of(before.text) is not None:
                break
            first = k
        return self._trimmed(first, i)

    def _trimmed(self, first: int, i: int) -> int:
        """Adjectives in small letters before the first capital are no part of the name; participles never are."""
        capital = next((k for k in range(first, i) if self.tokens[k].capital), None)
        if capital is not None and not self.letterhead:
            return capital
        return first
