"""Classes of readers: «руководителям | образовательных организаций», «главам | администраций», «собственникам помещений»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.mention import Mention
from extractors.russian.chunks import readings
from extractors.russian.morph import parses
from extractors.russian.wordforms import is_adjective

#: Whoever has a thing holds no post: all that is said of them is who they are.
OWNERS = frozenset(("собственники", "владельцы", "жители", "жильцы", "родители", "абоненты", "потребители", "туроператоры",
                    "турагенты", "перевозчики", "застройщики", "поставщики", "подрядчики", "арендаторы"))  # fmt: skip


def class_start(words: Sequence[str]) -> int:
    """Which word of a plural post begins the class of organisations: «главные врачи | больниц», «проректоры по научной
    работе | высших учебных заведений», «специалисты по охране труда | организаций»; their number where none does."""
    n = next((n for n, word in enumerate(words) if not is_adjective(word)), 0) + 1
    if words[n - 1].lower().startswith("заместител") and n < len(words) and _of_many(words[n]):
        n += 1  # «заместители директоров | школ»
    if words[n : n + 1] != ["по"]:
        return n
    head = next((m for m, word in enumerate(words[n + 1 :], n + 1) if not is_adjective(word)), n)
    return next((m for m, word in enumerate(words[head + 1 :], head + 1) if _of_many(word)), len(words))


def _of_many(word: str) -> bool:
    """Whether a word is a genitive of many."""
    return any(parse.tag.case == "gent" and parse.tag.number == "plur" for parse in parses(word.lower())[:2])


#: What a class of readers does, to the end of its lines: «…, осуществляющих⏎управление в сфере образования», «…, находящихся в
#: ведении⏎Комитета по образованию».
CLAUSE: Final = re.compile(
    r",\s{1,160}(?P<said>[а-яё]{3,20}(?:щ|вш|нн|[еи]м)[иы]х(?:ся)?\s(?:[^\n,;:()]|\n(?=[ \t]{0,160}[а-яё])"
    r"|(?<=ведении)\n(?=[ \t]{0,160}[А-ЯЁ])){3,240})"
)


def clause_of(said: str) -> str:
    """«осуществляющих управление» as said of those named in the nominative.

    >>> clause_of("осуществляющих управление")
    ', осуществляющие управление'
    """
    first, *rest = said.split()
    return ", " + " ".join([_GENITIVE_ENDING.sub("е", first), *rest])


_GENITIVE_ENDING: Final = re.compile(r"(?<=[иы])х(?=(?:ся)?$)")


def is_plural(word: str) -> bool:
    found = readings(word)
    return bool(found) and found[0].tag.number == "plur"


def is_to_many(folded: str, event: Mention) -> bool:
    """«Директорам …», though «директора» is read as of one director too; heads of lands stand whole: «главы сельсоветов», but
    not «главы | администраций муниципальных округов»."""
    word, *rest = folded[event.start : event.end].lower().split()
    many = any(parse.tag.case == "datv" and parse.tag.number == "plur" for parse in parses(word)[:1])
    return many and not (word.startswith("глав") and _BODIES_OF_LANDS.isdisjoint(rest[:2]))


_BODIES_OF_LANDS: Final = frozenset(("администраций", "образований"))
