"""A phrase with the head of an organisation, as it is judged: its parts, and what is seen beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from extractors.russian.organization_heads import Head, head_of
from extractors.russian.organization_names import forms
from extractors.russian.place_words import REGION_LETTERS, is_local
from extractors.russian.tails import Walk
from extractors.russian.wordforms import Token, is_place, lemmas, listed, may_be_adjective

#: «Федеральное агентство», «Верховный Суд»: of a body so called there is one.
SUPREME: Final = listed(
    "генеральный государственный федеральный законодательный народный национальный верховный высший великий"
)

#: A village has one school: «школа-интернат пос. Сорокино», «библиотека села Кош-Агач».
_VILLAGES: Final = listed("с пос п д дер х ст село деревня поселок станица хутор аул слобода пгт рп")


@dataclass(frozen=True)
class Candidate:
    """A phrase: tokens[first:last], its head at `at`, how the walker saw its tail, and where it stands."""

    tokens: Sequence[Token]
    first: int
    at: int
    last: int
    head: Head
    walk: Walk
    executor: bool  # in the mark of the executor
    letterhead: bool  # in a letterhead: capitals say nothing, a line is a name
    opens: bool  # at the beginning of a sentence, where any word is capitalised
    witnessed: bool  # the NER witness sees an organisation here
    known: bool  # a full name of the lexicon, word for word
    shouted: bool  # written in capitals
    nominative: bool  # adjectives and head stand in the nominative, as a level of a letterhead does
    apposed: bool  # a name in apposition closes it: «учреждение … Лицей № 3»

    @property
    def capital(self) -> bool:
        return self.tokens[self.first].capital or (self.tokens[self.at].capital and self.head.sort == "public")

    @property
    def level(self) -> bool:
        """A level of the letterhead: there a line is a name, whatever its capitals."""
        return self.letterhead and self.nominative

    @property
    def left(self) -> Sequence[Token]:
        return self.tokens[self.first : self.at]

    @property
    def tail(self) -> Sequence[Token]:
        return self.tokens[self.at + 1 : self.last]

    @cached_property
    def own(self) -> Sequence[Token]:
        """The tail up to the head of the parent."""
        for n, token in enumerate(self.tail):
            if token.kind == "open":
                return self.tail
            if token.kind == "word" and (
                (token.text in forms() and not self._land(n)) or self._heads(n) or token.start in self.walk.tail.bodies
            ):
                return self.tail[:n]
        return self.tail

    def _land(self, n: int) -> bool:
        """Letters of a land that are a legal form too: «Министерство просвещения | РБ», «Госкомитет | РБ по тарифам»."""
        named = n + 1 < len(self.tail) and self.tail[n + 1].lower != "по"
        return self.tail[n].text in REGION_LETTERS and not named and forms()[self.tail[n].text]["sort"] == "type"

    def _heads(self, n: int) -> bool:
        """Whether a word of the tail is the head of a parent: «хозяйства», «движения» are topics unless a name
        follows.
        """
        head = head_of(self.tail[n].text)
        if head is None or head.needs == "paper":
            return False  # «редакция газеты «Заря»»
        if n and not self.tail[n].capital and "история" in lemmas(self.tail[n - 1].text):
            return False  # «Музей истории полиции»
        if head.needs in ("any", "place", "branch", "parent") or self.tail[n].capital:
            return True
        following = self.tail[n + 1] if n + 1 < len(self.tail) else None
        if following is not None and following.kind in ("open", "number"):
            return True
        while n > 0 and may_be_adjective(self.tail[n - 1].text):  # «лабораторией | Белгородского мелового завода»
            n -= 1
            if self.tail[n].capital and is_local(self.tail[n].text):
                return True
        return False

    @cached_property
    def parent(self) -> Token | None:
        """The head, the legal form or the short name of the parent."""
        return self.tail[len(self.own)] if len(self.own) < len(self.tail) else None

    @property
    def numbered(self) -> bool:
        return any(t.kind == "number" for t in self.own)

    @property
    def quoted(self) -> bool:
        return any(t.kind == "open" for t in self.own)

    @property
    def honoured(self) -> bool:
        return any(t.lower in ("имени", "им") for t in self.own)

    @cached_property
    def placed(self) -> bool:
        """A place that has a name: «города Шуи», «Пермского края»; «города» alone is none."""
        spans = (self.tokens[a:b] for a, b in self.walk.places)
        return any(t.capital or t.text in REGION_LETTERS or t.kind == "open" for span in spans for t in span)

    @property
    def local(self) -> bool:
        """An adjective of a place before the head: «Ачинский колледж», «Российский фонд»."""
        return any((t.capital or (self.level and self.shouted)) and (is_local(t.text) or is_place(t.text)) for t in self.left)

    @property
    def proper(self) -> bool:
        return self.placed or self.local or self.honoured or self.known or self.supreme

    @property
    def supreme(self) -> bool:
        """«Федеральное архивное агентство», «Генеральная прокуратура», «Верховный Суд»: there is one."""
        return any(t.capital and lemmas(t.text) & SUPREME for t in self.left)

    @property
    def inside_sentence(self) -> bool:
        """A capital where a common noun would have none."""
        return self.capital and not self.opens

    @property
    def in_village(self) -> bool:
        """Whether a village stands right behind the head: «библиотека села Кош-Агач»."""
        start = self.walk.places[0][0] if self.walk.places else -1
        if start != self.at + 1:
            return False
        first = self.tokens[start]
        return bool(first.lower in _VILLAGES or lemmas(first.text) & _VILLAGES)
