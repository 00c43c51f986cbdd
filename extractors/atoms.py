"""Pieces that several rooms share: the sign and the body of a number, borders of a sentence, claimed text.

Patterns here are written for the lower-case folded text (`lower(document.folded)`), unless said otherwise, and hold
no named groups, so that a room may use one twice. Every quantifier is bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

# A room reads the same text that its neighbours have just read; a run goes letter by letter, so few are enough.
CACHED_TEXTS: Final = 4

# A sentence or a paragraph longer than this is not one: a letter on one line, a table, hostile text.
LONGEST_SENTENCE: Final = 1500

# «№», «N», «No», «Nо» with a Russian о, «#», «№№» of several numbers, «НР» of a telegram.
NUMBER_SIGN: Final = (
    r"(?:№{1,2}|(?<![a-zа-я0-9@])n(?:[oо°]|(?=[ _]{0,3}\n?(?:\d|[а-яa-z]{1,4}[-/])))\.?|\#|(?<![а-я])нр(?=[ ]\d))"
)

#: How a sign begins.
SIGNS: Final = ("№", "n", "#", "нр")

# Blanks, the underscores of a form and the marks of Markdown: «№_07-3318», «№ ____118____», «№ **118**».
FILL: Final = r"[ _*]{0,40}"

# Letters before the digits with a blank between: «№ИГ 22-4/10/1-5518».
_LETTERS_APART = r"(?:(?!(?:от|до|на|и|к|ко|с|со|в|во|по|за|из|или|г)[ ])[а-яa-z]{1,4}[ ](?=\d[\d/-]{0,12}[/-]))"

# An initial as it is written, of a name in two parts too: «Н.», «Б-М.», «А.-М.». Not lower case.
INITIAL: Final = r"[А-ЯЁ](?:\.?-[А-ЯЁ])?\."

# One token of signs: «01/01-34эд/5201», «са-7-21/405@», «55@-ог», «2023.91-к», «(д)». A blank is allowed beside a stroke when
# digits stand on both sides: «03-02-04/ 123», «01 - 12/345»; what is written on the blank of a form stands behind its stroke:
# «№ 01-12/__345__», «№ 3/2-  1147» at the end of its line.
# … beside the dash before the letters that an office puts behind its orders: «762 - П», «110- р».
_JOINT = (
    r"(?:[/.:+_-]|/-(?=\d)|(?<=\d)[ ]?[/][ ]?(?=\d)|[/-]_{1,20}(?=\d)"
    r"|(?<=\d)-[ ]{1,4}(?=\d{1,6}[ ]{0,3}(?:\n|\Z|от[ ]))"
    r"|(?<=\d)[ ]?-[ ]?(?=(?:па?|ра?|рп|рг|од|пр|пп|пг|осн|лс)(?![а-яa-z0-9.])))"
)
NUMBER_BODY: Final = (
    rf"{_LETTERS_APART}?"
    rf"(?=[а-яa-z/.()_-]{{0,24}}\d)"
    rf"[а-яa-z0-9]{{1,30}}(?:\([а-яa-z0-9]{{1,8}}\))?"
    rf"(?:{_JOINT}[а-яa-z0-9]{{1,30}}(?:\([а-яa-z0-9]{{1,8}}\))?){{0,10}}(?:@(?:-[а-яa-z]{{1,4}}|-\d{{1,4}}@?)?)?"
    # «№ ИСХ-1184/ЗАБ ДМВ», of a railway
    rf"(?:(?:(?<=\d/[а-я]{{3}})|(?<=\d/[а-я]{{4}}))[ ](?!от)[а-я]{{2,4}}(?=[ ]{{0,3}}(?:\Z|\n?от[ ]\d)))?"
)

# «На №», «на Ваш исх. №», «На N»: the head of a reference to the incoming document (реквизит 12).
REPLY_HEAD: Final = (
    rf"(?<![а-яa-z0-9])на[ :]{{0,4}}(?:ваш[а-я]{{0,3}}[ ]{{1,3}})?(?:(?:исх|вх)[а-я]{{0,8}}\.?[ ]{{0,3}})?{NUMBER_SIGN}"
)

# «исх. 1-554», «исходящий № 14/5»: what stands before the number of a letter that was sent out.
SENT_OUT: Final = r"(?<![а-я])исх(?:одящ[а-я]{2,3})?"

# «Вх. № 517 от …»: the stamp of the one who received the letter.
RECEIPT_HEAD: Final = r"(?<![а-яa-z0-9])вх(?:\.|(?=[ ]?№)|одящ[а-я]{2,3})"

# «Экз. № 2», «Приложение № 1», «школа № 5»: what such words number is not a document. The heads of the words.
CLAIMED_NUMBER_WORDS: Final = (
    r"(?<![а-я])(?:прилож|экз|копи|форм|лист|стр|школ|гимнази|лице(?!нз)|детск[а-я]{2}[ ]сад|сад|отдел|групп|участ"
    r"|инспекци"
    r"|больниц"
    r"|поликлиник|каб|корп|верси|вагон|войсков|сош|оош|нош|доу|мдоу|училищ|цех|пункт|таблиц|рисун|раздел|лот|вариант"
    r"|класс|дом|дел[оау]|производств|аукцион|закупк|квартир|убыт|полис)"
)

# What must not stand right after a number: more of it.
NUMBER_END: Final = r"(?![а-яa-z0-9@])"

#: The lower-case copy is cut at the same offsets, but «İ» grows when lowered: such a character is left as it is.
_GROWING = re.compile("\u0130")


@lru_cache(maxsize=CACHED_TEXTS)
def lower(folded: str) -> str:
    """The folded text in lower case, of the same length.

    >>> lower("Исх. № 5-И"), len(lower("\\u0130"))
    ('исх. № 5-и', 1)
    """
    low = folded.lower()
    return low if len(low) == len(folded) else _GROWING.sub("i", folded).lower()


def begun(pattern: re.Pattern[str], words: Iterable[str], text: str) -> Iterator[re.Match[str]]:
    """The matches of a pattern in a folded text, as `finditer` gives them, where every one begins with one of some words in
    small letters.

    Words are looked for one by one: that is several times faster than a pattern that tries each of them at every letter.

    >>> [match.group() for match in begun(re.compile(r"(?i:ул|пл)\\.|дом"), ("ул.", "пл.", "дом"), "Ул. Мира, дом 5")]
    ['Ул.', 'дом']
    """
    low = lower(text)
    places = []
    for word in words:
        place = low.find(word)
        while place >= 0:
            places.append(place)
            place = low.find(word, place + 1)
    end = 0
    for place in sorted(places):
        if place >= end and (match := pattern.match(text, place)) is not None:
            end = match.end()
            yield match


_FORM = str.maketrans("_*\r", "   ")


@lru_cache(maxsize=CACHED_TEXTS)
def without_form(folded: str) -> str:
    """The lower-case text with the underscores of forms and the stars of Markdown as blanks, of the same length.

    >>> without_form("На №_118-у_ от **02.03.2023**")
    'на № 118-у  от   02.03.2023  '
    """
    return lower(folded).replace("_", " ").replace("*", " ").replace("\r", " ")


_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-") | {"\u00ad": None})
# «46 - оз» is «46-оз», «273 ФЗ» and «273фз» are «273-ФЗ»: the endings of laws.
_LAW = re.compile(r"(?<=\d)(?:[ ]?-[ ]?|[ ])(ФК?З|ОЗ|КЗ|РЗ|ЗРК|ЗРТ)$", re.IGNORECASE)
_STROKE = re.compile(r"[ ]?([/-])[ ]?")
_FEDERAL = re.compile(r"(?<=\d)-?(ФК?З)$", re.IGNORECASE)


def clean_number(quote: str) -> str:
    """A document number as a registration card has it: no sign, no fill, plain dashes, single blanks.

    >>> clean_number("_07\u20113318/02-11/20_"), clean_number("ИГ 22-4/10/1-5518"), clean_number("273 ФЗ")
    ('07-3318/02-11/20', 'ИГ 22-4/10/1-5518', '273-ФЗ')
    >>> clean_number("03-02-04/ 123"), clean_number("45,")
    ('03-02-04/123', '45')
    """
    plain = " ".join(quote.translate(_DASHES).translate(_FORM).split())
    plain = _STROKE.sub(r"\1", plain)
    plain = plain.strip(" .,;:-/[]«»\"'" if "(" in plain else " .,;:-/()[]«»\"'")
    return _FEDERAL.sub(lambda law: "-" + law.group(1).upper(), _LAW.sub(r"-\1", plain))


class Claims:
    """Stretches of a text that a pattern has claimed: what lies in one is not looked at again.

    >>> claims = Claims([(4, 9), (20, 30)])
    >>> claims.end_at(5), claims.end_at(9), claims.touches(8, 12), claims.touches(9, 20)
    (9, 0, True, False)
    """

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def end_at(self, offset: int) -> int:
        """Where the claim that covers an offset ends, or 0."""
        index = bisect_right(self._starts, offset) - 1
        return self._spans[index][1] if index >= 0 and offset < self._spans[index][1] else 0

    def touches(self, start: int, end: int) -> bool:
        """Whether any claim shares a character with [start, end)."""
        index = bisect_right(self._starts, end - 1) - 1
        return index >= 0 and self._spans[index][1] > start


def claims(pattern: re.Pattern[str], text: str) -> Claims:
    """The claims of one pattern over a text."""
    return Claims((match.start(), match.end()) for match in pattern.finditer(text))


# A full stop ends a sentence when a capital, a dash or a list number follows it and it does not close a shortening
# («г. Москва», «ул. Мира», «Н. С. Баранова», «т. д.»); a semicolon and a blank line end one always.
# Every branch begins with its mark, so that the marks are found fast; what stands before a mark is asked behind it.
_SHORT = "".join(
    rf"(?<!{word}\.)" for word in ("руб", "тел", "доб", "исх", "просп", "корп", "ред", "изм", "обл", "респ", "каб")
)
_SENTENCE_END = re.compile(
    rf"""
      \n[ ]{{0,20}}\n                                                   # a blank line
    | ;                                                                 # «…; 2) …»
    | !(?=\s) | \?(?=\s) | …(?=\s)
    | \.(?<![ .(«"\n][А-Яа-яA-Za-z]\.)(?<![ .(«"\n][а-я]{{2}}\.){_SHORT}
      (?=\s{{1,40}}(?:[А-ЯA-Z«"-]|\d{{1,2}}[.)][ ])|\s{{0,40}}\Z)
    | \.(?<=[ ][гл]\.)(?=[ ]{{0,6}}\n[ ]{{0,20}}(?:\d{{1,2}}[.)]|[А-Я]))   # «… 2024 г.» at the end of a line
    | \.(?<=\d[ ]г\.)(?=[ ]{{1,6}}[А-Я])                                # «… 5 мая 2024 г. Просим …»
    | \.(?<=\dг\.)(?=[ ]{{1,6}}[А-Я])
    | \n(?=[ ]{{0,20}}(?:\d{{1,2}}[.)][ ]|\d{{1,2}}\.\d{{1,2}}\.?[ ]|[-•][ ]))   # the next item of a list
    """,
    re.VERBOSE,
)


@lru_cache(maxsize=CACHED_TEXTS)
def _sentence_ends(folded: str) -> tuple[int, ...]:
    return tuple(match.end() for match in _SENTENCE_END.finditer(folded))


def sentence_at(folded: str, offset: int) -> tuple[int, int]:
    """The sentence (or item of a list) around an offset, never longer than LONGEST_SENTENCE on either side.

    >>> text = "Просим прислать список до 5 мая 2024 г. Занятия идут с 6 мая. Конец."
    >>> text[slice(*sentence_at(text, 30))]
    'Просим прислать список до 5 мая 2024 г.'
    """
    ends = _sentence_ends(folded)
    index = bisect_right(ends, offset)
    start = ends[index - 1] if index else 0
    end = ends[index] if index < len(ends) else len(folded)
    start, end = max(start, offset - LONGEST_SENTENCE), min(end, offset + LONGEST_SENTENCE)
    while start < end and folded[start] in " \n\r":
        start += 1
    return start, end


def line_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The line, or the lines, that hold [start, end), without the end of line.

    >>> line_around("а\\nбв г\\nд", 4, 5)
    (2, 6)
    """
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text)


def line_spans(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The lines of text[start:end] that are not blank, trimmed, as half-open spans.

    >>> list(line_spans("а\\n\\n  бв \\n"))
    [(0, 1), (5, 7)]
    """
    stop = len(text) if end is None else end
    at = start
    while at < stop:
        eol = text.find("\n", at, stop)
        eol = stop if eol < 0 else eol
        left, right = at, eol
        while left < right and text[left] in " \r\f\v":
            left += 1
        while right > left and text[right - 1] in " \r\f\v":
            right -= 1
        if left < right:
            yield left, right
        at = eol + 1
