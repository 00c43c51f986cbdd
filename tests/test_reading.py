"""The batch with the real readers: containers, messages of МЭДО, hostile and unreadable files."""

from __future__ import annotations

import csv
import email.message
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import standins
from pipeline.batch import Progress, run
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.reading import FileReader
from pipeline.settings import Settings
from pipeline.summary import Summary
from pipeline.writers.csv_tables import PLAIN

SETTINGS = Settings(PLAIN, workers=2, understand=standins.understand)

PASSPORT = """<?xml version="1.0"?><container xmlns="http://minsvyaz.ru/container"><authors><author><registration>
<number>5-р</number><date>2024-05-24</date></registration></author></authors></container>"""


def extract(inbox: Path, output: Path, settings: Settings = SETTINGS) -> tuple[Summary, dict[str, dict[str, str]]]:
    summary = run(inbox, output, settings, Progress())
    with (output / "files.csv").open(encoding="utf-8", newline="") as stream:
        return summary, {row["path"]: row for row in csv.DictReader(stream)}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "letter.txt").write_text("Исх. № 5 от 24.05.2024\nУважаемые коллеги!\nтекст письма", encoding="cp1251")
    return folder


def test_members_have_rows_and_letters(inbox: Path, tmp_path: Path) -> None:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w") as archive:
        archive.writestr("in/other.txt", "Письмо № 77\nтекст в архиве")
        archive.writestr("same.txt", (inbox / "letter.txt").read_bytes())
        archive.writestr("../out.txt", "прочь")
    (inbox / "box.zip").write_bytes(box.getvalue())
    mail = email.message.EmailMessage()
    mail["Subject"], mail["From"] = "О направлении", "a@example.org"
    mail.set_content("Направляем письмо № 8.\nС уважением")
    mail.add_attachment("Письмо № 9\nвложение".encode(), maintype="text", subtype="plain", filename="вложение.txt")
    (inbox / "mail.eml").write_bytes(mail.as_bytes())
    _, files = extract(inbox, tmp_path / "output")
    assert {path: row["status"] for path, row in files.items()} == {
        "box.zip": "ok",
        "box.zip!../out.txt": "failed",
        "box.zip!in/other.txt": "ok",
        "box.zip!same.txt": "ok",
        "letter.txt": "duplicate",
        "mail.eml": "ok",
        "mail.eml!вложение.txt": "ok",
    }
    assert files["box.zip!../out.txt"]["error_code"] == "unsafe_name"
    assert files["letter.txt"]["document_id"] == files["box.zip!same.txt"]["document_id"]
    assert files["mail.eml"]["document_id"]
    again, _ = extract(inbox, tmp_path / "output")
    assert (again.read, again.changed) == (0, 0)


def test_a_folder_of_medo_is_one_message(inbox: Path, tmp_path: Path) -> None:
    message = inbox / "message"
    message.mkdir()
    (message / "passport.xml").write_text(PASSPORT, encoding="utf-8")
    (message / "letter.txt").write_text("Письмо № 5-р\nтекст", encoding="utf-8")
    _, files = extract(inbox, tmp_path / "output")
    assert files["message"]["format"] == "medo"
    assert files["message!letter.txt"]["status"] == "ok"
    assert "message/letter.txt" not in files
    assert extract(inbox, tmp_path / "output")[0].read == 0
    (message / "letter.txt").write_text("Письмо № 6-р\nтекст", encoding="utf-8")
    assert extract(inbox, tmp_path / "output")[0].read == 1


def test_bad_input_costs_its_own_row(inbox: Path, tmp_path: Path) -> None:
    (inbox / "empty.docx").touch()
    (inbox / "zeros.pdf").write_bytes(bytes(5000))
    (inbox / "broken.docx").write_bytes(b"PK\x03\x04" + bytes(100))
    (inbox / "program.exe").write_bytes(b"MZ" + bytes(range(256)) * 20)
    (inbox / "large.txt").write_text("а" * 5000)
    limits = replace(DEFAULT_LIMITS, file_bytes=8000)
    summary, files = extract(inbox, tmp_path / "output", replace(SETTINGS, limits=limits))
    assert {path: row["error_code"] for path, row in files.items()} == {
        "broken.docx": "damaged",
        "empty.docx": "empty",
        "large.txt": "too_large",
        "letter.txt": "",
        "program.exe": "unsupported_format",
        "zeros.pdf": "damaged",
    }
    assert all(row["error_message"] for row in files.values() if row["error_code"])
    assert summary.failed == 5


def test_an_enclosure_is_found_beside_its_letter(inbox: Path, tmp_path: Path) -> None:
    """The stand-in names the enclosure «План», number 1, in every letter."""
    with zipfile.ZipFile(inbox / "box.zip", "w") as archive:
        archive.writestr("letter.txt", "Письмо № 77")
        archive.writestr("Приложение_1.txt", "План")
        archive.writestr("Приложение_2.txt", "Смета")
    extract(inbox, tmp_path / "output")
    with (tmp_path / "output" / "appendices.csv").open(encoding="utf-8", newline="") as stream:
        held = {row["path"] for row in csv.DictReader(stream)}
    assert held == {"", "box.zip!Приложение_1.txt"}


def test_a_reader_is_made_anew_in_every_worker() -> None:
    reader = FileReader()
    assert reader._reader is None
