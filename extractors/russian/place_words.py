"""Words of places: what kinds of places are called, letters of lands, adjectives made from names of places."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.proper_names import place_adjectives
from extractors.russian.wordforms import lemmas, listed, readings

#: What kinds of places are called.
GENERIC: Final = listed(
    "область край республика округ район город село деревня поселок станица хутор аул улус кожуун слобода поселение гарнизон "
    "сельсовет волость губерния наслег сомон микрорайон столица"
)
#: Letters of lands as letters write them.
REGION_LETTERS: Final = listed(
    "РФ РБ РТ РК РМ РА РД РИ РХ РСО РСО-А КБР КЧР УР ЧР РС РСЯ ЕАО НАО ХМАО ХМАО-Югры ЯНАО ЧАО НСО ЯО СО СК КК ПК "
    "РО АО ВО ЛО МО ТО НО ПО КО ОО ДНР ЛНР ДФО ЦФО СЗФО ПФО УФО СФО СКФО ЮФО СПб СНГ СССР РСФСР УССР БССР ДВР УАССР "
    "ТАССР БАССР ЧАССР МАССР КАССР ДАССР ЯАССР СОАССР ЧИАССР КБАССР"
)


def is_local(word: str) -> bool:
    """Whether an adjective is made from the name of a place: «Ачинский», «Селенгинский», «Российское»; not «Детский».

    Adjectives in -ский that are of no place are many but known; what is unknown to the dictionary is taken for a place.
    """
    return _is_local(word.lower())


@lru_cache(maxsize=CACHE_WORDS)
def _is_local(word: str) -> bool:
    found = [p.lemma.replace("ё", "е") for p in readings(word) if p.tag.pos == "ADJF"]
    if any(lemma in place_adjectives() or lemma.rsplit("-", 1)[-1] in place_adjectives() for lemma in found):
        return True
    local = [lemma for lemma in found if lemma.endswith(("ский", "цкий", "ской"))]
    return bool(local) and not any(lemma.endswith("ческий") or lemma in _NOT_LOCAL for lemma in local)


_NOT_LOCAL: Final = listed(
    "городской сельский детский женский мужской морской гражданский студенческий учительский родительский "
    "ветеранский адвокатский банковский авторский университетский институтский армейский кадетский суворовский "
    "людской волонтерский гимназический лицейский спонсорский партнерский наставнический юношеский подростковый "
    "кураторский редакторский издательский читательский потребительский предпринимательский исследовательский "
    "изобретательский попечительский наблюдательский следовательский судейский прокурорский полицейский офицерский "
    "генеральский крестьянский фермерский рыбацкий конструкторский инженерский докторский магистерский "
    "профессорский преподавательский директорский министерский губернаторский мэрский депутатский парламентский "
    "сенатский президентский царский королевский императорский княжеский христианский мусульманский буддийский "
    "иудейский католический лютеранский монастырский епархиальный патриарший олимпийский паралимпийский тренерский "
    "чемпионский пионерский комсомольский октябрьский советский революционский партизанский братский сестринский "
    "фельдшерский акушерский ясельский заводской людской складской портовской древнерусский хозяйский воинский "
    "общегородской внутригородской межгородской членский клиентский дилерский медсестринский свадебский "
    "союзнический абонентский почтамтский типографский библиотекарский дизайнерский актерский режиссерский "
    "концертмейстерский композиторский писательский журналистский операторский водительский пассажирский "
    "медицинский народный"
)


@lru_cache(maxsize=CACHE_WORDS)
def is_generic_place(word: str) -> bool:
    """«города», «района», «области»."""
    return bool(lemmas(word) & GENERIC)


@lru_cache(maxsize=CACHE_WORDS)
def plural(word: str) -> bool:
    """Whether the word is most probably a plural: «районов», «регионов»."""
    found = [p for p in parses(word)[:3] if p.tag.number]
    return bool(found) and all(p.tag.number == "plur" for p in found)
