"""PDF: the order in which columns, rows and lines of a letter are read, blanks and hyphens."""

from __future__ import annotations

import ctypes
from typing import Any

import pytest

from make_files import Pdf, texts
from pdf_letter import BODY, letterhead, read_pdf
from pipeline.readers import words
from pipeline.readers.layout import lines_in_order
from pipeline.readers.words import Word


def test_corner_letterhead_stays_apart_from_the_addressee() -> None:
    document = read_pdf(letterhead(Pdf()).lines(60, 200, BODY))
    assert texts(document)[:8] == [
        "МИНИСТЕРСТВО",
        "КУЛЬТУРЫ ОБЛАСТИ",
        "ул. Мира, д. 5, г. Омск",
        "тел. 22-33-44",
        "24.05.2024 № 15",
        "Директорам музеев",
        "и библиотек",
        "области",
    ]
    assert texts(document)[8:] == BODY
    assert len({line.block for line in document.lines}) == 3
    assert len({line.paragraph for line in document.lines[8:]}) == 1
    assert document.lines[0].box is not None
    assert (document.pages[0].width, document.pages[0].height) == (595, 842)


def test_an_addressee_beside_the_letterhead_of_a_letter_of_few_words() -> None:
    pdf = letterhead(Pdf()).lines(60, 160, ["О яблоках"]).lines(60, 190, ["Яблоки отправлены."]).lines(60, 240, ["Директор"])
    found = texts(read_pdf(pdf.lines(330, 240, ["Н.В. Вишнякова"])))
    assert found[5:9] == ["Директорам музеев", "и библиотек", "области", "О яблоках"]
    assert found[-1].split() == ["Директор", "Н.В.", "Вишнякова"]


def test_a_letterhead_in_two_languages_above_a_longer_pair_of_columns() -> None:
    pdf = Pdf().lines(70, 60, ["УДМУРТ ЭЛЬКУНЫСЬ", "ДЫШЕТОНЪЯ", "МИНИСТЕРСТВО"]).lines(340, 60, ["МИНИСТЕРСТВО", "НАУКИ", "РЕСПУБЛИКИ"])
    pdf.lines(60, 120, ["Присутствовали на заседании рабочей группы, созванной министерством республики:"])
    left, right = [f"Участник {n}" for n in "абвгде"], [f"заведующий отделом {n}" for n in "абвгде"]
    document = read_pdf(pdf.lines(60, 160, left).lines(330, 160, right))
    assert texts(document)[:6] == [
        "УДМУРТ ЭЛЬКУНЫСЬ", "ДЫШЕТОНЪЯ", "МИНИСТЕРСТВО", "МИНИСТЕРСТВО", "НАУКИ", "РЕСПУБЛИКИ",
    ]  # fmt: skip


def test_a_number_of_few_letters_stands_in_a_column() -> None:
    pdf = Pdf().lines(60, 60, ["Исх. № 88/25", "от 01.09.2025"]).lines(330, 60, ["Директорам музеев", "и библиотек", "области"])
    assert texts(read_pdf(pdf.lines(60, 200, BODY)))[:5] == [
        "Исх. № 88/25", "от 01.09.2025", "Директорам музеев", "и библиотек", "области",
    ]  # fmt: skip


def test_number_and_date_by_columns_stay_rows() -> None:
    pdf = Pdf().lines(60, 60, ["18.09.2024", "На № 5/2-881"]).lines(200, 60, ["№ 01-22/1473", "от 11.09.2024"])
    assert texts(read_pdf(pdf.lines(60, 200, BODY)))[:2] == ["18.09.2024\t№ 01-22/1473", "На № 5/2-881\tот 11.09.2024"]


def test_a_piece_that_goes_on_at_its_edge_below_stands_in_a_column() -> None:
    number = "от 17 декабря 2024 г. № 2801-13/6612"
    edge = 60 + sum(3.336 if char == " " else 6.672 for char in number) + 9
    pdf = Pdf().text(60, 60, number).lines(edge, 60, ["Начальникам", "управлений", "области"]).text(60, 100, "О мерах")
    assert texts(read_pdf(pdf.lines(60, 200, BODY)))[:5] == [number, "О мерах", "Начальникам", "управлений", "области"]


def test_drawing_order_does_not_matter() -> None:
    pdf = Pdf()
    for number in (2, 0, 1):
        pdf.text(60, 100 + 15 * number, BODY[number])
    assert texts(read_pdf(pdf)) == BODY


def test_date_and_number_typed_over_underscores() -> None:
    pdf = Pdf().text(60, 100, "________________ № ____________").text(80, 99, "24.05.2024").text(200, 99, "01-12/418")
    pdf.text(60, 130, "На № ____________ от ____________")
    assert texts(read_pdf(pdf)) == ["24.05.2024 № 01-12/418", "На № ____________ от ____________"]


def test_quoted_day_over_underscores() -> None:
    pdf = Pdf().text(60, 100, "«____» ____________ 2024 г.").text(75, 99, "05").text(125, 99, "июня")
    assert texts(read_pdf(pdf)) == ["«05» июня 2024 г."]


def test_size_of_type_where_boxes_of_characters_are_tight(monkeypatch: pytest.MonkeyPatch) -> None:
    """A font that does not say how tall it is: «на» looks half as tall as it is."""

    def tight(page: object, index: int, box: Any) -> int:
        sides = [ctypes.c_double() for _ in range(4)]
        found: int = words.pdfium.FPDFText_GetCharBox(page, index, *sides)
        box.left, box.right, box.bottom, box.top = (side.value for side in sides)
        return found

    monkeypatch.setattr(words.pdfium, "FPDFText_GetLooseCharBox", tight)
    document = read_pdf(Pdf().lines(60, 60, ["на севере", "ДОЖДЬ", "сено"]))
    assert [line.size for line in document.lines] == [12.0, 12.0, 12.0]
    assert len({line.block for line in document.lines}) == 1


def test_hyphenated_line_ends() -> None:
    document = read_pdf(
        Pdf().lines(60, 100, ["Просим органы управления обра-", "зованием и социально-", "экономического развития"])
    )
    assert " ".join(texts(document)) == "Просим органы управления образованием и социально-экономического развития"


def test_signature_row_and_a_name_beside_the_middle_of_the_post() -> None:
    document = read_pdf(Pdf().text(60, 600, "Министр").text(420, 600, "И.И. Ясенев"))
    assert texts(document) == ["Министр\tИ.И. Ясенев"]
    pdf = Pdf().text(60, 600, "Первый заместитель").text(420, 600, "И.И. Ясенев").text(60, 614, "министра культуры")
    assert texts(read_pdf(pdf)) == ["Первый заместитель", "министра культуры", "И.И. Ясенев"]
    halfway = Pdf().text(60, 600, "Первый заместитель").text(420, 607, "И.И. Ясенев").text(60, 614, "министра культуры")
    assert texts(read_pdf(halfway)) == ["Первый заместитель", "министра культуры", "И.И. Ясенев"]


def test_a_line_to_sign_on_between_the_post_and_the_name() -> None:
    pdf = Pdf().lines(60, 60, BODY).text(60, 150, "Начальник отдела").text(250, 150, "________").text(420, 150, "И.И. Ясенев")
    assert texts(read_pdf(pdf.text(60, 165, "кредитования")))[3:] == ["Начальник отдела", "кредитования", "________\tИ.И. Ясенев"]


def test_mark_of_electronic_signature_between_post_and_name() -> None:
    pdf = Pdf().lines(60, 500, BODY).text(60, 600, "Министр").text(440, 600, "И.И. Ясенев")
    pdf.lines(
        200, 590, ["ДОКУМЕНТ ПОДПИСАН", "ЭЛЕКТРОННОЙ ПОДПИСЬЮ", "Сертификат 00D1A2B3", "Владелец Ясенев Иван"], 7, 9
    )
    pdf.box(195, 580, 330, 625)
    tail = texts(read_pdf(pdf))[3:]
    assert tail[0] == "Министр\tИ.И. Ясенев"
    assert tail[1] == "ДОКУМЕНТ ПОДПИСАН"


def test_a_stamp_below_the_name_makes_no_columns() -> None:
    pdf = Pdf().lines(60, 400, BODY).text(60, 520, "Глава администрации").text(420, 520, "И.И. Ясенев")
    pdf.lines(60, 560, ["Клёнов Пётр Ильич", "22-33-44"], size=9).lines(400, 565, ["КАНЦЕЛЯРИЯ", "Вх. № 15", "28 НОЯ 2025"], size=9)
    assert "Глава администрации\tИ.И. Ясенев" in texts(read_pdf(pdf))


def test_posts_with_their_names_under_a_short_letter_make_no_columns() -> None:
    pdf = Pdf().lines(60, 200, BODY).lines(60, 270, ["Президент палаты", "Вице-президент"]).lines(400, 270, ["Х-М.С. Лобач", "Е. Ганжа"])
    pdf.lines(60, 330, ["Согласовано:", "Методист", "Бухгалтер"]).lines(400, 344, ["Цой А.Д.   24.02.26", "Рябых С.С.   25.02.26"])
    assert texts(read_pdf(pdf))[-5:] == [
        "Президент палаты\tХ-М.С. Лобач", "Вице-президент\tЕ. Ганжа", "Согласовано:",
        "Методист\tЦой А.Д. 24.02.26", "Бухгалтер\tРябых С.С. 25.02.26",
    ]  # fmt: skip
    committee = Pdf().lines(60, 200, BODY).lines(60, 270, ["Председатель", "Секретарь"])
    committee.lines(200, 270, ["Цой М.Е., доцент кафедры", "Айше Йылмаз, профессор"]).lines(60, 310, BODY)
    assert texts(read_pdf(committee))[3:5] == ["Председатель\tЦой М.Е., доцент кафедры", "Секретарь\tАйше Йылмаз, профессор"]
    stamped = Pdf().lines(60, 200, BODY).text(60, 270, "Заведующая").text(400, 270, "Т.Р-М. Цой")
    stamped.lines(380, 300, ["Школа № 5", "Вх. № 318", "12.03.2026"], size=8).text(60, 330, "исп. Ганжа, 2-10-44")
    assert texts(read_pdf(stamped))[3] == "Заведующая\tТ.Р-М. Цой"


def test_a_line_of_few_words_set_to_both_edges_is_no_pair_of_columns() -> None:
    pdf = letterhead(Pdf()).text(100, 150, "Министерство")
    for x, word in zip((205, 283, 368, 413, 471), ("культуры", "сообщает,", "что", "прием", "заявок"), strict=True):
        pdf.text(x, 150, word)
    found = texts(read_pdf(pdf.lines(60, 165, BODY)))
    assert found[7:9] == ["области", "Министерство культуры сообщает, что прием заявок"]


def test_rows_of_an_undrawn_list_are_kept() -> None:
    pdf = Pdf().lines(60, 60, BODY)
    for number, name in enumerate(("Ясенев", "Клёнов", "Рябинин", "Осинин")):
        pdf.text(60, 500 + 15 * number, f"{name} И.И.").text(330, 500 + 15 * number, "директор школы")
    assert texts(read_pdf(pdf))[3:] == [f"{n} И.И.\tдиректор школы" for n in ("Ясенев", "Клёнов", "Рябинин", "Осинин")]


def test_a_line_that_hangs_under_its_item_goes_on_with_it() -> None:
    item = "5. Контроль за исполнением приказа возложить на главного инженера"
    document = read_pdf(Pdf().lines(60, 60, BODY).text(60, 120, item).text(81, 135, "Клёнова П.И.").text(60, 150, "6. Отчёт"))
    assert [line.paragraph for line in document.lines[3:]] == [1, 1, 2]


def test_numbered_items_are_no_columns() -> None:
    pdf = Pdf()
    for number, text in enumerate(BODY):
        pdf.text(60, 60 + 15 * number, f"{number + 1}.").text(90, 60 + 15 * number, text)
    assert [line[:2] for line in texts(read_pdf(pdf))] == ["1.", "2.", "3."]


def in_order(*rows: tuple[float, list[tuple[str, float, float]]]) -> list[str]:
    """The lines of a page of rows: the baseline of each, its words with their left and right edges."""
    page = [Word(text, x0, base - 13, x1, base, base, 13) for base, row in rows for text, x0, x1 in row]
    return [line.text for line in lines_in_order(page, 842)]


TEXT_ROW = (220.0, [("Направляем", 91, 250), ("договор", 254, 400), ("аренды.", 404, 547)])


def test_a_long_line_of_the_letterhead_reaches_near_the_addressee() -> None:
    lines = in_order(
        (76, [("КОМИТЕТ", 124, 192), ("ПО_УПРАВЛЕНИЮ", 195, 315), ("Директору", 351, 410)]),
        (92, [("МУНИЦИПАЛЬНЫМ", 99, 234), ("ИМУЩЕСТВОМ", 237, 341), ("Вахрину", 352, 399)]),
        (109, [("ГОРОДСКОГО", 97, 187), ("ОКРУГА", 191, 343)]),
        TEXT_ROW,
    )
    assert lines[2:5] == ["ГОРОДСКОГО ОКРУГА", "Директору", "Вахрину"]


def test_a_long_line_of_the_letterhead_three_rows_below_the_addressee() -> None:
    def words(row: str, x: float, y: float, left: float = 5.0) -> list[Word]:
        found = []
        for text in row.split():
            found.append(Word(text, x, y - 10, x + 6.2 * len(text), y, y, 13))
            x = found[-1].x1 + left
        return found

    page = words("ПРАВИТЕЛЬСТВО ОБЛАСТИ", 87, 69) + words("Руководителям организаций", 325, 69)
    page += words("МИНИСТЕРСТВО ТАРИФНОГО", 98, 84)
    page += words("РЕГУЛИРОВАНИЯ И ЦЕН ПО ОБЛАСТИ НАШЕЙ", 84, 99) + words("(по списку)", 325, 99)
    page += words("г. Ярославль", 120, 114)
    read = [line.text for line in lines_in_order(page, 842)]
    assert read[:4] == ["ПРАВИТЕЛЬСТВО ОБЛАСТИ", "МИНИСТЕРСТВО ТАРИФНОГО", "РЕГУЛИРОВАНИЯ И ЦЕН ПО ОБЛАСТИ НАШЕЙ", "г. Ярославль"]
    assert read[4:] == ["Руководителям организаций", "(по списку)"]


def test_an_undrawn_table_of_sums_is_no_column_with_those_who_sign() -> None:
    pdf = Pdf().lines(60, 60, ["ООО «ТЕПЛОВИК»", "г. Осташков"]).lines(60, 150, BODY)
    for row, (month, bill, total) in enumerate(
        (("Период", "Счёт-фактура", "Сумма, руб."), ("ноябрь", "№ 1118", "112 400,00"), ("декабрь", "№ 1220", "148 912,50"))
    ):
        pdf.text(60, 210 + 15 * row, month).text(200, 210 + 15 * row, bill).text(430, 210 + 15 * row, total)
    pdf.text(60, 290, "Директор").text(440, 290, "И.Я. Стогов").text(60, 310, "Бухгалтер").text(440, 310, "Л.Л. Рачкова")
    rows = ["ноябрь\t№ 1118\t112 400,00", "декабрь\t№ 1220\t148 912,50"]
    assert texts(read_pdf(pdf))[-4:] == [*rows, "Директор\tИ.Я. Стогов", "Бухгалтер\tЛ.Л. Рачкова"]


def test_a_centred_line_of_the_letterhead_stands_above_both_columns() -> None:
    lines = in_order(
        (75, [("ТЕХНИКУМ", 126, 272), ("ПРИБОРОВ", 276, 512)]),
        (92, [("ул.", 204, 232), ("Вокзальная,", 236, 377), ("11", 381, 433)]),
        (123, [("№", 92, 104), ("143", 107, 160), ("Начальнику", 240, 306), ("депо", 310, 415)]),
        (139, [("от", 92, 104), ("28.02.2024", 107, 165), ("локомотивного", 240, 323), ("депо", 326, 352)]),
        (156, [("Балашову", 240, 294)]),
        TEXT_ROW,
    )
    assert lines[:4] == ["ТЕХНИКУМ ПРИБОРОВ", "ул. Вокзальная, 11", "№ 143", "от 28.02.2024"]


def test_a_letterhead_at_the_right_edge_stands_above_the_addressee() -> None:
    lines = in_order(
        (60, [("АО", 400, 420), ("«ПРИЧАЛ»", 424, 547)]),
        (92, [("Исх.", 91, 115), ("РП-5/1180", 119, 180), ("Руководителю", 320, 400), ("филиала", 404, 450)]),
        (108, [("25.09.2023", 91, 160), ("Речного", 320, 360), ("Регистра", 364, 420)]),
        (124, [("Скобееву", 320, 380), ("М.М.", 384, 420)]),
        TEXT_ROW,
    )
    assert lines[:5] == ["АО «ПРИЧАЛ»", "Исх. РП-5/1180", "25.09.2023", "Руководителю филиала", "Речного Регистра"]
