"""Readers: one module a format, each `read(source) -> Document`; containers also `members(source) -> Iterator[Source]`.

    >>> read(Source.of("Исх. № 5".encode("cp1251"), "letter.txt")).text
    'Исх. № 5'

The format is told from the content (`sniff`), never from the suffix alone. A mail is both: its body is its document,
its attachments are its members.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Final, cast

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.sniff import sniff
from pipeline.readers.source import MEMBER_SIGN, Source

if TYPE_CHECKING:
    from extractors.document import Document

__all__ = ["CONTAINERS", "DEFAULT_LIMITS", "MEMBER_SIGN", "READERS", "Limits", "Source", "members", "read", "sniff"]

#: format -> the module that reads it into a Document (imported at the first file of the format).
READERS: Final[dict[str, str]] = {
    "txt": "pipeline.readers.txt",
    "docx": "pipeline.readers.docx",
    "pdf": "pipeline.readers.pdf",
    "html": "pipeline.readers.html",
    "mhtml": "pipeline.readers.mhtml",
    "doc": "pipeline.readers.doc",
    "odt": "pipeline.readers.odt",
    "rtf": "pipeline.readers.rtf",
    "eml": "pipeline.readers.eml",
    "msg": "pipeline.readers.msg",
    "tnef": "pipeline.readers.tnef",
    "png": "pipeline.readers.image",
    "jpeg": "pipeline.readers.image",
    "tiff": "pipeline.readers.image",
}

#: format -> the module that lists the files inside it.
CONTAINERS: Final[dict[str, str]] = {
    "zip": "pipeline.readers.zip",
    "eml": "pipeline.readers.eml",
    "msg": "pipeline.readers.msg",
    "tnef": "pipeline.readers.tnef",
    "mbox": "pipeline.readers.mbox",
    "maildir": "pipeline.readers.maildir",
    "medo": "pipeline.readers.medo",
}


def read(source: Source, format: str | None = None) -> Document:
    """The Document of a file; raises `ReadError` with a code and a plain message.

    A container without text of its own (ZIP, MBOX, Maildir) has no Document: ask `members` for what is in it.
    """
    form = format or sniff(source)
    if form not in READERS:
        raise ReadError(ErrorCode.UNSUPPORTED_FORMAT, f"a file of the format {form} has no text of its own")
    reader = cast("Callable[[Source], Document]", import_module(READERS[form]).read)
    try:
        document = reader(source)
    except RecursionError as error:
        message = "the file is nested too deep to be a letter; open and save it anew"
        raise ReadError(ErrorCode.DAMAGED, message) from error
    if source.meta:
        document = replace(document, meta={**source.meta, **document.meta})
        if any(key.startswith("medo.") for key in source.meta):
            from pipeline.readers.medo import compare

            document = compare(document, source.meta)
    return document


def members(source: Source, format: str | None = None) -> Iterator[Source]:
    """The files inside a container, refused ones included (`Source.refusal`); nothing for other formats."""
    form = format or sniff(source)
    if form not in CONTAINERS:
        return
    if source.depth >= source.limits.archive_depth:
        raise ReadError(
            ErrorCode.ARCHIVE_TOO_DEEP,
            f"more than {source.limits.archive_depth} containers inside each other; unpack it by hand if you trust it",
        )
    yield from cast("Callable[[Source], Iterator[Source]]", import_module(CONTAINERS[form]).members)(source)
