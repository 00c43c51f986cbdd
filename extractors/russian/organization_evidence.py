"""Whether a phrase with the head of an organisation is the name of one: what speaks for it, and how much.

`judge` asks what the head needs (see `lexicons/organization_heads.tsv`); a class («образовательные организации»), an
inner department, a bare mention («школа», «администрация города») is no name. A bare mention may still be a later use
of a name that the document gives elsewhere: it comes back as WEAK, which only `pipeline.resolve` can make something of.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from extractors.russian.bodies import short_base
from extractors.russian.organization_candidate import Candidate
from extractors.russian.organization_classes import is_bare_form, is_class, is_label, is_thing
from extractors.russian.organization_heads import determiner, head_of
from extractors.russian.organization_names import forms
from extractors.russian.organization_units import WEAK, branch, of_customs, under_parent
from extractors.russian.place_words import is_generic_place, is_local
from extractors.russian.wordforms import Token, goes_in_names, lemmas, listed, may_be_adjective

_OF_BASES: Final = listed("охрана хранение снабжение обслуживание флот авиационный")


def judge(candidate: Candidate) -> tuple[float, str]:
    """(confidence, rule) of a candidate; (0, "") for no name."""
    if is_class(candidate) or is_thing(candidate) or is_label(candidate):
        return 0.0, ""
    if candidate.last == candidate.at + 1 and candidate.first == candidate.at:
        return (WEAK, "organization:mention") if candidate.capital and not candidate.letterhead else (0.0, "")
    if candidate.apposed and candidate.head.needs not in ("parent", "branch"):
        return 0.93, "organization:apposed"
    based = candidate.capital and candidate.local and candidate.own and not candidate.quoted
    if candidate.head.lemma == "база" and not (based and any(lemmas(t.text) & _OF_BASES for t in candidate.tail)):
        return 0.0, ""  # «на базе ЦСП «Ангара»»; «Бурятская база охраны лесов» is one
    if candidate.head.lemma == "отряд" and candidate.placed and any(t.kind == "number" for t in candidate.left):
        return 0.9, "organization:numbered"  # «16-й отряд ФПС по Московской области»
    if (candidate.quoted or candidate.numbered) and candidate.head.needs not in ("parent", "letterhead", "paper"):
        return _by_name(candidate)
    return _NEEDS[candidate.head.needs](candidate)


#: «дом № 5», «кабинет № 3», «палата № 6», «группа № 2» are no organisations.
_COUNTED: Final = listed(
    "участок дом кабинет палата группа корпус часть комплекс станция парк отряд лагерь студия сад совет комиссия фонд "
    "хозяйство дорога движение объединение"
)
_COUNTED_AFTER: Final = listed(
    "детский пожарный пожарно-спасательный спасательный воинский войсковой кадетский подготовка"
)


def _by_name(c: Candidate) -> tuple[float, str]:
    """A quoted name or a number beside the head."""
    if c.head.lemma == "группа" and "компания" not in {lemma for t in c.own for lemma in lemmas(t.text)}:
        return 0.0, ""
    if c.head.lemma == "комиссия" and not any("избирательный" in lemmas(t.text) for t in c.left):
        return 0.0, ""  # «комиссия по закупкам муниципального образования «Приморский район»»
    if c.head.needs == "number" and not c.numbered:
        return 0.0, ""  # «отряд юнармейцев «Рубеж»»
    if c.head.lemma == "филиал" and not c.quoted and c.parent is None and not (c.local or c.left or c.placed):
        return 0.0, ""  # «(филиал № 9)»: of which body?
    if c.head.lemma == "пост" and not of_customs(c):
        return 0.0, ""  # «Пост № 2»
    if c.quoted:
        return (0.97 if c.capital or c.head.sort in ("company", "form") else 0.95), "organization:quoted"
    if c.head.lemma in _COUNTED and not any(lemmas(t.text) & _COUNTED_AFTER for t in c.left):
        return 0.0, ""
    return 0.96, "organization:numbered"


def _any(c: Candidate) -> tuple[float, str]:
    """«Министерство финансов», «Ачинский педагогический колледж»."""
    if c.parent is not None and c.head.sort == "authority" and _institution(c.parent):
        return 0.0, ""  # «управление аналитической работы ГУО «Институт»: an inner department
    if c.level:
        return 0.95, "organization:letterhead"
    if c.proper:
        return (0.96 if c.capital else 0.94), "organization:place"
    if c.executor and c.head.sort == "authority":
        return WEAK, "organization:mention"  # the unit of the executor is inside the sender
    if c.parent is not None and c.tail and (c.capital or len(c.tail) > 1 or c.parent.abbreviation):
        return (0.93 if c.capital else 0.85), "organization:unit"  # «отдел государственной службы | Управления» is inside
    if not c.capital:
        if c.head.sort in _INSTITUTIONS and _of_town(c.left):
            return 0.8, "organization:place"
        whole = not c.left and not (c.tail and c.tail[-1].lower == "работе")  # «управление по работе | с клиентами» goes on
        topic = c.head.sort == "authority" and whole and (c.walk.governed == "по" or _of_the_land(c))
        return (0.75, "organization:topic") if topic else (WEAK, "organization:mention")
    if c.head.sort == "authority" and not c.tail:
        return WEAK, "organization:mention"  # «начальник Правового управления»: of which body?
    if not c.opens:
        return (0.92 if c.witnessed else 0.85), "organization:capital"
    if c.head.sort == "authority" and all(is_generic_place(t.text) for t in c.tail):
        return WEAK, "organization:mention"  # «Прокуратура округа»: of which one?
    if c.witnessed and c.tail:
        return 0.85, "organization:capital"
    return (0.75 if len(c.tail) > 1 or (c.head.sort == "authority" and c.tail) else WEAK), "organization:capital"


def _of_the_land(c: Candidate) -> bool:
    """«министерства культуры республики»: of a topic there is one in a land, whichever it is."""
    return len(c.tail) > 1 and is_generic_place(c.tail[-1].text) and not is_generic_place(c.tail[-2].text)


def _place(c: Candidate) -> tuple[float, str]:
    """«администрация города Ачинска», «Калининградская областная Дума», «Администрация Губернатора … области»."""
    if c.head.lemma == "собрание" and any("музей" in lemmas(t.text) for t in c.tail):
        return 0.0, ""  # «собрание Государственного музея Востока»: what it has gathered
    if c.placed or c.known:
        return (0.96 if c.capital else 0.94), "organization:place"
    if c.local or c.supreme:
        return 0.95, "organization:place"
    if c.level and (c.tail or c.left):
        return 0.9, "organization:letterhead"
    if c.parent is not None and _institution(c.parent):
        return 0.0, ""
    if c.tokens[c.at].capital and not c.opens and not c.letterhead and _whose(c):
        return 0.75, "organization:capital"  # «областного Собрания», «Правительства края»
    return WEAK, "organization:mention"


def _whose(c: Candidate) -> bool:
    """Whether a land is meant, though not named: «районная Дума», «Правительство области»."""
    words = [*c.left, *c.tail]
    return bool(words) and all(is_generic_place(t.text) or lemmas(t.text) & _LEVELS for t in words)


#: Adjectives and genitives that make a name of a common head: «Дом культуры», «Совет ветеранов».
_LIVING: Final = listed(
    "профсоюзный общественный ветеранский первичный местный региональный областной районный городской"
)


def _proper(c: Candidate) -> tuple[float, str]:
    """«школа № 16», «Белгородский меловой завод», «Фонд президентских грантов», «Союз реставраторов России»."""
    if c.head.lemma == "дорога" and "железный" not in {lemma for t in c.left for lemma in lemmas(t.text)}:
        return 0.0, ""
    if c.head.lemma == "коллегия" and not {lemma for t in c.tail[:1] for lemma in lemmas(t.text)} & {
        "адвокат",
        "судья",
    }:
        return 0.0, ""
    if (
        c.head.lemma == "комиссия"
        and not c.known
        and "избирательный" not in {lemma for t in c.left for lemma in lemmas(t.text)}
    ):
        return 0.0, ""
    if c.level:
        return (0.6 if is_bare_form(c) else 0.93), "organization:letterhead"
    if c.capital and (c.local or c.honoured or c.known or (c.placed and (c.own or c.left))):
        return 0.95, "organization:place"
    if c.parent is not None and c.head.sort == "culture" and _institution(c.parent):
        return 0.0, ""  # «Музей боевой славы Гимназии № 1» is inside it
    if (
        c.parent is not None
        and (c.capital or any(lemmas(t.text) & _LIVING for t in c.left))
        and c.walk.governed in ("при", "по", "")
    ):
        return _of_parent(c)
    if not c.capital:
        return _small(c)
    if not c.opens:
        if not c.witnessed and c.head.lemma in _LOOSE and not (c.left and c.own):
            return WEAK, "organization:mention"
        return (0.9 if c.witnessed else 0.72), "organization:capital"
    return (
        0.75 if (c.witnessed and len(c.tail) > 1) or (len(c.tail) > _LONG and c.head.lemma not in _LOOSE_LONG) else WEAK
    ), "organization:capital"


_LOOSE_LONG: Final = listed("организация объединение общество собрание движение")
_LONG: Final = 2  # words of a tail that no class has: «Центр опережающей профессиональной подготовки»
#: Common words that are capitalised for other reasons than being names.
_LOOSE: Final = listed("центр дом клуб организация общество союз совет фонд движение собрание палата школа")


def _of_parent(c: Candidate) -> tuple[float, str]:
    """«Совет ректоров при Министерстве …», «первичная профсоюзная организация МКОУ «СОШ № 12»."""
    assert c.parent is not None
    if c.placed or c.parent.text in forms() or c.parent.capital:
        return (0.93 if c.capital else 0.88), "organization:unit"
    return WEAK, "organization:mention"


def _small(c: Candidate) -> tuple[float, str]:
    """A common head in small letters: the place must have a name, and something else must tell which one is meant."""
    if c.honoured:
        return 0.9, "organization:place"
    if c.placed and c.head.sort in _INSTITUTIONS and c.head.lemma not in _SITES and c.in_village:
        return 0.85, "organization:place"
    naming = [t for t in c.left if not t.capital]
    if c.head.sort in _INSTITUTIONS and _of_town(naming):
        return 0.8, "organization:place"
    if c.placed and (naming or _first_is_topic(c)) and c.head.sort != "public":
        return (0.85 if c.witnessed else 0.75), "organization:place"
    return 0.0, ""


_INSTITUTIONS: Final = frozenset(("education", "health", "culture"))
_LEVELS: Final = listed(
    "областной краевой республиканский окружной городской районный межрайонный государственный муниципальный"
)


def _of_town(naming: Sequence[Token]) -> bool:
    """«ярославской областной филармонии», «томским государственным университетом»: the town and whose it is."""
    local = any(is_local(t.text) and not lemmas(t.text) & _LEVELS for t in naming)
    return local and any(lemmas(t.text) & _LEVELS for t in naming)


_SITES: Final = listed("центр парк дом")  # «в центре посёлка Искра»


def _first_is_topic(c: Candidate) -> bool:
    """«центр образования города Челябинска»: a topic stands between the head and the place."""
    start = c.walk.places[0][0] if c.walk.places else c.last
    return start > c.at + 1


def _quote(c: Candidate) -> tuple[float, str]:
    """«Дом культуры города Бердска», «Быстринский природный парк»; alone such words are things."""
    if c.head.lemma == "группа":
        return 0.0, ""
    if c.capital and (c.local or c.honoured or (c.placed and c.own) or (c.level and (c.left or c.tail))):
        return 0.9, "organization:place"
    fixed = _HOUSES.get(c.head.lemma, frozenset()) & {t.lower for t in c.own}
    if fixed and not c.left and [t.lower for t in c.tail] == ["культуры"]:
        return WEAK, "organization:mention"  # «В Доме культуры имеется зал»: there are many
    if c.capital and c.tail and (fixed or (c.inside_sentence and c.witnessed)):
        return 0.8, "organization:capital"
    return 0.0, ""


#: What a house or a palace is of when it is an institution: «Дом культуры», «Дворец детского творчества».
_HOUSES: Final = {
    "дом": listed("культуры творчества учителя ученых офицеров ребенка пионеров дружбы техники природы"),
    "дворец": listed("культуры творчества спорта пионеров молодежи школьников бракосочетания"),
}


def _form(c: Candidate) -> tuple[float, str]:
    """A legal form with nothing beside it is a class; «казённое учреждение службы занятости «Центр …»» has a name."""
    if c.level and any(t.kind == "open" for t in c.tail):
        return 0.93, "organization:letterhead"
    if c.head.lemma == "предприятие" and c.capital and c.local and "-" in c.left[-1].text:
        return 0.85, "organization:place"  # «Липецкое протезно-ортопедическое предприятие»
    return (0.6, "organization:letterhead") if c.level and len(c.left) > 1 else (0.0, "")


def _number(c: Candidate) -> tuple[float, str]:
    """«2-й пожарно-спасательный отряд»."""
    ordinal = any(t.kind == "number" for t in c.left)
    return (0.9, "organization:numbered") if ordinal and len(c.left) > 1 else (0.0, "")


def _paper(c: Candidate) -> tuple[float, str]:
    """«Районная газета «Вести Прионежья»»: who writes on its own paper, or employs: «корреспондент | газеты «Маяк»»."""
    if c.level and c.quoted:
        return 0.9, "organization:letterhead"
    before = c.tokens[c.first - 1] if c.first else None
    employs = before is not None and bool(lemmas(before.text) & _OF_PRESS)
    return (0.9, "organization:quoted") if employs and c.quoted else (0.0, "")


_OF_PRESS: Final = listed("редактор шеф-редактор главред корреспондент журналист журналистка обозреватель фотокорреспондент издатель")


def _institution(token: Token) -> bool:
    """A parent that is a school, a firm: its departments are inside it."""
    if short_base(token.text):
        return False
    row = forms().get(token.text)
    if row is not None:
        return row["sort"] in ("company", "public", "institution", "type")
    head = head_of(token.text)
    return head is not None and head.sort not in ("authority", "public", "military")


_NEEDS: Final[dict[str, Callable[[Candidate], tuple[float, str]]]] = {
    "any": _any,
    "place": _place,
    "proper": _proper,
    "quote": _quote,
    "form": _form,
    "branch": branch,
    "parent": under_parent,
    "number": _number,
    "paper": _paper,
    "letterhead": lambda _: (0.0, ""),  # «Уполномоченный по правам ребёнка …»: an official is no organisation
}


def is_naming(token: Token) -> bool:
    """Whether an adjective before a head may belong to the name: no word that points, no letters."""
    bare = not token.abbreviation and not determiner(token.text)
    return bare and may_be_adjective(token.text) and goes_in_names(token.text)
