"""What verbs between a post and a name tell: «директором в 2010 году был назначен Петров», «Петров, до этого занимавший должность
директора». The patterns are over the classes of words (`word_classes`), not over the words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from pipeline.resolve.posts.gaps import DEGREES, Between
from pipeline.resolve.posts.word_classes import HOLDS, TAKES, classes

_WHEN: Final = r"(?:[AtYopn-][AtYopnNC@-]{0,12})?"  # «ныне», «с мая 2010 г.», «восемь месяцев», «на собрании коллектива»
_AFTER: Final = r"[AtYpno@NCa-]{0,10}"  # «единогласно», «с 2010 года», «в МГУ», «новым»
_TOLD: Final = 2.6
_OF_MORE: Final = 2.2


def _telling(pattern: str, *, ablative: bool = False, name: str = "") -> Between:
    return Between(re.compile(pattern), _TOLD, ablative=ablative, name=name)


#: A post, then the name: «директором назначен Петров», «директором назначили Петрова».
_RIGHT: Final = (
    _telling(rf"(?:,[fgo][^,]{{1,12}},)?(?:{_WHEN}m?|[NC])?{HOLDS}{_AFTER}:?", ablative=True, name="nomn"),
    _telling(rf"(?:{_WHEN}|[NC]{{1,4}})e{_AFTER}:?", ablative=True, name="accs"),
)
#: «депутат | седьмого созыва | Петров», «хранитель | этого музея | Петров»: words that tell more of a post, in a case of their own.
_MORE: Final = Between(
    re.compile(r"(?:p[oYaC]{0,2}[NC@t]|oA[Nt]|[oY]{0,2}[Nt]|p[oYaC]{0,2}[NC@][oYC]{0,2}[NC@])"), _OF_MORE, agrees=True
)
#: A post behind «должность», then the name: «пост директора занял Петров». Who does the duties of a director is none.
_OF_POST: Final = _telling(rf"{_WHEN}(?:{HOLDS}|{TAKES}|s){_AFTER}:?", name="nomn")
_POST: Final = "[oaA]{0,3}d"
#: A name, then the post.
_LEFT: Final = (
    _telling(rf",?u?{_WHEN}{HOLDS}{_AFTER}", ablative=True, name="nomn"),  # «Петров стал новым директором»
    _telling(rf",?{_WHEN}[fa]{_AFTER}", ablative=True),  # «Петрова, назначенного в мае директором», «Петров, бывший директором»
    _telling(rf"{_WHEN}e{_AFTER}", ablative=True, name="accs"),  # «Петрова назначили директором»
    _telling(rf",k{_WHEN}{HOLDS}{_AFTER}", ablative=True),  # «Петрову, который с 2010 года был директором»
    _telling(rf",?u?{_WHEN}(?:p|(?:{TAKES}|g){_AFTER}|(?:{HOLDS}|f){_AFTER}p)?{_POST}"),  # «Петров занимал должность директора»
    _telling(rf"{_WHEN}e{_AFTER}p{_POST}", name="accs"),  # «Петрова назначили на должность директора»
    Between(re.compile(r"\((?:[YtAp-][YtApN-]{0,5}[-,])?A{0,2}[oa]{0,2}"), _OF_MORE, agrees=True),  # «Петров (ныне – первый директор)»
    # «Петров, наш первый директор», «Петров, выпускник школы, ныне директор», «Петров, до 1993 года директор»
    Between(re.compile("[,-][oa]{1,3}|(?:,[oNa][^,vhe]{0,8})?,?-?A{1,3}-?a?|,p[oN]{0,2}[Yt][YtN]{0,3}"), _OF_MORE, agrees=True),
    _telling(rf",K{_WHEN}e{_AFTER}", ablative=True),  # «Петрову, которого избрали директором»
    _telling(rf",(?:k{_WHEN}(?:{TAKES}{_AFTER}|{HOLDS}{_AFTER}p)|K{_WHEN}e{_AFTER}p){_POST}"),  # «…, который занимал должность директора»
)
#: «руководителем назначен | декан Петров»: what stands between two posts of one person.
_BOTH: Final = re.compile(rf"{_WHEN}(?:{HOLDS}|e|(?P<taken>{TAKES}|s)){_AFTER}:?")
_DEGREES_BEHIND: Final = re.compile(rf"\s(?:{DEGREES}(?:\s\([^()\n]{{2,20}}\))?[\s,]{{1,4}}){{1,3}}$", re.IGNORECASE)


def telling(gap: str, before: str, cases: frozenset[str], *, right: bool) -> Between | None:
    """What the verbs in a gap tell, `before` being what stands before the post, `cases` those that it may stand in, none where it
    shows none; None where there is no verb or it tells nothing."""
    said = classes(gap)
    if not _TELLS.search(said):
        return _MORE if right and _MORE.pattern.fullmatch(said) and "\n" not in gap else None
    patterns: Sequence[Between] = _LEFT
    if right:
        said = classes(_without_degrees(gap))
        patterns = (_OF_POST,) if behind_post(before) else _RIGHT
    return next((kind for kind in patterns if kind.pattern.fullmatch(said) and (not kind.ablative or _given(kind, cases))), None)


def _without_degrees(gap: str) -> str:
    """A gap up to the degrees that stand before a name: «назначен | доктор наук Петров»."""
    degree = _DEGREES_BEHIND.search(gap)
    return gap[: degree.start()] if degree is not None else gap


def _given(kind: Between, cases: frozenset[str]) -> bool:
    """Whether a post stands in the instrumental; «врио губернатора назначил …» shows no case, and is who appoints."""
    return "ablt" in cases or (not cases and kind.name != "accs")


_TELLS: Final = re.compile("[hifevygsdxa]|^[,(-]|A-?$")


def serves(behind: str) -> bool:
    """Whether what stands behind a name is a verb of holding: «Врачом Нина Осинова | проработала сорок лет»."""
    return _SERVES.match(classes(behind)) is not None


_SERVES: Final = re.compile(r"[AtYp-]{0,6}h")


def behind_post(before: str) -> bool:
    """Whether what stands before a post ends with «должность» and the like."""
    return classes(before).endswith("d")


def became(gap: str, *, taken: bool) -> bool:
    """Whether what stands between two posts tells that the holder of one came to the other; `taken`: the first stands behind
    «должность»."""
    told = _BOTH.fullmatch(classes(_without_degrees(gap)))
    return told is not None and (taken or told["taken"] is None)
