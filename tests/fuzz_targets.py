"""What is fed with anything: every reader, every container, every extractor; each must say what it can and nothing else.

    TARGETS["reader docx"](data)    raises only what is wrong with the program, never for what is wrong with the data
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from extractors import EXTRACTORS, extractor
from extractors.document import Document
from make_files import sound
from make_hostile import whole_files
from pipeline.errors import ReadError
from pipeline.readers import CONTAINERS, READERS, Limits, Source, members, read
from pipeline.zones import lay

__all__ = ["CONTAINERS", "EXTRACTORS", "LETTER", "READERS", "TARGETS", "seed_of"]

#: Small, so that a target ends in a moment; pictures are opened, and not recognised.
LIMITS: Final = Limits(
    file_bytes=1 << 20, pages=20, ocr_pages=1, pixels=1_000_000, members=50, member_bytes=1 << 20, xml_bytes=1 << 20,
    unpacked_bytes=4 << 20, characters=100_000,
)  # fmt: skip

Target = Callable[[bytes], None]


def reader(form: str, data: bytes) -> None:
    """A reader gives a sound Document, or an error of the closed list with words for a person."""
    try:
        sound(read(Source.of(data, f"a.{form}", LIMITS), form))
    except ReadError as error:
        assert len(error.message) > 10, error  # noqa: PT017


def container(form: str, data: bytes) -> None:
    """A container gives members with plain names, refused ones with their reason."""
    try:
        for member in members(Source.of(data, f"a.{form}", LIMITS), form):
            name = member.name.partition("!")[2]
            assert not any(ord(c) < 32 or c in "\u202e\u2066" for c in name), name
            assert member.refusal is not None or len(member.data) <= LIMITS.unpacked_bytes
    except ReadError as error:
        assert len(error.message) > 10, error  # noqa: PT017


def room(name: str, data: bytes) -> None:
    """An extractor finds pieces of the text it was given."""
    text = data.decode("utf-8", "replace")
    try:
        document = lay(read(Source.of(text.encode(), "a.txt", LIMITS), "txt"))
    except ReadError:
        document = Document(text)
    for mention in extractor(name)(document):
        assert document.text[mention.start : mention.end] == mention.text, mention
        assert 0.0 <= mention.confidence <= 1.0, mention


def _targets() -> Iterator[tuple[str, Target]]:
    for form in READERS:
        yield f"reader {form}", partial(reader, form)
    for form in CONTAINERS:
        if form != "maildir":  # a folder
            yield f"container {form}", partial(container, form)
    for name in EXTRACTORS:
        yield f"extractor {name}", partial(room, name)


TARGETS: Final[dict[str, Target]] = dict(_targets())


# Where to begin
# ----------------------------------------------------------------------------------------------------------


def _png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 40, 40, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\x00" * 1640)) + chunk(b"IEND", b"")


_WHOLE = {name.rpartition(".")[2]: data for name, data in whole_files()} | {"png": _png()}
_WHOLE["mbox"] = b"From a@b.example Fri May 24 10:00:00 2024\n" + _WHOLE["eml"]
_WHOLE["medo"] = _WHOLE["zip"]

LETTER = (
    "МИНИСТЕРСТВО КУЛЬТУРЫ ОБЛАСТИ\nул. Ленина, д. 5, г. Омск, 644001, тел. (3812) 22-33-44, k@les.example\n"
    "ИНН 7707083893, ОГРН 1027700132195\n24.05.2024 № 15-р\nНа № 118-у от 02.03.2023\nДиректору школы № 5\n"
    "Иванову И.И.\nУважаемый Иван Иванович!\nВ соответствии с приказом от 5 мая 2024 г. № 273 просим до 31.05.2024 "
    "направить отчёт ООО «Лес».\nПриложение: на 3 л. в 1 экз.\nМинистр П.П. Петрова\nИсп. Сидорова А.А."
)


def seed_of(name: str) -> bytes:
    """A good file, or a letter, to break: a mutation of nothing never gets behind the signature of a format."""
    kind, _, form = name.partition(" ")
    if kind == "extractor":
        return LETTER.encode()
    if form == "mhtml":
        return b"MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" + _WHOLE["html"]
    return _WHOLE.get(form) or (_WHOLE["png"] if form in ("jpeg", "tiff") else LETTER.encode())
