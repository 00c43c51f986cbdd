"""Lines that only the frame of a site says: buttons, counters, what a reference system writes around a document.

They are the whole of a line, in any case and with any marks around: «Вход на сайт», «Откройте актуальную версию документа
прямо сейчас». Stamps of publication are not among them: they stand inside texts too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_PHRASES: Final = (
    r"вход(?:\sна\sсайт|\sв\sличный\sкабинет)?", r"личный\sкабинет", r"доступ\sдля\sсотрудников", r"подробн(?:ости|ее)",
    r"(?:размер|цвет)\s(?:шрифта|сайта):.{0,40}", r"(?:вернуться|возврат|назад)\s(?:к|в|на)\s[а-я ]{3,40}",
    r"(?:основная|обычная|полная|мобильная)\sверсия(?:\sсайта)?",
    r"версия\s(?:сайта\s)?для\s(?:слабовидящих|печати)", r"распечатать(?:\sстраницу)?", r"печать(?:\sстраницы)?",
    r"сохранить\s(?:как\s|в\s)?(?:pdf|файл)", r"скачать(?:\s(?:документ|файл|приложени[ея]|оригинал))?",
    r"поделиться(?:\s(?:ссылкой|в\sсоц[а-я.]{1,10}\sсетях|новостью))?:?", r"(?:мне\s)?нравится",
    r"(?:за|от)?(?:твитнуть|ретвитнуть|лайкнуть|запинить|класснуть|плюсануть)", r"отправить", r"(?:tweet|share|like|pin\sit)",
    r"комментариев\sнет.{0,40}",
    r"отправить\sкомментарий", r"добавить\sкомментарий", r"оставить\sкомментарий", r"просмотров:?\s\d{1,9}",
    r"печать(?:\sстраницы)?\s(?:эл\.?\sпочта|e-?mail)", r"эл\.\sпочта", r"раздел:\s.{1,40}", r"автор:",
    r"всего\sкомментариев:?\s\d{1,6}[\s|]{0,6}",
    r"архив\s(?:документов|новостей|публикаций)", r"основная\sинформация", r"бесплатная\s(?:консультация|горячая\sлиния[а-я ]{0,40})",
    r"текущая\sредакция(?:\sдокумента|:[\s|]{1,4}\d+)",
    r"(?:статус\sнормативности|субъект\sрф|принявший\sорган|раздел\sна\sсайте|тип\sдокумента|номер\sдокумента):.{0,160}",
    r"дата\sопубликования:.{0,40}", r"у\sвас\sесть\sвопросы\sпо\sсодержанию.{0,420}", r"законодательная\sбаза\sроссийской\sфедерации",
    r"(?:примерное\s)?время\s(?:чтения|прочтения|на\sчтение):?.{0,20}", r"(?:оцените|поделитесь)\s(?:материал|новость|статью)(?:ю|ом)?:?",
    r"(?:также\s)?вам\sможет\sбыть\sинтересно:?", r"смотрите\sтакже:?", r"(?:↑\s)?наверх", r"вернуться\sназад(?:\s.{0,20})?",
    # the board of complaints that state sites carry
    r"решаем\sвместе", r"не\sубран\sснег.{0,60}", r"столкнулись\sс\sпроблемой.{0,40}", r"напишите\s?[-–—]\sрешим!?",
    r"(?:сложности\sс\sполучением|знаете,?\sкак\sулучшить|есть\sпредложения).{0,160}(?:решим|сообщите)!?",
    r"найти\sтему", r"читать\sна\s(?:сайте\s)?[\w.-]{3,40}\.[а-яa-z]{2,6}",
    r"есть\s(?:предложения|вопрос).{0,120}напишите.{0,40}",
    # reference systems
    r"дата\sрегистрации", r"сфера\sдеятельности", r"не\sуказан[аоы]?", r"отсутству[ею]т", r"расширенный\sпоиск",
    r"информация\sпо\sдокументу", r"читайте\sтакже:?",
    r"текст\sдокумента", r"аннотация(?=\W*$)", r"дополнительная\sинформация(?:\sдоп\.\sинформ)?", r"обзор\sдокумента",
    r"откройте\sактуальную\sверсию\sдокумента.{0,40}", r"вы\sможете\sоткрыть\sактуальную\sверсию.{0,40}",
    r"если\sвы\sявляетесь\sпользователем\sинтернет-версии.{0,160}", r"докипедия\sпросит.{0,260}",
    r"(?:не)?действующий", r"утративший\sсилу", r"(?:дата\sвступления\sв\sсилу|статус\sдокумента|вид\sдокумента):?.{0,60}",
    r"официальная\sпубликация\sв\sсми:?", r"публикаций\sне\sнайдено", r"список\sизменяющих\sдокументов",
    r"все\sматериалы\sсайта\sдоступны.{0,80}", r"creative\scommons.{0,60}", r"комментарии:?\s?\d{0,5}",
)  # fmt: skip
_FRAME: Final = re.compile(rf"^\W{{0,6}}(?:{'|'.join(_PHRASES)})\W{{0,4}}$", re.IGNORECASE)
_LONGEST: Final = 460  # characters of what they say


#: Labels of a form around a document: the frame of a site between two lines of it, words of a text elsewhere.
_LABELS: Final = re.compile(r"^\W{0,3}(?:приложени[ея]|управление|дело|процедура|справка|документы)\W{0,3}$", re.IGNORECASE)


def frame_lines(lines: Sequence[str]) -> list[bool]:
    """Which of the folded lines of a document only the frame of a site has.

    >>> frame_lines(["Дата регистрации", "Приложения", "Отсутствуют", "Приложения", "1. План"])
    [True, True, True, False, False]
    """
    found = [is_frame(line) for line in lines]
    beside = [a and b and _LABELS.match(line) is not None for a, line, b in zip(found, lines[1:], found[2:], strict=False)]
    return [one or label for one, label in zip(found, [False, *beside, False], strict=False)] if beside else found


def is_frame(line: str) -> bool:
    """Whether a folded line is one that only the frame of a site has.

    >>> is_frame("• ТЕКСТ ДОКУМЕНТА"), is_frame("Вход на сайт"), is_frame("Вход на территорию выставки свободный")
    (True, True, False)
    """
    return len(line) <= _LONGEST and _FRAME.match(line.strip()) is not None
