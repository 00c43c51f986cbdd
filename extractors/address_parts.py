"""The parts of a Russian postal address, one pattern each: postcode, region, district, town, street, house, room, box.

`part_at` reads the part that begins at a place. Kinds of streets and towns are stripped («ул.», «г.», «пос.»), letters
of
houses joined («10 «а»» is 10а).

    >>> text = "ул. Красноказачья, д. 10 «а», корп. 2"
    >>> [part_at(text, place).value for place in (0, 19, 30)]
    ['Красноказачья', '10а', 'корп. 2']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from extractors.russian.morph import inflect, parses, spell_like


@dataclass(frozen=True, slots=True)
class AddressPart:
    """`what`: postcode, box, bag, country, region, district, town, street, house, room, name (a capital word alone), of.

    «of» is the district or region of a town, in the genitive.
    """

    what: str
    start: int
    end: int
    value: str
    typed: bool = True


# A name ends where its letters end: «Магілёў» of a second language is none.
_WORD = r"[А-ЯЁ][А-Яа-яёЁ]+(?:-(?:на-|[А-ЯЁ]?[а-яё]+-)?[А-ЯЁ]?[А-Яа-яёЁ]+)?(?![^\W\d_])"
# The first word of a town of two words is an adjective: «Набережные Челны», «Великий Устюг», «Красный Рог»; or one of
# these.
_ADJECTIVE = r"[А-ЯЁ][а-яё]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ЫЙ|ИЙ|АЯ|ОЕ|ЫЕ|ИЕ)"
_TOWN = rf"(?:Сергиев|Павлов|Ростов|Спас|Старо|Ново|{_ADJECTIVE})[ ]{_WORD}|{_WORD}"
_POSTCODE = re.compile(r"(?<![\d-])(?:[0-6]\d|7[12])\d{4}(?![\d-]|[ ]?(?:руб|экз|чел|шт))")
# «ГСП-3»: the mail of a whole street goes by bags; no town and no street.
_BAG = re.compile(r"ГСП(?:[ ]?-?[ ]?\d{1,3})?(?![А-Яа-я\d])")
_BOX = re.compile(r"(?:а[/.]я|абонентск[а-я]{2,3}[ ]ящик)[ ]?№?[ ]?(?P<number>\d{1,5})")
_COUNTRY = re.compile(
    r"(?:Росси(?:я|йская[ ]Федерация)|РФ|Республика[ ](?:Беларусь|Казахстан|Армения|Узбекистан)|Беларусь"
    r"|Казахстан)(?![А-Яа-я])"
)
_REGION = re.compile(
    rf"""
      (?P<name>[А-ЯЁ][А-Яа-яёЁ-]{{3,30}}(?:ая|ий|ой|АЯ|ИЙ))[ \n]{{1,3}}
        (?P<kind>(?i:область|обл\.?|край|республика|респ\.?|автономная[ \n]область|автономный[ \n]округ
            |АО))(?:[ ]?-[ ]?Югра)?(?![А-Яа-я])
    | (?P<kind2>(?i:Республика(?=[ ])|Респ(?=[ .])))[ .]{{1,3}}(?P<name2>Саха[ ]\(Якутия\)
        |Северная[ ]Осетия[ ]?-[ ]?Алания|Марий[ ]Эл|{_WORD})
    | (?P<short>ЕАО|ХМАО(?:[ ]?-[ ]?Югра)?|ЯНАО|НАО|УР|РД|РТ|РБ|РК|РХ|РМЭ|РСО-Алания|ЧР|КБР|КЧР|РС[ ]?\(Я\))(?![А-Яа-я])
    """,
    re.VERBOSE,
)
_DISTRICT = re.compile(
    rf"""
      [А-ЯЁ][А-Яа-яёЁ-]{{3,30}}(?:ий|ой|ый|ИЙ)[ \n]{{1,3}}
        (?i:район|р-н|р\.|улус|кожуун|муниципальный[ ](?:район|округ)|городской[ ]округ|г\.о\.|м\.о\.|сельсовет
            |с/с)(?![А-Яа-я])
    | ЗАТО[ ]{_WORD}
    | (?:р-н|район|г\.о\.|м\.о\.|городской[ ]округ|муниципальный[ ]округ|с/п
        |сельское[ ]поселение)[ ](?:город[ ])?{_WORD}
    """,
    re.VERBOSE,
)
# «с. Ключи Бессоновского района Пензенской области»
_OF_DISTRICT = re.compile(
    r"[А-ЯЁ][А-Яа-яёЁ-]{3,30}(?:ого|ой)[ \n]{1,3}(?:района|р-на|улуса|округа|муниципального[ ]округа|области|края)"
    r"(?=,|[ ][А-ЯЁ][а-яё-]{3,30}(?:ой[ ]обл|ого[ ]кр))"
)
_TOWN_TYPED = re.compile(
    rf"""
    (?:
      (?:[гсдпхГ]|гор|пос|аг|рп|р\.[ ]?п|пгт|ст|ст-ца|дер|сл|мест|ПОС|ПГТ|г\.-к)\.[ ]{{0,2}}
    | (?:[гГ]|пгт|рп|ст-ца|аул|город|село|станица|деревня|улус|поселок(?:[ ]городского[ ]типа)?|рабочий[ ]поселок
        |хутор|слобода|аал|Город)[ ]{{1,2}}
    )
    \n?(?P<name>{_WORD}[ ](?!Росси){_WORD}(?=[ ]?[,;)\n])|{_TOWN})
    """,
    re.VERBOSE,
)

# «Тверь г, Садовая ул, 33»: as registers of addresses write it.
_TOWN_BEFORE = re.compile(rf"(?P<name>{_TOWN})[ ](?:г|гор|пгт|рп|с|п|д|дер|ст-ца|х)\.?(?=[ ]?,)")

_STREET_TYPE = (
    r"(?:(?i:улица|улице|ул|площадь|площади|пл|проспект[еау]?|просп|пр-?к?т|пр|переулок|переулке|пер|бульвар[еау]?"
    r"|бул|б-р|шоссе"
    r"|набережная|наб|проезд[еау]?|пр-д|тупик|туп|аллея|тракт|микрорайон[еау]?|мкр-?н?|мк-н|м/р|м-он|м-н|квартал|кв-л|линия"
    r"|спуск))"
)
# Short kinds that are words or letters too want their dot: «ш.», «ал.», «пр.» does with a blank.
_TYPE_BEFORE = rf"(?:{_STREET_TYPE}|(?:ш|ал|тр|въезд|тер)(?=\.))(?![А-Яа-я])"
_RANK = (
    r"(?:реки|канала|лейтенанта|капитана|маршала|генерала|адмирала|академика|профессора|космонавта|летчика|геро(?:я|ев)"
    r"|братьев)"
)
_NUMERAL = r"\d{1,3}(?:(?:[ ]?-?(?:й|я|ая|ый|ой|го))?[ ](?:лет(?:ия)?[ ])?|-лет(?:ия|ие)?[ ])"
# «Уральско-Волжской дивизии»: nouns in small letters that end the name of a street
_OF_WHOM = r"(?:дивизии|армии|бригады|коммуны|стрелков|партизан|заставы|роты)"
_STREET_NAME = (
    rf"(?:(?:им\.|имени)[ ]?\n?)?(?:{_RANK}[ ])?(?:[А-ЯЁ][а-яё]{{0,2}}\.[ ]?){{0,2}}(?:{_NUMERAL})?{_WORD}"
    rf"(?:[ ](?!{_STREET_TYPE}\.?[ ]){_WORD}|[ ]{_OF_WHOM}\b|\n{_WORD}(?=,[ ]?(?:д\.|дом|\d))|[ ]\d{{1,2}}-?[йя](?![а-я])|[ ](?:би"
    rf"|батыра?|хана|ата)\b)"
    r"{0,3}(?:[ ]\([А-ЯЁ][а-яё]+(?:[ ][А-ЯЁ][а-яё]+)?\)|[ ][А-ЯЁ]\.[ ]?[А-ЯЁ]\.(?=,[ ]?(?:д|\d)))?"  # «им. Рахова В. Г.»
)
# «ул. Новый квартал, 11»
_NAMED_QUARTER = r"(?:(?<=[йя])[ ](?:квартал|проезд|переулок|площадь|линия)(?=,[ ]?(?:д\.|дом|\d)))"
_STREET = re.compile(rf"(?P<kind>{_TYPE_BEFORE})(?:\.[ ]{{0,2}}\n?|[ ]{{1,2}}\n?|\n)[ ]{{0,2}}(?P<name>{_STREET_NAME}{_NAMED_QUARTER}?)")
_STREET_AFTER = re.compile(
    rf"(?P<name>{_STREET_NAME})[ ]\n?(?P<kind>(?:{_STREET_TYPE}|ш(?=\.))(?:\.|(?=[ ]?[,\n]|[ ]?$|[ ]\d|[ ]ул)))(?![А-Яа-я])"
    r"(?:(?<=набережная)[ ]ул\.(?=,))?"  # «Камская набережная ул., д. 14»
)
# «В.О., 10-я линия», «12-я линия В.О.»: the streets of an island are numbered; the kind belongs to the name.
_LINE = re.compile(
    r"(?:В\.[ ]?О\.,?[ ])?(?P<number>\d{1,2})-?я[ ]линия(?![а-я])(?P<after>[ ]В\.[ ]?О\.)?(?=[ ]?,[ ]?(?:д\.|дом|\d))"
)
# «мкр. 7а, д. 44», «5 микрорайон, 14»: a number for the name, where a house follows.
_BLOCK_KIND = r"(?:[Мм]икрорайон|мкр-?н?|м/р|м-он|мк-н|[Кк]вартал|кв-л)"
_BLOCK = re.compile(
    rf"(?:{_BLOCK_KIND}\.?[ ]{{0,2}}(?:№[ ]?)?(?P<name>\d{{1,3}}-?[А-Яа-я]?)|(?P<before>\d{{1,3}})(?:-?й)?[ ]{_BLOCK_KIND}\.?)"
    r"(?=[ ]?,[ ]?(?:д\.|дом|\d))"
)
_LETTER = r"(?:[ ]?[«\"'][А-Яа-я][»\"']|-?[А-Яа-я](?![А-Яа-я])|[ ][А-Яа-яЁ](?=[ ]?(?:[,;)\n]|$)))"
_NUMBER = rf"\d{{1,4}}(?![\d])(?:[ ]?[/-][ ]?\d{{1,4}}(?!\d))?{_LETTER}?(?:/\d{{1,3}})?"
_HOUSE = re.compile(
    rf"(?:(?i:дом(?:а|у|е)?|д|здание|зд|владение|вл|влад|домовладение)(?P<dot>\.[ ]{{0,2}}"
    rf"|[ ]{{1,2}}|(?=\d)))(?:№[ ]?)?(?P<number>{_NUMBER})"
)
_BARE_HOUSE = re.compile(
    rf"(?:№[ ]?)?(?P<number>{_NUMBER})(?=[ ]{{2}}|[ ]-[ ]|[ ]{{0,3}}(?:[,;).\n»|/•◦·]|\((?!\d)|$|(?:корп|стр|кв|оф|каб|лит"
    rf"|пом|тел|факс)"
    rf"|[ ](?:тел|факс|т\.|(?:со?|в|по|до|на|где)[ ]|(?:про(?:шл|йд)|состо|откры|располож|находит|действ|работа)[а-я])))(?!\.\d)"
)
_ROOM = re.compile(
    r"""
    (?P<floor>\d{1,2}(?:-?[йя]|(?<!\(\d)(?<!\(\d\d))[ ]этаж(?![а-я])) | (?P<kind>(?i:корпус|корп|строение|стр|кабинет|каб|офис|оф|аудитория
        |ауд|квартира|кв
        |помещение
        |помещ|пом|литера?|лит|этаж|эт
        |комната|комн
      |ком|блок|секция|подъезд|под|к))
    (?:\.[ ]{0,2}(?:\n(?=\d{1,3},))?|[ ]{1,2}|(?<=литера)\n)(?:№[ ]?)?(?P<number>[IVX]{1,4}(?![А-Яа-яA-Za-z])
        |[«"']?(?:\d{1,4}(?!\d)(?:[/-]\d{1,4})?(?:-?[А-Яа-я])?(?![А-Яа-я])
        |[А-ЯЁа-яA-Z](?:-?\d{1,3})?(?![А-Яа-я\d]))[»"']?(?:,[ ]\d{1,2}(?=[ ]?(?:\n|;|$)))?)
    (?![ ]?:)
    """,
    re.VERBOSE,
)
# «Телефон (8412) …» behind a house is no street.
_NO_NAME = (
    r"(?!(?:ПО|НА|ДЛЯ|ПРИ|ДЛЯ|ОТ|По|На|Для|При|От)(?![А-Яа-я]))(?!(?:Тел|Факс|Сайт|Эл|Почт|Адрес|Режим|Прием|Кабинет"
    r"|Отдел|Директор|Ректор|Исх)[а-я]{0,12}(?![а-яА-Я]))"
)
_CENTER = re.compile(
    r"(?:БЦ|ТЦ|ДЦ|ТРК|ТРЦ|бизнес-центр|торговый[ ]центр)[ ][«\"][^»\"\n]{2,40}[»\"]"
)  # «БЦ «Магеллан»»
# not «Корп.», unless the line ends there; not a part of «Санкт-Петербурга.»
_NAME = re.compile(rf"{_NO_NAME}(?P<name>{_TOWN})(?![А-Яа-я-])(?!\.(?![ ]?(?:\n|$)))")


def part_at(text: str, place: int, *, after_street: bool = False) -> AddressPart | None:
    """The part of an address that begins at a place of a folded text (its case kept), or None."""
    for what, pattern in _ORDER:
        match = pattern.match(text, place)
        if match and (part := _part(what, match)):
            return part
    match = _BARE_HOUSE.match(text, place) if after_street else None
    if match:
        return AddressPart("house", place, match.end(), _house(match["number"]), typed=False)
    match = _NAME.match(text, place)
    return AddressPart("name", place, match.end(), _titled(match["name"]), typed=False) if match else None


_BARE_STREET = re.compile(rf"\s{{0,4}}(?P<name>{_NO_NAME}{_STREET_NAME})(?:,[ ]?|[ ])(?=\d|д\.|дом)")


def bare_street(text: str, place: int) -> tuple[AddressPart, AddressPart] | None:
    """A street without its kind and the house behind it that begin at a place: «Кирова, 21», «50 лет Октября, д. 7а»."""
    street = _BARE_STREET.match(text, place)
    house = part_at(text, street.end(), after_street=True) if street else None
    if street is None or house is None or house.what != "house":
        return None
    return AddressPart("street", *street.span("name"), _titled(street["name"]), typed=False), house


_ORDER: Final = (
    ("postcode", _POSTCODE),
    ("box", _BOX),
    ("bag", _BAG),
    ("region", _REGION),
    ("country", _COUNTRY),
    ("district", _DISTRICT),
    ("line", _LINE),
    ("block", _BLOCK),
    ("street", _STREET),
    ("street", _STREET_AFTER),
    ("of", _OF_DISTRICT),
    ("house", _HOUSE),
    ("town", _TOWN_BEFORE),
    ("town", _TOWN_TYPED),
    ("room", _ROOM),
    ("center", _CENTER),
)


def _part(what: str, match: re.Match[str]) -> AddressPart | None:
    start, end = match.span()
    if what == "region":
        return AddressPart(what, start, end, _region(match))
    if what == "street":
        # «Дворцовая набережная» is a name with its kind inside; «Октябрьский просп.», «Самарское шоссе» are not.
        inside = match.start("kind") > match.start("name") and match["kind"].lower() == "набережная"
        street = _titled(f"{match['name']} {match['kind']}") if inside else _street(match["name"], match["kind"])
        return AddressPart(what, start, end, street)
    if what == "block":
        return AddressPart("street", start, end, match["name"] or match["before"])
    if what == "line":
        return AddressPart(
            "street", start, end, f"{match['number']}-я линия" + (" В. О." if "О" in match.group() else "")
        )
    if what == "house":
        # «д.» says nothing more than a house; «влад. 2» is kept as written.
        kind = match.group()[: match.start("dot") - start].lower()
        told = f"{match.group()[: match.end('dot') - start].strip()} " if kind.startswith("вл") else ""
        return AddressPart(what, start, end, told + _house(match["number"]))
    if what == "town":
        return AddressPart(what, start, end, _titled(match["name"]))
    if what == "room" and match["floor"]:
        return AddressPart(what, start, end, match["floor"])
    if what == "room":
        number = re.sub(r"[«»\"']|(?<!,)[ ]", "", match["number"])
        kind = " ".join(match["kind"].split())
        dot = "." if match.group()[len(match["kind"]) : len(match["kind"]) + 1] == "." else ""
        return AddressPart(what, start, end, f"{kind}{dot} {number}")
    if what == "center":
        return AddressPart("room", start, end, " ".join(match.group().split()))
    if what == "box":
        return AddressPart(what, start, end, match["number"])
    return AddressPart(what, start, end, " ".join(match.group().split()))


def _house(number: str) -> str:
    """«10 «а»» is 10а, «1 / 11» is 1/11."""
    return re.sub(r"(?<=\d)-(?=[А-Яа-я])|[«»\"' ]", "", number)


def _titled(name: str) -> str:
    """A name in capitals in normal case: «ВЯТСКИЕ ПОЛЯНЫ» is Вятские Поляны."""
    plain = " ".join(name.split())
    if not (plain.isupper() and len(plain) > 2):
        return plain
    small = {"На", "Над", "Имени", "Лет"}
    words = re.sub(r"[А-ЯЁ]+", lambda word: word.group().capitalize(), plain)
    return re.sub(r"[А-ЯЁ][а-яё]+", lambda word: word.group().lower() if word.group() in small else word.group(), words)


# The kinds that stand in an oblique case: «по улице Советской», «на проспекте Октябрьском».
_OBLIQUE = re.compile(r"(?i:улице|площади|проспект[еу]|переулке|бульвар[еу]|проезд[еу]|микрорайон[еу])\Z")
_FEMININE = re.compile(r"(?i:ул|пл|наб|лин)")


def _street(name: str, kind: str) -> str:
    plain = _titled(name)
    if not _OBLIQUE.match(kind):
        return plain
    wanted = "nomn sing femn" if _FEMININE.match(kind) else "nomn sing masc"
    return " ".join(_nominative(word, wanted) for word in plain.split())


def _nominative(word: str, wanted: str) -> str:
    """An adjective in the nominative; a name in the genitive («Ленина») stays."""
    for parse in parses(word):
        if parse.tag.pos == "ADJF" and parse.tag.case in ("datv", "loct") and (found := inflect(parse, wanted)):
            return spell_like(found.word, word)
    return word


_KINDS = {"обл": "область", "респ": "Республика", "республика": "Республика", "ао": "автономный округ"}


def _region(match: re.Match[str]) -> str:
    """«Иркутская обл.» is Иркутская область, «Респ. Дагестан» Республика Дагестан; short names stay."""
    if match["short"]:
        return " ".join(match["short"].split())
    kind = " ".join((match["kind"] or match["kind2"]).split()).rstrip(".").lower()
    full = _KINDS.get(kind, kind)
    name = _titled(match["name"] or match["name2"])
    tail = " - Югра" if match.group().endswith("Югра") else ""
    return f"{name} {full}{tail}" if match["name"] else f"{full} {name}"
