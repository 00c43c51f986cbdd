"""What the command line draws: progress, summary, schema. Messages to stderr, data to stdout."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as RichProgress
from rich.table import Table as RichTable
from rich.text import Text

from pipeline.batch import Progress
from pipeline.errors import GoneError
from pipeline.evaluation import Change, Evaluation
from pipeline.messages import Speech
from pipeline.rehearsal import Rehearsal
from pipeline.schema import Column, Table
from pipeline.summary import Summary
from pipeline.tables import TABLES

#: Where there is no terminal, a line of progress this often.
_LINE_SECONDS = 10.0

_STATUSES = ("ok", "duplicate", "empty", "failed", "skipped")


def harmless(text: str) -> str:
    """The text without anything that a terminal would obey: control characters are shown as their pictures.

    >>> harmless("\\x1b[31mred\\x07")
    '␛[31mred␇'
    """
    return "".join(_shown(char) for char in text)


def _shown(char: str) -> str:
    code = ord(char)
    if code < 0x20:
        return char if char in "\n\t" else chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    return "\ufffd" if 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000 or char in _TURNING else char


#: Controls of the direction of writing make a text look other than it is.
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Console:
    """Speaks one language to one person."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self.out = RichConsole(highlight=False, soft_wrap=True)
        self.err = RichConsole(stderr=True, highlight=False, soft_wrap=True)
        self._refused = ""

    def say(self, key: str, **values: object) -> None:
        """One message to stderr."""
        self.err.print(Text(harmless(self.speech.say(key, **values))))

    def data(self, value: Any) -> None:
        """Plain data as JSON to stdout."""
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")

    def heading(self, key: str) -> None:
        """A heading among the data."""
        self.out.print(Text(f"\n{self.speech.say(key)}", style="bold"))

    def evaluation(self, result: Evaluation, *, errors: bool) -> None:
        """Precision, recall and F1 of each field; with `errors`, every value that is wrong."""
        view = RichTable(box=None, padding=(0, 2, 0, 0))
        view.add_column(self.speech.say("field"))
        for name in ("P", "R", "F1"):
            view.add_column(name, justify="right")
        view.add_column(self.speech.say("counts"))
        for name, one in result.fields.items():
            figures = (_figure(value) for value in (one.precision, one.recall, one.f1))
            view.add_row(name, *figures, f"{one.right}/{one.false}/{one.missed}")
        self.out.print(view)
        if errors:
            for document, fields in result.errors.items():
                for name, kinds in fields.items():
                    wrong = "; ".join(f"{self.speech.say(what)} {', '.join(v)}" for what, v in kinds.items() if v)
                    self.out.print(Text(harmless(f"  {document} {name}: {wrong}")))
        values = {"value": f"{result.micro_f1:.3f}", "right": result.touchless, "total": result.carded}
        self.out.print(Text(self.speech.say("micro", missing=len(result.missing), **values)))

    def changes(self, found: list[Change]) -> None:
        """What was gained and lost against an earlier evaluation."""
        gains = sum(one.gain for one in found)
        self.out.print(Text(self.speech.say("changes", gains=gains, losses=len(found) - gains), style="bold"))
        for one in found:
            sign, style = ("+", "green") if one.gain else ("-", "red")
            words = f"{sign} {one.document} {one.field}: {self.speech.say(one.what)} {one.value}"
            self.out.print(Text(harmless(words), style=style))

    @contextmanager
    def progress(self) -> Iterator[Progress]:
        """A bar on a terminal, plain lines elsewhere."""
        if not self.err.is_terminal:
            yield _Lines(self)
            return
        with RichProgress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[note]}"),
            TimeRemainingColumn(),
            console=self.err,
            transient=True,
        ) as bar:
            yield _Bar(self.speech, bar)

    def summary(self, summary: Summary, named: int) -> None:
        """What was read, what failed, where the tables are."""
        if summary.interrupted:
            self.say("interrupted")
            return
        statuses = [
            self.speech.say(f"status_{status}", count=summary.files[status])
            for status in _STATUSES
            if summary.files[status]
        ]
        counts = ": " + ", ".join(statuses) if statuses else ""
        self.err.print(Text(self.speech.say("files", total=summary.files.total()) + counts))
        known = summary.documents - summary.documents_read
        self.say("documents", count=summary.documents, read=summary.documents_read, known=known)
        if not statuses:
            self.say("no_files", folder=summary.inbox)
        elif not (summary.read or summary.removed or summary.changed):
            self.say("nothing_new")
        if summary.removed:
            self.say("removed", count=summary.removed)
        if summary.failures:
            self.say("not_read")
            for path, code in summary.failures[:named]:
                self.err.print(Text(f"  {harmless(path)}: {self.speech.code(code)} [{code}]"))
            if len(summary.failures) > named:
                self.say("and_more", count=len(summary.failures) - named)
        self.say("tables_in" if summary.shown else "tables_as_parquet", folder=summary.output)
        self.say("took", seconds=f"{sum(summary.seconds.values()):.1f}")

    def refreshed(self, summary: Summary) -> None:
        """One line for a refresh of a followed folder, if there was anything to do."""
        self._refused = ""
        if summary.interrupted:
            self.say("interrupted")
        elif summary.read or summary.removed or summary.changed:
            counts = {"documents": summary.documents, "read": summary.documents_read, "failed": summary.failed}
            self.say("refreshed", clock=time.strftime("%H:%M:%S"), **counts)

    def refused(self, error: GoneError) -> None:
        """Why the tables of a followed folder stay as they are; once, until there is something else to say."""
        if str(error) != self._refused:
            self._refused = str(error)
            self.say("error", message=error)

    def rehearsal(self, found: Rehearsal, named: int) -> None:
        """What a run would do."""
        self.say("would_read", count=found.summary.read, total=found.summary.files.total())
        self.say("would_change", added=found.added, removed=found.removed, changed=found.changed)
        for name, (added, removed) in found.rows.items():
            self.err.print(Text(f"  {name}: +{added} -{removed}"))
        for one in found.values[:named]:
            self.out.print(Text(harmless(f"{one.path} {one.column}: {one.old or '–'} → {one.new or '–'}")))
        if len(found.values) > named:
            self.say("and_more_values", count=len(found.values) - named)

    def schema(self) -> None:
        """The declared tables."""
        for one in TABLES:
            self.out.print(Text(f"{one.name} – {one.title}", style="bold"))
            self.out.print(Text(one.description, style="dim"))
            self.out.print(_columns(one))


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _columns(one: Table) -> RichTable:
    view = RichTable(box=None, show_header=False, padding=(0, 2, 0, 2))
    foreign = {key.column: f"→ {key.table}.{key.target}" for key in one.foreign}
    for column in one.columns:
        key = "key" if column.name in one.key else foreign.get(column.name, "")
        view.add_row(Text(column.name), Text(column.type.value), Text(key), Text(column.title), Text(_told(column)))
    return view


def _told(column: Column) -> str:
    return f"{column.description}: {', '.join(column.values)}" if column.values else column.description


class _Bar(Progress):
    def __init__(self, speech: Speech, bar: RichProgress) -> None:
        self._speech, self._bar = speech, bar
        self._failed = 0
        self._task = bar.add_task("", total=None, note="")

    def phase(self, name: str, total: int | None = None) -> None:
        self._bar.remove_task(self._task)
        self._task = self._bar.add_task(self._speech.say(f"phase_{name}"), total=total, note="")

    def step(self, done: int = 1, failed: int = 0) -> None:
        self._failed += failed
        note = self._speech.say("failed_so_far", count=self._failed) if self._failed else ""
        self._bar.update(self._task, advance=done, note=note)


class _Lines(Progress):
    def __init__(self, console: Console) -> None:
        self._console = console
        self._name, self._total, self._done, self._failed = "", 0, 0, 0
        self._since = time.monotonic()

    def phase(self, name: str, total: int | None = None) -> None:
        self._name, self._total, self._done = name, total or 0, 0
        if total != 0:
            self._tell()

    def step(self, done: int = 1, failed: int = 0) -> None:
        self._done += done
        self._failed += failed
        if time.monotonic() - self._since > _LINE_SECONDS:
            self._tell()

    def _tell(self) -> None:
        self._since = time.monotonic()
        speech = self._console.speech
        count = f" {self._done}/{self._total}" if self._total else ""
        failed = f", {speech.say('failed_so_far', count=self._failed)}" if self._failed else ""
        self._console.err.print(Text(f"{speech.say(f'phase_{self._name}')}{count}{failed}"))
