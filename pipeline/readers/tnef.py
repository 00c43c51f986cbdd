"""TNEF: «winmail.dat», in which Outlook packs the text and the files of a mail written as rich text ([MS-OXTNEF]).

Turned into a message of `email`, so that one code reads it and every other mail. Inside a mail it is a container alone:
its text is the text of that mail, which takes it from here where it has no other (`mail.body`).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from typing import Final

from extractors.document import Document
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import mail
from pipeline.readers.encodings import decode
from pipeline.readers.msg import unpack_rtf
from pipeline.readers.ooxml import damaged
from pipeline.readers.source import Source

SIGNATURE: Final = b"\x78\x9f\x3e\x22"
# Attributes by their identifiers.
_SUBJECT, _BODY, _PROPERTIES = 0x8004, 0x800C, 0x9003
_FILE_BEGINS, _FILE_NAME, _FILE_DATA, _FILE_PROPERTIES = 0x9002, 0x8010, 0x800F, 0x9005
# Properties of MAPI by their identifiers.
_RTF, _HTML, _PLAIN, _LONG_NAME, _DATA_OBJECT = 0x1009, 0x1013, 0x1000, 0x3707, 0x3701
#: Sizes of the values of the fixed types, filled up to four bytes.
_FIXED: Final = {2: 4, 3: 4, 4: 4, 5: 8, 6: 8, 7: 8, 10: 4, 11: 4, 20: 8, 64: 8, 72: 16}
_VARIABLE: Final = frozenset({0x0D, 0x1E, 0x1F, 0x102})
_WIDE: Final = 0x1F
_MANY: Final = 0x1000
#: An object is its interface, 16 bytes, and its data.
_OBJECT, _INTERFACE = 0x0D, 16


def read(source: Source) -> Document:
    """The Document of the text; NO_TEXT inside a mail."""
    if any(key.startswith("mail.") for key in source.meta):
        raise ReadError(ErrorCode.NO_TEXT, "the text of the mail is read with the mail")
    return mail.read_message(message(source.data), source, "tnef")


def members(source: Source) -> Iterator[Source]:
    """The files in it."""
    return mail.members_of(message(source.data), source)


def message(data: bytes) -> Message:
    """The message of `email` with the same subject, text and files; what is cut off ends it, `ReadError` where nothing is
    left.
    """
    whole = MIMEMultipart()
    texts: dict[str, str] = {}
    files: list[dict[int, bytes]] = []
    for kind, value in _attributes(data):
        if kind == _SUBJECT:
            whole["Subject"] = " ".join(_text(value).split())
        elif kind == _BODY:
            texts.setdefault("plain", _text(value))
        elif kind == _PROPERTIES:
            texts = {**_texts(dict(_properties(value))), **texts}
        elif kind == _FILE_BEGINS:
            files.append({})
        elif files and kind in (_FILE_NAME, _FILE_DATA, _FILE_PROPERTIES):
            files[-1][kind] = value
    if not texts and not files:
        raise damaged("winmail.dat")
    for form, text in texts.items():
        whole.attach(MIMEText(text, form, "utf-8"))
    for file in files:
        _attach(whole, file)
    return whole


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The attributes in order: a level, a number, a size, the value, a sum of its bytes."""
    place = 6
    while place + 9 <= len(data):
        _, number, size = struct.unpack_from("<BII", data, place)
        if place + 9 + size > len(data):
            return
        yield number & 0xFFFF, data[place + 9 : place + 9 + size]
        place += 9 + size + 2


def _properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The properties of MAPI by number, those of many values and of unknown types left out; a cut list ends early."""
    try:
        (count,) = struct.unpack_from("<I", data)
        place = 4
        for _ in range(count):
            kind, number = struct.unpack_from("<HH", data, place)
            place += 4
            if number >= 0x8000:
                place = _behind_name(data, place)
            base = kind & ~_MANY
            values = 1
            if kind & _MANY or base in _VARIABLE:
                (values,) = struct.unpack_from("<I", data, place)
                place += 4
            for _ in range(values):
                size = _FIXED.get(base)
                if size is None:
                    if base not in _VARIABLE:
                        return
                    (size,) = struct.unpack_from("<I", data, place)
                    place += 4
                if place + size > len(data):
                    return
                value = data[place : place + size]
                if values == 1:
                    yield number, value.decode("utf-16-le", "replace").encode() if base == _WIDE else value
                place += size + -size % 4
    except struct.error:
        return


def _behind_name(data: bytes, place: int) -> int:
    """The place behind the name of a named property: its set, then a number or a string."""
    by_string: int
    size: int
    (by_string,) = struct.unpack_from("<I", data, place + 16)
    if not by_string:
        return place + 24
    (size,) = struct.unpack_from("<I", data, place + 20)
    return place + 24 + size + -size % 4


def _texts(properties: dict[int, bytes]) -> dict[str, str]:
    """The text by its kind, plain or html; rich text is made plain."""
    if plain := _text(properties.get(_PLAIN, b"")).strip():
        return {"plain": plain}
    if page := _text(properties.get(_HTML, b"")).strip():
        return {"html": page}
    if packed := properties.get(_RTF):
        from pipeline.readers.rtf import plain_text

        return {"plain": plain_text(unpack_rtf(packed))}
    return {}


def _attach(whole: Message, file: dict[int, bytes]) -> None:
    properties = dict(_properties(file.get(_FILE_PROPERTIES, b"")))
    content = file.get(_FILE_DATA) or properties.get(_DATA_OBJECT, b"")
    name = " ".join(_text(properties.get(_LONG_NAME) or file.get(_FILE_NAME, b"")).split())
    if not content:
        return
    if not file.get(_FILE_DATA) and content[_INTERFACE:].startswith(SIGNATURE):  # a mail inside the mail
        content, name = content[_INTERFACE:], f"{name or 'mail'}.dat"
    part = MIMEApplication(content)
    if name:
        part.add_header("Content-Disposition", "attachment", filename=name)
    whole.attach(part)


def _text(value: bytes) -> str:
    return decode(value.rstrip(b"\x00")) if value else ""
