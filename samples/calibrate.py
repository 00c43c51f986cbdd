"""Measure what confidences are worth, and write `pipeline/calibration.tsv`.

    python -m samples.calibrate            make the table
    python -m samples.calibrate --report   print the reliability of the calibrated rows, set by set

Rows of the held-out letters count whole, rows of the letters that the rules' authors saw count half:
a rule knows its own examples too well. Shares are drawn towards that of their kind by `PRIOR` rows,
so that three rows of luck prove nothing.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline import calibration
from pipeline.calibration import BANDS, band, family
from pipeline.common_forms import (
    email_form,
    folded,
    house_form,
    number_form,
    organization_forms,
    person_form,
    phone_form,
    url_form,
)
from pipeline.evaluation import _aliases, _near_post
from pipeline.fields import said_by_gold
from pipeline.letter import understand
from pipeline.readers import Source, read
from pipeline.records import Letter

SETS = (
    ("dev", Path("samples/inbox"), Path("samples/gold"), 0.5),
    ("held", Path("samples/held/inbox"), Path("samples/held/gold"), 1.0),
)
TABLE = Path("pipeline/calibration.tsv")
PRIOR = 5.0
FEWEST = 8.0  # weighed rows a rule must have for a line of its own


def letters(inbox: Path, gold: Path) -> Iterator[tuple[Letter, dict[str, Any]]]:
    """The letters of a set with their gold records."""
    records = [
        (next(inbox.glob(f"{path.stem}.*")), json.loads(path.read_text(encoding="utf-8")))
        for path in sorted(gold.glob("*.json"))
    ]
    understood = understand([read(Source.of(path)) for path, _ in records])
    for letter, (_, record) in zip(understood, records, strict=True):
        if isinstance(letter, Letter):
            yield letter, record


def judged(letter: Letter, record: dict[str, Any]) -> Iterator[tuple[str, str, float, bool]]:
    """(kind, rule, confidence, right) of every row of a letter."""
    gold = said_by_gold(record)
    named = [organization_forms(name, _aliases(record, name)) for name in record.get("organizations") or ()]
    senders = [
        organization_forms(name, _aliases(record, name)) for name in (record.get("sender_organizations") or [])[-1:]
    ]

    def person(index: int | None) -> str:
        return person_form(letter.people[index].full_name) if index is not None else ""

    def organization(index: int) -> frozenset[str]:
        one = letter.organizations[index]
        return organization_forms(one.name, [one.short_name, *one.aliases])

    def post(position: str, known: str) -> bool:
        return not position or _near_post(folded(position), gold[known]) in gold[known]

    def reference(row: Any) -> bool:
        if row.role == "own":
            return (not row.number or number_form(row.number) in gold["registration_number"]) and (
                not row.date or row.date in gold["registration_date"]
            )
        if row.role == "in_reply_to":
            return (number_form(row.number), row.date) in gold["in_reply_to"]
        return (folded(row.kind), number_form(row.number), row.date) in gold["references"]

    def signatory(row: Any) -> bool:
        return person(row.person) in gold["signatories"] and post(row.position, "signatory_positions")

    def addressee(row: Any) -> bool:
        known = row.person is None or person(row.person) in gold["addressee_people"]
        return known and post(row.position, "addressee_positions")

    def contact(row: Any) -> bool:
        if row.kind == "address":
            return (row.postcode, folded(row.city), folded(row.street), house_form(row.house)) in gold["addresses"]
        if row.kind == "email":
            return email_form(row.value) in gold["emails"]
        if row.kind == "url":
            return url_form(row.value) in gold["urls"]
        return phone_form(row.value + (f";ext={row.extension}" if row.extension else "")) in gold["phones"]

    def mention(row: Any) -> bool:
        if row.entity_type == "person":
            return person(row.entity) in gold["people"]
        return any(organization(row.entity) & forms for forms in named)

    checks: tuple[tuple[Any, Callable[[Any], bool]], ...] = (
        (letter.references, reference),
        (letter.dates, lambda row: row.date in gold["deadlines" if row.role == "deadline" else "dates"]),
        (letter.signatories, signatory),
        (letter.addressees, addressee),
        (letter.contacts, contact),
        (
            [m for m in letter.mentions if m.entity_type == "person" or letter.organizations[m.entity].registrable],
            mention,
        ),
    )
    for rows, check in checks:
        for row in rows:
            yield family(row), row.source.rule, row.source.confidence, check(row)
    if letter.title:
        yield "title", "*", letter.field_confidence["title"], folded(letter.title) in gold["subject"]
    if letter.sender is not None:
        yield (
            "sender",
            "*",
            letter.field_confidence["sender"],
            any(organization(letter.sender) & forms for forms in senders),
        )


def measure() -> dict[tuple[str, str, float], tuple[float, float]]:
    """(kind, rule, band) -> (right, all), weighed."""
    counts: dict[tuple[str, str, float], tuple[float, float]] = defaultdict(lambda: (0.0, 0.0))
    for _, inbox, gold, weight in SETS:
        for letter, record in letters(inbox, gold):
            for kind, rule, confidence, right in judged(letter, record):
                for key in ((kind, rule, band(confidence)), (kind, "*", band(confidence)), (kind, "*", -1.0)):
                    good, total = counts[key]
                    counts[key] = (good + weight * right, total + weight)
    return counts


def write(path: Path) -> None:
    """The table, from letters read without one."""
    counts = measure()
    lines = ["kind\trule\tband\tshare\trows"]
    for kind in sorted({key[0] for key in counts}):
        good, total = counts[kind, "*", -1.0]
        overall = (good + PRIOR * 0.9) / (total + PRIOR)
        for low in BANDS:
            good, total = counts.get((kind, "*", low), (0.0, 0.0))
            shared = (good + PRIOR * overall) / (total + PRIOR)
            if total:
                lines.append(f"{kind}\t*\t{low}\t{shared:.3f}\t{total:g}")
            for (its, rule, its_low), (right, rows) in sorted(counts.items()):
                if (its, its_low) == (kind, low) and rule != "*" and rows >= FEWEST:
                    lines.append(f"{kind}\t{rule}\t{low}\t{(right + PRIOR * shared) / (rows + PRIOR):.3f}\t{rows:g}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def report() -> None:
    """Reliability: rows by confidence, the share of them that is right."""
    for name, inbox, gold, _ in SETS:
        counts: dict[tuple[str, float], list[int]] = defaultdict(lambda: [0, 0])
        for letter, record in letters(inbox, gold):
            for _, _, confidence, right in judged(letter, record):
                low = next(bound for bound in (0.97, 0.95, 0.9, 0.8, 0.7, 0.5, 0.0) if confidence >= bound)
                counts[name, low][0] += right
                counts[name, low][1] += 1
        good = sum(count for (_, low), (count, _) in counts.items() if low >= 0.9)
        rows = sum(total for (_, low), (_, total) in counts.items() if low >= 0.9)
        print(f"{name}: {good}/{rows} rows at .9 and above are right ({good / rows:.4f})")
        for (_, low), (count, total) in sorted(counts.items(), reverse=True):
            print(f"  from {low:<5} {total:5} rows, right {count / total:.3f}")


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--report", action="store_true")
    if parser.parse_args().report:
        report()
        return
    TABLE.write_text("kind\trule\tband\tshare\trows\n", encoding="utf-8")
    calibration.table.cache_clear()
    write(TABLE)


if __name__ == "__main__":
    main()
