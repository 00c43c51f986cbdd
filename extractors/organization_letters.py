"""Names that begin with letters: legal forms («МБОУ СОШ № 5»), bodies («УФК по …», «Минпросвещения России»), «ИП …»."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from extractors.organization_anchors import OF_ONE, is_proprietor
from extractors.organization_context import FORM_WORDS, Context
from extractors.organization_spans import Span
from extractors.organization_witness import names_nothing
from extractors.russian.bodies import phrase_end
from extractors.russian.borders import is_initial, starts_person
from extractors.russian.chunks import walked
from extractors.russian.organization_heads import head_of
from extractors.russian.organization_names import forms
from extractors.russian.place_words import REGION_LETTERS, is_local
from extractors.russian.post_heads import is_head
from extractors.russian.tails import Walk
from extractors.russian.wordforms import Token, cases, lemmas, listed

#: Letters between a legal form and a name that are no name themselves: «ГАУ ДПО ЯО …».
_BETWEEN: Final = listed("ДПО ВО ДО ПО СПО ВПО ДОД РФ") | REGION_LETTERS
#: Letters that mean other things too («УК РФ», «РБ», «ТО»); they want a quote or a body beside them.
_AMBIGUOUS: Final = listed(
    "АБ САО СК УК ГК ТК РБ ГО ТО СУ ГУ ПЧ КБ ОП НП НО ОО МП КУ ГБ ОУ ДОУ УП УД АУ БУ УО МУ МО СШ ДК УЗ РС УЦ"
)
#: Public bodies whose letters are followed by their name: «РДДМ «Движение первых»».
#: Units that have their town in quotes: «МО МВД России «Лиманский»».
_TOWN_QUOTED: Final = listed("МО ОСБ МОМВД")
_QUOTED_SHORTS: Final = listed("РДДМ РДШ ДОСААФ")
#: Codes of law in letters that stand for bodies too.
_CODES: Final = listed("УК ТК ГК")
#: Bodies of which there is one in a district: «МФЦ Волжского района».
_ONE_OF_PLACE: Final = listed("МФЦ ЦРБ РДК ЦЗН КЦСОН РЦ РОО ГДК ЦБС РОВД РУО ДШИ ДЮСШ ЦГБ")
#: Letters of centres and agencies that are called by a quoted name.
_CENTRES: Final = listed("ВДЦ МДЦ ОДЦ ДОЦ СОЦ КДЦ РДЦ СКЦ КЦ ДЦ ФОК СОК ЦДО ЦДТ ЦРБ РЦ ИА РИА НИА ТРК ГТРК")
#: Legal forms of regions in letters that no list has: «ТОГАУК», «ЯОГБУ», «КГСАУ».
_LEGAL: Final = re.compile(r"[А-Я]{0,4}(?:(?:[ГМ]О?|О?Г)С?(?:[БАК]У|[БАК]ОУ|[БАК]ПОУ|[БАК]ОД[ОД])(?:К|З|Н|СО|СЗ|ДОД?|ДПО|РМ)?|[ГМ]У[ЗКП])")
#: «СИЗО-1 УФСИН России по …»
_PRISON: Final = re.compile(r"(?:ИК|СИЗО|КП|ЛИУ|ЛПУ|ВК|ОИК|МСЧ|УИИ)-\d{1,3}")
_PRISON_SERVICES: Final = listed("УФСИН ГУФСИН ФСИН ОФСИН")
_COMMITTEES: Final = listed("ЦК МК ОК ГК ВЦСПС")
_OF_COMMITTEES: Final = listed("профсоюз партия комсомол")
#: Adjectives of the whole country tell no body from another: «Всероссийская НПК».
_EVERYWHERE: Final = listed("всероссийский российский общероссийский всесоюзный всемирный европейский азиатский")
_LEAST_LETTERS: Final = 3
_OF_LAND: Final = listed("региональный областной краевой республиканский окружной местный")
#: Academies behind the letters of an institute: «ИФПМ СО РАН».
_ACADEMIES: Final = listed("РАН РАО РАМН РАСХН РААСН АН НАН")
_VILLAGES: Final = listed("с пос п д ст х села деревни поселка станицы")
_OBLIQUE: Final = frozenset(("nomn", "gent", "datv", "ablt", "loct"))
_LONGEST_PLAIN: Final = 3  # words of an unquoted name


def by_letters(context: Context, i: int) -> Span | None:
    """The name that begins with the letters at token `i`, if it does."""
    token = context.tokens[i]
    if not token.capital or _is_code(context, i):
        return None
    legal = _unlisted_form(context, i)
    if legal is not None:
        return legal
    if token.start in context.tail.bodies and not phrase_end(context.tokens, i):  # «Газпром | нефть»
        return _short(context, i)
    if token.text == "ИП":
        return _entrepreneur(context, i, i)
    end = phrase_end(context.tokens, i)
    if end and not any(head_of(t.text) for t in context.tokens[i:end]):  # else `by_head` reads it with its adjectives
        return Span(i, i, end, 0.95, "organization:short")
    if token.text in forms():
        return _by_form(context, i)
    return _unknown_letters(context, i) if token.abbreviation else None


def _unlisted_form(context: Context, i: int) -> Span | None:
    """«ТОГКУ «Облстройзаказчик»», «КГАОУ ДО «Центр творчества»»: letters that no list has and that look like those of a
    university, before a quoted name."""
    tokens, j = context.tokens, i + 1
    if tokens[i].text in forms() or not _LEGAL.fullmatch(tokens[i].text):
        return None
    while j < len(tokens) and tokens[j].text in _BETWEEN:
        j += 1
    if j == len(tokens) or tokens[j].kind != "open":
        return None
    return Span(i, i, walked(tokens, j, context.tail).at, 0.95, "organization:legal_form")


def _is_code(context: Context, i: int) -> bool:
    """«ст. 297 УК РФ «Неуважение к суду»»: a code of law, no managing company."""
    following = context.tokens[i + 1].text if i + 1 < len(context.tokens) else ""
    return context.tokens[i].text in _CODES and following in ("РФ", "РСФСР")


def _unknown_letters(context: Context, i: int) -> Span | None:
    """«ИРОиПК имени С.Н. Донского», «ВДЦ «Орлёнок»», «Добрянский ЦБК», «ЦК ВКП(б)»."""
    token = context.tokens[i]
    following = context.tokens[i + 1] if i + 1 < len(context.tokens) else None
    if following is not None and following.lower in ("имени", "им"):
        walk = walked(context.tokens, i + 1, context.tail._replace(closed=True))
        return Span(i, i, walk.at, 0.9, "organization:honoured") if walk.honoured else None
    if following is not None and following.kind == "open" and token.text in _CENTRES:
        return Span(i, i, walked(context.tokens, i + 1, context.tail).at, 0.85, "organization:letters")
    if _PRISON.fullmatch(token.text) and following is not None and following.text in _PRISON_SERVICES:
        return Span(i, i, walked(context.tokens, i + 1, context.tail._replace(chains=True)).at, 0.9, "organization:letters")
    academy = _academy_end(context, i)
    if academy:
        return Span(i, -1, academy, 0.94, "organization:letters")
    if token.text in _COMMITTEES and following is not None and following.kind == "word":
        if following.abbreviation:
            return Span(i, -1, _party_end(context, i + 1), 0.95, "organization:letters")
        if lemmas(following.text) & _OF_COMMITTEES:  # «ЦК профсоюза работников культуры»
            return Span(i, -1, walked(context.tokens, i + 2, context.tail).at, 0.9, "organization:letters")
    return _local_letters(context, i)


def _academy_end(context: Context, i: int) -> int:
    """Index behind letters of an institute, of its centre and its academy: «ИЭИ УФИЦ РАН»; 0 for none."""
    j = i
    while (word := context.word(j)) and word.abbreviation and j - i < _LONGEST_PLAIN and word.text not in _ACADEMIES:
        beside = context.word(j + 1)
        named = j == i and len(word.text) >= _LEAST_LETTERS and beside is not None and beside.text in _ACADEMIES  # «БИН РАН»
        if (j == i and word.text in forms()) or (names_nothing(word.text) and not named):
            return 0
        j += 1
    word = context.word(j)
    return j + 1 if j > i and word is not None and word.text in _ACADEMIES else 0


def _party_end(context: Context, i: int) -> int:
    """Index behind «КПСС», «ВКП(б)»."""
    bracket = [t.lower for t in context.tokens[i + 1 : i + 4]]
    return i + 4 if bracket == ["(", "б", ")"] else i + 1


def _local_letters(context: Context, i: int) -> Span | None:
    """«Добрянский ЦБК», «Казанского ГМУ»: an adjective of a place says which one the letters are of."""
    token, first = context.tokens[i], context.left(i)
    if first == i or len(token.text) < _LEAST_LETTERS or names_nothing(token.text) or _of_land(token.text):
        return None
    local = [t for t in context.tokens[first:i] if t.capital and is_local(t.text)]
    if not local or any(lemmas(t.text) & _EVERYWHERE for t in local):
        return None
    tail = context.tail._replace(allow_quotes=False, allow_numbers=False, closed=True)
    return Span(first, i, walked(context.tokens, i + 1, tail).at, 0.85, "organization:letters")


#: Letters of lands that adjectives of places stand before, and of works that are places first: «Братская ГЭС».
_LANDS: Final = REGION_LETTERS | listed("ГЭС АЭС ТЭС ТЭЦ ГРЭС ГТЭС МКАД НПК")


def _of_land(letters: str) -> bool:
    return letters in _LANDS or letters.endswith("ССР")


def entrepreneur(context: Context, i: int) -> Span | None:
    """«Индивидуальный предприниматель Чиковани Тамара Вахтанговна», «Адвокатский кабинет Рябошапко Е.Н.»."""
    if not is_proprietor(context.tokens[i].text):
        return None
    before = context.word(i - 1) if i else None
    if before is None or not (before.capital or context.letterhead) or "nomn" not in cases(before.text):
        return None
    pair = {(a, b) for a in lemmas(before.text) for b in lemmas(context.tokens[i].text)}
    if not pair & OF_ONE:
        return None
    return _entrepreneur(context, i - 1, i)


def _entrepreneur(context: Context, first: int, i: int) -> Span | None:
    """«ИП Салмин Д. Д.», «ИП Карапетян Сурен Левонович»."""
    tokens, j = context.tokens, i + 1
    while (word := context.word(j)) and j - i <= _LONGEST_PLAIN and word.capital and not is_initial(tokens, j):
        if word.abbreviation:
            return None
        j += 1
    if j == i + 1:
        return None
    while j < len(tokens) and is_initial(tokens, j):
        j += 2
    return Span(first, i, j, 0.9, "organization:entrepreneur")


def _short(context: Context, i: int) -> Span:
    """«Минпросвещения России», «МВД по Республике Коми», «Рособрнадзор»."""
    before = context.word(i - 1) if i else None
    if before is not None and lemmas(before.text) & _OF_LAND and not before.capital:
        return Span(i, i, i + 1)  # «глава регионального Минздрава»: one of many
    following = context.tokens[i + 1].text if i + 1 < len(context.tokens) else ""
    quoted = context.tokens[i].text in _QUOTED_SHORTS or following in ("МО", "МОМВД")  # «ГИБДД МО МВД России «Лесной»»
    tail = context.tail._replace(allow_quotes=quoted, allow_numbers=False, closed=True, after_place=frozenset())
    walk = walked(context.tokens, i + 1, tail)
    return Span(i, i, walk.at, 0.97, "organization:short", suffix=_shared(context, walk))


def _shared(context: Context, walk: Walk) -> str:
    """«России» of «Минпросвещения и Минобрнауки России», which the first of the two shares."""
    tokens, i = context.tokens, walk.at
    if (
        walk.places
        or i + 2 >= len(tokens)
        or tokens[i].lower not in ("и", ",")
        or tokens[i + 1].start not in context.tail.bodies
    ):
        return ""
    ministries = tokens[walk.start - 1].text.startswith("Мин") and tokens[i + 1].text.startswith("Мин")
    return "России" if ministries and tokens[i + 2].text in ("России", "РФ") else ""


def _by_form(context: Context, i: int) -> Span | None:
    """«МБОУ СОШ № 5», «ФГБОУ ВО «Университет»», «УФК по Псковской области»; a lone form is no name."""
    tokens, sort = context.tokens, forms()[context.tokens[i].text]["sort"]
    if sort in ("type", "unit"):
        return _by_type(context, i, sort)
    if tokens[i].text not in _AMBIGUOUS:
        apposed = context.apposed(i + 1, _OBLIQUE)
        if apposed is not None:  # «МБДОУ детскому саду № 5»; «ГБУ Министерства …» is no apposition
            head = head_of(tokens[apposed[1]].text)
            if head is None or head.sort != "authority" or head.needs == "branch":
                return Span(i, i, apposed[2], 0.95, "organization:legal_form", apposed=apposed[:2])
    below = any(t.start in context.tail.line_ends and t.text in context.tail.units for t in tokens[i + 1 : i + 6])
    chains = below and tokens[i].text.startswith("ФК")  # «ФКУ СИЗО-1⏎УФСИН России по … области»
    tail = context.tail._replace(after_place=FORM_WORDS, seats=True, towns=sort != "company", chains=chains)
    kindergarten = [t.lower for t in tokens[i + 1 : i + 4]] == ["д", "/", "с"]  # «МБДОУ д/с № 27»
    walk = walked(tokens, i + 4 if kindergarten else i + 1, tail)
    own = tokens[i + 1 : walk.at]
    quoted, numbered = any(t.kind == "open" for t in own), any(t.kind == "number" for t in own)
    if quoted or (numbered and tokens[i].text not in _AMBIGUOUS):
        return Span(i, i, walk.at, 0.97, "organization:legal_form")
    if tokens[i].text in _AMBIGUOUS:
        return None
    later = context.apposed(walk.at, frozenset(("nomn",)))
    if later is not None:
        return Span(i, i, later[2], 0.95, "organization:legal_form")
    lone = tokens[i].text in _ONE_OF_PLACE and _headed(context, i)  # «начальник РОО»
    return _lettered(context, i, walk.at) or (Span(i, i, i + 1, 0.85, "organization:letters") if lone else None)


def _by_type(context: Context, i: int, sort: str) -> Span | None:
    """«СОШ № 5», «Рябковская СОШ»; «Межрайонная ИФНС России № 2», «ГУ МЧС России по …», «ТО Управления …»."""
    tokens = context.tokens
    tail = context.tail._replace(seats=True, chains=sort == "unit")
    behind = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text in _BETWEEN else i + 1
    named = tokens[i].text == "ГУ" and behind < len(tokens) and tokens[behind].kind == "open"  # «ГУ РК «Центр занятости»»
    if sort == "unit" and i + 1 < len(tokens) and tokens[i + 1].text in _TOWN_QUOTED:
        whole = _by_type(context, i + 1, sort)  # «ОГИБДД МО МВД России «Лиманский»»
        return whole and replace(whole, first=context.left(i), at=i)
    if sort == "unit" and not named and tokens[i].text not in _TOWN_QUOTED:
        tail = tail._replace(allow_quotes=False)
    walk = walked(tokens, i + 1, tail)
    own, first = tokens[i + 1 : walk.at], context.left(i)
    ambiguous = tokens[i].text in _AMBIGUOUS
    if any(t.kind == "open" for t in own) or (any(t.kind == "number" for t in own) and not ambiguous):
        return Span(first, i, walk.at, 0.97, "organization:legal_form")
    local = any(t.capital and is_local(t.text) for t in tokens[first:i])  # «Усть-Абаканское РОСП»
    if sort == "unit":
        of_body = i + 1 < len(tokens) and (context.tail.is_body(tokens[i + 1]) or tokens[i + 1].text == "СК")  # «СУ СК России по …»
        told = of_body or ((walk.places or local or _headed(context, i)) and not ambiguous)
        return Span(first, i, _joined(tokens, walk.at), 0.95, "organization:unit") if told else None
    in_village = bool(walk.places) and tokens[walk.places[0][0]].lower in _VILLAGES
    lone = tokens[i].text in _ONE_OF_PLACE and (walk.places or _headed(context, i))
    if local or walk.honoured or in_village or lone:
        return Span(first, i, walk.at, 0.92, "organization:legal_form")
    told = first < i and tokens[first].capital and not context.opens(first)  # «…, Межборная ООШ»
    return Span(first, i, walk.at, 0.85, "organization:legal_form") if told else None


def _joined(tokens: Sequence[Token], end: int) -> int:
    """The index behind the second letters of a unit: «ОНД | и ПР»."""
    further = end + 1 < len(tokens) and tokens[end].lower == "и" and tokens[end + 1].abbreviation and tokens[end + 1].text not in forms()
    return end + 2 if further and tokens[end - 1].abbreviation else end


def _headed(context: Context, i: int) -> bool:
    """«начальник | РОО», «инспектора | ОМВД»: letters of a body right behind the post of somebody who works there."""
    before = context.word(i - 1) if i else None
    return before is not None and is_head(before.text)


def _lettered(context: Context, i: int, last: int) -> Span | None:
    """«ГАУ ДПО ИРО», «АО Гознак»: letters or a capitalised word for the name."""
    tokens = context.tokens
    if any(t.abbreviation and t.text not in _BETWEEN for t in tokens[i + 1 : last]):
        return Span(i, i, last, 0.92, "organization:legal_form")
    j = last
    while j - last < _LONGEST_PLAIN and _plain_name(context, j):
        j += 1
    if j > last and (j == len(tokens) or tokens[j].kind != "open"):
        return Span(i, i, j, 0.85, "organization:legal_form")
    return None


def _plain_name(context: Context, j: int) -> bool:
    """A word of an unquoted name: «Гознак»; no person, no word of the next line."""
    token = context.word(j)
    if (
        token is None
        or not token.capital
        or token.start in context.tail.line_ends
        or token.start in context.tail.persons
    ):
        return False
    return not is_initial(context.tokens, j) and not starts_person(context.tokens, j)
