"""Positions (должности): a post with its attributes before it and its tail after it, in the nominative.

The span is as long as grammar lets it be; `pipeline.resolve` cuts it where a person or an organisation begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.morph import inflect, parses, spell_like
from extractors.russian.phrases import nominative_phrase
from extractors.russian.post_heads import is_deputy, rank_of
from extractors.russian.post_phrases import phrases
from extractors.russian.wordforms import may_be_adjective
from extractors.segment_tokens import segment_tokens
from extractors.segments import Segment, segments

_SKIPPED: Final = frozenset({ZoneRole.E_SIGNATURE})
#: Zones where the post of a person is said whole, his rank behind it.
_FORMAL: Final = frozenset({ZoneRole.ADDRESSEE, ZoneRole.SIGNATURE, ZoneRole.APPROVAL})
#: Titles cut short, that stand before a name there whatever the post.
_TITLES: Final = frozenset(("проф", "доц", "акад"))
#: «гл. бухгалтеру»: the shortened attribute stays as it is, the rest is declined.
_SHORT: Final = re.compile(r"^(?:(?:гл|ст|вед|мл|отв|техн|науч|учен|фин|ген)\.\s?)+", re.IGNORECASE)
#: «ст. преп.», «м.н.с.»: heads that are cut short have no case.
_CUT: Final = re.compile(r"(?:[а-я]{1,4}\.\s?){0,2}(?:преп|спец|проф|доц|инж|дир|ред|акад|н\.\s?с)(?=\.|$)", re.IGNORECASE)
_GOVERNING: Final = re.compile(r"управляющ(?:им|его|ему)\sдиректор", re.IGNORECASE)
_HYPHEN: Final = re.compile(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])")
_GLUED: Final = re.compile(r"(?<=[А-Яа-я][А-Яа-я])(?<!\b[Вв]р)\.(?=[а-я])")
#: Confidence by the rank of the head: a word of study or trade is less often a post.
_CONFIDENCE: Final = {
    "leader": 0.95,
    "post": 0.9,
    "rank": 0.85,
    "degree": 0.8,
    "study": 0.75,
    "church": 0.85,
    "trade": 0.7,
}


def find(document: Document) -> Iterator[Mention]:
    """Mentions of posts; the value is the post in the nominative, as long as the phrase goes on.

    >>> from extractors.document import Line
    >>> doc = Document("Сообщить заместителю директора по учебной работе.", (Line(0, 49),))
    >>> [m.value for m in find(doc)]
    ['заместитель директора по учебной работе']
    """
    persons = frozenset(span.start for span in document.witnesses if span.label == "PER")
    for segment in segments(document):
        if segment.role not in _SKIPPED:
            yield from _in_segment(document, segment, persons)


def _in_segment(document: Document, segment: Segment, persons: frozenset[int]) -> Iterator[Mention]:
    tokens = segment_tokens(document, segment)
    last = -1
    for phrase in phrases(tokens, persons):
        rank = rank_of(tokens[phrase.head].text)
        beside = last == phrase.first and segment.role in _FORMAL
        last = phrase.end
        if beside and rank == "rank":
            continue  # «Начальнику отдела полиции⏎подполковнику полиции …»: a rank behind the post
        if segment.role in _FORMAL and tokens[phrase.first].lower in _TITLES and phrase.end <= phrase.first + 2:
            continue  # «Директору института⏎проф. А. Н. Ревякину»
        start, end = tokens[phrase.first].start, tokens[phrase.end - 1].end
        text = document.text[start:end]
        yield mention(
            document, Kind.POSITION, start, end, nominative(text),
            rule="position:acting" if phrase.acting else f"position:{rank or 'short'}",
            confidence=_CONFIDENCE.get(rank, 0.9),
        )  # fmt: skip


#: «Исполнять обязанности директора стала Зыкова»: what is done of whoever does it.
_ACTING_VERB: Final = re.compile(r"^исполнять(?=\sобязанности\s)", re.IGNORECASE)


def nominative(text: str, case: str | None = None) -> str:
    """The phrase of a post in the nominative, on one line; `case` is the case it stands in, where that is known.

    >>> nominative("гл. бухгалтеру"), nominative("первым заместителем⏎министра".replace("⏎", "\\n"))
    ('гл. бухгалтер', 'первый заместитель министра')
    >>> nominative("первым замминистра просвещения")
    'первый замминистра просвещения'
    >>> nominative("Заведующим отделами", "datv")
    'Заведующие отделами'
    """
    plain = _ACTING_VERB.sub(lambda verb: spell_like("исполняющий", verb.group()), one_line(text))
    words = plain.split()
    at = next((n for n, word in enumerate(words) if is_deputy(word)), None)
    if at is not None and all(map(may_be_adjective, words[:at])):  # «первым замминистра»
        return " ".join([*map(_adjective, words[:at]), *words[at:]])
    if _CUT.match(plain):
        return plain
    if _GOVERNING.match(plain):  # «управляющим директором», not «управляющим делами»
        return f"{_adjective(words[0])} {nominative_phrase(' '.join(words[1:]), case)}"
    short = _SHORT.match(plain)
    if short is None:
        return nominative_phrase(plain, case)
    return short.group() + nominative_phrase(plain[short.end() :], case)


def _adjective(word: str) -> str:
    """An adjective in the nominative, as it stands with a post: «первым» is «первый»."""
    read = next((p for p in parses(word) if p.tag.pos in ("ADJF", "PRTF")), None)
    form = inflect(read, "sing nomn masc") if read is not None else None
    return spell_like(form.word, word) if form is not None else word


def one_line(text: str) -> str:
    """The phrase on one line, a word cut at the end of a line whole again, a blank behind what is shortened.

    >>> one_line("Зам.начальника депар-⏎тамента".replace("⏎", "\\n"))
    'Зам. начальника департамента'
    """
    return _GLUED.sub(". ", " ".join(_HYPHEN.sub("", text).split()))


def acting(text: str) -> bool:
    """Whether the post is held for another: «И.о. министра», «Врио начальника», «исполняющая обязанности ректора».

    >>> acting("И.о. министра"), acting("Министр")
    (True, False)
    """
    plain = text.lower().replace("ё", "е").strip()
    return plain.startswith(("и.о", "и. о", "врио", "вр.и", "врип", "исполняющ", "временно исполн"))
