"""Any number of letters that differ: made of the zones of the sample sources, with other names, numbers and words.

    python -m benchmarks.letters FOLDER [--letters 1000] [--seed 1] [--formats txt:8,docx:1,pdf:1]
    python -m benchmarks.letters --novelty

The order of zones comes from one letter of the set, the content of each zone from others, the sentences of the body
from all of them; `benchmarks.variation` then changes every person, place, number, date and a share of the words.
Letter n depends on the seed and n alone, so that any part of the row can be made anew, and nothing is held: a hundred
thousand go to a folder one by one.

    >>> letters = Letters(seed=1)
    >>> letters.file(7, "txt") == Letters(seed=1).file(7, "txt") != letters.file(8, "txt")
    True
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from importlib import import_module
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.templates import People, Template, lemma
from benchmarks.variation import Variation
from samples.make.marks import plain
from samples.make.source import Block, Signature, Source, Table
from samples.make.source import read as read_source

if TYPE_CHECKING:
    from extractors.document import Document

SOURCES = Path(__file__).parents[1] / "samples" / "source" / "dev"
FORMATS = ("txt", "docx", "pdf")

#: A letter has about 250 to 450 words; the sentences of its body, least and most.
BODY_WORDS = (120, 340)
#: A word that stands, in whatever form, in so many of the sources is what letters are made of: it stays.
_COMMON = 4
#: Zones that belong together: the salutation names the addressee.
_TOGETHER = {"salutation": "addressee", "place": "registration"}
_LETTERS_A_FOLDER = 1000
#: Arrows, telephones drawn before contacts, Chinese: no font of the maker of PDF has them.
_PICTURES = re.compile("[\u2190-\u21ff\u2600-\u27bf\u3000-\u9fff\U0001f000-\U0001faff] ?")


@dataclass(frozen=True)
class Part:
    """A run of blocks of one zone out of one source, its texts as templates."""

    zone: str
    blocks: tuple[Block, ...]
    people: People

    def texts(self) -> Iterator[str]:
        return (text for block in self.blocks for text in block.texts())


@dataclass(frozen=True)
class Sentence:
    """A sentence of a body."""

    text: str
    words: int
    people: People


class Letters:
    """The row of letters of a seed."""

    def __init__(self, seed: int = 1, folder: Path = SOURCES) -> None:
        self.seed = seed
        self._sources = [source for path in sorted(folder.glob("*.yaml")) if (source := read_source(path)).blocks]
        self._people = {s.id: People.of(s.id, s.gold.get("people") or ()) for s in self._sources}
        self._women = frozenset().union(*(people.women for people in self._people.values()))
        self._kept = _common_words(self._sources)
        self._templates: dict[tuple[str, str], Template] = {}

    @cached_property
    def _letters(self) -> list[list[Part]]:
        """Sources that are letters or orders, as parts: their orders of zones are those of the letters made."""
        kinds = ("letter", "order")
        whole = [self._parts(source) for source in self._sources if source.gold.get("doc_type") in kinds]
        return [parts for parts in whole if any(part.zone == "body" for part in parts)]

    @cached_property
    def _pools(self) -> dict[str, list[list[Part]]]:
        """By zone: what of that zone one source has, with the zones that belong to it."""
        pools: dict[str, list[list[Part]]] = defaultdict(list)
        for parts in self._letters:
            groups: dict[str, list[Part]] = defaultdict(list)
            for part in parts:
                groups[_TOGETHER.get(part.zone, part.zone)].append(part)
            for zone, group in groups.items():
                pools[zone].append(group)
        return pools

    @cached_property
    def _sentences(self) -> list[Sentence]:
        from razdel import sentenize

        found = []
        for source in self._sources:
            for block in source.blocks:
                for paragraph in block.paragraphs if block.zone == "body" else ():
                    for one in sentenize(plain(paragraph)):
                        words = len(one.text.split())
                        if words > 3 and not one.text.startswith("Уважаем"):
                            found.append(Sentence(one.text, words, self._people[source.id]))
        return found

    def _parts(self, source: Source) -> list[Part]:
        parts: list[Part] = []
        for block in source.blocks:
            if parts and parts[-1].zone == block.zone and not block.page_break:
                parts[-1] = replace(parts[-1], blocks=(*parts[-1].blocks, block))
            else:
                parts.append(Part(block.zone, (block,), self._people[source.id]))
        return parts

    def source(self, number: int, format: str = "txt") -> Source:
        """Letter `number` as a source of the maker of samples; the words are the same in every format."""
        chance = Random(f"{self.seed}/{number}")
        variation = Variation(chance, self._women)
        parts = self._recombined(chance)
        blocks = tuple(self._changed(block, part.people, variation) for part in parts for block in part.blocks)
        layout = chance.choice(("corner", "corner", "centred", "plain"))
        return Source(f"letter-{number:07}", format, layout, "utf-8", self._options(format, chance), blocks, {})

    def _recombined(self, chance: Random) -> list[Part]:
        made: list[Part] = []
        taken: dict[str, list[Part]] = {}
        own = chance.choice(self._letters)
        body = False
        for part in own:
            if part.zone == "body":
                if not body:
                    made.append(self._body(part, chance))
                body = True
                continue
            group = _TOGETHER.get(part.zone, part.zone)
            if group not in taken:
                taken[group] = list(chance.choice(self._pools[group]))
            same = [one for one in taken[group] if one.zone == part.zone]
            if same:
                taken[group].remove(same[0])
                made.append(same[0])
        return made

    def _body(self, own: Part, chance: Random) -> Part:
        """Paragraphs of sentences from everywhere, each sentence with the people of its source."""
        wanted = chance.randint(*BODY_WORDS)
        blocks: list[Block] = []
        while wanted > 0:
            sentences = chance.choices(self._sentences, k=chance.choice((1, 2, 2, 3, 3, 4)))
            wanted -= sum(one.words for one in sentences)
            variation = Variation(chance, self._women)
            filled = " ".join(self._filled(one.text, one.people, variation) for one in sentences)
            blocks.append(Block("body", paragraphs=(filled,)))
        others = [block for block in own.blocks if not block.paragraphs]  # tables, lists, what is asked for in capitals
        return Part("body", (*blocks, *others[:2]), People("", (), {}, frozenset()))

    def _filled(self, text: str, people: People, variation: Variation) -> str:
        key = (people.source, text)
        if key not in self._templates:
            self._templates[key] = Template.of(text, people, self._kept)
        return _PICTURES.sub("", variation.fill(self._templates[key]))

    def _changed(self, block: Block, people: People, variation: Variation) -> Block:
        """The block with all its texts changed; what the body was made of is changed already."""
        if not people.source:
            return block

        def of(texts: Sequence[str]) -> tuple[str, ...]:
            filled = (self._filled(text, people, variation) for text in texts)
            return tuple(text.replace("\t", "    ") for text in filled)  # no font has a tab

        sign, table = block.signature, block.table
        name = " ".join(of(sign.name.split("\n"))) if sign else ""
        return replace(
            block,
            lines=of(block.lines),
            paragraphs=of(block.paragraphs),
            columns=tuple(of(column) for column in block.columns),
            table=table and Table(tuple(of(row) for row in table.rows), table.border, table.header, table.widths),
            signature=sign and Signature(of(sign.position), name, sign.form, of(sign.middle)),
        )

    def _options(self, format: str, chance: Random) -> dict[str, Any]:
        size, one, other, third = chance.choice((12, 13, 14)), *(chance.random() < 0.3 for _ in range(3))
        if format == "txt":
            return {"hard_wrap": chance.choice((0, 0, 72, 84)), "crlf": one, "indent": other}
        options = {"size": size - (format == "pdf"), "footer": ["executor"] if third else []}
        if format == "docx":
            return {**options, "split_runs": one, "corner_gap": other}
        stream = chance.choice(("flow", "rows", "shuffled"))
        return {**options, "hyphenate": one, "words": other, "stream": stream, "font": "pt"}

    def file(self, number: int, format: str = "txt") -> tuple[str, bytes]:
        """(name, bytes) of a letter."""
        source = self.source(number, format)
        module = import_module(f"samples.make.{'text' if format == 'txt' else format}")
        data: bytes = module.render(source)
        return f"{source.id}.{format}", data

    def document(self, number: int, format: str = "txt") -> Document:
        """A letter as its reader gives it."""
        from pipeline.readers import Source as File
        from pipeline.readers import read

        name, data = self.file(number, format)
        return read(File.of(data, name))

    def write(self, folder: Path, numbers: Iterable[int], formats: Sequence[str] = ("txt",)) -> Iterator[Path]:
        """Letters to files, a thousand a folder, their formats by chance of `formats`; each path when it is written."""
        for number in numbers:
            name, data = self.file(number, Random(f"{self.seed}/{number}/format").choice(formats))
            path = folder / f"{number // _LETTERS_A_FOLDER:04}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            yield path


def _common_words(sources: Sequence[Source]) -> frozenset[str]:
    """Lemmas that many sources hold, in lower case."""
    held: Counter[str] = Counter()
    for source in sources:
        held.update({lemma(word) for block in source.blocks for text in block.texts() for word in _words(text)})
    return frozenset(word for word, count in held.items() if count >= _COMMON)


def _words(text: str) -> list[str]:
    return [word for word in (part.strip(".,;:()«»\"!?*_{}") for part in text.split()) if word]


def shares(text: str) -> list[str]:
    """Formats by weight, as the command line says them.

    >>> shares("txt:2,pdf")
    ['txt', 'txt', 'pdf']
    """
    found = []
    for part in text.split(","):
        name, _, weight = part.partition(":")
        if name not in FORMATS:
            raise argparse.ArgumentTypeError(f"no such format: {name} (there are {', '.join(FORMATS)})")
        found += [name] * int(weight or 1)
    return found


def novelty(texts: Iterable[str], every: int) -> Iterator[tuple[int, float]]:
    """(texts read, share of the words among the last `every` texts that no text before held)."""
    known: set[str] = set()
    words = new = 0
    for number, text in enumerate(texts, 1):
        found = _words(text)
        words, new = words + len(found), new + sum(word not in known for word in found)
        known.update(found)
        if number % every == 0:
            yield number, new / max(words, 1)
            words = new = 0


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--letters", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--formats", type=shares, default=["txt"])
    parser.add_argument("--novelty", action="store_true", help="how fast new words come, here and in the samples")
    options = parser.parse_args()
    letters = Letters(options.seed)
    if options.novelty:
        _tell_novelty(letters, options.letters)
    elif options.folder is None:
        parser.error("name a folder")
    else:
        for count, _ in enumerate(letters.write(options.folder, range(options.letters), options.formats), 1):
            if count % 1000 == 0:
                sys.stderr.write(f"{count} of {options.letters}\n")


def _tell_novelty(letters: Letters, count: int) -> None:
    samples = ["\n".join(plain(t) for b in s.blocks for t in b.texts()) for s in letters._sources]
    Random(0).shuffle(samples)
    made = (letters.file(number)[1].decode() for number in range(count))
    for name, texts, every in (("samples", samples, 20), ("generated", made, 20)):
        for read, share in novelty(texts, every):
            print(f"{name:10} after {read:5} letters: {share:.3f} of the words are new")


if __name__ == "__main__":
    main()
