"""A letter that was forwarded in the text of a mail: the note above it and the copied headers are no part of the letter.

    Коллеги, для исполнения.
    -------- Пересылаемое сообщение --------
    Тема: О сроках
    От: Канцелярия <kanc@dom.example>
    Кому: priem@les.example

    МИНИСТЕРСТВО КУЛЬТУРЫ …

A reply quotes what it answers in the same form: there the text above is the letter, and what is quoted is put aside, unless
the note above says that the quotation is what is sent on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_HEADER: Final = re.compile(
    r"[>*\s]{0,12}(?:от(?: кого)?|кому|копия|дата|отправлено|тема|from|to|cc|date|sent|subject|reply-to)\*?\s?:\*?\s", re.IGNORECASE
)
_MARK: Final = re.compile(
    r"[>\s]{0,12}[-_=* ]{0,40}(?:пересылаем\w{2,3}|пересланн\w{2,3}|переадресованн\w{2,3}|исходн\w{2,3}|начало переадресованного"
    r"|(?:begin )?forwarded|original)\s{1,2}(?:сообщени\w|письм\w|message)", re.IGNORECASE
)  # fmt: skip
#: What stands above the rows that a reply quotes: «пн, 1 апр. 2024 г. в 10:00, Архив <a@b.example>:», «Архив писал(а):».
_SAYS: Final = re.compile(r"(?:пишет|писала?|написала?|\(а\)|wrote|>)\s?:\s*$", re.IGNORECASE)
#: What programs and lawyers put under every mail.
_WARNING: Final = re.compile(
    r"\W{0,4}(?:(?:настоящее|данное|это)\s(?:электронное\s)?(?:сообщение|письмо)\b[^\n]{0,120}(?:предназначен|конфиденциал|автоматическ)"
    r"|this\s(?:e-?mail|message)\b[^\n]{0,120}(?:confidential|intended)|отправлено\sс\s(?:моего\s)?(?:i|android|мобильн|яндекс)"
    r"|sent\sfrom\smy\s)", re.IGNORECASE
)  # fmt: skip
#: The words of a note that sends on what is quoted below it.
_SENT_ON: Final = re.compile(
    r"\b(?:пере(?:сылаю|слала?|адресую)|направляю|препровождаю|см\.? ниже|ниже (?:письмо|запрос|сообщение)"
    r"|(?:к|для) (?:исполнени|сведени|информаци|работ)[юяеиы]|fyi)\b", re.IGNORECASE
)  # fmt: skip
_MAILBOX: Final = re.compile(r"[\w.-]@[\w-]")
#: So many rows that begin with «>» are a quotation.
_QUOTED: Final = 2
#: So many copied headers make a block of them.
_HEADERS: Final = 3
#: A note is not longer, in characters: without the words that say that something is forwarded, and with them.
_NOTE: Final = 300
_MARKED_NOTE: Final = 1_200
#: The note and the headers stand in so many rows of the top.
_ROWS: Final = 60
#: Forwarded again and again; nobody reads more.
_TIMES: Final = 8


def end_of_cover(rows: Sequence[str]) -> int:
    """How many rows stand above the letter; 0 where nothing was forwarded.

    >>> end_of_cover(["Для исполнения.", "", "От: А <a@b.example>", "Кому: в@г.example", "Тема: О сроках", "", "ШКОЛА № 5"])
    6
    >>> end_of_cover(["Тема: О сроках", "Уважаемые коллеги!", "Просим ответить."])
    0
    """
    end = 0
    for _ in range(_TIMES):
        found = _block(rows, end)
        if found is None:
            break
        end = found
    return end or _end_of_note(rows)


def _end_of_note(rows: Sequence[str]) -> int:
    """How many rows stand above a quotation that a short note sends on: «Пересылаю письмо школы.⏎Архив пишет:⏎> ШКОЛА № 5 …»; 0
    where the rows above it answer.
    """
    said = next((n for n, row in enumerate(rows[:_ROWS]) if _SAYS.search(row)), None)
    if said is None:
        return 0
    note = " ".join(" ".join(rows[:said]).split())
    below = [row for row in rows[said + 1 :] if row.strip()]
    whole = len(below) > _QUOTED and all(row.startswith(">") for row in below)
    return said + 1 if whole and len(note) < _NOTE and _SENT_ON.search(note) else 0


def _block(rows: Sequence[str], start: int) -> int | None:
    """The row behind the next block of headers, if no more than a note stands above it and a text below."""
    said = headers = 0
    marked = False
    for index in range(start, min(len(rows), start + _ROWS)):
        row = rows[index]
        if _HEADER.match(row):
            headers += 1
        elif headers >= _HEADERS and not (row[:1].isspace() and row.strip()):
            short = said <= (_MARKED_NOTE if marked else _NOTE)
            below = next((n for n in range(index, len(rows)) if rows[n].strip(" >")), None)
            return below if short else None
        elif not headers:
            marked = marked or bool(_MARK.match(row))
            said += len(row.strip())
        elif headers < _HEADERS and not row.strip(" >"):
            headers = 0  # «Тема: О сроках» alone
    return None


def quoted(rows: Sequence[str]) -> list[bool]:
    """Of each row whether it is what a reply answers: all below copied headers or their mark, rows that begin with «>»; or what
    stands under every mail of somebody: «Настоящее сообщение предназначено только для …».

    >>> quoted(["Отвечаем.", "02.04.2024 10:00, Архив пишет:", "> Просим ответить.", "> Архив", "", "С уважением, Музей"])
    [False, True, True, True, False, False]
    """
    below = next((n for n in range(len(rows)) if _begins_history(rows, n)), len(rows))
    marked = [row.lstrip().startswith(">") for row in rows]
    if sum(marked) < _QUOTED:
        marked = [False] * len(rows)
    said = [_SAYS.search(row) is not None and any(marked[n + 1 : n + 3]) for n, row in enumerate(rows)]
    warned = [_WARNING.match(row) is not None for row in rows]
    return [n >= below or any(told) for n, told in enumerate(zip(marked, said, warned, strict=True))]


def _begins_history(rows: Sequence[str], n: int) -> bool:
    """Whether the headers of what is answered begin with a row: so many below each other, or their mark and one of them."""
    if _MARK.match(rows[n]):
        return any(_HEADER.match(row) for row in rows[n + 1 : n + 4])
    if not _HEADER.match(rows[n]):
        return False
    near = rows[n : n + 2 * _HEADERS]
    return sum(bool(_HEADER.match(row)) for row in near) >= _HEADERS and any(_MAILBOX.search(row) for row in near)


def unquoted(rows: Sequence[str]) -> list[str]:
    """The rows without the marks of a quote that all of them have.

    >>> unquoted(["> ШКОЛА № 5", ">", "> Просим ответить."])
    ['ШКОЛА № 5', '', 'Просим ответить.']
    """
    kept = list(rows)
    while any(row.strip() for row in kept) and all(row.startswith(">") for row in kept if row.strip()):
        kept = [row[1:].removeprefix(" ") for row in kept]
    return kept
