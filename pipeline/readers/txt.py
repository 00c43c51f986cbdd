"""Plain text: any of the encodings Russian letters come in, form feeds, columns made of blanks, pipe tables."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Final

from extractors.document import Document
from extractors.russian.morph import parses
from pipeline.readers import columns
from pipeline.readers.abreast import abreast
from pipeline.readers.boxes import redrawn, unframed
from pipeline.readers.builder import Builder, clean
from pipeline.readers.encodings import decode
from pipeline.readers.hyphens import closed, rejoin
from pipeline.readers.pipes import add_tables, unpiped
from pipeline.readers.seams import parted
from pipeline.readers.source import Source

_LINE_END: Final = re.compile("\r\n|[\r\n\x0b\x85\u2028\u2029]")
_TAB_WIDTH: Final = 8

#: Hard-wrapped text is set to at most this many columns; longer lines are paragraphs.
_WIDEST_WRAP: Final = 110
#: So many lines of about the same length make a wrapped text.
_FULL_LINES: Final = 4
#: Ragged setting leaves this share of the width free at most.
_RAGGED: Final = 0.92


def read(source: Source) -> Document:
    """The Document of a plain text; block = run of lines without a blank line."""
    return read_text(decode(source.data), source, "txt")


def read_text(text: str, source: Source, format: str) -> Document:
    """The Document of a text that is decoded already (the body of a mail, the text of an old Word file)."""
    builder = Builder(source, format)
    add_text(builder, text)
    document = builder.build()
    return add_tables(document)


def add_text(builder: Builder, text: str) -> None:
    """Adds a plain text to a Document in the making."""
    builder.expect(len(text))
    pages = text.split("\f")
    for number, page in enumerate(pages):
        if number and not page.strip():
            continue
        if len(pages) > 1:
            builder.page()
        rows = [closed(clean(row).rstrip()) for row in _LINE_END.split(page)]
        rows = unpiped(unframed(rows), below_page=_first_row(pages[number + 1]) if number + 1 < len(pages) else "")
        if "\t" in page:
            rows = _set_abreast(rows)
        rows = columns.unravel([row.expandtabs(_TAB_WIDTH) if "\t" in row[:1] else row for row in rows])
        rows = columns.unravel_signatures(rows)
        _add_rows(builder, [piece for row in redrawn(rows) for piece in parted(row)])


def _first_row(page: str) -> str:
    """The first row of a page that is not blank."""
    return _LINE_END.split(page.lstrip(), maxsplit=1)[0]


def _set_abreast(rows: list[str]) -> list[str]:
    """The rows with what TABs set side by side at their top put one after the other."""
    found = abreast([(row, False) for row in rows])
    if found is None:
        return rows
    sides = [*(side.text for side in found.left), "", *(side.text for side in found.right), ""]
    return [*rows[: found.first], *sides, *rows[found.last :]]


def _wrap_width(rows: list[str]) -> int | None:
    """The width a text was wrapped to, None for a text of one line a paragraph."""
    lengths = sorted((len(row) for row in rows if row.strip()), reverse=True)
    if len(lengths) <= _FULL_LINES or lengths[0] > _WIDEST_WRAP:
        return None
    # A single longer line (an address that could not be wrapped) does not set the width.
    width = lengths[min(2, len(lengths) // 10)]
    return width if width >= 40 and sum(n >= 0.85 * width for n in lengths) >= _FULL_LINES else None


def _continues(above: str, row: str, width: int | None) -> bool:
    """Whether a row goes on with the paragraph above: its first word had no place there."""
    if width is None:
        return False
    body = row.lstrip()
    if len(row) - len(body) > len(above) - len(above.lstrip()):
        return False
    return len(above) + 1 + len(body.split(maxsplit=1)[0]) > _RAGGED * width


def _alignment(row: str, width: int) -> str | None:
    """What the indent of a row says: `center`, `right`, or nothing."""
    indent = len(row) - len(row.lstrip())
    if indent < 12:
        return None
    if abs(indent - (width - len(row))) <= 4:
        return "center"
    return "right" if indent >= 0.4 * width else None


#: Rows that stand alone between blank ones make a text of double spacing from so many on.
_SPACED_ROWS: Final = 6
#: Of the rows of such a text this share stand alone at least.
_SPACED: Final = 0.75
#: What ends a row that nothing goes on.
_STOPS: Final = (".", "!", "?", ":", ";")
_ITEM: Final = re.compile(r"[а-яёa-z]{1,2}\)|[а-яё]\.\s")
#: «июня 1, 2018»: the stamp of an item, on a line of its own.
_STAMPED: Final = re.compile(r"(?:январ|феврал|март|апрел|ма|ию[нл]|август|сентябр|октябр|ноябр|декабр)[а-я]{1,2}\s\d{1,2},\s\d{4}")
_WORD: Final = re.compile(r"[А-ЯЁ][А-ЯЁ-]*")
#: «… администрации⏎Дмитровского городского округа⏎Московской области», «… в сезоне⏎2018-2019 годов»
_LAND: Final = re.compile(
    r"(?:[А-ЯЁ][А-ЯЁа-яё-]{2,40}(?:ого|ой)\s(?:[а-яё]{3,20}\s)?(?:области|края|района|округа|города|поселения|республики)"
    r"|[А-ЯЁ-]{3,30}(?:ОГО|ОЙ)\s(?:[А-ЯЁ]{3,20}\s)?(?:ОБЛАСТИ|КРАЯ|РАЙОНА|ОКРУГА|ГОРОДА|ПОСЕЛЕНИЯ|РЕСПУБЛИКИ)"
    r"|Республики\s[А-ЯЁ][а-яё -]{2,30}|РЕСПУБЛИКИ\s[А-ЯЁ -]{3,30})(?:\s[-–—]\s(?:Югры|ЮГРЫ))?[»\"]?\Z"
)
_YEARS: Final = re.compile(r"\d{4}(?:\s?[-–]\s?\d{4})?\s{1,2}(?:г\.|гг\.|год)")
#: What a letter in capitals goes on with on a line of its own.
_NEW_LINE: Final = re.compile(
    r"(?:О|ОБ|ОБО|НА|ОТ)\s|(?:ПИСЬМО|ПРИКАЗ|РЕШЕНИЕ|ПОСТАНОВЛЕНИЕ|РАСПОРЯЖЕНИЕ|УКАЗ|ПРИКАЗЫВАЮ|ПРОТОКОЛ)(?![А-ЯЁ])"
)


def _close(rows: list[str]) -> list[str]:
    """The rows of a text in double spacing, as converters of web pages write it, without the blanks inside a phrase.

    «ФЕДЕРАЛЬНАЯ СЛУЖБА ПО НАДЗОРУ⏎⏎В СФЕРЕ ТРАНСПОРТА», «О порядке проведения⏎⏎конкурса»: the name, the heading go on.
    """
    full = [index for index, row in enumerate(rows) if row.strip()]
    alone = sum(b - a > 1 for a, b in pairwise(full))
    spaced = len(full) >= _SPACED_ROWS and alone >= _SPACED * (len(full) - 1)
    goes_on = _goes_on if spaced else _land_goes_on
    joined = {index for a, b in pairwise(full) if b - a > 1 and goes_on(rows[a], rows[b]) for index in range(a + 1, b)}
    return [row for index, row in enumerate(rows) if index not in joined]


def _land_goes_on(above: str, below: str) -> bool:
    """Whether a row is the land of the body above it: «СОВЕТ УСТАНСКОГО СЕЛЬСОВЕТА⏎⏎УРЕНСКОГО РАЙОНА»."""
    above, below = above.strip(), below.strip()
    return len(above) <= _WIDEST_WRAP and above[-1:].isalpha() and above.isupper() == below.isupper() and bool(_LAND.match(below))


def _goes_on(above: str, below: str) -> bool:
    """Whether a short row plainly goes on in the next: in small letters, or in capitals with no new nominative."""
    above, below = above.strip(), below.strip()
    if len(above) > _WIDEST_WRAP or above.endswith(_STOPS) or _ITEM.match(below):
        return False
    if _STAMPED.match(below):
        return False
    if below[0].islower():
        return above[-1].isalpha() or above[-1] == ","
    if _LAND.match(below) or _YEARS.match(below):
        return above[-1].islower() or (above.isupper() and above[-1].isalpha())
    if below[0] in "«\"" and below[-1] in "»\"":  # «БЮДЖЕТНОЕ УЧРЕЖДЕНИЕ⏎⏎«СТАНЦИЯ СКОРОЙ ПОМОЩИ»»
        return above[-1].isalpha() and above.isupper() == below.isupper() and not _NEW_LINE.match(below[1:].upper())
    first = _WORD.match(below)
    shouted = above.isupper() and below.isupper() and first is not None and not _NEW_LINE.match(below)
    return shouted and first is not None and not _nominative(first.group())


def _nominative(word: str) -> bool:
    found = parses(word.lower())
    return bool(found) and found[0].tag.case in ("nomn", None) and found[0].tag.pos != "PREP"


def _add_rows(builder: Builder, rows: list[str]) -> None:
    rows = _close(rows)
    width = _wrap_width(rows)
    page_width = width or max(60, min(_WIDEST_WRAP, max(map(len, rows), default=0)))
    bold = False
    above = ""
    for index in range(len(rows)):
        row = rows[index]
        if not row.strip():
            builder.gap()
            above = ""
            continue
        if not above or not _continues(above, row, width):
            builder.paragraph()
        below = rows[index + 1] if index + 1 < len(rows) else ""
        if below.strip() and row.endswith(("-", "\u2010")):
            above = row
            row, rows[index + 1] = rejoin(row, below)
        else:
            above = row
        # «**» opens and closes bold over several lines, as Markdown converters write it.
        marks = row.count("**")
        whole = bold or row.lstrip(" |").startswith("**")
        bold = bold != bool(marks % 2)
        builder.raw_line(
            row, align=_alignment(row, page_width), bold=whole and (bold or row.rstrip(" |").endswith("**"))
        )
