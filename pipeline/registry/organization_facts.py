"""What the letters of a batch say of an organisation, and the row that comes of it."""

from __future__ import annotations

from collections import Counter

from pipeline.registry.joining import most
from pipeline.rows import Row
from pipeline.schema import SEPARATOR

#: Other forms of one organisation that a cell will hold; the rest are spelling noise.
MOST_ALIASES = 40

NUMBERS = ("inn", "kpp", "ogrn", "okpo")


class Facts:
    """What the letters say of a form: of what (its name, its ИНН …) how often which value."""

    __slots__ = ("said",)

    def __init__(self) -> None:
        self.said: dict[str, dict[str, int]] = {}

    def say(self, what: str, value: str, times: int = 1) -> None:
        """The letters say this value, so many times; "" says nothing."""
        if value:
            counts = self.said.setdefault(what, {})
            counts[value] = counts.get(value, 0) + times

    def counts(self, what: str) -> dict[str, int]:
        """How often which value was said of this."""
        return self.said.get(what, {})

    def take(self, other: Facts) -> None:
        """Take in what is said of another form of the same organisation."""
        for what, counts in other.said.items():
            for value, times in counts.items():
                self.say(what, value, times)

    def row(self, name: str) -> Row:
        """Of an organisation called so: short name, legal form, numbers, other forms of its name; None where nothing is
        said.
        """
        short_names = {value: times for value, times in self.counts("short_name").items() if value != name}
        short_name = most(short_names)
        others: Counter[str] = Counter()
        for what in ("name", "alias", "short_name"):
            others.update(self.counts(what))
        told = {name, short_name}
        aliases = [form for form, _ in sorted(others.items(), key=lambda one: (-one[1], one[0])) if form not in told]
        said = (most(self.counts(what)) or None for what in ("legal_form", *NUMBERS))
        return (short_name or None, *said, SEPARATOR.join(aliases[:MOST_ALIASES]) or None)
