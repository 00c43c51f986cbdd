"""The kind of a document: letter, order, news, article, web_page or other."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.atoms import lower
from extractors.document import Document, ZoneRole
from extractors.mention import Kind
from pipeline.records import Addressee, Reference, Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.headlines import tells
from pipeline.resolve.mail_subjects import MAILS
from pipeline.resolve.page_kinds import named_page, page_kind

_ORDER = re.compile(
    r"^\W{0,3}(?:приказ|распоряжение|постановление|указ|указание|решение|предписание|определение)\b",
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
#: The first point of an act right behind the word that orders: «… Совет депутатов решил:⏎1. Утвердить …».
_RESOLVED = re.compile(
    r"\b(?:приказываю|постановля(?:ю|ет)|решил[ао]?)\s{0,3}:\s{0,3}\n\s{0,8}1\s?[.)]\s{0,4}(?:утвердить|внести|признать|назначить|создать|ввести|принять)\b",
    re.IGNORECASE,
)
#: What must stand before a colon, blanks left out, or anywhere in small letters, for that to be worth a search.
_ORDERING = ("приказываю", "постановляю", "постановляет", "обязываю", "решил", "решила", "решило")
_CONTROL = re.compile(r"контроль\s(?:за\s)?(?:ис|вы)полнени")
_LONGEST_ORDERING = 40  # characters that «п о с т а н о в л я е т :» takes at most
_OTHER_KIND = re.compile(
    r"^\W{0,3}(?:протокол|справка|акт|положение|план|(?:(?:публичный|годовой|самоотч[её]т)\s)?отч[её]т|заключение|выписка|служебная записка"
    r"|докладная записка|договор|соглашение|регламент|устав|порядок|правила|инструкция|программа|объявление"
    r"|доверенность|расписка|характеристика|рецензия|отзыв|смета|ведомость|реестр)\b",
    re.IGNORECASE,
)
_LETTER_KIND = re.compile(
    r"\b(?:письмо|телеграмма|телефонограмма|телетайпограмма|запрос|уведомление|извещение|приглашение|ответ|обращение|заявление|жалоба"
    r"|ходатайство)\b",
    re.IGNORECASE,
)
#: A paper that calls itself a letter and says no more: «ИНФОРМАЦИОННОЕ ПИСЬМО», «Первое информационное письмо № 2».
_ITSELF = re.compile(
    r"\W{0,3}(?:[а-я]{4,10}ое\s){0,2}(?:информационное|гарантийное|благодарственное)\sписьмо(?:\s?№\s?[\w/-]{1,12})?\W{0,3}",
    re.IGNORECASE,
)
#: An announcement that calls itself so: «ИЗВЕЩЕНИЕ⏎о проведении аукциона», «Уведомление о проведении публичных слушаний».
_ANNOUNCED = re.compile(
    r"\W{0,3}(?:извещение|уведомление|объявление|сообщение)\s{1,40}о(?:б)?\s(?:проведении|начале|назначении|возможн\w{2,4}|при[её]ме)\s[^\n]{0,80}\s?"
    r"(?:аукцион|торг[оа]|слушани|обсуждени|конкурс|собрани|запрос|закуп|отбор|предоставлени|заяв)", re.IGNORECASE,
)
_PLEA = re.compile(
    r"\W{0,3}(?:(?:открытое|информационное|гарантийное)\sписьмо|(?:коллективн(?:ое|ая)\s)?(?:обращение|жалоба)|ходатайство|(?:исковое\s)?заявление|претензия)(?![а-я])",
    re.IGNORECASE,
)
_INTO = re.compile(r"\W{0,3}[Вв]о?\s(?=[А-ЯЁ])")
#: What a letter begins with and no news: «Направляем для использования в работе …», «В соответствии с письмом …».
_OPENS_LETTER = re.compile(
    r"\W{0,3}(?:в\sсоответствии\sс|во\sисполнение|на\sосновании|согласно|направля(?:ем|ю)|сообща(?:ем|ю|ется)|информиру(?:ем|ю)"
    r"|прос(?:им|ит)|прошу|доводим|рассмотрев|в\sответ\sна|в\sдополнение|по\sпоручению|настоящим)(?![а-я])",
    re.IGNORECASE,
)
#: Whom a letter speaks to, within a sentence: «… сообщает, что Ваше обращение рассмотрено».
_YOU = re.compile(r"(?<=[а-яё,] )(?-i:В)(?:ы|ас|ам|ами|аш[а-яё]{0,3})(?![а-яё])")
#: What whoever greets the reader wants of him: «… приглашает Вас принять участие», «Просим до 25 января …».
_ASKS = re.compile(
    r"\b(?:приглаша(?:ем|ет|ют|ю)|прос(?:им|ит|ят)|прошу|информиру(?:ем|ет|ют)|сообща(?:ем|ет)|напомина(?:ем|ет)"
    r"|направля(?:ем|ет))\b", re.IGNORECASE
)
#: Whom a notice on a page speaks to, which nobody signs: «Уважаемые читатели и гости библиотеки!», «Дорогие вологжане!»; not by a calling:
#: «Уважаемые продавцы!», «Уважаемые торговцы!»
_PUBLIC = re.compile(
    r"\W{0,3}(?:уважаемые|дорогие)\s(?:[а-я]{4,20}\s){0,2}?(?:читател|посетител|жител|гост[ия]|покупател|клиент|пассажир|потребител"
    r"|абонент|зрител|родител|абитуриент|выпускник|земляк|друзья|пациент|горожан|сельчан|пользовател"
    r"|(?!торговцы|вузовцы|детсадовцы|единоборцы)[а-я]{3,16}(?:чане|ряне|жане|славцы|[оеи]вцы|борцы|[аи]рцы|инцы))"
    r"[а-я]{0,5}(?![а-я])", re.IGNORECASE
)
#: «Уважаемая Валентина Ивановна! Мы родители …»: a greeting and the text on one line.
_BY_NAME = re.compile(r"(?:^|\n)[ \t-]{0,8}Уважаем(?:ый|ая)\s[А-ЯЁ][а-яё]{2,20}\s[А-ЯЁ][а-яё]{4,20}[!,]\s{1,3}(?=[А-ЯЁ][^\n]{80})")
#: «… от 11.09.2024 № 1», «… № 1 от 11.09.2024»: what a paper names itself by, at the end of its first line.
_NUMBERED = re.compile(r"(?:\sот\s[\d.]{8,10}(?:\sг(?:ода|\.)?)?)?\s(?:№|N)\s?[\w/-]{1,20}(?:\sот\s[\d.]{8,10}(?:\sг(?:ода|\.)?)?)?$")
_LETTER = 3  # points that make one
_TOP_LINES = 12  # in which a paper says what it is
_SHORT = 60  # characters of a line that says it
#: What a diplomatic note begins or ends with.
_NOTE = re.compile(
    r"свидетельству(?:ет|ют)\s(?:сво[её]\s)?(?:глубокое\s|искреннее\s)?(?:сво[её]\s)?уважение|возобновить\s[^\n]{0,120}увер[её]?ни[яй]\s",
    re.IGNORECASE,
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
    if _OTHER_KIND.match(named or _loud_name(document)) and not addressed and not _orders_above(document):
        return "other"
    if _announces(document) and not addressed:
        return "other"
    salutation = any(not _PUBLIC.match(document.folded, z.start, z.end) or signed for z in document.zones_of(ZoneRole.SALUTATION))
    told = any(r.role == "own" and _LETTER_KIND.match(r.kind) for r in references)  # a telegram may oblige too
    if not told and not (salutation and addressed) and _says_orders(document):
        return "order"
    registered = [r.kind for r in references if r.role == "own"]  # «Постановление администрации от … № …»
    if any(_ORDER.match(word) for word in registered) and not salutation:
        return "order"
    headed = any(True for _ in document.zones_of(ZoneRole.LETTERHEAD)) and bool(_LETTER_KIND.search(named))
    headed = headed or _ITSELF.fullmatch(named) is not None
    spoken_of = bool(_LETTER_KIND.search(named) or any(_LETTER_KIND.match(word) for word in registered))
    spoken_of = spoken_of or any(_PLEA.match(document.folded, z.start) for z in document.zones_of(ZoneRole.HEADING))
    points = 2 * salutation + 2 * bool(addressed) + 2 * bool(registered) + bool(signed) + 2 * spoken_of + headed
    points += any(True for _ in document.zones_of(ZoneRole.ENCLOSURE)) + any(
        r.role == "in_reply_to" for r in references
    )
    points += 2 * bool(signed and findings.of(Kind.SIGNATURE_MARK)) + _LETTER * _pleads(findings)
    body = next(document.zones_of(ZoneRole.BODY), None)
    if body is not None and (opened := document.folded[body.start : body.end]):
        if signed and signed[-1].position and (_OPENS_LETTER.match(opened) or _YOU.search(opened)):
            points += 2  # a letter that came without its head
        points += bool(salutation and _ASKS.search(opened))
    points += 3 * bool(_NOTE.search(document.folded))
    points += _LETTER * _turns_to(document)
    points += document.format in MAILS
    if points >= _LETTER and not (named_page(document) and not salutation and not registered):
        return "letter"
    return page_kind(findings)


def _announces(document: Document) -> bool:
    """Whether a paper calls itself an announcement of what takes place: «ИЗВЕЩЕНИЕ⏎о проведении аукциона …»."""
    heads = [zone for role in (ZoneRole.KIND, ZoneRole.HEADING) for zone in document.zones_of(role)]
    text = next(document.zones_of(ZoneRole.BODY), None)
    return any(_ANNOUNCED.match(document.folded, zone.start) for zone in (*heads, *([text] if text else [])))


def _orders_above(document: Document) -> bool:
    """Whether an act that lost its head stands above the paper that it approves: «… Совет решил:⏎1. Утвердить Положение …⏎⏎Положение»."""
    kind = next(document.zones_of(ZoneRole.KIND), None)
    text = document.folded[: kind.start] if kind else ""
    return _RESOLVED.search(text) is not None and any(True for _ in document.zones_of(ZoneRole.SIGNATURE))


def _turns_to(document: Document) -> bool:
    """Whether a line of a page begins by greeting somebody by name and goes on to ask: «Уважаемая Анна Петровна! … Просим Вас …»."""
    greeting = _BY_NAME.search(document.folded)
    return greeting is not None and all(said.search(document.folded, greeting.end()) for said in (_YOU, _ASKS))


def _pleads(findings: Findings) -> bool:
    """Whether the first line is a body in the accusative and one below names a plea: «В Арбитражный суд …⏎Исковое заявление»."""
    document = findings.document
    top = document.own_lines[:_TOP_LINES]
    into = _INTO.match(document.text, top[0].start, top[0].end) if top else None
    if into is None or not any(_PLEA.match(document.folded, line.start, line.end) for line in top if line.end - line.start < _SHORT):
        return False
    return any(m.end >= top[0].end - 1 for m in findings.within(Kind.ORGANIZATION, into.end(), into.end() + 1))


def _loud_name(document: Document) -> str:
    """The first line of a paper that no zone tells of, where its first word is in capitals or a number follows: «ПЛАН
    МЕРОПРИЯТИЙ», «Протокол собрания от 11.09.2024 № 1»; "" where it tells of something.
    """
    line = next(iter(document.own_lines), None)
    text = document.folded[line.start : line.end].strip("*# \t") if line else ""
    loud = text.split(maxsplit=1)[:1] and (text.split(maxsplit=1)[0].isupper() or _NUMBERED.search(text))
    return text if loud and not tells(text) else ""


def _says_orders(document: Document) -> bool:
    """Whether the text says what only an act says."""
    text = lower(document.folded)
    *said, _ = text.split(":")
    hinted = _CONTROL.search(text) or any("".join(piece[-_LONGEST_ORDERING:].split()).endswith(_ORDERING) for piece in said)
    return bool(hinted) and _ORDERS.search(document.folded) is not None
