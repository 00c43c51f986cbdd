"""pismo: a folder of official Russian letters becomes normalized tables.

    file -> reader -> Document -> zones -> NER witnesses -> extractors -> Mentions -> resolve -> Letter -> store ->
    registry -> tables -> writers
     in a child      one text, never edited   a batch of documents      every Mention is text[start:end]         one
     transaction a letter

From Python, the same as the command line does:

    import pipeline

    summary = pipeline.extract("samples/inbox", "output")     # everything the command writes
    tables = pipeline.frames("output")                        # {"register": DataFrame, "people": DataFrame, …}
    letter = pipeline.read_letter("samples/inbox/letter.docx")  # one letter, its parts as frozen dataclasses

Names are imported when first asked for, so that `import pipeline` and `pismo --help` load nothing heavy.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

#: What `pipeline.NAME` is, and where it lives.
_PUBLIC = {
    "extract": "pipeline.batch",
    "frames": "pipeline.frames",
    "read_letter": "pipeline.letter",
    "Letter": "pipeline.records",
    "Limits": "pipeline.readers.limits",
    "Store": "pipeline.store",
    "TABLES": "pipeline.tables",
    "PismoError": "pipeline.errors",
}

__all__ = ["__version__", *_PUBLIC]  # noqa: PLE0604 - names of a dict, all of them strings


def __getattr__(name: str) -> Any:
    if name not in _PUBLIC:
        raise AttributeError(f"module 'pipeline' has no attribute '{name}'")
    return getattr(import_module(_PUBLIC[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)
