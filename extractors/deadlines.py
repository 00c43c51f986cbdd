"""Deadlines: dates by which the reader is asked to do something (срок исполнения).

Three things make one: a date, a word that makes a limit of it («до», «не позднее», «к», «в срок», «включительно»), and
an
ask: a word of asking in the sentence («просим», «необходимо», «направить»), a label («Срок исполнения: …»), or a
heading
above the item («Просим:», «ПРИКАЗЫВАЮ:»). What the author plans, what is valid until, when a contest ends are none.

    >>> doc = Document(text="Просим направить заявки в срок до 4 октября 2024 года. Срок поставки до 5 мая 2024 года.")
    >>> [(m.text, m.value.iso) for m in find(doc)]
    [('в срок до 4 октября 2024 года', '2024-10-04')]
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.atoms import CACHED_TEXTS, lower, sentence_at
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.calendar import scan
from extractors.russian.date_pieces import DateSpan
from extractors.values import DateValue

ASKED: Final = 0.95  # a limit and a word of asking
LABELLED: Final = 0.93  # «Срок исполнения: …», a column «Срок»
ITEM: Final = 0.9  # an item of a list under «Просим:» or of an order
INFINITIVE: Final = 0.88  # «Заявку представить главному судье до 19 июня»
ADMITTED: Final = 0.85  # «заявки принимаются до …»
SEMICOLON_REACH: Final = 400
# How far from a date the ask of its sentence, and the limit before it, may stand.
SENTENCE: Final = 450
LIMIT_REACH: Final = 90
SPAN: Final = 0.85  # «в 10-дневный срок»

#: Zones where nobody is asked for anything.
NEVER: Final = frozenset(
    {ZoneRole.E_SIGNATURE, ZoneRole.RECEIPT_STAMP, ZoneRole.REGISTRATION, ZoneRole.LETTERHEAD, ZoneRole.NOISE}
)

# «до 18:00 (МСК) 5 мая», «до 12.00 часов 25 декабря»: an hour between the limit and the date.
_HOUR = (
    r"(?:\d{1,2}[:.-]\d{2}(?:[ ](?:ч|час[а-я]{0,3})\.?)?|\d{1,2}[ ](?:ч|час[а-я]{0,3})\.?)?[ ]{0,2}"
    r"(?:\(?(?:мск|по[ ]московскому[ ]времени|местного[ ]времени)\)?)?[ ,]{0,2}"
)
# What makes a limit of the date behind it.
_LIMIT = re.compile(
    rf"""
    (?<![а-я])
    (?:
      (?:в[ \n]{{1,3}}срок[ ,-]{{1,4}})?(?:строго[ ])?(?:до|(?:не|самое)[ \n]{{1,3}}позд(?:нее|же)|не[ \n]{{1,3}}позже)
        (?:[ \n]{{1,3}}чем)?(?:[ \n]{{1,3}}(?:до|к|конца))?
    | (?:не[ \n]позднее|до)[ \n](?:понедельник|вторник|сред|четверг|пятниц|суббот|воскресень)[а-я]{{1,2}},?
    | не[ \n]далее(?:[ ,]{{1,2}}чем)? | не[ \n]превышающ[а-я]{{2,3}} | (?<!не[ ])ранее
    | до[ \n]конца[ \n](?:рабочего[ \n])?дня                            # «до конца рабочего дня 9 февраля»
    | ко? | по
    | в[ \n]{{1,3}}срок
    | до[ ][а-я]{{3,20}}(?:[ ][а-я]{{3,20}}){{0,2}},                    # «до праздника Воздвижения, 27 сентября»
    )
    [ \n]{{1,4}}[«"]?{_HOUR}[«"]?\Z
    """,
    re.VERBOSE,
)
# «Срок исполнения: …», «(срок – до …)», «Крайний срок подачи заявок – …»: the label asks by itself.
_LABEL = re.compile(
    r"""
    (?<![а-я])(?<!в[ \n])
    (?:
      (?:крайний|последний|окончательный)[ ](?:срок|день)(?:[ \n][а-я-]{3,20}){0,4}
    | срок(?:и)?(?:[ \n](?:исполнения|представления|предоставления|подачи|сдачи|ответа|направления|выполнения
        |рассмотрения|приема)
        (?:[ \n][а-я-]{3,20}){0,3})?
    | дедлайн
    )
    (?:[ ]{0,2}[:–-]|(?<=й[ ]срок)(?=[ ]))[ \n]{0,3}(?:не[ ]позднее|до|к)?[ \n]{0,3}[«"]?\Z
    """,
    re.VERBOSE,
)

# Words that ask.
_ASK = re.compile(
    r"""
    (?<![а-я])
    (?:
      прос(?:им|ит|ят|ьба)(?![а-я]) | прошу(?![а-я]) | (?:попрос|предлага|рекоменду|приглаша)(?:ем|ю|ется
          |ю(?:тся)?)(?![а-я])
    | необходимо(?:сть|сти)?(?![а-я]) | надлежит | следует(?![а-я]) | требу(?:ю|ем|ется)(?![а-я])
    | обяз(?:ать|ан[аы]?|ую|ываю)(?![а-я]) | поруча(?:ю|ем|ется) | поручить | рекомендовать | подлежат?
        | нужно(?![а-я]) | надо(?![а-я])
    | ожида(?:ем|ю)(?![а-я]) | жд(?:ем|у)(?![а-я]) | (?:будем|буду|заранее)[ ](?:признател|благодар)[а-я]{1,4}
        | при[ ]не[а-я]{4,16}
    | долж(?:ен|н[аоы])[ ](?:быть[ ](?:представл|направл|подан|предоставл|сдан|заполн|получ|внес)|[а-я]{3,16}(?:ать
        |ить|еть|ти)(?![а-я]))
    | (?:представьте|направьте|сообщите|предоставьте|пришлите|подтвердите|заполните|зарегистрируйтесь|подайте|отправьте)
    | приказываю | приказываем | предписываю
    )
    """,
    re.VERBOSE,
)
# What is done with what is asked for, said of it: «Отчетность представляется …», «Тезисы принимаются …».
_DONE_WITH = re.compile(
    r"(?<![а-я])(?:(?:представля|предоставля|направля|принима|пода|сда|высыла|вноси?|сообща|заполня|присыла)"
    r"(?:[ею]?тся|ются|ятся)|принима(?:ют|ем))(?![а-я])"
)
_ADMISSION = re.compile(r"(?<![а-я])(?:прием|регистраци[а-я]{1,2})(?![а-я])")
# Verbs of what is asked, in the infinitive: «Заявку представить главному судье до 19 июня».
_INFINITIVE = re.compile(r"(?<![а-я])(?!быть)[а-я]{3,20}(?:ать|ять|ить|еть|уть|оть|ыть|ти|чь)(?:ся|сь)?(?![а-я])")
# What lasts until a date is not due by it: «продлить срок гарантии до …», «обеспечить хранение до …».
_LASTS = re.compile(
    r"(?<![а-я])(?:продл|хранен|хранит|сохран|продолж|приостан|перене[сх]|отлож|действ(?:ует|уют|ителен|ительн|овать"
    r"|ия)|закры|работа(?:ть|ет|ют))[а-я]{0,8}"
)
# «… продлевает срок исполнения предписания до …»: the reader has so long.
_PROLONGED = re.compile(
    r"(?<![а-я])(?:продл|перен)[а-я]{2,6}[ \n]срок[а-я]{0,2}[ \n](?:исполнения|представления|подачи|сдачи)"
)
# What the author or a third one does or plans: no ask.
_OWN = re.compile(
    r"""
    (?<![а-я])
    (?:
      (?:планиру|намерен|намеча|собира(?:ем|ет|ют)|рассчитыва|предполага|обязуе|гарантиру|обеща|предсто|позволи|удас
          |удал|сможе|смогут|смогли
        |хот(?:им|ят)|хоче)[а-я]{0,6}
    | поручил[аи]?(?![а-я]) | готов[аы]?(?![а-я]) | может(?![а-я]) | могут(?![а-я]) | можем(?![а-я]) | задач[аеи]
        | цель[юи]?
    | будет | будут | состоится | состоятся | завершит(?:ся)? | направим | представим | сообщим
    | пров(?:одится|одятся|едет|едут|едем|едено|еден)
    )
    (?![а-я])
    """,
    re.VERBOSE,
)
# «Поскольку бенефициар ждёт гарантию к 10 июня, просим …»: the date belongs to the reason.
_REASON = re.compile(r"(?:поскольку|так как|если|учитывая|в связи с тем|ввиду того)(?![а-я])")
# «Просим:», «ПРИКАЗЫВАЮ:», «РЕШИЛИ:» with a list under it.
_HEADING = re.compile(
    r"(?:прос(?:им|ит|ят)|прошу|необходимо|п[ ]?р[ ]?и[ ]?к[ ]?а[ ]?з[ ]?ы[ ]?в[ ]?а[ ]?ю|приказываем|решил[аио]?"
    r"|постанов(?:ляю|ляет|или)"
    r"|обязываю|поручаю|предлагаю|предлагаем|требую|рекомендуем|следует|поручить|обязать)[^.\n]{0,80}:[ ]{0,3}(?=\n"
    r"|[ ]?\d{1,2}[.)])"
)
_ITEM = re.compile(r"(?:\d{1,2}(?:\.\d{1,2}){0,2}[.)]?|[-•–]|[а-я]\))[ ]{1,4}")
_INCLUSIVE = re.compile(r"[ ,]{0,3}\(?(?:включительно|или[ ]раньше|или[ ]ранее)\)?")
_UNTIL_HOUR = re.compile(r"[ ,]{0,3}(?:до|не позднее)[ ]{1,2}\d{1,2}[:.-]\d{2}|[ ,]{0,3}до[ ]\d{1,2}[ ]час")
_TERM = re.compile(
    r"(?<![а-я])(?:в[ \n]{1,3}(?:\d{1,3}|двух|трех|пяти|семи|десяти|одно|пятнадцати|тридцати)[ -]{0,2}(?:ти[ -]"
    r"|х[ -])?(?:дневный|недельный|месячный)"
    r"|в[ \n](?:двухнедельный|недельный|месячный|трехдневный|десятидневный|пятидневный|двухдневный|семидневный"
    r"|кратчайшие?)|в[ \n]течение[ \n]{1,3}"
    r"(?:\d{1,3}|двух|трех|пяти|семи|десяти|одного|пятнадцати|тридцати)(?:-х"
    r"|-ти)?[ \n]{1,3}(?:\([^)]{1,20}\)[ ])?(?:рабочих[ \n]|календарных[ \n])?"
    r"(?:дн[а-я]{1,2}|суток|недель|месяц[а-я]{0,2}|час[а-я]{0,2}))(?:[ \n]{1,3}срок(?![а-я]))?"
)


def find(document: Document) -> Iterator[Mention]:
    """The deadlines of a document: those with a date first, then spans of time («в 10-дневный срок») with an empty ISO
    form."""
    text = lower(document.folded)
    for span in scan(document.folded):
        if _is_day(span.value) and document.role_at(span.start) not in NEVER:
            yield from _deadline(document, text, span)
    yield from _columns(document)
    for term in _TERM.finditer(text):
        start, end = sentence_at(document.folded, term.start())
        if document.role_at(term.start()) not in NEVER and _ASK.search(text, start, end):
            value = DateValue("", "range")
            yield mention(document, Kind.DEADLINE, term.start(), term.end(), value, rule="span", confidence=SPAN)


def _is_day(value: DateValue) -> bool:
    """A day, or a month («до конца июня 2024 года»): «до 2030 года» of a programme is no deadline."""
    return value.precision in ("day", "month")


def _deadline(document: Document, text: str, span: DateSpan) -> Iterator[Mention]:
    start, end = sentence_at(document.folded, span.start)
    start, end = max(start, span.start - SENTENCE), min(end, span.end + SENTENCE)
    left = max(start, span.start - LIMIT_REACH)
    limit = _LIMIT.search(text, left, span.start)
    inclusive = _INCLUSIVE.match(text, span.end)
    stop = inclusive.end() if inclusive else span.end
    if span.value.precision == "month" and not (limit and "конца" in limit.group()):
        return
    label = _LABEL.search(text, left, span.start)
    if limit and limit.group().split()[0] == "по" and not (inclusive or _DONE_WITH.search(text, start, span.start)):
        return  # «по 3 мая» says how long something lasts; «заявки принимаются по 3 мая» asks
    if label:
        yield _mention(document, label.start(), stop, span, "label", LABELLED)
    elif limit or inclusive or _UNTIL_HOUR.match(text, span.end):
        asked = _asked(text, span, start, end)
        if asked:
            yield _mention(document, limit.start() if limit else span.start, stop, span, *asked)


def _asked(text: str, span: DateSpan, start: int, end: int) -> tuple[str, float] | None:
    """(rule, confidence) of what asks: in the clause of the date, in its sentence, or in the heading over its list."""
    left, right = _clause(text, span, start, end)
    if _PROLONGED.search(text, left, span.start):
        return "asked", ASKED
    if _LASTS.search(text, left, span.start):
        return None
    if _ASK.search(text, left, right):
        return "asked", ASKED
    if _DONE_WITH.search(text, left, span.start):
        return "admitted", ADMITTED
    if _OWN.search(text, left, right) or _REASON.match(text, left):
        return None
    if _ASK.search(text, _whole_sentence(text, start), end):
        return "asked", ASKED
    if _heading_above(text, start) and _ITEM.match(text, start):
        return "item", ITEM
    if _INFINITIVE.search(text, start, end):
        return "infinitive", INFINITIVE
    whole = _whole_sentence(text, start)
    if _DONE_WITH.search(text, whole, end) or _ADMISSION.search(text, whole, end):
        return "admitted", ADMITTED
    return None


_CLAUSE = re.compile(r",[ \n](?:котор|а[ \n]|но[ \n]|что[ \n]|иначе|так[ ]как|поскольку|прос|прош|необходимо)|[;:]")


def _clause(text: str, span: DateSpan, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence around a date, between the commas where another thought begins."""
    breaks = [match.end() for match in _CLAUSE.finditer(text, start, span.start)]
    following = _CLAUSE.search(text, span.end, end)
    left = breaks[-1] if breaks else start
    while left < span.start and text[left] in " \n":
        left += 1
    return left, following.start() if following else end


def _whole_sentence(text: str, start: int) -> int:
    """Where the sentence begins of which a part stands behind a semicolon: «…; годовой отчет – не позднее 31
    января»."""
    for _ in range(3):
        before = start
        while before > 0 and text[before - 1] in " \n":
            before -= 1
        if before == 0 or text[before - 1] != ";":
            return start
        start = max(text.rfind(mark, max(0, before - SEMICOLON_REACH), before - 1) for mark in ".;\n!?") + 1
    return start


# How far above an item the heading of its list may stand.
_LIST_REACH: Final = 6000


def _heading_above(text: str, start: int) -> bool:
    """Whether the sentence stands in a list under «Просим:», «ПРИКАЗЫВАЮ:» or in an order or protocol."""
    heads = _headings(text)
    index = bisect_right(heads, start)
    return bool(index) and start - heads[index - 1] <= _LIST_REACH


@lru_cache(maxsize=CACHED_TEXTS)
def _headings(text: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _HEADING.finditer(text))


def _columns(document: Document) -> Iterator[Mention]:
    """Dates in a column headed «Срок», «Срок исполнения»."""
    cells = [
        cell for table in document.tables for cell in table.cells if cell.header.strip().lower().startswith("срок")
    ]
    spans = scan(document.folded)
    for cell in cells:
        first = bisect_left(spans, cell.start, key=lambda span: span.start)
        last = bisect_left(spans, cell.end, key=lambda span: span.start)
        for span in spans[first:last]:
            if _is_day(span.value):
                yield _mention(document, span.start, span.end, span, "column", LABELLED)


def _mention(document: Document, start: int, end: int, span: DateSpan, rule: str, confidence: float) -> Mention:
    confidence = min(confidence, span.confidence)
    return mention(
        document, Kind.DEADLINE, start, end, span.value, rule=rule, confidence=confidence, evidence=span.evidence
    )
