"""How a call of `pismo` ends: a wrong one with one line and code 2, one that a person stopped with code 130."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from typing import Any, NoReturn

import typer
from typer.core import TyperGroup

from pipeline.messages import Speech, language_of

SOME_FAILED = 1
WRONG_USAGE = 2

#: 128 and the number of SIGINT, as shells count.
STOPPED = 130

#: All wrong calls: Typer names one of them alone, whose parent is them all.
_WrongCall: Any = typer.BadParameter.__bases__[0]


class OneLine(TyperGroup):
    """The group of commands, with errors as one line instead of a drawn box."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        windows_expand_args: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and leave the process with its code; without `standalone_mode` as Typer does."""
        run = partial(super().main, args, prog_name, complete_var, False, windows_expand_args, **extra)
        if not standalone_mode:
            return run()
        try:
            code = run()
        except _WrongCall as error:
            _told(error)
        except typer.Abort:  # what older Typers make of Ctrl-C
            code = STOPPED
        sys.exit(code or 0)


def _told(error: Any) -> NoReturn:
    message = error.format_message()
    context = error.ctx
    if context is not None and "\n" not in message.strip():
        said = f"{' '.join(message.split())} ({context.command_path} --help)"
        typer.echo(Speech(language_of(os.environ)).say("error", message=said), err=True)
    else:  # a call without any words is answered with the help
        typer.echo(message, err=True)
    sys.exit(WRONG_USAGE)
