"""Titles: headings of letters, headlines and the first lines of pages, titles of papers; what is none of them."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from pipeline.letter import understand
from pipeline.readers import Source, read
from pipeline.records import Letter
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
        # capitals hide no «Об …»; a greeting, a call and a day are no headlines
        (
            "МИНИСТЕРСТВО САДОВ ТВЕРСКОЙ ОБЛАСТИ\n\nРАСПОРЯЖЕНИЕ\nот 11 января 2021 г. N ВС-1-р\n\nОБ УТВЕРЖДЕНИИ\n"
            "ПОРЯДКА РАССМОТРЕНИЯ ОБРАЩЕНИЙ ГРАЖДАН\nВ МИНИСТЕРСТВЕ САДОВ\n\nВ целях порядка в садах:\n1. Утвердить порядок.\n",
            "ОБ УТВЕРЖДЕНИИ ПОРЯДКА РАССМОТРЕНИЯ ОБРАЩЕНИЙ ГРАЖДАН В МИНИСТЕРСТВЕ САДОВ",
        ),
        # capitals between the number and the text, that do not begin with «О»
        (
            "ФЕДЕРАЛЬНАЯ СЛУЖБА САДОВ\nПИСЬМО\nот 27 марта 2024 г. N ЕА-4-15/3459@\nНАПРАВЛЕНИЕ РЕКОМЕНДУЕМЫХ ФОРМ УЧЁТА ЯБЛОНЬ В СВЯЗИ "
            "С ВСТУПЛЕНИЕМ С 01.04.2024 НОРМ 389-ФЗ\nФедеральная служба садов в связи с вступлением в силу с 1 апреля 2024 года "
            "Федерального закона от 31.07.2023 N 389-ФЗ направляет рекомендуемые формы учёта яблонь и груш.\n",
            "НАПРАВЛЕНИЕ РЕКОМЕНДУЕМЫХ ФОРМ УЧЁТА ЯБЛОНЬ В СВЯЗИ С ВСТУПЛЕНИЕМ С 01.04.2024 НОРМ 389-ФЗ",
        ),
        # a line that leads to the next one, up to the edition
        (
            "АДМИНИСТРАЦИЯ ГОРОДА ТВЕРИ\nПОСТАНОВЛЕНИЕ\n14.07.2009 № 3453\n┌\n┐ |\nО создании комиссии по осмотру\nсадов и\nутверждении "
            "порядка учёта яблонь (в редакции постановлений администрации города Твери от 29.04.2011 № 1732, от 03.04.2013 № 1162) |\n"
            f"В соответствии с Уставом города Твери {PROSE.lower()} администрация города Твери постановляет:\n1. Создать комиссию.\n",
            "О создании комиссии по осмотру садов и утверждении порядка учёта яблонь",
        ),
        # the heading of what is enclosed below those who sign
        (
            "В соответствии с Уставом Ижемского района Совет депутатов Ижемского района решил:\n1. Утвердить Положение о садах.\n"
            "2. Настоящее решение вступает в силу со дня его опубликования.\nГлава Ижемского района\nВ.В. Цой\n\nУтверждено\n"
            "решением Совета депутатов\nот 17.11.2022 N 219/44\n\nПоложение\nо садах\n1. Общие положения\nСады Ижемского района открыты.\n",
            "",
        ),
        # the edition of a paper is no part of its heading
        (
            "Положение\nо садах Тверской области\n(с изменениями, внесенными решением от 15.11.2019 № 21)\n\n1.1. " + PROSE,
            "о садах Тверской области",
        ),
        ("План\nработы МБУК «Сад»\nна апрель 2024 года\n№ | Темы | Дата |\n1. | Полив | 02.04 |\n2. | Сбор | 03.04 |\n",
         "План работы МБУК «Сад» на апрель 2024 года"),
    ],
)
def test_title(text: str, title: str) -> None:
    assert letter_of(text).title == title


_LONG_NAME = (
    "АДМИНИСТРАТИВНЫЙ РЕГЛАМЕНТ отдела садов Тверской области "
    "по предоставлению услуги «Разрешения на полив общих яблонь и груш»"
)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # a headline run into the first sentence, where both have a verb
        (
            "Министр садов области встретился с ректором вузаВ рамках встречи состоялся разговор о яблонях. Ректор рассказал о саде.\n|\n",
            "Министр садов области встретился с ректором вуза",
        ),
        # no name of a company is cut: what would follow has no verb
        ("В Твери открыли салон МегаФон в центре города. Гости рассказали о яблонях и поливе, о кружке и о пруде за домом.\n|\n", ""),
        # a cell beside the button of a site
        (
            "| \n Режим работы суда | \n |\n| \n Понедельник | \n \n 09:00 – 18:00 | \n|\n"
            f"| Суд установил новый праздник садовника | версия для печати | \n{PROSE} Об этом сообщил судья.\n",
            "Суд установил новый праздник садовника",
        ),
        # a button; two sentences that lead to a list
        (
            "Найти тему\n\nДелегация Минсада оценила ход полива в садах области\n\n\n"
            "Визит состоялся по поручению министра Петра Грушина. Делегация во главе с его заместителем:\n\n"
            f"📍 Посетила сад. {PROSE}\n\n📍 Осмотрела пруд. {PROSE}\n",
            "Делегация Минсада оценила ход полива в садах области",
        ),
        # an item of news with its hour
        (f"14:00 Детский сад: год за годом | |\nСаду исполнилось 60 лет. {PROSE}\n| |\nПросмотров: 153 | |\n", "Детский сад: год за годом"),
        # cut short by the site, whole below
        (
            f"{_LONG_NAME[:-8]}\n\nДоступен файл документа - Загрузить\n\nТекст документа\n\n\n"
            + _LONG_NAME.replace(" по ", "\nпо ")
            + f"\n\n\n1. ОБЩИЕ ПОЛОЖЕНИЯ\n1.1. {PROSE}\n",
            _LONG_NAME,
        ),
    ],
)
def test_the_headline_of_a_page(text: str, title: str) -> None:
    assert letter_of(text).title == title


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        # a stamp and a verb of the past under the name of a section
        ("Сведения об образовательной организации\n\nСАД ПРИНЯЛ УЧАСТИЕ В СМОТРЕ ЯБЛОНЬ ТВЕРИ\n\n26.03.2019\n\n" + PROSE, "news"),
        ("Садоводы ответили на заметку\n3 августа 2018, 15:00\nВ саду изучат порчу забора.\n", "news"),
        ("В саду объявлены выборы сторожа\n02.09.2022\nЗаявки принимает правление сада.\n", "other"),
        ("Садовое общество приглашает садоводов\n3 августа 2018\nКонтакты: 8 (4822) 30-10-11, 8 (4822) 30-10-12, "
         "a@sad.example, b@sad.example\n",
         "web_page"),
        # a headline said twice
        ("Садовник проверил забор сада в праздник\n\nСадовник проверил забор сада в праздник\n\nНикого не было у забора.\n", "news"),
        # buttons of a site are no author
        ("Состоялся слёт садоводов\n8:24 28 сентября 2024\n42\nПоделиться\nЗапинить\nЛайкнуть\nОтправить\n" + PROSE, "news"),
    ],
)
def test_the_kind_of_a_stamped_page(text: str, kind: str) -> None:
    letter = letter_of(text)
    assert letter.kind == kind
    assert not letter.people


def test_who_announces_a_competition_is_its_author() -> None:
    letter = letter_of(
        "Институт садов\nО нас  Подразделения  Учёный совет  Вакансии\n\nОбъявление о конкурсе\nОпубликовано 03 июня 2024 г.\n\n"
        "ФГБУ «Институт садов Тверской области» (ФГБУ ИСТО) объявляет конкурс на замещение должностей:\nстарший сторож сада;\n"
        "младший сторож.\nДокументы принимаются до 5 июля 2024 года.\n"
    )
    assert (letter.kind, letter.title) == ("other", "Объявление о конкурсе")
    assert letter.sender is not None
    assert letter.organizations[letter.sender].name == "ФГБУ «Институт садов Тверской области»"


@pytest.mark.parametrize(
    "said",
    [
        " объявляет:\n1. Конкурс на замещение должности сторожа сада;\n2. Отбор яблонь.",
        " и общество «Грушевый сад» проводят научную конференцию молодых садоводов.",
        " приглашает садоводов и их учеников к участию в выставке.",
    ],
)
def test_who_announces_an_event_is_its_author(said: str) -> None:
    letter = letter_of(
        "Гранты и конкурсы\n\nОбъявления\n\nОбъявление о конкурсе садоводов\n\n"
        f"ФГБУ «Институт садов Тверской области» (ФГБУ ИСТО){said}\n\n"
        "Заявки по форме следует представить в отдел плодов не позднее 5 июля 2024 года, а электронную копию – на sad@sad.example.\n\n"
        "Отбор проводится в соответствии с Положением о конкурсах института от 11.01.2024 № 2-П.\n"
    )
    assert letter.kind == "other"
    assert letter.sender is not None
    assert letter.organizations[letter.sender].name == "ФГБУ «Институт садов Тверской области»"


@pytest.mark.parametrize(
    ("said", "sender"),
    [
        ("Мы, сотрудники и читатели Садовой библиотеки № 3 города Твери, просим", "Садовая библиотека № 3 города Твери"),
        ("Мы, жители города Твери, просим", None),
        ("Мы, родители учеников, обращаемся в МБОУ «Лицей № 3» и просим", None),
    ],
)
def test_those_who_write_together_say_whose_they_are(said: str, sender: str | None) -> None:
    asked = "сохранить сад по улице Ленина, дом 5, где яблони растут с 1961 года."
    letter = letter_of(f"Уважаемый Егор Глебович!\n\n{said} {asked}\n\nП.Н. Зыкова\n")
    assert letter.kind == "letter"
    assert (letter.organizations[letter.sender].name if letter.sender is not None else None) == sender


@pytest.mark.parametrize("below", ["\n\nСАДОВ В ТВЕРСКОЙ ОБЛАСТИ В 2013 ГОДУ\n", "\n15:46\n"])
def test_what_stands_under_a_heading_and_says_nothing_new_is_none_of_it(below: str) -> None:
    heading = "О проведении осмотра садов в Тверской области в 2013 году"
    text = f"Приказ от 20.09.2013 г № 3459/13\n\n{heading}{below}В соответствии с решением комиссии ПРИКАЗЫВАЮ:\n1. Осмотреть сады.\n"
    assert letter_of(text).title == heading


def test_who_is_told_of_is_no_author() -> None:
    text = (
        "В саду готовят посадку яблонь новых земель\nТверь, 4 октября 2022 – ИА «Сад». Об "
        "этом заявил глава общества садоводов Павел Грушин.\n"
        "Павел Грушин\n«Сегодня важное событие, у нас появилось четыре новых сада, и их давно ждали все садоводы области», – сказал "
        "Грушин на встрече с садоводами, которые приехали из всех районов.\n"
    )
    letter = letter_of(text)
    assert letter.kind == "news"
    assert {m.role for m in letter.mentions if m.entity_type == "person"} == {"mentioned"}
    life = letter_of(
        "ГРУШИН\nПавел Ильич\nСадовод. Родился П. И. Грушин 10 сентября 1888 г. в Твери в семье садовода. В 1898 г. П. И. Грушин окончил "
        "садовое училище и поступил в гимназию города Твери, а потом в институт.\n"
    )
    assert life.kind == "article"


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


@pytest.mark.parametrize(("subject", "title"), [("Re: Полив яблонь", "Полив яблонь"), ("Письмо и вложения", "")])
def test_the_subject_of_a_mail_without_a_heading(subject: str, title: str) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "sad@tver.example", subject
    mail.set_content("Уважаемый Пётр Петрович!\n\nПросим прислать сведения до 5 мая 2024 года.\n\nПредседатель      А.А. Яблочков\n")
    letter = understand([read(Source.of(mail.as_bytes(), "a.eml"))])[0]
    assert isinstance(letter, Letter)
    assert letter.title == title
