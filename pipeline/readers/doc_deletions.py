"""Tracked deletions of a DOC, which office-oxide reads as text: overwritten in its main stream ([MS-DOC]) before.

    without_deletions(data) -> the file with every character that was deleted under tracking made to nothing

A file that is not as the specification has it is left as it is: office-oxide then says what is wrong with it.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import olefile  # type: ignore[import-untyped, unused-ignore]

#: Offsets in the file information block.
_FLAGS, _TABLES = 0x0A, 0x9A
_SECOND_TABLE, _ENCRYPTED = 0x0200, 0x0100
#: Numbers of the pairs (offset, length) in the block: pages of character properties, pieces of the text.
_CHARACTERS, _PIECES = 12, 33
_MARKED_DELETED: Final = 0x0800
#: Bytes of the operand of a property by the top three bits of its code; 6 says its length itself.
_OPERANDS: Final = (1, 1, 2, 4, 2, 2, 0, 3)
_PAGE: Final = 512
#: A character that every reader drops, of the size of those of its piece: the optional hyphen of Word.
_NOTHING: Final = 0x1F
#: More pieces or pages of properties belong to no letter.
_MOST: Final = 200_000
#: Deletions times pieces; a much revised book has a tenth of it.
_MOST_WORK: Final = 20_000_000


@dataclass(frozen=True, slots=True)
class _Piece:
    """Characters [first, last) of the text, at `offset` of the main stream, one byte each or two."""

    first: int
    last: int
    offset: int
    width: int

    @property
    def end(self) -> int:
        return self.offset + (self.last - self.first) * self.width


class _Streams:
    """The main stream of a DOC and the table that describes it."""

    def __init__(self, data: bytes) -> None:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            self.main = ole.openstream("WordDocument").read()
            flags = struct.unpack_from("<H", self.main, _FLAGS)[0]
            if flags & _ENCRYPTED:
                raise ValueError("encrypted")
            self.table = ole.openstream("1Table" if flags & _SECOND_TABLE else "0Table").read()
        self.pieces = list(self._pieces())

    def part(self, number: int) -> bytes:
        """A part of the table stream by its number."""
        offset, length = struct.unpack_from("<II", self.main, _TABLES + 8 * number)
        return bytes(self.table[offset : offset + length])

    def _pieces(self) -> Iterator[_Piece]:
        part = self.part(_PIECES)
        at = 0
        while part[at] == 1:
            at += 3 + struct.unpack_from("<H", part, at + 1)[0]
        plex = part[at + 5 : at + 5 + struct.unpack_from("<I", part, at + 1)[0]]
        count = min((len(plex) - 4) // 12, _MOST)
        places = struct.unpack_from(f"<{count + 1}I", plex)
        for number in range(count):
            (code,) = struct.unpack_from("<I", plex, 4 * (count + 1) + 8 * number + 2)
            narrow = bool(code & 0x4000_0000)
            offset = (code & 0x3FFF_FFFF) // 2 if narrow else code & 0x3FFF_FFFF
            yield _Piece(places[number], places[number + 1], offset, 1 if narrow else 2)

    def deleted(self) -> Iterator[tuple[int, int]]:
        """Ranges of the main stream whose characters are marked as deleted."""
        plex = self.part(_CHARACTERS)
        count = min((len(plex) - 4) // 8, _MOST)
        for (number,) in struct.iter_unpack("<I", plex[4 * (count + 1) : 4 * (count + 1) + 4 * count]):
            page = self.main[(number & 0x3F_FFFF) * _PAGE :][:_PAGE]
            runs = page[_PAGE - 1]
            places = struct.unpack_from(f"<{runs + 1}I", page)
            for run in range(runs):
                at = 2 * page[4 * (runs + 1) + run]
                if at and _is_deleted(page[at + 1 : at + 1 + page[at]]):
                    yield places[run], places[run + 1]


def _is_deleted(properties: bytes) -> bool:
    at = 0
    while at + 2 < len(properties):
        (code,) = struct.unpack_from("<H", properties, at)
        if code == _MARKED_DELETED:
            return properties[at + 2] != 0
        size = _OPERANDS[code >> 13]
        at += 2 + (size or 1 + properties[at + 2])
    return False


def without_deletions(data: bytes) -> bytes:
    """The file as it reads with all tracked changes accepted; ends of paragraphs and of cells stay."""
    try:
        streams = _Streams(data)
        main = bytearray(streams.main)
        ranges = sorted(streams.deleted())
        if len(ranges) * len(streams.pieces) > _MOST_WORK:
            return data
        for piece in streams.pieces if ranges else ():
            _overwrite(main, piece, ranges)
        if main == streams.main:
            return data
        file = io.BytesIO(data)
        with olefile.OleFileIO(file, write_mode=True) as ole:
            ole.write_stream("WordDocument", bytes(main))
            return file.getvalue()
    except (OSError, ValueError, IndexError, struct.error, KeyError, TypeError, AttributeError):
        return data


def _overwrite(main: bytearray, piece: _Piece, ranges: list[tuple[int, int]]) -> None:
    for first, last in ranges:
        begin, end = max(first, piece.offset), min(last, piece.end, len(main))
        for at in range(begin, end - piece.width + 1, piece.width):
            code = int.from_bytes(main[at : at + piece.width], "little")
            if code >= 0x20:
                main[at : at + piece.width] = _NOTHING.to_bytes(piece.width, "little")
