"""DOCX: everything that libraries lose, each in a file of a few lines."""

from __future__ import annotations

import io

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from budget import examples
from extractors.document import Document, Part
from make_files import docx, p, refusal, sound, table, texts
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import Source, read


def read_body(body: str, parts: dict[str, str] | None = None, styles: str = "") -> Document:
    return sound(read(Source.of(docx(body, parts, styles), "letter.docx")))


def test_a_file_of_python_docx() -> None:
    paper = python_docx.Document()
    paper.add_paragraph("Уважаемые коллеги!")
    paper.add_paragraph().add_run("Важно").bold = True
    stream = io.BytesIO()
    paper.save(stream)
    document = sound(read(Source.of(stream.getvalue(), "a.docx")))
    assert texts(document) == ["Уважаемые коллеги!", "Важно"]
    assert [line.bold for line in document.lines] == [False, True]


def test_corner_letterhead_is_two_blocks() -> None:
    left, right = p("МИНИСТЕРСТВО") + p("КУЛЬТУРЫ"), p("Директору") + p("музея")
    document = read_body(table([[left, right]]) + p("Уважаемый коллега!"))
    assert texts(document) == ["МИНИСТЕРСТВО", "КУЛЬТУРЫ", "Директору", "музея", "Уважаемый коллега!"]
    assert [line.block for line in document.lines] == [0, 0, 1, 1, 2]
    assert not document.tables


def test_letterhead_of_several_rows_stays_whole_beside_the_addressee() -> None:
    rows = [["МИНИСТЕРСТВО", "Директору музея"], ["ул. Мира, 5", "Петровой А.А."], ["24.05.2024 № 5", ""]]
    document = read_body(table(rows))
    assert texts(document)[:3] == ["МИНИСТЕРСТВО", "ул. Мира, 5", "24.05.2024 № 5"]


def test_an_addressee_typed_a_line_a_row_is_one_block() -> None:
    rows = [["Директору лицея"], ["«Озёрный»"], ["И.И. Ясеневу"]]
    assert read_body(table(rows) + p("О смотре")).text == "Директору лицея\n«Озёрный»\nИ.И. Ясеневу\n\nО смотре"
    beside = [["Министерство", "Лицей «Озёрный»"], ["культуры", "Музей"]]  # rows of other things stay apart
    assert read_body(table(beside)).text == "Министерство\n\nкультуры\n\nЛицей «Озёрный»\n\nМузей"


def test_a_letter_typed_into_the_rows_of_one_column() -> None:
    rows = [["ООО «Компания"], ["«Озёрная»"], [""], ["Исх. № 5"], [p("Просим") + p("") + p("ответить")]]
    assert read_body(table(rows)).text == "ООО «Компания\n«Озёрная»\n\nИсх. № 5\nПросим\n\nответить"


def test_signatures_are_read_row_by_row() -> None:
    rows = [[p("Министр") + p("образования"), "", "И.И. Ясенев"], ["Министр культуры", "", "П.П. Клёнов"]]
    document = read_body(table(rows))
    assert texts(document) == ["Министр", "образования", "И.И. Ясенев", "Министр культуры", "П.П. Клёнов"]


def test_a_sheet_of_agreement_is_read_row_by_row() -> None:
    rows = [["Инженер", "____", "И.И. Ясенев", "«___» ______ 2025 г."], ["Юрист", "____", "П.П. Клёнов", "20.02.2025"]]
    assert texts(read_body(table(rows))) == ["\t".join(row) for row in rows]


def test_members_of_a_commission_are_read_row_by_row() -> None:
    rows = [[p("Ясенев") + p("Иван Ильич"), "– директор, председатель;"], ["Клёнова А. П.", "– методист."]]
    assert texts(read_body(table(rows))) == ["Ясенев Иван Ильич\t– директор, председатель;", "Клёнова А. П.\t– методист."]


def test_addressee_that_tabs_set_beside_the_number() -> None:
    right = '<w:ind w:left="5600"/>'
    body = p("Исх. № 5/7\tДиректору") + p("от 24.05.2024\tООО «Ясень»\nНа № 5-р\tот 20.05.2024") + p("\t\tКлёнову П.П.")
    body += p("г. Омск", right) + p("О поставке") + p("Директор\tИ.И. Ясенев")
    document = read_body(body)
    assert texts(document) == [
        "Исх. № 5/7", "от 24.05.2024", "На № 5-р\tот 20.05.2024", "Директору", "ООО «Ясень»", "Клёнову П.П.", "г. Омск",
        "О поставке", "Директор\tИ.И. Ясенев",
    ]  # fmt: skip
    assert [line.align for line in document.lines[3:7]] == ["right"] * 4


def test_number_that_tabs_set_on_the_right_of_the_addressee() -> None:
    body = p("Генеральному директору\t«27» июня 2025 г.") + p("ООО «Ясень»\t№ 12/61") + p("Клёнову П.П.") + p("") + p("Об оплате")
    found = ["«27» июня 2025 г.", "№ 12/61", "Генеральному директору", "ООО «Ясень»", "Клёнову П.П.", "Об оплате"]
    assert texts(read_body(body)) == found


def test_a_narrow_gap_of_blanks_where_the_right_side_begins() -> None:
    rows = ["ОАО «ЯСЕНЬ»               Заместителю Губернатора", "г. Омск, ул. Орджоникидзе,  по строительству"]
    rows = [row.replace("Омск, ул. Орджоникидзе,", "Омск, ул. Мира, д. 5, к. 2") if n else row for n, row in enumerate(rows)]
    at = rows[1].index("по строительству")
    rows[0] = rows[0].split("  ")[0].ljust(at) + "Заместителю Губернатора"
    assert texts(read_body("".join(map(p, rows)))) == [
        "ОАО «ЯСЕНЬ»", "г. Омск, ул. Мира, д. 5, к. 2", "Заместителю Губернатора", "по строительству",
    ]  # fmt: skip


def test_addressee_whose_lines_lost_their_indent() -> None:
    body = p("24.05.2024 № 5/7\tНачальнику Департамента") + p("лесного комплекса") + p("") + p("Об отпуске леса")
    assert texts(read_body(body)) == ["24.05.2024 № 5/7", "Начальнику Департамента", "лесного комплекса", "Об отпуске леса"]


@pytest.mark.parametrize(
    "row",
    ["24.05.2024\t№ 5/7", "Директор\tИ.И. Ясенев", "10.00\tОткрытие", "2.\tДиректору школы", "Школа № 5\tг. Омск"],
)
def test_rows_with_tabs_that_stay(row: str) -> None:
    assert texts(read_body(p(row) + p("Текст"))) == [row, "Текст"]


def test_cells_of_a_form_are_one_line() -> None:
    rows = [["от", "24.05.2024", "№", "909"], ["На №", "5-р", "от", "20.05.2024"]]
    assert texts(read_body(table(rows))) == ["от\t24.05.2024\t№\t909", "На №\t5-р\tот\t20.05.2024"]


def test_fields_of_a_form_stand_with_their_values() -> None:
    rows = [["Кому:", "Директору лицея", "Исходящий №", "ТСН-41"]]
    rows += [["Тема:", "О плате", "Дата:", "19.04.2023"], ["Копия:", "Архив", "Листов", ""]]
    document = read_body(table(rows))
    assert texts(document) == ["Кому: Директору лицея", "Исходящий № ТСН-41", "Тема: О плате", "Дата: 19.04.2023", "Копия: Архив", "Листов"]
    assert texts(read_body(table([["Кому:", "Директору лицея"], ["О плате", "Вчера"]]))) == ["Кому:", "О плате", "Директору лицея", "Вчера"]


def test_fields_filled_in_inside_their_cells() -> None:
    rows = [["Исх. № СГЭ-340/24", "Дата: 08.11.2024"], ["Кому: директору", "В ответ на: письмо № 1170"], ["Тема: О графике", ""]]
    assert texts(read_body(table(rows))) == [cell for row in rows for cell in row if cell]


def test_data_table() -> None:
    rows = [["№", "Школа"], ["1", "Гимназия № 3"]]
    document = read_body(p("Перечень") + table(rows, ruled=True) + p("Конец"))
    assert texts(document) == ["Перечень", "№\tШкола", "1\tГимназия № 3", "Конец"]
    cells = [(c.row, c.column, document.at(c), c.header) for c in document.tables[0].cells]
    assert cells == [(1, 1, "№", ""), (1, 2, "Школа", ""), (2, 1, "1", "№"), (2, 2, "Гимназия № 3", "Школа")]


def test_text_box_once() -> None:
    inner = f"<w:txbxContent>{p('В рамке')}</w:txbxContent>"
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>"
        f"{inner}</wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict>"
        "</mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    document = read_body(box + p("Текст"))
    assert texts(document) == ["В рамке", "Текст"]
    assert document.lines[0].part is Part.TEXT_BOX
    old = f"<w:p><w:r><w:pict><v:shape><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r></w:p>"
    assert texts(read_body(old)) == ["В рамке"]


def test_headers_and_footers() -> None:
    section = (
        "<w:sectPr><w:headerReference w:type='first' r:id='rId1'/><w:headerReference w:type='default' r:id='rId2'/>"
        "<w:footerReference w:type='first' r:id='rId3'/><w:titlePg/></w:sectPr>"
    )
    page = "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
    page += (
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar "
        "w:fldCharType='end'/></w:r></w:p>"
    )
    parts = {
        "header1": p("ДЕПАРТАМЕНТ ЛЕСА"),
        "header2": page + p("Продолжение"),
        "footer3": p("Исп. Берёзкина, 22-33"),
    }
    document = read_body(p("Текст письма") + section, parts)
    assert texts(document) == ["ДЕПАРТАМЕНТ ЛЕСА", "Текст письма", "Продолжение", "Исп. Берёзкина, 22-33"]
    assert [line.part for line in document.lines] == [Part.HEADER, Part.BODY, Part.HEADER, Part.FOOTER]


def test_notes_come_last() -> None:
    note = (
        f"<w:footnote w:id='0'>{p('разделитель')}</w:footnote><w:footnote w:id='1'>{p('Сноска о сроке')}</w:footnote>"
    )
    body = "<w:p><w:r><w:t>Текст</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r></w:p>" + p("Подпись")
    document = read_body(body, {"footnotes": note})
    assert texts(document) == ["Текст", "Подпись", "Сноска о сроке"]
    assert document.lines[-1].part is Part.NOTE


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (
            "<w:ins w:id='1'><w:r><w:t>новое</w:t></w:r></w:ins><w:del w:id='2'><w:r><w:delText>"
            "старое</w:delText></w:r></w:del>",
            "новое",
        ),
        (
            "<w:moveFrom w:id='1'><w:r><w:t>прежнее</w:t></w:r></w:moveFrom><w:moveTo w:id='2'><w:r><w:t>"
            "здесь</w:t></w:r></w:moveTo>",
            "здесь",
        ),
        (
            "<w:sdt><w:sdtPr><w:alias w:val='дата'/></w:sdtPr><w:sdtContent><w:r><w:t>5 мая</w:t></w:r>"
            "</w:sdtContent></w:sdt>",
            "5 мая",
        ),
        ("<w:hyperlink r:id='x'><w:r><w:t>www.les.example</w:t></w:r></w:hyperlink>", "www.les.example"),
        ("<w:smartTag><w:r><w:t>Ом</w:t></w:r></w:smartTag><w:r><w:t>ск</w:t></w:r>", "Омск"),
        ("<w:r><w:t>пись</w:t><w:softHyphen/><w:t>мо</w:t></w:r>", "письмо"),
        ("<w:r><w:t>22</w:t><w:noBreakHyphen/><w:t>33</w:t></w:r>", "22\u201133"),
        ("<w:r><w:sym w:font='Symbol' w:char='F0B7'/><w:t> пункт</w:t></w:r>", "• пункт"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>скрыто</w:t></w:r><w:r><w:t>видно</w:t></w:r>", "видно"),
        ("<w:fldSimple w:instr='DATE'><w:r><w:t>1 мая</w:t></w:r></w:fldSimple>", "1 мая"),
        (
            "<w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>HYPERLINK</w:instrText></w:r>"
            "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>итог</w:t></w:r><w:r><w:fldChar "
            "w:fldCharType='end'/></w:r>",
            "итог",
        ),
        ("<w:r><w:t>и\u0306од</w:t></w:r>", "йод"),
    ],
)
def test_inside_a_paragraph(inner: str, text: str) -> None:
    assert read_body(f"<w:p>{inner}</w:p>").text == text


def test_tabs_and_soft_breaks() -> None:
    document = read_body(p("Директор\tИ.И. Ясенев") + p("первая\nвторая"))
    assert texts(document) == ["Директор\tИ.И. Ясенев", "первая", "вторая"]
    assert document.lines[1].paragraph == document.lines[2].paragraph != document.lines[0].paragraph


def test_pages() -> None:
    body = p("Первая") + "<w:p><w:r><w:br w:type='page'/></w:r></w:p>" + p("Вторая")
    body += "<w:p><w:r><w:lastRenderedPageBreak/><w:t>Третья</w:t></w:r></w:p>"
    assert [line.page for line in read_body(body).lines] == [1, 2, 3]


def test_numbers_of_lists() -> None:
    numbering = (
        "<w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='decimal'/>"
        "<w:lvlText w:val='%1.'/></w:lvl>"
        "<w:lvl w:ilvl='1'><w:numFmt w:val='russianLower'/><w:lvlText w:val='%1.%2)'/></w:lvl></w:abstractNum>"
        "<w:num w:numId='7'><w:abstractNumId w:val='0'/></w:num>"
    )
    first, second = (f"<w:numPr><w:ilvl w:val='{level}'/><w:numId w:val='7'/></w:numPr>" for level in (0, 1))
    document = read_body(p("Анкета", first) + p("фото", second) + p("Справка", first), {"numbering": numbering})
    assert texts(document) == ["1. Анкета", "1.а) фото", "2. Справка"]


def test_looks() -> None:
    styles = (
        "<w:style w:type='paragraph' w:styleId='Base'><w:rPr><w:b/><w:sz w:val='20'/></w:rPr></w:style>"
        "<w:style w:type='paragraph' w:styleId='Head'><w:basedOn w:val='Base'/><w:pPr><w:jc w:val='center'/>"
        "</w:pPr></w:style>"
    )
    body = (
        p("Бланк", "<w:pStyle w:val='Head'/>")
        + p("Кому", "<w:ind w:left='5000'/>")
        + p("тонко", "<w:pStyle w:val='Head'/>", "<w:b w:val='0'/>")
    )
    lines = read_body(body, styles=styles).lines
    assert (lines[0].bold, lines[0].size, lines[0].align) == (True, 10.0, "center")
    assert (lines[1].bold, lines[1].align) == (False, "right")
    assert not lines[2].bold


def test_empty_paragraph_parts_blocks() -> None:
    document = read_body(p("Директору") + p("  ") + p("Уважаемый коллега!"))
    assert document.text == "Директору\n\nУважаемый коллега!"
    assert [line.block for line in document.lines] == [0, 1]


def test_strict_namespace() -> None:
    data = docx(p("Строгий"))
    import zipfile

    members = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            members[name] = archive.read(name).replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
    from make_files import zipped

    assert read(Source.of(zipped(members), "a.docx")).text == "Строгий"


def test_truncated_and_renamed() -> None:
    data = docx(p("Текст письма " * 500))
    for part in range(1, 10):
        with pytest.raises(ReadError) as caught:
            read(Source.of(data[: len(data) * part // 10], "a.docx"))
        assert caught.value.code in (ErrorCode.DAMAGED, ErrorCode.UNSUPPORTED_FORMAT)
    assert read(Source.of(data, "a.pdf")).format == "docx"
    assert read(Source.of("Просто текст".encode(), "a.docx")).format == "txt"


def test_entities_are_not_expanded(tmp_path_factory: pytest.TempPathFactory) -> None:
    secret = tmp_path_factory.mktemp("s") / "secret.txt"
    secret.write_text("тайна", encoding="utf-8")
    head = f'<!DOCTYPE x [<!ENTITY a "аааа"><!ENTITY f SYSTEM "{secret.as_uri()}">]>'
    body = "<w:p><w:r><w:t>Текст &a;&f;</w:t></w:r></w:p>"
    from make_files import zipped

    xml = (
        f'{head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
        f"{body}</w:body></w:document>"
    )
    document = read(Source.of(zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml}), "a.docx"))
    assert "тайна" not in document.text


@given(st.binary(min_size=1, max_size=40), st.integers(0, 10_000))
@examples(60)
def test_damage_anywhere_never_raises_but_a_read_error(junk: bytes, place: int) -> None:
    data = docx(p("Исх. № 5 от 01.02.2024") + table([["Директору", "школы"]]), {"header1": p("Бланк")})
    place %= len(data)
    refusal(Source.of(data[:place] + junk + data[place + len(junk) :], "a.docx"))
