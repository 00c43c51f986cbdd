"""What a run did: its counts and seconds, and run.json, by which the next run knows what it finds."""

from __future__ import annotations

import json
import os
import platform
import time
from collections import Counter
from collections.abc import Container
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pipeline import __version__, publish
from pipeline.accounting import Entry
from pipeline.settings import Settings
from pipeline.writers import replacing

RUN_FILE = "run.json"


@dataclass
class Summary:
    """What a run did: files by status and errors by code, as they stand in files.csv; documents in the tables, and how
    many of them were read now; contents `read` (in vain too), `known` before and `removed`; whether the tables are
    `shown`, or there as Parquet alone.
    """

    inbox: Path | str
    output: Path
    files: Counter[str] = field(default_factory=Counter)
    errors: Counter[str] = field(default_factory=Counter)
    documents: int = 0
    documents_read: int = 0
    read: int = 0
    known: int = 0
    removed: int = 0
    changed: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    interrupted: bool = False
    shown: bool = True
    failures: list[tuple[str, str]] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for programs."""
        counts = {"files": dict(sorted(self.files.items())), "errors": dict(sorted(self.errors.items()))}
        folders = {"inbox": str(self.inbox), "output": str(self.output)}
        documents = {"documents": self.documents, "documents_read": self.documents_read}
        contents = {**documents, "read": self.read, "known": self.known, "removed": self.removed}
        return {**folders, **counts, **contents, "seconds": self.seconds, "interrupted": self.interrupted}

    @property
    def failed(self) -> int:
        """Files that could not be read."""
        return self.files["failed"] + self.files["empty"]


class Clock:
    """Seconds of the phases."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds, self._since = seconds, time.monotonic()

    def lap(self, name: str) -> None:
        """The phase of this name ends."""
        now = time.monotonic()
        self._seconds[name] = round(now - self._since, 3)
        self._since = now


def count(entries: list[Entry], summary: Summary, read_now: Container[str]) -> None:
    """The files of a run into its summary; `read_now` holds the hashes of what this run read."""
    summary.files.update(entry.status for entry in entries)
    summary.errors.update(entry.error_code for entry in entries if entry.error_code)
    summary.failures = [(entry.path, entry.error_code) for entry in entries if entry.error_code]
    documents = [entry.sha256 for entry in entries if entry.status == "ok" and entry.document_id]
    summary.documents = len(documents)
    summary.documents_read = sum(sha256 in read_now for sha256 in documents)


def left_behind(output: Path, settings: Settings) -> dict[str, Any]:
    """The outputs as the last run left them, if they were to be as now; nothing when there was none."""
    log = last_log(output)
    same = log.get("profile") == asdict(settings.profile) and log.get("spacy") == settings.spacy
    outputs = log.get("outputs") if same else None
    return outputs if isinstance(outputs, dict) else {}


def last_log(output: Path) -> dict[str, Any]:
    """run.json of the last run; nothing when there was none."""
    try:
        log = json.loads((output / RUN_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return log if isinstance(log, dict) else {}


def write_log(summary: Summary, settings: Settings) -> None:
    """run.json: versions, configuration, counts, durations; all that differs between two runs over the same letters."""
    log: dict[str, Any] = {
        "program": f"pismo {__version__}",
        "python": platform.python_version(),
        "system": platform.platform(),
        "stamp": settings.stamp,
        "inbox": absolute(summary.inbox),
        "ended": datetime.now(UTC).isoformat(timespec="seconds"),
        "seconds": summary.seconds,
        "engine": settings.engine,
        "workers": settings.worker_count,
        "profile": asdict(settings.profile),
        "spacy": settings.spacy,
        "limits": asdict(settings.limits),
        "files": dict(sorted(summary.files.items())),
        "errors": dict(sorted(summary.errors.items())),
        "documents": summary.documents,
        "contents_read": summary.read,
        "contents_known": summary.known,
        "contents_removed": summary.removed,
        "outputs": publish.inventory(summary.output),
    }
    with replacing(summary.output / RUN_FILE) as fresh:
        fresh.write_text(json.dumps(log, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", errors="replace")


def absolute(inbox: Path | str) -> str:
    """The inbox whatever the folder it was named from; an address stays as it is."""
    return inbox if isinstance(inbox, str) and "://" in inbox else os.path.abspath(inbox)
