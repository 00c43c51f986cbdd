"""Words that head the phrase of a post: those of the lexicon, compounds with them, shortened ones.

    >>> [is_head(word) for word in ("директору", "врач-методист", "книга")]
    [True, True, False]
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extractors.russian.beginnings import Beginnings
from extractors.russian.lexicon import lexicon
from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.wordforms import Token, agree, cases, describes, lemmas, may_be_adjective, readings

#: Shortened heads, with or without a full stop: «зам. директора», «зав кафедрой».
SHORT_HEADS: Final = frozenset(("зам", "зав", "нач", "пом", "дир", "спец", "преп"))
#: Shortened attributes: «гл. врач», «ст. преподаватель», «вед. специалист».
SHORT_ATTRIBUTES: Final = frozenset(
    ("гл", "ст", "вед", "мл", "отв", "техн", "науч", "учен", "фин", "ген", "зам", "пом", "м", "с", "в", "г")
)
#: Shortened heads that need a full stop and a name, a body or a comma behind: «проф. Ким», «(дир. Орлов)»; those of the second set
#: an attribute before as well: «вед. спец.», «гл. ред.», not «в ред. закона», «преп. Сергия».
STANDING_ALONE: Final = frozenset(("проф", "доц", "инж", "дир", "акад"))
_WITH_ATTRIBUTE: Final = frozenset(("ред", "сотр", "спец", "преп", "инсп", "конс"))
#: Participles that have become posts, by the verb that the dictionary has.
_PARTICIPLES: Final = {
    "заведовать": "заведующий", "управлять": "управляющий", "командовать": "командующий",
    "председательствовать": "председательствующий",
}  # fmt: skip
#: Words that are posts with these adjectives alone: «медицинская сестра», «социальный работник».
_PAIRED: Final = {
    "сестра": ("медицинский", "хирургический", "диетический", "старший", "главный", "операционный", "палатный", "процедурный"),
    "брат": ("медицинский",), "работник": ("социальный", "музыкальный", "литературный"),
    "эксперт": ("независимый", "главный", "ведущий", "судебный"), "механик": ("главный", "старший"), "энергетик": ("главный",),
}  # fmt: skip
#: What a post is compounded with, without a hyphen: «фотокорреспондент», «госинспектор».
_JOINED: Final = ("фото", "кино", "видео", "радио", "теле", "авто", "электро", "спец", "гос", "мед", "вет")
#: Of all readings of a word those as a post: «энергетики» is of «энергетика» rather than of «энергетик».
_LEAST_SHARE: Final = 0.3
_LEAST_SERVED: Final = 4  # letters of what a deputy in one word serves


@lru_cache(maxsize=1)
def _ranks() -> dict[str, str]:
    return {row["lemma"]: row["rank"] for row in lexicon("posts")}


@lru_cache(maxsize=1)
def posts() -> frozenset[str]:
    return frozenset(lemma for lemma, rank in _ranks().items() if rank != "attribute")


@lru_cache(maxsize=1)
def attributes() -> frozenset[str]:
    return frozenset(lemma for lemma, rank in _ranks().items() if rank == "attribute")


@lru_cache(maxsize=1)
def _beginnings() -> Beginnings:
    return Beginnings((*_ranks(), *_PARTICIPLES, *_PAIRED, *SHORT_HEADS))


def _begins_well(word: str) -> bool:
    """Whether a word begins as a post may, or has a hyphen in it: of nearly all other words grammar is not asked."""
    return _beginnings().has(word) or not word.isalpha()


#: What a woman of a trade is called, and a man: «кладовщица», «смотрительница», «крановщица», «телеграфистка».
_FEMININE: Final = (("щица", "щик"), ("чица", "чик"), ("ница", "ник"), ("тельница", "тель"), ("истка", "ист"))


def _rank(lemma: str) -> str:
    """The rank of a head; of a woman's form that of the man's."""
    known = _ranks().get(lemma)
    if known is None and lemma.endswith(("ица", "истка")):
        told = (lemma.removesuffix(hers) + his for hers, his in _FEMININE if lemma.endswith(hers))
        known = next((rank for man in told if (rank := _ranks().get(man, "")) not in ("", "attribute")), None)
    return known or ""


@lru_cache(maxsize=CACHE_WORDS)
def rank_of(word: str) -> str:
    """The rank of a head in the lexicon: leader, post, rank (звание), degree, study, church, trade; "" for none.

    >>> rank_of("директору"), rank_of("полковника"), rank_of("врач-методист"), rank_of("книга")
    ('leader', 'rank', 'post', '')
    """
    if not _begins_well(word):
        return ""
    found = [p for p in readings(word) if "past" not in p.tag]  # «заведовавший кафедрой» says no post
    ranks = [_rank(_PARTICIPLES.get(lemma, lemma)) for lemma in (p.lemma.replace("ё", "е") for p in found)]
    posts = [(p.score, rank) for p, rank in zip(found, ranks, strict=True) if rank not in ("", "attribute")]
    if sum(score for score, _ in posts) > _LEAST_SHARE * sum(p.score for p in found):
        return posts[0][1]
    if word.lower().startswith("экс-"):
        return rank_of(word[4:])
    joined = next((word[len(first) :] for first in _JOINED if word.lower().startswith(first)), "")
    if len(joined) >= _LEAST_SERVED and rank_of(joined) in ("post", "trade"):
        return "trade"
    return "post" if is_deputy(word) or ("-" in word and _compound(word)) else ""


@lru_cache(maxsize=CACHE_WORDS)
def is_deputy(word: str) -> bool:
    """«замруководителя», «зампрокурора»: a deputy in one word, that is not declined.

    >>> is_deputy("замруководителя"), is_deputy("замена"), is_deputy("заместителя")
    (True, False, False)
    """
    served = word.lower().removeprefix("зам")
    if served == word.lower() or len(served) < _LEAST_SERVED:
        return False
    return any(p.known and p.tag.case == "gent" and p.tag.number == "sing" and p.lemma in posts() for p in parses(served)[:4])


def _compound(word: str) -> bool:
    """«врач-методист», «инженер-агроном», «главный специалист-эксперт»; not «мастер-класс», «пресс-служба»."""
    *before, last = word.lower().split("-")
    if lemmas(last) & posts():
        return "член" not in lemmas(last)  # «предприятия-члены союза»
    animate = any(p.tag.animacy == "anim" and p.tag.pos == "NOUN" for p in readings(last))
    return animate and any(lemmas(part) & posts() for part in before)


@lru_cache(maxsize=CACHE_WORDS)
def is_head(word: str) -> bool:
    """Whether the word is a post: «директору», «врач-методист», «слесарь» (a verb as often); of «учен» nothing is known."""
    if rank_of(word) == "":
        return False
    first = parses(word)[0]
    return first.tag.pos in ("NOUN", "ADJF", "PRTF", None) or any(p.score >= first.score for p in readings(word))


@lru_cache(maxsize=CACHE_WORDS)
def may_be_head(word: str) -> bool:
    """Whether a word may be a post in some company."""
    if word.lower() in _CUT_SHORT:
        return True
    return _begins_well(word) and (is_head(word) or word.lower() in SHORT_HEADS or bool(pairs_of(word)))


@lru_cache(maxsize=CACHE_WORDS)
def pairs_of(word: str) -> frozenset[str]:
    """The adjectives that make a post of a word that is none by itself."""
    return frozenset(adjective for lemma in lemmas(word) for adjective in _PAIRED.get(lemma, ()))


def head_at(tokens: Sequence[Token], i: int) -> int | None:
    """The index behind the head that stands at `i`, None where none does."""
    token = tokens[i]
    if token.kind != "word":
        return None
    if token.lower in SHORT_HEADS and _shortened(tokens, i):
        return i + 2 if tokens[i + 1].text == "." else i + 1
    if token.lower in _CUT_SHORT:
        return _cut_short(tokens, i)
    if not (is_head(token.text) or paired(tokens, i)) or (token.abbreviation and not token.text.isalpha()):
        return None
    if i + 1 < len(tokens) and _before_head(token.text, tokens[i + 1].text):
        return None  # «дежурный помощник», «ведущий специалист», «управляющая компания»
    if 0 < i < len(tokens) - 1 and tokens[i - 1].kind == "open" and tokens[i + 1].kind == "close":
        return None  # СПК «Строитель»
    if "глава" in lemmas(token.text) and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit():
        return None  # «Глава 2» of an act
    return i + 1


_CUT_SHORT: Final = STANDING_ALONE | _WITH_ATTRIBUTE | {"н"}


def _cut_short(tokens: Sequence[Token], i: int) -> int | None:
    """The index behind «проф.», «спец.» of «вед. спец.», «н.с.» of «м.н.с.»."""
    if tokens[i].lower == "н":
        letters = [token.lower for token in tokens[max(0, i - 2) : i + 4]]
        return i + 4 if len(letters) == 6 and letters[1:] == [".", "н", ".", "с", "."] and letters[0] in SHORT_ATTRIBUTES else None
    if i + 1 >= len(tokens) or tokens[i + 1].text != ".":
        return None
    attribute = i > 1 and tokens[i - 1].text == "." and tokens[i - 2].lower in SHORT_ATTRIBUTES
    if tokens[i].lower in _WITH_ATTRIBUTE and not attribute and not _cut_alone(tokens, i):
        return None
    return i + 2 if i + 2 == len(tokens) or tokens[i + 2].capital or tokens[i + 2].text in (",", ";", "(", ")") else None


def _cut_alone(tokens: Sequence[Token], i: int) -> bool:
    """«преп. Ковач И.», «Рау И. И., конс.»: beside a name with initials, or closing what stands behind one; not «преп. Сергия»."""
    if tokens[i].lower not in ("преп", "инсп", "конс") or not (i == 0 or tokens[i - 1].text in (",", ";", ":", "(", "-")):
        return False
    initials = any(len(token.text) == 1 and token.capital for token in tokens[i + 2 : i + 4])
    return initials or i + 2 == len(tokens) or tokens[i + 2].text in (",", ";", ")")


@lru_cache(maxsize=CACHE_WORDS)
def _before_head(word: str, following: str) -> bool:
    """Whether a word that is a post and an adjective stands before a noun as its attribute: before another post, or a thing
    in a case that shows it («участковой комиссии», not «заведующим отделом»)."""
    if not may_be_adjective(word) or not agree(word, following):
        return False
    return is_head(following) or (following.islower() and len(following) > 3 and describes(word, following))


def paired(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word is a post by the adjective before it: «главного | механика»."""
    wanted = pairs_of(tokens[i].text)
    return bool(wanted) and i > 0 and not wanted.isdisjoint(lemmas(tokens[i - 1].text))


def _shortened(tokens: Sequence[Token], i: int) -> bool:
    """«зам.», «зав» before what the post governs."""
    j = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text == "." else i + 1
    if j >= len(tokens) or tokens[j].kind != "word":
        return False
    if tokens[i].lower in ("зам", "дир") and tokens[j].lower in ("по", "дир", "нач", "зав"):
        return True  # «зам. по учебной работе», «зам. дир.»
    if tokens[i].lower == "преп" and tokens[j].capital:
        return False  # «храм | преп. Сергия»
    return bool(cases(tokens[j].text) & {"gent", "ablt"}) or tokens[j].lower in SHORT_ATTRIBUTES or tokens[j].abbreviation
