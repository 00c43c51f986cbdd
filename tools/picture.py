"""Draw the picture of the README: a letter with its zones, and beside it the rows that came out of it.

    python tools/picture.py [LETTER.pdf] [PICTURE.png]

Needs the fonts of Debian's fonts-dejavu-core.
"""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw, ImageFont

from extractors.document import Document
from pipeline.letter import trace
from pipeline.readers import Source, read
from pipeline.records import Letter

FONTS = Path("/usr/share/fonts/truetype/dejavu")
SCALE = 1.6  # pixels to a point
ROWS_WIDTH = 640
COLORS = {
    "letterhead": "#2a9d8f", "registration": "#e9a800", "addressee": "#3a6ea5", "heading": "#b5179e", "salutation": "#6a994e",
    "body": "#999999", "enclosure": "#bc6c25", "signature": "#2b9348", "executor": "#9d4edd", "e_signature": "#00b4d8",
}  # fmt: skip


def rows(letter: Letter) -> list[tuple[str, list[str]]]:
    """The card of a letter, a field a row."""
    people = letter.people
    own = [one for one in letter.references if one.role == "own"]
    sender = letter.organizations[letter.sender].name if letter.sender is not None else ""
    addressed = [
        ", ".join(
            x
            for x in (a.position, a.organization_name, people[a.person].full_name if a.person is not None else "")
            if x
        )
        for a in letter.addressees
    ]
    signed = [f"{people[s.person].full_name}, {s.position}" for s in letter.signatories if s.person is not None]
    return [
        ("registration_number", [one.number for one in own]),
        ("registration_date", [one.date for one in own]),
        ("sender", [sender]),
        ("addressee", addressed),
        ("title", [letter.title]),
        ("signatory", signed),
        ("executor", [people[m.entity].full_name for m in letter.mentions if m.role == "executor"]),
        ("phones", [c.value for c in letter.contacts if c.kind in ("phone", "fax")]),
        ("dates", [one.date for one in letter.dates]),
        ("deadline", [one.date for one in letter.dates if one.role == "deadline"]),
        ("people", [one.full_name for one in people]),
    ]


def draw_zones(image: Image.Image, document: Document) -> int:
    """Frames around the zones of the first page; the lowest pixel that was drawn."""
    font = ImageFont.truetype(str(FONTS / "DejaVuSans.ttf"), 15)
    pen = ImageDraw.Draw(image)
    lowest = 0.0
    for zone in document.zones:
        boxes = [line.box for line in document.lines_in(zone) if line.page == 1 and line.box]
        if not boxes:
            continue
        left, top = min(b.x0 for b in boxes) * SCALE - 5, min(b.top for b in boxes) * SCALE - 4
        right, bottom = max(b.x1 for b in boxes) * SCALE + 5, max(b.bottom for b in boxes) * SCALE + 4
        color = COLORS.get(zone.role.value, "#666666")
        pen.rectangle((left, top, right, bottom), outline=color, width=3)
        pen.text((right - 95, top - 17), zone.role.value, font=font, fill=color)
        lowest = max(lowest, bottom)
    return int(lowest)


def main() -> None:
    """The command."""
    source = Path(sys.argv[1] if len(sys.argv) > 1 else "samples/inbox/b25.pdf")
    target = sys.argv[2] if len(sys.argv) > 2 else "docs/letter.png"
    document, _, letter = trace(read(Source.of(source)))
    page = pypdfium2.PdfDocument(str(source))[0].render(scale=SCALE).to_pil().convert("RGB")
    lowest = draw_zones(page, document)
    picture = Image.new("RGB", (page.width + ROWS_WIDTH, page.height), "white")
    picture.paste(page, (0, 0))
    pen, y = ImageDraw.Draw(picture), 60
    plain = ImageFont.truetype(str(FONTS / "DejaVuSans.ttf"), 15)
    bold = ImageFont.truetype(str(FONTS / "DejaVuSans-Bold.ttf"), 16)
    for name, values in rows(letter):
        pen.text((page.width + 15, y), name, font=bold, fill="#222222")
        y += 22
        for line in (line for value in values for line in textwrap.wrap(value, 64)):
            pen.text((page.width + 30, y), line, font=plain, fill="#444444")
            y += 20
        y += 8
    picture.crop((0, 40, picture.width, max(y, lowest) + 20)).quantize(64).save(target, optimize=True)


if __name__ == "__main__":
    main()
