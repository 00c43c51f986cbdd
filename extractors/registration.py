"""A line of a letter's head as a chain of known pieces: date, number, «Исх.», «от», place, hour, kind of document.

`runs` gives every chain of such pieces, `pure_runs` only those that fill their line, or a column of it: a chain that
holds nothing else is a registration wherever it stands. «На № …», «Вх. № …», numbers of copies, forms and schools claim
their text first.

    >>> doc = Document(text="Исх. 24.05.2024 № 909")
    >>> [[(piece.what, piece.value) for piece in run] for run in pure_runs(doc, 0, len(doc.text))]
    [[('label', ''), ('date', '2024-05-24'), ('number', '909')]]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.atoms import (
    CLAIMED_NUMBER_WORDS,
    FILL,
    NUMBER_BODY,
    NUMBER_END,
    NUMBER_SIGN,
    RECEIPT_HEAD,
    REPLY_HEAD,
    line_spans,
    lower,
)
from extractors.document import Document, ZoneRole
from extractors.frozen import dataclass
from extractors.russian.calendar import scan
from extractors.russian.date_pieces import DateSpan

# «На № 01-10/04768 от 20.06.2022» is at least so long: a wide gap nearer than this is inside the form.
REPLY_LENGTH: Final = 20


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a line: `what` is date, number, bare, label, kind, skip, claim or other."""

    what: str
    start: int
    end: int
    value: str = ""
    body: tuple[int, int] = (0, 0)


_KINDS = (
    "приказ", "распоряжение", "постановление", "протокол", "решение", "указание", "предписание", "представление",
    "справка", "письмо", "телефонограмма", "телеграмма", "телетайпограмма", "уведомление", "акт", "заключение", "запрос",
    "обращение", "заявление", "требование", "претензия", "извещение", "приглашение", "доверенность", "соглашение", "договор",
    "контракт", "служебная записка", "докладная записка",
)  # fmt: skip
# «П Р И К А З» is set wide.
_KIND = "|".join("[ ]?".join(kind) + "(?![а-я])" for kind in _KINDS)
_LABEL = (
    r"исх(?:одящ(?:ий|ая|ее))?[.:]?(?![а-я-])|рег(?:истрационный|\.)?[.:]?(?=[ №n_]|$)|от(?![а-я])"
    r"|номер(?:[ ]документа)?:?(?![а-я])|дата(?:[ ](?:регистрации|документа|проведения|составления|заседания|отправки))?:?(?![а-я])"
    r"|за(?=[ ]№)|№?п/п|дсп(?![а-я])"
)
_SHORT_PLACE = r"(?:г|гор|пос|п|пгт|с|д|ст-ца)(?:\.[ ]{0,2}|[ ]{1,2})"
_LONG_PLACE = r"(?:город|село|поселок|станица|деревня)[ ]{1,2}"

# The year of a form that nobody has filled in: «___ ________ 20__ г.».
_OPEN_YEAR = r"(?:19|20)\d?[ ]?_"

# The pieces in the order they are tried. A number of something else claims first.
_PIECE = re.compile(
    rf"""
      (?P<claim>{REPLY_HEAD}|на[ ]{{1,3}}(?:ваш[а-я]{{0,2}}[ ])?(?:{_KIND})|к[ ]№(?=[ ]?\S{{1,30}}[ ]от[ ])|{RECEIPT_HEAD}
          |(?:{CLAIMED_NUMBER_WORDS})[а-я]{{0,12}}\.?[ ]{{0,3}}[«"]?{NUMBER_SIGN}
          |(?P<house>(?:д|дом|каб|кв|корп|стр|оф|пом)\.?[ ]\d[\d/-]{{0,6}}[а-я]?(?![а-яa-z\d]))
          |рег[а-я]{{0,12}}\.?[ ]{{0,2}}{NUMBER_SIGN}[ ]?\S{{1,20}}[ ]в[ ](?:едином[ ])?реестр
          |(?P<licence>лицензия|свидетельство|аттестат|аккредитация)(?![а-я]))
    | (?P<number>(?:исх[.:]?[ ]?)?{NUMBER_SIGN}[:.]?{FILL}
        (?P<body>(?!{_OPEN_YEAR})(?!от[ _\d]|\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}(?![\d/-])){NUMBER_BODY}){NUMBER_END})
    | (?P<empty>{NUMBER_SIGN}[:.]?{FILL})
    | (?P<label>{_LABEL})
    | (?P<kind>(?:информационное[ ])?(?:{_KIND}))
    | (?P<place>(?:{_SHORT_PLACE}|{_LONG_PLACE})(?!от[ ])[а-я][а-я-]{{1,25}}(?:[ ](?!от[ ])[а-я-]{{3,20}})?
        (?=[ ]{{2}}|[ ]?$|[ ]?,|[ ][\d№«"]))
    | (?P<city>[а-я][а-я-]{{3,25}},(?=[ ][«"\d]))
    | (?P<time>\d{{1,2}}[:.]\d{{2}}(?:[ ](?:час[а-я]{{0,2}}|ч)\.?)?(?![\d./-])
        |(?<=[ ][вс][ ])(?:[01]?\d|2[0-3])-[0-5]\d(?![\d./-])
        |\d{{1,2}}[ ]?(?:час[а-я]{{0,2}}|ч)(?![а-я])\.?(?:[ ]?\d{{2}}[ ]?мин[а-я]{{0,2}}\.?)?)
    | (?P<bare>(?!{_OPEN_YEAR})(?!\d{{1,2}}\.\d{{1,2}}\.\d{{2,4}}(?![\d/-])){NUMBER_BODY}){NUMBER_END}
    | (?P<word>[^\s_*|]{{1,80}})
    """,
    re.VERBOSE,
)
_SKIP = re.compile(r"[\s_*|.,:;()]{1,400}")
# A bare number beside a date must look like one: digits, perhaps with strokes, letters and an @.
_BARE_NUMBER = re.compile(
    r"(?=.{0,20}\d)(?:\d{1,6}|[а-яa-z0-9]{1,12}(?:[/-][ ]?[а-яa-z0-9@.]{1,20}){1,8}|\d{1,6}[а-я]{1,3})@?"
)
#: The sign of a number that stands on the next line: «20 марта 2024 года   №⏎ПР-8/14».
_SIGN_ABOVE = re.compile(r"№[ ]{0,4}\n[ ]{0,120}\Z")
_INDENT = 126
_WIDE_GAP = re.compile(r"[ ]{3,}|\t|\|")


def runs(document: Document, start: int, end: int) -> Iterator[list[Piece]]:
    """Runs of known pieces, parted by other words; a claim closes its run and swallows the line."""
    text = lower(document.folded)
    dates = {span.start: span for span in scan(document.folded) if start <= span.start < end}
    for left, right in line_spans(text, start, end):
        run: list[Piece] = []
        for piece in _pieces(text, left, right, dates):
            if piece.what in ("other", "claim"):
                if run:
                    yield run
                run = []
            else:
                run.append(piece)
        if run:
            yield run


def pure_runs(document: Document, start: int, end: int) -> Iterator[list[Piece]]:
    """Runs that fill their line, or a column of it: whatever else the line holds stands apart by a wide gap."""
    text = lower(document.folded)
    dates = {span.start: span for span in scan(document.folded) if start <= span.start < end}
    for left, right in line_spans(text, start, end):
        pieces = list(_pieces(text, left, right, dates))
        run: list[Piece] = []
        apart = True  # whether the run so far is bounded on its left
        for index, piece in enumerate(pieces):
            if piece.what in ("other", "claim"):
                if run and apart and (piece.what == "claim" or _WIDE_GAP.search(text, run[-1].end, piece.start)):
                    yield run
                following = pieces[index + 1].start if index + 1 < len(pieces) else right
                run, apart = [], bool(_WIDE_GAP.search(text, piece.end, following))
            else:
                run.append(piece)
        if run and apart:
            yield run


def in_prose(document: Document, start: int) -> bool:
    """Whether a line of the text is the end of a sentence begun above: «… батареи были холодными до⏎21 октября 2025 г.»."""
    above = document.text.rfind("\n", 0, start)  # where the line above ends
    if above < 0 or document.text[above + 1 : start].strip(" \t_«\""):
        return False
    if _GOES_ON.search(document.text, max(0, above - _LINE_END), above) is None:
        return False
    return document.role_at(start) is ZoneRole.BODY and document.role_at(above - 1) is ZoneRole.BODY


_LINE_END = 39  # characters at the end of a line
_GOES_ON = re.compile(r"[\w,][ \t]{0,8}\Z")


def _pieces(text: str, start: int, end: int, dates: dict[int, DateSpan]) -> Iterator[Piece]:
    """The pieces of text[start:end], in order; «На № …» and «Вх. № …» take what follows them on the line."""
    at = start
    while at < end:
        if skipped := _SKIP.match(text, at, end):
            at = skipped.end()
            continue
        date = dates.get(at)
        if date is None and text[at] in "«\"'":
            date = next((dates[place] for place in range(at + 1, min(at + 6, end)) if place in dates), None)
        if date is not None and date.value.precision == "day" and date.value.complete:
            yield Piece("date", date.start, date.end, date.value.iso)
            at = max(at + 1, date.end)
            continue
        if date is not None and date.end <= end and date.value.precision != "day":
            yield Piece("other", at, max(at + 1, date.end))  # «24–25 ноября 2016 года»: days of an event
            at = max(at + 1, date.end)
            continue
        match = _PIECE.match(text, at, end)
        if not match:
            at += 1
            continue
        piece = _piece(match, text, end, dates)
        if piece:
            yield piece
        at = max(at + 1, piece.end if piece else match.end())


def _piece(match: re.Match[str], text: str, end: int, dates: dict[int, DateSpan]) -> Piece | None:
    """The piece that the pattern matched; None for a place, an hour, a sign with nothing after it."""
    start = match.start()
    if match["number"]:
        first, last = match.span("body")
        glued = next((place for place in range(first, last) if place in dates), last)  # «№45от12.03.2024»
        last = (
            glued - 2 if text[glued - 2 : glued] == "от" else first + len(text[first:glued].rstrip(" /-"))
        )  # «Исх-88 / 19.05.2023»
        return Piece("number", start, last, text[first:last], (first, last))
    if match["bare"]:
        dated = next((place for place in range(start, match.end()) if place in dates), match.end())
        bare = text[start:dated].rstrip(" /-")
        looks = _BARE_NUMBER.fullmatch(bare)
        if looks and _SIGN_ABOVE.search(text, max(0, start - _INDENT), start):
            return Piece("number", start, start + len(bare), bare, (start, start + len(bare)))
        return Piece("bare" if looks else "other", start, start + len(bare), bare, (start, start + len(bare)))
    if match["kind"]:
        if match["kind"].endswith(" записка"):
            return Piece("kind", start, match.end(), match["kind"])
        wide = match["kind"][1] == " "  # «П Р И К А З»
        return Piece("kind", start, match.end(), match["kind"].replace(" ", "") if wide else match["kind"].split()[-1])
    if match["claim"]:
        return Piece("claim", start, _claim_end(text, match, end))
    if match["label"]:
        return Piece("label", start, match.end())
    return Piece("other", start, match.end()) if match["word"] else None


def _claim_end(text: str, match: re.Match[str], end: int) -> int:
    """A reply or a receipt takes the rest of its line (or column), a number of something else only itself.

    «Лицензия | рег. № 4990 от 12 февраля 2016 г.» takes its line too.
    """
    if match.group().startswith(("на", "вх")) or match["licence"]:
        gap = _WIDE_GAP.search(text, match.end() + REPLY_LENGTH, end)
        return gap.start() if gap else end
    number = None if match["house"] else _CLAIMED_NUMBER.match(text, match.end(), end)
    return number.end() if number else match.end()


_CLAIMED_NUMBER = re.compile(rf"{FILL}{NUMBER_BODY}")
