"""The year of a day without one: lent by the document, or left out."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.document import Document
from pipeline.letter import read_letter, understand
from pipeline.records import Letter


def dates_of(text: str) -> set[str]:
    letter = understand([Document(text=text)])[0]
    assert isinstance(letter, Letter)
    return {record.date for record in letter.dates}


PAGE = "Новое отделение открыто\n{stamp}\n\n11 сентября в больнице открылось отделение реабилитации детей.\n"


@pytest.mark.parametrize(
    "stamp",
    [
        "12.09.2023",
        "Главная / Новости / 12.09.2023",
        "Дата публикации: 12 сентября 2023, 10:15",
        "Новости → 12.09.2023",
    ],
)
def test_the_stamp_of_a_page_lends_its_year(stamp: str) -> None:
    assert "2023-09-11" in dates_of(PAGE.format(stamp=stamp))


@pytest.mark.parametrize("stamp", ["", "Лицензия от 12.09.2013 № 5 и свидетельство от 14.03.2016 № 77"])
def test_without_a_stamp_there_is_no_year(stamp: str) -> None:
    assert not any(date.endswith("-09-11") for date in dates_of(PAGE.format(stamp=stamp)))


def test_a_winter_day_on_a_page_of_january_has_two_readings() -> None:
    text = "Концерт\n10.01.2024\n\n25 декабря в клубе прошёл концерт хора ветеранов.\n"
    assert not any(date.endswith("-12-25") for date in dates_of(text))


def test_the_same_month_named_just_before_is_stronger_than_the_stamp() -> None:
    text = (
        "Беседа о лавинах\n23.02.2021\n\n– В декабре 2020 года был сход лавины?\n"
        "– Да, 19 декабря. Отчёт мы сдаём до 1 мая.\n"
    )
    assert {"2020-12", "2020-12-19", "2021-05-01"} <= dates_of(text)


def test_every_item_of_a_page_has_its_own_stamp() -> None:
    text = (
        "Новости района\n\n28.12.2022\nНа катке 25 декабря прошёл праздник.\n\n"
        "14.06.2023\nУ школы 12 июня посадили липы.\n"
    )
    assert {"2022-12-25", "2023-06-12"} <= dates_of(text)


def test_an_interval_lends_its_year_and_a_cited_order_does_not() -> None:
    text = (
        "Гости из Оша\n\nС 14 по 18 октября 2024 года в Перми работала делегация. Её приняли по приказу "
        "министерства от 12.04.2021 № 26-01. Круглый стол состоялся 16 октября.\n"
    )
    found = dates_of(text)
    assert "2024-10-16" in found
    assert "2021-10-16" not in found


def test_a_december_over_a_dated_january_has_two_readings() -> None:
    found = dates_of("Часы работы\n31 декабря – санитарный день. 8 января 2018 года – выходной. 9 февраля закрыто.\n")
    assert {"2018-01-08", "2018-02-09"} <= found
    assert not any(date.endswith("-12-31") for date in found)


def test_a_range_over_the_turn_of_the_year_ends_in_the_next() -> None:
    found = dates_of("Зимний график – с 1 сентября по 31 мая. Ремонт начат 3 марта 2024 года.\n")
    assert "2024-09-01/2025-05-31" in found


def test_the_decree_that_set_a_feast_lends_no_year() -> None:
    decree = "Праздник установлен Указом Президента РФ № 1111 от 27 августа 2007 года."
    assert dates_of(f"День садовода 25 марта отмечается в нашей стране. {decree}") == {"2007-08-27"}


def test_the_date_of_a_birth_lends_no_year(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(
        "Ушёл из жизни Рейн Карлович Тамм\n\n10 февраля на 84-м году скончался заслуженный лесовод Рейн Карлович Тамм.\n"
        "Он родился 3 мая 1940 г. в Тарту. В 1963–1998 гг. работал в Сунском лесхозе.\nПрощание – 13 февраля в 11.00.\n"
    )
    found = {record.date for record in read_letter(page).dates}
    assert "1940-05-03" in found
    assert not any(date.endswith(("-02-10", "-02-13")) for date in found)
