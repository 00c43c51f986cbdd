"""Where a table or a quote tells what is a name: cells under «Наименование организации», titles of things in quotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.document import Document
from extractors.organization_spans import Span
from extractors.russian.bodies import short_base
from extractors.russian.lexicon import words
from extractors.russian.organization_names import forms
from extractors.russian.wordforms import Token, goes_in_names, lemmas, listed, may_be_noun

#: What is called by a quoted title and is no organisation; a head inside such quotes names none.
_TITLED: Final = listed(
    "конференция проект программа подпрограмма нацпроект конкурс фестиваль акция тема статья книга форма раздел "
    "журнал газета семинар вебинар закон приказ премия форум олимпиада курс модуль дисциплина предмет сборник "
    "издание фильм спектакль выставка мероприятие номинация направление специальность профессия квалификация лекция "
    "практикум мастер-класс совещание съезд слет игра викторина песня роман рассказ сайт портал платформа система "
    "приложение сервис рубрика серия цикл месячник неделя день урок занятие положение методика стратегия инициатива "
    "кампания отчет доклад таблица графа строка строчка вкладка кнопка файл папка медаль орден звание знак грамота "
    "диплом лозунг девиз слово термин понятие название наименование смена площадка кружок секция экспозиция маршрут "
    "экспедиция марафон турнир спартакиада соревнование чемпионат квест акт справка договор контракт"
)
_SYSTEMS: Final = listed("ФГИС ГИС АИС ИС РИС ЕИС ФИС ВФСК ГТО МЭДО АСУ ПО ЕПГУ ФП НП РП")

_NAMES_HEADER: Final = re.compile(
    r"организац|учрежден|наименован|назван|школ|гимнази|колледж|заказчик|партн[её]р|участник|библиотек|предприяти"
    r"|место\sработы|поставщик|работодател|больниц|отправител|получател",
    re.IGNORECASE,
)
_OTHER_HEADER: Final = re.compile(
    r"мероприят|документ|товар|работ[ыа]?\b|услуг|програм|предмет|должност|показател|раздел|конкурс|проект|адрес|телефон|ф\.?\s?и\.?\s?о",
    re.IGNORECASE,
)
#: In a table of posts a bare «Наименование» heads the departments.
_POSTS_HEADER: Final = re.compile(r"должност", re.IGNORECASE)
_UNITS_HEADER: Final = re.compile(r"\W{0,3}(?:наименование|название)\W{0,3}\Z", re.IGNORECASE)
#: A cell that holds contacts, an address or sentences is no name.
_NOT_NAME: Final = re.compile(
    r"@|\d{2}-\d{2}|\+7|\bтел\b|;|(?<!\bг)(?<!\bс)(?<!им)(?<!пос)(?<!\b[А-Я])\.\s+[А-Я]|\bул\.|\bд\.\s?\d"
)
_LONGEST_CELL: Final = 300
_LEADING: Final = listed("на в для от при за к из база")


def cell_names(document: Document) -> dict[int, int]:
    """Start -> end of the cells that stand under a header of names: what they hold is a name whole, if it is one."""
    found: dict[int, int] = {}
    for table in document.tables:
        staff = any(_POSTS_HEADER.search(cell.header) for cell in table.cells)
        for cell in table.cells:
            header = cell.header
            if not header or not _NAMES_HEADER.search(header) or _OTHER_HEADER.search(header):
                continue
            if staff and _UNITS_HEADER.match(header):
                continue
            text = document.folded[cell.start : cell.end]
            start = cell.start + len(text) - len(text.lstrip())
            stop = cell.start + len(text.rstrip(" .;,\n"))
            if start < stop and stop - start <= _LONGEST_CELL and not _NOT_NAME.search(text.strip()):
                found[start] = stop
    return found


def fills_cell(tokens: Sequence[Token], span: Span) -> bool:
    """Whether the name is all that the cell speaks of: «ППЭ на базе МБОУ «Лицей»» speaks of something else."""
    beside = (*tokens[: span.first], *tokens[span.last :])
    return not any(t.kind == "word" and (t.lower in _LEADING or lemmas(t.text) & words("posts")) for t in beside)


def in_title(tokens: Sequence[Token], i: int) -> bool:
    """Whether the quote that opens at `i` is the title of a thing: «по теме «Центр города», «проект «Школа
    будущего»».
    """
    before = tokens[i - 1] if i else None
    inside = tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None or inside is None or before.kind != "word":
        return False
    if before.text in _SYSTEMS:
        return True
    if inside.text in forms() or short_base(inside.text):
        return False
    if inside.lower in ("о", "об") or any(lemma.rsplit("-", 1)[-1] in _TITLED for lemma in lemmas(before.text)):
        return True
    # any other noun in small letters has the quotes to itself: «на площадке «Музей города»»
    return not before.capital and may_be_noun(before.text) and goes_in_names(before.text)
