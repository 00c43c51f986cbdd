"""The phrase of a post (должность): its head, what stands before it and what it governs.

    >>> from extractors.russian.borders import tokenize
    >>> said = tokenize("Просим первого заместителя директора по учебной работе Петрову прибыть", 0, 71)
    >>> [phrase_text(said, phrase) for phrase in phrases(said)]
    ['первого заместителя директора по учебной работе']
    >>> said = tokenize("гл. врач, и.о. зав. кафедрой физики, врач-методист", 0, 50)
    >>> [phrase_text(said, phrase) for phrase in phrases(said)]
    ['гл . врач', 'и . о . зав . кафедрой физики', 'врач-методист']

A head is a word of the lexicon of posts, a compound with one («врач-методист»), or a shortened one («зав.»). Before it
stand adjectives that agree and what says that the post is held for another; behind it its genitive tail, «по …», «при …»,
the post that it serves («помощник судьи»), a second post behind a dash.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from extractors.frozen import dataclass
from extractors.russian.borders import starts_person
from extractors.russian.chunks import Tail
from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.post_heads import SHORT_ATTRIBUTES, attributes, head_at, is_head, may_be_head, posts, rank_of
from extractors.russian.post_tails import LONGEST, governed_by
from extractors.russian.proper_names import place_adjectives
from extractors.russian.wordforms import (
    Token,
    agree,
    lemmas,
    may_be_adjective,
    readings,
)

#: Words that are posts with a tail only: «мастер производственного обучения», «производитель работ».
_INCOMPLETE: Final = frozenset(("мастер", "член", "производитель", "собственник", "партнер", "агент", "основатель", "учредитель"))
#: Adjectives before a post that are no part of it: «наш директор», «нынешний министр», «уважаемый ректор».
_NO_ATTRIBUTES: Final = frozenset(
    (
        "наш", "ваш", "мой", "твой", "свой", "его", "ее", "их", "этот", "тот", "данный", "сам", "который", "каждый", "любой", "весь",
        "такой", "другой", "иной", "некоторый", "один", "нынешний", "новый", "прежний", "будущий", "действующий",
        "уважаемый", "известный", "опытный", "молодой", "указанный", "вышеуказанный", "названный", "присутствующий",
        "бывший", "предыдущий", "недавний", "нем", "нём", "позднее", "погибший", "покойный",
        "новоназначенный", "избранный", "назначенный", "следующий",
        "российский", "советский", "русский", "финский", "немецкий", "французский", "американский", "английский", "польский",
        "итальянский", "китайский", "японский", "украинский", "белорусский", "казахстанский", "отечественный", "зарубежный",
        "иностранный", "знаменитый", "выдающийся", "талантливый", "замечательный", "многолетний", "бессменный", "штатный",
        "местный", "лучший", "всякий", "какой", "чей", "старый", "пожилой", "юный", "ссыльный", "простой", "легендарный", "любимый",
    )
)  # fmt: skip
#: The first letters of participles that say how a post is held.
_STANDING: Final = frozenset(
    ("приглашен", "приглашён", "освобожде", "освобождё", "прикоманд", "избранный", "уполномоч", "заслуженн",
     "доверенны", "доверенно")
)
#: Posts that are counted: «первый заместитель», «первый проректор».
_DEPUTIES: Final = frozenset(
    ("заместитель", "заместительница", "зам", "замминистра", "замдиректора", "проректор", "вице-президент", "вице-губернатор",
     "вице-премьер", "вице-мэр", "секретарь", "помощник", "пилот", "министр", "прокурор")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PostPhrase:
    """Indices of tokens: [first, end) is the phrase, `head` its head; `acting`: the post is held for another."""

    first: int
    head: int
    end: int
    acting: bool = False


def phrases(tokens: Sequence[Token], persons: frozenset[int] = frozenset()) -> Iterator[PostPhrase]:
    """The phrases of posts in a stretch of tokens, in order, not overlapping.

    `persons` are offsets where a name begins, as an NER model has it: no tail runs into one."""
    tail = Tail(stops=posts(), persons=persons)
    floor = 0
    for i in [n for n, token in enumerate(tokens) if token.kind == "word" and may_be_head(token.text)]:
        head = head_at(tokens, i) if i >= floor else None
        if head is None or _describes_next(tokens, i):
            continue
        first, acting = _left(tokens, i, floor)
        end = min(governed_by(tokens, head, tail), first + LONGEST)
        if end > head or not lemmas(tokens[head - 1].text) & _INCOMPLETE or _told_enough(tokens, first, head - 1, persons):
            yield PostPhrase(first, head - 1, end, acting)
        floor = max(end, i + 1)


def _describes_next(tokens: Sequence[Token], i: int) -> bool:
    """Whether a word that is a post by itself describes the one behind: «участковый | государственный инспектор»."""
    word = tokens[i].text
    for token in tokens[i + 1 : i + 3] if may_be_adjective(word) else ():
        if token.kind != "word":
            return False
        if is_head(token.text):
            return rank_of(token.text) != "rank" and bool(agree(word, token.text))
        if not may_be_adjective(token.text):
            return False
    return False


def _told_enough(tokens: Sequence[Token], first: int, head: int, persons: frozenset[int]) -> bool:
    """Whether such a word is a post without a tail: «старший мастер», «ст. мастер», «работал мастером», «мастер | Дуров»."""
    master = "мастер" in lemmas(tokens[head].text)
    if first < head:
        attribute = bool(lemmas(tokens[first].text) & attributes()) or tokens[first].lower in SHORT_ATTRIBUTES
        return attribute or (master and bool(lemmas(tokens[first].text) & _OF_WORKS))
    called = head > 0 and may_be_adjective(tokens[head - 1].text)  # «чебоксарский | мастер Пупин»: an artist
    named = not called and head + 1 < len(tokens) and (tokens[head + 1].start in persons or starts_person(tokens, head + 1))
    return tokens[head].lower == "мастером" or (master and named)


#: Masters of works rather than of an art.
_OF_WORKS: Final = frozenset(
    ("сменный", "горный", "дорожный", "путевой", "буровой", "производственный", "цеховой", "линейный", "строительный", "участковый")
)


def phrase_text(tokens: Sequence[Token], phrase: PostPhrase) -> str:
    return " ".join(token.text for token in tokens[phrase.first : phrase.end])


def _left(tokens: Sequence[Token], i: int, floor: int) -> tuple[int, bool]:
    """The index of the first word of a phrase, and whether it is held for another: «первый …», «и.о. …»."""
    first = i
    while first > floor:
        before = tokens[first - 1]
        if before.text == "." and first - 2 >= floor and _shortens(tokens[first - 2], tokens[i]):
            first -= 2
        elif before.kind == "word" and _attribute(tokens, first - 1, tokens[i].text):
            first -= 1
        else:
            break
    if first > floor and tokens[first - 1].lower == "временно" and tokens[i].lower.startswith("исполня"):
        return first - 1, True
    acting = _acting(tokens, first, floor)
    return (acting, True) if acting is not None else (first, False)


def _shortens(token: Token, head: Token) -> bool:
    """«гл. | врач», «м. | н. с.»: single letters stand before «научный сотрудник» alone."""
    return token.lower in SHORT_ATTRIBUTES and (len(token.text) > 1 or head.lower == "н")


def _attribute(tokens: Sequence[Token], j: int, head: str) -> bool:
    """Whether the word at `j` is an attribute of a head: «главному», «районный»; one of a sentence's first words may have
    a capital."""
    word = tokens[j].text
    if "первый" in lemmas(word) and not lemmas(head) & _DEPUTIES and not head.lower().startswith("зам"):
        return False  # «первый директор музея»: he was the first of them
    if word.lower() in _NO_ATTRIBUTES or lemmas(word) & (_NO_ATTRIBUTES | place_adjectives()) or not _agrees(word, head):
        return False
    if _befallen(word) and not lemmas(word) & attributes():
        return False
    if lemmas(word) & attributes() or not tokens[j].capital or word.isupper():
        return True
    if all("Poss" in p.tag for p in parses(word) if p.tag.pos in ("ADJF", "PRTF")):
        return False  # «А. Я. Кожевину⏎Главе города»: like «мамину»
    named = j > 1 and tokens[j - 1].text == "." and len(tokens[j - 2].text) == 1  # «Е. Н. Лысакову⏎Председателю …»
    return j == 0 or (tokens[j - 1].kind != "word" and not named) or not any("Surn" in p.tag for p in parses(word))


@lru_cache(maxsize=CACHE_WORDS)
def _befallen(word: str) -> bool:
    """Whether a participle tells what befell the holder rather than what the post is: «опрошенный мастер»; of «лечащий
    врач», «приглашённый профессор» it is a part."""
    first = parses(word)[0]
    return first.tag.pos == "PRTF" and ("pssv" in first.tag or "past" in first.tag) and word.lower()[:9] not in _STANDING


@lru_cache(maxsize=CACHE_WORDS)
def _agrees(adjective: str, head: str) -> bool:
    """Whether an adjective may stand with a head; with «судья», «староста» of either gender."""
    if not may_be_adjective(adjective):
        return False
    if agree(adjective, head):
        return True
    either = {(p.tag.case, p.tag.number) for p in readings(head) if "ms-f" in p.tag or p.tag.gender is None}
    return any((p.tag.case, p.tag.number) in either for p in readings(adjective) if p.tag.pos in ("ADJF", "PRTF"))


def _acting(tokens: Sequence[Token], first: int, floor: int) -> int | None:
    """Where «и.о.», «врио», «временно исполняющий обязанности» before a phrase begins."""
    k = first - 1
    if k < floor:
        return None
    if tokens[k].lower in ("врио", "врип", "ио"):
        return k
    if tokens[k].lower == "обязанности" and k > floor and tokens[k - 1].lower.startswith("исполня"):
        return k - 2 if k - 2 >= floor and tokens[k - 2].lower == "временно" else k - 1
    letters = [token.lower for token in tokens[max(floor, first - 6) : first]]
    for pattern in (("вр", ".", "и", ".", "о", "."), ("и", ".", "о", "."), ("и", ".", "о")):
        if tuple(letters[-len(pattern) :]) == pattern:
            return first - len(pattern)
    return None
