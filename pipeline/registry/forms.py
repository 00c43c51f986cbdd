"""Forms of the names of organisations: what is compared, what a name tells by itself, what keeps it apart from others.

A name that tells nothing by itself («Министерство», «Управление образования») is another organisation in every letter,
or with every author: it is kept apart by its scope.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple

from extractors.russian import morph
from extractors.russian.bodies import agencies
from pipeline.codec import Entities
from pipeline.records import Organization
from pipeline.registry.joining import key_of

#: Quotes and marks as blanks, every dash as one, е for ё.
_FOLD = str.maketrans(dict.fromkeys("«»\"“”„'`*_", " ") | dict.fromkeys("‐‑‒–—―−", "-") | {"ё": "е"})
_BRANCH = re.compile(r"\b(?:филиал|обособленн|представительств)", re.IGNORECASE)
#: Names whose answer is remembered: those that many letters have.
_REMEMBERED = 20_000
#: The country, as federal bodies have it at their end.
_COUNTRY = re.compile(r"(?: (?:россии|рф|российской федерации))+$")


def fold_name(name: str) -> str:
    """The form under which names are compared.

    >>> fold_name("ГАУ ДПО  «Институт\\u00a0развития – образования»")
    'гау дпо институт развития - образования'
    """
    return " ".join(name.lower().translate(_FOLD).split()).strip(" .,;:")


@lru_cache(maxsize=_REMEMBERED)
def generic(name: str) -> bool:
    """Whether a name is common words alone: no proper name, number or quotes point at one organisation.

    >>> generic("Министерство"), generic("Управление образования")
    (True, True)
    >>> [generic(name) for name in ("Министерство связи Пермского края", "Рособрнадзор", "Пермский институт")]
    [False, False, False]
    """
    words = re.findall(r"\w+", name)
    if not words or federal(fold_name(name)) or _has_proper_part(name, words):
        return not words
    return morph.known(words[0]) and morph.parses(words[0])[0].tag.pos == "NOUN"


def _has_proper_part(name: str, words: list[str]) -> bool:
    return (
        "«" in name
        or '"' in name
        or any(word[0].isupper() or word[0].isdigit() for word in words[1:])
        or _abbreviation(words[0])
    )


def _abbreviation(word: str) -> bool:
    return len(word) > 1 and any(char.isupper() for char in word[1:])


@lru_cache(maxsize=_REMEMBERED)
def telling(alias: str) -> bool:
    """Whether a short form points at one organisation in other letters too.

    An abbreviation of one word does not: every region has its ИРО and its ЦНППМ. A number without a place does not
    either.

    >>> telling("ГАУ ДПО ИРО"), telling("Минпросвещения"), telling("Институт"), telling("ИРО"), telling("МБОУ СОШ № 5")
    (True, True, False, False, False)
    """
    words = re.findall(r"\w+", alias)
    if not words or generic(alias) or "№" in alias:
        return False
    if len(words) > 1:
        return True
    return not _abbreviation(words[0]) and not morph.known(words[0])


class Form(NamedTuple):
    """One form of a name: `scope` keeps apart what tells nothing by itself, `identity` is an ОГРН or ИНН, "" where
    unknown.
    """

    name: str
    scope: str = ""
    identity: str = ""

    @property
    def key(self) -> int:
        """The number that stands for the form."""
        return key_of(*self)

    @property
    def named(self) -> int:
        """The number of what is called so, whatever its identity."""
        return key_of(self.name, self.scope, "")


@cache
def _federal() -> dict[str, str]:
    """Names of federal bodies, folded, the country written «россии» -> the full name, folded so."""
    found: dict[str, str] = {}
    for short, full in agencies().items():
        key = _one_country(fold_name(full))
        found[key] = key
        # «Минприроды», «Верховный Суд» are those of a land as often.
        if _COUNTRY.search(fold_name(short)) or (" " not in short and not short.startswith("Мин")):
            found[_one_country(fold_name(short))] = key
    return found


def _one_country(name: str) -> str:
    return _COUNTRY.sub(" россии", name)


def federal(name: str) -> str:
    """The full name, folded, of the federal body that a folded name means; "" for any other.

    >>> federal("рособрнадзор") == federal("федеральная служба по надзору в сфере образования и науки") != ""
    True
    >>> federal("минпросвещения рф"), federal("министерство просвещения")
    ('министерство просвещения россии', '')
    """
    return _federal().get(_one_country(name), "")


def abbreviated(name: str) -> bool:
    """Whether a name as written is letters or a short name of a federal body, where another may be written out.

    >>> abbreviated("МБОУ СОШ № 5"), abbreviated("Рособрнадзор"), abbreviated("Институт")
    (True, True, False)
    """
    first = re.search(r"\w+", name)
    folded = fold_name(name)
    return first is None or _abbreviation(first.group()) or federal(folded) not in ("", _one_country(folded))


def forms_of(entities: Entities) -> list[Form | None]:
    """The form of each organisation of a letter, None for a class of organisations."""
    sender = None if entities.sender is None else entities.organizations[entities.sender]
    return [
        _form(one, sender, entities.document_id) if one.registrable and one.name else None
        for one in entities.organizations
    ]


def _form(one: Organization, sender: Organization | None, document_id: str) -> Form:
    name = fold_name(one.name)
    identity = one.ogrn or one.inn
    if identity and _BRANCH.search(one.name):
        identity = ""
    return Form(name, "" if identity else _scope(one, name, sender, document_id), identity)


def _scope(one: Organization, name: str, sender: Organization | None, document_id: str) -> str:
    """Nothing for a name that tells; else the author of the letter, who calls one organisation by it; for a lone word,
    the letter.
    """
    numbered = "№" in one.name and not any(
        word[0].isupper() and not _abbreviation(word) for word in re.findall(r"\w+", one.name)[1:]
    )
    if not (generic(one.name) or numbered):
        return ""
    if " " not in name or sender is None:
        return document_id
    author = fold_name(sender.name)
    return "" if author == name else author
