"""Requisites that run on in one line, as a page without its line ends shows them: cut apart, the text and its offsets unmoved.

    a whole letter    on a few lines: cut wherever a requisite begins
    the head          «Руководителям органов управления образованием В соответствии с …»: an address or a heading, then the text
    the points        «… приказываю: 1. Утвердить … 2. Назначить …»
    the end           «… до 15 июня. Приложение: на 2 л. И.о. министра Ш.Р. Шахов Исп. Магомедова З.А.»
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from extractors.document import Document, Line

_LONG_LINE: Final = 400  # characters: a line longer than this in a document of few lines may be a whole letter
_FEW_LINES: Final = 4
_HEAD_LINES: Final = 12  # lines that an address or a heading may begin
_HEAD_LINE: Final = 150  # characters: a shorter line holds no text beside them
_HEAD_REACH: Final = 400  # characters in which an address or a heading ends
_END_LINES: Final = 3
_END_LINE: Final = 200
_POST: Final = (
    r"(?:(?:И\.\s?о\.\s?|Врио\s)[А-Яа-я]{4,20}|Заместитель|Зам\.|Директор|Начальник|Министр|Председатель|Президент|Ректор"
    r"|Проректор|Глава|Руководитель|Заведующ\w{2}|Губернатор|Мэр)"
)
_SIGNED: Final = (
    r"[^.!?;:\n]{0,90}\s(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ]|[А-ЯЁ][а-яё]{2,20}\s[А-ЯЁ][а-яё]{3,20}(?:вич|вна|чна)\s[А-ЯЁ])"
)
#: Where a letter that stands on a few lines is cut: what a new zone begins with.
_CUT: Final = re.compile(
    rf"""(?<=\s)(?=
        (?:Глубоко|Много)?[Уу]важаем(?:ый|ая|ые)\s | (?:Исх\.|На\s№|Вх\.)\s? | Приложени[ея]:\s
      | Исп(?:\.|олнитель)[:\s] | \d{{1,2}}\.\d{{2}}\.\d{{4}}\s№
      | (?:Руководителям|Директору|Министру|Начальнику|Председателю|Главе|Ректору|Губернатору)\s[А-Яа-я]
      | (?:С\sуважением|ДОКУМЕНТ\sПОДПИСАН)
    ) | (?<=[!])\s(?=[А-Я])
      # «… в 1 экз. Заместитель директора по научной работе В.Г. Дрёма»,
      # «… 1 файл. Президент фонда Лев Аронович Шнеерсон»
      | (?<=[.;])\s(?={_POST}{_SIGNED})
      # «Начальнику отдела Дрёме В.Г. О приёмке моста Уважаемый …»: the heading behind the reader
      | (?<=[А-ЯЁ]\.)\s(?=Об?\s[а-яё]) | (?<=[А-ЯЁ]\.[А-ЯЁ]\.)\s(?=Об?\s[а-яё])
      # «… В.Г. Дрёма Полторанин Е.Я. +7(495)587-01-10»: the executor behind the signature
      | (?<=[а-яё])\s(?=[А-ЯЁ][а-яё]{{2,20}}\s[А-ЯЁ]\.\s?[А-ЯЁ]\.,?\s(?:тел\.?\s?)?[+(8]{{1,2}}\d)
    """,
    re.VERBOSE,
)
#: «О ПОЛИВЕ ПИСЬМО МИНИСТЕРСТВО САДОВ 28 февраля 2008 г. N 101-07 (Д) Во исполнение …»: how a library of acts prints them.
_PRINTED: Final = re.compile(
    r"""О(?:Б|БО)?\s[А-ЯЁ\d ,."«»()-]{5,300}?
        \s(?=(?:ПРИКАЗ|ПИСЬМО|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|УКАЗАНИЕ|РЕШЕНИЕ|ТЕЛЕГРАММА)\s)(?P<kind>[А-ЯЁ]+)
        \s(?P<body>[А-ЯЁ][А-ЯЁ ".,«»-]{4,200}?)
        \s(?P<date>(?:\d{1,2}\s[а-я]{3,8}\s\d{4}\s?г\.|\d\d\.\d\d\.\d{4})\s[N№]\s?[\w/.-]{1,30})
        (?P<mark>\s\([А-Я]\))?\s(?P<text>[А-ЯЁ])""",
    re.VERBOSE,
)
_READERS: Final = (
    r"(?:Руководителям|Директорам|Начальникам|Главам|Ректорам|Заведующим|Председателям|Министрам|Директору|Начальнику|Главе"
    r"|Министру|Председателю|Руководителю|Ректору|Губернатору)"
)
_OPENS_HEAD: Final = re.compile(rf"\s{{0,4}}(?:{_READERS}\s[А-Яа-я]|Об?\s[а-яё])")
#: A capital where no sentence has ended: the next reader, or the words that a text begins with.
_IN_HEAD: Final = re.compile(
    rf"""(?<=[а-яё»")])\s(?=
        {_READERS}\s[а-яё]
      | (?:В\s(?:соответствии|связи|целях|рамках|ответ|дополнение)|Во\sисполнение|На\sосновании|Согласно|Направля[ею]|Сообща[ею]
          |Информиру[ею]|Просим|Прошу|Доводим|Настоящим|(?:Глубоко)?[Уу]важаем(?:ый|ая|ые))\s
      | (?:Министерство|Департамент|Управление|Администрация|Комитет|Агентство|Служба|Инспекция)\s[^.!?;:\n]{{3,140}}\s
          (?:направляет|сообщает|информирует|просит|доводит|уведомляет|предлагает)\s
    )""",
    re.VERBOSE,
)
_ORDERS: Final = re.compile(
    r"(?:приказываю|постановляю|постановляет|решил[ао]?|обязываю):\s(?=1\s?[.)])", re.IGNORECASE
)
_POINT: Final = re.compile(r"(?<=[.:;])\s(?=\d{1,2}\.\s?[А-ЯЁ][а-яё])")
_AT_END: Final = re.compile(
    rf"""(?<=[.;)])\s(?=Приложени[ея]:?\s(?:на\s\d|\d) | {_POST}{_SIGNED} | Исп(?:\.|олнитель)[:\s]
          | {_POST}[^.!?;:\n]{{0,60}}\s[А-ЯЁ]\.\s?[А-ЯЁ][а-яё]{{2,20}}(?=\s*$|\sИсп))
      | (?<=[а-яё])\s(?=Исп(?:\.|олнитель)[:\s]{{1,2}}[А-ЯЁ])""",
    re.VERBOSE,
)


def lines_of(document: Document) -> Document:
    """The document with lines in which requisites run on cut into pieces; most documents have none."""
    cuts = [sorted(set(_cuts(document, n))) for n in range(len(document.lines))]
    if not any(cuts):
        return document
    lines: list[Line] = []
    for line, places in zip(document.lines, cuts, strict=True):
        lines += _pieces(document, line, places, len(lines)) if places else [line]
    return replace(document, lines=tuple(lines))


def _cuts(document: Document, n: int) -> Iterator[int]:
    """Where line `n` is cut."""
    text, line, count = document.text, document.lines[n], len(document.lines)
    length = line.end - line.start
    if count <= _FEW_LINES and any(one.end - one.start > _LONG_LINE for one in document.lines):
        yield from _places(_CUT, text, line.start, line.end)
    if length > _HEAD_LINE and not n and (printed := _PRINTED.match(text, line.start, line.end)):
        yield from (printed.start(part) - 1 for part in ("kind", "body", "date", "text"))
        yield from (place for place in [printed.start("mark")] if place > 0)
    if length > _HEAD_LINE and n < _HEAD_LINES and _OPENS_HEAD.match(text, line.start, line.end):
        yield from _places(_IN_HEAD, text, line.start, min(line.end, line.start + _HEAD_REACH))
    if length > _HEAD_LINE and (orders := _ORDERS.search(text, line.start, line.end)):
        yield from _places(_POINT, text, orders.start(), line.end)
    if length > _END_LINE and n >= count - _END_LINES:
        yield from _places(_AT_END, text, line.start + _END_LINE // 2, line.end)


def _places(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[int]:
    return (match.start() for match in pattern.finditer(text, start, end))


def _pieces(document: Document, line: Line, places: list[int], before: int) -> list[Line]:
    """The pieces of a line, each a paragraph apart from those beside it."""
    found: list[Line] = []
    for start, end in pairwise([line.start, *places, line.end]):
        text = document.text[start:end]
        if text.strip():
            shift = before + len(found)
            left, right = start + len(text) - len(text.lstrip()), start + len(text.rstrip())
            found.append(
                replace(line, start=left, end=right, block=line.block + shift, paragraph=line.paragraph + shift)
            )
    return found
