"""Repairs of the roles of lines below those who sign: executors, visas, resolutions of the reader, the foot of the paper.

Each looks at one line, with those above it already repaired (`pipeline.zones.repairs`), and gives it a role or leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.runs import above, end_of_run, first_of_run, under
from pipeline.zones.signature_repairs import AT_THE_END, NAMED, REACHED, of_many, somebody_signed
from pipeline.zones.whole_texts import Rows


def marks_executor(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Исполнитель⏎главный специалист⏎Мальцев В.Н.», «Помощник судьи   Мальцев В.Н.⏎Тел. 22-10-15» below a signature is the
    mark, to the end of its run."""
    if _above_mark(rows, roles, i):
        return ZoneRole.EXECUTOR
    if roles[i] is not ZoneRole.SIGNATURE or not above(roles, i, ZoneRole.SIGNATURE):
        return None
    marked = "executor" in rows[i] or under(rows, roles, i, ZoneRole.EXECUTOR)
    return ZoneRole.EXECUTOR if marked or _reached_signed(rows, roles, i) or _named_alone(rows, roles, i) else None


def passes_on(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Передал: дежурный Цой Рустам, т. 52-10-01» above «Приняла: …» of the reader."""
    passed = roles[i] is ZoneRole.RECEIPT_STAMP and {"executor", "past:text"} <= rows[i] and "receipt" not in rows[i]
    return ZoneRole.EXECUTOR if passed and ZoneRole.SIGNATURE in roles[:i] else None


def in_appendix(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Перечень участков⏎Депо № 2 | Мальцев В.Н., мастер | 31-12-60» in an appendix: a title, a row of a table is no mark."""
    row = rows[i]
    if roles[i] is not ZoneRole.EXECUTOR or "past:appendix" not in row or "executor" in row or ZoneRole.APPENDIX not in roles[:i]:
        return None
    return ZoneRole.APPENDIX if "part:cell" in row or not row & (NAMED | REACHED | {"starts_with_name"}) else None


def heads_appendix(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Приложение 1⏎к письму от 12.02.2025 № 64», «Приложение № 2» below it, behind those who signed: another paper begins."""
    if "past:text" not in rows[i] or not {"appendix_head", "to_document"} & rows[i] or not somebody_signed(rows, roles, i):
        return None
    if under(rows, roles, i, ZoneRole.APPENDIX):
        return ZoneRole.APPENDIX if "to_document" in rows[i] else None
    headed = "appendix_head" in rows[i] and (i + 1 < len(rows) and "to_document" in rows[i + 1])
    further = "appendix_head" in rows[i] and "gap_before" in rows[i] and ZoneRole.APPENDIX in roles[:i]
    return ZoneRole.APPENDIX if headed or further else None


def acquainted(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«С приказом ознакомлены:⏎____ Л.А. Мальцева⏎____ Э.Ч. Цой» above the mark of the executor."""
    if i and roles[i - 1] is ZoneRole.APPROVAL and "first:post" in rows[i - 1] and not rows[i - 1] & (NAMED | {"starts_with_name"}):
        reached = any(row & REACHED for row in rows[i : end_of_run(rows, i)])
        return ZoneRole.APPROVAL if rows[i] & {"only_name", "only_full_name"} and not reached else None  # the name beside his post
    below = roles[i] is ZoneRole.EXECUTOR and under(rows, roles, i, ZoneRole.APPROVAL)
    return ZoneRole.APPROVAL if below and {"underscores", "ends_with_name"} <= rows[i] and not rows[i] & REACHED else None


def goes_on_approval(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Утверждаю⏎Заместитель председателя⏎Правительства Российской Федерации⏎О.Ю. Мальцева» below a text: the grif ends with
    the name of whoever approves, nobody is written to in it."""
    if not under(rows, roles, i, ZoneRole.APPROVAL):
        return None
    by_act = "starts_lower" in rows[i - 1] or ("approval" not in rows[i - 1] and i > 1 and "starts_lower" in rows[i - 2])
    if roles[i] is ZoneRole.REGISTRATION:  # «Утверждено⏎постановлением Правительства⏎от 19 июня 2012 года N 608»
        return ZoneRole.APPROVAL if by_act and {"only_date_number", "from_date"} <= rows[i] else None
    if "first:dative" in rows[i] and not (by_act and "first:genitive" in rows[i]):
        return None
    head = max((n for n in range(first_of_run(rows, i), i) if "approval" in rows[n]), default=i)
    named = any(row & (NAMED | {"starts_with_name"}) for row in rows[head:i])
    return None if head == i or named else ZoneRole.APPROVAL


def vouches(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Верно:⏎секретарь   Р. Цой», «ВИЗЫ:⏎Юрист   О. Мальцев», «С актом ознакомлен: ____ Цой Р.Р.» below those who signed."""
    if roles[i] is not ZoneRole.SIGNATURE or not somebody_signed(rows, roles, i):
        return None
    heads = (n for n in range(i, -1, -1) if rows[n] & _VOUCHED and (n == i or roles[n] is ZoneRole.APPROVAL))
    return ZoneRole.APPROVAL if somebody_signed(rows, roles, next(heads, 0)) else None


def resolved(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Мальцевой О.Г. – к исполнению⏎16.03.26», «В план закупок.⏎В. Цой  19.01.2026» below those who signed is a resolution of
    the reader: he charges somebody, in the dative, or dates his name; nobody is to be called."""
    row = rows[i]
    if ZoneRole.SIGNATURE not in roles[:i] or "past:appendix" in row or not somebody_signed(rows, roles, i):
        return None
    below = rows[i + 1] if i + 1 < end_of_run(rows, i) else frozenset[str]()
    called = "only_digits" in below and "date" not in below  # «Вайткуте И.⏎6-05-24»
    if called or row & (REACHED | {"copy_to", "list_of", "executor"}):
        return None
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
    if roles[i] is not ZoneRole.EXECUTOR or row & (NAMED | {"starts_with_name", "executor"}):
        return None
    goes_on = under(rows, roles, i, ZoneRole.LETTERHEAD) and "past:text" in rows[i - 1]
    run = rows[first_of_run(rows, i) : i]
    begins = {"postcode", "past:text"} <= row and not any(one & (NAMED | {"executor"}) for one in run)
    return ZoneRole.LETTERHEAD if goes_on or begins else None


def _reached_signed(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """Whether the run that begins with line `i` holds one name and a phone, and somebody has signed above it."""
    run = rows[i : end_of_run(rows, i)]
    apart = "gap_before" in rows[i] or (i and roles[i - 1] is ZoneRole.ENCLOSURE)
    named = sum(bool(row & (NAMED | {"starts_with_name", "name_words"})) for row in run)
    reached = any(row & REACHED or ("only_digits" in row and "date" not in row) for row in run)
    if not apart or not reached or named != 1:
        return False
    shape = _shape(run)
    if shape and shape in (_shape(rows[n:i]) for n in range(max(0, i - len(run)), i) if roles[n] is ZoneRole.SIGNATURE):
        return False
    return somebody_signed(rows, roles, i)


def _shape(run: Rows) -> list[bool]:
    """How a post goes over several lines to the name beside its last: two who sign so sign alike. [] on one line.

    «Председатель⏎избирательной комиссии   Э.Ч. Цой⏎⏎Секретарь⏎избирательной комиссии   В.Н. Мальцев⏎тел. …»
    """
    named = next((n for n, row in enumerate(run) if "post_and_name" in row), 0)
    return ["starts_lower" in row for row in run[: named + 1]] if named else []


def _named_alone(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Яр И.А.», «юрисконсульт Яр И.А.» alone at the end, below somebody who has signed beside his post, is whoever wrote the letter."""
    named = rows[i] & {"only_name", "only_full_name"} or {"post_and_name", "starts_lower"} <= rows[i]
    alone = {"gap_before", "gap_after"} <= rows[i] and named and rows[i] & AT_THE_END
    if not alone or not rows[i - 1] & NAMED or ZoneRole.SIGNATURE in roles[i + 1 :]:
        return False
    if any("first:post" in row for row in rows[first_of_run(rows, i - 1) : i]):
        return not of_many(rows, roles, i)
    return False


def _above_mark(rows: Rows, roles: Sequence[ZoneRole], i: int) -> bool:
    """«Бубнова Инесса Павловна, главный специалист» over her phone, where an appendix stands between it and the signature."""
    if roles[i] not in (ZoneRole.APPENDIX, ZoneRole.BODY) or i + 1 >= len(rows):
        return False
    apart = {"gap_before", "starts_with_name"} <= rows[i] and "gap_after" not in rows[i]
    marked = apart and roles[i + 1] is ZoneRole.EXECUTOR and rows[i + 1] & REACHED
    return bool(marked) and above(roles, i, ZoneRole.SIGNATURE)


def asks_in_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Контактное лицо – Мальцев В.Н., тел. 22-10-15.», a sentence of the text above those who sign, is no mark."""
    inside = roles[i] is ZoneRole.EXECUTOR and under(rows, roles, i, ZoneRole.BODY) and "ends_period" in rows[i]
    return ZoneRole.BODY if inside and ZoneRole.SIGNATURE not in roles[:i] and ZoneRole.SIGNATURE in roles[i:] else None


def mark_above_text(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """A phone at the head of a page, above the text, is no executor's mark."""
    above = roles[i] is ZoneRole.EXECUTOR and "past:text" not in rows[i] and "executor" not in rows[i]
    if not above or "signature" in roles[:i]:
        return None
    if not any("long" in row or "opening" in row for row in rows[i + 1 :]):
        return None
    return ZoneRole.LETTERHEAD if rows[i] & _CONTACTS else ZoneRole.BODY


_CONTACTS: Final = frozenset({"phone", "digits_grouped", "email", "url", "postcode"})


def those_present(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ПРИСУТСТВОВАЛИ:⏎Балдакова⏎Дарима Цыден-Ешиевна» of a protocol, its text below: no mark of an executor."""
    if roles[i] is not ZoneRole.EXECUTOR or rows[i] & (_CONTACTS | {"executor"}):
        return None
    listed = "orders" in rows[i] or (i > 0 and roles[i - 1] is ZoneRole.BODY)
    return ZoneRole.BODY if listed and any(row & {"wide", "long"} for row in rows[i + 1 :]) else None


_VOUCHED: Final = frozenset({"approval", "certifies"})
