"""The numbers of papers written on numbered forms: a writ, a power of attorney, a diploma, a policy, a certificate.

Such a number holds its series, before its sign («листа серии ФС № 047113926») or without a sign («39 АА 2817706»).

    >>> from extractors.russian.document_kinds import kinds
    >>> document = Document(text="По доверенности 39 АА 2817706 от 04.06.2025")
    >>> [token.value for token in form_numbers(document, list(kinds(document.folded.lower())))]
    ['39 АА 2817706']
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors.act_chains import Token
from extractors.atoms import clean_number
from extractors.document import Document
from extractors.russian.document_kinds import OTHER, KindSpan

#: How far behind its kind the series may stand: «свидетельство о государственной регистрации права 70-АБ № 551207».
_REACH: Final = 80
#: The number of a form is no shorter: «свидетельство МАОУ № 5» has no series.
_LONG = re.compile(r"\d{5}")
_SAID = re.compile(r"сери[яией]{1,2}[: ]{1,2}(?P<series>[0-9а-яa-z]{1,5}(?:[ -][0-9а-яa-z]{1,5})?)[, ]{1,2}\Z")
_CAPITALS = re.compile(r"(?<![А-Яа-я\d-])(?P<series>\d{2}[ -]?[А-ЯA-Z]{2}|(?!ЭЛ|ПИ)[А-ЯA-Z]{2,3}|\d{6}|[IVX]{1,4}-[А-Я]{2})[ ]\Z")
# «№ 39АА 2817706», «справка № 107524 00318»: a blank between the series and the number
_SERIES = re.compile(r"\d{2}[А-Я]{2}|\d{6}")
_REST = re.compile(r"[ ]\d{5,7}(?!\d|[ ](?:руб|коп|экз|шт|чел)|,[ ](?:г\.|[а-я]{4,20}ая[ ]обл))")
_REGISTERED = re.compile(r"[\s,;(]{0,6}(?:рег|реестров)")
_UNSIGNED = re.compile(
    r"""
    (?:[ \n][А-Яа-я]{1,14}){0,4}?[ \n,]{1,2}(?:сери[яией]{1,2}[ ])?(?P<sign>№[ ]?)?
    (?P<body>
      \d{2}[ ]?[А-Я]{2}[ ]?\d{6,7}                                        # «39 АА 2817706», of a notary
    | [А-Я]{2,3}[ ]\d{5,10}(?:[ ][А-Я]{2,3})?                             # «АП 220415», «ЗОЗ 01844 ТР»
    | (?:(?:РОСС|ЕАЭС|ТС)[ ](?:[N№][ ]?)?)?RU[ ]?[A-ZА-Я]?[.-][0-9A-ZА-Я./-]{6,30}  # «РОСС RU.АЯ46.Н08211», «ЕАЭС № RU Д-RU.РА01…»
    | ЭЛ[ ]ФС[ ]?77[ ]?-[ ]?\d{4,6}                                        # of a mass medium
    )(?![А-Яа-яA-Za-z\d])
    """,
    re.VERBOSE,
)


def with_series(document: Document, text: str, named: Sequence[KindSpan], tokens: Sequence[Token]) -> list[Token]:
    """The tokens, those numbers with their series that have one and stand behind a paper of a form."""
    starts = [kind.start for kind in named]
    found = []
    for token in tokens:
        index = bisect_left(starts, token.start)
        kind = named[index - 1] if index else None
        if token.what == "number" and kind and kind.sort == OTHER and token.start - kind.end <= _REACH:
            found.append(_with_series(document, text, kind.end, token))
        else:
            found.append(token)
    return found


def _with_series(document: Document, text: str, left: int, token: Token) -> Token:
    said = _SAID.search(text, left, token.start)
    bare = None if said else _CAPITALS.search(document.folded, left, token.start)
    if _SERIES.fullmatch(token.value) and (rest := _REST.match(text, token.end)):
        return replace(token, end=rest.end(), value=f"{token.value} {rest.group().strip()}")
    series = said or (bare if _LONG.search(token.value) else None)
    if series is None or _REGISTERED.match(text, token.end):
        return token
    value = clean_number(document.text[series.start("series") : token.end])
    return replace(token, start=series.start(), value=value)


def form_numbers(document: Document, named: Sequence[KindSpan]) -> Iterator[Token]:
    """The numbers without a sign, or whose series stands behind it."""
    for kind in named:
        match = _UNSIGNED.match(document.folded, kind.end) if kind.sort == OTHER else None
        if match:
            start = match.start("sign") if match["sign"] else match.start("body")
            yield Token("number", start, match.end("body"), clean_number(document.text[slice(*match.span("body"))]))
