"""Every table of the output, declared once: names, types, keys, Russian titles, descriptions.

The header of a CSV, the schema of `letters.sqlite`, `datapackage.json`, the types of a sheet in `letters.xlsx`, the
frames of the Python API and `pismo schema` are all derived from `TABLES`; nothing else in the program names a column
twice.

>>> table("references").key
('document_id', 'n')
>>> [column.name for column in table("tables").columns]
['document_id', 'table', 'row', 'column', 'header', 'value', 'page']
"""

from __future__ import annotations

from pipeline.columns import (
    CONFIDENCE,
    DOCUMENT_ID,
    DOCUMENT_KINDS,
    ORGANIZATION_ID,
    PATH,
    REVIEW,
    STATUSES,
    TO_DOCUMENT,
    TO_ORGANIZATION,
    choice,
    code,
    date,
    integer,
    text,
)
from pipeline.document_tables import ADDRESSEES, APPENDICES, CELLS, CONTACTS, DATES, MENTIONS, REFERENCES, SIGNATORIES
from pipeline.schema import SEPARATOR, Column, ForeignKey, Table, Type

FILES = Table(
    "files",
    "Файлы",
    "One row for every file met, members of archives and mail attachments included",
    (
        PATH,
        code("sha256", "SHA-256", "Hash of the bytes of the file", 20),
        integer("size", "Размер", "Size in bytes"),
        text("format", "Формат", "Format told from the content, then from the name", 10),
        code(
            "document_id", "ID документа", "The document read from the file; that of the first file for a duplicate", 19
        ),
        Column(
            "status", "Состояние", "What became of the file", values=tuple(STATUSES.split()), required=True, width=12
        ),
        text("error_code", "Код ошибки", "Code of the error, from a closed list", 20),
        text("error_message", "Ошибка", "What happened and what can be done, in plain words", 60),
    ),
    ("path",),
    (TO_DOCUMENT,),
    ("document_id", "status"),
)

DOCUMENTS = Table(
    "documents",
    "Документы",
    "One row per document",
    (
        DOCUMENT_ID,
        PATH,
        text("format", "Формат", "Format of the file", 10),
        choice("kind", "Тип", "What the document is", DOCUMENT_KINDS),
        text("language", "Язык", "ISO 639-1 code of the language of the text", 8),
        text("title", "Заголовок", "Заголовок к тексту, headline or title", 50),
        integer("pages", "Страниц", "Number of pages"),
        integer("characters", "Знаков", "Length of the text in code points"),
        choice(
            "text_source", "Источник текста", "Whether the text was printed or recognised from a picture", "text ocr"
        ),
        code("registration_number", "Рег. номер", "Registration number", 20, wraps=True),
        date("registration_date", "Дата", "Date of the document"),
        code(
            "sender_organization_id",
            "ID отправителя",
            "Author of the document: the most specific level of the letterhead",
            15,
        ),
        text("access_mark", "Гриф", "Гриф ограничения доступа", 20),
        CONFIDENCE,
        REVIEW,
        text("warnings", "Замечания", f"What is doubtful, by field, separated by «{SEPARATOR}»", 50),
    ),
    ("document_id",),
    (ForeignKey("path", "files", "path"), ForeignKey("sender_organization_id", "organizations", "organization_id")),
    ("path", "registration_number", "registration_date", "sender_organization_id"),
)

ORGANIZATIONS = Table(
    "organizations",
    "Организации",
    "One row per organisation over the whole batch",
    (
        Column(
            "organization_id",
            "ID организации",
            "Identifier made from the canonical key",
            Type.CODE,
            required=True,
            width=15,
        ),
        Column("name", "Название", "Name, nominative, whole", required=True, width=60, wraps=True),
        text("short_name", "Краткое название", "Official short name", 26),
        text("legal_form", "Правовая форма", "Organisational and legal form", 26),
        code("parent_organization_id", "ID вышестоящей", "The organisation it belongs to", 15),
        code("inn", "ИНН", "Taxpayer number"),
        code("kpp", "КПП", "Code of the reason of registration"),
        code("ogrn", "ОГРН", "State registration number"),
        code("okpo", "ОКПО", "Code of the organisation in the statistics"),
        text("aliases", "Другие названия", f"Other forms met, separated by «{SEPARATOR}»", 40),
        integer("documents", "Документов", "Number of documents that name it"),
    ),
    ("organization_id",),
    (ForeignKey("parent_organization_id", "organizations", "organization_id"),),
    ("name", "inn", "ogrn", "parent_organization_id"),
)

PEOPLE = Table(
    "people",
    "Люди",
    "One row per person over the whole batch",
    (
        Column("person_id", "ID лица", "Identifier made from the canonical key", Type.CODE, required=True, width=15),
        Column("full_name", "ФИО", "Fullest form of the name, nominative, surname first", required=True, width=34, wraps=True),
        text("surname", "Фамилия", "Surname", 20),
        text("given_name", "Имя", "Given name or its initial", 14),
        text("patronymic", "Отчество", "Patronymic or its initial", 18),
        choice("gender", "Пол", "m, f or empty where nothing tells", "m f", 6),
        text("last_position", "Последняя должность", "The post by the latest document", 40),
        ORGANIZATION_ID,
        integer("documents", "Документов", "Number of documents that name the person"),
        text(
            "posts", "Должности по датам", f"Every post met: date, post, organisation; separated by «{SEPARATOR}»", 60
        ),
    ),
    ("person_id",),
    (TO_ORGANIZATION,),
    ("full_name", "organization_id"),
)

REGISTER = Table(
    "register",
    "Журнал регистрации",
    f"One row per document: the registration card; several values in a cell are separated by «{SEPARATOR}»",
    (
        DOCUMENT_ID,
        PATH,
        choice("kind", "Тип", "What the document is", DOCUMENT_KINDS, 10),
        code("registration_number", "Рег. номер", "Registration number", 20, wraps=True),
        date("registration_date", "Дата", "Date of the document"),
        code("in_reply_to", "В ответ на", "Numbers and dates of the letters answered", 28, wraps=True),
        text("sender", "Отправитель", "Author organisation", 44),
        text("addressee", "Адресат", "Post, person and organisation addressed", 44),
        text("title", "Заголовок", "Заголовок к тексту or headline", 44),
        text("signatory", "Подписал", "Who signed", 28),
        text("signatory_position", "Должность", "Post of the signatory", 28),
        text("executor", "Исполнитель", "Who prepared the document", 28),
        code("executor_phone", "Тел. исполнителя", "Phone of the executor", 20, wraps=True),
        Column("deadline", "Срок", "Dates by which something is asked for", Type.DATE, width=13, many=True, wraps=True),
        code("phones", "Телефоны", "All phones and faxes", 30, wraps=True),
        text("emails", "Эл. почта", "All e-mails", 32),
        text("appendices", "Приложения", "Titles of the enclosures", 40),
        CONFIDENCE,
        REVIEW,
    ),
    ("document_id",),
    (TO_DOCUMENT, ForeignKey("path", "files", "path")),
    ("registration_number", "registration_date"),
)

#: The order of sheets, of resources and of `pismo schema`: the card first, as an analyst opens it.
TABLES: tuple[Table, ...] = (
    REGISTER,
    DOCUMENTS,
    REFERENCES,
    DATES,
    SIGNATORIES,
    ADDRESSEES,
    ORGANIZATIONS,
    PEOPLE,
    CONTACTS,
    MENTIONS,
    APPENDICES,
    CELLS,
    FILES,
)

_BY_NAME = {one.name: one for one in TABLES}


def table(name: str) -> Table:
    """The table of this name; KeyError when there is none."""
    return _BY_NAME[name]
