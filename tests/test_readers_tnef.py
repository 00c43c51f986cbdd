"""«winmail.dat»: the letters that Outlook packs, and the text of a mail that stands nowhere else."""

from __future__ import annotations

import struct

import pytest

from make_files import docx, p
from make_tnef import many, one, tnef
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import Source, read, sniff
from pipeline.readers.walk import Found, walk
from test_readers_mail import mail

LETTER = docx(p("Исх. № 5"))


def found(data: bytes, name: str) -> list[Found]:
    return list(dict(walk(Source.of(data, name))).values())


def test_the_letter_in_it_is_read() -> None:
    box = mail("Направляем отчёт.", winmail__dat=tnef("Направляем отчёт.", [("Отчёт за год.docx", LETTER)]))
    items = found(box.as_bytes(), "box.eml")
    assert [(i.name, i.holder, i.format) for i in items] == [
        ("box.eml", None, "eml"), ("winmail.dat", 0, "tnef"), ("Отчёт за год.docx", 1, "docx"),
    ]  # fmt: skip
    assert [item.document.text if item.document else None for item in items] == ["Направляем отчёт.", None, "Исх. № 5"]
    assert not any(item.error or item.members_error for item in items)


def test_its_text_is_that_of_a_mail_without_one() -> None:
    items = found(mail("", winmail__dat=tnef("Прошу сообщить до 5 мая.")).as_bytes(), "box.eml")
    assert items[0].document is not None
    assert items[0].document.text == "Прошу сообщить до 5 мая."


def test_it_stands_alone() -> None:
    source = Source.of(tnef("Прошу сообщить."), "winmail.dat")
    assert sniff(source) == "tnef"
    assert read(source).text == "Прошу сообщить."


def test_properties_of_every_length() -> None:
    # a number, a named property, a text of two pieces, then the page
    name = b"\x01" * 16 + struct.pack("<II", 1, 6) + "имя".encode("utf-16-le") + b"\0\0"
    pieces = struct.pack("<HHI", 0x101F, 0x0E05, 2) + 2 * (struct.pack("<I", 4) + "да".encode("utf-16-le"))
    page = many(0x0102, 0x1013, "<p>Прошу <b>сообщить</b></p>".encode())
    properties = struct.pack("<I", 4) + one(0x0003, 0x0E07, 1) + many(0x001F, 0x8001, b"a\0", name) + pieces + page
    assert read(Source.of(tnef("", properties=properties), "winmail.dat")).text == "Прошу сообщить"


def test_a_cut_one() -> None:
    whole = tnef("Прошу сообщить.", [("a.docx", LETTER)])
    assert [i.name for i in found(whole[:-60], "winmail.dat")][:1] == ["winmail.dat"]
    with pytest.raises(ReadError) as caught:
        read(Source.of(whole[:20], "winmail.dat"))
    assert caught.value.code is ErrorCode.DAMAGED


def test_a_name_in_bare_bytes() -> None:
    box = mail("Направляем.", letter__txt=b"No 5").as_bytes().replace(b"letter.txt", "Отчёт за май.txt".encode("cp1251"))
    assert [item.name for item in found(box, "box.eml")] == ["box.eml", "Отчёт за май.txt"]
