"""The top of a page as its headline is looked for in it: its lines, those that run together cut apart, and what each is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from typing import Final

from extractors.document import Document, Line
from extractors.mention import Kind
from extractors.russian.morph import parses
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_patterns import PAGE_NAME
from pipeline.resolve.headlines import (
    block,
    in_form,
    is_contact,
    is_frame_line,
    is_menu,
    is_prose,
    is_row,
    letters_of,
    tells,
)
from pipeline.resolve.stamps import stands_alone
from pipeline.zones.site_frame import is_frame
from pipeline.zones.word_cues import word_cues

LINES: Final = 40  # lines of a page among which its headline is looked for
PROSE: Final = 110  # characters: a longer line is a paragraph
_LONG: Final = PROSE // 2  # characters of a line that echoes what a headline says
_PIECES: Final = 24  # of a line that is cut apart: more are the map of a site
_REACH: Final = 4000  # characters of a line in which its frame ends
#: «В саду открыт музей (28.05.2023 21:59)»: when it was said.
_STAMP_BEHIND: Final = re.compile(r"\s{1,3}\(\d{1,2}\.\d\d\.\d{4}(?:[,\s]{1,3}\d{1,2}:\d\d)?\)\Z")
_ITEM_OF_NEWS: Final = re.compile(r"\d{1,2}:\d\d\s([^|\n]{8,200}[^|\s])\s\|\s\|\s{0,4}$")  # «14:00 В саду открыт музей | |»
_CELL: Final = re.compile(r"[^|\s][^|]*(?<=[^|\s])")
_WORD: Final = 40  # letters of the longest word
_STEM: Final = 5  # letters of a word that are compared with those of the text
_PATH_LENGTH: Final = 160  # characters of the crumbs of a page
_MENU_LENGTH: Final = 400
_NAME_SHARE: Final = 0.7  # of a line that a name fills
_STOPS: Final = (".", "!", "?", ":", ";", "…", "»")
_FEED: Final = 2  # stamps of a page that is of one item
_ITEM_WORDS: Final = 5
_HEAD_WORDS: Final = 3  # of a line that heads a part of a page
_PATH: Final = re.compile(r"\s(?:/|>|»|→|›|::)\s|^[^\n/]{2,40}/(?-i:[А-ЯЁA-Z])[^\n/]{1,40}/|вы\s(?:здесь|находитесь)", re.IGNORECASE)
#: Between two items of a menu on one line: «Афиша   Абонементы», «Цены | Отзывы», «Духовенство * История».
_BETWEEN: Final = re.compile(r"(?<=[\w)»])(?:\s{1,4}[|*•·▾/]{1,2}\s{0,4}|\s{2,20}|[|*•·▾])(?=[«А-ЯЁA-Z])")
#: What a site counts and says of an item: votes, views, its author, its rubric.
_POSTED: Final = re.compile(
    r"опубликован|размещен|добавлен|просмотр|прочитан|автор:|категори[яи]:|рубрик[аи]:|голосов|подписал[иа]|комментар", re.IGNORECASE
)
_MAIN: Final = re.compile(r"(?<![а-я])главная\s(?!страница)[а-я]{4,30}", re.IGNORECASE)  # «Главная задача» is no button
#: What leads to other pages, to files, into the site.
_RELATED: Final = re.compile(
    r"\W{0,3}(?:(?:читайте|смотрите)(?:\sтакже)?:|\d{0,2}\s?см\.|похожие|другие\s|(?:материалы\s|еще\s)?по\sтеме"
    r"|при[кл]\w{2,6}нны[ей]\sфайл|вы\sвошли|фото:|сейчас\s\d)", re.IGNORECASE
)
#: Whom a text turns to: «Уважаемые жители Прибрежного района!», «Дорогие друзья, коллеги!»
_GREETING: Final = re.compile(r"\W{0,3}(?:уважаем|дорог|многоуважаем|глубокоуважаем)[а-я]{2,3}[\s,][^.?:«]{3,80}!?$", re.IGNORECASE)
#: Whose a picture is: «Фото Петра Зорина», «… открылся музей Фото: Пётр Зорин», «ИЗВЕСТИЯ/Пётр Зорин».
_CREDIT: Final = re.compile(
    r"^[Фф]ото\s(?:[А-ЯЁ][а-яё-]{1,20}\s){1,2}[А-ЯЁ][а-яё-]{2,30}$|\s(?:Фото|ФОТО)(?::|\s?-)\s[^\n]{3,60}$"
    r"|^[А-ЯЁ][А-ЯЁ .-]{2,30}/\s?[А-ЯЁ][а-яё]{1,20}\s[А-ЯЁ][а-яё-]{1,30}$"
)
#: Where lines that run together may be parted: before a capital or a number that nothing leads to.
_PART: Final = re.compile(
    r"(?:(?<=[а-яёa-z\d»)!?°%])|(?<=[А-ЯЁ]{4})(?=\s[А-ЯЁ](?![А-ЯЁ])))\s{1,4}(?=([А-ЯЁ][а-яё]{0,30}(?![А-Яа-яЁё.]|-[А-ЯЁ])|\d))"
)
_GLUED: Final = re.compile(r"(?<=[а-яё»)]{2})(?=[А-ЯЁ][а-яё]{0,30}\s)")
_STOP: Final = re.compile(r"[.!?…](?:\s|$)")
_HEADLINE: Final = 400  # characters within which a headline and the first sentence end
_LAST_WORD: Final = re.compile(r"[А-Яа-яЁё]{1,40}$")
#: «В ноябре | Вятский университет посетила делегация»: when and where, before what happened.
_OPENS: Final = re.compile(r"(?:В|Во|На|По|С|Со|К|За|После|Перед|Для|При|Под)\s[а-яё0-9][^.!?\n]{0,80}$")
_LEADING: Final = ("PREP", "CONJ", "GRND")  # no line ends with one
_IN_SENTENCE: Final = ("года", "году")  # a date that ends so is no stamp
_OBLIQUE: Final = frozenset(("gent", "datv", "ablt", "loct"))
_PROPER: Final = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn"))
WORD: Final = re.compile(r"[А-Яа-яЁё]{2,40}")


class Top:
    """The lines at the top of a page with the text and the kind of each.

    Kinds: stamp, path, menu, section, frame, posted, related, hint (the site); row, contact, name, greeting, prose, words.
    """

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.document: Document = findings.document
        self._cells: set[int] = set()  # starts of lines that are one cell of a row
        own = [line for line in self.document.own_lines[: 2 * LINES] if self.document.at(line).strip(" |\t\n")][:LINES]
        self.lines = [piece for line in own for piece in self._pieces(line, alone=len(own) <= _FEED + 1)]
        self._inside = {line.start for line in self.lines} - {line.start for line in own}  # cut out of a line
        self.texts = [" ".join(self.document.at(line).split()).strip("*# ") for line in self.lines]
        self.kinds: list[str] = []
        for n, (text, line) in enumerate(zip(self.texts, self.lines, strict=True)):
            self.kinds.append("prose" if n and self._goes_on(n - 1) else self._kind(text, line))

    @cached_property
    def letters(self) -> list[str]:
        """The letters of all lines of the page, those at the top first."""
        end = self.lines[-1].end if self.lines else 0
        rest = [line for line in self.document.own_lines if line.start >= end]
        return [letters_of(self.document.at(line)) for line in (*self.lines, *rest)]

    @cached_property
    def stems(self) -> Counter[str]:
        """The beginnings of the words of the paragraphs, each with how many lines have it."""
        long = (self.document.at(line) for line in self.document.own_lines if line.end - line.start > _LONG)
        return Counter(stem for text in long for stem in set(stems(text)))

    def echoed(self, n: int, last: int, text: str) -> float | None:
        """The share of the words of a candidate that paragraphs beside it say; None where it has but one."""
        found = stems(text)
        if len(found) < 2:
            return None
        long = (self.document.at(line) for line in self.lines[n : last + 1] if line.end - line.start > _LONG)
        own = Counter(stem for said in long for stem in set(stems(said)))
        return sum(self.stems[stem] > own[stem] for stem in found) / len(found)

    @cached_property
    def feed(self) -> bool:
        """Whether the page has stamps of several items."""
        return self.kinds.count("stamp") > _FEED

    @cached_property
    def sections(self) -> frozenset[int]:
        """Lines alike that head the parts of a page, two or more: «Руководство … Контакты … История …», «ДИРЕКЦИЯ … ТРУППА …»,
        «Когда поливать? … Кто поливает? …»."""
        said = [n for n in range(len(self.lines) - 1) if self.kinds[n] in ("words", "section")]
        short = [n for n in said if len(self.texts[n].split()) <= _HEAD_WORDS]
        capitals = {n for n in short if self.texts[n].isupper()}
        loud = [n for n in capitals if n + 1 not in capitals]
        named = [n for n in short if self._names_part(n) and not self._names_part(n + 1)]
        asked = [n for n in said if self.texts[n].endswith("?") and self.kinds[n + 1] in ("prose", "words")]
        return frozenset(n for group in (loud, named, asked) if len(group) > 1 for n in group)

    def _names_part(self, n: int) -> bool:
        return self.kinds[n] == "section" or PAGE_NAME.match(self.texts[n]) is not None

    def gap(self, n: int) -> int:
        """Line ends between a line and the next one."""
        return self.document.text.count("\n", self.lines[n].end, self.lines[n + 1].start)

    def cut(self, n: int, last: int) -> Iterator[str]:
        """Whether lines [n, last] begin or end inside a line of the text."""
        if self.lines[n].start in self._inside:
            yield "cut_begin"
        if last + 1 < len(self.lines) and self.lines[last + 1].start in self._inside:
            yield "cut_end"

    def _goes_on(self, n: int) -> bool:
        """Whether a line is one of a paragraph that is broken into lines, and not its last."""
        return self.kinds[n] == "prose" and self.texts[n][-1:] not in _STOPS and self.gap(n) == 1

    def is_item(self, n: int) -> bool:
        """Whether a line is short and says nothing: an item of a menu, of a list."""
        text = self.texts[n]
        short = self.kinds[n] in ("words", "section") and len(text.split()) <= _ITEM_WORDS
        return short and text[-1:] not in (".", "!", "?", ":", ",") and not tells(text)

    def _kind(self, text: str, line: Line) -> str:
        folded = self.document.folded[line.start : line.end].strip()
        days = [m for m in self.findings.within(Kind.DATE, line.start, line.end) if m.value.precision == "day"]
        if _RELATED.match(folded) or _CREDIT.search(text):
            return "related"
        if any(stands_alone(self.document, m) for m in days):
            return "stamp"
        if len(text) < _PATH_LENGTH and _PATH.search(text):
            return "path"
        if len(text) < PROSE and _GREETING.match(folded):
            return "greeting"
        seen, row = word_cues(folded), line.start not in self._cells and is_row(self.document, line)
        if "menu" in seen or is_menu(text) or (not row and self._is_parted(text, line)):
            return "menu"
        if "section" in seen:
            return "section"
        framed = is_frame_line(text)
        row = row or text.endswith("|") or in_form(self.document, line)
        if framed or row:
            return "row" if not framed else "posted" if _POSTED.search(folded) else "frame"
        if len(text) > PROSE or (is_prose(block(self.document, line)) and not text[:1].islower()):
            return "prose"
        if is_contact(self.findings, line.start, line.end):
            return "contact"
        if "web" in (word_cues(_MAIN.sub("", folded)) if _MAIN.search(folded) else seen):
            return "posted" if _POSTED.search(folded) else "hint"
        named = sum(m.end - m.start for m in self.findings.within(Kind.PERSON, line.start, line.end))
        return "name" if named >= _NAME_SHARE * len(text) else "words"

    def _is_parted(self, text: str, line: Line) -> bool:
        parts = len(_BETWEEN.findall(self.document.at(line)))
        return parts > 1 and text[-1:] not in (".", ":", ";", "!", "?") and len(text) < _MENU_LENGTH

    def _pieces(self, line: Line, *, alone: bool) -> list[Line]:
        """A long line cut where one line ran into the next; whole where that would be a map of the site."""
        text = self.document.folded[line.start : line.end]
        if is_frame(text):
            return [line]
        if item := _ITEM_OF_NEWS.match(text):
            self._cells.add(line.start + item.start(1))
            return [replace(line, start=line.start + item.start(1), end=line.start + item.end(1))]
        if stamp := _STAMP_BEHIND.search(text):
            return [replace(line, end=line.start + stamp.start()), replace(line, start=line.start + stamp.start() + 1)]
        if "|" in text and (cell := self._cell(line)):
            line = cell
            self._cells.add(cell.start)
        if line.end - line.start <= PROSE:
            half = self._half(line)
            return [replace(line, end=half), replace(line, start=half)] if half else [line]
        if (glued := self._glued(line)):
            return [replace(line, end=glued), replace(line, start=glued)]
        cuts = list(self._cuts(line))
        if len(cuts) < 2 or (len(cuts) > _PIECES and not alone):
            return [line]
        ends = [*(end for end, _ in cuts), line.end]
        starts = [line.start, *(start for _, start in cuts)]
        return [replace(line, start=a, end=b) for a, b in zip(starts[:LINES], ends[: LINES - 1] + ends[-1:], strict=False) if a < b]

    def _cell(self, line: Line) -> Line | None:
        """The one cell of a line that is no frame, beside some that are: «| В саду открыт музей | версия для печати |»."""
        cells = [found for found in _CELL.finditer(self.document.folded, line.start, line.end) if found.group().strip()]
        own = [found for found in cells if not is_frame(found.group())]
        if len(own) != 1 or len(own) == len(cells):
            return None
        return replace(line, start=own[0].start(), end=own[0].end())

    def _half(self, line: Line) -> int:
        """Where a line begins to say what it says again, the name of a page run together with its headline; 0 for nowhere."""
        text = self.document.at(line)
        middle = len(text) // 2
        twice = middle > _WORD // 4 and text[:middle].strip() == text[-middle:].strip()
        return line.start + len(text) - middle if twice else 0

    def _glued(self, line: Line) -> int:
        """Where the text begins that a headline ran into: «Министр встретился с ректоромВ ходе встречи состоялся …»; 0 for nowhere."""
        text = self.document.text[line.start : min(line.end, line.start + _HEADLINE)]
        for found in _GLUED.finditer(text):
            said, rest = text[: found.start()], _STOP.split(text[found.start() :], maxsplit=1)[0]
            if _STOP.search(said):
                return 0
            if len(said.split()) > _ITEM_WORDS // 2 and tells(said) and tells(rest):
                return line.start + found.start()
        return 0

    def _cuts(self, line: Line) -> Iterator[tuple[int, int]]:
        """Where the frame at the beginning of a line is cut, up to its first sentence: the end of a piece, the next start."""
        text = self.document.text
        kinds = (Kind.ORGANIZATION, Kind.PERSON, Kind.ADDRESS, Kind.DATE)
        named = [m for kind in kinds for m in self.findings.within(kind, line.start, line.end)]
        before = line.start
        for found in _PART.finditer(text, line.start, min(line.end, line.start + _REACH)):
            word, start = found.group(1), found.end()
            if ". " in text[before : found.start()]:
                return
            if any(m.start < start < m.end or (m.start == start and m.kind is Kind.PERSON) for m in named):
                continue
            dated = any(m.start == start and m.kind is Kind.DATE and not m.text.endswith(_IN_SENTENCE) for m in named)
            if dated and tells(text[before : found.start()].rpartition(" ")[2]):
                continue  # «… состоится | 17 сентября»
            if not dated and (word[0].isdigit() or not _begins_line(text[before : found.start()], word)):
                continue
            before = start
            yield found.start(), start


def _begins_line(before: str, word: str) -> bool:
    """Whether a word with a capital begins a line behind these words: «Новости Школа …», not «в Школу», «заместитель
    Министра», «подготовили Протокол».
    """
    tag = parses(word)[0].tag
    if _PROPER & tag.grammemes or tag.case in _OBLIQUE or not any(p.tag.case in (None, "nomn") for p in parses(word)):
        return False
    if before.count("«") > before.count("»") or (_OPENS.match(before) and not tells(before)):
        return False
    last = _LAST_WORD.search(before[-_WORD:])
    if last and last.group().startswith("котор"):
        return False
    leading = parses(last.group())[0].tag if last else None
    return leading is None or not (leading.pos in _LEADING or "tran" in leading or (leading.pos == tag.pos == "ADJF"))


def stems(text: str) -> list[str]:
    """The beginnings of the long words of a text."""
    return [word[:_STEM].lower() for word in WORD.findall(text) if len(word) >= _STEM]
