"""Frames around a letterhead or an addressee: text boxes and frames of a DOCX, boxes drawn in plain text."""

from __future__ import annotations

import pytest

from make_files import docx, p, sound, table, texts
from pipeline.readers import Source, read

HEAD = p("БАНК «ЗАУРАЛЬЕ»") + p("г. Курган") + p("25.10.2023 № 03-5/2217")
BELOW = p("") + p("Об исполнении постановления") + p("Постановление исполнено.")
READER = ["Отдел судебных приставов", "Хомутовой Е.Н."]
ORDER = ["БАНК «ЗАУРАЛЬЕ»", "г. Курган", "25.10.2023 № 03-5/2217", *READER, "Об исполнении постановления", "Постановление исполнено."]


def read_docx(body: str) -> list[str]:
    return texts(sound(read(Source.of(docx(body), "letter.docx"))))


def floating(place: str) -> str:
    return table([["".join(map(p, READER))]]).replace("<w:tblPr>", f"<w:tblPr><w:tblpPr {place}/>")


def framed(place: str) -> str:
    return "".join(f"<w:p><w:pPr><w:framePr {place}/></w:pPr><w:r><w:t>{line}</w:t></w:r></w:p>" for line in READER)


def boxed(holder: str) -> str:
    inner = "<w:txbxContent>" + "".join(map(p, READER)) + "</w:txbxContent>"
    return f"<w:p><w:r>{holder.format(inner)}</w:r></w:p>"


SPACES = "xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"


@pytest.mark.parametrize(
    "reader",
    [
        framed("w:hAnchor='page' w:x='6200'"),
        framed("w:hAnchor='margin' w:xAlign='right'"),
        floating("w:horzAnchor='page' w:tblpX='6600'"),
        floating("w:horzAnchor='margin' w:tblpXSpec='right'"),
        boxed("<w:pict><v:shape style='position:absolute;margin-left:260.5pt'><v:textbox>{}</v:textbox></v:shape></w:pict>"),
        boxed(
            f"<w:drawing><wp:anchor {SPACES}><wp:positionH relativeFrom='column'><wp:posOffset>3300000</wp:posOffset></wp:positionH>"
            "{}</wp:anchor></w:drawing>"
        ),
    ],
)
def test_an_addressee_in_a_frame_on_the_right_is_read_behind_the_letterhead(reader: str) -> None:
    assert read_docx(reader + HEAD + BELOW) == ORDER


def test_a_frame_on_the_left_and_one_below_a_line_stay() -> None:
    left = framed("w:hAnchor='page' w:x='1700'")
    assert read_docx(left + HEAD + BELOW)[:2] == READER
    assert read_docx(p("Банк") + framed("w:hAnchor='page' w:x='6200'") + BELOW)[:3] == ["Банк", *READER]


def test_a_frame_that_interrupts_the_letterhead() -> None:
    top, rest = HEAD.split("</w:p>", 1)
    reader = framed("w:hAnchor='page' w:x='6200'")
    assert read_docx(f"{top}</w:p>{reader}{rest}{BELOW}") == ORDER


def test_rows_of_a_letterhead_beside_one_cell_that_reaches_over_them_are_one_block() -> None:
    merged = "<w:tc><w:tcPr><w:vMerge{}/></w:tcPr>{}</w:tc>"
    rows = ["АКЦИОНЕРНОЕ ОБЩЕСТВО", "«Аэропорт Нижнекамск»", "423550, Республика Татарстан, Нижнекамский район, аэропорт"]
    body = table([[row] for row in rows])
    for number, row in enumerate(rows):
        cell = merged.format("" if number else " w:val='restart'", p("" if number else READER[0]))
        body = body.replace(f"{p(row)}</w:tc>", f"{p(row)}</w:tc>{cell}")
    document = sound(read(Source.of(docx(body + BELOW), "letter.docx")))
    assert texts(document)[:4] == [*rows, READER[0]]
    assert [line.block for line in document.lines][:4] == [0, 0, 0, 1]


def test_a_frame_on_the_right_of_nothing_stays() -> None:
    assert read_docx(framed("w:hAnchor='page' w:x='6200'") + BELOW)[:3] == [*READER, "Об исполнении постановления"]


def read_txt(text: str) -> list[str]:
    return texts(sound(read(Source.of(text.encode(), "letter.txt"))))


BOX = """┌──────────────────────┐
│ ЦЕНТР ЗАНЯТОСТИ      │     Директору
│ ГОРОДА ФУРМАНОВ      │     ОАО «Ткачиха»
│ 18.01.2024 № 17-04/29│
└──────────────────────┘

О квотировании"""


def test_a_letterhead_in_a_box_of_lines_with_the_addressee_beside_it() -> None:
    left = ["ЦЕНТР ЗАНЯТОСТИ", "ГОРОДА ФУРМАНОВ", "18.01.2024 № 17-04/29"]
    assert read_txt(BOX) == [*left, "Директору", "ОАО «Ткачиха»", "О квотировании"]
    rows = ["| ЦЕНТР     | Ректору  |", "| ЗАНЯТОСТИ | академии |", "| г. Кизел  |          |"]
    border = "+-----------+----------+"
    assert read_txt("\n".join([border, *rows, border])) == ["ЦЕНТР", "ЗАНЯТОСТИ", "г. Кизел", "Ректору", "академии"]


def test_a_drawn_table_of_numbered_rows_is_no_frame() -> None:
    table = "┌──┬───────┐\n│1 │Лицей  │\n│  │№ 5    │\n│2 │Школа  │\n└──┴───────┘"
    assert read_txt(table) == ["1 | Лицей № 5", "---|---", "2 | Школа"]
