"""Doctests of rooms that stand on an optional extra are collected where the extra is installed; tests compute on one
thread, as the workers of the program do: threads of numpy wait for each other by spinning, which on a busy machine takes
minutes for seconds of work.
"""

from __future__ import annotations

import os
from importlib.util import find_spec

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

_CLUSTER = ("ray", "duckdb", "fsspec", "pyarrow")
collect_ignore_glob = [] if all(map(find_spec, _CLUSTER)) else ["pipeline/cluster/*.py"]
