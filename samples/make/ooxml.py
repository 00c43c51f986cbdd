"""Pieces of WordprocessingML that python-docx does not write: cut runs, tracked changes, notes, boxes, controls."""

from __future__ import annotations

import random
import re
import zipfile
from dataclasses import dataclass, field
from io import BytesIO
from xml.sax.saxutils import escape

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.package import Package
from lxml import etree

from samples.make.marks import Span, spans

SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w10": "urn:schemas-microsoft-com:office:word",
    }.items()
)
AUTHOR = 'w:author="Канцелярия" w:date="2024-01-15T09:00:00Z"'
SPECIAL = re.compile("([\t\n\u00ad\u2011])")
SPECIAL_XML = {"\t": "<w:tab/>", "\n": "<w:br/>", "\u00ad": "<w:softHyphen/>", "\u2011": "<w:noBreakHyphen/>"}
LINKS = re.compile(
    r"(?<![\w.])(?:[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}|(?:https?://|www\.)[^\s<>,;)]{3,120})"
)
UNDERLINE = '<w:u w:val="single"/>'
EMU = 12700  # a point
STAMP = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip archive can hold


@dataclass(frozen=True)
class Format:
    """How a paragraph looks: align is left, right, center, both; sizes in points."""

    align: str = "left"
    bold: bool = False
    italic: bool = False
    size: float = 14
    first: float = 0  # red line, cm
    left: float = 0  # indent, cm
    before: float = 0
    tab: float = 0  # a right tab stop, cm
    keep: bool = False


@dataclass
class Pen:
    """What every part of one document shares while it is written."""

    part: Part
    dice: random.Random
    split: bool = False
    links: bool = False
    tracked: bool = False
    notes: list[str] = field(default_factory=list)
    ids: int = 100

    def next_id(self) -> int:
        self.ids += 1
        return self.ids


def element(xml: str) -> BaseOxmlElement:
    """An element from XML whose first tag has no namespace declarations yet."""
    return parse_xml(re.sub(r"^<([\w:]+)", lambda m: f"<{m[1]} {SPACES}", xml, count=1))


def run_properties(look: Format, extra: str = "") -> str:
    bold = "<w:b/><w:bCs/>" if look.bold else ""
    italic = "<w:i/><w:iCs/>" if look.italic else ""
    half = int(look.size * 2)
    return f'<w:rPr>{bold}{italic}<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>{extra}</w:rPr>'


def run(text: str, look: Format, *, tag: str = "w:t", extra: str = "") -> str:
    inner = "".join(
        SPECIAL_XML.get(piece) or f'<{tag} xml:space="preserve">{escape(piece)}</{tag}>'
        for piece in SPECIAL.split(text)
        if piece
    )
    return f"<w:r>{run_properties(look, extra)}{inner}</w:r>"


def _cut(text: str, dice: random.Random) -> list[str]:
    """Runs as Word leaves them after editing: cut anywhere."""
    out = []
    while text:
        size = dice.choice((1, 2, 3, 5, 8, 13, 21))
        out.append(text[:size])
        text = text[size:]
    return out


def runs(text: str, look: Format, pen: Pen, extra: str = "") -> str:
    if not pen.split:
        return run(text, look, extra=extra)
    noise = ('<w:proofErr w:type="spellStart"/>', '<w:proofErr w:type="spellEnd"/>', "", "", "")
    return "".join(run(piece, look, extra=extra) + pen.dice.choice(noise) for piece in _cut(text, pen.dice))


def _linked(text: str, look: Format, pen: Pen) -> str:
    if not pen.links:
        return runs(text, look, pen)
    out, at = [], 0
    for match in LINKS.finditer(text):
        if match.start() > at:
            out.append(runs(text[at : match.start()], look, pen))
        address = match[0].rstrip(".")
        target = address if "://" in address else ("mailto:" if "@" in address else "http://") + address
        link = pen.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        out.append(f'<w:hyperlink r:id="{link}" w:history="1">{runs(address, look, pen, UNDERLINE)}</w:hyperlink>')
        at = match.start() + len(address)
    return "".join(out) + (runs(text[at:], look, pen) if at < len(text) else "")


def _span(span: Span, look: Format, pen: Pen) -> str:
    if span.kind == "ins":
        return f'<w:ins w:id="{pen.next_id()}" {AUTHOR}>{runs(span.text, look, pen)}</w:ins>'
    if span.kind == "dele":
        return f'<w:del w:id="{pen.next_id()}" {AUTHOR}>{run(span.text, look, tag="w:delText")}</w:del>'
    if span.kind == "note":
        pen.notes.append(span.text)
        mark = '<w:vertAlign w:val="superscript"/>'
        return f'<w:r>{run_properties(look, mark)}<w:footnoteReference w:id="{len(pen.notes) + 1}"/></w:r>'
    if span.kind == "blank":
        return runs(span.text, look, pen, UNDERLINE)
    if span.kind == "page":
        return f'<w:fldSimple w:instr=" PAGE ">{run("2", look)}</w:fldSimple>'
    return _linked(span.text, look, pen)


def paragraph(text: str, look: Format, pen: Pen) -> BaseOxmlElement:
    """A w:p that holds the text with its marks."""
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{_twips(look.tab)}"/></w:tabs>' if look.tab else ""
    indent = (
        f'<w:ind w:left="{_twips(look.left)}" w:firstLine="{_twips(look.first)}"/>' if look.left or look.first else ""
    )
    keep = "<w:keepNext/>" if look.keep else ""
    mark = run_properties(look)
    if pen.tracked:
        mark = mark.replace(
            "</w:rPr>",
            f'<w:rPrChange w:id="{pen.next_id()}" {AUTHOR}><w:rPr><w:sz w:val="24"/></w:rPr></w:rPrChange></w:rPr>',
        )
    body = "".join(_span(s, look, pen) for s in spans(text))
    return element(
        f'<w:p><w:pPr>{keep}{tab}<w:spacing w:before="{int(look.before * 20)}" w:after="0"/>{indent}'
        f'<w:jc w:val="{look.align}"/>{mark}</w:pPr>{body}</w:p>'
    )


def _twips(centimetres: float) -> int:
    return int(centimetres * 567)


def table(widths: list[float], rows: int, *, border: bool) -> tuple[BaseOxmlElement, list[list[BaseOxmlElement]]]:
    """(w:tbl, its empty cells row by row); widths in cm. The caller puts at least one paragraph into each cell."""
    line = '<w:{0} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' if border else '<w:{0} w:val="nil"/>'
    edges = "".join(line.format(e) for e in ("top", "left", "bottom", "right", "insideH", "insideV"))
    grid = "".join(f'<w:gridCol w:w="{_twips(w)}"/>' for w in widths)
    cell = '<w:tc><w:tcPr><w:tcW w:w="{}" w:type="dxa"/></w:tcPr></w:tc>'
    cells = "".join(cell.format(_twips(w)) for w in widths)
    made = element(
        f'<w:tbl><w:tblPr><w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:tblBorders>{edges}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{f"<w:tr>{cells}</w:tr>" * rows}</w:tbl>'
    )
    return made, [list(row.iterchildren("{*}tc")) for row in made.iterchildren("{*}tr")]


SHAPE_NAMESPACE = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"


def text_box(paragraphs: list[BaseOxmlElement], size: tuple[float, float], side: str, number: int) -> BaseOxmlElement:
    """A paragraph that anchors a text box of (width, height) points at a side.

    The text stands twice, for readers that know drawings and for those that know only VML.
    """
    inner = "".join(etree.tostring(p, encoding="unicode") for p in paragraphs)
    return element(
        '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><mc:AlternateContent>'
        f'<mc:Choice Requires="wps">{_drawing(inner, size, side, number)}</mc:Choice>'
        f"<mc:Fallback>{_vml(inner, size, side, number)}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _drawing(inner: str, size: tuple[float, float], side: str, number: int) -> str:
    wide, high = (int(s * EMU) for s in size)
    edge = "000000" if side == "center" else "ffffff"
    flow = "<wp:wrapTopAndBottom/>" if side == "center" else '<wp:wrapSquare wrapText="bothSides"/>'
    return (
        '<w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" behindDoc="0" locked="0"'
        f' relativeHeight="{number}" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="margin"><wp:align>{side}</wp:align></wp:positionH>'
        '<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/>{flow}<wp:docPr id="{number}" name="Надпись {number}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{SHAPE_NAMESPACE}">'
        f'<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/>'
        '</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:ln w="6350"><a:solidFill>'
        f'<a:srgbClr val="{edge}"/></a:solidFill></a:ln></wps:spPr>'
        f'<wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr rot="0" lIns="36000" tIns="18000"'
        ' rIns="36000" bIns="18000"><a:noAutofit/></wps:bodyPr></wps:wsp></a:graphicData></a:graphic></wp:anchor>'
        "</w:drawing>"
    )


def _vml(inner: str, size: tuple[float, float], side: str, number: int) -> str:
    place = f"mso-position-horizontal:{side};mso-position-horizontal-relative:margin"
    return (
        f'<w:pict><v:shape id="_x0000_s{number}" type="#_x0000_t202" stroked="f"'
        f' style="position:absolute;width:{size[0]}pt;height:{size[1]}pt;{place}">'
        f"<v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict>"
    )


def control(inside: list[BaseOxmlElement], title: str, pen: Pen) -> BaseOxmlElement:
    """A block content control (w:sdt) around paragraphs."""
    made = element(
        f'<w:sdt><w:sdtPr><w:alias w:val="{title}"/><w:tag w:val="{title}"/><w:id w:val="{pen.next_id()}"/></w:sdtPr>'
        "<w:sdtContent/></w:sdt>"
    )
    content = made[1]
    for item in inside:
        content.append(item)
    return made


def add_footnotes(package: Package, part: Part, pen: Pen) -> None:
    """The footnotes part, with the two separators that Word expects before the notes."""
    look = Format(size=10)
    separator = '<w:footnote w:type="{0}" w:id="{1}"><w:p><w:r><w:{2}/></w:r></w:p></w:footnote>'
    note = '<w:footnote w:id="{}"><w:p><w:r>{}<w:footnoteRef/></w:r>{}</w:p></w:footnote>'
    notes = "".join(note.format(n, run_properties(look), run(" " + text, look)) for n, text in enumerate(pen.notes, 2))
    xml = (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:footnotes {SPACES}>'
        + separator.format("separator", 0, "separator")
        + separator.format("continuationSeparator", 1, "continuationSeparator")
        + notes
        + "</w:footnotes>"
    )
    content_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    made = Part(PackURI("/word/footnotes.xml"), content_type, xml.encode("utf-8"), package)
    part.relate_to(made, RELATIONSHIP_TYPE.FOOTNOTES)


def same_bytes(data: bytes) -> bytes:
    """The same archive with fixed times and a fixed order, so that it is made again byte for byte."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        names = sorted(old.namelist(), key=lambda n: (n != "[Content_Types].xml", n))
        for name in names:
            info = zipfile.ZipInfo(name, STAMP)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            new.writestr(info, old.read(name))
    return out.getvalue()
