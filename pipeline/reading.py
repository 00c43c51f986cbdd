"""A file of the inbox with all that it holds, as readings: the bridge from `pipeline.readers` to the batch."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ReadError
from pipeline.readers import MEMBER_SIGN, Limits, Source, members, read, sniff
from pipeline.readers.limits import DEFAULT_LIMITS
from pipeline.worker import Reading, Task, changed_since


@dataclass(frozen=True)
class FileReader:
    """Reads files of the inbox within these limits."""

    limits: Limits = DEFAULT_LIMITS

    def __call__(self, task: Task, alive: Callable[[], None]) -> list[Reading]:
        """The readings of a file, containers before their members."""
        readings: list[Reading] = []
        try:
            source = Source(name=task.name, path=Path(task.path), limits=self.limits, tick=alive)
            changed = changed_since(task, source.data)
        except ReadError as error:
            return [_reading(task, error=error)]
        if changed is not None:
            return [_reading(task, error=changed)]
        self._read(
            Source(name=task.name, content=source.data, limits=self.limits, tick=alive), None, task.sha256, readings
        )
        return readings

    def _read(self, source: Source, holder: int | None, sha256: str, readings: list[Reading]) -> None:
        name = source.name.rsplit(MEMBER_SIGN, 1)[-1] if holder is not None else source.name
        head = Reading(name, holder, sha256, 0 if source.refusal else source.size, source.suffix)
        place = len(readings)
        try:
            form = sniff(source)
        except ReadError as error:
            readings.append(replace(head, error=error))
            return
        try:
            readings.append(replace(head, format=form, document=read(source, form)))
        except ReadError as error:
            readings.append(replace(head, format=form, error=error))
        for member in members(source, form):
            digest = "" if member.refusal else hashlib.sha256(member.data).hexdigest()
            self._read(member, place, digest, readings)


def _reading(task: Task, error: ReadError) -> Reading:
    return Reading(task.name, None, task.sha256, task.size, task.suffix, error=error)
