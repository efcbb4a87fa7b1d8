"""Making a database: complete, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

from annotate_tui import __version__
from annotate_tui.codebook.model import Codebook
from annotate_tui.errors import StoreError
from annotate_tui.store import leftovers, project
from annotate_tui.store.database import Database, connect, why_not_wal
from annotate_tui.store.events import NOBODY
from annotate_tui.store.filesystem import file_identity, publish, unfinished
from annotate_tui.store.log import Clock, Log


def create_file(path: Path, codebook: Codebook, clock: Clock) -> None:
    """Make a database with a codebook and nothing else.

    It is made under another name and then given its own, so that no other
    program ever sees half of it.  Raises StoreError; then nothing is there.
    """
    if path.exists():
        what = "a folder" if path.is_dir() else "a file"
        raise StoreError(f"There is {what} at {path} already; nothing was changed.")
    leftovers.nothing_left_at(path)
    if not path.parent.is_dir():
        raise StoreError(f"{path.parent} is no folder; make it first, or give another path with --db.")
    if not os.access(path.parent, os.W_OK):
        raise StoreError(f"{path} cannot be made: its folder is read-only.")
    with unfinished(path) as temporary:
        _fill(temporary, path, codebook, clock)
        publish(temporary, path)


def _fill(temporary: Path, path: Path, codebook: Codebook, clock: Clock) -> None:
    from annotate_tui.store.migrate import create_tables

    connection = connect(temporary, mode="rw")
    database = Database(connection, temporary, file_identity(temporary), readonly=False)
    try:
        database.set_up()
        create_tables(database)
        with database.writing():
            database.executemany(
                "INSERT INTO meta(key, value) VALUES(?, ?)",
                [
                    ("format", "annotate-tui"),
                    ("created_ms", str(clock())),
                    ("created_by", f"annotate-tui {__version__}"),
                ],
            )
        project.use_codebook(database, Log(database, NOBODY, "", clock=clock), codebook)
        if not why_not_wal(path):
            database.value("PRAGMA journal_mode=WAL")
    finally:
        database.close()
