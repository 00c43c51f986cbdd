"""What is said of people and is no post held at a body: parts in an event, ranks, the chair of a commission.

    a part in an event    модератор, докладчик, куратор: no post
    what somebody is      студент, собственник, a rank of an army, of a class, of the church: no post
    a plain member        no post, but of a board, a presidium, a union, a parliament
    a chair               председатель, секретарь комиссии, жюри, собрания: a post, held at no body
"""

from __future__ import annotations

import re
from typing import Final

from extractors.russian.wordforms import lemmas

#: A role in an event beside a post: «модератор площадки – Полторанин, старший научный сотрудник» is a researcher.
ROLES: Final = frozenset(
    (
        "модератор", "координатор", "куратор", "председатель", "сопредседатель", "секретарь", "член", "ответственный",
        "ведущий", "организатор", "судья", "лектор", "эксперт", "спикер", "докладчик", "наставник",
    )
)  # fmt: skip
#: Roles in an event: whoever has one is not thereby of the author's staff.
OF_EVENT: Final = re.compile(
    r"комисси|конкурс|проект(?:а|ов)?(?!\w)|програм|площадк|секци|форум|оргкомитет|соревнован|жюри|совещани|собрани|заседани"
    r"|олимпиад|фестивал|конференц|делегац|рабочей групп|независим\w+ эксперт",
    re.IGNORECASE,
)
#: Parts in an event, alone or with the event: «координатор форума»; «координатор программ» of a fund is a post.
_PARTS: Final = frozenset(
    (
        "модератор", "ведущий", "ведущая", "спикер", "докладчик", "участник", "участница", "автор", "координатор", "куратор",
        "победитель", "председательствующий", "председательствовать", "собственник", "наставник",
    )
)  # fmt: skip
_EVENT: Final = re.compile(
    r"\s(?:конкурс|проект|площадк|секци|форум|соревнован|олимпиад|фестивал|конференц|стажировк|выставк|меропри|круглого"
    r"|(?:много|жил|мо|кв)\S*\sдом|кв(?!\w))",
    re.IGNORECASE,
)
#: What somebody coordinates as his work.
_WORK: Final = re.compile(r"\s(?:[а-я-]{3,30}\s)?(?:програм|волонтер|проектов|направлени|деятельност|работ|парламент|дум)", re.IGNORECASE)
#: What somebody is: «студентка 2 курса», «научный руководитель» of a thesis, «ответственный».
_NO_POSTS: Final = re.compile(
    r"студент|аспирант|магистрант|докторант|учени[кц]|курсант|пенсионер|граждан(?:ин|ка)$"
    r"|(?:руководитель|глава) (?:стажировки|практики|делегации|поездки|экскурсии|тренировки|учений)"
    r"|ответственн(?:ый|ая)(?!\s(?:секретар|редактор|исполнител))"
    r"|контактное лицо|(?:кандидат в )?мастер\w? спорта|народн\w\w\sмастер"
    r"|заслуженн|почетн|народн\w\w\s(?:артист|художник|учитель|врач)|юрист \d класса",
    re.IGNORECASE,
)
_RANKS: Final = re.compile(
    r"(?:генерал|полковник|подполковник|майор|лейтенант|прапорщик|сержант|рядовой"
    r"|мичман|ефрейтор|протоиере|иере|диакон|священник|протодиакон|игумен|иеромонах|архимандрит)[а-яй]{0,3}(?![а-я])"
    r"|(?:советник|референт) (?:юстиции|государственной|муниципальной)|(?:действительный\s(?:государственный|муниципальный)"
    r"|государственный|муниципальный) советник(?!\w)(?:.{0,60}класс|$)"
    r"|(?:^|\s)капитан(?!-|\s(?:судна|порта|корабля|команды|теплохода))",
    re.IGNORECASE,
)
_BISHOPS: Final = frozenset(("епископ", "архиепископ", "митрополит", "патриарх", "владыка"))
#: Bodies whose members hold a post: «член правления», «член Союза художников», «член Общественной палаты».
_WITH_MEMBERS: Final = re.compile(
    r"^член\w{0,3}\s.{0,40}?(?:правлени|президиум|союз|палат|дум[ыа]|парламент|академи|общества"
    r"|законодательн\w{2,3}\sсобрани|совета\s(?:федерации|директоров))",
    re.IGNORECASE,
)
#: The chair of an organ or of an event, which is no organisation, and whoever speaks for others.
_CHAIR: Final = re.compile(
    r"(?!секретарь суд)(?:(?:первый|главный|ответственный|технический|исполнительный|ученый)\s)?(?:заместитель\s)?"
    r"(?:(?:со)?председател|секретар|руководител|глава|координатор|судья|командир)\S{0,3}\s(?:[а-я-]{3,40}\s){0,4}?"
    r"(?:комисси|совет(?:а|ов)?(?!\w)|комитет|жюри|собрани|заседани|совещани|групп|штаб|профком|профсоюз|профбюро|оргкомитет|съезд"
    r"|конференц|педсовет|делегац|слет|соревнован|олимпиад|конкурс|фестивал|турнир|форум|уик)|представител",
    re.IGNORECASE,
)

_LONE_CHAIR: Final = re.compile(
    r"(?:(?:первый )?зам(?:еститель|\.)? ?(?:председателя|секретаря)|(?:со)?председатель"
    r"|(?:(?:ответственный|технический|исполнительный) )?секретарь)",
    re.IGNORECASE,
)


def is_role(position: str) -> bool:
    """A role in an event, which is held at no body.

    >>> is_role("координатор форума"), is_role("секретарь"), is_role("менеджер проекта")
    (True, True, False)
    """
    said = position.split()
    return bool(lemmas(said[0]) & ROLES) and (len(said) == 1 or OF_EVENT.search(position) is not None)


def is_chair(position: str) -> bool:
    """The chair or the secretary of a meeting, a commission, a council: a post at no body.

    >>> is_chair("секретарь конкурса"), is_chair("председатель попечительского совета"), is_chair("секретарь суда")
    (True, True, False)
    """
    return _CHAIR.match(position.replace("ё", "е")) is not None


def is_lone_chair(position: str) -> bool:
    """A chair of what the words do not say: of a meeting, unless the body is one that has a chair.

    >>> is_lone_chair("Заместитель председателя"), is_lone_chair("председатель правления")
    (True, False)
    """
    return _LONE_CHAIR.fullmatch(position.replace("ё", "е")) is not None


def is_part(position: str) -> bool:
    """What somebody signs as or is written to as, and holds no post thereby: «Член комиссии», «Председательствующий».

    >>> is_part("Член комиссии"), is_part("собственник кв. 88"), is_part("член правления")
    (True, True, False)
    """
    return _PART.match(position) is not None


_PART: Final = re.compile(
    r"член\s(?:[а-яё]{4,20}\s)?(?:комиссии|комитета|жюри|группы)|председательствующ|собственни(?:к|ца)(?!\w)", re.IGNORECASE
)


def is_post(position: str, *, placed: bool = False) -> bool:
    """Whether the words say a post; `placed`: with the body that it is held in.

    >>> is_post("координатор форума"), is_post("координатор программ"), is_post("майор полиции"), is_post("член жюри")
    (False, True, False, False)
    """
    said = position.lower().replace("ё", "е")
    first, _, rest = said.partition(" ")
    if _NO_POSTS.match(said) or _RANKS.search(said) or (said == "научный руководитель" and not placed):
        return False
    if said in _BISHOPS:
        return False  # «епископ Никодим»; «епископ Троицкий и Южноуральский» says of what
    if "член" in lemmas(first):
        return (placed and "комисси" not in said) or _WITH_MEMBERS.match(said) is not None
    if lemmas(first) & _PARTS and not ("ведущий" in lemmas(first) and rest):
        return placed or (_WORK.search(said) is not None and _EVENT.search(said) is None)
    return True
