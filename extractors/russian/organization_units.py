"""Whether a branch, a department, an office is an organisation of its own, or stands inside the body that it is of.

A branch of a firm, an office of a federal body in a land, a department of education of a town hall are; a department of a
ministry, of an enterprise, a section of a hospital are not.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from extractors.russian.organization_candidate import Candidate
from extractors.russian.organization_heads import head_of
from extractors.russian.organization_names import forms
from extractors.russian.place_words import is_local
from extractors.russian.wordforms import Token, lemmas, listed

#: Confidence of a phrase that only another mention can make a name.
WEAK: Final = 0.3
_LETTERS: Final = 3  # of a body that a branch is of


def branch(c: Candidate) -> tuple[float, str]:
    """«Мурманский филиал ПАО «Полярбанк»», «Вологодское отделение Союза реставраторов России»."""
    if c.head.lemma in ("отделение", "дирекция") and c.parent is not None and _inner(c, c.parent):
        return 0.0, ""
    if of_bailiffs(c):
        return 0.93, "organization:unit"
    if c.head.lemma == "пост":  # «Троицкий таможенный пост»; a post somebody holds is none
        return (0.93, "organization:unit") if of_customs(c) and (c.local or c.level) else (0.0, "")
    if c.head.lemma == "филиал" and c.parent is None and _of_letters(c.tail):
        return 0.92, "organization:unit"  # «филиал МРСК Северного Кавказа»
    plain = not (c.capital or c.local or c.numbered or c.level)
    if c.head.lemma == "отделение" and plain and c.parent is not None and _unit_letters(c.parent):
        return 0.0, ""  # «следственное отделение МО МВД России «Кетский»», «отделение надзора УГИБДД»
    told = c.placed or c.local or any(t.kind in ("open", "number") or is_local(t.text) for t in c.tail)
    if c.head.lemma == "участок" and not (c.local and c.parent is not None):
        return 0.0, ""  # «Макарьевский участок ПАО «Костромаэнерго»»
    if c.parent is not None and (c.parent.text in forms() or told or c.parent.capital):
        return (0.95 if c.capital else 0.92), "organization:unit"
    if c.local and c.capital and (c.placed or c.tail):
        return 0.85, "organization:unit"
    numbered = any(t.kind == "number" for t in c.left)  # «114 отделение полиции»
    serves = any(lemmas(t.text) & _SERVING for t in c.left)  # «Региональное отделение⏎Урала и Сибири»
    named = c.head.lemma == "дирекция" and bool(c.left and c.tail)  # «Октябрьская дирекция тяги»
    said = c.placed or c.local or c.known or numbered or serves or named
    return (0.9, "organization:letterhead") if c.level and said else (0.0, "")


def _of_letters(tail: Sequence[Token]) -> bool:
    """Whether a tail begins with the letters of a body and a name behind them: «МРСК Северного …»; «КПП 5501» is a code."""
    return len(tail) > 1 and tail[0].abbreviation and len(tail[0].text) >= _LETTERS and tail[1].capital


def of_customs(c: Candidate) -> bool:
    """«таможенный пост», «таможенный отдел»."""
    return bool(c.left) and "таможенный" in lemmas(c.left[-1].text)


def of_bailiffs(c: Candidate) -> bool:
    """«Правобережное районное отделение судебных приставов», «Межрайонный отдел судебных приставов по особо важным делам»:
    a body of its own, whose district its adjective names, or «… по Ленинскому району» behind; «районное отделение судебных
    приставов» is any of them.
    """
    return (c.capital or c.level or c.placed) and bool(c.left or c.placed) and [t.lower for t in c.tail[:2]] == ["судебных", "приставов"]


#: Adjectives of departments that serve a land: «региональное отделение партии».
_SERVING: Final = listed("региональный местный областной краевой республиканский городской районный территориальный")


def _inner(c: Candidate, parent: Token) -> bool:
    """«терапевтическое отделение Ижевской больницы № 2»: a department inside a hospital, a school, a library."""
    if c.local or c.numbered or any(lemmas(t.text) & _SERVING for t in c.left):
        return False
    row = forms().get(parent.text)
    if row is not None:
        return row["sort"] in ("institution", "type")
    head = head_of(parent.text)
    return head is not None and head.sort in ("health", "education", "culture")


#: Bodies whose departments are offices apart: «отдел культуры администрации …», «отдел … Управления Роспотребнадзора».
_LETS_OUT: Final = listed(
    "епархия митрополия администрация мэрия исполком управление префектура дума собрание правительство губернатор "
    "уполномоченный"
)
_SEES: Final = listed("епархия митрополия")
_OFFICES: Final = listed("территориальный межрайонный районный городской областной межмуниципальный")


_OFFICIALS: Final = listed("уполномоченного полномочного губернатора главы президента")


def under_parent(c: Candidate) -> tuple[float, str]:
    """«отдел культуры администрации Козловского муниципального округа»; a department of a ministry is inside it."""
    left = {lemma for t in c.left for lemma in lemmas(t.text)}
    if of_bailiffs(c):
        return 0.93, "organization:unit"
    numbered = c.numbered or any(t.kind == "number" for t in c.left)  # «305 военный следственный отдел»
    if c.level and (numbered or c.local or c.placed or (c.tail[-1:] and c.tail[-1].kind == "number")):
        return 0.92, "organization:letterhead"  # «Отдел полиции № 12», «Хакасский отдел» under its body
    if c.head.lemma == "аппарат" and c.tail and c.tail[0].lower in _OFFICIALS and c.placed:
        return 0.95, "organization:unit"  # «Аппарат Уполномоченного по правам человека в Республике Коми»
    if c.parent is None:
        if c.local and c.tail and c.head.lemma in ("отдел", "отделение", "бюро"):
            return 0.85, "organization:unit"
        if c.level and c.head.lemma in ("отдел", "сектор") and (c.tail or c.left) and (c.shouted or _below_a_body(c)):
            return 0.8, "organization:letterhead"
        return (WEAK, "organization:mention") if c.tail else (0.0, "")
    if not c.capital and lemmas(c.parent.text) & _SEES:
        return 0.0, ""  # «издательский отдел Пензенской епархии»
    if _of_academy(c) or _of_town_hall(c) or _untold(c):
        return 0.0, ""
    if c.head.lemma == "орган" and not (c.walk.governed == "по" and left & _OFFICES):
        return 0.0, ""
    lets = lemmas(c.parent.text) & _LETS_OUT or c.parent.start in c.walk.tail.bodies or _unit_letters(c.parent)
    told = c.placed or c.local or c.level or c.parent.start in c.walk.tail.bodies or _unit_letters(c.parent)
    told = told or any(t.capital and is_local(t.text) for t in c.tail)
    if (lets or left & _OFFICES or c.local) and told:
        return (0.95 if c.capital else 0.92), "organization:unit"
    return 0.0, ""


def _untold(c: Candidate) -> bool:
    """«заместитель начальника отдела | ГУ МЧС России»: which of its departments is not said; «отдел ЗАГС» is one."""
    if c.parent is None or c.left or c.own or c.capital or c.head.lemma not in ("отдел", "сектор"):
        return False
    whole = forms().get(c.parent.text, {}).get("full", "")
    said = lemmas(c.parent.text) & {"управление", "департамент", "министерство"}  # «отдела | Управления Росреестра по …»
    return whole.startswith(("управление", "главное управление")) or bool(said and not c.level)


def _below_a_body(c: Candidate) -> bool:
    """«Администрация Кетовского округа⏎Отдел опеки и попечительства»: a line of the letterhead below a town hall or a body of
    state; below a hospital it is inside it.
    """
    above = {lemma for token in c.tokens[: c.first] for lemma in lemmas(token.text)}
    return bool(above & _BODIES)


_BODIES: Final = listed("администрация мэрия министерство департамент комитет правительство префектура управа исполком")

#: What departments of a town hall that are offices apart deal with; the others are inside it, as a ministry's are.
_APART: Final = listed(
    "образование культура опека попечительство спорт молодежь молодежный загс защита финансы финансовый имущество имущественный "
    "здравоохранение труд архив дело архивный"
)


def _of_town_hall(c: Candidate) -> bool:
    """«отдел сельского хозяйства администрации района», «сектор торговли мэрии»: inside a town hall."""
    if c.parent is None or c.capital or c.head.lemma not in ("отдел", "сектор") or not lemmas(c.parent.text) & _TOWN_HALLS:
        return False
    return not {lemma for t in c.tail for lemma in lemmas(t.text)} & _APART


_TOWN_HALLS: Final = listed("администрация мэрия")


def _of_academy(c: Candidate) -> bool:
    """«отдел физики ИЯИ РАН», «лаборатория химии ИФТ РАН»: inside an institute of an academy."""
    inside = len(c.tail) > 1 and c.tail[-1].text in _ACADEMIES and c.tail[-2].abbreviation
    return inside and not c.capital


_ACADEMIES: Final = listed("РАН РАО РАМН РАСХН РААСН")


def _unit_letters(token: Token) -> bool:
    row = forms().get(token.text)
    return row is not None and row["sort"] == "unit"
