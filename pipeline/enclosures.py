"""Which file holds an enclosure: the letter says «Приложение 2: План …», the mail that brought it has «Прил_2
План.xlsx».
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.accounting import Entry
from pipeline.readers.source import MEMBER_SIGN
from pipeline.records import Appendix

#: Words of a title that must stand in the name of the file, and so many of them at least.
_SHARE = 0.6
_FEWEST = 2

#: Words compared by their beginnings: «плана» and «план».
_STEM = 4

_NUMBERED = re.compile(r"прил(?:ожение)?[ _.№-]{0,4}(\d{1,3})(?!\d)", re.IGNORECASE)


def beside(entries: Iterable[Entry]) -> dict[str, tuple[str, ...]]:
    """By path: the files that came with it, in the same container, or in itself when it is a mail."""
    members: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        container, sign, _ = entry.path.rpartition(MEMBER_SIGN)
        if sign:
            members[container].append(entry.path)
    found: dict[str, tuple[str, ...]] = {}
    for container, paths in members.items():
        found[container] = tuple(paths)
        for path in paths:
            found.setdefault(path, ())
            found[path] += tuple(other for other in paths if other != path)
    return found


def holders(appendices: Sequence[Appendix], paths: Sequence[str]) -> tuple[str | None, ...]:
    """The file of each enclosure, None where no name tells, or where several do.

    >>> from pipeline.records import Source
    >>> plan = Appendix("2", "План мероприятий на 2024 год", 3, 1, Source("", 0, 0, 1, "", 1.0))
    >>> holders([plan], ["box.eml!Прил_1.pdf", "box.eml!Прил_2.pdf"])
    ('box.eml!Прил_2.pdf',)
    >>> holders([plan], ["box.eml!план_мероприятий.xlsx", "box.eml!подпись.png"])
    ('box.eml!план_мероприятий.xlsx',)
    """
    return tuple(_only([path for path in paths if _holds(path, one)]) for one in appendices)


def _only(paths: list[str]) -> str | None:
    return paths[0] if len(paths) == 1 else None


def _holds(path: str, one: Appendix) -> bool:
    name = path.rsplit(MEMBER_SIGN, 1)[-1].rsplit("/", 1)[-1].rpartition(".")[0]
    numbered = _NUMBERED.search(name)
    if numbered is not None and one.number:
        return numbered[1] == one.number
    wanted, there = _words(one.title), _words(name)
    common = wanted & there
    return len(common) >= _FEWEST and len(common) >= _SHARE * min(len(wanted), len(there))


def _words(text: str) -> set[str]:
    return {word[:_STEM] for word in re.findall(r"[^\W\d_]{3,}", text.lower().replace("ё", "е"))}
