"""What a run leaves for spreadsheets, programs and annotators."""

from __future__ import annotations

import contextlib
import csv
import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

import standins
from pipeline.batch import Progress, run
from pipeline.rows import Row
from pipeline.schema import Type
from pipeline.settings import Settings
from pipeline.tables import DOCUMENTS, TABLES, table
from pipeline.writers import csv_tables, replacing, xlsx
from pipeline.writers.csv_tables import EXCEL, PLAIN, PROFILES, guard, unguard

HOSTILE = '=HYPERLINK("http://example.org";"x") № 5'


@pytest.fixture(scope="module", params=["excel", "plain"])
def output(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, csv_tables.Profile]:
    """A run over letters with awkward texts, in each profile."""
    inbox, folder = tmp_path_factory.mktemp("inbox"), tmp_path_factory.mktemp("output")
    for number, text in enumerate([HOSTILE, "'quoted' № 7", 'a;b,"c"\tdа № 8', "+7 № 9", "-\u2028 № 10"]):
        (inbox / f"=l{number}.txt").write_text(text + "\nтекст", encoding="utf-8")
    (inbox / "empty.txt").touch()
    (inbox / "bad.txt").write_text("BAD")
    profile = PROFILES[request.param]
    settings = Settings(profile, workers=1, read=standins.read_text, understand=standins.understand)
    run(inbox, folder, settings, Progress())
    return folder, profile


def read(folder: Path, profile: csv_tables.Profile, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding=profile.encoding, newline="") as stream:
        return list(csv.DictReader(stream, delimiter=profile.delimiter))


def test_every_table_is_there_and_validates(output: tuple[Path, csv_tables.Profile]) -> None:
    from frictionless import Package

    folder, _ = output
    report = Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "note"])[:5]
    assert {task.name for task in report.tasks} == {one.name for one in TABLES}
    assert all(task.stats["rows"] for task in report.tasks)


def test_frictionless_sees_a_dangling_key(output: tuple[Path, csv_tables.Profile]) -> None:
    """The keys of the package are not words only: a row that points nowhere is found."""
    from frictionless import Package

    folder, profile = output
    path = folder / "signatories.csv"
    whole = path.read_bytes()
    try:
        rows = whole.decode(profile.encoding).split(profile.line_end)
        rows[1] = rows[1].replace(rows[1].split(profile.delimiter)[2], "p000000000000", 1)
        path.write_bytes(profile.line_end.join(rows).encode(profile.encoding))
        assert not Package(str(folder / "datapackage.json")).validate().valid
    finally:
        path.write_bytes(whole)


def test_bytes_of_the_profile(output: tuple[Path, csv_tables.Profile]) -> None:
    folder, profile = output
    data = (folder / "register.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") is (profile is EXCEL)
    assert data.endswith(profile.line_end.encode())
    assert (b"\r\n" in data) is (profile is EXCEL)
    head = data.removeprefix(b"\xef\xbb\xbf").split(profile.line_end.encode())[0].decode()
    assert head == profile.delimiter.join(table("register").names)


def test_no_cell_is_a_formula_and_values_come_back(output: tuple[Path, csv_tables.Profile]) -> None:
    folder, profile = output
    for one in TABLES:
        for row in read(folder, profile, one.name):
            for column in one.columns:
                if column.type not in {Type.INTEGER, Type.NUMBER, Type.BOOLEAN} and profile.guarded:
                    assert not row[column.name].startswith(csv_tables.GUARDED)
    titles = {row["title"] for row in read(folder, profile, "documents")}
    back = {unguard(title) for title in titles} if profile.guarded else titles
    assert {HOSTILE, "'quoted' № 7", 'a;b,"c"\tdа № 8', "+7 № 9"} <= back
    if profile.guarded:
        described = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["guard"]
        assert described["prefix"] == csv_tables.GUARD


@given(st.text())
def test_the_guard_is_reversible(text: str) -> None:
    assert unguard(guard(text)) == text
    assert not guard(text).startswith(csv_tables.GUARDED)


def test_quotes_are_the_text_at_their_offsets(output: tuple[Path, csv_tables.Profile]) -> None:
    folder, profile = output
    for name in ("references", "dates", "signatories", "addressees", "contacts", "mentions", "appendices"):
        rows = read(folder, profile, name)
        assert rows
        for row in rows:
            text = (folder / "text" / f"{row['document_id']}.txt").read_bytes().decode("utf-8")
            quote = unguard(row["quote"]) if profile.guarded else row["quote"]
            assert text[int(row["start"]) : int(row["end"])] == quote


def test_confidence_is_no_date(output: tuple[Path, csv_tables.Profile]) -> None:
    folder, profile = output
    assert {row["confidence"] for row in read(folder, profile, "mentions")} == {"0.95"}
    assert csv_tables._number(1.0) == "1"
    assert csv_tables._number(0.5) == "0.5"
    assert csv_tables._number(0.0) == "0"


class TestWorkbook:
    @pytest.fixture
    def book(self, output: tuple[Path, csv_tables.Profile]) -> Iterator[Any]:
        with contextlib.closing(openpyxl.load_workbook(output[0] / "letters.xlsx")) as book:
            yield book

    def test_sheets_and_heads(self, book: Any) -> None:
        assert book.sheetnames == [one.name for one in TABLES]
        for one in TABLES:
            sheet = book[one.name]
            assert [cell.value for cell in sheet[1]] == [column.title for column in one.columns]
            assert sheet.freeze_panes == {"register": "C2", "documents": "C2", "files": "B2"}.get(one.name, "A2")
            assert sheet.auto_filter.ref.startswith("A1:")

    def test_cells_are_typed(self, book: Any) -> None:
        names = {name: place for place, name in enumerate(table("references").names)}
        row = list(book["references"][2])
        assert row[names["date"]].value == datetime.datetime(2024, 5, 24)
        assert row[names["date"]].number_format == "dd.mm.yyyy"
        assert row[names["number"]].data_type == "s"
        assert row[names["number"]].number_format == "@"
        assert row[names["start"]].data_type == "n"
        deadline = next(row for row in book["dates"].iter_rows(min_row=2, values_only=True) if row[2] == "deadline")
        assert deadline[3] == "2024-06"
        contact = book["contacts"][2]
        assert (contact[3].value, contact[3].data_type) == ("+70000000000", "s")
        flag = book["documents"][2][DOCUMENTS.index("needs_review")]
        assert flag.data_type == "b"

    def test_deadlines_of_the_register_are_all_text(self, tmp_path: Path) -> None:
        """One of them would be a date and two a text: no filter takes both."""
        register = table("register")
        rows = [
            tuple("2024-05-24" if name == "registration_date" else dates if name == "deadline" else "x" for name in register.names)
            for dates in ("2024-06-03", "2024-06-03 | 2024-06-07")
        ]
        rows = [(*row[:-2], 0.5, 1) for row in rows]
        book = openpyxl.load_workbook(xlsx.write(Rows({"register": rows}), tmp_path))  # type: ignore[arg-type]
        place = register.index("deadline")
        cells = [row[place] for row in book["register"].iter_rows(min_row=2)]
        assert [cell.value for cell in cells] == ["2024-06-03", "2024-06-03 | 2024-06-07"]
        assert {cell.number_format for cell in cells} == {"@"}
        assert book["register"][2][register.index("registration_date")].is_date
        book.close()

    def test_long_text_wraps_in_a_row_of_its_height(self, tmp_path: Path) -> None:
        people = table("people")
        said = {"full_name": "Грушин Пётр", "documents": 1, "posts": "2024-05-24 садовод, Управление садов и парков | " * 5}
        rows = [
            tuple(said.get(name) for name in people.names),
            tuple("x" * 64 if name == "person_id" else 1 if name == "documents" else None for name in people.names),
            tuple("x" * 5_000 if name == "posts" else 1 if name == "documents" else None for name in people.names),
        ]
        book = openpyxl.load_workbook(xlsx.write(Rows({"people": rows}), tmp_path))  # type: ignore[arg-type]
        sheet = book["people"]
        posts, identifier = people.index("posts"), people.index("person_id")
        assert (sheet[2][posts].alignment.wrap_text, bool(sheet[3][identifier].alignment.wrap_text)) == (True, False)
        assert [sheet.row_dimensions[n].height for n in (2, 3, 4)] == [75, None, 150]  # five lines, one, the most
        book.close()

    def test_no_formulas(self, book: Any) -> None:
        for sheet in book:
            assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
        assert HOSTILE in {row[5] for row in book["documents"].iter_rows(values_only=True)}


class Rows:
    """A store of one table only."""

    def __init__(self, rows: dict[str, list[Row]]) -> None:
        self._rows = rows

    def rows(self, name: str) -> Any:
        return iter(self._rows.get(name, []))

    def count(self, name: str) -> int:
        return len(self._rows.get(name, []))


def test_a_sheet_that_is_full_goes_on_in_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 4)
    cells = [("0" * 16, 1, 1, n, None, "x" * 40_000 if n == 1 else "v", 1) for n in range(1, 8)]
    path = xlsx.write(Rows({"tables": cells}), tmp_path)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(path)
    assert [name for name in book.sheetnames if name.startswith("tables")] == ["tables", "tables 2", "tables 3"]
    assert [book[name].max_row for name in ("tables", "tables 2", "tables 3")] == [4, 4, 2]
    cut = book["tables"][2][5].value
    assert len(cut) == xlsx.MOST_CHARACTERS
    assert cut.endswith(xlsx.CUT)
    book.close()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_any_text_comes_back_from_a_sheet(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("sheet")
    path = xlsx.write(Rows({"tables": [("0" * 16, 1, 1, 1, None, text, 1)]}), folder)  # type: ignore[arg-type]
    book = openpyxl.load_workbook(path)
    value = book["tables"][2][5].value or ""
    book.close()
    assert unescape(value).replace("\r", "\n") == text.replace("\r", "\n")


def test_russian_heads(tmp_path: Path) -> None:
    from dataclasses import replace

    profile = replace(PLAIN, russian_headers=True)
    csv_tables.write(Rows({}), tmp_path, profile)  # type: ignore[arg-type]
    head = (tmp_path / "register.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.split(",") == [column.title for column in table("register").columns]


def test_nobody_sees_half_a_file(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("old")

    def stopped_half_way() -> None:
        with replacing(path) as fresh:
            fresh.write_text("ne")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped_half_way()
    assert path.read_text() == "old"
    assert [one.name for one in tmp_path.iterdir()] == ["table.csv"]
