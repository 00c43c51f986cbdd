"""MHTML: a web page saved with its pictures; the page is read, pictures and styles are left."""

from __future__ import annotations

from extractors.document import Document
from pipeline.readers import mail
from pipeline.readers.builder import Builder
from pipeline.readers.html import add_page
from pipeline.readers.source import Source
from pipeline.readers.txt import add_text


def read(source: Source) -> Document:
    """The Document of the page; `meta["title"]` is its title."""
    message = mail.parse(source.data)
    text, kind = mail.body(message)
    builder = Builder(source, "mhtml")
    if kind == "html":
        add_page(builder, text)
    else:
        add_text(builder, text)
    builder.meta.setdefault("title", mail.header(message, "Subject"))
    return builder.build()
