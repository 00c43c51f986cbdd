"""How fit a word is for a patronymic: «Сергеевне», «Ильич», «Шмулевич», «Вячеславна».

    >>> patronymic_fitness("рейнгольдовне", []), patronymic_fitness("шмулевич", []), patronymic_fitness("стол", [])
    (1.0, 0.6, 0.0)
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.russian.morph import Parse
from extractors.russian.name_paradigms import given_names, listed_surnames

#: Fitness: of a patronymic; of one that is a surname too; of one of an unknown father, or a surname («Чанович»,
#: «Шмулевич»); of a surname first of all.
SURE: Final = 1.0
TYPICAL: Final = 0.9
PATRONYMIC_UNKNOWN: Final = 0.6
PATRONYMIC_SURNAME: Final = 0.35

_PATRONYMIC: Final = re.compile(
    r"""^(?P<stem>.{2,30}?)
      (?: (?P<man>(?P<soft>[её])?(?(soft)|о)вич(?:а|у|[её]м|ом|е)?)                  # Сергеевич
        | (?P<woman>[оеё]вн(?:а|ы|е|у|ой|ою) | (?:инич|ич|(?<=слав))н(?:а|ы|е|у|ой|ою))  # Ильинична, Вячеславна
        | (?P<short>ич(?:а|у|[её]м|ом|е)? | ыч(?:а|у|ем|е)?) )$                  # Ильич, Михалыч""",
    re.VERBOSE,
)
_HARD: Final = frozenset("бвгдзклмнпрстфх")
_SHORT_STEMS: Final = frozenset(
    ("кузьм", "лук", "фом", "никит", "савв", "иль", "мин", "фок", "гаврил", "данил", "михайл", "силант", "лукин",
     "сил", "вавил", "ермил", "зосим")
)


def patronymic_fitness(lower: str, known: Sequence[Parse]) -> float:
    """How fit a folded word with its readings of the dictionary is, 0..1."""
    match = _PATRONYMIC.match(lower)
    if match is None:
        return 0.0
    patronymic = any("Patr" in p.tag for p in known)
    surname = any("Surn" in p.tag for p in known)
    if match["woman"]:
        return SURE if patronymic or not known else 0.0  # «ровно», «удобно» are other words
    if re.sub("(?<=ич)(?:а|у|ем|е)$", "", lower) in listed_surnames():
        return PATRONYMIC_UNKNOWN  # «Казимир Войцехович»
    if patronymic:
        return TYPICAL if surname else SURE
    if "-оол" in lower:
        return SURE  # «Кара-оолович»
    if match["short"]:
        return SURE if match["stem"] in _SHORT_STEMS else 0.05 if not known else 0.0
    if surname:
        return PATRONYMIC_SURNAME
    if known:
        return 0.0
    return TYPICAL if _father(match["stem"], soft=match["soft"] is not None) else PATRONYMIC_UNKNOWN


def _father(stem: str, *, soft: bool) -> bool:
    """Whether a father's name of the lists gives this stem: «Рейнгольд-ович», «Юрь-евич», «Тойв-ович» of «Тойво».

    `soft`: «е» follows, as no name gives that ends in a hard consonant: «Захар-евич» is a surname.
    """
    forms = (
        *(() if soft and stem[-1] in _HARD else (stem, stem + "о", stem + "а")),
        stem + "ь",
        stem + "й",
        stem + "я",
        stem + "и",
        *((stem[:-1],) if stem[-1] == "ь" else ()),  # «Гаврильевич»
        stem[:-1] + "ий",
        stem[:-1] + "ей",
        stem[:-1] + "ай",
    )
    return any(form in given_names() for form in forms)
