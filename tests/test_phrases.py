"""Noun phrases: the tables of organisations and posts in six cases, phrases met in letters, letterheads in capitals."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from extractors.russian.lexicon import lexicon
from extractors.russian.name_paradigms import CASES
from extractors.russian.phrases import decline_phrase, nominative_phrase, phrase_case, restore_case
from extractors.russian.proper_names import is_abbreviation, unmixed

TABLES = Path(__file__).parent / "tables"


def table(name: str) -> list[dict[str, str]]:
    with (TABLES / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


ORGANIZATIONS, POSTS = table("organizations"), table("posts")
BOTH = [("organizations", ORGANIZATIONS), ("posts", POSTS)]


def test_the_tables_are_large_enough() -> None:
    assert len(ORGANIZATIONS) >= 300
    assert len(POSTS) >= 200


@pytest.mark.parametrize(("name", "rows"), BOTH, ids=[name for name, _ in BOTH])
def test_nominative_without_a_hint(name: str, rows: list[dict[str, str]]) -> None:
    wrong = [row[case] for row in rows for case in CASES if nominative_phrase(row[case]) != row["nomn"]]
    assert len(wrong) <= 0.01 * len(rows) * len(CASES), wrong


@pytest.mark.parametrize(("name", "rows"), BOTH, ids=[name for name, _ in BOTH])
def test_nominative_from_a_known_case(name: str, rows: list[dict[str, str]]) -> None:
    wrong = [row[case] for row in rows for case in CASES if nominative_phrase(row[case], case) != row["nomn"]]
    assert wrong == []


@pytest.mark.parametrize(("name", "rows"), BOTH, ids=[name for name, _ in BOTH])
def test_every_case_from_the_nominative(name: str, rows: list[dict[str, str]]) -> None:
    wrong = [(row["nomn"], case) for row in rows for case in CASES if decline_phrase(row["nomn"], case) != row[case]]
    assert len(wrong) <= 0.002 * len(rows) * len(CASES), wrong


@pytest.mark.parametrize(("name", "rows"), BOTH, ids=[name for name, _ in BOTH])
def test_nominatives_stay(name: str, rows: list[dict[str, str]]) -> None:
    for row in rows:
        once = nominative_phrase(row["nomn"])
        assert nominative_phrase(once) == once
        assert nominative_phrase(row["nomn"], "nomn") == row["nomn"]


@pytest.mark.parametrize(("name", "rows"), BOTH, ids=[name for name, _ in BOTH])
def test_capitals_are_kept(name: str, rows: list[dict[str, str]]) -> None:
    wrong = [r["datv"] for r in rows if nominative_phrase(r["datv"].upper(), "datv") != r["nomn"].upper()]
    assert len(wrong) <= 0.02 * len(rows), wrong


@pytest.mark.parametrize("row", table("phrases"), ids=lambda row: row["phrase"][:60])
def test_phrases_met_in_letters(row: dict[str, str]) -> None:
    assert nominative_phrase(row["phrase"]) == row["nominative"]


@pytest.mark.parametrize("row", table("capitals"), ids=lambda row: row["capitals"][:60])
def test_letterheads_in_capitals(row: dict[str, str]) -> None:
    assert restore_case(row["capitals"]) == row["usual"]
    assert restore_case(row["usual"]) == row["usual"]


def test_organisations_in_capitals_are_written_as_they_were() -> None:
    # What is left differs in style only: «Администрация Губернатора», «Законодательное собрание».
    wrong = [row["nomn"] for row in ORGANIZATIONS if restore_case(row["nomn"].upper()) != row["nomn"]]
    assert len(wrong) <= 0.04 * len(ORGANIZATIONS), wrong


def test_people_in_capitals_are_written_as_they_were() -> None:
    for row in table("names"):
        assert restore_case(row["datv"].upper()) == row["datv"]


def test_gender_of_a_woman_in_the_post_is_kept() -> None:
    assert nominative_phrase("исполняющей обязанности директора") == "исполняющая обязанности директора"
    assert nominative_phrase("старшей медицинской сестре") == "старшая медицинская сестра"


def test_cases_of_a_phrase() -> None:
    assert list(phrase_case("Первому заместителю министра")) == ["datv"]
    assert set(phrase_case("администрации города")) >= {"gent", "datv", "nomn"}
    assert phrase_case("и.о. министра") == {}
    assert phrase_case("") == {}
    assert sum(phrase_case("Государственной Думе").values()) == pytest.approx(1, abs=0.001)


def test_a_stated_case_decides() -> None:
    assert nominative_phrase("администрации города", "nomn") == "администрации города"
    assert nominative_phrase("администрации города", "datv") == "администрация города"
    assert nominative_phrase("заведующим отделом", "ablt") == "заведующий отделом"


def test_blanks_and_signs_stay() -> None:
    assert (
        nominative_phrase("  Министерству\u00a0 образования\n(области) ")
        == "  Министерство\u00a0 образования\n(области) "
    )


def test_two_alphabets_in_a_word() -> None:
    assert unmixed("Министерствo") == "Министерство"
    assert unmixed("HTC") == "HTC"
    assert nominative_phrase("Mинистерству образования") == "Министерство образования"


def test_abbreviations() -> None:
    for word in ("МБОУ", "ЦНППМ", "ГАУ", "РФ", "СОШ", "ФГБОУ", "УФНС", "КОГОАУ"):
        assert is_abbreviation(word), word
    for word in ("ШКОЛА", "РОССИИ", "Школа", "Я", "ГОРОДА", "КУЮРГАЗИНСКОГО"):
        assert not is_abbreviation(word), word


def test_every_region_is_there_and_restores_from_capitals() -> None:
    regions = lexicon("regions")
    subjects = {row["nominative"] for row in regions if row["kind"] == "subject"}
    assert len({name.removeprefix("город ").partition(" – ")[0] for name in subjects}) == 89
    for row in regions:
        assert restore_case(row["nominative"].upper()).lower() == row["nominative"].lower()
        genitive = restore_case(f"ПРАВИТЕЛЬСТВО {row['genitive'].upper()}")
        assert genitive == f"Правительство {row['genitive']}"


@given(st.text(max_size=80))
@examples(200)
def test_any_text_at_all(text: str) -> None:
    nominative_phrase(text)
    restore_case(text)
    phrase_case(text)
    for case in CASES:
        decline_phrase(text, case)


WORDS = sorted({word for row in ORGANIZATIONS + POSTS for case in CASES for word in row[case].split()})


@given(st.lists(st.sampled_from([*WORDS, "и", "–", ",", "«", "»", "по", "№", "5"]), max_size=9).map(" ".join))
@examples(300)
def test_any_words_in_any_order(text: str) -> None:
    once = nominative_phrase(text)
    assert len(once.split()) == len(text.split())
    assert restore_case(text.upper()).lower() == text.lower()


def test_hostile_input_is_quick() -> None:
    for text in ("и" * 100_000, "Министерству " * 5000, "«" * 10_000, "- " * 10_000, "А" * 50_000, "а-" * 20_000):
        nominative_phrase(text)
        restore_case(text)
