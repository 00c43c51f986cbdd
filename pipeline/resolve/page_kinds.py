"""What a text that is no letter is: a news item, an article, a page of a site, a paper that is published on one."""

from __future__ import annotations

import re
from collections import Counter

from extractors.document import Document, Line
from extractors.mention import Kind, Mention
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_patterns import PAGE_NAME, RUBRIC
from pipeline.resolve.headlines import (
    said_twice,
    tells,
    tells_of_past,
)
from pipeline.resolve.stamps import stamped, stands_alone
from pipeline.resolve.titles import title

#: What announces a competition, a purchase, the defence of a thesis is a paper of its own kind wherever it is published.
_ANNOUNCES = re.compile(
    r"^\W{0,3}(?:объявлени[ея]|извещени[ея])\s(?:о|об)\s|^\W{0,3}(?:защита\sдиссертаци|запрос\sкотировок|аукцион\b"
    r"|конкурс\sна\s(?:замещение|право|поставку|включение)\s)"
    # «Институт объявляет конкурс на замещение должности», «В школе объявлены выборы директора»
    r"|^[^\n]{0,120}\bобъявл(?:яет|яется|яются|ен[аоы]?)\s(?:[а-я]{3,20}\s){0,2}(?:конкурс|аукцион|выборы|отбор|торги|при[её]м|набор)(?![а-я])",
    re.IGNORECASE,
)
#: Papers that a site shows: «Отчёт о работе библиотеки за 2019 год», «Положение о конкурсе чтецов».
_SHOWN = re.compile(
    r"^\W{0,3}(?:(?:публичный|годовой)\s)?(?:отч[её]т|доклад|положение)\s(?:о|об)\s|^\W{0,3}(?:регламент|протокол|устав)\s"
    r"|^\W{0,3}программа\s(?:[а-я-]{3,30}\s){0,3}(?:конференции|семинара|форума|мероприятий|праздника|фестиваля)",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[»\",]\s{0,2}-\s{0,2}(?:сказал|отметил|подчеркнул|сообщил|рассказал|добавил|пояснил|заявил|говорит"
    r"|считает|напомнил|прокомментировал|поделил|уточнил|заключил|объяснил)"
    r"|\b(?:отметил|подчеркнул|сообщил|рассказал|заявил|приветствовал|поздравил|вручил|состоял(?:ся|ась|ось)"
    r"|прош(?:ел|ла|ло|ли)(?!\s(?:[а-я]{2,12}\s){0,2}(?:лет|год|месяц|недел|дн))|завершил(?:ся|ась)|открыл(?:ся|ась|и)|посетил"
    r"|прин(?:ял|имал)[аи]?\s(?:активное\s)?участие|подвели|подведены\sитоги|подписал)",
    re.IGNORECASE,
)
#: What the first lines of a news item say: what happens, will happen, or who tells of it.
_REPORTS = re.compile(
    r"\b(?:сообща(?:ет|ют)|переда[её]т|информиру(?:ет|ют)|пишет|состоится|пройд[её]т|откроется|начн[её]тся|примут?\s"
    r"участие|прим[её]т\sучастие|провел[аи]?|обсудил[аи]?|наградил[аи]?|награжден[аы]?|стартовал[аои]?|представил[аи]?"
    r"|посетил[аи]|ответил[аи]?|поручил[аи]?|объявил[аи]?|подписан[аоы]?|стал[аио]?\sизвестно|узнал[аи]?|поддержал[аи]?"
    r"|отправил[аи]?(?:с[ья])?|выступил[аи]?|заверш(?:[её]н[аоы]?|ил(?:ся|ась|ось|ись)?)|скончал(?:ся|ась)|выразил[аи]?|возглавил[аи]?|возбужд(?:ен[аоы]?|ил[аи]?)|установил[аи]?|выяснил[аи]?(?:с[ья])?|принима[ею]т\sучастие|приглаша(?:ем|ют)\s(?:сми|журналистов)|собрал(?:ся|ась|ись))\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:^|\n)\s{0,8}(?:аннотация|ключевые\sслова|список\sлитературы|литература|введение|удк|ббк|заключение"
    r"|библиограф\w{0,12}|abstract|keywords|doi|текст\s(?:научной\s)?(?:статьи|работы)|статья\sв\sвыпуске|orcid)\b"
    r"|\bудк\s\d|\[\d{1,3}(?:, ?[сc]\. ?\d+)?\]",
    re.IGNORECASE,
)
_BORN = re.compile(r"(?<!\w)родил(?:ся|ась)(?!\w)", re.IGNORECASE)
#: A headline that takes leave of somebody, and what the text says then.
_IN_MEMORY = re.compile(r"(?:светлой\s)?памяти\s|не\sстало\s|скончал(?:ся|ась)\s|(?:уш[её]л|ушла)\sиз\sжизни", re.IGNORECASE)
_DIED = re.compile(r"(?<!\w)(?:скончал(?:ся|ась)|умерл?а?|не\sстало|(?:уш[её]л|ушла)\sиз\sжизни|соболезновани[яе])(?!\w)", re.IGNORECASE)
#: «К 100-летию со дня рождения …», «… : к 85-летию учителя».
_YEARS_OF = re.compile(r"\bк\s\d{2,3}-лети[юя]\s(?!побед|со\sдня\s(?!рожд)|образован|основан|школ)", re.IGNORECASE)
_TOP_LINES = 6
_NEAR = 60  # characters before «родился» with who was
_LEAD = 900  # characters in which a news item says what happened
_MANY_NAMES = 4  # names on lines of their own: a list of people
_SOME_CONTACTS = 3  # an author may give a phone and a mailbox
_MANY_CONTACTS = 4  # a news item has the contacts of its press service at most
_PROSE_LINE, _LONG_TEXT = 120, 1500  # characters: paragraphs of an article are long and many
_WIDE_LINE = 80  # of a text broken into lines; headlines are shorter
_PROSE_SHARE = 0.8
_SENTENCE = re.compile(r"(?:[а-яё]{4}|[»)])[.!?…]\s?$")
_SENTENCE_WORDS = 8
_DEGREE = re.compile(r"\s{0,8}(?:[кд]\.\s?[а-я]{1,6}\.\s?н\.|канд\.|докт\.|кандидат|доктор)[^А-ЯЁ\n]{0,40}", re.IGNORECASE)
#: The title of an interview: «Залим Кушхов: «Лавина не читает приказов»».
_TALK = re.compile(r"^[А-ЯЁ][а-яё-]{1,20}\s[А-ЯЁ][А-Яа-яё-]{1,30}:\s")
#: Who speaks in a talk: «Рустам Арефьев: …», «А.Ф.: …».
_SPEAKER = re.compile(
    r"(?:^|\n)\s{0,8}(?:[А-ЯЁ][а-яё]{1,20}\s[А-ЯЁ][а-яё-]{1,30}|[А-ЯЁ]\.\s?(?:[А-ЯЁ]\.|[А-ЯЁ][а-яё-]{1,30})|[А-ЯЁ]{2,4}"
    r"|[Кк]орр(?:\.|еспондент)|[Вв]едущ(?:ий|ая)|вопрос|ответ):\s[А-ЯЁ«–—-]"
)
_LEAST_SPEAKERS = 3
_SHORT_TEXT = 2500  # characters: an essay of the past is longer
#: Who asked, at the foot of a talk: «Беседовала Анна Гриневич».
_ASKER = re.compile(
    r"(?:^|\n)\s{0,8}(?:беседовал|интервью\s(?:подготовил|взял|записал)|(?:беседу\s)?(?:в[её]л|записал)а?\s(?-i:[А-ЯЁ]))", re.IGNORECASE
)
#: «Интервью, 06 декабря 2018»; «– Где используются лазеры?⏎– В медицине.»: a question and its answer, each behind a dash.
_ASKED = re.compile(
    r"(?:^|\n)\s{0,8}-\s{0,3}[А-ЯЁ][^\n]{3,600}\?\s{0,3}\n\s{0,8}-\s{0,3}[А-ЯЁ]|^[^\n]{0,160}\n\s{0,8}интервью\b", re.IGNORECASE
)


def page_kind(findings: Findings) -> str:
    """What a text that is no letter is: a news item, an article, a page of a site."""
    document = findings.document
    text = document.folded
    if not document.lines:
        return "other"
    contacts = sum(len(findings.of(k)) for k in (Kind.PHONE, Kind.EMAIL, Kind.ADDRESS))
    top = [text[line.start : line.end].strip("*# ") for line in document.own_lines[:_TOP_LINES]]
    named = [line for line in top if len(line) <= _WIDE_LINE and PAGE_NAME.match(line)]
    lined = not document.tables and not named and contacts < _SOME_CONTACTS
    bylined = lined and _has_paragraph(document) and _has_byline(findings)
    if len(_PAPER.findall(text)) >= 2 or bylined or (_BORN.search(text) and not contacts and _is_life(findings)):
        return "article"
    headed = bool(named)
    spoken = bool(_SPOKEN.search(text) or _REPORTS.search(text, 0, _LEAD))
    headline = title(findings, "news", page=True)[0]
    if any(map(_ANNOUNCES.match, (headline, *top[:1]))):
        return "other"
    if _SHOWN.match(headline) and not tells(headline):
        return "other"
    if _IN_MEMORY.match(headline) and _DIED.search(text):
        return "news"
    dated = stamped(findings) is not None  # one item, whatever the menu above it is named
    one = dated or not headed or (all(map(RUBRIC.match, named)) and _is_one(document))
    asker = _ASKER.search(text) is not None
    twice = said_twice(findings) is not None
    spoken = spoken or (not asker and (dated or len(text) < _SHORT_TEXT or twice) and tells_of_past(headline))
    spoken = spoken or (twice and tells(headline) and headline[-1:] not in "?:")  # «Садов в районе становится больше»
    if spoken and one and not asker and not _TALK.search(headline) and tells(headline):
        return "news"  # «Завершён ремонт кадетского корпуса»: a sentence, and what was done or said
    speakers = 0 if contacts else len(_SPEAKER.findall(document.text))
    talks = _TALK.search(headline) and ("?" in text or not spoken)  # a headline may quote what somebody said
    if asker or talks or _ASKED.search(text) or speakers >= _LEAST_SPEAKERS:
        return "article"
    headed = headed and not (one and all(map(RUBRIC.match, named)) and _has_one_stamp(findings))  # «Новости⏎25.10.2022⏎Музей мельницы»
    if document.tables or headed or findings.of(Kind.REQUISITE) or contacts >= _MANY_CONTACTS:
        return "web_page"
    if spoken:
        return "news"
    if _is_prose(document, long=True) and not contacts:
        return "article"
    if _is_prose(document, long=False) and findings.of(Kind.PERSON):
        return "article" if headline else "news"  # a few paragraphs of people
    if not contacts and _runs_in_sentences(findings):
        return "article"
    return "web_page"


def named_page(document: Document) -> bool:
    """Whether the first line is what a page of a site calls itself: «Структура министерства»."""
    line = next(iter(document.own_lines), None)
    text = document.folded[line.start : line.end].strip("*# ") if line else ""
    return 0 < len(text) <= _WIDE_LINE and PAGE_NAME.match(text) is not None


def _has_one_stamp(findings: Findings) -> bool:
    """Whether one line of a page is a day and no more: a feed has one for each of its items."""
    days = [m for m in findings.of(Kind.DATE) if m.value.precision == "day"]
    return sum(stands_alone(findings.document, day) for day in days) == 1


def _is_one(document: Document) -> bool:
    """Whether a page headed «Новости» has the text of one item rather than many headlines."""
    lines = [line.end - line.start for line in document.own_lines]
    return sum(size for size in lines if size > _WIDE_LINE) > sum(lines) / 2


def _is_prose(document: Document, *, long: bool) -> bool:
    """Whether nearly all of a text stands in paragraphs; `long`: and there is much of it."""
    lines = [line.end - line.start for line in document.own_lines]
    prose = sum(size for size in lines if size > _PROSE_LINE)
    return (not long or sum(lines) > _LONG_TEXT) and prose > _PROSE_SHARE * sum(lines)


def _runs_in_sentences(findings: Findings) -> bool:
    """Whether what stands between the headline of a text and its last sentence is sentences for the most part."""
    document, span = findings.document, title(findings, "news", page=True)[2]
    below = [document.at(line).strip() for line in document.lines if span and line.start >= span[1]]
    told = [bool(_SENTENCE.search(text)) and len(text.split()) >= _SENTENCE_WORDS for text in below]
    while told and not told[-1]:
        del told[-1]
    size = sum(map(len, below[: len(told)]))
    return sum(told) > 1 and sum(len(text) for text, one in zip(below, told, strict=False) if one) > _PROSE_SHARE * size


def _has_paragraph(document: Document) -> bool:
    """Whether a text has a paragraph at all: a list of people has none."""
    sizes: Counter[int] = Counter()
    for line in document.own_lines:
        sizes[line.paragraph] += line.end - line.start
    return any(size > _WIDE_LINE for size in sizes.values())


def _has_byline(findings: Findings) -> bool:
    """A person's name on a line of its own near the top, his degree beside it: the author of an article."""
    lines = findings.document.own_lines
    return any(_is_author(findings, line) for line in lines[:8]) and sum(_is_author(findings, line) for line in lines) < _MANY_NAMES


def spoken_of(findings: Findings, person: Mention) -> bool:
    """Whether a text tells of somebody whose name stands on a line of its own: no author is told of in his paper."""
    surname = person.value.surname
    own = findings.document.text.rfind("\n", 0, person.start) + 1
    return bool(surname) and any(
        other.value.surname == surname and other.start > person.end and _in_prose(findings.document, other)
        for other in findings.of(Kind.PERSON)
        if not own <= other.start < person.end
    )


def _in_prose(document: Document, found: Mention) -> bool:
    start, end = document.text.rfind("\n", 0, found.start) + 1, document.text.find("\n", found.end)
    return (end if end >= 0 else len(document.text)) - start > _PROSE_LINE


def _is_life(findings: Findings) -> bool:
    """Whether a text is headed by the name of one whom it tells of, or by his years: a biography."""
    lines = findings.document.own_lines[:_TOP_LINES]
    if lines and _YEARS_OF.search(findings.document.folded, lines[0].start, lines[0].end):
        return True
    named = findings.within(Kind.PERSON, lines[0].start, lines[0].end) if lines else []
    if any(m.value.surname and _born_so(findings.document, m.value.surname) for m in named):
        return True
    headline = title(findings, "news", page=True)[2]  # below the menus of its site
    top = [*((line.start, line.end) for line in lines), *([headline] if headline else [])]
    heading = (m for start, end in top for m in findings.within(Kind.PERSON, start, end))
    return any(_fills_lines(findings.document, m) and spoken_of(findings, m) for m in heading)


def _born_so(document: Document, surname: str) -> bool:
    """Whether a text says of whom it is headed by when he was born: «Иннокентий Слепцов родился 3 марта 1950 года»."""
    born = _BORN.search(document.folded)
    return born is not None and surname.lower().replace("ё", "е") in document.folded[max(0, born.start() - _NEAR) : born.start()].lower()


def _fills_lines(document: Document, found: Mention) -> bool:
    """Whether nothing else stands in the lines of a mention: «ГРУШИН⏎Павел Ильич»."""
    start, end = document.text.rfind("\n", 0, found.start) + 1, document.text.find("\n", found.end)
    return not document.text[start : found.start].strip(" *#") and not document.text[found.end : end if end >= 0 else None].strip(" *#.,")


def _is_author(findings: Findings, line: Line) -> bool:
    degree = _DEGREE.match(findings.document.folded, line.start, line.end)
    persons = findings.within(Kind.PERSON, line.start, line.end)
    if len(persons) != 1 or len(persons[0].text.split()) < 2 or spoken_of(findings, persons[0]):
        return False
    if (persons[0].value.surname or "").lower().replace("ё", "е") not in persons[0].text.lower().replace("ё", "е"):
        return False  # «… встреча с писателем⏎Павлом Грушиным»
    return persons[0].end - persons[0].start >= 0.8 * (line.end - (degree.end() if degree else line.start))
