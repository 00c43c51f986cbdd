"""natasha as it ships, made importable in this process: what its README does with a text, timed part by part.

natasha imports pymorphy2, which is abandoned: it asks for `inspect.getargspec` (gone from Python 3.11) and
`pkg_resources` (gone from setuptools). Stand-ins for both are put in place here and nowhere else. Where pymorphy2 is
not installed pymorphy3 stands for it, which is faster: the comparison is then the harder for us.
"""

from __future__ import annotations

import inspect
import sys
import time
from collections import namedtuple
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module, metadata
from importlib.util import find_spec
from types import ModuleType
from typing import Any, TypeVar

T = TypeVar("T")

#: What is timed, in the order it is done.
PARTS = ("segment", "morph", "ner", "normalize", "names", "dates", "addresses")


@cache
def import_natasha() -> ModuleType:
    """natasha with all its modules; ImportError says what to install."""
    if not hasattr(inspect, "getargspec"):
        specification = namedtuple("specification", "args varargs keywords defaults")
        inspect.getargspec = lambda f: specification(*inspect.getfullargspec(f)[:4])  # type: ignore[attr-defined]
    if find_spec("pkg_resources") is None:
        _stand_in("pkg_resources", WorkingSet=_WorkingSet)
    if find_spec("ipymarkup") is None:  # prints trees on a terminal; not asked to
        _stand_in("ipymarkup", show_span_ascii_markup=None, show_dep_ascii_markup=None)
    if find_spec("pymorphy2") is None:
        for name in ("", ".analyzer", ".units", ".units.base"):
            sys.modules[f"pymorphy2{name}"] = import_module(f"pymorphy3{name}")
    try:
        return import_module("natasha")
    except ImportError as error:
        raise ImportError(f"natasha can not be imported ({error}): pip install natasha yargy") from error


def _stand_in(name: str, **held: Any) -> None:
    module = ModuleType(name)
    vars(module).update(held)
    sys.modules[name] = module


class _WorkingSet:
    """What pymorphy2 asks of pkg_resources: where the dictionaries are."""

    def iter_entry_points(self, group: str, name: str | None = None) -> Iterator[Any]:
        yield from (one for one in metadata.entry_points(group=group) if name in (None, one.name))


def analyser() -> str:
    """The morphology that natasha stands on here, for the report."""
    import_natasha()
    return str(sys.modules["pymorphy2"].__name__)


class Natasha:
    """The models and extractors, loaded once."""

    def __init__(self) -> None:
        natasha = import_natasha()
        self.doc = natasha.Doc
        embedding = natasha.NewsEmbedding()
        self.segmenter = natasha.Segmenter()
        self.vocabulary = natasha.MorphVocab()
        self.morph = natasha.NewsMorphTagger(embedding)
        self.ner = natasha.NewsNERTagger(embedding)
        self.names = natasha.NamesExtractor(self.vocabulary)
        self.dates = natasha.DatesExtractor(self.vocabulary)
        self.addresses = natasha.AddrExtractor(self.vocabulary)

    def understood(self, text: str) -> Any:
        """The text segmented, tagged and its spans normalized; people have their facts."""
        return self._way(text, lambda _, task: task())

    def timed(self, text: str) -> dict[str, float]:
        """CPU seconds of each of PARTS."""
        seconds: dict[str, float] = {}

        def clock(part: str, task: Callable[[], T]) -> T:
            started = time.process_time()
            result = task()
            seconds[part] = time.process_time() - started
            return result

        self._way(text, clock)
        seconds["dates"] = _seconds(lambda: list(self.dates(text)))
        seconds["addresses"] = _seconds(lambda: list(self.addresses(text)))
        return seconds

    def _way(self, text: str, run: Callable[[str, Callable[[], Any]], Any]) -> Any:
        """What the README of natasha does with a text; names are looked for in the spans of people alone."""
        document = self.doc(text)
        run("segment", lambda: document.segment(self.segmenter))
        run("morph", lambda: document.tag_morph(self.morph))
        run("ner", lambda: document.tag_ner(self.ner))
        run("normalize", lambda: [span.normalize(self.vocabulary) for span in document.spans])
        people = [span for span in document.spans if span.type == "PER"]
        run("names", lambda: [span.extract_fact(self.names) for span in people])
        return document


def _seconds(task: Callable[[], Any]) -> float:
    started = time.process_time()
    task()
    return time.process_time() - started
