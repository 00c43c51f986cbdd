"""How a call of `pismo` is answered: in which language, and how it ends - a wrong one with one line and code 2, one that a
person stopped with code 130."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer
from typer.core import TyperGroup

from pipeline.errors import GoneError, LockedError, PismoError, StoreError, UsageError
from pipeline.messages import LANGUAGES, Speech, language_of

if TYPE_CHECKING:
    from pipeline.summary import Summary

SOME_FAILED = 1
WRONG_USAGE = 2

#: 128 and the number of SIGINT, as shells count.
STOPPED = 130

#: What the caller is to mend: a wrong call, a held folder, a store that can not be used.
_OF_THE_CALLER = (UsageError, LockedError, StoreError, GoneError)

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


def speech_of(lang: str) -> Speech:
    """How to speak to the caller: in the language named, or in that of the locale."""
    if lang and lang not in LANGUAGES:
        raise typer.BadParameter(f"--lang is one of {', '.join(LANGUAGES)}")
    return Speech(lang or language_of(os.environ))


def one_letter(file: Path) -> Path:
    """The letter that was named. UsageError where there is none: a slip of the call, not a file that can not be read."""
    if not os.path.lexists(file):
        raise UsageError(f"no such file: {file}")
    if file.is_dir():
        raise UsageError(f"{file} is a folder: name one letter")
    return file


def exit_code(summary: Summary) -> int:
    """The code that a run ends with."""
    if summary.interrupted:
        return STOPPED
    return SOME_FAILED if summary.failed else 0


def fail(error: PismoError, speech: Speech) -> NoReturn:
    """End with one clear line."""
    typer.echo(speech.say("error", message=error), err=True)
    raise typer.Exit(WRONG_USAGE if isinstance(error, _OF_THE_CALLER) else SOME_FAILED)


def stopped(speech: Speech, *, kept: bool = True) -> NoReturn:
    """End as one that a person stopped; `kept`: what was read so far stays."""
    typer.echo(speech.say("interrupted" if kept else "stopped"), err=True)
    raise typer.Exit(STOPPED)
