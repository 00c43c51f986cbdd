"""The leaf of the house: a Document and the parts every room points into. Standard library only.

A reader makes one `text` per document and nobody edits it after; every other part is a half-open
interval [start, end) of code points into that text.

    Document ─ text, format, source
        ├─ pages      where a page begins and ends, and whether its text was printed or recognised
        ├─ lines      the physical lines in reading order, with their layout where the format has one
        ├─ tables     cells of the data tables (a layout table is lines, not a table)
        ├─ zones      the requisites of ГОСТ Р 7.0.97 (laid by `pipeline.zones`)
        └─ witnesses  spans an NER model believes in (laid by `pipeline.letter`)
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import StrEnum
from functools import cached_property
from typing import Any

from extractors.fold import fold
from extractors.frozen import dataclass


class ZoneRole(StrEnum):
    """Zones of a letter: groups of requisites that stand together (ГОСТ Р 7.0.97)."""

    LETTERHEAD = "letterhead"  # бланк: автор, справочные данные
    REGISTRATION = "registration"  # дата, номер, ссылка на номер и дату поступившего документа
    PLACE = "place"  # место составления
    ACCESS_MARK = "access_mark"  # гриф ограничения доступа
    ADDRESSEE = "addressee"  # адресат
    APPROVAL = "approval"  # грифы утверждения и согласования, виза
    KIND = "kind"  # наименование вида документа
    HEADING = "heading"  # заголовок к тексту
    SALUTATION = "salutation"  # обращение
    BODY = "body"  # текст документа
    ENCLOSURE = "enclosure"  # отметка о приложении
    SIGNATURE = "signature"  # подпись
    E_SIGNATURE = "e_signature"  # отметка об электронной подписи
    EXECUTOR = "executor"  # отметка об исполнителе
    RECEIPT_STAMP = "receipt_stamp"  # отметка о поступлении, резолюция, контроль
    APPENDIX = "appendix"  # листы приложения
    FURNITURE = "furniture"  # номера страниц, колонтитулы
    NOISE = "noise"  # навигация и прочий шум веб-страницы


class Part(StrEnum):
    """Where in the file a line stood."""

    BODY = "body"
    CELL = "cell"
    TEXT_BOX = "text_box"
    HEADER = "header"
    FOOTER = "footer"
    NOTE = "note"
    FRAME = "frame"  # the frame of a site around the text of a page: menus, side columns, the foot


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page, in points (1/72 inch), origin at the top left corner."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: `number` counts from 1; sizes in points (0 where the format has no pages);
    `confidence` is the mean confidence of recognition, 1.0 for printed text."""

    number: int
    start: int
    end: int
    width: float = 0.0
    height: float = 0.0
    source: str = "text"  # "text" | "ocr"
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One physical line, without its line end; never blank.

    `block` numbers the blocks of layout: a column, a table cell, a text box, a run of lines with no
    blank line inside. `paragraph` numbers the paragraphs: hard-wrapped lines of one paragraph share it
    where the reader knows. `align` is "left", "center", "right" or "both", None where unknown;
    `size` is the height of the type in points, None where unknown.
    """

    start: int
    end: int
    page: int = 1
    block: int = 0
    paragraph: int = 0
    part: Part = Part.BODY
    box: Box | None = None
    align: str | None = None
    size: float | None = None
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a data table; `row` and `column` count from 1, `header` is the text above it."""

    row: int
    column: int
    start: int
    end: int
    header: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A data table: what a reader of the document would call a table."""

    number: int
    page: int
    start: int
    end: int
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class Zone:
    """A run of text with one role; `rule` names what decided."""

    role: ZoneRole
    start: int
    end: int
    page: int = 1
    confidence: float = 1.0
    rule: str = ""


@dataclass(frozen=True, slots=True)
class WitnessSpan:
    """What an NER model says of a piece of the text: `label` is PER, LOC or ORG, `source` the model."""

    start: int
    end: int
    label: str
    source: str


@dataclass(frozen=True)
class Document:
    """One document as a reader found it.

    `source` is the path as the run names it (`box.eml!letter.docx`), `format` the short name of the
    format ("docx", "pdf", "txt", …), `meta` what the container says beside the text (subject and sender
    of a mail, passport of a МЭДО message), `warnings` what the reader could not do.

    >>> doc = Document(text="Исх. № 5\\nТекст", lines=(Line(0, 8), Line(9, 14)))
    >>> [doc.at(line) for line in doc.lines]
    ['Исх. № 5', 'Текст']
    """

    text: str
    lines: tuple[Line, ...] = ()
    pages: tuple[Page, ...] = ()
    tables: tuple[Table, ...] = ()
    zones: tuple[Zone, ...] = ()
    witnesses: tuple[WitnessSpan, ...] = ()
    format: str = "txt"
    source: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()

    @cached_property
    def folded(self) -> str:
        """The text for matching: same length, same offsets (`extractors.fold`)."""
        return fold(self.text)

    @cached_property
    def own_lines(self) -> tuple[Line, ...]:
        """The lines without those of the frame of a site."""
        return tuple(line for line in self.lines if line.part is not Part.FRAME)

    @cached_property
    def kept(self) -> dict[object, Any]:
        """What rooms have worked out of this document and others ask for too: each thing is worked out once."""
        return {}

    @cached_property
    def _page_starts(self) -> list[int]:
        return [page.start for page in self.pages]

    @cached_property
    def _zone_starts(self) -> list[int]:
        return [zone.start for zone in self.zones]

    def at(self, span: Line | Zone | Cell | Page | WitnessSpan) -> str:
        """The text of a part."""
        return self.text[span.start : span.end]

    def page_at(self, offset: int) -> int:
        """The number of the page an offset lies on; 1 where the format has no pages."""
        index = bisect_right(self._page_starts, offset) - 1
        return self.pages[index].number if index >= 0 else 1

    def zone_at(self, offset: int) -> Zone | None:
        """The zone that covers an offset, or None between zones and before zoning."""
        index = bisect_right(self._zone_starts, offset) - 1
        if index < 0 or offset >= self.zones[index].end:
            return None
        return self.zones[index]

    def role_at(self, offset: int) -> ZoneRole | None:
        """The role of the zone that covers an offset."""
        zone = self.zone_at(offset)
        return zone.role if zone else None

    def zones_of(self, *roles: ZoneRole) -> Iterator[Zone]:
        """The zones with one of these roles, in order."""
        return (zone for zone in self.zones if zone.role in roles)

    def lines_in(self, span: Zone | Cell | Page) -> tuple[Line, ...]:
        """The lines that begin inside a part, in order."""
        return tuple(line for line in self.lines if span.start <= line.start < span.end)

    @property
    def text_source(self) -> str:
        """ "ocr" if any page was recognised, else "text"."""
        return "ocr" if any(page.source == "ocr" for page in self.pages) else "text"

    def with_zones(self, zones: tuple[Zone, ...]) -> Document:
        """The same document with zones laid over it (in order, not overlapping)."""
        return self._of_same_text(replace(self, zones=zones))

    def with_witnesses(self, witnesses: tuple[WitnessSpan, ...]) -> Document:
        """The same document with the spans of NER models."""
        return self._of_same_text(replace(self, witnesses=witnesses))

    def _of_same_text(self, other: Document) -> Document:
        """A document of the same text, which is folded once for both."""
        if "folded" in self.__dict__:
            other.__dict__["folded"] = self.folded
        return other
