"""Titles: headings of letters, headlines and the first lines of pages, titles of papers; what is none of them."""

from __future__ import annotations

import pytest

from pipeline.readers import Source, read
from test_resolve import letter_of

PROSE = (
    "Члены садового товарищества собрались в клубе и решили, кто из них будет весной чистить общий пруд, а кто красить "
    "забор у дороги; спорили долго, но разошлись друзьями."
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # the frame of a site above a letter is no heading where «О …» stands below
        (
            "Все новости садоводства\nу вас на почте\n\nПодпишитесь на рассылку\n\nМИНИСТЕРСТВО САДОВ ТВЕРСКОЙ ОБЛАСТИ\n\n"
            "ПИСЬМО\nот 9 мая 2024 г. N 18-с\n\nО ПОЛИВЕ\nЯБЛОНЬ\n\nМинистерство сообщает следующее. " + PROSE,
            "О ПОЛИВЕ ЯБЛОНЬ",
        ),
        # an act named on one line with its title in quotes
        (
            'Приказ Министерства садов Тверской области от 9 мая 2024 г. N 18 "О поливе яблонь"\n\n'
            "В соответствии с Положением о садах, утвержденным приказом Министерства садов Тверской области от 3 мая "
            "2023 г. N 7, приказываю:\n1. Поливать.\n",
            "О поливе яблонь",
        ),
        ("Научная статья на тему 'Полив старых яблонь'\n\nАннотация научной статьи\n\n" + PROSE, "Полив старых яблонь"),
        # labels, rates and bylines are passed over
        ("Полив старых яблонь в августе\n\nИсточник: журнал «Сад» № 2\n\n" + PROSE, "Полив старых яблонь в августе"),
        ("29.03.2024\n°C\n$ 92.26\n€ 99.71\n\nВ саду назвали лучшую яблоню\n\n" + PROSE, "В саду назвали лучшую яблоню"),
        # a page that begins with prose has no headline, whatever stands below
        (PROSE + "\nПо итогам выбрали троих.\n" + PROSE, ""),
        # capitals hide no «Об …»; a greeting, a call and a day are no headlines
        (
            "МИНИСТЕРСТВО САДОВ ТВЕРСКОЙ ОБЛАСТИ\n\nРАСПОРЯЖЕНИЕ\nот 11 января 2021 г. N ВС-1-р\n\nОБ УТВЕРЖДЕНИИ\n"
            "ПОРЯДКА РАССМОТРЕНИЯ ОБРАЩЕНИЙ ГРАЖДАН\nВ МИНИСТЕРСТВЕ САДОВ\n\nВ целях порядка в садах:\n1. Утвердить порядок.\n",
            "ОБ УТВЕРЖДЕНИИ ПОРЯДКА РАССМОТРЕНИЯ ОБРАЩЕНИЙ ГРАЖДАН В МИНИСТЕРСТВЕ САДОВ",
        ),
        ("Внимание!\n" + PROSE, ""),
        ("Добрый день, уважаемая Ольга! " + PROSE + "\nС уважением,\nГрушина Анна Павловна", ""),
        # prose broken into lines is no headline; a headline said within a later line is one
        (
            "Рабочее совещание с\nсадоводами области состоялось в доме садовода\nво вторник. В нём участвовали все, кто сажает и\n"
            "кто поливает, а также гости из соседней\nобласти, которые привезли рассаду, и пять\nпредставителей питомника.\n",
            "",
        ),
        (
            "Яблони старых сортов и опыт их выращивания на севере\nАвтор: Грушин Павел Ильич\nСтатья в выпуске: 3 (25), 2014 года.\n"
            "Бесплатный доступ\nТекст научной статьи Яблони старых сортов и опыт их выращивания на севере\nП.И. Грушин\n" + PROSE,
            "Яблони старых сортов и опыт их выращивания на севере",
        ),
        # the line in capitals under a rubric and an author; marks of a paper; tags of a site
        (
            "Grushin Pavel Ilyich WATERING OF OLD ..\nbiological sciences\nУДК 634\nDOI: 10.00000/sad-2020\nПОЛИВ СТАРЫХ ЯБЛОНЬ В "
            "АВГУСТЕ\n© 2020\nORCID: 0000-0002-0000-0000\nГрушин Павел Ильич, аспирант\nАннотация. " + PROSE,
            "ПОЛИВ СТАРЫХ ЯБЛОНЬ В АВГУСТЕ",
        ),
        (
            "Публикации с меткой «сад»\n\nНаграждение лучших садоводов Тверской области\n\n" + PROSE,
            "Награждение лучших садоводов Тверской области",
        ),
        # the edition of a paper is no part of its heading
        (
            "Положение\nо садах Тверской области\n(с изменениями, внесенными решением от 15.11.2019 № 21)\n\n1.1. " + PROSE,
            "о садах Тверской области",
        ),
        # pages: a mark of a list and a colon are no part, a heading of one word goes on, files and rows of tables are none
        ("• О музее\n\n" + PROSE, "О музее"),
        ("Наши контакты:\nСторож Аким\nТелефон: 8 (4822) 30-10-11", "Наши контакты"),
        ("План\nработы МБУК «Сад»\nна апрель 2024 года\n№ | Темы | Дата |\n1. | Полив | 02.04 |\n2. | Сбор | 03.04 |\n",
         "План работы МБУК «Сад» на апрель 2024 года"),
        ("Наименование | Значение\nАдрес сада и огорода | Россия, 170100, Тверь, Садовая ул., д. 7\nРежим | летний\n", ""),
        ("Суббота, воскресенье – выходной\nПерерыв на обед с 12.30 до 13.00\n" + PROSE, ""),
        ("Лицензия на полив и прополку № 21 от 03.02.2020\n\n" + PROSE, ""),
        ("Контакты\nНовости\nВход\n" + PROSE, ""),
        ("Главная\nКонтакты\nКонтакты\nАдрес\n170100, Тверь, Садовая ул., д. 7\n", "Контакты"),
        ("Грушин А.П.\nСторож сада\nЛосева И.П.\nПоливальщица сада\n8 (4822) 30-10-11", ""),
        ("САДЫ: ЯБЛОНИ БЕЗ ВОДЫ\n\n" + PROSE, "САДЫ: ЯБЛОНИ БЕЗ ВОДЫ"),
        ("Сторожа будут работать в шести садах города Твери.\n\n" + PROSE, ""),
        ("Новости наших старых садов\nиюня 1, 2018\n" + PROSE, "Новости наших старых садов"),
        ("Учредитель: Администрация сада и огорода\n" + PROSE, ""),
        ("Суббота садовода в Твери и Торжке\n\n" + PROSE, "Суббота садовода в Твери и Торжке"),
    ],
)
def test_title(text: str, title: str) -> None:
    assert letter_of(text).title == title


def test_a_letter_in_double_spacing_keeps_its_names_and_its_heading_whole() -> None:
    rows = [
        "ФЕДЕРАЛЬНАЯ СЛУЖБА ПО НАДЗОРУ В СФЕРЕ ОХРАНЫ", "САДОВ И БЛАГОПОЛУЧИЯ ПТИЦ", "УПРАВЛЕНИЕ ФЕДЕРАЛЬНОЙ СЛУЖБЫ",
        "ПО ТВЕРСКОЙ ОБЛАСТИ", "ПИСЬМО", "от 21 апреля 2020 г. N 02-24", "О НАПРАВЛЕНИИ", "РЕКОМЕНДАЦИЙ ПО ПОЛИВУ",
        "Служба направляет рекомендации. " + PROSE, "Руководитель", "А.Ю.ГРУШИНА",
    ]  # fmt: skip
    document = read(Source.of("\n \n".join(rows).encode(), "a.txt"))
    letter = letter_of(document.text)
    assert letter.title == "О НАПРАВЛЕНИИ РЕКОМЕНДАЦИЙ ПО ПОЛИВУ"
    assert letter.sender is not None
    assert letter.organizations[letter.sender].name == "Управление Федеральной службы по Тверской области"
    assert "ПТИЦ\n\nУПРАВЛЕНИЕ" in document.text
    assert "Руководитель\n\nА.Ю." in document.text


def test_lines_apart_stay_apart_where_the_text_is_not_in_double_spacing() -> None:
    text = "МИНИСТЕРСТВО САДОВ\n\nИ ПАРКОВ\nг. Тверь\nул. Садовая\n24.05.2024 № 9\n\nО поливе\n\nПоливать."
    assert read(Source.of(text.encode(), "a.txt")).text == text
    apart = text.replace("И ПАРКОВ", "ТВЕРСКОЙ ОБЛАСТИ")  # but a land goes with the body above it
    assert read(Source.of(apart.encode(), "a.txt")).text == apart.replace("\n\nТВЕРСКОЙ", "\nТВЕРСКОЙ")


def test_a_letter_named_on_its_first_line_is_registered_by_it() -> None:
    letter = letter_of(
        "Письмо Роструда от 20.07.2020 N ТЗ/3780-6-1 «Об оплате труда»\nФедеральная служба по труду и занятости, рассмотрев "
        "обращение в пределах компетенции, сообщает следующее. " + PROSE
    )
    assert letter.kind == "letter"
    assert [(r.number, r.date) for r in letter.references if r.role == "own"] == [("ТЗ/3780-6-1", "2020-07-20")]
