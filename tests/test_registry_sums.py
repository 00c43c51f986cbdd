"""The file that the registry is summed up in: memory stays flat, and trouble with the disk is told in clear words."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from functools import partial

import pytest

from named_letters import new_names
from pipeline import registry as registry_of
from pipeline.errors import StoreError
from pipeline.registry import Registry, Tallies, sums


def test_memory_grows_with_the_forms_that_are_joined_alone() -> None:
    def most(letters: int, *, joined: bool = False) -> int:
        tracemalloc.start()
        with Registry.of(new_names(letters, joined=joined)) as registry:
            for one in new_names(letters, joined=joined):
                registry.ids(one)
            for table_rows in registry.tables().values():
                assert sum(1 for _ in table_rows) >= letters
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    few, many = 1_000, 4_000
    assert most(many) < 1.2 * most(few)
    assert most(many, joined=True) < most(few, joined=True) + 200 * (many - few)


def test_no_room_for_temporary_files_is_told_in_clear_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sums, "_TABLES", sums._TABLES + "; PRAGMA max_page_count=100")
    with pytest.raises(StoreError, match="no room left on the disk for temporary files"):
        Registry.of(new_names(3_000))


def test_no_room_for_counts_is_told_in_clear_words() -> None:
    with Registry.of(new_names(1)) as registry:
        registry._sums.do("PRAGMA max_page_count=1")  # SQLite takes as many as there are
        with pytest.raises(StoreError, match="no room left on the disk for temporary files"):
            registry.count((f"p{number}", 1) for number in range(100_000))


def test_trouble_with_temporary_files_is_told_of_every_answer() -> None:
    one = next(new_names(1))
    with Registry.of([one]) as registry:
        answers = registry.tables()
    steps = registry.tables, registry.whole_directory, partial(registry.ids, one), *(partial(list, rows) for rows in answers.values())
    for step in steps:
        with pytest.raises(StoreError, match="temporary files"):
            step()


def test_a_registry_that_can_not_be_made_lets_go_of_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[sums.Sums] = []

    def sums_() -> sums.Sums:
        made.append(sums.Sums())
        return made[0]

    monkeypatch.setattr(registry_of, "Sums", sums_)

    def parts() -> Iterator[Tallies]:
        raise KeyboardInterrupt
        yield ()

    with pytest.raises(KeyboardInterrupt):
        Registry(parts())
    with pytest.raises(StoreError, match="closed"):
        made[0].do("SELECT 1")
