"""The frame of the command line: options anywhere, help, errors in one sentence, exit codes, pipes."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from annotate_tui import __version__
from annotate_tui.cli.base import Group, options
from annotate_tui.cli.failures import explain
from annotate_tui.cli.main import cli
from annotate_tui.errors import CodebookError, InputError, StoreError, UsageError


def commands(group: Group | None = None, prefix: str = "") -> list[tuple[str, click.Command]]:
    """Every command of the program, with its whole name."""
    found = []
    group = group or cli
    with click.Context(group) as context:
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            found.append((f"{prefix}{name}", command))
            if isinstance(command, Group):
                found += commands(command, f"{prefix}{name} ")
    return found


EVERY = commands()


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_has_help_with_an_example(name, command):
    result = CliRunner().invoke(cli, [*name.split(), "--help"])
    assert result.exit_code == 0
    assert f"annotate-tui {name}" in result.output.partition("Examples:")[2]
    for option in ("--db", "--codebook", "--debug", "--version"):
        assert option in result.output


@pytest.mark.parametrize("name", list(cli.lazy))
def test_the_overview_says_what_the_command_says(name):
    assert cli.lazy[name].summary == cli.load(name).get_short_help_str(200)


@pytest.mark.parametrize(("name", "command"), EVERY, ids=[name for name, _ in EVERY])
def test_every_command_and_option_is_documented(name, command):
    page = (Path(__file__).parents[2] / "docs" / "cli.md").read_text()
    section = re.search(rf"^##+ `annotate-tui {name}`$(.*?)(?=^##+ |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section, f"docs/cli.md has no section on `annotate-tui {name}`"
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in (*parameter.opts, *parameter.secondary_opts):
                if option.startswith("--"):
                    assert option in section[1], f"{option} of {name} is not documented"


@pytest.mark.parametrize("arguments", [["--db", "x.db", "peek"], ["peek", "--db", "x.db"]])
def test_options_for_every_command_stand_before_or_after_it(arguments):
    @click.command("peek", cls=type(cli.load("init")))
    def peek() -> None:
        click.echo(options().db)

    group = Group("program")
    group.add_command(peek)
    assert CliRunner().invoke(group, arguments).output == "x.db\n"


def test_version_before_and_after_a_command(shell):
    for arguments in (["--version"], ["status", "--version"]):
        result = shell(*arguments)
        assert (result.returncode, result.stdout) == (0, f"annotate-tui {__version__}\n")


def test_help_names_every_command(shell):
    result = shell("--help")
    assert result.returncode == 0
    assert result.stderr == ""
    for name in cli.lazy:
        assert re.search(rf"^  {name} ", result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["lable"], "There is no command 'lable'. Did you mean 'label'?"),
        (["--nope"], "--nope"),
        (["status", "--nope"], "--nope"),
        (["export"], "FORMAT"),
    ],
)
def test_wrong_use_is_one_line_and_code_2(shell, arguments, said):
    result = shell(*arguments)
    assert result.returncode == 2
    assert result.stdout == ""
    assert said in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.count("\n") == 1


def test_debug_shows_where(shell):
    result = shell("status", "--debug", "--db", "nowhere.db")
    assert result.returncode == 1
    assert "Traceback" in result.stderr
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert "Traceback" not in shell("status", "--db", "nowhere.db").stderr


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UsageError("No."), 2),
        (InputError("a.", "b."), 1),
        (CodebookError("a."), 1),
        (StoreError("No."), 1),
        (PermissionError(13, "Permission denied", "/x"), 1),
        (MemoryError(), 1),
        (KeyError("surprise"), 1),
        (click.UsageError("No."), 2),
    ],
)
def test_each_error_has_a_sentence_and_a_code(error, code):
    message, found = explain(error)
    assert found == code
    assert message.endswith((".", "?"))


def test_what_others_wrote_never_controls_the_terminal():
    message, _ = explain(StoreError("There is no article '\x1b[31mred\x07\u202e'."))
    assert message == "There is no article '␛[31mred␇<U+202E>'."
    message, _ = explain(InputError("a\x1bb", "c"))
    assert message == "a␛b\nc"


def test_a_closed_pipe_is_quiet(program, tmp_path):
    for arguments in (["--help"], ["codebook", "show"]):
        reader, writer = os.pipe()
        os.close(reader)
        result = subprocess.run(
            [*program, *arguments], stdout=writer, stderr=subprocess.PIPE, cwd=tmp_path, check=False
        )
        os.close(writer)
        assert result.stderr == b""
        assert result.returncode == 0


def test_a_reader_that_has_seen_enough_is_quiet_too(program, tmp_path):
    (tmp_path / "article.txt").write_text("One sentence. " * 20_000, encoding="utf-8")
    subprocess.run([*program, "import", "article.txt"], cwd=tmp_path, check=True, capture_output=True)
    # It closes the pipe in the middle of a list that is read from the database row by row.
    for arguments in (
        ["history", "--json"],
        ["articles", "show", "1", "--json"],
        ["export", "csv", "-o", "-"],
    ):
        process = subprocess.Popen(
            [*program, *arguments], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdout.read(1)
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
        assert process.wait(timeout=60) == 0
        process.stderr.close()


def test_ctrl_c_ends_with_130_and_no_traceback(program, tmp_path):
    slow = (
        "import sys, time; import annotate_tui.cli.status as s\n"
        "import click\n"
        "s.command.callback = lambda **_: (print('ready', flush=True), time.sleep(60))\n"
        "from annotate_tui.cli.main import main; sys.exit(main(['status']))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", slow], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path
    )
    assert process.stdout.readline() == b"ready\n"
    time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, stderr = process.communicate(timeout=60)
    assert process.returncode == 130
    assert b"Traceback" not in stderr


def test_shell_completion_knows_the_commands(program, tmp_path):
    environment = {
        **os.environ,
        "_ANNOTATE_TUI_COMPLETE": "bash_complete",
        "COMP_WORDS": "annotate-tui dis",
        "COMP_CWORD": "1",
    }
    result = subprocess.run(program, capture_output=True, text=True, env=environment, cwd=tmp_path)
    assert "disagreements" in result.stdout
