"""EML: a mail as a file. Its body is its Document; attachments are members."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.document import Document
from pipeline.readers import mail
from pipeline.readers.source import Source


def read(source: Source) -> Document:
    """The Document of the body; `meta` has `mail.subject`, `mail.from`, `mail.date`."""
    return mail.read_message(mail.parse(source.data), source, "eml")


def members(source: Source) -> Iterator[Source]:
    """The attachments."""
    return mail.members_of(mail.parse(source.data), source)
