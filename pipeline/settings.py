"""How a run goes: its settings, by the words of the command line."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace

from pipeline.errors import UsageError
from pipeline.readers.limits import DEFAULT_LIMITS, Limits, limits_of
from pipeline.scan import Listed
from pipeline.stamp import reading_stamp
from pipeline.worker import Read, Understand
from pipeline.writers.csv_tables import PROFILES, Profile

#: Who reads: the processes of this machine, or a Ray cluster (`pipeline.cluster`).
ENGINES = ("local", "ray")

#: natasha's slovnet, in the packed evaluation of `extractors.russian.ner`.
DEFAULT_WITNESS = "slovnet"

#: Understanding a pack takes under a second; a document of the greatest length allowed, a few minutes.
UNDERSTAND_SECONDS = 300.0


@dataclass(frozen=True)
class Settings:
    """How a run goes.

    `workers` None is one for each core; `witness` names the NER model (`extractors.russian.ner`); `ready` tells which
    files may be looked at yet; without `outputs` the tables of the store are all that is made.
    """

    profile: Profile = PROFILES["excel"]
    workers: int | None = None
    limits: Limits = DEFAULT_LIMITS
    force: bool = False
    spacy: bool = False
    witness: str = DEFAULT_WITNESS
    ready: Callable[[Listed], bool] | None = None
    outputs: bool = True
    engine: str = "local"
    read: Read | None = None
    understand: Understand | None = None

    @property
    def stamp(self) -> str:
        """What a reading depends on besides the file."""
        return reading_stamp(self.configuration)

    @property
    def configuration(self) -> str:
        """The settings that a reading depends on."""
        return json.dumps([self.witness, asdict(self.limits)], sort_keys=True)

    @property
    def pack_seconds(self) -> float:
        """How long a pack may be silent: the reader of files has a clock of its own, which ends a slow file first."""
        return self.limits.seconds + UNDERSTAND_SECONDS

    @property
    def worker_count(self) -> int:
        """How many workers there are to be."""
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def settings_of(
    *,
    profile: str = "excel",
    headers: str = "en",
    workers: int | None = None,
    force: bool = False,
    spacy: bool = False,
    witness: str = DEFAULT_WITNESS,
    engine: str = "local",
    limits: Sequence[str] = (),
) -> Settings:
    """Settings by the words of the command line; UsageError when a word is not known."""
    if profile not in PROFILES:
        raise UsageError(f"no such profile: {profile} (there are {', '.join(PROFILES)})")
    if headers not in {"en", "ru"}:
        raise UsageError(f"no such heads: {headers} (there are en, ru)")
    if engine not in ENGINES:
        raise UsageError(f"no such engine: {engine} (there are {', '.join(ENGINES)})")
    chosen = replace(PROFILES[profile], russian_headers=headers == "ru")
    return Settings(
        profile=chosen,
        workers=workers,
        limits=limits_of(limits),
        force=force,
        spacy=spacy,
        witness=witness,
        engine=engine,
    )
