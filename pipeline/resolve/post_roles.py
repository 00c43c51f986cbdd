"""Roles in an event told apart from posts: whoever moderates, judges or coordinates holds a post elsewhere."""

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


def is_role(position: str) -> bool:
    """A role in an event, which is held at no body.

    >>> is_role("координатор форума"), is_role("секретарь"), is_role("менеджер проекта")
    (True, True, False)
    """
    said = position.split()
    return bool(lemmas(said[0]) & ROLES) and (len(said) == 1 or OF_EVENT.search(position) is not None)
