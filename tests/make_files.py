"""Small files for the tests of the readers, made in memory by hand: DOCX, ODT, PDF, MSG."""

from __future__ import annotations

import io
import math
import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from extractors.document import Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import Source, read

_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006"
_SPACES: Final = (
    f'xmlns:w="{_W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    """A zip archive."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def p(text: str = "", properties: str = "", run: str = "") -> str:
    """A paragraph of WordprocessingML; TAB and LF become w:tab and w:br."""
    inner = "".join(_piece(part) for part in _parts(text))
    look = f"<w:rPr>{run}</w:rPr>" if run else ""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r>{look}{inner}</w:r></w:p>"


def _parts(text: str) -> list[str]:
    parts, word = [], ""
    for char in text:
        if char in "\t\n":
            parts += [word, char]
            word = ""
        else:
            word += char
    return [part for part in (*parts, word) if part]


def _piece(part: str) -> str:
    return {"\t": "<w:tab/>", "\n": "<w:br/>"}.get(part, f'<w:t xml:space="preserve">{part}</w:t>')


def table(rows: Sequence[Sequence[str]], *, ruled: bool = False) -> str:
    """A table whose cells are WordprocessingML, or plain text for one paragraph."""
    borders = "".join(
        f'<w:{side} w:val="single"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    head = f"<w:tblPr><w:tblBorders>{borders if ruled else ''}</w:tblBorders></w:tblPr>"
    body = ""
    for row in rows:
        cells = "".join("<w:tc>" + (cell if cell.startswith("<") else p(cell)) + "</w:tc>" for cell in row)
        body += f"<w:tr>{cells}</w:tr>"
    return f"<w:tbl>{head}{body}</w:tbl>"


def docx(body: str, parts: Mapping[str, str] | None = None, styles: str = "") -> bytes:
    """A DOCX; `parts` are headers, footers, notes, numbering by name ("header1", "footnotes") with their inner XML."""
    parts = dict(parts or {})
    members: dict[str, bytes | str] = {}
    relations = []
    for number, (name, inner) in enumerate(parts.items(), start=1):
        kind = name.rstrip("0123456789")
        root = {"header": "hdr", "footer": "ftr"}.get(kind, kind)
        members[f"word/{name}.xml"] = f"<w:{root} {_SPACES}>{inner}</w:{root}>"
        relations.append(f'<Relationship Id="rId{number}" Type="{_R}/{kind}" Target="{name}.xml"/>')
    if styles:
        members["word/styles.xml"] = f"<w:styles {_SPACES}>{styles}</w:styles>"
        relations.append(f'<Relationship Id="rIdS" Type="{_R}/styles" Target="styles.xml"/>')
    members["[Content_Types].xml"] = f'<Types xmlns="{_TYPES}/content-types"/>'
    members["word/_rels/document.xml.rels"] = (
        f'<Relationships xmlns="{_TYPES}/relationships">{"".join(relations)}</Relationships>'
    )
    members["word/document.xml"] = f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"
    return zipped(members)


def odt(body: str, styles: str = "") -> bytes:
    """An ODT by the XML of its text."""
    names = {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style",
        "fo": "xsl-fo-compatible", "svg": "svg-compatible",
    }  # fmt: skip
    spaces = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in names.items()
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>"
            f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>",
        }
    )


# PDF


class Pdf:
    """A PDF written object by object. Text is in cp1251 codes with a map to Unicode, so no font file is needed."""

    def __init__(self, *, mapped: bool = True, width: float = 595, height: float = 842) -> None:
        self._mapped = mapped
        self._size = (width, height)
        self._pages: list[tuple[list[str], int]] = [([], 0)]

    def text(self, x: float, top: float, text: str, size: float = 12, turn: float = 0) -> Pdf:
        """Text as one object, its baseline at `top` from the upper edge, turned by degrees counter-clockwise."""
        codes = text.encode("cp1251").hex()
        along, up = math.cos(math.radians(turn)), math.sin(math.radians(turn))
        place = f"{along:.4f} {up:.4f} {-up:.4f} {along:.4f} {x} {self._size[1] - top} Tm" if turn else f"{x} {self._size[1] - top} Td"
        self._pages[-1][0].append(f"BT /F1 {size} Tf {place} <{codes}> Tj ET")
        return self

    def lines(self, x: float, top: float, texts: Sequence[str], size: float = 12, step: float = 15) -> Pdf:
        """Texts one under the other."""
        for number, text in enumerate(texts):
            self.text(x, top + number * step, text, size)
        return self

    def grid(self, xs: Sequence[float], tops: Sequence[float]) -> Pdf:
        """The lines of a table."""
        height = self._size[1]
        for x in xs:
            self._pages[-1][0].append(f"{x} {height - tops[0]} m {x} {height - tops[-1]} l S")
        for top in tops:
            self._pages[-1][0].append(f"{xs[0]} {height - top} m {xs[-1]} {height - top} l S")
        return self

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Pdf:
        """A frame."""
        self._pages[-1][0].append(f"{x0} {self._size[1] - bottom} {x1 - x0} {bottom - top} re S")
        return self

    def page(self) -> Pdf:
        """The next page."""
        self._pages.append(([], 0))
        return self

    def rotated(self, degrees: int) -> Pdf:
        """Turns the page."""
        self._pages[-1] = (self._pages[-1][0], degrees)
        return self

    def data(self) -> bytes:
        """The bytes."""
        width, height = self._size
        font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 32 /LastChar 255 /Widths ["
        font += " ".join("278" if code == 32 else "556" for code in range(32, 256)) + "]"
        # Every code has a shape: PDFium passes over a text of one letter that shows nothing.
        font += " /Encoding /WinAnsiEncoding" + (" /ToUnicode 4 0 R >>" if self._mapped else " >>")
        objects: dict[int, bytes] = {3: font.encode(), 4: _stream(_to_unicode())}
        kids = []
        for number, (content, rotation) in enumerate(self._pages):
            page, stream = 5 + 2 * number, 6 + 2 * number
            kids.append(f"{page} 0 R")
            objects[page] = (
                f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {width} {height}] /Rotate {rotation}"
                f" /Resources << /Font << /F1 3 0 R >> >> /Contents {stream} 0 R >>"
            ).encode()
            objects[stream] = _stream("\n".join(content).encode())
        objects[2] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
        objects[1] = b"<< /Type /Catalog /Pages 2 0 R >>"
        return assemble(objects)


def _stream(data: bytes) -> bytes:
    packed = zlib.compress(data)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def _to_unicode() -> bytes:
    pairs = []
    for code in range(32, 256):
        try:
            pairs.append(f"<{code:02x}> <{ord(bytes((code,)).decode('cp1251')):04x}>")
        except UnicodeDecodeError:
            continue
    chunks = [pairs[start : start + 100] for start in range(0, len(pairs), 100)]
    body = "\n".join(f"{len(chunk)} beginbfchar\n" + "\n".join(chunk) + "\nendbfchar" for chunk in chunks)
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def"
        f" 1 begincodespacerange <00> <ff> endcodespacerange\n{body}\nendcmap end end"
    ).encode()


def assemble(objects: Mapping[int, bytes]) -> bytes:
    """A PDF of numbered objects, the first of them its catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = {}
    for number in sorted(objects):
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (max(objects) + 1)
    for number in range(1, max(objects) + 1):
        out += b"%010d 00000 n \n" % places.get(number, 0)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, start)
    return bytes(out)


# MSG: a compound file of small streams


def msg(properties: Mapping[int, str | bytes], attachments: Sequence[Mapping[int, str | bytes]] = ()) -> bytes:
    """An Outlook message; properties by their MAPI number, text as UTF-16, bytes as they are."""
    tree: dict[str, object] = {"__properties_version1.0": b"\x00" * 32, **_streams(properties)}
    for number, attachment in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = {"__properties_version1.0": b"\x00" * 8, **_streams(attachment)}
    return compound(tree)


def _streams(properties: Mapping[int, str | bytes]) -> dict[str, bytes]:
    return {
        f"__substg1.0_{number:04X}{'001F' if isinstance(value, str) else '0102'}": (
            value.encode("utf-16-le") if isinstance(value, str) else value
        )
        for number, value in properties.items()
    }


_SECTOR: Final = 512
_END, _FREE, _FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(tree: Mapping[str, object]) -> bytes:
    """A compound file ([MS-CFB]) with every stream in whole sectors: entries are bytes, or mappings for storages.

    Streams are padded to the smallest size that is kept outside the mini stream.
    """
    entries: list[tuple[str, int, list[int], bytes]] = []  # name, type, children, data

    def add(name: str, value: object) -> int:
        index = len(entries)
        if isinstance(value, Mapping):
            entries.append((name, 1, [], b""))
            children = [add(child, inner) for child, inner in value.items()]
            entries[index] = (name, 1, children, b"")
        else:
            assert isinstance(value, bytes)
            entries.append((name, 2, [], value))
        return index

    entries.append(("Root Entry", 5, [], b""))
    entries[0] = ("Root Entry", 5, [add(name, value) for name, value in tree.items()], b"")
    fat: list[int] = []
    sectors: list[bytes] = []

    def store(data: bytes) -> int:
        start = len(sectors)
        pieces = [data[at : at + _SECTOR].ljust(_SECTOR, b"\x00") for at in range(0, len(data), _SECTOR)]
        sectors.extend(pieces)
        fat.extend([start + step + 1 for step in range(len(pieces) - 1)] + [_END])
        return start

    starts = {i: store(data.ljust(4096, b"\x00")) for i, (_, kind, _, data) in enumerate(entries) if kind == 2}
    records = b""
    siblings = _siblings(entries)
    for index, (name, kind, children, data) in enumerate(entries):
        raw = (name + "\x00").encode("utf-16-le")
        records += struct.pack(
            "<64sHBBIII16sIQQIQ",
            raw.ljust(64, b"\x00"), len(raw), kind, 1, _FREE, siblings.get(index, _FREE),
            children[0] if children else _FREE, b"\x00" * 16, 0, 0, 0,
            starts.get(index, _END if kind == 5 else 0), max(len(data), 4096) if kind == 2 else 0,
        )  # fmt: skip
    directory = store(records.ljust(-(-len(records) // _SECTOR) * _SECTOR, b"\x00"))
    count = -(-(len(fat) + len(fat) // 100 + 2) // 128)
    fat_start = len(sectors)
    fat.extend([_FAT] * count)
    table_bytes = struct.pack(f"<{len(fat)}I", *fat).ljust(count * _SECTOR, b"\xff")
    difat = [fat_start + number for number in range(count)] + [_FREE] * (109 - count)
    header = struct.pack(
        "<8s16sHHHHH6sIIIIIIIII109I",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\x00" * 16, 0x3E, 3, 0xFFFE, 9, 6, b"\x00" * 6, 0, count, directory, 0,
        4096, _END, 0, _END, 0, *difat,
    )  # fmt: skip
    return header + b"".join(sectors) + table_bytes


def _siblings(entries: Sequence[tuple[str, int, list[int], bytes]]) -> dict[int, int]:
    """Children of a storage as a chain of right siblings; readers that walk the tree find them all."""
    return {a: b for _, _, children, _ in entries for a, b in pairwise(children)}


# What holds for every Document


def sound(document: Document) -> Document:
    """Asserts what every reader owes, and returns the document."""
    text, end = document.text, 0
    for line in document.lines:
        assert end <= line.start < line.end <= len(text), line
        body = text[line.start : line.end]
        assert body == body.strip(), body
        assert "\n" not in body, body
        assert any(page.number == line.page and page.start <= line.start <= page.end for page in document.pages), line
        end = line.end
    covered = "".join(document.at(line) for line in document.lines)
    assert "".join(covered.split()) == "".join(text.split())
    assert [page.number for page in document.pages] == list(range(1, len(document.pages) + 1))
    edges = [(page.start, page.end) for page in document.pages]
    assert edges[0][0] == 0
    assert edges[-1][1] == len(text)
    assert all(first[1] == second[0] for first, second in pairwise(edges)), edges
    for table in document.tables:
        assert all(table.start <= cell.start < cell.end <= table.end for cell in table.cells)
        assert all(text[cell.start : cell.end].strip() == text[cell.start : cell.end] for cell in table.cells)
    assert not set(text) & set("\x00\r\x0b\x0c\ufeff\ufffe\u202e\u00ad")
    assert text.encode("utf-8")
    return document


def texts(document: Document) -> list[str]:
    """The lines of a document as strings."""
    return [document.at(line) for line in document.lines]


def refusal(source: Source, form: str | None = None) -> ErrorCode | None:
    """The code of the error that a file is refused with; None for a sound document."""
    try:
        document = read(source, form)
    except ReadError as error:
        return error.code if len(error.message) > 10 else None
    sound(document)
    return None
