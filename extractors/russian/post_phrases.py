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
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from extractors.russian.borders import begins_address, starts_person
from extractors.russian.chunks import Tail, tail_end
from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.post_heads import SHORT_HEADS, attributes, is_head, may_be_head, pairs_of, posts, rank_of
from extractors.russian.proper_names import place_adjectives
from extractors.russian.wordforms import (
    Token,
    agree,
    cases,
    lemmas,
    may_be_adjective,
    may_be_noun,
    noun_cases,
    readings,
)

#: Posts that serve another post: «заместитель директора», «помощник судьи»; the others have no post behind them.
_SERVES: Final = frozenset(
    (
        "заместитель", "заместительница", "помощник", "помощница", "советник", "советница", "секретарь", "референт",
        "консультант", "представитель", "обязанность", "аппарат", "ассистент", "ассистентка", "адъютант", "доверенный",
        "преемник", "зам", "пом", "секретариат", "приемная", "уполномоченный", "исполнять", "исполняющий",
    )
)  # fmt: skip
#: Posts that are held together with another one: «статс-секретарь – заместитель Министра».
_DOUBLED: Final = frozenset(("заместитель", "статс-секретарь", "секретарь", "проректор", "инженер", "бухгалтер", "врач"))
#: Heads of meetings, commissions and unions, whose holders have posts of their own.
_CHAIRS: Final = frozenset(("председатель", "сопредседатель", "секретарь", "профсоюз", "координатор", "уполномоченный", "куратор", "член"))
_OF_MEETINGS: Final = frozenset(("председатель", "сопредседатель", "секретарь"))
#: Words that are posts with a tail only: «мастер производственного обучения», «производитель работ».
_INCOMPLETE: Final = frozenset(("мастер", "член", "производитель", "собственник", "партнер", "агент", "основатель", "учредитель"))
#: Shortened attributes: «гл. врач», «ст. преподаватель», «вед. специалист».
_SHORT_ATTRIBUTES: Final = frozenset(("гл", "ст", "вед", "мл", "отв", "техн", "науч", "учен", "фин", "ген", "зам", "пом"))
#: Posts with an instrumental: «заведующая кафедрой», «управляющий делами».
_INSTRUMENTAL: Final = frozenset(
    ("заведующий", "заведующая", "управляющий", "командующий", "зав", "заведовать", "управлять", "командовать")
)
#: Adjectives before a post that are no part of it: «наш директор», «нынешний министр», «уважаемый ректор».
_NO_ATTRIBUTES: Final = frozenset(
    (
        "наш", "ваш", "мой", "твой", "свой", "его", "ее", "их", "этот", "тот", "данный", "сам", "который", "каждый", "любой", "весь",
        "такой", "другой", "иной", "некоторый", "один", "нынешний", "новый", "прежний", "будущий", "действующий",
        "уважаемый", "известный", "опытный", "молодой", "указанный", "вышеуказанный", "названный", "присутствующий",
        "бывший", "предыдущий", "погибший", "покойный",
        "новоназначенный", "избранный", "назначенный", "следующий",
        "российский", "советский", "русский", "финский", "немецкий", "французский", "американский", "английский", "польский",
        "итальянский", "китайский", "японский", "украинский", "белорусский", "казахстанский", "отечественный", "зарубежный",
        "иностранный", "знаменитый", "выдающийся", "талантливый", "замечательный", "многолетний", "бессменный", "штатный",
        "местный", "лучший", "всякий", "какой", "чей",
    )
)  # fmt: skip
#: Posts that are counted: «первый заместитель», «первый проректор».
_DEPUTIES: Final = frozenset(
    ("заместитель", "заместительница", "зам", "замминистра", "замдиректора", "проректор", "вице-президент", "вице-губернатор",
     "вице-премьер", "вице-мэр", "секретарь", "помощник", "пилот", "министр", "прокурор")
)  # fmt: skip
#: «5 класса», «2 курса», «1 категории», «IV разряда»: a number before its noun in a tail.
_COUNTED: Final = frozenset(("класс", "курс", "категория", "разряд", "ранг", "группа", "степень", "отряд", "цех", "участок"))
#: Posts with a place behind «в»: «уполномоченный … в Новосибирской области», «посол в Сербии».
_SEATED: Final = frozenset(("уполномоченный", "представитель", "полпред", "постпред", "посол", "консул", "атташе", "торгпред"))
_TAIL_WITH: Final = frozenset(("работа", "связь", "взаимодействие", "отношение", "сотрудничество"))
_LONGEST: Final = 34  # tokens
_LONGEST_BRACKET: Final = 8


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
    i, floor = 0, 0
    while i < len(tokens):
        head = _head_at(tokens, i) if tokens[i].kind == "word" and may_be_head(tokens[i].text) else None
        if head is None:
            i += 1
            continue
        first, acting = _left(tokens, i, floor)
        end = min(_right(tokens, head, tail), first + _LONGEST)
        if end > head or not lemmas(tokens[head - 1].text) & _INCOMPLETE:
            yield PostPhrase(first, head - 1, end, acting)
        i = floor = max(end, i + 1)


def phrase_text(tokens: Sequence[Token], phrase: PostPhrase) -> str:
    return " ".join(token.text for token in tokens[phrase.first : phrase.end])


def _head_at(tokens: Sequence[Token], i: int) -> int | None:
    """The index behind the head that stands at `i`, None where none does."""
    token = tokens[i]
    if token.kind != "word":
        return None
    if token.lower in SHORT_HEADS and _shortened(tokens, i):
        return i + 2 if tokens[i + 1].text == "." else i + 1
    if not (is_head(token.text) or _paired(tokens, i)) or (token.abbreviation and not token.text.isalpha()):
        return None
    if i + 1 < len(tokens) and _before_head(token.text, tokens[i + 1].text):
        return None  # «дежурный помощник», «ведущий специалист»
    if 0 < i < len(tokens) - 1 and tokens[i - 1].kind == "open" and tokens[i + 1].kind == "close":
        return None  # СПК «Строитель»
    if "глава" in lemmas(token.text) and i + 1 < len(tokens) and tokens[i + 1].text[0].isdigit():
        return None  # «Глава 2» of an act
    return i + 1


@lru_cache(maxsize=CACHE_WORDS)
def _before_head(word: str, following: str) -> bool:
    """Whether a word that is a post and an adjective stands before another post as its attribute."""
    return may_be_adjective(word) and is_head(following) and agree(word, following)


def _paired(tokens: Sequence[Token], i: int) -> bool:
    wanted = pairs_of(tokens[i].text)
    return bool(wanted) and i > 0 and not wanted.isdisjoint(lemmas(tokens[i - 1].text))


def _shortened(tokens: Sequence[Token], i: int) -> bool:
    """«зам.», «зав» before what the post governs."""
    j = i + 2 if i + 1 < len(tokens) and tokens[i + 1].text == "." else i + 1
    if j >= len(tokens) or tokens[j].kind != "word":
        return False
    return bool(cases(tokens[j].text) & {"gent", "ablt"}) or tokens[j].lower in _SHORT_ATTRIBUTES or tokens[j].abbreviation


def _left(tokens: Sequence[Token], i: int, floor: int) -> tuple[int, bool]:
    """The index of the first word of a phrase, and whether it is held for another: «первый …», «и.о. …»."""
    first = i
    while first > floor:
        before = tokens[first - 1]
        if before.text == "." and first - 2 >= floor and tokens[first - 2].lower in _SHORT_ATTRIBUTES:
            first -= 2
        elif before.kind == "word" and _attribute(tokens, first - 1, tokens[i].text):
            first -= 1
        else:
            break
    if first > floor and tokens[first - 1].lower == "временно" and tokens[i].lower.startswith("исполня"):
        return first - 1, True
    acting = _acting(tokens, first, floor)
    return (acting, True) if acting is not None else (first, False)


def _attribute(tokens: Sequence[Token], j: int, head: str) -> bool:
    """Whether the word at `j` is an attribute of a head: «главному», «районный»; one of a sentence's first words may have
    a capital."""
    word = tokens[j].text
    if "первый" in lemmas(word) and not lemmas(head) & _DEPUTIES and not head.lower().startswith("зам"):
        return False  # «первый директор музея»: he was the first of them
    if word.lower() in _NO_ATTRIBUTES or lemmas(word) & (_NO_ATTRIBUTES | place_adjectives()) or not _agrees(word, head):
        return False
    if lemmas(word) & attributes() or not tokens[j].capital or word.isupper():
        return True
    return j == 0 or tokens[j - 1].kind != "word" or not any("Surn" in p.tag for p in parses(word))


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


def _right(tokens: Sequence[Token], end: int, tail: Tail) -> int:
    """The index behind what a head governs."""
    start = end
    while end < len(tokens) and end - start < _LONGEST:
        step = _step(tokens, end, start, tail)
        if step <= end:
            break
        end = step
    while end > start and _is_pronoun(tokens[end - 1].text):
        end -= 1  # «заместитель директора по воспитательной работе | той же школы»
    return end


@lru_cache(maxsize=CACHE_WORDS)
def _is_pronoun(word: str) -> bool:
    return "Apro" in parses(word)[0].tag and word.lower() not in ("их", "его", "ее")


def _step(tokens: Sequence[Token], end: int, start: int, tail: Tail) -> int:
    """The index behind the next piece of a tail, `end` where there is none."""
    token = tokens[end]
    if token.kind == "word" and ((token.capital and starts_person(tokens, end)) or begins_address(tokens, end)):
        return end
    if (token.kind == "word" and is_head(token.text)) or token.lower in SHORT_HEADS:
        return _served(tokens, end, start)
    if _of_letters(tokens, end):
        return end + 2
    if token.kind == "number":
        return end + 2 if _counts(tokens, end) else tail_end(tokens, end, tail)
    if token.text == "(":
        return _bracket(tokens, end, tail)
    if token.text == "-":
        return _dashed(tokens, end, start)
    if (end == start and lemmas(tokens[start - 1].text) & _INSTRUMENTAL) or tokens[start - 1].text == ".":
        step = _instrumental(tokens, end)
        if step > end:
            return step
    if token.lower in ("их", "его", "ее") and end + 1 < len(tokens) and "gent" in cases(tokens[end + 1].text):
        return end + 2  # «по делам несовершеннолетних и защите их прав»
    if token.lower in ("в", "во") and any(lemmas(t.text) & _SEATED for t in tokens[max(0, start - 1) : start]):
        return _place(tokens, end + 1, tail)
    if token.lower in ("с", "со") and lemmas(tokens[end - 1].text) & _TAIL_WITH:
        return _noun_end(tokens, end + 1, "ablt")
    if token.lower == "в" and end + 1 < len(tokens) and tokens[end + 1].lower in ("отставке", "запасе"):
        return end + 2
    return tail_end(tokens, end, tail)


def _of_letters(tokens: Sequence[Token], i: int) -> bool:
    """«начальник | Судиславского РЭС», «профессор | Казанского ГМУ»: a body by its place and its letters."""
    if i + 1 >= len(tokens) or not tokens[i].capital or not tokens[i + 1].abbreviation:
        return False
    return may_be_adjective(tokens[i].text) and "gent" in cases(tokens[i].text)


def _served(tokens: Sequence[Token], end: int, start: int) -> int:
    """«заместителя | директора», «помощник | судьи»: a post in the genitive behind one that serves it."""
    before = tokens[end - 1] if tokens[end - 1].text != "." else tokens[end - 2]
    if end > start and not (tokens[end - 1].text == "." and end - 1 == start - 1):
        shortened = start - 2 if tokens[start - 1].text == "." else start - 1
        said = tokens[max(0, shortened) : end]
        before = next((t for t in reversed(said) if t.lower in SHORT_HEADS or lemmas(t.text) & _SERVES or is_head(t.text)), before)
    if not (lemmas(before.text) & _SERVES or before.lower in SHORT_HEADS):
        return end
    head = _head_at(tokens, end)
    if head is None or ("gent" not in noun_cases(tokens[end].text) | cases(tokens[end].text) and head == end + 1):
        return end
    return head


def _counts(tokens: Sequence[Token], i: int) -> bool:
    return i + 1 < len(tokens) and bool(lemmas(tokens[i + 1].text) & _COUNTED) and "gent" in cases(tokens[i + 1].text)


def _bracket(tokens: Sequence[Token], i: int, tail: Tail) -> int:
    """«начальник отделения (подготовки и призыва)»: brackets that hold only more of the tail."""
    if i + 1 >= len(tokens) or tokens[i + 1].kind != "word" or tokens[i + 1].capital:
        return i
    if not ("gent" in cases(tokens[i + 1].text) or tokens[i + 1].lower in ("по", "с")) or is_head(tokens[i + 1].text):
        return i
    inner = tail_end(tokens, i + 1, tail)
    return inner + 1 if i + 1 < inner < len(tokens) and inner - i < _LONGEST_BRACKET and tokens[inner].text == ")" else i


def _dashed(tokens: Sequence[Token], i: int, start: int) -> int:
    """«статс-секретарь – заместитель», «директор – главный бухгалтер»: a second post in the same case."""
    if i + 1 >= len(tokens) or tokens[i].start == tokens[i - 1].end == tokens[i + 1].start - 1:
        return i
    said = next((t for t in tokens[max(0, start - 1) : i] if is_head(t.text)), tokens[i - 1])
    if i == start and "руководитель" in lemmas(said.text):
        return i  # «руководитель – преподаватель Зайцева»
    if (lemmas(said.text) | lemmas(tokens[i - 1].text)) & _CHAIRS:
        return i  # «председатель совета – глава района Фельдман»: a role, and the post of its holder
    for j in range(i + 1, min(len(tokens), i + 4)):
        if tokens[j].kind != "word":
            return i
        if is_head(tokens[j].text):
            if _lone_chair(tokens, j):
                return i  # «директор института – председатель»: his part in a commission
            heads = [t.text for t in tokens[max(0, i - _LONGEST) : i] if is_head(t.text)]
            doubled = (h for h in heads if rank_of(h) == "leader" or lemmas(h) & _DOUBLED)
            return j + 1 if any(cases(head) & cases(tokens[j].text) for head in doubled) else i
        if not may_be_adjective(tokens[j].text):
            return i
    return i


def _lone_chair(tokens: Sequence[Token], j: int) -> bool:
    """«председатель», «заместитель председателя», of nothing that is said behind."""
    if lemmas(tokens[j].text) & _SERVES and j + 1 < len(tokens) and lemmas(tokens[j + 1].text) & _OF_MEETINGS:
        j += 1
    return bool(lemmas(tokens[j].text) & _OF_MEETINGS) and (j + 1 == len(tokens) or tokens[j + 1].kind != "word" or tokens[j + 1].capital)


def _place(tokens: Sequence[Token], i: int, tail: Tail) -> int:
    """«в | Новосибирской области», «в | Приволжском федеральном округе»."""
    if i >= len(tokens) or not tokens[i].capital:
        return i - 1
    end = _noun_end(tokens, i, "loct")
    return tail_end(tokens, end, tail) if end > i else i - 1


def _instrumental(tokens: Sequence[Token], i: int) -> int:
    """«заведующая | методической частью»."""
    return _noun_end(tokens, i, "ablt")


def _noun_end(tokens: Sequence[Token], i: int, case: str) -> int:
    """The index behind adjectives and a noun in a case, `i` where they do not stand there."""
    j = i
    while j + 1 < len(tokens) and tokens[j].lower in _SHORT_ATTRIBUTES and tokens[j + 1].text == ".":
        j += 2  # «зав. | фин. отделом»
    while j < len(tokens) and tokens[j].kind == "word" and case in cases(tokens[j].text) and not is_head(tokens[j].text):
        j += 1
        if may_be_noun(tokens[j - 1].text):
            return j
    return i
