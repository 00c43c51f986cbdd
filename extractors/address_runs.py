"""Runs of the parts of an address: where to look in a text, and what stands side by side there.

>>> text = "Ждём Вас: г. Томск, ул. Мира, д. 3. Вход свободный."
>>> [[part.value for part in run] for start, end in windows(text) for run in runs(text, start, end)]
[['Томск', 'Мира', '3']]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.address_parts import AddressPart, part_at
from extractors.atoms import begun
from extractors.russian.organization_heads import head_of
from extractors.russian.proper_names import is_abbreviation
from extractors.russian.towns import is_town, known_towns

# What an address can not be without: a postcode, a kind of street, or a town with its kind and a capital after it.
_POSTCODE = re.compile(r"[0-7](?<!\d\d)\d{5}(?!\d)")
_KIND = re.compile(
    r"""
      (?<![А-Яа-я])(?:
        (?i:ул|пл(?:ощ)?|просп|пр|пер|бул(?:ьв)?|наб(?:ер)?|проул|мкр|ш|туп|ал)\.
      | (?i:улиц[аеы]|площад[ьи]|проспект|переул|бульвар|шоссе|набережн|проезд|проулок|микрорайон|пр-?к?т|п-кт|б-р|мкр
        |пр-з?д|м-он|кв-л|м/р)
      | (?:ул|пер|наб|пр-кт)[ ](?=[А-ЯЁ])
      | (?<=[а-я][ ])(?:ул|пер|наб|пл|пр-кт)(?=,)
      | (?:[гГ]|пос|пгт|рп|с|п|ст|дер)\.[ ]?(?=[А-ЯЁ]) )
    """,
    re.VERBOSE,
)
#: What each kind begins with, in small letters.
_KINDS: Final = (
    "ул", "пл.", "пл,", "площ", "просп", "проул", "пр.", "пр-", "п-кт", "прт", "прк", "проезд", "пер.", "пер ", "пер,", "переул", "бул",
    "наб", "мкр", "микрорайон", "ш.", "шоссе", "туп.", "ал.", "б-р", "м-он", "кв-л", "м/р",
    "г.", "пос.", "пгт.", "рп.", "с.", "п.", "ст.", "дер.",
)  # fmt: skip
# A list of addresses under one heading has fewer parts than this without a word between.
MOST_PARTS: Final = 80
_BEFORE, _AFTER = 170, 200  # how far an address reaches from its anchor
_GAP = re.compile(r"[ ,;.|()-]{0,12}(?:\n[ ]{0,60})?[ ,;.|()-]{0,40}")
_BREAK = re.compile(r"\n[ ]{0,60}\n")
_WORD = re.compile(r"[^\s,;()|]{1,60}")
# «дома № 5 по улице Мира», «в Новосокольниках: ул. Отса», «по улице Ремезова в г. Тобольске»
_LINKS = re.compile(
    r"(?:(?:почтовый[ ])?индекс:?[ ]{1,2}|по[ ]адресу:?[ ]{1,2}|(?i:по|на)[ ]{1,2})|:[ ]{0,2}"
    r"|в[ \n](?=(?:г|гор|пос|с|дер)\.[ ]?[А-ЯЁ]|(?:городе|поселке|селе|деревне)[ ][А-ЯЁ])"
)
# «Каретный Ряд, д. 2, Москва»: a street with no kind heads the address.
HOUSE_AHEAD = re.compile(r",[ ]{0,2}\n?(?:д\.|дом)[ ]{0,2}\d")
IN = re.compile(r"(?<![А-Яа-я])(?:в|во|из|В|Во)[ \n]{1,3}(?:г\.|гор\.|городе|пос\.|поселке|селе|с\.)?[ ]{0,2}\Z")


def windows(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of text around the anchors, joined where they touch, never over a blank line."""
    current: tuple[int, int] | None = None
    anchors = [*_POSTCODE.finditer(text), *begun(_KIND, _KINDS, text)]
    for match in sorted(anchors, key=lambda anchor: anchor.start()):
        start, end = max(0, match.start() - _BEFORE), min(len(text), match.end() + _AFTER)
        blank = text.rfind("\n\n", start, match.start())
        start = blank + 2 if blank >= 0 else start
        blank = text.find("\n\n", match.end(), end)
        end = blank if blank >= 0 else end
        if current and start <= current[1]:
            current = current[0], max(end, current[1])
            continue
        if current:
            yield current
        current = start, end
    if current:
        yield current


def runs(text: str, start: int, end: int) -> Iterator[list[AddressPart]]:
    """Runs of parts with nothing but commas, brackets and a line end between them."""
    group: list[AddressPart] = []
    at = start
    while start > 0 and at < end and text[at - 1].isalnum() and text[at].isalnum():
        at += 1  # not from the middle of a word
    while at < end:
        gap = _GAP.match(text, at)
        at = gap.end() if gap else at
        link = _LINKS.match(text, at) if group else None
        if link and _joins(text, group, link):
            at = link.end()
        after_street = bool(group) and group[-1].what in ("street", "name") and text[at - 1 : at] != "("
        part = part_at(text, at, after_street=after_street) if at < end else None
        if part and (at == 0 or not text[at - 1].isalnum()):
            if part.what == "name" and not _welcome(text, part, group):
                if group:
                    yield group
                group = []
            elif part.what != "room" or text[at - 1 : at] != "(":  # «15 (2-й этаж)»: no part of the house
                group.append(part)
            if len(group) >= MOST_PARTS:
                yield group
                group = []
            at = part.end
            continue
        if group:
            yield group
        group = []
        word = _WORD.match(text, at)
        at = word.end() if word else at + 1
    if group:
        yield group


def _joins(text: str, group: Sequence[AddressPart], link: re.Match[str]) -> bool:
    """Whether a word between two parts joins them: over a line end where a street or the town of one is said behind it."""
    broken = "\n" in text[group[-1].end : link.start()]
    if link.group().startswith("в"):
        return {"street", "house"} <= {part.what for part in group}
    if broken:
        following = part_at(text, link.end()) if group[-1].what == "house" and ":" not in link.group() else None
        return following is not None and following.what == "street"
    return True


_NEXT_LINE = re.compile(r"[ .]{0,8}\n\s{0,60}")


_BESIDE_NAMES: Final = frozenset(("postcode", "region", "country", "district", "town", "house", "room", "box", "name"))


def _welcome(text: str, part: AddressPart, group: Sequence[AddressPart]) -> bool:
    """Whether a capital word alone may be a town or a street: a known town, or one that its neighbours make so."""
    if head_of(part.value) is not None:
        return False  # «ГОРОД СОЧИ⏎ДЕПАРТАМЕНТ⏎САДОВ⏎Советская ул., д. 26»
    letters = is_abbreviation(text[part.start : part.end])  # «в МАОУ СОШ № 93»
    if letters or IN.search(text, max(0, part.start - 16), part.start):
        return not letters
    apart = group and text.startswith(". ", group[-1].end) and part.value not in known_towns()
    if apart or text.startswith(":", part.end):
        return False  # «… до дома № 40. Объезд – по улице Мира», «Телефон: …»
    if part.value in known_towns() or (not group and heads_address(text, part)):
        return True
    if group and group[-1].what in ("house", "room") and _NEXT_LINE.fullmatch(text, group[-1].end, part.start):
        return False  # «…, д. 1⏎Касса 8 (841) …»
    if HOUSE_AHEAD.match(text, part.end):
        return True
    return bool(group) and group[-1].what in _BESIDE_NAMES


def heads_address(text: str, part: AddressPart) -> bool:
    """Whether a word that may be a town has a street with its kind behind: «(Красногорск, бульвар Строителей, дом 4)»."""
    behind = part_at(text, part.end + 2) if text.startswith(", ", part.end) else None
    return behind is not None and behind.what == "street" and is_town(part.value)
