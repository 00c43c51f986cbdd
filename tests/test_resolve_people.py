"""One person, one entry: names of a letter joined under the fullest form."""

from __future__ import annotations

import time

from case_lines import read
from extractors import find_all
from extractors.document import Document, Line
from pipeline.records import Letter
from pipeline.resolve import resolve


def people(*lines: str) -> list[str]:
    document = read("⏎".join(lines)).document
    return sorted(person.full_name for person in resolve(document, find_all(document)).people)


def test_initials_join_the_whole_name() -> None:
    assert people("Выступила Орлова Анна Ильинична. Письмо А.И. Орловой прилагается.") == ["Орлова Анна Ильинична"]


def test_a_salutation_completes_the_addressee() -> None:
    lines = ("@addressee Директору", "@addressee Павловой-Зубовской А.М.", "@salutation Уважаемая Анжелика Максимовна!")
    assert people(*lines) == ["Павлова-Зубовская Анжелика Максимовна"]


def test_a_salutation_goes_to_the_addressee_before_another_with_its_initials() -> None:
    lines = ("@addressee Директору Носовой А.М.", "@salutation Уважаемая Алла Марковна!", "@body Отвечает Зорина А.М.")
    assert people(*lines) == ["Зорина А. М.", "Носова Алла Марковна"]


def test_a_salutation_alone_stays_as_it_is() -> None:
    assert people("@salutation Уважаемая Алла Марковна!") == ["Алла Марковна"]


def test_initials_that_differ_are_two_people() -> None:
    assert people("Иванов А.А., Иванов Б.Б. приехали.") == ["Иванов А. А.", "Иванов Б. Б."]


def test_a_surname_alone_is_the_person_of_the_letter() -> None:
    assert people("Выступил Лыков Егор Ильич. После Лыкова говорили гости.") == ["Лыков Егор Ильич"]


def test_thousands_of_people_take_linear_time() -> None:
    def spent(count: int) -> tuple[float, Letter]:
        letters = "абвгдежзиклмнопрстуфхцчшщэюя"
        names = [f"{a.upper()}{b}{c}{d}ров А.Б.\n" for a in letters for b in "аеиоу" for c in letters for d in "аеиоу"]
        text = "".join(names[:count])
        lines, at = [], 0
        for name in names[:count]:
            lines.append(Line(at, at + len(name) - 1))
            at += len(name)
        document = Document(text=text, lines=tuple(lines))
        mentions = list(find_all(document))
        started = time.process_time()
        letter = resolve(document, mentions)
        return time.process_time() - started, letter

    few, _ = spent(300)
    many, letter = spent(1500)
    assert len(letter.people) > 1000
    assert many < max(1.0, 15 * few)


def test_a_given_name_and_patronymic_complete_who_is_named_without_the_latter() -> None:
    text = "@body Письмо получил депутат Александр Лыков. За помощь благодарят Александра Николаевича."
    assert people(text) == ["Лыков Александр Николаевич"]


def test_a_patronymic_that_two_people_may_bear_is_nobodys() -> None:
    text = "@body Приехали Александр Орлов и Александр Иванов. За помощь благодарят Александра Николаевича."
    assert people(text) == ["Иванов Александр", "Орлов Александр"]
