"""Files made to stop, bloat or lead astray: small on disk, some of them vast when opened. Nothing here is stored.

`python tests/make_hostile.py FOLDER` writes them all; the tests make them in memory.
"""

from __future__ import annotations

import io
import struct
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from make_files import Pdf, assemble, compound, docx, msg, odt, p, table, zipped
from make_tnef import tnef

_W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _document(xml: bytes | str) -> bytes:
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml})


def docx_of_empty_paragraphs() -> bytes:
    """335 KB, three million paragraphs."""
    return _document(f"<w:document {_W}><w:body>".encode() + b"<w:p/>" * 3_000_000 + b"</w:body></w:document>")


def docx_of_one_letter() -> bytes:
    """A part that unpacks to 300 MB."""
    return _document(b"<w:t>" + b"a" * 300_000_000)


def docx_of_entities() -> bytes:
    """Entities of entities: «a billion laughs»."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ха"}">' for n in range(10))
    return _document(
        f"<!DOCTYPE d [{names}]><w:document {_W}><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"
    )


def docx_of_outside_entities() -> bytes:
    """An entity that asks for a file of the machine, another for an address."""
    names = '<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b SYSTEM "http://127.0.0.1:9/x">'
    return _document(
        f"<!DOCTYPE d [{names}]><w:document {_W}><w:body><w:p><w:r><w:t>Текст &a;&b;</w:t></w:r></w:p></w:body>"
        f"</w:document>"
    )


def docx_of_outside_template() -> bytes:
    """A template and a picture to be fetched from an address."""
    return docx(p("Текст"), {"settings": "<w:attachedTemplate r:id='rId9'/>"}).replace(b"rId9", b"rId9")


def docx_of_nested_tables() -> bytes:
    """4,000 tables inside each other."""
    return docx("<w:tbl><w:tr><w:tc>" * 4000 + p("Глубина") + "</w:tc></w:tr></w:tbl>" * 4000)


def docx_of_nested_tables_within_the_depth() -> bytes:
    """As many tables inside each other as the parser of XML lets through."""
    return docx("<w:tbl><w:tr><w:tc>" * 80 + p("Глубина") + "</w:tc></w:tr></w:tbl>" * 80)


def docx_of_nested_controls() -> bytes:
    """200,000 controls inside each other."""
    return docx("<w:sdt><w:sdtContent>" * 200_000 + p("Глубина") + "</w:sdtContent></w:sdt>" * 200_000)


def docx_of_wide_cells() -> bytes:
    """Few cells that claim many columns and rows."""
    cell = "<w:tc><w:tcPr><w:gridSpan w:val='999999'/></w:tcPr><w:p/></w:tc>"
    return docx(("<w:tbl><w:tr>" + cell * 60 + "</w:tr></w:tbl>") * 200 + p("Текст"))


def docx_of_styles_in_a_ring() -> bytes:
    """Styles based on each other, a list that counts to a milliard."""
    styles = "".join(
        f"<w:style w:type='paragraph' w:styleId='{a}'><w:basedOn w:val='{b}'/></w:style>" for a, b in ("AB", "BA")
    )
    numbering = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='999999999'/><w:numFmt "
        "w:val='upperRoman'/>"
        "<w:lvlText w:val='%1%1%1%1%1%1%1%1'/></w:lvl></w:abstractNum><w:num w:numId='1'><w:abstractNumId "
        "w:val='0'/></w:num>"
    )
    body = p("Текст", "<w:pStyle w:val='A'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='1'/></w:numPr>")
    return docx(body, {"numbering": numbering}, styles)


def odt_of_nested_sections() -> bytes:
    """100,000 sections inside each other."""
    return odt("<text:section>" * 100_000 + "<text:p>Глубина</text:p>" + "</text:section>" * 100_000)


def odt_of_repeated_cells() -> bytes:
    """Cells and blanks that claim to be repeated a milliard times."""
    cell = (
        "<table:table-cell table:number-columns-repeated='999999999'><text:p>x<text:s text:c='999999999'/>"
        "</text:p></table:table-cell>"
    )
    return odt(f"<table:table><table:table-row>{cell * 3}</table:table-row></table:table><text:p>Текст</text:p>")


def pdf_bomb() -> bytes:
    """1.5 KB that unpack to 1.2 GB of drawing commands, packed twice."""
    once = zlib.compressobj(9)
    packed = b"".join(once.compress(b"0 0 m " * 200_000) for _ in range(1000)) + once.flush()
    twice = zlib.compress(packed, 9)
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>"
    stream = b"<< /Length %d /Filter [/FlateDecode /FlateDecode] >>\nstream\n%s\nendstream" % (len(twice), twice)
    pages = b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>"
    return assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 3: page, 4: stream})


def pdf_of_many_pages() -> bytes:
    """A page shown 100,000 times."""
    pages = b"<< /Type /Pages /Count 100000 /Kids [" + b"3 0 R " * 100_000 + b"] >>"
    page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: pages, 3: page})


def pdf_of_pages_in_a_ring() -> bytes:
    """A tree of pages that is its own child."""
    return assemble(
        {1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 5 /Kids [2 0 R 2 0 R] /Parent 2 0 R >>"}
    )


def pdf_of_scattered_words() -> bytes:
    """6,000 words strewn over one page, to tire the search for columns."""
    pdf = Pdf()
    for number in range(6000):
        pdf.text(number * 7919 % 560, 20 + number * 104729 % 800, f"слово{number % 10}", 3 + number % 9)
    return pdf.data()


def pdf_of_many_lines() -> bytes:
    """A page of 30,000 drawn lines with a word among them."""
    pdf = Pdf().text(60, 60, "Текст письма среди линий")
    for number in range(150):
        pdf.grid([10 + 3 * x for x in range(100)], [10 + number * 5, 12 + number * 5, 14 + number * 5])
    return pdf.data()


def pdf_of_a_vast_page() -> bytes:
    """A page of 14,400 by 14,400 inches' worth of points, without text."""
    return Pdf(width=1e6, height=1e6).box(10, 10, 900_000, 900_000).data()


def zip_bomb() -> bytes:
    """A member of 300 MB of zeros."""
    return zipped({"bomb.txt": b"0" * 300_000_000, "letter.txt": "Письмо"})


def zip_of_one_piece_many_times() -> bytes:
    """20,000 names for the same packed piece of 4 MB: 80 GB in all."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"ab" * 2_000_000)
        info = archive.infolist()[0]
        archive.filelist.extend([_renamed(info, f"{number}.txt") for number in range(3000)])
        archive._didModify = True  # type: ignore[attr-defined]
    return stream.getvalue()


def _renamed(info: zipfile.ZipInfo, name: str) -> zipfile.ZipInfo:
    twin = zipfile.ZipInfo(name)
    for field in ("compress_type", "CRC", "compress_size", "file_size", "header_offset", "flag_bits", "create_system"):
        setattr(twin, field, getattr(info, field))
    return twin


def zip_of_many() -> bytes:
    """30,000 empty files."""
    return zipped({f"{number}.txt": b"" for number in range(30_000)})


def zip_in_zip() -> bytes:
    """Sixty archives inside each other."""
    data = zipped({"letter.txt": "Письмо"})
    for _ in range(60):
        data = zipped({"in.zip": data})
    return data


def zip_of_itself() -> bytes:
    """An archive whose member, by its header, is the archive's own beginning."""
    name = b"self.zip"
    head = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 0, 0, 33, 0, 200, 200, len(name), 0) + name
    entry = (
        struct.pack("<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 0, 0, 33, 0, 200, 200, len(name), 0, 0, 0, 0, 0, 0)
        + name
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(head), 0)
    return head + entry + end


def zip_of_bad_names() -> bytes:
    """Names that lead out of the archive, hide their suffix, or are of no letters at all."""
    names = (
        "../../up.txt",
        "/root.txt",
        "C:\\disk.txt",
        "a/../../b.txt",
        "\u202ecod.exe",
        "\x1b[31mred.txt",
        "x" * 300,
        ".",
        " ",
    )
    return zipped(dict.fromkeys(names, "Письмо"))


def zip_with_a_password() -> bytes:
    """A member that asks for a password."""
    data = bytearray(zipped({"a.txt": "Письмо"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


def docx_with_a_password() -> bytes:
    """An encrypted DOCX is a compound file."""
    return compound({"EncryptionInfo": b"x" * 100, "EncryptedPackage": b"x" * 5000})


def eml_of_nested_parts() -> bytes:
    """3,000 multiparts inside each other."""
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(3000))
    return ("From: a@b.example\nDate: Fri, 24 May 2024 10:00:00 +0300\nMIME-Version: 1.0\n" + parts).encode()


def eml_of_nested_mails() -> bytes:
    """200 mails attached to each other."""
    data = "From: a@b.example\nDate: x\nSubject: Дно\n\nТекст\n"
    for _ in range(200):
        data = f"From: a@b.example\nDate: x\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n{data}"
    return data.encode()


def rtf_of_braces() -> bytes:
    """A million groups inside each other."""
    return b"{\\rtf1 " + b"{" * 1_000_000


def rtf_of_cells() -> bytes:
    """Rows of many cells that never end."""
    return b"{\\rtf1 " + b"\\trowd" + b"\\cellx1" * 5000 + b"\\intbl x\\cell" * 50_000


def html_of_nested_parts() -> bytes:
    """200,000 parts inside each other, and tables inside tables."""
    return b"<html><body>" + b"<div><b><table><tr><td>" * 50_000 + "Глубина".encode()


def html_of_brackets() -> bytes:
    """A megabyte of «<»."""
    return b"<html><body>" + "Текст".encode() + b"<" * 1_000_000


def text_of_controls() -> bytes:
    """A letter with NULs, terminal escapes and letters that turn the text round."""
    text = (
        "Исх.\x00 № 5\u202e\u2066 от\x1b[31m 1\u200d мая\ufeff 2024 г. Уважаемые коллеги, направляем вам отчёт за год."
    )
    return text.encode()


def text_of_50_megabytes() -> bytes:
    """A text that no reader finishes."""
    return ("Просим рассмотреть обращение.\n" * 900_000).encode()[:50_000_000]


def text_of_dashes() -> bytes:
    """A megabyte of «1-»."""
    return b"1-" * 500_000


def text_of_quotes() -> bytes:
    """A megabyte of opening quotes."""
    return ("«" * 500_000 + "Текст").encode()


def text_of_pipes() -> bytes:
    """A megabyte of pipes."""
    return ("a|" * 500_000 + "\nТекст").encode()


def text_of_hyphens() -> bytes:
    """100,000 lines cut by a hyphen."""
    return "слово-\n".encode() * 100_000


def png_bomb() -> bytes:
    """A picture of 60,000 by 60,000 white points."""
    head = struct.pack(">IIBBBBB", 60_000, 60_000, 1, 0, 0, 0, 0)
    packer = zlib.compressobj(9)
    rows = b"".join(packer.compress(b"\xff" * 7501) for _ in range(60_000)) + packer.flush()

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def medo_of_entities() -> bytes:
    """A passport of entities of entities."""
    names = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ха"}">' for n in range(10))
    passport = (
        f"<!DOCTYPE c [{names}]><container><authors><author><registration><number>&a9;</number></registration>"
        f"</author></authors></container>"
    )
    return zipped({"passport.xml": passport, "letter.txt": "Исх. № 5"})


#: name -> (what makes it, what may come of the file itself: error codes, "ok").
HOSTILE: Final[dict[str, tuple[Callable[[], bytes], str]]] = {
    "empty_paragraphs.docx": (docx_of_empty_paragraphs, "no_text memory archive_bomb timeout"),
    "one_letter.docx": (docx_of_one_letter, "archive_bomb"),
    "entities.docx": (docx_of_entities, "damaged no_text"),
    "outside_entities.docx": (docx_of_outside_entities, "ok damaged"),
    "outside_template.docx": (docx_of_outside_template, "ok"),
    "nested_tables.docx": (docx_of_nested_tables, "damaged ok"),
    "nested_tables_80.docx": (docx_of_nested_tables_within_the_depth, "damaged ok"),
    "nested_controls.docx": (docx_of_nested_controls, "damaged archive_bomb"),
    "wide_cells.docx": (docx_of_wide_cells, "ok"),
    "ring_of_styles.docx": (docx_of_styles_in_a_ring, "ok"),
    "nested_sections.odt": (odt_of_nested_sections, "damaged ok"),
    "repeated_cells.odt": (odt_of_repeated_cells, "ok"),
    "bomb.pdf": (pdf_bomb, "memory timeout no_text crashed damaged"),
    "many_pages.pdf": (pdf_of_many_pages, "too_many_pages"),
    "ring.pdf": (pdf_of_pages_in_a_ring, "damaged no_text"),
    "scattered.pdf": (pdf_of_scattered_words, "ok"),
    "lines.pdf": (pdf_of_many_lines, "ok"),
    "vast.pdf": (pdf_of_a_vast_page, "no_text ocr_missing damaged"),
    "bomb.zip": (zip_bomb, "ok"),
    "one_piece.zip": (zip_of_one_piece_many_times, "archive_bomb damaged ok"),
    "many.zip": (zip_of_many, "archive_bomb"),
    "in.zip": (zip_in_zip, "ok"),
    "itself.zip": (zip_of_itself, "ok"),
    "names.zip": (zip_of_bad_names, "ok"),
    "password.zip": (zip_with_a_password, "ok"),
    "password.docx": (docx_with_a_password, "encrypted"),
    "nested_parts.eml": (eml_of_nested_parts, "ok no_text damaged"),
    "nested_mails.eml": (eml_of_nested_mails, "ok no_text damaged"),
    "braces.rtf": (rtf_of_braces, "damaged"),
    "cells.rtf": (rtf_of_cells, "ok too_large"),
    "nested.html": (html_of_nested_parts, "ok damaged no_text"),
    "brackets.html": (html_of_brackets, "ok"),
    "controls.txt": (text_of_controls, "ok"),
    "long.txt": (text_of_50_megabytes, "too_large"),
    "dashes.txt": (text_of_dashes, "ok"),
    "quotes.txt": (text_of_quotes, "ok"),
    "pipes.txt": (text_of_pipes, "ok"),
    "hyphens.txt": (text_of_hyphens, "ok"),
    "bomb.png": (png_bomb, "too_large ocr_missing"),
    "entities.zip": (medo_of_entities, "ok"),
}


def whole_files() -> Iterator[tuple[str, bytes]]:
    """One good file of each format, to be cut and renamed."""
    letter = p("Исх. № 5 от 24.05.2024") + table([["Министр", "И.И. Ясенев"]]) + p("Просим сообщить о решении. " * 40)
    yield "a.docx", docx(letter)
    yield "a.odt", odt("<text:p>Просим сообщить о решении</text:p>" * 50)
    yield "a.pdf", Pdf().lines(60, 60, ["Просим сообщить о решении"] * 20).data()
    yield "a.rtf", b"{\\rtf1\\ansi " + b"\\'cf\\'f0\\'ee\\'f1\\'e8\\'ec\\par " * 100 + b"}"
    yield "a.eml", b"From: a@b.example\nDate: x\nSubject: y\n\n" + "Просим сообщить\n".encode() * 50
    yield (
        "a.msg",
        msg({0x37: "Отчёт", 0x1000: "Просим сообщить о решении"}, [{0x3707: "a.txt", 0x3701: b"text" * 2000}]),
    )
    yield "a.tnef", tnef("Просим сообщить о решении", [("a.txt", b"text" * 200)])
    yield "a.zip", zipped({"a.txt": "Просим сообщить" * 20, "b.docx": docx(letter)})
    yield "a.html", b"<html><body>" + "<p>Просим сообщить</p>".encode() * 50
    yield "a.doc", (Path(__file__).parent / "files" / "letter.doc").read_bytes()


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, _) in HOSTILE.items():
        (folder / name).write_bytes(make())
