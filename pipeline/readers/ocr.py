"""Recognition of pages by Tesseract: a picture in, a page of lines and tables with their confidence out."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from statistics import median
from typing import Final

from PIL import Image

from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.drawn import Edge
from pipeline.readers.limits import Limits
from pipeline.readers.page_tables import cut_tables
from pipeline.readers.pages import PageContent, lines_with_marks
from pipeline.readers.repairs import repaired
from pipeline.readers.ruled import without_lines
from pipeline.readers.scan import prepare
from pipeline.readers.words import Word

INSTALL: Final = "apt-get install tesseract-ocr tesseract-ocr-rus"
_MISSING: Final = f"the page is a picture, and Tesseract with Russian is not installed; run: {INSTALL}"

#: Below this mean confidence a page may stand upside down: it is tried the other way.
_UPRIGHT: Final = 0.6
_OPPOSITE: Final = {
    None: Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_180: None,
    Image.Transpose.ROTATE_90: Image.Transpose.ROTATE_270, Image.Transpose.ROTATE_270: Image.Transpose.ROTATE_90,
}  # fmt: skip
#: A word that Tesseract believes in less is a smear or a piece of a stamp.
_WORST_WORD: Final = 10.0
#: One or two characters are a speck more often than a word.
_WORST_SPECK: Final = 35.0
#: A dash that is taller than wide is the edge of a sheet or of a stamp.
_DASHES: Final = frozenset("—–-")
_HANGING: Final = frozenset("руфцщдgjpqyQДЦЩ,;()[]/")
_TALL: Final = frozenset("бвёйфfhijkltbd")
_POINTS: Final = 72.0


@dataclass(frozen=True, slots=True)
class _Seen:
    """The words of a page in points, the lines of its tables, its size, and the mean confidence of its letters."""

    words: list[Word]
    edges: list[Edge]
    width: float
    height: float
    confidence: float
    #: How the page is to be turned where Tesseract, which reads lines however they run, found most not to run to the right.
    turn: Image.Transpose | None = None


@lru_cache(maxsize=1)
def languages() -> str:
    """The languages to read in, "" where Tesseract or its Russian is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    try:
        listing = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, text=True, timeout=20, check=False
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    have = set(listing.split())
    return "+".join(name for name in ("rus", "eng") if name in have) if "rus" in have else ""


def recognise(image: Image.Image, dpi: float, limits: Limits, *, first_page: bool) -> PageContent:
    """The page that a picture shows; raises `ReadError` OCR_MISSING, TIMEOUT or DAMAGED."""
    if not languages():
        raise ReadError(ErrorCode.OCR_MISSING, _MISSING)
    page, dpi = prepare(image, dpi)
    best = _read(page, dpi, limits)
    # What Tesseract reads so badly it reads upside down, whichever way it runs.
    turn = _OPPOSITE[best.turn] if best.confidence < _UPRIGHT else best.turn
    if turn is not None:
        other = _read(page.transpose(turn), dpi, limits)
        if _weight(other) > (1.2 if best.turn is None or other.turn is not None else 0.8) * _weight(best):
            best = other
    tables, words = cut_tables(best.edges, best.words) if best.edges else ([], best.words)
    lines = lines_with_marks(words, best.height, (), first_page=first_page)
    return PageContent(best.width, best.height, lines, tables, source="ocr", confidence=best.confidence)


def _weight(page: _Seen) -> float:
    """How much of a page was read how surely."""
    return page.confidence * sum(len(word.text) for word in page.words)


def _read(page: Image.Image, dpi: float, limits: Limits) -> _Seen:
    page, edges = without_lines(page, dpi)
    stream = io.BytesIO()
    page.save(stream, "PNG", compress_level=1, dpi=(dpi, dpi))
    command = ["tesseract", "stdin", "stdout", "-l", languages(), "--dpi", str(round(dpi)), "--psm", "3", "tsv"]
    try:
        done = subprocess.run(  # noqa: S603
            command,
            input=stream.getvalue(),
            capture_output=True,
            timeout=max(1.0, limits.ocr_page_seconds / 2 - 1),
            check=False,
            # One core a page: the batch has its own way of using the others.
            env={**os.environ, "OMP_THREAD_LIMIT": "1", "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        message = f"recognising one page took longer than {limits.ocr_page_seconds:g} seconds; scan it anew"
        raise ReadError(ErrorCode.TIMEOUT, message) from error
    except OSError as error:
        raise ReadError(ErrorCode.OCR_MISSING, _MISSING) from error
    if done.returncode:
        raise ReadError(ErrorCode.DAMAGED, "Tesseract can not read this picture; scan it anew or save it as PNG")
    words, confidence, turn = words_of(done.stdout.decode("utf-8", "replace"), _POINTS / dpi)
    return _Seen(words, edges, page.width * _POINTS / dpi, page.height * _POINTS / dpi, confidence, turn)


def words_of(table: str, scale: float) -> tuple[list[Word], float, Image.Transpose | None]:
    """The words of Tesseract's table line by line, the mean confidence of their letters, and how the page is to be turned."""
    lines: dict[tuple[str, str, str], list[Word]] = {}
    letters = sure = 0.0
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        try:
            left, top, width, height = (int(row[name]) * scale for name in ("left", "top", "width", "height"))
            confidence = float(row["conf"])
        except (KeyError, TypeError, ValueError):
            continue
        text = (row["text"] or "").strip()
        if row["level"] != "5" or not text or confidence < (_WORST_SPECK if len(text) < 3 else _WORST_WORD):
            continue
        if text in _DASHES and height > width:
            continue
        word = Word(text, left, top, left + width, top + height, top + height, height, confidence=confidence / 100)
        lines.setdefault((row["block_num"], row["par_num"], row["line_num"]), []).append(word)
        letters += len(text)
        sure += confidence / 100 * len(text)
    turn = turn_of(lines.values())
    # A line without a letter or a digit is a speck or a piece of a stroke.
    told = [line for line in lines.values() if any(c.isalnum() for word in line for c in word.text)]
    words = [word for line in repaired(told) for word in _level(line)]
    _even_sizes(words)
    return words, round(sure / letters, 3) if letters else 0.0, turn


def turn_of(lines: Iterable[list[Word]]) -> Image.Transpose | None:
    """The turn that makes the lines of a page run to the right, None where they do: from word to word they go up, down or
    to the left.
    """
    across = down = reach = fall = 0.0
    for before, word in (pair for line in lines for pair in pairwise(line)):
        dx, dy = word.x0 - before.x0, word.top - before.top
        across, down, reach, fall = across + dx, down + dy, reach + abs(dx), fall + abs(dy)
    if fall > 2 * reach:
        return Image.Transpose.ROTATE_90 if down > 0 else Image.Transpose.ROTATE_270
    return Image.Transpose.ROTATE_180 if across < 0 else None


def _level(line: list[Word]) -> list[Word]:
    """The words of a line with one baseline and one size, told from the letters they have.

    A box is as high as its letters: of the height of type, small letters take a half, capitals and digits seven tenths,
    and what hangs below the baseline a fifth more.
    """
    bases, sizes = [], []
    for word in line:
        if sum(c.isalnum() for c in word.text) < 2:
            continue
        hangs = any(c in _HANGING for c in word.text)
        tall = any(c.isupper() or c.isdigit() or c in _TALL for c in word.text)
        share = (0.7 if tall else 0.5) + (0.2 if hangs else 0.0)
        sizes.append((word.bottom - word.top) / share)
        bases.append(word.bottom - (0.2 * sizes[-1] if hangs else 0.0))
    size = median(sizes) if sizes else max(word.bottom - word.top for word in line) / 0.7
    base = median(bases) if bases else max(word.bottom for word in line)
    for word in line:
        word.base, word.size = base, max(size, 1.0)
        word.top, word.bottom = min(word.top, base - 0.5 * size), max(word.bottom, base)
    return line


def _even_sizes(words: list[Word]) -> None:
    """Sizes near the usual one are the usual one: measuring letters is not exact to a tenth."""
    if words:
        usual = median(word.size for word in words)
        for word in words:
            if abs(word.size - usual) <= 0.12 * usual:
                word.size = usual
