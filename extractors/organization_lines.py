"""Names of a letterhead to the end of their lines: what the grammar of a tail does not know is still part of the line.

A line of a letterhead is a name, a part of one, or no name at all. So a name that grammar leaves in the middle of its
line goes on to the end of it, and on over the lines that plainly go on: behind a comma, a dash, an open bracket, or with
a word that cannot stand in the nominative.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors.organization_anchors import POSTS
from extractors.organization_context import Context
from extractors.organization_spans import Span
from extractors.russian.borders import begins_address, starts_person
from extractors.russian.place_words import is_local
from extractors.russian.places import place_end
from extractors.russian.wordforms import Token, cases, goes_in_names, is_place, lemmas, listed

_LEVEL: Final = "organization:letterhead"
_OPEN: Final = frozenset((_LEVEL, "organization:unit", "organization:apposed"))
_SURE: Final = 0.8
_MOST_LINES: Final = 4  # that a name goes on over
_JOINING: Final = listed("и по для имени им")  # small words that may begin a line of a name
_WITHIN: Final = listed("о об на в с при")  # ... and that go on with it inside a line, or before a place: «⏎в г. Твери»
_HANGING: Final = listed(", - и по для на в при имени им")  # what a line of a name that goes on ends with
_LABELS: Final = listed("адрес телефон факс тел почта сайт индекс счет инн кпп огрн окпо бик")
_SHORTENED: Final = listed("им г с п пос р")
_OF_SOMEBODY: Final = frozenset(("gent", "accs"))
_MARKS: Final = listed(", - ( )")


def filled(context: Context, spans: Sequence[Span]) -> Iterator[Span]:
    """The names of a letterhead, each to the end of its lines."""
    named = [span for span in spans if span.rule]
    end = 0
    for n, span in enumerate(named):
        if span.first < end:
            continue  # «Управление делами⏎Губернатора и | Правительства области»
        whole = _filled(context, span, named[n + 1 :]) if _begins_line(context, span.first) and _is_open(span) else span
        end = whole.last
        yield whole


def _filled(context: Context, span: Span, below: Sequence[Span]) -> Span:
    """A name to the end of its lines; `below` are the names behind it."""
    if below and _of_two(context, span, below[0]):  # «Бабаевский территориальный отдел –⏎государственное лесничество»
        return replace(span, last=below[0].last, confidence=min(span.confidence, below[0].confidence))
    stop = next((other.first for other in below if _begins_line(context, other.first)), len(context.tokens))
    return replace(span, last=_end(context, span, stop))


def _is_open(span: Span) -> bool:
    """Whether a name may go on: one that is known whole or is a list does not."""
    return span.rule in _OPEN and span.confidence >= _SURE and not span.name


def _of_two(context: Context, span: Span, following: Span) -> bool:
    """Whether a dash at the end of a line joins a name to the one on the next."""
    tokens, k = context.tokens, span.last
    dash = k + 1 == following.first and tokens[k].text == "-" and _begins_line(context, following.first)
    return dash and _is_open(span) and following.rule == _LEVEL and not tokens[following.first].capital


def _end(context: Context, span: Span, stop: int) -> int:
    """Index behind the lines of a name."""
    tokens, end = context.tokens, span.last
    for _ in range(_MOST_LINES):
        line = next((k for k in range(end + 1, stop) if _begins_line(context, k)), len(tokens) if stop == len(tokens) else 0)
        if not line or end >= stop or not _goes_on(context, span, end) or not all(_fits(context, k) for k in range(end, line)):
            break
        end = line
    said = tokens[span.first : end]
    whole = sum(t.text == "(" for t in said) == sum(t.text == ")" for t in said)
    return end if whole and said[-1].text not in _HANGING else span.last


def _goes_on(context: Context, span: Span, k: int) -> bool:
    """Whether a name goes on with token `k`, in its line or on the next one."""
    tokens = context.tokens
    said = tokens[span.first : k]
    if said[-1].text in _HANGING or sum(t.text == "(" for t in said) > sum(t.text == ")" for t in said):
        return True
    first = tokens[k + 1] if tokens[k].text == "(" and k + 1 < len(tokens) else tokens[k]
    if tokens[k].text == "," and not _begins_line(context, k):
        first = tokens[k + 1] if k + 1 < len(tokens) else tokens[k]
    if _village(context, k):
        return True
    if tokens[k].kind == "open":
        return not _begins_line(context, k) and not any(t.kind == "open" for t in said)  # «Отделение МВД России «Лесное»»
    if first.lower in _WITHIN:
        return not _begins_line(context, k) or (first.lower == "в" and place_end(tokens, k + 1, len(tokens), "loct") > k + 1)
    if first.capital and not (is_place(first.text) or is_local(first.text)):
        return False
    return first.lower in _JOINING or _oblique(first)


def _village(context: Context, k: int) -> bool:
    """«⏎с. Лесное Вишнёвского округа»: a village with its land behind it; «с. Лесное, ул. Мира» is an address."""
    tokens, last = context.tokens, len(context.tokens)
    if tokens[k].lower not in _SHORTENED or k + 1 == last or tokens[k + 1].text != ".":
        return False
    end = place_end(tokens, k, last, "gent")
    return end > k and place_end(tokens, end, last, "gent") > end


def _oblique(token: Token) -> bool:
    """Whether a word of a name stands in a case that is no nominative: «бездомным», «пенсионеров»."""
    if token.kind != "word" or not goes_in_names(token.text):
        return False
    return bool(cases(token.text)) and "nomn" not in cases(token.text)


def _fits(context: Context, k: int) -> bool:
    """Whether a token may stand in a name: no person, post, address, label or sentence."""
    tokens, token = context.tokens, context.tokens[k]
    if token.kind != "word":
        shortened = token.text == "." and tokens[k - 1].lower in _SHORTENED
        return token.kind in ("open", "close") or token.text in _MARKS or shortened
    behind = tokens[k + 1].text if k + 1 < len(tokens) else ""
    if behind == "." and token.lower in _SHORTENED:
        return token.text != "С" or _village(context, k)  # «С. Вишняков» signs
    if behind in (".", ":") and len(token.text) > 1:
        return False
    if begins_address(tokens, k) or starts_person(tokens, k) or token.start in context.foreign:
        return False
    addressed = lemmas(token.text) & POSTS and not cases(token.text) <= _OF_SOMEBODY  # «⏎губернатора и правительства»
    return not addressed and not lemmas(token.text) & _LABELS


def _begins_line(context: Context, k: int) -> bool:
    return k == 0 or context.tokens[k].start in context.tail.line_ends
