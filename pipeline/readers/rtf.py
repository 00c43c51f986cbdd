"""RTF: the nodes of `rtf_parser` as a Document."""

from __future__ import annotations

from extractors.document import Document, Part
from pipeline.readers.builder import Builder
from pipeline.readers.flow import pour
from pipeline.readers.nodes import paragraphs
from pipeline.readers.rtf_parser import Parser
from pipeline.readers.source import Source


def read(source: Source) -> Document:
    """The Document of an RTF: headers, body, notes, footers."""
    parts = Parser(source.data).parse()
    builder = Builder(source, "rtf")
    builder.page()
    for kind, part in (("header", Part.HEADER), ("body", None), ("note", Part.NOTE), ("footer", Part.FOOTER)):
        poured: set[str] = set()
        for nodes in parts[kind]:
            text = "\n".join(paragraph.text for paragraph in paragraphs(nodes)).strip()
            if text and (kind == "body" or text not in poured):
                poured.add(text)
                builder.gap()
                pour(builder, nodes, part=part)
                builder.gap()
    return builder.build()


def plain_text(data: bytes) -> str:
    r"""The text of an RTF, one paragraph a line.

    >>> plain_text(rb"{\rtf1\ansi\ansicpg1251 \'cf\'e8\'f1\'fc\'ec\'ee\par \b N\b0 5}")
    'Письмо\nN5'
    """
    return "\n".join(paragraph.text for nodes in Parser(data).parse()["body"] for paragraph in paragraphs(nodes))
