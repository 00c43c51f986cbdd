"""Marks of an electronic signature (отметка об электронной подписи, ГОСТ Р 7.0.97 п. 5.23) and access marks (гриф).

ДОКУМЕНТ ПОДПИСАН ЭЛЕКТРОННОЙ ПОДПИСЬЮ
Сертификат 00C9 5F2A …
Владелец Иванова Анна Петровна
Действителен с 12.01.2024 по 06.04.2025
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.atoms import begun
from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.values import SignatureMarkValue

_MARK = re.compile(
    r"(?:документ\s{1,3})?(?:подписано?|подписью|заверено?)\s{1,3}"
    r"(?:усиленной\s{1,3}(?:квалифицированной\s{1,3})?)?"
    r"(?:электронной\s{1,3}(?:цифровой\s{1,3})?подписью|эп\b|эцп\b|укэп\b)"
    r"|электронн(?:ой|ая)\s{1,3}(?:цифров(?:ой|ая)\s{1,3})?подпис(?:ью|ь)"
    r"|(?<![А-Яа-я])(?:сертификат|certificate)\s{0,3}(?:№|:)?\s{0,3}[0-9A-Fa-f]{4}(?:\s?[0-9A-Fa-f]{4})",
    re.IGNORECASE,
)
#: What a mark begins with.
_MARKED = ("документ", "подпис", "заверен", "электронн", "сертификат", "certificate")
_CERTIFICATE = re.compile(
    r"(?:сертификат|серийный\s{1,3}номер|certificate)\s{0,3}(?:№|:|N)?\s{0,3}"
    r"(?P<hex>[0-9A-Fa-f](?:[0-9A-Fa-f]|[ :]{1,2}(?=[0-9A-Fa-f]{2})|\n(?=[0-9A-Fa-f]{4})){7,90})",
    re.IGNORECASE,
)
_OWNER = re.compile(
    r"(?:владелец|кому\s{1,3}выдан|подписант|owner)\s{0,3}(?:сертификата)?\s{0,3}:?\s{0,3}\n?\s{0,3}"
    # the box is narrow: «Владелец Кулакова Эмма⏎Рудольфовна»
    r"(?P<owner>[А-Я][^\n\d:]{3,120}(?:\n[ ]{0,20}[А-Я][а-я]{2,30}(?:вич|вна|чна|оглы|кызы)[ ]{0,20}(?=\n|\Z))?)",
    re.IGNORECASE,
)
_DAY = r"\d{1,2}\s?\.\s?\d{1,2}\s?\.\s?\d{4}"
_VALID = re.compile(
    rf"(?:действител(?:ен|ьно|ьна)|срок\s{{1,3}}действия|valid)\s{{0,3}}:?\s{{0,3}}(?:с|from)?\s{{0,3}}"
    rf"(?P<start>{_DAY})\s?(?:\d\d:\d\d(?::\d\d)?)?\s{{0,3}}(?:г\.)?\s{{0,3}}(?:по|до|-|to)\s{{0,3}}"
    rf"(?P<end>{_DAY})",
    re.IGNORECASE,
)
_NEXT_FIELD = re.compile(r"\s{0,3}(?:действител|сертификат|срок|дата|владелец|серийный)", re.IGNORECASE)
_MARK_LENGTH = 600  # characters from the words of the mark in which its fields stand
_ACCESS = re.compile(
    r"""^[ \t«"(]{0,4}
    (?P<mark>для\ служебного\ пользования|дсп|конфиденциально|коммерческая\ тайна|(?:совершенно\ )?секретно
        |не\ для\ печати|персональные\ данные|служебная\ тайна|банковская\ тайна)
    [ \t»")]{0,4}$""",
    re.IGNORECASE | re.MULTILINE | re.VERBOSE,
)
_COPY_NUMBER = re.compile(r"\s{0,40}(?P<copy>экз(?:емпляр|\.)?\s?№?\s?(?:\d+|ед(?:инственный|\.)))", re.IGNORECASE)


def find(document: Document) -> Iterator[Mention]:
    """Marks of electronic signatures (SignatureMarkValue) and the access mark (str)."""
    yield from _marks(document)
    yield from _access(document)


def _marks(document: Document) -> Iterator[Mention]:
    folded = document.folded
    begin = 0
    starts = [m.start() for m in begun(_MARK, _MARKED, folded)]
    for start in starts:
        if start < begin or not _stands_apart(document, start):
            continue
        following = next((s for s in starts if s > start + 60 and _separate(folded, start, s)), len(folded))
        stop = min(len(folded), start + _MARK_LENGTH, following)
        certificate, owner, valid = (p.search(folded, start, stop) for p in (_CERTIFICATE, _OWNER, _VALID))
        if not (certificate or owner or valid):
            continue
        end = max(m.end() for m in (certificate, owner, valid) if m)
        value = SignatureMarkValue(
            certificate=re.sub(r"[\s:]", "", certificate["hex"]).upper() if certificate else "",
            owner=_owner(document, owner) if owner else "",
            valid_from=_iso(valid["start"]) if valid else "",
            valid_to=_iso(valid["end"]) if valid else "",
        )
        begin = end
        yield mention(document, Kind.SIGNATURE_MARK, start, end, value, rule="e_signature:mark", confidence=0.97)


def _stands_apart(document: Document, start: int) -> bool:
    """Whether the words are those of a mark, not prose about signatures."""
    role = document.role_at(start)
    return (
        role not in (ZoneRole.BODY, ZoneRole.HEADING)
        or _CERTIFICATE.search(document.folded, start, start + 200) is not None
    )


def _separate(folded: str, first: int, second: int) -> bool:
    """Whether another mark begins: a certificate or an owner already stands between the two."""
    return _OWNER.search(folded, first, second) is not None


def _owner(document: Document, match: re.Match[str]) -> str:
    start, end = match.span("owner")
    cut = _NEXT_FIELD.search(document.folded, start, end)
    return " ".join(document.text[start : cut.start() if cut else end].split()).rstrip(" ,;")


def _iso(day: str) -> str:
    d, m, y = (part.strip() for part in day.split("."))
    return f"{y}-{int(m):02}-{int(d):02}"


def _access(document: Document) -> Iterator[Mention]:
    """The access mark, with the number of the copy below it."""
    folded = document.folded
    zone = next(document.zones_of(ZoneRole.ACCESS_MARK), None)
    match = _ACCESS.search(folded) or (_ACCESS.search(folded, zone.start, zone.end) if zone else None)
    if match is None:
        return
    start, end = match.span("mark")
    copy = _COPY_NUMBER.match(folded, end)
    value = " ".join(document.text[start:end].split())
    if copy:
        end = copy.end("copy")
        value += ", " + " ".join(document.text[copy.start("copy") : end].split())
    yield mention(
        document, Kind.ACCESS_MARK, start, end, value, rule="access_mark:line", confidence=0.97 if zone else 0.8
    )
