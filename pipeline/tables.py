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

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

#: Several values in one cell stand apart by this.
SEPARATOR = " | "

#: ISO 8601 as far as the text is precise: a day, a month, a year, a quarter, or a range of two of them.
_DATE_POINT = r"\d{4}(-\d{2}(-\d{2})?|-Q[1-4])?"
DATE_PATTERN = rf"{_DATE_POINT}(/{_DATE_POINT})?"


class Type(StrEnum):
    """What a column holds. A CODE is digits that are no number (ИНН, индекс, телефон, номер документа): text
    everywhere.
    """

    TEXT = "text"
    CODE = "code"
    DATE = "date"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `title` heads it in Russian, `values` is the closed list of what it may hold, `width` in characters
    (XLSX).

    `many`: the cell may hold several values, separated by `SEPARATOR`.
    """

    name: str
    title: str
    description: str
    type: Type = Type.TEXT
    values: tuple[str, ...] = ()
    required: bool = False
    width: int = 0
    many: bool = False

    @property
    def pattern(self) -> str:
        """The regular expression a value of a date column must match whole; "" where anything goes."""
        if self.type is not Type.DATE:
            return ""
        return rf"({DATE_PATTERN})( \| {DATE_PATTERN})*" if self.many else DATE_PATTERN


@dataclass(frozen=True, slots=True)
class ForeignKey:
    """`column` of this table is `target` of `table`, or empty."""

    column: str
    table: str
    target: str


@dataclass(frozen=True)
class Table:
    """A table: `key` identifies a row, `indexes` are the columns a reader would filter by."""

    name: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    foreign: tuple[ForeignKey, ...] = ()
    indexes: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of this name; KeyError when there is none."""
        return self.columns[self.index(name)]

    def index(self, name: str) -> int:
        """The place of a column, from 0; KeyError when there is none."""
        if name not in self.names:
            raise KeyError(f"table {self.name} has no column {name}")
        return self.names.index(name)

    @property
    def of_documents(self) -> bool:
        """Whether its rows belong to one document each, numbered within it."""
        return self.key[0] == "document_id"


def _text(name: str, title: str, description: str, width: int = 0) -> Column:
    return Column(name, title, description, width=width)


def _code(name: str, title: str, description: str, width: int = 16) -> Column:
    return Column(name, title, description, Type.CODE, width=width)


def _date(name: str, title: str, description: str) -> Column:
    return Column(name, title, description, Type.DATE, width=13)


def _integer(name: str, title: str, description: str, *, required: bool = False) -> Column:
    return Column(name, title, description, Type.INTEGER, required=required, width=9)


def _flag(name: str, title: str, description: str) -> Column:
    return Column(name, title, description, Type.BOOLEAN, width=9)


def _choice(name: str, title: str, description: str, values: str, width: int = 14) -> Column:
    return Column(name, title, description, values=tuple(values.split()), width=width)


DOCUMENT_KINDS = "letter order news article web_page other"
STATUSES = "ok duplicate empty failed skipped"

_DOCUMENT_ID = Column(
    "document_id",
    "ID документа",
    "Identifier of the document: the beginning of the sha256 of its file",
    Type.CODE,
    required=True,
    width=19,
)
_N = _integer("n", "№ п/п", "Number of the row within the document, from 1", required=True)
_PERSON_ID = _code("person_id", "ID лица", "The person in people", 15)
_ORGANIZATION_ID = _code("organization_id", "ID организации", "The organisation in organizations", 15)
_PATH = Column(
    "path",
    "Файл",
    "Path within the inbox; `container!member` for what an archive or a mail holds",
    required=True,
    width=40,
)
_CONFIDENCE = Column("confidence", "Уверенность", "How sure the program is, 0 to 1", Type.NUMBER, width=13)
_REVIEW = _flag("needs_review", "Нужна проверка", "Whether a person should look at the document; warnings say why")
_PLACE = (
    _text("quote", "Цитата", "The text the value was read from, exactly text[start:end]", 50),
    _integer("start", "Начало", "Offset of the quote in text/ID.txt, in code points, from 0"),
    _integer("end", "Конец", "Offset behind the quote"),
    _integer("page", "Страница", "Page of the quote, from 1"),
)
_SOURCE = (*_PLACE, _text("rule", "Правило", "Short name of the rule that decided", 24), _CONFIDENCE)
_EVIDENCE = _text("evidence", "Основания", "What spoke for the value", 40)
_TO_DOCUMENT = ForeignKey("document_id", "documents", "document_id")
_TO_PERSON = ForeignKey("person_id", "people", "person_id")
_TO_ORGANIZATION = ForeignKey("organization_id", "organizations", "organization_id")

FILES = Table(
    "files",
    "Файлы",
    "One row for every file met, members of archives and mail attachments included",
    (
        _PATH,
        _code("sha256", "SHA-256", "Hash of the bytes of the file", 20),
        _integer("size", "Размер", "Size in bytes"),
        _text("format", "Формат", "Format told from the content, then from the name", 10),
        _code(
            "document_id", "ID документа", "The document read from the file; that of the first file for a duplicate", 19
        ),
        Column(
            "status", "Состояние", "What became of the file", values=tuple(STATUSES.split()), required=True, width=12
        ),
        _text("error_code", "Код ошибки", "Code of the error, from a closed list", 20),
        _text("error_message", "Ошибка", "What happened and what can be done, in plain words", 60),
    ),
    ("path",),
    (_TO_DOCUMENT,),
    ("document_id", "status"),
)

DOCUMENTS = Table(
    "documents",
    "Документы",
    "One row per document",
    (
        _DOCUMENT_ID,
        _PATH,
        _text("format", "Формат", "Format of the file", 10),
        _choice("kind", "Тип", "What the document is", DOCUMENT_KINDS),
        _text("language", "Язык", "ISO 639-1 code of the language of the text", 8),
        _text("title", "Заголовок", "Заголовок к тексту, headline or title", 50),
        _integer("pages", "Страниц", "Number of pages"),
        _integer("characters", "Знаков", "Length of the text in code points"),
        _choice(
            "text_source", "Источник текста", "Whether the text was printed or recognised from a picture", "text ocr"
        ),
        _code("registration_number", "Рег. номер", "Registration number", 20),
        _date("registration_date", "Дата", "Date of the document"),
        _code(
            "sender_organization_id",
            "ID отправителя",
            "Author of the document: the most specific level of the letterhead",
            15,
        ),
        _text("access_mark", "Гриф", "Гриф ограничения доступа", 20),
        _CONFIDENCE,
        _REVIEW,
        _text("warnings", "Замечания", f"What is doubtful, by field, separated by «{SEPARATOR}»", 50),
    ),
    ("document_id",),
    (ForeignKey("path", "files", "path"), ForeignKey("sender_organization_id", "organizations", "organization_id")),
    ("path", "registration_number", "registration_date", "sender_organization_id"),
)

REFERENCES = Table(
    "references",
    "Ссылки на документы",
    "Documents by number and date: the own number, the letters answered, the acts cited",
    (
        _DOCUMENT_ID,
        _N,
        _choice("role", "Роль", "Own number, reply to, or cited", "own in_reply_to cited"),
        _text("kind", "Вид документа", "Kind of the document named, nominative, lower case", 20),
        _code("number", "Номер", "Number as printed", 20),
        _date("date", "Дата", "Date of the document named"),
        _code("issuer_organization_id", "ID издателя", "The organisation that issued it", 15),
        _text("title", "Название", "Title of the document named", 40),
        *_SOURCE,
        _EVIDENCE,
    ),
    ("document_id", "n"),
    (_TO_DOCUMENT, ForeignKey("issuer_organization_id", "organizations", "organization_id")),
    ("number", "issuer_organization_id"),
)

DATES = Table(
    "dates",
    "Даты",
    "One row per distinct date and role",
    (
        _DOCUMENT_ID,
        _N,
        _choice("role", "Роль", "What the date is", "document in_reply_to cited deadline event other"),
        Column("date", "Дата", "ISO 8601, as precise as written; a range as from/to", Type.DATE, width=24),
        _date("date_from", "С", "First day, month or year"),
        _date("date_to", "По", "Last day, month or year"),
        *_SOURCE,
        _EVIDENCE,
    ),
    ("document_id", "n"),
    (_TO_DOCUMENT,),
    ("date",),
)

SIGNATORIES = Table(
    "signatories",
    "Подписи",
    "Who signed, with the mark of the electronic signature",
    (
        _DOCUMENT_ID,
        _N,
        _PERSON_ID,
        _text("person", "Подписал", "Name, nominative, surname first", 32),
        _text("position", "Должность", "Post, nominative, without the organisation", 40),
        _ORGANIZATION_ID,
        _flag("acting", "И.о.", "Whether the person acts for the holder of the post"),
        _flag(
            "electronic_signature",
            "ЭП",
            "Whether the document bears the mark of an electronic signature of this person",
        ),
        _code("certificate", "Сертификат", "Serial number of the certificate", 34),
        _text("certificate_owner", "Владелец", "Owner of the certificate as printed", 32),
        _date("valid_from", "Действителен с", "Certificate valid from"),
        _date("valid_to", "Действителен по", "Certificate valid to"),
        *_SOURCE,
        _EVIDENCE,
    ),
    ("document_id", "n"),
    (_TO_DOCUMENT, _TO_PERSON, _TO_ORGANIZATION),
    ("person_id", "organization_id"),
)

ADDRESSEES = Table(
    "addressees",
    "Адресаты",
    "To whom the document is addressed",
    (
        _DOCUMENT_ID,
        _N,
        _ORGANIZATION_ID,
        _text("organization", "Организация", "Organisation or class of organisations, nominative", 44),
        _text("position", "Должность", "Post, nominative", 30),
        _PERSON_ID,
        _text("person", "Адресат", "Name, nominative, surname first", 32),
        _text("email", "Эл. почта", "E-mail written with the addressee", 26),
        *_SOURCE,
        _EVIDENCE,
    ),
    ("document_id", "n"),
    (_TO_DOCUMENT, _TO_ORGANIZATION, _TO_PERSON),
    ("organization_id", "person_id"),
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
        Column("name", "Название", "Name, nominative, whole", required=True, width=60),
        _text("short_name", "Краткое название", "Official short name", 26),
        _text("legal_form", "Правовая форма", "Organisational and legal form", 26),
        _code("parent_organization_id", "ID вышестоящей", "The organisation it belongs to", 15),
        _code("inn", "ИНН", "Taxpayer number"),
        _code("kpp", "КПП", "Code of the reason of registration"),
        _code("ogrn", "ОГРН", "State registration number"),
        _code("okpo", "ОКПО", "Code of the organisation in the statistics"),
        _text("aliases", "Другие названия", f"Other forms met, separated by «{SEPARATOR}»", 40),
        _integer("documents", "Документов", "Number of documents that name it"),
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
        Column("full_name", "ФИО", "Fullest form of the name, nominative, surname first", required=True, width=34),
        _text("surname", "Фамилия", "Surname", 20),
        _text("given_name", "Имя", "Given name or its initial", 14),
        _text("patronymic", "Отчество", "Patronymic or its initial", 18),
        _choice("gender", "Пол", "m, f or empty where nothing tells", "m f", 6),
        _text("last_position", "Последняя должность", "The post by the latest document", 40),
        _ORGANIZATION_ID,
        _integer("documents", "Документов", "Number of documents that name the person"),
        _text(
            "posts", "Должности по датам", f"Every post met: date, post, organisation; separated by «{SEPARATOR}»", 60
        ),
    ),
    ("person_id",),
    (_TO_ORGANIZATION,),
    ("full_name", "organization_id"),
)

CONTACTS = Table(
    "contacts",
    "Контакты",
    "Phones, faxes, e-mails, sites and postal addresses",
    (
        _DOCUMENT_ID,
        _N,
        _choice("kind", "Вид", "What it is", "phone fax email url address"),
        _code("value", "Значение", "Phone in E.164 or as digits; e-mail, site and address as written", 34),
        _code("extension", "Доб.", "Extension of a phone", 8),
        _code("postcode", "Индекс", "Postcode", 9),
        _text("region", "Регион", "Region of an address", 22),
        _text("city", "Населённый пункт", "Town or village", 18),
        _text("street", "Улица", "Street without its kind", 22),
        _code("house", "Дом", "House, building, office as written", 12),
        _choice("owner", "Чей", "Whose contact it is", "sender executor contact_person addressee other"),
        _PERSON_ID,
        _ORGANIZATION_ID,
        *_SOURCE,
        _EVIDENCE,
    ),
    ("document_id", "n"),
    (_TO_DOCUMENT, _TO_PERSON, _TO_ORGANIZATION),
    ("value", "person_id", "organization_id"),
)

MENTIONS = Table(
    "mentions",
    "Упоминания",
    "Where people and organisations stand in the text, and as what",
    (
        _DOCUMENT_ID,
        _N,
        _choice("entity_type", "Кто", "Person or organisation", "person organization"),
        _code("entity_id", "ID", "The person in people or the organisation in organizations", 15),
        _choice(
            "role", "Роль", "As what", "sender addressee signatory executor approver author contact_person mentioned"
        ),
        _text("position", "Должность", "Post of the person, as the text says here", 36),
        _code("organization_id", "ID организации", "Where the person holds the post", 15),
        *_SOURCE,
        _EVIDENCE,
        _flag("former", "Бывший", "Whether the text says that the post was left"),
    ),
    ("document_id", "n"),
    (_TO_DOCUMENT, _TO_ORGANIZATION),
    ("entity_id", "organization_id"),
)

APPENDICES = Table(
    "appendices",
    "Приложения",
    "Enclosures named in the document",
    (
        _DOCUMENT_ID,
        _N,
        _code("number", "Номер", "Number of the enclosure", 9),
        _text("title", "Название", "Title of the enclosure", 50),
        _integer("sheets", "Листов", "Number of sheets"),
        _integer("copies", "Экз.", "Number of copies"),
        Column("path", "Файл", "The file that holds it, if met", width=40),
        *_PLACE,
        _EVIDENCE,
    ),
    ("document_id", "n"),
    (_TO_DOCUMENT, ForeignKey("path", "files", "path")),
)

CELLS = Table(
    "tables",
    "Таблицы",
    "Cells of the tables of the documents",
    (
        _DOCUMENT_ID,
        _integer("table", "Таблица", "Number of the table in the document, from 1", required=True),
        _integer("row", "Строка", "Row, from 1", required=True),
        _integer("column", "Столбец", "Column, from 1", required=True),
        _text("header", "Заголовок столбца", "Text that heads the column", 26),
        _text("value", "Значение", "Text of the cell", 50),
        _integer("page", "Страница", "Page, from 1"),
    ),
    ("document_id", "table", "row", "column"),
    (_TO_DOCUMENT,),
)

REGISTER = Table(
    "register",
    "Журнал регистрации",
    f"One row per document: the registration card; several values in a cell are separated by «{SEPARATOR}»",
    (
        _DOCUMENT_ID,
        _PATH,
        _choice("kind", "Тип", "What the document is", DOCUMENT_KINDS, 10),
        _code("registration_number", "Рег. номер", "Registration number", 20),
        _date("registration_date", "Дата", "Date of the document"),
        _code("in_reply_to", "В ответ на", "Numbers and dates of the letters answered", 28),
        _text("sender", "Отправитель", "Author organisation", 44),
        _text("addressee", "Адресат", "Post, person and organisation addressed", 44),
        _text("title", "Заголовок", "Заголовок к тексту or headline", 44),
        _text("signatory", "Подписал", "Who signed", 28),
        _text("signatory_position", "Должность", "Post of the signatory", 28),
        _text("executor", "Исполнитель", "Who prepared the document", 28),
        _code("executor_phone", "Тел. исполнителя", "Phone of the executor", 20),
        Column("deadline", "Срок", "Dates by which something is asked for", Type.DATE, width=13, many=True),
        _code("phones", "Телефоны", "All phones and faxes", 30),
        _text("emails", "Эл. почта", "All e-mails", 26),
        _text("appendices", "Приложения", "Titles of the enclosures", 40),
        _CONFIDENCE,
        _REVIEW,
    ),
    ("document_id",),
    (_TO_DOCUMENT, ForeignKey("path", "files", "path")),
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
