"""Chunks: where a Russian noun phrase ends in running text.

A name of an organisation or of a post is a head with agreeing adjectives before it and a tail after it: nouns and
adjectives in the genitive, places, quoted names, «по …» with its dative, «имени …», numbers with №. `tail_end` walks the
tail piece by piece; what a piece may be is a list of small rules, asked in order.

    >>> said = tokenize("Министерства науки и высшего образования Российской Федерации просим", 0, 68)
    >>> said[tail_end(said, 1, Tail(frozenset())) - 1].text
    'Федерации'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from extractors.russian.bodies import known_end
from extractors.russian.governed import governed_end
from extractors.russian.lists import joined_end, listed_end
from extractors.russian.organization_heads import head_of
from extractors.russian.places import place_end
from extractors.russian.tails import Tail, Walk
from extractors.russian.wordforms import (
    Token,
    agree,
    begins_address,
    cases,
    goes_in_names,
    is_adjective,
    is_given_name,
    is_initial,
    is_known_place,
    is_person_name,
    is_place,
    is_verb,
    lemmas,
    listed,
    may_be_adjective,
    may_be_noun,
    place_cases,
    quote_end,
    readings,
    starts_person,
    tokenize,
)

__all__ = [
    "Tail",
    "Token",
    "agree",
    "cases",
    "honoured_end",
    "is_adjective",
    "is_person_name",
    "is_place",
    "is_verb",
    "lemmas",
    "may_be_adjective",
    "quote_end",
    "readings",
    "tail_end",
    "tokenize",
    "walked",
]  # fmt: skip

_LONGEST_TAIL: Final = 60  # tokens: no name is longer; a run-on text must not be walked whole
_NAME_PARTS: Final = 3  # given name, patronymic, surname
_LONGEST_HONOUR: Final = 12  # tokens of «имени дважды Героя Советского Союза маршала …»


def tail_end(tokens: Sequence[Token], i: int, tail: Tail) -> int:
    """Index behind the last token of the tail that begins at `i` (equal to `i` where there is none).

    The tail never ends with a preposition, a conjunction or a comma.
    """
    return walked(tokens, i, tail).at


def walked(tokens: Sequence[Token], i: int, tail: Tail) -> Walk:
    """The walker at the end of the tail that begins at `i`: where it stands and what it has met."""
    walk = Walk(tokens, tail, i, min(len(tokens), i + _LONGEST_TAIL))
    while walk.at < walk.limit and not _barred(walk):
        end = next((end for rule in _RULES if (end := rule(walk)) > walk.at), None)
        if end is None:
            break
        walk.at = min(end, walk.limit)
    return walk


def _barred(walk: Walk) -> bool:
    """Whether another name begins here: a legal form on a line of its own, a person."""
    token = walk.token
    if token.start in walk.tail.walls:
        return True
    if token.text in walk.tail.units and walk.begins_line and not walk.tail.chains:
        return True
    if token.text in walk.tail.openers and (walk.begins_line or walk.follows_quote) and not walk.tail.chains:
        return not walk.tail.is_body(token)
    if token.kind != "word" or begins_address(walk.tokens, walk.at):
        return token.kind == "word"
    if not token.capital:
        return False
    if token.start in walk.tail.persons and not is_known_place(token.text) and not token.abbreviation:
        return True
    return starts_person(walk.tokens, walk.at)


def _known(walk: Walk) -> int:
    """The full name of a parent that the lexicon knows: «Управление | Федеральной службы по надзору в сфере защиты прав …»."""
    if not walk.tail.strict or walk.closed or walk.token.kind != "word":
        return walk.at
    j = walk.at
    while j < walk.limit and _before_head(walk.tokens[j]):
        j += 1
    end = known_end(walk.tokens, j) if j < walk.limit and walk.tokens[j].kind == "word" else 0
    if end:
        walk.close()
    return end or walk.at


def _before_head(token: Token) -> bool:
    """An adjective before a head; «главного» is a noun to the dictionary too."""
    return token.kind == "word" and may_be_adjective(token.text) and head_of(token.text) is None


def _quoted(walk: Walk) -> int:
    """«Институт развития образования»; not «Об утверждении …», the title of an act."""
    if walk.token.kind != "open" or not walk.quotes or walk.quoted:
        return walk.at
    first = walk.tokens[walk.at + 1] if walk.at + 1 < walk.limit else None
    if first is not None and first.lower in ("о", "об", "обо"):
        return walk.at
    walk.quoted = True
    walk.close()
    return quote_end(walk.tokens, walk.at)


def _numbered(walk: Walk) -> int:
    """«№ 5», «№ 16»; a number with strokes is that of a document."""
    token = walk.token
    if token.kind != "number" or not walk.numbers or walk.numbered or _of_paper(walk):
        return walk.at
    digits = token.text.lstrip("№ ")
    if not token.text.startswith("№") or token.text.startswith("№№") or not digits[:4].rstrip("абвгд-").isdigit() or len(digits) > 4:
        return walk.at
    walk.numbered = True
    walk.close()
    return walk.at + 1


def _of_paper(walk: Walk) -> bool:
    """«в справке МКУ «Архив» № 218 от …»: the number of the paper; but «лицей «Созвездие» № 131»."""
    if not walk.tail.strict or not walk.follows_quote:
        return False
    following = walk.tokens[walk.at + 1].lower if walk.at + 1 < len(walk.tokens) else ""
    return following == "от" or not walk.tail.schooled


def _place(walk: Walk) -> int:
    """«Иркутской области», «г. Шуи»; a line that begins with «г.» is an address."""
    end = place_end(walk.tokens, walk.at, walk.limit, "gent")
    if walk.begins_line and end > walk.at and walk.token.lower in ("г", "гор", "с", "п", "пос", "д", "ст", "х", "р", "пгт", "рп"):
        last = walk.tokens[end - 1]
        follows = walk.tokens[end].text if end < walk.limit else ""
        if follows == "," or "nomn" in place_cases(last.text) or "gent" not in cases(last.text):
            return walk.at  # «г. Шуя, ул. Мира»; but «МАОУ «Гимназия № 6»⏎г. Губкинского» goes on
    elif end > walk.at and not walk.tail.towns and walk.token.lower in ("г", "гор") and "gent" not in cases(walk.tokens[end - 1].text):
        return walk.at  # «… банке ПАО «Сбербанк» г. Воронеж»: where it is
    if end > walk.at:
        walk.met_place(end, "gent")
    return end


def _named_after(walk: Walk) -> int:
    """«имени Ф. Скорины», «им. М.В. Ломоносова», «имени академика С.П. Королева», «имени 50-летия Победы»."""
    if walk.token.lower not in ("имени", "им", "памяти"):
        return walk.at
    tokens, j = walk.tokens, walk.at + 1
    if j < walk.limit and tokens[j].text == ".":
        j += 1
    first = j
    while j < walk.limit and j - first < _LONGEST_HONOUR and _honours(tokens, j):  # «дважды Героя Советского Союза»
        j += 1
    end = honoured_end(tokens, j, walk.limit)
    if end == first:
        return walk.at
    walk.honoured = True
    walk.close()
    return end


def _honours(tokens: Sequence[Token], j: int) -> bool:
    """A rank or a deed in the genitive: «академика», «Героя Советского Союза», «50-летия», «Великой»."""
    token = tokens[j]
    if token.kind == "number":
        return True
    if token.kind != "word" or is_initial(tokens, j) or token.lower in ("от", "в", "по", "на", "с", "и"):
        return False
    if token.text in ("РФ", "СССР", "России") or token.lower in ("дважды", "трижды"):
        return True
    return lemmas(token.text).isdisjoint(_TITLES) is False or (
        not token.capital and "gent" in cases(token.text) and goes_in_names(token.text)
    )


_TITLES: Final = listed(
    "герой советский российский федерация союз маршал генерал генерал-майор генерал-лейтенант адмирал полковник майор капитан "
    "академик профессор доктор космонавт летчик-космонавт летчик князь святой святитель преподобный император царь граф поэт "
    "писатель композитор художник народный заслуженный артист учитель врач труд социалистический социалист слава орден лауреат "
    "патриарх митрополит архимандрит атаман партизан великий отечественный кавалер полный"
)


def honoured_end(tokens: Sequence[Token], j: int, limit: int) -> int:
    """Index behind the name of the one a body is named after: «М.В. Ломоносова», «Максима Танка», «Иннокентия Анненского», «Победы»."""
    if j < limit and is_initial(tokens, j):
        while j < limit and is_initial(tokens, j):
            j += 2
        return j + 1 if j < limit and tokens[j].kind == "word" and tokens[j].capital else j
    parts = 0
    while j < limit and parts < _NAME_PARTS and tokens[j].kind == "word" and tokens[j].capital and "gent" in cases(tokens[j].text):
        given = is_given_name(tokens[j].text)
        j += 1
        parts += 1
        if j < limit and is_initial(tokens, j) and not given:
            while j < limit and is_initial(tokens, j):  # «имени Ломоносова М.В.»
                j += 2
            return j
        if not given:
            break
    return j


def _bracketed(walk: Walk) -> int:
    """«Сочинский институт (филиал) РУДН»."""
    tokens, i = walk.tokens, walk.at
    if walk.token.text != "(" or i + 3 >= walk.limit or tokens[i + 2].text != ")":
        return i
    if tokens[i + 1].lower == "филиал":
        return i + 3
    if not walk.closed and may_be_noun(tokens[i + 1].text) and (tokens[i + 3].kind == "open" or _land_follows(walk, i + 3)):
        return i + 3  # «кооператив (колхоз) «Заря»», «Верховный Хурал (парламент) Республики Тыва»
    before, inside, after = tokens[i - 1].text, tokens[i + 1].text, tokens[i + 3].text
    paired = may_be_adjective(before) and may_be_adjective(inside) and "gent" in cases(inside)
    return i + 3 if paired and agree(inside, after) else i  # «Дворец детского (юношеского) творчества»


def _land_follows(walk: Walk, i: int) -> bool:
    return place_end(walk.tokens, i, walk.limit, "gent") > i and walk.tokens[i].capital


def _abbreviation(walk: Walk) -> int:
    """«ДПО», «МВД»: letters that stand for a genitive; behind a closed name only those of a parent."""
    token = walk.token
    if token.kind != "word" or not token.abbreviation or lemmas(token.text) & walk.tail.stops:
        return walk.at
    if token.text in walk.tail.openers:
        if walk.closed and (walk.follows_quote or not walk.numbered) and not walk.tail.chains:
            return walk.at
        walk.reopen(form=True)
    elif walk.closed and token.text in walk.tail.units and not walk.quoted:
        walk.reopen()  # «Отделение судебных приставов № 2 по г. Абакану УФССП России»
    elif walk.closed and not walk.tail.is_body(token):
        return walk.at
    return walk.at + 1


def _parent(walk: Walk) -> int:
    """The body that a closed name belongs to: «… «Ромашка» Министерства здравоохранения», «… № 8 Роспотребнадзора»."""
    if walk.token.start in walk.tail.bodies and not walk.token.abbreviation:
        walk.close()  # «Департамент … образования Минсельхоза России»
        return walk.at + 1
    if not walk.closed or not walk.tail.strict or walk.token.kind != "word":
        return walk.at
    j = walk.at
    while j < walk.limit and _before_head(walk.tokens[j]):
        j += 1
    if j >= walk.limit or walk.tokens[j].kind != "word" or not walk.tail.is_body(walk.tokens[j]):
        return walk.at
    if "gent" not in cases(walk.tokens[j].text) or (not walk.tokens[walk.at].capital and not walk.quoted):
        return walk.at
    walk.reopen()
    return j + 1


def _genitive(walk: Walk) -> int:
    """A word that goes on a genitive tail: «образования», «высшего» before its noun."""
    token, word = walk.token, walk.token.text
    if token.kind != "word" or (walk.closed and walk.tail.strict and token.lower not in walk.tail.after_place):
        return walk.at
    if token.lower == "их" and "среда" in lemmas(walk.tokens[walk.at - 1].text):
        return walk.at + 1  # «среды их обитания»
    if "gent" not in cases(word):
        return walk.at + 1 if _instrumental(walk) or _dative(walk) else walk.at
    if not goes_in_names(word) or (_stops(walk, word) and not token.capital):
        return walk.at
    if may_be_adjective(word) and not may_be_noun(word):
        return walk.at + 1 if _noun_follows(walk) else walk.at
    return walk.at + 1


#: Officials that bodies are of: «администрация губернатора», «аппарат уполномоченного».
_MASTERS: Final = listed("губернатор президент уполномоченный глава полпред")


def _stops(walk: Walk, word: str) -> bool:
    """Whether the word is a post, which begins another phrase; «ректоров», «учителей» are those whom a body unites."""
    genitive = [p for p in readings(word) if p.tag.case == "gent"]
    if not all(p.lemma.replace("ё", "е") in walk.tail.stops and p.tag.number == "sing" for p in genitive):
        return False
    return not (walk.at == walk.start and lemmas(word) & _MASTERS)


def _instrumental(walk: Walk) -> bool:
    """«органов управления образованием»."""
    before = lemmas(walk.tokens[walk.at - 1].text) if walk.at else frozenset()
    governs = before & {"управление", "руководство", "заведование", "обеспечение"}
    return "ablt" in cases(walk.token.text) and not walk.token.capital and bool(governs)


def _dative(walk: Walk) -> bool:
    """«Фонд содействия инновациям», «помощи детям»."""
    before = lemmas(walk.tokens[walk.at - 1].text) if walk.at > walk.start else frozenset()
    helps = before & {"содействие", "помощь", "противодействие", "служение"}
    return bool(helps) and "datv" in cases(walk.token.text) and not walk.token.capital


def _noun_follows(walk: Walk) -> bool:
    for token in walk.tokens[walk.at + 1 : min(walk.limit, walk.at + 5)]:
        if token.kind != "word":
            return token.text in (",", "-", "(")
        if token.lower == "и" or token.abbreviation:
            return True
        if may_be_noun(token.text) and "gent" in cases(token.text):
            return True
        if not may_be_adjective(token.text):
            return False
    return False


_RULES: Final[tuple[Callable[[Walk], int], ...]] = (
    _known,
    _quoted,
    _numbered,
    _place,
    _named_after,
    governed_end,
    joined_end,
    listed_end,
    _bracketed,
    _abbreviation,
    _parent,
    _genitive,
)
