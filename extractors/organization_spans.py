"""A name of an organisation among the tokens of a segment, and its value: nominative, normal case, quotes « »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.document import Document
from extractors.frozen import dataclass
from extractors.russian.names import nominative
from extractors.russian.organization_names import forms, nominative_name, written
from extractors.russian.phrases import nominative_phrase
from extractors.russian.places import place_end
from extractors.russian.wordforms import Token, lemmas
from extractors.values import OrganizationValue

#: «ректор ТУСУРа», «в ЮУрГИИ»: letters with the ending of a case.
_DECLINED_LETTERS: Final = re.compile(r"(?<![\w-])(?P<letters>[А-ЯЁ]{4,10})(?:а|у|ом|е)(?![\w-])")


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens [first, last) of a name whose head is `at`; without a rule, tokens that are no name and are left alone.

    `at` is -1 where the name is to stay as it is written. `apposed` are the first token and the head of a second name
    in apposition («учреждения … | лицея № 3»). `suffix` is what the name shares with the next one («Минпросвещения и
    Минобрнауки России»); `name` is the whole name where the tokens do not spell it («школы № 5, | 7»).
    """

    first: int
    at: int
    last: int
    confidence: float = 0.0
    rule: str = ""
    apposed: tuple[int, int] | None = None
    suffix: str = ""
    name: str = ""


def organization(raw: str) -> OrganizationValue:
    """The value of a name as written: nominative, normal case, quotes « », legal form apart.

    >>> organization('МИНИСТЕРСТВА ОБРАЗОВАНИЯ "ИРКУТСКОЙ ОБЛАСТИ"').name
    'Министерство образования «Иркутской области»'
    """
    return _value(nominative_phrase(written(raw)))


def named(core: str, tail: str) -> str:
    """A name whose adjectives and head are `core`: they alone are put into the nominative.

    >>> named("Министерству", " науки и высшего образования")
    'Министерство науки и высшего образования'
    """
    size = len(written(core).split())
    pieces = written(core + tail).split()
    return nominative_name(" ".join(pieces[:size]), " ".join(pieces[size:]))


def value_of(document: Document, tokens: Sequence[Token], span: Span) -> OrganizationValue:
    """The value of the name at a span."""
    text = document.text
    start, end = tokens[span.first].start, tokens[span.last - 1].end
    if span.name:
        return _value(span.name)
    if span.at < 0:
        return _value(_DECLINED_LETTERS.sub(r"\g<letters>", written(text[start:end])))
    if span.rule == "organization:entrepreneur":
        core = nominative_phrase(written(text[start : tokens[span.at].end]))
        person = written(text[tokens[span.at].end : end])
        return _value(f"{core} {person if core.endswith('кабинет') else _person(person)}")  # «Адвокатский кабинет Вишняковой Н.Е.» is hers
    core_end = tokens[min(span.at, span.last - 1)].end
    if span.apposed is None:
        name = named(text[start:core_end], text[core_end:end])
    else:
        second, head = tokens[span.apposed[0]].start, tokens[span.apposed[1]].end
        mine = named(text[start:core_end], text[core_end:second].rstrip())
        name = f"{mine} {named(text[second:head], text[head:end])}"
    return _value(f"{name} {span.suffix}".strip())


_LONGEST_BRACKET: Final = 26  # tokens of what stands in brackets


def serving(document: Document, tokens: Sequence[Token], first: int, i: int) -> Span | None:
    """«ВОЕННЫЙ КОМИССАРИАТ (ГОРОДА КЫЗЫЛ И КЫЗЫЛСКОГО КОЖУУНА)»: a commissariat has what it serves in brackets behind it."""
    if i + 2 >= len(tokens) or tokens[i + 1].text != "(" or "комиссариат" not in lemmas(tokens[i].text):
        return None
    close = next((k for k in range(i + 2, min(len(tokens), i + _LONGEST_BRACKET)) if tokens[k].text == ")"), 0)
    if not close or place_end(tokens, i + 2, close, "gent") == i + 2:
        return None
    inside = document.text[tokens[i + 2].start : tokens[close - 1].end]
    name = named(document.text[tokens[first].start : tokens[i].end], f" {inside}")
    return Span(first, i, close + 1, 0.95, "organization:place", name=name)


def _person(name: str) -> str:
    """The name of an entrepreneur in the nominative: «Соколову А. П.»."""
    ranked = nominative(name)
    full = ranked[0].name.full if ranked else name
    return full if ". " in name else full.replace(". ", ".")


def _value(name: str) -> OrganizationValue:
    first = name.split(maxsplit=1)[0] if name else ""
    return OrganizationValue(name=name, legal_form=first if first in forms() else "")
