"""Letters and acts as sites show them: captions, buttons around the text, authors named only in it."""

from __future__ import annotations

import pytest

from extractors.document import ZoneRole
from pipeline.readers import Source, read
from pipeline.records import Letter
from pipeline.zones import lay
from pipeline.zones.captions import caption
from pipeline.zones.run_together import lines_of
from pipeline.zones.site_frame import frame_lines, is_frame
from test_resolve import letter_of
from test_zones import document_of


def sender(letter: Letter) -> str:
    return letter.organizations[letter.sender].name if letter.sender is not None else ""


ACT = """Постановление Администрации города Ржева
от 15 ноября 2016 г. N 1185
"Об утверждении Порядка полива яблонь в Администрации города Ржева"

15 декабря 2017 г.

В соответствии с постановлением Губернатора Тверской области от 8 апреля 2013 г. N 39-ПГ "О садах" и уставом города постановляю:
1. Утвердить прилагаемый Порядок полива яблонь.
2. Признать утратившим силу постановление Администрации города Ржева от 27.08.2013 N 525 "О поливе".
"""


def test_an_act_named_over_lines_has_number_kind_title_and_author() -> None:
    letter = letter_of(ACT)
    own = next(r for r in letter.references if r.role == "own")
    assert (letter.kind, own.kind, own.number, own.date) == ("order", "постановление", "1185", "2016-11-15")
    assert letter.title == "Об утверждении Порядка полива яблонь в Администрации города Ржева"
    assert sender(letter) == "Администрация города Ржева"


def test_a_letter_among_the_buttons_of_a_reference_system() -> None:
    name = 'Письмо Федеральной службы по надзору в сфере садов от 25 марта 2010 г. N 01/42-0-32'
    letter = letter_of(
        f'• ТЕКСТ ДОКУМЕНТА\n  • АННОТАЦИЯ\n\n{name} "О подсчёте яблонь"\n\nОткройте актуальную версию документа прямо сейчас\n\n'
        "В последние годы в садах считали яблони по-разному, и потому сравнить их число было трудно, что и отмечалось.\n\n"
        f"С апреля решено считать их каждую неделю и отчитываться по электронной почте в четверг.\n\n{name}\n"
    )
    own = next(r for r in letter.references if r.role == "own")
    assert (letter.kind, own.number, letter.title) == ("letter", "01/42-0-32", "О подсчёте яблонь")
    assert sender(letter) == "Федеральная служба по надзору в сфере садов"


@pytest.mark.parametrize(
    "text",
    [
        "ПРИКАЗ\nот 5 мая 2014 г. N 18\nО садах",  # the kind alone on its line is the document's own
        "Решение Думы от 5 мая 2014 г. N 18\nРешение Думы от 6 мая 2014 г. N 19",  # a list
        "УТВЕРЖДЕНО\nПриказ директора от 5 мая 2014 г. N 18",  # the act that approved it
        "Приказ о поливе подписан 5 мая 2014 года\nДиректор рассказал о нём",  # a headline
    ],
)
def test_no_caption(text: str) -> None:
    document = document_of(text)
    assert not caption(document, document.lines).lines


def test_a_caption_over_lines_holds_its_title_in_quotes() -> None:
    document = document_of('УКАЗ Губернатора\nТверской области от 20.10.2006 № 277\n"О СОЗДАНИИ\nСАДОВ"\nГУБЕРНАТОР')
    found = caption(document, document.lines)
    assert (found.lines, found.title) == (range(2), range(2, 4))


@pytest.mark.parametrize(
    "line",
    ["Подробности", "Версия для печати", "Размер шрифта: A A A", "Недействующий", "Столкнулись с проблемой - сообщите о ней!"],
)
def test_buttons_are_the_frame_of_a_site(line: str) -> None:
    assert is_frame(line)
    zoned = lay(document_of(f"{line}\n\n{ACT}"))
    assert zoned.role_at(0) is ZoneRole.NOISE


@pytest.mark.parametrize(
    "line",
    [
        "Подробности в приложении.", "Аннотация программы", "Действующий устав общества",
        "Не убран снег у школы № 5, сообщили жители улицы Мира, и дорога к детскому саду",
    ],
)
def test_lines_of_a_text_are_no_frame(line: str) -> None:
    assert not is_frame(line)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # a body that decides
        (
            "Постановление от 21.12.2010 г № 1651\n\nО садах\n\nНа основании Устава района, с целью порядка Администрация "
            "Ржевского района постановляет:\n1. Утвердить Положение о садах.\nГлава района\nА.В.ГРУШИН\n",
            "Администрация Ржевского района",
        ),
        (
            "РЕШЕНИЕ\nот 11 июня 2015 года № 3/70\n\nО садах\n\nВ соответствии с Уставом Совет депутатов города Ржева "
            "р е ш и л:\n1. Утвердить Положение о садах.\n",
            "Совет депутатов города Ржева",
        ),
        # a letter that only its caption calls one, and a subject far from its verb
        (
            "Письмо от 13.12.2010 № 01/17 «О передаче сведений»\n\nФедеральная служба по надзору в сфере садов, в целях "
            "проведения оперативного анализа положения в садах и во исполнение пункта 3 перечня поручений по вопросу "
            "направления не менее четверти средств, выделяемых на обновление садов, на саженцы яблонь и груш, а также на "
            "закупку лопат, просит до 14 июля 2011 года представить сведения о числе яблонь.\n\nРуководитель\n\nИ. В. Грушина\n",
            "Федеральная служба по надзору в сфере садов",
        ),
        # told of others it names no author
        (
            "Приказ от 21.12.2010 г № 16\n\nО садах\n\nСоветом принято, что администрация Ржевского района решила вопрос, "
            "приказываю:\n1. Поливать.\nДиректор\nА.В.ГРУШИН\n",
            "",
        ),
    ],
)
def test_the_author_that_only_the_text_names(text: str, name: str) -> None:
    assert sender(letter_of(text)) == name


def test_an_official_above_the_kind_of_his_act_is_no_addressee() -> None:
    letter = letter_of(
        "Мэр города Ржева\nТверской области\nРАСПОРЯЖЕНИЕ\n14.09.2004 N 273-р\n\nО поливе\n\nВ преддверии осени обязываю:\n"
        "1. Полить яблони.\n\nМэр города Ржева А.М. Грушин\n"
    )
    assert not letter.addressees


def test_a_heading_in_wide_lines_is_whole_and_its_last_point_is_no_enclosure() -> None:
    letter = letter_of(
        "УПРАВЛЕНИЕ САДОВ ТВЕРСКОЙ ОБЛАСТИ\n\nПРИКАЗ\n\n30 августа 2018 г.  № 53\n\n"
        "О внесении изменений в Порядок предоставления услуги\nУправлением садов Тверской области и его отделами в городах и районах\n"
        '"Выдача справок о яблонях", утверждённый приказом\nУправления садов Тверской области от 09.01.2013 № 21\n\n'
        "В целях приведения Порядка в соответствие с законодательством и во исполнение решений о садах этого года\n\nПРИКАЗЫВАЮ:\n\n"
        "1. Внести изменения.\n2. Контроль за исполнением приказа оставляю за собой.\n\nНачальник                 И.В. Грушина\n"
    )
    assert letter.title.startswith("О внесении изменений")
    assert letter.title.endswith("от 09.01.2013 № 21")
    assert not letter.appendices


def test_the_addressee_takes_no_body_from_the_text_below() -> None:
    letter = letter_of(
        "Правительственная телеграмма № 15-2/10 от 13 июля 2011 г.\n\nРуководителям исполнительных органов субъектов "
        "Российской Федерации\nМинистерство садов Российской Федерации просит до 14 июля 2011 года представить сведения о "
        "числе яблонь по форме, размещённой на сайте Министерства садов.\n\nЗаместитель Министра\nВ.С. Грушин\n"
    )
    assert [(a.position, a.organization_name) for a in letter.addressees] == [
        ("руководители", "исполнительные органы субъектов Российской Федерации")
    ]
    assert sender(letter) == "Министерство садов Российской Федерации"


def test_a_post_keeps_the_quotes_it_opens() -> None:
    letter = letter_of(
        'ПОСТАНОВЛЕНИЕ\nот 05.02.2016 № 121\n\nО садах\n\nВ целях порядка постановляю:\n1. Поливать.\n\n'
        'Глава муниципального района\n"Заречный район"                А.В. Грушин\n'
    )
    assert [s.position for s in letter.signatories] == ['Глава муниципального района "Заречный район"']


def test_an_address_a_text_and_a_signature_on_one_line_are_told_apart() -> None:
    letter = letter_of(
        "ПИСЬМО МСТ 4608 от 05.06.20г. О ПОЛИВЕ ЯБЛОНЬ\nМИНИСТЕРСТВО САДОВ ТВЕРСКОЙ ОБЛАСТИ\n"
        "Руководителям муниципальных органов управления садами Руководителям садовых товариществ В соответствии с письмом "
        "Минсельхоза России от 12 мая 2020 г. № ВБ-10/03 Министерство садов Тверской области направляет рекомендации о поливе. "
        "Просим довести их до сведения садоводов до 15 июня 2020 г. Приложение: на 12 л. в 1 экз. И.о. министра Ш.Грушин "
        "Исп. Сливина З.А. тел. 67-18-48\n"
    )
    assert letter.title == "О ПОЛИВЕ ЯБЛОНЬ"
    assert [(a.position, a.organization_name) for a in letter.addressees] == [
        ("руководители", "муниципальные органы управления садами"),
        ("руководители", "садовые товарищества"),
    ]
    assert [(s.position, letter.people[s.person or 0].full_name) for s in letter.signatories] == [("И.о. министра", "Грушин Ш.")]
    assert [a.sheets for a in letter.appendices] == [12]
    roles = {letter.people[m.entity].full_name: m.role for m in letter.mentions if m.entity_type == "person"}
    assert roles["Сливина З. А."] == "executor"


def test_prose_that_speaks_of_readers_and_enclosures_is_not_cut() -> None:
    text = (
        "Руководителям школ в письме Министерства садов от 5 мая напомнили о поливе, и в соответствии с ним Начальник отдела "
        "уехал в сад. Приложение к нему никто не читал, потому что яблони полили до него, а груши и сливы оставили на осень.\n"
    )
    assert len(lines_of(document_of(text + "Конец.\n" * 5)).lines) == 6


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("В целях порядка приказываю:\n1. Поливать яблони.\n\nНачальник отдела садов            З.В. Грушина\n", "order"),
        ("О садах\n\nВ целях порядка: 1. Поливать. 2. Контроль за исполнением настоящего распоряжения возложить на "
         "Сливина К.А.\nГлава города Ржева В.В. Грушин\n", "order"),
        # told of: news
        ("В Ржеве полили яблони\n\nКонтроль за исполнением распоряжения возложили на заместителя главы, сообщил мэр.\n", "news"),
        # minutes decide too
        ("ПРОТОКОЛ № 4\nзаседания совета\n\nРЕШИЛИ:\n1. Поливать яблони.\n\nПредседатель              З.В. Грушина\n", "other"),
        # a letter without its head
        ("В соответствии с письмом Аппарата Правительства Минсельхоз России представляет проект концепции о садах.\n\n"
         "Министр |\nД.В. Грушин |\n", "letter"),
    ],
)  # fmt: skip
def test_the_kind_of_what_came_without_its_head(text: str, kind: str) -> None:
    assert letter_of(text).kind == kind


@pytest.mark.parametrize(
    ("text", "title"),
    [
        # what stands below the kind is the heading, above it is what a site says
        (
            "Приказ №276 от 14.03.2020г\n«О дополнительных мерах в садах»\n\nУПРАВЛЕНИЕ САДОВ ГОРОДА РЖЕВА\n\nПРИКАЗ\n\n"
            "от «14» марта 2020 г. № 276\n\n«О неотложных мерах\nв садах города»\n\nВ целях порядка приказываю:\n1. Поливать.\n",
            "О неотложных мерах в садах города",
        ),
        (
            "г. Ржев Тверской области\n\nО поливе яблонь осенью\n\nО поливе яблонь осенью\n\nВ целях порядка приказываю:\n1. Поливать.\n",
            "О поливе яблонь осенью",
        ),
    ],
)
def test_the_heading_among_what_a_site_says(text: str, title: str) -> None:
    assert letter_of(text).title == title


@pytest.mark.parametrize("line", ["Московской области", "Республика Алтай", "пн-пт с 10.00 до 16.00", "Информация о садах"])
def test_lands_and_hours_are_no_readers(line: str) -> None:
    text = f"УПРАВЛЕНИЕ САДОВ\n\n{line}\n\nО поливе\n\nУважаемые коллеги!\n\nПросим полить яблони до 5 мая 2024 года.\n"
    assert not letter_of(text).addressees


def test_readers_under_a_heading_are_addressed() -> None:
    letter = letter_of(
        "Письмо № 06-69/15 от 19 октября 2015 г.\n\nО числе яблонь\n\nГлавам муниципальных районов\n\n"
        "Просим представить сведения о числе яблонь до 28.10.2015 г.\n"
    )
    assert letter.title == "О числе яблонь"
    assert [a.position for a in letter.addressees] == ["главы муниципальных районов"]


def test_the_text_above_a_signature_is_no_post() -> None:
    letter = letter_of(
        "Уважаемые коллеги!\n\nПросим поддержать садоводов и не забывать о поливе яблонь.\n\n"
        "Из этой засухи мы выйдем сильнее, мы вместе с садом!\n\nГрушина Н.М.\nи.о. ректора Института развития садов\n"
    )
    assert [s.position for s in letter.signatories] == ["и.о. ректора"]


def test_a_commission_decides_for_its_body() -> None:
    letter = letter_of(
        "РЕШЕНИЕ № 12-10/2016\n\n5 сентября 2016 г.\n\nКомиссия Тверского УФАС России по контролю в сфере закупок, рассмотрев жалобу "
        "ООО «Груша» на действия заказчика при закупке саженцев яблонь для городского сада, установила нижеследующее.\n"
    )
    assert sender(letter) == "Тверское УФАС России"


def test_labels_of_a_form_are_frame_between_its_lines_alone() -> None:
    lines = ["Дата регистрации", "Приложения", "Отсутствуют", "Текст", "Приложения", "1. План полива"]
    assert frame_lines(lines) == [True, True, True, False, False, False]


def test_lands_and_years_go_on_in_double_spacing() -> None:
    rows = [
        "УПРАВЛЕНИЕ САДОВ", "администрации", "Ржевского городского округа", "Тверской области", "ПРИКАЗ", "от 5 мая 2018 г. № 9",
        "О поливе яблонь в сезоне", "2018-2019 годов", "В целях порядка приказываю:", "1. Поливать.", "Начальник", "А.Ю. Грушина",
    ]  # fmt: skip
    letter = letter_of(read(Source.of("\n \n".join(rows).encode(), "a.txt")).text)
    assert sender(letter) == "Управление садов администрации Ржевского городского округа Тверской области"
    assert letter.title == "О поливе яблонь в сезоне 2018-2019 годов"


def test_an_act_named_twice_is_no_list_and_the_line_below_is_its_title() -> None:
    name = 'ПРИКАЗ Минсада РФ от 31.08.2004 N ГРЗ-3-27/483 (ред. от 16.09.2004)'
    letter = letter_of(
        f'- Главная\n- {name} "О ФОРМАХ"\n{name} "О ФОРМАХ"\n(в ред. Приказа Минсада РФ от 16.09.2004 N ГРЗ-3-27/499@)\n'
        "В целях порядка приказываю:\n1. Утвердить формы.\n"
    )
    own = next(r for r in letter.references if r.role == "own")
    assert (own.kind, own.number, own.date, letter.title) == ("приказ", "ГРЗ-3-27/483", "2004-08-31", "О ФОРМАХ")
    below = letter_of(
        "Распоряжение от 25.09.2013 г № 165-Р\nО плане полива яблонь в Тверской области на 2013 - 2017 годы\n"
        "О ПЛАНЕ ПОЛИВА ЯБЛОНЬ\nВ ТВЕРСКОЙ ОБЛАСТИ\nНА 2013 - 2017 ГОДЫ\nВ целях полива:\n1.Утвердить план.\n"
    )
    assert below.title == "О плане полива яблонь в Тверской области на 2013 - 2017 годы"


def test_a_short_name_in_a_caption_is_the_author() -> None:
    letter = letter_of(
        "О проведении опроса\n\nРоссийская Федерация\nПисьмо ЦБ РФ от 16 ноября 2009 года № 143-Т\nО проведении опроса\n"
        "  1. Прошу провести опрос садоводов.\n"
    )
    assert (letter.title, sender(letter)) == ("О проведении опроса", "ЦБ РФ")


def test_what_stands_above_the_kind_of_an_act_is_no_address() -> None:
    text = (
        "Ржевский район\nОфициальный сайт администрации\n\nАрхив документов\n\nадминистрация Ржевского района\n\n"
        "Тверской области\n\nПОСТАНОВЛЕНИЕ\n\nот 19.12.2011\n\nг. Ржев\n№ 2311\n\nОб утверждении порядка полива\n\n"
        "В соответствии с Уставом района:\n1. Утвердить порядок.\n"
    )
    letter = letter_of(read(Source.of(text.encode(), "a.txt")).text)
    assert not letter.addressees
    assert sender(letter) == "администрация Ржевского района Тверской области"


def test_a_plea_under_its_readers_is_a_heading_and_the_page_a_letter() -> None:
    letter = letter_of(
        "Президенту РФ Д.А. Яблоневу,\nПредседателю Правительства РФ В.В. Грушину,\n"
        "Главе администрации Тверской области М.В. Сливину\n\n\nОБРАЩЕНИЕ В ЗАЩИТУ ГОРОДСКОГО САДА\n\n"
        "Мы против вырубки яблонь в городском саду и против дороги через него, о чём говорили администрации города не раз.\n"
        "Требуем сохранить сад не на словах, а на деле.\n"
    )
    assert (letter.kind, letter.title) == ("letter", "ОБРАЩЕНИЕ В ЗАЩИТУ ГОРОДСКОГО САДА")
    assert [a.position for a in letter.addressees] == ["президент РФ", "председатель", "глава"]


def test_a_headline_about_readers_is_no_address() -> None:
    letter = letter_of(
        "Главы городов и районов Тверской области подписали письмо Президенту РФ в поддержку садов\n\n"
        "Президенту Российской Федерации\n\nЯблоневу В.В.\n\nУважаемый Виктор Викторович!\n\n"
        "Мы, главы городов, направляем Вам письмо о садах и просим их поддержать.\n"
    )
    assert [a.position for a in letter.addressees] == ["президент Российской Федерации"]


@pytest.mark.parametrize(
    ("kind", "said"), [("ПИСЬМО", "letter"), ("ПРИКАЗ", "order")],
)  # fmt: skip
def test_an_act_as_a_library_prints_it_on_one_line(kind: str, said: str) -> None:
    letter = letter_of(
        f"О ПОЛИВЕ ЯБЛОНЬ {kind} ЦЕНТРАЛЬНОЕ САДОВОЕ УПРАВЛЕНИЕ 28 февраля 2008 г. N 101-07/36 (Д) Во исполнение письма "
        "Минсельхоза России от 12.02.2008 N 01-11/51 прошу организовать полив яблонь и отбор опытных садоводов для него.\n"
    )
    own = next(r for r in letter.references if r.role == "own")
    assert (letter.kind, letter.title, own.number, own.date) == (said, "О ПОЛИВЕ ЯБЛОНЬ", "101-07/36", "2008-02-28")
    assert sender(letter) == "Центральное садовое управление"


def test_the_kind_of_an_act_with_its_date_and_number_on_one_line() -> None:
    letter = letter_of(
        "КОМИТЕТ САДОВ АДМИНИСТРАЦИИ РЖЕВСКОГО МУНИЦИПАЛЬНОГО ОКРУГА ТВЕРСКОЙ ОБЛАСТИ\nПРИКАЗ 30.07.2024 г. № 341-ОД\nг. Ржев\n"
        "Об итогах конкурса садов\nНа основании приказа комитета от 20.05.2024 года № 233-ОД конкурс проведён в срок, о чём "
        "сообщили все участники и жюри.\n"
    )
    own = next(r for r in letter.references if r.role == "own")
    assert (letter.kind, own.number, own.date, letter.title) == ("order", "341-ОД", "2024-07-30", "Об итогах конкурса садов")


def test_a_telegram_that_obliges_is_a_letter() -> None:
    letter = letter_of(
        "ТЕЛЕТАЙПОГРАММА Минсада РФ от 17.12.99 N Т-24554\n\nВ целях полива яблонь обязываю:\n\n1. Поливать яблони.\n\n"
        "Председатель Комитета\nМ.В.ГРУШИН\n"
    )
    assert letter.kind == "letter"
    assert [(r.kind, r.number) for r in letter.references if r.role == "own"] == [("телетайпограмма", "Т-24554")]


def test_a_heading_without_gaps_goes_on_to_the_words_that_open_the_text() -> None:
    text = (
        "ПРАВИТЕЛЬСТВО ТВЕРСКОЙ ОБЛАСТИ\nПОСТАНОВЛЕНИЕ\nот 21 октября 2025 г. N 635\n"
        "О внесении изменений в постановление Правительства Тверской области\n"
        'от 21.01.2015 N 6 "Об утверждении программы Тверской области "Развитие садов\nи повышение урожая яблонь"\n'
        "В соответствии со статьями 85, 139 Бюджетного кодекса Российской Федерации и в целях укрепления садов Правительство "
        "Тверской области ПОСТАНОВЛЯЕТ:\n1. Внести изменения.\nГубернатор\nМ.Н.Грушин\n"
    )
    title = letter_of(text).title
    assert title.startswith("О внесении изменений")
    assert title.endswith('урожая яблонь"')
    decided = letter_of("Решение от 06.09.2006 г № 11/188\nОб Обращении Думы к садоводам\nТверская Дума решила:\n1.Принять Обращение.\n")
    assert decided.title == "Об Обращении Думы к садоводам"
