"""Lines of a letterhead and of an address told from each other, where the weights of single lines mistake them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import Final

from extractors.document import ZoneRole
from pipeline.zones.runs import begins, end_of_run, first_of_run, under
from pipeline.zones.whole_texts import Rows

_ADDRESS_LINES: Final = 5  # of a body written to, without a post
_PROSE: Final = frozenset({"long", "verb", "opening", "ends_comma", "ends_colon"})
_OFFICIAL_LINES: Final = 8  # lines between «Мэр города Бердска» and the kind of his act
#: What shows that a line under a letterhead begins an address.
_ADDRESSES: Final = frozenset(
    {"first:post", "first:organization", "first:function", "mail_field", "honorific", "copy_to", "list_of"}
)
#: What a letterhead has below its name, and what of that an addressee never has.
_CONTACTS: Final = frozenset({"phone", "email", "requisites", "postcode", "url"})
_OWN_CONTACTS: Final = frozenset({"phone", "requisites", "url"})


def goes_on_letterhead(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Министерство⏎по управлению государственным имуществом⏎и земельным отношениям», «ПРОКУРАТУРА⏎ЧУКОТСКОГО
    АВТОНОМНОГО⏎ОКРУГА»: a name in one run of lines is one name.
    """
    if not under(rows, roles, i, ZoneRole.LETTERHEAD):
        return None
    present = rows[i]
    if roles[i] is ZoneRole.KIND:
        return ZoneRole.LETTERHEAD if "capitals" in present and "document_kind" not in present else None
    opened = roles[i] is ZoneRole.ADDRESSEE and begins(rows, i, "first:subject") and begins(rows, i, "head:0")
    opened = opened and not {"letter_first", "organization_word", "first:capital"} <= present  # «В ФБУ «Кедр»»
    return ZoneRole.LETTERHEAD if opened and ("starts_lower" in present or not present & _ADDRESSES) else None


def number_of_unit(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ВОЙСКОВАЯ ЧАСТЬ⏎30662»: the number is the name."""
    named = i > 0 and "military_unit" in rows[i - 1] and "only_digits" in rows[i]
    return ZoneRole.LETTERHEAD if named and roles[i - 1] is ZoneRole.LETTERHEAD else None


def lower_level(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Брянский следственный отдел⏎на транспорте» under a letterhead, above the number, and the address below that: a
    further level of the letterhead.
    """
    if roles[i] is not ZoneRole.ADDRESSEE or not i or roles[i - 1] is not ZoneRole.LETTERHEAD:
        return None
    first = first_of_run(rows, i)
    opened = {"first:subject", "organization_word", "first:capital"} <= rows[first]
    return ZoneRole.LETTERHEAD if opened and _addressed_below(roles, i) else None


def named_addressee(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Государственная жилищная⏎инспекция Тульской области» beside a letterhead that has its contacts already: where no
    other line is an address, the body in the nominative is the addressee.
    """
    if roles[i] is not ZoneRole.LETTERHEAD or ZoneRole.ADDRESSEE in roles[i:] or before_order(rows, i):
        return None
    first = first_of_run(rows, i)
    begun = next((n for n in range(first, i) if roles[n] is ZoneRole.ADDRESSEE), None)
    if (ZoneRole.ADDRESSEE in roles[:i] and begun is None) or before_order(rows, end_of_run(rows, i) - 1):
        return None  # «Администрация муниципального образования⏎Садовый район⏎⏎ПОСТАНОВЛЕНИЕ»: whose act it is
    opened = {"first:subject", "first:capital"} <= rows[first] and "capitals" not in rows[first]
    above = any(_CONTACTS & rows[n] for n in range(first) if roles[n] is ZoneRole.LETTERHEAD)
    run = [rows[n] for n in range(first, end_of_run(rows, i))]
    named = any("organization_word" in row or "legal_form" in row for row in run)
    return ZoneRole.ADDRESSEE if opened and above and named and not any(row & _OWN_CONTACTS for row in run) else None


def body_above_reader(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ООО "Кедр"⏎ИНН …⏎⏎Генеральному директору» below the number or beside the letterhead: the address begins with the body."""
    beside = i > 0 and "right_half" in rows[i] and "left_half" in rows[i - 1] and any(row & _CONTACTS for row in rows[:i])
    if not i or not (beside or roles[i - 1] in (ZoneRole.REGISTRATION, ZoneRole.ADDRESSEE)):
        return None
    stop = next((n for n in range(i, len(roles)) if roles[n] is not ZoneRole.LETTERHEAD), len(roles))
    if ZoneRole.LETTERHEAD not in roles[:i] or stop == len(roles) or roles[stop] is not ZoneRole.ADDRESSEE:
        return None
    goes_on = roles[i - 1] is ZoneRole.ADDRESSEE
    named = "first:capital" in rows[i] and rows[i] & {"organization_word", "legal_form"} and not rows[i] & _CONTACTS
    reached = any(row & {"phone", "url", "email"} for row in rows[i:stop])  # of a second author, as `co_author` reads them
    return ZoneRole.ADDRESSEE if (goes_on or named) and not reached and "first:dative" in rows[stop] else None


def reader_of_petition(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Управление культуры города Камска⏎Начальнику управления⏎Цой Э.О.» at the top of a paper without a number: the body that
    somebody is written to at, no letterhead, which says more than a name."""
    if roles[i] is not ZoneRole.LETTERHEAD or "whole:registered" in rows[i] or i >= _ADDRESS_LINES:
        return None
    stop = next((n for n in range(i, min(len(roles), i + _ADDRESS_LINES)) if roles[n] is not ZoneRole.LETTERHEAD), len(roles))
    if stop == len(roles) or any(role not in (ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE) for role in roles[:stop]):
        return None
    named = any(row & {"organization_word", "legal_form"} for row in rows[:stop])
    more = any(row & (_CONTACTS | {"capitals"}) or "align:center" in row - rows[stop] for row in rows[:stop])
    reader = roles[stop] is ZoneRole.ADDRESSEE and {"first:dative", "first:post"} <= rows[stop]
    return ZoneRole.ADDRESSEE if named and reader and not more else None


def opens_letterhead(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«М И Н И С Т Е Р С Т В О⏎природных ресурсов», «АО «Волгомост»»: what no paper is called, first of all, is no kind."""
    whose = roles[i] is ZoneRole.KIND and "head:0" in rows[i] and rows[i] & {"capitals", "legal_form"}
    below = roles[i + 1] if i + 1 < len(roles) else None
    headed = below in (ZoneRole.LETTERHEAD, ZoneRole.REGISTRATION) and "document_kind" not in rows[i]
    return ZoneRole.LETTERHEAD if whose and headed else None


def to_body(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«В Департамент по охране животного мира⏎Вологодской области», «Министерство труда⏎Вологодской области», «АО «САД»» in
    a paragraph of its own between the number and the text, where no other line is an address.
    """
    first = first_of_run(rows, i)
    if not first:
        return None
    below = roles[first - 1] is ZoneRole.REGISTRATION  # else the last level of a letterhead would be addressed
    accused = {"letter_first", "first:organization"} <= rows[first] and (below or "first:capital" in rows[first])
    named = below and {"first:capital", "first:organization"} <= rows[first] and "names_matter" not in rows[first]
    named = (named and "first:subject" in rows[first]) or (below and "legal_form" in rows[first])
    if "gap_before" not in rows[first] or rows[first] & {"about", "date", "number_sign"} or not (accused or named):
        return None  # «О садах» is no garden
    stop = end_of_run(rows, i)
    top = stop - first <= _ADDRESS_LINES
    if not top or roles[first - 1] not in (ZoneRole.REGISTRATION, ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE) or stop == len(rows):
        return None
    prose = "ends_period" in rows[stop - 1] or any(row & (_PROSE - {"opening"}) for row in rows[first:stop])
    lone = ZoneRole.ADDRESSEE not in (*roles[:first], *roles[stop:])
    return ZoneRole.ADDRESSEE if lone and not prose else None


def of_petition(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Министру здравоохранения⏎649000, …⏎от Цой С.Т.,⏎проживающей: …», «В прокуратуру района⏎от …»: first on the page, to whom a
    petition goes and from whom."""
    if roles[i] is not ZoneRole.LETTERHEAD:
        return None
    if i:
        return ZoneRole.ADDRESSEE if roles[i - 1] is ZoneRole.ADDRESSEE and _heads_petition(rows, roles, 0) else None
    return ZoneRole.ADDRESSEE if _heads_petition(rows, roles, 0) else None


def reader_on_top(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Генеральному директору⏎ООО «Нива»⏎⏎АО «Кубаньстрах»⏎353384, …⏎тел. …»: the reader on the left, the letterhead on the right."""
    if roles[i] is not ZoneRole.LETTERHEAD or not {"first:dative", "first:post"} <= rows[0] or "past:text" in rows[i]:
        return None
    for first in range(1, min(len(rows), _OFFICIAL_LINES + _ADDRESS_LINES)):
        run = rows[first : end_of_run(rows, first)] if "gap_before" in rows[first] else ()
        if run and run[0] & {"legal_form", "organization_word"} and any(row & _OWN_CONTACTS for row in run):
            return ZoneRole.ADDRESSEE if i < first else None
    return None


def _heads_petition(rows: Rows, roles: Sequence[ZoneRole], first: int) -> bool:
    top = rows[first]
    to = {"first:dative", "first:post"} <= top or {"letter_first", "first:organization"} <= top
    head = (row for row, role in zip(rows[first + 1 :], roles[first + 1 :], strict=False) if role in _HEAD)
    return to and any("from_whom" in row for row in islice(head, _PETITION_LINES))


_HEAD: Final = frozenset({ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE})
_PETITION_LINES: Final = 12


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


def author_above_kind(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Мэр города Бердска⏎Новосибирской области⏎РАСПОРЯЖЕНИЕ»: an act is addressed to nobody, what stands above its kind in
    the nominative, or goes on in the genitive, is its author.
    """
    if roles[i] is not ZoneRole.ADDRESSEE or not before_order(rows, i):
        return None
    present = rows[i]
    dative = present & {"first:dative", "first:may_be_dative", "honorific", "copy_to"}
    above = i > 0 and roles[i - 1] is ZoneRole.LETTERHEAD
    goes_on = above and (present & {"first:genitive", "starts_lower"} or "gap_before" not in present)
    return ZoneRole.LETTERHEAD if goes_on or ("first:nominative" in present and not dative) else None


def co_author(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Региональное отделение движения⏎г. Уфа, …, тел. …» beside the letterhead, with an address below it, in a letter that
    two sign: the second of two who write together.
    """
    if roles[i] is not ZoneRole.ADDRESSEE or ZoneRole.LETTERHEAD not in roles[:i]:
        return None
    first, stop = first_of_run(rows, i), end_of_run(rows, i)
    if not {"first:subject", "first:capital", "organization_word"} <= rows[first] or ZoneRole.ADDRESSEE in roles[:first]:
        return None
    reached = any(_OWN_CONTACTS & row for row in rows[first:stop])
    # «Генеральному директору⏎Гусеву И. И.» alone would be the head of the body above
    below = [rows[n] for n in range(stop, len(rows)) if roles[n] is ZoneRole.ADDRESSEE]
    address = any("first:dative" in row for row in below[:1]) and any("organization_word" in row for row in below)
    signed = sum(roles[n] is ZoneRole.SIGNATURE and "ends_with_name" in rows[n] for n in range(stop, len(rows)))
    return ZoneRole.LETTERHEAD if reached and address and signed > 1 else None


def opens_letter(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«ФГБУ «Национальный парк»⏎453870, …» first on the page, «ДЕПУТАТ⏎ГОСУДАРСТВЕННОЙ ДУМЫ» under the name of the house,
    «Министерство образования» under a number that opens the page, «ООО «Кедр»» alone over «В Департамент …», and the address
    below: whose paper it is.
    """
    if roles[i] is not ZoneRole.ADDRESSEE:
        return None
    first, stop = first_of_run(rows, i), end_of_run(rows, i)
    top = rows[first]
    if ZoneRole.REGISTRATION in roles[first:i]:
        return None  # a letterhead and an address in one run, the number between them
    if ZoneRole.ADDRESSEE not in roles[stop:] or top & {"mail_field", "honorific", "copy_to", "list_of", "to_whom"}:
        return None
    if {"head:0", "gap_after"} <= top and top & {"legal_form", "first:organization"} and rows[stop] & {"to_whom", "mail_field"}:
        return ZoneRole.LETTERHEAD  # «МУП «Троллейбусы»⏎⏎Кому: главному инженеру⏎От кого: …»
    own = {"legal_form", "head:0"} <= top and any({"postcode", "phone"} & row for row in rows[first:stop])
    own = own or ({"legal_form", "head:0"} <= top and {"letter_first", "gap_before"} <= rows[stop] and roles[stop] is roles[i])
    own = own or ({"first:post", "first:subject", "head:0"} <= top and any("postcode" in row for row in rows[first:stop]))  # «Нотариус⏎…»
    official = {"capitals", "first:post", "first:subject"} <= top and first > 0 and roles[first - 1] is ZoneRole.LETTERHEAD
    numbered = {"organization_word", "first:subject"} <= top and first > 0 and set(roles[:first]) == {ZoneRole.REGISTRATION}
    return ZoneRole.LETTERHEAD if own or official or numbered else None


def heads_paper(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«Межрайонная ИФНС России № 14⏎по Алтайскому краю» first on the page over «Генеральному директору …», «ФГБУ «Заповедник»»
    over «Приказ», where an official signs who names no other body and no line is a letterhead: whose paper it is.
    """
    first = first_of_run(rows, i)
    top = rows[first]
    stop = next((n for n in range(first, end_of_run(rows, i)) if roles[n] not in (roles[i], ZoneRole.LETTERHEAD)), end_of_run(rows, i))
    if "head:0" not in top or not i < stop < len(rows) or ZoneRole.LETTERHEAD in (*roles[:first], *roles[stop:]):
        return None
    named = "legal_form" in top or {"first:subject", "first:capital"} <= top or {"organization_word", "first:capital"} <= top
    if not named or any(row & _NO_HEAD for row in rows[first:stop]):
        return None
    signatures = [rows[n] for n in range(stop, len(rows)) if roles[n] is ZoneRole.SIGNATURE]
    official = any("first:post" in row for row in signatures) and not any("legal_form" in row for row in signatures)
    kind = bool(rows[stop] & {"order_kind", "document_kind"}) and ZoneRole.ADDRESSEE not in roles[stop:]
    below = range(stop, min(len(rows), stop + _READER_LINES))
    reader = any(roles[n] is ZoneRole.ADDRESSEE and {"first:dative", "first:post"} <= rows[n] for n in below)
    return ZoneRole.LETTERHEAD if official and (kind or reader) else None


_READER_LINES: Final = 4  # under such a head within which the post of the reader stands
_NO_HEAD: Final = frozenset({
    "mail_field", "honorific", "copy_to", "list_of", "to_whom", "first:post", "only_name", "only_full_name", "ends_with_name", "long",
})  # fmt: skip


def foreign_level(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«EMBASSY OF THE REPUBLIC OF …⏎IN THE RUSSIAN FEDERATION⏎№ 214/n»: a letterhead goes on in its second language, and the
    number stands under it.
    """
    if roles[i] is not ZoneRole.FURNITURE or not i or "past:text" in rows[i]:
        return None
    if {"only_date_number", "number_sign"} <= rows[i] and ZoneRole.LETTERHEAD in roles[:i]:
        return ZoneRole.REGISTRATION
    return ZoneRole.LETTERHEAD if under(rows, roles, i, ZoneRole.LETTERHEAD) and "capitals" in rows[i] else None


def addressee_of_note(rows: Rows, roles: Sequence[ZoneRole], i: int) -> ZoneRole | None:
    """«МИНИСТЕРСТВО ИНОСТРАННЫХ ДЕЛ⏎РОССИЙСКОЙ ФЕДЕРАЦИИ⏎г. Москва» below the text of a note: to whom it goes."""
    below = roles[i] in (ZoneRole.LETTERHEAD, ZoneRole.ADDRESSEE) and {"past:text", "capitals"} <= rows[i]
    return ZoneRole.ADDRESSEE if below and any("note" in row for row in rows[:i]) else None


def before_order(rows: Rows, index: int) -> bool:
    """Whether the kind of an act stands a few lines below, and nothing of its text or number between."""
    for row in rows[index + 1 : index + 1 + _OFFICIAL_LINES]:
        if "order_kind" in row:
            return True
        if {"long", "opening", "only_date_number", "salutation", "about_capital"} & row:
            return False
    return False
