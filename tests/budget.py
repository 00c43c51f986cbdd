"""How many examples a property is tried on: `make test` has a quick budget, `make fuzz` a wide one."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

#: How many times the quick budget (100 examples where a test says no number of its own).
WIDTH = int(os.environ.get("PISMO_EXAMPLES", "1"))


def examples(count: int) -> settings:
    """The settings of a property that is tried on `count` examples in the quick run."""
    return settings(max_examples=count * WIDTH)


def load() -> None:
    """The profile of all properties. Nothing in it has a time limit: on a busy machine that measures the machine."""
    untimed = [HealthCheck.too_slow]
    settings.register_profile("pismo", max_examples=100 * WIDTH, deadline=None, suppress_health_check=untimed)
    settings.load_profile("pismo")
