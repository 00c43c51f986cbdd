"""The organisation that stands near a post with its holder: behind the name, before the post, in the row, in the sentence.

Each decision takes a post and answers with the post and its organisation, None where none stands so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from extractors.atoms import Claims, line_around
from extractors.mention import Kind, Mention
from extractors.russian.wordforms import lemmas
from pipeline.resolve.findings import Findings
from pipeline.resolve.organizations import Organizations
from pipeline.resolve.posts.blocks import numbers_of
from pipeline.resolve.posts.body_words import bodies
from pipeline.resolve.posts.homes import Home, home
from pipeline.resolve.posts.post import Post, Said, names_itself
from pipeline.resolve.posts.roles import is_chair, is_lone_chair
from pipeline.resolve.posts.sentences import one_sentence, sentence_ends
from pipeline.resolve.posts.words import PostWords

#: «От академии в группу войдут декан …», «со стороны университета – ректор …»: on whose behalf people are named.
_ON_BEHALF: Final = re.compile(r"(?<!\w)(?:от|со\s{1,2}стороны)\s{1,3}(?P<whose>ваш|наш)?(?P<body>[А-Яа-я-]{2,30})", re.IGNORECASE)
_SENTENCE_BEFORE: Final = 240
_LIST_BEFORE: Final = 400
_CLAUSE: Final = re.compile(r"(?<!\w)(?:что|чтобы|котор\w{2,3}|где|когда|так\sкак)(?!\w)", re.IGNORECASE)
#: «Петров (ООО «Заря»)», «Петров, ООО «Заря»»: what stands between a name and its organisation.
_BEHIND: Final = re.compile(r"\s{0,3}[(,]\s{0,2}(?P<of>из\s|от\s)?")
#: «ООО «Заря» (директор Петров)», «ООО «Заря» в лице директора Петрова», «ООО «Заря», директор Петров».
#: «…, которое представлял директор Петров», «учащиеся школы под руководством учителя Петрова».
_BEFORE: Final = re.compile(
    r"\s{0,3}\(\s{0,2}|\s{0,2},?\s{1,3}в\s{1,2}лице\s{1,3}|\s{0,2}[:,]\s{0,3}|\s{0,3}-\s{1,3}"
    r"|\s{0,3}\((?:далее[^()\n]{2,60}|[А-Я][^()\n]{1,30})\)\s{0,2}[:,-]\s{0,3}"
    r"|\s{1,3}(?:\([А-Я]{2,5}\)\s{1,3})?во\s{1,2}главе\s{1,2}со?\s{1,3}"  # «делегация ООО «Заря» (КНР) во главе с директором Петровым»
    r"|,\s{1,2}(?:котор\w{2,3}|его|ее|их)\s{1,2}(?:представля|возглавля|руковод)\w{1,4}\s{1,3}|\s{1,3}под\sруководством\s{1,3}"
)
_TO: Final = re.compile(r"(?<!\w)во?\s{1,2}$", re.IGNORECASE)
_CONTACT_MARKS: Final = re.compile(r"(?:[\s:;,()-]|т(?:ел)?\.|e-?mail|эл\.\s?почта|факс)*", re.IGNORECASE)
_DASHED: Final = re.compile(r"\s-\s")  # «…, от техникума – преподаватель Бугаева»: it is of those behind it
#: «ООО «Заря», именуемое в дальнейшем «Заказчик», в лице | директора Петрова».
_FACE: Final = re.compile(r"(?<!\w)в\s{1,2}лице\s{1,3}$", re.IGNORECASE)
_CALLED: Final = re.compile(r"именуем\w{2,3}\s{1,2}(?:в\sдальнейшем)?[\s,:-]{0,4}[«\"]?$", re.IGNORECASE)
_HEREAFTER: Final = re.compile(r"далее\s{0,2}-?\s{0,2}$")
_LONGEST_ROW: Final = 1200
#: What stands behind and before the place of one's education, and above a column of it.
_GRADUATED: Final = re.compile(r"\s{0,2}[,(]\s{0,2}(?:в\s)?(?:19|20)\d\d(?!\d)")
_STUDIES: Final = re.compile(r"(?<!\w)(?:окончил[аи]?|закончил[аи]?|обучается\sв|выпускни(?:к|ца))\s{1,3}$", re.IGNORECASE)
_EDUCATION: Final = re.compile(r"образовани|квалификаци|диплом|окончил|(?<!\w)вуз", re.IGNORECASE)
#: «в лицее № 22, где их встретил | директор», «фонд «Дикий север», его | директор»: whose the post is stands before.
_WHERE: Final = re.compile(r",\s(?:где|чь\w{1,3})\s[^.;:()\n«»]{0,80}$|(?<!\w)(?:его|ее|их)\s{1,2}$", re.IGNORECASE)

#: «в школе | работают | учителя …».
_THERE: Final = re.compile(r"(?<!\w)(?:во?|на)\s{1,2}$", re.IGNORECASE)
_WORK: Final = re.compile(
    r"\s{1,3}(?:(?:сегодня|сейчас|ныне|теперь|тогда)\s)?(?:работа(?:ет|ют|л[аи]?)|трудил(?:ся|ась|ись)|труд(?:ит|ят)ся|служ(?:ит|ат|ил[аи]?)|препода[а-я]{2,4})"
    r"(?!\w)", re.IGNORECASE,
)
#: «работал с 1999 года в | МГУ …».
_WORKED_IN: Final = re.compile(r"(?<!\w)(?:работа|служи|труди)(?:л|ла|ет|лся|лась|тся)\s(?:[^.,;:()\n]{0,40}\s)?(?:в|на)\s$", re.IGNORECASE)
_WHICH: Final = re.compile(r"\s{1,3}котор(?:ого|ой|ых)[\s,]")  # «завод, директор которого, Петров»


class PostNear:
    """Finds organisations near the posts of one document. `claimed`: where those begin that stand in the phrase of a post."""

    def __init__(self, findings: Findings, organizations: Organizations, words: PostWords, claimed: frozenset[int]) -> None:
        self._findings = findings
        self._organizations = organizations
        self._words = words
        self._claimed = claimed
        cells = (cell for table in findings.document.tables for cell in table.cells)
        self._education = Claims((cell.start, cell.end) for cell in cells if _EDUCATION.search(cell.header))

    # ------------------------------------------------------------ decisions

    def behind(self, said: Said) -> Post | None:
        """«Петров, директор (ООО «Заря»)»; «Петров (ООО «Заря», директор)»."""
        folded = self._findings.document.folded
        between = self._findings.within(Kind.ORGANIZATION, said.person.end, said.start)
        if len(between) == 1 and between[0].end <= said.start and _BEHIND.fullmatch(folded, said.person.end, between[0].start):
            return said.post.at(self._organizations.of(between[0]))
        for found in self._findings.within(Kind.ORGANIZATION, said.last, said.last + 12):
            behind = _BEHIND.fullmatch(folded, said.last, found.start)
            if behind is None or (behind["of"] and names_itself(said.post.position)):
                continue  # «от имени губернатора области Петрова, от правительства …»
            if self._is_body(found) and not _DASHED.match(folded, found.end) and self._may_hold(said, found):
                return said.post.at(self._organizations.of(found))
        return None

    def _may_hold(self, said: Said, body: Mention) -> bool:
        index = self._organizations.of(body)
        return index is not None and self._may_be_of(said.post.position, index)

    def _may_be_of(self, position: str, body: int) -> bool:
        """Whether a post may be of a body: a chair is of none («Председатель: Ким (Окский институт)») but where it has one."""
        chairs = is_chair(position) or is_lone_chair(position)
        return not chairs or home(position, self._organizations.all[body]) is Home.HERE

    def before(self, said: Said) -> Post | None:
        """«ООО «Заря» (директор Петров)», «ООО «Заря» в лице директора Петрова»."""
        folded = self._findings.document.folded
        if _FACE.search(folded, max(0, said.first - 12), said.first):
            party = (m for m in self._named(said.first, 300) if not _CALLED.search(folded, max(0, m.start - 40), m.start))
            return said.post.at(next((self._organizations.of(m) for m in party), None))
        found = next((m for m in self._named(said.first, 300) if m.end <= said.first), None)
        if found is None:
            return None
        end = found.end
        if folded.startswith(")", end) and _HEREAFTER.search(folded, max(0, found.start - 12), found.start):
            end += 1  # «ГБУ «Центр «Заря» (далее – Центр «Заря»), директор – Петров»
        if not (_BEFORE.fullmatch(folded, end, said.first) or self._sent_to(said, found) or self._reached_at(said, found)):
            return None
        return said.post.at(self._organizations.of(found)) if found.start not in self._claimed else None

    def _sent_to(self, said: Said, body: Mention) -> bool:
        """«направить в ФГБНУ «НИИ овцеводства» | старшему научному сотруднику Аюшиевой»."""
        folded = self._findings.document.folded
        if said.first != said.start or folded[body.end : said.first].strip() or not _TO.search(folded, max(0, body.start - 4), body.start):
            return False
        return "datv" in numbers_of(folded[said.start : said.post.end])[1]

    def _reached_at(self, said: Said, body: Mention) -> bool:
        """«звоните в ООО «Заря»: (8352) 44-17-09, | Котов, инженер»: nothing but phones and mailboxes stand between."""
        if not self._findings.document.folded.startswith(":", body.end):
            return False
        contacts = [m for kind in (Kind.PHONE, Kind.EMAIL) for m in self._findings.within(kind, body.end, said.first)]
        at, rest = body.end, ""
        for found in sorted(contacts, key=lambda m: m.start):
            rest += self._findings.document.folded[at : max(at, found.start)]
            at = max(at, found.end)
        return bool(contacts) and _CONTACT_MARKS.fullmatch(rest + self._findings.document.folded[at : said.first]) is not None

    def in_row(self, said: Said) -> Post | None:
        """The one organisation of the line of a table: «Директор | Петров П. П. | МКОУ «Школа»»."""
        body = self.of_row(said.start, said.person)
        if body is None:
            return None
        return said.post.at(body) if self._may_be_of(said.post.position, body) else None

    def bracketed(self, said: Said) -> Post | None:
        """«в музее-усадьбе в д. Мосар (заведующая Шимкович)», «РАО (заключение утвердил директор Мирный)»."""
        folded = self._findings.document.folded
        low = max(0, said.first - _SENTENCE_BEFORE)
        opens = folded.rfind("(", low, said.first)
        if opens < 0 or ")" in folded[opens : said.first] or not self._may_be_there(said):
            return None
        return self._told_at(said, opens)

    def told(self, said: Said) -> Post | None:
        """«в лицее № 22, где их встретил директор Дубова», «фонд «Дикий север», его директор»."""
        folded = self._findings.document.folded
        low = max(0, said.first - _SENTENCE_BEFORE)
        whose = _WHERE.search(folded, low, said.first) or _WHICH.match(folded, said.end)
        if whose is None or not self._may_be_there(said):
            return None
        opens = whose.start() == next(reversed(sentence_ends(self._findings, low, said.first)), -1)  # «В «Заре» ждут. Её директор»
        return self._told_at(said, whose.start() - 1 if opens else said.first)

    def working(self, said: Said) -> Post | None:
        """«В Окском суде работают судьи Зорин и Котов, администратор Рау»: whoever the sentence goes on to name."""
        folded = self._findings.document.folded
        found = next((m for m in self._named(said.start, _SENTENCE_BEFORE) if m.end <= said.start), None)
        if found is None or not _THERE.search(folded, max(0, found.start - 4), found.start) or not self._may_be_there(said):
            return None
        if self._worked_at(said, found):
            body = self._organizations.of(found)
            other = body is None or self._words.speaks_of_another(said.post.position, body)
            return None if other or not one_sentence(self._findings, found.end, said.start) else said.post.at(body)
        return self._told_at(said, said.start, listed=True) if _WORK.match(folded, found.end) else None

    def _worked_at(self, said: Said, found: Mention) -> bool:
        """«Работал в МГУ | ассистентом, доцентом»: the posts follow in the instrumental."""
        folded = self._findings.document.folded
        worked = _WORKED_IN.search(folded, max(0, found.start - 60), found.start) is not None
        return worked and "ablt" in numbers_of(folded[said.start : said.post.end])[1] and said.start > found.end

    def labelled(self, said: Said) -> Post | None:
        """The organisation that a list in one sentence is of: «Комитет: председатель А, 2-33-08; | заместитель Б»."""
        folded, start = self._findings.document.folded, said.post.start
        if names_itself(said.post.position) or is_chair(said.post.position):
            return None
        for found in reversed(self._findings.within(Kind.ORGANIZATION, max(0, start - _LIST_BEFORE), start)):
            if not one_sentence(self._findings, found.end, start):
                return None
            if folded.startswith(":", found.end) and ";" in folded[found.end : start] and self._is_body(found):
                return said.post.at(self._organizations.of(found))
        return None

    def on_behalf(self, said: Said) -> Post | None:
        """The organisation that the sentence of a post names with «от» or «со стороны» before it."""
        folded, start = self._findings.document.folded, said.post.start
        if names_itself(said.post.position) or is_chair(said.post.position):
            return None
        first = max(0, start - _SENTENCE_BEFORE)
        ends = sentence_ends(self._findings, first, start)
        found = list(_ON_BEHALF.finditer(folded, ends[-1] if ends else first, start))
        if not found or _CLAUSE.search(folded, found[-1].end(), start):
            return None
        if found[-1]["whose"]:
            return self._words.whose(said.post, found[-1]["whose"])  # «от вашего Управления – методист Скутина»
        at = found[-1].start("body")
        stop = found[-1].end() + 2 if folded.startswith(" (", found[-1].end()) else at  # «от Подрядчика (ООО «Строй»): …»
        named = next((m for m in self._findings.within(Kind.ORGANIZATION, at, stop + 1) if self._is_body(m)), None)
        if named is not None:
            return said.post.at(self._organizations.of(named))
        body = self._words.meant(lemmas(found[-1]["body"]) & bodies(), frozenset(), start)
        return said.post.at(body) if body is not None else None

    # ---------------------------------------------------------------- where

    def of_row(self, start: int, person: Mention) -> int | None:
        """The one organisation of the line of a table that has both [start and the person; None where it has several."""
        text = self._findings.document.text
        line, stop = line_around(text, person.start, person.end)
        if not line <= start < stop or stop - line > _LONGEST_ROW or not re.search(r"[\t|]", text[line:stop]):
            return None
        there = (m for m in self._findings.within(Kind.ORGANIZATION, line, stop) if m.start not in self._claimed and not self._studied(m))
        found = {self._organizations.of(m) for m in there} - {None}
        return found.pop() if len(found) == 1 else None

    def _studied(self, found: Mention) -> bool:
        """Whether somebody was taught there: «Казанская консерватория, 1987», «окончил МПГУ», a column «Образование»."""
        document = self._findings.document
        if _GRADUATED.match(document.folded, found.end) or _STUDIES.search(document.folded, max(0, found.start - 24), found.start):
            return True
        return self._education.touches(found.start, found.start + 1)

    def _is_body(self, found: Mention) -> bool:
        return self._organizations.of(found) is not None

    def _named(self, before: int, reach: int) -> Iterator[Mention]:
        """Organisations that begin in the stretch before an offset, the nearest first."""
        found = reversed(self._findings.within(Kind.ORGANIZATION, max(0, before - reach), before))
        return (m for m in found if self._is_body(m))

    def _may_be_there(self, said: Said) -> bool:
        post = said.post.position
        return not names_itself(post) and not is_chair(post) and "внештатн" not in post.lower()  # he is of the land

    def _told_at(self, said: Said, at: int, *, listed: bool = False) -> Post | None:
        """The organisation named last before `at` in the sentence, where nobody is named between (in a list others are) and the
        post may be held there."""
        found = next(self._named(at, _SENTENCE_BEFORE), None)
        if found is None or found.end > at or (not listed and self._findings.within(Kind.PERSON, found.end, at)):
            return None
        if not one_sentence(self._findings, found.end, at):
            return None
        body = self._organizations.of(found)
        fits = body is not None and home(said.post.position, self._organizations.all[body]) in (Home.HERE, Home.ANYWHERE)
        if not fits or body is None or self._words.speaks_of_another(said.post.position, body):
            return None
        return said.post.at(body)
