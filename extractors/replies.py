"""What a letter answers: the line «На № … от …» and the words that make a reply of a cited letter.

>>> text = "на № 04-05/88 от 09.01.2025, № 04-05/102 от 13.01.2025"
>>> [(text[slice(*number)], date) for _, _, number, date in reply_heads(text, text)]
[('04-05/88', '2025-01-09'), ('04-05/102', '2025-01-13')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.atoms import NUMBER_BODY, NUMBER_END, NUMBER_SIGN, REPLY_HEAD, begun, sentence_at
from extractors.russian.calendar import scan
from extractors.russian.document_kinds import LETTER, KindSpan

IN_REPLY_TO: Final = "in_reply_to"

# «Ваш исх. № 118 от 24.01.2025», «Your ref. ИД-04/2219»
_HEAD = re.compile(
    rf"{REPLY_HEAD}|(?<=\n)к[ ]№(?=[ ]?\S{{1,30}}[ ]от[ ])"
    rf"|(?<=\n)ваш(?:[ ](?:исх[а-я]{{0,8}}|номер))?\.?[ ]{{0,3}}№(?=[ ]?\S{{1,30}}[ ]от[ ])"
    r"|(?<![a-z])your[ ]ref(?:erence)?(?:[.:]|(?=[ ]))"
)
_HEADS: Final = ("на", "к №", "ваш", "your ref")  # what it begins with
# «на 1-15-2208 от 04.12.18», «На исх. 84-н от 25 марта 2019 г.»: no sign, so the date must follow, at the head of a
# line.
_UNSIGNED = re.compile(
    r"(?:^|\n)[ |]{0,60}на[ ]{1,4}(?:исх[а-я]{0,8}\.?[ ]{0,3})?"
    rf"(?=(?!\d{{1,2}}\.\d{{1,2}}\.|{NUMBER_SIGN}){NUMBER_BODY}[ ]{{1,4}}от[ ]{{1,4}}[«\d])"
    r"|(?:^|\n)[ |]{0,60}на[ ]{1,4}(?:исх[а-я]{0,8}\.?|ваш[а-я]{0,2})[ ]{0,3}(?=от[ ]{1,4}[«\d])"
)
_NO_DATE = r"(?!от[ \d]|\d{1,2}\.\d{1,2}\.\d{2,4}(?![\d/-]))"
# The number stands near the sign; over a line end only when the form has no room on the line («На №⏎01-10/04768»).
_NUMBER = re.compile(rf"[:.]?(?:[ ]{{0,40}}|[ ]{{0,2}}\n[ ]{{0,20}})(?P<body>{_NO_DATE}{NUMBER_BODY}){NUMBER_END}")
_SIGNED = re.compile(rf"[ ]{{0,4}}(?:\n[ ]{{0,20}})?{NUMBER_SIGN}[ ]{{0,4}}(?P<body>{NUMBER_BODY}){NUMBER_END}")
_FROM = re.compile(
    r"[ ,]{0,40}(?:б/?н(?![а-я]))?[ ,]{0,40}(?:\n[ ]{0,20})?(?:(?:от|ад)(?![а-я])"
    r"|за(?=[ ]\d))?[ ]{0,40}(?:\n[ ]{0,20})?"
)
# A further number of the form needs no sign: «На № 05-12/77 от 17.01.2025⏎05-12/81 от 20.01.2025», «…, 05-12/81 от …».
_UNSIGNED_NEXT = rf"(?=(?=\S{{0,24}}[/-]){_NO_DATE}{NUMBER_BODY}[ ]{{1,3}}от[ ]{{1,3}}[«\"]?\d)"
_NEXT = re.compile(
    rf"[ ]{{0,10}}(?:[,;]|и(?=[ ]))?[ ]{{0,10}}(?:(?:\n[ ]{{0,20}})?(?:и[ ])?(?:(?:исх|вх)\.?[ ]?)?{NUMBER_SIGN}"
    rf"|\n[ ]{{0,20}}{_UNSIGNED_NEXT})|[ ]{{0,3}}[,;и][ ]{{1,3}}{_UNSIGNED_NEXT}"
)
_SIGN = re.compile(rf"{NUMBER_SIGN}\Z")
# «На № 45» inside a sentence wants its date: «на № 5 школе» is no reply.
_LINE_HEAD = re.compile(r"(?:^|[\n|\t]|[ ]{2}|[\d)»][ ])[ ]{0,60}\Z")
_BEFORE: Final = 64


def reply_heads(folded: str, text: str) -> Iterator[tuple[int, int, tuple[int, int] | None, str]]:
    """(start, end, span of the number, ISO date) of every «На № … от …»; a form left blank gives nothing.

    `text` is the lower-case folded text with underscores as blanks.
    """
    heads = sorted([*begun(_HEAD, _HEADS, text), *_UNSIGNED.finditer(text)], key=lambda match: match.start())
    if not heads:
        return
    dates = {span.start: span for span in scan(folded) if span.value.precision == "day" and span.value.complete}
    done = 0
    for head in heads:
        if head.start() < done:
            continue
        start, at = head.start() + len(head.group()) - len(head.group().lstrip(" \n|")), head.end()
        at_line_head = bool(_LINE_HEAD.search(text, max(0, start - _BEFORE), start)) or start == 0
        while True:
            number = _NUMBER.match(text, at)
            body = number.span("body") if number else None
            after = _FROM.match(text, body[1] if body else at)
            place = after.end() if after else at
            if body is None and "\n\n" in text[at:place]:
                place = at  # a form left blank, and the letter's own number below it
            date = dates.get(place) or dates.get(place - 1)
            behind = _SIGNED.match(text, date.end) if date and not body else None
            if behind:
                body = behind.span("body")  # «На исх. от 30.10.2023 № 77/23»
            end = max(date.end, body[1]) if date and body else date.end if date else body[1] if body else at
            if (body or date) and (at_line_head or date) and _looks(text, body, date is not None):
                yield start, end, body, date.value.iso if date else ""
            done = end
            following = _NEXT.match(text, end)
            if not following or not (body or date) or _HEAD.match(text, following.start()):
                break
            sign = _SIGN.search(following.group())
            start = following.end() - (len(sign.group()) if sign else 0)
            at = following.end()


def _looks(text: str, body: tuple[int, int] | None, dated: bool) -> bool:
    """Whether a number without a date is one: over a line end a postcode or a house is none."""
    if body is None or dated:
        return True
    return "\n" not in text[max(0, body[0] - 24) : body[0]] or not text[body[0] : body[1]].isdigit()


_IN_ANSWER = re.compile(r"(?<![а-я])в[\s]{1,4}ответ[\s]{1,4}на[\s:]{1,4}(?:[а-я-]{2,20}[\s]{1,4}){0,4}\Z")
# «Ответ на запрос⏎от 12.08.2025 № 15-1-3307» heads a letter
_ANSWER = re.compile(r"(?:^|\n)[ ]{0,60}(?:об[ ])?ответ[еа]?[ ]на[ ](?:ваш[а-я]{0,3}[ ])?(?:[а-я-]{4,20}[ ]){0,2}\Z")
_YOUR = re.compile(r"(?<![а-я])ваш[а-я]{0,3}[\s]{1,4}(?:[а-я-]{4,20}[\s]{1,4}){0,2}\Z")
_EXAMINED = re.compile(
    r"(?<![а-я])(?:рассмотре(?:в|л[аио]?|н[аоы]?)|изучив|получив"
    r"|ознакомившись[\s]с|благодар[а-я]{1,3}(?:[\s]вас)?[\s]за)[\s]{1,4}(?:[а-я-]{4,20}[\s]{1,4}){0,1}\Z"
)
_ON = re.compile(r"(?<![а-я])(?P<before>[а-я]{2,20}[\s]{1,4})?на[\s]{1,4}(?:[а-я-]{4,20}[\s]{1,4}){0,2}\Z")
# «ссылаясь на письмо», «обращаем внимание на письмо», «основано на письме» cite; they do not answer.
_CITING = re.compile(r"ссыл|опира|основ|вниман|указ|жалоб|ориент")
# «Адвокатский запрос от 11.08.2022 № 14 (вх. № 6601 от 15.08.2022) рассмотрен.» opens its sentence
_OPENS = re.compile(r"\s{0,3}(?:(?:указанн|данн|адвокатск|прокурорск|депутатск|поступивш)[а-я]{2,4}\s)?")
_IS_EXAMINED = re.compile(r"(?<![а-я])рассмотрен[аоы]?(?![а-я])")
_SAYING = re.compile(r"(?<![а-я])(?:сообща|информиру|направля|поясня|отвеча|представля|уведомля|доклад)")


# «На постановление № 45011/21 от 20.07.2021» under the letter's own number
_ON_ACT = re.compile(r"(?:^|\n)[ |]{0,60}на[ ]{1,4}(?:ваш[а-я]{0,3}[ ]{1,4})?\Z")


def is_reply(folded: str, text: str, kind: KindSpan, *, registered: bool = False) -> bool:
    """Whether the document named here is the one that this letter answers.

    `registered`: it is named where the letter has its number, and what stands there «На …» is answered, be it an act.

    >>> from extractors.russian.document_kinds import kinds
    >>> texts = ("на Ваше письмо от", "в ответ на приказ от", "со ссылкой на письмо от", "На запрос Минфина сообщаем")
    >>> [is_reply(text, text.lower(), list(kinds(text.lower()))[-1]) for text in texts]
    [True, True, False, True]
    """
    left = max(0, kind.start - 70)
    if registered and _ON_ACT.search(text, left, kind.start):
        return True
    if _IN_ANSWER.search(text, left, kind.start):
        return True
    if kind.sort != LETTER:
        return False
    if _ANSWER.search(text, left, kind.start):
        return True
    if (your := _YOUR.search(text, left, kind.start)) and not text.endswith("(", 0, your.start()):
        return True  # «(Ваше письмо № 611 от 13.11.2015)» only reminds
    if _EXAMINED.search(text, left, kind.start):
        return True
    start, end = sentence_at(folded, kind.start)
    if _OPENS.fullmatch(text, start, kind.start) and _IS_EXAMINED.search(text, kind.end, end):
        return True
    on = _ON.search(text, left, kind.start)
    if not on or (on["before"] and _CITING.search(on["before"])):
        return False
    if _LINE_HEAD.search(text, max(0, on.start() - _BEFORE), on.start()) and folded[on.start()].islower():
        return True  # «на обращение от 29.01.2024 вх. № Г-55» on a line of its own
    return bool(_SAYING.search(text, kind.end, end)) or bool(_SAYING.search(text, start, on.start()))
