"""Names that begin with a word: «Министерство …», «школа № 5», «Белгородский меловой завод»."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from extractors.document import ZoneRole
from extractors.organization_anchors import may_head
from extractors.organization_context import FORM_WORDS, PEOPLE, Context
from extractors.organization_spans import Span, serving
from extractors.russian.bodies import known_end, phrase_end
from extractors.russian.borders import quote_end, starts_person
from extractors.russian.chunks import walked
from extractors.russian.honours import honoured_end
from extractors.russian.morph import known
from extractors.russian.organization_candidate import Candidate
from extractors.russian.organization_evidence import judge
from extractors.russian.organization_heads import Head, head_cases, head_of
from extractors.russian.organization_names import forms
from extractors.russian.organization_units import WEAK
from extractors.russian.place_words import is_local
from extractors.russian.places import place_end
from extractors.russian.tails import Tail, Walk
from extractors.russian.wordforms import agreement, cases, is_known_place, lemmas, listed, may_be_adjective

_SURE: Final = 0.9
_NOMINATIVE: Final = frozenset(("nomn",))
_BESIDE: Final = listed("на у в под при за над")  # «на Цне», «у Вечного огня»
_DISTRICTED: Final = listed("межрегиональный межрайонный межтерриториальный территориальный")
_SORTS: Final = listed("организация компания фирма предприятие")


def by_head(context: Context, i: int) -> Span | None:
    """The name whose head is token `i`; None where it is no name."""
    word = context.tokens[i].text
    head = head_of(word) if may_head(word) else None
    if head is None:
        return None
    first = context.left(i)
    if _of_many(context, first, i) or _is_sort(context, i, head) or _is_field(context, i, head):
        return None
    served = serving(context.document, context.tokens, first, i)
    if served is not None:
        return served
    candidate, apposed = _candidate(context, first, i, head)
    confidence, rule = judge(candidate)
    if not confidence:
        return None
    if confidence == WEAK and any(t.kind == "word" and head_of(t.text) for t in candidate.tail):
        return None  # «лаборатория Белгородского завода»: the name is further inside
    tokens, last = context.tokens, candidate.last
    if head.needs == "branch" and last < len(tokens) and tokens[last].kind == "open" and tokens[last - 1].text in forms():
        last = quote_end(tokens, last)  # «филиал «Восточный» АО «Теплосеть»»
    return Span(first - _united(context, first, head), i, last, confidence, rule, apposed=apposed)


def _united(context: Context, first: int, head: Head) -> bool:
    """«Ассоциация | саморегулируемая организация «Сады»» of a letterhead: the form is said twice."""
    before = context.word(first - 1) if first and head.lemma == "организация" and context.letterhead else None
    return before is not None and before.text.lower() in ("ассоциация", "союз")


def _is_field(context: Context, i: int, head: Head) -> bool:
    """«заслуженный работник высшей школы РФ»: what somebody works in, no body."""
    before = context.word(i - 1) if head.lemma == "школа" and i else None
    following = context.tokens[i + 1].text if i + 1 < len(context.tokens) else ""
    return before is not None and before.lower.startswith("высш") and not before.capital and following in ("РФ", "России", "Российской")


def _is_sort(context: Context, i: int, head: Head) -> bool:
    """«Подрядная организация ООО «Вектор»», «компании АО «Вектор»»: what sort of body it is that is named behind."""
    following = context.word(i + 1) if head.lemma in _SORTS else None
    form = forms().get(following.text) if following is not None else None
    return form is not None and form["sort"] == "company"


def _of_many(context: Context, first: int, i: int) -> bool:
    """«образовательные учреждения»: the form may be a singular, its adjective may not; «учащиеся школы № 12» are of one."""
    before = context.word(first - 1) if first else None
    following = context.tokens[i + 1].kind if i + 1 < len(context.tokens) else ""
    if before is None or following in ("open", "number") or lemmas(before.text) & PEOPLE:
        return False
    numbers = {number for _, number in agreement(before.text, context.tokens[i].text)}
    return bool(numbers) and numbers == {"plur"}


def _candidate(context: Context, first: int, i: int, head: Head) -> tuple[Candidate, tuple[int, int] | None]:
    """The phrase with its tail; and the name in apposition that closes it, if one does."""
    tokens = context.tokens
    tail = _tail(context, first, i, head)
    beside = _beside_form(context, first, i) if _is_form(context, first, i, head) else None
    if beside is not None:
        walk = walked(tokens, i + 1, tail._replace(allow_quotes=False, allow_numbers=False))
        return _made(context, first, i, head, beside[2], walk, known=False, apposed=True), beside[:2]
    short = phrase_end(tokens, i) or (i + 1 if phrase_end(tokens, first) == i + 1 else 0)  # «Банк России», «Счётная палата»
    known = known_end(tokens, i) or short or _national_bank(context, i, head)
    if short:
        tail = tail._replace(allow_numbers=False)  # «Лицензия Банка России № 1122»
    place = context.word(i + 1) if head.lemma == "отделение" else None
    if place and place.capital and len(place.text) > 2 and is_known_place(place.text):  # «ПО» is the town of Pau
        known = known or i + 2  # «Отделение Томск Банка России»
    towns = tail.towns and head.lemma != "отделение"  # «… Банка России г. Тула» of an account
    walk = walked(tokens, known or i + 1, tail._replace(closed=True, towns=towns) if known else tail)
    last, apposed = walk.at, None
    if head.lemma == "университет" and last == i + 1 and _foreign_seat(context, last):
        last += 1
    if "музей" in head.lemma and last == i + 1 and not any(t.capital and is_local(t.text) for t in tokens[first:i]):
        end = honoured_end(tokens, last, len(tokens))  # «Дом-музей П.И. Чайковского»; «Шуйского музея | Г.В. Рябчук»
        last = end if "gent" in cases(tokens[end - 1].text) else last
    if head.lemma == "часть" and last < len(tokens) and tokens[last].text[:5].isdigit():  # «61208», «61208-Б»
        last += 1  # «Войсковая часть 30662»: the number stands without its sign
    elif head.needs in ("form", "branch") and not (walk.quoted or walk.numbered or _below(context, first, i, head, walk)):
        apposed = _apposed(context, last, _NOMINATIVE)
        if apposed and head.needs == "branch" and head_of(tokens[apposed[1]].text) == head:
            apposed = None  # «Центральная дирекция управления движением⏎Красноярская дирекция …»: a level of its own
    elif head.sort == "education" and last < len(tokens) and tokens[last].text == "-":
        apposed = _apposed(context, last, _NOMINATIVE)  # «Начальная школа – детский сад № 5»
    elif last < len(tokens) and tokens[last].kind == "close" and last == walk.at and walk.at > i:
        end = walked(tokens, last + 1, tail._replace(closed=True)).at
        last = end if end > last + 1 else last  # «Институт развития образования» Краснодарского края», never opened
    end = apposed[2] if apposed else last
    made = _made(context, first, i, head, end, walk, known=bool(known), apposed=apposed is not None)
    return made, apposed[:2] if apposed else None


def _below(context: Context, first: int, i: int, head: Head, walk: Walk) -> bool:
    """Whether a line of its own begins behind a branch that has its place: «Самарское отделение⏎Совет ветеранов …»."""
    placed = bool(walk.places) or any(is_local(token.text) for token in context.tokens[first:i])
    return head.needs == "branch" and placed and walk.at < walk.limit and walk.begins_line


def _national_bank(context: Context, i: int, head: Head) -> int:
    """Index behind «Отделение – НБ Республики Коми Банка России» of the requisites of an account, «Отделение – Национальный
    банк⏎по Республике Коми» of a letterhead; 0 for none."""
    tokens = context.tokens
    if head.lemma != "отделение" or [t.text for t in tokens[i + 1 : i + 2]] != ["-"]:
        return 0
    if [t.lower for t in tokens[i + 2 : i + 5]] == ["национальный", "банк", "по"]:
        end = place_end(tokens, i + 5, len(tokens), "datv")
        return end if end > i + 5 else 0
    end = place_end(tokens, i + 3, len(tokens), "gent") if tokens[i + 2 : i + 3] and tokens[i + 2].text == "НБ" else 0
    named = end > i + 3 and [t.lower for t in tokens[end : end + 2]] == ["банка", "россии"]
    return end + 2 if named else 0


def _foreign_seat(context: Context, j: int) -> bool:
    """«Университет Оулу», «Университет Киото»: an unknown word of a place that is not declined."""
    token = context.word(j)
    if token is None or not token.capital or token.abbreviation or token.start in context.tail.persons:
        return False
    return token.text[-1] in "оуюиеэы" and not known(token.text) and not starts_person(context.tokens, j)


def _is_form(context: Context, first: int, i: int, head: Head) -> bool:
    """A legal form in words: «учреждение», «местная религиозная организация»."""
    left = {lemma for t in context.tokens[first:i] for lemma in lemmas(t.text)}
    if head.lemma == "общество":
        return "акционерный" in left or _limited_end(context, i + 1) > i + 1
    return head.needs == "form" or (head.lemma == "организация" and bool(left & {"религиозный", "некоммерческий"}))


def _limited_end(context: Context, j: int) -> int:
    """Index behind «с ограниченной ответственностью» at `j`."""
    words = [token.lower for token in context.tokens[j : j + 3]]
    return j + 3 if words == ["с", "ограниченной", "ответственностью"] else j


def in_quotes(context: Context, span: Span) -> Span:
    """The span up to the end of its quotes, where only a place is left in them: «Театр кукол на Цне»."""
    tokens, k = context.tokens, span.last
    opened = span.first > 0 and tokens[span.first - 1].kind == "open"
    if not opened or k + 2 >= len(tokens) or tokens[k + 2].kind != "close":
        return span
    beside = tokens[k].lower in _BESIDE and tokens[k + 1].kind == "word" and tokens[k + 1].capital
    return replace(span, last=k + 2) if beside else span


def with_branch(context: Context, span: Span) -> Span:
    """The span with what it is a branch of or has for a branch: «… «Чайка»⏎филиал ГУП «Кубанькурорт»», «АО «Р»,
    представительство
    в г. Воронеже»."""
    tokens, k = context.tokens, span.last
    if span.confidence < _SURE or k >= len(tokens):
        return span
    apart = tokens[k].text in (",", "-")
    if tokens[k].text == "-" and "филиал" in lemmas(tokens[span.at].text):
        called = k + 2 if (word := context.word(k + 1)) and (word.capital or context.letterhead) and may_be_adjective(word.text) else k + 1
        if called < len(tokens) and tokens[called].kind == "open":  # «филиал ПАО «Россети» – «Чувашэнерго»», «… – Межрайонный «Водоканал»»
            return replace(span, last=quote_end(tokens, called))
    if tokens[k].text == "-" and tokens[span.at].lower == "филиал" and span.at == span.first:
        named = by_head(context, k + 1) or _shifted(context, k + 1)
        if named is not None and named.first == k + 1 and named.confidence >= _SURE:
            return replace(span, last=named.last)  # «филиал МКОУ «Лесная СОШ» – Дубровская начальная школа»
    if span.rule not in ("organization:quoted", "organization:legal_form") and tokens[k].text != "-":
        return span
    if tokens[k].text == "-" and span.rule in ("organization:legal_form", "organization:apposed"):
        school = context.apposed(k + 1, _NOMINATIVE)
        head = head_of(tokens[school[1]].text) if school else None
        if school and head and head.sort == "education":
            return replace(span, last=school[2])  # «… учреждение центр развития ребёнка – детский сад № 14», «МАДОУ ЦРР – …»
    token = context.word(k + apart)
    if token is None or token.lower not in ("филиал", "представительство"):
        return span
    loud = context.document.text[token.start].isupper() and token.start in context.tail.line_ends
    if loud and context.letterhead:
        return span  # «АО «Концерн «Сад»⏎Филиал «Яблоня»»: a level of its own; «АО «Сад»⏎филиал «Яблоня»» is one name
    following = context.word(k + apart + 1)
    below = following is not None and token.start in context.tail.line_ends and following.lower == "по"
    if token.capital and following is not None and (following.abbreviation or below) and not apart:
        return span  # «ПАО «РОССЕТИ СИБИРЬ»⏎Филиал ПАО «Россети Сибирь» – «Алтайэнерго»»: a level of its own
    branch = by_head(context, k + apart)
    if branch is None or (apart and branch.rule == "organization:unit" and tokens[k].text == ","):
        return span
    return replace(span, last=branch.last)


#: Letters of what it is behind the name of a house: «МУ «Искровский» СДК».
_KINDS_BEHIND: Final = listed("СДК ДК РДК ГДК СОШ ООШ НОШ ЦРБ ДШИ ДМШ КДЦ СКЦ")


def with_kind(context: Context, span: Span) -> Span:
    """The span with the letters right behind its quoted name: «МУ «Искровский» | СДК»."""
    tokens, k = context.tokens, span.last
    if k >= len(tokens) or tokens[k].text not in _KINDS_BEHIND or tokens[k - 1].kind != "close" or span.confidence < _SURE:
        return span
    return replace(span, last=k + 1) if tokens[k].start <= tokens[k - 1].end + 1 else span


def _shifted(context: Context, i: int) -> Span | None:
    """The name whose adjectives begin at token `i`: its head stands behind them."""
    j = i
    while j < len(context.tokens) and (token := context.word(j)) and may_be_adjective(token.text):
        if head_of(token.text) is not None:
            break
        j += 1
    return by_head(context, j) if j > i and context.word(j) else None


def _made(
    context: Context, first: int, i: int, head: Head, last: int, walk: Walk, *, known: bool, apposed: bool
) -> Candidate:
    return Candidate(
        context.tokens, first, i, last, head, walk,
        executor=context.segment.role is ZoneRole.EXECUTOR,
        letterhead=context.letterhead,
        opens=context.opens(first),
        witnessed=context.witnessed(i),
        known=known,
        shouted=context.shouted(first, max(last, i + 1)),
        nominative=context.nominative(first, i),
        apposed=apposed,
    )  # fmt: skip


def _beside_form(context: Context, first: int, i: int) -> tuple[int, int, int] | None:
    """The name in apposition to a legal form in its own case: «… общеобразовательного учреждения | средней школы № 14».

    Between the two stand words of the form and its place: «учреждение дополнительного образования Тульской области».
    """
    head = context.tokens[i].text
    cases = {case for case, _ in head_cases(head)}
    for k in range(first, i):
        cases &= {case for case, number in agreement(context.tokens[k].text, head) if number == "sing"}
    j = _limited_end(context, i + 1)
    while (token := context.word(j)) and (
        token.lower in FORM_WORDS or place_end(context.tokens, j, len(context.tokens), "gent") > j
    ):
        j = max(j + 1, place_end(context.tokens, j, len(context.tokens), "gent"))
    found = context.apposed(j, frozenset(cases)) if cases else None
    if found is None:
        return None
    other = head_of(context.tokens[found[1]].text)
    mine = "nomn" in cases or (other is not None and other.sort != "authority")
    return found if mine else None


def _tail(context: Context, first: int, i: int, head: Head) -> Tail:
    tail = context.tail_of(head)
    left = context.tokens[first:i]
    if head.needs in ("proper", "quote") and head.sort in ("education", "culture") and context.tokens[first].capital:
        return tail._replace(stands=not any(is_local(t.text) for t in left))
    if head.lemma == "организация" and any("первичный" in lemmas(t.text) for t in left):
        return tail._replace(chains=True)  # «Первичная профсоюзная организация⏎ГУЗ «Больница № 1»»: whose it is
    if context.letterhead and head.lemma == "служба" and any("клиентский" in lemmas(t.text) for t in left):
        return tail._replace(seats=True)  # «Клиентская служба в Закаменском районе»
    addressed = context.segment.role is ZoneRole.ADDRESSEE
    if head.lemma == "управление" and (addressed or any(lemmas(t.text) & _DISTRICTED for t in left)):
        return tail._replace(allow_numbers=True)  # «Межрегиональное управление № 59», to «Управление социальной политики № 24»
    if any("межмуниципальный" in lemmas(t.text) for t in left):
        return tail._replace(allow_quotes=True)  # «Межмуниципальный отдел МВД России «Глазовский»»
    return tail


def _apposed(context: Context, i: int, cases: frozenset[str]) -> tuple[int, int, int] | None:
    """The name in apposition at `i`, behind a dash or without one."""
    dash = i < len(context.tokens) and context.tokens[i].text == "-"
    return context.apposed(i + dash, cases)
