"""Streets and houses without a kind, where a label or the head of a column says that they are an address.

«Адрес: Кирова, 21» and a cell «Кирова, 21» under «Адрес» name a street and a house; anywhere else such words may be a
name and an age, a shop and its shelf.

    >>> doc = Document(text="МБОУ СОШ № 3. Адрес: Кирова, 21⏎Телефон 2-14-15".replace("⏎", chr(10)))
    >>> [(m.value.street, m.value.house) for m in find(doc, [])]
    [('Кирова', '21')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.address_parts import bare_street
from extractors.atoms import Claims
from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.russian.towns import known_towns
from extractors.values import AddressValue

_SAID: Final = 0.85
_LABEL: Final = re.compile(r"(?:^|[\s|])адрес(?!а?\s(?:эл|сайта|e-?mail|корр))[^:|\n\d]{0,40}[:|]\s{0,3}", re.IGNORECASE)
_HEADER: Final = re.compile(r"(?:\w{2,15}\s)?(?:адрес|место\s?нахожден)", re.IGNORECASE)


def find(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """The addresses of that kind where none is found yet, in order."""
    text = document.folded
    places = {label.end() for label in _LABEL.finditer(text)} if "дрес" in text or "ДРЕС" in text else set()
    places |= {cell.start for table in document.tables for cell in table.cells if _HEADER.match(cell.header)}
    taken = Claims((m.start, m.end) for m in found)
    for place in sorted(places):
        street = bare_street(text, place)
        if street is None or street[0].value in known_towns() or taken.touches(place, street[1].end):
            continue
        value = AddressValue("", "", "", street[0].value, street[1].value)
        yield mention(document, Kind.ADDRESS, street[0].start, street[1].end, value, rule="street said", confidence=_SAID)
