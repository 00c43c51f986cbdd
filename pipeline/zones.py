"""Zones: the lines of a document grouped by the requisites of ГОСТ Р 7.0.97 that they hold.

Every line gets the role that its cues (`pipeline.cues`) and the roles around it make most probable (`pipeline.crf`);
lines of one role that stand together are a zone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.document import Document, Line, Part, Zone, ZoneRole
from pipeline.captions import caption
from pipeline.crf import Chain, chain
from pipeline.cues import cues
from pipeline.site_frame import is_frame
from pipeline.zone_repairs import repaired_roles

_LONG_LINE = 400  # characters: a line longer than this in a document of few lines may be a whole letter
_FEW_LINES = 4
#: Where a letter that stands on one line is cut: what a new zone begins with.
_CUT = re.compile(
    r"""(?<=\s)(?=
        (?:Глубоко|Много)?[Уу]важаем(?:ый|ая|ые)\s | (?:Исх\.|На\s№|Вх\.)\s? | Приложени[ея]:\s
      | Исп(?:\.|олнитель)[:\s] | \d{1,2}\.\d{2}\.\d{4}\s№
      | (?:Руководителям|Директору|Министру|Начальнику|Председателю|Главе|Ректору|Губернатору)\s[А-Яа-я]
      | (?:С\sуважением|ДОКУМЕНТ\sПОДПИСАН)
    ) | (?<=[!])\s(?=[А-Я])
      # «… в 1 экз. Заместитель директора по научной работе В.Г. Дрёма»,
      # «… 1 файл. Президент фонда Лев Аронович Шнеерсон»
      | (?<=[.;])\s(?=(?:И\.\s?о\.\s|Врио\s)?
          (?:Заместитель|Зам\.|Директор|Начальник|Министр|Председатель|Президент|Ректор|Проректор|Глава|Руководитель
            |Заведующ\w{2})
          [^.!?;:]{0,90}\s(?:[А-ЯЁ]\.\s?[А-ЯЁ]\.\s?[А-ЯЁ]|[А-ЯЁ][а-яё]{2,20}\s[А-ЯЁ][а-яё]{3,20}(?:вич|вна|чна)\s[А-ЯЁ]))
      # «… В.Г. Дрёма Полторанин Е.Я. +7(495)587-01-10»: the executor behind the signature
      | (?<=[а-яё])\s(?=[А-ЯЁ][а-яё]{2,20}\s[А-ЯЁ]\.\s?[А-ЯЁ]\.,?\s(?:тел\.?\s?)?[+(8]{1,2}\d)
    """,
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
    # «Федеральная служба⏎по надзору в сфере транспорта»: a body in the nominative opens the letter
    (frozenset({"head:0", "first:subject", "organization_word", "short", "whole:registered"}), "letterhead", 4.0),
    (frozenset({"head:0", "first:subject", "organization_word", "middling", "whole:registered"}), "letterhead", 4.0),
    (frozenset({"head:0", "first:subject", "next:first:organization", "whole:registered"}), "letterhead", 4.0),
    (frozenset({"matter_label", "before_salutation"}), "heading", 4.0),  # «Касательно: проекта закона»
    (frozenset({"only_date_number", "number_sign", "date", "before_salutation"}), "registration", 3.0),
    (frozenset({"reply_to", "number_sign", "before_salutation", "short"}), "registration", 3.0),  # «На № 5 от …»
    (frozenset({"only_date_number", "number_sign", "before_salutation", "short"}), "registration", 2.0),
    # «Постановление администрации … от 17.08.2010 № 68», the first line of a page
    (frozenset({"registered_act", "number_sign", "head:0"}), "registration", 5.0),
    (frozenset({"registered_act", "number_sign", "head:1-2", "no_salutation"}), "registration", 4.0),
    (frozenset({"caption"}), "registration", 6.0),  # «Постановление Администрации⏎города Ржева от 17.08.2010 № 68»
    (frozenset({"caption_title"}), "heading", 6.0),
    (frozenset({"menu"}), "noise", 6.0),  # «Афиша   Читателям   Коллегам   Контакты»
    (frozenset({"appendix_head", "past:signature", "gap_before"}), "appendix", 3.0),
    (frozenset({"approval", "short", "capitals"}), "approval", 3.0),  # «УТВЕРЖДЕН», «СОГЛАСОВАНО»
    (frozenset({"approval", "short", "past:text"}), "approval", 4.0),  # «Согласовано:» below those who sign
    (frozenset({"salutation", "greeting_end"}), "salutation", 4.0),
    (frozenset({"opening", "long"}), "body", 4.0),  # «В соответствии с Положением …», in one long line
    (frozenset({"web", "no_salutation", "short"}), "noise", 1.0),
)


def lay(document: Document) -> Document:
    """The document with its zones: in order, not overlapping, every line in one.

    `Zone.confidence` is the mean probability of its lines.
    """
    document = lines_of(document)
    zones: list[Zone] = []
    marginals: list[float] = []
    for line, (role, probability) in zip(document.lines, roles(document), strict=True):
        last = zones[-1] if zones else None
        if last is not None and last.role is role:
            marginals.append(probability)
            zones[-1] = replace(last, end=line.end, confidence=round(sum(marginals) / len(marginals), 3))
        else:
            marginals = [probability]
            zones.append(Zone(role, line.start, line.end, line.page, round(probability, 3), "chain"))
    return document.with_zones(tuple(zones))


def roles(document: Document, model: Chain | None = None) -> list[tuple[ZoneRole, float]]:
    """The role of every line and how probable it is, by the weights of the package or by others.

    The frame of a site is noise whatever stands beside it, and the lines on both sides of it are neighbours.
    """
    frame = [line.part is Part.FRAME or is_frame(document.folded[line.start : line.end]) for line in document.lines]
    own = tuple(line for line, outside in zip(document.lines, frame, strict=True) if not outside)
    rows = cues(replace(document, lines=own))
    named = caption(document, own)
    for indices, cue in ((named.lines, "caption"), (named.title, "caption_title")):
        for index in indices:
            rows[index].append(cue)
    found = (model or chain()).decode(rows, _added(rows))
    repaired = iter(repaired_roles(rows, [(ZoneRole(label), probability) for label, probability in found]))
    return [_FRAME if outside else next(repaired) for outside in frame]


_FRAME = (ZoneRole.NOISE, 1.0)


def _added(rows: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The weights that certain cues add, for every line."""
    out: list[dict[str, float]] = []
    for row in rows:
        present = set(row)
        out.append({role: weight for needed, role, weight in reversed(_CERTAIN) if needed <= present})
    return out


def lines_of(document: Document) -> Document:
    """A letter that stands whole on one line, as lines: pieces of the same text, offsets unmoved."""
    if len(document.lines) > _FEW_LINES or not any(line.end - line.start > _LONG_LINE for line in document.lines):
        return document
    lines: list[Line] = []
    for line in document.lines:
        cuts = [line.start, *(m.start() for m in _CUT.finditer(document.text, line.start, line.end)), line.end]
        for start, end in pairwise(cuts):
            text = document.text[start:end]
            if text.strip():
                left = start + len(text) - len(text.lstrip())
                lines.append(
                    replace(
                        line,
                        start=left,
                        end=start + len(text.rstrip()),
                        block=line.block + len(lines),
                        paragraph=line.paragraph + len(lines),
                    )
                )
    return replace(document, lines=tuple(lines))
