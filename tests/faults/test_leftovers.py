"""Logs that killed programs left, beside files that were put in a database's place since."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import StoreError
from annotate_tui.store.backup import backup
from annotate_tui.store.check import check
from annotate_tui.store.merge import merge
from annotate_tui.store.sqlite import wal_is_safe
from annotate_tui.store.store import Store

LABELLING = """
import os, sys
from pathlib import Path
from annotate_tui.store.session import Change
from annotate_tui.store.store import Store
path, name, first, last, checkpoint = Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:])
store = Store.open(path)
session = store.begin(name)
for unit in store.units(1)[first:last]:
    session.write([Change(unit.key, "claim_type", "harm")])
    session.write([Change(unit.key, "note", "n" * 900)])
if checkpoint:
    store.database.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
os._exit(0)
"""

pytestmark = pytest.mark.skipif(not wal_is_safe(), reason="WAL mode is not used here")


def later(path: Path, seconds: float = 3600) -> None:
    """As if the file was put there later than everything else."""
    now = path.stat().st_mtime + seconds
    os.utime(path, (now, now))


def killed(start: Any, path: Path, name: str, first: int, last: int, *, checkpoint: bool = False) -> Path:
    """Somebody labels, and the program is killed; the log that it leaves."""
    assert start(LABELLING, path, name, first, last, int(checkpoint)).finish() == (0, "")
    log = Path(f"{path}-wal")
    assert log.stat().st_size > 0
    return log


def put_there(copy: Path, path: Path) -> None:
    path.unlink()
    shutil.copyfile(copy, path)
    later(path)


def refused(path: Path, folder_state: Any, other: Path) -> None:
    before = folder_state(path.parent)
    for attempt in (
        lambda: Store.open(path),
        lambda: Store.open(path, readonly=True),
        lambda: check(path),
    ):
        with pytest.raises(StoreError, match=r"-wal does not belong to .*nothing was changed"):
            attempt()
    with Store.open(other) as store, pytest.raises(StoreError, match="does not belong"):
        merge(store, path)
    after = folder_state(path.parent)
    assert {name: state for name, state in after.items() if not name.endswith("-shm")} == {
        name: state for name, state in before.items() if not name.endswith("-shm")
    }
    # As the sentence says.
    Path(f"{path}-wal").rename(f"{path}.log-of-another")
    with Store.open(path) as store:
        assert store.notices == ()
    assert check(path) == []


@pytest.fixture
def place(tmp_path: Path) -> Path:
    folder = tmp_path / "place"
    folder.mkdir()
    return folder


def test_a_log_is_played_in_where_it_belongs(make: Any, start: Any, events: Any) -> None:
    path = make(mode="wal")
    killed(start, path, "ada", 0, 5)
    assert len(events(path)) == 12
    assert check(path) == []


def test_a_backup_that_is_copied_over_a_killed_database_is_not_destroyed(
    make: Any, start: Any, tmp_path: Path, place: Path, folder_state: Any
) -> None:
    path = make(folder=place, mode="wal")
    killed(start, path, "ada", 0, 5)
    with Store.open(path) as store:
        copy = backup(store, tmp_path / "copy.db")
    killed(start, path, "ada", 5, 30)
    with Store.open(path) as store:
        assert len(list(store.all_labels())) == 60
    killed(start, path, "ada", 30, 32)
    put_there(copy, path)
    refused(path, folder_state, make("other.db"))


def test_a_copy_in_which_somebody_else_labelled_is_not_destroyed(
    make: Any, start: Any, tmp_path: Path, place: Path, folder_state: Any
) -> None:
    path = make(folder=place, mode="wal")
    with Store.open(path) as store:
        copy = backup(store, tmp_path / "copy.db")
    killed(start, copy, "bo", 0, 2)
    with Store.open(copy) as store:
        copy = backup(store, tmp_path / "copy-of-bo.db")
    killed(start, path, "ada", 0, 5)
    put_there(copy, path)
    refused(path, folder_state, make("other.db"))


def test_another_database_and_one_in_rollback_mode_are_not_destroyed(
    make: Any, start: Any, tmp_path: Path, place: Path, folder_state: Any
) -> None:
    path = make(folder=place, mode="wal")
    killed(start, path, "ada", 0, 5)
    put_there(make("new.db", units=60, mode="delete"), path)
    refused(path, folder_state, make("other.db"))


def test_nothing_new_is_made_beside_an_old_log(make: Any, start: Any, codebook: Any, tmp_path: Path) -> None:
    path = make(mode="wal")
    log = killed(start, path, "ada", 0, 5)
    path.unlink()
    content = log.read_bytes()
    with pytest.raises(StoreError, match=r"newest labels.*was not made"):
        Store.create(path, codebook)
    with Store.open(make("other.db")) as store, pytest.raises(StoreError, match="was not made"):
        backup(store, path)
    assert not path.exists()
    assert log.read_bytes() == content


@pytest.mark.parametrize("written", ["all", "a part"])
def test_a_program_that_was_killed_while_it_tidied_up_has_lost_nothing(
    make: Any, start: Any, events: Any, written: str
) -> None:
    path = make(mode="wal")
    if written == "all":
        killed(start, path, "ada", 0, 5, checkpoint=True)
    else:
        # The log is copied page by page into the file, and the program killed after the first.
        before = path.read_bytes()
        killed(start, path, "ada", 0, 5)
        log = Path(f"{path}-wal").read_bytes()
        whole = path.with_name("whole.db")
        shutil.copyfile(path, whole)
        shutil.copyfile(f"{path}-wal", f"{whole}-wal")
        Store.open(whole).close()
        after = whole.read_bytes()
        size = int.from_bytes(before[16:18], "big")
        places = range(0, len(before), size)
        changed = [at for at in places if before[at : at + size] != after[at : at + size]]
        part = bytearray(before)
        for at in changed[:2]:
            part[at : at + size] = after[at : at + size]
        path.write_bytes(part)
        assert Path(f"{path}-wal").read_bytes() == log
    later(path)
    assert len(events(path)) == 12
    with Store.open(path) as store:
        assert store.notices == ()
    assert check(path) == []
