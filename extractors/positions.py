"""Positions (должности): a post with its attributes before it and its tail after it, in the nominative.

The span is as long as grammar lets it be; `pipeline.resolve` cuts it where a person or an organisation begins.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.chunks import Tail, Token, agree, lemmas, may_be_adjective, readings, tail_end, tokenize
from extractors.russian.lexicon import lexicon
from extractors.russian.phrases import nominative_phrase
from extractors.segments import Segment, segments

_POSTS = frozenset(row["lemma"] for row in lexicon("posts") if row["rank"] != "attribute")
_ATTRIBUTES = frozenset(row["lemma"] for row in lexicon("posts") if row["rank"] == "attribute")
_TAIL = Tail(stops=frozenset())
_SKIPPED = frozenset({ZoneRole.E_SIGNATURE, ZoneRole.FURNITURE})
_LONGEST = 220  # characters


def find(document: Document) -> Iterator[Mention]:
    """Mentions of posts; the value is the post in the nominative, as long as the phrase goes on."""
    for segment in segments(document):
        if segment.role in _SKIPPED:
            continue
        yield from _in_segment(document, segment)


def _in_segment(document: Document, segment: Segment) -> Iterator[Mention]:
    tokens = tokenize(document.folded, segment.start, segment.end)
    i = 0
    while i < len(tokens):
        if not is_post(tokens[i]):
            i += 1
            continue
        first, last = _left(tokens, i), _right(tokens, i)
        start, end = tokens[first].start, tokens[last - 1].end
        if end - start > _LONGEST:
            last, end = i + 1, tokens[i].end
        text = document.text[start:end]
        yield mention(document, Kind.POSITION, start, end, nominative_phrase(" ".join(text.split())), rule="position:phrase", confidence=0.9)
        i = max(last, i + 1)


def is_post(token: Token) -> bool:
    """Whether the token is a post: «директору», «И.о.» is told by `acting_before`."""
    return token.kind == "word" and bool(lemmas(token.text) & _POSTS) and not token.abbreviation


def _left(tokens: Sequence[Token], i: int) -> int:
    """Index of the first attribute of a post: «первый заместитель», «временно исполняющая обязанности министра»."""
    first = i
    while first > 0 and tokens[first - 1].kind == "word" and _attribute(tokens[first - 1].text, tokens[i].text):
        first -= 1
    k = first - 1
    if k >= 0 and tokens[k].lower == "обязанности":
        first = k
        while first > 0 and tokens[first - 1].lower.startswith(("исполня", "временно", "исп")):
            first -= 1
    if k >= 0 and tokens[k].lower in ("врио", "врип"):
        first = k
    if k >= 3 and tokens[k].text == "." and tokens[k - 1].lower == "о" and tokens[k - 2].text == "." and tokens[k - 3].lower == "и":
        first = k - 3
    if first >= 3 and tokens[first - 1].text == "." and tokens[first - 2].lower == "вр":
        first -= 2
    return first


def _attribute(word: str, head: str) -> bool:
    if lemmas(word) & _ATTRIBUTES:
        return True
    return may_be_adjective(word) and not word[:1].isupper() and agree(word, head)


def _right(tokens: Sequence[Token], i: int) -> int:
    """Index behind the tail: «заместитель директора – главный бухгалтер», «начальник отдела образования …»."""
    end = i + 1
    while True:
        step = tail_end(tokens, end, _TAIL)
        if step == end and end < len(tokens) and is_post(tokens[end]) and "gent" in {p.tag.case for p in readings(tokens[end].text)}:
            step = end + 1
        if step + 1 < len(tokens) and tokens[step].text == "-" and _post_follows(tokens, step + 1):
            step = next(j for j in range(step + 1, len(tokens)) if is_post(tokens[j])) + 1
        if step == end:
            return end
        end = step


def _post_follows(tokens: Sequence[Token], i: int) -> bool:
    for token in tokens[i : i + 3]:
        if token.kind != "word":
            return False
        if is_post(token):
            return True
        if not may_be_adjective(token.text):
            return False
    return False


def acting(text: str) -> bool:
    """Whether the post is held for another: «И.о. министра», «Врио начальника», «исполняющая обязанности ректора».

    >>> acting("И.о. министра"), acting("Министр")
    (True, False)
    """
    plain = text.lower().replace("ё", "е").strip()
    return plain.startswith(("и.о", "и. о", "врио", "вр.и", "врип", "исполняющ", "временно исполн"))

