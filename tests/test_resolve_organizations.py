"""Organisations of a letter: forms of one name joined, later uses, parents, and who the sender is."""

from __future__ import annotations

import time

import pytest

from extractors import organizations as room
from extractors.document import Document, Line, Zone, ZoneRole
from extractors.mention import Kind
from pipeline.resolve import organization_acronyms, organization_forms
from pipeline.resolve.findings import Findings
from pipeline.resolve.organization_forms import said_of, same
from pipeline.resolve.organization_nucleus import alike
from pipeline.resolve.organizations import Body, Organizations
from pipeline.resolve.sender import sender

LETTERHEAD, BODY, ADDRESSEE = ZoneRole.LETTERHEAD, ZoneRole.BODY, ZoneRole.ADDRESSEE


def laid(*parts: tuple[ZoneRole, str]) -> Document:
    """A document of zones, a line apart from each other."""
    text, zones, lines = "", [], []
    for block, (role, part) in enumerate(parts):
        start = len(text)
        for raw in part.split("\n"):
            if raw.strip():
                lines.append(Line(len(text), len(text) + len(raw), block=block, paragraph=block))
            text += raw + "\n"
        zones.append(Zone(role, start, len(text) - 1))
        text += "\n"
    return Document(text, tuple(lines), zones=tuple(zones))


def resolved(document: Document) -> tuple[Findings, Organizations]:
    findings = Findings(document, room.find(document))
    return findings, Organizations(findings)


def known(organizations: Organizations) -> list[Body]:
    return [body for body in organizations.all if body.mentions]


def test_examples_in_docstrings_hold() -> None:
    import doctest

    assert not doctest.testmod(organization_forms).failed
    assert not doctest.testmod(organization_acronyms).failed


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Минпросвещения России", "Министерство просвещения Российской Федерации"),
        ("Министерство просвещения России", "Министерство просвещения Российской Федерации"),
        ("Минобрнауки Амурской области", "Министерство образования и науки Амурской области"),
        ("Минздрав УР", "Министерство здравоохранения Удмуртской Республики"),
        ("областная организация профсоюза садоводов", "Тверская областная организация профсоюза садоводов"),
        ("Ржевская организация Профсоюза садоводов", "Ржевская организация Общероссийского Профсоюза садоводов"),
        ("ТОГУ", "Тихоокеанский государственный университет"),
        ("Сад-институт ДВО РАН", "ФГБУН Сад-институт Дальневосточного отделения Российской академии наук"),
        ("отдел садов администрации РМО ТО", "отдел садов администрации Ржевского муниципального округа Тверской области"),
        ("Рособрнадзор", "Федеральная служба по надзору в сфере образования и науки"),
        ("Институт развития образования", "ГАУ ДПО «Институт развития образования»"),
        ("ООО «Эколаб»", "Общество с ограниченной ответственностью «Эколаб»"),
        ("Управление Роспотребнадзора", "Управление Роспотребнадзора по Пермскому краю"),
        ("школа № 5", "школа № 5 города Шуи"),
        ("Минобразования Беларуси", "Министерство образования Республики Беларусь"),
        ("Союз ректоров", "Российский союз ректоров"),
        ("ГК «Авангард»", "Компания «Авангард»"),
        ("СмолГУ", "Смоленский государственный университет"),
        ("ЦНППМ", "Центр непрерывного повышения профессионального мастерства"),
    ],
)
def test_forms_of_one_name(short: str, full: str) -> None:
    assert same(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Министерство культуры Республики Коми", "Министерство культуры Республики Карелия"),
        ("школа № 5", "школа № 51"),
        ("МБОУ СОШ № 1", "МБОУ СОШ № 10"),
        ("ООО «Заря»", "ЗАО «Заря»"),
        ("городская больница", "детская городская больница"),
        ("СмолГУ", "Самарский государственный университет"),
        ("администрация города Ачинска", "управление образования администрации города Ачинска"),
        ("Минздрав Республики Коми", "Министерство здравоохранения Удмуртской Республики"),
    ],
)
def test_names_of_two(one: str, other: str) -> None:
    assert not same(one, other)
    assert not same(other, one)


def test_a_bare_mention_is_of_the_one_it_can_be_of() -> None:
    assert said_of("областная Дума", "Калининградская областная Дума")
    assert said_of("управление образования", "Управление образования администрации города Шуи")
    assert not said_of("управление культуры", "Управление образования администрации города Шуи")
    text = "Министерство финансов Республики Коми просит. Министерство ждёт ответа."
    _, organizations = resolved(laid((BODY, text)))
    (ministry,) = known(organizations)
    assert [m.text for m in ministry.mentions] == ["Министерство финансов Республики Коми", "Министерство"]


def test_a_bare_mention_of_two_is_of_neither() -> None:
    text = "Министерство финансов Республики Коми и Министерство финансов Республики Карелия. Министерство ждёт."
    _, organizations = resolved(laid((BODY, text)))
    assert all(len(body.mentions) == 1 for body in known(organizations))


def test_a_later_name_joins_the_earlier_one() -> None:
    text = (
        "Министерство образования и науки Удмуртской Республики (далее – Министерство) просит. "
        "Министерство ждёт. Минобрнауки УР благодарит."
    )
    _, organizations = resolved(laid((BODY, text)))
    (ministry,) = known(organizations)
    assert ministry.name == "Министерство образования и науки Удмуртской Республики"
    assert "Министерство" in ministry.aliases
    assert len(ministry.mentions) == 4


def test_levels_of_a_letterhead_are_parents() -> None:
    head = "ПРАВИТЕЛЬСТВО МАГАДАНСКОЙ ОБЛАСТИ\nМИНИСТЕРСТВО ОБРАЗОВАНИЯ МАГАДАНСКОЙ ОБЛАСТИ"
    _, organizations = resolved(laid((LETTERHEAD, head)))
    ministry = organizations.by_name("Министерство образования Магаданской области")
    assert ministry is not None
    assert organizations.all[ministry].parent == organizations.by_name("Правительство Магаданской области")


def test_a_chain_names_its_parent() -> None:
    text = "Управление образования администрации города Ачинска. Администрация города Ачинска согласна."
    _, organizations = resolved(laid((BODY, text)))
    unit = organizations.by_name("Управление образования администрации города Ачинска")
    assert unit is not None
    assert organizations.all[unit].parent == organizations.by_name("администрация города Ачинска")


def author(document: Document) -> str:
    findings, organizations = resolved(document)
    index, _ = sender(findings, organizations, ())
    return organizations.all[index].name if index is not None else ""


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("АДМИНИСТРАЦИЯ ГОРОДА ШУИ\nУПРАВЛЕНИЕ ОБРАЗОВАНИЯ\nул. Мира, 5", "Управление образования"),
        ("ООО «Ромашка»\nр/с 40702810500000000001 в АО «Камский банк», к/с 301", "ООО «Ромашка»"),
        ("МБОУ СОШ № 2\nУчредитель: администрация города Азова", "МБОУ СОШ № 2"),
        ("Минфин России\nФедеральная налоговая служба\n(ФНС России)", "Федеральная налоговая служба"),
        ("ТАТАРСТАН РЕСПУБЛИКАСЫ\nМӘДӘНИЯТ МИНИСТРЛЫГЫ\nМИНИСТЕРСТВО КУЛЬТУРЫ\nРЕСПУБЛИКИ ТАТАРСТАН",
         "Министерство культуры Республики Татарстан"),
        ("УПОЛНОМОЧЕННЫЙ ПО ПРАВАМ РЕБЁНКА\nВ ТУЛЬСКОЙ ОБЛАСТИ", ""),  # an official is no organisation
    ],
)  # fmt: skip
def test_the_sender_is_the_lowest_level(head: str, expected: str) -> None:
    assert author(laid((LETTERHEAD, head), (ADDRESSEE, "Директору"), (BODY, "Просим сообщить."))) == expected


def test_without_a_letterhead_the_text_names_the_author() -> None:
    text = "МБУ «Центр «Юность» (далее – Центр) просит выделить автобус."
    assert author(laid((ADDRESSEE, "Главе города"), (BODY, text))) == "МБУ «Центр «Юность»"
    assert author(laid((BODY, text))) == ""  # no letter: news names nobody its sender


def test_an_organisation_that_is_spoken_of_is_no_author() -> None:
    assert author(laid((ADDRESSEE, "Главе города"), (BODY, "В ООО «Ромашка» прошла проверка."))) == ""


def test_two_thousand_schools_are_no_square() -> None:
    text = "\n".join(f"МБОУ «Средняя школа № {n}» города Шуи" for n in range(2000))
    lines, start = [], 0
    for n, raw in enumerate(text.split("\n")):
        lines.append(Line(start, start + len(raw), paragraph=n))
        start += len(raw) + 1
    document = Document(text, tuple(lines), zones=(Zone(BODY, 0, len(text)),))
    findings = Findings(document, room.find(document))
    started = time.process_time()
    organizations = Organizations(findings)
    assert len(known(organizations)) == 2000
    assert time.process_time() - started < 5.0
    assert {m.kind for m in findings.mentions} == {Kind.ORGANIZATION}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("МБОУ «СОШ № 5»", "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа № 5»"),
        ("школа № 5", "МБОУ «СОШ № 5 имени И.А. Лещенко» г. Шуи"),
        ("УМВД России по Кировской области", "Управление Министерства внутренних дел Российской Федерации по Кировской области"),
        ("Управление Росреестра по Омской области",
         "Управление Федеральной службы государственной регистрации, кадастра и картографии по Омской области"),
        ("администрация г. Кирова", "администрация города Кирова"),
        ("Обский аграрный университет", "Обский государственный аграрный университет"),
        ("Лузская ЦРБ", "КОГБУЗ «Лузская центральная районная больница»"),
        ("Тюменский пединститут", "Тюменский государственный педагогический институт"),
    ],
)  # fmt: skip
def test_two_spellings_of_one_name(short: str, full: str) -> None:
    assert alike(short, full)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("школа № 5 г. Шуи", "школа № 5 г. Кинешмы"),
        ("МБОУ «СОШ № 5»", "МБДОУ «Детский сад № 5»"),
        ("Уральский федеральный университет", "Уральский государственный университет"),
        ("ОАО «Лесная ромашка»", "ООО «Лесная ромашка»"),
        ("Кировский районный суд", "Кировский областной суд"),
        ("ГБУЗ «ГКБ № 13»", "ГБУЗ «Детская ГКБ № 13»"),
        ("Владимирская областная организация профсоюза культуры", "профсоюз культуры"),
        ("Управление образования города Шуи", "Управление образования"),
    ],
)  # fmt: skip
def test_two_names_of_two_bodies(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)
