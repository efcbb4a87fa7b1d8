"""What the program finds out when it opens a database, the annotator reads."""

from __future__ import annotations

from pathlib import Path

from annotate_tui.store.check import check
from annotate_tui.store.sqlite import sqlite3

DUMP = Path(__file__).parents[1] / "data" / "store" / "version-1.sql"


def test_a_database_that_was_brought_up_to_date(open_terminal, program, tmp_path):
    path = tmp_path / "annotations.db"
    connection = sqlite3.connect(path)
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    argv = [*program, "label", "--annotator", "ada"]
    screen = open_terminal(argv, columns=120, rows=24, cwd=tmp_path)
    screen.wait_for(r"brought up to date(.|\n)*version-1\.backup")
    screen.send("q")
    assert screen.wait_for_exit() == 0
    assert "Note: " in screen.text()
    assert check(path) == []
    again = open_terminal([*argv, "--plain"], columns=120, rows=24, cwd=tmp_path)
    assert "brought up to date" not in again.wait_for("Labelling line by line")
