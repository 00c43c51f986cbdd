"""Stand-ins for the slow rooms, so that tests of the back half are about the back half: a reader of text files and an
understanding that makes a letter with a row in every table out of any text."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from extractors.document import Document, Line
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.walk import Found
from pipeline.records import (
    ORGANIZATION,
    PERSON,
    Addressee,
    Appendix,
    Contact,
    DateRecord,
    EntityMention,
    Letter,
    Organization,
    Person,
    Reference,
    Signatory,
    Source,
    TableCell,
)
from pipeline.worker import Task

#: Long enough that a run over dozens of such files can be caught in the middle.
SLOW_SECONDS = 0.05


def read_text(task: Task, alive: Callable[[], None]) -> list[Found]:
    """A text file as a document. Words in it make trouble: KILL ends the worker, SLOW takes long, BAD is an error of
    reading.
    """
    try:
        data = Path(task.path).read_bytes()
    except OSError as error:
        return [Found(task.name, error=ReadError(ErrorCode.UNREADABLE, str(error.strerror)))]
    head = (task.name, None, hashlib.sha256(data).hexdigest(), len(data), task.suffix)
    text = data.decode("utf-8", "replace")
    if "KILL" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "SLOW" in text:
        time.sleep(SLOW_SECONDS)
    if "BAD" in text:
        return [Found(*head, "txt", error=ReadError(ErrorCode.DAMAGED, "the file is damaged"))]
    if not text.strip():
        return [Found(*head, "txt", error=ReadError(ErrorCode.EMPTY, "the file is empty"))]
    return [Found(*head, "txt", document=Document(text, lines=(Line(0, len(text)),), format="txt", source=task.name))]


def understand(documents: Sequence[Document]) -> list[Letter | Exception]:
    """Letters that hold the first line of their documents in every place."""
    return [ValueError("no letter") if "RAISE" in document.text else letter(document.text) for document in documents]


def letter(text: str, number: str = "", date: str = "2024-05-24") -> Letter:
    """A letter with a row in every table."""
    line = text.split("\n", 1)[0]
    where = Source(line, 0, len(line), 1, "stand_in", 0.95, "the first line")
    number = number or line.rsplit(" ", 1)[-1]
    return Letter(
        text=text,
        format="txt",
        kind="letter",
        language="ru",
        title=line,
        pages=1,
        text_source="text",
        access_mark="",
        sender=0,
        confidence=0.9,
        needs_review=False,
        people=(
            Person("Шестакова Елена Андреевна", "Шестакова", "Елена", "Андреевна", "f", "проректор", 0),
            Person("Гвоздкова Н. Г.", "Гвоздкова", "Н.", "Г.", "", "начальник", 1),
        ),
        organizations=(
            Organization(
                "Институт развития образования Иркутской области",
                "ГАУ ДПО ИРО",
                inn="3811107416",
                aliases=("Институт",),
            ),
            Organization(f"Управление образования города № {number}", parent=0),
        ),
        references=(
            Reference("own", "письмо", number, date, 0, "", where),
            Reference("in_reply_to", "письмо", "01-10/04768", "2022-06-20", 1, "", where),
        ),
        dates=(
            DateRecord("document", date, date, date, where),
            DateRecord("deadline", "2024-06", "2024-06", "2024-06", where),
        ),
        signatories=(
            Signatory(0, "проректор", 0, False, True, "00AB", "Шестакова", "2024-01-01", "2025-01-01", where),
        ),
        addressees=(Addressee(1, "Управление образования", "начальник", 1, "post@example.org", where),),
        contacts=(
            Contact("phone", "+70000000000", where, extension="12", owner="executor", person=0, organization=0),
            Contact("email", "post@example.org", where, owner="sender"),
            Contact("address", "000000, Иркутск", where, postcode="000000", city="Иркутск", owner="sender"),
        ),
        mentions=(
            EntityMention(PERSON, 0, "signatory", "проректор", 0, where),
            EntityMention(PERSON, 1, "executor", "начальник", 1, where),
            EntityMention(ORGANIZATION, 0, "sender", "", None, where),
        ),
        appendices=(Appendix("1", "План", 3, 1, where),),
        tables=(TableCell(1, 1, 1, "№", "1", 1), TableCell(1, 1, 2, "Название", "=1+1", 1)),
        warnings=("title: two candidates",),
    )
