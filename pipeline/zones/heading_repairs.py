"""Headings that say the matter without «О …»: told by where they stand, alone between the number or the address and the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.runs import first_of_run, under
from pipeline.zones.whole_texts import Rows

_LONGEST: Final = 6  # lines of a heading
#: What a line of the head is that a heading may stand right under.
_OF_HEAD: Final = frozenset({
    "only_date_number", "outgoing", "reply_to", "from_date", "phone", "postcode", "email", "url", "requisites", "street",
})  # fmt: skip
#: What no heading begins with or has.
_NEVER: Final = _OF_HEAD | {
    "first:dative", "first:post", "first:organization", "legal_form", "salutation", "greeting_end", "only_name", "only_full_name",
    "starts_with_name", "city", "place_and_day", "honorific", "mail_field", "copy_to", "list_of", "access_mark", "approval", "receipt",
    "document_kind", "order_kind", "list_item", "enclosure", "e_signature", "certificate", "ends_colon", "long", "opening", "table_row",
    "web", "menu", "closing", "executor", "author_by", "foreign", "page_number",
}  # fmt: skip
_NAMED: Final = frozenset({"only_name", "only_full_name", "starts_with_name"})
_GOES_ON_NEVER: Final = _NEVER - {"first:dative", "first:post", "first:organization", "legal_form", "street"}
#: What ends a heading in capitals: the next line is none of it.
_ENDS_LOUD: Final = frozenset({
    "gap_before", "salutation", "only_date_number", "ends_colon", "city", "place_and_day", "only_name", "only_full_name", "document_kind",
    "e_signature", "certificate", "phone", "email", "postcode", "opening",
})  # fmt: skip
#: Roles that a line of a heading in capitals is given by mistake.
LOUD: Final = frozenset({ZoneRole.E_SIGNATURE, ZoneRole.LETTERHEAD, ZoneRole.KIND, ZoneRole.NOISE, ZoneRole.FURNITURE, ZoneRole.SIGNATURE})
#: Roles that such a line is given by mistake.
MISTAKEN: Final = frozenset({
    ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE, ZoneRole.BODY, ZoneRole.KIND, ZoneRole.SALUTATION, ZoneRole.FURNITURE,
    ZoneRole.LETTERHEAD, ZoneRole.NOISE, ZoneRole.RECEIPT_STAMP,
})  # fmt: skip


def matter_above_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Отзыв на проект закона», «К вопросу о ремонте кровли» above the salutation or the text, or between the number of a
    corner letterhead and the address.
    """
    if roles[i] not in MISTAKEN or rows[i] & _GOES_ON_NEVER:
        return None
    first = i
    while first and i - first < _LONGEST and "gap_before" not in rows[first] and not rows[first - 1] & _OF_HEAD:
        first -= 1
    stop = i + 1
    while stop < len(rows) and stop - first <= _LONGEST and "gap_before" not in rows[stop]:
        stop += 1
    if stop - first > _LONGEST or not _says_matter(rows[first]) or "ends_comma" in rows[stop - 1]:
        return None
    if any(row & _GOES_ON_NEVER for row in rows[first:stop]):
        return None
    above = {ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE} & set(roles[:first]) and ZoneRole.BODY not in roles[:first]
    return ZoneRole.HEADING if above and _above_text(rows, roles, first, stop) else None


def loud_heading(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«О ВНЕСЕНИИ ИЗМЕНЕНИЯ В ПРИКАЗ⏎ДЕПАРТАМЕНТА КУЛЬТУРЫ ОТ 19 ОКТЯБРЯ 2011 ГОДА № 3»: a heading in capitals goes on in capitals."""
    if roles[i] not in LOUD or not i or roles[i - 1] is not ZoneRole.HEADING or not {"capitals"} <= rows[i] & rows[i - 1]:
        return None
    first = i - 1
    while first and i - first < 2 * _LONGEST and "gap_before" not in rows[first] and roles[first - 1] is ZoneRole.HEADING:
        first -= 1
    return ZoneRole.HEADING if "about_capital" in rows[first] and not rows[i] & _ENDS_LOUD else None


def loud_above_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ПИСЬМО⏎от 27 марта 2024 г. N 15⏎НАПРАВЛЕНИЕ ФОРМ ДОКУМЕНТОВ⏎Управление …»: capitals between the number of a paper and its text."""
    if "capitals" not in rows[i] or rows[i] & _ENDS_LOUD or not i or i + 1 >= len(rows) or "capitals" in rows[i + 1]:
        return None
    numbered = roles[i - 1] is ZoneRole.REGISTRATION and "only_date_number" in rows[i - 1] and ZoneRole.KIND in roles[:i]
    return ZoneRole.HEADING if numbered and ZoneRole.BODY not in roles[:i] and "long" in rows[i + 1] else None


def _says_matter(row: frozenset[str]) -> bool:
    if {"matter_by", "date", "number_sign"} <= row and "about" not in row:
        return False  # «На письмо от 01.11.2024 № 13811» is what is answered
    if "matter_by" in row:
        return not row & _GOES_ON_NEVER and "starts_lower" not in row
    return {"matter", "first:subject", "first:capital"} <= row and not row & _NEVER


def _above_text(rows: Rows, roles: Sequence[ZoneRole], first: int, stop: int) -> bool:
    """Whether lines [first, stop) stand right above the text, or under the number and above the address."""
    if stop >= len(rows):
        return False
    below = rows[stop]
    if "salutation" in below or ({"long", "opening", "first:verb"} & below and "before_salutation" not in below):
        return True
    numbered = first > 0 and bool(rows[first - 1] & _OF_HEAD)
    reader = "first:dative" in below or ("matter" in rows[first] and "first:nominative" in below and not below & _NAMED)
    return numbered and roles[stop] is ZoneRole.ADDRESSEE and reader


def goes_on_kind(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Программа межрегиональной научно-практической⏎конференции «Лес и огонь»»: one name of a paper, and no reader in the dative."""
    named = under(rows, roles, i, ZoneRole.KIND) and "middling" in rows[i - 1] and not rows[i - 1] & {"document_kind", "capitals"}
    goes_on = named and {"starts_lower", "first:genitive"} <= rows[i] and not rows[i] & {"date", "ends_colon", "long"}
    return ZoneRole.KIND if goes_on else None


def of_meeting(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Протокол № 5⏎заседания педагогического совета⏎МАОУ «Школа № 21» г. Озёрска»: what a paper is of goes on below its kind, to the
    end of its run or to a date."""
    if not i or rows[i] & {"first:dative", "date", "ends_colon", "long"}:
        return None
    if roles[i] is ZoneRole.PLACE:  # a day or a town stands there as often: «ПРОТОКОЛ № 3⏎⏎заседания правления»
        return ZoneRole.HEADING if roles[i - 1] is ZoneRole.KIND and "starts_lower" in rows[i] and "city" not in rows[i] else None
    if "gap_before" in rows[i]:
        return None
    if roles[i - 1] is ZoneRole.KIND:
        of_it = "starts_lower" in rows[i] and not rows[i] & {"first:may_be_dative", "first:function"}
        return ZoneRole.HEADING if of_it and "document_kind" in rows[i - 1] else None
    first = first_of_run(rows, i)
    headed = roles[i - 1] is ZoneRole.HEADING and roles[first] is ZoneRole.KIND and "starts_lower" in rows[first + 1]
    return ZoneRole.HEADING if headed else None


def runs_into_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«В производстве суда находится дело № 2-41/2025. В⏎соответствии со ст. 57 ГПК РФ прошу …» under «ЗАПРОС»: a line as wide as the
    text that goes on in it is text."""
    below = i + 1 < len(rows) and roles[i + 1] is ZoneRole.BODY and "gap_before" not in rows[i + 1]
    prose = "wide" in rows[i] and not rows[i] & {"about_capital", "capitals", "bold", "align:center", "matter_by", "names_matter"}
    goes_on = below and {"continues", "starts_lower"} <= rows[i + 1]
    return ZoneRole.BODY if roles[i] is ZoneRole.HEADING and prose and goes_on else None
