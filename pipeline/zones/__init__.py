"""Zones: the lines of a document grouped by the requisites of ГОСТ Р 7.0.97 that they hold.

    Document -> run_together -> site_frame -> cues (word_cues, captions, case_heads) -> crf + certain -> repairs -> zones

Every line gets the role that its cues and the roles around it make most probable; lines of one role that stand together
are a zone.

run_together   a page without its line ends cut into lines again
site_frame     lines of the frame of a site: noise (site_words: what sites say, for cues and headlines too)
cues           what one line shows: its words (word_cues, by the table cue_patterns with cue_needs, asked through line_patterns), its
               layout, its neighbours; beside them captions of acts (captions) and the head of a paper for a court (case_heads)
crf            the chain over lines: weights.tsv decoded, with what a line says of itself beyond doubt (certain)
repairs        what single lines cannot show, by the runs of lines that stand together (runs): whole_texts,
               heading_repairs, letterhead_repairs, registration_repairs,
               signature_repairs, mark_repairs
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, islice
from operator import itemgetter

from extractors.document import Document, Line, Part, Zone, ZoneRole
from extractors.russian.morph import parses
from pipeline.zones.captions import caption
from pipeline.zones.case_heads import head_of_case
from pipeline.zones.certain import added
from pipeline.zones.crf import Chain, chain
from pipeline.zones.cues import cues
from pipeline.zones.repairs import repaired_roles
from pipeline.zones.run_together import lines_of
from pipeline.zones.site_frame import frame_lines


def lay(document: Document) -> Document:
    """The document with its zones: in order, not overlapping, every line in one.

    `Zone.confidence` is the mean probability of its lines.
    """
    document = lines_of(document)
    zones: list[Zone] = []
    lines = iter(document.lines)
    for role, group in groupby(roles(document), key=itemgetter(0)):
        marginals = [probability for _, probability in group]
        run = list(islice(lines, len(marginals)))
        sure = round(sum(marginals) / len(marginals), 3)
        zones.append(Zone(role, run[0].start, run[-1].end, run[0].page, sure, "chain"))
    return document.with_zones(tuple(zones))


def roles(document: Document, model: Chain | None = None) -> list[tuple[ZoneRole, float]]:
    """The role of every line and how probable it is, by the weights of the package or by others.

    The frame of a site is noise whatever stands beside it, and the lines on both sides of it are neighbours.
    """
    said = frame_lines([document.folded[line.start : line.end] for line in document.lines])
    frame = [line.part is Part.FRAME or by_words for line, by_words in zip(document.lines, said, strict=True)]
    own = tuple(line for line, outside in zip(document.lines, frame, strict=True) if not outside)
    rows = cues(replace(document, lines=own))
    named = caption(document, own)
    parts = (
        (named.lines, "caption"), (named.title, "caption_title"), (head_of_case(document, own), "case_head"),
        (_of_tables(document, own), "data_row"),
    )  # fmt: skip
    for indices, cue in parts:
        for index in indices:
            rows[index].append(cue)
    found = (model or chain()).decode(rows, added(rows))
    mended = repaired_roles(rows, [(ZoneRole(label), probability) for label, probability in found])
    repaired = iter(_told(document, own, mended, addressed="no_salutation" not in (rows[0] if rows else ())))
    return [_FRAME if outside else next(repaired) for outside in frame]


def _of_tables(document: Document, lines: Sequence[Line]) -> list[int]:
    """The indexes of the lines that are rows of tables of data."""
    starts = [line.start for line in lines]
    return [n for table in document.tables for n in range(bisect_left(starts, table.start), bisect_left(starts, table.end))]


def _told(
    document: Document, own: Sequence[Line], found: list[tuple[ZoneRole, float]], *, addressed: bool
) -> list[tuple[ZoneRole, float]]:
    """The roles with a headline that begins in the dative told from an addressee: «Педагогам вручили награды».

    It stands above all, in a document without a salutation, has a verb, and ends its zone.
    """
    if addressed or len(found) < _LEAST_LINES or found[0][0] is not ZoneRole.ADDRESSEE or found[1][0] is ZoneRole.ADDRESSEE:
        return found
    words = document.at(own[0]).split()
    read = (parses(word.strip(".,«»"))[0] for word in words[1:])
    tells = len(words) > 2 and any(first.tag.pos == "VERB" and first.score > _LEAST_VERB for first in read)
    return [(ZoneRole.HEADING, found[0][1]), *found[1:]] if tells else found


_LEAST_VERB = 0.5  # of the readings of a word
_LEAST_LINES = 3
_FRAME = (ZoneRole.NOISE, 1.0)
