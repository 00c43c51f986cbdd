"""What the lines at the top of a page show for and against each of them being its headline.

A candidate is a line, or a few that go on with one sentence. Its cues say where it stands, what stands around it, what it
says of itself, where else it is said; `headline_choice` weighs them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from extractors.frozen import dataclass
from extractors.mention import Kind
from extractors.russian.morph import parses
from pipeline.resolve.headline_patterns import PART, RUBRIC
from pipeline.resolve.headline_top import PROSE, WORD, Top
from pipeline.resolve.headline_words import SIZES, TELLING, bucket, said_of, words_of
from pipeline.resolve.headlines import TWO_SENTENCES, is_place, tells, unmarked
from pipeline.zones.site_frame import is_frame

_PARAGRAPHS: Final = 3  # of prose behind which there is no headline
_JOINED: Final = 4  # lines that one takes
_LONGEST: Final = 300  # characters of one
_CALL: Final = 60  # characters of the first line of a call on two: «Прекратите вырубку⏎Дубовой рощи!»
_SHORT_WORD: Final = 4  # letters of a preposition that leads to the next line: «три года спустя» ends
_NEAR: Final = 3  # lines around one that are looked at
_BIG: Final = 13  # points of type
_SITE_KINDS: Final = frozenset(("stamp", "path", "menu", "frame", "posted", "contact"))
_NEVER: Final = _SITE_KINDS | {"related", "row", "greeting"}
#: What may stand between a headline and its text.
_BETWEEN: Final = frozenset(("stamp", "posted", "frame", "hint", "name", "related", "greeting"))
_MORE: Final = 4  # words of a headline that says more than a rubric
_VERSE, _RHYMES = 8, 3  # lines around a line of verse, and how many of them end in a comma
_PLACES: Final = ((0, "0"), (1, "1"), (4, "2-4"), (9, "5-9"))  # lines above


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be the headline, [start, end) in the text of the page: its text on one line, its cues."""

    start: int
    end: int
    text: str
    cues: tuple[str, ...]


def candidates(top: Top) -> Iterator[Candidate]:
    """What may be the headline of a page, in order, each with its cues."""
    offered = list(_offered(top))
    below: list[Candidate] = []
    found = []
    for one in reversed(offered):
        found.append(replace(one, cues=(*one.cues, *_beside(one, below))))
        if "behind_prose" not in one.cues:
            below.append(one)
    yield from reversed(found)


def _offered(top: Top) -> Iterator[Candidate]:
    """The lines that may be it, with the cues that each has by itself."""
    paragraphs, n = 0, 0
    while n < len(top.lines) and paragraphs < _PARAGRAPHS:
        whole = _last(top, n)
        apart = any(top.gap(k) > 1 for k in range(n, whole))
        for last in (n, whole) if apart else (whole,):
            start, end = top.lines[n].start, top.lines[last].end
            text = unmarked(" ".join(top.texts[n : last + 1]))
            speaks = top.kinds[n] == "name" and top.texts[whole].endswith(":")  # «Ирина Сливина:», what she says below
            if (not speaks and not _is_none(top.kinds[n], text)) or (top.kinds[n] == "prose" and _again(top, n)):
                behind = ("behind_prose",) if paragraphs else ()
                own = (*_among_sections(top, n, last), *words_of(top, n, last, text), *said_of(top, n, last, text))
                yield Candidate(start, end, text, (*_place(top, n, last), *_around(top, n, last), *behind, *own))
        paragraphs += top.kinds[n] == "prose" and whole == n
        n = whole + 1


def _beside(one: Candidate, below: Sequence[Candidate]) -> Iterator[str]:
    """Cues of what the candidates between this one and the text say: a rubric stands above a headline that says more."""
    if "verb" not in one.cues and any("verb" in other.cues and "ends:stop" not in other.cues for other in below):
        yield "verb_below"
    if any(len(other.text.split()) >= max(_MORE, 2 * len(one.text.split())) for other in below):
        yield "longer_below"
    if "echo:much" not in one.cues and any("echo:much" in other.cues for other in below):
        yield "echo_below"


def _again(top: Top, n: int) -> bool:
    """Whether the line below begins with what a line says: a sentence that is a headline."""
    own = top.letters[n]
    return len(own) > TELLING and n + 1 < len(top.lines) and top.letters[n + 1].startswith(own)


def _is_none(kind: str, text: str) -> bool:
    """Whether a line of a kind is no headline whatever stands around it."""
    if is_frame(text):
        return True
    if kind == "hint":
        return not tells(text)  # «В саду рассказали, чем новые яблони будут отличаться от предыдущих»
    if kind == "prose" and TWO_SENTENCES.search(text):
        return True  # «Визит состоялся по поручению главы. Делегация посетила:»
    if kind == "prose" and text[-1:] in (".", ";", ":"):
        return len(text) > PROSE or text[-1] != "." or tells(text)  # «График работы библиотеки с 1 сентября 2021 года.»
    return kind in _NEVER or text[-1:] == ";"


def _last(top: Top, n: int) -> int:
    """The last line that goes on with the sentence that line n begins."""
    last, size = n, len(top.texts[n])
    while last + 1 < len(top.lines) and last + 1 - n < _JOINED and _goes_on(top, last):
        size += len(top.texts[last + 1])
        if size > _LONGEST:
            return n
        last += 1
    return last


def _goes_on(top: Top, n: int) -> bool:
    """Whether a line goes on in the next one."""
    text, below, gap = top.texts[n], top.texts[n + 1], top.gap(n)
    outside = {top.kinds[n], top.kinds[n + 1]} & _SITE_KINDS or top.kinds[n] in ("section", "name") or top.kinds[n + 1] == "greeting"
    if outside or len(text) > PROSE or text[-1:] in (".", "!", "?", ";"):
        return False
    if below[:1].islower() and gap <= 2 and not is_place(below):
        return text[-1:] != ":" or below[-1:] not in (".", ";")
    if text[-1:] == ":":
        return False
    if text.count("«") > text.count("»") and "»" in below:
        return True
    words = WORD.findall(text)
    leads = bool(words) and len(words[-1]) <= _SHORT_WORD and text.endswith(words[-1])
    if leads and gap <= 2 and parses(words[-1].lower())[0].tag.pos in ("PREP", "CONJ"):
        return True
    loud = text.isupper() and below.isupper() and len(words) > 1 and top.kinds[n + 1] != "name"
    calls = below.endswith("!") and len(text) < _CALL and tells(text)
    return gap <= 1 and (loud or calls or text[-1:] in (",", "-", "–", "—"))


def _place(top: Top, n: int, last: int) -> Iterator[str]:
    """Cues of where a candidate stands."""
    yield "bias"
    yield f"at:{bucket(n, _PLACES)}"
    plain = sum(kind in ("words", "prose", "name") for kind in top.kinds[:n])
    yield f"plain_above:{min(plain, 3)}"
    role = top.document.role_at(top.lines[n].start)
    yield f"zone:{role.value if role else 'none'}"
    if last > n:
        yield "joined"
    if n and 0 != top.lines[n].paragraph == top.lines[n - 1].paragraph:
        yield "in_paragraph"
    yield from top.cut(n, last)
    if top.lines[n].bold or (top.lines[n].size or 0) > _BIG:
        yield "stressed"
    if not n or top.gap(n - 1) > 1:
        yield "gap_above"
    if last + 1 < len(top.lines) and top.gap(last) > 1:
        yield "gap_below"
    elif last + 1 < len(top.lines) and top.texts[last + 1].endswith(".") and len(top.texts[last + 1]) < _CALL:
        yield "sentence_below"
    if n and top.kinds[n - 1] not in _SITE_KINDS and top.texts[n - 1].endswith(",") and top.gap(n - 1) <= 2:
        yield "after_comma"
    if sum(text.endswith(",") for text in top.texts[max(0, n - _VERSE) : last + 1 + _VERSE]) >= _RHYMES:
        yield "verse"
    if last + 1 < len(top.lines) and top.gap(last) == 1 and top.kinds[last + 1] not in _SITE_KINDS:
        below = top.texts[last + 1]
        yield from ("runs_on",) if below[:1].islower() else ("stop_inside_below",) if _is_broken(below) else ()
    if top.feed:
        yield "feed"
        if RUBRIC.match(top.texts[n]) or PART.match(top.texts[n]):
            yield "feed&rubric"
        if not plain:
            yield "feed&plain_above:0"


def _among_sections(top: Top, n: int, last: int) -> Iterator[str]:
    """Whether a candidate heads a part of the page, or is the line above the first one that does."""
    first = min(top.sections, default=-1)
    if n in top.sections:
        yield "first_section" if n == first else "later_section"
    elif last < first and all(kind in _SITE_KINDS for kind in top.kinds[last + 1 : first]):
        yield "above_sections"


def _is_broken(text: str) -> bool:
    """Whether a line is of a paragraph that is broken into lines: a sentence ends within it."""
    return len(text) <= PROSE and TWO_SENTENCES.search(text) is not None


def _around(top: Top, n: int, last: int) -> Iterator[str]:
    """Cues of what stands around a candidate."""
    above, below = top.kinds[max(0, n - _NEAR) : n], top.kinds[last + 1 : last + 1 + _NEAR]
    yield f"above:{above[-1] if above else 'start'}"
    yield f"below:{below[0] if below else 'end'}"
    for kind in ("stamp", "path", "posted"):
        if kind in above:
            yield f"near_above:{kind}"
    for kind in ("stamp", "path", "posted", "prose", "menu", "section"):
        if kind in below:
            yield f"near_below:{kind}"
    rest = top.kinds[last + 1 :]
    if "prose" in rest:
        yield f"to_prose:{min(3, sum(kind not in _BETWEEN for kind in rest[: rest.index('prose')]))}"
    else:
        yield "no_prose_below"
    yield f"run:{bucket(_run(top, n, last), SIZES)}"
    shape = _shape(top, n)
    if last + _NEAR < len(top.lines) and (rows := _shape(top, last + 1)) and rows != shape and rows == _shape(top, last + 2):
        yield "heads_list"
    if shape:
        yield from ("alike_above",) if n and _shape(top, n - 1) == shape else ()
        yield from ("alike_below",) if last + 1 < len(top.lines) and _shape(top, last + 1) == shape else ()


def _shape(top: Top, n: int) -> tuple[bool, ...]:
    """What a line of a list has as its neighbours have it: a person, a body, a post; () for none."""
    line = top.lines[n]
    kinds = (Kind.PERSON, Kind.ORGANIZATION, Kind.POSITION)
    shape = tuple(bool(top.findings.within(kind, line.start, line.end)) for kind in kinds)
    return shape if any(shape) and len(top.texts[n]) <= PROSE else ()


def _run(top: Top, n: int, last: int) -> int:
    """How many items of a menu or of a list stand together around a candidate, itself one of them; 0 where it is none."""
    if not top.is_item(n):
        return 0
    first, end = n, last
    while first and top.is_item(first - 1):
        first -= 1
    while end + 1 < len(top.lines) and top.is_item(end + 1):
        end += 1
    return end - first + 1
