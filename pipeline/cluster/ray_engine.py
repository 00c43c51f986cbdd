"""Blocks over the machines of a Ray cluster, by Ray Data: actors that hold what their work needs.

    with machines(workers) as ray: ray.over(blocks, Reading, job) -> blocks of results, as they come

The cluster is the one that RAY_ADDRESS names, or one of this machine alone. Nothing is told to anybody: no statistics
of use, no dashboard.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pyarrow as pa

from pipeline.errors import PismoError, StoreError, UsageError
from pipeline.groups import in_groups

#: Blocks given to Ray at once: it holds them all, and a run may have many.
_WAVE = 2_000

#: Ray's own words are for its log files.
_LOGGERS = ("ray", "ray.data", "ray.tune", "ray.rllib", "ray.train", "ray.serve")


class Machines:
    """A cluster that is joined."""

    def __init__(self, workers: int | None) -> None:
        import ray

        cores = int(ray.cluster_resources().get("CPU", 1))
        self.actors = min(workers, cores) if workers else cores

    def over(self, blocks: Iterable[pa.Table], work: type, *made_from: Any) -> Iterator[pa.Table]:
        """What `work(*made_from)` makes of each block, in no order."""
        import ray

        # Sent once to each machine, however many actors it has.
        sent = ray.put(made_from)
        for wave in in_groups(blocks, _WAVE):
            yield from self._wave(wave, work, sent)

    def _wave(self, blocks: list[pa.Table], work: type, sent: Any) -> Iterator[pa.Table]:
        import ray
        import ray.data

        data = ray.data.from_arrow(blocks).map_batches(
            _Actor,
            fn_constructor_args=(work, [sent]),
            batch_size=None,
            batch_format="pyarrow",
            compute=ray.data.ActorPoolStrategy(min_size=1, max_size=min(self.actors, len(blocks))),
            num_cpus=1,
        )
        try:
            yield from data.iter_batches(batch_size=None, batch_format="pyarrow")
        except ray.exceptions.RayError as error:
            raise _ours(error) from error


class _Actor:
    """Made once in each process of the cluster."""

    def __init__(self, work: Callable[..., Callable[[pa.Table], pa.Table]], sent: list[Any]) -> None:
        import ray

        self._work = work(*ray.get(sent[0]))

    def __call__(self, block: pa.Table) -> pa.Table:
        return self._work(block)


def _ours(error: BaseException) -> PismoError:
    """What a machine raised on purpose, else what happened to it in one line."""
    found: BaseException | None = error
    while found is not None:
        if isinstance(found, PismoError):
            return found
        if isinstance(found, OSError):
            return StoreError(f"a machine of the cluster can not go on ({found.strerror or found}): what was read is kept")
        found = found.__cause__ or getattr(found, "cause", None)
    last = str(error).strip().rsplit("\n", 1)[-1]
    return StoreError(f"the cluster can not go on ({last[:300]}): what was read is kept, run again")


@contextmanager
def machines(workers: int | None) -> Iterator[Machines]:
    """The cluster while the block runs. UsageError when Ray is not installed, or no cluster answers."""
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")  # its workers speak to the terminal too
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise UsageError(f"--engine ray needs more libraries ({error.name}): pip install 'pismo[ray]'") from error
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.ERROR)
    own = not ray.is_initialized()
    if own:
        _join(ray, workers)
    context = ray.data.DataContext.get_current()
    context.enable_progress_bars = False
    try:
        yield Machines(workers)
    finally:
        if own:
            ray.shutdown()


def _join(ray: Any, workers: int | None) -> None:
    address = os.environ.get("RAY_ADDRESS")
    here = {} if address else {"num_cpus": workers, "include_dashboard": False}
    try:
        ray.init(address=address, log_to_driver=False, logging_level="ERROR", configure_logging=True, **here)
    except (ConnectionError, ValueError, RuntimeError) as error:
        where = address or "this machine"
        raise UsageError(f"no Ray cluster answers at {where}: {str(error).strip().splitlines()[0]}") from error
