"""The title of a document: заголовок к тексту of a letter, headline of a news item, title of an article."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from extractors.document import Document, Line, Zone, ZoneRole
from extractors.mention import Kind
from pipeline.cues import menu_words, word_cues
from pipeline.resolve.findings import Findings

#: Its text on one line, how sure it is, its span where it stands in the text.
Title = tuple[str, float, tuple[int, int] | None]

_NONE: Final[Title] = ("", 1.0, None)
#: What a fax or a message writes before its heading: «Тема: Отгрузка фанеры», «Касательно: …».
_LABEL: Final = re.compile(r"^\W{0,3}(?:тема|касается|касательно|предмет|кас\.)\s{0,3}:\s{0,8}", re.IGNORECASE)
#: The corners that a form prints around the place of the heading: «┌ О выделении средств ┐».
_CORNERS: Final = re.compile(r"[┌┐└┘┏┓┗┛⌈⌉⌊⌋]")
#: What stands where a heading would and is none: an index of a paper, a rubric, the crumbs of a site's menu, the head
#: of an abstract or of a list, rates and weather that have no words.
_NO_TITLE: Final = re.compile(
    r"""^\W{0,3}(?:(?:удк|ббк|doi|issn)\b|из\sопыта\sработы$|\(?лично\)?$|[^\n]{1,40}\s[→>]\s
      |[^\n/]{1,40}\s/\s[^\n/]{1,60}\s/
      |(?:ключевые\sслова|аннотация|библиографическ\w{2,3}\s(?:описание|ссылка|список)|список\sлитературы
         |текст\sстатьи|оглавление|содержание|комментарии|другие\s(?:новости|документы)|похожие\s\w{4,12})(?!\w)
      # opening hours, lines of contacts, licences
      |(?:пн|вт|ср|чт|пт|сб|вс|понедельник|вторник|среда|четверг|пятница|суббота|воскресенье)(?:\s?[-–—,:]|\s[сc]\s\d|$)
      |(?:выходн\w{2,4}(?:\sд(?:ень|ни))?|перерыв(?:\sна\sобед)?|санитарный\sдень)\s?(?:[-–—:]|[сc]\s\d)
      |(?:адрес|тел(?:ефон)?|факс|e-?mail|эл(?:ектронная|\.)|почт|инн|огрн|директор|руководител|(?:полное\s|сокращ[её]нное\s)?наименование
         |режим|график)[^:\n]{0,50}:\s?\S
      |(?:лицензия|(?:регистрационное\s)?свидетельство)\s[^\n]{0,80}№
      |(?:внимание|добрый\s(?:день|вечер)|здравствуйте)[!,.]?$
      |\d{1,2}\s[а-яё]{3,8}\.?(?:\s\d{4})?(?:\s?г(?:ода|\.)?)?$
      |(?:источник|автор|фото|текст|дата|рубрика|метки|теги)\s{0,2}:)
      |^[^а-яёa-z]{0,80}$""",
    re.IGNORECASE | re.VERBOSE,
)
#: What a library of papers writes above them: «Научная статья на тему 'Новое в учёте'».
_ON_THEME: Final = re.compile(
    r"""^(?:текст\s)?научн(?:ая|ой)\s(?:статья|статьи|работы)\sна\sтему\s["'«](?P<title>[^\n]{8,290})["'»]\W{0,3}$""",
    re.IGNORECASE | re.VERBOSE,
)
#: An act or a letter named on one line with what it is about: «Письмо Минтруда от 5 мая 2014 г. N 18 "О выплатах"»,
#: «Распоряжение от 15 марта 2017 года № 7 О субботнике», «Распоряжение «О субботнике»».
_NAMED_ACT: Final = re.compile(
    r"^\W{0,3}(?:приказ|распоряжение|постановление|письмо|указ|решение|указание)\s"
    r"(?:[^\n]{0,240}?\d[^\n]{0,40}?(?P<title>[«\"](?-i:Об?|Обо)\s[^\n]{6,400})"
    r"|[^\n]{0,240}?(?:№|\bN)\s?\d[\w/.-]{0,30}(?:\sот\s\d[\w. ]{5,24})?\s(?P<bare>(?-i:Об?|Обо)\s[^\n]{6,400})"
    r"|(?P<short>[«\"](?-i:Об?|Обо)\s[^\n]{6,400}))$",
    re.IGNORECASE,
)
_ABOUT: Final = re.compile(r"^[*«\"<]{0,3}О(?:б|бо)?\s", re.IGNORECASE)
#: Where a heading ends whatever its zone: «(в редакции решения от …)», «(с изменениями …)».
_EDITION: Final = re.compile(
    r"\(\s?(?:в\sред(?:\.|акции)|с\sизм|актуальная|действующая|далее|извлечени|выдержк)[^\n]{0,300}", re.IGNORECASE
)
#: «polozhenie.doc [375 Kb]»: what is to be downloaded stands under the heading.
_FILE: Final = re.compile(r"\n[^\n]{0,80}\.(?:docx?|pdf|rtf|odt|xlsx?|zip|rar)\b", re.IGNORECASE)
#: Votes, rates, letters for weak eyes: what a site says around its text.
_SITE: Final = re.compile(
    r"голосов:|курсы?\sвалют|^найти\sв\s|размер\sшрифта|цвет\sсайта|версия\s(?:сайта\s)?для\sслабовидящих|^\s*©", re.IGNORECASE
)
#: What a page of a site calls itself: «Контакты», «Лента новостей», «Сотрудники кафедры».
PAGE_NAME: Final = re.compile(
    r"""(?:(?:наш[аи]?\s)?контакт|лента\sновостей|новости$|сотрудники|коллектив|основные\sсведения|наши\sпартн|структура
      |руководство|вопрос|часто\sзадаваемые|документы$|справочник|режим\sработы|график\s(?:работы|приема)|реквизиты
      |сведения\sоб\sобр|педагогическ\w{2,3}\s(?:состав|коллектив)
      |о\s(?:нас|школе|лицее|гимназии|колледже|техникуме|центре|музее|библиотеке|театре|больнице|детском\sсаде)
      |об\s(?:учреждении|институте|университете|академии|управлении|организации)(?!\s))""",
    re.IGNORECASE | re.VERBOSE,
)
#: «23–25 октября 2025 г., г. Абакан» under the name of what takes place.
_WHEN: Final = re.compile(r"[\s(]{0,8}\d{1,2}(?:\s?[-–—]\s?\d{1,2})?\s[а-я]{3,8}\s\d{4}")
_TOP_LINES: Final = 6
_FIRST_LINES: Final = 3
_FRAME_LINES: Final = 5  # stamps, rates and crumbs that may stand above them
_HEADLINE_WORDS: Final = 5  # a line at the top that looks like page furniture and is as long as this is the headline
_LEAST_WORDS: Final = 3  # of a first line that the zones took for the frame of a site
_SHORTEST, _LONGEST = 8, 300  # characters of a headline
_SENTENCE: Final = 100  # characters: a first line so long that ends in a period is the text itself
_STAMP: Final = re.compile(r"опубликован|обновл|просмотр|^\W*\d{1,2}[./]\d", re.IGNORECASE)
_AUTHOR_NEAR: Final = 60  # characters behind the title within which an article names its author


def title(findings: Findings, kind: str, *, page: bool) -> Title:
    """The title of a document of a kind; `page`: it is no correspondence but a page of a site."""
    found = _NONE if page else _of_letter(findings)
    return _of_page(findings, kind) if page or (kind == "other" and not found[0]) else found


def _of_letter(findings: Findings) -> Title:
    """The heading of the text; one that begins with «О …» before any other that stands above the text."""
    document = findings.document
    text = next(document.zones_of(ZoneRole.BODY), None)
    headings = list(document.zones_of(ZoneRole.HEADING))
    above = [zone for zone in headings if text is None or zone.start < text.start]
    about = [zone for zone in above if _ABOUT.match(document.folded[zone.start : zone.end])]
    for zone in (*about, *headings):
        start, end = _title_start(document, zone), _title_end(document, zone)
        joined = _joined(document.text[start:end])
        if joined:
            return joined, zone.confidence, (start, end)
    return _of_named_act(document)


def _of_named_act(document: Document) -> Title:
    """The title in quotes on the line that names the act: the copies of reference systems have no other heading."""
    for line in document.own_lines[: _FIRST_LINES + _FRAME_LINES]:
        found = _NAMED_ACT.match(document.folded[line.start : line.end])
        if found:
            start = line.start + found.start(found.lastgroup or 0)
            return _joined(document.text[start : line.end]), 0.8, (start, line.end)
    return _NONE


def _of_page(findings: Findings, kind: str) -> Title:
    document = findings.document
    for line in document.own_lines[:_FIRST_LINES]:
        themed = _ON_THEME.match(document.folded[line.start : line.end].strip())
        if themed:
            start = line.start + document.text[line.start : line.end].find(document.at(line).strip()[:1])
            a, b = start + themed.start("title"), start + themed.end("title")
            return _joined(document.text[a:b]), 0.9, (a, b)
    twice = _said_twice(findings)
    if twice is not None:
        return " ".join(document.at(twice).split()).strip("*# •-"), 0.9, (twice.start, twice.end)
    # «ИСТОРИЯ КОЛЛЕДЖА» in capitals looks like a kind of document
    for zone in (*document.zones_of(ZoneRole.HEADING), *document.zones_of(ZoneRole.KIND)):
        start, end = _page_heading(findings, zone, kind)
        end = _runs_on(document, start, end)
        text = _unmarked(_joined(document.text[start:end]))
        if text and not text[:1].islower() and not _SITE.search(text):
            return text, zone.confidence, (start, end)
    named = _of_named_act(document)
    return named if named[0] else _named_by_page(document) or _first_line(document)


def _said_twice(findings: Findings) -> Line | None:
    """The headline of a page that says it in its crumbs or under a picture too: a line at the top that a later one
    repeats. The name of an organisation may be said twice for other reasons.
    """
    document = findings.document
    lines = document.own_lines
    spelled = [_letters(document.at(line)) for line in lines]
    for n, line in enumerate(lines[:_TOP_LINES]):
        text = " ".join(document.at(line).split())
        again = spelled[n] in spelled[n + 1 :]
        if not again or len(text.split()) <= _LEAST_WORDS or _is_prose(text) or _is_frame(text) or menu_words(text):
            continue
        bodies = findings.within(Kind.ORGANIZATION, line.start, line.end)
        if sum(m.end - m.start for m in bodies) < len(text) / 2:
            return line
    return None


def _first_line(document: Document) -> Title:
    """The first lines of a page that read like a headline; none of what follows a line of prose."""
    tried = 0  # lines that are no frame of the site
    for line in document.own_lines[: _FIRST_LINES + _FRAME_LINES]:
        text = _unmarked(" ".join(document.at(line).split()).strip("*# "))
        if _is_prose(text) or tried == _FIRST_LINES:
            return _NONE
        if _is_frame(text) or _is_row(document, line):
            continue
        if _headline(document, line, text, tried):
            return text, 0.6, (line.start, line.end)
        tried += 1
    return _NONE


def _is_prose(text: str) -> bool:
    """The text itself: a long line, a sentence, the rest of one that was cut at its beginning."""
    return len(text) >= _LONGEST or (len(text) > _SENTENCE and text.endswith(".")) or text[:1].islower() or text[:1] == "…"


def _is_frame(text: str) -> bool:
    """A stamp, crumbs or a mark of the site."""
    return bool(_STAMP.search(text) or _NO_TITLE.match(text) or _SITE.search(text))


def _is_row(document: Document, line: Line) -> bool:
    """Whether a line is a row of a table, with marks between its cells where nothing else told it."""
    return any(table.start <= line.start < table.end for table in document.tables) or " | " in document.at(line)


def _headline(document: Document, line: Line, text: str, tried: int) -> bool:
    """Whether a line reads like a headline, behind so many that were tried."""
    if not tried and PAGE_NAME.match(text) and len(text.split()) < _HEADLINE_WORDS and not _in_menu(document, line):
        return True  # «Контакты», «Наши партнёры»
    if len(text) <= _SHORTEST:
        return False
    words, role = len(text.split()), document.role_at(line.start)
    if role is ZoneRole.NOISE:  # the frame of a site, unless its words say nothing of one
        least = _HEADLINE_WORDS if tried else _LEAST_WORDS
        return words >= least and text[0].isupper() and not text.endswith(".") and not menu_words(text)
    return role is not ZoneRole.FURNITURE or words >= _HEADLINE_WORDS


def _in_menu(document: Document, line: Line) -> bool:
    """Whether the line behind is an item of a menu too: «Контакты⏎Новости⏎Вход»."""
    after = next((document.folded[other.start : other.end].strip() for other in document.own_lines if other.start > line.end), "")
    return {"menu", "section", "web"} & set(word_cues(after)) != set()


def _title_start(document: Document, zone: Zone) -> int:
    """Where the heading begins, behind an index of a paper, a rubric, the crumbs of a menu."""
    start = zone.start
    for line in document.lines_in(zone):
        if not _NO_TITLE.match(document.folded[line.start : line.end].strip()):
            break
        start = min(zone.end, line.end + 1)
    return start


def _title_end(document: Document, zone: Zone) -> int:
    """Where the heading ends: before a remark on its edition, before a file."""
    edition = _EDITION.search(document.folded, zone.start + 1, zone.end)
    file = _FILE.search(document.folded, zone.start, zone.end)
    end = file.start() if file else zone.end
    return edition.start() if edition and edition.start() < end and document.text[edition.start() - 1] in "\n " else end


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


def _unmarked(text: str) -> str:
    """The headline without the mark of a list before it and the colon behind it: «• О музее», «Контакты:»."""
    return text.lstrip("•·»›-–— ").rstrip(" :")


def _page_heading(findings: Findings, zone: Zone, document_kind: str) -> tuple[int, int]:
    """The headline of a page: its first paragraph; in an article, whose rubric stands above the title, the last one
    before the author («Опыт коллег»⏎⏎«Практика международного взаимодействия»⏎⏎«Людмила Анатольевна …»).
    """
    document = findings.document
    lines = document.lines_in(replace(zone, start=_title_start(document, zone)))
    paragraphs: list[list[Line]] = []
    for line in lines:
        if paragraphs and _continues(document, paragraphs[-1][-1], line):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    if not paragraphs:
        return zone.end, zone.end
    signed = any(zone.end <= person.start < zone.end + _AUTHOR_NEAR for person in findings.of(Kind.PERSON))
    apart = len(paragraphs) > 1 and document.text.count("\n", paragraphs[0][-1].end, paragraphs[1][0].start) > 1
    chosen = paragraphs[-1] if document_kind == "article" and signed and apart else paragraphs[0]
    while len(chosen) > 1 and _WHEN.match(document.folded[chosen[-1].start : chosen[-1].end]):
        chosen.pop()
    return chosen[0].start, chosen[-1].end


def _continues(document: Document, before: Line, line: Line) -> bool:
    """Whether a line goes on with the heading that the line before it began."""
    goes_on = document.text[line.start : line.start + 1].islower() or document.text[before.end - 1] in ",:-–—("
    return goes_on or before.paragraph == line.paragraph


def _named_by_page(document: Document) -> Title | None:
    """The title that a page gives itself, without the name of the site behind it: the part that stands in the text."""
    whole = " ".join(document.meta.get("title", "").split())
    if not whole:
        return None
    parts = [whole, *re.split(r"\s[-–—|·»]\s", whole)]
    for part in parts:
        for line in document.own_lines[:_TOP_LINES]:
            if _letters(part) and _letters(part) == _letters(document.at(line)):
                return " ".join(document.at(line).split()).strip("*# "), 0.85, (line.start, line.end)
    return parts[1] if len(parts) > 1 else whole, 0.7, None


def _letters(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())


def _joined(text: str) -> str:
    """The lines of a heading as one, a word cut at a line end whole, Markdown marks and the quotes around it dropped.

    >>> _joined('"О внесении изменений в устав "Союза дачников"'), _joined('"О пляжах"')
    ('О внесении изменений в устав "Союза дачников"', 'О пляжах')
    """
    whole = re.sub(r"(?<=[а-яё])-\s*\n\s*(?=[а-яё])", "", text)
    whole = _LABEL.sub("", _CORNERS.sub(" ", whole))
    text = " ".join(whole.split()).strip("*# _")
    if text.endswith("]") and text.count("[") < text.count("]"):  # «[Тема: О закрытии счетов]»
        text = text[:-1].strip()
    if text[:1] == '"' and text.count('"') > 1 and text.count('"') % 2:  # what it opens it does not close
        return text.removeprefix('"').strip()
    quoted = text[:1] == text[-1:] == '"' and text.count('"') == 2
    return text.strip('" ') if quoted or text.count('"') == 1 else text
