"""MSG: a mail as Outlook saves it, turned into a message of `email`, so that one code reads both."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.parser import HeaderParser
from email.utils import format_datetime
from typing import Any, Final

from extractors.document import Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import mail
from pipeline.readers.encodings import decode
from pipeline.readers.ooxml import damaged
from pipeline.readers.source import Source

# Properties of MAPI by their identifiers, as [MS-OXPROPS] lists them.
_SUBJECT, _HEADERS, _BODY, _HTML, _RTF = 0x0037, 0x007D, 0x1000, 0x1013, 0x1009
_SENDER_NAME, _SENDER_MAIL, _SENDER_SMTP, _DISPLAY_TO, _SUBMIT_TIME = 0x0C1A, 0x0C1F, 0x5D01, 0x0E04, 0x0039
_ATTACH_DATA, _ATTACH_LONG_NAME, _ATTACH_NAME, _DISPLAY_NAME, _ATTACH_ID = 0x3701, 0x3707, 0x3704, 0x3001, 0x3712
_EPOCH: Final = datetime(1601, 1, 1, tzinfo=UTC)
_DEEPEST: Final = 8


def read(source: Source) -> Document:
    """The Document of the body; `meta` has `mail.subject`, `mail.from`, `mail.date`."""
    return mail.read_message(_message(source), source, "msg")


def members(source: Source) -> Iterator[Source]:
    """The attachments; an attached mail is one too."""
    return mail.members_of(_message(source), source)


def _message(source: Source) -> Message:
    import olefile  # type: ignore[import-untyped, unused-ignore]

    try:
        with olefile.OleFileIO(io.BytesIO(source.data)) as ole:
            return _Storage(ole, []).message()
    except ReadError:
        raise
    except (OSError, ValueError, IndexError, struct.error, AttributeError, TypeError, RecursionError) as error:
        raise damaged("MSG") from error


class _Storage:
    """One message, recipient or attachment inside the file: its properties by number."""

    def __init__(self, ole: Any, path: list[str], depth: int = 0) -> None:
        self._ole, self._path, self._depth = ole, path, depth
        self._streams: dict[int, tuple[int, str]] = {}
        for entry in ole.listdir(streams=True, storages=True):
            if entry[: len(path)] == path and len(entry) == len(path) + 1 and entry[-1].startswith("__substg1.0_"):
                code = entry[-1].removeprefix("__substg1.0_")[:8]
                if len(code) == 8:
                    self._streams[int(code[:4], 16)] = (int(code[4:], 16), entry[-1])

    def data(self, number: int) -> bytes | None:
        """The bytes of a property, None where it is absent or is a storage."""
        kind, name = self._streams.get(number, (0x000D, ""))
        if kind == 0x000D:
            return None
        with self._ole.openstream([*self._path, name]) as stream:
            return bytes(stream.read())

    def text(self, number: int) -> str:
        """A property as text, whether stored as UTF-16 or in the code page of the sender."""
        data = self.data(number)
        if data is None:
            return ""
        if self._streams[number][0] == 0x001F:
            return data.decode("utf-16-le", "replace").rstrip("\x00")
        return decode(data).rstrip("\x00")

    def message(self) -> Message:
        """The message of `email` with the same headers, texts and attachments."""
        if self._depth > _DEEPEST:
            raise ReadError(
                ErrorCode.ARCHIVE_TOO_DEEP, f"more than {_DEEPEST} mails inside each other; they were left packed"
            )
        message = MIMEMultipart()
        self._add_headers(message)
        plain, page = self.text(_BODY), self.text(_HTML)
        if plain.strip():
            message.attach(MIMEText(plain.replace("\r\n", "\n"), "plain", "utf-8"))
        if page.strip():
            message.attach(MIMEText(page, "html", "utf-8"))
        if not plain.strip() and not page.strip() and (packed := self.data(_RTF)):
            from pipeline.readers.rtf import plain_text

            message.attach(MIMEText(plain_text(unpack_rtf(packed)), "plain", "utf-8"))
        for name in self._children("__attach_version1.0_"):
            attachment = _Storage(self._ole, [*self._path, name], self._depth + 1).attachment()
            if attachment is not None:
                message.attach(attachment)
        return message

    def attachment(self) -> Message | None:
        """This storage as a part: a file, or a mail."""
        name = self.text(_ATTACH_LONG_NAME) or self.text(_ATTACH_NAME) or self.text(_DISPLAY_NAME)
        kind, stream = self._streams.get(_ATTACH_DATA, (0, ""))
        part: Message
        if kind == 0x000D:
            inside = _Storage(self._ole, [*self._path, stream], self._depth + 1)
            if not inside._streams:
                return None
            part = MIMEMessage(inside.message())
            name = f"{name.removesuffix('.msg')}.eml" if name else ""
        else:
            data = self.data(_ATTACH_DATA)
            if data is None:
                return None
            part = MIMEApplication(data)
        if name:
            part.add_header("Content-Disposition", "attachment", filename=name)
        return part

    def _add_headers(self, message: Message) -> None:
        headers = HeaderParser().parsestr(self.text(_HEADERS))
        sender = self.text(_SENDER_SMTP) or self.text(_SENDER_MAIL)
        name = self.text(_SENDER_NAME)
        own = {
            "Subject": self.text(_SUBJECT),
            "From": f"{name} <{sender}>" if "@" in sender else name,
            "To": self.text(_DISPLAY_TO),
            "Date": self._submitted(),
        }
        for key, value in own.items():
            text = value or str(headers.get(key, ""))
            if text:
                message[key] = " ".join(text.split())

    def _submitted(self) -> str:
        """The time of sending, from the properties of fixed size: 16 bytes each after a head."""
        names = [*self._path, "__properties_version1.0"]
        if not self._ole.exists(names):
            return ""
        with self._ole.openstream(names) as stream:
            data = bytes(stream.read())
        head = 32 if not self._path else 24
        for place in range(head, len(data) - 15, 16):
            kind, number = struct.unpack_from("<HH", data, place)
            if number == _SUBMIT_TIME and kind == 0x0040:
                ticks = struct.unpack_from("<Q", data, place + 8)[0]
                if 0 < ticks < 3 * 10**18:
                    return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10))
        return ""

    def _children(self, prefix: str) -> list[str]:
        entries = self._ole.listdir(streams=False, storages=True)
        size = len(self._path)
        return [e[-1] for e in entries if e[:size] == self._path and len(e) == size + 1 and e[-1].startswith(prefix)]


# The dictionary that compressed RTF begins with, by [MS-OXRTFCP].
_RTF_START: Final = (
    rb"{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans Serif"
    rb"SymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0"
    + b"\r\n"
    + rb"\par \pard\plain\f0\fs20\b\i\u\tab\tx"
)
#: Compressed RTF in a mail never unpacks to more.
_RTF_MOST: Final = 20_000_000


def unpack_rtf(data: bytes) -> bytes:
    """RTF out of the compressed form of a MSG; raises `ReadError` where it is broken."""
    if len(data) < 16:
        raise damaged("compressed RTF")
    _, size, kind, _ = struct.unpack_from("<IIII", data)
    if kind == 0x414C454D:  # «MELA»: stored as it is
        return data[16 : 16 + size]
    if kind != 0x75465A4C or size > _RTF_MOST:  # «LZFu»
        raise damaged("compressed RTF")
    window = bytearray(4096)
    window[: len(_RTF_START)] = _RTF_START
    place = len(_RTF_START)
    result = bytearray()
    index = 16
    while index < len(data) and len(result) < size:
        flags = data[index]
        index += 1
        for bit in range(8):
            if index >= len(data):
                break
            if flags >> bit & 1:
                pair = int.from_bytes(data[index : index + 2], "big")
                index += 2
                offset, length = pair >> 4, (pair & 15) + 2
                if offset == place % 4096:
                    return bytes(result)
                for step in range(length):
                    byte = window[(offset + step) % 4096]
                    window[place % 4096] = byte
                    result.append(byte)
                    place += 1
            else:
                window[place % 4096] = data[index]
                result.append(data[index])
                index += 1
                place += 1
    return bytes(result)
