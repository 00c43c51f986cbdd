"""Words mended after recognition: what something proves is mended, what may have been meant stays."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from pipeline.readers.repairs import repaired
from pipeline.readers.words import Word


def page(text: str) -> list[list[Word]]:
    """Lines of words, six points a character."""
    lines = []
    for number, line in enumerate(text.splitlines()):
        words, x = [], 60.0
        for part in line.split():
            words.append(Word(part, x, 20.0 * number, x + 6 * len(part), 20.0 * number + 10, 20.0 * number + 10, 12))
            x += 6 * len(part) + 4
        lines.append(words)
    return lines


def mended(text: str) -> str:
    return "\n".join(" ".join(word.text for word in line) for line in repaired(page(text)))


# A line as it was recognised | as it must have been.
MENDED = """
На Ne 118-y or 02.03.2023г. | На № 118-у от 02.03.2023г.
Исх. No 318/OMTC от 5.02.24r. | Исх. № 318/ОМТС от 5.02.24г.
Ha Ne ____________ от ____________ г. | На № ____________ от ____________ г.
приказ Минфина М З1н | приказ Минфина № 31н
от оТ 19 апреля 2022 т. | от от 19 апреля 2022 г.
OF PH 1027700132195 ИНН | ОГРН 1027700132195 ИНН
ИННИКПП 7707083893/773601001 | ИНН/КПП 7707083893/773601001
Федеральным законом от 29 декабря 2012 года № 273-03, | Федеральным законом от 29 декабря 2012 года № 273-ФЗ,
Федеральных законов № 27-03 и № 68-Ф3 | Федеральных законов № 27-ФЗ и № 68-ФЗ
Законом Брянской области от 27.11.2003 № 189-30 | Законом Брянской области от 27.11.2003 № 189-ЗО
Законом Новосибирской области от 10.12.2013 № 411-03 | Законом Новосибирской области от 10.12.2013 № 411-ОЗ
приказы от 11.01.2021 № 9-0, | приказы от 11.01.2021 № 9-о,
письмо № 06-C3/88 и № A3-113/08 | письмо № 06-СЗ/88 и № АЗ-113/08
адвокат № 0Я-0702/1 | адвокат № ОЯ-0702/1
приказ № 212-n, распоряжение № 88-pn и ответ № 0917-3г. | приказ № 212-п, распоряжение № 88-рп и ответ № 0917-ЗГ.
№ EB-5-14/0862@ от 4 мая 2О24 года, «З0» | № ЕВ-5-14/0862@ от 4 мая 2024 года, «30»
ул. Киевская, 96a, o6n., npocn., nep. | ул. Киевская, 96а, обл., просп., пер.
Ким 9.B., JI.B. Гусева, Хрусталёв C.3., Тищуку 0.0. | Ким Э.В., Л.В. Гусева, Хрусталёв С.З., Тищуку О.О.
ГЛАВА РАИОНА Хрусталевои, Зарема 3apema | ГЛАВА РАЙОНА Хрусталевой, Зарема Зарема
нарушений 06 антитеррористической защите | нарушений об антитеррористической защите
за [ квартал и за П полугодие | за I квартал и за II полугодие
р.shydlouskaja@college.example,by и Wwww.example.ru | p.shydlouskaja@college.example.by и www.example.ru
|.chudinova@teplo.example.ru почта | l.chudinova@teplo.example.ru почта
‘республики ‚ | проект’ о` © решений° | республики проект о решений
№_07-3318/02-11/20_ и 17-К_от_16.01.2020 | № 07-3318/02-11/20 и 17-К от 16.01.2020
000 «Ромашка» и MKOY «Школа» | ООО «Ромашка» и МКОУ «Школа»
мельник Ангелина Львовна | Мельник Ангелина Львовна
ректор Т.Г..Хорошавина | ректор Т.Г.Хорошавина
"""

# What may have been meant.
KEPT = """
приказ № 27-03 от 5 мая, постановление № 68-30
Федеральным законом № 273-ФЗ и приказом № 27-03
Закон Российской Федерации от 17.01.1992 № 2202-1
Пункт 3.3. Положения и раздел 0.0. части
06 августа 2024 года
ОГРН 1027700132196, OF PH 1027700132196
Invoice HK-5580 by A.B. Smith, Microsoft Windows
Сертификат 5C33A19D4077B2AC от C5AC1A25
дело № А40-1234/2020, ГОСТ Р 7.0.97-2016, формат А4
М. Горький, герои, полиции, свои
п. 1.1 – 3 %, + 7 (495) * §
договор № 18-0/2 и телефон 8-0
дом 12-n, сорт 5-3г, № 12-nk
Подпись ____________ И.И. Иванов
"""


@pytest.mark.parametrize("line", MENDED.strip().splitlines())
def test_mended(line: str) -> None:
    seen, _, meant = line.rpartition(" | ")
    assert mended(seen) == meant
    assert mended(meant) == meant


@pytest.mark.parametrize("line", KEPT.strip().splitlines())
def test_kept(line: str) -> None:
    assert mended(line) == line.strip()


def test_parted_words_share_the_room() -> None:
    (words,) = repaired(page("письмо 17-К_от_16.01.2020 г."))
    assert [word.text for word in words] == ["письмо", "17-К", "от", "16.01.2020", "г."]
    assert all(a.x1 < b.x0 for a, b in pairwise(words))


def test_context_goes_over_the_line() -> None:
    assert mended("в соответствии с Федеральным законом\nот 01.04.1996 № 27-03. Просим").endswith("№ 27-ФЗ. Просим")


@examples(150)
@given(st.lists(st.text("aceopxykABCEHKMOPTX03569Ннпгаио№.,-/@_|‘’«» \n", max_size=30), max_size=6))
def test_any_words(parts: list[str]) -> None:
    once = repaired(page(" ".join(parts)))
    assert all(word.text and not any(c.isspace() for c in word.text) for line in once for word in line)
    assert all(line for line in once)


@pytest.mark.parametrize("text", ["1-" * 500_000, "_1" * 500_000, "«" * 1_000_000, "a." * 500_000, "З" * 1_000_000])
def test_a_long_word_costs_no_time(text: str) -> None:
    started = time.process_time()
    repaired(page(text))
    assert time.process_time() - started < 2


def test_many_words_cost_no_time() -> None:
    started = time.process_time()
    repaired(page("закон № 1-03 Ne 9.B. nep. раиона " * 2000))
    assert time.process_time() - started < 5
