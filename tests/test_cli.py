"""The command line: what it says, where, and with which exit code."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

import standins
from pipeline import batch, evaluation, messages, rehearsal, settings
from pipeline.batch import Progress
from pipeline.cli import app
from pipeline.console import Console, harmless
from pipeline.errors import ErrorCode
from pipeline.messages import LANGUAGES, Speech
from pipeline.summary import Summary
from pipeline.tables import TABLES

ROOT = Path(__file__).parent.parent


@pytest.fixture
def stand_ins(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that read use the stand-ins of the reader and of the understanding."""
    plain = settings.settings_of

    def settings_of(**options: object) -> settings.Settings:
        from dataclasses import replace

        return replace(plain(**options), read=standins.read_text, understand=standins.understand)  # type: ignore[arg-type]

    monkeypatch.setattr(settings, "settings_of", settings_of)


def call(*words: str | Path, lang: str = "en") -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [*map(str, words)], env={"LC_ALL": f"{lang}_X.UTF-8", "COLUMNS": "200"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    for n in range(3):
        (folder / f"{n}.txt").write_text(f"Письмо № {n}")
    return folder


@pytest.mark.usefixtures("stand_ins")
class TestExtract:
    def test_every_file_is_read(self, inbox: Path, tmp_path: Path) -> None:
        code, out, err = call("extract", inbox, "-o", tmp_path / "out")
        assert code == 0
        assert out == ""
        assert "Files: 3: read 3" in err
        assert f"Tables: {tmp_path / 'out'}" in err

    def test_some_files_fail(self, inbox: Path, tmp_path: Path) -> None:
        (inbox / "bad.txt").write_text("BAD")
        (inbox / "empty.txt").touch()
        code, _, err = call("extract", inbox, "-o", tmp_path / "out")
        assert code == 1
        assert "bad.txt: damaged: ask for it to be sent again [damaged]" in err
        assert "empty.txt: empty file [empty]" in err

    def test_in_russian(self, inbox: Path, tmp_path: Path) -> None:
        _, _, err = call("extract", inbox, "-o", tmp_path / "out", lang="ru")
        assert "Файлов: 3: прочитано 3" in err
        assert "Документов: 3" in call("extract", inbox, "-o", tmp_path / "out", "--lang", "ru")[2]

    def test_as_json(self, inbox: Path, tmp_path: Path) -> None:
        code, out, _ = call("extract", inbox, "-o", tmp_path / "out", "--json", "--profile", "plain")
        assert code == 0
        assert json.loads(out)["files"] == {"ok": 3}

    def test_headers_in_russian(self, inbox: Path, tmp_path: Path) -> None:
        call("extract", inbox, "-o", tmp_path / "out", "--headers", "ru")
        head = (tmp_path / "out" / "register.csv").read_text(encoding="utf-8-sig").splitlines()[0]
        assert "Рег. номер" in head

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        (tmp_path / "bare").mkdir()
        code, _, err = call("extract", tmp_path / "bare", "-o", tmp_path / "out")
        assert code == 0
        assert "Files: 0\n" in err
        assert f"There are no files in {tmp_path / 'bare'}." in err
        assert "last run" not in err

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["{tmp}/nowhere"], "Error: no such folder"),
            (["{inbox}", "-o", "{inbox}/0.txt"], "is a file"),
            (["{inbox}", "-o", "/proc/nowhere"], "can not be written"),
            (["{inbox}", "--profile", "odd"], "no such profile"),
            (["{inbox}", "--limit", "size=5"], "no such limit: size=5"),
            (["{inbox}", "--limit", "pages=many"], "no number in the limit pages=many"),
            (["{inbox}", "--headers", "odd"], "no such heads"),
            (["{inbox}", "--lang", "fr"], "--lang"),
            (["{inbox}", "--workers", "0"], "--workers"),
            ([], "Missing argument"),
        ],
    )
    def test_wrong_usage_is_one_clear_line(self, inbox: Path, tmp_path: Path, words: list[str], message: str) -> None:
        code, out, err = call("extract", *(word.format(inbox=inbox, tmp=tmp_path) for word in words))
        assert (code, out) == (2, "")
        assert message in err
        assert err.startswith("Error: ")
        assert err.count("\n") == 1

    def test_ctrl_c(self, inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def stopped(*_: object) -> Summary:
            raise KeyboardInterrupt

        monkeypatch.setattr(batch, "run", stopped)
        monkeypatch.setattr(evaluation, "run", stopped)
        monkeypatch.setattr(rehearsal, "run", stopped)
        assert call("extract", inbox, "-o", tmp_path / "out")[::2] == (
            130,
            "Stopped. What was read is kept; run the same command again to go on.\n",
        )
        assert call("extract", inbox, "-o", tmp_path / "out", "--dry-run")[::2] == (130, "Stopped.\n")
        assert call("evaluate", inbox, tmp_path)[::2] == (130, "Stopped.\n")

    def test_documents_are_those_that_have_a_letter(self, inbox: Path, tmp_path: Path) -> None:
        (inbox / "bad.txt").write_text("BAD")
        (inbox / "empty.txt").touch()
        assert "Documents: 3 (3 read now, 0 known before)" in call("extract", inbox, "-o", tmp_path / "out")[2]
        (inbox / "new.txt").write_text("Письмо № 7")
        assert "Documents: 4 (1 read now, 3 known before)" in call("extract", inbox, "-o", tmp_path / "out")[2]

    def test_nothing_is_said_to_be_written_that_is_not(self, inbox: Path, tmp_path: Path) -> None:
        (tmp_path / "gold").mkdir()
        (tmp_path / "gold" / "0.json").write_text("{}")
        rehearsed = call("extract", inbox, "-o", tmp_path / "out", "--dry-run")[2]
        evaluated = call("evaluate", inbox, tmp_path / "gold")[2]
        for said in (rehearsed, evaluated):
            assert "Putting the tables together" in said
            assert "Writing" not in said
        assert "Writing the tables" in call("extract", inbox, "-o", tmp_path / "out")[2]

    def test_a_store_that_is_not_one(self, inbox: Path, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "letters.sqlite").write_text("reports" * 100)
        code, _, err = call("extract", inbox, "-o", tmp_path / "out")
        assert code == 2
        assert "not a store of pismo" in err


@pytest.mark.parametrize("words", [["show"], ["explain", "title"]])
def test_a_letter_that_is_not_there(tmp_path: Path, words: list[str]) -> None:
    """A slip of the call: exit code 2 and one line, not the words for a file that went away during a run."""
    command, *field = words
    code, out, err = call(command, tmp_path / "nowhere.docx", *field)
    assert (code, out, err) == (2, "", f"Error: no such file: {tmp_path / 'nowhere.docx'}\n")
    code, out, err = call(command, tmp_path, *field)
    assert (code, out, err) == (2, "", f"Error: {tmp_path} is a folder: name one letter\n")


class TestSchema:
    def test_names_every_column(self) -> None:
        code, out, _ = call("schema")
        assert code == 0
        for one in TABLES:
            assert one.title in out
            assert all(name in out for name in one.names)

    def test_as_json(self) -> None:
        _, out, _ = call("schema", "--json")
        assert [resource["name"] for resource in json.loads(out)["resources"]] == [one.name for one in TABLES]


def test_version() -> None:
    from pipeline import __version__

    assert call("--version")[1].strip() == f"pismo {__version__}"


def test_help_is_there_at_once() -> None:
    """Under 0.3 s; of the processor's time, so that a busy machine does not matter; the best of three."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, "-m", "pipeline.cli", "--help"], check=True, capture_output=True, cwd=ROOT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(spent) < 0.3


def test_help_loads_nothing_heavy() -> None:
    code = "import sys; import pipeline.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=ROOT)
    heavy = {"numpy", "pandas", "spacy", "sqlite3", "xlsxwriter", "pypdfium2", "lxml", "pymorphy3", "rich.progress"}
    assert not heavy & set(done.stdout.split())


def test_a_name_that_is_no_text_does_not_stop_a_message(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pipeline.cli", "extract", os.fsencode(tmp_path) + b"/\xff"],
        capture_output=True,
        cwd=ROOT,
        check=False,
    )
    assert done.returncode == 2
    assert b"no such folder" in done.stderr
    assert b"Traceback" not in done.stderr


class TestMessages:
    def test_every_message_is_in_every_language(self) -> None:
        for key, told in messages._MESSAGES.items():
            assert len(told) == len(LANGUAGES), key
            assert len({tuple(sorted(re.findall(r"{(\w+)}", one))) for one in told}) == 1, key
        fields = {name for told in messages._MESSAGES.values() for name in re.findall(r"{(\w+)}", told[0])}
        for language in LANGUAGES:
            for key in messages._MESSAGES:
                Speech(language).say(key, **dict.fromkeys(fields, 1))

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_every_code_is_explained(self, language: str) -> None:
        assert all(Speech(language).code(code.value) for code in ErrorCode)


class TestTerminal:
    def test_a_letter_can_not_command_the_terminal(self) -> None:
        hostile = "a\x1b]0;title\x07b\x9b31m\u202egnp.exe\x7f\r"
        assert not set(harmless(hostile)) & {"\x1b", "\x07", "\x9b", "\u202e", "\x7f", "\r"}
        assert len(harmless(hostile)) == len(hostile)

    def test_a_path_can_not_either(self, capsys: pytest.CaptureFixture[str]) -> None:
        summary = Summary(Path("inbox"), Path("out"), failures=[("\x1b[31mred.txt", "damaged")])
        Console(Speech("en")).summary(summary, 10)
        assert "\x1b[31m" not in capsys.readouterr().err

    def test_lines_where_there_is_no_terminal(self, capsys: pytest.CaptureFixture[str]) -> None:
        with Console(Speech("en")).progress() as progress:
            progress.phase("read", 20)
            progress.step(16, 1)
            progress.phase("publish")
        err = capsys.readouterr().err
        assert err.splitlines() == ["Reading 0/20", "Writing the tables, failed 1"]

    def test_silent_progress(self) -> None:
        Progress().phase("scan", 3)
        Progress().step()
