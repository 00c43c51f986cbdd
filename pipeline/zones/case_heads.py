"""The head of a paper for a court: the court in the accusative, the sides of the case under it.

    В Арбитражный суд Ростовской области
    Истец: ООО «Донагроснаб»
    Ответчик: ИП Дубовик Игорь Матвеевич
    Дело № А53-21417/2024
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.document import Document, Line

_COURT: Final = re.compile(r"\W{0,3}(?:в\s(?:[а-яё-]{3,20}\s){0,5}суд(?![а-яё])|мировому\sсудье|судье\s)", re.IGNORECASE)
_SIDE: Final = re.compile(
    r"\W{0,3}(?:административный\s)?(?:истец|ответчик|заявитель|заинтересованн[а-яё]{2,3}\sлиц[оа]|взыскатель|должник"
    r"|трет(?:ье|ьи)\sлиц[оа]|кредитор|представитель)(?:\s[а-яё\s()]{2,30})?:|\W{0,3}дело\s№",
    re.IGNORECASE,
)
#: What shows that a line below the last side is its address.
_OF_ADDRESS: Final = re.compile(r"\d")
#: The head stands in so many lines from the top.
_TOP: Final = 30
#: Lines of a side below that with its name: the address, the codes.
_OF_A_SIDE: Final = 3


def head_of_case(document: Document, lines: Sequence[Line]) -> range:
    """The indexes of the lines from the court to the last of the sides; empty where there is no such head.

    >>> text = "В Арбитражный суд области\\nИстец: ООО «Ель»\\n644000, г. Омск\\n\\nХОДАТАЙСТВО"
    >>> document = Document(text=text, lines=tuple(Line(m.start(), m.end()) for m in re.finditer(r".+", text)))
    >>> head_of_case(document, document.lines)
    range(0, 3)
    """
    texts = [document.folded[line.start : line.end] for line in lines[:_TOP]]
    sides = [index for index, text in enumerate(texts) if _SIDE.match(text)]
    court = next((index for index, text in enumerate(texts[: sides[0]]) if _COURT.match(text)), None) if sides else None
    if court is None:
        return range(0)
    last = sides[-1] + 1
    below = range(last, min(len(texts), last + _OF_A_SIDE))
    ends = (n for n in below if not _OF_ADDRESS.search(texts[n]) or _apart(document, lines[n - 1], lines[n]))
    return range(court, next(ends, below.stop))


def _apart(document: Document, above: Line, below: Line) -> bool:
    """Whether a blank line stands between two lines."""
    return document.text.count("\n", above.end, below.start) > 1 or above.block != below.block
