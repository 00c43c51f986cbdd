"""No test may reach the network: the program never opens a socket, and nothing in a test needs one."""

from __future__ import annotations

import re
import signal
import socket
from pathlib import Path
from typing import Any, NoReturn

import pytest

import budget
from pipeline import settings

budget.load()
SOURCES = Path(__file__).parents[1] / "samples" / "source" / "dev"


@pytest.fixture(scope="session")
def sample_lines() -> tuple[str, ...]:
    """The lines of the sources of sample letters, each once: what a quick way is compared with the plain one on."""
    texts = (path.read_text(encoding="utf-8") for path in sorted(SOURCES.glob("*.yaml")))
    return tuple(dict.fromkeys(line.strip(" -\"") for text in texts for line in text.splitlines()))


@pytest.fixture(scope="session")
def sample_words(sample_lines: tuple[str, ...]) -> frozenset[str]:
    """Their words."""
    return frozenset(word for line in sample_lines for word in re.findall(r"[\w-]+", line))


@pytest.fixture
def one_stamp(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code may be edited while its tests run; what was read before is then read again, which is not what tests of
    a batch are about.
    """
    monkeypatch.setattr(settings, "reading_stamp", lambda configuration: configuration)


class NetworkError(AssertionError):
    """Something tried to open a connection."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Internet sockets are closed; those between processes of this machine (AF_UNIX) are left."""
    plain = socket.socket

    class Guarded(plain):  # type: ignore[misc,valid-type]
        def __init__(self, family: int = -1, *rest: Any, **named: Any) -> None:
            if family in (-1, socket.AF_INET, socket.AF_INET6):
                refuse()
            super().__init__(family, *rest, **named)

    def refuse(*_: Any, **__: Any) -> NoReturn:
        raise NetworkError("a socket was asked for: nothing here may use the network")

    monkeypatch.setattr(socket, "socket", Guarded)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)

#: A suite started in the background inherits an ignored Ctrl-C, and so would the runs that the tests interrupt.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
