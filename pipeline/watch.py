"""Tables that follow a folder: `pismo watch INBOX`.

A change wakes the watcher (watchfiles), and so does the clock, since network folders miss events. A file is read when
it has stopped growing: when two looks some seconds apart see the same size and time of change. Changes are taken in
groups: between two refreshes there is a pause, longer where a refresh takes long.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Event, Thread

import watchfiles

from pipeline.batch import Progress, run
from pipeline.errors import GoneError
from pipeline.scan import Listed, walk
from pipeline.settings import Settings
from pipeline.summary import Summary

#: The share of the time that refreshing the tables may take.
_BUSY_SHARE = 0.2

#: How often the listener looks whether it is to stop.
_TICK_MILLISECONDS = 200

#: A system that gives no notice of being ready to listen is not waited for longer.
_LISTENING_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Seconds: `settle` between two looks at a file, `pause` at least between refreshes, `sweep` at most between
    looks.
    """

    settle: float = 2.0
    pause: float = 5.0
    sweep: float = 60.0


Looks = dict[str, tuple[int, int, int]]


def watch(
    inbox: Path,
    output: Path,
    settings: Settings,
    progress: Progress,
    *,
    told: Callable[[Summary], None],
    refused: Callable[[GoneError], None] = lambda _: None,
    rhythm: Rhythm = Rhythm(),
    stop: Event | None = None,
) -> None:
    """Keep the tables of a folder up to date until `stop` is set or a person interrupts; `told` hears of every refresh,
    `refused` of one that would have followed a folder that emptied: the tables stay, and the folder may come back.

    Raises what `batch.run` raises at the first refresh.
    """
    stop = stop or Event()
    begun = False
    walk(inbox)  # an inbox that is not there is told at once
    with _waking(inbox, output, stop) as woken:
        while not stop.is_set():
            woken.clear()
            steady, others = _settled(inbox, output, rhythm.settle, stop)
            began = time.monotonic()
            try:
                summary = run(inbox, output, replace(settings, ready=_ready(steady)), progress)
            except GoneError as error:
                if not begun:
                    raise
                refused(error)
            else:
                told(summary)
                if summary.interrupted:
                    return
            begun = True
            took = time.monotonic() - began
            stop.wait(max(rhythm.pause, took / _BUSY_SHARE - took))
            if not others:
                _wait(woken, stop, rhythm.sweep)


def _wait(woken: Event, stop: Event, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not woken.is_set() and not stop.is_set() and time.monotonic() < deadline:
        woken.wait(_TICK_MILLISECONDS / 1000)


@contextmanager
def _waking(inbox: Path, output: Path, stop: Event) -> Iterator[Event]:
    """An event that is set at every change of the inbox, from before the first look on: no change falls in between."""
    inside = output.resolve()
    woken, listening = Event(), Event()

    def listen() -> None:
        # What the run itself writes into an output folder within the inbox is no change of the inbox.
        changes = watchfiles.watch(
            inbox,
            watch_filter=lambda _, path: not Path(path).is_relative_to(inside),
            stop_event=stop,
            rust_timeout=_TICK_MILLISECONDS,
            yield_on_timeout=True,
            raise_interrupt=False,
        )
        for change in changes:
            listening.set()
            if change:
                woken.set()

    listener = Thread(target=listen, daemon=True)
    listener.start()
    listening.wait(_LISTENING_SECONDS)
    try:
        yield woken
    finally:
        stop.set()
        listener.join()


def _look(inbox: Path, output: Path) -> Looks:
    return {one.name: (one.size, one.changed, one.inode) for one in walk(inbox, leave_out=output)}


def _settled(inbox: Path, output: Path, seconds: float, stop: Event) -> tuple[Looks, bool]:
    """Files that look the same twice, and whether there are others, which must be looked at again."""
    first = _look(inbox, output)
    stop.wait(seconds)
    second = _look(inbox, output)
    steady = {name: look for name, look in second.items() if first.get(name) == look}
    return steady, len(steady) < len(second)


def _ready(steady: Looks) -> Callable[[Listed], bool]:
    return lambda one: steady.get(one.name) == (one.size, one.changed, one.inode)
