"""Like members inside a name: «образования и науки», «образования, науки и молодёжной политики»."""

from __future__ import annotations

from typing import Final

from extractors.russian.borders import starts_person
from extractors.russian.governed import governed_end
from extractors.russian.places import place_end
from extractors.russian.tails import Walk
from extractors.russian.wordforms import (
    Token,
    agree,
    cases,
    is_place,
    is_verb,
    lemmas,
    listed,
    may_be_adjective,
    may_be_noun,
    noun_cases,
    readings,
)

_OBLIQUE: Final = frozenset(("gent", "datv", "loct", "ablt"))
_OF_PEOPLE: Final = listed("семья молодежь население материнство")
_DATIVE: Final = frozenset(("datv",))
_LONGEST_LIST: Final = 6
#: Places that one office serves together with a town.
_NEAR: Final = frozenset(("район", "округ"))
#: Letters that begin another body.
_COMMITTEES: Final = frozenset(("ЦК", "МК", "ВЦСПС"))
#: «детей-сирот и детей, оставшихся без попечения родителей».
_PARTICIPIAL: Final = listed(
    "оставшихся проживающих находящихся нуждающихся попавших "
    "оставшимся проживающим находящимся нуждающимся попавшим"
)
_PARTICIPIAL_TAIL: Final = listed(
    "без попечения родителей за рубежом в трудной жизненной ситуации особой заботе государства"
)


def joined_end(walk: Walk) -> int:
    """Index behind «и» with a like member, or the walker's own where «и» begins something else."""
    if walk.token.lower != "и" or walk.at == walk.start or walk.at + 1 >= walk.limit:
        return walk.at
    tokens, i = walk.tokens, walk.at
    following = tokens[i + 1]
    if following.kind != "word" or starts_person(tokens, i + 1):
        return i
    if following.lower == "по" and walk.governed == "по":
        walk.at = i + 1
        end = governed_end(walk)
        walk.at = i
        return end if end > i + 1 else i
    if walk.closed:
        end = _joined_place(walk)  # of a post too: «военный комиссар города Кинешма | и Кинешемского района»
        if walk.tail.strict or end > i:
            return end
    return _joined_noun(walk, tokens[i - 1], following)


def _joined_place(walk: Walk) -> int:
    """«по Архангельской области и Ненецкому автономному округу», «школ Беларуси и России»."""
    town = walk.tokens[walk.at + 1].lower in _TOWNS  # «в Республике Крым и городе Севастополе»
    if not walk.place_case or not (walk.tokens[walk.at + 1].capital or town):
        return walk.at
    end = place_end(walk.tokens, walk.at + 1, walk.limit, walk.place_case)
    if end == walk.at + 1:
        return walk.at
    near = bool(lemmas(walk.tokens[end - 1].text) & _NEAR)  # «города Ливны и Ливенского района»
    near = near or _around(walk.tokens[walk.at - 1], walk.tokens[walk.at + 1], walk.tokens[end - 1])
    if not (walk.tail.unites or near or walk.place_case == "datv" or (town and walk.place_case == "loct")):
        return walk.at
    walk.met_place(end, walk.place_case, walk.at + 1)
    return end


def _around(town: Token, adjective: Token, land: Token) -> bool:
    """«г. Москвы и Московской области», «Санкт-Петербурга и Ленинградской области»: a town and the land around it."""
    if "область" not in lemmas(land.text):
        return False
    stem = town.lower.split("-")[-1][:_STEM]
    return adjective.lower.startswith("ленинград" if stem == "пете" else stem)


_TOWNS: Final = ("городе", "городу", "г")
_STEM: Final = 4  # letters that a town and its land share


def _joined_noun(walk: Walk, before: Token, after: Token) -> int:
    i, tokens = walk.at, walk.tokens
    if after.abbreviation and not walk.tail.strict and _many(before):
        return i + 2  # «руководителям управляющих компаний | и ТСЖ»
    if after.text in _BRANCHES and "gent" in cases(before.text):
        return i + 2  # «Министерство строительства | и ЖКХ»
    if before.abbreviation and after.abbreviation:
        # «ГО и ЧС»; «Совет Министров СССР и ЦК КПСС» are two
        other = after.start in walk.tail.bodies or after.text in walk.tail.openers | _COMMITTEES
        return i if other else i + 2
    if not after.capital and _only_stops(walk, after) and not (_united(before) and _united(after)):
        return i
    if after.capital and not before.capital and not is_place(after.text) and not lemmas(before.text) & walk.tail.stops:
        return i
    common = cases(before.text) & cases(after.text) & _OBLIQUE
    end = _member_end(walk, i + 1, common) if common else i + 1
    if end == i + 1 and walk.governed == "по" and walk.tail.strict and not after.capital:
        end = _member_end(walk, i + 1, _DATIVE)  # «по управлению имуществом и земельным отношениям»
    return end if end > i + 1 and not _begins_other(walk, before, tokens[end - 1]) else i


#: Branches of economy that ministries have in letters.
_BRANCHES: Final = frozenset(("ЖКХ", "ТЭК", "АПК", "ИКТ", "СМИ", "ЧС"))


def _only_stops(walk: Walk, after: Token) -> bool:
    """Whether the word can be nothing but a post: «энергетики» is of «энергетика» too, «пожарной» of «пожарной безопасности»."""
    following = walk.tokens[walk.at + 2] if walk.at + 2 < walk.limit else None
    if following is not None and may_be_adjective(after.text) and may_be_noun(following.text) and agree(after.text, following.text):
        return False
    found = {p.lemma.replace("ё", "е") for p in readings(after.text) if p.tag.case in _OBLIQUE}
    return bool(found & walk.tail.stops) and not found - walk.tail.stops


def _many(token: Token) -> bool:
    """«компаний»: a genitive of many alone."""
    found = [p for p in readings(token.text) if p.tag.pos == "NOUN" and p.tag.case == "gent"]
    return bool(found) and all(p.tag.number == "plur" for p in found)


def _united(token: Token) -> bool:
    """«психологов»: those whom a body unites, many of them."""
    found = [p for p in readings(token.text) if p.tag.pos == "NOUN" and p.tag.case == "gent"]
    return bool(found) and all(p.tag.number == "plur" and p.tag.animacy == "anim" for p in found)


def _member_end(walk: Walk, i: int, common: frozenset[str]) -> int:
    """Index behind [adjectives and] a noun in one of the cases, or `i`."""
    j = i
    while (
        j < walk.limit
        and walk.tokens[j].kind == "word"
        and may_be_adjective(walk.tokens[j].text)
        and not may_be_noun(walk.tokens[j].text)
    ):
        j += 1
    if j < walk.limit and walk.tokens[j].lower == "их":
        j += 1  # «среды их обитания»
    if j >= walk.limit or walk.tokens[j].kind != "word" or not common & noun_cases(walk.tokens[j].text):
        return i
    return j + 1


def _begins_other(walk: Walk, before: Token, noun: Token) -> bool:
    """Whether the member is the head of another organisation, or people beside things: it begins something else."""
    if _topic(walk, noun):
        return False
    if "политика" in lemmas(before.text) and "управление" in lemmas(noun.text):
        return False  # «Департамент государственной политики и управления в сфере …»
    single = any(p.tag.number == "sing" and p.tag.pos == "NOUN" for p in readings(noun.text))
    if single and lemmas(noun.text) & walk.tail.heads and not lemmas(before.text) & walk.tail.stops:
        return walk.tail.strict and not lemmas(before.text) & walk.tail.heads
    people = _animate(before.text) or bool(lemmas(before.text) & _OF_PEOPLE)
    return walk.tail.strict and _animate(noun.text) and not people and not may_be_adjective(before.text)


def _topic(walk: Walk, noun: Token) -> bool:
    """«экономики и управления» with nothing to govern behind it: what is taught, not an office."""
    if noun.capital:
        return False
    if "служба" in lemmas(noun.text) and walk.tokens[walk.at + 1].lower in ("государственной", "муниципальной"):
        return True  # «Академия народного хозяйства и государственной службы»
    if "сектор" in lemmas(noun.text):
        return any(t.lower == "экономики" for t in walk.tokens[walk.at : walk.at + 5])  # «… и несырьевого сектора экономики»
    if "управление" not in lemmas(noun.text):
        return False
    following = next((t for t in walk.tokens[walk.at + 1 :] if t.start >= noun.end), None)
    return following is None or following.kind not in ("word", "number", "open") or not (
        following.kind != "word" or following.capital or cases(following.text) & {"gent", "ablt"}
    )


#: What is alive and studied: «Институт экологии растений и животных».
_STUDIED: Final = listed("животное рыба птица насекомое зверь скот")


def _animate(word: str) -> bool:
    found = [p for p in readings(word) if p.tag.pos == "NOUN" and p.tag.case in ("gent", "datv")]
    if any(p.lemma in _STUDIED for p in found):
        return False
    return bool(found) and all(p.tag.animacy == "anim" for p in found)


def listed_end(walk: Walk) -> int:
    """A comma inside a name: «образования, науки и молодёжной политики». Taken only when «и» closes the list."""
    if walk.token.text != ",":
        return walk.at
    if walk.follows_participle:  # «… детей, оставшихся без попечения родителей, города Котласа»
        place = place_end(walk.tokens, walk.at + 1, walk.limit, "gent")
        if place > walk.at + 1:
            walk.met_place(place, "gent", walk.at + 1)
            return place
        if walk.quotes and not walk.quoted and walk.at + 1 < walk.limit and walk.tokens[walk.at + 1].kind == "open":
            return walk.at + 1  # «… детям, оставшимся без попечения родителей, «Радуга»»
    if walk.closed and walk.tail.strict:
        return walk.at
    i, j = walk.at, walk.at
    if i + 1 < walk.limit and walk.tokens[i + 1].lower in _PARTICIPIAL:
        return _participial(walk)
    for _ in range(_LONGEST_LIST):
        k = _member(walk, j + 1)
        if k == 0 or k >= walk.limit:
            return i
        if walk.tokens[k].lower == "и":
            return _closed_list(walk, k)
        if walk.tokens[k].text != ",":
            return i
        j = k
    return i


def _closed_list(walk: Walk, k: int) -> int:
    """Index behind the last member of the list, joined by the «и» at `k`."""
    here = walk.at
    walk.at = k
    end = joined_end(walk)
    walk.at = here
    return end if end > k else here


def _member(walk: Walk, k: int) -> int:
    """Index behind a member of a list in lower case, or 0 where there is none."""
    tokens, tail = walk.tokens, walk.tail
    if k < walk.limit and tokens[k].lower == "по":  # «культуры, по делам национальностей и архивного дела»
        k += 1
    if [t.lower for t in tokens[k : k + 2]] == ["вооруженных", "сил"]:
        return min(k + 2, walk.limit)  # «ветеранов войны, труда, Вооружённых Сил и правоохранительных органов»
    while (
        k < walk.limit
        and tokens[k].kind == "word"
        and may_be_adjective(tokens[k].text)
        and not tokens[k].capital
        and not may_be_noun(tokens[k].text)
    ):
        k += 1
        if k < walk.limit and tokens[k].lower in ("и", ","):
            return k  # «психолого-педагогической, медицинской и социальной помощи»
    if k >= walk.limit:
        return 0
    united = _united(tokens[k]) and _united(tokens[walk.at - 1])  # «Ассоциация педагогов, психологов и логопедов»
    if not _plain_member(tokens[k], (frozenset() if united else tail.stops) | (tail.heads if tail.strict else frozenset())):
        return 0
    k += 1
    while (
        k < walk.limit
        and tokens[k].lower != "и"
        and _plain_member(tokens[k], tail.stops)
        and "gent" in cases(tokens[k].text)
    ):
        k += 1
    return k


def _plain_member(token: Token, stops: frozenset[str]) -> bool:
    if token.kind != "word" or token.capital or is_verb(token.text):
        return False
    # «энергетики» is of «энергетика» in the genitive, of «энергетик» in the nominative
    found = {p.lemma.replace("ё", "е") for p in readings(token.text) if p.tag.case in ("gent", "datv")}
    return bool(found) and not found & stops


def _participial(walk: Walk) -> int:
    j = walk.at + 2
    while j < walk.limit and walk.tokens[j].lower in _PARTICIPIAL_TAIL:
        j += 1
    walk.follows_participle = True
    return j
