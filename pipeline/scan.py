"""The inbox as it lies on the disk: every file once, in the order of names. It is never written to."""

from __future__ import annotations

import hashlib
import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.errors import ErrorCode, ReadError, UsageError
from pipeline.store import FILE_NAME as STORE_FILE
from pipeline.writers import datapackage

#: Held by a run as long as it goes on.
LOCK_FILE = ".lock"

#: With the store, either of these tells an output folder: of a run that ended, or of one that was killed.
_OF_OUTPUTS = frozenset({datapackage.FILE_NAME, LOCK_FILE})
_OUTPUT_SKIPPED = "an output folder of pismo: what lies in it was made of letters and is none"

#: A message of МЭДО, and its older form, which names its schema at the head of the file.
PASSPORT = "passport.xml"
OLD_PASSPORT = "document.xml"
PASSPORT_HEAD = 4096
_OLD_SCHEMA = b"IEDMS"

#: Left by systems and office programs beside the letters; nobody wrote them, so they are named and skipped.
_SYSTEM_NAMES = frozenset({".ds_store", "thumbs.db", "desktop.ini", ".directory"})
_LOCK_PREFIXES = ("~$", ".~lock.", "._")

#: A folder with such a name is likely a letter gone wrong (an unpacked DOCX, a web page saved whole): it gets a row of
#: its own.
_DOCUMENT_SUFFIXES = frozenset({
    ".doc", ".docx", ".pdf", ".rtf", ".odt", ".txt", ".html", ".htm", ".eml", ".msg", ".zip", ".png", ".jpg", ".jpeg", ".tif",
    ".tiff",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Listed:
    """One thing met in the inbox. `name` is how the run shows it; `problem` is set when there is nothing to read;
    `skipped` says why a file of the system is not read."""

    name: str
    path: str
    size: int = 0
    changed: int = 0
    inode: int = 0
    sha256: str = ""
    problem: ReadError | None = None
    skipped: str = ""
    folder: bool = False

    @property
    def readable(self) -> bool:
        """Whether it is a file with bytes to read."""
        return bool(self.sha256) and self.problem is None and not self.skipped


def shown_name(name: str) -> str:
    """A path as a table shows it: always valid text on one line, and different for different names.

    Bytes that are no UTF-8 and control characters become \\\\xNN, and only in such names a backslash is doubled.

    >>> shown_name("письмо.txt"), shown_name("a\\udcff.txt"), shown_name("a\\n.txt")
    ('письмо.txt', 'a\\\\xff.txt', 'a\\\\x0a.txt')
    """
    if "\\x" not in name and "\\u" not in name and not any(unicodedata.category(char) in {"Cc", "Cs"} for char in name):
        return name
    return "".join(map(_shown_char, name))


def _shown_char(char: str) -> str:
    if char == "\\":
        return "\\\\"
    if unicodedata.category(char) not in {"Cc", "Cs"}:
        return char
    code = ord(char)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return f"\\x{code:02x}" if code < 0x80 else f"\\u{code:04x}"


def walk(inbox: Path, leave_out: Path | None = None) -> list[Listed]:
    """Everything under the inbox but the folder `leave_out`, in the order of shown names; an output folder of another
    run is one thing and skipped. UsageError when there is no inbox.
    """
    try:
        mode = inbox.stat().st_mode
    except OSError as error:
        raise UsageError(f"no such folder: {inbox} ({error.strerror})") from error
    if stat.S_ISDIR(mode):
        if not os.access(inbox, os.R_OK | os.X_OK):
            raise UsageError(f"no permission to list {inbox}")
        if _is_output(inbox):
            raise UsageError(f"{inbox} is an output folder of pismo: name the folder that holds the letters")
        found = _walk(inbox, "", leave_out.resolve() if leave_out else None)
    else:
        found = iter([_listed(inbox.name, os.fspath(inbox))])
    return sorted(found, key=lambda one: one.name)


def _walk(folder: Path, prefix: str, leave_out: Path | None) -> Iterator[Listed]:
    pending = [(os.fspath(folder), prefix)]
    while pending:
        where, before = pending.pop()
        try:
            entries = list(os.scandir(where))
        except OSError as error:
            message = f"the folder can not be listed: {error.strerror}; change its access rights"
            yield Listed(shown_name(before.rstrip("/")), where, problem=ReadError(ErrorCode.UNREADABLE, message))
            continue
        if _is_message(entries):
            yield _message(before.rstrip("/"), where, [entry for entry in entries if entry.is_file()])
            entries = [entry for entry in entries if not entry.is_file()]
        for entry in entries:
            name = before + entry.name
            if not entry.is_dir(follow_symlinks=False):
                yield _listed(name, entry.path)
                continue
            if leave_out is not None and Path(entry.path).resolve() == leave_out:
                continue
            if _is_output(entry.path):
                yield Listed(shown_name(name), entry.path, skipped=_OUTPUT_SKIPPED)
                continue
            if os.path.splitext(entry.name)[1].lower() in _DOCUMENT_SUFFIXES:
                message = "this is a folder with the name of a document; what lies in it is read"
                yield Listed(shown_name(name), entry.path, problem=ReadError(ErrorCode.NOT_A_FILE, message))
            pending.append((entry.path, name + "/"))


def _is_output(folder: str | os.PathLike[str]) -> bool:
    """Whether a run of this program has left its tables here, or was about to."""
    if not os.path.isfile(os.path.join(folder, STORE_FILE)):
        return False
    return any(os.path.isfile(os.path.join(folder, name)) for name in _OF_OUTPUTS)


def _is_message(entries: list[os.DirEntry[str]]) -> bool:
    """Whether a folder is an unpacked message of МЭДО, whose files are described by its passport."""
    files = {entry.name: entry for entry in entries if entry.is_file()}
    if PASSPORT in files:
        return True
    try:
        with open(files[OLD_PASSPORT], "rb") as stream:
            return is_passport(stream.read(PASSPORT_HEAD))
    except (KeyError, OSError):
        return False


def is_passport(head: bytes) -> bool:
    """Whether a `document.xml` that begins so describes a message."""
    return _OLD_SCHEMA in head


def _message(name: str, path: str, files: list[os.DirEntry[str]]) -> Listed:
    """A folder that is read as one thing; it has changed when anything about its files has."""
    found = [(entry.name, entry.stat()) for entry in files]
    looks = sorted((entry, stat.st_size, stat.st_mtime_ns, stat.st_ino) for entry, stat in found)
    mark = int(hashlib.sha256(repr(looks).encode("utf-8", "replace")).hexdigest()[:15], 16)
    return Listed(shown_name(name), path, size=sum(stat.st_size for _, stat in found), changed=mark, folder=True)


def _listed(name: str, path: str) -> Listed:
    one = Listed(shown_name(name), path)
    try:
        found = os.stat(path)
    except OSError as error:
        return replace(one, problem=problem_of(error, path))
    if stat.S_ISDIR(found.st_mode):
        return replace(one, skipped="a link to a folder is not followed")
    if not stat.S_ISREG(found.st_mode):
        return replace(
            one, problem=ReadError(ErrorCode.NOT_A_FILE, "a pipe, socket or device: there is nothing to read")
        )
    return replace(
        one, size=found.st_size, changed=found.st_mtime_ns, inode=found.st_ino, skipped=why_skipped(os.path.basename(path))
    )


def why_skipped(name: str) -> str:
    """Why a file of this name is no letter; "" when it may be one."""
    base = name.lower()
    system = base in _SYSTEM_NAMES or base.startswith(_LOCK_PREFIXES)
    return "a service file of the system or of an office program, not a letter" if system else ""


def problem_of(error: OSError, path: str) -> ReadError:
    """Why a file can not be read, in words that say what to do."""
    if isinstance(error, FileNotFoundError):
        if os.path.islink(path):
            return ReadError(
                ErrorCode.BROKEN_LINK, "the link points to nothing: restore the file it named, or remove the link"
            )
        return ReadError(ErrorCode.VANISHED, "the file was there when the folder was listed and is gone now: run again")
    if isinstance(error, PermissionError):
        return ReadError(ErrorCode.UNREADABLE, "no permission to read the file: change its access rights")
    return ReadError(ErrorCode.UNREADABLE, f"the file can not be read: {error.strerror or error}")
