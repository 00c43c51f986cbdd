"""Bodies that are called by their quoted name alone, behind whoever works there: «гендиректор «Теплосети»», «форвард «Зенита»».

The name in the quotes stands in the genitive, as the post wants it. A post of the press or the stage has the title of a thing behind
it («редактор «Зари»», «режиссёр «Вьюги»») and is none of these; a model must see an organisation too.
"""

from __future__ import annotations

from typing import Final

from extractors.organization_context import Context
from extractors.organization_spans import Span
from extractors.russian.borders import quote_end
from extractors.russian.organization_names import written
from extractors.russian.phrases import nominative_phrase
from extractors.russian.wordforms import cases, lemmas, listed

_WORK_THERE: Final = listed(
    "директор гендиректор замгендиректор замдиректор президент вице-президент глава председатель основатель учредитель владелец "
    "совладелец акционер сотрудник сотрудница работник инженер конструктор технолог менеджер топ-менеджер юрист юрисконсульт бухгалтер "
    "представитель представительница руководитель пресс-служба пресс-секретарь тренер форвард вратарь голкипер защитник нападающий "
    "полузащитник игрок хоккеист футболист баскетболист волейболист"
)
_LONGEST: Final = 4  # words in the quotes
_CALLED: Final = 0.85


def called(context: Context, i: int) -> Span | None:
    """The name in the quote that opens at token `i`, where it is one."""
    tokens = context.tokens
    before = context.word(i - 1) if i else None
    if before is None or before.capital or lemmas(before.text).isdisjoint(_WORK_THERE):
        return None
    last = quote_end(tokens, i) - 1
    inside = tokens[i + 1 : last]
    if not 0 < len(inside) <= _LONGEST or tokens[last].kind != "close" or not inside[0].capital:
        return None
    spelled = all(token.kind == "word" and token.text.replace("-", "").isalpha() for token in inside)
    if not spelled or not any(context.witnessed(k) for k in range(i, last)):
        return None
    name = _nominative(written(context.document.text[inside[0].start : inside[-1].end]))
    return Span(i + 1, i + 1, last, _CALLED, "organization:called", name=name)


def _nominative(name: str) -> str:
    """The name as it is called: «Зенита», «Ак Барса», «Уральских локомотивов», «Дагэнерго».

    >>> _nominative("Ак Барса"), _nominative("Уральских локомотивов"), _nominative("Машр")
    ('Ак Барс', 'Уральские локомотивы', 'Машр')
    """
    *first, last = name.split(" ")
    if not first and last[-1] not in "аяыиуюей":
        return name
    changed = nominative_phrase(name, "gent")
    if changed == name and first and "gent" in cases(last):
        return " ".join([*first, nominative_phrase(last, "gent")])
    return changed
