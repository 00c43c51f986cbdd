"""People: every mention of a person by name, in the nominative.

A run of capitalised words and initials is cut into names by `russian.names`; the case that the zone wants, the full
names of the same document and the NER witness decide between readings. What is no person though it looks like one
(«имени Ф. Скорины», «ул. М. Горького») is claimed first.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.document import Document, WitnessSpan, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.name_parts import NameParts, parse_name
from extractors.russian.names import NameCandidate, PersonName, nominative
from extractors.segments import Segment, segments

#: A capitalised word or an initial; a run of them is where names may be.
_PIECE = r"""(?:[А-Я]\.(?:-[А-Я]\.)?                                   # И.
      | (?:фон|де|ван|оглы|кызы|улы|оглу|гызы)(?![А-Яа-я])
      | [А-Я]{2,}(?:-[А-Я]{2,}){0,2}(?![А-Яа-я])                       # СТЕЛЬМАШЕВА
      | [А-Я][а-я]+(?:[-'][А-Яа-я]?[а-я]+){0,2}(?![А-Яа-я]))"""  # Мамин-Сибиряк, Ли
_RUN = re.compile(rf"(?<![\w.@/-]){_PIECE}(?:(?:[ ]{{0,3}}\n?[ ]{{0,3}}){_PIECE}){{0,11}}", re.VERBOSE)
_PART = re.compile(_PIECE, re.VERBOSE)

#: What names a thing after a person: the name that follows is no person of the document.
_NAMED_THING = re.compile(
    r"""(?:\b(?:имени|им\.|памяти|улиц[аыеу]|ул\.|площад[ьи]|пл\.|просп(?:ект[ае]?|\.)|пр-т|пр\.|переул\w{2,3}|пер\.|бульвар\w?|б-р|наб\.|набережн\w{2}
           |преми[яийю]|медал[ьи]|орден\w?|стипенди\w{1,2}|чтени\w{1,2}|турнир\w?|кубок|кубк\w|конкурс\w?|методик\w{1,2}|систем\w{1,2}|теорем\w{1,2}|роман\w?|пьес\w{1,2}
           |проезд|шоссе|шос\.|мкр\.|станци\w|ст\.|гор\.|г\.|пос\.|с\.|дер\.|д\.)
        \s{0,2}(?:(?:академика|профессора|маршала|генерала|героя|писателя|космонавта|адмирала|святого|князя|поэта|летчика|партизана)\s{1,2}){0,2}[«"]?)$""",
    re.VERBOSE | re.IGNORECASE,
)
#: «М. Горького ул.»: the generic word of a street behind the name.
_STREET_BEHIND = re.compile(r"\s{0,2},?\s{0,2}(?:ул(?:ица|\.)|пл(?:ощадь|\.)|пр-т|просп\.|пер\.|б-р|наб\.|шоссе)(?![а-я])", re.IGNORECASE)
#: A post right before the name makes a surname alone a person: «министр Кравцов».
_POST_BEFORE = re.compile(
    r"(?:министр|губернатор|директор|ректор|начальник|руководител|председател|глав|президент|мэр|депутат|заместител|профессор|врач|учител|г-н|г-ж|господин|госпож|тов)[а-я]{0,4}\.?\s{1,2}$",
    re.IGNORECASE,
)
_EXPECTED = {
    ZoneRole.ADDRESSEE: "datv", ZoneRole.SIGNATURE: "nomn", ZoneRole.EXECUTOR: "nomn", ZoneRole.SALUTATION: "nomn",
    ZoneRole.E_SIGNATURE: "nomn", ZoneRole.APPROVAL: "nomn", ZoneRole.LETTERHEAD: "nomn",
}  # fmt: skip
_LEAST_SCORE = 0.4  # of `parse_name`: below it the words are no name unless the witness says so
_LEAST_WITNESSED = 0.05


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the text before its nominative is chosen."""

    start: int
    end: int
    parts: NameParts
    role: ZoneRole | None
    witnessed: bool


def find(document: Document) -> Iterator[Mention]:
    """Mentions of people; the value is a PersonName in the nominative.

    >>> doc = Document("Сообщить Барановой Наталье Сергеевне.")
    >>> from extractors.document import Line
    >>> [m.value.full for m in find(Document(doc.text, (Line(0, len(doc.text)),)))]
    ['Баранова Наталья Сергеевна']
    """
    people = [span for span in document.witnesses if span.label == "PER"]
    found = [item for segment in segments(document) for item in _names(document, segment, people)]
    known = _certain(found)
    for item in found:
        best = _choose(item, known)
        if best is None:
            continue
        evidence = ("witness agrees",) if item.witnessed else ()
        if best.known is not None:
            evidence += (f"full form in the document: {best.known.full}",)
        confidence = round(min(0.99, 0.55 + 0.45 * best.confidence * min(1.0, item.parts.score + 0.2 * item.witnessed)), 3)
        yield mention(document, Kind.PERSON, item.start, item.end, best.name, rule=_rule(item.parts), confidence=confidence, evidence=evidence)


def _rule(parts: NameParts) -> str:
    if any(part.initial for part in parts.parts):
        return "person:initials"
    return "person:full" if len(parts.parts) > 2 else "person:surname" if len(parts.parts) == 1 else "person:two_words"


def _names(document: Document, segment: Segment, people: Sequence[WitnessSpan]) -> Iterator[_Found]:
    folded = document.folded
    for run in _RUN.finditer(folded, segment.start, segment.end):
        pieces = [m.span() for m in _PART.finditer(folded, run.start(), run.end())]
        i = 0
        while i < len(pieces):
            taken = _best_window(document, segment, pieces, i, people)
            if taken is None:
                i += 1
                continue
            item, width = taken
            if not _named_after(folded, item, segment):
                yield item
            i += width


def _named_after(folded: str, item: _Found, segment: Segment) -> bool:
    """«имени Ф. Скорины», «М. Горького ул.»: the name of a thing."""
    before = folded[max(segment.start, item.start - 60) : item.start]
    if _NAMED_THING.search(before):
        return not _POST_BEFORE.search(before)
    return _STREET_BEHIND.match(folded, item.end) is not None


def _best_window(
    document: Document, segment: Segment, pieces: Sequence[tuple[int, int]], i: int, people: Sequence[WitnessSpan]
) -> tuple[_Found, int] | None:
    """The best name that begins with piece `i`: the widest of the good ones."""
    best: tuple[float, _Found, int] | None = None
    for width in range(min(5, len(pieces) - i), 0, -1):
        start, end = pieces[i][0], pieces[i + width - 1][1]
        text = document.folded[start:end]
        if text.count("\n") > 1 or (width == 1 and text.endswith(".")):
            continue
        parts = parse_name(" ".join(text.split()) if "\n" in text else text)
        if parts is None:
            continue
        witnessed = any(w.start < end and start < w.end for w in people)
        score = _score(document, segment, parts, start, end, width, witnessed)
        if score is not None and (best is None or score > best[0] + 0.02):
            best = score, _Found(start, end, parts, segment.role, witnessed), width
    return (best[1], best[2]) if best else None


def _score(
    document: Document, segment: Segment, parts: NameParts, start: int, end: int, width: int, witnessed: bool
) -> float | None:
    """How good a name this window is; None for none."""
    kinds = {part.kind for part in parts.parts}
    initials = any(part.initial for part in parts.parts)
    score = parts.score
    if segment.role is ZoneRole.LETTERHEAD and (initials or "patronymic" not in kinds):
        return None  # «М. Горький ур.»: streets of a second language; a letterhead names no people by initials
    if width == 1:
        if kinds != {"surname"} or not witnessed:
            return None
        before = document.folded[max(segment.start, start - 40) : start]
        return 0.3 * score if _POST_BEFORE.search(before) or _is_exact(document, start, end) else None
    if score >= _LEAST_SCORE and (initials or "patronymic" in kinds):
        return score + 0.1 * width
    if witnessed and score >= _LEAST_WITNESSED and _is_exact(document, start, end):
        return score + 0.1 * width
    return score + 0.05 * width if score >= 0.85 and not initials else None


def _is_exact(document: Document, start: int, end: int) -> bool:
    """Whether a witness gives just this span."""
    return any(w.label == "PER" and w.start == start and w.end == end for w in document.witnesses)


def _certain(found: Sequence[_Found]) -> tuple[PersonName, ...]:
    """Names that need no other mention to be read: with a whole patronymic, or initials where the zone gives the case."""
    certain: dict[PersonName, None] = {}
    for item in found:
        kinds = {part.kind: part for part in item.parts.parts}
        patronymic = kinds.get("patronymic")
        whole = patronymic is not None and not patronymic.initial
        if not whole and item.role not in (ZoneRole.SIGNATURE, ZoneRole.EXECUTOR):
            continue
        ranked = nominative(item.parts, expected_case=_EXPECTED.get(item.role) if item.role else None)
        if ranked and ranked[0].confidence > 0.8:
            certain[ranked[0].name] = None
    return tuple(certain)


def _choose(item: _Found, known: tuple[PersonName, ...]) -> NameCandidate | None:
    expected = _EXPECTED.get(item.role) if item.role else None
    ranked = nominative(item.parts, known=known, expected_case=expected)
    return ranked[0] if ranked else None
