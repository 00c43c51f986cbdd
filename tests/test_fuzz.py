"""Every reader and every extractor is fed with pieces of good files and letters, broken anywhere; `make fuzz` goes on
for longer."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from budget import examples
from extractors import EXTRACTORS
from fuzz_targets import LETTER, TARGETS, seed_of
from pipeline.readers import CONTAINERS, READERS, ocr

PIECES = [*LETTER.replace("\n", " \n ").split(" "), "«", "»", "№", "1-1-", "А.", "\t", "–", "\x00", "\u202e", "҈", "𝟓", "é"]

broken = st.tuples(st.binary(max_size=40), st.integers(0, 1 << 20), st.integers(0, 1 << 20))
words = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)


@pytest.fixture(scope="module", autouse=True)
def no_recognition() -> Iterator[None]:
    """Pictures are opened; Tesseract has fuzzers of its own."""
    patch = pytest.MonkeyPatch()
    patch.setattr(ocr, "languages", lambda: "")
    yield
    patch.undo()


def test_every_room_has_a_target() -> None:
    named = {name.partition(" ")[2] for name in TARGETS}
    assert set(READERS) | set(EXTRACTORS) | set(CONTAINERS) - {"maildir"} == named


@pytest.mark.parametrize("name", [name for name in TARGETS if not name.startswith("extractor")])
@settings(examples(20), suppress_health_check=list(HealthCheck))
@given(broken)
def test_readers(name: str, damage: tuple[bytes, int, int]) -> None:
    junk, place, cut = damage
    whole = seed_of(name)
    at = place % len(whole)
    data = whole[:at] + junk + whole[at + len(junk) :]
    TARGETS[name](data)
    TARGETS[name](data[: cut % len(data)])
    TARGETS[name](junk)


@pytest.mark.parametrize("name", [name for name in TARGETS if name.startswith("extractor")])
@examples(20)
@given(words, st.integers())
def test_extractors(name: str, text: str, seed: int) -> None:
    lines = LETTER.split("\n")
    random.Random(seed).shuffle(lines)
    for piece in (text, "\n".join(lines)[: seed % 2000], text + "\n" + lines[0] + text):
        TARGETS[name](piece.encode())
