"""Initials without full stops beside a surname: «РС БЕРДНИК» of a signature, «Исп. Соловьёв МН», «И П Чубарь».

Only where zones hold names of people and little else, and only where the name ends its line or a phone stands behind it:
«Минкульт РФ», «АО Рассвет» are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.name_parts import NameParts, Part
from extractors.russian.name_words import COMMON, fitness
from extractors.russian.names import nominative
from extractors.russian.organization_names import forms

UNDOTTED: Final = "person:undotted"
_ZONES: Final = (ZoneRole.SIGNATURE, ZoneRole.EXECUTOR, ZoneRole.APPROVAL, ZoneRole.ADDRESSEE)
_SURNAME: Final = r"(?P<surname>[А-Я][а-яё]{2,25}(?:-[А-Я][а-яё]{2,25})?|[А-Я]{3,25}(?:-[А-Я]{3,25})?)"
_INITIALS: Final = r"(?P<given>[А-Я])[ ]?(?P<father>[А-Я])"
_BEHIND_IT: Final = _INITIALS.replace("given", "own").replace("father", "his")
_NAME: Final = re.compile(rf"(?:{_INITIALS} {_SURNAME}|{_SURNAME.replace('surname', 'first')} {_BEHIND_IT})(?![\w.-])")
#: What stands before such a name on its line, and behind it.
_BEFORE: Final = re.compile(r"(?:^|\n|[ ]{2}|\t|[_/|:]|(?<![а-я])исп(?:олнитель|\.)?)[ ]{0,3}\Z", re.IGNORECASE)
_BEHIND: Final = re.compile(r"[ ]{0,3}(?:$|\n|[,;/|(\t]|[ ]{2}|[+\d]|т(?:ел)?[.: ])", re.IGNORECASE)
_BEFORE_LENGTH: Final = 16
#: Lands and other things that are shortened to two letters.
_NEVER: Final = frozenset(
    ("РФ", "РТ", "РБ", "РК", "РД", "РХ", "РМ", "УР", "ЧР", "МР", "ГО", "СП", "ВО", "ДО", "НА", "ЗА", "ОТ", "ПО")
)  # fmt: skip
_SURE: Final = 0.85


def undotted(document: Document, mentions: Sequence[Mention]) -> Iterator[Mention]:
    """Names with initials without full stops, where no other name stands.

    >>> from extractors.document import Line, Zone
    >>> text = "Врио начальника      РС БЕРДНИК"
    >>> doc = Document(text, (Line(0, len(text)),), zones=(Zone(ZoneRole.SIGNATURE, 0, len(text)),))
    >>> [(m.text, m.value.full) for m in undotted(doc, ())]
    [('РС БЕРДНИК', 'Бердник Р. С.')]
    """
    for zone in document.zones_of(*_ZONES):
        for match in _NAME.finditer(document.folded, zone.start, zone.end):
            start, end = match.span()
            if any(m.start < end and start < m.end and m.value.given for m in mentions) or not _stands(document, start, end):
                continue
            given, father = match["given"] or match["own"], match["father"] or match["his"]
            surname = document.text[slice(*match.span("surname" if match["surname"] else "first"))]
            if f"{given}{father}" in _NEVER or f"{given}{father}" in forms() or fitness(surname).surname < COMMON:
                continue
            case = "datv" if zone.role is ZoneRole.ADDRESSEE else "nomn"
            ranked = nominative(_parts(surname, given, father), None, (), expected_case=case)
            if ranked:
                yield mention(document, Kind.PERSON, start, end, ranked[0].name, rule=UNDOTTED, confidence=_SURE)


def _stands(document: Document, start: int, end: int) -> bool:
    before = document.folded[max(0, start - _BEFORE_LENGTH) : start]
    return _BEFORE.search(before) is not None and _BEHIND.match(document.folded, end) is not None


def _parts(surname: str, given: str, father: str) -> NameParts:
    """«Бердник Р. С.», as if its full stops stood."""
    last = len(surname)
    parts = (
        Part(surname, 0, last, "surname"),
        Part(f"{given}.", last + 1, last + 3, "given", initial=True),
        Part(f"{father}.", last + 4, last + 6, "patronymic", initial=True),
    )
    return NameParts(f"{surname} {given}. {father}.", parts, _SURE)
