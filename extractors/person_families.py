"""People who share one surname in the plural: «Глеб и Тимофей Косыгины», «Рагозины Лена и Вика», «Косыгины Т. и Г.».

Each is a person with the surname in the singular, of the gender of the given name. A surname that has no plural is shared
where a word for a family says so: «семья Ованеса и Сирануш Тер-Григорян».
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.atoms import begun
from extractors.document import Document
from extractors.mention import Kind, Mention, mention
from extractors.russian.declension import readings
from extractors.russian.name_words import GIVEN_DICTIONARY, TYPICAL, UNKNOWN, fitness
from extractors.russian.names import PersonName
from extractors.russian.person_name import Gender

_SURE: Final = 0.9
_NAME: Final = r"[А-ЯЁ](?:[а-яё]{1,24}|\.(?: ?[А-ЯЁ]\.)?)"
#: A plural of a surname, its stem and the ending that tells its case.
_PLURAL: Final = re.compile(
    r"(?<![\w-])(?P<stem>[А-ЯЁ][а-яё]{1,20}(?:-[А-ЯЁ][а-яё]{1,20})?(?:[оеё]в|[иы]н|[сц]к))"
    r"(?P<end>ы|ых|ым|ыми|ие|их|им|ими)(?![\w-])"
)
_CASES: Final = {"ы": ("nomn",), "х": ("gent", "accs", "loct"), "м": ("datv",), "и": ("ablt",), "е": ("nomn",)}
_GIVEN_BEHIND: Final = re.compile(rf"[ \n](?P<all>{_NAME}(?:, ?{_NAME}){{0,4}}(?:[ \n]и|,)[ \n]{_NAME})(?![\w-])")
_GIVEN_BEFORE: Final = re.compile(rf"(?<![\w.-])(?P<all>{_NAME}(?:, ?{_NAME}){{0,4}}[ \n]и[ \n]{_NAME})[ \n]\Z")
_LONGEST: Final = 120
_KIN: Final = (
    r"(?<![а-яё])(?:семь[еийюяё]{1,2}|супруг(?:и|ов|ам|ами)|брать(?:я|ев|ям|ями)|сестр(?:ы|ам|ами)|сест[её]р|сыновь(?:я|ям|ями)|сыновей"
    r"|дочер(?:и|ей|ям)|дет(?:и|ей|ям))[ \n]"
)
#: What words for kin begin with.
_KIN_WORDS: Final = ("семь", "супруг", "брать", "сест", "сынов", "дочер", "дет")
#: «братья Рахимовы, Хасан и Хусаин»: a comma, where a word for kin says whose names follow.
_KIN_BEFORE: Final = re.compile(_KIN + r"\Z", re.IGNORECASE)
_NAMED_BEHIND: Final = re.compile(rf",?[ \n](?P<all>{_NAME}(?:, ?{_NAME}){{0,4}}[ \n]и[ \n]{_NAME})(?![\w-])")
#: «семья Ованеса и Сирануш Тер-Григорян»: the case of both is that of the word for them.
_FAMILY: Final = re.compile(
    _KIN + rf"(?P<all>{_NAME}[ \n]и[ \n]{_NAME})[ \n](?P<surname>[А-ЯЁ][а-яё]{{1,24}}(?:-[А-ЯЁ][а-яё]{{1,24}})?)(?![\w-])",
    re.IGNORECASE,
)
_OF_MANY: Final = re.compile(r"(?:[бвдзлмнпрстф]ы|[гкхжшчщ]и)$")
_WORD: Final = re.compile(_NAME)


def families(document: Document) -> Iterator[Mention]:
    """The people of every shared surname, in order; of the one beside the surname the span holds both.

    >>> from extractors.document import Line
    >>> text = "Пришли братья Глеб и Тимофей Косыгины."
    >>> [(m.text, m.value.full) for m in families(Document(text, (Line(0, len(text)),)))]
    [('Глеб', 'Косыгин Глеб'), ('Тимофей Косыгины', 'Косыгин Тимофей')]
    """
    text = document.folded
    for plural in _PLURAL.finditer(text):
        if fitness(plural["stem"]).surname < TYPICAL and not plural["stem"].endswith("к"):
            continue
        kin = _KIN_BEFORE.search(text, max(0, plural.start() - 12), plural.start())
        given = (_NAMED_BEHIND if kin else _GIVEN_BEHIND).match(text, plural.end()) or _GIVEN_BEFORE.search(
            text, max(0, plural.start() - _LONGEST), plural.start()
        )
        if given is not None:
            yield from _people(document, plural, given, _CASES[plural["end"][-1]])
    for family in begun(_FAMILY, _KIN_WORDS, text):
        surname = family["surname"]
        if surname[0].isupper() and not _PLURAL.fullmatch(surname) and fitness(surname).surname >= UNKNOWN:
            yield from _people(document, family, family, ())


def _people(document: Document, shared: re.Match[str], given: re.Match[str], cases: tuple[str, ...]) -> Iterator[Mention]:
    """Each given name with the surname; nobody where one of them is none."""
    words = list(_WORD.finditer(document.folded, *given.span("all")))
    told = [_told(word.group(), cases) for word in words]
    if any(one is None for one in told):
        return
    own = shared.span("surname") if "surname" in shared.groupdict() else shared.span()
    beside = min(words, key=lambda word: min(abs(word.start() - own[1]), abs(own[0] - word.end())))
    for word, one in zip(words, told, strict=True):
        if one is not None:
            start, end = word.span()
            if word is beside:
                start, end = min(start, own[0]), max(end, own[1])
            given_name, _, patronymic = one[0].partition(" ")  # of «Б. И.»
            name = PersonName(_singular(shared, one[1]), given_name, patronymic or None, one[1], "given" if one[1] else None)
            yield mention(document, Kind.PERSON, start, end, name, rule="person:family", confidence=_SURE)


def _told(word: str, cases: tuple[str, ...]) -> tuple[str, Gender | None] | None:
    """The nominative of a given name and its gender; an initial as it is."""
    if word.endswith("."):
        return " ".join(word.replace(".", ". ").split()), None
    if fitness(word).given < GIVEN_DICTIONARY:
        return None
    found = [r for r in readings(word, "given") if not cases or r.case in cases]
    if not found:
        return None
    return found[0].nominative.capitalize(), "f" if found[0].gender == "f" else "m"


def _singular(shared: re.Match[str], gender: Gender | None) -> str:
    """The surname of one: «Косыгин», «Косыгина», «Полянский», «Полянская»; «Тамм» of «братья … Таммы»; a surname without
    a plural stays."""
    if "surname" in shared.groupdict():
        surname: str = shared["surname"]
        several = not shared.group().lower().startswith("сем")
        return surname[:-1] if several and _OF_MANY.search(surname) else surname
    stem: str = shared["stem"]
    if stem.endswith("к"):
        return stem + ("ая" if gender == "f" else "ий")
    return stem + ("а" if gender == "f" else "")
