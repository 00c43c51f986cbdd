"""Tables are declared once; what is derived from them agrees with the declarations and with the contract."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.rows import Ids, rows_of
from pipeline.schema import DATE_PATTERN, Table, Type
from pipeline.tables import TABLES, table
from standins import letter

CONTRACT = Path(__file__).parent.parent.parent / "shared" / "contract" / "tables.md"

#: Columns that stand behind those of the contract.
ADDED = {"evidence", "posts", "former"}


def ids_of_stand_in() -> Ids:
    return Ids(("p1", "p2"), ("o1", "o2"), ("Институт", "Управление"))


@pytest.mark.skipif(not CONTRACT.exists(), reason="the contract is not beside the project")
def test_columns_are_those_of_the_contract() -> None:
    rows = re.findall(r"^\| (\w+) \| (.*) \|$", CONTRACT.read_text(encoding="utf-8"), re.MULTILINE)
    promised = dict(rows[1:])
    assert set(promised) == {one.name for one in TABLES}
    for name, described in promised.items():
        columns = re.sub(r"\([^)]*\)", "", described).split(".")[0].replace(" and ", ", ").split(", ")
        names = [column.strip() for column in columns]
        found = table(name).names
        assert list(found[: len(names)]) == names
        assert set(found[len(names) :]) <= ADDED


@pytest.mark.parametrize("one", TABLES, ids=lambda one: one.name)
def test_keys_point_at_keys(one: Table) -> None:
    assert len(set(one.names)) == len(one.names)
    for name in (*one.key, *one.indexes):
        one.column(name)
    for key in one.foreign:
        one.column(key.column)
        assert table(key.table).key == (key.target,)
    for column in one.columns:
        assert column.title
        assert column.description
        assert re.search("[а-яА-Я№]|ID|SHA", column.title)


def test_titles_differ_within_a_table() -> None:
    for one in TABLES:
        titles = [column.title for column in one.columns]
        assert len(set(titles)) == len(titles), one.name


@pytest.mark.parametrize(
    "name", ["inn", "kpp", "ogrn", "okpo", "postcode", "value", "registration_number", "number", "document_id"]
)
def test_codes_are_text(name: str) -> None:
    columns = [column for one in TABLES for column in one.columns if column.name == name and one.name != "tables"]
    assert columns
    assert {column.type for column in columns} == {Type.CODE}


@pytest.mark.parametrize(
    ("date", "right"),
    [
        ("2024-05-24", True),
        ("2022-06", True),
        ("2024", True),
        ("2024-Q2", True),
        ("2022/2023", True),
        ("2024-06-03/2024-06-07", True),
        ("24.05.2024", False),
        ("????-06-01", False),
        ("2024-5", False),
    ],
)
def test_pattern_of_dates(date: str, right: bool) -> None:
    assert bool(re.fullmatch(DATE_PATTERN, date)) is right


def test_rows_have_the_declared_columns() -> None:
    rows = rows_of(letter("Письмо № 5"), "0" * 16, "a.txt", ids_of_stand_in())
    assert set(rows) == {one.name for one in TABLES if one.of_documents}
    for name, found in rows.items():
        assert found, name
        for row in found:
            assert len(row) == len(table(name).columns)
            for value, column in zip(row, table(name).columns, strict=True):
                if column.values and value is not None:
                    assert value in column.values
                if column.required:
                    assert value is not None


def test_the_card_says_what_the_letter_says() -> None:
    row = rows_of(letter("Письмо № 5"), "0" * 16, "a.txt", ids_of_stand_in())["register"][0]
    card = dict(zip(table("register").names, row, strict=True))
    assert card["registration_number"] == "5"
    assert card["in_reply_to"] == "01-10/04768 от 2022-06-20"
    assert card["sender"] == "Институт"
    assert card["addressee"] == "начальник, Управление образования, Гвоздкова Н. Г."
    assert card["executor_phone"] == "+70000000000 доб. 12"
    assert card["appendices"] == "План (3 л.)"
    assert card["deadline"] == "2024-06"


def test_a_class_of_organizations_has_no_mention() -> None:
    ids = Ids(("p1", "p2"), (None, "o2"), ("Институт", "Управление"))
    rows = rows_of(letter("Письмо № 5"), "0" * 16, "a.txt", ids)
    assert {row[2] for row in rows["mentions"]} == {"person"}
