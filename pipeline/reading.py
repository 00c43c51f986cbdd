"""Files of the inbox through an isolated reader: one child for each worker."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from pipeline.isolation import IsolatedReader
from pipeline.readers import Source
from pipeline.readers.limits import DEFAULT_LIMITS, Limits
from pipeline.readers.walk import Found
from pipeline.worker import Task


class FileReader:
    """Reads files within limits. Made in the parent, used in workers: each opens its own child at its first file."""

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self._limits = limits
        self._reader: IsolatedReader | None = None
        self._process = 0

    def __call__(self, task: Task, alive: Callable[[], None]) -> list[Found]:
        """The file with all that it holds."""
        if self._reader is None or self._process != os.getpid():
            self._reader, self._process = IsolatedReader(self._limits), os.getpid()
        source = Source(name=task.name, path=Path(task.path), limits=self._limits)
        return self._reader.read_all(source, alive)
