"""What mail formats share: the text of a message as a Document, its attachments as members, its headers as evidence."""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from email.header import decode_header
from email.message import EmailMessage, Message
from email.utils import parsedate_to_datetime
from itertools import groupby
from operator import itemgetter
from typing import Final

from extractors.document import Document, Part
from pipeline.errors import ErrorCode, ReadError
from pipeline.readers.builder import Builder, clean
from pipeline.readers.encodings import decode
from pipeline.readers.forwarded import end_of_cover, quoted, unquoted
from pipeline.readers.html import add_page
from pipeline.readers.pipes import add_tables
from pipeline.readers.source import Source
from pipeline.readers.txt import add_text

#: A picture inside the text of a mail below this size is a logo or a smile, not a scan.
_DECORATION_BYTES: Final = 50_000
#: Parts of one message; hostile mails nest them without end.
_MOST_PARTS: Final = 2_000
_ANSWER: Final = re.compile(r"\s*(?:re|отв|ответ)(?:\[\d{1,2}\])?\s?:", re.IGNORECASE)
_TAGS: Final = re.compile(r"<[^>]{0,2000}>")
_EXTENSIONS: Final = {
    "message/rfc822": "eml", "application/pdf": "pdf", "text/plain": "txt", "text/html": "html", "image/jpeg": "jpg",
    "image/png": "png", "image/tiff": "tif", "application/rtf": "rtf", "application/msword": "doc",
    "application/zip": "zip",
}  # fmt: skip


def parse(data: bytes) -> Message:
    """The message of bytes. The old policy keeps raw headers, so that bare cp1251 in a subject can be told."""
    return email.message_from_bytes(data.lstrip(b"\r\n"), policy=email.policy.compat32)


def header(message: Message, name: str) -> str:
    """A header as text: encoded words decoded, raw bytes told by their encoding, blanks collapsed.

    >>> header(parse("Subject: О встрече\\n\\n".encode("cp1251")), "Subject")
    'О встрече'
    """
    raw = message.get(name)
    if raw is None:
        return ""
    text = str(raw)
    if isinstance(raw, str) and any("\udc80" <= c <= "\udcff" for c in raw):
        text = decode(raw.encode("ascii", "surrogateescape"))
    elif not isinstance(raw, str):
        # compat32 gives a Header over the raw bytes of a header that is not ASCII.
        text = decode(b"".join(part if isinstance(part, bytes) else part.encode() for part, _ in decode_header(raw)))
    parts = []
    try:
        for part, charset in decode_header(text):
            if isinstance(part, bytes):
                parts.append(decode(part, charset or ""))
            else:
                parts.append(part)
    except (ValueError, LookupError, email.errors.HeaderParseError):
        parts = [text]
    return " ".join(clean("".join(parts)).split())


def evidence(message: Message) -> dict[str, str]:
    """What the headers say: `mail.subject`, `mail.from`, `mail.to`, `mail.date` (ISO 8601 where it can be read) …"""
    meta = {f"mail.{name.lower()}": header(message, name) for name in ("Subject", "From", "To", "Cc", "Message-ID")}
    date = header(message, "Date")
    try:
        meta["mail.date"] = parsedate_to_datetime(date).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        meta["mail.date"] = date
    return {key: value[:2000] for key, value in meta.items() if value}


def _walk(message: Message) -> Iterator[Message]:
    """The parts of a message in order, without going into attached messages."""
    stack = [message]
    for _ in range(_MOST_PARTS):
        if not stack:
            return
        part = stack.pop()
        yield part
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            payload = part.get_payload()
            if isinstance(payload, list):
                stack.extend(item for item in reversed(payload) if isinstance(item, Message))


def _is_attachment(part: Message) -> bool:
    return part.get_content_disposition() == "attachment" or bool(part.get_filename())


def _payload(part: Message) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _text(part: Message) -> str:
    return decode(_payload(part), part.get_content_charset() or "")


def body(message: Message) -> tuple[str, str]:
    """The text of a message and its kind: "plain" or "html". The plain form is taken unless it says much less."""
    found: dict[str, list[str]] = {"plain": [], "html": []}
    for part in _walk(message):
        kind = part.get_content_subtype()
        if part.get_content_maintype() == "text" and kind in found and not _is_attachment(part):
            found[kind].append(_text(part))
    plain, page = "\n\n".join(found["plain"]), "\n".join(found["html"])
    if not plain.strip() and not page.strip():
        return _packed(message)
    visible = len("".join(_TAGS.sub("", page).split()))
    if page and len("".join(plain.split())) < 0.5 * visible:
        return page, "html"
    return plain, "plain"


def _packed(message: Message) -> tuple[str, str]:
    """The text that Outlook has put into «winmail.dat» alone."""
    from pipeline.readers import tnef

    for part in _walk(message):
        content = _payload(part) if not part.is_multipart() and part.get_content_maintype() == "application" else b""
        if content.startswith(tnef.SIGNATURE):
            return body(tnef.message(content))
    return "", "plain"


def read_message(message: Message, source: Source, format: str) -> Document:
    """The Document of the body; a mail without a body has its subject for a text."""
    builder = Builder(source, format)
    builder.meta.update(evidence(message))
    text, kind = body(message)
    if not any(c.isalnum() for c in text):
        text, kind = builder.meta.get("mail.subject", ""), "plain"
        if not text:
            raise ReadError(ErrorCode.NO_TEXT, "the mail has neither a text nor a subject; look at its attachments")
    if kind == "html":
        add_page(builder, text)
        return _without_frame(add_tables(builder.build()))
    _add_plain(builder, text)
    return add_tables(builder.build())


def _add_plain(builder: Builder, text: str) -> None:
    """Adds the text of a mail; what stands above a forwarded letter, and what a reply quotes, is a frame around it."""
    rows = text.splitlines()
    end = 0 if _answers(builder.meta) else end_of_cover(rows)
    own = unquoted(rows[end:])
    outside = [True] * end + quoted(own)
    for frame, run in groupby(zip(outside, rows[:end] + own, strict=True), key=itemgetter(0)):
        builder.gap()
        if frame:
            for _, row in run:
                builder.line(row, part=Part.FRAME)
        else:
            add_text(builder, "\n".join(row for _, row in run))


def _answers(meta: Mapping[str, str]) -> bool:
    """Whether a mail is an answer by its subject: what it quotes is what it answers, however short it is itself.

    >>> _answers({"mail.subject": "Re: О концерте"}), _answers({"mail.subject": "FW: Re: О концерте"})
    (True, False)
    """
    return _ANSWER.match(meta.get("mail.subject", "")) is not None


def _without_frame(document: Document) -> Document:
    """The Document of a page with what stands above a forwarded letter, and what a reply quotes, made its frame."""
    rows: list[str] = []
    numbers: list[int] = []
    for number, (line, before) in enumerate(zip(document.lines, (None, *document.lines), strict=False)):
        if before is not None and document.text.count("\n", before.end, line.start) > 1:
            rows.append("")
            numbers.append(number)
        rows.append(document.text[line.start : line.end])
        numbers.append(number)
    end = 0 if _answers(document.meta) else end_of_cover(rows)
    outside = [True] * end + quoted(rows[end:])
    frame = {number for number, off, row in zip(numbers, outside, rows, strict=True) if off and row}
    lines = (replace(line, part=Part.FRAME) if number in frame else line for number, line in enumerate(document.lines))
    return replace(document, lines=tuple(lines)) if frame else document


def members_of(message: Message, source: Source) -> Iterator[Source]:
    """The attachments of a message, named as it names them; unnamed ones by their number and type."""
    meta = evidence(message)
    taken: set[str] = set()
    count = 0
    for part in _walk(message):
        if part.is_multipart() and part.get_content_maintype() == "multipart":
            continue
        if not _is_member(part):
            continue
        count += 1
        if count > source.limits.members:
            raise ReadError(
                ErrorCode.ARCHIVE_BOMB, f"more than {source.limits.members} attachments; they were left packed"
            )
        yield source.member(_name(part, count, taken), _content(part), meta)


def _is_member(part: Message) -> bool:
    """A part that is a file of its own: not the text, not a small picture shown inside it."""
    if part.get_content_type() == "message/rfc822":
        return True
    if part.get_content_maintype() == "text" and part.get_content_subtype() in ("plain", "html"):
        return _is_attachment(part)
    if (
        part.get_content_maintype() == "image"
        and part.get("Content-ID")
        and part.get_content_disposition() != "attachment"
    ):
        return len(_payload(part)) > _DECORATION_BYTES
    return True


def _content(part: Message) -> bytes:
    if part.get_content_type() == "message/rfc822":
        payload = part.get_payload()
        inner = payload[0] if isinstance(payload, list) and payload else None
        if isinstance(inner, Message):
            return _as_bytes(inner)
    return _payload(part)


def _as_bytes(message: Message) -> bytes:
    """A message as a file; broken headers of another policy are written as they are."""
    try:
        return message.as_bytes()
    except (UnicodeError, ValueError, LookupError, TypeError, KeyError):
        return message.as_string().encode("utf-8", "surrogateescape")


def _name(part: Message, number: int, taken: set[str]) -> str:
    """A name without folders, that no other attachment of the message has."""
    raw = _filename(part)
    if "=?" in raw:
        holder = EmailMessage(policy=email.policy.compat32)
        holder["Subject"] = raw
        raw = header(holder, "Subject")
    if not raw:
        inner = part.get_payload(0) if part.get_content_type() == "message/rfc822" and part.is_multipart() else None
        subject = header(inner, "Subject") if isinstance(inner, Message) else ""
        raw = f"{subject or number}.{_EXTENSIONS.get(part.get_content_type(), 'bin')}"
    return unique_name(raw, taken)


def _filename(part: Message) -> str:
    """The name that a part gives itself, written in bare bytes of any encoding too."""
    named = Message()
    for key, value in part.raw_items():
        if key.lower() in ("content-disposition", "content-type"):
            bare = any("\udc80" <= c <= "\udcff" for c in str(value))
            named[key] = decode(str(value).encode("ascii", "surrogateescape")) if bare else value
    return named.get_filename() or ""


def unique_name(raw: str, taken: set[str]) -> str:
    """A name without folders and controls, with a number where it is taken.

    >>> unique_name("../../a.txt", {"a.txt"})
    'a (2).txt'
    """
    name = " ".join(clean(raw.replace("\\", "/").rsplit("/", 1)[-1]).split())[:200].strip(". ") or "attachment"
    stem, dot, suffix = name.rpartition(".")
    number = 2
    result = name
    while result in taken:
        result = f"{stem} ({number}).{suffix}" if dot else f"{name} ({number})"
        number += 1
    taken.add(result)
    return result
