"""What a candidate for the headline of a page says of itself, and where else it is said: cues of `headline_cues`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.mention import Kind
from extractors.russian.morph import parses
from pipeline.resolve.headline_patterns import DATELINE, NO_TITLE, PAGE_NAME, PART, RUBRIC, SITE
from pipeline.resolve.headline_top import WORD, Top
from pipeline.resolve.headlines import is_prose, letters_of, tells, tells_of_past
from pipeline.zones.word_cues import menu_words, word_cues

_CALL: Final = 60  # characters of its beginning in which somebody is named who speaks
_HALF, _NAME = 0.5, 0.7  # of a candidate that an organisation, a person fills
TELLING: Final = 3  # letters of a line that is no chance within a longer one
_ENDS: Final = {".": "stop", "!": "call", "?": "question", ":": "colon", ",": "comma", "…": "dots"}
_WORD_CUES: Final = (
    "salutation", "about", "section", "menu", "web", "first:post", "first:organization", "first:dative", "organization_word",
)  # fmt: skip
_SECTION: Final = re.compile(r"[IVXХ]{1,5}\.\s")  # «I. Общие положения»
_ITEM: Final = re.compile(r"\d{1,2}(?:\.\d{1,2})?[.)]")  # «1. Общие положения»
#: What a paper that a page shows is called by: «Объявление о конкурсе», «Порядок выдачи саженцев».
_PAPER: Final = re.compile(
    r"(?:объявление|извещение|оповещение|положение|протокол|отч[её]т|программа|(?:административный\s)?регламент|порядок|правила|памятка|план)\s",
    re.IGNORECASE,
)
_DAY: Final = re.compile(r"\d{1,2}(?:\s?[-–]\s?\d{1,2})?\s[а-я]{3,8}\s")  # «17 мая – День музеев», «20 марта состоится …»
SIZES: Final = ((1, "1"), (2, "2"), (4, "3-4"), (14, "5-14"), (30, "15-30"))  # words


def words_of(top: Top, n: int, last: int, text: str) -> Iterator[str]:
    """Cues of what a candidate says of itself."""
    yield f"kind:{top.kinds[n]}"
    yield f"words:{bucket(len(text.split()), SIZES)}"
    if text[-1:] in _ENDS:
        yield f"ends:{_ENDS[text[-1]]}"
    verb = tells(text)
    said = (
        ("page_name", PAGE_NAME.match(text)), ("rubric", RUBRIC.match(text)),
        ("part", PART.match(text) and not verb), ("dateline", DATELINE.match(text)),
        ("paper", _PAPER.match(text) and not verb), ("no_title", NO_TITLE.match(text)),
        ("site", SITE.search(text)), ("hint", menu_words(text)), ("verb", verb), ("past", verb and tells_of_past(text)),
        ("lower", text[:1].islower()), ("capitals", text.isupper()), ("quoted", text[:1] in "«\"" and text[-1:] in "»\""),
        ("quotes", "«" in text[1:]), ("prose", is_prose(text)), ("section", _SECTION.match(text)),
        ("day" if _DAY.match(text) else "item" if _ITEM.match(text) else "digits", text[:1].isdigit()),
        ("numbered", "№" in text),
        ("dashed", top.texts[n][:1] in "-–—•·"), ("dash", " – " in text or " — " in text), ("field", ": " in text),
    )  # fmt: skip
    yield from (name for name, yes in said if yes)
    if words := WORD.findall(text):
        yield from _grammar(words, text, verb)
    start, end = top.lines[n].start, top.lines[last].end
    bodies, people = (top.findings.within(kind, start, end) for kind in (Kind.ORGANIZATION, Kind.PERSON))
    if sum(m.end - m.start for m in bodies) > _HALF * (end - start):
        yield "body&verb" if verb else "body"
    if people:
        if people[0].start == start:
            yield "speaks" if ": " in text[:_CALL] else "starts_name"  # «Ирина Сливина: «Мы сажаем сады»»
        yield "name" if sum(m.end - m.start for m in people) > _NAME * (end - start) else "has_name"
    if posts := top.findings.within(Kind.POSITION, start, end):
        yield "has_post"
        if sum(m.end - m.start for m in posts) > _NAME * (end - start):
            yield "post"
        if people and not verb:
            yield "post&name"
    seen = word_cues(top.document.folded[start:end].strip())
    yield from (f"cue:{cue}" for cue in _WORD_CUES if cue in seen)


def _grammar(words: Sequence[str], text: str, verb: bool) -> Iterator[str]:
    """Cues of how the first and the last word of a candidate stand: «Ольховского сельского поселения», «… закона от»."""
    first, last = parses(words[0])[0].tag, parses(words[-1].lower())[0].tag
    if not verb and first.pos in ("NOUN", "ADJF") and first.case in ("gent", "datv", "ablt"):
        yield "oblique"
    if last.pos in ("PREP", "CONJ") and text.endswith(words[-1]):
        yield "open_end"


def said_of(top: Top, n: int, last: int, text: str) -> Iterator[str]:
    """Cues of where else a candidate is said: in the crumbs, in the title of the page, in the text below."""
    own, letters = letters_of(text), top.letters
    if len(own) > TELLING:
        beside = [letters[k] for k in (n - 1, last + 1) if 0 <= k < len(letters)]
        said = (
            ("said_above", own in letters[:n]), ("said_below", own in letters[last + 1 :]),
            ("neighbour_said", any(len(one) > TELLING and one in letters[last + 2 :] for one in beside)),
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


def bucket(number: int, names: tuple[tuple[int, str], ...]) -> str:
    return next((name for most, name in names if number <= most), "more")
