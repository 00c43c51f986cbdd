"""Forms of the name of one organisation: when two names may be of one, when a common word stands for a name.

>>> same("Минпросвещения России", "Министерство просвещения Российской Федерации")
True
>>> said_of("администрация округа", "Администрация городского округа"), said_of("Институт", "Министерство")
(True, False)
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.russian.bodies import stands_for
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_RARE, CACHE_WORDS, parses
from extractors.russian.organization_heads import head_of
from extractors.russian.place_words import REGION_LETTERS, is_local
from extractors.russian.wordforms import listed
from pipeline.resolve.organization_acronyms import LEAST_ACRONYM, SMALL, initials, is_acronym
from pipeline.resolve.organization_nucleus import alike

_LEAST_PREFIX = 2  # words
_QUOTED = re.compile(r"«(.+)»")
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
#: What a firm is called where its legal form is not said.
_COMPANY = frozenset(("компания", "фирма", "корпорация", "холдинг", "гк", "группа компаний", "концерн", "предприятие"))
#: Adjectives of levels, in the nominative, as names of bodies begin.
_LEVELS = listed(
    "региональный региональная региональное республиканский республиканская республиканское областной областная областное "
    "краевой краевая краевое государственный государственная государственное национальный национальная национальное"
)


_MARKS = str.maketrans(dict.fromkeys("«»\"'.,", " ") | {"ё": "е"})
_RUSSIA = re.compile(r"\b(?:россии|рф)\b")


@lru_cache(maxsize=CACHE_WORDS)
def key(name: str) -> str:
    """What two spellings of one name share: no quotes, no case, ё as е, «России» as «Российской Федерации».

    >>> key("Министерство просвещения России") == key("МИНИСТЕРСТВО просвещения Российской Федерации")
    True
    """
    plain = _RUSSIA.sub("российской федерации", name.lower().translate(_MARKS))
    return " ".join(plain.split())


@cache
def _agencies() -> dict[str, str]:
    """Keys of short names of bodies -> keys of their full names."""
    table: dict[str, str] = {}
    for row in lexicon("agencies"):
        table[key(row["short"])] = key(row["full"])
        table.setdefault(key(row["short"].replace(" России", "")), key(row["full"]))
    return table


def agency(form: str) -> str:
    """The key of the full name of the body that a key of a short name is of, "" for none."""
    return _agencies().get(form, "")


@cache
def _forms() -> dict[str, str]:
    return {row["short"].lower(): row["full"] for row in lexicon("legal_forms")}


@lru_cache(maxsize=CACHE_WORDS)
def content(name: str) -> tuple[str, ...]:
    """The words of a name by their likeliest lemmas, small words left out: what its cases and spellings share."""
    found = []
    for word in _WORD.findall(name.lower().replace("ё", "е")):
        if word in ("россии", "рф"):
            found += ["российский", "федерация"]
        elif word not in SMALL:
            found.append(parses(word)[0].lemma.replace("ё", "е"))
    return tuple(found)


def same(short: str, full: str) -> bool:
    """Whether a shorter name is another form of a longer one."""
    a, b = key(short), key(full)
    if a == b or agency(a) == b or (agency(a) and agency(a) == agency(b)):
        return True
    ends = b.partition(" ")[2] == a  # «газета «Маяк»» of «Районная газета «Маяк»»
    if inner(full) and (inner(full) == a or (inner(full) == inner(short) and (ends or _form_matches(short, full)))):
        return True
    if a in prefixes(full) or a in bare_of_place(full) or a in _inner_prefixes(full) or (not agency(a) and alike(short, full)):
        return True
    return _ministry(short, full) or is_acronym(short, full) or _ends_in_letters(short, full) or _letters_in_quotes(short, full)


@lru_cache(maxsize=CACHE_RARE)
def bare_of_place(name: str) -> frozenset[str]:
    """Keys of a name without adjectives of places and levels that it begins with, two words at least.

    >>> sorted(bare_of_place("Российский союз ректоров")), sorted(bare_of_place("детская городская больница"))
    (['союз ректоров'], [])
    >>> sorted(bare_of_place("Тверская областная организация садоводов"))
    ['областная организация садоводов', 'организация садоводов']
    """
    words = key(name).split()
    n = 0
    while n < len(words) and (is_local(words[n]) or words[n] in _LEVELS):
        n += 1
    return frozenset(" ".join(words[k:]) for k in range(1, n + 1) if len(words) - k >= _LEAST_PREFIX)


@lru_cache(maxsize=CACHE_WORDS)
def _inner_prefixes(name: str) -> frozenset[str]:
    """Beginnings of what stands in quotes, two words at least and no number: «Театр кукол» of «Театр кукол на Цне»."""
    words = inner(name).split()
    if len(words) < _LEAST_PREFIX + 1 or words[_LEAST_PREFIX] not in SMALL or any(c.isdigit() for c in inner(name)):
        return frozenset()
    return frozenset((" ".join(words[:_LEAST_PREFIX]),))


@lru_cache(maxsize=CACHE_WORDS)
def inner(name: str) -> str:
    """The key of what stands in quotes, "" without them."""
    quoted = _QUOTED.search(name)
    return key(quoted[1]) if quoted else ""


@lru_cache(maxsize=CACHE_RARE)
def prefixes(name: str) -> frozenset[str]:
    """Keys of the beginnings of a name that may stand for it: of two words at least, with its number if it has one.

    >>> sorted(prefixes("школа № 5 города Шуи")), sorted(prefixes("ПГУ им. Грина"))
    (['школа № 5', 'школа № 5 города'], ['пгу', 'пгу им'])
    """
    words = key(name).split()
    numbers = [n for n, word in enumerate(words) if any(c.isdigit() for c in word)]
    least = numbers[-1] + 1 if numbers else _LEAST_PREFIX
    if len(words) > least and words[1] in ("им", "имени") and name.split(maxsplit=1)[0].isupper():
        least = 1
    return frozenset(" ".join(words[:n]) for n in range(least, len(words)))


def said_of(mention: str, name: str) -> bool:
    """Whether a bare mention («Министерство», «областная Дума», «отдел образования») may stand for a full name.

    Its words are words of the name, in their order, and the first noun is the same head.
    """
    words, whole = content(mention), content(name)
    if not words or len(words) >= len(whole):
        return False
    rest = iter(whole)
    return _head(mention) == _head(name) and all(word in rest for word in words)


@lru_cache(maxsize=CACHE_WORDS)
def _head(name: str) -> str:
    """The lemma of the first head of a name; of letters, of what they stand for."""
    for word in _WORD.findall(name):
        if word.lower() in _forms():
            continue
        head = head_of(word)
        if head is not None:
            return head.lemma
    return ""


def _form_matches(short: str, full: str) -> bool:
    """«ФГБОУ ВО» against «Федеральное государственное бюджетное образовательное учреждение высшего образования»."""
    head, whole = short.split("«", maxsplit=1)[0].split(), key(full.split("«", maxsplit=1)[0])
    if not head:
        return True
    if key(short.split("«", maxsplit=1)[0]) in _COMPANY and whole in _COMPANY:
        return True  # «ГК «Авангард»», «компания «Авангард»»
    if not whole:
        return False
    if len(head) == 1 and head[0].isupper() and initials(whole.split())[: len(head[0])] == head[0].lower():
        return True  # «КРОО «Крыло»» of «Кировская региональная общественная организация любителей авиации «Крыло»»
    expanded = _forms().get(head[0].lower(), "")
    return bool(expanded) and key(expanded).split()[0][:4] == whole.split()[0][:4]


def _ministry(short: str, full: str) -> bool:
    """«Минобрнауки Амурской области», «Минздрав УР»: the pieces of the topic, and the same land."""
    first, _, land = short.partition(" ")
    if not stands_for(first, full):
        return False
    place = key(full).split()
    said = key(land).split()
    if not said:
        return True
    declined = content(land) == content(" ".join(place[-len(said) :]))  # «Минобразования Беларуси», «… Республики Беларусь»
    return declined or place[-len(said) :] == said or (land in REGION_LETTERS and initials(place[-len(land) :]) == land.lower())


def _ends_in_letters(short: str, full: str) -> bool:
    """«отдел садов администрации РМО ТО» of «отдел садов администрации Ржевского муниципального округа Тверской области».

    >>> _ends_in_letters("отдел садов РМО ТО", "отдел садов Ржевского муниципального округа Тверской области")
    True
    """
    words, whole = short.split(), key(full).split()
    n = next((k for k, word in enumerate(words) if len(word) > 1 and word.isupper()), 0)
    letters = "".join(words[n:])
    if n < _LEAST_PREFIX or not letters.isupper() or whole[:n] != key(" ".join(words[:n])).split():
        return False
    return initials(whole[n:]) == letters.lower()


def in_letters(name: str) -> bool:
    """Whether what stands in quotes is letters: «ФГБОУ ВО «ЗГУ (НИУ)»»."""
    quoted = _QUOTED.search(name)
    return quoted is not None and sum(c.isupper() for c in quoted[1]) >= LEAST_ACRONYM and quoted[1].isupper()


def _letters_in_quotes(short: str, full: str) -> bool:
    """«ФГБОУ ВО «ЗГУ»» of «Федеральное … учреждение … «Зауральский государственный университет»».

    >>> _letters_in_quotes("АНО «ЦРТ»", "Автономная некоммерческая организация «Центр речных туров»")
    True
    >>> _letters_in_quotes("АНО «ЦРТ»", "Автономная некоммерческая организация «Центр детства»")
    False
    """
    quoted, whole = _QUOTED.search(short), _QUOTED.search(full)
    if quoted is None or whole is None or not in_letters(short):
        return False
    return is_acronym(quoted[1], whole[1]) and _form_matches(short, full)
