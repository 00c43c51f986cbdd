"""What stands on the same footing as the head of a phrase and changes with it: «директору – главному бухгалтеру», «городу
Якутску», «директору и заместителю», «организациям, осуществляющим …».
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from extractors.russian.agreement import CONJUNCTIONS, GOVERNING, Group, Word, agree, groups, listed_heads, span
from extractors.russian.lexicon import words
from extractors.russian.morph import Parse

DASH: Final = re.compile(r"\s+[-–—]\s+")
#: Heads after which a place name in their case belongs to the name: «городу Якутску», but «городскому округу Самара».
_PLACES: Final = frozenset(("город", "село", "посёлок", "деревня", "станица", "хутор", "аул", "столица"))
_PREPOSITIONS: Final = frozenset(
    (
        *("по", "на", "в", "во", "при", "с", "со", "за", "над", "под", "между"),
        *("для", "от", "до", "из", "к", "о", "об", "у", "без"),
    )
)


def apposed(found: Sequence[Word], group: Group) -> list[tuple[Word, Parse]]:
    """What else changes with the head: «... – главному бухгалтеру», «... и заместителю», «городу Якутску»,
    «организациям, осуществляющим ...»."""
    changes: list[tuple[Word, Parse]] = []
    current, index = group, group.next
    while index < len(found):
        word = found[index]
        if word.quoted:
            index += 1
            continue
        direct = index == current.next
        step = _apposition(found, index, current, direct=direct)
        if step is None:
            index += 1
            continue
        changes += step.items
        current, index = (step, step.next) if step.head.tag.pos == "NOUN" else (current, step.next)
    return changes


def _apposition(found: Sequence[Word], index: int, head: Group, *, direct: bool) -> Group | None:
    """The group at `index` that stands on the same footing as the head, in its case; None if there is none."""
    word = found[index]
    if DASH.fullmatch(word.gap):
        return _dashed(found, index, head, direct=direct)
    if word.gap.strip() == "(" and direct:
        return _same_case(found, index, head)  # «родителям (законным представителям)»
    if word.gap.strip() == ",":
        participle = _participle(found, index, head, direct=direct)
        if participle is not None:
            return participle
        other = _same_case(found, index, head)
        return other if other is not None and (direct or (head.animate and _listed(other))) else None
    follows = index + 1 < len(found) and not found[index + 1].gap.strip()
    if word.lower in CONJUNCTIONS and not word.gap.strip() and follows:
        other = _same_case(found, index + 1, head)
        if other is None or not (direct or _coordinates(found, index, head, other)):
            return None
        return other
    if direct and not word.gap.strip():
        return _direct(found, index, head)
    return None


def _dashed(found: Sequence[Word], index: int, head: Group, *, direct: bool) -> Group | None:
    """«... – главному бухгалтеру», «округу – Югре»; but the dash of a genitive tail is its own («Министерства ...
    округа – Югры»)."""
    fitting = [group for group in groups(found, index) if group.case == head.case]
    other = max(fitting, key=lambda group: (group.number == head.number, group.score), default=None)
    if other is None or (other.head.tag.pos != "NOUN" and not any(p.lemma in GOVERNING for p in found[index].readings)):
        return None
    if not direct and not other.animate:
        agrees = any(p.tag.case == head.case for p in found[index - 1].readings)
        return None if agrees else other
    return other


def _same_case(found: Sequence[Word], index: int, head: Group) -> Group | None:
    fitting = [group for group in groups(found, index) if group.case == head.case and group.head.tag.pos == "NOUN"]
    return max(fitting, key=lambda group: (group.number == head.number, group.score), default=None)


def _listed(group: Group) -> bool:
    return group.head.lemma.replace("ё", "е") in listed_heads() or group.animate


def _coordinates(found: Sequence[Word], index: int, head: Group, other: Group) -> bool:
    """«директору школы и главному бухгалтеру», but «Комитету по образованию и науке», «Департамента образования и
    науки»."""
    tail = found[head.next : index]
    if any(word.lower in _PREPOSITIONS for word in tail):
        return head.animate and other.head.tag.animacy == "anim" and head.case != "gent"
    if head.animate and other.head.tag.animacy == "anim":
        last_animate = any(p.tag.animacy == "anim" for p in tail[-1].readings if p.tag.case == "gent")
        return head.case != "gent" or not last_animate
    return not head.animate and head.case != "gent" and other.head.lemma.replace("ё", "е") in words("organization_heads")


def _participle(found: Sequence[Word], index: int, head: Group, *, direct: bool) -> Group | None:
    """«организациям, осуществляющим ...», «специалисту, ответственному за ...»: it agrees with the head, and not with
    the last noun of the tail («руководителям организаций, реализующих ...»)."""
    for parse in found[index].readings:
        if parse.tag.pos not in ("PRTF", "ADJF") or not agree(parse, head.head):
            continue
        last = found[index - 1]
        tail = [q for q in last.readings if q.tag.case == "gent"]
        if not direct and any(agree(p, q) for p in found[index].readings for q in tail):
            continue
        if any(p.tag.pos == "NOUN" for p in found[index].readings):
            continue
        _, noun = span(found, index)
        if noun is not None and noun > index:
            return None
        return Group(head.case, head.number, parse, 1.0, ((found[index], parse),), index + 1)
    return None


def _direct(found: Sequence[Word], index: int, head: Group) -> Group | None:
    """The word right after the head: a place name after «город», a second post after a post («врачу терапевту»)."""
    for parse in found[index].readings:
        tag = parse.tag
        if tag.pos != "NOUN" or tag.case != head.case or tag.number != "sing":
            continue
        place = head.head.lemma in _PLACES and "Geox" in tag
        other = any(p.tag.case == "gent" or p.tag.pos == "ADJF" for p in found[index].readings)
        post = head.head.tag.animacy == tag.animacy == "anim" and not other and not ({"Surn", "Name"} & tag.grammemes)
        if place or (post and head.number == "sing"):
            return Group(head.case, head.number, parse, 1.0, ((found[index], parse),), index + 1)
    return None
