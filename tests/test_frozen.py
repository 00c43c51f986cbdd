"""Frozen dataclasses with slots that are made quickly."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from extractors.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    x: int
    y: int = 0
    names: list[str] = dataclasses.field(default_factory=list)


def test_it_is_as_the_standard_library_makes_it() -> None:
    point = Point(1, names=["а"])
    assert repr(point) == "Point(x=1, y=0, names=['а'])"
    assert point == Point(1, 0, ["а"])
    assert point != Point(1, 1, ["а"])
    assert dataclasses.replace(point, y=2) == Point(1, 2, ["а"])
    assert [one.name for one in dataclasses.fields(Point)] == ["x", "y", "names"]
    assert Point(1).names is not Point(1).names
    assert isinstance(point, Point)


def test_nobody_changes_it() -> None:
    point = Point(1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        point.x = 2  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del point.x


@pytest.mark.parametrize("arguments", [(), (1, 2, [], 3)])
def test_fields_are_told_as_they_are_declared(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Point(*arguments)  # type: ignore[arg-type]


def test_it_is_pickled_and_copied() -> None:
    point = Point(1, 2, ["а"])
    assert pickle.loads(pickle.dumps(point)) == point == copy.deepcopy(point)
    assert copy.deepcopy(point).names is not point.names
