"""What the lines at the top of a page show for and against each of them being its headline.

A candidate is a line, or a few that go on with one sentence. Its cues say where it stands, what stands around it, what it
says of itself, where else it is said; `headline_choice` weighs them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.frozen import dataclass
from extractors.mention import Kind
from extractors.russian.morph import parses
from pipeline.resolve.headline_patterns import NO_TITLE, PAGE_NAME, RUBRIC, SITE
from pipeline.resolve.headline_top import PROSE, WORD, Top
from pipeline.resolve.headlines import is_prose, letters_of, tells, tells_of_past, unmarked
from pipeline.zones.word_cues import menu_words, word_cues

_PARAGRAPHS: Final = 3  # of prose behind which there is no headline
_JOINED: Final = 4  # lines that one takes
_LONGEST: Final = 300  # characters of one
_CALL: Final = 60  # characters of the first line of a call on two: «Прекратите вырубку⏎Дубовой рощи!»
_SHORT_WORD: Final = 4  # letters of a preposition that leads to the next line: «три года спустя» ends
_NEAR: Final = 3  # lines around one that are looked at
_BIG: Final = 13  # points of type
_HALF, _NAME = 0.5, 0.7  # of a candidate that an organisation, a person fills
_TELLING: Final = 3  # letters of a line that is no chance within a longer one
_SITE_KINDS: Final = frozenset(("stamp", "path", "menu", "frame", "posted", "contact"))
_NEVER: Final = _SITE_KINDS | {"related", "row"}
#: What may stand between a headline and its text.
_BETWEEN: Final = frozenset(("stamp", "posted", "frame", "hint", "name", "related"))
_ENDS: Final = {".": "stop", "!": "call", "?": "question", ":": "colon", ",": "comma", "…": "dots"}
_WORD_CUES: Final = (
    "salutation", "about", "section", "menu", "web", "first:post", "first:organization", "first:dative", "organization_word",
)  # fmt: skip
_SECTION: Final = re.compile(r"[IVXХ]{1,5}\.\s")  # «I. Общие положения»
_SIZES: Final = ((1, "1"), (2, "2"), (4, "3-4"), (14, "5-14"), (30, "15-30"))  # words
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
    paragraphs, n = 0, 0
    while n < len(top.lines) and paragraphs < _PARAGRAPHS:
        last = _last(top, n)
        start, end = top.lines[n].start, top.lines[last].end
        text = unmarked(" ".join(top.texts[n : last + 1]))
        again = _again(top, n)
        if _is_none(top.kinds[n], text) and not again:
            paragraphs += top.kinds[n] == "prose" and last == n
            n = last + 1
            continue
        behind = ("behind_prose",) if paragraphs else ()
        own = (*_words(top, n, last, text), *_said(top, n, last, text))
        yield Candidate(start, end, text, (*_place(top, n, last), *_around(top, n, last), *behind, *own))
        paragraphs += top.kinds[n] == "prose" and last == n
        n = last + 1


def _again(top: Top, n: int) -> bool:
    """Whether the line below begins with what a line says: a sentence that is a headline."""
    own = top.letters[n]
    return len(own) > _TELLING and n + 1 < len(top.lines) and top.letters[n + 1].startswith(own)


def _is_none(kind: str, text: str) -> bool:
    """Whether a line of a kind is no headline whatever stands around it."""
    if kind == "hint":
        return not tells(text)  # «В саду рассказали, чем новые яблони будут отличаться от предыдущих»
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
    outside = {top.kinds[n], top.kinds[n + 1]} & _SITE_KINDS or top.kinds[n] in ("section", "name")
    if outside or len(text) > PROSE or text[-1:] in (".", "!", "?", ";"):
        return False
    if below[:1].islower() and gap <= 2:
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
    yield f"at:{_bucket(n, _PLACES)}"
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
    if top.feed:
        yield "feed"
        if RUBRIC.match(top.texts[n]):
            yield "feed&rubric"
        if not plain:
            yield "feed&plain_above:0"


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
    yield f"run:{_bucket(_run(top, n, last), _SIZES)}"
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


def _words(top: Top, n: int, last: int, text: str) -> Iterator[str]:
    """Cues of what a candidate says of itself."""
    yield f"kind:{top.kinds[n]}"
    yield f"words:{_bucket(len(text.split()), _SIZES)}"
    if text[-1:] in _ENDS:
        yield f"ends:{_ENDS[text[-1]]}"
    verb = tells(text)
    said = (
        ("page_name", PAGE_NAME.match(text)), ("rubric", RUBRIC.match(text)), ("no_title", NO_TITLE.match(text)),
        ("site", SITE.search(text)), ("hint", menu_words(text)), ("verb", verb), ("past", verb and tells_of_past(text)),
        ("lower", text[:1].islower()), ("capitals", text.isupper()), ("quoted", text[:1] in "«\"" and text[-1:] in "»\""),
        ("quotes", "«" in text[1:]), ("prose", is_prose(text)), ("digits", text[:1].isdigit() or _SECTION.match(text)),
        ("numbered", "№" in text),
        ("dashed", top.texts[n][:1] in "-–—•·"), ("dash", " – " in text or " — " in text), ("field", ": " in text),
    )  # fmt: skip
    yield from (name for name, yes in said if yes)
    start, end = top.lines[n].start, top.lines[last].end
    bodies, people = (top.findings.within(kind, start, end) for kind in (Kind.ORGANIZATION, Kind.PERSON))
    if sum(m.end - m.start for m in bodies) > _HALF * (end - start):
        yield "body&verb" if verb else "body"
    if people:
        if people[0].start == start:
            yield "speaks" if ": " in text[:_CALL] else "starts_name"  # «Ирина Сливина: «Мы сажаем сады»»
        yield "name" if sum(m.end - m.start for m in people) > _NAME * (end - start) else "has_name"
    if top.findings.within(Kind.POSITION, start, end):
        yield "has_post"
        if people and not verb:
            yield "post&name"
    seen = word_cues(top.document.folded[start:end].strip())
    yield from (f"cue:{cue}" for cue in _WORD_CUES if cue in seen)


def _said(top: Top, n: int, last: int, text: str) -> Iterator[str]:
    """Cues of where else a candidate is said: in the crumbs, in the title of the page, in the text below."""
    own, letters = letters_of(text), top.letters
    if len(own) > _TELLING:
        beside = [letters[k] for k in (n - 1, last + 1) if 0 <= k < len(letters)]
        said = (
            ("said_above", own in letters[:n]), ("said_below", own in letters[last + 1 :]),
            ("neighbour_said", any(len(one) > _TELLING and one in letters[last + 2 :] for one in beside)),
            ("ends_path", any(letters[k].endswith(own) and letters[k] != own for k in range(n) if top.kinds[k] != "words")),
            ("ends_above", any(letters[k].endswith(own) and letters[k] != own for k in range(n) if top.kinds[k] == "words")),
            ("begins_below", last + 1 < len(letters) and letters[last + 1].startswith(own) and letters[last + 1] != own),
            ("begins_above", any(line.startswith(own) and line != own for line in letters[:n])),
        )  # fmt: skip
        yield from (name for name, yes in said if yes)
        whole = letters_of(top.document.meta.get("title", ""))
        if whole:
            yield "meta:same" if own == whole else "meta:begins" if whole.startswith(own) else "meta:in" if own in whole else "meta:none"
    share = top.echoed(n, last, text) if top.kinds[n] != "prose" else None
    if share is not None:
        yield "echo:none" if not share else "echo:some" if share < _HALF else "echo:much"


def _bucket(number: int, names: tuple[tuple[int, str], ...]) -> str:
    return next((name for most, name in names if number <= most), "more")
