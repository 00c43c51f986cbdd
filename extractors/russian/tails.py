"""What a walker along the tail of a phrase is told, and what it remembers on its way (see `chunks.tail_end`)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from extractors.russian.wordforms import Token, lemmas, listed

#: Words that follow the name of a kindergarten or a school: «… «Ивушка» общеразвивающего вида».
KIND_WORDS: Final = listed(
    "вида типа общеразвивающего комбинированного компенсирующего коррекционного присмотра оздоровления"
)


class Tail(NamedTuple):
    """What the walker may take.

    `stops` are lemmas that end the phrase (heads of another one). `strict` is the grammar of a name of an organisation,
    which is narrower than that of a post: prepositions only where names have them, and after a quote, a number or a
    place only more of the place, or the parent.
    """

    stops: frozenset[str]
    allow_quotes: bool = True
    allow_numbers: bool = True
    # legal forms in letters: on a new line or behind a quote they begin another name
    openers: frozenset[str] = frozenset()
    line_ends: frozenset[int] = frozenset()  # offsets of tokens that begin a line of a letterhead or an address
    strict: bool = False
    heads: frozenset[str] = frozenset()  # lemmas of heads of organisations
    parents: frozenset[str] = frozenset()  # lemmas of heads that others belong to
    bodies: frozenset[int] = frozenset()  # offsets of tokens that begin a short name: «Роспотребнадзора», «МВД»
    walls: frozenset[int] = frozenset()  # offsets of tokens that no name may take: a second language
    units: frozenset[str] = frozenset()  # letters of offices that others belong to: «УФССП»
    persons: frozenset[int] = frozenset()  # offsets of tokens that the witness takes for a person
    topics: bool = False  # «по …» may follow a place: «комитет Курской области по делам молодёжи»
    towns: bool = True  # «г. Апатиты» may follow in the nominative; behind a bank or a firm it is where it is
    schooled: bool = False  # a school: its number may follow its quoted name
    chains: bool = False  # an office may go on with its body on the next line: «ОСП по … району⏎УФССП России»
    seats: bool = False  # «в …» with a place: «инспекция труда в Пермском крае»
    stands: bool = False  # ... where nothing else tells which one is meant: «Кадетская школа в Инзе»
    unites: bool = False  # two places may be joined: «Ассоциация школ Беларуси и России»
    closed: bool = False  # the name is whole already: «Рособрнадзор», a name that the lexicon knows
    after_place: frozenset[str] = KIND_WORDS

    def is_body(self, token: Token) -> bool:
        """Whether a name of a body that others belong to begins at the token."""
        return token.start in self.bodies or bool(lemmas(token.text) & self.parents)


class Walk:
    """Where a walker stands, and what it has met: a quote, a number, a place (then the name is `closed`)."""

    def __init__(self, tokens: Sequence[Token], tail: Tail, start: int, limit: int) -> None:
        self.tokens = tokens
        self.tail = tail
        self.start = start
        self.at = start
        self.limit = limit
        self.quotes = tail.allow_quotes
        self.numbers = tail.allow_numbers
        self.quoted = self.numbered = self.honoured = False
        self.closed = tail.closed
        self.follows_participle = False
        self.places: list[tuple[int, int]] = []
        self.place_case = ""  # of the last place, "" before one
        self.governed = ""  # the last preposition

    @property
    def token(self) -> Token:
        return self.tokens[self.at]

    @property
    def begins_line(self) -> bool:
        return self.token.start in self.tail.line_ends

    @property
    def follows_quote(self) -> bool:
        return self.at > 0 and self.tokens[self.at - 1].kind == "close"

    def reopen(self, *, form: bool = False) -> None:
        """A parent begins: its own name may be quoted, numbered and placed anew."""
        self.closed = self.quoted = self.numbered = False
        self.place_case = ""
        self.quotes = self.quotes or form
        self.numbers = self.numbers or form

    def close(self) -> None:
        """The name is whole: what follows is a place or a parent."""
        self.closed = True

    def met_place(self, end: int, case: str, start: int | None = None) -> None:
        """A place stands in [start or here, end)."""
        self.closed = True
        self.place_case = case
        self.places.append((self.at if start is None else start, end))
