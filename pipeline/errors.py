"""The exception tree of pismo.

    PismoError                 anything the program says on purpose
    ├─ UsageError              wrong usage: no such inbox, an output folder that can not be written (exit code 2)
    ├─ StoreError              the store is not ours, is newer than the program, or is broken
    ├─ LockedError             another run works in the same output folder
    ├─ GoneError               the inbox lacks so many documents of the last run that it may not be all there (code 2)
    └─ ReadError               one file can not be read; `code` is from `ErrorCode`, the batch goes on

`code` and `message` of a ReadError go to files.csv as they are: the message says in plain words what a
person can do.
"""

from __future__ import annotations

from enum import StrEnum


class ErrorCode(StrEnum):
    """Every code that files.csv can hold: a closed list."""

    EMPTY = "empty"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    UNSUPPORTED_FORMAT = "unsupported_format"
    NO_TEXT = "no_text"
    NO_TEXT_LAYER = "no_text_layer"
    OCR_MISSING = "ocr_missing"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    ARCHIVE_BOMB = "archive_bomb"
    ARCHIVE_TOO_DEEP = "archive_too_deep"
    UNSAFE_NAME = "unsafe_name"
    NOT_A_FILE = "not_a_file"
    BROKEN_LINK = "broken_link"
    UNREADABLE = "unreadable"
    VANISHED = "vanished"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"


class PismoError(Exception):
    """The root: its text is a message for a person."""


class UsageError(PismoError):
    """The command can not be carried out as given."""


class StoreError(PismoError):
    """The store of a run can not be used."""


class LockedError(PismoError):
    """Another run holds the output folder."""


class GoneError(PismoError):
    """Documents that the tables hold are gone from the inbox, so many that it looks as if a disk were not there."""


class ReadError(PismoError):
    """A file can not be read.

    >>> error = ReadError(ErrorCode.ENCRYPTED, "the file asks for a password; save it without one")
    >>> error.code.value, error.message
    ('encrypted', 'the file asks for a password; save it without one')
    """

    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type[ReadError], tuple[ErrorCode, str]]:
        return type(self), (self.code, self.message)
