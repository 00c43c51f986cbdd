"""Where people are named in a document, before any nominative is chosen: whole names with what their place says of
their case and gender, and capitalised words that stand alone and may be surnames.

    collect(document)  ->  names, words left alone
        stretches   segments of prose that only a line end parts are read together
        runs        pieces of names; a place («с. Маяк») is none
        windows     the best set of names in a run (`russian.name_windows`)
        things      «имени Ф. Скорины», «ул. М. Горького» are no people of the document
        lines       a surname on a line of its own joins the given name beside it
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.person_lines import Alone, Found, fills_line, with_surname_lines
from extractors.person_things import (
    CALLED_BEFORE,
    PLACE_BEFORE,
    TOWN_BEFORE,
    is_called_after,
    is_see,
    is_thing,
    is_town,
)
from extractors.russian.name_behind import after, listed_with
from extractors.russian.name_context import before
from extractors.russian.name_parts import NameParts
from extractors.russian.name_quality import parts as retold
from extractors.russian.name_windows import Piece, Window, runs, windows
from extractors.russian.name_words import PATRONYMIC_UNKNOWN, TYPICAL, fitness
from extractors.russian.person_grammar import Said, joint
from extractors.segments import PROSE, Segment, segments

#: Zones where a name stands by itself, so that common words with initials are names too.
OF_NAMES: Final = frozenset(
    {ZoneRole.ADDRESSEE, ZoneRole.SIGNATURE, ZoneRole.EXECUTOR, ZoneRole.E_SIGNATURE, ZoneRole.APPROVAL}
)
#: Least quality of a name that is reported.
LEAST: Final = 0.5
#: A name less surely in the nominative is no subject: the verb behind it is another's («приветствие иерея Вадима
#: Клочкова зачитала методист»).
MAY_BE_SUBJECT: Final = 0.2
#: How far behind a name a verb is looked for.
_BEHIND: Final = 140
#: Quality of a usual name that no model sees.
_PLAIN: Final = 0.7
#: «Иванова Д. 3»: an initial before a number is the mark of a house or a sheet.
_NUMBER_BEHIND: Final = re.compile(r"[ ]{0,2}(?:№|\d{1,3}(?!\.?[-\d]))")
#: «1) Иванов И.И.», «• Иванов И.И.»: what may stand before a name that begins its line.
_LINE_HEAD: Final = re.compile(r"[\s\d.)(•*-]{0,12}")
_POLITE: Final = re.compile(r"(?:уважаем|дорог)[а-я]{2}\s{1,3}$", re.IGNORECASE)
#: «школы им. братьев Сайтиевых Юнус Явбатиров»: the brothers are none of the people of the page.
_BROTHERS_BEFORE: Final = re.compile(r"(?:им\.|имени)\s{0,2}(?:братьев|сестер)\s{1,2}$")
_OF_VILLAGES: Final = frozenset(("Б.", "М.", "Н.", "С.", "В.", "К."))  # Большой, Малый, Новый …
#: Shares of the cases of a name that begins its line.
_HEADS_LINE: Final = {"nomn": 0.93, "datv": 0.03, "gent": 0.02, "ablt": 0.01, "accs": 0.01}


class PersonWitness:
    """What the NER model says of a span: 1.0 just this is a person, .5 it lies in one or is made of several, 0.0
    nothing; None where the model was not asked."""

    def __init__(self, document: Document) -> None:
        self._spans = sorted((s.start, s.end) for s in document.witnesses if s.label == "PER")
        self._places = {(s.start, s.end) for s in document.witnesses if s.label == "LOC"}
        self._starts = [start for start, _ in self._spans]
        self._asked = bool(document.witnesses)

    def __call__(self, start: int, end: int) -> float | None:
        if not self._asked:
            return None
        covered = 0
        for a, b in self._spans[max(0, bisect_left(self._starts, start) - 1) : bisect_left(self._starts, end)]:
            if b <= start:
                continue
            if a == start and abs(end - b) <= 1:  # the model leaves the last full stop out, or not
                return 1.0
            covered += min(b, end) - max(a, start)
        return 0.5 if covered > 0.6 * (end - start) else 0.0

    def sees_place(self, start: int, end: int) -> bool:
        """Whether just this span is a place to the model: «Марий Эл»."""
        return (start, end) in self._places


def collect(document: Document, witness: PersonWitness) -> tuple[list[Found], list[Alone]]:
    """The names of the document in order, and the words that no name took."""
    found: list[Found] = []
    alone: list[Alone] = []
    for stretch in _stretches(document):
        starts = [segment.start for segment in stretch]
        for run in _unplaced(document, stretch[0].start, stretch[-1].end):
            if len(run) == 1:
                if not run[0].initial:
                    alone.append(Alone(run[0], stretch[bisect_right(starts, run[0].start) - 1]))
                continue
            taken: set[int] = set()  # where the words of its names begin
            for window in windows(run, witness):
                segment = stretch[bisect_right(starts, window.start) - 1]
                taken |= {piece.start for piece in window.run}
                if is_thing(document.folded, window.start, window.end, segment):
                    continue
                item = _found(document, segment, window, witness, found[-1].end if found else -1)
                if item is not None:
                    found.append(item)
            spare = (piece for piece in run if not piece.initial and piece.start not in taken)
            alone += [Alone(p, stretch[bisect_right(starts, p.start) - 1]) for p in spare]
    whole = with_surname_lines(document, found, alone)
    joined = [(item.start, item.end) for item, bare in zip(whole, found, strict=True) if item is not bare]
    return whole, [word for word in alone if not any(x <= word.piece.start < y for x, y in joined)]


def _stretches(document: Document) -> Iterator[list[Segment]]:
    """Segments of prose that only a line end parts, together: a name may be broken over it («Прищеп⏎Галиной …»)."""
    stretch: list[Segment] = []
    for segment in segments(document):
        if stretch and not _run_on(document, stretch[-1], segment):
            yield stretch
            stretch = []
        stretch.append(segment)
    if stretch:
        yield stretch


def _run_on(document: Document, one: Segment, other: Segment) -> bool:
    return one.role is other.role and one.role in PROSE and document.text[one.end : other.start] == "\n"


def _unplaced(document: Document, start: int, end: int) -> Iterator[list[Piece]]:
    """Runs of pieces without the names of places: «г. Тула», «с. Маяк»."""
    folded = document.folded
    for run in runs(document.text, folded, start, end):
        part: list[Piece] = []
        skipped = -1
        for k, piece in enumerate(run):
            if k == skipped:
                continue
            before = max(start, piece.start - 18), piece.start
            if piece.text == "П." and k and run[k - 1].text == "М." and fills_line(folded, run[k - 1].start, piece.end):
                yield part[:-1]  # «М.П.» on a line of its own, above whoever is to be called
                part = []
                continue
            placed = PLACE_BEFORE.search(folded, *before) or is_see(folded, piece) or _BROTHERS_BEFORE.search(folded, *before)
            if placed and piece.text in _OF_VILLAGES and k + 1 < len(run) and not run[k + 1].initial:
                skipped = k + 1  # «д. Б. Янгильдино»
                yield part
                part = []
            elif not piece.initial and (
                placed
                or is_town(run, k, TOWN_BEFORE.search(folded, *before))
                or is_called_after(run, k, CALLED_BEFORE.search(folded, *before))
            ):
                yield part
                part = []
            else:
                part.append(piece)
        yield part


def _found(document: Document, segment: Segment, window: Window, witness: PersonWitness, last: int) -> Found | None:
    """The name of a window with what its place says of it; None where the place speaks against a person."""
    folded = document.folded
    said = before(folded, segment.start, window.start)
    opinion = witness(window.start, window.end)
    parts = window.parts.parts
    initials = sum(part.initial for part in parts)
    if segment.role is ZoneRole.SALUTATION or _POLITE.search(folded, max(segment.start, window.start - 30), window.start):
        window = window._replace(parts=_addressed(window.parts))
    unlisted = initials == 0 and not any(piece.fit.telling for piece in window.run)
    if segment.role is ZoneRole.LETTERHEAD and (initials == 1 or unlisted) and not said.cases:
        return None  # «М. Горький», «Удмурт Элькун»: a street, a state in a second language
    if initials == 0 and len(parts) == 2 and witness.sees_place(window.start, window.end) and not _is_plain(window, said):
        return None
    numbered = segment.role not in OF_NAMES and _NUMBER_BEHIND.match(folded, window.end)
    if initials == 1 and parts[-1].initial and not opinion and numbered:
        return None
    doubt = 1 - window.quality
    if segment.role in OF_NAMES and initials:
        doubt *= 0.4
    if said.headed and (initials or window.parts.patronymic is None):
        doubt *= 0.5 if said.apposed else 0.65
    if 1 - doubt < LEAST:
        return None
    listed = 0 <= last < window.start and listed_with(folded, last, window.start)
    whole = _with_behind(said, after(folded, window.end, min(segment.end, window.end + _BEHIND)))
    if segment.role is ZoneRole.ADDRESSEE and _WRITES.match(folded, folded.rfind("\n", 0, window.start) + 1):
        whole = replace(whole, cases={"gent": 1.0})
    if not whole.cases and _heads_line(folded, segment, window.start):
        whole = replace(whole, cases=_HEADS_LINE)
    return Found(
        window.start, window.end, window.parts, segment.role, round(1 - doubt, 4), whole, bool(opinion), listed
    )


_WRITES: Final = re.compile(r"[ \t]{0,80}[Оо]т(?:[ ]кого)?(?:[ ]|:[ ]{0,3}(?=[а-я]))")  # «От кого: начальника цеха № 3 Гарусова И.И.»


def _is_plain(window: Window, said: Said) -> bool:
    """«секретарь приемной администрации Мамошина Галина», «Зита Кадзова»: a usual name behind a post, or of a surname that
    shows itself, whatever a model sees."""
    named = any(piece.fit.only_given for piece in window.run) and window.quality > _PLAIN
    return named and (said.headed or all(piece.fit.only_given or piece.fit.surname >= TYPICAL for piece in window.run))


def _addressed(parts: NameParts) -> NameParts:
    """«Уважаемый Магомед Гаджидибирович!»: whoever is addressed with two words is addressed by his patronymic."""
    words = [part.text for part in parts.parts]
    if [part.kind for part in parts.parts] != ["given", "surname"] or fitness(words[1]).patronymic < PATRONYMIC_UNKNOWN:
        return parts
    return retold(words, "gp", parts.score)


def _with_behind(said: Said, behind: Said) -> Said:
    """What the words before and behind say together; a verb behind is believed where the name may be its subject."""
    oblique = bool(said.cases) and said.cases.get("nomn", 0.0) < MAY_BE_SUBJECT
    if oblique and behind.cases.get("nomn", 0.0) > 0.5:
        return said
    return replace(said, cases=joint(said.cases, behind.cases), gender=said.gender or behind.gender)


def _heads_line(folded: str, segment: Segment, start: int) -> bool:
    """Whether a name begins its line or its cell after nothing but a number or a mark of a list."""
    line = max(segment.start, folded.rfind("\n", segment.start, start) + 1)
    head = _LINE_HEAD.match(folded, line, start)
    return head is not None and head.end() == start
