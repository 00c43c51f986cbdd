"""Names of people: the tables of six cases, names met in letters, and properties that hold for any string."""

from __future__ import annotations

import csv
import runpy
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from extractors.russian.declension import decline_word, readings
from extractors.russian.lexicon import lexicon
from extractors.russian.name_paradigms import CASES, Paradigm, fold, paradigms
from extractors.russian.names import PersonName, complete, decline, name_of, nominative, parse_name, same_person

if TYPE_CHECKING:
    from collections.abc import Sequence

TABLES = Path(__file__).parent / "tables"


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


NAMES = table("names")


def shortened(full: str) -> str:
    surname, given_name, patronymic = full.split(" ")[:3]
    return f"{surname} {given_name[0]}. {patronymic[0]}."


def share_right(results: Sequence[tuple[str | None, str]]) -> float:
    return sum(got is not None and fold(got) == fold(want) for got, want in results) / len(results)


def best(text: str, **evidence: object) -> str | None:
    found = nominative(text, **evidence)  # type: ignore[arg-type]
    return found[0].name.full if found else None


def test_the_tables_are_what_the_grammar_makes() -> None:
    made = runpy.run_path(str(TABLES / "make.py"))["tables"]()
    for name, text in made.items():
        assert (TABLES / name).read_text(encoding="utf-8") == text, f"run tests/tables/make.py: {name}"


def test_the_table_is_large_enough() -> None:
    assert len(NAMES) >= 300
    assert {row["gender"] for row in NAMES} == {"m", "f"}


@pytest.mark.parametrize("case", CASES)
def test_full_names_come_to_the_nominative(case: str) -> None:
    # The locative is the doubtful case: «Лагоде Иване» is of «Лагода» and of «Лагод».
    assert share_right([(best(row[case]), row["nomn"]) for row in NAMES]) >= (0.95 if case == "loct" else 0.985)


def test_full_names_over_all_cases() -> None:
    assert share_right([(best(row[case]), row["nomn"]) for row in NAMES for case in CASES]) >= 0.988


@pytest.mark.parametrize("known_gender", [True, False])
def test_initials_with_the_case_of_their_place(known_gender: bool) -> None:
    results = [
        (
            best(shortened(row[case]), gender=row["gender"] if known_gender else None, expected_case=case),
            shortened(row["nomn"]),
        )
        for row in NAMES
        for case in CASES
    ]
    assert share_right(results) >= 0.988


def test_initials_with_gender_alone() -> None:
    results = [
        (best(shortened(row[case]), gender=row["gender"]), shortened(row["nomn"])) for row in NAMES for case in CASES
    ]
    assert share_right(results) >= 0.95


def test_doubtful_forms_say_so() -> None:
    """Of the readings given with .9 and more of all likelihood, hardly one is wrong."""
    sure = right = 0
    for row in NAMES:
        for case in CASES:
            found = nominative(shortened(row[case]))
            if found and found[0].confidence >= 0.9:
                sure += 1
                right += fold(found[0].name.full) == fold(shortened(row["nomn"]))
    assert sure > 500
    assert right / sure >= 0.95


def test_the_right_reading_is_among_the_candidates() -> None:
    kept = [
        any(fold(c.name.full) == fold(shortened(row["nomn"])) for c in nominative(shortened(row[case])))
        for row in NAMES
        for case in CASES
    ]
    assert sum(kept) / len(kept) >= 0.985


def test_nominatives_stay() -> None:
    for row in NAMES:
        assert best(row["nomn"]) == row["nomn"]
        assert best(shortened(row["nomn"]), expected_case="nomn") == shortened(row["nomn"])


def test_gender_rests_on_the_patronymic() -> None:
    for row in NAMES:
        found = nominative(row["datv"])
        assert found[0].name.gender == row["gender"], row["datv"]
        assert found[0].name.gender_evidence == "patronymic"


def test_names_decline() -> None:
    results: list[tuple[str | None, str]] = []
    for row in NAMES:
        name = name_of(row["nomn"])
        assert name is not None
        results += [(decline(name, case).full, row[case]) for case in CASES]
    assert share_right(results) >= 0.97


def test_surname_last_reads_the_same() -> None:
    for row in NAMES[:80]:
        surname, given_name, *father = row["datv"].split(" ")
        assert best(" ".join([given_name, *father, surname])) == best(row["datv"])


@pytest.mark.parametrize("row", table("people"), ids=lambda row: row["text"])
def test_names_met_in_letters(row: dict[str, str]) -> None:
    got = best(row["text"], expected_case=row["case"])
    assert got is not None
    assert fold(got) == fold(row["name"])


# What text, which parts in their order.
SHAPES = {
    "Баранова Наталья Сергеевна": "surname given patronymic",
    "Н.С. Баранова": "given patronymic surname",
    "Н.С.Барановой": "given patronymic surname",
    "Баранова Н. С.": "surname given patronymic",
    "Баранова Н.С.": "surname given patronymic",
    "Баранова Н С": "surname given patronymic",
    "НАТАЛЬЯ СЕРГЕЕВНА": "given patronymic",
    "Людмила Анатольевна\nСТЕЛЬМАШЕВА": "given patronymic surname",
    "В.Н.САПОЖНИКОВ": "given patronymic surname",
    "Сергеем Кравцовым": "given surname",
    "Кравцов Сергей": "surname given",
    "Алиев Эльчин Рафик оглы": "surname given patronymic",
    "Ким Чен Ын": "surname given",
    "фон Дервиз Мария Ивановна": "surname given patronymic",
    "Абрамович Роман Аркадьевич": "surname given patronymic",
    "Роман Аркадьевич Абрамович": "given patronymic surname",
    "Дж. Смит": "given surname",
}


@pytest.mark.parametrize(("text", "kinds"), SHAPES.items())
def test_parts_and_their_places(text: str, kinds: str) -> None:
    parts = parse_name(text)
    assert parts is not None
    assert " ".join(part.kind for part in parts.parts) == kinds
    for part in parts.parts:
        assert text[part.start : part.end] == part.text


NOT_NAMES = (
    "Министра А.В. Моисеев",  # a post before the name is no surname
    "Приложение А",
    "Уважаемые коллеги",
    "Российская Федерация",
    "Иванов И.И., Петров П.П.",
    "Исп. Иванова",
    "г. Москва",
    "Совет Федерации",
    "С уважением",
    "А.С.",
    "№ 5",
    "",
    "Иванов 5",
)


@pytest.mark.parametrize("text", NOT_NAMES)
def test_what_is_no_name(text: str) -> None:
    assert parse_name(text) is None
    assert nominative(text) == ()


def test_gender_is_not_guessed() -> None:
    for text in ("Шевченко Е. А.", "Черных И. И.", "Басюк А. И.", "Ким С. С."):
        assert nominative(text)[0].name.gender is None
    masculine = nominative("Басюку А. И.", expected_case="datv")[0].name
    assert (masculine.full, masculine.gender, masculine.gender_evidence) == ("Басюк А. И.", "m", "surname")
    stated = nominative("Черных И. И.", gender="f")[0].name
    assert (stated.gender, stated.gender_evidence) == ("f", "stated")


def test_the_place_decides_between_readings() -> None:
    assert best("Петрова А. С.", expected_case="nomn") == "Петрова А. С."
    assert best("Петрова А. С.", expected_case="gent") == "Петров А. С."
    # An addressee written in the nominative: no dative reads so.
    assert best("Петрова А. С.", expected_case="datv") == "Петрова А. С."


def test_a_known_full_name_decides() -> None:
    full = PersonName("Кадлубай", "Александр", "Петрович", "m", "patronymic")
    found = nominative("Кадлубая А. П.", known=[full])
    assert found[0].name.full == "Кадлубай А. П."
    assert found[0].known == full
    salutation = PersonName(None, "Наталья", "Геннадьевна", "f", "patronymic")
    addressee = nominative("Гвоздковой Н.Г.", known=[salutation], expected_case="datv")[0].name
    assert complete(addressee, [salutation]).full == "Гвоздкова Наталья Геннадьевна"


@pytest.mark.parametrize(
    ("given", "whole"),
    [("Магомед-Гаджи", "Алиев Магомед-Гаджи Нурович"), ("Магомед-Али", "Алиев М.-Г."), ("Михаил", "Алиев М.-Г.")],
)
def test_both_halves_of_a_double_given_name_must_fit_its_initials(given: str, whole: str) -> None:
    assert complete(PersonName("Алиев", "М.-Г.", None, "m", "known"), [PersonName(None, given, "Нурович", "m", "patronymic")]).full == whole


SAME = (
    ("Баранова Н. С.", "Баранова Наталья Сергеевна", True),
    ("Семёнов П. И.", "Семенов Петр Ильич", True),
    ("Баранова Н. С.", "Баранова Ольга Сергеевна", False),
    ("Баранов Н. С.", "Баранова Наталья Сергеевна", False),
    ("Иванова Наталья Сергеевна", "Иванова-Петрова Наталья Сергеевна", True),
    ("Баранова Наталья Сергеевна", "Баранова Наталья Петровна", False),
)


@pytest.mark.parametrize(("one", "other", "same"), SAME)
def test_same_person(one: str, other: str, same: bool) -> None:
    first, second = name_of(one, expected_case="nomn"), name_of(other, expected_case="nomn")
    assert first is not None
    assert second is not None
    assert (same_person(first, second) >= 0.5) is same
    assert same_person(first, second) == same_person(second, first)


def test_keys_fold_what_people_write_differently() -> None:
    first, second = name_of("Семёнов Пётр Ильич"), name_of("СЕМЕНОВ ПЕТР ИЛЬИЧ")
    assert first is not None
    assert second is not None
    assert first.key == second.key
    assert second.full == "Семенов Петр Ильич"


@pytest.mark.parametrize("paradigm", paradigms(), ids=lambda paradigm: f"{paradigm.kind} {paradigm.name}")
def test_every_paradigm_has_an_example_that_it_reads(paradigm: Paradigm) -> None:
    base, oblique = paradigm.example.split()
    assert paradigm.nominative.search(base.lower())
    found = readings(oblique, paradigm.kind)
    assert any(fold(r.nominative) == fold(base) and r.gender in paradigm.genders for r in found)


def test_rows_of_the_lexicons_are_not_fused() -> None:
    for row in chain(lexicon("given_names"), lexicon("surnames")):
        name = row.get("name") or row["surname"]
        assert name == name.strip()
        assert " " not in name
        assert name[0].isupper()
        assert len(name) <= 16
    names = [row["name"] for row in lexicon("given_names")]
    assert len(names) == len(set(names)) > 1500


@given(st.text(alphabet="АБВГДЕЁИКЛМНОПРСТабвгдеёийклмнопрстуфцчшыьэюя .-’\n\u00a0A1«»", max_size=40))
@examples(300)
def test_never_raises_and_points_at_the_text(text: str) -> None:
    parts = parse_name(text)
    found = nominative(text)
    assert bool(found) <= (parts is not None)
    if parts is not None:
        assert all(text[part.start : part.end] == part.text for part in parts.parts)
        assert sum(candidate.confidence for candidate in found) <= 1.001


@given(st.text(max_size=60))
@examples(200)
def test_any_text_at_all(text: str) -> None:
    for candidate in nominative(text):
        assert candidate.name.full
        decline(candidate.name, "datv")


@given(st.sampled_from(NAMES), st.sampled_from(CASES))
@examples(200)
def test_a_nominative_is_its_own_nominative(row: dict[str, str], case: str) -> None:
    once = best(row[case])
    assert once is not None
    again = best(once, expected_case="nomn")
    assert again == once


def test_hostile_input_is_quick() -> None:
    for text in ("А." * 5000, "Иванов-" * 3000, "а" * 100_000, "Иванова " * 2000, "-" * 1000):
        assert parse_name(text) is None
    assert decline_word("", "surname", "m", "gent") == ""
