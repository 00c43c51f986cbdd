"""Values in a common form, so that what a reader of gold and the program wrote differently is equal when it means the
same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.russian.bodies import agencies

_MARKS = re.compile(r"[«»\"“”„'`*_]")
_DASHES = re.compile(r"[–—−]")
_LATIN_TWINS = str.maketrans("асеорхуіkмтвн№", "aceopxyikmtbhn")


def folded(text: str | None) -> str:
    """The common form of a text.

    >>> folded("  «О создании —  единой»  системы. ")
    'о создании - единой системы'
    """
    plain = _DASHES.sub("-", _MARKS.sub(" ", (text or "").lower().replace("ё", "е")))
    return re.sub(r"\s+", " ", plain).strip(" .,;:")


def number_form(text: str) -> str:
    """A number without its sign and blanks.

    >>> number_form("№ 01-10/ 04768")
    '01-10/04768'
    """
    return folded(text).replace("№", "").replace(" ", "").strip("-.,;")


def person_form(text: str) -> str:
    """Surname and initials: a whole name and one with initials are equal.

    >>> person_form("Шестакова Елена Андреевна") == person_form("Шестакова Е.А.")
    True
    """
    words = re.findall(r"[^\s.]+", folded(text))
    whole = [word for word in words if len(word) > 1]
    if not whole:
        return " ".join(words)
    initials = [word for word in words if len(word) == 1] or [word[0] for word in whole[1:]]
    return f"{whole[0]} {''.join(initials)}"


def near_posts(one: str, other: str) -> bool:
    """Whether two posts in the common form of texts are one: «директор» is «директор школы № 5».

    >>> near_posts("директор", "директор школы"), near_posts("директор", "директор-распорядитель")
    (True, False)
    """
    return one == other or one.startswith(other + " ") or other.startswith(one + " ")


def phone_form(text: str) -> str:
    """Digits, the extension behind a semicolon; a leading 8 of eleven is +7.

    >>> phone_form("8 (3952) 500-904 доб. 12"), phone_form("+73952500904;ext=12")
    ('73952500904;12', '73952500904;12')
    """
    main, _, extension = text.lower().replace("доб.", ";ext=").replace(" ", "").partition(";ext=")
    digits, inner = re.sub(r"\D", "", main), re.sub(r"\D", "", extension)
    if len(digits) == len("83952500904") and digits.startswith("8"):
        digits = "7" + digits[1:]
    return f"{digits};{inner}" if inner else digits


def email_form(text: str) -> str:
    """Cyrillic look-alikes count as the Latin letters they stand for."""
    return text.strip().lower().translate(_LATIN_TWINS)


def url_form(text: str) -> str:
    """An address of a site without what a browser adds.

    >>> url_form("<http://www.example.org/>")
    'example.org'
    """
    return re.sub(r"^www\.", "", re.sub(r"^https?://", "", text.lower().strip(" <>.,;"))).rstrip("/")


def organization_form(text: str) -> str:
    """Words, №, blanks and hyphens of a name."""
    return re.sub(r"[^\w№ -]", "", folded(text)).strip()


def house_form(text: str) -> str:
    """Letters, digits and the slash of a house."""
    return re.sub(r"[^\w/]", "", folded(text))


def names_one(form: str) -> bool:
    """Whether a short form names one organisation by itself, as «ИРО» and «Рособрнадзор» do and «Министерство» does not."""
    return len(form.split()) > 1 or form in agencies() or (form.isupper() and len(form) > 1) or any(char.isupper() for char in form[1:])


def organization_forms(name: str, others: Iterable[str]) -> frozenset[str]:
    """All common forms of an organisation."""
    found = [organization_form(name), *(organization_form(other) for other in others if names_one(other.strip()))]
    return frozenset(form for form in found if form)
