"""What a benchmark found: figures of every round, their medians, ratios with limits; as tables and as a JSON file.

    report.add("text.zones", 6.1) …    ->    report.tables(), report.save(path), Report.load(path), report.against(old)
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

#: What must hold of a figure: (limit, whether it may be at most or must be at least that, what it says).
Limit = tuple[float, str, str]

#: A change smaller than this is the noise of the machine.
WORTH_TELLING = 0.05


@dataclass
class Report:
    """`about` says what was measured on; `limits` what must hold; `figures` are lists, one value a round."""

    about: dict[str, Any] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    figures: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, value: float) -> None:
        """A figure of one round."""
        self.figures.setdefault(name, []).append(value)

    def ratio(self, name: str, part: str, whole: str) -> None:
        """The ratio of two figures in each round: what drifts on a busy machine drifts for both."""
        if part in self.figures and whole in self.figures:
            pairs = zip(self.figures[part], self.figures[whole], strict=True)
            self.figures[name] = [one / other for one, other in pairs if other]

    def value(self, name: str) -> float | None:
        """The median of a figure."""
        return median(self.figures[name]) if self.figures.get(name) else None

    def holds(self, name: str) -> bool | None:
        """Whether a limit holds; None when it was not measured."""
        value, (limit, sense, _) = self.value(name), self.limits[name]
        return None if value is None else value <= limit if sense == "<=" else value >= limit

    def as_dict(self) -> dict[str, Any]:
        """As plain data: medians and limits first, then every round."""
        medians = {name: _rounded(median(values)) for name, values in self.figures.items() if values}
        rounds = {name: [_rounded(value) for value in values] for name, values in self.figures.items()}
        limits = {
            name: {"value": _rounded(value), "limit": _rounded(limit), "sense": sense, "met": self.holds(name)}
            for name, (limit, sense, _) in self.limits.items()
            if (value := self.value(name)) is not None
        }
        return {"about": self.about, "limits": limits, "medians": medians, "rounds": rounds}

    def save(self, path: Path, **more: Any) -> None:
        """Write the JSON file; `more` is kept beside the figures."""
        path.parent.mkdir(parents=True, exist_ok=True)
        whole = {**self.as_dict(), **more}
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")

    def keep(self, path: Path, **more: Any) -> list[str]:
        """Save it in place of the report of the run before; the lines that tell what changed since that one."""
        old = Report.load(path) if path.exists() else None
        self.save(path, **more)
        return ["", "against the run before", *self.against(old)] if old else []

    @classmethod
    def load(cls, path: Path) -> Report:
        """A report from its file; ValueError when it is none."""
        held = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(held, dict) or "rounds" not in held:
            raise ValueError(f"{path} is no report of a benchmark")
        return cls(held.get("about", {}), figures=held["rounds"])

    def unlimited(self) -> Iterator[str]:
        """One line a figure that has no limit."""
        for name in self.figures:
            if name not in self.limits:
                yield f"{name:36}{self.value(name):12.4g}"

    def limits_table(self) -> Iterator[str]:
        """One line a limit, with the lowest and highest round."""
        yield f"{'':28}{'median':>9}{'rounds':>17}{'limit':>9}"
        for name, (limit, sense, words) in self.limits.items():
            value = self.value(name)
            if value is None:
                yield f"{name:28}{'–':>9}{'':17}{sense:>3}{limit:6.3g}  not measured: {words}"
                continue
            rounds = self.figures[name]
            spread = f"{min(rounds):.3g} … {max(rounds):.3g}"
            met = "met" if self.holds(name) else "MISSED"
            yield f"{name:28}{value:9.3g}{spread:>17}{sense:>3}{limit:6.3g}  {met}: {words}"

    def against(self, old: Report) -> Iterator[str]:
        """One line a figure that changed: before, now, the change; those that moved most first."""
        both = [(name, old.value(name), self.value(name)) for name in self.figures if name in old.figures]
        moved = [(name, before, now, now / before - 1) for name, before, now in both if before and now is not None]
        yield f"{'':36}{'before':>10}{'now':>10}{'change':>9}"
        for name, before, now, change in sorted(moved, key=lambda one: -abs(one[3])):
            if abs(change) < WORTH_TELLING:
                break
            yield f"{name:36}{before:10.3g}{now:10.3g}{change:+9.0%}"


def _rounded(value: float) -> float:
    return float(f"{value:.5g}")


def columns(rows: Sequence[str], heads: Mapping[str, str], report: Report, digits: int = 2) -> Iterator[str]:
    """A table of figures named `HEAD.ROW`: a row for each of `rows`, a column for each key of `heads`."""
    yield f"{'':24}" + "".join(f"{title:>9}" for title in heads.values())
    for row in rows:
        values = [report.value(f"{head}.{row}") for head in heads]
        if any(value is not None for value in values):
            cells = (f"{'–':>9}" if value is None else f"{value:9.{digits}f}" for value in values)
            yield f"{row:24}" + "".join(cells)
