"""Phones of a letter: where they stand, their digits, what is said of them (label, fax, extension).

`phones` reads; `extractors.contacts` makes mentions of what it read. A number is E.164 where it can be; a local number
takes the area code of its neighbour, of the letterhead, or of the document when it has one only; else it stays as its
digits. Accounts, ИНН, certificates, dates and numbers of documents claim their digits first (`NOT_A_PHONE`).

    >>> text = "Тел.: (3952) 500-904, 500-905; факс 500-906 доб. 7"
    >>> [(phone.value, phone.extension, phone.fax) for phone in phones(Document(text=text))]
    [('+73952500904', '', False), ('+73952500905', '', False), ('+73952500906', '7', True)]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Final

from extractors.atoms import Claims, lower
from extractors.document import Document, ZoneRole
from extractors.phone_codes import BELARUS, NATIONAL, Phone, completed, extended
from extractors.phone_locals import LABELLED, PHONE_ZONES, local
from extractors.russian.calendar import scan
from extractors.russian.lexicon import words

_LABEL_REACH: Final = 48

SURE: Final = 0.97

#: Zones whose numbers are no phones.
NEVER: Final = frozenset({ZoneRole.REGISTRATION, ZoneRole.RECEIPT_STAMP, ZoneRole.E_SIGNATURE, ZoneRole.KIND})


# Between digits of one number; a line may end at a bracket: «факс (3412)⏎60-23-55», «+375⏎(212) 66-59-02» …
_OPEN = r"(?:\)[ ]{0,2}\n[ ]{0,20}|[ ]?\n[ ]{0,20}\((?=\d{2,5}\)[ ]?\d)|[ ()-]{0,3})"
# … and, where the count of the digits is known, before the last two of them: «8 924 350 00⏎11».
_S = rf"(?:[ ]?\n[ ]{{0,20}}(?=\d\d(?!\d))|{_OPEN})"
_BREAK = r"(?:[ ]{0,2}\n[ ]{0,20})?"
_PHONE = re.compile(
    rf"""
      (?P<foreign>\+[ ]?(?!7)[1-9](?:{_OPEN}\d){{8,13}})(?!\d)                         # +375 17 222-33-44
    | (?P<plus>\+[ ]?7(?:{_S}\d){{10}})(?!\d)                                       # +7 (3412) 22-30-42
    | (?P<abroad>\(\+?(?:99[2-68]|37[345]|380)[ -]\d{{2,4}}\)(?:{_OPEN}\d){{5,7}})(?!\d)        # (996-312) 62-36-09
    | (?<!\d)(?P<belarus>\(?8[ -]{{0,3}}\(?0[ -]?[1-4](?:{_S}\d){{8}})(?!\d)        # (8-017) 999-99-99, 8-02357-38312
    | (?P<zero>\(0(?:1[5-7]|2[1-359]|33)\d{{0,2}}\)(?:{_OPEN}\d){{5,7}})(?!\d)            # (017) 222-33-44
    | (?<!\d)(?P<trunk>\(?(?:8|7(?=[ -]{{0,2}}\())(?:{_S}\d){{10}})(?!\d)              # 8 (8722) 67-18-48
    | (?<!\d)(?P<dotted>8[ .]\(?\d{{3,5}}\)?[ .]\d{{1,3}}\.\d\d\.\d\d)(?![.]?\d)      # 8 (495) 123.45.67
    | (?<!\d)(?P<slashed>8/\d{{3,5}}/[ ]?\d(?:[ -]?\d){{4,6}})(?!\d)                  # 8/7232/29-03-59
      # (3412) 22-30-42
    | (?P<coded>\([ ]?(?:\d{{3}}(?:[ -]?\d{{1,2}})?|\d\d-\d\d)[ ]?\)[ ]?-?{_BREAK}[ ]?\d(?:[ -]{{0,2}}\d){{4,6}})(?!\d)
    | (?<!\d)(?P<bare>[3489]\d{{2,4}}[ -]\d(?:[ -]?\d){{4,6}})(?!\d)               # 3952-50-09-04, 911 502 4471
    | (?<!\d)(?P<compact>(?:[78])?[3489]\d{{9}})(?!\d)                              # 89246001212, 3952500904
      # 22-30-42
    | (?<!\d)(?P<local>\d{{1,3}}-\d{{2}}-\d{{2}}|\d-\d{{3}}-\d{{3}}|\d\d-\d-\d\d|\d{{2,3}}-\d{{3}}|\d{{1,3}}[ ]\d{{2}}[ ]\d{{2}}
        |\d{{5,7}})(?!\d)
    """,
    re.VERBOSE,
)

#: What has the digits of a phone and is none, told by what stands before it …
NOT_A_PHONE_AFTER: Final = re.compile(
    r"""
    (?:
      (?:инн|кпп|огрн(?:ип)?|окпо|октмо|окато|оквэд|окогу|окопф|бик|кбк|унп|бин|уин|isbn|issn|удк|ббк|снилс|[рклр]/сч?
        |сери[ия]|индекс|счет[а-я]{0,2}|сертификат[а-я]{0,2}|паспорт[а-я]{0,2})
      (?:/[ ]?кпп)?[ :№.-]{0,4}\n?\(?[\d /]{0,40}                          # «ИНН/КПП 6603707168/660301001»
    | (?<!тел\.[ ])(?<!тел[ ])(?<!телефон[ ])(?<!телефона[ ])(?<!факс[ ])
      (?:№|\#|(?<![а-яa-z])n[ ]?(?=\d))[ ]{0,3}(?:[а-я]{1,4}[ ])?[^\s;,]{0,40}   # «№ 57-00-04/09-11»
    | (?<![а-я])(?:пункт|стать|страниц|параграф|абзац|строк)[а-я]{1,3}[ \n]     # «пунктами 101–108 Порядка»
    )\Z
    """,
    re.VERBOSE,
)
#: … and by itself.
NOT_A_PHONE: Final = re.compile(
    r"""
      \d{3}-\d{3}-\d{3}[ -]\d{2}(?!\d)                                    # СНИЛС
    | [1-6]\d{5}(?!\d),?[ ]{1,3}(?:(?:г|с|п|пос|пгт|рп|ул)\.|город[ ]|россия|рф[ ,]|респ|москва|санкт
        |[а-я-]{4,30}(?:ая|ий|ой)[ ](?:обл|край|респ))                      # «442530, Пензенская обл.»
    | \d{1,3}(?:[ ]\d{3}){1,4}(?:,\d\d)?[ ]?(?:руб|тыс|млн|₽|чел|шт|экз)   # деньги и количества
    """,
    re.VERBOSE,
)
_CLAIM_WINDOW: Final = 64
# Where a number may begin: `re` finds a set of characters fast, the rest is asked there.
_START = re.compile(r"[+(0-9][0-9]{0,20}")

_LABEL = re.compile(
    r"тел(?:ефон[а-я]{0,3}|ефакс|\.|(?=[ :/]))|факс|(?<![а-я])ф\.(?=[ :]{0,3}\Z)|(?<![а-я])т\.(?=[ :]{0,3}\Z)"
    r"|моб(?:ил|\.)|контакт|сотов|(?<![а-я])сот\."
    r"|приемн|горяч"
    r"|справк|tel(?:[.:]|ephone)|phone|fax|доб\.|звон|ватсап|whatsapp|viber|лини[ияюе]"
)
#: The head of a column of phones.
_COLUMN: Final = re.compile(r"(?:^|[\s/(.,])(?:тел(?:ефон|\.|$)|факс|моб|phone|контакт)", re.IGNORECASE)
_CHAIN = re.compile(r"(?:[ ]?\([а-я][а-я. ]{2,24}\))?[\s,;:/.()|-]{0,12}(?:(?:и|или)[\s]{1,3})?")
_CHAINED: Final = 40  # characters between two numbers of a chain: «21-29-93 (приемная), 21-29-94»


@cache
def _codes() -> frozenset[str]:
    return words("area_codes", "code")


def phones(document: Document) -> list[Phone]:
    """The phones of a document in order; several extensions of one phone are several phones."""
    text = _celled(document.text, lower(document.folded))
    dates = Claims((span.start, span.end) for span in scan(document.folded))
    columns = Claims((cell.start, cell.end) for table in document.tables for cell in table.cells if _COLUMN.search(cell.header))
    found: list[Phone] = []
    at = 0
    for start in _START.finditer(text):
        if start.start() < at:
            continue
        match = _PHONE.match(text, start.start())
        if not match and text[start.start()] in "(+":
            match = _PHONE.match(text, start.start() + 1)  # «(9-27-41)»
        if not match:
            continue
        at = match.end()
        phone = _read(document, text, match, found, headed=columns.touches(*match.span()))
        if phone and not dates.touches(*match.span()) and not _is_claimed(text, *match.span()):
            found.append(phone)
    found = completed(document, text, found)
    return sorted(extended(document, text, found), key=lambda phone: phone.start)


def _celled(text: str, low: str) -> str:
    """The lower-case text with the tabs that part cells, which the folded text has as blanks."""
    if "\t" not in text:
        return low
    parts, at = [], 0
    for match in re.finditer("\t", text):
        parts += [low[at : match.start()], "\t"]
        at = match.end()
    return "".join([*parts, low[at:]])


def _is_claimed(text: str, start: int, end: int) -> bool:
    """Whether a named look-alike covers the number."""
    word = max(text.rfind(" ", max(0, start - 400), start), text.rfind("\n", max(0, start - 400), start)) + 1
    if "://" in text[word:start] or text.startswith("www.", word) or "@" in text[word:start]:
        return True
    if text[end : end + 1] == "@" or NOT_A_PHONE.match(text, start):
        return True
    return bool(NOT_A_PHONE_AFTER.search(text, max(0, start - _CLAIM_WINDOW), start))


# --- one number ------------------------------------------------------------------------------------------------------


def _read(document: Document, text: str, match: re.Match[str], before: Sequence[Phone], *, headed: bool) -> Phone | None:
    """The phone that a match holds, None where nothing vouches for it; `headed`: its column is one of phones."""
    shape = match.lastgroup or ""
    start, end = match.span()
    role = document.role_at(start)
    label, fax = _label(text, start, before)
    told = label and role is ZoneRole.RECEIPT_STAMP  # «Приняла: … Мамошина Г., тел. 5-40-00»
    if (role in NEVER and not told) or not _stands_free(text, start, end, shape):
        return None
    quote = match.group()
    digits = re.sub(r"\D", "", quote)
    label = label or headed
    phone = Phone(start, end, digits, fax=fax, labelled=label, rule=shape)
    if shape in ("foreign", "abroad"):
        return _foreign(phone, digits, quote)
    if shape == "belarus":
        national = digits[2:]
        apart = re.search(r"0[ -]?(\d{2,4})(?=[ )-])", quote)
        return replace(phone, value=f"+375{national}", code=apart.group(1) if apart else "", prefix="+375")
    if shape == "zero":
        return replace(phone, value=f"+375{digits[1:]}", prefix="+375") if len(digits) == BELARUS + 1 else None
    if shape == "local":
        return local(document, phone, text, before, headed=headed)
    national = digits[1:] if len(digits) == NATIONAL + 1 else digits
    # Kazakhstan shares +7: its codes begin with 6 and 7.
    first = "346789" if shape in ("plus", "slashed", "dotted", "coded") or (shape == "trunk" and "(" in quote) else "3489"
    if len(national) != NATIONAL or national[0] not in first:
        return None
    code = _code(quote, national)
    if shape in ("bare", "compact") and not label:
        mobile = national[0] == "9" and len(digits) == NATIONAL + 1
        if not (mobile or (shape == "bare" and role in PHONE_ZONES and code)):
            return None
    if shape == "trunk" and not label and (("\n" in quote and "(" not in quote) or not _grouped(quote)):
        return None
    confidence = LABELLED if shape in ("bare", "compact") else SURE
    return replace(phone, value=f"+7{national}", code=code, confidence=confidence)


def _stands_free(text: str, start: int, end: int, shape: str) -> bool:
    """Whether the number is no part of a longer one: «57-00-04/09-11-662-2021», «2.28-22-30»."""
    before, after = text[max(0, start - 2) : start], "" if _NEXT_GLUED.match(text, end) else text[end : end + 2]
    if shape == "local":
        if _LABEL_GLUED.search(text, max(0, start - 24), start):
            before = ""  # «факс:30-10-12», «т.30-10-12», «264-72-25/264-72-26»
        if _NAME_GLUED.search(text, max(0, start - 24), start) and text.count("-", start, end) == 2:
            before = ""  # «Зорин Пётр Ильич9-47-01»
        return not re.search(r"[а-яa-z\d][/.:_-]\Z|[а-яa-z_]\Z|\d\Z", before) and not re.match(
            r"[/_:-][\dа-яa-z]|[.,]\d|[%°]", after
        )
    longer = after and re.match(r"-\d|/\d(?!\d?(?!\d))", text[end : end + 4])  # «22-30-42/43» is two phones
    return not re.search(r"\d[/.:-]?\Z", before) and not longer


_LABEL_GLUED: Final = re.compile(r"(?:(?<![а-я])(?:тел|т|ф|факс)\.|(?<![а-я])тел:|[а-я]{4,20}:|\d-\d\d-\d\d/)\Z")
#: A cell of names ran into that of phones: the patronymic ends, or initials do («Зорин П.И.9-47-01»).
_NAME_GLUED: Final = re.compile(r"[а-я]{2}(?:вич|вна|ьич|ична)\Z|(?<![а-я])[а-я]\.[ ]?[а-я]\.\Z")
#: «30-80-80,30-80-81», «264-72-25/264-72-26»: the next number with no blank.
_NEXT_GLUED: Final = re.compile(r"[,/]\d{1,3}-\d\d-\d\d(?![\d-])")
_FAX_BEHIND: Final = re.compile(r"[ ]?\((?:тел\.?[ ]?/?[ ]?)?факс\)")


def _label(text: str, start: int, before: Sequence[Phone]) -> tuple[bool, bool]:
    """Whether «тел.» or «факс» stands before, and whether it is a fax alone; a chain of numbers shares its label."""
    last = before[-1] if before else None
    left = max(last.end if last else 0, start - _LABEL_REACH, 0)
    left = max(left, text.rfind("\n\n", left, start) + 1)
    if last and (behind := _FAX_BEHIND.match(text, last.end)):
        left = max(left, behind.end())  # «30-10-11 (факс)⏎Регистратура: …» says nothing of the next number
    labels = [found.group() for found in _LABEL.finditer(text, left, start)]
    if labels:
        named = " ".join("факс" if label == "ф." else label for label in labels)
        return True, "факс" in named.replace("телефакс", "факс") and "тел" not in named.replace("телефакс", "")
    if last and start - last.end <= _CHAINED and _CHAIN.fullmatch(text, last.end, start):
        return last.labelled or last.complete, last.fax
    return False, False


def _grouped(quote: str) -> bool:
    """Whether «8 …» is set as a phone: a code in brackets or a group of three digits or more; not a row of a
    calendar."""
    groups = re.findall(r"\d+", quote)
    return "(" in quote or (len(groups) > 2 and len(groups[1]) >= 3) or len(groups) == 1


def _code(quote: str, national: str) -> str:
    """The area code: as set apart in the text, else by the lexicon."""
    bracketed = re.search(r"\([ ]?(?:8[ -])?(\d{3}(?:[ -]?\d{1,2})?|\d\d-\d\d)[ ]?\)", quote)
    if bracketed:
        return re.sub(r"\D", "", bracketed.group(1))
    groups = re.findall(r"\d+", quote)
    if len(groups) > 2 and groups[0] in ("8", "7"):
        groups = groups[1:]
    if len(groups) > 1 and 3 <= len(groups[0]) <= 5 and national.startswith(groups[0]):
        return str(groups[0])
    for length in (5, 4, 3):
        if national[:length] in _codes():
            return national[:length]
    return ""


#: Codes of mobile operators: they lend nothing to the numbers beside them.
_MOBILE_BELARUS: Final = frozenset(("25", "29", "33", "44"))


def _foreign(phone: Phone, digits: str, text_of: str) -> Phone | None:
    """A number of another country, if its length is possible there."""
    if digits.startswith("375"):
        apart = re.match(r"\D{0,3}375\D{1,3}(\d{2,4})(?=\D)", text_of)
        code = apart.group(1) if apart and apart.group(1) not in _MOBILE_BELARUS else ""
        whole = replace(phone, value=f"+{digits}", code=code, prefix="+375")
        return whole if len(digits) == len("375") + BELARUS else None
    import phonenumbers  # heavy, and letters seldom have such numbers

    try:
        parsed = phonenumbers.parse(f"+{digits}")
    except phonenumbers.NumberParseException:
        return None
    return replace(phone, value=f"+{digits}", confidence=LABELLED) if phonenumbers.is_possible_number(parsed) else None
