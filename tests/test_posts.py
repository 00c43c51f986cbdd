"""Who holds which post where: sentences of letters and news, and the triples a careful reader finds in them."""

from __future__ import annotations

import doctest

import pytest

from case_lines import FOLDER, read
from extractors import find_all
from extractors.russian import post_heads, post_phrases
from extractors.values import OrganizationValue
from pipeline.common_forms import folded, organization_form, person_form
from pipeline.letter import understand
from pipeline.readers import Source
from pipeline.readers import read as read_file
from pipeline.records import HeldPost, Letter
from pipeline.resolve import resolve
from pipeline.resolve.organizations import Body
from pipeline.resolve.posts import homes, links, papers, post, roles, word_classes

SENTENCES = {
    # the post before the name
    "Об этом сообщила министр образования Пермского края Раиса Кассина.": ["Кассина Раиса | министр образования Пермского края | -"],
    "Выступил директор школы № 5 Иванов Пётр Ильич.": ["Иванов Пётр Ильич | директор | школа № 5"],
    "Ремонт закончен, – сказал начальник Управления строительства администрации города Тулы Олег Зорин.": [
        "Зорин Олег | начальник | Управление строительства администрации города Тулы"
    ],
    "Врио губернатора Саратовской области Роман Бусаров подписал указ.": ["Бусаров Роман | Врио губернатора Саратовской области | -"],
    "ООО «Вектор» в лице генерального директора Лапина Сергея Юрьевича заключило договор.": [
        "Лапин Сергей Юрьевич | генеральный директор | ООО «Вектор»"
    ],
    "Выступил доктор педагогических наук, профессор кафедры физики Крамер Лев Борисович.": [
        "Крамер Лев Борисович | профессор кафедры физики | -"
    ],
    # behind the name
    "Встретил гостей Пётр Лыков – глава администрации посёлка Сосновый Бор.": ["Лыков Пётр | глава | администрация посёлка Сосновый Бор"],
    "Иванова Анна Петровна (учитель математики, МБОУ СОШ № 12) награждена.": ["Иванова Анна Петровна | учитель математики | МБОУ СОШ № 12"],
    "Слушали: Громову Е.Е., председателя профкома.": ["Громова Е. Е. | председатель профкома | -"],
    # verbs
    "Назначить Сидорова Ивана Петровича на должность заместителя директора по учебной работе.": [
        "Сидоров Иван Петрович | заместитель директора по учебной работе | -"
    ],
    "Назначить директором МБОУ «Лицей № 3» Сидорову Ирину Петровну.": ["Сидорова Ирина Петровна | директор | МБОУ «Лицей № 3»"],
    "Иванов Иван Иванович назначен исполняющим обязанности главного врача.": [
        "Иванов Иван Иванович | исполняющий обязанности главного врача | -"
    ],
    "Главным редактором газеты «Маяк» с 2010 года работает Фомина Л.Д.": ["Фомина Л. Д. | Главный редактор | газета «Маяк»"],
    "Распоряжением главы района назначен Сидоренко Л.Г.": [],
    # lists
    "Председатель – Иванов И.И., директор; члены комиссии: Петров П.П., главный бухгалтер; Яшина А.А., юрист.": [
        "Иванов И. И. | директор | -", "Иванов И. И. | Председатель | -", "Петров П. П. | главный бухгалтер | -",
        "Яшина А. А. | юрист | -",
    ],
    "Преподаватели Шакирова Л.Р. и Гущин В.В. подготовили пособие.": [
        "Шакирова Л. Р. | Преподаватель | -", "Гущин В. В. | Преподаватель | -",
    ],
    "Работали учитель-логопед Дёмина Инна, педагог-психолог Чуб Олеся.": [
        "Дёмина Инна | учитель-логопед | -", "Чуб Олеся | педагог-психолог | -",
    ],
    # former, titles, roles
    "Бывший директор ООО «Парус» Козлов Денис Олегович сообщил о долгах.": ["Козлов Денис Олегович | директор | ООО «Парус»"],
    "Старший инспектор капитан полиции Дроздова Ирина провела беседу.": ["Дроздова Ирина | Старший инспектор | -"],
    "Заслуженный учитель РФ Дроздова Ирина провела беседу.": [],
    "Куратор проекта: Белова Ольга Игоревна, методист ГАУ ДПО «Институт развития».": [
        "Белова Ольга Игоревна | методист | ГАУ ДПО «Институт развития»"
    ],
    "Индивидуальный предприниматель Кутырев Николай Фомич оспорил решение.": ["Кутырев Николай Фомич | Индивидуальный предприниматель | -"],
}  # fmt: skip


def understood(text: str) -> Letter:
    document = read(text).document
    return resolve(document, find_all(document))


def letter_of(text: str) -> Letter:
    letter = understand([read_file(Source.of(text.encode(), "letter.txt"))])[0]
    assert isinstance(letter, Letter)
    return letter


def triples(letter: Letter) -> list[str]:
    found = (
        f"{letter.people[m.entity].full_name} | {m.position} | "
        + (letter.organizations[m.organization].name if m.organization is not None else "-")
        for m in letter.mentions
        if m.entity_type == "person" and m.position
    )
    return list(dict.fromkeys(found))


def paragraphs() -> list[pytest.ParameterSet]:
    """The paragraphs of `cases/posts.txt`: a remark, the text, the triples."""
    params = []
    for block in (FOLDER / "posts.txt").read_text(encoding="utf-8").split("\n\n"):
        lines = block.strip().split("\n")
        text = next((line for line in lines if not line.startswith(("#", "="))), None)
        if text is not None:
            wanted = {common(*line.removeprefix("= ").split(" | ")) for line in lines if line.startswith("= ")}
            params.append(pytest.param(text, wanted, id=lines[0].removeprefix("# ")))
    return params


def common(person: str, position: str, organization: str) -> tuple[str, str, str]:
    return person_form(person), folded(position), "-" if organization == "-" else organization_form(organization)


@pytest.mark.parametrize(("text", "wanted"), paragraphs())
def test_paragraph(text: str, wanted: set[tuple[str, str, str]]) -> None:
    letter = understand([read(text).document])[0]
    assert isinstance(letter, Letter)
    assert {common(*triple.split(" | ")) for triple in triples(letter)} == wanted


@pytest.mark.parametrize("text", SENTENCES)
def test_sentence(text: str) -> None:
    assert triples(understood(text)) == SENTENCES[text]


def test_words_of_a_post_point_at_a_body_named_before() -> None:
    letter = understood("Томский авиационный колледж провёл конкурс. Гостей встретил директор колледжа Пётр Зорин.")
    assert triples(letter) == ["Зорин Пётр | директор | Томский авиационный колледж"]


def test_two_such_bodies_leave_the_one_named_last() -> None:
    text = (
        "В Томском авиационном колледже и в Омском речном колледже прошёл смотр. Директор колледжа Пётр Зорин доволен."
    )
    assert triples(understood(text)) == ["Зорин Пётр | Директор | Омский речной колледж"]


def test_no_body_is_invented() -> None:
    assert triples(understood("Гостей встретил директор колледжа Пётр Зорин.")) == [
        "Зорин Пётр | директор | -"
    ]


@pytest.mark.parametrize("module", [homes, links, papers, roles, post, post_phrases, post_heads, word_classes])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert not doctest.testmod(module).failed  # type: ignore[arg-type]


HOMES = {  # seen from a school, a hospital, a ministry of education
    "учитель истории": "here elsewhere elsewhere",
    "помощник хирурга": "elsewhere here elsewhere",
    "первый заместитель министра": "elsewhere elsewhere here",
    "министр культуры": "elsewhere elsewhere elsewhere",
    "главный бухгалтер": "anywhere anywhere anywhere",
    "писатель": "nowhere nowhere nowhere",
    "помощник депутата": "nowhere nowhere nowhere",
    "и.о. министра – председатель комитета": "elsewhere elsewhere here",
}


@pytest.mark.parametrize("position", HOMES)
def test_where_a_post_is_at_home(position: str) -> None:
    names = ("МБОУ «Лицей № 2»", "ГБУЗ «Районная больница»", "Министерство образования Тверской области")
    bodies = (Body(name, OrganizationValue(name)) for name in names)
    assert " ".join(homes.home(position, body).value for body in bodies) == HOMES[position]


LEFT = {
    "Бывший директор ООО «Парус» Козлов Денис Олегович сообщил о долгах.": True,
    "Козлов Денис Олегович в 2010–2015 гг. работал директором ООО «Парус».": True,
    "До 2015 года Козлов Денис Олегович занимал должность директора ООО «Парус».": True,
    "Козлов Денис Олегович, ранее директор ООО «Парус», сообщил о долгах.": True,
    "Директор ООО «Парус» Козлов Денис Олегович сообщил о долгах.": False,
    "С 2015 года Козлов Денис Олегович работает директором ООО «Парус».": False,
}


@pytest.mark.parametrize("text", LEFT)
def test_a_post_that_was_left_is_said_and_not_held(text: str) -> None:
    letter = understood(text)
    (said,) = (m for m in letter.mentions if m.entity_type == "person")
    assert said.position.lower().endswith("директор")
    assert said.former is LEFT[text]
    assert letter.people[0].position == ("" if LEFT[text] else "директор" if text.startswith("С ") else "Директор")


def test_two_posts_of_one_person_are_both_held() -> None:
    letter = understood("Председатель жюри, ректор Томского института связи Пётр Зорин вручил дипломы.")
    assert triples(letter) == ["Зорин Пётр | ректор | Томский институт связи", "Зорин Пётр | Председатель жюри | -"]
    assert (letter.people[0].position, letter.people[0].also) == ("ректор", (HeldPost("Председатель жюри", None),))


TABLES = {
    # a bracket in the head, a post held for another, a street that looks like a post
    "МКУ «Управление образования»\n\nУчреждение | Директор (заведующий) | Адрес\n---|---|---\n"
    "МКОУ «Лицей» | Юмагужина Рамиля Исмагиловна | ул. Механизаторов, д. 17\nМКОУ «Гимназия» | Прядко В.С. (и.о.) | пер. Школьный, 5": [
        "Юмагужина Рамиля Исмагиловна | директор | МКОУ «Лицей»", "Прядко В. С. | и.о. директора | МКОУ «Гимназия»",
    ],
    # the department of the row
    "Администрация Окуловского района\nСтруктура\n\nОтдел | Начальник | Телефон\n---|---|---\n"
    "Отдел сельского хозяйства | Арутюнова К. Г. | 4-12-88\nФинансовый отдел | Сухомлин Пётр Ильич | 4-12-90": [
        "Арутюнова К. Г. | начальник отдела сельского хозяйства | Администрация Окуловского района",
        "Сухомлин Пётр Ильич | начальник финансового отдела | Администрация Окуловского района",
    ],
    # the chair of a jury beside the holder's own post
    "График олимпиады\n\nПредмет | Председатель жюри\n---|---\nфизика | Кох Роберт Янович, учитель лицея № 8\n"
    "химия | Шабалина В. Г., учитель гимназии № 2": [
        "Кох Роберт Янович | председатель жюри | -", "Кох Роберт Янович | учитель | лицей № 8",
        "Шабалина В. Г. | председатель жюри | -", "Шабалина В. Г. | учитель | гимназия № 2",
    ],
}  # fmt: skip


@pytest.mark.parametrize("text", TABLES)
def test_columns_headed_by_a_post(text: str) -> None:
    letter = understand([read_file(Source.of(text.encode(), "page.txt"))])[0]
    assert isinstance(letter, Letter)
    found = {common(*triple.split(" | ")) for triple in triples(letter)}
    assert found == {common(*triple.split(" | ")) for triple in TABLES[text]}


def test_posts_that_a_signature_names_together_are_each_held() -> None:
    text = """МБУ «Центр искусств»

от 12.05.2024 № 14

Уважаемый Пётр Ильич!

Направляем отчёт о работе центра за год и просим его рассмотреть.

Заместитель директора, председатель совета                          З.Т. Акимушкина"""
    letter = letter_of(text)
    assert [one.position for one in letter.signatories] == ["Заместитель директора, председатель совета"]
    assert {(m.position, m.organization is not None) for m in letter.mentions if m.role == "signatory"} == {
        ("Заместитель директора", True), ("председатель совета", False),
    }  # fmt: skip


def test_posts_in_capitals_come_out_in_ordinary_letters() -> None:
    text = (
        "НАЧАЛЬНИКУ ОТДЕЛА КАДРОВ\nООО «Ромашка»\nКРУГЛОВУ И.П.\n\nО подготовке\n\nУважаемый Иван Петрович!\n\n"
        "Просим направить сведения.\n\nВРИО НАЧАЛЬНИКА ПТО                    С.А. ТРУБНИКОВ\n"
    )
    letter = letter_of(text)
    assert [to.position for to in letter.addressees] == ["начальник отдела кадров"]
    assert [one.position for one in letter.signatories] == ["Врио начальника ПТО"]
    (abbreviated,) = letter_of(text.replace("ВРИО НАЧАЛЬНИКА ПТО", "ГИП")).signatories
    assert abbreviated.position == "ГИП"
