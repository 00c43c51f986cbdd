"""RTF, ODT and DOC: the same letter as in DOCX."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from extractors.document import Document, Part
from make_files import odt, refusal, sound, texts
from pipeline.errors import ErrorCode
from pipeline.readers import Source, read
from pipeline.readers.doc_deletions import without_deletions
from pipeline.readers.rtf import plain_text

FILES = Path(__file__).parent / "files"


def escaped(text: str) -> str:
    return "".join(
        f"\\'{byte:02x}" if byte > 127 or chr(byte) in "\\{}" else chr(byte) for byte in text.encode("cp1251")
    )


def read_rtf(body: str) -> Document:
    return sound(
        read(
            Source.of(
                (r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 Arial;}}" + body + "}").encode(), "a.rtf"
            )
        )
    )


def test_rtf_letterhead_and_table() -> None:
    row = (
        r"\trowd\cellx4000\cellx9000 \pard\intbl "
        + escaped("МИНИСТЕРСТВО")
        + r"\par "
        + escaped("КУЛЬТУРЫ")
        + r"\cell "
    )
    row += escaped("Директору музея") + r"\cell\row\pard\qc\b " + escaped("Уважаемый коллега!") + r"\b0\par"
    document = read_rtf(row)
    assert texts(document) == ["МИНИСТЕРСТВО", "КУЛЬТУРЫ", "Директору музея", "Уважаемый коллега!"]
    assert (document.lines[3].align, document.lines[3].bold) == ("center", True)


def test_rtf_data_table() -> None:
    shape = "".join(r"\clbrdrl\brdrs\clbrdrt\brdrs\clbrdrb\brdrs\clbrdrr\brdrs\cellx" + str(4000 * n) for n in (1, 2))
    rows = "".join(
        rf"\trowd{shape}\pard\intbl {escaped(a)}\cell {escaped(b)}\cell\row"
        for a, b in (("Дата", "Тема"), ("1 мая", "Смотр"))
    )
    document = read_rtf(rows + r"\pard " + escaped("Конец") + r"\par")
    assert texts(document) == ["Дата\tТема", "1 мая\tСмотр", "Конец"]
    assert document.tables[0].cells[-1].header == "Тема"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"\u1055?\u1080?сьмо".replace("сьмо", escaped("сьмо")), "Письмо"),
        (r"{\uc2\u1055??}" + escaped("исьмо"), "Письмо"),
        (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt " + escaped("ссылка") + "}}", "ссылка"),
        (escaped("пись") + r"\-" + escaped("мо 22") + r"\_33\~" + escaped("г."), "письмо 22\u201133\u00a0г."),
        (r"{\v " + escaped("скрыто") + r"}{\deleted " + escaped("удалено") + "}" + escaped("видно"), "видно"),
        (r"{\pict\pngblip 89504e47}{\*\generator x;}{\info{\title y}}" + escaped("текст"), "текст"),
        (r"{\pntext 1.\tab}" + escaped("пункт"), "1.\tпункт"),
        (escaped("один") + r"\line " + escaped("два"), "один\nдва"),
        (r"\u-10179?\u-8704?" + escaped("х"), "\U0001f600х"),
    ],
)
def test_rtf_inside_a_paragraph(source: str, text: str) -> None:
    assert read_rtf(source + r"\par").text == text


def test_rtf_headers_notes_and_boxes() -> None:
    body = r"{\header\pard " + escaped("Бланк") + r"\par}{\footer\pard {\field{\*\fldinst PAGE}{\fldrslt 2}}\par}"
    body += r"\pard " + escaped("Текст") + r"{\footnote\pard " + escaped("Сноска") + r"\par}\par"
    body += (
        r"{\shp{\*\shpinst\shpleft0{\sp{\sn x}{\sv 1}}{\shptxt\pard "
        + escaped("Рамка")
        + r"\par}}{\shprslt "
        + escaped("Рамка")
        + "}}\\par"
    )
    document = read_rtf(body)
    assert texts(document) == ["Бланк", "Рамка", "Текст", "Сноска"] or texts(document) == [
        "Бланк",
        "Текст",
        "Рамка",
        "Сноска",
    ]
    assert document.lines[0].part is Part.HEADER
    assert document.lines[-1].part is Part.NOTE


def test_rtf_from_a_mail_keeps_its_text() -> None:
    data = (
        rb"{\rtf1\ansi\ansicpg1251\fromhtml1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 "
        rb"\'cf\'e8\'f1\'fc\'ec\'ee\htmlrtf\par}\htmlrtf0}"
    )
    assert plain_text(data).strip() == "Письмо"


@given(st.text("\\{}abcdpr'*u0123456789- ;\nя", max_size=300))
@examples(150)
def test_any_rtf_is_sound(text: str) -> None:
    refusal(Source.of(b"{\\rtf1 " + text.encode("cp1251", "replace"), "a.rtf"))


def test_hidden_text_of_an_odt() -> None:
    styles = '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    body = '<text:p>Просим<text:span text:style-name="H"> за № 999</text:span> ответить</text:p>'
    assert texts(read(Source.of(odt(body, styles), "a.odt"))) == ["Просим ответить"]


def test_the_name_of_a_picture_is_no_text() -> None:
    picture = "<draw:frame><draw:image/><svg:title>Подпись</svg:title><svg:desc>Подпись директора</svg:desc></draw:frame>"
    assert texts(read(Source.of(odt(f"<text:p>Директор {picture} И.И. Ясенев</text:p>"), "a.odt"))) == ["Директор  И.И. Ясенев"]


def test_odt() -> None:
    styles = (
        "<style:style style:name='C' style:family='paragraph'><style:paragraph-properties "
        "fo:text-align='center'/></style:style>"
    )
    body = (
        "<table:table><table:table-row><table:table-cell><text:p>МИНИСТЕРСТВО</text:p><text:p>КУЛЬТУРЫ</text:p>"
        "</table:table-cell>"
        "<table:table-cell><text:p>Директору музея</text:p></table:table-cell></table:table-row></table:table>"
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>удалено</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        "<text:p text:style-name='C'>Уважаемый<text:s text:c='1'/>коллега!</text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>Рамка</text:p></draw:text-box></draw:frame>Министр<text:tab/>"
        "И.И. Ясенев"
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Сноска</text:p>"
        "</text:note-body></text:note></text:p>"
    )
    document = sound(read(Source.of(odt(body, styles), "a.odt")))
    assert texts(document) == [
        "МИНИСТЕРСТВО",
        "КУЛЬТУРЫ",
        "Директору музея",
        "Уважаемый коллега!",
        "Рамка",
        "Министр\tИ.И. Ясенев",
        "Сноска",
    ]
    assert document.lines[3].align == "center"


def test_a_remark_of_a_reviewer_is_no_text_of_a_doc() -> None:
    assert texts(sound(read(Source.of(FILES / "commented.doc")))) == ["Предлагаем принять меры."]


def test_doc() -> None:
    document = sound(read(Source.of(FILES / "letter.doc")))
    assert document.format == "doc"
    assert texts(document)[:4] == [
        "ДЕПАРТАМЕНТ ЛЕСНОГО ХОЗЯЙСТВА",
        "СОСНОВСКОЙ ОБЛАСТИ",
        "24.05.2024 № 15-р",
        "Директорам лесничеств",
    ]
    assert texts(document)[-1] == "Исп. Берёзкина А.А., 22-33-44"


def test_tracked_deletions_of_a_doc() -> None:
    data = (FILES / "tracked.doc").read_bytes()
    text = sound(read(Source.of(data, "a.doc"))).text
    assert "на июнь 2023 года" in text
    assert "с 8.30 до 13.00." in text
    accepted = without_deletions(data)
    assert len(accepted) == len(data)
    assert without_deletions(accepted) == accepted
    untouched = (FILES / "letter.doc").read_bytes()
    assert without_deletions(untouched) is untouched


@given(st.binary(min_size=1, max_size=600), st.integers(0, 40_000))
@examples(60)
def test_damaged_streams_of_a_doc(junk: bytes, place: int) -> None:
    data = (FILES / "tracked.doc").read_bytes()
    place %= len(data)
    broken = data[:place] + junk + data[place + len(junk) :]
    assert len(without_deletions(broken)) == len(broken)


@given(st.binary(min_size=1, max_size=40), st.integers(0, 20_000))
@examples(60)
def test_damaged_doc(junk: bytes, place: int) -> None:
    data = (FILES / "letter.doc").read_bytes()
    place %= len(data)
    refusal(Source.of(data[:place] + junk + data[place + len(junk) :], "a.doc"))


def test_truncated_doc() -> None:
    data = (FILES / "letter.doc").read_bytes()
    for part in range(1, 10):
        assert refusal(Source.of(data[: len(data) * part // 10], "a.doc")) in (
            None,
            ErrorCode.DAMAGED,
            ErrorCode.NO_TEXT,
            ErrorCode.UNSUPPORTED_FORMAT,
        )
