"""Several numbers of one head: «школы № 5, 7 и 12», «МБОУ СОШ № 1, 2» are a name for each number."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from extractors.organization_context import Context
from extractors.organization_spans import Span
from extractors.russian.chunks import walked
from extractors.russian.morph import inflect
from extractors.russian.organization_heads import plural_head
from extractors.russian.organization_names import forms
from extractors.russian.wordforms import agreement, may_be_adjective, readings

_LONGEST_NUMBER: Final = 4  # digits of the number of a school
_LONGEST_LETTERS: Final = 6  # «МБОУ СОШ» before numbers
_LONGEST_LIST: Final = 40  # schools named by one head


def numbered_list(context: Context, i: int) -> Iterator[Span]:
    """«школы № 5, 7 и 12», «МБОУ СОШ № 1, 2»: each number is a name; nothing where one number or none follows."""
    tokens = context.tokens
    first, head_end, singular = _listing(context, i)
    if not singular:
        return
    numbers = list(_numbers(context, head_end))
    if len(numbers) < 2 or len(numbers) > _LONGEST_LIST:
        return
    last = numbers[-1][1]
    walk = walked(tokens, last + 1, context.tail._replace(closed=True))
    place = context.document.text[tokens[last].end : tokens[walk.at - 1].end] if walk.places else ""
    for n, (digits, at) in enumerate(numbers):
        name = f"{singular} № {digits} {' '.join(place.split())}".strip()
        begin = first if n == 0 else at
        end = walk.at if n == len(numbers) - 1 else at + 1
        yield Span(begin, at, end, 0.9, "organization:list", name=name)


def _listing(context: Context, i: int) -> tuple[int, int, str]:
    """(first token, index of the first number, the head in the singular) of a list of numbers; "" for none."""
    tokens = context.tokens
    if tokens[i].text in forms():
        j = i
        while j - i < _LONGEST_LETTERS and (word := context.word(j)) and word.abbreviation:
            j += 1
        return i, j, " ".join(t.text for t in tokens[i:j])
    bracket = i + 1 < len(tokens) and tokens[i + 1].text == "("  # «пять школ (№№ 5, 7, 8)»
    number = i + 1 + bracket
    head = plural_head(tokens[i].text) if _is_number(context, number) else None
    if head is None:
        return i, i, ""
    first = i
    while (
        first > 0
        and (word := context.word(first - 1))
        and may_be_adjective(word.text)
        and _both_plural(word.text, tokens[i].text)
    ):
        first -= 1
    return first, number, " ".join(_singular(t.text, head.lemma) for t in tokens[first : i + 1])


def _both_plural(adjective: str, noun: str) -> bool:
    return any(number == "plur" for _, number in agreement(adjective, noun))


def _singular(word: str, lemma: str) -> str:
    """A word of a plural phrase in the nominative singular: «детских садов» of «детский сад»."""
    gender = next((p.tag.gender for p in readings(lemma) if p.tag.pos == "NOUN"), None) or "masc"
    for parse in readings(word):
        noun = parse.tag.pos == "NOUN" and parse.lemma.replace("ё", "е") == lemma
        if noun or (parse.tag.pos in ("ADJF", "PRTF") and parse.tag.number == "plur"):
            form = inflect(parse, {"nomn", "sing"} if noun else {"nomn", "sing", gender})
            if form is not None:
                return form.word.capitalize() if word[:1].isupper() else form.word
    return word


def _is_number(context: Context, i: int) -> bool:
    return i < len(context.tokens) and context.tokens[i].kind == "number" and context.tokens[i].text.startswith("№")


def _numbers(context: Context, i: int) -> Iterator[tuple[str, int]]:
    """(digits, token) of the numbers of a list that begins at `i`: «№ 5, 7 и № 12»."""
    tokens = context.tokens
    if not _is_number(context, i):
        return
    while i < len(tokens) and tokens[i].kind == "number":
        digits = tokens[i].text.lstrip("№ ")
        if not digits.isdigit() or len(digits) > _LONGEST_NUMBER or _counts(context, i):
            return
        yield digits, i
        if i + 1 >= len(tokens) or tokens[i + 1].lower not in (",", "и"):
            return
        i += 2


def _counts(context: Context, i: int) -> bool:
    """«школа № 5, 12 учеников»: the number counts what follows."""
    following = context.word(i + 1)
    if context.tokens[i].text.startswith("№") or following is None or following.lower == "и" or following.capital:
        return False
    return any(p.tag.number == "plur" and p.tag.case == "gent" for p in readings(following.text))
