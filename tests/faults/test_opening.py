"""Whatever lies at the path: one plain sentence, and the file stays as it is, byte for byte."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotate_tui.errors import StoreError
from annotate_tui.store import database
from annotate_tui.store.check import check
from annotate_tui.store.merge import merge
from annotate_tui.store.session import Change
from annotate_tui.store.sqlite import sqlite3
from annotate_tui.store.store import Store


def _another_programs(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE event(id INTEGER PRIMARY KEY, page TEXT)")
    connection.execute("INSERT INTO event VALUES(1, 'precious')")
    connection.commit()
    connection.close()


def _another_programs_with_a_log(path: Path) -> None:
    # As a browser leaves it that was killed: what is newest is only in the log.
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL").fetchone()
    connection.execute("CREATE TABLE event(id INTEGER PRIMARY KEY, page TEXT)")
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", f"{path}{suffix}.kept")
    connection.close()
    for suffix in ("", "-wal"):
        Path(f"{path}{suffix}.kept").rename(f"{path}{suffix}")


def _patched(path: Path, offset: int, data: bytes) -> None:
    content = bytearray(path.read_bytes())
    content[offset : offset + len(data)] = data
    path.write_bytes(content)


WRONG: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a text file": ("is a text file", lambda path: path.write_text("id,text\n1,hello\n" * 50)),
    "a short text": ("is a text file", lambda path: path.write_text("hi")),
    "nothing": ("is empty", lambda path: path.touch()),
    "a picture": (
        "is no SQLite database",
        lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" * 20),
    ),
    "half a header": (
        "damaged SQLite header",
        lambda path: path.write_bytes(b"SQLite format 3\0" + bytes(20)),
    ),
    "a folder": ("is a folder", lambda path: path.mkdir()),
    "a pipe": ("no regular file", lambda path: os.mkfifo(path)),
    "a link to nothing": ("no database at", lambda path: path.symlink_to("nowhere.db")),
    "another program's database": ("of another program", _another_programs),
    "another program's log": ("of another program", _another_programs_with_a_log),
}

DAMAGED: dict[str, tuple[str, Callable[[Path], object]]] = {
    "a newer version": ("newer annotate-tui", lambda path: _patched(path, 60, (99).to_bytes(4, "big"))),
    "a zeroed header": ("no SQLite database", lambda path: _patched(path, 0, bytes(100))),
    "a wrong page size": ("damaged SQLite header", lambda path: _patched(path, 16, b"\x03\x01")),
    "a tenth": ("is truncated", lambda path: os.truncate(path, path.stat().st_size // 10)),
    "half": ("is truncated", lambda path: os.truncate(path, path.stat().st_size // 2)),
    "all but a byte": ("is truncated", lambda path: os.truncate(path, path.stat().st_size - 1)),
}


def _all_refuse(path: Path, sentence: str, other: Path) -> None:
    for attempt in (
        lambda: Store.open(path),
        lambda: Store.open(path, readonly=True),
        lambda: check(path),
    ):
        with pytest.raises(StoreError, match=sentence) as caught:
            attempt()
        assert str(path.parent) in str(caught.value)
        assert "\n" not in str(caught.value)
    with Store.open(other) as store, pytest.raises(StoreError, match=sentence):
        merge(store, path)


@pytest.mark.parametrize("kind", WRONG)
def test_what_is_not_ours_is_never_touched(
    make: Any, codebook: Any, folder_state: Any, tmp_path: Path, kind: str
) -> None:
    sentence, lay = WRONG[kind]
    folder = tmp_path / "folder"
    folder.mkdir()
    path = folder / "labels.db"
    lay(path)
    before, names = folder_state(folder), sorted(folder.iterdir())
    _all_refuse(path, sentence, make())
    if kind != "a link to nothing":
        with pytest.raises(StoreError, match="already"):
            Store.create(path, codebook)
    assert folder_state(folder) == before
    assert sorted(folder.iterdir()) == names


@pytest.mark.parametrize("kind", DAMAGED)
def test_what_is_damaged_is_not_made_worse(make: Any, folder_state: Any, tmp_path: Path, kind: str) -> None:
    sentence, damage = DAMAGED[kind]
    folder = tmp_path / "folder"
    folder.mkdir()
    path = make(folder=folder)
    damage(path)
    before = folder_state(folder)
    _all_refuse(path, sentence, make())
    assert folder_state(folder) == before


def test_a_missing_database_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with pytest.raises(StoreError, match=f"no database at {folder}.*Nothing was created"):
        Store.open(Path("annotations.db"))
    assert list(folder.iterdir()) == []


def test_a_link_opens_the_file_that_it_means(make: Any, tmp_path: Path) -> None:
    path = make()
    folder = tmp_path / "links"
    folder.mkdir()
    link = folder / "linked.db"
    link.symlink_to(path)
    with Store.open(link) as linked, Store.open(path) as store:
        linked.ensure_annotator("ada")
        assert [row.name for row in store.annotators()] == ["ada"]
        assert [entry.name for entry in folder.iterdir()] == ["linked.db"]


def test_a_file_that_is_replaced_while_it_is_opened_is_noticed(
    make: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = make(), make("other.db")
    real = database.connect

    def connect(name: Path, *, mode: str) -> Any:
        connection = real(name, mode=mode)
        other.rename(path)
        return connection

    monkeypatch.setattr(database, "connect", connect)
    with pytest.raises(StoreError, match="was replaced while it was being opened"):
        Store.open(path)


@pytest.mark.parametrize(
    "name", ["a?b#c%41&mode=ro.db", " leading and trailing ", "ünï\u2028.db", os.fsdecode(b"\xff.db")]
)
def test_whatever_a_file_is_called_it_is_that_file_that_is_opened(
    make: Any, codebook: Any, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    make(name, folder=folder)
    with Store.open(folder / name) as store:
        session = store.begin("ada")
        session.write([Change(store.units(1)[0].key, "claim_type", "harm")])
    assert check(folder / name) == []
    assert [entry.name for entry in folder.iterdir()] == [name]


# -- read-only files and folders ---------------------------------------------

LOOKING = """
import os, sys
from pathlib import Path
from annotate_tui.errors import StoreError
from annotate_tui.store.store import Store
if os.getuid() == 0:
    # The administrator may write everything; so it is another user who looks.
    os.setgid(65534)
    os.setuid(65534)
path = Path(sys.argv[1])
try:
    Store.open(path)
except StoreError as error:
    print(error)
with Store.open(path, readonly=True) as store:
    print(len(store.articles()))
"""


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that also a user without rights can look into."""
    folder = Path(tempfile.mkdtemp(prefix="annotate-tui-"))
    folder.chmod(0o777)
    yield folder
    folder.chmod(0o777)
    shutil.rmtree(folder)


@pytest.mark.parametrize("what", ["file", "folder", "both"])
def test_what_is_read_only_can_be_looked_at_but_not_labelled_in(
    make: Any, folder_state: Any, public_folder: Path, what: str
) -> None:
    path = make(folder=public_folder)
    path.chmod(0o444 if what in ("file", "both") else 0o666)
    public_folder.chmod(0o555 if what in ("folder", "both") else 0o777)
    before = folder_state(public_folder)
    done = subprocess.run(
        [sys.executable, "-c", LOOKING, str(path)], capture_output=True, text=True, cwd="/", check=False
    )
    assert not done.stderr
    refused, articles = done.stdout.splitlines()
    assert "read-only" in refused
    assert articles == "1"
    assert folder_state(public_folder) == before


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder_is_said_before_anything_is_opened(
    make: Any, codebook: Any, folder_state: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    path = make()
    locked = path if what == "file" else path.parent
    before = folder_state(tmp_path)
    real = os.access

    def access(name: Any, mode: int, **options: Any) -> bool:
        return not (mode == os.W_OK and Path(name) == locked) and real(name, mode, **options)

    monkeypatch.setattr(os, "access", access)
    with pytest.raises(StoreError, match="read-only"):
        Store.open(path)
    with Store.open(path, readonly=True) as store:
        assert len(store.articles()) == 1
    if what == "folder":
        with pytest.raises(StoreError, match="read-only"):
            Store.create(tmp_path / "new.db", codebook)
    assert folder_state(tmp_path) == before
