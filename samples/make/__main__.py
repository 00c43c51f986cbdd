"""`python -m samples.make [--set dev|held|all] [--only ID] [--check]`: sources -> documents and gold."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from samples.make import check, docx, gold, html, pdf, text
from samples.make.source import Source, SourceError, read

SAMPLES = Path(__file__).resolve().parents[1]
PLACES = {"dev": SAMPLES, "held": SAMPLES / "held"}
RENDERERS: dict[str, Callable[[Source], bytes]] = {
    "docx": docx.render,
    "pdf": pdf.render,
    "txt": text.render,
    "html": html.render,
}


def make(source: Source, place: Path, *, write: bool) -> list[str]:
    """Render one source below a place; the doubts of the check."""
    data = RENDERERS[source.format](source)
    if write:
        for folder, name, content in (
            ("inbox", f"{source.id}.{source.format}", data),
            ("gold", f"{source.id}.json", gold.dump(source).encode("utf-8")),
        ):
            (place / folder).mkdir(parents=True, exist_ok=True)
            (place / folder / name).write_bytes(content)
    return check.check(source)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m samples.make", description="Make the sample documents and their gold records again."
    )
    parser.add_argument("--set", choices=("dev", "held", "all"), default="all")
    parser.add_argument("--only", metavar="ID", action="append", help="only this document (may be given several times)")
    parser.add_argument("--check", action="store_true", help="check the sources, write nothing")
    options = parser.parse_args(arguments)
    made = doubts = 0
    for name in ("dev", "held") if options.set == "all" else (options.set,):
        for path in sorted((SAMPLES / "source" / name).glob("*.yaml")):
            if options.only and path.stem not in options.only:
                continue
            try:
                messages = make(read(path), PLACES[name], write=not options.check)
            except (SourceError, UnicodeEncodeError, KeyError, TypeError) as error:
                messages = [f"not made: {type(error).__name__}: {error}"]
            made += 1
            doubts += len(messages)
            for message in messages:
                sys.stderr.write(f"{path.stem}: {message}\n")
    sys.stderr.write(f"{made} documents, {doubts} doubts\n")
    return 1 if doubts or not made else 0


if __name__ == "__main__":
    sys.exit(main())
