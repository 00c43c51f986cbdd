"""Resolution: a whole letter from its text, asked row by row."""

from __future__ import annotations

import gc
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.document import Document, Page
from pipeline.letter import understand
from pipeline.readers import Source, read
from pipeline.records import Letter
from test_zones import LETTER, document_of


def letter_of(text: str) -> Letter:
    found = understand([document_of(text)])[0]
    assert isinstance(found, Letter)
    return found


@pytest.fixture(scope="module")
def letter() -> Letter:
    return letter_of(LETTER)


def test_the_card(letter: Letter) -> None:
    assert letter.kind == "letter"
    assert letter.language == "ru"
    assert letter.title == "О переносе сроков"
    own = [r for r in letter.references if r.role == "own"]
    assert [(r.number, r.date) for r in own] == [("05-12/88", "2024-03-15")]
    assert [(r.number, r.date) for r in letter.references if r.role == "in_reply_to"] == [("17", "2024-03-01")]


def test_the_salutation_completes_the_addressee(letter: Letter) -> None:
    (row,) = letter.addressees
    assert row.person is not None
    assert letter.people[row.person].full_name == "Зябликова Ольга Павловна"
    assert row.position == "директор"


def test_the_signatory_is_not_joined_with_the_executor(letter: Letter) -> None:
    (row,) = letter.signatories
    assert row.person is not None
    assert letter.people[row.person].full_name == "Соболь И. К."
    assert row.position == "Заместитель министра"
    executors = [letter.people[m.entity].full_name for m in letter.mentions if m.role == "executor"]
    assert executors == ["Петухова Инна Львовна"]


def test_quotes_are_cut_from_the_text(letter: Letter) -> None:
    rows = [
        *letter.references,
        *letter.dates,
        *letter.signatories,
        *letter.addressees,
        *letter.contacts,
        *letter.mentions,
        *letter.appendices,
    ]
    assert rows
    for row in rows:
        assert letter.text[row.source.start : row.source.end] == row.source.quote
        assert 0 <= row.source.confidence <= 1


def test_a_letter_without_number_and_signature_leaves_blanks_and_says_so() -> None:
    text = (
        "Уважаемые коллеги!\n\n"
        "Направляем для сведения перечень школ, участвующих в проекте. Просим учесть в работе.\n\n"
        "С уважением"
    )
    letter = letter_of(text)
    assert letter.kind == "letter" or not letter.references
    assert not letter.signatories
    assert not [r for r in letter.references if r.role == "own"]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Уважаемые коллеги! Направляем Вам сведения о школах.", "ru"),
        ("Паважаныя калегі! Накіроўваем вам звесткі аб навучальных установах, якія ўдзельнічаюць у праекце.", "be"),
        ("Dear colleagues, please find enclosed the report on schools.", "en"),
        ("Хөрмәтле хезмәттәшләр! Сезгә мәктәпләр турында мәгълүмат җибәрәбез.", "tt"),
        ("12345 67", ""),
    ],
)
def test_the_language_is_said(text: str, language: str) -> None:
    assert letter_of(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufffd\ufffd Ìèíèñòåðñòâî îáðàçîâàíèÿ \ufffd",
        "«" * 5000,
        "Исх. № № № от от от",
        "А.А.А.А.А.А. " * 300,
        "\u202e\u0000 № 5",
    ],
)
def test_broken_text_never_raises(text: str) -> None:
    assert letter_of(text).text == text


def test_one_bad_document_does_not_cost_the_others_theirs() -> None:
    good = document_of(LETTER)
    bad = replace(good, lines=(replace(good.lines[0], page="first"),))  # type: ignore[arg-type]
    found = understand([good, bad, good])
    assert isinstance(found[0], Letter)
    assert isinstance(found[2], Letter)
    assert found[0] == found[2]


def test_a_letter_leaves_nothing_to_the_collector_of_cycles() -> None:
    """A cycle would keep the whole document, tokens and all, until a worker looks for cycles, which it seldom does."""
    inbox = Path(__file__).parents[1] / "samples" / "inbox"
    documents = [read(Source.of(path)) for path in sorted(inbox.glob("*.txt"))[::6]]
    assert documents
    understand(documents)  # what is made once and stays
    gc.collect()
    gc.disable()
    try:
        understand(documents)
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_recognition_lowers_confidence() -> None:
    printed = document_of(LETTER)
    seen = replace(printed, pages=(Page(1, 0, len(LETTER), source="ocr", confidence=0.8),))
    first, second = (x for x in understand([printed, seen]) if isinstance(x, Letter))
    assert second.text_source == "ocr"
    assert second.signatories[0].source.confidence < first.signatories[0].source.confidence
    assert isinstance(printed, Document)


PETITION = """Министру культуры Тверской области
Космачёву Вячеславу Викторовичу
от директора ГБУК «Музей часов»
Ласточкиной Е.С.

Уважаемый Вячеслав Викторович!

Прошу согласовать закупку витрин до 1 июля 2024 года. Ответ от Вас ждём письмом.

Директор                                       Е.С. Ласточкина
"""


def test_the_author_named_under_the_addressee_is_not_addressed() -> None:
    letter = letter_of(PETITION)
    assert [(row.position, row.organization_name) for row in letter.addressees] == [
        ("министр культуры Тверской области", "")
    ]
    assert letter.sender is not None
    assert letter.organizations[letter.sender].name == "ГБУК «Музей часов»"
    roles = {letter.people[m.entity].full_name: m.role for m in letter.mentions if m.entity_type == "person"}
    assert roles == {"Космачёв Вячеслав Викторович": "addressee", "Ласточкина Е. С.": "signatory"}


def test_a_registered_act_on_a_page_is_an_order_and_a_registered_letter_a_letter() -> None:
    act = "Постановление администрации города Кимры от 17.08.2010 № 68\n\nОб утверждении порядка\n\n1. Утвердить порядок.\n"
    assert letter_of(act).kind == "order"
    page = "Документы / Письма /\nПисьмо № 06-95/02 от 19 октября 2015 г.\n\nО представлении сведений\n\nПросим их направить.\n"
    assert letter_of(page).kind == "letter"


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ('Об услуге "Приём в школу"', 'Об услуге "Приём в школу"'),
        ('"О проверке доводов жителей"', "О проверке доводов жителей"),
        ('О проверке доводов жителей"', "О проверке доводов жителей"),
    ],
)
def test_quotes_of_a_title_are_kept_in_pairs(written: str, title: str) -> None:
    assert letter_of(LETTER.replace("О переносе сроков", written)).title == title


def test_the_line_that_names_an_act_names_its_author() -> None:
    text = (
        'Письмо Федеральной службы по надзору в сфере садов от 26 апреля 2013 г. N 10-84 "О поливе"\n\n'
        "Согласно приказу Минсельхоза России от 11.10.2011 N 2451 яблони поливают в августе, а груши в сентябре.\n"
    )
    letter = letter_of(text)
    assert letter.sender is not None
    assert letter.organizations[letter.sender].name == "Федеральная служба по надзору в сфере садов"


def test_a_body_inside_a_phrase_in_capitals_is_no_letterhead() -> None:
    text = "НАЗНАЧЕНИЕ РУКОВОДИТЕЛЯ АДМИНИСТРАЦИИ КИМРСКОГО РАЙОНА\n\nРЕШЕНИЕ\n\nот 25.07.2018 № 465\n\nРЕШИЛО:\n1. Назначить.\n"
    assert letter_of(text).sender is None


def test_a_date_above_the_lines_to_sign_on_is_no_post() -> None:
    text = PETITION.replace(
        "Директор                                       Е.С. Ласточкина",
        "С уважением,\n21 января 2024 г.\n_______ /Е.С. Ласточкина/",
    )
    assert [row.position for row in letter_of(text).signatories] == [""]


def test_a_visa_has_its_post_as_a_signature_has() -> None:
    visas = "\n\nВизы:\nГИП            Клёнов Ю.Б.\nГл. сварщик цеха         О.А. Рябина\n"
    letter = letter_of(PETITION + visas)
    said = {letter.people[m.entity].surname: (m.role, m.position) for m in letter.mentions if m.entity_type == "person"}
    assert said["Клёнов"] == ("approver", "ГИП")
    assert len(letter.signatories) == 1


def test_whoever_signs_on_behalf_signs_and_the_other_does_not() -> None:
    written = "Директор                                       Е.С. Ласточкина"
    behalf = "Секретарь заседания       Е.С. Ласточкина\nпо поручению судьи Клёновой Д.О."
    assert [s.position for s in letter_of(PETITION.replace(written, behalf)).signatories] == ["Секретарь заседания"]
    chair = "По поручению профкома председатель       Е.С. Ласточкина"
    assert len(letter_of(PETITION.replace(written, chair)).signatories) == 1


def test_a_land_that_ends_a_letterhead_and_begins_an_address_belongs_to_both() -> None:
    head = "СОВЕТ ДЕПУТАТОВ\nМУНИЦИПАЛЬНОГО ОБРАЗОВАНИЯ\nСОЛЬ-ИЛЕЦКИЙ ГОРОДСКОЙ ОКРУГ\nОРЕНБУРГСКОЙ ОБЛАСТИ\n"
    letter = letter_of(f"{head}461500, г. Соль-Илецк, ул. Садовая, 6\n\n12.04.2024 № 01-15/11\n\n{PETITION}")
    assert letter.sender is not None
    name = "Совет депутатов муниципального образования Соль-Илецкий городской округ Оренбургской области"
    assert letter.organizations[letter.sender].name == name
    assert [(c.kind, c.postcode) for c in letter.contacts if c.kind == "address"] == [("address", "461500")]


def test_a_phone_of_the_letterhead_is_the_executors_too_where_the_mark_repeats_it() -> None:
    letter = letter_of(LETTER.replace("22-00-14", "22-00-11"))
    phones = [(c.owner, c.value) for c in letter.contacts if c.kind == "phone"]
    assert phones == [("sender", "+73902220011"), ("executor", "+73902220011")]


def test_a_post_of_the_letterhead_keeps_the_capitals_of_its_land() -> None:
    head = "УПОЛНОМОЧЕННЫЙ ПО ПРАВАМ РЕБЁНКА\nВ НОВОСИБИРСКОЙ ОБЛАСТИ"
    text = LETTER.replace("МИНИСТЕРСТВО ОБРАЗОВАНИЯ\nВЕРХНЕЙ ОБЛАСТИ", head).replace("Заместитель министра\n\n", "")
    (row,) = letter_of(text).signatories
    assert row.position == "Уполномоченный по правам ребёнка в Новосибирской области"


OFFICIAL = """ГУБЕРНАТОР
САДОВОЙ ОБЛАСТИ

12.03.2024 № 01-15

Директору Садового лицея
Вишняковой А. А.

Уважаемая Анна Андреевна!

Направляю Вам поздравление с юбилеем лицея и прошу передать его коллективу.

И.И. Грушин
"""
CITIZEN = """Директору Садового лицея
Вишняковой А. А.
от Грушина Ивана Ильича

Заявление

Прошу выдать мне справку об обучении за 2003 год.

12.03.2024                    Грушин И.И.
"""


@pytest.mark.parametrize("last", ["Грушин И.И.", "____________ / И.И. Грушин /"])
def test_a_name_beside_the_day_signs_a_petition(last: str) -> None:
    letter = letter_of(CITIZEN.replace("Грушин И.И.", last))
    assert [letter.people[s.person].full_name for s in letter.signatories if s.person is not None] == ["Грушин Иван Ильич"]


@pytest.mark.parametrize("text", [OFFICIAL, CITIZEN])
def test_a_person_who_writes_wants_no_organisation(text: str) -> None:
    letter = letter_of(text)
    assert letter.sender is None
    assert "sender: not found" not in letter.warnings


def test_a_letter_without_its_letterhead_wants_its_sender() -> None:
    letter = letter_of(OFFICIAL.replace("ГУБЕРНАТОР\nСАДОВОЙ ОБЛАСТИ\n\n", "").replace("И.И. Грушин", "Директор   И.И. Грушин"))
    assert "sender: not found" in letter.warnings


def test_contacts_in_the_foot_of_an_order_are_the_senders() -> None:
    letter = letter_of(
        "АДМИНИСТРАЦИЯ САДОВОГО ОКРУГА\nРАСПОРЯЖЕНИЕ\n23.07.2025 № 198р\nО проведении ярмарки\n\n"
        "1. Провести 23 августа 2025 г. ярмарку.\n2. Отделу торговли (Вишнякова А.А.) сформировать реестр участников.\n\n"
        "Глава администрации                 И.И. Грушин\n\n618740, г. Садов, ул. Лесная, 14\nПриемная: (34265) 2-00-00\n"
    )
    assert {contact.owner for contact in letter.contacts} == {"sender"}
