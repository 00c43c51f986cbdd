"""The rules by which a misread word is mended: each gets a word with its neighbours and gives the word as it must have been.

    RULES  the ordered tuple

A rule mends only what can not have been meant: «27-03» behind «Федеральный закон №» is «27-ФЗ», while «27-03» elsewhere
stays.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from pipeline.readers.look_alikes import (
    ADDRESS,
    CYRILLIC,
    DIGIT,
    LATIN,
    as_address,
    as_initials,
    as_patronymic,
    cyrillic_readings,
    in_capitals_twins,
    in_twins,
    to_cyrillic,
)

# Specks and rules of tables that are taken for marks. A dash, a bullet and a percent sign may stand alone.
_STRAYS: Final = re.compile(r"[‘’‚‛`´'|_~^°©®¬¦\\<>¢.,:;]{1,3}")
_DIRT_BEFORE: Final = re.compile(r"^[‘’‚‛`´|_~^°©]+(?=\S)")
_DIRT_AFTER: Final = re.compile(r"(?<=\S)[‘’‚‛`´|~^°©]+$|(?<=[^_])_$")
_NUMBER_SIGN: Final = re.compile(r"(?:N[eеoоºg2°]?[eе]?|№[eеoо]|Nо|Ме|Мо|М|M|No_|М№)\.?")
_NUMBER: Final = re.compile(r"[_«\"']*(?:\d|[ЗО]\d|[\w-]{1,6}[-/]\d)")
_FOR_A_NUMBER: Final = frozenset({"на", "исх", "вх", "рег"})
_DATE: Final = re.compile(r"[«\"]?\d{1,2}[»\".]|\d{1,2}$")
_MONTH: Final = re.compile(r"январ|феврал|март|апрел|ма[йя]|ию[нл]|август|сентябр|октябр|ноябр|декабр")
_PARTED: Final = re.compile(r"(?<=[^\W_]|[№.])_+(?=[^\W_])")
_INITIALS: Final = re.compile(r"(?:(?:[^\W\d_]{1,2}|[0389])\.){1,2}[,;:)]{0,2}")
_DOUBLE_DOT: Final = re.compile(r"(?<=^[А-ЯЁ]\.[А-ЯЁ]\.)\.{1,2}(?=[А-ЯЁ][а-яё])")
_SURNAME: Final = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:-[А-ЯЁ][а-яё]+)?|[А-ЯЁ]{3,}(?:-[А-ЯЁ]+)?")
_GIVEN: Final = re.compile(r"[А-ЯЁ][а-яё]{2,}")
_PATRONYMIC: Final = re.compile(r"[А-ЯЁ][а-яё]{2,}(?:вич|вна|ична|инична|ьич)")
_SMALL_SURNAME: Final = re.compile(r"[вгджзиклмнопстхцчшщэюя][а-яё]{2,}")
_LAW: Final = re.compile(r"(№?\d{1,4}(?:-\d{1,3})?)-([0ОOФ][3ЗЭ]|[3З][0ОO])(\W*)")
#: Another document between the word «закон» and the number.
_OTHER_ACT: Final = re.compile(r"приказ|письм|постановл|распоряж|договор|контракт|решени|указ|№ ?\S*\d(?![\d-]*-[фозк]+з|[\d-]*-зо)")
#: «212-п», «88-рп» of orders, «0917-ЗГ» of an appeal of a citizen, as they are misread.
_SMALL_LETTERS: Final = re.compile(r"(№?[\w./-]*\d-)(?:([pрPР]?[nпNП])|3[гГ])(\W*)")
_LAST_ZERO: Final = re.compile(r"(№?\d{1,5})-0([\W]*)")
_INDEX: Final = re.compile(r"№?[\w./@-]*\d[\w./@-]*\W*")
_FINGERPRINT: Final = re.compile(r"[0-9A-FА-Я]{8,}")
_OFFICIAL: Final = re.compile(r"^(№?)([А-Я])3(?=-\d)|^(№?)0(?=[А-Я]-\d)|(?<=[-/])([СС])3(?=[-/])")
_LETTER_THREE: Final = re.compile(r"(?<![^\W\d_])[Зз](?=\d)|(?<=\d)[Зз](?=\d)")
_LETTER_ZERO: Final = re.compile(r"(?<=\d)[OОо](?=\d)|(?<![^\W_])[OО](?=\d[\d.])")
_LETTER_ONE: Final = re.compile(r"(?<=\d)[lI|](?=\d)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d$")
_DATE_R: Final = re.compile(r"(?:(?<=\.\d\d)|(?<=[12]\d\d\d))r(?=\.?\W*$)")
_ROMAN: Final = {"[": "I", "|": "I", "!": "I", "П": "II", "Ш": "III"}
_COUNTED: Final = re.compile(r"(?:квартал|полугоди|групп|категори|степен|созыв|этап)")
_OTHER_DIGIT: Final = re.compile(r"[124578]")
#: Words that are short for something, which no dictionary has.
_ABBREVIATIONS: Final = frozenset({
    "просп", "обл", "пер", "тел", "ул", "наб", "корп", "руб", "исх", "отп", "исп", "эл", "гор", "пос", "кв", "факс",
    "огрн", "инн", "кпп", "окпо", "бик",
})  # fmt: skip
_LABELS: Final = {13: "ОГРН", 15: "ОГРНИП"}


@dataclass(frozen=True, slots=True)
class Seen:
    """A word as it was read, the words before it (mended) and after it; `russian`: its line has Cyrillic letters; `opens`: it
    is the first of its line."""

    text: str
    before: Sequence[str]
    after: Sequence[str]
    russian: bool
    opens: bool = False

    @property
    def previous(self) -> str:
        return self.before[-1] if self.before else ""

    @property
    def following(self) -> str:
        return self.after[0] if self.after else ""


Rule = Callable[[Seen], str]


def stray(seen: Seen) -> str:
    """A word of specks is none; the quotes ‘ ’ ‚, which Russian has not, are taken off its ends."""
    if _STRAYS.fullmatch(seen.text) and not _COUNTED.match(seen.following):
        return ""
    if _is_blank(seen.text) or ADDRESS.search(seen.text):
        return seen.text
    return _DIRT_AFTER.sub("", _DIRT_BEFORE.sub("", seen.text))


def _is_blank(text: str) -> bool:
    """A rule to write on says that a value was left open."""
    return text.count("_") >= 3 and not any(c.isalnum() for c in text)


def parted(seen: Seen) -> str:
    """«17-К_от_16.01.2020» was written over a rule."""
    return seen.text if LATIN.search(seen.text) and not DIGIT.search(seen.text) else _PARTED.sub(" ", seen.text)


def address(seen: Seen) -> str:
    """A mailbox and a site are Latin throughout."""
    return as_address(seen.text) if ADDRESS.search(seen.text) else seen.text


def number_sign(seen: Seen) -> str:
    """«Ne», «No», «N2», «М» before a number."""
    if not _NUMBER_SIGN.fullmatch(seen.text) or not (seen.russian or CYRILLIC.search(" ".join(seen.before))):
        return seen.text
    counted = bool(_NUMBER.match(seen.following))
    blank = to_cyrillic(seen.previous).lower().strip(".") in _FOR_A_NUMBER and seen.text.strip(".") not in ("М", "M")
    return "№" if counted or blank else seen.text


def label(seen: Seen) -> str:
    """«OF PH 1032800083909» is «ОГРН …» where the check digit is right; «ИННИКПП» before two numbers."""
    if seen.text in ("000", "0OO", "OOO") and seen.following.startswith(("«", '"')):
        return "ООО"
    if seen.text.strip(":") in ("ИННИКПП", "ИНН1КПП", "ИННЛКПП") and seen.following[:1].isdigit():
        return "ИНН/КПП"
    if seen.previous == "ОГРН" and seen.text.strip(":.") in ("PH", "РН", "ГРН", "TPH", "ТРН"):
        return ""
    words = (seen.text, *seen.after)
    for count in (1, 2):
        number = words[count].strip(",.;:") if count < len(words) else ""
        name = to_cyrillic("".join(words[:count]).strip(":.").replace("F", "Г"))
        if name in ("ОГРН", "ОТРН", "ОГРИ", "ОГРЙ") and len(number) in _LABELS and _is_registered(number):
            return _LABELS[len(number)]
    return seen.text


def _is_registered(number: str) -> bool:
    from stdnum.ru import ogrn

    return number.isdecimal() and bool(ogrn.is_valid(number))


def initials(seen: Seen) -> str:
    """«H.M.», «9.B.,», «C.3.» beside a surname, «Т.Г..Яр». Figures alone («п. 3.3.») are initials behind a surname only."""
    if not _INITIALS.fullmatch(seen.text):
        return _DOUBLE_DOT.sub("", seen.text)
    behind = bool(_SURNAME.fullmatch(seen.previous))
    ahead = bool(_SURNAME.fullmatch(seen.following.strip(".,;:»)")))
    if not LATIN.search(seen.text) and not CYRILLIC.search(seen.text):
        return as_initials(seen.text) if behind and _is_surname(seen.previous) else seen.text
    if not (behind or ahead or (_INITIALS.fullmatch(seen.previous) and CYRILLIC.search(seen.previous))):
        return seen.text
    return as_initials(seen.text)


def _is_surname(word: str) -> bool:
    from extractors.russian.morph import parses

    return any("Surn" in parse.tag for parse in parses(word))


def law(seen: Seen) -> str:
    """The letters of a law: «№ 27-03» behind «Федеральный закон» is «27-ФЗ», behind «Закон … области» «-ОЗ», «-ЗО»."""
    found = _LAW.fullmatch(seen.text)
    words = [word.lower() for word in seen.before]
    last = max((place for place, word in enumerate(words) if word.startswith("закон")), default=-1)
    if not found or last < 0 or _OTHER_ACT.search(" ".join(words[last:])):
        return seen.text
    number, letters, rest = found.groups()
    federal = any(word.startswith("федеральн") for word in words[max(0, last - 2) :])
    if letters[0] in "3З":
        return f"{number}-ЗО{rest}"
    return f"{number}-{'ФЗ' if federal or letters[0] == 'Ф' else 'ОЗ'}{rest}"


def last_zero(seen: Seen) -> str:
    """No document is the zeroth: «№ 18-0» is «18-о», of the orders on people."""
    found = _LAST_ZERO.fullmatch(seen.text)
    if found and (seen.previous.endswith("№") or found[1].startswith("№")):
        return f"{found[1]}-о{found[2]}"
    return seen.text


def small_letters(seen: Seen) -> str:
    """The letters behind the number of an order («212-n», «88-pn»: «-п», «-рп») and of a citizen's appeal («0917-3г»: «-ЗГ»)."""
    found = _SMALL_LETTERS.fullmatch(seen.text) if seen.russian else None
    if found is None or not (seen.previous.endswith("№") or found[1].startswith("№")):
        return seen.text
    letters = "ЗГ" if found[2] is None else "рп" if len(found[2]) == 2 else "п"
    return f"{found[1]}{letters.upper() if (found[2] or '').isupper() else letters}{found[3]}"


def digits(seen: Seen) -> str:
    """О, З and l between digits are digits; what looks like r or т behind a year is «г.»."""
    if seen.text in ("r.", "т.", "r", "т") and _YEAR.search(seen.previous):
        return "г."
    if not DIGIT.search(seen.text) or ADDRESS.search(seen.text):
        return seen.text
    text = _LETTER_THREE.sub("3", _LETTER_ZERO.sub("0", seen.text))
    return _DATE_R.sub("г", _LETTER_ONE.sub("1", text))


def index(seen: Seen) -> str:
    """Letters of an index («118-y», «318/OMTC», «96a») are Cyrillic where all of them can be and no Latin stands by."""
    text = seen.text
    if not seen.russian or not _INDEX.fullmatch(text) or ADDRESS.search(text) or _FINGERPRINT.search(text):
        return text
    foreign = LATIN.search(seen.previous) and not CYRILLIC.search(seen.previous)
    if LATIN.search(text) and in_twins(text) and not foreign:
        text = to_cyrillic(text)
    return _OFFICIAL.sub(_official, text)


def _official(found: re.Match[str]) -> str:
    if found[2]:
        return f"{found[1]}{found[2]}З"
    return f"{found[4]}З" if found[4] else f"{found[3] or ''}О"


def preposition(seen: Seen) -> str:
    """«06 утверждении» is «об», «or 5 мая» is «от»."""
    after = seen.following
    if seen.text in ("06", "0б", "O6", "О6") and re.match(r"[аоуэиыяеюё]", after) and not _MONTH.match(after):
        return "Об" if not seen.previous or seen.previous.endswith((".", "!")) else "об"
    if seen.text in ("or", "оТ", "oT", "oт", "от.", "or«") and (_DATE.match(after) or after.startswith(("_", "«"))):
        return "от"
    return seen.text


def roman(seen: Seen) -> str:
    """«[ квартал», «П полугодие»: Roman numbers."""
    return _ROMAN.get(seen.text, seen.text) if _COUNTED.match(seen.following.lower()) else seen.text


def word(seen: Seen) -> str:
    """Words read in Latin letters («Ha», «npocn.», «MKOY») and mixed ones, where a dictionary has them in Cyrillic."""
    from extractors.russian.morph import known

    bare = seen.text.strip('.,:;()[]«»"')
    if not seen.russian or not LATIN.search(bare) or _OTHER_DIGIT.search(bare) or ADDRESS.search(seen.text):
        return seen.text
    for shape in cyrillic_readings(bare):
        # A figure has no case: «3apema» is a name, «3a» the preposition.
        reading = shape.capitalize() if bare[0] in "30" and len(bare) > 3 else shape
        short = seen.text.rstrip(",;:)").endswith(".") and reading.lower() in _ABBREVIATIONS
        if len(bare) == 1:
            right = reading in "соуаквСОУАКВ" and in_twins(bare)
        else:
            right = short or (known(reading) and not (len(bare) < 3 and not in_twins(bare)))
        if right:
            return seen.text.replace(bare, reading)
    if len(bare) >= 3 and in_capitals_twins(bare) and CYRILLIC.search(seen.previous + seen.following):
        return seen.text.replace(bare, to_cyrillic(bare))
    return seen.text


def short_i(seen: Seen) -> str:
    """The breve of й is lost on coarse scans: «раиона», «Хрусталевои»."""
    from extractors.russian.morph import known

    bare = seen.text.strip('.,:;()[]«»"')
    lower = bare.lower()
    if "и" not in lower or len(bare) < 4 or not lower.isalpha() or not seen.russian or known(bare):
        return seen.text
    for place, char in enumerate(bare):
        if char in "иИ":
            reading = bare[:place] + ("й" if char == "и" else "Й") + bare[place + 1 :]
            ends = place == len(bare) - 1 and lower[-2] in "оеая"
            if known(reading) or ends:
                return seen.text.replace(bare, reading)
    return seen.text


def surname(seen: Seen) -> str:
    """«мельник Ангелина Львовна» alone on a line: a letter whose capital has the same shape begins a whole name."""
    whole = seen.opens and len(seen.after) == 2 and _GIVEN.fullmatch(seen.following) and _PATRONYMIC.fullmatch(seen.after[1])
    return seen.text.capitalize() if whole and _SMALL_SURNAME.fullmatch(seen.text) else seen.text


#: In this order: a stray is no word, an address is left alone by what follows, letters come before dictionaries.
RULES: Final[tuple[Rule, ...]] = (
    stray, parted, address, number_sign, label, roman, preposition, initials, law, last_zero, small_letters, digits, index, word,
    short_i, surname, lambda seen: as_patronymic(seen.text, seen.before),
)  # fmt: skip
