"""Databases of older versions: brought up to date once, after a backup, or read as a copy."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import StoreError
from annotate_tui.store import migrate as migrating
from annotate_tui.store.canonical import database_digest
from annotate_tui.store.check import check
from annotate_tui.store.merge import merge
from annotate_tui.store.schema import SCHEMA_VERSION
from annotate_tui.store.sqlite import sqlite3
from annotate_tui.store.store import Store

DUMP = Path(__file__).parents[1] / "data" / "store" / "version-1.sql"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A database as version 1 of the format left it: two articles, two annotators, an undo."""
    path = tmp_path / "old.db"
    connection = sqlite3.connect(path)
    connection.executescript(DUMP.read_text(encoding="utf-8"))
    connection.close()
    return path


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_an_older_database_is_brought_up_to_date_after_a_backup(lab: Any, old: Path, tmp_path: Path) -> None:
    before = sha256(old)
    with Store.open(old) as store:
        assert store.database.value("PRAGMA user_version") == SCHEMA_VERSION
        assert any("brought up to date" in notice for notice in store.notices)
        assert [(row.done, row.begun) for row in store.progress()] == [(1, 1), (0, 0), (0, 1), (0, 0)]
        assert store.answers(store.annotator("bo").key, 1)
        assert store.begin("ada").redo() is not None
    assert check(old) == []
    (copy,) = tmp_path.glob("*.backup")
    # A backup is the same database; its change counter may differ.
    with sqlite3.connect(copy) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (9,)
    assert sha256(old) != before
    with Store.open(old) as store:
        assert store.notices == ()
    assert len(list(tmp_path.glob("*.backup"))) == 1


def test_reading_an_older_database_leaves_it_as_it_is(old: Path, tmp_path: Path) -> None:
    before = sha256(old)
    with Store.open(old, readonly=True) as store:
        assert store.path == old
        assert store.progress()[0].done == 1
    assert check(old) == []
    assert sha256(old) == before
    assert [path.name for path in tmp_path.iterdir()] == ["old.db"]


def test_merging_an_older_database_reads_a_copy(lab: Any, old: Path, tmp_path: Path) -> None:
    before = sha256(old)
    with lab.empty() as store:
        report = merge(store, old)
        assert (report.articles, report.annotators) == (2, 2)
        assert sha256(old) == before
        assert not list(tmp_path.glob("*.backup"))
        with Store.open(old) as theirs:
            merge(theirs, store.path)
            assert database_digest(theirs) == database_digest(store)


def test_a_migration_that_fails_leaves_the_database_as_it_was(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> None:
        raise StoreError("the disk is full")

    monkeypatch.setattr(migrating, "_rebuild", fail)
    with pytest.raises(StoreError, match="disk is full"):
        Store.open(old)
    monkeypatch.undo()
    with sqlite3.connect(old) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
        assert connection.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'progress'"
        ).fetchone() == (0,)
    connection.close()
    with Store.open(old) as store:
        assert store.progress()[0].done == 1


def test_labels_written_between_backup_and_migration_are_in_the_backup(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy_to, calls = migrating.copy_to, []

    def copy_and_be_overtaken(database: Any, target: Path) -> Path:
        copied = copy_to(database, target)
        if not calls:
            with sqlite3.connect(old) as connection:
                connection.execute("INSERT INTO meta VALUES('written', 'meanwhile')")
            connection.close()
        calls.append(target)
        return copied

    monkeypatch.setattr(migrating, "copy_to", copy_and_be_overtaken)
    Store.open(old).close()
    assert len(calls) == 2
    (copy,) = tmp_path.glob("*.backup")
    with sqlite3.connect(copy) as connection:
        assert connection.execute("SELECT value FROM meta WHERE key = 'written'").fetchone() == ("meanwhile",)
