"""«winmail.dat» as Outlook packs it, made in memory by hand."""

from __future__ import annotations

import struct
from collections.abc import Sequence


def tnef(body: str, files: Sequence[tuple[str, bytes]] = (), *, properties: bytes = b"") -> bytes:
    """A TNEF with a text in cp1251 and files named in UTF-16; `properties` are those of the mail, as they are."""
    parts = [struct.pack("<IH", 0x223E9F78, 1), _attribute(1, 0x00018004, "Отчёт".encode("cp1251") + b"\0")]
    if body:
        parts.append(_attribute(1, 0x0002800C, body.encode("cp1251") + b"\0"))
    if properties:
        parts.append(_attribute(1, 0x00069003, properties))
    for name, data in files:
        parts.append(_attribute(2, 0x00069002, struct.pack("<HIHHII", 1, 0xFFFFFFFF, 0, 0, 0, 0)))
        parts.append(_attribute(2, 0x00018010, b"ATT1.DAT\0"))
        parts.append(_attribute(2, 0x0006800F, data))
        long = name.encode("utf-16-le") + b"\0\0"
        parts.append(_attribute(2, 0x00069005, struct.pack("<I", 2) + one(0x0003, 0x3705, 1) + many(0x001F, 0x3707, long)))
    return b"".join(parts)


def _attribute(level: int, number: int, data: bytes) -> bytes:
    return struct.pack("<BII", level, number, len(data)) + data + struct.pack("<H", sum(data) & 0xFFFF)


def one(kind: int, number: int, value: int) -> bytes:
    """A property of four bytes."""
    return struct.pack("<HHI", kind, number, value)


def many(kind: int, number: int, value: bytes, name: bytes = b"") -> bytes:
    """A property of any length, with the name of a named one."""
    return struct.pack("<HH", kind, number) + name + struct.pack("<II", 1, len(value)) + value + b"\0" * (-len(value) % 4)
