"""Repairs of the roles of lines with a date or a number: the registration told from furniture, stamps and the text.

Each looks at one line, with those above it already repaired (`pipeline.zones.repairs`), and gives it a role or leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.runs import first_of_run, under
from pipeline.zones.whole_texts import Rows

_HEAD: Final = frozenset({ZoneRole.REGISTRATION, ZoneRole.LETTERHEAD})
#: What a line with a number and a day is, where it is not the warrant of whoever signs.
_OF_ITS_OWN: Final = frozenset({"only_date_number", "outgoing", "reply_to", "executor", "phone", "ends_with_name"})


def number_in_the_head(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«06.03.2024 06-1104», «Дата проведения: 25 января 2024 г.» on a line of its own above the text is no furniture of the page."""
    if roles[i] is ZoneRole.FURNITURE and {"document_kind", "number_sign", "gap_before"} <= rows[i] and "past:text" not in rows[i]:
        return ZoneRole.KIND  # «Служебная записка № 19» below its fields
    alone = roles[i] is ZoneRole.FURNITURE and {"date", "gap_before", "gap_after"} <= rows[i] and rows[i] & {"short", "middling"}
    paged = any(cue.startswith("part:") for cue in rows[i]) or bool(rows[i] & {"head:0", "later_page"})
    paged = paged or {"underscores", "first:surname"} <= rows[i]  # «12.03.2024  ______ / И.И. Грушин /»
    above = roles[:i]
    headed = (ZoneRole.LETTERHEAD in above or ZoneRole.KIND in above) and ZoneRole.SIGNATURE not in above
    return ZoneRole.REGISTRATION if alone and headed and not paged and "long" not in rows[i - 1] else None


def goes_on_stamp(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Вх. № 3017⏎от 19.02.2025 г.⏎ГУ «Центр спорта»» beside the address: the day and the name in a stamp of the reader are his."""
    row = rows[i]
    if not under(rows, roles, i, ZoneRole.RECEIPT_STAMP) or "receipt" not in rows[first_of_run(rows, i)]:
        return None
    dated = "date" in row and "number_sign" not in row and "date" not in rows[i - 1] and roles[i] is ZoneRole.REGISTRATION
    named = "gap_after" in row and row & {"legal_form", "organization_word"} and "first:dative" not in row and "date" in rows[i - 1]
    return ZoneRole.RECEIPT_STAMP if dated or (named and roles[i] is not ZoneRole.REGISTRATION) else None


def date_of_number(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Исх. № ПС/07/411⏎«19» февраля 2024» above a stamp «Вх. № 388»: the date under the number is the number's."""
    below = roles[i] is ZoneRole.RECEIPT_STAMP and under(rows, roles, i, ZoneRole.REGISTRATION)
    dated = "date" in rows[i] and "receipt" not in rows[i] and "number_sign" not in rows[i]
    return ZoneRole.REGISTRATION if below and dated and "date" not in rows[i - 1] else None


def dates_paper(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ГАРАНТИЙНОЕ ПИСЬМО⏎г. Пермь      3 декабря 2024 г.»: place and day under the kind are the paper's."""
    present = rows[i]
    if roles[i] is ZoneRole.HEADING and {"place_and_day", "gap_after"} <= present and i and roles[i - 1] is ZoneRole.HEADING:
        return ZoneRole.REGISTRATION  # «АКТ № 6⏎о списании инвентаря⏎г. Печора      13.05.2025»
    below = i > 0 and roles[i] is ZoneRole.BODY and roles[i - 1] in (ZoneRole.KIND, ZoneRole.PLACE)
    dated = {"date", "gap_after"} <= present and bool(present & {"letter_first", "starts_lower"})
    dated = dated and not present & {"long", "verb", "opening", "number_sign", "ends_colon"}
    return ZoneRole.REGISTRATION if below and dated else None


def no_receipt(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Вызываем Вас 3 апреля 2024 года …» above the signature: a stamp says «Вх. № …», «Принято …» in one of its lines."""
    if roles[i] is not ZoneRole.RECEIPT_STAMP or "ends_period" not in rows[i] or rows[i] & {"short", "ends_with_name"}:
        return None
    if any("receipt" in row for row in rows):
        return None
    return ZoneRole.BODY if "first:verb" in rows[i] or rows[i] & {"long", "opening"} else None


def opens_with_day(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«7 января 2026 года из-за аварии …», «Выдана … в том, что … Приказ от 21.08.2023 № 118.»: a long sentence is text, whatever
    stands above it."""
    prose = {"long", "ends_period"} <= rows[i] and not rows[i] & {"registered_act", "caption", "outgoing", "reply_to", "only_date_number"}
    return ZoneRole.BODY if roles[i] is ZoneRole.REGISTRATION and prose else None


def matter_of_kind(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ПРЕТЕНЗИЯ⏎по договору поставки № 118-Л/23 от 14.03.2023» below the number of the paper: what it is about."""
    if not i or roles[i - 1] is not ZoneRole.KIND or ZoneRole.REGISTRATION not in roles[:i]:
        return None
    told = {"starts_lower", "number_sign", "first:function"} <= rows[i]
    prose = rows[i] & {"only_date_number", "outgoing", "reply_to", "long", "verb", "ends_period", "ends_comma", "ends_colon"}
    return ZoneRole.HEADING if told and not prose and (roles[i] is ZoneRole.REGISTRATION or "gap_after" in rows[i]) else None


def day_of_petition(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Просим дать ответ.⏎11 сентября 2024 г.⏎________ Н. Р. Грушина»: the day over those who sign a paper without a letterhead."""
    day = {"only_date_number", "date", "past:text", "short"} <= rows[i] and "number_sign" not in rows[i]
    over = i + 1 < len(roles) and roles[i + 1] is ZoneRole.SIGNATURE and roles[i - 1] is not ZoneRole.SIGNATURE
    return ZoneRole.REGISTRATION if day and over and not _HEAD & set(roles[:i]) else None


def warrant_of_signer(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Начальник отдела   Цой Э.Ч.⏎(доверенность № 44 от 11.01.2021)»: an act in the run of those who sign is what they sign by."""
    cited = {"number_sign", "date"} <= rows[i] and not rows[i] & _OF_ITS_OWN
    return ZoneRole.SIGNATURE if cited and under(rows, roles, i, ZoneRole.SIGNATURE) else None


def day_of_fields(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Кому: …⏎От кого: …⏎Дата: 5 декабря 2024 г.   Время: 15.40»: the field of the day is no address."""
    dated = {"mail_field", "date", "first:nominative"} <= rows[i] and not rows[i] & {"copy_to", "to_whom", "organization_word"}
    return ZoneRole.REGISTRATION if dated and roles[i] is ZoneRole.ADDRESSEE else None


def answered_alone(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«На письмо от 01.11.2024 № 13811» alone above the text, «Приложение⏎к письму Комитета⏎от 02.10.2024 № 3» at the top: what is
    answered or gone with, no text and no reader."""
    row = rows[i]
    if "to_document" in row:
        return ZoneRole.REGISTRATION if i == 1 and "appendix_head" in rows[0] and "past:text" not in row else None
    if roles[i] is ZoneRole.ADDRESSEE:
        return None
    cited = {"matter_by", "date", "number_sign", "first:function"} <= row and not row & {"about", "wide", "long", "verb", "past:text"}
    return ZoneRole.REGISTRATION if cited and {"gap_before", "gap_after"} <= row and "starts_lower" not in row else None


def no_mark(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«МИФНС России № 7 по Омской⏎области⏎644099, …» beside the number: what says no mark of access begins the address below it."""
    silent = roles[i] is ZoneRole.ACCESS_MARK and "access_mark" not in rows[i]
    below = i + 1 < len(rows) and roles[i + 1] is ZoneRole.ADDRESSEE and "gap_before" not in rows[i + 1]
    return ZoneRole.ADDRESSEE if silent and below else None


def list_of_acts(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Приказ … от 12.03.2021 № 77⏎Приказ … от 01.09.2022 № 101»: a list of documents is registered by none of them."""
    if "whole:acts" not in rows[i] or "document_kind" in rows[i]:
        return None
    return ZoneRole.BODY if roles[i] in (ZoneRole.REGISTRATION, ZoneRole.PLACE, ZoneRole.KIND, ZoneRole.ADDRESSEE) else None
