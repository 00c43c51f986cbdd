"""The stock way: natasha over the whole text, regular expressions, python-docx and pdfplumber; a day of good work.

    python -m benchmarks.stock [INBOX] [--gold GOLD] [-o OUTPUT] [--beside OUR_OUTPUT]

Reads the letters of a folder and fills the tables of `pipeline.tables` as far as it can, so that the same measure
(`pipeline.evaluation`) judges both; prints precision, recall and F1 by field, with those of the program beside them
when `--beside` names the output folder of a run over the same letters. What finds the values is in `stock_fields`.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.measure import one_thread

one_thread()

from benchmarks.natasha_way import Natasha  # noqa: E402 - numpy must not be imported before its threads are set
from benchmarks.stock_fields import Found, fields  # noqa: E402
from pipeline.contents import document_id  # noqa: E402
from pipeline.evaluation import Evaluation, evaluate  # noqa: E402
from pipeline.store import Store  # noqa: E402
from pipeline.tables import table  # noqa: E402
from pipeline.writers import csv_tables  # noqa: E402

HELD = Path(__file__).parents[1] / "samples" / "held"


def docx_text(path: Path) -> str:
    """Paragraphs and tables of the body in order, a cell after another."""
    import docx
    from docx.table import Table

    lines: list[str] = []
    for item in docx.Document(str(path)).iter_inner_content():
        if isinstance(item, Table):
            lines += ["\n".join(dict.fromkeys(cell.text for cell in row.cells)) for row in item.rows]
        else:
            lines.append(item.text)
    return "\n".join(lines)


def pdf_text(path: Path) -> str:
    """The text of the pages as pdfplumber gives it."""
    import pdfplumber

    with pdfplumber.open(path) as book:
        return "\n".join(page.extract_text() or "" for page in book.pages)


def html_text(path: Path) -> str:
    """The main content as trafilatura gives it."""
    import trafilatura

    return trafilatura.extract(path.read_bytes()) or ""


def plain_text(path: Path) -> str:
    """The text in the encoding that charset-normalizer thinks best."""
    from charset_normalizer import from_bytes

    return str(from_bytes(path.read_bytes()).best() or "")


READERS: dict[str, Callable[[Path], str]] = {
    ".docx": docx_text,
    ".pdf": pdf_text,
    ".html": html_text,
    ".htm": html_text,
    ".txt": plain_text,
}



class Tables:
    """The tables of a batch in the making: rows by name of column, people and organisations once a name."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self._known: dict[tuple[str, str], str] = {}
        self._codes: dict[str, dict[str, str]] = {}

    def add(self, path: Path, found: Found) -> None:
        """Take in what was found in one document."""
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        one = document_id(digest)
        sender = self._organization(found.sender, found.codes) if found.sender else None
        self._put("files", path=path.name, sha256=digest, size=len(data), document_id=one, status="ok")
        self._put(
            "documents",
            document_id=one,
            path=path.name,
            kind=found.kind,
            title=found.title or None,
            registration_number=found.number or None,
            registration_date=found.date or None,
            sender_organization_id=sender,
        )
        references = [("own", "", found.number, found.date)] if found.number or found.date else []
        references += [("in_reply_to", "", *reply) for reply in found.replies]
        references += [("cited", *reference) for reference in found.references]
        for n, (role, kind, number, date) in enumerate(references, 1):
            cells = {"role": role, "kind": kind, "number": number or None, "date": date or None}
            self._put("references", document_id=one, n=n, **cells)
        for n, date in enumerate(sorted(found.dates), 1):
            self._put("dates", document_id=one, n=n, role="deadline" if date in found.deadlines else "other", date=date)
        for n, (person, position) in enumerate(found.signatories, 1):
            self._put("signatories", document_id=one, n=n, **self._named(person), position=position or None)
        for n, (person, position) in enumerate(found.addressees, 1):
            self._put("addressees", document_id=one, n=n, **self._named(person), position=position or None)
        for n, contact in enumerate(found.contacts, 1):
            self._put("contacts", document_id=one, n=n, **contact)
        self._mentions(one, found)

    def _mentions(self, one: str, found: Found) -> None:
        mentions = [("person", self._person(name), "mentioned", name) for name in sorted(found.people)]
        mentions += [("person", self._person(name), "executor", name) for name in found.executors]
        mentions += [
            ("organization", self._organization(name), "mentioned", name) for name in sorted(found.organizations)
        ]
        for n, (kind, identifier, role, quote) in enumerate(mentions, 1):
            self._put(
                "mentions", document_id=one, n=n, entity_type=kind, entity_id=identifier, role=role, quote=quote
            )

    def _named(self, person: str) -> dict[str, str | None]:
        return {"person_id": self._person(person) if person else None, "person": person or None}

    def _person(self, name: str) -> str:
        new = ("person", name) not in self._known
        identifier = self._known.setdefault(("person", name), f"p{len(self._known)}")
        if new:
            self._put("people", person_id=identifier, full_name=name)
        return identifier

    def _organization(self, name: str, codes: dict[str, str] | None = None) -> str:
        new = ("organization", name) not in self._known
        identifier = self._known.setdefault(("organization", name), f"o{len(self._known)}")
        if new:
            self._put("organizations", organization_id=identifier, name=name)
            self._codes[identifier] = self.rows["organizations"][-1]
        self._codes[identifier].update(codes or {})
        return identifier

    def _put(self, of: str, **cells: Any) -> None:
        self.rows.setdefault(of, []).append(cells)

    def write(self, folder: Path) -> None:
        """The store and the CSVs."""
        with Store.open(folder) as store:
            store.replace(
                {
                    name: [tuple(row.get(column) for column in table(name).names) for row in rows]
                    for name, rows in self.rows.items()
                }
            )
            csv_tables.write(store, folder, csv_tables.PROFILES["excel"])


def extract(inbox: Path, output: Path) -> float:
    """Read a folder into tables; CPU seconds a document, models not counted."""
    natasha, made, count = Natasha(), Tables(), 0
    started = time.process_time()
    for path in sorted(inbox.iterdir()):
        if path.suffix.lower() in READERS:
            made.add(path, fields(READERS[path.suffix.lower()](path), path.suffix.lower(), natasha))
            count += 1
            sys.stderr.write(f"{path.name}\n")
    seconds = (time.process_time() - started) / max(count, 1)
    output.mkdir(parents=True, exist_ok=True)
    made.write(output)
    return seconds


def comparison(theirs: Evaluation, ours: Evaluation | None) -> Iterator[str]:
    """F1 by field: the stock way, and the program beside it."""
    yield f"{'field':22}{'P':>7}{'R':>7}{'F1':>7}" + (f"{'pismo F1':>11}" if ours else "")
    for name, one in theirs.fields.items():
        figures = "".join(_figure(value, 7) for value in (one.precision, one.recall, one.f1))
        yield f"{name:22}{figures}" + (_figure(ours.fields[name].f1, 11) if ours else "")
    rows = [("micro F1", theirs.micro_f1, ours and ours.micro_f1)]
    rows += [("touchless", theirs.touchless / max(theirs.carded, 1), ours and ours.touchless / max(ours.carded, 1))]
    for name, value, other in rows:
        yield f"{name:22}{'':14}{_figure(value, 7)}" + (_figure(other, 11) if ours else "")


def _figure(value: float | None, width: int) -> str:
    return f"{'–':>{width}}" if value is None else f"{value:{width}.3f}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("inbox", type=Path, nargs="?", default=HELD / "inbox")
    parser.add_argument("--gold", type=Path, default=HELD / "gold")
    parser.add_argument("-o", "--output", type=Path, help="where the tables stay (else thrown away)")
    parser.add_argument("--beside", type=Path, metavar="OUTPUT", help="the output folder of the program")
    options = parser.parse_args()
    with TemporaryDirectory(prefix="pismo-stock-") as folder:
        output = options.output or Path(folder)
        seconds = extract(options.inbox, output)
        ours = evaluate(options.beside, options.gold) if options.beside else None
        for line in comparison(evaluate(output, options.gold), ours):
            print(line)
    print(f"CPU of a document: {1000 * seconds:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
