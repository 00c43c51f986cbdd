"""Bodies of power by their short and their full names: «Минпросвещения России», «Рособрнадзор», «МВД», and what they
stand for.

    >>> short_base("Минфином"), short_base("Минобрнауки"), short_base("Министром")
    ('Минфин', 'Минобрнауки', '')
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from extractors.russian.beginnings import Beginnings
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS
from extractors.russian.wordforms import Token, lemmas, listed

#: Endings of a declined short name: «Минтруда», «Росстатом», «Росгвардии», «Росмолодежью».
_ENDING: Final = re.compile(r"(?:а|у|ом|ем|е|ы|и|ю|я|ей|ью|ией|ию)$")
#: «Мин», «Рос» and their like with the stem of a field; the stem may be a list («соцразвит», «промторг»).
_PREFIX: Final = "Мин|Рос|Гос|Обл|Рай|Гор|Край|Рег|Глав|Тат|Баш|Мос|Лен|Центр|Нац|Ком|Деп|Упр|Евр|Спец"
_STEM: Final = (
    "обрнадзор|потребнадзор|здравнадзор|сельхознадзор|технадзор|природнадзор|транснадзор|комнадзор|жилнадзор|стройнадзор|надзор"
    "|образовани[еяюи]|просвещени[еяю]|обр|наук[аиуе]|обрнаук[аиуе]|обрмолодежи|здрав|здравоохранени[еяю]|труд|соцзащит[аыуе]"
    "|соцразвити[еяю]|соцполитик[аиуе]|соц|демографи[ияюей]|фин|финанс|спорт|спорттуризм|туризм|культур[аыуе]|молодеж[ьию]"
    "|экономразвити[еяю]|экономики|эк|экономик[аиуе]|пром|промторг|промнаук[аиуе]|торг|сельхоз|сельхозпрод|агропром|строй|жкх|стройжкх"
    "|транс|дор|дортранс|энерго|топэнерго|природ[аыуе]|экологи[ияюей]|лес|лесхоз|водресурс[ыовам]{1,3}|недр[аы]|юст|обороны|имуществ[оауе]{1,2}"
    "|имущество|земимуществ[оауе]{1,2}|цифр[аыуе]|цифразвити[еяю]|связ[ьи]|комсвяз[ьи]|печат[ьи]|культнаследи[еяю]|нац|внутр"
    "|востокразвити[еяю]|кавказ|регион|стат|комстат|реестр|архив|резерв|патент|гвардия|гвардии|гвардию|гвардией|финмониторинг|алкогольтабакконтроль"
    "|контроль|аккредитаци[ияюей]|гидромет|авиаци[ияюей]|желдор|автодор|морречфлот|рыболовств[оауе]|стандарт|космос|атом|нано|тех|сотрудничеств[оауе]"
    "|дум[аыеу]|закупк[аиу]|казн[аыуе]|казначейств[оауе]|прокуратур[аыуе]|избирком|экспертиз[аыуе]|автоинспекци[ияюей]|инспекци[ияюей]|наркоконтроль"
    "|нефть|газ|телеком|почт[аыуе]|ипотек[аиуе]|лото|военкомат|исполком|совет|образован|сельхозбанк|печать|туризм|автотранс|образовнадзор|стро[йяюе]|строем|прод|комвуз|охранкультуры"
)
_SHORT: Final = re.compile(rf"(?:{_PREFIX})(?:{_STEM}){{1,3}}(?:а|у|ом|е)?")
#: They look like short names and are none.
_NOT_SHORT: Final = listed(
    "Госуслуги Россия Госпром Росток Горсвет Главный Министр Минский Комсомол Горячий Госсовет Госконтракт Госзаказ "
    "Госзакупки Госконтроль Госархив"
)
# too short to stand without what follows
_LETTERS_OF_LANDS: Final = frozenset(("СК", "ЦБ", "МОТ", "ВОИ", "ВОС", "ВОГ", "МГУ"))
#: Letters of a university: «ТГУ», «ОГПУ», «КФУ», «САФУ»; «ВлГУ», «УлГПУ», «УрФУ», «КазНТУ» too.
_UNIVERSITY: Final = re.compile(r"[А-Я][А-Я]{0,3}(?:Г|Ф|П)[А-Я]{0,2}У|[А-Я](?:[а-я]?[А-Я]?[а-я]?[ГФ]|[а-я]{1,2}Н)[А-Я]{0,2}У")
_NO_UNIVERSITY: Final = listed("ЧПУ ЦПУ ГПУ АПУ ЕПГУ РПГУ ОКОГУ")
_TERRITORIAL: Final = re.compile(r"[А-Я][а-я]{3,16}стат(?:а|у|ом|е)?")  # «Мордовиястат», «Петростат»


@cache
def agencies() -> dict[str, str]:
    """Short names -> full names, both as the lexicon spells them."""
    return {row["short"]: row["full"] for row in lexicon("agencies")}


@cache
def _single() -> dict[str, str]:
    """First words of short names, «России» cut off, by their spelling."""
    found = {short.split()[0]: short.split()[0] for short in agencies() if _names_alone(short)}
    return found | {name: name for name in _fixed()}


@cache
def _fixed() -> frozenset[str]:
    """Short names that are genitives and stay so: «Минобразования», «Минкультуры»."""
    return frozenset(row["name"] for row in lexicon("fixed_names") if row["name"].startswith("Мин"))


@cache
def _letters() -> frozenset[str]:
    """Letters that are no university: legal forms."""
    return frozenset(row["short"] for row in lexicon("legal_forms")) | _NO_UNIVERSITY


def _names_alone(short: str) -> bool:
    rest = short.split()[1:]
    if short.split(maxsplit=1)[0] in ("Банк", "Казначейство", "Движение", "Русская", "Фонд", "Почта"):
        return False
    return not rest or (
        rest == ["России"]
        and short.split(maxsplit=1)[0] not in _LETTERS_OF_LANDS
        and " " not in short.removesuffix(" России")
    )


def short_base(word: str) -> str:
    """The nominative of a word that is a short name of a body, in any case; "" for any other word."""
    return _short_base(word) if word[:1].isupper() else ""


@lru_cache(maxsize=CACHE_WORDS)
def _short_base(word: str) -> str:
    """`short_base` of a word with a capital: no other takes up room in the cache."""
    word = word.replace("ё", "е")
    if word in _NOT_SHORT:
        return ""
    stem = _ENDING.sub("", word)
    if word in _single() and (stem == word or stem not in _single()):
        return word
    if _UNIVERSITY.fullmatch(word) and word not in _letters():
        return word
    if word.isupper():
        return ""
    for base in (stem, stem + "ия", stem + "я", stem + "ь", stem + "а", stem + "о", stem + "е"):
        if base in _single() and base not in _fixed():
            return base
    if _SHORT.fullmatch(word):
        return _guessed(word)
    return re.sub(r"(?<=стат)(?:а|у|ом|е)$", "", word) if _TERRITORIAL.fullmatch(word) else ""


#: Short names on a consonant are declined («Минспорта»), those made of a genitive are not («Минкультуры»).
_DECLINED: Final = re.compile(
    r"(?P<base>\w+(?:прод|комвуз|труд|фин|здрав|спорт|строй|транс|сельхоз|торг|пром|юст|надзор|контроль|стат|реестр|архив|резерв|патент"
    r"|обр|избирком|военкомат|исполком|совет|космос|атом|стандарт|автодор|желдор|туризм|хоз|мониторинг|комстат))(?:а|у|ом|е)"
)


def _guessed(word: str) -> str:
    declined = _DECLINED.fullmatch(word)
    return declined["base"] if declined else re.sub(r"(?<=[а-я]стро)(?:[яюе]|ем)$", "й", word)


@cache
def _known_names() -> dict[str, list[tuple[str, ...]]]:
    """Last word-lemma of the head group -> tails of full names of bodies: «служба» -> («по», «надзору», …)."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for full in agencies().values():
        spelled = [w.lower().replace("ё", "е") for w in re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", full.split("«")[0])]
        for n, word in enumerate(spelled[:4]):
            table.setdefault(word, []).append(tuple(spelled[n + 1 :]))
            if not word.endswith(("ый", "ий", "ая", "ое")):
                break
    return {head: sorted(set(tails), key=len, reverse=True) for head, tails in table.items()}


@cache
def _first_words() -> Beginnings:
    return Beginnings(_phrases())


@cache
def _phrases() -> dict[str, list[tuple[str, ...]]]:
    """Lemma of the first word -> the rest of short names of several words: «Банк» -> («России»,)."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for short in agencies():
        first, *rest = short.lower().replace("ё", "е").split()
        if rest and not _names_alone(short):
            table.setdefault(first, []).append(tuple(word.strip("«»") for word in rest))
    return table


def phrase_end(tokens: Sequence[Token], i: int) -> int:
    """Index behind a short name of several words that begins at `i`: «Банк России», «Фонд содействия инновациям»; 0
    for none.
    """
    for rest in _rests(tokens[i].text):
        if len(tokens) > i + len(rest) and all(same(tokens[i + 1 + n], word) for n, word in enumerate(rest)):
            return i + 1 + len(rest)
    return 0


def begins_phrase(word: str) -> bool:
    """Whether a short name of several words may begin with the word: «Банк», «Фонд»."""
    return bool(_rests(word))


@lru_cache(maxsize=CACHE_WORDS)
def _rests(word: str) -> tuple[tuple[str, ...], ...]:
    """What may follow a word that a short name begins with; nothing for nearly every word."""
    if not _first_words().has(word):
        return ()
    return tuple(rest for lemma in sorted(lemmas(word) | {word.lower()}) for rest in _phrases().get(lemma, ()))


def same(token: Token, word: str) -> bool:
    """Whether a token is the word, or another case of it."""
    return token.lower == word or word in lemmas(token.text)


_LEAST_KNOWN: Final = 3  # words of a tail that is worth looking for: shorter ones are read by grammar as well


def known_end(tokens: Sequence[Token], head: int, *, skipping: str = ",") -> int:
    """Index behind the full name of a body whose head is token `head`, word for word as the lexicon has it; 0 for none.

    It reads what grammar would not: «… в сфере защиты прав потребителей и благополучия человека».
    """
    for lemma in sorted(lemmas(tokens[head].text)):
        for tail in _known_names().get(lemma, ()):
            if len(tail) >= _LEAST_KNOWN:
                end = _matched(tokens, head + 1, tail, skipping)
                if end:
                    return end
    return 0


def _matched(tokens: Sequence[Token], i: int, tail: tuple[str, ...], skipping: str) -> int:
    for word in tail:
        if i < len(tokens) and tokens[i].text in skipping:
            i += 1
        if i >= len(tokens) or tokens[i].lower != word:
            return 0
        i += 1
    return i


_TOPIC: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LEAST_PIECE: Final = 3


def stands_for(short: str, full: str) -> bool:
    """Whether the first word of a short name is made of the pieces of a full one: «Минобрнауки» of «Министерство
    образования и науки».

    >>> stands_for("Минобрнауки", "Министерство образования и науки"), stands_for("Минфин", "Министерство юстиции")
    (True, False)
    """
    words = [w.lower().replace("ё", "е") for w in _TOPIC.findall(full)]
    low = short.lower().replace("ё", "е")
    if not words or not low.startswith(words[0][:_LEAST_PIECE]) or not short[:1].isupper() or short[1:2].isupper():
        return False
    return _pieces(low[_LEAST_PIECE:], tuple(words[1:]))


#: Endings of a genitive: «Минцифры», «Минприроды».
_LEFT_OVER: Final = ("", "а", "ы", "и", "я")


def _pieces(rest: str, words: tuple[str, ...]) -> bool:
    """Whether `rest` is beginnings of some of the words, in their order."""
    if rest in _LEFT_OVER:
        return True
    for n, word in enumerate(words):
        for size in range(min(len(word), len(rest)), _LEAST_PIECE - 1, -1):
            if rest.startswith(word[:size]) and _pieces(rest[size:], words[n + 1 :]):
                return True
    return False
