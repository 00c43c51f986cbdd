"""Area codes and extensions of phones: a local number takes the code of a neighbour, an extension its number.

>>> head = Phone(0, 15, "+73412223042", code="3412")
>>> [phone.value for phone in completed(Document(text=""), "", [head, Phone(20, 28, "223047")])]
['+73412223042', '+73412223047']
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors.atoms import Claims
from extractors.document import Document, ZoneRole
from extractors.frozen import dataclass

NATIONAL: Final = 10  # digits of a Russian number after +7
BELARUS: Final = 9  # digits of a Belarusian number after +375
_LENGTHS: Final = {"+7": NATIONAL, "+375": BELARUS}

COMPLETED: Final = 0.93  # a local number with a code from elsewhere in the document
LOCAL: Final = 0.8  # a local number without a knowable code
# How near a number with a code must stand to lend it before all others.
NEAR: Final = 48
SAME: Final = "номер назван с кодом города"

# «58-18-80 (код 384-2)», «тел. (код города 3842) 58-18-80»
_SAID_CODE = re.compile(r"код(?:[ ]города)?[ :–-]{0,3}\(?(?:8[ -])?(?P<code>\d{3}(?:-?\d{1,2})?)(?!\d)")
_EXTENSION = re.compile(
    r"[\s,;]{0,4}\(?[ ]?(?:доб(?:авочный|\.)?|вн(?:утр(?:енний)?)?\.?|ext\.?|(?<!\n)\#)(?![а-я])(?:[ ]номер)?[ :.№]{0,4}\n{0,2}[ ]{0,4}"
    r"(?P<first>\d{1,3}-\d{2,3}(?!-?\d)|\d{1,6}(?!\d))"
)
#: «8 (34672) 3-96-14 (1125)», where the line ends: a code is followed by its number.
_IN_BRACKETS = re.compile(r"[ ]{1,2}\((?P<first>\d{3,5})\)(?=[ ]{0,3}(?:\n|\Z))")
_MORE = re.compile(
    r"[ ]?(?:,|;|/|[ ]и|[ ]или)[ ]{0,2}(?P<next>\d{1,5})(?![\d:]|-\d|[ ](?:[а-я]{3,8}ря|мая|июня|июля|марта|апреля"
    r"|августа)|\.\d)"
)
_LONE = re.compile(r"(?<![а-я])(?P<what>доб|вн(?:утр)?)\.[ :]{0,3}(?:тел\.[ :]{0,3})?\n?(?P<first>\d{1,3}-\d{2,3}|\d{1,6})(?!\d)")


_NO_WIRE: Final = ("+79", "+7800")  # mobile phones and hot lines have no extensions


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone at a place; `value` is E.164, or digits where the code is not known."""

    start: int
    end: int
    value: str
    extension: str = ""
    fax: bool = False
    labelled: bool = False
    code: str = ""
    prefix: str = "+7"
    confidence: float = 0.97
    rule: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the value is E.164."""
        return self.value.startswith("+")


def completed(document: Document, text: str, found: Sequence[Phone]) -> list[Phone]:
    """Local numbers with the code of a neighbour, of the letterhead, or the only one of the document."""
    if all(phone.complete for phone in found):
        return list(found)
    coded = [phone for phone in found if phone.code and phone.code[0] != "9" and not phone.code.startswith("80")]
    said_codes = _SAID_CODE.finditer(text)
    coded += [Phone(said.start(), said.end(), "+", code=said["code"].replace("-", "")) for said in said_codes]
    lenders = _Lenders(document, coded)
    said_whole: dict[str, Phone] = {}
    done: list[Phone] = []
    for phone in found:
        if phone.complete:
            done.append(phone)
            if phone.code:
                said_whole.setdefault(phone.value[len(phone.prefix) + len(phone.code) :], phone)
            continue
        same = said_whole.get(phone.value)
        chosen, why = (same, SAME) if same else lenders.choose(phone)
        if chosen:
            value, confidence = f"{chosen.prefix}{chosen.code}{phone.value}", min(COMPLETED, phone.confidence)
            whole = replace(phone, value=value, code=chosen.code, prefix=chosen.prefix, confidence=confidence)
            done.append(replace(whole, evidence=(why,)))
            said_whole.setdefault(phone.value, whole)
        else:
            done.append(replace(phone, confidence=min(LOCAL, phone.confidence)))
    return done


class _Lenders:
    """The phones whose area code a local number may take, by the length of the local number that their code wants."""

    def __init__(self, document: Document, coded: Sequence[Phone]) -> None:
        self._by_length: dict[int, list[Phone]] = {}
        for phone in sorted(coded, key=lambda phone: phone.end):
            self._by_length.setdefault(_LENGTHS.get(phone.prefix, 0) - len(phone.code), []).append(phone)
        self._of_head = {
            length: next((p for p in lenders if document.role_at(p.start) is ZoneRole.LETTERHEAD), None)
            for length, lenders in self._by_length.items()
        }
        self._alone = {length: len({p.code for p in lenders}) == 1 for length, lenders in self._by_length.items()}

    def choose(self, phone: Phone) -> tuple[Phone | None, str]:
        """The phone that lends its code, and why it does."""
        length = len(phone.value)
        lenders = self._by_length.get(length, [])
        if not lenders:
            return None, ""
        index = bisect_right(lenders, phone.start, key=lambda other: other.end)
        near = [p for p in lenders[max(0, index - 1) : index + 1] if abs(phone.start - p.end) <= NEAR]
        if near:
            return min(near, key=lambda other: abs(phone.start - other.end)), "код города по соседнему номеру"
        if head := self._of_head[length]:
            return head, "код города из бланка"
        if self._alone[length]:
            return lenders[0], "код города из того же документа"
        return (lenders[0], "код города первого номера документа") if lenders[0].end <= phone.start else (None, "")


def extended(document: Document, text: str, found: Sequence[Phone]) -> Iterator[Phone]:
    """The phones with their extensions: «доб. 46, 47» are two; an extension without a number is of the first phone on a wire.

    An internal number («вн. 4-19») is of that in the letterhead; where there is none, it is a phone itself.
    """
    ends: list[tuple[int, int]] = []
    for phone in found:
        match = _EXTENSION.match(text, phone.end) or _IN_BRACKETS.match(text, phone.end)
        if not match:
            yield phone
            continue
        yield replace(phone, end=match.end(), extension=re.sub(r"\D", "", match["first"]))
        at = match.end()
        ends.append((phone.start, at))
        while more := _MORE.match(text, at):
            yield replace(phone, start=more.start("next"), end=more.end(), extension=more["next"])
            at = more.end()
        ends.append((phone.start, at))
    covered = Claims(ends)
    wired = [phone for phone in found if phone.complete and not phone.value.startswith(_NO_WIRE)]
    in_head = (phone for phone in wired if document.role_at(phone.start) is ZoneRole.LETTERHEAD)
    first, of_head = next(iter(wired), None), next(in_head, None)
    for lone in _LONE.finditer(text):
        extension = re.sub(r"\D", "", lone["first"])
        if covered.end_at(lone.start()):
            continue
        if lone["what"] != "доб" and not of_head:
            yield Phone(lone.start(), lone.end(), extension, confidence=LOCAL, rule="internal")
        elif first := of_head or first:
            evidence = ("добавочный без номера: номер бланка",)
            lone_phone = replace(first, start=lone.start(), end=lone.end(), extension=extension, fax=False)
            yield replace(lone_phone, confidence=LOCAL, rule="extension", evidence=evidence)
