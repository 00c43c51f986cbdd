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
from typing import Final

from extractors import address_patterns as patterns
from extractors.frozen import dataclass
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


def part_at(text: str, place: int, *, after_street: bool = False) -> AddressPart | None:
    """The part of an address that begins at a place of a folded text (its case kept), or None."""
    for what, pattern in _ORDER if _BEGINS(text, place) else ():
        match = pattern.match(text, place)
        if match and (part := _part(what, match)):
            return part
    match = (patterns.BARE_HOUSE.match(text, place) or patterns.HOUSE_RUN_ON.match(text, place)) if after_street else None
    if match:
        return AddressPart("house", place, match.end(), _house(match["number"]), typed=False)
    match = patterns.NAME.match(text, place)
    return AddressPart("name", place, match.end(), _titled(match["name"]), typed=False) if match else None




def bare_street(text: str, place: int) -> tuple[AddressPart, AddressPart] | None:
    """A street without its kind and the house behind it that begin at a place: «Кирова, 21», «50 лет Октября, д. 7а»."""
    street = patterns.BARE_STREET.match(text, place)
    house = part_at(text, street.end(), after_street=True) if street else None
    if street is None or house is None or house.what != "house":
        return None
    return AddressPart("street", *street.span("name"), _titled(street["name"]), typed=False), house


_ORDER: Final = (
    ("postcode", patterns.POSTCODE),
    ("box", patterns.BOX),
    ("bag", patterns.BAG),
    ("region", patterns.REGION),
    ("country", patterns.COUNTRY),
    ("district", patterns.DISTRICT),
    ("line", patterns.LINE),
    ("block", patterns.BLOCK),
    ("street", patterns.STREET),
    ("street", patterns.STREET_AFTER),
    ("of", patterns.OF_DISTRICT),
    ("house", patterns.HOUSE),
    ("town", patterns.TOWN_BEFORE),
    ("town", patterns.TOWN_TYPED),
    ("town", patterns.TOWN_SHORT),
    ("room", patterns.ROOM),
    ("center", patterns.CENTER),
)
#: Whether any of them begins at a place: of most words none does, and one pattern is asked for sixteen.
_BEGINS: Final = re.compile(
    "|".join(
        f"(?{'x' if pattern.flags & re.VERBOSE else ''}:{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', pattern.pattern)})"
        for _, pattern in _ORDER
    )
).match


def _part(what: str, match: re.Match[str]) -> AddressPart | None:
    start, end = match.span()
    if what == "region":
        return AddressPart(what, start, end, _region(match))
    if what == "street":
        # «Дворцовая набережная» is a name with its kind inside; «Октябрьский просп.», «Самарское шоссе» are not.
        inside = match.start("kind") > match.start("name") and match["kind"].lower() == "набережная"
        street = _titled(f"{match['name']} {match['kind']}") if inside else _street(match)
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
    plain = " ".join(name.replace("-\n", "-").split())
    if not (plain.isupper() and len(plain) > 2):
        return plain
    small = {"На", "Над", "Имени", "Лет"}
    words = re.sub(r"[А-ЯЁ]+", lambda word: word.group().capitalize(), plain)
    return re.sub(r"[А-ЯЁ][а-яё]+", lambda word: word.group().lower() if word.group() in small else word.group(), words)


# The kinds that stand in an oblique case: «по улице Советской», «на проспекте Октябрьском».
_OBLIQUE = re.compile(r"(?i:улице|площади|проспект[еу]|переулке|бульвар[еу]|проезд[еу]|микрорайон[еу])\Z")
_ALONG = re.compile(r"(?<![А-Яа-я])(?:[Пп]о|[Нн]а)[ \n]\Z")  # «по ул. Астраханской»
_FEMININE = re.compile(r"(?i:ул|пл|наб|лин)")


def _street(match: re.Match[str]) -> str:
    kind, plain = match["kind"], _titled(match["name"])
    if not (_OBLIQUE.match(kind) or _ALONG.search(match.string, max(0, match.start() - 4), match.start())):
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
