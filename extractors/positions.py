"""Positions (должности): a post with its attributes before it and its tail after it, in the nominative.

The span is as long as grammar lets it be; `pipeline.resolve` cuts it where a person or an organisation begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.chunks import Tail, Token, agree, cases, lemmas, may_be_adjective, readings, tail_end, tokenize
from extractors.russian.lexicon import lexicon
from extractors.russian.phrases import nominative_phrase
from extractors.segments import Segment, segments

_POSTS = frozenset(row["lemma"] for row in lexicon("posts") if row["rank"] != "attribute")
_ATTRIBUTES = frozenset(row["lemma"] for row in lexicon("posts") if row["rank"] == "attribute")
_TAIL = Tail(stops=frozenset())
#: Participles that are posts: the dictionary has them as forms of verbs («Управляющему филиалом», «заведующей отделом»).
_PARTICIPLE = re.compile(
    r"(?:заведующ|управляющ|командующ|исполняющ|учащ)(?:ий|его|ему|им|ем|ая|ей|ую|ие|их|ими)", re.IGNORECASE
)
#: «Зам. начальника», «зав. кафедрой»: a post cut short; «гл. врач», «ст. инспектор», «вед. специалист»: an attribute cut short.
_CUT_POSTS = frozenset({"зам", "зав", "нач", "пом", "рук"})
_CUT_ATTRIBUTES = frozenset({"гл", "ст", "мл", "вед", "ген", "исп", "отв"})
_SKIPPED = frozenset({ZoneRole.E_SIGNATURE, ZoneRole.FURNITURE})
_LONGEST = 220  # characters
_LONGEST_ABBREVIATION = 4  # letters: «ДИРЕКТОРУ» in capitals is a word


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
        cut = _is_cut_post(tokens, i)
        if not cut and not is_post(tokens[i]):
            i += 1
            continue
        first, last = _left(tokens, i, document.folded), _right(tokens, i + 2 if cut else i)
        start, end = tokens[first].start, tokens[last - 1].end
        if end - start > _LONGEST:
            last, end = i + 1, tokens[i].end
        text = document.text[start:end]
        yield mention(
            document,
            Kind.POSITION,
            start,
            end,
            nominative_phrase(" ".join(text.split())),
            rule="position:phrase",
            confidence=0.9,
        )
        i = max(last, i + 1)


def is_post(token: Token) -> bool:
    """Whether the token is a post: «директору», «И.о.» is told by `acting_before`."""
    if token.kind != "word":
        return False
    if _PARTICIPLE.fullmatch(token.text):
        return True
    cut_short = token.abbreviation and not (token.text.isupper() and len(token.text) > _LONGEST_ABBREVIATION)
    return not cut_short and bool(lemmas(token.text) & _POSTS)


def _is_cut_post(tokens: Sequence[Token], i: int) -> bool:
    """Whether «Зам», «Зав» with its dot stands at `i`."""
    return (
        tokens[i].lower in _CUT_POSTS
        and i + 2 < len(tokens)
        and tokens[i + 1].text == "."
        and tokens[i + 2].kind == "word"
    )


def _left(tokens: Sequence[Token], i: int, folded: str) -> int:
    """Index of the first attribute of a post: «первый заместитель», «временно исполняющая обязанности министра»."""
    first = i
    while first > 0:
        before = tokens[first - 1]
        if before.kind == "word" and _attribute(tokens, first - 1, tokens[i].text, folded):
            first -= 1
        elif before.text == "." and first > 1 and tokens[first - 2].lower in _CUT_ATTRIBUTES:
            first -= 2
        else:
            break
    if first > 0 and tokens[first - 1].lower == "временно":
        first -= 1
    k = first - 1
    if k >= 0 and tokens[k].lower == "обязанности":
        first = k
        while first > 0 and tokens[first - 1].lower.startswith(("исполня", "временно", "исп")):
            first -= 1
    if k >= 0 and tokens[k].lower in ("врио", "врип"):
        first = k
    if (
        k >= 3
        and tokens[k].text == "."
        and tokens[k - 1].lower == "о"
        and tokens[k - 2].text == "."
        and tokens[k - 3].lower == "и"
    ):
        first = k - 3
    if first >= 3 and tokens[first - 1].text == "." and tokens[first - 2].lower == "вр":
        first -= 2
    return first


def _attribute(tokens: Sequence[Token], k: int, head: str, folded: str) -> bool:
    """Whether the word at `k` belongs to the post behind it; one with a capital only at the head of its line: «Военному⏎комиссару»."""
    word = tokens[k].text
    if lemmas(word) & _ATTRIBUTES:
        return True
    if not may_be_adjective(word) or not agree(word, head):
        return False
    return (
        not word[:1].isupper()
        or k == 0
        or "\n" in folded[tokens[k - 1].end : tokens[k].start]
        or tokens[k - 1].text in ":;,"
    )


def _right(tokens: Sequence[Token], i: int) -> int:
    """Index behind the tail: «заместитель директора – главный бухгалтер», «начальник отдела образования …»."""
    end = _governed(tokens, i + 1) if _PARTICIPLE.fullmatch(tokens[i].text) else i + 1
    while True:
        step = tail_end(tokens, end, _TAIL)
        if (
            step == end
            and end < len(tokens)
            and is_post(tokens[end])
            and "gent" in {p.tag.case for p in readings(tokens[end].text)}
        ):
            step = end + 1
        if step + 1 < len(tokens) and tokens[step].text == "-" and _post_follows(tokens, step + 1):
            step = next(j for j in range(step + 1, len(tokens)) if is_post(tokens[j])) + 1
        if step == end:
            return end
        end = step


def _governed(tokens: Sequence[Token], i: int) -> int:
    """Index behind what a participle governs in the instrumental: «заведующей отделом», «управляющему южным филиалом»."""
    j = i
    while j < min(len(tokens), i + 3) and tokens[j].kind == "word" and "ablt" in cases(tokens[j].text):
        j += 1
        if not may_be_adjective(tokens[j - 1].text):
            return j
    return i


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
