"""Frames around a letterhead or an addressee: text boxes and frames of a DOCX, boxes drawn in plain text."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from make_files import docx, p, sound, table, texts
from pipeline.readers import Source, read
from pipeline.readers.boxes import redrawn, unframed
from pipeline.readers.pipes import unpiped

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


def shape(style: str) -> str:
    return boxed(f"<w:pict><v:shape style='position:absolute;{style}'><v:textbox>{{}}</v:textbox></v:shape></w:pict>")


@pytest.mark.parametrize(
    "reader",
    [
        framed("w:hAnchor='page' w:x='6200'"),
        framed("w:hAnchor='margin' w:xAlign='right'"),
        floating("w:horzAnchor='page' w:tblpX='6600'"),
        floating("w:horzAnchor='margin' w:tblpXSpec='right'"),
        shape("margin-left:260.5pt"),
        shape("margin-left:9cm; mso-position-horizontal:absolute"),
        shape("margin-left:300pt;mso-position-horizontal-relative:page"),
        shape("margin-left:0;mso-position-horizontal:right;mso-position-horizontal-relative:margin"),
        boxed(
            f"<w:drawing><wp:anchor {SPACES}><wp:positionH relativeFrom='column'><wp:posOffset>3300000</wp:posOffset></wp:positionH>"
            "{}</wp:anchor></w:drawing>"
        ),
    ],
)
def test_an_addressee_in_a_frame_on_the_right_is_read_behind_the_letterhead(reader: str) -> None:
    assert read_docx(reader + HEAD + BELOW) == ORDER


@pytest.mark.parametrize(
    "style",
    [
        "margin-left:200pt;mso-position-horizontal-relative:page",
        "margin-left:300pt;mso-position-horizontal:left",
        "margin-left:9999pt",
        "margin-left:4cm",
    ],
)
def test_a_shape_on_the_left_or_off_the_page_stays(style: str) -> None:
    assert read_docx(shape(style) + HEAD + BELOW)[:2] == READER


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


def test_the_last_column_of_a_grid_is_no_frame_beside_a_letterhead() -> None:
    border = "+-----------------+----------+"
    grid = [border, "| Район           | Школа    |", border, "| Шуйский         | Лицей    |", border]
    assert read_txt("\n".join(grid)) == ["Район | Школа", "---|---", "Шуйский | Лицей"]


def test_a_line_of_dashes_below_a_row_with_a_pipe_is_no_rule_of_a_table() -> None:
    rows = ["Тел. 22-30-42 | факс 22-30-43", "--------------------", "", "О сроках"]
    assert unpiped(rows) == rows


def test_a_table_of_pipes_that_goes_on_on_the_next_page_is_not_taken_apart() -> None:
    head = "| Район | Школа |\n|---|---|\n"
    assert read_txt(f"{head}\f\n| Шуйский | Лицей |\n")[:2] == head.splitlines()
    assert read_txt(f"{head}\fО сроках\n") == ["Район", "Школа", "О сроках"]


def seconds(job: Callable[[list[str]], object], rows: list[str]) -> float:
    started = time.process_time()
    job(rows)
    return time.process_time() - started


@pytest.mark.parametrize("job", [unframed, redrawn])
def test_sides_without_a_border_below_a_drawn_box_take_no_long_time(job: Callable[[list[str]], list[str]]) -> None:
    rows = ["┌──────────┐", "│ ШКОЛА    │", "└──────────┘", "", *["│ x"] * 10_000]
    assert seconds(job, rows) < 2  # twenty times as long where each row looks through all below it
    assert job(rows)[-10_000:] == ["│ x"] * 10_000


@pytest.mark.parametrize("row", [" " * 40_000 + "--x|", "|--" + " " * 40_000 + "x"])
def test_blanks_around_a_rule_take_no_long_time(row: str) -> None:
    assert seconds(unpiped, ["№ | Школа", row]) < 2
