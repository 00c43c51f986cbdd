"""The same letters in every format: which rows differ from those of their DOCX.

    python -m benchmarks.formats [--letters N] [--format NAME] [--differences] [--keep FOLDER]

The DOCX letters of `samples/inbox` are saved as DOC, RTF, ODT and HTML by LibreOffice (left out where `soffice` is not
installed; it runs without network and with a profile of its own), the HTML once more as MHTML and as the text of a
mail, and the DOCX themselves go into EML, MSG, MBOX and ZIP. Each folder is read by the program, and the values of all
fields that `pipeline.evaluation` counts are compared with those of the DOCX, letter by letter. Printed per format:
letters read, values, values missing and added, the share that is the same (2·same / (both)), letters without a single
difference. `--differences` names each of them.
"""

from __future__ import annotations

import argparse
import io
import mailbox
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from pipeline.batch import Progress, run
from pipeline.fields import found_in
from pipeline.settings import Settings
from pipeline.store import Store

# The writer of Outlook messages stands with the other makers of small files.
sys.path.append(str(Path(__file__).parents[1] / "tests"))

from make_files import msg

SAMPLES: Final = Path(__file__).parents[1] / "samples"
#: format -> the filter of LibreOffice.
OFFICE: Final = {
    "doc": "doc:MS Word 97", "rtf": "rtf:Rich Text Format", "odt": "odt:writer8", "html": "html:HTML (StarWriter)",
}  # fmt: skip
DOCX_TYPE: Final = "vnd.openxmlformats-officedocument.wordprocessingml.document"
_PATIENCE: Final = 900.0
#: Properties of an Outlook message by their numbers.
_SUBJECT, _BODY, _NAME, _DATA = 0x0037, 0x1000, 0x3707, 0x3701

Fields = Mapping[str, Mapping[str, set[Any]]]


# Saving
# ------------------------------------------------------------------------------------------------------------


def by_office(letters: Sequence[Path], form: str, folder: Path) -> None:
    """The letters as LibreOffice saves them; CalledProcessError where it fails."""
    with TemporaryDirectory(prefix="pismo-office-") as profile:
        words = ["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--norestore", "--convert-to"]
        words += [OFFICE[form], "--outdir", str(folder), *map(str, letters)]
        if shutil.which("unshare") and not subprocess.run(["unshare", "-rn", "true"], check=False).returncode:
            words = ["unshare", "-rn", *words]
        subprocess.run(words, check=True, capture_output=True, timeout=_PATIENCE)
    for path in folder.iterdir():  # the pictures of its pages are no letters
        if path.suffix != f".{form}":
            path.unlink()


def attached(path: Path) -> EmailMessage:
    """A mail that brings a letter as DOCX."""
    mail = _mail(path)
    mail.set_content("Направляем письмо.\n")
    mail.add_attachment(path.read_bytes(), maintype="application", subtype=DOCX_TYPE, filename=path.name)
    return mail


def written(page: Path) -> EmailMessage:
    """A mail whose text is the letter."""
    mail = _mail(page)
    mail.set_content(page.read_text(encoding="utf-8"), subtype="html")
    return mail


def _mail(path: Path) -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["To"] = "kanc@les.example", "priemnaya@dom.example"
    mail["Date"], mail["Message-ID"] = "Fri, 24 May 2024 10:00:00 +0300", f"<{path.stem}@les.example>"
    mail["Subject"] = "Письмо"
    return mail


def archive(page: Path) -> bytes:
    """A page as a browser saves it into one file."""
    mail = EmailMessage(policy=SMTP)
    mail["From"], mail["MIME-Version"], mail["Subject"] = "<Saved by Blink>", "1.0", page.stem
    mail.set_content(page.read_text(encoding="utf-8"), subtype="html", cte="quoted-printable")
    mail.make_related()
    return mail.as_bytes()


def as_eml(letters: Sequence[Path], folder: Path) -> None:
    for path in letters:
        (folder / f"mail-{path.stem}.eml").write_bytes(attached(path).as_bytes())


def as_msg(letters: Sequence[Path], folder: Path) -> None:
    for path in letters:
        data = msg({_SUBJECT: "Письмо", _BODY: "Направляем письмо."}, [{_NAME: path.name, _DATA: path.read_bytes()}])
        (folder / f"mail-{path.stem}.msg").write_bytes(data)


def as_mbox(letters: Sequence[Path], folder: Path) -> None:
    box = mailbox.mbox(folder / "letters.mbox")
    for path in letters:
        box.add(attached(path).as_bytes())
    box.close()


def as_zip(letters: Sequence[Path], folder: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in letters:
            packed.write(path, f"Письма/{path.name}")
    (folder / "letters.zip").write_bytes(stream.getvalue())


def as_mhtml(letters: Sequence[Path], folder: Path) -> None:
    by_office(letters, "html", folder)
    for page in list(folder.glob("*.html")):
        page.with_suffix(".mhtml").write_bytes(archive(page))
        page.unlink()


def as_text_of_mail(letters: Sequence[Path], folder: Path) -> None:
    by_office(letters, "html", folder)
    for page in list(folder.glob("*.html")):
        page.with_suffix(".eml").write_bytes(written(page).as_bytes())
        page.unlink()


def _office(form: str) -> Callable[[Sequence[Path], Path], None]:
    return lambda letters, folder: by_office(letters, form, folder)


#: name -> (what saves the letters, whether it needs LibreOffice).
FORMATS: Final[dict[str, tuple[Callable[[Sequence[Path], Path], None], bool]]] = {
    "DOC": (_office("doc"), True),
    "RTF": (_office("rtf"), True),
    "ODT": (_office("odt"), True),
    "HTML": (_office("html"), True),
    "MHTML": (as_mhtml, True),
    "EML, as text": (as_text_of_mail, True),
    "EML, attached": (as_eml, False),
    "MSG, attached": (as_msg, False),
    "MBOX, attached": (as_mbox, False),
    "ZIP": (as_zip, False),
}


# Comparing
# ------------------------------------------------------------------------------------------------------------


@dataclass
class Difference:
    """A format beside DOCX; `values`: (letter, field, what only DOCX says, what only the format says)."""

    letters: int = 0
    alike: int = 0
    same: int = 0
    missing: int = 0
    added: int = 0
    values: list[tuple[str, str, list[str], list[str]]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Two times the values in both by the values of both."""
        whole = 2 * self.same + self.missing + self.added
        return 2 * self.same / whole if whole else 1.0


def difference(docx: Fields, other: Fields) -> Difference:
    """What another format says otherwise than DOCX does.

    >>> one = {"a": {"dates": {"2024-05-24"}, "phones": set()}}
    >>> other = {"a": {"dates": {"2024-05-25"}, "phones": set()}}
    >>> difference(one, other).values
    [('a', 'dates', ['2024-05-24'], ['2024-05-25'])]
    """
    found = Difference()
    for letter, fields in docx.items():
        its = other.get(letter, {})
        found.letters += letter in other
        before = len(found.values)
        for name, values in fields.items():
            here = its.get(name, set())
            found.same += len(values & here)
            found.missing += len(values - here)
            found.added += len(here - values)
            if values != here:
                found.values.append((letter, name, _shown(values - here), _shown(here - values)))
        found.alike += len(found.values) == before
    return found


def _shown(values: set[Any]) -> list[str]:
    return sorted(map(_said, values))


def _said(value: Any) -> str:
    """A value as a line: the names of an organisation by the longest of them."""
    if isinstance(value, frozenset):
        return max(sorted(value), key=len, default="")
    return " · ".join(map(_said, value)) if isinstance(value, tuple) else str(value)


def rows(inbox: Path, output: Path) -> Fields:
    """By letter: the values of every field."""
    run(inbox, output, Settings(workers=1, outputs=False), Progress())
    with Store.open(output) as store:
        return found_in(store)


def compared(letters: Sequence[Path], names: Sequence[str], folder: Path) -> Iterator[tuple[str, Difference]]:
    """Format by format, as they are done."""
    inbox = folder / "docx"
    inbox.mkdir(parents=True)
    for path in letters:
        shutil.copy(path, inbox)
    docx = rows(inbox, folder / "docx-out")
    for number, name in enumerate(names):
        place = folder / str(number)
        place.mkdir()
        FORMATS[name][0](letters, place)
        yield name, difference(docx, rows(place, folder / f"{number}-out"))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--letters", type=int, help="so many, strewn over the set (else all)")
    parser.add_argument("--format", choices=FORMATS, action="append", help="only this one")
    parser.add_argument("--differences", action="store_true", help="name every difference")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where files and tables stay")
    options = parser.parse_args()
    letters = sorted((SAMPLES / "inbox").glob("*.docx"))
    if options.letters:
        letters = letters[:: max(1, len(letters) // options.letters)][: options.letters]
    names = options.format or list(FORMATS)
    if not shutil.which("soffice"):
        sys.stderr.write("No soffice: the formats that LibreOffice saves are left out\n")
        names = [name for name in names if not FORMATS[name][1]]
    print(f"{'':16}{'letters':>8}{'alike':>7}{'values':>8}{'missing':>9}{'added':>7}{'the same':>10}")
    with TemporaryDirectory(prefix="pismo-formats-") as scratch:
        for name, found in compared(letters, names, options.keep or Path(scratch)):
            values = found.same + found.missing
            print(f"{name:16}{found.letters:8}{found.alike:7}{values:8}{found.missing:9}{found.added:7}{found.share:10.4f}",
                  flush=True)  # fmt: skip
            for letter, each, only_docx, only_it in found.values if options.differences else ():
                print(f"    {letter} {each}: {only_docx} -> {only_it}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
