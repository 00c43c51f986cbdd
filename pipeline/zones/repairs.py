"""Roles of lines with what the weights of single lines cannot see put right: a requisite is not cut inside its run.

A run is lines with no gap between them. Each repair looks at one line, with those above it already repaired, and gives the
line another role or leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.heading_repairs import (
    LOUD,
    MISTAKEN,
    goes_on_kind,
    loud_above_text,
    loud_heading,
    matter_above_text,
    of_meeting,
    runs_into_text,
)
from pipeline.zones.letterhead_repairs import (
    addressee_of_note,
    author_above_kind,
    before_order,
    body_above_reader,
    co_author,
    foreign_level,
    goes_on_letterhead,
    heads_paper,
    lower_level,
    named_addressee,
    number_of_unit,
    of_petition,
    opens_letter,
    opens_letterhead,
    reader_of_petition,
    reader_on_top,
    to_body,
)
from pipeline.zones.mark_repairs import (
    acquainted,
    asks_in_text,
    foot_of_paper,
    goes_on_approval,
    heads_appendix,
    in_appendix,
    mark_above_text,
    marks_executor,
    passes_on,
    resolved,
    those_present,
    vouches,
)
from pipeline.zones.registration_repairs import (
    answered_alone,
    date_of_number,
    dates_paper,
    day_of_fields,
    day_of_petition,
    goes_on_stamp,
    list_of_acts,
    matter_of_kind,
    no_mark,
    no_receipt,
    number_in_the_head,
    opens_with_day,
    warrant_of_signer,
)
from pipeline.zones.runs import begins, first_of_run, under
from pipeline.zones.signature_repairs import (
    goes_on_enclosure,
    goes_on_signature,
    in_sentence,
    in_table,
    in_the_text,
    of_appendix,
    other_side,
    sentence,
    signs,
)
from pipeline.zones.whole_texts import REPAIRED, Rows, as_a_whole

Repair = Callable[[Rows, Sequence[ZoneRole], int], ZoneRole | None]

_MOST_LINES: Final = 10_000  # some two hundred pages
_HEADING_LINES: Final = 8
_ANY: Final = frozenset(ZoneRole)
_ADDRESSEE, _BODY, _EXECUTOR, _LETTERHEAD, _SIGNATURE = (
    frozenset({role})
    for role in (ZoneRole.ADDRESSEE, ZoneRole.BODY, ZoneRole.EXECUTOR, ZoneRole.LETTERHEAD, ZoneRole.SIGNATURE)
)
_HEAD: Final = frozenset(
    {ZoneRole.LETTERHEAD, ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE, ZoneRole.PLACE, ZoneRole.BODY}
)
#: What shows that a line under a heading is no more of it: prose, an address, a number of the document itself.
_ENDS_HEADING: Final = frozenset(
    ("wide", "long", "first:dative", "outgoing", "reply_to", "salutation", "ends_period", "opening", "phone", "email", "city",
     "place_and_day")
)
#: Of these, what is told of a line in a paragraph of its own that is no prose.
_ENDS_PARAGRAPH: Final = (_ENDS_HEADING - {"wide", "first:dative"}) | {"first:post"}


def repaired_roles(cues: Sequence[Collection[str]], found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles of lines, and how sure they are, from those that the weights gave and the cues of the lines.

    A text of very many lines keeps the roles that it was given: a repair may look over the whole text for each of them.
    """
    rows = [frozenset(row) for row in cues]
    if len(rows) > _MOST_LINES:
        return as_a_whole(rows, found)
    roles = [role for role, _ in found]
    for i in range(len(roles)):
        for repair in _OF_ROLE[roles[i]]:
            if (role := repair(rows, roles, i)) is not None:
                roles[i] = role
                break
    out = [pair if pair[0] is role else (role, REPAIRED) for pair, role in zip(found, roles, strict=True)]
    return as_a_whole(rows, out)


def _goes_on_heading(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«О внесении изменений в постановление⏎от 12.10.2015 № 117 «Об утверждении⏎муниципальной программы»."""
    if not under(rows, roles, i, ZoneRole.HEADING):
        return None
    first = i - 1
    while roles[first - 1] is ZoneRole.HEADING and first and "gap_before" not in rows[first]:
        first -= 1
    present = rows[i]
    if roles[i] is ZoneRole.REGISTRATION and ZoneRole.REGISTRATION in roles[:first] and present & {"from_date", "continues"}:
        return ZoneRole.HEADING  # «Ответ на запрос⏎от 12.08.2025 № 15», below the number of the letter
    if not {"about_capital", "matter_label"} & rows[first]:
        return None
    if "caption_title" in rows[i - 1] and "caption_title" not in present:
        return None  # the line below a caption is the title whole
    if "ends_colon" in present or not any(cue.startswith("first:") for cue in present):
        return None  # «… Дума решила:», «-»
    loud = roles[i] is ZoneRole.KIND and "capitals" in present and "document_kind" not in present
    ends = _ENDS_PARAGRAPH if _stands_apart(rows, i) else _ENDS_HEADING
    if "starts_lower" in present and ("first:genitive" in present or "first:dative" not in present):
        ends -= {"first:dative", "first:post"}  # «О проведении⏎научной конференции», «… и назначении⏎ответственных»
    return ZoneRole.HEADING if (roles[i] in _HEAD or loud) and not present & ends else None


def _goes_on_address(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Начальнику управления образования⏎администрации Кинешмы», «Управление Росреестра⏎по Воронежской области»: a heading
    has no place inside an address."""
    inside = roles[i] is ZoneRole.HEADING and under(rows, roles, i, ZoneRole.ADDRESSEE)
    first = first_of_run(rows, i)
    headed = first > 0 and roles[first - 1] is ZoneRole.HEADING  # as `_bodies_below_heading` reads them
    goes_on = ("starts_lower" in rows[i] or headed) and "about" not in rows[i]
    kept = inside and (goes_on or (begins(rows, i, "first:dative") and "about_capital" not in rows[i]))
    return ZoneRole.ADDRESSEE if kept else None


def _addressed_below_heading(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Об итогах года⏎⏎Главам муниципальных районов»: readers on a line of their own are no second heading."""
    if roles[i] is not ZoneRole.HEADING or "about" in rows[i]:
        return None
    if i and roles[i - 1] is ZoneRole.KIND and {"starts_lower", "first:dative"} <= rows[i]:
        return ZoneRole.ADDRESSEE  # «БЛАГОДАРСТВЕННОЕ ПИСЬМО⏎коллективу МОУ «Гимназия № 2»»
    if "gap_before" not in rows[i]:
        return None
    alone = {"first:dative", "gap_after", "next:about_capital"} <= rows[i] and ZoneRole.ADDRESSEE not in roles  # above the heading
    readers = alone or {"first:dative", "first:post"} <= rows[i]
    return ZoneRole.ADDRESSEE if readers or _bodies_below_heading(rows, roles, i) else None


def _bodies_below_heading(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«О направлении материалов⏎⏎Исполнительные органы субъектов⏎Российской Федерации, осуществляющие …»: where no other line
    is an address, bodies in the nominative under the heading of a registered letter are the readers."""
    if ZoneRole.ADDRESSEE in roles or ZoneRole.LETTERHEAD not in roles[:i] or before_order(rows, i):
        return False
    named = {"first:capital", "organization_word"} <= rows[i] and "first:nominative" in rows[i]
    headed = i > 0 and roles[i - 1] is ZoneRole.HEADING and "about_capital" in rows[first_of_run(rows, i - 1)]
    return named and headed and not rows[i] & {"verb", "ends_period", "opening", "capitals", "long"}


def _names_paper(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Уведомление о вызове» between the addressee and the text greets nobody: it is the heading."""
    present = rows[i]
    apart = {"gap_before", "gap_after", "first:subject", "first:capital"} <= present
    greets = present & {"salutation", "greeting_end", "ends_comma", "starts_with_name"}
    below = i > 0 and roles[i - 1] in (ZoneRole.ADDRESSEE, ZoneRole.REGISTRATION)
    return ZoneRole.HEADING if roles[i] is ZoneRole.SALUTATION and below and apart and not greets else None


def _headline(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Главы городов подписали обращение Президенту РФ», first on a page that shows it, is no address, nor is «ОБРАЩЕНИЕ В
    ЗАЩИТУ САДА» under those it is addressed to.
    """
    named = roles[i] is ZoneRole.KIND and rows[i] & {"document_kind", "capitals"}
    if {"plea", "gap_before"} <= rows[i] and not named:
        return ZoneRole.HEADING  # «Открытое письмо учёных»
    tells = {"first:post", "first:nominative", "gap_after"} <= rows[i] and rows[i] & {"wide", "long"}
    return ZoneRole.HEADING if not i and roles[i] is ZoneRole.ADDRESSEE and tells else None


def _enclosed_below(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Епископ …⏎Прил.: проект договора в 2 экз.» in the run of those who sign."""
    inside = roles[i] is ZoneRole.SIGNATURE and "enclosure" in rows[i]
    return ZoneRole.ENCLOSURE if inside and not rows[i] & {"ends_with_name", "first:post"} else None


def _point_of_order(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«4. Контроль за исполнением оставляю за собой.» under the text is a point of it: a list of enclosures has a head."""
    alone = roles[i] is ZoneRole.ENCLOSURE and i and roles[i - 1] is ZoneRole.BODY
    point = {"list_item", "ends_period"} <= rows[i] and not {"enclosure", "sheets", "near:enclosure"} & rows[i]
    return ZoneRole.BODY if alone and point else None


#: The repairs, in the order they are tried on a line, each with the roles of the lines that it may repair.
_REPAIRS: Final[tuple[tuple[Repair, frozenset[ZoneRole]], ...]] = (
    (goes_on_stamp, _ADDRESSEE | _LETTERHEAD | {ZoneRole.REGISTRATION}),
    (list_of_acts, frozenset({ZoneRole.REGISTRATION, ZoneRole.PLACE, ZoneRole.KIND, ZoneRole.ADDRESSEE})),
    (_goes_on_heading, _HEAD | {ZoneRole.KIND}),
    (opens_letterhead, frozenset({ZoneRole.KIND})),
    (goes_on_kind, _ADDRESSEE | {ZoneRole.HEADING}),
    (of_meeting, _ADDRESSEE | {ZoneRole.PLACE}),
    (_goes_on_address, frozenset({ZoneRole.HEADING})),
    (goes_on_letterhead, frozenset({ZoneRole.KIND, ZoneRole.ADDRESSEE})),
    (number_of_unit, _ANY),
    (of_petition, _LETTERHEAD),
    (lower_level, _ADDRESSEE),
    (co_author, _ADDRESSEE),
    (named_addressee, _LETTERHEAD),
    (reader_of_petition, _LETTERHEAD),
    (reader_on_top, _LETTERHEAD),
    (body_above_reader, _LETTERHEAD),
    (addressee_of_note, _LETTERHEAD | _ADDRESSEE),
    (foreign_level, frozenset({ZoneRole.FURNITURE})),
    (opens_letter, _ADDRESSEE),
    (to_body, _BODY | {ZoneRole.KIND, ZoneRole.HEADING, ZoneRole.FURNITURE, ZoneRole.REGISTRATION, ZoneRole.PLACE}),
    (heads_paper, _ADDRESSEE | {ZoneRole.RECEIPT_STAMP}),
    (answered_alone, _ADDRESSEE | _BODY | {ZoneRole.SALUTATION, ZoneRole.HEADING}),
    (runs_into_text, frozenset({ZoneRole.HEADING})),
    (_addressed_below_heading, frozenset({ZoneRole.HEADING})),
    (number_in_the_head, frozenset({ZoneRole.FURNITURE})),
    (_names_paper, frozenset({ZoneRole.SALUTATION})),
    (matter_above_text, MISTAKEN),
    (loud_heading, LOUD),
    (loud_above_text, _BODY),
    (opens_with_day, frozenset({ZoneRole.REGISTRATION})),
    (matter_of_kind, frozenset({ZoneRole.REGISTRATION}) | _BODY),
    (warrant_of_signer, _EXECUTOR | {ZoneRole.REGISTRATION, ZoneRole.FURNITURE}),
    (day_of_petition, _BODY | _SIGNATURE | {ZoneRole.ENCLOSURE}),
    (day_of_fields, _ADDRESSEE),
    (no_mark, frozenset({ZoneRole.ACCESS_MARK})),
    (no_receipt, frozenset({ZoneRole.RECEIPT_STAMP})),
    (_headline, _ADDRESSEE | {ZoneRole.KIND}),
    (author_above_kind, _ADDRESSEE),
    (mark_above_text, _EXECUTOR),
    (those_present, _EXECUTOR),
    (heads_appendix, _BODY | _SIGNATURE | {ZoneRole.ENCLOSURE, ZoneRole.FURNITURE}),
    (sentence, _SIGNATURE),
    (in_sentence, _SIGNATURE),
    (in_table, _SIGNATURE),
    (in_the_text, _SIGNATURE),
    (signs, _ANY),
    (goes_on_signature, _BODY | {ZoneRole.RECEIPT_STAMP}),
    (of_appendix, _SIGNATURE),
    (other_side, _LETTERHEAD),
    (date_of_number, frozenset({ZoneRole.RECEIPT_STAMP})),
    (dates_paper, _BODY | {ZoneRole.HEADING}),
    (_enclosed_below, _SIGNATURE),
    (goes_on_enclosure, _SIGNATURE),
    (marks_executor, _SIGNATURE | {ZoneRole.APPENDIX, ZoneRole.BODY}),
    (passes_on, frozenset({ZoneRole.RECEIPT_STAMP})),
    (vouches, _SIGNATURE),
    (goes_on_approval, _ADDRESSEE | {ZoneRole.REGISTRATION}),
    (acquainted, _EXECUTOR),
    (resolved, _EXECUTOR | _ADDRESSEE | _SIGNATURE),
    (foot_of_paper, _EXECUTOR),
    (in_appendix, _EXECUTOR),
    (asks_in_text, _EXECUTOR),
    (_point_of_order, frozenset({ZoneRole.ENCLOSURE})),
)
_OF_ROLE: Final = {role: tuple(repair for repair, repaired in _REPAIRS if role in repaired) for role in ZoneRole}


def _stands_apart(rows: Rows, index: int) -> bool:
    """Whether the run that line `index` is in is no paragraph of the text: few lines, and it ends without a period."""
    for last in range(index, min(index + _HEADING_LINES, len(rows))):
        if {"long", "opening"} <= rows[last] and last > index:
            return not {"ends_period", "ends_colon"} & rows[last - 1]  # «В соответствии с …», the text
        if "long" in rows[last] or "opening" in rows[last]:
            return False
        if "gap_after" in rows[last]:
            return not {"ends_period", "ends_colon"} & rows[last] and last + 1 < len(rows)
    return False
