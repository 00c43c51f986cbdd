"""Cited documents that their number names without a kind: federal laws, letters that were sent out, standards.

>>> from extractors.document import Document
>>> text = "по СанПиН 3.3686-21 и ГОСТ Р 7.0.97-2016"
>>> [(m.value.kind, m.value.number) for m in _standards(Document(text=text), Claims())]
[('СанПиН', '3.3686-21'), ('ГОСТ', 'Р 7.0.97-2016')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors.act_chains import Token
from extractors.act_values import law_kind
from extractors.atoms import SENT_OUT, Claims
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.values import ReferenceValue

CITED: Final = "cited"
PART: Final = 0.86  # a number or a date alone


def find(document: Document, text: str, tokens: Sequence[Token], claimed: Claims) -> Iterator[Mention]:
    """What the numbers that no kind has taken name."""
    sent: Token | None = None  # the last number of a letter that was sent out, where nothing but a comma has followed
    for index, token in enumerate(tokens):
        if token.value.upper().endswith("ФЗ") and not claimed.touches(token.start, token.end):
            start, end, date = _law_date(text, tokens, index)
            value = ReferenceValue(CITED, law_kind(token.value, "федеральный закон"), token.value, date)
            yield mention(document, Kind.REFERENCE, start, end, value, rule="law by number", confidence=PART)
        elif not claimed.touches(token.start, token.end) and (
            (also := _goes_with(text, sent, token)) or _sent_out(document, text, token)
        ):
            start, end, date = _law_date(text, tokens[index:] if also else tokens, 0 if also else index)
            if date:
                sent = replace(token, end=end)
                value = ReferenceValue(CITED, "письмо", token.value, date)
                yield mention(document, Kind.REFERENCE, start, end, value, rule="letter sent out", confidence=PART)
    yield from _standards(document, claimed)


# «СанПиН 2.4.3648-20», «ГОСТ Р 7.0.97-2016», «СП 1.13130.2020»: the kind and the number tell the act, a date stands seldom.
# «Р», «ИСО» belong to the number: all are of the kind ГОСТ.
_STANDARD = re.compile(
    r"(?<![А-Яа-яA-Za-z])(?P<kind>(?i:санпин)|ГОСТ|СНиП|СП)[ \n](?:№[ ]?)?"
    r"(?P<number>(?:(?<=ГОСТ[ \n])(?:Р[ \n])?(?:(?:ИСО|МЭК|ИСО/МЭК|ЕН)[ \n])?)?\d{1,5}(?:[./]\d{1,5}){0,4}(?:-\d{2,4}|\.\d{4}))(?!\d)"
)
_NAMES: Final = {"санпин": "СанПиН"}


def _standards(document: Document, claimed: Claims) -> Iterator[Mention]:
    for match in _STANDARD.finditer(document.folded):
        if claimed.touches(*match.span()) or document.role_at(match.start()) not in (None, ZoneRole.BODY, ZoneRole.APPENDIX):
            continue
        kind = _NAMES.get(match["kind"].lower(), match["kind"])
        value = ReferenceValue(CITED, kind, " ".join(match["number"].split()), "")
        yield mention(document, Kind.REFERENCE, *match.span(), value, rule="standard", confidence=PART)


_SENT_OUT = re.compile(rf"{SENT_OUT}\.?\s?\Z")


def _sent_out(document: Document, text: str, token: Token) -> bool:
    """«В дополнение к исх. № 14/5 от 12.01.2020»: what has an outgoing number is a letter, whatever it is called."""
    if token.what != "number" or document.role_at(token.start) not in (None, ZoneRole.BODY):
        return False
    return text.startswith("исх", token.start) or bool(_SENT_OUT.search(text, max(0, token.start - 14), token.start))


def _goes_with(text: str, sent: Token | None, token: Token) -> bool:
    """«(исх. № 31 от 14.03.2021, № 155 от 02.11.2021)»: the second letter."""
    return sent is not None and token.what == "number" and bool(_ALSO.fullmatch(text, sent.end, token.start))


_ALSO = re.compile(r",?\s{1,3}(?:и\s{1,3})?")


def _law_date(text: str, tokens: Sequence[Token], index: int) -> tuple[int, int, str]:
    """Where a law without a kind begins and ends, and its date: «ФЗ от 29.12.2012 № 273-ФЗ», «273-ФЗ от 29.12.2012»."""
    token = tokens[index]
    before = tokens[index - 1] if index else None
    if before and before.what == "date" and before.said_from and not text[before.end : token.start].strip(" ,\n"):
        return before.start, token.end, before.value
    after = tokens[index + 1] if index + 1 < len(tokens) else None
    if after and after.what == "date" and after.said_from and not text[token.end : after.start].strip(" ,\n"):
        return token.start, after.end, after.value
    return token.start, token.end, ""
