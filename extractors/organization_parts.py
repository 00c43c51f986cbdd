"""Parts of the room of organisations: aliases, titles in quotes, whole cells, a second language, what only the witness sees."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from extractors.document import Document, ZoneRole
from extractors.mention import Kind, Mention, mention
from extractors.russian.bodies import short_base
from extractors.russian.capitals import restore_case
from extractors.russian.foreign import foreign_lines
from extractors.russian.lexicon import words
from extractors.russian.morph import known
from extractors.russian.organization_heads import head_of
from extractors.russian.organization_names import forms, nominative_name, written
from extractors.russian.phrases import nominative_phrase
from extractors.russian.wordforms import Token, goes_in_names, lemmas, listed, may_be_noun, quote_end, readings
from extractors.segments import Segment, segments
from extractors.values import AliasValue, OrganizationValue


@dataclass(frozen=True, slots=True)
class Span:
    """Tokens [first, last) of a name whose head is `at` (-1: it is written in the nominative as it is); without a rule, tokens that are no name and are left alone."""

    first: int
    at: int
    last: int
    confidence: float = 0.0
    rule: str = ""
    suffix: str = ""  # what the name shares with the next one: «Минпросвещения и Минобрнауки России»


def organization(raw: str) -> OrganizationValue:
    """The value of a name as written: nominative, normal case, quotes « », legal form apart.

    >>> organization('МИНИСТЕРСТВА ОБРАЗОВАНИЯ "ИРКУТСКОЙ ОБЛАСТИ"').name
    'Министерство образования «Иркутской области»'
    """
    return _value(nominative_phrase(written(raw)))


def named(core: str, tail: str, suffix: str = "") -> OrganizationValue:
    """The value of a name whose adjectives and head are `core`: they alone are put into the nominative; without them none is.

    >>> named("Министерству", " науки и высшего образования").name
    'Министерство науки и высшего образования'
    """
    if not core:
        return _value(written(tail))
    size = len(written(core).split())
    pieces = written(core + tail).split()
    name = nominative_name(" ".join(pieces[:size]), " ".join(pieces[size:]))
    return _value(f"{name} {suffix}".strip())


def _value(name: str) -> OrganizationValue:
    first = name.split()[0] if name else ""
    return OrganizationValue(name=name, legal_form=first if first in forms() else "")


# --- the text as it is read

_LONGEST_SHOUTED: Final = 20_000  # characters
#: Columns made with blanks: no name goes over them. A page of a site parts its words with two.
_TABULATED: Final = re.compile(r"(?<=\S)[ ]{5,200}(?=\S)")
_PARTED: Final = re.compile(r"(?<=\S)[ ]{2,200}(?=\S)")
#: Words in capitals beside each other, over lines too; a lone one if it is long.
_LOUD: Final = re.compile(
    r"(?<![а-яА-Я])[А-Я]{1,40}(?:-[А-Я]{1,40})*(?:[\s,.:;()«»\"-]{1,80}[А-Я]{1,40}(?:-[А-Я]{1,40})*(?![а-я])){1,60}|(?<![а-яА-Я])[А-Я]{5,40}(?![а-яА-Я])"
)
_LEAST_LOUD: Final = 5  # letters of the longest word


def spoken(document: Document, segment: Segment) -> tuple[str, list[tuple[int, int]]]:
    """The folded text of a segment as it would be spoken, and the lines of a second language in it.

    Shouted words are in normal case, marks of Markdown are blanks, columns are parted by a sign of their own (\x1f).
    The text is as long as the segment, so that offsets hold.
    """
    folded = document.folded
    text, raw = folded[segment.start : segment.end], document.text[segment.start : segment.end]
    if "*" in text:
        text = text.replace("*", " ")
    if "\t" in raw:
        text = "".join("\x1f" if c == "\t" else t for c, t in zip(raw, text, strict=True))
    parted = _PARTED if segment.role is ZoneRole.NOISE else _TABULATED
    text = parted.sub(lambda m: "\x1f" + m.group()[1:], text)
    if len(text) <= _LONGEST_SHOUTED:
        text = _LOUD.sub(_quiet, text)
    skipped = _foreign_spans(document, segment) if segment.role is ZoneRole.LETTERHEAD else []
    return text, skipped


def _quiet(match: re.Match[str]) -> str:
    """A run of words in capitals in normal case."""
    run = match.group()
    if max(len(word) for word in re.findall(r"[А-Я]+", run)) < _LEAST_LOUD:
        return run
    plain = restore_case(run)
    return plain if len(plain) == len(run) else run


def _foreign_spans(document: Document, segment: Segment) -> list[tuple[int, int]]:
    spans, place = [], segment.start
    lines = document.text[segment.start : segment.end].split("\n")
    for line, strange in zip(lines, foreign_lines(lines), strict=True):
        if strange:
            spans.append((place, place + len(line)))
        place += len(line) + 1
    return spans


def foreign_names(document: Document, found: Sequence[Mention]) -> Iterator[Mention]:
    """The name in a second language as an alias of the one organisation of the letterhead."""
    names = [m for m in found if m.kind is Kind.ORGANIZATION and document.role_at(m.start) is ZoneRole.LETTERHEAD and m.confidence > 0.5]
    if len({m.value.name for m in names}) != 1:
        return
    for segment in segments(document):
        if segment.role is not ZoneRole.LETTERHEAD:
            continue
        for start, end in _runs(_foreign_spans(document, segment)):
            alias = written(document.text[start:end]).strip("* ")
            if len(alias.split()) > 1:
                yield mention(
                    document, Kind.ALIAS, start, end, AliasValue(alias, names[0].end), rule="alias:language", confidence=0.85
                )


def _runs(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Neighbouring lines as one span."""
    run: tuple[int, int] | None = None
    for start, end in spans:
        if run is not None and start <= run[1] + 1:
            run = run[0], end
            continue
        if run is not None:
            yield run
        run = start, end
    if run is not None:
        yield run


# --- titles in quotes

#: What is called by a quoted title and is no organisation; a head inside such quotes names none.
_TITLED: Final = listed(
    "конференция проект программа подпрограмма нацпроект конкурс фестиваль акция тема статья книга форма раздел журнал газета семинар "
    "вебинар закон приказ премия форум олимпиада курс модуль дисциплина предмет сборник издание фильм спектакль выставка мероприятие "
    "номинация направление специальность профессия квалификация лекция практикум мастер-класс совещание съезд слет игра викторина "
    "песня роман рассказ сайт портал платформа система приложение сервис рубрика серия цикл месячник неделя день урок занятие "
    "положение методика стратегия инициатива кампания отчет доклад таблица графа строка строчка вкладка кнопка файл папка "
    "медаль орден звание знак грамота диплом лозунг девиз слово термин понятие название наименование смена площадка кружок секция "
    "экспозиция маршрут экспедиция марафон турнир спартакиада соревнование чемпионат квест акт справка договор контракт"
)
_SYSTEMS: Final = listed("ФГИС ГИС АИС ИС РИС ЕИС ФИС ВФСК ГТО МЭДО АСУ ПО ЕПГУ ФП НП РП")


def in_title(tokens: Sequence[Token], i: int) -> bool:
    """Whether the quote that opens at `i` is the title of a thing: «по теме «Центр города», «проект «Школа будущего»»."""
    if i == 0:
        return False
    before = tokens[i - 1]
    if before.kind != "word":
        return False
    if before.text in _SYSTEMS:
        return True
    inside = tokens[i + 1] if i + 1 < len(tokens) else None
    if inside is None or inside.text in forms():
        return False
    if inside.lower in ("о", "об") or any(lemma in _TITLED or lemma.rsplit("-", 1)[-1] in _TITLED for lemma in lemmas(before.text)):
        return True
    # any other noun in small letters has the quotes to itself: «на площадке «Музей города»»
    return not before.capital and may_be_noun(before.text) and goes_in_names(before.text)


# --- cells of a table

_NAMES_HEADER: Final = re.compile(
    r"организац|учрежден|наименован|назван|школ|гимнази|колледж|заказчик|партн[её]р|участник|библиотек|предприяти|место\sработы"
    r"|поставщик|работодател|больниц|отправител|получател",
    re.IGNORECASE,
)
_OTHER_HEADER: Final = re.compile(
    r"мероприят|документ|товар|работ[ыа]?\b|услуг|програм|предмет|должност|показател|раздел|конкурс|проект|адрес|телефон|ф\.?\s?и\.?\s?о", re.IGNORECASE
)
_NOT_NAME: Final = re.compile(r"@|\d{2}-\d{2}|\+7|\bтел\b|;|(?<!\bг)(?<!\bс)(?<!им)(?<!пос)(?<!\b[А-Я])\.\s+[А-Я]|\bул\.|\bд\.\s?\d")
_LONGEST_CELL: Final = 300


def cell_names(document: Document) -> dict[int, int]:
    """Start -> end of the cells that stand under a header of names: what they hold is a name whole, if it is one."""
    found: dict[int, int] = {}
    for table in document.tables:
        for cell in table.cells:
            header = cell.header
            if not header or not _NAMES_HEADER.search(header) or _OTHER_HEADER.search(header):
                continue
            text = document.folded[cell.start : cell.end]
            start = cell.start + len(text) - len(text.lstrip())
            stop = cell.start + len(text.rstrip(" .;,\n"))
            if start < stop and stop - start <= _LONGEST_CELL and not _NOT_NAME.search(text.strip()):
                found[start] = found[cell.start] = stop
    return found


def fills_cell(tokens: Sequence[Token], span: Span) -> bool:
    """Whether the name is all that the cell speaks of: «ППЭ на базе МБОУ «Лицей»» speaks of something else."""
    beside = (*tokens[: span.first], *tokens[span.last :])
    return not any(t.kind == "word" and (t.lower in _LEADING or lemmas(t.text) & words("posts")) for t in beside)


_LEADING: Final = frozenset(("на", "в", "для", "от", "при", "за", "к", "из", "база"))


# --- what only the witness sees

_LEAST_LETTERS: Final = 3
_NONE: Final = listed(
    "ИНН КПП ОГРН ОКПО БИК ФИО ЕГЭ ОГЭ ГИА ГВЭ ВПР ФГОС СНИЛС ОВЗ РФ СССР МРОТ НДФЛ НДС ЖКХ СМС ТВ СМИ СНГ ЕГИССО ФЗП ОСП ДСП "
    "ЭЦП ЭП ФЗ НПА ТУ ГОСТ САНПИН СП РСО ЧС ГО ПК МТО СЭД МЭДО ЕГРЮЛ ЕГРН ОКВЭД ОКТМО КБК УИН СВО ОРВИ COVID БПЛА ИКТ IT ПМПК ЗОЖ "
    "ГТО ВФСК КДН ПДН ОБЖ ОБЗР ФП УМК РППС АООП ООП ФОП ФГИС ГИС АИС ЕИС ЕСИА ЕПГУ QR PDF DOC DOCX XLSX ID URL USB ВКС ЦОС ЦОК ИОМ "
    "США КНР ОАЭ ФРГ ЕС ДНР ЛНР ХМАО ЯНАО ЕАО НАО СПО ВО ДПО ДО МО НСО СССР РСФСР МСК ЧП ДТП ТКО ТБО МКД ОДН ЖКУ ПТО АХЧ УВР ВР ПДД"
)


def witness_names(
    document: Document, segment: Segment, tokens: Sequence[Token], seen: Sequence[tuple[int, int]], claimed: Sequence[tuple[int, int]]
) -> Iterator[tuple[int, int, float]]:
    """(start, end, confidence) of organisations that no rule found: «СПб АППО», «ТПУ», a quoted name."""
    if segment.role in (ZoneRole.LETTERHEAD, ZoneRole.APPROVAL, ZoneRole.HEADING, ZoneRole.SALUTATION, ZoneRole.KIND):
        return
    starts = [t.start for t in tokens]
    for a, b in seen:
        if a < segment.start or b > segment.end or any(x < b and a < y for x, y in claimed):
            continue
        i, j = bisect_left(starts, a), bisect_left(starts, b)
        for first, last in _apart(tokens, i, j):
            confidence = _believed(document, tokens, first, last)
            if confidence:
                if tokens[first].kind == "open":
                    last = max(last, quote_end(tokens, first))
                yield tokens[first].start, tokens[last - 1].end, confidence


def _apart(tokens: Sequence[Token], i: int, j: int) -> Iterator[tuple[int, int]]:
    """«ООН и ЮНЕСКО» are two."""
    start = i
    for k in range(i, j):
        if tokens[k].lower == "и" or tokens[k].text in ",()":
            if k > start:
                yield start, k
            start = k + 1
    if j > start:
        yield start, j


def _believed(document: Document, tokens: Sequence[Token], first: int, last: int) -> float:
    """How far the witness is believed; 0 for not at all."""
    inside = tokens[first:last]
    inner = [t for t in inside if t.kind == "word"]
    if not inner or sum(len(t.text) for t in inner) < _LEAST_LETTERS or inner[0].text.upper() in _NONE:
        return 0.0
    if any("a" <= c.lower() <= "z" for t in inner for c in t.text):
        return 0.0
    if any(lemmas(t.text) & words("posts") for t in inner) or not any(t.capital for t in inner):
        return 0.0
    letters = [t for t in inner if t.abbreviation]
    if letters and all(t.text.isupper() or not t.text[1:].islower() for t in letters):
        if len(inner) == 1 and (letters[0].text in forms() or known(letters[0].text.lower())):
            return 0.0
        if any(head_of(t.text) for t in inner if not t.abbreviation):
            return 0.0
        return 0.8
    return 0.0


# --- aliases

_FURTHER: Final = re.compile(
    r"\s{0,3}[(,]\s?(?:далее(?:\s?по\sтексту)?|в\sдальнейшем|сокращенно)\s{0,2}(?:[-:,]|именуем\w{2,4})?\s{0,2}(?:соответственно\s{0,2}[-:]?\s?|также\s|именуем\w{2,4}\s)?"
    r"[«\"]?(?P<alias>[^()\n]{2,80}?)[»\"]?\s?[),;]",
    re.IGNORECASE,
)
_BRACKETED: Final = re.compile(r"\s{0,3}\((?P<alias>[^()]{2,90})\)")
_NOT_ALIAS: Final = re.compile(r"^(?:соответственно|вместе|совместно|при|в|на|по|и|от|до|с|или)\b", re.IGNORECASE)


def aliases(document: Document, end: int, tokens: Sequence[Token], span: Span) -> Iterator[Mention]:
    """«(далее – ЦНППМ)» and «(Минобрнауки Амурской области)» right behind a name."""
    folded = document.folded
    if span.last < len(tokens) and tokens[span.last].text not in "(,":
        return
    further = _FURTHER.match(folded, end)
    match = further or _BRACKETED.match(folded, end)
    if match is None:
        return
    start, stop = match.span("alias")
    name = {lemma for t in tokens[span.first : span.last] if t.kind == "word" for lemma in lemmas(t.text)}
    for piece in re.finditer(r"[^,;]+", document.text[start:stop]):
        alias = written(piece.group()).strip(" «»\"")
        believed = _may_stand(alias, name) if further else _like_short_name(alias)
        if alias and believed and not _NOT_ALIAS.match(alias):
            a, b = start + piece.start(), start + piece.end()
            rule = "alias:further" if further else "alias:brackets"
            yield mention(document, Kind.ALIAS, a, b, AliasValue(alias, end), rule=rule, confidence=0.95 if further else 0.85)


def _may_stand(alias: str, name: set[str]) -> bool:
    """«(далее – Министерство)», «(далее – ЦНППМ)»; «(далее – Порядок)» stands for the act before."""
    first = alias.split()[0] if alias else ""
    if sum(c.isupper() for c in first) > 1 or short_base(first) or any(head_of(word) for word in alias.split()):
        return True
    nouns = {p.lemma.replace("ё", "е") for word in alias.split() for p in readings(word)}
    return bool(nouns & name) or alias.startswith("«")


def _like_short_name(alias: str) -> bool:
    """«ФГБОУ ВО «ПГУСТ»», «Минобрнауки области», «ЦНППМ»; not «в очной форме»."""
    pieces = alias.split()
    if not pieces or len(pieces) > 8:
        return False
    first = pieces[0].strip("«\"")
    return sum(c.isupper() for c in first) >= 2 or bool(short_base(first)) or first in forms()
