"""Zones: the lines of a document grouped by the requisites of ГОСТ Р 7.0.97 that they hold.

Every line gets the role that its cues (`pipeline.cues`) and the roles around it make most probable (`pipeline.crf`);
lines of one role that stand together are a zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from extractors.document import Document, Line, Zone, ZoneRole
from pipeline.crf import chain
from pipeline.cues import cues

_LONG_LINE = 400  # characters: a line longer than this in a document of few lines may be a whole letter
_FEW_LINES = 4
#: Where a letter that stands on one line is cut: what a new zone begins with.
_CUT = re.compile(
    r"""(?<=\s)(?=
        (?:Глубоко|Много)?[Уу]важаем(?:ый|ая|ые)\s | (?:Исх\.|На\s№|Вх\.)\s? | Приложени[ея]:\s | Исп(?:\.|олнитель)[:\s]
      | \d{1,2}\.\d{2}\.\d{4}\s№ | (?:Руководителям|Директору|Министру|Начальнику|Председателю|Главе|Ректору|Губернатору)\s[А-Яа-я]
      | (?:С\sуважением|ДОКУМЕНТ\sПОДПИСАН)
    ) | (?<=[!])\s(?=[А-Я])""",
    re.VERBOSE,
)


#: What a line says of itself beyond doubt, whatever stands around it: all of these cues -> (role, weight added to it).
#: The model learns these from examples too; the table keeps a rare layout from outvoting the words of the standard.
_CERTAIN: tuple[tuple[frozenset[str], str, float], ...] = (
    (frozenset({"access_mark", "short"}), "access_mark", 7.0),  # «ДСП», «Экз. № 2»
    (frozenset({"access_mark", "middling"}), "access_mark", 7.0),  # «Для служебного пользования»
    (frozenset({"e_signature", "capitals"}), "e_signature", 5.0),  # «ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ»
    (frozenset({"certificate", "near:e_signature"}), "e_signature", 4.0),  # «Владелец …»
    (frozenset({"certificate", "hex"}), "e_signature", 4.0),
    (frozenset({"receipt", "number_sign"}), "receipt_stamp", 4.0),  # «Вх. № 517 от 31.08.2023»
    (frozenset({"document_kind", "capitals", "short"}), "kind", 3.0),  # «ПРИКАЗ»
    (frozenset({"about_capital", "before_salutation"}), "heading", 3.5),  # «О создании единой системы»
    (frozenset({"only_date_number", "number_sign", "date", "before_salutation"}), "registration", 3.0),
    (frozenset({"reply_to", "number_sign", "before_salutation", "short"}), "registration", 3.0),  # «На № 5 от …»
    (frozenset({"only_date_number", "number_sign", "before_salutation", "short"}), "registration", 2.0),
    (frozenset({"salutation", "greeting_end"}), "salutation", 4.0),
)


def lay(document: Document) -> Document:
    """The document with its zones: in order, not overlapping, every line in one.

    `Zone.confidence` is the mean probability of its lines.
    """
    document = _cut_long_lines(document)
    zones: list[Zone] = []
    marginals: list[float] = []
    rows = cues(document)
    for line, (label, probability) in zip(document.lines, chain().decode(rows, _added(rows)), strict=True):
        role = ZoneRole(label)
        last = zones[-1] if zones else None
        if last is not None and last.role is role:
            marginals.append(probability)
            zones[-1] = replace(last, end=line.end, confidence=round(sum(marginals) / len(marginals), 3))
        else:
            marginals = [probability]
            zones.append(Zone(role, line.start, line.end, line.page, round(probability, 3), "chain"))
    return document.with_zones(tuple(zones))


def _added(rows: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The weights that certain cues add, for every line."""
    out: list[dict[str, float]] = []
    for row in rows:
        present = set(row)
        out.append({role: weight for needed, role, weight in reversed(_CERTAIN) if needed <= present})
    return out


def _cut_long_lines(document: Document) -> Document:
    """A letter that stands whole on one line, as lines: pieces of the same text, offsets unmoved."""
    if len(document.lines) > _FEW_LINES or not any(line.end - line.start > _LONG_LINE for line in document.lines):
        return document
    lines: list[Line] = []
    for line in document.lines:
        cuts = [line.start, *(m.start() for m in _CUT.finditer(document.text, line.start, line.end)), line.end]
        for start, end in zip(cuts, cuts[1:], strict=False):
            text = document.text[start:end]
            if text.strip():
                left = start + len(text) - len(text.lstrip())
                lines.append(replace(line, start=left, end=start + len(text.rstrip()), block=line.block + len(lines), paragraph=line.paragraph + len(lines)))
    return replace(document, lines=tuple(lines))
