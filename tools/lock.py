"""Write requirements.lock: one pinned version of every package that `make` installs; and requirements-ray.lock, what
the extra `ray` needs beside them.

    python tools/lock.py [--ray-only]

The resolver of pip is asked, for the oldest Python we support, what `pismo` with the extras below needs; what only
natasha's own modules need is left out, since the program takes natasha's model files and never imports natasha (its
pymorphy2 is abandoned and asks for pkg_resources, which newer Pythons do not have). The lock is installed without
resolving (`pip install --no-deps`).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements.lock"
RAY_LOCK = ROOT / "requirements-ray.lock"
EXTRAS = "dev,spacy"

#: Needed by natasha's modules alone.
NOT_WANTED = frozenset(
    {"pymorphy2", "pymorphy2-dicts-ru", "dawg-python", "docopt", "yargy", "ipymarkup", "intervaltree", "pismo"}
)

#: To install the project itself without fetching a build system.
BUILD = ("setuptools", "wheel")

HEAD = """\
# Everything that `make` installs, pinned; for Python 3.11, 3.12 and 3.13. Written by tools/lock.py: do not edit.
# Installed with --no-deps: natasha is here for its model files, without what its modules need.
"""


RAY_HEAD = """\
# What a run on a cluster needs beside requirements.lock, pinned. Written by tools/lock.py: do not edit.
"""


def main() -> None:
    """Resolve and write."""
    if "--ray-only" not in sys.argv[1:]:
        _write(LOCK, HEAD, _resolved(EXTRAS))
    held = {line for line in LOCK.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")}
    _write(RAY_LOCK, RAY_HEAD, _resolved(f"{EXTRAS},ray", "--constraint", str(LOCK)) - held)


def _resolved(extras: str, *options: str) -> set[str]:
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--quiet", "--report", "-"]
    done = subprocess.run(
        [*command, *options, f"{ROOT}[{extras}]", *BUILD], check=True, capture_output=True, text=True
    )
    wanted = {item["metadata"]["name"]: item["metadata"]["version"] for item in json.loads(done.stdout)["install"]}
    return {f"{name.lower()}=={version}" for name, version in wanted.items() if name.lower() not in NOT_WANTED}


def _write(path: Path, head: str, pins: set[str]) -> None:
    path.write_text(head + "".join(f"{pin}\n" for pin in sorted(pins)), encoding="utf-8")
    sys.stdout.write(f"{path.name}: {len(pins)} packages\n")


if __name__ == "__main__":
    main()
