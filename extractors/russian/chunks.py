"""Chunks: where a Russian noun phrase ends in running text.

A name of an organisation or of a post is a head with agreeing adjectives before it and a tail after it: nouns and
adjectives in the genitive, places, quoted names, «по …» with its dative, «имени …», numbers with №. `tail_end` walks
the tail piece by piece; what a piece may be is a list of small rules, asked in order.

    >>> said = tokenize("Министерства науки и высшего образования Российской Федерации просим", 0, 68)
    >>> said[tail_end(said, 1, Tail(frozenset())) - 1].text
    'Федерации'
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from extractors.russian.borders import begins_address, begins_street, quote_end, starts_person
from extractors.russian.chambers import other_name_end
from extractors.russian.governed import governed_end
from extractors.russian.honours import named_after_end
from extractors.russian.lists import joined_end, listed_end
from extractors.russian.oblique_tails import oblique_end
from extractors.russian.parents import company_end, known_parent_end, letters_end, parent_end
from extractors.russian.place_words import plural
from extractors.russian.places import place_end
from extractors.russian.tails import Tail, Walk
from extractors.russian.wordforms import (
    Token,
    agree,
    cases,
    is_adjective,
    is_known_place,
    is_person_name,
    is_place,
    is_verb,
    lemmas,
    listed,
    may_be_adjective,
    may_be_noun,
    noun_cases,
    place_cases,
    readings,
    tokenize,
)

__all__ = [
    "Tail", "Token", "agree", "cases", "is_adjective", "is_person_name", "is_place", "is_verb", "lemmas",
    "may_be_adjective", "quote_end", "readings", "tail_end", "tokenize", "walked",
]  # fmt: skip

_LONGEST_TAIL: Final = 60  # tokens: no name is longer; a run-on text must not be walked whole


def tail_end(tokens: Sequence[Token], i: int, tail: Tail) -> int:
    """Index behind the last token of the tail that begins at `i` (equal to `i` where there is none).

    The tail never ends with a preposition, a conjunction or a comma.
    """
    return walked(tokens, i, tail).at


def walked(tokens: Sequence[Token], i: int, tail: Tail) -> Walk:
    """The walker at the end of the tail that begins at `i`: where it stands and what it has met."""
    walk = Walk(tokens, tail, i, min(len(tokens), i + _LONGEST_TAIL))
    while walk.at < walk.limit and not _barred(walk):
        end = _piece_end(walk)
        if end <= walk.at:
            break
        walk.at = min(end, walk.limit)
    return walk


def _piece_end(walk: Walk) -> int:
    """Index behind the piece that begins where the walker stands, or the walker's own where none does."""
    for rule in _RULES.get(walk.token.kind, ()):
        if (end := rule(walk)) > walk.at:
            return end
    return walk.at


def _barred(walk: Walk) -> bool:
    """Whether another name begins here: a legal form on a line of its own, a person."""
    token = walk.token
    if token.start in walk.tail.walls:
        return True
    if token.text in walk.tail.units and walk.begins_line and not walk.tail.chains:
        return True
    # «ОСП по … району⏎УФССП России» is one name, «ГУ МЧС России по …⏎ФГКУ «…»» are two
    chained = walk.tail.chains and not (walk.begins_line and walk.places and token.text not in walk.tail.units)
    if token.text in walk.tail.openers and (walk.begins_line or walk.follows_quote) and not chained:
        return not walk.tail.is_body(token)
    if token.kind != "word" or begins_address(walk.tokens, walk.at):
        return token.kind == "word"
    if walk.begins_line and token.lower in _TITLES and walk.at + 1 < walk.limit and walk.tokens[walk.at + 1].text == ".":
        return True  # «институт культуры⏎| проф. Р. Р. Юсупову»
    if begins_street(walk.tokens, walk.at):
        return True  # «Управление⏎по культуре⏎| Каширина ул., д. 29»
    if not token.capital or token.start in walk.tail.bodies:
        return False  # «НАН» is a given name to the dictionary too, «управления Росморречфлота | Павел Дым» no surname
    if lemmas(walk.tokens[walk.at - 1].text) & _SAINTLY and walk.at:
        return False  # «храма святителя Николая города Ельца»
    if token.start in walk.tail.persons and not is_known_place(token.text) and not token.abbreviation:
        return True
    return starts_person(walk.tokens, walk.at)


_TITLES: Final = frozenset(("проф", "доц", "акад"))
_SAINTLY: Final = listed(
    "святитель святой преподобный великомученик великомученица апостол благоверный мученик мученица праведный пророк"
)


def _quoted(walk: Walk) -> int:
    """«Институт развития образования»; not «Об утверждении …», the title of an act."""
    if walk.token.kind != "open" or not (walk.quotes or _called(walk)) or walk.quoted:
        return walk.at
    first = walk.tokens[walk.at + 1] if walk.at + 1 < walk.limit else None
    if first is not None and first.lower in ("о", "об", "обо"):
        return walk.at
    end = quote_end(walk.tokens, walk.at)
    if end == walk.at or (walk.begins_line and walk.tokens[end - 2].text in ("!", "?")):
        return walk.at  # «… общество⏎«Слава садам!»»: what it says of itself
    walk.quoted = True
    walk.close()
    return end


#: Heads that are called by what stands in quotes behind them, inside the name of an office too.
_CALLED: Final = listed("организация общество учреждение предприятие союз ассоциация фонд партия движение компания корпорация")


#: Of these, what may have its members before its name.
_UNITED: Final = listed("союз ассоциация партия движение")


def _called(walk: Walk) -> bool:
    """«отделение … общественной организации | «Союз женщин»», «… движения детей и молодёжи | «Движение первых»»."""
    tokens, before = walk.tokens, walk.at - 1
    if before >= walk.start and lemmas(tokens[before].text) & _CALLED and "gent" in cases(tokens[before].text):
        return True
    return any(
        lemmas(tokens[k].text) & _UNITED and "gent" in cases(tokens[k].text) and may_be_adjective(tokens[k - 1].text)
        for k in range(walk.start + 1, before)
    )


def _numbered(walk: Walk) -> int:
    """«№ 5», «№ 16»; a number with strokes is that of a document."""
    token = walk.token
    if token.kind != "number" or not walk.numbers or walk.numbered or _of_paper(walk):
        return walk.at
    digits = token.text.lstrip("№ ")
    signed = token.text.startswith("№") and not token.text.startswith("№№")
    if not (signed or _bare(walk)) or not digits[:4].rstrip("абвгд-").isdigit() or len(digits) > 4:
        return walk.at
    walk.numbered = True
    walk.close()
    return walk.at + 1


def _bare(walk: Walk) -> bool:
    """The number of a school without its sign: «школа 10 Оренбурга», «МБОУ СОШ 57»; not «школа 10 учеников»."""
    token = walk.token
    if not walk.tail.schooled or walk.at != walk.start or walk.begins_line or not token.text.isdecimal():
        return False
    following = walk.tokens[walk.at + 1] if walk.at + 1 < len(walk.tokens) else None
    if following is None or following.kind != "word" or following.capital:
        return len(token.text) < 4
    return following.lower in _BEHIND_BARE or "gent" not in cases(following.text)


#: Words that look like what a number counts and go on the name: «школы 57 имени …», «лицей 3 г. Шуи».
_BEHIND_BARE: Final = listed("имени им г гор города с села п посёлка и в на при по")


def _of_paper(walk: Walk) -> bool:
    """«в справке МКУ «Архив» № 218 от …»: the number of the paper; but «лицей «Созвездие» № 131»."""
    if not walk.tail.strict or not walk.follows_quote:
        return False
    following = walk.tokens[walk.at + 1].lower if walk.at + 1 < len(walk.tokens) else ""
    return following == "от" or not walk.tail.schooled


def _place(walk: Walk) -> int:
    """«Иркутской области», «г. Шуи»; a line that begins with «г.» is an address."""
    end = place_end(walk.tokens, walk.at, walk.limit, "gent")
    if (
        walk.begins_line
        and end > walk.at
        and walk.tokens[walk.at - 1].lower != "образования"  # «муниципального образования⏎г. Саяногорск» is called so
        and walk.token.lower in ("г", "гор", "с", "п", "пос", "д", "ст", "х", "р", "пгт", "рп")
    ):
        last = walk.tokens[end - 1]
        follows = walk.tokens[end].text if end < walk.limit else ""
        undeclined = "nomn" in place_cases(last.text) or "gent" not in cases(last.text)
        land = follows != "," and place_end(walk.tokens, end, walk.limit, "gent") > end  # «суд⏎г. Чебоксары⏎Чувашской Республики»
        if follows == "," or (undeclined and not land):
            return walk.at  # «г. Шуя, ул. Мира»; but «МАОУ «Гимназия № 6»⏎г. Губкинского» goes on
    elif (
        end > walk.at
        and not walk.tail.towns
        and walk.token.lower in ("г", "гор")
        and "gent" not in cases(walk.tokens[end - 1].text)
    ):
        return walk.at  # «… банке ПАО «Сбербанк» г. Воронеж»: where it is
    if end > walk.at:
        walk.met_place(end, "gent")
    return end


#: What districts are called in lands of their own.
_DISTRICTS: Final = listed("аймака кожууна улуса наслега")
#: Legal forms that banks write behind their names.
_FIRMS: Final = listed("ПАО АО ООО ОАО ЗАО НКО")


def _bracketed(walk: Walk) -> int:
    """«Сочинский институт (филиал) РУДН»."""
    tokens, i = walk.tokens, walk.at
    if walk.token.text != "(":
        return i
    if [t.lower for t in tokens[i + 1 : i + 3]] == ["на", "правах"] and i + 4 < len(tokens) and tokens[i + 4].text == ")":
        return i + 5  # «Клиентская служба (на правах отдела) в Тарском районе»
    if i + 3 >= walk.limit or tokens[i + 2].text != ")":
        return i
    if tokens[i + 1].lower == "филиал" or (walk.follows_quote and tokens[i + 1].text in _FIRMS):
        return i + 3  # «Банк «Зауралье» (АО)»
    if (
        not walk.closed
        and may_be_noun(tokens[i + 1].text)
        and (tokens[i + 3].kind == "open" or _land_follows(walk, i + 3))
    ):
        return i + 3  # «кооператив (колхоз) «Заря»», «Верховный Хурал (парламент) Республики Тыва»
    before, inside, after = tokens[i - 1].text, tokens[i + 1].text, tokens[i + 3].text
    if tokens[i + 1].lower in _DISTRICTS:
        return i + 3  # «Администрация района (аймака) муниципального образования «Онгудайский район»»
    if not walk.closed and plural(before) and plural(inside) and "gent" in noun_cases(before) & noun_cases(inside):
        return i + 3  # «организация ветеранов (пенсионеров) войны»
    paired = may_be_adjective(before) and may_be_adjective(inside) and "gent" in cases(inside)
    return i + 3 if paired and agree(inside, after) else i  # «Дворец детского (юношеского) творчества»


def _land_follows(walk: Walk, i: int) -> bool:
    return place_end(walk.tokens, i, walk.limit, "gent") > i and walk.tokens[i].capital


#: The rules by the kind of the token that their piece begins with, in the order they are asked; no piece begins with another.
_RULES: Final[dict[str, tuple[Callable[[Walk], int], ...]]] = {
    "word": (
        known_parent_end,
        _place,
        named_after_end,
        governed_end,
        joined_end,
        letters_end,
        parent_end,
        company_end,
        oblique_end,
    ),
    "open": (_quoted,),
    "number": (_numbered,),
    "punct": (listed_end, other_name_end, _bracketed),
}
