"""What beside a name says that it is of a thing or of a place: «имени Ф. Скорины», «ул. М. Горького», «города Орла …»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.document import ZoneRole
from extractors.russian.declension import readings as readings_of_name
from extractors.russian.name_windows import Piece
from extractors.russian.name_words import UNKNOWN
from extractors.russian.wordforms import cases, is_known_place, place_cases, readings
from extractors.segments import Segment

_RANKS = (
    r"академика|профессора|маршала|генерала|героя(?:\s(?:советского\sсоюза|социалистического\sтруда|российской\sфедерации|россии))?|писателя|космонавта|адмирала|князя|поэта|летчика"
    "|свят(?:ого|ой|ителя|ых)|преподобного|праведного|благоверного|(?:велико|священно)?мученика|(?:велико)?мученицы|апостола"
)
#: What names a thing after a person: the name that follows is no person of the document.
_NAMED_THING: Final = re.compile(
    rf"""(?: (?: имени|им\.|памяти                                                          # «имени Ф. Скорины»
      | улиц[аыеу]|ул\.|площад[ьи]|пл\.|просп(?:ект[ае]?|\.)|пр-т|пр\.|переул\w{{2,3}}|пер\.   # «ул. М. Горького»
      | бульвар\w?|б-р|наб\.|набережн\w{{2}}|проезд|шоссе|шос\.|мкр\.|микрорайон\w?
      | (?P<whose> преми[яийю]|медал\w{{1,3}}|орден\w{{0,2}}|стипенди\w{{1,2}}|чтени\w{{1,2}}|турнир\w?   # «премия А. Блока»
      | кубок|кубк\w|мемориал\w?|музе\w{{1,2}}-квартир\w{{1,2}}|дом\w{{0,2}}-музе\w{{1,2}}
      | храм\w{{0,2}}|собор\w?|церк\w{{2,3}}|часовн\w{{1,2}}|икон\w{{1,2}}|монастыр\w{{1,2}} )
      | теплоход\w?|ледокол\w?|фрегат\w? )
        \s{{0,2}} (?:(?:{_RANKS})\s{{1,2}}){{0,2}} [«"]?)$""",
    re.VERBOSE | re.IGNORECASE,
)
#: It is tried where a word begins, near the name.
_WORD_START: Final = re.compile(r"(?<![\w-])\w")
#: Short words before a place: «г. Тула», «с. Маяк».
PLACE_BEFORE: Final = re.compile(
    r"(?<![а-я.])(?<!н\.\s)(?:(?:г|гор|пос|п|с|дер|д|ст|р\.\s?п|х|оз)\.|пгт\.?|рп|ст-ца|аул|хутор)\s{0,2}$"
)
#: «города Орла Мария Совина»: the town stands in the genitive before a name in the nominative.
TOWN_BEFORE: Final = re.compile(r"(?<![а-я])(?:города|села|деревни|станицы|пос[её]лка|хутора)\s{1,2}$", re.IGNORECASE)
#: «епископ Сердобский и Спасский Митрофан»: what a bishop is called after is no surname of his.
SEE: Final = r"(?-i:[А-ЯЁ][а-яё]{1,24}(?:-[А-ЯЁ][а-яё]{1,24})?)[сц]к(?:ий|ого|ому|им|ом)"
_SEE: Final = re.compile(SEE, re.IGNORECASE)
_BISHOP_BEFORE: Final = re.compile(
    rf"(?:епископ|митрополит|патриарх)[а-яё]{{0,3}}[ \n](?:{SEE}(?:,|[ \n]и)?[ \n]){{0,3}}\Z", re.IGNORECASE
)
_LONGEST_SEE: Final = 90
#: «М. Горького ул.», «Г. Тукай ур.»: the generic word of a street behind the name.
_STREET_BEHIND: Final = re.compile(
    r"[ ]{0,2},?[ ]{0,2}(?:ул(?:ица|\.)|пл(?:ощадь|\.)|пр-т|просп\.|пер\.|б-р|наб\.|шоссе"  # of Russian
    r"|ур\.?|урам\w{0,2}|урем)(?![а-я])",  # of Tatar and Bashkir
    re.IGNORECASE,
)
#: What the label «Ф.И.О.» has before its «И.О.».
_LABEL_OF_NAMES: Final = re.compile(r"(?<![А-Яа-я])[Фф]\.\s?$")


def is_town(run: Sequence[Piece], k: int, said: re.Match[str] | None) -> bool:
    """Whether the piece is the town that «города» before it says: a place in the genitive, a whole name behind it."""
    if said is None or k + 2 >= len(run) or run[k + 1].initial or run[k + 1].fit.given < UNKNOWN:
        return False
    town, given = run[k].text, run[k + 1].text
    return is_known_place(town) and "nomn" not in place_cases(town) and "nomn" in cases(given)


#: «театра Камала Ильфир Дым», «центра Гамалеи Денис Дым»: whom an institution is called after, before a name in another case.
CALLED_BEFORE: Final = re.compile(r"(?<![а-я])(?:театра|музея|института|центра|фонда|библиотеки|филармонии|училища|студии)\s{1,2}$")


def is_called_after(run: Sequence[Piece], k: int, said: re.Match[str] | None) -> bool:
    """Whether the piece is whom the institution before it is called after: a genitive, behind it a name that stands in none."""
    if said is None or k + 2 >= len(run) or run[k + 1].initial or run[k + 2].initial or run[k + 2].fit.patronymic:
        return False
    if run[k + 1].fit.given < UNKNOWN or run[k + 1].fit.patronymic:
        return False
    given = readings_of_name(run[k + 1].text, "given")
    return "gent" in cases(run[k].text) and bool(given) and given[0].case not in ("gent", "accs")


def is_see(folded: str, piece: Piece) -> bool:
    """Whether the piece is what the bishop before it is called after: «митрополита Ставропольского и Невинномысского»."""
    if not _SEE.fullmatch(folded, piece.start, piece.end):
        return False
    return _BISHOP_BEFORE.search(folded, max(0, piece.start - _LONGEST_SEE), piece.start) is not None


def _is_of_another(name: str) -> bool:
    """«вручить медаль Петрову Ивану», «регент церкви Аристов Лука»: a thing is called after a name in the genitive."""
    words = (readings(word) for word in name.split() if not word.endswith("."))
    told = ({p.tag.case for p in found if p.tag.case and p.tag.number == "sing"} for found in words)
    return any(its and "gent" not in its for its in told)


def is_thing(folded: str, start: int, end: int, segment: Segment) -> bool:
    """«имени Ф. Скорины», «М. Горького ул.», «Михаил Светлов» in quotes: the name of a thing."""
    words = _WORD_START.finditer(folded, max(segment.start, start - 60), start)
    # «Памяти Геннадия Лукича», the headline of an obituary, is of a person
    named = (_NAMED_THING.match(folded, at.start(), start) for at in words if not folded.startswith("Памяти", at.start()))
    if (found := next(filter(None, named), None)) is not None:
        return not (found["whose"] and _is_of_another(folded[start:end]))
    near = max(segment.start - 4, start - 16, 0)
    if folded.startswith(("И.", "и."), start) and _LABEL_OF_NAMES.search(folded, near, start):
        return True  # «Ф.И.О.⏎Должность»
    if folded[max(0, start - 1)] in '«"' and folded[end : end + 1] in ("»", '"'):
        return segment.role is not ZoneRole.E_SIGNATURE
    return _STREET_BEHIND.match(folded, end) is not None
