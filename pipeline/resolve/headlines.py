"""Headlines of pages: which of the first lines is one, told from the frame of a site, from rubrics and from the text."""

from __future__ import annotations

import re
from typing import Final

from extractors.document import Document, Line, ZoneRole
from extractors.mention import Kind
from extractors.russian.morph import parses
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_patterns import NO_TITLE, PAGE_NAME, RUBRIC, SITE
from pipeline.zones.site_frame import is_frame
from pipeline.zones.word_cues import menu_words, word_cues

#: Its text on one line, how sure it is, its span where it stands in the text.
Title = tuple[str, float, tuple[int, int] | None]

NONE: Final[Title] = ("", 1.0, None)
_CAPITALS: Final = re.compile("[А-ЯЁ]")
TOP_LINES: Final = 6
FIRST_LINES: Final = 3
FRAME_LINES: Final = 5  # stamps, rates and crumbs that may stand above them
_HEADLINE_WORDS: Final = 5  # a line at the top that looks like page furniture and is as long as this is the headline
_LEAST_WORDS: Final = 3  # of a first line that the zones took for the frame of a site
_TELLING: Final = 40  # letters of a line that is no chance within a longer one
_TAG: Final = 40  # characters of a tag in small letters
_LEAST_TAGS: Final = 2
_LEAST_VERB: Final = 0.2  # of the readings of a word: «стали» is steel too
_WORD: Final = re.compile(r"[А-Яа-яЁё]{1,40}")
_QUOTED: Final = re.compile(r"«[^»]*»|\"[^\"]*\"")
_RUSSIAN: Final = re.compile(r"[А-Яа-яЁё]{2}")
#: A word with a capital inside a line, behind a word without a stop.
_ITEM: Final = re.compile(r"(?<=[а-яё])\s{1,8}([А-ЯЁ][а-яё]{2,30})(?![а-яё.-])")
_LEAST_ITEMS: Final = 2
_READINGS: Final = 4  # of a word that may begin one: «Вакансии»
_PROPER: Final = frozenset(("Name", "Surn", "Patr", "Geox", "Orgn"))
_SHORTEST, _LONGEST = 8, 300  # characters of a headline
_SENTENCE: Final = 100  # characters: a first line so long that ends in a period is the text itself
_SENTENCE_WORDS: Final = 6
_TWO_SENTENCES: Final = re.compile(r"[а-яё]{3}[.!]\s?[А-ЯЁ][а-яё]")
_FIELD: Final = re.compile(r"[А-ЯЁ][а-яё]{2,20}(?:\s[а-яё]{2,20}){0,3}:\s[^\n]{1,60}$")
_STAMP: Final = re.compile(r"опубликован|обновл|просмотр|^\W*\d{1,2}[./]\d", re.IGNORECASE)


def said_twice(findings: Findings) -> Line | None:
    """The headline of a page that says it in its crumbs or under a picture too: a line at the top that a later one
    repeats. The name of an organisation may be said twice for other reasons.
    """
    document = findings.document
    lines = document.own_lines
    spelled = [letters_of(document.at(line)) for line in lines]
    for n, line in enumerate(lines[:TOP_LINES]):
        text = " ".join(document.at(line).split())
        again = spelled[n] in spelled[n + 1 :] or (len(spelled[n]) > _TELLING and any(spelled[n] in s for s in spelled[n + 1 :]))
        whole = n + 1 < len(lines) and len(spelled[n]) > _TELLING and spelled[n] == spelled[n + 1]  # a sentence for a headline
        if not again or text.endswith(("|", ",")) or len(text.split()) <= _LEAST_WORDS or (is_prose(text) and not whole):
            continue
        if is_frame_line(text) or menu_words(text):
            continue
        bodies = findings.within(Kind.ORGANIZATION, line.start, line.end)
        if sum(m.end - m.start for m in bodies) < len(text) / 2:
            return line
    return None


def called_out(document: Document) -> Line | None:
    """The first line of a page where it calls or asks: «С праздником, садоводы!»; a salutation does not."""
    line = next((line for line in document.own_lines if document.at(line).strip()), None)
    if line is None:
        return None
    text = document.at(line).strip("*# \n")
    calls = text.endswith(("!", "?")) and _LEAST_WORDS <= len(text.split()) < len(text) < _SENTENCE and not is_frame_line(text)
    return line if calls and "salutation" not in word_cues(document.folded[line.start : line.end].strip()) else None


def in_form(document: Document, line: Line) -> bool:
    """Whether a line is a field of a form beside another one: «Статус: объявлена⏎Окончание приёма: 11 ноября»."""
    lines = document.own_lines
    at = next((n for n, other in enumerate(lines) if other.start == line.start), 0)
    fields = [_FIELD.match(document.at(other).strip()) is not None for other in lines[max(0, at - 1) : at + 2]]
    return _FIELD.match(document.at(line).strip()) is not None and sum(fields) > 1


def loud_line(findings: Findings) -> tuple[int, int] | None:
    """The one line or run of lines in capitals at the top of a paper, under its rubric and its author."""
    document = findings.document
    lines = document.own_lines[: FIRST_LINES + FRAME_LINES]
    paper = any(True for _ in document.zones_of(ZoneRole.KIND))  # then its letterhead is none of it
    heads = ZoneRole.LETTERHEAD if paper else None
    loud = [n for n, line in enumerate(lines) if _is_loud(document.at(line)) and document.role_at(line.start) is not heads]
    loud = loud[1:] if loud[:1] == [0] and loud[1:2] != [1] else loud  # the first line alone is told otherwise
    if not loud or loud != list(range(loud[0], loud[-1] + 1)):
        return None
    start, end = lines[loud[0]].start, lines[loud[-1]].end
    bodies = findings.within(Kind.ORGANIZATION, start, end)
    named = sum(m.end - m.start for m in (*bodies, *findings.within(Kind.PERSON, start, end))) > (end - start) / 2
    return None if named or len(document.text[start:end].split()) <= _LEAST_WORDS else (start, end)


def _is_loud(text: str) -> bool:
    """Words in Russian capitals that are no frame of a site."""
    letters = len(_CAPITALS.findall(text))
    return text.isupper() and letters > 2 * len(text.strip()) / 3 and not is_frame_line(text.strip()) and not menu_words(text)


def first_line(findings: Findings) -> Title:
    """The first lines of a page that read like a headline; none of what follows a line of prose."""
    document = findings.document
    tried = 0  # lines that are no frame of the site; those without a Russian word are a calendar, rates, a notice of the server
    worded = [line for line in document.own_lines if _RUSSIAN.search(document.at(line))] or document.own_lines
    for line in worded[: FIRST_LINES + FRAME_LINES]:
        text = unmarked(" ".join(document.at(line).split()).strip("*# "))
        if text[:1].islower() and len(text) < _TAG and text[-1] not in ".,:;":
            continue  # «детские сады»: a tag
        contact = len(text) <= _SENTENCE and is_contact(findings, line.start, line.end)
        asks = text.endswith("?") and document.at(line).lstrip()[:1] in "-–—"  # the first question of a talk
        if (is_prose(block(document, line)) and not contact) or asks or tried == FIRST_LINES:
            return NONE
        aside = is_row(document, line) or in_form(document, line) or is_contact(findings, line.start, line.end)
        if aside or is_frame_line(text) or _is_tags(findings, line):
            continue
        if _headline(document, line, text, tried):
            return text, 0.6, (line.start, line.end)
        tried += 1
    return NONE


def block(document: Document, line: Line) -> str:
    """A line with those below that go on with its sentence: a text may be broken into lines."""
    found = [document.at(line)]
    end = line.end
    for below in document.own_lines:
        if below.start <= end:
            continue
        apart = document.text.count("\n", end, below.start) > 1 and len(found[-1]) < _SENTENCE
        if apart or not document.text[below.start].islower():
            break
        found.append(document.at(below))
        end = below.end
        if sum(map(len, found)) > _LONGEST:
            break
    return unmarked(" ".join(" ".join(found).split()).strip("*# "))


def is_prose(text: str) -> bool:
    """The text itself: a long line, a sentence, the rest of one that was cut at its beginning."""
    if len(text) >= _LONGEST or text[:1].islower() or text[:1] == "…":
        return True
    if text.endswith(("».", '".')) and text[:1] not in "«\"–—-" and not tells(text):
        return False  # «II форум «Сады и люди».»
    if text.endswith("."):
        return len(text) > _SENTENCE or len(text.split()) > _SENTENCE_WORDS
    return len(text) > _SENTENCE and _TWO_SENTENCES.search(text) is not None


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


def _is_tags(findings: Findings, line: Line) -> bool:
    """«Сергей Собин Александр Молотов Россия общество»: names without a verb, a preposition or a comma between them."""
    text = findings.document.at(line)
    people = findings.within(Kind.PERSON, line.start, line.end)
    if len(people) < _LEAST_TAGS or "," in text:
        return False
    return not any(is_predicate(word) or parses(word)[0].tag.pos in ("PREP", "CONJ") for word in _WORD.findall(text))


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
    return any(p.tag.pos == "PRTS" or "past" in p.tag for p in parses(verb)[:1]) if verb else False


def is_predicate(word: str) -> bool:
    """Whether a word is a verb or what stands for one: «обсудили», «завершён»; not «для», «лучше»."""
    return any(p.tag.pos in ("VERB", "PRTS") and p.score > _LEAST_VERB for p in parses(word)[:3])


def is_row(document: Document, line: Line) -> bool:
    """Whether a line is a row of a table, with marks between its cells where nothing else told it."""
    return any(table.start <= line.start < table.end for table in document.tables) or " | " in document.at(line)


def _headline(document: Document, line: Line, text: str, tried: int) -> bool:
    """Whether a line reads like a headline, behind so many that were tried."""
    page = (not tried or _repeats(document, line)) and PAGE_NAME.match(text) and len(text.split()) < _HEADLINE_WORDS
    if page and not _in_menu(document, line) and not (RUBRIC.match(text) and len(_below(document, line).split()) >= _HEADLINE_WORDS):
        return True  # «Контакты», «Наши партнёры»
    if len(text) <= _SHORTEST:
        return False
    words, role = len(text.split()), document.role_at(line.start)
    # the frame of a site, unless its words say nothing of one; so is a line that looks like a running head at the top
    if role is ZoneRole.NOISE or (role is ZoneRole.FURNITURE and not tried):
        least = _HEADLINE_WORDS if tried else _LEAST_WORDS
        return words >= least and text.lstrip("«\"“")[:1].isupper() and not text.endswith(".") and not menu_words(text)
    return role is not ZoneRole.FURNITURE or words >= _HEADLINE_WORDS


def _repeats(document: Document, line: Line) -> bool:
    """Whether the line before says the same: the last of the crumbs of a page is its name."""
    before = next((other for other in reversed(document.own_lines) if other.end < line.start), None)
    return before is not None and letters_of(document.at(before)) == letters_of(document.at(line))


def _in_menu(document: Document, line: Line) -> bool:
    """Whether the line behind is an item of a menu too: «Контакты⏎Новости⏎Вход»."""
    return {"menu", "section", "web"} & set(word_cues(_below(document, line))) != set()


def _below(document: Document, line: Line) -> str:
    """The line behind, "" behind the last."""
    return next((document.folded[other.start : other.end].strip() for other in document.own_lines if other.start > line.end), "")


def unmarked(text: str) -> str:
    """The headline without the mark of a list before it and the colon behind it: «• О музее», «Контакты:»."""
    return text.lstrip("•·»›-–— ").rstrip(" :")


def letters_of(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


