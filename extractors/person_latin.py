"""People whom a text names in Latin letters: «Oliver Brandt, лектор», «Prof. Erkin Yildiz», «Sh.T. Nazarov», «Johnson R., Petersen K.»."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.russian.lexicon import lexicon
from extractors.russian.person_name import Gender, PersonName
from extractors.russian.wordforms import listed

_WORD: Final = r"(?:[OD]['’]|Mc|Mac|al-|Al-|El-)?[A-ZÀ-ÖØ-ÞŠŽČĆĐŁŚŻŹĞİŞÇ][a-zà-öø-ÿšžčćđłśżźğışçńęąůřě]{1,24}"
_NAME: Final = rf"{_WORD}(?:-{_WORD})?"
_PARTICLE: Final = r"(?:(?:van|von|de|da|di|del|dos|du|el|bin|ibn|ten)[ ](?:der[ ]|den[ ]|la[ ])?)"
_INITIAL: Final = r"(?:[CKPSTZ]h|Ts|Y[aeou]|D[jz]|[A-Z])\."
_INITIALS: Final = rf"(?:{_INITIAL}[ ]?(?:-?{_INITIAL})?)"
_TITLE: Final = r"(?P<title>(?:Dr|Prof|Mr|Mrs|Ms|Mme|Sir|Herr|Frau)\.?[ ])"
_END: Final = r"(?![A-Za-zА-яё\d_@'’-]|\.[a-z]|[ ](?:of|and|for|in|on)[ ])"
_ALONE: Final = r"(?![ ][A-Z][\w’'-])"
_LATIN: Final = re.compile(
    rf"""(?<![\w@./'’-]){_TITLE}?(?:
        (?P<first>{_PARTICLE}?{_NAME})[ ](?P<behind>{_INITIALS}){_END}              # «Johnson R.», «Otgonbayar Ts.»
      | (?P<initials>{_INITIALS})[ ]?(?P<of_initials>{_PARTICLE}?{_NAME}){_END}{_ALONE}   # «Sh.T. Nazarov»
      | (?P<given>{_NAME})[ ](?:[A-Z]\.[ ])?(?P<surname>{_PARTICLE}?{_NAME}){_END}{_ALONE}   # «Oliver Brandt», «Erkin van der Berg»
    )""",
    re.VERBOSE,
)
#: Where a search is worth it at all.
_LATIN_WORD: Final = re.compile(r"[A-Z][a-z]")
#: Words of names of firms, papers, addresses, in whose company a word is no name of anybody.
_THINGS: Final = listed(
    "academy adobe avenue bank best box center centre co college company corp date dear east ed eds excel fax "
    "foundation from fund gmbh google group inc institute journal kind los ltd mail microsoft new north office "
    "our point power press regards road san school skype south street subject tel the university universität "
    "vol west windows word yandex"
)
#: A quote; a Latin word with a stop, of an address («ul. S. Pobedy»); a bracket behind the same name in Russian.
_BEFORE_THING: Final = re.compile(r"(?:[«\"“]|[a-z]\.?[ ]|[а-яё][ ]\()\Z")
_NEAR: Final = 4
_SURE: Final = 0.9
_LISTED: Final = 0.86  # of initials: a firm may be written so too


def latin(document: Document, named: Iterable[Mention]) -> Iterator[Mention]:
    """The people in Latin letters; nobody whom the text names in Russian letters too.

    >>> from extractors.document import Line
    >>> text = "Куратор – Oliver Brandt, лектор; Hansen Pumpen GmbH – партнёр."
    >>> [(m.text, m.value.full) for m in latin(Document(text, (Line(0, len(text)),)), ())]
    [('Oliver Brandt', 'Brandt Oliver')]
    """
    text = document.text
    if not _LATIN_WORD.search(text):
        return
    known = {_spelled(m.value.surname) for m in named if m.value.surname}
    for found in _LATIN.finditer(text):
        if _is_of_thing(found.group()) or _BEFORE_THING.search(text, max(0, found.start() - _NEAR), found.start()):
            continue
        name, start = _read(found)
        if name is None or _spelled(name.surname or "") in known:
            continue
        sure = _SURE if found["given"] else _LISTED
        yield mention(document, Kind.PERSON, start, found.end(), name, rule="person:latin", confidence=sure)


def _read(found: re.Match[str]) -> tuple[PersonName | None, int]:
    """The name and where it begins, its title apart; None where nothing says that the words are one."""
    start = found.end("title") if found["title"] else found.start()
    if found["given"]:
        gender = _genders().get(found["given"].split("-")[0], "")
        if not gender and not found["title"]:
            return None, start
        sex: Gender | None = "m" if gender == "m" else "f" if gender == "f" else None
        return PersonName(found["surname"], found["given"], None, sex, "given" if sex else None), start
    surname, initials = (found["of_initials"], found["initials"]) if found["initials"] else (found["first"], found["behind"])
    given, _, patronymic = initials.strip().rstrip(".").replace(" ", "").partition(".")
    return PersonName(surname, f"{given}.", f"{patronymic}." if patronymic else None), start


def _is_of_thing(words: str) -> bool:
    return any(word.lower().strip(".,") in _THINGS for word in re.split(r"[\s.-]+", words))


@cache
def _genders() -> dict[str, str]:
    return {row["name"]: row["gender"] for row in lexicon("latin_names")}


_RUSSIAN: Final = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфыэ", "abvgdeezijklmnoprstufye", strict=True))
    | {"ж": "zh", "х": "h", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)


def _spelled(surname: str) -> str:
    """A surname in Latin letters without those that spellings differ in: «Петров» and «Petroff» are one, near enough."""
    return re.sub(r"[hyije'’ -]|(.)(?=\1)", "", surname.lower().translate(_RUSSIAN).replace("ff", "v").replace("w", "v"))
