"""The dates and numbers of a text that may belong to a cited document, in order: tokens for `extractors.act_chains`.

A number has its sign («№ 12», «№№ 286, 287»), is that of a federal law («273-ФЗ»), or stands right behind its kind with
a date after it («письмо 01-15/234 от 12.05.2023»). What «школа», «приложение» or «дело» numbers is no document.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.act_chains import Token
from extractors.act_forms import form_numbers, with_series
from extractors.atoms import (
    CLAIMED_NUMBER_WORDS,
    NUMBER_BODY,
    NUMBER_END,
    NUMBER_SIGN,
    SENT_OUT,
    SIGNS,
    Claims,
    begun,
    clean_number,
)
from extractors.document import Document, ZoneRole
from extractors.russian.calendar import scan
from extractors.russian.document_kinds import KindSpan

#: Zones whose kinds, dates and numbers are the document's own or somebody's stamp.
NOT_CITED: Final = frozenset({ZoneRole.REGISTRATION, ZoneRole.KIND, ZoneRole.RECEIPT_STAMP, ZoneRole.E_SIGNATURE})

_NUMBER = re.compile(
    rf"{NUMBER_SIGN}[:.]?[ ]{{0,20}}(?:\n[ ]{{0,20}})?(?P<body>(?!от[ \d]){NUMBER_BODY}(?:[ ]-?[ ]?ф"
    rf"(?:к)?з|[ ]л/с|[ ]од(?![а-я]))?){NUMBER_END}"
)
# «№№ 286, 287»: the sign of several numbers stands once.
_SEVERAL = re.compile(rf"[ ]{{0,2}}(?:,|[ ]и(?=[ ]))[ ]{{1,2}}(?P<body>\d[\dа-я/-]{{0,20}}){NUMBER_END}")
#: … and so it may of numbers that look like none of other things: «№ 776н, 772н и 773н».
_LETTERED = re.compile(rf"[ ]{{0,2}}(?:,|[ ]и(?=[ ]))[ ]{{1,2}}(?P<body>\d{{1,5}}(?:н|-[а-я]{{1,4}}|/\d{{1,6}})){NUMBER_END}")
# «(письмо от 04.07.2011 исх. 1-554)»: the label stands for the sign.
#: … «(вх. 211 от 25.05.2020)», where that number has its date.
_SENT = re.compile(rf"(?:{SENT_OUT}|(?<=\()вх(?=\.[ ]\S{{1,24}}[ ]от[ ]))[.:]?[ ](?P<body>(?=\d){NUMBER_BODY}){NUMBER_END}")
#: «договор номер 4/23», «(номер 4/23)», «за номером 12»: the sign as a word.
_WORD_SIGN = re.compile(rf"(?<=[,( ])(?<![а-я][ ])номер[ ](?P<body>(?=\d){NUMBER_BODY}){NUMBER_END}")
_BY_NUMBER = re.compile(rf"(?<=[ ])(?:за|под)[ ]номером[ ](?P<body>(?=\d){NUMBER_BODY}){NUMBER_END}")
_LAW_NUMBER = re.compile(r"(?<![а-яa-z\d/.-])(?P<body>\d{1,4}[ ]?-[ ]?ф(?:к)?з)(?![а-я\d])")
# «лицензия ЛО-16-01-008417 от …», «поручение Президента Пр-1192 от …»: a number near its kind needs no sign before its date.
_UNSIGNED = re.compile(
    rf"(?:[ ](?!по[ ]|делу)[а-я]{{3,20}}){{0,3}}[:,]?[ ]{{1,3}}"
    rf"(?P<body>(?=\S{{0,24}}[/-]){NUMBER_BODY})(?=[ ]{{1,3}}(?:г\.[ ])?от[ ]{{1,3}}[«\"]?\d)"
)
# «серия 59Л01 № 0003312, рег. № 4990 от …»: the number of the form before that of the register.
_OF_FORM = re.compile(
    r"[\s,;(]{1,6}(?:рег(?:\.|истрационн[а-я]{2})|реестров[а-я]{2})[ ]{0,3}(?:номер[ ]{0,2})?(?:№|n[ ])"
)
_FROM = re.compile(r"(?<![а-я])(?:от|ад|поступивш[а-я]{2,3})[ \n]{0,8}[«\"]?\Z")
#: «письмо № 14/377 от той же даты», «накладная № 5 от того же числа»: the day said last.
_SAME_DAY = re.compile(r"(?<![а-я])от[ \n](?:той[ \n]же[ \n]даты|того[ \n]же[ \n](?:числа|дня))(?![а-я])")
_SIGN_BEHIND = re.compile(rf"[\s(]{{0,6}}(?:за\s)?{NUMBER_SIGN}")
# «приказ по школе № 40-од»: the number is that of the order
_BY_HOUSE = re.compile(r"(?:приказ|распоряжени)[а-я]{0,3}[ \n]по[ \n][а-я]{3,12}[ \n]\Z")
_NUMBERED_BEFORE = re.compile(rf"(?:{CLAIMED_NUMBER_WORDS})[а-я]{{0,8}}\.?[»\"]?[ \n]{{0,3}}\Z")


def tokens_of(document: Document, text: str, taken: Claims, named: Sequence[KindSpan]) -> list[Token]:
    """Dates and numbers that may belong to a cited document, in order."""
    tokens = list(_dates(document, text))
    dated = Claims((token.start, token.end) for token in tokens)
    numbers, others = _numbers(document, text, dated, {kind.end for kind in named if kind.strong})
    tokens += numbers
    tokens = with_series(document, text, named, tokens)
    tokens += form_numbers(document, named)
    for kind in named:
        bare = _UNSIGNED.match(text, kind.end)
        if bare and not dated.touches(*bare.span("body")):
            number = clean_number(document.text[bare.start("body") : bare.end("body")])
            tokens.append(Token("number", bare.start("body"), bare.end("body"), number))
    kept: list[Token] = []
    for token in sorted(tokens, key=lambda token: (token.start, -token.end)):
        if kept and token.start < kept[-1].end:
            continue
        beside_other = any(
            text[token.start - gap : token.start].isspace() and token.start - gap in others for gap in (1, 2)
        )
        if beside_other and token.said_from and not _SIGN_BEHIND.match(text, token.end):
            continue
        role = document.role_at(token.start)
        if not taken.touches(token.start, token.end) and (role not in NOT_CITED or role is ZoneRole.REGISTRATION):
            kept.append(token)
    return kept


def _dates(document: Document, text: str) -> Iterator[Token]:
    days = [span for span in scan(document.folded) if span.value.precision == "day"]
    for span in days:
        said_from = _FROM.search(text, max(0, span.start - 12), span.start)
        start = said_from.start() if said_from else span.start
        yield Token("date", start, span.end, span.value.iso if span.value.complete else "", bool(said_from))
    for same in _SAME_DAY.finditer(text) if " же" in text or "\nже" in text else ():
        index = bisect_left(days, same.start(), key=lambda span: span.start)
        if index and days[index - 1].value.complete:
            yield Token("date", *same.span(), days[index - 1].value.iso, said_from=True)


def _numbers(document: Document, text: str, dated: Claims, heads: set[int]) -> tuple[list[Token], set[int]]:
    """The signed numbers of documents, and where those of other things end: «по производству № 55102/23 от …».

    `heads` are the ends of kinds: what a kind numbers is a document, be it a «лист».
    """
    tokens: list[Token] = []
    others: set[int] = set()
    signed = (
        begun(_NUMBER, SIGNS, text),
        _LAW_NUMBER.finditer(text) if "фз" in text or "фкз" in text else (),
        begun(_SENT, ("исх", "вх"), text),
        begun(_WORD_SIGN, ("номер",), text),
        begun(_BY_NUMBER, ("за номером", "под номером"), text),
    )
    for matches in signed:
        for match in matches:
            if dated.touches(*match.span("body")) and not dated.end_at(match.start("body")):
                continue
            beside_kind = not heads.isdisjoint(range(match.start() - 2, match.start() + 1))
            if (
                match.re is _NUMBER
                and not beside_kind
                and _NUMBERED_BEFORE.search(text, max(0, match.start() - 24), match.start())
                and not _BY_HOUSE.search(text, max(0, match.start() - 40), match.start())
            ):
                others.add(match.end())
                continue
            if _OF_FORM.match(text, match.end()):
                continue
            number = clean_number(document.text[match.start("body") : match.end("body")])
            tokens.append(Token("number", match.start(), match.end(), number))
            further = _SEVERAL if match.group().startswith("№№") else _LETTERED
            more = further.match(text, match.end())
            while more:
                tokens.append(Token("number", more.start("body"), more.end(), clean_number(more["body"])))
                more = further.match(text, more.end())
    return tokens, others
