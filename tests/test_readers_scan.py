"""Scans: pictures of pages made straight, clean and read; without Tesseract the row says how to install it."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from extractors.document import Document
from make_files import sound
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers import Limits, Source, ink, ocr, read, ruled, scan, sheet
from pipeline.readers.words import Word

SAMPLE = Path(__file__).parent.parent / "samples" / "inbox" / "a02.pdf"
recognised = pytest.mark.skipif(not ocr.languages() or not SAMPLE.exists(), reason="needs Tesseract with Russian")


def page(dpi: int = 200, angle: float = 0.0, noise: float = 0.0, sample: str = SAMPLE.name) -> Image.Image:
    """The first page of a sample letter as a scanner would give it."""
    document = pypdfium2.PdfDocument(SAMPLE.with_name(sample))
    picture = document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("L")
    document.close()
    picture = picture.rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    grain = np.random.default_rng(1).normal(0, noise, (picture.height, picture.width))
    return Image.fromarray((np.asarray(picture) * 0.85 + 25 + grain).clip(0, 255).astype(np.uint8))


def saved(picture: Image.Image, form: str, dpi: int = 200, **options: object) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, form, dpi=(dpi, dpi), **options)
    return stream.getvalue()


def lines_of_ink(angle: float) -> Image.Image:
    picture = Image.new("L", (1200, 1600), 250)
    draw = ImageDraw.Draw(picture)
    for number in range(30):
        draw.rectangle((150, 150 + 40 * number, 1050, 166 + 40 * number), fill=20)
    return picture.rotate(angle, fillcolor=250)


@pytest.mark.parametrize("angle", [-3.0, -0.7, 0.0, 1.3, 4.5])
def test_skew_is_found(angle: float) -> None:
    assert scan.skew(lines_of_ink(angle)) == pytest.approx(-angle, abs=0.2)


def test_a_page_on_its_side() -> None:
    assert scan.lies_on_its_side(lines_of_ink(0).transpose(Image.Transpose.ROTATE_90))
    assert not scan.lies_on_its_side(lines_of_ink(3.5))
    assert scan.lies_on_its_side(lines_of_ink(-3.5).transpose(Image.Transpose.ROTATE_270))


def test_noise_is_found() -> None:
    clean = lines_of_ink(0)
    grain = np.asarray(clean) + np.random.default_rng(1).normal(0, 20, (1600, 1200))
    assert scan.is_noisy(Image.fromarray(grain.clip(0, 255).astype(np.uint8)))
    assert not scan.is_noisy(clean)


def photographed(picture: Image.Image) -> Image.Image:
    """A sheet seen from aslant, on a dark table, in the shade of a hand."""
    width, height = picture.size
    ground = Image.new("L", (width + 300, height + 300), 70)
    # Where the point (x, y) of the photograph lies on the sheet; far down the sheet is smaller.
    aslant = [1.05, 0.06, -130.0, -0.05, 1.02, -110.0, 0.0, 0.00006]
    sheet = picture.transform(ground.size, Image.Transform.PERSPECTIVE, aslant, Image.Resampling.BICUBIC)
    mask = Image.new("L", picture.size, 255).transform(ground.size, Image.Transform.PERSPECTIVE, aslant)
    ground.paste(sheet, (0, 0), mask)
    shade = np.linspace(1.0, 0.55, ground.width)
    return Image.fromarray((np.asarray(ground) * shade).astype(np.uint8))


def test_a_photograph_is_made_a_scan() -> None:
    photograph = photographed(lines_of_ink(0))
    assert abs(scan.skew(photograph)) > 1.5
    flat = sheet.flattened(photograph)
    assert flat is not None
    assert abs(scan.skew(flat)) < 0.7
    assert flat.width / flat.height == pytest.approx(0.75, abs=0.03)
    even = np.asarray(sheet.evenly_lit(flat).resize((12, 16), Image.Resampling.BOX).crop((0, 15, 12, 16)))
    assert even.min() > 0.9 * even.max()
    assert even.mean() > 200


@pytest.mark.parametrize("angle", [0.0, 2.5])
def test_a_scan_stays_as_it_is(angle: float) -> None:
    picture = lines_of_ink(angle)
    assert sheet.flattened(picture) is None
    assert sheet.evenly_lit(picture) is picture


@recognised
def test_a_photograph_is_read() -> None:
    document = read(Source.of(saved(photographed(page()), "JPEG", quality=80), "a.jpg"))
    assert "01-12/418" in said(document)
    assert "Уважаемая Маргарита Аркадьевна!" in said(document)


def test_seals_and_flourishes_in_coloured_ink_are_taken_off() -> None:
    clean = lines_of_ink(0).convert("RGB")
    draw = ImageDraw.Draw(clean)
    for number in range(12):  # a letterhead in blue: strokes of the size of letters
        draw.rectangle((300 + 30 * number, 60, 318 + 30 * number, 90), fill=(40, 60, 190))
    for across in range(150, 1050, 10):  # strokes of letters, not bars
        draw.rectangle((across, 140, across + 6, 1400), fill=(250, 250, 250))
    seal = Image.new("RGB", clean.size, "white")
    draw = ImageDraw.Draw(seal)
    draw.ellipse((500, 980, 760, 1240), outline=(70, 90, 210), width=7)
    draw.text((600, 1100), "АРХИВ", fill=(70, 90, 210))
    draw.line([(300 + 10 * n, 700 + 30 * (-1) ** n) for n in range(30)], fill=(60, 70, 190), width=5)
    sealed = ImageChops.multiply(clean, seal)  # ink over black type is black
    cleaned = ink.without_seals(sealed)

    def gap(picture: Image.Image, box: tuple[int, int, int, int]) -> float:
        shown, wanted = (np.asarray(one.crop(box), dtype=np.float64) for one in (picture, clean))
        return float(np.abs(shown - wanted).mean())

    for box in ((490, 970, 770, 1250), (290, 660, 610, 740)):
        assert gap(sealed, box) > 2
        assert gap(cleaned, box) < 0.5 * gap(sealed, box)
    assert gap(cleaned, (0, 0, 1200, 120)) == 0
    assert ink.without_seals(lines_of_ink(0)).mode == "L"
    assert np.array_equal(np.asarray(ink.without_seals(clean)), np.asarray(clean))


def with_table(picture: Image.Image, columns: list[int], rows: list[int]) -> Image.Image:
    """The picture with lines of two pixels at these places."""
    drawn = picture.copy()
    draw = ImageDraw.Draw(drawn)
    for x in columns:
        draw.line((x, rows[0], x, rows[-1]), fill=20, width=2)
    for y in rows:
        draw.line((columns[0], y, columns[-1], y), fill=20, width=2)
    return drawn


@pytest.mark.parametrize("angle", [0.0, 0.12, -0.12])
def test_lines_of_a_table_are_found_and_taken_off(angle: float) -> None:
    paper = Image.new("L", (1654, 2339), 255)
    table = with_table(paper, [200, 700, 1400], [400, 460, 560]).rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    cleaned, edges = ruled.without_lines(table, 200)
    level = sorted(edge["top"] for edge in edges if edge["orientation"] == "h")
    upright = sorted(edge["x0"] for edge in edges if edge["orientation"] == "v")
    assert level == pytest.approx([144, 165.6, 201.6], abs=2)
    assert upright == pytest.approx([72, 252, 504], abs=2)
    assert np.asarray(cleaned).min() > 150


def test_blanks_frames_of_one_side_and_words_are_no_table() -> None:
    picture = Image.new("L", (1654, 2339), 255)
    draw = ImageDraw.Draw(picture)
    for y in (300, 340, 380):  # blanks to be filled in
        draw.line((200, y, 700, y), fill=20, width=2)
    draw.line((900, 200, 900, 600), fill=20, width=3)  # a rule between two columns
    draw.rectangle((100, 900, 1500, 1000), fill=20)  # a bar
    cleaned, edges = ruled.without_lines(picture, 200)
    assert edges == []
    assert cleaned is picture
    assert ruled.without_lines(lines_of_ink(0), 145)[1] == []


@recognised
@pytest.mark.parametrize("form", ["PNG", "PDF"])
def test_a_table_on_a_scan_is_read_by_its_rows(form: str) -> None:
    document = read(Source.of(saved(page(sample="a08.pdf"), form), f"a.{form.lower()}"))
    rows = [line.split("\t") for line in document.text.split("\n") if line.count("\t") == 3]
    assert rows[0] == ["Дата", "Время", "Содержание", "Ведущий"]
    assert rows[1][0::2] == ["03.06.2024", "Регистрация, открытие стажировки"]
    assert [len(table.cells) for table in document.tables] == [4 * len(rows)]


def said(document: Document) -> str:
    return " ".join(document.text.split())


@recognised
@pytest.mark.parametrize(("angle", "noise", "form"), [(0.0, 0.0, "PNG"), (1.5, 10.0, "JPEG"), (-1.0, 25.0, "TIFF")])
def test_scan(angle: float, noise: float, form: str) -> None:
    document = sound(read(Source.of(saved(page(200, angle, noise), form), "scan")))
    assert document.text_source == "ocr"
    assert document.pages[0].confidence > 0.8
    assert abs(document.pages[0].width - 595) < 10
    assert "01-12/418" in said(document)
    assert "Уважаемая Маргарита Аркадьевна!" in said(document)
    lines = [document.at(line) for line in document.lines]
    addressee = next(i for i, line in enumerate(lines) if line.startswith("Заместителю"))
    letterhead = next(i for i, line in enumerate(lines) if "БЮДЖЕТНОЕ" in line)
    assert abs(addressee - letterhead) > 4  # side by side on the page, one after the other in the text


@recognised
def test_scanned_pdf_and_tiff_of_two_pages() -> None:
    for form, options in (("PDF", {"resolution": 200}), ("TIFF", {})):
        data = saved(page(), form, save_all=True, append_images=[page()], **options)
        document = sound(read(Source.of(data, "scan")))
        assert [p.source for p in document.pages] == ["ocr", "ocr"]
        assert said(document).count("01-12/418") == 2


@recognised
@pytest.mark.parametrize("turn", [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180])
def test_turned_scan(turn: Image.Transpose) -> None:
    assert "01-12/418" in said(read(Source.of(saved(page().transpose(turn), "PNG"), "scan.png")))


def line_of(*places: tuple[str, float, float]) -> list[Word]:
    return [Word(text, x, y, x + 20, y + 10, y + 10, 10) for text, x, y in places]


LEVEL = [("Просим", 60.0, 100.0), ("сообщить", 100.0, 101.0), ("решение", 150.0, 99.0)]


@pytest.mark.parametrize(
    ("line", "turn"),
    [
        (LEVEL, None),
        ([(text, 500 - x, y) for text, x, y in LEVEL], Image.Transpose.ROTATE_180),
        ([(text, y, x) for text, x, y in LEVEL], Image.Transpose.ROTATE_90),
        ([(text, y, 500 - x) for text, x, y in LEVEL], Image.Transpose.ROTATE_270),
    ],
)
def test_a_page_is_turned_as_its_lines_run(
    line: list[tuple[str, float, float]], turn: Image.Transpose | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ocr.turn_of([line_of(*line)]) is turn
    readings = [ocr._Seen(line_of(*one), [], 595, 842, 0.9, ocr.turn_of([line_of(*one)])) for one in (LEVEL, line)]
    monkeypatch.setattr(ocr, "languages", lambda: "rus")
    monkeypatch.setattr(ocr, "_read", lambda *_: readings.pop())
    page = ocr.recognise(lines_of_ink(0), 150, Limits(), first_page=True)
    assert [line.text.split() for line in page.lines] == [["Просим", "сообщить", "решение"]]
    assert len(readings) == (turn is None)


def test_the_edge_of_a_sheet_is_no_dash() -> None:
    table = "level\tblock_num\tpar_num\tline_num\tleft\ttop\twidth\theight\tconf\ttext\n"
    row = "5\t1\t1\t1\t{}\t100\t{}\t{}\t90\t{}\n"
    table += row.format(10, 90, 30, "Школа") + row.format(120, 24, 91, "—") + row.format(160, 30, 4, "—")
    table += row.format(200, 90, 30, "Лицею")
    assert [word.text for word in ocr.words_of(table, 1.0)[0]] == ["Школа", "—", "Лицею"]


def test_tesseract_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: "")
    with pytest.raises(ReadError) as caught:
        read(Source.of(saved(lines_of_ink(0), "PNG"), "scan.png"))
    assert caught.value.code is ErrorCode.OCR_MISSING
    assert "apt-get install tesseract-ocr tesseract-ocr-rus" in caught.value.message


@pytest.mark.parametrize(
    ("data", "limits", "code"),
    [
        (saved(lines_of_ink(0), "PNG")[:-2000], Limits(), ErrorCode.DAMAGED),
        (saved(lines_of_ink(0), "PNG"), Limits(pixels=1000), ErrorCode.TOO_LARGE),
        (saved(lines_of_ink(0), "PNG"), Limits(ocr_pages=0), ErrorCode.NO_TEXT_LAYER),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 100, Limits(), ErrorCode.DAMAGED),
    ],
)
def test_pictures_that_can_not_be_read(
    data: bytes, limits: Limits, code: ErrorCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ocr, "languages", lambda: "rus")
    with pytest.raises(ReadError) as caught:
        read(Source.of(data, "scan.png", limits))
    assert caught.value.code is code


@recognised
def test_an_empty_sheet_has_no_text() -> None:
    with pytest.raises(ReadError) as caught:
        read(Source.of(saved(Image.new("L", (1240, 1754), 245), "PNG"), "scan.png"))
    assert caught.value.code is ErrorCode.NO_TEXT
