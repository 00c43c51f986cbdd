"""Posts of a life told sentence by sentence: «До этого он работал проректором …», «С 1926 по 1931 г. – ординатор», «В 1938 г.
был назначен директором …». No name stands beside them.

    a sentence   is of the person with whom the last sentence before began
    a clause     is of the person with whom its sentence begins: «Зорин окончил институт, работал инженером, в 1979 г. стал деканом»
    a chain      goes on with the posts before: «работал коллектором, затем начальником партии»
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from extractors.document import ZoneRole
from extractors.mention import Kind, Mention
from extractors.russian.morph import parses
from pipeline.resolve.findings import Findings
from pipeline.resolve.posts.blocks import Block, cases_of
from pipeline.resolve.posts.gaps import LEFT_POST, PAST
from pipeline.resolve.posts.links import Link
from pipeline.resolve.posts.sentences import unwrapped
from pipeline.resolve.posts.word_classes import HOLDS, TAKES, classed, classes

_SCORE: Final = 2.0
_FARTHEST: Final = 1500  # characters back to the sentence that begins with a name
_BEFORE_THIS: Final = 16  # «сменив на | этом посту»
_NEXT: Final = 120  # from the one subject of a sentence to the next
_LONGEST: Final = 240  # of a sentence up to its post
_CLAUSES: Final = 6  # of a sentence that are looked at
_SENTENCE_END: Final = re.compile(r"(?:[А-Яа-я»)\"]{2}|\d\)?)[.!?]\*{0,2}\s{1,3}(?=[А-Я*])|[а-я]{4}\.\s(?=\d)|\n")
#: What stands in a clause before its post: who, when, a verb; «затем», «с 1961 г.» in one that goes on with the last.
_WHEN: Final = r"(?:[AYtop-][AtYpoaNC@n-]{0,14})?"
_HOLDS: Final = rf"k?{_WHEN}u?[AtYp]{{0,4}}{HOLDS}"
_AFTER: Final = r"[AtYpno@NCa-]{0,12}"
_HELD: Final = re.compile(rf"{_HOLDS}(?:{_AFTER}[^@C])?")  # «В 1938 г. он был назначен | директором»
_HELD_AT: Final = re.compile(rf"{_HOLDS}{_AFTER}[@C]")  # «Работал в МГУ | ассистентом, доцентом»
#: «… занимал пост | главного врача», «… переведён на должность | мастера».
_IN_POST: Final = re.compile(rf"(?:{_HOLDS}{_AFTER}p|k?{_WHEN}u?[AtYp]{{0,4}}{TAKES})[oaA]{{0,3}}d")
_HE: Final = re.compile("A{0,2}u(?:A?-)?")  # «Он же – | консультант музея», «теперь он | помощник мэра»
_FIRST: Final = re.compile(r"A{1,2}-?")  # «Сначала | акушеркой, затем рентгенлаборантом»
_THEN: Final = re.compile(r"(?:A{1,4}|A?p[oYt-]{1,6})-?")
#: «этот пост занимал | Котов», «на этом посту он сменил | Котова», «сменив на этом посту | Котова».
_THIS_POST: Final = re.compile(r"(?:od[AuN]{0,2}v|spod|pod[AuN]{0,2}s)$")
_THIS: Final = re.compile(r"(?<![а-я])(?:эт(?:от|у|ом|ой)|данн(?:ый|ую|ом|ой))\s(?:же\s)?(?:пост|должност)", re.IGNORECASE)
#: «прошёл путь от | инженера до | директора».
_PATH: Final = re.compile(r"(?<!\w)про(?:ш[её]л|ш(?P<she>ла)|йдя)\s(?:[а-я]{4,20}\s){0,2}путь\sот\s{1,2}$", re.IGNORECASE)
_PATH_TO: Final = re.compile(r"\s{1,2}(?:и\s)?до\s{1,2}")
_YEAR: Final = r"(?:19|20)\d\d(?:\s?(?:гг?\.?|годы?|года))?"
_DASHED: Final = re.compile(
    rf"\W{{0,4}}{_YEAR}(?:\s?-\s?(?:{_YEAR}|\d\d|н\.\s?в\.|настоящее\sвремя))?(?:\s?-|[:,])?\s{{1,2}}|"
    r"\W{0,4}(?:сначала|затем|потом|позже|впоследствии|далее|после\s[^.;:\n«»-]{3,70}|(?:в\sгоды|во\sвремя)\sвойны)\s{1,2}-\s{1,2}"
    r"|\W{0,4}(?:в|с|до|по)\s[^.;:()\n«»-]{0,12}\d{4}(?:[^.;:()\n«»]|(?<=[ г]г)\.){0,30}?\s-\s{1,2}",
    re.IGNORECASE,
)
_SPAN: Final = r"(?:\s?\([^()\n]{0,12}\d{4}[^()\n]{0,16}\))"
_SINCE: Final = r"\s(?:с|до|по|в)\s[^.,;:()\n]{0,16}\d{4}(?:\sгода|\sг)?"
_ENDS: Final = re.compile(rf"(?:{_SPAN}|{_SINCE})?\.(?:\s{{1,3}}(?=[А-Я])|\s{{0,3}}$)|{_SPAN}[,;]\s")
#: «. Агроном, | главный агроном колхоза (1959–1967)»: a dictionary tells a life so.
_LISTED: Final = re.compile(rf",\s[^.()\n]{{3,160}}{_SPAN}")
_BEHIND: Final = re.compile(r"[^.;:,\n]{3,60}")
_IS_GIVEN: Final = re.compile(r"[AtYpo-]{0,6}hh?(?!z)")
#: What may stand in a sentence before its subject: no verb, no clause.
_BEFORE_SUBJECT: Final = re.compile(r"[^hivyefgszk;:()]{0,16}")
#: What parts the clauses of a sentence: «…, | а с 1985 г. была директором», «… и | стал деканом».
_PARTS: Final = re.compile(r"[,;]\s{1,2}(?:а\s|и\s|где\s)?|\sи\s|\s-\s(?=(?:в|с|до|по)\s)")
#: What may stand before the name that a sentence begins with.
_OPENS: Final = re.compile(
    r"\W{0,4}(?:(?:ранее|прежде|затем|потом|позже|до\sэтого|сам|сама|после\s[а-я\s]{3,30}"
    r"|родил(?:ся|ась)|(?:в|с)\s[^.,;:()\n]{0,12}\d{4}(?:\sпо\s\d{4})?\s(?:году|год|года|г\.|гг\.))\s)?",
    re.IGNORECASE,
)
_CHAIN: Final = re.compile(
    rf"{_SPAN}?\s?[,;]\s{{1,2}}(?:(?:а\s)?(?:затем|потом|позже|позднее|далее|одновременно|(?:еще\s)?раньше)\s{{1,2}}(?:-\s)?)?"
    r"|\s{1,2}и\s{1,2}",
    re.IGNORECASE,
)
#: What begins a clause of its own: «…, где его учителем был Осоргин».
_CLAUSE: Final = re.compile(r",\s(?:где|котор|что|чьим|которого)|\s(?:его|ее|их|ним|ней|нем|него|нее|ему|ей)\s", re.IGNORECASE)


def careers(findings: Findings, blocks: Sequence[Block], persons: Sequence[Mention]) -> Iterator[Link]:
    """Links of posts with the person that the text tells of."""
    folded = _read(findings)
    last: Link | None = None  # the post told before in this sentence
    told = -1  # where the sentence of that begins
    for b, block in enumerate(blocks):
        if findings.document.role_at(block.start) is not ZoneRole.BODY:
            continue
        first = _sentence(folded, block.start)
        before = last if told == first else None
        link = _chained(folded, blocks, b, before) or _told(folded, blocks, persons, b, first, before)
        placed = link is None or findings.within(Kind.ORGANIZATION, first, block.start)
        if not placed and _HELD_AT.fullmatch(classes(folded[first : block.start])):
            continue  # «работал в Казани врачом»: the body is not told
        if link is not None:
            last, told = link, first
            yield link


def successions(findings: Findings, blocks: Sequence[Block], persons: Sequence[Mention]) -> Iterator[Link]:
    """Who held the post said last before, or after: «Директором стала Лосева. Ранее этот пост занимал | Котов», «На этом посту её
    сменил | Зорин».
    """
    folded = _read(findings)
    for said in _THIS.finditer(folded):
        person = next(iter(findings.within(Kind.PERSON, said.end(), said.end() + _NEXT)), None)
        start = max(0, said.start() - _BEFORE_THIS)
        if person is None or _THIS_POST.search(classes(folded[start : person.start])) is None:
            continue
        b = bisect_right(blocks, said.start(), key=lambda block: block.end) - 1  # the post said last
        if b >= 0 and said.start() - blocks[b].end < _LONGEST:
            after = "смен" in folded[start : person.start] and "accs" not in cases_of(person)
            yield Link(_SCORE, b, bisect_left(persons, person.start, key=_start), right=False, former=not after)


def _read(findings: Findings) -> str:
    """The text as a life is read in it: no line ends only because it was full."""
    return findings.once("unwrapped", lambda: unwrapped(findings.document.folded))


def _start(person: Mention) -> int:
    return person.start


def _between(persons: Sequence[Mention], start: int, stop: int) -> range:
    """The numbers of the persons that begin in [start, stop)."""
    return range(bisect_left(persons, start, key=_start), bisect_left(persons, stop, key=_start))


def _chained(folded: str, blocks: Sequence[Block], b: int, before: Link | None) -> Link | None:
    """The post that goes on with the one told right before it in the same case."""
    if before is None or before.block != b - 1 or not _alike(blocks[b - 1], blocks[b]):
        return None
    last = blocks[b - 1]
    near = _CHAIN.fullmatch(folded, last.end, blocks[b].start)
    if near is None and folded.endswith("от ", 0, last.start) and _PATH_TO.fullmatch(folded, last.end, blocks[b].start):
        return Link(before.score, b, before.person, right=False)  # «от инженера | до директора»
    return Link(before.score, b, before.person, right=False, former=before.former) if near else None


def _told(
    folded: str, blocks: Sequence[Block], persons: Sequence[Mention], b: int, first: int, before: Link | None
) -> Link | None:
    """The post of a sentence or of a clause that tells of somebody's work."""
    block = blocks[b]
    named = _between(persons, first, block.start)
    said = folded[first : block.start]
    bare = False
    if not named and _says(block, said, whole=True):
        n = _subject(folded, persons, first, pronoun="u" in classes(said))
    elif not named and not said.strip() and _given(folded, block, persons):
        n = _subject(folded, persons, first)
    elif not named and _bare(folded, block):
        n, bare = _subject(folded, persons, first), True
    else:
        goes_on = before is not None and _alike(blocks[before.block], block)
        at = _clause(block, said, goes_on=goes_on)
        n = _of_sentence(folded, blocks, persons, named, first, first + at, before) if at is not None else None
        said = said[at:]
    if n is None:
        return None
    if bare and "\n" in folded[persons[n].end : first] and not _alone(persons, first):
        return None  # a paragraph that may tell of somebody else
    if _may_be(block, "ablt") and persons[n].value.gender in {"m", "f"} - _genders(said):
        return None
    past = any(pattern.search(said) for pattern in (PAST, LEFT_POST, _PATH))
    return Link(_SCORE, b, n, right=False, former=past)


def _genders(said: str) -> set[str]:
    """Whom the verbs and the pronouns of a clause may tell of: a man, a woman."""
    found = {"m", "f"}
    for word, letter in classed(said):
        if letter in "hvxu":
            gender = parses(word)[0].tag.gender
            found &= {"m" if gender == "masc" else "f"} if gender in ("masc", "femn") else found
    return found


def _says(block: Block, before: str, *, whole: bool = False) -> bool:
    """Whether what stands before a post tells that it was held; `whole`: the whole sentence before it."""
    said = classes(before)
    if _may_be(block, "ablt") and (_HELD.fullmatch(said) or _FIRST.fullmatch(said) or (whole and _HELD_AT.fullmatch(said))):
        return True
    if _may_be(block, "gent") and _IN_POST.fullmatch(said):
        return True
    dashed = _DASHED.fullmatch(before) or _HE.fullmatch(said)
    return "ablt" not in block.cases and dashed is not None


def _may_be(block: Block, case: str) -> bool:
    """Whether a post may stand in a case; «замминистра», «и. о. директора» show none."""
    return case in block.cases or not (block.cases or block.cases_of_many)


def _alike(one: Block, two: Block) -> bool:
    """Whether two posts may stand in one case."""
    return any(_may_be(one, case) and _may_be(two, case) for case in ("nomn", "gent", "ablt"))


def _given(folded: str, block: Block, persons: Sequence[Mention]) -> bool:
    """«Заместителем министра | был назначен в 2012 году.»: a sentence that begins with its post, and names nobody."""
    end = _ends(folded, block.end)
    if "ablt" not in block.cases or _between(persons, block.end, end):
        return False
    behind = _BEHIND.match(folded, block.end)
    return behind is not None and _IS_GIVEN.match(classes(behind[0])) is not None


def _bare(folded: str, block: Block) -> bool:
    """«Ботаник. | Профессор университета. Родился …»: a post that is a sentence between others of its line."""
    opens = folded[max(0, block.start - 2) : block.start] == ". " and "nomn" in block.cases
    return opens and (_ENDS.match(folded, block.end) or _LISTED.match(folded, block.end)) is not None


def _clause(block: Block, before: str, *, goes_on: bool) -> int | None:
    """Where the clause of a post begins that tells of work; None where none does. `goes_on`: a clause before it does, so that no
    verb is needed: «работал инженером на стройке, затем | главным инженером»."""
    for part in list(_PARTS.finditer(before))[-_CLAUSES:][::-1]:
        said = before[part.end() :]
        if _says(block, said) or (goes_on and _THEN.fullmatch(classes(said))):
            return part.end()
    path = _PATH.search(before) if "gent" in block.cases else None
    return path.start() if path is not None else None


def _of_sentence(
    folded: str, blocks: Sequence[Block], persons: Sequence[Mention], named: Sequence[int], first: int, at: int, before: Link | None
) -> int | None:
    """The person of a clause that begins at `at`: of the clause told before it, else the one that its sentence begins with."""
    right_before = [n for n in named if folded[persons[n].end : at] == ", "]
    if right_before and folded.startswith("котор", at):
        return right_before[0]
    if before is not None and not any(persons[n].start >= blocks[before.block].end for n in named):
        return before.person
    if not named:
        return _subject(folded, persons, first)
    subjects = [n for n in named if "nomn" in (cases_of(persons[n]) or {"nomn"})]
    if len(subjects) != 1 or persons[subjects[0]].end > at:
        return None
    return subjects[0] if _BEFORE_SUBJECT.fullmatch(classes(folded[first : persons[subjects[0]].start])) else None


def _sentence(folded: str, at: int) -> int:
    """Where the sentence of a post begins."""
    low = max(0, at - _LONGEST)
    ends = [m.end() for m in _SENTENCE_END.finditer(folded, low, at + 1)]
    return ends[-1] if ends else low


def _ends(folded: str, at: int) -> int:
    """Where the sentence ends that goes on at `at`."""
    end = _SENTENCE_END.search(folded, at, at + _LONGEST)
    return end.start() if end is not None else at + _LONGEST


def _subject(folded: str, persons: Sequence[Mention], before: int, *, pronoun: bool = False) -> int | None:
    """The last person before `before` whom a sentence tells of: it begins with the name, or has no other and that as its
    subject; the one person that the text has named so far."""
    alone = before
    lone = _alone(persons, before)
    for n in reversed(_between(persons, 0, before)):
        person = persons[n]
        if before - person.start > _FARTHEST:
            return None
        first, line = _sentence(folded, person.start), max(0, person.start - _LONGEST, folded.rfind("\n", 0, person.start))
        if folded.rfind("(", line, person.start) > folded.rfind(")", line, person.start):
            continue  # «(научный руководитель Эйхман)» tells of somebody else
        if _OPENS.fullmatch(folded, first, person.start):
            return n
        others = any(other != n for other in _between(persons, first, alone))
        clause = _CLAUSE.search(folded, first, person.start) is not None
        if not others and not clause and (lone or before - person.end < _NEXT) and (n == 0 or pronoun or "nomn" in cases_of(person)):
            return n
    return None


def _alone(persons: Sequence[Mention], before: int) -> bool:
    """Whether the text before tells of one person only."""
    return len({persons[n].value.surname for n in _between(persons, before - _FARTHEST, before)}) == 1
