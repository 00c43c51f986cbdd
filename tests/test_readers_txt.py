"""Plain text: encodings, wrapped lines, columns and tables made of characters."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from extractors.document import Document
from make_files import refusal, sound, texts
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import Source, read
from pipeline.readers.columns import unravel, unravel_signatures
from pipeline.readers.encodings import LEGACY, detect, russian_score

LETTER = "Уважаемая Наталья Сергеевна!\n\nПросим направить отчёт до 1 июня 2024 года № 15-р."


def read_text(text: str | bytes) -> Document:
    return sound(read(Source.of(text if isinstance(text, bytes) else text.encode(), "letter.txt")))


@pytest.mark.parametrize(
    "encoding",
    [
        "utf-8",
        "utf-8-sig",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "cp1251",
        "koi8-r",
        "cp866",
        "iso-8859-5",
        "mac-cyrillic",
    ],
)
def test_encodings(encoding: str) -> None:
    text = LETTER if encoding not in ("koi8-r", "iso-8859-5") else LETTER.replace("№", "N")
    document = read_text(text.encode(encoding))
    assert document.text.replace("N", "№") == LETTER


@pytest.mark.parametrize("length", [60, 200])
def test_short_texts_tell_their_encoding(length: int) -> None:
    words = (
        "письмо отдел образования направить сведения участие конкурс педагогов района работа совещание области "
        "прошу Вас"
    )
    chance = random.Random(length)
    right = total = 0
    for _ in range(60):
        text = " ".join(chance.choices(words.split(), k=40))[:length]
        for encoding in LEGACY[:3]:
            total += 1
            right += detect(text.encode(encoding)) == encoding
    assert right >= 0.98 * total


def test_wrong_tables_score_low() -> None:
    raw = LETTER.encode("cp1251")
    assert russian_score(raw.decode("cp1251")) > 0.6
    assert max(russian_score(raw.decode(name, "replace")) for name in ("koi8-r", "cp866")) < 0.4


def test_utf8_with_a_broken_byte_is_still_utf8() -> None:
    document = read_text((LETTER * 3).encode()[:-1] + b"\xff.")
    assert document.text.startswith("Уважаемая Наталья Сергеевна!")


def test_controls_are_dropped() -> None:
    document = read_text("Исх.\x00 № 5\u202e\r\nот\u00ad 1\u200b мая\x07\n\n\u00a0\nТекст")
    assert document.text == "Исх. № 5\nот 1 мая\n\nТекст"


def test_blocks_are_runs_without_a_blank_line() -> None:
    document = read_text("Директору\nшколы\n\nУважаемый коллега!\n")
    assert [line.block for line in document.lines] == [0, 0, 1]
    assert document.text == "Директору\nшколы\n\nУважаемый коллега!"


def test_form_feed_is_a_page() -> None:
    document = read_text("Первая страница\n\fВторая страница\f\n")
    assert [document.at(page).strip() for page in document.pages] == ["Первая страница", "Вторая страница"]
    assert [line.page for line in document.lines] == [1, 2]


WRAPPED = """\
    В соответствии с планом работы министерства просим провести до первого
июня проверку готовности образовательных организаций к новому учебному году
и направить сведения.
    Дополнительно сообщаем, что форма отчёта размещена на сайте, а вопросы о
её заполнении принимаются по телефону горячей линии в рабочие дни с девяти до
семнадцати часов."""


def test_wrapped_lines_share_a_paragraph() -> None:
    document = read_text(WRAPPED)
    paragraphs = [line.paragraph for line in document.lines]
    assert paragraphs[0] == paragraphs[1] == paragraphs[2] != paragraphs[3]
    assert paragraphs[3] == paragraphs[4] == paragraphs[5]


def test_long_lines_are_paragraphs_of_their_own() -> None:
    document = read_text("Первый абзац " * 20 + "\n" + "Второй абзац " * 20)
    assert len({line.paragraph for line in document.lines}) == 2


def test_a_word_cut_at_the_line_end_is_whole() -> None:
    document = read_text("Просим органы управления обра-\nзованием сообщить о социально-\nэкономическом развитии")
    assert texts(document) == [
        "Просим органы управления образованием",
        "сообщить о социально-экономическом",
        "развитии",
    ]


def test_columns_of_blanks_are_put_one_after_the_other() -> None:
    text = """\
      МИНИСТЕРСТВО ОБРАЗОВАНИЯ            Руководителям муниципальных
          ИРКУТСКОЙ ОБЛАСТИ               органов управления
     ул. Российская, 21, Иркутск          образованием
      24.05.2024 № 02-55-909/24

Уважаемые коллеги! Направляем вам положение о конкурсе и просим принять участие."""
    assert texts(read_text(text)) == [
        "МИНИСТЕРСТВО ОБРАЗОВАНИЯ",
        "ИРКУТСКОЙ ОБЛАСТИ",
        "ул. Российская, 21, Иркутск",
        "24.05.2024 № 02-55-909/24",
        "Руководителям муниципальных",
        "органов управления",
        "образованием",
        "Уважаемые коллеги! Направляем вам положение о конкурсе и просим принять участие.",
    ]


def test_one_row_is_enough_where_the_number_stands_beside_the_addressee() -> None:
    rows = ["ОТДЕЛ КУЛЬТУРЫ", "", "от « 03 » сентября 2021 г. № 412          Главам сельсоветов", "", "О Дне района"]
    assert unravel(rows) == ["ОТДЕЛ КУЛЬТУРЫ", "", "от « 03 » сентября 2021 г. № 412", "", "Главам сельсоветов", "", *rows[3:]]


def test_two_rows_are_enough_beside_an_official() -> None:
    rows = ["РАЙОННЫЙ СУД       Руководителю", "г. ЧЕБОКСАРЫ       АНО «Центр»", "", "тел. 20-31-02", "О сроках"]
    assert unravel(rows)[:6] == ["РАЙОННЫЙ СУД", "г. ЧЕБОКСАРЫ", "", "тел. 20-31-02", "О сроках", ""]
    assert unravel(rows)[6:8] == ["Руководителю", "АНО «Центр»"]


def test_what_stands_below_both_columns_is_read_behind_them() -> None:
    rows = ["УПРАВА          Главе", "РАЙОНА          Ванинского", "14.03.2024      района", "", "О передаче", "имущества"]
    assert unravel(rows)[4:] == ["Главе", "Ванинского", "района", "", "", "О передаче", "имущества"]


@pytest.mark.parametrize(
    "rows",
    [
        # a signature is one row
        ["Заместитель", "министра                    И.Г. Крохина"],
        # a list of people keeps its rows: it does not stand at the top
        ["Состав комиссии", *["Приложение к приказу"] * 8, *["Иванов И.И.        директор школы"] * 5],
        # three columns are a table
        ["Школа        12 чел.        да", "Лицей        15 чел.        нет", "Гимназия     11 чел.        да"],
        # date and number
        ["24.05.2024               № 15", "", "Уважаемые коллеги!"],
        # those present, each with a dash before
        ["Секретарь        – Чуева Д.Р.", "Директор         – Рау Л.Л.", "Инспектор        – Юнг О.О."],
        # those who agree, each with room to sign
        ["Юрист          ______ Д.Р. Чуева", "Главный бухгалтер    ______ Л.Л. Рау", "Инспектор      ______ О.О. Юнг"],
        # a place, a mark beside the number
        ["24.05.2024 № 15               Москва", "", "Уважаемые коллеги!"],
        ["24.05.2024 № 15               Экз. № 2", "", "Уважаемые коллеги!"],
    ],
)
def test_rows_that_are_no_columns(rows: list[str]) -> None:
    assert unravel(rows) == rows


def test_the_sides_of_a_contract_sign_one_after_another() -> None:
    rows = ["Директор Колледжа           Главный инженер Завода", "______ М.И. Лапина          ______ Ю.П. Канев"]
    one_after_another = ["Директор Колледжа", "______ М.И. Лапина", "", "Главный инженер Завода", "______ Ю.П. Канев"]
    assert unravel_signatures(rows) == one_after_another
    places = ["г. Орск               г. Омск", "М.И. Лапина           Ю.П. Канев"]
    assert unravel_signatures(places) == places


def test_pipe_table() -> None:
    text = "Перечень\n№ | Страна | Форма |\n---|---|---|\nЗарубежные |||\n1. | Беларусь | Договор |\n\nКонец"
    document = read_text(text)
    assert document.text == text
    cells = [(c.row, c.column, document.at(c), c.header) for c in document.tables[0].cells]
    assert cells == [
        (1, 1, "№", ""),
        (1, 2, "Страна", ""),
        (1, 3, "Форма", ""),
        (2, 1, "Зарубежные", "№"),
        (3, 1, "1.", "№"),
        (3, 2, "Беларусь", "Страна"),
        (3, 3, "Договор", "Форма"),
    ]


def test_pipes_of_a_menu_are_no_table() -> None:
    assert not read_text("Главная | Новости | Контакты\nТекст новости").tables


def test_bold_of_markdown() -> None:
    document = read_text("**МИНИСТЕРСТВО\nКУЛЬТУРЫ**\nул. Ленина, 5")
    assert [line.bold for line in document.lines] == [True, True, False]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", ErrorCode.EMPTY),
        (b"\xef\xbb\xbf \r\n", ErrorCode.EMPTY),
        (b"\x00" * 5000, ErrorCode.DAMAGED),
        (b"... --- ...", ErrorCode.NO_TEXT),
        (bytes(range(1, 32)) * 50, ErrorCode.UNSUPPORTED_FORMAT),
    ],
)
def test_nothing_to_read(data: bytes, code: ErrorCode) -> None:
    with pytest.raises(ReadError) as caught:
        read(Source.of(data, "file.txt"))
    assert caught.value.code is code


@given(st.text(max_size=400))
@examples(150)
def test_any_text_is_sound(text: str) -> None:
    refusal(Source.of(text.encode("utf-8", "surrogatepass"), "a.txt"))


@given(st.binary(max_size=400))
@examples(150)
def test_any_bytes_are_sound(data: bytes) -> None:
    refusal(Source.of(b"text " + data, "a.txt"), "txt")


BOX = """
Школы города
┌───┬──────────────┬────────────────┬───────────┐
│ N │ Наименование │  E-mail        │ Телефон   │
├───┼──────────────┼────────────────┼───────────┤
│ 1 │МБОУ "Лицей   │licei5_shu@exam │8(49351)   │
│   │N 5 образова- │ple.ru          │3-10-11    │
│   │ния"          │                │           │
│ 2 │Гимназия      │                │3-10-12    │
├───┴──────────────┴────────────────┴───────────┤
│               Детские сады                    │
└───────────────────────────────────────────────┘
Конец
"""


def test_a_drawn_table_has_its_rows_whole() -> None:
    document = read_text(BOX)
    assert document.text.split("\n") == [
        "Школы города", "N | Наименование | E-mail | Телефон", "---|---|---|---",
        '1 | МБОУ "Лицей N 5 образования" | licei5_shu@example.ru | 8(49351) 3-10-11', "2 | Гимназия |  | 3-10-12",
        "Детские сады", "Конец",
    ]  # fmt: skip
    assert [cell.header for cell in document.tables[0].cells if document.text[cell.start : cell.end] == "3-10-12"] == ["Телефон"]


def test_a_table_cut_at_its_beginning_is_one_and_lines_of_dashes_are_none() -> None:
    assert read_text("│ 4 │Лицей   │\n│   │города  │\n└───┴────────┘").text.split("\n")[0] == "4 | Лицей города"
    for text in ("Повестка\n──────────\nО саде", "│ Отступ\nТекст", "a +-- b\n+---+\nТекст", "+---+\n+---+\nТекст"):
        assert read_text(text).text == text


@pytest.mark.parametrize(
    ("row", "pieces"),
    [
        # a post, a patronymic, a label of a phone
        (
            "Директор музеяРебровская Алла Юрьевнател. 8 (4242) 30-10-11, каб. 3Главный хранительЛосев Пётр Ильич",
            ["Директор музея", "Ребровская Алла Юрьевна", "тел. 8 (4242) 30-10-11, каб. 3", "Главный хранитель", "Лосев Пётр Ильич"],
        ),
        ("КонтактыОдно окноРежим работы", ["Контакты", "Одно окно", "Режим работы"]),  # items of a menu
        ("НазваниеМуниципальное бюджетное учреждение", ["Название", "Муниципальное бюджетное учреждение"]),
        ("Бухгалтер ЛосеваМария Ильинична", ["Бухгалтер Лосева Мария Ильинична"]),  # one name
        ("ведущий специалист отделаЛосева | 30-10-12", ["ведущий специалист отдела Лосева | 30-10-12"]),  # a row of a table
        # sentences without a blank between them, where there are many
        (
            "Тип – автономное учреждение.Место нахождения – посёлок.Язык обучения – русский.Учреждение создано",
            ["Тип – автономное учреждение.", "Место нахождения – посёлок.", "Язык обучения – русский.", "Учреждение создано"],
        ),
        ("Лосева Мария ИльиничнаИ.о. директора", ["Лосева Мария Ильинична", "И.о. директора"]),
        # the head of an act, a date right behind a word
        (
            "ПРИКАЗот 17.08.2010 N 68г. СызраньОб утверждении порядка",
            ["ПРИКАЗ", "от 17.08.2010 N 68", "г. Сызрань", "Об утверждении порядка"],
        ),
        ("приказ администрации Сызраниот 03.03.2010 N 12", ["приказ администрации Сызрани от 03.03.2010 N 12"]),
        # labels before an abbreviation, a postcode, a date; with a hyphen between them
        ("Сокращённое наименованиеМКУК «Лосевский музей»", ["Сокращённое наименование", "МКУК «Лосевский музей»"]),
        ("Место нахождения440000, г. Пенза, создан01.09.1974", ["Место нахождения 440000, г. Пенза, создан 01.09.1974"]),
        ("Сокращенное название-МКУК «Музей», адрес-440000 Пенза", ["Сокращенное название - МКУК «Музей», адрес - 440000 Пенза"]),
        ("Холдинг СпецТРАНС «А», облМУЗЕЙ 5, Урал-440000 т, музей-МКУК «А», Ту154 и mp3 32", None),
        ("резкий поворот 03.03.2010, в 2010г. Сызрань, приказ 5г", None),
        ("жители городаСызрани", ["жители города Сызрани"]),  # a blank that was forgotten
        # names with capitals inside, abbreviations, one forgotten blank behind a stop, marks of quotes
        ("МинОбрНауки, «МедиаКонтакты», ИжГТУ, СпортГород, АО «ТрансТелеКом»", None),
        ("по данным системы КонсультантПлюс и ТехЭксперт", None),
        ("г.Сызрань, ул.Мира, им.Ленина, тел.Лосева, 8Б, 3Д, кВт", None),
        ("Ушёл в школу.Потом вернулся в «Лицей»", None),
        ('учреждение "Дубровская школа"', None),
    ],
)  # fmt: skip
def test_pieces_that_a_converter_ran_together(row: str, pieces: list[str] | None) -> None:
    assert read_text(row).text.split("\n") == (pieces or [row])
