"""PDF: running heads, tables, turned pages, strange layers, pages of every kind, damage."""

from __future__ import annotations

import io
from contextlib import suppress
from typing import Any

import pypdfium2 as pdfium
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from budget import examples
from extractors.document import Part
from make_files import Pdf, assemble, refusal, texts
from pdf_letter import BODY, letterhead, read_pdf
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import Limits, Source, read
from pipeline.readers.drawing_order import mended
from pipeline.readers.drawn import edges
from pipeline.readers.layout import lines_in_order
from pipeline.readers.words import Word


def test_running_heads_and_page_numbers() -> None:
    pdf = (
        Pdf()
        .lines(60, 100, BODY)
        .text(290, 820, "1")
        .page()
        .text(60, 40, "Приказ № 5")
        .lines(60, 100, BODY)
        .text(290, 820, "2")
    )
    pdf.page().text(60, 40, "Приказ № 5").lines(60, 100, BODY).text(290, 820, "3")
    document = read_pdf(pdf)
    parts = {(document.at(line), line.part) for line in document.lines}
    assert {("1", Part.FOOTER), ("2", Part.FOOTER), ("Приказ № 5", Part.HEADER), (BODY[0], Part.BODY)} <= parts


def test_a_running_head_of_two_pieces_that_the_letterhead_says_again() -> None:
    pdf = Pdf()
    for number in (1, 2):
        pdf = (pdf.page() if number > 1 else pdf).text(60, 30, "Прокуратура города", 8).text(500, 30, "№ 7-1-2024", 8)
        pdf = pdf.text(290, 820, str(number), 8).lines(60, 160, BODY)
        if number == 1:
            pdf = pdf.lines(60, 60, ["ПРОКУРАТУРА", "ГОРОДА", "08.08.2024 № 7-1-2024/3318"]).text(330, 64, "Директору музея")
    document = read_pdf(pdf)
    assert texts(document)[:3] == ["ПРОКУРАТУРА", "ГОРОДА", "08.08.2024 № 7-1-2024/3318"]
    heads = [document.at(line) for line in document.lines if line.part is Part.HEADER]
    assert " ".join(" ".join(heads).split()) == "Прокуратура города № 7-1-2024 Прокуратура города № 7-1-2024"


def test_a_head_that_is_the_letterhead_stays_above_the_letter() -> None:
    pdf = Pdf().text(60, 30, "Прокуратура города").lines(60, 160, BODY).page().text(60, 30, "Прокуратура города").lines(60, 160, BODY)
    assert texts(read_pdf(pdf))[0] == "Прокуратура города"


def test_paragraph_over_a_page_break_is_not_torn() -> None:
    wide = "Министерство просит рассмотреть возможность участия школ области в конкурсе и"
    first = Pdf().lines(60, 100, BODY).lines(60, 760, [wide, wide])
    pdf = first.page().text(290, 40, "2").lines(60, 100, ["направить сведения об участниках.", "", wide])
    document = read_pdf(pdf)
    assert f"{wide}\nнаправить сведения об участниках." in document.text
    flowing = [line for line in document.lines if document.at(line) in (wide, "направить сведения об участниках.")]
    assert flowing[1].paragraph == flowing[2].paragraph


def test_a_table_of_six_lines() -> None:
    pdf = Pdf().text(60, 80, BODY[0]).grid((60, 160, 400), (100, 120, 140))
    for row, (left, right) in enumerate((("Предмет", "Число"), ("Мяч", "12"))):
        pdf.text(65, 114 + 20 * row, left, 10).text(165, 114 + 20 * row, right, 10)
    document = read_pdf(pdf)
    assert texts(document) == [BODY[0], "Предмет\tЧисло", "Мяч\t12"]
    assert len(document.tables) == 1


def test_drawn_table() -> None:
    pdf = Pdf().text(60, 80, BODY[0]).grid((60, 160, 400), (100, 120, 140, 160, 180))
    rows = (("Дата", "Содержание"), ("03.06.2024", "Регистрация"), ("04.06.2024", "Открытие"), ("", "Концерт"))
    for row, (left, right) in enumerate(rows):
        pdf.text(65, 114 + 20 * row, left, 10).text(165, 114 + 20 * row, right, 10)
    pdf.text(60, 210, "Директор")
    document = read_pdf(pdf)
    assert texts(document)[:4] == [BODY[0], "Дата\tСодержание", "03.06.2024\tРегистрация", "04.06.2024\tОткрытие"]
    assert texts(document)[4:] == ["Концерт", "Директор"]
    assert [(c.row, c.column, c.header) for c in document.tables[0].cells][2:4] == [
        (2, 1, "Дата"),
        (2, 2, "Содержание"),
    ]


def test_edges_are_those_that_pdfplumber_sees_in_the_file() -> None:
    import pdfplumber

    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842))
    canvas.scale(0.5, 0.5)
    canvas.grid([100, 300, 700], [1000, 1040, 1080])
    canvas.rect(80, 200, 400, 60)
    canvas.roundRect(80, 300, 200, 50, 8)
    canvas.line(100, 100, 300, 180)
    path = canvas.beginPath()
    path.moveTo(500, 300)
    path.lineTo(600, 300)
    path.lineTo(600, 400)
    path.close()
    canvas.drawPath(path, fill=1)
    canvas.save()
    page = pdfium.PdfDocument(stream.getvalue())[0]
    drawn = edges(page.get_objects(), lambda x, y: (x, 842 - y))
    seen = pdfplumber.open(io.BytesIO(stream.getvalue())).pages[0].edges

    def place(edge: dict[str, Any]) -> tuple[Any, ...]:
        return edge["orientation"] or "", *(round(edge[side], 2) for side in ("x0", "top", "x1", "bottom"))

    drawn, seen = ([edge for edge in found if edge["width"] + edge["height"]] for found in (drawn, seen))
    assert len(drawn) > 20
    assert sorted(map(place, drawn)) == sorted(map(place, seen))


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_rotated_page(degrees: int) -> None:
    # /Rotate turns upright text on its side; the reader turns the page back
    document = read_pdf(letterhead(Pdf()).lines(60, 200, BODY).rotated(degrees))
    assert texts(document)[:2] == ["МИНИСТЕРСТВО", "КУЛЬТУРЫ ОБЛАСТИ"]
    assert texts(document)[8:] == BODY


def test_stamps_set_askew_are_read_after_the_page() -> None:
    page = Pdf().lines(60, 600, ["Первый заместитель", "директора"]).text(420, 612, "Д.Н. Ясенев")
    page.text(250, 605, "ОТДЕЛ КАДРОВ", turn=-12).text(247.5, 616.7, "ДЛЯ КОПИЙ", turn=-12)
    document = read_pdf(page)
    assert texts(document) == ["Первый заместитель", "директора\tД.Н. Ясенев", "ОТДЕЛ КАДРОВ", "ДЛЯ КОПИЙ"]
    assert [line.part for line in document.lines] == [Part.BODY, Part.BODY, Part.FRAME, Part.FRAME]


def test_a_layer_drawn_letter_by_letter_in_any_order() -> None:
    page, letters = Pdf(), []
    for row, text in enumerate(["Директору лицея № 5", "М. Р. Ясеневой"]):
        place = 60.0
        for char in text:
            letters.append((place, 100 + 15 * row, char))
            place += 12 * (0.278 if char == " " else 0.556)
    for x, top, char in sorted(letters, key=lambda one: (one[0] * 7919) % 101):
        page.text(x, top, char) if char != " " else page
    assert texts(read_pdf(page)) == ["Директору лицея № 5", "М. Р. Ясеневой"]


@pytest.mark.parametrize(
    ("text", "gap", "seen"),
    [
        ("О.В. Ясенева-Гай и другие", 2, ["О.В.", "Ясенева-Гай", "и", "другие"]),
        ("ПРИКАЗ", 8, list("ПРИКАЗ")),  # so wide that blanks were typed
        ("1234567", 2, list("1234567")),  # the numbers of columns
        ("а б в", 2, list("абв")),
    ],
)
def test_letters_set_wide(text: str, gap: float, seen: list[str]) -> None:
    words, place = [], 60.0
    for char in text:
        if char != " ":
            words.append(Word(char, place, 90, place + 6, 102, 100, 12))
        place += 6 + gap
    assert [word.text for word in mended([*words, Word("Школа", 300, 90, 340, 102, 100, 12)])] == [*seen, "Школа"]


@pytest.mark.parametrize("slant", [-0.02, 0.012])
def test_a_layer_as_askew_as_its_scan(slant: float) -> None:
    page = Pdf()
    rows = [*BODY, "Заместитель директора школы          И.И. Ясенев"]
    for row, text in enumerate(rows):
        place = 60.0
        for word in text.split(" "):
            if word:
                page.text(place - slant * 15 * row, 200 + 15 * row + slant * place, word)
            place += 12 * (0.556 * len(word) + 0.278)
    assert texts(read_pdf(page)) == [*BODY, "Заместитель директора школы\tИ.И. Ясенев"]


def test_a_form_with_labels_below_the_lines_to_sign_on() -> None:
    page = Pdf().lines(60, 100, BODY)
    for row, name in ((300, "Г.Ю. Ясенев"), (345, "Ольхина А.В.")):
        page.text(60, row, "Директор").text(400, row, name)
        page.text(60, row + 15, "(должность)", 8).text(250, row + 15, "(подпись)", 8).text(400, row + 15, "(расшифровка подписи)", 8)
    assert texts(read_pdf(page))[len(BODY) :] == [
        "Директор\tГ.Ю. Ясенев", "(должность)\t(подпись)\t(расшифровка подписи)",
        "Директор\tОльхина А.В.", "(должность)\t(подпись)\t(расшифровка подписи)",
    ]  # fmt: skip


def test_font_without_a_map_is_restored() -> None:
    document = read_pdf(Pdf(mapped=False).lines(60, 100, BODY))
    assert texts(document) == BODY
    assert "cp1251" in document.warnings[0]


def test_page_without_text_layer_needs_recognition() -> None:
    pdf = Pdf().box(50, 50, 500, 700)
    with pytest.raises(ReadError) as caught:
        read_pdf(pdf, ocr_pages=0)
    assert caught.value.code is ErrorCode.NO_TEXT_LAYER


def test_mixed_pages() -> None:
    document = read_pdf(Pdf().lines(60, 100, BODY).page().box(50, 50, 500, 700), ocr_pages=0)
    assert texts(document) == BODY
    assert document.warnings == (
        "page 2 was not read: the page is a picture, and recognition is switched off by the limits",
    )


def encrypted() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 700, "text")
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (encrypted(), ErrorCode.ENCRYPTED),
        (Pdf().data(), ErrorCode.NO_TEXT),
        (b"%PDF-1.7\n" + b"junk " * 100, ErrorCode.DAMAGED),
        (
            assemble({1: b"<< /Type /Catalog /Pages 2 0 R >>", 2: b"<< /Type /Pages /Count 0 /Kids [] >>"}),
            ErrorCode.DAMAGED,
        ),
    ],
)
def test_pdf_that_can_not_be_read(data: bytes, code: ErrorCode) -> None:
    with suppress(ReadError):  # what was wrong with the document before says nothing of this one
        read(Source.of(encrypted(), "b.pdf"))
    with pytest.raises(ReadError) as caught:
        read(Source.of(data, "a.pdf"))
    assert caught.value.code is code


def test_too_many_pages() -> None:
    pdf = Pdf().lines(60, 60, BODY)
    for _ in range(5):
        pdf.page()
    with pytest.raises(ReadError) as caught:
        read_pdf(pdf, pages=5)
    assert caught.value.code is ErrorCode.TOO_MANY_PAGES


def test_truncations() -> None:
    data = letterhead(Pdf()).lines(60, 200, BODY).data()
    for part in range(1, 10):
        assert refusal(Source.of(data[: len(data) * part // 10], "a.pdf")) in (
            None,
            ErrorCode.DAMAGED,
            ErrorCode.NO_TEXT,
        )


places = st.tuples(
    st.text("абвГД15№_-«»", min_size=1, max_size=8), st.floats(0, 590), st.floats(0, 840), st.floats(4, 30)
)


@given(st.lists(places, max_size=40))
@examples(100)
def test_no_word_is_lost_by_the_reading_order(found: list[tuple[str, float, float, float]]) -> None:
    words = [Word(text.replace("_", "-"), x, y - size, x + 5 * len(text), y, y, size) for text, x, y, size in found]
    lines = lines_in_order(words, 842)
    assert sorted("".join(line.text for line in lines).replace("\t", "").replace(" ", "")) == sorted(
        "".join(w.text for w in words)
    )


@given(st.binary(min_size=1, max_size=30), st.integers(0, 100_000))
@examples(60)
def test_damage_anywhere(junk: bytes, place: int) -> None:
    data = letterhead(Pdf()).lines(60, 200, BODY).data()
    place %= len(data)
    refusal(Source.of(data[:place] + junk + data[place + len(junk) :], "a.pdf", Limits(ocr_pages=0)))
