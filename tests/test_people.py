"""People: the case file, and the promises of the room."""

from __future__ import annotations

import doctest
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from case_lines import MEGABYTE, Case, load, read, spend
from extractors import people, person_clergy, person_families, person_spans
from extractors.document import Document, Line, WitnessSpan
from extractors.mention import Kind
from extractors.russian import name_behind, name_context, name_quality, name_windows, name_words, person_grammar
from extractors.russian.lexicon import lexicon

HOSTILE = {
    "capitals": "Абракадаброва ",
    "different capitals": "".join(f"{a}{b}{c}ов " for a in "АБВГДЕЖЗ" for b in "аеиоу" for c in "бвгдклмн"),
    "initials": "И.И. ",
    "initials with no blank": "И.И.",
    "surnames and initials": "Иванов И.И. ",
    "lines": "Иванов\n",
    "given names": "Анна ",
    "double": "Петров-",
    "particles": "фон ",
    "digits": "0123456789 ",
    "posts": "заместителя директора ",
    "quotes": "«Анна»",
}


def document(text: str, *spans: tuple[int, int]) -> Document:
    """One paragraph, with what a witness takes for people."""
    witnesses = tuple(WitnessSpan(start, end, "PER", "test") for start, end in spans)
    return Document(text=text, lines=(Line(0, len(text)),), witnesses=witnesses)


def lined(text: str) -> Document:
    """The text as lines of five thousand characters, of one paragraph each."""
    return Document(text=text, lines=tuple(Line(i, min(i + 5000, len(text))) for i in range(0, len(text), 5000)))


def names(doc: Document) -> list[str]:
    return [m.value.full for m in people.find(doc)]


@pytest.mark.parametrize("case", load("people"))
def test_case(case: Case) -> None:
    found = tuple((m.start, m.end, m.value.full) for m in people.find(case.document))
    assert found == case.expected


ROOMS = (people, person_clergy, person_families, person_spans)
WORDS = (name_behind, name_context, name_quality, name_windows, name_words, person_grammar)


@pytest.mark.parametrize("module", [*ROOMS, *WORDS])
def test_examples_in_docstrings_hold(module: object) -> None:
    result = doctest.testmod(module)  # type: ignore[arg-type]
    assert not result.failed


def test_a_witness_lets_rare_names_in() -> None:
    text = "Сертификат получили Оюунчимэг Батбаяр и Айрынмаа Сат."
    assert names(document(text)) == []
    first, second = text.index("Оюунчимэг"), text.index("Айрынмаа")
    seen = document(text, (first, first + len("Оюунчимэг Батбаяр")), (second, second + len("Айрынмаа Сат")))
    assert names(seen) == ["Батбаяр Оюунчимэг", "Сат Айрынмаа"]


def test_a_witness_lets_a_surname_behind_a_post_in() -> None:
    text = "Об этом сказал министр Кравцов."
    start = text.index("Кравцов")
    assert names(document(text, (start, start + len("Кравцов")))) == ["Кравцов"]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Рыло Оксана - председатель правления.", "Рыло Оксана", ["Рыло Оксана"]),  # any noun beside a sure given name
        ("Боргояков Маис – доцент.", "Боргояков Маис", ["Боргояков Маис"]),  # the possessive one is the surname
        ("Ле Ван Тхань выращивает овощи.", "Ле Ван Тхань", ["Ле Ван Тхань"]),  # a particle that is a surname too
        ("Пришёл профессор Вэй Линь.", "Вэй Линь", ["Вэй Линь"]),  # two eastern surnames: the first is it
        ("Договор с Кхан Тхи Лиен.", "Кхан Тхи Лиен", ["Кхан Тхи Лиен"]),
        ("Пришла Гюнтер Фрида.", "Гюнтер Фрида", ["Гюнтер Фрида"]),  # two given names: a woman's behind a surname
        ("Школа Успех открыта.", "Школа Успех", []),  # common words, whatever a model sees
    ],
)
def test_a_witness_lets_odd_names_in(text: str, name: str, expected: list[str]) -> None:
    start = text.index(name)
    assert names(document(text, (start, start + len(name)))) == expected


def test_a_place_to_the_model_is_a_person_behind_a_post() -> None:
    text = "Приняла: секретарь приемной администрации Мамошина Галина, 15 час."
    start = text.index("Мамошина")
    seen = Document(text, (Line(0, len(text)),), witnesses=(WitnessSpan(start, start + 15, "LOC", "test"),))
    assert names(seen) == ["Мамошина Галина"]


def test_a_whole_name_of_the_document_outweighs_the_place() -> None:
    text = "Перелыгин Интигам Сергеевич вышел.\nПерелыгина И.С. – о проверке маршрутов."
    assert "Перелыгина И. С." not in names(lined(text))


@pytest.mark.parametrize(
    ("text", "surname", "expected"),
    [
        ("Акт подписал мастер участка Сапрыка, но работы не начаты.", "Сапрыка", ["Сапрыка"]),
        ("Жаловаться прокурору Красноглинского района Устименко.", "Устименко", ["Устименко"]),
        ("Глава Кременкульского поселения Мешков обещал помочь.", "Мешков", ["Мешков"]),
        ("Спасибо заведующему музеем Вахтангова за приём.", "Вахтангова", []),  # another case: whose museum it is
    ],
)
def test_a_surname_behind_the_phrase_of_a_post_agrees_with_it(text: str, surname: str, expected: list[str]) -> None:
    start = text.index(surname)
    assert names(document(text, (start, start + len(surname)))) == expected


def test_a_witness_does_not_make_a_name_of_common_words() -> None:
    text = "Госвеб Решаем вместе. Справочно: Срок действия."
    assert names(document(text, (0, 13), (22, 31), (33, 37))) == []


def test_gender_is_told_by_the_words_around() -> None:
    (found,) = people.find(document("Сказанное подтвердила Г. Черных вчера."))
    assert (found.value.full, found.value.gender, found.value.gender_evidence) == ("Черных Г.", "f", "stated")


def test_evidence_names_the_whole_name_of_the_document() -> None:
    doc = read("[[Орлова Анна Ильинична => ]] приехала. Письмо [[А.И. Орловой => ]] получено.").document
    first, second = people.find(doc)
    assert first.value.full == "Орлова Анна Ильинична"
    assert second.evidence == ("full form in the document: Орлова Анна Ильинична",)


@examples(60)
@given(st.text(alphabet="ИванПетроичаЁё .-\n\t«»()Кк,9", max_size=120))
def test_a_mention_is_the_text_it_points_at(text: str) -> None:
    doc = document(text)
    last = 0
    for m in people.find(doc):
        assert m.kind is Kind.PERSON
        assert doc.text[m.start : m.end] == m.text
        assert m.start >= last
        assert 0.0 <= m.confidence <= 1.0
        last = m.start


@pytest.mark.slow
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_linear_time(piece: str) -> None:
    """Twice the text takes some twice the time, whatever it holds."""
    seconds = [spend(people.find, lined(piece * (size // len(piece)))) for size in (MEGABYTE // 100, MEGABYTE // 25)]
    assert seconds[1] < max(8 * seconds[0], 1.5)


def test_the_words_for_people_are_whole() -> None:
    rows = lexicon("person_words")
    assert len({(row["word"], row["kind"]) for row in rows}) == len(rows)
    for row in rows:
        assert row["kind"] in ("person", "title", "short_title", "short_post")
        assert row["gender"] in ("", "m", "f")
        assert row["case"] in ("", "nomn", "gent", "datv", "accs", "ablt")
        assert row["source"]


def test_nothing_is_read_from_an_empty_document() -> None:
    assert names(Document("")) == []
    assert names(replace(document("Иванов И.И."), lines=())) == []


@pytest.mark.parametrize("name", ["Ли Вэньмин", "Ван Сяофэн", "Чжэн Юйлань"])
def test_chinese_surname_comes_first(name: str) -> None:
    text = f"профессор {name} и доцент"
    assert names(document(text, (10, 10 + len(name)))) == [name]


def test_unknown_given_name_behind_a_possessive_surname() -> None:
    assert names(document("заведующая Ташухова Яхита", (11, 25))) == ["Ташухова Яхита"]
