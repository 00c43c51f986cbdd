"""The words between a post and a name, each as the letter of its class, so that a pattern says what may stand there whatever
the words, their tense, gender and number.

    verbs of holding  h «стал, работает, был, назначен, перешёл»   i «стать, работать»   f «работавший, назначенный»
                      v «занимает, замещал, получил»     y «занимать»          g «занимавший, замещающий»
    others            s «сменил»   e «назначил, избрали»   x «начал, будет» before i   z any other verb
    a post            d «должность, пост»   a «новый, бывший, свой»   @ a body
    who               u «он, она»   k «который» K «которого»   m «им, ею»
    when              A an adverb, a particle   t «году, лет, январе, среду»   Y a number   p a preposition
    the rest          c «и, а, но»   o an adjective   N a noun, C the same with a capital   ? what is none of these
    signs             as they are: «, . ; : - ( )»; n the end of a line

>>> classes("в 2010 году был вновь избран"), classes(", до этого восемь месяцев занимавшего должность")
('pYthAh', ',poYtgd')
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from extractors.russian.morph import CACHE_WORDS, Parse, parses
from extractors.russian.wordforms import listed

_TOKEN: Final = re.compile(r"гг?\.|[Нн]е\sтак\sдавно|[^\W\d_]+(?:-[^\W\d_]+)*|\d+(?:-[а-я]{1,3}(?![а-я]))?|\n|[^\w\s]|_+")
#: Verbs whose post stands in the instrumental: of the holder himself, and of whoever gives him the post.
_HOLDS: Final = listed(
    """быть бывать побывать пробыть являться стать становиться остаться оставаться работать проработать поработать отработать подрабатывать
    служить прослужить послужить трудиться потрудиться числиться значиться выступать состоять вернуться возвратиться перейти
    переходить прийти приходить поступить поступать устроиться вступить назначаться избираться утверждаться оказаться уйти уходить"""
)
_GIVES: Final = listed(
    """назначить назначать переназначить избрать избирать переизбрать выбрать утвердить утверждать принять принимать перевести переводить
    зачислить оформить направить освободить уволить отстранить снять пригласить приглашать"""
)
#: Verbs whose post is told by «должность», «пост».
_TAKES: Final = listed(
    """занимать занять замещать заместить получить получать сохранить оставить покинуть принять
    сложить лишиться"""
)
_RELIEVES: Final = listed("сменить сменять заменить заменять")
_BEGINS: Final = listed("начать начинать продолжить продолжать закончить завершить")
_POSTS: Final = listed("должность пост полномочие кресло")
_OF_HOLDER: Final = listed("новый бывший нынешний прежний тогдашний последний действующий свой очередной")
_TIMES: Final = listed(
    """год месяц неделя день сутки час время период момент пора половина начало середина конец лето зима весна осень
    январь февраль март апрель май июнь июль август сентябрь октябрь ноябрь декабрь понедельник вторник среда четверг пятница суббота
    воскресенье раз срок созыв десятилетие век г гг"""
)
_ADVERBS: Final = listed("так тоже также")  # that the dictionary has for conjunctions
_SIGNS: Final = frozenset(",.;:-()@|")
#: The classes of verbs that tell of holding, alone or together: «стал», «был назначен», «начал работать»; and of taking
#: a post said by «должность»: «занимал», «стал занимать».
HOLDS: Final = "(?:hh?|[hx]i|x)"
TAKES: Final = "(?:v|[hx]y)"


def classes(text: str) -> str:
    """The classes of the words and signs of a folded text; quotes and the like say nothing."""
    return "".join(map(_of_word, _TOKEN.findall(text)))


def classed(text: str) -> Iterator[tuple[str, str]]:
    """The words and signs of a text, each with its class."""
    return ((word, _of_word(word)) for word in _TOKEN.findall(text))


@lru_cache(maxsize=CACHE_WORDS)
def _of_word(word: str) -> str:
    first = word[0]
    if word.endswith("давно"):
        return "A"
    if word in ("г.", "гг."):
        return "t"
    if word in _SIGNS:
        return word
    if first.isdigit():
        return "Y"
    if first == "\n":
        return "n"
    if not first.isalpha():
        return ""
    found = parses(word)
    held = next((letter for reading in found if reading.score > _LEAST and (letter := _of_verb(reading))), "")
    return held or _of_other(found, word)


_LEAST: Final = 0.2  # of a reading that makes a word a verb of holding
_FORMS: Final = {"VERB": 0, "PRTS": 0, "GRND": 0, "INFN": 1, "PRTF": 2}


def _of_verb(reading: Parse) -> str:
    """The class of a verb of holding; empty for all other words."""
    lemma, pos = reading.lemma, reading.tag.pos or ""
    if pos not in _FORMS or (lemma == "быть" and pos == "PRTF"):  # «бывший»
        return ""
    if lemma in _HOLDS:
        return "hif"[_FORMS[pos]]
    if lemma in _GIVES and pos != "VERB":
        return {"PRTS": "h", "PRTF": "f"}.get(pos, "e") if "pssv" in reading.tag else "e"
    if lemma in _TAKES:
        return "vyg"[_FORMS[pos]]
    if lemma in _GIVES:
        return "e"
    if lemma in _RELIEVES and pos in ("VERB", "GRND", "PRTF"):
        return "s"
    return "x" if lemma in _BEGINS else ""


def _of_other(found: tuple[Parse, ...], word: str) -> str:
    best, pos = found[0], found[0].tag.pos or ""
    if best.lemma in _POSTS:
        return "d"
    if best.lemma in _TIMES:
        return "t"
    if not _OF_HOLDER.isdisjoint(reading.lemma for reading in found) or best.lemma == "быть":
        return "a"
    if any(reading.lemma in ("этот", "тот") and reading.tag.pos == "ADJF" for reading in found):
        return "o"
    if pos == "NPRO" or best.lemma == "который":
        lemmas = {reading.lemma for reading in found}
        if best.lemma == "который":
            return "k" if best.tag.case == "nomn" else "K" if any(reading.tag.case == "accs" for reading in found) else "?"
        if best.tag.case == "nomn" and lemmas & {"он", "она", "они"}:
            return "u"
        return "m" if any(reading.tag.case == "ablt" for reading in found) and lemmas & {"он", "она"} else "N"
    if best.lemma in _ADVERBS:
        return "A"
    if best.lemma in ("будущий", "не"):
        return "?"  # «– будущий министр», «не стал министром»
    if pos in ("ADJF", "PRTF"):
        return "o"
    if pos == "NOUN":
        return "C" if word[0].isupper() else "N"
    return _BY_POS.get(pos, "?")


_BY_POS: Final = {
    "ADVB": "A", "PRCL": "A", "PREP": "p", "CONJ": "c", "NUMR": "Y", "VERB": "z", "INFN": "z", "PRTS": "z", "GRND": "z", "ADJS": "A",
    "COMP": "A", "PRED": "A",
}  # fmt: skip
