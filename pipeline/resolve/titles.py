"""The title of a document: заголовок к тексту of a letter, headline of a news item, title of an article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from extractors.document import Document, Line, Zone, ZoneRole
from extractors.mention import Kind
from pipeline.resolve.findings import Findings
from pipeline.resolve.headline_choice import headline
from pipeline.resolve.headline_patterns import NO_TITLE, RUBRIC, SITE
from pipeline.resolve.headlines import (
    FIRST_LINES,
    FRAME_LINES,
    NONE,
    TOP_LINES,
    Title,
    announced,
    block,
    is_contact,
    is_menu,
    is_prose,
    led_on,
    letters_of,
    uncut,
    unmarked,
)
from pipeline.resolve.mail_subjects import subject_of
from pipeline.zones.cue_patterns import PLACE_AND_DAY

#: What a fax or a message writes before its heading: «Тема: Отгрузка фанеры», «Касательно: …».
_LABEL: Final = re.compile(
    r"^\W{0,3}(?:тема(?:\s(?:письма|сообщения|обращения))?|касается|касательно|предмет|кас\.|subject|re)\s{0,3}:\s{0,8}", re.IGNORECASE
)
_HOUR: Final = re.compile(r"^\W{0,3}\d{1,2}:\d\d\s{1,4}(?=[А-ЯЁ])")  # «09:26 Начало отопительного сезона»
#: The corners that a form prints around the place of the heading: «┌ О выделении средств ┐».
_CORNERS: Final = re.compile(r"[┌┐└┘┏┓┗┛⌈⌉⌊⌋]")
_FIELD_LINES: Final = 20  # within which the fields of a fax stand
#: What a library of papers writes above them: «Научная статья на тему 'Новое в учёте'».
_ON_THEME: Final = re.compile(
    r"""^(?:текст\s)?научн(?:ая|ой)\s(?:статья|статьи|работы)\sна\sтему\s["'«](?P<title>[^\n]{8,290})["'»]\W{0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
#: An act or a letter named on one line with what it is about: «Письмо Минтруда от 5 мая 2014 г. N 18 "О выплатах"»,
#: «Распоряжение от 15 марта 2017 года № 7 О субботнике», «Распоряжение «О субботнике»».
_NAMED_ACT: Final = re.compile(
    r"^\W{0,3}(?:приказ|распоряжение|постановление|письмо|указ|решение|указание)\s"
    r"(?:[^\n]{0,240}?\d[^\n]{0,40}?(?P<title>[«\"](?-i:О[бБ]?|Обо)\s[^\n]{6,400})"
    r"|[^\n]{0,240}?\d[\w/.-]{0,30}(?:\s?г(?:ода|\.)?)?\s(?P<bare>(?-i:О[бБ]?|Обо)\s[^\n]{6,400})"
    r"|(?P<short>[«\"](?-i:О[бБ]?|Обо)\s[^\n]{6,400}))$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"^[*«\"<\[]{0,3}О(?:б|бо)?\s", re.IGNORECASE)
#: Where a heading ends whatever its zone: «(в редакции решения от …)», «(с изменениями …)».
_EDITION: Final = re.compile(
    r"\(\s?(?:в\sред(?:\.|акции)|с\sизм|актуальная|действующая|далее|извлечени|выдержк|утратил|не\sдействует)[^\n]{0,300}", re.IGNORECASE
)
#: «polozhenie.doc [375 Kb]»: what is to be downloaded stands under the heading.
_FILE: Final = re.compile(r"\n[^\n]{0,80}\.(?:docx?|pdf|rtf|odt|xlsx?|zip|rar)\b", re.IGNORECASE)
#: «23–25 октября 2025 г., г. Абакан» under the name of what takes place.
_WHEN: Final = re.compile(r"[\s(]{0,8}\d{1,2}(?:\s?[-–—]\s?\d{1,2})?\s[а-я]{3,8}\s\d{4}")
_DATED: Final = re.compile(r"[а-я]{3,8}\s\d{1,2},\s\d{4}")
_ENDS_TITLE: Final = re.compile(r"(?:российская\sфедерация|принят[оа]?|утвержден[оа]?)\W?$", re.IGNORECASE)
#: What a letter from people calls itself and says no matter with.
_BARE_KIND: Final = re.compile(
    r"(?:(?:коллективн|благодарственн|гарантийн|информационн|сопроводительн)\w{2}\s)?"
    r"(?:ходатайство|обращение|заявление|жалоба|запрос|уведомление|письмо|претензия|ответ)",
    re.IGNORECASE,
)
#: What stands under a heading and is none of it: «г. Шуя  5 мая 2024 г.», «г. Саратов      Дело № А57-4411/2023».
_PLACE_LINE: Final = re.compile(
    rf"{PLACE_AND_DAY}[^\n]{{0,12}}|(?:г\.|город)\s?[А-ЯЁ][А-Яа-яё-]{{2,30}}\s{{3,80}}[Дд]ело №[^\n]{{1,40}}"
)
_SAID: Final = 16  # letters of a heading that are said again where it is
_LONGEST_HEADING: Final = 600  # characters: what is longer holds the text too
_NAME: Final = 60  # characters of one


def title(findings: Findings, kind: str, *, page: bool) -> Title:
    """The title of a document of a kind; `page`: it is no correspondence but a page of a site."""
    return findings.once(("title", kind, page), lambda: _title(findings, kind, page))


def _title(findings: Findings, kind: str, page: bool) -> Title:
    found = NONE if page else _of_letter(findings)
    if not page and kind == "other":
        found = _of_announcement(findings, found) or (found if found[0] else _of_paper(findings))
    return _of_page(findings) if page else found


def _of_letter(findings: Findings) -> Title:
    """The heading of the text; one that begins with «О …» before any other that stands above the text."""
    document = findings.document
    text = next(document.zones_of(ZoneRole.BODY), None)
    signed = next((zone.start for zone in document.zones_of(ZoneRole.SIGNATURE) if text and zone.start > text.start), len(document.text))
    headings = [zone for zone in document.zones_of(ZoneRole.HEADING) if zone.start < signed]  # below stands what a paper encloses
    above = [zone for zone in headings if text is None or zone.start < text.start]
    about = [zone for zone in above if _ABOUT.match(document.folded[_title_start(document, zone) : zone.end])]
    kinds = [zone.end for zone in document.zones_of(ZoneRole.KIND) if text is None or zone.start < text.start]
    own = [zone for zone in about if kinds and zone.start >= kinds[-1]]  # what a site says above may be cut short
    for zone in (*own, *about, *headings):
        start = _title_start(document, zone)
        led = replace(zone, end=led_on(document, zone.end))
        end = _title_end(document, replace(led, start=start) if start < zone.end else led)
        joined = _joined(document.text[start:end])
        says = joined and not _BARE_KIND.fullmatch(joined) and not _SECTION.match(joined)
        if says and len(joined) <= _LONGEST_HEADING and not _is_body(findings, start, end):
            return joined, zone.confidence, (start, end)
    for place in (_of_named_act, _of_label):
        if (found := place(document))[0]:
            return found
    return subject_of(document), 0.7, None


def _of_announcement(findings: Findings, found: Title) -> Title | None:
    """The headline of a page that shows a paper which no line names, above what its zones take for a heading."""
    document = findings.document
    if not (found[0] and found[2]) or any(True for _ in document.zones_of(ZoneRole.KIND)) or _ABOUT.match(found[0]):
        return None
    page = _of_page(findings)
    return page if page[2] and page[2][0] < found[2][0] else None


def _of_label(document: Document) -> Title:
    """What «Тема: …» says among the fields of a fax or a mail, whatever zone its line was given."""
    for line in document.own_lines[:_FIELD_LINES]:
        label = _LABEL.match(document.folded[line.start : line.end])
        start = line.start + label.end() if label else line.end
        if start < line.end:
            return _joined(document.text[start : line.end]), 0.8, (start, line.end)
    return NONE


def _of_named_act(document: Document) -> Title:
    """The title in quotes on the line that names the act: the copies of reference systems have no other heading."""
    for line in document.own_lines[: FIRST_LINES + FRAME_LINES]:
        found = _NAMED_ACT.match(document.folded[line.start : line.end])
        if found:
            start = line.start + found.start(found.lastgroup or 0)
            return _joined(document.text[start : line.end]), 0.8, (start, line.end)
    return NONE


def _of_paper(findings: Findings) -> Title:
    """The heading of a paper that is no letter, or its kind where that says what it is about: «ПЛАН РАБОТЫ САДА»; that of a
    page that shows one without a kind.
    """
    document = findings.document
    for zone in (*document.zones_of(ZoneRole.HEADING), *document.zones_of(ZoneRole.KIND)):
        start, end = _page_heading(findings, zone)
        end = _runs_on(document, start, end)
        text = unmarked(_joined(document.text[start:end]))
        last = next((line for line in document.own_lines if line.start <= start < end <= line.end), None)
        page_frame = SITE.search(text) or is_menu(text) or is_contact(findings, start, end)
        named = bool(text) and not _NUMBERED_KIND.fullmatch(text) and not _SECTION.match(text) and not page_frame
        if named and not is_prose(text if last is None else block(document, last)):
            return text, zone.confidence, (start, end)
    return NONE if any(True for _ in document.zones_of(ZoneRole.KIND)) else _of_page(findings)


def _of_page(findings: Findings) -> Title:
    document = findings.document
    for line in document.own_lines[:FIRST_LINES]:
        themed = _ON_THEME.match(document.folded[line.start : line.end].strip())
        if themed:
            start = line.start + document.text[line.start : line.end].find(document.at(line).strip()[:1])
            a, b = start + themed.start("title"), start + themed.end("title")
            return _joined(document.text[a:b]), 0.9, (a, b)
    best = headline(findings)
    if best is None:
        act = _of_named_act(document)
        return act if act[0] else _named_by_page(document) or NONE
    start, end = _whole_name(findings, *uncut(document, best[0].start, best[0].end))
    return NONE if _is_author(document, start) else (unmarked(_joined(document.text[start:end])), best[1], (start, end))


def _is_author(document: Document, start: int) -> bool:
    """Whether a line is of the letterhead of a paper, which says its kind below."""
    return document.role_at(start) is ZoneRole.LETTERHEAD and any(True for _ in document.zones_of(ZoneRole.KIND))


def _whole_name(findings: Findings, start: int, end: int) -> tuple[int, int]:
    """The span of a heading, or of the name that it is a part of: «ГРУШИН⏎| Павел Ильич»."""
    names = findings.within(Kind.PERSON, max(0, start - _NAME), end)
    return next(((m.start, m.end) for m in names if m.start < start < end <= m.end), (start, end))


def _is_body(findings: Findings, start: int, end: int) -> bool:
    """Whether the heading names an organisation and no more: a reader in the nominative, «Отделение СФР по …»."""
    return any(m.start <= start and m.end >= end for m in findings.within(Kind.ORGANIZATION, start, end))


def _title_start(document: Document, zone: Zone) -> int:
    """Where the heading begins, behind an index of a paper, a rubric, the crumbs of a menu."""
    start = announced(document, zone)
    for line in document.lines_in(replace(zone, start=start)):
        text = document.folded[line.start : line.end].strip()
        framed = NO_TITLE.match(text) or is_menu(text) or _MESSAGE.match(text)
        if not framed and not (line.end < zone.end and RUBRIC.match(text)):
            break
        start = min(zone.end, line.end + 1)
    return start


def _title_end(document: Document, zone: Zone) -> int:
    """Where the heading ends: before a remark on its edition, before a file."""
    edition = _EDITION.search(document.folded, zone.start + 1, zone.end)
    file = _FILE.search(document.folded, zone.start, zone.end)
    end = file.start() if file else zone.end
    lines = document.lines_in(zone)
    for n in range(1, len(lines)):
        said, rest = (letters_of(document.text[a:b]) for a, b in ((zone.start, lines[n - 1].end), (lines[n].start, zone.end)))
        again = len(said) >= _SAID and rest.startswith(said[: max(_SAID, len(rest))])
        line = document.folded[lines[n].start : lines[n].end].strip()
        own = letters_of(line)
        again = again or (len(own) >= _SAID and said.endswith(own))  # «О саде в Твери⏎⏎САДЕ В ТВЕРИ»
        if again or (own.isdigit() and ":" in line) or _PLACE_LINE.fullmatch(line) or _ENDS_TITLE.match(line):
            end = min(end, lines[n].start)  # said twice; the state above the name of a body
            break
    return edition.start() if edition and edition.start() < end and document.text[edition.start() - 1] in "\n " else end


#: «ПРОТОКОЛ № 3», «Акт от 5 мая 2024 г. № 8»: what the paper is, not what it is about.
_NUMBERED_KIND: Final = re.compile(r"[А-ЯЁ][А-Яа-яЁё]{2,14}(?:\s(?:№|N)\s?[\w/.-]{1,30}|\sот\s[^\n]{6,24}){0,2}")
_MESSAGE: Final = re.compile(r"сообщение\s(?:опубликова|размести|добави|остави)", re.IGNORECASE)  # … «пользователь Анна»
#: The first section of a paper: «I. Общие положения», «1. Цели и задачи».
_SECTION: Final = re.compile(
    r"(?:[IVXХ]{1,5}\.\s{0,4}|\d{1,2}\.\s{0,4}(?=(?:общие|основные)\s|цел[ьи](?![а-я])|введение|термины|предмет))[А-ЯЁ]", re.IGNORECASE
)
_KIND_WORDS: Final = 2  # of a heading that says what follows and no more: «План», «Перечень нормативных»
_RUN_LINES: Final = 3


def _runs_on(document: Document, start: int, end: int) -> int:
    """Where a heading of a word or two ends that goes on below: «План⏎работы МБУК «ЦБС»⏎на апрель 2014 года»."""
    if len(document.text[start:end].split()) > _KIND_WORDS:
        return end
    below = [line for line in document.own_lines if line.start > end][:_RUN_LINES]
    for line in below:
        if document.text.count("\n", end, line.start) > 1 or not document.text[line.start].islower():
            break
        end = line.end
    return end


def _page_heading(findings: Findings, zone: Zone) -> tuple[int, int]:
    """The first paragraph of a heading, without the day and the place of what takes place."""
    document = findings.document
    chosen: list[Line] = []
    for line in document.lines_in(replace(zone, start=_title_start(document, zone))):
        if chosen and not _continues(document, chosen[-1], line):
            break
        chosen.append(line)
    while len(chosen) > 1 and _WHEN.match(document.folded[chosen[-1].start : chosen[-1].end]):
        chosen.pop()
    return (chosen[0].start, chosen[-1].end) if chosen else (zone.end, zone.end)


def _continues(document: Document, before: Line, line: Line) -> bool:
    """Whether a line goes on with the heading that the line before it began."""
    if _DATED.match(document.folded, line.start, line.end):
        return False  # «Новости академии⏎июня 1, 2018»
    goes_on = document.text[line.start : line.start + 1].islower() or document.text[before.end - 1] in ",:-–—("
    return goes_on or before.paragraph == line.paragraph


def _named_by_page(document: Document) -> Title | None:
    """The title that a page gives itself, without the name of the site behind it: the part that stands in the text."""
    whole = " ".join(document.meta.get("title", "").split())
    if not whole:
        return None
    parts = [whole, *re.split(r"\s[-–—|·»]\s", whole)]
    for part in parts:
        for line in document.own_lines[:TOP_LINES]:
            if letters_of(part) and letters_of(part) == letters_of(document.at(line)):
                return " ".join(document.at(line).split()).strip("*# "), 0.85, (line.start, line.end)
    return parts[1] if len(parts) > 1 else whole, 0.7, None


def _joined(text: str) -> str:
    """The lines of a heading as one, a word cut at a line end whole, Markdown marks and the quotes around it dropped.

    >>> _joined('"О внесении изменений в устав "Союза дачников"'), _joined('"О пляжах"')
    ('О внесении изменений в устав "Союза дачников"', 'О пляжах')
    """
    whole = re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", text)
    whole = _HOUR.sub("", _LABEL.sub("", _CORNERS.sub(" ", whole)))
    text = " ".join(whole.split()).strip("*# _|")
    if text.endswith("]") and (text[:1] == "[" or text.count("[") < text.count("]")):  # «[Тема: О закрытии счетов]»
        text = text.removeprefix("[")[:-1].strip()
    if text[:1] == "(" and text[-1:] == ")" and text.count("(") == 1:  # «(о ремонте остановок)»
        return text[1:-1].strip()
    if text[:1] == '"' and text.count('"') > 1 and text.count('"') % 2:  # what it opens it does not close
        return text.removeprefix('"').strip()
    if text[:1] == "«" and text[-1:] == "»" and "»" not in text[1:-1]:
        return text[1:-1].strip()
    quoted = text[:1] == text[-1:] == '"' and text.count('"') == 2
    return text.strip('" ') if quoted or text.count('"') == 1 else text
