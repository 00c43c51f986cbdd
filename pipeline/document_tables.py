"""The tables of what stands in a document: each row belongs to one document and is numbered within it."""

from __future__ import annotations

from pipeline.columns import (
    DOCUMENT_ID,
    EVIDENCE,
    ORGANIZATION_ID,
    PERSON_ID,
    PLACE,
    SOURCE,
    TO_DOCUMENT,
    TO_ORGANIZATION,
    TO_PERSON,
    N,
    choice,
    code,
    date,
    flag,
    integer,
    text,
)
from pipeline.schema import Column, ForeignKey, Table, Type

REFERENCES = Table(
    "references",
    "Ссылки на документы",
    "Documents by number and date: the own number, the letters answered, the acts cited",
    (
        DOCUMENT_ID,
        N,
        choice("role", "Роль", "Own number, reply to, or cited", "own in_reply_to cited"),
        text("kind", "Вид документа", "Kind of the document named, nominative, lower case", 20),
        code("number", "Номер", "Number as printed", 20),
        date("date", "Дата", "Date of the document named"),
        code("issuer_organization_id", "ID издателя", "The organisation that issued it", 15),
        text("title", "Название", "Title of the document named", 40),
        *SOURCE,
        EVIDENCE,
    ),
    ("document_id", "n"),
    (TO_DOCUMENT, ForeignKey("issuer_organization_id", "organizations", "organization_id")),
    ("number", "issuer_organization_id"),
)

DATES = Table(
    "dates",
    "Даты",
    "One row per distinct date and role",
    (
        DOCUMENT_ID,
        N,
        choice("role", "Роль", "What the date is", "document in_reply_to cited deadline event other"),
        Column("date", "Дата", "ISO 8601, as precise as written; a range as from/to", Type.DATE, width=24),
        date("date_from", "С", "First day, month or year"),
        date("date_to", "По", "Last day, month or year"),
        *SOURCE,
        EVIDENCE,
    ),
    ("document_id", "n"),
    (TO_DOCUMENT,),
    ("date",),
)

SIGNATORIES = Table(
    "signatories",
    "Подписи",
    "Who signed, with the mark of the electronic signature",
    (
        DOCUMENT_ID,
        N,
        PERSON_ID,
        text("person", "Подписал", "Name, nominative, surname first", 32),
        text("position", "Должность", "Post, nominative, without the organisation", 40),
        ORGANIZATION_ID,
        flag("acting", "И.о.", "Whether the person acts for the holder of the post"),
        flag(
            "electronic_signature",
            "ЭП",
            "Whether the document bears the mark of an electronic signature of this person",
        ),
        code("certificate", "Сертификат", "Serial number of the certificate", 34),
        text("certificate_owner", "Владелец", "Owner of the certificate as printed", 32),
        date("valid_from", "Действителен с", "Certificate valid from"),
        date("valid_to", "Действителен по", "Certificate valid to"),
        *SOURCE,
        EVIDENCE,
    ),
    ("document_id", "n"),
    (TO_DOCUMENT, TO_PERSON, TO_ORGANIZATION),
    ("person_id", "organization_id"),
)

ADDRESSEES = Table(
    "addressees",
    "Адресаты",
    "To whom the document is addressed",
    (
        DOCUMENT_ID,
        N,
        ORGANIZATION_ID,
        text("organization", "Организация", "Organisation or class of organisations, nominative", 44),
        text("position", "Должность", "Post, nominative", 30),
        PERSON_ID,
        text("person", "Адресат", "Name, nominative, surname first", 32),
        text("email", "Эл. почта", "E-mail written with the addressee", 26),
        *SOURCE,
        EVIDENCE,
    ),
    ("document_id", "n"),
    (TO_DOCUMENT, TO_ORGANIZATION, TO_PERSON),
    ("organization_id", "person_id"),
)

CONTACTS = Table(
    "contacts",
    "Контакты",
    "Phones, faxes, e-mails, sites and postal addresses",
    (
        DOCUMENT_ID,
        N,
        choice("kind", "Вид", "What it is", "phone fax email url address"),
        code("value", "Значение", "Phone in E.164 or as digits; e-mail, site and address as written", 34, wraps=True),
        code("extension", "Доб.", "Extension of a phone", 8),
        code("postcode", "Индекс", "Postcode", 9),
        text("region", "Регион", "Region of an address", 22),
        text("city", "Населённый пункт", "Town or village", 18),
        text("street", "Улица", "Street without its kind", 22),
        code("house", "Дом", "House, building, office as written", 12),
        choice("owner", "Чей", "Whose contact it is", "sender executor contact_person addressee other"),
        PERSON_ID,
        ORGANIZATION_ID,
        *SOURCE,
        EVIDENCE,
    ),
    ("document_id", "n"),
    (TO_DOCUMENT, TO_PERSON, TO_ORGANIZATION),
    ("value", "person_id", "organization_id"),
)

MENTIONS = Table(
    "mentions",
    "Упоминания",
    "Where people and organisations stand in the text, and as what",
    (
        DOCUMENT_ID,
        N,
        choice("entity_type", "Кто", "Person or organisation", "person organization"),
        code("entity_id", "ID", "The person in people or the organisation in organizations", 15),
        choice(
            "role", "Роль", "As what", "sender addressee signatory executor approver author contact_person mentioned"
        ),
        text("position", "Должность", "Post of the person, as the text says here", 36),
        code("organization_id", "ID организации", "Where the person holds the post", 15),
        *SOURCE,
        EVIDENCE,
        flag("former", "Бывший", "Whether the text says that the post was left"),
    ),
    ("document_id", "n"),
    (TO_DOCUMENT, TO_ORGANIZATION),
    ("entity_id", "organization_id"),
)

APPENDICES = Table(
    "appendices",
    "Приложения",
    "Enclosures named in the document",
    (
        DOCUMENT_ID,
        N,
        code("number", "Номер", "Number of the enclosure", 9),
        text("title", "Название", "Title of the enclosure", 50),
        integer("sheets", "Листов", "Number of sheets"),
        integer("copies", "Экз.", "Number of copies"),
        Column("path", "Файл", "The file that holds it, if met", width=40, wraps=True),
        *PLACE,
        EVIDENCE,
    ),
    ("document_id", "n"),
    (TO_DOCUMENT, ForeignKey("path", "files", "path")),
)

CELLS = Table(
    "tables",
    "Таблицы",
    "Cells of the tables of the documents",
    (
        DOCUMENT_ID,
        integer("table", "Таблица", "Number of the table in the document, from 1", required=True),
        integer("row", "Строка", "Row, from 1", required=True),
        integer("column", "Столбец", "Column, from 1", required=True),
        text("header", "Заголовок столбца", "Text that heads the column", 26),
        text("value", "Значение", "Text of the cell", 50),
        integer("page", "Страница", "Page, from 1"),
    ),
    ("document_id", "table", "row", "column"),
    (TO_DOCUMENT,),
)
