"""Witnesses of named entities: the packed network says what slovnet says, whatever else is in the batch."""

from __future__ import annotations

import itertools
import json
import multiprocessing
import os
import pickle
import random
import subprocess
import sys
import threading
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from benchmarks.ner import made_up_letter
from extractors.russian import ner as room
from extractors.russian import slovnet_packed
from extractors.russian.ner import ModelMissingError, NerSpan, SlovnetWitness, SpacyWitness, witness
from extractors.russian.slovnet_chain import decode, runs
from extractors.russian.slovnet_packed import PackedTagger
from extractors.russian.slovnet_weights import EMBEDDING, MODEL, Vocabulary, load_weights, model_folder
from extractors.russian.tokens import tokens

pytestmark = pytest.mark.xdist_group("ner")

if TYPE_CHECKING:
    from collections.abc import Sequence

FACTRUEVAL = Path(__file__).parents[2] / "shared/data/ner"

LETTER = [
    "МИНИСТЕРСТВО ОБРАЗОВАНИЯ ПРИОЗЁРСКОЙ ОБЛАСТИ",
    "Директору МБОУ «Средняя школа № 4» г. Приозёрска Кузнецовой И. П.",
    "Уважаемая Ирина Петровна!",
    "Министерство образования Приозёрской области направляет Вам письмо Рособрнадзора от 05.06.2024 № 01-10/768.",
    "Просим представить сведения в Управление Федерального казначейства до 14.06.2024.",
    "Заместитель министра\tЕ. А. Шестакова",
    "Исп. Баранова Наталья Сергеевна, тел. 8(3952) 00-00-00, доб. 12",
]
HOSTILE = [
    "", " ", "\n\t\u00a0", "\x00", "\ud800", "🙂" * 50, "Ы" * 30_000, "а-" * 500, "…" * 300, "слово " * 3_000,
    "\ufffe\ufffe",
    "Иванов " * 800, "№№№ 5 ,6 слово -то yahoo!", "ΔσЖ é ‒ ― • § °", "И.И.И.И.И.", "<unk> <pad> __ %s {} \\n",
    "\u0301" * 40,
]  # fmt: skip


@pytest.fixture(scope="module")
def slovnet() -> Any:
    """slovnet as it ships, over the same files."""
    module, navec = pytest.importorskip("slovnet"), pytest.importorskip("navec")
    tagger = module.NER.load(model_folder() / MODEL)
    tagger.navec(navec.Navec.load(model_folder() / EMBEDDING))
    return tagger


@lru_cache(maxsize=1)
def plain() -> SlovnetWitness:
    return SlovnetWitness(repair_bio=False)


def triples(spans: Sequence[NerSpan]) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in spans]


def said_by_slovnet(slovnet: Any, texts: Sequence[str]) -> list[list[tuple[int, int, str]]]:
    return [
        [(span.start, span.stop, span.type) for span in slovnet(text).spans] if text.strip() else [] for text in texts
    ]


def made_up_units(count: int) -> list[str]:
    """Paragraphs of made-up letters, some of them with words thrown in that the model has not seen."""
    choice = random.Random(5)
    units = [line for number in range(count // 6 + 1) for line in made_up_letter(number).splitlines()]
    strange = [
        *"§Δ…—№",
        "МЧС",
        "iPhone",
        "ООО",
        "г.Приозёрск",
        "Ф.И.О.",
        "3,5",
        "_",
        "http://example.org/a-b",
        "Ы" * 60,
    ]
    for place in range(0, count, 3):
        words = units[place].split(" ")
        for _ in range(3):
            words.insert(choice.randrange(len(words)), choice.choice(strange))
        units[place] = " ".join(words)
    return units[:count]


# The same spans as slovnet


def test_letter_is_read_as_slovnet_reads_it(slovnet: Any) -> None:
    said = said_by_slovnet(slovnet, LETTER)
    assert [triples(spans) for spans in plain().spans(LETTER)] == said
    assert sum(map(len, said)) >= 6


def test_made_up_units_are_read_as_slovnet_reads_them(slovnet: Any) -> None:
    units = made_up_units(2_000)
    assert [triples(spans) for spans in plain().spans(units)] == said_by_slovnet(slovnet, units)


@pytest.mark.skipif(not FACTRUEVAL.is_dir(), reason="factRuEval is not at hand")
@pytest.mark.parametrize("part", ["devset", "testset"])
def test_prose_is_read_as_slovnet_reads_it(slovnet: Any, part: str) -> None:
    import razdel

    records = (FACTRUEVAL / f"factrueval2016-{part}.jsonl").read_text(encoding="utf-8").splitlines()
    documents = [json.loads(record)["text"] for record in records]
    sentences = [sentence.text for text in documents for sentence in razdel.sentenize(text)]
    for units in (documents[:60], sentences):
        assert [triples(spans) for spans in plain().spans(units)] == said_by_slovnet(slovnet, units)


def test_emissions_are_those_of_slovnet(slovnet: Any) -> None:
    words = [tokens(text) for text in LETTER]
    tagged = PackedTagger(load_weights()).tag(words)
    for text, start, size in zip(words, tagged.starts, tagged.sizes, strict=True):
        (given,) = slovnet.infer.encoder([text])
        right = slovnet.infer.model(given.word_id, given.shape_id, given.pad_mask)[0]
        assert np.allclose(tagged.emissions[start : start + size], right, atol=1e-3)


# What else is in the batch does not matter


def test_spans_do_not_depend_on_the_batch() -> None:
    units = made_up_units(240) + LETTER
    alone = {unit: plain().spans([unit])[0] for unit in units}
    choice = random.Random(11)
    for size in (2, 5, 40, len(units)):
        batch = choice.sample(units, size)
        fresh = SlovnetWitness(repair_bio=False)
        assert [triples(spans) for spans in fresh.spans(batch)] == [triples(alone[unit]) for unit in batch]


def test_emissions_do_not_depend_on_the_batch() -> None:
    units = [tokens(unit) for unit in made_up_units(120)]
    tagger = PackedTagger(load_weights())
    together = tagger.tag(units)
    for number, unit in enumerate(units):
        alone = tagger.tag([unit])
        start, size = together.starts[number], together.sizes[number]
        assert np.abs(together.emissions[start : start + size] - alone.emissions[3 : 3 + size]).max() < 1e-4


def test_a_full_table_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    units = made_up_units(300)
    right = [triples(spans) for spans in plain().spans(units)]
    monkeypatch.setattr(slovnet_packed, "TABLE_ROWS", 1_200)
    monkeypatch.setattr(slovnet_packed, "TABLE_TOKENS", 700)
    made_room = []
    make_room = slovnet_packed._FirstLayer._make_room
    monkeypatch.setattr(slovnet_packed._FirstLayer, "_make_room", lambda self: (made_room.append(1), make_room(self)))
    small = SlovnetWitness(repair_bio=False)
    assert [triples(spans) for spans in small.spans(units)] == right
    assert len(made_room) > 2


def test_small_batches_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    units = made_up_units(100)
    right = [triples(spans) for spans in plain().spans(units)]
    monkeypatch.setattr(room, "BATCH_TOKENS", 100)
    assert [triples(spans) for spans in SlovnetWitness(repair_bio=False).spans(units)] == right


def test_equal_texts_have_equal_spans_of_their_own() -> None:
    first, second = plain().spans([LETTER[3], LETTER[3]])
    assert first == second
    first.clear()
    assert second


# Spans and their order


def test_spans_lie_in_the_text_in_order() -> None:
    texts = made_up_units(200) + LETTER + HOSTILE
    for text, spans in zip(texts, witness().spans(texts), strict=True):
        edges = [edge for span in spans for edge in (span.start, span.end)]
        assert edges == sorted(edges)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert all(text[span.start : span.end].strip() == text[span.start : span.end] for span in spans)
        assert all(span.source == "slovnet" and span.score is not None and 0 <= span.score <= 1 for span in spans)


def test_hostile_texts_are_read_as_slovnet_reads_them(slovnet: Any) -> None:
    texts = [text for text in HOSTILE if len(text) <= room.LONGEST_TEXT]
    assert [triples(spans) for spans in plain().spans(texts)] == said_by_slovnet(slovnet, texts)


def test_no_texts_and_no_words() -> None:
    assert plain().spans([]) == []
    assert plain().spans(["", "  "]) == [[], []]


def test_a_very_long_text_is_cut_and_its_spans_stay_in_place() -> None:
    line = LETTER[6] + "\n"
    text = line * (3 * room.LONGEST_TEXT // len(line))
    (spans,) = plain().spans([text])
    here = triples(plain().spans([LETTER[6]])[0])
    shifted = {(span.start % len(line), span.end % len(line), span.label) for span in spans}
    assert set(here) <= shifted
    assert max(span.end for span in spans) > len(text) - len(line)


@pytest.mark.parametrize("text", ["слово " * 9_000, "а" * 50_000, "строка\n" * 9_000, "x", ""])
def test_parts_of_a_long_text_make_it_up(text: str) -> None:
    parts = list(room._parts(text))
    assert "".join(part for _, part in parts) == text
    assert all(text[start : start + len(part)] == part for start, part in parts)
    assert all(len(part) <= room.LONGEST_TEXT for _, part in parts)


# Tags to spans


@pytest.mark.parametrize(
    ("tags", "dropped", "repaired"),
    [
        ("B-PER I-PER O B-ORG", [(0, 1, "PER"), (3, 3, "ORG")], [(0, 1, "PER"), (3, 3, "ORG")]),
        ("O I-PER I-PER O", [], [(1, 2, "PER")]),
        ("B-PER I-ORG", [(0, 1, "PER")], [(0, 1, "PER")]),
        ("B-PER B-PER", [(0, 0, "PER"), (1, 1, "PER")], [(0, 0, "PER"), (1, 1, "PER")]),
        ("B-PER <pad> I-PER", [(0, 2, "PER")], [(0, 2, "PER")]),
        ("I-LOC B-LOC", [(1, 1, "LOC")], [(0, 0, "LOC"), (1, 1, "LOC")]),
        ("B-LOC O I-LOC", [(0, 0, "LOC")], [(0, 0, "LOC"), (2, 2, "LOC")]),
        ("<pad>", [], []),
        ("", [], []),
    ],
)
def test_runs(tags: str, dropped: list[Any], repaired: list[Any]) -> None:
    marked = [(row, tag) for row, tag in enumerate(tags.split()) if tag != "O"]
    rows, names = [row for row, _ in marked], [tag for _, tag in marked]
    for repair_bio, right in ((False, dropped), (True, repaired)):
        found = [(rows[a], rows[b], label) for a, b, label in runs(rows, names, repair_bio=repair_bio)]
        assert found == right


def test_repair_only_adds_spans() -> None:
    units = made_up_units(400) + LETTER
    more = SlovnetWitness(repair_bio=True).spans(units)
    for before, after in zip(plain().spans(units), more, strict=True):
        assert set(triples(before)) <= set(triples(after))


def test_decode_finds_the_best_of_all_chains() -> None:
    random_numbers = np.random.default_rng(3)
    sizes = np.array([3, 0, 5, 1, 4, 5])
    starts = np.cumsum(sizes + 1) - sizes - 1 + 3
    emissions = random_numbers.normal(size=(sizes.sum() + len(sizes) + 6, 4)).astype(np.float32)
    transitions = random_numbers.normal(size=(4, 4)).astype(np.float32)
    tags = decode(emissions, starts, sizes, transitions)
    for start, size in zip(starts, sizes, strict=True):
        chains = list(itertools.product(range(4), repeat=int(size)))
        scores = [
            sum(emissions[start + place, tag] for place, tag in enumerate(chain))
            + sum(transitions[pair] for pair in itertools.pairwise(chain))
            for chain in chains
        ]
        assert tuple(tags[start : start + size]) == chains[int(np.argmax(scores))]
    assert (
        np.delete(tags, np.concatenate([np.arange(a, a + n) for a, n in zip(starts, sizes, strict=True)])) == -1
    ).all()


# Loading and sharing


def test_import_is_cheap_and_natasha_is_never_run() -> None:
    code = (
        "import sys; from extractors.russian.ner import witness; assert 'numpy' not in sys.modules; w = witness();"
        "assert 'numpy' not in sys.modules; assert w.spans(['Е. А. Шестакова'])[0];"
        "assert not {'natasha', 'slovnet', 'navec', 'pymorphy2', 'spacy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_child_uses_the_loaded_model() -> None:
    plain().load()
    right = [triples(spans) for spans in plain().spans(LETTER)]
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert pool.map(_in_a_child, [LETTER, LETTER, LETTER]) == [right] * 3


def _in_a_child(texts: list[str]) -> list[list[tuple[int, int, str]]]:
    assert plain()._tagger is not None
    return [triples(spans) for spans in plain().spans(texts)]


def test_threads_may_ask_at_once() -> None:
    units = made_up_units(60)
    right = [triples(spans) for spans in plain().spans(units)]
    shared, said = SlovnetWitness(repair_bio=False), []
    threads = [threading.Thread(target=lambda: said.append(shared.spans(units))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [[triples(spans) for spans in one] for one in said] == [right] * 4


def test_the_vocabulary_is_a_dictionary() -> None:
    words = [*dict.fromkeys(token.lower() for text in made_up_units(200) for token in tokens(text)), "<unk>"]
    vocabulary = Vocabulary(words)
    assert [vocabulary.get(word, -1) for word in words] == list(range(len(words)))
    assert {vocabulary.get(word, -1) for word in ("", "\x00", "нетакогослова", "<UNK>")} == {-1}
    assert Vocabulary([]).get("а", 7) == 7
    with pytest.raises(TypeError):
        pickle.dumps(vocabulary)


def test_model_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_weights(tmp_path)
    monkeypatch.setattr("extractors.russian.slovnet_weights.find_spec", lambda _: None)
    with pytest.raises(ModelMissingError, match="natasha"):
        SlovnetWitness().spans(["Москва"])


def test_witness_by_name() -> None:
    assert witness() is witness("slovnet")
    assert witness().name == "slovnet"
    assert witness("spacy:some_model").name == "spacy:some_model"
    with pytest.raises(ValueError, match="slovnet, spacy"):
        witness("oracle")


# spaCy


@pytest.fixture(scope="module")
def spacy_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny Russian model that knows one person, one town, one organisation and one thing of another kind."""
    spacy = pytest.importorskip("spacy")
    from spacy.training import Example

    pipeline = spacy.blank("ru")
    finder = pipeline.add_pipe("ner")
    pipeline.add_pipe("sentencizer")
    lessons = []
    for before in ("Пишет", "Сообщает", "Видит"):
        for name, label in (("Барабаняк", "PERSON"), ("Приозёрск", "GPE"), ("Рыбнадзор", "ORG"), ("Полкан", "DOG")):
            text = f"{before} {name} сегодня"
            marks = {"entities": [(len(before) + 1, len(before) + 1 + len(name), label)]}
            lessons.append(Example.from_dict(pipeline.make_doc(text), marks))
            finder.add_label(label)
    spacy.util.fix_random_seed(0)
    optimizer = pipeline.initialize(lambda: lessons)
    for _ in range(40):
        pipeline.update(lessons, sgd=optimizer)
    folder = tmp_path_factory.mktemp("spacy") / "model"
    pipeline.to_disk(folder)
    return folder


def test_spacy_labels_are_mapped(spacy_model: Path) -> None:
    texts = [
        "Пишет Барабаняк сегодня",
        "Видит Приозёрск сегодня",
        "Сообщает Рыбнадзор сегодня",
        "Видит Полкан сегодня",
        "",
    ]
    reader = SpacyWitness(str(spacy_model))
    assert [triples(spans) for spans in reader.spans(texts)] == [
        [(6, 15, "PER")],
        [(6, 15, "LOC")],
        [(9, 18, "ORG")],
        [],
        [],
    ]
    assert {span.source for spans in reader.spans(texts) for span in spans} == {f"spacy:{spacy_model}"}
    assert reader._pipeline.pipe_names == ["ner"]


def test_spacy_model_that_is_not_there() -> None:
    pytest.importorskip("spacy")
    with pytest.raises(ModelMissingError, match="ru_no_such_model"):
        witness("spacy:ru_no_such_model").spans(["Москва"])


def test_spacy_model_that_finds_nothing(tmp_path: Path) -> None:
    pytest.importorskip("spacy").blank("ru").to_disk(tmp_path / "empty")
    with pytest.raises(ModelMissingError, match="finds no entities"):
        SpacyWitness(str(tmp_path / "empty")).load()
