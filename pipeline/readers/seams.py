"""Rows in which a converter of web pages ran pieces together: cut again where the letters themselves show the seam.

«ДиректорИванова Анна Петровнател. 8 (343) 222-10-10КонтактыНовости»: between the cells of a table, the items of a menu
and the lines of an address the page had line ends, and the converter wrote nothing. A small letter before a capital
inside a word shows such a place, a period or a figure before a capital in a row that has more of them. Names of firms
have capitals inside («МедиаХолдинг», «ИжГТУ», «МинОбрНауки»): a word that begins with a capital is cut only where a
side of the seam is a label, a post or a name.

>>> parted("Директор школыИванова Анна Петровнател. 8 (343) 222-10-10КонтактыНовости")
['Директор школы', 'Иванова Анна Петровна', 'тел. 8 (343) 222-10-10', 'Контакты', 'Новости']
>>> parted("Холдинг «МедиаКонтакты» и ИжГТУ"), parted("жители городаСызрани")
(['Холдинг «МедиаКонтакты» и ИжГТУ'], ['жители города Сызрани'])
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import Final

from extractors.russian.lexicon import words
from extractors.russian.morph import CACHE_WORDS, known, parses
from extractors.russian.wordforms import listed

#: What a cell, a menu item or a line of an address begins with, in small letters.
_LABELS: Final = listed(
    "адрес адреса телефон телефоны факс сайт почта контакты название наименование описание реквизиты лицензия учредитель"
    " учредители режим график понедельник вторник среда четверг пятница суббота воскресенье должность образование"
    " квалификация категория стаж кабинет прием приемная руководство структура документы главная вакансии отзывы"
    " подробнее скачать читать опубликовано просмотров выходной выходные перерыв обед электронная официальный официальная"
    " официальное полное сокращенное краткое юридический фактический почтовый код инн кпп огрн окпо контактный контактные"
    " фамилия преподаваемые специальность аудитория понедельник-пятница"
)
#: Words of labels that names of firms end with too: «ЭкоГород», «БизнесНовости».
_WEAK: Final = listed(
    "город район регион тип вид форма номер дата время автор фото источник новости отдел место населенный направление"
    " факультет кафедра галерея вопросы часы"
)
#: What the full name of an institution begins with: «Муниципальное …», «Федеральное …».
_OPENS_NAME: Final = ("муниципальн", "государственн", "федеральн", "автономн", "областн", "краев")
#: What a brand begins with before a word that is a post: «ТехЭксперт»; «КонсультантПлюс» begins with one.
_OPENS_BRAND: Final = ("тех", "мед", "спец", "проф", "био", "эко", "юр")
#: A patronymic ends before what is glued to it.
_PATRONYMIC: Final = re.compile(r"(?:вн[аыеу]|вной|ичн[аыеу]|ичной|вич(?:а|у|ем)?)\Z")
#: Where a seam may be: a small letter, a figure or a stop right before a capital word, a patronymic before a label.
_PLACE: Final = re.compile(
    r"""(?<=[а-яё])(?=[А-ЯЁ][а-яё]{2}) | (?<=[\d.;)»"])(?=[А-ЯЁ][а-яё]{3})
      | (?<=вна|вич|чна)(?=(?:тел(?:ефон)?|моб|факс|каб)[.:]?[ ]?[+(\d]|И\.[ ]?о\.|[А-ЯЁ]{2})
      | (?<=НИЕ|КАЗ|ЬМО)(?=от[ ]\d) | (?<=[а-я]{3})(?=от[ ]?\d\d\.\d\d\.\d)
      | (?<=[а-яё])(?=Об?[ ][а-я]{4,20}(?:ии|ие)[ ]) | (?<=\d)(?=г\.[ ][А-ЯЁ][а-яё]{2})
      # «наименованиеМБОУ СОШ», «нахождения456118, Тверь»; «адрес-170000 Тверь» at both sides of the hyphen
      | (?<=[а-яё]{3})(?=[А-ЯЁ]{2,6}[ «"]) | (?<=[а-яё]{4})(?=\d\d[\d.:]{0,12}(?:[,;\s]|$))
      | (?<=[а-яё]{3})(?=-(?:\d{6}[ ,]|[А-ЯЁ]{2,6}[ «"])) | (?<=[а-яё]{3}-)(?=\d{6}[ ,]|[А-ЯЁ]{2,6}[ «"])""",
    re.VERBOSE,
)
#: What stands right of every seam, asked first: it begins with signs of its own, over which the engine leaps.
_HINT: Final = re.compile(
    r"""[А-ЯЁ](?:(?<=[а-яё].)|(?<=[\d.;)»"].)(?=[а-яё]{3})|(?<=[а-яё]-.)) | \d(?:(?<=[а-яё].)|(?<=[а-яё]-.))
      | \dг\.[ ] | от(?<=\wот)[ ]?\d | (?:вна|вич|чна)(?:тел|моб|факс|каб)""",
    re.VERBOSE,
)
_LEFT: Final = re.compile(r"(?:[А-ЯЁа-яё][а-яё]{1,40}-)?[А-ЯЁа-яё][а-яё]{2,40}\Z")
_RIGHT: Final = re.compile(r"[А-ЯЁа-яё][а-яё]{2,40}")
_NUMBERED: Final = re.compile(r"[N№][ ]?[\w/-]{1,20}\Z")
_REACH: Final = 82  # characters back from a seam that hold the word before it
_MANY: Final = 2  # seams of a row; one may be a blank that was forgotten
_MANY_STOPS: Final = 3  # stops without a blank behind them: a row of prose may have two
_LONG_WORD: Final = 5  # letters: a shorter one before a period may be «просп.», «корп.»


class _Seam(Enum):
    LABEL = 1  # a label, a post or a patronymic stands on one side
    NAME = 2  # a surname and a given name: one phrase
    WORDS = 3  # two words
    STOP = 4  # a figure or a stop before a capital, two words that may be one name


def parted(row: str) -> list[str]:
    """The pieces of a row in order; two words of one phrase get a blank between them, so does a row of a pipe table."""
    if not _HINT.search(row) or not _PLACE.search(row):
        return [row]
    cuts = [(match.start(), seam) for match in _PLACE.finditer(row) if (seam := _seam(row, match.start()))]
    if not _many([seam for _, seam in cuts]):
        cuts = [(at, seam) for at, seam in cuts if seam is not _Seam.STOP]
        end = " "
    else:
        end = " " if "|" in row else "\n"
    out, last = "", 0
    for at, seam in cuts:
        out += row[last:at] + (" " if seam is _Seam.NAME else end)
        last = at
    return (out + row[last:]).split("\n")


def _many(seams: list[_Seam]) -> bool:
    """Whether a row is one of pieces that were run together, not one where a blank was forgotten."""
    stops = seams.count(_Seam.STOP)
    return _Seam.LABEL in seams or len(seams) - stops >= _MANY or stops >= _MANY_STOPS


def _seam(row: str, at: int) -> _Seam | None:
    """What shows that two pieces ran together at a place, None where nothing does."""
    right = _RIGHT.match(row, at)
    before = row[at - 1]
    if row[at] in "-0123456789" or before == "-" or row[at : at + 2].isupper():
        return _behind_label(row, at)
    if row.startswith("от", at):
        return _before_date(row, at)
    if row.startswith("г.", at):
        return _Seam.LABEL if _NUMBERED.search(row, max(0, at - _REACH), at) else None  # «N 68г. Шуя»
    if right is None:  # «…ИвановнаИ.о. директора», «ШуяОб утверждении»
        return _Seam.LABEL if before.isalpha() else None
    if before.isalpha():
        left = _LEFT.search(row, max(0, at - _REACH), at)
        if left is None or (left.start() and row[left.start() - 1] in '«"' and left.group()[0].isupper()):
            return None
        return _between(left.group(), right.group())
    if before in ".;" and not _ends_sentence(row, at - 1):
        return None
    if before == '"' and not (at > 1 and row[at - 2].isalnum()):
        return None  # it opens
    if _is_label(right.group()):
        return _Seam.LABEL
    return _Seam.STOP if known(right.group()) or _is_name(right.group()) else None


def _behind_label(row: str, at: int) -> _Seam | None:
    """What a label or another word ran into: an abbreviation, a postcode, a date, whether a hyphen parts them or not."""
    left = _LEFT.search(row, max(0, at - _REACH), at - (row[at - 1] == "-"))
    if left is None:
        return None
    if row[at].isdigit() and row[at - 1] != "-":
        return _Seam.NAME if known(left.group()) else None
    if row[at] == "-" or row[at - 1] == "-":
        return _Seam.NAME if left.group().lower().replace("ё", "е") in _LABELS else None
    return _Seam.LABEL if _is_label(left.group()) or _PATRONYMIC.search(left.group()) else None


def _before_date(row: str, at: int) -> _Seam | None:
    """«ПОСТАНОВЛЕНИЕот 17.08.2010», «администрации Шуиот 03.03.2010»."""
    if row[at - 1].isupper():
        return _Seam.LABEL
    left = _LEFT.search(row, max(0, at - _REACH), at)
    if left is None or known(left.group() + "от") or not (known(left.group()) or _is_name(left.group())):
        return None
    return _Seam.NAME


def _ends_sentence(row: str, at: int) -> bool:
    """Whether the stop at a place ends more than «г.» or «просп.»."""
    left = _LEFT.search(row, max(0, at - _REACH), at)
    return row[at - 1 : at] in ("»", '"', ")") or (
        left is not None and left.group().islower() and len(left.group()) >= _LONG_WORD
    )


@lru_cache(maxsize=CACHE_WORDS)
def _between(left: str, right: str) -> _Seam | None:
    """What shows that two words ran together; None: they may be one name."""
    last = left.rpartition("-")[2]
    if _PATRONYMIC.search(left) and len(left) > _LONG_WORD:
        return _Seam.LABEL
    if not (known(last) or _is_name(last)):
        return None
    if left[0].isupper() and (right == "Плюс" or left.lower() in _OPENS_BRAND):
        return None
    if _is_label(left) or _is_label(right):
        return _Seam.LABEL
    if left.islower():
        return _Seam.WORDS if known(right) or _is_name(right) else None
    if _is(left, "Surn") and _is(right, "Name"):
        return _Seam.NAME
    return _Seam.STOP if right.lower() in _WEAK and known(right) else None


def _is_label(word: str) -> bool:
    low = word.lower().replace("ё", "е")
    return low in _LABELS or low in words("posts") or (low.startswith(_OPENS_NAME) and known(low))


def _is_name(word: str) -> bool:
    return any(_is(word, tag) for tag in ("Name", "Patr", "Surn"))


def _is(word: str, tag: str) -> bool:
    return any(tag in parse.tag for parse in parses(word)[:3])
