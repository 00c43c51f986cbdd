"""Fuzzing by coverage with atheris, an option: `pip install -e .[fuzz]`, then

    python tools/fuzz.py --list
    python tools/fuzz.py "reader pdf" -max_total_time=600
    python tools/fuzz.py all -runs=2000        # every target in a process of its own

The targets are those of `tests/fuzz_targets.py`; arguments behind the target go to libFuzzer as they are;
what it found worth keeping stays in `build/fuzz`.
"""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]


def fuzz(name: str, arguments: list[str]) -> int:
    """Feed one target until libFuzzer's limits, which end the process; 2 where there is no such target."""
    import atheris

    with atheris.instrument_imports(include=["extractors", "pipeline"]):
        from fuzz_targets import CONTAINERS, EXTRACTORS, READERS, TARGETS, seed_of

        # Readers are imported at the first file of their format: too late to be instrumented.
        for module in {*READERS.values(), *CONTAINERS.values(), *(f"extractors.{each}" for each in EXTRACTORS)}:
            import_module(module)
    if name not in TARGETS:
        return listing(2)
    corpus = ROOT / "build" / "fuzz" / name.replace(" ", "-")
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "seed").write_bytes(seed_of(name))
    atheris.Setup([sys.argv[0], *arguments, str(corpus)], TARGETS[name])
    atheris.Fuzz()
    return 0


def every(arguments: list[str]) -> int:
    """Each target in a process of its own; 1 where one failed."""
    from fuzz_targets import TARGETS

    words = [sys.executable, __file__]
    failed = [each for each in TARGETS if subprocess.run([*words, each, *arguments], check=False).returncode]
    sys.stdout.write(f"{len(TARGETS)} targets, failed: {', '.join(failed) or 'none'}\n")
    return 1 if failed else 0


def listing(code: int = 0) -> int:
    """The names of the targets."""
    from fuzz_targets import TARGETS

    sys.stdout.write("\n".join(TARGETS) + "\n")
    return code


def main() -> int:
    name, arguments = (sys.argv[1] if len(sys.argv) > 1 else "--list"), sys.argv[2:]
    if name == "--list":
        return listing()
    return every(arguments) if name == "all" else fuzz(name, arguments)


if __name__ == "__main__":
    sys.exit(main())
