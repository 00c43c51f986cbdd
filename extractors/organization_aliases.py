"""Other names of an organisation, said right behind it: «(далее – ЦНППМ)», «(Минобрнауки РБ)», a second language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.organization_spans import Span
from extractors.russian.bodies import short_base
from extractors.russian.organization_heads import head_of
from extractors.russian.organization_names import forms, written
from extractors.russian.wordforms import Token, lemmas, readings
from extractors.segments import segments
from extractors.spoken import foreign_spans
from extractors.values import AliasValue

_FURTHER: Final = re.compile(
    r"""\s{0,40}[(,]\s?(?:далее(?:\s?по\sтексту)?|(?:именуем\w{2,3}\s)?в\sдальнейшем|сокращенно)\s{0,2}(?:[-:,]|именуем\w{2,4})?\s{0,2}
        (?:соответственно\s{0,2}[-:]?\s?|также\s|именуем\w{2,4}\s)?[«"]?(?P<alias>[^()\n]{2,80}?)[»"]?\s?[),;]""",
    re.IGNORECASE | re.VERBOSE,
)
_BRACKETED: Final = re.compile(r"\s{0,40}\((?P<alias>[^()]{2,90})\)")
_NOT_ALIAS: Final = re.compile(r"^(?:соответственно|вместе|совместно|при|в|на|по|и|от|до|с|или)\b", re.IGNORECASE)
_REQUISITE: Final = re.compile(r"(?:ИНН|КПП|ОГРН|ОКПО|БИК|СНИЛС)\b|\d{3}")
_LONGEST: Final = 8  # words of a short name
_SURE: Final = 0.5  # confidence of a name of a letterhead that a second language repeats


def aliases(document: Document, tokens: Sequence[Token], span: Span) -> Iterator[Mention]:
    """The short names that stand in brackets right behind the name at a span."""
    if span.last < len(tokens) and tokens[span.last].text not in "(,":
        return
    end = tokens[span.last - 1].end
    further = _FURTHER.match(document.folded, end)
    match = further or _BRACKETED.match(document.folded, end)
    if match is None:
        return
    start, stop = match.span("alias")
    name = {lemma for t in tokens[span.first : span.last] if t.kind == "word" for lemma in lemmas(t.text)}
    for piece in re.finditer(r"[^,;]+", document.text[start:stop]):
        alias = written(piece.group()).strip(' «»"')
        if not alias or alias in forms() or _NOT_ALIAS.match(alias) or _REQUISITE.match(alias):
            continue
        if _may_stand(alias, name) if further else _like_short_name(alias) or _same_head(document, start, alias, name):
            a, b = start + piece.start(), start + piece.end()
            rule, confidence = ("alias:further", 0.95) if further else ("alias:brackets", 0.85)
            yield mention(document, Kind.ALIAS, a, b, AliasValue(alias, end), rule=rule, confidence=confidence)


def _may_stand(alias: str, name: set[str]) -> bool:
    """«(далее – Министерство)», «(далее – ЦНППМ)»; «(далее – Порядок)» stands for the act before."""
    first = alias.split(maxsplit=1)[0]
    if sum(c.isupper() for c in first) > 1 or short_base(first) or any(head_of(word) for word in alias.split()):
        return True
    nouns = {p.lemma.replace("ё", "е") for word in alias.split() for p in readings(word)}
    return bool(nouns & name) or alias.startswith("«")


def _same_head(document: Document, at: int, alias: str, name: set[str]) -> bool:
    """«(Главное управление МЧС России по Томской области)» under a full name of a letterhead with the same head."""
    if document.role_at(at) is not ZoneRole.LETTERHEAD:
        return False
    head = next((head for word in alias.split() if (head := head_of(word)) is not None), None)
    return head is not None and head.lemma in name


def _like_short_name(alias: str) -> bool:
    """«ФГБОУ ВО «ПГУСТ»», «Минобрнауки области», «ЦНППМ»; not «в очной форме»."""
    pieces = alias.split()
    if len(pieces) > _LONGEST:
        return False
    first = pieces[0].strip('«"')
    return sum(c.isupper() for c in first) >= 2 or bool(short_base(first)) or first in forms()


#: «Полное наименование учреждения: … Сокращённое наименование: …», cells of a table too.
_FULL_LABEL: Final = re.compile(r"полное\s(?:официальное\s)?(?:наименование|название)[^:|\n]{0,80}[:|\n]?[\s\"«]{0,4}\Z", re.IGNORECASE)
_SHORT_LABEL: Final = re.compile(
    r"(?:сокращенное|краткое)\s(?:официальное\s)?(?:наименование|название)[^:|\n]{0,80}?(?:[:|\n]|\s[–-]\s)\s{0,3}(?P<alias>[^\n|;]{3,90})",
    re.IGNORECASE,
)
_LABEL_REACH: Final = 120  # characters before a name that may be its label
_CARD_REACH: Final = 400  # characters behind the full name within which the short one is said


def labelled_names(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """The short name that a card of an institution gives under a label of its own, behind the full one."""
    text = document.folded
    if "наименование" not in text and "название" not in text.lower():
        return
    for full in found:
        if full.kind is not Kind.ORGANIZATION:
            continue
        if _FULL_LABEL.search(text, max(0, full.start - _LABEL_REACH), full.start):
            match = _SHORT_LABEL.search(text, full.end, full.end + _CARD_REACH)
        else:  # «АНО «Дирекция игр»⏎Сокращённое наименование: …» of a letterhead
            match = _SHORT_LABEL.match(text, full.end + 1) if document.role_at(full.start) is ZoneRole.LETTERHEAD else None
        if match is None:
            continue
        start, stop = match.span("alias")
        alias = written(document.text[start:stop]).strip(" .,")
        alias = alias[1:].strip() if alias.count("«") > alias.count("»") and alias.startswith("«") else alias
        if _like_short_name(alias):
            yield mention(document, Kind.ALIAS, start, stop, AliasValue(alias, full.end), rule="alias:labelled", confidence=0.93)


def foreign_names(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """The name in a second language as an alias of the one organisation of the letterhead."""
    names = [m for m in found if m.kind is Kind.ORGANIZATION and m.confidence > _SURE]
    names = [m for m in names if document.role_at(m.start) is ZoneRole.LETTERHEAD]
    if len({m.value.name for m in names}) != 1:
        return
    for segment in segments(document):
        for start, end in _runs(foreign_spans(document, segment)):
            alias = " ".join(document.text[start:end].replace("*", " ").split()).strip(" ,;:")
            alias = alias.capitalize() if alias.isupper() else alias
            if len(alias.split()) > 1:
                value = AliasValue(alias, names[0].end)
                yield mention(document, Kind.ALIAS, start, end, value, rule="alias:language", confidence=0.85)


def _runs(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines as one span."""
    run: tuple[int, int] | None = None
    for start, end in spans:
        if run is not None and start <= run[1] + 1:
            run = run[0], end
            continue
        if run is not None:
            yield run
        run = start, end
    if run is not None:
        yield run
