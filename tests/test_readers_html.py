"""HTML and MHTML: letters whole, news without the frame of the site, contact pages with their contacts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from extractors.document import Document, Part, ZoneRole
from make_files import refusal, sound, texts
from pipeline.errors import ErrorCode, ReadError
from pipeline.letter import understand
from pipeline.readers import Source, read
from pipeline.zones import lay


def read_html(text: str | bytes) -> Document:
    return sound(read(Source.of(text if isinstance(text, bytes) else text.encode(), "page.html")))


STORY = "".join(
    f"<p>Абзац {n}. В области прошёл конкурс школьных музеев, в нём участвовали педагоги и ученики.</p>"
    for n in range(6)
)
MENU = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Раздел {n}</a></li>" for n in range(9)) + "</ul></nav>"


def test_letter_is_taken_whole() -> None:
    page = "<html><body><table><tr><td>МИНИСТЕРСТВО<br>КУЛЬТУРЫ</td><td>Директору музея</td></tr></table>"
    page += "<p align=center>Уважаемый коллега!</p><p>Текст.</p><p>Министр\tИ.И. Ясенев</p></body></html>"
    document = read_html(page)
    assert texts(document) == [
        "МИНИСТЕРСТВО",
        "КУЛЬТУРЫ",
        "Директору музея",
        "Уважаемый коллега!",
        "Текст.",
        "Министр\tИ.И. Ясенев",
    ]
    assert document.lines[3].align == "center"


def own(document: Document) -> list[str]:
    return [document.at(line) for line in document.own_lines]


def test_the_frame_of_a_site_is_told_from_the_news() -> None:
    foot = "<footer>Телефон редакции: (3812) 22-33-44</footer>"
    page = (
        f"<html><head><title>Конкурс — Сайт</title></head><body>{MENU}<h1>Конкурс музеев</h1>{STORY}<aside>"
        f"Реклама</aside>{foot}</body></html>"
    )
    document = read_html(page)
    assert document.meta["title"] == "Конкурс — Сайт"
    assert own(document)[0] == "Конкурс музеев"
    assert own(document)[-1] == "Телефон редакции: (3812) 22-33-44"
    assert len(own(document)) == 8
    frame = [document.at(line) for line in document.lines if line.part is Part.FRAME]
    assert frame == [*(f"– Раздел {n}" for n in range(9)), "Реклама"]
    noise = list(lay(document).zones_of(ZoneRole.NOISE))
    assert all(any(frame_line in document.at(zone) for zone in noise) for frame_line in frame)


def test_dates_of_the_frame_are_dates_of_the_page_and_no_evidence_of_a_year() -> None:
    page = f"<html><body>{MENU}<h1>Конкурс музеев</h1><p>5 марта 2024</p>{STORY}<p>Финал пройдёт 7 апреля.</p>"
    page += "<aside>12.09.2023 Архив</aside></body></html>"
    (letter,) = understand([read_html(page)])
    assert not isinstance(letter, Exception)
    assert sorted(record.date for record in letter.dates) == ["2023-09-12", "2024-03-05", "2024-04-07"]


def test_contact_page_keeps_its_table() -> None:
    rows = "".join(
        f"<tr><td>отдел {n}</td><td>Петрова А.{chr(1040 + n)}.</td><td>22-33-{n}0</td></tr>" for n in range(4)
    )
    page = (
        f"<html><body>{MENU}<h1>Контакты</h1><p>644000, г. Омск, ул. Мира, 5</p><table><tr><th>Отдел</th><th>"
        f"ФИО</th><th>Телефон</th></tr>{rows}</table></body></html>"
    )
    document = read_html(page)
    assert "644000, г. Омск, ул. Мира, 5" in document.text
    assert len(document.tables[0].cells) == 15
    assert document.tables[0].cells[-1].header == "Телефон"


def test_what_is_hidden_is_not_text() -> None:
    page = (
        "<body><script>var x='нет'</script><style>p{}</style><p hidden>нет</p><p style='display: none'>нет</p>"
        "<!-- нет --><p>да</p></body>"
    )
    assert read_html("<html>" + page).text == "да"


def test_empty_lines_part_blocks() -> None:
    page = "<html><p>&nbsp;</p><p>Просим ответить.</p><p>&nbsp;</p><p>С уважением,<br><br>Зоя Рау<br>юрист</p><p></p><p>тел. 5</p>"
    assert read_html(page).text == "Просим ответить.\n\nС уважением,\n\nЗоя Рау\nюрист\nтел. 5"


def test_lists() -> None:
    assert texts(read_html("<html><ul><li>раз<li>два</ul><ol><li>три<li>четыре</ol>")) == [
        "– раз",
        "– два",
        "1. три",
        "2. четыре",
    ]


@pytest.mark.parametrize("encoding", ["cp1251", "utf-8", "koi8-r"])
def test_declared_and_undeclared_encodings(encoding: str) -> None:
    text = "<html><head>{}</head><body><p>Письмо министерства культуры области</p></body></html>"
    declared = text.format(f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">')
    for page in (declared, text.format("")):
        assert read_html(page.encode(encoding)).text == "Письмо министерства культуры области"


def test_marks_of_notes_are_no_part_of_a_number() -> None:
    page = "<p>приказ № 319н<sup><a href='#note2'><sup>2</sup></a></sup>. Закон № 181-ФЗ<a href='#_ftn1'>[1]</a></p>"
    assert read_html(page + "<p>Смотри <a href='#5'>пункт 5</a>, <a href='/5'>5</a></p>").text == (
        "приказ № 319н. Закон № 181-ФЗ\nСмотри пункт 5, 5"
    )


def test_a_page_without_text() -> None:
    with pytest.raises(ReadError) as caught:
        read_html("<html><body><img src=x></body></html>")
    assert caught.value.code is ErrorCode.NO_TEXT


def test_mhtml() -> None:
    page = "<html><body><p>Письмо из архива страницы</p></body></html>"
    data = (
        "From: <Saved by Browser>\r\nSnapshot-Content-Location: http://x.example/\r\nSubject: Страница\r\n"
        "MIME-Version: 1.0\r\n"
        'Content-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
        f"{page}\r\n--b\r\nContent-Type: image/png\r\n\r\nxx\r\n--b--\r\n"
    )
    document = sound(read(Source.of(data.encode(), "page.mht")))
    assert (document.format, document.text) == ("mhtml", "Письмо из архива страницы")


@given(st.text("<>/abptdr=\"' &;ая\n", max_size=300))
@examples(150)
def test_any_markup_is_sound(text: str) -> None:
    refusal(Source.of(f"<html><body>{text}".encode(), "page.html"))
