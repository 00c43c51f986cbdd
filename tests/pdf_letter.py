"""A letter in PDF for the tests of its reader: its letterhead, its body, and the Document that is read of it."""

from __future__ import annotations

from extractors.document import Document
from make_files import Pdf, sound
from pipeline.readers import Limits, Source, read

BODY = [
    "Министерство просит рассмотреть возможность участия школ области",
    "в конкурсе и направить сведения об участниках на указанный адрес до",
    "конца квартала. О принятом решении просим сообщить письмом.",
]


def read_pdf(pdf: Pdf, **limits: int) -> Document:
    return sound(read(Source.of(pdf.data(), "letter.pdf", Limits(**limits))))


def letterhead(pdf: Pdf) -> Pdf:
    left = ["МИНИСТЕРСТВО", "КУЛЬТУРЫ ОБЛАСТИ", "ул. Мира, д. 5, г. Омск", "тел. 22-33-44", "24.05.2024 № 15"]
    return pdf.lines(60, 60, left, size=9, step=12).lines(330, 64, ["Директорам музеев", "и библиотек", "области"])
