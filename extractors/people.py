"""People: every mention of a person by name, in the nominative.

`person_spans` says where names stand; here the zone, the words around and the full names of the same document decide
between their readings. A surname alone is a person behind a post or a form of address, in the mark of an executor,
and wherever the document has the whole name elsewhere.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.person_clergy import clergy
from extractors.person_executors import executes, is_of_executor
from extractors.person_families import families
from extractors.person_latin import latin
from extractors.person_lines import Alone, Found
from extractors.person_lists import behind_names, is_usual, lists_of_surnames
from extractors.person_spans import OF_NAMES, PersonWitness, collect
from extractors.person_things import is_thing
from extractors.person_undotted import undotted
from extractors.russian.name_context import before
from extractors.russian.name_forms import surname_forms
from extractors.russian.name_paradigms import fold
from extractors.russian.name_parts import NameParts, Part
from extractors.russian.name_windows import Piece
from extractors.russian.name_words import COMMON, TYPICAL, UNKNOWN
from extractors.russian.names import NameCandidate, PersonName, nominative, same_person
from extractors.russian.person_grammar import AFTER_VERB, Said, is_surname_alone, joint

#: The case that a zone wants, whatever stands before the name.
_EXPECTED: Final = {
    ZoneRole.ADDRESSEE: "datv", ZoneRole.SIGNATURE: "nomn", ZoneRole.EXECUTOR: "nomn", ZoneRole.SALUTATION: "nomn",
    ZoneRole.E_SIGNATURE: "nomn", ZoneRole.APPROVAL: "nomn", ZoneRole.LETTERHEAD: "nomn",
}  # fmt: skip
#: ... and zones where the words before it may say otherwise: «Утверждено приказом директора Ивановой».
_SOFTLY: Final = frozenset({ZoneRole.APPROVAL, ZoneRole.LETTERHEAD})
_OBLIQUE: Final = {"gent": 0.1, "datv": 0.1, "ablt": 0.1}
#: Shares of the cases of a name that follows another one in a list; the case of that one takes the rest.
_LISTED: Final = {"nomn": 0.05, "gent": 0.05, "datv": 0.05, "ablt": 0.05}
_LIKE_OTHERS: Final = 0.85
_FAR: Final = 4  # names of the list behind the first that may show its case
_FROM_SOMEBODY: Final = 0.9  # share of the genitive in an address
#: Confidence of a reading that other mentions may rest on.
_SURE: Final = 0.8
#: Letters of a surname that its other forms share («Лев», «Льва» do not, and stay apart); names kept under each.
_PREFIX: Final = 2
_STEM: Final = 3  # of a surname whose first half has twice as many letters
_SAME: Final = 0.5  # of `same_person`: initials and the whole name, whole names first
_NAMESAKES: Final = 12
#: Confidence of a surname alone; of one that the document has with a given name, and of such a word of other sense.
_ALONE: Final = 0.8
_KNOWN_SURNAME: Final = 0.9
_KNOWN_WORD: Final = 0.6
#: «Руководителю отдела аренды Платицыной»: a possessive surname that ends its line; «Хорский» may be a district.
_ADDRESSED: Final = re.compile(r"[А-Яа-яё-]{1,40}(?:(?:[оеё]в|[иы]н)(?:у|ой)|енко)[ ]{0,3}(?:\n|$)")
#: «Мешков», «Котовой»: a form of a common noun too, but with the ending of a surname.
_POSSESSIVE: Final = re.compile(r"(?:[оеё]в|[иы]н)(?:а|у|ым|ой|е)?$")


def find(document: Document) -> Iterator[Mention]:
    """Mentions of people; the value is a PersonName in the nominative.

    >>> doc = Document("Сообщить Барановой Наталье Сергеевне.")
    >>> from extractors.document import Line
    >>> [m.value.full for m in find(Document(doc.text, (Line(0, len(doc.text)),)))]
    ['Баранова Наталья Сергеевна']
    """
    witness = PersonWitness(document)
    found, alone = collect(document, witness)
    known = _Known(found)
    mentions = [_mention(document, item, best) for item, best in _chosen(found, known)]
    mentions += _surnames(document, alone, known, witness)
    mentions += _in_lists(document, alone, mentions)
    mentions += clergy(document, _left(alone, mentions), [m.value for m in mentions])
    mentions += latin(document, mentions)
    whole = list(undotted(document, mentions))  # in place of the surname alone: «Исп. Соловьёв МН»
    mentions = [m for m in mentions if not any(w.start <= m.start and m.end <= w.end for w in whole)] + whole
    shared = list(families(document))
    mentions = [m for m in mentions if not any(m.start < s.end and s.start < m.end for s in shared)] + shared
    yield from sorted(mentions, key=lambda m: m.start)


def _left(alone: Sequence[Alone], mentions: Sequence[Mention]) -> list[Alone]:
    """The words that are no person's yet."""
    taken = {m.start for m in mentions}
    return [word for word in alone if word.piece.start not in taken]


def _mention(document: Document, item: Found, best: NameCandidate) -> Mention:
    evidence: tuple[str, ...] = ("witness agrees",) if item.witnessed else ()
    if best.known is not None:
        evidence += (f"full form in the document: {best.known.full}",)
    sure = round(min(0.99, item.quality * (0.4 + 0.6 * best.confidence)), 3)
    rule = _rule(item.parts)
    return mention(document, Kind.PERSON, item.start, item.end, best.name, rule=rule, confidence=sure, evidence=evidence)


def _rule(parts: NameParts) -> str:
    if any(part.initial for part in parts.parts):
        return "person:initials"
    return ("person:surname", "person:two_words", "person:full")[min(len(parts.parts), 3) - 1]


class _Known:
    """Whole names of the document by the first letters of the surname, and the surnames that a form may be of."""

    def __init__(self, found: Sequence[Found]) -> None:
        self._names: dict[str, dict[PersonName, None]] = defaultdict(dict)
        self._alike: dict[str, list[PersonName]] = defaultdict(list)
        for item in sorted(found, key=lambda one: sum(part.initial for part in one.parts.parts)):
            if item.parts.patronymic is not None or item.role in OF_NAMES or _spelled(item.parts):
                best = _choose(item, self, None)  # whole names come first: they decide between readings of initials
                if best is not None and best.confidence > _SURE:
                    self._add(best.name)

    def _add(self, name: PersonName) -> None:
        if not name.surname or len(name.surname) < _PREFIX:
            return
        same = self._names[fold(name.surname)[:_PREFIX]]
        if len(same) >= _NAMESAKES or any(name == other or same_person(name, other) >= _SAME for other in same):
            return
        same[name] = None
        self._alike[_stem(fold(name.surname))].append(name)

    def like(self, parts: NameParts) -> tuple[PersonName, ...]:
        """The names that share the first letters of the surname."""
        surname = parts.surname
        return tuple(self._names.get(fold(surname.text)[:_PREFIX], ())) if surname else ()

    def surnames(self, form: str) -> set[str]:
        """The surnames that a folded word may be a form of."""
        names = (*self._alike.get(form[:_STEM], ()), *self._alike.get(form[:1], ()))
        return {name.surname for name in names if name.surname and form in surname_forms(name.surname, name.gender)}


def _stem(surname: str) -> str:
    """The first letters that all forms of a surname share, so many as are sure: «Лев», «Льва»."""
    return surname[:_STEM] if len(surname.partition("-")[0]) > 2 * _STEM else surname[:1]


def _spelled(parts: NameParts) -> bool:
    """A given name and a surname, both whole: «Игорь Белозеров», after whom a news item says «Белозеров» alone."""
    return parts.given is not None and parts.surname is not None and not any(part.initial for part in parts.parts)


def _chosen(found: Sequence[Found], known: _Known) -> Iterator[tuple[Found, NameCandidate]]:
    """Every name with its best reading; names of one list lend each other their case."""
    lent: Mapping[str, float] | None = None
    for i, item in enumerate(found):
        best = _choose(item, known, lent if item.listed else None)
        if best is None:
            lent = None
            continue
        if not item.listed and best.confidence < _SURE:
            clear = _clear_case(found[i + 1 : i + 1 + _FAR], known)
            best = (_choose(item, known, _LISTED | {clear: _LIKE_OTHERS}) if clear else None) or best
        lent = _lent(item, best, lent)
        yield item, best


def _lent(item: Found, best: NameCandidate, lent: Mapping[str, float] | None) -> Mapping[str, float] | None:
    """The shares of the cases that a name lends the next one of its list: its own case where that is sure, else what
    was said before the list («жалобы граждан Г.Г. Лосевой, С.И. Зуба и А.Н. Юрова»)."""
    if best.confidence > _SURE:
        return _LISTED | {best.case: _LIKE_OTHERS}
    if item.listed:
        return lent
    said = item.said.cases
    if not said or said.get("nomn", 0.0) > _LISTED["nomn"]:
        return None
    return {case: share + _LIKE_OTHERS * said.get(case, 0.0) for case, share in _LISTED.items()}


def _clear_case(others: Sequence[Found], known: _Known) -> str | None:
    """The case that a later name of the list shows: «Мустафину А.Г., Перовой Изабелле Карловне», «Галанова П., Ховрин М.»."""
    for item in takewhile(lambda one: one.listed, others):
        best = _choose(item, known, None)
        if best is not None and best.confidence > _SURE and (best.case == "nomn" or _is_whole(item)):
            return best.case
    return None


def _is_whole(item: Found) -> bool:
    return item.parts.patronymic is not None and not item.parts.patronymic.initial


def _choose(item: Found, known: _Known | None, lent: Mapping[str, float] | None) -> NameCandidate | None:
    """The best nominative: by the case that the zone wants, else by the words around and the name before it."""
    names = known.like(item.parts) if known else ()
    expected = _EXPECTED.get(item.role) if item.role else None
    cases = item.said.cases
    if item.role is ZoneRole.ADDRESSEE and cases.get("gent", 0.0) > _FROM_SOMEBODY:
        expected = None  # «… от заведующего складом⏎Худойбердиева Ш. Н.»
    if expected and cases and item.role in _SOFTLY:
        cases, expected = joint(cases, _OBLIQUE | {expected: 0.7}), None
    elif lent is not None:
        cases = joint(cases, lent)
    ranked = nominative(
        item.parts, item.said.gender, names, expected_case=expected, cases=None if expected or not cases else cases
    )
    return ranked[0] if ranked else None


def _surnames(document: Document, alone: Sequence[Alone], known: _Known, witness: PersonWitness) -> Iterator[Mention]:
    """Surnames that stand alone: forms of a surname of the document, and surnames that their place shows."""
    for word in alone:
        piece = word.piece
        forms = known.surnames(fold(piece.text))
        if len(forms) == 1 and piece.fit.given < UNKNOWN:
            sure = _KNOWN_SURNAME if piece.fit.surname >= UNKNOWN else _KNOWN_WORD
            name = PersonName(next(iter(forms)))
            yield mention(
                document, Kind.PERSON, piece.start, piece.end, name, rule="person:surname", confidence=sure,
                evidence=("surname of the document",),
            )  # fmt: skip
        elif not forms and (_is_likely(piece) or is_of_executor(document.folded, word)):
            yield from _placed(document, word, witness)


def _is_likely(piece: Piece) -> bool:
    """Whether a word by itself may be a surname that its place shows."""
    fit = piece.fit
    return fit.surname >= UNKNOWN or (fit.surname >= COMMON and _POSSESSIVE.search(piece.text) is not None)


def _placed(document: Document, word: Alone, witness: PersonWitness) -> Iterator[Mention]:
    """«министр Кравцов», «мастер участка Сапрыка», «т. Любавина», «Руководителю отдела аренды Платицыной» in the address of a
    letter; «Любавина⏎9-23-41» of an executor. The surname agrees with the word before."""
    folded, piece, segment = document.folded, word.piece, word.segment
    witnessed = witness(piece.start, piece.end) == 1.0
    if not (witnessed or piece.fit.surname >= TYPICAL or is_of_executor(folded, word)):  # no place shows it
        return
    said = before(folded, segment.start, piece.start)
    if not _is_shown(folded, word, said, witnessed=witnessed) or is_thing(folded, piece.start, piece.end, segment):
        return
    parts = NameParts(piece.text, (Part(piece.text, 0, len(piece.text), "surname"),), piece.fit.surname)
    item = Found(piece.start, piece.end, parts, segment.role, _ALONE, said, witnessed)
    best = _choose(item, None, None)
    if best is not None and (best.case in said.cases or not said.cases):
        yield _mention(document, item, best)


def _in_lists(document: Document, alone: Sequence[Alone], mentions: Sequence[Mention]) -> Iterator[Mention]:
    """«депутаты Грачёв, Сидоренко и Нурмухаметова»: surnames in one list with one that its place shows, or behind a post or a
    verb of several («в финал вышли Баташев и Гагиева»); one that ends a list of whole names."""
    folded = document.folded
    shown = {m.start for m in mentions}
    whole = sorted(m.end for m in mentions if m.value.given and m.value.surname and not m.value.given.endswith("."))
    for word in behind_names(folded, alone, whole):
        if word.piece.start not in shown:
            shown.add(word.piece.start)
            yield from _listed(document, word, Said({"nomn": 1.0}))
    for run in lists_of_surnames(folded, alone):
        said = before(folded, run[0].segment.start, run[0].piece.start)
        told = said.cases == AFTER_VERB or (said.headed and said.apposed)
        if run[0].piece.start not in shown and not (told and all(is_usual(word.piece) for word in run)):
            continue
        for word in run:
            if word.piece.start not in shown:
                yield from _listed(document, word, replace(said, gender=None))


def _listed(document: Document, word: Alone, said: Said) -> Iterator[Mention]:
    """A surname alone in the case that its list wants."""
    piece = word.piece
    parts = NameParts(piece.text, (Part(piece.text, 0, len(piece.text), "surname"),), piece.fit.surname)
    item = Found(piece.start, piece.end, parts, word.segment.role, _ALONE, said, witnessed=False)
    best = _choose(item, None, None)
    if best is not None and (best.case in said.cases or not said.cases):
        yield _mention(document, item, best)


def _is_shown(folded: str, word: Alone, said: Said, *, witnessed: bool) -> bool:
    """Whether the place of a word says that it is a surname: a post before it and a model, a form of address, the end
    of the line of an addressee, the line of an executor."""
    piece = word.piece
    usual = piece.fit.surname >= TYPICAL
    if said.headed and (witnessed or (usual and (said.titled or is_surname_alone(piece.text)))):
        return True
    if said.headed and usual and word.segment.role is ZoneRole.ADDRESSEE:
        return _ADDRESSED.match(folded, piece.start) is not None
    return (usual and executes(folded, word)) or is_of_executor(folded, word)
