"""Letter and its parts: what one document says, before anything is known of the rest of the batch.

People and organisations of the letter stand once in `people` and `organizations`; every other record
points at them by index (`person`, `organization`: an index, or None). `pipeline.registry` later gives the
same person or organisation of many letters one identifier.
"""

from __future__ import annotations

from dataclasses import field

from extractors.frozen import dataclass

PERSON = "person"
ORGANIZATION = "organization"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read: `quote` is `text[start:end]`, `page` counts from 1, `confidence` 0..1."""

    quote: str
    start: int
    end: int
    page: int
    rule: str
    confidence: float
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post held at an organisation of the letter (an index, or None where none is said)."""

    position: str
    organization: int | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the letter in the fullest form the letter gives, nominative.

    `surname`, `given_name`, `patronymic` are whole or an initial with its dot, "" where not said;
    `gender` is "m", "f" or "" where nothing tells. `position`, `organization`: the post held, by the
    strongest mention of it; `also`: the other posts held. Posts that were left are in none of them.
    """

    full_name: str
    surname: str
    given_name: str = ""
    patronymic: str = ""
    gender: str = ""
    position: str = ""
    organization: int | None = None
    also: tuple[HeldPost, ...] = ()


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation of the letter, nominative, in the fullest form; `aliases` are its other forms.

    `registrable` is False for a class («образовательные организации»), which the registry leaves out.
    """

    name: str
    short_name: str = ""
    legal_form: str = ""
    parent: int | None = None
    inn: str = ""
    kpp: str = ""
    ogrn: str = ""
    okpo: str = ""
    aliases: tuple[str, ...] = ()
    registrable: bool = True


@dataclass(frozen=True, slots=True)
class Reference:
    """A document by number and date. `role`: own, in_reply_to, cited."""

    role: str
    kind: str
    number: str
    date: str
    organization: int | None
    title: str
    source: Source


@dataclass(frozen=True, slots=True)
class DateRecord:
    """A calendar date. `role`: document, in_reply_to, cited, deadline, event, other."""

    role: str
    date: str
    date_from: str
    date_to: str
    source: Source


@dataclass(frozen=True, slots=True)
class Signatory:
    """Подпись, with what the mark of an electronic signature says of it."""

    person: int | None
    position: str
    organization: int | None
    acting: bool
    electronic_signature: bool
    certificate: str
    certificate_owner: str
    valid_from: str
    valid_to: str
    source: Source


@dataclass(frozen=True, slots=True)
class Addressee:
    """Адресат; `organization_name` holds a class of organisations too («муниципальные органы …»)."""

    organization: int | None
    organization_name: str
    position: str
    person: int | None
    email: str
    source: Source


@dataclass(frozen=True, slots=True)
class Contact:
    """`kind`: phone, fax, email, url, address; `owner`: sender, executor, contact_person, addressee, other."""

    kind: str
    value: str
    source: Source
    extension: str = ""
    postcode: str = ""
    region: str = ""
    city: str = ""
    street: str = ""
    house: str = ""
    owner: str = "other"
    person: int | None = None
    organization: int | None = None


@dataclass(frozen=True, slots=True)
class EntityMention:
    """A person or an organisation at a place of the text.

    `entity_type`: person, organization; `entity` its index; `role`: sender, addressee, signatory, executor,
    approver, author, contact_person, mentioned. `position`, `organization`: of a person, as said here;
    `former`: the post was left. Whoever is said to hold two posts is mentioned twice at one place.
    """

    entity_type: str
    entity: int
    role: str
    position: str
    organization: int | None
    source: Source
    former: bool = False


@dataclass(frozen=True, slots=True)
class Appendix:
    """An enclosure; `sheets`, `copies` are None where not said."""

    number: str
    title: str
    sheets: int | None
    copies: int | None
    source: Source


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a table of the document; `table`, `row`, `column` count from 1."""

    table: int
    row: int
    column: int
    header: str
    value: str
    page: int


@dataclass(frozen=True, slots=True)
class Letter:
    """What one document says. `kind`: letter, order, news, article, web_page, other; `language`: ISO 639-1.

    `sender` is the index of the author organisation, the most specific level of the letterhead.
    `warnings` name the doubtful fields: "registration_number: two candidates"; `needs_review` follows from
    them. `text` is the text that every offset points into; `field_confidence` how sure the fields of the card are.
    """

    text: str
    format: str
    kind: str
    language: str
    title: str
    pages: int
    text_source: str
    access_mark: str
    sender: int | None
    confidence: float
    needs_review: bool
    warnings: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    organizations: tuple[Organization, ...] = ()
    references: tuple[Reference, ...] = ()
    dates: tuple[DateRecord, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    addressees: tuple[Addressee, ...] = ()
    contacts: tuple[Contact, ...] = ()
    mentions: tuple[EntityMention, ...] = ()
    appendices: tuple[Appendix, ...] = ()
    tables: tuple[TableCell, ...] = ()
    meta: dict[str, str] = field(default_factory=dict)
    field_confidence: dict[str, float] = field(default_factory=dict)
