"""The name of a place behind its generic word: «города Набережные Челны», «Республики Саха», «деревни Лопатино»."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.russian.borders import is_initial, starts_person
from extractors.russian.organization_heads import head_of
from extractors.russian.place_words import is_generic_place
from extractors.russian.wordforms import Token, agreement, cases, is_place, is_verb, lemmas, listed, may_be_adjective

#: Names of lands that do not change behind their generic word, or are more than one word.
_UNCHANGING: Final = listed("беларусь саха татарстан коми эл марий тыва алания югра крым адыгея алтай дагестан")
SIDES: Final = listed("северный южный западный восточный")
_MULTI_WORD: Final = 3  # «города Набережные Челны», «Республики Северная Осетия – Алания»
#: Places that many leave as they are, and what small ones are called in the genitive.
UNDECLINED: Final = ("ово", "ево", "ино", "ыно")
_VILLAGES: Final = listed("села деревни поселка станицы хутора аула слободы")


def place_name_end(tokens: Sequence[Token], i: int, limit: int, case: str) -> int:
    """The name behind a generic word, declined or not: «Ижевск», «Набережные Челны», «Саха (Якутия)»."""
    j = i
    while j < limit and j - i < _MULTI_WORD and _is_name_word(tokens, j, case, first=j == i):
        j += 1
        if not may_be_adjective(tokens[j - 1].text) and tokens[j - 1].lower != "марий":
            break
    side = i < j < limit and tokens[j].kind == "word" and tokens[j].capital and bool(lemmas(tokens[j].text) & SIDES)
    return j + (side and any(c == "nomn" for c, _ in agreement(tokens[j].text, tokens[j - 1].text)))  # «Бутово Южное»


def _is_name_word(tokens: Sequence[Token], j: int, case: str, *, first: bool) -> bool:
    token = tokens[j]
    if token.kind != "word" or not token.capital or is_initial(tokens, j) or token.lower in ("в", "и"):
        return False
    if token.lower in _UNCHANGING or (token.text[-1].isdigit() and not token.abbreviation):
        return True  # «городского округа Ясногорск-2»
    if head_of(token.text) is not None:
        return False  # «КАРАЧАЕВО-ЧЕРКЕССКОЙ РЕСПУБЛИКИ⏎МИНИСТЕРСТВО»
    if may_be_adjective(token.text) and j + 1 < len(tokens) and tokens[j + 1].kind == "word":
        following = tokens[j + 1]
        other = agreement(token.text, following.text) and not following.capital
        if other or (is_generic_place(following.text) and agreement(token.text, following.text)):
            return False  # «Елабужского сельсовета | Ужурского района», «Совет Республики | Национального собрания»
    if starts_person(tokens, j) and not is_place(token.text):
        return False
    # «Ушково» is a short adjective to the dictionary, «села Поим» a verb
    village = token.lower.endswith(UNDECLINED) or (j > 0 and tokens[j - 1].lower in _VILLAGES)
    return bool(cases(token.text) & {case, "nomn"}) or is_place(token.text) or (first and (village or not is_verb(token.text)))
