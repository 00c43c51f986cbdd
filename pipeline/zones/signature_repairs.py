"""Repairs of the roles of lines about a signature: what is text above it, who signs, who only has the paper in hand.

Each looks at one line, with those above it already repaired (`pipeline.zones.repairs`), and gives it a role or leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.runs import above, end_of_run, first_of_run, under
from pipeline.zones.whole_texts import Rows


def sentence(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Из этой засухи мы выйдем сильнее!» above the names is the last sentence of the text."""
    present = rows[i]
    said = "greeting_end" in present or {"ends_period", "verb"} <= present
    named = present & {"first:post", "ends_with_name", "starts_with_name", "closing", "e_signature", "certificate"}
    below = i > 0 and roles[i - 1] is ZoneRole.BODY and roles[i] is ZoneRole.SIGNATURE
    return ZoneRole.BODY if below and said and not named and present & {"middling", "wide", "long"} else None


def signs(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Министр⏎Д.В. Грушин» below the text, «Грушина Н.М.⏎и.о. ректора»: nobody has signed before, and no phone stands by."""
    name, before = rows[i], rows[i - 1] if i else set()
    if _awaited(rows, roles, i):
        return ZoneRole.SIGNATURE
    if roles[i] is ZoneRole.EXECUTOR:
        if _below_closing(rows, roles, i):
            return ZoneRole.SIGNATURE
        if i and roles[i - 1] is ZoneRole.SIGNATURE and "gap_before" not in name and not name & _REACHED:
            # «Начальник отдела⏎Управления Росреестра     Цой Э.Ч.» over the mark
            post_over_lines = "ends_with_name" in name and "starts_with_name" not in name and "first:post" in before
            waits = post_over_lines or bool(name & {"only_name", "only_full_name"})
            awaited = waits and ZoneRole.SIGNATURE not in roles[: first_of_run(rows, i)]
            awaited = awaited and not _somebody_signed(rows, roles, i)  # the post has no name yet
            return ZoneRole.SIGNATURE if {"only_name", "only_full_name"} & before or {"name_words", "short"} <= before or awaited else None
        named = name & {"only_name", "only_full_name"} and "past:text" in name and "near:executor" not in name
        reached = any(_REACHED & row for row in rows[i : i + _MARK_LINES])
        return ZoneRole.SIGNATURE if named and not reached and not above(roles, i, ZoneRole.SIGNATURE) else None
    if _dated_name(name) and ZoneRole.SIGNATURE not in roles:
        return ZoneRole.SIGNATURE
    if roles[i] is not ZoneRole.BODY:
        return None
    post = {"first:post", "first:nominative", "past:text"} <= name and not name & _SAID
    if post and i + 1 < len(rows) and "only_name" in rows[i + 1]:
        signed = _ends(rows, i + 1)
    else:
        signed = _has_place_to_sign(name) and bool(name & _AT_THE_END)
    return ZoneRole.SIGNATURE if signed and not above(roles, i, ZoneRole.SIGNATURE) else None


def _awaited(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Диспетчер⏎Цой Т.», «Председатель⏎⏎______ / Цой Т.П. /» beside a stamp: right under a post that has no name yet."""
    if not i or roles[i] not in (ZoneRole.EXECUTOR, ZoneRole.RECEIPT_STAMP) or roles[i - 1] is not ZoneRole.SIGNATURE:
        return False
    if roles[i] is ZoneRole.RECEIPT_STAMP:
        name = {"underscores", "ends_with_name"} <= rows[i] and not _somebody_signed(rows, roles, i)
        return name and "receipt" not in rows[i]
    if "first:post" not in rows[i - 1] or rows[i - 1] & _NAMED or "only_name" not in rows[i]:
        return False
    if any(row & _REACHED for row in rows[i : end_of_run(rows, i)]):
        return False  # the post of whoever is to be called
    first = next((n for n in range(i, 0, -1) if roles[n - 1] is not ZoneRole.SIGNATURE), 0)
    first += "closing" in rows[first]
    alone = all(row & {"only_name", "only_full_name"} for row in rows[first:i] if row & _NAMED)
    return alone and "first:post" in rows[first]  # all posts stand above their names


def _below_closing(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«С уважением,⏎⏎⏎Мальцева Полина Рэмовна⏎руководитель группы»: room to sign in parts the name from the closing."""
    closed = i > 0 and roles[i - 1] is ZoneRole.SIGNATURE and "closing" in rows[i - 1]
    named = rows[i] & {"only_name", "only_full_name"} and "executor" not in rows[i]
    return bool(closed and named) and not _somebody_signed(rows, roles, i)


def _somebody_signed(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """Whether the lines of signatures above line `i` name somebody."""
    return any(role is ZoneRole.SIGNATURE and row & _NAMED for row, role in islice(zip(rows, roles, strict=False), i))


def _dated_name(row: frozenset[str]) -> bool:
    """«12.03.2024      Грушин И.И.», «12.03.2024  ______ / И.И. Грушин /» below a petition."""
    dated = {"date", "past:text"} <= row and bool(row & _AT_THE_END)
    named = "ends_with_name" in row or {"underscores", "first:surname"} <= row
    return dated and named and not row & {"verb", "long", "wide", "ends_colon", "number_sign"}


def _has_place_to_sign(row: frozenset[str]) -> bool:
    """«Зам. гл. врача   (подпись)   Цой Э.Ч.», «Заведующий ______ Цой Э.Ч.»."""
    return {"post_and_name", "past:text"} <= row and bool(row & {"stamp_words", "underscores"})


def goes_on_signature(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """The name under the post that `signs` has found, one more who signs beside his post, «(должность)   (подпись)» between."""
    row = rows[i]
    if not under(rows, roles, i, ZoneRole.SIGNATURE) or not (roles[i] is ZoneRole.BODY or "first:dative" not in row):
        return None
    signed = "only_name" in row or _has_place_to_sign(row) or _is_label(row) or ("post_and_name" in row and _is_label(rows[i - 1]))
    return ZoneRole.SIGNATURE if signed else None


def _is_label(row: frozenset[str]) -> bool:
    """«(должность)   (подпись)   (расшифровка подписи)» and «М.П.» below a line to sign on."""
    return {"stamp_words", "past:signature"} <= row and not row & (_NAMED | {"verb", "long"})


def goes_on_enclosure(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«№ 1 – Лист регистрации (1 л.)⏎№ 2 – Заключение (12 л.)»: one more of a list that says its sheets."""
    below = roles[i] is ZoneRole.SIGNATURE and under(rows, roles, i, ZoneRole.ENCLOSURE)
    return ZoneRole.ENCLOSURE if below and {"sheets", "number_sign"} <= rows[i] and not rows[i] & _NAMED else None


def marks_executor(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Исполнитель⏎главный специалист⏎Мальцев В.Н.», «Помощник судьи   Мальцев В.Н.⏎Тел. 22-10-15» below a signature is the
    mark, to the end of its run."""
    if _above_mark(rows, roles, i):
        return ZoneRole.EXECUTOR
    if roles[i] is not ZoneRole.SIGNATURE or not above(roles, i, ZoneRole.SIGNATURE):
        return None
    marked = "executor" in rows[i] or under(rows, roles, i, ZoneRole.EXECUTOR)
    return ZoneRole.EXECUTOR if marked or _reached_signed(rows, roles, i) or _named_alone(rows, roles, i) else None


def in_appendix(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Перечень участков⏎Депо № 2 | Мальцев В.Н., мастер | 31-12-60» in an appendix: a title, a row of a table is no mark."""
    row = rows[i]
    if roles[i] is not ZoneRole.EXECUTOR or "past:appendix" not in row or "executor" in row or ZoneRole.APPENDIX not in roles[:i]:
        return None
    return ZoneRole.APPENDIX if "part:cell" in row or not row & (_NAMED | _REACHED | {"starts_with_name"}) else None


def acquainted(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«С приказом ознакомлены:⏎____ Л.А. Мальцева⏎____ Э.Ч. Цой» above the mark of the executor."""
    below = roles[i] is ZoneRole.EXECUTOR and under(rows, roles, i, ZoneRole.APPROVAL)
    return ZoneRole.APPROVAL if below and {"underscores", "ends_with_name"} <= rows[i] and not rows[i] & _REACHED else None


def vouches(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Верно:⏎секретарь   Р. Цой», «ВИЗЫ:⏎Юрист   О. Мальцев», «С актом ознакомлен: ____ Цой Р.Р.» below those who signed."""
    if roles[i] is not ZoneRole.SIGNATURE or not _somebody_signed(rows, roles, i):
        return None
    heads = (n for n in range(i, -1, -1) if rows[n] & _VOUCHED and (n == i or roles[n] is ZoneRole.APPROVAL))
    return ZoneRole.APPROVAL if _somebody_signed(rows, roles, next(heads, 0)) else None


def resolved(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Мальцевой О.Г. – к исполнению⏎16.03.26», «В план закупок.⏎В. Цой  19.01.2026» below those who signed is a resolution of
    the reader: he charges somebody, in the dative, or dates his name; nobody is to be called."""
    row = rows[i]
    if ZoneRole.SIGNATURE not in roles[:i] or "past:appendix" in row or not _somebody_signed(rows, roles, i):
        return None
    if row & (_REACHED | {"copy_to", "list_of", "executor"}):
        return None
    below = rows[i + 1] if i + 1 < end_of_run(rows, i) else frozenset[str]()
    charged = "charges" in row or {"first:dative", "starts_with_name"} <= row or ("gap_before" in row and "charges" in below)
    alone = {"first:surname", "short"} <= row and "starts_with_name" not in row and under(rows, roles, i, ZoneRole.RECEIPT_STAMP)
    charged = charged or (alone and "charges" in rows[i - 1])
    if roles[i] is ZoneRole.SIGNATURE:
        return ZoneRole.RECEIPT_STAMP if charged else None
    dated = ("starts_with_name" in row and "date" in row | below) or ("date" in row and under(rows, roles, i, ZoneRole.RECEIPT_STAMP))
    return ZoneRole.RECEIPT_STAMP if charged or dated else None


def foot_of_paper(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«618740, г. Добрянка, ул. Советская, 14⏎Приемная: (34265) 2-90-00» at the end: a letterhead stands in the foot, nobody's mark
    has a postcode."""
    row = rows[i]
    if roles[i] is not ZoneRole.EXECUTOR or row & (_NAMED | {"starts_with_name", "executor"}):
        return None
    goes_on = under(rows, roles, i, ZoneRole.LETTERHEAD) and "past:text" in rows[i - 1]
    run = rows[first_of_run(rows, i) : i]
    begins = {"postcode", "past:text"} <= row and not any(one & (_NAMED | {"executor"}) for one in run)
    return ZoneRole.LETTERHEAD if goes_on or begins else None


def _reached_signed(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """Whether the run that begins with line `i` holds one name and a phone, and somebody has signed above it."""
    run = rows[i : end_of_run(rows, i)]
    apart = "gap_before" in rows[i] or (i and roles[i - 1] is ZoneRole.ENCLOSURE)
    if not apart or not any(row & _REACHED for row in run) or sum(bool(row & (_NAMED | {"starts_with_name"})) for row in run) != 1:
        return False
    shape = _shape(run)
    if shape and shape in (_shape(rows[n:i]) for n in range(max(0, i - len(run)), i) if roles[n] is ZoneRole.SIGNATURE):
        return False
    return _somebody_signed(rows, roles, i)


def _shape(run: Rows) -> list[bool]:
    """How a post goes over several lines to the name beside its last: two who sign so sign alike. [] on one line.

    «Председатель⏎избирательной комиссии   Э.Ч. Цой⏎⏎Секретарь⏎избирательной комиссии   В.Н. Мальцев⏎тел. …»
    """
    named = next((n for n, row in enumerate(run) if "post_and_name" in row), 0)
    return ["starts_lower" in row for row in run[: named + 1]] if named else []


def _named_alone(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Яр И.А.» alone at the end, below somebody who has signed beside his post, is whoever wrote the letter."""
    alone = {"gap_before", "gap_after"} <= rows[i] and rows[i] & {"only_name", "only_full_name"} and rows[i] & _AT_THE_END
    if not alone or not rows[i - 1] & _NAMED or ZoneRole.SIGNATURE in roles[i + 1 :]:
        return False
    first = first_of_run(rows, i - 1)
    return any("first:post" in row for row in rows[first:i])


def _above_mark(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Бубнова Инесса Павловна, главный специалист» over her phone, where an appendix stands between it and the signature."""
    if roles[i] not in (ZoneRole.APPENDIX, ZoneRole.BODY) or i + 1 >= len(rows):
        return False
    apart = {"gap_before", "starts_with_name"} <= rows[i] and "gap_after" not in rows[i]
    marked = apart and roles[i + 1] is ZoneRole.EXECUTOR and rows[i + 1] & _REACHED
    return bool(marked) and above(roles, i, ZoneRole.SIGNATURE)


def asks_in_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Контактное лицо – Мальцев В.Н., тел. 22-10-15.», a sentence of the text above those who sign, is no mark."""
    inside = roles[i] is ZoneRole.EXECUTOR and under(rows, roles, i, ZoneRole.BODY) and "ends_period" in rows[i]
    return ZoneRole.BODY if inside and ZoneRole.SIGNATURE not in roles[:i] and ZoneRole.SIGNATURE in roles[i:] else None


def of_appendix(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Управляющий делами   Т.Б. Цурмилова» below an appendix vouches for that; the paper has been signed above."""
    if roles[i] is not ZoneRole.SIGNATURE or not above(roles, i, ZoneRole.APPENDIX):
        return None
    return ZoneRole.APPENDIX if _somebody_signed(rows, roles, roles.index(ZoneRole.APPENDIX)) else None


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
    said = any(row >= _PROSE and not row & _NAMED and row & {"middling", "wide", "long"} for row in below)
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
_NAMED: Final = frozenset({"only_name", "only_full_name", "ends_with_name", "post_and_name"})


def _ends(rows: Rows, i: int) -> bool:
    """Whether the text ends with line `i`, or an approval, an appendix, a stamp begins behind it."""
    if i + 1 >= len(rows) or "gap_after" in rows[i]:
        return True
    return bool({"approval", "appendix_head", "receipt", "executor", "e_signature"} & rows[i + 1])


_MARK_LINES: Final = 3
_VOUCHED: Final = frozenset({"approval", "certifies"})
_FARTHEST: Final = 600  # lines between a name in the text and those who sign below it
_AT_THE_END: Final = frozenset({"tail:0", "tail:1-2", "tail:3-7"})
_REACHED: Final = frozenset({"phone", "digits_grouped", "email", "executor"})
_SAID: Final = frozenset({"ends_period", "ends_colon", "ends_comma", "long", "wide", "list_item"})
