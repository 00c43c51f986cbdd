"""The command line: thin commands over the functions of the Python API. Nothing heavy is imported before a command
runs.

Messages go to stderr, data to files or stdout. Exit codes: 0 every file was read, 1 some were not (files.csv says which
and why), 2 wrong usage, 130 stopped by Ctrl-C (`watch`, which ends so, leaves with 0).
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from pipeline.calls import OneLine, exit_code, fail, one_letter, speech_of, stopped
from pipeline.errors import PismoError, UsageError

if TYPE_CHECKING:
    from pipeline.batch import Progress
    from pipeline.settings import Settings
    from pipeline.summary import Summary

app = typer.Typer(
    name="pismo",
    cls=OneLine,
    help="Reads folders of official Russian letters and writes normalized tables.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

#: Files named in the summary; files.csv has them all.
_NAMED_FAILURES = 10

#: Changed values named by a dry run; --json has a thousand of them.
_NAMED_VALUES = 40

Lang = Annotated[str, typer.Option("--lang", help="Language of the messages: en or ru; by default that of the locale.")]
Limit = Annotated[
    list[str] | None,
    typer.Option("--limit", metavar="NAME=NUMBER", help="What one file may cost: pages, seconds, file_bytes … (docs/formats.md)."),
]
Output = Annotated[Path, typer.Option("--output", "-o", help="The output folder; made when there is none.")]


def _show_version(wanted: bool) -> None:
    if wanted:
        from pipeline import __version__

        typer.echo(f"pismo {__version__}")
        raise typer.Exit


@app.callback()
def _top(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and exit.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    pass


@app.command()
def extract(
    inbox: Annotated[
        str, typer.Argument(help="The folder with letters (or one file); with --engine ray also s3://… It is never changed.")
    ],
    output: Output = Path("output"),
    profile: Annotated[str, typer.Option(help="CSV for a spreadsheet (excel) or for programs (plain).")] = "excel",
    headers: Annotated[str, typer.Option(help="Column heads in CSV: en (names) or ru (titles).")] = "en",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read; by default one for each core.")
    ] = None,
    force: Annotated[
        bool, typer.Option("--force", help="Read every file again, changed or not; drop what is gone, however much.")
    ] = False,
    spacy: Annotated[bool, typer.Option("--spacy", help="Write letters.spacy too, a DocBin for annotators.")] = False,
    witness: Annotated[
        str, typer.Option("--ner", help="NER model: slovnet, or spacy:NAME of an installed model.")
    ] = "slovnet",
    engine: Annotated[
        str, typer.Option(help="Who reads: local, the processes of this machine; ray, a cluster (RAY_ADDRESS).")
    ] = "local",
    limit: Limit = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be read and which values would change; write nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON to stdout.")] = False,
    lang: Lang = "",
) -> None:
    """Read a folder of letters and write the tables."""
    from pipeline.console import Console

    speech = speech_of(lang)
    console = Console(speech)
    try:
        from pipeline import batch
        from pipeline.settings import settings_of

        settings = settings_of(
            profile=profile,
            headers=headers,
            workers=workers,
            force=force,
            spacy=spacy,
            witness=witness,
            engine=engine,
            limits=limit or (),
        )
        if "://" in inbox and engine != "ray":
            raise UsageError(f"{inbox} is an address: say --engine ray to read it")
        if dry_run and engine == "ray":
            raise UsageError("--dry-run goes without --engine ray: leave out one of them")
        with console.progress() as progress:
            if dry_run:
                from pipeline.rehearsal import rehearse

                rehearsal = rehearse(Path(inbox), output, settings, progress)
            elif engine == "ray":
                summary = _run_on_cluster(inbox, output, settings, progress)
            else:
                summary = batch.run(Path(inbox), output, settings, progress)
    except PismoError as error:
        fail(error, speech)
    except KeyboardInterrupt:
        stopped(speech, kept=not dry_run)
    if dry_run and rehearsal.summary.interrupted:
        stopped(speech, kept=False)
    if dry_run:
        console.data(rehearsal.as_dict()) if as_json else console.rehearsal(rehearsal, _NAMED_VALUES)
        raise typer.Exit(exit_code(rehearsal.summary))
    console.data(summary.as_dict()) if as_json else console.summary(summary, _NAMED_FAILURES)
    raise typer.Exit(exit_code(summary))


@app.command()
def watch(
    inbox: Annotated[Path, typer.Argument(help="The folder to follow. It is never changed.")],
    output: Output = Path("output"),
    profile: Annotated[str, typer.Option(help="CSV for a spreadsheet (excel) or for programs (plain).")] = "excel",
    headers: Annotated[str, typer.Option(help="Column heads in CSV: en (names) or ru (titles).")] = "en",
    workers: Annotated[
        int | None, typer.Option(min=1, help="Processes that read; by default one for each core.")
    ] = None,
    settle: Annotated[float, typer.Option(min=0.1, help="Seconds a file must stay as it is before it is read.")] = 2.0,
    sweep: Annotated[
        float, typer.Option(min=1, help="Seconds between looks where a folder tells of no change.")
    ] = 60.0,
    limit: Limit = None,
    lang: Lang = "",
) -> None:
    """Follow a folder: read what arrives, keep the tables up to date. Ends with Ctrl-C."""
    from pipeline.console import Console

    speech = speech_of(lang)
    console = Console(speech)
    try:
        from pipeline import batch
        from pipeline import watch as watching
        from pipeline.settings import settings_of

        settings = settings_of(profile=profile, headers=headers, workers=workers, limits=limit or ())
        rhythm = watching.Rhythm(settle=settle, sweep=sweep)
        quiet, told, refused = batch.Progress(), console.refreshed, console.refused
        watching.watch(inbox, output, settings, quiet, told=told, refused=refused, rhythm=rhythm)
    except PismoError as error:
        fail(error, speech)
    except KeyboardInterrupt:
        console.say("watch_ended")


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="One letter.")],
    lang: Lang = "",
) -> None:
    """Show one letter on the terminal: its zones, what was found, by which rule and how sure."""
    from pipeline.console import Console

    speech = speech_of(lang)
    try:
        from pipeline.show import show as draw

        draw(one_letter(file), Console(speech))
    except PismoError as error:
        fail(error, speech)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="One letter.")],
    field: Annotated[
        str, typer.Argument(help="registration_number, signatory, deadline, phones … (an unknown name lists them all)")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="As JSON to stdout.")] = False,
    lang: Lang = "",
) -> None:
    """Why a field of a letter is what it is, or why there is none: candidates, rules, what spoke against the others."""
    from pipeline.console import Console

    speech = speech_of(lang)
    try:
        from dataclasses import asdict

        from pipeline.explain import explain as ask
        from pipeline.show import draw_explanation

        said = ask(one_letter(file), field)
    except PismoError as error:
        fail(error, speech)
    console = Console(speech)
    if as_json:
        console.data(asdict(said))
    else:
        draw_explanation(said, console)


@app.command()
def evaluate(
    inbox: Annotated[Path, typer.Argument(help="The folder with letters, or the output folder of a run.")],
    gold: Annotated[Path, typer.Argument(help="The folder with gold records: NAME.json for the letter NAME.docx.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Keep the tables here.")] = None,
    compare: Annotated[
        Path | None, typer.Option(help="An earlier evaluation (--json) or output folder: gains and losses since.")
    ] = None,
    errors: Annotated[bool, typer.Option("--errors", help="Name every value that is wrong.")] = False,
    save: Annotated[Path | None, typer.Option("--json", help="Write the figures to this file.")] = None,
    workers: Annotated[int | None, typer.Option(min=1, help="Processes that read.")] = None,
    lang: Lang = "",
) -> None:
    """Precision, recall and F1 of each field against gold records, and the share of letters with a right card."""
    from pipeline.console import Console

    speech = speech_of(lang)
    console = Console(speech)
    try:
        from pipeline import evaluation
        from pipeline.settings import settings_of

        with console.progress() as progress:
            result = evaluation.evaluate_inbox(inbox, gold, output, settings_of(workers=workers), progress)
        old = evaluation.earlier(compare, gold) if compare else None
    except PismoError as error:
        fail(error, speech)
    except KeyboardInterrupt:
        stopped(speech, kept=output is not None)
    console.evaluation(result, errors=errors)
    if old is not None:
        console.changes(evaluation.changes(old, result.as_dict()))
    if save is not None:
        evaluation.save(result, save)


@app.command()
def schema(
    as_json: Annotated[bool, typer.Option("--json", help="As the datapackage.json of a run.")] = False,
    lang: Lang = "",
) -> None:
    """Say what the tables hold: columns, types, keys."""
    from pipeline.console import Console

    console = Console(speech_of(lang))
    if as_json:
        from pipeline.writers import csv_tables, datapackage

        console.data(datapackage.describe(csv_tables.PLAIN))
    else:
        console.schema()


def _run_on_cluster(inbox: str, output: Path, settings: Settings, progress: Progress) -> Summary:
    try:
        from pipeline.cluster.run import run
    except ImportError as error:
        raise UsageError(f"--engine ray needs more libraries ({error.name}): pip install 'pismo[ray]'") from error
    return run(inbox, output, settings, progress)


def main() -> None:
    """The entry point of `pismo`."""
    for stream in (sys.stdout, sys.stderr):
        # Names of files may hold anything; a message must never fail on one.
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    app()


if __name__ == "__main__":
    main()
