"""The registration of a document: its own number and date (реквизиты 10 и 11).

They stand together under or beside the letterhead, on one line or two, in either order, bare or over the underscores of
a form; an order has them under its kind (`extractors.registration` reads such lines).

    >>> doc = Document(text="МИНИСТЕРСТВО\\n24.06.2022 № 01/01-34эд/5201\\nНа № 01-10/04768 от 20.06.2022")
    >>> [(m.value.number, m.value.date, m.text) for m in find(doc)]
    [('01/01-34эд/5201', '2022-06-24', '24.06.2022 № 01/01-34эд/5201')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from extractors.atoms import FILL, NUMBER_BODY, NUMBER_END, NUMBER_SIGN, clean_number, line_spans, lower
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.registration import Piece, in_prose, pure_runs, runs
from extractors.values import ReferenceValue

OWN: Final = "own"

#: Zones that may hold the registration, by how much they vouch for it.
TRUSTED: Final = (ZoneRole.REGISTRATION,)
POSSIBLE: Final = (ZoneRole.KIND, ZoneRole.PLACE, ZoneRole.LETTERHEAD)
#: Zones that hold numbers and dates of other things.
NEVER: Final = frozenset(
    {
        ZoneRole.RECEIPT_STAMP,
        ZoneRole.APPENDIX,
        ZoneRole.SIGNATURE,
        ZoneRole.E_SIGNATURE,
        ZoneRole.ENCLOSURE,
        ZoneRole.EXECUTOR,
        ZoneRole.APPROVAL,
        ZoneRole.ADDRESSEE,
        ZoneRole.FURNITURE,
        ZoneRole.NOISE,
    }
)

# The head of a letter without zones: what comes before its text. Letters have up to 30 lines above the salutation.
HEAD_LINES: Final = 45
HEAD_CHARACTERS: Final = 3000
# A registration on two lines: number and date are at most so many characters apart to be quoted as one.
LONGEST_QUOTE: Final = 160

# How far below the kind of a document its date or number may stand.
BELOW_KIND: Final = 600
# A line longer than this holds more than a requisite.
ONE_LINE: Final = 100

IN_ZONE: Final = 0.97
ON_ONE_LINE: Final = 0.95
ON_TWO_LINES: Final = 0.9
ALONE: Final = 0.8
GUESSED: Final = 0.7


def find(document: Document) -> Iterator[Mention]:
    """The own number and date of a document, at most once."""
    pieces, confidence, rule = _candidates(document)
    numbers = _labelled(document, pieces) or _outgoing(document, pieces) or _of(pieces, "number") or _of(pieces, "bare")
    dates = _of(pieces, "date")
    if not numbers and not dates:
        return
    number, date = _nearest(numbers, dates)
    kind = next((piece.value for piece in pieces if piece.what == "kind"), "")
    number = _whole_number(document, number) if number else None
    quote = document.text[slice(*number.body)] if number else ""
    value = ReferenceValue(role=OWN, kind=kind, number=clean_number(quote), date=date.value if date else "")
    spans = [(piece.start, piece.end) for piece in (number, date) if piece]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    evidence = list(_evidence(document, value))
    if number and number.what == "bare":
        confidence = min(confidence, ON_TWO_LINES)
        evidence.append("номер без знака №")
    if end - start > LONGEST_QUOTE and number:
        start, end = number.start, number.end
        evidence.append("дата стоит отдельно")
    if len(numbers) > 1 and len({piece.value for piece in numbers}) > 1:
        confidence = min(confidence, GUESSED)
        evidence.append(f"номеров {len(numbers)}")
    yield mention(
        document, Kind.REFERENCE, start, end, value, rule=rule, confidence=confidence, evidence=tuple(evidence)
    )


def _labelled(document: Document, pieces: list[Piece]) -> list[Piece]:
    """Numbers without a sign that a label names: «Номер: 39/У-26/1107» before «Убыток № 0019-774120»."""
    labelled = ((label, piece) for label, piece in pairwise(pieces) if label.what == "label" and piece.what == "bare")
    return [piece for label, piece in labelled if _NAMES_NUMBER.match(document.folded, label.start)]


def _outgoing(document: Document, pieces: list[Piece]) -> list[Piece]:
    """Numbers behind «Исх.», which tells them from others: «Заказ № 87-115⏎Исх. № 917 от 13.03.2024»."""
    heads = {piece.start: label.start for label, piece in pairwise(pieces) if label.what == "label"}
    return [n for n in _of(pieces, "number") if _OUTGOING.match(document.folded, heads.get(n.start, n.start))]


_OUTGOING = re.compile(r"исх", re.IGNORECASE)
_NAMES_NUMBER = re.compile(r"номер", re.IGNORECASE)
#: The rest of a number that is broken at a stroke: «№ Отв-7/2-214-23/⏎Он1087-23/20770001».
_BROKEN = re.compile(r"[/-]\n[ \t]{0,120}(?P<rest>[А-Яа-яA-Za-z0-9][\w/@.-]{1,40}\d[\w/@]{0,20})[ \t]{0,120}(?=\n|\Z)")


def _whole_number(document: Document, number: Piece) -> Piece:
    """The number with what stands of it on the next line."""
    broken = _BROKEN.match(document.folded, number.end)
    if broken is None or re.fullmatch(r"\d{1,2}\.\d{1,2}\.\d{2,4}", broken["rest"]):
        return number
    return replace(number, end=broken.end("rest"), body=(number.body[0], broken.end("rest")))


def _of(pieces: list[Piece], what: str) -> list[Piece]:
    return [piece for piece in pieces if piece.what == what]


def _nearest(numbers: list[Piece], dates: list[Piece]) -> tuple[Piece | None, Piece | None]:
    """The first number with the date nearest to it, or the first of what there is."""
    if not numbers or not dates:
        return (numbers[0] if numbers else None), (dates[0] if dates else None)
    number = numbers[0]
    return number, min(dates, key=lambda date: (abs(date.start - number.start), date.start))


def _candidates(document: Document) -> tuple[list[Piece], float, str]:
    """The pieces of the registration, from the place that vouches best for them."""
    if document.zones:
        zones = [(zone.start, zone.end) for zone in document.zones_of(*TRUSTED)]
        pieces = [piece for start, end in zones for run in runs(document, start, end) for piece in run]
        possible = [(zone.start, zone.end) for zone in document.zones_of(*POSSIBLE)]
        more = [piece for start, end in possible for run in pure_runs(document, start, end) for piece in run]
        has = {piece.what for piece in pieces}
        if has & {"number", "bare", "date"}:
            numbered, dated = bool(has & {"number", "bare"}), "date" in has
            wanted = {"kind"} | ({"number"} if dated and not numbered else set()) | ({"date"} if not dated else set())
            pieces += [piece for piece in more if piece.what in wanted or (not numbered and _above(document, piece, pieces))]
            pieces.sort(key=lambda piece: piece.start)
            return pieces, IN_ZONE if numbered and dated else ALONE, "registration zone"
        if _whole(more) or (_labelled(document, more) and _of(more, "date")):
            return more, ON_ONE_LINE, "kind or letterhead zone"
        if beside := _beside_kind(document, more):
            return beside, ON_TWO_LINES, "kind zone"
        if {"kind", "number"} <= {piece.what for piece in more}:
            return more, ALONE, "kind zone"  # «ТЕЛЕФОНОГРАММА № 27» without a date
    found = _from_head(document)
    return found if found[0] else _from_signature(document)


def _above(document: Document, piece: Piece, below: list[Piece]) -> bool:
    """Whether a number without a sign stands on the line above the date: «02-11/ 230⏎от 3 июля 2024 г.»."""
    between = document.text[piece.end : below[0].start]
    return piece.what == "bare" and between.count("\n") == 1 and not between.strip()


def _from_signature(document: Document) -> tuple[list[Piece], float, str]:
    """The date beside the signature of a letter from people, which has none above: «21 января 2024 г.⏎____ /Орлова Т.П./»."""
    if not any(document.zones_of(ZoneRole.ADDRESSEE)):
        return [], 0.0, ""
    for zone in document.zones_of(ZoneRole.SIGNATURE, ZoneRole.EXECUTOR):
        for run in pure_runs(document, zone.start, zone.end):
            dates = _of(run, "date")
            if dates and len(run) == 1:
                return dates, GUESSED, "date of the signature"
    return [], 0.0, ""


def _beside_kind(document: Document, pieces: list[Piece]) -> list[Piece]:
    """«ПРОТОКОЛ № 4» with its date on one of the lines below: «г. Липецк      15 августа 2023 г., 10:00»; «ПРОТОКОЛ» with both."""
    whats = {piece.what for piece in pieces}
    kinds = list(document.zones_of(ZoneRole.KIND))
    if not kinds or "kind" not in whats:
        return []
    wanted, found = {"date", "number"} - whats, list(pieces)
    for run in pure_runs(document, kinds[0].end, min(len(document.text), kinds[0].end + BELOW_KIND)):
        has = {piece.what for piece in run}
        if wanted == {"date"} and has & {"number", "bare"}:
            continue  # «… удостоверение №⏎0417 от 11.12.2023», another paper
        if wanted & has and document.role_at(run[0].start) not in NEVER - {ZoneRole.APPROVAL} and not in_prose(document, run[0].start):
            found += run
            wanted -= has
            if not wanted:
                break
    # an act may have no number, and is dated below its kind
    return sorted(found, key=lambda piece: piece.start) if "date" not in wanted else []


def _whole(pieces: list[Piece]) -> bool:
    """Whether there is a signed number and a date."""
    return {"number", "date"} <= {piece.what for piece in pieces}


def _from_head(document: Document) -> tuple[list[Piece], float, str]:
    """The registration by its shape alone, above the text of the letter."""
    end = _head_end(document)
    chains = [run for run in pure_runs(document, 0, end) if not _in_never(document, run)]
    for run in chains:
        if _whole(run):
            return run, ON_ONE_LINE, "one line"
    for first, second in pairwise(chains):
        joined = first + second
        lines = document.text.count("\n", first[-1].end, second[0].start)
        has = {piece.what for piece in joined}
        if lines <= 3 and "date" in has and ("number" in has or (not document.zones and "bare" in has)):
            return joined, ON_TWO_LINES, "two lines"
    if document.zones:
        dated = next((run for run in pure_runs(document, 0, end) if _is_mail_date(document, run)), None)
        return (dated, ALONE, "date of a mail") if dated else _from_one_line(document, end)
    for run in chains:
        has = {piece.what for piece in run}
        labelled = "label" in has and has & {"number", "bare"}
        if {"date", "bare"} <= has or labelled or ("kind" in has and has & {"number", "date"}):
            return run, ALONE, "one line"
    for run in chains:
        if {piece.what for piece in run} & {"number"}:
            return run, ALONE, "number alone"
    return _from_one_line(document, end)


def _is_mail_date(document: Document, run: list[Piece]) -> bool:
    """«Дата: 15 ноября 2023 г., 9:42» of a printed mail."""
    label = document.folded[run[0].start : run[0].end].lower()
    return run[0].what == "label" and label.startswith("дата") and any(piece.what == "date" for piece in run)


# «… 24.06.2022 № 01/5201 На № …» in a letter that came as one line; not the date and number of a cited act.
_CITED_BEFORE = re.compile(
    r"(?:приказ|письм|распоряж|постановл|протокол|закон|указ|договор|соглашен|решени|поручени|контракт|запрос|обращен"
    r"|ваш)"
    r"[а-я]{0,8}[^.]{0,100}\Z"
)


def _from_one_line(document: Document, end: int) -> tuple[list[Piece], float, str]:
    """The first date with a number beside it inside a line that is no registration: a letter that came as one line."""
    text = lower(document.folded)
    for start, stop in line_spans(document.folded, 0, end):
        if stop - start < ONE_LINE:
            continue
        for run in runs(document, start, stop):
            if _in_never(document, run):
                continue
            for pair in pairwise(piece for piece in run if piece.what in ("date", "number", "bare")):
                if _tells(pair) and not _CITED_BEFORE.search(text, max(0, pair[0].start - 120), pair[0].start):
                    return list(pair), GUESSED, "run of text"
    return [], 0.0, ""


def _tells(pair: tuple[Piece, Piece]) -> bool:
    """A date beside a number; without a sign only a number that nothing else looks like: «ВБ-2214/05 16.06.2025»."""
    whats = {piece.what for piece in pair}
    return whats == {"date", "number"} or (
        whats == {"date", "bare"} and any("/" in piece.value for piece in pair if piece.what == "bare")
    )


_SALUTATION = re.compile(r"(?:^|[\s.])(?:глубоко|много)?уважаем(?:ый|ая|ые)|\bздравствуйте", re.IGNORECASE)


def _head_end(document: Document) -> int:
    """Where the head of the first page ends: at the salutation or after so many lines."""
    text = document.folded
    limit = min(len(text), HEAD_CHARACTERS, document.pages[0].end if document.pages else len(text))
    at = 0
    for count, (_, end) in enumerate(line_spans(text, 0, limit)):
        at = end
        if count >= HEAD_LINES:
            break
    salutation = _SALUTATION.search(text, 0, at)
    return salutation.start() if salutation else at


def _in_never(document: Document, run: list[Piece]) -> bool:
    role = document.role_at(run[0].start)
    return role in NEVER or role is ZoneRole.BODY


_IN_APPENDIX = re.compile(
    rf"от[ _]{{0,5}}[^\n№]{{6,30}}?[ _]{{0,5}}{NUMBER_SIGN}{FILL}(?P<number>{NUMBER_BODY}){NUMBER_END}"
)


def _evidence(document: Document, value: ReferenceValue) -> Iterator[str]:
    """What the rest of the document says for the number: «Приложение № 1 к письму от … № …» repeats it."""
    if not value.number:
        return
    text = lower(document.folded)
    own = value.number.lower().replace("ё", "е")
    for zone in document.zones_of(ZoneRole.APPENDIX, ZoneRole.APPROVAL):
        match = _IN_APPENDIX.search(text, zone.start, zone.end)
        if match and clean_number(match["number"]) == own:
            yield "номер повторен в приложении"
            return
