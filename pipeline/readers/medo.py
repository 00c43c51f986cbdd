"""МЭДО: an official message as a ZIP or a folder, with a passport that describes the letter.

Two forms of the passport are met: `passport.xml` of a container (<http://minsvyaz.ru/container>) and `document.xml`
of the older exchange (<http://www.infpres.com/IEDMS>). What the passport says goes into `Document.meta` of every
member under `medo.…`; where the letter says otherwise, the Document gets a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from lxml import etree

from extractors.document import Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import zip as zips
from pipeline.readers.ooxml import parse_xml, unpack
from pipeline.readers.sniff import PASSPORTS
from pipeline.readers.source import MEMBER_SIGN, Source

_MOST: Final = 2_000
_MONTHS: Final = (
    "января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября",
    "декабря",
)  # fmt: skip


def members(source: Source) -> Iterator[Source]:
    """The files of the message, the passport among them, each with what the passport says; a lone passport has none."""
    if source.is_folder:
        yield from _files(source)
    elif source.head.startswith(b"PK"):
        yield from zips.members_with(source, _passport_of(source))


def _passport_of(source: Source) -> dict[str, str]:
    """The passport inside an archive, nothing where it can not be read."""
    archive, infos = zips.open_zip(source)
    limits = source.limits
    for wanted in PASSPORTS:
        for info in infos:
            if info.filename.replace("\\", "/").rsplit("/", 1)[-1].lower() == wanted:
                try:
                    return passport(unpack(archive, info, limits.xml_bytes, limits.ratio, limits.ratio_from_bytes))
                except ReadError:
                    break
    return {}


def _files(source: Source) -> Iterator[Source]:
    assert source.path is not None
    meta: dict[str, str] = {}
    for wanted in PASSPORTS:
        path = source.path / wanted
        if path.is_file() and not meta:
            try:
                meta = passport(replace(source, path=path).data)
            except ReadError:
                meta = {}
    try:
        paths = sorted(path for path in source.path.iterdir() if path.is_file())
    except OSError as error:
        raise ReadError(ErrorCode.UNREADABLE, f"the folder can not be read: {error.strerror or error}") from error
    for path in paths[: source.limits.members]:
        yield replace(
            source, name=f"{source.name}{MEMBER_SIGN}{path.name}", path=path, depth=source.depth + 1, meta=meta
        )


def passport(data: bytes) -> dict[str, str]:
    """What a passport says: keys `medo.number`, `medo.date`, `medo.kind`, `medo.subject`, `medo.sender`,
    `medo.addressees`, `medo.signatories`, `medo.executor`, `medo.pages`, `medo.in_reply_to`; several values are
    joined by «; ».

    >>> xml = '<container><authors><author><registration><number>5-р</number><date>2024-05-24</date></registration>'
    >>> passport((xml + '</author></authors></container>').encode())
    {'medo.number': '5-р', 'medo.date': '2024-05-24'}
    """
    root = parse_xml(data)
    for element in root.iter():
        if isinstance(element.tag, str):
            element.tag = etree.QName(element).localname
    old = root.find(".//document/num") is not None or root.tag == "communication"
    paths = _OLD if old else _NEW
    meta = {}
    for key, (way, leaves) in paths.items():
        values = [" ".join(_leaf(item, leaf) for leaf in leaves).strip() for item in root.iterfind(way)]
        text = "; ".join(dict.fromkeys(" ".join(value.split()) for value in values if value.strip()))
        if text:
            meta[f"medo.{key}"] = text[:_MOST]
    return meta


def _leaf(element: etree._Element, leaf: str) -> str:
    found = element if leaf == "." else element.find(leaf)
    return "" if found is None else "".join(found.itertext())


# key -> (elements, leaves of each joined by a blank).
_NEW: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "number": (".//author/registration", ("number",)),
    "date": (".//author/registration", ("date",)),
    "kind": (".//requisites/documentKind", (".",)),
    "subject": (".//requisites/annotation", (".",)),
    "sender": (".//author/organization", ("title",)),
    "addressees": (".//addressees/addressee", ("organization/title", "person/name")),
    "signatories": (".//author/sign/person", ("post", "name")),
    "executor": (".//author/executor", ("name", "person/name", "contactInfo/phone")),
    "pages": (".//document/pagesQuantity", (".",)),
    "in_reply_to": (".//links/link/document", ("number", "date")),
}
_OLD: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "number": ("./document/num", ("number",)),
    "date": ("./document/num", ("date",)),
    "kind": ("./document/kind", (".",)),
    "subject": ("./document/annotation", (".",)),
    "sender": ("./header/source/organization", (".",)),
    "addressees": ("./document/addressees/addressee", ("organization", "person")),
    "signatories": ("./document/signatories/signatory", ("post", "person")),
    "executor": ("./document/executor", ("person", "contactInfo")),
    "pages": ("./document/pages", (".",)),
    "in_reply_to": ("./document/links/link/document/num", ("number", "date")),
}


def compare(document: Document, meta: Mapping[str, str]) -> Document:
    """The document of a member with warnings where the passport's number or date does not stand in its text.

    >>> compare(Document("Исх. № 6 от 24.05.2024"), {"medo.number": "5", "medo.date": "2024-05-24"}).warnings
    ('the МЭДО passport says number 5, the text does not',)
    """
    warnings = []
    number = meta.get("medo.number", "")
    if number and not _says_number(document.text, number):
        warnings.append(f"the МЭДО passport says number {number}, the text does not")
    day = meta.get("medo.date", "")[:10]
    if day and not _says_date(document.text, day):
        warnings.append(f"the МЭДО passport says date {day}, the text does not")
    return replace(document, warnings=(*document.warnings, *warnings)) if warnings else document


def _says_number(text: str, number: str) -> bool:
    """Whether a number stands in a text by itself, with blanks anywhere in it."""
    signs = [re.escape(sign) for sign in "".join(number.split()).lower()[:100]]
    pattern = r"(?<![\w/-])" + r"\s{0,3}".join(signs) + r"(?![\w/-])"
    return re.search(pattern, text.lower().replace("_", " ")) is not None


def _says_date(text: str, day: str) -> bool:
    """Whether a day stands in a text, in digits or in words."""
    try:
        value = date.fromisoformat(day)
    except ValueError:
        return True
    forms = (
        f"{value:%d.%m.%Y}",
        f"{value.day}.{value.month}.{value.year}",
        f"{value:%d.%m.%y}",
        f"{value:%Y-%m-%d}",
        f"{value.day}{_MONTHS[value.month - 1]}{value.year}",
        f"{value.day:02d}»{_MONTHS[value.month - 1]}{value.year}",
        f"{value.day}»{_MONTHS[value.month - 1]}{value.year}",
        f'{value.day:02d}"{_MONTHS[value.month - 1]}{value.year}',
    )
    bare = "".join(text.lower().replace("_", "").split())
    return any(form in bare for form in forms)
