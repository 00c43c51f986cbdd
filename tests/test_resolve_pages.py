"""Resolution of pages of sites: what kind of page a text is, what heads it, who is no party of a letter there."""

from __future__ import annotations

import pytest

from test_resolve import letter_of


@pytest.mark.parametrize("head", ["Документы", "У директора школы нет забот - Минобр Тверской области"])
def test_a_name_of_a_page_and_a_headline_are_no_addressees(head: str) -> None:
    text = f"{head}\n\nО бюджете\n\nДУМА КИМРСКОГО РАЙОНА\n\nРЕШЕНИЕ\n\nот 03.12.2013\n№ 411\n\nДума РЕШИЛА:\n1. Утвердить.\n"
    assert not letter_of(text).addressees


def test_a_page_of_noise_with_a_line_of_prose_has_a_text() -> None:
    text = (
        "Министерство садов Тверской области поддерживает сказку\nИнформация о сказке была направлена всем садоводам "
        "области по поручению губернатора Тверской области Грушина А.А. и рассмотрена министерством садов."
    )
    assert [p.full_name for p in letter_of(text).people] == ["Грушин А. А."]


PAGES = {
    "news": """Завершён ремонт школы в Кимрах

5 мая 2024

В понедельник директор школы Анна Орлова рассказала о новых классах.
Тел. редакции 8 (48236) 2-22-33, 2-22-34, 2-22-35, 2-22-36, 2-22-37.
""",
    "web_page": """Размер шрифта: А А А

О центре / Документы / Новости

Справочник отдела образования города Кимры

Тел. 2-22-33, 2-22-34, каб. 5
""",
    "other": """Объявление о конкурсе на замещение должности

Музей часов объявил конкурс, документы принимает канцелярия музея до 5 мая 2024 года.
""",
    "article": """Егор Лыков: «Лавина не читает приказов»

– С чего начался ваш путь?

– С книги о горах, её подарил отец.
""",
}


NEWS = {
    # a rubric above one item, and what will happen
    """Новости

Тверь и Полоцк подружились библиотеками

2 февраля 2015 года в 14:21
15 февраля тверскую библиотеку посетят библиотекари из Полоцка. Как передаёт городская газета, гости привезут в подарок старые
карты двух рек и рукопись о мельницах, а хозяева покажут им сад, который посадили читатели.
""": "Тверь и Полоцк подружились библиотеками",
    # the frame of a site above the headline that the page says again
    """Найти в Саду
Садовыеновости.рф

Губернатор вручил садоводам награды от Общества яблок

В Твери прошло торжество, посвящённое Дню садовода, где губернатор вручил садоводам награды. Об этом сообщили в обществе.

Губернатор вручил садоводам награды от Общества яблок
""": "Губернатор вручил садоводам награды от Общества яблок",
}


@pytest.mark.parametrize("text", NEWS)
def test_news_in_the_frame_of_a_site(text: str) -> None:
    letter = letter_of(text)
    assert (letter.kind, letter.title) == ("news", NEWS[text])


def test_a_paragraph_that_begins_like_the_name_of_a_page_is_none() -> None:
    text = (
        "Тверских садоводов поздравили в Москве\n\nПедагоги Твери приняли участие в церемонии закрытия конкурса «Сад года», которая "
        "прошла в Кремле, сообщает газета.\n\nДелегацию региона возглавлял министр садов Тверской области Евгений Грушин.\n"
    )
    assert letter_of(text).kind == "news"


def test_a_talk_is_an_article() -> None:
    talk = "Павел Грушин: Вы сажаете яблони?\n\nАнна Вишнева: Да.\n\nП.Г.: Почему?\n\nА.В.: Люблю яблоки, а дети – варенье.\n"
    assert letter_of("Разговор о саде\n\nСад у дороги\n\n" + talk).kind == "article"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Сад – это рывок\nИнтервью, 06 декабря 2018\nБеседу вёл Павел Грушин, фотографии Анны Вишнёвой.\n", "article"),
        ("Беседует Павел Грушин. Собеседница – Анна Вишнёва.\n— Где растут яблони?\n— Ещё в детстве я рассказала всем.\n", "article"),
        ("Павел Грушин: «В области посадили 1600 садов»\nСады сажают везде. Об этом заявил садовод Павел Грушин на встрече.\n", "news"),
        ("Павел Грушин рассказал о саде:\n— Яблони растут везде.\n— Груши растут на юге.\n", "news"),
    ],
)
def test_questions_and_answers_are_a_talk(text: str, kind: str) -> None:
    assert letter_of(text).kind == kind


def test_names_with_posts_below_and_no_paragraph_are_a_page() -> None:
    people = "Грушин Пётр Ильич\nглавный редактор журнала «Сад»\n\nЗорина Анна Ильинична\nзаведующая питомником\n"
    letter = letter_of("Эксперты\n\n" + people)
    assert letter.kind == "web_page"
    assert not [m for m in letter.mentions if m.role == "author"]


def test_paragraphs_about_people_under_no_headline_are_news() -> None:
    text = (
        "Ежегодно, в свой праздник, садоводы города собираются в одном из питомников, чтобы поздравить друг друга и выбрать лучшую "
        "яблоню, чьи плоды украсят ярмарку.\nБольше всего грамот садоводы получили из рук главного человека по садам нашего города, "
        "Вишнёвой Ольги Петровны, которая знает, как вдохновить команду для работы.\n"
    )
    assert letter_of(text).kind == "news"


def test_a_page_of_news_is_a_page() -> None:
    rows = "".join(f"{day}.05.2024\nВ саду прошёл праздник {day} яблонь\n\n" for day in range(1, 9))
    assert letter_of(f"Лента новостей\n\n{rows}").kind == "web_page"


@pytest.mark.parametrize(
    ("kind", "title"),
    [
        ("news", "Завершён ремонт школы в Кимрах"),
        ("web_page", "Справочник отдела образования города Кимры"),
        ("other", "Объявление о конкурсе на замещение должности"),
        ("article", "Егор Лыков: «Лавина не читает приказов»"),
    ],
)
def test_the_kind_and_the_headline_of_a_page(kind: str, title: str) -> None:
    letter = letter_of(PAGES[kind])
    assert (letter.kind, letter.title) == (kind, title)


def test_a_text_cut_at_its_beginning_has_no_headline() -> None:
    assert letter_of("…как рассказала директор школы.\n\nВ субботу здесь состоялась ярмарка, пришли и соседи.\n").title == ""
