"""Parts of a zipped XML document (DOCX, ODT): opened within limits, parsed with nothing followed or expanded."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import Final

from lxml import etree

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.source import Source

_DAMAGED: Final = (
    "the file is damaged or was not copied whole; ask for it again, or open and save it in a word processor"
)


def damaged(detail: str = "") -> ReadError:
    """The error of a broken file; `detail` tells a developer more."""
    return ReadError(ErrorCode.DAMAGED, f"{_DAMAGED} ({detail})" if detail else _DAMAGED)


def parse_xml(data: bytes) -> etree._Element:
    """The root of an XML part; entities stay unexpanded, nothing is loaded, libxml2 bounds depth and size of nodes."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged("XML") from error


class Package:
    """The parts of a zip package by name.

    >>> import zipfile, io
    >>> stream = io.BytesIO()
    >>> with zipfile.ZipFile(stream, "w") as archive: archive.writestr("a.xml", "<a/>")
    >>> Package(Source.of(stream.getvalue(), "x.docx")).xml("a.xml").tag
    'a'
    """

    def __init__(self, source: Source) -> None:
        self._limits = source.limits
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(source.data))
            infos = self._archive.infolist()
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise damaged("zip") from error
        if len(infos) > self._limits.members:
            raise ReadError(ErrorCode.ARCHIVE_BOMB, f"more than {self._limits.members} parts inside; this is no letter")
        self._infos = {info.filename.lstrip("/").replace("\\", "/"): info for info in infos}

    def __contains__(self, name: str) -> bool:
        return name in self._infos

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._infos)

    def data(self, name: str) -> bytes:
        """The bytes of a part; raises `ReadError` for bombs, damage and encryption."""
        info = self._infos.get(name)
        if info is None:
            raise damaged(f"no {name}")
        if info.flag_bits & 1:
            raise ReadError(ErrorCode.ENCRYPTED, "the file asks for a password; save it without one")
        return unpack(self._archive, info, self._limits.xml_bytes, self._limits.ratio, self._limits.ratio_from_bytes)

    def xml(self, name: str) -> etree._Element:
        """The root element of a part."""
        return parse_xml(self.data(name))


def unpack(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int, ratio: int, ratio_from: int) -> bytes:
    """A member of a zip archive, never more than `most` bytes of it in memory, whatever its header says."""
    if info.file_size > most:
        raise ReadError(
            ErrorCode.ARCHIVE_BOMB, f"a part of it unpacks to more than {most // 2**20} MB; it was left packed"
        )
    if info.file_size > ratio_from and info.file_size > ratio * max(info.compress_size, 1):
        raise ReadError(
            ErrorCode.ARCHIVE_BOMB, f"a part of it unpacks to more than {ratio} times its size; it was left packed"
        )
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise damaged("zip") from error
    if len(data) > most:
        raise ReadError(
            ErrorCode.ARCHIVE_BOMB, f"a part of it unpacks to more than {most // 2**20} MB; it was left packed"
        )
    return data
