"""Organisations: whole names in the nominative, their short forms and «(далее – …)».

A name is found by its head («министерство», «школа», «центр»), its legal form («МБОУ», «ООО»), its short form
(«Минпросвещения России») or, last, by the NER witness; grammar says where it begins and ends, `organization_evidence`
whether it is a name. A class of organisations («образовательные организации»), an event, an inner department is none.

    organization_anchors   words that names are found by
    organization_context   what the rules know of a segment       organization_spans    a name among tokens, its value
    organization_phrases   names that begin with a word           organization_letters  ... with letters
    organization_lists     several numbers of one head            organization_cells    tables, titles in quotes
    organization_called    a quoted name alone behind who works there
    organization_lines     names of a letterhead to the end of their lines
    organization_aliases   other names said beside                organization_witness  what the NER model says
    spoken                 the text as it is spoken
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.organization_aliases import aliases, foreign_names, labelled_names
from extractors.organization_anchors import is_anchor
from extractors.organization_called import called
from extractors.organization_cells import cell_names, fills_cell, in_title
from extractors.organization_context import Context
from extractors.organization_letters import by_letters, entrepreneur
from extractors.organization_lines import filled
from extractors.organization_lists import numbered_list
from extractors.organization_phrases import by_head, in_quotes, with_branch, with_kind
from extractors.organization_spans import Span, organization, value_of
from extractors.organization_witness import Witnesses, witness_names
from extractors.russian.borders import quote_end
from extractors.segments import segments

__all__ = ["find", "organization"]

_SKIPPED: Final = frozenset({ZoneRole.E_SIGNATURE})
#: Zones of odds and ends: only what is beyond doubt is a name there.
_LOOSE_ZONES: Final = frozenset({ZoneRole.NOISE, ZoneRole.FURNITURE, ZoneRole.REGISTRATION})
_LEAST_LOOSE: Final = 0.93
_CELL: Final = 0.93


def find(document: Document) -> Iterator[Mention]:
    """Mentions of organisations (OrganizationValue) and of their aliases (AliasValue), in the order of the text.

    >>> from extractors.document import Line
    >>> text = "по приказу Министерства науки и высшего образования Российской Федерации"
    >>> [m.value.name for m in find(Document(text, (Line(0, len(text)),)))]
    ['Министерство науки и высшего образования Российской Федерации']
    """
    witnesses, cells = Witnesses(document), cell_names(document)
    found: list[Mention] = []
    for segment in segments(document):
        if segment.role not in _SKIPPED:
            found += _in_segment(Context.of(document, segment, witnesses), cells)
    yield from found
    yield from labelled_names(document, found)
    yield from foreign_names(document, found)


def _in_segment(context: Context, cells: dict[int, int]) -> Iterator[Mention]:
    """The mentions of one segment."""
    spans = _read(context)
    if context.letterhead:
        spans = [*filled(context, spans), *(span for span in spans if not span.rule)]
    least = _LEAST_LOOSE if context.segment.role in _LOOSE_ZONES else 0.0
    names = [span for span in spans if span.rule and span.confidence >= least]
    for span in _whole_cell(context, names, cells):
        yield _mention(context, span)
        yield from aliases(context.document, context.tokens, span)
    claimed = [(context.tokens[s.first].start, context.tokens[s.last - 1].end) for s in spans if s.last > s.first]
    for first, last, confidence in witness_names(context.segment, context.tokens, context.witnesses, claimed):
        yield _mention(context, Span(first, -1, last, confidence, "organization:witness"))


def _read(context: Context) -> list[Span]:
    """The names of a segment, and the titles in quotes that hold none, from left to right."""
    tokens, found, floor = context.tokens, [], 0
    told = [n for n, t in enumerate(tokens) if t.kind == "open" or (t.kind == "word" and is_anchor(t.text))]
    for i in told:
        if i < floor:
            continue
        if tokens[i].kind == "word":
            if tokens[i].start not in context.foreign:
                spans = list(numbered_list(context, i)) or [span for span in (_name_at(context, i),) if span is not None]
                found += spans
                floor = spans[-1].last if spans else floor
        elif (alone := called(context, i)) is not None:
            found.append(alone)
            floor = alone.last
        elif in_title(tokens, i):
            floor = quote_end(tokens, i)
            found.append(Span(i, i, floor))
    return found


def _name_at(context: Context, i: int) -> Span | None:
    """The name whose head, legal form or short name is token `i`."""
    span = by_letters(context, i) or entrepreneur(context, i) or by_head(context, i)
    return with_kind(context, with_branch(context, in_quotes(context, span))) if span is not None else None


def _whole_cell(context: Context, names: Sequence[Span], cells: dict[int, int]) -> Sequence[Span]:
    """The names; or the whole cell, where it stands under a header of names and speaks of one."""
    tokens = context.tokens
    stop = cells.get(tokens[0].start, 0) if tokens else 0
    if not stop or len(names) != 1 or not fills_cell(tokens, names[0]):
        return names
    end = max(k for k, token in enumerate(tokens, 1) if token.end <= stop)
    if tokens[end - 1].text == ")":  # «Агентство «Формат» (г. Шуя)»
        end = next((k for k in range(names[0].last, end) if tokens[k].text == "("), end)
    return [Span(0, names[0].at if names[0].first == 0 else -1, end, _CELL, "organization:cell")]


def _mention(context: Context, span: Span) -> Mention:
    start, end = context.tokens[span.first].start, context.tokens[span.last - 1].end
    value = value_of(context.document, context.tokens, span)
    return mention(context.document, Kind.ORGANIZATION, start, end, value, rule=span.rule, confidence=span.confidence)
