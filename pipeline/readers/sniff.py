"""Which format a file is in: content before suffix."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.encodings import decode
from pipeline.readers.source import MEMBER_SIGN, Source

_SIGNATURES: Final = (
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"\x78\x9f\x3e\x22", "tnef"),
)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")

# What the program does not read, by its first bytes, and what a person can do about it.
_UNSUPPORTED: Final = (
    (b"7z\xbc\xaf'\x1c", "a 7z archive", "unpack it into the folder"),
    (b"Rar!\x1a\x07", "a RAR archive", "unpack it into the folder"),
    (b"\x1f\x8b", "a gzip archive", "unpack it into the folder"),
    (b"BZh", "a bzip2 archive", "unpack it into the folder"),
    (b"\xfd7zXZ", "an xz archive", "unpack it into the folder"),
    (b"GIF8", "a GIF picture", "save it as PNG"),
    (b"AT&TFORM", "a DjVu file", "save it as PDF"),
    (b"\x7fELF", "a program", "nothing to read here"),
    (b"MZ", "a program", "nothing to read here"),
    (b"%!PS", "a PostScript file", "save it as PDF"),
    (b"SQLite format 3", "a database", "nothing to read here"),
)

# Header lines of a mail; a letter in plain text may begin «Тема: …», never «Message-ID:».
_MAIL_HEADER: Final = re.compile(
    rb"(?:From|To|Cc|Bcc|Subject|Date|Received|Return-Path|Delivered-To|Reply-To|Message-ID|MIME-Version|Content-Type"
    rb"|Content-Transfer-Encoding|X-[A-Za-z0-9-]{1,60}|DKIM-Signature|Sender|Envelope-To|References|In-Reply-To"
    rb"|Importance|Thread-[A-Za-z]{1,20}|User-Agent|Authentication-Results|List-[A-Za-z-]{1,30}|ARC-[A-Za-z-]{1,40}"
    rb"|Received-SPF|Precedence|Status|Organization|Disposition-Notification-To|Accept-Language"
    rb"|Snapshot-Content-Location):[ \t\r\n]",
    re.IGNORECASE,
)
_MBOX: Final = re.compile(rb"From [^\r\n]{1,200}\d\d:\d\d[^\r\n]{0,60}\r?\n")
_HTML: Final = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,2000}-->\s*){0,5}"
    r"<(?:!doctype\s+html|html|head|body|title|meta|div|p|table|h[1-6]|span|center|br)\b",
    re.IGNORECASE,
)
_XML: Final = re.compile(r"\s*<(?:\?xml|![A-Z]|[\w:]{1,60}[\s>])")
#: The files that describe a message of МЭДО.
PASSPORTS: Final = ("passport.xml", "document.xml")
_CONTROLS: Final = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f\ufffd]")
#: More controls than this and it is no text.
_MOST_CONTROLS: Final = 0.05
#: A short note may hold a few.
_STRAY_CONTROLS: Final = 4


def sniff(source: Source) -> str:
    """The short name of the format: a key of `READERS` or `CONTAINERS`.

    Raises `ReadError`: EMPTY, DAMAGED (zeros, a known suffix over no known content), UNSUPPORTED_FORMAT.

    >>> sniff(Source.of(b"%PDF-1.7 ...", "letter.docx"))
    'pdf'
    """
    if source.is_folder:
        return _sniff_folder(source)
    head = source.head
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe\x0c"):
        if not head.strip(b" \t\r\n\xef\xbb\xbf\xff\xfe\x0c") and source.size <= len(head):
            raise ReadError(ErrorCode.EMPTY, "the file is empty; ask the sender for it again")
        if not head.strip(b"\x00"):
            raise ReadError(ErrorCode.DAMAGED, "the file holds only zeros: copying it failed; ask for it again")
    for signature, name in _SIGNATURES:
        if head.startswith(signature):
            return name
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_ZIP):
        return _sniff_zip(source)
    if head.startswith(_OLE):
        return _sniff_ole(source)
    for signature, what, advice in _UNSUPPORTED:
        if head.startswith(signature):
            raise unsupported(what, advice)
    return _sniff_text(source, head)


def unsupported(what: str, advice: str) -> ReadError:
    """The error of a format that is known and not read."""
    return ReadError(ErrorCode.UNSUPPORTED_FORMAT, f"this is {what}, which is not read; {advice}")


def _sniff_folder(source: Source) -> str:
    assert source.path is not None
    if (source.path / "passport.xml").is_file() or (source.path / "document.xml").is_file():
        return "medo"
    if (source.path / "cur").is_dir() and (source.path / "new").is_dir():
        return "maildir"
    raise ReadError(
        ErrorCode.NOT_A_FILE, "this is a folder, whatever its name says; the files in it are read one by one"
    )


def _zip_names(source: Source) -> list[str]:
    """Names in a zip; those at the heads of its members where the directory at the end is cut off."""
    try:
        with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
            return [name.replace("\\", "/") for name in archive.namelist()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        heads = re.finditer(rb"PK\x03\x04.{22}(..)..", source.data[: 64 * 1024 * 1024], re.DOTALL)
        return [
            source.data[m.end() : m.end() + int.from_bytes(m.group(1), "little")].decode("cp437")
            for _, m in zip(range(1000), heads, strict=False)
        ]


def _sniff_zip(source: Source) -> str:
    names = set(_zip_names(source))
    folders = {name.split("/", 1)[0] for name in names}
    if "word/document.xml" in names or ("[Content_Types].xml" in names and "word" in folders):
        return "docx"
    if "[Content_Types].xml" in names:
        if "xl" in folders:
            raise unsupported("an Excel workbook", "save the letter as DOCX or PDF")
        if "ppt" in folders:
            raise unsupported("a presentation", "save the letter as DOCX or PDF")
        if source.suffix in {"docx", "docm", "dotx"}:
            return "docx"
    if "mimetype" in names and "content.xml" in names:
        return _sniff_odf(source)
    if any(name.rsplit("/", 1)[-1].lower() in PASSPORTS for name in names):
        return "medo"
    return "zip"


def _sniff_odf(source: Source) -> str:
    """Which OpenDocument it is: its first member, stored unpacked, names the type."""
    if b"opendocument.text" in source.head[:200]:
        return "odt"
    if b"epub" in source.head[:200]:
        raise unsupported("an e-book", "save the text as DOCX or PDF")
    if b"opendocument" in source.head[:200]:
        raise unsupported("a sheet or a drawing of OpenDocument", "save the letter as ODT, DOCX or PDF")
    return "odt"


def _sniff_ole(source: Source) -> str:
    """Word, Outlook or an encrypted DOCX: told by the names of the streams, which are in UTF-16."""
    data = source.data

    def holds(name: str) -> bool:
        return name.encode("utf-16-le") in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise ReadError(ErrorCode.ENCRYPTED, "the file asks for a password; save it without one")
    if holds("__properties_version1.0") or holds("__nameid_version1.0"):
        return "msg"
    if holds("WordDocument"):
        return "doc"
    if holds("Workbook") or holds("Book"):
        raise unsupported("an Excel workbook", "save the letter as DOCX or PDF")
    if holds("PowerPoint Document"):
        raise unsupported("a presentation", "save the letter as DOCX or PDF")
    if source.suffix in {"doc", "msg"}:
        return source.suffix
    raise unsupported("a file of an old office program", "save the letter as DOCX or PDF")


def _sniff_text(source: Source, head: bytes) -> str:
    text = decode(head[:-3] if source.size > len(head) else head)
    if len(_CONTROLS.findall(text)) > max(_STRAY_CONTROLS, _MOST_CONTROLS * len(text)):
        if source.suffix in {"docx", "doc", "pdf", "odt", "rtf", "zip", "msg", "png", "jpg", "jpeg", "tif", "tiff"}:
            raise ReadError(
                ErrorCode.DAMAGED, f"the file is called .{source.suffix}, but its content is not that; ask for it again"
            )
        raise ReadError(
            ErrorCode.UNSUPPORTED_FORMAT, "the format is not known; save the letter as DOCX, PDF or plain text"
        )
    if _MBOX.match(head):
        return "mbox"
    if _is_mail(head):
        return "mhtml" if _is_web_archive(head, source) else "eml"
    if _HTML.match(text):
        return "html"
    return _sniff_xml(source, text) if _XML.match(text) else "txt"


def _sniff_xml(source: Source, text: str) -> str:
    """A passport of МЭДО, a page that says it is XML, or nothing that is read; a text may begin with «<» too."""
    name = source.name.rsplit(MEMBER_SIGN, 1)[-1].rsplit("/", 1)[-1].lower()
    if name in PASSPORTS or re.search(r"minsvyaz\.ru/container|infpres\.com/IEDMS", text):
        return "medo"
    if "<html" in text.lower():
        return "html"
    if text.lstrip().startswith(("<?xml", "<!")):
        raise unsupported("an XML file", "save the letter as DOCX or PDF")
    return "txt"


def _is_mail(head: bytes) -> bool:
    """Two header lines of a mail at the top, one of them telling."""
    lines = head.lstrip(b"\xef\xbb\xbf\r\n").split(b"\n\n", 1)[0].split(b"\r\n\r\n", 1)[0]
    if not _MAIL_HEADER.match(lines):
        return False
    names = {line.split(b":", 1)[0].lower() for line in lines.splitlines() if _MAIL_HEADER.match(line + b"\n")}
    telling = {b"message-id", b"mime-version", b"received", b"return-path", b"content-type", b"date", b"delivered-to"}
    return len(names) >= 2 and bool(names & telling)


def _is_web_archive(head: bytes, source: Source) -> bool:
    low = head.lower()
    return b"snapshot-content-location:" in low or (
        b"multipart/related" in low
        and (source.suffix in {"mht", "mhtml"} or b"<saved by" in low or b"from: <saved" in low)
    )
