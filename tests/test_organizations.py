"""Organisations: the case file, the witness, tables, and the promises of the room."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_lines import HOSTILE, HOSTILE_SECONDS, LENGTH, Case, load, spend
from extractors import (
    organization_aliases,
    organization_called,
    organization_cells,
    organization_context,
    organization_letters,
    organization_phrases,
    organization_spans,
    organization_witness,
    organizations,
    spoken,
)
from extractors.document import Cell, Document, Line, Table, WitnessSpan, Zone, ZoneRole
from extractors.mention import Kind
from extractors.russian import (
    bodies,
    foreign,
    loud,
    organization_candidate,
    organization_classes,
    organization_evidence,
    organization_heads,
    organization_names,
)
from extractors.russian.organization_units import WEAK


def found(document: Document) -> tuple[tuple[int, int, str], ...]:
    """What the room says, bare mentions left out; of an alias and a name at one place the alias."""
    mentions = [m for m in organizations.find(document) if m.kind is Kind.ALIAS or m.confidence > WEAK]
    aliased = {(m.start, m.end) for m in mentions if m.kind is Kind.ALIAS}
    said = []
    for m in mentions:
        if m.kind is Kind.ALIAS:
            said.append((m.start, m.end, f"= {m.value.alias}"))
        elif (m.start, m.end) not in aliased:
            said.append((m.start, m.end, m.value.name))
    return tuple(sorted(said))


def _lines(text: str) -> tuple[Line, ...]:
    lines, start = [], 0
    for raw in text.split("\n"):
        if raw.strip():
            lines.append(Line(start, start + len(raw)))
        start += len(raw) + 1
    return tuple(lines)


def names(text: str, role: ZoneRole | None = None, witnesses: tuple[WitnessSpan, ...] = ()) -> list[str]:
    zones = (Zone(role, 0, len(text)),) if role else ()
    document = Document(text, _lines(text), zones=zones, witnesses=witnesses)
    return [m.value.name for m in organizations.find(document) if m.kind is Kind.ORGANIZATION and m.confidence > WEAK]


@pytest.mark.parametrize("case", load("organizations"))
def test_case(case: Case) -> None:
    assert found(case.document) == case.expected


@pytest.mark.parametrize(
    "module",
    [
        organizations, organization_aliases, organization_called, organization_cells, organization_context, organization_letters,
        organization_phrases, organization_spans, organization_witness, spoken, bodies, foreign, loud,
        organization_candidate, organization_classes, organization_evidence, organization_heads, organization_names,
    ],
    ids=lambda module: module.__name__,
)  # fmt: skip
def test_examples_in_docstrings_hold(module: object) -> None:
    assert not doctest.testmod(module).failed  # type: ignore[arg-type]


def test_a_bare_mention_is_weak() -> None:
    """«Министерство» alone is a name of nothing; resolution may know what it stands for."""
    text = "Министерство сообщает"
    (mention,) = organizations.find(Document(text, (Line(0, len(text)),)))
    assert mention.confidence == WEAK


def test_the_witness_finds_letters_that_no_rule_knows() -> None:
    text = "договор с СПб ЦОКОиИТ на год"
    start = text.index("СПб")
    seen = (WitnessSpan(start, start + len("СПб ЦОКОиИТ"), "ORG", "slovnet"),)
    assert names(text, witnesses=seen) == ["СПб ЦОКОиИТ"]
    barred = "Минск /Корр. БЕЛТА/. Сад открыт"
    assert names(barred, witnesses=(WitnessSpan(barred.index("БЕЛТА"), barred.index(". Сад"), "ORG", "slovnet"),)) == ["БЕЛТА"]


@pytest.mark.parametrize("text", ["Информатика", "Министром просвещения", "М.М. БАЙРАМУКОВУ", "ЕГЭ", "CGZ@gubern37.ru"])
def test_the_witness_is_not_believed(text: str) -> None:
    """What NER trained on news takes for organisations in letters."""
    assert not names(text, witnesses=(WitnessSpan(0, len(text), "ORG", "slovnet"),))


@pytest.mark.parametrize(
    ("text", "quoted", "names_told"),
    [
        ("Гол забил форвард «Зенита» из Шуи.", "Зенита", ["Зенит"]),
        ("Ответила пресс-служба «Уральских локомотивов».", "Уральских локомотивов", ["Уральские локомотивы"]),
        ("Пришёл режиссёр «Зенита» из Шуи.", "Зенита", []),  # who stages it: the title of a play
        ("Гол забил форвард «Зенита-2» из Шуи.", "Зенита-2", []),  # a second team
    ],
)
def test_quoted_name_alone_behind_who_works_there(text: str, quoted: str, names_told: list[str]) -> None:
    start = text.index(quoted)
    seen = (WitnessSpan(start, start + len(quoted), "ORG", "slovnet"),)
    assert names(text, witnesses=seen) == names_told
    assert not names(text)  # without a model that sees a body


def test_a_person_seen_by_the_witness_ends_a_name() -> None:
    text = "из Дарханского колледжа Оюунчимэг Батбаяр"
    seen = (WitnessSpan(text.index("Оюун"), len(text), "PER", "slovnet"),)
    assert names(text, witnesses=seen) == ["Дарханский колледж"]


def test_a_cell_under_a_header_of_names_is_a_name_whole() -> None:
    cells = ("Институт педагогики, психологии, социальных проблем", 'Калининградской области ДПО "Институт развития"')
    for cell in cells:
        lines = (Line(0, len(cell)),)
        table = Table(1, 1, 0, len(cell), (Cell(2, 1, 0, len(cell), header="Название организации"),))
        (mention,) = organizations.find(Document(cell, lines, tables=(table,)))
        assert (mention.start, mention.end) == (0, len(cell))
        assert mention.value.name == cell.replace(' "', " «").replace('"', "»")


def test_a_cell_that_speaks_of_something_else_is_not_taken_whole() -> None:
    cell = "ППЭ на базе МБОУ «Лицей № 2»"
    table = Table(1, 1, 0, len(cell), (Cell(2, 1, 0, len(cell), header="Место работы"),))
    (mention,) = organizations.find(Document(cell, (Line(0, len(cell)),), tables=(table,)))
    assert mention.value.name == "МБОУ «Лицей № 2»"


def test_latin_look_alikes_are_read() -> None:
    assert names("приказ Mинистерствa финансов Республики Коми") == ["Министерство финансов Республики Коми"]


def test_words_broken_by_a_hyphen_or_a_blank_are_read() -> None:
    text = "в Министер\u00adство образова-\nния и науки Пермского края"
    assert names(text) == ["Министерство образования и науки Пермского края"]
    assert names("письмо М И Н И С Т Е Р С Т В А финансов Республики Коми") == ["Министерство финансов Республики Коми"]


def test_columns_do_not_run_together() -> None:
    assert names("Директор департамента          Институт «Заря»") == ["Институт «Заря»"]
    assert names("глава Администрации\tХирви") == []


def test_a_loose_zone_gives_only_what_is_beyond_doubt() -> None:
    assert names("Центр Направления Мероприятия Конкурсы", ZoneRole.NOISE) == []
    assert names("р/с 407 в ПАО «Волгапромбанк»", ZoneRole.FURNITURE) == ["ПАО «Волгапромбанк»"]


_PIECES = {
    "ministries": "министерство ",
    "shouted ministries": "МИНИСТЕРСТВО ",
    "chains": "министерства образования ",
    "schools": "школа № 5, ",
    "forms": "МБОУ ",
    "open forms": "МБОУ «",
    "firms": "ООО «Ромашка» и ",
    "closed": "школа» ",
    "honours": "имени ",
    "initials": "А. ",
    "numbers of schools": "школы № 5, 6, 7, ",
    "second language": "ҡҙғ бдғ\n",
    "broken words": "образо-\nвания ",
}
_TEXTS = {name: piece * (LENGTH // 5 // len(piece)) for name, piece in _PIECES.items()}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_takes_linear_time(text: str) -> None:
    assert spend(organizations.find, Document(text, _lines(text))) < HOSTILE_SECONDS


@pytest.mark.parametrize("text", _TEXTS.values(), ids=_TEXTS.keys())
def test_a_hostile_letterhead_takes_linear_time(text: str) -> None:
    zones = (Zone(ZoneRole.LETTERHEAD, 0, len(text)),)
    assert spend(organizations.find, Document(text, _lines(text), zones=zones)) < HOSTILE_SECONDS


@given(st.text(alphabet='МинстерваОбзющкл №125«»"\n\t.,()-–АБЦд', max_size=80))
def test_a_mention_is_cut_from_the_text(text: str) -> None:
    for mention in organizations.find(Document(text, (Line(0, len(text)),))):
        assert text[mention.start : mention.end] == mention.text
        assert mention.value
