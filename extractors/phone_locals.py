"""Phones without a code: whether a few grouped digits are one.

    >>> text = "тел. 8 (42331) 47-0-19; отдел опеки 47-0-22"
    >>> before = [Phone(5, 22, "+74233147019", code="42331")]
    >>> local(Document(text=text), Phone(36, 43, "47022"), text, before, headed=False) is not None
    True
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.phone_codes import Phone

LABELLED: Final = 0.95
LIKELY: Final = 0.85  # the shape alone says phone
#: Zones where a local number needs no «тел.» before it.
PHONE_ZONES: Final = frozenset({ZoneRole.LETTERHEAD, ZoneRole.EXECUTOR})
# Digits that are not grouped are a phone only right behind «тел.»: «150014, г. Ярославль» is a postcode.
_LABEL_HERE = re.compile(r"(?:тел[а-я]{0,8}|факс|(?<![а-я])т|моб|сот)[.:/ №]{1,6}\Z")
#: «пр-т Машиностроителей, 17–204» is a house with its flat.
_HOUSE_BEFORE: Final = re.compile(
    r"(?<![а-я])(?:(?:ул|пер|наб|пл|ш|пр|просп|бул|мкр)\.|пр-?к?т|б-р|пр-д|улица|проспект|площадь|переулок|бульвар|шоссе|проезд)"
    r"[ ][^\n;,\d]{2,40},[ ](?:д\.[ ]?)?\Z"
)
#: Between two numbers of one list.
_AND: Final = re.compile(r"[ ]{0,2}[,;/][ ]{0,2}|[ ]и[ ]")


def local(document: Document, phone: Phone, text: str, before: Sequence[Phone], *, headed: bool) -> Phone | None:
    """The number at `phone` if it is one: by its label, its column (`headed`), its zone, the shape of three groups
    («37-28-55»), or the phones `before` it that look alike."""
    quote = text[phone.start : phone.end]
    headed = headed or _like_another(quote, text, phone.start, before)
    three_groups = quote.count("-") == 2 and re.search(r"\d-\d\d-\d\d\Z", quote) is not None  # «2-369-411», «48-0-08» want a label
    role = document.role_at(phone.start)
    told = phone.labelled or headed or role in PHONE_ZONES
    alike = quote[:2] == "0-" and any(_ends_like(text, other, quote) for other in before)  # «00-14-28» may be a day
    if (quote[0] == "0" and not _may_begin_with_zero(quote, told=told or alike)) or not 5 <= len(phone.value) <= 7:
        return None
    if role is ZoneRole.EXECUTOR:
        return replace(phone, confidence=LABELLED)  # «Бурак 63 47 18»: nothing else has such digits there
    if quote.isdigit() and not headed and not _LABEL_HERE.search(text, max(0, phone.start - 16), phone.start):
        return None
    if " " in quote and not phone.labelled:
        return None
    if phone.labelled or headed:
        return replace(phone, confidence=LABELLED)
    if re.match(r"[ ]?(?:кв\.|руб|м\b|кг|шт|чел|га\b)", text[phone.end : phone.end + 6]):
        return None
    if not (three_groups or (role in PHONE_ZONES and "-" in quote)) or _HOUSE_BEFORE.search(text, max(0, phone.start - 60), phone.start):
        return None
    return replace(phone, confidence=LABELLED if role in PHONE_ZONES else LIKELY)


def _like_another(quote: str, text: str, start: int, before: Sequence[Phone]) -> bool:
    """«47-0-22» after «8(42331)47-0-19»: the same groups, the same first one; «8(81555)51520; 51521»: right behind."""
    first, mark, _ = quote.partition("-")
    if not mark:
        last = before[-1] if before else None
        return last is not None and last.complete and _AND.fullmatch(text, last.end, start) is not None and _ends_like(text, last, quote)
    return len(first) > 1 and any(
        phone.complete and text.startswith(first, phone.end - len(quote)) and _ends_like(text, phone, quote) for phone in before
    )


def _ends_like(text: str, phone: Phone, quote: str) -> bool:
    """Whether the phone ends in just the groups of the quote."""
    end = text[max(0, phone.end - len(quote) - 1) : phone.end]
    return not end[0].isdigit() and re.sub(r"\d", "0", end[1:]) == re.sub(r"\d", "0", quote)


def _may_begin_with_zero(quote: str, *, told: bool) -> bool:
    """«факс 0-11-48», «Отдел писем 00-12-33»: a number of an exchange inside an office; a day and a month have two digits
    in all groups and begin with one zero."""
    return quote.startswith("00-") or (told and "-" in quote)
