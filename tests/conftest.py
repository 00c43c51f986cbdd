"""No test may reach the network: the program never opens a socket, and nothing in a test needs one."""

from __future__ import annotations

import socket
from typing import Any, NoReturn

import pytest


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
