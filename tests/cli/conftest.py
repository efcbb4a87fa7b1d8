"""Run commands: in this process for their logic, as real processes for everything around it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from annotate_tui.cli.main import cli


@pytest.fixture
def here(tmp_path, monkeypatch) -> Path:
    """An empty current folder, and no settings from the environment."""
    monkeypatch.chdir(tmp_path)
    for name in ("DB", "CODEBOOK", "ANNOTATOR", "THEME"):
        monkeypatch.delenv(f"ANNOTATE_TUI_{name}", raising=False)
    return tmp_path


@pytest.fixture
def run(here):
    """Run a command in this process; errors come out as exceptions."""

    def run(*arguments: str | Path, **given) -> Result:
        return CliRunner().invoke(
            cli, [str(argument) for argument in arguments], catch_exceptions=False, **given
        )

    return run


@pytest.fixture
def run_json(run):
    """Run a command and read the JSON that it prints."""

    def run_json(*arguments: str | Path, **given):
        result = run(*arguments, **given)
        assert result.exit_code == 0
        return json.loads(result.stdout)

    return run_json


@pytest.fixture
def shell(program, here):
    """Run the real program in an empty folder."""

    def run(*arguments: str | Path, **given) -> subprocess.CompletedProcess[str]:
        given.setdefault("cwd", here)
        given.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.run(
            [*program, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **given
        )

    return run
