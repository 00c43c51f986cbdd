"""Roles of lines with what the weights of single lines cannot see put right: a requisite is not cut inside its run.

A run is lines with no gap between them. Each repair looks at one line, with those above it already repaired, and gives the
line another role or leaves it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from extractors.document import ZoneRole
from pipeline.line_runs import begins, end_of_run, first_of_run, under
from pipeline.signature_repairs import goes_on_signature, in_sentence, marks_executor, sentence, signs
from pipeline.whole_texts import REPAIRED, Rows, as_a_whole

Repair = Callable[[Rows, Sequence[ZoneRole], int], ZoneRole | None]

_HEADING_LINES: Final = 8
_OFFICIAL_LINES: Final = 8  # lines between «Мэр города Бердска» and the kind of his act
_HEAD: Final = frozenset(
    {ZoneRole.LETTERHEAD, ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE, ZoneRole.PLACE, ZoneRole.BODY}
)
#: What shows that a line under a heading is no more of it: prose, an address, a number of the document itself.
_ENDS_HEADING: Final = frozenset(
    {"wide", "long", "first:dative", "outgoing", "reply_to", "salutation", "ends_period", "opening", "phone", "email"}
)
#: Of these, what is told of a line in a paragraph of its own that is no prose.
_ENDS_PARAGRAPH: Final = (_ENDS_HEADING - {"wide", "first:dative"}) | {"first:post"}
#: What shows that a line under a letterhead begins an address.
_ADDRESSES: Final = frozenset(
    {"first:post", "first:organization", "first:function", "mail_field", "honorific", "copy_to", "list_of"}
)


def repaired_roles(cues: Sequence[Collection[str]], found: list[tuple[ZoneRole, float]]) -> list[tuple[ZoneRole, float]]:
    """The roles of lines, and how sure they are, from those that the weights gave and the cues of the lines."""
    rows = [frozenset(row) for row in cues]
    roles = [role for role, _ in found]
    for i in range(len(roles)):
        roles[i] = next((role for repair in _REPAIRS if (role := repair(rows, roles, i)) is not None), roles[i])
    out = [pair if pair[0] is role else (role, REPAIRED) for pair, role in zip(found, roles, strict=True)]
    return as_a_whole(rows, out)


def _goes_on_heading(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«О внесении изменений в постановление⏎от 12.10.2015 № 117 «Об утверждении⏎муниципальной программы»."""
    if not under(rows, roles, i, ZoneRole.HEADING):
        return None
    first = i - 1
    while roles[first - 1] is ZoneRole.HEADING and first and "gap_before" not in rows[first]:
        first -= 1
    if not {"about_capital", "matter_label"} & rows[first]:
        return None
    present = rows[i]
    if "caption_title" in rows[i - 1] and "caption_title" not in present:
        return None  # the line below a caption is the title whole
    if "ends_colon" in present or not any(cue.startswith("first:") for cue in present):
        return None  # «… Дума решила:», «-»
    loud = roles[i] is ZoneRole.KIND and "capitals" in present and "document_kind" not in present
    ends = _ENDS_PARAGRAPH if _stands_apart(rows, i) else _ENDS_HEADING
    return ZoneRole.HEADING if (roles[i] in _HEAD or loud) and not present & ends else None


def _goes_on_address(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Начальнику управления образования⏎администрации Кинешмы», «Управление Росреестра⏎по Воронежской области»: a heading
    has no place inside an address."""
    inside = roles[i] is ZoneRole.HEADING and under(rows, roles, i, ZoneRole.ADDRESSEE)
    goes_on = "starts_lower" in rows[i] and "about" not in rows[i]
    kept = inside and (goes_on or (begins(rows, i, "first:dative") and "about_capital" not in rows[i]))
    return ZoneRole.ADDRESSEE if kept else None


def _goes_on_letterhead(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Министерство⏎по управлению государственным имуществом⏎и земельным отношениям», «ПРОКУРАТУРА⏎ЧУКОТСКОГО
    АВТОНОМНОГО⏎ОКРУГА»: a name in one run of lines is one name.
    """
    if not under(rows, roles, i, ZoneRole.LETTERHEAD):
        return None
    present = rows[i]
    if roles[i] is ZoneRole.KIND:
        return ZoneRole.LETTERHEAD if "capitals" in present and "document_kind" not in present else None
    opened = roles[i] is ZoneRole.ADDRESSEE and begins(rows, i, "first:subject") and begins(rows, i, "head:0")
    return ZoneRole.LETTERHEAD if opened and ("starts_lower" in present or not present & _ADDRESSES) else None


def _lower_level(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Брянский следственный отдел⏎на транспорте» under a letterhead, above the number, and the address below that: a
    further level of the letterhead.
    """
    if roles[i] is not ZoneRole.ADDRESSEE or not i or roles[i - 1] is not ZoneRole.LETTERHEAD:
        return None
    first = first_of_run(rows, i)
    opened = {"first:subject", "organization_word", "first:capital"} <= rows[first]
    return ZoneRole.LETTERHEAD if opened and _addressed_below(roles, i) else None


def _named_addressee(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Государственная жилищная⏎инспекция Тульской области» beside a letterhead that has its contacts already: where no
    other line is an address, the body in the nominative is the addressee.
    """
    if roles[i] is not ZoneRole.LETTERHEAD or ZoneRole.ADDRESSEE in roles[i:] or _before_order(rows, i):
        return None
    first = first_of_run(rows, i)
    begun = next((n for n in range(first, i) if roles[n] is ZoneRole.ADDRESSEE), None)
    if (ZoneRole.ADDRESSEE in roles[:i] and begun is None) or _before_order(rows, end_of_run(rows, i) - 1):
        return None  # «Администрация муниципального образования⏎Садовый район⏎⏎ПОСТАНОВЛЕНИЕ»: whose act it is
    opened = {"first:subject", "first:capital"} <= rows[first] and "capitals" not in rows[first]
    above = any(_CONTACTS & rows[n] for n in range(first) if roles[n] is ZoneRole.LETTERHEAD)
    run = [rows[n] for n in range(first, end_of_run(rows, i))]
    named = any("organization_word" in row or "legal_form" in row for row in run)
    return ZoneRole.ADDRESSEE if opened and above and named and not any(row & _OWN_CONTACTS for row in run) else None


#: What a letterhead has below its name, and what of that an addressee never has.
_CONTACTS: Final = frozenset({"phone", "email", "requisites", "postcode", "url"})
_OWN_CONTACTS: Final = frozenset({"phone", "requisites", "url"})


def _addressed_below(roles: Sequence[ZoneRole], i: int) -> bool:
    """Whether the number of the letter stands below this address, and one more address below the number."""
    numbered = False
    for role in roles[i + 1 :]:
        if role in (ZoneRole.SALUTATION, ZoneRole.BODY):
            return False
        numbered = numbered or role is ZoneRole.REGISTRATION
        if numbered and role is ZoneRole.ADDRESSEE:
            return True
    return False


def _addressed_below_heading(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Об итогах года⏎⏎Главам муниципальных районов»: readers on a line of their own are no second heading."""
    readers = {"first:dative", "first:post", "gap_before"} <= rows[i] and "about" not in rows[i]
    return ZoneRole.ADDRESSEE if roles[i] is ZoneRole.HEADING and readers else None


def _names_paper(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Уведомление о вызове» between the addressee and the text greets nobody: it is the heading."""
    present = rows[i]
    apart = {"gap_before", "gap_after", "first:subject", "first:capital"} <= present
    greets = present & {"salutation", "greeting_end", "ends_comma", "starts_with_name"}
    below = i > 0 and roles[i - 1] in (ZoneRole.ADDRESSEE, ZoneRole.REGISTRATION)
    return ZoneRole.HEADING if roles[i] is ZoneRole.SALUTATION and below and apart and not greets else None


def _author_above_kind(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Мэр города Бердска⏎Новосибирской области⏎РАСПОРЯЖЕНИЕ»: an act is addressed to nobody, what stands above its kind in
    the nominative, or goes on in the genitive, is its author.
    """
    if roles[i] is not ZoneRole.ADDRESSEE or not _before_order(rows, i):
        return None
    present = rows[i]
    dative = present & {"first:dative", "first:may_be_dative", "honorific", "copy_to"}
    above = i > 0 and roles[i - 1] is ZoneRole.LETTERHEAD
    goes_on = above and (present & {"first:genitive", "starts_lower"} or "gap_before" not in present)
    return ZoneRole.LETTERHEAD if goes_on or ("first:nominative" in present and not dative) else None


def _headline(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Главы городов подписали обращение Президенту РФ», first on a page that shows it, is no address, nor is «ОБРАЩЕНИЕ В
    ЗАЩИТУ САДА» under those it is addressed to.
    """
    if roles[i] is ZoneRole.ADDRESSEE and {"plea", "gap_before"} <= rows[i]:
        return ZoneRole.HEADING
    tells = {"first:post", "first:nominative", "gap_after"} <= rows[i] and rows[i] & {"wide", "long"}
    return ZoneRole.HEADING if not i and roles[i] is ZoneRole.ADDRESSEE and tells else None


def _mark_above_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """A phone at the head of a page, above the text, is no executor's mark."""
    above = roles[i] is ZoneRole.EXECUTOR and "past:text" not in rows[i] and "executor" not in rows[i]
    if not above or "signature" in roles[:i]:
        return None
    return ZoneRole.LETTERHEAD if any("long" in row or "opening" in row for row in rows[i + 1 :]) else None


def _date_of_number(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Исх. № ПС/07/411⏎«19» февраля 2024» above a stamp «Вх. № 388»: the date under the number is the number's."""
    below = roles[i] is ZoneRole.RECEIPT_STAMP and under(rows, roles, i, ZoneRole.REGISTRATION)
    dated = "date" in rows[i] and "receipt" not in rows[i] and "number_sign" not in rows[i]
    return ZoneRole.REGISTRATION if below and dated and "date" not in rows[i - 1] else None


def _dates_paper(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ГАРАНТИЙНОЕ ПИСЬМО⏎г. Пермь      3 декабря 2024 г.»: place and day under the kind are the paper's."""
    present = rows[i]
    below = i > 0 and roles[i] is ZoneRole.BODY and roles[i - 1] is ZoneRole.KIND
    dated = {"date", "gap_after", "letter_first"} <= present and not present & {"long", "verb", "opening", "number_sign", "ends_colon"}
    return ZoneRole.REGISTRATION if below and dated else None


def _point_of_order(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«4. Контроль за исполнением оставляю за собой.» under the text is a point of it: a list of enclosures has a head."""
    alone = roles[i] is ZoneRole.ENCLOSURE and i and roles[i - 1] is ZoneRole.BODY
    point = {"list_item", "ends_period"} <= rows[i] and not {"enclosure", "sheets", "near:enclosure"} & rows[i]
    return ZoneRole.BODY if alone and point else None


def _list_of_acts(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Приказ … от 12.03.2021 № 77⏎Приказ … от 01.09.2022 № 101»: a list of documents is registered by none of them."""
    if "whole:acts" not in rows[i] or "document_kind" in rows[i]:
        return None
    return ZoneRole.BODY if roles[i] in (ZoneRole.REGISTRATION, ZoneRole.PLACE, ZoneRole.KIND, ZoneRole.ADDRESSEE) else None


#: The repairs, in the order they are tried on a line.
_REPAIRS: Final[tuple[Repair, ...]] = (
    _list_of_acts, _goes_on_heading, _goes_on_address, _goes_on_letterhead, _lower_level, _named_addressee, _addressed_below_heading,
    _names_paper, _headline, _author_above_kind, _mark_above_text, sentence, in_sentence, signs, goes_on_signature,
    _date_of_number, _dates_paper, marks_executor, _point_of_order,
)  # fmt: skip


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


def _before_order(rows: Rows, index: int) -> bool:
    """Whether the kind of an act stands a few lines below, and nothing of its text or number between."""
    for row in rows[index + 1 : index + 1 + _OFFICIAL_LINES]:
        if "order_kind" in row:
            return True
        if {"long", "opening", "only_date_number", "salutation", "about_capital"} & row:
            return False
    return False
