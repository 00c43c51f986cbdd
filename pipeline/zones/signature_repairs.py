"""Repairs of the roles of lines about a signature: what is text above it, who signs.

Each looks at one line, with those above it already repaired (`pipeline.zones.repairs`), and gives it a role or leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, takewhile
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.runs import above, end_of_run, first_of_run, under
from pipeline.zones.whole_texts import Rows


def sentence(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Из этой засухи мы выйдем сильнее!» above the names is the last sentence of the text, «3. Контроль возложить на заместителя⏎
    председателя Мальцева В.Н.» the last point of an order."""
    present = rows[i]
    if roles[i] is ZoneRole.SIGNATURE and i and roles[i - 1] is ZoneRole.BODY and _last_point(rows, i):
        return ZoneRole.BODY
    said = "greeting_end" in present or {"ends_period", "verb"} <= present
    named = present & {"first:post", "ends_with_name", "starts_with_name", "closing", "e_signature", "certificate"}
    below = i > 0 and roles[i - 1] is ZoneRole.BODY and roles[i] is ZoneRole.SIGNATURE
    return ZoneRole.BODY if below and said and not named and present & {"middling", "wide", "long"} else None


def _last_point(rows: Rows, i: int) -> bool:
    if {"list_item", "wide"} <= rows[i]:
        return not rows[i] & (NAMED | {"starts_with_name", "first:post"})
    goes_on = {"starts_lower", "ends_period"} <= rows[i] and "gap_before" not in rows[i]
    return goes_on and {"list_item", "wide"} <= rows[i - 1] and not rows[i - 1] & (NAMED | {"starts_with_name"})


def signs(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Министр⏎Д.В. Грушин» below the text, «Грушина Н.М.⏎и.о. ректора»: nobody has signed before, and no phone stands by."""
    name, before = rows[i], rows[i - 1] if i else set()
    if _awaited(rows, roles, i):
        return ZoneRole.SIGNATURE
    if roles[i] is ZoneRole.EXECUTOR:
        listed = name & {"only_name", "only_full_name"} and of_many(rows, roles, i)
        if listed or _one_more(rows, roles, i) or _below_closing(rows, roles, i):
            return ZoneRole.SIGNATURE
        below_names = i > 0 and roles[i - 1] is ZoneRole.SIGNATURE and {"starts_with_name", "ends_with_name"} <= before
        if below_names and {"first:post", "first:nominative"} <= name and not name & (REACHED | NAMED | {"gap_before"}):
            return ZoneRole.SIGNATURE  # «Г.Д. Цой      С.Н. Мальцева⏎Президент      Главный бухгалтер»
        beside = i > 0 and roles[i - 1] is ZoneRole.SIGNATURE and not name & (REACHED | {"gap_before", "smaller"})  # a mark is set smaller
        if beside and not _reached_below(rows, roles, i):
            # «Начальник отдела⏎Управления Росреестра     Цой Э.Ч.» over the mark
            post_over_lines = "ends_with_name" in name and "starts_with_name" not in name and "first:post" in before
            bare = "two_capitals" in name and "first:post" in before and not before & NAMED
            waits = post_over_lines or bare or bool(name & {"only_name", "only_full_name"})
            awaited = waits and ZoneRole.SIGNATURE not in roles[: first_of_run(rows, i)]
            awaited = awaited and not somebody_signed(rows, roles, i)  # the post has no name yet
            return ZoneRole.SIGNATURE if {"only_name", "only_full_name"} & before or {"name_words", "short"} <= before or awaited else None
        named = name & {"only_name", "only_full_name"} and "past:text" in name and "near:executor" not in name
        reached = any(REACHED & row for row in rows[i : i + _MARK_LINES])
        return ZoneRole.SIGNATURE if named and not reached and not above(roles, i, ZoneRole.SIGNATURE) else None
    if (_dated_name(name) and ZoneRole.SIGNATURE not in roles) or _lone_surname(rows, roles, i):
        return ZoneRole.SIGNATURE
    if roles[i] is not ZoneRole.BODY:
        return None
    if _for_many(rows, roles, i) or _takes_leave(rows, i):
        return ZoneRole.SIGNATURE
    post = {"first:post", "first:nominative", "past:text"} <= name and not name & _SAID
    if post and i + 1 < len(rows) and "only_name" in rows[i + 1]:
        signed = _ends(rows, i + 1)
    else:
        signed = _has_place_to_sign(name) and bool(name & AT_THE_END)
    return ZoneRole.SIGNATURE if signed and not above(roles, i, ZoneRole.SIGNATURE) else None


def _for_many(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«По поручению схода:⏎Цой З.П., староста⏎Мальцев Эрик, учитель школы» below a petition, whatever stands below them."""
    if not i or "past:text" not in rows[i] or rows[i] & {"verb", "long", "ends_colon", "digits_grouped"}:
        return False
    if {"closing", "ends_colon"} <= rows[i - 1]:
        return "starts_with_name" in rows[i]
    goes_on = roles[i - 1] is ZoneRole.SIGNATURE and "starts_with_name" in rows[i - 1] and "gap_before" not in rows[i]
    return goes_on and bool(rows[i] & {"starts_with_name", "name_words"}) and "ends_period" not in rows[i]


def _takes_leave(rows: Rows, i: int) -> bool:
    """«С уважением,⏎Лейла Цой⏎заместитель начальника⏎ООО «Чайка»⏎тел. …» at the end of a mail: a name right below the closing."""
    closed = {"closing", "short", "past:text", "gap_before"} <= rows[i] and i + 1 < end_of_run(rows, i)
    return closed and "short" in rows[i + 1] and bool(rows[i + 1] & _NAME)


def _below_leave(rows: Rows, i: int) -> bool:
    """The name right below the closing of a mail, and the post right below the name."""
    if "closing" in rows[i - 1]:
        return "short" in rows[i] and bool(rows[i] & _NAME)
    return i > 1 and "first:post" in rows[i] and bool(rows[i - 1] & _NAME) and "closing" in rows[i - 2]


def _one_more(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Цой Е.Л., заведующий лабораторией⏎Мальцева Н.Г., научный сотрудник»: in one run with those who sign before their posts."""
    if not under(rows, roles, i, ZoneRole.SIGNATURE) or any(row & REACHED for row in rows[i : i + 2]):
        return False
    behind = "starts_with_name" in rows[i - 1] and not rows[i - 1] & NAMED
    many = i > 1 and roles[i - 2] is ZoneRole.SIGNATURE and "starts_with_name" in rows[i - 2]
    return (behind and "starts_with_name" in rows[i] and not rows[i] & NAMED) or (behind and many)


def _reached_below(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«М.Ш. Цой⏎Мальцева Я.Э.⏎(426-22) 2-16-55» at the end: the phone is that of the second, and the first has signed."""
    below = rows[i + 1] if i + 1 < end_of_run(rows, i) else frozenset[str]()
    phone = below & REACHED and not below & (NAMED | {"starts_with_name", "first:post"})
    return bool(phone and rows[i - 1] & NAMED and "starts_with_name" in rows[i]) and somebody_signed(rows, roles, i)


def _awaited(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Диспетчер⏎Цой Т.», «Председатель⏎⏎/Цой Туяна Павловна/», «Председатель⏎⏎______ / Цой Т.П. /» beside a stamp: right under a
    post that has no name yet."""
    if not i or roles[i] not in (ZoneRole.EXECUTOR, ZoneRole.RECEIPT_STAMP) or roles[i - 1] is not ZoneRole.SIGNATURE:
        return False
    if roles[i] is ZoneRole.RECEIPT_STAMP:
        name = {"underscores", "ends_with_name"} <= rows[i] and not somebody_signed(rows, roles, i)
        return name and "receipt" not in rows[i]
    if "first:post" not in rows[i - 1] or rows[i - 1] & NAMED or not rows[i] & {"only_name", "only_full_name"}:
        return False
    if any(row & REACHED for row in rows[i : end_of_run(rows, i)]):
        return False  # the post of whoever is to be called
    first = next((n for n in range(i, 0, -1) if roles[n - 1] is not ZoneRole.SIGNATURE), 0)
    first += "closing" in rows[first]
    alone = all(row & {"only_name", "only_full_name"} for row in rows[first:i] if row & NAMED)
    return alone and "first:post" in rows[first]  # all posts stand above their names


def _below_closing(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«С уважением,⏎⏎⏎Мальцева Полина Рэмовна⏎руководитель группы»: room to sign in parts the name from the closing."""
    closed = i > 0 and roles[i - 1] is ZoneRole.SIGNATURE and "closing" in rows[i - 1]
    named = rows[i] & {"only_name", "only_full_name"} and "executor" not in rows[i]
    return bool(closed and named) and not somebody_signed(rows, roles, i)


def somebody_signed(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """Whether the lines of signatures above line `i` name somebody."""
    return any(role is ZoneRole.SIGNATURE and row & _SIGNED for row, role in islice(zip(rows, roles, strict=False), i))


def of_many(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Сопредседатели⏎⏎Е. Цой⏎⏎В. Мальцев»: a post of many is signed by many."""
    above_it = reversed(list(zip(rows[:i], roles[:i], strict=True)))
    return any("first:many" in row for row, _ in takewhile(lambda pair: pair[1] is ZoneRole.SIGNATURE, above_it))


def _dated_name(row: frozenset[str]) -> bool:
    """«12.03.2024      Грушин И.И.», «_______ / И.И. Грушин /», «Грушина С.Т.   13.02.2026» below a petition."""
    if "past:text" not in row or not row & AT_THE_END or row & {"verb", "ends_colon", "number_sign"}:
        return False
    if "underscores" in row:  # room to sign in makes a line wide
        return "ends_with_name" in row or {"date", "first:surname"} <= row
    named = "ends_with_name" in row or ("starts_with_name" in row and bool(row & {"short", "middling"}))
    return named and "date" in row and not row & {"long", "wide"}


def _lone_surname(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Прошу …⏎⏎Гарусов», «19.02.2026     Пустынникова»: the last line of a petition, which has no letterhead."""
    if not {"lone_surname", "tail:0", "gap_before", "past:text"} <= rows[i] or roles[i] is ZoneRole.NOISE:
        return False
    return ZoneRole.ADDRESSEE in roles[:i] and not {ZoneRole.LETTERHEAD, ZoneRole.SIGNATURE} & set(roles[:i])


def _has_place_to_sign(row: frozenset[str]) -> bool:
    """«Зам. гл. врача   (подпись)   Цой Э.Ч.», «Заведующий ______ Цой Э.Ч.»."""
    return {"post_and_name", "past:text"} <= row and bool(row & {"stamp_words", "underscores"})


def goes_on_signature(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """The name under the post that `signs` has found, one more who signs beside his post, «(должность)   (подпись)» between."""
    row = rows[i]
    if not under(rows, roles, i, ZoneRole.SIGNATURE) or not (roles[i] is ZoneRole.BODY or "first:dative" not in row):
        return None
    labelled = _is_label(row) or ("post_and_name" in row and _is_label(rows[i - 1]))
    signed = "only_name" in row or _below_leave(rows, i) or _has_place_to_sign(row) or labelled
    return ZoneRole.SIGNATURE if signed else None


def other_side(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Директор   Цой Э.Ч.⏎⏎АНО «Сад»⏎160000, г. Вологда⏎Директор   В.Н. Мальцев»: the second side of an agreement signs too."""
    near = range(i - 1, max(-1, i - 1 - _SIDE), -1), range(i, min(len(roles), i + _SIDE))
    last, below = (next((n for n in lines if roles[n] is not ZoneRole.LETTERHEAD), None) for lines in near)
    if last is None or below is None or not roles[last] is roles[below] is ZoneRole.SIGNATURE:
        return None
    return ZoneRole.SIGNATURE if "past:text" in rows[i] and "first:post" in rows[below] else None


def _is_label(row: frozenset[str]) -> bool:
    """«(должность)   (подпись)   (расшифровка подписи)» and «М.П.» below a line to sign on."""
    return {"stamp_words", "past:signature"} <= row and not row & (NAMED | {"verb", "long"})


def goes_on_enclosure(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«№ 1 – Лист регистрации (1 л.)⏎№ 2 – Заключение (12 л.)»: one more of a list that says its sheets."""
    below = roles[i] is ZoneRole.SIGNATURE and under(rows, roles, i, ZoneRole.ENCLOSURE)
    listed = {"sheets", "number_sign"} <= rows[i] or {"starts_lower", "prev:enclosure"} <= rows[i]  # «прилагаю: копию рецепта⏎копию ответа»
    return ZoneRole.ENCLOSURE if below and listed and not rows[i] & (NAMED | {"first:post"}) else None


def of_appendix(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Управляющий делами   Т.Б. Цурмилова» below an appendix vouches for that; the paper has been signed above."""
    if roles[i] is not ZoneRole.SIGNATURE or not above(roles, i, ZoneRole.APPENDIX):
        return None
    return ZoneRole.APPENDIX if somebody_signed(rows, roles, roles.index(ZoneRole.APPENDIX)) else None


def in_the_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """Whoever is named above the text («Секретарь: …» of a protocol), or without a post inside it («Утвердить комиссию:⏎Аюпова
    Диляра»), does not sign: those who do stand below."""
    if roles[i] is not ZoneRole.SIGNATURE:
        return None
    later = range(i + 1, min(len(rows), i + 1 + _FARTHEST))
    signed = next((n for n in later if roles[n] is ZoneRole.SIGNATURE and "past:text" in rows[n] and roles[n - 1] is not roles[n]), None)
    if signed is None:
        return None
    if "past:text" not in rows[i]:
        return ZoneRole.BODY
    run = [rows[n] for n in range(i, signed) if roles[n] is ZoneRole.SIGNATURE] + [rows[i - 1]]
    text = any(roles[n] is ZoneRole.BODY and rows[n] & {"long", "list_item"} for n in range(i, signed))
    ended = {ZoneRole.EXECUTOR, ZoneRole.APPENDIX, ZoneRole.E_SIGNATURE, ZoneRole.APPROVAL, ZoneRole.LETTERHEAD} & set(roles[i:signed])
    return ZoneRole.BODY if text and not ended and not any("first:post" in row for row in run) else None


def in_sentence(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Члены комиссии:⏎бухгалтер Мальцев В.Н.⏎составила настоящий акт о том, что ….»: those who are named in a sentence of the
    text do not sign."""
    if roles[i] is not ZoneRole.SIGNATURE or "closing" in rows[i]:
        return None
    below = [row for row, role in zip(rows[i : end_of_run(rows, i)], roles[i:], strict=False) if role is ZoneRole.SIGNATURE]
    said = any(row >= _PROSE and not row & NAMED and row & {"middling", "wide", "long"} for row in below)
    return ZoneRole.BODY if said else None


def in_table(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Мяч футбольный | 12» between the text and those who sign is a row of a table of the text."""
    row = rows[i]
    below = i > 0 and roles[i - 1] is ZoneRole.BODY and roles[i] is ZoneRole.SIGNATURE
    return ZoneRole.BODY if below and "data_row" in row and not row & _TOLD_TO_SIGN else None


_TOLD_TO_SIGN: Final = frozenset({
    "first:post", "only_name", "only_full_name", "ends_with_name", "post_and_name", "starts_with_name", "underscores",
    "stamp_words", "closing", "e_signature", "certificate", "organization_word", "legal_form", "first:organization",
})  # fmt: skip
_PROSE: Final = frozenset({"starts_lower", "ends_period"})
NAMED: Final = frozenset({"only_name", "only_full_name", "ends_with_name", "post_and_name"})
_SIGNED: Final = NAMED | {"name_words"}  # «Тихон Цой» too


def _ends(rows: Rows, i: int) -> bool:
    """Whether the text ends with line `i`, or an approval, an appendix, a stamp begins behind it."""
    if i + 1 >= len(rows) or "gap_after" in rows[i]:
        return True
    return bool({"approval", "appendix_head", "receipt", "executor", "e_signature"} & rows[i + 1])


_NAME: Final = frozenset({"only_name", "only_full_name", "two_capitals"})
_MARK_LINES: Final = 3
_SIDE: Final = 12  # lines of a side of an agreement: its name, its address, its account
_FARTHEST: Final = 600  # lines between a name in the text and those who sign below it
AT_THE_END: Final = frozenset({"tail:0", "tail:1-2", "tail:3-7"})
REACHED: Final = frozenset({"phone", "digits_grouped", "email", "executor"})
_SAID: Final = frozenset({"ends_period", "ends_colon", "ends_comma", "long", "wide", "list_item"})
