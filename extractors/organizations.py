"""Organisations: whole names in the nominative, their short forms and «(далее – …)».

A name is found by its head («министерство», «школа», «центр»), its legal form («МБОУ», «ООО»), its short form
(«Минпросвещения России») or, last, by the NER witness; grammar says where it begins and ends. A class of
organisations («образовательные организации»), an event, an inner department is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Document, WitnessSpan, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.chunks import (
    Tail,
    Token,
    agree,
    is_place,
    lemmas,
    may_be_adjective,
    quote_end,
    readings,
    tail_end,
    tokenize,
)
from extractors.russian.lexicon import lexicon, words
from extractors.russian.morph import parses
from extractors.russian.phrases import nominative_phrase, restore_case
from extractors.segments import Segment, segments
from extractors.values import AliasValue, OrganizationValue

_SORTS = {row["lemma"]: row["sort"] for row in lexicon("organization_heads")}
_HEADS = frozenset(_SORTS)
_FORMS = {row["short"]: row["full"] for row in lexicon("legal_forms")}
_POSTS = words("posts")
_TAIL = Tail(stops=frozenset(row["lemma"] for row in lexicon("posts") if row["rank"] != "attribute"))
#: Heads that are common words too: they want a quoted name, a number, a legal adjective or the witness.
_COMMON = frozenset(
    "организация управление служба движение общество станция объединение отделение представительство часть группа сад дом союз парк "
    "бюро компания совет клуб партия фонд архив собрание аппарат издательство журнал газета оператор отделение подразделение редакция "
    "фирма банк завод церковь лаборатория филиал дворец суд палата цирк приход аптека управа землячество школа учреждение предприятие центр".split()
)
#: Inner parts of an organisation: a name only with a parent behind it.
_INNER = frozenset({"отделение", "лаборатория", "группа", "подразделение", "бюро", "аппарат", "секретариат", "канцелярия", "отдел", "сектор"})
_AUTHORITY_TAIL = frozenset({"администрация", "мэрия", "министерство", "управление", "департамент", "район", "округ", "город", "область", "образование"})
_SHORT = re.compile(
    r"""(?<![\w«])(?:
        (?:Мин|Гос|Рос|Обл|Рай|Гор|Край|Тат|Баш|Глав|Центр|Евр|Спец)[а-я]{0,14}(?:образовани[еяюи]|просвещени[еяюи]|науки|обр(?:науки)?|здрав[а-я]{0,2}|труд[а-я]{0,2}|фин[а-я]{0,2}
           |спорт[а-я]{0,2}|культур[ыа]|надзор[а-я]{0,2}|контрол[а-я]{1,3}|стат[а-я]{0,2}|реестр[а-я]{0,2}|архив[а-я]{0,2}|гварди[ияей]{1,2}|молодеж[ьи]|имуществ[а-я]{1,2}|развити[яеюи]
           |цифр[ыа]|торг[а-я]{0,2}|сельхоз[а-я]{0,2}|стро[а-я]{1,2}|транс[а-я]{0,2}|энерго|природ[ыа]|юст[а-я]{0,2}|обороны|соц[а-я]{0,8}|комстат[а-я]{0,2}|дум[аыеу]|закупк[аиу]|космос[а-я]{0,2}|атом[а-я]{0,2}|нефть|телеком[а-я]{0,2}
           |комнадзор[а-я]{0,2}|потребнадзор[а-я]{0,2}|обрнадзор[а-я]{0,2}|сотрудничеств[а-я]{1,2}|избирком[а-я]{0,2}|прокуратур[а-я]{1,2}|резерв[а-я]{0,2}|недр[аы]|авиаци[яи]|патент[а-я]{0,2})
      | (?:МВД|МЧС|МИД|ФСБ|ФНС|ФАС|ФССП|ФТС|ФСИН|ФМБА|ФАДН|ЦИК|СФР|ПФР|ФСС|ФОМС|ТФОМС|ООН|ЮНЕСКО|ЮНИСЕФ|ВОЗ|ЕАЭС|СНГ|ТАСС|РЖД|РАН|РАО|ФИПИ|РЦОИ|Следственн[а-я]{2,3}\sкомитет[а-я]{0,2})
    )(?![\w-])""",
    re.VERBOSE,
)
_NOT_ALIAS = re.compile(r"^(?:соответственно|вместе|совместно|при|в|на|по|и)\b", re.IGNORECASE)
_FURTHER = re.compile(r"\s{0,3}\(\s?(?:далее(?:\s?по\sтексту)?|в\sдальнейшем|сокращенно)\s{0,2}(?:[-:,]|именуем\w{2,4})?\s{0,2}(?:также\s)?[«\"]?(?P<alias>[^()]{2,80}?)[»\"]?\s?\)", re.IGNORECASE)
_BRACKETED = re.compile(r"\s{0,3}\((?P<alias>[^()]{2,90})\)")
_SKIPPED = frozenset({ZoneRole.E_SIGNATURE, ZoneRole.FURNITURE, ZoneRole.REGISTRATION})
_FALSE = re.compile(r"^(?:приложени|исх|вх|инн|кпп|огрн|окпо|фио|тел|факс|e-?mail|сноуд|егэ|огэ|гиа|впр|фгос|снилс|овз|pdf|docx?|xlsx?|рф|ссср|мрот|нко|вуз|ндфл|ндс|жкх|смс|тв|сми|covid|снг|егиссо|фзп|осп|дсп|экз|эцп|фз|нпа|ту|гост|санпин|рсо|чс)", re.IGNORECASE)
_HEADER_OF_NAMES = re.compile(r"организац|учрежден|наименован|школ|заказчик|исполнитель|партн[её]р|участник", re.IGNORECASE)
_LEAST_LETTERS = 3


def find(document: Document) -> Iterator[Mention]:
    """Mentions of organisations (OrganizationValue) and of their aliases (AliasValue), in the order of the text.

    >>> from extractors.document import Line
    >>> text = "по приказу Министерства науки и высшего образования Российской Федерации"
    >>> [m.value.name for m in find(Document(text, (Line(0, len(text)),)))]
    ['Министерство науки и высшего образования Российской Федерации']
    """
    witnesses = [span for span in document.witnesses if span.label == "ORG"]
    for segment in segments(document):
        if segment.role in _SKIPPED:
            continue
        yield from _Finder(document, segment, witnesses).find()


class _Finder:
    """One segment: its tokens and what the witness says of it."""

    def __init__(self, document: Document, segment: Segment, witnesses: Sequence[WitnessSpan]) -> None:
        self.document = document
        self.segment = segment
        self.tokens = tokenize(document.folded, segment.start, segment.end)
        self.witnesses = [w for w in witnesses if w.start < segment.end and segment.start < w.end]
        folded = document.folded
        starts = frozenset(t.start for t in self.tokens if "\n" in folded[max(segment.start, t.start - 3) : t.start])
        in_head = segment.role in (ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE, ZoneRole.SIGNATURE, None)
        self.tail = Tail(_TAIL.stops, openers=frozenset(_FORMS), line_ends=starts if in_head else frozenset())
        self.head_zone = segment.role in (ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE, ZoneRole.SIGNATURE)

    def find(self) -> Iterator[Mention]:
        shorts = {m.start(): m.end() for m in _SHORT.finditer(self.document.folded, self.segment.start, self.segment.end)}
        taken: list[tuple[int, int]] = []
        i = 0
        while i < len(self.tokens):
            step = self._at(i, shorts)
            if step is None:
                i += 1
                continue
            first, last, rule, confidence = step
            start, end = self.tokens[first].start, self.tokens[last - 1].end
            if taken and start < taken[-1][1]:
                start = self.tokens[i].start
            taken.append((start, end))
            yield self._mention(start, end, rule, confidence)
            yield from self._aliases(end)
            i = last
        yield from self._witnessed(taken)

    def _at(self, i: int, shorts: dict[int, int]) -> tuple[int, int, str, float] | None:
        """(first token, index behind the last, rule, confidence) of the organisation whose head is token `i`."""
        token = self.tokens[i]
        if token.kind != "word":
            return None
        if token.start in shorts:
            return self._short(i, shorts[token.start])
        if token.text in _FORMS:
            return self._by_form(i)
        if lemmas(token.text) & _HEADS and not lemmas(token.text) & _POSTS:
            return self._by_head(i)
        return None

    def _short(self, i: int, end: int) -> tuple[int, int, str, float]:
        """«Минпросвещения России», «МВД по Республике Коми», «Рособрнадзор»."""
        last = next((j for j in range(i, len(self.tokens)) if self.tokens[j].start >= end), len(self.tokens))
        return i, tail_end(self.tokens, last, self.tail), "organization:short", 0.95

    def _by_form(self, i: int) -> tuple[int, int, str, float] | None:
        """«МБОУ СОШ № 5», «ФГБОУ ВО «Университет»», «ООО «Ромашка»»; a lone form is no name."""
        last = tail_end(self.tokens, i + 1, self.tail)
        if last == i + 1:
            last = self._apposed(i + 1)
        if last == i + 1:
            return None
        confidence = 0.96 if any(t.kind in ("open", "number") for t in self.tokens[i:last]) else 0.85
        return i, last, "organization:legal_form", confidence

    def _apposed(self, i: int) -> int:
        """«МБОУ Лицей № 3», «ГАУ Институт развития»: a head in the nominative behind the form."""
        if i < len(self.tokens) and self.tokens[i].kind == "word" and self.tokens[i].capital:
            j = i
            while j < len(self.tokens) and self.tokens[j].kind == "word" and may_be_adjective(self.tokens[j].text):
                j += 1
            if j < len(self.tokens) and lemmas(self.tokens[j].text) & _HEADS:
                return max(j + 1, tail_end(self.tokens, j + 1, self.tail))
        return i

    def _by_head(self, i: int) -> tuple[int, int, str, float] | None:
        tokens, head = self.tokens, self.tokens[i]
        numbers = {p.tag.number for p in readings(head.text) if p.lemma.replace("ё", "е") in _HEADS}
        if "sing" not in numbers:
            return None
        first = self._left(i)
        last = self._head_end(i)
        name = tokens[first:last]
        if last < len(tokens) and tokens[last].kind == "word" and self._plural_here(i):
            return None
        confidence = self._confidence(i, first, last, name)
        return (first, last, "organization:head", confidence) if confidence else None

    def _plural_here(self, i: int) -> bool:
        """«образовательные учреждения», «всеми школами»: an adjective before the head says plural."""
        before = self.tokens[i - 1] if i else None
        if before is None or before.kind != "word":
            return False
        found = readings(before.text)
        return bool(found) and all(p.tag.number == "plur" for p in found)

    def _left(self, i: int) -> int:
        """Index of the first agreeing adjective before the head: «Федеральное государственное бюджетное учреждение»."""
        first = i
        while first > 0:
            before = self.tokens[first - 1]
            if before.kind != "word" or not may_be_adjective(before.text) or not agree(before.text, self.tokens[i].text):
                break
            if parses(before.text)[0].tag.pos in ("NPRO", "PRTF") or before.lower in _NOT_PART_OF_NAMES:
                break
            if self.document.folded.count("\n", before.end, self.tokens[first].start) and not self.head_zone and before.capital:
                break
            first -= 1
            if before.capital and not before.text.isupper() and not self.head_zone:
                break
        while first < i and not self.tokens[first].capital and self.tokens[first].lower in _LOWER_OUTSIDE:
            first += 1
        return first

    def _head_end(self, i: int) -> int:
        last = tail_end(self.tokens, i + 1, self.tail)
        if last < len(self.tokens) and self.tokens[last].kind == "close" and self._goes_on(last + 1):
            last = tail_end(self.tokens, last + 1, self.tail)  # «Институт развития образования» Краснодарского края»
        if last < len(self.tokens) and self.tokens[last].text == "-" and self._apposed(last + 1) > last + 1:
            last = self._apposed(last + 1)
        return last

    def _goes_on(self, i: int) -> bool:
        return i < len(self.tokens) and self.tokens[i].capital and self.tokens[i].kind == "word" and is_place(self.tokens[i].text)

    def _confidence(self, i: int, first: int, last: int, name: Sequence[Token]) -> float:
        """How sure the span is a name of one organisation; 0 for none."""
        head = self.tokens[i]
        heads = lemmas(head.text) & _HEADS
        tail = self.tokens[i + 1 : last]
        quoted = any(t.kind in ("open", "number") for t in tail)
        proper = any(t.capital for t in tail if t.kind == "word") or any(t.capital for t in self.tokens[first:i] if is_place(t.text))
        witnessed = any(w.start < head.end and head.start < w.end for w in self.witnesses)
        sentence_start = first == 0 or self.tokens[first - 1].text in (".", "!", "?", ":")
        capital = self.tokens[first].capital
        if last == i + 1 and first == i:
            return 0.3 if capital and not self.head_zone and not sentence_start else 0.0
        if heads & _INNER and not any(lemmas(t.text) & _AUTHORITY_TAIL for t in tail):
            return 0.0
        if quoted:
            return 0.96 if capital else 0.9
        if heads & _COMMON and not self.head_zone:
            if not capital and not (proper and witnessed):
                return 0.0
            if sentence_start and not witnessed and not proper:
                return 0.0
        if capital:
            return 0.95 if proper or witnessed or self.head_zone else 0.8
        return (0.85 if witnessed else 0.75) if proper else 0.0

    def _witnessed(self, taken: Sequence[tuple[int, int]]) -> Iterator[Mention]:
        """What only the witness sees: «СПб АППО», «Ростелеком», a quoted name."""
        folded = self.document.folded
        for w in self.witnesses:
            start, end = w.start, w.end
            if any(a < end and start < b for a, b in taken):
                continue
            text = folded[start:end]
            letters = sum(c.isalpha() for c in text)
            if letters < _LEAST_LETTERS or _FALSE.match(text.strip(" «\"")) or not any(c.isupper() for c in text):
                continue
            inside = [t for t in self.tokens if start <= t.start < end]
            if not inside or (len(inside) == 1 and not inside[0].abbreviation and "«" not in folded[max(0, start - 1) : end]):
                continue
            if any(lemmas(t.text) & _POSTS for t in inside if t.kind == "word") or not _looks_like_name(inside):
                continue
            start, end = self._whole_quotes(start, end)
            yield self._mention(start, end, "organization:witness", 0.7)

    def _whole_quotes(self, start: int, end: int) -> tuple[int, int]:
        """The span with its closing quote, if it has the opening one."""
        for k, token in enumerate(self.tokens):
            if token.kind == "open" and start <= token.start < end:
                return start, max(end, self.tokens[quote_end(self.tokens, k) - 1].end)
        return start, end

    def _mention(self, start: int, end: int, rule: str, confidence: float) -> Mention:
        raw = " ".join(self.document.text[start:end].split())
        return mention(self.document, Kind.ORGANIZATION, start, end, organization(raw), rule=rule, confidence=confidence)

    def _aliases(self, end: int) -> Iterator[Mention]:
        """«(далее – ЦНППМ)» and «(Минобрнауки Амурской области)» right behind a name."""
        folded = self.document.folded
        further = _FURTHER.match(folded, end)
        match = further or _BRACKETED.match(folded, end)
        if match is None:
            return
        start, stop = match.span("alias")
        for piece in re.finditer(r"[^,;]+", self.document.text[start:stop]):
            alias = " ".join(piece.group().split()).strip(" «»\"")
            if further is None and not _like_short_name(alias):
                continue
            if not alias or _NOT_ALIAS.match(alias):
                continue
            a, b = start + piece.start(), start + piece.end()
            rule = "alias:further" if further else "alias:brackets"
            yield mention(self.document, Kind.ALIAS, a, b, AliasValue(alias, end), rule=rule, confidence=0.95 if further else 0.85)


_NOT_PART_OF_NAMES = frozenset("данный этот весь каждый любой настоящий ваш наш свой указанный вышеуказанный соответствующий подведомственный".split())
_LOWER_OUTSIDE = frozenset("подведомственное подведомственного ведущий ведущего крупнейший новый нового бывший бывшего наш ваш".split())


def _looks_like_name(tokens: Sequence[Token]) -> bool:
    """A quote, an abbreviation, or two capitalised words of which one is no common noun."""
    return any(t.kind == "open" or t.abbreviation for t in tokens if t.kind in ("open", "word"))


def _like_short_name(alias: str) -> bool:
    """«ФГБОУ ВО «ПГУСТ»», «Минобрнауки области», «ЦНППМ»; not «в очной форме»."""
    words_of = alias.split()
    if len(words_of) > 8 or not words_of:
        return False
    first = words_of[0].strip("«\"")
    return sum(c.isupper() for c in first) >= 2 or bool(_SHORT.match(first)) or first in _FORMS


def organization(raw: str) -> OrganizationValue:
    """The value of a name as written: nominative, normal case, quotes « », legal form apart.

    >>> organization('МИНИСТЕРСТВА ОБРАЗОВАНИЯ "ИРКУТСКОЙ ОБЛАСТИ"').name
    'Министерство образования «Иркутской области»'
    """
    text = _quotes(raw)
    letters = [c for c in text if c.isalpha()]
    if letters and sum(c.isupper() for c in letters) > 0.7 * len(letters) and len(text.split()) > 1:
        text = restore_case(text)
    name = nominative_phrase(text)
    first = name.split()[0] if name else ""
    return OrganizationValue(name=name, legal_form=first if first in _FORMS else "")


def _quotes(text: str) -> str:
    """Straight and foreign quotes as « », a cut-off line-end hyphen joined."""
    text = re.sub(r"[“„‟]", "«", re.sub("”", "»", text))
    opened = re.sub(r'(^|[\s(«])"(?=\S)', r"\1«", text)
    return opened.replace('"', "»")
