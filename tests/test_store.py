"""The store: whole documents or nothing, the same bytes for the same letters, clear words when it can not be used."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.codec import decode_letter, encode_entities, encode_letter
from pipeline.contents import Content, document_id
from pipeline.errors import StoreError
from pipeline.rows import Ids, rows_of
from pipeline.store import FILE_NAME, Store
from pipeline.tables import TABLES, table
from standins import letter

IDS = Ids(("p1", "p2"), ("o1", "o2"), ("Институт", "Управление"))


def content(number: int, text: str = "Письмо № 5") -> Content:
    one = letter(text)
    sha256 = f"{number:02x}" * 32
    return Content(
        sha256,
        ".txt",
        "stamp",
        5,
        "txt",
        has_letter=True,
        letter=encode_letter(one),
        entities=encode_entities("2024", one),
    )


def test_a_letter_comes_back_as_it_was(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.commit([content(1)])
    with Store.open(tmp_path) as store:
        assert store.letter(document_id("01" * 32)) == letter("Письмо № 5")
        assert store.text(document_id("01" * 32)) == "Письмо № 5"
        assert [one.has_letter for one in store.contents()] == [True]
        ((entities, shown),) = store.entities()
        assert entities.people == letter("Письмо № 5").people
        assert shown == ""
        with pytest.raises(KeyError):
            store.letter("ff" * 8)


def test_a_lone_surrogate_does_not_stop_the_store() -> None:
    assert decode_letter(encode_letter(letter("a\ud800b № 5"))).text == "a?b № 5"


def test_letters_of_other_records_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    data = encode_letter(letter("Письмо № 5"))
    monkeypatch.setattr("pipeline.codec.shape", lambda: "another")
    with pytest.raises(StoreError, match="another version"):
        decode_letter(data)


def test_a_group_is_committed_whole_or_not_at_all(tmp_path: Path) -> None:
    broken = replace(content(2), size="x" * 3, status=None)  # type: ignore[arg-type]
    with Store.open(tmp_path) as store:
        store.commit([content(1)])
        with pytest.raises(StoreError):
            store.commit([content(3), broken])
        assert [one.sha256[:2] for one in store.contents()] == ["01"]


def test_a_transaction_that_was_broken_off_does_not_stop_the_next(tmp_path: Path) -> None:
    """Ctrl-C may come when all is written and nothing committed."""
    with Store.open(tmp_path) as store:
        store._connection.execute("BEGIN IMMEDIATE")
        store.commit([content(1)])
    with Store.open(tmp_path) as store:
        assert [one.sha256[:2] for one in store.contents()] == ["01"]


def test_a_run_killed_while_it_made_the_store_does_not_stop_the_next(tmp_path: Path) -> None:
    path = tmp_path / FILE_NAME
    killed = f"""
import os, sqlite3
store = sqlite3.connect({str(path)!r}, isolation_level=None)
store.execute("PRAGMA cache_size=1")  # pages go to the file before the end of the transaction
store.execute("BEGIN")
store.execute("CREATE TABLE _meta (key TEXT, value BLOB)")
store.execute("INSERT INTO _meta VALUES ('', zeroblob(1000000))")
os._exit(9)
"""
    subprocess.run([sys.executable, "-c", killed], check=False)
    assert path.stat().st_size > 0
    with Store.open(tmp_path) as store:
        store.commit([content(1)])
        assert [one.sha256[:2] for one in store.contents()] == ["01"]


def show(store: Store, *numbers: int) -> None:
    documents = ((document_id(f"{n:02x}" * 32), f"{n:02x}", f"{n}.txt") for n in numbers)
    store.show(
        (document, mark, rows_of(letter("Письмо № 5"), document, path, IDS)) for document, mark, path in documents
    )


def test_rows_are_replaced_hidden_and_forgotten(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        store.commit([content(1), content(2)])
        show(store, 1, 2)
        show(store, 1)
        assert store.count("documents") == 2
        assert set(store.shown()) == {"01" * 8, "02" * 8}
        store.hide(["01" * 8])
        assert [row[0] for row in store.rows("documents")] == ["02" * 8]
        store.forget(["02" * 32])
        assert store.count("mentions") == store.count("register") == 0
        assert [one.sha256 for one in store.contents()] == ["01" * 32]


def test_the_tables_have_keys_and_indexes(tmp_path: Path) -> None:
    with Store.open(tmp_path):
        pass
    with sqlite3.connect(tmp_path / FILE_NAME) as connection:
        for one in TABLES:
            columns = connection.execute(f'PRAGMA table_info("{one.name}")').fetchall()
            assert [column[1] for column in columns] == list(one.names)
            key = sorted((column[5], column[1]) for column in columns if column[5])
            assert tuple(name for _, name in key) == one.key
            foreign = {(row[3], row[2], row[4]) for row in connection.execute(f'PRAGMA foreign_key_list("{one.name}")')}
            assert foreign == {(key.column, key.table, key.target) for key in one.foreign}
            assert len(connection.execute(f'PRAGMA index_list("{one.name}")').fetchall()) >= len(one.indexes)
    connection.close()


def test_names_stand_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    """ё behind е, large or small; Unicode has Ё before А and ё behind я."""
    names = ["Ершов А.", "Ежова А.", "Ёлкина А.", "Жуков А.", "Абрамов А.", "Петров А.", "Пётров А.", "Пешков А."]
    right = ["Абрамов А.", "Ежова А.", "Ершов А.", "Ёлкина А.", "Жуков А.", "Петров А.", "Пешков А.", "Пётров А."]
    people, organizations = table("people"), table("organizations")
    with Store.open(tmp_path) as store:
        for number, one in enumerate((people, organizations)):
            rows = [(f"p{n}", name, *[None] * (len(one.columns) - 2)) for n, name in enumerate(names)]
            assert one.columns[1].name == ("full_name", "name")[number]
            store.replace({one.name: rows})
            assert [row[1] for row in store.rows(one.name)] == right


def test_the_order_of_commits_does_not_change_a_byte(tmp_path: Path) -> None:
    files = []
    for name, order in (("a", (1, 2, 3)), ("b", (3, 1, 2))):
        folder = tmp_path / name
        folder.mkdir()
        store = Store.open(folder)
        for number in order:
            store.commit([content(number)])
        store.commit([content(9)])
        store.forget(["09" * 32])
        show(store, *order)
        store.mark_published("x")
        store.settle()
        files.append((folder / FILE_NAME).read_bytes())
    assert files[0] == files[1]


class TestUnusable:
    def test_another_sqlite_file(self, tmp_path: Path) -> None:
        with sqlite3.connect(tmp_path / FILE_NAME) as connection:
            connection.execute("CREATE TABLE letters (id)")
        connection.close()
        with pytest.raises(StoreError, match="not a store of pismo"):
            Store.open(tmp_path)

    def test_no_sqlite_file(self, tmp_path: Path) -> None:
        (tmp_path / FILE_NAME).write_text("reports\n" * 500)
        with pytest.raises(StoreError, match="not a store of pismo"):
            Store.open(tmp_path)

    @pytest.mark.parametrize(("version", "words"), [(99, "newer pismo"), (0, "older pismo")])
    def test_another_version(self, tmp_path: Path, version: int, words: str) -> None:
        with Store.open(tmp_path):
            pass
        with sqlite3.connect(tmp_path / FILE_NAME) as connection:
            connection.execute(f"PRAGMA user_version={version}")
        connection.close()
        with pytest.raises(StoreError, match=words):
            Store.open(tmp_path)

    def test_a_damaged_store(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            store.commit([content(1)])
        path = tmp_path / FILE_NAME
        data = bytearray(path.read_bytes())
        data[8192:40_000] = b"\x55" * (40_000 - 8192)
        path.write_bytes(data)
        with pytest.raises(StoreError, match="damaged"):
            Store.open(tmp_path)

    def test_a_full_disk(self, tmp_path: Path) -> None:
        with Store.open(tmp_path) as store:
            store.commit([content(1)])
            pages = store._connection.execute("PRAGMA page_count").fetchone()[0]
            store._connection.execute(f"PRAGMA max_page_count={pages}")
            big = replace(content(2), letter=b"x" * 100_000)
            with pytest.raises(StoreError, match="no room left"):
                store.commit([big])
        with Store.open(tmp_path) as store:
            assert [one.sha256[:2] for one in store.contents()] == ["01"]
