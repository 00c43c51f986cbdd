"""One person's name in the nominative: how it is written, what equal names share, whether two names may be one
person's.

    >>> PersonName("Шестакова", "Е.", "А.").full
    'Шестакова Е. А.'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from extractors.frozen import dataclass
from extractors.russian.name_paradigms import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

Gender = Literal["m", "f"]


@dataclass(frozen=True, slots=True)
class PersonName:
    """A name in the nominative. A part is a word, an initial with its dot («Н.») or None.

    `gender_evidence` names what the gender rests on: 'patronymic', 'given', 'stated' (by the caller), 'known'
    (another mention), or 'surname' (the form of the surname in its case, the weakest: leave the gender out where
    proof is wanted)."""

    surname: str | None = None
    given: str | None = None
    patronymic: str | None = None
    gender: Gender | None = None
    gender_evidence: str | None = None

    @property
    def full(self) -> str:
        """«Фамилия Имя Отчество» or «Фамилия И. О.», whatever is known, one space between.

        >>> PersonName("Шестакова", "Е.", "А.").full
        'Шестакова Е. А.'
        """
        return " ".join(part for part in (self.surname, self.given, self.patronymic) if part)

    @property
    def key(self) -> str:
        """What equal names share: small letters, е for ё, parts told apart by a bar.

        >>> PersonName("Семёнов", "Пётр", "И.").key
        'семенов|петр|и.'
        """
        return "|".join(fold(part or "") for part in (self.surname, self.given, self.patronymic))


def is_initial(part: str | None) -> bool:
    return part is not None and part.endswith(".")


def same_person(one: PersonName, other: PersonName) -> float:
    """0 when the names contradict each other, else how much they share: 1.0 full names equal, about .9 initials
    against a full name, .4 the surname alone.

    >>> same_person(PersonName("Баранова", "Н.", "С."), PersonName("Баранова", "Наталья", "Сергеевна"))
    0.9
    >>> same_person(PersonName("Баранова", "Н.", "С."), PersonName("Баранова", "Ольга", "Сергеевна"))
    0.0
    """
    if one.gender and other.gender and one.gender != other.gender:
        return 0.0
    if (surname := _agreement(one.surname, other.surname)) == 0.0:
        return 0.0
    given, patronymic = _agreement(one.given, other.given), _agreement(one.patronymic, other.patronymic)
    if 0.0 in (given, patronymic):
        return 0.0
    if surname is None:
        return 0.85 if given == patronymic == 1.0 else 0.2 if given or patronymic else 0.0
    if given is None:
        return 0.4 * surname
    if patronymic is None:
        return surname * (0.8 if given == 1.0 else 0.6)
    return surname * (1.0 if given == patronymic == 1.0 else 0.9)


def _agreement(mine: str | None, its: str | None) -> float | None:
    """None where one side says nothing, 1 equal, .9 an initial of a word, .7 a half of a double surname, 0
    different."""
    if not mine or not its:
        return None
    if mine == its:
        return 1.0
    first, second = fold(mine), fold(its)
    if first == second:
        return 1.0
    if is_initial(mine) or is_initial(its):
        initials = zip(first.split("-"), second.split("-"), strict=False)  # «М.-Г.» and «Магомед-Гаджи»
        return 0.9 if all(one[:1] == other[:1] for one, other in initials) else 0.0
    if "-" in first + second and set(first.split("-")) & set(second.split("-")):
        return 0.7
    return 0.0


def complete(name: PersonName, known: Iterable[PersonName]) -> PersonName:
    """The name with what other mentions of the same person add: «Гвоздкова Н. Г.» and «Наталья Геннадьевна» make
    «Гвоздкова Наталья Геннадьевна». Two different fuller names add nothing.

    >>> salutation = PersonName(None, "Наталья", "Геннадьевна", "f", "patronymic")
    >>> complete(PersonName("Гвоздкова", "Н.", "Г."), [salutation]).full
    'Гвоздкова Наталья Геннадьевна'
    >>> complete(PersonName("Гвоздкова", "Наталья"), [salutation]).full
    'Гвоздкова Наталья Геннадьевна'
    """
    fuller = {}
    for other in known:
        if _adds(name, other):
            merged = PersonName(
                _longer(name.surname, other.surname),
                _longer(name.given, other.given),
                _longer(name.patronymic, other.patronymic),
                name.gender or other.gender,
                name.gender_evidence if name.gender else other.gender_evidence,
            )
            fuller[merged.key] = merged
    return next(iter(fuller.values())) if len(fuller) == 1 else name


def _adds(name: PersonName, other: PersonName) -> bool:
    score = same_person(name, other)
    if score >= 0.5:
        return True
    # «Наталья Геннадьевна» has no surname: both initials must fit, or the whole given name where that is all there is,
    # or both halves of it («М.-Г. Цой», «Магомед-Гаджи Нурович»).
    given = _agreement(name.given, other.given)
    patronymic = _agreement(name.patronymic, other.patronymic)
    halves = "-" in (name.given or "") and "-" in (other.given or "")
    alone = (given == 1.0 or halves) and not name.patronymic
    return score > 0 and not other.surname and bool(given and (patronymic or alone))


def _longer(mine: str | None, its: str | None) -> str | None:
    if not mine or (is_initial(mine) and its and not is_initial(its)):
        return its or mine
    return mine
