"""Lines that only the frame of a site says: buttons, counters, what a reference system writes around a document.

They are the whole of a line, in any case and with any marks around: «Вход на сайт», «Откройте актуальную версию документа
прямо сейчас». Stamps of publication are not among them: they stand inside texts too.
"""

from __future__ import annotations

import re
from typing import Final

_PHRASES: Final = (
    r"вход(?:\sна\sсайт|\sв\sличный\sкабинет)?", r"личный\sкабинет", r"доступ\sдля\sсотрудников", r"подробности",
    r"(?:размер|цвет)\s(?:шрифта|сайта):.{0,40}", r"(?:вернуться|возврат|назад)\s(?:к|в|на)\s[а-я ]{3,40}",
    r"(?:основная|обычная|полная|мобильная)\sверсия(?:\sсайта)?",
    r"версия\s(?:сайта\s)?для\s(?:слабовидящих|печати)", r"распечатать(?:\sстраницу)?", r"печать(?:\sстраницы)?",
    r"сохранить\s(?:как\s|в\s)?(?:pdf|файл)", r"скачать(?:\s(?:документ|файл|приложени[ея]|оригинал))?",
    r"поделиться(?:\s(?:ссылкой|в\sсоц[а-я.]{1,10}\sсетях|новостью))?:?", r"(?:мне\s)?нравится", r"комментариев\sнет.{0,40}",
    r"отправить\sкомментарий", r"добавить\sкомментарий", r"оставить\sкомментарий", r"просмотров:?\s\d{1,9}",
    # reference systems
    r"текст\sдокумента", r"аннотация(?=\W*$)", r"дополнительная\sинформация(?:\sдоп\.\sинформ)?", r"обзор\sдокумента",
    r"откройте\sактуальную\sверсию\sдокумента.{0,40}", r"вы\sможете\sоткрыть\sактуальную\sверсию.{0,40}",
    r"если\sвы\sявляетесь\sпользователем\sинтернет-версии.{0,160}", r"докипедия\sпросит.{0,260}",
    r"(?:не)?действующий", r"утративший\sсилу", r"(?:дата\sвступления\sв\sсилу|статус\sдокумента|вид\sдокумента):?.{0,60}",
    r"официальная\sпубликация\sв\sсми:?", r"публикаций\sне\sнайдено", r"список\sизменяющих\sдокументов",
    r"все\sматериалы\sсайта\sдоступны.{0,80}", r"creative\scommons.{0,60}", r"комментарии:?\s?\d{0,5}",
)  # fmt: skip
_FRAME: Final = re.compile(rf"^\W{{0,6}}(?:{'|'.join(_PHRASES)})\W{{0,4}}$", re.IGNORECASE)
_LONGEST: Final = 280  # characters of what they say


def is_frame(line: str) -> bool:
    """Whether a folded line is one that only the frame of a site has.

    >>> is_frame("• ТЕКСТ ДОКУМЕНТА"), is_frame("Вход на сайт"), is_frame("Вход на территорию выставки свободный")
    (True, True, False)
    """
    return len(line) <= _LONGEST and _FRAME.match(line.strip()) is not None
