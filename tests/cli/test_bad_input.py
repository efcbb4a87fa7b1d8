"""Bad input to the real program: one plain sentence, exit code 1 or 2, nothing made, nothing changed."""

from __future__ import annotations

import sqlite3

import pytest


@pytest.fixture
def files(here):
    """Things that are not what commands expect."""
    (here / "binary.bin").write_bytes(bytes(range(256)))
    (here / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (here / "empty.txt").touch()
    (here / "folder").mkdir()
    (here / "text.db").write_text("this is no database, it is a text of more than a hundred bytes " * 3)
    (here / "empty.db").touch()
    with sqlite3.connect(here / "other.db") as other:
        other.execute("CREATE TABLE t(x)")
    other.close()
    (here / "book.toml").write_text('schema = "annotate-tui/codebook@1"\nid = "x"\ncolour = "red"\n')
    (here / "annotate-tui.toml").write_text("")
    return here


@pytest.mark.parametrize(
    "arguments",
    [
        ["import", "nowhere.txt"],
        ["import", "binary.bin"],
        ["import", "picture.txt"],
        ["import", "empty.txt"],
        ["import", "folder"],
        ["import", "folder", "--dry-run"],
        ["codebook", "check", "book.toml"],
        ["codebook", "check", "picture.txt"],
        ["init", "--codebook", "book.toml"],
        ["init", "--db", "other.db"],
        ["status"],
        ["status", "--db", "other.db"],
        ["status", "--db", "text.db"],
        ["status", "--db", "empty.db"],
        ["status", "--db", "folder"],
        ["import", "--db", "other.db", "book.toml", "--format", "txt"],
        ["label"],
        [],
        ["label", "--db", "nowhere.db"],
        ["agreement", "--db", "nowhere.db"],
        ["agreement", "--ratings", "picture.txt", "--scale", "nominal"],
        ["export", "csv", "--db", "nowhere.db", "-o", "out.csv"],
        ["merge", "other.db", "--db", "nowhere.db"],
        ["check", "--db", "text.db"],
        ["backup", "--db", "other.db"],
        ["import-labels", "nowhere.jsonl", "--db", "nowhere.db"],
    ],
    ids=" ".join,
)
def test_one_plain_sentence(shell, files, arguments):
    def contents() -> dict[str, bytes]:
        return {str(path): path.read_bytes() for path in files.rglob("*") if path.is_file()}

    before = contents()
    result = shell(*arguments)
    assert result.returncode in (1, 2)
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    assert result.stderr.startswith("Error: ")
    assert result.stderr.rstrip().endswith((".", "?", "…"))
    assert "should not have" not in result.stderr
    assert contents() == before


def test_a_broken_settings_file_is_named(shell, here):
    (here / "annotate-tui.toml").write_text("anotator = 'ada'")
    result = shell("status")
    assert result.returncode == 1
    assert "annotate-tui.toml: there is no setting 'anotator'" in result.stderr
