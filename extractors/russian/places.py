"""Places inside a name: where «Республики Саха (Якутия)», «городского округа – город Камышин», «г. Шуи» end.

`place_end` asks a list of small rules, each of which knows one way to say a place in a given case.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from extractors.russian.borders import is_initial, quote_end, starts_person
from extractors.russian.place_names import SIDES, UNDECLINED, place_name_end
from extractors.russian.place_words import GENERIC, REGION_LETTERS, is_generic_place, is_local
from extractors.russian.wordforms import (
    Token,
    agreement,
    cases,
    is_known_place,
    is_place,
    lemmas,
    listed,
    may_be_adjective,
    noun_cases,
    place_cases,
)

#: «муниципального образования» is a place, «образования» is not.
_FORMED: Final = "образование"
_CLOSED: Final = listed("административно-территориальный")
#: A name stands beside these as it is: «города Великие Луки», «Республики Коми», «деревни Лопатино».
_NAMED: Final = listed(
    "республика город село деревня поселок станица хутор аул слобода поселение сельсовет наслег микрорайон"
)
#: Lands that a name in the nominative stands beside where nothing else names them.
_LANDS_OF_LANDS: Final = listed("округ район")
_OF_MANY: Final = frozenset(("округов", "районов", "поселений", "сельсоветов", "образований"))
#: What a town or a settlement may be called before its name.
_SORTS: Final = (["городского", "типа"], ["федерального", "значения"], ["областного", "значения"], ["районного", "значения"])
#: Attributes of a place that tell nothing of which one it is.
_PLAIN: Final = listed(
    "рабочий городской сельский муниципальный автономный федеральный национальный административный внутригородской "
    "областной районный краевой республиканский данный закрытый административно-территориальный"
)
_SHORTENED: Final = frozenset(("г", "гор", "пос", "с", "ст", "д", "дер", "п", "пгт", "рп", "х", "обл", "респ", "р"))
_UNDOTTED: Final = frozenset(("пгт", "рп", "дп"))
_FURTHER_LETTERS: Final = frozenset(("о", "п", "г", "т"))  # of «г.о.», «р.п.», «п.г.т.»
_ZATO: Final = frozenset(("ЗАТО", "ГО", "МО", "МР"))
#: What may follow a dash or stand in brackets behind the name of a land.
_SECOND_NAMES: Final = listed(
    "югра югры чувашия чувашии алания алании кузбасс кузбасса якутия якутии тыва татарстан югре кузбассу"
)


def place_end(tokens: Sequence[Token], i: int, limit: int, case: str) -> int:
    """Index behind the place that begins at `i` in this case, or `i` where none does.

    >>> from extractors.russian.wordforms import tokenize
    >>> said = tokenize("городского округа – город Камышин просит".replace("–", "-"), 0, 60)
    >>> [t.text for t in said[: place_end(said, 0, len(said), "gent")]]
    ['городского', 'округа', '-', 'город', 'Камышин']
    """
    if i >= limit or tokens[i].kind != "word":
        return i
    for rule in _RULES:
        end = rule(tokens, i, limit, case)
        if end > i:
            return _second_name(tokens, end, limit)
    return i


def _land(tokens: Sequence[Token], i: int, limit: int, case: str) -> int:
    """[Adjectives] and the generic word: «Облученского муниципального района», «города Ижевска», «области»."""
    j = i
    while j < limit and tokens[j].kind == "word" and _stands(tokens[j], case) and _attribute(tokens, j):
        j += 1
        if j + 1 < limit and tokens[j].lower == "и" and _attribute(tokens, j + 1):
            j += 1  # «Великолукского и Новосокольнического районов»
    if j >= limit or tokens[j].kind != "word":
        return i
    generic = lemmas(tokens[j].text) & GENERIC or (_FORMED if _formed(tokens, i, j) else "")
    if not generic or case not in cases(tokens[j].text):
        return i
    joint = any(tokens[k].lower == "и" for k in range(i, j))
    if j > i and not joint and not all(_fits(tokens[k].text, tokens[j].text, case) for k in range(i, j)):
        return i
    end = j + 1
    if [t.lower for t in tokens[end : end + 2]] in _SORTS:
        return max(end + 2, place_name_end(tokens, end + 2, limit, case))  # «поселка городского типа Афанасьево»
    if end < limit and tokens[end].text == "-" and _is_city(tokens, end + 1, limit):
        end += 1  # «городского округа – город Камышин»
    if (
        end < limit
        and tokens[end].lower in ("город", "города", "город-курорт", "поселок", "село")
        and lemmas(tokens[j].text) & {"округ", "поселение", _FORMED}
    ):
        end += 3 if [t.lower for t in tokens[end + 1 : end + 3]] in _SORTS else 1
        town = place_name_end(tokens, end, limit, case)  # «городского округа город Шарья», «… города федерального значения …»
        return _apposed_land(tokens, town, limit) if _FORMED in generic else town
    if (
        end + 1 < limit
        and tokens[end].kind == "open"
        and (_FORMED in generic or _is_city(tokens, end + 1, limit) or _quoted_place(tokens, i, j, end))
    ):
        return quote_end(tokens, end)  # «муниципального образования «город Ижевск»»
    if tokens[j].lower in _OF_MANY:
        return end  # «муниципальных округов⏎| Руководителям …»
    plain = j > i and all(lemmas(tokens[k].text) & _PLAIN for k in range(i, j))
    apposed = _apposed_land(tokens, end, limit) if _FORMED in generic or plain else end
    if apposed > end:
        return apposed  # «муниципального образования Соль-Илецкий городской округ», «… района Дюртюлинский район»
    # «городского округа Самара», «муниципального района Сергиевский»; «района Хамовники»
    small = j > i and not any(t.capital for t in tokens[i:j])
    nameless = small and not _LANDS_OF_LANDS.isdisjoint(generic)
    nameless = nameless or (j == i and "район" in generic and _begins_place(tokens, end, limit))
    closed = _FORMED in generic and bool(lemmas(tokens[j - 1].text) & _CLOSED)  # «закрытого … образования Видяево»
    if lemmas(tokens[j].text) & _NAMED or nameless or closed or (end < limit and tokens[end].abbreviation and _FORMED in generic):
        return place_name_end(tokens, end, limit, case)
    return end


def _begins_place(tokens: Sequence[Token], i: int, limit: int) -> bool:
    """«Хамовники», «Южное Бутово»."""
    if i >= limit or tokens[i].kind != "word" or not tokens[i].capital:
        return False
    sided = bool(lemmas(tokens[i].text) & SIDES) and i + 1 < limit and is_place(tokens[i + 1].text)
    return sided or is_place(tokens[i].text)


def _apposed_land(tokens: Sequence[Token], i: int, limit: int) -> int:
    """«Соль-Илецкий городской округ», «Тимашевский район» in the nominative behind «муниципального образования».

    «муниципального образования муниципальный округ Рыбацкое» too.
    """
    if i >= limit or not may_be_adjective(tokens[i].text):
        return i
    if not tokens[i].capital and not lemmas(tokens[i].text) & _PLAIN:
        return i
    return _land(tokens, i, limit, "nomn")


def _stands(token: Token, case: str) -> bool:
    """Whether an adjective may stand in the case."""
    return case in cases(token.text) or _ends_so(token.text, case)


def _ends_so(word: str, case: str) -> bool:
    """«Семикаракорском», «Каменскому»: to the dictionary the first is a town alone, the second a surname."""
    return word.endswith(_ENDINGS.get(case, "\n"))


_ENDINGS: Final = {"loct": "ском", "datv": "скому", "gent": "ского"}


def _fits(adjective: str, noun: str, case: str) -> bool:
    return bool(agreement(adjective, noun)) or _ends_so(adjective, case)


def _quoted_place(tokens: Sequence[Token], i: int, j: int, end: int) -> bool:
    """«городского округа «Воркута»»: the place has no other name, and the quoted word may be one.

    What a settlement has in quotes is its name: «сельского поселения «Деревня Хотисино»».
    """
    nameless = j > i and (not any(t.capital for t in tokens[i:j]) or all(t.text.isupper() for t in tokens[i:j]))
    named = is_place(tokens[end + 1].text) or _local_land(tokens, end + 1) or "поселение" in lemmas(tokens[j].text)
    named = named or ("район" in lemmas(tokens[j].text) and is_local(tokens[end + 1].text))  # «района «Усть-Цилемский»»
    return nameless and named


def _local_land(tokens: Sequence[Token], i: int) -> bool:
    """«Кулинский район», «Приморский округ» inside quotes."""
    return i + 1 < len(tokens) and may_be_adjective(tokens[i].text) and is_generic_place(tokens[i + 1].text)


def _attribute(tokens: Sequence[Token], j: int) -> bool:
    """An attribute of a place: capitalised («Ивановской»), or one of the words that all places share."""
    word = tokens[j].text
    if not (may_be_adjective(word) or word.endswith(tuple(_ENDINGS.values()))) or lemmas(word) & GENERIC:
        return False
    return tokens[j].capital or bool(lemmas(word) & _PLAIN)


def _formed(tokens: Sequence[Token], i: int, j: int) -> bool:
    if j == i or _FORMED not in lemmas(tokens[j].text):
        return False
    return bool(lemmas(tokens[j - 1].text) & {"муниципальный", "административно-территориальный"})


def _is_city(tokens: Sequence[Token], i: int, limit: int) -> bool:
    return i < limit and tokens[i].lower in ("город", "города", "городу", "городе", "г", "поселок", "село")


def _town(tokens: Sequence[Token], i: int, limit: int, case: str) -> int:
    """«г. Шуи», «пос. Сорокино», «г.о. Саранск», «р.п. Сузун», «п.г.т. Яя», «пгт Яя», «ЗАТО Северск»."""
    token = tokens[i]
    if token.text in ("МО", "МР", "ГО") and i + 2 < limit and tokens[i + 1].kind == "open":
        lands = is_place(tokens[i + 2].text) or _local_land(tokens, i + 2) or _is_city(tokens, i + 2, limit)
        return quote_end(tokens, i + 1) if lands else i  # «администрация МР «Кулинский район»»
    if token.text in _ZATO and i + 1 < limit and tokens[i + 1].capital and not tokens[i + 1].abbreviation:
        return place_name_end(tokens, i + 1, limit, case)
    if token.lower in _UNDOTTED and i + 1 < limit and tokens[i + 1].capital:
        return max(i + 2, place_name_end(tokens, i + 1, limit, case))
    if token.lower not in _SHORTENED or i + 2 >= limit or tokens[i + 1].text != ".":
        return i
    j = i + 2
    while tokens[j].lower in _FURTHER_LETTERS and j + 2 < limit and tokens[j + 1].text == ".":
        j += 2
    if not tokens[j].capital or is_initial(tokens, j):
        return i
    return max(j + 1, place_name_end(tokens, j, limit, case))


def _proper(tokens: Sequence[Token], i: int, limit: int, case: str) -> int:
    """A name of a place with no generic word: «России», «Нижнего Новгорода», «Северного Кавказа»."""
    token = tokens[i]
    if not token.capital or token.abbreviation or starts_person(tokens, i):
        return i
    left = case == "gent" and token.lower.endswith(UNDECLINED) and is_known_place(token.text)  # «администрации Иваново»
    if (left or case in place_cases(token.text)) and not _leads_on(tokens, i, limit, case):
        return i + 1
    following = tokens[i + 1] if i + 1 < limit else None
    if following is None or following.kind != "word" or not following.capital or not may_be_adjective(token.text):
        return i
    whole = case in cases(token.text) and case in noun_cases(following.text) and is_place(following.text)
    return i + 2 if whole and any(c == case for c, _ in agreement(token.text, following.text)) else i


def _leads_on(tokens: Sequence[Token], i: int, limit: int, case: str) -> bool:
    """«Ивановской» of «Ивановской области» is no town, though the dictionary has one."""
    if not may_be_adjective(tokens[i].text) or i + 1 >= limit or tokens[i + 1].kind != "word":
        return False
    return any(c == case for c, _ in agreement(tokens[i].text, tokens[i + 1].text))


def _region_letters(tokens: Sequence[Token], i: int, limit: int, _case: str) -> int:
    """«РФ», «УР», «НСО», «РС(Я)»: a land by its letters."""
    if tokens[i].text == "РС" and i + 3 < limit and [t.text for t in tokens[i + 1 : i + 4]] == ["(", "Я", ")"]:
        return i + 4
    if tokens[i].text == "ПО" and i + 1 < limit and "datv" in cases(tokens[i + 1].text):
        return i  # «МВД ПО РЕСПУБЛИКЕ ТЫВА»
    return i + 1 if tokens[i].text in REGION_LETTERS else i


def _state(tokens: Sequence[Token], i: int, limit: int, case: str) -> int:
    """«Российской Федерации», «Союзного государства»."""
    if i + 1 >= limit or not tokens[i].capital or tokens[i + 1].kind != "word":
        return i
    if (tokens[i].lower, tokens[i + 1].lower) in _STATES:
        return i + 2  # «Минприроды Марий Эл»
    pair = {(a, b) for a in lemmas(tokens[i].text) for b in lemmas(tokens[i + 1].text)}
    return i + 2 if pair & _STATES and case in cases(tokens[i + 1].text) else i


_STATES: Final = frozenset(
    (("марий", "эл"), ("российский", "федерация"), ("союзный", "государство"), ("советский", "союз"))
)

_RULES: Final[tuple[Callable[[Sequence[Token], int, int, str], int], ...]] = (
    _state,
    _land,
    _town,
    _proper,
    _region_letters,
)


def _second_name(tokens: Sequence[Token], end: int, limit: int) -> int:
    """«– Югры», «(Якутия)» behind the name of a land."""
    if end + 1 < limit and tokens[end].text == "-" and tokens[end + 1].lower in _SECOND_NAMES:
        return end + 2
    if (
        end + 2 < limit
        and tokens[end].text == "("
        and tokens[end + 2].text == ")"
        and tokens[end + 1].lower in _SECOND_NAMES
    ):
        return end + 3
    return end
