"""MBOX: many mails in one file, each a member."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.source import Source

# «From sender Mon Jan  1 10:00:00 2024» after a blank line; a line of the text that begins so has a «>» before it.
_FROM: Final = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]{1,300}\r?\n")
_ESCAPED: Final = re.compile(rb"^>(>*From )", re.MULTILINE)


def members(source: Source) -> Iterator[Source]:
    """The mails in order, named by their number: `box.mbox!0001.eml`."""
    data = source.data
    starts = list(_FROM.finditer(data))
    if len(starts) > source.limits.members:
        raise ReadError(ErrorCode.ARCHIVE_BOMB, f"more than {source.limits.members} mails; split the mail box")
    if not starts:
        return
    ends = [match.start() for match in starts[1:]] + [len(data)]
    for number, (match, end) in enumerate(zip(starts, ends, strict=True), start=1):
        yield source.member(f"{number:04d}.eml", _ESCAPED.sub(rb"\1", data[match.end() : end]))
