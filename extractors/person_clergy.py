"""People of the church, whom their rank and one name tell: «епископ Антоний», «инокиня Нина», «игумения Серафима
(Перевозчикова)»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.person_lines import Alone
from extractors.person_things import SEE
from extractors.russian.declension import readings
from extractors.russian.name_context import before
from extractors.russian.name_paradigms import fold
from extractors.russian.name_words import SURE, TYPICAL, fitness
from extractors.russian.names import PersonName, name_of
from extractors.russian.person_name import Gender

_SURE: Final = 0.85
#: Weight of a reading as a listed given name.
_USUAL: Final = 0.4
_RANK: Final = re.compile(
    r"(?<![а-яё-])(?:(?:схи)?(?:архи)?(?:епископ|митрополит|патриарх|игумен|архимандрит|иеромонах|монах|инок|иеродиакон|диакон|дьякон"
    r"|протоиерей|иере[йяюе]|протодиакон|священник|отец|отц|матушк|батюшк|владык|мона[хш]|послушни[кц])[а-яё]{0,4}|о\.)"
    rf"(?:[ \n](?:{SEE}|и|всея|Руси),?){{0,6}}(?:[ \n]{{1,3}}|[ \t|]{{2,100}})(?:[+†✝][ ]{{0,2}})?\Z",  # «епископ Кимрский      + АМВРОСИЙ»
    re.IGNORECASE,
)
#: «+ Амвросий, епископ Кимрский»: a cross before the name, the rank behind.
_CROSS: Final = re.compile(r"(?:^|[\n\t ])[+†✝][ ]{0,2}\Z")
_RANK_BEHIND: Final = re.compile(r",?\s{1,3}(?:архи)?(?:епископ|митрополит|патриарх)", re.IGNORECASE)
_REACH: Final = 200
#: The name in the world, in brackets behind that of the vow.
_WORLDLY: Final = re.compile(r"[ \n]{1,2}\((?P<surname>[А-ЯЁ][а-яё]{2,24}(?:-[А-ЯЁ][а-яё]{2,24})?)\)")


def clergy(document: Document, alone: Sequence[Alone], named: Iterable[PersonName]) -> Iterator[Mention]:
    """Given names alone behind a rank of the church; not of those whom the document names with a surname.

    >>> from extractors.document import Line
    >>> from extractors.person_spans import PersonWitness, collect
    >>> document = Document("Приехала инокиня Нина.", (Line(0, 22),))
    >>> [m.value.full for m in clergy(document, collect(document, PersonWitness(document))[1], ())]
    ['Нина']
    """
    known = {fold(name.given) for name in named if name.given and name.surname}
    folded = document.folded
    for word in alone:
        piece = word.piece
        if piece.fit.given < SURE or not _is_cleric(folded, piece.start, piece.end):
            continue
        short = folded[piece.start - 3 : piece.start].strip() == "о."
        cases = {} if short else before(folded, word.segment.start, piece.start).cases
        likely = [r for r in readings(piece.text, "given") if r.weight >= _USUAL]
        found = [r for r in likely if not cases or r.case in cases]
        if not found:
            continue
        given = max(found, key=lambda r: r.weight * (cases.get(r.case, 0.0) if cases else 1.0))
        if fold(given.nominative) in known:
            continue
        gender: Gender = "f" if given.gender == "f" else "m"
        worldly = _WORLDLY.match(folded, piece.end)
        surname = _surname(worldly["surname"], gender, given.case) if worldly else None
        end = worldly.end() if worldly and surname else piece.end
        name = PersonName(surname, given.nominative.capitalize(), None, gender, "given")
        yield mention(document, Kind.PERSON, piece.start, end, name, rule="person:clergy", confidence=_SURE)


def _is_cleric(folded: str, start: int, end: int) -> bool:
    if _RANK.search(folded, max(0, start - _REACH), start):
        return True
    return bool(_RANK_BEHIND.match(folded, end) and _CROSS.search(folded, max(0, start - 4), start))


def _surname(text: str, gender: Gender, case: str) -> str | None:
    """The surname in brackets in the nominative; None where the word is none."""
    if fitness(text).surname < TYPICAL:
        return None
    name = name_of(text, gender, case)
    return name.surname if name else None
