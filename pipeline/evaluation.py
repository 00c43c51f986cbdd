"""How right the tables are: an output folder against gold records, field by field.

    evaluate(output, gold) -> Evaluation: precision, recall, F1 of each field; micro F1; touchless letters; errors
    changes(old, new)      -> what an edit of the rules gained and lost, value by value

A gold record (one JSON a document, named like its file) holds what a careful reader would write into a registration
card. Values are compared in a common form: letter case, quotes, dashes, ё and blanks aside; a person by surname and
initials; an organisation by any of its names that tells; a post with or without the organisation behind it. `posts` are
triples – who holds which post where, nowhere included – of the records that have them. A letter is touchless when
everything on its card (`CARD`) is right, so that nobody has to touch it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.batch import Progress, run
from pipeline.common_forms import (
    near_posts,
    organization_form,
    organization_forms,
)
from pipeline.errors import UsageError
from pipeline.fields import FIELDS, Record, Values, found_in, said_by_gold
from pipeline.settings import Settings
from pipeline.store import FILE_NAME, Store
from pipeline.writers import replacing

#: What must be right for a letter to need no hand.
CARD = ("registration_number", "registration_date", "in_reply_to", "sender", "signatories")

#: Kinds of documents that have a card.
_CARDED = frozenset({"letter", "order"})

#: Shown and left out of the micro average: the kind of a document is a class, not a value found; posts are told again
#: of people, organisations and those who sign.
_NOT_IN_MICRO = frozenset({"doc_type", "posts"})

#: A field that not every record has: where it has none, nothing is known of it.
_WHERE_SAID = "posts"


@dataclass
class Counts:
    """True and false positives, false negatives."""

    right: int = 0
    false: int = 0
    missed: int = 0

    @property
    def precision(self) -> float | None:
        """Of what was written, what is right; None where nothing was."""
        return self.right / (self.right + self.false) if self.right + self.false else None

    @property
    def recall(self) -> float | None:
        """Of what is there, what was written; None where nothing is."""
        return self.right / (self.right + self.missed) if self.right + self.missed else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean; None where there is nothing to find and nothing was written."""
        whole = 2 * self.right + self.false + self.missed
        return 2 * self.right / whole if whole else None

    def add(self, right: int, false: int, missed: int) -> None:
        """Count one document."""
        self.right += right
        self.false += false
        self.missed += missed


@dataclass
class Evaluation:
    """`errors`: by document and field, the values missed and the values that are false, in their common form."""

    fields: dict[str, Counts] = field(default_factory=lambda: {name: Counts() for name in FIELDS})
    errors: dict[str, dict[str, dict[str, list[str]]]] = field(default_factory=dict)
    touchless: int = 0
    carded: int = 0
    missing: list[str] = field(default_factory=list)

    @property
    def micro_f1(self) -> float:
        """F1 over the values of all fields together."""
        whole = Counts()
        for name, counts in self.fields.items():
            if name not in _NOT_IN_MICRO:
                whole.add(counts.right, counts.false, counts.missed)
        return whole.f1 or 0.0

    def as_dict(self) -> dict[str, Any]:
        """As plain data, for a file that later runs are compared with."""
        fields = {
            name: {
                "p": one.precision,
                "r": one.recall,
                "f1": one.f1,
                "tp": one.right,
                "fp": one.false,
                "fn": one.missed,
            }
            for name, one in self.fields.items()
        }
        head = {"micro_f1": self.micro_f1, "touchless": self.touchless, "carded": self.carded, "missing": self.missing}
        return {**head, "fields": fields, "errors": self.errors}


def evaluate(output: Path, gold: Path) -> Evaluation:
    """The tables of an output folder against a folder of gold records; UsageError when either is not there."""
    if not (output / FILE_NAME).is_file():
        raise UsageError(f"{output} holds no {FILE_NAME}: run `pismo extract` first")
    paths = sorted(gold.glob("*.json"))
    if not paths:
        raise UsageError(f"no gold records (*.json) in {gold}")
    with Store.open(output) as store:
        found = found_in(store)
    result = Evaluation()
    for path in paths:
        record = json.loads(path.read_text(encoding="utf-8"))
        _judge(result, path.stem, said_by_gold(record), found.get(path.stem), record)
    return result


def evaluate_inbox(inbox: Path, gold: Path, output: Path | None, settings: Settings, progress: Progress) -> Evaluation:
    """Read the letters, then `evaluate`. An inbox that is the output folder of a run is taken as it is.

    Tables are written to `output` alone. KeyboardInterrupt when a person stopped the reading.
    """
    if (inbox / FILE_NAME).is_file():
        return evaluate(inbox, gold)
    with TemporaryDirectory(prefix="pismo-") as folder:
        where = output or Path(folder)
        if run(inbox, where, replace(settings, outputs=output is not None), progress).interrupted:
            raise KeyboardInterrupt
        return evaluate(where, gold)


def save(result: Evaluation, path: Path) -> None:
    """Write the figures and the errors, for `earlier`."""
    with replacing(path) as fresh:
        fresh.write_text(json.dumps(result.as_dict(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def earlier(path: Path, gold: Path) -> Record:
    """An earlier evaluation, from its file or from the output folder of an earlier run; UsageError when it is
    neither.
    """
    if path.is_dir():
        return evaluate(path, gold).as_dict()
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} is no evaluation: {error}") from error
    if not isinstance(found, dict) or "errors" not in found:
        raise UsageError(f"{path} is no evaluation: write one with `pismo evaluate --json`")
    return found


def _judge(
    result: Evaluation, name: str, gold: dict[str, Values], found: dict[str, Values] | None, record: Record
) -> None:
    if found is None:
        result.missing.append(name)
        found = {}
    found = _comparable(found, gold, record)
    errors = {}
    for each in FIELDS:
        if each == _WHERE_SAID and each not in record:
            continue
        mine, its = found.get(each, set()), gold[each]
        result.fields[each].add(len(mine & its), len(mine - its), len(its - mine))
        if mine != its:
            errors[each] = {"missed": sorted(map(_written, its - mine)), "false": sorted(map(_written, mine - its))}
    if errors:
        result.errors[name] = errors
    if record.get("doc_type") in _CARDED:
        result.carded += 1
        result.touchless += not any(each in errors for each in CARD)


def _written(value: Any) -> str:
    return " · ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _comparable(found: dict[str, Values], gold: dict[str, Values], record: Record) -> dict[str, Values]:
    """Organisations and posts under the names that gold gives them, where they are the same."""
    named = _named(record, (*(record.get("organizations") or ()), *(record.get("sender_organizations") or ())))
    changed = dict(found)
    for each in ("sender", "organizations"):
        changed[each] = {_as_gold(forms, named) for forms in found.get(each, ())}
    for each in ("addressee_positions", "signatory_positions"):
        changed[each] = {_near_post(post, gold[each]) for post in found.get(each, ())}
    bodies = _named(record, (post["organization"] for post in record.get("posts") or () if post.get("organization")))
    held = ((person, post, _as_gold(forms, bodies | named)) for person, post, forms in found.get("posts", ()))
    changed["posts"] = {_near_triple(one, gold["posts"]) for one in held}
    return changed


def _named(record: Record, names: Iterable[str]) -> dict[str, frozenset[str]]:
    return {organization_form(name): organization_forms(name, _aliases(record, name)) for name in names}


def _aliases(record: Record, name: str) -> list[str]:
    known = (record.get("organization_aliases") or {}).items()
    return [
        alias for whole, aliases in known if organization_form(whole) == organization_form(name) for alias in aliases
    ]


def _as_gold(forms: frozenset[str], named: Mapping[str, frozenset[str]]) -> str:
    for name, known in named.items():
        if forms & known:
            return name
    return min(forms, key=lambda form: (-len(form), form), default="")


def _near_post(post: str, gold: Values) -> str:
    """«Директор школы № 5» is the post «директор» of gold, and the other way round."""
    return str(next((its for its in sorted(gold) if near_posts(post, its)), post))


def _near_triple(triple: tuple[str, str, str], gold: Values) -> tuple[str, str, str]:
    """The triple of gold that has this person at this organisation in this post or a near one, else the triple itself."""
    person, post, body = triple
    near = {its for its in gold if (its[0], its[2]) == (person, body) and near_posts(post, its[1])}
    return triple if triple in near else min(near, default=triple)


# What changed
# ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A value that was wrong and is right (`gain`), or was right and is wrong. `what`: missed or false."""

    document: str
    field: str
    what: str
    value: str
    gain: bool


def changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Change]:
    """Gains and losses between two evaluations (as `Evaluation.as_dict` gives them), by document and field."""
    before, after = _wrong(old), _wrong(new)
    gains = [Change(*one, gain=True) for one in before - after]
    losses = [Change(*one, gain=False) for one in after - before]
    return sorted([*gains, *losses], key=lambda one: (one.document, one.field, one.gain, one.what, one.value))


def _wrong(evaluation: Mapping[str, Any]) -> set[tuple[str, str, str, str]]:
    return {
        (document, name, what, value)
        for document, fields in evaluation["errors"].items()
        for name, kinds in fields.items()
        for what, values in kinds.items()
        for value in values
    }
