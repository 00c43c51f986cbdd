"""What a line says of itself beyond doubt, whatever stands around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

#: All of these cues -> (role, weight added to it). The model learns these from examples too; the table keeps a rare
#: layout from outvoting the words of the standard.
_CERTAIN: Final[tuple[tuple[frozenset[str], str, float], ...]] = (
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
    (frozenset({"clock", "past:text"}), "body", 6.0),  # a line of a programme: whoever is named speaks at that hour
    (frozenset({"web", "no_salutation", "short"}), "noise", 1.0),
)


def added(rows: Sequence[Sequence[str]]) -> list[dict[str, float]]:
    """The weights that certain cues add, for every line."""
    out: list[dict[str, float]] = []
    for row in rows:
        present = set(row)
        out.append({role: weight for needed, role, weight in reversed(_CERTAIN) if needed <= present})
    return out
