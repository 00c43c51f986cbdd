"""The columns that several tables have, and short ways to declare the others."""

from __future__ import annotations

from pipeline.schema import Column, ForeignKey, Type


def text(name: str, title: str, description: str, width: int = 0) -> Column:
    """What is read as words."""
    return Column(name, title, description, width=width, wraps=True)


def code(name: str, title: str, description: str, width: int = 16, *, wraps: bool = False) -> Column:
    """Digits and signs that are no number: text everywhere."""
    return Column(name, title, description, Type.CODE, width=width, wraps=wraps)


def date(name: str, title: str, description: str) -> Column:
    """A date, or what is known of it."""
    return Column(name, title, description, Type.DATE, width=13)


def integer(name: str, title: str, description: str, *, required: bool = False) -> Column:
    """A count or a place."""
    return Column(name, title, description, Type.INTEGER, required=required, width=11)


def flag(name: str, title: str, description: str) -> Column:
    """Yes, no, or empty where it is not known."""
    return Column(name, title, description, Type.BOOLEAN, width=11)


def choice(name: str, title: str, description: str, values: str, width: int = 14) -> Column:
    """One of the words of `values`, which stand apart by spaces."""
    return Column(name, title, description, values=tuple(values.split()), width=width)


DOCUMENT_KINDS = "letter order news article web_page other"
STATUSES = "ok duplicate empty failed skipped"

DOCUMENT_ID = Column(
    "document_id",
    "ID документа",
    "Identifier of the document: the beginning of the sha256 of its file",
    Type.CODE,
    required=True,
    width=19,
)
N = integer("n", "№ п/п", "Number of the row within the document, from 1", required=True)
PERSON_ID = code("person_id", "ID лица", "The person in people", 15)
ORGANIZATION_ID = code("organization_id", "ID организации", "The organisation in organizations", 15)
PATH = Column(
    "path",
    "Файл",
    "Path within the inbox; `container!member` for what an archive or a mail holds",
    required=True,
    width=36,
    wraps=True,
)
CONFIDENCE = Column("confidence", "Уверенность", "How sure the program is, 0 to 1", Type.NUMBER, width=13)
REVIEW = flag("needs_review", "Нужна проверка", "Whether a person should look at the document; warnings say why")
PLACE = (
    text("quote", "Цитата", "The text the value was read from, exactly text[start:end]", 50),
    integer("start", "Начало", "Offset of the quote in text/ID.txt, in code points, from 0"),
    integer("end", "Конец", "Offset behind the quote"),
    integer("page", "Страница", "Page of the quote, from 1"),
)
SOURCE = (*PLACE, text("rule", "Правило", "Short name of the rule that decided", 24), CONFIDENCE)
EVIDENCE = text("evidence", "Основания", "What spoke for the value", 40)
TO_DOCUMENT = ForeignKey("document_id", "documents", "document_id")
TO_PERSON = ForeignKey("person_id", "people", "person_id")
TO_ORGANIZATION = ForeignKey("organization_id", "organizations", "organization_id")
