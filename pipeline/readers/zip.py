"""ZIP: its files are members. Names in any encoding, no path leaves the archive, no bomb is unpacked."""

from __future__ import annotations

import io
import re
import stat
import zipfile
from collections.abc import Iterator, Mapping
from typing import Final

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.builder import clean
from pipeline.readers.encodings import russian_score
from pipeline.readers.ooxml import damaged, unpack
from pipeline.readers.source import Source

_UTF8_FLAG: Final = 0x800
_DRIVE: Final = re.compile(r"[A-Za-z]:")
# What systems put into archives beside the files of a person.
_SYSTEM: Final = re.compile(r"(?:^|/)(?:__MACOSX/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BOMB: Final = "the archive unpacks to more than a folder of letters ever holds; it was left packed"


def open_zip(source: Source) -> tuple[zipfile.ZipFile, list[zipfile.ZipInfo]]:
    """The archive and its files; raises `ReadError` where it is damaged or holds too much."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
        infos = [info for info in archive.infolist() if not info.is_dir()]
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise damaged("zip") from error
    if len(infos) > source.limits.members:
        raise ReadError(ErrorCode.ARCHIVE_BOMB, f"more than {source.limits.members} files in it; it was left packed")
    return archive, infos


def name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member: utf-8 where it says so, else the encoding that makes it the best Russian.

    >>> info = zipfile.ZipInfo("Письмо.docx".encode("cp866").decode("cp437"))
    >>> name_of(info)
    'Письмо.docx'
    """
    name = info.filename
    if not info.flag_bits & _UTF8_FLAG and not name.isascii():
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        readings = []
        for encoding in ("utf-8", "cp866", "cp1251"):
            try:
                readings.append(raw.decode(encoding))
            except UnicodeDecodeError:
                continue
        name = max((text for text in readings if text), key=_likeness, default=name)
    return name.replace("\\", "/")


def _likeness(name: str) -> float:
    # Names of one or two letters have no score; utf-8 comes first then, since other bytes seldom decode by it.
    return russian_score(name)


def is_unsafe(name: str) -> bool:
    """Whether a name points out of its archive."""
    return name.startswith(("/", "~")) or bool(_DRIVE.match(name)) or ".." in name.split("/")


def members(source: Source) -> Iterator[Source]:
    """The files of the archive in its order; refused ones carry the reason."""
    yield from members_with(source, {})


def members_with(source: Source, meta: Mapping[str, str]) -> Iterator[Source]:
    """The same, with what is known of them from a passport."""
    archive, infos = open_zip(source)
    limits = source.limits
    left = limits.unpacked_bytes
    taken: dict[str, int] = {}
    for info in infos:
        raw = name_of(info)
        if _SYSTEM.search(raw):
            continue
        name = _unique(clean(raw.replace("\n", " ").replace("\t", " ")), taken)
        refusal = _refusal(info, raw)
        if refusal is not None:
            yield source.refused(name, *refusal)
            continue
        try:
            data = unpack(archive, info, min(limits.member_bytes, left), limits.ratio, limits.ratio_from_bytes)
        except ReadError as error:
            if left < limits.member_bytes and error.code is ErrorCode.ARCHIVE_BOMB:
                raise ReadError(ErrorCode.ARCHIVE_BOMB, _BOMB) from error
            yield source.refused(name, error.code, error.message)
            continue
        left -= len(data)
        yield source.member(name, data, meta)


def _refusal(info: zipfile.ZipInfo, name: str) -> tuple[ErrorCode, str] | None:
    if is_unsafe(name):
        return ErrorCode.UNSAFE_NAME, "the name points out of its archive; unpack it by hand if you trust the sender"
    if stat.S_ISLNK(info.external_attr >> 16):
        return ErrorCode.UNSAFE_NAME, "a link inside an archive is not followed; ask for the file itself"
    if info.flag_bits & 1:
        return ErrorCode.ENCRYPTED, "the file in the archive asks for a password; unpack it into the folder"
    return None


def _unique(name: str, taken: dict[str, int]) -> str:
    """Two members may have one name; the second is told apart by a number."""
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"
