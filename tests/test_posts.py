"""Who holds which post where: sentences of letters and news, and the triples a careful reader finds in them."""

from __future__ import annotations

import doctest

import pytest

import posts_score
from case_lines import read
from extractors import find_all
from extractors.russian import post_phrases
from pipeline.records import Letter
from pipeline.resolve import post_bodies, post_links, posts, resolve

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
    "Главным редактором газеты «Маяк» с 2010 года работает Фомина Л.Д.": ["Фомина Л. Д. | Главный редактор газеты «Маяк» | -"],
    "Распоряжением главы района назначен Сидоренко Л.Г.": [],
    # lists
    "Председатель – Иванов И.И., директор; члены комиссии: Петров П.П., главный бухгалтер; Яшина А.А., юрист.": [
        "Иванов И. И. | директор | -", "Петров П. П. | главный бухгалтер | -", "Яшина А. А. | юрист | -",
    ],
    "Преподаватели Шакирова Л.Р. и Гущин В.В. подготовили пособие.": [
        "Шакирова Л. Р. | Преподаватель | -", "Гущин В. В. | Преподаватель | -",
    ],
    "Работали учитель-логопед Дёмина Инна, педагог-психолог Чуб Олеся.": [
        "Дёмина Инна | учитель-логопед | -", "Чуб Олеся | педагог-психолог | -",
    ],
    # former, titles, roles
    "Бывший директор ООО «Парус» Козлов Денис Олегович сообщил о долгах.": ["Козлов Денис Олегович | Бывший директор | ООО «Парус»"],
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


def triples(letter: Letter) -> list[str]:
    found = (
        f"{letter.people[m.entity].full_name} | {m.position} | "
        + (letter.organizations[m.organization].name if m.organization is not None else "-")
        for m in letter.mentions
        if m.entity_type == "person" and m.position
    )
    return list(dict.fromkeys(found))


@pytest.mark.parametrize("text", SENTENCES)
def test_sentence(text: str) -> None:
    assert triples(understood(text)) == SENTENCES[text]


def test_words_of_a_post_point_at_a_body_named_before() -> None:
    letter = understood("Томский авиационный колледж провёл конкурс. Гостей встретил директор колледжа Пётр Зорин.")
    assert triples(letter) == ["Зорин Пётр | директор | Томский авиационный колледж"]


def test_two_such_bodies_leave_the_one_named_last() -> None:
    text = "В Томском авиационном колледже и в Омском речном колледже прошёл смотр. Директор колледжа Пётр Зорин доволен."
    assert triples(understood(text)) == ["Зорин Пётр | Директор | Омский речной колледж"]


def test_no_body_is_invented() -> None:
    assert triples(understood("Гостей встретил директор колледжа Пётр Зорин.")) == ["Зорин Пётр | директор колледжа | -"]


@pytest.mark.parametrize("module", [post_bodies, post_links, posts, posts_score, post_phrases])
def test_examples_in_docstrings_hold(module: object) -> None:
    assert not doctest.testmod(module).failed  # type: ignore[arg-type]


def test_the_score_of_a_letter() -> None:
    letter = understood("Выступил директор школы № 5 Иванов Пётр Ильич.")
    gold = {"posts": [{"person": "Иванов П. И.", "position": "директор", "organization": "школа № 5"}]}
    assert posts_score.posts_score(letter, gold).f1 == 1.0
    gold["posts"][0]["organization"] = None  # type: ignore[assignment]
    assert posts_score.posts_score(letter, gold).f1 == 0.0
