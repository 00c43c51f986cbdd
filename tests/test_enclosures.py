"""An enclosure that came as a file of its own is tied to its letter: in mail, beside the letter, and in archives."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from make_files import docx, p, zipped
from pipeline.batch import Progress, run
from pipeline.settings import Settings
from pipeline.store import Store
from pipeline.tables import table

LETTER = [
    "ДЕПАРТАМЕНТ ЛЕСНОГО ХОЗЯЙСТВА СОСНОВСКОЙ ОБЛАСТИ",
    "24.05.2024 № 15-р",
    "Директорам лесничеств",
    "О плане мероприятий",
    "Уважаемые коллеги!",
    "Направляем план мероприятий и список участников.",
    "Приложение: 1. План мероприятий на 2024 год на 3 л. в 1 экз.",
    "2. Список участников совещания на 2 л. в 1 экз.",
    "Начальник департамента И.И. Ясенев",
]


def appendices(folder: Path) -> list[tuple[str, str | None, str | None]]:
    """(path of the letter, title of the enclosure, its file), as the tables have them."""
    run(folder / "inbox", folder / "output", Settings(workers=1, outputs=False), Progress())
    with Store.open(folder / "output") as store:
        names = table("appendices").names
        rows = [dict(zip(names, row, strict=True)) for row in store.rows("appendices")]
        documents = {row[0]: row for row in store.rows("documents")}
        place = table("documents").index("path")
        return [(documents[row["document_id"]][place], row["title"], row["path"]) for row in rows]


def mail(body: str, **files: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"], message["Date"] = "k@les.example", "План", "Fri, 24 May 2024 10:00:00 +0300"
    message.set_content(body)
    for name, data in files.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


PLAN = docx(p("План мероприятий на 2024 год") + p("1. Посадка деревьев"))
PEOPLE = docx(p("Список участников совещания") + p("1. Ясенев И.И."))
BODY = docx("".join(map(p, LETTER)))


@pytest.mark.parametrize("container", ["mail", "mail with the letter attached", "archive"])
def test_an_enclosure_is_tied_to_its_letter(container: str, tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    files = {"План мероприятий.docx": PLAN, "Прил_2.docx": PEOPLE}
    if container == "mail":
        (tmp_path / "inbox" / "box.eml").write_bytes(mail("\n".join(LETTER), **files))
        prefix, letter = "box.eml!", "box.eml"
    elif container == "archive":
        (tmp_path / "inbox" / "box.zip").write_bytes(zipped({"Письмо.docx": BODY, **files}))
        prefix, letter = "box.zip!", "box.zip!Письмо.docx"
    else:
        (tmp_path / "inbox" / "box.eml").write_bytes(mail("Направляем письмо.", **{"Письмо.docx": BODY, **files}))
        prefix, letter = "box.eml!", "box.eml!Письмо.docx"
    found = {title: path for holder, title, path in appendices(tmp_path) if holder == letter and title}
    assert list(found.values()) == [f"{prefix}План мероприятий.docx", f"{prefix}Прил_2.docx"], found


def test_a_file_of_another_container_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / "letter.docx").write_bytes(BODY)
    (tmp_path / "inbox" / "План мероприятий.docx").write_bytes(PLAN)
    (tmp_path / "inbox" / "other.zip").write_bytes(zipped({"План мероприятий на 2024 год.docx": PEOPLE}))
    assert [path for holder, _, path in appendices(tmp_path) if holder == "letter.docx"] == [None, None]
