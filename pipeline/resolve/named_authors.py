"""The author of a paper without a letterhead: whoever signs for a body, decides, approves or acts in the first sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.document import Document, Zone, ZoneRole
from extractors.mention import Kind, Mention
from pipeline.records import Signatory
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations

SIGNED = 0.8
NAMED = 0.65
_LETTER = re.compile(r"письм|запрос|уведомлени|извещени|приглашени|ответ|сообщени|обращени|телеграмм|объявлени", re.IGNORECASE)
#: What a body is called further on: «(далее – Лицей)», «(ФГБУ ИСТО)».
_CALLED = r"\((?:(?:далее|в\sдальнейшем)[^)]{0,80}|[А-Я][^()\n]{1,30})\)"
#: What an author does in the first sentence of the text:
#: «(далее – …)», «просит», «сообщает», «информирует», «направляет».
_ACTS = re.compile(
    rf"\s{{0,3}}(?:{_CALLED}|,\s?далее[^,]{{0,60}},)?\s{{0,3}}(?:[^.!?\n]{{0,480}}?\s)?"
    r"(?:прос(?:ит|им)|сообща(?:ет|ем)|информиру(?:ет|ем)|направля(?:ет|ем)|рассмотрел[оаи]?|провод(?:ит|им)"
    r"|приглаша(?:ет|ем)|уведомля(?:ет|ем)|предлага(?:ет|ем)|извеща(?:ет|ем)|представля(?:ет|ем)"
    r"|поздравля(?:ет|ем)|выража(?:ет|ем)|благодар(?:ит|им)|гарантиру(?:ет|ем)|подтвержда(?:ет|ем)"
    r"|объявля(?:ет|ем)|обраща(?:ется|емся)|ходатайству(?:ет|ем)|напомина(?:ет|ем)|довод(?:ит|им))(?![а-я])",
    re.IGNORECASE,
)
#: ... and what makes an announcement of any text, alone or with another body: «Лицей № 3 (далее – Лицей) объявляет конкурс»,
#: «Институт садов и Фонд «Сад» проводят научную конференцию», «Фонд «Сад» приглашает принять участие».
_ANNOUNCES = re.compile(
    rf"\s{{0,3}}(?:{_CALLED}\s{{0,3}})?(?:(?:и|совместно\sс)\s[^.!?:;\n]{{3,160}}?\s)?"
    r"(?:объявля[ею]т(?:\s?:|\s(?:о\s|конкурс|набор|при[её]м|аукцион|отбор))"
    r"|провод[ия]т\s(?:[а-я-]{3,25}\s){0,5}(?:конкурс|конференци|отбор|олимпиад|чтения)"
    r"|приглаша[ею]т\s(?:[а-я-]{3,25}\s){0,5}(?:принять\sучастие|к\sучастию))",
    re.IGNORECASE,
)
#: The field of an announcement that says whose it is.
_CUSTOMER = re.compile(
    r"\W{0,3}(?:(?:полное\s)?наименование\s)?(?:заказчика?|организатора?(?:\s(?:конкурса|торгов|закупки))?)\s?:\s{1,3}", re.IGNORECASE
)
#: What a body does in the preamble of its act; the word may be set wide.
_DECIDES = re.compile(
    r"\s{1,16}(?:п\s?о\s?с\s?т\s?а\s?н\s?о\s?в\s?(?:л\s?я\s?е\s?т|и\s?л\s?[аио]?)|р\s?е\s?ш\s?и\s?л\s?[аио]?"
    r"|п\s?р\s?и\s?к\s?а\s?з\s?ы\s?в\s?а\s?е\s?т)\s{0,3}:",
    re.IGNORECASE,
)
#: What names an act before its author, at the beginning of a line.
_ACT = re.compile(
    r"[\W_]{0,3}(?:приказ|распоряжение|постановление|письмо|решение|указание)[\W_]{1,3}(?=[а-яё]{2})", re.IGNORECASE
)
_ACT_LINES = 3
#: Papers that have no author but those who were there.
_OF_MANY = re.compile(r"\W{0,3}(?:протокол|акт|соглашение|договор|меморандум)(?![а-я])", re.IGNORECASE)
_MEMO = re.compile(r"\W{0,3}(?:служебная|докладная|объяснительная|аналитическая)\sзаписка", re.IGNORECASE)
#: A heading of what a body announces itself; who approves a paper, who only agrees to it.
_ANNOUNCED = re.compile(r"\W{0,3}(?:объявление|извещение|информация)\sо(?:б|бо)?\s", re.IGNORECASE)
_APPROVED = re.compile(r"\W{0,3}утвержд(?:аю|ен[оаы]?)(?![а-я])", re.IGNORECASE)
_AGREED = re.compile(r"согласован|рассмотрен|принят", re.IGNORECASE)
#: Organs of a body, by which it acts: «Правление СНТ «Рассвет-3» уведомляет».
_ORGAN = re.compile(r"\W{0,3}(?:правление|дирекция|администрация|руководство|коллектив|профком|командование)\s{1,3}", re.IGNORECASE)
#: What stands between «Мы» and the body of those who write together.
_WE = re.compile(r"Мы,\s(?:нижеподписавшиеся,?\s)?(?:[а-я-]{4,20}\s(?:и\s)?){1,4}")
_WE_ARE = 90  # characters up to it
#: Whom a text that nobody is greeted in speaks to: «Прокуратура города приглашает Вас 15 мая».
_YOU = re.compile(r"(?<![А-Яа-я])В(?:ас|ам|аш[а-я]{0,3})(?![а-я])")
#: Whose meeting a protocol is of, the first words of its heading; what is said behind these words is only a matter of it.
_MEETING = re.compile(r"\W{0,3}(?:(?:[а-я-]{2,20}(?:ого|его)\s){0,4}(?:собрания|заседания|совещания)|конференции)(?![а-я])", re.IGNORECASE)
_MATTER = re.compile(r"\s(?:по|о|об|с|со|при|для|в|на)\s", re.IGNORECASE)
_LEAD = 400  # characters of the text within which it speaks to its reader
_OPENING = 3  # paragraphs of the text in which the author may name itself


def named_author(findings: Findings, organizations: Organizations, signed: Sequence[Signatory]) -> tuple[int | None, float]:
    """(index of the author, confidence); (None, 1.0) where the paper names none."""
    kind = next((findings.text_of(zone) for zone in findings.document.zones_of(ZoneRole.KIND)), "")
    if _OF_MANY.match(kind):
        approved = _approves(findings, organizations)
        return approved if approved[0] is not None else _of_meeting(findings, organizations)
    if _MEMO.match(kind) and any(one.position for one in signed) and (inside := _inside(findings, organizations))[0] is not None:
        return inside
    signing = {s.organization for s in signed if s.organization is not None}
    if signing and signed[0].organization is not None:  # «Стукова З.П., староста⏎Ким О.Э., учитель школы»: their own petition
        return (signing.pop(), SIGNED) if len(signing) == 1 else (None, 1.0)  # several who sign for their own
    for way in (_of_act, _decrees, _named, _under_signature, _approves):
        named = way(findings, organizations)
        if named[0] is not None:
            return named
    return None, 1.0


def _inside(findings: Findings, organizations: Organizations) -> tuple[int | None, float]:
    """The body of those that a memo of an official is for, where they are of one: it goes from hand to hand inside."""
    bodies = {organizations.of(found) for found in findings.in_zones(Kind.ORGANIZATION, ZoneRole.ADDRESSEE)} - {None}
    return (bodies.pop(), NAMED) if len(bodies) == 1 else (None, 1.0)


def _of_act(findings: Findings, organizations: Organizations) -> tuple[int | None, float]:
    """The author that the first lines, or the caption of a page, name with the act: «Решение Думы Чухломского района от
    5 мая 2014 г. N 18».
    """
    document = findings.document
    captions = [line for zone in document.zones_of(ZoneRole.REGISTRATION) for line in document.lines_in(zone)]
    for line in (*document.own_lines[:_ACT_LINES], *captions):
        act = _ACT.match(document.folded, line.start, line.end)
        for found in findings.within(Kind.ORGANIZATION, act.end(), act.end() + 1) if act else ():
            index = organizations.of(found)
            if index is not None:
                return index, NAMED
    return None, 1.0


def _decrees(findings: Findings, organizations: Organizations) -> tuple[int | None, float]:
    """The body that decides: «… администрация Чухломского района постановляет:», «Совет депутатов р е ш и л:», «Комиссия
    Управления ФАС по … рассмотрев».
    """
    folded = findings.document.folded
    for found in findings.in_zones(Kind.ORGANIZATION, ZoneRole.BODY):
        commission = folded.endswith("\nКомиссия ", 0, found.start)
        if commission or _DECIDES.match(folded, found.end):
            index = organizations.of(found)
            if index is not None:
                return index, NAMED
    return None, 1.0


def _under_signature(findings: Findings, organizations: Organizations) -> tuple[int | None, float]:
    """The organisation under the name of the one who signs a mail: «менеджер …⏎АНО ДПО «Учебный центр»»."""
    for found in findings.in_zones(Kind.ORGANIZATION, ZoneRole.SIGNATURE, ZoneRole.EXECUTOR):
        index = organizations.of(found)
        if index is not None and found.confidence > SIGNED and as_written(found):
            return index, NAMED
    return None, 1.0


def _named(findings: Findings, organizations: Organizations) -> tuple[int | None, float]:
    """The organisation that opens the text of a letter and acts.

    «Министерство … (далее – Министерство) рассмотрело …».
    """
    document = findings.document
    body = next(document.zones_of(ZoneRole.BODY), None)
    if body is None:
        return None, 1.0
    letter = _speaks(document, body)
    for line in document.lines_in(body)[:_OPENING]:
        customer = _CUSTOMER.match(document.folded, line.start, line.end)
        organ = _ORGAN.match(document.folded, line.start, line.end) or customer
        start = organ.end() if organ else line.start
        for found in (*findings.within(Kind.ORGANIZATION, start, start + 3), *_ours(findings, line.start)):
            index = organizations.of(found)
            ours = found.start > start + 3
            acts = customer or ours or _does(document, found, letter=letter)
            if index is not None and acts and (organ or ours or as_written(found)):
                return index, NAMED
    return None, 1.0


def _speaks(document: Document, body: Zone) -> bool:
    """Whether a paper speaks to somebody: a letter, a notice of a body, a text that says «Вы» at its beginning."""
    if any(True for _ in document.zones_of(ZoneRole.ADDRESSEE, ZoneRole.SALUTATION)):
        return True
    heads = document.zones_of(ZoneRole.KIND, ZoneRole.REGISTRATION)
    if any(_LETTER.search(document.folded[zone.start : zone.end]) for zone in heads):
        return True
    lines = (line for zone in document.zones_of(ZoneRole.HEADING) for line in document.lines_in(zone))
    if any(_ANNOUNCED.match(document.folded, line.start) for line in lines):
        return True
    return bool(_YOU.search(document.text, body.start, min(body.end, body.start + _LEAD)))


def _ours(findings: Findings, start: int) -> Sequence[Mention]:
    """The body whose people write together: «Мы, преподаватели и ученики | школы искусств № 2, узнали …»."""
    folded = findings.document.folded
    if not folded.startswith("Мы, ", start):
        return ()
    return [m for m in findings.within(Kind.ORGANIZATION, start, start + _WE_ARE)[:1] if _WE.fullmatch(folded, start, m.start)]


def _does(document: Document, found: Mention, *, letter: bool) -> bool:
    """Whether a body at the head of the text does what authors do: of a letter all of it, of other texts announce."""
    announces = _ANNOUNCES.match(document.folded, found.end)
    return announces is not None or (letter and _ACTS.match(document.folded, found.end) is not None)


def _of_meeting(findings: Findings, organizations: Organizations) -> tuple[int | None, float]:
    """The body whose meeting a protocol tells of: «… общего собрания членов садоводческого товарищества «Энергетик-7»»."""
    document = findings.document
    for zone in document.zones_of(ZoneRole.HEADING):
        meeting = _MEETING.match(document.folded, zone.start, zone.end)
        for found in findings.within(Kind.ORGANIZATION, meeting.end(), zone.end)[:1] if meeting else ():
            index = organizations.of(found)
            if index is not None and not _MATTER.search(document.folded, meeting.end() if meeting else 0, found.start):
                return index, NAMED
    return None, 1.0


def _approves(findings: Findings, organizations: Organizations) -> tuple[int | None, float]:
    """The body whose head or whose order approves a paper: «УТВЕРЖДАЮ⏎Директор МБОУ «Лицей № 3»», «УТВЕРЖДЕНО приказом …»; what is approved
    behind those who sign is another paper, enclosed with theirs."""
    for zone in findings.document.zones_of(ZoneRole.APPROVAL, ZoneRole.SIGNATURE):
        if zone.role is ZoneRole.SIGNATURE:
            break
        approved = _APPROVED.match(findings.document.folded, zone.start, zone.end)
        if approved is None:
            continue
        for found in findings.within(Kind.ORGANIZATION, approved.end(), zone.end)[:1]:
            index = organizations.of(found)
            if index is not None and not _AGREED.search(findings.document.folded, zone.start, found.start):
                return index, NAMED
    return None, 1.0


def as_written(found: Mention) -> bool:
    """Whether the name stands in the nominative, as a subject does."""
    written, name = found.text.split(), found.value.name.split()
    return bool(written and name) and written[0].lower() == name[0].lower()
