"""What the head of a post governs: its genitive tail, «по …», the post that it serves, a second post behind a dash."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from extractors.russian.borders import begins_address, begins_street, starts_person
from extractors.russian.chunks import Tail, tail_end
from extractors.russian.morph import CACHE_WORDS, parses
from extractors.russian.place_words import REGION_LETTERS
from extractors.russian.places import place_end
from extractors.russian.post_heads import (
    SHORT_ATTRIBUTES,
    SHORT_HEADS,
    STANDING_ALONE,
    head_at,
    is_head,
    paired,
    rank_of,
)
from extractors.russian.wordforms import (
    Token,
    agree,
    cases,
    describes,
    lemmas,
    may_be_adjective,
    may_be_noun,
    noun_cases,
    place_cases,
    readings,
)

#: Posts that serve another post: «заместитель директора», «помощник судьи»; the others have no post behind them.
_SERVES: Final = frozenset(
    (
        "заместитель", "заместительница", "помощник", "помощница", "советник", "советница", "секретарь", "референт",
        "консультант", "представитель", "обязанность", "аппарат", "ассистент", "ассистентка", "адъютант", "доверенный",
        "преемник", "пресс-секретарь", "зам", "пом", "секретариат", "приемная", "уполномоченный", "исполнять", "исполняющий",
        "бригадир", "старшина", "звеньевой",
    )
)  # fmt: skip
_UNITS_OF_CHIEFS: Final = frozenset(("отдел", "служба", "управление", "бюро", "группа"))
#: Posts that are held together with another one: «статс-секретарь – заместитель Министра».
_DOUBLED: Final = frozenset(("заместитель", "статс-секретарь", "секретарь", "проректор", "инженер", "бухгалтер", "врач"))
#: Heads of meetings, commissions and unions, whose holders have posts of their own.
_CHAIRS: Final = frozenset(("председатель", "сопредседатель", "секретарь", "профсоюз", "координатор", "уполномоченный", "куратор", "член"))
_OF_MEETINGS: Final = frozenset(("председатель", "сопредседатель", "секретарь"))
#: Posts with an instrumental: «заведующая кафедрой», «управляющий делами».
_INSTRUMENTAL: Final = frozenset(
    ("заведующий", "заведующая", "управляющий", "командующий", "зав", "заведовать", "управлять", "командовать")
)
#: «5 класса», «2 курса», «1 категории», «IV разряда»: a number before its noun in a tail.
_COUNTED: Final = frozenset(("класс", "курс", "категория", "разряд", "ранг", "группа", "степень", "отряд", "цех", "участок"))
#: Posts with a place behind «в»: «уполномоченный … в Новосибирской области», «посол в Сербии».
_SEATED: Final = frozenset(("уполномоченный", "представитель", "полпред", "постпред", "посол", "консул", "атташе", "торгпред"))
_TAIL_WITH: Final = frozenset(("работа", "борьба", "связь", "взаимодействие", "отношение", "сотрудничество"))
#: What somebody leads beside his post.
_UNDERTAKINGS: Final = frozenset(
    ("проект", "тема", "программа", "группа", "практика", "тренировка", "исследование", "работа", "делегация", "стажировка", "кружок",
     "секция", "занятие", "отряд")
)  # fmt: skip
#: Adjectives cut short in a tail: «педагог доп. образования», «учитель нач. классов».
_SHORT_IN_TAILS: Final = frozenset(("доп", "нач", "физ", "англ", "нем", "рус", "общ", "проф"))
_SECOND_WORDS: Final = {"в": ("отставке", "запасе"), "как": ("иностранного", "иностранному", "неродного", "неродному")}
_ROMAN: Final = frozenset(("I", "II", "III", "IV", "V", "VI"))  # «инженер I категории»
_LABELS: Final = frozenset(("фото", "автор", "источник", "текст", "видео", "телефон", "факс", "адрес"))
LONGEST: Final = 34  # tokens
_LONGEST_BRACKET: Final = 8


def governed_by(tokens: Sequence[Token], end: int, tail: Tail) -> int:
    """The index behind what a head governs."""
    start = end
    while end < len(tokens) and end - start < LONGEST:
        step = _step(tokens, end, start, tail)
        if step <= end:
            break
        end = step + 1 if _of_chief(tokens, step - 1) else step
    if start < end < len(tokens) and tokens[end].text == ":" and tokens[end - 1].lower in _LABELS:
        end -= 1  # «начальника департамента образования | Фото: Анна Лосева»
    while end > start and _is_pronoun(tokens[end - 1].text):
        end -= 1  # «заместитель директора по воспитательной работе | той же школы»
    return end


@lru_cache(maxsize=CACHE_WORDS)
def _is_pronoun(word: str) -> bool:
    return "Apro" in parses(word)[0].tag and word.lower() not in ("их", "его", "ее")


def _of_chief(tokens: Sequence[Token], i: int) -> bool:
    """«начальник отдела | главного механика»: a unit called after the post that leads it."""
    named = tokens[i].lower == "главного" and i + 1 < len(tokens) and (is_head(tokens[i + 1].text) or paired(tokens, i + 1))
    return named and bool(lemmas(tokens[i - 1].text) & _UNITS_OF_CHIEFS)


def _cut_short(tokens: Sequence[Token], i: int) -> bool:
    """«доп.» of «педагог доп. образования»: before a word in small letters, so that no sentence ends."""
    if tokens[i].lower not in _SHORT_IN_TAILS or i + 2 >= len(tokens) or tokens[i + 1].text != ".":
        return False
    following = tokens[i + 2]
    if tokens[i].lower == "нач" and not following.lower.startswith("класс"):
        return False  # «зам. нач. отдела»
    return following.kind == "word" and not following.capital


def _barred(tokens: Sequence[Token], i: int) -> bool:
    """Whether a name begins, an address («Заместитель главы мэрии⏎| Ленина ул., 29»), a title («зав. кафедрой | проф. Дорн»)."""
    token = tokens[i]
    if token.kind == "word" and ((token.capital and starts_person(tokens, i)) or begins_address(tokens, i)):
        return True
    title = token.lower in STANDING_ALONE and i + 2 < len(tokens) and tokens[i + 1].text == "." and tokens[i + 2].capital
    return title or begins_street(tokens, i)


def _step(tokens: Sequence[Token], end: int, start: int, tail: Tail) -> int:
    """The index behind the next piece of a tail, `end` where there is none."""
    token = tokens[end]
    if _barred(tokens, end):
        return end
    if tokens[end - 1].lower in _CALLED_AFTER_TOWNS and token.capital and "nomn" in place_cases(token.text):
        return end + 1  # «капитан морского порта | Мурманск»
    head = _post_at(tokens, end)
    if head is not None:
        served = _served(tokens, head, start)
        return served if served > head else end
    if _of_letters(tokens, end) or _cut_short(tokens, end):
        return end + 2
    if token.kind == "number" or token.text in _ROMAN:
        return _counted(tokens, end) or tail_end(tokens, end, tail)
    if token.text == "(":
        return _bracket(tokens, end, tail)
    if token.text == "-":
        return _dashed(tokens, end, start)
    if lemmas(tokens[end - 1].text) & _INSTRUMENTAL or tokens[start - 1].text == ".":
        step = _instrumental(tokens, end)
        if step > end:
            return step
    if token.lower in ("в", "во") and any(lemmas(t.text) & _SEATED for t in tokens[max(0, start - 1) : start]):
        return _place(tokens, end + 1, tail)
    if token.lower in ("с", "со") and lemmas(tokens[end - 1].text) & _TAIL_WITH:
        return _noun_end(tokens, end + 1, "ablt")
    return end + 2 if _in_two_words(tokens, end) else tail_end(tokens, end, tail)


_CALLED_AFTER_TOWNS: Final = frozenset(("порта", "аэропорта", "станции", "вокзала", "гарнизона"))


def _in_two_words(tokens: Sequence[Token], i: int) -> bool:
    """«защите | их прав», «русского языка | как иностранного», «полковник | в отставке»: two words that grammar does not join."""
    if i + 1 >= len(tokens):
        return False
    word, following = tokens[i].lower, tokens[i + 1]
    if word in ("их", "его", "ее"):
        return "gent" in cases(following.text)
    return following.lower in _SECOND_WORDS.get(word, ())


def _post_at(tokens: Sequence[Token], i: int) -> int | None:
    """Where the head of a post that begins at `i` stands: «заместитель | директора», «зам. | гл. врача»; None where none does."""
    token = tokens[i]
    headed = token.kind == "word" and (paired(tokens, i) or (is_head(token.text) and not _field(tokens, i)))
    if headed or (token.lower in SHORT_HEADS and not _cut_short(tokens, i)):
        return i
    short = token.lower in SHORT_ATTRIBUTES and i + 2 < len(tokens) and tokens[i + 1].text == "."
    return i + 2 if short and is_head(tokens[i + 2].text) else None


def _field(tokens: Sequence[Token], i: int) -> bool:
    """«кафедрой | гидротехники»: what a unit or a teacher is of, rather than many who do it; «экономист | управляющей организации»."""
    if i + 1 < len(tokens) and describes(tokens[i].text, tokens[i + 1].text):
        return True
    before = tokens[i - 1]
    if i > 1 and may_be_adjective(before.text) and agree(before.text, tokens[i].text):
        before = tokens[i - 2]  # «заместитель главного | редактора»
    if tokens[i].capital or before.kind != "word" or lemmas(before.text) & _SERVES or before.lower in SHORT_HEADS:
        return False
    found = readings(tokens[i].text)
    return any(p.tag.case == "gent" and p.tag.number == "sing" and p.tag.animacy == "inan" for p in found)


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
    head = head_at(tokens, end)
    if head is None or ("gent" not in noun_cases(tokens[end].text) | cases(tokens[end].text) and head == end + 1):
        return end
    return head


def _counted(tokens: Sequence[Token], i: int) -> int:
    """The index behind «5 разряда», «8 «б» класса», «10-А класса»; 0 where a number counts nothing."""
    j = i + 1
    lettered = j + 1 < len(tokens) and tokens[j].text == "-" and len(tokens[j + 1].text) == 1
    quoted = j + 2 < len(tokens) and tokens[j].kind == "open" and len(tokens[j + 1].text) == 1 and tokens[j + 2].kind == "close"
    j += 3 if quoted else 2 if lettered else 0
    if j < len(tokens) and lemmas(tokens[j].text) & _COUNTED and "gent" in cases(tokens[j].text):
        return j + 1
    return 0


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
    if "руководитель" in lemmas(said.text) and (i == start or lemmas(tokens[i - 1].text) & _UNDERTAKINGS):
        return i  # «руководитель – преподаватель Зайцева», «руководитель проекта – заведующая лабораторией»
    if (lemmas(said.text) | lemmas(tokens[i - 1].text)) & _CHAIRS:
        return i  # «председатель совета – глава района Фельдман»: a role, and the post of its holder
    for j in range(i + 1, min(len(tokens), i + 4)):
        if tokens[j].kind != "word":
            return i
        if is_head(tokens[j].text):
            if _lone_chair(tokens, j):
                return i  # «директор института – председатель»: his part in a commission
            heads = [said.text] if is_head(said.text) else [t.text for t in tokens[max(0, i - LONGEST) : i] if is_head(t.text)]
            doubled = (h for h in heads if rank_of(h) == "leader" or lemmas(h) & _DOUBLED)
            return j + 1 if any(_forms(head) & _forms(tokens[j].text) for head in doubled) else i
        if not may_be_adjective(tokens[j].text):
            return i
    return i


def _forms(head: str) -> frozenset[tuple[str | None, str | None]]:
    """The cases of a head with their numbers: «судьи – актриса» are no two posts of one."""
    return frozenset((p.tag.case, p.tag.number) for p in readings(head) if p.tag.case)


def _lone_chair(tokens: Sequence[Token], j: int) -> bool:
    """«председатель», «заместитель председателя», of nothing that is said behind."""
    if lemmas(tokens[j].text) & _SERVES and j + 1 < len(tokens) and lemmas(tokens[j + 1].text) & _OF_MEETINGS:
        j += 1
    return bool(lemmas(tokens[j].text) & _OF_MEETINGS) and (j + 1 == len(tokens) or tokens[j + 1].kind != "word" or tokens[j + 1].capital)


def _place(tokens: Sequence[Token], i: int, tail: Tail) -> int:
    """«в | Новосибирской области», «в | Приволжском федеральном округе»."""
    if i >= len(tokens) or not tokens[i].capital:
        return i - 1
    place = place_end(tokens, i, len(tokens), "loct")
    end = i + 1 if tokens[i].text in REGION_LETTERS else max(place, _noun_end(tokens, i, "loct"))  # «представитель Президента в | СФО»
    return tail_end(tokens, end, tail) if end > i else i - 1


def _instrumental(tokens: Sequence[Token], i: int) -> int:
    """«заведующая | методической частью»."""
    return _noun_end(tokens, i, "ablt")


def _noun_end(tokens: Sequence[Token], i: int, case: str) -> int:
    """The index behind adjectives and a noun in a case, `i` where they do not stand there."""
    j = i
    while j + 1 < len(tokens) and tokens[j].lower in SHORT_ATTRIBUTES and tokens[j + 1].text == ".":
        j += 2  # «зав. | фин. отделом»
    while j < len(tokens) and tokens[j].kind == "word" and case in cases(tokens[j].text) and not is_head(tokens[j].text):
        j += 1
        if may_be_noun(tokens[j - 1].text) and not _describes(tokens, j - 1, case):
            return j
    return i


def _describes(tokens: Sequence[Token], j: int, case: str) -> bool:
    """Whether a word that may be a noun is the adjective of the next one: «детским | отделением»."""
    if j + 1 >= len(tokens) or not may_be_adjective(tokens[j].text) or case not in noun_cases(tokens[j + 1].text):
        return False
    return agree(tokens[j].text, tokens[j + 1].text)
