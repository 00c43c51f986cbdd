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
from pipeline.crf import Chain, chain
from pipeline.cues import cues

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
    (frozenset({"only_date_number", "number_sign", "date", "before_salutation"}), "registration", 3.0),
    (frozenset({"reply_to", "number_sign", "before_salutation", "short"}), "registration", 3.0),  # «На № 5 от …»
    (frozenset({"only_date_number", "number_sign", "before_salutation", "short"}), "registration", 2.0),
    # «Постановление администрации … от 17.08.2010 № 68», the first line of a page
    (frozenset({"registered_act", "number_sign", "head:0"}), "registration", 5.0),
    (frozenset({"registered_act", "number_sign", "head:1-2", "no_salutation"}), "registration", 4.0),
    (frozenset({"menu"}), "noise", 6.0),  # «Афиша   Читателям   Коллегам   Контакты»
    (frozenset({"appendix_head", "past:signature", "gap_before"}), "appendix", 3.0),
    (frozenset({"approval", "short", "capitals"}), "approval", 3.0),  # «УТВЕРЖДЕН», «СОГЛАСОВАНО»
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

    The frame of a site is noise whatever it says, and the lines on both sides of it are neighbours.
    """
    rows = cues(replace(document, lines=document.own_lines))
    found = (model or chain()).decode(rows, _added(rows))
    repaired = iter(_repaired(rows, [(ZoneRole(label), probability) for label, probability in found]))
    return [_FRAME if line.part is Part.FRAME else next(repaired) for line in document.lines]


_FRAME = (ZoneRole.NOISE, 1.0)
_HEAD = frozenset({ZoneRole.LETTERHEAD, ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE, ZoneRole.PLACE, ZoneRole.BODY})
_REPAIRED = 0.8  # how sure a role is that its line was given against the weights


def _repaired(rows: Sequence[Sequence[str]], found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles with what the weights of single lines cannot see put right.

    A requisite is not cut inside its run of lines.
    """
    out = list(found)
    for i in range(1, len(out)):
        role, before = out[i][0], out[i - 1][0]
        present = set(rows[i])
        runs_on = "gap_before" not in present
        # «О внесении изменений в постановление⏎от 12.10.2015 № 117 «Об утверждении⏎муниципальной программы»
        if (
            runs_on
            and before is ZoneRole.HEADING
            and (role in _HEAD or (role is ZoneRole.KIND and "capitals" in present and "document_kind" not in present))
            and _begins(rows, i, "about_capital")
            and not present & _ENDS_HEADING
        ):
            out[i] = (ZoneRole.HEADING, _REPAIRED)
        # «Начальнику управления образования⏎администрации Кинешмы»: a heading has no place inside an address
        elif (
            runs_on
            and role is ZoneRole.HEADING
            and before is ZoneRole.ADDRESSEE
            and _begins(rows, i, "first:dative")
            and "about_capital" not in present
        ):
            out[i] = (ZoneRole.ADDRESSEE, _REPAIRED)
    return _with_text(rows, _without_letter(rows, out))


#: What a letter shows in one of its lines at least and a page of a site does not.
_OF_LETTERS = frozenset({
    "salutation", "outgoing", "reply_to", "registered_act", "document_kind", "orders", "closing", "approval", "e_signature",
    "mail_field", "honorific", "receipt", "access_mark", "copy_to", "enclosure", "appendix_head", "post_and_name",
    "only_name", "from_date", "whole:registered", "whole:addressed",
})  # fmt: skip
_ONLY_IN_LETTERS = frozenset({
    ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE, ZoneRole.SALUTATION, ZoneRole.ENCLOSURE, ZoneRole.SIGNATURE, ZoneRole.EXECUTOR,
    ZoneRole.RECEIPT_STAMP,
})  # fmt: skip


def _without_letter(rows: Sequence[Sequence[str]], found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles where nothing is a requisite of a letter in a text that shows no letter: counts of visitors on a page
    are no number of it, the name of a head no signature.
    """
    if not any(role in _ONLY_IN_LETTERS for role, _ in found):
        return found
    if any(_shows_letter(frozenset(row)) for row in rows):
        return found
    return [(ZoneRole.BODY, _REPAIRED) if pair[0] in _ONLY_IN_LETTERS else pair for pair in found]


def _shows_letter(row: frozenset[str]) -> bool:
    """Whether a line is one of a letter: «Директору школы» in a line of its own is, «О школе» is none."""
    return bool(row & _OF_LETTERS) or ("first:dative" in row and not row & {"long", "about"})


def _with_text(rows: Sequence[Sequence[str]], found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles where no document is all frame of a site: a page with a line of prose has a text."""
    if not all(role is ZoneRole.NOISE for role, _ in found) or not any("long" in row for row in rows):
        return found
    return [
        pair if "web" in row else (ZoneRole.BODY, _REPAIRED)
        for row, pair in zip(rows, found, strict=True)
    ]


def _begins(rows: Sequence[Sequence[str]], index: int, cue: str) -> bool:
    """Whether the first line of the run that line `index` is in shows the cue; a run ends at a gap."""
    while index and "gap_before" not in rows[index]:
        index -= 1
    return cue in rows[index]


#: What shows that a line under a heading is no more of it: prose, an address, a number of the document itself.
_ENDS_HEADING = frozenset(
    {"wide", "long", "first:dative", "outgoing", "reply_to", "salutation", "ends_period", "opening", "phone", "email"}
)


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
