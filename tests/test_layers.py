"""Nothing imports upward, and nothing in extractors/ imports pipeline/: the order of the rooms, bottom up."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors import EXTRACTORS

ROOT = Path(__file__).parent.parent

#: Rooms of the pipeline by floor. A room may import its own floor's neighbours only where they are one package.
FLOORS = (
    {"pipeline"},
    {"errors", "records", "schema", "groups"},
    {"columns"},
    {"document_tables"},
    {"tables"},
    {"readers", "zones", "codec", "rows", "calibration", "common_forms"},
    {"contents"},
    {"forked", "resolve", "sql"},
    {"isolation", "letter", "stamp", "store_file"},
    {"registry", "store", "beside"},
    {"writers", "frames"},
    {"worker", "scan", "messages", "fields"},
    {"seen"},
    {"accounting", "pool", "locking", "reading"},
    {"intake", "enclosures", "settings"},
    {"publish"},
    {"summary"},
    {"batch"},
    {"watch", "evaluation", "cluster", "rehearsal"},
    {"console"},
    {"explain"},
    {"show"},
    {"calls"},
    {"cli"},
)
FLOOR = {room: number for number, rooms in enumerate(FLOORS) for room in rooms}


def imports(path: Path) -> Iterator[str]:
    """Modules that a file imports, for types alone or lazily too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            yield node.module
            if node.module in {"pipeline", "extractors"}:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)


def room(module: str) -> str:
    """The room of the pipeline that a module is in."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in FLOOR else "pipeline"


def files(folder: str) -> list[Path]:
    found = sorted((ROOT / folder).rglob("*.py"))
    assert found
    return found


@pytest.mark.parametrize("path", files("extractors"), ids=lambda path: path.name)
def test_the_ground_floor_does_not_know_the_pipeline(path: Path) -> None:
    assert not [name for name in imports(path) if name.split(".")[0] == "pipeline"]


@pytest.mark.parametrize("path", files("pipeline"), ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_imports_upward(path: Path) -> None:
    mine = path.relative_to(ROOT / "pipeline").parts[0].removesuffix(".py")
    mine = "pipeline" if mine == "__init__" else mine
    assert mine in FLOOR, f"say in FLOORS where {mine} stands"
    upward = {name for name in imports(path) if name.split(".")[0] == "pipeline" and FLOOR[room(name)] > FLOOR[mine]}
    assert not upward, f"{mine} imports from above"
    sideways = {room(name) for name in imports(path) if name.startswith("pipeline.")} - {mine, "pipeline"}
    assert not {name for name in sideways if FLOOR[name] == FLOOR[mine]}, f"{mine} imports its neighbour"


@pytest.mark.parametrize("name", EXTRACTORS)
def test_extractors_do_not_import_each_other(name: str) -> None:
    path = ROOT / "extractors" / f"{name}.py"
    assert not {one for one in imports(path) if one.split(".")[-1] in EXTRACTORS and one.startswith("extractors.")}
