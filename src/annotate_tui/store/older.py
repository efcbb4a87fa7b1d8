"""Reading databases of older versions without changing them."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from annotate_tui.store.backup import copy_to
from annotate_tui.store.database import Database, open_database
from annotate_tui.store.schema import SCHEMA_VERSION


def open_current(path: Path, *, untouched: bool = False) -> Database:
    """A database to be read, in the tables of the current version; the file is left as it is.

    One of an older version is copied to a temporary folder, which goes when the
    database is closed, and brought up to date there.  ``untouched`` as in
    `open_database`.  Raises StoreError when it cannot be opened.
    """
    database = open_database(path, readonly=True, untouched=untouched)
    try:
        old = database.value("PRAGMA user_version") < SCHEMA_VERSION
    except BaseException:
        database.close()
        raise
    if not old:
        database.note_journal()
        return database
    try:
        return _migrated_copy(database)
    finally:
        database.close()


def _migrated_copy(database: Database) -> Database:
    from annotate_tui.store.migrate import migrate

    folder = tempfile.mkdtemp(prefix="annotate-tui-")
    try:
        copy = open_database(copy_to(database, Path(folder) / database.path.name), readonly=False)
        try:
            migrate(copy)
        finally:
            copy.close()
        current = open_database(copy.path, readonly=True)
        current.note_journal()
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    current.shown_path = database.path
    current.on_close = lambda: shutil.rmtree(folder, ignore_errors=True)
    return current
