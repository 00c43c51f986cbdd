"""The program stage by stage: where the CPU of a letter goes.

    read, zones, NER, one stage for each extractor, resolve          `understood`, on bytes in memory
    batch (scan, hash, pipes), store, registry, tables, writers      `kept`, on letters understood before
    all of it together, as `pismo extract` does it                   `whole`, on files

The batch reads each file in a child of the worker (`pipeline.isolation`): what that adds to reading is seen in the
whole program alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Clock, cpu
from extractors import EXTRACTORS, extractor
from extractors.document import Document
from extractors.mention import Mention
from extractors.russian.ner import witness
from pipeline import batch, publish
from pipeline.batch import Progress
from pipeline.intake import PACK_FILES
from pipeline.letter import DEFAULT_WITNESS, understand, witnessed
from pipeline.readers import Source, read
from pipeline.readers.walk import Found
from pipeline.records import Letter
from pipeline.resolve import resolve
from pipeline.settings import Settings, settings_of
from pipeline.store import Store
from pipeline.worker import Task
from pipeline.writers import csv_tables, datapackage, texts, xlsx
from pipeline.zones import lay

File = tuple[str, bytes]

#: Letters that go through together, as in a worker.
PACK = PACK_FILES

UNDERSTANDING = ("read", "zones", "NER", *EXTRACTORS, "resolve")
KEEPING = ("batch and store", "registry and tables", "writers", "settle")


def understood(files: Sequence[File]) -> dict[str, float]:
    """CPU seconds of each stage of UNDERSTANDING."""
    clock = Clock()
    finds = {name: extractor(name) for name in EXTRACTORS}
    asked = witness(DEFAULT_WITNESS)
    for start in range(0, len(files), PACK):
        with clock.of("read"):
            documents = [read(Source.of(data, name)) for name, data in files[start : start + PACK]]
        with clock.of("zones"):
            documents = [lay(document) for document in documents]
        with clock.of("NER"):
            documents = witnessed(documents, asked)
        for document in documents:  # one after another, as in the program: rooms keep what they know of the last one
            mentions: list[Mention] = []
            for name, find in finds.items():
                with clock.of(name):
                    mentions += find(document)
            with clock.of("resolve"):
                resolve(document, mentions)
    return clock.seconds


def documents_of(files: Sequence[File]) -> list[Document]:
    """The files as their readers give them."""
    return [read(Source.of(data, name)) for name, data in files]


def whole(inbox: Path, settings: Settings | None = None) -> int:
    """One run over a folder into an output that is thrown away; how many documents it made."""
    with TemporaryDirectory(prefix="pismo-bench-") as output:
        chosen = settings or settings_of(workers=1)
        return batch.run(inbox, Path(output), chosen, Progress()).documents


def kept(inbox: Path, files: Sequence[File]) -> dict[str, float]:
    """CPU seconds of each stage of KEEPING: a run over the files of a folder, which were understood before.

    To be called in a child that ends after it: the functions it watches stay watched.
    """
    found = documents_of(files)
    documents = {name: document for (name, _), document in zip(files, found, strict=True)}
    letters = {document.text: letter for document, letter in zip(found, understand(found), strict=True)}

    def reading(task: Task, _: Callable[[], None]) -> list[Found]:
        document = documents[Path(task.path).name]
        return [Found(task.name, None, task.sha256, task.size, task.suffix, document.format, document)]

    def understanding(pack: Sequence[Document]) -> list[Letter | Exception]:
        return [letters[document.text] for document in pack]

    clock = Clock()
    clock.watch(publish, "fill_tables", KEEPING[1])
    for module in (csv_tables, datapackage, xlsx):
        clock.watch(module, "write", KEEPING[2])
    clock.watch(texts, "sweep", KEEPING[2])
    clock.watch(Store, "settle", KEEPING[3])
    started = cpu()
    whole(inbox, replace(settings_of(workers=1), read=reading, understand=understanding))
    seconds = {stage: clock.seconds.get(stage, 0.0) for stage in KEEPING}
    seconds[KEEPING[0]] = cpu() - started - sum(seconds.values())
    return seconds


def put(folder: Path, files: Sequence[File]) -> Path:
    """The files in a folder of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files:
        (folder / name).write_bytes(data)
    return folder
