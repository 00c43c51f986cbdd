"""The NER witness against slovnet as it ships, the same weights and texts in one run.

    python -m benchmarks.ner [--texts FOLDER] [--letters N]

Stock is slovnet the way natasha calls it: `ner(text)`, a whole document at a time. Ours reads the documents whole (the
same input: the spans must be equal) and by paragraphs (the way it is used). Every repetition starts with an empty
table, so the words are cold. One thread, CPU seconds, the best of the repetitions. Where a folder of factRuEval is at
hand (`*.jsonl` with `text` and `spans`), its documents are the texts, and exact F1 by sentences is measured with and
without the repair of tags; else the texts are letters made up.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if "numpy" not in sys.modules:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from extractors.russian.ner import SlovnetWitness

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

REPETITIONS = 3
Spans = list[list[tuple[int, int, str]]]

SENTENCES = (
    "В ответ на Ваше обращение от {day}.0{month}.2024 № {number} {organization} сообщает следующее.",
    "{person} направила в {organization} сведения о {thing} и {thing} по состоянию на {day} июня.",
    "Просим Вас обеспечить участие {thing} в совещании, которое пройдет в г. {town}, ул. {town}ая, д. {day}.",
    "Контактное лицо: {person}, начальник отдела {thing}, тел. (3952) {number}-{number}.",
    "На основании приказа {organization} от {day} мая {thing} подлежит согласованию с {organization}.",
)
SYLLABLES = (
    "ба",
    "во",
    "гри",
    "де",
    "жа",
    "зо",
    "ка",
    "ли",
    "ме",
    "но",
    "пе",
    "ро",
    "са",
    "ту",
    "фи",
    "ха",
    "че",
    "шу",
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    arguments.add_argument("--texts", type=Path, default=Path(__file__).parents[2] / "shared/data/ner")
    arguments.add_argument("--letters", type=int, default=300, help="how many to make up if there are no texts")
    chosen = arguments.parse_args()
    marked = list(factrueval(chosen.texts))
    documents = [text for text, _ in marked] or [made_up_letter(number) for number in range(chosen.letters)]
    compare(documents)
    if marked:
        quality(marked)


def compare(documents: list[str]) -> None:
    """Words a second of CPU, stock and ours, and whether they say the same."""
    stock = stock_slovnet()
    paragraphs = [line for text in documents for line in text.splitlines() if line.strip()]
    words = sum(len(text.split()) for text in documents)

    def cold(texts: list[str]) -> Callable[[], Spans]:
        witness = SlovnetWitness(repair_bio=False)
        witness.load()
        return lambda: [[(span.start, span.end, span.label) for span in spans] for spans in witness.spans(texts)]

    seconds: dict[str, float] = {}
    said: dict[str, Spans] = {}
    for _ in range(REPETITIONS):  # in turns, so that what else the machine does falls on all alike
        for name, task in (
            ("stock, whole documents", lambda: [stock(text) for text in documents]),
            ("ours, whole documents", cold(documents)),
            ("ours, paragraphs", cold(paragraphs)),
        ):
            started = time.process_time()
            said[name] = task()
            seconds[name] = min(time.process_time() - started, seconds.get(name, float("inf")))
    slowest = seconds["stock, whole documents"]
    print(f"{len(documents)} documents, {len(paragraphs)} paragraphs, {words} words")
    for name, best in seconds.items():
        print(f"{name:24} {words / best:9.0f} words/s   {slowest / best:.2f} times stock")
    same = said["stock, whole documents"] == said["ours, whole documents"]
    print(f"spans of whole documents: {'identical' if same else 'DIFFERENT'}")
    started = time.perf_counter()
    SlovnetWitness().load()
    print(f"load (files in the cache of the system): {time.perf_counter() - started:.2f} s")


def stock_slovnet() -> Callable[[str], list[tuple[int, int, str]]]:
    """natasha's tagger, without natasha: its class adds nothing to slovnet's but the type of a span."""
    from navec import Navec
    from slovnet import NER

    from extractors.russian.slovnet_weights import EMBEDDING, MODEL, model_folder

    tagger: Any = NER.load(model_folder() / MODEL)
    tagger.navec(Navec.load(model_folder() / EMBEDDING))
    return lambda text: [(span.start, span.stop, span.type) for span in tagger(text).spans]


def factrueval(folder: Path) -> Iterator[tuple[str, set[tuple[int, int, str]]]]:
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            yield record["text"], {(start, end, label) for start, end, label in record["spans"]}


def quality(marked: list[tuple[str, set[tuple[int, int, str]]]]) -> None:
    """Exact F1 over sentences."""
    from razdel import sentenize

    sentences, gold = [], []
    for text, spans in marked:
        for sentence in sentenize(text):
            start, stop = sentence.start, sentence.stop
            sentences.append(sentence.text)
            gold.append({(a - start, b - start, label) for a, b, label in spans if start <= a and b <= stop})
    print(f"exact F1 on {len(sentences)} sentences")
    for repair_bio in (False, True):
        found = SlovnetWitness(repair_bio=repair_bio).spans(sentences)
        row = [f"repair_bio={repair_bio!s:5}"]
        for label in ("PER", "LOC", "ORG"):
            pairs = [
                (
                    {span for span in right if span[2] == label},
                    {(s.start, s.end, label) for s in said if s.label == label},
                )
                for right, said in zip(gold, found, strict=True)
            ]
            hits = sum(len(right & said) for right, said in pairs)
            row.append(f"{label} {2 * hits / sum(len(right) + len(said) for right, said in pairs):.3f}")
        print("  ".join(row))


def made_up_letter(number: int) -> str:
    """A letter of five paragraphs, unlike the others in its names and nouns."""
    choice = random.Random(number)

    def word(least: int) -> str:
        return "".join(choice.choice(SYLLABLES) for _ in range(choice.randint(least, 4)))

    def person() -> str:
        return f"{word(2).capitalize()}ова {choice.choice('АЕИМНОТ')}. {choice.choice('АВИНПС')}."

    paragraphs = []
    for _ in range(5):
        chosen = (choice.choice(SENTENCES) for _ in range(3))
        paragraphs.append(
            " ".join(
                sentence.format(
                    day=choice.randint(10, 28),
                    month=choice.randint(1, 9),
                    number=choice.randint(100, 99999),
                    organization=f"Министерство {word(2)}ния {word(2).capitalize()}ской области",
                    person=person(),
                    thing=f"{word(1)}ния",
                    town=word(2).capitalize() + "ск",
                )
                for sentence in chosen
            )
        )
    return "\n".join([*paragraphs, person()])


if __name__ == "__main__":
    main()
