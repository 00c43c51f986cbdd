"""Mail, archives and МЭДО: every member has its row, no name leaves its container."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from extractors.document import Part
from make_files import docx, msg, p, sound, texts, zipped
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import Limits, Source, members, read, sniff
from pipeline.readers.medo import passport
from pipeline.readers.walk import Found, walk


def mail(text: str = "Направляем отчёт.", subject: str = "Отчёт за год", **parts: bytes) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Канцелярия <kanc@les.example>"
    message["Subject"] = subject
    message["Date"] = "Fri, 24 May 2024 10:00:00 +0300"
    message.set_content(text)
    for name, data in parts.items():
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name.replace("__", "."))
    return message


def found(data: bytes, name: str, **limits: int) -> list[Found]:
    return list(dict(walk(Source.of(data, name, Limits(**limits)))).values())


def test_eml() -> None:
    data = mail(письмо__docx=docx(p("Исх. № 5"))).as_bytes()
    items = found(data, "box.eml")
    assert [(i.name, i.holder, i.format) for i in items] == [("box.eml", None, "eml"), ("письмо.docx", 0, "docx")]
    document = items[0].document
    assert document is not None
    assert sound(document).text == "Направляем отчёт."
    assert document.meta["mail.subject"] == "Отчёт за год"
    assert document.meta["mail.from"] == "Канцелярия <kanc@les.example>"
    assert document.meta["mail.date"] == "2024-05-24T10:00:00+03:00"
    attached = items[1].document
    assert attached is not None
    assert attached.source == "box.eml!письмо.docx"
    assert attached.meta["mail.subject"] == "Отчёт за год"


COVER = """Для исполнения.

-------- Пересылаемое сообщение --------
Тема: О сроках
От: Канцелярия <kanc@les.example>
Кому: а@b.example

"""


@pytest.mark.parametrize("quoted", [False, True])
def test_what_stands_above_a_forwarded_letter_is_its_frame(quoted: bool) -> None:
    letter = "ШКОЛА № 5\nПросим ответить.\n"
    text = "".join(f"> {line}\n" for line in letter.splitlines()) if quoted else letter
    for message in (mail(COVER + text), mail(COVER.replace("сообщение", "письмо") + text)):
        document = sound(read(Source.of(message.as_bytes(), "a.eml")))
        assert [line.part is Part.FRAME for line in document.lines] == [True] * 5 + [False] * 2
        assert texts(document)[5:] == letter.splitlines()


def test_a_page_that_was_forwarded() -> None:
    message = EmailMessage()
    message.set_content("".join(f"<p>{row}</p>" for row in (COVER + "ШКОЛА № 5").split("\n") if row), subtype="html")
    document = sound(read(Source.of(message.as_bytes(), "a.eml")))
    assert [line.part is Part.FRAME for line in document.lines] == [True] * 5 + [False]


def test_the_text_above_what_it_answers_is_the_letter() -> None:
    letter = "Направляем сведения об участниках смотра, о которых Вы просили. " * 6
    text = f"{letter}\n\nОт: А <a@b.example>\nКому: в@б.example\nТема: О смотре\n\nПросим прислать сведения.\n"
    document = read(Source.of(mail(text).as_bytes(), "a.eml"))
    assert [line.part is Part.FRAME for line in document.lines] == [False] + [True] * 4
    text = f"{letter}\n\n02.04.2024 10:00, Архив пишет:\n> Просим прислать сведения.\n> Архив\n\nС уважением, Музей\n"
    document = read(Source.of(mail(text).as_bytes(), "a.eml"))
    assert [line.part is Part.FRAME for line in document.lines] == [False, True, True, True, False]


def test_a_short_answer_above_copied_headers_is_the_letter() -> None:
    text = "Подтверждаем.\n\n-----Original Message-----\nFrom: a@b.example\nSent: Monday\nTo: c@d.example\n\nПросим подтвердить.\n"
    for subject, frame in (("Re: О смотре", [False] + [True] * 5), ("Fwd: О смотре", [True] * 5 + [False])):
        document = read(Source.of(mail(text, subject).as_bytes(), "a.eml"))
        assert [line.part is Part.FRAME for line in document.lines] == frame


def test_a_quotation_that_a_note_sends_on_is_the_letter() -> None:
    letter = ["ШКОЛА № 5", "19.03.2025 № 61", "Просим ответить."]
    quotation = "19.03.2025 14:22, Школа пишет:\n" + "".join(f"> {row}\n" for row in letter)
    document = sound(read(Source.of(mail("Пересылаю письмо школы.\n\n" + quotation).as_bytes(), "a.eml")))
    assert [line.part is Part.FRAME for line in document.lines] == [True, True, False, False, False]
    assert texts(document)[2:] == letter
    document = read(Source.of(mail("Согласны с предложением.\n\n" + quotation).as_bytes(), "a.eml"))
    assert [line.part is Part.FRAME for line in document.lines] == [False, True, True, True, True]


def test_what_stands_under_every_mail_is_its_frame() -> None:
    text = "Просим прислать сведения.\n\nНачальник отдела\n\nНастоящее сообщение предназначено только для адресата.\n"
    document = read(Source.of(mail(text).as_bytes(), "a.eml"))
    assert [line.part is Part.FRAME for line in document.lines] == [False, False, True]


def test_raw_cp1251_headers() -> None:
    data = (
        "Subject: О встрече\nFrom: Отдел <a@b.example>\nDate: 1\nMIME-Version: 1.0\nContent-Type: text/plain; "
        "charset=windows-1251\n\nТекст письма\n"
    )
    document = read(Source.of(data.encode("cp1251"), "a.eml"))
    assert (document.text, document.meta["mail.subject"]) == ("Текст письма", "О встрече")


def test_html_body_and_decoration() -> None:
    message = mail("-")
    message.add_alternative("<p>Уважаемый коллега!</p><p>Направляем <b>отчёт</b>.</p><img src='cid:x'>", subtype="html")
    page = message.get_payload(1)
    assert isinstance(page, EmailMessage)
    page.add_related(b"\x89PNG" * 10, maintype="image", subtype="png", cid="<x>")
    items = found(message.as_bytes(), "a.eml")
    assert len(items) == 1
    assert items[0].document is not None
    assert texts(items[0].document) == ["Уважаемый коллега!", "Направляем отчёт."]


def test_mail_inside_mail() -> None:
    outer = mail("Пересылаем.", "Fwd")
    outer.add_attachment(mail("Вложенное письмо", "Внутри", a__txt="Текст".encode()))
    items = found(outer.as_bytes(), "a.eml")
    assert [(i.name, i.holder) for i in items] == [("a.eml", None), ("Внутри.eml", 0), ("a.txt", 1)]
    assert items[1].document is not None
    assert items[1].document.text == "Вложенное письмо"


def test_mail_of_attachments_only_has_its_subject() -> None:
    assert read(Source.of(mail("", "Отчёт", a__txt=b"x").as_bytes(), "a.eml")).text == "Отчёт"


def test_mail_without_text_or_subject_is_a_container() -> None:
    items = found(mail("", "", a__txt="Текст".encode()).as_bytes(), "a.eml")
    assert [(i.name, i.error, i.document is None) for i in items] == [("a.eml", None, True), ("a.txt", None, False)]


def test_msg() -> None:
    properties: dict[int, str | bytes] = {
        0x37: "Отчёт",
        0x1000: "Направляем отчёт.",
        0x0C1A: "Канцелярия",
        0x5D01: "k@les.example",
    }
    data = msg(
        properties,
        [
            {0x3707: "отчёт.txt", 0x3701: "Отчёт за год".encode().ljust(4096)},
            {0x3707: "п.docx", 0x3701: docx(p("Исх. № 5"))},
        ],
    )
    items = found(data, "a.msg")
    assert [(i.name, i.format) for i in items] == [("a.msg", "msg"), ("отчёт.txt", "txt"), ("п.docx", "docx")]
    assert items[0].document is not None
    assert sound(items[0].document).text == "Направляем отчёт."
    assert items[0].document.meta["mail.from"] == "Канцелярия <k@les.example>"


def test_mbox_and_maildir(tmp_path: Path) -> None:
    first, second = mail("Первое").as_string(), mail("Второе\nFrom us").as_string().replace("\nFrom us", "\n>From us")
    data = f"From a@b Mon Jan  1 10:00:00 2024\n{first}\nFrom a@b Mon Jan  1 11:00:00 2024\n{second}\n".encode()
    items = found(data, "box.mbox")
    assert [(i.name, i.format) for i in items] == [("box.mbox", "mbox"), ("0001.eml", "eml"), ("0002.eml", "eml")]
    assert [i.document and i.document.text for i in items] == [None, "Первое", "Второе\nFrom us"]
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    (tmp_path / "new" / "17.host").write_bytes(mail("Новое").as_bytes())
    source = Source.of(tmp_path, "почта")
    assert sniff(source) == "maildir"
    assert [m.name for m in members(source)] == ["почта!new/17.host"]


def test_zip_names() -> None:
    items = found(zipped({"Письмо.txt": "Текст", "папка/b.txt": "Ещё", "__MACOSX/._b.txt": "x"}), "a.zip")
    assert [i.name for i in items] == ["a.zip", "Письмо.txt", "папка/b.txt"]


def test_zip_names_of_dos() -> None:
    from pipeline.readers.zip import name_of

    for encoding in ("cp866", "cp1251", "utf-8"):
        info = zipfile.ZipInfo("Приказ о смотре.docx".encode(encoding).decode("cp437"))
        assert name_of(info) == "Приказ о смотре.docx"


@pytest.mark.parametrize("name", ["../x.txt", "/etc/x.txt", "a/../../x.txt", "C:\\x.txt", "..\\x.txt", "~/x.txt"])
def test_unsafe_names(name: str) -> None:
    items = found(zipped({name: "Текст", "b.txt": "Хороший"}), "a.zip")
    assert items[1].error is not None
    assert items[1].error.code is ErrorCode.UNSAFE_NAME
    assert items[1].sha256 == ""
    assert items[2].document is not None


def test_links_in_archives_are_not_followed() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        info = zipfile.ZipInfo("link.txt")
        info.external_attr = 0o120777 << 16
        archive.writestr(info, "/etc/passwd")
    item = found(stream.getvalue(), "a.zip")[1]
    assert item.error is not None
    assert item.error.code is ErrorCode.UNSAFE_NAME


def test_depth() -> None:
    data = zipped({"a.txt": "Текст"})
    for level in range(6):
        data = zipped({f"{level}.zip": data})
    items = found(data, "a.zip", archive_depth=3)
    assert len(items) == 4
    assert items[-1].members_error is not None
    assert items[-1].members_error.code is ErrorCode.ARCHIVE_TOO_DEEP


def test_too_many_members() -> None:
    items = found(zipped({f"{n}.txt": "x" for n in range(20)}), "a.zip", members=10)
    assert [i.name for i in items][-1] == "a.zip"
    assert items[-1].members_error is not None
    assert items[-1].members_error.code is ErrorCode.ARCHIVE_BOMB


def test_a_bomb_among_letters() -> None:
    items = found(zipped({"bomb.txt": b"0" * 20_000_000, "b.txt": "Письмо"}), "a.zip")
    assert items[1].error is not None
    assert items[1].error.code is ErrorCode.ARCHIVE_BOMB
    assert items[2].document is not None


PASSPORT = """<c:container xmlns:c="http://minsvyaz.ru/container">
<c:requisites><c:documentKind>Письмо</c:documentKind><c:annotation>О смотре</c:annotation></c:requisites>
<c:authors><c:author><c:organization><c:title>Департамент леса</c:title></c:organization>
<c:registration><c:number>15-р</c:number><c:date>2024-05-24</c:date></c:registration></c:author></c:authors>
</c:container>"""
OLD = """<x:communication xmlns:x="http://www.infpres.com/IEDMS">
<x:header><x:source><x:organization>Департамент леса</x:organization></x:source></x:header>
<x:document><x:kind>Письмо</x:kind><x:num><x:number>15-р</x:number><x:date>2024-05-24</x:date></x:num><x:addressees>
<x:addressee><x:organization>Лесхоз</x:organization><x:person>Соснин Л.Л.</x:person></x:addressee></x:addressees>
</x:document></x:communication>"""


def test_passports() -> None:
    new = passport(PASSPORT.encode())
    assert new == {
        "medo.number": "15-р",
        "medo.date": "2024-05-24",
        "medo.kind": "Письмо",
        "medo.subject": "О смотре",
        "medo.sender": "Департамент леса",
    }
    old = passport(OLD.encode())
    assert (old["medo.number"], old["medo.sender"], old["medo.addressees"]) == (
        "15-р",
        "Департамент леса",
        "Лесхоз Соснин Л.Л.",
    )


@pytest.mark.parametrize(
    ("text", "warnings"),
    [
        ("Исх. № 15-р от 24.05.2024", 0),
        ("Исх. № 15-р от «24» мая 2024 г.", 0),
        ("№ 16-р от 24.05.2024", 1),
        ("№ 15-р от 25.05.2024", 1),
    ],
)
def test_medo_is_compared_with_the_letter(text: str, warnings: int) -> None:
    items = found(zipped({"passport.xml": PASSPORT, "letter.docx": docx(p(text))}), "message.edc.zip")
    assert [(i.format, i.error) for i in items] == [("medo", None), ("medo", None), ("docx", None)]
    assert items[2].document is not None
    assert items[2].document.meta["medo.number"] == "15-р"
    assert len(items[2].document.warnings) == warnings


def test_medo_folder(tmp_path: Path) -> None:
    (tmp_path / "document.xml").write_text(OLD, encoding="utf-8")
    (tmp_path / "letter.txt").write_text("Исх. № 15-р от 24.05.2024", encoding="utf-8")
    source = Source.of(tmp_path, "message")
    assert sniff(source) == "medo"
    letters = [m for m in members(source) if m.suffix == "txt"]
    assert read(letters[0]).meta["medo.sender"] == "Департамент леса"


@given(st.binary(max_size=200), st.integers(0, 5000))
@examples(80)
def test_damage_anywhere(junk: bytes, place: int) -> None:
    for data in (zipped({"a.txt": "Текст", "b.zip": zipped({"c.txt": "Ещё"})}), mail(a__txt=b"text").as_bytes()):
        at = place % len(data)
        for item in found(data[:at] + junk + data[at + len(junk) :], "a.bin"):
            assert item.error is None or item.error.code is not ErrorCode.CRASHED, item.error


@given(st.text('abя:;=?"\n\r -@<>/', max_size=300))
@examples(100)
def test_any_mail_is_read(text: str) -> None:
    head = "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n"
    for item in found((head + text).encode("utf-8", "surrogatepass"), "a.eml"):
        assert item.error is None or item.error.code is not ErrorCode.CRASHED, item.error


def test_refusals_are_errors_of_their_own() -> None:
    source = Source.of(b"", "a.zip").refused("x", ErrorCode.UNSAFE_NAME, "no")
    with pytest.raises(ReadError):
        _ = source.data
