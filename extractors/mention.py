"""Mention: what an extractor found, pointing at the text it found it in."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from extractors.document import Document
from extractors.frozen import dataclass


class Kind(StrEnum):
    """What a mention speaks of; the class of its `value` (`extractors.values`) goes with it."""

    REFERENCE = "reference"  # ReferenceValue: own number, reply, cited act
    DATE = "date"  # DateValue
    DEADLINE = "deadline"  # DateValue: срок исполнения
    PERSON = "person"  # extractors.russian.names.PersonName
    POSITION = "position"  # str, nominative
    ORGANIZATION = "organization"  # OrganizationValue
    PHONE = "phone"  # PhoneValue
    EMAIL = "email"  # str
    URL = "url"  # str
    ADDRESS = "address"  # AddressValue
    REQUISITE = "requisite"  # RequisiteValue: ИНН, КПП, ОГРН, ОКПО
    SIGNATURE_MARK = "signature_mark"  # SignatureMarkValue: отметка об электронной подписи
    APPENDIX = "appendix"  # AppendixValue
    ACCESS_MARK = "access_mark"  # str: гриф
    ALIAS = "alias"  # AliasValue: «(далее – …)»


@dataclass(frozen=True, slots=True)
class Mention:
    """A value and the place it was read from: `text` is `document.text[start:end]`, always.

    `rule` is the short name of the rule that decided, `confidence` 0..1, `evidence` the short reasons
    that spoke for it (in words a person understands).
    """

    kind: Kind
    start: int
    end: int
    text: str
    value: Any
    rule: str
    confidence: float
    evidence: tuple[str, ...] = ()


def mention(
    document: Document,
    kind: Kind,
    start: int,
    end: int,
    value: Any,
    *,
    rule: str,
    confidence: float,
    evidence: tuple[str, ...] = (),
) -> Mention:
    """A Mention whose text is cut from the document, so that the two can not disagree."""
    return Mention(kind, start, end, document.text[start:end], value, rule, confidence, evidence)
