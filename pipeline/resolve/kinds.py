"""The kind of a document: letter, order, news, article, web_page or other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from extractors.atoms import lower
from extractors.document import Document, Line, ZoneRole
from extractors.mention import Kind, Mention
from pipeline.records import Addressee, Reference, Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.headlines import PAGE_NAME, RUBRIC, said_twice, tells, tells_of_past
from pipeline.resolve.stamps import stamped
from pipeline.resolve.titles import title

_ORDER = re.compile(
    r"^\W{0,3}(?:приказ|распоряжение|постановление|указ|указание|решение)\b",
    re.IGNORECASE,
)
#: The blank between two letters of «П Р О Т О К О Л».
_SPACED = re.compile(r"(?<=\b[А-Яа-яё]) (?=[А-Яа-яё]\b)")
#: What only an act says: «приказываю:» on its line or before its first point, «контроль за исполнением приказа возложить
#: на …» (news tell of it in the past), «контроль … оставляю за собой».
_ORDERS = re.compile(
    r"(?:(?:^|\n)\s{0,8}|[\s,](?=[^\n]{5,24}\s{0,8}\n?\s{0,8}1\s?[.)]))(?:п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?ю"
    r"|п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?л\s?я\s?(?:ю|е\s?т)|обязываю|р\s?е\s?ш\s?и\s?л\s?[ао]?)\s{0,3}:"
    r"|(?:^|[\n.])\s{0,8}(?:\d{1,2}[.)]\s{0,4})?контроль\s(?:за\s)?(?:ис|вы)полнени\w{1,2}\s(?:настоящего\s|данного\s)?"
    r"(?:приказа|распоряжения|постановления)\s(?:оставляю|(?:возложить|возлагаю)\sна\s)",
    re.IGNORECASE,
)
#: What must stand before a colon, blanks left out, or anywhere, for that to be worth a search.
_ORDERING = ("приказываю", "постановляю", "постановляет", "обязываю", "решил", "решила", "решило")
_CONTROL = "контроль"
_LONGEST_ORDERING = 40  # characters that «п о с т а н о в л я е т :» takes at most
_OTHER_KIND = re.compile(
    r"^\W{0,3}(?:протокол|справка|акт|положение|план|отчет|заключение|выписка|служебная записка"
    r"|докладная записка|договор|соглашение|регламент|устав|порядок|правила|инструкция"
    r"|доверенность|расписка|характеристика|рецензия|отзыв|смета|ведомость|реестр)\b",
    re.IGNORECASE,
)
#: What announces a competition, a purchase, the defence of a thesis is a paper of its own kind wherever it is published.
_ANNOUNCES = re.compile(
    r"^\W{0,3}(?:объявлени[ея]|извещени[ея])\s(?:о|об)\s|^\W{0,3}(?:защита\sдиссертаци|запрос\sкотировок|аукцион\b)"
    # «Институт объявляет конкурс на замещение должности», «В школе объявлены выборы директора»
    r"|^[^\n]{0,120}\bобъявл(?:яет|яется|яются|ен[аоы]?)\s(?:[а-я]{3,20}\s){0,2}(?:конкурс|аукцион|выборы|отбор|торги|при[её]м|набор)(?![а-я])",
    re.IGNORECASE,
)
_LETTER_KIND = re.compile(
    r"\b(?:письмо|телеграмма|телефонограмма|телетайпограмма|запрос|уведомление|извещение|приглашение|ответ|обращение|заявление|жалоба"
    r"|ходатайство)\b",
    re.IGNORECASE,
)
_PLEA = re.compile(r"\W{0,3}(?:открытое\sписьмо|(?:коллективное\s)?обращение|ходатайство)(?![а-я])", re.IGNORECASE)
#: What a letter begins with and no news: «Направляем для использования в работе …», «В соответствии с письмом …».
_OPENS_LETTER = re.compile(
    r"\W{0,3}(?:в\sсоответствии\sс|во\sисполнение|на\sосновании|согласно|направля(?:ем|ю)|сообща(?:ем|ю|ется)|информиру(?:ем|ю)"
    r"|прос(?:им|ит)|прошу|доводим|рассмотрев|в\sответ\sна|в\sдополнение|по\sпоручению|настоящим)(?![а-я])",
    re.IGNORECASE,
)
#: What a diplomatic note begins or ends with.
_NOTE = re.compile(
    r"свидетельству(?:ет|ют)\s(?:сво[её]\s)?(?:глубокое\s|искреннее\s)?(?:сво[её]\s)?уважение|возобновить\s[^\n]{0,120}увер[её]?ни[яй]\s",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"[»\",]\s{0,2}-\s{0,2}(?:сказал|отметил|подчеркнул|сообщил|рассказал|добавил|пояснил|заявил|говорит"
    r"|считает|напомнил|прокомментировал|поделил|уточнил|заключил|объяснил)"
    r"|\b(?:отметил|подчеркнул|сообщил|рассказал|заявил|приветствовал|поздравил|вручил|состоял(?:ся|ась|ось)"
    r"|прош(?:ел|ла|ло|ли)|завершил(?:ся|ась)|открыл(?:ся|ась|и)|посетил|принял[аи]?\sучастие|подвели|подписал)",
    re.IGNORECASE,
)
#: What the first lines of a news item say: what happens, will happen, or who tells of it.
_REPORTS = re.compile(
    r"\b(?:сообща(?:ет|ют)|переда[её]т|информиру(?:ет|ют)|пишет|состоится|пройд[её]т|откроется|начн[её]тся|примут?\s"
    r"участие|прим[её]т\sучастие|провел[аи]?|обсудил[аи]?|наградил[аи]?|награжден[аы]?|стартовал[аои]?|представил[аи]?"
    r"|посетил[аи]|ответил[аи]?|поручил[аи]?|объявил[аи]?|подписан[аоы]?|стал[аио]?\sизвестно|узнал[аи]?|поддержал[аи]?"
    r"|отправил[аи]?(?:с[ья])?|выступил[аи]?|заверш(?:[её]н[аоы]?|ил(?:ся|ась|ось|ись)?)|скончал(?:ся|ась)|выразил[аи]?|возглавил[аи]?|возбужд(?:ен[аоы]?|ил[аи]?)|установил[аи]?|выяснил[аи]?(?:с[ья])?|принимают\sучастие|собрал(?:ся|ась|ись))\b",
    re.IGNORECASE,
)
_PAPER = re.compile(
    r"(?:^|\n)\s{0,8}(?:аннотация|ключевые\sслова|список\sлитературы|литература|введение|удк|ббк|заключение"
    r"|библиограф\w{0,12}|abstract|keywords|doi|текст\s(?:научной\s)?(?:статьи|работы)|статья\sв\sвыпуске|orcid)\b"
    r"|\bудк\s\d|\[\d{1,3}(?:, ?[сc]\. ?\d+)?\]",
    re.IGNORECASE,
)
_BORN = re.compile(r"(?<!\w)родил(?:ся|ась)(?!\w)", re.IGNORECASE)
_TOP_LINES = 6
_LEAD = 900  # characters in which a news item says what happened
_MANY_NAMES = 4  # names on lines of their own: a list of people
_SOME_CONTACTS = 3  # an author may give a phone and a mailbox
_MANY_CONTACTS = 4  # a news item has the contacts of its press service at most
_PROSE_LINE, _LONG_TEXT = 120, 1500  # characters: paragraphs of an article are long and many
_WIDE_LINE = 80  # of a text broken into lines; headlines are shorter
_PROSE_SHARE = 0.8
_DEGREE = re.compile(r"\s{0,8}(?:[кд]\.\s?[а-я]{1,6}\.\s?н\.|канд\.|докт\.|кандидат|доктор)[^А-ЯЁ\n]{0,40}", re.IGNORECASE)
#: The title of an interview: «Залим Кушхов: «Лавина не читает приказов»».
_TALK = re.compile(r"^[А-ЯЁ][а-яё-]{1,20}\s[А-ЯЁ][А-Яа-яё-]{1,30}:\s")
#: Who speaks in a talk: «Рустам Арефьев: …», «А.Ф.: …».
_SPEAKER = re.compile(
    r"(?:^|\n)\s{0,8}(?:[А-ЯЁ][а-яё]{1,20}\s[А-ЯЁ][а-яё-]{1,30}|[А-ЯЁ]\.\s?[А-ЯЁ]\.|[А-ЯЁ]{2,4}|корр\.|вопрос|ответ):\s[А-ЯЁ«–—-]"
)
_LEAST_SPEAKERS = 3
#: «Интервью, 06 декабря 2018»; «– Где используются лазеры?⏎– В медицине.»: a question and its answer, each behind a dash.
_ASKED = re.compile(
    r"(?:^|\n)\s{0,8}-\s{0,3}[А-ЯЁ][^\n]{3,600}\?\s{0,3}\n\s{0,8}-\s{0,3}[А-ЯЁ]|^[^\n]{0,160}\n\s{0,8}интервью\b", re.IGNORECASE
)
#: Kinds of documents that are no correspondence.
PAGES = frozenset({"news", "article", "web_page"})


def kind(
    findings: Findings, references: Sequence[Reference], addressed: Sequence[Addressee], signed: Sequence[Signatory]
) -> str:
    """letter, order, news, article, web_page or other, from the zones and the words."""
    document = findings.document
    named = next((_SPACED.sub("", findings.text_of(zone)) for zone in document.zones_of(ZoneRole.KIND)), "")
    if _ORDER.match(named):
        return "order"
    if _OTHER_KIND.match(named) and not addressed:
        return "other"
    salutation = any(True for _ in document.zones_of(ZoneRole.SALUTATION))
    told = any(r.role == "own" and _LETTER_KIND.match(r.kind) for r in references)  # a telegram may oblige too
    if not told and not (salutation and addressed) and _says_orders(document):
        return "order"
    registered = [r.kind for r in references if r.role == "own"]  # «Постановление администрации от … № …»
    if any(_ORDER.match(word) for word in registered) and not salutation:
        return "order"
    headed = any(True for _ in document.zones_of(ZoneRole.LETTERHEAD)) and bool(_LETTER_KIND.search(named))
    spoken_of = bool(_LETTER_KIND.search(named) or any(_LETTER_KIND.match(word) for word in registered))
    spoken_of = spoken_of or any(_PLEA.match(document.folded, z.start) for z in document.zones_of(ZoneRole.HEADING))
    points = 2 * salutation + 2 * bool(addressed) + 2 * bool(registered) + bool(signed) + 2 * spoken_of + headed
    points += any(True for _ in document.zones_of(ZoneRole.ENCLOSURE)) + any(
        r.role == "in_reply_to" for r in references
    )
    points += 2 * bool(signed and findings.of(Kind.SIGNATURE_MARK))
    body = next(document.zones_of(ZoneRole.BODY), None)
    if signed and signed[-1].position and body is not None and _OPENS_LETTER.match(document.folded, body.start):
        points += 2  # a letter that came without its head
    points += 3 * bool(_NOTE.search(document.folded))
    if points >= 3:
        return "letter"
    return _page_kind(findings)


def _says_orders(document: Document) -> bool:
    """Whether the text says what only an act says."""
    text = lower(document.folded)
    *said, _ = text.split(":")
    hinted = _CONTROL in text or any("".join(piece[-_LONGEST_ORDERING:].split()).endswith(_ORDERING) for piece in said)
    return hinted and _ORDERS.search(document.folded) is not None


def _page_kind(findings: Findings) -> str:
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
    if _ANNOUNCES.match(headline):
        return "other"
    dated = stamped(findings) is not None  # one item, whatever the menu above it is named
    one = dated or not headed or (all(map(RUBRIC.match, named)) and _is_one(document))
    spoken = spoken or ((dated or said_twice(findings) is not None) and tells_of_past(headline))
    if spoken and one and not _TALK.search(headline) and tells(headline):
        return "news"  # «Завершён ремонт кадетского корпуса»: a sentence, and what was done or said
    speakers = 0 if contacts else len(_SPEAKER.findall(document.text))
    talks = _TALK.search(headline) and ("?" in text or not spoken)  # a headline may quote what somebody said
    if talks or _ASKED.search(text) or speakers >= _LEAST_SPEAKERS:
        return "article"
    if document.tables or headed or findings.of(Kind.REQUISITE) or contacts >= _MANY_CONTACTS:
        return "web_page"
    if spoken:
        return "news"
    if _is_prose(document, long=True) and not contacts:
        return "article"
    if _is_prose(document, long=False) and findings.of(Kind.PERSON):
        return "article" if headline else "news"  # a few paragraphs of people
    return "web_page"


def _is_one(document: Document) -> bool:
    """Whether a page headed «Новости» has the text of one item rather than many headlines."""
    lines = [line.end - line.start for line in document.own_lines]
    return sum(size for size in lines if size > _WIDE_LINE) > sum(lines) / 2


def _is_prose(document: Document, *, long: bool) -> bool:
    """Whether nearly all of a text stands in paragraphs; `long`: and there is much of it."""
    lines = [line.end - line.start for line in document.own_lines]
    prose = sum(size for size in lines if size > _PROSE_LINE)
    return (not long or sum(lines) > _LONG_TEXT) and prose > _PROSE_SHARE * sum(lines)


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
    """Whether a text is headed by the name of one whom it tells of: a biography."""
    lines = findings.document.own_lines[:_TOP_LINES]
    heading = (m for line in lines for m in findings.within(Kind.PERSON, line.start, line.end))
    return any(_fills_lines(findings.document, m) and spoken_of(findings, m) for m in heading)


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
