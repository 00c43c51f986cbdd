"""Zones: the lines of a document grouped by the requisites of ГОСТ Р 7.0.97 that they hold.

Every line gets the role that its cues (`pipeline.cues`) and the roles around it make most probable (`pipeline.crf`);
lines of one role that stand together are a zone.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter

from extractors.document import Document, Line, Part, Zone, ZoneRole
from extractors.russian.morph import parses
from pipeline.captions import caption
from pipeline.case_heads import head_of_case
from pipeline.crf import Chain, chain
from pipeline.cues import cues
from pipeline.run_together import lines_of
from pipeline.site_frame import frame_lines
from pipeline.zone_repairs import repaired_roles

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
    (frozenset({"case_head"}), "addressee", 10.0),  # «В Арбитражный суд …⏎Истец: …⏎Ответчик: …⏎Дело № …»
    (frozenset({"caption"}), "registration", 14.0),  # «Постановление Администрации⏎города Ржева от 17.08.2010 № 68»
    (frozenset({"caption_title"}), "heading", 6.0),
    # «О ПОЛИВЕ⏎ПИСЬМО⏎МИНИСТЕРСТВО САДОВ⏎28 февраля 2008 г. N 101-07»: how a library of acts prints them
    (frozenset({"about_capital", "next:document_kind"}), "heading", 5.0),
    (frozenset({"about_capital", "prev:only_date_number", "no_salutation"}), "heading", 4.0),  # under the number of an act
    (frozenset({"prev:document_kind", "capitals", "organization_word", "next:only_date_number"}), "letterhead", 5.0),
    (frozenset({"plea", "gap_before", "gap_after"}), "heading", 6.0),  # «ОБРАЩЕНИЕ В ЗАЩИТУ САДА»
    (frozenset({"outgoing", "short"}), "registration", 3.0),  # «Исходящий номер 355»
    (frozenset({"executor", "past:signature"}), "executor", 12.0),  # «Передала: …», «Проект внес: …»
    (frozenset({"receipt", "past:signature"}), "receipt_stamp", 4.0),  # «Приняла: …», «Резолюция: …»
    (frozenset({"labelled_number"}), "registration", 6.0),  # «Дата отправки 14.11.2024», «Номер документа: 01-17/988»
    (frozenset({"to_whom"}), "addressee", 4.0),  # «Кому: …»
    (frozenset({"menu"}), "noise", 6.0),  # «Афиша   Читателям   Коллегам   Контакты»
    (frozenset({"appendix_head", "past:signature", "page_top"}), "appendix", 10.0),  # on a page of its own
    (frozenset({"appendix_head", "past:signature", "gap_before"}), "appendix", 3.0),
    (frozenset({"approval", "short", "capitals"}), "approval", 3.0),  # «УТВЕРЖДЕН», «СОГЛАСОВАНО»
    (frozenset({"approval", "short", "past:text"}), "approval", 4.0),  # «Согласовано:» below those who sign
    (frozenset({"salutation", "greeting_end"}), "salutation", 4.0),
    (frozenset({"opening", "long"}), "body", 4.0),  # «В соответствии с Положением …», in one long line
    (frozenset({"opening", "block_begins", "middling"}), "body", 2.0),
    (frozenset({"web", "no_salutation", "short"}), "noise", 1.0),
)


def lay(document: Document) -> Document:
    """The document with its zones: in order, not overlapping, every line in one.

    `Zone.confidence` is the mean probability of its lines.
    """
    document = lines_of(document)
    zones: list[Zone] = []
    lines = iter(document.lines)
    for role, group in groupby(roles(document), key=itemgetter(0)):
        marginals = [probability for _, probability in group]
        run = list(islice(lines, len(marginals)))
        sure = round(sum(marginals) / len(marginals), 3)
        zones.append(Zone(role, run[0].start, run[-1].end, run[0].page, sure, "chain"))
    return document.with_zones(tuple(zones))


def roles(document: Document, model: Chain | None = None) -> list[tuple[ZoneRole, float]]:
    """The role of every line and how probable it is, by the weights of the package or by others.

    The frame of a site is noise whatever stands beside it, and the lines on both sides of it are neighbours.
    """
    said = frame_lines([document.folded[line.start : line.end] for line in document.lines])
    frame = [line.part is Part.FRAME or by_words for line, by_words in zip(document.lines, said, strict=True)]
    own = tuple(line for line, outside in zip(document.lines, frame, strict=True) if not outside)
    rows = cues(replace(document, lines=own))
    named = caption(document, own)
    parts = (
        (named.lines, "caption"), (named.title, "caption_title"), (head_of_case(document, own), "case_head"),
        (_of_tables(document, own), "data_row"),
    )  # fmt: skip
    for indices, cue in parts:
        for index in indices:
            rows[index].append(cue)
    found = (model or chain()).decode(rows, _added(rows))
    mended = repaired_roles(rows, [(ZoneRole(label), probability) for label, probability in found])
    repaired = iter(_told(document, own, mended, addressed="no_salutation" not in (rows[0] if rows else ())))
    return [_FRAME if outside else next(repaired) for outside in frame]


def _of_tables(document: Document, lines: Sequence[Line]) -> list[int]:
    """The indexes of the lines that are rows of tables of data."""
    starts = [line.start for line in lines]
    return [n for table in document.tables for n in range(bisect_left(starts, table.start), bisect_left(starts, table.end))]


def _told(
    document: Document, own: Sequence[Line], found: list[tuple[ZoneRole, float]], *, addressed: bool
) -> list[tuple[ZoneRole, float]]:
    """The roles with a headline that begins in the dative told from an addressee: «Педагогам вручили награды».

    It stands above all, in a document without a salutation, has a verb, and ends its zone.
    """
    if addressed or len(found) < _LEAST_LINES or found[0][0] is not ZoneRole.ADDRESSEE or found[1][0] is ZoneRole.ADDRESSEE:
        return found
    words = document.at(own[0]).split()
    read = (parses(word.strip(".,«»"))[0] for word in words[1:])
    tells = len(words) > 2 and any(first.tag.pos == "VERB" and first.score > _LEAST_VERB for first in read)
    return [(ZoneRole.HEADING, found[0][1]), *found[1:]] if tells else found


_LEAST_VERB = 0.5  # of the readings of a word
_LEAST_LINES = 3
_FRAME = (ZoneRole.NOISE, 1.0)


def _added(rows: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The weights that certain cues add, for every line."""
    out: list[dict[str, float]] = []
    for row in rows:
        present = set(row)
        out.append({role: weight for needed, role, weight in reversed(_CERTAIN) if needed <= present})
    return out
