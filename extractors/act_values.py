"""What a reference says besides kind and number: the date named before it, whose it is, its title, the two numbers of a joint act."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractors.atoms import clean_number, sentence_at
from extractors.document import Document
from extractors.russian.calendar import scan
from extractors.russian.date_pieces import DateSpan
from extractors.russian.document_kinds import LETTER, KindSpan
from extractors.values import ReferenceValue

#: A name is no longer than this, a tail further from its kind is less sure.
FAR_LENGTH: Final = 200
#: A weak kind with a date alone wants it near: «обращение гражданина Петрова П.П. от 15 августа 2022 года».
NEAR_LENGTH: Final = 60
_DATE_BEFORE: Final = 140

# «на заседании комиссии 21 декабря 2023 г. (протокол № 4)», «19.03.2020 вносилось представление № 7-02-2020».
_DONE = re.compile(
    r"^\s{0,3}\(\s{0,2}\Z|направл|внос|внес|вынес|выдан|издан|подписан|заключ|получен|утвержд|принят|поступи|составл"
)


def date_before(document: Document, text: str, kind: KindSpan) -> str:
    """The date that stands before «… вносилось представление № 7» in its sentence, "" where there is none or more."""
    spans = scan(document.folded)
    index = bisect_left(spans, kind.start, key=lambda span: span.end)
    date = spans[index - 1] if index else None
    if date is None or date.value.precision != "day" or not date.value.complete:
        return ""
    between = text[date.end : kind.start].removeprefix("-го")
    beside = len(between) < NEAR_LENGTH and not between.strip()
    if beside and _MADE.search(text, max(0, date.start - 16), date.start):
        return (
            date.value.iso
        )  # «Принятый 29 марта 2004 г. Закон Карелии № 759-ЗРК»: «г.» may look like the end of a sentence
    start = max(sentence_at(document.folded, kind.start)[0], kind.start - _DATE_BEFORE)
    if date.start < start:
        return ""
    if between.strip() == "-":
        return date.value.iso  # «1 декабря 2025 г. – спецификация № 2»
    if beside and _BY.search(text, kind.start, kind.end) and not (kind.sort == LETTER and _SENT.search(text, start, date.start)):
        return date.value.iso  # «3 сентября 1949 года приказом министерства № 611-л назначен …», not the day a letter is sent
    if kind.kind == "протокол" and not between.strip(" ,") and _HELD.search(text, start, date.start):
        return date.value.iso  # «Принято на заседании правления 17 февраля 2024 года, протокол № 4»
    return date.value.iso if "|" not in between and _DONE.search(between) else ""


_SENT = re.compile(r"(?<![а-я])(?:направл|отправл)[а-я]{2,8}")
_HELD = re.compile(r"(?<![а-я])(?:заседани|собрани|совещани|конференци)[а-я]{1,3}(?:[ \n][а-я-]{3,20}){0,4}[ \n]\Z")
_BY = re.compile(r"(?:[ео]м|ями|ами)\Z")  # «приказом», «решением»: the instrumental
_MADE = re.compile(r"(?<![а-я])(?:принят|подписан|издан|заключенн|утвержденн)[а-я]{2,4}[ \n]{1,3}\Z")
# «12 июля 2024 г. директору предприятия внесено представление», «13 ноября 2024 г. они подписали соглашение»
_ISSUED = re.compile(
    r"(?<![а-я])(?:внес|вынес|вынесен|внесен|выдан|выда|подписан|подписа|заключен|заключи|издан|изда)(?:л[аи]?|[оаы])?\s{1,3}"
    r"(?:(?!не\s)[а-я-]{3,20}\s{1,3})?\Z"
)
_LASTING = re.compile(r"(?<![а-я])(?:от|до|по|с|со|к|на)[ \n]{1,3}[«\"]?\Z")
_OTHER_THOUGHT = re.compile(r"[;:|()]|(?<![а-я])(?:котор|что|если|когда)")


def issued_on(document: Document, text: str, kind: KindSpan) -> DateSpan | None:
    """The day that stands before what was done with a paper of no number: «14 мая 2024 г. сторонами подписан договор»."""
    done = _ISSUED.search(text, max(0, kind.start - 40), kind.start)
    if done is None:
        return None
    spans = scan(document.folded)
    index = bisect_left(spans, done.start(), key=lambda span: span.end)
    date = spans[index - 1] if index else None
    if date is None or date.value.precision != "day" or not date.value.complete or done.start() - date.end > _DATE_BEFORE:
        return None
    apart = _OTHER_THOUGHT.search(text, date.end, done.start()) or _LASTING.search(text, max(0, date.start - 6), date.start)
    return None if apart or date.start < sentence_at(document.folded, kind.start)[0] else date


_ASIDE = re.compile(r"\([^()]{0,300}\)|[«\"](?:Об?|О порядке)\s[^»\"]{0,300}[»\"]{1,2}")


def said_between(document: Document, start: int, end: int) -> str:
    """What stands between a kind and its tail, without asides and titles: «Минпросвещения России»."""
    said = " ".join(_ASIDE.sub(" ", document.text[start:end]).split()).strip(" ,:(")
    return _SIGNED.sub("", said)


_SIGNED = re.compile(r"[\s,]*(?:был[аои]?\s)?(?:подписан|заключ[её]н)[а-я]{0,4}(?:\sво?\s\S{3,20})?\Z")


def short_issuer(issuer: str) -> str:
    """An issuer that is no longer than a name can be; a paper between two has none."""
    return issuer if len(issuer) <= FAR_LENGTH and not issuer.startswith("между ") else ""


_TITLE = re.compile(r"\s{0,6}[«\"](?P<title>[^\n]{3,300}?)[»\"](?=[\s,.;)]|\Z)")


def title_behind(document: Document, end: int) -> str:
    """The title in quotes behind a tail: «… № 273-ФЗ «Об образовании в Российской Федерации»»."""
    match = _TITLE.match(document.folded, end)
    return " ".join(document.text[match.start("title") : match.end("title")].split()) if match else ""


_PART = r"\d[\d-]{0,20}[а-я]{0,3}"
_JOINT = re.compile(rf"{_PART}(?:/{_PART}){{1,2}}", re.IGNORECASE)
_APART = re.compile(r"(?:№|N)\s?(\S{2,30})\s/\s(\S{2,30})\Z")
# Two bodies that issue one act: «Минпросвещения России и Рособрнадзора», «Минпросвещения России, Рособрнадзора».
_BODY = r"(?=[А-Я]|министерств|департамент|комитет|управлени|администраци|федеральн|служб)"
_TWO_BODIES = re.compile(rf"[а-яА-Я»]\s?(?:,\s{_BODY}|\sи\s{_BODY})")


def joint(value: ReferenceValue, said: str, written: str, *, together: bool) -> Iterator[ReferenceValue]:
    """A joint act of two bodies has two numbers: «Минпросвещения России и Рособрнадзора … № 346/1127», «№ 21/П/311 / 2-6/98»."""
    apart = _APART.search(written)
    numbers = [clean_number(part) for part in apart.groups()] if apart else value.number.split("/")
    bodies = len(_TWO_BODIES.findall(said)) + 1
    of_two = apart or _JOINT.fullmatch(value.number)
    if of_two and (bodies == len(numbers) or (together and len(numbers) == 2)):
        for number in numbers:
            yield replace(value, number=number)
    else:
        yield value


def law_kind(number: str, kind: str) -> str:
    """The number of a federal law tells its kind: «Закон № 273-ФЗ» is a federal law."""
    ending = number.upper()
    if ending.endswith("-ФКЗ"):
        return "федеральный конституционный закон"
    return "федеральный закон" if ending.endswith("-ФЗ") else kind

