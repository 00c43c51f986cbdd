"""Chunks: tokens, the facts of a word, places, quotes, and where a phrase ends."""

from __future__ import annotations

import doctest
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.fold import fold
from extractors.russian import borders, chunks, governed, honours, lists, parents, places, tails, wordforms
from extractors.russian.borders import quote_end, starts_person
from extractors.russian.chunks import Tail, tail_end
from extractors.russian.place_words import is_local
from extractors.russian.places import place_end
from extractors.russian.wordforms import agreement, tokenize


@pytest.mark.parametrize(
    "module", [borders, chunks, governed, honours, lists, parents, places, tails, wordforms], ids=lambda m: m.__name__
)
def test_examples_in_docstrings_hold(module: object) -> None:
    assert not doctest.testmod(module).failed  # type: ignore[arg-type]


def place(text: str, case: str) -> str:
    folded = fold(text)
    tokens = tokenize(folded, 0, len(folded))
    end = place_end(tokens, 0, len(tokens), case)
    return text[: tokens[end - 1].end] if end else ""


@pytest.mark.parametrize(
    ("text", "case", "expected"),
    [
        ("Республики Саха (Якутия) рассмотрела", "gent", "Республики Саха (Якутия)"),
        ("города Волжского департамент", "gent", "города Волжского"),
        ("города Великие Луки и района", "gent", "города Великие Луки"),
        ("городского округа город Шарья Костромской области", "gent", "городского округа город Шарья"),
        ("городского округа – город Камышин", "gent", "городского округа – город Камышин"),
        ("городского округа Самара", "gent", "городского округа Самара"),
        ("муниципального образования «город Ижевск» и", "gent", "муниципального образования «город Ижевск»"),
        ("Ханты-Мансийского автономного округа – Югры", "gent", "Ханты-Мансийского автономного округа – Югры"),
        ("Республики Северная Осетия – Алания", "gent", "Республики Северная Осетия – Алания"),
        ("Великолукского и Новосокольнического районов", "gent", "Великолукского и Новосокольнического районов"),
        ("Елабужского сельсовета Ужурского района", "gent", "Елабужского сельсовета"),
        ("Облученского муниципального района А. Р. Шмулевичем", "gent", "Облученского муниципального района"),
        ("Самарской области Эльвира Ким", "gent", "Самарской области"),
        ("г. Магадана олимпиаду", "gent", "г. Магадана"),
        ("г.о. Саранск", "gent", "г.о. Саранск"),
        ("пос. Теплоозерск", "gent", "пос. Теплоозерск"),
        ("России", "gent", "России"),
        ("Российской Федерации", "gent", "Российской Федерации"),
        ("Марий Эл не возражает", "gent", "Марий Эл"),
        ("РС(Я) «Медиацентр»", "gent", "РС(Я)"),
        ("Республике Коми", "datv", "Республике Коми"),
        ("Семикаракорском районе", "loct", "Семикаракорском районе"),
        ("городе Великий Устюг были", "loct", "городе Великий Устюг"),
        ("Республики Национального собрания", "gent", "Республики"),
        ("области Министерство", "gent", "области"),
        ("образования города", "gent", ""),
        ("Ощепкова Римма Закиевна", "gent", ""),
        ("педагогов", "gent", ""),
    ],
)
def test_where_a_place_ends(text: str, case: str, expected: str) -> None:
    assert place(text, case) == expected


@pytest.mark.parametrize(
    ("word", "local"),
    [
        ("Ачинский", True), ("Российское", True), ("Дарханский", True), ("Андреево-Базарская", True),
        ("Детский", False), ("Медицинский", False), ("Политехнический", False), ("Городская", False), ("Южный", False),
    ],
)  # fmt: skip
def test_adjectives_of_places(word: str, local: bool) -> None:
    assert is_local(word) is local


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("«Лицей № 3» и «Лицей № 5»", "«Лицей № 3»"),
        ("«Центр «Орлеу» институт по Костанайской области» и", "«Центр «Орлеу» институт по Костанайской области»"),
        ("«Центр «Знание» в Костанайской области и МОУ «Центр» города", "«Центр «Знание»"),
        ("«Детский сад «Сказка» г. Шуи, и «Лицей»", "«Детский сад «Сказка»"),
        ("«Детский сад № 6 «Ивушка» общеразвивающего вида»", "«Детский сад № 6 «Ивушка» общеразвивающего вида»"),
        ("«Дворец культуры «Мир» ведёт ООО «Строй»", "«Дворец культуры «Мир»"),
        ('"Торговый дом "Весна"" просит', '"Торговый дом "Весна""'),
        ("«Лицей № 3 города Шуи проводит", "«Лицей № 3 города Шуи"),
        ("«Колледж агробизнеса⏎ул. М. Горького, 5", "«Колледж агробизнеса"),
        ("«Национальный центр «Өрлеу»⏎«Институт развития»", "«Национальный центр «Өрлеу»⏎«Институт развития»"),
    ],
)
def test_where_a_quote_ends(text: str, quoted: str) -> None:
    text, quoted = text.replace("⏎", "\n"), quoted.replace("⏎", "\n")
    folded = fold(text)
    tokens = tokenize(folded, 0, len(folded))
    assert text[: tokens[quote_end(tokens, 0) - 1].end] == quoted


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("А. Р. Шмулевичем", True), ("Ощепкова Римма Закиевна", True), ("Шелковников Т. С.", True),
        ("Бердска Е. А. Шестернин", False), ("России", False), ("Области", False),
    ],
)  # fmt: skip
def test_where_a_person_begins(text: str, person: bool) -> None:
    assert starts_person(tokenize(text, 0, len(text)), 0) is person


def test_an_adjective_agrees_in_life_too() -> None:
    assert ("accs", "sing") not in agreement("Волжского", "департамент")
    assert ("gent", "sing") in agreement("областной", "больницы")


def test_words_that_a_line_or_a_blank_has_cut() -> None:
    text = "образова-\nния научно-\nисследовательский обра щение програм мы"
    assert [t.text for t in tokenize(text, 0, len(text))] == [
        "образования", "научно-исследовательский", "обращение", "программы",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "tail"),
    [
        ("образования и науки Пермского края просит", "образования и науки Пермского края"),
        (
            "имени дважды Героя Советского Союза П.К. Кошевого Петрову",
            "имени дважды Героя Советского Союза П.К. Кошевого",
        ),
        ("имени Максима Танка Ирина Львовна", "имени Максима Танка"),
        ("образования, науки и молодёжной политики, а также", "образования, науки и молодёжной политики"),
        ("№ 5 от 12 марта", "№ 5"),
        ("№ 55-1420 от", ""),
        ("«Об утверждении порядка»", ""),
        ("по муниципальному контракту", ""),
        ("по делам молодёжи Самарской области Эльвира", "по делам молодёжи Самарской области"),
        ("просвещения и Министерства науки", "просвещения"),
        ("культуры Новосибирской области и министерства труда", "культуры Новосибирской области"),
        ("связей тел. 5-10", "связей"),
    ],
)
def test_where_the_tail_of_a_name_ends(text: str, tail: str) -> None:
    folded = fold(text)
    tokens = tokenize(folded, 0, len(folded))
    strict = Tail(frozenset(), strict=True, heads=frozenset(("министерство",)))
    end = tail_end(tokens, 0, strict)
    assert text[: tokens[end - 1].end if end else 0] == tail


@given(st.text(alphabet='Министервобзюкл №125«»"\n.,()-АБГд', max_size=60))
def test_tokens_stand_in_order_and_in_the_text(text: str) -> None:
    tokens = tokenize(text, 0, len(text))
    assert all(a.end <= b.start for a, b in pairwise(tokens))
    assert all(0 <= t.start < t.end <= len(text) for t in tokens)
