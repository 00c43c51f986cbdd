"""Postal addresses: parts that stand side by side, in any order, grouped into one address each.

A group is an address when it has a street with a house, or a postcode with a town or a street; «ул. Ленина» in the text
is none. A second street, postcode or town after the first begins the next address; what a second language repeats has no
Russian parts and so gives nothing.

    >>> doc = Document(text="М. Горького ул., д. 73, г. Ижевск,\\nУдмуртская Республика, 426051")
    >>> [(m.value.postcode, m.value.region, m.value.city, m.value.street, m.value.house) for m in find(doc)]
    [('426051', 'Удмуртская Республика', 'Ижевск', 'М. Горького', '73')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors import address_cells
from extractors.address_parts import AddressPart
from extractors.address_runs import HOUSE_AHEAD, IN, heads_address, runs, windows
from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.russian.towns import known_towns, town_in_nominative
from extractors.values import AddressValue

WHOLE: Final = 0.96  # postcode, town, street and house
GOOD: Final = 0.93  # street and house with a town or a postcode
BARE: Final = 0.85  # a street and a house alone, or a postcode and a town
ELSEWHERE: Final = "город по другому упоминанию"


def find(document: Document) -> Iterator[Mention]:
    """The addresses of a document, in order."""
    text = document.folded
    found = [
        (m, any(part.what == "box" for part in address))
        for start, end in windows(text)
        for group in runs(text, start, end)
        for address in _addresses(text, group)
        for m in _mention(document, address)
    ]
    placed = {m.value.postcode for m, _ in found if m.value.street}
    housed = {m.value.postcode for m, _ in found if m.value.house} - {""}  # its «Казан ш.» is a town and no «шоссе»
    found += [(m, False) for m in address_cells.find(document, [m for m, _ in found])]
    whole = {(m.value.street, m.value.house): m.value for m, _ in reversed(found) if m.value.house and m.value.city}
    for m, boxed in found:
        # «720040, Бишкек ш., … / 720040, г. Бишкек, ул. Киевская»: a second language repeats what can be read of it.
        told = m.value.street and (m.value.house or m.value.city or m.value.postcode not in housed)
        if told or boxed or m.value.postcode not in placed:
            full = None if m.value.city or m.value.postcode else whole.get((m.value.street, m.value.house))
            yield replace(m, value=full, evidence=(*m.evidence, ELSEWHERE)) if full else m


_BORDER = re.compile(r"[\n|]")  # of a line, of a cell: «МКОУ СОШ с. Лойно | 612812, с. Лойно, …»


def _addresses(text: str, group: Sequence[AddressPart]) -> Iterator[list[AddressPart]]:
    """A group cut where its second address begins."""
    current: list[AddressPart] = []
    settled = list(_settled(text, group))
    for index, part in enumerate(settled):
        whats = {known.what for known in current}
        townless = all(known.what != "town" for known in settled[index + 1 :])
        if part.what == "postcode" and not townless and _of_name(text, current, part):
            current, whats = [], set()
        doubled = current and part.what == current[-1].what == "town"
        if doubled and "\n" not in text[current[-1].end : part.start]:
            if _CITY.match(text, current[-1].start) and not _CITY.match(text, part.start):
                continue  # «г. Миасс, пос. Ленинск, ул. Нефтяников»: a settlement of the city
            current.pop()  # «г. Москва, г. Зеленоград, площадь Юности»: the town nearer to the street
            whats.discard("town")
        again = part.what in ("postcode", "town", "street") and part.what in whats and not _told_again(current, settled[index:])
        # «603105, Ошарская, 77а; 603000, …» and «…, 664007⏎ул. …»: complete, and something begins anew.
        placed = {"street", "house"} <= whats
        if current and again and (placed or (part.what != "street" and _complete(current))):
            yield current
            current = []
        elif again and part.what == "street":
            # «мкр. Северный, ул. Мира, д. 5»: the street is what stands before the house.
            current = [known for known in current if known.what != "street"]
        elif again and part.what == "town" and "house" not in whats:
            current = [known for known in current if known.what != "town"]
        current.append(part)
    if current:
        yield current


_CITY = re.compile(r"(?:г|гор)\.|[гГ]ород[ ]|[гГ][ ]")


def _told_again(before: Sequence[AddressPart], rest: Sequence[AddressPart]) -> bool:
    """«отделение приставов г. Тулы⏎ул. Мира, 3,⏎г. Тула, 300001»: the town of the name above, once more behind the house."""
    same = before[0].what == rest[0].what == "town" and before[0].value == rest[0].value
    return same and len(before) > 1 and all(part.what != "street" for part in rest)


def _of_name(text: str, before: Sequence[AddressPart], part: AddressPart) -> bool:
    """«ДУМА ГОРОДСКОГО ОКРУГА ГОРОД БУЙ⏎157000, г. Буй, пл. Революции»: the town of a name above, of the cell before, is
    not the address's."""
    if {known.what for known in before} & {"street", "house", "postcode"}:
        return False
    last = before[-1:]
    return any(_BORDER.search(text, known.end, part.start) for known in before if known.what == "town" or known in last)


def _complete(parts: Sequence[AddressPart]) -> bool:
    whats = {part.what for part in parts}
    return {"street", "house"} <= whats or {"postcode", "town"} <= whats


def _settled(text: str, group: Sequence[AddressPart]) -> Iterator[AddressPart]:
    """The parts with the capital words told to be towns or streets, by what stands beside them."""
    has_town = any(part.what == "town" for part in group)
    for index, part in enumerate(group):
        following = group[index + 1] if index + 1 < len(group) else None
        before = group[index - 1] if index else None
        if part.what != "name":
            if part.what == "town" and IN.search(text, max(0, part.start - 16), part.start + 3):
                yield _as(part, "town", town_in_nominative(part.value) or part.value)
            elif part.what == "town" and part.value not in known_towns() and (town := town_in_nominative(part.value)) in known_towns():
                yield _as(part, "town", town)  # «в зале гимназии г. Кунгура (ул. Гоголя, д. 11)»
            else:
                yield part
            continue
        numbered = following is not None and following.what == "house"
        ahead = bool(HOUSE_AHEAD.match(text, part.end))
        if (
            numbered
            and (has_town or ahead or (before and before.what in ("town", "name")))
            and part.value not in known_towns()
        ):
            yield _as(part, "street", part.value)
        elif part.value in known_towns() or (not index and heads_address(text, part)):
            yield _as(part, "town", part.value)
            has_town = True
        elif IN.search(text, max(0, part.start - 16), part.start):
            if town := town_in_nominative(part.value):
                yield _as(part, "town", town)
                has_town = True
        elif not has_town and _beside(before, following):
            town = town_in_nominative(part.value)  # «Колпинский район, Санкт-Петербурга»
            yield _as(part, "town", town if town in known_towns() else part.value)
            has_town = True


def _beside(before: AddressPart | None, following: AddressPart | None) -> bool:
    """Whether a name between these parts is a town: «115162, Холмск, …», «…, д. 33, Холмск, 115162»."""
    heads = ("postcode", "region", "country", "district")
    if before and before.what in heads:
        return True
    return bool(before and before.what in ("house", "room") and following and following.what in heads)


def _as(part: AddressPart, what: str, value: str) -> AddressPart:
    return AddressPart(what, part.start, part.end, value, part.typed)


def _as_written(document: Document, part: AddressPart) -> str:
    """The value with the ё of the document, which the folded text has as е."""
    written = document.text[part.start : part.end]
    if "ё" not in written.lower():
        return part.value
    at = document.folded[part.start : part.end].lower().find(part.value.lower())
    if at < 0:
        return part.value
    pairs = zip(part.value, written[at : at + len(part.value)].lower(), strict=True)
    return "".join({"е": "ё", "Е": "Ё"}[shown] if own == "ё" else shown for shown, own in pairs)


def _mention(document: Document, parts: Sequence[AddressPart]) -> Iterator[Mention]:
    parts = [_as(part, part.what, _as_written(document, part)) for part in parts]
    values = {part.what: part.value for part in reversed(parts)}
    if "house" not in values:  # «1-я линия, стр. 7а»: a building without a house
        built = next((part.value for part in parts if part.what == "room" and part.value.startswith("стр")), "")
        values |= {"house": built} if built else {}
    numbered = next((index for index, part in enumerate(parts) if part.what == "house"), 0)
    house = ", ".join(part.value for part in parts[numbered:] if part.what in ("house", "room"))  # not «каб. 5» before it
    value = AddressValue(
        postcode=values.get("postcode", ""),
        region=values.get("region", ""),
        city=values.get("town", ""),
        street=values.get("street", ""),
        house=house if "house" in values and "street" in values else "",
    )
    placed = bool(value.street and value.house)
    if not placed and not (value.postcode and (value.city or value.street)):
        return
    told = [part for part in parts if part.what not in ("country", "of")]
    start, end = told[0].start, told[-1].end
    whole = placed and value.postcode and value.city
    confidence = WHOLE if whole else GOOD if placed and (value.city or value.postcode) else BARE
    rule = "whole address" if whole else "street and house" if placed else "postcode and town"
    while end < len(document.text) and document.text[end] in '»"':
        end += 1
    yield mention(document, Kind.ADDRESS, start, end, value, rule=rule, confidence=confidence)
