"""DOCX: a walk of our own over the XML, since libraries drop text boxes, headers, notes, controls and insertions.

Text after accepting all changes; comments, field codes, hidden text and the numbers of pages in headers are left out.
The header of the first page comes first, other headers, notes and footers come last. An addressee moved to the right
by an indent counts as aligned right.
"""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache
from typing import Final

from lxml import etree

from extractors.document import Document, Part
from pipeline.readers.builder import Builder
from pipeline.readers.docx_styles import Numbering, Styles, W, value
from pipeline.readers.docx_walker import Walker
from pipeline.readers.flow import pour
from pipeline.readers.ooxml import Package, damaged, parse_xml
from pipeline.readers.source import Source

_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT: Final = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_STRICT_R: Final = b"http://purl.oclc.org/ooxml/officeDocument/relationships"
_MAIN: Final = re.compile(r"/officeDocument$")


def _relations(package: Package, part: str) -> dict[str, tuple[str, str]]:
    """id -> (type, name of the part) of the relations of a part; external targets are left out: nothing is followed."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in package:
        return {}
    relations = {}
    for element in package.xml(rels):
        if element.get("TargetMode") == "External":
            continue
        target = element.get("Target") or ""
        target = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        relations[element.get("Id") or ""] = (element.get("Type") or "", target)
    return relations


def _main_part(package: Package) -> str:
    if "word/document.xml" in package:
        return "word/document.xml"
    for kind, target in _relations(package, "").values():
        if _MAIN.search(kind) and target in package:
            return target
    raise damaged("no document part")


def _xml(package: Package, name: str | None) -> etree._Element | None:
    if name is None or name not in package:
        return None
    return _parsed(package.data(name))


def _parsed(data: bytes) -> etree._Element:
    return parse_xml(data.replace(_STRICT, W[1:-1].encode()).replace(_STRICT_R, _R[1:-1].encode()))


@lru_cache(maxsize=16)
def _styles_of(data: bytes) -> Styles:
    """Letters of one office have the same styles, and reading them costs more than reading a letter."""
    return Styles(_parsed(data))


def _styles(package: Package, name: str | None) -> Styles:
    return Styles(None) if name is None or name not in package else _styles_of(package.data(name))


def _headers(body: etree._Element, kind: str) -> tuple[list[str], list[str]]:
    """Ids of the headers (or footers) of the first page, and of the others."""
    first: list[str] = []
    others: list[str] = []
    for number, section in enumerate(body.iter(f"{W}sectPr")):
        title_page = (
            (value(section, "titlePg") or "1") not in {"0", "false"}
            if section.find(f"{W}titlePg") is not None
            else False
        )
        by_type = {ref.get(f"{W}type"): ref.get(f"{_R}id") or "" for ref in section.iterfind(f"{W}{kind}Reference")}
        shown = "first" if title_page else "default"
        for name, target in by_type.items():
            if name == "first" and not title_page:
                continue
            (first if number == 0 and name == shown else others).append(target)
    return first, others


def read(source: Source) -> Document:
    """The Document of a DOCX: headers of the first page, body, notes, other headers, footers."""
    package = Package(source)
    main = _main_part(package)
    root = _xml(package, main)
    assert root is not None
    relations = _relations(package, main)
    by_kind = {kind.rpartition("/")[2]: target for kind, target in relations.values()}
    walker = Walker(_styles(package, by_kind.get("styles")), Numbering(lambda: _xml(package, by_kind.get("numbering"))))
    builder = Builder(source, "docx")
    body = root.find(f"{W}body")
    if body is None:
        raise damaged("no body")
    if body.find(f".//{W}altChunk") is not None:
        builder.warnings.append("a part in another format is embedded and was not read")
    first, others = _headers(body, "header")
    first_footers, other_footers = _headers(body, "footer")
    builder.page()
    poured: set[str] = set()

    def pour_parts(ids: list[str], part: Part) -> None:
        walker.part = part
        for target in dict.fromkeys(relations.get(name, ("", ""))[1] for name in ids):
            root = _xml(package, target)
            if root is None:
                continue
            nodes = walker.nodes(root)
            text = etree.tostring(root, method="text", encoding="unicode")
            if text not in poured:
                poured.add(text)
                builder.gap()
                pour(builder, nodes, part=part)
                builder.gap()

    pour_parts(first, Part.HEADER)
    walker.part = Part.BODY
    pour(builder, walker.nodes(body))
    _pour_notes(builder, walker, package, by_kind)
    pour_parts(others, Part.HEADER)
    pour_parts([*first_footers, *other_footers], Part.FOOTER)
    return builder.build()


def _pour_notes(builder: Builder, walker: Walker, package: Package, by_kind: dict[str, str]) -> None:
    """Foot- and endnotes that the text refers to, in its order."""
    wanted, walker.notes = walker.notes, []
    if not wanted:
        return
    notes: dict[tuple[str, str], etree._Element] = {}
    for kind in ("footnote", "endnote"):
        root = _xml(package, by_kind.get(f"{kind}s"))
        for note in () if root is None else root.iterfind(f"{W}{kind}"):
            notes[kind, note.get(f"{W}id") or ""] = note
    builder.gap()
    for key in dict.fromkeys(wanted):
        if key in notes:
            pour(builder, walker.nodes(notes[key]), part=Part.NOTE)
    builder.gap()
