"""Headings in the forms that letters have them, in three layouts: above the salutation, above the text, in the corner."""

from __future__ import annotations

import pytest

from pipeline.letter import understand
from pipeline.readers import Source, read
from pipeline.records import Letter

ABOVE_SALUTATION = """ДЕПАРТАМЕНТ САДОВ
ТВЕРСКОЙ ОБЛАСТИ
170100, г. Тверь, ул. Садовая, 5, тел. (4822) 00-12-30
12.03.2024 № 118-02

Директору ГБУК «Музей яблони»
Грушину И.П.

{heading}

Уважаемый Игорь Павлович!

Департамент садов Тверской области сообщает, что заявка принята.

Начальник департамента                                  Н.В. Вишнякова
"""
ABOVE_TEXT = ABOVE_SALUTATION.replace("Уважаемый Игорь Павлович!\n\n", "")
IN_CORNER = """ДЕПАРТАМЕНТ САДОВ                       Директору ГБУК «Музей яблони»
ТВЕРСКОЙ ОБЛАСТИ                        Грушину И.П.
170100, г. Тверь,
ул. Садовая, 5
12.03.2024 № 118-02
{heading}

Уважаемый Игорь Павлович!

Департамент садов Тверской области сообщает, что заявка принята.

Начальник департамента                                  Н.В. Вишнякова
"""
SAID = (
    "О продлении срока", "Об итогах конкурса⏎«Весна в саду»", "По вопросу передачи⏎саженцев", "Касательно заявки № 14",
    "О САЖЕНЦАХ МУЗЕЮ", "Приглашение на семинар", "Приглашение к участию в выставке⏎«Старый сад»", "Ответ на обращение",
    "Ответ на Ваше письмо", "К вопросу о ремонте ограды", "Относительно ремонта ограды", "В отношении земельного участка",
    "О ремонте ограды музея, замене⏎окон, а также о выделении⏎средств на эти цели в 2024 году⏎из областного бюджета",
    "На запрос о ремонте ограды", "Уведомление о проведении проверки", "Информация о проделанной работе",
    "Претензия по договору № 5 от 01.02.2024", "Заявка на участие в конкурсе", "Согласие на обработку данных",
    "Предложение о сотрудничестве", "Обращение по вопросу благоустройства", "Дополнение к письму от 01.02.2024 № 15",
    "О внесении изменений⏎в приказ от 12.01.2024 № 5-од⏎«Об утверждении плана»", "Разъяснения по применению приказа № 5",
    "Сведения о кадрах на 01.03.2024", "Отзыв на проект закона", "Замечания к проекту устава", "Направление документов",
    "Подтверждение участия", "Напоминание о сроках", "О II Межрегиональном форуме⏎«Сад XXI века»", "Об «открытом диалоге»",
    "О проекте № 2/24-п", "Ходатайство о награждении",
)  # fmt: skip
#: What stands in the place of a heading -> the subject that it says.
LABELLED = {
    "Касательно: заявка № 14": "заявка № 14", "Тема: Заявка на саженцы": "Заявка на саженцы", "Тема письма: О саде": "О саде",
    "«О саженцах»": "О саженцах", '"О саженцах музею"': "О саженцах музею", "Re: заявка на саженцы": "заявка на саженцы",
    "[О саженцах]": "О саженцах", "ПРЕТЕНЗИЯ⏎о нарушении сроков": "о нарушении сроков",
    "Благодарственное письмо": "", "ИНФОРМАЦИОННОЕ ПИСЬМО": "", "СЛУЖЕБНАЯ ЗАПИСКА": "",
}  # fmt: skip


@pytest.mark.parametrize("layout", [ABOVE_SALUTATION, ABOVE_TEXT, IN_CORNER], ids=["salutation", "text", "corner"])
def test_headings(layout: str) -> None:
    wanted = {heading: heading.replace("⏎", " ") for heading in SAID} | LABELLED
    texts = [layout.format(heading=heading.replace("⏎", "\n")) for heading in wanted]
    letters = understand([read(Source.of(text.encode(), f"{n}.txt")) for n, text in enumerate(texts)])
    found = {heading: letter.title for heading, letter in zip(wanted, letters, strict=True) if isinstance(letter, Letter)}
    assert found == wanted


@pytest.mark.parametrize("line", ["Отдел по делам музеев", "Добрый день!", "г. Тверь", "Вишняков Олег Павлович"])
def test_what_stands_there_and_is_no_heading(line: str) -> None:
    letter = understand([read(Source.of(ABOVE_SALUTATION.format(heading=line).encode(), "a.txt"))])[0]
    assert isinstance(letter, Letter)
    assert letter.title == ""


ORDER = """{above}ДЕПАРТАМЕНТ САДОВ
ТВЕРСКОЙ ОБЛАСТИ

ПРИКАЗ
от 19 апреля 2024 г. № 11-нп

{heading}

В соответствии с постановлением Правительства Тверской области от 29 января 2021 года № 23-п приказываю:
1. Внести в приказ следующее изменение.
"""
LOUD = """О ВНЕСЕНИИ ИЗМЕНЕНИЯ В ПРИКАЗ
ДЕПАРТАМЕНТА САДОВ ТВЕРСКОЙ
ОБЛАСТИ ОТ 19 ОКТЯБРЯ 2021 ГОДА № 3-НП
"ОБ УТВЕРЖДЕНИИ РЕГЛАМЕНТА
ПО УХОДУ ЗА САДАМИ" НА ЮГЕ"""


@pytest.mark.parametrize(
    ("heading", "title"),
    [
        (LOUD, LOUD.replace("\n", " ")),
        ("О САДАХ\nГ. ТВЕРЬ", "О САДАХ"),
        ("О САДАХ\n\nДИРЕКТОРУ МУЗЕЯ", "О САДАХ"),
    ],
)
def test_a_heading_in_capitals_goes_on_in_capitals(heading: str, title: str) -> None:
    above = "Приказ Департамента садов Тверской области от 19.04.2024 N 11-нп \"О внесении изменения в приказ\"\n\n\n"
    letter = understand([read(Source.of(ORDER.format(above=above, heading=heading).encode(), "a.txt"))])[0]
    assert isinstance(letter, Letter)
    assert letter.title == title


def test_the_first_section_of_a_paper_is_no_heading() -> None:
    text = """ПОЛОЖЕНИЕ о районном конкурсе «Герои урожая»
I. Общие положения
Чтобы сохранить память о садоводах района, Управление культуры и Издательский дом «Яблоня» проводят конкурс «Герои урожая».
В конкурсе может участвовать каждый.
"""
    letter = understand([read(Source.of(text.encode(), "a.txt"))])[0]
    assert isinstance(letter, Letter)
    assert letter.title == "ПОЛОЖЕНИЕ о районном конкурсе «Герои урожая»"
