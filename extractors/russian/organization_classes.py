"""What looks like an organisation and is none: a class («каждая школа»), a thing («архивный фонд»), a label («служба:
790-613»).
"""

from __future__ import annotations

from typing import Final

from extractors.russian.morph import parses
from extractors.russian.organization_candidate import Candidate
from extractors.russian.organization_heads import determiner, head_cases, head_of
from extractors.russian.place_words import is_generic_place, plural
from extractors.russian.wordforms import Token, agreement, cases, lemmas, listed


def is_class(c: Candidate) -> bool:
    """«каждая школа города», «органов управления образованием», «министерства образования субъектов Российской
    Федерации».
    """
    before = c.tokens[c.first - 1] if c.first else None
    if before is not None and before.kind == "word" and not (c.quoted or c.numbered):
        if determiner(before.text) and agreement(before.text, c.tokens[c.at].text):
            return True
        if lemmas(before.text) & _CLASSES and not c.capital and not _of_one(c, before):
            return True
    if _heads_list(c):
        return True
    return any(
        t.lower in _MANY_LANDS or (is_generic_place(t.text) and plural(t.text) and not c.placed) for t in c.tail
    )


def _of_one(c: Candidate, before: Token) -> bool:
    """«Структура | администрации Бердского района»: the heading of a page about one body, that has the name of a land."""
    return before.lower == "структура" and before.capital and (c.placed or c.parent is not None)


def _heads_list(c: Candidate) -> bool:
    """«Школы города Кирс», «Библиотеки Пензы» that begin a block: many; «Министерства …» there may go on with a post."""
    if c.first or c.at or not c.opens or c.letterhead or c.quoted or c.numbered or c.head.sort not in _OF_MANY:
        return False
    word = c.tokens[c.at].text
    many = any(p.tag.number == "plur" and p.tag.case == "nomn" for p in parses(word))
    return many and not any(case == "nomn" for case, _ in head_cases(word))


_OF_MANY: Final = frozenset(("education", "culture", "health"))


#: «министерства субъектов Федерации», «управления Роспотребнадзора по субъектам Федерации»: there are many.
_MANY_LANDS: Final = frozenset(("субъектов", "регионов", "муниципалитетов", "субъектам", "регионам", "субъектах"))
#: «органов управления …», «системы управления …».
_CLASSES: Final = listed("орган система уровень сфера структура форма")
#: A head and a word beside it that make a thing of it: «гражданская служба», «архивный фонд», «программный комплекс».
_THINGS: Final = {
    "служба": listed(
        "медиация примирение сопровождение гражданский военный муниципальный воинский альтернативный внутренний диспетчерский "
        "аварийный справочный дежурный"
    ),
    "учреждение": listed("звание премия орден медаль награда должность праздник знак стипендия"),
    "фонд": listed("архивный библиотечный жилищный заработный оплата лесной земельный книжный"),
    "комплекс": listed(
        "программный аппаратный аппаратно-программный измерительный методический учебно-методический имущественный"
    ),
    "станция": listed("полярный железнодорожный рабочий базовый космический орбитальный насосный"),
    "федерация": listed("российский"),
    "движение": listed("дорожный денежный"),
    "организация": listed(
        "отдых питание работа мероприятие досуг процесс обучение деятельность доставка перевозка контроль подготовка "
        "подвоз встреча сбор учет вывоз прием выставка конкурс поездка экскурсия выпуск охрана"
    ),
    "редакция": listed("текущий новый старый действующий последний прежний первоначальный"),
    "союз": listed("советский таможенный брачный"),
    "центр": listed("внимание тяжесть"),
    "управление": listed("проект качество риск персонал внутришкольный оперативный доверительный"),
    "совет": listed(
        "ученый педагогический диссертационный экспертный попечительский школьный студенческий родительский координационный "
        "наблюдательный управляющий методический научно-методический художественный редакционный директор"
    ),
    "общество": listed("гражданский современный российский"),
    "собрание": listed("родительский общий трудовой торжественный законодательство"),
    "группа": listed("рабочий экспертный творческий"),
    "дом": listed("жилой многоквартирный"),
    "архив": listed("школьный личный семейный домашний категория рубрика новость запись"),
    "штаб": listed("оперативный"),
    "палата": listed("больничный"),
    "лаборатория": listed("школьный"),
    "корпус": listed("головной главный учебный спортивный"),
    "школа": listed("зимний летний осенний весенний молодой юный приемный выходной"),
    "сад": listed("стационарный"),
    "клуб": listed("школьный"),
}


def is_thing(c: Candidate) -> bool:
    if c.head.lemma == "управление" and any(head_of(t.text) and cases(t.text) == {"ablt"} for t in c.tail[:2]):
        return True  # «Управление школой осуществляется …»: what is done with it
    if c.head.lemma == "управление" and [t.lower for t in c.tail] == ["делами"] and not c.letterhead:
        return True  # of which body, it does not say: every ministry has one
    things = _THINGS.get(c.head.lemma)
    named = c.letterhead and (c.capital or c.head.lemma != "служба")  # «аварийная служба (863) 285-44-03» is no level
    if not things or (named and c.head.lemma not in ("федерация", "архив")):
        return False
    # «учреждение почётного звания», «Архив для категории»
    beside = [*c.left, *c.tail[: 2 if c.head.lemma in ("учреждение", "архив") else 1]]
    if c.head.lemma == "организация" and not c.left and any(_is_action(t) for t in c.tail[:1]):
        return True  # «организации проведения конкурса «Зеркало»»
    return any(lemmas(t.text) & things for t in beside if t.kind == "word") and not (c.local and len(c.left) > 1)


def _is_action(token: Token) -> bool:
    """«проведения», «обеспечения»: what is organised; a capitalised word begins a name."""
    return not token.capital and any(lemma.endswith(_ACTIONS) for lemma in lemmas(token.text))


_ACTIONS: Final = ("ение", "ание", "тие", "ация", "енция")


def is_label(c: Candidate) -> bool:
    """«справочная служба: (814-2) 790-613»: what a number is of."""
    governed = c.first > 0 and c.tokens[c.first - 1].kind == "word"  # «в здании администрации Шуйского округа: г. Шуя, …»
    ends = c.last < len(c.tokens) and c.tokens[c.last].text == ":"
    return not c.capital and ends and not (c.quoted or c.numbered or (governed and c.placed))


def is_bare_form(c: Candidate) -> bool:
    """«Общество с ограниченной ответственностью», «Товарищество собственников жилья», «Региональная общественная организация» on
    a line of its own: which one, another line says.
    """
    left = all(lemmas(t.text) & _STOCK for t in c.left)
    return left and " ".join([c.head.lemma, *(t.lower for t in c.tail)]) in _FORMS


_STOCK: Final = listed(
    "акционерный публичный непубличный открытый закрытый региональный межрегиональный местный общероссийский всероссийский "
    "общественный некоммерческий автономный благотворительный религиозный централизованный управлять ресурсоснабжающий "
    "обслуживающий сетевой подрядный проектный строительный страховой микрофинансовый саморегулируемый"
)
_FORMS: Final = (
    "общество", "общество с ограниченной ответственностью", "товарищество собственников жилья",
    "товарищество собственников недвижимости", "организация", "объединение", "движение",
)  # fmt: skip
