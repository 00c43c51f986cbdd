"""Organisations that a page names beside its own: its founder, its bank, who licensed it."""

from __future__ import annotations

import re
from typing import Final

from extractors.document import Document
from extractors.mention import Mention

#: What says whose a name is, on its line or on the one above: «Учредитель: …», «Наименование учредителя⏎…».
_LABEL: Final = re.compile(
    r"(?<![а-я])(?:учредител|банк(?!рот)|получател|плательщик|лицензи|аккредит|вышестоящ)[^\n:|]{0,90}(?:[:|\n]\s{0,3}|-\s)?[\"«]?\Z",
    re.IGNORECASE,
)
_REACH: Final = 130  # characters before a name that may hold its label
#: Those through whom others are paid.
_PAYING: Final = re.compile(
    r"(?:УФК|ГРКЦ|РКЦ|ОКЦ)(?![А-Я])|управлени\w{1,2}\sфедерального\sказначейства|(?:отделени|управлени)\w{1,2}\s[^\n]{0,60}банка\sроссии"
    r"|(?:[А-Я]?АО\s)?«?(?:сбербанк|втб)",
    re.IGNORECASE,
)


def is_beside(document: Document, found: Mention) -> bool:
    """Whether an organisation is named as somebody's founder or bank."""
    if _PAYING.match(document.folded, found.start):
        return True
    return _LABEL.search(document.folded, max(0, found.start - _REACH), found.start) is not None
