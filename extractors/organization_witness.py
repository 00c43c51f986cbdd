"""What the NER witness says of organisations: asked about a place, believed little where it is alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.atoms import Claims
from extractors.document import Document, ZoneRole
from extractors.russian.borders import quote_end
from extractors.russian.lexicon import words
from extractors.russian.morph import known
from extractors.russian.organization_heads import head_of
from extractors.russian.organization_names import forms
from extractors.russian.wordforms import Token, lemmas, listed
from extractors.segments import Segment

_SILENT: Final = frozenset(
    (ZoneRole.LETTERHEAD, ZoneRole.APPROVAL, ZoneRole.HEADING, ZoneRole.SALUTATION, ZoneRole.KIND, ZoneRole.NOISE,
     ZoneRole.EXECUTOR)
)
_LEAST_LETTERS: Final = 3
_LONGEST_LETTERS: Final = 8
_ALONE: Final = 0.8
#: Letters that are of things, of lands, of requisites.
_NONE: Final = listed(
    "ИНН КПП ОГРН ОКПО БИК ФИО ЕГЭ ОГЭ КЕГЭ ГИА ГВЭ ВПР ФГОС СНИЛС ОВЗ РФ СССР МРОТ НДФЛ НДС ЖКХ СМС ТВ СМИ СНГ "
    "ЕГИССО ФЗП ДСП ЭЦП ЭП ФЗ НПА ТУ ГОСТ САНПИН СП РСО ЧС ГО ПК МТО СЭД МЭДО ЕГРЮЛ ЕГРН ОКВЭД ОКТМО КБК УИН СВО "
    "ОРВИ БПЛА ИКТ ПМПК ЗОЖ ППЭ ОТК ГТО ВФСК КДН ПДН ОБЖ ОБЗР ФП УМК РППС АООП ООП ФОП ФГИС ГИС АИС ЕИС ЕСИА ЕПГУ "
    "ВКС ЦОС ЦОК ИОМ ЭДО ОПК ВОВ ЛФК ГСМ ППО ТСО США КНР ОАЭ ФРГ ЕС ДНР ЛНР ХМАО ЯНАО ЕАО НАО СПО ВО ДПО ДО МО НСО "
    "РСФСР МСК ЧП ДТП ТКО ТБО МКД ОДН ЖКУ ПТО АХЧ УВР ВР ПДД УНП ОКЭД ИИН БИН СМК НИР НИРС ВКР ГЭК ДМС ОМС КАСКО "
    "ОСАГО РИНЦ НПК УДК ББК НКО МСП ИЖС ЛПХ КФХ НМЦК ЭТП АПК ТЭК ЛПК ГРБС ГЧП ПСД СМР БДД СУОТ ОТ ТБ АРМ ЦПУ ЧПУ ЕКС "
    "ПЭО ПЭУ ФЭО ОМТС ОГМ ОГЭ АХО ОТИЗ УМО ОМО АХУ УУД НОО СОО ЗПР ТНР НОДА КТП ВШК НОД ОРКСЭ ОДНКНР МХК ИЗО ПФДО ВСОКО "
    "ДПС ППС ПДН ОУУ КПК ИУП РПД ОПОП ППКРС ППССЗ ВПО ДОТ ЭИОС ПЦК КИМ ДЗ КР ТОС "
    "УСН АУСН ЕНВД ПСН ККТ УПД МСЭ УИК ОУУП ОУР КЧС ОБЖД ИПРА ДДУ ПМК ТМЦ НМД СИЗ ТКС ДПД"
)


def names_nothing(letters: str) -> bool:
    """Whether letters are of a thing, of a land, of a requisite: «ЕГЭ», «РФ», «ИНН».

    >>> names_nothing("РИНЦ"), names_nothing("ЦБК")
    (True, False)
    """
    return letters.upper() in _NONE


class Witnesses:
    """What the witness says of a document."""

    def __init__(self, document: Document) -> None:
        self._organizations = sorted((w.start, w.end) for w in document.witnesses if w.label == "ORG")
        self._people = sorted((w.start, w.end) for w in document.witnesses if w.label == "PER")

    def organization(self, start: int, end: int) -> bool:
        """Whether an organisation is seen anywhere in [start, end)."""
        return bool(self.within(start, end))

    def within(self, start: int, end: int) -> list[tuple[int, int]]:
        """The organisations seen that share a character with [start, end)."""
        i = max(0, bisect_left(self._organizations, (start, 0)) - 1)
        found = []
        while i < len(self._organizations) and self._organizations[i][0] < end:
            if self._organizations[i][1] > start:
                found.append(self._organizations[i])
            i += 1
        return found

    def person_starts(self, start: int, end: int) -> frozenset[int]:
        """Where people seen in [start, end) begin."""
        i, j = bisect_left(self._people, (start, 0)), bisect_left(self._people, (end, 0))
        return frozenset(a for a, _ in self._people[i:j])


def witness_names(
    segment: Segment, tokens: Sequence[Token], witnesses: Witnesses, claimed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, float]]:
    """(first token, index behind the last, confidence) of organisations that no rule found: «СПб АППО», «ЦУР»."""
    if segment.role in _SILENT:
        return
    seen = witnesses.within(segment.start, segment.end)
    claims, starts = Claims(claimed), [t.start for t in tokens]
    for a, b in seen:
        if a < segment.start or b > segment.end or claims.touches(a, b):
            continue
        for first, last in _apart(tokens, bisect_left(starts, a), bisect_left(starts, b)):
            if _believed(tokens[first:last]):
                end = max(last, quote_end(tokens, first)) if tokens[first].kind == "open" else last
                yield first, end, _ALONE


def _apart(tokens: Sequence[Token], i: int, j: int) -> Iterator[tuple[int, int]]:
    """«ООН и ЮНЕСКО» are two."""
    start = i
    for k in range(i, j):
        if tokens[k].lower == "и" or tokens[k].text in ",()":
            if k > start:
                yield start, k
            start = k + 1
    if j > start + 1 and tokens[j - 1].text == "/":
        j -= 1  # «/Корр. БелТА/»
    if j > start:
        yield start, j


def _believed(tokens: Sequence[Token]) -> bool:
    """Letters that are of no thing, with nothing common beside them."""
    if any(t.kind == "number" for t in tokens):
        return False
    inner = [t for t in tokens if t.kind == "word"]
    if sum(len(t.text) for t in inner) < _LEAST_LETTERS or inner[0].text.upper() in _NONE:
        return False
    if any("a" <= c.lower() <= "z" for t in inner for c in t.text) or any(
        lemmas(t.text) & words("posts") for t in inner
    ):
        return False
    letters = [t for t in inner if t.abbreviation]
    if not letters or any(
        t.text[1:].islower() or len(t.text) > _LONGEST_LETTERS or t.text[-1].isdigit() for t in letters
    ):
        return False
    if any(len(t.text) == 1 for t in inner):
        return False  # «М.М. БАЙРАМУКОВУ»
    if len(inner) == 1 and (inner[0].text in forms() or known(inner[0].text.lower())):
        return False
    return not any(head_of(t.text) for t in inner if not t.abbreviation)
