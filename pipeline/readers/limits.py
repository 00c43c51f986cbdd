"""Named limits on what one file may cost. Every number has its reason; all of them can be changed by configuration."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Final

from pipeline.errors import UsageError

_MEGABYTE: Final = 1024 * 1024
#: Of a limit on the command line: more is a slip of the hand.
_MOST_DIGITS: Final = 15


@dataclass(frozen=True, slots=True)
class Limits:
    """What a single file may cost before it is refused with a code of `pipeline.errors.ErrorCode`.

    >>> Limits(pages=10).pages
    10
    """

    #: A scanned letter with a hundred pages of appendices is some 60 MB; beyond 200 MB nobody sends a letter.
    file_bytes: int = 200 * _MEGABYTE
    #: The longest protocols with appendices seen have a few hundred pages.
    pages: int = 1_000
    #: Recognition takes about two seconds a page: 200 pages are already seven minutes of one core.
    ocr_pages: int = 200
    #: An image larger than this is no page (A3 at 600 dpi has 70 million pixels).
    pixels: int = 120_000_000
    #: A mail in a mail in an archive with an archive in it: people do that; deeper is a trap.
    archive_depth: int = 4
    #: A year of a small office's mail box fits; a folder of more is better given unpacked.
    members: int = 20_000
    #: Text and XML rarely pack better than 30 times, and zlib can not do better than 1032.
    ratio: int = 150
    #: Below this unpacked size the ratio is not looked at: an empty form may pack 200 times and harms nobody.
    ratio_from_bytes: int = 8 * _MEGABYTE
    #: The unpacked size of one member, and of one XML part.
    member_bytes: int = 200 * _MEGABYTE
    xml_bytes: int = 64 * _MEGABYTE
    #: The unpacked size of all members of one container.
    unpacked_bytes: int = 2_000 * _MEGABYTE
    #: Fifteen times «Война и мир» would be one letter too many; the extractors stay fast up to here.
    characters: int = 5_000_000
    #: Any letter is read in well under a second; a slow disk and a large PDF need some patience.
    seconds: float = 60.0
    #: Each recognised page may take this long: the clock starts again with every page. Three seconds are usual.
    ocr_page_seconds: float = 60.0
    #: Address space of the child beyond what it had at its start.
    memory_bytes: int = 1_500 * _MEGABYTE


DEFAULT_LIMITS: Final = Limits()


def limits_of(words: Iterable[str], limits: Limits = DEFAULT_LIMITS) -> Limits:
    """The limits with some of them set as `NAME=NUMBER`; bytes may end in K, M or G. UsageError when a word is none.

    >>> limits_of(["pages=2000", "file_bytes=1G"]).file_bytes == 1024 * _MEGABYTE
    True
    """
    known = {each.name: getattr(limits, each.name) for each in fields(Limits)}
    for word in words:
        name, sign, value = word.partition("=")
        if not sign or name not in known:
            raise UsageError(f"no such limit: {word} (NAME=NUMBER; there are {', '.join(known)})")
        limits = replace(limits, **{name: type(known[name])(_number(word, value, in_bytes=name.endswith("_bytes")))})
    return limits


def _number(word: str, value: str, *, in_bytes: bool) -> float:
    unit = {"K": 1 << 10, "M": 1 << 20, "G": 1 << 30}.get(value[-1:].upper(), 1) if in_bytes else 1
    digits = value[:-1] if unit > 1 else value
    if not digits.replace(".", "", 1).isdecimal() or len(digits) > _MOST_DIGITS:
        raise UsageError(f"no number in the limit {word}")
    return float(digits) * unit
