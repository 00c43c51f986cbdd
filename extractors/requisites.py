"""ИНН, КПП, ОГРН, ОГРНИП and ОКПО: codes of an organisation, told by their names and proved by their check digits.

Sources: порядок ИНН – приказ ФНС России от 29.06.2012 № ММВ-7-6/435@; ОГРН – приказ Минфина России от 30.10.2017 №
165н;
ОКПО – ПР 50.1.024. ИНН and ОГРН are checked by `stdnum`; КПП has a form and no check digit. A number whose check digit
is
wrong is given with little confidence: it is what the letter says.

    >>> doc = Document(text="ОГРН 1073811000196 ИНН/КПП 3811107416/384901001")
    >>> [(m.value.code, m.value.number, m.confidence >= 0.9) for m in find(doc)]
    [('ogrn', '1073811000196', True), ('inn', '3811107416', True), ('kpp', '384901001', True)]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stdnum.ru import inn, ogrn

from extractors.atoms import without_form
from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.values import RequisiteValue

PROVED: Final = 0.99  # the name of the code and a right check digit
FORMED: Final = 0.97  # КПП: nine digits of the right form
DOUBTED: Final = 0.6  # the check digit is wrong: a misprint of the letter or of the recognition

#: Digits of each code.
LENGTHS: Final = {"inn": (10, 12), "kpp": (9,), "ogrn": (13, 15), "okpo": (8, 10, 14)}

_NAME = r"огрн(?:ип)?|инн|кпп|окпо|inn|kpp"
# Digits with blanks in them («3811 107 416»), never over more than one line end.
_DIGITS = r"\d(?:[ ]{0,2}\d){7,14}(?!\d)"
# «ИНН организации:», «КПП получателя –»: whose code it is may stand between; a row of a table parts its cells by «|».
_WHOSE = r"(?:организации|учреждения|получателя|плательщика|заказчика|поставщика|исполнителя|продавца|покупателя|юл)"
_SEPARATOR = rf"\)?[ ]{{0,3}}(?:\n[ ]{{0,20}}|{_WHOSE}[ ]{{0,3}})?(?:[:№=–|-]{{1,2}}|по[ ]егрюл)?[ ]{{0,3}}(?:\n[ ]{{0,20}}|\|[ ]{{0,3}})?"
# One to four names, then as many numbers: «ИНН/КПП 3811107416/384901001», «ИНН (КПП) 3811107416 (384901001)».
_GROUP = re.compile(
    rf"(?<![а-яa-z])(?P<names>(?:{_NAME})(?:[ ]{{0,3}}[/(,|][ ]{{0,3}}(?:{_NAME})\)?){{0,3}}){_SEPARATOR}"
    rf"(?P<numbers>\(?{_DIGITS}(?:[ ]{{0,3}}(?:[/(,;|\\]|\n)[ ]{{0,3}}{_DIGITS}\)?){{0,3}})"
)
_NUMBER = re.compile(_DIGITS)
_ONE = re.compile(_NAME)
_CODES = {"инн": "inn", "inn": "inn", "кпп": "kpp", "kpp": "kpp", "огрн": "ogrn", "огрнип": "ogrn", "окпо": "okpo"}
_KPP = re.compile(r"\d{4}[\dA-Z]{2}\d{3}")


def find(document: Document) -> Iterator[Mention]:
    """The codes of a document, in order."""
    text = without_form(document.folded)
    stacked = list(_stacked(document, text))
    told = {m.start for m in stacked}
    yield from stacked
    for group in _GROUP.finditer(text):
        if group.start("numbers") in told:
            continue
        names = [_CODES[match.group()] for match in _ONE.finditer(group["names"])]
        numbers = list(_NUMBER.finditer(text, group.start("numbers"), group.end("numbers")))
        if len(numbers) < len(names):
            continue
        for index, number in enumerate(numbers):
            # «ИНН 3811107416/384901001»: the second number tells itself by its length.
            code = names[index] if index < len(names) else "kpp" if names[-1] == "inn" else ""
            yield from _read(document, group, number, code, whole=index == 0)
    yield from _columns(document, text)


# A column «ИНН», «ИНН/КПП», «ИНН организации», «№ ОГРН» of a table.
_HEADER = re.compile(
    rf"[№ ]{{0,3}}(?P<names>(?:{_NAME})(?:[ ]{{0,2}}[/,(][ ]{{0,2}}(?:{_NAME})\)?){{0,2}})[ ]?{_WHOSE}?"
)


def _columns(document: Document, text: str) -> Iterator[Mention]:
    """The codes in the cells of a column that a code heads."""
    for cell in (cell for table in document.tables for cell in table.cells if "н" in cell.header.lower()):
        header = _HEADER.fullmatch(" ".join(cell.header.lower().split()))
        if not header:
            continue
        names = [_CODES[match.group()] for match in _ONE.finditer(header["names"])]
        for name, number in zip(names, _NUMBER.finditer(text, cell.start, cell.end), strict=False):
            if not _GROUP.match(text, cell.start):  # «ИНН 3811107416» in the cell is read already
                yield from _found(document, number.start(), number, name)


# «ИНН⏎КПП⏎ОГРН⏎3811107416⏎…»: a table that a converter read column by column.
_STACK = re.compile(
    rf"(?:^|\n)(?P<names>(?:[ ]{{0,8}}(?:{_NAME})[ :]{{0,3}}\n){{2,6}})"
    rf"(?P<numbers>(?:[ ]{{0,8}}\d{{8,15}}[ ]{{0,3}}(?:\n|\Z)){{2,6}})"
)


def _stacked(document: Document, text: str) -> Iterator[Mention]:
    """The codes of a column of names with a column of as many numbers under it."""
    for match in _STACK.finditer(text):
        names = [_CODES[name.group()] for name in _ONE.finditer(match["names"])]
        numbers = list(_NUMBER.finditer(text, match.start("numbers"), match.end("numbers")))
        if len(names) == len(numbers):
            for code, number in zip(names, numbers, strict=True):
                yield from _found(document, number.start(), number, code)


def _read(
    document: Document, group: re.Match[str], number: re.Match[str], code: str, *, whole: bool
) -> Iterator[Mention]:
    start = group.start() if whole and len(_ONE.findall(group["names"])) == 1 else number.start()
    yield from _found(document, start, number, code)


def _found(document: Document, start: int, number: re.Match[str], code: str) -> Iterator[Mention]:
    """The code behind `number`, where its digits are as many as such a code has."""
    digits = re.sub(r"\D", "", number.group())
    if not code or len(digits) not in LENGTHS[code]:
        return
    confidence, rule, evidence = _proof(code, digits)
    yield mention(
        document,
        Kind.REQUISITE,
        start,
        number.end(),
        RequisiteValue(code, digits),
        rule=rule,
        confidence=confidence,
        evidence=evidence,
    )


def _proof(code: str, digits: str) -> tuple[float, str, tuple[str, ...]]:
    """Confidence, rule and evidence by the check digit."""
    if code == "kpp":
        formed = bool(_KPP.fullmatch(digits))
        return (FORMED, "form", ()) if formed else (DOUBTED, "name", ())
    right = (
        okpo_is_valid(digits) if code == "okpo" else inn.is_valid(digits) if code == "inn" else ogrn.is_valid(digits)
    )
    if right:
        return PROVED, "check digit", ("контрольная цифра верна",)
    return DOUBTED, "name", ("контрольная цифра неверна",)


def okpo_is_valid(digits: str) -> bool:
    """Whether the check digit of an ОКПО is right (ПР 50.1.024, приложение В); fourteen digits carry that of the first
    eight.

    >>> okpo_is_valid("75475407"), okpo_is_valid("75475408")
    (True, False)
    """
    head = digits[:8] if len(digits) == 14 else digits
    body = [int(digit) for digit in head[:-1]]
    for shift in (0, 2):
        total = sum(digit * ((index + shift) % 10 + 1) for index, digit in enumerate(body)) % 11
        if total < 10:
            return total == int(head[-1])
    return head[-1] == "0"
