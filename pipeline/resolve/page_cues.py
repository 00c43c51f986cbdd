"""What a text that is no letter shows of its kind: its headline, its verbs and its time, its lines, its people and contacts.

`page_kinds` weighs these cues. A cue says what is there, never what follows from it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from extractors.mention import Kind
from extractors.russian.morph import parses
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_patterns import PAGE_NAME, RUBRIC
from pipeline.resolve.headline_words import bucket
from pipeline.resolve.headlines import said_twice, tells, tells_of_past
from pipeline.resolve.page_shapes import (
    TOP_LINES,
    WIDE_LINE,
    has_byline,
    has_paragraph,
    in_prose,
    is_life,
    is_one,
    one_stamp,
    runs_in_sentences,
)
from pipeline.resolve.stamps import stamped
from pipeline.resolve.titles import title

_ANNOUNCES: Final = re.compile(
    r"^\W{0,3}(?:объявлени[ея]|извещени[ея]|оповещени[ея]|вакансия)(?:\s(?:о|об)\s|:)|^\W{0,3}(?:защита\sдиссертаци|запрос\sкотировок|аукцион\b"
    r"|конкурс\sна\s(?:замещение|право|поставку|включение)\s|при[её]м\s(?:заявок|документов|работ)\s)"
    # «Институт объявляет конкурс на замещение должности», «В школе объявлены выборы директора»
    r"|^[^\n]{0,120}\bобъявл(?:яет|яется|яются|ен[аоы]?)\s(?:[а-я]{3,20}\s){0,2}(?:конкурс|аукцион|выборы|отбор|торги|при[её]м|набор)(?![а-я])",
    re.IGNORECASE,
)
#: Papers that a site shows: «Отчёт о работе библиотеки за 2019 год», «Положение о конкурсе чтецов».
_SHOWN: Final = re.compile(
    r"^\W{0,3}(?:(?:публичный|годовой)\s)?(?:отч[её]т|доклад|положение)\s(?:о|об)\s|^\W{0,3}(?:(?:административный\s)?регламент|протокол|устав|памятка|инструкция)\s"
    r"|^\W{0,3}программа\s(?:[а-я-]{3,30}\s){0,3}(?:конференции|семинара|форума|мероприятий|праздника|фестиваля)",
    re.IGNORECASE,
)
_SPOKEN: Final = re.compile(
    r"[»\",]\s{0,2}-\s{0,2}(?:сказал|отметил|подчеркнул|сообщил|рассказал|добавил|пояснил|заявил|говорит"
    r"|считает|напомнил|прокомментировал|поделил|уточнил|заключил|объяснил)"
    r"|\b(?:отметил|подчеркнул|сообщил|рассказал|заявил|приветствовал|поздравил|вручил|состоял(?:ся|ась|ось)"
    r"|прош(?:ел|ла|ло|ли)(?!\s(?:[а-я]{2,12}\s){0,2}(?:лет|год|месяц|недел|дн))|завершил(?:ся|ась)|открыл(?:ся|ась|и)|посетил"
    r"|прин(?:ял|имал)[аи]?\s(?:активное\s)?участие|подвели|подведены\sитоги|подписал)",
    re.IGNORECASE,
)
#: What the first lines of a news item say: what happens, will happen, or who tells of it.
_REPORTS: Final = re.compile(
    r"\b(?:сообща(?:ет|ют)|переда[её]т|информиру(?:ет|ют)|пишет|состоится|пройд[её]т|откроется|начн[её]тся|примут?\s"
    r"участие|прим[её]т\sучастие|провел[аи]?|обсудил[аи]?|наградил[аи]?|награждены?|стартовал[аои]?|представил[аи]?"
    r"|посетил[аи]|ответил[аи]?|поручил[аи]?|объявил[аи]?|подписан[аоы]?|стал[аио]?\sизвестно|узнал[аи]?|поддержал[аи]?"
    r"|отправил[аи]?(?:с[ья])?|выступил[аи]?|заверш(?:[её]н[аоы]?|ил(?:ся|ась|ось|ись)?)|скончал(?:ся|ась)|выразил[аи]?|возглавил[аи]?"
    r"|возбужд(?:ен[аоы]?|ил[аи]?)|установил[аи]?|выяснил[аи]?(?:с[ья])?|принима[ею]т\sучастие|приглаша(?:ем|ют)\s(?:сми|журналистов)"
    r"|собрал(?:ся|ась|ись))\b",
    re.IGNORECASE,
)
_PAPER: Final = re.compile(
    r"(?:^|\n)\s{0,8}(?:аннотация|ключевые\sслова|список\sлитературы|литература|введение|удк|ббк|заключение"
    r"|библиограф\w{0,12}|abstract|keywords|doi|(?:текст\s)?научн(?:ой|ая)\s(?:статьи|статья|работы)|текст\sстатьи|статья\sв\sвыпуске|orcid)\b"
    r"|\bудк\s\d|\[\d{1,3}(?:, ?[сc]\. ?\d+)?\]",
    re.IGNORECASE,
)
#: A headline that takes leave of somebody, and what the text says then.
_IN_MEMORY: Final = re.compile(
    r"(?:светлой\s)?памяти\s|не\sстало\s|скончал(?:ся|ась)\s|прощани[ея]|(?:уш[её]л|ушла)\sиз\sжизни", re.IGNORECASE
)
_DIED: Final = r"(?<!\w)(?:скончал(?:ся|ась)|умерл?а?|не\sстало|(?:уш[её]л|ушла)\sиз\sжизни|соболезновани[яе]|светлая\sпамять)(?!\w)"
#: The title of an interview: «Залим Кушхов: «Лавина не читает приказов»».
_TALK: Final = re.compile(
    r"^(?:[А-ЯЁ]?[а-яё-]{3,20}\s){0,3}[А-ЯЁ][А-Яа-яё-]{1,20}\s[А-ЯЁ][А-Яа-яё-]{1,30}(?:,\s[^:«\n]{3,80})?:\s[«\"–—-]?\s?[А-ЯЁ]"
    r"|[Ии]нтервью|(?:[Бб]еседа|[Рр]азговор)\sс[о]?\s"
)
#: Who speaks in a talk: «Рустам Арефьев: …», «А.Ф.: …».
_SPEAKER: Final = re.compile(
    r"(?:^|\n)\s{0,8}(?:[А-ЯЁ][а-яё]{1,20}\s[А-ЯЁ][а-яё-]{1,30}|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё-]{1,30})|[А-ЯЁ]{2,4}"
    r"|[Кк]орр(?:\.|еспондент)|[Вв]едущ(?:ий|ая)|вопрос|ответ):\s[А-ЯЁ«–—-]"
)
_LEAST_SPEAKERS: Final = 3
#: Who asked, at the foot of a talk: «Беседовала Анна Гриневич».
_ASKER: Final = re.compile(
    r"(?:^|\n)\s{0,8}(?:беседовал|интервью\s(?:подготовил|взял|записал)|(?:беседу\s)?(?:в[её]л|записал)а?\s(?-i:[А-ЯЁ]))", re.IGNORECASE
)
#: «Интервью, 06 декабря 2018»; «– Где используются лазеры?⏎– В медицине.»: a question and its answer behind a dash, or behind who gives it.
_ASKED: Final = re.compile(
    r"(?:^|\n)[^\n]{10,800}\?\s{0,3}\n\s{0,8}(?:-\s{0,3}[А-ЯЁ]|(?-i:[А-ЯЁ][а-яё]{1,20}\s[А-ЯЁ][а-яё-]{1,30}):\s)|[^\n]{40}\?\s-\s(?-i:[А-ЯЁ])"
    r"|^[^\n]{0,160}\n\s{0,8}интервью\b", re.IGNORECASE
)
_SOURCE: Final = (
    r"\bисточник:|пресс-служб|об\sэтом\s(?:сообща|рассказ|информир|заяв)|\bсообща(?:ет|ют|л)|по\s(?:информации|данным|словам)\s"
)
_TODAY: Final = r"\b(?:сегодня|вчера|накануне|завтра|на\s(?:этой|прошлой|днях)|минувш[а-я]{2,3}|сейчас)\b"
_FUTURE: Final = r"\b(?:состо(?:ится|ятся)|пройд[её]т|пройдут|будет|будут|начн[её]тся|откроется)\b"
_ADMITS: Final = (
    r"\b(?:заявки|заявления|документы|работы|тезисы|материалы)\s(?:\S{1,20}\s){0,4}принима|при[её]м[а-я]?\s(?:заявок|документов|работ)"
    r"|к\sучастию\s(?:в\s\S{3,20}\s)?(?:допуска|приглаша)|срок\s(?:подачи|при[её]ма)"
)
_HEARINGS: Final = r"публичн(?:ые|ых)\sслушани|общественн(?:ые|ых)\sобсуждени|экспозиция\sоткрыта"
_LAW: Final = (
    r"в\sсоответствии\sс|на\sосновании|утвержд[её]н|настоящ(?:ий|ее|его|ая|ие)\s(?:положени|порядок|регламент|правил)"
    r"|обязательны\sдля|запрещается"
)
_WORK_OF_BODY: Final = (
    r"\b(?:осуществля(?:ет|ется|ют)|обеспечива(?:ет|ют)|явля(?:ет|ют)ся|оказыва(?:ет|ют)|предоставля(?:ет|ется|ются)|работа(?:ет|ют)"
    r"|насчитывает|расположен[аоы]?|основан[аоы]?|создан[аоы]?)\b"
)
_REASONS: Final = (
    r"\b(?:однако|поэтому|таким\sобразом|кроме\sтого|между\sтем|во-первых|например|следует|можно|необходимо|конечно|почему|зачем)\b"
)
_PRIZES: Final = r"(?:перв|втор|треть)(?:ое|ого)\sместо|\d\s?-?е?\sместо|победител|призер|награ[жд]|грамот|диплом"
_PAST: Final = r"\bв\s(?:1[89]\d\d)(?:-\s?[её]?м?)?\s?(?:г\.|году|гг\.|годы|годах)"
_LIVED: Final = r"(?<!\w)родил(?:ся|ась)(?!\w)|\(1[89]\d\d\s?-\s?(?:19|20)\d\d\)"
#: What a text says anywhere.
_SAID: Final = tuple(
    (name, re.compile(said, re.IGNORECASE))
    for name, said in (
        ("source", _SOURCE), ("today", _TODAY), ("goodbye", _DIED), ("future", _FUTURE), ("admits", _ADMITS), ("hearings", _HEARINGS),
        ("law", _LAW), ("work_of_body", _WORK_OF_BODY), ("reasons", _REASONS), ("prizes", _PRIZES), ("past_years", _PAST),
        ("lived", _LIVED), ("invites", r"\bпригла(?:шаем|шает|шаются)|жд[её]м\sвас|принять\sучастие"),
        ("we", r"\b(?:мы|нас|нам|наш[а-я]{0,3})\b"), ("i", r"\b(?:я|мне|меня|мой|моя|мо[её])\b"),
        ("greets", r"(?:^|\n)\s{0,8}(?:уважаемые|дорогие)\s"), ("staff", r"категори[яию]|стаж|педагог|преподавател|сотрудник"),
        ("hours", r"\b(?:пн|вт|ср|чт|пт|понедельник|выходн)[а-я]{0,4}\b[^\n]{0,20}\d"),
        ("opening", r"\bграфик|режим[а-я]?\sработы|расписание|буд(?:ет|ут)\sработать|часы\s(?:работы|при[её]ма|занятий|посещений)"),
        ("advice", r"\b(?:нужно|следует|лучше|стоит|рекомендуется|надо)\s(?:[а-я]{2,12}\s){0,2}[а-я]{2,20}ть(?:ся)?\b"),
        ("asks_aloud", r"(?:^|\n)\s{0,8}-\s{0,3}[А-ЯЁ][^\n]{0,300}\?\s{0,3}(?:\n|$)"),
    )
)  # fmt: skip
_LEAD: Final = 900  # characters in which a news item says what happened
_OPENING: Final = 300  # in which it says when
_VERBS: Final = 160  # words of a text whose verbs are looked at
_SENTENCE_LINE: Final = 60  # characters: a shorter line is an item of a list
_WORD: Final = re.compile(r"[А-Яа-яЁё]{2,30}")
_ITEM: Final = re.compile(r"\s{0,8}(?:\d{1,2}[.)]|[•·*-]\s)")
_SPEECH: Final = re.compile(r"\s{0,8}-\s{0,3}[А-ЯЁ«\"]")
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_SIZES: Final = ((300, "tiny"), (600, "short"), (1200, "middle"), (2500, "long"))
_COUNTS: Final = ((0, "0"), (1, "1"), (2, "2"), (4, "3-4"))


def page_cues(findings: Findings) -> frozenset[str]:
    """The cues of a page."""
    headline, _, span = title(findings, "news", page=True)
    found = {"bias", *_of_headline(findings, headline), *_of_text(findings, span[1] if span else 0)}
    return frozenset(found | set(_of_lines(findings)) | set(_of_mentions(findings)) | set(_of_shape(findings)))


def _of_headline(findings: Findings, headline: str) -> Iterator[str]:
    """Cues of what a page is headed by."""
    document = findings.document
    top = [document.folded[line.start : line.end].strip("*# ") for line in document.own_lines[:TOP_LINES]]
    named = [line for line in top if len(line) <= WIDE_LINE and PAGE_NAME.match(line)]
    if any(map(_ANNOUNCES.match, (headline, *top[:1]))):
        yield "announces"
    if _SHOWN.match(headline) and not tells(headline):
        yield "paper_shown"
    if named:
        yield "page_named" if not all(map(RUBRIC.match, named)) else "rubric_alone" if is_one(document) else "rubric"
    if PAGE_NAME.match(headline):
        yield "headline:page_name"
    if not headline:
        yield "headline:none"
        return
    if _IN_MEMORY.match(headline):
        yield "headline:memory"
    if _TALK.search(headline):
        yield "headline:talk"
    yield "headline:past" if tells_of_past(headline) else "headline:verb" if tells(headline) else "headline:noun"
    if headline[-1:] in "?!:":
        yield f"headline:{headline[-1:]}"
    yield f"headline:words:{bucket(len(headline.split()), ((1, '1'), (3, '2-3'), (6, '4-6'), (10, '7-10')))}"


def _of_text(findings: Findings, start: int) -> Iterator[str]:
    """Cues of what the text below the headline says, and of its verbs."""
    text = findings.document.folded
    if _SPOKEN.search(text):
        yield "spoken"
    if _REPORTS.search(text, 0, _LEAD):
        yield "reports"
    yield from (name for name, said in _SAID if said.search(text))
    yield f"paper:{min(2, len(_PAPER.findall(text)))}"
    yield f"speakers:{len(_SPEAKER.findall(findings.document.text)) >= _LEAST_SPEAKERS}"
    if _ASKER.search(text) or _ASKED.search(text):
        yield "talk"
    yield f"years:{bucket(len(set(_YEAR.findall(text))), _COUNTS)}"
    verbs: Counter[str] = Counter()
    for n, word in enumerate(_WORD.finditer(findings.document.text, start)):
        if n > _VERBS:
            break
        best = parses(word.group().lower())[0].tag
        if best.pos == "PRTS" or "past" in best:
            verbs["past"] += 1
        elif best.pos == "VERB":
            verbs["order" if "impr" in best else "first" if "1per" in best else "now"] += 1
    whole = sum(verbs.values())
    if not whole:
        yield "verbs:none"
    for tense in ("past", "now", "first", "order"):
        yield f"{tense}:{bucket(int(4 * verbs[tense] / whole), ((0, 'few'), (1, 'some'), (2, 'many'))) if whole else 'none'}"


def _of_lines(findings: Findings) -> Iterator[str]:
    """Cues of the lines of a page: paragraphs, sentences, items of lists, questions, what is said behind a dash."""
    document = findings.document
    lines = [document.folded[line.start : line.end].strip() for line in document.own_lines]
    whole = max(1, sum(map(len, lines)))
    yield f"size:{bucket(whole, _SIZES)}"
    for name, share in (
        ("prose", sum(len(line) for line in lines if len(line) > 2 * _SENTENCE_LINE) / whole),
        ("items", sum(map(bool, map(_ITEM.match, lines))) / max(1, len(lines))),
        ("narrow", sum(len(line) < _SENTENCE_LINE for line in lines) / max(1, len(lines))),
        ("asks", sum(line.endswith("?") for line in lines) / max(1, len(lines))),
        ("speech", sum(map(bool, map(_SPEECH.match, lines))) / max(1, len(lines))),
        ("rows", sum("|" in line for line in lines) / max(1, len(lines))),
    ):
        yield f"{name}:{'none' if not share else 'few' if share < 0.25 else 'half' if share < 0.6 else 'most'}"


def _of_mentions(findings: Findings) -> Iterator[str]:
    """Cues of whom and what a page names."""
    contacts = sum(len(findings.of(kind)) for kind in (Kind.PHONE, Kind.EMAIL, Kind.ADDRESS))
    yield f"contacts:{bucket(contacts, _COUNTS)}"
    people = findings.of(Kind.PERSON)
    yield f"people:{bucket(len(people), _COUNTS)}"
    if people and not any(in_prose(findings.document, person) for person in people):
        yield "people_in_lists"
    if findings.of(Kind.REQUISITE):
        yield "requisites"
    if findings.of(Kind.DEADLINE):
        yield "deadline"
    if findings.document.tables:
        yield "table"
    days = [m for m in findings.of(Kind.DATE) if m.value.precision == "day"]
    if any(m.start < _OPENING for m in days):
        yield "day_at_top"
    yield f"days:{bucket(len(days), _COUNTS)}"


def _of_shape(findings: Findings) -> Iterator[str]:
    """Cues of what the page is as a whole."""
    document = findings.document
    if stamped(findings) is not None:
        yield "stamped"
    if one_stamp(findings):
        yield "one_stamp"
    if said_twice(findings) is not None:
        yield "said_twice"
    if has_byline(findings) and has_paragraph(document):
        yield "byline"
    if is_life(findings):
        yield "life"
    if runs_in_sentences(findings):
        yield "sentences"
