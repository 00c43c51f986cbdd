"""Headlines of pages: which of the first lines is one, told from the frame of a site, from rubrics and from the text."""

from __future__ import annotations

import re
from typing import Final

from extractors.document import Document, Line, Zone
from extractors.mention import Kind
from extractors.russian.morph import parses
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_patterns import NO_TITLE, SITE
from pipeline.zones.site_frame import is_frame
from pipeline.zones.word_cues import menu_words

#: Its text on one line, how sure it is, its span where it stands in the text.
Title = tuple[str, float, tuple[int, int] | None]

NONE: Final[Title] = ("", 1.0, None)
TOP_LINES: Final = 6
FIRST_LINES: Final = 3
FRAME_LINES: Final = 5  # stamps, rates and crumbs that may stand above them
_LEAST_WORDS: Final = 3  # of a first line that the zones took for the frame of a site
_TELLING: Final = 40  # letters of a line that is no chance within a longer one
_CUT_SHORT: Final = 100  # letters of a headline that a site may have cut short
_ANNOUNCING: Final = re.compile(r"(?:извещение|объявление|уведомление|информация|сообщение)\sоб?\s", re.IGNORECASE)
_PLACE: Final = re.compile(r"(?:г|пос|с|д|пгт|рп|ст)\.\s?[А-ЯЁ]")
_LEADS: Final = re.compile(r"\s([а-я]{1,4})\s{0,4}\Z")
_LEADING: Final = 12  # characters of the last word of a line
_UNCUT_LINES: Final = 8  # of one that stands whole below
_LEAST_VERB: Final = 0.2  # of the readings of a word: «стали» is steel too
_WORD: Final = re.compile(r"[А-Яа-яЁё]{1,40}")
_QUOTED: Final = re.compile(r"«[^»]*»|\"[^\"]*\"")
#: A word with a capital inside a line, behind a word without a stop.
_ITEM: Final = re.compile(r"(?<=[а-яё])\s{1,8}([А-ЯЁ][а-яё]{2,30})(?![а-яё.-])")
_LEAST_ITEMS: Final = 2
_READINGS: Final = 4  # of a word that may begin one: «Вакансии»
_PROPER: Final = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn"))
_LONGEST: Final = 300  # characters of a headline
_SENTENCE: Final = 100  # characters: a first line so long that ends in a period is the text itself
_SENTENCE_WORDS: Final = 6
TWO_SENTENCES: Final = re.compile(r"[а-яё]{3}[.!]\s?[А-ЯЁ][а-яё]")
_FIELD: Final = re.compile(r"[А-ЯЁ][а-яё]{2,20}(?:\s[а-яё]{2,20}){0,3}:\s[^\n]{1,60}$")
_STAMP: Final = re.compile(
    r"(?:опубликован|размещ[её]н|обновл[её]н|добавлен|изменен)[оаы]?(?:\sна\sсайте)?(?:\W{0,3}$|[\s:(]{1,4}(?:\d|[а-яё]{2,12}[,:]?\s\d|admin|пользовател))"
    r"|(?:дата|время|последнее)\s(?:публикации|обновлени[ея]|изменени[ея])|сообщение\sопубликова|опубликовал[аи]?\sпользователь"
    r"|просмотр(?:ов|ы|а|ено)?\W{0,4}(?:\d|$)|\d\s{0,2}просмотр|^(?:найдено|показан[оы])\s[^\n]{0,30}\d|^\W*\d{1,2}[./]\d", re.IGNORECASE
)


def said_twice(findings: Findings) -> Line | None:
    """The headline of a page that says it in its crumbs or under a picture too: a line at the top that a later one
    repeats. The name of an organisation may be said twice for other reasons.
    """
    document = findings.document
    lines = document.own_lines
    spelled = [letters_of(document.at(line)) for line in lines]
    for n, line in enumerate(lines[:TOP_LINES]):
        text = " ".join(document.at(line).split())
        below = spelled[n + 1 :]
        again = spelled[n] in spelled[:n] + below or (len(spelled[n]) > _TELLING and any(spelled[n] in said for said in below))
        whole = n + 1 < len(lines) and len(spelled[n]) > _TELLING and spelled[n] == spelled[n + 1]  # a sentence for a headline
        if not again or text.endswith(("|", ",")) or len(text.split()) <= _LEAST_WORDS or (is_prose(text) and not whole):
            continue
        if is_frame_line(text) or menu_words(text):
            continue
        bodies = findings.within(Kind.ORGANIZATION, line.start, line.end)
        if sum(m.end - m.start for m in bodies) < len(text) / 2:
            return line
    return None


def uncut(document: Document, start: int, end: int) -> tuple[int, int]:
    """The span of a headline, or of the lines below that say it whole: sites cut long ones short in the middle of a word."""
    said = letters_of(document.text[start:end])
    if len(said) < _CUT_SHORT:
        return start, end
    lines = [line for line in document.own_lines if line.start > end][: 2 * _UNCUT_LINES]
    for n, line in enumerate(lines):
        for last in lines[n : n + _UNCUT_LINES]:
            whole = letters_of(document.text[line.start : last.end])
            if not whole.startswith(said[: len(whole)]) or last.end - line.start > 2 * _LONGEST:
                break
            if len(whole) > len(said):
                alone = document.text.startswith("\n\n", last.end) and document.at(last).strip()[-1:] != "."
                return (line.start, last.end) if alone else (start, end)
    return start, end


def announced(document: Document, zone: Zone) -> int:
    """Where a heading begins: at an announcement in a paragraph of its own, «Округ⏎⏎Извещение о проведении аукциона»."""
    for line in document.lines_in(zone)[1:]:
        if document.text.endswith("\n\n", 0, line.start) and _ANNOUNCING.match(document.folded, line.start):
            return line.start
    return zone.start


def led_on(document: Document, end: int) -> int:
    """Where a heading ends whose last line leads to the next one: «О создании комиссии и⏎утверждении порядка»."""
    for line in document.own_lines:
        if line.start <= end:
            continue
        last = _LEADS.search(document.folded, max(0, end - _LEADING), end)
        if last is None or line.start - end > 1 or not document.text[line.start].islower():
            return end
        if parses(last.group(1))[0].tag.pos not in ("PREP", "CONJ"):
            return end
        end = line.end
    return end


def in_form(document: Document, line: Line) -> bool:
    """Whether a line is a field of a form beside another one: «Статус: объявлена⏎Окончание приёма: 11 ноября»."""
    lines = document.own_lines
    at = next((n for n, other in enumerate(lines) if other.start == line.start), 0)
    fields = [_FIELD.match(document.at(other).strip()) is not None for other in lines[max(0, at - 1) : at + 2]]
    return _FIELD.match(document.at(line).strip()) is not None and sum(fields) > 1


def block(document: Document, line: Line) -> str:
    """A line with those below that go on with its sentence: a text may be broken into lines."""
    found = [document.at(line)]
    end = line.end
    for below in document.own_lines:
        if below.start <= end:
            continue
        apart = document.text.count("\n", end, below.start) > 1 and len(found[-1]) < _SENTENCE
        if apart or not document.text[below.start].islower() or is_place(document.at(below)):
            break
        found.append(document.at(below))
        end = below.end
        if sum(map(len, found)) > _LONGEST:
            break
    return unmarked(" ".join(" ".join(found).split()).strip("*# "))


def is_place(text: str) -> bool:
    """«г. Ольховск, 16–17 апреля 2024 г.»: a line that begins small and goes on with nothing."""
    return _PLACE.match(text.lstrip()) is not None


def is_prose(text: str) -> bool:
    """The text itself: a long line, a sentence, the rest of one that was cut at its beginning."""
    if len(text) >= _LONGEST or text[:1].islower() or text[:1] == "…":
        return True
    if text.endswith(("».", '".')) and text[:1] not in "«\"–—-" and not tells(text):
        return False  # «II форум «Сады и люди».»
    if text.endswith("."):
        return len(text) > _SENTENCE or len(text.split()) > _SENTENCE_WORDS
    return len(text) > _SENTENCE and TWO_SENTENCES.search(text) is not None


def is_frame_line(text: str) -> bool:
    """A stamp, crumbs or a mark of the site."""
    return bool(_STAMP.search(text) or NO_TITLE.match(text) or SITE.search(text) or is_frame(text) or is_menu(text))


def is_menu(text: str) -> bool:
    """Whether a line is a row of items that begin with capitals: «О саде  Учёный совет  Вакансии», without a verb or a stop.

    >>> is_menu("Сад Садоводу Гостю Наука Жизнь сада"), is_menu("Год Педагога и Наставника"), is_menu("Наш Сад")
    (True, False, False)
    """
    if any(mark in text for mark in '.,:;!?«"') or not _ITEM.search(text) or text.isupper():
        return False
    found = _ITEM.findall(text)
    plain, possible = (sum(_begins_item(word, readings) for word in found) for readings in (1, _READINGS))
    return (plain >= _LEAST_ITEMS or possible > _LEAST_ITEMS) and not tells(text)


def _begins_item(word: str, readings: int) -> bool:
    """Whether one of so many readings of a word is a common one in the case of an item of a menu: «Документы», «Студенту»."""
    said = [p for p in parses(word)[:readings] if p.known and p.tag.pos in ("NOUN", "ADJF") and not _PROPER & p.tag.grammemes]
    return any(p.tag.case in ("nomn", "datv", "accs") for p in said)


def is_contact(findings: Findings, start: int, end: int) -> bool:
    """A number to call, a mailbox, an address whole: «Приемная директора: 22-30-42» is no headline."""
    if findings.within(Kind.PHONE, start, end) or findings.within(Kind.EMAIL, start, end):
        return True
    return any(m.end - m.start > (end - start) / 2 for m in findings.within(Kind.ADDRESS, start, end))


def tells(text: str) -> bool:
    """Whether a line outside its quotes has a verb: «Завершён ремонт кадетского корпуса»."""
    return any(map(is_predicate, _WORD.findall(_QUOTED.sub("", text))))


def tells_of_past(text: str) -> bool:
    """Whether its first verb has what is done: «Прокуратура ответила на письмо», not «Школа приглашает на занятия»."""
    verb = next(filter(is_predicate, _WORD.findall(_QUOTED.sub("", text))), "")
    return any(p.tag.pos == "PRTS" or "past" in p.tag for p in parses(verb)[:2]) if verb else False  # «отменен» is short for «отменный» too


def is_predicate(word: str) -> bool:
    """Whether a word is a verb or what stands for one: «обсудили», «завершён»; not «для», «лучше»."""
    return any(p.tag.pos in ("VERB", "PRTS") and p.score > _LEAST_VERB for p in parses(word)[:3])


def is_row(document: Document, line: Line) -> bool:
    """Whether a line is a row of a table, with marks between its cells where nothing else told it."""
    return any(table.start <= line.start < table.end for table in document.tables) or " | " in document.at(line)


def unmarked(text: str) -> str:
    """The headline without the mark of a list before it and the colon behind it: «• О музее», «Контакты:»."""
    return text.lstrip("•·»›-–— ").rstrip(" :")


def letters_of(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


