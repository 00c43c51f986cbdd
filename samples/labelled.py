"""Sample letters as the readers see them, every line with the zone that the gold record gives it."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from extractors.document import Document, Part
from pipeline.errors import ReadError
from pipeline.readers import Source, read
from pipeline.zones.run_together import lines_of
from samples.recombined import clean

INBOX, GOLD = Path("samples/inbox"), Path("samples/gold")


def rendered(names: Sequence[str], inbox: Path = INBOX, gold: Path = GOLD) -> list[tuple[Document, list[str]]]:
    """The letters of the inbox as the readers see them, their lines labelled from the zones of the gold record.

    The frame of a site is told by the reader, not by weights: its lines are left out.
    """
    found = []
    for name in names:
        path = next((p for p in inbox.glob(f"{name}.*")), None)
        if path is None:
            continue
        try:
            document = read(Source.of(path))
        except (ReadError, ModuleNotFoundError):
            continue
        document = lines_of(document)
        record = json.loads((gold / f"{name}.json").read_text(encoding="utf-8"))
        labels = _aligned(document, [(z["role"], z["text"]) for z in record["zones"]])
        own = [label for line, label in zip(document.lines, labels, strict=True) if line.part is not Part.FRAME]
        found.append((replace(document, lines=document.own_lines), own))
    return found


def _aligned(document: Document, zones: Sequence[tuple[str, str]]) -> list[str]:
    """The role of every line: of the gold line that holds its letters, the nearest ahead of the last one met."""
    whole = [(role, _letters(text)) for role, text in zones]
    labels: list[str] = []
    place = 0
    for line in document.lines:
        letters = _letters(document.at(line))
        places = [
            k
            for k, (_, text) in enumerate(whole)
            if letters and (letters in text or (len(text) > 3 and text in letters))
        ]
        if places:
            place = min(places, key=lambda k: abs(k - place) + (0 if k >= place else 3))
            labels.append(whole[place][0])
        else:
            labels.append(labels[-1] if labels else whole[0][0])
    return _boxed(document, labels)


#: The box of an electronic signature that stands between post and name
#: is laid by the sample maker as part of the signature.
_BOX = re.compile(
    r"подписан|электронной|подписью|сертификат|владел|действ|^срок с|[0-9A-F]{16}|^[\W\d]+$", re.IGNORECASE
)


def _boxed(document: Document, labels: list[str]) -> list[str]:
    """The labels with the box of an electronic signature inside a signature told apart from it."""
    found = list(labels)
    for i, (line, label) in enumerate(zip(document.lines, labels, strict=True)):
        begun = i > 0 and found[i - 1] == "e_signature"
        text = document.at(line)
        if label == "signature" and (
            re.search(r"подписан|подписью|сертификат", text, re.IGNORECASE) or (begun and _BOX.search(text))
        ):
            found[i] = "e_signature"
    return found


def _letters(text: str) -> str:
    return "".join(c for c in clean(text).lower() if c.isalnum())
