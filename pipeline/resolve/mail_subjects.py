"""What the header of a mail says its text is about."""

from __future__ import annotations

import re
from typing import Final

from extractors.document import Document

#: Formats of what is written to somebody, more often than not.
MAILS: Final = frozenset({"eml", "msg", "mbox"})
_ANSWERED: Final = re.compile(r"^(?:(?:re|fwd?|отв|пер|пересл|на)(?:\[\d{1,2}\])?:\s{0,3}){1,8}", re.IGNORECASE)
#: What only says that something is sent.
_SENDS: Final = re.compile(r"письм|вложени|документ|сообщени|ответ\b|скан|без темы|исх\b|№", re.IGNORECASE)
_ABOUT: Final = re.compile(r"(?:О|Об|Обо)\s")
_WORD: Final = re.compile(r"[А-Яа-яЁё]{3,40}")


def subject_of(document: Document) -> str:
    """The subject of a mail, of two words at least, without «RE:»; "" for another document, and where it says nothing.

    >>> mail = Document(text="Просим ответить.", format="eml", meta={"mail.subject": "RE: FW: О проверке пищеблоков"})
    >>> subject_of(mail), subject_of(Document(text="", format="eml", meta={"mail.subject": "письмо исх. 7-2/445"}))
    ('О проверке пищеблоков', '')
    """
    if document.format not in MAILS:
        return ""
    bare = _ANSWERED.sub("", " ".join(document.meta.get("mail.subject", "").split()))
    telling = _ABOUT.match(bare) or (len(_WORD.findall(bare)) > 1 and not _SENDS.search(bare))
    return bare if telling else ""
