"""The name of an organisation as the registry has it: nominative, normal case, quotes « », one alphabet, no line
ends.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from extractors.russian.bodies import short_base
from extractors.russian.lexicon import lexicon
from extractors.russian.loud import SPACED, quieted
from extractors.russian.morph import CACHE_WORDS, Parse, inflect, known, spell_like
from extractors.russian.organization_heads import head_cases
from extractors.russian.phrases import nominative_phrase
from extractors.russian.proper_names import unmixed
from extractors.russian.wordforms import agreement, readings

_MIXED: Final = re.compile(r"(?=\w*[A-Za-z])(?=\w*[А-Яа-яЁё])[A-Za-zА-Яа-яЁё]{2,40}")
_LETTERS: Final = re.compile(r"(?=\w*[а-яё])(?:[А-ЯЁ][а-яё]{0,3}){3,9}")  # «ЮУрГИИ»
_LINE_HYPHEN: Final = re.compile(r"(?P<left>[^\W\d_]+)-\s{0,3}\n\s{0,40}(?P<right>[А-ЯЁа-яё]+(?:-[А-ЯЁа-яё]+)?)")

#: What is made plain: Latin letters, quotes other than « », marks, soft hyphens, line ends, capitals beside each other.
_UNUSUAL: Final = re.compile("[A-Za-z\"“”„‟_*\u00ad\\n]|[А-ЯЁ][ А-ЯЁ]")


@cache
def forms() -> dict[str, dict[str, str]]:
    """Legal forms and other letters that names begin with, by their spelling."""
    return {row["short"]: row for row in lexicon("legal_forms")}


@lru_cache(maxsize=CACHE_WORDS)
def written(raw: str) -> str:
    """A name as it is written, made plain: one line, quotes « », capitals in normal case, Latin look-alikes in
    Cyrillic.

    >>> written('МИНИСТЕРСТВО ОБРАЗО-\\nВАНИЯ "ИРКУТСКОЙ ОБЛАСТИ"'.replace("ОБРАЗО-\\nВАНИЯ", "ОБРАЗОВАНИЯ"))
    'Министерство образования «Иркутской области»'
    """
    if not _UNUSUAL.search(raw):
        return " ".join(raw.split()).strip(" ,;:")
    text = _LINE_HYPHEN.sub(_joined, raw.replace("\u00ad", ""))
    text = SPACED.sub(lambda m: m.group().replace(" ", "").capitalize(), text)
    text = " ".join(re.sub(r"_{2,}|\*+", " ", text).split())
    text = _MIXED.sub(lambda m: unmixed(m.group()), _quotes(text))
    text = quieted(text)
    text = re.sub(r"\bПО (?=[А-Я][а-яё]+(?:у|ю|е|и|ой|ому)\b)", "по ", text)  # «МВД ПО РЕСПУБЛИКЕ ТЫВА»
    return text.strip(" ,;:*")


def _joined(match: re.Match[str]) -> str:
    """«образова-⏎ния» whole, «научно-⏎исследовательский» with its hyphen."""
    whole = match["left"] + match["right"]
    if "-" in match["right"] and not known(match["left"]):
        return whole  # «торго-⏎во-технологический»
    parted = f"{match['left']}-{match['right']}"
    return whole if known(whole) and not known(parted) else parted  # «жилищно-коммунальный» is in the dictionary both ways


def _quotes(text: str) -> str:
    """Straight and foreign quotes as « »; “ closes what „ opened and opens elsewhere.

    >>> _quotes("ООО «Санаторий „Еловое-2“», АО “Заря”")
    'ООО «Санаторий «Еловое-2»», АО «Заря»'
    """
    if "„" in text or "“" in text or "‟" in text or "”" in text:
        text = re.sub(r"„([^„“”«»]*)“", r"«\1»", text)
        text = re.sub(r"[“„‟]", "«", text.replace("”", "»"))
    if '"' not in text:
        return text
    opened = re.sub(r'(^|[\s(«])"(?=\S)', r"\1«", text)
    return opened.replace('"', "»")


def nominative_name(core: str, tail: str) -> str:
    """A name whose adjectives and head are `core` and whose tail is `tail`, in the nominative: only the core changes.

    >>> nominative_name("Территориального отдела", "Управления Роспотребнадзора")
    'Территориальный отдел Управления Роспотребнадзора'
    >>> nominative_name("Казанским (Приволжским) федеральным университетом", "")
    'Казанский (Приволжский) федеральный университет'
    """
    core, tail = written(core), written(tail) if tail else ""
    changed = _core(core)
    return f"{changed} {tail}" if tail else changed


@lru_cache(maxsize=CACHE_WORDS)
def _core(core: str) -> str:
    """Adjectives and a head (or letters that stand for one) put into the nominative singular."""
    pieces = re.split(r"([^\W\d_]+(?:-[^\W\d_]+)*|\d+-[а-я]{1,3})", core)
    places = [n for n, piece in enumerate(pieces) if n % 2]
    if not places:
        return core
    head = pieces[places[-1]]
    base = short_base(head)
    if base:
        pieces[places[-1]] = base
        return "".join(pieces)
    gender, case = _read(head, [pieces[n] for n in places[:-1]])
    if not gender and _LETTERS.fullmatch(head):
        return core
    if not gender:
        return nominative_phrase(core)
    if case == "nomn":
        return core
    for n in places[:-1]:
        pieces[n] = _inflected(pieces[n], case, gender, adjective=True)
    pieces[places[-1]] = _inflected(head, case, gender, adjective=False)
    return "".join(pieces)


def _read(head: str, adjectives: list[str]) -> tuple[str, str]:
    """(gender, case) of the head with these adjectives; ("", "") where they can not be read together."""
    if head in forms() and head not in ("ЗАГС",):
        return _gender_of_letters(head, adjectives)
    for case in ("nomn", "gent", "datv", "ablt", "loct", "accs"):
        for found, gender in sorted(head_cases(head), key=str):
            if (
                found == case
                and gender
                and all((case, "sing") in agreement(a, head) for a in adjectives if not a[0].isdigit())
            ):
                return gender, case
    return "", ""


def _gender_of_letters(head: str, adjectives: list[str]) -> tuple[str, str]:
    """«Межрайонную ИФНС»: the letters have the gender of the word they stand for, and the adjective shows the case."""
    words = [p for word in forms()[head]["full"].split()[:4] for p in readings(word)[:1] if p.tag.pos == "NOUN"]
    gender = words[0].tag.gender if words else None
    for adjective in adjectives[:1]:
        for parse in readings(adjective):
            if gender and parse.tag.case and _agrees(parse, gender):
                return gender, parse.tag.case
    return gender or "masc", "nomn"


def _agrees(parse: Parse, gender: str) -> bool:
    """Whether a form is of this gender: those of «he» and «it» differ in the nominative and the accusative alone."""
    alike = {parse.tag.gender, gender} == {"masc", "neut"} and parse.tag.case not in ("nomn", "accs")
    return parse.tag.gender == gender or alike


#: Adjectives of two patterns to the dictionary: «Донском» is of «Донской».
_STRESSED: Final = ("донск", "тверск", "морск", "городск", "заводск", "мостовск")


def _inflected(word: str, case: str, gender: str, *, adjective: bool) -> str:
    if (
        adjective
        and gender == "masc"
        and word.lower().startswith(_STRESSED)
        and re.fullmatch(r"\w+ск(?:ого|ому|им|ом|ой)", word.lower())
    ):
        return word[: word.lower().rindex("ск") + 2] + "ой"
    if word[0].isdigit():
        return word.split("-", maxsplit=1)[0] + {"masc": "-й", "femn": "-я", "neut": "-е"}[gender]
    if word.isupper() and len(word) > 1:
        return word
    for parse in readings(word):
        right_kind = (parse.tag.pos in ("ADJF", "PRTF")) == adjective
        if right_kind and parse.tag.case == case and parse.tag.number == "sing" and (parse.tag.gender is None or _agrees(parse, gender)):
            form = inflect(parse, {"nomn", "sing", gender} if adjective else {"nomn", "sing"})
            if form is not None and form.word[:3] == parse.word[:3]:
                return spell_like(form.word, word)
            if adjective:  # «высший» is one word with «высочайший» to the dictionary
                return word[:-2] + {"masc": "ий", "femn": "ая", "neut": "ее"}[gender]
    return word
