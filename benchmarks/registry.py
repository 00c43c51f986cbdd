"""The registry and the end of a run alone: time and memory of letters that are put into the store without being read.

    python -m benchmarks.registry [--letters 100000,300000] [--publish 10000,30000] [--json FILE]

Half of what a letter names is known from other letters, half is new, so that the registry grows as the letters do: what
is not linear shows as a letter of a large batch that costs more than one of a small batch. Every size is measured in a
process of its own, CPU seconds and memory beyond what the process began with.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.bench import about, say
from benchmarks.measure import Clock, in_child
from benchmarks.report import Limit, Report
from pipeline import publish
from pipeline.accounting import Entry
from pipeline.codec import Entities, encode_entities, encode_letter
from pipeline.contents import Content, document_id
from pipeline.records import (
    ORGANIZATION,
    PERSON,
    Contact,
    DateRecord,
    EntityMention,
    Letter,
    Organization,
    Person,
    Reference,
    Signatory,
    Source,
)
from pipeline.registry import Registry
from pipeline.store import Store
from pipeline.writers.csv_tables import PLAIN

RESULT = Path("build/registry.json")
#: Tables that outgrow the caches of the processor cost a third more; anything quadratic, three times and more.
GROWTH: Limit = (1.5, "<=", "CPU of a letter in the largest batch to that in the smallest")
LIMITS: dict[str, Limit] = {"registry growth": GROWTH, "publish growth": GROWTH}

_SURNAMES = ("Шестаков", "Гвоздков", "Борзунов", "Ермолаев", "Дёмин", "Зырянов", "Кобелев", "Луговой", "Мясников")
_NAMES = ("Андрей", "Борис", "Виктор", "Глеб", "Денис", "Егор", "Иван", "Кирилл", "Лев", "Максим", "Олег", "Пётр")
_FATHERS = ("Андреевич", "Борисович", "Викторович", "Денисович", "Егорович", "Иванович", "Львович", "Олегович")
_SYLLABLES = ("ба", "ве", "ги", "до", "жу", "за", "ки", "ло", "му", "не", "по", "ри")
_POSTS = ("директор", "начальник отдела", "заместитель министра", "ректор", "главный специалист")
_WHERE = Source("Управление образования", 10, 32, 1, "synthetic", 0.9, "")
_TEXT = "Направляем сведения о проведении семинара для заместителей директоров школ. " * 30

#: Who is known from the beginning, and how often a letter names one of them.
_KNOWN, _SHARE = 2_000, 0.5


def _word(number: int) -> str:
    """A stem for a number, another for another."""
    found = ""
    while number or not found:
        number, place = divmod(number, len(_SYLLABLES))
        found += _SYLLABLES[place]
    return found


def _number(chance: Random, fresh: int) -> int:
    return chance.randrange(_KNOWN) if chance.random() < _SHARE else _KNOWN + fresh


def _person(number: int, chance: Random, where: int) -> Person:
    own = Random(number)
    surname = own.choice(_SURNAMES) + _word(number // 4)
    given, father = own.choice(_NAMES), own.choice(_FATHERS)
    if chance.random() < 0.5:  # the other half of the letters give initials
        given, father = f"{given[0]}.", f"{father[0]}."
    return Person(f"{surname} {given} {father}", surname, given, father, "m", chance.choice(_POSTS), where)


def _organization(number: int) -> Organization:
    name = f"Школа № {number % 400} города {_word(number).capitalize()}ска"
    inn = str(10**9 + number) if number % 3 == 0 else ""
    return Organization(name, f"МБОУ СОШ {_word(number).capitalize()}", "МБОУ", inn=inn, aliases=("Школа",))


def letter(number: int) -> Letter:
    """Letter `number`, the same whenever it is asked for."""
    chance = Random(f"registry/{number}")
    organizations = tuple(_organization(_number(chance, 3 * number + n)) for n in range(3))
    people = tuple(_person(_number(chance, 4 * number + n), chance, n % 3) for n in range(4))
    date = f"20{chance.randrange(10, 25)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
    return Letter(
        text=_TEXT,
        format="txt",
        kind="letter",
        language="ru",
        title="О проведении семинара",
        pages=1,
        text_source="text",
        access_mark="",
        sender=0,
        confidence=0.9,
        needs_review=False,
        people=people,
        organizations=organizations,
        references=(Reference("own", "письмо", f"01-10/{number}", date, 0, "", _WHERE),),
        dates=tuple(DateRecord("document", date, date, date, _WHERE) for _ in range(3)),
        signatories=(Signatory(0, "директор", 0, False, False, "", "", "", "", _WHERE),),
        addressees=(),
        contacts=(Contact("email", "post@example.org", _WHERE, owner="sender"),),
        mentions=tuple(
            EntityMention(kind, n % 3, "other", "", None, _WHERE) for kind in (PERSON, ORGANIZATION) for n in range(8)
        ),
        appendices=(),
        tables=(),
        warnings=(),
    )


def _hash(number: int) -> str:
    return sha256(str(number).encode()).hexdigest()


def registry(letters: int) -> dict[str, float]:
    """Both walks over the letters, without a store; figures by name."""

    def entities() -> Iterator[Entities]:
        for number in range(letters):
            with clock.of("made"):
                one = letter(number)
                said = Entities(document_id(_hash(number)), one.references[0].date, 0, one.people, one.organizations)
            yield said

    clock, before = Clock(), _memory()
    with clock.of("join"):
        found = Registry.of(entities())
    clock.seconds["join"] -= clock.seconds.pop("made")
    joined = _memory()
    with found:
        for one in entities():
            with clock.of("ids"):
                found.ids(one)
        del clock.seconds["made"]
        with clock.of("rows"):
            sizes = {name: sum(1 for _ in rows) for name, rows in found.tables().items()}
    memory = {"joined": joined - before, "peak": _memory("VmHWM:") - before}
    return {
        **{f"{name} ms": 1000 * seconds / letters for name, seconds in clock.seconds.items()},
        **{f"{name} bytes": megabytes * 2**20 / letters for name, megabytes in memory.items()},
        **{name: size / letters for name, size in sizes.items()},
        "CPU ms": 1000 * sum(clock.seconds.values()) / letters,
    }


def published(letters: int) -> dict[str, float]:
    """The end of a run over a store of prepared letters; figures by name."""
    with TemporaryDirectory(prefix="pismo-registry-") as name:
        folder, clock = Path(name), Clock()
        entries = _fill(folder, letters, clock)
        before = _memory()
        with Store.open(folder) as store:
            with clock.of("tables"):
                publish.fill_tables(store, folder, entries)
            with clock.of("outputs"):
                publish.write_outputs(store, [entry.document_id for entry in entries], publish.Wanted(PLAIN))
        size = (folder / "letters.sqlite").stat().st_size
        whole = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        return {
            **{f"{name} ms": 1000 * seconds / letters for name, seconds in clock.seconds.items()},
            "store bytes": size / letters,
            "output bytes": whole / letters,
            "memory bytes": (_memory("VmHWM:") - before) * 2**20 / letters,
            "CPU ms": 1000 * (clock.seconds["tables"] + clock.seconds["outputs"]) / letters,
        }


def _fill(folder: Path, letters: int, clock: Clock) -> list[Entry]:
    entries = []
    with Store.open(folder) as store:
        for first in range(0, letters, 256):
            contents = []
            for number in range(first, min(first + 256, letters)):
                one, mark = letter(number), _hash(number)
                packed = encode_letter(one), encode_entities(one.references[0].date, one)
                head = Content(mark, "txt", "stamp", len(_TEXT), "txt", has_letter=True)
                contents.append(replace(head, letter=packed[0], entities=packed[1]))
                path = f"{number // 1000:04}/{number:07}.txt"
                entries.append(Entry(path, "ok", mark, len(_TEXT), "txt", document_id(mark), context="txt"))
            with clock.of("commit"):
                store.commit(contents)
    return entries


def _memory(name: str = "VmRSS:") -> float:
    """A field of the memory of this process, in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024


def _measure(report: Report, name: str, work: Callable[[int], dict[str, float]], sizes: list[int]) -> None:
    for size in sizes:
        say(f"{name} of {size} letters")
        found, _ = in_child(partial(work, size))
        for figure, value in found.items():
            report.add(f"{name}.{size}.{figure}", value)
    if len(sizes) > 1:
        report.ratio(f"{name} growth", f"{name}.{sizes[-1]}.CPU ms", f"{name}.{sizes[0]}.CPU ms")


def _sizes(text: str) -> list[int]:
    return sorted(int(part) for part in text.split(",") if part)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=_sizes, default=[100_000, 300_000], help="sizes of the registry")
    parser.add_argument("--publish", type=_sizes, default=[10_000, 30_000], help="sizes of the end of a run")
    parser.add_argument("--json", type=Path, default=RESULT, metavar="FILE")
    options = parser.parse_args()
    report = Report({**about(), "letters": options.letters, "publish": options.publish}, LIMITS)
    letter(0)
    _measure(report, "registry", registry, options.letters)
    _measure(report, "publish", published, options.publish)
    since = report.keep(options.json)
    for line in (*report.unlimited(), "", *report.limits_table(), *since):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
