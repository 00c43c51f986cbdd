"""What the extractors find, one frozen class a kind; names and forms as `contract/tables.md` wants them."""

from __future__ import annotations

from extractors.frozen import dataclass


@dataclass(frozen=True, slots=True)
class DateValue:
    """A calendar date or interval.

    `iso` is ISO 8601: "2024-05-24", "2022-06", "2024", "2022/2023", "2024-06-03/2024-06-07"; a year that
    the text leaves out is "????" ("????-06-01"), and `relative_year` says why: "current" («т.г.»,
    «текущего года»), "" (no year at all). `iso` is "" where only a span of time is said («в 10-дневный
    срок»). `precision`: day, month, quarter, year, school_year, range.
    """

    iso: str
    precision: str = "day"
    relative_year: str = ""

    @property
    def complete(self) -> bool:
        """Whether the year is known."""
        return bool(self.iso) and "?" not in self.iso


@dataclass(frozen=True, slots=True)
class ReferenceValue:
    """A document named by number and date. `role`: own, in_reply_to, cited; `kind` nominative, lower case."""

    role: str
    kind: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class PhoneValue:
    """`value` is E.164 or, with no knowable area code, the digits; `extension` the digits after «доб.»."""

    value: str
    extension: str = ""
    fax: bool = False


@dataclass(frozen=True, slots=True)
class AddressValue:
    """A postal address; `street` without ул., пл. and their like, `house` with корп., стр., каб. as written."""

    postcode: str = ""
    region: str = ""
    city: str = ""
    street: str = ""
    house: str = ""


@dataclass(frozen=True, slots=True)
class RequisiteValue:
    """`code`: inn, kpp, ogrn, okpo; `number` its digits, the check digit verified where there is one."""

    code: str
    number: str


@dataclass(frozen=True, slots=True)
class OrganizationValue:
    """An organisation in the nominative, whole. `is_class`: a class of organisations, not one of them."""

    name: str
    short_name: str = ""
    legal_form: str = ""
    parent: str = ""
    is_class: bool = False


@dataclass(frozen=True, slots=True)
class AliasValue:
    """«Полное имя (далее – Краткое)»: `alias` stands for the organisation that ends at `target_end`."""

    alias: str
    target_end: int


@dataclass(frozen=True, slots=True)
class SignatureMarkValue:
    """Отметка об электронной подписи; dates are ISO."""

    certificate: str = ""
    owner: str = ""
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class AppendixValue:
    """Отметка о приложении: one enclosure; counts are None where not said."""

    number: str = ""
    title: str = ""
    sheets: int | None = None
    copies: int | None = None
