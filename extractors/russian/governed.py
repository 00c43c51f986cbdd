"""Prepositions inside a name: «по образованию», «при Правительстве», «в сфере связи», «с углублённым изучением …»."""

from __future__ import annotations

from typing import Final

from extractors.russian.chambers import CHAMBERS
from extractors.russian.organization_heads import head_lemmas
from extractors.russian.places import place_end
from extractors.russian.tails import Walk
from extractors.russian.wordforms import cases, is_place, lemmas, listed, may_be_adjective, may_be_noun, readings

#: Nouns after «по» that tell how, when and why something is done, not what the body is for.
_CIRCUMSTANCE: Final = listed(
    "адрес акт анализ вид вина возможность возраст вопрос время выбор выполнение графика график данные дата договор "
    "договоренность документ должность доверенность жалоба завершение задание заказ закон заключение замечание "
    "запись заявка заявление звонок значение иск инициатива итог исполнение истечение канал код контракт критерий "
    "линия мера место мнение направление направленность необходимость номер образец объявление обращение окончание "
    "определение опыт основание отношение очередь оценка ошибка пакет параметр перечень период письмо план платеж "
    "повод подсчет показатель получение поручение порядок постановление почта правило предложение представление "
    "предписание предписание предписание приглашение приказ пример принцип причина проверка программа проект "
    "просьба протокол пункт путь рассмотрение расписание распоряжение расчет результат рекомендация решение сайт "
    "сведение случай смета смысл согласие согласование соглашение сообщение состояние список сравнение срок ссылка "
    "статья стоимость сумма схема счет текст телефон тема требование указание улица умолчание усмотрение условие "
    "факс факт форма ходатайство цена часть число экземпляр электронный этап ход прибытие приезд желание итоги "
    "специальность профессия профиль дисциплина квалификация "
    "каналы телекоммуникационный курьер нарочный интернет сеть скайп"
) - {"цена"}
#: Singular nouns that are a case in hand, plural (or with an adjective) a field: «по делу № 5», «по делам молодёжи».
_CASES_IN_HAND: Final = frozenset(("дело", "вопрос", "право"))
#: «в сфере …», «в области …», «в системе …».
_FIELDS: Final = frozenset(("сфера", "область", "система"))
#: Branches that a school is of: «технологий в машиностроении и автосервисе».
_BRANCHES: Final = (
    "строение", "сервис", "техника", "логия", "графия", "энергетика", "экономика", "металлургия", "промышленность",
    "образование", "здравоохранение", "медицина", "спорт", "культура", "бизнес", "туризм", "строительство", "хозяйство",
    "производство", "торговля", "химия", "физика",
)  # fmt: skip
_AFTER_WITH: Final = listed("углубленный ограниченный дополнительный этнокультурный приоритетный казачий русский")
_TRAITS: Final = listed("особенность инвалидность нарушение ограничение заболевание")
_WORKED_WITH: Final = listed("молодежь население семья ребенок общественность обращение персонал инвалид кадр")
_WORK: Final = frozenset(("работа", "связь", "взаимодействие"))
_OF_DEPUTIES: Final = ("движению", "перевозкам", "кадрам", "персоналу")
_PERSONS_ABOVE: Final = listed("президент губернатор глава уполномоченный мэр храм монастырь собор церковь")
_FREE: Final = {
    "по": ("datv",),
    "при": ("loct",),
    "с": ("ablt",),
    "для": ("gent",),
    "на": ("loct", "accs"),
    "в": ("loct",),
    "за": ("ablt",),
}
#: What is done over something: «по надзору за техническим состоянием машин», «по контролю за оборотом наркотиков».
_WATCH: Final = frozenset(("надзору", "контролю", "наблюдению", "уходу"))


def governed_end(walk: Walk) -> int:
    """Index behind a preposition with its noun phrase, or the walker's own where the name does not go on with it."""
    token = walk.token
    if (
        token.kind != "word"
        or token.lower not in _FREE
        or walk.at + 1 >= walk.limit
        or walk.tokens[walk.at + 1].kind != "word"
    ):
        return walk.at
    end = _strict(walk, token.lower) if walk.tail.strict else _loose(walk, token.lower)
    if end > walk.at:
        walk.governed = token.lower
    return end


def _strict(walk: Walk, preposition: str) -> int:
    match preposition:
        case "по":
            return _by(walk, walk.at + 1) or walk.at
        case "при":
            return _attached(walk)
        case "в":
            return _within(walk)
        case "с":
            return _with(walk)
        case "на":
            return _phrase(walk, walk.at + 1, ("loct",), frozenset(("транспорт",))) or walk.at
        case "за":
            return (_phrase(walk, walk.at + 1, ("ablt",), None) if _watches(walk) else 0) or walk.at
        case _:
            return (0 if walk.closed or walk.governed else _phrase(walk, walk.at + 1, ("gent",), None)) or walk.at


_BAILIFFS: Final = ("приставов",)
_BEFORE_BY: Final = (",", "и", "уполномоченного", "инспекции", *_BAILIFFS)


def _by(walk: Walk, i: int) -> int:
    """«по Псковской области», «по делам молодёжи», «по физической культуре»; not «по адресу», «по контракту»."""
    place = place_end(walk.tokens, i, walk.limit, "datv")
    if place > i:
        walk.met_place(place, "datv", i)
        return place
    if walk.tail.closed and not walk.tail.topics:
        return 0  # «ответ Минкультуры по библиотекам»
    before = walk.tokens[i - 2] if i > 1 else None
    directly = i - 1 == walk.start or (before is not None and (before.abbreviation or before.lower in _BEFORE_BY))
    of_chamber = before is not None and walk.tail.topics and not walk.governed and lemmas(before.text) & CHAMBERS
    if not (directly or of_chamber or (walk.closed and walk.tail.topics and not walk.quoted)) or (
        walk.governed == "по" and walk.closed
    ):
        return 0
    end = _phrase(walk, i, ("datv",), None)
    if not end:
        return 0
    noun = walk.tokens[end - 1]
    following = walk.tokens[end].lower if end < walk.limit else ""
    of_deputy = noun.lower in _OF_DEPUTIES or (lemmas(noun.text) & _WORK and following not in ("с", "со"))
    if not walk.tail.topics and of_deputy:
        return 0  # «заместитель директора музея по научной работе», «… начальника железной дороги по движению»
    if _of_matters(walk, end):
        walk.reopen()
        return end  # «Отдел по вопросам миграции»
    if before is not None and before.lower in _BAILIFFS:
        return end  # «отделение судебных приставов по взысканию алиментных платежей», «… по исполнению особых производств»
    if lemmas(noun.text) & _CIRCUMSTANCE or lemmas(walk.tokens[i].text) & _CIRCUMSTANCE - {"цена"}:
        return 0
    singular = any(p.tag.number == "sing" and p.tag.case == "datv" for p in readings(noun.text))
    if end == i + 1 and singular and lemmas(noun.text) & _CASES_IN_HAND:
        return 0
    walk.reopen()
    return end


#: What offices deal with «по вопросам …».
_MATTERS: Final = listed(
    "миграция семья материнство детство безопасность национальность молодежь опека попечительство образование культура спорт "
    "внутренний местный общественный муниципальный государственный социальный гражданский"
)


def _of_matters(walk: Walk, end: int) -> bool:
    """Whether «по вопросам» ends here, right behind a capitalised head, and a matter of offices follows."""
    if walk.at != walk.start or walk.tokens[end - 1].lower != "вопросам" or end >= walk.limit or not walk.start:
        return False
    return walk.tokens[walk.start - 1].capital and bool(lemmas(walk.tokens[end].text) & _MATTERS)


def _attached(walk: Walk) -> int:
    """«при Министерстве образования», «при Томском политехническом университете»; not «при поддержке»."""
    end = _phrase(walk, walk.at + 1, ("loct",), head_lemmas() | _PERSONS_ABOVE)
    if not end and walk.tokens[walk.at + 1].start in walk.tail.bodies:
        end = walk.at + 2
    if end:
        walk.reopen()
    return end or walk.at


def _within(walk: Walk) -> int:
    """«в сфере образования», «в Нижегородской области», «в г. Теберде», «в машиностроении и автосервисе»."""
    i = walk.at + 1
    first = walk.tokens[i]
    if lemmas(first.text) & _FIELDS and "loct" in cases(first.text) and not first.capital and not walk.closed:
        return i + 1
    place = place_end(walk.tokens, i, walk.limit, "loct")
    if place > i:
        town = first.lower in ("г", "городе", "городском")
        if walk.follows_quote and first.capital and place == i + 1 and not walk.tail.chains:
            return walk.at  # «ГАУ «Центр спорта» в Выльгорте»: where it is
        alone = walk.tail.stands and not (walk.quoted or walk.numbered or walk.honoured or walk.places)
        if alone or _of_moscow(walk) or (walk.tail.seats and (walk.quoted or walk.place_case != "loct")) or (town and walk.follows_quote):
            walk.met_place(place, "loct", i)
            return place
        return walk.at
    if walk.closed or first.capital:
        return walk.at
    end = _phrase(walk, i, ("loct",), None)
    branch = end and any(lemma.endswith(_BRANCHES) for lemma in lemmas(walk.tokens[end - 1].text))
    return end if branch else walk.at


def _of_moscow(walk: Walk) -> bool:
    """«Совет депутатов муниципального округа Бибирево | в городе Москве»: so are all districts of Moscow called."""
    start, end = walk.places[-1] if walk.places else (0, 0)
    district = any(token.lower == "округа" for token in walk.tokens[start:end])
    return district and [token.lower for token in walk.tokens[walk.at + 1 : walk.at + 3]] == ["городе", "москве"]


def _with(walk: Walk) -> int:
    """«с углублённым изучением отдельных предметов», «по работе с молодёжью»."""
    i = walk.at + 1
    if lemmas(walk.tokens[i].text) & _TRAITS and "ablt" in cases(walk.tokens[i].text):
        walk.reopen()
        return i + 1  # «детей с особенностями развития»
    if lemmas(walk.tokens[i].text) & _AFTER_WITH:
        end = _phrase(walk, i, ("ablt",), None)
        if end:
            walk.reopen()
        return end or walk.at
    if walk.governed == "по" and walk.tokens[walk.at - 1].lower == "борьбе":
        return _phrase(walk, i, ("ablt",), None) or walk.at  # «станция по борьбе с болезнями животных»
    worked = lemmas(walk.tokens[walk.at - 1].text) & _WORK
    return (
        _phrase(walk, i, ("ablt",), _WORKED_WITH) if worked and lemmas(walk.tokens[i].text) & _WORKED_WITH else walk.at
    )


def _watches(walk: Walk) -> bool:
    return walk.governed == "по" and walk.tokens[walk.at - 1].lower in _WATCH


def _phrase(walk: Walk, i: int, wanted: tuple[str, ...], nouns: frozenset[str] | None) -> int:
    """Index behind adjectives and a noun in one of the cases (one of `nouns`, if given), or 0."""
    j = i
    while j < walk.limit and walk.tokens[j].kind == "word" and _agreeing(walk, j, wanted):
        j += 1
    if j < walk.limit and j > i and walk.tokens[j].lower == "и" and nouns is None:
        return j  # «по физической | и социальной политике»: the rule of «и» goes on
    if j >= walk.limit or walk.tokens[j].kind != "word":
        return 0
    token = walk.tokens[j]
    if nouns is not None and not lemmas(token.text) & nouns:
        return 0
    return j + 1 if token.abbreviation or set(wanted) & cases(token.text) else 0


def _agreeing(walk: Walk, j: int, wanted: tuple[str, ...]) -> bool:
    word = walk.tokens[j].text
    if not may_be_adjective(word) or not set(wanted) & cases(word):
        return False
    return not may_be_noun(word) or (j + 1 < walk.limit and may_be_adjective(word) and _noun_after(walk, j, wanted))


def _noun_after(walk: Walk, j: int, wanted: tuple[str, ...]) -> bool:
    following = walk.tokens[j + 1]
    nominal = may_be_noun(following.text) or may_be_adjective(following.text)
    return following.kind == "word" and nominal and bool(set(wanted) & cases(following.text))


def _loose(walk: Walk, preposition: str) -> int:
    """In a post any «по …», «при …», «для …» goes on: «заместитель директора по воспитательной работе»."""
    i, wanted = walk.at + 1, _FREE[preposition]
    first = walk.tokens[i]
    if preposition == "в" and not (
        lemmas(first.text) & (_FIELDS | {"город", "республика", "край", "округ", "район"})
        or (first.capital and is_place(first.text))
        or first.lower == "г"
    ):
        return walk.at
    if preposition in ("в", "по"):
        place = place_end(walk.tokens, i, walk.limit, wanted[0])
        if place > i:
            return place
    if preposition == "на" and not lemmas(first.text) & {"транспорт", "территория", "железнодорожный", "воздушный"}:
        return walk.at
    if preposition == "с" and not (lemmas(first.text) & (_AFTER_WITH | _WORKED_WITH)):
        return walk.at
    if preposition == "за" and not _watches(walk):
        return walk.at
    return _phrase(walk, i, wanted, None) or walk.at
