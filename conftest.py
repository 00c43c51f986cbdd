"""Doctests of rooms that stand on an optional extra are collected where the extra is installed."""

from __future__ import annotations

from importlib.util import find_spec

_CLUSTER = ("ray", "duckdb", "fsspec", "pyarrow")
collect_ignore_glob = [] if all(map(find_spec, _CLUSTER)) else ["pipeline/cluster/*.py"]
