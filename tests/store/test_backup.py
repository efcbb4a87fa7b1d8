"""Copies of a database."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import StoreError
from annotate_tui.store.backup import backup
from annotate_tui.store.canonical import database_digest
from annotate_tui.store.check import check
from annotate_tui.store.filesystem import publish, unfinished
from annotate_tui.store.store import Store


def test_a_backup_is_whole_in_one_file_and_can_be_labelled_in(lab: Any, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    with lab.make() as store:
        lab.label(store.begin("ada"), lab.keys(store)[0], "claim_type", "harm")
        copy = backup(store, away / "copy.db")
        assert [path.name for path in away.iterdir()] == ["copy.db"]
        assert check(copy) == []
        with Store.open(copy) as other:
            assert database_digest(other) == database_digest(store)
            lab.label(other.begin("ada"), lab.keys(other)[0], "claim_type", "advice")
        assert [path.name for path in away.iterdir()] == ["copy.db"]


def test_a_backup_without_a_name_stands_beside_the_database(lab: Any) -> None:
    with lab.make() as store:
        first, second = backup(store), backup(store)
        assert first.parent == second.parent == store.path.parent
        assert first != second
        assert first.name.startswith(f"{store.path.stem}.backup-")
        assert check(first) == check(second) == []


def test_a_backup_never_replaces_a_file(lab: Any, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("precious")
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    with lab.make() as store:
        for target in (precious, dangling, store.path):
            with pytest.raises(StoreError, match="exists already"):
                backup(store, target)
        with pytest.raises(StoreError, match="no folder"):
            backup(store, tmp_path / "missing" / "copy.db")
        assert backup(store, tmp_path).parent == tmp_path
    assert precious.read_text() == "precious"
    assert not list(tmp_path.glob(".*unfinished*"))


def test_a_file_that_appears_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    target = tmp_path / "new.db"
    with unfinished(target) as temporary:
        temporary.write_text("ours")
        target.write_text("theirs")
        with pytest.raises(StoreError, match="exists already"):
            publish(temporary, target)
    assert target.read_text() == "theirs"
    assert [entry.name for entry in tmp_path.iterdir()] == ["new.db"]


def test_a_backup_is_as_private_as_the_database(lab: Any) -> None:
    with lab.make() as store:
        store.path.chmod(0o600)
        assert backup(store).stat().st_mode & 0o777 == 0o600
